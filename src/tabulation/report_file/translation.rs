//! `report.ko.yaml` and its like: the report file's own texts in another language of the survey.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{ReportFile, shape};
use crate::diagnostics::{Code, Diagnostic, FileId, Sources, Span, did_you_mean, in_order};
use crate::i18n::Language;
use crate::questionnaire::syntax::{self, Mapping, Node, Reader, Value};
use crate::questionnaire::{Questionnaire, piping, source_hash};
use crate::tabulation::derived::Derived;

/// The most texts that one warning lists.
const LISTED_MAX: usize = 8;

/// The texts of a report in one language; whatever is not there stays as the report has it.
#[derive(Debug, Clone)]
pub struct ReportTexts {
    pub language: Language,
    /// By what they are of: `title`, `section 2 text`, `table openness title`.
    texts: BTreeMap<TextPlace, String>,
}

/// What a text is of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum TextPlace {
    Title,
    SectionTitle(usize),
    SectionText(usize),
    TableTitle(String),
    Net(String, String),
    TrendTitle(String),
    Variable(String),
    Category(String, String),
    Method(String),
}

impl TextPlace {
    /// For a list of what is missing.
    fn name(&self) -> String {
        match self {
            TextPlace::Title => "the title".to_owned(),
            TextPlace::SectionTitle(place) => format!("the title of section {}", place + 1),
            TextPlace::SectionText(place) => format!("the text of section {}", place + 1),
            TextPlace::TableTitle(table) => format!("the title of the table `{table}`"),
            TextPlace::Net(table, net) => format!("the net `{net}` of the table `{table}`"),
            TextPlace::TrendTitle(trend) => format!("the title of the trend `{trend}`"),
            TextPlace::Variable(variable) => format!("the variable `{variable}`"),
            TextPlace::Method(key) => format!("`method: {{ {key}: … }}`"),
            TextPlace::Category(variable, code) => format!("the code `{code}` of `{variable}`"),
        }
    }
}

/// Reads a translation and gives it to `report`; what is unknown, stale or missing comes back.
pub fn add_translation(
    report: &mut ReportFile,
    sources: &Sources,
    file: FileId,
    questionnaire: &Questionnaire,
) -> Vec<Diagnostic> {
    let (root, diagnostics) = syntax::parse(file, sources.get(file));
    let mut reader = Reader { diagnostics };
    if let Some(body) = root.as_ref().and_then(|root| reader.mapping(root, &shape::REPORT_TRANSLATION))
        && let Some((language, at)) = language(&mut reader, body, report, questionnaire)
    {
        let held = texts_of(report);
        let mut translator = Translator { reader: &mut reader, report, held: &held, found: BTreeMap::new() };
        translator.all(body);
        let texts = translator.found;
        warn_of_missing(&mut reader, &held, &texts, &language, at);
        report.translations.push(ReportTexts { language, texts });
    }
    in_order(reader.diagnostics)
}

impl ReportFile {
    /// The report with its own texts in `language`, as far as they are translated.
    pub(crate) fn told_in(&self, language: &Language) -> Cow<'_, ReportFile> {
        let Some(texts) = self.translations.iter().find(|texts| texts.language == *language) else {
            return Cow::Borrowed(self);
        };
        let mut report = self.clone();
        for (place, text) in &texts.texts {
            put(&mut report, place, text);
        }
        Cow::Owned(report)
    }
}

