//! Flags for doubtful interviews, by the rules that the questionnaire declares. A flag is for an analyst to look at: it
//! never takes a response out of anything by itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Answer, AnswerFacts, Disposition, Response};
use crate::i18n::Language;
use crate::questionnaire::condition;
use crate::questionnaire::{ItemIndex, ItemKind, QualityRule, Questionnaire, VariableIndex, reading_time};

/// Completes of one language and device class that a median needs; below that the estimated time stands for it.
const COMPLETES_FOR_A_MEDIAN: usize = 50;
/// The same answer to two rows is no pattern.
const ROWS_OF_A_STRAIGHT_LINE: usize = 3;

/// What the rules say of one interview; `None` where a rule is not declared or cannot be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags {
    pub speeder: Option<bool>,
    pub straightline: Option<bool>,
    pub attention: Option<bool>,
}

impl Flags {
    pub fn get(&self, rule: QualityRule) -> Option<bool> {
        match rule {
            QualityRule::Speeder => self.speeder,
            QualityRule::Straightline => self.straightline,
            QualityRule::Attention => self.attention,
        }
    }
}

/// The flags of each response, in their order. Whether somebody was fast is judged against all the others, so the
/// responses must be those of the whole wave.
pub fn flags(questionnaire: &Questionnaire, responses: &[Response]) -> Vec<Flags> {
    let judged: Vec<Judged> = responses.iter().map(|response| Judged::of(questionnaire, response)).collect();
    flags_of(questionnaire, &judged)
}

/// What one response has to say about the rules by itself, before it is held against the others.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    language: Option<Arc<str>>,
    device: Option<Arc<str>>,
    is_complete: bool,
    /// Seconds an item shown.
    pace: Option<f64>,
    estimated: Option<f64>,
    straightline: Option<bool>,
    attention: Option<bool>,
}

impl Judged {
    pub fn of(questionnaire: &Questionnaire, response: &Response) -> Judged {
        let timed = questionnaire.quality.speeder.is_some();
        let about = &response.circumstances;
        Judged {
            language: about.language.as_deref().map(Arc::from),
            device: about.device.as_deref().map(Arc::from),
            is_complete: response.disposition == Disposition::Complete,
            pace: if timed { pace(questionnaire, response) } else { None },
            estimated: if timed { estimated_pace(questionnaire, response) } else { None },
            straightline: straightline(questionnaire, response),
            attention: attention(questionnaire, response),
        }
    }

    /// Language and device class.
    fn class(&self) -> Class<'_> {
        (self.language.as_deref(), self.device.as_deref())
    }
}

/// [`flags`] of responses that were judged one by one; all of the wave, in their order.
pub fn flags_of(questionnaire: &Questionnaire, judged: &[Judged]) -> Vec<Flags> {
    let speeders = match questionnaire.quality.speeder {
        Some(share) => speeders(judged, share),
        None => vec![None; judged.len()],
    };
    let flags = |(judged, speeder): (&Judged, Option<bool>)| Flags {
        speeder,
        straightline: judged.straightline,
        attention: judged.attention,
    };
    judged.iter().zip(speeders).map(flags).collect()
}

type Class<'a> = (Option<&'a str>, Option<&'a str>);

/// Who took less time an item shown than `share` of the median of the completes with the same language and device class.
fn speeders(judged: &[Judged], share: f64) -> Vec<Option<bool>> {
    let mut by_class: BTreeMap<Class<'_>, Vec<f64>> = BTreeMap::new();
    for one in judged.iter().filter(|one| one.is_complete) {
        if let Some(pace) = one.pace {
            by_class.entry(one.class()).or_default().push(pace);
        }
    }
    let medians: BTreeMap<Class<'_>, f64> = by_class
        .into_iter()
        .filter(|(_, paces)| paces.len() >= COMPLETES_FOR_A_MEDIAN)
        .map(|(class, paces)| (class, median(paces)))
        .collect();
    let is_speeder = |one: &Judged| {
        let usual = medians.get(&one.class()).copied().or(one.estimated)?;
        Some(one.pace? < share * usual)
    };
    judged.iter().map(is_speeder).collect()
}

/// The items that were shown to this respondent: asked and reached. Computed items are never shown, notes are not timed.
fn shown<'a>(
    questionnaire: &'a Questionnaire,
    response: &'a Response,
) -> impl Iterator<Item = ItemIndex> + 'a {
    (0..questionnaire.items.len()).map(ItemIndex).filter(|item| {
        let computed = matches!(questionnaire.item(*item).kind, ItemKind::Computed { .. });
        !computed && questionnaire.variables_of(*item).any(|variable| was_asked(response, variable))
    })
}

fn was_asked(response: &Response, variable: VariableIndex) -> bool {
    response.answers.get(variable).was_asked()
}

/// Seconds an item shown, from start to submission.
fn pace(questionnaire: &Questionnaire, response: &Response) -> Option<f64> {
    let about = &response.circumstances;
    let (from, to) = about.started_at.zip(about.submitted_at)?;
    let seconds = (to - from).num_milliseconds() as f64 / 1000.0;
    let items = shown(questionnaire, response).count();
    (items > 0 && seconds >= 0.0).then(|| seconds / items as f64)
}

/// The pace of somebody who reads everything that was shown, in the language of the interview.
fn estimated_pace(questionnaire: &Questionnaire, response: &Response) -> Option<f64> {
    let spoken = response.circumstances.language.as_deref().and_then(Language::parse);
    let language = spoken.filter(|language| questionnaire.languages.contains(language));
    let language = language.as_ref().unwrap_or_else(|| questionnaire.source_language());
    let seconds: Vec<f64> = shown(questionnaire, response)
        .map(|item| reading_time::seconds(questionnaire.item(item), language))
        .collect();
    (!seconds.is_empty()).then(|| seconds.iter().sum::<f64>() / seconds.len() as f64)
}

/// The middle one, or the mean of the two in the middle; `numbers` holds at least one.
fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    let middle = numbers.len() / 2;
    if numbers.len() % 2 == 1 { numbers[middle] } else { (numbers[middle - 1] + numbers[middle]) / 2.0 }
}

/// Whether all rows that were asked have the same answer in any of the grids named; `None` where none of them was
/// answered far enough to tell.
fn straightline(questionnaire: &Questionnaire, response: &Response) -> Option<bool> {
    let mut judged = questionnaire.quality.straightline.iter().filter_map(|grid| {
        let asked = questionnaire.variables_of(*grid).map(|row| response.answers.get(row));
        let asked: Vec<&Answer> = asked.filter(|answer| answer.was_asked()).collect();
        let answered = asked.iter().filter(|answer| !answer.is_missing()).count();
        if answered < ROWS_OF_A_STRAIGHT_LINE {
            return None;
        }
        Some(asked.iter().all(|answer| *answer == asked[0]))
    });
    let first = judged.next()?;
    Some(judged.fold(first, |any, one| any || one))
}

/// Whether the condition that an attentive respondent's answers meet is known to be false.
fn attention(questionnaire: &Questionnaire, response: &Response) -> Option<bool> {
    let condition = questionnaire.quality.attention.as_ref()?;
    let facts = AnswerFacts::new(questionnaire, &response.answers, &response.circumstances);
    match condition::evaluate(&condition.expr, &facts) {
        condition::Value::Bool(is_met) => Some(!is_met),
        condition::Value::Unknown | condition::Value::Number(_) | condition::Value::Text(_) => None,
    }
}
