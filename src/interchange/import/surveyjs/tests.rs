//! SurveyJS definitions written by the tests, and what becomes of them.

use crate::diagnostics::{Severity, Sources};
use crate::interchange::import::{Format, Origin, read, settle};
use crate::questionnaire::{Declared, compile};

/// The files, by their texts, and each loss as `place: what (why)`; what was written compiles.
fn imported(definition: &str) -> (Vec<String>, Vec<String>) {
    let origin = Origin { stem: "test", language: None };
    let settled = settle(read(Format::SurveyJs, definition.as_bytes(), origin).unwrap());
    let mut sources = Sources::default();
    let ids: Vec<_> = settled.files.iter().map(|file| sources.add(&file.name, &file.text)).collect();
    let compiled = compile(&sources, ids[0], &ids[1..], &Declared::default());
    let errors: Vec<_> = (compiled.diagnostics.iter())
        .filter(|found| found.severity == Severity::Error)
        .map(|found| found.message.clone())
        .collect();
    assert!(errors.is_empty(), "{errors:?}\n{}", settled.files[0].text);
    let losses = settled.losses.iter().map(|loss| format!("{}: {} ({})", loss.place, loss.what, loss.why));
    (settled.files.iter().map(|file| file.text.clone()).collect(), losses.collect())
}

#[track_caller]
fn holds(text: &str, part: &str) {
    assert!(text.contains(part), "`{part}` is not in\n{text}");
}

const EVERY_TYPE: &str = include_str!("../../../../tests/imports/every_type.surveyjs.json");

#[test]
fn every_type_comes_over_with_its_routing_and_languages() {
    let (files, losses) = imported(EVERY_TYPE);
    let (main, german) = (&files[0], &files[1]);
    holds(main, "languages: [en, de]");
    holds(main, "show_if: \"role == 'dev' || 'rust' in tools\"");
    holds(main, "{ code: other, text: Something else, specify: true, pin: true }");
    holds(main, "{ code: none, text: None of them, exclusive: true, pin: true }");
    holds(main, "order: random");
    holds(main, "max: 2");
    holds(main, "id: recommend\n        type: scale");
    holds(main, "from_text: Not at all");
    holds(main, "text: Why {{ recommend }}?");
    holds(main, "show_if: \"recommend < 7\"");
    holds(main, "- id: lead\n        type: single");
    holds(main, "show_if: \"lead == 'yes'\"");
    holds(main, "format: email");
    holds(main, "show_if: \"rated.speed == 'bad'\"");
    holds(main, "assert: \"answered(team) || !answered(lead) || lead != 'yes'\"");
    holds(main, "value: \"team * 2\"");
    holds(main, "end_if: { complete: \"role == 'none'\" }");
    holds(main, "{ code: ops, text: Operations, show_if: \"'rust' in tools\" }");
    holds(german, "text: { text: Welche Rolle?, source: ");
    holds(german, "dev: { text: Entwicklung, source: ");
    let told = losses.join("\n");
    for part in [
        "/pages/1/elements/7: the question `table` (matrixdropdown)",
        "/pages/1/elements/8: the question `upload` (file)",
        "/pages/0/elements/0: defaultValue `dev`",
        "/pages/1/elements/6: enableIf `{role} = 'dev'`",
        "/pages/1/elements/9: visibleIf `iif({team} > 3, true, false)` (there is no iif()",
        "/navigateToUrl: `navigateToUrl`",
        "`width` of the survey (looks are left to the form)",
    ] {
        holds(&told, part);
    }
}

#[test]
fn what_is_no_definition_is_refused_in_words() {
    let origin = Origin { stem: "test", language: None };
    let refused = |text: &str| read(Format::SurveyJs, text.as_bytes(), origin).map(|_| ()).unwrap_err().0;
    assert!(refused("").contains("no JSON"));
    assert!(refused("[]").contains("no SurveyJS definition"));
    assert!(refused("{\"a\": 1}").contains("no SurveyJS definition"));
    assert!(refused("{\"elements\": []}").contains("no question"));
    assert!(refused(&"[".repeat(100_000)).contains("no JSON"));
    let deep = format!("{}{}", "{\"elements\":[{\"type\":\"panel\",".repeat(40), "\"a\":1}]}".repeat(40));
    let _ = read(Format::SurveyJs, deep.as_bytes(), origin).map(settle);
}

#[test]
fn odd_values_in_every_place_are_an_answer_and_never_a_panic() {
    let origin = Origin { stem: "test", language: None };
    let definition: serde_json::Value = serde_json::from_str(EVERY_TYPE).unwrap();
    let mut pointers = Vec::new();
    collect(&definition, String::new(), &mut pointers);
    let odd = [
        serde_json::json!(null),
        serde_json::json!(-1e300),
        serde_json::json!("\u{0}{{ x }}<script>"),
        serde_json::json!([[]]),
        serde_json::json!({"value": {"value": 1}}),
    ];
    for (index, pointer) in pointers.iter().enumerate() {
        let mut changed = definition.clone();
        if let Some(place) = changed.pointer_mut(pointer) {
            *place = odd[index % odd.len()].clone();
        }
        let _ = read(Format::SurveyJs, changed.to_string().as_bytes(), origin).map(settle);
    }
    for end in (0..EVERY_TYPE.len()).step_by(211) {
        let _ = read(Format::SurveyJs, &EVERY_TYPE.as_bytes()[..end], origin).map(settle);
    }
}

fn collect(value: &serde_json::Value, at: String, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(object) => {
            for (key, inner) in object {
                let at = format!("{at}/{key}");
                found.push(at.clone());
                collect(inner, at, found);
            }
        }
        serde_json::Value::Array(list) => {
            for (index, inner) in list.iter().enumerate() {
                let at = format!("{at}/{index}");
                found.push(at.clone());
                collect(inner, at, found);
            }
        }
        _ => {}
    }
}
