//! Whom percentages are taken of, and who is in no base: by reason, in numbers.

use std::collections::BTreeMap;

use crate::i18n::{Message, Tongue};
use crate::tabulation::assemble::StubCount;
use crate::tabulation::counting::Sums;
use crate::tabulation::cubes::TOTAL;
use crate::tabulation::plan::TablePlan;
use crate::tabulation::request::BaseChoice;
use crate::tabulation::subject::SubjectKind;
use crate::tabulation::table::{MissingCounts, RowKind, Table};
use crate::tabulation::{rounding, spoken};

/// Whoever a percentage of the variable is taken of, in the Total.
pub(super) fn base_of(stub: &StubCount<'_>) -> Sums {
    stub.base(0, &TOTAL)
}

/// "weighted by main 1,020.5, effective 870.1 (design effect 1.17)"
fn in_weights(base: &Sums, weight: &str, tongue: &Tongue) -> String {
    let effective = base.effective();
    let effect = effective.filter(|effective| *effective > 0.0).map(|effective| base.n as f64 / effective);
    let shown = |value: Option<f64>, decimals| {
        value.map_or_else(|| rounding::UNDEFINED.to_owned(), |value| spoken::decimal(tongue, value, decimals))
    };
    let arguments = [
        ("weight", weight.into()),
        ("weighted", spoken::decimal(tongue, base.w, 1).into()),
        ("effective", shown(effective, 1).into()),
        ("effect", shown(effect, 2).into()),
    ];
    tongue.fill(Message::TableWeighted, &arguments)
}

pub(super) fn bases(plan: &TablePlan, stubs: &[StubCount<'_>], tongue: &Tongue) -> Option<String> {
    let whom = |stub: &StubCount<'_>| match (stub.plan.base, stub.plan.subject.kind) {
        (BaseChoice::All, _) => Message::TableWhomEveryone,
        (BaseChoice::Asked, _) => Message::TableWhomAsked,
        (BaseChoice::Answered, SubjectKind::Multiple) => Message::TableWhomTicked,
        (BaseChoice::Answered, SubjectKind::Single | SubjectKind::Bands | SubjectKind::Number) => {
            Message::TableWhomAnswered
        }
    };
    let weights = |base: &Sums| {
        plan.weight.as_ref().map(|weight| ("weights", in_weights(base, &weight.name.value, tongue).into()))
    };
    match stubs {
        [one] if !plan.stacked => {
            let base = base_of(one);
            let mut arguments =
                vec![("count", base.n.to_string().into()), ("whom", tongue.say(whom(one)).into())];
            let message = if plan.weight.is_some() { Message::TableBaseWeighted } else { Message::TableBase };
            arguments.extend(weights(&base));
            Some(tongue.fill(message, &arguments))
        }
        [first, ..] => {
            let people = first.found.everyone(&TOTAL);
            let counts: Vec<u64> = stubs.iter().map(|stub| base_of(stub).n).collect();
            let (low, high) =
                (counts.iter().min().copied().unwrap_or(0), counts.iter().max().copied().unwrap_or(0));
            let mut kinds: Vec<Message> = Vec::new();
            for stub in stubs {
                let kind = whom(stub);
                if !kinds.contains(&kind) {
                    kinds.push(kind);
                }
            }
            let kinds = kinds.into_iter().map(|kind| tongue.say(kind)).reduce(|first, second| {
                let arguments = [("first", first.into()), ("second", second.into())];
                tongue.fill(Message::TableWhomOfMultiple, &arguments)
            });
            let mut arguments = vec![
                ("range", range(low, high, tongue).into()),
                ("count", people.n.to_string().into()),
                ("whom", kinds.unwrap_or_default().into()),
            ];
            let message =
                if plan.weight.is_some() { Message::TableBasesWeighted } else { Message::TableBases };
            arguments.extend(weights(&people));
            Some(tongue.fill(message, &arguments))
        }
        [] => None,
    }
}

/// "2 to 12", or one number where both are the same.
fn range(low: u64, high: u64, tongue: &Tongue) -> String {
    if low == high {
        return low.to_string();
    }
    let arguments = [("low", low.to_string().into()), ("high", high.to_string().into())];
    tongue.fill(Message::TableRange, &arguments)
}

