//! Figures quoted in a report's text as `{{ id }}`.

use crate::questionnaire::piping::{Piece, pieces};

/// The text with each quotation replaced by what `value` says; one it knows nothing of stays as it stands.
pub(crate) fn filled(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let pieces = pieces(text);
    let text_at = |place: Option<usize>| match place.and_then(|place| pieces.get(place)) {
        Some(Piece::Text(text)) => text,
        Some(Piece::Name(_)) | None => "",
    };
    let filled = pieces.iter().enumerate().map(|(place, piece)| match piece {
        Piece::Text(text) => (*text).to_owned(),
        Piece::Name(name) => {
            let (before, after) = (text_at(place.checked_sub(1)), text_at(Some(place + 1)));
            value(name).map_or_else(|| format!("{{{{ {name} }}}}"), |value| emphasised(before, &value, after))
        }
    });
    filled.collect()
}

/// Joins letters, and is none of its own.
const WORD_JOINER: char = '\u{2060}';

/// The figure between marks of emphasis. Markdown takes `**66%**` for emphasis only where no letter follows: in languages
/// that write words without spaces one does. A joiner tells it that the sign belongs to the figure.
fn emphasised(before: &str, value: &str, after: &str) -> String {
    let is_mark = |letter: char| matches!(letter, '*' | '_');
    let is_sign = |letter: Option<char>| letter.is_some_and(|letter| !letter.is_alphanumeric());
    let mut shown = String::new();
    if before.ends_with(is_mark) && is_sign(value.chars().next()) {
        shown.push(WORD_JOINER);
    }
    shown.push_str(value);
    if after.starts_with(is_mark) && is_sign(value.chars().last()) {
        shown.push(WORD_JOINER);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_filled_and_the_rest_stays() {
        let value = |name: &str| (name != "c").then(|| name.to_uppercase());
        assert_eq!(filled("{{ a }} of {{b}}, against {{ c }} {{", value), "A of B, against {{ c }} {{");
    }

    #[test]
    fn a_figure_between_marks_of_emphasis_is_emphasised_in_languages_without_spaces() {
        let value = |name: &str| Some(if name == "share" { "66%" } else { "±4" }.to_owned());
        let text = filled("조직의 **{{ share }}**가, 오차**{{ margin }}**", value);
        let events: Vec<_> = pulldown_cmark::Parser::new(&text).collect();
        let strong = pulldown_cmark::Event::Start(pulldown_cmark::Tag::Strong);
        assert_eq!(events.iter().filter(|event| **event == strong).count(), 2, "{events:?}");
        assert_eq!(filled("{{ share }} of", value), "66% of");
    }
}
