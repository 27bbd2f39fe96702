//! How an interview ended, as one of the final dispositions.

use crate::questionnaire::{Ending, Questionnaire};
use crate::responses::{Answers, Disposition, Settled, count_items};

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
    let counts = count_items(questionnaire, answers);
    let on_route = counts.asked + counts.not_reached;
    on_route > 0 && 2 * counts.answered >= on_route
}
