//! Which options of a multiple each respondent chose, and the ranks of a ranking: a few bytes a respondent, in which the
//! missing state has its place too.

use super::State;
use crate::questionnaire::OptionIndex;
use crate::tabulation::kernels::Mask;

/// The state stands in so many highest bits of a respondent's last byte.
const STATE_BITS: usize = 3;

/// Bits of options, and above them the state; no option's bit is set where there is no answer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sets {
    /// Bytes a respondent.
    width: usize,
    bytes: Vec<u8>,
}

impl Sets {
    pub(crate) fn new(options: usize) -> Sets {
        Sets { width: (options + STATE_BITS).div_ceil(8), bytes: Vec::new() }
    }

    pub(super) fn bytes_taken(&self) -> usize {
        self.bytes.len()
    }

    pub(crate) fn len(&self) -> usize {
        self.bytes.len() / self.width
    }

    pub(crate) fn state(&self, at: usize) -> State {
        State::of_number(self.bytes[(at + 1) * self.width - 1] >> (8 - STATE_BITS))
    }

    pub(crate) fn contains(&self, at: usize, option: usize) -> bool {
        let bits = self.width * 8 - STATE_BITS;
        option < bits && self.bytes[at * self.width + option / 8] >> (option % 8) & 1 == 1
    }

    pub(crate) fn size(&self, at: usize) -> usize {
        let bytes = &self.bytes[at * self.width..(at + 1) * self.width];
        let state = usize::from(bytes[self.width - 1] >> (8 - STATE_BITS));
        bytes.iter().map(|byte| byte.count_ones() as usize).sum::<usize>() - state.count_ones() as usize
    }

    /// Whoever chose the option.
    pub(crate) fn which(&self, option: usize) -> Mask {
        if option >= self.width * 8 - STATE_BITS {
            return Mask::none(self.len());
        }
        let (byte, bit) = (option / 8, 1_u8 << (option % 8));
        match self.width {
            1 => Mask::from_slice(&self.bytes, |byte| byte & bit != 0),
            2 => Mask::from_slice(self.bytes.as_chunks::<2>().0, |bytes| bytes[byte] & bit != 0),
            width => Mask::from_fn(self.len(), |at| self.bytes[at * width + byte] & bit != 0),
        }
    }

    pub(crate) fn in_state(&self, state: State) -> Mask {
        let state = state as u8;
        match self.width {
            1 => Mask::from_slice(&self.bytes, |byte| byte >> (8 - STATE_BITS) == state),
            2 => {
                Mask::from_slice(self.bytes.as_chunks::<2>().0, |bytes| bytes[1] >> (8 - STATE_BITS) == state)
            }
            _ => Mask::from_fn(self.len(), |at| self.state(at) as u8 == state),
        }
    }

    /// For each respondent a number whose bit i is set where any option of `flags[i]` was chosen, and what `missing` says
    /// of the state where there is no answer; `None` where the options do not fit a word.
    pub(crate) fn flags(&self, flags: &[Vec<usize>], missing: impl Fn(State) -> u32) -> Option<Vec<u32>> {
        if self.width > 8 {
            return None;
        }
        let bits = self.width * 8 - STATE_BITS;
        let of_flag = |options: &Vec<usize>| {
            options.iter().filter(|option| **option < bits).fold(0_u64, |all, option| all | 1 << option)
        };
        let flags: Vec<u64> = flags.iter().map(of_flag).collect();
        let missing: [u32; 8] = std::array::from_fn(|number| missing(State::of_number(number as u8)));
        let place = |own: &[u8]| {
            let word = own.iter().rev().fold(0_u64, |word, byte| word << 8 | u64::from(*byte));
            match (word >> bits) as usize {
                0 => flags
                    .iter()
                    .enumerate()
                    .fold(0, |place, (bit, options)| place | u32::from(word & options != 0) << bit),
                state => missing[state],
            }
        };
        Some(match self.width {
            // Of known width they are read at once.
            1 => self.bytes.as_chunks::<1>().0.iter().map(|own| place(own)).collect(),
            2 => self.bytes.as_chunks::<2>().0.iter().map(|own| place(own)).collect(),
            width => self.bytes.chunks_exact(width).map(place).collect(),
        })
    }

