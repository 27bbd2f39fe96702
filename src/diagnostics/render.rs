//! A diagnostic as text: code, place, the source line underlined, and what to do.

use std::collections::BTreeMap;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, renderer::DecorStyle};

use super::{Code, Diagnostic, Severity, Sources};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RenderStyle {
    Plain,
    Coloured,
}

/// Every diagnostic in order, each a block of its own, with an empty line between.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources, style: RenderStyle) -> String {
    let renderer = match style {
        RenderStyle::Plain => Renderer::plain(),
        RenderStyle::Coloured => Renderer::styled(),
    }
    .decor_style(DecorStyle::Unicode);
    let mut text = String::new();
    for diagnostic in diagnostics {
        text.push_str(&renderer.render(&[group(diagnostic, sources)]));
        text.push_str("\n\n");
    }
    text
}

/// Diagnostics by code: the code with its title once, then a line each with its place and message.
pub fn brief(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let mut by_code: BTreeMap<Code, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in diagnostics {
        by_code.entry(diagnostic.code).or_default().push(diagnostic);
    }
    let mut text = String::new();
    for (code, diagnostics) in by_code {
        let severity = code.severity().as_str();
        text.push_str(&format!("{severity}[{0}]: {1} (canvass explain {0})\n", code.as_str(), code.title()));
        for diagnostic in diagnostics {
            let source = sources.get(diagnostic.span.file);
            let at = source.line_column(diagnostic.span.start);
            text.push_str(&format!("  {}:{}:{}: {}\n", source.name, at.line, at.column, diagnostic.message));
        }
        text.push('\n');
    }
    text
}

fn group<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Hint => Level::NOTE.with_name("hint"),
    };
    let source = sources.get(diagnostic.span.file);
    // A place within a character would not be one the renderer can underline.
    let boundary = |at: u32| {
        let at = (at as usize).min(source.text.len());
        (0..=at).rev().find(|at| source.text.is_char_boundary(*at)).unwrap_or(0)
    };
    let range = |start: u32, end: u32| {
        let end = boundary(end);
        boundary(start).min(end)..end
    };
    let primary = AnnotationKind::Primary.span(range(diagnostic.span.start, diagnostic.span.end));
    let mut snippet = Snippet::source(&*source.text)
        .path(&*source.name)
        .annotation(if diagnostic.label.is_empty() { primary } else { primary.label(&diagnostic.label) });
    if let Some((span, label)) = &diagnostic.related
        && span.file == diagnostic.span.file
    {
        snippet = snippet.annotation(AnnotationKind::Context.span(range(span.start, span.end)).label(label));
    }
    let mut group = level.primary_title(&diagnostic.message).id(diagnostic.code.as_str()).element(snippet);
    if !diagnostic.help.is_empty() {
        group = group.element(Level::HELP.message(&diagnostic.help));
    }
    group
}
