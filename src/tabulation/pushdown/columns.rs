//! A whole column out of the database: a record of fixed width a response, all of them joined to one byte string in the order
//! of the response ids.

use std::sync::OnceLock;

use super::relation::{Kind, Meaning, Part, Relation};
use super::statement::Parameter;
use super::stored::{Refusal, Stored};
use crate::questionnaire::OptionIndex;
use crate::questionnaire::condition::{Given, Reference};
use crate::responses::Missing;
use crate::tabulation::dataset::{Cell, Cells, Column, Filling, State};
use crate::tabulation::derived::Derived;
use crate::tabulation::subject::Subject;

/// Derived variables that are fetched when they are looked at.
#[derive(Debug)]
pub(crate) struct LazyDerived<'a> {
    stored: &'a Stored,
    derived: &'a [Derived],
    subjects: &'a [Subject],
    columns: Vec<OnceLock<Column>>,
}

impl<'a> LazyDerived<'a> {
    pub(crate) fn of(stored: &'a Stored, derived: &'a [Derived], subjects: &'a [Subject]) -> LazyDerived<'a> {
        LazyDerived { stored, derived, subjects, columns: derived.iter().map(|_| OnceLock::new()).collect() }
    }

    fn meaning(&self) -> Meaning<'a> {
        Meaning { newest: self.stored.newest(), derived: self.derived, subjects: self.subjects }
    }

    /// The column; `None` for a variable with a mistake.
    pub(crate) fn column(&self, place: usize) -> Option<&Column> {
        let reference = Reference::Derived(place);
        if Relation::of(&self.stored.wave, self.meaning()).kind(reference) == Kind::Nothing {
            return None;
        }
        let column = self.columns.get(place)?;
        Some(column.get_or_init(|| self.stored.load_with(reference, self.meaning())))
    }
}

/// The statement that joins one record a response.
pub(super) fn record_of(record: &str, rows: &str) -> String {
    format!("SELECT coalesce(string_agg({record}, ''::bytea ORDER BY id), ''::bytea) AS bytes FROM {rows}")
}

/// The column under this name.
pub(super) fn read_column(
    stored: &Stored,
    reference: Reference,
    meaning: Meaning<'_>,
) -> Result<Column, Refusal> {
    let mut relation = Relation::of(&stored.wave, meaning);
    match relation.kind(reference) {
        Kind::Codes => {
            let record = format!("int4send({})", relation.column(reference, Part::Code));
            codes(stored, relation, &record)
        }
        Kind::Numbers => {
            let number = relation.column(reference, Part::Number);
            let state = relation.column(reference, Part::State);
            let record = format!("float8send(coalesce({number}, 'NaN'::float8)) || int4send({state})");
            let mut column = Filling::new(Cells::of_given(Given::Minutes), 0);
            stored.records(relation, &record, 12, |record| {
                let (number, state) = record.split_at_checked(8)?;
                let number = f64::from_be_bytes(number.try_into().ok()?);
                column.push(missing(integer(state)?).unwrap_or(Cell::Number(number)));
                Some(())
            })?;
            Ok(column.done(stored.respondents()))
        }
        Kind::Sets => sets(stored, relation, reference),
        Kind::Ranks => ranks(stored, relation, reference),
        Kind::Texts => texts(stored, relation, reference),
        Kind::Nothing => Err(Refusal::NotInSql("a variable with a mistake".to_owned())),
    }
}

/// A column of codes from records of one place each.
pub(super) fn codes(stored: &Stored, relation: Relation<'_>, record: &str) -> Result<Column, Refusal> {
    let mut column = Filling::new(Cells::of_given(Given::Removed), 0);
    stored.records(relation, record, 4, |record| {
        let place = integer(record)?;
        let option = || u16::try_from(place).map(|place| Cell::Option(OptionIndex(place)));
        column.push(match missing(place) {
            Some(missing) => missing,
            None => option().ok()?,
        });
        Some(())
    })?;
    Ok(column.done(stored.respondents()))
}

fn sets(stored: &Stored, mut relation: Relation<'_>, reference: Reference) -> Result<Column, Refusal> {
    let Some(variable) = reference.variable() else { return Err(no_such()) };
    let options = relation.meaning.newest.options(variable).len();
    let state = relation.column(reference, Part::State);
    let marks: Vec<String> = (0..options)
        .map(|option| format!("{}::integer::text", relation.column(reference, Part::Option(option as u16))))
        .collect();
    let marks = if marks.is_empty() { "''".to_owned() } else { marks.join(" || ") };
    let record = format!("int4send({state}) || convert_to({marks}, 'UTF8')");
    let mut column = Filling::new(Cells::of_variable(relation.meaning.newest, variable), 0);
    let mut words = vec![0_u64; options.div_ceil(64).max(1)];
    stored.records(relation, &record, 4 + options, |record| {
        let (state, marks) = record.split_at_checked(4)?;
        words.fill(0);
        for option in (0..options).filter(|option| marks.get(*option) == Some(&b'1')) {
            words[option / 64] |= 1 << (option % 64);
        }
        column.push(missing(integer(state)?).unwrap_or(Cell::Options(&words)));
        Some(())
    })?;
    Ok(column.done(stored.respondents()))
}

