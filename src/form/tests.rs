//! Raw values to answers: both ways in, and each rule with what breaks it.

use super::raw::{from_answers, from_fields, replace_page};
use super::*;
use crate::i18n::LocalizedText;
use crate::questionnaire::{
    Check, ItemKind, OptionIndex, Order, Pattern, Questionnaire, TextFormat, VariableKind,
};
use crate::responses::testing::*;
use crate::responses::{Answer, Circumstances, Missing, Reached};

fn form(fields: &[(&str, &str)]) -> RawAnswers {
    let fields: Vec<(String, String)> =
        fields.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    from_fields(&fields)
}

fn json(values: &[(&str, RawValue)]) -> RawAnswers {
    values.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
}

fn text_of(text: &str) -> RawValue {
    RawValue::Text(text.to_owned())
}

fn list(codes: &[&str]) -> RawValue {
    RawValue::List(codes.iter().map(|code| text_of(code)).collect())
}

fn judged(q: &Questionnaire, raw: &RawAnswers, strictness: Strictness) -> Judged {
    let pages = 0..q.pages.len();
    judge(q, raw, strictness, &Circumstances::default(), Reached::Everything, None, pages)
}

/// `name rule` of every problem.
fn problems(judged: &Judged) -> Vec<String> {
    judged.problems.iter().map(|problem| format!("{} {}", problem.name, problem.rule.as_str())).collect()
}

fn answer<'j>(q: &Questionnaire, judged: &'j Judged, name: &str) -> &'j Answer {
    judged.settled.answers.get(q.find_variable(name).unwrap())
}

#[test]
fn a_form_and_a_json_body_come_to_the_same_answers() {
    let q = every_type();
    let by_form = form(&[
        ("role", "other"),
        ("role.other.text", "  researcher "),
        ("tools", "x"),
        ("tools", "y"),
        ("uses.r1", "2"),
        ("freq.r2", "1"),
        ("age", " 41 "),
        ("score", "7"),
        ("best.a", "2"),
        ("best.b", "1"),
        ("best.c", ""),
        ("born", "2000-02-29"),
        ("why", "one\r\ntwo"),
    ]);
    let rows = |row: &str, value: RawValue| RawValue::Rows([(row.to_owned(), value)].into());
    let by_json = json(&[
        ("role", text_of("other")),
        ("role.other.text", text_of("researcher")),
        ("tools", list(&["x", "y"])),
        ("uses", rows("r1", RawValue::Number(2.0))),
        ("freq", rows("r2", RawValue::List(vec![RawValue::Number(1.0)]))),
        ("age", RawValue::Number(41.0)),
        ("score", RawValue::Number(7.0)),
        ("best", list(&["b", "a"])),
        ("born", text_of("2000-02-29")),
        ("why", text_of("one\ntwo")),
    ]);
    let from_form = judged(&q, &by_form, Strictness::Form);
    let from_json = judged(&q, &by_json, Strictness::Json);
    assert_eq!(problems(&from_form), [""; 0]);
    assert_eq!(from_form, from_json);
    assert_eq!(*answer(&q, &from_form, "best"), Answer::Ranking(vec![OptionIndex(1), OptionIndex(0)]));
    for strictness in [Strictness::Form, Strictness::Json] {
        let raw = from_answers(&q, &from_form.settled.answers, strictness);
        assert_eq!(judged(&q, &raw, strictness), from_form);
    }
}

#[test]
fn blanks_of_every_kind_are_skipped() {
    let q = every_type();
    let names = ["role", "tools", "age", "score", "born", "why"];
    let by_form = judged(&q, &form(&names.map(|name| (name, " "))), Strictness::Form);
    let by_json = judged(&q, &json(&names.map(|name| (name, RawValue::Nothing))), Strictness::Json);
    assert_eq!(problems(&by_form), [""; 0]);
    assert_eq!(by_form, by_json);
    for name in names {
        assert_eq!(*answer(&q, &by_form, name), Answer::Missing(Missing::Skipped), "{name}");
    }
}

