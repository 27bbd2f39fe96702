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

const QUESTIONNAIRE: &str = "
canvass: 1
id: t
edition: '1'
title: T
languages: [en]
pages:
  - id: p
    items:
      - id: role
        type: single
        text: Role
        options: [{ code: dev, text: Dev }, { code: ops, text: Ops }, { code: dk, text: Unsure, missing: dont_know }]
      - { id: why, type: text, text: Why }
";

#[test]
fn every_mistake_is_found_at_once() {
    let (_, problems) = read(
        QUESTIONNAIRE,
        "canvass: 1
report: t
weights: { main: { given: x } }
method: true
variables:
  role: { where: \"role == 'dev'\" }
  both: { where: \"role == 'dev'\", recode: role }
  a: { any: [b] }
  b: { any: [a] }
banners:
  why: [role]
figures:
  - { id: devs, share: role, codes: [dve], published: about half }
  - { id: devs, share: role, codes: [dk] }
  - { id: mean, mean: role }
  - { id: gap, ratio: { of: x, to: y } }
  - { id: odd, base: all, differs: no reason }
sections:
  - title: S
    text: '{{ devs }} and {{ dev }}'
    tables:
      - { rows: why }
      - { id: t1, rows: role, columns: proffile, test: { level: 0.9 } }
",
    );
    let found: Vec<(&str, usize)> = problems.iter().map(|(code, line, _)| (code.as_str(), *line)).collect();
    let expected = [
        ("Q011", 3),
        ("Q011", 4),
        ("R102", 6),
        ("Q010", 7),
        ("R103", 8),
        ("R103", 9),
        ("R102", 11),
        ("Q203", 13),
        ("R108", 13),
        ("R102", 14),
        ("R106", 14),
        ("R107", 15),
        ("Q011", 16),
        ("R108", 17),
        ("R109", 20),
        ("Q012", 22),
        ("R104", 22),
        ("R101", 23),
        ("Q011", 23),
    ];
    assert_eq!(found, expected, "{problems:#?}");
}
