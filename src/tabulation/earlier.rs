//! Responses that answered an earlier version of the wave's questionnaire: what of them was carried over by a declaration,
//! and what their version did not have. Every table that they are counted in says so.

use std::collections::{BTreeMap, BTreeSet};

use super::assemble::StubCount;
use super::counting::Frame;
use super::dataset::{Cells, State};
use super::derived::references;
use super::kernels::Mask;
use super::plan::TablePlan;
use crate::i18n::{Message, Tongue};
use crate::questionnaire::condition::{Given, Reference};
use crate::questionnaire::{ItemIndex, OptionIndex, Questionnaire, VariableIndex};
use crate::responses::{Crosswalk, Uncarried};

/// An earlier version of the wave, in the terms of the one that tables are made under.
#[derive(Debug, Clone, PartialEq)]
pub struct EarlierVersion {
    /// `sha256:…`
    pub version: String,
    /// Variables that are read through a `replaces:` or a `map:`.
    declared: BTreeSet<VariableIndex>,
    /// Variables that it has nothing for.
    lacking: BTreeSet<VariableIndex>,
    /// Options that it did not offer, of variables that it has.
    not_offered: BTreeSet<(VariableIndex, OptionIndex)>,
    /// What its respondents answered and the newest version has no place for.
    left_out: BTreeMap<Uncarried, LeftOut>,
}

/// Answers to an earlier version that have no place in the newest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// As the version that was answered calls it.
    pub variable: String,
    /// The code of the option that was chosen, where that is what has no place.
    pub option: Option<String>,
    /// Whether it is only the text typed beside the option.
    pub text: bool,
    /// The items of the newest version that a reader would look for them in.
    items: Vec<ItemIndex>,
    /// Places among all responses.
    respondents: BTreeSet<usize>,
}

impl LeftOut {
    pub fn count(&self) -> u64 {
        self.respondents.len() as u64
    }

    fn of(uncarried: Uncarried, own: &Questionnaire, crosswalk: &Crosswalk, now: &Questionnaire) -> LeftOut {
        let (variable, option, text) = match uncarried {
            Uncarried::Answer(variable) => (variable, None, false),
            Uncarried::Option(variable, option) => (variable, Some(option), false),
            Uncarried::Text(variable, option) => (variable, Some(option), true),
        };
        let name = own.variable(variable).name.clone();
        let option = option.and_then(|option| own.options(variable).get(usize::from(option.0)));
        let mut readers = crosswalk.readers(variable).to_vec();
        if readers.is_empty() {
            readers.extend(now.find_variable(&name));
        }
        LeftOut {
            variable: name,
            option: option.map(|option| option.code.to_string()),
            text,
            items: readers.iter().map(|reader| now.variable(*reader).item).collect(),
            respondents: BTreeSet::new(),
        }
    }
}

/// “q4”, or “q4 “x””: a variable, or one of its options by its code.
pub fn without_place_words(variable: &str, option: Option<&str>) -> String {
    option.map_or_else(|| variable.to_owned(), |code| format!("{variable} “{code}”"))
}

impl EarlierVersion {
    pub fn of(version: &str, crosswalk: &Crosswalk, now: &Questionnaire) -> EarlierVersion {
        let variables = || (0..now.variables.len()).map(VariableIndex);
        let options = |variable: VariableIndex| {
            (0..now.options(variable).len()).map(move |option| (variable, OptionIndex(option as u16)))
        };
        EarlierVersion {
            version: version.to_owned(),
            declared: variables().filter(|variable| crosswalk.is_declared(*variable)).collect(),
            lacking: variables().filter(|variable| !crosswalk.has(*variable)).collect(),
            not_offered: variables()
                .filter(|variable| crosswalk.has(*variable))
                .flat_map(options)
                .filter(|(variable, option)| !crosswalk.offered(*variable, *option))
                .collect(),
            left_out: BTreeMap::new(),
        }
    }

    /// Notes what of a respondent's answers to `own` has no place in `now`.
    pub fn leave_out(
        &mut self,
        respondent: usize,
        uncarried: &[Uncarried],
        own: &Questionnaire,
        crosswalk: &Crosswalk,
        now: &Questionnaire,
    ) {
        for part in uncarried {
            let known = self.left_out.entry(*part);
            let known = known.or_insert_with(|| LeftOut::of(*part, own, crosswalk, now));
            known.respondents.insert(respondent);
        }
    }

