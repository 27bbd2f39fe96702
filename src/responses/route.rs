//! The walk along the route: what is asked of this respondent, which answers count, where the interview ends, and the
//! one reason of every answer that is missing.

use super::breach::adds_up;
use super::{Answer, AnswerFacts, Answers, Circumstances, Missing, Reached, Settled};
use crate::questionnaire::condition::{self, Condition, Facts, Value};
use crate::questionnaire::{
    AnswerOption, ComputedAs, EndedBy, Ending, Item, ItemIndex, ItemKind, OptionIndex, Page, Questionnaire,
    Row, VariableIndex,
};

/// Whether the page's own condition lets it be shown: it has none, or it is true.
pub fn page_is_shown(page: &Page, facts: &dyn Facts) -> bool {
    holds_or_absent(page.show_if.as_ref(), facts)
}

/// Whether the item's own condition lets it be asked, given that its page is shown.
pub fn item_is_asked(item: &Item, facts: &dyn Facts) -> bool {
    holds_or_absent(item.show_if.as_ref(), facts)
}

/// Whether the option is offered to this respondent.
pub fn option_is_offered(option: &AnswerOption, facts: &dyn Facts) -> bool {
    holds_or_absent(option.show_if.as_ref(), facts)
}

/// Whether the row is asked, given that its item is.
pub fn row_is_asked(row: &Row, facts: &dyn Facts) -> bool {
    holds_or_absent(row.show_if.as_ref(), facts)
}

fn holds_or_absent(condition: Option<&Condition>, facts: &dyn Facts) -> bool {
    condition.is_none_or(|condition| condition::holds(&condition.expr, facts))
}

/// Walks the route with the answers that were given, and gives every variable its answer or its one reason.
///
/// Of `given`, only the answers count, and the reasons that no walk can find (`not_in_version`, `removed`); every other
/// missing one is a blank. `source_end` is the `end_if` of the respondent's source.
pub fn settle(
    questionnaire: &Questionnaire,
    given: &Answers,
    circumstances: &Circumstances,
    reached: Reached,
    source_end: Option<&Condition>,
) -> Settled {
    let walk = Walk { questionnaire, circumstances, source_end, stated: None };
    walk.settle(given.clone(), reached)
}

/// What a data file says itself of an answer that is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stated {
    /// One of the codes -1 to -5: it stands against the route.
    Reason(Missing),
    /// All 0/1 columns are 0: it was shown, if it is on the route.
    NothingTicked,
}

/// Everything a walk reads beside the answers.
pub(super) struct Walk<'a> {
    pub(super) questionnaire: &'a Questionnaire,
    pub(super) circumstances: &'a Circumstances,
    pub(super) source_end: Option<&'a Condition>,
    /// One entry a variable.
    pub(super) stated: Option<&'a [Option<Stated>]>,
}

