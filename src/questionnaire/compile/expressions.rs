//! The second pass: conditions, checks and computed values, compiled when all items are known. What each may name: the
//! condition of a page the items of earlier pages, that of an item (and of its options and rows) the items before it,
//! a check and an `end_if` the item itself too, the rule of attention all.

use super::Declared;
use super::draft::Draft;
use super::shapes;
use crate::diagnostics::{Code, Diagnostic, Severity, Source, Span};
use crate::questionnaire::condition::{self, Condition, Expr, Found, Scope, ValueType};
use crate::questionnaire::scope::ItemScope;
use crate::questionnaire::syntax::{Mapping, Node, Reader};
use crate::questionnaire::{ComputedAs, EndRule, Ending, Item, ItemKind, limits};

/// Fills in every expression of the draft.
pub(super) fn compile(
    draft: &mut Draft<'_>,
    source: &Source,
    declared: &Declared,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut pages = Vec::new();
    let mut items = Vec::new();
    let attention;
    {
        let mut compiler = Compiler { draft, source, declared, diagnostics, unknown: 0 };
        for (index, page) in draft.questionnaire.pages.iter().enumerate() {
            let place = draft.places.pages[index].mapping;
            let visible = compiler.first_variable(page.items.start);
            pages.push(compiler.condition(place.get("show_if"), visible));
        }
        for index in 0..draft.questionnaire.items.len() {
            items.push(compiler.item(index));
        }
        attention = compiler.attention();
    }
    draft.questionnaire.quality.attention = attention;
    for (page, show_if) in draft.questionnaire.pages.iter_mut().zip(pages) {
        page.show_if = show_if;
    }
    for (item, compiled) in draft.questionnaire.items.iter_mut().zip(items) {
        compiled.move_into(item);
    }
}

/// The expressions of one item.
struct ItemExpressions {
    show_if: Option<Condition>,
    end_if: Option<EndRule>,
    /// In step with the item's checks.
    checks: Vec<Option<Condition>>,
    /// In step with the item's options and rows.
    options: Vec<Option<Condition>>,
    rows: Vec<Option<Condition>>,
    value: Option<Expr>,
}

impl ItemExpressions {
    fn move_into(self, item: &mut Item) {
        item.show_if = self.show_if;
        item.end_if = self.end_if;
        for (check, assert) in item.checks.iter_mut().zip(self.checks) {
            if let Some(assert) = assert {
                check.assert = assert;
            }
        }
        for (option, show_if) in item.kind.options_mut().iter_mut().zip(self.options) {
            option.show_if = show_if;
        }
        for (row, show_if) in item.kind.rows_mut().iter_mut().zip(self.rows) {
            row.show_if = show_if;
        }
        if let (ItemKind::Computed { value, .. }, Some(compiled)) = (&mut item.kind, self.value) {
            *value = compiled;
        }
    }
}

struct Compiler<'a, 'tree> {
    draft: &'a Draft<'tree>,
    source: &'a Source,
    declared: &'a Declared,
    diagnostics: &'a mut Vec<Diagnostic>,
    /// How many unknown names there were so far.
    unknown: usize,
}

impl Compiler<'_, '_> {
    fn item(&mut self, index: usize) -> ItemExpressions {
        let item = &self.draft.questionnaire.items[index];
        let place = &self.draft.places.items[index];
        let (before, with_itself) = (item.variables.start, item.variables.end);
        let show_if = self.condition(place.mapping.get("show_if"), before);
        let end_if = self.end_rule(place.mapping, with_itself);
        let checks =
            place.checks.iter().map(|check| self.condition(check.get("assert"), with_itself)).collect();
        let parts = |compiler: &mut Self, places: &[Mapping<'_>]| -> Vec<Option<Condition>> {
            places.iter().map(|part| compiler.condition(part.get("show_if"), before)).collect()
        };
        let (options, rows) = (parts(self, &place.options), parts(self, &place.rows));
        let value = match &item.kind {
            ItemKind::Computed { stored_as, .. } => {
                place.mapping.get("value").and_then(|node| self.value(node, stored_as, before))
            }
            ItemKind::Single { .. }
            | ItemKind::Multiple { .. }
            | ItemKind::Grid { .. }
            | ItemKind::MultipleGrid { .. }
            | ItemKind::Ranking { .. }
            | ItemKind::Number { .. }
            | ItemKind::Scale { .. }
            | ItemKind::Allocation { .. }
            | ItemKind::Date { .. }
            | ItemKind::Text { .. }
            | ItemKind::Note => None,
        };
        ItemExpressions { show_if, end_if, checks, options, rows, value }
    }

