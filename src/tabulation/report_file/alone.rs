//! A figure by itself: one mapping as it stands under `figures:`, with variables and weights of its own beside the
//! names of a report file.

use super::figure::figure;
use super::shape::FIGURE;
use super::{ReportFile, Universe};
use crate::diagnostics::{Diagnostic, FileId, Sources, in_order};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::syntax::{self, Entry, Node, Reader, Value};
use crate::tabulation::derived::read_variables;
use crate::tabulation::names::{Declared, Names};
use crate::tabulation::subject::Subject;
use crate::tabulation::table::Reliability;
use crate::tabulation::weighting::read_weights;

/// Its id where it has none.
const ID: &str = "figure";
const CONFIDENCE: f64 = 0.95;

/// Reads one figure as a report that has no other: with the settings, variables, weights and banners of `report`, and
/// the figure's own `variables:` and `weights:` before them. `None` where there is no figure to compute, with the
/// reasons.
pub fn parse_figure(
    sources: &Sources,
    file: FileId,
    questionnaire: &Questionnaire,
    report: Option<&ReportFile>,
    declared: &Declared,
) -> (Option<ReportFile>, Vec<Diagnostic>) {
    let (root, diagnostics) = syntax::parse(file, sources.get(file));
    let mut reader = Reader { diagnostics };
    let report = match report {
        Some(report) => ReportFile { figures: Vec::new(), sections: Vec::new(), ..report.clone() },
        None => blank(declared),
    };
    let found = root.and_then(|root| read(&mut reader, root, questionnaire, report));
    (found, in_order(reader.diagnostics))
}

fn read(
    reader: &mut Reader,
    root: Node,
    questionnaire: &Questionnaire,
    mut report: ReportFile,
) -> Option<ReportFile> {
    let (root, own) = own_names(root);
    let declared = report.declared.clone();
    let language = questionnaire.source_language();
    let before: Vec<Subject> = report.derived.iter().map(|derived| derived.subject.clone()).collect();
    let names = Names {
        questionnaire,
        language,
        declared: &declared,
        derived: &before,
        own: before.len(),
        dataset: None,
    };
    if let Some(variables) = own.variables {
        let new = read_variables(reader, &variables, &names, &report.derived);
        report.derived.extend(new);
    }
    let subjects: Vec<Subject> = report.derived.iter().map(|derived| derived.subject.clone()).collect();
    let names = Names { derived: &subjects, ..names };
    if let Some(node) = &own.weights {
        let mut plans = read_weights(reader, node, &names);
        plans.append(&mut report.weight_plans);
        report.weight_plans = plans;
    }
    report.weights = joined(own.weights, report.weights);
    let body = reader.mapping(&root, &FIGURE)?;
    let figure = figure(reader, body, &names, report.weights.as_ref(), report.confidence)?;
    report.figures = vec![figure];
    Some(report)
}

/// What a figure by itself may bring along.
struct Own {
    variables: Option<Node>,
    weights: Option<Node>,
}

/// The figure as it would stand in a report, and what it brought along.
fn own_names(root: Node) -> (Node, Own) {
    let mut own = Own { variables: None, weights: None };
    let Node { span, value: Value::Mapping(entries) } = root else { return (root, own) };
    let mut kept = Vec::new();
    for entry in entries {
        match entry.key.as_str() {
            "variables" => own.variables = Some(entry.value),
            "weights" => own.weights = Some(entry.value),
            _ => kept.push(entry),
        }
    }
    if !kept.is_empty() && !kept.iter().any(|entry| entry.key == "id") {
        let value = Node { span, value: Value::Scalar { text: ID.to_owned(), plain: true } };
        kept.push(Entry { key: "id".to_owned(), key_span: span, value });
    }
    (Node { span, value: Value::Mapping(kept) }, own)
}

/// The figure's own weights, then those of the report with other names.
fn joined(own: Option<Node>, of_report: Option<Node>) -> Option<Node> {
    let Some(own) = own else { return of_report };
    // What is no mapping was told when its weights were read.
    let Node { span, value: Value::Mapping(mut entries) } = own else { return of_report };
    if let Some(Node { value: Value::Mapping(others), .. }) = of_report {
        let new = others.into_iter().filter(|other| !entries.iter().any(|own| own.key == other.key));
        let new: Vec<Entry> = new.collect();
        entries.extend(new);
    }
    Some(Node { span, value: Value::Mapping(entries) })
}

/// A report without anything.
fn blank(declared: &Declared) -> ReportFile {
    ReportFile {
        id: ID.to_owned(),
        title: None,
        confidence: CONFIDENCE,
        population: None,
        universe: Universe::Complete,
        variance: None,
        reliability: Reliability { min_base: 0, flag_base: 0, hide_base: 0 },
        disclose: None,
        method: None,
        weights: None,
        weight_plans: Vec::new(),
        banners: Vec::new(),
        figures: Vec::new(),
        sections: Vec::new(),
        trends: Vec::new(),
        translations: Vec::new(),
        declared: declared.clone(),
        derived: Vec::new(),
    }
}
