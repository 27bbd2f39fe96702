//! What interviews carry beside their answers, and what an answer was measured in: groups of arms, consents, and the
//! total that an allocation shares out. None of them may vanish or change its meaning under those who have it.

use super::radius::Situation;
use super::verdict::Refusal;
use crate::diagnostics::Code;
use crate::questionnaire::{Arm, Consent, ItemKind};

pub(super) fn refusals(situation: &Situation<'_>) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    if !situation.interviews.by_version.is_empty() {
        refusals.extend(situation.current.arms.iter().flat_map(|arm| groups_without_place(situation, arm)));
        refusals.extend(situation.current.consents.iter().filter_map(|one| without_place(situation, one)));
    }
    refusals.extend(other_totals(situation));
    refusals
}

/// Groups that interviews may have been given and the candidate lacks.
fn groups_without_place(situation: &Situation<'_>, arm: &Arm) -> Vec<Refusal> {
    let kept = situation.candidate.arms.iter().find(|other| other.id == arm.id);
    let is_kept = |code| kept.is_some_and(|kept| kept.groups.iter().any(|group| group.code == code));
    let gone = arm.groups.iter().filter(|group| !is_kept(group.code.clone()));
    gone.map(|group| Refusal {
        code: Code::AnswersWithoutPlace,
        item: format!("arm.{}", arm.id),
        message: format!(
            "interviews were assigned to the group `{}` of `arm.{}`, and the new version has no such group",
            group.code, arm.id
        ),
        help: "keep the group; a `show_if` that no longer names it stops what it was asked".to_owned(),
    })
    .collect()
}

fn without_place(situation: &Situation<'_>, consent: &Consent) -> Option<Refusal> {
    let kept = situation.candidate.consents.iter().any(|other| other.id == consent.id);
    (!kept).then(|| Refusal {
        code: Code::AnswersWithoutPlace,
        item: format!("consent.{}", consent.id),
        message: format!(
            "people were asked for the consent `{}`, and the new version has no place for what they said",
            consent.id
        ),
        help: "keep the consent to the end of the wave: what was agreed to must stay on record".to_owned(),
    })
}

/// Allocations whose amounts were shares of another whole.
fn other_totals(situation: &Situation<'_>) -> Vec<Refusal> {
    let pairs = situation.difference.items.iter().filter_map(|item| Some((item, item.old?, item.new?)));
    pairs
        .filter_map(|(item, old, new)| {
            let totals = (&situation.current.item(old).kind, &situation.candidate.item(new).kind);
            let (ItemKind::Allocation { total: was, .. }, ItemKind::Allocation { total: is, .. }) = totals else {
                return None;
            };
            let answered = situation.current.variables_of(old).map(|row| situation.tally.answered(row)).max()?;
            (answered > 0 && was.total_cmp(is).is_ne()).then(|| Refusal {
                code: Code::AnotherMeaning,
                item: item.id.to_string(),
                message: format!(
                    "{answered} shared out {was} in `{}`, and the new version shares out {is}: the amounts cannot stand side by side",
                    item.id
                ),
                help: "keep the total, or give the new question an id of its own".to_owned(),
            })
        })
        .collect()
}
