//! A draft made lawful: texts where there must be some, options that can be told apart, and every condition, check,
//! pattern or piped answer that our compiler refuses taken back, as a loss that says where and why.
//!
//! A condition that cannot stand is left out and its item asked of everyone: a respondent who is asked too much sees it,
//! data that nobody was asked for are gone.

use std::collections::BTreeSet;

use super::complete::complete;
use super::draft::{Draft, DraftItem, DraftOption, DraftOptions, DraftText, Loss, Weight};
use super::files::{DraftFile, files};
use crate::diagnostics::{Code, Diagnostic, Severity, Sources, Span};
use crate::i18n::Language;
use crate::questionnaire::syntax::{Node, Value, parse};
use crate::questionnaire::{self, Declared, piping};

/// How often the compiler is asked: each time it finds something, something is taken back, so it comes to an end; a
/// condition that fell may make another one fall.
const ROUNDS_MAX: usize = 40;

/// A draft as files, with everything that was left out on the way.
#[derive(Debug)]
pub struct Settled {
    pub files: Vec<DraftFile>,
    pub losses: Vec<Loss>,
    pub items: usize,
    pub pages: usize,
}

/// The draft as files of a survey folder. They compile without errors unless the foreign file is beyond what canvass
/// keeps (see `questionnaire::limits`).
pub fn settle(mut draft: Draft) -> Settled {
    complete(&mut draft);
    for _ in 0..ROUNDS_MAX {
        let written = files(&draft);
        let mut sources = Sources::default();
        let ids: Vec<_> = written.iter().map(|file| sources.add(&file.name, &file.text)).collect();
        let Some((questionnaire, translations)) = ids.split_first() else { break };
        let compiled = questionnaire::compile(&sources, *questionnaire, translations, &Declared::default());
        let errors: Vec<&Diagnostic> =
            compiled.diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
        let roots: Vec<Option<Node>> = ids.iter().map(|file| parse(*file, sources.get(*file)).0).collect();
        let mut changed = false;
        // The innermost and last first, so that what is taken out of a list does not move what is still to be done.
        let languages = draft.languages.clone();
        let mut places: Vec<(Vec<Step>, Refused<'_>)> = errors
            .iter()
            .filter_map(|error| {
                let file = ids.iter().position(|file| *file == error.span.file)?;
                // Behind the questionnaire, the files are the further languages in their order.
                let language = languages.get(file).filter(|_| file > 0);
                let refused = Refused { code: error.code, message: &error.message, language };
                Some((path_to(roots.get(file)?.as_ref()?, error.span), refused))
            })
            .collect();
        places.sort_by(|(one, _), (other, _)| other.cmp(one));
        let mut done = BTreeSet::new();
        // A calculated item that goes takes its other mistakes along.
        let mut gone: Option<Vec<Step>> = None;
        for (path, error) in places {
            let is_gone = gone.as_ref().is_some_and(|gone| path.starts_with(gone));
            if is_gone || !done.insert(path.clone()) {
                continue;
            }
            changed |= take_back(&mut draft, &path, &error);
            if path.get(4) == Some(&Step::Key("value".to_owned())) {
                gone = path.get(..4).map(<[Step]>::to_vec);
            }
        }
        if !changed {
            break;
        }
    }
    let (items, pages) = (draft.items().count(), draft.pages.len());
    Settled { files: files(&draft), losses: draft.losses, items, pages }
}

pub(super) fn loss(weight: Weight, place: &str, what: &str, why: &str) -> Loss {
    Loss { weight, place: place.to_owned(), what: what.to_owned(), why: why.to_owned(), kept_as: None }
}

/// What the compiler says of a place, and the language where it is a translation's.
#[derive(Debug, Clone, Copy)]
struct Refused<'a> {
    code: Code,
    message: &'a str,
    language: Option<&'a Language>,
}

/// A key or a place in a list, on the way to a node.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Key(String),
    At(usize),
}

