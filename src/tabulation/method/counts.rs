//! The counts that a statement gives, and which of them public output hides: few people of a disposition, a source or a
//! language, and what they could be worked out from.

use std::collections::BTreeSet;

use super::data::by_word;
use crate::questionnaire::condition::Given;
use crate::responses::Disposition;
use crate::tabulation::dataset::Dataset;
use crate::tabulation::disclosure::{CountList, HIDDEN};
use crate::tabulation::report_file::Universe;

/// What a statement counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Counted {
    Begun,
    /// By its place among all dispositions.
    Of(usize),
    /// Whom the rate of completion is of.
    Eligible,
    Source(String),
    Language(String),
}

/// Those that public output hides; none where analysts read.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    min_cell: Option<u64>,
    counts: BTreeSet<Counted>,
}

impl Hidden {
    pub(super) fn of(dataset: &Dataset, universe: &Universe, min_cell: Option<u64>) -> Hidden {
        let Some(smallest) = min_cell else { return Hidden::default() };
        let mut list = CountList::default();
        let mut places: Vec<(Counted, usize)> = Vec::new();
        let begun = list.add(dataset.respondents() as u64, false);
        places.push((Counted::Begun, begun));
        let mut dispositions = Vec::new();
        for (place, disposition) in Disposition::ALL.into_iter().enumerate() {
            let is_told = match universe {
                Universe::Complete => disposition == Disposition::Complete,
                Universe::Usable | Universe::Expression(_) => false,
            };
            let at = list.add(with_disposition(dataset, disposition), is_told);
            dispositions.push(at);
            places.push((Counted::Of(place), at));
        }
        list.sum(begun, dispositions.clone(), smallest);
        let eligible = |place: &usize| is_eligible(Disposition::ALL[*place]);
        let of_rate: Vec<usize> =
            (0..dispositions.len()).filter(eligible).map(|place| dispositions[place]).collect();
        let people = (0..dispositions.len()).filter(eligible);
        let people = people.map(|place| with_disposition(dataset, Disposition::ALL[place])).sum();
        let rate = list.add(people, false);
        list.sum(rate, of_rate, smallest);
        places.push((Counted::Eligible, rate));
        let words = [
            (Given::Source, Counted::Source as fn(String) -> Counted),
            (Given::Language, Counted::Language as fn(String) -> Counted),
        ];
        for (given, counted) in words {
            let counts = by_word(dataset, given);
            let parts: Vec<usize> = counts.values().map(|count| list.add(*count, false)).collect();
            list.sum(begun, parts.clone(), smallest);
            places.extend(counts.keys().map(|word| counted((*word).to_owned())).zip(parts));
        }
        if let Universe::Usable = universe {
            // How many are usable is told as what the tables stand on.
            let usable = [Disposition::Complete, Disposition::Partial];
            let is_usable = |place: &usize| usable.contains(&Disposition::ALL[*place]);
            let told =
                list.add(usable.map(|disposition| with_disposition(dataset, disposition)).iter().sum(), true);
            let parts = (0..dispositions.len()).filter(is_usable).map(|place| dispositions[place]).collect();
            list.sum(told, parts, smallest);
        }
        let hidden = list.hidden(smallest);
        let counts = places.into_iter().filter(|(_, place)| hidden.contains(place)).map(|(found, _)| found);
        Hidden { min_cell, counts: counts.collect() }
    }

    pub(super) fn contains(&self, counted: &Counted) -> bool {
        self.counts.contains(counted)
    }

    /// The number, or the sign of a hidden one.
    pub(super) fn shown(&self, counted: &Counted, count: u64) -> String {
        if self.contains(counted) { HIDDEN.to_owned() } else { count.to_string() }
    }

    /// The same of a number that is part of no sum.
    pub(super) fn shown_alone(&self, count: u64) -> String {
        let is_small = self.min_cell.is_some_and(|smallest| (1..smallest).contains(&count));
        if is_small { HIDDEN.to_owned() } else { count.to_string() }
    }
}

/// Whether the rate of completion is of such interviews.
pub(super) fn is_eligible(disposition: Disposition) -> bool {
    match disposition {
        Disposition::Complete | Disposition::Partial | Disposition::BreakOff => true,
        Disposition::ScreenedOut | Disposition::QuotaFull => false,
    }
}

/// How many interviews ended so.
pub(super) fn with_disposition(dataset: &Dataset, wanted: Disposition) -> u64 {
    (0..dataset.chunks()).map(|chunk| dataset.with_disposition(chunk, &[wanted]).count()).sum()
}
