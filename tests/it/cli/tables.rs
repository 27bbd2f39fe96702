//! `canvass tabulate`, `report` and `export` on a data file, with no database.

use super::{TempFolder, ospo, run};

const SURVEY: &str = "tests/surveys/every_kind";
const DATA: &str = "tests/surveys/every_kind/responses.csv";

#[test]
fn a_table_on_a_file_as_text_and_json() {
    let text = run(&["tabulate", "--questionnaire", SURVEY, "--data", DATA, "--rows", "role"]);
    assert_eq!(text.code, 0, "{}", text.err);
    assert!(text.out.contains("Developer"), "{}", text.out);
    assert!(!text.out.contains('\u{1b}'));
    let json =
        run(&["tabulate", "--questionnaire", SURVEY, "--data", DATA, "--rows", "role", "--format", "json"]);
    let json = json.json();
    assert_eq!(json["wave"], serde_json::Value::Null);
    // One of the six was screened out; the universe is the completes.
    assert_eq!(json["n_records"], 5);
    assert_eq!(json["rows"][0]["code"], "dev");
    assert_eq!(json["rows"][0]["cells"][0]["count"], 3);
}

#[test]
fn a_misspelt_name_is_exit_1_with_a_suggestion_and_an_empty_standard_output() {
    let ran = run(&["tabulate", "--questionnaire", SURVEY, "--data", DATA, "--rows", "rolle"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_eq!(ran.out, "");
    assert!(ran.err.contains("role"), "{}", ran.err);
}

#[test]
fn a_workbook_needs_a_file_to_go_to() {
    let arguments =
        ["tabulate", "--questionnaire", SURVEY, "--data", DATA, "--rows", "role", "--format", "xlsx"];
    let ran = run(&arguments);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("--out"), "{}", ran.err);
    let folder = TempFolder::new("xlsx");
    let out = folder.0.join("table.xlsx");
    let ran = run(&[&arguments[..], &["--out", out.to_str().unwrap()]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(std::fs::read(&out).unwrap().starts_with(b"PK"));
}

#[test]
fn a_data_file_is_in_no_database_that_could_count_it() {
    for command in [&["tabulate", "--rows", "role"][..], &["report"], &["figure", "any"]] {
        let source = ["--questionnaire", SURVEY, "--data", DATA, "--engine", "sql"];
        let ran = run(&[command, &source[..]].concat());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
        assert!(ran.err.contains("--wave"), "{}", ran.err);
    }
}

#[test]
fn a_figure_by_itself_brings_its_own_variables() {
    let folder = TempFolder::new("figure");
    let file = folder.0.join("figure.yaml");
    std::fs::write(
        &file,
        "share: developer\nvariables: { developer: { where: \"role == 'dev'\", else: All others } }\n",
    )
    .unwrap();
    let arguments = ["figure", "--questionnaire", SURVEY, "--data", DATA, "--figure", file.to_str().unwrap()];
    let ran = run(&[&arguments[..], &["--format", "json"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let json = ran.json();
    assert_eq!((json["kind"].as_str(), json["value"].as_f64()), (Some("share"), Some(0.6)));
    assert_eq!(json["base"]["unweighted"], 5);
    let ran = run(&arguments);
    let first: Vec<&str> = ran.out.lines().next().unwrap_or_default().split_whitespace().collect();
    assert_eq!(first, ["share", "60%"], "{}", ran.out);
}

#[test]
fn a_figure_that_cannot_be_is_exit_1_and_none_at_all_is_exit_2() {
    let ran = run(&["figure", "--questionnaire", SURVEY, "--data", DATA]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    let folder = TempFolder::new("no-figure");
    let file = folder.0.join("figure.json");
    std::fs::write(&file, r#"{"share": "rolle", "codes": ["dev"]}"#).unwrap();
    let ran = run(&["figure", "--questionnaire", SURVEY, "--data", DATA, "--figure", file.to_str().unwrap()]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{}", ran.err);
    assert!(ran.err.contains("did you mean `role`?"), "{}", ran.err);
}

#[test]
fn timing_is_one_json_line_on_standard_error() {
    let ran =
        run(&["tabulate", "--questionnaire", SURVEY, "--data", DATA, "--rows", "role", "--timing", "-q"]);
    assert_eq!(ran.code, 0);
    let timing: serde_json::Value = serde_json::from_str(ran.err.trim()).unwrap();
    for key in ["load_ms", "plan_ms", "count_ms", "statistics_ms", "render_ms", "rows"] {
        assert!(timing[key].is_number(), "{key} in {timing}");
    }
}

#[test]
fn an_export_reads_back_as_it_was() {
    let folder = TempFolder::new("export");
    let out = folder.0.join("again.csv");
    let path = out.to_str().unwrap();
    let first = run(&[
        "export",
        "--questionnaire",
        SURVEY,
        "--data",
        DATA,
        "--format",
        "csv",
        "--missing-codes",
        "--out",
        path,
    ]);
    assert_eq!(first.code, 0, "{}", first.err);
    let sidecar = std::fs::read_to_string(folder.0.join("again.csv.meta.json")).unwrap();
    let sidecar: serde_json::Value = serde_json::from_str(&sidecar).unwrap();
    assert_eq!(sidecar["rows"], 6);
    let second =
        run(&["export", "--questionnaire", SURVEY, "--data", path, "--format", "csv", "--missing-codes"]);
    assert_eq!(second.code, 0, "{}", second.err);
    assert_eq!(second.out, std::fs::read_to_string(&out).unwrap());
}

#[test]
fn items_of_the_real_survey_stand_on_those_who_were_asked() {
    let Some(folder) = ospo("2024") else { return };
    let questionnaire = folder.join("questionnaire.yaml");
    let data = folder.join("responses.csv");
    let of = |rows: &str| {
        let ran = run(&[
            "tabulate",
            "--questionnaire",
            questionnaire.to_str().unwrap(),
            "--data",
            data.to_str().unwrap(),
            "--rows",
            rows,
            "--base",
            "asked",
            "--format",
            "json",
        ]);
        assert_eq!(ran.code, 0, "{rows}: {}", ran.err);
        ran.json()
    };
    for (rows, base) in [("q4", 222), ("q12", 222), ("q13", 100), ("q40.r1", 100), ("q41", 26), ("q46", 96)] {
        let json = of(rows);
        assert_eq!(json["columns"][0]["base"]["unweighted"], base, "{rows}");
    }
}
