//! A weight over the data: answers become codes, targets stand beside them, and weights come back for the engine.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::calibration::{self, Weighted};
use super::make::{Made, Margin, Recipe, Scale, make};
use super::problems::{Described, negative, told};
use super::{CellsPlan, Definition, MarginPlan, TargetPlan, WeightPlan};
use crate::diagnostics::{Code, Diagnostic};
use crate::questionnaire::condition::Reference;
use crate::tabulation::counting::{Frame, WeightSource};
use crate::tabulation::dataset::Cells;
use crate::tabulation::subject::Subject;

/// The weights of one report, each made once whatever the number of its tables.
#[derive(Debug, Default)]
pub(crate) struct Weighing {
    made: Vec<(WeightPlan, Option<WeightSource>)>,
}

impl Weighing {
    /// Where the engine finds the weights.
    ///
    /// # Errors
    /// What stands in the way of the weights, with its place in the report file; told once, empty afterwards.
    pub(crate) fn source(
        &mut self,
        plan: &WeightPlan,
        frame: &Frame<'_>,
    ) -> Result<WeightSource, Vec<Diagnostic>> {
        if let Some((_, made)) = self.made.iter().find(|(known, _)| known == plan) {
            return made.clone().ok_or_else(Vec::new);
        }
        let made = source(plan, frame);
        self.made.push((plan.clone(), made.as_ref().ok().cloned()));
        made
    }

    /// The same with what the weights were fitted to, where errors are to know of it.
    ///
    /// # Errors
    /// As [`Weighing::source`].
    pub(crate) fn weighted(
        &mut self,
        plan: &WeightPlan,
        is_calibrated: bool,
        frame: &Frame<'_>,
    ) -> Result<Weighted, Vec<Diagnostic>> {
        let source = self.source(plan, frame)?;
        let calibration = if is_calibrated { calibration::calibration(plan, &source, frame)? } else { None };
        Ok(Weighted { source, calibration })
    }
}

fn source(plan: &WeightPlan, frame: &Frame<'_>) -> Result<WeightSource, Vec<Diagnostic>> {
    if let (Definition::Given(subject), None, None) = (&plan.definition, &plan.trim, plan.total) {
        refuse_negative(subject, plan, frame)?;
        return Ok(WeightSource::Column(subject.reference));
    }
    let weighed = Weighed::of(plan, frame)?;
    Ok(WeightSource::Computed { name: plan.name.value.clone(), values: Arc::new(weighed.made.weights) })
}

/// The weights of one plan with all that is told of them.
#[derive(Debug)]
pub(crate) struct Weighed {
    pub(super) made: Made,
    pub(super) margins: Vec<Described>,
}

impl Weighed {
    /// Makes the weights.
    ///
    /// # Errors
    /// What stands in the way of the weights, with its place in the report file.
    pub(super) fn of(plan: &WeightPlan, frame: &Frame<'_>) -> Result<Weighed, Vec<Diagnostic>> {
        let start = start_of(plan, frame)?;
        let sides = match &plan.definition {
            Definition::Given(_) => Vec::new(),
            Definition::Rake(margins) => {
                margins.iter().map(|margin| side_of(margin, frame)).collect::<Result<_, _>>()?
            }
            Definition::PostStratify(cells) => {
                vec![side_of_cells(cells, frame)?]
            }
        };
        let recipe = Recipe {
            margins: sides
                .iter()
                .map(|side| Margin { codes: &side.codes, targets: side.targets.clone() })
                .collect(),
            start: &start,
            missing: plan.missing,
            trim: plan.trim.as_ref().map(|trim| trim.value),
            scale: match (plan.total, &plan.definition) {
                (Some(total), _) => Scale::Total(total),
                (None, Definition::Given(_)) => Scale::AsTheyAre,
                (None, Definition::Rake(_) | Definition::PostStratify(_)) => Scale::MeanOne,
            },
        };
        let made = make(&recipe);
        let margins: Vec<Described> = sides.into_iter().map(|side| side.described).collect();
        match made {
            Ok(made) => Ok(Weighed { made, margins }),
            Err(problem) => Err(vec![told(&problem, plan, &margins)]),
        }
    }
}

