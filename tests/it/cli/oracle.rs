//! Cases with expected numbers of R's survey package and others, on real data that lies beside the project, asked for
//! as an analyst would ask: a request file, a data file, JSON back.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::run;
use crate::support::TempFolder;
use crate::support::shared::shared;

/// Kinds of cases that canvass has no request for yet.
const NOT_ASKED_FOR: [&str; 7] = ["rake", "poststratify", "trim", "median_ci", "nps", "trend", "grid"];

#[test]
fn every_case_comes_out_at_its_tolerance() {
    let mut wrong = Vec::new();
    for name in ["hdv2003", "apistrat", "omnibus"] {
        let Some(folder) = shared(&format!("oracle/{name}")) else { return };
        let cases: Value = read(&folder.join("cases.json"));
        let survey = Survey::of(name, &folder);
        for case in cases.as_array().unwrap() {
            let before = wrong.len();
            let kind = case["stat"].as_str().unwrap();
            let checked = survey.check(case, &mut wrong);
            let said = match (checked, wrong.len() - before) {
                (false, _) => "not asked for".to_owned(),
                (true, 0) => "ok".to_owned(),
                (true, count) => format!("{count} numbers differ"),
            };
            println!("{} {kind}: {said}", case["id"].as_str().unwrap());
            assert!(checked || NOT_ASKED_FOR.contains(&kind), "{kind} is not checked");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.iter().take(40).cloned().collect::<Vec<_>>().join("\n"));
}

fn read(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// A data set as a survey folder with its data file.
struct Survey {
    folder: TempFolder,
    is_omnibus: bool,
}

/// `wave` is a name of canvass itself.
fn id_of(name: &str) -> String {
    if name == "Wave" { "edition".to_owned() } else { name.to_lowercase() }
}

fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_lowercase)
}

impl Survey {
    fn of(name: &str, from: &Path) -> Survey {
        let is_omnibus = name == "omnibus";
        let folder = TempFolder::new(&format!("oracle-{name}"));
        fs::create_dir_all(&folder.0).unwrap();
        let codebook = read(&from.join("codebook.json"));
        let mut yaml = String::from(
            "canvass: 1\nid: oracle\nedition: '1'\ntitle: Oracle\nlanguages: [en]\npages:\n  - id: p\n    items:\n",
        );
        let mut columns: Vec<(String, String)> = Vec::new();
        for variable in codebook["variables"].as_array().unwrap() {
            let (name, kind) = (variable["name"].as_str().unwrap(), variable["type"].as_str().unwrap());
            let (id, column) = (id_of(name), variable["column"].as_str().unwrap_or(name).to_owned());
            match kind {
                "id" => columns.push((column, "response_id".to_owned())),
                "numeric" => {
                    yaml.push_str(&format!(
                        "      - {{ id: {id}, type: number, decimals: 6, text: {id} }}\n"
                    ));
                    columns.push((column, id));
                }
                "single" | "multi" => {
                    let parts = if kind == "multi" { &variable["options"] } else { &variable["codes"] };
                    let word = if kind == "multi" { "multiple" } else { "single" };
                    yaml.push_str(&format!("      - id: {id}\n        type: {word}\n        text: {id}\n"));
                    yaml.push_str("        options:\n");
                    for part in parts.as_array().unwrap() {
                        let own = if kind == "multi" { &part["column"] } else { &part["code"] };
                        let code = text_of(own);
                        let missing = if id == "clso" && code == "3" { ", missing: dont_know" } else { "" };
                        yaml.push_str(&format!(
                            "          - {{ code: {code:?}, text: Code {code}{missing} }}\n"
                        ));
                        if kind == "multi" {
                            columns.push((own.as_str().unwrap().to_owned(), format!("{id}.{code}")));
                        }
                    }
                    if kind == "single" {
                        columns.push((column, id));
                    }
                }
                _ => columns.push((column, id)),
            }
        }
        fs::write(folder.0.join("questionnaire.yaml"), yaml).unwrap();
        write_data(&from.join("data.csv"), &folder.0.join("data.csv"), &columns);
        Survey { folder, is_omnibus }
    }

