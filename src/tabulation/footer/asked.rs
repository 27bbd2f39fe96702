//! Of whom a table is: the items with their wording and who was asked, what a derived variable is made from, universe
//! and filter.

use std::collections::BTreeSet;

use crate::i18n::{Message, Tongue};
use crate::questionnaire::condition::{Condition, Given, Reference};
use crate::questionnaire::plain::label;
use crate::questionnaire::{ItemIndex, words};
use crate::tabulation::assemble::StubCount;
use crate::tabulation::counting::Frame;
use crate::tabulation::derived::references;
use crate::tabulation::plan::TablePlan;
use crate::tabulation::report_file::Universe;
use crate::tabulation::subject::Subject;

/// Each item once: id, wording, and who was asked. A single row of a grid stands with its own text.
pub(super) fn items(
    plan: &TablePlan,
    frame: &Frame<'_>,
    stubs: &[StubCount<'_>],
    tongue: &Tongue,
) -> Vec<String> {
    let questionnaire = &frame.dataset.questionnaire;
    let mut seen: Vec<ItemIndex> = Vec::new();
    let mut lines = Vec::new();
    for stub in stubs {
        let subject = &stub.plan.subject;
        let Some(item) = subject.item else {
            lines.extend(derivation(frame, subject, stubs.len() == 1, tongue));
            continue;
        };
        if seen.contains(&item) {
            continue;
        }
        seen.push(item);
        let described = questionnaire.item(item);
        let of_item = stubs.iter().filter(|other| other.plan.subject.item == Some(item)).count();
        if of_item == 1 {
            lines.push(format!("{}: {}", subject.name, tongue.quoted(&subject.label)));
        } else {
            let text = label(described.text.get(&tongue.language));
            lines.push(format!("{}: {}", described.id, tongue.quoted(&text)));
        }
        // Of one row alone, its own condition counts too.
        let row = subject.reference.variable().filter(|_| of_item == 1);
        let condition = match row {
            Some(variable) => words::universe_of_variable_in(questionnaire, variable, tongue),
            None => words::universe_in(questionnaire, item, tongue),
        };
        let is_alone = of_item == stubs.len();
        lines.push(match condition {
            Some(condition) if is_alone => tongue.with(Message::MethodAskedWhere, "condition", &condition),
            None if is_alone => tongue.say(Message::MethodAskedEveryone),
            Some(condition) => {
                asked_where(Message::TableItemAskedWhere, described.id.as_str(), &condition, tongue)
            }
            None => tongue.with(Message::TableItemAskedEveryone, "item", described.id.as_str()),
        });
        if of_item > 1 {
            lines.extend(rows_with_conditions(frame, stubs, item, tongue));
        }
        lines.extend(options_with_conditions(plan, frame, stub, tongue));
    }
    lines
}

fn asked_where(message: Message, item: &str, condition: &str, tongue: &Tongue) -> String {
    tongue.fill(message, &[("item", item.into()), ("condition", condition.into())])
}

/// Rows that are not asked of everybody who is asked the item.
fn rows_with_conditions(
    frame: &Frame<'_>,
    stubs: &[StubCount<'_>],
    item: ItemIndex,
    tongue: &Tongue,
) -> Vec<String> {
    let questionnaire = &frame.dataset.questionnaire;
    let own = stubs.iter().map(|stub| &stub.plan.subject).filter(|subject| subject.item == Some(item));
    let described = own.filter_map(|subject| {
        let variable = subject.reference.variable()?;
        let row = questionnaire.item(item).rows().get(questionnaire.variable(variable).row?)?;
        let condition = row.show_if.as_ref()?;
        let words = words::condition_in(questionnaire, condition, tongue);
        Some(asked_where(Message::TableRowAskedWhere, &subject.name, &words, tongue))
    });
    described.collect()
}

/// Options that not everybody who was asked was offered. They stay in the item's base all the same.
fn options_with_conditions(
    plan: &TablePlan,
    frame: &Frame<'_>,
    stub: &StubCount<'_>,
    tongue: &Tongue,
) -> Vec<String> {
    let subject = &stub.plan.subject;
    let Some(item) = subject.item else { return Vec::new() };
    let options = frame.dataset.questionnaire.item(item).options();
    if options.iter().all(|option| option.show_if.is_none()) {
        return Vec::new();
    }
    let asked = frame.people(plan.people().as_deref()).and(&frame.reading(subject).asked);
    let offered = options.iter().filter_map(|option| {
        let condition = option.show_if.as_ref()?;
        let category = &subject.categories[subject.find_category(option.code.as_str())?];
        let count = frame.holds(condition).count_with(&asked);
        let arguments = [
            ("option", category.label.as_str().into()),
            ("count", count.to_string().into()),
            ("asked", asked.count().to_string().into()),
        ];
        Some(tongue.fill(Message::TableOffered, &arguments))
    });
    offered.collect()
}

/// What a derived variable is made from, and where it stands alone whom that was asked of.
fn derivation(frame: &Frame<'_>, subject: &Subject, is_alone: bool, tongue: &Tongue) -> Vec<String> {
    let questionnaire = &frame.dataset.questionnaire;
    let names: Vec<String> = subject.made_from.iter().map(|source| source.name.clone()).collect();
    if let Reference::Given(Given::Flag(rule)) = subject.reference {
        let flags = words::quality_rule_in(questionnaire, rule, tongue);
        return vec![format!("{}: {} ({flags})", subject.name, subject.label)];
    }
    if names.is_empty() {
        return vec![format!("{}: {}", subject.name, subject.label)];
    }
    let arguments = [
        ("variable", subject.name.as_str().into()),
        ("label", subject.label.as_str().into()),
        ("sources", tongue.and(&names).into()),
    ];
    let mut lines = vec![tongue.fill(Message::TableMadeFrom, &arguments)];
    let mut items: Vec<ItemIndex> = subject.made_from.iter().filter_map(|source| source.item).collect();
    items.dedup();
    if is_alone {
        lines.extend(items.into_iter().filter_map(|item| {
            let condition = words::universe_in(questionnaire, item, tongue)?;
            let id = questionnaire.item(item).id.as_str();
            Some(asked_where(Message::TableItemAskedWhere, id, &condition, tongue))
        }));
    }
    lines
}

pub(super) fn restrictions(plan: &TablePlan, frame: &Frame<'_>, tongue: &Tongue) -> Vec<String> {
    let mut lines = Vec::new();
    match &plan.universe {
        Universe::Complete => {}
        Universe::Usable => lines.push(tongue.say(Message::TableUniverseUsable)),
        Universe::Expression(condition) => {
            lines.push(tongue.with(Message::TableUniverseWhere, "condition", &condition.source));
        }
    }
    if let Some(filter) = &plan.filter {
        lines.push(tongue.with(Message::TableFilter, "condition", &in_words(filter, frame, tongue)));
    }
    if plan.common_base.is_some() {
        lines.push(tongue.counted(Message::TableCommonBase, plan.stubs.len() as u64));
    }
    lines
}

/// The condition in words, or as written where it names what only the report file has.
fn in_words(condition: &Condition, frame: &Frame<'_>, tongue: &Tongue) -> String {
    let mut named = BTreeSet::new();
    references(&condition.expr, &mut named);
    if named.iter().any(|one| matches!(one, Reference::Derived(_) | Reference::Extra(_))) {
        return condition.source.clone();
    }
    words::condition_in(&frame.dataset.questionnaire, condition, tongue)
}
