//! `canvass report --format charts`: the same files each time, with the fonts of the machine or of a folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::run;
use crate::support::TempFolder;

const SURVEY: &str = "questionnaire/genai-2023";
const REPORT: &str = "canvass: 1
report: one
title: One
sections: [{ title: Section, tables: [{ id: prefer, title: Preference, rows: prefer, chart: bar }] }]
";

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).unwrap()))
        .collect()
}

#[test]
fn charts_are_the_same_files_twice() {
    let folder = TempFolder::new("charts");
    let at = |name: &str| folder.0.join(name).display().to_string();
    assert_eq!(run(&["simulate", SURVEY, "--n", "40", "--out", &at("data.csv")]).code, 0);
    fs::write(folder.0.join("report.yaml"), REPORT).unwrap();
    let (data, report) = (at("data.csv"), at("report.yaml"));
    let draw = |out: &str, more: &[&str]| {
        let out = at(out);
        let mut arguments = vec![
            "report",
            "--questionnaire",
            SURVEY,
            "--data",
            &data,
            "--report",
            &report,
            "--format",
            "charts",
        ];
        arguments.extend(["--out", &out]);
        arguments.extend(more);
        run(&arguments)
    };
    let first = draw("first", &[]);
    if first.err.contains("no font was found") {
        println!("skipped: no font to draw with");
        return;
    }
    assert_eq!(first.code, 0, "{}", first.err);
    assert_eq!(draw("second", &[]).code, 0);
    let drawn = files(&folder.0.join("first"));
    let names: Vec<&str> = drawn.keys().map(String::as_str).collect();
    assert_eq!(names, ["prefer.csv", "prefer.md", "prefer.png", "prefer.svg"]);
    assert!(drawn["prefer.png"].starts_with(b"\x89PNG"));
    assert!(drawn == files(&folder.0.join("second")), "two runs differ");
    // A folder without fonts is told rather than drawn from.
    let refused = draw("third", &["--fonts", &folder.0.display().to_string()]);
    assert_eq!(refused.code, 2, "{}", refused.err);
    assert!(refused.err.contains("there is no font in this folder"), "{}", refused.err);
    assert!(!folder.0.join("third").exists());
}
