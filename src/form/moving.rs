//! An interview under way when its wave takes a newer version: whether it may go on in that one, or keeps the version it
//! began with to the end.

use super::{Interview, RawAnswers, flow};
use crate::i18n::Language;
use crate::questionnaire::{Questionnaire, form_through_page};

/// How far an interview has come in the version it is in.
#[derive(Debug, Clone, Copy)]
pub struct Progress<'a> {
    /// The page the respondent is on.
    pub page: usize,
    /// How many pages from the first one on have been sent.
    pub pages_submitted: usize,
    /// The fields as they were typed.
    pub typed: &'a RawAnswers,
    pub language: &'a Language,
}

/// Whether the change to `newer` is harmless to what this respondent has seen. It is where, up to the last page they may
/// have seen, both versions have the same pages in the same order, with the same items, options, rules, checks and
/// routing, and where consents and arms are the same and the respondent's language is still there: texts alone may
/// differ. Then places and fields mean the same in both, and nothing typed is touched. What comes after that page may
/// be anything.
pub fn may_go_on_in(interview: Interview<'_>, progress: Progress<'_>, newer: &Questionnaire) -> bool {
    let last = last_page_seen(interview, progress);
    newer.languages.contains(progress.language)
        && last < newer.pages.len()
        && form_through_page(interview.questionnaire, last) == form_through_page(newer, last)
}

/// The last page that may have been seen: the one shown now, the last one sent, the one that follows it (whoever went back
/// from there has seen it), and any that something was typed on.
fn last_page_seen(interview: Interview<'_>, progress: Progress<'_>) -> usize {
    let questionnaire = interview.questionnaire;
    let item_of = |name: &String| questionnaire.find_item(name.split('.').next().unwrap_or(name));
    let typed = progress.typed.keys().filter_map(item_of).map(|item| questionnaire.page_of(item)).max();
    let sent = progress.pages_submitted.checked_sub(1);
    let ahead = sent.and_then(|sent| {
        let settled = interview.judge(progress.typed, 0..0).settled;
        match flow::next(questionnaire, &settled, interview.circumstances, Some(sent)) {
            flow::Step::Page(page) => Some(page),
            flow::Step::End(_) => None,
        }
    });
    [typed, sent, ahead].into_iter().flatten().fold(progress.page, usize::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{RawValue, Strictness, raw};
    use crate::responses::Circumstances;
    use crate::responses::testing::compiled;

    const OLD: &str = "canvass: 1
id: t
edition: '1'
title: T
languages: [en]
pages:
  - id: one
    items:
      - { id: a, type: single, text: First?, options: [{ code: x, text: X }, { code: y, text: Y }] }
  - id: two
    show_if: \"a == 'x'\"
    items:
      - { id: b, type: text, text: Second?, required: true }
  - id: three
    items:
      - { id: c, type: text, text: Third? }
";

    /// Whether somebody on `page`, with so many sent and these fields typed, goes on where `from` was changed to `to`.
    fn goes_on(from: &str, to: &str, page: usize, sent: usize, typed: &[(&str, &str)]) -> bool {
        assert!(OLD.contains(from), "{from}");
        let (old, new) = (compiled(OLD), compiled(&OLD.replacen(from, to, 1)));
        let typed: RawAnswers = typed
            .iter()
            .map(|(name, text)| ((*name).to_owned(), RawValue::Text((*text).to_owned())))
            .collect();
        let interview =
            Interview { questionnaire: &old, circumstances: &Circumstances::default(), source_end: None };
        let language = Language::parse("en").unwrap();
        let progress = Progress { page, pages_submitted: sent, typed: &typed, language: &language };
        let goes = may_go_on_in(interview, progress, &new);
        if goes {
            // What was typed means the same in both.
            for questionnaire in [&old, &new] {
                let given = super::super::validate(questionnaire, &typed, Strictness::Form);
                assert_eq!(raw::from_answers(questionnaire, &given.answers, Strictness::Form), typed);
            }
        }
        goes
    }

    #[test]
    fn texts_may_change_anywhere() {
        assert!(goes_on("First?", "The first?", 2, 2, &[("a", "x"), ("b", "typed"), ("c", "typed")]));
        assert!(goes_on("text: Y", "text: Why", 0, 0, &[]));
    }

    #[test]
    fn anything_may_change_behind_the_last_page_seen() {
        let option = ("{ code: y, text: Y }", "{ code: y, text: Y }, { code: z, text: Z }");
        assert!(!goes_on(option.0, option.1, 0, 0, &[]), "the first page is on the screen");
        let item = ("type: text, text: Third?", "type: number, text: How many?");
        assert!(goes_on(item.0, item.1, 0, 0, &[]));
        assert!(goes_on(item.0, item.1, 1, 1, &[("a", "x"), ("b", "half")]));
        assert!(!goes_on(item.0, item.1, 2, 2, &[("a", "x"), ("b", "b")]));
        assert!(goes_on(
            "  - id: three\n",
            "  - id: more\n    items:\n      - { id: d, type: text, text: D? }\n  - id: three\n",
            1,
            1,
            &[("a", "x")]
        ));
    }

    #[test]
    fn whoever_went_back_keeps_the_version_of_the_page_they_came_from() {
        let third = ("text: Third?", "text: Third?, required: true");
        assert!(!goes_on(third.0, third.1, 0, 2, &[("a", "x"), ("b", "b")]));
        assert!(
            !goes_on(third.0, third.1, 0, 0, &[("c", "typed")]),
            "typed there, wherever the place is now"
        );
        assert!(goes_on(third.0, third.1, 0, 1, &[("a", "x")]), "page two was the furthest");
    }

    #[test]
    fn the_routing_of_what_was_seen_must_be_the_same() {
        assert!(!goes_on("a == 'x'", "a == 'y'", 1, 1, &[("a", "x")]));
        assert!(!goes_on("  - id: two\n    show_if: \"a == 'x'\"", "  - id: two", 1, 1, &[("a", "x")]));
        assert!(goes_on("a == 'x'", "a == 'y'", 0, 0, &[("a", "x")]));
    }

    #[test]
    fn a_language_that_is_gone_and_a_page_that_is_gone_keep_the_version() {
        assert!(!goes_on("languages: [en]", "languages: [ko]", 0, 0, &[]));
        assert!(!goes_on("  - id: one", "  - id: uno", 0, 0, &[]));
        assert!(!goes_on(
            "  - id: three\n    items:\n      - { id: c, type: text, text: Third? }\n",
            "",
            2,
            2,
            &[("a", "x")]
        ));
    }
}
