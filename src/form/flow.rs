//! The way through the pages: which comes next, which came before, and how far along one is. Everything is worked out
//! from the answers at hand; nothing is remembered between requests.

use std::collections::BTreeSet;

use super::script;
use crate::questionnaire::condition::{Condition, Reference, holds};
use crate::questionnaire::{EndedBy, Ending, ItemIndex, ItemKind, Questionnaire};
use crate::responses::{AnswerFacts, Circumstances, Settled};

/// Where the interview goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// To this page, by its place in the questionnaire.
    Page(usize),
    End(Ending),
}

/// Where a page stands on the way: the third of eight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub position: usize,
    pub total: usize,
}

/// The first page that asks this respondent something.
pub fn start(q: &Questionnaire, settled: &Settled, circumstances: &Circumstances) -> Step {
    next(q, settled, circumstances, None)
}

/// The next page with something to show after page `after`, or the end. `settled` is the whole draft, settled as if it
/// were submitted now.
pub fn next(
    q: &Questionnaire,
    settled: &Settled,
    circumstances: &Circumstances,
    after: Option<usize>,
) -> Step {
    let first = after.map_or(0, |page| page + 1);
    match (first..q.pages.len()).find(|page| is_shown(q, settled, circumstances, *page)) {
        Some(page) => Step::Page(page),
        None => Step::End(settled.ended.map_or(Ending::Complete, |ended| ended.ending)),
    }
}

/// The page with something to show before page `before`, the nearest first.
pub fn previous(
    q: &Questionnaire,
    settled: &Settled,
    circumstances: &Circumstances,
    before: usize,
) -> Option<usize> {
    (0..before.min(q.pages.len())).rev().find(|page| is_shown(q, settled, circumstances, *page))
}

/// Whether a page has an item to show to this respondent.
pub fn is_shown(q: &Questionnaire, settled: &Settled, circumstances: &Circumstances, page: usize) -> bool {
    !shown_items(q, settled, circumstances, page).is_empty()
}

/// Whether this respondent has come to a page: it has something to show, and the one before it was sent.
/// `pages_submitted` is how many pages from the first one on have been.
pub fn is_reached(
    q: &Questionnaire,
    settled: &Settled,
    circumstances: &Circumstances,
    page: usize,
    pages_submitted: usize,
) -> bool {
    is_shown(q, settled, circumstances, page)
        && previous(q, settled, circumstances, page).is_none_or(|previous| previous < pages_submitted)
}

/// The items of a page that are asked or shown now, in the order of the file.
pub fn shown_items(
    q: &Questionnaire,
    settled: &Settled,
    circumstances: &Circumstances,
    page: usize,
) -> Vec<ItemIndex> {
    if settled.ended.is_some_and(|ended| ended_before(q, settled, ended, page)) {
        return Vec::new();
    }
    let facts = AnswerFacts::new(q, &settled.answers, circumstances);
    let met = |condition: &Option<Condition>| {
        condition.as_ref().is_none_or(|condition| holds(&condition.expr, &facts))
    };
    let page = &q.pages[page];
    page.items
        .clone()
        .map(ItemIndex)
        .filter(|index| match &q.item(*index).kind {
            ItemKind::Computed { .. } => false,
            // A note has no answer that could tell whether it is on the route.
            ItemKind::Note => met(&page.show_if) && met(&q.item(*index).show_if),
            ItemKind::Single { .. }
            | ItemKind::Multiple { .. }
            | ItemKind::Grid { .. }
            | ItemKind::MultipleGrid { .. }
            | ItemKind::Ranking { .. }
            | ItemKind::Number { .. }
            | ItemKind::Scale { .. }
            | ItemKind::Allocation { .. }
            | ItemKind::Date { .. }
            | ItemKind::Text { .. } => q.variables_of(*index).any(|variable| settled.was_asked(variable)),
        })
        .collect()
}

/// Items that the answers of the page just sent made relevant and that were not on it: without scripts the page is
/// shown again with them. `displayed` are the ids of the items that were on the page.
pub fn newly_shown(
    q: &Questionnaire,
    settled: &Settled,
    circumstances: &Circumstances,
    page: usize,
    displayed: &BTreeSet<String>,
) -> Vec<ItemIndex> {
    shown_items(q, settled, circumstances, page)
        .into_iter()
        .filter(|item| {
            let seen = displayed.contains(q.item(*item).id.as_str());
            !seen || has_new_part(q, settled, circumstances, *item, displayed)
        })
        .collect()
}

/// Whether an item has a row or an option that answers of its own page have just brought, and that was not on the page.
fn has_new_part(
    q: &Questionnaire,
    settled: &Settled,
    circumstances: &Circumstances,
    index: ItemIndex,
    displayed: &BTreeSet<String>,
) -> bool {
    let item = q.item(index);
    let facts = AnswerFacts::new(q, &settled.answers, circumstances).up_to(item.variables.start);
    let page = &q.pages[q.page_of(index)];
    let is_new = |condition: &Option<Condition>, part: &str| {
        condition.as_ref().is_some_and(|condition| {
            script::depends_on_page(q, page, condition)
                && holds(&condition.expr, &facts)
                && !displayed.contains(&format!("{}.{part}", item.id))
        })
    };
    item.rows().iter().any(|row| is_new(&row.show_if, row.id.as_str()))
        || item.options().iter().any(|option| is_new(&option.show_if, option.code.as_str()))
}

/// The place of a page among those this respondent may still see. A page whose condition waits for answers that are
/// still to come counts as one, so that the share done never falls while one moves on.
pub fn progress(
    q: &Questionnaire,
    settled: &Settled,
    circumstances: &Circumstances,
    page: usize,
) -> Progress {
    let earlier = (0..page).filter(|page| is_shown(q, settled, circumstances, *page)).count();
    let later = (page + 1..q.pages.len())
        .filter(|later| is_shown(q, settled, circumstances, *later) || may_be_shown(q, settled, page, *later))
        .count();
    Progress { position: earlier + 1, total: earlier + 1 + later }
}

/// Whether page `later` waits for an answer of page `current` or of one after it.
fn may_be_shown(q: &Questionnaire, settled: &Settled, current: usize, later: usize) -> bool {
    if settled.ended.is_some_and(|ended| ended_before(q, settled, ended, later)) {
        return false;
    }
    let waits = |condition: &Option<Condition>| {
        condition.as_ref().is_some_and(|condition| {
            let mut waiting = false;
            condition.expr.visit_references(&mut |reference| {
                if let Reference::Variable(variable) = reference {
                    waiting |= q.page_of(q.variable(variable).item) >= current;
                }
            });
            waiting
        })
    };
    let page = &q.pages[later];
    waits(&page.show_if) || page.items.clone().any(|index| waits(&q.items[index].show_if))
}

/// Whether an early end took effect before page `page`: an item's at the end of its own page, a wave's rule after the
/// last page that still asked something.
fn ended_before(q: &Questionnaire, settled: &Settled, ended: EndedBy, page: usize) -> bool {
    match ended.item {
        Some(item) => page > q.page_of(item),
        None => (page..q.pages.len()).all(|page| {
            !q.pages[page]
                .items
                .clone()
                .any(|item| q.items[item].variables.clone().any(|v| was_asked(settled, v)))
        }),
    }
}

fn was_asked(settled: &Settled, variable: usize) -> bool {
    settled.was_asked(crate::questionnaire::VariableIndex(variable))
}
