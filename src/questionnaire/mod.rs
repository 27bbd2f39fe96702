//! The definition language: a questionnaire as checked, immutable data. Everything else in canvass (form, storage,
//! codebook, tables) reads these types; only [`compile`] makes them.

mod assignment;
mod check;
mod compile;
pub mod condition;
pub mod diff;
mod item;
pub mod limits;
pub mod occurrences;
mod open;
mod pattern;
pub mod piping;
pub mod plain;
pub mod reading_time;
pub mod reasoning;
mod scope;
pub mod seeded;
pub mod syntax;
pub mod theme;
mod version;
pub mod words;

use std::collections::BTreeMap;

use crate::i18n::{Language, LocalizedText};
use crate::ids::ItemId;
pub use assignment::{Arm, ArmGroup, Consent, Quality, QualityRule};
use compile::shapes;
pub use compile::{
    Compiled, Declared, HeldTranslation, TextRole, TranslatableText, TranslationState, compile, source_hash,
};
use condition::Condition;
pub use item::{
    AnswerOption, Band, Check, Comparable, ComputedAs, DeclaredMissing, Display, EndRule, EndedBy, Ending,
    History, Item, ItemKind, Order, Row, TextFormat, Trend, Verdict,
};
pub use pattern::Pattern;
pub use scope::ItemScope;
pub use version::{canonical_json, form_through_page, form_without_texts, version_id};

/// The JSON Schema (2020-12) of a questionnaire file: its keys with their meaning, and which of them each type of item
/// has. Every file that compiles without an error fits it.
pub fn schema() -> String {
    let keys_by_type = syntax::KeysByWord {
        shape: shapes::ITEM.name,
        key: "type",
        always: shapes::COMMON_KEYS,
        by_word: shapes::OWN_KEYS,
    };
    syntax::json_schema(&shapes::SURVEY, "A canvass questionnaire", Some(&keys_by_type))
}

/// The JSON Schema of a translation file.
pub fn translation_schema() -> String {
    syntax::json_schema(&shapes::TRANSLATION, "A translation of a canvass questionnaire", None)
}

/// Which item of a questionnaire, in the order of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemIndex(pub usize);

/// Which variable of a questionnaire: an item, or one of its rows. Answers, columns and expressions all go by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VariableIndex(pub usize);

/// Which option of an item, in the order of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OptionIndex(pub u16);

/// One instrument: what is asked, of whom, and how it is stored.
#[derive(Debug, Clone)]
pub struct Questionnaire {
    pub id: String,
    pub edition: String,
    pub title: LocalizedText,
    /// The first is the source language.
    pub languages: Vec<Language>,
    pub intro: Option<LocalizedText>,
    /// What is agreed to before the first page, each its own box.
    pub consents: Vec<Consent>,
    /// Random assignments made at the start of an interview.
    pub arms: Vec<Arm>,
    pub quality: Quality,
    pub pages: Vec<Page>,
    /// All items in the order of the file, over all pages.
    pub items: Vec<Item>,
    /// All variables, item by item and row by row: the one order of answers, storage and columns. A note has none.
    pub variables: Vec<Variable>,
    pub endings: Endings,
}

#[derive(Debug, Clone)]
pub struct Page {
    pub id: ItemId,
    pub title: Option<LocalizedText>,
    pub show_if: Option<Condition>,
    /// Whether its items come in a random order of each respondent's own.
    pub shuffle: bool,
    /// The page's items: a range of [`Questionnaire::items`].
    pub items: std::ops::Range<usize>,
}

/// What is shown when an interview is over; Markdown.
#[derive(Debug, Clone, Default)]
pub struct Endings {
    pub complete: Option<LocalizedText>,
    pub screened_out: Option<LocalizedText>,
    pub quota_full: Option<LocalizedText>,
    pub closed: Option<LocalizedText>,
}

/// One column of the codebook.
#[derive(Debug, Clone)]
pub struct Variable {
    /// `q4`, or `q7.r1` for a row of a grid.
    pub name: String,
    pub item: ItemIndex,
    /// The row of a grid or an allocation, as its place among the item's rows.
    pub row: Option<usize>,
    pub kind: VariableKind,
}

/// What one answer to a variable is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VariableKind {
    /// One of the item's options.
    Single,
    /// Any of the item's options.
    Multiple,
    /// At most `ranks` of the item's options, best first.
    Ranking {
        ranks: usize,
    },
    Number,
    /// A whole number between the item's ends.
    Scale,
    Date,
    Text,
}

impl Questionnaire {
    pub fn source_language(&self) -> &Language {
        &self.languages[0]
    }

    pub fn item(&self, index: ItemIndex) -> &Item {
        &self.items[index.0]
    }

    pub fn variable(&self, index: VariableIndex) -> &Variable {
        &self.variables[index.0]
    }

    /// The item with this id.
    pub fn find_item(&self, id: &str) -> Option<ItemIndex> {
        self.items.iter().position(|item| item.id.as_str() == id).map(ItemIndex)
    }

    /// The variable with this name (`q4`, `q7.r1`).
    pub fn find_variable(&self, name: &str) -> Option<VariableIndex> {
        self.variables.iter().position(|variable| variable.name == name).map(VariableIndex)
    }

    /// The options a variable's codes come from; empty for numbers, texts and dates.
    pub fn options(&self, variable: VariableIndex) -> &[AnswerOption] {
        self.item(self.variable(variable).item).options()
    }

    /// The variables of an item, in row order.
    pub fn variables_of(&self, item: ItemIndex) -> impl Iterator<Item = VariableIndex> + '_ {
        self.item(item).variables.clone().map(VariableIndex)
    }

    /// The same with further options at the end of some items: answers of another edition that it has no place for.
    /// All that was known by place stays where it is.
    #[must_use]
    pub fn with_further_options(&self, further: &BTreeMap<ItemIndex, Vec<AnswerOption>>) -> Questionnaire {
        let mut wider = self.clone();
        for (item, more) in further {
            if let Some(options) = wider.items[item.0].kind.option_list_mut() {
                options.extend(more.iter().cloned());
            }
        }
        wider
    }

    /// The page an item stands on, as its place in [`Questionnaire::pages`].
    pub fn page_of(&self, item: ItemIndex) -> usize {
        self.pages.iter().position(|page| page.items.contains(&item.0)).unwrap_or(0)
    }
}
