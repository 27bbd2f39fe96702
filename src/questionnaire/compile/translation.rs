//! Translation files laid over a questionnaire: each text beside its source, and what is missing, stale or too much.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::draft::Draft;
use super::shapes;
use crate::diagnostics::{Code, Diagnostic, FileId, Source, Sources, Span, did_you_mean};
use crate::i18n::{Language, LocalizedText};
use crate::questionnaire::check::raw_html;
use crate::questionnaire::syntax::{Mapping, Node, Reader, parse};
use crate::questionnaire::{AnswerOption, Item, ItemKind, piping};

/// What a translation carries beside its text to say which source text it translates: the first eight hex digits of
/// the SHA-256 of that text.
pub fn source_hash(text: &str) -> String {
    Sha256::digest(text.trim_end().as_bytes()).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

/// Lays every translation file over the draft.
pub(super) fn apply(
    draft: &mut Draft<'_>,
    sources: &Sources,
    files: &[FileId],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut done: BTreeMap<Language, BTreeMap<String, Span>> = BTreeMap::new();
    for file in files {
        let source = sources.get(*file);
        let (root, found) = parse(*file, source);
        let mut reader = Reader { diagnostics: found };
        if let Some(mapping) = root.as_ref().and_then(|root| reader.mapping(root, &shapes::TRANSLATION))
            && let Some(language) = language(draft, mapping, &done, &mut reader)
        {
            let mut overlay = Overlay {
                language: language.clone(),
                source,
                reader,
                untracked: 0,
                first_untracked: None,
                owners: BTreeMap::new(),
            };
            overlay.survey(draft, mapping);
            overlay.report_untracked();
            reader = overlay.reader;
            done.insert(language, overlay.owners);
        }
        diagnostics.append(&mut reader.diagnostics);
    }
    report_missing(draft, &done, diagnostics);
}

/// The language of a translation file, where it is one that the questionnaire waits for.
fn language(
    draft: &Draft<'_>,
    mapping: Mapping<'_>,
    done: &BTreeMap<Language, BTreeMap<String, Span>>,
    reader: &mut Reader,
) -> Option<Language> {
    let node = mapping.get("language")?;
    let text = reader.text(node, "`language`")?;
    let languages = &draft.questionnaire.languages;
    let language = Language::parse(text);
    let problem = match &language {
        None => (format!("`{text}` is not a language tag"), "write a tag such as en, ko or pt-BR".to_owned()),
        Some(language) if *language == languages[0] => (
            format!("`{language}` is the language of the questionnaire itself"),
            "write its texts in the questionnaire file".to_owned(),
        ),
        Some(language) if !languages.contains(language) => (
            format!("the questionnaire does not list the language `{language}`"),
            format!(
                "add it there: `languages: [{}, {language}]`",
                languages.iter().map(Language::as_str).collect::<Vec<_>>().join(", ")
            ),
        ),
        Some(language) if done.contains_key(language) => {
            (format!("a second translation into `{language}`"), "keep one file a language".to_owned())
        }
        Some(_) => return language,
    };
    reader.push(Diagnostic::new(Code::BadLanguage, node.span, problem.0).help(problem.1));
    None
}

/// One translation file on its way into the questionnaire.
struct Overlay<'a> {
    language: Language,
    source: &'a Source,
    reader: Reader,
    /// How many texts stand without the hash of their source, and where the first one stands with what it should be.
    untracked: usize,
    first_untracked: Option<(Span, String)>,
    /// Where the file speaks of an item, a page or a scale.
    owners: BTreeMap<String, Span>,
}

