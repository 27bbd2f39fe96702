//! Which language on offer suits a reader: by language, script and region, as CLDR knows them.

use unic_langid::LanguageIdentifier;
use unic_langid::subtags::{Region, Script};

use super::Language;

/// How well an offered language suits a wish, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Exact,
    /// Written alike and spoken in the same place: `zh-TW` for `zh-Hant`.
    SamePlace,
    /// Written alike: `pt` for `pt-BR`, `zh-Hant-HK` for `zh-TW`.
    SameScript,
    /// The same language in another script is still nearer than another language.
    SameLanguage,
}

impl Language {
    /// The offered language that suits this wish best; the first of equals, `None` where none is even the same
    /// language. `zh-TW` takes `zh-Hant`, `pt-BR` takes `pt`, `ar-EG` takes `ar`.
    pub fn best_of<'a>(&self, offered: impl IntoIterator<Item = &'a Language>) -> Option<&'a Language> {
        let wish = self.identifier();
        let fits = offered.into_iter().filter_map(|language| Some((fit(&wish, language)?, language)));
        fits.min_by_key(|(fit, _)| *fit).map(|(_, language)| language)
    }

    pub(super) fn identifier(&self) -> LanguageIdentifier {
        self.as_str().parse().expect("a tag is checked when it is read")
    }
}

fn fit(wish: &LanguageIdentifier, offered: &Language) -> Option<Fit> {
    let offered = offered.identifier();
    if *wish == offered {
        return Some(Fit::Exact);
    }
    let ((language, script, region), (other, other_script, other_region)) =
        (maximal(wish), maximal(&offered));
    if language != other {
        return None;
    }
    Some(match (script == other_script, region == other_region) {
        (true, true) => Fit::SamePlace,
        (true, false) => Fit::SameScript,
        (false, _) => Fit::SameLanguage,
    })
}

/// The language with the script and region its tag leaves out. Norwegian's `no` is read as Bokmål.
fn maximal(tag: &LanguageIdentifier) -> (String, Option<Script>, Option<Region>) {
    let mut full = tag.clone();
    full.maximize();
    let language = full.language.as_str();
    (if language == "no" { "nb" } else { language }.to_owned(), full.script, full.region)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_takes_what_is_nearest_in_script_and_place() {
        let check = |wish: &str, offered: &[&str], expected: Option<&str>| {
            let offered: Vec<Language> = offered.iter().map(|tag| Language::parse(tag).unwrap()).collect();
            let found = Language::parse(wish).unwrap().best_of(&offered).map(Language::as_str);
            assert_eq!(found, expected, "{wish} of {offered:?}");
        };
        let ours = ["en", "ko", "ja", "zh-Hans", "zh-Hant", "es", "fr", "de", "pt", "ar"];
        for (wish, expected) in [
            ("zh-TW", "zh-Hant"),
            ("zh-HK", "zh-Hant"),
            ("zh-MO", "zh-Hant"),
            ("zh-Hant-HK", "zh-Hant"),
            ("zh", "zh-Hans"),
            ("zh-CN", "zh-Hans"),
            ("zh-SG", "zh-Hans"),
            ("pt-BR", "pt"),
            ("pt-PT", "pt"),
            ("ar-EG", "ar"),
            ("es-MX", "es"),
            ("de-AT", "de"),
            ("en-GB", "en"),
        ] {
            check(wish, &ours, Some(expected));
        }
        check("it", &ours, None);
        check("zh-TW", &["zh-CN"], Some("zh-CN"));
        check("zh-TW", &["zh-CN", "zh-HK"], Some("zh-HK"));
        check("pt-PT", &["pt-BR", "pt-PT"], Some("pt-PT"));
        check("pt", &["pt-PT", "pt-BR"], Some("pt-BR"));
        check("sr-Latn", &["sr", "sr-Latn-RS"], Some("sr-Latn-RS"));
        check("nb", &["no"], Some("no"));
        check("ko-KR", &["en", "ko"], Some("ko"));
    }
}
