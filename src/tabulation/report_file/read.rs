//! Tree to report file: names looked up, every table planned once without data, all problems at once.

use super::shape::{DIFFERENCE, FIGURE, RELIABILITY, REPORT, SECTION};
use super::{BaseOf, FigureKind, FigurePlan, PublishedPlan, ReportFile, SectionPlan, ShareOf, Universe};
use crate::diagnostics::{Code, Diagnostic, FileId, Source, Sources, Span, did_you_mean, in_order};
use crate::questionnaire::condition::{self, Condition};
use crate::questionnaire::syntax::{self, Mapping, Node, Reader};
use crate::questionnaire::{Questionnaire, piping};
use crate::tabulation::derived::{read_variables, unknown_code};
use crate::tabulation::names::{Declared, Names, is_given};
use crate::tabulation::plan::{
    self, Setting, box_of, default_base, is_nps_scale, refuse_missing_word, refuse_untabulable, valid,
};
use crate::tabulation::request::{
    self, BaseChoice, IntervalName, Spanned, decimals, expression, interval, read_banners, read_base,
    read_confidence, read_names, spanned_text,
};
use crate::tabulation::statistics::ProportionInterval;
use crate::tabulation::subject::{Subject, mixed_with_missing};
use crate::tabulation::table::Reliability;

const CONFIDENCE: f64 = 0.95;
const MIN_BASE: u64 = 30;
const FLAG_BASE: u64 = 100;

/// Reads and checks a report file against the questionnaire; it needs no data. `None` only where the file cannot be
/// read as a report at all; a file with errors must not be tabulated.
pub fn parse(
    sources: &Sources,
    file: FileId,
    questionnaire: &Questionnaire,
    declared: &Declared,
) -> (Option<ReportFile>, Vec<Diagnostic>) {
    let (root, diagnostics) = syntax::parse(file, sources.get(file));
    let mut reader = Reader { diagnostics };
    let report = root.and_then(|root| read(&mut reader, &root, questionnaire, declared, sources.get(file)));
    if let Some(report) = &report {
        check_tables(&mut reader, report, questionnaire);
    }
    (report, in_order(reader.diagnostics))
}

fn read(
    reader: &mut Reader,
    root: &Node,
    questionnaire: &Questionnaire,
    declared: &Declared,
    source: &Source,
) -> Option<ReportFile> {
    let body = reader.mapping(root, &REPORT)?;
    check_version(reader, body);
    refuse_other_variances(reader, body);
    refuse_method(reader, body);
    let language = questionnaire.source_language();
    let names = Names { questionnaire, language, declared, derived: &[], own: 0, dataset: None };
    let derived =
        body.get("variables").map(|node| read_variables(reader, node, &names, &[])).unwrap_or_default();
    let subjects: Vec<Subject> = derived.iter().map(|derived| derived.subject.clone()).collect();
    let names = Names { derived: &subjects, ..names };
    let confidence =
        body.get("confidence").and_then(|node| read_confidence(reader, node)).unwrap_or(CONFIDENCE);
    let banners = body.get("banners").map(|node| read_banners(reader, node)).unwrap_or_default();
    check_banner_names(reader, &banners, &names);
    let (mut ids, mut figures) = (Vec::new(), Vec::new());
    if let Some(node) = body.get("figures") {
        for one in reader.list(node, "`figures`") {
            let Some(body) = reader.mapping(one, &FIGURE) else { continue };
            ids.extend(body.get("id").and_then(|node| spanned_text(reader, node, "`id`")));
            figures.extend(figure(reader, body, &names, confidence));
        }
    }
    unique(reader, "figure", ids.iter());
    // A figure with a mistake has its id all the same, so that texts that quote it are not blamed too.
    let figure_ids: Vec<&str> = ids.iter().map(|id| id.value.as_str()).collect();
    let sections =
        body.get("sections").map(|node| sections(reader, node, &figure_ids, source)).unwrap_or_default();
    let ids = sections.iter().flat_map(|section| &section.tables).filter_map(|table| table.id.as_ref());
    unique(reader, "table", ids);
    Some(ReportFile {
        id: body.get("report").and_then(|node| reader.text(node, "`report`")).unwrap_or_default().to_owned(),
        title: body.get("title").and_then(|node| reader.text(node, "`title`")).map(str::to_owned),
        confidence,
        population: body
            .get("population")
            .and_then(|node| reader.count(node, "`population`"))
            .map(|count| count as u64),
        universe: body
            .get("universe")
            .and_then(|node| universe(reader, node, &names))
            .unwrap_or(Universe::Complete),
        reliability: reliability(reader, body),
        banners,
        figures,
        sections,
        declared: declared.clone(),
        derived,
    })
}

