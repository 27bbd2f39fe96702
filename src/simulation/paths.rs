//! The routes through a questionnaire: which sets of items respondents are asked, how long each takes, and what nobody
//! came to.

use std::collections::BTreeMap;

use crate::i18n::Language;
use crate::questionnaire::{ItemIndex, ItemKind, Questionnaire, reading_time};
use crate::responses::{Disposition, Response};

/// The routes that a number of respondents took.
#[derive(Debug, Clone)]
pub struct Paths {
    pub respondents: usize,
    /// Each distinct route once, the most taken first; among equals the longer, then in the order of the file.
    pub routes: Vec<Route>,
    /// Every item that respondents answer, in the order of the file, with how many were asked it.
    pub reached: Vec<(ItemIndex, usize)>,
}

/// One set of items that is asked together.
#[derive(Debug, Clone, PartialEq)]
pub struct Route {
    /// In the order of the file; notes and computed items take no part.
    pub items: Vec<ItemIndex>,
    pub disposition: Disposition,
    pub respondents: usize,
    /// Estimated time to fill it in, at the reading speed of the language.
    pub seconds: f64,
}

impl Paths {
    /// The items that nobody was asked.
    pub fn never_reached(&self) -> impl Iterator<Item = ItemIndex> + '_ {
        self.reached.iter().filter(|(_, respondents)| *respondents == 0).map(|(item, _)| *item)
    }

    /// The route with the most estimated time.
    pub fn longest(&self) -> Option<&Route> {
        self.routes.iter().max_by(|one, other| one.seconds.total_cmp(&other.seconds))
    }

    /// The route with the least estimated time among those that end so.
    pub fn shortest(&self, disposition: Disposition) -> Option<&Route> {
        let routes = self.routes.iter().filter(|route| route.disposition == disposition);
        routes.min_by(|one, other| one.seconds.total_cmp(&other.seconds))
    }

    /// The estimated seconds that half of the respondents stay below, among those who complete; `None` where nobody does.
    pub fn median_seconds(&self) -> Option<f64> {
        let mut complete: Vec<&Route> =
            self.routes.iter().filter(|route| route.disposition == Disposition::Complete).collect();
        complete.sort_by(|one, other| one.seconds.total_cmp(&other.seconds));
        let all: usize = complete.iter().map(|route| route.respondents).sum();
        let mut below = 0;
        complete.into_iter().find_map(|route| {
            below += route.respondents;
            (2 * below >= all).then_some(route.seconds)
        })
    }
}

/// The routes of settled responses, timed for readers of one language.
pub fn paths(questionnaire: &Questionnaire, responses: &[Response], language: &Language) -> Paths {
    let items: Vec<ItemIndex> = (0..questionnaire.items.len())
        .map(ItemIndex)
        .filter(|item| match questionnaire.item(*item).kind {
            ItemKind::Note | ItemKind::Computed { .. } => false,
            ItemKind::Single { .. }
            | ItemKind::Multiple { .. }
            | ItemKind::Grid { .. }
            | ItemKind::MultipleGrid { .. }
            | ItemKind::Ranking { .. }
            | ItemKind::Number { .. }
            | ItemKind::Scale { .. }
            | ItemKind::Allocation { .. }
            | ItemKind::Date { .. }
            | ItemKind::Text { .. } => true,
        })
        .collect();
    let mut taken: BTreeMap<(Vec<ItemIndex>, Disposition), usize> = BTreeMap::new();
    let mut reached = vec![0; items.len()];
    for response in responses {
        let asked = |item: &ItemIndex| {
            questionnaire.variables_of(*item).any(|variable| response.answers.get(variable).was_asked())
        };
        let mut route = Vec::new();
        for (item, reached) in items.iter().zip(&mut reached) {
            if asked(item) {
                route.push(*item);
                *reached += 1;
            }
        }
        *taken.entry((route, response.disposition)).or_default() += 1;
    }
    let mut routes: Vec<Route> = taken
        .into_iter()
        .map(|((items, disposition), respondents)| {
            let seconds =
                items.iter().map(|item| reading_time::seconds(questionnaire.item(*item), language)).sum();
            Route { items, disposition, respondents, seconds }
        })
        .collect();
    routes.sort_by(|one, other| {
        (other.respondents, other.items.len(), &one.items).cmp(&(
            one.respondents,
            one.items.len(),
            &other.items,
        ))
    });
    Paths { respondents: responses.len(), routes, reached: items.into_iter().zip(reached).collect() }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::responses::testing::{Draft, options, single};
    use crate::simulation::{Plan, Screening, respondents};

    #[test]
    fn the_routes_of_a_fork_are_told_apart_and_what_nobody_comes_to_is_named() {
        let mut draft = Draft::new();
        draft.page(None);
        draft.item("uses", None, single(options(&["yes", "no"]))).required = true;
        draft.page(None);
        draft.item("how", Some("uses == 'yes'"), single(options(&["a", "b"]))).required = true;
        draft.item("why_not", Some("uses == 'no'"), single(options(&["a", "b"]))).required = true;
        draft.item("never", Some("uses == 'yes' && uses == 'no'"), single(options(&["a", "b"])));
        let questionnaire = Arc::new(draft.questionnaire);
        let plan = Plan {
            questionnaire: &questionnaire,
            wave: None,
            sources: Vec::new(),
            respondents: 400,
            seed: 7,
            first_day: chrono::NaiveDate::default(),
            screening: Screening::AsItComes,
        };
        let found = paths(&questionnaire, &respondents(&plan).unwrap(), questionnaire.source_language());
        let ids = |route: &Route| -> Vec<&str> {
            route.items.iter().map(|item| questionnaire.item(*item).id.as_str()).collect()
        };
        let mut routes: Vec<Vec<&str>> = found.routes.iter().map(ids).collect();
        routes.sort();
        assert_eq!(routes, [["uses", "how"], ["uses", "why_not"]]);
        assert_eq!(found.routes.iter().map(|route| route.respondents).sum::<usize>(), 400);
        assert_eq!(found.never_reached().collect::<Vec<_>>(), [ItemIndex(3)]);
        assert!(found.median_seconds().is_some_and(|seconds| seconds > 0.0));
    }
}
