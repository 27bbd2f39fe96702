//! Responses written and read again: the same answers, and with the missing codes the same reasons.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use proptest::prelude::*;
use sha2::{Digest, Sha256};

use super::csv::Origin;
use super::{CsvOptions, MissingCells, Values, responses_csv, responses_jsonl, sidecar};
use crate::i18n::{Language, LocalizedText};
use crate::ids::{ResponseId, Uuid, WaveId};
use crate::questionnaire::{ItemKind, OptionIndex, Questionnaire, VariableKind};
use crate::responses::data_file::{FileContext, read_csv};
use crate::responses::testing::{Draft, every_type, number, single, text};
use crate::responses::{
    Answer, Answers, Circumstances, Disposition, Missing, OptionSet, Reached, Response, settle,
};

/// Numbers where -1 to -5 are answers and where they are not, texts, and codes that look like reasons.
fn hard_cases() -> Questionnaire {
    let mut draft = Draft::new();
    draft.page(None);
    draft.item("free", None, number(None, None, 2));
    draft.item("below", None, number(Some(-10.0), None, 0));
    draft.item("scale", None, ItemKind::Scale { from: -5, to: 5, from_text: None, to_text: None });
    draft.item("code", None, single(crate::responses::testing::options(&["-1", "2", "a-b"])));
    draft.item("note1", None, text(200));
    draft.item("note2", None, text(200));
    draft.questionnaire
}

/// One answer or none to every variable, from a stream of random numbers.
fn random_answers(questionnaire: &Questionnaire, mut draw: impl FnMut(u64) -> u64) -> Answers {
    const TEXTS: [&str; 14] = [
        "plain",
        "=1+1",
        "+a",
        "-1",
        "-2",
        "@x",
        "\tafter a tab",
        "'quoted",
        "'=x",
        "''-y",
        "a\nb",
        "say \"so\", then",
        "한국어",
        "\r return",
    ];
    const NUMBERS: [f64; 10] = [0.0, 1.0, -1.0, -2.0, -5.0, -6.0, 12.5, 0.1, 1_000_000.25, -3.25];
    let mut answers = Answers::all_missing(questionnaire.variables.len(), Missing::Skipped);
    for index in 0..questionnaire.variables.len() {
        let index = crate::questionnaire::VariableIndex(index);
        let options = questionnaire.options(index).len() as u64;
        if draw(4) == 0 {
            continue;
        }
        let answer = match questionnaire.variable(index).kind {
            VariableKind::Single => Answer::Single(OptionIndex(draw(options) as u16)),
            VariableKind::Multiple => {
                let ticked: OptionSet =
                    (0..options).filter(|_| draw(2) == 0).map(|option| OptionIndex(option as u16)).collect();
                if ticked.is_empty() { Answer::Missing(Missing::Skipped) } else { Answer::Multiple(ticked) }
            }
            VariableKind::Ranking { ranks } => {
                let first = draw(options);
                let count = 1 + draw(ranks as u64);
                Answer::Ranking(
                    (0..count).map(|place| OptionIndex(((first + place) % options) as u16)).collect(),
                )
            }
            VariableKind::Number => Answer::Number(NUMBERS[draw(NUMBERS.len() as u64) as usize]),
            VariableKind::Scale => {
                Answer::Scale(match questionnaire.item(questionnaire.variable(index).item).kind {
                    ItemKind::Scale { from, to, .. } => from + draw((to - from + 1) as u64) as i64,
                    _ => 0,
                })
            }
            VariableKind::Date => {
                Answer::Date(NaiveDate::from_ymd_opt(2000 + draw(30) as i32, 2, 28).unwrap())
            }
            VariableKind::Text => Answer::Text(TEXTS[draw(TEXTS.len() as u64) as usize].to_owned()),
        };
        answers.set(index, answer.clone());
        let chosen: Vec<OptionIndex> = match answer {
            Answer::Single(option) => vec![option],
            Answer::Multiple(ticked) => ticked.iter().collect(),
            _ => Vec::new(),
        };
        for option in chosen {
            if questionnaire.options(index)[usize::from(option.0)].specify {
                answers.set_specify_text(index, option, TEXTS[draw(TEXTS.len() as u64) as usize].to_owned());
            }
        }
    }
    answers
}