/// The start weights: 1, or the number's; NaN outside the universe.
pub(super) fn start_of(plan: &WeightPlan, frame: &Frame<'_>) -> Result<Vec<f64>, Vec<Diagnostic>> {
    let subject = match &plan.definition {
        Definition::Given(subject) => Some(subject),
        Definition::Rake(_) | Definition::PostStratify(_) => plan.start.as_ref(),
    };
    let numbers = subject.map(|subject| numbers(subject, plan, frame)).transpose()?;
    let mut start = vec![f64::NAN; frame.dataset.respondents()];
    for respondent in frame.universe().iter() {
        start[respondent] = numbers.as_ref().map_or(1.0, |numbers| numbers[respondent]);
    }
    Ok(start)
}

/// The number by respondent; NaN where there is none.
fn numbers(subject: &Subject, plan: &WeightPlan, frame: &Frame<'_>) -> Result<Vec<f64>, Vec<Diagnostic>> {
    refuse_negative(subject, plan, frame)?;
    let respondents = frame.dataset.respondents();
    Ok(frame.reading(subject).scores.unwrap_or_else(|| vec![f64::NAN; respondents]))
}

/// The first negative number is an error.
fn refuse_negative(subject: &Subject, plan: &WeightPlan, frame: &Frame<'_>) -> Result<(), Vec<Diagnostic>> {
    let found = frame.by_chunk(|chunk| {
        let scores = match frame.columns(chunk).column(subject.reference)? {
            // Mostly that is known of the whole chunk.
            Cells::Numbers(numbers) if numbers.extent().is_some_and(|extent| extent.all_weights) => {
                return None;
            }
            Cells::Numbers(numbers) => numbers.values().into_owned(),
            cells => subject.reading(cells).scores?,
        };
        let at = scores.iter().position(|score| *score < 0.0)?;
        Some((frame.dataset.respondents_of(chunk).start + at, scores[at]))
    });
    match found.into_iter().flatten().next() {
        Some((at, number)) => Err(vec![negative(plan, subject, at, number)]),
        None => Ok(()),
    }
}

/// A margin as arrays, with its names.
struct Side {
    codes: Vec<Option<u16>>,
    targets: Vec<Option<f64>>,
    described: Described,
}

/// The subject with the categories that only the data knows.
pub(super) fn settled<'s>(subject: &'s Subject, frame: &Frame<'_>) -> Cow<'s, Subject> {
    match subject.reference {
        Reference::Given(given) => {
            let info = &frame.dataset.info;
            Cow::Owned(Subject::of_given(
                given,
                &subject.name,
                &frame.dataset.questionnaire,
                &info.language,
                Some(frame.dataset),
            ))
        }
        Reference::Variable(_) | Reference::Derived(_) | Reference::Extra(_) => Cow::Borrowed(subject),
    }
}

/// The category of each respondent; what is no answer is none, unless it is `wanted`.
pub(super) fn categories(subject: &Subject, wanted: &[&str], frame: &Frame<'_>) -> Vec<Option<u16>> {
    let reading = frame.reading(subject);
    let mut codes = vec![None; frame.dataset.respondents()];
    for (place, (category, mask)) in subject.categories.iter().zip(&reading.categories).enumerate() {
        let is_answer = category.missing.is_none() && !category.hidden;
        if is_answer || wanted.contains(&category.code.as_str()) {
            let place = u16::try_from(place).ok();
            mask.iter().for_each(|respondent| codes[respondent] = place);
        }
    }
    codes
}

