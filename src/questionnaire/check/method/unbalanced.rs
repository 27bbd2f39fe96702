//! Q508: a scale with more points on one side than on the other: it leads people to the longer side.

use super::words::{Text, Words};
use super::{is_choice_of_one, lists};
use crate::diagnostics::{Code, Diagnostic};
use crate::questionnaire::AnswerOption;
use crate::questionnaire::check::Subject;

pub(super) fn hint(subject: &Subject<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(words) = Words::of(subject.questionnaire.source_language()) else { return };
    for list in lists::each(subject).into_iter().filter(|list| is_choice_of_one(list.item)) {
        let Some((positive, negative)) = sides(&list.substantive(), words) else { continue };
        if positive == negative {
            continue;
        }
        diagnostics.push(
            Diagnostic::new(
                Code::UnbalancedScale,
                list.at,
                format!("the scale of `{}` has {positive} points on its positive side and {negative} on its negative", list.item.id),
            )
            .help("give both sides the same number of points, with or without a middle"),
        );
    }
}

/// How many options stand on each side; `None` where the list has no two sides that can be told.
fn sides(substantive: &[&AnswerOption], words: &Words) -> Option<(usize, usize)> {
    let texts: Vec<Text> = substantive.iter().map(|option| Text::new(&option.text.source)).collect();
    words.opposites.iter().find_map(|(good, bad)| {
        let counts = |list: &[&'static str]| texts.iter().filter(|text| text.has_any(list)).count();
        // "Neither satisfied nor dissatisfied" is the middle, and "not at all satisfied" the end of a scale with one side.
        let both = texts.iter().filter(|text| text.has_any(good) && text.has_any(bad)).count();
        let one_sided =
            texts.iter().any(|text| text.has_any(words.not) && text.has_any(good) != text.has_any(bad));
        let (positive, negative) = (counts(good) - both, counts(bad) - both);
        // Most of the list must speak of this.
        let speaks = (positive + negative) * 2 > texts.len();
        (!one_sided && speaks && positive > 0 && negative > 0).then_some((positive, negative))
    })
}
