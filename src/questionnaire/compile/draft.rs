//! A questionnaire on its way, beside the places in the file that its parts were read from.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::Span;
use crate::questionnaire::syntax::{Mapping, Node};
use crate::questionnaire::{AnswerOption, Questionnaire};

pub(crate) struct Draft<'tree> {
    pub(crate) questionnaire: Questionnaire,
    pub(crate) places: Places<'tree>,
}

pub(crate) struct Places<'tree> {
    pub(crate) survey: Mapping<'tree>,
    /// Where each language of [`Questionnaire::languages`] is named.
    pub(crate) languages: Vec<Span>,
    pub(crate) scales: BTreeMap<&'tree str, ScalePlace<'tree>>,
    /// In step with [`Questionnaire::pages`].
    pub(crate) pages: Vec<PagePlace<'tree>>,
    /// In step with [`Questionnaire::items`].
    pub(crate) items: Vec<ItemPlace<'tree>>,
    /// Names of items whose type or codes could not be read as they were meant. An expression that names one is only
    /// checked for its grammar, so that one mistake is reported once.
    pub(crate) broken: BTreeSet<String>,
}

pub(crate) struct ScalePlace<'tree> {
    pub(crate) name: Span,
    pub(crate) options: Vec<AnswerOption>,
    /// In step with `options`.
    pub(crate) places: Vec<Mapping<'tree>>,
    /// Whether every option could be read.
    pub(crate) intact: bool,
}

pub(crate) struct PagePlace<'tree> {
    pub(crate) mapping: Mapping<'tree>,
    pub(crate) id: Span,
}

pub(crate) struct ItemPlace<'tree> {
    pub(crate) mapping: Mapping<'tree>,
    pub(crate) id: Span,
    /// The scale its options come from.
    pub(crate) scale: Option<&'tree str>,
    /// In step with the item's options, rows, bands and checks.
    pub(crate) options: Vec<Mapping<'tree>>,
    pub(crate) rows: Vec<Mapping<'tree>>,
    pub(crate) bands: Vec<Mapping<'tree>>,
    pub(crate) checks: Vec<Mapping<'tree>>,
}

impl<'tree> ItemPlace<'tree> {
    pub(crate) fn new(mapping: Mapping<'tree>, id: Span) -> ItemPlace<'tree> {
        ItemPlace {
            mapping,
            id,
            scale: None,
            options: Vec::new(),
            rows: Vec::new(),
            bands: Vec::new(),
            checks: Vec::new(),
        }
    }

    /// Where to point for an option: at the option itself, or at the item's `options:` where it comes from a scale
    /// (so that the finding names the item that is wrong, not the scale that others use rightly).
    pub(crate) fn option_span(&self, option: usize, key: &str) -> Span {
        match (self.scale, self.options.get(option)) {
            (None, Some(place)) => place.key_span(key),
            (Some(_), _) | (None, None) => self.value_span("options"),
        }
    }

    /// Where the value of one of the item's keys stands; the key or the item where there is none.
    pub(crate) fn value_span(&self, key: &str) -> Span {
        value_span(self.mapping, key)
    }

    /// Every text of the item that a respondent may read, options of its scale included; the messages of its checks
    /// are apart.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &'tree Node> + '_ {
        let own = ["text", "help", "unit", "from_text", "to_text"];
        let parts = self.options.iter().chain(&self.rows).chain(&self.bands);
        own.into_iter()
            .filter_map(|key| self.mapping.get(key))
            .chain(parts.filter_map(|place| place.get("text")))
    }
}

/// Where the value of a key stands; the key or the whole mapping where there is none.
pub(crate) fn value_span(mapping: Mapping<'_>, key: &str) -> Span {
    mapping.get(key).map_or_else(|| mapping.key_span(key), |node| node.span)
}
