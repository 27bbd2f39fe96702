//! What is wrong with an answer: the rules of the questionnaire that settled answers break, each as data with its limit.

use std::ops::Range;

use chrono::NaiveDate;
use validator::{ValidateEmail, ValidateUrl};

use super::{Answer, AnswerFacts, Answers, Circumstances, Missing, Settled, specify_name, value};
use crate::questionnaire::condition;
use crate::questionnaire::{
    Item, ItemIndex, ItemKind, OptionIndex, Page, Questionnaire, TextFormat, VariableIndex, VariableKind,
};

use super::route::{item_is_asked, option_is_offered, page_is_shown};

/// The longest text of an "other, specify", in characters: as much as a text item takes where its file gives no length.
pub const SPECIFY_LENGTH_MAX: usize = 2000;

/// One thing wrong with one answer. Words are made where it is shown, in the respondent's language.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerProblem {
    /// The field or column: `q4`, `q7.r1`, `q3.97.text`, or a name that does not exist.
    pub name: String,
    /// `None` only where the name does not exist.
    pub item: Option<ItemIndex>,
    /// `None` where the name does not exist, and for an assertion about a whole grid.
    pub variable: Option<VariableIndex>,
    pub rule: Rule,
    pub limit: Limit,
}

/// The rules an answer can break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    Required,
    UnknownItem,
    UnknownCode,
    Type,
    Min,
    Max,
    Exclusive,
    Format,
    Pattern,
    MaxLength,
    /// The amounts of an allocation add up to something else than its total.
    Total,
    /// Which of the item's checks; its message says what is wrong.
    Check(usize),
}

impl Rule {
    /// The word for it in a problem document.
    pub fn as_str(self) -> &'static str {
        match self {
            Rule::Required => "required",
            Rule::UnknownItem => "unknown_item",
            Rule::UnknownCode => "unknown_code",
            Rule::Type => "type",
            Rule::Min => "min",
            Rule::Max => "max",
            Rule::Exclusive => "exclusive",
            Rule::Format => "format",
            Rule::Pattern => "pattern",
            Rule::MaxLength => "max_length",
            Rule::Total => "total",
            Rule::Check(_) => "check",
        }
    }
}

/// What the rule asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Limit {
    /// The rule says it all.
    None,
    /// The smallest or largest number, or point of a scale.
    Number(f64),
    /// The earliest or latest day.
    Date(NaiveDate),
    /// The fewest or most options that may be ticked or ranked.
    Count(usize),
    /// The most decimals a number may have.
    Decimals(u8),
    /// The most characters, and how many there are.
    Length {
        max: usize,
        found: usize,
    },
    /// What the amounts have to add up to, and what they do.
    Total {
        total: f64,
        sum: f64,
    },
    /// The kind of answer that was expected.
    Kind(VariableKind),
    Format(TextFormat),
    /// A code: the unknown one, or the option that cannot be combined.
    Code(String),
}

/// Every rule that the answers on these pages break, in the order of the file; only what was asked and reached is judged.
pub fn breaches(
    questionnaire: &Questionnaire,
    settled: &Settled,
    circumstances: &Circumstances,
    pages: Range<usize>,
) -> Vec<AnswerProblem> {
    let judge = Judge { questionnaire, settled, circumstances };
    let mut problems = Vec::new();
    for page in &questionnaire.pages[pages] {
        for index in page.items.clone() {
            judge.item(page, ItemIndex(index), &mut problems);
        }
    }
    problems
}

/// Whether the answer to one variable keeps the rules that ask about no other; `answers` come back as they were.
pub(super) fn keeps_rules(
    questionnaire: &Questionnaire,
    answers: &mut Answers,
    variable: VariableIndex,
) -> bool {
    let settled = Settled {
        answers: std::mem::replace(answers, Answers::all_missing(0, Missing::Skipped)),
        ended: None,
        ignored: Vec::new(),
        ignored_options: Vec::new(),
        ignored_texts: Vec::new(),
    };
    let circumstances = Circumstances::default();
    let mut problems = Vec::new();
    let judge = Judge { questionnaire, settled: &settled, circumstances: &circumstances };
    judge.variable(questionnaire.item(questionnaire.variable(variable).item), variable, &mut problems);
    *answers = settled.answers;
    problems.is_empty()
}

/// Whether the number keeps its item's rules.
pub(super) fn number_keeps_rules(item: &Item, number: f64) -> bool {
    let mut keeps = true;
    judge_number(item, number, &mut |_, _| keeps = false);
    keeps
}

struct Judge<'a> {
    questionnaire: &'a Questionnaire,
    settled: &'a Settled,
    circumstances: &'a Circumstances,
}