    /// What the rule of attention asserts: it may name every item.
    fn attention(&mut self) -> Option<Condition> {
        let quality = self.draft.places.survey.get("quality")?;
        let mapping = Reader::default().mapping(quality, &shapes::QUALITY)?;
        self.condition(mapping.get("attention"), self.draft.questionnaire.variables.len())
    }

    /// `end_if: EXPR` screens out; `end_if: { complete: EXPR }` says how the interview ends.
    fn end_rule(&mut self, item: Mapping<'_>, visible: usize) -> Option<EndRule> {
        let node = item.get("end_if")?;
        if node.as_text().is_some() {
            let condition = self.condition(Some(node), visible)?;
            return Some(EndRule { condition, ending: Ending::ScreenedOut });
        }
        let mut reader = Reader::default();
        let mapping = reader.mapping(node, &shapes::END_IF);
        self.diagnostics.append(&mut reader.diagnostics);
        let mapping = mapping?;
        if mapping.get("screened_out").is_some() == mapping.get("complete").is_some() {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::BadValue,
                    node.span,
                    "`end_if` says one way in which the interview ends",
                )
                .help("write `end_if: \"…\"` to screen out, or `end_if: { complete: \"…\" }`"),
            );
        }
        let (key, ending) = match mapping.get("complete") {
            Some(_) => ("complete", Ending::Complete),
            None => ("screened_out", Ending::ScreenedOut),
        };
        Some(EndRule { condition: self.condition(mapping.get(key), visible)?, ending })
    }

    fn condition(&mut self, node: Option<&Node>, visible: usize) -> Option<Condition> {
        let node = node?;
        let text = self.text(node)?;
        let compile = |scope: &dyn Scope, at, found: &mut Vec<_>| condition::compile(text, at, scope, found);
        let condition = self.guarded(node, text, compile, visible)?;
        Some(Condition { span: node.text_span(), ..condition })
    }

    /// The value of a computed item, fit for how it is stored.
    fn value(&mut self, node: &Node, stored_as: &ComputedAs, visible: usize) -> Option<Expr> {
        let text = self.text(node)?;
        let compiled = self.guarded(
            node,
            text,
            |scope, at, found| condition::compile_value(text, at, scope, found),
            visible,
        );
        let (expr, value_type) = compiled?;
        if !self.is_lenient(text) {
            self.diagnostics.extend(misfit(&value_type, stored_as, node.text_span()));
        }
        Some(expr)
    }

    fn text<'node>(&mut self, node: &'node Node) -> Option<&'node str> {
        let mut reader = Reader::default();
        let text = reader.text(node, "a condition");
        self.diagnostics.append(&mut reader.diagnostics);
        text
    }

    /// Runs a compilation in the scope of the first `visible` variables. Findings that follow from a mistake reported
    /// elsewhere are left out, and those whose place is not that of the text in the file get the whole node's.
    fn guarded<T>(
        &mut self,
        node: &Node,
        text: &str,
        run: impl FnOnce(&dyn Scope, Span, &mut Vec<Diagnostic>) -> Option<T>,
        visible: usize,
    ) -> Option<T> {
        let questionnaire = &self.draft.questionnaire;
        let scope = Names {
            known: ItemScope {
                items: &questionnaire.items,
                variables: &questionnaire.variables,
                visible,
                sources: self.declared.sources.as_deref(),
                languages: &questionnaire.languages,
                arms: &questionnaire.arms,
                consents: &questionnaire.consents,
            },
            suggests: self.unknown < limits::SUGGESTIONS_MAX,
        };
        // Where the text is folded over lines or has escapes, places in it are not those of the file: the findings get
        // places as if it were not, and are looked for in the file afterwards.
        let mut at = node.text_span();
        let as_written = self.source.text.get(at.start as usize..at.end as usize) == Some(text);
        if !as_written {
            at.end = at.start + text.len() as u32;
        }
        let mut found = Vec::new();
        let compiled = run(&scope, at, &mut found);
        self.unknown += found.iter().filter(|diagnostic| diagnostic.code == Code::UnknownName).count();
        if self.is_lenient(text) {
            found.retain(|diagnostic| {
                matches!(diagnostic.code, Code::Syntax | Code::UnknownFunction | Code::ComparedWithNull)
                    || diagnostic.severity != Severity::Error
            });
        }
        if !as_written {
            for diagnostic in &mut found {
                let (start, end) = (diagnostic.span.start - at.start, diagnostic.span.end - at.start);
                diagnostic.span = match text.get(start as usize..end as usize) {
                    Some(part) if text.matches(part).count() == 1 => node.span_of(part, self.source),
                    _ => node.span,
                };
            }
        }
        for diagnostic in &mut found {
            self.point_at_the_later_item(diagnostic);
        }
        self.diagnostics.append(&mut found);
        compiled
    }

    /// A forward reference shows where the item stands that it means.
    fn point_at_the_later_item(&self, diagnostic: &mut Diagnostic) {
        if diagnostic.code != Code::ForwardReference {
            return;
        }
        let (start, end) = (diagnostic.span.start as usize, diagnostic.span.end as usize);
        let name = self.source.text.get(start..end).unwrap_or_default();
        let id = name.split('.').next().unwrap_or_default();
        let item = self.draft.questionnaire.find_item(id);
        if let Some(place) = item.and_then(|item| self.draft.places.items.get(item.0)) {
            diagnostic.related = Some((place.id, "asked here".to_owned()));
        }
    }

    /// Whether the expression names an item that could not be read as it was meant.
    fn is_lenient(&self, text: &str) -> bool {
        let broken = &self.draft.places.broken;
        !broken.is_empty()
            && text
                .split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-'))
                .any(|word| broken.contains(word))
    }

    /// The first variable of an item and those after it; the end where there is none.
    fn first_variable(&self, item: usize) -> usize {
        let questionnaire = &self.draft.questionnaire;
        questionnaire.items.get(item).map_or(questionnaire.variables.len(), |item| item.variables.start)
    }
}

