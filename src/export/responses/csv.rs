//! Responses as CSV: one row a response, one column a variable or an option, codes or labels. Reading the file gives the
//! same answers again; with the missing codes written, also the same reasons.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{Digesting, Written, instant};
use crate::export::csv::formula_safe;
use crate::i18n::Language;
use crate::questionnaire::plain::label;
use crate::questionnaire::{Item, ItemKind, OptionIndex, QualityRule, Questionnaire, VariableIndex};
use crate::responses::{
    Answer, Answers, Circumstances, ColumnName, ColumnRole, Flags, Missing, PreambleColumn, Response,
    columns, flag_name, preamble_columns,
};

/// The columns before the variables.
pub(in crate::export) const FIXED: [&str; 8] = [
    "response_id",
    "external_id",
    "source",
    "started_at",
    "submitted_at",
    "language",
    "disposition",
    "aapor",
];

#[derive(Debug, Clone, Copy, Default)]
pub struct CsvOptions<'a> {
    pub values: Values<'a>,
    pub missing: MissingCells,
    pub origin: Origin,
    /// What the quality rules say of each response, in the order of the rows; empty: the file has no such columns.
    pub flags: &'a [Flags],
    pub versions: Versions,
}

/// Whether a row says which version of the questionnaire it answered, in a column [`VERSION_COLUMN`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Versions {
    /// All rows answered the same one.
    #[default]
    One,
    Several,
}

/// Who gave the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Origin {
    #[default]
    Respondents,
    /// Nobody: the file says so itself, in a last column [`SYNTHETIC_COLUMN`] of ones.
    Simulation,
}

/// The column that marks made-up answers. A numeric column that no item has is allowed in every data file.
pub use crate::responses::data_file::SYNTHETIC_COLUMN;
use crate::responses::data_file::VERSION_COLUMN;

/// How a chosen option is written.
#[derive(Debug, Clone, Copy, Default)]
pub enum Values<'a> {
    /// Its code: the form that can be read back.
    #[default]
    Codes,
    /// Its text, for people. Columns of 0/1 and ranks stay as they are.
    Labels(&'a Language),
}

/// What stands where there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MissingCells {
    /// Nothing.
    #[default]
    Empty,
    /// `-1 not_asked, -2 skipped, -3 not_reached, -4 not_in_version, -5 removed`.
    Codes,
}

/// Writes the responses in the order given: what is known of the interview, arms, consents, the answers, the flags.
///
/// A multiple that was asked and left blank has zeros in its columns: nothing was ticked, and whoever reads the file
/// sees that it was asked. Texts that a spreadsheet would take for formulas get an apostrophe, numbers never.
///
/// # Errors
/// What `out` answers.
pub fn responses_csv(
    questionnaire: &Questionnaire,
    responses: &mut dyn Iterator<Item = Response>,
    options: CsvOptions<'_>,
    out: &mut dyn Write,
) -> io::Result<Written> {
    let mut digesting = Digesting::new(out);
    let mut rows = 0;
    {
        let mut writer =
            csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut digesting);
        let columns = columns(questionnaire);
        let marks = options.origin == Origin::Simulation
            && columns.iter().all(|column| column.name != SYNTHETIC_COLUMN);
        let preamble = preamble_columns(questionnaire);
        let rules = if options.flags.is_empty() { Vec::new() } else { questionnaire.quality.rules() };
        let flag_names: Vec<String> = rules.iter().map(|rule| flag_name(*rule)).collect();
        let names = FIXED
            .into_iter()
            .chain(preamble.iter().map(|(name, _)| name.as_str()))
            .chain(columns.iter().map(|column| column.name.as_str()))
            .chain(flag_names.iter().map(String::as_str));
        let names_version = options.versions == Versions::Several
            && columns.iter().all(|column| column.name != VERSION_COLUMN);
        let names = names.chain(names_version.then_some(VERSION_COLUMN));
        writer.write_record(names.chain(marks.then_some(SYNTHETIC_COLUMN)))?;
        let mut record = csv::StringRecord::new();
        for (place, response) in responses.enumerate() {
            record.clear();
            push_fixed(&mut record, &response);
            for (_, column) in &preamble {
                record.push_field(preamble_cell(questionnaire, &response.circumstances, *column));
            }
            for ColumnName { role, .. } in &columns {
                record.push_field(&cell(questionnaire, &response.answers, *role, options));
            }
            for rule in &rules {
                record.push_field(flag_cell(options.flags.get(place), *rule));
            }
            if names_version {
                record.push_field(response.circumstances.version.as_deref().unwrap_or(""));
            }
            if marks {
                record.push_field("1");
            }
            writer.write_record(&record)?;
            rows += 1;
        }
        writer.flush()?;
    }
    Ok(digesting.finish(rows))
}

fn push_fixed(record: &mut csv::StringRecord, response: &Response) {
    let about = &response.circumstances;
    let safe = |text: &Option<String>| formula_safe(text.as_deref().unwrap_or("")).into_owned();
    record.push_field(&response.id.0.to_string());
    record.push_field(&safe(&response.external_id));
    record.push_field(&safe(&about.source));
    record.push_field(&about.started_at.map_or_else(String::new, instant));
    record.push_field(&about.submitted_at.map_or_else(String::new, instant));
    record.push_field(&safe(&about.language));
    record.push_field(response.disposition.as_str());
    record.push_field(response.disposition.aapor_code());
}