/// What is in no base, by reason; a multiple's empty answers stay in its base and are named.
pub(super) fn left_out(
    plan: &TablePlan,
    stubs: &[StubCount<'_>],
    table: &Table,
    tongue: &Tongue,
) -> Vec<String> {
    let mut lines = Vec::new();
    match (&table.missing, stubs) {
        (MissingCounts::One(counts), [stub]) => {
            lines.extend(left_out_of_one(stub, counts, tongue));
            lines.extend(silent_in_base(stub, counts, table, tongue));
        }
        (MissingCounts::ByVariable(counts), _) => lines.extend(left_out_of_stack(stubs, counts, tongue)),
        (MissingCounts::One(_), _) => {}
    }
    if !table.left_out.is_empty() {
        lines.push(tongue.with(Message::TableNotInTable, "what", &table.left_out.join("; ")));
    }
    if plan.hide_base > 0 && table.rows.iter().any(|row| row.cells.iter().any(|cell| cell.suppressed)) {
        lines.push(tongue.with(Message::MethodSmallHidden, "hide", &plan.hide_base.to_string()));
    }
    lines
}

type Reasons = BTreeMap<&'static str, u64>;

/// Whether people without an answer for this reason are among those that percentages are taken of.
fn is_in_base(stub: &StubCount<'_>, reason: &str) -> bool {
    match stub.plan.base {
        BaseChoice::All => true,
        BaseChoice::Asked => !matches!(reason, "not_asked" | "not_reached" | "not_in_version"),
        BaseChoice::Answered => {
            let subject = &stub.plan.subject;
            stub.plan.valid.iter().any(|place| {
                subject.categories[*place].missing.is_some_and(|missing| missing.as_str() == reason)
            })
        }
    }
}

/// What is named among the table's own lines: whoever a definition says nothing of.
fn is_named_elsewhere(reason: &str) -> bool {
    reason == "undefined"
}

fn left_out_of_one(stub: &StubCount<'_>, counts: &Reasons, tongue: &Tongue) -> Option<String> {
    let left: Vec<String> = counts
        .iter()
        .filter(|(reason, count)| **count > 0 && !is_in_base(stub, reason) && !is_named_elsewhere(reason))
        .map(|(reason, count)| counted(reason, &count.to_string(), tongue))
        .collect();
    (!left.is_empty()).then(|| tongue.with(Message::TableLeftOut, "what", &tongue.language.list(&left)))
}

/// Whoever is in the base and in no row.
fn silent_in_base(stub: &StubCount<'_>, counts: &Reasons, table: &Table, tongue: &Tongue) -> Vec<String> {
    let mut lines = Vec::new();
    let skipped = counts.get("skipped").copied().unwrap_or(0);
    if skipped > 0 && is_in_base(stub, "skipped") {
        let did = match stub.plan.subject.kind {
            SubjectKind::Multiple => Message::TableChoseNothing,
            SubjectKind::Single | SubjectKind::Bands | SubjectKind::Number => Message::TableGaveNoAnswer,
        };
        lines.push(tongue.counted(did, skipped));
    }
    let has_missing_rows = table.rows.iter().any(|row| row.kind == RowKind::Missing);
    if stub.plan.base == BaseChoice::Answered || has_missing_rows || stub.plan.rows.is_empty() {
        return lines;
    }
    let unshown: Vec<String> = counts
        .iter()
        .filter(|(reason, count)| **count > 0 && is_in_base(stub, reason) && **reason != "skipped")
        .filter(|(reason, _)| !is_named_elsewhere(reason))
        .map(|(reason, count)| counted(reason, &count.to_string(), tongue))
        .collect();
    if !unshown.is_empty() {
        lines.push(tongue.with(Message::TableInBaseUnshown, "what", &tongue.language.list(&unshown)));
    }
    lines
}

/// "Left out of each variable: 2 to 12 don’t know, up to 3 skipped."
fn left_out_of_stack(
    stubs: &[StubCount<'_>],
    counts: &BTreeMap<String, Reasons>,
    tongue: &Tongue,
) -> Option<String> {
    let mut ranges: BTreeMap<&'static str, (u64, u64)> = BTreeMap::new();
    for stub in stubs {
        let Some(own) = counts.get(&stub.plan.subject.name) else { continue };
        for reason in counts.values().flat_map(BTreeMap::keys).filter(|reason| !is_named_elsewhere(reason)) {
            let left = own.get(reason).copied().filter(|_| !is_in_base(stub, reason)).unwrap_or(0);
            let range = ranges.entry(reason).or_insert((left, left));
            *range = (range.0.min(left), range.1.max(left));
        }
    }
    let left: Vec<String> = ranges
        .into_iter()
        .filter(|(_, (_, most))| *most > 0)
        .map(|(reason, (least, most))| {
            let range = match least {
                0 => tongue.with(Message::TableUpTo, "high", &most.to_string()),
                _ => range(least, most, tongue),
            };
            counted(reason, &range, tongue)
        })
        .collect();
    (!left.is_empty()).then(|| tongue.with(Message::TableLeftOutEach, "what", &tongue.language.list(&left)))
}

/// "12 don’t know"; `count` may be a range.
fn counted(reason: &str, count: &str, tongue: &Tongue) -> String {
    let message = match reason {
        "dont_know" => Message::ReasonDontKnow,
        "refused" => Message::ReasonRefused,
        "not_applicable" => Message::ReasonNotApplicable,
        "not_asked" => Message::ReasonNotAsked,
        "skipped" => Message::ReasonSkipped,
        "not_reached" => Message::ReasonNotReached,
        "not_in_version" => Message::ReasonNotInVersion,
        "removed" => Message::ReasonRemoved,
        other => return format!("{count} {}", other.replace('_', " ")),
    };
    tongue.with(message, "count", count)
}
