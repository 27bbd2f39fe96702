//! A small writer of XML: elements in order, texts and attributes escaped, nothing that XML 1.0 forbids.

use quick_xml::escape::escape;

pub(super) struct Xml {
    out: String,
    open: Vec<&'static str>,
}

impl Xml {
    pub(super) fn new() -> Xml {
        Xml { out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), open: Vec::new() }
    }

    /// Opens an element; attributes without a value are left out.
    pub(super) fn open(&mut self, name: &'static str, attributes: &[(&str, Option<&str>)]) {
        self.tag(name, attributes);
        self.out.push_str(">\n");
        self.open.push(name);
    }

    /// Closes the innermost element.
    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.indent();
            self.out.push_str(&format!("</{name}>\n"));
        }
    }

    /// An element with a text, or nothing where there is none.
    pub(super) fn text(&mut self, name: &'static str, attributes: &[(&str, Option<&str>)], text: &str) {
        if text.trim().is_empty() {
            return;
        }
        self.tag(name, attributes);
        self.out.push_str(&format!(">{}</{name}>\n", escape(lawful(text))));
    }

    pub(super) fn empty(&mut self, name: &'static str, attributes: &[(&str, Option<&str>)]) {
        self.tag(name, attributes);
        self.out.push_str("/>\n");
    }

    pub(super) fn comment(&mut self, text: &str) {
        self.indent();
        let text = lawful(text).replace("--", "- -");
        self.out.push_str(&format!("<!-- {} -->\n", text.trim_end_matches('-')));
    }

    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, Option<&str>)]) {
        self.indent();
        self.out.push_str(&format!("<{name}"));
        for (key, value) in attributes {
            if let Some(value) = value {
                self.out.push_str(&format!(" {key}=\"{}\"", escape(lawful(value))));
            }
        }
    }

    fn indent(&mut self) {
        self.out.extend(std::iter::repeat_n("  ", self.open.len()));
    }
}

/// Without the characters that XML 1.0 has no way to write.
fn lawful(text: &str) -> String {
    let forbidden =
        |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r') || matches!(c, '\u{fffe}' | '\u{ffff}');
    text.chars().filter(|c| !forbidden(*c)).collect()
}
