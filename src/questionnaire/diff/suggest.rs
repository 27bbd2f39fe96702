//! Which items of NEW may continue which of OLD, where nobody has said so: by the words of the question and by what is
//! offered. Each comes with the lines that would declare it; none is ever applied.

use std::collections::BTreeSet;

use super::Difference;
use super::corpus::{Corpus, Likeness};
use super::correspondence::{Found, OptionPairs};
use super::declarations;
use super::pairing::Partner;
use crate::questionnaire::{Item, ItemIndex, ItemKind, Questionnaire};

/// Below this two questions have only a few words in common. On the two OSPO waves every pair above it is the same
/// question or its direct successor.
const SCORE_MIN: f64 = 0.5;
/// Under one id, another item must be that much more alike before the two are taken apart.
const BETTER_BY: f64 = 0.2;
/// An item of another type may have the same subject, but its answers are others.
const OTHER_TYPE: f64 = 0.8;

/// What a like base adds to the rank of a pair, though not to its score.
const BASE_WEIGHT: f64 = 0.1;

/// A match that the author may want to declare.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    pub old: ItemIndex,
    pub new: ItemIndex,
    /// From 0 to 1, by text, options and rows.
    pub score: f64,
    /// What the score stands on, in words.
    pub because: String,
    /// Lines to paste into the item of NEW.
    pub lines: Vec<String>,
}

struct Candidate {
    old: ItemIndex,
    new: ItemIndex,
    score: f64,
    likeness: Likeness,
}

impl Candidate {
    /// Among pairs that are about as much alike, those whose respondents are alike go first: what users were asked is no
    /// successor of what planners were.
    fn rank(&self) -> f64 {
        self.score + BASE_WEIGHT * self.likeness.base
    }
}

/// The suggestions in the order of NEW. Each item of either side stands in one at most, the most alike first.
pub fn suggest(old: &Questionnaire, new: &Questionnaire, difference: &Difference) -> Vec<Suggestion> {
    let new = &declarations::about(old, new);
    let corpus = Corpus::of(old, new);
    let (free_old, free_new, by_id) = open(new, difference, &corpus);
    let (common_old, common_new) = (common_texts(old), common_texts(new));
    let speaks =
        |item: &Item, common: &BTreeSet<&str>| !is_note(item) && !common.contains(&*item.text.source);
    let mut candidates = Vec::new();
    for before in free_old.iter().filter(|index| speaks(old.item(**index), &common_old)) {
        for now in free_new.iter().filter(|index| speaks(new.item(**index), &common_new)) {
            if corpus.score_at_most(*before, *now) < SCORE_MIN || is_paired(&by_id, *before, *now) {
                continue;
            }
            let likeness = corpus.likeness(*before, *now);
            let same_type = old.item(*before).type_name() == new.item(*now).type_name();
            let score = likeness.score() * if same_type { 1.0 } else { OTHER_TYPE };
            let candidate = Candidate { old: *before, new: *now, score, likeness };
            if score >= SCORE_MIN && beats_its_id(&candidate, &by_id) {
                candidates.push(candidate);
            }
        }
    }
    let found = the_best(candidates);
    let mut pairs: Vec<(ItemIndex, ItemIndex)> = found.iter().map(|found| (found.old, found.new)).collect();
    let mut suggestions: Vec<Suggestion> =
        found.iter().map(|found| suggestion(found, old.item(found.old), new.item(found.new))).collect();
    suggestions.extend(maps(old, new, &by_id, &pairs));
    followers(old, new, (&free_old, &free_new), difference, &mut pairs, &mut suggestions);
    suggestions.sort_by_key(|suggestion| suggestion.new);
    suggestions
}

/// Of each item the pair with the highest score, the best of all first.
fn the_best(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.sort_by(|one, other| {
        other.rank().total_cmp(&one.rank()).then(one.new.cmp(&other.new)).then(one.old.cmp(&other.old))
    });
    let (mut taken_old, mut taken_new) = (BTreeSet::new(), BTreeSet::new());
    candidates.retain(|candidate| {
        let free = !taken_old.contains(&candidate.old) && !taken_new.contains(&candidate.new);
        if free {
            taken_old.insert(candidate.old);
            taken_new.insert(candidate.new);
        }
        free
    });
    candidates
}

/// Items that go on under their id, but whose answers stand under other codes without a map.
fn maps(
    old: &Questionnaire,
    new: &Questionnaire,
    by_id: &ById,
    pairs: &[(ItemIndex, ItemIndex)],
) -> Vec<Suggestion> {
    let alone =
        by_id.iter().filter(|(before, now, _)| !pairs.iter().any(|(old, new)| old == before || new == now));
    let suggested = alone.filter_map(|(before, now, score)| {
        let (one, other) = (old.item(*before), new.item(*now));
        let declaration = map(one, other)?;
        (one.type_name() == other.type_name()).then(|| Suggestion {
            old: *before,
            new: *now,
            score: *score,
            because: "the same id, and the same answers under other codes".to_owned(),
            lines: declaration,
        })
    });
    suggested.collect()
}

/// Pairs that stand only on their common id, with their score.
type ById = Vec<(ItemIndex, ItemIndex, f64)>;

