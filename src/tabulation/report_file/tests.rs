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
        ("R101", 3),
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
        ("R101", 16),
        ("R101", 16),
        ("R108", 17),
        ("R109", 20),
        ("Q012", 22),
        ("R104", 22),
        ("R101", 23),
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
    let found: Vec<(&str, usize)> = problems.iter().map(|(code, line, _)| (code.as_str(), *line)).collect();
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
    let found: Vec<(&str, usize)> = problems.iter().map(|(code, line, _)| (code.as_str(), *line)).collect();
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

const TRANSLATED: &str = "canvass: 1
report: t
title: The report
variables:
  devs: { text: Developers, where: \"role == 'dev'\", else: All others }
figures:
  - { id: all, base: all }
sections:
  - title: First
    text: 'Of {{ all }} people'
    tables:
      - { id: roles, title: Roles, rows: role, nets: [{ id: some, text: Any of them, codes: [dev, ops] }] }
";

fn translated(translation: &str) -> (ReportFile, Vec<(Code, usize, String)>) {
    let mut sources = Sources::default();
    let survey = QUESTIONNAIRE.replace("[en]", "[en, ko]");
    let file = sources.add("questionnaire.yaml", &survey);
    let compiled = questionnaire::compile(&sources, file, &[], &questionnaire::Declared::default());
    let questionnaire = compiled.questionnaire.unwrap();
    let file = sources.add("report.yaml", TRANSLATED);
    let (report, problems) = parse(&sources, file, &questionnaire, &Declared::default());
    assert!(problems.is_empty(), "{problems:#?}");
    let mut report = report.unwrap();
    let file = sources.add("report.ko.yaml", translation);
    let found = add_translation(&mut report, &sources, file, &questionnaire);
    let line = |span: crate::diagnostics::Span| sources.get(file).line_column(span.start).line;
    let found = found.into_iter().map(|one| (one.code, line(one.span), one.message));
    (report, found.collect())
}

#[test]
fn a_report_is_told_in_another_language() {
    let hash = questionnaire::source_hash("The report");
    let (report, problems) = translated(&format!(
        "language: ko
title: {{ source: {hash}, text: 보고서 }}
sections: [{{ title: 첫째, text: '{{{{ all }}}}명' }}]
tables: {{ roles: {{ title: 역할, nets: {{ some: 모두 }} }} }}
variables: {{ devs: {{ text: 개발자, else: 그 밖 }} }}
"
    ));
    assert!(problems.is_empty(), "{problems:#?}");
    let korean = crate::i18n::Language::parse("ko").unwrap();
    let told = report.told_in(&korean);
    assert_eq!(told.title.as_deref(), Some("보고서"));
    assert_eq!((told.sections[0].title.as_str(), told.sections[0].text.as_str()), ("첫째", "{{ all }}명"));
    let table = &told.sections[0].tables[0];
    assert_eq!((table.title.as_deref(), table.nets[0].text.as_deref()), (Some("역할"), Some("모두")));
    let labels: Vec<&str> =
        told.derived[0].subject.categories.iter().map(|category| category.label.as_str()).collect();
    assert_eq!((told.derived[0].subject.label.as_str(), labels), ("개발자", vec!["개발자", "그 밖"]));
    let english = crate::i18n::Language::parse("en").unwrap();
    assert_eq!(report.told_in(&english).title.as_deref(), Some("The report"));
}

#[test]
fn a_translation_says_what_is_unknown_stale_and_missing() {
    let (report, problems) = translated(
        "language: ko
title: { source: 00000000, text: 보고서 }
sections: [{ title: 첫째, text: '{{ al }}' }, { title: 둘째 }]
tables: { rolles: { title: 역할 } }
variables: { devs: { texts: { 2: 둘 } } }
",
    );
    let mut found: Vec<(&str, usize)> =
        problems.iter().map(|(code, line, _)| (code.as_str(), *line)).collect();
    found.sort_unstable_by_key(|(code, line)| (*line, *code));
    let expected = [("Q402", 1), ("Q403", 2), ("Q401", 3), ("R109", 3), ("Q401", 4), ("Q401", 5)];
    assert_eq!(found, expected, "{problems:#?}");
    assert_eq!(report.translations.len(), 1);
    let (_, problems) = translated("language: en\ntitle: T\n");
    assert_eq!(problems[0].0, Code::BadLanguage);
}
