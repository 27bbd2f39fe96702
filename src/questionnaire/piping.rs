//! Piping: `{{ role }}` in a text puts an earlier answer there.

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'text> {
    Text(&'text str),
    /// The name of a variable between `{{` and `}}`, without the blanks.
    Name(&'text str),
}

/// The text cut at its piped names, in order. A `{{` that is never closed is text.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, opened)) = rest.split_once("{{") {
        let Some((name, after)) = opened.split_once("}}") else { break };
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        pieces.push(Piece::Name(name.trim()));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// The piped names of a text, in order.
pub fn names(text: &str) -> impl Iterator<Item = &str> {
    pieces(text).into_iter().filter_map(|piece| match piece {
        Piece::Name(name) => Some(name),
        Piece::Text(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_its_names() {
        assert_eq!(pieces("plain"), [Piece::Text("plain")]);
        assert_eq!(
            pieces("As {{ role }}, {{q7.r1}}"),
            [Piece::Text("As "), Piece::Name("role"), Piece::Text(", "), Piece::Name("q7.r1")]
        );
        assert_eq!(pieces("{{ open"), [Piece::Text("{{ open")]);
        assert_eq!(pieces(""), []);
    }
}
