//! Figures by themselves: totals, ratios, trends along times.

use serde_json::json;

use super::check::{Check, Kind};
use super::survey::Survey;
use super::{cell, code, column, common, with};

pub(super) fn total(survey: &Survey, check: &mut Check<'_>) {
    let variable = survey.name(check.spec["var"].as_str().unwrap());
    let found = survey.figure(&with(common(survey, check.spec), &json!({ "total": variable })));
    let Some(figure) = check.given(found) else { return };
    check.number("/total", &figure["value"], Kind::Sum);
    check.number("/se", &figure["se"], Kind::Estimate);
    check.numbers("/ci", &figure["ci"], Kind::Estimate);
    check.number("/df", &figure["df"], Kind::Count);
}

pub(super) fn ratio(survey: &Survey, check: &mut Check<'_>) {
    let part = |key: &str| survey.name(check.spec[key].as_str().unwrap());
    let ratio = json!({ "ratio": { "of": part("numerator"), "to": part("denominator") } });
    let found = survey.figure(&with(common(survey, check.spec), &ratio));
    let Some(figure) = check.given(found) else { return };
    check.number("/ratio", &figure["value"], Kind::Estimate);
    check.number("/se", &figure["se"], Kind::Estimate);
}

/// The shares of the waves are columns; the changes and the line along all of them are a figure.
pub(super) fn trend(survey: &Survey, check: &mut Check<'_>) {
    let (variable, wave) =
        (survey.name(check.spec["var"].as_str().unwrap()), survey.name(check.spec["wave"].as_str().unwrap()));
    let asked = with(common(survey, check.spec), &json!({ "variance": "design" }));
    let net = json!({ "id": "top", "codes": check.spec["top"] });
    let request = with(
        asked.clone(),
        &json!({ "rows": variable, "columns": wave, "nets": [net], "show": ["column_pct", "se"] }),
    );
    let found = survey.table(&request);
    let Some(table) = check.given(found) else { return };
    for place in 0..check.expected["waves"].as_array().unwrap().len() {
        let id = format!("{wave}:{}", code(&check.expected["waves"][place]["wave"]));
        let Some(at) = check.given(column(&table, &id)) else { return };
        let found = cell(&table, "top", at);
        check.base(&format!("/waves/{place}"), &table["columns"][at]["base"]);
        check.number(&format!("/waves/{place}/estimate"), &found["column_pct"], Kind::Estimate);
        check.number(&format!("/waves/{place}/se"), &found["se"], Kind::Estimate);
    }
    let trend = json!({ "trend": { "of": variable, "codes": check.spec["top"], "over": wave } });
    let found = survey.figure(&with(asked, &trend));
    let Some(figure) = check.given(found) else { return };
    for (place, change) in figure["changes"].as_array().unwrap().iter().enumerate() {
        check.number(&format!("/changes/{place}/diff"), &change["difference"], Kind::AsSaid);
        check.number(&format!("/changes/{place}/se"), &change["se"], Kind::Estimate);
        check.number(&format!("/changes/{place}/z"), &change["statistic"], Kind::AsSaid);
        check.number(&format!("/changes/{place}/p_normal"), &change["p"], Kind::P);
    }
    check.number("/linear_trend/slope", &figure["value"], Kind::AsSaid);
    check.number("/linear_trend/se", &figure["se"], Kind::AsSaid);
    check.number("/linear_trend/t", &figure["statistic"], Kind::AsSaid);
    check.number("/linear_trend/df", &figure["df"], Kind::Count);
    check.number("/linear_trend/p", &figure["p"], Kind::P);
}

pub(super) fn trend_of_counts(survey: &Survey, check: &mut Check<'_>) {
    let (variable, wave) =
        (survey.name(check.spec["var"].as_str().unwrap()), survey.name(check.spec["wave"].as_str().unwrap()));
    let found = survey.table(&json!({ "rows": variable, "columns": wave, "total": false }));
    let Some(table) = check.given(found) else { return };
    let row = code(&check.spec["code"]);
    for place in 0..check.expected["n"].as_array().unwrap().len() {
        let found = cell(&table, &row, place);
        check.number(&format!("/yes/{place}"), &found["count"], Kind::Count);
        check.number(&format!("/n/{place}"), &found["base"]["unweighted"], Kind::Count);
    }
    let trend = json!({
        "trend": { "of": variable, "codes": [row], "over": wave, "times": check.spec["scores"] },
        "variance": "simple",
    });
    let found = survey.figure(&trend);
    let Some(figure) = check.given(found) else { return };
    check.number("/chisq", &figure["statistic"], Kind::AsSaid);
    check.number("/p", &figure["p"], Kind::P);
    check.number("/df", &figure["df"], Kind::Count);
}
