//! Places as editors count them: lines from 0, and UTF-16 units within a line.

use tower_lsp_server::ls_types::{Position, Range};

use crate::diagnostics::{Source, Span};

/// The bytes of a span as an editor's range.
pub(super) fn range(source: &Source, span: Span) -> Range {
    Range { start: position(source, span.start as usize), end: position(source, span.end as usize) }
}

fn position(source: &Source, offset: usize) -> Position {
    let before = source.text.get(..offset).unwrap_or(&source.text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let in_line = before.get(line_start..).unwrap_or_default();
    Position {
        line: before.matches('\n').count() as u32,
        character: in_line.chars().map(char::len_utf16).sum::<usize>() as u32,
    }
}

/// The byte that a position means; the end of its line where it lies beyond.
pub(super) fn offset(source: &Source, position: Position) -> u32 {
    let line_start = match position.line {
        0 => 0,
        line => {
            source.text.match_indices('\n').nth(line as usize - 1).map_or(source.text.len(), |(at, _)| at + 1)
        }
    };
    let line = source.text.get(line_start..).unwrap_or_default();
    let mut units = 0;
    for (at, character) in line.char_indices() {
        if units >= position.character as usize || character == '\n' {
            return (line_start + at) as u32;
        }
        units += character.len_utf16();
    }
    source.text.len() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::FileId;

    #[test]
    fn positions_count_utf_16_units_and_come_back() {
        let source = Source::new("q.yaml", "a: é😀x\nb: 한글\n");
        for (at, character) in source.text.char_indices() {
            let there = range(&source, Span::new(FileId(0), at, at + character.len_utf8()));
            assert_eq!(offset(&source, there.start) as usize, at);
        }
        let x = source.text.find('x').unwrap();
        assert_eq!(position(&source, x), Position { line: 0, character: 6 });
        assert_eq!(offset(&source, Position { line: 9, character: 9 }) as usize, source.text.len());
    }
}
