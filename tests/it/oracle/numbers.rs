//! Numbers: means with errors and spread, quantiles by each rule and their intervals, scores of promoters.

use serde_json::{Value, json};

use super::check::{Check, Kind};
use super::survey::Survey;
use super::{cell, code, common, with};

const RULES: [(&str, &str); 4] =
    [("school", "school_hf2"), ("math", "inverse_cdf_hf1"), ("hf6", "hf6_spss"), ("hf7", "hf7_r_default")];

pub(super) fn numeric(survey: &Survey, check: &mut Check<'_>) {
    let variable = survey.name(check.spec["var"].as_str().unwrap());
    let asked = with(common(survey, check.spec), &json!({ "variance": "design" }));
    let Some(by) = check.spec["by"].as_str().map(|by| survey.name(by)) else {
        of_group(survey, check, &with(asked, &json!({})), &variable, "", 0);
        return;
    };
    for place in 0..check.expected.as_array().unwrap().len() {
        let group = code(&check.expected[place]["code"]);
        let at = format!("/{place}");
        // A group is a column, and as well what a filter leaves.
        of_group(
            survey,
            check,
            &with(asked.clone(), &json!({ "filter": format!("{by} == {group}") })),
            &variable,
            &at,
            0,
        );
        of_group(survey, check, &with(asked.clone(), &json!({ "columns": by })), &variable, &at, place + 1);
    }
}

fn of_group(survey: &Survey, check: &mut Check<'_>, asked: &Value, variable: &str, at: &str, column: usize) {
    let is_all = column == 0;
    for (rule, key) in RULES {
        if !check.wants(&format!("{at}/quantiles/{key}")) {
            continue;
        }
        let request = with(
            asked.clone(),
            &json!({
                "rows": variable,
                "summary": ["n", "mean", "sd", "sd_population", "se", "ci", "min", "max", "sum", "q25", "median", "q75"],
                "quantiles": [0.1, 0.9],
                "quantile_rule": rule,
            }),
        );
        let found = survey.table(&request);
        let Some(table) = check.given(found) else { return };
        check.base(&format!("{at}/base"), &cell(&table, "mean", column)["base"]);
        for (row, key, kind) in [
            ("mean", "mean", Kind::Estimate),
            ("sd", "sd", Kind::Estimate),
            ("sd_population", "sd_population", Kind::Estimate),
            ("se", "se", Kind::Estimate),
            ("min", "min", Kind::Count),
            ("max", "max", Kind::Count),
            ("sum", "sum_weighted", Kind::Sum),
        ] {
            check.number(&format!("{at}/{key}"), &cell(&table, row, column)["value"], kind);
        }
        check.numbers(&format!("{at}/ci"), &cell(&table, "ci", column)["ci"], Kind::Estimate);
        for (row, quantile) in
            [("q10", "p10"), ("q25", "p25"), ("median", "p50"), ("q75", "p75"), ("q90", "p90")]
        {
            let found = &cell(&table, row, column)["value"];
            check.number(&format!("{at}/quantiles/{key}/{quantile}"), found, Kind::Estimate);
        }
        if is_all {
            let missing: u64 = table["missing"].as_object().unwrap().values().filter_map(Value::as_u64).sum();
            check.number(&format!("{at}/missing_n"), &json!(missing), Kind::Count);
        }
    }
    if is_all {
        of_figures(survey, check, asked, variable, at);
    }
}

/// The same as figures, which have degrees of freedom and the design effect besides.
fn of_figures(survey: &Survey, check: &mut Check<'_>, asked: &Value, variable: &str, at: &str) {
    for (kind, key) in [
        ("mean", "mean"),
        ("total", "sum_weighted"),
        ("design_effect", "deff"),
        ("median", "quantiles/school_hf2/p50"),
    ] {
        let found = survey.figure(&with(asked.clone(), &json!({ kind: variable })));
        let Some(figure) = check.given(found) else { continue };
        check.number(&format!("{at}/{key}"), &figure["value"], Kind::Estimate);
        if kind == "mean" {
            check.number(&format!("{at}/se"), &figure["se"], Kind::Estimate);
            check.numbers(&format!("{at}/ci"), &figure["ci"], Kind::Estimate);
            check.number(&format!("{at}/df"), &figure["df"], Kind::Count);
        }
    }
}