/// Takes the answers of later pages away.
fn leave_after(questionnaire: &Questionnaire, page: usize, answers: &mut Answers) {
    for index in (0..questionnaire.variables.len()).map(crate::questionnaire::VariableIndex) {
        if questionnaire.page_of(questionnaire.variable(index).item) > page {
            answers.set(index, Answer::Missing(Missing::Skipped));
        }
    }
}

fn response(questionnaire: &Questionnaire, number: u64, reached: Reached, answers: &Answers) -> Response {
    let time: DateTime<Utc> = DateTime::from_timestamp(1_700_000_000 + number as i64, 120_000_000).unwrap();
    let circumstances = Circumstances {
        source: Some("=panel".to_owned()),
        language: Some("en".to_owned()),
        started_at: Some(time),
        submitted_at: (reached == Reached::Everything).then_some(time),
        ..Circumstances::default()
    };
    let settled = settle(questionnaire, answers, &circumstances, reached, None);
    let disposition = match (settled.ended, reached) {
        (Some(_), _) => Disposition::ScreenedOut,
        (None, Reached::Everything) => Disposition::Complete,
        (None, Reached::ThroughPage(_) | Reached::LastAnswer) => Disposition::BreakOff,
    };
    Response {
        id: ResponseId(Uuid::from_u128(u128::from(number) + 1)),
        external_id: None,
        circumstances,
        disposition,
        answers: settled.answers,
    }
}

fn written(questionnaire: &Questionnaire, responses: &[Response], options: CsvOptions<'_>) -> String {
    let mut out = Vec::new();
    let written = responses_csv(questionnaire, &mut responses.iter().cloned(), options, &mut out).unwrap();
    assert_eq!(written.rows, responses.len() as u64);
    let digest = Sha256::digest(&out).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    assert_eq!(written.sha256, digest);
    String::from_utf8(out).unwrap()
}

fn read_again(questionnaire: &Questionnaire, file: &str) -> Vec<Response> {
    let read =
        read_csv(file.as_bytes(), questionnaire, WaveId(Uuid::nil()), &FileContext::default()).unwrap();
    assert_eq!(read.extras, []);
    assert_eq!(read.summary.rejected, 0);
    read.responses
}

