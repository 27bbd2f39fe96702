//! Rows and options that come and go, and amounts that add up: what the form shows of them, and what nobody owes.

use super::page::{Field, problem_message};
use super::page_tests::*;
use super::*;
use crate::questionnaire::{ItemKind, Order, Questionnaire};
use crate::responses::testing::*;
use crate::responses::{Answer, Circumstances, Missing};

/// A size, a grid whose second row and a multiple whose second option are for the large, and what is computed of it.
fn with_conditional_parts() -> Questionnaire {
    let mut draft = Draft::new();
    draft.page(None);
    draft.item("size", None, single(options(&["small", "large"])));
    let condition = draft.condition("size == 'large'");
    let mut shared = rows(&["always", "large_only"]);
    shared[1].show_if = Some(condition.clone());
    let grid = ItemKind::Grid { rows: shared, options: options(&["1", "2"]), order: Order::Given };
    draft.item("rating", None, grid).required = true;
    let mut offered = options(&["a", "b"]);
    offered[1].show_if = Some(condition.clone());
    let tools = ItemKind::Multiple { options: offered, order: Order::Given, min: Some(2), max: None };
    draft.item("tools", None, tools).required = true;
    let mut only = options(&["x"]);
    only[0].show_if = Some(condition);
    draft.item("extra", None, single(only)).required = true;
    draft.questionnaire
}

#[test]
fn rows_and_options_come_and_go_and_nobody_owes_what_is_not_there() {
    let q = with_conditional_parts();
    let view = shown(&q, &raw(&[("size", "small")]), 0, "en");
    let hidden: Vec<_> = view.items.iter().map(|item| (item.id.as_str(), item.hidden)).collect();
    assert_eq!(
        hidden,
        [("size", false), ("rating", false), ("tools", false), ("extra", true)],
        "no option is left"
    );
    hold_to_the_promises(&markup(&q, &view, "en"));
    let (Field::Grid(grid), Field::Choices(choices)) = (&view.items[1].field, &view.items[2].field) else {
        panic!("{view:?}")
    };
    assert_eq!(grid.rows.iter().map(|row| row.presence.hidden).collect::<Vec<_>>(), [false, true]);
    assert_eq!(
        choices.choices.iter().map(|choice| choice.presence.hidden).collect::<Vec<_>>(),
        [false, true]
    );

    let problems = |fields: &[(&str, &str)]| {
        let problems = judged(&q, &raw(fields), 0).problems;
        problems.into_iter().map(|problem| (problem.name, problem.rule)).collect::<Vec<_>>()
    };
    let small = [("size", "small"), ("rating.always", "1"), ("tools", "a")];
    assert_eq!(problems(&small), [], "one option is all that is offered");
    let large = [("size", "large"), ("rating.always", "1"), ("tools", "a")];
    let owed = [("rating.large_only", Rule::Required), ("tools", Rule::Min), ("extra", Rule::Required)];
    assert_eq!(problems(&large), owed.map(|(name, rule)| (name.to_owned(), rule)));
}

#[test]
fn without_scripts_the_page_comes_back_once_with_the_rows_and_options_that_are_new() {
    let q = with_conditional_parts();
    let circumstances = Circumstances::default();
    let interview = Interview { questionnaire: &q, circumstances: &circumstances, source_end: None };
    let fields = [("size", "large"), ("rating.always", "1"), ("tools", "a")];
    let mut draft = RawAnswers::new();
    let mut send = |shown: &[&str]| {
        let shown = shown.iter().map(|id| (*id).to_owned()).collect();
        take_turn(interview, &mut draft, 0, raw(&fields), &shown, Direction::Next)
    };
    let items = ["rating", "tools", "extra"].map(|id| q.find_item(id).unwrap());
    assert_eq!(send(&["size", "rating", "tools"]), Turn::Show { page: 0, newly_shown: items.to_vec() });
    let turn = send(&["size", "rating", "rating.large_only", "tools", "tools.b", "extra", "extra.x"]);
    assert!(matches!(&turn, Turn::Problems { problems, .. } if problems.len() == 3), "{turn:?}");
}

