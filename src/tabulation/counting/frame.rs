//! The data as a request sees it: derived variables worked out, the universe known.

use std::sync::{Arc, OnceLock};

use crate::questionnaire::condition::Condition;
use crate::responses::Disposition;
use crate::tabulation::dataset::{Cells, Dataset};
use crate::tabulation::derived::{self, Derived};
use crate::tabulation::evaluate::Columns;
use crate::tabulation::kernels::{Mask, side_by_side};
use crate::tabulation::plan::Setting;
use crate::tabulation::pushdown::LazyDerived;
use crate::tabulation::report_file::{ReportFile, Universe};
use crate::tabulation::subject::{Reading, Subject};

/// The data as a request sees it: derived variables worked out, the universe known.
pub(crate) struct Frame<'a> {
    pub(crate) dataset: &'a Dataset,
    pub(crate) subjects: &'a [Subject],
    pub(crate) definitions: &'a [Derived],
    pub(crate) report: Option<&'a ReportFile>,
    /// Of each chunk, the derived variables by place.
    derived: Vec<Vec<Option<Arc<Cells>>>>,
    /// In place of `derived` where the answers lie in the database.
    lazy: Option<LazyDerived<'a>>,
    of: Universe,
    universe: OnceLock<Mask>,
}

impl<'a> Frame<'a> {
    pub(crate) fn of(setting: &'a Setting<'_>, dataset: &'a Dataset, universe: &Universe) -> Frame<'a> {
        let mut frame = Frame {
            dataset,
            subjects: &setting.subjects,
            definitions: &setting.derived,
            report: setting.report,
            derived: Vec::new(),
            lazy: dataset.stored().map(|stored| LazyDerived::of(stored, &setting.derived, &setting.subjects)),
            of: universe.clone(),
            universe: OnceLock::new(),
        };
        if frame.lazy.is_none() {
            frame.derived =
                frame.by_chunk(|chunk| derived::columns(&setting.derived, &setting.subjects, dataset, chunk));
            // Found before anybody counts: threads that wait for it while they help to find it would wait for ever.
            frame.universe = OnceLock::from(frame.find_universe());
        }
        frame
    }

    /// Whoever the report is about.
    pub(crate) fn universe(&self) -> &Mask {
        self.universe.get_or_init(|| self.find_universe())
    }

    fn find_universe(&self) -> Mask {
        match &self.of {
            Universe::Complete => self.with_disposition(&[Disposition::Complete]),
            Universe::Usable => self.with_disposition(&[Disposition::Complete, Disposition::Partial]),
            Universe::Expression(condition) => self.holds(condition),
        }
    }

    /// Narrows the universe to some people.
    pub(crate) fn keep(&mut self, people: &Mask) {
        self.universe = OnceLock::from(self.universe().and(people));
    }

    /// What `work` makes of each chunk, on as many threads as there are processors. Where the answers lie in the database,
    /// on the caller's own: the threads that all tables share never wait for it.
    pub(crate) fn by_chunk<T: Send>(&self, work: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
        let chunks = self.dataset.chunks();
        match self.dataset.stored() {
            Some(_) => (0..chunks).map(work).collect(),
            None => side_by_side(chunks, work),
        }
    }

    fn with_disposition(&self, wanted: &[Disposition]) -> Mask {
        Mask::joined(self.by_chunk(|chunk| self.dataset.with_disposition(chunk, wanted)))
    }

    /// The columns of one chunk.
    pub(crate) fn columns(&self, chunk: usize) -> Columns<'_> {
        Columns {
            dataset: self.dataset,
            chunk,
            derived: self.derived.get(chunk).map_or(&[], Vec::as_slice),
            lazy: self.lazy.as_ref(),
            derived_subjects: self.subjects,
        }
    }

    /// For whom the condition is known to be true.
    pub(crate) fn holds(&self, condition: &Condition) -> Mask {
        Mask::joined(self.by_chunk(|chunk| self.columns(chunk).holds(&condition.expr)))
    }

    /// The universe, and of it whoever passes the filter.
    pub(crate) fn people(&self, filter: Option<&Condition>) -> Mask {
        match filter {
            Some(filter) => self.universe().and(&self.holds(filter)),
            None => self.universe().clone(),
        }
    }

    pub(crate) fn reading(&self, subject: &Subject) -> Reading {
        let readings = self.by_chunk(|chunk| match self.columns(chunk).column(subject.reference) {
            Some(cells) => subject.reading(cells),
            None => {
                let nobody = Mask::none(self.dataset.respondents_of(chunk).len());
                let categories = vec![nobody.clone(); subject.categories.len()];
                Reading { categories, asked: nobody, scores: None }
            }
        });
        Reading::joined(readings).unwrap_or_else(|| Reading::nobody(subject.categories.len()))
    }
}
