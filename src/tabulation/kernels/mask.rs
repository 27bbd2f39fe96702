//! A set of respondents: one bit each. Tables are counted by intersecting such sets, 64 respondents an instruction.

/// Which of `len` respondents; bits beyond them are always zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mask {
    words: Vec<u64>,
    len: usize,
}

impl Mask {
    /// Nobody.
    pub(crate) fn none(len: usize) -> Mask {
        Mask { words: vec![0; len.div_ceil(64)], len }
    }

    pub(crate) fn all(len: usize) -> Mask {
        let mut mask = Mask { words: vec![u64::MAX; len.div_ceil(64)], len };
        mask.clear_tail();
        mask
    }

    /// The respondents for whom `holds` is true; each is asked once, in order.
    pub(crate) fn from_fn(len: usize, mut holds: impl FnMut(usize) -> bool) -> Mask {
        let mut mask = Mask::none(len);
        for (word_index, word) in mask.words.iter_mut().enumerate() {
            let start = word_index * 64;
            let mut bits = 0;
            for bit in 0..64.min(len - start) {
                bits |= u64::from(holds(start + bit)) << bit;
            }
            *word = bits;
        }
        mask
    }

    /// The respondents for whose part of `all` it is true.
    pub(crate) fn from_slice<T>(all: &[T], holds: impl Fn(&T) -> bool) -> Mask {
        let mut words = Vec::with_capacity(all.len().div_ceil(64));
        let mut chunks = all.chunks_exact(64);
        for chunk in &mut chunks {
            // Bytes first: these loops the compiler turns into a few instructions.
            let mut bytes = [0_u8; 64];
            bytes.iter_mut().zip(chunk).for_each(|(byte, one)| *byte = u8::from(holds(one)));
            words.push(packed(&bytes));
        }
        let mut bytes = [0_u8; 64];
        bytes.iter_mut().zip(chunks.remainder()).for_each(|(byte, one)| *byte = u8::from(holds(one)));
        if !chunks.remainder().is_empty() {
            words.push(packed(&bytes));
        }
        Mask { words, len: all.len() }
    }

    /// The respondents whose byte is one of those that hold.
    pub(crate) fn of_bytes(bytes: &[u8], holds: [bool; 256]) -> Mask {
        let from = holds.iter().position(|holds| *holds);
        let to = holds.iter().rposition(|holds| *holds);
        match (from, to) {
            // Mostly they are one code or a range of them, and comparing is many times faster than looking up.
            (Some(from), Some(to)) if holds[from..=to].iter().all(|holds| *holds) => {
                let (from, beyond) = (from as u8, (to - from) as u8);
                Mask::from_slice(bytes, |byte| byte.wrapping_sub(from) <= beyond)
            }
            (Some(_), Some(_)) => Mask::from_slice(bytes, |byte| holds[usize::from(*byte)]),
            (None, _) | (_, None) => Mask::none(bytes.len()),
        }
    }

    /// The masks of neighbouring chunks as one; all but the last are of whole words.
    pub(crate) fn joined(masks: impl IntoIterator<Item = Mask>) -> Mask {
        let mut all = Mask { words: Vec::new(), len: 0 };
        for mask in masks {
            debug_assert!(all.len.is_multiple_of(64));
            all.words.extend(mask.words);
            all.len += mask.len;
        }
        all
    }

    /// Some of the respondents by themselves; they begin at a whole word.
    pub(crate) fn part(&self, respondents: std::ops::Range<usize>) -> Mask {
        debug_assert!(respondents.start.is_multiple_of(64));
        let words = respondents.start / 64..respondents.end.div_ceil(64);
        let mut part = Mask { words: self.words.get(words).unwrap_or(&[]).to_vec(), len: respondents.len() };
        part.words.resize(part.len.div_ceil(64), 0);
        part.clear_tail();
        part
    }

    /// 64 respondents a word.
    pub(crate) fn words(&self) -> &[u64] {
        &self.words
    }

    /// How many there are among some; `respondents` begins at a whole word.
    pub(crate) fn count_within(&self, respondents: std::ops::Range<usize>) -> usize {
        self.words_within(respondents).map(|(_, word)| word.count_ones() as usize).sum()
    }