fn check_version(reader: &mut Reader, body: Mapping<'_>) {
    if let Some(node) = body.get("canvass")
        && node.as_text() != Some("1")
    {
        reader.push(
            Diagnostic::new(Code::LanguageVersion, node.span, "this program reads version 1 of the language")
                .help("write `canvass: 1`"),
        );
    }
}

/// Without weights `simple` and `kish` are the same; the others need weights or a design.
fn refuse_other_variances(reader: &mut Reader, body: Mapping<'_>) {
    let Some(node) = body.get("variance") else { return };
    match node.as_text() {
        Some("simple" | "kish") => {}
        Some("design" | "calibrated") => reader.push(
            Diagnostic::new(
                Code::UnsupportedKey,
                node.span,
                "variances of designs and of calibrated weights are not carried out by this version of canvass",
            )
            .help("use `simple`, or remove the key"),
        ),
        Some(_) | None => {
            reader.word(node, "`variance`", &["simple", "kish"]);
        }
    }
}

/// A statement of method is made from the wave file too, which tables do not read yet.
fn refuse_method(reader: &mut Reader, body: Mapping<'_>) {
    let wanted = body.get("method").and_then(|node| reader.boolean(node, "`method`"));
    if wanted == Some(true) {
        reader.push(
            Diagnostic::new(
                Code::UnsupportedKey,
                body.key_span("method"),
                "the statement of method is not carried out by this version of canvass",
            )
            .help("write `method: false`, or remove the key"),
        );
    }
}

fn universe(reader: &mut Reader, node: &Node, names: &Names<'_>) -> Option<Universe> {
    match node.as_text() {
        Some("complete") => Some(Universe::Complete),
        Some("usable") => Some(Universe::Usable),
        _ => {
            let text = expression(reader, node, "`universe`")?;
            compile(reader, &text, names).map(Universe::Expression)
        }
    }
}

fn compile(reader: &mut Reader, text: &Spanned<String>, names: &Names<'_>) -> Option<Condition> {
    condition::compile(&text.value, text.span, names, &mut reader.diagnostics)
}

fn reliability(reader: &mut Reader, body: Mapping<'_>) -> Reliability {
    let given = body.get("reliability").and_then(|node| reader.mapping(node, &RELIABILITY));
    let mut count = |key: &str, default: u64| {
        let node = given.and_then(|given| given.get(key));
        node.and_then(|node| reader.count(node, "a base")).map_or(default, |count| count as u64)
    };
    Reliability {
        min_base: count("min_base", MIN_BASE),
        flag_base: count("flag_base", FLAG_BASE),
        hide_base: count("hide_base", 0),
    }
}

fn check_banner_names(reader: &mut Reader, banners: &[request::Banner], names: &Names<'_>) {
    for banner in banners {
        let mut quiet = Vec::new();
        let taken = is_given(&banner.name.value)
            || names.meaning(&banner.name.value, banner.name.span, &mut quiet).is_some();
        if taken {
            reader.push(
                Diagnostic::new(
                    Code::DuplicateVariable,
                    banner.name.span,
                    format!("`{}` is already the name of a variable", banner.name.value),
                )
                .help("give the banner another name"),
            );
        }
    }
}

fn unique<'a>(reader: &mut Reader, what: &str, ids: impl Iterator<Item = &'a Spanned<String>>) {
    let mut seen: Vec<&Spanned<String>> = Vec::new();
    for id in ids {
        if let Some(first) = seen.iter().find(|first| first.value == id.value) {
            reader.push(
                Diagnostic::new(
                    Code::DuplicateVariable,
                    id.span,
                    format!("the {what} `{}` stands twice", id.value),
                )
                .related(first.span, "first here")
                .help("give one of them another id"),
            );
        }
        seen.push(id);
    }
}

