//! The walk along the route, case by case.

use super::testing::*;
use super::*;
use crate::questionnaire::*;

fn blank(q: &Questionnaire) -> Answers {
    Answers::all_missing(q.variables.len(), Missing::Skipped)
}

fn with(q: &Questionnaire, given: &[(&str, Answer)]) -> Answers {
    let mut answers = blank(q);
    for (name, answer) in given {
        answers.set(q.find_variable(name).unwrap(), answer.clone());
    }
    answers
}

fn chosen(option: u16) -> Answer {
    Answer::Single(OptionIndex(option))
}

fn reason(q: &Questionnaire, settled: &Settled, name: &str) -> Option<Missing> {
    match settled.answers.get(q.find_variable(name).unwrap()) {
        Answer::Missing(reason) => Some(*reason),
        _ => None,
    }
}

fn walk(q: &Questionnaire, given: &[(&str, Answer)], reached: Reached) -> Settled {
    settle(q, &with(q, given), &Circumstances::default(), reached, None)
}

#[test]
fn a_page_is_asked_only_where_its_condition_is_known_to_be_true() {
    let q = every_type();
    let not_b = walk(&q, &[("role", chosen(0))], Reached::Everything);
    assert_eq!(reason(&q, &not_b, "uses.r1"), Some(Missing::Skipped));
    let b = walk(&q, &[("role", chosen(1))], Reached::Everything);
    assert_eq!(reason(&q, &b, "uses.r1"), Some(Missing::NotAsked));
    let unknown = walk(&q, &[], Reached::Everything);
    assert_eq!(reason(&q, &unknown, "uses.r1"), Some(Missing::NotAsked));
    assert_eq!(reason(&q, &unknown, "role"), Some(Missing::Skipped));
}

#[test]
fn an_answer_off_the_route_is_listed_and_influences_nothing_behind_it() {
    let mut draft = Draft::new();
    draft.page(None);
    draft.item("first", None, single(options(&["yes", "no"])));
    draft.item("second", Some("first == 'yes'"), single(options(&["yes", "no"])));
    draft.item("third", Some("second == 'yes'"), single(options(&["yes", "no"])));
    let q = draft.questionnaire;
    let settled =
        walk(&q, &[("first", chosen(1)), ("second", chosen(0)), ("third", chosen(0))], Reached::Everything);
    assert_eq!(settled.ignored_names(&q), ["second", "third"]);
    assert_eq!(reason(&q, &settled, "third"), Some(Missing::NotAsked));
}

#[test]
fn an_end_option_takes_effect_when_its_page_is_over() {
    let q = every_type();
    let settled = walk(&q, &[("role", chosen(4)), ("age", Answer::Number(30.0))], Reached::Everything);
    let ended = settled.ended.unwrap();
    assert_eq!((ended.ending, ended.option), (Ending::ScreenedOut, Some(OptionIndex(4))));
    assert_eq!(reason(&q, &settled, "tools"), Some(Missing::Skipped));
    assert_eq!(reason(&q, &settled, "age"), Some(Missing::NotAsked));
    assert_eq!(reason(&q, &settled, "points"), Some(Missing::NotAsked));
    assert_eq!(settled.ignored_names(&q), ["age"]);
    // The page that ended the interview was sent, so its blanks were seen even if the file does not say so.
    let from_file = walk(&q, &[("role", chosen(4))], Reached::LastAnswer);
    assert_eq!(reason(&q, &from_file, "tools"), Some(Missing::Skipped));
}

#[test]
fn an_end_if_and_the_rule_of_a_source_end_the_interview_too() {
    let mut draft = Draft::new();
    draft.page(None);
    draft.item("age", None, number(None, None, 0));
    let rule = EndRule { condition: draft.condition("age < 18"), ending: Ending::ScreenedOut };
    draft.questionnaire.items[0].end_if = Some(rule);
    draft.page(None);
    draft.item("size", None, single(options(&["s1", "s2"])));
    draft.page(None);
    draft.item("last", None, text(10));
    let source_end = draft.condition("size == 's1'");
    let q = draft.questionnaire;
    let young = walk(&q, &[("age", Answer::Number(17.0))], Reached::Everything);
    assert_eq!(young.ended.unwrap().item, Some(ItemIndex(0)));
    assert_eq!(reason(&q, &young, "size"), Some(Missing::NotAsked));
    let given = with(&q, &[("age", Answer::Number(40.0)), ("size", chosen(0))]);
    let small = settle(&q, &given, &Circumstances::default(), Reached::Everything, Some(&source_end));
    assert_eq!(small.ended.unwrap(), EndedBy { ending: Ending::ScreenedOut, item: None, option: None });
    assert_eq!(reason(&q, &small, "last"), Some(Missing::NotAsked));
}

#[test]
fn what_lies_behind_the_last_page_sent_was_not_reached() {
    let q = every_type();
    let settled = walk(&q, &[("role", chosen(0))], Reached::ThroughPage(1));
    assert_eq!(reason(&q, &settled, "uses.r2"), Some(Missing::Skipped));
    assert_eq!(reason(&q, &settled, "age"), Some(Missing::NotReached));
    assert_eq!(reason(&q, &settled, "points"), Some(Missing::NotReached));
    let counts = count_items(&q, &settled.answers);
    assert_eq!(counts, ItemCounts { asked: 4, answered: 1, not_reached: 5 });
}

