//! The questionnaire as Markdown, for those who read it before it goes out: every text, who is asked, and where answers
//! lead.

use super::rules;
use super::texts::line;
use crate::i18n::Language;
use crate::questionnaire::{Item, ItemIndex, ItemKind, Questionnaire, plain, words};

pub(super) fn write(questionnaire: &Questionnaire, version: &str, language: &Language) -> String {
    let mut out = format!("# {}\n\n", line(questionnaire.title.get(language)));
    let items = questionnaire.items.iter().filter(|item| is_asked(item)).count();
    out.push_str(&format!(
        "`{}`, edition {}, version `{version}`. {items} items on {} pages, in {language}.\n",
        questionnaire.id,
        questionnaire.edition,
        questionnaire.pages.len()
    ));
    if let Some(intro) = &questionnaire.intro {
        out.push_str(&format!(
            "\n## Before the first page\n\n{}\n",
            plain::with_piped_named(intro.get(language)).trim()
        ));
    }
    for consent in &questionnaire.consents {
        let required = if consent.required { " (required)" } else { "" };
        out.push_str(&format!(
            "\n- [ ] {} `consent.{}`{required}\n",
            line(consent.text.get(language)),
            consent.id
        ));
    }
    if !questionnaire.arms.is_empty() {
        out.push_str("\n## At random\n\n");
        for arm in &questionnaire.arms {
            let groups: Vec<String> =
                arm.groups.iter().map(|group| format!("`{}` ({})", group.code, group.share)).collect();
            out.push_str(&format!("- `arm.{}`: {}\n", arm.id, groups.join(", ")));
        }
    }
    let mut number = 0;
    for (index, page) in questionnaire.pages.iter().enumerate() {
        out.push_str(&format!("\n## Page {}", index + 1));
        if let Some(title) = &page.title {
            out.push_str(&format!(": {}", line(title.get(language))));
        }
        out.push_str(&format!("\n\n`{}`.", page.id));
        match &page.show_if {
            Some(condition) => {
                out.push_str(&format!(" Shown if {}.", words::condition(questionnaire, condition, language)));
            }
            None => out.push_str(" Shown to everyone."),
        }
        if page.shuffle {
            out.push_str(" Its items come in a random order.");
        }
        out.push('\n');
        for item in page.items.clone() {
            push_item(&mut out, questionnaire, ItemIndex(item), &mut number, language);
        }
    }
    let mut endings = rules::endings(questionnaire).peekable();
    if endings.peek().is_some() {
        out.push_str("\n## Endings\n");
    }
    for (name, text) in endings {
        out.push_str(&format!("\n**{name}:** {}\n", plain::with_piped_named(text.get(language)).trim()));
    }
    out
}

/// Whether a respondent is asked it.
pub(super) fn is_asked(item: &Item) -> bool {
    !matches!(item.kind, ItemKind::Note | ItemKind::Computed { .. })
}

fn push_item(
    out: &mut String,
    questionnaire: &Questionnaire,
    index: ItemIndex,
    number: &mut usize,
    language: &Language,
) {
    let item = questionnaire.item(index);
    if is_asked(item) {
        *number += 1;
        out.push_str(&format!("\n### {number}. {}\n\n", line(item.text.get(language))));
    } else {
        out.push_str(&format!("\n### ({}) {}\n\n", item.type_name(), line(item.text.get(language))));
    }
    let mut about = format!("`{}`, {}", item.id, item.type_name());
    if item.required {
        about.push_str(", required");
    }
    out.push_str(&format!("{about}."));
    for sentence in
        rules::asked_if(questionnaire, index, language).into_iter().chain(rules::instruction(item))
    {
        out.push_str(&format!(" {sentence}"));
    }
    out.push('\n');
    if let Some(help) = &item.help {
        out.push_str(&format!("\n> {}\n", line(help.get(language))));
    }
    for row in item.rows() {
        let only = row.show_if.as_ref().map(|condition| words::condition(questionnaire, condition, language));
        let only = only.map(|when| format!(" *(only if {when})*")).unwrap_or_default();
        out.push_str(&format!("\n- row `{}`: {}{only}", row.id, line(row.text.get(language))));
    }
    if !item.rows().is_empty() {
        out.push('\n');
    }
    if !item.options().is_empty() {
        out.push('\n');
    }
    let mut group = None;
    for option in item.options() {
        if option.group.is_some() && option.group != group {
            out.push_str(&format!("- *{}*\n", option.group.as_deref().unwrap_or_default()));
        }
        group.clone_from(&option.group);
        let mut remarks = rules::remarks(questionnaire, option, language);
        remarks.extend(option.missing.map(|missing| format!("missing: {}", rules::missing(missing))));
        if option.specify {
            remarks.push("with a text".to_owned());
        }
        let remarks = if remarks.is_empty() { String::new() } else { format!(" *({})*", remarks.join("; ")) };
        let indent = if option.group.is_some() { "  " } else { "" };
        out.push_str(&format!(
            "{indent}- ☐ {} `{}`{remarks}\n",
            line(option.text.get(language)),
            option.code
        ));
    }
    if let ItemKind::Scale { from, to, from_text, to_text } = &item.kind {
        let end = |point: &i64, text: &Option<crate::i18n::LocalizedText>| {
            text.as_ref()
                .map_or(point.to_string(), |text| format!("{point} {}", plain::label(text.get(language))))
        };
        out.push_str(&format!("\n{} … {}\n", end(from, from_text), end(to, to_text)));
    }
    for sentence in rules::consequences(questionnaire, item, language) {
        out.push_str(&format!("\n*{sentence}*\n"));
    }
    if let Some(notes) = &item.notes {
        out.push_str(&format!("\nNotes: {}\n", notes.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
}
