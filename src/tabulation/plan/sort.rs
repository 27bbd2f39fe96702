//! The order of the rows by a column.

use super::Planner;
use super::banner::ChainPlan;
use crate::diagnostics::{Code, Diagnostic, did_you_mean};
use crate::questionnaire::condition::Reference;
use crate::tabulation::derived::unknown_code;
use crate::tabulation::subject::Subject;

#[derive(Debug, Clone)]
pub(crate) struct SortPlan {
    /// The id of a column.
    pub(crate) by: String,
    pub(crate) descending: bool,
}

impl Planner<'_, '_> {
    pub(super) fn sort(&mut self, chains: &[ChainPlan], stubs: &[Subject]) -> Option<SortPlan> {
        let sort = self.request.sort.as_ref()?;
        let mut ids: Vec<&str> = if self.request.total { vec!["total"] } else { Vec::new() };
        ids.extend(chains.iter().flat_map(|chain| &chain.columns).map(|column| column.id.as_str()));
        let unknown_givens = self.setting.dataset.is_none()
            && chains
                .iter()
                .flat_map(|chain| &chain.subjects)
                .any(|subject| matches!(subject.reference, Reference::Given(_)));
        let broken_columns =
            chains.len() < self.request.columns.len() && crate::diagnostics::has_errors(self.diagnostics);
        if !ids.contains(&sort.by.value.as_str()) && !unknown_givens && !broken_columns {
            let help = match did_you_mean(&sort.by.value, ids.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!(
                    "the columns are: {}",
                    ids.iter().take(12).copied().collect::<Vec<_>>().join(", ")
                ),
            };
            self.diagnostics.push(
                Diagnostic::new(
                    Code::UnknownVariable,
                    sort.by.span,
                    format!("the table has no column `{}` to sort by", sort.by.value),
                )
                .help(help),
            );
        }
        for pin in &sort.pin {
            if !stubs.iter().any(|subject| subject.find_category(&pin.value).is_some())
                && let Some(subject) = stubs.first()
            {
                self.diagnostics.push(unknown_code(pin.span, &pin.value, subject));
            }
        }
        Some(SortPlan { by: sort.by.value.clone(), descending: sort.descending })
    }
}
