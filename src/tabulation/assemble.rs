//! What was counted becomes a table: columns with their bases, rows of cells, what is missing and what is left out.

use std::collections::BTreeMap;

use super::association::independence;
use super::by_unit::ByUnit;
use super::comparisons::{compare, letter, lettered};
use super::counting::Frame;
use super::counting::Sums;
use super::cubes::{ColumnPlace, Found, StubCubes, TOTAL};
use super::dataset::State;
use super::footer;
use super::plan::{ChainPlan, StubPlan, TablePlan};
use super::request::{Against, BaseChoice, SummaryMeasure};
use super::rows::stub_rows;
use super::showing::Place;
use super::subject::{Subject, SubjectKind};
use super::summary::Rules;
use super::table::{
    Base, Cell, Column, ColumnGroup, Measure, Mentions, MissingCounts, Row, Table, TestView, View,
};
use crate::i18n::{Message, Tongue};

impl From<Sums> for Base {
    fn from(sums: Sums) -> Base {
        Base { unweighted: sums.n, weighted: sums.w, effective: sums.effective(), is_hidden: false }
    }
}

/// One variable of the stub, counted.
pub(crate) struct StubCount<'a> {
    pub(crate) plan: &'a StubPlan,
    pub(crate) cubes: &'a StubCubes,
    pub(crate) found: Found<'a>,
}

impl StubCount<'_> {
    /// Whoever a percentage is taken of, in the column; on the axis of the stub that shows some row.
    pub(crate) fn base(&self, axis: usize, column: &ColumnPlace) -> Sums {
        self.people(&self.base_place(axis), column)
    }

    /// Along how many axes the variable is counted.
    pub(crate) fn axes(&self) -> usize {
        self.cubes.showing.axes.len()
    }

    pub(crate) fn base_place(&self, axis: usize) -> Place {
        Place { axis, codes: self.cubes.showing.base(axis, self.plan.base, &self.plan.valid) }
    }

    pub(crate) fn by_unit(&self, place: &Place, column: &ColumnPlace) -> ByUnit<Sums> {
        self.found.by_unit(self.cubes, place, column)
    }

    pub(crate) fn people(&self, place: &Place, column: &ColumnPlace) -> Sums {
        self.found.people(self.cubes, place, column)
    }

    /// The codes of a group of [`StubPlan::groups`], of the base alone.
    pub(crate) fn in_base(&self, group: usize) -> Place {
        let place = &self.cubes.showing.groups[group];
        let base = self.base_place(place.axis);
        let codes = place.codes.iter().filter(|code| base.codes.contains(code)).copied().collect();
        Place { axis: place.axis, codes }
    }
}

/// The table of a plan from what was counted for it.
pub(crate) fn assemble(plan: &TablePlan, frame: &Frame<'_>, found: Found<'_>) -> Table {
    let tongue = &Tongue::of(&frame.dataset.info.language);
    let (mut columns, groups) = columns(plan, tongue);
    let places = &found.cubes.columns;
    let counts: Vec<StubCount<'_>> = plan
        .stubs
        .iter()
        .zip(&found.cubes.stubs)
        .map(|(plan, cubes)| StubCount { plan, cubes, found })
        .collect();
    let rules = Rules::of(plan, found);
    let single = if plan.stacked { None } else { counts.first() };
    for (column, place) in columns.iter_mut().zip(places) {
        column.base = single.map_or_else(|| found.everyone(place), |stub| stub.base(0, place)).into();
        column.summary = single.map(|stub| column_summary(plan, stub, place, &rules));
    }
    let mut rows = Vec::new();
    for stub in &counts {
        rows.extend(stub_rows(plan, stub, (&columns, places), &rules, tongue));
    }
    let pairs = match &plan.test {
        Some(test) => {
            for group in lettered(&columns, places) {
                for (nth, column) in group.columns.iter().enumerate() {
                    columns[*column].letter = Some(letter(nth));
                }
            }
            compare(plan, test, &counts, &columns, places, &mut rows, &rules)
        }
        None => Vec::new(),
    };
    let independence = match (&plan.independence, single) {
        (Some(asked), Some(stub)) => {
            independence(plan, asked, stub, (&columns, places), &mut rows, &rules.sampling)
        }
        (Some(_) | None, _) => Vec::new(),
    };
    hide_small_bases(plan, &mut columns, &mut rows);
    let mentions = single.filter(|stub| stub.plan.subject.kind == SubjectKind::Multiple).map(mentions);
    let mut table = Table {
        title: plan.title.clone(),
        stub: plan.stub.clone(),
        wave: frame.dataset.info.wave.clone(),
        version: frame.dataset.info.version.clone(),
        watermark: frame.dataset.info.watermark.clone(),
        records: found.counts.records as usize,
        columns,
        rows,
        mentions,
        pairs,
        independence,
        missing: missing_counts(plan, &counts),
        without_weight: found.without_weight(),
        left_out: left_out(&counts, found, tongue),
        footer: Vec::new(),
        view: view(plan, frame, groups),
    };
    table.footer = footer::lines(plan, frame, &counts, &table, tongue);
    table
}

