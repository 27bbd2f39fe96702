//! The interface speaks each of its languages in full: no message missing or left over, none without its placeables, and a
//! form of each plural that the language has.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};

use super::*;

/// A select that names plural forms: the placeable it asks, and the forms it has.
type PluralSelect = (String, BTreeSet<String>);

/// What one message is made of.
#[derive(Default)]
struct Parts {
    placeables: BTreeSet<String>,
    plurals: Vec<PluralSelect>,
    /// Texts with a straight quote or three full stops, which typesetters of no language would leave.
    unset: Vec<String>,
    is_blank: bool,
}

fn parts(text: &str) -> BTreeMap<String, Parts> {
    let resource = match FluentResource::try_new(text.to_owned()) {
        Ok(resource) => resource,
        Err((_, errors)) => panic!("the file does not parse: {errors:?}"),
    };
    let mut found = BTreeMap::new();
    for entry in resource.entries() {
        let Entry::Message(message) = entry else { continue };
        let mut parts = Parts { is_blank: message.value.is_none(), ..Parts::default() };
        if let Some(pattern) = &message.value {
            collect(pattern, &mut parts);
        }
        found.insert(message.id.name.to_owned(), parts);
    }
    found
}

fn collect(pattern: &Pattern<&str>, parts: &mut Parts) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => {
                if value.contains(['"', '\'']) || value.contains("...") {
                    parts.unset.push((*value).to_owned());
                }
            }
            PatternElement::Placeable { expression: Expression::Inline(inline) } => {
                parts.placeables.extend(variable(inline));
            }
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                let name = variable(selector).expect("a select asks a placeable");
                let forms: BTreeSet<String> = variants
                    .iter()
                    .filter_map(|variant| match variant.key {
                        VariantKey::Identifier { name } => Some(name.to_owned()),
                        VariantKey::NumberLiteral { .. } => None,
                    })
                    .collect();
                parts.placeables.insert(name.clone());
                parts.plurals.push((name, forms));
                for variant in variants {
                    collect(&variant.value, parts);
                }
            }
        }
    }
}

fn variable(inline: &InlineExpression<&str>) -> Option<String> {
    match inline {
        InlineExpression::VariableReference { id } => Some(id.name.to_owned()),
        _ => None,
    }
}

/// The plural forms that whole numbers take in this language, by CLDR; millions, which some count apart, never occur.
fn forms_of(tag: &str) -> BTreeSet<String> {
    let language: unic_langid::LanguageIdentifier = tag.split('-').next().unwrap().parse().unwrap();
    let rules = PluralRules::create(language, PluralRuleType::CARDINAL).unwrap();
    let name = |category| match category {
        PluralCategory::ZERO => "zero",
        PluralCategory::ONE => "one",
        PluralCategory::TWO => "two",
        PluralCategory::FEW => "few",
        PluralCategory::MANY => "many",
        PluralCategory::OTHER => "other",
    };
    (0..=1000).map(|count: u32| name(rules.select(count).unwrap()).to_owned()).collect()
}

#[test]
fn every_language_has_every_message_and_none_is_left_over() {
    let wanted: BTreeSet<&str> = Message::ALL.iter().map(|message| message.key()).collect();
    let mut problems = Vec::new();
    for (tag, text) in FILES {
        let found = parts(text);
        for key in &wanted {
            match found.get(*key) {
                None => problems.push(format!(
                    "src/i18n/{tag}.ftl lacks `{key} = …`: write it there in {}, as src/i18n/en.ftl has it in English",
                    Language::parse(tag).unwrap().own_name()
                )),
                Some(parts) if parts.is_blank => problems.push(format!("src/i18n/{tag}.ftl: `{key}` is empty")),
                Some(_) => {}
            }
        }
        for key in found.keys().filter(|key| !wanted.contains(key.as_str())) {
            problems.push(format!(
                "src/i18n/{tag}.ftl has `{key}`, which nothing says: remove it, or add it to `messages!` in \
                 src/i18n/messages.rs"
            ));
        }
    }
    assert!(
        problems.is_empty(),
        "a message must stand in all {} files:\n{}\n",
        FILES.len(),
        problems.join("\n")
    );
}