    /// The respondent at this place answers something else now, or is taken away: forgets what was left out of it.
    pub fn forget(&mut self, respondent: usize) {
        self.left_out.retain(|_, left| {
            left.respondents.remove(&respondent);
            !left.respondents.is_empty()
        });
    }

    /// The respondent at the place `from` stands at the place `to` now, as after
    /// [`DatasetBuilder::remove`](super::DatasetBuilder::remove).
    pub fn move_to(&mut self, from: usize, to: usize) {
        for left in self.left_out.values_mut() {
            if left.respondents.remove(&from) {
                left.respondents.insert(to);
            }
        }
    }

    pub fn left_out(&self) -> impl Iterator<Item = &LeftOut> {
        self.left_out.values()
    }
}

/// What the footer says of them; empty where everybody of the table answered the newest version.
pub(super) fn lines(
    plan: &TablePlan,
    frame: &Frame<'_>,
    stubs: &[StubCount<'_>],
    tongue: &Tongue,
) -> Vec<String> {
    if frame.dataset.info.earlier.is_empty() {
        return Vec::new();
    }
    let counted = people_by_version(frame, &frame.people(plan.people().as_deref()));
    let total: u64 = counted.iter().map(|(_, people)| people.count()).sum();
    let shown = items_shown(plan, stubs);
    // Whoever a filter cannot be worked out for is not among the people any more.
    let everybody = people_by_version(frame, frame.universe());
    let filtering: Vec<ItemIndex> =
        items_of_filter(plan, frame).into_iter().filter(|item| !shown.contains(item)).collect();
    let mut lines = Vec::new();
    if total > 0 {
        lines.push(tongue.with(Message::EarlierAnswered, "responses", &tongue.responses(total)));
    }
    lines.extend(shown.iter().flat_map(|item| about_item(frame, *item, &counted, tongue)));
    lines.extend(filtering.iter().flat_map(|item| about_item(frame, *item, &everybody, tongue)));
    let mut without_place = WithoutPlace::default();
    for item in &shown {
        without_place.add(*item, &counted);
    }
    for item in &filtering {
        without_place.add(*item, &everybody);
    }
    lines.extend(without_place.line(tongue));
    lines
}

/// The answers to earlier versions that a table leaves out because the newest has no place for them.
#[derive(Default)]
struct WithoutPlace {
    /// By respondent and variable: two options of one answer leave out one answer.
    answers: BTreeSet<(usize, String)>,
    parts: BTreeMap<String, BTreeSet<usize>>,
}

impl WithoutPlace {
    fn add(&mut self, item: ItemIndex, of_version: &[(&EarlierVersion, Mask)]) {
        for (earlier, people) in of_version {
            let of_item = |left: &&LeftOut| !left.text && left.items.contains(&item);
            for left in earlier.left_out().filter(of_item) {
                let words = without_place_words(&left.variable, left.option.as_deref());
                for respondent in left.respondents.iter().filter(|place| people.contains(**place)) {
                    self.answers.insert((*respondent, left.variable.clone()));
                    self.parts.entry(words.clone()).or_default().insert(*respondent);
                }
            }
        }
    }

    fn line(&self, tongue: &Tongue) -> Option<String> {
        let parts: Vec<String> = self
            .parts
            .iter()
            .map(|(words, respondents)| format!("{words} ({})", respondents.len()))
            .collect();
        let parts = tongue.language.list(&parts);
        match self.answers.len() {
            0 => None,
            1 => Some(tongue.with(Message::EarlierNoPlaceOne, "what", &parts)),
            many => {
                let arguments = [("answers", many.to_string().into()), ("what", parts.into())];
                Some(tongue.fill(Message::EarlierNoPlace, &arguments))
            }
        }
    }
}

/// The earlier versions, each with those of the table's people who answered it.
fn people_by_version<'a>(frame: &'a Frame<'_>, people: &Mask) -> Vec<(&'a EarlierVersion, Mask)> {
    let Some(versions) = frame.dataset.given(Given::Version) else { return Vec::new() };
    frame
        .dataset
        .info
        .earlier
        .iter()
        .filter_map(|earlier| {
            let of_chunk = |cells: &Cells| match cells {
                Cells::Texts(texts) => texts.which(|version| version == earlier.version),
                Cells::Codes(_) | Cells::Sets(_) | Cells::Ranks(_) | Cells::Numbers(_) => {
                    Mask::none(cells.len())
                }
            };
            let of_version = Mask::joined(versions.chunks().map(of_chunk)).and(people);
            (of_version.count() > 0).then_some((earlier, of_version))
        })
        .collect()
}