/// The group's code; 1 or 0 of a consent; nothing where there was no assignment, and where the consent was not shown.
fn preamble_cell<'a>(
    questionnaire: &'a Questionnaire,
    about: &Circumstances,
    column: PreambleColumn,
) -> &'a str {
    match column {
        PreambleColumn::Arm(arm) => {
            let group = about.arms.get(arm).copied().flatten();
            let group = group.and_then(|group| questionnaire.arms[arm].groups.get(usize::from(group.0)));
            group.map_or("", |group| group.code.as_str())
        }
        PreambleColumn::Consent(consent) => truth_cell(about.consents.get(consent).copied().flatten()),
    }
}

fn flag_cell(flags: Option<&Flags>, rule: QualityRule) -> &'static str {
    truth_cell(flags.and_then(|flags| flags.get(rule)))
}

fn truth_cell(truth: Option<bool>) -> &'static str {
    match truth {
        Some(true) => "1",
        Some(false) => "0",
        None => "",
    }
}

fn cell<'a>(
    questionnaire: &'a Questionnaire,
    answers: &'a Answers,
    role: ColumnRole,
    options: CsvOptions<'_>,
) -> Cow<'a, str> {
    match role {
        ColumnRole::Answer(variable) => whole_answer(questionnaire, answers, variable, options),
        ColumnRole::Ticked(variable, option) => ticked(answers.get(variable), option, options.missing),
        ColumnRole::Rank(variable, option) => rank(answers.get(variable), option, options.missing),
        ColumnRole::Specify(variable, option) => {
            formula_safe(answers.specify_text(variable, option).unwrap_or(""))
        }
    }
}

fn whole_answer<'a>(
    questionnaire: &'a Questionnaire,
    answers: &'a Answers,
    variable: VariableIndex,
    options: CsvOptions<'_>,
) -> Cow<'a, str> {
    let item = questionnaire.item(questionnaire.variable(variable).item);
    match answers.get(variable) {
        Answer::Single(option) => {
            let option = &item.options()[usize::from(option.0)];
            match options.values {
                Values::Codes => option.code.as_str().into(),
                Values::Labels(language) => {
                    formula_safe(&label(option.text.get(language))).into_owned().into()
                }
            }
        }
        Answer::Number(number) => number_cell(item, *number).into(),
        Answer::Scale(point) => point.to_string().into(),
        Answer::Date(date) => date.to_string().into(),
        Answer::Text(text) => formula_safe(text),
        Answer::Missing(reason) if means_something_else(item, *reason) => "".into(),
        Answer::Missing(reason) => missing_cell(*reason, options.missing).into(),
        // These have one column an option.
        Answer::Multiple(_) | Answer::Ranking(_) => "".into(),
    }
}

/// Whether the number that stands for the reason is a real answer of the item; then no number can stand for it.
fn means_something_else(item: &Item, reason: Missing) -> bool {
    let code = reason.file_code();
    match &item.kind {
        ItemKind::Number { min, .. } => min.is_some_and(|min| min <= code as f64),
        ItemKind::Scale { from, to, .. } => (*from..=*to).contains(&code),
        // No amount is below 0.
        ItemKind::Allocation { .. } => false,
        ItemKind::Single { .. }
        | ItemKind::Multiple { .. }
        | ItemKind::Grid { .. }
        | ItemKind::MultipleGrid { .. }
        | ItemKind::Ranking { .. }
        | ItemKind::Date { .. }
        | ItemKind::Text { .. }
        | ItemKind::Note
        | ItemKind::Computed { .. } => item.find_option(&code.to_string()).is_some(),
    }
}

/// The number in its shortest form. Where -1 to -5 stand for reasons, the same numbers as answers are written with an
/// exponent (`-1e0`), which every program reads as the number and none as a reason.
fn number_cell(item: &Item, number: f64) -> String {
    let reads_as_reason = Missing::ALL
        .into_iter()
        .find(|reason| number.to_string() == reason.file_code().to_string())
        .is_some_and(|reason| !means_something_else(item, reason));
    if reads_as_reason { format!("{number}e0") } else { number.to_string() }
}

fn ticked(answer: &Answer, option: OptionIndex, missing: MissingCells) -> Cow<'static, str> {
    match (answer, missing) {
        (Answer::Multiple(ticked), _) => if ticked.contains(option) { "1" } else { "0" }.into(),
        (Answer::Missing(Missing::Skipped), MissingCells::Empty) => "0".into(),
        (Answer::Missing(reason), missing) => missing_cell(*reason, missing).into(),
        (
            Answer::Single(_)
            | Answer::Ranking(_)
            | Answer::Number(_)
            | Answer::Scale(_)
            | Answer::Date(_)
            | Answer::Text(_),
            _,
        ) => "".into(),
    }
}

fn rank(answer: &Answer, option: OptionIndex, missing: MissingCells) -> Cow<'static, str> {
    match answer {
        Answer::Ranking(ranked) => ranked
            .iter()
            .position(|other| *other == option)
            .map_or_else(|| "".into(), |place| (place + 1).to_string().into()),
        Answer::Missing(reason) => missing_cell(*reason, missing).into(),
        Answer::Single(_)
        | Answer::Multiple(_)
        | Answer::Number(_)
        | Answer::Scale(_)
        | Answer::Date(_)
        | Answer::Text(_) => "".into(),
    }
}

fn missing_cell(reason: Missing, cells: MissingCells) -> String {
    match cells {
        MissingCells::Empty => String::new(),
        MissingCells::Codes => reason.file_code().to_string(),
    }
}