/// The way to the innermost node around a span.
fn path_to(root: &Node, span: Span) -> Vec<Step> {
    let mut path = Vec::new();
    let mut node = root;
    let around = |outer: Span| outer.start <= span.start && span.end <= outer.end;
    loop {
        let inner = match &node.value {
            Value::List(items) => items
                .iter()
                .enumerate()
                .find(|(_, item)| around(item.span))
                .map(|(index, item)| (Step::At(index), item)),
            Value::Mapping(entries) => entries
                .iter()
                .find(|entry| around(entry.key_span) || around(entry.value.span))
                .map(|entry| (Step::Key(entry.key.clone()), &entry.value)),
            Value::Null | Value::Scalar { .. } => None,
        };
        let Some((step, next)) = inner else { return path };
        path.push(step);
        node = next;
    }
}

/// Takes back what stands at the path, and says whether anything was changed.
fn take_back(draft: &mut Draft, path: &[Step], error: &Refused<'_>) -> bool {
    use Step::{At, Key};
    let words: Vec<&str> =
        path.iter().map(|step| if let Key(key) = step { key.as_str() } else { "" }).collect();
    let at = |index: usize| if let Some(At(at)) = path.get(index) { *at } else { 0 };
    match words.as_slice() {
        ["pages", _, "show_if", ..] => page_condition(draft, at(1), error),
        ["pages", _, "items", _, rest @ ..] => in_item(draft, at(1), at(3), rest, path, error),
        ["scales", name, _, rest @ ..] => {
            let name = (*name).to_owned();
            let Some(scale) = draft.scales.iter_mut().find(|scale| scale.name == name) else { return false };
            let found = match path.get(2) {
                // A translation names options by their codes.
                Some(Key(code)) => scale.options.iter_mut().find(|option| option.code == *code),
                Some(At(at)) => scale.options.get_mut(*at),
                None => None,
            };
            let Some(option) = found else { return false };
            let found = in_option(option, rest, &name, &name, error);
            let changed = found.is_some();
            draft.losses.extend(found);
            changed
        }
        [key, ..] => {
            let text = match *key {
                "title" => &mut draft.title,
                "intro" => &mut draft.intro,
                "endings" => match words.get(1).copied() {
                    Some("screened_out") => &mut draft.endings.screened_out,
                    Some("quota_full") => &mut draft.endings.quota_full,
                    Some("closed") => &mut draft.endings.closed,
                    _ => &mut draft.endings.complete,
                },
                "items" | "pages" => return in_translation(draft, &words, error),
                _ => return false,
            };
            let found = plain_text(text, "", &format!("the {key}"), error);
            let changed = found.is_some();
            draft.losses.extend(found);
            changed
        }
        [] => false,
    }
}

fn page_condition(draft: &mut Draft, page: usize, error: &Refused<'_>) -> bool {
    let Some(page) = draft.pages.get_mut(page) else { return false };
    let Some(condition) = page.show_if.take() else { return false };
    let note = format!("The page's condition was not carried over: {condition}");
    if let Some(item) = page.items.first_mut() {
        item.notes.push(note);
    }
    let mut entry = loss(Weight::Lost, &page.place, &format!("the condition `{condition}`"), error.message);
    entry.kept_as =
        Some(format!("the page `{}` shown to everyone, the condition in its first `notes`", page.id));
    draft.losses.push(entry);
    true
}

