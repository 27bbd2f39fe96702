//! The names a request or a report file may use, and what each means: items, grid rows, derived variables, givens and
//! the further columns of a data file.

use super::dataset::Dataset;
use super::subject::{Source, Subject, SubjectKind};
use crate::diagnostics::{Code, Diagnostic, Span, did_you_mean};
use crate::i18n::Language;
use crate::questionnaire::condition::{Found, Given, NameKind, Named, Reference, Scope};
use crate::questionnaire::{ItemKind, ItemScope, Questionnaire};
use crate::responses::{Disposition, PreambleColumn, flag_name, preamble_columns};

/// What is known beside the questionnaire when names are read.
#[derive(Debug, Clone, Default)]
pub struct Declared {
    /// The wave's source codes; `None` where no wave file says, then any text will do.
    pub sources: Option<Vec<String>>,
    /// The names of the further numeric columns, in the order of the dataset.
    pub extras: Vec<String>,
}

/// All names in scope of one request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Names<'a> {
    pub(crate) questionnaire: &'a Questionnaire,
    pub(crate) language: &'a Language,
    pub(crate) declared: &'a Declared,
    /// The derived variables of the report file, then those of the request.
    pub(crate) derived: &'a [Subject],
    /// Where the request's own start: they are found first.
    pub(crate) own: usize,
    /// Gives the categories of givens; `None` while a file is checked without data.
    pub(crate) dataset: Option<&'a Dataset>,
}

/// What a name stands for in the rows or columns of a table.
#[derive(Debug, Clone)]
pub(crate) enum Meaning {
    One(Subject),
    /// A whole grid, row by row.
    Grid(Vec<Subject>),
}

/// The names of what every response has.
const GIVENS: [(&str, Given); 11] = [
    ("source", Given::Source),
    ("language", Given::Language),
    ("wave.id", Given::WaveId),
    ("wave.opened", Given::WaveOpened),
    ("disposition", Given::Disposition),
    ("removed", Given::Removed),
    ("started_on", Given::StartedOn),
    ("submitted_on", Given::SubmittedOn),
    ("minutes", Given::Minutes),
    ("device", Given::Device),
    ("version", Given::Version),
];

/// Whether the name already means something every response has, or a column of a table.
pub(crate) fn is_given(name: &str) -> bool {
    name == "total" || GIVENS.iter().any(|(known, _)| *known == name)
}

impl<'a> Names<'a> {
    /// What the name means; `None` with a diagnostic where it means nothing, or nothing that can be tabulated.
    pub(crate) fn meaning(&self, name: &str, at: Span, diagnostics: &mut Vec<Diagnostic>) -> Option<Meaning> {
        if let Some(subject) = self.find_derived(name) {
            return Some(Meaning::One(subject.clone()));
        }
        if let Some(given) = self.given(name) {
            let subject = Subject::of_given(given, name, self.questionnaire, self.language, self.dataset);
            return Some(Meaning::One(subject));
        }
        if let Some(index) = self.questionnaire.find_item(name) {
            let item = self.questionnaire.item(index);
            if !item.rows().is_empty() {
                let rows = self.questionnaire.variables_of(index);
                let subjects = rows.map(|row| Subject::of_variable(self.questionnaire, row, self.language));
                return Some(Meaning::Grid(subjects.collect()));
            }
        }
        if let Some(variable) = self.questionnaire.find_variable(name) {
            return Some(Meaning::One(Subject::of_variable(self.questionnaire, variable, self.language)));
        }
        if let Some(index) = self.declared.extras.iter().position(|extra| extra == name) {
            return Some(Meaning::One(Subject::of_extra(index, name)));
        }
        diagnostics.push(self.unknown(name, at));
        None
    }

    /// The name as one variable: a whole grid is refused.
    pub(crate) fn subject(&self, name: &str, at: Span, diagnostics: &mut Vec<Diagnostic>) -> Option<Subject> {
        match self.meaning(name, at, diagnostics)? {
            Meaning::One(subject) => Some(subject),
            Meaning::Grid(rows) => {
                let example = rows.first().map_or("item.row", |row| row.name.as_str());
                diagnostics.push(
                    Diagnostic::new(
                        Code::NotTabulable,
                        at,
                        format!("`{name}` is a whole grid, here stands one variable"),
                    )
                    .help(format!("name one row of it: `{example}`")),
                );
                None
            }
        }
    }

    /// What a reference of a derived variable leads to.
    pub(crate) fn source(&self, reference: Reference) -> Source {
        let name = match reference {
            Reference::Variable(variable) => {
                let described = self.questionnaire.variable(variable);
                return Source { name: described.name.clone(), item: Some(described.item) };
            }
            Reference::Derived(index) => self.derived.get(index).map(|subject| subject.name.clone()),
            Reference::Given(wanted) => {
                self.givens().into_iter().find(|(_, given)| *given == wanted).map(|(name, _)| name)
            }
            Reference::Extra(index) => self.declared.extras.get(index).cloned(),
        };
        Source { name: name.unwrap_or_default(), item: None }
    }

