//! What we tell a questionnaire author or an analyst: a code, a place, what is wrong and what to do.
//!
//! A check never stops at the first problem; it pushes a [`Diagnostic`] and goes on.

mod code;
mod explanation;
mod render;
mod source;
mod suggest;

pub use code::Code;
pub use explanation::{Explanation, Snippet, list, reference};
pub use render::{RenderStyle, brief, render};
pub use source::{FileId, LineColumn, Source, Sources, Span};
pub use suggest::did_you_mean;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Error,
    Warning,
    Hint,
}

impl Severity {
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        }
    }
}

/// One problem at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    pub span: Span,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What stands beside the underline; empty for none.
    pub label: String,
    /// What to do about it; empty only where the message says it.
    pub help: String,
    /// Another place that explains the problem, with its label.
    pub related: Option<(Span, String)>,
}

impl Diagnostic {
    /// A problem of the severity its code has by default.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.severity(),
            span,
            message: message.into(),
            label: String::new(),
            help: String::new(),
            related: None,
        }
    }

    pub fn label(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = label.into();
        self
    }

    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = help.into();
        self
    }

    pub fn related(mut self, span: Span, label: impl Into<String>) -> Diagnostic {
        self.related = Some((span, label.into()));
        self
    }
}

/// Whether any of them is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// Sorted by file and place, repeats of the same finding dropped.
pub fn in_order(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort_by(|a, b| {
        (a.span.file, a.span.start, a.span.end, a.code, &a.message).cmp(&(
            b.span.file,
            b.span.start,
            b.span.end,
            b.code,
            &b.message,
        ))
    });
    diagnostics.dedup();
    diagnostics
}
