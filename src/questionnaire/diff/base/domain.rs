//! What the answers that a condition speaks of can be, as few kinds as it can tell apart: each code it names and "any
//! other", each number it compares with and the spaces between.

use std::collections::{BTreeMap, BTreeSet};

use super::ASSIGNMENTS_MAX;
use crate::questionnaire::condition::{Expr, Given, Reference, Value};
use crate::questionnaire::diff::options::short;
use crate::questionnaire::diff::pairs::Pairs;
use crate::questionnaire::{ItemIndex, Questionnaire, VariableIndex, VariableKind};

/// One variable of both editions, or of one, with what its answer can be. The first state is "no answer".
#[derive(Debug)]
pub(super) struct Dimension {
    pub(super) old: Option<Reference>,
    pub(super) new: Option<Reference>,
    /// Its name for people.
    pub(super) name: String,
    pub(super) states: Vec<State>,
}

/// One answer, as each edition sees it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct State {
    pub(super) old: Held,
    pub(super) new: Held,
    pub(super) meaning: Meaning,
}

/// What an expression finds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Held {
    Nothing,
    Value(Value),
    /// The codes that conditions name and that are ticked, and whether anything is.
    Ticked(Vec<String>),
    /// Some answer that no condition names.
    Something,
}

/// What it means for people.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Meaning {
    NoAnswer,
    /// One of the named answers.
    Named(String),
    /// Any answer but the named ones.
    Other,
    /// Which of the named options are ticked.
    Set(Vec<(String, bool)>),
}

/// What conditions ask of a name.
#[derive(Debug, Default)]
struct Uses {
    codes: BTreeSet<String>,
    numbers: Vec<f64>,
    /// Compared by its order, or with another name: every code counts.
    all_codes: bool,
}

type UsesByName = BTreeMap<Reference, Uses>;

/// The variables that decide who is asked the item in OLD and in NEW; `None` where a condition calculates, or there are
/// more than [`ASSIGNMENTS_MAX`] combinations.
pub(super) fn dimensions(before: ItemIndex, now: ItemIndex, pairs: &Pairs<'_>) -> Option<Vec<Dimension>> {
    let old = uses(pairs.old, before)?;
    let new = uses(pairs.new, now)?;
    let mut dimensions = Vec::new();
    let mut done: BTreeSet<Reference> = BTreeSet::new();
    for (name, uses) in &old {
        let partner = pairs.reference_now(*name);
        let none = Uses::default();
        let others = partner.and_then(|partner| new.get(&partner)).unwrap_or(&none);
        done.extend(partner);
        dimensions.push(dimension(Some(*name), partner, uses, others, pairs)?);
    }
    for (name, uses) in new.iter().filter(|(name, _)| !done.contains(name)) {
        let partner = match name {
            Reference::Variable(variable) => pairs.variable_before(*variable).map(Reference::Variable),
            Reference::Given(_) | Reference::Derived(_) | Reference::Extra(_) => None,
        };
        dimensions.push(dimension(partner, Some(*name), &Uses::default(), uses, pairs)?);
    }
    let combinations = dimensions.iter().try_fold(1usize, |product, dimension| {
        product.checked_mul(dimension.states.len()).filter(|product| *product <= ASSIGNMENTS_MAX)
    });
    combinations.map(|_| dimensions)
}

/// Every name that decides whether the item is asked, with those that decide whether they are.
fn uses(questionnaire: &Questionnaire, item: ItemIndex) -> Option<UsesByName> {
    let mut uses = UsesByName::new();
    let mut waiting = vec![(item, None)];
    let mut seen = BTreeSet::new();
    while let Some((item, row)) = waiting.pop() {
        if !seen.insert((item, row)) {
            continue;
        }
        let page = questionnaire.pages.get(questionnaire.page_of(item));
        let own = questionnaire.item(item);
        let row: Option<&crate::questionnaire::Row> = row.and_then(|row: usize| own.rows().get(row));
        let conditions = [
            page.and_then(|page| page.show_if.as_ref()),
            own.show_if.as_ref(),
            row.and_then(|row| row.show_if.as_ref()),
        ];
        for condition in conditions.into_iter().flatten() {
            collect(&condition.expr, questionnaire, &mut uses)?;
            condition.expr.visit_references(&mut |reference| {
                if let Reference::Variable(variable) = reference {
                    let variable = questionnaire.variable(variable);
                    waiting.push((variable.item, variable.row));
                }
            });
        }
    }
    Some(uses)
}

