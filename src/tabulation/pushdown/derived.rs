//! Derived variables as SQL over the variables they are made from.

use super::conditions::NOT_ASKED;
use super::fields::below_zero;
use super::relation::{Kind, Part, Relation};
use super::statement::{all, any, cases, double};
use crate::questionnaire::condition::Reference;
use crate::tabulation::dataset::State;
use crate::tabulation::derived::Definition;
use crate::tabulation::subject::{Subject, SubjectKind, day_of_code};

/// One part of the derived variable at this place.
pub(super) fn part(relation: &mut Relation<'_>, place: usize, part: Part) -> String {
    let Some(definition) = relation.definition(place) else { return nothing(part) };
    let otherwise = unanswered(relation, place);
    match (definition, part) {
        (Definition::Flag(expr), Part::Code) => {
            let truth = relation.truth(expr);
            format!("(CASE {truth} WHEN true THEN 0 WHEN false THEN 1 ELSE {otherwise} END)")
        }
        (Definition::Recode { of, to }, Part::Code) => {
            let new = |code: &str| {
                to.get(code).map_or_else(|| below_zero(State::Undefined).to_string(), u16::to_string)
            };
            let arms = recoded(relation, of, &new, to.keys());
            format!("({})", cases(arms, &otherwise))
        }
        (Definition::Cuts { of, cuts }, Part::Code) => {
            let number = number_of(relation, *of);
            let bands = cuts
                .iter()
                .enumerate()
                .rev()
                .map(|(band, cut)| (format!("{number} >= {}", double(*cut)), band.to_string()));
            let below = (format!("{number} IS NOT NULL"), below_zero(State::Undefined).to_string());
            format!("({})", cases(bands.chain([below]), &otherwise))
        }
        (Definition::Count(flags), Part::Number | Part::State) => {
            let truths: Vec<String> = flags.iter().map(|flag| relation.truth(flag)).collect();
            let known: Vec<String> = truths.iter().map(|truth| format!("{truth} IS NOT NULL")).collect();
            let ones: Vec<String> = truths.iter().map(|truth| format!("({truth})::integer")).collect();
            let count =
                format!("({})::float8", if ones.is_empty() { "0".to_owned() } else { ones.join(" + ") });
            number_or_reason(part, &all(&known), &count, &otherwise)
        }
        (Definition::Value(expr), Part::Number | Part::State) => {
            let number = relation.number(expr);
            number_or_reason(part, &format!("{number} IS NOT NULL"), &number, &otherwise)
        }
        (Definition::Mean { of, min_answers }, Part::Number | Part::State) => {
            let scores: Vec<String> = of.iter().map(|subject| relation.score(subject)).collect();
            let each = |of: &dyn Fn(&String) -> String| scores.iter().map(of).collect::<Vec<_>>().join(" + ");
            let given = format!("({})", each(&|score| format!("({score} IS NOT NULL)::integer")));
            let sum = format!("({})", each(&|score| format!("coalesce({score}, 0)")));
            let enough = format!("{given} >= {min_answers}");
            number_or_reason(part, &enough, &format!("({sum} / {given})"), &otherwise)
        }
        (
            Definition::Flag(_)
            | Definition::Recode { .. }
            | Definition::Cuts { .. }
            | Definition::Count(_)
            | Definition::Value(_)
            | Definition::Mean { .. }
            | Definition::Broken,
            _,
        ) => nothing(part),
    }
}

/// What a variable does not have.
fn nothing(part: Part) -> String {
    match part {
        Part::Code | Part::State => below_zero(State::Undefined).to_string(),
        Part::Number => "NULL::float8".to_owned(),
        Part::Text => "NULL::text".to_owned(),
        Part::Option(_) => "false".to_owned(),
        Part::Size | Part::Rank(_) => "NULL::integer".to_owned(),
    }
}

fn number_or_reason(part: Part, known: &str, number: &str, otherwise: &str) -> String {
    if part == Part::State {
        format!("(CASE WHEN {known} THEN 0 ELSE {otherwise} END)")
    } else {
        format!("(CASE WHEN {known} THEN {number} END)")
    }
}

/// The old codes, each with its new one.
fn recoded<'c>(
    relation: &mut Relation<'_>,
    of: &Subject,
    new: &dyn Fn(&str) -> String,
    codes: impl Iterator<Item = &'c String>,
) -> Vec<(String, String)> {
    let undefined = below_zero(State::Undefined).to_string();
    match relation.kind(of.reference) {
        Kind::Codes => {
            let code = relation.column(of.reference, Part::Code);
            let each = of.categories.iter().enumerate();
            each.map(|(place, category)| (format!("{code} = {place}"), new(&category.code))).collect()
        }
        Kind::Texts => {
            let text = relation.column(of.reference, Part::Text);
            let mut arms: Vec<(String, String)> = codes
                .map(|code| (format!("{text} = {}", relation.parameters.text(code)), new(code)))
                .collect();
            arms.push((format!("{text} IS NOT NULL"), undefined));
            arms
        }
        Kind::Numbers if of.kind == SubjectKind::Bands => {
            let number = relation.column(of.reference, Part::Number);
            // Where bands overlap the last has the word.
            let bands = of.categories.iter().rev();
            bands.map(|band| (in_band(&number, band.interval), new(&band.code))).collect()
        }
        Kind::Numbers if of.kind == SubjectKind::Single => {
            let number = relation.column(of.reference, Part::Number);
            let days = codes.filter_map(|code| {
                let day = day_of_code(code)?;
                Some((format!("trunc({number}) = {day}"), new(code)))
            });
            let mut arms: Vec<(String, String)> = days.collect();
            arms.push((format!("{number} IS NOT NULL"), undefined));
            arms
        }
        Kind::Sets | Kind::Ranks | Kind::Numbers | Kind::Nothing => Vec::new(),
    }
}

/// From its beginning to below its end; an open end is open.
pub(super) fn in_band(number: &str, interval: Option<(Option<f64>, Option<f64>)>) -> String {
    let (from, to) = interval.unwrap_or((None, None));
    let ends = [
        from.map(|from| format!("{number} >= {}", double(from))),
        to.map(|to| format!("{number} < {}", double(to))),
    ];
    let ends: Vec<String> = ends.into_iter().flatten().collect();
    if ends.is_empty() { format!("{number} IS NOT NULL") } else { all(&ends) }
}

/// A number's values; a scale's points as numbers.
fn number_of(relation: &mut Relation<'_>, reference: Reference) -> String {
    let Reference::Variable(variable) = reference else {
        return relation.column(reference, Part::Number);
    };
    let newest = relation.meaning.newest;
    let subject = Subject::of_variable(newest, variable, newest.source_language());
    relation.score(&subject)
}

/// Why there is no value, if it turns out so: skipped where anything it is made from was asked, else the reason of its
/// first source.
fn unanswered(relation: &mut Relation<'_>, place: usize) -> String {
    let sources = relation.sources(place);
    let states: Vec<String> = sources.into_iter().filter_map(|source| relation.state(source)).collect();
    let Some(first) = states.first() else { return below_zero(State::Undefined).to_string() };
    let each = |is: &str| states.iter().map(|state| format!("{state} {is}")).collect::<Vec<_>>();
    let removed = below_zero(State::Removed);
    let asked = cases(
        [(all(&each(&format!("= {removed}"))), removed.to_string())],
        &below_zero(State::Skipped).to_string(),
    );
    format!("({})", cases([(any(&each(NOT_ASKED)), asked)], first))
}
