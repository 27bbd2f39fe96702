//! One expression, three places: the cases of `tests/expressions` and ones generated from them, on a single response, over
//! columns, and in the browser's evaluator over the fields of a real page. All three must say what was worked out by hand.

#![expect(clippy::unwrap_used, reason = "the helpers of a test")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use canvass::diagnostics::{FileId, Sources, Span, has_errors};
use canvass::form::{Strictness, raw, validate};
use canvass::i18n::Language;
use canvass::ids::{ResponseId, Uuid};
use canvass::questionnaire::condition::{self, Value};
use canvass::questionnaire::{self, ItemScope, Questionnaire};
use canvass::responses::{AnswerFacts, Circumstances, Disposition, Reached, Response, settle};
use canvass::tabulation::{self, Dataset, DatasetInfo, SampleType, request};

use crate::browser::{begun_with, browser, run};
use crate::support::server::{Server, must_run};
use crate::support::{TempFolder, database};

/// True, false, or unknown.
type Truth = Option<bool>;

struct Case {
    expression: String,
    /// One a respondent.
    expected: Vec<Truth>,
}

struct Respondent {
    name: String,
    fields: String,
}

fn file(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expressions").join(name)).unwrap()
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
}

fn respondents() -> Vec<Respondent> {
    let text = file("respondents.txt");
    let respondent = |line: &str| {
        let (name, fields) = line.split_once(' ').unwrap_or((line, ""));
        Respondent { name: name.to_owned(), fields: fields.trim().to_owned() }
    };
    lines(&text).map(respondent).collect()
}

fn written_by_hand() -> Vec<Case> {
    let text = file("cases.txt");
    let case = |line: &str| {
        let (truths, expression) = line.split_once("  ").unwrap();
        let truth = |letter: char| match letter {
            'T' => Some(true),
            'F' => Some(false),
            '?' => None,
            _ => panic!("{line}"),
        };
        Case { expression: expression.trim().to_owned(), expected: truths.chars().map(truth).collect() }
    };
    lines(&text).map(case).collect()
}

/// Kleene's logic, written down plainly: what a joined expression is worth follows from its parts.
fn joined(op: usize, left: &Case, right: &Case) -> Case {
    let both = |of: fn(Truth, Truth) -> Truth| {
        left.expected.iter().zip(&right.expected).map(|(left, right)| of(*left, *right)).collect()
    };
    let (l, r) = (&left.expression, &right.expression);
    match op {
        0 => Case {
            expression: format!("({l}) && ({r})"),
            expected: both(|left, right| match (left, right) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            }),
        },
        1 => Case {
            expression: format!("({l}) || ({r})"),
            expected: both(|left, right| match (left, right) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            }),
        },
        _ => Case { expression: format!("!({l})"), expected: both(|left, _| left.map(|truth| !truth)) },
    }
}

/// Joined from the cases written by hand, always the same ones.
fn generated(atoms: &[Case], count: usize) -> Vec<Case> {
    // A linear congruential generator (Knuth's MMIX constants): the cases must not change from run to run.
    let mut state: u64 = 2024;
    let mut below = |end: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) as usize) % end
    };
    let mut cases: Vec<Case> = Vec::new();
    for _ in 0..count {
        let mut case = joined(below(3), &atoms[below(atoms.len())], &atoms[below(atoms.len())]);
        for _ in 0..below(3) {
            case = joined(below(3), &case, &atoms[below(atoms.len())]);
        }
        cases.push(case);
    }
    cases
}

fn all_cases() -> Vec<Case> {
    let mut cases = written_by_hand();
    let more = generated(&cases, 200);
    cases.extend(more);
    cases
}

fn compiled() -> Arc<Questionnaire> {
    let mut sources = Sources::default();
    let text = sources.add("questionnaire.yaml", &file("questionnaire.yaml"));
    let compiled = questionnaire::compile(&sources, text, &[], &questionnaire::Declared::default());
    assert!(!has_errors(&compiled.diagnostics), "{:#?}", compiled.diagnostics);
    Arc::new(compiled.questionnaire.unwrap())
}

