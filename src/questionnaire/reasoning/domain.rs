//! The values that one name can have as far as conditions can tell: every option of a choice, the ends of the intervals
//! that figures in conditions cut a number into, blank, and not asked.

use std::collections::BTreeSet;

use super::mentions::Mentioned;
use crate::questionnaire::condition::{Reference, Value, days_since_epoch};
use crate::questionnaire::{AnswerOption, ComputedAs, Item, ItemKind};

/// One value that the search tries.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Held {
    NotAsked,
    /// Asked and left blank; for a name that is no item, not known.
    Blank,
    Known(Value),
    /// These of the options that conditions name, and so many others.
    Ticked {
        codes: BTreeSet<String>,
        others: usize,
    },
    /// The places of the options that conditions name, from 1, and how many are ranked in all.
    Ranked {
        places: Vec<(String, usize)>,
        size: usize,
    },
    /// An answer of which nothing more is known.
    Something,
}

impl Held {
    pub(super) fn is_answer(&self) -> bool {
        match self {
            Held::Known(_) | Held::Ticked { .. } | Held::Ranked { .. } | Held::Something => true,
            Held::NotAsked | Held::Blank => false,
        }
    }
}

/// The answers one variable can have.
pub(super) struct Domain {
    pub(super) answers: Vec<Held>,
    /// The values stand for themselves, not for a whole interval: calculations with them are exact too.
    pub(super) exhaustive: bool,
}

/// More combinations of ticks, or of places, than this are not told apart.
const COMBINATIONS_MAX: usize = 256;
/// Whole numbers that are tried one by one.
const NUMBERS_MAX: f64 = 128.0;
/// Options of a single that are tried one by one; of a longer list, those that conditions name and one other.
const OPTIONS_TRIED_MAX: usize = 48;

impl Domain {
    fn of(answers: Vec<Held>) -> Domain {
        Domain { answers, exhaustive: true }
    }

    /// Of which nothing is known but whether there is an answer.
    pub(super) fn opaque() -> Domain {
        Domain { answers: vec![Held::Something], exhaustive: false }
    }

    pub(super) fn is_opaque(&self) -> bool {
        self.answers == [Held::Something]
    }

    /// The answers to an item, or to one row of it.
    pub(super) fn of_item(item: &Item, mentioned: &Mentioned) -> Domain {
        match &item.kind {
            ItemKind::Single { options, .. }
            | ItemKind::Grid { options, .. }
            | ItemKind::Computed { stored_as: ComputedAs::Single { options }, .. } => {
                single(options, mentioned)
            }
            ItemKind::Multiple { options, min, max, .. } => {
                ticked(options, min.unwrap_or(1).max(1), max.unwrap_or(options.len()), mentioned)
            }
            ItemKind::MultipleGrid { options, .. } => ticked(options, 1, options.len(), mentioned),
            ItemKind::Ranking { options, max, .. } => ranked(options, *max, mentioned),
            ItemKind::Number { min, max, decimals, .. } => {
                number(*min, *max, Some(*decimals), &mentioned.numbers)
            }
            ItemKind::Scale { from, to, .. } => {
                number(Some(*from as f64), Some(*to as f64), Some(0), &mentioned.numbers)
            }
            ItemKind::Date { min, max } => {
                let days = |date: &Option<chrono::NaiveDate>| date.map(days_since_epoch);
                number(days(min), days(max), Some(0), &mentioned.numbers)
            }
            ItemKind::Computed { stored_as: ComputedAs::Number, .. } => {
                number(None, None, None, &mentioned.numbers)
            }
            ItemKind::Text { .. } | ItemKind::Computed { stored_as: ComputedAs::Text, .. } => text(mentioned),
            ItemKind::Allocation { total, .. } => number(Some(0.0), Some(*total), None, &mentioned.numbers),
            ItemKind::Note => Domain::opaque(),
        }
    }

    /// One of these codes.
    pub(super) fn of_codes<'a>(codes: impl IntoIterator<Item = &'a str>) -> Domain {
        Domain::of(codes.into_iter().map(code).collect())
    }

    /// Given or, where it may be refused, not.
    pub(super) fn of_consent(required: bool) -> Domain {
        let refused = (!required).then_some(Held::Known(Value::Bool(false)));
        Domain::of([Held::Known(Value::Bool(true))].into_iter().chain(refused).collect())
    }

    /// Any text.
    pub(super) fn of_text(mentioned: &Mentioned) -> Domain {
        text(mentioned)
    }

    /// Any day.
    pub(super) fn of_date(mentioned: &Mentioned) -> Domain {
        number(None, None, Some(0), &mentioned.numbers)
    }
}

