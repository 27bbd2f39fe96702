//! Weights and the errors that know of them, from the command line: `canvass weight`, `tabulate`, `figure` and `report` on a
//! data file beside a report file.

use serde_json::Value;

use super::{TempFolder, run};

const SURVEY: &str = "canvass: 1
id: short
edition: \"1\"
title: Short
languages: [en]
pages:
  - id: p1
    items:
      - { id: side, type: single, text: Side, options: [{ code: a, text: A }, { code: b, text: B }] }
      - { id: region, type: single, text: Region, options: [{ code: n, text: North }, { code: s, text: South }] }
      - { id: hours, type: number, text: Hours }
";

const DATA: &str = "response_id,side,region,hours,before
1,a,n,3,1
2,a,n,7,2
3,a,s,8,1.5
4,a,s,12,0.5
5,a,s,6,1
6,b,n,1,1
7,b,n,2,2.5
8,b,s,4,1
9,b,s,5,1
10,b,s,9,0.5
11,b,n,3,1
12,a,n,5,2
";

const REPORT: &str = "canvass: 1
report: short
variance: calibrated
weights:
  main: { rake: { side: { a: 0.6, b: 0.4 }, region: { n: 0.5, s: 0.5 } }, start: before }
  known: { given: before }
figures:
  - { id: hours, mean: hours, weight: main }
  - { id: fixed, mean: hours, weight: main, variance: design }
  - { id: given, mean: hours, weight: known }
sections:
  - title: Hours
    tables:
      - { id: hours, rows: hours, columns: [region], summary: [mean, se], weight: main }
";

/// The survey with its answers and its report file; the arguments that name them.
fn survey(report: &str) -> (TempFolder, Vec<String>) {
    let folder = TempFolder::new("weights");
    for (name, text) in [("questionnaire.yaml", SURVEY), ("data.csv", DATA), ("report.yaml", report)] {
        std::fs::write(folder.0.join(name), text).unwrap();
    }
    let path = |name: &str| folder.0.join(name).display().to_string();
    let source = ["--questionnaire".into(), path("questionnaire.yaml"), "--data".into(), path("data.csv")];
    (folder, source.to_vec())
}

fn json(arguments: &[&str], source: &[String]) -> Value {
    let all: Vec<&str> = arguments.iter().copied().chain(source.iter().map(String::as_str)).collect();
    let ran = run(&[&all[..], &["--format", "json"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.json()
}

fn is_near(found: &Value, expected: f64) -> bool {
    found.as_f64().is_some_and(|found| (found - expected).abs() < 5e-4)
}

#[test]
fn the_weight_of_a_report_file_is_made_reported_and_written() {
    let (folder, source) = survey(REPORT);
    let out = folder.0.join("weights.csv");
    let told = json(&["weight", "--weight", "main", "--out", &out.display().to_string()], &source);
    assert_eq!(told["n"], 12);
    assert!(is_near(&told["sum"], 12.0) && is_near(&told["mean"], 1.0), "{told}");
    let margins = told["margins"].as_array().unwrap();
    assert_eq!(margins.len(), 4, "{told}");
    for margin in margins {
        assert!(is_near(&margin["after"], margin["target"].as_f64().unwrap()), "{margin}");
    }
    let written = std::fs::read_to_string(&out).unwrap();
    let sum: f64 =
        written.lines().skip(1).map(|line| line.split(',').nth(1).unwrap().parse::<f64>().unwrap()).sum();
    assert_eq!(written.lines().next(), Some("response_id,weight"));
    assert!((sum - 12.0).abs() < 1e-9, "{written}");
    let all: Vec<&str> =
        ["weight", "--weight", "mian"].into_iter().chain(source.iter().map(String::as_str)).collect();
    let ran = run(&all);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{}", ran.err);
    assert!(ran.err.contains("did you mean `main`?"), "{}", ran.err);
}

#[test]
fn the_variance_of_the_report_file_holds_for_flags_request_files_figures_and_the_report() {
    let (folder, source) = survey(REPORT);
    // R: `svymean(~hours, rake(svydesign(~1, weights = ~before), …))` and the same with the raked weights as they are.
    let (calibrated, fixed) = (0.506, json(&["figure", "fixed"], &source)["se"].as_f64().unwrap());
    assert!(fixed > 0.6, "{fixed}");
    let flags =
        ["tabulate", "--rows", "hours", "--columns", "region", "--summary", "mean,se", "--weight", "main"];
    let table = json(&flags, &source);
    assert!(is_near(&table["columns"][0]["summary"]["se"], calibrated), "{table}");
    let request = folder.0.join("request.yaml");
    let asked = |variance: &str| {
        let text = format!("rows: hours\nsummary: [mean, se]\nweight: main\nvariance: {variance}\n");
        std::fs::write(&request, text).unwrap();
        json(&["tabulate", "--request", &request.display().to_string()], &source)["columns"][0]["summary"]["se"]
            .clone()
    };
    assert!(is_near(&asked("calibrated"), calibrated));
    assert!(is_near(&asked("design"), fixed));
    assert!(is_near(&json(&["figure", "hours"], &source)["se"], calibrated));
    let report = json(&["report"], &source);
    assert!(is_near(&report["figures"]["hours"]["se"], calibrated), "{report}");
    assert!(is_near(&report["tables"]["hours"]["columns"][0]["summary"]["se"], calibrated), "{report}");
    // A weight that is given has no margins to know of: linearised.
    assert!(report["figures"]["given"]["se"].as_f64().unwrap() > 0.6, "{report}");
}

#[test]
fn errors_that_know_no_margins_are_refused_at_their_place() {
    let (folder, source) = survey(&REPORT.replace("weight: known", "weight: known, variance: calibrated"));
    let request = folder.0.join("request.yaml");
    let said = |text: &str| {
        std::fs::write(&request, text).unwrap();
        let path = request.display().to_string();
        let all = ["tabulate", "--request", &path].into_iter().chain(source.iter().map(String::as_str));
        let ran = run(&all.collect::<Vec<&str>>());
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{}", ran.err);
        ran.err
    };
    let given = said("rows: hours\nweight: known\nvariance: calibrated\n");
    assert!(given.contains("R107") && given.contains("`rake:` or `poststratify:`"), "{given}");
    let unweighted = said("rows: hours\nvariance: calibrated\n");
    assert!(unweighted.contains("nobody is weighted"), "{unweighted}");
    let all: Vec<&str> = ["report"].into_iter().chain(source.iter().map(String::as_str)).collect();
    let ran = run(&all);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{}", ran.err);
    assert!(ran.err.contains("report.yaml") && ran.err.contains("`known`"), "{}", ran.err);
}
