//! Q203, Q114 and Q012: what an item declares about the one it continues must fit: a map names its own codes and goes
//! with `comparable: recoded`, and what is comparable says with what.

use super::Subject;
use crate::diagnostics::{Code, Diagnostic, did_you_mean};
use crate::questionnaire::Comparable;

pub(super) fn check(subject: &Subject<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    for (item, place) in subject.questionnaire.items.iter().zip(&subject.places.items) {
        let recoded = item.history.comparable == Some(Comparable::Recoded);
        let map = place.mapping.get("map");
        if recoded && map.is_none() {
            diagnostics.push(
                Diagnostic::new(
                    Code::MissingKey,
                    place.value_span("comparable"),
                    "`comparable: recoded` needs a `map` of the codes",
                )
                .help("add `map: { new_code: old_code, … }`"),
            );
        }
        if let Some(map) = map.filter(|_| !recoded) {
            diagnostics.push(
                Diagnostic::new(Code::BadValue, map.span, "a `map` goes with `comparable: recoded`")
                    .help("write `comparable: recoded`, or remove the map"),
            );
        }
        let codes = || item.options().iter().map(|option| option.code.as_str());
        for (code, _) in &item.history.map {
            if item.find_option(code.as_str()).is_none() {
                let help = match did_you_mean(code.as_str(), codes()) {
                    Some(known) => format!("did you mean `{known}`?"),
                    None => format!(
                        "the codes of `{}` are: {}",
                        item.id,
                        codes().take(20).collect::<Vec<_>>().join(", ")
                    ),
                };
                diagnostics.push(
                    Diagnostic::new(
                        Code::UnknownCode,
                        place.value_span("map"),
                        format!("`{}` has no code `{code}`", item.id),
                    )
                    .help(help),
                );
            }
        }
    }
}
