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

const SURVEYS: [&str; 2] = ["questionnaire/genai-2023", "tests/surveys/every_kind"];

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
        let (checked, made) = simulated(survey, 100);
        let questionnaire = checked.questionnaire.unwrap();
        for response in made.responses {
            let settled =
                settle(&questionnaire, &response.answers, &response.circumstances, Reached::Everything, None);
            let pages = 0..questionnaire.pages.len();
            let problems = requirements(&questionnaire, &settled, &response.circumstances, pages);
            assert!(problems.is_empty(), "{survey}: {problems:?}");
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
            assert_eq!(read.id, made.id);
        }
    }
}
