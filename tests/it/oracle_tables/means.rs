//! Means of large numbers with little spread, and their tests between columns that have people in common: by their formulas,
//! respondent by respondent, with sums of what lies above the large number.

use std::sync::Arc;

use canvass::tabulation::Table;
use proptest::prelude::*;

use super::asked::{Asked, FILTERS, passes, yaml};
use super::loops::{PlainColumn, PlainTable};
use super::plain::{Plain, plain, read_questionnaire, respond};
use super::sample::{Sample, Sums, and, sums};
use super::weighted::{Drawn, TOLERANCE, drawn};
use super::{close_to, dataset, run};

/// What is added to hours in eighths: a sum of squares of the last has no digit left for them.
const LARGE: [f64; 3] = [0.0, 2_000.0, 1_000_000_000.0];

#[derive(Debug, Clone)]
struct Means {
    sample: Drawn,
    column: &'static str,
    filter: usize,
    weighted: bool,
    large: f64,
    test: &'static str,
}

fn means() -> impl Strategy<Value = Means> {
    (
        drawn(),
        prop::sample::select(vec!["uses", "uses", "many.m1", "region", "early"]),
        0..FILTERS.len(),
        any::<bool>(),
        prop::sample::select(LARGE.to_vec()),
        prop::sample::select(vec!["welch", "pooled", "design"]),
    )
        .prop_map(|(sample, column, filter, weighted, large, test)| Means {
            sample: Drawn { fit: None, ..sample },
            column,
            filter,
            weighted,
            large,
            test,
        })
}

impl Means {
    /// The columns of the table, and who passes its filter.
    fn asked(&self) -> Asked {
        Asked {
            rows: vec!["region"],
            columns: vec![vec![self.column]],
            base: None,
            include_missing: Vec::new(),
            include_columns: false,
            filter: self.filter,
            net: false,
            top_box: None,
            sort: false,
            summary: false,
        }
    }

    fn request(&self) -> String {
        let mut text = yaml(&self.asked()).replace("rows: [region]", "rows: stamp");
        text = text.replace(
            "variables:\n",
            &format!("variables:\n  stamp: {{ value: \"hours / 8 + {}\" }}\n", self.large),
        );
        text.push_str("summary: [n, mean, sd, se, sum]\n");
        if self.weighted {
            text.push_str("weight: w\n");
        }
        let named = |is_named: bool, name: &'static str| if is_named { name } else { "null" };
        if self.sample.by_design {
            text.push_str(&format!(
                "variance: design\ndesign: {{ strata: {}, psu: {}, lonely: {} }}\n",
                named(self.sample.strata, "stratum"),
                named(self.sample.units, "unit"),
                self.sample.lonely
            ));
        }
        text.push_str(&format!("test: {{ method: {}, min_base: 0 }}\n", self.test));
        text
    }
}

/// The numbers of a column less what is large, and their sums.
struct Column {
    inside: Vec<bool>,
    sums: Sums,
    mean: Option<f64>,
    variance: Option<f64>,
}

impl Column {
    fn of(sample: &Sample, values: &[Option<f64>], inside: &[bool]) -> Column {
        let inside: Vec<bool> =
            inside.iter().zip(values).map(|(inside, value)| *inside && value.is_some()).collect();
        let sums = sums(sample, &inside);
        let of = |made: &dyn Fn(f64) -> f64| {
            let each = sample.members(&inside).map(|(row, w)| w * made(values[row].unwrap_or_default()));
            each.sum::<f64>() / sums.w
        };
        let mean = (sums.w > 0.0).then(|| of(&|value| value));
        let positive = sums.positive as f64;
        let spread = mean.map(|mean| of(&|value| (value - mean) * (value - mean)));
        let variance =
            spread.filter(|_| sums.positive > 1).map(|spread| spread * positive / (positive - 1.0));
        Column { inside, sums, mean, variance }
    }

    fn z(&self, sample: &Sample, values: &[Option<f64>]) -> Vec<f64> {
        let mut z = vec![0.0; values.len()];
        for (row, weight) in sample.members(&self.inside) {
            z[row] = weight * (values[row].unwrap_or_default() - self.mean.unwrap_or_default()) / self.sums.w;
        }
        z
    }
}

