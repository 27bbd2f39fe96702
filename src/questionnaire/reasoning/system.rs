//! Everything that bears on one condition at its place: the names in it, what those depend on in their turn, the pages
//! and items that had to be shown, and the ends that would have ended the interview before.

use std::collections::{BTreeMap, BTreeSet};

use super::domain::{Domain, Held};
use super::logic::{Tree, Truth, Wanted, parts};
use super::mentions::{Mentioned, Mentions, names_in};
use super::search::Constraint;
use super::{Place, Reasoner};
use crate::questionnaire::condition::{Expr, Given, Reference};
use crate::questionnaire::{AnswerOption, Item, ItemKind};

/// Names beyond this many are left out: what they would have ruled out stays possible.
const NAMES_MAX: usize = 24;

/// How much of the route is taken into account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Depth {
    /// The values that answers can have, nothing else.
    Values,
    /// And the conditions of the page and the item it stands at.
    Here,
    /// And what was asked of whom before.
    Asked,
    /// And who was sent away before.
    Route,
}

/// A search problem.
pub(super) struct System {
    pub(super) slots: Vec<Slot>,
    /// The slots in the order in which they get their values, and each slot's place in it.
    pub(super) order: Vec<usize>,
    pub(super) position: Vec<usize>,
    by_name: BTreeMap<Reference, usize>,
    pub(super) tables: Vec<Table>,
    /// Conditions of options that are offered to some only.
    pub(super) guards: Vec<Tree>,
    /// What holds for whoever comes to the place.
    pub(super) constraints: Vec<Constraint>,
    /// Whether every respondent that is found exists: nothing was left out and nothing simplified.
    pub(super) exact: bool,
}

impl System {
    pub(super) fn slot_of(&self, name: Reference) -> Option<usize> {
        self.by_name.get(&name).copied()
    }
}

pub(super) struct Slot {
    pub(super) kind: SlotKind,
    /// What it can be where it is asked.
    pub(super) values: Vec<Trial>,
    /// It is asked where all of these hold.
    pub(super) shown: Vec<Tree>,
    /// Whether `shown` is the whole of it.
    pub(super) all_conditions_known: bool,
}

pub(super) enum SlotKind {
    Name(Reference),
    /// The truth of a comparison that is not worked out; unknown where a name has no answer, if it is `strict`.
    Free {
        names: Vec<Reference>,
        strict: bool,
    },
}

pub(super) struct Trial {
    pub(super) held: Held,
    /// Places in [`System::guards`].
    pub(super) offered_if: Vec<usize>,
}

/// The truths of one comparison, by the value of its only name.
pub(super) struct Table {
    pub(super) slot: usize,
    pub(super) truths: Vec<Truth>,
    pub(super) not_asked: Truth,
}

/// What is known of the place besides the route.
pub(super) struct Question<'e> {
    pub(super) place: Place,
    pub(super) depth: Depth,
    /// Expressions whose names the system must have.
    pub(super) asks: Vec<&'e Expr>,
}

/// Puts a system together.
pub(super) struct Builder<'r, 'q> {
    reasoner: &'r Reasoner<'q>,
    place: Place,
    depth: Depth,
    names: BTreeSet<Reference>,
    waiting: Vec<Reference>,
    mentions: Mentions,
    /// The conditions under which each name is asked, and whether those are all.
    shown: BTreeMap<Reference, (Vec<&'r Expr>, bool)>,
    pub(super) system: System,
    pub(super) domains: Vec<Domain>,
    /// Free slots by what they stand for.
    pub(super) free: Vec<(Expr, usize)>,
    /// Slots whose values must stay as they are.
    pub(super) calculated: BTreeSet<usize>,
}

impl<'r, 'q> Builder<'r, 'q> {
    /// The system of a question, and a tree for each part of its expressions.
    pub(super) fn new(reasoner: &'r Reasoner<'q>, question: &Question<'r>) -> Builder<'r, 'q> {
        let system = System {
            slots: Vec::new(),
            order: Vec::new(),
            position: Vec::new(),
            by_name: BTreeMap::new(),
            tables: Vec::new(),
            guards: Vec::new(),
            constraints: Vec::new(),
            exact: true,
        };
        let mut builder = Builder {
            reasoner,
            place: question.place,
            depth: question.depth,
            names: BTreeSet::new(),
            waiting: Vec::new(),
            mentions: Mentions::default(),
            shown: BTreeMap::new(),
            system,
            domains: Vec::new(),
            free: Vec::new(),
            calculated: BTreeSet::new(),
        };
        for expr in &question.asks {
            builder.take_in(expr);
        }
        let held =
            if question.depth == Depth::Values { Vec::new() } else { reasoner.held_at(question.place) };
        for expr in &held {
            builder.take_in(expr);
        }
        builder.follow_names();
        let ends = builder.ends_that_matter();
        builder.make_slots();
        let mut constraints = Vec::new();
        for (expr, wanted) in held
            .into_iter()
            .map(|expr| (expr, Wanted::True))
            .chain(ends.into_iter().map(|end| (end, Wanted::NotTrue)))
        {
            constraints.extend(builder.constraints_of(expr, wanted));
        }
        builder.system.constraints = constraints;
        builder
    }

