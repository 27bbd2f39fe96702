//! Which option of NEW is which of OLD, and which row: by the declared map, by the code, and, where nobody declared it,
//! by the same text under another code.

use std::collections::{BTreeMap, BTreeSet};

use super::remark::Remark;
use super::words_apart::{Distance, distance, plain, plain_words};
use crate::ids::OptionCode;
use crate::questionnaire::{AnswerOption, Comparable, Item, OptionIndex, Row};

/// How an option of NEW was found to be one of OLD.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    SameCode,
    /// The item's `map:` says so.
    Map,
    /// It has the same text under another code, and no map says so: figures by code would mix two answers.
    SameText,
}

/// The options of an item of OLD and of the item of NEW that continues it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OptionPairs {
    /// OLD, NEW, in the order of NEW. With a map one of OLD may stand beside several of NEW.
    pub pairs: Vec<(OptionIndex, OptionIndex, Found)>,
    /// Of NEW, in its order.
    pub added: Vec<OptionIndex>,
    /// Of OLD, in its order.
    pub removed: Vec<OptionIndex>,
    /// Options of one code that stand for different answers, and no map says so.
    pub reused: Vec<(OptionIndex, OptionIndex)>,
}

impl OptionPairs {
    pub(super) fn of(old: &Item, new: &Item) -> OptionPairs {
        let plain_texts =
            |item: &Item| item.options().iter().map(|option| plain(&option.text.source)).collect();
        let mut finder = Finder {
            old: old.options(),
            new: new.options(),
            old_plain: plain_texts(old),
            new_plain: plain_texts(new),
            old_places: places(old.options()),
            taken: vec![false; old.options().len()],
            partner: vec![None; new.options().len()],
        };
        finder.by_map(new);
        finder.by_code();
        finder.by_text();
        finder.finish()
    }

    /// The option of NEW that an option of OLD became, the first where it was split.
    pub(super) fn now(&self, old: OptionIndex) -> Option<OptionIndex> {
        self.pairs.iter().find(|(from, _, _)| *from == old).map(|(_, to, _)| *to)
    }
}

struct Finder<'a> {
    old: &'a [AnswerOption],
    new: &'a [AnswerOption],
    /// The texts without signs and capitals.
    old_plain: Vec<String>,
    new_plain: Vec<String>,
    old_places: BTreeMap<&'a str, usize>,
    taken: Vec<bool>,
    partner: Vec<Option<(usize, Found)>>,
}

impl Finder<'_> {
    fn take(&mut self, old: usize, new: usize, found: Found) {
        if let Some(taken) = self.taken.get_mut(old) {
            *taken = true;
        }
        if let Some(partner) = self.partner.get_mut(new) {
            *partner = Some((old, found));
        }
    }

    fn by_map(&mut self, item: &Item) {
        if item.history.comparable != Some(Comparable::Recoded) {
            return;
        }
        for (code, earlier) in &item.history.map {
            if let Some((old, new)) = place(self.old, earlier).zip(place(self.new, code)) {
                self.take(old, new, if earlier == code { Found::SameCode } else { Found::Map });
            }
        }
    }

    /// The same code for what may be the same answer: the words agree more or less, or both say "don't know".
    fn by_code(&mut self) {
        let texts = |texts: &[String]| -> BTreeSet<String> { texts.iter().cloned().collect() };
        let (olds, news) = (texts(&self.old_plain), texts(&self.new_plain));
        for (at, option) in self.new.iter().enumerate() {
            if self.partner.get(at).is_some_and(Option::is_some) {
                continue;
            }
            let earlier = self.old_places.get(option.code.as_str()).copied();
            let Some(earlier) = earlier.filter(|at| !self.is_taken(*at)) else { continue };
            let Some(before) = self.old.get(earlier) else { continue };
            let stands_in = |texts: &BTreeSet<String>, text: Option<&String>| {
                text.is_some_and(|text| texts.contains(text))
            };
            let kept = match distance(&before.text.source, &option.text.source) {
                Distance::Same | Distance::Signs => true,
                // Another option may say the very same: "Very important" under 4 that was under 5.
                Distance::Words => {
                    !stands_in(&olds, self.new_plain.get(at))
                        && !stands_in(&news, self.old_plain.get(earlier))
                }
                Distance::Apart => before.missing.is_some() && before.missing == option.missing,
            };
            if kept {
                self.take(earlier, at, Found::SameCode);
            }
        }
    }

    fn by_text(&mut self) {
        let mut free: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, text) in self.old_plain.iter().enumerate().rev() {
            if !self.is_taken(at) {
                free.entry(text.clone()).or_default().push(at);
            }
        }
        for at in 0..self.new.len() {
            if self.partner.get(at).is_some_and(Option::is_some) {
                continue;
            }
            let same = self.new_plain.get(at).and_then(|text| free.get_mut(text)).and_then(Vec::pop);
            if let Some(old) = same {
                self.take(old, at, Found::SameText);
            }
        }
        for (at, option) in self.new.iter().enumerate() {
            let found = self.partner.get(at).is_some_and(Option::is_some);
            if found || !(option.specify || option.missing.is_some()) {
                continue;
            }
            let find = |like: &dyn Fn(&AnswerOption) -> bool| {
                let mut old = self.old.iter().enumerate();
                old.find(|(old, other)| !self.is_taken(*old) && like(other)).map(|(old, _)| old)
            };
            let same_reason =
                |other: &AnswerOption| option.missing.is_some() && other.missing == option.missing;
            let old = find(&|other| is_the_other(other, option)).or_else(|| find(&same_reason));
            if let Some(old) = old {
                self.take(old, at, Found::SameText);
            }
        }
    }

    fn is_taken(&self, old: usize) -> bool {
        self.taken.get(old).copied().unwrap_or(false)
    }

    fn finish(self) -> OptionPairs {
        let index = |at: usize| OptionIndex(at as u16);
        let mut pairs = OptionPairs::default();
        for (at, partner) in self.partner.iter().enumerate() {
            match partner {
                Some((old, found)) => pairs.pairs.push((index(*old), index(at), *found)),
                None => pairs.added.push(index(at)),
            }
        }
        pairs.removed = (0..self.old.len()).filter(|at| !self.is_taken(*at)).map(index).collect();
        for (at, option) in self.new.iter().enumerate() {
            let Some(earlier) = self.old_places.get(option.code.as_str()).copied() else { continue };
            let partner = self.partner.get(at).copied().flatten();
            let own = partner.is_some_and(|(old, _)| old == earlier);
            let mapped = |old: usize| self.partner.contains(&Some((old, Found::Map)));
            let declared = matches!(partner, Some((_, Found::Map))) || mapped(earlier);
            if !own && !declared {
                pairs.reused.push((index(earlier), index(at)));
            }
        }
        pairs
    }
}

