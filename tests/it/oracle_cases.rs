//! Cases with published numbers (R and others) on real data that lies beside the project: those without weights.

#![expect(clippy::unwrap_used, reason = "the helpers of a test")]

use std::fs;
use std::sync::Arc;

use canvass::diagnostics::{Sources, has_errors};
use canvass::i18n::Language;
use canvass::ids::{ResponseId, Uuid};
use canvass::questionnaire::{self, Questionnaire, VariableIndex};
use canvass::responses::{Answer, Answers, Circumstances, Disposition, Missing, Response};
use canvass::tabulation::{self, Dataset, DatasetInfo, SampleType, Table, request};
use serde_json::Value as Json;

use crate::support::shared::shared;

/// The columns of a data set that these cases need, as a dataset: singles with the codebook's codes, and numbers.
fn load(name: &str, variables: &[&str]) -> Option<(Dataset, Vec<Json>)> {
    let folder = shared(&format!("oracle/{name}"))?;
    let read = |file: &str| fs::read_to_string(folder.join(file)).unwrap();
    let codebook: Json = serde_json::from_str(&read("codebook.json")).unwrap();
    let cases: Json = serde_json::from_str(&read("cases.json")).unwrap();
    let cases = cases.as_array().or_else(|| cases["cases"].as_array()).unwrap().clone();
    let mut text = String::from(
        "canvass: 1\nid: oracle\nedition: '1'\ntitle: Oracle\nlanguages: [en]\npages:\n  - id: p\n    items:\n",
    );
    for variable in variables {
        let described = codebook["variables"].as_array().unwrap().iter();
        let described = described.into_iter().find(|known| known["name"] == **variable);
        // `wave` is a name of canvass itself.
        let id = if *variable == "Wave" { "edition".to_owned() } else { variable.to_lowercase() };
        if described.is_some_and(|described| described["type"] == "numeric") {
            text.push_str(&format!("      - {{ id: {id}, type: number, text: {id}, decimals: 1 }}\n"));
            continue;
        }
        text.push_str(&format!(
            "      - id: {id}\n        type: single\n        text: {id}\n        options:\n"
        ));
        // What the codebook lists as part of a multiple is a column of 0 and 1.
        let codes: Vec<String> = match described {
            Some(described) => {
                described["codes"].as_array().unwrap().iter().map(|code| code["code"].to_string()).collect()
            }
            None => vec!["0".to_owned(), "1".to_owned()],
        };
        for code in codes {
            text.push_str(&format!("          - {{ code: {code}, text: 'Code {code}' }}\n"));
        }
    }
    let mut sources = Sources::default();
    let file = sources.add("oracle.yaml", &text);
    let compiled = questionnaire::compile(&sources, file, &[], &questionnaire::Declared::default());
    assert!(!has_errors(&compiled.diagnostics), "{text}\n{:#?}", compiled.diagnostics);
    let questionnaire = Arc::new(compiled.questionnaire.unwrap());
    let responses = responses(&questionnaire, &read("data.csv"), variables);
    let info = DatasetInfo {
        wave: None,
        version: "sha256:0".into(),
        watermark: "0".into(),
        synthetic: None,
        language: Language::parse("en").unwrap(),
        sample: SampleType::Probability,
        earlier: Vec::new(),
    };
    Some((Dataset::from_responses(questionnaire, &responses, Vec::new(), info), cases))
}

fn responses(questionnaire: &Questionnaire, csv: &str, variables: &[&str]) -> Vec<Response> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().unwrap().clone();
    let places: Vec<usize> =
        variables.iter().map(|variable| header.iter().position(|name| name == *variable).unwrap()).collect();
    let mut responses = Vec::new();
    for (index, record) in reader.records().enumerate() {
        let record = record.unwrap();
        let mut answers = Answers::all_missing(variables.len(), Missing::Skipped);
        for (variable, place) in places.iter().enumerate() {
            let (variable, cell) = (VariableIndex(variable), record[*place].trim());
            let item = questionnaire.item(questionnaire.variable(variable).item);
            let answer = match (cell, item.options().is_empty()) {
                ("", _) => continue,
                (cell, true) => Answer::Number(cell.parse().unwrap()),
                (cell, false) => Answer::Single(item.find_option(cell).unwrap()),
            };
            answers.set(variable, answer);
        }
        responses.push(Response {
            id: ResponseId(Uuid::from_u128(index as u128)),
            external_id: None,
            circumstances: Circumstances::default(),
            disposition: Disposition::Complete,
            answers,
        });
    }
    responses
}

