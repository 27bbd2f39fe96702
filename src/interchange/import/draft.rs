//! What a foreign questionnaire becomes before it is written as files: pages, items, texts in several languages,
//! conditions as trees, and everything that could not be carried over.
//!
//! A draft promises nothing. `settle` makes it lawful: it compiles what would be written, and what the compiler refuses
//! becomes a loss that names the place in the foreign file.

use chrono::NaiveDate;

use super::expression::Expression;
use crate::i18n::Language;
use crate::questionnaire::{DeclaredMissing, Display, Ending, Order, TextFormat};

/// A questionnaire on its way from a foreign file to files of ours.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// Lawful as it stands (`names::survey_id`).
    pub id: String,
    pub edition: String,
    pub title: DraftText,
    /// The first is the source language; never empty after reading.
    pub languages: Vec<Language>,
    pub intro: DraftText,
    pub consents: Vec<DraftConsent>,
    pub arms: Vec<DraftArm>,
    pub scales: Vec<DraftScale>,
    pub pages: Vec<DraftPage>,
    pub endings: DraftEndings,
    pub losses: Vec<Loss>,
}

/// A text by language, as Markdown (see `markup`). An empty text counts as none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DraftText(Vec<(Language, String)>);

impl DraftText {
    /// A text in one language.
    pub fn new(language: &Language, text: impl Into<String>) -> DraftText {
        let mut new = DraftText::default();
        new.set(language, text);
        new
    }

    /// Puts a text beside those of the other languages; an empty one takes it away.
    pub fn set(&mut self, language: &Language, text: impl Into<String>) {
        let text: String = text.into();
        self.0.retain(|(known, _)| known != language);
        if !text.trim().is_empty() {
            self.0.push((language.clone(), text.trim_end().to_owned()));
        }
    }

    pub fn get(&self, language: &Language) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == language).map(|(_, text)| text.as_str())
    }

    /// The text of any language, the first that was set.
    pub fn any(&self) -> Option<&str> {
        self.0.first().map(|(_, text)| text.as_str())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The languages it has a text in.
    pub fn languages(&self) -> impl Iterator<Item = &Language> {
        self.0.iter().map(|(language, _)| language)
    }

    /// Every language's text in turn, to be changed in place.
    pub fn texts_mut(&mut self) -> impl Iterator<Item = &mut String> {
        self.0.iter_mut().map(|(_, text)| text)
    }
}

/// A box to be ticked before the first page.
#[derive(Debug, Clone)]
pub struct DraftConsent {
    pub id: String,
    pub text: DraftText,
    pub required: bool,
    /// Where it stands in the foreign file.
    pub place: String,
}

/// A random assignment at the start: `arm.id` is one of the codes.
#[derive(Debug, Clone)]
pub struct DraftArm {
    pub id: String,
    pub groups: Vec<String>,
}

/// An option list that several items use by name.
#[derive(Debug, Clone)]
pub struct DraftScale {
    pub name: String,
    pub options: Vec<DraftOption>,
}

#[derive(Debug, Clone, Default)]
pub struct DraftPage {
    pub id: String,
    pub title: DraftText,
    pub show_if: Option<Expression>,
    pub shuffle: bool,
    pub items: Vec<DraftItem>,
    /// Where it stands in the foreign file, for losses found later.
    pub place: String,
}

/// What is shown when an interview is over.
#[derive(Debug, Clone, Default)]
pub struct DraftEndings {
    pub complete: DraftText,
    pub screened_out: DraftText,
    pub quota_full: DraftText,
    pub closed: DraftText,
}

#[derive(Debug, Clone)]
pub struct DraftItem {
    pub id: String,
    pub kind: DraftKind,
    pub text: DraftText,
    pub help: DraftText,
    pub required: bool,
    pub show_if: Option<Expression>,
    pub end_if: Option<(Ending, Expression)>,
    pub checks: Vec<DraftCheck>,
    /// For the codebook, a line each: the foreign name where it changed, conditions that could not be carried over.
    pub notes: Vec<String>,
    /// Where it stands in the foreign file, for losses found later.
    pub place: String,
}

impl DraftItem {
    /// An item with nothing but its id, kind and place.
    pub fn new(id: impl Into<String>, kind: DraftKind, place: impl Into<String>) -> DraftItem {
        DraftItem {
            id: id.into(),
            kind,
            text: DraftText::default(),
            help: DraftText::default(),
            required: false,
            show_if: None,
            end_if: None,
            checks: Vec::new(),
            notes: Vec::new(),
            place: place.into(),
        }
    }
}