fn view(plan: &TablePlan, frame: &Frame<'_>, groups: Vec<ColumnGroup>) -> View {
    let stack = plan.stubs.iter().filter(|_| plan.stacked);
    let of_one_item = plan.stubs.iter().all(|stub| stub.subject.item == plan.stubs[0].subject.item);
    let label = |subject: &Subject| {
        if of_one_item { subject.short_label.clone() } else { subject.label.clone() }
    };
    View {
        show: shown(plan),
        decimals: plan.decimals,
        chart: plan.chart,
        matrix: plan.matrix,
        groups,
        stack: stack.map(|stub| (stub.subject.name.clone(), label(&stub.subject))).collect(),
        language: frame.dataset.info.language.clone(),
        synthetic: frame.dataset.info.synthetic.clone(),
        test: plan.test.as_ref().map(|test| TestView {
            level: test.level,
            loose: test.loose,
            against_rest: test.against == Against::Rest,
        }),
        weight: plan.weight.as_ref().map(|weight| weight.name.value.clone()),
        reliability: plan.reliability,
    }
}

/// The measures to show; letters stand after the others where columns are compared.
fn shown(plan: &TablePlan) -> Vec<Measure> {
    let mut show = plan.show.clone();
    if plan.test.is_some() && !show.is_empty() {
        show.push(Measure::Letters);
    }
    if plan.independence.as_ref().is_some_and(|asked| asked.residuals) && !show.is_empty() {
        show.push(Measure::Residual);
    }
    show
}

/// The columns and the headings over them, in the order of [`super::cubes::TableCubes::columns`].
fn columns(plan: &TablePlan, tongue: &Tongue) -> (Vec<Column>, Vec<ColumnGroup>) {
    let (mut columns, mut groups) = (Vec::new(), Vec::new());
    if plan.total || plan.chains.is_empty() {
        columns.push(Column {
            id: "total".to_owned(),
            variable: None,
            code: None,
            label: tongue.say(Message::TableTotal),
            path: Vec::new(),
            letter: None,
            base: Base::default(),
            summary: None,
        });
    }
    for chain in &plan.chains {
        let start = columns.len();
        columns
            .extend(chain.columns.iter().map(|column| chain_column(chain, &column.id, &column.categories)));
        let labels: Vec<&str> = chain.subjects.iter().map(|subject| subject.label.as_str()).collect();
        groups.push(ColumnGroup { label: labels.join(" / "), columns: start..columns.len() });
    }
    (columns, groups)
}

fn chain_column(chain: &ChainPlan, id: &str, categories: &[usize]) -> Column {
    let path: Vec<(String, String, String)> = chain
        .subjects
        .iter()
        .zip(categories)
        .map(|(subject, place)| {
            let category = &subject.categories[*place];
            (subject.name.clone(), category.code.clone(), category.label.clone())
        })
        .collect();
    let innermost = path.last().cloned().unwrap_or_default();
    Column {
        id: id.to_owned(),
        variable: Some(innermost.0),
        code: Some(innermost.1),
        label: innermost.2,
        path,
        letter: None,
        base: Base::default(),
        summary: None,
    }
}

fn column_summary(
    plan: &TablePlan,
    stub: &StubCount<'_>,
    column: &ColumnPlace,
    rules: &Rules,
) -> BTreeMap<&'static str, Option<f64>> {
    let shown = plan.summary.iter().filter(|measure| **measure != SummaryMeasure::Ci);
    shown.map(|measure| (measure.as_str(), rules.statistic(*measure, stub, column).value)).collect()
}

