//! The questionnaire of these tests, what its definitions say in plain Rust, and random respondents.

use canvass::diagnostics::Sources;
use canvass::ids::{ResponseId, Uuid};
use canvass::questionnaire::{self, OptionIndex, Questionnaire, VariableIndex, VariableKind};
use canvass::responses::{Answer, Answers, Circumstances, Disposition, Missing, Response};

pub(super) const QUESTIONNAIRE: &str = "
canvass: 1
id: oracle
edition: '1'
title: Oracle
languages: [en]
pages:
  - id: p1
    items:
      - id: stage
        type: single
        text: Stage
        options:
          - { code: dk, text: Unknown, missing: dont_know }
          - { code: a, text: A, value: 10 }
          - { code: b, text: B, value: 1 }
          - { code: c, text: C, value: 4 }
          - { code: other, text: Other, pin: true, value: 0 }
          - { code: no, text: Refused, missing: refused }
      - id: region
        type: single
        text: Region
        options: [{ code: 1, text: North }, { code: 2, text: South }, { code: 9, text: Unsure, missing: dont_know }]
      - id: uses
        type: multiple
        text: Uses
        options:
          - { code: u1, text: One }
          - { code: u2, text: Two }
          - { code: none, text: Nothing, exclusive: true }
          - { code: dk, text: Unsure, missing: dont_know, exclusive: true }
      - id: aspects
        type: grid
        text: Aspects
        rows: [{ id: r1, text: First }, { id: r2, text: Second }]
        options:
          - { code: 1, text: Low, value: 1 }
          - { code: 2, text: Mid, value: 2 }
          - { code: 3, text: High, value: 3 }
          - { code: 6, text: Unsure, missing: dont_know }
      - id: many
        type: multiple_grid
        text: Many
        rows: [{ id: m1, text: First }, { id: m2, text: Second }]
        options: [{ code: x, text: Ex }, { code: y, text: Why }]
      - id: age
        type: number
        text: Age
        min: 0
        max: 120
        bands:
          - { code: young, text: Young, from: 18, to: 30 }
          - { code: mid, text: Middle, from: 30, to: 50 }
          - { code: old, text: Old, from: 50 }
      - id: hours
        type: number
        text: Hours
        min: 0
        max: 200
      - id: score
        type: scale
        text: Score
        from: 0
        to: 10
";
pub(super) fn read_questionnaire() -> Questionnaire {
    let mut sources = Sources::default();
    let file = sources.add("oracle.yaml", QUESTIONNAIRE);
    let compiled = questionnaire::compile(&sources, file, &[], &questionnaire::Declared::default());
    compiled.questionnaire.expect("the questionnaire of this test is right")
}

/// One respondent's answer to one variable, as plain as it gets.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Plain {
    Codes(Vec<String>),
    Number(f64),
    Missing(&'static str),
}

/// What the definitions say of one category.
#[derive(Debug, Clone)]
pub(super) struct Kind {
    pub(super) code: &'static str,
    pub(super) missing: Option<&'static str>,
    pub(super) pin: bool,
    pub(super) score: Option<f64>,
}

pub(super) fn kind(code: &'static str) -> Kind {
    Kind { code, missing: None, pin: false, score: None }
}

pub(super) fn missing(code: &'static str, reason: &'static str) -> Kind {
    Kind { missing: Some(reason), ..kind(code) }
}

pub(super) fn scored(code: &'static str, score: f64) -> Kind {
    Kind { score: Some(score), ..kind(code) }
}

pub(super) fn categories(variable: &str) -> Vec<Kind> {
    match variable {
        "stage" => vec![
            missing("dk", "dont_know"),
            scored("a", 10.0),
            scored("b", 1.0),
            scored("c", 4.0),
            Kind { pin: true, ..scored("other", 0.0) },
            missing("no", "refused"),
        ],
        "region" => vec![kind("1"), kind("2"), missing("9", "dont_know")],
        "uses" => vec![kind("u1"), kind("u2"), kind("none"), missing("dk", "dont_know")],
        "aspects.r1" | "aspects.r2" => {
            vec![scored("1", 1.0), scored("2", 2.0), scored("3", 3.0), missing("6", "dont_know")]
        }
        "many.m1" | "many.m2" => vec![kind("x"), kind("y")],
        "age" => vec![kind("young"), kind("mid"), kind("old")],
        "score" => {
            const POINTS: [&str; 11] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];
            POINTS.iter().enumerate().map(|(at, code)| scored(code, at as f64)).collect()
        }
        "early" | "some" => vec![kind("1"), kind("0")],
        "only" => vec![kind("1")],
        "short" => vec![kind("start"), kind("end"), missing("dk", "dont_know"), missing("no", "refused")],
        "hours3" => vec![kind("1"), kind("2"), kind("3")],
        other => panic!("no categories for {other}"),
    }
}

pub(super) fn is_multiple(variable: &str) -> bool {
    variable == "uses" || variable.starts_with("many")
}