fn put(report: &mut ReportFile, place: &TextPlace, text: &str) {
    let text = text.to_owned();
    match place {
        TextPlace::Title => report.title = Some(text),
        TextPlace::SectionTitle(section) => report.sections[*section].title = text,
        TextPlace::SectionText(section) => report.sections[*section].text = text,
        TextPlace::TableTitle(id) => {
            let tables = report.sections.iter_mut().flat_map(|section| &mut section.tables);
            for table in tables.filter(|table| table.id.as_ref().is_some_and(|own| own.value == *id)) {
                table.title = Some(text.clone());
            }
        }
        TextPlace::Net(id, net) => {
            let tables = report.sections.iter_mut().flat_map(|section| &mut section.tables);
            let tables = tables.filter(|table| table.id.as_ref().is_some_and(|own| own.value == *id));
            for own in tables.flat_map(|table| &mut table.nets).filter(|own| own.id.value == *net) {
                own.text = Some(text.clone());
            }
        }
        TextPlace::TrendTitle(id) => {
            for trend in report.trends.iter_mut().filter(|trend| trend.id.value == *id) {
                trend.title = Some(text.clone());
            }
        }
        TextPlace::Method(key) => {
            if let Some(method) = &mut report.method {
                method.texts.insert(key.clone(), text);
            }
        }
        TextPlace::Variable(name) => {
            for derived in report.derived.iter_mut().filter(|derived| derived.subject.name == *name) {
                let before = std::mem::replace(&mut derived.subject.label, text.clone());
                derived.subject.short_label.clone_from(&text);
                // Whom a condition holds for is called as the variable is.
                let yes = derived.subject.categories.iter_mut().find(|category| category.code == "1");
                if let Some(yes) = yes.filter(|yes| yes.label == before) {
                    yes.label.clone_from(&text);
                }
            }
        }
        TextPlace::Category(name, code) => {
            let variables = report.derived.iter_mut().filter(|derived| derived.subject.name == *name);
            let categories = variables.flat_map(|derived| &mut derived.subject.categories);
            for category in categories.filter(|category| category.code == *code) {
                category.label.clone_from(&text);
            }
        }
    }
}

/// Every text of the report that its author wrote.
fn texts_of(report: &ReportFile) -> BTreeMap<TextPlace, String> {
    let mut texts = BTreeMap::new();
    texts.extend(report.title.clone().map(|text| (TextPlace::Title, text)));
    for (place, section) in report.sections.iter().enumerate() {
        texts.insert(TextPlace::SectionTitle(place), section.title.clone());
        texts.insert(TextPlace::SectionText(place), section.text.clone());
        for table in &section.tables {
            let Some(id) = &table.id else { continue };
            let title = table.title.clone();
            texts.extend(title.map(|text| (TextPlace::TableTitle(id.value.clone()), text)));
            for net in &table.nets {
                let place = TextPlace::Net(id.value.clone(), net.id.value.clone());
                texts.extend(net.text.clone().map(|text| (place, text)));
            }
        }
    }
    for trend in &report.trends {
        texts.extend(trend.title.clone().map(|text| (TextPlace::TrendTitle(trend.id.value.clone()), text)));
    }
    for (key, text) in report.method.iter().flat_map(|method| &method.texts) {
        texts.insert(TextPlace::Method(key.clone()), text.clone());
    }
    for derived in &report.derived {
        let subject = &derived.subject;
        if subject.label != subject.name {
            texts.insert(TextPlace::Variable(subject.name.clone()), subject.label.clone());
        }
        for category in &subject.categories {
            // The code 1 of a condition has the variable's own text, a missing option that of its item.
            let written = !category.hidden
                && category.missing.is_none()
                && category.label != category.code
                && category.label != subject.label;
            if written {
                let place = TextPlace::Category(subject.name.clone(), category.code.clone());
                texts.insert(place, category.label.clone());
            }
        }
    }
    texts.retain(|_, text| !text.is_empty());
    texts
}

