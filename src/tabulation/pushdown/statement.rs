//! A statement and its parameters: whatever a person typed is a parameter, never a piece of the text.

use crate::ids::Uuid;

/// SQL with its parameters, `$1` first.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    pub sql: String,
    pub parameters: Vec<Parameter>,
}

/// One value beside the text.
#[derive(Debug, Clone, PartialEq)]
pub enum Parameter {
    Id(Uuid),
    Text(String),
    Texts(Vec<String>),
    Ids(Vec<Uuid>),
    Integers(Vec<i64>),
}

/// The parameters of a statement on its way; each value stands once.
#[derive(Debug, Default)]
pub(super) struct Parameters(Vec<Parameter>);

impl Parameters {
    /// The parameter as it is named in the text, with its type.
    pub(super) fn add(&mut self, parameter: Parameter) -> String {
        let kind = match parameter {
            Parameter::Id(_) => "uuid",
            Parameter::Text(_) => "text",
            Parameter::Texts(_) => "text[]",
            Parameter::Ids(_) => "uuid[]",
            Parameter::Integers(_) => "bigint[]",
        };
        let place = self.0.iter().position(|known| *known == parameter).unwrap_or_else(|| {
            self.0.push(parameter);
            self.0.len() - 1
        });
        format!("${}::{kind}", place + 1)
    }

    pub(super) fn text(&mut self, text: &str) -> String {
        self.add(Parameter::Text(text.to_owned()))
    }

    pub(super) fn texts<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) -> String {
        self.add(Parameter::Texts(texts.into_iter().map(str::to_owned).collect()))
    }

    pub(super) fn with(self, sql: String) -> Statement {
        Statement { sql, parameters: self.0 }
    }
}

/// A finite number as SQL reads it back to the last bit.
pub(super) fn double(number: f64) -> String {
    format!("'{number:?}'::float8")
}

/// Cases in order: the value of the first that holds, else `otherwise`.
pub(super) fn cases(cases: impl IntoIterator<Item = (String, String)>, otherwise: &str) -> String {
    let arms: Vec<String> =
        cases.into_iter().map(|(holds, value)| format!("WHEN {holds} THEN {value} ")).collect();
    if arms.is_empty() { otherwise.to_owned() } else { format!("CASE {}ELSE {otherwise} END", arms.concat()) }
}

/// The first of some conditions that holds, or any: true or false where each is.
pub(super) fn any(conditions: &[String]) -> String {
    joined(conditions, " OR ", "false")
}

pub(super) fn all(conditions: &[String]) -> String {
    joined(conditions, " AND ", "true")
}

fn joined(conditions: &[String], between: &str, none: &str) -> String {
    if conditions.is_empty() { none.to_owned() } else { format!("({})", conditions.join(between)) }
}
