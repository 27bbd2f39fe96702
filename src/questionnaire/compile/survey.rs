//! The top level of a questionnaire file.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{Draft, Places, ScalePlace};
use super::reading::Reading;
use super::{assignment, options, page, shapes};
use crate::diagnostics::{Code, Diagnostic, Source, Span};
use crate::i18n::{Language, LocalizedText};
use crate::ids::is_slug;
use crate::questionnaire::syntax::{Mapping, Node, Reader};
use crate::questionnaire::{Endings, Quality, Questionnaire, limits};

/// The version of the language that this program reads.
const LANGUAGE_VERSION: &str = "1";

/// Everything but the expressions; `None` where the file is no mapping.
pub(super) fn read<'tree>(
    root: &'tree Node,
    source: &Source,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Draft<'tree>> {
    let mut reading = Reading {
        reader: Reader { diagnostics: std::mem::take(diagnostics) },
        source,
        scales: BTreeMap::new(),
        broken: BTreeSet::new(),
        options_total: 0,
    };
    let survey = reading.reader.mapping(root, &shapes::SURVEY);
    let draft = survey.map(|survey| read_keys(&mut reading, survey));
    *diagnostics = reading.reader.diagnostics;
    draft
}

fn read_keys<'tree>(reading: &mut Reading<'_, 'tree>, survey: Mapping<'tree>) -> Draft<'tree> {
    language_version(reading, survey);
    let id = survey_id(reading, survey);
    let edition = survey.get("edition").and_then(|node| reading.reader.text(node, "`edition`"));
    let title = reading.optional_text(survey, "title", "the title").unwrap_or_default();
    let (languages, language_spans) = languages(reading, survey);
    let intro = reading.optional_text(survey, "intro", "the intro");
    scales(reading, survey);
    let endings = endings(reading, survey);
    let consents = assignment::consents(reading, survey);
    let arms = assignment::arms(reading, survey);
    let questionnaire = Questionnaire {
        id,
        edition: edition.unwrap_or_default().to_owned(),
        title,
        languages,
        intro,
        consents,
        arms,
        quality: Quality::default(),
        pages: Vec::new(),
        items: Vec::new(),
        variables: Vec::new(),
        endings,
    };
    let places = Places {
        survey,
        languages: language_spans,
        scales: BTreeMap::new(),
        pages: Vec::new(),
        items: Vec::new(),
        broken: BTreeSet::new(),
    };
    let mut draft = Draft { questionnaire, places };
    page::read_all(reading, survey, &mut draft);
    draft.questionnaire.quality = assignment::quality(reading, survey, &draft.questionnaire);
    draft.places.scales = std::mem::take(&mut reading.scales);
    draft.places.broken = std::mem::take(&mut reading.broken);
    draft
}

fn language_version(reading: &mut Reading<'_, '_>, survey: Mapping<'_>) {
    let Some(node) = survey.get("canvass") else { return };
    if node.as_text() != Some(LANGUAGE_VERSION) {
        reading.push(
            Diagnostic::new(Code::LanguageVersion, node.span, format!("this program reads version {LANGUAGE_VERSION} of the questionnaire language"))
                .help(format!("write `canvass: {LANGUAGE_VERSION}`, or use a canvass that knows the version the file was written for")),
        );
    }
}

fn survey_id<'tree>(reading: &mut Reading<'_, 'tree>, survey: Mapping<'tree>) -> String {
    let Some(node) = survey.get("id") else { return String::new() };
    let Some(text) = reading.reader.text(node, "`id`") else { return String::new() };
    if !is_slug(text) || text.len() > limits::ID_LENGTH_MAX {
        reading.push(
            Diagnostic::new(Code::MalformedId, node.span, format!("`{text}` cannot be the id of a survey"))
                .help(format!(
                    "use a lower-case letter, then lower-case letters, digits, `_` and `-` (at most {})",
                    limits::ID_LENGTH_MAX
                )),
        );
    }
    text.to_owned()
}

/// The languages with the places that name them; never empty, so that there is always a source language.
fn languages<'tree>(reading: &mut Reading<'_, 'tree>, survey: Mapping<'tree>) -> (Vec<Language>, Vec<Span>) {
    let mut found: Vec<(Language, Span)> = Vec::new();
    if let Some(list) = survey.get("languages") {
        for node in reading.reader.list(list, "`languages`") {
            let Some(text) = reading.reader.text(node, "a language") else { continue };
            match Language::parse(text) {
                None => reading.push(
                    Diagnostic::new(Code::BadLanguage, node.span, format!("`{text}` is not a language tag"))
                        .help("write a tag such as en, ko or pt-BR"),
                ),
                Some(language) => match found.iter().find(|(known, _)| *known == language) {
                    Some((_, first)) => reading.push(
                        Diagnostic::new(
                            Code::BadLanguage,
                            node.span,
                            format!("the language `{language}` is listed twice"),
                        )
                        .label("again here")
                        .related(*first, "first here")
                        .help("remove one of the two"),
                    ),
                    None => found.push((language, node.span)),
                },
            }
        }
        let broken = reading.reader.diagnostics.iter().any(|diagnostic| {
            list.span.start <= diagnostic.span.start && diagnostic.span.end <= list.span.end
        });
        if found.is_empty() && !broken {
            reading.push(
                Diagnostic::new(Code::BadLanguage, list.span, "no language is listed")
                    .help("list the language this file is written in, such as `languages: [en]`"),
            );
        }
        if found.len() > limits::LANGUAGES_MAX {
            let message = format!(
                "{} languages, more than the {} that canvass keeps",
                found.len(),
                limits::LANGUAGES_MAX
            );
            reading.push(Diagnostic::new(Code::TooMany, list.span, message).help("split the survey"));
            found.truncate(limits::LANGUAGES_MAX);
        }
    }
    if found.is_empty() {
        let undetermined = Language::parse("und").expect("`und` is the tag for an undetermined language");
        found.push((undetermined, survey.key_span("languages")));
    }
    found.into_iter().unzip()
}

fn scales<'tree>(reading: &mut Reading<'_, 'tree>, survey: Mapping<'tree>) {
    let Some(node) = survey.get("scales") else { return };
    let Some(named) = reading.reader.names(node, "`scales`") else { return };
    for entry in named.entries() {
        let before = reading.problems();
        let (options, places) = options::read_list(reading, &entry.value);
        let scale =
            ScalePlace { name: entry.key_span, options, places, intact: reading.problems() == before };
        reading.scales.insert(&entry.key, scale);
    }
}

fn endings<'tree>(reading: &mut Reading<'_, 'tree>, survey: Mapping<'tree>) -> Endings {
    let mapping = survey.get("endings").and_then(|node| reading.reader.mapping(node, &shapes::ENDINGS));
    let mut text =
        |key: &str| -> Option<LocalizedText> { reading.optional_text(mapping?, key, "an ending's text") };
    Endings {
        complete: text("complete"),
        screened_out: text("screened_out"),
        quota_full: text("quota_full"),
        closed: text("closed"),
    }
}
