//! The order in which one respondent sees the options. The same seed gives the same order on every visit and every
//! machine; pinned options keep their place, and the options of a group stay together.

use crate::i18n::Language;
use crate::questionnaire::seeded::Generator;
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
    let mut blocks = free_blocks(options);
    let mut generator = Generator::new(seed, item_id);
    match order {
        Order::Given => return (0..options.len()).collect(),
        Order::Random => {
            generator.shuffle(&mut blocks);
            blocks.iter_mut().for_each(|block| generator.shuffle(block));
        }
        Order::ReversedHalf => {
            if generator.below(2) == 1 {
                blocks.reverse();
                blocks.iter_mut().for_each(|block| block.reverse());
            }
        }
        Order::Rotated => {
            if !blocks.is_empty() {
                let first = generator.below(blocks.len() as u64) as usize;
                blocks.rotate_left(first);
            }
        }
        Order::Alphabetical => {
            let key = |index: &usize| sort_key(options[*index].text.get(language));
            blocks.iter_mut().for_each(|block| block.sort_by_cached_key(key));
            blocks.sort_by_cached_key(|block| block.first().map(key));
        }
    }
    let mut free = blocks.into_iter().flatten();
    (0..options.len())
        .map(|place| if options[place].pin { place } else { free.next().unwrap_or(place) })
        .collect()
}

/// The options that may move, each with those of its group, in the order of the file.
fn free_blocks(options: &[AnswerOption]) -> Vec<Vec<usize>> {
    let mut blocks: Vec<Vec<usize>> = Vec::new();
    for index in (0..options.len()).filter(|index| !options[*index].pin) {
        let group = &options[index].group;
        let together = blocks.iter_mut().find(|block| group.is_some() && options[block[0]].group == *group);
        match together {
            Some(block) => block.push(index),
            None => blocks.push(vec![index]),
        }
    }
    blocks
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
                show_if: None,
                group: None,
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
    fn a_reversed_half_sees_the_list_backwards_and_pins_stay() {
        let options = options(&["a", "b", "c", "d"], &[3]);
        let backwards = (0..1000)
            .filter(|seed| {
                let order = shown_order(&options, Order::ReversedHalf, *seed, "q1", &english());
                assert!(order == [0, 1, 2, 3] || order == [2, 1, 0, 3], "{order:?}");
                order[0] == 2
            })
            .count();
        // 500 expected, five standard deviations (15.8) either way.
        assert!((421..=579).contains(&backwards), "{backwards}");
    }

    #[test]
    fn a_rotation_begins_everywhere_equally_often_and_keeps_the_circle() {
        let options = options(&["a", "b", "c"], &[]);
        let mut counts = [0; 3];
        for seed in 0..3000 {
            let order = shown_order(&options, Order::Rotated, seed, "q1", &english());
            assert!((0..3).all(|place| order[(place + 1) % 3] == (order[place] + 1) % 3), "{order:?}");
            counts[order[0]] += 1;
        }
        // 1000 expected each, five standard deviations (25.8) either way.
        assert!(counts.iter().all(|count| (871..=1129).contains(count)), "{counts:?}");
    }

    #[test]
    fn the_options_of_a_group_stay_together_in_every_order() {
        let mut options = options(&["a", "b", "c", "d", "e"], &[]);
        for place in [0, 1, 2] {
            options[place].group = Some("first".to_owned());
        }
        for (seed, order) in (0..300).flat_map(|seed| Order::ALL.map(|order| (seed, order))) {
            let shown = shown_order(&options, order, seed, "q1", &english());
            let places: Vec<usize> = (0..5).filter(|place| shown[*place] < 3).collect();
            assert_eq!(places[2] - places[0], 2, "{order:?} {shown:?}");
        }
    }

    #[test]
    fn alphabetical_ignores_case_and_accents() {
        let options = options(&["Zebra", "éclair", "Apple", "Other"], &[3]);
        assert_eq!(shown_order(&options, Order::Alphabetical, 1, "q1", &english()), [2, 1, 0, 3]);
    }
}
