//! XLIFF read back, as translators' programs leave it: of either version, with segments, marks and states of their own.
//! A DTD, an entity of one's own or a nesting without end is refused.

use std::collections::BTreeMap;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::{NAMESPACE_1, NAMESPACE_2, STALE_2};
use crate::i18n::Language;
use crate::interchange::translations::{Done, Format, ReadError, Returned, ReturnedUnit, Unread};

/// Inline elements within groups within files: nothing needs more levels.
const DEPTH_MAX: usize = 64;

pub(in crate::interchange::translations) fn read(text: &str) -> Result<(Format, Returned), ReadError> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut state = State::new(text);
    let mut depth = 0_usize;
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = reader.read_event().map_err(|error| state.broken(at, &error.to_string()))?;
        match event {
            Event::Start(element) => {
                depth += 1;
                if depth > DEPTH_MAX {
                    return Err(state.broken(at, &format!("nested deeper than {DEPTH_MAX} levels")));
                }
                state.open(&element, at)?;
            }
            Event::Empty(element) => {
                state.open(&element, at)?;
                state.close(element.local_name().as_ref(), at)?;
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                state.close(element.local_name().as_ref(), at)?;
            }
            Event::Text(words) => state.words(&words.xml10_content()),
            Event::CData(words) => state.words(&words.xml10_content()),
            Event::GeneralRef(reference) => {
                let character = match &*reference.xml10_content() {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => reference.resolve_char_ref().ok().flatten(),
                };
                match character {
                    Some(c) => state.words(c.encode_utf8(&mut [0; 4])),
                    None => {
                        let name = reference.xml10_content();
                        return Err(state.broken(at, &format!("the entity `&{name};` is not read")));
                    }
                }
            }
            Event::DocType(_) => {
                return Err(state.broken(at, "a document type (`<!DOCTYPE …>`) is not read: remove it"));
            }
            Event::Decl(declaration) => {
                let encoding = declaration.encoding().and_then(Result::ok);
                if encoding.is_some_and(|encoding| !encoding.eq_ignore_ascii_case("utf-8")) {
                    return Err(state.broken(at, "the file must be saved as UTF-8"));
                }
            }
            Event::Comment(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
    }
    if depth > 0 {
        return Err(state.broken(text.len(), "the file ends within an element"));
    }
    match state.version {
        Some(version) => Ok((version, state.returned)),
        None => Err(state.broken(0, "this is XML but no XLIFF: its first element is not `<xliff>`")),
    }
}

/// Where words go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Into {
    Nothing,
    Source,
    Target,
    /// The original data with this place in the unit.
    Data,
}

/// A translation unit that is being read.
#[derive(Default)]
struct Unit {
    line: usize,
    path: String,
    source: String,
    target: Option<String>,
    /// What inline elements stand for, by the id of the data (version 2).
    data: BTreeMap<String, String>,
    data_id: String,
    /// What the source's inline elements stand for, by their ids: a translation may name them by these alone.
    by_id: BTreeMap<String, String>,
    /// The inline element that is being read, with what stood before it.
    inline: Vec<(String, usize)>,
    not_done: bool,
    /// A segment without a translation.
    lacks_target: bool,
    segment_source: String,
    segment_target: Option<String>,
    ignorable: bool,
    unread: Option<String>,
}

struct State<'text> {
    text: &'text str,
    version: Option<Format>,
    returned: Returned,
    unit: Option<Unit>,
    into: Into,
    /// Elements whose words are not those of the text (notes, alternatives), counted while they are open.
    skipped: usize,
    /// How far line ends were counted, and the line there.
    counted: (usize, usize),
}