    /// What every response has, by its name.
    fn given(&self, name: &str) -> Option<Given> {
        self.givens().into_iter().find(|(known, _)| known == name).map(|(_, given)| given)
    }

    /// The names of what every response has: the fixed ones, and those of the questionnaire's arms, consents and rules.
    fn givens(&self) -> Vec<(String, Given)> {
        let fixed = GIVENS.iter().map(|(name, given)| ((*name).to_owned(), *given));
        let preamble = preamble_columns(self.questionnaire).into_iter().map(|(name, column)| match column {
            PreambleColumn::Arm(arm) => (name, Given::Arm(arm)),
            PreambleColumn::Consent(consent) => (name, Given::Consent(consent)),
        });
        let rules = self.questionnaire.quality.rules().into_iter();
        fixed.chain(preamble).chain(rules.map(|rule| (flag_name(rule), Given::Flag(rule)))).collect()
    }

    fn find_derived(&self, name: &str) -> Option<&'a Subject> {
        let (report, own) = self.derived.split_at(self.own.min(self.derived.len()));
        own.iter().chain(report).find(|subject| subject.name == name)
    }

    fn unknown(&self, name: &str, at: Span) -> Diagnostic {
        if self.questionnaire.items.iter().any(|item| item.id.as_str() == name) {
            return Diagnostic::new(Code::NotTabulable, at, format!("`{name}` is a note: nobody answers it"))
                .help("name an item with answers");
        }
        let known = self.names();
        let help = match did_you_mean(name, known.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "a variable is an item's id, a grid's row as item.row, a derived variable, one of source, language, disposition, started_on, submitted_on, minutes, device, version, or arm.NAME, consent.ID, flag.RULE as the questionnaire declares them".to_owned(),
        };
        Diagnostic::new(Code::UnknownVariable, at, format!("there is no variable `{name}`")).help(help)
    }

    fn items(&self) -> ItemScope<'a> {
        ItemScope {
            items: &self.questionnaire.items,
            variables: &self.questionnaire.variables,
            visible: usize::MAX,
            sources: self.declared.sources.as_deref(),
            languages: &self.questionnaire.languages,
            arms: &self.questionnaire.arms,
            consents: &self.questionnaire.consents,
        }
    }
}

impl Scope for Names<'_> {
    fn find(&self, name: &str) -> Found {
        let one = |reference, kind| Found::Name(Named { references: vec![reference], kind });
        if let Some(subject) = self.find_derived(name) {
            let kind = match subject.kind {
                SubjectKind::Number | SubjectKind::Bands => NameKind::Number,
                SubjectKind::Single | SubjectKind::Multiple => NameKind::Single {
                    codes: subject.categories.iter().map(|category| category.code.clone()).collect(),
                },
            };
            return one(subject.reference, kind);
        }
        let given = match name {
            "disposition" => Some((
                Given::Disposition,
                NameKind::Single {
                    codes: Disposition::ALL.map(|disposition| disposition.as_str().to_owned()).to_vec(),
                },
            )),
            "started_on" => Some((Given::StartedOn, NameKind::Date)),
            "submitted_on" => Some((Given::SubmittedOn, NameKind::Date)),
            "minutes" => Some((Given::Minutes, NameKind::Number)),
            "device" => Some((Given::Device, NameKind::Text)),
            "version" => Some((Given::Version, NameKind::Text)),
            "removed" => Some((Given::Removed, NameKind::Bool)),
            _ => match self.given(name) {
                Some(given @ Given::Flag(_)) => Some((given, NameKind::Bool)),
                Some(_) | None => None,
            },
        };
        if let Some((given, kind)) = given {
            return one(Reference::Given(given), kind);
        }
        match self.items().find(name) {
            Found::Nothing => match self.declared.extras.iter().position(|extra| extra == name) {
                Some(index) => one(Reference::Extra(index), NameKind::Number),
                None => Found::Nothing,
            },
            found => found,
        }
    }

    fn names(&self) -> Vec<String> {
        let derived = self.derived.iter().map(|subject| subject.name.clone());
        let givens = self.givens().into_iter().map(|(name, _)| name);
        let items = self
            .questionnaire
            .items
            .iter()
            .filter(|item| !matches!(item.kind, ItemKind::Note))
            .map(|item| item.id.to_string());
        let rows = self
            .questionnaire
            .variables
            .iter()
            .filter(|variable| variable.row.is_some())
            .map(|variable| variable.name.clone());
        derived.chain(items).chain(rows).chain(givens).chain(self.declared.extras.iter().cloned()).collect()
    }
}
