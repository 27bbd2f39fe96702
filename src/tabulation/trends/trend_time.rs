//! When the waves of a trend were: by the years of their editions, else by the days they opened, else by their number.

use super::WaveAnswers;

/// The time of each wave; years where the editions or the openings tell them and rise, else 1, 2, 3.
pub(super) fn times(waves: &[&WaveAnswers]) -> Vec<f64> {
    let year = |wave: &&WaveAnswers| {
        let year: u16 = wave.dataset.questionnaire.edition.parse().ok()?;
        (1000..3000).contains(&year).then(|| f64::from(year))
    };
    let by_edition: Option<Vec<f64>> = waves.iter().map(year).collect();
    let by_opening: Option<Vec<f64>> = waves.iter().map(|wave| wave.opened).collect();
    let rise = |times: &Vec<f64>| times.windows(2).all(|pair| pair[0] < pair[1]);
    let known = by_edition.filter(rise).or(by_opening.filter(rise));
    known.unwrap_or_else(|| (1..=waves.len()).map(|number| number as f64).collect())
}

/// What the unit of the times is called.
pub(super) fn unit(times: &[f64]) -> &'static str {
    if times.first().is_some_and(|first| *first >= 1000.0) { "year" } else { "wave" }
}
