//! Every count, base and percentage of people without weights.

use std::sync::Arc;

use canvass::questionnaire::Questionnaire;
use canvass::responses::{Disposition, Response};
use canvass::tabulation::{Cell, MissingCounts, Table};
use proptest::prelude::*;

use super::asked::{Asked, passes, requests, stub_variables, yaml};
use super::loops::{PlainRow, PlainTable, score};
use super::plain::{Plain, categories, has_code, plain, read_questionnaire, respond};
use super::{close, dataset, run};

fn share(part: u64, whole: u64) -> Option<f64> {
    if whole == 0 { None } else { Some(part as f64 / whole as f64) }
}

fn people(inside: &[bool], also: &[bool]) -> u64 {
    inside.iter().zip(also).filter(|(inside, also)| **inside && **also).count() as u64
}

fn cell_agrees(cell: &Cell, row: &PlainRow, column: &[bool]) -> bool {
    let everybody = vec![true; column.len()];
    let (count, base) = (people(&row.chosen, column), people(&row.base, column));
    let (total, total_base) = (people(&row.chosen, &everybody), people(&row.base, &everybody));
    let own = share(count, base);
    let all = share(total, total_base).filter(|all| *all > 0.0);
    cell.count == count
        && cell.base.unweighted == base
        && close(cell.column_pct, own)
        && close(cell.row_pct, share(count, total))
        && close(cell.total_pct, share(count, total_base))
        && close(cell.index, own.zip(all).map(|(own, all)| 100.0 * own / all))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::support::shared::cases(300, 20_000)))]

    #[test]
    fn every_cell_agrees_with_plain_loops(
        asked in requests(),
        seeds in prop::collection::vec(prop::collection::vec(any::<u64>(), 12), 0..90),
    ) {
        let questionnaire = Arc::new(read_questionnaire());
        let responses = respond(&questionnaire, &seeds);
        let text = yaml(&asked);
        let table = run(&dataset(&questionnaire, &responses, Vec::new()), &text);
        let plain = PlainTable::of(&questionnaire, &responses, &asked);
        let found: Vec<&str> = table.columns.iter().map(|column| column.id.as_str()).collect();
        prop_assert_eq!(found, plain.columns.iter().map(|column| column.id.as_str()).collect::<Vec<_>>(), "{}", text);
        let found: Vec<&str> = table.rows.iter().map(|row| row.id.as_str()).collect();
        prop_assert_eq!(found, plain.rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), "{}", text);
        for (found, expected) in table.rows.iter().zip(&plain.rows).filter(|(_, row)| !row.is_statistic) {
            for (cell, column) in found.cells.iter().zip(&plain.columns) {
                prop_assert!(
                    cell_agrees(cell, expected, &column.inside),
                    "{}\nrow {} column {}: {:?}", text, found.id, column.id, cell
                );
            }
        }
        means_agree(&table, &questionnaire, &responses, &asked)?;
        missing_counts_agree(&table, &questionnaire, &responses, &asked)?;
    }
}

/// The mean and its spread of the Total column, two plain passes.
fn means_agree(
    table: &Table,
    questionnaire: &Questionnaire,
    responses: &[Response],
    asked: &Asked,
) -> Result<(), TestCaseError> {
    let Some(summary) = table.columns[0].summary.as_ref().filter(|_| asked.summary) else { return Ok(()) };
    let variable = stub_variables(asked)[0];
    let mut scores = Vec::new();
    for response in responses.iter().filter(|response| response.disposition == Disposition::Complete) {
        if !passes(questionnaire, response, asked.filter) {
            continue;
        }
        scores.extend(score(variable, &plain(questionnaire, response, variable), asked));
    }
    let n = scores.len() as f64;
    let mean = (n > 0.0).then(|| scores.iter().sum::<f64>() / n);
    let sd = mean.filter(|_| n > 1.0).map(|mean| {
        (scores.iter().map(|score| (score - mean) * (score - mean)).sum::<f64>() / (n - 1.0)).sqrt()
    });
    scores.sort_by(|a, b| a.partial_cmp(b).unwrap());
    let median = (n > 0.0).then(|| {
        let half = scores.len() / 2;
        if scores.len() % 2 == 1 { scores[half] } else { 0.5 * (scores[half - 1] + scores[half]) }
    });
    prop_assert!(close(summary["n"], Some(n)));
    prop_assert!(close(summary["mean"], mean), "{:?} {:?}", summary, mean);
    prop_assert!(close(summary["sd"], sd), "{:?} {:?}", summary, sd);
    prop_assert!(close(summary["median"], median), "{:?} {:?}", summary, median);
    Ok(())
}

fn missing_counts_agree(
    table: &Table,
    questionnaire: &Questionnaire,
    responses: &[Response],
    asked: &Asked,
) -> Result<(), TestCaseError> {
    for variable in stub_variables(asked) {
        let counts = match &table.missing {
            MissingCounts::One(counts) => counts,
            MissingCounts::ByVariable(by_variable) => &by_variable[variable],
        };
        for (reason, found) in counts {
            let mut expected = 0;
            for response in responses.iter().filter(|response| response.disposition == Disposition::Complete)
            {
                if !passes(questionnaire, response, asked.filter) {
                    continue;
                }
                expected += match plain(questionnaire, response, variable) {
                    Plain::Missing(own) => u64::from(own == *reason),
                    answer => categories(variable)
                        .iter()
                        .filter(|kind| {
                            kind.missing == Some(*reason) && has_code(variable, &answer, kind.code)
                        })
                        .count() as u64,
                };
            }
            prop_assert_eq!(*found, expected, "{} of {}", reason, variable);
        }
    }
    Ok(())
}
