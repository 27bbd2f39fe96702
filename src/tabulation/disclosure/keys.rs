//! Counts by what they count: a domain, and for each variable the categories that people have. The same key in two tables
//! is the same people, and keys that differ in one variable add up.

use std::collections::{BTreeMap, BTreeSet};

use super::release::{Kind, Release};
use crate::questionnaire::condition::{Condition, Expr, Reference, Value};
use crate::tabulation::plan::StubPlan;
use crate::tabulation::request::BaseChoice;
use crate::tabulation::subject::{Subject, SubjectKind};

/// A category of a variable by its place, or one of the marks below.
pub(super) type Place = i32;
/// Whoever was asked and did not answer.
const SILENT: Place = -1;
/// Not people but the answers they gave.
const MENTIONS: Place = -2;
/// Whoever one option of a multiple was put to.
const OFFERED: Place = -3;

/// Which people are counted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Key {
    /// A filter that is not a category of a variable of the release, as written; empty for everyone.
    pub(super) domain: String,
    pub(super) parts: BTreeMap<String, BTreeSet<Place>>,
}

impl Key {
    /// Those of them who have one of the categories of the variable, too.
    pub(super) fn with(&self, variable: &str, places: impl IntoIterator<Item = Place>) -> Key {
        let mut key = self.clone();
        let new: BTreeSet<Place> = places.into_iter().collect();
        let both = match key.parts.get(variable) {
            Some(own) => own.intersection(&new).copied().collect(),
            None => new,
        };
        key.parts.insert(variable.to_owned(), both);
        key
    }

    fn without(&self, variable: &str) -> Key {
        let mut key = self.clone();
        key.parts.remove(variable);
        key
    }

    fn is_nobody(&self) -> bool {
        self.parts.values().any(BTreeSet::is_empty)
    }
}

struct Variable {
    /// Nobody has two categories, so that categories add up.
    adds_up: bool,
    /// Its categories, and whether each is an answer.
    places: Vec<(Place, bool)>,
    codes: BTreeMap<String, Place>,
}

/// All counts of a release.
#[derive(Default)]
pub(super) struct Keys {
    places: BTreeMap<Key, usize>,
    pub(super) release: Release,
    variables: BTreeMap<String, Variable>,
    names: BTreeMap<Reference, String>,
}

/// The name of a variable; one that a table brings itself is another than its namesake elsewhere.
pub(super) fn name(subject: &Subject, own: Option<usize>) -> String {
    match (subject.reference, own) {
        (Reference::Derived(_), Some(table)) => format!("{} of table {table}", subject.name),
        (Reference::Derived(_) | Reference::Variable(_) | Reference::Given(_) | Reference::Extra(_), _) => {
            subject.name.clone()
        }
    }
}

impl Keys {
    pub(super) fn learn(&mut self, subject: &Subject, own: Option<usize>) {
        let name = name(subject, own);
        if own.is_none() || !matches!(subject.reference, Reference::Derived(_)) {
            self.names.insert(subject.reference, name.clone());
        }
        let categories = || (0..).zip(&subject.categories);
        self.variables.entry(name).or_insert_with(|| Variable {
            adds_up: matches!(subject.kind, SubjectKind::Single | SubjectKind::Bands),
            places: categories().map(|(place, found)| (place, found.missing.is_none())).collect(),
            codes: categories().map(|(place, found)| (found.code.clone(), place)).collect(),
        });
    }

    /// Everyone whom a filter lets through. What it says of categories goes by variable; the rest is a domain of its own.
    pub(super) fn domain(&self, filter: Option<&Condition>, own: Option<usize>) -> Key {
        let mut key = Key::default();
        let mut open: Vec<&Expr> = filter.iter().map(|filter| &filter.expr).collect();
        let mut foreign: BTreeSet<String> = BTreeSet::new();
        while let Some(expr) = open.pop() {
            if let Expr::And(a, b) = expr {
                open.extend([a.as_ref(), b.as_ref()]);
            } else if let Some((variable, places)) = self.part_of(expr, own) {
                key = key.with(&variable, places);
            } else {
                // Its derived variables are those of the report or of one table.
                foreign.insert(
                    own.map_or_else(|| format!("{expr:?}"), |table| format!("{expr:?} in table {table}")),
                );
            }
        }
        key.domain = foreign.into_iter().collect::<Vec<_>>().join(" and ");
        key
    }

    /// A condition that names categories of a variable; `None` where it is anything else.
    fn part_of(&self, expr: &Expr, own: Option<usize>) -> Option<(String, BTreeSet<Place>)> {
        let Expr::OneOf { operand, values } = expr else { return None };
        let (Expr::Name(reference) | Expr::CodeNumber(reference)) = operand.as_ref() else { return None };
        // A table's own derived variables are numbered anew.
        if own.is_some() && matches!(reference, Reference::Derived(_)) {
            return None;
        }
        let name = self.names.get(reference)?;
        let variable = self.variables.get(name).filter(|variable| variable.adds_up)?;
        let place = |value: &Value| {
            let code = match value {
                Value::Text(text) => text.clone(),
                Value::Number(number) => number.to_string(),
                Value::Unknown | Value::Bool(_) => return None,
            };
            variable.codes.get(&code).copied()
        };
        Some((name.clone(), values.iter().map(place).collect::<Option<_>>()?))
    }

