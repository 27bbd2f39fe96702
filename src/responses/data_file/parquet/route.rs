//! The reasons of blanks where everybody is asked everything: skipped, or not reached behind the last answer.

use rayon::prelude::*;

use super::direct::{Opened, People};
use super::variable::{BLANK, Part, UNTICKED};
use crate::questionnaire::{ItemKind, Questionnaire, VariableIndex};
use crate::responses::{Disposition, Missing};

/// Whether the route is the same for everybody, and no answer is judged beside others.
pub(super) fn all_asked(questionnaire: &Questionnaire) -> bool {
    questionnaire.pages.iter().all(|page| page.show_if.is_none())
        && questionnaire.items.iter().all(|item| {
            item.show_if.is_none()
                && item.end_if.is_none()
                && item.checks.is_empty()
                && item.options().iter().all(|option| option.end.is_none())
                && item.rows().iter().all(|row| row.show_if.is_none())
        })
}

pub(super) const SKIPPED: u8 = Missing::Skipped.file_code().unsigned_abs() as u8;
pub(super) const NOT_REACHED: u8 = Missing::NotReached.file_code().unsigned_abs() as u8;

/// Where one row stands on the route, in items from 1.
#[derive(Clone, Copy, Default)]
struct Way {
    /// The last item with an answer, or shown by the file's own word.
    reached: u32,
    /// The last item that was left blank and is no text, or not reached by the file's own word.
    left: u32,
}

/// Gives every blank its reason. A row that owes a required answer is remarkable.
pub(super) fn route(opened: &Opened<'_>, parts: &mut [Part], people: &People, remarkable: &mut [bool]) {
    let questionnaire = opened.questionnaire;
    let mut ways = vec![Way::default(); opened.rows];
    const ROWS: usize = 1 << 15;
    ways.par_chunks_mut(ROWS).enumerate().for_each(|(chunk, ways)| {
        for (index, part) in parts.iter().enumerate() {
            let item = questionnaire.variables[index].item;
            let is_text = matches!(questionnaire.item(item).kind, ItemKind::Text { .. });
            let place = item.0 as u32 + 1;
            let states = part.column.states.iter().skip(chunk * ROWS);
            for (way, state) in ways.iter_mut().zip(states) {
                let state = *state;
                if matches!(state, 0 | SKIPPED | UNTICKED) {
                    way.reached = way.reached.max(place);
                } else if state == NOT_REACHED || (state == BLANK && !is_text) {
                    way.left = way.left.max(place);
                }
            }
        }
    });
    // Who left: the items from which on a blank was not reached.
    let ends: Vec<u32> = ways
        .into_par_iter()
        .enumerate()
        .map(|(row, way)| {
            let whole = people.dispositions.get(row).copied().flatten() == Some(Disposition::Complete);
            if whole || way.left <= way.reached { u32::MAX } else { way.reached }
        })
        .collect();
    let owing: Vec<Vec<usize>> = parts
        .par_iter_mut()
        .enumerate()
        .map(|(index, part)| {
            let item = questionnaire.variable(VariableIndex(index)).item;
            let (place, required) = (item.0 as u32, questionnaire.item(item).required);
            let mut owing = Vec::new();
            for (row, (state, end)) in part.column.states.iter_mut().zip(&ends).enumerate() {
                match *state {
                    BLANK => *state = if place < *end { SKIPPED } else { NOT_REACHED },
                    UNTICKED => *state = SKIPPED,
                    _ => {}
                }
                if required && *state == SKIPPED {
                    owing.push(row);
                }
            }
            owing
        })
        .collect();
    for row in owing.into_iter().flatten() {
        remarkable[row] = true;
    }
}
