//! `canvass report --format pdf`: printed by a browser of the machine, the same bytes each time.

#![expect(
    clippy::disallowed_methods,
    reason = "a test that skips aloud, and is told by its own settings that there must be a browser"
)]

use super::{canvass, ran, run};
use crate::support::TempFolder;

const SURVEY: &str = "questionnaire/genai-2023";

#[test]
fn a_report_is_printed_as_the_same_pdf_twice() {
    let folder = TempFolder::new("printed");
    let data = folder.0.join("data.csv").display().to_string();
    assert_eq!(run(&["simulate", SURVEY, "--n", "40", "--out", &data]).code, 0);
    let pdf = |name: &str| {
        let file = folder.0.join(name);
        let out = file.display().to_string();
        let printed =
            run(&["report", "--questionnaire", SURVEY, "--data", &data, "--format", "pdf", "--out", &out]);
        (printed, std::fs::read(&file))
    };
    let (first, bytes) = pdf("first.pdf");
    if first.err.contains("none is on this machine") {
        assert!(std::env::var_os("CANVASS_REQUIRE_BROWSER").is_none(), "{}", first.err);
        println!("skipped: no browser to print with");
        return;
    }
    assert_eq!(first.code, 0, "{}", first.err);
    let bytes = bytes.unwrap();
    assert!(bytes.starts_with(b"%PDF-"), "{} bytes", bytes.len());
    let (second, again) = pdf("second.pdf");
    assert_eq!(second.code, 0, "{}", second.err);
    assert!(bytes == again.unwrap(), "two printings differ");
}

#[test]
fn a_pdf_needs_a_file_and_a_browser() {
    let arguments = ["report", "--questionnaire", SURVEY, "--data", "nowhere.csv", "--format", "pdf"];
    let refused = run(&arguments);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("add --out report.pdf"), "{}", refused.err);
    let folder = TempFolder::new("not-printed");
    let data = folder.0.join("data.csv").display().to_string();
    assert_eq!(run(&["simulate", SURVEY, "--n", "5", "--out", &data]).code, 0);
    let out = folder.0.join("r.pdf").display().to_string();
    let mut command =
        canvass(&["report", "--questionnaire", SURVEY, "--data", &data, "--format", "pdf", "--out", &out]);
    let refused = ran(command.env("CANVASS_BROWSER", "/nonexistent/chrome").output().unwrap());
    assert_eq!(refused.code, 3);
    assert!(refused.err.contains("CANVASS_BROWSER names `/nonexistent/chrome`"), "{}", refused.err);
    assert!(!folder.0.join("r.pdf").exists());
}
