//! The questions that are asked of a whole questionnaire: every condition at its place, every end, and every item whose
//! options may all be hidden.

use std::collections::BTreeSet;

use super::logic::Wanted;
use super::mentions::names_in;
use super::search::Outcome;
use super::system::Depth;
use super::{Answered, Place, Reasoner, expr_of};
use crate::questionnaire::condition::{Condition, Expr, Reference, Value};
use crate::questionnaire::{Item, ItemIndex, ItemKind, VariableIndex};

/// Why a condition is certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Because {
    /// Whatever the answers: by what it says itself.
    Itself,
    /// By the conditions of the page and the item it stands at.
    Here,
    /// By what was asked before, and of whom.
    Route,
}

/// Something certain, or something that cannot be answered. Pages, items, rows, options and checks go by their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    PageNever(usize, Because),
    PageAlways(usize, Because),
    ItemNever(usize, Because),
    ItemAlways(usize, Because),
    RowNever(usize, usize, Because),
    RowAlways(usize, usize, Because),
    OptionNever(usize, usize, Because),
    OptionAlways(usize, usize, Because),
    EndNever(usize, Because),
    /// The condition of the item's `end_if` is no condition, though it ends the interviews of some only.
    EndAlways(usize),
    /// The ends of this item let nobody pass, so that no later page is reached.
    EndsEverything(usize),
    /// No answer passes the check.
    CheckNever(usize, usize, Because),
    /// Every answer passes the check.
    CheckAlways(usize, usize, Because),
    /// No respondent is attentive by the rule of quality.
    AttentionNever(Because),
    /// Every respondent is.
    AttentionAlways(Because),
    /// The item must be answered, and some who are asked it are offered no option.
    NothingOffered(usize),
}

impl Reasoner<'_> {
    /// Everything that is certain, in the order of the questionnaire. What follows from a finding is no finding of its own.
    pub fn examine(&self) -> Vec<Finding> {
        let mut examination = Examination { reasoner: self, found: Vec::new(), never_asked: BTreeSet::new() };
        for page in 0..self.questionnaire.pages.len() {
            examination.page(page);
            if examination.ends_everything(page) {
                break;
            }
        }
        examination.attention();
        examination.found
    }
}

struct Examination<'r, 'q> {
    reasoner: &'r Reasoner<'q>,
    found: Vec<Finding>,
    /// Items that nobody is asked, which has been said.
    never_asked: BTreeSet<usize>,
}

/// What a condition is certain to be.
enum Certain {
    Never(Because),
    Always(Because),
    No,
}

impl Examination<'_, '_> {
    fn page(&mut self, index: usize) {
        let page = &self.reasoner.questionnaire.pages[index];
        match self.certain(page.show_if.as_ref(), Place::Page(index)) {
            Certain::Never(because) => {
                self.found.push(Finding::PageNever(index, because));
                self.never_asked.extend(page.items.clone());
                return;
            }
            Certain::Always(because) => self.found.push(Finding::PageAlways(index, because)),
            Certain::No => {}
        }
        for item in page.items.clone() {
            self.item(item);
        }
    }

    fn item(&mut self, index: usize) {
        let item = &self.reasoner.questionnaire.items[index];
        match self.certain(item.show_if.as_ref(), Place::Item(ItemIndex(index))) {
            Certain::Never(because) => {
                self.found.push(Finding::ItemNever(index, because));
                self.never_asked.insert(index);
                return;
            }
            Certain::Always(because) => self.found.push(Finding::ItemAlways(index, because)),
            Certain::No => {}
        }
        let asked = Place::Asked(ItemIndex(index));
        for (row, known) in item.rows().iter().enumerate() {
            match self.certain(known.show_if.as_ref(), asked) {
                Certain::Never(because) => self.found.push(Finding::RowNever(index, row, because)),
                Certain::Always(because) => self.found.push(Finding::RowAlways(index, row, because)),
                Certain::No => {}
            }
        }
        self.options(index, item);
        self.end(index, item);
        for check in 0..item.checks.len() {
            self.check(index, item, check);
        }
    }

    fn options(&mut self, index: usize, item: &Item) {
        let asked = Place::Asked(ItemIndex(index));
        for (option, known) in item.options().iter().enumerate() {
            match self.certain(known.show_if.as_ref(), asked) {
                Certain::Never(because) => self.found.push(Finding::OptionNever(index, option, because)),
                Certain::Always(because) => self.found.push(Finding::OptionAlways(index, option, because)),
                Certain::No => {}
            }
        }
        let conditions: Option<Vec<&Expr>> =
            item.options().iter().map(|option| expr_of(option.show_if.as_ref())).collect();
        let computed = matches!(item.kind, ItemKind::Computed { .. });
        let Some(conditions) = conditions.filter(|all| !all.is_empty() && item.required && !computed) else {
            return;
        };
        let hidden: Vec<_> = conditions.into_iter().map(|condition| (condition, Wanted::NotTrue)).collect();
        if self.reasoner.is_there(asked, Depth::Route, &hidden) == (Outcome::Found, true) {
            self.found.push(Finding::NothingOffered(index));
        }
    }

