//! Pages from a questionnaire and a draft to HTML: the way through, what comes and goes, and what the markup promises.

use std::collections::BTreeSet;

use super::flow::{self, Step};
use super::html::{self, Failure, Frame};
use super::page::{self, Field, PageInput, PageView};
use super::raw::from_fields;
use super::*;
use crate::i18n::{Language, LocalizedText};
use crate::questionnaire::{DeclaredMissing, Ending, ItemKind, Order, Questionnaire};
use crate::responses::Circumstances;
use crate::responses::testing::*;

pub(super) fn language(tag: &str) -> Language {
    Language::parse(tag).unwrap()
}

pub(super) fn raw(fields: &[(&str, &str)]) -> RawAnswers {
    let fields: Vec<(String, String)> =
        fields.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    from_fields(&fields)
}

pub(super) fn judged(q: &Questionnaire, raw: &RawAnswers, page: usize) -> Judged {
    let circumstances = Circumstances::default();
    let interview = Interview { questionnaire: q, circumstances: &circumstances, source_end: None };
    interview.judge(raw, page..page + 1)
}

/// The page with its problems, in this language.
pub(super) fn shown(q: &Questionnaire, raw: &RawAnswers, page: usize, tag: &str) -> PageView {
    let judged = judged(q, raw, page);
    page::view(PageInput {
        questionnaire: q,
        page,
        settled: &judged.settled,
        circumstances: &Circumstances::default(),
        raw,
        problems: &judged.problems,
        newly_shown: &[],
        language: &language(tag),
        seed: 1,
    })
}

pub(super) fn markup(q: &Questionnaire, view: &PageView, tag: &str) -> String {
    let title = page::Text::line(q, &q.title, &language(tag));
    html::page(view, &Frame::new(Some(title), language(tag), q.languages.clone(), "/s/t")).0
}

/// `first` | `second` if the first is a, `third` if the second is a on the same page | a page for those who answered b
/// | the last page.
fn branching() -> Questionnaire {
    let mut draft = Draft::new();
    draft.page(None);
    draft.item("first", None, single(options(&["a", "b"]))).required = true;
    draft.page(Some("first == 'a'"));
    draft.item("second", None, single(options(&["a", "b"])));
    draft.item("third", Some("second == 'a' && first == 'a'"), number(None, None, 0)).required = true;
    draft.page(Some("first == 'b'"));
    draft.item("fourth", None, text(10));
    draft.page(None);
    draft.item("last", None, text(10));
    draft.questionnaire
}

#[test]
fn pages_that_ask_nothing_are_passed_over_both_ways() {
    let q = branching();
    let none = Circumstances::default();
    let to_b = judged(&q, &raw(&[("first", "b")]), 0).settled;
    assert_eq!(flow::start(&q, &to_b, &none), Step::Page(0));
    assert_eq!(flow::next(&q, &to_b, &none, Some(0)), Step::Page(2));
    assert_eq!(flow::previous(&q, &to_b, &none, 2), Some(0));
    assert_eq!(flow::next(&q, &to_b, &none, Some(3)), Step::End(Ending::Complete));
    assert_eq!(flow::previous(&q, &to_b, &none, 0), None);
}

#[test]
fn the_share_done_never_falls_on_the_way() {
    let q = branching();
    let none = Circumstances::default();
    for answer in ["a", "b"] {
        let mut draft = RawAnswers::new();
        let mut page = 0;
        let mut done = 0.0;
        loop {
            let settled = judged(&q, &draft, 0).settled;
            let progress = flow::progress(&q, &settled, &none, page);
            let share = progress.position as f64 / progress.total as f64;
            assert!(share > done, "{answer}: {progress:?} after {done}");
            done = share;
            draft.extend(raw(&[("first", answer)]));
            let settled = judged(&q, &draft, 0).settled;
            match flow::next(&q, &settled, &none, Some(page)) {
                Step::Page(next) => page = next,
                Step::End(_) => break,
            }
        }
        assert!((done - 1.0).abs() < 1e-9, "the last page is the last");
    }
}

