//! One wave of a trend made ready: whether it can be laid beside the others at all, its answers under the variables of the
//! report's questionnaire, and its weights.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::WaveAnswers;
use super::asked::{Asked, Kind};
use super::estimate::Measure;
use super::past::{Origin, Past, Standing};
use crate::diagnostics::{Code, Diagnostic, has_errors};
use crate::ids::OptionCode;
use crate::questionnaire::syntax::Reader;
use crate::questionnaire::{AnswerOption, ItemIndex, Questionnaire, VariableIndex};
use crate::tabulation::counting::{Frame, WeightSource};
use crate::tabulation::dataset::{CarriedFrom, Cells, Dataset, DatasetInfo};
use crate::tabulation::plan::{Setting, default_base, valid};
use crate::tabulation::report_file::{BaseOf, ReportFile, ShareOf, Universe};
use crate::tabulation::request::Spanned;
use crate::tabulation::subject::Subject;
use crate::tabulation::weighting::{self, Weighing};

/// Whether a wave has the question.
pub(super) enum State {
    Asked(Counted),
    /// And why: "did not ask q4".
    NotAsked(String),
    /// It asked, and its answers cannot be laid beside the others.
    Refused(String),
}

/// What a share counts in one wave, as places in the wave's answers under the report's questionnaire.
#[derive(Default)]
pub(super) struct Counted {
    pub(super) categories: Vec<usize>,
    /// Labels of counted options that the wave did not offer.
    pub(super) not_offered: Vec<String>,
}

/// Answers under the variables of another questionnaire.
pub(super) struct Carried {
    pub(super) dataset: Arc<Dataset>,
    /// Where options that have no single counterpart were put: by item there, the item and place here.
    further: Further,
}

/// By item of the questionnaire carried to, and item and option carried from: the place behind the options it has.
type Further = BTreeMap<(ItemIndex, ItemIndex, usize), usize>;

impl Carried {
    /// The wave's answers as answers to `to`, where each of its variables is what `origins` says.
    pub(super) fn of(
        wave: &WaveAnswers,
        to: &Arc<Questionnaire>,
        origins: &BTreeMap<VariableIndex, Origin>,
        extras: &[String],
        info: &DatasetInfo,
    ) -> Carried {
        let from = &wave.dataset.questionnaire;
        let mut further = Further::new();
        let mut added: BTreeMap<ItemIndex, Vec<AnswerOption>> = BTreeMap::new();
        for (variable, origin) in origins {
            let item = to.variable(*variable).item;
            let there = from.variable(origin.variable).item;
            let options = from.item(there).options();
            for (place, targets) in
                origin.options.iter().enumerate().filter(|(_, targets)| targets.len() != 1)
            {
                let (Some(option), false) = (options.get(place), further.contains_key(&(item, there, place)))
                else {
                    continue;
                };
                let more = added.entry(item).or_default();
                let at = to.item(item).options().len() + more.len();
                further.insert((item, there, place), at);
                let split = !targets.is_empty();
                more.push(further_option(option, to, item, at, split));
            }
        }
        let wider = if added.is_empty() { Arc::clone(to) } else { Arc::new(to.with_further_options(&added)) };
        let carried: BTreeMap<VariableIndex, CarriedFrom> = origins
            .iter()
            .map(|(variable, origin)| {
                let item = to.variable(*variable).item;
                let there = from.variable(origin.variable).item;
                let place = |(place, targets): (usize, &Vec<usize>)| match targets.as_slice() {
                    [one] => *one,
                    _ => further.get(&(item, there, place)).copied().unwrap_or(usize::MAX),
                };
                let places = origin.options.iter().enumerate().map(place).collect();
                (*variable, CarriedFrom { variable: origin.variable, places })
            })
            .collect();
        let info =
            DatasetInfo { language: info.language.clone(), earlier: Vec::new(), ..wave.dataset.info.clone() };
        let dataset = Arc::new(wave.dataset.carried(wider, &carried, extras, info));
        Carried { dataset, further }
    }
}