impl Judge<'_> {
    fn item(&self, page: &Page, index: ItemIndex, problems: &mut Vec<AnswerProblem>) {
        let item = self.questionnaire.item(index);
        if !matches!(item.kind, ItemKind::Computed { .. }) {
            for variable in self.questionnaire.variables_of(index) {
                self.variable(item, variable, problems);
            }
            self.total(index, item, problems);
        }
        if !item.checks.is_empty() && self.was_asked(page, item) {
            self.checks(index, item, problems);
        }
    }

    fn variable(&self, item: &Item, variable: VariableIndex, problems: &mut Vec<AnswerProblem>) {
        let answer = self.settled.answers.get(variable);
        let mut push = |rule, limit| problems.push(self.problem(variable, rule, limit));
        match answer {
            // The amounts of an allocation are wanted together.
            Answer::Missing(Missing::Skipped) if matches!(item.kind, ItemKind::Allocation { .. }) => {}
            Answer::Missing(Missing::Skipped) if item.required => push(Rule::Required, Limit::None),
            Answer::Multiple(ticked) => {
                let options = item.options();
                let exclusive = ticked.iter().find(|option| options[usize::from(option.0)].exclusive);
                if let Some(option) = exclusive.filter(|_| ticked.len() > 1) {
                    push(Rule::Exclusive, Limit::Code(options[usize::from(option.0)].code.to_string()));
                }
                if let ItemKind::Multiple { min, max, .. } = item.kind {
                    // "None of these" by itself is a whole answer, however many others would be wanted.
                    let min = min.map(|min| min.min(self.combinable(variable, item)));
                    if let Some(min) = min.filter(|min| ticked.len() < *min && exclusive.is_none()) {
                        push(Rule::Min, Limit::Count(min));
                    }
                    if let Some(max) = max.filter(|max| ticked.len() > *max) {
                        push(Rule::Max, Limit::Count(max));
                    }
                }
            }
            Answer::Ranking(ranked) => {
                if let ItemKind::Ranking { max, .. } = item.kind
                    && ranked.len() > max
                {
                    push(Rule::Max, Limit::Count(max));
                }
            }
            Answer::Number(number) => judge_number(item, *number, &mut push),
            Answer::Date(date) => {
                if let ItemKind::Date { min, max } = item.kind {
                    if let Some(min) = min.filter(|min| date < min) {
                        push(Rule::Min, Limit::Date(min));
                    }
                    if let Some(max) = max.filter(|max| date > max) {
                        push(Rule::Max, Limit::Date(max));
                    }
                }
            }
            Answer::Text(text) => judge_text(item, text, &mut push),
            Answer::Single(_) | Answer::Scale(_) | Answer::Missing(_) => {}
        }
        self.specify_texts(variable, answer, problems);
    }

    /// How many options of a multiple this respondent can tick together: who is offered fewer than `min` of them owes no
    /// more than those.
    fn combinable(&self, variable: VariableIndex, item: &Item) -> usize {
        let facts = AnswerFacts::new(self.questionnaire, &self.settled.answers, self.circumstances);
        let facts = facts.up_to(variable.0);
        let options = item.options().iter();
        options.filter(|option| !option.exclusive && option_is_offered(option, &facts)).count()
    }

    /// The amounts of an allocation together. One left blank adds nothing, and nothing at all is no wrong sum.
    fn total(&self, index: ItemIndex, item: &Item, problems: &mut Vec<AnswerProblem>) {
        let ItemKind::Allocation { total, .. } = item.kind else { return };
        let was_skipped = |variable: VariableIndex| {
            *self.settled.answers.get(variable) == Answer::Missing(Missing::Skipped)
        };
        let amounts: Vec<f64> = self
            .questionnaire
            .variables_of(index)
            .filter_map(|variable| match self.settled.answers.get(variable) {
                Answer::Number(amount) => Some(*amount),
                _ => None,
            })
            .collect();
        if amounts.is_empty() && item.required && self.questionnaire.variables_of(index).any(was_skipped) {
            problems.push(AnswerProblem {
                name: item.id.to_string(),
                item: Some(index),
                variable: None,
                rule: Rule::Required,
                limit: Limit::None,
            });
        }
        let sum: f64 = amounts.iter().sum();
        if !amounts.is_empty() && !adds_up(sum, total) {
            problems.push(AnswerProblem {
                name: item.id.to_string(),
                item: Some(index),
                variable: None,
                rule: Rule::Total,
                // Without the dust of binary fractions, for people to read.
                limit: Limit::Total { total, sum: condition::round(sum, 9) },
            });
        }
    }

    fn specify_texts(&self, variable: VariableIndex, answer: &Answer, problems: &mut Vec<AnswerProblem>) {
        let chosen: &mut dyn Iterator<Item = OptionIndex> = match answer {
            Answer::Single(option) => &mut std::iter::once(*option),
            Answer::Multiple(ticked) => &mut ticked.iter(),
            Answer::Ranking(ranked) => &mut ranked.iter().copied(),
            Answer::Number(_) | Answer::Scale(_) | Answer::Date(_) | Answer::Text(_) | Answer::Missing(_) => {
                return;
            }
        };
        for option in chosen {
            let text = self.settled.answers.specify_text(variable, option).unwrap_or("");
            if let Some(limit) = too_long(text, SPECIFY_LENGTH_MAX) {
                problems.push(AnswerProblem {
                    name: specify_name(self.questionnaire, variable, option),
                    ..self.problem(variable, Rule::MaxLength, limit)
                });
            }
        }
    }

    fn checks(&self, index: ItemIndex, item: &Item, problems: &mut Vec<AnswerProblem>) {
        let facts = AnswerFacts::new(self.questionnaire, &self.settled.answers, self.circumstances);
        let only_variable = (item.variables.len() == 1).then_some(VariableIndex(item.variables.start));
        for (place, check) in item.checks.iter().enumerate() {
            if condition::fails(&check.assert.expr, &facts) {
                problems.push(AnswerProblem {
                    name: item.id.to_string(),
                    item: Some(index),
                    variable: only_variable,
                    rule: Rule::Check(place),
                    limit: Limit::None,
                });
            }
        }
    }

    /// A note has no variable that could say whether it was on the route.
    fn was_asked(&self, page: &Page, item: &Item) -> bool {
        if item.variables.is_empty() {
            let facts = AnswerFacts::new(self.questionnaire, &self.settled.answers, self.circumstances);
            return self.settled.ended.is_none()
                && page_is_shown(page, &facts)
                && item_is_asked(item, &facts);
        }
        item.variables.clone().any(|variable| self.settled.was_asked(VariableIndex(variable)))
    }

    fn problem(&self, variable: VariableIndex, rule: Rule, limit: Limit) -> AnswerProblem {
        let named = self.questionnaire.variable(variable);
        let (name, item) = (named.name.clone(), Some(named.item));
        AnswerProblem { name, item, variable: Some(variable), rule, limit }
    }
}

