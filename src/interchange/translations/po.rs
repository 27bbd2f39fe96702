//! GNU gettext's PO: `msgctxt` is the text's path, `fuzzy` marks a translation whose source was changed.

use super::units::State;
use super::{Done, Export, ReadError, Returned, ReturnedUnit, Unread};
use crate::i18n::Language;

pub(super) fn write(export: &Export) -> String {
    let mut out = String::from("msgid \"\"\nmsgstr \"\"\n");
    for (key, value) in [
        ("Project-Id-Version", format!("{} {}", export.survey, export.edition)),
        ("Language", export.target.as_str().replace('-', "_")),
        ("X-Source-Language", export.source.to_string()),
        ("MIME-Version", "1.0".to_owned()),
        ("Content-Type", "text/plain; charset=UTF-8".to_owned()),
        ("Content-Transfer-Encoding", "8bit".to_owned()),
        ("X-Generator", concat!("canvass ", env!("CARGO_PKG_VERSION")).to_owned()),
    ] {
        let line = format!("{key}: {}\n", value.replace(['\n', '\r'], " "));
        out.push_str(&format!("{}\n", quoted(&line)));
    }
    for unit in &export.units {
        out.push('\n');
        for note in &unit.notes {
            out.push_str(&format!("#. {}\n", note.replace(['\n', '\r'], " ")));
        }
        out.push_str(&format!("#: {}\n", unit.path));
        if unit.state == State::Stale {
            out.push_str("#, fuzzy\n");
        }
        out.push_str(&format!("msgctxt {}\n", quoted(&unit.path)));
        out.push_str(&format!("msgid {}\n", lines(&unit.source)));
        out.push_str(&format!("msgstr {}\n", lines(unit.target.as_deref().unwrap_or_default())));
    }
    out
}

/// A text as PO writes it: a line of the file for each of its lines.
fn lines(text: &str) -> String {
    let parts: Vec<&str> = text.split_inclusive('\n').collect();
    match parts.as_slice() {
        [] => "\"\"".to_owned(),
        [one] => quoted(one),
        several => {
            let quoted: Vec<String> = several.iter().map(|line| quoted(line)).collect();
            format!("\"\"\n{}", quoted.join("\n"))
        }
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Whether a file that is not XML is one of gettext's.
pub(super) fn looks_like_it(start: &str) -> bool {
    start.lines().take(200).find(|line| !line.starts_with('#') && !line.trim().is_empty()).is_some_and(
        |line| ["msgid ", "msgctxt ", "msgid\t"].iter().any(|word| line.trim_start().starts_with(word)),
    )
}

/// The message that is being read.
#[derive(Default)]
struct Message {
    line: usize,
    fuzzy: bool,
    context: Option<String>,
    id: Option<String>,
    text: Option<String>,
    plural: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    None,
    Context,
    Id,
    Text,
    /// Of a plural, which our files do not have.
    Other,
}

pub(super) fn read(text: &str) -> Result<Returned, ReadError> {
    let mut returned = Returned::default();
    let mut message = Message::default();
    let mut field = Field::None;
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        if let Some(comment) = line.strip_prefix('#') {
            // A comment opens the next message. What begins with `~` or `|` is out of use.
            if message.text.is_some() {
                finish(std::mem::take(&mut message), &mut returned);
                field = Field::None;
            }
            if comment.starts_with(',') && comment.split(',').any(|flag| flag.trim() == "fuzzy") {
                message.fuzzy = true;
            }
            if comment.starts_with("~ msgid") {
                returned
                    .unread
                    .push(Unread { line: number, reason: "it is marked as out of use".to_owned() });
            }
            continue;
        }
        let (word, rest) = match line.find('"') {
            Some(at) => line.split_at_checked(at).unwrap_or((line, "")),
            None => return Err(broken(number, "a text in quotes belongs here")),
        };
        let starts = match word.trim() {
            "" => None,
            "msgctxt" => Some(Field::Context),
            "msgid" => Some(Field::Id),
            "msgstr" => Some(Field::Text),
            "msgid_plural" => Some(Field::Other),
            word if word.starts_with("msgstr[") => Some(Field::Other),
            word => return Err(broken(number, &format!("`{word}` is no word of a PO file"))),
        };
        if let Some(next) = starts {
            let again = message.text.is_some() || message.plural && next == Field::Id;
            if again && matches!(next, Field::Context | Field::Id) {
                finish(std::mem::take(&mut message), &mut returned);
            }
            if message.line == 0 {
                message.line = number;
            }
            message.plural |= next == Field::Other;
            field = next;
        }
        let piece = unquoted(rest).map_err(|reason| broken(number, &reason))?;
        let slot = match field {
            Field::Context => &mut message.context,
            Field::Id => &mut message.id,
            Field::Text => &mut message.text,
            Field::Other => continue,
            Field::None => return Err(broken(number, "this text belongs to no message")),
        };
        slot.get_or_insert_default().push_str(&piece);
    }
    finish(message, &mut returned);
    Ok(returned)
}

fn broken(line: usize, reason: &str) -> ReadError {
    ReadError { line, reason: format!("this is not PO: {reason}") }
}

fn finish(message: Message, returned: &mut Returned) {
    let Some(source) = message.id else { return };
    let target = message.text.unwrap_or_default();
    if source.is_empty() && message.context.is_none() {
        let language = target.lines().find_map(|line| line.strip_prefix("Language:"));
        returned.language = language.and_then(|tag| Language::parse(&tag.trim().replace('_', "-")));
        return;
    }
    let unread = |reason: &str| Unread { line: message.line, reason: reason.to_owned() };
    let Some(path) = message.context else {
        return returned.unread.push(unread("it has no msgctxt, which says what text it is"));
    };
    if message.plural {
        return returned.unread.push(unread("a questionnaire's texts have no plural forms"));
    }
    returned.units.push(ReturnedUnit {
        path,
        source,
        target: Some(target).filter(|target| !target.trim().is_empty()),
        done: if message.fuzzy { Done::No } else { Done::Yes },
        line: message.line,
    });
}

/// The text between the quotes of a line.
fn unquoted(text: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = text.chars().skip(1);
    loop {
        match rest.next() {
            None => return Err("the closing quote is missing".to_owned()),
            Some('"') => break,
            Some('\\') => match rest.next() {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                Some('r') => out.push('\r'),
                Some(c @ ('"' | '\\' | '\'')) => out.push(c),
                Some(c) => return Err(format!("`\\{c}` stands for no character")),
                None => return Err("the closing quote is missing".to_owned()),
            },
            Some(c) => out.push(c),
        }
    }
    if rest.all(char::is_whitespace) {
        Ok(out)
    } else {
        Err("something stands behind the closing quote".to_owned())
    }
}
