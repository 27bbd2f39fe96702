//! Cases of the decision that need no database.

use super::*;
use crate::diagnostics::{Code, Sources};
use crate::fieldwork::WaveState;
use crate::questionnaire::{Declared, Questionnaire, VariableIndex, compile, diff, version_id};
use crate::responses::{Answer, Answers, Crosswalk, Missing, Tally};

const QUESTIONNAIRE: &str = "canvass: 1
id: case
edition: '2026'
title: A case
languages: [en]
consent:
  - { id: taking_part, text: I take part, required: true }
  - { id: quoting, text: I may be quoted }
arms:
  module: { a: 1, b: 2 }
pages:
  - id: only
    items:
      - id: hours
        type: allocation
        text: Share out your week
        total: 100
        rows: [{ id: work, text: Work }, { id: rest, text: Rest }]
      - { id: extra, type: text, text: Anything else?, show_if: \"arm.module == 'b'\" }
";

fn compiled(text: &str) -> Questionnaire {
    let mut sources = Sources::default();
    let file = sources.add("questionnaire.yaml", text);
    compile(&sources, file, &[], &Declared::default()).questionnaire.unwrap()
}

/// The codes and items of what is refused when `people` have begun and one has shared out 60 and 40.
fn refused(candidate: &str, people: u64) -> Vec<(Code, String)> {
    let (current, candidate) = (compiled(QUESTIONNAIRE), compiled(candidate));
    let mut tally = Tally::of(&current);
    let mut answers = Answers::all_missing(current.variables.len(), Missing::Skipped);
    answers.set(VariableIndex(0), Answer::Number(60.0));
    answers.set(VariableIndex(1), Answer::Number(40.0));
    if people > 0 {
        tally.add(&answers);
    }
    let (from, to) = (version_id(&current), version_id(&candidate));
    let begun = VersionInterviews { version: from.clone(), ended: Default::default(), under_way: people };
    let difference = diff::compare(&current, &candidate);
    let radius = blast_radius(Situation {
        wave: "case",
        state: WaveState::Open,
        from: &from,
        to: &to,
        current: &current,
        candidate: &candidate,
        difference: &difference,
        crosswalk: &Crosswalk::between(&current, &candidate),
        tally: &tally,
        lost: Vec::new(),
        interviews: Interviews {
            by_version: if people > 0 { vec![begun] } else { Vec::new() },
            ..Interviews::default()
        },
        touched: Vec::new(),
        report_is_left: false,
    });
    radius.refusals.iter().map(|refusal| (refusal.code, refusal.item.clone())).collect()
}

#[test]
fn a_group_of_an_arm_a_consent_and_a_total_stay_while_people_have_them() {
    let group = QUESTIONNAIRE.replace("b: 2", "c: 2").replace("'b'", "'c'");
    let consent = QUESTIONNAIRE.replace("  - { id: quoting, text: I may be quoted }\n", "");
    let total = QUESTIONNAIRE.replace("total: 100", "total: 40");
    for (candidate, code, item) in [
        (&group, Code::AnswersWithoutPlace, "arm.module"),
        (&consent, Code::AnswersWithoutPlace, "consent.quoting"),
        (&total, Code::AnotherMeaning, "hours"),
    ] {
        assert_eq!(refused(candidate, 3), [(code, item.to_owned())]);
        assert_eq!(refused(candidate, 0), []);
    }
    let added = QUESTIONNAIRE.replace("b: 2", "b: 2, c: 1");
    assert_eq!(refused(&added, 3), []);
}
