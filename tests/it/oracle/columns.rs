//! Tests between columns: letters, differences of shares and of means, independence.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::check::{Check, Kind};
use super::survey::Survey;
use super::{code, common, with};

/// The columns of a banner: their ids by the keys of the case.
fn column_id(survey: &Survey, banner: &str, key: &Value) -> String {
    let key = code(key);
    let code = survey.option(&key).map_or(key.as_str(), |(_, code)| code);
    format!("{banner}:{code}")
}

pub(super) fn shares(survey: &Survey, check: &mut Check<'_>) {
    let banner = survey.name(check.spec["banner"].as_str().unwrap());
    let mut request = with(
        common(survey, check.spec),
        &json!({ "rows": survey.name(check.spec["stub"].as_str().unwrap()), "columns": banner }),
    );
    if let Some(nets) = check.spec["nets"].as_array() {
        request["nets"] = nets.iter().map(|net| json!({ "id": net["key"], "codes": net["codes"] })).collect();
    }
    let method = check.spec["method"].as_str().unwrap_or("design");
    for (adjust, p, letters) in [
        ("none", "p", "letters_05"),
        ("bonferroni", "p_bonferroni", "letters_05_bonferroni"),
        ("benjamini_hochberg", "p_bh", "letters_05_bh"),
    ] {
        let test = json!({ "test": { "method": method, "min_base": 0, "level": 0.95, "adjust": adjust } });
        let found = survey.table(&with(request.clone(), &test));
        let Some(table) = check.given(found) else { return };
        bases(survey, check, &table, &banner);
        for place in 0..check.expected["pairs"].as_array().unwrap().len() {
            pair(survey, check, &table, &banner, place, p);
        }
        if check.wants(&format!("/{letters}")) {
            let expected: BTreeMap<(String, String), String> = check.expected[letters]
                .as_array()
                .unwrap()
                .iter()
                .map(|cell| {
                    ((code(&cell["row"]), column_id(survey, &banner, &cell["col"])), code(&cell["letters"]))
                })
                .collect();
            check.same(letters, letters_of(&table), expected);
        }
    }
}

fn bases(survey: &Survey, check: &mut Check<'_>, table: &Value, banner: &str) {
    for (name, at) in [("column_letters", "letter"), ("effective_base", "effective")] {
        let Some(wanted) = check.expected[name].as_object() else { continue };
        for (key, letter) in wanted {
            let id = column_id(survey, banner, &json!(key));
            let columns = table["columns"].as_array().unwrap();
            let found = columns.iter().find(|column| column["id"] == id).unwrap_or(&Value::Null);
            if at == "letter" {
                check.same("letter", &found["letter"], letter);
            } else {
                check.number(&format!("/{name}/{key}"), &found["base"]["effective"], Kind::Estimate);
            }
        }
    }
}

fn pair(survey: &Survey, check: &mut Check<'_>, table: &Value, banner: &str, place: usize, p: &str) {
    let wanted = &check.expected["pairs"][place];
    let (row, a, b) = (
        code(&wanted["row"]),
        column_id(survey, banner, &wanted["a"]),
        column_id(survey, banner, &wanted["b"]),
    );
    let pairs = table["pairs"].as_array().unwrap();
    let found = pairs
        .iter()
        .find(|pair| pair["row"] == row.as_str() && pair["a"] == a.as_str() && pair["b"] == b.as_str());
    let Some(found) = check.given(found.ok_or_else(|| format!("there is no pair {row} {a} {b}"))) else {
        return;
    };
    let at = |key: &str| format!("/pairs/{place}/{key}");
    check.number(&at("diff"), &found["difference"], Kind::Estimate);
    check.number(&at("stat"), &found["statistic"], Kind::AsSaid);
    check.number(&at("df"), &found["df"], Kind::Estimate);
    check.number(&at("p"), &found["p"], Kind::P);
    check.number(&at(p), &found["p_adjusted"], Kind::P);
    let error = found["difference"].as_f64().zip(found["statistic"].as_f64()).map(|(by, t)| by / t);
    check.number(&at("se"), &json!(error), Kind::Estimate);
    check.number("/df", &found["df"], Kind::Count);
}