    /// Those among some, in order; `respondents` begins at a whole word.
    pub(crate) fn iter_within(
        &self,
        respondents: std::ops::Range<usize>,
    ) -> impl Iterator<Item = usize> + '_ {
        self.words_within(respondents).flat_map(|(from, word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                (rest != 0).then(|| {
                    let bit = rest.trailing_zeros() as usize;
                    rest &= rest - 1;
                    from + bit
                })
            })
        })
    }

    /// The words of some, with the respondent that each begins at.
    fn words_within(&self, respondents: std::ops::Range<usize>) -> impl Iterator<Item = (usize, u64)> + '_ {
        debug_assert_eq!(respondents.start % 64, 0);
        let end = respondents.end.min(self.len);
        let words = self.words.iter().enumerate().skip(respondents.start / 64);
        words.map(|(at, word)| (at * 64, *word)).take_while(move |(from, _)| *from < end).map(
            move |(from, word)| {
                let kept = end - from;
                (from, if kept < 64 { word & ((1 << kept) - 1) } else { word })
            },
        )
    }

    pub(crate) fn insert(&mut self, respondent: usize) {
        self.words[respondent / 64] |= 1 << (respondent % 64);
    }

    pub(crate) fn contains(&self, respondent: usize) -> bool {
        self.words[respondent / 64] >> (respondent % 64) & 1 == 1
    }

    pub(crate) fn count(&self) -> u64 {
        self.words.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    /// How many are in both.
    pub(crate) fn count_with(&self, other: &Mask) -> u64 {
        self.words.iter().zip(&other.words).map(|(a, b)| u64::from((a & b).count_ones())).sum()
    }

    pub(crate) fn and(&self, other: &Mask) -> Mask {
        self.zip(other, |a, b| a & b)
    }

    pub(crate) fn and_not(&self, other: &Mask) -> Mask {
        self.zip(other, |a, b| a & !b)
    }

    pub(crate) fn or(&self, other: &Mask) -> Mask {
        self.zip(other, |a, b| a | b)
    }

    /// The respondents in it, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(index, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                (rest != 0).then(|| {
                    let bit = rest.trailing_zeros() as usize;
                    rest &= rest - 1;
                    index * 64 + bit
                })
            })
        })
    }

    fn zip(&self, other: &Mask, combine: impl Fn(u64, u64) -> u64) -> Mask {
        debug_assert_eq!(self.len, other.len);
        let words = self.words.iter().zip(&other.words).map(|(a, b)| combine(*a, *b)).collect();
        Mask { words, len: self.len }
    }

    fn clear_tail(&mut self) {
        if !self.len.is_multiple_of(64)
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << (self.len % 64)) - 1;
        }
    }
}

/// 64 bytes of 0 and 1 as bits.
fn packed(bytes: &[u8; 64]) -> u64 {
    // Eight bytes times this have their lowest bits side by side in the highest byte.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let (eights, _) = bytes.as_chunks::<8>();
    eights.iter().enumerate().fold(0, |word, (at, eight)| {
        word | (u64::from_le_bytes(*eight).wrapping_mul(GATHER) >> 56) << (at * 8)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_complement_stays_inside_the_respondents() {
        let mask = Mask::from_fn(70, |respondent| respondent % 3 == 0);
        assert_eq!(mask.count(), 24);
        assert_eq!(Mask::all(70).and_not(&mask).count(), 46);
        assert_eq!(mask.or(&Mask::all(70).and_not(&mask)), Mask::all(70));
        assert_eq!(mask.iter().last(), Some(69));
        assert_eq!(Mask::all(64).count(), 64);
        assert_eq!(Mask::all(0).count(), 0);
    }

    #[test]
    fn a_mask_of_bytes_is_of_those_that_hold() {
        let bytes: Vec<u8> = (0..700_u32).map(|at| (at * 7 % 256) as u8).collect();
        for wanted in [vec![], vec![0], vec![255], vec![3, 4, 5], vec![3, 5], (0..=255).collect()] {
            let holds: [bool; 256] = std::array::from_fn(|byte| wanted.contains(&(byte as u8)));
            let expected = Mask::from_fn(bytes.len(), |at| wanted.contains(&bytes[at]));
            assert_eq!(Mask::of_bytes(&bytes, holds), expected);
        }
    }

    #[test]
    fn a_mask_of_a_slice_is_a_mask_of_its_places() {
        for len in [0, 1, 63, 64, 65, 200] {
            let all: Vec<usize> = (0..len).map(|at| at * 7 % 5).collect();
            let mask = Mask::from_slice(&all, |one| *one < 2);
            assert_eq!(mask, Mask::from_fn(len, |at| all[at] < 2));
            assert_eq!(
                mask.iter_within(64..190).collect::<Vec<_>>(),
                mask.iter().filter(|at| (64..190).contains(at)).collect::<Vec<_>>()
            );
            assert_eq!(mask.count_within(0..len), mask.count() as usize);
        }
    }
}
