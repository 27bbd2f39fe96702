//! What stands around the items: title, introduction, consents, page titles, endings, arms and quality rules. None of it
//! is an item's, and most of it leaves the trends alone.

use super::pairs::Pairs;
use super::wording::push;
use super::{Change, Class, TextPlace, Trend};
use crate::questionnaire::{Endings, Questionnaire};

pub(super) fn changes(pairs: &Pairs<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    changes.extend(texts(pairs));
    changes.extend(arms(pairs));
    changes.extend(quality(pairs));
    changes
}

fn texts(pairs: &Pairs<'_>) -> Option<Change> {
    let (old, new) = (pairs.old, pairs.new);
    let mut texts = Vec::new();
    push(&mut texts, TextPlace::Title, Some(&old.title), Some(&new.title));
    push(&mut texts, TextPlace::Intro, old.intro.as_ref(), new.intro.as_ref());
    for consent in &new.consents {
        let before = old.consents.iter().find(|before| before.id == consent.id);
        push(
            &mut texts,
            TextPlace::Consent(consent.id.clone()),
            before.map(|before| &before.text),
            Some(&consent.text),
        );
    }
    for consent in old.consents.iter().filter(|consent| !new.consents.iter().any(|now| now.id == consent.id))
    {
        push(&mut texts, TextPlace::Consent(consent.id.clone()), Some(&consent.text), None);
    }
    for page in &new.pages {
        if let Some(before) = old.pages.iter().find(|before| before.id == page.id) {
            let place = TextPlace::PageTitle(page.id.clone());
            push(&mut texts, place, before.title.as_ref(), page.title.as_ref());
        }
    }
    let endings = |endings: &Endings| {
        let Endings { complete, screened_out, quota_full, closed } = endings.clone();
        [
            ("complete", complete),
            ("screened_out", screened_out),
            ("quota_full", quota_full),
            ("closed", closed),
        ]
    };
    for ((which, before), (_, now)) in endings(&old.endings).into_iter().zip(endings(&new.endings)) {
        push(&mut texts, TextPlace::Ending(which), before.as_ref(), now.as_ref());
    }
    let places: Vec<String> = texts.iter().map(|text| text.place.to_string()).collect();
    (!texts.is_empty()).then(|| {
        let reason = format!("other words around the items: {}", super::options::listed(&places));
        Change::new(Class::WordingOnly, Trend::Comparable, reason).with_texts(texts)
    })
}

/// Who is assigned to what by chance.
fn arms(pairs: &Pairs<'_>) -> Option<Change> {
    let described = |questionnaire: &Questionnaire| -> Vec<String> {
        let arms = questionnaire.arms.iter().map(|arm| {
            let groups: Vec<String> =
                arm.groups.iter().map(|group| format!("{} {}", group.code, group.share)).collect();
            format!("{} ({})", arm.id, groups.join(", "))
        });
        arms.collect()
    };
    let (old, new) = (described(pairs.old), described(pairs.new));
    let named = |arms: &[String]| if arms.is_empty() { "none".to_owned() } else { arms.join("; ") };
    (old != new).then(|| {
        let reason = format!("random assignment: {}, before {}", named(&new), named(&old));
        Change::new(Class::RandomisationChanged, Trend::Comparable, reason)
    })
}

/// Rules that flag doubtful interviews: they change no answer, but what an analyst leaves out.
fn quality(pairs: &Pairs<'_>) -> Option<Change> {
    let described = |questionnaire: &Questionnaire| -> Vec<String> {
        let quality = &questionnaire.quality;
        let mut rules = Vec::new();
        rules.extend(quality.speeder.map(|share| format!("speeders below {share} of the median")));
        if !quality.straightline.is_empty() {
            let items = quality.straightline.iter().map(|index| questionnaire.item(*index).id.to_string());
            rules.push(format!("straight lines in {}", items.collect::<Vec<_>>().join(", ")));
        }
        rules.extend(
            quality.attention.as_ref().map(|condition| format!("attention by `{}`", condition.source)),
        );
        rules
    };
    let (old, new) = (described(pairs.old), described(pairs.new));
    let named = |rules: &[String]| if rules.is_empty() { "none".to_owned() } else { rules.join("; ") };
    (old != new).then(|| {
        let reason = format!("rules that flag interviews: {}, before {}", named(&new), named(&old));
        Change::new(Class::PopulationChanged, Trend::Comparable, reason)
    })
}