fn sections(reader: &mut Reader, node: &Node, figures: &[&str], source: &Source) -> Vec<SectionPlan> {
    let mut sections = Vec::new();
    for one in reader.list(node, "`sections`") {
        let Some(body) = reader.mapping(one, &SECTION) else { continue };
        let title = body.get("title").and_then(|node| reader.text(node, "`title`")).unwrap_or_default();
        let text = body.get("text").and_then(|node| reader.text(node, "`text`")).unwrap_or_default();
        if let Some(node) = body.get("text") {
            check_quotes(reader, text, node, figures, source);
        }
        let mut tables = Vec::new();
        if let Some(node) = body.get("tables") {
            for table in reader.list(node, "`tables`") {
                let request = request::parse_node(reader, table);
                if let Some(request) = &request
                    && request.id.is_none()
                {
                    reader.push(
                        Diagnostic::new(
                            Code::MissingKey,
                            request.span,
                            "a table of a report needs the key `id`",
                        )
                        .help("add `id:`, the name of the table in the results"),
                    );
                }
                tables.extend(request);
            }
        }
        sections.push(SectionPlan { title: title.to_owned(), text: text.to_owned(), tables });
    }
    sections
}

/// A text may only quote figures that exist.
fn check_quotes(reader: &mut Reader, text: &str, node: &Node, figures: &[&str], source: &Source) {
    for name in piping::names(text) {
        if figures.contains(&name) {
            continue;
        }
        let help = match did_you_mean(name, figures.iter().copied()) {
            Some(near) => format!("did you mean `{{{{ {near} }}}}`?"),
            None => "add it under `figures:`, or take the quotation out".to_owned(),
        };
        reader.push(
            Diagnostic::new(
                Code::UnknownFigure,
                node.span_of(name, source),
                format!("the text quotes the figure `{name}`, which does not exist"),
            )
            .help(help),
        );
    }
}

/// Every table is planned once, so that its mistakes show without data.
fn check_tables(reader: &mut Reader, report: &ReportFile, questionnaire: &Questionnaire) {
    let language = questionnaire.source_language();
    for table in report.sections.iter().flat_map(|section| &section.tables) {
        let setting =
            Setting::of(Some(table), Some(report), questionnaire, &report.declared, None, language, reader);
        let mut diagnostics = std::mem::take(&mut reader.diagnostics);
        plan::plan(table, &setting, &mut diagnostics);
        reader.diagnostics = diagnostics;
    }
}

fn figure(reader: &mut Reader, body: Mapping<'_>, names: &Names<'_>, confidence: f64) -> Option<FigurePlan> {
    if let Some(weight) = body.get("weight")
        && weight.as_text() != Some("none")
    {
        reader.push(
            Diagnostic::new(
                Code::UnsupportedKey,
                body.key_span("weight"),
                "`weight` is not carried out by this version of canvass",
            )
            .help("remove the key, or write `weight: none`"),
        );
    }
    let kind = FigureReader { reader, names, body }.kind();
    let filter = body.get("filter").and_then(|node| expression(reader, node, "`filter`"));
    let filter = filter.and_then(|filter| compile(reader, &filter, names));
    let interval = body.get("ci").and_then(|node| interval(reader, node));
    let confidence =
        body.get("confidence").and_then(|node| read_confidence(reader, node)).unwrap_or(confidence);
    let decimals = body.get("decimals").and_then(|node| decimals(reader, node));
    let published = published(reader, body);
    Some(FigurePlan {
        id: body.get("id").and_then(|node| spanned_text(reader, node, "`id`"))?,
        kind: kind?,
        filter,
        interval: interval.and_then(IntervalName::of_effective_base).unwrap_or(ProportionInterval::Wilson),
        confidence,
        decimals,
        published,
    })
}

struct FigureReader<'r, 'a> {
    reader: &'r mut Reader,
    names: &'a Names<'a>,
    body: Mapping<'a>,
}

const KINDS: [&str; 7] = ["share", "mean", "median", "nps", "total", "difference", "margin_of_error"];

