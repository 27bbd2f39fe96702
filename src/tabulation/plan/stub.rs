//! The stub of a table: its variables, each with its base and its rows.

use super::bases::{default_base, refuse_untabulable, valid};
use super::{Planner, TablePlan, has_errors_since};
use crate::diagnostics::{Code, Diagnostic};
use crate::tabulation::names::Meaning;
use crate::tabulation::report_file::BaseOf;
use crate::tabulation::request::{BaseChoice, SummaryMeasure};
use crate::tabulation::subject::{CATEGORIES_MAX, Category, Subject, SubjectKind};
use crate::tabulation::table::RowKind;

/// One variable of the stub.
#[derive(Debug, Clone)]
pub(crate) struct StubPlan {
    pub(crate) subject: Subject,
    pub(crate) base: BaseChoice,
    /// The categories in the base `answered`.
    pub(crate) valid: Vec<usize>,
    pub(crate) rows: Vec<RowPlan>,
    /// What stands below the rows of a stack, or is all there is of a number.
    pub(crate) statistics: Vec<SummaryMeasure>,
    /// Shares whose quantiles follow them, each in a row of its own.
    pub(crate) quantiles: Vec<f64>,
    /// What the footer says of the nets.
    pub(crate) notes: Vec<String>,
}

impl StubPlan {
    /// The variable of a figure: one row of the categories it counts, or statistics.
    pub(crate) fn of_figure(
        of: &BaseOf,
        categories: Option<&[usize]>,
        statistics: &[SummaryMeasure],
    ) -> StubPlan {
        let row = categories.map(|categories| RowPlan {
            id: "share".to_owned(),
            kind: RowKind::Net,
            code: None,
            label: String::new(),
            categories: categories.to_vec(),
            pinned: false,
        });
        StubPlan {
            subject: of.subject.clone(),
            base: of.base,
            valid: of.valid.clone(),
            rows: row.into_iter().collect(),
            statistics: statistics.to_vec(),
            quantiles: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Whether sums of the number itself are needed.
    pub(crate) fn needs_numbers(&self, plan: &TablePlan) -> bool {
        plan.has_ranks() || self.measures(plan).any(|measure| !measure.is_quantile())
    }

    /// Whether each value of the number is needed by itself.
    pub(crate) fn needs_distribution(&self, plan: &TablePlan) -> bool {
        plan.has_ranks() || !self.quantiles.is_empty() || self.measures(plan).any(SummaryMeasure::is_quantile)
    }

    fn measures<'a>(&'a self, plan: &'a TablePlan) -> impl Iterator<Item = SummaryMeasure> + 'a {
        self.statistics.iter().chain(&plan.summary).copied()
    }

    /// What has to be told apart when people are counted: each category, then the rows that join several, then of a
    /// multiple whoever chose anything real.
    pub(crate) fn groups(&self) -> Vec<Vec<usize>> {
        let categories = (0..self.subject.categories.len()).map(|place| vec![place]);
        let joint = self.rows.iter().filter(|row| row.categories.len() != 1);
        categories.chain(joint.map(|row| row.categories.clone())).chain(self.real_options()).collect()
    }

    /// The group of a row.
    pub(crate) fn group_of(&self, row: usize) -> usize {
        match self.rows[row].categories.as_slice() {
            [one] => *one,
            _ => {
                let before = self.rows.iter().take(row).filter(|row| row.categories.len() != 1).count();
                self.subject.categories.len() + before
            }
        }
    }

    /// The options of a multiple that say something: neither missing nor exclusive.
    fn real_options(&self) -> Option<Vec<usize>> {
        let is_real = |category: &Category| category.missing.is_none() && !category.exclusive;
        let places = 0..self.subject.categories.len();
        (self.subject.kind == SubjectKind::Multiple)
            .then(|| places.filter(|place| is_real(&self.subject.categories[*place])).collect())
    }
}

#[derive(Debug, Clone)]
pub(crate) struct RowPlan {
    pub(crate) id: String,
    pub(crate) kind: RowKind,
    pub(crate) code: Option<String>,
    pub(crate) label: String,
    /// Whoever chose any of these categories is counted once.
    pub(crate) categories: Vec<usize>,
    /// At the end under a sort.
    pub(crate) pinned: bool,
}

impl RowPlan {
    fn of_category(subject: &Subject, place: usize, pins: &[&str]) -> RowPlan {
        let category = &subject.categories[place];
        let kind = match (category.missing, subject.kind) {
            (Some(_), _) => RowKind::Missing,
            (None, SubjectKind::Bands) => RowKind::Band,
            (None, SubjectKind::Single | SubjectKind::Multiple | SubjectKind::Number) => RowKind::Option,
        };
        RowPlan {
            id: category.code.clone(),
            kind,
            code: Some(category.code.clone()),
            label: category.label.clone(),
            categories: vec![place],
            pinned: category.missing.is_some() || category.pin || pins.contains(&category.code.as_str()),
        }
    }
}

impl Planner<'_, '_> {
    /// The variables of the stub, and whether a whole grid is among them.
    pub(super) fn stub(&mut self) -> (Vec<Subject>, bool) {
        let (mut subjects, mut whole_grid) = (Vec::<Subject>::new(), false);
        for name in &self.request.rows {
            match self.names.meaning(&name.value, name.span, self.diagnostics) {
                Some(Meaning::One(subject)) => {
                    let questionnaire = self.names.questionnaire;
                    let refused = refuse_untabulable(&subject, name.span, questionnaire, self.diagnostics);
                    subjects.extend((!refused).then_some(subject));
                }
                Some(Meaning::Grid(rows)) => {
                    whole_grid = true;
                    subjects.extend(rows);
                }
                None => {}
            }
        }
        for (place, subject) in subjects.iter().enumerate() {
            if subjects.iter().take(place).any(|earlier| earlier.name == subject.name) {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::DuplicateVariable,
                        self.request.span,
                        format!("`{}` stands twice in the rows", subject.name),
                    )
                    .help("name each variable once"),
                );
            }
        }
        (subjects, whole_grid)
    }

