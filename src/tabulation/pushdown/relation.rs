//! The rows of a wave as SQL sees them: one select a version that reads the packed answers as the newest version names them,
//! then the derived variables in layers, each after what it is made from. Only what is named is read.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::{is_number, is_text};
use super::statement::{Parameter, Parameters};
use super::{StoredWave, derived, fields, givens};
use crate::questionnaire::condition::{Given, Reference};
use crate::questionnaire::{Questionnaire, VariableKind};
use crate::responses::flag_name;
use crate::tabulation::derived::{Definition, Derived};
use crate::tabulation::subject::Subject;

/// One value of what stands under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// The place of the code; below zero the missing state.
    Code,
    /// 0 where there is an answer, below zero the missing state. Of what has no codes.
    State,
    /// NULL where there is none.
    Number,
    Text,
    /// Whether the option was chosen; never NULL.
    Option(u16),
    /// How many options were chosen or ranked.
    Size,
    /// From 1; NULL where the option is not ranked.
    Rank(u16),
}

/// What a name holds, as the columns in memory have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Codes,
    Sets,
    Ranks,
    Numbers,
    Texts,
    /// A variable with a mistake.
    Nothing,
}

/// What names mean: the newest questionnaire, and the derived variables of the report and the request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Meaning<'a> {
    pub(super) newest: &'a Questionnaire,
    pub(super) derived: &'a [Derived],
    pub(super) subjects: &'a [Subject],
}

/// The rows, as far as they are named.
pub(super) struct Relation<'a> {
    wave: &'a StoredWave,
    pub(super) meaning: Meaning<'a>,
    pub(super) parameters: Parameters,
    names: BTreeMap<(Reference, Part), String>,
    base: Vec<(String, Reference, Part)>,
    /// By depth: the columns of derived variables.
    layers: BTreeMap<usize, Vec<(String, String)>>,
    /// What cannot be said in SQL.
    pub(super) refused: Option<String>,
}

/// Above so many layers their columns are worked out once and not written out wherever they are named.
const LAYERS_WRITTEN_OUT: usize = 2;

