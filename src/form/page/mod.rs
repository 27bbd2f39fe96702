//! One page as one respondent sees it: texts in their language, answers as typed, problems in words. The HTML is made
//! from this alone, without a look at the questionnaire.

mod items;
mod problems;
mod text;

use std::collections::BTreeSet;

use super::AnswerProblem;
use super::RawAnswers;
use super::flow::{self, Progress};
use super::item_order;
use super::script;
use crate::i18n::{Language, Messages};
use crate::questionnaire::{ItemIndex, Questionnaire};
use crate::responses::{Circumstances, Settled};
pub use problems::problem_message;
pub use text::Text;
pub(super) use text::{answer_in_words, labels_language};

/// What a page is made from.
#[derive(Clone, Copy)]
pub struct PageInput<'a> {
    pub questionnaire: &'a Questionnaire,
    /// The page, by its place in the questionnaire.
    pub page: usize,
    /// The whole draft, settled as if it were submitted now.
    pub settled: &'a Settled,
    pub circumstances: &'a Circumstances,
    /// The fields as they were typed, right or wrong.
    pub raw: &'a RawAnswers,
    pub problems: &'a [AnswerProblem],
    /// Items that the last answers brought onto this page ([`flow::newly_shown`]).
    pub newly_shown: &'a [ItemIndex],
    pub language: &'a Language,
    /// The respondent's seed, for orders.
    pub seed: u64,
}

#[derive(Debug, Clone)]
pub struct PageView {
    pub id: String,
    pub title: Option<Text>,
    pub progress: Progress,
    pub has_previous: bool,
    /// Nothing comes after it as things stand: its button says "send".
    pub is_last: bool,
    /// Each asked item of the page may be left blank.
    pub all_optional: bool,
    pub newly_shown: usize,
    pub items: Vec<ItemView>,
    /// All problems of the page, in the order of its items.
    pub problems: Vec<ProblemView>,
    /// What the browser must know to change the page as it is filled in, as JSON; `None` where nothing changes.
    pub conditions: Option<String>,
    /// What stands between the parts of an answer in words, and the decimal sign.
    pub list_separator: String,
    pub decimal_sign: char,
}

/// A line of the summary: what to do, and the element to go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemView {
    pub anchor: String,
    pub label: Text,
    pub message: String,
}

#[derive(Debug, Clone)]
pub struct ItemView {
    pub id: String,
    pub text: Text,
    pub help: Option<Text>,
    pub optional: bool,
    /// Not asked as the answers stand, but an answer on this page may change that.
    pub hidden: bool,
    /// The last answers brought it here.
    pub newly_shown: bool,
    pub problems: Vec<String>,
    pub field: Field,
}

#[derive(Debug, Clone)]
pub enum Field {
    Choices(Choices),
    Grid(Grid),
    Ranking(Ranking),
    Number(NumberField),
    Scale(ScaleField),
    Allocation(Allocation),
    Date(DateField),
    Text(TextField),
    Note,
}

/// A scale with more steps than this does not fit a line; its number is typed.
pub(super) const SCALE_STEPS_MAX: i64 = 10;

/// A single or a multiple.
#[derive(Debug, Clone)]
pub struct Choices {
    pub multiple: bool,
    pub style: ChoiceStyle,
    /// "Choose up to 3 answers."
    pub hint: Option<String>,
    pub choices: Vec<Choice>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChoiceStyle {
    Rows,
    Dropdown,
    Buttons,
}

#[derive(Debug, Clone)]
pub struct Choice {
    pub code: String,
    pub text: Text,
    pub chosen: bool,
    /// It is a way to decline: shown apart from the answers proper.
    pub missing: bool,
    pub exclusive: bool,
    pub presence: PartPresence,
    /// The text typed beside it, where it has a field.
    pub specify: Option<String>,
    /// Set where the text beside it is what is wrong.
    pub specify_problem: bool,
}

#[derive(Debug, Clone)]
pub struct Grid {
    /// The item's id.
    pub id: String,
    pub multiple: bool,
    pub columns: Vec<Column>,
    pub rows: Vec<GridRow>,
}

#[derive(Debug, Clone)]
pub struct Column {
    pub presence: PartPresence,
    pub code: String,
    pub text: Text,
    pub missing: bool,
    pub exclusive: bool,
}

#[derive(Debug, Clone)]
pub struct GridRow {
    /// `q7.r1`.
    pub name: String,
    pub presence: PartPresence,
    pub text: Text,
    pub problems: Vec<String>,
    /// The codes chosen, and what was typed beside the columns that ask for it.
    pub chosen: BTreeSet<String>,
    pub specify: Vec<SpecifyField>,
}

#[derive(Debug, Clone)]
pub struct SpecifyField {
    pub code: String,
    pub column: Text,
    pub value: String,
}

#[derive(Debug, Clone)]
pub struct Ranking {
    pub hint: String,
    pub ranks: usize,
    pub choices: Vec<RankedChoice>,
}

#[derive(Debug, Clone)]
pub struct RankedChoice {
    pub presence: PartPresence,
    pub code: String,
    pub text: Text,
    /// As typed: the rank, or nothing.
    pub rank: String,
    pub specify: Option<String>,
}

/// Whether a row or an option is there, and whether answers of the page decide that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartPresence {
    /// Not asked or offered as the answers stand, but one on this page may change that.
    pub hidden: bool,
    pub depends: bool,
}