/// Where the target's category stands; a code that the data does not have is an error.
fn place(subject: &Subject, code: &str, target: &TargetPlan) -> Result<usize, Vec<Diagnostic>> {
    subject.find_category(code).ok_or_else(|| {
        let problem = format!("nobody in the data has the {} `{code}`", subject.name);
        vec![
            Diagnostic::new(Code::UnknownCode, target.span, problem)
                .help("remove the target, or correct its code"),
        ]
    })
}

fn side_of(margin: &MarginPlan, frame: &Frame<'_>) -> Result<Side, Vec<Diagnostic>> {
    let subject = settled(&margin.subject, frame);
    let mut described = Described::of(margin.span, subject.name.clone());
    described.codes = subject
        .categories
        .iter()
        .map(|category| (category.code.clone(), category.label.clone(), None))
        .collect();
    let mut targets = vec![None; subject.categories.len()];
    for target in &margin.targets {
        let code = target.codes.first().map_or("", String::as_str);
        // A target of 0 for what does not occur asks for nothing.
        if target.value <= 0.0 && subject.find_category(code).is_none() {
            continue;
        }
        let place = place(&subject, code, target)?;
        targets[place] = Some(target.value);
        described.codes[place].2 = Some(target.span);
    }
    let wanted: Vec<&str> =
        margin.targets.iter().filter_map(|target| target.codes.first().map(String::as_str)).collect();
    Ok(Side { codes: categories(&subject, &wanted, frame), targets, described })
}

/// The cells as one margin: those with a target, then those that only occur.
fn side_of_cells(cells: &CellsPlan, frame: &Frame<'_>) -> Result<Side, Vec<Diagnostic>> {
    let subjects: Vec<Cow<'_, Subject>> =
        cells.subjects.iter().map(|subject| settled(subject, frame)).collect();
    let names: Vec<&str> = subjects.iter().map(|subject| subject.name.as_str()).collect();
    let mut side = Side {
        codes: vec![Some(0); frame.dataset.respondents()],
        targets: Vec::new(),
        described: Described::of(cells.span, names.join("/")),
    };
    let mut known: BTreeMap<Vec<u16>, u16> = BTreeMap::new();
    for target in &cells.targets {
        let places = subjects
            .iter()
            .zip(&target.codes)
            .map(|(subject, code)| place(subject, code, target).map(|place| place as u16));
        let places = places.collect::<Result<Vec<u16>, Vec<Diagnostic>>>()?;
        side.describe(&subjects, &places);
        if let Some(described) = side.described.codes.last_mut() {
            described.2 = Some(target.span);
        }
        known.insert(places, side.targets.len() as u16);
        side.targets.push(Some(target.value));
    }
    let columns: Vec<Vec<Option<u16>>> = subjects
        .iter()
        .enumerate()
        .map(|(at, subject)| {
            let wanted: Vec<&str> = cells.targets.iter().map(|target| target.codes[at].as_str()).collect();
            categories(subject, &wanted, frame)
        })
        .collect();
    let mut places = Vec::with_capacity(columns.len());
    for respondent in 0..frame.dataset.respondents() {
        places.clear();
        places.extend(columns.iter().filter_map(|column| column[respondent]));
        side.codes[respondent] = if places.len() < columns.len() {
            None
        } else if let Some(cell) = known.get(&places) {
            Some(*cell)
        } else if frame.universe().contains(respondent) {
            let cell = side.targets.len() as u16;
            side.describe(&subjects, &places);
            side.targets.push(None);
            known.insert(places.clone(), cell);
            Some(cell)
        } else {
            None
        };
    }
    Ok(side)
}

impl Side {
    fn describe(&mut self, subjects: &[Cow<'_, Subject>], places: &[u16]) {
        let of = |read: fn(&crate::tabulation::subject::Category) -> &str, between: &str| {
            let categories = subjects
                .iter()
                .zip(places)
                .filter_map(|(subject, place)| subject.categories.get(usize::from(*place)).map(read));
            categories.collect::<Vec<_>>().join(between)
        };
        let described = (of(|category| &category.code, "/"), of(|category| &category.label, ", "), None);
        self.described.codes.push(described);
    }
}
