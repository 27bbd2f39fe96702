//! Qualtrics' survey files (.qsf): read, and mapped onto a draft.
//!
//! `form` reads the JSON, `questions` makes items, `logic` carries conditions over, `flow` lays out blocks, branches and
//! random parts as pages, `texts` turns HTML and piped texts into ours.

mod flow;
mod form;
mod logic;
mod questions;
mod symbols;
#[cfg(test)]
mod tests;
mod texts;

use std::collections::BTreeSet;

use super::draft::{Draft, DraftItem};
use super::names::{Ids, survey_id};
use crate::i18n::Language;
use form::Form;
use symbols::{Fields, Symbols};

struct Builder<'a> {
    form: &'a Form,
    draft: Draft,
    ids: Ids,
    page_ids: Ids,
    /// Each language as Qualtrics writes it and as we do; the first is the survey's own.
    languages: Vec<(String, Language)>,
    symbols: Symbols,
    fields: Fields,
    /// The items of each question, in the order of the flow.
    built: Vec<(String, Vec<DraftItem>)>,
    /// Items that everybody has answered who comes to a condition.
    always: BTreeSet<String>,
}

/// The questionnaire in a .qsf file, or a clause that says why it cannot be read.
pub(super) fn read(text: &str) -> Result<Draft, String> {
    let form = form::read(text)?;
    let mut draft = Draft {
        id: survey_id(&form.name),
        edition: form.created.get(..4).filter(|year| year.parse::<u16>().is_ok()).unwrap_or("1").to_owned(),
        ..Draft::default()
    };
    let languages = languages(&form, &mut draft)?;
    draft.languages = languages.iter().map(|(_, language)| language.clone()).collect();
    if let Some((_, language)) = languages.first() {
        draft.title.set(language, &form.name);
    }
    let builder = Builder {
        form: &form,
        draft,
        ids: Ids::default(),
        page_ids: Ids::default(),
        languages,
        symbols: Symbols::new(),
        fields: Fields::default(),
        built: Vec::new(),
        always: BTreeSet::new(),
    };
    Ok(builder.finish())
}

fn languages(form: &Form, draft: &mut Draft) -> Result<Vec<(String, Language)>, String> {
    let mut found: Vec<(String, Language)> = Vec::new();
    for foreign in std::iter::once(&form.language).chain(&form.translations) {
        match language(foreign) {
            Some(language) if !found.iter().any(|(_, known)| *known == language) => {
                found.push((foreign.clone(), language));
            }
            Some(_) => {
                draft.lost("survey", format!("the texts in “{foreign}”"), "the language is there already")
            }
            None => draft.lost("survey", format!("the texts in “{foreign}”"), "that is no language's tag"),
        }
    }
    if found.is_empty() {
        return Err(format!("the survey's language, `{}`, is no language's tag", form.language));
    }
    Ok(found)
}

/// The tag of a language that Qualtrics names its own way.
fn language(foreign: &str) -> Option<Language> {
    let tag = match foreign {
        "ZH-S" => "zh-Hans",
        "ZH-T" => "zh-Hant",
        "ES-ES" => "es",
        "PB" => "pt-BR",
        "EN_GB" => "en-GB",
        "SR-BA" => "sr",
        other => other,
    };
    Language::parse(&tag.replace('_', "-"))
}
