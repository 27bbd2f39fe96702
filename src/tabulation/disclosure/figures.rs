//! The figures of a release: which counts each gives away, and what is left of one that does.

use std::collections::BTreeSet;

use super::keys::{Key, Keys, base_key, chosen_key, name};
use super::release::Kind;
use crate::tabulation::report_file::{BaseOf, Estimate, FigureKind, FigurePlan, ShareOf};
use crate::tabulation::subject::Subject;
use crate::tabulation::table::{Base, Figure};

/// What stands in a sentence in place of a hidden figure.
const HIDDEN: &str = "•";

/// A figure with what it is made from.
pub(in crate::tabulation) struct FigureInRelease<'r> {
    pub(in crate::tabulation) plan: &'r FigurePlan,
    pub(in crate::tabulation) figure: &'r mut Figure,
    /// Of a share: how many people it counts.
    pub(in crate::tabulation) chosen: Option<u64>,
}

impl FigureInRelease<'_> {
    pub(super) fn subjects(&self) -> Vec<&Subject> {
        let mut subjects: Vec<&Subject> = bases(&self.plan.kind).iter().map(|of| &of.subject).collect();
        subjects.extend(groups(&self.plan.kind).map(|(subject, _)| subject));
        subjects
    }
}

/// The variables that a figure is of.
fn bases(kind: &FigureKind) -> Vec<&BaseOf> {
    match kind {
        FigureKind::Share(share) => vec![&share.of],
        FigureKind::Base(of) | FigureKind::MarginOfError(of) => of.iter().collect(),
        FigureKind::Mean(of) | FigureKind::Median(of) | FigureKind::Nps(of) | FigureKind::Total(of) => {
            vec![of]
        }
        FigureKind::Difference(sides) => sides.iter().map(|side| &side.of).collect(),
        FigureKind::Ratio(sides) => sides.iter().collect(),
        FigureKind::Paired(paired) => paired.items.iter().collect(),
        FigureKind::Gap(gap) => vec![gap.of.base()],
        FigureKind::Trend(trend) => vec![trend.of.base()],
        FigureKind::DesignEffect(of) => of.iter().map(|of| of.base()).collect(),
    }
}

/// The nets that a figure counts.
fn shares(kind: &FigureKind) -> Vec<(&BaseOf, &[usize])> {
    fn of_share(share: &ShareOf) -> (&BaseOf, &[usize]) {
        (&share.of, share.categories.as_slice())
    }
    fn of_estimate(estimate: &Estimate) -> Option<(&BaseOf, &[usize])> {
        match estimate {
            Estimate::Share(share) => Some(of_share(share)),
            Estimate::Mean(_) => None,
        }
    }
    match kind {
        FigureKind::Share(share) => vec![of_share(share)],
        FigureKind::Difference(sides) => sides.iter().map(of_share).collect(),
        FigureKind::Paired(paired) => {
            let nets = paired.net.iter().flatten();
            paired.items.iter().zip(nets).map(|(of, net)| (of, net.as_slice())).collect()
        }
        FigureKind::Gap(gap) => of_estimate(&gap.of).into_iter().collect(),
        FigureKind::Trend(trend) => of_estimate(&trend.of).into_iter().collect(),
        FigureKind::DesignEffect(of) => of.iter().filter_map(|of| of_estimate(of)).collect(),
        FigureKind::Base(_)
        | FigureKind::Mean(_)
        | FigureKind::Median(_)
        | FigureKind::Nps(_)
        | FigureKind::Total(_)
        | FigureKind::MarginOfError(_)
        | FigureKind::Ratio(_) => Vec::new(),
    }
}

/// The groups that a figure compares: a variable and some of its categories.
fn groups(kind: &FigureKind) -> Option<(&Subject, &[usize])> {
    match kind {
        FigureKind::Gap(gap) => Some((&gap.by, gap.between.as_slice())),
        FigureKind::Trend(trend) if !trend.places.is_empty() => Some((&trend.over, trend.places.as_slice())),
        FigureKind::Trend(_)
        | FigureKind::Share(_)
        | FigureKind::Base(_)
        | FigureKind::Mean(_)
        | FigureKind::Median(_)
        | FigureKind::Nps(_)
        | FigureKind::Total(_)
        | FigureKind::Difference(_)
        | FigureKind::MarginOfError(_)
        | FigureKind::Ratio(_)
        | FigureKind::Paired(_)
        | FigureKind::DesignEffect(_) => None,
    }
}

/// The counts that a figure stands on.
pub(super) struct FigureKeys {
    base: Option<usize>,
    /// Hidden with any of these, where some output speaks of them.
    made_of: Vec<Key>,
    /// People and a variable whose single categories all go into it.
    scores: Vec<(Key, String)>,
}

impl FigureKeys {
    pub(super) fn of(found: &FigureInRelease<'_>, keys: &mut Keys) -> FigureKeys {
        let plan = found.plan;
        let people = keys.domain(plan.filter.as_ref(), None);
        let mut parts = vec![people.clone()];
        let mut everyone = people.clone();
        if let Some((subject, places)) = groups(&plan.kind) {
            let name = name(subject, None);
            everyone = chosen_key(&people, &name, places);
            parts = places.iter().map(|place| chosen_key(&people, &name, &[*place])).collect();
        }
        let mut base = everyone;
        let (mut made_of, mut scores) = (Vec::new(), Vec::new());
        for of in bases(&plan.kind) {
            let name = name(&of.subject, None);
            base = base_key(&base, &name, of.base, &of.valid);
            made_of.extend(parts.iter().map(|part| base_key(part, &name, of.base, &of.valid)));
            if shares(&plan.kind).is_empty()
                && !matches!(plan.kind, FigureKind::Base(_) | FigureKind::MarginOfError(_))
            {
                scores.extend(parts.iter().map(|part| (part.clone(), name.clone())));
            }
        }
        for (of, categories) in shares(&plan.kind) {
            let name = name(&of.subject, None);
            made_of.extend(parts.iter().map(|part| chosen_key(part, &name, categories)));
            if let Some(chosen) = found.chosen {
                let kind = if categories.len() > 1 { Kind::Net } else { Kind::Cell };
                keys.publish(&chosen_key(&people, &name, categories), chosen, kind);
            }
        }
        let base = keys.publish(&base, found.figure.base.unweighted, Kind::Base);
        FigureKeys { base, made_of, scores }
    }

    pub(super) fn hide(&self, found: &mut FigureInRelease<'_>, keys: &Keys, hidden: &BTreeSet<usize>) {
        let is_hidden = |place: usize| hidden.contains(&place);
        let is_base_hidden = self.base.is_some_and(is_hidden);
        let by_part = self.made_of.iter().filter_map(|key| keys.find(key)).any(is_hidden);
        let by_score =
            || self.scores.iter().any(|(key, name)| keys.members(key, name).into_iter().any(is_hidden));
        if !is_base_hidden && !by_part && !by_score() {
            return;
        }
        let old = &mut *found.figure;
        *old = Figure {
            id: old.id.clone(),
            kind: old.kind,
            value: None,
            text: HIDDEN.to_owned(),
            base: if is_base_hidden { Base::hidden() } else { old.base },
            se: None,
            ci: None,
            df: None,
            statistic: None,
            p: None,
            published: None,
        };
    }
}
