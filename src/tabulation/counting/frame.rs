//! The data as a request sees it: derived variables worked out, the universe known.

use crate::questionnaire::condition::Condition;
use crate::responses::Disposition;
use crate::tabulation::dataset::{Column, Dataset};
use crate::tabulation::derived;
use crate::tabulation::evaluate::Columns;
use crate::tabulation::kernels::Mask;
use crate::tabulation::plan::Setting;
use crate::tabulation::report_file::{ReportFile, Universe};
use crate::tabulation::subject::{Reading, Subject};

/// The data as a request sees it: derived variables worked out, the universe known.
pub(crate) struct Frame<'a> {
    pub(crate) dataset: &'a Dataset,
    pub(crate) subjects: &'a [Subject],
    pub(crate) report: Option<&'a ReportFile>,
    derived: Vec<Option<Column>>,
    pub(crate) universe: Mask,
}

impl<'a> Frame<'a> {
    pub(crate) fn of(setting: &'a Setting<'_>, dataset: &'a Dataset, universe: &Universe) -> Frame<'a> {
        let derived = derived::columns(&setting.derived, &setting.subjects, dataset);
        let mut frame = Frame {
            dataset,
            subjects: &setting.subjects,
            report: setting.report,
            derived,
            universe: Mask::none(0),
        };
        frame.universe = match universe {
            Universe::Complete => dataset.with_disposition(&[Disposition::Complete]),
            Universe::Usable => dataset.with_disposition(&[Disposition::Complete, Disposition::Partial]),
            Universe::Expression(condition) => frame.holds(condition),
        };
        frame
    }

    pub(crate) fn columns(&self) -> Columns<'_> {
        Columns { dataset: self.dataset, derived: &self.derived, derived_subjects: self.subjects }
    }

    /// For whom the condition is known to be true.
    pub(crate) fn holds(&self, condition: &Condition) -> Mask {
        self.columns().truth(&condition.expr).is_true
    }

    /// The universe, and of it whoever passes the filter.
    pub(crate) fn people(&self, filter: Option<&Condition>) -> Mask {
        match filter {
            Some(filter) => self.universe.and(&self.holds(filter)),
            None => self.universe.clone(),
        }
    }

    pub(crate) fn reading(&self, subject: &Subject) -> Reading {
        let respondents = self.dataset.respondents();
        match self.columns().column(subject.reference) {
            Some(column) => subject.reading(column, respondents),
            None => Reading {
                categories: vec![Mask::none(respondents); subject.categories.len()],
                asked: Mask::none(respondents),
                scores: None,
            },
        }
    }
}