/// `None` where the expression calculates with answers.
fn collect(expr: &Expr, questionnaire: &Questionnaire, uses: &mut UsesByName) -> Option<()> {
    match expr {
        Expr::Literal(_) => {}
        Expr::Name(name) => {
            uses.entry(*name).or_default();
        }
        Expr::CodeNumber(name) => uses.entry(*name).or_default().all_codes = true,
        Expr::OneOf { operand, values } => {
            collect(operand, questionnaire, uses)?;
            for value in values {
                note(operand, value, uses);
            }
        }
        Expr::Equal(left, right) => {
            for side in [left, right] {
                collect(side, questionnaire, uses)?;
                match &**side {
                    Expr::Name(name) if is_coded(*name, questionnaire) => {
                        uses.entry(*name).or_default().all_codes = true;
                    }
                    Expr::Literal(_) | Expr::CodeNumber(_) => {}
                    _ => return None,
                }
            }
        }
        Expr::Compare { left, right, .. } => match (&**left, &**right) {
            (name, Expr::Literal(value)) | (Expr::Literal(value), name) => {
                if !matches!(name, Expr::Name(_) | Expr::CodeNumber(_)) {
                    return None;
                }
                collect(name, questionnaire, uses)?;
                note(name, value, uses);
            }
            (Expr::CodeNumber(_), Expr::CodeNumber(_)) => {
                collect(left, questionnaire, uses)?;
                collect(right, questionnaire, uses)?;
            }
            _ => return None,
        },
        Expr::Not(inner) => collect(inner, questionnaire, uses)?,
        Expr::And(left, right) | Expr::Or(left, right) => {
            collect(left, questionnaire, uses)?;
            collect(right, questionnaire, uses)?;
        }
        Expr::Has { multiple, code } => {
            uses.entry(*multiple).or_default().codes.insert(code.clone());
        }
        Expr::Answered(names) | Expr::Asked(names) => {
            for name in names {
                uses.entry(*name).or_default();
            }
        }
        Expr::Arithmetic { .. }
        | Expr::Negate(_)
        | Expr::Size(_)
        | Expr::Rank { .. }
        | Expr::Min(_)
        | Expr::Max(_)
        | Expr::Sum(_)
        | Expr::YearsBetween(..)
        | Expr::Round { .. } => return None,
    }
    Some(())
}

/// Whether a name holds one of some codes.
fn is_coded(name: Reference, questionnaire: &Questionnaire) -> bool {
    matches!(name, Reference::Variable(variable) if questionnaire.variable(variable).kind == VariableKind::Single)
}

fn note(operand: &Expr, value: &Value, uses: &mut UsesByName) {
    let (Expr::Name(name) | Expr::CodeNumber(name)) = operand else { return };
    let uses = uses.entry(*name).or_default();
    match value {
        Value::Text(code) => {
            uses.codes.insert(code.clone());
        }
        Value::Number(number) => uses.numbers.push(*number),
        Value::Bool(_) | Value::Unknown => {}
    }
}

