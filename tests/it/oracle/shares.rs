//! Shares: frequencies with every interval, crosstabs, multiples, grids, the order of rows.

use serde_json::{Value, json};

use super::check::{Check, Kind};
use super::survey::Survey;
use super::{cell, code, column, common, with};

pub(super) fn frequency(survey: &Survey, check: &mut Check<'_>) {
    let variable = survey.name(check.spec["var"].as_str().unwrap());
    let asked = with(common(survey, check.spec), &json!({ "variance": "design" }));
    // A code that a codebook marks missing may still be a row.
    let keeps_missing = check.spec["missing_codes"].is_null();
    let include = if keeps_missing { json!({ "include_missing": "all" }) } else { json!({}) };
    let shown = json!({ "rows": variable, "show": ["count", "weighted", "column_pct", "se", "ci", "deff"] });
    let request = with(with(asked.clone(), &shown), &include);
    for method in [
        "wilson_neff",
        "wald_neff",
        "clopper_pearson_neff",
        "design_wald_t",
        "design_logit",
        "design_logit_glm",
        "design_beta",
    ] {
        let found = survey.table(&with(request.clone(), &json!({ "ci": method })));
        let Some(table) = check.given(found) else { return };
        check.base("/base", &table["columns"][0]["base"]);
        for place in 0..check.expected["rows"].as_array().unwrap().len() {
            let at = format!("/rows/{place}");
            let found = cell(&table, &code(&check.expected["rows"][place]["code"]), 0);
            check.number(&format!("{at}/n"), &found["count"], Kind::Count);
            check.number(&format!("{at}/wn"), &found["weighted"], Kind::Sum);
            check.number(&format!("{at}/pct"), &found["column_pct"], Kind::Estimate);
            check.number(&format!("{at}/se"), &found["se"], Kind::Estimate);
            check.number(&format!("{at}/deff"), &found["deff"], Kind::Estimate);
            let kind = if method == "design_logit_glm" { Kind::Fitted } else { Kind::Estimate };
            check.numbers(&format!("{at}/ci/{method}"), &found["ci"], kind);
        }
    }
    missing(survey, check, &request);
    let first = code(&check.expected["rows"][0]["code"]);
    let share = json!({ "share": variable, "codes": [first] });
    let found = survey.figure(&with(with(asked.clone(), &share), &include));
    if let Some(figure) = check.given(found) {
        check.number("/df", &figure["df"], Kind::Count);
        check.number("/rows/0/pct", &figure["value"], Kind::Estimate);
        check.number("/rows/0/se", &figure["se"], Kind::Estimate);
        check.numbers("/rows/0/ci/design_logit", &figure["ci"], Kind::Estimate);
    }
    let mut margin = with(with(asked, &json!({ "margin_of_error": variable })), &include);
    // The margin is that of a simple random sample of the effective base.
    margin.as_object_mut().unwrap().retain(|key, _| key != "variance" && key != "design");
    let found = survey.figure(&margin);
    if let Some(figure) = check.given(found) {
        check.number("/moe_max_95", &figure["value"], Kind::Estimate);
    }
}

/// Who gave no valid answer: everyone asked less the base.
fn missing(survey: &Survey, check: &mut Check<'_>, request: &Value) {
    let found = survey.table(&with(request.clone(), &json!({ "base": "asked" })));
    let Some(asked) = check.given(found) else { return };
    let found = survey.table(request);
    let Some(answered) = check.given(found) else { return };
    let less = |key: &str| {
        let of = |table: &Value| table["columns"][0]["base"][key].as_f64().unwrap();
        json!(of(&asked) - of(&answered))
    };
    check.number("/missing/n", &less("unweighted"), Kind::Count);
    check.number("/missing/wn", &less("weighted"), Kind::AsSaid);
}

pub(super) fn crosstab(survey: &Survey, check: &mut Check<'_>) {
    let names = match &check.spec["banner"] {
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        name => vec![name.as_str().unwrap()],
    };
    let banner: Vec<String> =
        names.into_iter().filter(|name| *name != "total").map(|name| survey.name(name)).collect();
    let mut request = with(
        common(survey, check.spec),
        &json!({
            "rows": survey.name(check.spec["stub"].as_str().unwrap()),
            "columns": banner,
            "show": ["count", "weighted", "column_pct", "row_pct", "total_pct", "index"],
        }),
    );
    // The codes of a case are all codes, those that the codebook marks missing too.
    if check.spec["stub_codes"].is_array() {
        request["include_missing"] = json!("all");
    }
    if check.spec["filter"].is_string() {
        request["filter"] = json!("gender == 2 && age >= 25 && age < 35");
    }
    let found = survey.table(&request);
    let Some(table) = check.given(found) else { return };
    let place = |key: &str| match (key.split_once('='), survey.option(key)) {
        (Some((name, code)), _) => column(&table, &format!("{}:{code}", survey.name(name))),
        (None, Some((item, code))) => column(&table, &format!("{item}:{code}")),
        (None, None) => column(&table, key),
    };
    for at in 0..check.expected["columns"].as_array().unwrap().len() {
        let Some(place) = check.given(place(check.expected["columns"][at]["key"].as_str().unwrap())) else {
            return;
        };
        check.base(&format!("/columns/{at}"), &table["columns"][place]["base"]);
    }
    for at in 0..check.expected["cells"].as_array().unwrap().len() {
        let wanted = &check.expected["cells"][at];
        let row = wanted["row"].as_str().unwrap();
        let row = survey.option(row).map_or(row, |(_, code)| code);
        let Some(place) = check.given(place(wanted["col"].as_str().unwrap())) else { return };
        let found = cell(&table, row, place);
        for (key, name, kind) in [
            ("n", "count", Kind::Count),
            ("wn", "weighted", Kind::Sum),
            ("col_pct", "column_pct", Kind::Estimate),
            ("row_pct", "row_pct", Kind::Estimate),
            ("total_pct", "total_pct", Kind::Estimate),
            ("index", "index", Kind::Estimate),
        ] {
            check.number(&format!("/cells/{at}/{key}"), &found[name], kind);
        }
    }
}

