//! The report file that ships with canvass reads clean, and mistakes in one are all found at once.

use super::*;
use crate::diagnostics::{Code, Sources};
use crate::questionnaire;
use crate::tabulation::Declared;

fn read(questionnaire_text: &str, report: &str) -> (Option<ReportFile>, Vec<(Code, usize, String)>) {
    let mut sources = Sources::default();
    let file = sources.add("questionnaire.yaml", questionnaire_text);
    let compiled = questionnaire::compile(&sources, file, &[], &questionnaire::Declared::default());
    let questionnaire = compiled.questionnaire.unwrap();
    let file = sources.add("report.yaml", report);
    let (report, diagnostics) = parse(&sources, file, &questionnaire, &Declared::default());
    let line = |span: crate::diagnostics::Span| sources.get(file).line_column(span.start).line;
    let found = diagnostics.into_iter().map(|one| (one.code, line(one.span), one.message));
    (report, found.collect())
}

#[test]
fn the_report_that_ships_reads_clean() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/questionnaire/genai-2023/");
    let text = |name: &str| std::fs::read_to_string(format!("{folder}{name}")).unwrap();
    let (report, problems) = read(&text("questionnaire.yaml"), &text("report.yaml"));
    assert!(problems.is_empty(), "{problems:#?}");
    assert!(report.unwrap().figures.len() > 20);
}