fn dimension(
    old: Option<Reference>,
    new: Option<Reference>,
    old_uses: &Uses,
    new_uses: &Uses,
    pairs: &Pairs<'_>,
) -> Option<Dimension> {
    let none = || State { old: Held::Nothing, new: Held::Nothing, meaning: Meaning::NoAnswer };
    let mut states = vec![none()];
    let kind = |questionnaire: &Questionnaire, reference: Option<Reference>| match reference {
        Some(Reference::Variable(variable)) => Some(questionnaire.variable(variable).kind),
        Some(Reference::Given(_) | Reference::Derived(_) | Reference::Extra(_)) | None => None,
    };
    let name = name(old, new, pairs);
    match kind(pairs.new, new).or_else(|| kind(pairs.old, old)) {
        Some(VariableKind::Single) => {
            states.extend(codes(old, new, old_uses, new_uses, pairs));
        }
        Some(VariableKind::Multiple) => states.extend(sets(old, new, old_uses, new_uses, pairs)?),
        Some(VariableKind::Number | VariableKind::Scale | VariableKind::Date) => {
            let date =
                matches!(kind(pairs.new, new).or_else(|| kind(pairs.old, old)), Some(VariableKind::Date));
            // Days would have to be written as dates; say that it changed instead.
            if date {
                return None;
            }
            states.extend(numbers(old_uses, new_uses));
        }
        Some(VariableKind::Text | VariableKind::Ranking { .. }) => {
            let values: BTreeSet<&String> = old_uses.codes.iter().chain(&new_uses.codes).collect();
            states.extend(values.into_iter().map(|text| named(text, text, format!("“{}”", short(text)))));
            states.push(something());
        }
        None => states = given(old.or(new)?, old_uses, new_uses)?,
    }
    Some(Dimension { old, new, name, states })
}

fn name(old: Option<Reference>, new: Option<Reference>, pairs: &Pairs<'_>) -> String {
    let of = |questionnaire: &Questionnaire, reference| match reference {
        Reference::Variable(variable) => questionnaire.variable(variable).name.clone(),
        Reference::Given(Given::Source) => "the source".to_owned(),
        Reference::Given(Given::Language) => "the language".to_owned(),
        Reference::Given(Given::Arm(at)) => {
            questionnaire.arms.get(at).map_or_else(String::new, |arm| format!("the arm {}", arm.id))
        }
        Reference::Given(Given::Consent(at)) => questionnaire
            .consents
            .get(at)
            .map_or_else(String::new, |consent| format!("consent to {}", consent.id)),
        Reference::Given(_) | Reference::Derived(_) | Reference::Extra(_) => String::new(),
    };
    match (new, old) {
        (Some(new), _) => of(pairs.new, new),
        (None, Some(old)) => format!("{} of OLD", of(pairs.old, old)),
        (None, None) => String::new(),
    }
}

fn named(old: &str, new: &str, label: String) -> State {
    let held = |code: &str| Held::Value(Value::Text(code.to_owned()));
    State { old: held(old), new: held(new), meaning: Meaning::Named(label) }
}

fn something() -> State {
    State { old: Held::Something, new: Held::Something, meaning: Meaning::Other }
}

/// An answer with its code in each edition; `None` where an edition does not offer it.
struct Offered {
    old: Option<String>,
    new: Option<String>,
    label: String,
}

/// The options of both editions, each once.
fn offered(old: Option<Reference>, new: Option<Reference>, pairs: &Pairs<'_>) -> Vec<Offered> {
    let variable = |reference: Option<Reference>| -> Option<VariableIndex> { super::variable(reference) };
    let before = variable(old).map(|variable| pairs.old.variable(variable).item);
    let now = variable(new).map(|variable| pairs.new.variable(variable).item);
    let mut all = Vec::new();
    let mut met = BTreeSet::new();
    if let Some(now) = now {
        for (at, option) in pairs.new.item(now).options().iter().enumerate() {
            let partner = pairs.options(now).pairs.iter().find(|(_, to, _)| usize::from(to.0) == at);
            let partner = partner.map(|(from, _, _)| *from).zip(before);
            let earlier =
                partner.and_then(|(from, before)| pairs.old.item(before).options().get(usize::from(from.0)));
            met.extend(partner.map(|(from, _)| from));
            all.push(Offered {
                old: earlier.map(|option| option.code.to_string()),
                new: Some(option.code.to_string()),
                label: format!("“{}”", short(&option.text.source)),
            });
        }
    }
    if let Some(before) = before {
        for (at, option) in pairs.old.item(before).options().iter().enumerate() {
            if !met.iter().any(|from| usize::from(from.0) == at) {
                all.push(Offered {
                    old: Some(option.code.to_string()),
                    new: None,
                    label: format!("“{}”", short(&option.text.source)),
                });
            }
        }
    }
    all
}

fn is_named(offered: &Offered, old: &Uses, new: &Uses) -> bool {
    let by = |code: &Option<String>, uses: &Uses| {
        uses.all_codes || code.as_ref().is_some_and(|code| uses.codes.contains(code))
    };
    by(&offered.old, old) || by(&offered.new, new)
}

