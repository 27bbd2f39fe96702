//! LimeSurvey's survey structures (.lss), of every version that writes XML: read, and mapped onto a draft.
//!
//! `tables` reads the XML, `form` puts the survey together, `build` and `entries` make items of its questions,
//! `script` and `conditions` carry its expressions over, and `attach` puts conditions and texts in place.

mod attach;
mod build;
mod conditions;
mod entries;
mod fixed;
mod form;
mod script;
mod symbols;
mod tables;
#[cfg(test)]
mod tests;
mod texts;

use super::draft::Draft;
use super::names::{Ids, survey_id};
use crate::i18n::Language;
use build::Builder;
use form::Form;

/// The questionnaire in an .lss file, or a sentence that says why it cannot be read.
pub(super) fn read(bytes: &[u8]) -> Result<Draft, String> {
    let tables = tables::read(bytes)?;
    let form = form::read(&tables)?;
    let mut draft = Draft { edition: edition(&form), ..Draft::default() };
    let languages = languages(&form, &mut draft)?;
    draft.languages = languages.iter().map(|(_, language)| language.clone()).collect();
    let title = form.texts.get("surveyls_title");
    let own = languages.first().and_then(|(foreign, _)| title?.get(foreign));
    draft.id = survey_id(own.map_or(form.id.as_str(), String::as_str));
    let builder =
        Builder { form: &form, draft, symbols: symbols::Symbols::default(), ids: Ids::default(), languages };
    Ok(builder.finish())
}

/// The year the survey starts in, for want of an edition.
fn edition(form: &Form) -> String {
    let start = form.settings.get("startdate").or_else(|| form.settings.get("datecreated"));
    let year = start.and_then(|date| date.get(..4)).filter(|year| year.parse::<u16>().is_ok());
    year.unwrap_or("1").to_owned()
}

/// Each language of the survey as LimeSurvey writes it and as we do.
fn languages(form: &Form, draft: &mut Draft) -> Result<Vec<(String, Language)>, String> {
    let mut found: Vec<(String, Language)> = Vec::new();
    for foreign in &form.languages {
        // `de-informal`, `de-easy`: tones of a language that have no tag of their own.
        let plain = foreign.split(['-', '_']).next().unwrap_or(foreign);
        match Language::parse(foreign).or_else(|| Language::parse(plain)) {
            Some(language) if !found.iter().any(|(_, known)| *known == language) => {
                found.push((foreign.clone(), language));
            }
            Some(language) => draft.lost(
                "survey",
                format!("the texts in “{foreign}”"),
                format!("another language of the survey is `{language}` too"),
            ),
            None => draft.lost("survey", format!("the texts in “{foreign}”"), "that is no language's tag"),
        }
    }
    if found.is_empty() { Err("the survey names no language".to_owned()) } else { Ok(found) }
}