impl FigureReader<'_, '_> {
    fn kind(&mut self) -> Option<FigureKind> {
        let found: Vec<&str> = KINDS.into_iter().filter(|kind| self.body.get(kind).is_some()).collect();
        let unsupported = ["ratio", "paired", "gap", "trend", "design_effect"];
        if unsupported.iter().any(|kind| self.body.entry(kind).is_some()) {
            return None;
        }
        match found.as_slice() {
            [] if self.body.get("base").is_some() => {
                let node = self.body.get("base")?;
                Some(FigureKind::Base(self.all_or_variable(node)?))
            }
            ["share"] => self.share().map(FigureKind::Share),
            ["difference"] => self.difference(),
            ["margin_of_error"] => {
                let node = self.body.get("margin_of_error")?;
                Some(FigureKind::MarginOfError(self.all_or_variable(node)?))
            }
            [one @ ("mean" | "median" | "nps" | "total")] => {
                let of = self.scored(one)?;
                Some(match *one {
                    "mean" => FigureKind::Mean(of),
                    "median" => FigureKind::Median(of),
                    "nps" => FigureKind::Nps(of),
                    _ => FigureKind::Total(of),
                })
            }
            _ => {
                let problem =
                    if found.is_empty() { "says not what it is" } else { "is several things at once" };
                self.reader.push(
                    Diagnostic::new(Code::MissingKey, self.body.span, format!("this figure {problem}"))
                        .help(format!("give exactly one of {}, or `base:` alone", KINDS.join(", "))),
                );
                None
            }
        }
    }

    fn include_missing(&mut self) -> Vec<Spanned<String>> {
        let node = self.body.get("include_missing");
        node.map(|node| read_names(self.reader, node, "a missing option")).unwrap_or_default()
    }

    /// `all`, or a variable with its base.
    fn all_or_variable(&mut self, node: &Node) -> Option<Option<BaseOf>> {
        let name = self.reader.text(node, "this key")?;
        if name == "all" {
            return Some(None);
        }
        let subject = self.names.subject(name, node.span, &mut self.reader.diagnostics)?;
        let include = self.include_missing();
        let valid = valid(&subject, &include);
        Some(Some(BaseOf { base: default_base(&subject), valid, subject }))
    }

    fn base_of(&mut self, name: &str, at: Span) -> Option<BaseOf> {
        let subject = self.names.subject(name, at, &mut self.reader.diagnostics)?;
        if refuse_untabulable(&subject, at, self.names.questionnaire, &mut self.reader.diagnostics) {
            return None;
        }
        let base = self.body.get("base").and_then(|node| read_base(self.reader, node));
        let include = self.include_missing();
        for word in &include {
            refuse_missing_word(word, std::slice::from_ref(&subject), &mut self.reader.diagnostics);
        }
        let valid = valid(&subject, &include);
        Some(BaseOf { base: base.unwrap_or_else(|| default_base(&subject)), valid, subject })
    }

    fn share(&mut self) -> Option<ShareOf> {
        let node = self.body.get("share")?;
        let name = self.reader.text(node, "`share`")?.to_owned();
        let of = self.base_of(&name, node.span)?;
        let codes = self.body.get("codes");
        let boxes = [("top_box", true), ("bottom_box", false)]
            .into_iter()
            .find_map(|(key, top)| self.body.get(key).map(|node| (node, top)));
        let categories = match (codes, boxes) {
            (Some(node), None) => {
                let codes = read_names(self.reader, node, "a code");
                let categories = self.categories(&of, &codes)?;
                self.reader.diagnostics.extend(mixed_with_missing(&of.subject, &categories, node.span));
                categories
            }
            (None, Some((node, top))) => {
                let count = self.reader.count(node, "a box")?;
                match box_of(&of.subject, count, top) {
                    Ok(categories) => categories,
                    Err(message) => {
                        self.reader.push(
                            Diagnostic::new(Code::BadNet, node.span, message)
                                .help("name the codes with `codes:`"),
                        );
                        return None;
                    }
                }
            }
            (None, None) if of.subject.find_category("1").is_some() && of.subject.item.is_none() => {
                // A 0/1 variable: whom it holds for.
                of.subject.find_category("1").into_iter().collect()
            }
            _ => {
                self.reader.push(
                    Diagnostic::new(Code::MissingKey, node.span, "a share counts codes")
                        .help("add `codes: [...]`, or one of `top_box: 2` and `bottom_box: 2`"),
                );
                return None;
            }
        };
        Some(ShareOf { of, categories })
    }

