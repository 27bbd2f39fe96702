//! How an interview ended, as one of the final dispositions.

use crate::questionnaire::{Ending, ItemIndex, ItemKind, Questionnaire};
use crate::responses::{Answer, Answers, Disposition, Missing, Settled};

/// The disposition of an interview that was submitted: screened out where a rule did that, else complete.
pub fn of_finished(settled: &Settled) -> Disposition {
    match settled.ended.map(|ended| ended.ending) {
        Some(Ending::ScreenedOut) => Disposition::ScreenedOut,
        Some(Ending::Complete) | None => Disposition::Complete,
    }
}

/// The disposition of an interview that was left. `complete_rule` says whether the wave's `complete:` holds, `None`
/// where the wave has none: then at least half of the items on this person's route must be answered. The items that
/// were not reached count as asked here; else everybody who answered the first page would be a partial.
pub fn of_unfinished(
    questionnaire: &Questionnaire,
    settled: &Settled,
    complete_rule: Option<bool>,
) -> Disposition {
    let usable = complete_rule.unwrap_or_else(|| at_least_half_answered(questionnaire, &settled.answers));
    match settled.ended.map(|ended| ended.ending) {
        Some(Ending::ScreenedOut) => Disposition::ScreenedOut,
        Some(Ending::Complete) | None if usable => Disposition::Partial,
        Some(Ending::Complete) | None => Disposition::BreakOff,
    }
}

fn at_least_half_answered(questionnaire: &Questionnaire, answers: &Answers) -> bool {
    let (mut on_route, mut answered) = (0_usize, 0_usize);
    for (index, item) in questionnaire.items.iter().enumerate() {
        if matches!(item.kind, ItemKind::Note | ItemKind::Computed { .. }) {
            continue;
        }
        let values = || questionnaire.variables_of(ItemIndex(index)).map(|variable| answers.get(variable));
        let off_route = |answer: &Answer| {
            matches!(answer, Answer::Missing(Missing::NotAsked | Missing::NotInVersion | Missing::Removed))
        };
        if values().all(off_route) {
            continue;
        }
        on_route += 1;
        answered += usize::from(values().any(|answer| !answer.is_missing()));
    }
    on_route > 0 && 2 * answered >= on_route
}
