//! What a translator must know of a text that stands alone in their program: what it is for, whom it is asked, and what
//! must stay.

use super::units::State;
use crate::questionnaire::{
    Item, ItemIndex, ItemKind, Questionnaire, TextRole, TranslatableText, piping, words,
};

pub(super) fn notes(questionnaire: &Questionnaire, text: &TranslatableText, state: State) -> Vec<String> {
    let mut notes = vec![role(questionnaire, text)];
    if let Some(index) = text.item {
        let item = questionnaire.item(index);
        if !matches!(text.role, TextRole::Item) {
            notes.push(format!("Question: {}", one_line(&item.text.source)));
        }
        notes.extend(asked_of(questionnaire, index));
        if let ItemKind::Text { max_length, .. } = item.kind
            && text.role == TextRole::Item
        {
            notes.push(format!("Answered in at most {max_length} characters."));
        }
    }
    if piping::names(&text.source).next().is_some() {
        notes.push("Keep what stands in double braces as it is: an earlier answer is put there.".to_owned());
    }
    if matches!(text.role, TextRole::Intro | TextRole::Ending) || text.source.contains("](") {
        notes.push("Markdown: keep its marks and its links.".to_owned());
    }
    if state == State::Stale {
        notes.push("The source was changed after this was translated.".to_owned());
    }
    notes
}

fn role(questionnaire: &Questionnaire, text: &TranslatableText) -> String {
    let of = |what: &str| match text.item.map(|index| questionnaire.item(index)) {
        Some(item) => format!("{what} of an item of type {}", item.type_name()),
        None => what.to_owned(),
    };
    match text.role {
        TextRole::Title => "The survey's title".to_owned(),
        TextRole::Intro => "Before the first page".to_owned(),
        TextRole::Consent => "A box to tick before the first page".to_owned(),
        TextRole::Ending => "At the end of an interview".to_owned(),
        TextRole::PageTitle => "The heading of a page".to_owned(),
        TextRole::Item => of("The question"),
        TextRole::Help => of("The line of help"),
        TextRole::Option if text.path.starts_with("scales.") => {
            "An answer of a scale that several items use".to_owned()
        }
        TextRole::Option => of("An answer"),
        TextRole::Row => of("A row"),
        TextRole::Band => of("A band, in tables only,"),
        TextRole::Unit => of("The unit"),
        TextRole::ScaleEnd => of("An end"),
        TextRole::Message => of("The message when a check is broken,"),
    }
}

fn asked_of(questionnaire: &Questionnaire, index: ItemIndex) -> Option<String> {
    let item: &Item = questionnaire.item(index);
    if matches!(item.kind, ItemKind::Computed { .. }) {
        return Some("Never shown to respondents.".to_owned());
    }
    let universe = words::universe(questionnaire, index, questionnaire.source_language())?;
    Some(format!("Asked where {universe}"))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