/// The language of the file and where it stands.
fn language(
    reader: &mut Reader,
    body: Mapping<'_>,
    report: &ReportFile,
    questionnaire: &Questionnaire,
) -> Option<(Language, Span)> {
    let node = body.get("language")?;
    let text = reader.text(node, "`language`")?;
    let languages = &questionnaire.languages;
    let found = Language::parse(text);
    let (message, help) = match &found {
        None => (format!("`{text}` is not a language tag"), "write a tag such as en, ko or pt-BR".to_owned()),
        Some(language) if language == questionnaire.source_language() => (
            format!("`{language}` is the language of the report itself"),
            "write its texts in the report file".to_owned(),
        ),
        Some(language) if !languages.contains(language) => (
            format!("the questionnaire does not list the language `{language}`"),
            "add it to `languages:` there, or remove this file".to_owned(),
        ),
        Some(language) if report.translations.iter().any(|texts| texts.language == *language) => {
            (format!("a second translation into `{language}`"), "keep one file a language".to_owned())
        }
        Some(_) => return found.map(|language| (language, node.span)),
    };
    reader.push(Diagnostic::new(Code::BadLanguage, node.span, message).help(help));
    None
}

struct Translator<'r, 'a> {
    reader: &'r mut Reader,
    report: &'a ReportFile,
    /// The texts of the report.
    held: &'a BTreeMap<TextPlace, String>,
    found: BTreeMap<TextPlace, String>,
}

impl Translator<'_, '_> {
    fn all(&mut self, body: Mapping<'_>) {
        self.text(body.get("title"), TextPlace::Title);
        self.sections(body);
        let tables: Vec<(String, Vec<String>)> = self
            .report
            .sections
            .iter()
            .flat_map(|section| &section.tables)
            .filter_map(|table| {
                let nets = table.nets.iter().map(|net| net.id.value.clone()).collect();
                Some((table.id.as_ref()?.value.clone(), nets))
            })
            .collect();
        for (id, node) in self.named(body, "tables", "table", tables.iter().map(|(id, _)| id.as_str())) {
            let Some(body) = self.reader.mapping(node, &shape::TRANSLATED_TABLE) else { continue };
            self.text(body.get("title"), TextPlace::TableTitle(id.clone()));
            let nets = tables.iter().find(|(own, _)| *own == id).map_or(&[][..], |(_, nets)| nets);
            for (net, node) in self.named(body, "nets", "net", nets.iter().map(String::as_str)) {
                self.text(Some(node), TextPlace::Net(id.clone(), net));
            }
        }
        let trends: Vec<&str> = self.report.trends.iter().map(|trend| trend.id.value.as_str()).collect();
        for (id, node) in self.named(body, "trends", "trend", trends.into_iter()) {
            self.text(Some(node), TextPlace::TrendTitle(id));
        }
        let said: Vec<&str> =
            self.report.method.iter().flat_map(|method| method.texts.keys()).map(String::as_str).collect();
        for (key, node) in self.named(body, "method", "statement of method with the key", said.into_iter()) {
            self.text(Some(node), TextPlace::Method(key));
        }
        self.variables(body);
    }

    /// In the order of the report; an empty one leaves its section as it is.
    fn sections(&mut self, body: Mapping<'_>) {
        let Some(node) = body.get("sections") else { return };
        let list = self.reader.list(node, "`sections`");
        let count = self.report.sections.len();
        if let Some(extra) = list.get(count) {
            self.reader.push(
                Diagnostic::new(
                    Code::UnknownTranslation,
                    extra.span,
                    format!("the report has {count} sections, this would be another"),
                )
                .help("sections stand in the order of the report; an empty one `{}` leaves its texts"),
            );
        }
        for (place, one) in list.iter().take(count).enumerate() {
            if one.value == Value::Null {
                continue;
            }
            let Some(body) = self.reader.mapping(one, &shape::TRANSLATED_SECTION) else { continue };
            self.text(body.get("title"), TextPlace::SectionTitle(place));
            self.text(body.get("text"), TextPlace::SectionText(place));
        }
    }

    fn variables(&mut self, body: Mapping<'_>) {
        let report = self.report;
        let known = report.derived.iter().map(|derived| derived.subject.name.as_str());
        for (name, node) in self.named(body, "variables", "variable", known) {
            let Some(body) = self.reader.mapping(node, &shape::TRANSLATED_VARIABLE) else { continue };
            let variable = report.derived.iter().find(|derived| derived.subject.name == name);
            self.text(body.get("text"), TextPlace::Variable(name.clone()));
            self.text(body.get("else"), TextPlace::Category(name.clone(), "0".to_owned()));
            let codes = variable.map(codes).unwrap_or_default();
            for (code, node) in self.named(body, "texts", "code", codes.into_iter()) {
                self.text(Some(node), TextPlace::Category(name.clone(), code));
            }
        }
    }

