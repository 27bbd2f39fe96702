//! The universe that waves have in common: of each wave's people, those whom the other waves would have admitted and asked
//! too, by their rules of screening and routing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::asked::Asked;
use super::past::{Editions, Joining, Origin, Past, Standing};
use super::standing::Wave;
use super::wave::{Carried, State};
use super::words::Said;
use crate::questionnaire::condition::{Condition, Reference};
use crate::questionnaire::{Ending, Item, ItemIndex, Questionnaire, VariableIndex};
use crate::tabulation::dataset::{Cells, Dataset};
use crate::tabulation::derived::references;
use crate::tabulation::evaluate::Columns;
use crate::tabulation::kernels::Mask;

/// A rule of a wave about who takes part in it or is asked the question.
enum Rule<'q> {
    /// Whoever chose this option is out.
    Option { of: VariableIndex, place: usize },
    /// Whoever meets the condition is out.
    EndIf(&'q Condition),
    /// Only who meets the condition is asked.
    Route(&'q Condition),
}

/// Of the wave at `at`, whom all the others would have admitted and asked; `None` where the wave shows nothing.
pub(super) fn admitted(
    asked: &Asked<'_>,
    editions: &Editions<'_>,
    pasts: &BTreeMap<VariableIndex, Past>,
    waves: &[Wave<'_>],
    at: usize,
    said: &mut Said,
) -> Option<Mask> {
    let wave = &waves[at];
    if !wave.is_shown {
        return None;
    }
    let mut all = Mask::all(wave.answers.dataset.respondents());
    let others = waves.iter().filter(|other| other.place != wave.place && other.is_shown);
    for other in others {
        let questionnaire = editions.questionnaire(other.place);
        let rules = rules(asked, pasts, other, questionnaire);
        let read: BTreeSet<VariableIndex> = rules.iter().flat_map(reads).collect();
        let mut origins: BTreeMap<VariableIndex, Origin> = BTreeMap::new();
        let mut lacking: BTreeSet<VariableIndex> = BTreeSet::new();
        for variable in read {
            match &editions.past(other.place, variable, Joining::Texts).standings[wave.place] {
                Standing::Asked(origin) => {
                    origins.insert(variable, origin.clone());
                }
                Standing::NotAsked(_) | Standing::Apart(_) => {
                    lacking.insert(variable);
                }
            }
        }
        let to = Arc::new(questionnaire.clone());
        let carried = Carried::of(wave.answers, &to, &origins, &[], &wave.answers.dataset.info);
        for rule in &rules {
            if let Some(unknown) = reads(rule).into_iter().find(|variable| lacking.contains(variable)) {
                let name = &questionnaire.variable(unknown).name;
                said.cannot_be_applied(&wave.answers.name, &other.answers.name, name);
            } else {
                all = applied(rule, &carried.dataset, &all);
            }
        }
    }
    said.left_out(&wave.answers.name, &all, wave.answers.dataset.respondents());
    Some(all)
}

/// The rules of a wave: its screening, and the way to the questions that the trend is of.
fn rules<'q>(
    asked: &Asked<'_>,
    pasts: &BTreeMap<VariableIndex, Past>,
    wave: &Wave<'_>,
    questionnaire: &'q Questionnaire,
) -> Vec<Rule<'q>> {
    let mut rules = Vec::new();
    for (index, item) in questionnaire.items.iter().enumerate() {
        for variable in questionnaire.variables_of(ItemIndex(index)) {
            let ends = item.options().iter().enumerate();
            let ends = ends.filter(|(_, option)| option.end == Some(Ending::ScreenedOut));
            rules.extend(ends.map(|(place, _)| Rule::Option { of: variable, place }));
        }
        let end_if = item.end_if.as_ref().filter(|rule| rule.ending == Ending::ScreenedOut);
        rules.extend(end_if.map(|rule| Rule::EndIf(&rule.condition)));
    }
    if !matches!(wave.state, State::Asked(_)) {
        return rules;
    }
    let mut shown: Vec<&'q Condition> = Vec::new();
    for variable in &asked.own {
        let Standing::Asked(origin) = &pasts[variable].standings[wave.place] else { continue };
        let described = questionnaire.variable(origin.variable);
        let item: &'q Item = questionnaire.item(described.item);
        let page = questionnaire.pages.get(questionnaire.page_of(described.item));
        let row = described.row.and_then(|row| item.rows().get(row));
        shown.extend(page.and_then(|page| page.show_if.as_ref()));
        shown.extend(&item.show_if);
        shown.extend(row.and_then(|row| row.show_if.as_ref()));
    }
    let mut seen: Vec<&str> = Vec::new();
    for condition in shown {
        if !seen.contains(&condition.source.as_str()) {
            seen.push(&condition.source);
            rules.push(Rule::Route(condition));
        }
    }
    rules
}

/// The variables that a rule reads.
fn reads(rule: &Rule<'_>) -> BTreeSet<VariableIndex> {
    let condition = match rule {
        Rule::Option { of, .. } => return BTreeSet::from([*of]),
        Rule::EndIf(condition) | Rule::Route(condition) => condition,
    };
    let mut named = BTreeSet::new();
    references(&condition.expr, &mut named);
    let variable = |reference| match reference {
        Reference::Variable(variable) => Some(variable),
        Reference::Given(_) | Reference::Derived(_) | Reference::Extra(_) => None,
    };
    named.into_iter().filter_map(variable).collect()
}

/// Of `people`, who is left by the rule.
fn applied(rule: &Rule<'_>, dataset: &Dataset, people: &Mask) -> Mask {
    let by_chunk = |work: &dyn Fn(usize) -> Mask| Mask::joined((0..dataset.chunks()).map(work));
    let holds = |condition: &Condition| {
        by_chunk(&|chunk| {
            let columns = Columns { dataset, chunk, derived: &[], lazy: None, derived_subjects: &[] };
            columns.truth(&condition.expr).is_true
        })
    };
    match rule {
        Rule::EndIf(condition) => people.and_not(&holds(condition)),
        Rule::Route(condition) => people.and(&holds(condition)),
        Rule::Option { of, place } => {
            let chose = |chunk: usize| match dataset.variable(*of).chunk(chunk) {
                Some(Cells::Codes(codes)) => codes.which(|code| code as usize == *place),
                Some(Cells::Sets(sets)) => sets.which(*place),
                Some(Cells::Ranks(ranks)) => ranks.which(*place),
                Some(Cells::Numbers(_) | Cells::Texts(_)) | None => {
                    Mask::none(dataset.respondents_of(chunk).len())
                }
            };
            people.and_not(&by_chunk(&chose))
        }
    }
}