    /// The table of a request; a refusal is told with the request.
    fn table(&self, request: &Value) -> Value {
        let path = self.folder.0.join("request.json");
        fs::write(&path, request.to_string()).unwrap();
        let (folder, data) = (self.folder.0.display().to_string(), self.folder.0.join("data.csv"));
        let ran = run(&[
            "tabulate",
            "--questionnaire",
            &folder,
            "--data",
            &data.display().to_string(),
            "--request",
            &path.display().to_string(),
            "--format",
            "json",
        ]);
        assert_eq!(ran.code, 0, "{request}\n{}", ran.err);
        ran.json()
    }

    /// The omnibus asked its multiples of some people only, and its file has no routing that says whom.
    fn without_routing(&self, request: &mut Value) {
        if self.is_omnibus && request["rows"].as_str().is_some_and(|rows| rows.starts_with("q")) {
            request["base"] = json!("answered");
        }
    }

    /// Compares a case; false where there is no request for its kind.
    fn check(&self, case: &Value, wrong: &mut Vec<String>) -> bool {
        let mut check = Check { id: case["id"].as_str().unwrap().to_owned(), wrong };
        let (spec, expected) = (&case["spec"], &case["expected"]);
        match case["stat"].as_str().unwrap() {
            "frequency" => self.frequency(spec, expected, &mut check),
            "crosstab" | "multi_crosstab" => self.crosstab(spec, expected, &mut check),
            "column_test" | "column_test_design" => self.column_test(spec, expected, &mut check),
            "numeric" | "numeric_by" => self.numeric(spec, expected, &mut check),
            "mean_test" => self.mean_test(spec, expected, &mut check),
            "chisq" => self.chisq(spec, expected, &mut check),
            "multi_frequency" => self.multi_frequency(spec, expected, &mut check),
            "design_effect" => self.design_effect(spec, expected, &mut check),
            "total" => {
                let figure = self.figure(spec, &json!({ "total": id_of(spec["var"].as_str().unwrap()) }));
                check.near("total", &figure["value"], &expected["total"], 1e-10);
                check.near("se", &figure["se"], &expected["se"], 1e-8);
                check.near("ci", &figure["ci"][0], &expected["ci"][0], 1e-8);
            }
            "ratio" => {
                let of = |key: &str| id_of(spec[key].as_str().unwrap());
                let pair = json!({ "of": of("numerator"), "to": of("denominator") });
                let figure = self.figure(spec, &json!({ "ratio": pair }));
                check.near("ratio", &figure["value"], &expected["ratio"], 1e-9);
                check.near("se", &figure["se"], &expected["se"], 1e-8);
            }
            "trend_unweighted" => {
                let trend = json!({ "of": id_of(spec["var"].as_str().unwrap()), "codes": [spec["code"]],
                    "over": "edition", "times": spec["scores"] });
                let figure = self.figure(spec, &json!({ "trend": trend }));
                check.near("chisq", &figure["statistic"], &expected["chisq"], 1e-8);
                check.near("p", &figure["p"], &expected["p"], 1e-7);
            }
            "sort" => self.sort(spec, expected, &mut check),
            _ => return false,
        }
        true
    }

    /// A figure with the case's weight and design, linearised.
    fn figure(&self, spec: &Value, figure: &Value) -> Value {
        let mut request = common(spec);
        for (key, value) in figure.as_object().unwrap() {
            request[key] = value.clone();
        }
        let path = self.folder.0.join("figure.json");
        fs::write(&path, request.to_string()).unwrap();
        let (folder, data) = (self.folder.0.display().to_string(), self.folder.0.join("data.csv"));
        let (data, path) = (data.display().to_string(), path.display().to_string());
        let ran = run(&[
            "figure",
            "--questionnaire",
            &folder,
            "--data",
            &data,
            "--figure",
            &path,
            "--format",
            "json",
        ]);
        assert_eq!(ran.code, 0, "{request}\n{}", ran.err);
        ran.json()
    }

