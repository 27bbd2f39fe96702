//! Cases with expected numbers, most of them from R's survey package, on real data that lies beside the project: each is
//! asked for as an analyst would ask, and every number of it is compared.

mod check;
mod columns;
mod figures;
mod numbers;
mod shares;
mod survey;
mod weights;

use serde_json::{Value, json};

use self::check::Check;
use self::survey::{Survey, read};
use crate::support::shared::shared;

/// Cases whose numbers canvass does not give, and why.
const OPEN: [(&str, &str); 0] = [];

#[test]
fn every_case_comes_out() {
    let mut bad = Vec::new();
    for name in ["hdv2003", "apistrat", "omnibus"] {
        let Some(folder) = shared(&format!("oracle/{name}")) else { return };
        let survey = Survey::of(name, &folder);
        for case in read(&folder.join("cases.json")).as_array().unwrap() {
            let id = case["id"].as_str().unwrap();
            let wrong = compare(&survey, case);
            match wrong.first() {
                None => println!("{id} ok"),
                Some(first) => println!("{id} {} differ: {first}", wrong.len()),
            }
            let open = OPEN.iter().any(|(known, _)| *known == id);
            if open == wrong.is_empty() {
                let what = wrong.into_iter().take(12).collect::<Vec<_>>().join("\n  ");
                bad.push(format!("{id} {}\n  {what}", if open { "is no longer open" } else { "differs" }));
            }
        }
    }
    OPEN.iter().for_each(|(id, why)| println!("{id} is open: {why}"));
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

/// What differs in a case.
fn compare(survey: &Survey, case: &Value) -> Vec<String> {
    let mut check = Check::of(case);
    match case["stat"].as_str().unwrap() {
        "frequency" => shares::frequency(survey, &mut check),
        "crosstab" | "multi_crosstab" => shares::crosstab(survey, &mut check),
        "multi_frequency" => shares::multiple(survey, &mut check),
        "grid" => shares::grid(survey, &mut check),
        "sort" => shares::sort(survey, &mut check),
        "design_effect" => shares::design_effect(survey, &mut check),
        "column_test" | "column_test_design" => columns::shares(survey, &mut check),
        "mean_test" => columns::means(survey, &mut check),
        "chisq" => columns::independence(survey, &mut check),
        "numeric" | "numeric_by" => numbers::numeric(survey, &mut check),
        "median_ci" => numbers::median(survey, &mut check),
        "nps" => numbers::nps(survey, &mut check),
        "total" => figures::total(survey, &mut check),
        "ratio" => figures::ratio(survey, &mut check),
        "rake" => weights::rake(survey, &mut check),
        "poststratify" => weights::poststratify(survey, &mut check),
        "trim" => weights::trim(survey, &mut check),
        "trend" => figures::trend(survey, &mut check),
        "trend_unweighted" => figures::trend_of_counts(survey, &mut check),
        kind => check.wrong.push(format!("{kind} is not asked for")),
    }
    for at in check.unseen() {
        check.wrong.push(format!("{at} was not compared"));
    }
    check.wrong
}

/// Weight, design and derived variables as the case has them, with the linearised variance that R has.
fn common(survey: &Survey, spec: &Value) -> Value {
    let mut request = json!({});
    let weight = if spec["weight"].is_null() { &spec["design"]["weights"] } else { &spec["weight"] };
    if let Some(weight) = weight.as_str() {
        request["weight"] = json!(survey.name(weight));
    }
    if let Some(design) = spec["design"].as_object() {
        let parts = design.iter().filter(|(key, _)| ["strata", "psu", "fpc"].contains(&key.as_str()));
        request["design"] =
            parts.map(|(key, name)| (key.clone(), json!(survey.name(name.as_str().unwrap())))).collect();
    }
    if let Some(derived) = spec["derived"].as_array() {
        request["variables"] = derived.iter().map(|one| bands(survey, one)).collect();
    }
    request
}

/// A derived variable of a case: a number in bands.
fn bands(survey: &Survey, variable: &Value) -> (String, Value) {
    let cuts: Vec<&Value> = variable["cuts"].as_array().unwrap().iter().map(|cut| &cut["from"]).collect();
    let of = survey.name(variable["from"].as_str().unwrap());
    (variable["name"].as_str().unwrap().to_owned(), json!({ "bands": of, "cuts": cuts }))
}

fn with(mut request: Value, more: &Value) -> Value {
    for (key, value) in more.as_object().unwrap() {
        request[key] = value.clone();
    }
    request
}

/// The cell of a row by its id; null where there is none.
fn cell<'t>(table: &'t Value, row: &str, column: usize) -> &'t Value {
    let rows = table["rows"].as_array().unwrap();
    rows.iter().find(|one| one["id"] == row).map_or(&Value::Null, |one| &one["cells"][column])
}

/// The place of a column by its id.
fn column(table: &Value, id: &str) -> Result<usize, String> {
    let columns = table["columns"].as_array().unwrap();
    columns.iter().position(|column| column["id"] == id).ok_or_else(|| format!("there is no column {id}"))
}

/// A code as text.
fn code(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
