//! Which parts of a report read which items: what a change of the questionnaire would touch.

use std::collections::{BTreeMap, BTreeSet};

use super::{BaseOf, FigureKind, ReportFile, ShareOf, Universe};
use crate::questionnaire::condition::{Condition, Reference};
use crate::questionnaire::syntax::Reader;
use crate::questionnaire::{ItemIndex, Questionnaire};
use crate::tabulation::derived::references;
use crate::tabulation::plan::{self, Setting};
use crate::tabulation::request::TableRequest;
use crate::tabulation::subject::Subject;

/// A part of a report and the items it reads, directly or through derived variables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartUse {
    /// "universe", "variable", "banner", "figure", "trend" or "table".
    pub kind: &'static str,
    /// Its id; for a table without one its rows and columns.
    pub name: String,
    pub items: BTreeSet<ItemIndex>,
}

/// Every part of the report in the order of the file.
pub fn uses(report: &ReportFile, questionnaire: &Questionnaire) -> Vec<PartUse> {
    let finder = Finder::of(report, questionnaire);
    let mut parts = Vec::new();
    if let Universe::Expression(condition) = &report.universe {
        let items = finder.of_condition(Some(condition));
        parts.push(PartUse { kind: "universe", name: condition.source.clone(), items });
    }
    for (place, derived) in report.derived.iter().enumerate() {
        let items = finder.of_reference(Reference::Derived(place));
        parts.push(PartUse { kind: "variable", name: derived.subject.name.clone(), items });
    }
    for banner in &report.banners {
        let names = banner.columns.iter().flatten().map(|name| name.value.as_str());
        let items = names.flat_map(|name| finder.of_name(name)).collect();
        parts.push(PartUse { kind: "banner", name: banner.name.value.clone(), items });
    }
    for figure in &report.figures {
        let mut items = finder.of_figure(&figure.kind);
        items.extend(finder.of_condition(figure.filter.as_ref()));
        parts.push(PartUse { kind: "figure", name: figure.id.value.clone(), items });
    }
    for trend in &report.trends {
        let names = std::iter::once(trend.of.variable()).chain(&trend.by);
        let mut items: BTreeSet<ItemIndex> = names.flat_map(|name| finder.of_name(&name.value)).collect();
        items.extend(finder.of_condition(trend.condition.as_ref()));
        parts.push(PartUse { kind: "trend", name: trend.id.value.clone(), items });
    }
    for table in report.sections.iter().flat_map(|section| &section.tables) {
        let items = finder.of_table(report, table);
        parts.push(PartUse { kind: "table", name: name_of(table), items });
    }
    parts
}

/// The id of a table, or what it is of: "q1 by size, role".
fn name_of(table: &TableRequest) -> String {
    if let Some(id) = &table.id {
        return id.value.clone();
    }
    let rows: Vec<&str> = table.rows.iter().map(|name| name.value.as_str()).collect();
    let columns: Vec<String> = table
        .columns
        .iter()
        .map(|chain| chain.iter().map(|name| name.value.as_str()).collect::<Vec<_>>().join("/"))
        .collect();
    match columns.is_empty() {
        true => rows.join(", "),
        false => format!("{} by {}", rows.join(", "), columns.join(", ")),
    }
}

struct Finder<'a> {
    report: &'a ReportFile,
    questionnaire: &'a Questionnaire,
    /// By derived variable.
    derived: BTreeMap<usize, BTreeSet<ItemIndex>>,
}

impl<'a> Finder<'a> {
    fn of(report: &'a ReportFile, questionnaire: &'a Questionnaire) -> Finder<'a> {
        let mut finder = Finder { report, questionnaire, derived: BTreeMap::new() };
        // A derived variable may be made from a later one: each round reaches one step further.
        for _ in 0..report.derived.len() {
            for (place, derived) in report.derived.iter().enumerate() {
                let items =
                    derived.sources().iter().flat_map(|source| finder.of_reference(*source)).collect();
                finder.derived.insert(place, items);
            }
        }
        finder
    }

    fn of_reference(&self, reference: Reference) -> BTreeSet<ItemIndex> {
        match reference {
            Reference::Variable(variable) => BTreeSet::from([self.questionnaire.variable(variable).item]),
            Reference::Derived(place) => self.derived.get(&place).cloned().unwrap_or_default(),
            Reference::Given(_) | Reference::Extra(_) => BTreeSet::new(),
        }
    }

    fn of_condition(&self, condition: Option<&Condition>) -> BTreeSet<ItemIndex> {
        let mut named = BTreeSet::new();
        if let Some(condition) = condition {
            references(&condition.expr, &mut named);
        }
        named.into_iter().flat_map(|reference| self.of_reference(reference)).collect()
    }

    fn of_name(&self, name: &str) -> BTreeSet<ItemIndex> {
        let derived = self.report.derived.iter().position(|derived| derived.subject.name == name);
        match derived {
            Some(place) => self.of_reference(Reference::Derived(place)),
            None => {
                let id = name.split('.').next().unwrap_or(name);
                self.questionnaire.find_item(id).into_iter().collect()
            }
        }
    }

    fn of_subject(&self, subject: &Subject) -> BTreeSet<ItemIndex> {
        let mut items = self.of_reference(subject.reference);
        items.extend(subject.item);
        items.extend(subject.made_from.iter().flat_map(|source| self.of_name(&source.name)));
        items
    }

    fn of_figure(&self, kind: &FigureKind) -> BTreeSet<ItemIndex> {
        let base = |of: &BaseOf| self.of_subject(&of.subject);
        let share = |of: &ShareOf| base(&of.of);
        match kind {
            FigureKind::Share(of) => share(of),
            FigureKind::Base(of) | FigureKind::MarginOfError(of) => of.as_ref().map(base).unwrap_or_default(),
            FigureKind::Mean(of) | FigureKind::Median(of) | FigureKind::Nps(of) | FigureKind::Total(of) => {
                base(of)
            }
            FigureKind::Difference(sides) => sides.iter().flat_map(share).collect(),
            FigureKind::Ratio(sides) => sides.iter().flat_map(base).collect(),
            FigureKind::Paired(of) => of.items.iter().flat_map(base).collect(),
            FigureKind::Gap(of) => base(of.of.base()).into_iter().chain(self.of_subject(&of.by)).collect(),
            FigureKind::Trend(of) => {
                base(of.of.base()).into_iter().chain(self.of_subject(&of.over)).collect()
            }
            FigureKind::DesignEffect(of) => of.as_ref().map(|of| base(of.base())).unwrap_or_default(),
        }
    }

    fn of_table(&self, report: &ReportFile, table: &TableRequest) -> BTreeSet<ItemIndex> {
        let language = self.questionnaire.source_language();
        let mut reader = Reader::default();
        let setting = Setting::of(
            Some(table),
            Some(report),
            self.questionnaire,
            &report.declared,
            None,
            language,
            &mut reader,
        );
        let Some(plan) = plan::plan(table, &setting, &mut reader.diagnostics) else { return BTreeSet::new() };
        let columns = plan.chains.iter().flat_map(|chain| &chain.subjects);
        let subjects = plan.stubs.iter().map(|stub| &stub.subject).chain(columns);
        let mut items: BTreeSet<ItemIndex> = subjects.flat_map(|subject| self.of_subject(subject)).collect();
        items.extend(self.of_condition(plan.filter.as_ref()));
        items
    }
}
