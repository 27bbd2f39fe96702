//! Q301 to Q304: conditions that can never hold or always do, pages no respondent can reach, and ends that leave
//! nothing after them. Only what is certain from the condition itself is reported.

use super::Subject;
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::questionnaire::condition::{Condition, Expr, Value};
use crate::questionnaire::{Item, ItemKind, Page};

pub(super) fn check(subject: &Subject<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    let pages = &subject.questionnaire.pages;
    for (index, page) in pages.iter().enumerate() {
        show_if(
            page.show_if.as_ref(),
            Code::UnreachablePage,
            "no respondent can ever reach this page",
            diagnostics,
        );
        let rest = pages.iter().skip(index + 1).any(|page| !page.items.is_empty());
        for at in page.items.clone() {
            let item = &subject.questionnaire.items[at];
            show_if(
                item.show_if.as_ref(),
                Code::NeverHolds,
                "this condition can never hold, so that the item is never asked",
                diagnostics,
            );
            end_if(item, rest, diagnostics);
            for check in &item.checks {
                assertion(&check.assert, diagnostics);
            }
            if rest && ends_for_everyone(item, page) {
                let at = subject.places.items[at].id;
                diagnostics.push(
                    Diagnostic::new(
                        Code::EndsEverything,
                        at,
                        format!(
                            "every answer to `{}` ends the interview, so that no later page is ever reached",
                            item.id
                        ),
                    )
                    .help("remove `end` from the options that should go on"),
                );
            }
        }
    }
}

fn show_if(condition: Option<&Condition>, never: Code, message: &str, diagnostics: &mut Vec<Diagnostic>) {
    let Some(condition) = condition else { return };
    match certainty(&condition.expr) {
        Truth::Never => diagnostics.push(
            Diagnostic::new(never, condition.span, message)
                .label("never true")
                .help("correct the condition, or remove what it hides"),
        ),
        Truth::Always => always(condition.span, "remove it", diagnostics),
        Truth::Depends => {}
    }
}

fn end_if(item: &Item, rest: bool, diagnostics: &mut Vec<Diagnostic>) {
    let Some(rule) = &item.end_if else { return };
    match certainty(&rule.condition.expr) {
        Truth::Never => diagnostics.push(
            Diagnostic::new(
                Code::NeverHolds,
                rule.condition.span,
                "this condition can never hold, so that the interview never ends here",
            )
            .label("never true")
            .help("correct the condition, or remove the `end_if`"),
        ),
        Truth::Always if rest && item.show_if.is_none() => diagnostics.push(
            Diagnostic::new(
                Code::EndsEverything,
                rule.condition.span,
                "this ends every interview, so that no later page is ever reached",
            )
            .label("always true")
            .help("correct the condition, or remove the `end_if`"),
        ),
        Truth::Always => always(rule.condition.span, "correct it", diagnostics),
        Truth::Depends => {}
    }
}

fn assertion(assert: &Condition, diagnostics: &mut Vec<Diagnostic>) {
    match certainty(&assert.expr) {
        Truth::Never => diagnostics.push(
            Diagnostic::new(
                Code::NeverHolds,
                assert.span,
                "this can never hold, so that no answer passes the check",
            )
            .label("never true")
            .help("correct what is asserted"),
        ),
        Truth::Always => always(assert.span, "remove the check, or correct what is asserted", diagnostics),
        Truth::Depends => {}
    }
}

fn always(at: Span, help: &str, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.push(
        Diagnostic::new(Code::AlwaysHolds, at, "this condition always holds").label("always true").help(help),
    );
}

/// Whether nobody gets past the item: asked of all, required, and each option ends.
fn ends_for_everyone(item: &Item, page: &Page) -> bool {
    let chosen = matches!(item.kind, ItemKind::Single { .. } | ItemKind::Multiple { .. });
    chosen
        && item.required
        && item.show_if.is_none()
        && page.show_if.is_none()
        && !item.options().is_empty()
        && item.options().iter().all(|option| option.end.is_some())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Truth {
    Always,
    Never,
    Depends,
}

/// What is certain about a condition whatever the answers.
fn certainty(expr: &Expr) -> Truth {
    match truth(expr) {
        Truth::Depends if contradictory(expr) => Truth::Never,
        certain => certain,
    }
}

/// What its parts say about an expression whatever the answers. A condition holds only when it is true, so one that can
/// only be false or unknown never holds.
fn truth(expr: &Expr) -> Truth {
    match expr {
        Expr::Literal(Value::Bool(true)) => Truth::Always,
        // Stands where an expression did not compile, which is reported already.
        Expr::Literal(Value::Unknown) => Truth::Depends,
        Expr::Literal(_) => Truth::Never,
        Expr::OneOf { values, .. } if values.is_empty() => Truth::Never,
        Expr::OneOf { operand, values } => match &**operand {
            Expr::Literal(literal) if values.contains(literal) => Truth::Always,
            Expr::Literal(_) => Truth::Never,
            _ => Truth::Depends,
        },
        Expr::And(left, right) => match (truth(left), truth(right)) {
            (Truth::Never, _) | (_, Truth::Never) => Truth::Never,
            (Truth::Always, other) | (other, Truth::Always) => other,
            (Truth::Depends, Truth::Depends) => Truth::Depends,
        },
        Expr::Or(left, right) => match (truth(left), truth(right)) {
            (Truth::Always, _) | (_, Truth::Always) => Truth::Always,
            (Truth::Never, other) | (other, Truth::Never) => other,
            (Truth::Depends, Truth::Depends) => Truth::Depends,
        },
        // Only of what is literally true or false: the negation of a contradiction may be unknown.
        Expr::Not(inner) => match **inner {
            Expr::Literal(Value::Bool(value)) => {
                if value {
                    Truth::Never
                } else {
                    Truth::Always
                }
            }
            _ => Truth::Depends,
        },
        Expr::Compare { op, left, right } => match (&**left, &**right) {
            (Expr::Literal(Value::Number(left)), Expr::Literal(Value::Number(right))) => {
                if crate::questionnaire::condition::compare(*op, *left, *right) {
                    Truth::Always
                } else {
                    Truth::Never
                }
            }
            _ => Truth::Depends,
        },
        Expr::Name(_)
        | Expr::CodeNumber(_)
        | Expr::Equal(..)
        | Expr::Arithmetic { .. }
        | Expr::Negate(_)
        | Expr::Has { .. }
        | Expr::Answered(_)
        | Expr::Asked(_)
        | Expr::Size(_)
        | Expr::Rank { .. }
        | Expr::Min(_)
        | Expr::Max(_)
        | Expr::Sum(_)
        | Expr::YearsBetween(..)
        | Expr::Round { .. } => Truth::Depends,
    }
}

/// Whether two parts of a conjunction ask the same name for values that have none in common.
fn contradictory(expr: &Expr) -> bool {
    let mut demands: Vec<(&Expr, &[Value])> = Vec::new();
    gather(expr, &mut demands);
    demands.iter().enumerate().any(|(index, (operand, values))| {
        demands
            .iter()
            .skip(index + 1)
            .any(|(other, others)| operand == other && !values.iter().any(|value| others.contains(value)))
    })
}

fn gather<'a>(expr: &'a Expr, demands: &mut Vec<(&'a Expr, &'a [Value])>) {
    match expr {
        Expr::And(left, right) => {
            gather(left, demands);
            gather(right, demands);
        }
        Expr::OneOf { operand, values } if matches!(**operand, Expr::Name(_) | Expr::CodeNumber(_)) => {
            demands.push((operand, values));
        }
        _ => {}
    }
}
