//! A second opinion on the numbers of a trend: three waves of random answers with weights, worked out row by row.

use std::fs;

use serde_json::Value;

use crate::cli::run;
use crate::support::TempFolder;

/// One respondent: 1, 0 or no answer; a score; a weight.
struct Row {
    uses: Option<f64>,
    score: f64,
    weight: f64,
}

/// The mixing step of SplitMix64.
fn below(state: &mut u64, bound: u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (z ^ (z >> 31)) % bound
}

fn rows(state: &mut u64, people: usize, of_ten: u64) -> Vec<Row> {
    let row = |_| Row {
        uses: match below(state, 10) {
            0 => None,
            _ => Some(f64::from(u8::from(below(state, 10) < of_ten))),
        },
        score: below(state, 11) as f64,
        weight: 0.25 * (1 + below(state, 12)) as f64,
    };
    (0..people).map(row).collect()
}

fn write(folder: &TempFolder, edition: &str, rows: &[Row]) {
    let own = folder.0.join(edition);
    fs::create_dir_all(&own).unwrap();
    let questionnaire = format!(
        "canvass: 1\nid: s\nedition: \"{edition}\"\ntitle: T\nlanguages: [en]\npages:\n  - id: p\n    items:\n      - {{ id: use, type: single, text: Do you use it?, options: [{{ code: 1, text: \"Yes\" }}, {{ code: 0, text: \"No\" }}, {{ code: dk, text: I do not know, missing: dont_know }}] }}\n      - {{ id: score, type: scale, from: 0, to: 10, text: How good? }}\n"
    );
    fs::write(own.join("questionnaire.yaml"), questionnaire).unwrap();
    let mut text = "response_id,use,score,w\n".to_owned();
    for (id, row) in rows.iter().enumerate() {
        let uses = row.uses.map_or_else(|| "dk".to_owned(), |uses| format!("{uses}"));
        text += &format!("{id},{uses},{},{}\n", row.score, row.weight);
    }
    fs::write(own.join("responses.csv"), text).unwrap();
}

/// A respondent's answer, where there is one, and weight.
type Answer = (Option<f64>, f64);

type Answers = Vec<Answer>;

/// The answers to each wave with its time.
type Waves = Vec<(f64, Answers)>;

/// A sample's estimate and its standard error.
type Found = (f64, f64);

/// Σw y/Σw of those with a y, linearised over all rows: z = w (y − m)/Σw, n/(n−1) Σ(z − z̄)².
fn linearised(rows: &[Answer]) -> Found {
    let weight: f64 = rows.iter().filter(|(y, _)| y.is_some()).map(|(_, w)| w).sum();
    let mean = rows.iter().filter_map(|(y, w)| Some(y.as_ref()? * w)).sum::<f64>() / weight;
    let z: Vec<f64> = rows.iter().map(|(y, w)| y.map_or(0.0, |y| w * (y - mean) / weight)).collect();
    (mean, spread(&z).sqrt())
}

fn spread(z: &[f64]) -> f64 {
    let n = z.len() as f64;
    let mean = z.iter().sum::<f64>() / n;
    n / (n - 1.0) * z.iter().map(|z| (z - mean).powi(2)).sum::<f64>()
}

/// p(1 − p) over the effective base of those with an answer.
fn kish(rows: &[Answer]) -> Found {
    let (share, _) = linearised(rows);
    let weights: Vec<f64> = rows.iter().filter(|(y, _)| y.is_some()).map(|(_, w)| *w).collect();
    let effective = weights.iter().sum::<f64>().powi(2) / weights.iter().map(|w| w * w).sum::<f64>();
    (share, (share * (1.0 - share) / effective).sqrt())
}

/// The least-squares slope over the waves stacked, each wave's weights with a mean of one among those with an answer; its
/// variance adds up over the waves.
fn slope(waves: &Waves) -> Found {
    let scaled: Waves = waves
        .iter()
        .map(|(time, rows)| {
            let weights: Vec<f64> = rows.iter().filter(|(y, _)| y.is_some()).map(|(_, w)| *w).collect();
            let mean = weights.iter().sum::<f64>() / weights.len() as f64;
            (*time, rows.iter().map(|(y, w)| (*y, w / mean)).collect())
        })
        .collect();
    let all =
        || scaled.iter().flat_map(|(time, rows)| rows.iter().filter_map(|(y, w)| Some((*time, (*y)?, *w))));
    let weight: f64 = all().map(|(_, _, w)| w).sum();
    let mean_time = all().map(|(time, _, w)| w * time).sum::<f64>() / weight;
    let mean = all().map(|(_, y, w)| w * y).sum::<f64>() / weight;
    let around: f64 = all().map(|(time, _, w)| w * (time - mean_time).powi(2)).sum();
    let slope = all().map(|(time, y, w)| w * (time - mean_time) * (y - mean)).sum::<f64>() / around;
    let variance = scaled.iter().map(|(time, rows)| {
        let z: Vec<f64> = rows
            .iter()
            .map(|(y, w)| {
                let left = y.map_or(0.0, |y| y - mean - slope * (time - mean_time));
                w * (time - mean_time) * left / around
            })
            .collect();
        spread(&z)
    });
    (slope, variance.sum::<f64>().sqrt())
}