/// An assertion with what the respondent reads where it is broken.
#[derive(Debug, Clone)]
pub struct DraftCheck {
    pub assert: Expression,
    pub message: DraftText,
}

/// The type of an item with its own keys, as in the questionnaire language.
#[derive(Debug, Clone)]
pub enum DraftKind {
    Single { options: DraftOptions, order: Order, display: Display },
    Multiple { options: DraftOptions, order: Order, min: Option<usize>, max: Option<usize> },
    Grid { rows: Vec<DraftRow>, options: DraftOptions, order: Order },
    MultipleGrid { rows: Vec<DraftRow>, options: DraftOptions, order: Order },
    Ranking { options: DraftOptions, order: Order, max: Option<usize> },
    Number { min: Option<f64>, max: Option<f64>, decimals: u8, unit: DraftText },
    Scale { from: i64, to: i64, from_text: DraftText, to_text: DraftText },
    Allocation { rows: Vec<DraftRow>, total: f64 },
    Date { min: Option<NaiveDate>, max: Option<NaiveDate> },
    Text { lines: u16, max_length: Option<usize>, format: Option<TextFormat>, pattern: Option<String> },
    Note,
    Computed { value: Expression, stored_as: DraftStoredAs },
}

/// How a computed item is stored.
#[derive(Debug, Clone)]
pub enum DraftStoredAs {
    Single(DraftOptions),
    Number,
    Text,
}

/// Options written out, or the name of one of [`Draft::scales`].
#[derive(Debug, Clone)]
pub enum DraftOptions {
    Own(Vec<DraftOption>),
    Scale(String),
}

#[derive(Debug, Clone, Default)]
pub struct DraftOption {
    /// Lawful as it stands (`names::Codes`).
    pub code: String,
    pub text: DraftText,
    pub missing: Option<DeclaredMissing>,
    pub exclusive: bool,
    pub specify: bool,
    pub pin: bool,
    pub value: Option<f64>,
    pub end: Option<Ending>,
    pub show_if: Option<Expression>,
    pub group: Option<String>,
}

#[derive(Debug, Clone, Default)]
pub struct DraftRow {
    pub id: String,
    pub text: DraftText,
    pub show_if: Option<Expression>,
}

/// How much of something went missing on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// It is not in the questionnaire.
    Lost,
    /// It is there in another form than it had.
    Changed,
    /// Nothing that a respondent or an analyst would miss: a renamed id, metadata that canvass keeps anyway.
    Noted,
}

impl Weight {
    pub const ALL: [Weight; 3] = [Weight::Lost, Weight::Changed, Weight::Noted];

    pub fn as_str(self) -> &'static str {
        match self {
            Weight::Lost => "lost",
            Weight::Changed => "changed",
            Weight::Noted => "noted",
        }
    }
}

/// One thing that could not be carried over as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    pub weight: Weight,
    /// In the foreign file: `survey!12` (sheet and row), `/pages/0/elements/3` (JSON pointer), `line 14`.
    pub place: String,
    /// What stands there, in the foreign program's words: "relevant `once(${a})`".
    pub what: String,
    /// Why it could not be carried over, a clause without a full stop.
    pub why: String,
    /// What stands for it in the questionnaire; `None` where nothing does.
    pub kept_as: Option<String>,
}

impl Draft {
    /// Notes that something is not in the questionnaire.
    pub fn lost(&mut self, place: impl Into<String>, what: impl Into<String>, why: impl Into<String>) {
        self.losses.push(Loss {
            weight: Weight::Lost,
            place: place.into(),
            what: what.into(),
            why: why.into(),
            kept_as: None,
        });
    }

    /// Notes that something stands in the questionnaire in another form, `kept_as`.
    pub fn changed(
        &mut self,
        place: impl Into<String>,
        what: impl Into<String>,
        why: impl Into<String>,
        kept_as: impl Into<String>,
    ) {
        self.losses.push(Loss {
            weight: Weight::Changed,
            place: place.into(),
            what: what.into(),
            why: why.into(),
            kept_as: Some(kept_as.into()),
        });
    }

    /// Notes what nobody would miss.
    pub fn noted(&mut self, place: impl Into<String>, what: impl Into<String>, why: impl Into<String>) {
        self.losses.push(Loss {
            weight: Weight::Noted,
            place: place.into(),
            what: what.into(),
            why: why.into(),
            kept_as: None,
        });
    }