fn ranks(stored: &Stored, mut relation: Relation<'_>, reference: Reference) -> Result<Column, Refusal> {
    let Some(variable) = reference.variable() else { return Err(no_such()) };
    let options = relation.meaning.newest.options(variable).len();
    let state = relation.column(reference, Part::State);
    let mut record = format!("int4send({state})");
    for option in 0..options {
        let rank = relation.column(reference, Part::Rank(option as u16));
        record.push_str(&format!(" || int4send(coalesce({rank}, 0))"));
    }
    let mut column = Filling::new(Cells::of_variable(relation.meaning.newest, variable), 0);
    stored.records(relation, &record, 4 + 4 * options, |record| {
        let (state, ranks) = record.split_at_checked(4)?;
        let places = ranks.chunks_exact(4).map(integer).collect::<Option<Vec<i32>>>()?;
        let mut ranked: Vec<usize> = (0..options).filter(|option| places[*option] > 0).collect();
        ranked.sort_by_key(|option| places[*option]);
        let ranked: Vec<OptionIndex> = ranked.into_iter().map(|option| OptionIndex(option as u16)).collect();
        column.push(missing(integer(state)?).unwrap_or(Cell::Ranking(&ranked)));
        Some(())
    })?;
    Ok(column.done(stored.respondents()))
}

fn texts(stored: &Stored, mut relation: Relation<'_>, reference: Reference) -> Result<Column, Refusal> {
    let text = relation.column(reference, Part::Text);
    let meaning = relation.meaning;
    let sql = format!("SELECT DISTINCT {text} AS line FROM {} WHERE {text} IS NOT NULL", relation.rows());
    let words = stored.lines(&relation.parameters.with(sql))?;
    let mut relation = Relation::of(&stored.wave, meaning);
    let text = relation.column(reference, Part::Text);
    let state = relation.column(reference, Part::State);
    let known = relation.parameters.add(Parameter::Texts(words.clone()));
    let record = format!("int4send({state}) || int4send(coalesce(array_position({known}, {text}) - 1, 0))");
    let mut column = Filling::new(Cells::of_given(Given::Source), 0);
    stored.records(relation, &record, 8, |record| {
        let (state, place) = record.split_at_checked(4)?;
        let word = words.get(usize::try_from(integer(place)?).ok()?);
        column.push(missing(integer(state)?).unwrap_or(Cell::Text(word.map_or("", String::as_str))));
        Some(())
    })?;
    Ok(column.done(stored.respondents()))
}

fn no_such() -> Refusal {
    Refusal::NotInSql("something that the questionnaire does not have".to_owned())
}

fn integer(record: &[u8]) -> Option<i32> {
    Some(i32::from_be_bytes(record.try_into().ok()?))
}

/// The cell of a missing state, which is a number below zero.
fn missing(below_zero: i32) -> Option<Cell<'static>> {
    if below_zero >= 0 {
        return None;
    }
    let is_it = |missing: &Missing| i32::from(State::of(*missing) as u8) == -below_zero;
    // A cell of another kind than its column's stands there as an answer that cannot be used.
    Some(Missing::ALL.into_iter().find(is_it).map_or(Cell::Text(""), Cell::Missing))
}

/// Whether it is a number or a day.
pub(super) fn is_number(given: Given) -> bool {
    match given {
        Given::WaveOpened | Given::Today | Given::StartedOn | Given::SubmittedOn | Given::Minutes => true,
        Given::WaveId
        | Given::Source
        | Given::Language
        | Given::Arm(_)
        | Given::Consent(_)
        | Given::Disposition
        | Given::Flag(_)
        | Given::Removed
        | Given::Device
        | Given::Version => false,
    }
}

/// Whether it is a text of which only the data knows which ones there are.
pub(super) fn is_text(given: Given) -> bool {
    match given {
        Given::WaveId
        | Given::Source
        | Given::Language
        | Given::Disposition
        | Given::Device
        | Given::Version => true,
        Given::WaveOpened
        | Given::Arm(_)
        | Given::Consent(_)
        | Given::Today
        | Given::Flag(_)
        | Given::Removed
        | Given::StartedOn
        | Given::SubmittedOn
        | Given::Minutes => false,
    }
}