/// What the respondent typed, read as the form reads it and walked along the route.
fn response(questionnaire: &Questionnaire, respondent: &Respondent) -> Response {
    let fields: Vec<(String, String)> = respondent
        .fields
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.replace('+', " ")))
        .collect();
    let validated = validate(questionnaire, &raw::from_fields(&fields), Strictness::Form);
    let circumstances = Circumstances {
        language: Some("en".to_owned()),
        today: chrono::NaiveDate::from_ymd_opt(2026, 8, 31),
        ..Circumstances::default()
    };
    let settled = settle(questionnaire, &validated.answers, &circumstances, Reached::Everything, None);
    Response {
        id: ResponseId(Uuid::new_v5(&Uuid::NAMESPACE_OID, respondent.name.as_bytes())),
        external_id: None,
        circumstances,
        disposition: Disposition::Complete,
        answers: settled.answers,
    }
}

fn differences(cases: &[Case], found: impl Fn(usize, usize) -> Truth) -> String {
    let mut wrong = String::new();
    for (place, case) in cases.iter().enumerate() {
        for (respondent, expected) in case.expected.iter().enumerate() {
            let found = found(place, respondent);
            if found != *expected {
                let _ = writeln!(
                    wrong,
                    "{} for respondent {respondent}: expected {expected:?}, found {found:?}",
                    case.expression
                );
            }
        }
    }
    wrong
}

#[test]
fn there_are_three_hundred_cases_and_each_has_every_respondent() {
    let cases = written_by_hand();
    assert!(cases.len() >= 300, "{}", cases.len());
    assert!(cases.iter().all(|case| case.expected.len() == respondents().len()));
}