fn code(text: &str) -> Held {
    Held::Known(Value::Text(text.to_owned()))
}

fn single(options: &[AnswerOption], mentioned: &Mentioned) -> Domain {
    if options.len() <= OPTIONS_TRIED_MAX || !mentioned.numbers.is_empty() {
        return Domain::of_codes(options.iter().map(|option| option.code.as_str()));
    }
    let named =
        |option: &&AnswerOption| mentioned.texts.contains(option.code.as_str()) || option.show_if.is_some();
    let tried = options.iter().filter(named).chain(options.iter().find(|option| !named(option)));
    let domain = Domain::of_codes(tried.map(|option| option.code.as_str()));
    Domain { exhaustive: false, ..domain }
}

/// Sets of ticks: every set of the options that conditions name, with as many others as it takes.
fn ticked(options: &[AnswerOption], min: usize, max: usize, mentioned: &Mentioned) -> Domain {
    let is_named = |option: &&AnswerOption| mentioned.texts.contains(option.code.as_str());
    let (exclusive, free): (Vec<_>, Vec<_>) = options.iter().partition(|option| option.exclusive);
    let named: Vec<&str> = free.iter().copied().filter(is_named).map(|option| option.code.as_str()).collect();
    let others = free.len() - named.len();
    let sizes = if mentioned.size { others + 1 } else { 1 };
    let sets =
        1_usize.checked_shl(named.len() as u32).filter(|sets| sets.saturating_mul(sizes) <= COMBINATIONS_MAX);
    let Some(sets) = sets.filter(|_| named.len() < 16) else { return Domain::opaque() };
    let mut answers = Vec::new();
    for set in 0..sets {
        let codes: BTreeSet<String> =
            (0..named.len()).filter(|bit| set >> bit & 1 == 1).map(|bit| named[bit].to_owned()).collect();
        let mut fitting = (0..=others).filter(|others| (min..=max).contains(&(codes.len() + others)));
        let taken: Vec<usize> =
            if mentioned.size { fitting.collect() } else { fitting.next().into_iter().collect() };
        answers.extend(taken.into_iter().map(|others| Held::Ticked { codes: codes.clone(), others }));
    }
    // "None of these" by itself is a whole answer, however many others would be wanted.
    let mut unnamed = false;
    for option in exclusive {
        if is_named(&option) {
            answers.push(Held::Ticked { codes: BTreeSet::from([option.code.to_string()]), others: 0 });
        } else if !std::mem::replace(&mut unnamed, true) {
            answers.push(Held::Ticked { codes: BTreeSet::new(), others: 1 });
        }
    }
    Domain::of(answers)
}

/// Rankings: every way to place the options that conditions name, with others in the places between.
fn ranked(options: &[AnswerOption], max: usize, mentioned: &Mentioned) -> Domain {
    let named: Vec<&str> = options
        .iter()
        .map(|option| option.code.as_str())
        .filter(|code| mentioned.texts.contains(*code))
        .collect();
    let mut answers = Vec::new();
    for size in 1..=max.min(options.len()) {
        let mut placings: Vec<Vec<(String, usize)>> = vec![Vec::new()];
        for code in &named {
            let mut further = Vec::new();
            for placing in &placings {
                further.push(placing.clone());
                for place in (1..=size).filter(|place| placing.iter().all(|(_, taken)| taken != place)) {
                    let mut placed = placing.clone();
                    placed.push(((*code).to_owned(), place));
                    further.push(placed);
                }
                if further.len() > COMBINATIONS_MAX {
                    return Domain::opaque();
                }
            }
            placings = further;
        }
        let others = options.len() - named.len();
        let fitting = placings.into_iter().filter(|places| size - places.len() <= others);
        answers.extend(fitting.map(|places| Held::Ranked { places, size }));
        if answers.len() > COMBINATIONS_MAX {
            return Domain::opaque();
        }
    }
    Domain::of(answers)
}

