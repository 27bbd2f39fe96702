//! The interview: page by page along the route, each item answered when it is asked. The route is walked by
//! [`settle`], as it is for every other response.

use chrono::{Duration, NaiveTime};
use uuid::Uuid;

use super::chance::Chance;
use super::draw::{Tastes, amounts, specify_text};
use super::{Plan, SimulationError, Source};
use crate::ids::ResponseId;
use crate::questionnaire::condition;
use crate::questionnaire::condition::Condition;
use crate::questionnaire::{Ending, Item, ItemKind, OptionIndex, Page, VariableIndex};
use crate::responses::{
    Answer, AnswerFacts, Answers, Circumstances, Disposition, Missing, Reached, Response, Settled,
    option_is_offered, settle,
};

/// How often a page is answered anew until its checks hold, and an interview begun anew when a page cannot be passed.
const TRIES_A_PAGE: usize = 60;
const TRIES_AN_INTERVIEW: usize = 20;

pub(super) struct Interviewer<'a> {
    plan: &'a Plan<'a>,
    pub(super) tastes: Tastes<'a>,
}

impl<'a> Interviewer<'a> {
    pub(super) fn new(plan: &'a Plan<'a>) -> Interviewer<'a> {
        Interviewer { plan, tastes: Tastes::new(plan) }
    }

    /// The whole response of one made-up person.
    pub(super) fn interview(&self, respondent: usize) -> Result<Response, SimulationError> {
        let mut chance = Chance::new(self.plan.seed, respondent as u64);
        let variables = self.plan.questionnaire.variables.len();
        let mut stuck_on = 0;
        for _ in 0..TRIES_AN_INTERVIEW {
            let circumstances = self.circumstances(respondent, &mut chance);
            let blank = Answers::all_missing(variables, Missing::NotReached);
            match self.walk(respondent, &circumstances, blank, &mut chance)? {
                Walked::Through(settled) => return Ok(self.response(respondent, circumstances, settled)),
                Walked::Stuck { page } => stuck_on = page,
            }
        }
        Err(SimulationError::Stuck { page: self.plan.questionnaire.pages[stuck_on].id.to_string() })
    }

    /// The response with one answer changed, and answered anew where the route now leads elsewhere; `None` where that
    /// breaks a rule.
    pub(super) fn change(
        &self,
        respondent: usize,
        response: &Response,
        variable: VariableIndex,
        answer: Answer,
        chance: &mut Chance,
    ) -> Result<Option<Response>, SimulationError> {
        if !self.keeps_limits(variable, &answer) {
            return Ok(None);
        }
        let mut given = response.answers.clone();
        self.make_room(response, variable, &answer, &mut given, chance);
        given.set(variable, answer);
        self.add_specify_texts(variable, respondent, &mut given);
        Ok(match self.walk(respondent, &response.circumstances, given, chance)? {
            Walked::Through(settled) => {
                Some(self.response(respondent, response.circumstances.clone(), settled))
            }
            Walked::Stuck { .. } => None,
        })
    }

    /// Where one amount of an allocation changes, the others that were given share what is left.
    fn make_room(
        &self,
        response: &Response,
        variable: VariableIndex,
        answer: &Answer,
        given: &mut Answers,
        chance: &mut Chance,
    ) {
        let questionnaire = self.plan.questionnaire;
        let item = questionnaire.variable(variable).item;
        let (ItemKind::Allocation { total, .. }, Answer::Number(amount)) =
            (&questionnaire.item(item).kind, answer)
        else {
            return;
        };
        let others: Vec<VariableIndex> = questionnaire
            .variables_of(item)
            .filter(|other| *other != variable && response.answers.get(*other).was_asked())
            .collect();
        for (other, share) in others.iter().zip(amounts(total - amount, others.len(), chance)) {
            given.set(*other, Answer::Number(share));
        }
    }

    /// Whether as many options are ticked as the item allows.
    fn keeps_limits(&self, variable: VariableIndex, answer: &Answer) -> bool {
        let item = self.plan.questionnaire.item(self.plan.questionnaire.variable(variable).item);
        match (&item.kind, answer) {
            (ItemKind::Multiple { min, max, .. }, Answer::Multiple(ticked)) => {
                ticked.len() >= min.unwrap_or(1) && ticked.len() <= max.unwrap_or(usize::MAX)
            }
            (_, _) => true,
        }
    }

    /// Of `given`, an answer stays; `skipped` was left blank on purpose and stays so; every other reason means that the
    /// item has not come up yet, and it is answered when it does.
    fn walk(
        &self,
        respondent: usize,
        circumstances: &Circumstances,
        mut given: Answers,
        chance: &mut Chance,
    ) -> Result<Walked, SimulationError> {
        let source_end = self.source_end(circumstances);
        for (place, page) in self.plan.questionnaire.pages.iter().enumerate() {
            let mut passed = None;
            for _ in 0..TRIES_A_PAGE {
                let mut trial = given.clone();
                let fresh = self.answer_page(respondent, circumstances, place, &mut trial, chance)?;
                let settled = self.settle(&trial, circumstances, place, source_end);
                if self.is_acceptable(page, &settled, circumstances) {
                    passed = Some(trial);
                    break;
                }
                if !fresh {
                    // Nothing was left to chance, so another try would end the same way.
                    break;
                }
            }
            match passed {
                Some(trial) => given = trial,
                None => return Ok(Walked::Stuck { page: place }),
            }
        }
        let last = self.plan.questionnaire.pages.len().saturating_sub(1);
        Ok(Walked::Through(self.settle(&given, circumstances, last, source_end)))
    }

    /// Answers what the page asks and has no answer yet; whether there was anything.
    fn answer_page(
        &self,
        respondent: usize,
        circumstances: &Circumstances,
        place: usize,
        given: &mut Answers,
        chance: &mut Chance,
    ) -> Result<bool, SimulationError> {
        let questionnaire = self.plan.questionnaire;
        let source_end = self.source_end(circumstances);
        let mut settled = self.settle(given, circumstances, place, source_end);
        let mut fresh = false;
        for index in questionnaire.pages[place].items.clone() {
            let item = &questionnaire.items[index];
            if matches!(item.kind, ItemKind::Note | ItemKind::Computed { .. }) {
                continue;
            }
            // Whether an item without a condition is asked, the page decides, which was settled before the loop.
            let depends = item.show_if.is_some()
                || item.rows().iter().any(|row| row.show_if.is_some())
                || item.options().iter().any(|option| option.show_if.is_some());
            if fresh && depends {
                settled = self.settle(given, circumstances, place, source_end);
            }
            let to_answer: Vec<VariableIndex> = item
                .variables
                .clone()
                .map(VariableIndex)
                .filter(|variable| settled.was_asked(*variable))
                .filter(|variable| {
                    !matches!(
                        given.get(*variable),
                        Answer::Missing(Missing::Skipped | Missing::NotInVersion | Missing::Removed)
                    ) && given.get(*variable).is_missing()
                })
                .collect();
            if to_answer.is_empty() {
                continue;
            }
            fresh = true;
            let facts = AnswerFacts::new(questionnaire, &settled.answers, circumstances);
            let offered: Vec<bool> =
                item.options().iter().map(|option| option_is_offered(option, &facts)).collect();
            self.answer_item(item, &to_answer, respondent, &offered, given, chance)?;
        }
        Ok(fresh)
    }

    fn answer_item(
        &self,
        item: &Item,
        variables: &[VariableIndex],
        respondent: usize,
        offered: &[bool],
        given: &mut Answers,
        chance: &mut Chance,
    ) -> Result<(), SimulationError> {
        let blank = self.tastes.is_left_blank(item, chance);
        if let ItemKind::Allocation { total, .. } = item.kind {
            let amounts = amounts(total, variables.len(), chance);
            for (variable, amount) in variables.iter().zip(amounts) {
                let answer = if blank { Answer::Missing(Missing::Skipped) } else { Answer::Number(amount) };
                given.set(*variable, answer);
            }
            return Ok(());
        }
        let is_offered = |option: OptionIndex| offered.get(usize::from(option.0)).copied().unwrap_or(true);
        for variable in variables {
            let answer = match blank {
                true => None,
                false => self.tastes.answer(*variable, respondent, &is_offered, chance)?,
            };
            given.set(*variable, answer.unwrap_or(Answer::Missing(Missing::Skipped)));
            self.add_specify_texts(*variable, respondent, given);
        }
        Ok(())
    }

    /// A text beside each chosen option that asks for one.
    fn add_specify_texts(&self, variable: VariableIndex, respondent: usize, given: &mut Answers) {
        for (place, option) in self.plan.questionnaire.options(variable).iter().enumerate() {
            let option_index = OptionIndex(place as u16);
            if option.specify && crate::responses::is_chosen(given.get(variable), option_index) {
                given.set_specify_text(variable, option_index, specify_text(respondent));
            }
        }
    }

    fn settle(
        &self,
        given: &Answers,
        circumstances: &Circumstances,
        page: usize,
        source_end: Option<&Condition>,
    ) -> Settled {
        let last = page + 1 >= self.plan.questionnaire.pages.len();
        let reached = if last { Reached::Everything } else { Reached::ThroughPage(page) };
        settle(self.plan.questionnaire, given, circumstances, reached, source_end)
    }

    fn is_acceptable(&self, page: &Page, settled: &Settled, circumstances: &Circumstances) -> bool {
        let screened_out = settled.ended.is_some_and(|ended| ended.ending == Ending::ScreenedOut);
        if screened_out && self.plan.screening == super::Screening::Avoided {
            return false;
        }
        let facts = AnswerFacts::new(self.plan.questionnaire, &settled.answers, circumstances);
        page.items.clone().all(|index| {
            let item = &self.plan.questionnaire.items[index];
            let answers = || item.variables.clone().map(VariableIndex).filter(|one| settled.was_asked(*one));
            let left_blank = item.required
                && !matches!(item.kind, ItemKind::Computed { .. })
                && answers().any(|one| settled.answers.get(one).is_missing());
            let asked = answers().next().is_some();
            let breaks_a_check =
                || item.checks.iter().any(|check| condition::fails(&check.assert.expr, &facts));
            !(left_blank || asked && breaks_a_check())
        })
    }

    fn source_end(&self, circumstances: &Circumstances) -> Option<&Condition> {
        let code = circumstances.source.as_deref()?;
        let source: &Source = self.plan.sources.iter().find(|source| source.code == code)?;
        source.end_if.as_ref()
    }

    fn circumstances(&self, respondent: usize, chance: &mut Chance) -> Circumstances {
        /// Interviews take between these many minutes, and begin within these many days, by day.
        const MINUTES: (usize, usize) = (5, 20);
        const DAYS: usize = 60;
        const OPENING_HOUR: i64 = 8;
        /// Share of people who give a consent that they may refuse.
        const CONSENTS: f64 = 0.8;
        let questionnaire = self.plan.questionnaire;
        let languages = &questionnaire.languages;
        // Most answer in the source language.
        let language = if chance.happens(0.75) { 0 } else { chance.below(languages.len()) };
        let source = match self.plan.sources.len() {
            0 => None,
            count => Some(self.plan.sources[chance.below(count)].code.clone()),
        };
        let started_at = self.plan.first_day.and_time(NaiveTime::MIN).and_utc()
            + Duration::days(chance.below(DAYS) as i64)
            + Duration::hours(OPENING_HOUR)
            + Duration::minutes(chance.below(12 * 60) as i64);
        let seconds = 60 * MINUTES.0 + chance.below(60 * (MINUTES.1 - MINUTES.0));
        Circumstances {
            wave: self.plan.wave.clone(),
            wave_opened: Some(self.plan.first_day),
            source,
            language: Some(languages[language].to_string()),
            started_at: Some(started_at),
            submitted_at: Some(started_at + Duration::seconds(seconds as i64)),
            arms: questionnaire
                .arms
                .iter()
                .map(|arm| Some(arm.group_at(self.plan.seed, respondent as u64)))
                .collect(),
            consents: questionnaire
                .consents
                .iter()
                .map(|consent| Some(consent.required || chance.happens(CONSENTS)))
                .collect(),
            ..Circumstances::default()
        }
    }

    fn response(&self, respondent: usize, circumstances: Circumstances, settled: Settled) -> Response {
        let disposition = match settled.ended.map(|ended| ended.ending) {
            Some(Ending::ScreenedOut) => Disposition::ScreenedOut,
            Some(Ending::Complete) | None => Disposition::Complete,
        };
        let id = response_id(&self.plan.questionnaire.id, self.plan.seed, respondent);
        Response { id, external_id: None, circumstances, disposition, answers: settled.answers }
    }
}

enum Walked {
    Through(Settled),
    Stuck { page: usize },
}

/// The id of a made-up respondent: the same for the same survey, seed and place, so that sending a simulation again adds
/// nothing twice.
fn response_id(survey: &str, seed: u64, respondent: usize) -> ResponseId {
    let name = format!("canvass simulate {survey} {seed} {respondent}");
    ResponseId(Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes()))
}