fn places(options: &[AnswerOption]) -> BTreeMap<&str, usize> {
    options.iter().enumerate().map(|(at, option)| (option.code.as_str(), at)).collect()
}

/// "Other" and "Other (please specify)": the same but for a remark in brackets about the text field.
fn is_the_other(old: &AnswerOption, new: &AnswerOption) -> bool {
    let bare = |option: &AnswerOption| {
        let text = option.text.source.trim_end();
        let open = text.rfind('(').filter(|_| text.ends_with(')')).unwrap_or(text.len());
        plain_words(text.split_at(open).0)
    };
    (old.specify || new.specify) && !bare(old).is_empty() && bare(old) == bare(new)
}

fn place(options: &[AnswerOption], code: &OptionCode) -> Option<usize> {
    options.iter().position(|option| option.code == *code)
}

/// The rows of two grids, by their ids; a row whose id stands for another row is in `removed` and `added`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RowPairs {
    /// OLD, NEW, as places among the rows, in the order of NEW.
    pub(super) pairs: Vec<(usize, usize)>,
    pub(super) added: Vec<usize>,
    pub(super) removed: Vec<usize>,
    /// Rows of NEW whose id is that of another row in OLD, with that row.
    pub(super) reused: Vec<(usize, usize)>,
    /// Rows of NEW whose text stands under another id in OLD, with that row.
    pub(super) renumbered: Vec<(usize, usize)>,
}

impl RowPairs {
    pub(super) fn of(old: &[Row], new: &[Row]) -> RowPairs {
        let plain_texts =
            |rows: &[Row]| -> Vec<String> { rows.iter().map(|row| plain(&row.text.source)).collect() };
        let (old_plain, new_plain) = (plain_texts(old), plain_texts(new));
        let mut rows = RowPairs::default();
        for (at, (row, text)) in new.iter().zip(&new_plain).enumerate() {
            let elsewhere =
                old.iter().zip(&old_plain).position(|(other, said)| other.id != row.id && said == text);
            let before = old.iter().enumerate().find(|(_, other)| other.id == row.id);
            let Some((earlier, before)) = before else {
                rows.added.push(at);
                rows.renumbered.extend(elsewhere.map(|other| (other, at)));
                continue;
            };
            // A reworded row is the same one, unless the old or the new text stands under another id.
            let left = || {
                let mut others = new.iter().zip(&new_plain);
                others.any(|(other, text)| other.id != before.id && old_plain.get(earlier) == Some(text))
            };
            let same = match distance(&before.text.source, &row.text.source) {
                Distance::Same | Distance::Signs => true,
                Distance::Words => elsewhere.is_none() && !left(),
                Distance::Apart => false,
            };
            if same {
                rows.pairs.push((earlier, at));
            } else {
                rows.added.push(at);
                rows.reused.push((earlier, at));
                rows.renumbered.extend(elsewhere.map(|other| (other, at)));
            }
        }
        rows.removed =
            (0..old.len()).filter(|at| !rows.pairs.iter().any(|(earlier, _)| earlier == at)).collect();
        rows
    }
}

/// Codes of a map that OLD does not have.
pub(super) fn check_map(old: &Item, new: &Item, remarks: &mut Vec<Remark>) {
    for (_, earlier) in &new.history.map {
        if old.find_option(earlier.as_str()).is_none() {
            remarks.push(Remark::unknown_earlier_code(new, old, earlier));
        }
    }
}
