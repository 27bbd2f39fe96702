//! Weighted tables: sums, effective bases, standard errors by Kish and by the design, and means; each from its definition,
//! respondent by respondent.

use std::sync::Arc;

use canvass::tabulation::{Cell, Row, Table};
use proptest::prelude::*;

use super::asked::{Asked, requests, yaml};
use super::fitted::{Fit, fitted};
use super::loops::{PlainRow, PlainTable, score};
use super::plain::{plain, read_questionnaire, respond};
use super::sample::{Sample, Side, and, part, sums};
use super::tested::{rest_agrees, tests_agree, was_asked};
use super::{close_to, dataset, run};

/// How far sums of floating-point numbers in another order may differ.
pub(super) const TOLERANCE: f64 = 1e-9;

#[derive(Debug, Clone)]
pub(super) struct Drawn {
    pub(super) asked: Asked,
    pub(super) strata: bool,
    pub(super) units: bool,
    /// Linearised by the design, else by Kish.
    pub(super) by_design: bool,
    pub(super) lonely: &'static str,
    pub(super) method: &'static str,
    pub(super) rest: bool,
    /// The weights are made, and errors know it.
    pub(super) fit: Option<Fit>,
}

impl Drawn {
    /// Fitted weights are as near to their margins as raking goes.
    pub(super) fn tolerance(&self) -> f64 {
        if self.fit.is_some() { 1e-7 } else { TOLERANCE }
    }
}

const METHODS: [&str; 6] =
    ["z_pooled", "z_pooled_overlap", "t_dimensions", "quantum", "t_unpooled", "design"];

pub(super) fn drawn() -> impl Strategy<Value = Drawn> {
    (
        requests(),
        any::<(bool, bool, bool, bool)>(),
        prop::sample::select(vec!["certainty", "adjust"]),
        prop::sample::select(METHODS.to_vec()),
        prop::sample::select(vec![None, Some(Fit::Margins), Some(Fit::Cells)]),
    )
        .prop_map(|(asked, (strata, units, by_design, rest), lonely, method, fit)| Drawn {
            // Along the margins a nested banner would have more cells than fit.
            fit: fit.filter(|_| by_design && asked.columns.iter().all(|chain| chain.len() == 1)),
            asked: Asked { sort: false, ..asked },
            strata: by_design && strata,
            units: by_design && units,
            by_design,
            lonely,
            method,
            rest,
        })
}

fn request(drawn: &Drawn) -> String {
    let mut text = yaml(&drawn.asked).replace("show: [", "show: [weighted, se, ");
    text = text.replace("summary: [n, mean, sd, median]", "summary: [n, mean, sd, se, median]");
    text.push_str(drawn.fit.map_or("weight: w\n", Fit::yaml));
    if drawn.by_design {
        let named = |is_named: bool, name: &'static str| if is_named { name } else { "null" };
        text.push_str(&format!(
            "variance: {}\ndesign: {{ strata: {}, psu: {}, lonely: {} }}\n",
            if drawn.fit.is_some() { "calibrated" } else { "design" },
            named(drawn.strata, "stratum"),
            named(drawn.units, "unit"),
            drawn.lonely
        ));
    } else {
        text.push_str("variance: kish\n");
    }
    if !drawn.asked.columns.is_empty() {
        let against = if drawn.rest { "rest" } else { "columns" };
        text.push_str(&format!(
            "test: {{ method: {}, level: 0.95, loose: 0.8, min_base: 0, against: {against} }}\n",
            drawn.method
        ));
    }
    text
}

fn cell_agrees(
    found: &Cell,
    side: &Side,
    total: &Side,
    sample: &Sample,
    drawn: &Drawn,
) -> Result<(), String> {
    let chosen = sums(sample, &side.chosen);
    let all_chosen = sums(sample, &total.chosen).w;
    let checks = [
        ("count", Some(found.count as f64), Some(chosen.n as f64)),
        ("weighted", Some(found.weighted), Some(chosen.w)),
        ("base", Some(found.base.unweighted as f64), Some(side.sums.n as f64)),
        ("weighted base", Some(found.base.weighted), Some(side.sums.w)),
        ("effective base", found.base.effective, side.sums.effective()),
        ("column share", found.column_pct, side.share),
        ("row share", found.row_pct, part(chosen.w, all_chosen)),
        ("total share", found.total_pct, part(chosen.w, total.sums.w)),
        ("se", found.se, side.se(sample, drawn)),
    ];
    for (name, found, expected) in checks {
        if !close_to(found, expected, drawn.tolerance()) {
            return Err(format!("{name}: {found:?}, not {expected:?}"));
        }
    }
    Ok(())
}

pub(super) fn row_of<'a>(table: &'a Table, row: &PlainRow) -> &'a Row {
    table.rows.iter().find(|found| found.id == row.id).expect("the table has the row")
}

