//! Q301 to Q305: conditions that can never hold or always do, pages no respondent can reach, ends that leave nothing after
//! them, and items that must be answered with no option offered. What is certain is found in `questionnaire/reasoning`.

use super::Subject;
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::questionnaire::condition::Condition;
use crate::questionnaire::reasoning::{Because, Finding};

pub(super) fn check(subject: &Subject<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    let found = subject.reasoner.examine();
    diagnostics.extend(found.into_iter().filter_map(|finding| said(subject, finding)));
}

/// The finding in words; `None` only for a place that the file does not have.
fn said(subject: &Subject<'_, '_>, finding: Finding) -> Option<Diagnostic> {
    let pages = &subject.questionnaire.pages;
    let items = &subject.questionnaire.items;
    let of = |condition: &Option<Condition>| condition.as_ref().map(|condition| condition.span);
    Some(match finding {
        Finding::PageNever(page, because) => never(
            Code::UnreachablePage,
            of(&pages.get(page)?.show_if)?,
            "no respondent can ever reach this page",
            because,
            "correct the condition, or remove the page",
        ),
        Finding::PageAlways(page, because) => always(of(&pages.get(page)?.show_if)?, because, "remove it"),
        Finding::ItemNever(item, because) => never(
            Code::NeverHolds,
            of(&items.get(item)?.show_if)?,
            "this condition can never hold, so that the item is never asked",
            because,
            "correct the condition, or remove what it hides",
        ),
        Finding::ItemAlways(item, because) => always(of(&items.get(item)?.show_if)?, because, "remove it"),
        Finding::RowNever(item, row, because) => never(
            Code::NeverHolds,
            of(&items.get(item)?.rows().get(row)?.show_if)?,
            "this condition can never hold, so that the row is never asked",
            because,
            "correct the condition, or remove the row",
        ),
        Finding::RowAlways(item, row, because) => {
            always(of(&items.get(item)?.rows().get(row)?.show_if)?, because, "remove it")
        }
        Finding::OptionNever(item, option, because) => never(
            Code::NeverHolds,
            of(&items.get(item)?.options().get(option)?.show_if)?,
            "this condition can never hold, so that the option is never offered",
            because,
            "correct the condition, or remove the option",
        ),
        Finding::OptionAlways(item, option, because) => {
            always(of(&items.get(item)?.options().get(option)?.show_if)?, because, "remove it")
        }
        Finding::EndNever(item, because) => never(
            Code::NeverHolds,
            items.get(item)?.end_if.as_ref()?.condition.span,
            "this condition can never hold, so that the interview never ends here",
            because,
            "correct the condition, or remove the `end_if`",
        ),
        Finding::EndAlways(item) => {
            let at = items.get(item)?.end_if.as_ref()?.condition.span;
            always(at, Because::Itself, "correct it")
        }
        Finding::CheckNever(item, check, because) => never(
            Code::NeverHolds,
            items.get(item)?.checks.get(check)?.assert.span,
            "this can never hold, so that no answer passes the check",
            because,
            "correct what is asserted",
        ),
        Finding::CheckAlways(item, check, because) => {
            let at = items.get(item)?.checks.get(check)?.assert.span;
            always(at, because, "remove the check, or correct what is asserted")
        }
        Finding::AttentionNever(because) => never(
            Code::NeverHolds,
            of(&subject.questionnaire.quality.attention)?,
            "this can never hold, so that no respondent counts as attentive",
            because,
            "correct the rule",
        ),
        Finding::AttentionAlways(because) => always(
            of(&subject.questionnaire.quality.attention)?,
            because,
            "correct the rule: it flags nobody",
        ),
        Finding::EndsEverything(item) => ends_everything(subject, item)?,
        Finding::NothingOffered(item) => nothing_offered(subject, item)?,
    })
}

fn never(code: Code, at: Span, message: &str, because: Because, help: &str) -> Diagnostic {
    let label = match because {
        Because::Itself => "never true",
        Because::Here => "never true of those who come here",
        Because::Route => "never true after what was asked before",
    };
    Diagnostic::new(code, at, message).label(label).help(help)
}

fn always(at: Span, because: Because, help: &str) -> Diagnostic {
    let label = match because {
        Because::Itself => "always true",
        Because::Here => "always true of those who come here",
        Because::Route => "always true after what was asked before",
    };
    Diagnostic::new(Code::AlwaysHolds, at, "this condition always holds").label(label).help(help)
}

fn ends_everything(subject: &Subject<'_, '_>, item: usize) -> Option<Diagnostic> {
    let known = subject.questionnaire.items.get(item)?;
    let by_option = known.options().iter().any(|option| option.end.is_some());
    Some(match known.end_if.as_ref().filter(|_| !by_option) {
        Some(rule) => Diagnostic::new(
            Code::EndsEverything,
            rule.condition.span,
            "this ends every interview, so that no later page is ever reached",
        )
        .label("true of everyone who comes this far")
        .help("correct the condition, or remove the `end_if`"),
        None => Diagnostic::new(
            Code::EndsEverything,
            subject.places.items.get(item)?.id,
            format!(
                "every answer to `{}` ends the interview, so that no later page is ever reached",
                known.id
            ),
        )
        .help("remove `end` from the options that should go on"),
    })
}

fn nothing_offered(subject: &Subject<'_, '_>, item: usize) -> Option<Diagnostic> {
    let known = subject.questionnaire.items.get(item)?;
    let place = subject.places.items.get(item)?;
    let message = format!("`{}` must be answered, but some who are asked it are offered no option", known.id);
    Some(
        Diagnostic::new(Code::NothingOffered, place.value_span("options"), message)
            .label("each of these has a `show_if`, and all may be false at once")
            .help("offer one option to everybody, or ask the item only of those who are offered any"),
    )
}
