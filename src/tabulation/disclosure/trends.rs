//! The trends of a release: each point of a line gives away how many people of its wave are in its base, and of a share how many
//! it counts. Another wave's people are none of the report's own.

use std::collections::BTreeSet;

use super::keys::{Key, Keys, Named};
use super::note;
use super::release::Kind;
use crate::i18n::Language;
use crate::questionnaire::condition::Condition;
use crate::tabulation::plan::{default_base, valid};
use crate::tabulation::subject::Subject;
use crate::tabulation::table::{Base, Trend};

/// What a trend is made from, in the terms of the report's own questionnaire.
#[derive(Debug, Clone)]
pub(in crate::tabulation) struct TrendParts {
    pub(in crate::tabulation) subject: Subject,
    /// Of a share: what it counts.
    pub(in crate::tabulation) categories: Vec<usize>,
    pub(in crate::tabulation) is_share: bool,
    pub(in crate::tabulation) by: Option<Subject>,
    pub(in crate::tabulation) condition: Option<Condition>,
    /// By wave, what it is known by; `None` for the report's own answers.
    pub(in crate::tabulation) waves: Vec<Option<String>>,
    pub(in crate::tabulation) lines: Vec<LineParts>,
}

/// One line of a trend.
#[derive(Debug, Clone, Default)]
pub(in crate::tabulation) struct LineParts {
    /// A category of `by`; `None` for everyone.
    pub(in crate::tabulation) category: Option<usize>,
    /// Only whom all waves would have asked.
    pub(in crate::tabulation) is_common: bool,
    /// By wave: how many people a share counts.
    pub(in crate::tabulation) chosen: Vec<Option<u64>>,
}

pub(in crate::tabulation) struct TrendInRelease<'r> {
    pub(in crate::tabulation) parts: &'r TrendParts,
    pub(in crate::tabulation) trend: &'r mut Trend,
}

/// The counts of one point.
#[derive(Default)]
struct PointKeys {
    counts: Vec<usize>,
    /// People and a variable whose single categories all go into it.
    scores: Option<(Key, Named)>,
}

/// By line and wave.
pub(super) struct TrendKeys {
    points: Vec<Vec<PointKeys>>,
}

impl TrendKeys {
    pub(super) fn of(found: &TrendInRelease<'_>, keys: &mut Keys) -> TrendKeys {
        let parts = found.parts;
        let everyone = keys.domain(parts.condition.as_ref(), None);
        let named = Named::of(&parts.subject, None);
        let lines = parts.lines.iter().zip(&found.trend.series).map(|(line, series)| {
            let points = series.points.iter().zip(&parts.waves).enumerate();
            let points = points.map(|(at, (point, wave))| {
                if point.value.is_none() && point.base.unweighted == 0 {
                    return PointKeys::default();
                }
                let mut people = Key { wave: wave.clone(), ..everyone.clone() };
                if line.is_common {
                    people.domain.insert(format!("common to the waves of {}", found.trend.id));
                }
                if let (Some(by), Some(category)) = (&parts.by, line.category) {
                    people = Named::of(by, None).chosen(&people, &[category]);
                }
                let base = named.base(&people, default_base(&parts.subject), &valid(&parts.subject, &[]));
                let base = keys.publish_figure_base(&people, &base, point.base.unweighted);
                let chosen = line.chosen.get(at).copied().flatten();
                let kind = if parts.categories.len() > 1 { Kind::Net } else { Kind::Cell };
                let chosen = chosen
                    .and_then(|chosen| keys.publish(&named.chosen(&people, &parts.categories), chosen, kind));
                PointKeys {
                    counts: base.into_iter().chain(chosen).collect(),
                    scores: (!parts.is_share).then(|| (people, named.clone())),
                }
            });
            points.collect()
        });
        TrendKeys { points: lines.collect() }
    }

    pub(super) fn hide(&self, found: &mut TrendInRelease<'_>, keys: &Keys, hidden: &BTreeSet<usize>) {
        let is_hidden = |point: &PointKeys| {
            let members = point.scores.iter().flat_map(|(people, named)| keys.members(people, named));
            point.counts.iter().copied().chain(members).any(|count| hidden.contains(&count))
        };
        let trend = &mut *found.trend;
        let mut is_touched = false;
        for (series, own) in trend.series.iter_mut().zip(&self.points) {
            let mut gone: BTreeSet<String> = BTreeSet::new();
            for (point, own) in series.points.iter_mut().zip(own) {
                if is_hidden(own) {
                    (point.value, point.se, point.ci) = (None, None, None);
                    point.base = Base::hidden();
                    gone.insert(point.wave.clone());
                }
            }
            if gone.is_empty() {
                continue;
            }
            is_touched = true;
            series.changes.retain(|change| !gone.contains(&change.from) && !gone.contains(&change.to));
            series.linear = None;
        }
        // Notes on counts and on differences between lines say what the lines do not.
        trend.notes.retain(|note| {
            let tells_few = note.starts_with("Common universe:");
            let tells_lines = is_touched && note.contains("depends on who is compared");
            !tells_few && !tells_lines
        });
        if is_touched {
            // In the language of a trend's other notes.
            trend.footer.push(note(keys.min_cell, &Language::english()));
        }
    }
}

impl TrendInRelease<'_> {
    pub(super) fn subjects(&self) -> impl Iterator<Item = &Subject> {
        std::iter::once(&self.parts.subject).chain(&self.parts.by)
    }
}
