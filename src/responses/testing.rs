//! A small questionnaire with an item of every type, built by hand, for the tests of this room and of those above it.

use crate::diagnostics::{FileId, Span};
use crate::i18n::{Language, LocalizedText};
use crate::ids::{ItemId, OptionCode};
use crate::questionnaire::condition::{self, Condition, Expr};
use crate::questionnaire::*;

/// A questionnaire as its file says it.
pub(crate) fn compiled(text: &str) -> Questionnaire {
    let mut sources = crate::diagnostics::Sources::default();
    let file = sources.add("questionnaire.yaml", text);
    let compiled = compile(&sources, file, &[], &Declared::default());
    assert!(!crate::diagnostics::has_errors(&compiled.diagnostics), "{:?}", compiled.diagnostics);
    compiled.questionnaire.unwrap()
}

pub(crate) fn option(code: &str) -> AnswerOption {
    AnswerOption {
        code: OptionCode::parse(code).unwrap(),
        text: LocalizedText::new(code),
        missing: None,
        exclusive: false,
        specify: false,
        pin: false,
        value: None,
        end: None,
        show_if: None,
        group: None,
    }
}

pub(crate) fn options(codes: &[&str]) -> Vec<AnswerOption> {
    codes.iter().map(|code| option(code)).collect()
}

pub(crate) fn rows(ids: &[&str]) -> Vec<Row> {
    let row = |id: &&str| Row { id: ItemId::parse(id).unwrap(), text: LocalizedText::new(id), show_if: None };
    ids.iter().map(row).collect()
}

pub(crate) fn single(options: Vec<AnswerOption>) -> ItemKind {
    ItemKind::Single { options, order: Order::Given, display: Display::Radio }
}

pub(crate) fn number(min: Option<f64>, max: Option<f64>, decimals: u8) -> ItemKind {
    ItemKind::Number { min, max, decimals, unit: None, bands: vec![] }
}

pub(crate) fn text(max_length: usize) -> ItemKind {
    ItemKind::Text { lines: 1, max_length, format: None, pattern: None }
}

/// Adds pages and items in order, as a file would.
pub(crate) struct Draft {
    pub(crate) questionnaire: Questionnaire,
}

impl Draft {
    pub(crate) fn new() -> Draft {
        Draft {
            questionnaire: Questionnaire {
                id: "t".into(),
                edition: "1".into(),
                title: LocalizedText::new("T"),
                languages: vec![Language::parse("en").unwrap(), Language::parse("ko").unwrap()],
                intro: None,
                consents: vec![],
                arms: vec![],
                quality: Quality::default(),
                pages: vec![],
                items: vec![],
                variables: vec![],
                endings: Endings::default(),
            },
        }
    }

    pub(crate) fn expression(&self, source: &str) -> Expr {
        let q = &self.questionnaire;
        let scope = ItemScope {
            items: &q.items,
            variables: &q.variables,
            visible: q.variables.len(),
            sources: None,
            languages: &q.languages,
            arms: &q.arms,
            consents: &q.consents,
        };
        let at = Span::new(FileId(0), 0, source.len());
        let mut diagnostics = vec![];
        let value = condition::compile_value(source, at, &scope, &mut diagnostics);
        value.unwrap_or_else(|| panic!("{source}: {diagnostics:?}")).0
    }

    pub(crate) fn condition(&self, source: &str) -> Condition {
        let span = Span::new(FileId(0), 0, source.len());
        Condition { source: source.into(), span, expr: self.expression(source) }
    }

    pub(crate) fn page(&mut self, show_if: Option<&str>) {
        let show_if = show_if.map(|source| self.condition(source));
        let start = self.questionnaire.items.len();
        let id = ItemId::parse(&format!("p{}", self.questionnaire.pages.len() + 1)).unwrap();
        self.questionnaire.pages.push(Page { id, title: None, show_if, shuffle: false, items: start..start });
    }

