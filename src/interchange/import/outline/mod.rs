//! A questionnaire written as a Markdown outline: headings are pages, numbered lines are questions, bullets are their
//! options, and words in parentheses say the rest. `docs/importing-questionnaires.md` has the convention.

mod build;
mod conditions;
mod hints;
mod lines;
mod parts;
#[cfg(test)]
mod tests;

use super::draft::{Draft, DraftPage, DraftText};
use super::markup::{Markup, markdown};
use super::names::{Ids, survey_id};
use super::{Origin, Refusal};
use crate::i18n::Language;
use crate::questionnaire::limits::ITEMS_MAX;
use build::Built;
use parts::{Parts, gather};

/// What stands between two lines of `---` at the top.
#[derive(Debug, Default)]
struct FrontMatter {
    id: Option<String>,
    edition: Option<String>,
    title: Option<String>,
    language: Option<Language>,
}

pub(super) fn read(text: &str, origin: Origin<'_>) -> Result<Draft, Refusal> {
    let mut draft = Draft::default();
    let (front, body, first_line) = front_matter(text, &mut draft);
    let (mut lines, left_out) = lines::lines(body);
    for line in &mut lines {
        line.number += first_line;
    }
    for (line, what) in left_out {
        draft.lost(format!("line {}", line + first_line), what, "a questionnaire shows no code");
    }
    let parts = gather(&lines, front.title.is_some());
    let questions: usize = parts.pages.iter().map(|page| page.parts.len()).sum();
    if questions > ITEMS_MAX {
        return Err(Refusal::new(format!(
            "it has {questions} questions, more than the {ITEMS_MAX} that canvass keeps"
        )));
    }
    let language = front.language.unwrap_or_else(|| origin.language_or_english());
    draft.languages = vec![language.clone()];
    let title = front.title.or_else(|| parts.title.clone()).unwrap_or_else(|| origin.stem.to_owned());
    draft.id = survey_id(front.id.as_deref().unwrap_or(origin.stem));
    draft.edition = front.edition.unwrap_or_else(|| "1".to_owned());
    draft.title = words(&language, &title);
    draft.intro = words(&language, &parts.intro.join("\n"));
    for (line, what) in &parts.left_over {
        draft.lost(format!("line {line}"), what, "it is not known what it belongs to");
    }
    pages(&mut draft, parts, &language);
    if draft.pages.is_empty() {
        return Err(Refusal::new(
            "the outline has no question: number them (`1. How old are you?`), with their options as bullets below",
        ));
    }
    Ok(draft)
}

fn words(language: &Language, text: &str) -> DraftText {
    DraftText::new(language, markdown(text, Markup::Markdown).text)
}

fn pages(draft: &mut Draft, parts: Parts, language: &Language) {
    let (mut page_ids, mut item_ids) = (Ids::default(), Ids::default());
    let mut built: Vec<Vec<Built>> = Vec::new();
    for part in &parts.pages {
        let items = build::items(draft, part, language, &mut item_ids);
        let number = built.len() + 1;
        let (title, id) = match part.title.as_deref().map(build::explicit_id) {
            Some((title, id)) => (title, id),
            None => (String::new(), None),
        };
        draft.pages.push(DraftPage {
            id: page_ids.take(id.as_deref().unwrap_or(&title), &format!("page {number}")),
            title: words(language, &title),
            place: format!("line {}", part.line),
            ..DraftPage::default()
        });
        built.push(items);
    }
    conditions::apply(draft, &mut built);
    for (page, items) in draft.pages.iter_mut().zip(built) {
        page.items = items.into_iter().map(|built| built.item).collect();
    }
    let nothing: Vec<DraftPage> = draft.pages.extract_if(.., |page| page.items.is_empty()).collect();
    for page in nothing {
        draft.noted(&page.place, "a heading without questions", "there is nothing to show below it");
    }
}

/// The keys of the front matter, the text behind it, and how many lines it took.
fn front_matter<'text>(text: &'text str, draft: &mut Draft) -> (FrontMatter, &'text str, usize) {
    let mut front = FrontMatter::default();
    let inner = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n"));
    let Some((keys, body)) = inner.and_then(|inner| inner.split_once("\n---")) else {
        return (front, text, 0);
    };
    for (index, row) in keys.lines().enumerate() {
        let Some((key, value)) = row.split_once(':') else { continue };
        let value = value.trim().trim_matches(['"', '\'']).to_owned();
        let place = format!("line {}", index + 2);
        match key.trim() {
            _ if value.is_empty() => {}
            "id" => front.id = Some(value),
            "edition" => front.edition = Some(value),
            "title" => front.title = Some(value),
            "language" | "lang" => {
                front.language = Language::parse(&value);
                if front.language.is_none() {
                    draft.lost(
                        place,
                        format!("`language: {value}`"),
                        "it is no language tag such as en or pt-BR",
                    );
                }
            }
            other => draft.lost(
                place,
                format!("`{other}: {value}`"),
                "only id, edition, title and language are read",
            ),
        }
    }
    let body = body.split_once('\n').map_or("", |(_, body)| body);
    (front, body, keys.lines().count() + 2)
}
