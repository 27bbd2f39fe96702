//! The columns of an XLSForm's sheets: their many spellings, and the languages that stand behind `label::`.

use crate::i18n::Language;
use crate::interchange::import::draft::Draft;
use crate::interchange::import::workbook::{Row, Sheet};
use crate::interchange::import::{Origin, languages};

/// What a column holds: its name in one spelling, and the language written behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub name: String,
    pub language: Option<String>,
}

/// The columns of a sheet, in its order.
#[derive(Debug, Default)]
pub(super) struct Columns(pub Vec<Column>);

impl Columns {
    pub(super) fn of(sheet: &Sheet) -> Columns {
        Columns(sheet.columns.iter().map(|header| column(header)).collect())
    }

    /// The cell of the column without a language.
    pub(super) fn get<'row>(&self, row: &'row Row, name: &str) -> Option<&'row str> {
        let is = |column: &&Column| column.name == name && column.language.is_none();
        self.0.iter().enumerate().filter(|(_, column)| is(column)).find_map(|(index, _)| row.get(index))
    }

    /// Every cell of a column that may have languages, with the language as it is written.
    pub(super) fn texts<'a>(
        &'a self,
        row: &'a Row,
        name: &'a str,
    ) -> impl Iterator<Item = (Option<&'a str>, &'a str)> {
        self.0
            .iter()
            .enumerate()
            .filter(move |(_, column)| column.name == name)
            .filter_map(|(index, column)| Some((column.language.as_deref(), row.get(index)?)))
    }
}

fn column(header: &str) -> Column {
    let mut parts = header.split("::").map(str::trim).filter(|part| !part.is_empty());
    let first = parts.next().unwrap_or_default();
    // The older spelling has one colon: `label:English`, `bind:relevant`, `bind:jr:constraintMsg`.
    let (first, behind) = match first.split_once(':') {
        Some((name, rest)) if !rest.is_empty() => (name, Some(rest.trim())),
        _ => (first, None),
    };
    let mut name = spelled(first);
    let mut language = None;
    for part in behind.into_iter().chain(parts) {
        match name.as_str() {
            // `bind::relevant` is `relevant`; what else is bound has no like here and keeps its whole name.
            "bind" | "control" | "body" => name = bound(&name, part),
            "media" => name = spelled(part),
            _ => language = Some(part.to_owned()),
        }
    }
    Column { name, language }
}

fn bound(outer: &str, inner: &str) -> String {
    const KNOWN: [&str; 6] = ["relevant", "constraint", "required", "readonly", "appearance", "calculation"];
    let name = spelled(inner);
    match name.as_str() {
        "jr:constraintmsg" => "constraint_message".to_owned(),
        "jr:requiredmsg" => "required_message".to_owned(),
        known if KNOWN.contains(&known) => name,
        _ => format!("{outer}::{inner}"),
    }
}

/// A name in small letters with `_`, by the name that XLSForm's documentation has for it.
fn spelled(name: &str) -> String {
    let name = name.trim().to_lowercase().replace([' ', '-'], "_");
    match name.as_str() {
        "relevance" => "relevant",
        "caption" => "label",
        "value" => "name",
        "command" => "type",
        "list" => "list_name",
        "calculate" => "calculation",
        "constraint_msg" => "constraint_message",
        "required_msg" => "required_message",
        "read_only" => "readonly",
        _ => return name,
    }
    .to_owned()
}

/// The languages of a form, and which of them each heading means.
#[derive(Debug)]
pub(super) struct Tongues {
    /// The first is the source language.
    pub languages: Vec<Language>,
    by_name: Vec<(String, Language)>,
}

impl Tongues {
    /// The languages behind the headings of both sheets. What stands without one is in the form's default language.
    pub(super) fn of(
        sheets: [&Columns; 2],
        default: Option<&str>,
        origin: Origin<'_>,
        draft: &mut Draft,
    ) -> Tongues {
        let mut by_name: Vec<(String, Language)> = Vec::new();
        let mut unknown = 0;
        let mut add = |written: &str, draft: &mut Draft, by_name: &mut Vec<(String, Language)>| {
            if by_name.iter().any(|(known, _)| known == written) {
                return;
            }
            let language = languages::language(written).or_else(|| {
                let stands_for = languages::private(unknown)?;
                unknown += 1;
                let why = "its tag cannot be told from its name";
                let kept = format!("`{stands_for}`; rename the file and the entry under `languages`");
                draft.changed("survey!1", format!("the language “{written}”"), why, kept);
                Some(stands_for)
            });
            by_name.extend(language.map(|language| (written.to_owned(), language)));
        };
        let default = default.filter(|written| !written.is_empty() && *written != "default");
        if let Some(written) = default {
            add(written, draft, &mut by_name);
        }
        let texts = |column: &&Column| {
            matches!(
                column.name.as_str(),
                "label" | "hint" | "constraint_message" | "required_message" | "guidance_hint"
            )
        };
        let columns = || sheets.into_iter().flat_map(|columns| &columns.0).filter(texts);
        let has_bare = columns().any(|column| column.name == "label" && column.language.is_none());
        for written in columns().filter_map(|column| column.language.as_deref()) {
            add(written, draft, &mut by_name);
        }
        let source = match (default, by_name.first()) {
            (Some(_), Some((_, language))) => language.clone(),
            (None, Some((_, language))) if !has_bare => language.clone(),
            _ => origin.language_or_english(),
        };
        let mut all = vec![source];
        for (_, language) in &by_name {
            if !all.contains(language) {
                all.push(language.clone());
            }
        }
        Tongues { languages: all, by_name }
    }

    /// The language a heading means; the source language where it names none.
    pub(super) fn meant(&self, written: Option<&str>) -> Option<&Language> {
        match written {
            Some(written) => {
                self.by_name.iter().find(|(known, _)| known == written).map(|(_, language)| language)
            }
            None => self.languages.first(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_read_in_their_spellings() {
        for (header, name, language) in [
            ("label", "label", None),
            ("Label::English (en)", "label", Some("English (en)")),
            ("label:French", "label", Some("French")),
            ("constraint message", "constraint_message", None),
            ("media::image", "image", None),
            ("media::image::English", "image", Some("English")),
            ("Relevance", "relevant", None),
            ("list name", "list_name", None),
            ("bind:relevant", "relevant", None),
            ("bind:jr:constraintMsg", "constraint_message", None),
            ("control:appearance", "appearance", None),
            ("bind::esri:fieldType", "bind::esri:fieldType", None),
        ] {
            assert_eq!(
                column(header),
                Column { name: name.to_owned(), language: language.map(str::to_owned) },
                "{header}"
            );
        }
    }
}