fn run(dataset: &Dataset, text: &str) -> Table {
    let mut sources = Sources::default();
    let file = request::add_source(&mut sources, "request.yaml", text);
    let (read, diagnostics) = request::parse(&sources, file);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    tabulation::tabulate(&read.unwrap(), None, dataset).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn case<'a>(cases: &'a [Json], id: &str) -> &'a Json {
    &cases.iter().find(|case| case["id"] == id).unwrap()["expected"]
}

fn near(found: Option<f64>, expected: &Json, what: &str) {
    let (found, expected) = (found.unwrap(), expected.as_f64().unwrap());
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1e-3), "{what}: {found} {expected}");
}

#[test]
fn a_frequency_has_the_intervals_of_r() {
    let Some((dataset, cases)) = load("hdv2003", &["sport"]) else { return };
    let expected = case(&cases, "hdv-01");
    for method in ["wilson_neff", "wald_neff", "clopper_pearson_neff"] {
        let table = run(&dataset, &format!("rows: sport\nshow: [count, column_pct, se, ci]\nci: {method}\n"));
        assert_eq!(table.columns[0].base.unweighted, expected["base"]["n"]);
        for (row, expected) in table.rows.iter().zip(expected["rows"].as_array().unwrap()) {
            let cell = &row.cells[0];
            assert_eq!(cell.count, expected["n"]);
            near(cell.column_pct, &expected["pct"], "pct");
            near(cell.se, &expected["se"], "se");
            near(cell.ci.map(|ci| ci.0), &expected["ci"][method][0], method);
            near(cell.ci.map(|ci| ci.1), &expected["ci"][method][1], method);
        }
    }
}

#[test]
fn a_crosstab_has_the_shares_of_r() {
    let Some((dataset, cases)) = load("hdv2003", &["relig", "sexe"]) else { return };
    let expected = case(&cases, "hdv-06");
    let table =
        run(&dataset, "rows: relig\ncolumns: sexe\nshow: [count, column_pct, row_pct, total_pct, index]\n");
    for cell in expected["cells"].as_array().unwrap() {
        let column = cell["col"].as_str().unwrap().replace('=', ":");
        let column = table.columns.iter().position(|known| known.id == column).unwrap();
        let row = table.rows.iter().find(|row| row.id == cell["row"].as_str().unwrap()).unwrap();
        let found = &row.cells[column];
        assert_eq!(found.count, cell["n"]);
        near(found.column_pct, &cell["col_pct"], "column");
        near(found.row_pct, &cell["row_pct"], "row");
        near(found.total_pct, &cell["total_pct"], "total");
        near(found.index, &cell["index"], "index");
    }
}

#[test]
fn a_number_has_the_mean_spread_and_quantiles_of_r() {
    let Some((dataset, cases)) = load("hdv2003", &["heures_tv"]) else { return };
    let expected = case(&cases, "hdv-17");
    let rules = [
        ("school", "school_hf2"),
        ("math", "inverse_cdf_hf1"),
        ("hf6", "hf6_spss"),
        ("hf7", "hf7_r_default"),
    ];
    for (rule, name) in rules {
        let table = run(
            &dataset,
            &format!(
                "rows: heures_tv\nquantile_rule: {rule}\nsummary: [n, mean, sd, sd_population, se, ci, min, max, sum, q25, median, q75]\n"
            ),
        );
        let value = |id: &str| table.rows.iter().find(|row| row.id == id).unwrap().cells[0].value;
        near(value("n"), &expected["base"]["n"], "n");
        near(value("mean"), &expected["mean"], "mean");
        near(value("sd"), &expected["sd"], "sd");
        near(value("sd_population"), &expected["sd_population"], "sd_population");
        near(value("se"), &expected["se"], "se");
        near(value("min"), &expected["min"], "min");
        near(value("max"), &expected["max"], "max");
        near(value("sum"), &expected["sum_weighted"], "sum");
        near(value("q25"), &expected["quantiles"][name]["p25"], "q25");
        near(value("median"), &expected["quantiles"][name]["p50"], "median");
        near(value("q75"), &expected["quantiles"][name]["p75"], "q75");
        let ci = table.rows.iter().find(|row| row.id == "ci").unwrap().cells[0].ci;
        near(ci.map(|ci| ci.0), &expected["ci"][0], "ci");
        near(ci.map(|ci| ci.1), &expected["ci"][1], "ci");
    }
}

#[test]
fn counts_by_wave_agree() {
    let Some((dataset, cases)) = load("omnibus", &["q4", "Wave"]) else { return };
    let expected = case(&cases, "omn-08");
    let table = run(&dataset, "rows: q4\ncolumns: edition\ntotal: false\n");
    let yes = table.rows.iter().find(|row| row.id == "1").unwrap();
    for (column, cell) in yes.cells.iter().enumerate() {
        assert_eq!(cell.count, expected["yes"][column]);
        assert_eq!(cell.base.unweighted, expected["n"][column]);
    }
}