/// The items of each side that nothing but an id binds.
fn open(
    new: &Questionnaire,
    difference: &Difference,
    corpus: &Corpus<'_>,
) -> (Vec<ItemIndex>, Vec<ItemIndex>, ById) {
    let (mut free_old, mut free_new, mut by_id) = (Vec::new(), Vec::new(), Vec::new());
    for item in &difference.items {
        match item.partner {
            Partner::None | Partner::AnotherQuestion(_) => {
                free_old.extend(item.old);
                free_new.extend(item.new);
            }
            Partner::SameId(before) => {
                let Some(now) = item.new else { continue };
                let history = &new.item(now).history;
                let judged = history.comparable.is_some() || history.editorial || history.verdict.is_some();
                if !judged {
                    free_old.push(before);
                    free_new.push(now);
                    by_id.push((before, now, corpus.likeness(before, now).score()));
                }
            }
            Partner::Replaces(_) => {}
        }
    }
    free_old.sort();
    free_old.dedup();
    (free_old, free_new, by_id)
}

fn is_paired(by_id: &ById, before: ItemIndex, now: ItemIndex) -> bool {
    by_id.iter().any(|(old, new, _)| *old == before && *new == now)
}

/// Whether the pair is clearly more alike than what each of the two is bound to by its id.
fn beats_its_id(pair: &Candidate, by_id: &ById) -> bool {
    by_id
        .iter()
        .filter(|(old, new, _)| *old == pair.old || *new == pair.new)
        .all(|(_, _, score)| pair.score >= score + BETTER_BY)
}

fn is_note(item: &Item) -> bool {
    matches!(item.kind, ItemKind::Note)
}

/// Questions that a file asks more than once ("Other, please specify"): they say nothing on their own.
fn common_texts(questionnaire: &Questionnaire) -> BTreeSet<&str> {
    let mut met = BTreeSet::new();
    questionnaire.items.iter().map(|item| &*item.text.source).filter(|text| !met.insert(*text)).collect()
}

/// Items with a common text go with the item they follow: "Other" behind q47 is that of q47.
fn followers(
    old: &Questionnaire,
    new: &Questionnaire,
    (free_old, free_new): (&[ItemIndex], &[ItemIndex]),
    difference: &Difference,
    pairs: &mut Vec<(ItemIndex, ItemIndex)>,
    suggestions: &mut Vec<Suggestion>,
) {
    pairs.extend(difference.items.iter().filter_map(|item| item.partner.continued().zip(item.new)));
    let common = common_texts(new);
    for now in free_new {
        let new_item = new.item(*now);
        if !common.contains(&*new_item.text.source)
            || suggestions.iter().any(|suggestion| suggestion.new == *now)
        {
            continue;
        }
        let Some(leader) = now.0.checked_sub(1).map(ItemIndex) else { continue };
        let before = pairs.iter().find(|(_, new)| *new == leader).map(|(old, _)| ItemIndex(old.0 + 1));
        let Some(before) = before.filter(|before| free_old.contains(before)) else { continue };
        let old_item = old.item(before);
        let same =
            old_item.text.source == new_item.text.source && old_item.type_name() == new_item.type_name();
        if !same || old_item.id == new_item.id {
            continue;
        }
        suggestions.push(Suggestion {
            old: before,
            new: *now,
            score: 1.0,
            because: format!(
                "the same text, behind {} as it stood behind {}",
                new.item(leader).id,
                old.item(ItemIndex(before.0 - 1)).id
            ),
            lines: vec![format!("replaces: {}", old_item.id)],
        });
    }
}

fn suggestion(found: &Candidate, old: &Item, new: &Item) -> Suggestion {
    let percent = |share: f64| format!("{} %", libm::round(share * 100.0));
    let mut because = vec![format!("words {}", percent(found.likeness.text))];
    because.extend(found.likeness.options.map(|share| format!("options {}", percent(share))));
    because.extend(found.likeness.rows.map(|share| format!("rows {}", percent(share))));
    because.extend(
        found
            .likeness
            .across
            .map(|share| format!("{} of what was offered stands in the grid", percent(share))),
    );
    if old.type_name() != new.type_name() {
        because.push(format!("but it was {} and is {}", old.type_name(), new.type_name()));
    }
    Suggestion {
        old: found.old,
        new: found.new,
        score: found.score,
        because: because.join(", "),
        lines: lines(old, new),
    }
}

/// `replaces:`, and a map where the same answers stand under other codes.
fn lines(old: &Item, new: &Item) -> Vec<String> {
    let mut lines = vec![format!("replaces: {}", old.id)];
    if old.type_name() != new.type_name() {
        lines.push("comparable: no".to_owned());
        return lines;
    }
    lines.extend(map(old, new).into_iter().flatten());
    lines
}

/// `comparable: recoded` and its map; `None` where every answer kept its code, and where a map would be untrue: a code
/// that it leaves out keeps its meaning, so every code that both sides have must stand for the same answer in both.
fn map(old: &Item, new: &Item) -> Option<Vec<String>> {
    let options = OptionPairs::of(old, new);
    if !options.reused.is_empty() {
        return None;
    }
    let moved = options.pairs.iter().filter(|(_, _, found)| *found == Found::SameText);
    let entries: Vec<String> = moved
        .filter_map(|(before, now, _)| {
            let before = old.options().get(usize::from(before.0))?;
            let now = new.options().get(usize::from(now.0))?;
            Some(format!("{}: {}", now.code, before.code))
        })
        .collect();
    (!entries.is_empty())
        .then(|| vec!["comparable: recoded".to_owned(), format!("map: {{ {} }}", entries.join(", "))])
}