    pub(super) fn stub_plan(&mut self, subject: &Subject, stacked: bool) -> Option<StubPlan> {
        let before = self.diagnostics.len();
        if subject.categories.len() > CATEGORIES_MAX {
            self.too_many_categories(subject, self.request.span);
        }
        let statistics_alone =
            subject.kind == SubjectKind::Number || self.request.show.as_ref().is_some_and(Vec::is_empty);
        let quantiles = self.quantiles(subject);
        let statistics = self.statistics(subject, stacked, !quantiles.is_empty());
        let valid = valid(subject, &self.request.include_missing);
        let (rows, notes) = self.rows(subject, &valid);
        if has_errors_since(self.diagnostics, before) {
            return None;
        }
        Some(StubPlan {
            base: self.request.base.unwrap_or_else(|| default_base(subject)),
            subject: subject.clone(),
            valid,
            rows: if statistics_alone { Vec::new() } else { rows },
            statistics,
            quantiles,
            notes,
        })
    }

    /// The valid categories in questionnaire order, each net before its first member; and what the footer says of nets.
    fn rows(&mut self, subject: &Subject, valid: &[usize]) -> (Vec<RowPlan>, Vec<String>) {
        let pins: Vec<&str> =
            self.request.sort.iter().flat_map(|sort| &sort.pin).map(|pin| pin.value.as_str()).collect();
        let mut rows: Vec<RowPlan> =
            valid.iter().map(|place| RowPlan::of_category(subject, *place, &pins)).collect();
        let mut notes = Vec::new();
        for net in self.nets(subject, &mut notes) {
            if rows.iter().any(|row| row.id == net.id) {
                self.bad_net(
                    self.place_of_net(&net.id),
                    format!("the id `{}` of a net is already a row", net.id),
                    "give the net another id",
                );
            }
            let first_member = rows.iter().position(|row| {
                row.kind != RowKind::Net && row.categories.iter().any(|place| net.categories.contains(place))
            });
            rows.insert(first_member.unwrap_or(rows.len()), net);
        }
        (rows, notes)
    }
}
