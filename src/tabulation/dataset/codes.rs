//! Codes of respondents, one each: the place of an option, group, point or word, or why there is none. They take one
//! byte where they fit in it, and two or four where some code does not.

use super::State;
use crate::tabulation::kernels::Mask;

/// Codes of the missing states stand at the upper end of each width, as [`State::code`] does at the end of the widest.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Codes {
    Bytes(Vec<u8>),
    Shorts(Vec<u16>),
    Words(Vec<u32>),
}

/// How many codes at the upper end of a width are kept for the states.
const KEPT: u32 = 7;

fn of_byte(byte: u8) -> u32 {
    let code = u32::from(byte);
    if code > u32::from(u8::MAX) - KEPT { code | !u32::from(u8::MAX) } else { code }
}

fn of_short(short: u16) -> u32 {
    let code = u32::from(short);
    if code > u32::from(u16::MAX) - KEPT { code | !u32::from(u16::MAX) } else { code }
}

fn is_state(code: u32) -> bool {
    code > u32::MAX - KEPT
}

/// The code in one byte, where it fits.
fn as_byte(code: u32) -> Option<u8> {
    (is_state(code) || code <= u32::from(u8::MAX) - KEPT).then_some(code as u8)
}

fn as_short(code: u32) -> Option<u16> {
    (is_state(code) || code <= u32::from(u16::MAX) - KEPT).then_some(code as u16)
}

impl Codes {
    pub(crate) fn new() -> Codes {
        Codes::Bytes(Vec::new())
    }

    /// Of places, each with the number of its state; 0 is an answer, of others `state` has the code.
    pub(super) fn of_places(places: &[u16], numbers: &[u8], state: impl Fn(u8) -> u32) -> Codes {
        let answered = places.iter().zip(numbers).filter(|(_, number)| **number == 0);
        let highest = answered.map(|(place, _)| u32::from(*place)).max().unwrap_or(0);
        let code = |(place, number): (&u16, &u8)| match number {
            0 => u32::from(*place),
            number => state(*number),
        };
        let all = places.iter().zip(numbers).map(code);
        match (as_byte(highest), as_short(highest)) {
            (Some(_), _) => Codes::Bytes(all.map(|code| code as u8).collect()),
            (None, Some(_)) => Codes::Shorts(all.map(|code| code as u16).collect()),
            (None, None) => Codes::Words(all.collect()),
        }
    }

