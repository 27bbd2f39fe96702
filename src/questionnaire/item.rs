//! Items: the things asked or computed, their options and rows. The compiler lists every `match` to extend when a
//! kind is added.

use chrono::NaiveDate;

use super::condition::{Condition, Expr};
use super::{OptionIndex, Pattern};
use crate::i18n::LocalizedText;
use crate::ids::{ItemId, OptionCode};

#[derive(Debug, Clone)]
pub struct Item {
    pub id: ItemId,
    pub kind: ItemKind,
    pub text: LocalizedText,
    pub help: Option<LocalizedText>,
    pub required: bool,
    pub show_if: Option<Condition>,
    /// Ends the interview when true at the end of the item's page.
    pub end_if: Option<EndRule>,
    pub checks: Vec<Check>,
    /// For the codebook, never shown.
    pub notes: Option<String>,
    /// How it continues an item of an earlier edition.
    pub history: History,
    /// The item's variables: a range of `Questionnaire::variables`.
    pub variables: std::ops::Range<usize>,
}

/// What the file declares about an item over the years.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// The edition in which it was first asked.
    pub since: Option<String>,
    /// The item of an earlier edition that it continues.
    pub replaces: Option<ItemId>,
    pub comparable: Option<Comparable>,
    /// For [`Comparable::Recoded`]: each code here and the code it had there.
    pub map: Vec<(OptionCode, OptionCode)>,
    /// A change of its wording is a matter of style, by the author's word.
    pub editorial: bool,
    /// The author's own judgement on the trend, which overrules the machine's.
    pub verdict: Option<Verdict>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    pub is: Trend,
    pub because: String,
}

/// Whether an item's answers may be laid beside those of an earlier edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trend {
    Comparable,
    WithCare,
    Broken,
}

impl Trend {
    pub const ALL: [Trend; 3] = [Trend::Comparable, Trend::WithCare, Trend::Broken];

    pub fn as_str(self) -> &'static str {
        match self {
            Trend::Comparable => "comparable",
            Trend::WithCare => "with_care",
            Trend::Broken => "broken",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparable {
    Identical,
    Recoded,
    No,
}

impl Comparable {
    pub fn as_str(self) -> &'static str {
        match self {
            Comparable::Identical => "identical",
            Comparable::Recoded => "recoded",
            Comparable::No => "no",
        }
    }
}

#[derive(Debug, Clone)]
pub struct EndRule {
    pub condition: Condition,
    pub ending: Ending,
}

/// An assertion about the answers; it is broken only where it is known to be false.
#[derive(Debug, Clone)]
pub struct Check {
    pub assert: Condition,
    pub message: LocalizedText,
}

#[derive(Debug, Clone)]
pub enum ItemKind {
    Single {
        options: Vec<AnswerOption>,
        order: Order,
        display: Display,
    },
    Multiple {
        options: Vec<AnswerOption>,
        order: Order,
        min: Option<usize>,
        max: Option<usize>,
    },
    Grid {
        rows: Vec<Row>,
        options: Vec<AnswerOption>,
        order: Order,
    },
    MultipleGrid {
        rows: Vec<Row>,
        options: Vec<AnswerOption>,
        order: Order,
    },
    /// `max` is how many are ranked at most: the number of options where the file gives none.
    Ranking {
        options: Vec<AnswerOption>,
        order: Order,
        max: usize,
    },
    Number {
        min: Option<f64>,
        max: Option<f64>,
        decimals: u8,
        unit: Option<LocalizedText>,
        bands: Vec<Band>,
    },
    Scale {
        from: i64,
        to: i64,
        from_text: Option<LocalizedText>,
        to_text: Option<LocalizedText>,
    },
    /// Amounts for the rows that add up to `total`.
    Allocation {
        rows: Vec<Row>,
        total: f64,
    },
    Date {
        min: Option<NaiveDate>,
        max: Option<NaiveDate>,
    },
    Text {
        lines: u16,
        max_length: usize,
        format: Option<TextFormat>,
        pattern: Option<Pattern>,
    },
    Note,
    /// Never shown; worked out from the other answers at submit.
    Computed {
        value: Expr,
        source: String,
        stored_as: ComputedAs,
    },
}

#[derive(Debug, Clone)]
pub enum ComputedAs {
    Single { options: Vec<AnswerOption> },
    Number,
    Text,
}

/// One offered answer.
#[derive(Debug, Clone)]
pub struct AnswerOption {
    pub code: OptionCode,
    pub text: LocalizedText,
    /// A real answer that tables may leave out of the base.
    pub missing: Option<DeclaredMissing>,
    /// In a multiple: cannot be combined with another.
    pub exclusive: bool,
    /// A text field goes with it.
    pub specify: bool,
    /// Keeps its place under a random or alphabetical order, and at the end under a sort.
    pub pin: bool,
    /// Score, or the middle of a band, for means.
    pub value: Option<f64>,
    /// Choosing it ends the interview at the end of its page.
    pub end: Option<Ending>,
    /// Offered only where this holds; it may name what was asked before the item.
    pub show_if: Option<Condition>,
    /// Options of one group stay together, whatever their order.
    pub group: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Row {
    pub id: ItemId,
    pub text: LocalizedText,
    /// Asked only where this holds; it may name what was asked before the item.
    pub show_if: Option<Condition>,
}

/// A named interval of a number, for tables: from `from` (inclusive) to `to` (exclusive; `None` is open).
#[derive(Debug, Clone)]
pub struct Band {
    pub code: OptionCode,
    pub text: LocalizedText,
    pub from: Option<f64>,
    pub to: Option<f64>,
}

/// The reasons an option may declare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeclaredMissing {
    DontKnow,
    Refused,
    NotApplicable,
}

impl DeclaredMissing {
    pub const ALL: [DeclaredMissing; 3] =
        [DeclaredMissing::DontKnow, DeclaredMissing::Refused, DeclaredMissing::NotApplicable];

