//! One figure for a terminal: its value, and what it stands on.

use super::sheet::SUPPRESSED;
use crate::tabulation::{Base, Figure, rounding};

const DECIMALS: usize = 4;

/// The figure, a line each for what it has. `confidence` (0..1) is the level of its interval, `synthetic` the sentence
/// about answers that were made up.
pub fn text(figure: &Figure, confidence: Option<f64>, synthetic: Option<&str>) -> String {
    let number = |value: f64| rounding::decimal(value, DECIMALS);
    let mut lines = vec![(figure.kind.replace('_', " "), figure.text.clone())];
    let mut line = |name: &str, text: Option<String>| {
        lines.extend(text.map(|text| (name.to_owned(), text)));
    };
    line("value", figure.value.map(number));
    line("standard error", figure.se.map(number));
    let interval = figure.ci.map(|(low, high)| {
        let level = confidence.map(|level| format!(" ({} %)", rounding::percent_of(level, 0)));
        format!("{} to {}{}", number(low), number(high), level.unwrap_or_default())
    });
    line("interval", interval);
    line("base", Some(base(&figure.base)));
    line("statistic", figure.statistic.map(number));
    line("degrees of freedom", figure.df.map(|df| rounding::decimal(df, usize::from(df.fract() != 0.0))));
    line("p", figure.p.map(|p| if p < 0.0001 { format!("{p:.1e}") } else { number(p) }));
    for point in &figure.along {
        let error = point.se.map(|se| format!(" (standard error {})", number(se)));
        let value = point.value.map(|value| number(value) + &error.unwrap_or_default());
        line(&point.label, Some(value.unwrap_or_else(|| rounding::UNDEFINED.to_owned())));
    }
    for change in &figure.changes {
        let p = change.comparison.p.map(|p| if p < 0.0001 { format!("{p:.1e}") } else { number(p) });
        let p = p.map_or_else(|| " (not tested)".to_owned(), |p| format!(" (p {p})"));
        let name = format!("{} to {}", change.from, change.to);
        line(&name, change.comparison.difference.map(|difference| number(difference) + &p));
    }
    let published = figure.published.as_ref().map(|published| {
        let verdict = match (&published.differs, published.agrees) {
            (None, true) => "agrees".to_owned(),
            (None, false) => format!("differs: computed {}", published.computed),
            (Some(reason), _) => format!("computed {}; known to differ: {reason}", published.computed),
        };
        format!("{}, {verdict}", published.text)
    });
    line("published", published);
    let width = lines.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let rows = lines.iter().map(|(name, text)| format!("{name:width$}  {text}\n"));
    rows.chain(synthetic.map(|sentence| format!("\n{sentence}\n"))).collect()
}

/// "222", or with a weight "222 (weighted 210.3, effective 190.2)".
fn base(base: &Base) -> String {
    if base.is_hidden {
        return SUPPRESSED.to_owned();
    }
    let unweighted = base.unweighted as f64;
    if (base.weighted - unweighted).abs() < 1e-9 {
        return base.unweighted.to_string();
    }
    let effective = base.effective.map_or_else(|| "–".to_owned(), |value| rounding::decimal(value, 1));
    format!("{} (weighted {}, effective {effective})", base.unweighted, rounding::decimal(base.weighted, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_says_what_it_stands_on_and_nothing_it_has_not() {
        let base = Base { unweighted: 222, weighted: 210.25, effective: Some(190.0), is_hidden: false };
        let figure = Figure {
            id: "gap".to_owned(),
            kind: "difference",
            value: Some(-0.03),
            text: "−3 points".to_owned(),
            base,
            se: Some(0.01),
            ci: Some((-0.05, -0.01)),
            df: None,
            statistic: Some(-3.0),
            p: Some(0.00002),
            published: None,
            along: Vec::new(),
            changes: Vec::new(),
        };
        assert_eq!(
            text(&figure, Some(0.95), None),
            "difference      −3 points\nvalue           -0.0300\nstandard error  0.0100\ninterval        -0.0500 to -0.0100 (95 %)\nbase            222 (weighted 210.3, effective 190.0)\nstatistic       -3.0000\np               2.0e-5\n"
        );
    }
}