impl Walk<'_> {
    pub(super) fn settle(&self, given: Answers, reached: Reached) -> Settled {
        let items = self.questionnaire.items.len();
        let mut settled = Settled {
            answers: given,
            ended: None,
            ignored: vec![],
            ignored_options: vec![],
            ignored_texts: vec![],
        };
        match reached {
            Reached::Everything => self.walk(&mut settled, items),
            Reached::ThroughPage(page) => {
                let end = self.questionnaire.pages.get(page).map_or(items, |page| page.items.end);
                self.walk(&mut settled, end);
            }
            Reached::LastAnswer => {
                self.walk(&mut settled, items);
                // An ending takes effect when its page is submitted, so such an interview left nothing unreached.
                if settled.ended.is_none()
                    && let Some(items_reached) = self.items_reached(&settled.answers)
                {
                    self.walk(&mut settled, items_reached);
                }
            }
        }
        self.drop_stray_texts(&mut settled);
        settled
    }

    /// One pass over all pages; items from `items_reached` on count as not reached. Answers already taken off the
    /// route stay off, so a second pass over the outcome of a first one changes reasons only.
    fn walk(&self, settled: &mut Settled, items_reached: usize) {
        settled.ended = None;
        for page in &self.questionnaire.pages {
            let on_route =
                settled.ended.is_none() && page_is_shown(page, &self.facts(settled, page.items.start));
            for index in page.items.clone() {
                self.walk_item(settled, index, on_route, index < items_reached);
            }
            if on_route && page.items.end <= items_reached {
                settled.ended = self.ending_of(settled, page);
            }
        }
    }

    fn walk_item(&self, settled: &mut Settled, index: usize, page_on_route: bool, reached: bool) {
        let item = &self.questionnaire.items[index];
        let asked = page_on_route && item_is_asked(item, &self.facts(settled, index));
        if let ItemKind::Computed { value, stored_as, .. } = &item.kind {
            for variable in item.variables.clone().map(VariableIndex) {
                let answer = if asked {
                    let blank = if reached { Missing::Skipped } else { Missing::NotReached };
                    computed_answer(condition::evaluate(value, &self.facts(settled, index)), item, stored_as)
                        .unwrap_or(Answer::Missing(blank))
                } else {
                    Answer::Missing(Missing::NotAsked)
                };
                settled.answers.set(variable, answer);
            }
            return;
        }
        let not_offered = self.options_not_offered(settled, index);
        // Where no option is offered there is nothing to ask.
        let asked = asked && (not_offered.is_empty() || not_offered.len() < item.options().len());
        let rows_asked = self.rows_asked(settled, index, asked);
        for (place, variable) in item.variables.clone().map(VariableIndex).enumerate() {
            let asked = rows_asked.as_ref().map_or(asked, |rows| rows[place]);
            if asked {
                self.drop_not_offered(settled, variable, &not_offered);
            }
            let by_route = match (asked, reached) {
                (false, _) => Missing::NotAsked,
                (true, true) => Missing::Skipped,
                (true, false) => Missing::NotReached,
            };
            match settled.answers.get(variable) {
                Answer::Missing(Missing::NotInVersion | Missing::Removed) => {}
                Answer::Missing(_) => {
                    let reason = self.stated_reason(variable, asked).unwrap_or(by_route);
                    settled.answers.set(variable, Answer::Missing(reason));
                }
                _answered if asked => {}
                _answered => {
                    settled.ignored.push(variable);
                    settled.answers.set(variable, Answer::Missing(Missing::NotAsked));
                }
            }
        }
        if let ItemKind::Allocation { total, .. } = item.kind
            && reached
        {
            self.complete_allocation(settled, item, total);
        }
    }

    /// Once the amounts add up to the total, the rows that were left blank got nothing: they are 0, and were not skipped.
    fn complete_allocation(&self, settled: &mut Settled, item: &Item, total: f64) {
        let variables = || item.variables.clone().map(VariableIndex);
        let amounts = variables().filter_map(|variable| match settled.answers.get(variable) {
            Answer::Number(amount) => Some(*amount),
            _ => None,
        });
        if !adds_up(amounts.sum(), total) {
            return;
        }
        let was_stated =
            |variable: VariableIndex| self.stated.is_some_and(|stated| stated[variable.0].is_some());
        for variable in variables().filter(|variable| !was_stated(*variable)) {
            if *settled.answers.get(variable) == Answer::Missing(Missing::Skipped) {
                settled.answers.set(variable, Answer::Number(0.0));
            }
        }
    }

    /// Whether each row of the item is asked; `None` where no row has a condition of its own.
    fn rows_asked(&self, settled: &Settled, index: usize, item_asked: bool) -> Option<Vec<bool>> {
        let rows = self.questionnaire.items[index].rows();
        rows.iter().any(|row| row.show_if.is_some()).then(|| {
            let facts = self.facts(settled, index);
            rows.iter().map(|row| item_asked && row_is_asked(row, &facts)).collect()
        })
    }

    /// The options of the item that this respondent is not offered.
    fn options_not_offered(&self, settled: &Settled, index: usize) -> Vec<OptionIndex> {
        let options = self.questionnaire.items[index].options();
        if options.iter().all(|option| option.show_if.is_none()) {
            return Vec::new();
        }
        let facts = self.facts(settled, index);
        let not_offered = options.iter().enumerate().filter(|(_, option)| !option_is_offered(option, &facts));
        not_offered.map(|(place, _)| OptionIndex(place as u16)).collect()
    }

    /// Takes options that were not offered out of an answer, and lists them as ignored.
    fn drop_not_offered(&self, settled: &mut Settled, variable: VariableIndex, not_offered: &[OptionIndex]) {
        let answer = settled.answers.get(variable);
        let stray: Vec<OptionIndex> =
            not_offered.iter().copied().filter(|option| is_chosen(answer, *option)).collect();
        if stray.is_empty() {
            return;
        }
        let kept = |option: &OptionIndex| !stray.contains(option);
        let left = match answer {
            Answer::Multiple(ticked) => Answer::Multiple(ticked.iter().filter(kept).collect()),
            Answer::Ranking(ranked) => Answer::Ranking(ranked.iter().copied().filter(kept).collect()),
            Answer::Single(_)
            | Answer::Number(_)
            | Answer::Scale(_)
            | Answer::Date(_)
            | Answer::Text(_)
            | Answer::Missing(_) => Answer::Missing(Missing::Skipped),
        };
        let emptied = match &left {
            Answer::Multiple(ticked) => ticked.is_empty(),
            Answer::Ranking(ranked) => ranked.is_empty(),
            _ => false,
        };
        settled.ignored_options.extend(stray.into_iter().map(|option| (variable, option)));
        settled.answers.set(variable, if emptied { Answer::Missing(Missing::Skipped) } else { left });
    }

    fn stated_reason(&self, variable: VariableIndex, asked: bool) -> Option<Missing> {
        match self.stated?[variable.0]? {
            Stated::Reason(reason) => Some(reason),
            Stated::NothingTicked => asked.then_some(Missing::Skipped),
        }
    }

    /// The facts while the walk stands before an item: what comes later cannot influence what comes first.
    fn facts<'s>(&'s self, settled: &'s Settled, item: usize) -> AnswerFacts<'s> {
        let visible = self
            .questionnaire
            .items
            .get(item)
            .map_or(self.questionnaire.variables.len(), |item| item.variables.start);
        AnswerFacts::new(self.questionnaire, &settled.answers, self.circumstances).up_to(visible)
    }

    /// The rule that ends the interview at the end of this page: the first item's that has one, its chosen option
    /// before its `end_if`, and the rule of the source last.
    fn ending_of(&self, settled: &Settled, page: &Page) -> Option<EndedBy> {
        for index in page.items.clone() {
            let item = &self.questionnaire.items[index];
            if let Some((option, ending)) = ending_option(item, settled) {
                return Some(EndedBy { ending, item: Some(ItemIndex(index)), option: Some(option) });
            }
            if let Some(rule) = &item.end_if
                && item_is_asked(item, &self.facts(settled, index))
                && condition::holds(&rule.condition.expr, &self.facts(settled, page.items.end))
            {
                return Some(EndedBy { ending: rule.ending, item: Some(ItemIndex(index)), option: None });
            }
        }
        let source_end = self.source_end?;
        condition::holds(&source_end.expr, &self.facts(settled, page.items.end)).then_some(EndedBy {
            ending: Ending::ScreenedOut,
            item: None,
            option: None,
        })
    }

    /// How many items somebody came to who gave these answers and left: all up to the last one with an answer. `None`
    /// where the blanks behind it are only texts, which people leave empty without leaving.
    fn items_reached(&self, answers: &Answers) -> Option<usize> {
        let was_seen = |index: &usize| {
            self.variables_shown(*index).any(|variable| {
                !answers.get(variable).is_missing() || self.was_stated_as_shown(variable, answers)
            })
        };
        let reached = (0..self.questionnaire.items.len()).rev().find(was_seen).map_or(0, |last| last + 1);
        let left_before_one = (reached..self.questionnaire.items.len()).any(|index| {
            let is_text = matches!(self.questionnaire.items[index].kind, ItemKind::Text { .. });
            self.variables_shown(index).any(|variable| match answers.get(variable) {
                // The file says so itself.
                Answer::Missing(Missing::NotReached) => true,
                Answer::Missing(Missing::Skipped) => !is_text,
                _ => false,
            })
        });
        left_before_one.then_some(reached)
    }

    fn was_stated_as_shown(&self, variable: VariableIndex, answers: &Answers) -> bool {
        *answers.get(variable) == Answer::Missing(Missing::Skipped)
            && self.stated.is_some_and(|stated| stated[variable.0].is_some())
    }

    /// The variables of an item that a respondent sees; a computed one has none of those.
    fn variables_shown(&self, index: usize) -> impl Iterator<Item = VariableIndex> + use<> {
        let item = &self.questionnaire.items[index];
        let computed = matches!(item.kind, ItemKind::Computed { .. });
        let range = if computed { 0..0 } else { item.variables.clone() };
        range.map(VariableIndex)
    }

    /// A text of "other, specify" counts only beside its option.
    fn drop_stray_texts(&self, settled: &mut Settled) {
        let stray: Vec<(VariableIndex, OptionIndex)> = settled
            .answers
            .specify_texts()
            .filter(|(variable, option, _)| !is_chosen(settled.answers.get(*variable), *option))
            .map(|(variable, option, _)| (variable, option))
            .collect();
        for (variable, option) in stray {
            settled.answers.set_specify_text(variable, option, String::new());
            settled.ignored_texts.push((variable, option));
        }
    }
}

