//! One page sent: what it does to the draft, and where the respondent goes from there.

use std::collections::BTreeSet;

use super::raw::{self, RawAnswers};
use super::{AnswerProblem, Judged, Strictness, flow, judge};
use crate::questionnaire::condition::Condition;
use crate::questionnaire::{Ending, ItemIndex, Questionnaire};
use crate::responses::{Circumstances, Reached, Settled};

/// Which way the respondent wants to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Next,
    Back,
    /// To the same page again: in another language, or because nothing else makes sense.
    Stay,
}

/// Who fills in what.
#[derive(Debug, Clone, Copy)]
pub struct Interview<'a> {
    pub questionnaire: &'a Questionnaire,
    pub circumstances: &'a Circumstances,
    /// The rule that screens out respondents of this source.
    pub source_end: Option<&'a Condition>,
}

/// Where a turn leads.
#[derive(Debug, Clone, PartialEq)]
pub enum Turn {
    /// To this page; `newly_shown` are items that the answers just sent brought onto it.
    Show { page: usize, newly_shown: Vec<ItemIndex> },
    /// To this page, whose answers need another look.
    Problems { page: usize, problems: Vec<AnswerProblem> },
    /// To the end: everything that was asked is in order.
    End { ending: Ending, settled: Settled },
}

/// Puts the fields of `page` into the draft and decides where to go. `shown` are the ids of the items that were on
/// the page as it was sent. Going back or staying keeps what was typed without judging it.
pub fn take_turn(
    interview: Interview<'_>,
    draft: &mut RawAnswers,
    page: usize,
    fields: RawAnswers,
    shown: &BTreeSet<String>,
    direction: Direction,
) -> Turn {
    let Interview { questionnaire, circumstances, .. } = interview;
    raw::replace_page(draft, questionnaire, page, fields);
    let mut judged = interview.judge(draft, page..page + 1);
    // A field that no item has is answered with a problem once; kept, it would come back on every page.
    for problem in judged.problems.iter().filter(|problem| problem.item.is_none()) {
        draft.remove(&problem.name);
    }
    let newly_shown = if shown.is_empty() {
        Vec::new()
    } else {
        flow::newly_shown(questionnaire, &judged.settled, circumstances, page, shown)
    };
    // Nobody is told off for leaving blank what they have not seen yet.
    judged.problems.retain(|problem| problem.item.is_none_or(|item| !newly_shown.contains(&item)));
    let show = |page| Turn::Show { page, newly_shown: Vec::new() };
    match direction {
        Direction::Stay => show(page),
        Direction::Back => {
            show(flow::previous(questionnaire, &judged.settled, circumstances, page).unwrap_or(page))
        }
        Direction::Next if !judged.problems.is_empty() => Turn::Problems { page, problems: judged.problems },
        Direction::Next => {
            let settled = &judged.settled;
            if !newly_shown.is_empty() {
                return Turn::Show { page, newly_shown };
            }
            match flow::next(questionnaire, settled, circumstances, Some(page)) {
                flow::Step::Page(next) => show(next),
                flow::Step::End(ending) => interview.finish(draft, ending),
            }
        }
    }
}

impl Interview<'_> {
    /// The first page that asks this respondent something.
    pub fn start(&self, draft: &RawAnswers) -> Turn {
        let settled = self.judge(draft, 0..0).settled;
        match flow::start(self.questionnaire, &settled, self.circumstances) {
            flow::Step::Page(page) => Turn::Show { page, newly_shown: Vec::new() },
            flow::Step::End(ending) => self.finish(draft, ending),
        }
    }

    /// The draft as if it were submitted now, with what is wrong on `pages`.
    pub fn judge(&self, draft: &RawAnswers, pages: std::ops::Range<usize>) -> Judged {
        judge(
            self.questionnaire,
            draft,
            Strictness::Form,
            self.circumstances,
            Reached::Everything,
            self.source_end,
            pages,
        )
    }

    /// Whoever changes an earlier answer may bring up a required item that was passed already: all pages are judged
    /// once more, and the first with a problem comes back.
    fn finish(&self, draft: &RawAnswers, ending: Ending) -> Turn {
        let judged = self.judge(draft, 0..self.questionnaire.pages.len());
        let page_of = |problem: &AnswerProblem| problem.item.map(|item| self.questionnaire.page_of(item));
        match judged.problems.iter().filter_map(page_of).min() {
            None => Turn::End { ending, settled: judged.settled },
            Some(page) => {
                let problems =
                    judged.problems.into_iter().filter(|problem| page_of(problem) == Some(page)).collect();
                Turn::Problems { page, problems }
            }
        }
    }
}