#[test]
fn json_types_are_strict() {
    let q = every_type();
    let wrong = json(&[
        ("role", RawValue::Bool(true)),
        ("tools", text_of("x")),
        ("age", text_of("41")),
        ("score", RawValue::Number(7.5)),
        ("best", list(&["a", "a"])),
        ("born", RawValue::Number(2000.0)),
        ("why", RawValue::Number(1.0)),
        ("best.a", RawValue::Number(1.0)),
        ("tools.x", RawValue::Number(1.0)),
        ("points", RawValue::Number(1.0)),
        ("hint", text_of("x")),
        ("nothing", RawValue::Nothing),
        ("uses.r9", text_of("1")),
    ]);
    assert_eq!(
        problems(&judged(&q, &wrong, Strictness::Json)),
        [
            "best.a unknown_item",
            "hint unknown_item",
            "nothing unknown_item",
            "points unknown_item",
            "tools.x unknown_item",
            "uses.r9 unknown_item",
            "role type",
            "tools type",
            "age type",
            "score type",
            "best type",
            "born type",
            "why type",
        ]
    );
    let grid = json(&[
        ("role", text_of("a")),
        ("uses", list(&["1"])),
        ("freq", RawValue::Rows([("r3".to_owned(), RawValue::Nothing)].into())),
    ]);
    let judged = judged(&q, &grid, Strictness::Json);
    assert_eq!(problems(&judged), ["freq.r3 unknown_item", "uses type"]);
    assert_eq!(judged.problems[1].limit, Limit::Kind(VariableKind::Single));
}

#[test]
fn codes_and_points_that_do_not_exist_say_which() {
    let q = every_type();
    let raw = form(&[("role", "zz"), ("tools", "x"), ("tools", "qq"), ("score", "11"), ("age", "121")]);
    let judged = judged(&q, &raw, Strictness::Form);
    assert_eq!(problems(&judged), ["role unknown_code", "tools unknown_code", "age max", "score max"]);
    assert_eq!(judged.problems[0].limit, Limit::Code("zz".into()));
    assert_eq!(judged.problems[2].limit, Limit::Number(120.0));
    assert_eq!(judged.problems[3].limit, Limit::Number(10.0));
}

#[test]
fn numbers_are_read_as_people_type_them_and_never_guessed() {
    let mut draft = Draft::new();
    draft.page(None);
    draft.item("n", None, number(None, None, 2));
    let q = draft.questionnaire;
    for (typed, expected) in [
        ("1.5", 1.5),
        ("1,5", 1.5),
        ("-0,25", -0.25),
        ("１２", 12.0),
        ("\u{2212}3", -3.0),
        ("١٢٫٥", 12.5),
        ("۷", 7.0),
    ] {
        let judged = judged(&q, &form(&[("n", typed)]), Strictness::Form);
        assert_eq!(*answer(&q, &judged, "n"), Answer::Number(expected), "{typed}");
    }
    for typed in ["1,500", "1.500,00", "1,2,3", ",5", "1,", "1 500", "12 years", "1e400", "1.234"] {
        let judged = judged(&q, &form(&[("n", typed)]), Strictness::Form);
        assert_eq!(problems(&judged), ["n type"], "{typed}");
    }
}

#[test]
fn required_is_asked_of_every_row_that_was_asked() {
    let mut draft = Draft::new();
    draft.page(None);
    draft.item("go", None, single(options(&["yes", "no"]))).required = true;
    draft.page(Some("go == 'yes'"));
    let kind = ItemKind::Grid { rows: rows(&["r1", "r2"]), options: options(&["1"]), order: Order::Given };
    draft.item("g", None, kind).required = true;
    let q = draft.questionnaire;
    let all = |fields: &[(&str, &str)]| problems(&judged(&q, &form(fields), Strictness::Form));
    assert_eq!(all(&[]), ["go required"]);
    assert_eq!(all(&[("go", "no")]), [""; 0]);
    assert_eq!(all(&[("go", "yes"), ("g.r2", "1")]), ["g.r1 required"]);
    // What cannot be read was not left blank.
    assert_eq!(all(&[("go", "what")]), ["go unknown_code"]);
}

