//! Columns filled cell by cell, for sources that have the answers as cells and not as whole responses: a table of
//! PostgreSQL, a file of columns.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Column, Dataset, DatasetInfo, State};
use crate::questionnaire::condition::{Given, Reference};
use crate::questionnaire::{ItemKind, OptionIndex, Questionnaire, VariableIndex, VariableKind};
use crate::responses::{Disposition, Missing};

/// One cell of a response. It has to be of its column's kind: any other stands there as an answer that cannot be used.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    Missing(Missing),
    /// Of a single, a computed single or an arm: the place of the option or group.
    Option(OptionIndex),
    /// Of a scale: the point itself.
    Point(i64),
    /// Of a multiple: bit `i` of word `i / 64` is option `i`.
    Options(&'a [u64]),
    /// Best first.
    Ranking(&'a [OptionIndex]),
    /// A number, or a date as days since 1970-01-01.
    Number(f64),
    Text(&'a str),
    /// Of a consent or a quality flag.
    Truth(bool),
}

/// Fills the columns of a dataset. Either response by response (push its cells in any order, then
/// [`DatasetBuilder::end_response`]), or column by column (push all cells of a column in the order of the responses,
/// and [`DatasetBuilder::end_response`] as often as there are responses at the end). A cell that is not pushed is
/// missing as not asked.
#[derive(Debug)]
pub struct DatasetBuilder {
    questionnaire: Arc<Questionnaire>,
    /// What a scale begins with, by variable.
    first_points: Vec<i64>,
    variables: Vec<Filling>,
    givens: BTreeMap<Given, Filling>,
    extras: Vec<(String, Filling)>,
    dispositions: Vec<Disposition>,
}

/// A column on its way.
#[derive(Debug)]
struct Filling {
    column: Column,
    /// Of a column of texts: each with its place, in the order in which they came.
    words: BTreeMap<String, u32>,
}

impl DatasetBuilder {
    /// `extras` are the names of further numeric columns.
    pub fn new(questionnaire: Arc<Questionnaire>, extras: Vec<String>) -> DatasetBuilder {
        let variables = (0..questionnaire.variables.len()).map(VariableIndex);
        let first_points = variables.clone().map(|variable| first_point(&questionnaire, variable)).collect();
        let variables = variables.map(|variable| Filling::of(&questionnaire, variable)).collect();
        let numbers = || Filling::new(Column::Numbers { values: Vec::new(), states: Vec::new() });
        DatasetBuilder {
            first_points,
            variables,
            givens: BTreeMap::new(),
            extras: extras.into_iter().map(|name| (name, numbers())).collect(),
            dispositions: Vec::new(),
            questionnaire,
        }
    }

    /// Puts the cell below those that the column has. A derived variable and an unknown place take none.
    pub fn push(&mut self, column: Reference, cell: Cell<'_>) {
        match column {
            Reference::Variable(variable) => {
                let first = self.first_points.get(variable.0).copied().unwrap_or(0);
                if let Some(filling) = self.variables.get_mut(variable.0) {
                    filling.push(cell, first);
                }
            }
            Reference::Given(given) => {
                let before = self.dispositions.len();
                let filling = self.givens.entry(given).or_insert_with(|| {
                    let mut filling = Filling::of_given(given);
                    filling.pad(before);
                    filling
                });
                filling.push(cell, 0);
            }
            Reference::Extra(place) => {
                if let Some((_, filling)) = self.extras.get_mut(place) {
                    filling.push(cell, 0);
                }
            }
            Reference::Derived(_) => {}
        }
    }

    /// One response more; its columns that have no cell yet are missing.
    pub fn end_response(&mut self, disposition: Disposition) {
        self.dispositions.push(disposition);
        let respondents = self.dispositions.len();
        let extras = self.extras.iter_mut().map(|(_, filling)| filling);
        for filling in self.variables.iter_mut().chain(self.givens.values_mut()).chain(extras) {
            filling.pad(respondents);
        }
    }

    /// The columns as a dataset, as long as there were responses ended.
    pub fn finish(self, info: DatasetInfo) -> Dataset {
        let respondents = self.dispositions.len();
        let done = |filling: Filling| filling.done(respondents);
        Dataset {
            questionnaire: self.questionnaire,
            info,
            respondents,
            variables: self.variables.into_iter().map(done).collect(),
            givens: self.givens.into_iter().map(|(given, filling)| (given, done(filling))).collect(),
            extras: self.extras.into_iter().map(|(name, filling)| (name, done(filling))).collect(),
            dispositions: self.dispositions,
        }
    }
}

fn first_point(questionnaire: &Questionnaire, variable: VariableIndex) -> i64 {
    match questionnaire.item(questionnaire.variable(variable).item).kind {
        ItemKind::Scale { from, .. } => from,
        _ => 0,
    }
}

impl Filling {
    fn new(column: Column) -> Filling {
        Filling { column, words: BTreeMap::new() }
    }

    fn of(questionnaire: &Questionnaire, variable: VariableIndex) -> Filling {
        let options = questionnaire.options(variable).len();
        let states = Vec::new();
        Filling::new(match questionnaire.variable(variable).kind {
            VariableKind::Single | VariableKind::Scale => Column::Codes(Vec::new()),
            VariableKind::Multiple => {
                Column::Sets { width: options.div_ceil(64).max(1), bits: Vec::new(), states }
            }
            VariableKind::Ranking { .. } => Column::Ranks { options, ranks: Vec::new(), states },
            VariableKind::Number | VariableKind::Date => Column::Numbers { values: Vec::new(), states },
            VariableKind::Text => Column::Texts { words: Vec::new(), places: Vec::new(), states },
        })
    }

    fn of_given(given: Given) -> Filling {
        let states = Vec::new();
        Filling::new(match given {
            Given::Arm(_) | Given::Consent(_) | Given::Flag(_) | Given::Removed => Column::Codes(Vec::new()),
            Given::WaveOpened | Given::Today | Given::StartedOn | Given::SubmittedOn | Given::Minutes => {
                Column::Numbers { values: Vec::new(), states }
            }
            Given::WaveId
            | Given::Source
            | Given::Language
            | Given::Disposition
            | Given::Device
            | Given::Version => Column::Texts { words: Vec::new(), places: Vec::new(), states },
        })
    }

    fn len(&self) -> usize {
        match &self.column {
            Column::Codes(codes) => codes.len(),
            Column::Sets { states, .. }
            | Column::Ranks { states, .. }
            | Column::Numbers { states, .. }
            | Column::Texts { states, .. } => states.len(),
        }
    }

    fn pad(&mut self, respondents: usize) {
        while self.len() < respondents {
            self.push(Cell::Missing(Missing::NotAsked), 0);
        }
    }

    /// `first` is what a scale begins with.
    fn push(&mut self, cell: Cell<'_>, first: i64) {
        let missing = match cell {
            Cell::Missing(missing) => State::of(missing),
            _ => State::Undefined,
        };
        match &mut self.column {
            Column::Codes(codes) => codes.push(match cell {
                Cell::Option(option) => option.0,
                Cell::Point(point) => u16::try_from(point - first).unwrap_or(State::Undefined.code()),
                Cell::Truth(truth) => u16::from(!truth),
                _ => missing.code(),
            }),
            Column::Sets { width, bits, states } => {
                let (own, state) = match cell {
                    Cell::Options(own) => (own, State::Answered),
                    _ => (&[][..], missing),
                };
                bits.extend((0..*width).map(|word| own.get(word).copied().unwrap_or(0)));
                states.push(state);
            }
            Column::Ranks { options, ranks, states } => {
                let before = ranks.len();
                ranks.resize(before + *options, 0);
                states.push(missing);
                if let Cell::Ranking(ranking) = cell {
                    for (place, option) in ranking.iter().enumerate() {
                        if usize::from(option.0) < *options {
                            ranks[before + usize::from(option.0)] =
                                u8::try_from(place + 1).unwrap_or(u8::MAX);
                        }
                    }
                    states.pop();
                    states.push(State::Answered);
                }
            }
            Column::Numbers { values, states } => {
                let (value, state) = match cell {
                    Cell::Number(value) if value.is_finite() => (value, State::Answered),
                    _ => (f64::NAN, missing),
                };
                values.push(value);
                states.push(state);
            }
            Column::Texts { places, states, .. } => match cell {
                Cell::Text(text) => {
                    let next = self.words.len() as u32;
                    let place = match self.words.get(text) {
                        Some(place) => *place,
                        None => *self.words.entry(text.to_owned()).or_insert(next),
                    };
                    places.push(place);
                    states.push(State::Answered);
                }
                _ => {
                    places.push(0);
                    states.push(missing);
                }
            },
        }
    }

    /// The column, its words rising.
    fn done(mut self, respondents: usize) -> Column {
        self.pad(respondents);
        let mut column = self.column;
        match &mut column {
            Column::Codes(codes) => codes.truncate(respondents),
            Column::Sets { width, bits, states } => {
                bits.truncate(*width * respondents);
                states.truncate(respondents);
            }
            Column::Ranks { options, ranks, states } => {
                ranks.truncate(*options * respondents);
                states.truncate(respondents);
            }
            Column::Numbers { values, states } => {
                values.truncate(respondents);
                states.truncate(respondents);
            }
            Column::Texts { words, places, states } => {
                places.truncate(respondents);
                states.truncate(respondents);
                let mut rising = vec![0; self.words.len()];
                for (place, (word, came)) in self.words.into_iter().enumerate() {
                    rising[came as usize] = place as u32;
                    words.push(word);
                }
                for place in places {
                    *place = rising.get(*place as usize).copied().unwrap_or(0);
                }
            }
        }
        column
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::condition::days_since_epoch;
    use crate::responses::testing::every_type;
    use crate::responses::{Answer, Response};
    use crate::tabulation::tests::{info, responses};

    fn cell<'a>(answer: &'a Answer) -> Cell<'a> {
        match answer {
            Answer::Single(option) => Cell::Option(*option),
            Answer::Multiple(set) => Cell::Options(set.words()),
            Answer::Ranking(ranking) => Cell::Ranking(ranking),
            Answer::Number(number) => Cell::Number(*number),
            Answer::Scale(point) => Cell::Point(*point),
            Answer::Date(date) => Cell::Number(days_since_epoch(*date)),
            Answer::Text(text) => Cell::Text(text),
            Answer::Missing(missing) => Cell::Missing(*missing),
        }
    }

    #[test]
    fn cells_by_response_and_by_column_make_the_columns_of_whole_responses() {
        let questionnaire = Arc::new(every_type());
        let seeds: Vec<Vec<u64>> = (1..60_u64)
            .map(|one| (1..15).map(|other| one * 7919 * other * other % 10_007).collect())
            .collect();
        let responses: Vec<Response> = responses(&questionnaire, &seeds);
        let expected = Dataset::from_responses(questionnaire.clone(), &responses, Vec::new(), info());
        let variables = || (0..questionnaire.variables.len()).map(VariableIndex);
        let mut rows = DatasetBuilder::new(questionnaire.clone(), Vec::new());
        let mut columns = DatasetBuilder::new(questionnaire.clone(), Vec::new());
        for response in &responses {
            for variable in variables() {
                rows.push(Reference::Variable(variable), cell(response.answers.get(variable)));
            }
            rows.end_response(response.disposition);
        }
        for variable in variables() {
            for response in &responses {
                columns.push(Reference::Variable(variable), cell(response.answers.get(variable)));
            }
        }
        for response in &responses {
            columns.end_response(response.disposition);
        }
        let (rows, columns) = (rows.finish(info()), columns.finish(info()));
        for variable in variables() {
            let name = &questionnaire.variable(variable).name;
            // As text, because not-a-number equals nothing.
            let expected = format!("{:?}", expected.variable(variable));
            assert_eq!(format!("{:?}", rows.variable(variable)), expected, "{name}");
            assert_eq!(format!("{:?}", columns.variable(variable)), expected, "{name}");
        }
        assert_eq!(rows.respondents(), responses.len());
    }
}
