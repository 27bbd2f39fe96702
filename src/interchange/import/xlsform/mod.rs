//! XLSForm, the spreadsheet that ODK, KoboToolbox and SurveyCTO read: the sheets `survey`, `choices` and `settings`.

mod answers;
mod build;
mod choices;
mod columns;
mod constraints;
mod plan;
mod rules;
mod xpath;

use super::draft::{Draft, DraftText};
use super::names::survey_id;
use super::workbook::{self, Sheet};
use super::{Origin, Refusal};
use columns::{Columns, Tongues};

/// The settings that become something, or that mean nothing here.
const SETTINGS_READ: [&str; 5] = ["form_title", "form_id", "id_string", "version", "default_language"];

pub(super) fn read(bytes: &[u8], origin: Origin<'_>) -> Result<Draft, Refusal> {
    let mut sheets = workbook::read(bytes, &["survey", "choices", "settings"])?;
    let survey = sheets
        .remove("survey")
        .ok_or_else(|| Refusal::new("the workbook has no sheet called `survey`, so it is no XLSForm"))?;
    let choices = sheets.remove("choices").unwrap_or_default();
    let settings = sheets.remove("settings").unwrap_or_default();
    let mut draft = Draft::default();
    for (name, sheet) in &sheets {
        if !sheet.rows.is_empty() {
            draft.lost(
                format!("{name}!1"),
                format!("the sheet `{name}`"),
                "only survey, choices and settings are read",
            );
        }
    }
    for (name, sheet) in [("survey", &survey), ("choices", &choices), ("settings", &settings)] {
        if sheet.cut {
            draft.lost(
                format!("{name}!1"),
                "rows or columns far out",
                "the sheet is larger than what is read",
            );
        }
    }
    let survey_columns = Columns::of(&survey);
    if !survey_columns.0.iter().any(|column| column.name == "type") {
        return Err(Refusal::new("the sheet `survey` has no column `type`, so it is no XLSForm"));
    }
    let choice_columns = Columns::of(&choices);
    let set = Settings::of(&settings);
    let tongues =
        Tongues::of([&survey_columns, &choice_columns], set.get("default_language"), origin, &mut draft);
    draft.languages = tongues.languages.clone();
    draft.id = survey_id(set.get("form_id").or(set.get("id_string")).unwrap_or(origin.stem));
    draft.edition = set.get("version").unwrap_or("1").to_owned();
    let title = set.get("form_title").unwrap_or(origin.stem);
    draft.title = draft.languages.first().map(|source| DraftText::new(source, title)).unwrap_or_default();
    for (name, value) in &set.0 {
        if !SETTINGS_READ.contains(&name.as_str()) {
            draft.noted("settings!2", format!("the setting `{name}`: {value}"), "canvass has no like of it");
        }
    }
    build::build(build::Form {
        survey: &survey,
        columns: &survey_columns,
        choices: &choices,
        choice_columns: &choice_columns,
        tongues: &tongues,
        draft,
    })
}

/// The first row of the sheet `settings`, by column.
struct Settings(Vec<(String, String)>);

impl Settings {
    fn of(sheet: &Sheet) -> Settings {
        let columns = Columns::of(sheet);
        let first = sheet.rows.first();
        let cells = columns
            .0
            .iter()
            .enumerate()
            .filter_map(|(index, column)| Some((column.name.clone(), first?.get(index)?.to_owned())));
        Settings(cells.collect())
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

#[cfg(test)]
mod tests;
