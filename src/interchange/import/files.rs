//! A draft as the files of a survey folder: questionnaire.yaml, and a translation file for each further language.

use super::draft::{
    Draft, DraftCheck, DraftConsent, DraftEndings, DraftItem, DraftKind, DraftOption, DraftOptions,
    DraftPage, DraftRow, DraftStoredAs, DraftText,
};
use crate::i18n::Language;
use crate::interchange::yaml::{self, Yaml};
use crate::questionnaire::{DeclaredMissing, Display, Ending, Order, TextFormat, source_hash};

/// One file of the folder to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftFile {
    pub name: String,
    pub text: String,
}

/// The questionnaire first, then the translations in the order of the languages.
pub(super) fn files(draft: &Draft) -> Vec<DraftFile> {
    let questionnaire =
        DraftFile { name: "questionnaire.yaml".to_owned(), text: yaml::write(&questionnaire(draft)) };
    let translations = draft.languages.iter().skip(1).map(|language| DraftFile {
        name: format!("{language}.yaml"),
        text: yaml::write(&Translation { draft, language }.document()),
    });
    std::iter::once(questionnaire).chain(translations).collect()
}

/// Keys and values in the order they are added; what is not there is not written.
#[derive(Default)]
struct Keys(Vec<(String, Yaml)>);

impl Keys {
    fn put(&mut self, key: &str, value: Yaml) {
        self.0.push((key.to_owned(), value));
    }

    fn some(&mut self, key: &str, value: Option<Yaml>) {
        self.0.extend(value.map(|value| (key.to_owned(), value)));
    }

    fn flag(&mut self, key: &str, value: bool) {
        self.some(key, value.then(|| Yaml::boolean(true)));
    }

    fn list(&mut self, key: &str, list: Vec<Yaml>) {
        self.some(key, (!list.is_empty()).then_some(Yaml::List(list)));
    }
}

/// The text that stands in the questionnaire: that of the source language, or else the first there is.
fn source_text<'draft>(draft: &Draft, text: &'draft DraftText) -> Option<&'draft str> {
    draft.languages.first().and_then(|language| text.get(language)).or_else(|| text.any())
}

fn questionnaire(draft: &Draft) -> Yaml {
    let text = |text: &DraftText| source_text(draft, text).map(Yaml::text);
    let mut keys = Keys::default();
    keys.put("canvass", Yaml::number(1));
    keys.put("id", Yaml::text(&draft.id));
    keys.put("edition", Yaml::text(&draft.edition));
    keys.some("title", text(&draft.title));
    let languages = draft.languages.iter().map(|language| Yaml::text(language.as_str()));
    keys.put("languages", Yaml::List(languages.collect()));
    keys.some("intro", text(&draft.intro));
    keys.list("consent", draft.consents.iter().map(|one| consent(draft, one)).collect());
    let arms = draft.arms.iter().map(|arm| {
        let groups = arm.groups.iter().map(|code| (code.clone(), Yaml::number(1)));
        (arm.id.clone(), Yaml::Mapping(groups.collect()))
    });
    if !draft.arms.is_empty() {
        keys.put("arms", Yaml::Block(arms.collect()));
    }
    if !draft.scales.is_empty() {
        let scales = draft.scales.iter().map(|scale| {
            (scale.name.clone(), Yaml::List(scale.options.iter().map(|one| option(draft, one)).collect()))
        });
        keys.put("scales", Yaml::Block(scales.collect()));
    }
    keys.put("pages", Yaml::List(draft.pages.iter().map(|one| page(draft, one)).collect()));
    let mut endings = Keys::default();
    for (key, ending) in endings_of(&draft.endings) {
        endings.some(key, text(ending));
    }
    keys.some("endings", (!endings.0.is_empty()).then_some(Yaml::Block(endings.0)));
    Yaml::Block(keys.0)
}

