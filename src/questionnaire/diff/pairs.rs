//! The two questionnaires side by side: for each item, option, row and variable of one, its partner in the other.

use super::correspondence::{OptionPairs, RowPairs};
use super::pairing::Partner;
use crate::questionnaire::condition::{Given, Reference};
use crate::questionnaire::{Item, ItemIndex, ItemKind, OptionIndex, Questionnaire, VariableIndex};

pub(super) struct Pairs<'a> {
    pub(super) old: &'a Questionnaire,
    pub(super) new: &'a Questionnaire,
    /// By item of NEW.
    partners: &'a [Partner],
    /// By item of NEW.
    options: Vec<OptionPairs>,
    /// By variable of OLD.
    variables: Vec<Option<VariableIndex>>,
}

impl<'a> Pairs<'a> {
    pub(super) fn of(old: &'a Questionnaire, new: &'a Questionnaire, partners: &'a [Partner]) -> Pairs<'a> {
        let mut pairs =
            Pairs { old, new, partners, options: Vec::new(), variables: vec![None; old.variables.len()] };
        for (item, partner) in new.items.iter().zip(partners) {
            let options = match partner.continued() {
                Some(before) => OptionPairs::of(old.item(before), item),
                None => OptionPairs::default(),
            };
            pairs.options.push(options);
        }
        for (now, partner) in partners.iter().enumerate() {
            if let Some(before) = partner.continued() {
                pairs.pair_variables(before, ItemIndex(now));
            }
        }
        pairs
    }

    fn pair_variables(&mut self, before: ItemIndex, now: ItemIndex) {
        let (old, new) = (self.old.item(before), self.new.item(now));
        // A single and a multiple of the same options cannot stand in the same condition.
        if old.type_name() != new.type_name() {
            return;
        }
        let (from, to) = (old.variables.start, new.variables.start);
        let mut pair = |old: usize, new: usize| {
            if let Some(slot) = self.variables.get_mut(old)
                && slot.is_none()
            {
                *slot = Some(VariableIndex(new));
            }
        };
        if old.rows().is_empty() {
            if !old.variables.is_empty() && !new.variables.is_empty() {
                pair(from, to);
            }
            return;
        }
        for (before, now) in RowPairs::of(old.rows(), new.rows()).pairs {
            pair(from + before, to + now);
        }
    }

    pub(super) fn partner(&self, now: ItemIndex) -> Partner {
        self.partners.get(now.0).copied().unwrap_or(Partner::None)
    }

    /// The options of an item of NEW beside those of OLD.
    pub(super) fn options(&self, now: ItemIndex) -> &OptionPairs {
        const NONE: &OptionPairs =
            &OptionPairs { pairs: Vec::new(), added: Vec::new(), removed: Vec::new(), reused: Vec::new() };
        self.options.get(now.0).unwrap_or(NONE)
    }

    /// The first item of NEW that continues this one of OLD.
    pub(super) fn continuing(&self, before: ItemIndex) -> Option<ItemIndex> {
        self.partners.iter().position(|partner| partner.continued() == Some(before)).map(ItemIndex)
    }

    /// OLD, NEW of every pair, in the order of NEW.
    pub(super) fn continued(&self) -> impl Iterator<Item = (ItemIndex, ItemIndex)> + '_ {
        self.partners
            .iter()
            .enumerate()
            .filter_map(|(now, partner)| partner.continued().map(|before| (before, ItemIndex(now))))
    }

    pub(super) fn variable_now(&self, before: VariableIndex) -> Option<VariableIndex> {
        self.variables.get(before.0).copied().flatten()
    }

    pub(super) fn variable_before(&self, now: VariableIndex) -> Option<VariableIndex> {
        self.variables.iter().position(|other| *other == Some(now)).map(VariableIndex)
    }

    /// What a name of OLD is in NEW.
    pub(super) fn reference_now(&self, reference: Reference) -> Option<Reference> {
        match reference {
            Reference::Variable(variable) => self.variable_now(variable).map(Reference::Variable),
            Reference::Given(given) => self.given_now(given).map(Reference::Given),
            // A questionnaire has no names of a report or a data file.
            Reference::Derived(_) | Reference::Extra(_) => None,
        }
    }

    /// The same for what every interview has; arms and consents go by their ids.
    pub(super) fn given_now(&self, given: Given) -> Option<Given> {
        match given {
            Given::Arm(at) => {
                let id = &self.old.arms.get(at)?.id;
                self.new.arms.iter().position(|arm| arm.id == *id).map(Given::Arm)
            }
            Given::Consent(at) => {
                let id = &self.old.consents.get(at)?.id;
                self.new.consents.iter().position(|consent| consent.id == *id).map(Given::Consent)
            }
            Given::WaveId
            | Given::WaveOpened
            | Given::Source
            | Given::Language
            | Given::Disposition
            | Given::Flag(_)
            | Given::Removed
            | Given::StartedOn
            | Given::SubmittedOn
            | Given::Minutes
            | Given::Device
            | Given::Version
            | Given::Today => Some(given),
        }
    }

    /// What a code of OLD is in NEW, for the codes that `reference` takes.
    pub(super) fn code_now(&self, reference: Reference, code: &str) -> Option<String> {
        let Reference::Variable(before) = reference else { return Some(code.to_owned()) };
        let Some(option) = self.old.item(self.old.variable(before).item).find_option(code) else {
            return Some(code.to_owned());
        };
        let now = self.new.variable(self.variable_now(before)?).item;
        let option = self.options(now).now(option)?;
        self.new.item(now).options().get(usize::from(option.0)).map(|option| option.code.to_string())
    }

    /// Whether answers of the two lie otherwise in storage: other variables, or other codes or places of them.
    pub(super) fn layout_differs(&self, before: ItemIndex, now: ItemIndex) -> bool {
        let described = |questionnaire: &Questionnaire, item: ItemIndex| {
            let codes: Vec<String> =
                questionnaire.item(item).options().iter().map(|option| option.code.to_string()).collect();
            let variables = questionnaire.variables_of(item).map(|index| {
                let variable = questionnaire.variable(index);
                (variable.name.clone(), variable.kind)
            });
            (codes, variables.collect::<Vec<_>>())
        };
        described(self.old, before) != described(self.new, now)
            || measured_from(self.old, before) != measured_from(self.new, now)
    }
}

/// The ends of a scale: its answers are stored as the distance from the lowest point.
fn measured_from(questionnaire: &Questionnaire, item: ItemIndex) -> Option<(i64, i64)> {
    match &questionnaire.item(item).kind {
        ItemKind::Scale { from, to, .. } => Some((*from, *to)),
        ItemKind::Single { .. }
        | ItemKind::Multiple { .. }
        | ItemKind::Grid { .. }
        | ItemKind::MultipleGrid { .. }
        | ItemKind::Ranking { .. }
        | ItemKind::Number { .. }
        | ItemKind::Allocation { .. }
        | ItemKind::Date { .. }
        | ItemKind::Text { .. }
        | ItemKind::Note
        | ItemKind::Computed { .. } => None,
    }
}

/// An option of an item, where the index is one of its own.
pub(super) fn option_text(item: &Item, index: OptionIndex) -> &str {
    item.options().get(usize::from(index.0)).map_or("", |option| &option.text.source)
}