#[test]
fn every_case_is_worth_the_same_on_a_single_response() {
    let questionnaire = compiled();
    let responses: Vec<Response> =
        respondents().iter().map(|respondent| response(&questionnaire, respondent)).collect();
    let cases = all_cases();
    let scope = ItemScope {
        items: &questionnaire.items,
        variables: &questionnaire.variables,
        visible: usize::MAX,
        sources: None,
        languages: &questionnaire.languages,
        arms: &questionnaire.arms,
        consents: &questionnaire.consents,
    };
    let conditions: Vec<_> = cases
        .iter()
        .map(|case| {
            let mut diagnostics = Vec::new();
            let at = Span::new(FileId(0), 0, case.expression.len());
            let condition = condition::compile(&case.expression, at, &scope, &mut diagnostics);
            condition.unwrap_or_else(|| panic!("{}: {diagnostics:#?}", case.expression))
        })
        .collect();
    let wrong = differences(&cases, |case, respondent| {
        let response = &responses[respondent];
        let facts = AnswerFacts::new(&questionnaire, &response.answers, &response.circumstances);
        match condition::evaluate(&conditions[case].expr, &facts) {
            Value::Bool(truth) => Some(truth),
            Value::Unknown => None,
            other => panic!("{}: {other:?}", cases[case].expression),
        }
    });
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_case_is_worth_the_same_over_columns() {
    let questionnaire = compiled();
    let responses: Vec<Response> =
        respondents().iter().map(|respondent| response(&questionnaire, respondent)).collect();
    let cases = all_cases();
    let who = (0..responses.len()).map(|respondent| Some(respondent as f64)).collect();
    let info = DatasetInfo {
        wave: None,
        version: "sha256:0".into(),
        watermark: "0".into(),
        synthetic: None,
        language: Language::parse("en").unwrap(),
        sample: SampleType::Other,
        earlier: Vec::new(),
    };
    let count = responses.len();
    let dataset =
        Dataset::from_responses(questionnaire, &responses, vec![("respondent".to_owned(), who)], info);
    // A derived variable a case: code 1 where it is true, 0 where it is false, missing where it is unknown.
    let mut variables = String::new();
    for (place, case) in cases.iter().enumerate() {
        let _ = writeln!(variables, "  v{place}: {{ where: {:?}, else: No }}", case.expression);
    }
    let rows: Vec<String> = (0..cases.len()).map(|place| format!("v{place}")).collect();
    let found: Vec<Vec<Truth>> = (0..count)
        .map(|respondent| {
            let text = format!(
                "rows: [{}]\nfilter: respondent == {respondent}\nvariables:\n{variables}",
                rows.join(", ")
            );
            let mut sources = Sources::default();
            let file = request::add_source(&mut sources, "request.yaml", &text);
            let (request, diagnostics) = request::parse(&sources, file);
            assert!(!has_errors(&diagnostics), "{diagnostics:#?}");
            let table = tabulation::tabulate(&request.unwrap(), None, &dataset).unwrap();
            let counted = |id: String| {
                let row = table.rows.iter().find(|row| row.id == id).unwrap_or_else(|| panic!("{id}"));
                row.cells[0].count == 1
            };
            let truth = |place: usize| match (counted(format!("v{place}:1")), counted(format!("v{place}:0")))
            {
                (true, false) => Some(true),
                (false, true) => Some(false),
                (false, false) => None,
                (true, true) => panic!("v{place} is true and false"),
            };
            (0..cases.len()).map(truth).collect()
        })
        .collect();
    let wrong = differences(&cases, |case, respondent| found[respondent][case]);
    assert!(wrong.is_empty(), "{wrong}");
}

/// The questionnaire with a note a case, shown where it is true, and another where its contrary is. An item that nobody
/// answers stands beside each, because a condition that can never hold is refused.
fn page_of_cases(cases: &[Case]) -> String {
    let mut text = file("questionnaire.yaml");
    text.push_str("      - { id: nobody, type: number, text: Nobody answers this }\n");
    for (index, case) in cases.iter().enumerate() {
        let expression = &case.expression;
        for (name, condition) in [
            ("case", format!("({expression}) || nobody == 1")),
            ("case_not", format!("!({expression}) || nobody == 1")),
        ] {
            let _ = writeln!(
                text,
                "      - {{ id: {name}{index}, type: note, text: '{index}', show_if: {condition:?} }}"
            );
        }
    }
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn every_case_is_worth_the_same_in_the_browser() {
    let Some(browser) = browser() else { return };
    let Some(database) = database().await else { return };
    let cases = all_cases();
    let folder = TempFolder::new("expressions");
    fs::write(folder.0.join("questionnaire.yaml"), page_of_cases(&cases)).unwrap();
    fs::write(folder.0.join("wave.yaml"), file("wave.yaml")).unwrap();
    let survey = folder.0.to_str().unwrap();
    must_run(&database, &folder, &["wave", "create", "conditions", "--questionnaire", survey]);
    must_run(&database, &folder, &["wave", "open", "conditions"]);
    let server = Server::start(&database);
    let interviews = respondents().into_iter().map(|respondent| begun_with(&server, &respondent.fields));
    let shown = run(Command::new("node")
        .arg(browser.scripts.join("conditions.mjs"))
        .arg(&browser.chromium)
        .args(interviews));
    // Without scripts the server decides what the page shows, with scripts the browser does.
    for who in ["server", "script"] {
        let pages: Vec<Vec<&str>> = shown[who]
            .as_array()
            .unwrap()
            .iter()
            .map(|page| page.as_array().unwrap().iter().filter_map(|item| item.as_str()).collect())
            .collect();
        let wrong = differences(&cases, |case, respondent| {
            let shows = |name: &str| pages[respondent].contains(&format!("item-{name}{case}").as_str());
            match (shows("case"), shows("case_not")) {
                (true, false) => Some(true),
                (false, true) => Some(false),
                (false, false) => None,
                (true, true) => panic!("{who}: {} is true and false", cases[case].expression),
            }
        });
        assert!(wrong.is_empty(), "{who}:\n{wrong}");
    }
}
