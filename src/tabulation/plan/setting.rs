//! What the names of a request mean: the questionnaire, the report file's own variables, banners and weights, and the
//! request's own before them.

use crate::i18n::Language;
use crate::questionnaire::Questionnaire;
use crate::questionnaire::syntax::Reader;
use crate::tabulation::Dataset;
use crate::tabulation::derived::{Derived, read_variables};
use crate::tabulation::names::{Declared, Names};
use crate::tabulation::report_file::ReportFile;
use crate::tabulation::request::{Banner, TableRequest};
use crate::tabulation::subject::Subject;
use crate::tabulation::weighting;
use crate::tabulation::weighting::WeightPlan;

/// What a request is read against.
pub(crate) struct Setting<'a> {
    pub(crate) questionnaire: &'a Questionnaire,
    pub(crate) language: &'a Language,
    pub(crate) declared: Declared,
    pub(crate) report: Option<&'a ReportFile>,
    pub(crate) dataset: Option<&'a Dataset>,
    /// The report's derived variables, then the request's.
    pub(crate) derived: Vec<Derived>,
    pub(crate) subjects: Vec<Subject>,
    own: usize,
    pub(super) banners: Vec<Banner>,
    /// The request's weights, then the report's.
    pub(crate) weights: Vec<WeightPlan>,
}

impl<'a> Setting<'a> {
    /// [`Setting::of`] for tables that are counted in these answers.
    pub(crate) fn over(
        dataset: &'a Dataset,
        request: Option<&TableRequest>,
        report: Option<&'a ReportFile>,
        reader: &mut Reader,
    ) -> Setting<'a> {
        let (questionnaire, language) = (&dataset.questionnaire, &dataset.info.language);
        Setting::of(request, report, questionnaire, &Declared::default(), Some(dataset), language, reader)
    }

    /// The names of the report file and of the request; what is wrong with the request's own goes to `reader`.
    pub(crate) fn of(
        request: Option<&TableRequest>,
        report: Option<&'a ReportFile>,
        questionnaire: &'a Questionnaire,
        declared: &Declared,
        dataset: Option<&'a Dataset>,
        language: &'a Language,
        reader: &mut Reader,
    ) -> Setting<'a> {
        let mut derived = report.map(|report| report.derived.clone()).unwrap_or_default();
        let own = derived.len();
        let declared = match (report, dataset) {
            (Some(report), _) => report.declared.clone(),
            (None, Some(dataset)) => {
                Declared { extras: dataset.extras().map(str::to_owned).collect(), ..declared.clone() }
            }
            (None, None) => declared.clone(),
        };
        let mut subjects: Vec<Subject> = derived.iter().map(|derived| derived.subject.clone()).collect();
        if let Some(node) = request.and_then(|request| request.variables.as_ref()) {
            let names =
                Names { questionnaire, language, declared: &declared, derived: &subjects, own, dataset };
            let new = read_variables(reader, node, &names, &derived);
            derived.extend(new);
            subjects = derived.iter().map(|derived| derived.subject.clone()).collect();
        }
        let mut weights = Vec::new();
        if let Some(node) = request.and_then(|request| request.weights.as_ref()) {
            let names =
                Names { questionnaire, language, declared: &declared, derived: &subjects, own, dataset };
            weights = weighting::read_weights(reader, node, &names);
        }
        weights.extend(report.map(|report| report.weight_plans.clone()).unwrap_or_default());
        let own_banners = request.map(|request| request.banners.clone()).unwrap_or_default();
        let banners =
            own_banners.into_iter().chain(report.map(|report| report.banners.clone()).unwrap_or_default());
        Setting {
            questionnaire,
            language,
            declared,
            report,
            dataset,
            derived,
            subjects,
            own,
            banners: banners.collect(),
            weights,
        }
    }

    pub(crate) fn names(&self) -> Names<'_> {
        Names {
            questionnaire: self.questionnaire,
            language: self.language,
            declared: &self.declared,
            derived: &self.subjects,
            own: self.own,
            dataset: self.dataset,
        }
    }
}
