//! Pairs of small questionnaires and what is said of them.

use super::*;
use crate::diagnostics::{Sources, has_errors};
use crate::questionnaire::{Declared, compile};

/// A questionnaire of one page with these items.
fn questionnaire(edition: &str, items: &str) -> Questionnaire {
    let indented: String = items.lines().map(|line| format!("      {line}\n")).collect();
    let text = format!(
        "canvass: 1\nid: s\nedition: '{edition}'\ntitle: S\nlanguages: [en]\npages:\n  - id: p\n    items:\n{indented}"
    );
    let mut sources = Sources::default();
    let file = sources.add("questionnaire.yaml", &text);
    let compiled = compile(&sources, file, &[], &Declared::default());
    assert!(!has_errors(&compiled.diagnostics), "{:?}", compiled.diagnostics);
    compiled.questionnaire.unwrap()
}

/// One line an item: its id, classes and trend.
fn said(old: &str, new: &str) -> Vec<String> {
    let difference = compare(&questionnaire("1", old), &questionnaire("2", new));
    let line = |item: &ItemDifference| {
        let classes: Vec<&str> = difference.classes(item).into_iter().map(Class::as_str).collect();
        format!("{} {} {}", item.id, classes.join("+"), difference.trend(item).as_str())
    };
    difference.items.iter().map(line).collect()
}

const COLOUR: &str = "- { id: colour, type: single, text: Which colour do you like best?, options: [{ code: 1, text: Red }, { code: 2, text: Green }, { code: 3, text: Blue }] }";

#[test]
fn the_same_file_is_identical() {
    assert_eq!(said(COLOUR, COLOUR), ["colour identical comparable"]);
}

#[test]
fn an_option_more_is_told_with_its_place() {
    let new = COLOUR.replace("{ code: 3", "{ code: 4, text: White }, { code: 3");
    assert_eq!(said(COLOUR, &new), ["colour options_added with_care"]);
}

#[test]
fn codes_that_change_hands_break_the_trend_unless_a_map_says_so() {
    let swapped = "- { id: colour, type: single, text: Which colour do you like best?, options: [{ code: 2, text: Red }, { code: 1, text: Green }, { code: 3, text: Blue }] }";
    assert_eq!(said(COLOUR, swapped), ["colour recoded broken"]);
    let mapped = swapped.replace("options:", "comparable: recoded, map: { 1: 2, 2: 1 }, options:");
    assert_eq!(said(COLOUR, &mapped), ["colour recoded comparable"]);
}

#[test]
fn another_question_under_the_same_id_is_no_change_of_words() {
    let new = "- { id: colour, type: single, text: How many people live in your household?, options: [{ code: 1, text: One }, { code: 2, text: Two or more }] }";
    assert_eq!(said(COLOUR, new), ["colour added+dropped broken"]);
}

#[test]
fn the_word_of_the_author_counts() {
    let new = COLOUR.replace("do you like best?", "pleases you most?");
    assert_eq!(said(COLOUR, &new), ["colour wording_only with_care"]);
    let editorial = new.replace("options:", "editorial: true, options:");
    assert_eq!(said(COLOUR, &editorial), ["colour wording_only comparable"]);
    let verdict = new.replace("options:", "verdict: { is: broken, because: tested }, options:");
    assert_eq!(said(COLOUR, &verdict), ["colour wording_only broken"]);
}

#[test]
fn who_gains_and_who_loses_a_question_is_told() {
    let filtered = |condition: &str| {
        format!("{COLOUR}\n- {{ id: why, type: text, text: Why that colour?, show_if: \"{condition}\" }}")
    };
    let difference = compare(
        &questionnaire("1", &filtered("colour in [1, 2]")),
        &questionnaire("2", &filtered("colour in [2, 3]")),
    );
    let why = difference.find("why").unwrap();
    assert_eq!(
        why.changes.first().map(|change| change.reason.as_str()),
        Some("asked of others: gains those where colour is “Blue”; loses those where colour is “Red”")
    );
}
