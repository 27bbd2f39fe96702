//! Waves in files: read beside the report file, drawn in every format, refused where they cannot be had.

use std::fs;

use super::{check, trends, write_edition};
use crate::cli::{Ran, run};
use crate::support::TempFolder;
use crate::support::real_data::ospo;

const WAVES: &str = "[{ name: \"2023\", questionnaire: ../2023, data: ../2023/responses.csv }, { name: \"2024\", questionnaire: ., data: responses.csv }]";

fn report(folder: &TempFolder, arguments: &[&str]) -> Ran {
    let survey = folder.0.join("2024");
    let data = survey.join("responses.csv");
    let source = ["report", "--questionnaire", survey.to_str().unwrap(), "--data", data.to_str().unwrap()];
    run(&[&source[..], arguments].concat())
}

fn two_waves() -> TempFolder {
    let folder = TempFolder::new("trend-files");
    write_edition(&folder.0.join("2023"), "2023", "");
    write_edition(&folder.0.join("2024"), "2024", &trends(WAVES, "\"2023\""));
    folder
}

#[test]
fn waves_in_files_are_compared_where_they_can_be() {
    let folder = two_waves();
    let made = report(&folder, &["--format", "json"]);
    assert_eq!(made.code, 0, "{}", made.err);
    check(&made.json());
    // The same inputs give the same bytes.
    assert_eq!(report(&folder, &["--format", "json"]).out, made.out);
}

#[test]
fn a_trend_is_drawn_as_a_line_with_its_intervals_and_stands_in_every_format() {
    let folder = two_waves();
    let out = |name: &str| folder.0.join(name).to_str().unwrap().to_owned();
    let page = out("report.html");
    let made = report(&folder, &["--format", "html", "--out", &page]);
    assert_eq!(made.code, 0, "{}", made.err);
    let page = fs::read_to_string(&page).unwrap();
    assert!(page.contains("<svg") && page.contains("class=\"band"), "a line with its intervals is drawn");
    assert!(page.contains("Composition of 2023"));
    assert!(page.contains("kind is a multiple there and a single here"));
    let text = report(&folder, &["--format", "text"]);
    assert!(text.out.contains("comparable with care"), "{}", text.out);
    let book = out("report.xlsx");
    assert_eq!(report(&folder, &["--format", "xlsx", "--out", &book]).code, 0);
    assert!(fs::read(&book).unwrap().starts_with(b"PK"));
}

#[test]
fn a_wave_that_cannot_be_had_is_named_with_its_place() {
    let folder = TempFolder::new("trend-missing");
    write_edition(&folder.0.join("2023"), "2023", "");
    let refused = |waves: &str, keys: &str| {
        let trend = format!("trends: [{{ id: t, waves: {waves}, share: adopted, codes: [y]{keys} }}]\n");
        write_edition(&folder.0.join("2024"), "2024", &trend);
        let made = report(&folder, &["--format", "json"]);
        assert_eq!((made.code, made.out.as_str()), (1, ""), "{}", made.err);
        made.err
    };
    let slug = refused("[w-2023, { name: b, questionnaire: ., data: responses.csv }]", "");
    assert!(slug.contains("`w-2023` is a wave of the database") && slug.contains("report.yaml:4"), "{slug}");
    let nowhere = refused(
        "[{ name: a, questionnaire: ../1999, data: ../2023/responses.csv }, { name: b, questionnaire: ., data: responses.csv }]",
        "",
    );
    assert!(nowhere.contains("there is no file or folder"), "{nowhere}");
    let weight = refused(WAVES, ", weight: nobodys");
    assert!(weight.contains("nobodys"), "{weight}");
    let composition = refused(WAVES, ", reweight: { to: \"2023\", on: [colour] }");
    assert!(composition.contains("colour"), "{composition}");
}

#[test]
fn the_real_survey_has_a_trend_where_its_questions_go_on() {
    let (Some(old), Some(new)) = (ospo("2023"), ospo("2024")) else { return };
    let folder = TempFolder::new("trend-ospo");
    let survey = folder.0.join("2024");
    fs::create_dir_all(&survey).unwrap();
    let text = fs::read_to_string(new.join("questionnaire.yaml")).unwrap();
    // What `canvass diff --suggest` proposes.
    let head = "- id: q12\n        type: single\n";
    assert!(text.contains(head));
    let text = text.replace(head, &format!("{head}        replaces: q9\n"));
    fs::write(survey.join("questionnaire.yaml"), text).unwrap();
    fs::copy(new.join("responses.csv"), survey.join("responses.csv")).unwrap();
    let waves = format!(
        "[{{ name: \"2023\", questionnaire: {0}, data: {0}/responses.csv }}, {{ name: \"2024\", questionnaire: ., data: responses.csv }}]",
        old.display()
    );
    let trends = format!("trends: [{{ id: ospo, waves: {waves}, share: q12, codes: [1, 2] }}]");
    fs::write(survey.join("report.yaml"), format!("canvass: 1\nreport: r\n{trends}\n")).unwrap();
    let made = report(&folder, &["--format", "json"]);
    assert_eq!(made.code, 0, "{}", made.err);
    let made = made.json();
    let points = made["trends"]["ospo"]["series"][0]["points"].as_array().unwrap();
    assert_eq!(points[1]["verdict"], "with_care");
    // Each point is the table of its own wave.
    for (point, (folder, item)) in points.iter().zip([(&old, "q9"), (&new, "q12")]) {
        let (questionnaire, data) = (folder.join("questionnaire.yaml"), folder.join("responses.csv"));
        let table = run(&[
            "tabulate",
            "--questionnaire",
            questionnaire.to_str().unwrap(),
            "--data",
            data.to_str().unwrap(),
            "--rows",
            item,
            "--format",
            "json",
        ]);
        let table = table.json();
        let share = |code: &str| {
            let rows = table["rows"].as_array().unwrap();
            let row = rows.iter().find(|row| row["code"] == code).unwrap();
            row["cells"][0]["column_pct"].as_f64().unwrap()
        };
        let wanted = share("1") + share("2");
        assert!((point["value"].as_f64().unwrap() - wanted).abs() < 1e-12, "{point}");
        assert_eq!(point["base"], table["columns"][0]["base"], "{item}");
    }
}
