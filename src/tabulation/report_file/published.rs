//! What was published before: the value as it was written there, and why it may be known to differ.

use super::PublishedPlan;
use crate::diagnostics::{Code, Diagnostic};
use crate::questionnaire::syntax::{Mapping, Reader};

pub(super) fn published(reader: &mut Reader, body: Mapping<'_>) -> Option<PublishedPlan> {
    let differs = body.get("differs").and_then(|node| reader.text(node, "`differs`")).map(str::to_owned);
    let Some(node) = body.get("published") else {
        if let Some(node) = body.get("differs") {
            reader.push(
                Diagnostic::new(
                    Code::BadPublished,
                    node.span,
                    "`differs` explains a published value, and there is none",
                )
                .help("add `published:`, or remove `differs:`"),
            );
        }
        return None;
    };
    let text = reader.text(node, "`published`")?.trim().to_owned();
    let (number, percent) = match text.strip_suffix('%') {
        Some(number) => (number.trim_end(), true),
        None => (text.as_str(), false),
    };
    let is_decimal = number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
    let Some(value) = number.parse::<f64>().ok().filter(|_| is_decimal) else {
        reader.push(
            Diagnostic::new(
                Code::BadPublished,
                node.span,
                format!("`{text}` is no number as one publishes it"),
            )
            .help("write it as it was published: 0.88, 88%, 284"),
        );
        return None;
    };
    let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let (value, decimals) = if percent { (value / 100.0, decimals + 2) } else { (value, decimals) };
    Some(PublishedPlan { text, value, decimals, percent, differs })
}
