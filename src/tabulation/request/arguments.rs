//! The flags of `canvass tabulate` as a request: written out as the text a file would have, so that mistakes read alike.

use serde_json::Value as Json;

use super::{TableRequest, read::parse};
use crate::diagnostics::{Diagnostic, Sources};

/// The flags as given; lists are joined by commas, nested columns by `/`.
#[derive(Debug, Clone, Default)]
pub struct Arguments {
    pub rows: Option<String>,
    pub columns: Option<String>,
    pub filter: Option<String>,
    pub weight: Option<String>,
    pub base: Option<String>,
    pub include_missing: Option<String>,
    pub top_box: Option<String>,
    pub show: Option<String>,
    pub summary: Option<String>,
    /// `total`, or a column's id; with `:asc` rising.
    pub sort: Option<String>,
    pub test: Option<String>,
    pub confidence: Option<String>,
}

impl TableRequest {
    /// The request the flags mean; they stand in `sources` as the file "command line", one key a line.
    pub fn from_arguments(
        arguments: &Arguments,
        sources: &mut Sources,
    ) -> (Option<TableRequest>, Vec<Diagnostic>) {
        let file = sources.add("command line", &text_of(arguments));
        parse(sources, file)
    }
}

fn text_of(arguments: &Arguments) -> String {
    let lists = [
        ("rows", &arguments.rows),
        ("columns", &arguments.columns),
        ("include_missing", &arguments.include_missing),
        ("show", &arguments.show),
        ("summary", &arguments.summary),
    ];
    let words = [
        ("weight", &arguments.weight),
        ("base", &arguments.base),
        ("top_box", &arguments.top_box),
        ("sort", &arguments.sort),
        ("test", &arguments.test),
        ("confidence", &arguments.confidence),
    ];
    let mut text = String::new();
    for (key, value) in lists {
        if let Some(value) = value {
            let names: Vec<String> = value.split(',').map(|name| scalar(name.trim())).collect();
            text.push_str(&format!("{key}: [{}]\n", names.join(", ")));
        }
    }
    for (key, value) in words {
        if let Some(value) = value {
            text.push_str(&format!("{key}: {}\n", scalar(value.trim())));
        }
    }
    if let Some(filter) = &arguments.filter {
        text.push_str(&format!("filter: {}\n", Json::from(filter.as_str())));
    }
    if text.is_empty() { "{}\n".to_owned() } else { text }
}

/// Plain where that is safe, else in quotes.
fn scalar(text: &str) -> String {
    let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/');
    let plain = !text.is_empty() && text.chars().all(safe);
    if plain { text.to_owned() } else { Json::from(text).to_string() }
}