#[test]
fn in_a_file_blanks_behind_the_last_answer_are_not_reached_unless_they_are_texts() {
    let q = every_type();
    let left = walk(&q, &[("role", chosen(0)), ("uses.r1", chosen(0))], Reached::LastAnswer);
    assert_eq!(reason(&q, &left, "tools"), Some(Missing::Skipped));
    assert_eq!(reason(&q, &left, "uses.r2"), Some(Missing::Skipped));
    assert_eq!(reason(&q, &left, "freq.r1"), Some(Missing::NotReached));
    assert_eq!(reason(&q, &left, "why"), Some(Missing::NotReached));
    let born = chrono::NaiveDate::from_ymd_opt(2000, 1, 1).unwrap();
    let stayed = walk(&q, &[("role", chosen(0)), ("born", Answer::Date(born))], Reached::LastAnswer);
    assert_eq!(reason(&q, &stayed, "why"), Some(Missing::Skipped));
    assert_eq!(reason(&q, &stayed, "score"), Some(Missing::Skipped));
    let nothing = walk(&q, &[], Reached::LastAnswer);
    assert_eq!(reason(&q, &nothing, "role"), Some(Missing::NotReached));
    assert_eq!(reason(&q, &nothing, "uses.r1"), Some(Missing::NotAsked));
}

#[test]
fn computed_items_are_worked_out_from_what_counts() {
    let q = every_type();
    let settled = walk(&q, &[("score", Answer::Scale(7))], Reached::LastAnswer);
    let points = settled.answers.get(q.find_variable("points").unwrap());
    assert_eq!(*points, Answer::Number(70.0));
    let blank = walk(&q, &[("points", Answer::Number(1.0))], Reached::Everything);
    assert_eq!(reason(&q, &blank, "points"), Some(Missing::Skipped));
    assert!(blank.ignored.is_empty());
}

#[test]
fn a_computed_single_takes_only_its_own_codes() {
    let mut draft = Draft::new();
    draft.page(None);
    draft.item("score", None, ItemKind::Scale { from: 0, to: 10, from_text: None, to_text: None });
    let value = draft.expression("score");
    let stored_as = ComputedAs::Single { options: options(&["9", "10"]) };
    draft.item("top", None, ItemKind::Computed { value, source: "score".into(), stored_as });
    let q = draft.questionnaire;
    let top = walk(&q, &[("score", Answer::Scale(10))], Reached::Everything);
    assert_eq!(*top.answers.get(VariableIndex(1)), chosen(1));
    let low = walk(&q, &[("score", Answer::Scale(3))], Reached::Everything);
    assert_eq!(reason(&q, &low, "top"), Some(Missing::Skipped));
}

#[test]
fn a_specify_text_counts_only_beside_its_option() {
    let q = every_type();
    let role = q.find_variable("role").unwrap();
    let mut given = with(&q, &[("role", chosen(0))]);
    given.set_specify_text(role, OptionIndex(2), "researcher".into());
    let settled = settle(&q, &given, &Circumstances::default(), Reached::Everything, None);
    assert_eq!(settled.ignored_names(&q), ["role.other.text"]);
    assert_eq!(settled.answers.specify_text(role, OptionIndex(2)), None);
    given.set(role, chosen(2));
    let settled = settle(&q, &given, &Circumstances::default(), Reached::Everything, None);
    assert_eq!(settled.answers.specify_text(role, OptionIndex(2)), Some("researcher"));
}

#[test]
fn settling_what_is_settled_changes_nothing() {
    let q = every_type();
    let once = walk(&q, &[("role", chosen(0)), ("age", Answer::Number(3.0))], Reached::LastAnswer);
    let again = settle(&q, &once.answers, &Circumstances::default(), Reached::LastAnswer, None);
    assert_eq!(once.answers, again.answers);
    let mut edited = once.answers.clone();
    edited.set(VariableIndex(0), Answer::Missing(Missing::Removed));
    let after = settle(&q, &edited, &Circumstances::default(), Reached::Everything, None);
    assert_eq!(reason(&q, &after, "role"), Some(Missing::Removed));
}

#[test]
fn a_row_and_an_option_may_have_conditions_of_their_own() {
    let mut draft = Draft::new();
    draft.page(None);
    draft.item("size", None, single(options(&["small", "large"])));
    let condition = draft.condition("size == 'large'");
    let mut shared = rows(&["always", "large_only"]);
    shared[1].show_if = Some(condition.clone());
    draft.item(
        "rating",
        None,
        ItemKind::Grid { rows: shared, options: options(&["1", "2"]), order: Order::Given },
    );
    let mut offered = options(&["a", "b"]);
    offered[1].show_if = Some(condition);
    draft.item(
        "tools",
        None,
        ItemKind::Multiple { options: offered, order: Order::Given, min: None, max: None },
    );
    let q = draft.questionnaire;
    let settled = |size: u16| {
        let mut given = Answers::all_missing(q.variables.len(), Missing::Skipped);
        let set = |given: &mut Answers, name: &str, answer| given.set(q.find_variable(name).unwrap(), answer);
        set(&mut given, "size", Answer::Single(OptionIndex(size)));
        set(&mut given, "rating.large_only", Answer::Single(OptionIndex(0)));
        set(&mut given, "tools", Answer::Multiple([OptionIndex(0), OptionIndex(1)].into_iter().collect()));
        settle(&q, &given, &Circumstances::default(), Reached::Everything, None)
    };
    let large = settled(1);
    assert!(large.ignored_names(&q).is_empty());
    assert_eq!(
        large.answers.get(q.find_variable("rating.always").unwrap()),
        &Answer::Missing(Missing::Skipped)
    );
    let small = settled(0);
    assert_eq!(small.ignored_names(&q), ["rating.large_only", "tools.b"]);
    assert_eq!(
        small.answers.get(q.find_variable("rating.large_only").unwrap()),
        &Answer::Missing(Missing::NotAsked)
    );
    assert_eq!(
        small.answers.get(q.find_variable("tools").unwrap()),
        &Answer::Multiple([OptionIndex(0)].into_iter().collect())
    );
}
