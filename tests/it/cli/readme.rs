//! What the README shows is what the program says: its sample survey has no mistake, and the outputs it quotes are true.

use std::fs;

use super::{canvass, ran, run};
use crate::support::TempFolder;

const SURVEY: &str = "questionnaire/genai-2023";

fn readme() -> String {
    fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap()
}

#[test]
fn the_sample_survey_has_nothing_to_mend() {
    let checked = run(&["check", SURVEY]);
    assert_eq!(checked.code, 0, "{}{}", checked.out, checked.err);
    let said = format!("{}{}", checked.out, checked.err);
    assert!(said.contains("no problems") && readme().contains(said.trim()), "{said}");
}

#[test]
fn the_table_in_the_readme_is_the_one_that_its_commands_make() {
    let folder = TempFolder::new("readme");
    let answers = folder.0.join("answers.csv");
    let answers = answers.to_str().unwrap();
    let targets = format!("{SURVEY}/report.yaml");
    let made =
        run(&["simulate", SURVEY, "--n", "284", "--seed", "2023", "--targets", &targets, "--out", answers]);
    assert_eq!(made.code, 0, "{}", made.err);
    let mut tabulate = canvass(&["tabulate", "--questionnaire", SURVEY, "--data", answers]);
    tabulate.args(["--rows", "prefer", "--columns", "builders", "--include-missing", "all"]);
    let table = ran(tabulate.output().unwrap());
    assert_eq!(table.code, 0, "{}", table.err);
    // The command says on standard error that the answers are synthetic; the README quotes the table alone.
    let lines: Vec<&str> =
        table.out.trim_end().lines().filter(|line| !line.starts_with("Synthetic")).collect();
    let quoted = lines.join("\n");
    assert!(readme().contains(quoted.trim()), "the README quotes another table than\n{}", table.out);
}