fn in_item(
    draft: &mut Draft,
    page: usize,
    index: usize,
    words: &[&str],
    path: &[Step],
    error: &Refused<'_>,
) -> bool {
    let nth = |place: usize| if let Some(Step::At(at)) = path.get(place) { *at } else { 0 };
    let Some(page) = draft.pages.get_mut(page) else { return false };
    let Some(item) = page.items.get_mut(index) else { return false };
    let (place, id) = (item.place.clone(), item.id.clone());
    let found = match words {
        ["show_if", ..] => item.show_if.take().map(|condition| {
            item.notes.push(format!("A condition was not carried over: {condition}"));
            let what = format!("the condition `{condition}`");
            let mut entry = loss(Weight::Lost, &place, &what, error.message);
            entry.kept_as = Some(format!("`{id}` asked of everyone, the condition in its `notes`"));
            entry
        }),
        ["end_if", ..] => item.end_if.take().map(|(_, condition)| {
            item.notes.push(format!("An end of the interview was not carried over: {condition}"));
            loss(
                Weight::Lost,
                &place,
                &format!("the end of the interview where `{condition}`"),
                error.message,
            )
        }),
        ["check", _, "assert", ..] if nth(5) < item.checks.len() => {
            let check = item.checks.remove(nth(5));
            item.notes.push(format!("A check was not carried over: {}", check.assert));
            Some(loss(Weight::Lost, &place, &format!("the check `{}`", check.assert), error.message))
        }
        ["check", _, "message", ..] => item
            .checks
            .get_mut(nth(5))
            .and_then(|check| plain_text(&mut check.message, &place, &format!("a message of `{id}`"), error)),
        ["value", ..] => {
            let item = page.items.remove(index);
            let value = if let super::draft::DraftKind::Computed { value, .. } = &item.kind {
                value.to_string()
            } else {
                String::new()
            };
            Some(loss(Weight::Lost, &place, &format!("the calculation `{id}` = `{value}`"), error.message))
        }
        ["text"] => plain_text(&mut item.text, &place, &format!("the text of `{id}`"), error),
        ["help"] => plain_text(&mut item.help, &place, &format!("the help of `{id}`"), error),
        ["options", _, rest @ ..] => match item.kind.options_mut() {
            Some(DraftOptions::Own(options)) => {
                options.get_mut(nth(5)).and_then(|option| in_option(option, rest, &place, &id, error))
            }
            Some(DraftOptions::Scale(_)) | None => None,
        },
        ["rows", _, rest @ ..] => item.kind.rows_mut().get_mut(nth(5)).and_then(|row| match rest {
            ["show_if", ..] => row.show_if.take().map(|condition| {
                let what = format!("the condition `{condition}` of the row `{id}.{}`", row.id);
                let mut entry = loss(Weight::Lost, &place, &what, error.message);
                entry.kept_as = Some("a row that everyone is asked".to_owned());
                entry
            }),
            _ => plain_text(&mut row.text, &place, &format!("the row `{id}.{}`", row.id), error),
        }),
        [key @ ("min" | "max" | "pattern" | "decimals" | "max_length" | "lines"), ..] => {
            without_key(item, key, &place, error)
        }
        _ => None,
    };
    page_is_gone(draft);
    let changed = found.is_some();
    draft.losses.extend(found);
    changed
}

fn page_is_gone(draft: &mut Draft) {
    draft.pages.retain(|page| !page.items.is_empty());
}

fn in_option(
    option: &mut DraftOption,
    words: &[&str],
    place: &str,
    whose: &str,
    error: &Refused<'_>,
) -> Option<Loss> {
    let what = format!("the option `{}` of `{whose}`", option.code);
    let dropped = |what: String| Some(loss(Weight::Lost, place, &what, error.message));
    match words {
        ["show_if", ..] => {
            let condition = option.show_if.take()?;
            let mut entry =
                loss(Weight::Lost, place, &format!("the condition `{condition}` of {what}"), error.message);
            entry.kept_as = Some("an option that everyone is offered".to_owned());
            Some(entry)
        }
        ["group", ..] => {
            option.group.take()?;
            dropped(format!("the group of {what}"))
        }
        ["exclusive"] if std::mem::take(&mut option.exclusive) => {
            dropped(format!("that {what} excludes the others"))
        }
        ["specify"] if std::mem::take(&mut option.specify) => dropped(format!("the text field of {what}")),
        ["pin"] if std::mem::take(&mut option.pin) => dropped(format!("the fixed place of {what}")),
        ["end"] => {
            option.end.take()?;
            dropped(format!("the end of the interview at {what}"))
        }
        ["value"] => {
            option.value.take()?;
            dropped(format!("the score of {what}"))
        }
        ["text"] | [] => plain_text(&mut option.text, place, &what, error),
        _ => None,
    }
}