/// The items in the table's rows and columns, in the order of the file.
fn items_shown(plan: &TablePlan, stubs: &[StubCount<'_>]) -> BTreeSet<ItemIndex> {
    let columns = plan.chains.iter().flat_map(|chain| &chain.subjects);
    let subjects = stubs.iter().map(|stub| &stub.plan.subject).chain(columns);
    subjects
        .flat_map(|subject| {
            subject.item.into_iter().chain(subject.made_from.iter().filter_map(|source| source.item))
        })
        .collect()
}

fn items_of_filter(plan: &TablePlan, frame: &Frame<'_>) -> BTreeSet<ItemIndex> {
    let mut named = BTreeSet::new();
    if let Some(filter) = &plan.filter {
        references(&filter.expr, &mut named);
    }
    let item = |reference| match reference {
        Reference::Variable(variable) => Some(frame.dataset.questionnaire.variable(variable).item),
        Reference::Given(_) | Reference::Derived(_) | Reference::Extra(_) => None,
    };
    named.into_iter().filter_map(item).collect()
}

fn about_item(
    frame: &Frame<'_>,
    item: ItemIndex,
    of_version: &[(&EarlierVersion, Mask)],
    tongue: &Tongue,
) -> Vec<String> {
    let questionnaire = &frame.dataset.questionnaire;
    let described = questionnaire.item(item);
    let of_item = |variable: &VariableIndex| questionnaire.variable(*variable).item == item;
    let count = |holds: &dyn Fn(&EarlierVersion) -> bool| -> u64 {
        of_version.iter().filter(|(earlier, _)| holds(earlier)).map(|(_, people)| people.count()).sum()
    };
    let answered = |variable: &VariableIndex, respondent: usize| {
        frame.dataset.variable(*variable).state(respondent) == State::Answered
    };
    let reached = |(earlier, people): &(&EarlierVersion, Mask)| -> u64 {
        let declared: Vec<_> = earlier.declared.iter().filter(|variable| of_item(variable)).collect();
        let any = |respondent: &usize| declared.iter().any(|variable| answered(variable, *respondent));
        people.iter().filter(any).count() as u64
    };
    let mut lines = Vec::new();
    let declared: u64 = of_version.iter().map(reached).sum();
    if declared > 0 {
        let is_replaced = described.history.map.is_empty();
        let message = if is_replaced { Message::EarlierByReplaces } else { Message::EarlierByMap };
        let arguments = [("item", described.id.as_str().into()), ("count", declared.to_string().into())];
        lines.push(tongue.fill(message, &arguments));
    }
    for variable in questionnaire.variables_of(item) {
        let name = &questionnaire.variable(variable).name;
        let lacking = count(&|earlier| earlier.lacking.contains(&variable));
        if lacking > 0 {
            let arguments = [("variable", name.as_str().into()), ("count", lacking.to_string().into())];
            lines.push(tongue.fill(Message::EarlierNotInVersion, &arguments));
        }
    }
    for (place, option) in described.options().iter().enumerate() {
        let option_index = OptionIndex(place as u16);
        let is_it =
            |(variable, known): &(VariableIndex, OptionIndex)| of_item(variable) && *known == option_index;
        let without = count(&|earlier| earlier.not_offered.iter().any(is_it));
        if without > 0 {
            let arguments = [
                ("item", described.id.as_str().into()),
                ("option", option.text.get(&tongue.language).into()),
                ("count", without.to_string().into()),
            ];
            lines.push(tongue.fill(Message::EarlierNotOffered, &arguments));
        }
    }
    lines
}
