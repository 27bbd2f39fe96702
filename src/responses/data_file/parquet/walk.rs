//! The walk along the route over columns: conditions are judged row by row from the few variables that they name; a row
//! that gave an answer off its route is left to be read as a row.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::direct::{Opened, People, first_point};
use super::route::{NOT_REACHED, SKIPPED};
use super::variable::{BLANK, Part, UNTICKED};
use crate::questionnaire::condition::{Condition, Expr, Reference, date_of_days, fails, holds};
use crate::questionnaire::{
    Ending, Item, ItemKind, OptionIndex, Page, Questionnaire, VariableIndex, VariableKind,
};
use crate::responses::data_file::columns::{AnswerColumn, AnswerValues};
use crate::responses::route::{is_chosen, item_is_asked, page_is_shown, row_is_asked};
use crate::responses::{Answer, AnswerFacts, Answers, Circumstances, Disposition, Missing};

const NOT_ASKED: u8 = Missing::NotAsked.file_code().unsigned_abs() as u8;
const NOT_IN_VERSION: u8 = Missing::NotInVersion.file_code().unsigned_abs() as u8;
const REMOVED: u8 = Missing::Removed.file_code().unsigned_abs() as u8;

/// Whether the route can be walked over columns: no answer is made of others, options are the same for everybody, and
/// nothing is judged over several rows.
pub(super) fn can_walk(questionnaire: &Questionnaire) -> bool {
    questionnaire.quality.rules().is_empty()
        && questionnaire.items.iter().all(|item| {
            !matches!(item.kind, ItemKind::Computed { .. } | ItemKind::Allocation { .. })
                && item.options().iter().all(|option| option.show_if.is_none())
                && (item.checks.is_empty() || !item.variables.is_empty())
        })
}

/// Gives every blank its reason. Rows that say something off their route, owe a required answer or fail a check are
/// remarkable. How each interview was ended by the route comes back, a row each.
pub(super) fn walk(
    opened: &Opened<'_>,
    parts: &mut [Part],
    people: &People,
    remarkable: &mut [bool],
) -> Vec<Option<Ending>> {
    const ROWS: usize = 1 << 13;
    let named: Vec<VariableIndex> = named(opened.questionnaire).into_iter().collect();
    let mut endings = vec![None; opened.rows];
    let mut chunks: Vec<Chunk<'_>> = remarkable
        .chunks_mut(ROWS)
        .zip(endings.chunks_mut(ROWS))
        .map(|(remarkable, endings)| Chunk { remarkable, endings, states: Vec::new() })
        .collect();
    let mut values = Vec::with_capacity(parts.len());
    for part in parts {
        let AnswerColumn { states, values: of_part } = &mut part.column;
        values.push(&*of_part);
        for (chunk, states) in chunks.iter_mut().zip(states.chunks_mut(ROWS)) {
            chunk.states.push(states);
        }
    }
    chunks.into_par_iter().enumerate().for_each(|(index, mut chunk)| {
        let questionnaire = opened.questionnaire;
        let mut walker = Walker {
            questionnaire,
            named: &named,
            values: &values,
            answers: Answers::all_missing(questionnaire.variables.len(), Missing::Skipped),
            states: vec![BLANK; questionnaire.variables.len()],
        };
        for place in 0..chunk.remarkable.len() {
            if chunk.remarkable[place] {
                continue;
            }
            let row = index * ROWS + place;
            for (state, states) in walker.states.iter_mut().zip(&chunk.states) {
                *state = states[place];
            }
            match walker.row(row, people) {
                Some((states, ended)) => {
                    for (column, state) in chunk.states.iter_mut().zip(states) {
                        column[place] = state;
                    }
                    chunk.endings[place] = ended;
                }
                None => chunk.remarkable[place] = true,
            }
        }
    });
    endings
}

struct Chunk<'a> {
    remarkable: &'a mut [bool],
    endings: &'a mut [Option<Ending>],
    /// By variable.
    states: Vec<&'a mut [u8]>,
}

