//! One plausible answer to one variable. Options differ in how popular they are, and everybody of a simulation shares
//! that taste, so that tables look like tables and not like dice.

use chrono::{Days, NaiveDate};

use super::chance::Chance;
use super::{Plan, Screening, SimulationError};
use crate::questionnaire::{
    AnswerOption, Ending, Item, ItemKind, OptionIndex, Pattern, Questionnaire, TextFormat, VariableIndex,
};
use crate::responses::{Answer, OptionSet};

/// Share of people who leave an optional item blank; of a text, most do.
const BLANK: f64 = 0.12;
const BLANK_TEXT: f64 = 0.65;
/// Share of those asked who say "don't know" and the like, or choose the exclusive option of a multiple.
const DECLINES: f64 = 0.04;
const CHOOSES_EXCLUSIVE: f64 = 0.05;
/// How often an option of a multiple of middling popularity (weight 1) is ticked.
const TICKS: f64 = 0.17;
/// How often an interview takes an answer that screens out, where that may happen.
const SCREENED_OUT: f64 = 0.05;

/// The answers people incline to, by variable and option.
pub(super) struct Tastes<'a> {
    questionnaire: &'a Questionnaire,
    first_day: NaiveDate,
    /// One weight an option, for each variable.
    weights: Vec<Vec<f64>>,
}