/// Numbers between two ends: each, where they are few; else the figures that conditions name, their neighbours, and
/// one beyond the last on either side. `decimals` is `None` where any number may stand.
fn number(min: Option<f64>, max: Option<f64>, decimals: Option<u8>, figures: &[f64]) -> Domain {
    let within = |number: &f64| min.is_none_or(|min| *number >= min) && max.is_none_or(|max| *number <= max);
    let known = |number: f64| Held::Known(Value::Number(number));
    if let (Some(0), Some(min), Some(max)) = (decimals, min, max)
        && max - min < NUMBERS_MAX
    {
        let first = min.ceil() as i64;
        let all = (0..).map(|step| (first + step) as f64).take_while(|number| *number <= max);
        return Domain::of(all.map(known).collect());
    }
    let mut figures: Vec<f64> = figures.to_vec();
    figures.extend(min.into_iter().chain(max));
    figures.sort_by(f64::total_cmp);
    figures.dedup();
    if figures.is_empty() {
        return Domain { answers: vec![known(0.0)], exhaustive: false };
    }
    let mut tried: Vec<f64> = match decimals {
        Some(decimals) => {
            let scale = 10_f64.powi(i32::from(decimals));
            let steps = |figure: &f64| {
                let (below, above) = ((figure * scale).floor(), (figure * scale).ceil());
                [below - 1.0, below, above, above + 1.0].map(|steps| steps / scale)
            };
            figures
                .iter()
                .flat_map(steps)
                .chain(figures.iter().copied().filter(|figure| on_grid(*figure, scale)))
                .collect()
        }
        None => {
            let between = figures.windows(2).map(|pair| f64::midpoint(pair[0], pair[1]));
            let (first, last) = (figures[0], figures[figures.len() - 1]);
            figures.iter().copied().chain(between).chain([first - 1.0, last + 1.0]).collect()
        }
    };
    tried.retain(within);
    tried.sort_by(f64::total_cmp);
    tried.dedup();
    Domain { answers: tried.into_iter().map(known).collect(), exhaustive: false }
}

/// Whether a number can be given with these decimals.
fn on_grid(number: f64, scale: f64) -> bool {
    let steps = (number * scale).round();
    (steps / scale).total_cmp(&number).is_eq()
}

/// The texts that conditions name, and one other.
fn text(mentioned: &Mentioned) -> Domain {
    let mut other = "another text".to_owned();
    while mentioned.texts.contains(&other) {
        other.push('!');
    }
    let answers =
        mentioned.texts.iter().filter(|text| !text.is_empty()).map(|text| code(text)).chain([code(&other)]);
    Domain { answers: answers.collect(), exhaustive: false }
}

impl Held {
    /// Whether the answer has this code.
    pub(super) fn gives(&self, code: &str) -> bool {
        match self {
            Held::Known(Value::Text(chosen)) => chosen == code,
            Held::Ticked { codes, .. } => codes.contains(code),
            Held::Ranked { places, .. } => places.iter().any(|(ranked, _)| ranked == code),
            Held::NotAsked
            | Held::Blank
            | Held::Known(Value::Number(_) | Value::Bool(_) | Value::Unknown)
            | Held::Something => false,
        }
    }

    pub(super) fn value(&self) -> Value {
        match self {
            Held::Known(value) => value.clone(),
            Held::NotAsked | Held::Blank | Held::Ticked { .. } | Held::Ranked { .. } | Held::Something => {
                Value::Unknown
            }
        }
    }

    pub(super) fn has(&self, code: &str) -> Option<bool> {
        match self {
            Held::Ticked { codes, .. } => Some(codes.contains(code)),
            Held::NotAsked | Held::Blank | Held::Known(_) | Held::Ranked { .. } | Held::Something => None,
        }
    }

    pub(super) fn size(&self) -> Option<usize> {
        match self {
            Held::Ticked { codes, others } => Some(codes.len() + others),
            Held::Ranked { size, .. } => Some(*size),
            Held::NotAsked | Held::Blank | Held::Known(_) | Held::Something => None,
        }
    }

    pub(super) fn rank(&self, code: &str) -> Option<usize> {
        match self {
            Held::Ranked { places, .. } => {
                places.iter().find(|(placed, _)| placed == code).map(|(_, place)| *place)
            }
            Held::NotAsked | Held::Blank | Held::Known(_) | Held::Ticked { .. } | Held::Something => None,
        }
    }

    /// What is no item counts as asked where it is known.
    pub(super) fn was_asked(&self, name: Reference) -> bool {
        match name {
            Reference::Variable(_) => *self != Held::NotAsked,
            Reference::Given(_) | Reference::Derived(_) | Reference::Extra(_) => self.is_answer(),
        }
    }
}
