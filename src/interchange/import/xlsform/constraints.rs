//! A `constraint` of an XLSForm as what it usually is: bounds, a longest text, a pattern, an option that excludes the
//! others. What is left becomes a check.

use crate::interchange::import::draft::{DraftKind, DraftOptions};
use crate::interchange::import::expression::{Arithmetic, Comparison};
use crate::interchange::import::translate::Foreign;
use crate::questionnaire::Pattern;

/// Takes a constraint that is about the text as a whole; `false` where it is about something else.
pub(super) fn text_rule(kind: &mut DraftKind, constraint: &str) -> bool {
    let DraftKind::Text { max_length, pattern, .. } = kind else { return false };
    let constraint = constraint.trim();
    if let Some(written) = regex_of(constraint) {
        let written = written.strip_prefix('^').unwrap_or(&written);
        let written = written.strip_suffix('$').filter(|rest| !rest.ends_with('\\')).unwrap_or(written);
        let good = Pattern::parse(written).is_ok();
        if good {
            *pattern = Some(written.to_owned());
        }
        return good;
    }
    let behind = constraint
        .strip_prefix("string-length(")
        .map(str::trim_start)
        .and_then(|rest| rest.strip_prefix('.'))
        .and_then(|rest| rest.trim_start().strip_prefix(')'));
    let length = behind.map(str::trim_start).and_then(|rest| {
        let (below, number) = match rest.strip_prefix("<=") {
            Some(number) => (0, number),
            None => (1, rest.strip_prefix('<')?),
        };
        number.trim().parse::<usize>().ok()?.checked_sub(below).filter(|length| *length > 0)
    });
    if length.is_some() {
        *max_length = length;
    }
    length.is_some()
}

/// The pattern of `regex(., '…')`, where that is the whole constraint.
fn regex_of(constraint: &str) -> Option<String> {
    let inner = constraint.strip_prefix("regex")?.trim_start().strip_prefix('(')?.strip_suffix(')')?;
    let written = inner.trim_start().strip_prefix('.')?.trim_start().strip_prefix(',')?.trim();
    let quote = written.chars().next().filter(|quote| matches!(quote, '\'' | '"'))?;
    let pattern = written.strip_prefix(quote)?.strip_suffix(quote)?;
    // Another quote inside means that something else was joined to it.
    (!pattern.contains(quote)).then(|| pattern.to_owned())
}

/// Moves what a constraint says about `own` alone into the item's own keys, and gives back what is left of it.
pub(super) fn settle_bounds(kind: &mut DraftKind, tree: Foreign, own: &str) -> Option<Foreign> {
    match tree {
        Foreign::And(left, right) => {
            match (settle_bounds(kind, *left, own), settle_bounds(kind, *right, own)) {
                (Some(left), Some(right)) => Some(Foreign::And(Box::new(left), Box::new(right))),
                (left, right) => left.or(right),
            }
        }
        tree => (!settle_one(kind, &tree, own)).then_some(tree),
    }
}

fn settle_one(kind: &mut DraftKind, tree: &Foreign, own: &str) -> bool {
    let Foreign::Compare(op, left, right) = tree else { return false };
    let is_own = |tree: &Foreign| matches!(tree, Foreign::Ref(name) if name == own);
    let (op, subject, bound) = match (left.as_ref(), right.as_ref()) {
        (subject, Foreign::Number(bound)) => (*op, subject, *bound),
        (Foreign::Number(bound), subject) => (op.flipped(), subject, *bound),
        _ => return false,
    };
    match kind {
        DraftKind::Number { min, max, decimals, .. } if is_own(subject) => {
            // Only whole numbers have a next one.
            let step = if *decimals == 0 { Some(1.0) } else { None };
            match op {
                Comparison::GreaterOrEqual => *min = Some(bound),
                Comparison::LessOrEqual => *max = Some(bound),
                Comparison::Greater if step.is_some() => *min = step.map(|step| bound.floor() + step),
                Comparison::Less if step.is_some() => *max = step.map(|step| bound.ceil() - step),
                Comparison::Greater | Comparison::Less | Comparison::Equal | Comparison::NotEqual => {
                    return false;
                }
            }
            true
        }
        DraftKind::Multiple { min, max, .. } => {
            let counts = matches!(subject, Foreign::Count(inner) if is_own(inner));
            let whole = (bound >= 0.0 && bound.fract().total_cmp(&0.0).is_eq()).then_some(bound as usize);
            match (counts, whole, op) {
                (true, Some(n), Comparison::LessOrEqual) => *max = Some(n),
                (true, Some(n), Comparison::Less) if n > 1 => *max = Some(n - 1),
                (true, Some(n), Comparison::GreaterOrEqual) => *min = Some(n),
                (true, Some(n), Comparison::Greater) => *min = Some(n + 1),
                (true, Some(n), Comparison::Equal) => (*min, *max) = (Some(n), Some(n)),
                _ => return false,
            }
            true
        }
        _ => false,
    }
}

/// The option of `not(selected(., 'none') and count-selected(.) > 1)`, the customary way to an option that excludes the
/// others.
pub(super) fn excluded_by(tree: &Foreign, own: &str) -> Option<String> {
    let Foreign::Not(inner) = tree else { return None };
    let Foreign::And(left, right) = inner.as_ref() else { return None };
    let is_own = |tree: &Foreign| matches!(tree, Foreign::Ref(name) if name == own);
    let several = |tree: &Foreign| match tree {
        Foreign::Compare(op, count, bound) => {
            let counts = matches!(count.as_ref(), Foreign::Count(inner) if is_own(inner));
            let bound = if let Foreign::Number(bound) = bound.as_ref() { *bound } else { return false };
            let above_one = *op == Comparison::Greater && bound.total_cmp(&1.0).is_eq();
            counts && (above_one || *op == Comparison::GreaterOrEqual && bound.total_cmp(&2.0).is_eq())
        }
        _ => false,
    };
    let named = |tree: &Foreign| match tree {
        Foreign::Contains(whole, part) if is_own(whole) => match part.as_ref() {
            Foreign::Text(code) => Some(code.clone()),
            Foreign::Number(code) => Some(code.to_string()),
            _ => None,
        },
        _ => None,
    };
    named(left).filter(|_| several(right)).or_else(|| named(right).filter(|_| several(left)))
}

/// Marks the option with this code as one that excludes the others.
pub(super) fn make_exclusive(kind: &mut DraftKind, code: &str) -> bool {
    let DraftKind::Multiple { options: DraftOptions::Own(options), .. } = kind else { return false };
    let found = options.iter_mut().find(|option| option.code == code);
    found.map(|option| option.exclusive = true).is_some()
}

/// How many decimals the steps of a range need.
pub(super) fn decimals_of(numbers: [f64; 2]) -> u8 {
    let needs = |number: f64| number.to_string().split_once('.').map_or(0, |(_, decimals)| decimals.len());
    numbers.into_iter().map(needs).max().unwrap_or(0).min(9) as u8
}

/// Whether the tree calculates.
pub(super) fn is_calculation(tree: &Foreign) -> bool {
    matches!(
        tree,
        Foreign::Arithmetic(
            Arithmetic::Add | Arithmetic::Subtract | Arithmetic::Multiply | Arithmetic::Divide,
            ..
        ) | Foreign::Call(..)
            | Foreign::Count(_)
            | Foreign::Negate(_)
            | Foreign::Number(_)
    )
}