pub(super) fn multiple(survey: &Survey, check: &mut Check<'_>) {
    let request = with(
        common(survey, check.spec),
        &json!({
            "rows": survey.name(check.spec["var"].as_str().unwrap()),
            "show": ["count", "weighted", "column_pct", "se"],
            "summary": ["mean_answers"],
            "variance": "design",
        }),
    );
    // The share of each base, and where the base itself is expected.
    for (more, share, base) in [
        (json!({}), "pct_cases", "/base"),
        (json!({}), "pct_asked", "/asked"),
        (json!({ "base": "answered" }), "pct_cases_any", "/base_any"),
        (json!({ "base": "all" }), "pct_total_sample", "/total_sample"),
        (json!({ "percent_of": "responses" }), "pct_responses", "/base"),
    ] {
        let found = survey.table(&with(request.clone(), &more));
        let Some(table) = check.given(found) else { return };
        let columns = &table["columns"][0];
        check.base(base, &columns["base"]);
        if base == "/base_any" {
            check.number("/any_answer_n", &columns["base"]["unweighted"], Kind::Count);
        }
        if share == "pct_asked" {
            check.number("/not_asked_n", &table["missing"]["not_asked"], Kind::Count);
            check.number("/mean_answers", &columns["summary"]["mean_answers"], Kind::Estimate);
        }
        for place in 0..check.expected["rows"].as_array().unwrap().len() {
            let at = format!("/rows/{place}");
            let Some((_, option)) = survey.option(check.expected["rows"][place]["option"].as_str().unwrap())
            else {
                continue;
            };
            let found = cell(&table, option, 0);
            check.number(&format!("{at}/{share}"), &found["column_pct"], Kind::Estimate);
            if share == "pct_cases" {
                check.number(&format!("{at}/n"), &found["count"], Kind::Count);
                check.number(&format!("{at}/wn"), &found["weighted"], Kind::Sum);
                check.number(&format!("{at}/se"), &found["se"], Kind::Estimate);
            }
        }
    }
}

pub(super) fn grid(survey: &Survey, check: &mut Check<'_>) {
    let request = with(
        common(survey, check.spec),
        &json!({
            "rows": survey.name(check.spec["grid"].as_str().unwrap()),
            "show": ["count", "column_pct", "se"],
            "top_box": 2,
            "bottom_box": 2,
            "summary": ["mean", "sd", "se", "median"],
            "variance": "design",
        }),
    );
    let found = survey.table(&request);
    let Some(table) = check.given(found) else { return };
    for place in 0..check.expected.as_array().unwrap().len() {
        let item = survey.name(check.expected[place]["item"].as_str().unwrap());
        let row = |id: &str| cell(&table, &format!("{item}:{id}"), 0);
        let at = |key: &str| format!("/{place}/{key}");
        check.base(&at("base"), &row("1")["base"]);
        for (place, option) in check.spec["codes"].as_array().unwrap().iter().enumerate() {
            let found = &row(&code(option))["column_pct"];
            check.number(&at(&format!("dist/{place}")), found, Kind::Estimate);
        }
        check.number(&at("top2"), &row("top2")["column_pct"], Kind::Estimate);
        check.number(&at("top2_se"), &row("top2")["se"], Kind::Estimate);
        check.number(&at("bottom2"), &row("bottom2")["column_pct"], Kind::Estimate);
        for statistic in ["mean", "sd", "se", "median"] {
            check.number(&at(statistic), &row(statistic)["value"], Kind::Estimate);
        }
    }
}

pub(super) fn sort(survey: &Survey, check: &mut Check<'_>) {
    let request = with(
        common(survey, check.spec),
        &json!({
            "rows": survey.name(check.spec["var"].as_str().unwrap()),
            "sort": { "by": "total", "order": "desc", "pin": check.spec["pinned_last"] },
        }),
    );
    let found = survey.table(&request);
    let Some(table) = check.given(found) else { return };
    let rows: Vec<String> = table["rows"].as_array().unwrap().iter().map(|row| code(&row["id"])).collect();
    let expected: Vec<String> = check.expected["order"].as_array().unwrap().iter().map(code).collect();
    check.same("order", rows, expected);
    check.saw("/order");
}

pub(super) fn design_effect(survey: &Survey, check: &mut Check<'_>) {
    let by = survey.name(check.spec["by"].as_str().unwrap());
    let request = common(survey, check.spec);
    let found = survey.table(&with(request.clone(), &json!({ "rows": by, "columns": by })));
    let Some(table) = check.given(found) else { return };
    check.base("/total", &table["columns"][0]["base"]);
    let figure = with(request, &json!({ "design_effect": "all" }));
    let found = survey.figure(&figure);
    let Some(found) = check.given(found) else { return };
    check.number("/total/deff_weighting", &found["value"], Kind::Estimate);
    for place in 0..check.expected["by"].as_array().unwrap().len() {
        check.base(&format!("/by/{place}"), &table["columns"][place + 1]["base"]);
        let group = code(&check.expected["by"][place]["code"]);
        let found = survey.figure(&with(figure.clone(), &json!({ "filter": format!("{by} == {group}") })));
        let Some(found) = check.given(found) else { return };
        check.number(&format!("/by/{place}/deff_weighting"), &found["value"], Kind::Estimate);
    }
}
