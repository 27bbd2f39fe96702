//! One response as the expression language sees it.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Answer, Answers, Circumstances, Missing};
use crate::questionnaire::condition::{Facts, Given, Reference, Value, days_since_epoch};
use crate::questionnaire::{OptionIndex, Questionnaire, VariableIndex};

/// The facts of one response: its answers, and what is known beside them.
#[derive(Debug, Clone, Copy)]
pub struct AnswerFacts<'a> {
    questionnaire: &'a Questionnaire,
    answers: &'a Answers,
    circumstances: &'a Circumstances,
    /// Variables from here on count as not asked.
    visible: usize,
}

impl<'a> AnswerFacts<'a> {
    pub fn new(
        questionnaire: &'a Questionnaire,
        answers: &'a Answers,
        circumstances: &'a Circumstances,
    ) -> AnswerFacts<'a> {
        AnswerFacts { questionnaire, answers, circumstances, visible: answers.len() }
    }

    /// The same facts while the walk along the route has come to this variable: it and all later ones are not asked.
    pub fn up_to(self, visible: usize) -> AnswerFacts<'a> {
        AnswerFacts { visible, ..self }
    }

    fn answer(&self, reference: Reference) -> Option<(VariableIndex, &'a Answer)> {
        match reference {
            Reference::Variable(variable) if variable.0 < self.visible => {
                Some((variable, self.answers.get(variable)))
            }
            Reference::Variable(_) | Reference::Given(_) | Reference::Derived(_) | Reference::Extra(_) => {
                None
            }
        }
    }

    fn code(&self, variable: VariableIndex, option: OptionIndex) -> &'a str {
        self.questionnaire.options(variable)[usize::from(option.0)].code.as_str()
    }

    fn given(&self, given: Given) -> Value {
        let circumstances = self.circumstances;
        let text = |text: &Option<String>| text.clone().map_or(Value::Unknown, Value::Text);
        match given {
            Given::WaveId => text(&circumstances.wave),
            Given::WaveOpened => circumstances.wave_opened.map_or(Value::Unknown, day),
            Given::Source => text(&circumstances.source),
            Given::Language => text(&circumstances.language),
            Given::Device => text(&circumstances.device),
            Given::StartedOn => day_of(circumstances.started_at),
            Given::Arm(arm) => {
                let group = circumstances.arms.get(arm).copied().flatten();
                let arm = self.questionnaire.arms.get(arm);
                group
                    .and_then(|group| Some(arm?.groups.get(usize::from(group.0))?.code.to_string()))
                    .map_or(Value::Unknown, Value::Text)
            }
            Given::Consent(consent) => {
                circumstances.consents.get(consent).copied().flatten().map_or(Value::Unknown, Value::Bool)
            }
            Given::Today => circumstances.today.map_or_else(|| day_of(circumstances.submitted_at), day),
            Given::SubmittedOn => day_of(circumstances.submitted_at),
            Given::Minutes => match (circumstances.started_at, circumstances.submitted_at) {
                (Some(from), Some(to)) => Value::Number((to - from).num_seconds() as f64 / 60.0),
                (None, _) | (_, None) => Value::Unknown,
            },
            // What a report file may name, but no questionnaire: it is decided after the answers.
            Given::Disposition | Given::Flag(_) | Given::Removed | Given::Version => Value::Unknown,
        }
    }
}

fn day(date: NaiveDate) -> Value {
    Value::Number(days_since_epoch(date))
}

fn day_of(at: Option<DateTime<Utc>>) -> Value {
    at.map_or(Value::Unknown, |at| day(at.date_naive()))
}

impl Facts for AnswerFacts<'_> {
    fn value(&self, reference: Reference) -> Value {
        if let Reference::Given(name) = reference {
            return self.given(name);
        }
        match self.answer(reference) {
            Some((variable, Answer::Single(option))) => Value::Text(self.code(variable, *option).to_owned()),
            Some((_, Answer::Number(number))) => Value::Number(*number),
            Some((_, Answer::Scale(point))) => Value::Number(*point as f64),
            Some((_, Answer::Date(date))) => day(*date),
            Some((_, Answer::Text(text))) => Value::Text(text.clone()),
            Some((_, Answer::Multiple(_) | Answer::Ranking(_) | Answer::Missing(_))) | None => Value::Unknown,
        }
    }

    fn has(&self, multiple: Reference, code: &str) -> Option<bool> {
        match self.answer(multiple)? {
            (variable, Answer::Multiple(ticked)) => {
                Some(ticked.iter().any(|option| self.code(variable, option) == code))
            }
            (_, _) => None,
        }
    }

    fn size(&self, multiple: Reference) -> Option<usize> {
        match self.answer(multiple)? {
            (_, Answer::Multiple(ticked)) => Some(ticked.len()),
            (_, Answer::Ranking(ranked)) => Some(ranked.len()),
            (_, _) => None,
        }
    }

    fn rank(&self, ranking: Reference, code: &str) -> Option<usize> {
        match self.answer(ranking)? {
            (variable, Answer::Ranking(ranked)) => {
                ranked.iter().position(|option| self.code(variable, *option) == code).map(|place| place + 1)
            }
            (_, _) => None,
        }
    }

    fn answered(&self, reference: Reference) -> bool {
        match reference {
            Reference::Variable(_) => self.answer(reference).is_some_and(|(_, answer)| !answer.is_missing()),
            Reference::Given(_) | Reference::Derived(_) | Reference::Extra(_) => {
                self.value(reference) != Value::Unknown
            }
        }
    }

    fn asked(&self, reference: Reference) -> bool {
        match reference {
            Reference::Variable(_) => self.answer(reference).is_some_and(|(_, answer)| {
                !matches!(
                    answer,
                    Answer::Missing(Missing::NotAsked | Missing::NotReached | Missing::NotInVersion)
                )
            }),
            Reference::Given(_) | Reference::Derived(_) | Reference::Extra(_) => self.answered(reference),
        }
    }
}
