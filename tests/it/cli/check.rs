//! `canvass check`.

use super::{TempFolder, ospo, run};

#[test]
fn a_good_survey_is_exit_0_and_says_what_to_do_next() {
    let ran = run(&["check", "tests/surveys/every_kind"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(
        ran.err.lines().last().unwrap().contains("canvass preview tests/surveys/every_kind"),
        "{}",
        ran.err
    );
}

#[test]
fn json_lists_each_problem_with_its_place() {
    let folder = TempFolder::new("check");
    let file = folder.0.join("questionnaire.yaml");
    let text = "canvass: 1\nid: a\nedition: \"1\"\ntitle: A\nlanguages: [en]\npages:\n  - id: p\n    items:\n      - { id: q1, type: single, text: Q, options: [{ code: a, text: A }, { code: b, text: B }] }\n      - { id: q2, type: text, text: Why, show_if: \"q1 == 'c'\" }\n";
    std::fs::write(&file, text).unwrap();
    let ran = run(&["check", "--format", "json", file.to_str().unwrap()]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let json = ran.json();
    assert_eq!(json["errors"], 1, "{json:#}");
    let found =
        json["diagnostics"].as_array().unwrap().iter().find(|found| found["severity"] == "error").unwrap();
    assert_eq!(found["file"], file.to_str().unwrap());
    assert_eq!(found["line"], 10, "{json:#}");
    for key in ["code", "severity", "message", "file", "line", "column", "end_line", "end_column", "help"] {
        assert!(found.get(key).is_some(), "{key} is missing in {found}");
    }
    let text = run(&["check", "--color", "never", folder.0.to_str().unwrap()]);
    assert_eq!(text.code, 1);
    assert!(text.out.contains("questionnaire.yaml:10:"), "{}", text.out);
    assert!(!text.out.contains('\u{1b}'), "no colour when piped");
}

#[test]
fn the_real_surveys_check_clean() {
    for wave in ["2023", "2024"] {
        let Some(folder) = ospo(wave) else { return };
        let ran = run(&["check", "--format", "json", folder.to_str().unwrap()]);
        assert_eq!(ran.code, 0, "{wave}: {}", ran.out);
        assert_eq!(ran.json()["errors"], 0);
    }
}