#[test]
fn limits_of_multiples_and_texts_are_held() {
    let mut draft = Draft::new();
    draft.page(None);
    let mut choices = options(&["a", "b", "c", "none"]);
    choices[3].exclusive = true;
    choices[2].specify = true;
    let kind = ItemKind::Multiple { options: choices, order: Order::Given, min: Some(2), max: Some(2) };
    draft.item("m", None, kind);
    let text = |format, pattern: Option<&str>| ItemKind::Text {
        lines: 1,
        max_length: 20,
        format,
        pattern: pattern.map(|pattern| Pattern::parse(pattern).unwrap()),
    };
    draft.item("mail", None, text(Some(TextFormat::Email), None));
    draft.item("site", None, text(Some(TextFormat::Url), None));
    draft.item("zip", None, text(None, Some("[0-9]{5}")));
    let q = draft.questionnaire;
    let all = |fields: &[(&str, &str)]| problems(&judged(&q, &form(fields), Strictness::Form));
    assert_eq!(all(&[("m", "a")]), ["m min"]);
    assert_eq!(all(&[("m", "a"), ("m", "b"), ("m", "c")]), ["m max"]);
    assert_eq!(all(&[("m", "a"), ("m", "none")]), ["m exclusive"]);
    assert_eq!(all(&[("m", "none")]), [""; 0]);
    let long = "x".repeat(2001);
    assert_eq!(all(&[("m", "a"), ("m", "c"), ("m.c.text", &long)]), ["m.c.text max_length"]);
    assert_eq!(all(&[("mail", "nobody")]), ["mail format"]);
    assert_eq!(all(&[("mail", "a@example.org"), ("site", "HTTPS://example.org")]), [""; 0]);
    assert_eq!(all(&[("site", "javascript:alert(1)")]), ["site format"]);
    assert_eq!(all(&[("zip", "123456")]), ["zip pattern"]);
    assert_eq!(all(&[("zip", "12345\0")]), [""; 0], "a NUL came with the paste");
    assert_eq!(all(&[("mail", "abcdefghij@example.org")]), ["mail max_length"]);
    assert_eq!(all(&[("site", "https://exämple.de/ä")]), [""; 0]);
}

#[test]
fn a_check_is_broken_only_where_it_is_known_to_be_false() {
    let mut draft = Draft::new();
    draft.page(None);
    draft.item("a", None, number(None, None, 0));
    draft.item("b", None, number(None, None, 0));
    let check = |source: &str| Check {
        assert: draft.condition(source),
        message: LocalizedText::new("b is more than a"),
    };
    let checks = vec![check("b > 0"), check("b > a")];
    draft.questionnaire.items[1].checks = checks;
    let q = draft.questionnaire;
    let all = |fields: &[(&str, &str)]| judged(&q, &form(fields), Strictness::Form).problems;
    assert!(all(&[("b", "1")]).is_empty());
    let broken = all(&[("a", "2"), ("b", "1")]);
    assert_eq!(broken.iter().map(|problem| problem.rule).collect::<Vec<_>>(), [Rule::Check(1)]);
}

#[test]
fn what_is_off_the_route_is_ignored_and_not_complained_about_in_a_form() {
    let q = every_type();
    let raw = form(&[("role", "b"), ("uses.r1", "9"), ("freq.r1", "1")]);
    let form = judged(&q, &raw, Strictness::Form);
    assert_eq!(problems(&form), [""; 0]);
    assert_eq!(form.settled.ignored_names(&q), ["freq.r1"]);
}

#[test]
fn one_page_is_judged_by_itself() {
    let q = every_type();
    let raw = form(&[("role", "a"), ("age", "old")]);
    let about = Circumstances::default();
    let page =
        |page| judge(&q, &raw, Strictness::Form, &about, Reached::ThroughPage(page), None, page..page + 1);
    assert_eq!(problems(&page(0)), [""; 0]);
    assert_eq!(problems(&page(2)), ["age type"]);
}

#[test]
fn the_fields_of_a_page_replace_what_was_there_before() {
    let q = every_type();
    let mut raw =
        form(&[("role", "a"), ("tools", "x"), ("tools", "y"), ("role.other.text", "?"), ("age", "4")]);
    replace_page(&mut raw, &q, 0, form(&[("role", "dk")]));
    assert_eq!(raw, form(&[("role", "dk"), ("age", "4")]));
}

mod any_values {
    use proptest::prelude::*;

    use super::*;

    fn value() -> impl Strategy<Value = RawValue> {
        let leaf = prop_oneof![
            Just(RawValue::Nothing),
            "[a-z0-9., \0|-]{0,6}".prop_map(RawValue::Text),
            any::<f64>().prop_map(RawValue::Number),
            any::<bool>().prop_map(RawValue::Bool),
        ];
        leaf.prop_recursive(2, 8, 4, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(RawValue::List),
                proptest::collection::btree_map("r[0-9]|a", inner, 0..4).prop_map(RawValue::Rows),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

        #[test]
        fn any_values_are_answers_or_problems(
            values in proptest::collection::vec((0_usize..14, value()), 0..8),
            strict in any::<bool>(),
        ) {
            let names = [
                "role", "role.other.text", "tools", "uses", "uses.r1", "freq", "freq.r2", "age", "score", "best",
                "best.a", "born", "why", "nowhere",
            ];
            let raw: RawAnswers = values.into_iter().map(|(at, value)| (names[at].to_owned(), value)).collect();
            let strictness = if strict { Strictness::Json } else { Strictness::Form };
            judged(&every_type(), &raw, strictness);
        }
    }
}
