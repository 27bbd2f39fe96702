//! Counts by what they count: a domain, and for each variable the categories that people have. The same key in two tables
//! is the same people, and keys that differ in one variable add up.

use std::collections::{BTreeMap, BTreeSet};

use super::release::{Kind, Release};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::condition::{Condition, Expr, Reference, Value};
use crate::tabulation::request::BaseChoice;
use crate::tabulation::subject::{Subject, SubjectKind};

/// A category of a variable by its place, or one of the marks below.
type Place = i32;
/// Whoever was asked and did not answer.
const SILENT: Place = -1;
/// Not people but the answers they gave.
const MENTIONS: Place = -2;
/// Whoever has an answer that is no category.
const ANSWERED: Place = -3;

/// Which people are counted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Key {
    /// Another wave than the report's own, whose people these are.
    pub(super) wave: Option<String>,
    /// The conditions of a filter that are not categories of a variable of the release, as written.
    pub(super) domain: BTreeSet<String>,
    pub(super) parts: BTreeMap<String, BTreeSet<Place>>,
}

impl Key {
    /// Those of them who have one of the categories of the variable, too.
    fn with(&self, variable: &str, places: impl IntoIterator<Item = Place>) -> Key {
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

#[derive(Clone)]
struct Variable {
    /// Nobody has two categories, so that categories add up.
    adds_up: bool,
    /// Its categories, and whether each is an answer.
    places: Vec<(Place, bool)>,
    codes: BTreeMap<String, Place>,
}

/// All counts of a release.
#[derive(Clone, Default)]
pub(super) struct Keys {
    places: BTreeMap<Key, usize>,
    pub(super) release: Release,
    variables: BTreeMap<String, Variable>,
    names: BTreeMap<Reference, String>,
    /// Whom an item is put to, by the name of its variable.
    asked_of: BTreeMap<String, Vec<Expr>>,
    /// Bases of items, and the people whom the routing takes there.
    routes: Vec<(usize, Key)>,
    /// Counts below it are small.
    pub(super) min_cell: u64,
}

/// The name of a variable; one that a table brings itself is another than its namesake elsewhere.
fn name(subject: &Subject, own: Option<usize>) -> String {
    match (subject.reference, own) {
        (Reference::Derived(_), Some(table)) => format!("{} of table {table}", subject.name),
        (Reference::Derived(_) | Reference::Variable(_) | Reference::Given(_) | Reference::Extra(_), _) => {
            subject.name.clone()
        }
    }
}

/// A variable as keys know it.
#[derive(Debug, Clone)]
pub(super) struct Named {
    name: String,
    kind: SubjectKind,
}

impl Named {
    pub(super) fn of(subject: &Subject, own: Option<usize>) -> Named {
        Named { name: name(subject, own), kind: subject.kind }
    }

    /// Those of some people who have any of the categories. Whoever has one option of a multiple can have others, so that
    /// each of its nets is a variable by itself.
    pub(super) fn chosen(&self, people: &Key, categories: &[usize]) -> Key {
        match self.kind {
            SubjectKind::Multiple => people.with(&format!("{} has {categories:?}", self.name), [0]),
            SubjectKind::Single | SubjectKind::Bands | SubjectKind::Number => {
                people.with(&self.name, categories.iter().map(|place| *place as Place))
            }
        }
    }

    /// Whom percentages are taken of.
    pub(super) fn base(&self, people: &Key, base: BaseChoice, valid: &[usize]) -> Key {
        let answers = valid.iter().map(|place| *place as Place);
        match base {
            BaseChoice::All => people.clone(),
            BaseChoice::Answered if valid.is_empty() => people.with(&self.name, [ANSWERED]),
            BaseChoice::Answered => people.with(&self.name, answers),
            BaseChoice::Asked => people.with(&self.name, answers.chain([SILENT])),
        }
    }

    /// All answers that some people gave to a multiple.
    pub(super) fn mentions(&self, people: &Key) -> Key {
        people.with(&self.name, [MENTIONS])
    }

    /// Whoever an option with a condition of its own was put to.
    pub(super) fn offered(&self, people: &Key, categories: &[usize]) -> Key {
        people.with(&format!("{} offers {categories:?}", self.name), [0])
    }

    /// The others of the base of a multiple.
    pub(super) fn none(&self, people: &Key) -> Key {
        people.with(&format!("{} has none", self.name), [0])
    }

    /// The counts behind a mean over two scores, which tells them.
    pub(super) fn publish_two(
        &self,
        keys: &mut Keys,
        people: &Key,
        subject: &Subject,
        (mean, base): (f64, u64),
    ) {
        let scores = subject.categories.iter().enumerate().filter(|(_, found)| found.missing.is_none());
        let scores: Vec<(usize, f64)> =
            scores.filter_map(|(place, category)| Some((place, category.score?))).collect();
        if let [(low, least), (high, most)] = scores.as_slice()
            && self.kind == SubjectKind::Single
            && (most - least).abs() > 0.0
        {
            let second = (base as f64 * ((mean - least) / (most - least)).clamp(0.0, 1.0)).round() as u64;
            keys.publish(&self.chosen(people, &[*low]), base.saturating_sub(second), Kind::Cell);
            keys.publish(&self.chosen(people, &[*high]), second, Kind::Cell);
        }
    }

    /// Those whose answers go into a mean.
    pub(super) fn scored(&self, people: &Key, subject: &Subject) -> Key {
        let scored = |place: &usize| {
            let category = &subject.categories[*place];
            category.score.is_some() && category.missing.is_none()
        };
        let places: Vec<usize> = (0..subject.categories.len()).filter(scored).collect();
        if places.is_empty() { people.with(&self.name, [ANSWERED]) } else { self.chosen(people, &places) }
    }
}

impl Keys {
    pub(super) fn of(min_cell: u64) -> Keys {
        Keys { min_cell, ..Keys::default() }
    }

    pub(super) fn learn(&mut self, subject: &Subject, own: Option<usize>, questionnaire: &Questionnaire) {
        let name = name(subject, own);
        if let (Some(item), Some(variable)) = (subject.item, subject.reference.variable()) {
            let described = questionnaire.item(item);
            let page = questionnaire.pages.get(questionnaire.page_of(item));
            let row = questionnaire.variable(variable).row.and_then(|row| described.rows().get(row));
            let conditions = [
                page.and_then(|page| page.show_if.as_ref()),
                described.show_if.as_ref(),
                row.and_then(|row| row.show_if.as_ref()),
            ];
            let asked = conditions.into_iter().flatten().map(|condition| condition.expr.clone());
            self.asked_of.insert(name.clone(), asked.collect());
        }
        if own.is_none() || !matches!(subject.reference, Reference::Derived(_)) {
            self.names.insert(subject.reference, name.clone());
        }
        let categories = || (0..).zip(&subject.categories);
        self.variables.entry(name).or_insert_with(|| Variable {
            adds_up: matches!(subject.kind, SubjectKind::Single | SubjectKind::Bands),
            places: categories()
                .map(|(place, found)| (place, found.missing.is_none() && !found.hidden))
                .collect(),
            codes: categories().map(|(place, found)| (found.code.clone(), place)).collect(),
        });
    }

    /// Everyone whom a filter lets through. What it says of categories goes by variable; the rest is a domain of its own.
    pub(super) fn domain(&self, filter: Option<&Condition>, own: Option<usize>) -> Key {
        self.narrowed(Key::default(), filter.iter().map(|filter| &filter.expr).collect(), own)
    }

    fn narrowed(&self, mut key: Key, mut open: Vec<&Expr>, own: Option<usize>) -> Key {
        while let Some(expr) = open.pop() {
            if let Expr::And(a, b) = expr {
                open.extend([a.as_ref(), b.as_ref()]);
            } else if let Some((variable, places)) = self.part_of(expr, own) {
                key = key.with(&variable, places);
            } else {
                // Its derived variables are those of the report or of one table.
                key.domain.insert(
                    own.map_or_else(|| format!("{expr:?}"), |table| format!("{expr:?} in table {table}")),
                );
            }
        }
        key
    }

    /// A condition that names categories of a variable; `None` where it is anything else.
    fn part_of(&self, expr: &Expr, own: Option<usize>) -> Option<(String, BTreeSet<Place>)> {
        let known = |reference: &Reference| {
            // A table's own derived variables are numbered anew.
            let is_own = own.is_some() && matches!(reference, Reference::Derived(_));
            let name = self.names.get(reference).filter(|_| !is_own)?;
            self.variables.get(name).map(|variable| (name, variable))
        };
        if let Expr::Has { multiple, code } = expr {
            let (name, variable) = known(multiple)?;
            let place = variable.codes.get(code).copied()?;
            let named = Named { name: name.clone(), kind: SubjectKind::Multiple };
            return named.chosen(&Key::default(), &[usize::try_from(place).ok()?]).parts.pop_first();
        }
        let Expr::OneOf { operand, values } = expr else { return None };
        let (Expr::Name(reference) | Expr::CodeNumber(reference)) = operand.as_ref() else { return None };
        let (name, variable) = known(reference).filter(|(_, variable)| variable.adds_up)?;
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
        self.release.publish(place, people, kind);
        Some(place)
    }

    /// How many people are in a column, which no output need tell.
    pub(super) fn know(&mut self, people: &Key, number: u64) {
        if !people.is_nobody() {
            let place = self.place(people);
            let found = &mut self.release.counts[place];
            found.people = found.people.or(Some(number));
            found.kind = found.kind.max(Kind::Base);
        }
    }

    /// Whether these many of some people are as good as all of them.
    pub(super) fn are_nearly_all(&self, people: &Key, base: u64) -> bool {
        let all = self.find(people).and_then(|place| self.release.counts[place].people);
        all.is_some_and(|all| all.abs_diff(base) < self.min_cell)
    }

    /// The base of some people that is told as `told`: where nearly all are in it, it is those people themselves, whatever the
    /// variable; else it is a count by itself.
    pub(super) fn publish_base(
        &mut self,
        people: &Key,
        base: &Key,
        told: u64,
        is_all: bool,
    ) -> Option<usize> {
        if is_all {
            return self.publish(people, told, Kind::Base);
        }
        let place = self.publish(base, told, Kind::Base)?;
        let variables = base.parts.keys().filter(|variable| !people.parts.contains_key(*variable));
        let asked: Vec<&Expr> =
            variables.filter_map(|variable| self.asked_of.get(variable)).flatten().collect();
        if !asked.is_empty() {
            let routed = self.narrowed(people.clone(), asked, None);
            self.routes.push((place, routed));
        }
        Some(place)
    }

    /// Whom the routing takes to an item is its base, but for the few who did not answer: where both are told, one tells
    /// the other.
    fn relate_routes(&mut self) {
        for (base, people) in std::mem::take(&mut self.routes) {
            let Some(people) = self.find(&people).filter(|people| *people != base) else { continue };
            let number = |place: usize| self.release.counts[place].people;
            let apart = number(base).zip(number(people)).map(|(base, people)| base.abs_diff(people));
            if apart.is_some_and(|apart| apart < self.min_cell) {
                self.release.relate(people, [base]);
            }
        }
    }

    /// The same of what stands alone: as a table of the release tells it, where one does.
    pub(super) fn publish_figure_base(&mut self, people: &Key, base: &Key, told: u64) -> Option<usize> {
        let is_all = self.find(base).is_none() && self.are_nearly_all(people, told);
        self.publish_base(people, base, told, is_all)
    }

    fn place(&mut self, key: &Key) -> usize {
        if let Some(place) = self.places.get(key) {
            return *place;
        }
        let place = self.release.add(None, Kind::Cell);
        self.places.insert(key.clone(), place);
        place
    }

    pub(super) fn find(&self, key: &Key) -> Option<usize> {
        self.places.get(key).copied()
    }

    /// The counts of single categories of a variable among these people, as far as any output speaks of them.
    pub(super) fn members(&self, key: &Key, variable: &Named) -> Vec<usize> {
        let Some(found) = self.variables.get(&variable.name) else { return Vec::new() };
        let places = 0..found.codes.len();
        places.filter_map(|place| self.find(&variable.chosen(key, &[place]))).collect()
    }

    /// Which counts add up to which, once all are known.
    pub(super) fn relate(&mut self) {
        self.relate_nets();
        let mut parents: BTreeSet<(Key, String)> = BTreeSet::new();
        for key in self.places.keys() {
            for (variable, places) in &key.parts {
                let adds_up = self.variables.get(variable).is_some_and(|variable| variable.adds_up);
                if adds_up && places.len() == 1 && places.first() >= Some(&0) {
                    parents.insert((key.without(variable), variable.clone()));
                }
            }
        }
        for (parent, variable) in parents {
            // A missing answer is a part of the whole where some table has it as a row; else it is missing from the sum.
            let members = self.variables[&variable].places.iter().filter_map(|(place, is_answer)| {
                let member = self.find(&parent.with(&variable, [*place]))?;
                (*is_answer || self.release.counts[member].is_published()).then_some(member)
            });
            let members: Vec<usize> = members.collect();
            let whole = self.place(&parent);
            let is_told =
                |place: &(Place, bool)| !place.1 || self.find(&parent.with(&variable, [place.0])).is_some();
            if self.variables[&variable].places.iter().all(is_told) {
                self.release.relate_loosely(whole, members, self.min_cell);
            } else {
                self.release.relate_with_rest(whole, members, self.min_cell);
            }
        }
        self.relate_sets();
        self.relate_routes();
    }

    /// Sets of categories that make up another, as `north` and `south or west` make up all: a net and its rest, a filter and
    /// the one that leaves in the others.
    fn relate_sets(&mut self) {
        let mut families: BTreeMap<(Key, String), BTreeMap<BTreeSet<Place>, usize>> = BTreeMap::new();
        for (key, at) in &self.places {
            for (variable, places) in &key.parts {
                let adds_up = self.variables.get(variable).is_some_and(|variable| variable.adds_up);
                if adds_up && places.iter().all(|place| *place >= 0) {
                    let family = families.entry((key.without(variable), variable.clone())).or_default();
                    family.insert(places.clone(), *at);
                }
            }
        }
        for ((parent, variable), sets) in families {
            let several = || sets.iter().filter(|(set, _)| set.len() > 1);
            let answers = self.variables[&variable].places.iter().filter(|(_, is_answer)| *is_answer);
            let answers: BTreeSet<Place> = answers.map(|(place, _)| *place).collect();
            let all = self.find(&parent).map(|at| (&answers, at));
            let mut found: Vec<(usize, Vec<usize>)> = Vec::new();
            for (whole, at) in several().map(|(set, at)| (set, *at)).chain(all) {
                for (part, of_part) in several().filter(|(part, _)| part.len() < whole.len()) {
                    if part.is_subset(whole) {
                        let rest: BTreeSet<Place> = whole.difference(part).copied().collect();
                        let of_rest = made_up_of(&rest, &sets);
                        found.extend(of_rest.map(|parts| (at, [vec![*of_part], parts].concat())));
                    }
                }
            }
            for (whole, parts) in found {
                self.release.relate_loosely(whole, parts, self.min_cell);
            }
        }
    }

    /// Nets and bases over the categories that are in them. A category that no output speaks of stands in its net's rest,
    /// unless it is in several of them.
    fn relate_nets(&mut self) {
        let mut nets: Vec<(Key, Vec<Key>)> = Vec::new();
        let mut uses: BTreeMap<Key, usize> = BTreeMap::new();
        for key in self.places.keys() {
            for (variable, places) in &key.parts {
                let adds_up = self.variables.get(variable).is_some_and(|variable| variable.adds_up);
                if !adds_up || places.len() < 2 {
                    continue;
                }
                let members: Vec<Key> = places
                    .iter()
                    .filter(|place| **place >= 0)
                    .map(|place| key.with(variable, [*place]))
                    .collect();
                members.iter().for_each(|member| *uses.entry(member.clone()).or_default() += 1);
                nets.push((key.clone(), members));
            }
        }
        for (net, members) in nets {
            let is_base = self.find(&net).is_some_and(|place| self.release.counts[place].kind >= Kind::Base);
            let spoken_of = members.iter().filter(|member| {
                self.find(member).is_some() || !is_base && uses.get(member).is_some_and(|uses| *uses > 1)
            });
            let spoken_of: Vec<Key> = spoken_of.cloned().collect();
            let is_whole = spoken_of.len() == members.len();
            let parts: Vec<usize> = spoken_of.iter().map(|member| self.place(member)).collect();
            let whole = self.place(&net);
            if is_whole {
                self.release.relate_loosely(whole, parts, self.min_cell);
            } else {
                self.release.relate_to_some(whole, parts);
            }
        }
    }

    /// Whom a filter leaves out of those of a wider one: where that is few, the count of the one less that of the other gives
    /// them away.
    pub(super) fn complements(&mut self) {
        let domains: BTreeSet<BTreeSet<String>> = self.places.keys().map(|key| key.domain.clone()).collect();
        let filtered: Vec<(Key, usize)> = self
            .places
            .iter()
            .filter(|(key, _)| !key.domain.is_empty())
            .map(|(key, at)| (key.clone(), *at))
            .collect();
        for (key, inside) in filtered {
            for wider in domains.iter().filter(|wider| wider.len() < key.domain.len()) {
                if !wider.is_subset(&key.domain) {
                    continue;
                }
                let all = self.find(&Key { domain: wider.clone(), ..key.clone() });
                let Some(all) = all.filter(|all| self.release.counts[*all].is_published()) else { continue };
                let people = |place: usize| self.release.counts[place].people;
                let left = people(all).zip(people(inside)).and_then(|(all, inside)| all.checked_sub(inside));
                if let Some(left) = left.filter(|left| (1..self.min_cell).contains(left)) {
                    let kind = self.release.counts[all].kind.min(self.release.counts[inside].kind);
                    let outside = self.release.add(Some(left), kind.min(Kind::Base));
                    self.release.publish(outside, left, kind.min(Kind::Base));
                    self.release.relate(all, [inside, outside]);
                }
            }
        }
    }
}

/// The counts of a set of categories: its own, or those of each.
fn made_up_of(set: &BTreeSet<Place>, sets: &BTreeMap<BTreeSet<Place>, usize>) -> Option<Vec<usize>> {
    match sets.get(set) {
        Some(at) => Some(vec![*at]),
        None => set.iter().map(|place| sets.get(&BTreeSet::from([*place])).copied()).collect(),
    }
}
