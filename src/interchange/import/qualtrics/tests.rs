//! Whole Qualtrics surveys, and broken ones.

use super::read;
use crate::interchange::import::draft::{Draft, Weight};
use crate::interchange::import::{Settled, settle};

const CANTEEN: &str = include_str!("../../../../tests/imports/qualtrics/canteen.qsf");

fn condition(draft: &Draft, id: &str) -> String {
    let item = draft.find_item(id).unwrap_or_else(|| panic!("no item {id}"));
    item.show_if.as_ref().map(ToString::to_string).unwrap_or_default()
}

fn is_lost(settled: &Settled, place: &str, what: &str) -> bool {
    settled
        .losses
        .iter()
        .any(|loss| loss.weight == Weight::Lost && loss.place.contains(place) && loss.what.contains(what))
}

#[test]
fn a_survey_with_every_type_compiles() {
    let settled = settle(read(CANTEEN).unwrap());
    let text = settled.files[0].text.clone();
    for expected in [
        "languages: [en, ko]",
        "wording: { new: 1, old: 1 }",
        "order: reversed_half",
        "- { code: -9, text: I do not know, missing: dont_know }",
        "- { code: 4, text: None of them, exclusive: true, pin: true }",
        "- { code: 2, text: Stew, show_if: \"'2' in dishes\" }",
        "- { id: taste, text: Taste }",
        "- { id: r3, text: Staff, show_if: \"eats == '3'\" }",
        "format: email",
        "max_length: 500",
        "You said {{ eats }}, [m://FirstName]. Why?",
        "from_text: Not at all likely",
        "total: 100",
        "shuffle: items",
        "Now some *more* questions.",
        "- { assert: \"answered(sum)\", message: Please write something. }",
        "end_if: { complete: \"target == '1'\" }",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    assert!(settled.files[1].text.contains("매일"));
}

#[test]
fn logic_and_skips_become_conditions() {
    let draft = read(CANTEEN).unwrap();
    for (id, expected) in [
        ("dishes", "eats != '1'"),
        ("when", "(rate.taste == '2' || '1' in dishes && '2' in dishes) && eats != '2'"),
        ("mail", "age >= 18"),
        ("skipped", "!answered(target) || target != '2'"),
        ("happy", ""),
        ("why", "nps == 0 || nps == 1"),
        ("arm_1", "arm.wording == 'new'"),
        ("seoul", "language == 'ko'"),
    ] {
        assert_eq!(condition(&draft, id), expected, "{id}");
    }
    let page = |id: &str| {
        let page = draft.pages.iter().find(|page| page.id == id).unwrap();
        page.show_if.as_ref().map(ToString::to_string).unwrap_or_default()
    };
    assert_eq!(page("points"), "!answered(dishes) || !('4' in dishes)");
    assert_eq!(page("old_text"), "arm.wording == 'old'");
    // The end of a branch stands on an item that everybody was asked.
    let (ending, end) = draft.find_item("rate").unwrap().end_if.clone().unwrap();
    assert_eq!((ending.as_str(), end.to_string().as_str()), ("screened_out", "eats == '1'"));
}

#[test]
fn what_cannot_be_carried_over_is_listed_by_place() {
    let settled = settle(read(CANTEEN).unwrap());
    for (place, what) in [
        ("Timer", "timing"),
        ("Sides", "side by side"),
        ("Device", "display logic"),
        ("Story", "the piped text"),
        ("Intro", "a script"),
        ("FL_2", "embedded data `campaign`"),
        ("survey", "quota “Daily eaters”"),
    ] {
        assert!(is_lost(&settled, place, what), "{place}: {what}\n{:#?}", settled.losses);
    }
}

/// Numbers that are always the same.
fn next(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize
}

#[test]
fn a_broken_file_is_refused_or_read_and_never_panics() {
    let mut state = 3;
    let ends: Vec<usize> = CANTEEN.char_indices().map(|(at, _)| at).collect();
    for _ in 0..40 {
        let cut = ends[next(&mut state) % ends.len()];
        assert!(read(CANTEEN.get(..cut).unwrap()).is_err());
        let mut bytes = CANTEEN.as_bytes().to_vec();
        for _ in 0..3 {
            let at = next(&mut state) % bytes.len();
            bytes[at] ^= 1 << (next(&mut state) % 7);
        }
        if let Ok(text) = std::str::from_utf8(&bytes) {
            let _ = read(text);
        }
    }
    for text in [
        "",
        "[]",
        "{}",
        "{\"SurveyEntry\":{},\"SurveyElements\":[]}",
        "{\"SurveyEntry\":{},\"SurveyElements\":[1,null]}",
    ] {
        assert!(read(text).is_err(), "{text}");
    }
    assert!(read(&"[".repeat(100_000)).is_err());
}

/// A pointer to every value.
fn pointers(value: &serde_json::Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    for (key, inner) in super::form::keyed(value) {
        pointers(inner, &format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), found);
    }
}

