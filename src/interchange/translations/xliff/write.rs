//! Texts as XLIFF: OASIS, XLIFF 1.2 (1 February 2008) and XLIFF 2.0 (5 August 2014), each by its core alone.

use super::{NAMESPACE_1, NAMESPACE_2, STALE_1, STALE_2};
use crate::interchange::translations::units::{State, Unit};
use crate::interchange::translations::{Export, Inline, inline};

const GENERATOR: &str = concat!("canvass ", env!("CARGO_PKG_VERSION"));

pub(in crate::interchange::translations) fn write_1(export: &Export) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff version=\"1.2\" xmlns=\"{NAMESPACE_1}\">\n  \
         <file original={} source-language={} target-language={} datatype=\"plaintext\" product-name=\"canvass\" \
         product-version={}>\n    <header>\n      <tool tool-id=\"canvass\" tool-name={}/>\n    </header>\n    <body>\n",
        attribute(&export.survey),
        attribute(export.source.as_str()),
        attribute(export.target.as_str()),
        attribute(&export.edition),
        attribute(GENERATOR),
    );
    for unit in &export.units {
        let path = attribute(&unit.path);
        out.push_str(&format!("      <trans-unit id={path} resname={path} xml:space=\"preserve\""));
        if unit.state == State::Translated {
            out.push_str(" approved=\"yes\"");
        }
        out.push_str(&format!(">\n        <source>{}</source>\n", content_1(&unit.source, &unit.source)));
        let state = match unit.state {
            State::Missing => "needs-translation",
            State::Stale => STALE_1,
            State::Translated => "translated",
        };
        let target = unit.target.as_deref().unwrap_or_default();
        out.push_str(&format!(
            "        <target state=\"{state}\">{}</target>\n",
            content_1(target, &unit.source)
        ));
        for note in &unit.notes {
            out.push_str(&format!("        <note from=\"canvass\">{}</note>\n", escape(note)));
        }
        out.push_str("      </trans-unit>\n");
    }
    out.push_str("    </body>\n  </file>\n</xliff>\n");
    out
}

/// In version 1.2 an inline element holds what it stands for.
fn content_1(text: &str, source: &str) -> String {
    let mut ids = Ids::new(source);
    let pieces = inline(text).into_iter().map(|piece| match piece {
        Inline::Words(words) => escape(words),
        Inline::Pipe(pipe) => format!(
            "<ph id=\"{}\" ctype=\"x-canvass-answer\" equiv-text={}>{}</ph>",
            ids.of(pipe),
            attribute(pipe),
            escape(pipe)
        ),
    });
    pieces.collect()
}

pub(in crate::interchange::translations) fn write_2(export: &Export) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff version=\"2.0\" xmlns=\"{NAMESPACE_2}\" srcLang={} \
         trgLang={}>\n  <file id={} original={}>\n    <notes>\n      <note category=\"edition\">{}</note>\n      <note \
         category=\"generator\">{}</note>\n    </notes>\n",
        attribute(export.source.as_str()),
        attribute(export.target.as_str()),
        attribute(&token(&export.survey, 0)),
        attribute(&export.survey),
        escape(&export.edition),
        escape(GENERATOR),
    );
    for (index, unit) in export.units.iter().enumerate() {
        out.push_str(&unit_2(unit, index));
    }
    out.push_str("  </file>\n</xliff>\n");
    out
}

fn unit_2(unit: &Unit, index: usize) -> String {
    let mut out =
        format!("    <unit id={} name={}>\n", attribute(&token(&unit.path, index)), attribute(&unit.path));
    if !unit.notes.is_empty() {
        let notes: Vec<String> = unit
            .notes
            .iter()
            .map(|note| format!("        <note category=\"context\">{}</note>\n", escape(note)))
            .collect();
        out.push_str(&format!("      <notes>\n{}      </notes>\n", notes.concat()));
    }
    let mut data = Vec::new();
    let source = content_2(&unit.source, &unit.source, &mut data);
    let target = unit.target.as_ref().map(|target| content_2(target, &unit.source, &mut data));
    if !data.is_empty() {
        let data = data.iter().map(|(id, pipe)| {
            format!("        <data id=\"d{id}\" xml:space=\"preserve\">{}</data>\n", escape(pipe))
        });
        out.push_str(&format!("      <originalData>\n{}      </originalData>\n", data.collect::<String>()));
    }
    let state = match unit.state {
        State::Missing => " state=\"initial\"".to_owned(),
        State::Stale => format!(" state=\"initial\" subState=\"{STALE_2}\""),
        State::Translated => " state=\"translated\"".to_owned(),
    };
    out.push_str(&format!(
        "      <segment{state}>\n        <source xml:space=\"preserve\">{source}</source>\n"
    ));
    if let Some(target) = target {
        out.push_str(&format!("        <target xml:space=\"preserve\">{target}</target>\n"));
    }
    out.push_str("      </segment>\n    </unit>\n");
    out
}

/// In version 2 what an inline element stands for is told apart, in the unit's original data.
fn content_2(text: &str, source: &str, data: &mut Vec<(usize, String)>) -> String {
    let mut ids = Ids::new(source);
    let pieces = inline(text).into_iter().map(|piece| match piece {
        Inline::Words(words) => escape(words),
        Inline::Pipe(pipe) => {
            let id = ids.of(pipe);
            if !data.iter().any(|(known, _)| *known == id) {
                data.push((id, pipe.to_owned()));
            }
            let shown = attribute(pipe);
            format!("<ph id=\"{id}\" canDelete=\"no\" dataRef=\"d{id}\" equiv={shown} disp={shown}/>")
        }
    });
    pieces.collect()
}

/// Numbers of inline elements: a translation's have those of its source, so that programs know them as the same.
struct Ids<'text> {
    /// The source's pipes that are not used up yet.
    free: Vec<(usize, &'text str)>,
    next: usize,
}

impl<'text> Ids<'text> {
    fn new(source: &'text str) -> Ids<'text> {
        let pipes = inline(source).into_iter().filter_map(|piece| match piece {
            Inline::Pipe(pipe) => Some(pipe),
            Inline::Words(_) => None,
        });
        let free: Vec<(usize, &str)> = pipes.enumerate().map(|(index, pipe)| (index + 1, pipe)).collect();
        Ids { next: free.len() + 1, free }
    }

    fn of(&mut self, pipe: &str) -> usize {
        match self.free.iter().position(|(_, free)| *free == pipe) {
            Some(place) => self.free.remove(place).0,
            None => {
                self.next += 1;
                self.next - 1
            }
        }
    }
}

/// An id as version 2 takes it (XML's `NMTOKEN`): the text itself where it is one.
fn token(text: &str, index: usize) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':');
    if !text.is_empty() && text.chars().all(fits) { text.to_owned() } else { format!("u{}", index + 1) }
}

/// Text between elements. Readers make a line feed of a carriage return that is not written as a reference.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#13;"),
            c => out.push(c),
        }
    }
    out
}

/// A value in quotes. Readers make a blank of a tab and a line end that are not written as references.
fn attribute(text: &str) -> String {
    let escaped = escape(text).replace('"', "&quot;").replace('\n', "&#10;").replace('\t', "&#9;");
    format!("\"{escaped}\"")
}