    fn sort(&self, spec: &Value, expected: &Value, check: &mut Check<'_>) {
        let mut request = common(spec);
        request["rows"] = json!(id_of(spec["var"].as_str().unwrap()));
        request["sort"] = json!({ "by": "total", "pin": spec["pinned_last"] });
        let table = self.table(&request);
        let codes: Vec<String> =
            table["rows"].as_array().unwrap().iter().map(|row| text_of(&row["code"])).collect();
        let wanted: Vec<String> = expected["order"].as_array().unwrap().iter().map(text_of).collect();
        if codes != wanted {
            check.wrong.push(format!("{}: {codes:?}, expected {wanted:?}", check.id));
        }
    }

    fn frequency(&self, spec: &Value, expected: &Value, check: &mut Check<'_>) {
        for method in [
            "wilson_neff",
            "wald_neff",
            "clopper_pearson_neff",
            "design_wald_t",
            "design_logit",
            "design_logit_glm",
            "design_beta",
        ] {
            let mut request = common(spec);
            let variable = spec["var"].as_str().unwrap();
            request["rows"] = json!(place_of(variable));
            request["show"] = json!(["count", "weighted", "column_pct", "se", "ci", "deff"]);
            request["variance"] = json!("design");
            request["ci"] = json!(method);
            if variable == "clso" && spec["missing_codes"].is_null() {
                request["include_missing"] = json!("all");
            }
            let table = self.table(&request);
            for row in expected["rows"].as_array().unwrap() {
                let code = row_code(variable, &row["code"]);
                let Some(cell) = cell(&table, &code, 0) else { continue };
                check.near("n", &cell["count"], &row["n"], 1e-12);
                check.near("weighted", &cell["weighted"], &row["wn"], 1e-10);
                check.near("share", &cell["column_pct"], &row["pct"], 1e-9);
                check.near("se", &cell["se"], &row["se"], 1e-8);
                check.near("deff", &cell["deff"], &row["deff"], 1e-8);
                let tolerance = if method == "design_logit_glm" { 1e-6 } else { 1e-8 };
                for end in 0..2 {
                    check.near(method, &cell["ci"][end], &row["ci"][method][end], tolerance);
                }
            }
        }
    }

    fn crosstab(&self, spec: &Value, expected: &Value, check: &mut Check<'_>) {
        let mut request = common(spec);
        let banner: Vec<String> = match &spec["banner"] {
            Value::Array(names) => {
                names.iter().filter_map(Value::as_str).filter(|name| *name != "total").map(id_of).collect()
            }
            name => vec![id_of(name.as_str().unwrap())],
        };
        request["rows"] = json!(id_of(spec["stub"].as_str().unwrap()));
        request["columns"] = json!(banner);
        request["show"] = json!(["count", "weighted", "column_pct", "row_pct", "total_pct", "index"]);
        if !spec["filter"].is_null() {
            request["filter"] = json!("gender == 2 && age >= 25 && age < 35");
        }
        request["include_missing"] = json!("all");
        self.without_routing(&mut request);
        let table = self.table(&request);
        let place = |key: &str| {
            let id = match key.split_once('=') {
                Some((name, code)) => format!("{}:{code}", id_of(name)),
                None if key == "total" => key.to_owned(),
                None => format!("{}:{}", banner[0], key.to_lowercase()),
            };
            table["columns"]
                .as_array()
                .unwrap()
                .iter()
                .position(|column| column["id"] == id.as_str())
                .unwrap()
        };
        for column in expected["columns"].as_array().unwrap() {
            let base = &table["columns"][place(column["key"].as_str().unwrap())]["base"];
            check.near("base", &base["unweighted"], &column["n"], 1e-12);
            check.near("weighted base", &base["weighted"], &column["wn"], 1e-10);
            check.near("effective base", &base["effective"], &column["n_eff"], 1e-9);
        }
        for wanted in expected["cells"].as_array().unwrap() {
            let column = place(wanted["col"].as_str().unwrap());
            let own = cell(&table, &text_of(&wanted["row"]), column).unwrap();
            for (name, key) in [
                ("count", "n"),
                ("weighted", "wn"),
                ("column_pct", "col_pct"),
                ("row_pct", "row_pct"),
                ("total_pct", "total_pct"),
                ("index", "index"),
            ] {
                if !wanted[key].is_null() {
                    check.near(name, &own[name], &wanted[key], 1e-9);
                }
            }
        }
    }

