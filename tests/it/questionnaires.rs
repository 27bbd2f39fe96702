//! Every file of `tests/questionnaires/` is compiled, and the diagnostics it makes are compared with the comments on
//! the lines they belong to:
//!
//! ```yaml
//! show_if: "roel == 'other'"   #! error Q202: did you mean `role`
//! ```
//!
//! Each expected diagnostic must be there with its severity, its code and a part of its words (message, label or
//! help), on that line, and none besides. `#! error Q202 [roel]: …` says what is underlined, too. `#!^` speaks of the line above and `#!v` of the one below, for lines that
//! cannot carry a comment. Hints on method (Q5) are looked at in the files `method_*` only. A folder is a questionnaire with its translation files.
#![expect(clippy::unwrap_used, reason = "what a test cannot read, it fails on")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use canvass::diagnostics::{Code, Diagnostic, RenderStyle, Severity, Sources, has_errors, render};
use canvass::questionnaire::{
    Compiled, Declared, Questionnaire, canonical_json, compile, schema, version_id,
};
use proptest::prelude::*;

use crate::support::real_data;

/// Fewer would mean that the files were not found.
const CASES_MIN: usize = 60;

#[test]
fn every_case_file_makes_exactly_the_diagnostics_on_its_lines() {
    let mut problems = Vec::new();
    let cases = case_files();
    assert!(cases.len() >= CASES_MIN, "only {} case files were found", cases.len());
    for case in &cases {
        let (sources, compiled) = compile_case(case);
        let mut expected = expectations(&sources);
        for diagnostic in &compiled.diagnostics {
            let found = Said::by(diagnostic, &sources);
            // The cases of other rules are no model questionnaires: hints on method are looked at in cases of their own.
            if found.code.starts_with("Q5") && !is_about_method(case) {
                continue;
            }
            match expected.iter().position(|expected| expected.is_met_by(&found)) {
                Some(index) => {
                    expected.swap_remove(index);
                }
                None => problems.push(format!(
                    "{}: not expected:\n{}",
                    case.display(),
                    render(std::slice::from_ref(diagnostic), &sources, RenderStyle::Plain)
                )),
            }
        }
        for left in expected {
            problems.push(format!("{}: was not reported: {left:?}", case.display()));
        }
    }
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn every_code_of_the_compiler_has_a_case() {
    let mut covered = BTreeSet::new();
    for case in case_files() {
        covered.extend(compile_case(&case).1.diagnostics.iter().map(|diagnostic| diagnostic.code));
    }
    let of_the_compiler = Code::ALL.iter().filter(|code| code.as_str().starts_with('Q'));
    let lacking: Vec<&str> =
        of_the_compiler.filter(|code| !covered.contains(code)).map(|code| code.as_str()).collect();
    assert!(lacking.is_empty(), "no case file in tests/questionnaires/ shows {lacking:?}");
}

#[test]
fn every_diagnostic_says_what_to_do() {
    for case in case_files() {
        for diagnostic in compile_case(&case).1.diagnostics {
            assert!(!diagnostic.help.is_empty(), "{}: no help with: {}", case.display(), diagnostic.message);
            assert!(
                !diagnostic.message.ends_with('.'),
                "{}: a full stop: {}",
                case.display(),
                diagnostic.message
            );
        }
    }
}

#[test]
fn the_real_questionnaires_have_no_errors() {
    for wave in ["2023", "2024"] {
        let Some(folder) = real_data::ospo(wave) else { return };
        let mut sources = Sources::default();
        let text = fs::read_to_string(folder.join("questionnaire.yaml")).unwrap();
        let file = sources.add("questionnaire.yaml", &text);
        let compiled = compile(&sources, file, &[], &Declared::default());
        assert!(
            !has_errors(&compiled.diagnostics),
            "{}",
            render(&compiled.diagnostics, &sources, RenderStyle::Plain)
        );
    }
}

#[test]
fn our_own_surveys_have_no_errors_and_whole_translations() {
    for folder in ["questionnaire/genai-2023", "tests/surveys/every_kind"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut sources = Sources::default();
        let mut add = |name: &str| sources.add(name, &fs::read_to_string(folder.join(name)).unwrap());
        let (questionnaire, korean) = (add("questionnaire.yaml"), add("ko.yaml"));
        let compiled = compile(&sources, questionnaire, &[korean], &Declared::default());
        let bad = compiled.diagnostics.iter().filter(|diagnostic| diagnostic.severity != Severity::Hint);
        let bad: Vec<Diagnostic> = bad.cloned().collect();
        assert!(bad.is_empty(), "{}", render(&bad, &sources, RenderStyle::Plain));
    }
}

#[test]
fn a_version_does_not_depend_on_how_the_file_is_written() {
    let plain = "
canvass: 1
id: s
edition: '1'
title: A survey
languages: [en]
scales: { yes_no: [{ code: 1, text: 'Yes' }, { code: 2, text: 'No' }] }
pages:
  - id: p
    items:
      - { id: a, type: single, text: Do you?, options: yes_no }
      - { id: b, type: text, text: Why?, show_if: \"a == 1\" }
";
    let other = "
# The same survey by another hand.
id: \"s\"
canvass: 1
languages:
  - en
title: 'A survey'
edition: 1
pages:
  - items:
      - options:
          - code: '1'
            text: \"Yes\"
          - text: No
            code: 2
            exclusive: false
        text: Do you?
        type: single
        notes: asked every year
        required: false
        id: a
      - { id: b, text: Why?, show_if: \"(a=='1')\", max_length: 2000, type: text }
    id: p
";
    let (plain, other) = (questionnaire(plain), questionnaire(other));
    assert_eq!(canonical_json(&plain), canonical_json(&other));
    assert_eq!(version_id(&plain), version_id(&other));
}

#[test]
fn a_version_depends_on_whatever_a_respondent_meets() {
    let text = |old: &str, new: &str| {
        let text = "canvass: 1\nid: s\nedition: '1'\ntitle: T\nlanguages: [en]\npages:\n  - id: p\n    items:\n      - id: a\n        type: single\n        text: Do you?\n        options: [{ code: 1, text: A }, { code: 2, text: B }]\n      - { id: b, type: number, text: How many?, min: 0, show_if: \"a == 1\" }\n";
        assert!(text.contains(old), "{old}");
        version_id(&questionnaire(&text.replace(old, new)))
    };
    let changes = [
        ("Do you?", "Would you?"),
        ("code: 2", "code: 3"),
        ("text: B", "text: C"),
        ("min: 0", "min: 1"),
        ("min: 0", "decimals: 1"),
        ("a == 1", "a == 2"),
        ("a == 1", "a != 1"),
        ("type: single", "type: multiple"),
        ("title: T", "title: U"),
        ("text: B }", "text: B, missing: refused }"),
    ];
    let mut versions: BTreeSet<_> =
        changes.iter().filter(|(_, new)| *new != "type: multiple").map(|(old, new)| text(old, new)).collect();
    versions.insert(text("", ""));
    assert_eq!(versions.len(), changes.len(), "each change gives a version of its own");
}

#[test]
fn the_schema_knows_every_key_that_is_carried_out_and_no_other() {
    let schema: serde_json::Value = serde_json::from_str(&schema()).unwrap();
    assert_eq!(schema["additionalProperties"], false);
    assert!(schema["properties"]["pages"].is_object());
    assert!(schema["$defs"]["item"]["properties"].get("purpose").is_none());
    let item = &schema["$defs"]["item"];
    assert_eq!(item["required"], serde_json::json!(["id", "type", "text"]));
    assert!(item["properties"]["type"]["enum"].as_array().unwrap().contains(&"single".into()));
    assert!(item["properties"]["text"]["description"].as_str().unwrap().contains("asked"));
    assert_eq!(item["properties"]["options"]["anyOf"][0]["items"]["$ref"], "#/$defs/option");
}

#[test]
fn the_schema_gives_each_type_its_own_keys() {
    let schema: serde_json::Value = serde_json::from_str(&schema()).unwrap();
    let by_type = schema["$defs"]["item"]["allOf"].as_array().unwrap();
    let of = |name: &str| {
        let found = by_type.iter().find(|rule| rule["if"]["properties"]["type"]["const"] == name).unwrap();
        found["then"]["propertyNames"]["enum"].as_array().unwrap()
    };
    assert!(of("grid").contains(&"rows".into()) && of("grid").contains(&"show_if".into()));
    assert!(!of("single").contains(&"rows".into()));
}

#[test]
fn the_schema_of_a_translation_takes_every_text_with_its_hash() {
    let schema: serde_json::Value =
        serde_json::from_str(&canvass::questionnaire::translation_schema()).unwrap();
    let definitions = &schema["$defs"];
    let texts =
        [&schema["properties"]["intro"], &definitions["translated_endings"]["properties"]["complete"]];
    for text in texts {
        assert_eq!(text["anyOf"][1]["$ref"], "#/$defs/translated_text", "{text}");
    }
}

#[test]
fn a_file_of_another_system_reads_like_any_other() {
    let text = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questionnaires/good_every_type.yaml"),
    )
    .unwrap();
    let unix = version_id(&questionnaire(&text));
    assert_eq!(version_id(&questionnaire(&text.replace('\n', "\r\n"))), unix, "Windows line ends");
    assert_eq!(version_id(&questionnaire(&format!("\u{feff}{text}"))), unix, "a byte order mark");
}

#[test]
fn an_empty_file_is_said_to_be_empty() {
    for text in ["", "\n\n", "\u{feff}", "---\n", "~", "# only\n# comments\n"] {
        let mut sources = Sources::default();
        let file = sources.add("questionnaire.yaml", text);
        let compiled = compile(&sources, file, &[], &Declared::default());
        let messages: Vec<&str> = compiled.diagnostics.iter().map(|found| found.message.as_str()).collect();
        assert_eq!(messages, ["this file is empty"], "{text:?}");
        assert!(!render(&compiled.diagnostics, &sources, RenderStyle::Plain).is_empty());
    }
}

#[test]
fn a_file_beyond_the_limit_is_refused_unread() {
    let mut sources = Sources::default();
    let file = sources.add("questionnaire.yaml", &"# a long comment\n".repeat(300_000));
    let compiled = compile(&sources, file, &[], &Declared::default());
    assert_eq!(compiled.diagnostics.iter().map(|found| found.code).collect::<Vec<_>>(), [Code::TooLarge]);
}

#[test]
fn a_source_that_the_wave_does_not_have_is_an_unknown_code() {
    let text = "canvass: 1\nid: s\nedition: '1'\ntitle: T\nlanguages: [en]\npages:\n  - id: p\n    items:\n      - { id: a, type: text, text: A, show_if: \"source == 'pannel'\" }\n";
    let found = |sources: Option<&[&str]>| {
        let declared = Declared {
            sources: sources.map(|sources| sources.iter().map(|&name| name.to_owned()).collect()),
        };
        let mut files = Sources::default();
        let file = files.add("questionnaire.yaml", text);
        let diagnostics = compile(&files, file, &[], &declared).diagnostics;
        diagnostics.iter().map(|found| (found.code, found.help.clone())).collect::<Vec<_>>()
    };
    assert_eq!(found(None), []);
    assert_eq!(found(Some(&["web", "panel"])), [(Code::UnknownCode, "did you mean 'panel'?".to_owned())]);
}

#[test]
fn a_survey_of_500_items_that_hang_on_each_other_compiles() {
    let mut text = "canvass: 1\nid: s\nedition: '1'\ntitle: T\nlanguages: [en]\nscales:\n  five: [{ code: 1, text: A }, { code: 2, text: B }, { code: 3, text: C }, { code: 4, text: D }, { code: 5, text: E }]\npages:\n".to_owned();
    for page in 0..50 {
        text.push_str(&format!("  - id: p{page}\n    items:\n"));
        for item in 0..10 {
            let (this, before) = (page * 10 + item, (page * 10 + item).max(1) - 1);
            let condition = if this > 0 {
                format!(", show_if: \"i{before} in [1, 2] || answered(i0)\"")
            } else {
                String::new()
            };
            text.push_str(&format!(
                "      - {{ id: i{this}, type: single, text: Item {this}, options: five{condition} }}\n"
            ));
        }
    }
    // How long it takes is measured by `cargo bench --bench check`; one that grew with the square would be noticed here.
    assert_eq!(questionnaire(&text).items.len(), 500);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever stands in the files, there is an answer, and its places lie in the text.
    #[test]
    fn mutated_files_never_panic(
        case in 0usize..1000,
        edits in prop::collection::vec((0.0f64..1.0, 0usize..40, "[ -~\\n\\t\u{e9}\u{4e2d}]{0,12}"), 0..6),
    ) {
        let cases = case_files();
        let (sources, _) = compile_case(&cases[case % cases.len()]);
        let mut text: Vec<char> = sources.iter().next().unwrap().1.text.chars().collect();
        for (at, removed, inserted) in edits {
            let at = (text.len() as f64 * at) as usize;
            let end = (at + removed).min(text.len());
            text.splice(at..end, inserted.chars());
        }
        compile_and_render(&text.into_iter().collect::<String>());
    }

    #[test]
    fn random_text_never_panics(text in "[\\PC\\n\\t:{}\\[\\]#&*!|>'\"-]{0,400}") {
        compile_and_render(&text);
    }
}

/// Compiles a text as a questionnaire and as a translation, and renders what is found.
fn compile_and_render(text: &str) {
    let mut sources = Sources::default();
    let good = sources.add("good.yaml", "canvass: 1\nid: s\nedition: '1'\ntitle: T\nlanguages: [en, ko]\npages:\n  - id: p\n    items:\n      - { id: a, type: text, text: A }\n");
    let file = sources.add("mutated.yaml", text);
    for (questionnaire, translations) in [(file, vec![]), (good, vec![file])] {
        let compiled = compile(&sources, questionnaire, &translations, &Declared::default());
        for diagnostic in &compiled.diagnostics {
            let length = sources.get(diagnostic.span.file).text.len() as u32;
            assert!(diagnostic.span.start <= diagnostic.span.end && diagnostic.span.end <= length);
        }
        render(&compiled.diagnostics, &sources, RenderStyle::Plain);
        if let Some(questionnaire) = compiled.questionnaire.filter(|_| !has_errors(&compiled.diagnostics)) {
            version_id(&questionnaire);
        }
    }
}

fn questionnaire(text: &str) -> Questionnaire {
    let mut sources = Sources::default();
    let file = sources.add("questionnaire.yaml", text);
    let compiled = compile(&sources, file, &[], &Declared::default());
    assert!(
        !has_errors(&compiled.diagnostics),
        "{}",
        render(&compiled.diagnostics, &sources, RenderStyle::Plain)
    );
    compiled.questionnaire.unwrap()
}

fn is_about_method(case: &Path) -> bool {
    case.file_name().is_some_and(|name| name.to_string_lossy().starts_with("method_"))
}

/// The cases: a file, or a folder with a questionnaire and its translations.
fn case_files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questionnaires");
    let mut cases: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

fn compile_case(case: &Path) -> (Sources, Compiled) {
    let mut sources = Sources::default();
    let mut add = |path: &Path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        sources.add(&name, &fs::read_to_string(path).unwrap())
    };
    if case.is_file() {
        let file = add(case);
        let compiled = compile(&sources, file, &[], &Declared::default());
        return (sources, compiled);
    }
    let questionnaire = add(&case.join("questionnaire.yaml"));
    let mut others: Vec<PathBuf> = fs::read_dir(case).unwrap().map(|entry| entry.unwrap().path()).collect();
    others.retain(|path| !path.ends_with("questionnaire.yaml"));
    others.sort();
    let translations: Vec<_> = others.iter().map(|path| add(path)).collect();
    let compiled = compile(&sources, questionnaire, &translations, &Declared::default());
    (sources, compiled)
}

/// A diagnostic as a case file speaks of it.
#[derive(Debug)]
struct Said {
    file: String,
    line: usize,
    severity: String,
    code: String,
    underlined: Option<String>,
    words: String,
}

impl Said {
    fn by(diagnostic: &Diagnostic, sources: &Sources) -> Said {
        let source = sources.get(diagnostic.span.file);
        let place = diagnostic.span.start as usize..diagnostic.span.end as usize;
        Said {
            file: source.name.to_string(),
            line: source.line_column(diagnostic.span.start).line,
            severity: diagnostic.severity.as_str().to_owned(),
            code: diagnostic.code.as_str().to_owned(),
            underlined: source.text.get(place).map(str::to_owned),
            words: format!("{} {} {}", diagnostic.message, diagnostic.label, diagnostic.help),
        }
    }

    /// Whether this, as an expectation, is met: its words are a part of what was said.
    fn is_met_by(&self, found: &Said) -> bool {
        self.file == found.file
            && self.line == found.line
            && self.severity == found.severity
            && self.code == found.code
            && (self.underlined.is_none() || self.underlined == found.underlined)
            && found.words.contains(&self.words)
    }
}

fn expectations(sources: &Sources) -> Vec<Said> {
    let mut expected = Vec::new();
    for (_, source) in sources.iter() {
        for (index, line) in source.text.lines().enumerate() {
            for comment in line.split("#!").skip(1) {
                let (line, comment) = match (comment.strip_prefix('^'), comment.strip_prefix('v')) {
                    (Some(rest), _) => (index, rest),
                    (None, Some(rest)) => (index + 2, rest),
                    (None, None) => (index + 1, comment),
                };
                let whole = (comment, "");
                let (head, words) =
                    comment.split_once("]: ").or_else(|| comment.split_once(": ")).unwrap_or(whole);
                let (head, underlined) = match head.split_once(" [") {
                    Some((head, underlined)) => (head, Some(underlined.to_owned())),
                    None => (head, None),
                };
                let mut head = head.split_whitespace();
                let (severity, code) = (head.next().unwrap_or_default(), head.next().unwrap_or_default());
                assert!(
                    code.starts_with('Q'),
                    "{}:{}: `#!` wants a severity and a code",
                    source.name,
                    index + 1
                );
                expected.push(Said {
                    file: source.name.to_string(),
                    line,
                    severity: severity.to_owned(),
                    code: code.to_owned(),
                    underlined,
                    words: words.trim().to_owned(),
                });
            }
        }
    }
    expected
}