    /// Options as the words of an option set.
    pub(super) fn push(&mut self, options: Result<&[u64], State>) {
        self.bytes.resize(self.bytes.len() + self.width, 0);
        self.set(self.len() - 1, options);
    }

    pub(super) fn set(&mut self, at: usize, options: Result<&[u64], State>) {
        let last = self.width - 1;
        let own = &mut self.bytes[at * self.width..(at + 1) * self.width];
        match options {
            Ok(words) => {
                let all = words.iter().flat_map(|word| word.to_le_bytes()).chain(std::iter::repeat(0));
                own.iter_mut().zip(all).for_each(|(byte, filled)| *byte = filled);
                own[last] &= u8::MAX >> STATE_BITS;
            }
            Err(state) => {
                own.fill(0);
                own[last] = (state as u8) << (8 - STATE_BITS);
            }
        }
    }

    pub(super) fn push_from(&mut self, other: &Sets, at: usize) {
        self.bytes.extend_from_slice(&other.bytes[at * self.width..(at + 1) * self.width]);
    }

    pub(super) fn set_from(&mut self, at: usize, other: &Sets) {
        self.bytes[at * self.width..(at + 1) * self.width].copy_from_slice(&other.bytes[..self.width]);
    }

    pub(super) fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
    }

    pub(super) fn truncate(&mut self, len: usize) {
        self.bytes.truncate(len * self.width);
    }

    /// For the same options, with nobody in it.
    pub(super) fn empty(&self) -> Sets {
        Sets { width: self.width, bytes: Vec::new() }
    }
}

/// The rank of each option, from 1; 0 is none. A missing state stands at the first option, above every rank.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ranks {
    options: usize,
    ranks: Vec<u8>,
}

const RANKS_MAX: u8 = u8::MAX - 7;

impl Ranks {
    pub(crate) fn new(options: usize) -> Ranks {
        Ranks { options: options.max(1), ranks: Vec::new() }
    }

    pub(super) fn bytes_taken(&self) -> usize {
        self.ranks.len()
    }

    pub(crate) fn len(&self) -> usize {
        self.ranks.len() / self.options
    }

    fn own(&self, at: usize) -> &[u8] {
        &self.ranks[at * self.options..(at + 1) * self.options]
    }

    pub(crate) fn state(&self, at: usize) -> State {
        match self.ranks[at * self.options] {
            rank if rank > RANKS_MAX => State::of_number(u8::MAX - rank),
            _ => State::Answered,
        }
    }

    /// The option's rank, where it has one.
    pub(crate) fn rank(&self, at: usize, option: usize) -> Option<usize> {
        let rank = *self.own(at).get(option)?;
        (0 < rank && rank <= RANKS_MAX).then_some(usize::from(rank))
    }

    /// How many options are ranked.
    pub(crate) fn size(&self, at: usize) -> usize {
        (0..self.options).filter(|option| self.rank(at, *option).is_some()).count()
    }

    /// Whoever ranked the option.
    pub(crate) fn which(&self, option: usize) -> Mask {
        Mask::from_fn(self.len(), |at| self.rank(at, option).is_some())
    }

    /// Best first.
    pub(super) fn push(&mut self, ranking: Result<&[OptionIndex], State>) {
        self.ranks.resize(self.ranks.len() + self.options, 0);
        self.set(self.len() - 1, ranking);
    }

    /// The rank of each option, from 1; 0 is none.
    pub(super) fn push_ranks(&mut self, ranks: Result<&[u8], State>) {
        let from = self.ranks.len();
        self.push(Err(ranks.err().unwrap_or(State::Answered)));
        if let Ok(ranks) = ranks {
            let own = ranks.iter().map(|rank| (*rank).min(RANKS_MAX)).chain(std::iter::repeat(0));
            self.ranks[from..].iter_mut().zip(own).for_each(|(rank, own)| *rank = own);
        }
    }