#[test]
fn every_message_uses_what_the_english_one_is_given() {
    let english = parts(FILES[0].1);
    let mut problems = Vec::new();
    for (tag, text) in FILES {
        for (key, these) in parts(text) {
            let Some(wanted) = english.get(&key) else { continue };
            if these.placeables != wanted.placeables {
                problems.push(format!(
                    "src/i18n/{tag}.ftl: `{key}` uses {:?}, the English one {:?}",
                    these.placeables, wanted.placeables
                ));
            }
            for text in these.unset {
                problems
                    .push(format!("src/i18n/{tag}.ftl: `{key}` has a straight quote or three dots: {text}"));
            }
        }
    }
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn every_plural_has_all_forms_of_its_language() {
    let english = parts(FILES[0].1);
    let mut problems = Vec::new();
    for (tag, text) in FILES {
        let forms = forms_of(tag);
        for (key, these) in parts(text) {
            for (name, found) in &these.plurals {
                if !found.is_superset(&forms) && !is_by_value_alone(found) {
                    problems.push(format!(
                        "src/i18n/{tag}.ftl: `{key}` asks ${name} and has {found:?}; the language counts {forms:?}"
                    ));
                }
            }
            let counted = english.get(&key).is_some_and(|parts| !parts.plurals.is_empty());
            if counted && forms.len() > 1 && these.plurals.is_empty() {
                problems.push(format!("src/i18n/{tag}.ftl: `{key}` needs a form for each of {forms:?}"));
            }
        }
    }
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
    assert_eq!(forms_of("ar").len(), 6);
}

/// A select between single numbers (`[1]`) and the rest, in which nothing is inflected.
fn is_by_value_alone(forms: &BTreeSet<String>) -> bool {
    forms.len() == 1 && forms.contains("other")
}

#[test]
fn every_message_can_be_said_with_every_number() {
    for (tag, text) in FILES {
        let messages = Messages::for_language(&Language::parse(tag).unwrap());
        for (key, parts) in parts(text) {
            let message = *Message::ALL.iter().find(|message| message.key() == key).unwrap();
            for number in [0_usize, 1, 2, 3, 7, 11, 26, 99, 100, 102, 1000] {
                let arguments: Vec<(&'static str, FluentValue<'_>)> = parts
                    .placeables
                    .iter()
                    .map(|name| (&*Box::leak(name.clone().into_boxed_str()), number.into()))
                    .collect();
                let said = messages.format(message, &arguments);
                assert!(!said.trim().is_empty(), "{tag} {key} {number}");
                assert!(!said.contains("{$") && !said.contains("{ $"), "{tag} {key} {number}: {said}");
            }
        }
    }
}

#[test]
fn a_language_we_do_not_speak_gets_english_and_says_so() {
    let italian = Messages::for_language(&Language::parse("it").unwrap());
    assert_eq!(italian.text(Message::Next), "Next");
    assert_eq!(italian.fallback_language().map(Language::as_str), Some("en"));
    for (wish, next) in [
        ("ko-KR", "다음"),
        ("zh-TW", "下一頁"),
        ("zh", "下一页"),
        ("pt-BR", "Avançar"),
        ("ar-EG", "التالي"),
        ("de-CH", "Weiter"),
    ] {
        let messages = Messages::for_language(&Language::parse(wish).unwrap());
        assert_eq!(messages.text(Message::Next), next);
        assert!(messages.fallback_language().is_none(), "{wish}");
    }
}

#[test]
fn numbers_choose_their_plural() {
    let say = |tag: &str, n: usize| {
        let messages = Messages::for_language(&Language::parse(tag).unwrap());
        messages.format(Message::IntroMinutes, &[("minutes", n.into())])
    };
    assert_eq!(say("en", 1), "About 1 minute");
    assert_eq!(say("en", 12), "About 12 minutes");
    assert_eq!(say("fr", 1), "Environ 1 minute");
    assert_eq!(say("ar", 2), "نحو دقيقتين");
    // What is filled in keeps its own direction.
    assert_eq!(say("ar", 3), "نحو \u{2068}3\u{2069} دقائق");
    assert_eq!(say("ar", 11), "نحو \u{2068}11\u{2069} دقيقة");
}
