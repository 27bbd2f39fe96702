//! Which option of NEW is which of OLD, and which row: by the declared map, by the code, and, where nobody declared it,
//! by the same text under another code.

use super::remark::Remark;
use super::words_apart::{Distance, distance, plain_words};
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
        let mut finder = Finder {
            old: old.options(),
            new: new.options(),
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
        for (at, option) in self.new.iter().enumerate() {
            if self.partner.get(at).is_some_and(Option::is_some) {
                continue;
            }
            let Some(earlier) = place(self.old, &option.code).filter(|at| !self.is_taken(*at)) else {
                continue;
            };
            let Some(before) = self.old.get(earlier) else { continue };
            let kept = match distance(&before.text.source, &option.text.source) {
                Distance::Same | Distance::Signs => true,
                // Another option may say the very same: "Very important" under 4 that was under 5.
                Distance::Words => !self.stands_elsewhere(option) && !self.came_from_elsewhere(before),
                Distance::Apart => before.missing.is_some() && before.missing == option.missing,
            };
            if kept {
                self.take(earlier, at, Found::SameCode);
            }
        }
    }

    /// Whether OLD has the text of this option of NEW under another code.
    fn stands_elsewhere(&self, option: &AnswerOption) -> bool {
        self.old.iter().any(|other| other.code != option.code && says_the_same(other, option))
    }

    /// Whether NEW has the text of this option of OLD under another code.
    fn came_from_elsewhere(&self, option: &AnswerOption) -> bool {
        self.new.iter().any(|other| other.code != option.code && says_the_same(option, other))
    }

    fn by_text(&mut self) {
        for (at, option) in self.new.iter().enumerate() {
            if self.partner.get(at).is_some_and(Option::is_some) {
                continue;
            }
            let free = |finder: &Self, like: &dyn Fn(&AnswerOption) -> bool| {
                finder
                    .old
                    .iter()
                    .enumerate()
                    .find(|(old, other)| !finder.is_taken(*old) && like(other))
                    .map(|(old, _)| old)
            };
            let same_reason =
                |other: &AnswerOption| option.missing.is_some() && other.missing == option.missing;
            let found = free(self, &|other| says_the_same(other, option))
                .or_else(|| free(self, &|other| is_the_other(other, option)))
                .or_else(|| free(self, &same_reason));
            if let Some(old) = found {
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
            let Some(earlier) = place(self.old, &option.code) else { continue };
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

/// Texts that no one would tell apart, and of which there is enough to go by.
fn says_the_same(old: &AnswerOption, new: &AnswerOption) -> bool {
    distance(&old.text.source, &new.text.source) <= Distance::Signs
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
        let says_the_same =
            |old: &Row, new: &Row| distance(&old.text.source, &new.text.source) <= Distance::Signs;
        let mut rows = RowPairs::default();
        for (at, row) in new.iter().enumerate() {
            let elsewhere = old.iter().position(|other| other.id != row.id && says_the_same(other, row));
            match old.iter().position(|other| other.id == row.id) {
                Some(earlier) => {
                    let apart = old
                        .get(earlier)
                        .map_or(Distance::Apart, |other| distance(&other.text.source, &row.text.source));
                    let left = old.get(earlier).is_some_and(|other| {
                        new.iter().any(|new| new.id != other.id && says_the_same(other, new))
                    });
                    let same = match apart {
                        Distance::Same | Distance::Signs => true,
                        Distance::Words => elsewhere.is_none() && !left,
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
                None => {
                    rows.added.push(at);
                    rows.renumbered.extend(elsewhere.map(|other| (other, at)));
                }
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
