//! Expressions over columns agree with the same expressions on each response.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use proptest::prelude::*;

use super::dataset::{Dataset, DatasetInfo, SampleType};
use super::evaluate::Columns;
use super::names::{Declared, Names};
use crate::diagnostics::{FileId, Span};
use crate::i18n::Language;
use crate::ids::{ResponseId, Uuid};
use crate::questionnaire::condition::{self, Value};
use crate::questionnaire::{OptionIndex, Questionnaire, VariableIndex, VariableKind};
use crate::responses::testing::every_type;
use crate::responses::{Answer, AnswerFacts, Answers, Circumstances, Disposition, Missing, Response};

pub(super) fn info() -> DatasetInfo {
    DatasetInfo {
        wave: None,
        version: "sha256:0".into(),
        watermark: "w".into(),
        synthetic: None,
        language: Language::parse("en").unwrap(),
        sample: SampleType::Other,
        earlier: Vec::new(),
    }
}

/// An answer of the variable's kind, made from one number; a third of them missing for some reason.
fn answer(questionnaire: &Questionnaire, variable: VariableIndex, seed: u64) -> Answer {
    let options = questionnaire.options(variable).len().max(1) as u64;
    let option = |at: u64| OptionIndex((at % options) as u16);
    let rest = seed / 15;
    if let Some(reason) = Missing::ALL.get((seed % 15) as usize) {
        return Answer::Missing(*reason);
    }
    match questionnaire.variable(variable).kind {
        VariableKind::Single => Answer::Single(option(rest)),
        VariableKind::Multiple => {
            Answer::Multiple((0..options).filter(|at| (rest | 1) >> at & 1 == 1).map(option).collect())
        }
        VariableKind::Ranking { ranks } => {
            Answer::Ranking((0..=rest % ranks as u64).map(|place| option(rest / 7 + place)).collect())
        }
        VariableKind::Number => Answer::Number((rest % 100) as f64 / 4.0),
        VariableKind::Scale => Answer::Scale((rest % 11) as i64),
        VariableKind::Date => Answer::Date(NaiveDate::from_ymd_opt(2000, 1, 1 + (rest % 28) as u32).unwrap()),
        VariableKind::Text => Answer::Text(["", "yes", "no"][(rest % 3) as usize].into()),
    }
}

pub(super) fn responses(questionnaire: &Questionnaire, seeds: &[Vec<u64>]) -> Vec<Response> {
    let at = |seconds: u64| DateTime::<Utc>::from_timestamp(1_700_000_000 + seconds as i64, 0);
    seeds
        .iter()
        .enumerate()
        .map(|(index, seeds)| {
            let mut answers = Answers::all_missing(questionnaire.variables.len(), Missing::NotAsked);
            for (variable, seed) in seeds.iter().enumerate().take(questionnaire.variables.len()) {
                let variable = VariableIndex(variable);
                answers.set(variable, answer(questionnaire, variable, *seed));
            }
            let odd = seeds[0] % 2 == 1;
            Response {
                id: ResponseId(Uuid::from_u128(index as u128)),
                external_id: None,
                circumstances: Circumstances {
                    wave: Some("w".into()),
                    wave_opened: None,
                    source: odd.then(|| "panel".into()),
                    language: Some(if odd { "en" } else { "ko" }.into()),
                    started_at: at(0),
                    submitted_at: odd.then_some(()).and(at(seeds[0] % 100_000)),
                    ..Circumstances::default()
                },
                disposition: Disposition::Complete,
                answers,
            }
        })
        .collect()
}

/// Texts of conditions over the items of `every_type`.
fn conditions() -> impl Strategy<Value = String> {
    let number = prop_oneof![
        Just("age".to_owned()),
        Just("score".to_owned()),
        Just("points".to_owned()),
        Just("size(tools)".to_owned()),
        Just("rank(best, 'b')".to_owned()),
        Just("minutes".to_owned()),
        (0..12_i64).prop_map(|number| number.to_string()),
    ]
    .prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone(), prop::sample::select(vec!["+", "-", "*", "/"]))
                .prop_map(|(a, b, op)| format!("({a} {op} {b})")),
            (inner.clone(), inner.clone(), prop::sample::select(vec!["min", "max", "sum"]))
                .prop_map(|(a, b, call)| format!("{call}({a}, {b})")),
            inner.clone().prop_map(|a| format!("round({a})")),
            inner.prop_map(|a| format!("-({a})")),
        ]
    });
    let simple = prop::sample::select(vec![
        "role == 'a'",
        "role != 'dk'",
        "role in ['b', 'other']",
        "'x' in tools",
        "has(tools, 'none')",
        "uses.r1 == 2",
        "uses.r1 == uses.r2",
        "uses.r2 >= 2",
        "'1' in freq.r1",
        "'b' in best",
        "why == 'yes'",
        "born < '2000-01-15'",
        "started_on == submitted_on",
        "source == 'panel'",
        "language == 'ko'",
        "answered(uses)",
        "asked(freq.r2)",
        "asked(source)",
        "answered(tools)",
        "true",
    ])
    .prop_map(str::to_owned);
    let compared = (number.clone(), number, prop::sample::select(vec!["<", "<=", ">", ">=", "=="]))
        .prop_map(|(a, b, op)| format!("age {op} {b} || {a} {op} score"));
    prop_oneof![3 => simple, 2 => compared].prop_recursive(4, 24, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) && ({b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) || ({b})")),
            inner.prop_map(|a| format!("!({a})")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn columns_and_responses_agree_on_every_condition(
        text in conditions(),
        seeds in prop::collection::vec(prop::collection::vec(any::<u64>(), 14), 0..80),
    ) {
        let questionnaire = Arc::new(every_type());
        let responses = responses(&questionnaire, &seeds);
        let language = Language::parse("en").unwrap();
        let declared = Declared::default();
        let names = Names {
            questionnaire: &questionnaire,
            language: &language,
            declared: &declared,
            derived: &[],
            own: 0,
            dataset: None,
        };
        let mut diagnostics = Vec::new();
        let at = Span::new(FileId(0), 0, text.len());
        let condition = condition::compile(&text, at, &names, &mut diagnostics);
        let Some(condition) = condition else { panic!("{text}: {diagnostics:?}") };
        let dataset = Dataset::from_responses(questionnaire.clone(), &responses, Vec::new(), info());
        let columns = Columns { dataset: &dataset, chunk: 0, derived: &[], lazy: None, derived_subjects: &[] };
        let truth = columns.truth(&condition.expr);
        prop_assert_eq!(&columns.holds(&condition.expr), &truth.is_true, "{}", text);
        for (respondent, response) in responses.iter().enumerate() {
            let facts = AnswerFacts::new(&questionnaire, &response.answers, &response.circumstances);
            let found = match (truth.known.contains(respondent), truth.is_true.contains(respondent)) {
                (true, is_true) => Value::Bool(is_true),
                (false, _) => Value::Unknown,
            };
            let expected = condition::evaluate(&condition.expr, &facts);
            prop_assert_eq!(found, expected, "{} for respondent {}", text, respondent);
        }
    }
}
