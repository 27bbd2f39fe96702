//! A question over the waves: in which of them it was asked, under which name and codes, and what the comparison of the
//! questionnaires says of each step from one wave to the next.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::mem::discriminant;
use std::rc::Rc;
use std::sync::Arc;

use super::{TrendWaves, WaveAnswers};
use crate::questionnaire::diff::{Class, DeclaredBy, Difference, Found, ItemDifference, RowDifference};
use crate::questionnaire::{ItemIndex, Questionnaire, Trend, VariableIndex};

/// The editions of a questionnaire in the order of time, each a wave or the report's own.
pub(super) struct Editions<'a> {
    waves: &'a TrendWaves,
    own: &'a Arc<Questionnaire>,
    /// Places among the waves, or [`super::OWN`].
    order: Vec<usize>,
    compared: RefCell<BTreeMap<(usize, usize), Rc<Difference>>>,
}

/// What a variable of one edition is in every edition of the order.
pub(super) struct Past {
    pub(super) standings: Vec<Standing>,
    pub(super) steps: Vec<Step>,
}

/// What a variable is in another edition.
#[derive(Debug, Clone)]
pub(super) enum Standing {
    Asked(Origin),
    /// Nobody was asked it, and why that is known: "did not ask q4".
    NotAsked(String),
    /// Something was asked that gives no such answers.
    Apart(String),
}

/// The variable there that gives the answers here.
#[derive(Debug, Clone)]
pub(super) struct Origin {
    pub(super) variable: VariableIndex,
    /// By option there, the options here that it became: none, one, or several that were one.
    pub(super) options: Vec<Vec<usize>>,
    /// Options here that stand there under another code, which nobody declared: the place here and the code there.
    pub(super) undeclared: Vec<(usize, String)>,
}

/// From an edition that asked to the next that did.
#[derive(Debug, Clone)]
pub(super) struct Step {
    /// Places in the order.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) trend: Trend,
    /// What changed and weighs, or is carried over by a declaration.
    pub(super) told: Vec<String>,
    /// The same of the population, which holds for every question.
    pub(super) population: Vec<String>,
}

/// Which codes stand for the same answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joining {
    /// The same code, or what a map says.
    Declared,
    /// Also the same text under another code: whom a rule names in words.
    Texts,
}

impl<'a> Editions<'a> {
    pub(super) fn of(waves: &'a TrendWaves, own: &'a Arc<Questionnaire>, order: Vec<usize>) -> Editions<'a> {
        Editions { waves, own, order, compared: RefCell::default() }
    }

    pub(super) fn questionnaire(&self, place: usize) -> &'a Questionnaire {
        match self.waves.waves.get(self.order[place]) {
            Some(wave) => &wave.dataset.questionnaire,
            None => self.own,
        }
    }

    /// The report's own questionnaire.
    pub(super) fn own_questionnaire(&self) -> Arc<Questionnaire> {
        Arc::clone(self.own)
    }

    /// The waves of the trend, in its order.
    pub(super) fn waves(&self) -> impl Iterator<Item = &'a WaveAnswers> {
        let waves = self.waves;
        self.order.iter().filter_map(move |place| waves.waves.get(*place))
    }

    fn difference(&self, earlier: usize, later: usize) -> Rc<Difference> {
        let (old, new) = (self.order[earlier], self.order[later]);
        if let Some(known) = self.compared.borrow().get(&(old, new)) {
            return Rc::clone(known);
        }
        let found = Rc::new((self.waves.compare)(old, new));
        self.compared.borrow_mut().insert((old, new), Rc::clone(&found));
        found
    }

    /// The variable of the edition at `anchor` in all of them.
    pub(super) fn past(&self, anchor: usize, variable: VariableIndex, joining: Joining) -> Past {
        let own = self.questionnaire(anchor);
        let options = (0..own.options(variable).len()).map(|place| vec![place]).collect();
        let start = Origin { variable, options, undeclared: Vec::new() };
        let nothing = Standing::NotAsked(String::new());
        let mut past = Past { standings: vec![nothing; self.order.len()], steps: Vec::new() };
        past.standings[anchor] = Standing::Asked(start.clone());
        let mut walk = |places: &mut dyn Iterator<Item = usize>| {
            let (mut near, mut at) = (start.clone(), anchor);
            for place in places {
                let standing = match self.step(at, place, &near, joining) {
                    Ok((found, step)) => {
                        past.steps.push(step);
                        (near, at) = (found.clone(), place);
                        Standing::Asked(found)
                    }
                    Err(standing) => standing,
                };
                past.standings[place] = standing;
            }
        };
        walk(&mut (0..anchor).rev());
        walk(&mut (anchor + 1..self.order.len()));
        past
    }

    /// From the edition at `at`, where the variable is `near`, to the one at `to`.
    fn step(
        &self,
        at: usize,
        to: usize,
        near: &Origin,
        joining: Joining,
    ) -> Result<(Origin, Step), Standing> {
        let (here, there) = (self.questionnaire(at), self.questionnaire(to));
        let is_back = to < at;
        let difference = self.difference(at.min(to), at.max(to));
        let described = here.variable(near.variable);
        let item = here.item(described.item);
        let name = described.name.as_str();
        let not_asked = || Standing::NotAsked(format!("did not ask {name}"));
        let found = difference.items.iter().find(|one| match is_back {
            true => one.new == Some(described.item),
            false => one.partner.continued() == Some(described.item),
        });
        let found = found.ok_or_else(not_asked)?;
        let far = if is_back { found.partner.continued() } else { found.new };
        let far = far.ok_or_else(|| match found.is_another_question() {
            true => Standing::NotAsked(format!("asked another question under {}", item.id)),
            false => not_asked(),
        })?;
        let other = there.item(far);
        let apart = || {
            let (was, is) = (other.type_name().replace('_', " "), item.type_name().replace('_', " "));
            Standing::Apart(format!("{name} is a {was} there and a {is} here"))
        };
        if other.type_name() != item.type_name() {
            return Err(apart());
        }
        let row = row_there(found, described.row, is_back).ok_or_else(not_asked)?;
        let variable = there.variables_of(far).nth(row.unwrap_or(0)).ok_or_else(not_asked)?;
        if discriminant(&there.variable(variable).kind) != discriminant(&described.kind) {
            return Err(apart());
        }
        let (options, undeclared) = options(found, other, near, is_back, joining);
        let shown = if is_back { described.item } else { far };
        let row = described.row.and_then(|row| row_of(found, row, is_back));
        let renamed = there.variable(variable).name != name;
        let step = Step {
            from: at.min(to),
            to: at.max(to),
            trend: trend(&difference, found, row),
            told: told(found, row, renamed, if is_back { here } else { there }, shown),
            population: difference.weighing_population().map(|change| change.reason.clone()).collect(),
        };
        Ok((Origin { variable, options, undeclared }, step))
    }
}

