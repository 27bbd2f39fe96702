//! Statistics below the rows or with the columns, and which of them a variable can have.

use super::Planner;
use crate::diagnostics::{Code, Diagnostic};
use crate::questionnaire::ItemKind;
use crate::tabulation::request::{Spanned, SummaryMeasure};
use crate::tabulation::subject::{Subject, SubjectKind};

/// The statistics of a number for which a request names none.
const OF_A_NUMBER: [SummaryMeasure; 7] = [
    SummaryMeasure::N,
    SummaryMeasure::Mean,
    SummaryMeasure::Sd,
    SummaryMeasure::Se,
    SummaryMeasure::Min,
    SummaryMeasure::Median,
    SummaryMeasure::Max,
];

impl Planner<'_, '_> {
    /// The statistics that are rows; those of a table of options stand with its columns instead.
    pub(super) fn statistics(
        &mut self,
        subject: &Subject,
        stacked: bool,
        has_quantiles: bool,
    ) -> Vec<SummaryMeasure> {
        let number = subject.kind == SubjectKind::Number;
        let alone = self.request.show.as_ref().is_some_and(Vec::is_empty);
        let are_rows = number || stacked || alone;
        for measure in &self.request.summary {
            self.check_summary(subject, measure, are_rows);
        }
        let asked: Vec<SummaryMeasure> = self.request.summary.iter().map(|measure| measure.value).collect();
        if !asked.is_empty() || has_quantiles {
            return if are_rows { asked } else { Vec::new() };
        }
        if alone {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::BadMeasure,
                    self.request.span,
                    "nothing is to be shown: `show` is empty and there is no summary",
                )
                .help("add `summary: [mean]`, or name measures under `show`"),
            );
        }
        match number {
            // How the total is split among the rows.
            true if stacked && self.is_amount(subject) => vec![SummaryMeasure::Mean],
            true => OF_A_NUMBER.to_vec(),
            false => Vec::new(),
        }
    }

    /// `has_rows`: each statistic is a row of its own.
    fn check_summary(&mut self, subject: &Subject, measure: &Spanned<SummaryMeasure>, has_rows: bool) {
        let name = measure.value.as_str();
        let problem = match (measure.value, subject.kind) {
            (value, SubjectKind::Multiple) if !value.is_of_multiple() && value != SummaryMeasure::N => {
                Some((
                    format!("`{}` has several answers a person, so it has no {name}", subject.name),
                    "a multiple has: n, mean_answers, any, none",
                ))
            }
            (value, SubjectKind::Single | SubjectKind::Bands | SubjectKind::Number)
                if value.is_of_multiple() =>
            {
                Some((
                    format!("`{}` has one answer a person, so `{name}` means nothing", subject.name),
                    "it belongs to a multiple",
                ))
            }
            (SummaryMeasure::Nps, _) if !is_nps_scale(subject) => Some((
                format!("`{}` is no scale from 0 to 10, so it has no net promoter score", subject.name),
                "the score counts 9 and 10 against 0 to 6",
            )),
            (SummaryMeasure::N, _) => None,
            (SummaryMeasure::Ci, SubjectKind::Single | SubjectKind::Bands) if !has_rows => Some((
                "an interval has two ends, so it does not stand with the columns".to_owned(),
                "write `show: []` beside it: then each statistic is a row",
            )),
            (_, SubjectKind::Single) if !subject.is_scored() => Some((
                format!("the codes of `{}` have no scores, so they have no {name}", subject.name),
                "give its options a `value:` in the questionnaire; integer codes are names, not scores",
            )),
            _ => None,
        };
        if let Some((message, help)) = problem {
            self.diagnostics.push(Diagnostic::new(Code::BadMeasure, measure.span, message).help(help));
        }
    }

    /// The quantiles that the summary does not have by another name.
    pub(super) fn quantiles(&mut self, subject: &Subject) -> Vec<f64> {
        let asked = &self.request.quantiles;
        let has_interval = self.request.quantile_ci.is_some();
        let of_summary = self.request.summary.iter().any(|measure| measure.value.is_quantile());
        if !asked.is_empty() {
            let span = self.request.place_of("quantiles");
            self.check_summary(subject, &Spanned { value: SummaryMeasure::Median, span }, true);
        } else if has_interval && !of_summary {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::BadMeasure,
                    self.request.place_of("quantile_ci"),
                    "there is no quantile that could have an interval",
                )
                .help("add `quantiles: [0.1, 0.9]` or `summary: [median]`"),
            );
        }
        let has = |name: SummaryMeasure| self.request.summary.iter().any(|measure| measure.value == name);
        let is_new = |share: &&f64| match **share {
            0.25 => !has(SummaryMeasure::Q25),
            0.5 => !has(SummaryMeasure::Median),
            0.75 => !has(SummaryMeasure::Q75),
            _ => true,
        };
        asked.iter().filter(is_new).copied().collect()
    }

    /// Whether the subject is a row of an allocation.
    fn is_amount(&self, subject: &Subject) -> bool {
        let item = subject.item.map(|item| self.names.questionnaire.item(item));
        item.is_some_and(|item| matches!(item.kind, ItemKind::Allocation { .. }))
    }
}

/// Whether the answers are whole points from 0 to 10; one who does not know is beside them.
pub(crate) fn is_nps_scale(subject: &Subject) -> bool {
    let valid = subject.categories.iter().filter(|category| category.missing.is_none());
    let points: Option<Vec<f64>> = valid.map(|category| category.score).collect();
    points.is_some_and(|points| {
        points.iter().all(|point| (0.0..=10.0).contains(point) && point.fract() == 0.0)
            && points.contains(&0.0)
            && points.contains(&10.0)
    })
}