/// An answer that has no place of its own, behind those that have; nobody is shown it.
fn further_option(
    option: &AnswerOption,
    to: &Questionnaire,
    item: ItemIndex,
    at: usize,
    split: bool,
) -> AnswerOption {
    let is_taken = |code: &OptionCode| to.item(item).find_option(code.as_str()).is_some();
    let code = (0..)
        .map(|round| format!("earlier-{at}-{round}"))
        .filter_map(|code| OptionCode::parse(&code).ok())
        .find(|code| !is_taken(code))
        .unwrap_or_else(|| option.code.clone());
    AnswerOption {
        code,
        missing: option.missing.filter(|_| !split),
        end: None,
        show_if: None,
        group: None,
        ..option.clone()
    }
}

/// The origins of all variables in one edition of the order.
pub(super) fn origins(
    pasts: &BTreeMap<VariableIndex, Past>,
    place: usize,
) -> BTreeMap<VariableIndex, Origin> {
    let found = pasts.iter().filter_map(|(variable, past)| match &past.standings[place] {
        Standing::Asked(origin) => Some((*variable, origin.clone())),
        Standing::NotAsked(_) | Standing::Apart(_) => None,
    });
    found.collect()
}

/// Whether the trend can be made in the edition at `place`.
pub(super) fn state(asked: &Asked<'_>, pasts: &BTreeMap<VariableIndex, Past>, place: usize) -> State {
    for variable in asked.own.iter().chain(&asked.beside) {
        match &pasts[variable].standings[place] {
            Standing::Asked(_) => {}
            Standing::NotAsked(reason) => return State::NotAsked(reason.clone()),
            Standing::Apart(reason) => return State::Refused(reason.clone()),
        }
    }
    let direct = asked.direct();
    let through = |variable: &&VariableIndex| Some(**variable) != direct || asked.beside.contains(*variable);
    for variable in asked.own.iter().chain(&asked.beside).filter(through) {
        let Standing::Asked(origin) = &pasts[variable].standings[place] else { continue };
        if let Some(reason) = unclear(asked, *variable, origin) {
            return State::Refused(reason);
        }
    }
    match direct.map(|variable| (variable, &pasts[&variable].standings[place])) {
        Some((variable, Standing::Asked(origin))) => counted(asked, variable, origin),
        Some(_) | None => {
            State::Asked(Counted { categories: asked.categories.clone(), ..Counted::default() })
        }
    }
}

/// Why codes of a variable that is read through another cannot be told; what is no answer may have any code.
fn unclear(asked: &Asked<'_>, variable: VariableIndex, origin: &Origin) -> Option<String> {
    let options = asked.dataset.questionnaire.options(variable);
    let is_answer = |place: &usize| options.get(*place).is_some_and(|option| option.missing.is_none());
    let name = asked.name(variable);
    if let Some((place, code)) = origin.undeclared.iter().find(|(place, _)| is_answer(place)) {
        return Some(undeclared(name, &options[*place], code));
    }
    let split = origin.options.iter().any(|places| places.len() > 1);
    split.then(|| format!("an answer to {name} became several, and the trend reads it through a definition"))
}

fn undeclared(name: &str, option: &AnswerOption, code: &str) -> String {
    let text = &option.text.source;
    format!(
        "“{text}” of {name} has the code {code} there and {} here, and no `map:` says that they are the same",
        option.code
    )
}

/// What of the counted codes the edition has.
fn counted(asked: &Asked<'_>, variable: VariableIndex, origin: &Origin) -> State {
    let label = |place: &usize| format!("“{}”", asked.subject.categories[*place].label);
    if asked.kind != Kind::Share || asked.dataset.questionnaire.options(variable).is_empty() {
        return State::Asked(Counted { categories: asked.categories.clone(), ..Counted::default() });
    }
    let wanted = &asked.categories;
    let options = asked.dataset.questionnaire.options(variable);
    if let Some((place, code)) = origin.undeclared.iter().find(|(place, _)| wanted.contains(place)) {
        return State::Refused(undeclared(asked.name(variable), &options[*place], code));
    }
    for places in origin.options.iter().filter(|places| places.len() > 1) {
        let inside = places.iter().filter(|place| wanted.contains(place)).count();
        if inside > 0 && inside < places.len() {
            let all: Vec<String> = places.iter().map(label).collect();
            return State::Refused(format!(
                "one answer there became {}, of which the trend counts only some",
                all.join(", ")
            ));
        }
    }
    let is_offered = |place: &&usize| origin.options.iter().any(|places| places.contains(place));
    let not_offered: Vec<String> = wanted.iter().filter(|place| !is_offered(place)).map(label).collect();
    if not_offered.len() == wanted.len() {
        return State::NotAsked(format!("did not offer {}", not_offered.join(", ")));
    }
    State::Asked(Counted { categories: wanted.clone(), not_offered })
}