    pub(crate) fn item(&mut self, id: &str, show_if: Option<&str>, kind: ItemKind) -> &mut Item {
        let show_if = show_if.map(|source| self.condition(source));
        let index = ItemIndex(self.questionnaire.items.len());
        let start = self.questionnaire.variables.len();
        let one = |kind| vec![(id.to_owned(), None, kind)];
        let each = |rows: &[Row], kind| {
            let name = |(at, row): (usize, &Row)| (format!("{id}.{}", row.id), Some(at), kind);
            rows.iter().enumerate().map(name).collect()
        };
        let named = match &kind {
            ItemKind::Single { .. } | ItemKind::Computed { stored_as: ComputedAs::Single { .. }, .. } => {
                one(VariableKind::Single)
            }
            ItemKind::Multiple { .. } => one(VariableKind::Multiple),
            ItemKind::Grid { rows, .. } => each(rows, VariableKind::Single),
            ItemKind::MultipleGrid { rows, .. } => each(rows, VariableKind::Multiple),
            ItemKind::Allocation { rows, .. } => each(rows, VariableKind::Number),
            ItemKind::Ranking { max, .. } => one(VariableKind::Ranking { ranks: *max }),
            ItemKind::Number { .. } | ItemKind::Computed { stored_as: ComputedAs::Number, .. } => {
                one(VariableKind::Number)
            }
            ItemKind::Scale { .. } => one(VariableKind::Scale),
            ItemKind::Date { .. } => one(VariableKind::Date),
            ItemKind::Text { .. } | ItemKind::Computed { stored_as: ComputedAs::Text, .. } => {
                one(VariableKind::Text)
            }
            ItemKind::Note => vec![],
        };
        let variable = |(name, row, kind)| Variable { name, item: index, row, kind };
        self.questionnaire.variables.extend(named.into_iter().map(variable));
        self.questionnaire.items.push(Item {
            id: ItemId::parse(id).unwrap(),
            kind,
            text: LocalizedText::new(id),
            help: None,
            required: false,
            show_if,
            end_if: None,
            checks: vec![],
            notes: None,
            history: History::default(),
            variables: start..self.questionnaire.variables.len(),
        });
        self.questionnaire.pages.last_mut().unwrap().items.end += 1;
        self.questionnaire.items.last_mut().unwrap()
    }
}

/// Every type: `role`, `tools` | `uses`, `freq` (not asked of role b) | `age`, `score`, `best`, `born`, a note, `points`
/// (computed), `why`.
pub(crate) fn every_type() -> Questionnaire {
    let mut draft = Draft::new();
    draft.page(None);
    let mut role = options(&["a", "b", "other", "dk", "bot"]);
    role[2].specify = true;
    role[3].missing = Some(DeclaredMissing::DontKnow);
    role[4].end = Some(Ending::ScreenedOut);
    draft.item("role", None, single(role));
    let mut tools = options(&["x", "y", "z", "none"]);
    tools[2].specify = true;
    tools[3].exclusive = true;
    draft.item(
        "tools",
        None,
        ItemKind::Multiple { options: tools, order: Order::Given, min: None, max: Some(2) },
    );
    draft.page(Some("role != 'b'"));
    draft.item(
        "uses",
        None,
        ItemKind::Grid { rows: rows(&["r1", "r2"]), options: options(&["1", "2", "3"]), order: Order::Given },
    );
    draft.item(
        "freq",
        None,
        ItemKind::MultipleGrid {
            rows: rows(&["r1", "r2"]),
            options: options(&["1", "2"]),
            order: Order::Given,
        },
    );
    draft.page(None);
    draft.item("age", None, number(Some(0.0), Some(120.0), 0));
    draft.item("score", None, ItemKind::Scale { from: 0, to: 10, from_text: None, to_text: None });
    draft.item(
        "best",
        None,
        ItemKind::Ranking { options: options(&["a", "b", "c"]), order: Order::Given, max: 2 },
    );
    draft.item("born", None, ItemKind::Date { min: None, max: None });
    draft.item("hint", None, ItemKind::Note);
    let value = draft.expression("score * 10");
    draft.item(
        "points",
        None,
        ItemKind::Computed { value, source: "score * 10".into(), stored_as: ComputedAs::Number },
    );
    draft.item("why", None, text(20));
    draft.questionnaire
}

/// The same with `split`, an allocation, at its end.
pub(crate) fn every_type_and_an_allocation() -> Questionnaire {
    let mut draft = Draft { questionnaire: every_type() };
    draft.item("split", None, ItemKind::Allocation { rows: rows(&["r1", "r2"]), total: 100.0 });
    draft.questionnaire
}