    /// The entries under `key` whose names are known; the others are told.
    fn named<'t, 'k>(
        &mut self,
        body: Mapping<'t>,
        key: &str,
        what: &str,
        known: impl Iterator<Item = &'k str>,
    ) -> Vec<(String, &'t Node)> {
        let Some(node) = body.get(key) else { return Vec::new() };
        let Some(named) = self.reader.names(node, &format!("`{key}`")) else { return Vec::new() };
        let known: Vec<&str> = known.collect();
        let mut found = Vec::new();
        for entry in named.entries() {
            if known.contains(&entry.key.as_str()) {
                found.push((entry.key.clone(), &entry.value));
                continue;
            }
            let help = match did_you_mean(&entry.key, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "remove it, or correct its name".to_owned(),
            };
            self.reader.push(
                Diagnostic::new(
                    Code::UnknownTranslation,
                    entry.key_span,
                    format!("the report has no {what} `{}`", entry.key),
                )
                .help(help),
            );
        }
        found
    }

    /// A text, or `{ source: HASH, text: … }`.
    fn text(&mut self, node: Option<&Node>, place: TextPlace) {
        let Some(node) = node.filter(|node| node.value != Value::Null) else { return };
        let held = self.held.get(&place);
        let (text, text_node) = match &node.value {
            Value::Mapping(_) => {
                let Some(body) = self.reader.mapping(node, &shape::TRANSLATED_TEXT) else { return };
                if let (Some(hash), Some(source)) = (body.get("source"), held)
                    && hash.as_text() != Some(source_hash(source).as_str())
                {
                    self.reader.push(
                        Diagnostic::new(
                            Code::StaleTranslation,
                            hash.span,
                            format!("{} has changed since it was translated", place.name()),
                        )
                        .help(format!("translate it anew, then write `source: {}`", source_hash(source))),
                    );
                }
                let Some(node) = body.get("text") else { return };
                (self.reader.text(node, "the text"), node)
            }
            Value::Null | Value::Scalar { .. } | Value::List(_) => (self.reader.text(node, "the text"), node),
        };
        let Some(text) = text else { return };
        let figures = &self.report.figures;
        for name in piping::names(text) {
            if figures.iter().any(|figure| figure.id.value == name) {
                continue;
            }
            self.reader.push(
                Diagnostic::new(
                    Code::UnknownFigure,
                    text_node.span,
                    format!("the text quotes the figure `{name}`, which does not exist"),
                )
                .help("quote the figures that the report's own text quotes"),
            );
        }
        self.found.insert(place, text.to_owned());
    }
}

fn codes(derived: &Derived) -> Vec<&str> {
    derived.subject.categories.iter().map(|category| category.code.as_str()).collect()
}

fn warn_of_missing(
    reader: &mut Reader,
    held: &BTreeMap<TextPlace, String>,
    texts: &BTreeMap<TextPlace, String>,
    language: &Language,
    at: Span,
) {
    let missing: Vec<String> =
        held.keys().filter(|place| !texts.contains_key(place)).map(TextPlace::name).collect();
    if missing.is_empty() {
        return;
    }
    let mut list = missing.iter().take(LISTED_MAX).cloned().collect::<Vec<_>>().join(", ");
    if missing.len() > LISTED_MAX {
        list.push_str(&format!(" and {} more", missing.len() - LISTED_MAX));
    }
    reader.push(
        Diagnostic::new(
            Code::MissingTranslation,
            at,
            format!("the report lacks a translation into `{language}` of {list}"),
        )
        .help("add it here; until then readers of the report see the text of the report file"),
    );
}
