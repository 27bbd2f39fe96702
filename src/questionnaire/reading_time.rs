//! How long an item takes: reading it at the speed of its language, deciding, and acting.

use super::{Item, ItemKind, Questionnaire};
use crate::i18n::{Language, LocalizedText};

/// Estimated minutes to fill in the questionnaire, at least 1. Items with a condition count half.
pub fn minutes(q: &Questionnaire, language: &Language) -> usize {
    let seconds: f64 = q
        .pages
        .iter()
        .flat_map(|page| {
            page.items.clone().map(move |index| {
                let item = &q.items[index];
                let routed = page.show_if.is_some() || item.show_if.is_some();
                seconds(item, language) * if routed { 0.5 } else { 1.0 }
            })
        })
        .sum();
    ((seconds / 60.0).round() as usize).max(1)
}

/// Estimated seconds for one item: its text and rows are read whole, half of an option list, and each kind has a time
/// to decide and act. A computed item takes none.
pub fn seconds(item: &Item, language: &Language) -> f64 {
    let read = |text: &LocalizedText| reading_seconds(text.get(language), language);
    let stem = read(&item.text) + item.help.as_ref().map_or(0.0, read);
    let options: f64 = item.options().iter().map(|option| read(&option.text)).sum::<f64>() / 2.0;
    let rows: f64 = item.rows().iter().map(|row| read(&row.text)).sum();
    let row_count = item.rows().len() as f64;
    let act = match &item.kind {
        ItemKind::Single { .. } | ItemKind::Scale { .. } => 5.0,
        ItemKind::Multiple { .. } => 9.0,
        ItemKind::Grid { .. } => 4.5 * row_count,
        ItemKind::MultipleGrid { .. } => 7.0 * row_count,
        ItemKind::Ranking { .. } => 20.0,
        ItemKind::Allocation { .. } => 6.0 * row_count,
        ItemKind::Number { .. } | ItemKind::Date { .. } => 6.0,
        ItemKind::Text { lines, .. } => {
            if *lines > 1 {
                25.0
            } else {
                10.0
            }
        }
        ItemKind::Note => 0.0,
        ItemKind::Computed { .. } => return 0.0,
    };
    stem + options + rows + act
}

/// Words a minute, silent reading of paragraphs: Trauzettel-Klosinski and Dietz (2012), "Standardized assessment of
/// reading performance: the new International Reading Speed Texts IReST"; English for languages they did not measure.
const WORDS_A_MINUTE: &[(&str, f64)] = &[
    ("ar", 138.0),
    ("de", 179.0),
    ("en", 228.0),
    ("es", 218.0),
    ("fi", 161.0),
    ("fr", 195.0),
    ("he", 187.0),
    ("it", 188.0),
    ("nl", 202.0),
    ("pl", 166.0),
    ("pt", 181.0),
    ("ru", 184.0),
    ("sl", 180.0),
    ("sv", 199.0),
    ("tr", 166.0),
];
/// Characters a minute where words are not set apart: Chinese and Japanese by the same source; Korean, which sets
/// them apart but writes long ones, by its syllables at a rate near that of English words.
const HAN_A_MINUTE: f64 = 255.0;
const KANA_AND_HAN_A_MINUTE: f64 = 357.0;
const HANGUL_A_MINUTE: f64 = 500.0;

fn reading_seconds(text: &str, language: &Language) -> f64 {
    let primary = language.as_str().split('-').next().unwrap_or_default();
    let words_a_minute =
        WORDS_A_MINUTE.iter().find(|(known, _)| *known == primary).map_or(228.0, |(_, speed)| *speed);
    let han_a_minute = if primary == "ja" { KANA_AND_HAN_A_MINUTE } else { HAN_A_MINUTE };
    let (mut words, mut han, mut hangul) = (0, 0, 0);
    for word in text.split_whitespace() {
        let in_han = word.chars().filter(|c| is_han_or_kana(*c)).count();
        let in_hangul = word.chars().filter(|c| is_hangul(*c)).count();
        han += in_han;
        hangul += in_hangul;
        words += usize::from(in_han + in_hangul == 0 && word.chars().any(char::is_alphanumeric));
    }
    60.0 * (words as f64 / words_a_minute + han as f64 / han_a_minute + hangul as f64 / HANGUL_A_MINUTE)
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7ff}')
}

fn is_han_or_kana(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_script_is_read_at_its_own_speed() {
        let seconds = |text: &str, language: &str| {
            (reading_seconds(text, &Language::parse(language).unwrap()) * 10.0).round() / 10.0
        };
        assert!((seconds(&"word ".repeat(228), "en") - 60.0).abs() < 0.05);
        assert!((seconds(&"word ".repeat(179), "de-AT") - 60.0).abs() < 0.05);
        assert!((seconds(&"字".repeat(255), "zh-Hans") - 60.0).abs() < 0.05);
        assert!((seconds(&"字".repeat(357), "ja") - 60.0).abs() < 0.05);
        assert!((seconds(&"한".repeat(500), "ko") - 60.0).abs() < 0.05);
        // Marks and dashes alone are no words.
        assert!((seconds("a - b *", "en") - seconds("a b", "en")).abs() < 0.05);
    }
}
