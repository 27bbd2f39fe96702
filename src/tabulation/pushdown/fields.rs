//! A variable of the wave's newest version, read from the packed rows of one version: at its offset there, and through what
//! the later versions declare about the item.

use super::StoredVersion;
use super::relation::Part;
use super::statement::{Parameters, all, any, cases};
use crate::questionnaire::{ItemKind, OptionIndex, Questionnaire, VariableIndex};
use crate::responses::{Coding, Crosswalk, Field, Missing, reason_byte};
use crate::tabulation::dataset::State;

/// No answer's first byte is this or more.
const LOWEST_REASON: u8 = 248;
/// The day before 1970-01-01 as the packed dates count, from 0001-01-01 as day 1.
const EPOCH: i64 = 719_163;

/// A missing state as a place below zero.
pub(super) fn below_zero(state: State) -> i64 {
    -i64::from(state as u8)
}

/// The SQL of one part of the variable in a version's rows `r`.
pub(super) fn part(
    version: &StoredVersion,
    newest: &Questionnaire,
    variable: VariableIndex,
    part: Part,
    parameters: &mut Parameters,
) -> String {
    let crosswalk = version.crosswalk.as_ref();
    let source = match crosswalk {
        Some(crosswalk) => crosswalk.source(variable),
        None => Some(variable),
    };
    let field = source.and_then(|source| version.layout.fields().get(source.0));
    let Some(field) = field else { return nothing(part) };
    let carried = Carried { crosswalk, variable };
    match &field.coding {
        Coding::Code { codes } => code(field, codes.len(), &carried),
        Coding::Scale { from } => scale(field, *from, newest, &carried),
        Coding::Set { codes } => set(field, codes.len(), &carried, part),
        Coding::Ranking => {
            let codes: Vec<&str> = version
                .questionnaire
                .options(field.variable)
                .iter()
                .map(|option| option.code.as_str())
                .collect();
            ranking(field, &codes, &carried, part, parameters)
        }
        Coding::Number => plain(field, part, double_of(field)),
        Coding::Date => plain(field, part, format!("({} - {EPOCH})::float8", unsigned(field))),
        Coding::Text => {
            let name = parameters.text(&field.name);
            plain(field, part, format!("r.extra ->> {name}"))
        }
    }
}

/// A part of what a version does not have.
fn nothing(part: Part) -> String {
    match part {
        Part::Code | Part::State => below_zero(State::NotInVersion).to_string(),
        Part::Number => "NULL::float8".to_owned(),
        Part::Text => "NULL::text".to_owned(),
        Part::Option(_) => "false".to_owned(),
        Part::Size | Part::Rank(_) => "NULL::integer".to_owned(),
    }
}

/// The way of a variable's codes into the newest version.
struct Carried<'a> {
    crosswalk: Option<&'a Crosswalk>,
    variable: VariableIndex,
}

impl Carried<'_> {
    /// The place in the newest version of an option of this one.
    fn target(&self, option: usize) -> Option<usize> {
        let option = OptionIndex(u16::try_from(option).ok()?);
        match self.crosswalk {
            Some(crosswalk) => crosswalk.target(self.variable, option).map(|target| usize::from(target.0)),
            None => Some(usize::from(option.0)),
        }
    }

    /// The options of this version that became this one of the newest.
    fn sources(&self, target: u16, options: usize) -> Vec<usize> {
        (0..options).filter(|option| self.target(*option) == Some(usize::from(target))).collect()
    }
}

fn first_byte(field: &Field) -> String {
    format!("get_byte(r.answers, {})", field.offset)
}

fn is_answered(field: &Field) -> String {
    format!("{} < {LOWEST_REASON}", first_byte(field))
}

/// The reasons' bytes count down from the last value of a byte as the states count up.
fn reason(field: &Field) -> String {
    let above = i64::from(reason_byte(Missing::NotAsked)) - below_zero(State::NotAsked);
    format!("{} - {above}", first_byte(field))
}

fn plain(field: &Field, part: Part, value: String) -> String {
    match part {
        Part::State => cases([(is_answered(field), "0".to_owned())], &reason(field)),
        Part::Number | Part::Text => format!("CASE WHEN {} THEN {value} END", is_answered(field)),
        Part::Code | Part::Option(_) | Part::Size | Part::Rank(_) => nothing(part),
    }
}

fn code(field: &Field, options: usize, carried: &Carried<'_>) -> String {
    let place = unsigned(field);
    let same = (0..options).all(|option| carried.target(option) == Some(option));
    let now = if same {
        format!("{place}::integer")
    } else {
        let become_now = (0..options)
            .filter_map(|option| Some((format!("{place} = {option}"), carried.target(option)?.to_string())));
        cases(become_now, &below_zero(State::NotInVersion).to_string())
    };
    cases([(is_answered(field), now)], &reason(field))
}