/// The variables whose answers decide over others.
fn named(questionnaire: &Questionnaire) -> BTreeSet<VariableIndex> {
    let mut named = BTreeSet::new();
    let mut visit = |expr: &Expr| {
        expr.visit_references(&mut |reference| {
            if let Reference::Variable(variable) = reference {
                named.insert(variable);
            }
        });
    };
    let mut condition =
        |condition: Option<&Condition>| condition.into_iter().for_each(|found| visit(&found.expr));
    for page in &questionnaire.pages {
        condition(page.show_if.as_ref());
    }
    for item in &questionnaire.items {
        condition(item.show_if.as_ref());
        condition(item.end_if.as_ref().map(|rule| &rule.condition));
        item.rows().iter().for_each(|row| condition(row.show_if.as_ref()));
        item.checks.iter().for_each(|check| condition(Some(&check.assert)));
    }
    for item in questionnaire.items.iter().filter(|item| has_end(item)) {
        named.extend(item.variables.clone().map(VariableIndex));
    }
    named
}

fn has_end(item: &Item) -> bool {
    item.options().iter().any(|option| option.end.is_some())
}

/// Walks one row after the other.
struct Walker<'a> {
    questionnaire: &'a Questionnaire,
    named: &'a [VariableIndex],
    values: &'a [&'a AnswerValues],
    /// Of the variables that are named; the others never count.
    answers: Answers,
    /// By variable, as the file has it.
    states: Vec<u8>,
}

impl Walker<'_> {
    /// The states that the row comes to, and how the route ended it; `None` where there is something to remark.
    fn row(&mut self, row: usize, people: &People) -> Option<(Vec<u8>, Option<Ending>)> {
        let circumstances = people.circumstances(row);
        for variable in self.named {
            if self.states[variable.0] == 0 {
                let first = first_point(self.questionnaire, *variable);
                let kind = self.questionnaire.variable(*variable).kind;
                self.answers.set(*variable, answer_at(self.values[variable.0], row, kind, first));
            }
        }
        let items = self.questionnaire.items.len();
        let whole = people.dispositions.get(row).copied().flatten() == Some(Disposition::Complete);
        let (mut states, mut ended) = self.pass(circumstances, items)?;
        if !whole
            && ended.is_none()
            && let Some(reached) = self.items_reached(&states)
        {
            (states, ended) = self.pass(circumstances, reached)?;
        }
        (!self.owes_or_fails(&states, circumstances)).then_some((states, ended))
    }

    /// One pass over all pages; items from `reached` on count as not reached.
    fn pass(&mut self, circumstances: &Circumstances, reached: usize) -> Option<(Vec<u8>, Option<Ending>)> {
        let (mut states, mut ended) = (self.states.clone(), None);
        for page in &self.questionnaire.pages {
            let on_route = ended.is_none()
                && (page.show_if.is_none()
                    || page_is_shown(page, &self.facts(page.items.start, circumstances)));
            for index in page.items.clone() {
                self.item(index, on_route, index < reached, circumstances, &mut states)?;
            }
            if on_route && page.items.end <= reached {
                ended = self.ending_of(page, circumstances);
            }
        }
        Some((states, ended))
    }

    fn item(
        &mut self,
        index: usize,
        on_route: bool,
        reached: bool,
        circumstances: &Circumstances,
        states: &mut [u8],
    ) -> Option<()> {
        let item = &self.questionnaire.items[index];
        let asked =
            on_route && (item.show_if.is_none() || item_is_asked(item, &self.facts(index, circumstances)));
        let rows_asked: Option<Vec<bool>> = item.rows().iter().any(|row| row.show_if.is_some()).then(|| {
            let facts = self.facts(index, circumstances);
            item.rows().iter().map(|row| asked && row_is_asked(row, &facts)).collect()
        });
        for (place, variable) in item.variables.clone().enumerate() {
            let asked = rows_asked.as_ref().map_or(asked, |rows| rows[place]);
            let by_route = match (asked, reached) {
                (false, _) => NOT_ASKED,
                (true, true) => SKIPPED,
                (true, false) => NOT_REACHED,
            };
            let state = match self.states[variable] {
                // An answer off the route.
                0 if !asked => return None,
                BLANK => by_route,
                UNTICKED if asked => SKIPPED,
                UNTICKED => by_route,
                stated => stated,
            };
            states[variable] = state;
            if state != 0 && self.named.binary_search(&VariableIndex(variable)).is_ok() {
                self.answers.set(VariableIndex(variable), Answer::Missing(reason(state)));
            }
        }
        Some(())
    }

    fn ending_of(&self, page: &Page, circumstances: &Circumstances) -> Option<Ending> {
        for index in page.items.clone() {
            let item = &self.questionnaire.items[index];
            if let Some(ending) = self.ending_option(item) {
                return Some(ending);
            }
            if let Some(rule) = &item.end_if
                && item_is_asked(item, &self.facts(index, circumstances))
                && holds(&rule.condition.expr, &self.facts(page.items.end, circumstances))
            {
                return Some(rule.ending);
            }
        }
        None
    }

    fn ending_option(&self, item: &Item) -> Option<Ending> {
        if !has_end(item) {
            return None;
        }
        item.variables.clone().find_map(|variable| {
            let answer = self.answers.get(VariableIndex(variable));
            let first_of = |option: OptionIndex| item.options()[usize::from(option.0)].end;
            match answer {
                // The best comes first, whatever its place among the options.
                Answer::Ranking(ranked) => ranked.iter().copied().find_map(first_of),
                _ => (0..item.options().len() as u16)
                    .map(OptionIndex)
                    .filter(|option| is_chosen(answer, *option))
                    .find_map(first_of),
            }
        })
    }

    /// How many items somebody came to who gave these answers and left; `None` where nothing but texts is blank behind.
    fn items_reached(&self, states: &[u8]) -> Option<usize> {
        let of = |index: usize| self.questionnaire.items[index].variables.clone();
        let items = self.questionnaire.items.len();
        let was_seen = |index: &usize| {
            of(*index).any(|variable| {
                states[variable] == 0
                    || (states[variable] == SKIPPED && matches!(self.states[variable], SKIPPED | UNTICKED))
            })
        };
        let reached = (0..items).rev().find(was_seen).map_or(0, |last| last + 1);
        let left = (reached..items).any(|index| {
            let is_text = matches!(self.questionnaire.items[index].kind, ItemKind::Text { .. });
            of(index)
                .any(|variable| states[variable] == NOT_REACHED || (states[variable] == SKIPPED && !is_text))
        });
        left.then_some(reached)
    }

    fn owes_or_fails(&self, states: &[u8], circumstances: &Circumstances) -> bool {
        let facts = AnswerFacts::new(self.questionnaire, &self.answers, circumstances);
        self.questionnaire.items.iter().any(|item| {
            let owes = item.required && item.variables.clone().any(|variable| states[variable] == SKIPPED);
            let was_asked = || {
                item.variables
                    .clone()
                    .any(|variable| !matches!(states[variable], NOT_ASKED | NOT_REACHED | NOT_IN_VERSION))
            };
            owes || (!item.checks.is_empty()
                && was_asked()
                && item.checks.iter().any(|check| fails(&check.assert.expr, &facts)))
        })
    }

    /// The facts while the walk stands before an item.
    fn facts<'s>(&'s self, item: usize, circumstances: &'s Circumstances) -> AnswerFacts<'s> {
        let variables = self.questionnaire.variables.len();
        let visible = self.questionnaire.items.get(item).map_or(variables, |item| item.variables.start);
        AnswerFacts::new(self.questionnaire, &self.answers, circumstances).up_to(visible)
    }
}

