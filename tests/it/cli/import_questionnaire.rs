//! `canvass import-questionnaire`: what it writes, what it says, what it refuses to overwrite.

use rust_xlsxwriter::Workbook;

use super::{TempFolder, run};

#[test]
fn an_outline_becomes_a_folder_that_checks_clean() {
    let folder = TempFolder::new("import-outline");
    let out = folder.0.join("pulse");
    let out = out.to_str().unwrap();
    let ran = run(&["import-questionnaire", "tests/imports/team.md", "--out", out]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.starts_with("13 items on 2 pages from a Markdown outline: "), "{}", ran.out);
    assert!(ran.out.contains("line 66: a block of code"), "{}", ran.out);
    assert!(ran.err.contains("canvass preview"), "{}", ran.err);
    assert_eq!(run(&["check", out]).code, 0);
    let written = std::fs::read_to_string(folder.0.join("pulse/questionnaire.yaml")).unwrap();
    assert!(written.contains("show_if: \"leads == 'yes'\""), "{written}");

    let again = run(&["import-questionnaire", "tests/imports/team.md", "--out", out]);
    assert_eq!(again.code, 2, "{}", again.out);
    assert!(again.err.contains("is there already") && again.err.contains("--force"), "{}", again.err);
    let forced = run(&["import-questionnaire", "tests/imports/team.md", "--out", out, "--force"]);
    assert_eq!(forced.code, 0, "{}", forced.err);
}

#[test]
fn json_lists_the_losses_by_their_place() {
    let folder = TempFolder::new("import-json");
    let out = folder.0.join("tools");
    let file = "tests/imports/every_type.surveyjs.json";
    let ran = run(&["import-questionnaire", file, "--out", out.to_str().unwrap(), "--format", "json"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let json = ran.json();
    assert_eq!(json["format"], "surveyjs");
    assert_eq!(json["check"]["errors"], 0);
    assert_eq!(json["files"].as_array().unwrap().len(), 2);
    let losses = json["losses"].as_array().unwrap();
    assert!(
        losses.iter().any(|loss| loss["weight"] == "lost" && loss["place"] == "/pages/1/elements/7"),
        "{json:#}"
    );
    assert!(out.join("de.yaml").is_file());
}

#[test]
fn a_workbook_is_told_by_its_ending_and_a_broken_one_is_the_input_s_fault() {
    let folder = TempFolder::new("import-xlsform");
    let file = folder.0.join("form.xlsx");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("survey").unwrap();
    for (row, cells) in [["type", "name", "label"], ["integer", "age", "How old?"]].iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            sheet.write_string(row as u32, column as u16, *cell).unwrap();
        }
    }
    workbook.save(&file).unwrap();
    let (file, out) = (file.to_str().unwrap(), folder.0.join("out"));
    let ran = run(&["import-questionnaire", file, "--out", out.to_str().unwrap(), "--language", "ko"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let written = std::fs::read_to_string(out.join("questionnaire.yaml")).unwrap();
    assert!(written.contains("languages: [ko]") && written.contains("text: How old?"), "{written}");

    let broken = folder.0.join("broken.xlsx");
    std::fs::write(&broken, b"PK\x03\x04 and no more").unwrap();
    let ran =
        run(&["import-questionnaire", broken.to_str().unwrap(), "--out", out.to_str().unwrap(), "--force"]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(ran.err.contains("could not be read as an XLSForm"), "{}", ran.err);
}

#[test]
fn what_cannot_be_told_or_found_is_a_matter_of_usage() {
    let folder = TempFolder::new("import-usage");
    let out = folder.0.join("out");
    let out = out.to_str().unwrap();
    let missing = run(&["import-questionnaire", "nowhere.lss", "--out", out]);
    assert_eq!(missing.code, 2);
    assert!(missing.err.contains("there is no file `nowhere.lss`"), "{}", missing.err);
    let odd = run(&["import-questionnaire", "Cargo.toml", "--out", out]);
    assert_eq!(odd.code, 2);
    assert!(odd.err.contains("name one with --from"), "{}", odd.err);
    let language =
        run(&["import-questionnaire", "tests/imports/team.md", "--out", out, "--language", "english"]);
    assert_eq!(language.code, 2, "{}", language.err);
}