#[test]
fn every_value_may_be_of_another_kind() {
    use serde_json::json;
    let root: serde_json::Value = serde_json::from_str(CANTEEN).unwrap();
    let mut all = Vec::new();
    pointers(&root, "", &mut all);
    let others = [json!(null), json!([7]), json!({ "1": "x" }), json!("Or"), json!(-1.5)];
    let mut state = 11;
    for _ in 0..150 {
        let mut mixed = root.clone();
        for _ in 0..3 {
            let pointer = &all[next(&mut state) % all.len()];
            if let Some(value) = mixed.pointer_mut(pointer) {
                *value = others[next(&mut state) % others.len()].clone();
            }
        }
        let _ = read(&mixed.to_string());
    }
}

/// A survey with one question of several languages, whose lists say everything of every choice.
fn crowded(choices: usize) -> String {
    use serde_json::{Map, Value, json};
    let keys: Vec<String> = (1..=choices).map(|key| key.to_string()).collect();
    let all = |value: &dyn Fn(&String) -> Value| -> Value {
        keys.iter().map(|key| (key.clone(), value(key))).collect::<Map<_, _>>().into()
    };
    let displays = all(&|key| json!({ "Display": format!("Choice {key}") }));
    let order: Vec<&String> = keys.iter().rev().collect();
    let question = json!({
        "QuestionType": "MC", "Selector": "SAVR", "DataExportTag": "crowd", "QuestionText": "Which?",
        "Choices": displays, "ChoiceOrder": order, "RecodeValues": all(&|key| json!(key)),
        "AnalyzeChoices": all(&|_| json!("Yes")), "Language": { "KO": { "QuestionText": "?", "Choices": displays } },
    });
    json!({
        "SurveyEntry": { "SurveyName": "Crowd", "SurveyLanguage": "EN" },
        "SurveyElements": [
            { "Element": "BL", "Payload": [{ "ID": "B", "BlockElements": [{ "QuestionID": "Q" }, { "QuestionID": "R" }] }] },
            { "Element": "SQ", "PrimaryAttribute": "Q", "Payload": question },
            { "Element": "SQ", "PrimaryAttribute": "R",
              "Payload": { "QuestionType": "TE", "DataExportTag": "why", "QuestionText": "Why?" } },
        ],
    })
    .to_string()
}

#[test]
fn a_question_has_as_many_choices_as_an_item_has_options_and_with_more_it_is_a_loss() {
    use crate::questionnaire::limits::OPTIONS_MAX;
    let draft = read(&crowded(OPTIONS_MAX)).unwrap();
    assert!(draft.find_item("crowd").is_some());
    // So many that going through all of them for each would take very long.
    let draft = read(&crowded(60_000)).unwrap();
    assert!(draft.find_item("crowd").is_none() && draft.find_item("why").is_some());
    assert!(is_lost(&settle(draft), "question crowd (Q)", "question with 60000 choices"));
}

#[test]
fn an_order_names_each_key_once_and_the_rest_stands_behind() {
    use serde_json::{Value, json};
    let keys = |value: &Value, order: &Value| -> Vec<String> {
        super::form::ordered(value, order).into_iter().map(|(key, _)| key).collect()
    };
    assert_eq!(keys(&json!({ "1": 0, "2": 0, "3": 0 }), &json!([3, "9", "3", 1])), ["3", "1", "2"]);
    assert_eq!(keys(&json!(["a", "b", "c"]), &json!(["2", "02"])), ["2", "0", "1"]);
    let many: Value =
        (0..100_000).map(|key| (key.to_string(), Value::Null)).collect::<serde_json::Map<_, _>>().into();
    let backwards: Value = (0..100_000).rev().map(Value::from).collect();
    assert_eq!(keys(&many, &backwards).first().map(String::as_str), Some("99999"));
}