    /// The count of a key that is published, with how many people it is.
    pub(super) fn publish(&mut self, key: &Key, people: u64, kind: Kind) -> Option<usize> {
        if key.is_nobody() {
            return None;
        }
        let place = self.place(key);
        let found = &mut self.release.counts[place];
        found.kind = if found.is_published { found.kind.max(kind) } else { kind };
        found.is_published = true;
        found.people = Some(people);
        Some(place)
    }

    fn place(&mut self, key: &Key) -> usize {
        if let Some(place) = self.places.get(key) {
            return *place;
        }
        let place = self.release.add(None, false, Kind::Cell);
        self.places.insert(key.clone(), place);
        place
    }

    pub(super) fn find(&self, key: &Key) -> Option<usize> {
        self.places.get(key).copied()
    }

    /// The counts of single categories of a variable among these people, as far as any output speaks of them.
    pub(super) fn members(&self, key: &Key, variable: &str) -> Vec<usize> {
        let Some(found) = self.variables.get(variable) else { return Vec::new() };
        let places = 0..found.codes.len() as Place;
        places.filter_map(|place| self.find(&key.with(variable, [place]))).collect()
    }

    /// Which counts add up to which, once all are known. What is missing from a sum counts as known where it is fewer than
    /// `min_cell` people; more of them nobody can tell.
    pub(super) fn relate(&mut self, min_cell: u64) {
        let mut parents: BTreeSet<(Key, String)> = BTreeSet::new();
        let mut open: Vec<Key> = self.places.keys().cloned().collect();
        while let Some(key) = open.pop() {
            for (variable, places) in &key.parts {
                if !self.variables.get(variable).is_some_and(|variable| variable.adds_up) {
                    continue;
                }
                if places.len() == 1 {
                    parents.insert((key.without(variable), variable.clone()));
                    continue;
                }
                let mut members = Vec::new();
                for place in places.iter().filter(|place| **place >= 0) {
                    let member = key.with(variable, [*place]);
                    if self.find(&member).is_none() {
                        open.push(member.clone());
                    }
                    members.push(self.place(&member));
                }
                let whole = self.place(&key);
                self.release.relate(whole, members);
            }
        }
        for (parent, variable) in parents {
            // A missing answer is a part of the whole where some table has it as a row; else it is missing from the sum.
            let members = self.variables[&variable].places.iter().filter_map(|(place, is_answer)| {
                let member = self.find(&parent.with(&variable, [*place]))?;
                (*is_answer || self.release.counts[member].is_published).then_some(member)
            });
            let members: Vec<usize> = members.collect();
            let whole = self.place(&parent);
            let people = |place: &usize| self.release.counts[*place].people;
            let sum: Option<u64> = members.iter().map(people).sum();
            let is_known = match (people(&whole), sum) {
                (Some(whole), Some(sum)) => whole.checked_sub(sum).is_some_and(|rest| rest < min_cell),
                (None, _) | (_, None) => true,
            };
            if is_known {
                self.release.relate(whole, members);
            }
        }
    }

    /// Whom a filter leaves out: where that is few, the count without the filter less the one with it gives them away.
    pub(super) fn complements(&mut self, min_cell: u64) -> Vec<usize> {
        let filtered: Vec<(Key, usize)> = self
            .places
            .iter()
            .filter(|(key, _)| !key.domain.is_empty())
            .map(|(key, at)| (key.clone(), *at))
            .collect();
        let mut small = Vec::new();
        for (key, inside) in filtered {
            let Some(all) = self.find(&Key { domain: String::new(), parts: key.parts }) else { continue };
            let people = |place: usize| self.release.counts[place].people;
            let left = people(all).zip(people(inside)).and_then(|(all, inside)| all.checked_sub(inside));
            if let Some(left) = left.filter(|left| (1..min_cell).contains(left)) {
                let outside = self.release.add(Some(left), false, Kind::Cell);
                self.release.relate(all, [inside, outside]);
                small.push(outside);
            }
        }
        small
    }

    /// A sum of answers: of the options of a multiple.
    pub(super) fn relate_mentions(&mut self, mentions: usize, options: Vec<usize>) {
        self.release.relate(mentions, options);
    }
}

/// Whom percentages are taken of.
pub(super) fn base_key(people: &Key, name: &str, base: BaseChoice, valid: &[usize]) -> Key {
    let answers = valid.iter().map(|place| *place as Place);
    match base {
        BaseChoice::All => people.clone(),
        BaseChoice::Answered => people.with(name, answers),
        BaseChoice::Asked => people.with(name, answers.chain([SILENT])),
    }
}

pub(super) fn base_of_stub(people: &Key, name: &str, stub: &StubPlan) -> Key {
    base_key(people, name, stub.base, &stub.valid)
}

/// All answers that some people gave to a multiple.
pub(super) fn mentions_key(people: &Key, name: &str) -> Key {
    people.with(name, [MENTIONS])
}

/// Whoever an option with a condition of its own was put to.
pub(super) fn offered_key(people: &Key, name: &str, categories: &[usize]) -> Key {
    people.with(name, categories.iter().map(|place| *place as Place).chain([OFFERED]))
}

pub(super) fn chosen_key(people: &Key, name: &str, categories: &[usize]) -> Key {
    people.with(name, categories.iter().map(|place| *place as Place))
}
