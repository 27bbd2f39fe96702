//! The order in which one respondent sees the options: given, random or alphabetical. The same seed gives the same
//! order on every visit and every machine; pinned options keep their place.

use crate::i18n::Language;
use crate::questionnaire::{AnswerOption, Order};

/// The places of `options` in the order to show them. `seed` is the respondent's, `item_id` keeps two items from
/// being shuffled alike.
pub fn shown_order(
    options: &[AnswerOption],
    order: Order,
    seed: u64,
    item_id: &str,
    language: &Language,
) -> Vec<usize> {
    let mut free: Vec<usize> = (0..options.len()).filter(|index| !options[*index].pin).collect();
    match order {
        Order::Given => return (0..options.len()).collect(),
        Order::Random => shuffle(&mut free, &mut Generator::new(seed, item_id)),
        Order::Alphabetical => {
            free.sort_by_cached_key(|index| sort_key(options[*index].text.get(language)));
        }
    }
    let mut free = free.into_iter();
    (0..options.len())
        .map(|place| if options[place].pin { place } else { free.next().unwrap_or(place) })
        .collect()
}

/// Letters without case or accents, then the text itself: the order of a dictionary for Latin scripts, and of the
/// syllables for Korean.
fn sort_key(text: &str) -> (String, String) {
    use unicode_normalization::UnicodeNormalization;
    let folded = text
        .nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric() || c.is_whitespace())
        .nfc()
        .collect();
    (folded, text.to_owned())
}

/// Fisher and Yates, from the end.
fn shuffle(places: &mut [usize], generator: &mut Generator) {
    for last in (1..places.len()).rev() {
        places.swap(last, generator.below(last as u64 + 1) as usize);
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): small, and the same everywhere.
struct Generator {
    state: u64,
}

impl Generator {
    /// Seeded by the respondent's seed and the bytes of a name (FNV-1a).
    fn new(seed: u64, name: &str) -> Generator {
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
        });
        Generator { state: seed ^ hash }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`, all equally likely: the multiply-shift of Lemire (2019) with its rejection.
    fn below(&mut self, bound: u64) -> u64 {
        let threshold = bound.wrapping_neg() % bound;
        loop {
            let product = u128::from(self.next()) * u128::from(bound);
            if product as u64 >= threshold {
                return (product >> 64) as u64;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::LocalizedText;
    use crate::ids::OptionCode;

    fn options(texts: &[&str], pinned: &[usize]) -> Vec<AnswerOption> {
        texts
            .iter()
            .enumerate()
            .map(|(index, text)| AnswerOption {
                code: OptionCode::parse(&format!("c{index}")).unwrap(),
                text: LocalizedText::new(text),
                missing: None,
                exclusive: false,
                specify: false,
                pin: pinned.contains(&index),
                value: None,
                end: None,
            })
            .collect()
    }

    fn english() -> Language {
        Language::parse("en").unwrap()
    }

    #[test]
    fn pinned_options_keep_their_place_under_every_seed() {
        let options = options(&["a", "b", "c", "d", "e"], &[0, 4]);
        for seed in 0..200 {
            let order = shown_order(&options, Order::Random, seed, "q1", &english());
            assert_eq!((order[0], order[4]), (0, 4));
            let mut sorted = order.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, [0, 1, 2, 3, 4]);
            assert_eq!(order, shown_order(&options, Order::Random, seed, "q1", &english()));
        }
    }

    #[test]
    fn every_order_is_equally_likely() {
        let options = options(&["a", "b", "c"], &[]);
        let mut counts = std::collections::BTreeMap::new();
        for seed in 0..6000 {
            *counts.entry(shown_order(&options, Order::Random, seed, "q1", &english())).or_insert(0) += 1;
        }
        assert_eq!(counts.len(), 6);
        // Six orders, 1000 expected each; 5 standard deviations (28.9) either way.
        assert!(counts.values().all(|count| (855..=1145).contains(count)), "{counts:?}");
    }

    #[test]
    fn alphabetical_ignores_case_and_accents() {
        let options = options(&["Zebra", "éclair", "Apple", "Other"], &[3]);
        assert_eq!(shown_order(&options, Order::Alphabetical, 1, "q1", &english()), [2, 1, 0, 3]);
    }
}
