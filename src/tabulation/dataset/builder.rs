//! A dataset that grows: responses come, are corrected and are erased, and whoever makes tables gets it as it stands.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::column::{Cells, Filling};
use super::givens::{self, About};
use super::{Dataset, DatasetInfo};
use crate::questionnaire::condition::{Given, Reference, days_since_epoch};
use crate::questionnaire::{ItemKind, OptionIndex, Questionnaire, VariableIndex};
use crate::responses::{Answer, Disposition, Judged, Missing, Response, flags_of};

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

impl<'a> Cell<'a> {
    /// An answer as a cell of its variable's column.
    pub fn of(answer: &'a Answer) -> Cell<'a> {
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
}

/// A dataset that is filled and kept current. Whole responses are appended, replaced and removed; sources that have the
/// answers as cells push them, response by response (the cells of one in any order, then
/// [`DatasetBuilder::end_response`]) or column by column (all cells of a column in the order of the responses, and
/// [`DatasetBuilder::end_response`] as often as there are responses at the end). A cell that is not pushed is missing as
/// not asked.
///
/// [`DatasetBuilder::snapshot`] gives the dataset as it stands. What was full then is shared with it; a later change
/// copies only the chunks that it touches.
#[derive(Debug, Clone)]
pub struct DatasetBuilder {
    questionnaire: Arc<Questionnaire>,
    /// What responses answered that do not say so.
    version: String,
    variables: Vec<Filling>,
    givens: BTreeMap<Given, Filling>,
    extras: Vec<(String, Filling)>,
    dispositions: Filling,
    /// By response, where the questionnaire has rules of quality.
    judged: Vec<Judged>,
}

impl DatasetBuilder {
    /// `extras` are the names of further numeric columns.
    pub fn new(questionnaire: Arc<Questionnaire>, extras: Vec<String>) -> DatasetBuilder {
        let variables = (0..questionnaire.variables.len()).map(VariableIndex).map(|variable| {
            Filling::new(Cells::of_variable(&questionnaire, variable), first_point(&questionnaire, variable))
        });
        let numbers = || Filling::new(Cells::of_given(Given::Minutes), 0);
        DatasetBuilder {
            version: String::new(),
            variables: variables.collect(),
            givens: BTreeMap::new(),
            extras: extras.into_iter().map(|name| (name, numbers())).collect(),
            dispositions: Filling::new(Cells::of_given(Given::Removed), 0),
            judged: Vec::new(),
            questionnaire,
        }
    }

    /// Responses that do not say which version they answered count as answers to this one.
    pub fn answering(mut self, version: &str) -> DatasetBuilder {
        version.clone_into(&mut self.version);
        self
    }

    /// How many responses there are.
    pub fn len(&self) -> usize {
        self.dispositions.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes that the columns take by now, but for the words of texts.
    pub(super) fn bytes_taken(&self) -> u64 {
        let extras = self.extras.iter().map(|(_, filling)| filling);
        let all = self.variables.iter().chain(self.givens.values()).chain(extras).chain([&self.dispositions]);
        all.map(Filling::bytes_taken).sum::<u64>() + (self.judged.len() * size_of::<Judged>()) as u64
    }

    /// One response more, at the place [`DatasetBuilder::len`]: its answers, and all that is known beside them.
    pub fn append(&mut self, response: &Response) {
        for (variable, answer) in response.answers.iter() {
            self.push(Reference::Variable(variable), Cell::of(answer));
        }
        self.append_beside(response);
        self.end_response(response.disposition);
    }

    /// What is known of a response beside its answers; those are pushed by the caller, who then ends the response.
    fn append_beside(&mut self, response: &Response) {
        let (questionnaire, version) = (Arc::clone(&self.questionnaire), std::mem::take(&mut self.version));
        let about = About::of(&response.circumstances, response.disposition, &version);
        givens::of_response(&questionnaire, &about, &mut |given, cell| {
            self.push(Reference::Given(given), cell);
        });
        self.version = version;
        if !questionnaire.quality.rules().is_empty() {
            self.judged.push(Judged::of(&questionnaire, response));
        }
    }

    /// The response at the place `row` says something else now. Nothing happens where there is none.
    pub fn replace(&mut self, row: usize, response: &Response) {
        if row >= self.len() {
            return;
        }
        for (variable, answer) in response.answers.iter() {
            if let Some(filling) = self.variables.get_mut(variable.0) {
                filling.set(row, Cell::of(answer));
            }
        }
        let rows = self.len();
        let (questionnaire, version) = (Arc::clone(&self.questionnaire), self.version.as_str());
        let known = &mut self.givens;
        let disposition = response.disposition;
        let about = About::of(&response.circumstances, disposition, version);
        givens::of_response(&questionnaire, &about, &mut |given, cell| {
            given_column(known, given, rows).set(row, cell);
        });
        self.dispositions.set(row, givens::of_disposition(disposition));
        if let Some(judged) = self.judged.get_mut(row) {
            *judged = Judged::of(&questionnaire, response);
        }
    }

    /// Takes the response at the place `row` away, as if it had never come. The last one stands at its place afterwards;
    /// gives the place at which that stood (which is `row` where it was the last itself), `None` where there is no such row.
    pub fn remove(&mut self, row: usize) -> Option<usize> {
        let last = self.len().checked_sub(1).filter(|last| row <= *last)?;
        let extras = self.extras.iter_mut().map(|(_, filling)| filling);
        for filling in self.variables.iter_mut().chain(self.givens.values_mut()).chain(extras) {
            filling.swap_remove(row);
        }
        self.dispositions.swap_remove(row);
        if row < self.judged.len() {
            self.judged.swap_remove(row);
        }
        Some(last)
    }

    /// The responses of `other`, which has the same questionnaire and further columns, below its own. Where it has none
    /// yet, or a whole number of chunks, nothing is copied: several threads can each fill
    /// [`DatasetBuilder::CHUNK`] responses.
    pub fn extend(&mut self, mut other: DatasetBuilder) {
        let (own, others) = (self.len(), other.len());
        for given in other.givens.keys() {
            given_column(&mut self.givens, *given, own);
        }
        for (given, filling) in &mut self.givens {
            filling.extend(other.givens.remove(given).unwrap_or_else(|| {
                let mut none = Filling::new(Cells::of_given(*given), 0);
                none.pad(others);
                none
            }));
        }
        for (filling, other) in self.variables.iter_mut().zip(other.variables) {
            filling.extend(other);
        }
        for ((_, filling), (_, other)) in self.extras.iter_mut().zip(other.extras) {
            filling.extend(other);
        }
        self.dispositions.extend(other.dispositions);
        self.judged.append(&mut other.judged);
    }

    /// Responses of one chunk.
    pub const CHUNK: usize = super::column::CHUNK;

    /// Puts the cell below those that the column has. A derived variable and an unknown place take none.
    pub fn push(&mut self, column: Reference, cell: Cell<'_>) {
        match column {
            Reference::Variable(variable) => {
                if let Some(filling) = self.variables.get_mut(variable.0) {
                    filling.push(cell);
                }
            }
            Reference::Given(given) => {
                let before = self.dispositions.len();
                given_column(&mut self.givens, given, before).push(cell);
            }
            Reference::Extra(place) => {
                if let Some((_, filling)) = self.extras.get_mut(place) {
                    filling.push(cell);
                }
            }
            Reference::Derived(_) => {}
        }
    }

    /// One response more; its columns that have no cell yet are missing.
    pub fn end_response(&mut self, disposition: Disposition) {
        self.dispositions.push(givens::of_disposition(disposition));
        let rows = self.dispositions.len();
        let extras = self.extras.iter_mut().map(|(_, filling)| filling);
        for filling in self.variables.iter_mut().chain(self.givens.values_mut()).chain(extras) {
            filling.pad(rows);
        }
    }

    /// The dataset as it stands, while the builder goes on: unchanged by whatever comes later.
    pub fn snapshot(&self, info: DatasetInfo) -> Dataset {
        let so_far = Filling::so_far;
        let mut givens: BTreeMap<_, _> =
            self.givens.iter().map(|(given, filling)| (*given, so_far(filling))).collect();
        givens.append(&mut self.flags());
        Dataset {
            questionnaire: Arc::clone(&self.questionnaire),
            info,
            respondents: self.len(),
            variables: self.variables.iter().map(so_far).collect(),
            givens,
            extras: self.extras.iter().map(|(name, filling)| (name.clone(), so_far(filling))).collect(),
            dispositions: so_far(&self.dispositions),
            stored: None,
            given_up: Arc::default(),
        }
    }

    /// The columns as a dataset, as long as there were responses ended.
    pub fn finish(self, info: DatasetInfo) -> Dataset {
        let rows = self.len();
        let mut flags = self.flags();
        let mut givens: BTreeMap<_, _> =
            self.givens.into_iter().map(|(given, filling)| (given, filling.done(rows))).collect();
        givens.append(&mut flags);
        Dataset {
            questionnaire: self.questionnaire,
            info,
            respondents: rows,
            variables: self.variables.into_iter().map(|filling| filling.done(rows)).collect(),
            givens,
            extras: self.extras.into_iter().map(|(name, filling)| (name, filling.done(rows))).collect(),
            dispositions: self.dispositions.done(rows),
            stored: None,
            given_up: Arc::default(),
        }
    }

    /// What the rules of quality say of each: whether somebody was fast depends on all the others.
    fn flags(&self) -> BTreeMap<Given, super::Column> {
        if self.judged.is_empty() {
            return BTreeMap::new();
        }
        givens::of_flags(&self.questionnaire, &flags_of(&self.questionnaire, &self.judged))
    }
}

/// The column of the given, missing for those that came before it was known.
fn given_column(givens: &mut BTreeMap<Given, Filling>, given: Given, rows: usize) -> &mut Filling {
    givens.entry(given).or_insert_with(|| {
        let mut filling = Filling::new(Cells::of_given(given), 0);
        filling.pad(rows);
        filling
    })
}

fn first_point(questionnaire: &Questionnaire, variable: VariableIndex) -> i64 {
    match questionnaire.item(questionnaire.variable(variable).item).kind {
        ItemKind::Scale { from, .. } => from,
        _ => 0,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::responses::testing::every_type;
    use crate::tabulation::tests::{info, responses};

    fn made_up(questionnaire: &Questionnaire, people: u64) -> Vec<Response> {
        let seeds: Vec<Vec<u64>> = (1..=people)
            .map(|one| (1..15).map(|other| one * 7919 * other * other % 10_007).collect())
            .collect();
        responses(questionnaire, &seeds)
    }

    /// All that a column says, respondent by respondent.
    pub(in crate::tabulation::dataset) fn cells(dataset: &Dataset) -> Vec<String> {
        let variables = (0..dataset.questionnaire.variables.len()).map(VariableIndex);
        let mut said: Vec<String> = variables
            .map(|variable| column(dataset.variable(variable)))
            .chain(dataset.givens.iter().map(|(given, filling)| format!("{given:?} {}", column(filling))))
            .collect();
        said.push(column(&dataset.dispositions));
        said
    }

    fn column(column: &crate::tabulation::dataset::Column) -> String {
        let cell = |cells: &Cells, at: usize| match cells {
            Cells::Codes(codes) => codes.get(at).to_string(),
            Cells::Sets(sets) => {
                let chosen: Vec<usize> = (0..20).filter(|option| sets.contains(at, *option)).collect();
                format!("{:?} {chosen:?}", sets.state(at))
            }
            Cells::Ranks(ranks) => {
                let all: Vec<Option<usize>> = (0..20).map(|option| ranks.rank(at, option)).collect();
                format!("{:?} {all:?}", ranks.state(at))
            }
            Cells::Numbers(numbers) => format!("{:?} {}", numbers.state(at), numbers.get(at)),
            Cells::Texts(texts) => format!("{:?}", texts.get(at)),
        };
        let all: Vec<String> =
            column.chunks().flat_map(|cells| (0..cells.len()).map(move |at| cell(cells, at))).collect();
        format!("{all:?} {:?}", column.words())
    }

    #[test]
    fn cells_by_response_and_by_column_make_the_columns_of_whole_responses() {
        let questionnaire = Arc::new(every_type());
        let responses = made_up(&questionnaire, 60);
        let expected = Dataset::from_responses(questionnaire.clone(), &responses, Vec::new(), info());
        let variables = || (0..questionnaire.variables.len()).map(VariableIndex);
        let mut rows = DatasetBuilder::new(questionnaire.clone(), Vec::new());
        let mut columns = DatasetBuilder::new(questionnaire.clone(), Vec::new());
        for response in &responses {
            for variable in variables() {
                rows.push(Reference::Variable(variable), Cell::of(response.answers.get(variable)));
            }
            rows.end_response(response.disposition);
        }
        for variable in variables() {
            for response in &responses {
                columns.push(Reference::Variable(variable), Cell::of(response.answers.get(variable)));
            }
        }
        for response in &responses {
            columns.end_response(response.disposition);
        }
        let (rows, columns) = (rows.finish(info()), columns.finish(info()));
        for variable in variables() {
            let name = &questionnaire.variable(variable).name;
            let expected = column(expected.variable(variable));
            assert_eq!(column(rows.variable(variable)), expected, "{name}");
            assert_eq!(column(columns.variable(variable)), expected, "{name}");
        }
        assert_eq!(rows.respondents(), responses.len());
    }

    #[test]
    fn a_dataset_that_was_kept_current_is_the_one_loaded_afresh() {
        let questionnaire = Arc::new(every_type());
        let all = made_up(&questionnaire, 90);
        let mut kept = all[..50].to_vec();
        let mut builder = DatasetBuilder::new(questionnaire.clone(), Vec::new()).answering("sha256:0");
        kept.iter().for_each(|response| builder.append(response));
        let before = builder.snapshot(info());
        let before_cells = cells(&before);
        for (step, response) in all[50..].iter().enumerate() {
            let row = step * 31 % kept.len();
            match step % 3 {
                0 => {
                    builder.append(response);
                    kept.push(response.clone());
                }
                1 => {
                    builder.replace(row, response);
                    kept[row] = response.clone();
                }
                _ => {
                    assert_eq!(builder.remove(row), Some(kept.len() - 1));
                    kept.swap_remove(row);
                }
            }
            let afresh = Dataset::from_responses(questionnaire.clone(), &kept, Vec::new(), info());
            assert_eq!(cells(&builder.snapshot(info())), cells(&afresh), "after step {step}");
        }
        assert_eq!(builder.remove(kept.len()), None);
        assert_eq!(cells(&before), before_cells, "what was handed out does not change");
        assert_eq!(cells(&builder.clone().finish(info())), cells(&builder.snapshot(info())));
        while !builder.is_empty() {
            builder.remove(builder.len() / 2);
        }
        builder.append(&all[0]);
        let afresh = Dataset::from_responses(questionnaire.clone(), &all[..1], Vec::new(), info());
        assert_eq!(cells(&builder.snapshot(info())), cells(&afresh));
    }

    #[test]
    fn chunks_are_filled_and_emptied_across_their_borders() {
        let questionnaire = Arc::new(every_type());
        let few = made_up(&questionnaire, 3);
        let mut builder = DatasetBuilder::new(questionnaire.clone(), Vec::new());
        for row in 0..DatasetBuilder::CHUNK + 2 {
            builder.append(&few[usize::from(row % 5 == 0)]);
        }
        let whole = builder.snapshot(info());
        assert_eq!(
            (whole.respondents(), whole.variables[0].chunks().count()),
            (DatasetBuilder::CHUNK + 2, 2)
        );
        builder.replace(7, &few[2]);
        for _ in 0..3 {
            builder.remove(4);
        }
        let smaller = builder.snapshot(info());
        assert_eq!(smaller.respondents(), DatasetBuilder::CHUNK - 1);
        assert_eq!(smaller.variables[0].chunks().count(), 1);
        let own = |response: &Response| {
            column(
                Dataset::from_responses(
                    questionnaire.clone(),
                    std::slice::from_ref(response),
                    Vec::new(),
                    info(),
                )
                .variable(VariableIndex(0)),
            )
        };
        let row = |dataset: &Dataset, row: usize| {
            let mut one = Filling::new(Cells::of_variable(&questionnaire, VariableIndex(0)), 0);
            one.extend(Filling::new(Cells::of_variable(&questionnaire, VariableIndex(0)), 0));
            let mut cells = Cells::of_variable(&questionnaire, VariableIndex(0));
            cells.push_from(dataset.variable(VariableIndex(0)).chunk(0).unwrap(), row);
            column(&crate::tabulation::dataset::Column::of_chunks(vec![Arc::new(cells)]))
        };
        assert_eq!(row(&smaller, 7), own(&few[2]));
        assert_eq!(row(&whole, 7), own(&few[0]));
        let mut other = DatasetBuilder::new(questionnaire.clone(), Vec::new());
        few.iter().for_each(|response| other.append(response));
        let mut joined = other.clone();
        joined.extend(other.clone());
        other.extend(builder);
        assert_eq!((joined.len(), other.len()), (6, DatasetBuilder::CHUNK + 2));
        assert_eq!(row(&joined.snapshot(info()), 4), own(&few[1]));
        assert_eq!(row(&other.snapshot(info()), 10), own(&few[2]));
    }
}
