//! The difference as JSON, for programs. `items` with `id`, `old_id`, `classes`, `trend` and `reasons` is the contract;
//! the rest is there for those who want to know more.

use serde_json::{Value, json};

use super::{Comparison, Edition, Group, Groups};
use crate::questionnaire::diff::{Change, ItemDifference, Suggestion, TextChange};
use crate::questionnaire::{Item, OptionIndex};

/// The comparison as one document.
pub fn json(comparison: &Comparison<'_>) -> Value {
    let difference = comparison.difference;
    let groups = Groups::of(difference);
    let mut document = json!({
        "old": edition(&comparison.old),
        "new": edition(&comparison.new),
        "summary": {
            "comparable": groups.count(Group::Comparable) + groups.count(Group::Identical),
            "identical": groups.count(Group::Identical),
            "with_care": groups.count(Group::WithCare),
            "broken": groups.count(Group::Broken),
            "another_question": groups.count(Group::AnotherQuestion),
            "added": groups.count(Group::Added),
            "dropped": groups.count(Group::Dropped),
        },
        "population": {
            "trend": difference.population_trend().as_str(),
            "reasons": reasons(&difference.population),
        },
        "survey": difference.survey.iter().map(change).collect::<Vec<_>>(),
        "remarks": difference
            .remarks
            .iter()
            .map(|remark| json!({ "id": remark.id.as_str(), "message": remark.message, "help": remark.help }))
            .collect::<Vec<_>>(),
        "items": difference.items.iter().map(|one| item(one, comparison)).collect::<Vec<_>>(),
    });
    if let Some(suggestions) = comparison.suggestions {
        let listed: Vec<Value> = suggestions.iter().map(|one| suggestion(one, comparison)).collect();
        document["suggestions"] = Value::from(listed);
    }
    document
}

fn edition(edition: &Edition<'_>) -> Value {
    let questionnaire = edition.questionnaire;
    json!({
        "name": edition.name,
        "survey": questionnaire.id,
        "edition": questionnaire.edition,
        "version": edition.version.as_str(),
        "items": questionnaire.items.len(),
    })
}

fn item(one: &ItemDifference, comparison: &Comparison<'_>) -> Value {
    let difference = comparison.difference;
    let classes: Vec<&str> = difference.classes(one).into_iter().map(|class| class.as_str()).collect();
    let compared = one.partner.continued().is_some();
    let population = difference.weighing_population().filter(|_| compared);
    let all: Vec<&Change> = one.changes.iter().chain(population).collect();
    let mut said: Vec<String> = all.iter().map(|change| change.reason.clone()).collect();
    if let Some(declared) = &one.declared {
        said.push(super::judgements(one.machine, declared));
    }
    let old = one.old.map(|index| comparison.old.questionnaire.item(index));
    let new = one.new.map(|index| comparison.new.questionnaire.item(index));
    json!({
        "id": one.id.as_str(),
        "old_id": one.old_id.as_ref().map(|id| id.as_str()),
        "classes": classes,
        "trend": difference.trend(one).as_str(),
        "reasons": said,
        "machine": one.machine.max(if compared { difference.population_trend() } else { one.machine }).as_str(),
        "declared": one.declared.as_ref().map(|declared| json!({
            "is": declared.is.as_str(),
            "by": declared.by.as_str(),
            "because": declared.because,
        })),
        "another_question": one.is_another_question(),
        "text": new.or(old).map(|item| super::question(item, comparison.language)),
        "changes": one.changes.iter().map(change).collect::<Vec<_>>(),
        "options_added": codes(new, &one.options.added),
        "options_removed": codes(old, &one.options.removed),
        "layout_differs": one.layout_differs,
        "rows": one
            .rows
            .iter()
            .map(|row| {
                let mut classes: Vec<&str> = row.changes.iter().map(|change| change.class.as_str()).collect();
                if classes.is_empty() {
                    classes.push("identical");
                }
                json!({
                    "id": row.id.as_str(),
                    "classes": classes,
                    "trend": row.trend.as_str(),
                    "reasons": reasons(&row.changes),
                })
            })
            .collect::<Vec<_>>(),
    })
}

fn codes(item: Option<&Item>, options: &[OptionIndex]) -> Vec<String> {
    let option =
        |index: &OptionIndex| item?.options().get(usize::from(index.0)).map(|option| option.code.to_string());
    options.iter().filter_map(option).collect()
}

fn reasons(changes: &[Change]) -> Vec<&str> {
    changes.iter().map(|change| change.reason.as_str()).collect()
}

fn change(change: &Change) -> Value {
    json!({
        "class": change.class.as_str(),
        "effect": change.effect.as_str(),
        "reason": change.reason,
        "texts": change.texts.iter().map(text).collect::<Vec<_>>(),
    })
}

fn text(text: &TextChange) -> Value {
    json!({
        "place": text.place.to_string(),
        "language": text.language.as_ref().map(|language| language.as_str()),
        "old": &*text.old,
        "new": &*text.new,
    })
}

fn suggestion(one: &Suggestion, comparison: &Comparison<'_>) -> Value {
    let old = comparison.old.questionnaire.item(one.old);
    let new = comparison.new.questionnaire.item(one.new);
    json!({
        "id": new.id.as_str(),
        "old_id": old.id.as_str(),
        "score": libm::round(one.score * 1000.0) / 1000.0,
        "because": one.because,
        "old_text": super::question(old, comparison.language),
        "new_text": super::question(new, comparison.language),
        "lines": one.lines,
    })
}
