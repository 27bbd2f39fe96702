//! Reasoning over the finite codes: whether anybody can come to a place with a condition true, or with it not true. It looks
//! at the condition where it stands: which pages and items were shown before, who was screened out, which answers can be
//! given, and that a comparison with an answer that is not there is unknown.
//!
//! What is found impossible is impossible: wherever there are too many values or too many names, more is taken to be possible
//! than is. `mentions` finds which values matter, `domain` lists them, `system` gathers what bears on a condition, `search` looks
//! for a respondent, and `examine` asks the questions of a whole questionnaire.

mod domain;
mod examine;
mod logic;
mod lowering;
mod mentions;
mod search;
mod system;

use std::collections::BTreeSet;

use super::condition::{Condition, Expr, Reference};
use super::{ItemIndex, ItemKind, Questionnaire, VariableIndex};
pub use examine::{Because, Finding};
use logic::Wanted;
use mentions::names_in;
use search::{Outcome, search};
use system::{Builder, Depth, Question};

/// Where in an interview a condition is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Before the page with this place in [`Questionnaire::pages`], which may not be shown; one beyond the last is the end.
    Page(usize),
    /// On the page, which is shown.
    OnPage(usize),
    /// On its page, before it is known whether the item is asked.
    Item(ItemIndex),
    /// Where the item is asked.
    Asked(ItemIndex),
    /// When the page of the item, which was asked, is sent.
    Sent(ItemIndex),
    /// Anywhere behind the items, however the interview ended.
    Anywhere,
}

/// What is known of a condition at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It holds for nobody who comes there.
    Never,
    /// It holds for everybody who comes there.
    Always,
    /// It holds for some, and for others not; provided that anybody comes there, past ends that have nothing to do with it.
    Sometimes,
    /// There are too many values to tell.
    Unknown,
}

/// A questionnaire as the reasoning looks at it.
#[derive(Debug)]
pub struct Reasoner<'q> {
    questionnaire: &'q Questionnaire,
    sources: Option<&'q [String]>,
    /// Items that could not be read as they were meant: anything may be said of them.
    distrusted: BTreeSet<usize>,
    /// The page of each item.
    page_of: Vec<usize>,
    /// In the order of the questionnaire.
    ends: Vec<End>,
}

/// A rule that ends interviews at the end of a page.
#[derive(Debug)]
struct End {
    page: usize,
    item: usize,
    /// That it ends this one.
    holds: Expr,
    /// The names in it, and those that decide whether they are asked.
    support: BTreeSet<Reference>,
}

/// Whether the condition can hold, and can not hold, for whoever comes to the place.
pub fn possible(questionnaire: &Questionnaire, condition: &Condition, place: Place) -> Verdict {
    Reasoner::new(questionnaire).possible(&condition.expr, place)
}

/// Whether whoever meets the first condition meets the second: [`Verdict::Always`] if all do, [`Verdict::Never`] if none.
/// Both are taken to stand behind all items.
pub fn implied(questionnaire: &Questionnaire, first: &Condition, second: &Condition) -> Verdict {
    Reasoner::new(questionnaire).implied(&first.expr, &second.expr)
}

impl<'q> Reasoner<'q> {
    pub fn new(questionnaire: &'q Questionnaire) -> Reasoner<'q> {
        Reasoner::distrusting(questionnaire, BTreeSet::new(), None)
    }

    /// The same, where some items (by their place in the file) could not be read as they were meant, and where the sources of the
    /// wave are known.
    pub(super) fn distrusting(
        questionnaire: &'q Questionnaire,
        distrusted: BTreeSet<usize>,
        sources: Option<&'q [String]>,
    ) -> Reasoner<'q> {
        let mut page_of = vec![0; questionnaire.items.len()];
        for (page, known) in questionnaire.pages.iter().enumerate() {
            for item in known.items.clone() {
                page_of[item] = page;
            }
        }
        let mut reasoner = Reasoner { questionnaire, sources, distrusted, page_of, ends: Vec::new() };
        reasoner.ends = reasoner.find_ends();
        reasoner
    }