#[test]
fn an_allocation_is_a_field_a_row_with_its_total_in_words() {
    let mut draft = Draft::new();
    draft.page(None);
    draft
        .item("split", None, ItemKind::Allocation { rows: rows(&["r1", "r2", "r3"]), total: 100.0 })
        .required = true;
    let q = draft.questionnaire;
    let judge = |fields: &[(&str, &str)]| {
        let judged = judged(&q, &raw(fields), 0);
        let problems =
            judged.problems.iter().map(|problem| (problem.name.clone(), problem.rule)).collect::<Vec<_>>();
        (judged.settled.answers.iter().map(|(_, answer)| answer.clone()).collect::<Vec<_>>(), problems)
    };
    let number = |number: f64| Answer::Number(number);
    let skipped = || Answer::Missing(Missing::Skipped);
    let of = |name: &str, rule| vec![(name.to_owned(), rule)];
    assert_eq!(judge(&[]), (vec![skipped(), skipped(), skipped()], of("split", Rule::Required)));
    assert_eq!(
        judge(&[("split.r1", "33,3"), ("split.r2", "66.7")]),
        (vec![number(33.3), number(66.7), number(0.0)], vec![]),
        "what is left blank of a total that is met got nothing"
    );
    assert_eq!(
        judge(&[("split.r1", "33.3"), ("split.r2", "33.3"), ("split.r3", "33.3")]).1,
        of("split", Rule::Total)
    );
    assert_eq!(judge(&[("split.r1", "many"), ("split.r2", "5")]).1, of("split.r1", Rule::Type));
    let minus = judge(&[("split.r1", "-1"), ("split.r2", "101")]);
    assert_eq!(minus.1, of("split.r1", Rule::Min));

    let draft = raw(&[("split.r1", "60"), ("split.r2", "30")]);
    let problems = judged(&q, &draft, 0).problems;
    let messages: Vec<String> = ["en", "de"]
        .map(|tag| problem_message(&q, &judged(&q, &draft, 0).settled.answers, &problems[0], &language(tag)))
        .to_vec();
    assert_eq!(messages[0], "The amounts must add up to 100; they add up to 90");
    assert_eq!(messages[1], "Die Beträge müssen zusammen 100 ergeben; sie ergeben 90");
    let html = markup(&q, &shown(&q, &draft, 0, "en"), "en");
    hold_to_the_promises(&html);
    for part in
        [r#"<label for="split.r1">r1</label>"#, r#"value="60""#, "add up to 100.", r##"data-sum="# of 100""##]
    {
        assert!(html.contains(part), "{part} is not in {html}");
    }
}

#[test]
fn a_shuffled_page_has_an_order_a_respondent_and_what_depends_comes_after() {
    let mut draft = Draft::new();
    draft.page(None);
    draft.questionnaire.pages[0].shuffle = true;
    draft.item("hello", None, ItemKind::Note);
    for id in ["one", "two", "three"] {
        draft.item(id, None, single(options(&["a", "b"])));
    }
    draft.item("why_one", Some("one == 'a'"), text(100));
    let random = ItemKind::Single {
        options: options(&["x", "y", "z"]),
        order: Order::Random,
        display: crate::questionnaire::Display::Radio,
    };
    draft.item("colour", None, random);
    let q = draft.questionnaire;
    let mut firsts = std::collections::BTreeSet::new();
    for seed in 0..200 {
        let order: Vec<&str> =
            item_order(&q, 0, seed).into_iter().map(|item| q.item(item).id.as_str()).collect();
        let place = |id: &str| order.iter().position(|other| *other == id).unwrap();
        assert_eq!(order.len(), 6);
        assert_eq!(place("hello"), 0, "a note keeps its place");
        assert!(place("one") < place("why_one"), "{order:?}");
        firsts.insert(order[1].to_owned());
    }
    assert_eq!(firsts.len(), 4, "each item that waits for none comes first for somebody: {firsts:?}");

    let settled = judged(&q, &raw(&[("one", "b")]), 0).settled;
    let shown = shown_orders(&q, &settled, 3, q.source_language());
    assert_eq!(shown.items["p1"].len(), 4, "what was not asked was not seen: {shown:?}");
    assert_eq!(shown.options.keys().collect::<Vec<_>>(), ["colour"], "only what differs between respondents");
}