    fn end(&mut self, index: usize, item: &Item) {
        let Some(rule) = &item.end_if else { return };
        match self.certain(Some(&rule.condition), Place::Sent(ItemIndex(index))) {
            Certain::Never(because) => self.found.push(Finding::EndNever(index, because)),
            Certain::Always(Because::Itself) => self.found.push(Finding::EndAlways(index)),
            // That everyone is sent away who is asked is how an item for those to be screened out looks.
            Certain::Always(Because::Here | Because::Route) | Certain::No => {}
        }
    }

    /// A check is broken only where it is known to be false, and what is not answered breaks none.
    fn check(&mut self, index: usize, item: &Item, check: usize) {
        let (reasoner, assert) = (self.reasoner, &item.checks[check].assert.expr);
        // Unknown stands where an expression could not be read, which is reported already.
        if *assert == Expr::Literal(Value::Unknown) || self.speaks_of_the_never_asked(assert) {
            return;
        }
        let answered =
            Expr::Answered(item.variables.clone().map(|at| Reference::Variable(VariableIndex(at))).collect());
        let given = if item.variables.is_empty() { vec![] } else { vec![(&answered, Wanted::True)] };
        let ask = |depth| {
            let wanted = [Wanted::True, Wanted::False];
            reasoner.ask_whether(Place::Sent(ItemIndex(index)), depth, &given, assert, wanted)
        };
        match certainty(ask) {
            Certain::Never(because) => self.found.push(Finding::CheckNever(index, check, because)),
            Certain::Always(because) => self.found.push(Finding::CheckAlways(index, check, because)),
            Certain::No => {}
        }
    }

    fn attention(&mut self) {
        match self.certain(self.reasoner.questionnaire.quality.attention.as_ref(), Place::Anywhere) {
            Certain::Never(because) => self.found.push(Finding::AttentionNever(because)),
            Certain::Always(because) => self.found.push(Finding::AttentionAlways(because)),
            Certain::No => {}
        }
    }

    fn certain(&self, condition: Option<&Condition>, place: Place) -> Certain {
        let Some(expr) = expr_of(condition).filter(|expr| !self.speaks_of_the_never_asked(expr)) else {
            return Certain::No;
        };
        certainty(|depth| self.reasoner.ask(place, depth, &[], expr))
    }

    fn speaks_of_the_never_asked(&self, expr: &Expr) -> bool {
        !self.never_asked.is_empty()
            && names_in(expr).into_iter().any(|name| match name {
                Reference::Variable(variable) => {
                    self.never_asked.contains(&self.reasoner.questionnaire.variable(variable).item.0)
                }
                Reference::Given(_) | Reference::Derived(_) | Reference::Extra(_) => false,
            })
    }

    /// Whether nobody gets past this page although items stand on later ones.
    fn ends_everything(&mut self, page: usize) -> bool {
        let reasoner = self.reasoner;
        let later = reasoner.questionnaire.pages.iter().skip(page + 1).any(|page| !page.items.is_empty());
        let ends: Vec<_> = reasoner.ends.iter().filter(|end| end.page == page).collect();
        if !later || ends.is_empty() {
            return false;
        }
        let passed: Vec<_> = ends.iter().map(|end| (&end.holds, Wanted::NotTrue)).collect();
        if reasoner.is_there(Place::Page(page + 1), Depth::Route, &passed).0 != Outcome::None {
            return false;
        }
        let alone = |end: &&&super::End| {
            let passed = [(&end.holds, Wanted::NotTrue)];
            reasoner.is_there(Place::Page(page + 1), Depth::Asked, &passed).0 == Outcome::None
        };
        let mut to_blame: BTreeSet<usize> = ends.iter().filter(alone).map(|end| end.item).collect();
        if to_blame.is_empty() {
            to_blame.extend(ends.first().map(|end| end.item));
        }
        self.found.extend(to_blame.iter().map(|item| Finding::EndsEverything(*item)));
        // Where that is said, it need not be said that the condition of the end is none.
        self.found.retain(|found| !matches!(found, Finding::EndAlways(item) if to_blame.contains(item)));
        true
    }
}

/// What the search says, and by how little of the route it can already be said.
fn certainty(ask: impl Fn(Depth) -> Answered) -> Certain {
    let depths = [(Depth::Values, Because::Itself), (Depth::Here, Because::Here)];
    let why = |is: fn(&Answered) -> bool| {
        depths.into_iter().find(|(depth, _)| is(&ask(*depth))).map_or(Because::Route, |(_, because)| because)
    };
    let answered = ask(Depth::Route);
    if answered.holds == Outcome::None {
        Certain::Never(why(|answered| answered.holds == Outcome::None))
    } else if answered.holds == Outcome::Found && answered.otherwise == Outcome::None {
        Certain::Always(why(|answered| answered.otherwise == Outcome::None))
    } else {
        Certain::No
    }
}