fn endings_of(endings: &DraftEndings) -> [(&'static str, &DraftText); 4] {
    [
        ("complete", &endings.complete),
        ("screened_out", &endings.screened_out),
        ("quota_full", &endings.quota_full),
        ("closed", &endings.closed),
    ]
}

fn consent(draft: &Draft, consent: &DraftConsent) -> Yaml {
    let mut keys = Keys::default();
    keys.put("id", Yaml::text(&consent.id));
    keys.some("text", source_text(draft, &consent.text).map(Yaml::text));
    keys.flag("required", consent.required);
    Yaml::Mapping(keys.0)
}

fn page(draft: &Draft, page: &DraftPage) -> Yaml {
    let mut keys = Keys::default();
    keys.put("id", Yaml::text(&page.id));
    keys.some("title", source_text(draft, &page.title).map(Yaml::text));
    keys.some("show_if", page.show_if.as_ref().map(|condition| Yaml::quoted(&condition.to_string())));
    keys.some("shuffle", page.shuffle.then(|| Yaml::text("items")));
    keys.put("items", Yaml::List(page.items.iter().map(|one| item(draft, one)).collect()));
    Yaml::Block(keys.0)
}

fn item(draft: &Draft, item: &DraftItem) -> Yaml {
    let mut keys = Keys::default();
    keys.put("id", Yaml::text(&item.id));
    keys.put("type", Yaml::text(item.kind.type_name()));
    keys.some("text", source_text(draft, &item.text).map(Yaml::text));
    keys.some("help", source_text(draft, &item.help).map(Yaml::text));
    keys.flag("required", item.required);
    keys.some("show_if", item.show_if.as_ref().map(|condition| Yaml::quoted(&condition.to_string())));
    own_keys(draft, &item.kind, &mut keys);
    keys.list("check", item.checks.iter().map(|one| check(draft, one)).collect());
    keys.some(
        "end_if",
        item.end_if.as_ref().map(|(ending, condition)| end_if(*ending, &condition.to_string())),
    );
    keys.some("notes", (!item.notes.is_empty()).then(|| Yaml::text(item.notes.join("\n"))));
    Yaml::Block(keys.0)
}

fn end_if(ending: Ending, condition: &str) -> Yaml {
    match ending {
        Ending::ScreenedOut => Yaml::quoted(condition),
        Ending::Complete => Yaml::Mapping(vec![("complete".to_owned(), Yaml::quoted(condition))]),
    }
}

fn check(draft: &Draft, check: &DraftCheck) -> Yaml {
    let mut keys = Keys::default();
    keys.put("assert", Yaml::quoted(&check.assert.to_string()));
    keys.some("message", source_text(draft, &check.message).map(Yaml::text));
    Yaml::Mapping(keys.0)
}

fn own_keys(draft: &Draft, kind: &DraftKind, keys: &mut Keys) {
    let text = |text: &DraftText| source_text(draft, text).map(Yaml::text);
    match kind {
        DraftKind::Single { options, order, display } => {
            keys.some("display", display_word(*display).map(Yaml::text));
            keys.some("order", order_word(*order).map(Yaml::text));
            keys.put("options", options_or_scale(draft, options));
        }
        DraftKind::Multiple { options, order, min, max } => {
            keys.some("min", min.map(Yaml::number));
            keys.some("max", max.map(Yaml::number));
            keys.some("order", order_word(*order).map(Yaml::text));
            keys.put("options", options_or_scale(draft, options));
        }
        DraftKind::Grid { rows, options, order } | DraftKind::MultipleGrid { rows, options, order } => {
            keys.some("order", order_word(*order).map(Yaml::text));
            keys.put("rows", Yaml::List(rows.iter().map(|one| row(draft, one)).collect()));
            keys.put("options", options_or_scale(draft, options));
        }
        DraftKind::Ranking { options, order, max } => {
            keys.some("max", max.map(Yaml::number));
            keys.some("order", order_word(*order).map(Yaml::text));
            keys.put("options", options_or_scale(draft, options));
        }
        DraftKind::Number { min, max, decimals, unit } => {
            keys.some("min", min.map(Yaml::number));
            keys.some("max", max.map(Yaml::number));
            keys.some("decimals", (*decimals > 0).then(|| Yaml::number(decimals)));
            keys.some("unit", text(unit));
        }
        DraftKind::Scale { from, to, from_text, to_text } => {
            keys.put("from", Yaml::number(from));
            keys.put("to", Yaml::number(to));
            keys.some("from_text", text(from_text));
            keys.some("to_text", text(to_text));
        }
        DraftKind::Allocation { rows, total } => {
            keys.put("total", Yaml::number(total));
            keys.put("rows", Yaml::List(rows.iter().map(|one| row(draft, one)).collect()));
        }
        DraftKind::Date { min, max } => {
            keys.some("min", min.map(|day| Yaml::text(day.to_string())));
            keys.some("max", max.map(|day| Yaml::text(day.to_string())));
        }
        DraftKind::Text { lines, max_length, format, pattern } => {
            keys.some("lines", (*lines > 1).then(|| Yaml::number(lines)));
            keys.some("max_length", max_length.map(Yaml::number));
            keys.some("format", format.map(|format| Yaml::text(format_word(format))));
            keys.some("pattern", pattern.as_ref().map(Yaml::text));
        }
        DraftKind::Note => {}
        DraftKind::Computed { value, stored_as } => {
            keys.put("value", Yaml::quoted(&value.to_string()));
            let (word, options) = match stored_as {
                DraftStoredAs::Single(options) => ("single", Some(options_or_scale(draft, options))),
                DraftStoredAs::Number => ("number", None),
                DraftStoredAs::Text => ("text", None),
            };
            keys.put("as", Yaml::text(word));
            keys.some("options", options);
        }
    }
}

fn options_or_scale(draft: &Draft, options: &DraftOptions) -> Yaml {
    match options {
        DraftOptions::Own(own) => Yaml::List(own.iter().map(|one| option(draft, one)).collect()),
        DraftOptions::Scale(name) => Yaml::text(name),
    }
}

fn option(draft: &Draft, option: &DraftOption) -> Yaml {
    let mut keys = Keys::default();
    let is_number = option.code.parse::<i64>().is_ok();
    keys.put("code", if is_number { Yaml::number(&option.code) } else { Yaml::text(&option.code) });
    keys.some("text", source_text(draft, &option.text).map(Yaml::text));
    keys.some("missing", option.missing.map(DeclaredMissing::as_str).map(Yaml::text));
    keys.flag("exclusive", option.exclusive);
    keys.flag("specify", option.specify);
    keys.flag("pin", option.pin);
    keys.some("value", option.value.map(Yaml::number));
    keys.some("end", option.end.map(Ending::as_str).map(Yaml::text));
    keys.some("group", option.group.as_ref().map(Yaml::text));
    keys.some("show_if", option.show_if.as_ref().map(|condition| Yaml::quoted(&condition.to_string())));
    Yaml::Mapping(keys.0)
}

fn row(draft: &Draft, row: &DraftRow) -> Yaml {
    let mut keys = Keys::default();
    keys.put("id", Yaml::text(&row.id));
    keys.some("text", source_text(draft, &row.text).map(Yaml::text));
    keys.some("show_if", row.show_if.as_ref().map(|condition| Yaml::quoted(&condition.to_string())));
    Yaml::Mapping(keys.0)
}

/// The word behind `order:`; `None` for the one that is meant where the key is left out.
fn order_word(order: Order) -> Option<&'static str> {
    (order != Order::Given).then(|| order.as_str())
}

