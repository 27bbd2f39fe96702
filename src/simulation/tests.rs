//! The room as a whole, on the survey that comes with canvass and on small ones.

use std::sync::Arc;

use chrono::NaiveDate;

use super::*;
use crate::diagnostics::{Diagnostic, FileId, RenderStyle, Severity, Sources, render};
use crate::questionnaire::{Compiled, Declared, Ending, ItemKind, VariableIndex, compile};
use crate::responses::{Answer, Disposition, Missing, Reached, settle};
use crate::tabulation;
use crate::tabulation::report_file::parse;

const QUESTIONNAIRE: &str = include_str!("../../questionnaire/genai-2023/questionnaire.yaml");
const KOREAN: &str = include_str!("../../questionnaire/genai-2023/ko.yaml");
const REPORT: &str = include_str!("../../questionnaire/genai-2023/report.yaml");

fn compiled(texts: &[(&str, &str)]) -> (Arc<Questionnaire>, Sources) {
    let mut sources = Sources::default();
    let ids: Vec<FileId> = texts.iter().map(|(name, text)| sources.add(name, text)).collect();
    let declared = Declared { sources: Some(vec!["community".into(), "panel".into()]) };
    let Compiled { questionnaire, diagnostics, .. } = compile(&sources, ids[0], &ids[1..], &declared);
    let real: Vec<Diagnostic> =
        diagnostics.into_iter().filter(|found| found.severity != Severity::Hint).collect();
    assert!(real.is_empty(), "{}", render(&real, &sources, RenderStyle::Plain));
    (Arc::new(questionnaire.unwrap()), sources)
}

fn report_over(questionnaire: &Questionnaire, mut sources: Sources, text: &str) -> tabulation::ReportFile {
    let file = sources.add("report.yaml", text);
    let (report, diagnostics) = parse(&sources, file, questionnaire, &tabulation::Declared::default());
    assert!(diagnostics.is_empty(), "{}", render(&diagnostics, &sources, RenderStyle::Plain));
    report.unwrap()
}

fn plan(questionnaire: &Arc<Questionnaire>, respondents: usize, seed: u64) -> Plan<'_> {
    Plan {
        questionnaire,
        wave: None,
        sources: Vec::new(),
        respondents,
        seed,
        first_day: NaiveDate::from_ymd_opt(2023, 9, 1).unwrap(),
        screening: Screening::Avoided,
    }
}

#[test]
fn everybody_completes_and_every_answer_stands_on_the_route() {
    let (questionnaire, _) = compiled(&[("questionnaire.yaml", QUESTIONNAIRE), ("ko.yaml", KOREAN)]);
    for response in respondents(&plan(&questionnaire, 60, 1)).unwrap() {
        assert_eq!(response.disposition, Disposition::Complete);
        let again =
            settle(&questionnaire, &response.answers, &response.circumstances, Reached::Everything, None);
        assert_eq!(again.answers, response.answers);
        assert!(again.ignored.is_empty());
        for (variable, answer) in response.answers.iter() {
            let item = questionnaire.item(questionnaire.variable(variable).item);
            let required = item.required && !matches!(item.kind, ItemKind::Computed { .. });
            assert!(
                !required || *answer != Answer::Missing(Missing::Skipped),
                "{} was left blank",
                questionnaire.variable(variable).name
            );
        }
    }
}

#[test]
fn the_same_seed_makes_the_same_people_and_another_seed_others() {
    let (questionnaire, _) = compiled(&[("questionnaire.yaml", QUESTIONNAIRE), ("ko.yaml", KOREAN)]);
    let once = respondents(&plan(&questionnaire, 20, 7)).unwrap();
    assert_eq!(once, respondents(&plan(&questionnaire, 20, 7)).unwrap());
    let other = respondents(&plan(&questionnaire, 20, 8)).unwrap();
    assert!(once.iter().zip(&other).all(|(a, b)| a.id != b.id && a.answers != b.answers));
    // A longer simulation begins with the same people.
    assert_eq!(once, respondents(&plan(&questionnaire, 40, 7)).unwrap().get(..20).unwrap());
}

#[test]
fn some_are_screened_out_where_that_may_happen() {
    let (questionnaire, _) = compiled(&[("questionnaire.yaml", QUESTIONNAIRE), ("ko.yaml", KOREAN)]);
    let plan = Plan { screening: Screening::AsItComes, ..plan(&questionnaire, 200, 3) };
    let found = respondents(&plan).unwrap();
    let screened_out = found.iter().filter(|one| one.disposition == Disposition::ScreenedOut).count();
    assert!((1..100).contains(&screened_out), "{screened_out}");
    let last = VariableIndex(questionnaire.variables.len() - 1);
    assert!(
        found
            .iter()
            .filter(|one| one.disposition == Disposition::ScreenedOut)
            .all(|one| *one.answers.get(last) == Answer::Missing(Missing::NotAsked))
    );
}

