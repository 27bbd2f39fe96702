//! A real annual survey, read and settled: who was asked what, by the routing and by where people left. The data is not
//! part of the repository; without it these tests say so and pass.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "the helpers of a test, which skips aloud")]

use std::path::PathBuf;

use canvass::diagnostics::{RenderStyle, Sources, render};
use canvass::ids::{Uuid, WaveId};
use canvass::questionnaire::{Declared, Questionnaire, VariableIndex, compile};
use canvass::responses::data_file::{DataFile, FileContext, ReadProblem, read_csv};
use canvass::responses::{Answer, Disposition, Layout, Missing};

/// The folder `shared` beside the repository, or where the environment says it is.
#[expect(clippy::disallowed_methods, reason = "tests have no settings file")]
fn shared() -> PathBuf {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared"));
    std::env::var_os("CANVASS_SHARED").map_or_else(beside, PathBuf::from)
}

struct Survey {
    questionnaire: Questionnaire,
    csv: Vec<u8>,
}

impl Survey {
    fn of(year: &str) -> Option<Survey> {
        let folder = shared().join("data/ospo").join(year);
        let Ok(text) = std::fs::read_to_string(folder.join("questionnaire.yaml")) else {
            println!("skipped: {} is not there", folder.display());
            return None;
        };
        let mut sources = Sources::default();
        let file = sources.add("questionnaire.yaml", &text);
        let compiled = compile(&sources, file, &[], &Declared::default());
        assert!(
            !canvass::diagnostics::has_errors(&compiled.diagnostics),
            "{}",
            render(&compiled.diagnostics, &sources, RenderStyle::Plain)
        );
        let csv = std::fs::read(folder.join("responses.csv")).unwrap();
        Some(Survey { questionnaire: compiled.questionnaire.unwrap(), csv })
    }

    fn read(&self) -> DataFile {
        self.read_text(&self.csv)
    }

    fn read_text(&self, csv: &[u8]) -> DataFile {
        let wave = WaveId(Uuid::from_u128(1));
        read_csv(csv, &self.questionnaire, wave, &FileContext::default()).unwrap()
    }

    /// Asked and reached, answered, skipped and not reached, of all complete responses; a multiple's or grid's first
    /// variable stands for it.
    fn counts(&self, file: &DataFile, item: &str) -> Counts {
        let index = self.questionnaire.find_item(item).unwrap();
        let variable: VariableIndex = self.questionnaire.variables_of(index).next().unwrap();
        let mut counts = Counts::default();
        for response in &file.responses {
            if response.disposition != Disposition::Complete {
                continue;
            }
            match response.answers.get(variable) {
                Answer::Missing(Missing::Skipped) => counts.skipped += 1,
                Answer::Missing(Missing::NotReached) => counts.not_reached += 1,
                Answer::Missing(_) => {}
                _ => counts.answered += 1,
            }
        }
        counts
    }

    /// The file with one cell of one row (from 1) replaced.
    fn damaged(&self, row: usize, column: &str, value: &[u8]) -> Vec<u8> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(self.csv.as_slice());
        let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
        let mut position = None;
        for (index, record) in reader.byte_records().map(Result::unwrap).enumerate() {
            let at = *position
                .get_or_insert_with(|| record.iter().position(|name| name == column.as_bytes()).unwrap());
            let cells = record.iter().enumerate().map(
                |(cell, text)| {
                    if index == row && cell == at { value } else { text }
                },
            );
            writer.write_record(cells).unwrap();
        }
        writer.into_inner().unwrap()
    }
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    answered: usize,
    skipped: usize,
    not_reached: usize,
}

impl Counts {
    fn asked(&self) -> usize {
        self.answered + self.skipped
    }
}

#[test]
fn in_2024_everybody_is_asked_along_the_routing() {
    let Some(survey) = Survey::of("2024") else { return };
    let file = survey.read();
    assert_eq!((file.summary.rows, file.summary.accepted, file.summary.rejected), (222, 222, 0));
    assert_eq!(file.summary.cells_not_taken, 0, "{:?}", file.summary.notes);
    let asked = |item: String| (survey.counts(&file, &item).asked(), item);
    let expect = |items: &[std::ops::RangeInclusive<u32>], base: usize| {
        for number in items.iter().cloned().flatten() {
            let (found, item) = asked(format!("q{number}"));
            assert_eq!(found, base, "{item}");
        }
    };
    expect(&[1..=12], 222);
    expect(&[13..=16, 19..=21, 34..=40], 100);
    expect(&[41..=45], 26);
    expect(&[46..=47], 96);
    // q22 to q33 are for those who ticked the matching option of q21.
    let q21 = survey.questionnaire.find_variable("q21").unwrap();
    for code in 1_usize..=12 {
        let option = survey.questionnaire.items[survey.questionnaire.variable(q21).item.0]
            .find_option(&code.to_string())
            .unwrap();
        let ticked = file
            .responses
            .iter()
            .filter(
                |response| matches!(response.answers.get(q21), Answer::Multiple(set) if set.contains(option)),
            )
            .count();
        let (found, item) = asked(format!("q{}", 21 + code));
        assert_eq!(found, ticked, "{item}");
    }
}

