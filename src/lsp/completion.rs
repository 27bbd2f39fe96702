//! What may be written next in an expression: the names of earlier items, and the codes of the one just named.

use tower_lsp_server::ls_types::{CompletionItem, CompletionItemKind};

use super::survey::Survey;
use crate::diagnostics::FileId;
use crate::questionnaire::Item;

/// Keys whose value is an expression, in any file of a survey.
const EXPRESSION_KEYS: [&str; 9] =
    ["show_if", "end_if", "assert", "attention", "value", "filter", "where", "complete", "screened_out"];

/// What fits at the end of `line`, the text of the line before the cursor; nothing where no expression stands there.
pub(super) fn completions(survey: &Survey, file: FileId, offset: u32, line: &str) -> Vec<CompletionItem> {
    let items = survey.items_before(file, offset);
    if let Some((_, piped)) = line.rsplit_once("{{")
        && !piped.contains("}}")
    {
        return items.iter().flat_map(|item| names(survey, item)).collect();
    }
    let in_expression = EXPRESSION_KEYS.iter().any(|key| line.contains(&format!("{key}:")));
    if !in_expression {
        return Vec::new();
    }
    match named_before_a_code(line) {
        Some(name) => codes(survey, &items, name),
        None => items.iter().flat_map(|item| names(survey, item)).collect(),
    }
}

/// The item and its rows.
fn names(survey: &Survey, item: &Item) -> Vec<CompletionItem> {
    let Some(questionnaire) = survey.questionnaire() else { return Vec::new() };
    let language = questionnaire.source_language();
    let entry = |name: String, text: &str| CompletionItem {
        label: name,
        kind: Some(CompletionItemKind::VARIABLE),
        detail: Some(text.to_owned()),
        ..CompletionItem::default()
    };
    let own = entry(item.id.to_string(), item.text.get(language));
    let rows = item.rows().iter().map(|row| entry(format!("{}.{}", item.id, row.id), row.text.get(language)));
    std::iter::once(own).chain(rows).collect()
}

fn codes(survey: &Survey, items: &[&Item], name: &str) -> Vec<CompletionItem> {
    let Some(questionnaire) = survey.questionnaire() else { return Vec::new() };
    let id = name.split('.').next().unwrap_or_default();
    let Some(item) = items.iter().find(|item| item.id.as_str() == id) else { return Vec::new() };
    let entry = |option: &crate::questionnaire::AnswerOption| CompletionItem {
        label: option.code.to_string(),
        kind: Some(CompletionItemKind::ENUM_MEMBER),
        detail: Some(option.text.get(questionnaire.source_language()).to_owned()),
        ..CompletionItem::default()
    };
    item.options().iter().map(entry).collect()
}

/// The name that a quoted code at the end of the line is compared with: `q4 == '`, `has(q5, '`.
fn named_before_a_code(line: &str) -> Option<&str> {
    let before = line.trim_end_matches(|c: char| c.is_alphanumeric() || c == '_' || c == '-');
    let before = before.strip_suffix('\'').or_else(|| before.strip_suffix('"'))?.trim_end();
    let operand = ["==", "!=", ",", "["].iter().find_map(|mark| before.strip_suffix(mark))?.trim_end();
    let operand = operand.strip_suffix("in").map_or(operand, str::trim_end);
    let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let start = operand.rfind(|c| !is_name(c)).map_or(0, |at| at + 1);
    operand.get(start..).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_item_before_a_code_is_found() {
        for (line, name) in [
            ("show_if: \"q4 == '", Some("q4")),
            ("show_if: \"a && q7.r1 != 'ab", Some("q7.r1")),
            ("show_if: \"has(q5, '", Some("q5")),
            ("show_if: \"q4 in ['", Some("q4")),
            ("show_if: \"q4 ", None),
            ("show_if: \"", None),
        ] {
            assert_eq!(named_before_a_code(line), name, "{line}");
        }
    }
}