    /// Whether the condition can hold, and can not hold, for whoever comes to the place; [`Verdict::Never`] where nobody does.
    pub fn possible(&self, condition: &Expr, place: Place) -> Verdict {
        let question = self.ask(place, Depth::Route, &[], condition);
        verdict(&question)
    }

    /// See [`implied`].
    pub fn implied(&self, first: &Expr, second: &Expr) -> Verdict {
        let question = self.ask(Place::Anywhere, Depth::Route, &[(first, Wanted::True)], second);
        verdict(&question)
    }

    /// Whether somebody may come to the place without having been asked the variable; `false` also where that cannot be told.
    pub(super) fn may_be_unasked(&self, variable: VariableIndex, place: Place) -> bool {
        let asked = Expr::Asked(vec![Reference::Variable(variable)]);
        self.ask(place, Depth::Route, &[], &asked).otherwise == Outcome::Found
    }

    /// Looks for somebody at the place for whom the condition holds, and somebody for whom it does not.
    fn ask(&self, place: Place, depth: Depth, given: &[(&Expr, Wanted)], condition: &Expr) -> Answered {
        self.ask_whether(place, depth, given, condition, [Wanted::True, Wanted::NotTrue])
    }

    fn ask_whether(
        &self,
        place: Place,
        depth: Depth,
        given: &[(&Expr, Wanted)],
        condition: &Expr,
        [one, other]: [Wanted; 2],
    ) -> Answered {
        let asks = given.iter().map(|(expr, _)| *expr).chain([condition]).collect();
        let mut builder = Builder::new(self, &Question { place, depth, asks });
        let mut goal = |wanted| {
            let mut goal = builder.constraints_of(condition, wanted);
            for (expr, wanted) in given {
                goal.extend(builder.constraints_of(expr, *wanted));
            }
            goal
        };
        let (holds, otherwise) = (goal(one), goal(other));
        let system = builder.finish();
        Answered {
            holds: search(&system, &holds),
            otherwise: search(&system, &otherwise),
            exact: system.exact,
        }
    }

    /// Whether anybody comes to the place who meets all of this.
    fn is_there(&self, place: Place, depth: Depth, given: &[(&Expr, Wanted)]) -> (Outcome, bool) {
        let asks = given.iter().map(|(expr, _)| *expr).collect();
        let mut builder = Builder::new(self, &Question { place, depth, asks });
        let goal: Vec<_> =
            given.iter().flat_map(|(expr, wanted)| builder.constraints_of(expr, *wanted)).collect();
        let system = builder.finish();
        (search(&system, &goal), system.exact)
    }

    /// What is known to hold for whoever comes to the place.
    fn held_at(&self, place: Place) -> Vec<&Expr> {
        let page =
            |page: usize| expr_of(self.questionnaire.pages.get(page).and_then(|page| page.show_if.as_ref()));
        let item = |item: ItemIndex| expr_of(self.questionnaire.item(item).show_if.as_ref());
        let (on_page, asked) = match place {
            Place::Page(_) | Place::Anywhere => (None, None),
            Place::OnPage(at) => (page(at), None),
            Place::Item(at) => (page(self.page_of[at.0]), None),
            Place::Asked(at) | Place::Sent(at) => (page(self.page_of[at.0]), item(at)),
        };
        on_page.into_iter().chain(asked).collect()
    }

    /// The conditions under which a variable is asked, those of its page, its item and its row; and whether these are all.
    fn conditions_of(&self, variable: VariableIndex) -> (Vec<&Expr>, bool) {
        let known = self.questionnaire.variable(variable);
        let item = self.questionnaire.item(known.item);
        let page = self.questionnaire.pages.get(self.page_of[known.item.0]);
        let row = known.row.and_then(|row| item.rows().get(row));
        let conditions = [
            page.and_then(|page| page.show_if.as_ref()),
            item.show_if.as_ref(),
            row.and_then(|row| row.show_if.as_ref()),
        ];
        (conditions.into_iter().filter_map(expr_of).collect(), !self.distrusted.contains(&known.item.0))
    }