/// Amounts that add up to a total.
#[derive(Debug, Clone)]
pub struct Allocation {
    /// "The amounts must add up to 100."
    pub hint: String,
    pub total: f64,
    /// The word before the running sum, and the sum as it stands beside the total: `# of 100`, with `#` for the sum.
    pub sum_label: String,
    pub sum_of_total: String,
    /// What is read out when the sum has changed: as [`Allocation::sum_of_total`].
    pub announced: String,
    /// The decimal sign of the language.
    pub decimal_sign: char,
    pub rows: Vec<AmountRow>,
}

#[derive(Debug, Clone)]
pub struct AmountRow {
    /// `q7.r1`.
    pub name: String,
    pub presence: PartPresence,
    pub text: Text,
    pub problems: Vec<String>,
    /// As typed.
    pub value: String,
}

#[derive(Debug, Clone)]
pub struct NumberField {
    pub value: String,
    pub unit: Option<Text>,
    pub decimals: u8,
    pub negative: bool,
    /// How many characters the widest answer has.
    pub width: usize,
}

#[derive(Debug, Clone)]
pub struct ScaleField {
    pub from: i64,
    pub to: i64,
    pub from_text: Option<Text>,
    pub to_text: Option<Text>,
    pub value: String,
}

#[derive(Debug, Clone)]
pub struct DateField {
    pub value: String,
    pub min: Option<String>,
    pub max: Option<String>,
}

#[derive(Debug, Clone)]
pub struct TextField {
    pub value: String,
    pub lines: u16,
    pub max_length: usize,
    pub kind: TextKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextKind {
    Plain,
    Email,
    Url,
}

/// The page as this respondent sees it.
pub fn view(input: PageInput<'_>) -> PageView {
    let input = &input;
    let q = input.questionnaire;
    let page = &q.pages[input.page];
    let shown: BTreeSet<ItemIndex> =
        flow::shown_items(q, input.settled, input.circumstances, input.page).into_iter().collect();
    let script = script::page_script(input);
    let messages = Messages::for_language(input.language);
    let items: Vec<ItemView> = item_order(q, input.page, input.seed)
        .into_iter()
        .filter_map(|index| {
            let presence = script.of(index)?;
            let is_shown = shown.contains(&index);
            (is_shown || presence.depends())
                .then(|| items::item_view(input, index, presence, !is_shown, &messages))
        })
        .collect();
    let problems = problems::summary(input, &messages);
    let asks = |item: &&ItemView| !item.hidden && !matches!(item.field, Field::Note);
    PageView {
        id: page.id.as_str().to_owned(),
        title: page.title.as_ref().map(|title| Text::of(input, title)),
        progress: flow::progress(q, input.settled, input.circumstances, input.page),
        has_previous: flow::previous(q, input.settled, input.circumstances, input.page).is_some(),
        is_last: is_last(input),
        all_optional: items.iter().filter(asks).count() > 1
            && items.iter().filter(asks).all(|item| item.optional),
        newly_shown: input.newly_shown.len(),
        items,
        problems,
        conditions: script.to_json(input),
        list_separator: input.language.list(&[String::new(), String::new()]),
        decimal_sign: input.language.decimal_sign(),
    }
}

fn is_last(input: &PageInput<'_>) -> bool {
    let progress = flow::progress(input.questionnaire, input.settled, input.circumstances, input.page);
    progress.position == progress.total
}
