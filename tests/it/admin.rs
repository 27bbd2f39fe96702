//! Waves as those who run them do it, by commands on a database: made, looked at, filled from files, exported.

use std::collections::BTreeSet;
use std::process::Output;

use serde_json::Value;

use crate::support::real_data::ospo;
use crate::support::server::{command, must_run};
use crate::support::{TempFolder, TestDatabase, database};

const SURVEY: &str = "tests/surveys/every_kind";
const ANSWERS: &str = "tests/surveys/every_kind/responses.csv";

/// A database and a folder for the program's own files.
struct Desk {
    database: TestDatabase,
    folder: TempFolder,
}

impl Desk {
    async fn new() -> Option<Desk> {
        Some(Desk { database: database().await?, folder: TempFolder::new("desk") })
    }

    fn must(&self, arguments: &[&str]) -> String {
        must_run(&self.database, &self.folder, arguments)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        command(&self.database, &self.folder).args(arguments).output().unwrap()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.must(arguments)).unwrap()
    }

    fn write(&self, name: &str, text: &str) -> String {
        let file = self.folder.0.join(name);
        std::fs::write(&file, text).unwrap();
        file.display().to_string()
    }

    fn wave(&self, slug: &str, survey: &str) {
        self.must(&["wave", "create", slug, "--questionnaire", survey, "-q"]);
    }

    fn import(&self, wave: &str, file: &str) -> Value {
        self.json(&["import", wave, file, "--format", "json", "-q"])
    }
}