/// Whether the answer chooses, ticks or ranks the option.
pub fn is_chosen(answer: &Answer, option: OptionIndex) -> bool {
    match answer {
        Answer::Single(chosen) => *chosen == option,
        Answer::Multiple(ticked) => ticked.contains(option),
        Answer::Ranking(ranked) => ranked.contains(&option),
        Answer::Number(_) | Answer::Scale(_) | Answer::Date(_) | Answer::Text(_) | Answer::Missing(_) => {
            false
        }
    }
}

/// The first chosen option with an `end:`, in the order of the rows and then of the options.
fn ending_option(item: &Item, settled: &Settled) -> Option<(OptionIndex, Ending)> {
    let ends = |option: OptionIndex| Some((option, item.options()[usize::from(option.0)].end?));
    item.variables.clone().find_map(|variable| match settled.answers.get(VariableIndex(variable)) {
        Answer::Single(option) => ends(*option),
        Answer::Multiple(ticked) => ticked.iter().find_map(ends),
        Answer::Ranking(ranked) => ranked.iter().copied().find_map(ends),
        Answer::Number(_) | Answer::Scale(_) | Answer::Date(_) | Answer::Text(_) | Answer::Missing(_) => None,
    })
}

/// What a computed item stores; `None` where its value is unknown or is none of its options.
fn computed_answer(value: Value, item: &Item, stored_as: &ComputedAs) -> Option<Answer> {
    match (stored_as, value) {
        (_, Value::Unknown) => None,
        (ComputedAs::Single { .. }, value) => item.find_option(&as_text(&value)?).map(Answer::Single),
        (ComputedAs::Number, Value::Number(number)) => {
            super::value::is_storable(number).then_some(Answer::Number(number))
        }
        (ComputedAs::Number, Value::Bool(_) | Value::Text(_)) => None,
        (ComputedAs::Text, value) => as_text(&value).filter(|text| !text.is_empty()).map(Answer::Text),
    }
}

fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::Unknown => None,
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::Text(text) => Some(text.clone()),
    }
}

/// How many items of one response were asked, answered, and left unreached; notes and computed items do not count, a
/// grid counts once and is answered where any row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ItemCounts {
    /// On the route and reached.
    pub asked: usize,
    pub answered: usize,
    /// On the route, but behind the point where the interview was left.
    pub not_reached: usize,
}

/// Counts the items of settled answers, for the rule that tells a partial interview from a break-off.
pub fn count_items(questionnaire: &Questionnaire, answers: &Answers) -> ItemCounts {
    let mut counts = ItemCounts::default();
    for item in &questionnaire.items {
        if matches!(item.kind, ItemKind::Computed { .. } | ItemKind::Note) {
            continue;
        }
        let of = |is: fn(&Answer) -> bool| {
            item.variables.clone().any(|variable| is(answers.get(VariableIndex(variable))))
        };
        let answered = of(|answer| !answer.is_missing());
        let skipped = of(|answer| matches!(answer, Answer::Missing(Missing::Skipped | Missing::Removed)));
        let not_reached = of(|answer| *answer == Answer::Missing(Missing::NotReached));
        counts.answered += usize::from(answered);
        counts.asked += usize::from(answered || skipped);
        counts.not_reached += usize::from(not_reached && !answered && !skipped);
    }
    counts
}