    fn column_test(&self, spec: &Value, expected: &Value, check: &mut Check<'_>) {
        for (adjust, key) in [("none", "p"), ("bonferroni", "p_bonferroni"), ("benjamini_hochberg", "p_bh")] {
            let banner = id_of(spec["banner"].as_str().unwrap());
            let mut request = common(spec);
            request["rows"] = json!(id_of(spec["stub"].as_str().unwrap()));
            request["columns"] = json!([banner]);
            let method = spec["method"].as_str().unwrap_or("design");
            request["test"] = json!({ "method": method, "min_base": 0, "adjust": adjust });
            if let Some(nets) = spec["nets"].as_array() {
                let nets: Vec<Value> =
                    nets.iter().map(|net| json!({ "id": net["key"], "codes": net["codes"] })).collect();
                request["nets"] = json!(nets);
            }
            let table = self.table(&request);
            for wanted in expected["pairs"].as_array().unwrap() {
                let id = |key: &str| format!("{banner}:{}", text_of(&wanted[key]));
                let (row, a, b) = (text_of(&wanted["row"]), id("a"), id("b"));
                let found = table["pairs"].as_array().unwrap().iter().find(|pair| {
                    pair["row"] == row.as_str() && pair["a"] == a.as_str() && pair["b"] == b.as_str()
                });
                let found = found.unwrap_or_else(|| panic!("no pair {row} {a} {b}"));
                check.near("difference", &found["difference"], &wanted["diff"], 1e-8);
                check.near("statistic", &found["statistic"], &wanted["stat"], 1e-8);
                check.near("df", &found["df"], &wanted["df"], 1e-8);
                check.near("p", &found["p"], &wanted["p"], 1e-7);
                if !wanted[key].is_null() {
                    check.near(key, &found["p_adjusted"], &wanted[key], 1e-7);
                }
            }
        }
    }

    fn numeric(&self, spec: &Value, expected: &Value, check: &mut Check<'_>) {
        let groups: Vec<&Value> = match expected {
            Value::Array(groups) => groups.iter().collect(),
            one => vec![one],
        };
        for (rule, key) in [("school", "school_hf2"), ("math", "inverse_cdf_hf1")] {
            let mut request = common(spec);
            request["rows"] = json!(id_of(spec["var"].as_str().unwrap()));
            request["summary"] = json!([
                "n",
                "mean",
                "sd",
                "sd_population",
                "se",
                "ci",
                "sum",
                "median",
                "q25",
                "q75",
                "min",
                "max"
            ]);
            request["variance"] = json!("design");
            request["quantile_rule"] = json!(rule);
            let by = spec["by"].as_str();
            if let Some(by) = by {
                request["columns"] = json!([id_of(by)]);
            }
            let table = self.table(&request);
            for (place, wanted) in groups.iter().enumerate() {
                let column = place + usize::from(by.is_some());
                let value = |row: &str| cell(&table, row, column).unwrap();
                for (row, key) in [
                    ("mean", "mean"),
                    ("sd", "sd"),
                    ("sd_population", "sd_population"),
                    ("se", "se"),
                    ("sum", "sum_weighted"),
                    ("min", "min"),
                    ("max", "max"),
                ] {
                    check.near(row, &value(row)["value"], &wanted[key], 1e-8);
                }
                for end in 0..2 {
                    check.near("ci", &value("ci")["ci"][end], &wanted["ci"][end], 1e-8);
                }
                check.near("n_eff", &value("mean")["base"]["effective"], &wanted["base"]["n_eff"], 1e-9);
                for (row, at) in [("q25", "p25"), ("median", "p50"), ("q75", "p75")] {
                    let wanted = &wanted["quantiles"][key][at];
                    if !wanted.is_null() {
                        check.near(row, &value(row)["value"], wanted, 1e-9);
                    }
                }
            }
        }
    }