fn display_word(display: Display) -> Option<&'static str> {
    match display {
        Display::Radio => None,
        Display::Dropdown => Some("dropdown"),
        Display::Buttons => Some("buttons"),
    }
}

fn format_word(format: TextFormat) -> &'static str {
    match format {
        TextFormat::Email => "email",
        TextFormat::Url => "url",
    }
}

/// One language of the draft as a translation file.
#[derive(Clone, Copy)]
struct Translation<'draft> {
    draft: &'draft Draft,
    language: &'draft Language,
}

impl Translation<'_> {
    fn document(self) -> Yaml {
        let draft = self.draft;
        let mut keys = Keys::default();
        keys.put("language", Yaml::text(self.language.as_str()));
        keys.some("title", self.text(&draft.title));
        keys.some("intro", self.text(&draft.intro));
        let endings = endings_of(&draft.endings).map(|(key, text)| (key.to_owned(), self.text(text)));
        keys.some("endings", named(endings));
        let consents = draft.consents.iter().map(|one| (one.id.clone(), self.text(&one.text)));
        keys.some("consent", named(consents));
        let scales = draft.scales.iter().map(|scale| (scale.name.clone(), self.options(&scale.options)));
        keys.some("scales", named(scales));
        let pages = draft.pages.iter().map(|page| {
            let title = named([("title".to_owned(), self.text(&page.title))]);
            (page.id.clone(), title)
        });
        keys.some("pages", named(pages));
        keys.some("items", named(draft.items().map(|item| (item.id.clone(), self.item(item)))));
        Yaml::Block(keys.0)
    }

    fn item(self, item: &DraftItem) -> Option<Yaml> {
        let mut keys = Keys::default();
        keys.some("text", self.text(&item.text));
        keys.some("help", self.text(&item.help));
        if let Some(DraftOptions::Own(options)) = item.kind.options() {
            keys.some("options", self.options(options));
        }
        let rows = item.kind.rows().iter().map(|row| (row.id.clone(), self.text(&row.text)));
        keys.some("rows", named(rows));
        let (unit, ends) = match &item.kind {
            DraftKind::Number { unit, .. } => (Some(unit), None),
            DraftKind::Scale { from_text, to_text, .. } => (None, Some((from_text, to_text))),
            DraftKind::Single { .. }
            | DraftKind::Multiple { .. }
            | DraftKind::Grid { .. }
            | DraftKind::MultipleGrid { .. }
            | DraftKind::Ranking { .. }
            | DraftKind::Allocation { .. }
            | DraftKind::Date { .. }
            | DraftKind::Text { .. }
            | DraftKind::Note
            | DraftKind::Computed { .. } => (None, None),
        };
        keys.some("unit", unit.and_then(|unit| self.text(unit)));
        keys.some("from_text", ends.and_then(|(from, _)| self.text(from)));
        keys.some("to_text", ends.and_then(|(_, to)| self.text(to)));
        // Messages are told apart by their place alone, so they are translated from the first on as far as there are any.
        let messages = item.checks.iter().map_while(|check| self.text(&check.message));
        keys.list("messages", messages.collect());
        (!keys.0.is_empty()).then_some(Yaml::Block(keys.0))
    }

    fn options(self, options: &[DraftOption]) -> Option<Yaml> {
        named(options.iter().map(|option| (option.code.clone(), self.text(&option.text))))
    }

    /// The text beside the hash of the one it translates; `None` where either is missing.
    fn text(self, text: &DraftText) -> Option<Yaml> {
        let translated = text.get(self.language)?;
        let source = self.draft.languages.first().and_then(|source| text.get(source))?;
        let hash = source_hash(source);
        Some(Yaml::Mapping(vec![
            ("text".to_owned(), Yaml::text(translated)),
            ("source".to_owned(), Yaml::text(hash)),
        ]))
    }
}

/// The values that are there, by name; `None` of none.
fn named(values: impl IntoIterator<Item = (String, Option<Yaml>)>) -> Option<Yaml> {
    let there: Vec<(String, Yaml)> =
        values.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    (!there.is_empty()).then_some(Yaml::Block(there))
}
