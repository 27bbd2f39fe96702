//! Tables of a real annual survey that lies beside the project: every item on the base that its routing gives it.

#![expect(clippy::unwrap_used, reason = "the helpers of a test")]

use std::fs;
use std::sync::Arc;
use std::time::Instant;

use canvass::diagnostics::{Sources, has_errors};
use canvass::ids::{Uuid, WaveId};
use canvass::questionnaire::{self, Item, ItemKind};
use canvass::responses::data_file::{FileContext, read_csv};
use canvass::tabulation::{
    self, Dataset, DatasetInfo, MissingCounts, SampleType, Table, TableRequest, request,
};

use crate::support::real_data::ospo;

/// A wave's data; `None` where it is not there.
pub(crate) fn load(wave: &str) -> Option<Dataset> {
    let folder = ospo(wave)?;
    let mut sources = Sources::default();
    let text = fs::read_to_string(folder.join("questionnaire.yaml")).unwrap();
    let file = sources.add("questionnaire.yaml", &text);
    let compiled = questionnaire::compile(&sources, file, &[], &questionnaire::Declared::default());
    assert!(!has_errors(&compiled.diagnostics), "{:#?}", compiled.diagnostics);
    let questionnaire = Arc::new(compiled.questionnaire.unwrap());
    let bytes = fs::read(folder.join("responses.csv")).unwrap();
    let data = read_csv(&bytes, &questionnaire, WaveId(Uuid::nil()), &FileContext::default()).unwrap();
    let info = DatasetInfo {
        wave: None,
        version: "sha256:0".into(),
        watermark: "0".into(),
        synthetic: None,
        language: questionnaire.source_language().clone(),
        sample: SampleType::Other,
        earlier: Vec::new(),
    };
    Some(Dataset::from_responses(questionnaire, &data.responses, data.extras, info))
}

fn table(dataset: &Dataset, rows: &str, base: Option<&str>) -> Table {
    let arguments = request::Arguments {
        rows: Some(rows.to_owned()),
        base: base.map(str::to_owned),
        ..request::Arguments::default()
    };
    let mut sources = Sources::default();
    let (read, diagnostics) = TableRequest::from_arguments(&arguments, &mut sources);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    tabulation::tabulate(&read.unwrap(), None, dataset)
        .unwrap_or_else(|problems| panic!("{rows}: {problems:#?}"))
}

fn base_asked(dataset: &Dataset, item: &str) -> u64 {
    let table = table(dataset, item, Some("asked"));
    // In a grid each row has its own base, and all rows were asked together.
    let bases: Vec<u64> = table.rows.iter().map(|row| row.cells[0].base.unweighted).collect();
    let first = bases.first().copied().unwrap_or(table.columns[0].base.unweighted);
    assert!(bases.iter().all(|base| *base == first), "{item}: {bases:?}");
    first
}

fn is_tabulable(item: &Item) -> bool {
    !matches!(item.kind, ItemKind::Text { .. } | ItemKind::Note | ItemKind::Date { .. })
}

#[test]
fn every_item_of_2024_stands_on_the_people_it_was_asked_of() {
    let Some(dataset) = load("2024") else { return };
    let routed_by_q21 = base_by_ticks_of_q21(&dataset);
    let mut seen = 0;
    for item in dataset.questionnaire.items.iter().filter(|item| is_tabulable(item)) {
        let Some(number) = item.id.as_str().strip_prefix('q').and_then(|id| id.parse::<u32>().ok()) else {
            continue;
        };
        let expected = match number {
            1..=12 => 222,
            13..=16 | 19..=21 | 34..=40 => 100,
            41..=45 => 26,
            46 | 47 => 96,
            22..=33 => {
                let ticked = routed_by_q21.get((number - 22) as usize).copied();
                ticked.unwrap_or_else(|| panic!("q{number} follows from no option of q21"))
            }
            _ => continue,
        };
        assert_eq!(base_asked(&dataset, item.id.as_str()), expected, "{}", item.id);
        seen += 1;
    }
    assert!(seen >= 40, "only {seen} items were looked at");
}

/// How many ticked each option of q21, in the order of the options that lead on to q22 and further.
fn base_by_ticks_of_q21(dataset: &Dataset) -> Vec<u64> {
    let table = table(dataset, "q21", None);
    table.rows.iter().filter(|row| row.code.as_deref() != Some("0")).map(|row| row.cells[0].count).collect()
}

#[test]
fn whoever_left_before_the_end_of_2023_is_in_no_later_base() {
    let Some(dataset) = load("2023") else { return };
    assert_eq!(base_asked(&dataset, "q43"), 363);
    let table = table(&dataset, "q11", Some("asked"));
    assert_eq!(table.records, 489);
    assert_eq!(table.columns[0].base.unweighted, 288);
    let MissingCounts::One(missing) = &table.missing else { panic!("q11 is one variable") };
    assert_eq!(missing["skipped"], 3);
    assert_eq!(missing["not_reached"], 26);
    let answered: u64 = self::table(&dataset, "q11", Some("answered")).columns[0].base.unweighted;
    assert!(answered <= 285, "285 gave an answer, some of them that they do not know: {answered}");
}

#[test]
fn every_item_of_both_waves_tabulates_with_itself_as_banner_and_without() {
    for wave in ["2023", "2024"] {
        let Some(dataset) = load(wave) else { continue };
        let start = Instant::now();
        let mut tables = 0;
        for item in dataset.questionnaire.items.iter().filter(|item| is_tabulable(item)) {
            let made = table(&dataset, item.id.as_str(), None);
            assert!(!made.rows.is_empty(), "{} has no rows", item.id);
            for row in &made.rows {
                for cell in &row.cells {
                    assert!(cell.count <= cell.base.unweighted, "{} {}", item.id, row.id);
                    assert_eq!(
                        cell.column_pct.is_none(),
                        cell.base.unweighted == 0,
                        "{} {}",
                        item.id,
                        row.id
                    );
                }
            }
            tables += 1;
        }
        println!("{wave}: {tables} tables in {:?}", start.elapsed());
    }
}