/// The letters of all cells that have any.
fn letters_of(table: &Value) -> BTreeMap<(String, String), String> {
    let mut letters = BTreeMap::new();
    for row in table["rows"].as_array().unwrap() {
        for (cell, column) in
            row["cells"].as_array().unwrap().iter().zip(table["columns"].as_array().unwrap())
        {
            let higher: Vec<String> = cell["higher_than"].as_array().unwrap().iter().map(code).collect();
            if !higher.is_empty() {
                letters.insert((code(&row["id"]), code(&column["id"])), higher.concat());
            }
        }
    }
    letters
}

pub(super) fn means(survey: &Survey, check: &mut Check<'_>) {
    let banner = survey.name(check.spec["banner"].as_str().unwrap());
    let request = with(
        common(survey, check.spec),
        &json!({ "rows": survey.name(check.spec["var"].as_str().unwrap()), "columns": banner, "summary": ["mean"] }),
    );
    for method in ["design", "welch", "pooled"] {
        let mut request = with(request.clone(), &json!({ "test": { "method": method, "min_base": 0 } }));
        if method != "design" {
            request["weight"] = json!("none");
        }
        let found = survey.table(&request);
        let Some(table) = check.given(found) else { return };
        for place in 0..check.expected.as_array().unwrap().len() {
            let id = |key: &str| column_id(survey, &banner, &check.expected[place][key]);
            let (a, b) = (id("a"), id("b"));
            let pairs = table["pairs"].as_array().unwrap();
            let found = pairs.iter().find(|pair| pair["a"] == a.as_str() && pair["b"] == b.as_str());
            let Some(found) = check.given(found.ok_or_else(|| format!("there is no pair {a} {b}"))) else {
                return;
            };
            let turned = |key: &str| json!(found[key].as_f64().map(|value| -value));
            if method == "design" {
                // Of b against a; a pair is of a against b.
                check.number(&format!("/{place}/diff_b_minus_a"), &turned("difference"), Kind::Estimate);
                check.number(&format!("/{place}/design_t"), &turned("statistic"), Kind::AsSaid);
                check.number(&format!("/{place}/design_df"), &found["df"], Kind::Count);
                check.number(&format!("/{place}/design_p"), &found["p"], Kind::P);
            } else {
                let at = format!("/{place}/unweighted_{method}");
                check.number(&format!("{at}/t"), &found["statistic"], Kind::AsSaid);
                check.number(&format!("{at}/df"), &found["df"], Kind::Estimate);
                check.number(&format!("{at}/p"), &found["p"], Kind::P);
            }
        }
    }
}

pub(super) fn independence(survey: &Survey, check: &mut Check<'_>) {
    let request = with(
        common(survey, check.spec),
        &json!({
            "rows": survey.name(check.spec["rows"].as_str().unwrap()),
            "columns": survey.name(check.spec["cols"].as_str().unwrap()),
        }),
    );
    for (method, key) in [
        ("pearson", "pearson_unweighted"),
        ("rao_scott", "rao_scott_F"),
        ("rao_scott_chisq", "rao_scott_chisq"),
        ("wald", "wald_F"),
        ("adjusted_wald", "adj_wald_F"),
    ] {
        let found = survey.table(&with(request.clone(), &json!({ "independence": { "method": method } })));
        let Some(table) = check.given(found) else { return };
        let found = &table["independence"];
        check.number(&format!("/{key}/statistic"), &found["statistic"], Kind::AsSaid);
        check.number(&format!("/{key}/p"), &found["p"], Kind::P);
        let (first, second) = (format!("/{key}/df/0"), format!("/{key}/df/1"));
        let one = if check.wants(&first) { first } else { format!("/{key}/df") };
        check.number(&one, &found["df1"], Kind::AsSaid);
        check.number(&second, &found["df2"], Kind::AsSaid);
        check.number("/cramers_v_unweighted", &found["cramers_v"], Kind::Estimate);
        check.number("/min_expected", &found["min_expected"], Kind::Estimate);
        check.number("/n", &table["columns"][0]["base"]["unweighted"], Kind::Count);
        let cells =
            table["rows"].as_array().unwrap().len() * (table["columns"].as_array().unwrap().len() - 1);
        let below = found["expected_below_5"].as_f64().map(|share| (share * cells as f64).round());
        check.number("/cells_expected_lt5", &json!(below), Kind::Count);
    }
}
