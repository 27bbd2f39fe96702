//! A data file that was read as columns, as the columns that tables are counted from.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::column::{CHUNK, Cells, Column, Filling};
use super::givens::About;
use super::numbers::no_number;
use super::{Codes, Dataset, DatasetInfo, Numbers, Ranks, Sets, State, Texts, givens};
use crate::questionnaire::condition::Given;
use crate::questionnaire::{Questionnaire, VariableIndex};
use crate::responses::data_file::{AnswerColumn, AnswerValues, FileColumns};

impl Dataset {
    /// The columns of a file, which were read with this questionnaire.
    pub fn from_columns(
        questionnaire: Arc<Questionnaire>,
        mut file: FileColumns,
        info: DatasetInfo,
    ) -> Dataset {
        // Each is given back as soon as it is turned into a column.
        let (answers, extras) = (std::mem::take(&mut file.answers), std::mem::take(&mut file.extras));
        // Questionnaires with quality rules are read row by row.
        let (givens, (variables, extras)) = rayon::join(
            || givens_of(&questionnaire, &file, &info.version),
            || {
                let extras = extras.into_par_iter().map(|(name, values)| (name, numbers(&values)));
                let column = |(place, answers): (usize, AnswerColumn)| {
                    column(&answers, questionnaire.options(VariableIndex(place)).len())
                };
                (answers.into_par_iter().enumerate().map(column).collect(), extras.collect())
            },
        );
        let mut dispositions = Filling::new(Cells::of_given(Given::Removed), 0);
        file.dispositions.iter().for_each(|one| dispositions.push(givens::of_disposition(*one)));
        let respondents = file.rows;
        let dispositions = dispositions.done(respondents);
        Dataset {
            questionnaire,
            info,
            respondents,
            variables,
            givens,
            extras,
            dispositions,
            stored: None,
            given_up: Arc::default(),
        }
    }
}

fn chunks_of(rows: usize) -> impl IndexedParallelIterator<Item = Range<usize>> {
    (0..rows.div_ceil(CHUNK)).into_par_iter().map(move |chunk| chunk * CHUNK..rows.min((chunk + 1) * CHUNK))
}

/// What is known beside the answers. Where one description holds for all rows it is turned into columns once.
fn givens_of(questionnaire: &Questionnaire, file: &FileColumns, version: &str) -> BTreeMap<Given, Column> {
    let of_rows = |rows: Range<usize>| {
        let mut filled: BTreeMap<Given, Filling> = BTreeMap::new();
        for row in rows {
            let (about, disposition) = (file.circumstances(row), file.dispositions[row]);
            let about = About::of(about, disposition, version);
            givens::of_response(questionnaire, &about, &mut |given, cell| {
                filled.entry(given).or_insert_with(|| Filling::new(Cells::of_given(given), 0)).push(cell);
            });
        }
        filled
    };
    let same = file.circumstances.len() == 1
        && file.dispositions.windows(2).all(|two| matches!(two, [one, other] if one == other));
    let parts: Vec<BTreeMap<Given, Filling>> = if same && file.rows > CHUNK {
        // All full chunks are the same one.
        let full = of_rows(0..CHUNK);
        let rest = file.rows % CHUNK;
        let mut parts = vec![full; file.rows / CHUNK];
        parts.push(of_rows(0..rest));
        parts
    } else {
        chunks_of(file.rows).map(of_rows).collect()
    };
    let mut all: BTreeMap<Given, Filling> = BTreeMap::new();
    for part in parts {
        for (given, filling) in part {
            match all.get_mut(&given) {
                Some(known) => known.extend(filling),
                None => {
                    all.insert(given, filling);
                }
            }
        }
    }
    all.into_iter().map(|(given, filling)| (given, filling.done(file.rows))).collect()
}