impl<'a> Relation<'a> {
    pub(super) fn of(wave: &'a StoredWave, meaning: Meaning<'a>) -> Relation<'a> {
        Relation {
            wave,
            meaning,
            parameters: Parameters::default(),
            names: BTreeMap::new(),
            base: Vec::new(),
            layers: BTreeMap::new(),
            refused: None,
        }
    }

    /// The name of the column.
    pub(super) fn column(&mut self, reference: Reference, part: Part) -> String {
        if let Some(name) = self.names.get(&(reference, part)) {
            return name.clone();
        }
        let name = match reference {
            Reference::Variable(_) | Reference::Given(_) => {
                let name = format!("b{}", self.base.len());
                self.base.push((name.clone(), reference, part));
                name
            }
            Reference::Derived(place) => {
                let value = derived::part(self, place, part);
                let layer = self.layers.entry(self.depth(place)).or_default();
                let name = format!("d{place}_{}", layer.len());
                layer.push((name.clone(), value));
                name
            }
            Reference::Extra(_) => {
                self.refuse("a column of a data file".to_owned());
                "NULL".to_owned()
            }
        };
        self.names.insert((reference, part), name.clone());
        name
    }

    /// Remembers that something cannot be said; what is made then is never run.
    pub(super) fn refuse(&mut self, what: String) {
        self.refused.get_or_insert(what);
    }

    /// 0 where there is an answer, below zero the missing state; `None` where there is no such column.
    pub(super) fn state(&mut self, reference: Reference) -> Option<String> {
        match self.kind(reference) {
            Kind::Codes => Some(format!("least({}, 0)", self.column(reference, Part::Code))),
            Kind::Sets | Kind::Ranks | Kind::Numbers | Kind::Texts => {
                Some(self.column(reference, Part::State))
            }
            Kind::Nothing => None,
        }
    }

    pub(super) fn kind(&self, reference: Reference) -> Kind {
        match reference {
            Reference::Variable(variable) => match self.meaning.newest.variable(variable).kind {
                VariableKind::Single | VariableKind::Scale => Kind::Codes,
                VariableKind::Multiple => Kind::Sets,
                VariableKind::Ranking { .. } => Kind::Ranks,
                VariableKind::Number | VariableKind::Date => Kind::Numbers,
                VariableKind::Text => Kind::Texts,
            },
            Reference::Given(given) if is_number(given) => Kind::Numbers,
            Reference::Given(given) if is_text(given) => Kind::Texts,
            Reference::Given(_) => Kind::Codes,
            Reference::Derived(place) => match self.definition(place) {
                Some(Definition::Flag(_)) => Kind::Codes,
                Some(Definition::Recode { of, .. }) => match self.kind(of.reference) {
                    Kind::Nothing => Kind::Nothing,
                    Kind::Codes | Kind::Sets | Kind::Ranks | Kind::Numbers | Kind::Texts => Kind::Codes,
                },
                Some(Definition::Cuts { of, .. }) => match self.kind(*of) {
                    Kind::Numbers | Kind::Codes => Kind::Codes,
                    Kind::Sets | Kind::Ranks | Kind::Texts | Kind::Nothing => Kind::Nothing,
                },
                Some(Definition::Count(_) | Definition::Value(_)) => Kind::Numbers,
                Some(Definition::Mean { of, .. }) => {
                    let is_none = |subject: &Subject| self.kind(subject.reference) == Kind::Nothing;
                    if of.iter().any(is_none) { Kind::Nothing } else { Kind::Numbers }
                }
                Some(Definition::Broken) | None => Kind::Nothing,
            },
            Reference::Extra(_) => Kind::Nothing,
        }
    }

    pub(super) fn definition(&self, place: usize) -> Option<&'a Definition> {
        self.meaning.derived.get(place).map(|derived| &derived.definition)
    }

    /// What a derived variable is made from; those of a circle have been refused before.
    pub(super) fn sources(&self, place: usize) -> Vec<Reference> {
        let sources = self.meaning.derived.get(place).map(Derived::sources);
        sources.map_or_else(Vec::new, |sources: &BTreeSet<Reference>| sources.iter().copied().collect())
    }

    fn depth(&self, place: usize) -> usize {
        let deepest = self.sources(place).into_iter().filter_map(|source| match source {
            Reference::Derived(source) => Some(self.depth(source)),
            Reference::Variable(_) | Reference::Given(_) | Reference::Extra(_) => None,
        });
        deepest.max().map_or(0, |deepest| deepest + 1)
    }

    /// The rows as they stand behind FROM, with the columns named so far, `id` and `disposition`.
    pub(super) fn rows(&mut self) -> String {
        let selects: Vec<String> =
            (0..self.wave.versions.len()).map(|version| self.of_version(version)).collect();
        let mut rows = selects.join(" UNION ALL ");
        if selects.is_empty() {
            rows = self.of_nobody();
        }
        for (depth, layer) in &self.layers {
            let columns: Vec<String> =
                layer.iter().map(|(name, value)| format!("{value} AS {name}")).collect();
            let fence = if *depth >= LAYERS_WRITTEN_OUT { " OFFSET 0" } else { "" };
            rows = format!("SELECT l{depth}.*, {} FROM ({rows}) AS l{depth}{fence}", columns.join(", "));
        }
        format!("({rows}) AS stored")
    }

    fn of_version(&mut self, version: usize) -> String {
        let wave = self.wave;
        let own = &wave.versions[version];
        let mut columns = vec!["r.response_id AS id".to_owned(), "r.disposition AS disposition".to_owned()];
        for (name, reference, part) in std::mem::take(&mut self.base) {
            let value = match reference {
                Reference::Variable(variable) => {
                    fields::part(own, self.meaning.newest, variable, part, &mut self.parameters)
                }
                Reference::Given(given) => {
                    givens::part(given, wave, self.meaning.newest, part, &mut self.parameters).unwrap_or_else(
                        || {
                            self.refuse(told(given));
                            "NULL".to_owned()
                        },
                    )
                }
                Reference::Derived(_) | Reference::Extra(_) => "NULL".to_owned(),
            };
            columns.push(format!("{value} AS {name}"));
            self.base.push((name, reference, part));
        }
        let id = self.parameters.add(Parameter::Id(wave.id));
        let version = self.parameters.text(own.version.as_str());
        format!(
            "SELECT {} FROM responses AS r WHERE r.wave_id = {id} AND r.version_id = {version}",
            columns.join(", ")
        )
    }

    /// Rows of a wave that nobody has answered yet.
    fn of_nobody(&mut self) -> String {
        let mut columns = vec!["NULL::uuid AS id".to_owned(), "NULL::text AS disposition".to_owned()];
        columns.extend(self.base.iter().map(|(name, _, part)| {
            let kind = match part {
                Part::Code | Part::State | Part::Size | Part::Rank(_) => "integer",
                Part::Number => "float8",
                Part::Text => "text",
                Part::Option(_) => "boolean",
            };
            format!("NULL::{kind} AS {name}")
        }));
        format!("SELECT {} WHERE false", columns.join(", "))
    }
}

/// What of the givens SQL cannot tell, in words.
fn told(given: Given) -> String {
    match given {
        Given::Flag(rule) => {
            format!("`{}`: whether an interview is flagged hangs on the other interviews", flag_name(rule))
        }
        Given::WaveId
        | Given::WaveOpened
        | Given::Source
        | Given::Language
        | Given::Arm(_)
        | Given::Consent(_)
        | Given::Today
        | Given::Disposition
        | Given::Removed
        | Given::StartedOn
        | Given::SubmittedOn
        | Given::Minutes
        | Given::Device
        | Given::Version => "something that the questionnaire does not have".to_owned(),
    }
}