impl<'text> State<'text> {
    fn new(text: &'text str) -> State<'text> {
        State {
            text,
            version: None,
            returned: Returned::default(),
            unit: None,
            into: Into::Nothing,
            skipped: 0,
            counted: (0, 1),
        }
    }

    /// The line of this place; places are asked for in the order of the file.
    fn line(&mut self, at: usize) -> usize {
        let (from, line) = self.counted;
        let between = self.text.as_bytes().get(from..at.min(self.text.len())).unwrap_or_default();
        let line = line + between.iter().filter(|byte| **byte == b'\n').count();
        self.counted = (at.max(from), line);
        line
    }

    fn broken(&mut self, at: usize, reason: &str) -> ReadError {
        ReadError { line: self.line(at), reason: format!("this is not XLIFF that can be read: {reason}") }
    }

    fn open(&mut self, element: &BytesStart<'_>, at: usize) -> Result<(), ReadError> {
        let local = element.local_name();
        let name = local.as_ref();
        if self.version.is_none() {
            self.version = Some(self.root(name, element, at)?);
            return Ok(());
        }
        if self.skipped > 0 {
            self.skipped += 1;
            return Ok(());
        }
        match name {
            "file" => {
                let tag = self.attribute(element, "target-language", at)?;
                if let Some(language) = tag.and_then(|tag| Language::parse(&tag)) {
                    self.returned.language = Some(language);
                }
            }
            "trans-unit" | "unit" => {
                let id = self.attribute(element, "id", at)?;
                let named = match self.version {
                    Some(Format::Xliff1) => self.attribute(element, "resname", at)?,
                    _ => self.attribute(element, "name", at)?,
                };
                let path = named.or(id).unwrap_or_default();
                let line = self.line(at);
                self.unit = Some(Unit { line, path, ..Unit::default() });
            }
            "note" | "notes" | "alt-trans" | "matches" | "glossary" | "seg-source" | "context-group"
            | "metadata" | "header" => self.skipped = 1,
            _ => {
                if let Some(mut unit) = self.unit.take() {
                    let opened = self.open_in_unit(&mut unit, name, element, at);
                    self.unit = Some(unit);
                    opened?;
                }
            }
        }
        Ok(())
    }

    fn root(&mut self, name: &str, element: &BytesStart<'_>, at: usize) -> Result<Format, ReadError> {
        if name != "xliff" {
            return Err(self.broken(at, "its first element is not `<xliff>`"));
        }
        if let Some(language) = self.attribute(element, "trgLang", at)?.and_then(|tag| Language::parse(&tag))
        {
            self.returned.language = Some(language);
        }
        let version = self.attribute(element, "version", at)?.unwrap_or_default();
        match version.split('.').next() {
            Some("1") => Ok(Format::Xliff1),
            Some("2") => Ok(Format::Xliff2),
            _ => Err(self.broken(
                at,
                &format!("version `{version}` is neither 1.2 ({NAMESPACE_1}) nor 2.0 ({NAMESPACE_2})"),
            )),
        }
    }

    fn open_in_unit(
        &mut self,
        unit: &mut Unit,
        name: &str,
        element: &BytesStart<'_>,
        at: usize,
    ) -> Result<(), ReadError> {
        let in_text = matches!(self.into, Into::Source | Into::Target);
        match name {
            "source" if !in_text => self.into = Into::Source,
            "target" if !in_text => {
                self.into = Into::Target;
                unit.segment_target = Some(String::new());
                if self.attribute(element, "order", at)?.is_some() {
                    unit.unread = Some("its segments come in another order than the source's".to_owned());
                }
                if let Some(state) = self.attribute(element, "state", at)? {
                    // What was sent out untranslated and has words now was translated, whatever its state says.
                    unit.not_done |= state.starts_with("needs-") && state != "needs-translation";
                }
            }
            "segment" | "ignorable" => {
                unit.ignorable = name == "ignorable";
                let state = self.attribute(element, "state", at)?;
                let waits = state.is_none_or(|state| state == "initial");
                unit.not_done |=
                    waits && self.attribute(element, "subState", at)?.as_deref() == Some(STALE_2);
            }
            "data" if !in_text => {
                self.into = Into::Data;
                unit.data_id = self.attribute(element, "id", at)?.unwrap_or_default();
                unit.data.insert(unit.data_id.clone(), String::new());
            }
            "ph" | "x" | "bx" | "ex" | "it" | "sc" | "ec" | "bpt" | "ept" if in_text => {
                let id = self.attribute(element, "id", at)?.unwrap_or_default();
                let stands_for = match self.attribute(element, "dataRef", at)? {
                    Some(data) => unit.data.get(&data).cloned(),
                    None => None,
                };
                let equivalent = match self.attribute(element, "equiv-text", at)? {
                    Some(text) => Some(text),
                    None => self.attribute(element, "equiv", at)?,
                };
                let known = unit.by_id.get(&id).cloned();
                let whole = stands_for.or(known).or(equivalent);
                let before = unit.slot(self.into).len();
                if let Some(words) = &whole {
                    unit.slot(self.into).push_str(words);
                    if self.into == Into::Source {
                        unit.by_id.insert(id.clone(), words.clone());
                    }
                }
                // What it holds in version 1.2 is what it stands for; it is taken where nothing else says so.
                unit.inline.push((id, if whole.is_some() { usize::MAX } else { before }));
            }
            "cp" if in_text => {
                let hex = self.attribute(element, "hex", at)?.unwrap_or_default();
                match u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32) {
                    Some(c) => unit.slot(self.into).push(c),
                    None => unit.unread = Some(format!("`<cp hex=\"{hex}\">` stands for no character")),
                }
            }
            // Marks around words that stay as they are.
            "mrk" | "g" | "pc" | "sm" | "em" => {}
            "sub" if in_text => unit.unread = Some("it has a text within a text (`<sub>`)".to_owned()),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str, at: usize) -> Result<(), ReadError> {
        if self.skipped > 0 {
            self.skipped -= 1;
            return Ok(());
        }
        let Some(unit) = &mut self.unit else { return Ok(()) };
        match name {
            "source" | "target" => {
                self.into = Into::Nothing;
                // In version 1.2 a unit is its own segment.
                if self.version == Some(Format::Xliff1) && name == "source" {
                    unit.source = std::mem::take(&mut unit.segment_source);
                } else if self.version == Some(Format::Xliff1) {
                    unit.target = unit.segment_target.take();
                }
            }
            "data" => self.into = Into::Nothing,
            "segment" | "ignorable" => {
                let source = std::mem::take(&mut unit.segment_source);
                let target = unit.segment_target.take().filter(|target| !target.is_empty());
                match target {
                    Some(target) => unit.target.get_or_insert_default().push_str(&target),
                    None if unit.ignorable => unit.target.get_or_insert_default().push_str(&source),
                    None => unit.lacks_target |= !source.trim().is_empty(),
                }
                unit.source.push_str(&source);
            }
            "ph" | "x" | "bx" | "ex" | "it" | "sc" | "ec" | "bpt" | "ept" => {
                if let Some((id, before)) = unit.inline.pop()
                    && self.into == Into::Source
                {
                    let words = unit.segment_source.get(before..).unwrap_or_default().to_owned();
                    if before != usize::MAX {
                        unit.by_id.insert(id, words);
                    }
                }
            }
            "trans-unit" | "unit" => {
                let unit = self.unit.take().unwrap_or_default();
                self.finish(unit, at);
            }
            _ => {}
        }
        Ok(())
    }

    fn words(&mut self, words: &str) {
        if self.skipped > 0 {
            return;
        }
        let Some(unit) = &mut self.unit else { return };
        // Words within an inline element that is known already are said twice.
        if unit.inline.last().is_some_and(|(_, before)| *before == usize::MAX) {
            return;
        }
        match self.into {
            Into::Nothing => {}
            Into::Data => {
                if let Some(data) = unit.data.get_mut(&unit.data_id) {
                    data.push_str(words);
                }
            }
            Into::Source | Into::Target => unit.slot(self.into).push_str(words),
        }
    }

    fn finish(&mut self, unit: Unit, at: usize) {
        let unread = |reason: &str| Unread { line: unit.line, reason: format!("`{}`: {reason}", unit.path) };
        if unit.path.is_empty() {
            let reason =
                "a unit has neither a name nor an id, so it cannot be told which text it is".to_owned();
            let line = self.line(at);
            return self.returned.unread.push(Unread { line, reason });
        }
        if let Some(reason) = &unit.unread {
            return self.returned.unread.push(unread(reason));
        }
        let target = unit.target.clone().filter(|target| !target.trim().is_empty());
        if target.is_some() && unit.lacks_target {
            return self.returned.unread.push(unread("only some of its segments are translated"));
        }
        self.returned.units.push(ReturnedUnit {
            path: unit.path,
            source: unit.source,
            target,
            done: if unit.not_done { Done::No } else { Done::Yes },
            line: unit.line,
        });
    }

    fn attribute(
        &mut self,
        element: &BytesStart<'_>,
        name: &str,
        at: usize,
    ) -> Result<Option<String>, ReadError> {
        for attribute in element.attributes() {
            let attribute = attribute.map_err(|error| self.broken(at, &error.to_string()))?;
            if attribute.key.as_ref() == name {
                let value = attribute
                    .normalized_value(XmlVersion::Implicit1_0)
                    .map_err(|error| self.broken(at, &error.to_string()))?;
                return Ok(Some(value.into_owned()));
            }
        }
        Ok(None)
    }
}

impl Unit {
    fn slot(&mut self, into: Into) -> &mut String {
        match into {
            Into::Target => self.segment_target.get_or_insert_default(),
            Into::Source | Into::Nothing | Into::Data => &mut self.segment_source,
        }
    }
}