    /// Every item in the order of the pages.
    pub fn items(&self) -> impl Iterator<Item = &DraftItem> {
        self.pages.iter().flat_map(|page| &page.items)
    }

    pub fn find_item(&self, id: &str) -> Option<&DraftItem> {
        self.items().find(|item| item.id == id)
    }

    /// The options behind `options`: its own, or those of the scale it names.
    pub fn options<'a>(&'a self, options: &'a DraftOptions) -> &'a [DraftOption] {
        match options {
            DraftOptions::Own(own) => own,
            DraftOptions::Scale(name) => {
                self.scales.iter().find(|scale| scale.name == *name).map_or(&[], |scale| &scale.options)
            }
        }
    }
}

impl DraftKind {
    /// The options its answers come from; `None` where it has none.
    pub fn options(&self) -> Option<&DraftOptions> {
        match self {
            DraftKind::Single { options, .. }
            | DraftKind::Multiple { options, .. }
            | DraftKind::Grid { options, .. }
            | DraftKind::MultipleGrid { options, .. }
            | DraftKind::Ranking { options, .. }
            | DraftKind::Computed { stored_as: DraftStoredAs::Single(options), .. } => Some(options),
            DraftKind::Number { .. }
            | DraftKind::Scale { .. }
            | DraftKind::Allocation { .. }
            | DraftKind::Date { .. }
            | DraftKind::Text { .. }
            | DraftKind::Note
            | DraftKind::Computed { stored_as: DraftStoredAs::Number | DraftStoredAs::Text, .. } => None,
        }
    }

    /// As [`DraftKind::options`], to be changed.
    pub fn options_mut(&mut self) -> Option<&mut DraftOptions> {
        match self {
            DraftKind::Single { options, .. }
            | DraftKind::Multiple { options, .. }
            | DraftKind::Grid { options, .. }
            | DraftKind::MultipleGrid { options, .. }
            | DraftKind::Ranking { options, .. }
            | DraftKind::Computed { stored_as: DraftStoredAs::Single(options), .. } => Some(options),
            DraftKind::Number { .. }
            | DraftKind::Scale { .. }
            | DraftKind::Allocation { .. }
            | DraftKind::Date { .. }
            | DraftKind::Text { .. }
            | DraftKind::Note
            | DraftKind::Computed { stored_as: DraftStoredAs::Number | DraftStoredAs::Text, .. } => None,
        }
    }

    /// Its rows; empty where it has none.
    pub fn rows(&self) -> &[DraftRow] {
        match self {
            DraftKind::Grid { rows, .. }
            | DraftKind::MultipleGrid { rows, .. }
            | DraftKind::Allocation { rows, .. } => rows,
            DraftKind::Single { .. }
            | DraftKind::Multiple { .. }
            | DraftKind::Ranking { .. }
            | DraftKind::Number { .. }
            | DraftKind::Scale { .. }
            | DraftKind::Date { .. }
            | DraftKind::Text { .. }
            | DraftKind::Note
            | DraftKind::Computed { .. } => &[],
        }
    }

    /// As [`DraftKind::rows`], to be changed.
    pub fn rows_mut(&mut self) -> &mut [DraftRow] {
        match self {
            DraftKind::Grid { rows, .. }
            | DraftKind::MultipleGrid { rows, .. }
            | DraftKind::Allocation { rows, .. } => rows,
            DraftKind::Single { .. }
            | DraftKind::Multiple { .. }
            | DraftKind::Ranking { .. }
            | DraftKind::Number { .. }
            | DraftKind::Scale { .. }
            | DraftKind::Date { .. }
            | DraftKind::Text { .. }
            | DraftKind::Note
            | DraftKind::Computed { .. } => &mut [],
        }
    }

    /// The word behind `type:`.
    pub fn type_name(&self) -> &'static str {
        match self {
            DraftKind::Single { .. } => "single",
            DraftKind::Multiple { .. } => "multiple",
            DraftKind::Grid { .. } => "grid",
            DraftKind::MultipleGrid { .. } => "multiple_grid",
            DraftKind::Ranking { .. } => "ranking",
            DraftKind::Number { .. } => "number",
            DraftKind::Scale { .. } => "scale",
            DraftKind::Allocation { .. } => "allocation",
            DraftKind::Date { .. } => "date",
            DraftKind::Text { .. } => "text",
            DraftKind::Note => "note",
            DraftKind::Computed { .. } => "computed",
        }
    }
}
