//! The figures of a release: which counts each gives away, and what is left of one that does.

use std::collections::BTreeSet;

use super::HIDDEN;
use super::keys::{Key, Keys, Named};
use super::release::Kind;
use crate::tabulation::report_file::{BaseOf, Estimate, FigureKind, FigurePlan, ShareOf};
use crate::tabulation::subject::Subject;
use crate::tabulation::table::{Base, Figure};

/// A figure with what it is made from.
pub(in crate::tabulation) struct FigureInRelease<'r> {
    pub(in crate::tabulation) plan: &'r FigurePlan,
    pub(in crate::tabulation) figure: &'r mut Figure,
    pub(in crate::tabulation) told: FigureCounts,
}

/// The base, and of a share those who are counted.
type GroupCounts = (u64, Option<u64>);

/// How many people a figure is made from.
#[derive(Debug, Clone, Default)]
pub(in crate::tabulation) struct FigureCounts {
    /// The base and, of shares, those who are counted: of everyone, then of each group that is compared.
    pub(in crate::tabulation) groups: Vec<GroupCounts>,
    /// Of two shares of the same people: how many each counts.
    pub(in crate::tabulation) sides: Option<[u64; 2]>,
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
    /// Hidden with any of these.
    made_of: Vec<usize>,
    /// People and a variable whose single categories all go into it.
    scores: Vec<(Key, Named)>,
}

impl FigureKeys {
    pub(super) fn of(found: &FigureInRelease<'_>, keys: &mut Keys) -> FigureKeys {
        let plan = found.plan;
        let people = keys.domain(plan.filter.as_ref(), None);
        let mut own = FigureKeys { base: None, made_of: Vec::new(), scores: Vec::new() };
        let mut everyone = people.clone();
        let mut parts: Vec<(Key, Option<GroupCounts>)> = Vec::new();
        match groups(&plan.kind) {
            Some((subject, places)) => {
                let named = Named::of(subject, None);
                everyone = named.chosen(&people, places);
                let told = found.told.groups.iter().skip(1).copied().map(Some);
                let told = told.chain(std::iter::repeat(None));
                let groups = places.iter().map(|place| named.chosen(&people, &[*place]));
                parts.extend(groups.zip(told));
            }
            None => parts.push((people.clone(), found.told.groups.first().copied())),
        }
        let nets = shares(&plan.kind);
        // Two variables of the same people: of those who are in both bases.
        let mut joint = everyone;
        for of in bases(&plan.kind) {
            joint = Named::of(&of.subject, None).base(&joint, of.base, &of.valid);
        }
        for of in bases(&plan.kind) {
            let named = Named::of(&of.subject, None);
            for (part, told) in &parts {
                let base = named.base(part, of.base, &of.valid);
                if let Some((number, _)) = told {
                    own.made_of.extend(keys.publish_figure_base(part, &base, *number));
                }
                own.made_of.extend(keys.find(&base));
                if nets.is_empty() && !matches!(plan.kind, FigureKind::Base(_) | FigureKind::MarginOfError(_))
                {
                    own.scores.push((part.clone(), named.clone()));
                }
            }
        }
        for (side, (of, categories)) in nets.into_iter().enumerate() {
            let named = Named::of(&of.subject, None);
            let kind = if categories.len() > 1 { Kind::Net } else { Kind::Cell };
            for (part, told) in &parts {
                let key = named.chosen(part, categories);
                let chosen = told.and_then(|(_, chosen)| chosen);
                own.made_of.extend(chosen.and_then(|chosen| keys.publish(&key, chosen, kind)));
                own.made_of.extend(keys.find(&key));
            }
            if let Some(sides) = found.told.sides {
                own.made_of.extend(keys.publish(&named.chosen(&joint, categories), sides[side.min(1)], kind));
            }
        }
        if let (FigureKind::Mean(of), Some(mean)) = (&plan.kind, found.figure.value) {
            let named = Named::of(&of.subject, None);
            named.publish_two(keys, &people, &of.subject, (mean, found.figure.base.unweighted));
        }
        own.base = keys.publish_figure_base(&people, &joint, found.figure.base.unweighted);
        own
    }

    pub(super) fn hide(&self, found: &mut FigureInRelease<'_>, keys: &Keys, hidden: &BTreeSet<usize>) {
        let is_hidden = |place: usize| hidden.contains(&place);
        let is_base_hidden = self.base.is_some_and(is_hidden);
        let by_part = self.made_of.iter().copied().any(is_hidden);
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
            along: Vec::new(),
            changes: Vec::new(),
        };
    }
}
