//! How alike two items are, by the words of their questions and what they offer. A word counts by how rare it is in the
//! two questionnaires: "organization" says little in a survey of organizations.

use std::collections::{BTreeMap, BTreeSet};

use super::words_apart::{Distance, distance, plain, plain_words};
use crate::questionnaire::{Item, ItemIndex, Questionnaire, words};

/// Two questionnaires, ready to be compared by their words.
#[derive(Debug)]
pub(super) struct Corpus<'a> {
    old: Vec<Prepared<'a>>,
    new: Vec<Prepared<'a>>,
}

/// An item's question as weighted words: a vector of length 1.
#[derive(Debug)]
struct Prepared<'a> {
    item: &'a Item,
    words: BTreeMap<String, f64>,
    /// The words of its condition; empty where everybody is asked.
    base: BTreeMap<String, f64>,
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
    /// Where one is a grid and the other is none: the share of rows of the one that are options of the other.
    pub(super) across: Option<f64>,
    /// How alike the conditions are by their words; 1 where both are asked of everybody.
    pub(super) base: f64,
    /// Whether the lists that were compared are long ones.
    pub(super) long_lists: bool,
}

/// What the text counts for in [`Likeness::score`].
const TEXT: f64 = 0.6;
/// What long lists count for.
const LIST: f64 = 0.7;
/// From here on a list is no rating scale any more, and hardly stands twice by chance.
const LONG_LIST_MIN: usize = 8;

impl Likeness {
    /// One figure: the text counts for three fifths, options and rows for the rest. Two long lists that are the same
    /// say more than the sentence above them.
    pub(super) fn score(self) -> f64 {
        let offered = match (self.options, self.rows, self.across) {
            (_, _, Some(share)) | (Some(share), None, None) | (None, Some(share), None) => share,
            (Some(options), Some(rows), None) => (options + 2.0 * rows) / 3.0,
            (None, None, None) => return self.text,
        };
        let by_text = TEXT * self.text + (1.0 - TEXT) * offered;
        if self.long_lists { by_text.max(LIST * offered + (1.0 - LIST) * self.text) } else { by_text }
    }
}

impl<'a> Corpus<'a> {
    pub(super) fn of(old: &'a Questionnaire, new: &'a Questionnaire) -> Corpus<'a> {
        let questions = |questionnaire: &'a Questionnaire| -> Vec<Vec<String>> {
            questionnaire.items.iter().map(|item| question_words(&item.text.source)).collect()
        };
        let (old_words, new_words) = (questions(old), questions(new));
        let mut uses: BTreeMap<String, usize> = BTreeMap::new();
        for words in old_words.iter().chain(&new_words) {
            for word in words.iter().collect::<BTreeSet<_>>() {
                *uses.entry(word.clone()).or_default() += 1;
            }
        }
        let items = old.items.len() + new.items.len();
        let prepared = |questionnaire: &'a Questionnaire, questions: Vec<Vec<String>>| {
            let each = questionnaire.items.iter().zip(questions).enumerate();
            each.map(|(at, (item, words))| Prepared {
                item,
                words: weighted(&words, items, &uses),
                base: base(questionnaire, ItemIndex(at)),
            })
            .collect()
        };
        Corpus { old: prepared(old, old_words), new: prepared(new, new_words) }
    }

    pub(super) fn likeness(&self, old: ItemIndex, new: ItemIndex) -> Likeness {
        let Some((old, new)) = self.old.get(old.0).zip(self.new.get(new.0)) else {
            return Likeness {
                text: 0.0,
                options: None,
                rows: None,
                across: None,
                base: 0.0,
                long_lists: false,
            };
        };
        let (old_options, old_rows) = offered(old.item);
        let (new_options, new_rows) = offered(new.item);
        let longest = |options: &[&str], rows: &[&str]| options.len().max(rows.len());
        let across = match (old_rows.is_empty(), new_rows.is_empty()) {
            (true, false) => shared(&old_options, &new_rows),
            (false, true) => shared(&old_rows, &new_options),
            (true, true) | (false, false) => None,
        };
        Likeness {
            text: cosine(&old.words, &new.words),
            options: shared(&old_options, &new_options),
            rows: shared(&old_rows, &new_rows),
            across,
            base: if old.base.is_empty() && new.base.is_empty() { 1.0 } else { cosine(&old.base, &new.base) },
            long_lists: longest(&old_options, &old_rows).min(longest(&new_options, &new_rows))
                >= LONG_LIST_MIN,
        }
    }

    /// The most that [`Likeness::score`] can be, by the words alone: cheap, and enough for most pairs.
    pub(super) fn score_at_most(&self, old: ItemIndex, new: ItemIndex) -> f64 {
        let words = self.old.get(old.0).zip(self.new.get(new.0));
        words.map_or(0.0, |(old, new)| {
            let long = |item: &Item| item.options().len().max(item.rows().len()) >= LONG_LIST_MIN;
            let text = if long(old.item) && long(new.item) { 1.0 - LIST } else { TEXT };
            text * cosine(&old.words, &new.words) + (1.0 - text)
        })
    }
}