pub(super) fn plain(questionnaire: &Questionnaire, response: &Response, name: &str) -> Plain {
    let of = |name: &str| plain(questionnaire, response, name);
    let codes = |codes: &[&str]| Plain::Codes(codes.iter().map(|code| (*code).to_owned()).collect());
    let one = |plain: &Plain| match plain {
        Plain::Codes(codes) => Some(codes[0].clone()),
        Plain::Number(_) | Plain::Missing(_) => None,
    };
    // Why a derived variable has no value: skipped where its source was asked, else the source's reason.
    let reason = |source: &Plain| match source {
        Plain::Missing(reason @ ("not_asked" | "not_reached" | "not_in_version" | "removed")) => {
            Plain::Missing(reason)
        }
        Plain::Missing(_) | Plain::Codes(_) | Plain::Number(_) => Plain::Missing("skipped"),
    };
    match name {
        "early" => {
            let stage = of("stage");
            match one(&stage).as_deref() {
                Some("a" | "b") => codes(&["1"]),
                Some(_) => codes(&["0"]),
                None => reason(&stage),
            }
        }
        "only" => {
            let region = of("region");
            match one(&region).as_deref() {
                Some("1") => codes(&["1"]),
                Some(_) => codes(&["0"]),
                None => reason(&region),
            }
        }
        "short" => {
            let stage = of("stage");
            match one(&stage).as_deref() {
                Some("a" | "b") => codes(&["start"]),
                Some("c") => codes(&["end"]),
                Some("dk") => codes(&["dk"]),
                Some("no") => codes(&["no"]),
                Some(_) => Plain::Missing("undefined"),
                None => stage,
            }
        }
        "hours3" => match of("hours") {
            Plain::Number(hours) if hours >= 100.0 => codes(&["3"]),
            Plain::Number(hours) if hours >= 40.0 => codes(&["2"]),
            Plain::Number(hours) if hours >= 10.0 => codes(&["1"]),
            Plain::Number(_) => Plain::Missing("undefined"),
            other => other,
        },
        "some" => match of("uses") {
            Plain::Codes(ticked) if ticked.iter().any(|code| code == "u1" || code == "u2") => codes(&["1"]),
            Plain::Codes(_) => codes(&["0"]),
            other => reason(&other),
        },
        name => {
            let variable = questionnaire.find_variable(name).unwrap();
            let options = questionnaire.options(variable);
            match response.answers.get(variable) {
                Answer::Single(option) => codes(&[options[usize::from(option.0)].code.as_str()]),
                Answer::Multiple(set) => Plain::Codes(
                    set.iter().map(|option| options[usize::from(option.0)].code.to_string()).collect(),
                ),
                Answer::Scale(point) => Plain::Codes(vec![point.to_string()]),
                Answer::Number(number) => Plain::Number(*number),
                Answer::Missing(missing) => Plain::Missing(missing.as_str()),
                Answer::Ranking(_) | Answer::Date(_) | Answer::Text(_) => panic!("not in this questionnaire"),
            }
        }
    }
}

pub(super) fn has_code(variable: &str, answer: &Plain, code: &str) -> bool {
    match (variable, answer) {
        (_, Plain::Codes(codes)) => codes.iter().any(|chosen| chosen == code),
        ("age", Plain::Number(age)) => match code {
            "young" => (18.0..30.0).contains(age),
            "mid" => (30.0..50.0).contains(age),
            _ => *age >= 50.0,
        },
        (_, Plain::Number(_) | Plain::Missing(_)) => false,
    }
}

pub(super) fn answer(questionnaire: &Questionnaire, variable: VariableIndex, seed: u64) -> Answer {
    let options = questionnaire.options(variable).len().max(1) as u64;
    let rest = seed / 20;
    if let Some(reason) = Missing::ALL.get((seed % 20) as usize) {
        return Answer::Missing(*reason);
    }
    match questionnaire.variable(variable).kind {
        VariableKind::Single => Answer::Single(OptionIndex((rest % options) as u16)),
        VariableKind::Multiple => Answer::Multiple(
            (0..options).filter(|at| (rest | 1) >> at & 1 == 1).map(|at| OptionIndex(at as u16)).collect(),
        ),
        VariableKind::Number => Answer::Number((rest % 120) as f64),
        VariableKind::Scale => Answer::Scale((rest % 11) as i64),
        VariableKind::Ranking { .. } | VariableKind::Date | VariableKind::Text => {
            Answer::Missing(Missing::NotAsked)
        }
    }
}

pub(super) fn respond(questionnaire: &Questionnaire, seeds: &[Vec<u64>]) -> Vec<Response> {
    let mut responses = Vec::new();
    for (index, seeds) in seeds.iter().enumerate() {
        let mut answers = Answers::all_missing(questionnaire.variables.len(), Missing::NotAsked);
        for variable in 0..questionnaire.variables.len() {
            let variable = VariableIndex(variable);
            answers.set(variable, answer(questionnaire, variable, seeds[variable.0]));
        }
        responses.push(Response {
            id: ResponseId(Uuid::from_u128(index as u128)),
            external_id: None,
            circumstances: Circumstances::default(),
            disposition: Disposition::ALL[(seeds[0] / 7 % 8) as usize % 2 * (seeds[1] % 5) as usize],
            answers,
        });
    }
    responses
}