/// n, mean, sd, se and weighted median with the columns.
fn summaries_agree(
    table: &Table,
    plain_table: &PlainTable,
    scores: &[Option<f64>],
    sample: &Sample,
    drawn: &Drawn,
) -> Result<(), String> {
    let row = &plain_table.rows[0];
    for (column, found) in plain_table.columns.iter().zip(&table.columns) {
        let Some(summary) = &found.summary else { continue };
        let base = and(&row.base, &column.inside);
        let inside: Vec<bool> =
            base.iter().zip(scores).map(|(base, score)| *base && score.is_some()).collect();
        let values: Vec<(usize, f64, f64)> = sample
            .members(&inside)
            .map(|(row, weight)| (row, weight, scores[row].unwrap_or_default()))
            .collect();
        let all = sums(sample, &inside);
        let total: f64 = values.iter().map(|(_, weight, value)| weight * value).sum();
        let mean = part(total, all.w);
        let positive = all.positive as f64;
        let spread = mean.map(|mean| {
            values.iter().map(|(_, weight, value)| weight * (value - mean) * (value - mean)).sum::<f64>()
                / all.w
        });
        let sd =
            spread.filter(|_| all.positive > 1).map(|spread| (spread * positive / (positive - 1.0)).sqrt());
        let se = if drawn.by_design {
            let mut z = vec![0.0; scores.len()];
            for (row, weight, value) in &values {
                z[*row] = weight * (value - mean.unwrap_or_default()) / all.w;
            }
            sd.map(|_| sample.variance(&z, drawn.lonely).sqrt())
        } else {
            sd.zip(all.effective()).map(|(sd, effective)| sd / effective.sqrt())
        };
        // Half of all weight is reached exactly only by weights that are exact.
        let median = drawn.fit.is_none().then(|| ("median", median(&values)));
        let checks = [("n", Some(all.n as f64)), ("mean", mean), ("sd", sd), ("se", se)];
        for (name, expected) in checks.into_iter().chain(median) {
            if !close_to(summary[name], expected, drawn.tolerance()) {
                return Err(format!("{name} of {}: {:?}, not {expected:?}", column.id, summary[name]));
            }
        }
    }
    Ok(())
}

/// The first value at which half of all weight is reached; halfway to the next where it is reached exactly.
fn median(values: &[(usize, f64, f64)]) -> Option<f64> {
    let mut sorted: Vec<(f64, f64)> = values
        .iter()
        .filter(|(_, weight, _)| *weight > 0.0)
        .map(|(_, weight, value)| (*value, *weight))
        .collect();
    sorted.sort_by(|a, b| a.partial_cmp(b).unwrap());
    // Eighths: their sums are exact.
    let half = sorted.iter().map(|(_, weight)| weight).sum::<f64>() / 2.0;
    let mut reached = 0.0;
    for (place, (value, weight)) in sorted.iter().enumerate() {
        reached += weight;
        if reached > half {
            return Some(*value);
        }
        if reached >= half {
            return Some(0.5 * (value + sorted[place + 1].0));
        }
    }
    None
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::support::shared::cases(300, 20_000)))]

    #[test]
    fn every_weighted_cell_agrees_with_plain_loops(
        drawn in drawn(),
        seeds in prop::collection::vec(prop::collection::vec(any::<u64>(), 12), 0..90),
    ) {
        let questionnaire = Arc::new(read_questionnaire());
        let responses = respond(&questionnaire, &seeds);
        let sample = Sample::of(&drawn, &seeds);
        let text = request(&drawn);
        let loops = PlainTable::of(&questionnaire, &responses, &drawn.asked);
        let data = dataset(&questionnaire, &responses, sample.extras());
        let sample = sample.within(&loops.universe);
        let sample = match drawn.fit {
            Some(fit) => fitted(sample, fit, &questionnaire, &responses),
            None => Some(sample),
        };
        // A target that nobody can reach is refused; another test's matter.
        prop_assume!(sample.is_some());
        let (sample, table) = (sample.unwrap(), run(&data, &text));
        for row in loops.rows.iter().filter(|row| !row.is_statistic) {
            let found = row_of(&table, row);
            let total = Side::of(&sample, row, &loops.columns[0].inside);
            for (column, cell) in loops.columns.iter().zip(&found.cells) {
                let side = Side::of(&sample, row, &column.inside);
                let agrees = cell_agrees(cell, &side, &total, &sample, &drawn);
                prop_assert!(agrees.is_ok(), "{}\n{} {}: {:?}", text, row.id, column.id, agrees);
            }
        }
        if !drawn.asked.columns.is_empty() {
            let asked_uses: Vec<bool> =
                responses.iter().map(|response| was_asked(&questionnaire, response, "uses")).collect();
            let agrees = if drawn.rest {
                rest_agrees(&table, &loops, &asked_uses, &sample, &drawn)
            } else {
                tests_agree(&table, &loops, &asked_uses, &sample, &drawn)
            };
            prop_assert!(agrees.is_ok(), "{}\n{:?}", text, agrees);
        }
        if drawn.asked.summary {
            let variable = loops.rows[0].variable;
            let scores: Vec<Option<f64>> = responses
                .iter()
                .map(|response| score(variable, &plain(&questionnaire, response, variable), &drawn.asked))
                .collect();
            let agrees = summaries_agree(&table, &loops, &scores, &sample, &drawn);
            prop_assert!(agrees.is_ok(), "{}\n{:?}", text, agrees);
        }
    }
}