/// The measure in the wave's carried answers.
pub(super) fn measure(
    asked: &Asked<'_>,
    counted: &Counted,
    carried: &Carried,
    origin: Option<(VariableIndex, &Origin, &Questionnaire)>,
    subject: Subject,
) -> Measure {
    let base = BaseOf { base: default_base(&subject), valid: valid(&subject, &[]), subject };
    match asked.kind {
        Kind::Mean => Measure::Mean(base),
        Kind::Nps => Measure::Nps(base),
        Kind::Share => {
            let mut categories = counted.categories.clone();
            if let Some((variable, origin, there)) = origin {
                let item = asked.dataset.questionnaire.variable(variable).item;
                let own = there.variable(origin.variable).item;
                let all_in = |places: &Vec<usize>| {
                    places.len() > 1 && places.iter().all(|place| counted.categories.contains(place))
                };
                let split = origin.options.iter().enumerate().filter(|(_, places)| all_in(places));
                categories.extend(split.filter_map(|(place, _)| carried.further.get(&(item, own, place))));
            }
            Measure::Share(ShareOf { of: base, categories })
        }
    }
}

/// The weights of a wave by its own report's definition, in the order of its responses; NaN is no weight.
///
/// # Errors
/// Where the wave has no weight of that name, or it cannot be made.
pub(super) fn weights(
    name: &Spanned<String>,
    wave: &WaveAnswers,
    asked: &Asked<'_>,
) -> Result<Vec<f64>, Vec<Diagnostic>> {
    let dataset = wave.dataset.as_ref();
    let is_own = dataset.info.version == asked.dataset.info.version;
    let report = wave.report.as_deref().or(is_own.then_some(asked.report));
    let refused = |message: String| {
        let help = format!(
            "declare `{}` under `weights:` of that wave's own report.yaml, or give its data a number of that name",
            name.value
        );
        vec![Diagnostic::new(Code::NotTabulable, name.span, message).help(help)]
    };
    let mut reader = Reader::default();
    let setting = Setting::over(dataset, None, report, &mut reader);
    let mut said = Vec::new();
    let plan = weighting::find(name, &setting.weights, &setting.names(), &mut said);
    let Some(plan) = plan.filter(|_| !has_errors(&said)) else {
        return Err(refused(format!("the wave `{}` has no weight `{}`", wave.name, name.value)));
    };
    let universe = report.map_or(&Universe::Complete, |report: &ReportFile| &report.universe);
    let frame = Frame::of(&setting, dataset, universe);
    let source = Weighing::default().source(&plan, &frame).map_err(|problems| {
        let why: Vec<String> = problems.iter().map(|problem| problem.message.clone()).collect();
        let why = why.join("; ");
        refused(format!("the weight `{}` of the wave `{}` cannot be made: {why}", name.value, wave.name))
    })?;
    Ok(match source {
        WeightSource::Computed { values, .. } => values.to_vec(),
        WeightSource::Column(reference) => {
            let values = |chunk: usize| match frame.columns(chunk).column(reference) {
                Some(Cells::Numbers(numbers)) => numbers.values().into_owned(),
                Some(Cells::Codes(_) | Cells::Sets(_) | Cells::Ranks(_) | Cells::Texts(_)) | None => {
                    vec![f64::NAN; dataset.respondents_of(chunk).len()]
                }
            };
            (0..dataset.chunks()).flat_map(values).collect()
        }
    })
}