impl<'a> Tastes<'a> {
    pub(super) fn new(plan: &Plan<'a>) -> Tastes<'a> {
        let questionnaire = plan.questionnaire;
        let weights = (0..questionnaire.variables.len())
            .map(|variable| {
                let mut chance = Chance::new(plan.seed, 0x7a57_e000_0000 + variable as u64);
                let options = questionnaire.options(VariableIndex(variable));
                weights_of(options, plan.screening, &mut chance)
            })
            .collect();
        Tastes { questionnaire, first_day: plan.first_day, weights }
    }

    pub(super) fn is_left_blank(&self, item: &Item, chance: &mut Chance) -> bool {
        let share = if matches!(item.kind, ItemKind::Text { .. }) { BLANK_TEXT } else { BLANK };
        !item.required && chance.happens(share)
    }

    /// An answer among the options offered that keeps the item's own limits; `None` for a computed item, where nothing is
    /// offered, and for an optional text whose pattern nothing was found for. Of an allocation it is one amount, which
    /// the others have to make room for.
    pub(super) fn answer(
        &self,
        variable: VariableIndex,
        respondent: usize,
        offered: &dyn Fn(OptionIndex) -> bool,
        chance: &mut Chance,
    ) -> Result<Option<Answer>, SimulationError> {
        let item = self.questionnaire.item(self.questionnaire.variable(variable).item);
        let answer = match &item.kind {
            ItemKind::Single { .. } | ItemKind::Grid { .. } => {
                self.option_among(variable, offered, chance).map(Answer::Single)
            }
            ItemKind::Multiple { min, max, .. } => self.several(variable, *min, *max, offered, chance),
            ItemKind::MultipleGrid { .. } => self.several(variable, None, None, offered, chance),
            ItemKind::Ranking { max, .. } => self.ranking(variable, *max, offered, chance),
            ItemKind::Number { min, max, decimals, .. } => {
                Some(Answer::Number(number(*min, *max, *decimals, chance)))
            }
            ItemKind::Scale { from, to, .. } => Some(Answer::Scale(between(*from, *to, chance))),
            ItemKind::Date { min, max } => Some(Answer::Date(self.date(*min, *max, chance))),
            ItemKind::Text { max_length, format, pattern, .. } => {
                let found = text(respondent, *max_length, *format, pattern.as_ref());
                if found.is_none() && item.required {
                    return Err(SimulationError::NoText {
                        variable: self.questionnaire.variable(variable).name.clone(),
                        pattern: pattern
                            .as_ref()
                            .map(|pattern| pattern.as_str().to_owned())
                            .unwrap_or_default(),
                    });
                }
                found.map(Answer::Text)
            }
            ItemKind::Allocation { total, .. } => {
                let rows = item.rows().len();
                amounts(*total, rows, chance).first().map(|amount| Answer::Number(*amount))
            }
            ItemKind::Note | ItemKind::Computed { .. } => None,
        };
        Ok(answer)
    }

    /// One of `among`, by taste; `None` where none of them may be chosen.
    pub(super) fn option_among(
        &self,
        variable: VariableIndex,
        among: impl Fn(OptionIndex) -> bool,
        chance: &mut Chance,
    ) -> Option<OptionIndex> {
        let weights: Vec<f64> = self.weights[variable.0]
            .iter()
            .enumerate()
            .map(|(place, weight)| if among(option(place)) { *weight } else { 0.0 })
            .collect();
        chance.weighted(&weights).map(option)
    }

    fn several(
        &self,
        variable: VariableIndex,
        min: Option<usize>,
        max: Option<usize>,
        offered: &dyn Fn(OptionIndex) -> bool,
        chance: &mut Chance,
    ) -> Option<Answer> {
        let options = self.questionnaire.options(variable);
        let open = |place: &usize| self.weights[variable.0][*place] > 0.0 && offered(option(*place));
        let (alone, together): (Vec<usize>, Vec<usize>) =
            (0..options.len()).filter(open).partition(|place| stands_alone(&options[*place]));
        let least = min.unwrap_or(1).max(1);
        let most = max.unwrap_or(usize::MAX).min(together.len());
        for place in &alone {
            // One exclusive answer is one answer: it cannot stand where more are asked for.
            if least == 1 && (most == 0 || chance.happens(CHOOSES_EXCLUSIVE)) {
                return Some(Answer::Multiple([option(*place)].into_iter().collect()));
            }
        }
        let mut ticked: Vec<usize> = together
            .iter()
            .copied()
            .filter(|place| chance.happens(TICKS * self.weights[variable.0][*place]))
            .collect();
        while ticked.len() < least {
            let rest = self.option_among(
                variable,
                |other| {
                    let place = usize::from(other.0);
                    together.contains(&place) && !ticked.contains(&place)
                },
                chance,
            )?;
            ticked.push(usize::from(rest.0));
        }
        while ticked.len() > most.max(least) {
            ticked.swap_remove(chance.below(ticked.len()));
        }
        Some(Answer::Multiple(ticked.into_iter().map(option).collect::<OptionSet>()))
    }

    fn ranking(
        &self,
        variable: VariableIndex,
        max: usize,
        offered: &dyn Fn(OptionIndex) -> bool,
        chance: &mut Chance,
    ) -> Option<Answer> {
        let mut ranked: Vec<OptionIndex> = Vec::new();
        // Nearly everybody uses all ranks; some stop early.
        let ranks = if chance.happens(0.9) { max } else { 1 + chance.below(max) };
        while ranked.len() < ranks {
            match self.option_among(variable, |option| offered(option) && !ranked.contains(&option), chance) {
                Some(next) => ranked.push(next),
                None => break,
            }
        }
        (!ranked.is_empty()).then_some(Answer::Ranking(ranked))
    }

    fn date(&self, min: Option<NaiveDate>, max: Option<NaiveDate>, chance: &mut Chance) -> NaiveDate {
        const YEARS_BACK: Days = Days::new(5 * 365);
        let latest = max.unwrap_or_else(|| self.first_day.max(min.unwrap_or(self.first_day)));
        let earliest = min.unwrap_or_else(|| latest.checked_sub_days(YEARS_BACK).unwrap_or(latest));
        let days = (latest - earliest).num_days().max(0) as usize;
        // The more recent of two, since what people report has mostly happened of late.
        let after = chance.below(days + 1).max(chance.below(days + 1));
        earliest.checked_add_days(Days::new(after as u64)).unwrap_or(latest)
    }
}

/// Whether an option of a multiple goes with no other: by the file, or because it declines to answer.
pub(super) fn stands_alone(option: &AnswerOption) -> bool {
    option.exclusive || option.missing.is_some()
}

fn option(place: usize) -> OptionIndex {
    OptionIndex(place as u16)
}

fn weights_of(options: &[AnswerOption], screening: Screening, chance: &mut Chance) -> Vec<f64> {
    let mut weights: Vec<f64> = options
        .iter()
        .map(|option| {
            let taste = 0.4 + 1.2 * chance.unit();
            let may_end = screening == Screening::AsItComes;
            match option {
                AnswerOption { end: Some(Ending::ScreenedOut), .. } if may_end => SCREENED_OUT,
                AnswerOption { end: Some(Ending::ScreenedOut), .. } => 0.0,
                AnswerOption { missing: Some(_), .. } => 0.0,
                AnswerOption { specify: true, .. } => 0.25,
                _ => taste,
            }
        })
        .collect();
    let substantive: f64 = weights.iter().sum();
    let declining = |option: &AnswerOption| {
        option.missing.is_some() && (option.end.is_none() || screening == Screening::AsItComes)
    };
    for (weight, option) in weights.iter_mut().zip(options) {
        if declining(option) {
            *weight = if substantive > 0.0 { DECLINES * substantive } else { 1.0 };
        }
    }
    weights
}

/// The mean of two draws: the middle is likelier than the ends.
fn between(from: i64, to: i64, chance: &mut Chance) -> i64 {
    let places = usize::try_from(to.saturating_sub(from)).unwrap_or(0) + 1;
    from + ((chance.below(places) + chance.below(places) + chance.below(2)) / 2).min(places - 1) as i64
}

fn number(min: Option<f64>, max: Option<f64>, decimals: u8, chance: &mut Chance) -> f64 {
    /// How far an open side reaches: enough to look like a count of something.
    const REACH: f64 = 100.0;
    let step = 10f64.powi(i32::from(decimals));
    let low = min.unwrap_or_else(|| max.map_or(0.0, |max| (max - REACH).min(0.0)));
    let high = max.unwrap_or(low.max(0.0) + REACH);
    let (first, last) = ((low * step).ceil() as i64, (high * step).floor() as i64);
    (between(first, last.max(first), chance) as f64 / step).clamp(low, high.max(low))
}

/// Amounts for so many rows that add up to the total: in steps of 5 or 1 where the total has such, as people write them.
pub(super) fn amounts(total: f64, rows: usize, chance: &mut Chance) -> Vec<f64> {
    let is_whole = |number: f64| number.fract() == 0.0 && number >= 1.0;
    let step = match total {
        total if is_whole(total / 5.0) && total / 5.0 >= 4.0 => 5.0,
        total if is_whole(total) => 1.0,
        total => total / 100.0,
    };
    let steps = (total / step).round().clamp(0.0, 10_000.0) as usize;
    let weights: Vec<f64> = (0..rows).map(|_| 0.1 + chance.unit()).collect();
    let mut counts = vec![0_usize; rows];
    for _ in 0..steps {
        if let Some(row) = chance.weighted(&weights) {
            counts[row] += 1;
        }
    }
    let mut amounts: Vec<f64> = counts.into_iter().map(|count| count as f64 * step).collect();
    // What steps cannot reach goes to the largest, so that the sum is the total exactly.
    let rest = total - amounts.iter().sum::<f64>();
    if let Some(largest) = amounts.iter_mut().max_by(|a, b| a.total_cmp(b)) {
        *largest += rest;
    }
    amounts
}

/// A text that says itself that it is made up, within the item's limits.
fn text(
    respondent: usize,
    max_length: usize,
    format: Option<TextFormat>,
    pattern: Option<&Pattern>,
) -> Option<String> {
    let number = respondent + 1;
    let usual = match format {
        Some(TextFormat::Email) => format!("synthetic{number}@example.org"),
        Some(TextFormat::Url) => format!("https://example.org/synthetic/{number}"),
        None => format!("Synthetic answer {number}"),
    };
    let fits = |text: &String| text.chars().count() <= max_length;
    let Some(pattern) = pattern else {
        let cut = || usual.chars().take(max_length).collect();
        return Some(if format.is_none() { cut() } else { usual.clone() }).filter(fits);
    };
    // Digits, small and capital letters of every short length meet most patterns people write.
    let runs = (1..=12).flat_map(|length| {
        let digits = format!("{number:0length$}");
        [digits, "x".repeat(length), "X".repeat(length)]
    });
    std::iter::once(usual).chain(runs).filter(fits).find(|text| pattern.matches(text))
}

/// The text beside an option that asks for one.
pub(super) fn specify_text(respondent: usize) -> String {
    format!("Synthetic text {}", respondent + 1)
}