/// Each word with its inverse document frequency, never below a tenth (a word of every item still is a word), scaled to
/// a length of 1.
fn weighted(words: &[String], items: usize, uses: &BTreeMap<String, usize>) -> BTreeMap<String, f64> {
    let mut weights: BTreeMap<String, f64> = BTreeMap::new();
    for word in words {
        let used = uses.get(word).copied().unwrap_or(1).max(1);
        *weights.entry(word.clone()).or_default() += libm::log(items.max(1) as f64 / used as f64).max(0.1);
    }
    let length = libm::sqrt(weights.values().map(|weight| weight * weight).sum::<f64>());
    weights.values_mut().for_each(|weight| *weight /= length);
    weights
}

/// The condition's words without the ids in it, which shift: the texts of the options it names.
fn base(questionnaire: &Questionnaire, item: ItemIndex) -> BTreeMap<String, f64> {
    let said = words::universe(questionnaire, item, questionnaire.source_language()).unwrap_or_default();
    let mut words = plain_words(&said);
    words.retain(|word| questionnaire.find_item(word).is_none());
    weighted(&words, 1, &BTreeMap::new())
}

fn cosine(old: &BTreeMap<String, f64>, new: &BTreeMap<String, f64>) -> f64 {
    let product: f64 =
        old.iter().filter_map(|(word, weight)| new.get(word).map(|other| weight * other)).sum();
    product.min(1.0)
}

/// The texts of an item's options, without reasons for no answer, and of its rows.
fn offered(item: &Item) -> (Vec<&str>, Vec<&str>) {
    let options = item.options().iter().filter(|option| option.missing.is_none());
    (
        options.map(|option| &*option.text.source).collect(),
        item.rows().iter().map(|row| &*row.text.source).collect(),
    )
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

/// Lists whose rests are longer differ anyway, and every text would be held against every other.
const REWORDINGS_MAX: usize = 900;

/// The share of texts that have a partner on the other side (Dice); `None` where a side is empty.
fn shared(old: &[&str], new: &[&str]) -> Option<f64> {
    if old.is_empty() || new.is_empty() {
        return None;
    }
    let mut free: BTreeMap<String, usize> = BTreeMap::new();
    for text in new {
        *free.entry(plain(text)).or_default() += 1;
    }
    // The very text first, so that no rewording takes its place.
    let mut rest = Vec::new();
    for text in old {
        match free.get_mut(&plain(text)) {
            Some(number) if *number > 0 => *number -= 1,
            Some(_) | None => rest.push(*text),
        }
    }
    let mut found = old.len() - rest.len();
    let mut left: Vec<String> =
        free.into_iter().flat_map(|(text, number)| std::iter::repeat_n(text, number)).collect();
    if rest.len() * left.len() <= REWORDINGS_MAX {
        for text in rest {
            if let Some(at) = left.iter().position(|other| distance(text, other) <= Distance::Words) {
                left.swap_remove(at);
                found += 1;
            }
        }
    }
    Some((2.0 * found as f64 / (old.len() + new.len()) as f64).min(1.0))
}
