//! Figures quoted in a report's text as `{{ id }}`.

use crate::questionnaire::piping::{Piece, pieces};

/// The text with each quotation replaced by what `value` says; one it knows nothing of stays as it stands.
pub(crate) fn filled(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let filled = pieces(text).into_iter().map(|piece| match piece {
        Piece::Text(text) => text.to_owned(),
        Piece::Name(name) => value(name).unwrap_or_else(|| format!("{{{{ {name} }}}}")),
    });
    filled.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_filled_and_the_rest_stays() {
        let value = |name: &str| (name != "c").then(|| name.to_uppercase());
        assert_eq!(filled("{{ a }} of {{b}}, against {{ c }} {{", value), "A of B, against {{ c }} {{");
    }
}