/// Whether a sum is the total, as far as binary fractions can tell: 33.3 + 33.3 + 33.4 is 100.
pub fn adds_up(sum: f64, total: f64) -> bool {
    (sum - total).abs() <= 1e-9 * total.abs().max(1.0)
}

fn judge_number(item: &Item, number: f64, push: &mut dyn FnMut(Rule, Limit)) {
    if matches!(item.kind, ItemKind::Allocation { .. }) && number < 0.0 {
        push(Rule::Min, Limit::Number(0.0));
    }
    let ItemKind::Number { min, max, decimals, .. } = item.kind else { return };
    if !value::has_decimals_at_most(number, decimals) {
        push(Rule::Type, Limit::Decimals(decimals));
    }
    if let Some(min) = min.filter(|min| number < *min) {
        push(Rule::Min, Limit::Number(min));
    }
    if let Some(max) = max.filter(|max| number > *max) {
        push(Rule::Max, Limit::Number(max));
    }
}

fn judge_text(item: &Item, text: &str, push: &mut dyn FnMut(Rule, Limit)) {
    let ItemKind::Text { max_length, format, pattern, .. } = &item.kind else { return };
    if let Some(limit) = too_long(text, *max_length) {
        push(Rule::MaxLength, limit);
    }
    if let Some(format) = format.filter(|format| !has_format(text, *format)) {
        push(Rule::Format, Limit::Format(format));
    }
    if pattern.as_ref().is_some_and(|pattern| !pattern.matches(text)) {
        push(Rule::Pattern, Limit::None);
    }
}

/// The limit, where the text has more characters than it.
fn too_long(text: &str, max: usize) -> Option<Limit> {
    // There are never more characters than bytes, so most texts need no count.
    if text.len() <= max {
        return None;
    }
    let found = text.chars().count();
    (found > max).then_some(Limit::Length { max, found })
}

fn has_format(text: &str, format: TextFormat) -> bool {
    match format {
        TextFormat::Email => text.validate_email(),
        // A web address: other schemes (`javascript:`) are addresses too, but never an answer.
        TextFormat::Url => {
            let web = ["http://", "https://"].iter().any(|scheme| {
                text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            });
            web && text.validate_url()
        }
    }
}