impl Overlay<'_> {
    fn survey(&mut self, draft: &mut Draft<'_>, mapping: Mapping<'_>) {
        let questionnaire = &mut draft.questionnaire;
        self.text(mapping.get("title"), Some(&mut questionnaire.title));
        self.text(mapping.get("intro"), questionnaire.intro.as_mut());
        if let Some(named) = self.names(mapping, "consent") {
            let texts =
                questionnaire.consents.iter_mut().map(|consent| (consent.id.as_str(), &mut consent.text));
            self.parts(named, "consent", texts.collect());
        }
        if let Some(endings) =
            mapping.get("endings").and_then(|node| self.reader.mapping(node, &shapes::TRANSLATED_ENDINGS))
        {
            let own = &mut questionnaire.endings;
            self.text(endings.get("complete"), own.complete.as_mut());
            self.text(endings.get("screened_out"), own.screened_out.as_mut());
            self.text(endings.get("quota_full"), own.quota_full.as_mut());
            self.text(endings.get("closed"), own.closed.as_mut());
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
            self.owners.insert(format!("pages.{}", entry.key), entry.key_span);
            let Some(keys) = self.reader.mapping(&entry.value, &shapes::TRANSLATED_PAGE) else { continue };
            self.text(keys.get("title"), page.title.as_mut());
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
        self.text(keys.get("text"), Some(&mut item.text));
        self.text(keys.get("help"), item.help.as_mut());
        if let Some(messages) = keys.get("messages") {
            let list = self.reader.list(messages, "`messages`");
            if list.len() > item.checks.len() {
                let message = format!("{} messages for {} checks", list.len(), item.checks.len());
                self.reader.push(
                    Diagnostic::new(Code::UnknownTranslation, messages.span, message)
                        .help("list one message a check, in the order of the checks"),
                );
            }
            for (node, check) in list.iter().zip(&mut item.checks) {
                self.text(Some(node), Some(&mut check.message));
            }
        }
        if let Some(named) = self.names(keys, "options") {
            self.options(named, item.kind.options_mut());
        }
        if let Some(named) = self.names(keys, "rows") {
            let rows = item.kind.rows_mut();
            self.parts(named, "row", rows.iter_mut().map(|row| (row.id.as_str(), &mut row.text)).collect());
        }
        match &mut item.kind {
            ItemKind::Number { unit, bands, .. } => {
                self.text(keys.get("unit"), unit.as_mut());
                if let Some(named) = self.names(keys, "bands") {
                    self.parts(
                        named,
                        "band",
                        bands.iter_mut().map(|band| (band.code.as_str(), &mut band.text)).collect(),
                    );
                }
            }
            ItemKind::Scale { from_text, to_text, .. } => {
                self.text(keys.get("from_text"), from_text.as_mut());
                self.text(keys.get("to_text"), to_text.as_mut());
            }
            _ => {}
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
            self.owners.insert(format!("scales.{name}"), entry.key_span);
            let Some(texts) = self.reader.names(&entry.value, "a scale's texts") else { continue };
            let mut options = scale.options.clone();
            self.options(texts, &mut options);
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

    fn options(&mut self, named: Mapping<'_>, options: &mut [AnswerOption]) {
        self.parts(
            named,
            "option",
            options.iter_mut().map(|option| (option.code.as_str(), &mut option.text)).collect(),
        );
    }

    /// The texts of options, rows or bands, by their code or id.
    fn parts(&mut self, named: Mapping<'_>, what: &str, mut texts: BTreeMap<&str, &mut LocalizedText>) {
        for entry in named.entries() {
            match texts.get_mut(entry.key.as_str()) {
                Some(text) => self.text(Some(&entry.value), Some(text)),
                None => self.unknown(what, &entry.key, entry.key_span, texts.keys().copied()),
            }
        }
    }

    fn names<'tree>(&mut self, mapping: Mapping<'tree>, key: &str) -> Option<Mapping<'tree>> {
        mapping.get(key).and_then(|node| self.reader.names(node, &format!("`{key}`")))
    }

    /// One text, plain or as `{ text: …, source: … }`, beside the text it translates.
    fn text(&mut self, node: Option<&Node>, target: Option<&mut LocalizedText>) {
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
        self.piping(text_node, text, &target.source);
        match hash {
            Some(hash) => self.compare(hash, &target.source),
            None => {
                self.untracked += 1;
                self.first_untracked.get_or_insert_with(|| (text_node.span, source_hash(&target.source)));
            }
        }
        target.translations.insert(self.language.clone(), text.trim_end().into());
    }

    fn compare(&mut self, node: &Node, source: &str) {
        let Some(written) = self.reader.text(node, "`source`") else { return };
        let current = source_hash(source);
        if written != current {
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
        }
    }

    fn piping(&mut self, node: &Node, text: &str, source: &str) {
        for name in piping::names(text) {
            if piping::names(source).any(|known| known == name) {
                continue;
            }
            let help = match did_you_mean(name, piping::names(source)) {
                Some(known) => format!("did you mean `{known}`?"),
                None => "pipe only what the source text pipes".to_owned(),
            };
            let at = if name.is_empty() { node.span } else { node.span_of(name, self.source) };
            self.reader.push(
                Diagnostic::new(Code::UnknownPiping, at, format!("the source text does not pipe `{name}`"))
                    .help(help),
            );
        }
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

    fn report_untracked(&mut self) {
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

/// What has no translation, one warning an item, page or scale and language.
fn report_missing(
    draft: &Draft<'_>,
    done: &BTreeMap<Language, BTreeMap<String, Span>>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (language, span) in draft.questionnaire.languages.iter().zip(&draft.places.languages).skip(1) {
        let Some(owners) = done.get(language) else {
            diagnostics.push(
                Diagnostic::new(
                    Code::MissingTranslation,
                    *span,
                    format!("there is no translation into `{language}`"),
                )
                .help(format!(
                    "add a file `{language}.yaml` beside this one that starts with `language: {language}`"
                )),
            );
            continue;
        };
        for (owner, at, parts) in owned_texts(draft) {
            let lacking: BTreeSet<&str> = parts
                .iter()
                .filter(|(_, text)| !text.source.is_empty() && !text.translations.contains_key(language))
                .map(|(part, _)| part.as_str())
                .collect();
            if lacking.is_empty() {
                continue;
            }
            let all = lacking.len() == parts.iter().map(|(part, _)| part).collect::<BTreeSet<_>>().len();
            let message = if all {
                format!("`{owner}` is not translated into `{language}`")
            } else {
                let list = lacking.iter().map(|part| format!("`{part}`")).collect::<Vec<_>>().join(", ");
                format!("`{owner}` lacks a translation into `{language}` of {list}")
            };
            diagnostics.push(
                Diagnostic::new(Code::MissingTranslation, owners.get(&owner).copied().unwrap_or(at), message)
                    .help(format!(
                        "add it to the translation file; until then respondents read the text in `{}`",
                        draft.questionnaire.source_language()
                    )),
            );
        }
    }
}

type Parts<'a> = Vec<(String, &'a LocalizedText)>;

/// Every text to translate, by whom it belongs to: its path, its place, and its parts.
fn owned_texts<'a>(draft: &'a Draft<'_>) -> Vec<(String, Span, Parts<'a>)> {
    let questionnaire = &draft.questionnaire;
    let places = &draft.places;
    let mut owned = vec![(
        "title".to_owned(),
        places.survey.key_span("title"),
        vec![("title".to_owned(), &questionnaire.title)],
    )];
    if let Some(intro) = &questionnaire.intro {
        owned.push(("intro".to_owned(), places.survey.key_span("intro"), vec![("intro".to_owned(), intro)]));
    }
    let endings = &questionnaire.endings;
    let ending_texts = [
        ("complete", &endings.complete),
        ("screened_out", &endings.screened_out),
        ("quota_full", &endings.quota_full),
        ("closed", &endings.closed),
    ];
    let parts: Parts<'a> =
        ending_texts.into_iter().filter_map(|(key, text)| Some((key.to_owned(), text.as_ref()?))).collect();
    owned.push(("endings".to_owned(), places.survey.key_span("endings"), parts));
    for (page, place) in questionnaire.pages.iter().zip(&places.pages) {
        let parts = page.title.iter().map(|title| ("title".to_owned(), title)).collect();
        owned.push((format!("pages.{}", page.id), place.id, parts));
    }
    let mut scales: BTreeMap<&str, Parts<'a>> = BTreeMap::new();
    for (item, place) in questionnaire.items.iter().zip(&places.items) {
        owned.push((format!("items.{}", item.id), place.id, item_texts(item, place.scale.is_none())));
        if let Some(scale) = place.scale {
            let options = item.options().iter().map(|option| (option.code.to_string(), &option.text));
            scales.entry(scale).or_default().extend(options);
        }
    }
    owned.extend(
        scales.into_iter().map(|(name, parts)| (format!("scales.{name}"), places.scales[name].name, parts)),
    );
    owned
}

/// The texts of an item, without those of its scale.
fn item_texts(item: &Item, own_options: bool) -> Parts<'_> {
    let mut parts: Parts<'_> = vec![("text".to_owned(), &item.text)];
    match &item.kind {
        ItemKind::Number { unit, .. } => parts.extend(unit.iter().map(|text| ("unit".to_owned(), text))),
        ItemKind::Scale { from_text, to_text, .. } => {
            parts.extend(from_text.iter().map(|text| ("from_text".to_owned(), text)));
            parts.extend(to_text.iter().map(|text| ("to_text".to_owned(), text)));
        }
        _ => {}
    }
    parts.extend(item.help.iter().map(|help| ("help".to_owned(), help)));
    let options = if own_options { item.options() } else { &[] };
    parts.extend(options.iter().map(|option| (format!("options.{}", option.code), &option.text)));
    parts.extend(item.rows().iter().map(|row| (format!("rows.{}", row.id), &row.text)));
    if let ItemKind::Number { bands, .. } = &item.kind {
        parts.extend(bands.iter().map(|band| (format!("bands.{}", band.code), &band.text)));
    }
    parts.extend(
        item.checks
            .iter()
            .enumerate()
            .map(|(index, check)| (format!("messages.{}", index + 1), &check.message)),
    );
    parts
}
