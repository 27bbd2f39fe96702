//! Tree to report file: names looked up, every table planned once without data, all problems at once.

use super::figure::figure;
use super::method::method;
use super::shape::{DISCLOSE, FIGURE, RELIABILITY, REPORT, SECTION};
use super::trends::trends;
use super::{Disclose, ReportFile, SectionPlan, Universe};
use crate::diagnostics::{Code, Diagnostic, FileId, Source, Sources, did_you_mean, in_order};
use crate::questionnaire::condition::{self, Condition};
use crate::questionnaire::syntax::{self, Mapping, Node, Reader};
use crate::questionnaire::{Questionnaire, piping};
use crate::tabulation::derived::read_variables;
use crate::tabulation::names::{Declared, Names, is_given};
use crate::tabulation::plan::{self, Setting};
use crate::tabulation::request::{
    self, Spanned, expression, read_banners, read_confidence, spanned_text, variance,
};
use crate::tabulation::subject::Subject;
use crate::tabulation::table::Reliability;
use crate::tabulation::weighting::read_weights;

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
    let weights = body.get("weights").cloned();
    let weight_plans = weights.as_ref().map(|node| read_weights(reader, node, &names)).unwrap_or_default();
    let (mut ids, mut figures) = (Vec::new(), Vec::new());
    if let Some(node) = body.get("figures") {
        for one in reader.list(node, "`figures`") {
            let Some(body) = reader.mapping(one, &FIGURE) else { continue };
            ids.extend(body.get("id").and_then(|node| spanned_text(reader, node, "`id`")));
            figures.extend(figure(reader, body, &names, weights.as_ref(), confidence));
        }
    }
    unique(reader, "figure", ids.iter());
    // A figure with a mistake has its id all the same, so that texts that quote it are not blamed too.
    let figure_ids: Vec<&str> = ids.iter().map(|id| id.value.as_str()).collect();
    let sections =
        body.get("sections").map(|node| sections(reader, node, &figure_ids, source)).unwrap_or_default();
    let trends =
        body.get("trends").map(|node| trends(reader, node, &names, weights.as_ref())).unwrap_or_default();
    unique(reader, "trend", trends.iter().map(|trend| &trend.id));
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
        variance: body.get("variance").and_then(|node| variance(reader, node)),
        reliability: reliability(reader, body),
        disclose: body.get("disclose").and_then(|node| disclose(reader, node)),
        method: body.get("method").and_then(|node| method(reader, body.key_span("method"), node)),
        weights,
        weight_plans,
        banners,
        figures,
        sections,
        trends,
        translations: Vec::new(),
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

fn disclose(reader: &mut Reader, node: &Node) -> Option<Disclose> {
    let body = reader.mapping(node, &DISCLOSE)?;
    let node = body.get("min_cell")?;
    let min_cell = reader.count(node, "`min_cell`")? as u64;
    if min_cell < 2 {
        reader.push(
            Diagnostic::new(
                Code::BadMeasure,
                node.span,
                "no count is smaller than this, so nothing would be hidden",
            )
            .help("write the smallest count that may be published: min_cell: 10 hides 1 to 9"),
        );
        return None;
    }
    Some(Disclose { min_cell })
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

pub(super) fn compile(reader: &mut Reader, text: &Spanned<String>, names: &Names<'_>) -> Option<Condition> {
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