    fn mean_test(&self, spec: &Value, expected: &Value, check: &mut Check<'_>) {
        let banner = id_of(spec["banner"].as_str().unwrap());
        for method in ["design", "welch", "pooled"] {
            let mut request = common(spec);
            request["rows"] = json!(id_of(spec["var"].as_str().unwrap()));
            request["columns"] = json!([banner]);
            request["summary"] = json!(["mean"]);
            request["test"] = json!({ "method": method, "min_base": 0 });
            if method != "design" {
                request["weight"] = json!("none");
            }
            let table = self.table(&request);
            for wanted in expected.as_array().unwrap() {
                let id = |key: &str| format!("{banner}:{}", wanted[key]);
                let (a, b) = (id("a"), id("b"));
                let pairs = table["pairs"].as_array().unwrap();
                let found =
                    pairs.iter().find(|pair| pair["a"] == a.as_str() && pair["b"] == b.as_str()).unwrap();
                if method == "design" {
                    let statistic = json!(-found["statistic"].as_f64().unwrap());
                    check.near("t", &statistic, &wanted["design_t"], 1e-8);
                    check.near("df", &found["df"], &wanted["design_df"], 1e-8);
                    check.near("p", &found["p"], &wanted["design_p"], 1e-7);
                } else {
                    let wanted = &wanted[format!("unweighted_{method}")];
                    check.near("t", &found["statistic"], &wanted["t"], 1e-8);
                    check.near("df", &found["df"], &wanted["df"], 1e-8);
                    check.near("p", &found["p"], &wanted["p"], 1e-7);
                }
            }
        }
    }

    fn chisq(&self, spec: &Value, expected: &Value, check: &mut Check<'_>) {
        for (method, key) in [
            ("pearson", "pearson_unweighted"),
            ("rao_scott", "rao_scott_F"),
            ("rao_scott_chisq", "rao_scott_chisq"),
            ("wald", "wald_F"),
            ("adjusted_wald", "adj_wald_F"),
        ] {
            let wanted = &expected[key];
            if wanted.is_null() {
                continue;
            }
            let mut request = common(spec);
            request["rows"] = json!(id_of(spec["rows"].as_str().unwrap()));
            request["columns"] = json!([id_of(spec["cols"].as_str().unwrap())]);
            request["independence"] = json!({ "method": method });
            let found = &self.table(&request)["independence"];
            check.near(method, &found["statistic"], &wanted["statistic"], 1e-7);
            check.near(&format!("{method} p"), &found["p"], &wanted["p"], 1e-6);
            let df = wanted["df"].as_array().map_or(&wanted["df"], |df| &df[0]);
            check.near(&format!("{method} df"), &found["df1"], df, 1e-7);
            check.near("V", &found["cramers_v"], &expected["cramers_v_unweighted"], 1e-9);
        }
    }

    fn multi_frequency(&self, spec: &Value, expected: &Value, check: &mut Check<'_>) {
        for (share, percent_of) in [("cases", "cases"), ("responses", "responses")] {
            let mut request = common(spec);
            request["rows"] = json!(id_of(spec["var"].as_str().unwrap()));
            request["percent_of"] = json!(percent_of);
            request["summary"] = json!(["mean_answers"]);
            self.without_routing(&mut request);
            let table = self.table(&request);
            for row in expected["rows"].as_array().unwrap() {
                let own = cell(&table, &text_of(&row["option"]), 0).unwrap();
                check.near("n", &own["count"], &row["n"], 1e-12);
                check.near("weighted", &own["weighted"], &row["wn"], 1e-10);
                for key in [format!("pct_{share}"), "pct_asked".to_owned()] {
                    if !row[&key].is_null() && (key != "pct_asked" || share == "cases") {
                        check.near(&key, &own["column_pct"], &row[&key], 1e-9);
                    }
                }
            }
            if !expected["mean_answers"].is_null() {
                let found = &table["columns"][0]["summary"]["mean_answers"];
                check.near("mean_answers", found, &expected["mean_answers"], 1e-9);
            }
        }
    }