    /// The conditions of the variable's options.
    fn offered_to_some(&self, variable: VariableIndex) -> impl Iterator<Item = &Expr> {
        self.questionnaire.options(variable).iter().filter_map(|option| expr_of(option.show_if.as_ref()))
    }

    /// Whether whoever is at the place has sent the item's page, so that a required answer is there.
    fn was_submitted(&self, item: ItemIndex, place: Place) -> bool {
        let page = self.page_of[item.0];
        match place {
            Place::Page(at) | Place::OnPage(at) => page < at,
            Place::Item(at) | Place::Asked(at) => page < self.page_of[at.0],
            Place::Sent(at) => page <= self.page_of[at.0],
            Place::Anywhere => false,
        }
    }

    /// The rules that would have ended the interview before the place, the latest first.
    fn ends_before(&self, place: Place) -> impl Iterator<Item = &End> {
        let page = match place {
            Place::Page(at) | Place::OnPage(at) => at,
            Place::Item(at) | Place::Asked(at) | Place::Sent(at) => self.page_of[at.0],
            // However it ended, it may have ended by any of them.
            Place::Anywhere => 0,
        };
        self.ends.iter().rev().filter(move |end| end.page < page)
    }

    fn find_ends(&self) -> Vec<End> {
        let mut ends = Vec::new();
        for (index, item) in self.questionnaire.items.iter().enumerate() {
            if self.distrusted.contains(&index) {
                continue;
            }
            let page = self.page_of[index];
            let by_option = self.ending_options(ItemIndex(index));
            let by_rule = item.end_if.as_ref().map(|rule| {
                let page = expr_of(self.questionnaire.pages.get(page).and_then(|page| page.show_if.as_ref()));
                let shown = page.into_iter().chain(expr_of(item.show_if.as_ref()));
                shown.fold(rule.condition.expr.clone(), |all, condition| {
                    Expr::And(Box::new(condition.clone()), Box::new(all))
                })
            });
            for holds in by_option.into_iter().chain(by_rule) {
                let mut support = names_in(&holds);
                for name in support.clone() {
                    if let Reference::Variable(variable) = name {
                        support.extend(self.conditions_of(variable).0.into_iter().flat_map(names_in));
                    }
                }
                ends.push(End { page, item: index, holds, support });
            }
        }
        ends
    }

    /// That an option of the item is chosen which ends the interview.
    fn ending_options(&self, index: ItemIndex) -> Option<Expr> {
        let item = self.questionnaire.item(index);
        let variable = Reference::Variable(self.questionnaire.variables_of(index).next()?);
        let mut codes =
            item.options().iter().filter(|option| option.end.is_some()).map(|option| option.code.to_string());
        if matches!(item.kind, ItemKind::Single { .. }) {
            let values: Vec<_> = codes.map(super::condition::Value::Text).collect();
            return (!values.is_empty())
                .then(|| Expr::OneOf { operand: Box::new(Expr::Name(variable)), values });
        }
        if !matches!(item.kind, ItemKind::Multiple { .. }) {
            return None;
        }
        let has = |code: String| Expr::Has { multiple: variable, code };
        let first = has(codes.next()?);
        Some(codes.fold(first, |all, code| Expr::Or(Box::new(all), Box::new(has(code)))))
    }
}

/// What the search says of a condition.
#[derive(Debug, Clone, Copy)]
struct Answered {
    /// Whether there is somebody for whom it is as first wanted (true).
    holds: Outcome,
    /// And somebody for whom it is as wanted otherwise (not true).
    otherwise: Outcome,
    exact: bool,
}

fn verdict(answered: &Answered) -> Verdict {
    match (answered.holds, answered.otherwise) {
        (Outcome::None, _) => Verdict::Never,
        (Outcome::Found, Outcome::None) => Verdict::Always,
        (Outcome::Found, Outcome::Found) if answered.exact => Verdict::Sometimes,
        (Outcome::Found | Outcome::GaveUp, _) => Verdict::Unknown,
    }
}

fn expr_of(condition: Option<&Condition>) -> Option<&Expr> {
    condition.map(|condition| &condition.expr)
}
