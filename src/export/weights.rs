//! The report on weights for a terminal, and the weights themselves as a file.

use std::io::{self, Write};

use super::csv::formula_safe;
use super::responses::{Digesting, Written};
use crate::tabulation::{MarginShare, WeightBounds, WeightReport, rounding};

/// The report, a line each for what it has, then the margins.
pub fn text(report: &WeightReport) -> String {
    let number = |value: f64| rounding::decimal(value, 4);
    let optional = |value: Option<f64>| value.map_or_else(|| rounding::UNDEFINED.to_owned(), number);
    let mut lines = vec![("weight", format!("{}, {}", report.name, how(report.kind)))];
    lines.extend(report.source.iter().map(|source| ("targets from", source.clone())));
    let left_out = match report.records - report.n {
        0 => String::new(),
        without => format!(" of {} ({without} without a weight)", report.records),
    };
    lines.push(("responses", format!("{}{left_out}", report.n)));
    lines.push(("sum", number(report.sum)));
    lines.push(("mean", number(report.mean)));
    lines.push(("smallest", number(report.min)));
    lines.push(("largest", number(report.max)));
    lines.push(("largest to smallest", optional(report.largest_to_smallest)));
    lines.push(("coefficient of variation", optional(report.cv)));
    lines.push((
        "effective base",
        report.effective.map_or_else(|| rounding::UNDEFINED.to_owned(), |value| rounding::decimal(value, 1)),
    ));
    lines.push(("design effect", optional(report.deff)));
    lines.push((
        "efficiency",
        report.efficiency.map_or_else(
            || rounding::UNDEFINED.to_owned(),
            |value| format!("{} %", rounding::percent_of(value, 1)),
        ),
    ));
    if report.rounds > 0 {
        lines.push(("rounds", report.rounds.to_string()));
    }
    lines.extend(report.bounds.map(|bounds| ("trimmed", trimmed(&bounds))));
    let width = lines.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let mut text: String = lines.iter().map(|(name, text)| format!("{name:width$}  {text}\n")).collect();
    text.push_str(&margins(&report.margins));
    text.extend(report.synthetic.iter().map(|sentence| format!("\n{sentence}\n")));
    text
}

fn how(kind: &str) -> &'static str {
    match kind {
        "rake" => "raked",
        "poststratify" => "post-stratified",
        _ => "as given",
    }
}

fn trimmed(bounds: &WeightBounds) -> String {
    let number = |value: f64| rounding::decimal(value, 4);
    let range = match (bounds.low, bounds.high) {
        (Some(low), Some(high)) => format!("{} to {}", number(low), number(high)),
        (Some(low), None) => format!("at least {}", number(low)),
        (None, Some(high)) => format!("at most {}", number(high)),
        (None, None) => String::new(),
    };
    match bounds.trims {
        0 => format!("{range}: none was outside"),
        1 => format!("{range}, once"),
        trims => format!("{range}, {trims} times"),
    }
}

/// A table of the margins: shares in percent, and by how many points the weights still miss the target.
fn margins(margins: &[MarginShare]) -> String {
    if margins.is_empty() {
        return String::new();
    }
    let percent = |share: f64| rounding::percent_of(share, 2);
    let mut rows = vec![["", "target %", "before %", "after %", "off"].map(str::to_owned)];
    let mut item = "";
    for margin in margins {
        if margin.item != item {
            item = &margin.item;
            rows.push([item, "", "", "", ""].map(str::to_owned));
        }
        let name = match &margin.code {
            Some(code) if *code == margin.label => format!("  {code}"),
            Some(code) => format!("  {code}  {}", margin.label),
            None => format!("  {}", margin.label),
        };
        let off = percent(margin.after - margin.target);
        rows.push([name, percent(margin.target), percent(margin.before), percent(margin.after), off]);
    }
    // 80 columns, four of them numbers.
    const NAMES_MAX: usize = 40;
    let width = rows.iter().map(|row| row[0].chars().count()).max().unwrap_or(0).min(NAMES_MAX);
    let line = |row: &[String; 5]| {
        let mut name: String = row[0].chars().take(width).collect();
        if row[0].chars().count() > width {
            name.pop();
            name.push('…');
        }
        let line = format!("{name:width$}  {:>8}  {:>8}  {:>8}  {:>6}", row[1], row[2], row[3], row[4]);
        format!("{}\n", line.trim_end())
    };
    std::iter::once("\n".to_owned()).chain(rows.iter().map(line)).collect()
}

/// Writes `response_id,weight`, a line for each response in their order; a response without a weight has an empty one.
///
/// # Errors
/// What `out` answers.
pub fn csv(ids: &[String], weights: &[f64], out: &mut dyn Write) -> io::Result<Written> {
    let mut digesting = Digesting::new(out);
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut digesting);
    writer.write_record(["response_id", "weight"])?;
    for (id, weight) in ids.iter().zip(weights) {
        let weight = if weight.is_nan() { String::new() } else { weight.to_string() };
        writer.write_record([formula_safe(id).as_ref(), &weight])?;
    }
    writer.flush()?;
    drop(writer);
    Ok(digesting.finish(ids.len() as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> WeightReport {
        let share = |code: Option<&str>, label: &str, target: f64, before: f64| MarginShare {
            item: "region".to_owned(),
            code: code.map(str::to_owned),
            label: label.to_owned(),
            target,
            before,
            after: target,
        };
        WeightReport {
            name: "main".to_owned(),
            kind: "rake",
            source: Some("census 2020".to_owned()),
            records: 12,
            n: 10,
            sum: 10.0,
            min: 0.5,
            max: 2.0,
            mean: 1.0,
            cv: Some(0.5),
            effective: Some(8.0),
            deff: Some(1.25),
            efficiency: Some(0.8),
            largest_to_smallest: Some(4.0),
            rounds: 7,
            bounds: Some(WeightBounds { low: None, high: Some(3.0), trims: 0 }),
            margins: vec![share(Some("n"), "North", 0.4, 0.5), share(None, "No answer", 0.6, 0.5)],
            synthetic: None,
        }
    }

    #[test]
    fn the_report_says_what_weighting_costs_and_whether_the_margins_hold() {
        let text = text(&sample());
        for line in [
            "weight                    main, raked\n",
            "responses                 10 of 12 (2 without a weight)\n",
            "efficiency                80.0 %\n",
            "trimmed                   at most 3.0000: none was outside\n",
            "  n  North      40.00     50.00     40.00    0.00\n",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
    }

    #[test]
    fn the_file_has_a_line_for_each_response() {
        let ids = ["a,b", "=c", "d"].map(str::to_owned);
        let mut bytes = Vec::new();
        let written = csv(&ids, &[1.5, f64::NAN, 0.1 + 0.2], &mut bytes).unwrap();
        let expected = "response_id,weight\r\n\"a,b\",1.5\r\n'=c,\r\nd,0.30000000000000004\r\n";
        assert_eq!(String::from_utf8(bytes).unwrap(), expected);
        assert_eq!(written.rows, 3);
    }
}
