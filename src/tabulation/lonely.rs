//! Whether a design can have a variance at all: a stratum of which a single unit was drawn does not tell how its units
//! differ, and unless the request says what to make of it the table is refused.

use super::cubes::Found;
use super::dataset::State;
use super::plan::{DesignPlan, TablePlan};
use super::request::Lonely;
use super::subject::SubjectKind;
use crate::diagnostics::{Code, Diagnostic};

/// The most strata that a refusal names.
const NAMED: usize = 3;

/// The refusal of a design with such strata; R: `options(survey.lonely.psu = "fail")`.
pub(crate) fn refused(plan: &TablePlan, found: Found<'_>) -> Option<Diagnostic> {
    let design = plan.design.as_ref().filter(|design| design.lonely == Lonely::Error)?;
    // One response alone is no design with a flaw, its figures have no error.
    if design.strata.is_none() && design.psu.is_none() {
        return None;
    }
    let lonely = found.sampling(plan).lonely_strata();
    let first = lonely.first()?;
    let unit = design.psu.as_ref().map_or_else(|| "response".to_owned(), |psu| format!("`{}`", psu.name));
    let message = match &design.strata {
        None => format!("the whole sample is one {unit}, so nothing tells how its units differ"),
        Some(strata) => {
            let name = |place: &usize| format!("`{}`", stratum(design, found, *place));
            let names: Vec<String> = lonely.iter().take(NAMED).map(name).collect();
            let more = match lonely.len().saturating_sub(NAMED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            match lonely.as_slice() {
                [_] => format!(
                    "the stratum `{}` of `{}` has a single {unit}, so nothing tells how its units differ",
                    stratum(design, found, *first),
                    strata.name
                ),
                _ => format!(
                    "the strata {}{more} of `{}` have a single {unit} each, so nothing tells how their units differ",
                    names.join(", "),
                    strata.name
                ),
            }
        }
    };
    Some(Diagnostic::new(Code::NotTabulable, design.at, message).help(
        "join such strata with their neighbours in a variable made by `recode:`, or say what to make of them: \
         `lonely: certainty` adds nothing for them, `lonely: adjust` centres them on the mean of all units",
    ))
}

/// The code or number of a stratum, or why a response has none.
fn stratum(design: &DesignPlan, found: Found<'_>, place: usize) -> String {
    let Some(strata) = &design.strata else { return String::new() };
    let beyond = match strata.kind {
        SubjectKind::Single => {
            if let Some(category) = strata.categories.get(place) {
                return category.code.clone();
            }
            place - strata.categories.len()
        }
        SubjectKind::Number | SubjectKind::Bands | SubjectKind::Multiple => {
            if let Some(value) = found.design_axis().and_then(|axis| axis.values.get(place)) {
                return value.to_string();
            }
            return "without a number".to_owned();
        }
    };
    State::MISSING.get(beyond).map_or_else(String::new, |state| state.as_str().replace('_', " "))
}
