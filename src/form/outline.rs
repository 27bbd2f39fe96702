//! A route explained to its author: each page and item, whether it is asked, and why: the condition with the values
//! that stand in it.

use super::flow;
use super::page::Text;
use crate::i18n::Language;
use crate::questionnaire::condition::{Condition, Facts, Reference, Value, evaluate};
use crate::questionnaire::{ItemIndex, ItemKind, Questionnaire, VariableIndex};
use crate::responses::{Answer, AnswerFacts, Circumstances, Missing, Settled};

/// Every page of the questionnaire, in the order of the file.
#[derive(Debug, Clone)]
pub struct Outline {
    pub pages: Vec<PageOutline>,
}

#[derive(Debug, Clone)]
pub struct PageOutline {
    pub id: String,
    pub title: Option<String>,
    pub is_asked: bool,
    /// The page's condition, where it has one.
    pub why: Option<Why>,
    /// The interview ended before this page.
    pub is_after_end: bool,
    pub items: Vec<ItemOutline>,
}

#[derive(Debug, Clone)]
pub struct ItemOutline {
    pub id: String,
    pub text: String,
    pub state: ItemState,
    /// The item's own condition, where it has one.
    pub why: Option<Why>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemState {
    Answered,
    /// On the route, without an answer so far.
    Asked,
    NotAsked,
    /// Worked out from other answers, never shown.
    Computed,
}

/// A condition, what it is worth now, and the values in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// As the file writes it.
    pub condition: String,
    /// `None` where it is unknown: something it needs has no answer.
    pub holds: Option<bool>,
    /// Each name in it with its value in words.
    pub values: Vec<(String, String)>,
}

/// The outline of an interview as its answers stand.
pub fn outline(
    questionnaire: &Questionnaire,
    settled: &Settled,
    circumstances: &Circumstances,
    language: &Language,
) -> Outline {
    let author = Author {
        questionnaire,
        settled,
        facts: AnswerFacts::new(questionnaire, &settled.answers, circumstances),
        language,
    };
    let ended_on = settled.ended.and_then(|ended| ended.item).map(|item| questionnaire.page_of(item));
    let pages = (0..questionnaire.pages.len()).map(|page| {
        let shown = flow::shown_items(questionnaire, settled, circumstances, page);
        let is_after_end = ended_on.is_some_and(|last| page > last);
        author.page(page, &shown, is_after_end)
    });
    Outline { pages: pages.collect() }
}

struct Author<'a> {
    questionnaire: &'a Questionnaire,
    settled: &'a Settled,
    facts: AnswerFacts<'a>,
    language: &'a Language,
}