fn reason(state: u8) -> Missing {
    match state {
        NOT_ASKED => Missing::NotAsked,
        NOT_REACHED => Missing::NotReached,
        NOT_IN_VERSION => Missing::NotInVersion,
        REMOVED => Missing::Removed,
        _ => Missing::Skipped,
    }
}

fn answer_at(values: &AnswerValues, row: usize, kind: VariableKind, first: i64) -> Answer {
    match values {
        AnswerValues::Places(places) if kind == VariableKind::Scale => {
            Answer::Scale(first + i64::from(places[row]))
        }
        AnswerValues::Places(places) => Answer::Single(OptionIndex(places[row])),
        AnswerValues::Sets { width, bits } => {
            let words = &bits[row * width..][..*width];
            Answer::Multiple(super::variable::ticked(words))
        }
        AnswerValues::Ranks { options, ranks } => {
            let ranks = &ranks[row * options..][..*options];
            let mut ranked: Vec<(u8, u16)> =
                ranks.iter().copied().zip(0..).filter(|(rank, _)| *rank > 0).collect();
            ranked.sort_unstable();
            Answer::Ranking(ranked.into_iter().map(|(_, option)| OptionIndex(option)).collect())
        }
        AnswerValues::Numbers(numbers) => Answer::Number(numbers[row]),
        AnswerValues::Days(days) => {
            date_of_days(days[row]).map_or(Answer::Missing(Missing::Skipped), Answer::Date)
        }
        AnswerValues::Texts { words, places } => {
            Answer::Text(words.get(places[row] as usize).cloned().unwrap_or_default())
        }
    }
}