/// A bound or a pattern that cannot stand.
fn without_key(item: &mut DraftItem, key: &str, place: &str, error: &Refused<'_>) -> Option<Loss> {
    use super::draft::DraftKind;
    let what = match &mut item.kind {
        DraftKind::Number { min, max, decimals, .. } => {
            let what = format!("the bounds {} to {} of `{}`", shown(*min), shown(*max), item.id);
            if min.is_none() && max.is_none() && *decimals == 0 {
                return None;
            }
            if key == "decimals" {
                *decimals = 0;
            } else {
                (*min, *max) = (None, None);
            }
            what
        }
        DraftKind::Date { min, max } => {
            let what = format!("the bounds {} to {} of `{}`", shown(*min), shown(*max), item.id);
            if min.take().is_none() & max.take().is_none() {
                return None;
            }
            what
        }
        DraftKind::Multiple { min, max, .. } => {
            let what = format!("how many may be ticked in `{}`", item.id);
            if min.take().is_none() & max.take().is_none() {
                return None;
            }
            what
        }
        DraftKind::Ranking { max, .. } => {
            max.take()?;
            format!("how many are ranked in `{}`", item.id)
        }
        DraftKind::Text { lines, max_length, pattern, .. } => match key {
            "pattern" => {
                let pattern = pattern.take()?;
                item.notes.push(format!("A pattern was not carried over: {pattern}"));
                format!("the pattern `{pattern}` of `{}`", item.id)
            }
            "lines" if *lines > 1 => {
                *lines = 5;
                return Some(loss(Weight::Noted, place, "the height of a text field", error.message));
            }
            _ => {
                let length = max_length.take()?;
                format!("the longest text, {length} characters, of `{}`", item.id)
            }
        },
        DraftKind::Single { .. }
        | DraftKind::Grid { .. }
        | DraftKind::MultipleGrid { .. }
        | DraftKind::Scale { .. }
        | DraftKind::Allocation { .. }
        | DraftKind::Note
        | DraftKind::Computed { .. } => return None,
    };
    Some(loss(Weight::Lost, place, &what, error.message))
}

fn shown(bound: Option<impl std::fmt::Display>) -> String {
    bound.map_or_else(|| "any".to_owned(), |bound| bound.to_string())
}

/// A text of a translation file, by the item's or page's id.
fn in_translation(draft: &mut Draft, words: &[&str], error: &Refused<'_>) -> bool {
    let found = match words {
        ["pages", id, ..] => (draft.pages.iter_mut()).find(|page| page.id == *id).and_then(|page| {
            plain_text(&mut page.title, &page.place, &format!("the title of `{id}`"), error)
        }),
        ["items", id, key, rest @ ..] => {
            let item = draft.pages.iter_mut().flat_map(|page| &mut page.items).find(|item| item.id == *id);
            item.and_then(|item| {
                let place = item.place.clone();
                let what = format!("a translation in `{id}`");
                let part = rest.first().copied().unwrap_or_default();
                match *key {
                    "help" => plain_text(&mut item.help, &place, &what, error),
                    "options" => match item.kind.options_mut() {
                        Some(DraftOptions::Own(options)) => options
                            .iter_mut()
                            .find(|option| option.code == part)
                            .and_then(|option| plain_text(&mut option.text, &place, &what, error)),
                        Some(DraftOptions::Scale(_)) | None => None,
                    },
                    "rows" => (item.kind.rows_mut().iter_mut())
                        .find(|row| row.id == part)
                        .and_then(|row| plain_text(&mut row.text, &place, &what, error)),
                    "messages" => item
                        .checks
                        .iter_mut()
                        .find_map(|check| plain_text(&mut check.message, &place, &what, error)),
                    _ => plain_text(&mut item.text, &place, &what, error),
                }
            })
        }
        _ => None,
    };
    let changed = found.is_some();
    draft.losses.extend(found);
    changed
}