fn close(found: &Value, wanted: f64, what: &str) {
    let found = found.as_f64().unwrap_or(f64::NAN);
    assert!((found - wanted).abs() <= 1e-9 * wanted.abs().max(1.0), "{what}: {found}, by hand {wanted}");
}

/// Compares the only line of a trend with what was worked out by hand.
fn compare(trend: &Value, wanted: &[Found], line: Option<(Found, f64)>) {
    let series = &trend["series"][0];
    let id = trend["id"].as_str().unwrap();
    for (point, (value, se)) in series["points"].as_array().unwrap().iter().zip(wanted) {
        close(&point["value"], *value, id);
        close(&point["se"], *se, id);
    }
    let changes = series["changes"].as_array().unwrap();
    assert_eq!(changes.len(), wanted.len() - 1);
    for (change, pair) in changes.iter().zip(wanted.windows(2)) {
        let (difference, se) = (pair[1].0 - pair[0].0, pair[0].1.hypot(pair[1].1));
        close(&change["difference"], difference, id);
        close(&change["se"], se, id);
        close(&change["statistic"], difference / se, id);
        close(&change["p"], libm::erfc((difference / se).abs() / 2.0_f64.sqrt()), id);
    }
    if let Some(((slope, se), df)) = line {
        close(&series["linear"]["difference"], slope, id);
        close(&series["linear"]["statistic"], slope / se, id);
        close(&series["linear"]["df"], df, id);
    }
}

#[test]
fn values_errors_changes_and_slopes_are_those_of_plain_loops() {
    let folder = TempFolder::new("trend-plain");
    let mut state = 20;
    let waves: Vec<(f64, Vec<Row>)> = [(2021.0, 150, 3), (2022.0, 210, 5), (2024.0, 180, 6)]
        .map(|(year, people, of_ten)| (year, rows(&mut state, people, of_ten)))
        .into();
    for (year, rows) in &waves {
        write(&folder, &year.to_string(), rows);
    }
    let last = folder.0.join("2024");
    let named = "[{ name: a, questionnaire: ../2021, data: ../2021/responses.csv }, { name: b, questionnaire: ../2022, data: ../2022/responses.csv }, { name: c, questionnaire: ., data: responses.csv }]";
    let made = |variance: &str| {
        let trends = format!(
            "canvass: 1\nreport: r\n{variance}\ntrends:\n  - {{ id: share, waves: {named}, share: use, codes: [1] }}\n  - {{ id: weighted, waves: {named}, share: use, codes: [1], weight: w }}\n  - {{ id: mean, waves: {named}, mean: score, weight: w }}\n"
        );
        fs::write(last.join("report.yaml"), trends).unwrap();
        let data = last.join("responses.csv");
        let ran = run(&[
            "report",
            "--questionnaire",
            last.to_str().unwrap(),
            "--data",
            data.to_str().unwrap(),
            "--format",
            "json",
        ]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.json()["trends"].clone()
    };
    let each = |of: &dyn Fn(&Row) -> Answer| -> Waves {
        waves.iter().map(|(year, rows)| (*year, rows.iter().map(of).collect())).collect()
    };
    let plain = each(&|row| (row.uses, 1.0));
    let weighted = each(&|row| (row.uses, row.weight));
    let scores = each(&|row| (Some(row.score), row.weight));
    let points = |waves: &Waves, of: fn(&[Answer]) -> Found| {
        waves.iter().map(|(_, rows)| of(rows)).collect::<Vec<Found>>()
    };
    let df = |waves: &Waves| {
        let answered = waves.iter().flat_map(|(_, rows)| rows).filter(|(y, _)| y.is_some()).count();
        (answered - waves.len() - 1) as f64
    };
    let by_default = made("");
    compare(&by_default["share"], &points(&plain, linearised), None);
    compare(&by_default["weighted"], &points(&weighted, kish), None);
    let by_design = made("variance: design");
    let line = |waves: &Waves| Some((slope(waves), df(waves)));
    compare(&by_design["share"], &points(&plain, linearised), line(&plain));
    compare(&by_design["weighted"], &points(&weighted, linearised), line(&weighted));
    compare(&by_design["mean"], &points(&scores, linearised), line(&scores));
}