    fn design_effect(&self, spec: &Value, expected: &Value, check: &mut Check<'_>) {
        let mut request = common(spec);
        let by = id_of(spec["by"].as_str().unwrap());
        request["rows"] = json!(by);
        request["columns"] = json!([by]);
        let table = self.table(&request);
        let groups = std::iter::once(&expected["total"]).chain(expected["by"].as_array().unwrap());
        for (place, wanted) in groups.enumerate() {
            let base = &table["columns"][place]["base"];
            check.near("n_eff", &base["effective"], &wanted["n_eff"], 1e-9);
            check.near("weighted", &base["weighted"], &wanted["wn"], 1e-10);
        }
    }
}

/// Where the variable stands: an option of the multiple by the multiple.
fn place_of(variable: &str) -> String {
    if variable == "sport" { "leisure".to_owned() } else { id_of(variable) }
}

/// The row of a code: of an option of a multiple the option itself, for code 1.
fn row_code(variable: &str, code: &Value) -> String {
    if variable == "sport" {
        return if code == 1 { "sport".to_owned() } else { String::new() };
    }
    text_of(code)
}

/// Weight, design and derived variables of a case.
fn common(spec: &Value) -> Value {
    let mut request = json!({});
    let weight = if spec["weight"].is_null() { &spec["design"]["weights"] } else { &spec["weight"] };
    if let Some(weight) = weight.as_str() {
        request["weight"] = json!(weight.to_lowercase());
    }
    if let Some(design) = spec["design"].as_object() {
        let parts = design.iter().filter(|(key, _)| ["strata", "psu", "fpc"].contains(&key.as_str()));
        request["design"] = parts.map(|(key, value)| (key.clone(), value.clone())).collect();
    }
    if let Some(derived) = spec["derived"].as_array() {
        let one = |variable: &Value| {
            let cuts: Vec<&Value> =
                variable["cuts"].as_array().unwrap().iter().map(|cut| &cut["from"]).collect();
            let of = id_of(variable["from"].as_str().unwrap());
            (variable["name"].as_str().unwrap().to_owned(), json!({ "bands": of, "cuts": cuts }))
        };
        request["variables"] = derived.iter().map(one).collect();
    }
    request
}

fn cell<'t>(table: &'t Value, row: &str, column: usize) -> Option<&'t Value> {
    let rows = table["rows"].as_array().unwrap();
    rows.iter().find(|one| one["id"] == row).map(|one| &one["cells"][column])
}

struct Check<'a> {
    id: String,
    wrong: &'a mut Vec<String>,
}

impl Check<'_> {
    fn near(&mut self, what: &str, got: &Value, expected: &Value, relative: f64) {
        let agrees = match (got.as_f64(), expected.as_f64()) {
            (Some(got), Some(expected)) => (got - expected).abs() <= (relative * expected.abs()).max(1e-10),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        if !agrees {
            self.wrong.push(format!("{} {what}: {got}, expected {expected}", self.id));
        }
    }
}

/// The columns of the data file under their names here.
fn write_data(from: &Path, to: &Path, columns: &[(String, String)]) {
    let mut reader = csv::Reader::from_path(from).unwrap();
    let header = reader.headers().unwrap().clone();
    let extras = ["pw", "fpc", "weight_a", "weight_b", "poids"];
    let mut wanted: Vec<(usize, String)> = Vec::new();
    for (place, name) in header.iter().enumerate() {
        let found = columns.iter().find(|(column, _)| column == name).map(|(_, id)| id.clone());
        wanted.extend(found.or(extras.contains(&name).then(|| name.to_owned())).map(|id| (place, id)));
    }
    let mut writer = csv::Writer::from_path(to).unwrap();
    writer.write_record(wanted.iter().map(|(_, id)| id)).unwrap();
    for record in reader.records() {
        let record = record.unwrap();
        writer.write_record(wanted.iter().map(|(place, _)| &record[*place])).unwrap();
    }
    writer.flush().unwrap();
}
