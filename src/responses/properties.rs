//! What holds for any answers and any file, however strange.

use proptest::prelude::*;

use super::data_file::{FileContext, read_csv};
use super::testing::every_type_and_an_allocation;
use super::*;
use crate::ids::{Uuid, WaveId};
use crate::questionnaire::{OptionIndex, Questionnaire, VariableIndex, VariableKind};

fn given(q: &Questionnaire, seeds: &[Option<u8>]) -> Answers {
    let mut answers = Answers::all_missing(q.variables.len(), Missing::Skipped);
    for (index, seed) in (0..q.variables.len()).zip(seeds) {
        let Some(seed) = seed else { continue };
        let variable = VariableIndex(index);
        let option = |count: usize| OptionIndex(u16::from(*seed) % count as u16);
        let options = q.options(variable).len();
        let answer = match q.variable(variable).kind {
            VariableKind::Single => Answer::Single(option(options)),
            VariableKind::Multiple => Answer::Multiple([option(options)].into_iter().collect()),
            VariableKind::Ranking { .. } => Answer::Ranking(vec![option(options)]),
            VariableKind::Number => Answer::Number(f64::from(*seed)),
            VariableKind::Scale => Answer::Scale(i64::from(*seed % 11)),
            VariableKind::Date => Answer::Date(chrono::NaiveDate::default()),
            VariableKind::Text => Answer::Text("t".into()),
        };
        answers.set(variable, answer);
    }
    answers
}

fn reached() -> impl Strategy<Value = Reached> {
    prop_oneof![
        Just(Reached::Everything),
        Just(Reached::LastAnswer),
        (0_usize..4).prop_map(Reached::ThroughPage)
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn settling_twice_is_settling_once_and_loses_nothing_unlisted(
        seeds in proptest::collection::vec(any::<Option<u8>>(), 15),
        reached in reached(),
    ) {
        let q = every_type_and_an_allocation();
        let about = Circumstances::default();
        let given = given(&q, &seeds);
        let once = settle(&q, &given, &about, reached, None);
        let again = settle(&q, &once.answers, &about, reached, None);
        prop_assert_eq!(&once.answers, &again.answers);
        prop_assert!(again.ignored.is_empty());
        for (variable, answer) in given.iter() {
            let computed = q.variable(variable).name == "points";
            let kept = once.answers.get(variable) == answer;
            prop_assert!(kept || computed || answer.is_missing() || once.ignored.contains(&variable));
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused_and_every_row_is_counted(bytes in any::<Vec<u8>>()) {
        let _ = read_csv(&bytes, &every_type_and_an_allocation(), WaveId(Uuid::nil()), &FileContext::default());
    }

    #[test]
    fn any_cells_are_taken_or_listed(
        cells in proptest::collection::vec("[ab|x0-9.\"'=\r\n,-]{0,6}", 0..60),
    ) {
        let header = "response_id,role,role.other.text,tools,uses.r1,freq.r1.1,age,score,best,born,why,split.r1,split.r2,submitted_at";
        let rows = cells.chunks(14).map(|row| row.join(",")).collect::<Vec<_>>().join("\n");
        let q = every_type_and_an_allocation();
        let file = read_csv(format!("{header}\n{rows}").as_bytes(), &q, WaveId(Uuid::nil()), &FileContext::default());
        let file = file.unwrap();
        prop_assert_eq!(file.summary.rows, file.summary.accepted + file.summary.rejected);
        prop_assert_eq!(file.responses.len(), file.summary.accepted);
        let layout = Layout::of(&q);
        for response in &file.responses {
            let packed = layout.pack(&q, &response.answers);
            prop_assert_eq!(&layout.unpack(&q, &packed).unwrap(), &response.answers);
        }
    }
}