/// The further numbers of a file; nobody was asked for them.
pub(super) fn numbers(values: &[Option<f64>]) -> Column {
    let cells = |rows: Range<usize>| {
        let value = |value: &Option<f64>| {
            value.filter(|value| value.is_finite()).unwrap_or(no_number(State::NotAsked))
        };
        Arc::new(Cells::Numbers(Numbers::of(values[rows].iter().map(value).collect())))
    };
    Column::of_chunks(chunks_of(values.len()).map(cells).collect())
}

fn column(answers: &AnswerColumn, options: usize) -> Column {
    let cells = |rows: Range<usize>| Arc::new(cells(answers, options, rows));
    Column::of_chunks(chunks_of(answers.states.len()).map(cells).collect())
}

fn cells(answers: &AnswerColumn, options: usize, rows: Range<usize>) -> Cells {
    let states = &answers.states[rows.clone()];
    match &answers.values {
        AnswerValues::Places(places) => {
            Cells::Codes(Codes::of_places(&places[rows], states, |number| state(number).code()))
        }
        AnswerValues::Sets { width, bits } => {
            let mut sets = Sets::new(options);
            for (words, number) in bits[rows.start * width..rows.end * width].chunks_exact(*width).zip(states)
            {
                sets.push(if *number == 0 { Ok(words) } else { Err(state(*number)) });
            }
            Cells::Sets(sets)
        }
        AnswerValues::Ranks { options, ranks } => {
            let mut all = Ranks::new(*options);
            for (row, number) in rows.zip(states) {
                let own = ranks.get(row * options..(row + 1) * options).unwrap_or(&[]);
                all.push_ranks(if *number == 0 { Ok(own) } else { Err(state(*number)) });
            }
            Cells::Ranks(all)
        }
        AnswerValues::Numbers(values) | AnswerValues::Days(values) => {
            let value = |(value, number): (&f64, &u8)| match number {
                0 if value.is_finite() => *value,
                0 => no_number(State::Undefined),
                number => no_number(state(*number)),
            };
            Cells::Numbers(Numbers::of(values[rows].iter().zip(states).map(value).collect()))
        }
        AnswerValues::Texts { words, places } => {
            let mut texts = Texts::new();
            // Of each word of the file the place in this chunk.
            let mut known: Vec<Option<u32>> = vec![None; words.len()];
            for (place, number) in places[rows].iter().zip(states) {
                let place = *place as usize;
                match (known.get_mut(place), words.get(place), number) {
                    (Some(Some(known)), _, 0) => texts.push_again(*known),
                    (Some(known), Some(word), 0) => *known = Some(texts.push(Ok(word))),
                    (_, _, number) => {
                        texts.push(Err(state(*number)));
                    }
                }
            }
            Cells::Texts(texts)
        }
    }
}