fn check_round_trip(questionnaire: &Questionnaire, seeds: Vec<u64>, missing: MissingCells, reached: Reached) {
    let mut numbers = seeds.iter().copied().cycle();
    let mut turn = 0_u64;
    let mut draw = |below: u64| {
        // A linear congruential step over the given numbers, so that few of them go a long way.
        turn = turn.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(numbers.next().unwrap_or(1) | 1);
        (turn >> 33) % below.max(1)
    };
    let responses: Vec<Response> = (0..4)
        .map(|number| {
            let mut answers = random_answers(questionnaire, &mut draw);
            if let Reached::ThroughPage(page) = reached {
                leave_after(questionnaire, page, &mut answers);
            }
            response(questionnaire, number, reached, &answers)
        })
        .collect();
    let file = written(questionnaire, &responses, CsvOptions { missing, ..CsvOptions::default() });
    for (ours, theirs) in responses.iter().zip(read_again(questionnaire, &file)) {
        for (index, answer) in ours.answers.iter() {
            let name = &questionnaire.variable(index).name;
            assert_eq!(answer, theirs.answers.get(index), "{name} in\n{file}");
        }
        assert_eq!(*ours, theirs, "{file}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn complete_responses_come_back_as_they_were(seeds in prop::collection::vec(any::<u64>(), 8)) {
        for questionnaire in [every_type(), hard_cases()] {
            check_round_trip(&questionnaire, seeds.clone(), MissingCells::Empty, Reached::Everything);
            check_round_trip(&questionnaire, seeds.clone(), MissingCells::Codes, Reached::Everything);
        }
    }

    #[test]
    fn with_missing_codes_so_do_interviews_that_were_left(seeds in prop::collection::vec(any::<u64>(), 8)) {
        let questionnaire = every_type();
        for page in 0..questionnaire.pages.len() {
            check_round_trip(&questionnaire, seeds.clone(), MissingCells::Codes, Reached::ThroughPage(page));
        }
    }
}

#[test]
fn the_columns_are_named_as_data_files_name_them() {
    let file = written(&every_type(), &[], CsvOptions::default());
    assert_eq!(
        file,
        "response_id,external_id,source,started_at,submitted_at,language,disposition,aapor,role,role.other.text,\
         tools.x,tools.y,tools.z,tools.none,tools.z.text,uses.r1,uses.r2,freq.r1.1,freq.r1.2,freq.r2.1,freq.r2.2,\
         age,score,best.a,best.b,best.c,born,points,why\r\n"
    );
}

#[test]
fn labels_are_for_people_and_formulas_are_defused() {
    let mut questionnaire = hard_cases();
    let ItemKind::Single { options, .. } = &mut questionnaire.items[3].kind else {
        panic!("code is a single")
    };
    options[1].text = LocalizedText::new("=Two");
    let mut answers = Answers::all_missing(questionnaire.variables.len(), Missing::Skipped);
    answers.set(questionnaire.find_variable("code").unwrap(), Answer::Single(OptionIndex(1)));
    answers.set(questionnaire.find_variable("free").unwrap(), Answer::Number(-1.0));
    answers.set(questionnaire.find_variable("below").unwrap(), Answer::Number(-1.0));
    answers.set(questionnaire.find_variable("note1").unwrap(), Answer::Text("@me".to_owned()));
    let one = response(&questionnaire, 0, Reached::Everything, &answers);
    let language = Language::parse("en").unwrap();
    let options = CsvOptions {
        values: Values::Labels(&language),
        missing: MissingCells::Codes,
        ..CsvOptions::default()
    };
    let file = written(&questionnaire, &[one], options);
    assert_eq!(
        file.lines().nth(1).unwrap(),
        "00000000-0000-0000-0000-000000000001,,'=panel,2023-11-14T22:13:20.120Z,2023-11-14T22:13:20.120Z,en,complete,\
         1.1,-1e0,-1,,'=Two,'@me,-2"
    );
}

#[test]
fn json_lines_hold_answers_as_the_intake_takes_them() {
    let questionnaire = every_type();
    let mut answers = Answers::all_missing(questionnaire.variables.len(), Missing::Skipped);
    let set: BTreeMap<&str, Answer> = [
        ("role", Answer::Single(OptionIndex(2))),
        ("tools", Answer::Multiple([OptionIndex(0), OptionIndex(1)].into_iter().collect())),
        ("uses.r2", Answer::Single(OptionIndex(0))),
        ("best", Answer::Ranking(vec![OptionIndex(2), OptionIndex(0)])),
        ("age", Answer::Number(41.0)),
        ("score", Answer::Scale(7)),
    ]
    .into();
    for (name, answer) in set {
        answers.set(questionnaire.find_variable(name).unwrap(), answer);
    }
    answers.set_specify_text(
        questionnaire.find_variable("role").unwrap(),
        OptionIndex(2),
        "=pilot".to_owned(),
    );
    let one = response(&questionnaire, 0, Reached::Everything, &answers);
    let mut out = Vec::new();
    let mut made_up = [one.clone()].into_iter();
    responses_jsonl(&questionnaire, &mut made_up, &[], Origin::Simulation, &mut out).unwrap();
    let object: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(object["synthetic"], true);
    out.clear();
    let written =
        responses_jsonl(&questionnaire, &mut [one].into_iter(), &[], Origin::Respondents, &mut out).unwrap();
    let line = String::from_utf8(out).unwrap();
    assert_eq!(line.matches('\n').count(), 1);
    let object: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert!(object.get("synthetic").is_none());
    assert_eq!(
        object["answers"],
        serde_json::json!({
            "role": "other", "tools": ["x", "y"], "uses": { "r2": "1" }, "age": 41.0, "score": 7,
            "best": ["c", "a"], "points": 70.0, "role.other.text": "=pilot"
        })
    );
    assert_eq!(object["missing"]["why"], "skipped");
    assert_eq!(object["missing"]["uses.r1"], "skipped");
    assert_eq!(
        sidecar(&written, "sha256:0", Some("w")),
        format!(
            "{{\n  \"rows\": 1,\n  \"sha256\": \"{}\",\n  \"version\": \"sha256:0\",\n  \"wave\": \"w\"\n}}\n",
            written.sha256
        )
    );
}
