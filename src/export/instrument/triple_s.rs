//! Triple-S 2.0 (www.triple-s.org): the columns of our CSV for other programs of market research. A multiple has a
//! logical variable an option, as the file has a column an option.

use super::xml::Xml;
use crate::export::responses::FIXED;
use crate::i18n::Language;
use crate::questionnaire::{ItemKind, OptionIndex, Questionnaire, VariableIndex, VariableKind, plain, words};
use crate::responses::{ColumnRole, PreambleColumn, columns, flag_name, preamble_columns};

pub(super) fn write(questionnaire: &Questionnaire, version: &str, language: &Language) -> String {
    let mut xml = Xml::new();
    xml.open("sss", &[("version", Some("2.0"))]);
    xml.text("origin", &[], concat!("canvass ", env!("CARGO_PKG_VERSION")));
    xml.open("survey", &[]);
    xml.text("name", &[], &format!("{} {}", questionnaire.id, questionnaire.edition));
    xml.text("title", &[], &plain::label(questionnaire.title.get(language)));
    xml.comment(&format!("version {version}; the file is that of `canvass export --format csv`"));
    xml.open("record", &[("ident", Some("A")), ("format", Some("csv")), ("skip", Some("1"))]);
    for (index, name) in FIXED.iter().enumerate() {
        let is_serial = *name == "response_id";
        let serial = is_serial.then_some("serial");
        open_variable(&mut xml, index, "character", None, serial, name, name);
        xml.text("size", &[], if is_serial { "36" } else { "255" });
        xml.close();
    }
    let mut next = FIXED.len();
    for (name, what) in preamble_columns(questionnaire) {
        match what {
            PreambleColumn::Arm(_) => {
                open_variable(&mut xml, next, "character", None, None, &name, &name);
                xml.text("size", &[], "64");
            }
            PreambleColumn::Consent(_) => {
                open_variable(&mut xml, next, "logical", None, None, &name, &name);
            }
        }
        xml.close();
        next += 1;
    }
    for column in columns(questionnaire) {
        variable(&mut xml, questionnaire, next, &column.name, column.role, language);
        next += 1;
    }
    for rule in questionnaire.quality.rules() {
        let name = flag_name(rule);
        open_variable(&mut xml, next, "logical", None, None, &name, &name);
        xml.close();
        next += 1;
    }
    xml.finish()
}

fn open_variable(
    xml: &mut Xml,
    index: usize,
    kind: &str,
    format: Option<&str>,
    usage: Option<&str>,
    name: &str,
    label: &str,
) {
    let ident = (index + 1).to_string();
    xml.open(
        "variable",
        &[("ident", Some(&ident)), ("type", Some(kind)), ("use", usage), ("format", format)],
    );
    xml.text("name", &[], name);
    xml.text("label", &[], label);
    xml.empty("position", &[("start", Some(&ident))]);
}

fn variable(
    xml: &mut Xml,
    questionnaire: &Questionnaire,
    index: usize,
    name: &str,
    role: ColumnRole,
    language: &Language,
) {
    let variable = questionnaire.variable(role.variable());
    let label = label(questionnaire, role, language);
    if let Some(universe) = words::universe(questionnaire, variable.item, language) {
        xml.comment(&format!("{name}: asked of those for whom {universe}"));
    }
    match role {
        ColumnRole::Ticked(..) => open_variable(xml, index, "logical", None, None, name, &label),
        ColumnRole::Rank(of, _) => {
            let ranks = match questionnaire.variable(of).kind {
                VariableKind::Ranking { ranks } => ranks,
                VariableKind::Single
                | VariableKind::Multiple
                | VariableKind::Number
                | VariableKind::Scale
                | VariableKind::Date
                | VariableKind::Text => 1,
            };
            open_variable(xml, index, "quantity", None, None, name, &label);
            range(xml, "1", &ranks.to_string());
        }
        ColumnRole::Specify(..) => {
            open_variable(xml, index, "character", None, None, name, &label);
            xml.text("size", &[], "2000");
        }
        ColumnRole::Answer(of) => answer(xml, questionnaire, index, name, of, &label, language),
    }
    xml.close();
}