/// By the missing reason's code in data files, without its sign.
fn state(number: u8) -> State {
    match number {
        0 => State::Answered,
        1 => State::NotAsked,
        3 => State::NotReached,
        4 => State::NotInVersion,
        5 => State::Removed,
        _ => State::Skipped,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::SampleType;
    use super::*;
    use crate::i18n::Language;
    use crate::ids::{Uuid, WaveId};
    use crate::responses::data_file::parquet_files::{Column as Cells, file_of};
    use crate::responses::data_file::{FileContext, ForTables, read_data_file, read_for_tables};
    use crate::responses::testing::compiled;

    const FORM: &str = r#"
canvass: 1
id: t
edition: "1"
title: T
languages: [en]
pages:
  - id: p
    items:
      - { id: role, type: single, required: true, text: R, options: [{ code: 1, text: A }, { code: 2, text: B }, { code: 3, text: C, specify: true }] }
      - { id: tools, type: multiple, max: 2, text: T, options: [{ code: 1, text: A }, { code: 2, text: B }, { code: 3, text: C }, { code: 4, text: D, exclusive: true }] }
      - { id: joined, type: multiple, text: J, options: [{ code: 1, text: A }, { code: 2, text: B }] }
      - { id: uses, type: grid, text: U, rows: [{ id: r1, text: R }, { id: r2, text: S }], options: [{ code: 1, text: A }, { code: 2, text: B }] }
      - { id: best, type: ranking, max: 2, text: B, options: [{ code: 1, text: A }, { code: 2, text: B }, { code: 3, text: C }] }
      - { id: age, type: number, min: 0, max: 120, decimals: 0, text: A }
      - { id: net, type: number, decimals: 2, text: N }
      - { id: score, type: scale, from: 1, to: 5, text: S }
      - { id: born, type: date, text: B }
      - { id: why, type: text, max_length: 3, text: W }
"#;

    /// The same with conditions of every kind, and ends.
    fn with_routing() -> String {
        FORM.replace("id: tools,", "id: tools, show_if: \"role in ['1', '2']\",")
            .replace("{ id: r2, text: S }", "{ id: r2, text: S, show_if: \"has(tools, '2')\" }")
            .replace(
                "text: B }, { code: 3, text: C, specify",
                "text: B, end: screened_out }, { code: 3, text: C, specify",
            )
            .replace(
                "      - { id: best,",
                "  - id: second\n    show_if: \"!answered(joined)\"\n    items:\n      - { id: best,",
            )
            .replace(
                "id: age,",
                "id: age, end_if: \"age > 2\", check: [{ assert: \"age != 1\", message: M }],",
            )
            .replace(
                "      - { id: score,",
                "  - id: third\n    items:\n      - { id: score, show_if: \"asked(uses.r2)\",",
            )
    }

    fn info() -> DatasetInfo {
        DatasetInfo {
            wave: None,
            version: "v".to_owned(),
            watermark: "w".to_owned(),
            synthetic: None,
            language: Language::parse("en").unwrap(),
            sample: SampleType::default(),
            earlier: Vec::new(),
        }
    }

    const CODES: &[&str] = &["1", "2", "3", "4", "0", "-1", "-2", "-3", "9", "2.0", " 1"];

    /// Columns of any type; `sound` ones have only what their items take.
    fn cells(kind: u8, seeds: &[u8], sound: bool) -> Cells {
        let whole = |seed: &u8| match sound {
            true => i64::from(*seed % 2) + 1,
            false => i64::from(*seed % 7) - 2,
        };
        let null = |seed: &&u8| **seed >= 100;
        match kind % 4 {
            0 if !sound => {
                let of = |seed: &u8| CODES[usize::from(*seed) % CODES.len()];
                Cells::Texts(seeds.iter().map(|seed| (!null(&seed)).then(|| of(seed))).collect())
            }
            2 if !sound => Cells::Doubles(
                seeds.iter().map(|seed| (!null(&seed)).then(|| f64::from(*seed % 17) / 2.0 - 3.0)).collect(),
            ),
            3 if !sound => {
                Cells::Flags(seeds.iter().map(|seed| (!null(&seed)).then_some(seed % 2 == 1)).collect())
            }
            _ => Cells::Wide(None, seeds.iter().map(|seed| (!null(&seed)).then(|| whole(seed))).collect()),
        }
    }

    /// Texts of a pool, of which the first `good` are what the item takes.
    fn texts(pool: &'static [&'static str], good: usize, seeds: &[u8], sound: bool) -> Cells {
        let pool = if sound { &pool[..good] } else { pool };
        let text = |seed: &u8| pool.get(usize::from(*seed) % (pool.len() * 2)).copied();
        Cells::Texts(seeds.iter().map(text).collect())
    }

    /// Both ways to read the file, as columns.
    fn both(form: &str, columns: &[(&str, Cells)], group: usize) -> (String, String) {
        let q = Arc::new(compiled(form));
        let (context, wave) = (FileContext::default(), WaveId(Uuid::nil()));
        let bytes = file_of(columns, group);
        let rows = read_data_file(bytes.clone().into(), &q, wave, &context).unwrap();
        let ForTables::Columns(direct) = read_for_tables(bytes.into(), &q, wave, &context).unwrap() else {
            panic!("the file was read row by row");
        };
        let accounts = (format!("{:?}", rows.summary), format!("{:?}", direct.summary));
        let by_rows = Dataset::from_responses(Arc::clone(&q), &rows.responses, rows.extras, info());
        let by_columns = Dataset::from_columns(q, direct, info());
        let shown = |account: String, data: Dataset| {
            let Dataset { respondents, variables, givens, extras, dispositions, .. } = data;
            format!("{account}\n{respondents} {variables:#?}\n{givens:#?}\n{extras:#?}\n{dispositions:?}")
        };
        (shown(accounts.0, by_rows), shown(accounts.1, by_columns))
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

        #[test]
        fn columns_are_what_the_rows_would_have_been(
            seeds in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 7), 18),
            kinds in proptest::collection::vec(any::<u8>(), 18),
            group in 1_usize..8,
            people in any::<bool>(),
            wording in 0_usize..3,
            routed in any::<bool>(),
            sound in any::<bool>(),
        ) {
            let codes = ["role", "tools.1", "tools.2", "tools.4", "uses.r1", "uses.r2", "age", "net", "score"];
            let mut columns: Vec<(&str, Cells)> = codes
                .into_iter()
                .enumerate()
                .map(|(place, name)| (name, cells(kinds[place], &seeds[place], sound)))
                .collect();
            columns.push(("joined", texts(&["1|2", "2", "-2", "x|1", "|"], 3, &seeds[9], sound)));
            columns.push(match wording {
                0 => ("best", texts(&["1|2", "3", "2|2", "1|2|3"], 2, &seeds[10], sound)),
                1 => ("best.2", cells(1, &seeds[10], sound)),
                _ => ("why", texts(&["a", "é", "-1", "'=1", " ", "abcd"], 5, &seeds[11], sound)),
            });
            columns.push(("born", texts(&["2001-02-03", "-3", "x"], 2, &seeds[12], sound)));
            if !sound {
                columns.push(("role.3.text", texts(&["t", " ", ""], 3, &seeds[13], sound)));
            }
            columns.push(("age__missing", texts(&["skipped", "not_in_version", "-3", "x"], 3, &seeds[13], sound)));
            columns.push(("weight", cells(kinds[14] % 3 + 1, &seeds[14], sound)));
            let ids: &[&str] = &["a", "b", "c", "d", "e", "f", if sound { "g" } else { "" }];
            columns.push(("response_id", Cells::Texts(ids.iter().map(|id| Some(*id)).collect())));
            if people {
                columns.push(("disposition", texts(&["complete", "partial", "break_off", "x"], 3, &seeds[15], sound)));
                columns.push(("submitted_at", texts(&["2024-01-02T03:04:05Z", "2024-01-02", "x"], 2, &seeds[16], sound)));
                columns.push(("language", texts(&["en", "de"], 1, &seeds[17], sound)));
            }
            let form = if routed { with_routing() } else { FORM.to_owned() };
            let (rows, direct) = both(&form, &columns, group);
            let differ = rows.lines().zip(direct.lines()).enumerate().find(|(_, (one, other))| one != other);
            prop_assert!(rows == direct, "the first line that differs: {differ:?}");
        }
    }

    #[test]
    fn ids_that_stand_twice_and_computed_items_are_read_row_by_row() {
        let q = compiled(FORM);
        let (context, wave) = (FileContext::default(), WaveId(Uuid::nil()));
        let ids = Cells::Wide(None, vec![Some(1), Some(2), Some(1)]);
        let bytes = file_of(&[("response_id", ids)], 2);
        let read = read_for_tables(bytes.into(), &q, wave, &context).unwrap();
        assert_eq!((read.summary().accepted, read.summary().rejected), (2, 1));
        assert!(matches!(read, ForTables::Rows(_)));
        let q = compiled(&format!(
            "{FORM}      - {{ id: twice, type: computed, value: \"age * 2\", as: number, text: T }}\n"
        ));
        let bytes = file_of(&[("role", Cells::Wide(None, vec![Some(1), Some(2)]))], 2);
        assert!(matches!(read_for_tables(bytes.into(), &q, wave, &context).unwrap(), ForTables::Rows(_)));
    }
}
