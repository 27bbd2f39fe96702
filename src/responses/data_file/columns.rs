//! The answers of a whole file turned on their side: one column a variable, settled as the rows would be.

use super::{ReadSummary, SYNTHETIC_COLUMN};
use crate::responses::{Answer, Circumstances, Disposition};

/// The responses of a file as columns, in the order of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct FileColumns {
    /// How many responses there are.
    pub rows: usize,
    /// One a variable of the questionnaire.
    pub answers: Vec<AnswerColumn>,
    /// One a row, or a single one that holds for all.
    pub circumstances: Vec<Circumstances>,
    pub dispositions: Vec<Disposition>,
    /// Columns that no item has, with one number a response.
    pub extras: Vec<(String, Vec<Option<f64>>)>,
    pub summary: ReadSummary,
}

/// The answers to one variable.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerColumn {
    /// A row each: 0 where there is an answer, else the missing reason's code in data files without its sign.
    pub states: Vec<u8>,
    pub values: AnswerValues,
}

/// The values of a column; where there is no answer they mean nothing.
#[derive(Debug, Clone, PartialEq)]
pub enum AnswerValues {
    /// The place of the option, or of the point of a scale.
    Places(Vec<u16>),
    /// `width` words of bits a row, as in an option set.
    Sets {
        width: usize,
        bits: Vec<u64>,
    },
    /// The rank, from 1, of each of `options`, row by row; 0 is none.
    Ranks {
        options: usize,
        ranks: Vec<u8>,
    },
    Numbers(Vec<f64>),
    /// Days since 1970-01-01.
    Days(Vec<f64>),
    /// A place in `words`, which rise.
    Texts {
        words: Vec<String>,
        places: Vec<u32>,
    },
}

impl FileColumns {
    /// Whether the file says of any row that it was made up.
    pub fn is_synthetic(&self) -> bool {
        self.extras
            .iter()
            .filter(|(name, _)| name == SYNTHETIC_COLUMN)
            .any(|(_, marks)| marks.iter().any(|mark| mark.is_some_and(|mark| mark != 0.0)))
    }

    /// What is known of a row beside its answers.
    pub fn circumstances(&self, row: usize) -> &Circumstances {
        self.circumstances.get(row).unwrap_or(&self.circumstances[0])
    }

    pub(super) fn keep(&mut self, kept: &[bool]) {
        self.rows = kept.iter().filter(|kept| **kept).count();
        for column in &mut self.answers {
            column.keep(kept);
        }
        if self.circumstances.len() > 1 {
            retain(&mut self.circumstances, 1, kept);
        }
        retain(&mut self.dispositions, 1, kept);
        for (_, numbers) in &mut self.extras {
            retain(numbers, 1, kept);
        }
    }
}

impl AnswerColumn {
    /// Puts one settled answer in; `first` is the first point of a scale.
    pub(super) fn set(&mut self, row: usize, answer: &Answer, first: i64) {
        self.states[row] = match answer {
            Answer::Missing(reason) => reason.file_code().unsigned_abs() as u8,
            Answer::Single(_)
            | Answer::Multiple(_)
            | Answer::Ranking(_)
            | Answer::Number(_)
            | Answer::Scale(_)
            | Answer::Date(_)
            | Answer::Text(_) => 0,
        };
        match (&mut self.values, answer) {
            (AnswerValues::Places(places), Answer::Single(option)) => places[row] = option.0,
            (AnswerValues::Places(places), Answer::Scale(point)) => {
                places[row] = u16::try_from(point - first).unwrap_or(u16::MAX);
            }
            (AnswerValues::Sets { width, bits }, Answer::Multiple(set)) => {
                let words = &mut bits[row * *width..][..*width];
                words.fill(0);
                for (word, filled) in words.iter_mut().zip(set.words()) {
                    *word = *filled;
                }
            }
            (AnswerValues::Ranks { options, ranks }, Answer::Ranking(ranked)) => {
                let ranks = &mut ranks[row * *options..][..*options];
                ranks.fill(0);
                for (place, option) in ranked.iter().enumerate() {
                    ranks[usize::from(option.0)] = u8::try_from(place + 1).unwrap_or(u8::MAX);
                }
            }
            (AnswerValues::Numbers(numbers), Answer::Number(number)) => numbers[row] = *number,
            (AnswerValues::Days(days), Answer::Date(date)) => {
                days[row] = crate::questionnaire::condition::days_since_epoch(*date);
            }
            (AnswerValues::Texts { words, places }, Answer::Text(text)) => {
                places[row] = word_place(words, text);
            }
            _ => {}
        }
    }

    fn keep(&mut self, kept: &[bool]) {
        retain(&mut self.states, 1, kept);
        match &mut self.values {
            AnswerValues::Places(places) => retain(places, 1, kept),
            AnswerValues::Sets { width, bits } => retain(bits, *width, kept),
            AnswerValues::Ranks { options, ranks } => retain(ranks, *options, kept),
            AnswerValues::Numbers(numbers) | AnswerValues::Days(numbers) => retain(numbers, 1, kept),
            AnswerValues::Texts { places, .. } => retain(places, 1, kept),
        }
    }

    /// Puts the words of a text column in rising order, and leaves out those that no row has.
    pub(super) fn sort_words(&mut self) {
        let AnswerValues::Texts { words, places } = &mut self.values else { return };
        let mut used = vec![false; words.len()];
        for (place, _) in places.iter().zip(&self.states).filter(|(_, state)| **state == 0) {
            used[*place as usize] = true;
        }
        let mut order: Vec<usize> = (0..words.len()).filter(|place| used[*place]).collect();
        order.sort_by(|one, other| words[*one].cmp(&words[*other]));
        let mut new = vec![0; words.len()];
        for (to, from) in order.iter().enumerate() {
            new[*from] = to as u32;
        }
        for place in places.iter_mut() {
            *place = new.get(*place as usize).copied().unwrap_or(0);
        }
        *words = order.iter().map(|place| std::mem::take(&mut words[*place])).collect();
    }
}

fn word_place(words: &mut Vec<String>, text: &str) -> u32 {
    let place = words.iter().position(|word| word == text).unwrap_or_else(|| {
        words.push(text.to_owned());
        words.len() - 1
    });
    place as u32
}

/// Keeps the rows, of `width` values each, that are to be kept.
fn retain<T>(values: &mut Vec<T>, width: usize, kept: &[bool]) {
    let mut place = 0;
    values.retain(|_| {
        let keep = kept.get(place / width.max(1)).copied().unwrap_or(false);
        place += 1;
        keep
    });
}
