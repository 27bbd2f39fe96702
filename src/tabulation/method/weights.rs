//! The weights of a report in words: how they are made, to which targets, and where the targets come from.

use super::{NOT_STATED, list, percent, sentence};
use crate::tabulation::rounding;
use crate::tabulation::subject::Subject;
use crate::tabulation::weighting::{Definition, MissingRule, TargetPlan, TrimOf, WeightPlan};

pub(super) fn in_words(plans: &[WeightPlan]) -> String {
    if plans.is_empty() {
        return "The report declares no weights.".to_owned();
    }
    list(plans.iter().map(weight))
}

fn weight(plan: &WeightPlan) -> String {
    let mut text = match &plan.definition {
        Definition::Given(subject) => {
            format!("{}: the number `{}` of the data.", plan.name.value, subject.name)
        }
        Definition::Rake(margins) => {
            let margins: Vec<String> =
                margins.iter().map(|margin| margin_in_words(&margin.subject, &margin.targets)).collect();
            format!("{}: raked to {}.", plan.name.value, margins.join("; "))
        }
        Definition::PostStratify(cells) => {
            let of: Vec<&str> = cells.subjects.iter().map(|subject| subject.label.as_str()).collect();
            let total: f64 = cells.targets.iter().map(|target| target.value).sum();
            let shares = cells.targets.iter().map(|target| {
                let labels: Vec<&str> = target
                    .codes
                    .iter()
                    .zip(&cells.subjects)
                    .map(|(code, subject)| label_of(subject, code))
                    .collect();
                format!("{} {}", labels.join(" / "), percent(target.value / total))
            });
            let shares: Vec<String> = shares.collect();
            format!("{}: post-stratified by {} ({}).", plan.name.value, of.join(" and "), shares.join(", "))
        }
    };
    if let Some(start) = &plan.start {
        text.push_str(&format!(" They start from `{}`.", start.name));
    }
    match plan.missing {
        Some(MissingRule::OwnCategory) => {
            text.push_str(" Who gave no answer is a category of its own, whose share is kept.");
        }
        Some(MissingRule::LeaveOut) => text.push_str(" Who gave no answer has no weight."),
        None => {}
    }
    if let Some(trim) = &plan.trim {
        let of = match trim.value.of {
            TrimOf::Mean => "mean",
            TrimOf::Median => "median",
        };
        let times = |value: f64| rounding::decimal(value, if value.fract() == 0.0 { 0 } else { 2 });
        let ends = match (trim.value.min, trim.value.max) {
            (Some(min), Some(max)) => format!("between {} and {} times", times(min), times(max)),
            (Some(min), None) => format!("at least {} times", times(min)),
            (None, Some(max)) => format!("at most {} times", times(max)),
            (None, None) => String::new(),
        };
        if !ends.is_empty() {
            text.push_str(&format!(" Trimmed to {ends} their {of}."));
        }
    }
    let source = plan.source.as_deref().map_or_else(|| NOT_STATED.to_owned(), sentence);
    format!("{text} Source of the targets: {source}")
}

/// "Region (Americas 55 %, Europe 17 %)": shares of the margin's sum.
fn margin_in_words(subject: &Subject, targets: &[TargetPlan]) -> String {
    let total: f64 = targets.iter().map(|target| target.value).sum();
    let shares: Vec<String> = targets
        .iter()
        .map(|target| {
            let code = target.codes.first().map_or("", String::as_str);
            format!("{} {}", label_of(subject, code), percent(target.value / total))
        })
        .collect();
    format!("{} ({})", subject.label, shares.join(", "))
}

fn label_of<'s>(subject: &'s Subject, code: &'s str) -> &'s str {
    let category = subject.categories.iter().find(|category| category.code == code);
    category.map_or(code, |category| category.label.as_str())
}
