//! How alike two items are, by the words of their questions and what they offer. A word counts by how rare it is in the
//! two questionnaires: "organization" says little in a survey of organizations.

use std::collections::{BTreeMap, BTreeSet};

use super::words_apart::{Distance, distance, plain_words};
use crate::questionnaire::{Item, Questionnaire};

/// The words of two questionnaires, with the number of items that use each.
#[derive(Debug)]
pub(super) struct Corpus {
    items: usize,
    uses: BTreeMap<String, usize>,
}

/// How alike two items are, each from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Likeness {
    /// By the words of the question: the cosine of their weights.
    pub(super) text: f64,
    /// The share of options that stand in both; `None` where one of the items has none.
    pub(super) options: Option<f64>,
    /// The share of rows that stand in both; `None` where one of the items has none.
    pub(super) rows: Option<f64>,
}

impl Likeness {
    /// One figure: the text counts for three fifths, options and rows for the rest.
    pub(super) fn score(self) -> f64 {
        const TEXT: f64 = 0.6;
        match (self.options, self.rows) {
            (None, None) => self.text,
            (Some(share), None) | (None, Some(share)) => TEXT * self.text + (1.0 - TEXT) * share,
            (Some(options), Some(rows)) => TEXT * self.text + (1.0 - TEXT) * (options + 2.0 * rows) / 3.0,
        }
    }
}

impl Corpus {
    pub(super) fn of(questionnaires: [&Questionnaire; 2]) -> Corpus {
        let mut corpus = Corpus { items: 0, uses: BTreeMap::new() };
        for item in questionnaires.iter().flat_map(|questionnaire| &questionnaire.items) {
            corpus.items += 1;
            let words: BTreeSet<String> = question_words(&item.text.source).into_iter().collect();
            for word in words {
                *corpus.uses.entry(word).or_default() += 1;
            }
        }
        corpus
    }

    pub(super) fn likeness(&self, old: &Item, new: &Item) -> Likeness {
        let texts = |item: &Item| -> (Vec<String>, Vec<String>) {
            let options = item.options().iter().filter(|option| option.missing.is_none());
            (
                options.map(|option| option.text.source.to_string()).collect(),
                item.rows().iter().map(|row| row.text.source.to_string()).collect(),
            )
        };
        let ((old_options, old_rows), (new_options, new_rows)) = (texts(old), texts(new));
        Likeness {
            text: self.cosine(&question_words(&old.text.source), &question_words(&new.text.source)),
            options: shared(&old_options, &new_options),
            rows: shared(&old_rows, &new_rows),
        }
    }

    /// The inverse document frequency, never below a tenth: a word of every item still is a word.
    fn weight(&self, word: &str) -> f64 {
        let uses = self.uses.get(word).copied().unwrap_or(1).max(1);
        libm::log(self.items.max(1) as f64 / uses as f64).max(0.1)
    }

    fn cosine(&self, old: &[String], new: &[String]) -> f64 {
        let counted = |words: &[String]| {
            let mut counts: BTreeMap<String, f64> = BTreeMap::new();
            for word in words {
                *counts.entry(word.clone()).or_default() += self.weight(word);
            }
            counts
        };
        let (old, new) = (counted(old), counted(new));
        let length = |counts: &BTreeMap<String, f64>| {
            libm::sqrt(counts.values().map(|weight| weight * weight).sum::<f64>())
        };
        let product: f64 =
            old.iter().filter_map(|(word, weight)| new.get(word).map(|other| weight * other)).sum();
        let lengths = length(&old) * length(&new);
        if lengths > 0.0 { (product / lengths).min(1.0) } else { 0.0 }
    }
}

/// The words of a question that carry meaning: without "(select one)" and the like at the end, and without plural and
/// genitive endings of English, which other languages hardly miss.
fn question_words(text: &str) -> Vec<String> {
    let trimmed = text.trim_end();
    let body = match trimmed.rfind('(') {
        Some(open) if trimmed.ends_with(')') => trimmed.split_at(open).0,
        Some(_) | None => trimmed,
    };
    let words = plain_words(if body.trim().is_empty() { trimmed } else { body });
    words
        .into_iter()
        .map(|word| match word.strip_suffix('s') {
            Some(stem) if stem.chars().count() >= 3 && !stem.ends_with('s') => stem.to_owned(),
            Some(_) | None => word,
        })
        .collect()
}

/// The share of texts that have a partner on the other side (Dice); `None` where a side is empty.
fn shared(old: &[String], new: &[String]) -> Option<f64> {
    if old.is_empty() || new.is_empty() {
        return None;
    }
    let mut left: Vec<&String> = new.iter().collect();
    let mut found = 0usize;
    for text in old {
        let partner = left
            .iter()
            .position(|other| distance(text, other) <= Distance::Signs)
            .or_else(|| left.iter().position(|other| distance(text, other) == Distance::Words));
        if let Some(at) = partner {
            left.swap_remove(at);
            found += 1;
        }
    }
    Some(2.0 * found as f64 / (old.len() + new.len()) as f64)
}