fn codes(
    old: Option<Reference>,
    new: Option<Reference>,
    old_uses: &Uses,
    new_uses: &Uses,
    pairs: &Pairs<'_>,
) -> Vec<State> {
    let (named, rest): (Vec<Offered>, Vec<Offered>) =
        offered(old, new, pairs).into_iter().partition(|offered| is_named(offered, old_uses, new_uses));
    let held = |code: Option<String>| code.map_or(Held::Something, |code| Held::Value(Value::Text(code)));
    let mut states: Vec<State> = named
        .into_iter()
        .map(|offered| State {
            old: held(offered.old),
            new: held(offered.new),
            meaning: Meaning::Named(offered.label),
        })
        .collect();
    if !rest.is_empty() {
        states.push(something());
    }
    states
}

/// Every set of the named options, each with and without others ticked.
fn sets(
    old: Option<Reference>,
    new: Option<Reference>,
    old_uses: &Uses,
    new_uses: &Uses,
    pairs: &Pairs<'_>,
) -> Option<Vec<State>> {
    const NAMED_MAX: usize = 8;
    let named: Vec<Offered> = offered(old, new, pairs)
        .into_iter()
        .filter(|offered| is_named(offered, old_uses, new_uses))
        .collect();
    if named.len() > NAMED_MAX {
        return None;
    }
    let mut states = Vec::new();
    for bits in 0..1usize << named.len() {
        let chosen = |at: usize| bits >> at & 1 == 1;
        let codes = |code: &dyn Fn(&Offered) -> Option<String>| {
            let ticked = named.iter().enumerate().filter(|(at, _)| chosen(*at));
            Held::Ticked(ticked.filter_map(|(_, offered)| code(offered)).collect())
        };
        let set = named.iter().enumerate().map(|(at, offered)| (offered.label.clone(), chosen(at)));
        states.push(State {
            old: codes(&|offered| offered.old.clone()),
            new: codes(&|offered| offered.new.clone()),
            meaning: Meaning::Set(set.collect()),
        });
    }
    Some(states)
}

/// Each number compared with, and a number of each space between.
fn numbers(old: &Uses, new: &Uses) -> Vec<State> {
    let mut points: Vec<f64> = old.numbers.iter().chain(&new.numbers).copied().collect();
    points.sort_by(f64::total_cmp);
    points.dedup();
    let state = |number: f64, label: String| {
        let held = Held::Value(Value::Number(number));
        State { old: held.clone(), new: held, meaning: Meaning::Named(label) }
    };
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return vec![something()] };
    let mut states = vec![state(first - 1.0, format!("below {first}"))];
    for (at, point) in points.iter().enumerate() {
        states.push(state(*point, point.to_string()));
        if let Some(next) = points.get(at + 1) {
            states.push(state((point + next) / 2.0, format!("between {point} and {next}")));
        }
    }
    states.push(state(last + 1.0, format!("above {last}")));
    states
}

/// What is known of every interview; `None` for what has no end of values.
fn given(reference: Reference, old: &Uses, new: &Uses) -> Option<Vec<State>> {
    let Reference::Given(given) = reference else { return None };
    match given {
        Given::Source | Given::Language | Given::Arm(_) => {
            let values: BTreeSet<&String> = old.codes.iter().chain(&new.codes).collect();
            let mut states: Vec<State> =
                values.into_iter().map(|code| named(code, code, format!("“{code}”"))).collect();
            states.push(something());
            Some(states)
        }
        Given::Consent(_) => {
            let state = |is: bool| {
                let held = Held::Value(Value::Bool(is));
                let label = if is { "given" } else { "refused" };
                State { old: held.clone(), new: held, meaning: Meaning::Named(label.to_owned()) }
            };
            Some(vec![state(false), state(true)])
        }
        Given::WaveId
        | Given::WaveOpened
        | Given::Disposition
        | Given::Flag(_)
        | Given::Removed
        | Given::StartedOn
        | Given::SubmittedOn
        | Given::Minutes
        | Given::Device
        | Given::Version
        | Given::Today => None,
    }
}