impl Author<'_> {
    fn page(&self, index: usize, shown: &[ItemIndex], is_after_end: bool) -> PageOutline {
        let page = &self.questionnaire.pages[index];
        let items = page.items.clone().map(ItemIndex).map(|item| self.item(item, shown.contains(&item)));
        PageOutline {
            id: page.id.to_string(),
            title: page
                .title
                .as_ref()
                .map(|title| Text::line(self.questionnaire, title, self.language).plain),
            is_asked: !shown.is_empty(),
            why: page.show_if.as_ref().map(|condition| self.why(condition)),
            is_after_end,
            items: items.collect(),
        }
    }

    fn item(&self, index: ItemIndex, shown: bool) -> ItemOutline {
        let item = self.questionnaire.item(index);
        let answered = self
            .questionnaire
            .variables_of(index)
            .any(|variable| !self.settled.answers.get(variable).is_missing());
        let state = match (&item.kind, shown, answered) {
            (ItemKind::Computed { .. }, _, _) => ItemState::Computed,
            (_, false, _) => ItemState::NotAsked,
            (_, true, true) => ItemState::Answered,
            (_, true, false) => ItemState::Asked,
        };
        ItemOutline {
            id: item.id.to_string(),
            text: Text::line(self.questionnaire, &item.text, self.language).plain,
            state,
            why: item.show_if.as_ref().map(|condition| self.why(condition)),
        }
    }

    fn why(&self, condition: &Condition) -> Why {
        let mut values: Vec<(String, String)> = Vec::new();
        condition.expr.visit_references(&mut |reference| {
            let (name, value) = (self.name(reference), self.value(reference));
            if !values.iter().any(|(known, _)| *known == name) {
                values.push((name, value));
            }
        });
        let holds = match evaluate(&condition.expr, &self.facts) {
            Value::Bool(holds) => Some(holds),
            Value::Unknown | Value::Number(_) | Value::Text(_) => None,
        };
        Why { condition: condition.source.clone(), holds, values }
    }

    fn name(&self, reference: Reference) -> String {
        crate::questionnaire::words::name(self.questionnaire, reference)
    }

    /// The value in words: labels behind codes, and why there is none.
    fn value(&self, reference: Reference) -> String {
        match reference {
            Reference::Variable(variable) => self.answer(variable),
            Reference::Given(_) | Reference::Derived(_) | Reference::Extra(_) => {
                match self.facts.value(reference) {
                    Value::Unknown => "unknown".to_owned(),
                    Value::Bool(value) => value.to_string(),
                    Value::Number(number) => number.to_string(),
                    Value::Text(text) => text,
                }
            }
        }
    }

    fn answer(&self, variable: VariableIndex) -> String {
        let labelled = |option: crate::questionnaire::OptionIndex| {
            let option = &self.questionnaire.options(variable)[usize::from(option.0)];
            let text = Text::line(self.questionnaire, &option.text, self.language).plain;
            format!("{} ({text})", option.code)
        };
        let list = |options: Vec<String>| options.join(", ");
        match self.settled.answers.get(variable) {
            Answer::Single(option) => labelled(*option),
            Answer::Multiple(ticked) => list(ticked.iter().map(labelled).collect()),
            Answer::Ranking(ranked) => list(ranked.iter().copied().map(labelled).collect()),
            Answer::Number(number) => number.to_string(),
            Answer::Scale(point) => point.to_string(),
            Answer::Date(date) => date.to_string(),
            Answer::Text(text) => format!("“{text}”"),
            Answer::Missing(Missing::NotAsked) => "not asked".to_owned(),
            Answer::Missing(
                Missing::Skipped | Missing::NotReached | Missing::NotInVersion | Missing::Removed,
            ) => "no answer".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::OptionIndex;
    use crate::responses::testing::{Draft, options, single};
    use crate::responses::{Answers, Reached, settle};

    #[test]
    fn an_item_off_the_route_shows_its_condition_with_the_values_in_it() {
        let mut draft = Draft::new();
        draft.page(None);
        draft.item("uses", None, single(options(&["yes", "no"])));
        draft.item("since", None, single(options(&["a", "b"])));
        draft.page(Some("uses == 'yes'"));
        draft.item("how", Some("since == 'a'"), single(options(&["x", "y"])));
        let q = draft.questionnaire;
        let mut given = Answers::all_missing(q.variables.len(), Missing::Skipped);
        given.set(q.find_variable("uses").unwrap(), Answer::Single(OptionIndex(1)));
        let about = Circumstances::default();
        let settled = settle(&q, &given, &about, Reached::Everything, None);
        let found = outline(&q, &settled, &about, q.source_language());
        let page = &found.pages[1];
        assert!(!page.is_asked);
        let why = page.why.as_ref().unwrap();
        assert_eq!((why.condition.as_str(), why.holds), ("uses == 'yes'", Some(false)));
        assert_eq!(why.values, [("uses".to_owned(), "no (no)".to_owned())]);
        let own = page.items[0].why.as_ref().unwrap();
        assert_eq!((own.holds, own.values[0].1.as_str()), (None, "no answer"));
        assert_eq!(found.pages[0].items[0].state, ItemState::Answered);
        assert_eq!(found.pages[0].items[1].state, ItemState::Asked);
    }
}
