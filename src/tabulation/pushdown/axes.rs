//! Axes of a cube as SQL: the place of each response along them.

use super::derived::in_band;
use super::relation::{Kind, Part, Relation};
use super::statement::{any, cases};
use crate::tabulation::counting::{Axis, FLAGS_MAX, STATES};
use crate::tabulation::subject::{Subject, SubjectKind, day_of_code};

/// The place along the axis; of an axis of values the number itself, NULL where there is none.
pub(super) fn place(relation: &mut Relation<'_>, axis: &Axis) -> String {
    match axis {
        Axis::Codes(subject) => codes(relation, subject),
        Axis::Flags { of, flags } => flags_of(relation, of, flags),
        Axis::Values(reference) => match relation.kind(*reference) {
            Kind::Numbers => relation.column(*reference, Part::Number),
            Kind::Codes | Kind::Sets | Kind::Ranks | Kind::Texts | Kind::Nothing => "NULL::float8".to_owned(),
        },
    }
}

fn codes(relation: &mut Relation<'_>, subject: &Subject) -> String {
    let answers = subject.categories.len();
    let undefined = (answers + STATES - 1).to_string();
    let missing = |state: &str| (format!("{state} < 0"), format!("{answers} - 1 - {state}"));
    let reference = subject.reference;
    match relation.kind(reference) {
        Kind::Codes => {
            let code = relation.column(reference, Part::Code);
            let own = (format!("{code} >= 0 AND {code} < {answers}"), code.clone());
            format!("({})", cases([own, missing(&code)], &undefined))
        }
        Kind::Numbers => {
            let number = relation.column(reference, Part::Number);
            let state = relation.column(reference, Part::State);
            let category = |(place, category): (usize, &crate::tabulation::subject::Category)| {
                let holds = match subject.kind {
                    SubjectKind::Bands => {
                        category.interval.is_some().then(|| in_band(&number, category.interval))?
                    }
                    SubjectKind::Single | SubjectKind::Multiple | SubjectKind::Number => {
                        format!("trunc({number}) = {}", day_of_code(&category.code)?)
                    }
                };
                Some((holds, place.to_string()))
            };
            let own: Vec<_> = subject.categories.iter().enumerate().filter_map(category).collect();
            format!("({})", cases(own.into_iter().chain([missing(&state)]), &undefined))
        }
        Kind::Texts => {
            let text = relation.column(reference, Part::Text);
            let state = relation.column(reference, Part::State);
            let known =
                relation.parameters.texts(subject.categories.iter().map(|category| category.code.as_str()));
            let own = format!("coalesce(array_position({known}, {text}) - 1, {undefined})");
            format!("({})", cases([missing(&state)], &own))
        }
        Kind::Sets | Kind::Ranks => {
            let state = relation.column(reference, Part::State);
            format!("({})", cases([missing(&state)], &undefined))
        }
        Kind::Nothing => undefined,
    }
}

fn flags_of(relation: &mut Relation<'_>, of: &Subject, flags: &[Vec<usize>]) -> String {
    let flags = &flags[..flags.len().min(FLAGS_MAX)];
    let answers = 1_usize << flags.len();
    let Some(state) = relation.state(of.reference) else { return (answers + STATES - 1).to_string() };
    let kind = relation.kind(of.reference);
    let options = of.categories.len();
    let mut bits = Vec::new();
    for (bit, categories) in flags.iter().enumerate() {
        let chosen: Vec<String> = categories
            .iter()
            .filter_map(|category| u16::try_from(*category).ok())
            .filter_map(|category| match kind {
                Kind::Sets => Some(relation.column(of.reference, Part::Option(category))),
                Kind::Ranks if usize::from(category) < options => {
                    Some(format!("{} IS NOT NULL", relation.column(of.reference, Part::Rank(category))))
                }
                Kind::Codes => Some(format!("{} = {category}", relation.column(of.reference, Part::Code))),
                Kind::Ranks | Kind::Numbers | Kind::Texts | Kind::Nothing => None,
            })
            .collect();
        bits.push(format!("({}::integer << {bit})", any(&chosen)));
    }
    let own = if bits.is_empty() { "0".to_owned() } else { bits.join(" + ") };
    format!("({})", cases([(format!("{state} < 0"), format!("{answers} - 1 - {state}"))], &own))
}
