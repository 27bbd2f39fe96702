//! The columns of one wave under the variables of another edition's questionnaire, so that both are counted alike.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{CHUNK, Cell, Cells, Column, Dataset, DatasetInfo, Numbers, Ranks, Sets, State};
use crate::questionnaire::condition::Given;
use crate::questionnaire::{Consent, ItemKind, Questionnaire, VariableIndex};
use crate::responses::Missing;

/// Where the answers to a variable stand in another edition.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CarriedFrom {
    pub(crate) variable: VariableIndex,
    /// By option there: the option here.
    pub(crate) places: Vec<usize>,
}

impl Dataset {
    /// The same people with the variables of `to`, in memory. A variable that `origins` does not name is in nobody's
    /// version; so is a further number of `extras` that these answers do not have.
    pub(crate) fn carried(
        &self,
        to: Arc<Questionnaire>,
        origins: &BTreeMap<VariableIndex, CarriedFrom>,
        extras: &[String],
        info: DatasetInfo,
    ) -> Dataset {
        let variables = (0..to.variables.len()).map(VariableIndex).map(|variable| {
            let options = to.options(variable).len();
            match origins.get(&variable) {
                Some(origin) => self.read(origin, &to, variable, options),
                None => missing(&Cells::of_variable(&to, variable), self.respondents),
            }
        });
        let variables = variables.collect();
        let extras = extras.iter().map(|name| {
            let own = self.extras.iter().find(|(own, _)| own == name).map(|(_, column)| column.clone());
            let nothing = || missing(&Cells::Numbers(Numbers::new()), self.respondents);
            (name.clone(), own.unwrap_or_else(nothing))
        });
        Dataset {
            extras: extras.collect(),
            givens: self.givens_of(&to),
            questionnaire: to,
            info,
            respondents: self.respondents,
            variables,
            dispositions: self.dispositions.clone(),
            stored: None,
            given_up: Arc::clone(&self.given_up),
        }
    }

    fn read(
        &self,
        origin: &CarriedFrom,
        to: &Questionnaire,
        variable: VariableIndex,
        options: usize,
    ) -> Column {
        let ends = |questionnaire: &Questionnaire, variable: VariableIndex| {
            let item = questionnaire.item(questionnaire.variable(variable).item);
            if let ItemKind::Scale { from, to, .. } = item.kind { Some((from, to)) } else { None }
        };
        let scale = ends(&self.questionnaire, origin.variable).zip(ends(to, variable));
        let place = |code: u32| match scale {
            Some(((from, _), (low, high))) => {
                let value = from + i64::from(code);
                u32::try_from(value - low).ok().filter(|_| (low..=high).contains(&value))
            }
            None => origin.places.get(code as usize).and_then(|place| u32::try_from(*place).ok()),
        };
        let read = |code: u32| match State::of_code(code) {
            State::Answered => place(code).unwrap_or(State::Undefined.code()),
            state => state.code(),
        };
        let cells = |cells: &Arc<Cells>| match &**cells {
            Cells::Codes(codes) => {
                Arc::new(Cells::Codes((0..codes.len()).map(|at| read(codes.get(at))).collect()))
            }
            Cells::Sets(sets) => Arc::new(Cells::Sets(carried_sets(sets, &origin.places, options))),
            Cells::Ranks(ranks) => Arc::new(Cells::Ranks(carried_ranks(ranks, &origin.places, options))),
            Cells::Numbers(_) | Cells::Texts(_) => Arc::clone(cells),
        };
        Column::of_chunks(self.variable(origin.variable).shared().map(cells).collect())
    }

    /// What every interview has; arms and consents go by their ids.
    fn givens_of(&self, to: &Questionnaire) -> BTreeMap<Given, Column> {
        let own = &self.questionnaire;
        let mut givens = BTreeMap::new();
        for (given, column) in &self.givens {
            let now = match given {
                Given::Arm(at) => {
                    let arm = own.arms.get(*at);
                    let place = arm.and_then(|arm| to.arms.iter().position(|other| other.id == arm.id));
                    let same = place.filter(|place| {
                        let codes = |questionnaire: &Questionnaire, at: usize| -> Vec<String> {
                            let groups = questionnaire.arms[at].groups.iter();
                            groups.map(|group| group.code.to_string()).collect()
                        };
                        codes(own, *at) == codes(to, *place)
                    });
                    same.map(Given::Arm)
                }
                Given::Consent(at) => {
                    let consent = own.consents.get(*at);
                    let same =
                        |consent: &Consent| to.consents.iter().position(|other| other.id == consent.id);
                    consent.and_then(same).map(Given::Consent)
                }
                Given::WaveId
                | Given::WaveOpened
                | Given::Source
                | Given::Language
                | Given::Disposition
                | Given::Flag(_)
                | Given::Removed
                | Given::StartedOn
                | Given::SubmittedOn
                | Given::Minutes
                | Given::Device
                | Given::Version
                | Given::Today => Some(*given),
            };
            givens.extend(now.map(|now| (now, column.clone())));
        }
        givens
    }
}

/// The options under their places in the other questionnaire; two that became one are one.
fn carried_sets(sets: &Sets, places: &[usize], options: usize) -> Sets {
    let mut carried = Sets::new(options);
    let mut words = vec![0_u64; options.div_ceil(64).max(1)];
    for at in 0..sets.len() {
        words.fill(0);
        for (place, target) in places.iter().enumerate() {
            if *target < options && sets.contains(at, place) {
                words[target / 64] |= 1 << (target % 64);
            }
        }
        carried.push(match sets.state(at) {
            State::Answered => Ok(&words),
            state => Err(state),
        });
    }
    carried
}

/// The same of ranks; two that became one have the better rank of the two.
fn carried_ranks(ranks: &Ranks, places: &[usize], options: usize) -> Ranks {
    let mut carried = Ranks::new(options);
    let mut own = vec![0_u8; options];
    for at in 0..ranks.len() {
        own.fill(0);
        for (place, target) in places.iter().enumerate() {
            let rank = ranks.rank(at, place).and_then(|rank| u8::try_from(rank).ok());
            if let (Some(rank), Some(best)) = (rank, own.get_mut(*target)) {
                *best = if *best == 0 { rank } else { (*best).min(rank) };
            }
        }
        carried.push_ranks(match ranks.state(at) {
            State::Answered => Ok(&own),
            state => Err(state),
        });
    }
    carried
}

/// A column of nobody's answers.
fn missing(empty: &Cells, respondents: usize) -> Column {
    let nobody = Cell::Missing(Missing::NotInVersion);
    let chunk = |rows: usize| {
        let mut cells = empty.empty();
        (0..rows).for_each(|_| cells.push(nobody, 0));
        Arc::new(cells)
    };
    let full = chunk(CHUNK.min(respondents));
    let whole = respondents / CHUNK;
    let mut chunks = vec![full; whole];
    if !respondents.is_multiple_of(CHUNK) {
        chunks.push(chunk(respondents % CHUNK));
    }
    Column::of_chunks(chunks)
}
