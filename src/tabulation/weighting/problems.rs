//! What stands in the way of weights, in the words of whoever wrote the targets.

use super::WeightPlan;
use super::make::{Kept, Problem};
use super::raking::NotConverged;
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::tabulation::subject::Subject;

/// The names of a margin.
#[derive(Debug)]
pub(super) struct Described {
    pub(super) span: Span,
    /// The variable, or the variables of a cell.
    pub(super) item: String,
    /// The code, its label, and where its target stands.
    pub(super) codes: Vec<(String, String, Option<Span>)>,
}

impl Described {
    pub(super) fn of(span: Span, item: String) -> Described {
        Described { span, item, codes: Vec::new() }
    }

    /// "region `north`"; for no answer "region without an answer".
    fn place(&self, code: usize) -> String {
        match self.codes.get(code) {
            Some((code, _, _)) => format!("{} `{code}`", self.item),
            None => format!("{} without an answer", self.item),
        }
    }

    fn span_of(&self, code: usize) -> Span {
        self.codes.get(code).and_then(|(_, _, span)| *span).unwrap_or(self.span)
    }
}

/// A weight below zero: nothing can be counted with it.
pub(super) fn negative(plan: &WeightPlan, subject: &Subject, respondent: usize, value: f64) -> Diagnostic {
    Diagnostic::new(
        Code::NotTabulable,
        plan.name.span,
        format!(
            "`{}` is {value} in row {} of the data: a weight cannot be below 0",
            subject.name,
            respondent + 1
        ),
    )
    .help("correct the data; an empty cell leaves the row out, 0 keeps it without weight")
}

/// The problem as a diagnostic.
pub(super) fn told(problem: &Problem, plan: &WeightPlan, margins: &[Described]) -> Diagnostic {
    let name = &plan.name.value;
    let at = |margin: usize| margins.get(margin).map_or(plan.name.span, |margin| margin.span);
    let say = |span: Span, message: String| Diagnostic::new(Code::NotTabulable, span, message);
    let percent = |share: f64| format!("{:.2} %", share * 100.0);
    match problem {
        Problem::NobodyHasAWeight => say(plan.name.span, format!("the weight `{name}` has nobody to weigh"))
            .help("its start weights or answers are missing or zero for everybody in the universe"),
        Problem::NotOne { margin, total } => {
            say(at(*margin), format!("the shares of {} add up to {total}, not to 1", margins[*margin].item))
                .help("give every code its share of the population, or write numbers of people throughout")
        }
        Problem::TotalsDiffer { margin, total, first } => say(
            at(*margin),
            format!(
                "the targets of {} add up to {total}, those of {} to {first}",
                margins[*margin].item, margins[0].item
            ),
        )
        .related(margins[0].span, "the first margin")
        .help("all margins are of the same population: write shares of it, or its numbers of people"),
        Problem::RowsWithoutTarget { margin, code, rows } => {
            let margin = &margins[*margin];
            let them =
                if *rows == 1 { "1 response has".to_owned() } else { format!("{rows} responses have") };
            say(margin.span, format!("{them} {}, which has no target", margin.place(*code)))
                .help("add its target, or join it with another code under `variables:`")
        }
        Problem::TargetWithoutRows { margin, code } => {
            let margin = &margins[*margin];
            say(
                margin.span_of(*code),
                format!("nobody with a weight has {}, which has a target above 0", margin.place(*code)),
            )
            .help(
                "join it with another code under `variables:`; nobody can stand for people who are not there",
            )
        }
        Problem::Missing { rows, leave_out, own_category } => {
            missing(plan, margins, rows, *leave_out, *own_category)
        }
        Problem::NotConverged(found) => not_converged(plan, margins, found),
        Problem::NobodyBetween(found) => {
            let span = plan.trim.as_ref().map_or(plan.name.span, |trim| trim.span);
            let (low, high) = (found.bounds.low, found.bounds.high);
            let range = match (low.is_finite(), high.is_finite()) {
                (true, true) => format!("between {low:.4} and {high:.4}"),
                (true, false) => format!("above {low:.4}"),
                (false, _) => format!("below {high:.4}"),
            };
            say(span, format!("the weights of `{name}` cannot all be brought {range}"))
                .help("widen the range: what is cut off must find somebody who can take it")
        }
    }
    .label(match problem {
        Problem::NotConverged(NotConverged { target, reached, .. }) => {
            format!("{} instead of {}", percent(*reached), percent(*target))
        }
        Problem::NobodyHasAWeight
        | Problem::NotOne { .. }
        | Problem::TotalsDiffer { .. }
        | Problem::RowsWithoutTarget { .. }
        | Problem::TargetWithoutRows { .. }
        | Problem::Missing { .. }
        | Problem::NobodyBetween(_) => String::new(),
    })
}

fn not_converged(plan: &WeightPlan, margins: &[Described], found: &NotConverged) -> Diagnostic {
    let margin = margins.get(found.margin);
    let span = margin.map_or(plan.name.span, |margin| margin.span_of(found.code));
    let place = margin.map_or_else(String::new, |margin| margin.place(found.code));
    Diagnostic::new(
        Code::NotTabulable,
        span,
        format!(
            "the weight `{}` did not converge in {} rounds: the worst margin is {place}, {:.4} % instead of {:.4} %",
            plan.name.value,
            found.rounds,
            found.reached * 100.0,
            found.target * 100.0
        ),
    )
    .help("the margins contradict each other where nobody is in a combination of their codes: join small codes")
}

fn missing(
    plan: &WeightPlan,
    margins: &[Described],
    rows: &[(usize, u64)],
    leave_out: Option<Kept>,
    own_category: Option<Kept>,
) -> Diagnostic {
    let without: Vec<String> =
        rows.iter().map(|(margin, rows)| format!("{rows} without {}", margins[*margin].item)).collect();
    let choice = |name: &str, kept: Option<Kept>| match kept {
        Some(kept) => {
            format!("`missing: {name}` keeps {} rows (effective base {:.1})", kept.rows, kept.effective)
        }
        None => format!("`missing: {name}` makes no weights"),
    };
    let at = rows
        .first()
        .and_then(|(margin, _)| margins.get(*margin))
        .map_or(plan.name.span, |margin| margin.span);
    Diagnostic::new(
        Code::NotTabulable,
        at,
        format!(
            "the weight `{}` has rows without an answer to a margin: {}",
            plan.name.value,
            without.join(", ")
        ),
    )
    .help(format!(
        "say what becomes of them: {}; {}",
        choice("own_category", own_category),
        choice("leave_out", leave_out)
    ))
}