/// The row of a grid's difference that is this one here.
fn row_of(found: &ItemDifference, row: usize, is_back: bool) -> Option<&RowDifference> {
    found.rows.iter().find(|one| if is_back { one.new == Some(row) } else { one.old == Some(row) })
}

/// The place of the row there; `Some(None)` where the item has none, `None` where it lacks this one.
fn row_there(found: &ItemDifference, row: Option<usize>, is_back: bool) -> Option<Option<usize>> {
    let Some(row) = row else { return Some(None) };
    let row = row_of(found, row, is_back)?;
    Some(Some(if is_back { row.old? } else { row.new? }))
}

/// By option there the options here, and what is the same answer without anybody's word.
fn options(
    found: &ItemDifference,
    other: &crate::questionnaire::Item,
    near: &Origin,
    is_back: bool,
    joining: Joining,
) -> (Vec<Vec<usize>>, Vec<(usize, String)>) {
    let mut options = vec![Vec::new(); other.options().len()];
    let mut undeclared = Vec::new();
    for (old, new, how) in &found.options.pairs {
        let (near_place, far_place) = if is_back { (new, old) } else { (old, new) };
        let (near_place, far_place) = (usize::from(near_place.0), usize::from(far_place.0));
        let places = near.options.get(near_place).map_or(&[][..], Vec::as_slice);
        let is_told = match how {
            Found::SameCode | Found::Map => true,
            Found::SameText => joining == Joining::Texts,
        };
        if is_told {
            options[far_place].extend(places);
        } else {
            let code = &other.options()[far_place].code;
            undeclared.extend(places.iter().map(|place| (*place, code.to_string())));
        }
    }
    // What could not be told on the way here cannot be told further back.
    undeclared.extend(near.undeclared.iter().cloned());
    for places in &mut options {
        places.sort_unstable();
        places.dedup();
    }
    (options, undeclared)
}

/// What is left of the trend of this variable.
fn trend(difference: &Difference, found: &ItemDifference, row: Option<&RowDifference>) -> Trend {
    let item = difference.trend(found);
    let is_settled = found.declared.as_ref().is_some_and(|declared| declared.by == DeclaredBy::Verdict);
    row.filter(|_| !is_settled).map_or(item, |row| item.max(row.trend))
}

/// What changed and weighs, the author's word, and what a declaration carries over.
fn told(
    found: &ItemDifference,
    row: Option<&RowDifference>,
    renamed: bool,
    later: &Questionnaire,
    shown: ItemIndex,
) -> Vec<String> {
    let mut told = Vec::new();
    if let Some(old) = found.old_id.as_ref().filter(|_| renamed) {
        let new = &later.item(shown).id;
        if old != new {
            told.push(format!("{new} continues {old}"));
        }
    }
    let changes = found.changes.iter().chain(row.map_or(&[][..], |row| row.changes.as_slice()));
    let weighs = |change: &&crate::questionnaire::diff::Change| {
        change.effect != Trend::Comparable || change.class == Class::Recoded
    };
    told.extend(changes.filter(weighs).map(|change| change.reason.clone()));
    if let Some(declared) = &found.declared {
        told.push(format!("by the author's word ({}): {}", declared.by.as_str(), declared.because));
    }
    told
}