    /// The parts of an expression, as constraints on the system. All its names must have been asked for.
    pub(super) fn constraints_of(&mut self, expr: &Expr, wanted: Wanted) -> Vec<Constraint> {
        let mut found = Vec::new();
        parts(expr, wanted, &mut found);
        found.into_iter().map(|(part, wanted)| Constraint { tree: self.lower(part), wanted }).collect()
    }

    /// The system, with values that nothing tells apart tried once, and in the order of the questionnaire.
    pub(super) fn finish(mut self) -> System {
        for slot in 0..self.system.slots.len() {
            if !self.calculated.contains(&slot) && matches!(self.system.slots[slot].kind, SlotKind::Name(_)) {
                self.merge_alike(slot);
            }
        }
        // Given names come first, because conditions of items ask them; a free truth behind the last of its names.
        let rank = |name: Reference| (matches!(name, Reference::Variable(_)), name);
        let mut order: Vec<usize> = (0..self.system.slots.len()).collect();
        order.sort_by_key(|slot| match &self.system.slots[*slot].kind {
            SlotKind::Name(name) => (Some(rank(*name)), false),
            SlotKind::Free { names, .. } => (names.iter().map(|name| rank(*name)).max(), true),
        });
        let mut position = vec![0; order.len()];
        for (place, slot) in order.iter().enumerate() {
            position[*slot] = place;
        }
        self.system.order = order;
        self.system.position = position;
        self.system
    }

    fn take_in(&mut self, expr: &Expr) {
        self.mentions.add(expr);
        for name in names_in(expr) {
            if self.names.insert(name) {
                self.waiting.push(name);
            }
        }
    }

    /// Whether the names of these conditions still find room.
    fn has_room_for(&self, conditions: &[&Expr]) -> bool {
        let further: BTreeSet<Reference> = conditions
            .iter()
            .flat_map(|expr| names_in(expr))
            .filter(|name| !self.names.contains(name))
            .collect();
        self.names.len() + further.len() <= NAMES_MAX
    }

    /// Takes in what the names depend on, the nearest first.
    fn follow_names(&mut self) {
        let reasoner = self.reasoner;
        let mut next = 0;
        while let Some(name) = self.waiting.get(next).copied() {
            next += 1;
            let Reference::Variable(variable) = name else { continue };
            let (conditions, mut certain) = reasoner.conditions_of(variable);
            if self.depth < Depth::Asked {
                self.shown.insert(name, (Vec::new(), false));
                continue;
            }
            let mut kept = Vec::new();
            for condition in conditions {
                if self.has_room_for(&[condition]) {
                    self.take_in(condition);
                    kept.push(condition);
                } else {
                    certain = false;
                }
            }
            self.system.exact &= certain;
            self.shown.insert(name, (kept, certain));
            for option in reasoner.offered_to_some(variable) {
                if self.has_room_for(&[option]) {
                    self.take_in(option);
                } else {
                    self.system.exact = false;
                }
            }
        }
    }

    /// The ends before the place that look at anything the system looks at.
    fn ends_that_matter(&mut self) -> Vec<&'r Expr> {
        if self.depth != Depth::Route {
            return Vec::new();
        }
        let reasoner = self.reasoner;
        let mut left: Vec<_> = reasoner.ends_before(self.place).collect();
        let mut taken = Vec::new();
        loop {
            let before = taken.len();
            // The latest come first: what they ask is nearest.
            left.retain(|end| {
                let touches = end.support.iter().any(|name| self.names.contains(name));
                if touches && self.has_room_for(&[&end.holds]) {
                    self.take_in(&end.holds);
                    taken.push(&end.holds);
                    return false;
                }
                self.system.exact &= !touches;
                true
            });
            if taken.len() == before {
                return taken;
            }
            self.follow_names_from_waiting();
        }
    }

    fn follow_names_from_waiting(&mut self) {
        let known: Vec<Reference> = self.shown.keys().copied().collect();
        self.waiting.retain(|name| !known.contains(name));
        self.follow_names();
    }

