//! What an author should be told about the declarations of NEW: they name what OLD does not have, or contradict what
//! the two files show.

use crate::ids::{ItemId, OptionCode};
use crate::questionnaire::{Comparable, Item, Questionnaire};

/// A declaration that makes no sense against OLD.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The item of NEW that declares it.
    pub id: ItemId,
    /// What is wrong, without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Remark {
    pub(super) fn new(item: &Item, message: impl Into<String>, help: impl Into<String>) -> Remark {
        Remark { id: item.id.clone(), message: message.into(), help: help.into() }
    }

    pub(super) fn new_question_under_an_old_id(item: &Item) -> Remark {
        Remark::new(
            item,
            format!(
                "`since: {}` says that `{}` is new, but OLD asks an item of that id",
                item.history.since.as_deref().unwrap_or_default(),
                item.id
            ),
            "give the new item an id of its own; where it is the same question, drop `since`",
        )
    }

    pub(super) fn unknown_earlier_code(item: &Item, old: &Item, code: &OptionCode) -> Remark {
        let known: Vec<&str> = old.options().iter().map(|option| option.code.as_str()).take(20).collect();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        Remark::new(
            item,
            format!("the map names the earlier code `{code}`, but `{}` of OLD has no such code", old.id),
            format!("its codes there are: {known}"),
        )
    }

    pub(super) fn contradicted(item: &Item, because: &str) -> Remark {
        Remark::new(
            item,
            format!("`comparable: identical` is declared, yet the files differ: {because}"),
            "declare `comparable: recoded` with a map, or overrule by `verdict: { is: …, because: … }`",
        )
    }
}

/// What `since` and `replaces` name against OLD, for items that found no partner or another than they say.
pub(super) fn of_declarations(old: &Questionnaire, new: &Questionnaire, remarks: &mut Vec<Remark>) {
    for item in &new.items {
        let here = old.find_item(item.id.as_str()).map(|index| old.item(index));
        if let Some(replaced) = &item.history.replaces {
            if old.find_item(replaced.as_str()).is_none() {
                remarks.push(Remark::new(
                    item,
                    format!("`replaces: {replaced}` names an item that OLD ({}) does not have", old.edition),
                    "check the id; where it names a still earlier edition, compare with that one",
                ));
            }
        } else if item.history.comparable.is_some_and(|word| word != Comparable::No) && here.is_none() {
            remarks.push(Remark::new(
                item,
                format!("`comparable:` is declared, but OLD ({}) has no item `{}`", old.edition, item.id),
                "name the earlier item with `replaces:`",
            ));
        }
        let since_old = item.history.since.as_deref() == Some(old.edition.as_str());
        if since_old && old.edition != new.edition && here.is_none() && item.history.replaces.is_none() {
            remarks.push(Remark::new(
                item,
                format!("`since: {}` says that OLD asked it, but OLD has no item `{}`", old.edition, item.id),
                "correct the edition, or name the earlier item with `replaces:`",
            ));
        }
    }
    for (at, item) in new.items.iter().enumerate() {
        let Some(replaced) = &item.history.replaces else { continue };
        let earlier =
            new.items.iter().take(at).find(|other| other.history.replaces.as_ref() == Some(replaced));
        if let Some(other) = earlier {
            remarks.push(Remark::new(
                item,
                format!(
                    "`{}` and `{}` both replace `{replaced}`: each is compared with it",
                    other.id, item.id
                ),
                "keep `replaces` where the question goes on, unless it was split in two",
            ));
        }
    }
}
