//! The names an expression of a questionnaire may use: what was asked before it, and what every interview has.

use super::condition::{Found, Given, NameKind, Named, Reference, Scope};
use super::{AnswerOption, Arm, ComputedAs, Consent, Item, ItemKind, Variable, VariableIndex};
use crate::i18n::Language;

/// A questionnaire, or the part of it that was read so far, as seen from one place of it.
#[derive(Debug, Clone, Copy)]
pub struct ItemScope<'a> {
    pub items: &'a [Item],
    pub variables: &'a [Variable],
    /// Items whose variables start before this place were asked earlier; the others come later.
    pub visible: usize,
    /// The wave's sources; `None` where no wave file says, then any text will do.
    pub sources: Option<&'a [String]>,
    pub languages: &'a [Language],
    pub arms: &'a [Arm],
    pub consents: &'a [Consent],
}

impl Scope for ItemScope<'_> {
    fn find(&self, name: &str) -> Found {
        if let Some(given) = self.given(name) {
            return Found::Name(given);
        }
        let (id, row) = name.split_once('.').map_or((name, None), |(id, row)| (id, Some(row)));
        let Some(item) = self.items.iter().find(|item| item.id.as_str() == id) else { return Found::Nothing };
        let variables = match row {
            None => item.variables.clone(),
            Some(_) => match item.variables.clone().find(|at| self.variables[*at].name == name) {
                Some(variable) => variable..variable + 1,
                None => return Found::Nothing,
            },
        };
        let Some(kind) = kind(item, row.is_some()) else { return Found::Nothing };
        if item.variables.start >= self.visible {
            return Found::Later(None);
        }
        let references = variables.map(|at| Reference::Variable(VariableIndex(at))).collect();
        Found::Name(Named { references, kind })
    }

    fn names(&self) -> Vec<String> {
        let given = ["source", "language", "wave.id", "wave.opened"].map(str::to_owned);
        let arms = self.arms.iter().map(|arm| format!("arm.{}", arm.id));
        let consents = self.consents.iter().map(|consent| format!("consent.{}", consent.id));
        let visible = self.items.iter().filter(|item| item.variables.start < self.visible);
        let ids = visible.clone().filter(|item| !item.variables.is_empty()).map(|item| item.id.to_string());
        let rows = visible
            .filter(|item| !item.rows().is_empty())
            .flat_map(|item| item.variables.clone().map(|at| self.variables[at].name.clone()));
        given.into_iter().chain(arms).chain(consents).chain(ids).chain(rows).collect()
    }
}

impl ItemScope<'_> {
    fn given(&self, name: &str) -> Option<Named> {
        let (given, kind) = match name {
            "wave.id" => (Given::WaveId, NameKind::Text),
            "wave.opened" => (Given::WaveOpened, NameKind::Date),
            "source" => {
                let kind = match self.sources {
                    Some(sources) => NameKind::Single { codes: sources.to_vec() },
                    None => NameKind::Text,
                };
                (Given::Source, kind)
            }
            "language" => {
                let codes = self.languages.iter().map(Language::to_string).collect();
                (Given::Language, NameKind::Single { codes })
            }
            _ => self.declared(name)?,
        };
        Some(Named { references: vec![Reference::Given(given)], kind })
    }
}

impl ItemScope<'_> {
    /// `arm.NAME` and `consent.ID`.
    fn declared(&self, name: &str) -> Option<(Given, NameKind)> {
        if let Some(id) = name.strip_prefix("arm.") {
            let place = self.arms.iter().position(|arm| arm.id.as_str() == id)?;
            let codes = self.arms[place].groups.iter().map(|group| group.code.to_string()).collect();
            return Some((Given::Arm(place), NameKind::Single { codes }));
        }
        let id = name.strip_prefix("consent.")?;
        let place = self.consents.iter().position(|consent| consent.id.as_str() == id)?;
        Some((Given::Consent(place), NameKind::Bool))
    }
}

/// What an item, or one row of it, is to an expression; `None` for a note.
fn kind(item: &Item, row: bool) -> Option<NameKind> {
    let codes = |options: &[AnswerOption]| options.iter().map(|option| option.code.to_string()).collect();
    Some(match &item.kind {
        ItemKind::Single { options, .. } => NameKind::Single { codes: codes(options) },
        ItemKind::Multiple { options, .. } => NameKind::Multiple { codes: codes(options) },
        ItemKind::Grid { options, .. } if row => NameKind::Single { codes: codes(options) },
        ItemKind::MultipleGrid { options, .. } if row => NameKind::Multiple { codes: codes(options) },
        ItemKind::Allocation { .. } if row => NameKind::Number,
        ItemKind::Grid { .. } | ItemKind::MultipleGrid { .. } | ItemKind::Allocation { .. } => NameKind::Grid,
        ItemKind::Ranking { options, .. } => NameKind::Ranking { codes: codes(options) },
        ItemKind::Number { .. } | ItemKind::Scale { .. } => NameKind::Number,
        ItemKind::Date { .. } => NameKind::Date,
        ItemKind::Text { .. } => NameKind::Text,
        ItemKind::Note => return None,
        ItemKind::Computed { stored_as, .. } => match stored_as {
            ComputedAs::Single { options } => NameKind::Single { codes: codes(options) },
            ComputedAs::Number => NameKind::Number,
            ComputedAs::Text => NameKind::Text,
        },
    })
}