/// The names in scope; suggestions for misspelt ones come to an end.
struct Names<'a> {
    known: ItemScope<'a>,
    suggests: bool,
}

impl Scope for Names<'_> {
    fn find(&self, name: &str) -> Found {
        self.known.find(name)
    }

    fn names(&self) -> Vec<String> {
        if self.suggests { self.known.names() } else { Vec::new() }
    }
}

/// What is wrong with storing a value of this type so.
fn misfit(value_type: &ValueType, stored_as: &ComputedAs, at: Span) -> Option<Diagnostic> {
    match (stored_as, value_type) {
        (ComputedAs::Number, ValueType::Number)
        | (ComputedAs::Text, ValueType::Text | ValueType::Code { .. })
        | (ComputedAs::Single { .. }, ValueType::Text) => None,
        (ComputedAs::Single { options }, ValueType::Code { codes }) => {
            let missing =
                codes.iter().find(|code| !options.iter().any(|option| option.code.as_str() == *code))?;
            Some(
                Diagnostic::new(
                    Code::UnknownCode,
                    at,
                    format!("the value may be `{missing}`, which no option has as its code"),
                )
                .help("add an option with this code"),
            )
        }
        (ComputedAs::Single { options }, ValueType::Number) => {
            let odd = options.iter().find(|option| option.code.as_integer().is_none())?;
            Some(
                Diagnostic::new(
                    Code::TypeMismatch,
                    at,
                    format!("the value is a number, but the code `{}` is none", odd.code),
                )
                .help("give every option an integer as its code"),
            )
        }
        (ComputedAs::Number | ComputedAs::Text | ComputedAs::Single { .. }, other) => {
            let stored = match stored_as {
                ComputedAs::Number => "number",
                ComputedAs::Text => "text",
                ComputedAs::Single { .. } => "single",
            };
            Some(
                Diagnostic::new(
                    Code::TypeMismatch,
                    at,
                    format!("the value is {}, which cannot be stored as a {stored}", describe(other)),
                )
                .help("change the expression, or what stands behind `as:`"),
            )
        }
    }
}

fn describe(value_type: &ValueType) -> &'static str {
    match value_type {
        ValueType::Bool => "true or false",
        ValueType::Number => "a number",
        ValueType::Text => "a text",
        ValueType::Date => "a date",
        ValueType::Code { .. } => "an option's code",
    }
}