    fn categories(&mut self, of: &BaseOf, codes: &[Spanned<String>]) -> Option<Vec<usize>> {
        let mut categories = Vec::new();
        for code in codes {
            match of.subject.find_category(&code.value) {
                Some(place) if of.valid.contains(&place) || of.base != BaseChoice::Answered => {
                    categories.push(place)
                }
                Some(_) => {
                    self.reader.push(
                        Diagnostic::new(
                            Code::BadNet,
                            code.span,
                            format!(
                                "`{}` is a missing option, it is not in the base of the figure",
                                code.value
                            ),
                        )
                        .help(format!("add include_missing: [{}]", code.value)),
                    );
                    return None;
                }
                None => {
                    self.reader.push(unknown_code(code.span, &code.value, &of.subject));
                    return None;
                }
            }
        }
        Some(categories)
    }

    fn scored(&mut self, kind: &str) -> Option<BaseOf> {
        let node = self.body.get(kind)?;
        let name = self.reader.text(node, "this key")?.to_owned();
        let of = self.base_of(&name, node.span)?;
        let problem = if !of.subject.is_scored() {
            Some(("have no scores", "give its options a `value:` in the questionnaire"))
        } else if kind == "nps" && !is_nps_scale(&of.subject) {
            Some(("are no scale from 0 to 10", "the score counts 9 and 10 against 0 to 6"))
        } else {
            None
        };
        if let Some((problem, help)) = problem {
            self.reader.push(
                Diagnostic::new(
                    Code::BadMeasure,
                    node.span,
                    format!("the answers to `{name}` {problem}, so there is no {kind}"),
                )
                .help(help),
            );
            return None;
        }
        Some(of)
    }

    fn difference(&mut self) -> Option<FigureKind> {
        let node = self.body.get("difference")?;
        let body = self.reader.mapping(node, &DIFFERENCE)?;
        let of = body.get("of").map(|node| read_names(self.reader, node, "a variable"))?;
        let codes = self.reader.list(body.get("codes")?, "`codes`");
        let ([a, b], [a_codes, b_codes]) = (of.as_slice(), codes) else {
            self.reader.push(
                Diagnostic::new(Code::WrongType, node.span, "a difference is of two shares")
                    .help("write `{ of: [a, b], codes: [[codes of a], [codes of b]] }`"),
            );
            return None;
        };
        let mut sides = Vec::new();
        for (name, codes) in [(a, a_codes), (b, b_codes)] {
            let Some(of) = self.base_of(&name.value, name.span) else { continue };
            let codes = read_names(self.reader, codes, "a code");
            if let Some(categories) = self.categories(&of, &codes) {
                sides.push(ShareOf { of, categories });
            }
        }
        let second = sides.pop()?;
        Some(FigureKind::Difference(Box::new([sides.pop()?, second])))
    }
}

fn published(reader: &mut Reader, body: Mapping<'_>) -> Option<PublishedPlan> {
    let differs = body.get("differs").and_then(|node| reader.text(node, "`differs`")).map(str::to_owned);
    let Some(node) = body.get("published") else {
        if let Some(node) = body.get("differs") {
            reader.push(
                Diagnostic::new(
                    Code::BadPublished,
                    node.span,
                    "`differs` explains a published value, and there is none",
                )
                .help("add `published:`, or remove `differs:`"),
            );
        }
        return None;
    };
    let text = reader.text(node, "`published`")?.trim().to_owned();
    let (number, percent) = match text.strip_suffix('%') {
        Some(number) => (number.trim_end(), true),
        None => (text.as_str(), false),
    };
    let is_decimal = number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
    let Some(value) = number.parse::<f64>().ok().filter(|_| is_decimal) else {
        reader.push(
            Diagnostic::new(
                Code::BadPublished,
                node.span,
                format!("`{text}` is no number as one publishes it"),
            )
            .help("write it as it was published: 0.88, 88%, 284"),
        );
        return None;
    };
    let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let (value, decimals) = if percent { (value / 100.0, decimals + 2) } else { (value, decimals) };
    Some(PublishedPlan { text, value, decimals, percent, differs })
}