#[test]
fn published_figures_come_out_and_the_impossible_one_is_named() {
    let (questionnaire, sources) = compiled(&[("questionnaire.yaml", QUESTIONNAIRE), ("ko.yaml", KOREAN)]);
    let report = report_over(&questionnaire, sources, REPORT);
    let simulated = calibrate(&plan(&questionnaire, 284, 2023), &report).unwrap();
    let unmet: Vec<&str> = simulated.unmet.iter().map(|unmet| unmet.figure.as_str()).collect();
    assert_eq!(unmet, ["margin"], "{:#?}", simulated.unmet);
    assert_eq!(simulated.met.len(), 20);
    assert_eq!(simulated.unmet[0].computed, "0.049");
    for response in &simulated.responses {
        let again =
            settle(&questionnaire, &response.answers, &response.circumstances, Reached::Everything, None);
        assert_eq!(again.answers, response.answers, "the route still holds");
        assert_eq!(again.ended.map(|ended| ended.ending), None::<Ending>);
    }
}

const SMALL: &str = r#"
canvass: 1
id: small
edition: "1"
title: Small
languages: [en]
pages:
  - id: one
    items:
      - id: age
        type: number
        text: How old are you?
        required: true
        min: 16
        max: 99
      - id: years
        type: number
        text: For how many years have you worked?
        required: true
        min: 0
        max: 80
        check: [{ assert: "years < age - 10", message: That is longer than it can be }]
      - id: postcode
        type: text
        text: What is your postcode?
        required: true
        pattern: "[0-9]{5}"
      - id: liked
        type: multiple
        text: Which two do you like best?
        required: true
        min: 2
        max: 2
        options:
          - { code: a, text: Apples }
          - { code: b, text: Bananas }
          - { code: c, text: Cherries }
          - { code: other, text: Others, specify: true }
"#;

#[test]
fn limits_checks_and_patterns_are_kept() {
    let (questionnaire, _) = compiled(&[("questionnaire.yaml", SMALL)]);
    for response in respondents(&plan(&questionnaire, 200, 5)).unwrap() {
        let number = |name: &str| match response.answers.get(questionnaire.find_variable(name).unwrap()) {
            Answer::Number(number) => *number,
            other => panic!("{other:?}"),
        };
        assert!(number("years") < number("age") - 10.0);
        let text = response.answers.get(questionnaire.find_variable("postcode").unwrap());
        assert!(matches!(text, Answer::Text(text) if text.len() == 5), "{text:?}");
        let liked = questionnaire.find_variable("liked").unwrap();
        let Answer::Multiple(ticked) = response.answers.get(liked) else { panic!() };
        assert_eq!(ticked.len(), 2);
        let other = questionnaire.items.last().unwrap().find_option("other").unwrap();
        assert_eq!(
            ticked.contains(other),
            response.answers.specify_text(liked, other).is_some_and(|text| text.starts_with("Synthetic"))
        );
    }
}

#[test]
fn a_mean_is_met_and_targets_that_contradict_each_other_are_named() {
    let (questionnaire, sources) = compiled(&[("questionnaire.yaml", SMALL)]);
    let report = report_over(
        &questionnaire,
        sources,
        r#"
canvass: 1
report: small
title: Small
figures:
  - { id: people, base: all, published: 50 }
  - { id: age, mean: age, published: 41.3 }
  - { id: some, share: liked, codes: [a], published: 0.40 }
  - { id: more, share: liked, codes: [a], published: 0.60 }
"#,
    );
    let simulated = calibrate(&plan(&questionnaire, 50, 9), &report).unwrap();
    let met: Vec<&str> = simulated.met.iter().map(|met| met.figure.as_str()).collect();
    assert!(met.contains(&"people") && met.contains(&"age"), "{simulated:?}");
    assert!(!simulated.unmet.is_empty());
    assert!(simulated.unmet.iter().all(|unmet| !unmet.why.is_empty()));
}

#[test]
fn a_page_that_nobody_can_pass_is_an_error_that_names_it() {
    let impossible = SMALL.replace("years < age - 10", "years > age + 100");
    let (questionnaire, _) = compiled(&[("questionnaire.yaml", &impossible)]);
    let error = respondents(&plan(&questionnaire, 1, 1)).unwrap_err();
    assert_eq!(error, SimulationError::Stuck { page: "one".into() });
}