    pub(super) fn bytes_taken(&self) -> usize {
        match self {
            Codes::Bytes(codes) => codes.len(),
            Codes::Shorts(codes) => codes.len() * size_of::<u16>(),
            Codes::Words(codes) => codes.len() * size_of::<u32>(),
        }
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Codes::Bytes(codes) => codes.len(),
            Codes::Shorts(codes) => codes.len(),
            Codes::Words(codes) => codes.len(),
        }
    }

    /// The respondent's code: one of the categories, or one of [`State::code`].
    pub(crate) fn get(&self, at: usize) -> u32 {
        match self {
            Codes::Bytes(codes) => of_byte(codes[at]),
            Codes::Shorts(codes) => of_short(codes[at]),
            Codes::Words(codes) => codes[at],
        }
    }

    pub(crate) fn push(&mut self, code: u32) {
        self.widen_for(code);
        match self {
            Codes::Bytes(codes) => codes.push(code as u8),
            Codes::Shorts(codes) => codes.push(code as u16),
            Codes::Words(codes) => codes.push(code),
        }
    }

    pub(super) fn set(&mut self, at: usize, code: u32) {
        self.widen_for(code);
        match self {
            Codes::Bytes(codes) => codes[at] = code as u8,
            Codes::Shorts(codes) => codes[at] = code as u16,
            Codes::Words(codes) => codes[at] = code,
        }
    }

    pub(super) fn truncate(&mut self, len: usize) {
        match self {
            Codes::Bytes(codes) => codes.truncate(len),
            Codes::Shorts(codes) => codes.truncate(len),
            Codes::Words(codes) => codes.truncate(len),
        }
    }

    pub(super) fn shrink(&mut self) {
        match self {
            Codes::Bytes(codes) => codes.shrink_to_fit(),
            Codes::Shorts(codes) => codes.shrink_to_fit(),
            Codes::Words(codes) => codes.shrink_to_fit(),
        }
    }

    fn widen_for(&mut self, code: u32) {
        let wider = match self {
            Codes::Bytes(codes) if as_byte(code).is_none() => match as_short(code) {
                Some(_) => Codes::Shorts(codes.iter().map(|code| of_byte(*code) as u16).collect()),
                None => Codes::Words(codes.iter().map(|code| of_byte(*code)).collect()),
            },
            Codes::Shorts(codes) if as_short(code).is_none() => {
                Codes::Words(codes.iter().map(|code| of_short(*code)).collect())
            }
            Codes::Bytes(_) | Codes::Shorts(_) | Codes::Words(_) => return,
        };
        *self = wider;
    }

    /// The codes as they are kept, where a byte is enough for each.
    pub(crate) fn bytes(&self) -> Option<&[u8]> {
        match self {
            Codes::Bytes(codes) => Some(codes),
            Codes::Shorts(_) | Codes::Words(_) => None,
        }
    }

    /// What `read` makes of each code; of narrow codes it is asked once a code.
    pub(crate) fn map<T: Copy>(&self, read: impl Fn(u32) -> T) -> Vec<T> {
        match self {
            Codes::Bytes(codes) => {
                let read: [T; 256] = std::array::from_fn(|byte| read(of_byte(byte as u8)));
                codes.iter().map(|code| read[usize::from(*code)]).collect()
            }
            Codes::Shorts(codes) => codes.iter().map(|code| read(of_short(*code))).collect(),
            Codes::Words(codes) => codes.iter().map(|code| read(*code)).collect(),
        }
    }

    /// The respondents whose code is such.
    pub(crate) fn which(&self, holds: impl Fn(u32) -> bool) -> Mask {
        match self {
            Codes::Bytes(codes) => {
                Mask::of_bytes(codes, std::array::from_fn(|byte| holds(of_byte(byte as u8))))
            }
            Codes::Shorts(codes) => Mask::from_slice(codes, |code| holds(of_short(*code))),
            Codes::Words(codes) => Mask::from_slice(codes, |code| holds(*code)),
        }
    }

    /// One mask for each of `categories`; one pass.
    pub(crate) fn masks(&self, categories: usize) -> Vec<Mask> {
        let mut masks = vec![Mask::none(self.len()); categories];
        for at in 0..self.len() {
            if let Some(mask) = masks.get_mut(self.get(at) as usize) {
                mask.insert(at);
            }
        }
        masks
    }

    pub(crate) fn state(&self, at: usize) -> State {
        State::of_code(self.get(at))
    }
}

impl FromIterator<u32> for Codes {
    fn from_iter<I: IntoIterator<Item = u32>>(codes: I) -> Codes {
        let mut all = Codes::new();
        codes.into_iter().for_each(|code| all.push(code));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_as_narrow_as_they_fit_and_read_the_same_in_every_width() {
        for (highest, bytes) in [(3, 1), (248, 1), (249, 2), (65_528, 2), (65_529, 4)] {
            let all: Vec<u32> =
                [0, 2, highest].into_iter().chain(State::MISSING.map(State::code)).chain([1]).collect();
            let codes: Codes = all.iter().copied().collect();
            let width = match codes {
                Codes::Bytes(_) => 1,
                Codes::Shorts(_) => 2,
                Codes::Words(_) => 4,
            };
            assert_eq!(width, bytes, "{highest}");
            assert_eq!(codes.map(|code| code), all);
            assert_eq!((0..all.len()).map(|at| codes.get(at)).collect::<Vec<_>>(), all);
            assert_eq!(codes.state(3), State::NotAsked);
            assert_eq!(codes.which(|code| code == highest).iter().collect::<Vec<_>>(), [2]);
            assert_eq!(codes.masks(3)[2].iter().collect::<Vec<_>>(), [1]);
        }
    }
}
