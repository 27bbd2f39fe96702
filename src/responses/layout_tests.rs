//! Packing and unpacking: random answers of every item type come back as they were.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::testing::*;
use super::*;
use crate::questionnaire::*;

/// Options and points at every boundary of the widths.
fn wide() -> Questionnaire {
    let mut draft = Draft::new();
    draft.page(None);
    for count in [1_usize, 7, 8, 9, 64, 65, 240, 241, 600] {
        let codes: Vec<String> = (0..count).map(|code| code.to_string()).collect();
        let mut list = options(&codes.iter().map(String::as_str).collect::<Vec<_>>());
        list[count - 1].specify = true;
        draft.item(&format!("s{count}"), None, single(list.clone()));
        let kind = ItemKind::Multiple { options: list, order: Order::Given, min: None, max: None };
        draft.item(&format!("m{count}"), None, kind);
    }
    let grid =
        ItemKind::Grid { rows: rows(&["r1", "r2"]), options: options(&["1", "2", "3"]), order: Order::Given };
    draft.item("g", None, grid);
    let multiple_grid = ItemKind::MultipleGrid {
        rows: rows(&["r1", "r2"]),
        options: options(&["a", "b", "c", "d", "e", "f", "g", "h"]),
        order: Order::Given,
    };
    draft.item("mg", None, multiple_grid);
    draft.item("n", None, number(None, None, 2));
    let scale = |from, to| ItemKind::Scale { from, to, from_text: None, to_text: None };
    draft.item("sc1", None, scale(-5, 5));
    draft.item("sc2", None, scale(0, 1000));
    draft.item("sc8", None, scale(i64::MIN / 4, i64::MAX / 4));
    draft.item("d", None, ItemKind::Date { min: None, max: None });
    draft.item("t", None, text(2000));
    let ranking = ItemKind::Ranking { options: options(&["a", "b", "c"]), order: Order::Given, max: 3 };
    draft.item("r", None, ranking);
    draft.item("note", None, ItemKind::Note);
    let value = draft.expression("n + 1");
    let stored_as = ComputedAs::Number;
    draft.item("c", None, ItemKind::Computed { value, source: "n + 1".into(), stored_as });
    draft.questionnaire
}

/// Two random numbers a variable decide what its answer is.
fn answer(q: &Questionnaire, variable: VariableIndex, kind: u8, seed: u64) -> Answer {
    if kind < 60 {
        return Answer::Missing(Missing::ALL[usize::from(kind) % 5]);
    }
    let count = q.options(variable).len() as u64;
    let item = q.item(q.variable(variable).item);
    match q.variable(variable).kind {
        VariableKind::Single => Answer::Single(OptionIndex((seed % count) as u16)),
        VariableKind::Multiple => {
            let ticked = |option: &u64| kind == 255 || seed.rotate_left(*option as u32 % 64) & 1 == 1;
            let mut set: OptionSet =
                (0..count).filter(ticked).map(|option| OptionIndex(option as u16)).collect();
            set.insert(OptionIndex((seed % count) as u16));
            Answer::Multiple(set)
        }
        VariableKind::Ranking { .. } => {
            let mut ranked: Vec<OptionIndex> = (0..count).map(|option| OptionIndex(option as u16)).collect();
            ranked.rotate_left((seed % count) as usize);
            ranked.truncate(1 + (seed / 7 % count) as usize);
            Answer::Ranking(ranked)
        }
        VariableKind::Number => {
            let number = f64::from_bits(seed);
            Answer::Number(if number.abs() <= 1e200 { number } else { (seed as i64 as f64) / 100.0 })
        }
        VariableKind::Scale => match item.kind {
            ItemKind::Scale { from, to, .. } => Answer::Scale(
                (i128::from(from) + i128::from(seed) % (i128::from(to) - i128::from(from) + 1)) as i64,
            ),
            _ => panic!("a scale variable of another item"),
        },
        VariableKind::Date => {
            Answer::Date(NaiveDate::from_num_days_from_ce_opt(1 + (seed % 3_652_059) as i32).unwrap())
        }
        VariableKind::Text => Answer::Text(format!("{seed}|ü\n{kind}")),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn random_answers_of_every_type_come_back_from_storage(
        seeds in proptest::collection::vec((any::<u8>(), any::<u64>()), 40),
        specify in "[a-z|. ]{0,9}",
    ) {
        let q = wide();
        let layout = Layout::of(&q);
        let mut answers = Answers::all_missing(q.variables.len(), Missing::Skipped);
        for (index, (kind, seed)) in (0..q.variables.len()).zip(seeds.iter().cycle()) {
            let variable = VariableIndex(index);
            answers.set(variable, answer(&q, variable, *kind, seed.wrapping_add(index as u64)));
            for (place, option) in q.options(variable).iter().enumerate().filter(|(_, option)| option.specify) {
                let _ = option;
                answers.set_specify_text(variable, OptionIndex(place as u16), specify.clone());
            }
        }
        let packed = layout.pack(&q, &answers);
        prop_assert_eq!(packed.answers.len(), layout.width());
        prop_assert_eq!(layout.unpack(&q, &packed).unwrap(), answers);
    }

    #[test]
    fn damaged_rows_are_errors_and_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..700)) {
        let q = wide();
        let layout = Layout::of(&q);
        let mut answers = bytes;
        answers.resize(layout.width(), 7);
        let _ = layout.unpack(&q, &Packed { answers, extra: Default::default() });
    }
}

