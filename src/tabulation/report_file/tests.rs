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
        ("R101", 16),
        ("R101", 16),
        ("R108", 17),
        ("R109", 20),
        ("Q012", 22),
        ("R104", 22),
        ("R101", 23),
        ("Q011", 23),
    ];
    assert_eq!(found, expected, "{problems:#?}");
}

#[test]
fn what_compares_is_read_with_its_names() {
    let (_, problems) = read(
        QUESTIONNAIRE,
        "canvass: 1
report: t
variance: kish
disclose: { min_cell: 10 }
weights: { main: { given: minutes } }
figures:
  - { id: a, ratio: { of: minutes, to: minutes }, weight: main }
  - { id: b, paired: { items: [role, role], net: [dev] }, design: { strata: role, psu: null } }
  - { id: c, gap: { of: role, codes: [dev], by: source, between: [web, panel] } }
  - { id: d, trend: { of: minutes, over: role, times: [2019, 2021] }, ci: design_beta }
  - { id: e, design_effect: all }
trends:
  - { id: t, waves: [one, { name: two, questionnaire: q, data: d.csv }], share: role, codes: [ops], universe: common, by: source, reweight: { to: one, on: [role] } }
",
    );
    let (carried, other): (Vec<_>, Vec<_>) =
        problems.iter().partition(|(code, _, _)| *code == Code::UnsupportedKey);
    assert!(!carried.is_empty());
    let found: Vec<(&str, usize)> = other.iter().map(|(code, line, _)| (code.as_str(), *line)).collect();
    // The sources of a survey without a wave file are not known.
    assert_eq!(found, [("Q203", 9), ("Q203", 9)], "{problems:#?}");
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let (_, problems) = read(
        QUESTIONNAIRE,
        "canvass: 1
report: t
disclose: { min_cell: 1 }
figures:
  - { id: a, ratio: { of: role, to: minutes } }
  - { id: b, paired: { items: [role] } }
  - { id: c, gap: { of: role, codes: [dev], by: role, between: [ops, ops] } }
  - { id: d, trend: { of: minutes, over: role, times: [2019] } }
  - { id: e, trend: { of: minutes, over: role } }
  - { id: f, share: role, codes: [dev], weight: role }
trends:
  - { id: t, waves: [one], mean: role }
  - { id: u, waves: [one, one], share: role, reweight: { to: three, on: [role] } }
",
    );
    let found: Vec<(&str, usize)> = problems
        .iter()
        .filter(|(code, _, _)| *code != Code::UnsupportedKey)
        .map(|(code, line, _)| (code.as_str(), *line))
        .collect();
    let expected = [
        ("R107", 3),
        ("R107", 5),
        ("Q013", 6),
        ("Q013", 7),
        ("R107", 8),
        ("R107", 9),
        ("R104", 10),
        ("Q013", 12),
        ("R107", 12),
        ("R102", 13),
        ("R101", 13),
        ("Q012", 13),
    ];
    let mut sorted = expected.to_vec();
    sorted.sort_unstable_by_key(|(code, line)| (*line, *code));
    let mut got = found;
    got.sort_unstable_by_key(|(code, line)| (*line, *code));
    assert_eq!(got, sorted, "{problems:#?}");
}