    fn make_slots(&mut self) {
        let names: Vec<Reference> = self.names.iter().copied().collect();
        for name in &names {
            let mentioned = self.mentions.by_name.get(name).cloned().unwrap_or_default();
            let (domain, may_be_blank) = self.domain(*name, &mentioned);
            let blank = may_be_blank.then_some(Held::Blank);
            let values = blank.into_iter().chain(domain.answers.iter().cloned());
            let values = values.map(|held| Trial { held, offered_if: Vec::new() }).collect();
            self.system.by_name.insert(*name, self.system.slots.len());
            self.system.slots.push(Slot {
                kind: SlotKind::Name(*name),
                values,
                shown: Vec::new(),
                all_conditions_known: true,
            });
            self.domains.push(domain);
        }
        for name in names {
            let Some((conditions, certain)) = self.shown.remove(&name) else { continue };
            let shown = conditions.into_iter().map(|condition| self.lower(condition)).collect();
            let slot = self.system.by_name[&name];
            self.system.slots[slot].shown = shown;
            self.system.slots[slot].all_conditions_known = certain;
            self.guard_options(name, slot);
        }
    }

    /// What the name can be, and whether it may be left blank where it is asked.
    fn domain(&mut self, name: Reference, mentioned: &Mentioned) -> (Domain, bool) {
        let questionnaire = self.reasoner.questionnaire;
        match name {
            Reference::Variable(variable) => {
                let at = questionnaire.variable(variable).item;
                let item = questionnaire.item(at);
                self.system.exact &= is_simple(item);
                let domain = if self.reasoner.distrusted.contains(&at.0) {
                    self.system.exact = false;
                    Domain::opaque()
                } else {
                    Domain::of_item(item, mentioned)
                };
                (domain, !(item.required && self.reasoner.was_submitted(at, self.place)))
            }
            // Imported responses may lack any of these.
            Reference::Given(Given::Source) => match self.reasoner.sources {
                Some(sources) => (Domain::of_codes(sources.iter().map(String::as_str)), true),
                None => (Domain::of_text(mentioned), true),
            },
            Reference::Given(Given::Language) => {
                (Domain::of_codes(questionnaire.languages.iter().map(|language| language.as_str())), true)
            }
            Reference::Given(Given::Arm(arm)) => match questionnaire.arms.get(arm) {
                Some(arm) => (Domain::of_codes(arm.groups.iter().map(|group| group.code.as_str())), true),
                None => (Domain::opaque(), true),
            },
            Reference::Given(Given::Consent(consent)) => {
                let required = questionnaire.consents.get(consent).is_some_and(|consent| consent.required);
                (Domain::of_consent(required), true)
            }
            Reference::Given(Given::WaveId) => (Domain::of_text(mentioned), true),
            Reference::Given(Given::WaveOpened | Given::Today | Given::StartedOn | Given::SubmittedOn) => {
                (Domain::of_date(mentioned), true)
            }
            Reference::Given(
                Given::Disposition
                | Given::Flag(_)
                | Given::Removed
                | Given::Minutes
                | Given::Device
                | Given::Version,
            )
            | Reference::Derived(_)
            | Reference::Extra(_) => {
                self.system.exact = false;
                (Domain::opaque(), true)
            }
        }
    }

    /// Options that are offered to some only are given only by those.
    fn guard_options(&mut self, name: Reference, slot: usize) {
        let Reference::Variable(variable) = name else { return };
        if self.depth < Depth::Asked {
            return;
        }
        let mut guards: BTreeMap<String, usize> = BTreeMap::new();
        for option in self.reasoner.questionnaire.options(variable) {
            let Some(condition) = &option.show_if else { continue };
            if names_in(&condition.expr).iter().all(|name| self.names.contains(name)) {
                let tree = self.lower(&condition.expr);
                guards.insert(option.code.to_string(), self.system.guards.len());
                self.system.guards.push(tree);
            }
        }
        for trial in &mut self.system.slots[slot].values {
            trial.offered_if =
                guards.iter().filter(|(code, _)| trial.held.gives(code)).map(|(_, guard)| *guard).collect();
        }
    }
}

/// Whether the answers to the item are what its own keys say: no check, no calculation, no format narrows them.
fn is_simple(item: &Item) -> bool {
    let narrowed = |options: &[AnswerOption]| options.iter().any(|option| option.show_if.is_some());
    item.checks.is_empty()
        && match &item.kind {
            ItemKind::Text { format, pattern, .. } => format.is_none() && pattern.is_none(),
            ItemKind::Multiple { options, .. }
            | ItemKind::MultipleGrid { options, .. }
            | ItemKind::Ranking { options, .. } => !narrowed(options),
            ItemKind::Allocation { .. } | ItemKind::Computed { .. } => false,
            ItemKind::Single { .. }
            | ItemKind::Grid { .. }
            | ItemKind::Number { .. }
            | ItemKind::Scale { .. }
            | ItemKind::Date { .. }
            | ItemKind::Note => true,
        }
}