fn hide_small_bases(plan: &TablePlan, columns: &mut [Column], rows: &mut [Row]) {
    for row in rows {
        for cell in &mut row.cells {
            if cell.base.unweighted < plan.hide_base {
                *cell = Cell { base: cell.base, suppressed: true, ..Cell::default() };
            }
        }
    }
    for column in columns.iter_mut().filter(|column| column.base.unweighted < plan.hide_base) {
        if let Some(summary) = &mut column.summary {
            summary.values_mut().for_each(|value| *value = None);
        }
    }
}

/// All answers that were given to a multiple.
fn mentions(stub: &StubCount<'_>) -> Mentions {
    let options = 0..stub.plan.subject.categories.len();
    let all: Sums = options.map(|option| stub.people(&stub.in_base(option), &TOTAL)).sum();
    Mentions { count: all.n, weighted: all.w }
}

fn missing_counts(plan: &TablePlan, stubs: &[StubCount<'_>]) -> MissingCounts {
    match stubs {
        [one] if !plan.stacked => MissingCounts::One(missing_of(one)),
        _ => MissingCounts::ByVariable(
            stubs.iter().map(|stub| (stub.plan.subject.name.clone(), missing_of(stub))).collect(),
        ),
    }
}

impl StubCount<'_> {
    /// How many of the filter's people are in a state, in the Total.
    pub(crate) fn in_state(&self, state: State) -> u64 {
        // A number without bands stands where nothing is defined.
        if state == State::Undefined
            && matches!(self.plan.subject.kind, SubjectKind::Number | SubjectKind::Bands)
        {
            return 0;
        }
        self.cubes.showing.state(0, state).map_or(0, |code| self.at_code(code))
    }

    fn at_code(&self, code: usize) -> u64 {
        self.people(&Place { axis: 0, codes: vec![code] }, &TOTAL).n
    }

    /// How many of the filter's people have the category, in the Total.
    fn in_category(&self, category: usize) -> u64 {
        self.people(&self.cubes.showing.groups[category], &TOTAL).n
    }
}

/// How many of the filter's people have no answer, by reason. The reasons that fieldwork makes always stand there, the
/// others where the subject can have them.
fn missing_of(stub: &StubCount<'_>) -> BTreeMap<&'static str, u64> {
    let mut counts = BTreeMap::new();
    for state in State::MISSING {
        let count = stub.in_state(state);
        let always = matches!(state, State::NotAsked | State::Skipped | State::NotReached);
        if always || count > 0 {
            counts.insert(state.as_str(), count);
        }
    }
    for (place, category) in stub.plan.subject.categories.iter().enumerate() {
        if let Some(reason) = category.missing {
            *counts.entry(reason.as_str()).or_insert(0) += stub.in_category(place);
        }
    }
    counts
}

/// People who answered but stand in no row and no missing reason, and those without a weight.
fn left_out(stubs: &[StubCount<'_>], found: Found<'_>, tongue: &Tongue) -> Vec<String> {
    let about = |message, count, subject: &Subject| {
        let responses = tongue.responses(count);
        tongue.fill(message, &[("responses", responses.into()), ("variable", subject.name.as_str().into())])
    };
    let mut lines = Vec::new();
    let without_weight = found.without_weight();
    if without_weight > 0 {
        let responses = tongue.responses(without_weight);
        lines.push(tongue.with(Message::TableWithoutWeight, "responses", &responses));
    }
    for stub in stubs {
        let subject = &stub.plan.subject;
        if subject.kind == SubjectKind::Bands {
            let outside = stub.cubes.showing.state(0, State::Undefined).map_or(0, |code| stub.at_code(code));
            if outside > 0 {
                lines.push(about(Message::TableOutsideBands, outside, subject));
            }
        }
        let undefined = stub.in_state(State::Undefined);
        if undefined > 0 {
            lines.push(about(Message::TableOutsideDefinition, undefined, subject));
        }
        let hidden: u64 = subject
            .categories
            .iter()
            .enumerate()
            .filter(|(_, category)| category.hidden)
            .map(|(place, _)| stub.in_category(place))
            .sum();
        if hidden > 0 && stub.plan.base == BaseChoice::Answered {
            lines.push(about(Message::TableDoesNotHold, hidden, subject));
        }
    }
    lines
}
