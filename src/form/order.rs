//! The order in which one respondent sees the options. The same seed gives the same order on every visit and every
//! machine; pinned options keep their place, and the options of a group stay together.

use std::collections::BTreeSet;

use crate::i18n::Language;
use crate::questionnaire::condition::Reference;
use crate::questionnaire::seeded::Generator;
use crate::questionnaire::{AnswerOption, ItemIndex, ItemKind, Order, Page, Questionnaire, piping};
use crate::responses::{Settled, ShownOrders};

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

/// The items of a page in the order to show them. On a page that shuffles, each respondent has an order of their own;
/// notes keep their place, and what depends on an answer of the page comes after it.
pub fn item_order(q: &Questionnaire, page: usize, seed: u64) -> Vec<ItemIndex> {
    let page = &q.pages[page];
    let given: Vec<ItemIndex> = page.items.clone().map(ItemIndex).collect();
    if !page.shuffle {
        return given;
    }
    let moves = |item: &ItemIndex| !matches!(q.item(*item).kind, ItemKind::Note | ItemKind::Computed { .. });
    let mut waiting: Vec<ItemIndex> = given.iter().copied().filter(moves).collect();
    Generator::new(seed, page.id.as_str()).shuffle(&mut waiting);
    let mut placed: Vec<ItemIndex> = Vec::new();
    while !waiting.is_empty() {
        let is_free = |item: &ItemIndex| needs(q, page, *item).iter().all(|need| !waiting.contains(need));
        // Items name only earlier ones, so there is always one that waits for none.
        let next = waiting.iter().position(is_free).unwrap_or(0);
        placed.push(waiting.remove(next));
    }
    let mut placed = placed.into_iter();
    given.into_iter().map(|item| if moves(&item) { placed.next().unwrap_or(item) } else { item }).collect()
}

/// The items of the page that an item's conditions and texts name, also by way of what is computed.
fn needs(q: &Questionnaire, page: &Page, index: ItemIndex) -> BTreeSet<ItemIndex> {
    let item = q.item(index);
    let mut named = BTreeSet::new();
    let mut visit = |reference| {
        if let Reference::Variable(variable) = reference {
            named.insert(q.variable(variable).item);
        }
    };
    let parts = item.rows().iter().map(|row| &row.show_if);
    let parts = parts.chain(item.options().iter().map(|option| &option.show_if));
    for condition in parts.chain([&item.show_if]).flatten() {
        condition.expr.visit_references(&mut visit);
    }
    item.checks.iter().for_each(|check| check.assert.expr.visit_references(&mut visit));
    if let ItemKind::Computed { value, .. } = &item.kind {
        value.visit_references(&mut visit);
    }
    let texts = [&item.text].into_iter().chain(&item.help);
    let texts = texts.chain(item.options().iter().map(|option| &option.text));
    let texts = texts.chain(item.rows().iter().map(|row| &row.text));
    for name in texts.flat_map(|text| piping::names(&text.source)) {
        named.extend(q.find_variable(name).map(|variable| q.variable(variable).item));
    }
    named.retain(|other| *other != index && page.items.contains(&other.0));
    let computed: Vec<ItemIndex> = named
        .iter()
        .copied()
        .filter(|other| matches!(q.item(*other).kind, ItemKind::Computed { .. }))
        .collect();
    for other in computed {
        named.extend(needs(q, page, other));
    }
    named
}

/// The orders in which the questions of this interview were shown.
pub fn shown_orders(q: &Questionnaire, settled: &Settled, seed: u64, language: &Language) -> ShownOrders {
    let was_asked = |item: &ItemIndex| q.variables_of(*item).any(|variable| settled.was_asked(variable));
    let mut shown = ShownOrders::default();
    for (number, page) in q.pages.iter().enumerate() {
        let asked: Vec<ItemIndex> = item_order(q, number, seed).into_iter().filter(was_asked).collect();
        for item in asked.iter().map(|index| q.item(*index)) {
            if let Some(order) = item.kind.order().filter(|order| order.varies()) {
                let places = shown_order(item.options(), order, seed, item.id.as_str(), language);
                let codes = places.into_iter().map(|place| item.options()[place].code.to_string());
                shown.options.insert(item.id.to_string(), codes.collect());
            }
        }
        if page.shuffle && !asked.is_empty() {
            let ids = asked.iter().filter(|item| !matches!(q.item(**item).kind, ItemKind::Computed { .. }));
            shown.items.insert(page.id.to_string(), ids.map(|item| q.item(*item).id.to_string()).collect());
        }
    }
    shown
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
