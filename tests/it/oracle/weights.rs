//! Weights that are made: raking, post-stratification, trimming, and what is weighted by them.

use canvass::tabulation::WeightReport;
use serde_json::{Map, Value, json};

use super::check::{Check, Kind};
use super::survey::Survey;
use super::{common, with};

pub(super) fn rake(survey: &Survey, check: &mut Check<'_>) {
    let mut margins = Map::new();
    for margin in check.spec["margins"].as_array().unwrap() {
        margins.insert(survey.name(margin["var"].as_str().unwrap()), margin["targets"].clone());
    }
    compare(survey, check, &json!({ "rake": margins, "total": check.spec["total"] }));
}

pub(super) fn poststratify(survey: &Survey, check: &mut Check<'_>) {
    let cells = json!({ "cells": check.spec["cells"] });
    compare(survey, check, &json!({ "poststratify": cells, "total": check.spec["total"] }));
}

pub(super) fn trim(survey: &Survey, check: &mut Check<'_>) {
    let given = survey.name(check.spec["weight"].as_str().unwrap());
    let (low, high) = (&check.spec["lower_times_mean"], &check.spec["upper_times_mean"]);
    let trim = json!({ "min": low, "max": high, "of": "mean", "strict": true });
    compare(survey, check, &json!({ "given": given, "trim": trim }));
    // How many are outside before: whoever has a weight below or above the bounds.
    let spread = survey.weights(&json!({ "weights": { "made": { "given": given } } }));
    let Some((_, before)) = check.given(spread) else { return };
    let mean = before.iter().sum::<f64>() / before.len() as f64;
    let (low, high) = (low.as_f64().unwrap() * mean, high.as_f64().unwrap() * mean);
    let outside = before.iter().filter(|weight| **weight < low || **weight > high).count();
    check.number("/n_outside_before", &json!(outside), Kind::Count);
}

/// The weights themselves, their report, and figures that are weighted by them.
fn compare(survey: &Survey, check: &mut Check<'_>, weight: &Value) {
    let mut asked = common(survey, check.spec);
    asked["weights"] = json!({ "made": weight });
    let found = survey.weights(&asked);
    let Some((report, weights)) = check.given(found) else { return };
    spread(check, &report);
    for (place, weight) in weights.iter().enumerate() {
        check.number(&format!("/first_20_weights/{place}"), &json!(weight), Kind::Weight);
    }
    let asked = with(asked, &json!({ "weight": "made" }));
    for (figure, variance, at) in [
        (json!({ "share": "sport", "codes": [1] }), "design", "weighted_sport"),
        (json!({ "share": "sport", "codes": [1] }), "design", "se_sport_weights_taken_as_fixed"),
        (json!({ "share": "sport", "codes": [1] }), "calibrated", "se_sport_poststratified"),
        (json!({ "mean": "heures_tv" }), "design", "weighted_tv_mean"),
    ] {
        let at = format!("/{at}");
        if !check.wants(&at) {
            continue;
        }
        let found = survey.figure(&with(with(asked.clone(), &figure), &json!({ "variance": variance })));
        let Some(figure) = check.given(found) else { continue };
        let which = if at.starts_with("/se") { "se" } else { "value" };
        check.number(&at, &figure[which], Kind::AsSaid);
    }
}

fn spread(check: &mut Check<'_>, report: &WeightReport) {
    check.number("/min", &json!(report.min), Kind::Weight);
    check.number("/max", &json!(report.max), Kind::Weight);
    check.number("/sum", &json!(report.sum), Kind::Sum);
    check.number("/base/n", &json!(report.n), Kind::Count);
    check.number("/base/wn", &json!(report.sum), Kind::Sum);
    check.number("/base/n_eff", &json!(report.effective), Kind::AsSaid);
    check.number("/base/deff_weighting", &json!(report.deff), Kind::AsSaid);
}