/// Statistic and degrees of freedom of the difference of two means.
fn tested(
    means: &Means,
    sample: &Sample,
    values: &[Option<f64>],
    (a, b): (&Column, &Column),
) -> Option<(f64, f64)> {
    let difference = a.mean? - b.mean?;
    let both = sums(sample, &and(&a.inside, &b.inside));
    let (variance, apart, df) = if means.test == "design" {
        let (own, other) = (a.z(sample, values), b.z(sample, values));
        let z: Vec<f64> = own.iter().zip(&other).map(|(own, other)| own - other).collect();
        let of = |z: &[f64]| sample.variance(z, means.sample.lonely);
        let either: Vec<bool> = a.inside.iter().zip(&b.inside).map(|(a, b)| *a || *b).collect();
        (of(&z), of(&own) + of(&other), sample.df(&either) - 1.0)
    } else {
        let (v1, v2) = (a.variance?, b.variance?);
        let (e1, e2) = (a.sums.effective()?, b.sums.effective()?);
        let e0 = both.effective().unwrap_or(0.0);
        let overlap = both.ww / (a.sums.w * b.sums.w);
        if means.test == "pooled" {
            let common = ((e1 - 1.0) * v1 + (e2 - 1.0) * v2) / (e1 + e2 - 2.0);
            let apart = common * (1.0 / e1 + 1.0 / e2);
            (common * (1.0 / e1 + 1.0 / e2 - 2.0 * overlap), apart, e1 + e2 - e0 - 2.0)
        } else {
            let (q1, q2) = (v1 / e1, v2 / e2);
            let welch = (q1 + q2) * (q1 + q2) / (q1 * q1 / (e1 - 1.0) + q2 * q2 / (e2 - 1.0));
            let alone = e1 + e2 - 2.0 * e0;
            let df = if e0 > 0.0 { e0 - 1.0 + (welch - e0 + 1.0) / (e1 + e2) * alone } else { welch };
            (q1 + q2 - 2.0 * (v1 * v2).sqrt() * overlap, q1 + q2, df)
        }
    };
    // What rounding leaves where columns are the same people, or nobody differs.
    (variance > 1e-12 * apart && apart > 1e-20 && df > 1e-9).then(|| (difference / variance.sqrt(), df))
}

fn columns_agree(
    means: &Means,
    table: &Table,
    columns: &[PlainColumn],
    filtered: &[bool],
    values: &[Option<f64>],
    sample: &Sample,
) -> Result<(), String> {
    let made: Vec<Column> =
        columns.iter().map(|column| Column::of(sample, values, &and(filtered, &column.inside))).collect();
    for ((column, own), found) in columns.iter().zip(&made).zip(&table.columns) {
        let Some(summary) = &found.summary else { return Err("no statistics".to_owned()) };
        let few = own.sums.positive < 2;
        let se = if means.sample.by_design || !means.weighted {
            Some(sample.variance(&own.z(sample, values), means.sample.lonely).sqrt())
        } else {
            own.variance.zip(own.sums.effective()).map(|(variance, effective)| (variance / effective).sqrt())
        };
        let above = own.mean.map(|mean| mean * own.sums.w);
        let checks = [
            ("n", Some(own.sums.n as f64)),
            ("mean", own.mean.map(|mean| mean + means.large)),
            ("sd", own.variance.map(f64::sqrt)),
            ("se", se.filter(|_| !few)),
        ];
        let sum = above.map(|above| above + means.large * own.sums.w).or(Some(0.0));
        let sum = sum.filter(|_| own.sums.n > 0);
        for (name, expected) in checks.into_iter().chain([("sum", sum)]) {
            if !close_to(summary[name], expected, TOLERANCE) {
                return Err(format!("{name} of {}: {:?}, not {expected:?}", column.id, summary[name]));
            }
        }
    }
    for pair in &table.pairs {
        let at = |id: &str| columns.iter().position(|column| column.id == id).expect("it is a column");
        let (a, b) = (&made[at(&pair.a)], &made[at(&pair.b)]);
        let expected = tested(means, sample, values, (a, b));
        let difference = a.mean.zip(b.mean).map(|(a, b)| a - b);
        let found = &pair.comparison;
        let agrees = close_to(found.difference, difference, TOLERANCE)
            && close_to(found.statistic, expected.map(|(statistic, _)| statistic), 1e-7)
            && (expected.is_none() || close_to(found.df, expected.map(|(_, df)| df), TOLERANCE));
        if !agrees {
            return Err(format!("{pair:?}: {difference:?} {expected:?}"));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::support::shared::cases(300, 20_000)))]

    #[test]
    fn means_of_large_numbers_and_their_tests_agree_with_plain_loops(
        means in means(),
        seeds in prop::collection::vec(prop::collection::vec(any::<u64>(), 12), 0..70),
    ) {
        let questionnaire = Arc::new(read_questionnaire());
        let responses = respond(&questionnaire, &seeds);
        let mut sample = Sample::of(&means.sample, &seeds);
        let text = means.request();
        let table = run(&dataset(&questionnaire, &responses, sample.extras()), &text);
        if !means.weighted {
            sample.weights = vec![Some(1.0); seeds.len()];
        }
        let loops = PlainTable::of(&questionnaire, &responses, &means.asked());
        let sample = sample.within(&loops.universe);
        let filtered: Vec<bool> =
            responses.iter().map(|response| passes(&questionnaire, response, means.filter)).collect();
        let values: Vec<Option<f64>> = responses
            .iter()
            .map(|response| match plain(&questionnaire, response, "hours") {
                Plain::Number(hours) => Some(hours / 8.0),
                Plain::Codes(_) | Plain::Missing(_) => None,
            })
            .collect();
        let agrees = columns_agree(&means, &table, &loops.columns, &filtered, &values, &sample);
        prop_assert!(agrees.is_ok(), "{}\n{:?}", text, agrees);
    }
}