fn scale(field: &Field, from: i64, newest: &Questionnaire, carried: &Carried<'_>) -> String {
    let distance = unsigned(field);
    let Some(crosswalk) = carried.crosswalk else {
        return cases([(is_answered(field), format!("{distance}::integer"))], &reason(field));
    };
    let first = match newest.item(newest.variable(carried.variable).item).kind {
        ItemKind::Scale { from, .. } => from,
        _ => from,
    };
    let (low, high) = crosswalk.scale(carried.variable).unwrap_or((1, 0));
    let within = format!("{distance} BETWEEN {} AND {}", low - from, high - from);
    let now = cases(
        [(within, format!("({distance} + {})::integer", from - first))],
        &below_zero(State::NotInVersion).to_string(),
    );
    cases([(is_answered(field), now)], &reason(field))
}

fn set(field: &Field, options: usize, carried: &Carried<'_>, part: Part) -> String {
    let ticked =
        |option: usize| format!("get_bit(r.answers, {}) = 1", field.option_bit(OptionIndex(option as u16)));
    let lost: Vec<String> =
        (0..options).filter(|option| carried.target(*option).is_none()).map(ticked).collect();
    let has_place = if lost.is_empty() {
        is_answered(field)
    } else {
        format!("({} AND NOT {})", is_answered(field), any(&lost))
    };
    let target =
        |target: u16| any(&carried.sources(target, options).into_iter().map(ticked).collect::<Vec<_>>());
    match part {
        Part::State => {
            let not_there = below_zero(State::NotInVersion).to_string();
            cases([(has_place, "0".to_owned()), (is_answered(field), not_there)], &reason(field))
        }
        Part::Option(option) => format!("({has_place} AND {})", target(option)),
        Part::Size => {
            let targets: std::collections::BTreeSet<usize> =
                (0..options).filter_map(|option| carried.target(option)).collect();
            let each = targets.into_iter().map(|place| format!("{}::integer", target(place as u16)));
            let each: Vec<String> = each.collect();
            let sum = if each.is_empty() { "0".to_owned() } else { each.join(" + ") };
            format!("CASE WHEN {has_place} THEN {sum} END")
        }
        Part::Code | Part::Number | Part::Text | Part::Rank(_) => nothing(part),
    }
}

fn ranking(
    field: &Field,
    codes: &[&str],
    carried: &Carried<'_>,
    part: Part,
    parameters: &mut Parameters,
) -> String {
    let ranked = format!("string_to_array(r.extra ->> {}, '|')", parameters.text(&field.name));
    let mut conditions = vec![is_answered(field)];
    if carried.crosswalk.is_some() {
        let known = (0..codes.len()).filter(|option| carried.target(*option).is_some());
        let known = parameters.texts(known.map(|option| codes[option]));
        conditions.push(format!("{ranked} <@ {known}"));
        // Two that became one have no common rank.
        for later in 0..codes.len() {
            for earlier in 0..later {
                if carried.target(later).is_some() && carried.target(later) == carried.target(earlier) {
                    let pair = parameters.texts([codes[earlier], codes[later]]);
                    conditions.push(format!("NOT {ranked} @> {pair}"));
                }
            }
        }
    }
    let has_place = all(&conditions);
    match part {
        Part::State => {
            let not_there = below_zero(State::NotInVersion).to_string();
            cases([(has_place, "0".to_owned()), (is_answered(field), not_there)], &reason(field))
        }
        Part::Rank(target) => {
            let sources = carried.sources(target, codes.len());
            let places: Vec<String> = sources
                .into_iter()
                .map(|option| format!("array_position({ranked}, {})", parameters.text(codes[option])))
                .collect();
            if places.is_empty() {
                return nothing(part);
            }
            format!("CASE WHEN {has_place} THEN coalesce({}) END", places.join(", "))
        }
        Part::Size => format!("CASE WHEN {has_place} THEN cardinality({ranked}) END"),
        Part::Code | Part::Number | Part::Text | Part::Option(_) => nothing(part),
    }
}

/// The field's bytes as one whole number.
fn unsigned(field: &Field) -> String {
    if field.width == 1 {
        return first_byte(field);
    }
    format!("({})", bytes(field.offset, field.width))
}

/// Big-endian; of eight bytes the first gives the sign.
fn bytes(offset: usize, width: usize) -> String {
    let bytes = (0..width).map(|at| {
        let shift = 8 * (width - 1 - at);
        format!("(get_byte(r.answers, {})::bigint << {shift})", offset + at)
    });
    bytes.collect::<Vec<_>>().join(" | ")
}

/// IEEE 754, big-endian: SQL has no cast from bytes to a float. Every step is exact.
fn double_of(field: &Field) -> String {
    let (high, low) = (bytes(field.offset, 4), bytes(field.offset + 4, 4));
    let exponent = format!("((({high}) >> 20) & 2047)");
    let fraction = format!("(((({high}) & 1048575) << 32 | ({low}))::float8 / 4503599627370496)");
    let sign = format!("(CASE WHEN {} >= 128 THEN -1 ELSE 1 END)", first_byte(field));
    format!(
        "CASE WHEN ({high}) & 2147483647 = 0 AND ({low}) = 0 THEN 0::float8 \
         WHEN {exponent} = 0 THEN {sign} * {fraction} * power(2::float8, -1022) \
         ELSE {sign} * (1 + {fraction}) * power(2::float8, ({exponent} - 1023)::float8) END"
    )
}