#[test]
fn in_2023_those_who_left_early_did_not_reach_the_rest() {
    let Some(survey) = Survey::of("2023") else { return };
    let file = survey.read();
    assert_eq!((file.summary.rows, file.summary.accepted, file.summary.rejected), (489, 489, 0));
    assert_eq!(file.summary.cells_not_taken, 0, "{:?}", file.summary.notes);
    assert_eq!(survey.counts(&file, "q43").asked(), 363);
    assert_eq!(survey.counts(&file, "q11"), Counts { answered: 285, skipped: 3, not_reached: 26 });
}

#[test]
fn languages_that_are_not_declared_are_kept_and_listed() {
    let mut rows = 0;
    for year in ["2023", "2024"] {
        let Some(survey) = Survey::of(year) else { return };
        let file = survey.read();
        let notes = file.summary.notes.iter();
        rows += notes.filter(|note| note.problem == ReadProblem::UndeclaredLanguage).count();
        assert!(file.responses.iter().all(|response| response.external_id.is_some()));
        assert!(file.extras.is_empty());
        assert!(file.absent.is_empty(), "{:?}", file.absent);
    }
    assert_eq!(rows, 40);
}

#[test]
fn texts_that_look_like_formulas_are_taken_as_they_are() {
    let mut found = Vec::new();
    for year in ["2023", "2024"] {
        let Some(survey) = Survey::of(year) else { return };
        for response in survey.read().responses {
            let texts = response.answers.iter().filter_map(|(_, answer)| match answer {
                Answer::Text(text) => Some(text.clone()),
                _ => None,
            });
            let specified = response.answers.specify_texts().map(|(_, _, text)| text.to_owned());
            let all = texts.chain(specified);
            found.extend(all.filter(|text| text.starts_with(['=', '+', '-', '@', '\t', '\r'])));
        }
    }
    assert_eq!(found.len(), 5, "{found:?}");
}

#[test]
fn every_real_response_comes_back_from_its_packed_form() {
    for year in ["2023", "2024"] {
        let Some(survey) = Survey::of(year) else { return };
        let layout = Layout::of(&survey.questionnaire);
        for response in survey.read().responses {
            let packed = layout.pack(&survey.questionnaire, &response.answers);
            assert_eq!(layout.unpack(&survey.questionnaire, &packed).unwrap(), response.answers);
        }
    }
}

#[test]
fn each_kind_of_damage_to_a_real_file_is_accounted_for() {
    let Some(survey) = Survey::of("2024") else { return };
    let clean = survey.read().summary;
    let check = |row: usize, column: &str, value: &[u8], problem: &str| {
        let file = survey.read_text(&survey.damaged(row, column, value));
        let new: Vec<_> = file.summary.notes.iter().filter(|note| !clean.notes.contains(note)).collect();
        let named: Vec<_> = new.iter().map(|note| (note.row, note.problem.as_str())).collect();
        assert!(named.contains(&(row, problem)), "{column}: {named:?}");
        assert_eq!(file.summary.rows, 222);
        assert_eq!(file.summary.accepted + file.summary.rejected, 222);
    };
    check(1, "q4", b"99", "unknown_code");
    check(1, "q1", b"1|x", "unknown_code");
    check(1, "q1", b"1|6", "exclusive");
    check(5, "q21", b"1|2|3|4", "max");
    check(1, "q13", b"1", "off_route");
    check(1, "q7.r1", b"9", "unknown_code");
    check(2, "response_id", b"114687260013", "duplicate_id");
    check(3, "response_id", b"", "no_id");
    check(3, "q6.97.text", b"text of an option not chosen", "stray_text");
    check(3, "q6.97.text", b"\xFF", "not_utf8");
    check(3, "language", b"xx", "undeclared_language");
    check(3, "started_at", b"noon", "unreadable_time");
}
