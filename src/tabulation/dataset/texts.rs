//! Texts of respondents, or why there is none: each different one once, and for every respondent its place.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Codes, State};
use crate::tabulation::kernels::Mask;

#[derive(Debug, Clone)]
pub(crate) struct Texts {
    /// In the order in which they came.
    words: Vec<Arc<str>>,
    /// How many respondents have each.
    uses: Vec<u32>,
    known: BTreeMap<Arc<str>, u32>,
    /// Places of words that nobody has any more.
    free: Vec<u32>,
    codes: Codes,
}

impl Texts {
    pub(crate) fn new() -> Texts {
        Texts {
            words: Vec::new(),
            uses: Vec::new(),
            known: BTreeMap::new(),
            free: Vec::new(),
            codes: Codes::new(),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.codes.len()
    }

    pub(crate) fn get(&self, at: usize) -> Result<&str, State> {
        let code = self.codes.get(at);
        self.words.get(code as usize).map(|word| &**word).ok_or_else(|| State::of_code(code))
    }

    pub(crate) fn state(&self, at: usize) -> State {
        self.codes.state(at)
    }

    /// For every respondent the place of its text, or the code of a state.
    pub(crate) fn codes(&self) -> &Codes {
        &self.codes
    }

    /// The text at a place of [`Texts::codes`].
    pub(crate) fn word(&self, place: u32) -> Option<&str> {
        self.words.get(place as usize).map(|word| &**word)
    }

    pub(crate) fn place(&self, word: &str) -> Option<u32> {
        self.known.get(word).copied()
    }

    /// Every text that somebody has, rising.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.known.keys().map(|word| &**word)
    }

    /// Whoever has such a text; each different one is looked at once.
    pub(crate) fn which(&self, holds: impl Fn(&str) -> bool) -> Mask {
        let holds: Vec<bool> = self.words.iter().map(|word| holds(word)).collect();
        self.codes.which(|code| holds.get(code as usize).copied().unwrap_or(false))
    }

    fn code_of(&mut self, text: Result<&str, State>) -> u32 {
        let text = match text {
            Ok(text) => text,
            Err(state) => return state.code(),
        };
        // Neighbours often say the same.
        let last = self.codes.len().checked_sub(1).map(|last| self.codes.get(last));
        let place = match last {
            Some(last) if self.word(last) == Some(text) => Some(last),
            _ => self.place(text),
        };
        if let Some(place) = place {
            self.uses[place as usize] += 1;
            return place;
        }
        let word: Arc<str> = Arc::from(text);
        let place = match self.free.pop() {
            Some(place) => {
                self.words[place as usize] = Arc::clone(&word);
                self.uses[place as usize] = 1;
                place
            }
            None => {
                self.words.push(Arc::clone(&word));
                self.uses.push(1);
                (self.words.len() - 1) as u32
            }
        };
        self.known.insert(word, place);
        place
    }

    fn give_up(&mut self, code: u32) {
        let Some(uses) = self.uses.get_mut(code as usize) else { return };
        *uses -= 1;
        if *uses == 0 {
            self.known.remove(&self.words[code as usize]);
            self.words[code as usize] = Arc::from("");
            self.free.push(code);
        }
    }

    /// Gives the place of the text, which is the code of the state where there is none.
    pub(super) fn push(&mut self, text: Result<&str, State>) -> u32 {
        let code = self.code_of(text);
        self.codes.push(code);
        code
    }

    /// The text at a place that there is already.
    pub(super) fn push_again(&mut self, place: u32) {
        if let Some(uses) = self.uses.get_mut(place as usize) {
            *uses += 1;
            self.codes.push(place);
        }
    }

    pub(super) fn set(&mut self, at: usize, text: Result<&str, State>) {
        let before = self.codes.get(at);
        let code = self.code_of(text);
        self.codes.set(at, code);
        self.give_up(before);
    }

    pub(super) fn shrink(&mut self) {
        self.codes.shrink();
        self.words.shrink_to_fit();
        self.uses.shrink_to_fit();
    }

    pub(super) fn truncate(&mut self, len: usize) {
        for at in (len..self.codes.len()).rev() {
            self.give_up(self.codes.get(at));
        }
        self.codes.truncate(len);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_nobody_has_any_more_is_no_word() {
        let mut texts = Texts::new();
        for text in [Ok("b"), Ok("b"), Err(State::Skipped), Ok("a")] {
            texts.push(text);
        }
        assert_eq!(texts.words().collect::<Vec<_>>(), ["a", "b"]);
        texts.set(0, Ok("c"));
        assert_eq!(texts.words().collect::<Vec<_>>(), ["a", "b", "c"]);
        texts.set(1, Err(State::Removed));
        assert_eq!(texts.words().collect::<Vec<_>>(), ["a", "c"]);
        texts.push(Ok("d"));
        assert_eq!((texts.get(4), texts.get(0), texts.get(2)), (Ok("d"), Ok("c"), Err(State::Skipped)));
        assert_eq!(texts.which(|word| word > "b").iter().collect::<Vec<_>>(), [0, 4]);
        texts.truncate(4);
        assert_eq!(texts.words().collect::<Vec<_>>(), ["a", "c"]);
        assert_eq!((texts.state(1), texts.len()), (State::Removed, 4));
    }
}
