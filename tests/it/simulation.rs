//! Made-up responses keep every rule that a respondent's answers are held to, whatever the types of the items.

#![expect(clippy::unwrap_used, reason = "the helpers of a test")]

use std::path::Path;

use canvass::export::{CsvOptions, Origin, responses_csv};
use canvass::form::requirements;
use canvass::ids::{Uuid, WaveId};
use canvass::responses::data_file::{FileContext, read_csv};
use canvass::responses::{Reached, settle};
use canvass::service::{CheckedFolder, Simulation, check_folder, simulate_responses};
use canvass::simulation::Simulated;

use crate::support::shared::cases;

const SURVEYS: [&str; 3] =
    ["questionnaire/genai-2023", "tests/surveys/every_kind", "tests/surveys/every_feature"];

fn simulated(survey: &str, respondents: usize) -> (CheckedFolder, Simulated) {
    let checked = check_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join(survey)).unwrap();
    let questionnaire = checked.questionnaire.clone().unwrap();
    let simulation = Simulation { respondents, seed: 11 };
    let made = simulate_responses(&questionnaire, checked.wave.as_ref(), None, simulation).unwrap();
    (checked, made)
}

#[test]
fn made_up_answers_break_no_rule_of_the_questionnaire() {
    for survey in SURVEYS {
        let (checked, made) = simulated(survey, cases(100, 10_000) as usize);
        let questionnaire = checked.questionnaire.unwrap();
        for response in made.responses {
            let settled =
                settle(&questionnaire, &response.answers, &response.circumstances, Reached::Everything, None);
            let pages = 0..questionnaire.pages.len();
            let problems = requirements(&questionnaire, &settled, &response.circumstances, pages);
            assert!(problems.is_empty(), "{survey}: {problems:?}");
            assert!(settled.ignored_names(&questionnaire).is_empty(), "{survey}: not on the route");
        }
    }
}

#[test]
fn a_file_of_made_up_responses_says_so_and_reads_back_the_same() {
    for survey in SURVEYS {
        let (checked, made) = simulated(survey, 40);
        let questionnaire = checked.questionnaire.unwrap();
        let options = CsvOptions { origin: Origin::Simulation, ..CsvOptions::default() };
        let mut file = Vec::new();
        responses_csv(&questionnaire, &mut made.responses.iter().cloned(), options, &mut file).unwrap();
        let read = read_csv(&file, &questionnaire, WaveId(Uuid::nil()), &FileContext::default()).unwrap();
        assert_eq!(read.summary.accepted, 40, "{:?}", read.summary.notes);
        assert_eq!(read.summary.cells_not_taken, 0, "{:?}", read.summary.notes);
        let marks = read.extras.iter().find(|(name, _)| name == "synthetic").map(|(_, marks)| marks);
        assert_eq!(marks, Some(&vec![Some(1.0); 40]));
        for (read, made) in read.responses.iter().zip(&made.responses) {
            assert_eq!(read.answers, made.answers);
            assert_eq!(read.circumstances.arms, made.circumstances.arms);
            assert_eq!(read.circumstances.consents, made.circumstances.consents);
            assert_eq!(read.id, made.id);
        }
    }
}

#[test]
fn arms_are_balanced_and_whoever_is_asked_for_consent_answers() {
    let (checked, made) = simulated("tests/surveys/every_feature", 120);
    let questionnaire = checked.questionnaire.unwrap();
    let in_group = |arm: usize, group: u16| {
        let of = |response: &&canvass::responses::Response| {
            response.circumstances.arms[arm].is_some_and(|found| found.0 == group)
        };
        made.responses.iter().filter(of).count()
    };
    assert_eq!((in_group(0, 0), in_group(0, 1)), (60, 60));
    assert_eq!((in_group(1, 0), in_group(1, 1)), (40, 80));
    let agreed = |consent: usize| {
        made.responses.iter().filter(|one| one.circumstances.consents[consent] == Some(true)).count()
    };
    assert_eq!(agreed(0), 120, "a required one");
    assert!((60..120).contains(&agreed(1)), "{}", agreed(1));
    assert_eq!(questionnaire.consents.len(), 2);
}