/// The text without what the compiler refuses in it: piped answers that are not there yet, and raw HTML.
fn plain_text(text: &mut DraftText, place: &str, what: &str, error: &Refused<'_>) -> Option<Loss> {
    if let (Code::LostPiping | Code::TranslatedAlike, Some(language)) = (error.code, error.language) {
        let lost = text.get(language)?.to_owned();
        text.set(language, "");
        let mut entry =
            loss(Weight::Lost, place, &format!("{what}, into `{language}`: “{lost}”"), error.message);
        entry.kept_as = Some("the text in the source language".to_owned());
        return Some(entry);
    }
    let before = text.clone();
    for words in text.texts_mut() {
        match error.code {
            Code::UnknownPiping => *words = without_piping(words),
            _ => *words = words.replace('<', "\\<"),
        }
    }
    let mut entry = loss(Weight::Changed, place, what, error.message);
    entry.kept_as = Some(match error.code {
        Code::UnknownPiping => "the text with … in place of the answer".to_owned(),
        _ => "the text with its marks shown".to_owned(),
    });
    (before != *text).then_some(entry)
}

fn without_piping(text: &str) -> String {
    piping::pieces(text)
        .into_iter()
        .map(|piece| match piece {
            piping::Piece::Text(text) => text,
            piping::Piece::Name(_) => "…",
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;
    use crate::interchange::import::draft::{DraftCheck, DraftKind, DraftPage};
    use crate::interchange::import::expression::Expression;
    use crate::questionnaire::{Display, Order};

    fn english() -> Language {
        Language::parse("en").unwrap()
    }

    fn text(words: &str) -> DraftText {
        DraftText::new(&english(), words)
    }

    fn single(id: &str, codes: &[&str]) -> DraftItem {
        let options = codes.iter().map(|code| DraftOption {
            code: (*code).to_owned(),
            text: text(code),
            ..DraftOption::default()
        });
        let kind = DraftKind::Single {
            options: DraftOptions::Own(options.collect()),
            order: Order::Given,
            display: Display::Radio,
        };
        DraftItem { text: text("Which?"), ..DraftItem::new(id, kind, format!("row {id}")) }
    }

    fn draft(items: Vec<DraftItem>) -> Draft {
        let page = DraftPage { id: "first".to_owned(), items, ..DraftPage::default() };
        Draft {
            id: "test".to_owned(),
            edition: "1".to_owned(),
            title: text("Test"),
            languages: vec![english()],
            pages: vec![page],
            ..Draft::default()
        }
    }

    /// The questionnaire, and each loss as `place: what (why)`.
    fn settled(draft: Draft) -> (String, Vec<String>) {
        let settled = settle(draft);
        let mut sources = Sources::default();
        let ids: Vec<_> = settled.files.iter().map(|file| sources.add(&file.name, &file.text)).collect();
        let compiled = questionnaire::compile(&sources, ids[0], &ids[1..], &Declared::default());
        let errors: Vec<_> = (compiled.diagnostics.iter())
            .filter(|found| found.severity == Severity::Error)
            .map(|found| found.message.clone())
            .collect();
        assert!(errors.is_empty(), "{errors:?}\n{}", settled.files[0].text);
        let losses =
            settled.losses.iter().map(|loss| format!("{}: {} ({})", loss.place, loss.what, loss.why));
        (settled.files[0].text.clone(), losses.collect())
    }

    #[test]
    fn a_condition_that_cannot_stand_is_told_and_the_item_asked_of_everyone() {
        let mut one = single("one", &["a", "b"]);
        one.show_if = Some(Expression::is("two", "a"));
        let mut two = single("two", &["a", "b"]);
        two.show_if = Some(Expression::is("one", "c"));
        let (written, losses) = settled(draft(vec![one, two]));
        assert_eq!(
            losses,
            [
                "row two: the condition `one == 'c'` (no option has the code 'c')",
                "row one: the condition `two == 'a'` (`two` comes later than this, so nobody has answered it yet)",
            ]
        );
        assert!(!written.contains("show_if"), "{written}");
        assert!(
            written.contains("notes: 'A condition was not carried over: two == ''a'''")
                || written.contains("not carried over: two =="),
            "{written}"
        );
    }

    #[test]
    fn a_calculation_that_falls_takes_its_conditions_along() {
        let value = Expression::arithmetic(
            crate::interchange::import::expression::Arithmetic::Add,
            Expression::name("one"),
            Expression::Number(1.0),
        );
        let computed = DraftKind::Computed { value, stored_as: super::super::draft::DraftStoredAs::Number };
        let sum = DraftItem { text: text("Sum"), ..DraftItem::new("sum", computed, "row sum") };
        let mut two = single("two", &["a"]);
        two.show_if = Some(Expression::compare(
            crate::interchange::import::expression::Comparison::Greater,
            Expression::name("sum"),
            Expression::Number(1.0),
        ));
        let (_, losses) = settled(draft(vec![single("one", &["a"]), sum, two]));
        assert_eq!(losses.len(), 2, "{losses:?}");
        assert!(losses[0].starts_with("row sum: the calculation `sum` = `one + 1`"), "{losses:?}");
        assert!(losses[1].starts_with("row two: the condition `sum > 1`"), "{losses:?}");
    }

    #[test]
    fn what_has_no_text_gets_one_and_options_are_told_apart() {
        let mut one = single("one", &["a", "b", "c"]);
        one.text = DraftText::default();
        if let Some(DraftOptions::Own(options)) = one.kind.options_mut() {
            options[1].text = text("A");
            options[2].text = DraftText::default();
        }
        one.checks.push(DraftCheck { assert: Expression::is("one", "z"), message: text("No") });
        let empty = single("none", &[]);
        let (written, losses) = settled(draft(vec![one, empty]));
        assert!(written.contains("text: one") && written.contains("{ code: b, text: A (b) }"), "{written}");
        assert_eq!(losses.len(), 5, "{losses:?}");
        assert!(
            losses.iter().any(|loss| loss.contains("the question `none` (it has no options)")),
            "{losses:?}"
        );
    }

    #[test]
    fn a_piped_answer_that_comes_later_is_left_out_in_every_language() {
        let korean = Language::parse("ko").unwrap();
        let mut one = single("one", &["a"]);
        one.text.set(&english(), "Hello {{ two }}");
        one.text.set(&korean, "안녕 {{ two }}");
        let mut draft = draft(vec![one, single("two", &["a"])]);
        draft.languages.push(korean);
        let settled_files = settle(draft.clone()).files;
        assert!(settled_files[1].text.contains("안녕 …"), "{}", settled_files[1].text);
        let (written, losses) = settled(draft);
        assert!(written.contains("Hello …"), "{written}");
        assert_eq!(losses.len(), 1, "{losses:?}");
    }

    #[test]
    fn a_translation_without_the_answer_its_source_pipes_is_left_out() {
        let korean = Language::parse("ko").unwrap();
        let mut two = single("two", &["a"]);
        two.text.set(&english(), "Why {{ one }}?");
        two.text.set(&korean, "왜?");
        let mut draft = draft(vec![single("one", &["a"]), two]);
        draft.languages.push(korean);
        let (_, losses) = settled(draft);
        assert_eq!(losses.len(), 1, "{losses:?}");
        assert!(losses[0].contains("into `ko`: “왜?”"), "{losses:?}");
    }
}
