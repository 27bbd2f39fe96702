//! `method:` of a report file: `true`, or what is to be said that no other file has a place for.

use std::collections::BTreeMap;

use super::shape::METHOD;
use crate::diagnostics::Span;
use crate::questionnaire::syntax::{Node, Reader, Value};

/// That the report ends with a statement of its method, and what its author says there.
#[derive(Debug, Clone)]
pub struct MethodPlan {
    /// Where it is asked for.
    pub span: Span,
    /// By key: `sponsor`, `licence`, …
    pub texts: BTreeMap<String, String>,
}

impl MethodPlan {
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.texts.get(key).map(String::as_str)
    }
}

pub(super) fn method(reader: &mut Reader, key: Span, node: &Node) -> Option<MethodPlan> {
    if !matches!(node.value, Value::Mapping(_)) {
        let wanted = reader.boolean(node, "`method`")?;
        return wanted.then(|| MethodPlan { span: key, texts: BTreeMap::new() });
    }
    let body = reader.mapping(node, &METHOD)?;
    let mut texts = BTreeMap::new();
    for key in METHOD.keys {
        let text = body.get(key.name).and_then(|node| reader.text(node, &format!("`{}`", key.name)));
        texts.extend(text.map(|text| (key.name.to_owned(), text.to_owned())));
    }
    Some(MethodPlan { span: key, texts })
}