    pub(super) fn set(&mut self, at: usize, ranking: Result<&[OptionIndex], State>) {
        let own = &mut self.ranks[at * self.options..(at + 1) * self.options];
        own.fill(0);
        match ranking {
            Ok(ranking) => {
                for (place, option) in ranking.iter().enumerate() {
                    if let Some(rank) = own.get_mut(usize::from(option.0)) {
                        *rank = u8::try_from(place + 1).unwrap_or(RANKS_MAX).min(RANKS_MAX);
                    }
                }
            }
            Err(state) => own[0] = u8::MAX - state as u8,
        }
    }

    pub(super) fn push_from(&mut self, other: &Ranks, at: usize) {
        self.ranks.extend_from_slice(other.own(at));
    }

    pub(super) fn set_from(&mut self, at: usize, other: &Ranks) {
        self.ranks[at * self.options..(at + 1) * self.options].copy_from_slice(other.own(0));
    }

    pub(super) fn shrink(&mut self) {
        self.ranks.shrink_to_fit();
    }

    pub(super) fn truncate(&mut self, len: usize) {
        self.ranks.truncate(len * self.options);
    }

    /// For the same options, with nobody in it.
    pub(super) fn empty(&self) -> Ranks {
        Ranks { options: self.options, ranks: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_every_option_and_every_state() {
        for options in [0_usize, 1, 4, 5, 6, 8, 10, 13, 14, 64, 70, 200] {
            let mut sets = Sets::new(options);
            let all: Vec<u64> = (0..4)
                .map(|word| {
                    (word * 64..options.min(word * 64 + 64)).fold(0, |bits, at| bits | 1 << (at % 64))
                })
                .collect();
            sets.push(Ok(&all));
            State::MISSING.into_iter().for_each(|state| sets.push(Err(state)));
            sets.push(Ok(&[]));
            assert_eq!(sets.bytes.len(), 8 * (options + 3).div_ceil(8));
            assert_eq!((sets.len(), sets.size(0), sets.size(6), sets.size(7)), (8, options, 0, 0));
            assert_eq!(sets.state(0), State::Answered);
            for (at, state) in State::MISSING.into_iter().enumerate() {
                assert_eq!(sets.state(at + 1), state);
                assert_eq!(sets.in_state(state).iter().collect::<Vec<_>>(), [at + 1]);
            }
            assert_eq!(sets.in_state(State::Answered).iter().collect::<Vec<_>>(), [0, 7]);
            let flags = [vec![0, 3], vec![options + 1], vec![4], vec![options.saturating_sub(1), 700]];
            let found = sets.flags(&flags, |state| 100 + state as u32);
            let expected = (0..sets.len()).map(|at| match sets.state(at) {
                State::Answered => flags.iter().enumerate().fold(0, |place, (bit, flag)| {
                    place | u32::from(flag.iter().any(|option| sets.contains(at, *option))) << bit
                }),
                state => 100 + state as u32,
            });
            assert_eq!(found, (options <= 61).then(|| expected.collect()));
            for option in 0..options + 9 {
                assert_eq!(sets.contains(0, option), option < options);
                assert!(!sets.contains(6, option));
                assert_eq!(sets.which(option).count(), u64::from(option < options));
            }
        }
    }

    #[test]
    fn a_ranking_has_every_rank_and_every_state() {
        let mut ranks = Ranks::new(3);
        ranks.push(Ok(&[OptionIndex(2), OptionIndex(0)]));
        State::MISSING.into_iter().for_each(|state| ranks.push(Err(state)));
        assert_eq!((ranks.rank(0, 2), ranks.rank(0, 0), ranks.rank(0, 1)), (Some(1), Some(2), None));
        assert_eq!((ranks.size(0), ranks.size(1), ranks.which(0).count()), (2, 0, 1));
        for (at, state) in State::MISSING.into_iter().enumerate() {
            assert_eq!((ranks.state(at + 1), ranks.rank(at + 1, 0)), (state, None));
        }
    }
}
