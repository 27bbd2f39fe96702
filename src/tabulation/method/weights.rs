//! The weights of a report in words: how they are made, to which targets, and where the targets come from.

use super::{as_written, list, not_stated_words};
use crate::i18n::{Message, Tongue};
use crate::tabulation::spoken;
use crate::tabulation::subject::Subject;
use crate::tabulation::weighting::{
    CellsPlan, Definition, MissingRule, TargetPlan, Trim, TrimOf, WeightPlan,
};

pub(super) fn in_words(plans: &[WeightPlan], tongue: &Tongue) -> String {
    if plans.is_empty() {
        return tongue.say(Message::MethodNoWeights);
    }
    list(plans.iter().map(|plan| weight(plan, tongue)))
}

fn weight(plan: &WeightPlan, tongue: &Tongue) -> String {
    let name = || ("weight", plan.name.value.as_str().into());
    let number = |subject: &Subject| ("number", as_written(&subject.name).into());
    let mut sentences = vec![match &plan.definition {
        Definition::Given(subject) => tongue.fill(Message::MethodWeightGiven, &[name(), number(subject)]),
        Definition::Rake(margins) => {
            let margins =
                margins.iter().map(|margin| margin_in_words(&margin.subject, &margin.targets, tongue));
            let margins = margins.collect::<Vec<_>>().join("; ");
            tongue.fill(Message::MethodWeightRaked, &[name(), ("targets", margins.into())])
        }
        Definition::PostStratify(cells) => {
            let cells = cells_in_words(cells, tongue);
            tongue.fill(Message::MethodWeightCells, &[name(), ("targets", cells.into())])
        }
    }];
    sentences
        .extend(plan.start.as_ref().map(|start| tongue.fill(Message::MethodWeightStart, &[number(start)])));
    sentences.extend(plan.missing.map(|rule| {
        tongue.say(match rule {
            MissingRule::OwnCategory => Message::MethodWeightOwnCategory,
            MissingRule::LeaveOut => Message::MethodWeightLeaveOut,
        })
    }));
    sentences.extend(plan.trim.as_ref().and_then(|trim| trim_in_words(&trim.value, tongue)));
    let source =
        plan.source.as_deref().map_or_else(|| not_stated_words(tongue), |text| tongue.sentence(text));
    sentences.push(tongue.fill(Message::MethodWeightSource, &[("source", source.into())]));
    tongue.joined(sentences)
}

fn trim_in_words(trim: &Trim, tongue: &Tongue) -> Option<String> {
    let of = tongue.say(match trim.of {
        TrimOf::Mean => Message::MethodOfMean,
        TrimOf::Median => Message::MethodOfMedian,
    });
    let times = |value: f64| spoken::decimal(tongue, value, if value.fract() == 0.0 { 0 } else { 2 });
    let of = || ("of", of.as_str().into());
    Some(match (trim.min, trim.max) {
        (Some(min), Some(max)) => {
            let arguments = [("min", times(min).into()), ("max", times(max).into()), of()];
            tongue.fill(Message::MethodWeightTrimBetween, &arguments)
        }
        (Some(min), None) => tongue.fill(Message::MethodWeightTrimMin, &[("min", times(min).into()), of()]),
        (None, Some(max)) => tongue.fill(Message::MethodWeightTrimMax, &[("max", times(max).into()), of()]),
        (None, None) => return None,
    })
}

/// "Size, region (Small / Americas 20 %, …)": shares of the cells' sum.
fn cells_in_words(cells: &CellsPlan, tongue: &Tongue) -> String {
    let of: Vec<String> = cells.subjects.iter().map(|subject| subject.label.clone()).collect();
    let total: f64 = cells.targets.iter().map(|target| target.value).sum();
    let shares = cells.targets.iter().map(|target| {
        let labels = target.codes.iter().zip(&cells.subjects).map(|(code, subject)| label_of(subject, code));
        format!(
            "{} {}",
            labels.collect::<Vec<_>>().join(" / "),
            spoken::percent(tongue, target.value / total)
        )
    });
    format!("{} ({})", tongue.language.list(&of), tongue.language.list(&shares.collect::<Vec<_>>()))
}

/// "Region (Americas 55 %, Europe 17 %)": shares of the margin's sum.
fn margin_in_words(subject: &Subject, targets: &[TargetPlan], tongue: &Tongue) -> String {
    let total: f64 = targets.iter().map(|target| target.value).sum();
    let shares = targets.iter().map(|target| {
        let code = target.codes.first().map_or("", String::as_str);
        format!("{} {}", label_of(subject, code), spoken::percent(tongue, target.value / total))
    });
    format!("{} ({})", subject.label, tongue.language.list(&shares.collect::<Vec<_>>()))
}

fn label_of<'s>(subject: &'s Subject, code: &'s str) -> &'s str {
    let category = subject.categories.iter().find(|category| category.code == code);
    category.map_or(code, |category| category.label.as_str())
}