#[test]
fn a_field_says_where_each_answer_lies() {
    let q = every_type();
    let layout = Layout::of(&q);
    let widths: Vec<(&str, usize, usize)> =
        layout.fields().iter().map(|field| (field.name.as_str(), field.offset, field.width)).collect();
    assert_eq!(
        widths,
        [
            ("role", 0, 1),
            ("tools", 1, 1),
            ("uses.r1", 2, 1),
            ("uses.r2", 3, 1),
            ("freq.r1", 4, 1),
            ("freq.r2", 5, 1),
            ("age", 6, 8),
            ("score", 14, 1),
            ("best", 15, 1),
            ("born", 16, 4),
            ("points", 20, 8),
            ("why", 28, 1),
        ]
    );
    assert_eq!(layout.width(), 29);
}

#[test]
fn an_options_bit_is_where_postgres_looks_for_it() {
    let q = wide();
    let layout = Layout::of(&q);
    let variable = q.find_variable("m65").unwrap();
    let field = &layout.fields()[variable.0];
    for option in [0_u16, 7, 8, 63, 64] {
        let mut answers = Answers::all_missing(q.variables.len(), Missing::Skipped);
        answers.set(variable, Answer::Multiple(OptionSet::from_iter([OptionIndex(option)])));
        let bytes = layout.pack(&q, &answers).answers;
        let bit = field.option_bit(OptionIndex(option));
        assert_eq!(bytes[bit / 8] >> (bit % 8) & 1, 1, "option {option}");
    }
}

#[test]
fn what_another_version_wrote_is_refused() {
    let q = every_type();
    let layout = Layout::of(&q);
    let good = layout.pack(&q, &Answers::all_missing(q.variables.len(), Missing::NotAsked));
    let short = Packed { answers: vec![0; 3], ..good.clone() };
    assert_eq!(layout.unpack(&q, &short), Err(LayoutError::Width { expected: 29, found: 3 }));
    let mut unknown = good.clone();
    unknown.answers[0] = 5;
    assert_eq!(layout.unpack(&q, &unknown), Err(LayoutError::Value { name: "role".into(), value: 5 }));
    let mut stray = good;
    stray.extra.insert("gone".into(), "text".into());
    assert_eq!(layout.unpack(&q, &stray), Err(LayoutError::StrayText { name: "gone".into() }));
}
