//! One translation file read into the questionnaire, text by text.

use std::collections::BTreeMap;

use super::texts::{HeldTranslation, TranslationState, path};
use super::{shapes, source_hash, twins};
use crate::diagnostics::{Code, Diagnostic, Source, Span, did_you_mean};
use crate::i18n::{Language, LocalizedText};
use crate::questionnaire::check::raw_html;
use crate::questionnaire::compile::draft::Draft;
use crate::questionnaire::syntax::{Mapping, Node, Reader, Value};
use crate::questionnaire::{AnswerOption, Item, ItemKind};

/// One translation file on its way into the questionnaire.
pub(super) struct Overlay<'a> {
    language: Language,
    source: &'a Source,
    reader: Reader,
    /// How many texts stand without the hash of their source, and where the first one stands with what it should be.
    untracked: usize,
    first_untracked: Option<(Span, String)>,
    /// Where the file speaks of an item, a page or a scale.
    owners: BTreeMap<String, Span>,
    /// By path.
    held: BTreeMap<String, HeldTranslation>,
}

impl<'a> Overlay<'a> {
    pub(super) fn new(language: Language, source: &'a Source, reader: Reader) -> Overlay<'a> {
        Overlay {
            language,
            source,
            reader,
            untracked: 0,
            first_untracked: None,
            owners: BTreeMap::new(),
            held: BTreeMap::new(),
        }
    }

    /// What was reported, where the file speaks of whom, and its translations by path.
    pub(super) fn into_parts(self) -> (Reader, BTreeMap<String, Span>, BTreeMap<String, HeldTranslation>) {
        (self.reader, self.owners, self.held)
    }

    pub(super) fn survey(&mut self, draft: &mut Draft<'_>, mapping: Mapping<'_>) {
        let questionnaire = &mut draft.questionnaire;
        for key in ["consent", "endings"] {
            self.owners.extend(mapping.entry(key).map(|entry| (key.to_owned(), entry.key_span)));
        }
        self.text(("title", ""), mapping.get("title"), Some(&mut questionnaire.title));
        self.text(("intro", ""), mapping.get("intro"), questionnaire.intro.as_mut());
        if let Some(named) = self.names(mapping, "consent") {
            let texts =
                questionnaire.consents.iter_mut().map(|consent| (consent.id.as_str(), &mut consent.text));
            self.parts("consent", named, "consent", texts.collect());
        }
        if let Some(endings) =
            mapping.get("endings").and_then(|node| self.reader.mapping(node, &shapes::TRANSLATED_ENDINGS))
        {
            let own = &mut questionnaire.endings;
            self.text(("endings", "complete"), endings.get("complete"), own.complete.as_mut());
            self.text(("endings", "screened_out"), endings.get("screened_out"), own.screened_out.as_mut());
            self.text(("endings", "quota_full"), endings.get("quota_full"), own.quota_full.as_mut());
            self.text(("endings", "closed"), endings.get("closed"), own.closed.as_mut());
        }
        self.scales(draft, mapping);
        self.pages(draft, mapping);
        self.items(draft, mapping);
    }

    fn pages(&mut self, draft: &mut Draft<'_>, mapping: Mapping<'_>) {
        let Some(named) = self.names(mapping, "pages") else { return };
        for entry in named.entries() {
            let pages = &mut draft.questionnaire.pages;
            let Some(page) = pages.iter_mut().find(|page| page.id.as_str() == entry.key) else {
                let known = pages.iter().map(|page| page.id.as_str());
                self.unknown("page", &entry.key, entry.key_span, known);
                continue;
            };
            let owner = format!("pages.{}", entry.key);
            self.owners.insert(owner.clone(), entry.key_span);
            let Some(keys) = self.reader.mapping(&entry.value, &shapes::TRANSLATED_PAGE) else { continue };
            self.text((&owner, "title"), keys.get("title"), page.title.as_mut());
        }
    }

    fn items(&mut self, draft: &mut Draft<'_>, mapping: Mapping<'_>) {
        let Some(named) = self.names(mapping, "items") else { return };
        let index: BTreeMap<String, usize> = (draft.questionnaire.items.iter().enumerate().rev())
            .map(|(index, item)| (item.id.as_str().to_owned(), index))
            .collect();
        for entry in named.entries() {
            match index.get(&entry.key) {
                Some(item) => {
                    self.owners.insert(format!("items.{}", entry.key), entry.key_span);
                    self.item(&mut draft.questionnaire.items[*item], &entry.value);
                }
                // An item that could not be read is not unknown.
                None if draft.places.broken.contains(&entry.key) => {}
                None => self.unknown("item", &entry.key, entry.key_span, index.keys().map(String::as_str)),
            }
        }
    }

    fn item(&mut self, item: &mut Item, node: &Node) {
        let Some(keys) = self.reader.mapping(node, &shapes::TRANSLATED_ITEM) else { return };
        let owner = format!("items.{}", item.id);
        self.text((&owner, "text"), keys.get("text"), Some(&mut item.text));
        self.text((&owner, "help"), keys.get("help"), item.help.as_mut());
        if let Some(messages) = keys.get("messages") {
            let list = self.reader.list(messages, "`messages`");
            if list.len() > item.checks.len() {
                let message = format!("{} messages for {} checks", list.len(), item.checks.len());
                self.reader.push(
                    Diagnostic::new(Code::UnknownTranslation, messages.span, message)
                        .help("list one message a check, in the order of the checks"),
                );
            }
            for (index, (node, check)) in list.iter().zip(&mut item.checks).enumerate() {
                // Nothing holds the place of a message that is not translated yet.
                let node = Some(node).filter(|node| node.value != Value::Null);
                self.text((&owner, &format!("messages.{}", index + 1)), node, Some(&mut check.message));
            }
        }
        if let Some(named) = self.names(keys, "options") {
            self.options(&format!("{owner}.options"), named, item.kind.options_mut());
        }
        if let Some(named) = self.names(keys, "rows") {
            let rows = item.kind.rows_mut();
            self.parts(
                &format!("{owner}.rows"),
                named,
                "row",
                rows.iter_mut().map(|row| (row.id.as_str(), &mut row.text)).collect(),
            );
        }
        match &mut item.kind {
            ItemKind::Number { unit, bands, .. } => {
                self.text((&owner, "unit"), keys.get("unit"), unit.as_mut());
                if let Some(named) = self.names(keys, "bands") {
                    self.parts(
                        &format!("{owner}.bands"),
                        named,
                        "band",
                        bands.iter_mut().map(|band| (band.code.as_str(), &mut band.text)).collect(),
                    );
                }
            }
            ItemKind::Scale { from_text, to_text, .. } => {
                self.text((&owner, "from_text"), keys.get("from_text"), from_text.as_mut());
                self.text((&owner, "to_text"), keys.get("to_text"), to_text.as_mut());
            }
            ItemKind::Single { .. }
            | ItemKind::Multiple { .. }
            | ItemKind::Grid { .. }
            | ItemKind::MultipleGrid { .. }
            | ItemKind::Ranking { .. }
            | ItemKind::Allocation { .. }
            | ItemKind::Date { .. }
            | ItemKind::Text { .. }
            | ItemKind::Note
            | ItemKind::Computed { .. } => {}
        }
        for (key, types) in
            [("unit", "number"), ("bands", "number"), ("from_text", "scale"), ("to_text", "scale")]
        {
            if let Some(entry) = keys.entry(key).filter(|_| item.type_name() != types) {
                let message = format!("`{}` has no `{key}` to translate", item.id);
                self.reader.push(
                    Diagnostic::new(Code::UnknownTranslation, entry.key_span, message).help("remove it"),
                );
            }
        }
    }

    /// A scale's texts go to every item that uses it.
    fn scales(&mut self, draft: &mut Draft<'_>, mapping: Mapping<'_>) {
        let Some(named) = self.names(mapping, "scales") else { return };
        for entry in named.entries() {
            let Some((name, scale)) = draft.places.scales.get_key_value(entry.key.as_str()) else {
                let known = draft.places.scales.keys().copied();
                self.unknown("scale", &entry.key, entry.key_span, known);
                continue;
            };
            let owner = format!("scales.{name}");
            self.owners.insert(owner.clone(), entry.key_span);
            let Some(texts) = self.reader.names(&entry.value, "a scale's texts") else { continue };
            let mut options = scale.options.clone();
            self.options(&owner, texts, &mut options);
            for (item, place) in draft.questionnaire.items.iter_mut().zip(&draft.places.items) {
                if place.scale != Some(name) {
                    continue;
                }
                for (option, translated) in item.kind.options_mut().iter_mut().zip(&options) {
                    option.text.translations.extend(translated.text.translations.clone());
                }
            }
        }
    }

    fn options(&mut self, owner: &str, named: Mapping<'_>, options: &mut [AnswerOption]) {
        self.parts(
            owner,
            named,
            "option",
            options.iter_mut().map(|option| (option.code.as_str(), &mut option.text)).collect(),
        );
    }

    /// The texts of options, rows, bands or consents, by their code or id.
    fn parts(
        &mut self,
        owner: &str,
        named: Mapping<'_>,
        what: &str,
        mut texts: BTreeMap<&str, &mut LocalizedText>,
    ) {
        for entry in named.entries() {
            match texts.get_mut(entry.key.as_str()) {
                Some(text) => self.text((owner, &entry.key), Some(&entry.value), Some(text)),
                None => self.unknown(what, &entry.key, entry.key_span, texts.keys().copied()),
            }
        }
        let read: Vec<_> = (named.entries().iter())
            .filter_map(|entry| {
                let held = self.held.get(&path(owner, &entry.key))?;
                Some((held.text.to_string(), entry.value.span))
            })
            .collect();
        let read: Vec<_> = read.iter().map(|(text, span)| (text.as_str(), *span)).collect();
        twins::same_words(&read, what, &mut self.reader.diagnostics);
    }

    fn names<'tree>(&mut self, mapping: Mapping<'tree>, key: &str) -> Option<Mapping<'tree>> {
        mapping.get(key).and_then(|node| self.reader.names(node, &format!("`{key}`")))
    }

    /// One text, plain or as `{ text: …, source: … }`, beside the text it translates.
    fn text(&mut self, at: (&str, &str), node: Option<&Node>, target: Option<&mut LocalizedText>) {
        let Some(node) = node else { return };
        let Some(target) = target else {
            self.reader.push(
                Diagnostic::new(
                    Code::UnknownTranslation,
                    node.span,
                    "the questionnaire has no text here to translate",
                )
                .help("remove it, or add the text to the questionnaire"),
            );
            return;
        };
        let (text_node, hash) = if node.as_text().is_some() {
            (node, None)
        } else {
            let Some(mapping) = self.reader.mapping(node, &shapes::TRANSLATED_TEXT) else { return };
            let Some(text) = mapping.get("text") else { return };
            (text, mapping.get("source"))
        };
        let Some(text) = self.reader.text(text_node, "a translation") else { return };
        if text.trim().is_empty() {
            self.reader.push(
                Diagnostic::new(Code::BadValue, text_node.span, "this translation is empty")
                    .help("write the text, or remove the key until it is translated"),
            );
            return;
        }
        raw_html::refuse(text_node, self.source, &mut self.reader.diagnostics);
        twins::piping(text_node, text, &target.source, self.source, &mut self.reader.diagnostics);
        twins::links(text_node, text, &target.source, &mut self.reader.diagnostics);
        let state = match hash {
            Some(hash) => self.compare(hash, &target.source),
            None => {
                self.untracked += 1;
                self.first_untracked.get_or_insert_with(|| (text_node.span, source_hash(&target.source)));
                TranslationState::Untracked
            }
        };
        let text: std::sync::Arc<str> = text.trim_end().into();
        self.held.insert(path(at.0, at.1), HeldTranslation { text: text.clone(), state });
        target.translations.insert(self.language.clone(), text);
    }

    fn compare(&mut self, node: &Node, source: &str) -> TranslationState {
        let Some(written) = self.reader.text(node, "`source`") else { return TranslationState::Untracked };
        let current = source_hash(source);
        if written == current {
            return TranslationState::Current;
        }
        self.reader.push(
            Diagnostic::new(
                Code::StaleTranslation,
                node.span,
                format!(
                    "the source text has changed since this was translated; it reads now: {}",
                    excerpt(source)
                ),
            )
            .help(format!("look at the translation again, then write `source: {}`", quoted(&current))),
        );
        TranslationState::Stale
    }

    fn unknown<'k>(&mut self, what: &str, name: &str, at: Span, known: impl IntoIterator<Item = &'k str>) {
        let help = match did_you_mean(name, known) {
            Some(known) => format!("did you mean `{known}`?"),
            None => "remove it, or correct the name".to_owned(),
        };
        self.reader.push(
            Diagnostic::new(
                Code::UnknownTranslation,
                at,
                format!("there is no {what} `{name}` to translate"),
            )
            .help(help),
        );
    }

    pub(super) fn report_untracked(&mut self) {
        let Some((first, hash)) = &self.first_untracked else { return };
        let message = match self.untracked {
            1 => "one text does not say which source text it translates".to_owned(),
            count => format!("{count} texts do not say which source text they translate"),
        };
        let diagnostic = Diagnostic::new(
            Code::UntrackedTranslation,
            *first,
            format!("{message}, so that a later change of the source is not noticed"),
        )
        .label("the first of them")
        .help(format!(
            "write `{{ text: …, source: {} }}` here: the first eight hex digits of the SHA-256 of the source text, \
             and so on for the others",
            quoted(hash)
        ));
        self.reader.push(diagnostic);
    }
}

/// A hash as YAML: one of digits alone would be a number.
fn quoted(hash: &str) -> String {
    if hash.parse::<f64>().is_ok() { format!("'{hash}'") } else { hash.to_owned() }
}

/// The beginning of a text, for a message.
fn excerpt(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let short: String = line.chars().take(60).collect();
    if short.len() < text.trim_end().len() { format!("“{short} …”") } else { format!("“{short}”") }
}