#[test]
fn an_item_that_an_answer_of_its_page_brings_up_is_there_and_hidden() {
    let q = branching();
    let draft = raw(&[("first", "a")]);
    let view = shown(&q, &draft, 1, "en");
    let hidden: Vec<_> = view.items.iter().map(|item| (item.id.as_str(), item.hidden)).collect();
    assert_eq!(hidden, [("second", false), ("third", true)]);
    assert_eq!(
        view.conditions.as_deref(),
        Some(
            r#"{"fields":{"second":{"item":"second","kind":"single"}},"items":[{"id":"third","when":["and",["in",["value","second"],["a"]],["in",["is","a"],["a"]]]}]}"#
        ),
        "what stands on another page is sent as known"
    );
    let html = markup(&q, &view, "en");
    assert!(html.contains(r#"id="item-third""#) && html.contains("hidden disabled"), "{html}");

    let draft = raw(&[("first", "a"), ("second", "a")]);
    let settled = judged(&q, &draft, 1).settled;
    let displayed = BTreeSet::from(["second".to_owned()]);
    let new = flow::newly_shown(&q, &settled, &Circumstances::default(), 1, &displayed);
    assert_eq!(new, [q.find_item("third").unwrap()]);
}

#[test]
fn nobody_is_told_off_for_an_item_they_have_not_seen() {
    let q = branching();
    let circumstances = Circumstances::default();
    let interview = Interview { questionnaire: &q, circumstances: &circumstances, source_end: None };
    let mut draft = raw(&[("first", "a")]);
    let mut send = |fields: &[(&str, &str)], shown: &[&str]| {
        let shown = shown.iter().map(|id| (*id).to_owned()).collect();
        take_turn(interview, &mut draft, 1, raw(fields), &shown, Direction::Next)
    };
    let third = q.find_item("third").unwrap();
    let turn = send(&[("second", "a")], &["second"]);
    assert_eq!(turn, Turn::Show { page: 1, newly_shown: vec![third] });
    let turn = send(&[("second", "a"), ("third", "")], &["second", "third"]);
    assert!(matches!(turn, Turn::Problems { page: 1, ref problems } if problems.len() == 1), "{turn:?}");
    let turn = send(&[("second", "a"), ("third", "3")], &["second", "third"]);
    assert_eq!(turn, Turn::Show { page: 3, newly_shown: vec![] });
}

#[test]
fn what_was_typed_stays_beside_what_is_wrong_with_it() {
    let q = every_type();
    let view = shown(&q, &raw(&[("age", "<b>old</b>"), ("why", "far more than twenty characters")]), 2, "en");
    let said: Vec<_> = view.problems.iter().map(|p| (p.anchor.as_str(), p.message.as_str())).collect();
    assert_eq!(
        said,
        [
            ("age", "Enter a number in digits, for example 12"),
            ("why", "Shorten the text to 20 characters or fewer; it has 31"),
        ]
    );
    let html = markup(&q, &view, "en");
    assert!(html.contains(r#"value="&lt;b&gt;old&lt;/b&gt;""#));
    assert!(html.contains(r##"href="#age""##) && html.contains(r#"role="alert" tabindex="-1" autofocus"#));
}

#[test]
fn a_missed_required_answer_names_the_way_to_decline() {
    let mut draft = Draft::new();
    draft.page(None);
    let mut options = options(&["a", "dk"]);
    options[1].missing = Some(DeclaredMissing::DontKnow);
    options[1].text = LocalizedText::new("Don’t know");
    draft.item("q1", None, single(options)).required = true;
    draft
        .item(
            "q2",
            None,
            ItemKind::Grid { rows: rows(&["r1"]), options: vec![option("x")], order: Order::Given },
        )
        .required = true;
    let q = draft.questionnaire;
    let say = |tag| -> Vec<String> {
        shown(&q, &RawAnswers::new(), 0, tag).problems.into_iter().map(|problem| problem.message).collect()
    };
    assert_eq!(say("en"), ["Choose one answer, or “Don’t know”", "Choose an answer for “r1”"]);
    assert_eq!(say("ko")[1], "“r1” 항목의 답을 골라 주세요");
}

#[test]
fn a_text_in_a_language_it_was_not_translated_to_says_so() {
    let q = every_type();
    let view = shown(&q, &RawAnswers::new(), 0, "ko");
    assert_eq!(view.items[0].text.language, Some(language("en")));
    let html = markup(&q, &view, "ko");
    assert!(html.contains(r#"<html lang="ko" dir="ltr">"#));
    assert!(html.contains(r#"<legend><span lang="en" dir="ltr">role</span>"#), "{html}");
}

#[test]
fn an_earlier_answer_is_piped_as_text_and_nothing_else() {
    let mut draft = Draft::new();
    draft.page(None);
    draft.item("who", None, text(100));
    draft.page(None);
    draft.item("why", None, text(100)).text = LocalizedText::new("Why, **{{ who }}**?");
    let q = draft.questionnaire;
    let view = shown(&q, &raw(&[("who", "*x* <i>")]), 1, "en");
    assert_eq!(view.items[0].text.html, "Why, <strong><bdi>*x* &lt;i&gt;</bdi></strong>?");
    assert_eq!(view.items[0].text.plain, "Why, *x* <i>?");
    for words in ["*a* _b_ `c` <i>", "[x](https://e.org)", "1. x", "\\*", "&amp;", "a|b~c", "{{ who }}"] {
        assert_eq!(shown(&q, &raw(&[("who", words)]), 1, "en").items[0].text.plain, format!("Why, {words}?"));
    }
    let hebrew = shown(&q, &raw(&[("who", "\u{5d0}\u{202e}")]), 1, "en");
    assert_eq!(
        hebrew.items[0].text.plain, "Why, \u{2068}\u{5d0}\u{202e}\u{2069}?",
        "it turns nothing around it"
    );
}

#[test]
fn a_piped_answer_of_the_same_page_is_kept_up_to_date_and_an_address_takes_it_encoded() {
    let mut draft = Draft::new();
    draft.page(None);
    draft.item("who", None, text(100));
    let address = LocalizedText::new("[You](https://example.org/?who={{ who }}), {{ who }}");
    draft.item("why", None, text(100)).text = address;
    let q = draft.questionnaire;
    let html = |who: &str| shown(&q, &raw(&[("who", who)]), 0, "en").items[1].text.html.clone();
    assert_eq!(
        html("a&b"),
        r#"<a href="https://example.org/?who=a%26b">You</a>, <bdi data-pipe="who">a&amp;b</bdi>"#
    );
    assert!(html("").ends_with(r#"<bdi data-pipe="who"></bdi>"#));
    let view = shown(&q, &RawAnswers::new(), 0, "en");
    assert_eq!(
        view.conditions.as_deref(),
        Some(r#"{"fields":{"who":{"item":"who","kind":"text"}},"items":[]}"#)
    );
}

#[test]
fn an_answer_piped_into_a_text_of_another_direction_keeps_its_own() {
    let mut draft = Draft::new();
    draft.page(None);
    draft.item("who", None, text(100));
    draft.page(None);
    draft.item("why", None, text(100)).text = LocalizedText::new("Why, {{ who }}?");
    let q = draft.questionnaire;
    let typed = |words: &str, language: &str| {
        shown(&q, &raw(&[("who", words)]), 1, language).items[0].text.plain.clone()
    };
    assert_eq!(typed("Ann", "en"), "Why, Ann?");
    assert_eq!(typed("سلمى", "en"), "Why, \u{2068}سلمى\u{2069}?");
    assert_eq!(typed("Ann", "ar"), "Why, \u{2068}Ann\u{2069}?");
}

#[test]
fn a_page_from_right_to_left_says_so_and_marks_what_runs_the_other_way() {
    let q = every_type();
    let view = shown(&q, &RawAnswers::new(), 0, "ar");
    let html = markup(&q, &view, "ar");
    assert!(html.contains(r#"<html lang="ar" dir="rtl">"#));
    assert!(html.contains(r#"<legend><span lang="en" dir="ltr">role</span>"#), "{html}");
    assert!(!html.contains("lang=\"ar\" dir=\"ltr\""), "{html}");
}

#[test]
fn more_than_fifteen_options_are_a_dropdown() {
    let codes: Vec<String> = (0..16).map(|code| code.to_string()).collect();
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    let mut draft = Draft::new();
    draft.page(None);
    draft.item("long", None, single(options(&codes)));
    draft.item("short", None, single(options(&codes[..15])));
    let q = draft.questionnaire;
    let styles: Vec<_> = shown(&q, &RawAnswers::new(), 0, "en")
        .items
        .into_iter()
        .map(|item| match item.field {
            Field::Choices(choices) => choices.style,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(styles, [page::ChoiceStyle::Dropdown, page::ChoiceStyle::Rows]);
}

/// The ids and the names of a document, and what its strict policy forbids.
pub(super) fn hold_to_the_promises(html: &str) {
    let mut ids = BTreeSet::new();
    for id in html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(ids.insert(id), "id {id} twice");
    }
    for target in ["href=\"#", " for=\"", "aria-labelledby=\"", "aria-describedby=\""] {
        for named in html.split(target).skip(1).filter_map(|rest| rest.split('"').next()) {
            for id in named.split(' ') {
                assert!(ids.contains(id), "{target}{id} leads nowhere");
            }
        }
    }
    for forbidden in [" style=", "<style", " onclick=", "javascript:", "<script>", "http://", "https://"] {
        assert!(!html.contains(forbidden), "{forbidden}");
    }
}

#[test]
fn every_page_names_things_once_and_carries_nothing_inline() {
    let q = every_type();
    let wrong = raw(&[("role", "zzz"), ("age", "x"), ("uses.r1", "9"), ("born", "x"), ("best.a", "7")]);
    for draft in [RawAnswers::new(), raw(&[("role", "a")]), wrong] {
        for page in 0..q.pages.len() {
            hold_to_the_promises(&markup(&q, &shown(&q, &draft, page, "ko"), "ko"));
        }
    }
    let frame = Frame::new(None, language("fr"), vec![language("fr"), language("ko")], "/s/t");
    for failure in [Failure::Busy, Failure::Limit, Failure::TooLarge, Failure::Ours { reference: "7".into() }]
    {
        let sent = [("age".to_owned(), "\"><script>".to_owned())];
        let html = html::failure(&failure, &sent, &frame).0;
        hold_to_the_promises(&html);
        assert!(html.contains("value=\"&quot;&gt;&lt;script&gt;\""), "what was typed is in the page again");
    }
}

#[test]
fn the_assets_are_small_and_named_by_their_content() {
    let css = &*assets::STYLESHEET;
    assert!(css.path.starts_with("/assets/form.") && css.path.ends_with(".css"));
    assert!(assets::find(&css.path).is_some() && assets::find("/assets/form.css").is_none());
    assert!(css.bytes.len() + assets::SCRIPT.bytes.len() < 40_000, "a third of it on the wire");
}
