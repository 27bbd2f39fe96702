//! Languages by the names other programs give them: "English (en)", "French", "pt-br".

use crate::i18n::Language;

/// English names of languages that forms are written in, with their tags.
const NAMES: [(&str, &str); 62] = [
    ("afrikaans", "af"),
    ("albanian", "sq"),
    ("amharic", "am"),
    ("arabic", "ar"),
    ("armenian", "hy"),
    ("azerbaijani", "az"),
    ("bengali", "bn"),
    ("bangla", "bn"),
    ("bosnian", "bs"),
    ("bulgarian", "bg"),
    ("burmese", "my"),
    ("catalan", "ca"),
    ("chinese", "zh"),
    ("croatian", "hr"),
    ("czech", "cs"),
    ("danish", "da"),
    ("dari", "prs"),
    ("dutch", "nl"),
    ("english", "en"),
    ("estonian", "et"),
    ("farsi", "fa"),
    ("finnish", "fi"),
    ("french", "fr"),
    ("francais", "fr"),
    ("français", "fr"),
    ("georgian", "ka"),
    ("german", "de"),
    ("deutsch", "de"),
    ("greek", "el"),
    ("haitian creole", "ht"),
    ("hausa", "ha"),
    ("hebrew", "he"),
    ("hindi", "hi"),
    ("hungarian", "hu"),
    ("indonesian", "id"),
    ("italian", "it"),
    ("japanese", "ja"),
    ("khmer", "km"),
    ("kinyarwanda", "rw"),
    ("korean", "ko"),
    ("kurdish", "ku"),
    ("lao", "lo"),
    ("malay", "ms"),
    ("nepali", "ne"),
    ("norwegian", "no"),
    ("pashto", "ps"),
    ("persian", "fa"),
    ("polish", "pl"),
    ("portuguese", "pt"),
    ("romanian", "ro"),
    ("russian", "ru"),
    ("somali", "so"),
    ("spanish", "es"),
    ("español", "es"),
    ("swahili", "sw"),
    ("swedish", "sv"),
    ("tagalog", "tl"),
    ("thai", "th"),
    ("turkish", "tr"),
    ("ukrainian", "uk"),
    ("urdu", "ur"),
    ("vietnamese", "vi"),
];

/// The language meant by a tag, a name with its tag in parentheses, or an English name; `None` where it cannot be told.
pub(super) fn language(written: &str) -> Option<Language> {
    let written = written.trim();
    let in_parentheses = written.rsplit_once('(').map(|(_, tag)| tag.trim_end_matches([')', ' ']).trim());
    if let Some(found) = in_parentheses.and_then(tag) {
        return Some(found);
    }
    let name = written.split('(').next().unwrap_or_default().trim().to_lowercase();
    let known = NAMES.iter().find(|(known, _)| *known == name).and_then(|(_, tag)| Language::parse(tag));
    known.or_else(|| tag(written))
}

fn tag(written: &str) -> Option<Language> {
    let primary = written.split(['-', '_']).next().unwrap_or_default();
    // A name such as "Luo" or "Fon" would pass for a tag, but tags are written small.
    let small = primary.chars().all(|c| c.is_ascii_lowercase()) || primary.len() == 2;
    ((2..=3).contains(&primary.len()) && small).then(|| Language::parse(&written.replace('_', "-"))).flatten()
}

/// The `n`th tag that is nobody's (`qaa`, `qab`, …), for a language that cannot be told.
pub(super) fn private(n: usize) -> Option<Language> {
    let letters =
        ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't'];
    let (second, third) = (letters.get(n / letters.len())?, letters.get(n % letters.len())?);
    Language::parse(&format!("q{second}{third}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_told_by_tag_or_name() {
        for (written, expected) in [
            ("English (en)", Some("en")),
            ("Français (fr)", Some("fr")),
            ("French", Some("fr")),
            ("pt_BR", Some("pt-BR")),
            ("EN", Some("en")),
            ("Klingon", None),
            ("Luo", None),
            ("default", None),
            ("", None),
        ] {
            assert_eq!(language(written).as_ref().map(Language::as_str), expected, "{written}");
        }
        assert_eq!(private(0).unwrap().as_str(), "qaa");
        assert!(private(399).is_some() && private(400).is_none());
    }
}