    pub fn as_str(self) -> &'static str {
        match self {
            DeclaredMissing::DontKnow => "dont_know",
            DeclaredMissing::Refused => "refused",
            DeclaredMissing::NotApplicable => "not_applicable",
        }
    }
}

/// How an interview ends by an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ending {
    Complete,
    ScreenedOut,
}

impl Ending {
    pub fn as_str(self) -> &'static str {
        match self {
            Ending::Complete => "complete",
            Ending::ScreenedOut => "screened_out",
        }
    }
}

/// The rule that ended an interview in its course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndedBy {
    pub ending: Ending,
    /// `None` where a rule of the wave did it (a source's `end_if`).
    pub item: Option<super::ItemIndex>,
    /// The option whose `end:` it was; `None` for an `end_if`.
    pub option: Option<OptionIndex>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    Given,
    Random,
    /// Backwards for one half of the respondents.
    ReversedHalf,
    /// Begun at a random place, going on from there in the file's order.
    Rotated,
    Alphabetical,
}

impl Order {
    pub const ALL: [Order; 5] =
        [Order::Given, Order::Random, Order::ReversedHalf, Order::Rotated, Order::Alphabetical];

    pub fn as_str(self) -> &'static str {
        match self {
            Order::Given => "given",
            Order::Random => "random",
            Order::ReversedHalf => "reversed_half",
            Order::Rotated => "rotated",
            Order::Alphabetical => "alphabetical",
        }
    }

    /// Whether respondents see different orders.
    pub fn varies(self) -> bool {
        match self {
            Order::Random | Order::ReversedHalf | Order::Rotated => true,
            Order::Given | Order::Alphabetical => false,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Display {
    Radio,
    Dropdown,
    Buttons,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextFormat {
    Email,
    Url,
}

impl ItemKind {
    /// The order its options are shown in; `None` where it shows none.
    pub fn order(&self) -> Option<Order> {
        match self {
            ItemKind::Single { order, .. }
            | ItemKind::Multiple { order, .. }
            | ItemKind::Grid { order, .. }
            | ItemKind::MultipleGrid { order, .. }
            | ItemKind::Ranking { order, .. } => Some(*order),
            ItemKind::Number { .. }
            | ItemKind::Scale { .. }
            | ItemKind::Allocation { .. }
            | ItemKind::Date { .. }
            | ItemKind::Text { .. }
            | ItemKind::Note
            | ItemKind::Computed { .. } => None,
        }
    }

    /// The options to lay translations over; empty where it has none.
    pub(super) fn options_mut(&mut self) -> &mut [AnswerOption] {
        self.option_list_mut().map_or(&mut [], Vec::as_mut_slice)
    }

    /// The list of options; `None` where its type has none.
    pub(super) fn option_list_mut(&mut self) -> Option<&mut Vec<AnswerOption>> {
        match self {
            ItemKind::Single { options, .. }
            | ItemKind::Multiple { options, .. }
            | ItemKind::Grid { options, .. }
            | ItemKind::MultipleGrid { options, .. }
            | ItemKind::Ranking { options, .. }
            | ItemKind::Computed { stored_as: ComputedAs::Single { options }, .. } => Some(options),
            ItemKind::Number { .. }
            | ItemKind::Scale { .. }
            | ItemKind::Allocation { .. }
            | ItemKind::Date { .. }
            | ItemKind::Text { .. }
            | ItemKind::Note
            | ItemKind::Computed { stored_as: ComputedAs::Number | ComputedAs::Text, .. } => None,
        }
    }

    /// The rows to lay translations and conditions over; empty where its type has none.
    pub(super) fn rows_mut(&mut self) -> &mut [Row] {
        match self {
            ItemKind::Grid { rows, .. }
            | ItemKind::MultipleGrid { rows, .. }
            | ItemKind::Allocation { rows, .. } => rows,
            ItemKind::Single { .. }
            | ItemKind::Multiple { .. }
            | ItemKind::Ranking { .. }
            | ItemKind::Number { .. }
            | ItemKind::Scale { .. }
            | ItemKind::Date { .. }
            | ItemKind::Text { .. }
            | ItemKind::Note
            | ItemKind::Computed { .. } => &mut [],
        }
    }
}

impl Item {
    /// The options its answers come from; empty where it has none.
    pub fn options(&self) -> &[AnswerOption] {
        match &self.kind {
            ItemKind::Single { options, .. }
            | ItemKind::Multiple { options, .. }
            | ItemKind::Grid { options, .. }
            | ItemKind::MultipleGrid { options, .. }
            | ItemKind::Ranking { options, .. }
            | ItemKind::Computed { stored_as: ComputedAs::Single { options }, .. } => options,
            ItemKind::Number { .. }
            | ItemKind::Scale { .. }
            | ItemKind::Allocation { .. }
            | ItemKind::Date { .. }
            | ItemKind::Text { .. }
            | ItemKind::Note
            | ItemKind::Computed { stored_as: ComputedAs::Number | ComputedAs::Text, .. } => &[],
        }
    }

    /// Its rows; empty where its type has none.
    pub fn rows(&self) -> &[Row] {
        match &self.kind {
            ItemKind::Grid { rows, .. }
            | ItemKind::MultipleGrid { rows, .. }
            | ItemKind::Allocation { rows, .. } => rows,
            ItemKind::Single { .. }
            | ItemKind::Multiple { .. }
            | ItemKind::Ranking { .. }
            | ItemKind::Number { .. }
            | ItemKind::Scale { .. }
            | ItemKind::Date { .. }
            | ItemKind::Text { .. }
            | ItemKind::Note
            | ItemKind::Computed { .. } => &[],
        }
    }

    /// The option with this code.
    pub fn find_option(&self, code: &str) -> Option<OptionIndex> {
        self.options()
            .iter()
            .position(|option| option.code.as_str() == code)
            .map(|index| OptionIndex(index as u16))
    }

    /// The name of the type as the file writes it.
    pub fn type_name(&self) -> &'static str {
        match &self.kind {
            ItemKind::Single { .. } => "single",
            ItemKind::Multiple { .. } => "multiple",
            ItemKind::Grid { .. } => "grid",
            ItemKind::MultipleGrid { .. } => "multiple_grid",
            ItemKind::Ranking { .. } => "ranking",
            ItemKind::Number { .. } => "number",
            ItemKind::Scale { .. } => "scale",
            ItemKind::Allocation { .. } => "allocation",
            ItemKind::Date { .. } => "date",
            ItemKind::Text { .. } => "text",
            ItemKind::Note => "note",
            ItemKind::Computed { .. } => "computed",
        }
    }
}