pub(super) fn median(survey: &Survey, check: &mut Check<'_>) {
    let variable = survey.name(check.spec["var"].as_str().unwrap());
    for method in ["wald", "beta", "logit"] {
        let request = with(
            common(survey, check.spec),
            &json!({ "rows": variable, "summary": ["median"], "quantile_ci": method, "variance": "design" }),
        );
        let found = survey.table(&request);
        let Some(table) = check.given(found) else { return };
        let found = cell(&table, "median", 0);
        check.number(&format!("/woodruff_{method}/median"), &found["value"], Kind::Estimate);
        check.numbers(&format!("/woodruff_{method}/ci"), &found["ci"], Kind::Estimate);
    }
}

/// A score of promoters less detractors is the difference of two shares of the same people; on a scale of 0 to 10 it has a
/// name of its own.
pub(super) fn nps(survey: &Survey, check: &mut Check<'_>) {
    let variable = survey.name(check.spec["var"].as_str().unwrap());
    let by = survey.name(check.spec["by"].as_str().unwrap());
    let asked = common(survey, check.spec);
    let mut groups = vec![("/total".to_owned(), json!({}))];
    for (place, group) in check.expected["by"].as_array().unwrap().iter().enumerate() {
        groups
            .push((format!("/by/{place}"), json!({ "filter": format!("{by} == {}", code(&group["code"])) })));
    }
    for (at, filter) in groups {
        let asked = with(asked.clone(), &filter);
        let (up, down) = (&check.spec["promoters"], &check.spec["detractors"]);
        let score = json!({ "difference": { "of": [variable, variable], "codes": [up, down] } });
        let hundred = |value: &Value| json!(value.as_f64().map(|value| 100.0 * value));
        let found = survey.figure(&with(with(asked.clone(), &score), &json!({ "variance": "design" })));
        let Some(figure) = check.given(found) else { continue };
        check.base(&format!("{at}/base"), &figure["base"]);
        check.number(&format!("{at}/nps"), &hundred(&figure["value"]), Kind::Estimate);
        check.number(&format!("{at}/se"), &hundred(&figure["se"]), Kind::Estimate);
        check.number(&format!("{at}/df"), &figure["df"], Kind::Count);
        for end in 0..2 {
            check.number(&format!("{at}/ci/{end}"), &hundred(&figure["ci"][end]), Kind::Estimate);
        }
        let found = survey.figure(&with(with(asked.clone(), &score), &json!({ "variance": "kish" })));
        let Some(figure) = check.given(found) else { continue };
        check.number(&format!("{at}/se_neff"), &hundred(&figure["se"]), Kind::Estimate);
        for (key, codes) in
            [("promoters", up.clone()), ("detractors", down.clone()), ("passives", json!([4]))]
        {
            let found = survey.figure(&with(asked.clone(), &json!({ "share": variable, "codes": codes })));
            let Some(figure) = check.given(found) else { continue };
            check.number(&format!("{at}/{key}"), &figure["value"], Kind::Estimate);
        }
        let likely = format!("{}_score", check.spec["var"].as_str().unwrap().to_lowercase());
        for (variance, error) in [("design", "se"), ("kish", "se_neff")] {
            let score = json!({ "nps": likely, "variance": variance });
            let found = survey.figure(&with(asked.clone(), &score));
            let Some(figure) = check.given(found) else { continue };
            check.number(&format!("{at}/nps"), &figure["value"], Kind::Estimate);
            check.number(&format!("{at}/{error}"), &figure["se"], Kind::Estimate);
        }
    }
}
