//! What the errors, intervals and letters of a table stand on, for its footer: said where they are not of one family, and
//! where they know what the weights were fitted to.

use crate::i18n::{Message, Tongue};
use crate::tabulation::plan::{MeansTest, TablePlan};
use crate::tabulation::request::{Against, SummaryMeasure, Variance};
use crate::tabulation::statistics::TestMethod;
use crate::tabulation::table::Measure;

/// "Not of one family: errors linearised and letters on effective bases (Kish)."
pub(super) fn families(plan: &TablePlan, tongue: &Tongue) -> Option<String> {
    let shown = shown(plan);
    let (_, first) = shown.first()?;
    if shown.iter().all(|(_, family)| family == first) {
        let weight = plan.weight.as_ref().filter(|_| *first == Variance::Calibrated)?;
        return Some(tongue.with(Message::TableCalibrated, "weight", &weight.name.value));
    }
    let name = |family: Variance| match family {
        Variance::Simple => Message::FamilySimple,
        Variance::Kish => Message::FamilyKish,
        Variance::Design => Message::FamilyLinearised,
        Variance::Calibrated => Message::FamilyCalibrated,
    };
    let part =
        |(what, family): &(Message, Variance)| tongue.with(*what, "family", &tongue.say(name(*family)));
    let parts: Vec<String> = shown.iter().map(part).collect();
    Some(tongue.with(Message::TableFamilies, "parts", &tongue.and(&parts)))
}

/// What the table shows of each, with its family.
fn shown(plan: &TablePlan) -> Vec<(Message, Variance)> {
    let has_shares = plan.stubs.iter().any(|stub| !stub.rows.is_empty());
    let has = |measure: SummaryMeasure| {
        plan.stubs.iter().any(|stub| stub.statistics.contains(&measure)) || plan.summary.contains(&measure)
    };
    let mut shown = Vec::new();
    let errors = [Measure::Se, Measure::Deff].iter().any(|measure| plan.show.contains(measure));
    if errors && has_shares || has(SummaryMeasure::Se) || has(SummaryMeasure::Ci) {
        shown.push((Message::FamilyErrors, plan.variance));
    }
    if plan.show.contains(&Measure::Ci) && has_shares {
        shown.push((
            Message::FamilyIntervals,
            family(plan.variance, plan.interval.name.of_effective_base().is_none()),
        ));
    }
    if let Some(test) = &plan.test {
        let of_means = match (test.means, plan.variance) {
            (MeansTest::Welch | MeansTest::Pooled | MeansTest::Wilcoxon, _) => false,
            // By Kish too, means are compared by the design unless another method is named.
            (MeansTest::Design | MeansTest::DesignRanks, Variance::Kish) => false,
            (MeansTest::Design | MeansTest::DesignRanks, _) => true,
        };
        let linearised = match test.against {
            Against::Rest => false,
            Against::Columns if has_shares => test.method == TestMethod::Design,
            Against::Columns => of_means,
        };
        shown.push((Message::FamilyLetters, family(plan.variance, linearised)));
    }
    shown
}

/// The family itself where it is of the kind, else the plainest that is.
fn family(of_table: Variance, linearised: bool) -> Variance {
    match (of_table, linearised) {
        (Variance::Design | Variance::Calibrated, true) | (Variance::Simple | Variance::Kish, false) => {
            of_table
        }
        (Variance::Simple | Variance::Kish, true) => Variance::Design,
        (Variance::Design | Variance::Calibrated, false) => Variance::Kish,
    }
}