fn said(output: &Output) -> (i32, String) {
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// The lines of a CSV file without its first column, in no order.
fn without_ids(csv: &str) -> BTreeSet<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    reader.records().map(|record| record.unwrap().iter().skip(1).map(str::to_owned).collect()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_waves_file_is_given_back_as_it_holds() {
    let Some(desk) = Desk::new().await else { return };
    let plan = desk.write("wave.yaml", "canvass: 1\nwave: other\nopens: 2030-01-01T00:00\nlimit: 5\n");
    let flags = ["--opens", "2031-02-03T09:00", "--timezone", "Asia/Seoul", "-q"];
    let create = ["wave", "create", "mine", "--questionnaire", SURVEY, "--plan", &plan];
    desk.must(&[&create[..], &flags].concat());
    let file = desk.must(&["wave", "show", "mine", "--format", "yaml"]);
    assert_eq!(
        file,
        "canvass: 1\nwave: mine\nopens: 2031-02-03T09:00:00\nlimit: 5\ntimezone: \"Asia/Seoul\"\n"
    );
    assert_eq!(desk.json(&["wave", "show", "mine", "--format", "json"])["opens_at"], "2031-02-03T00:00:00Z");
    let copy = desk.write("copy.yaml", &file);
    desk.must(&["wave", "create", "copy", "--questionnaire", SURVEY, "--plan", &copy, "-q"]);
    let copied = desk.must(&["wave", "show", "copy", "--format", "yaml"]);
    assert_eq!(copied, file.replace("wave: mine", "wave: copy"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_plan_alone_names_its_questionnaire() {
    let Some(desk) = Desk::new().await else { return };
    desk.must(&["wave", "create", "w", "--plan", &format!("{SURVEY}/wave.yaml"), "-q"]);
    assert_eq!(desk.json(&["wave", "show", "w", "--format", "json"])["state"], "draft");
    assert_eq!(said(&desk.run(&["wave", "create", "w2"])).0, 2, "neither a plan nor a questionnaire");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_imported_into_another_wave_is_the_same_answers() {
    let Some(desk) = Desk::new().await else { return };
    let mut surveys = vec![(SURVEY.to_owned(), ANSWERS.to_owned(), "every-kind".to_owned())];
    for year in ["2023", "2024"] {
        if let Some(folder) = ospo(year) {
            let data = folder.join("responses.csv").display().to_string();
            surveys.push((folder.display().to_string(), data, format!("ospo-{year}")));
        }
    }
    for (survey, data, first) in &surveys {
        let second = format!("{first}-again");
        desk.wave(first, survey);
        desk.wave(&second, survey);
        desk.import(first, data);
        let export = ["export", "--missing-codes", "--format", "csv", "-q", "--wave"];
        let exported = desk.must(&[&export[..], &[first]].concat());
        let file = desk.write("export.csv", &exported);
        let summary = desk.import(&second, &file);
        assert_eq!((&summary["repeated"], &summary["rejected"]), (&0.into(), &0.into()), "{first}");
        let again = desk.must(&[&export[..], &[&second]].concat());
        assert_eq!(without_ids(&again), without_ids(&exported), "{first}");
        assert_eq!(desk.import(&second, &file)["repeated"], summary["rows"], "{first}: once more");
        assert_eq!(desk.import(&second, data)["repeated"], summary["rows"], "{first}: by the first file");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_import_does_not_store_is_listed_and_strict_stores_nothing() {
    let Some(desk) = Desk::new().await else { return };
    desk.wave("w", SURVEY);
    let file = desk.write("a.csv", "response_id,role,age,w\nr1,dev,30,1.5\nr2,ops,40,\n");
    let strict = desk.run(&["import", "w", &file, "--strict", "--format", "json"]);
    assert_eq!(said(&strict).0, 1);
    let listed: Value = serde_json::from_slice(&strict.stdout).unwrap();
    assert_eq!(listed["notes"][0]["problem"], "column_without_item");
    assert_eq!(desk.json(&["wave", "show", "w", "--format", "json"])["counts"]["started"], 0);
    let summary = desk.import("w", &file);
    assert_eq!((&summary["accepted"], &summary["cells_not_taken"]), (&2.into(), &1.into()));
    let changed = desk.write("b.csv", "response_id,role,age\nr1,dev,31\nr2,ops,40\nr3,dev,50\n");
    let summary = desk.import("w", &changed);
    assert_eq!(
        (&summary["accepted"], &summary["rejected"], &summary["repeated"]),
        (&2.into(), &1.into(), &1.into())
    );
    assert_eq!(
        (&summary["notes"][0]["problem"], &summary["notes"][0]["line"]),
        (&"stored_otherwise".into(), &2.into())
    );
    let export = desk.must(&["export", "--wave", "w", "--format", "csv", "-q"]);
    assert!(export.contains(",30,") && !export.contains(",31,"), "{export}");
}

#[tokio::test(flavor = "multi_thread")]
async fn made_up_answers_mark_an_empty_wave_and_do_not_mix_with_given_ones() {
    let Some(desk) = Desk::new().await else { return };
    let file = desk.folder.0.join("made-up.csv").display().to_string();
    desk.must(&["simulate", SURVEY, "--n", "5", "--out", &file, "-q"]);
    desk.wave("empty", SURVEY);
    desk.must(&["import", "empty", &file, "-q"]);
    assert_eq!(desk.json(&["wave", "show", "empty", "--format", "json"])["synthetic"], true);
    let table = desk.must(&["tabulate", "--wave", "empty", "--rows", "role"]);
    assert!(table.to_lowercase().contains("synthetic"), "{table}");
    desk.wave("real", SURVEY);
    desk.must(&["import", "real", ANSWERS, "-q"]);
    let (code, message) = said(&desk.run(&["import", "real", &file]));
    assert_eq!(code, 1);
    assert!(message.contains("synthetic"), "{message}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wave_tabulates_as_its_file_does() {
    let Some(desk) = Desk::new().await else { return };
    let Some(folder) = ospo("2024") else { return };
    let survey = folder.display().to_string();
    let data = folder.join("responses.csv").display().to_string();
    desk.wave("w", &survey);
    desk.import("w", &data);
    for item in ["q1", "q4", "q8", "q13", "q21", "q24"] {
        for format in ["json", "csv"] {
            let table = ["--rows", item, "--base", "asked", "--format", format];
            let by_wave = desk.must(&[&["tabulate", "--wave", "w"][..], &table].concat());
            let by_file =
                desk.must(&[&["tabulate", "--questionnaire", &survey, "--data", &data][..], &table].concat());
            if format == "csv" {
                assert_eq!(by_wave, by_file, "{item}");
                continue;
            }
            let rows = |text: &str| serde_json::from_str::<Value>(text).unwrap()["rows"].clone();
            assert_eq!(rows(&by_wave), rows(&by_file), "{item}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn exit_codes_say_whose_move_it_is() {
    let Some(desk) = Desk::new().await else { return };
    desk.wave("w", SURVEY);
    let checks: [(&[&str], i32, &str); 12] = [
        (&["wave", "create", "w", "--questionnaire", SURVEY], 1, "exists already"),
        (&["wave", "create", "W!", "--questionnaire", SURVEY], 1, "no name for a wave"),
        (&["wave", "create", "x", "--questionnaire", "nowhere"], 2, "nowhere"),
        (&["wave", "create", "x", "--questionnaire", SURVEY, "--opens", "soon"], 2, "--opens"),
        (&["wave", "create", "x", "--questionnaire", SURVEY, "--timezone", "Berlin"], 2, "--timezone"),
        (&["wave", "close", "w"], 1, "open it first"),
        (&["wave", "open", "nowhere"], 1, "no wave"),
        (&["wave", "pause", "w"], 2, "pause"),
        (&["import", "w", "nowhere.csv"], 2, "nowhere.csv"),
        (&["import", "nowhere", ANSWERS], 1, "no wave"),
        (&["key", "create", "--role", "king"], 2, "king"),
        (&["key", "revoke", "1"], 2, "no key's id"),
    ];
    for (arguments, expected, words) in checks {
        let output = desk.run(arguments);
        let (code, message) = said(&output);
        assert_eq!(code, expected, "{arguments:?}: {message}");
        assert!(message.contains(words), "{arguments:?}: {message}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
    let help = String::from_utf8(desk.run(&["wave", "--help"]).stdout).unwrap();
    for later in ["pause", "clone", "rehearse", "freeze", "record"] {
        assert!(!help.lines().any(|line| line.trim().starts_with(later)), "{later} is offered");
    }
}