fn answer(
    xml: &mut Xml,
    questionnaire: &Questionnaire,
    index: usize,
    name: &str,
    of: VariableIndex,
    label: &str,
    language: &Language,
) {
    let item = questionnaire.item(questionnaire.variable(of).item);
    match questionnaire.variable(of).kind {
        VariableKind::Single => {
            let options = questionnaire.options(of);
            let literal = options.iter().any(|option| option.code.as_integer().is_none_or(|code| code < 0));
            open_variable(xml, index, "single", literal.then_some("literal"), None, name, label);
            xml.open("values", &[]);
            for option in options {
                let text = plain::label(option.text.get(language));
                xml.text("value", &[("code", Some(option.code.as_str()))], &text);
            }
            xml.close();
        }
        VariableKind::Number => {
            open_variable(xml, index, "quantity", None, None, name, label);
            let (min, max, decimals) = match &item.kind {
                ItemKind::Number { min, max, decimals, .. } => (*min, *max, *decimals),
                ItemKind::Allocation { total, .. } => (Some(0.0), Some(*total), 2),
                ItemKind::Single { .. }
                | ItemKind::Multiple { .. }
                | ItemKind::Grid { .. }
                | ItemKind::MultipleGrid { .. }
                | ItemKind::Ranking { .. }
                | ItemKind::Scale { .. }
                | ItemKind::Date { .. }
                | ItemKind::Text { .. }
                | ItemKind::Note
                | ItemKind::Computed { .. } => (None, None, 2),
            };
            // A quantity must have limits there; these are wide enough for what has none here.
            let places = usize::from(decimals);
            let (min, max) = (min.unwrap_or(-999_999_999.0), max.unwrap_or(999_999_999.0));
            range(xml, &format!("{min:.places$}"), &format!("{max:.places$}"));
        }
        VariableKind::Scale => {
            open_variable(xml, index, "quantity", None, None, name, label);
            if let ItemKind::Scale { from, to, from_text, to_text } = &item.kind {
                xml.open("values", &[]);
                xml.empty("range", &[("from", Some(&from.to_string())), ("to", Some(&to.to_string()))]);
                for (point, text) in [(from, from_text), (to, to_text)] {
                    if let Some(text) = text {
                        let text = plain::label(text.get(language));
                        xml.text("value", &[("code", Some(&point.to_string()))], &text);
                    }
                }
                xml.close();
            }
        }
        VariableKind::Date => open_variable(xml, index, "date", None, None, name, label),
        VariableKind::Text => {
            open_variable(xml, index, "character", None, None, name, label);
            let size = if let ItemKind::Text { max_length, .. } = &item.kind { *max_length } else { 2000 };
            xml.text("size", &[], &size.to_string());
        }
        // Their columns are one an option.
        VariableKind::Multiple | VariableKind::Ranking { .. } => {
            open_variable(xml, index, "character", None, None, name, label);
            xml.text("size", &[], "2000");
        }
    }
}

fn range(xml: &mut Xml, from: &str, to: &str) {
    xml.open("values", &[]);
    xml.empty("range", &[("from", Some(from)), ("to", Some(to))]);
    xml.close();
}

/// The question, its row and its option.
pub(super) fn label(questionnaire: &Questionnaire, role: ColumnRole, language: &Language) -> String {
    let variable = questionnaire.variable(role.variable());
    let item = questionnaire.item(variable.item);
    let mut parts = vec![plain::label(item.text.get(language))];
    if let Some(row) = variable.row.and_then(|row| item.rows().get(row)) {
        parts.push(plain::label(row.text.get(language)));
    }
    let option = match role {
        ColumnRole::Answer(_) => None,
        ColumnRole::Ticked(_, OptionIndex(at))
        | ColumnRole::Rank(_, OptionIndex(at))
        | ColumnRole::Specify(_, OptionIndex(at)) => item.options().get(usize::from(at)),
    };
    parts.extend(option.map(|option| plain::label(option.text.get(language))));
    if let ColumnRole::Specify(..) = role {
        parts.push("text".to_owned());
    }
    parts.join(" – ")
}
