//! Whole reports made public, attacked by somebody who knows nothing of how they are protected: every published number is
//! a sum over the full cross of all variables, and no hidden one may follow from them.

use std::sync::Arc;

use proptest::prelude::*;

use super::attacker::Attack;
use crate::diagnostics::Sources;
use crate::questionnaire::{self, Questionnaire};
use crate::tabulation::report::{Audience, report_in_steps};
use crate::tabulation::tests::{info, responses};
use crate::tabulation::{Dataset, Declared, Report, RowKind, Table, TrendWaves, report_file};

const QUESTIONNAIRE: &str = "
canvass: 1
id: t
edition: '1'
title: T
languages: [en]
pages:
  - id: p
    items:
      - { id: role, type: single, text: Role?, options: [{ code: a, text: A, value: 1 }, { code: b, text: B, value: 2 }, { code: c, text: C, value: 3 }] }
      - { id: size, type: single, text: Size?, options: [{ code: s, text: S }, { code: l, text: L }] }
      - { id: region, type: single, text: Region?, options: [{ code: x, text: X }, { code: y, text: Y }, { code: z, text: Z }] }
";

const REPORT: &str = "
canvass: 1
report: t
disclose: { min_cell: 5 }
figures:
  - { id: some, share: role, codes: [a] }
  - { id: few, share: role, codes: [a], filter: \"size == 's'\" }
  - { id: average, mean: role, filter: \"size == 's' && region == 'x'\" }
sections:
  - title: S
    text: 'Some: {{ some }}, few: {{ few }}, on average {{ average }}.'
    tables:
      - { id: one, rows: role, columns: [size, region], nets: [{ id: ab, text: AB, codes: [a, b] }], summary: [mean], show: [count, row_pct, index] }
      - { id: two, rows: size, columns: region }
      - { id: three, rows: role, columns: size, filter: \"region == 'x'\" }
      - { id: four, rows: role, columns: region, total: false }
";

const SIZES: [usize; 3] = [3, 2, 3];
const CROSSED: usize = 18;
const MIN_CELL: u64 = 5;

fn read() -> (Arc<Questionnaire>, report_file::ReportFile) {
    let mut sources = Sources::default();
    let file = sources.add("questionnaire.yaml", QUESTIONNAIRE);
    let compiled = questionnaire::compile(&sources, file, &[], &questionnaire::Declared::default());
    let questionnaire = compiled.questionnaire.unwrap();
    let file = sources.add("report.yaml", REPORT);
    let (report, problems) = report_file::parse(&sources, file, &questionnaire, &Declared::default());
    assert!(problems.is_empty(), "{problems:#?}");
    (Arc::new(questionnaire), report.unwrap())
}

/// People with the given categories, as many of each as asked for.
fn asked(counts: &[u64]) -> (report_file::ReportFile, Dataset) {
    let (questionnaire, file) = read();
    let mut seeds = Vec::new();
    for (place, count) in counts.iter().enumerate() {
        let categories = [place / 6, place / 3 % 2, place % 3];
        // The tests' answers are drawn from numbers; those that end so are answers and not missing.
        let answers: Vec<u64> = categories.iter().map(|category| 15 * *category as u64 + 14).collect();
        seeds.extend((0..*count).map(|_| answers.clone()));
    }
    let people = responses(&questionnaire, &seeds);
    (file, Dataset::from_responses(questionnaire, &people, Vec::new(), info()))
}

fn made(counts: &[u64], audience: Audience) -> Report {
    let (file, dataset) = asked(counts);
    report_in_steps(&file, &dataset, &TrendWaves::none(), audience, &mut |_| {}).unwrap()
}

/// Which of the crossed cells are counted: by the categories allowed of each variable.
type Wanted = [Option<Vec<usize>>; 3];

fn functional(wanted: &Wanted) -> Vec<f64> {
    (0..CROSSED)
        .map(|place| {
            let categories = [place / 6, place / 3 % 2, place % 3];
            let fits = wanted.iter().zip(categories);
            f64::from(u8::from(
                fits.into_iter().all(|(wanted, own)| wanted.as_ref().is_none_or(|some| some.contains(&own))),
            ))
        })
        .collect()
}

fn of_variable(name: &str) -> usize {
    ["role", "size", "region"].iter().position(|known| *known == name).unwrap()
}

fn of_code(code: &str) -> Vec<usize> {
    match code {
        "ab" => vec![0, 1],
        _ => vec![["a", "b", "c", "s", "l", "x", "y", "z"].iter().position(|known| *known == code).unwrap()],
    }
}

/// Within its variable.
fn places(variable: usize, code: &str) -> Vec<usize> {
    let before: usize = SIZES.iter().take(variable).sum();
    of_code(code).into_iter().map(|place| place - before).collect()
}

/// What somebody reads in a report: sums over the crossed cells with their values, and those that are hidden.
#[derive(Default)]
struct Told {
    shown: Vec<(Vec<f64>, f64)>,
    hidden: Vec<Vec<f64>>,
}

impl Told {
    fn show(&mut self, wanted: &Wanted, value: f64) {
        self.shown.push((functional(wanted), value));
    }

    /// The sum of the scores of role among these people, from their mean.
    fn show_mean(&mut self, people: &Wanted, mean: f64, base: u64) {
        let mut sum = vec![0.0; CROSSED];
        for role in 0..3 {
            let mut chosen = people.clone();
            chosen[0] = Some(vec![role]);
            let own = functional(&chosen);
            sum.iter_mut().zip(own).for_each(|(all, own)| *all += (role + 1) as f64 * own);
        }
        self.shown.push((sum, mean * base as f64));
    }

    fn of(report: &Report, records: u64) -> Told {
        let mut told = Told::default();
        told.show(&[None, None, None], records as f64);
        for (id, table) in report.sections.iter().flat_map(|section| &section.tables) {
            told.read(id, table);
        }
        for figure in report.figures.iter().filter(|figure| figure.value.is_some()) {
            let mut people: Wanted = [None, None, None];
            if figure.id != "some" {
                people[1] = Some(vec![0]);
            }
            if figure.id == "average" {
                people[2] = Some(vec![0]);
            }
            let (base, value) = (figure.base.unweighted, figure.value.unwrap());
            told.show(&people, base as f64);
            if figure.kind == "mean" {
                told.show_mean(&people, value, base);
            } else {
                people[0] = Some(vec![0]);
                told.show(&people, value * base as f64);
            }
        }
        told
    }

    fn read(&mut self, id: &str, table: &Table) {
        let mut all: Wanted = [None, None, None];
        match id {
            "three" => all[2] = Some(vec![0]),
            "beside" => all[2] = Some(vec![1, 2]),
            _ => {}
        }
        for (place, column) in table.columns.iter().enumerate() {
            let mut people = all.clone();
            if let (Some(variable), Some(code)) = (&column.variable, &column.code) {
                people[of_variable(variable)] = Some(places(of_variable(variable), code));
            }
            if column.base.is_hidden {
                self.hidden.push(functional(&people));
            } else {
                self.show(&people, column.base.unweighted as f64);
            }
            let mean = column.summary.as_ref().and_then(|summary| summary.get("mean").copied().flatten());
            if let Some(mean) = mean {
                self.show_mean(&people, mean, column.base.unweighted);
            }
            for row in table.rows.iter().filter(|row| row.kind != RowKind::Statistic) {
                let mut chosen = people.clone();
                let variable = of_variable(&row.variable);
                chosen[variable] = Some(places(variable, &row.id));
                let cell = &row.cells[place];
                if cell.suppressed {
                    self.hidden.push(functional(&chosen));
                    continue;
                }
                assert!(
                    !(1..MIN_CELL).contains(&cell.count),
                    "{id} {} {}: {}",
                    row.id,
                    column.id,
                    cell.count
                );
                self.show(&chosen, cell.count as f64);
                // A share of the row gives away the row's Total, and one of all everybody.
                let mut total = all.clone();
                total[variable] = Some(places(variable, &row.id));
                for (share, whole) in [(cell.row_pct, total), (cell.total_pct, all.clone())] {
                    if let Some(share) = share.filter(|_| cell.count > 0) {
                        self.show(&whole, cell.count as f64 / share);
                    }
                }
            }
        }
    }
}

/// Nobody who is told so much can work out a small sum of it.
fn held(told: Told, counts: &[u64]) -> Result<(), TestCaseError> {
    let people =
        |sum: &[f64]| -> f64 { sum.iter().zip(counts).map(|(factor, count)| factor * *count as f64).sum() };
    let attack = Attack { least: vec![0.0; CROSSED], known: told.shown };
    for sum in told.hidden.iter().filter(|sum| (1.0..MIN_CELL as f64).contains(&people(sum))) {
        let (least, most) = attack.interval(sum);
        prop_assert!(most - least > 0.5, "{least} to {most}: {sum:?} of {counts:?}");
    }
    Ok(())
}

fn many() -> impl Strategy<Value = Vec<u64>> {
    proptest::collection::vec(prop_oneof![Just(0u64), 1..4u64, 5..40u64, 20..60u64], CROSSED)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn no_hidden_sum_of_a_public_report_follows_from_the_shown_ones(
        counts in many(),
    ) {
        prop_assume!(counts.iter().sum::<u64>() >= 60);
        let report = made(&counts, Audience::Public);
        let told = Told::of(&report, counts.iter().sum());
        held(told, &counts)?;
        let analysts = made(&counts, Audience::Analysts);
        let cells = analysts.sections.iter().flat_map(|section| &section.tables);
        let mut cells = cells.flat_map(|(_, table)| table.rows.iter().flat_map(|row| &row.cells));
        prop_assert!(cells.all(|cell| !cell.suppressed));
    }
}

#[test]
fn a_report_without_small_counts_is_published_as_it_is() {
    let counts = [20; CROSSED];
    let (public, analysts) = (made(&counts, Audience::Public), made(&counts, Audience::Analysts));
    assert_eq!(public.disclosure, None);
    let analysts = Report { min_cell: Some(MIN_CELL), ..analysts };
    assert!(format!("{public:?}") == format!("{analysts:?}"), "a number differs");
}

#[test]
fn a_hidden_figure_is_a_sign_in_its_sentence() {
    let mut counts = [20; CROSSED];
    // Of the small firms three have role a, one in each region.
    [0, 1, 2].iter().for_each(|place| counts[*place] = 1);
    let report = made(&counts, Audience::Public);
    assert!(report.sections[0].text.contains("few: •, on average •."), "{}", report.sections[0].text);
    assert!(report.disclosure.as_ref().is_some_and(|note| note.contains("counts of 1 to 4")));
    let one = &report.sections[0].tables[0].1;
    assert!(one.footer.iter().any(|line| line.contains("Hidden to protect respondents")));
    let figure = &report.figures[1];
    assert_eq!((figure.value, figure.se, figure.ci), (None, None, None));
}
