//! Whole LimeSurvey structures, of the new layout and of the old one, and broken ones.

use super::read;
use crate::interchange::import::draft::{Draft, Weight};
use crate::interchange::import::{Settled, settle};

const BAKERY: &str = include_str!("../../../../tests/imports/limesurvey/bakery.lss");
const GARDENS: &str = include_str!("../../../../tests/imports/limesurvey/gardens.lss");

fn settled(text: &str) -> Settled {
    settle(read(text.as_bytes()).unwrap())
}

fn yaml(settled: &Settled, file: &str) -> String {
    settled.files.iter().find(|found| found.name == file).map(|found| found.text.clone()).unwrap_or_default()
}

fn item<'d>(draft: &'d Draft, id: &str) -> &'d crate::interchange::import::draft::DraftItem {
    draft.find_item(id).unwrap_or_else(|| panic!("no item {id}"))
}

fn condition(draft: &Draft, id: &str) -> String {
    item(draft, id).show_if.as_ref().map(ToString::to_string).unwrap_or_default()
}

fn is_lost(settled: &Settled, place: &str, what: &str) -> bool {
    settled
        .losses
        .iter()
        .any(|loss| loss.weight == Weight::Lost && loss.place.contains(place) && loss.what.contains(what))
}

#[test]
fn a_survey_with_every_type_compiles() {
    let settled = settled(BAKERY);
    let text = yaml(&settled, "questionnaire.yaml");
    for expected in [
        "languages: [en, de]",
        "- { id: data_policy, text: I accept the data policy., required: true }",
        "- { code: other, text: Something else, specify: true, pin: true }",
        "- { code: A1, text: Baking, value: 3 }",
        "- { code: N1, text: Harbour, group: North }",
        "- { code: 'NO', text: None of these, exclusive: true }",
        "- { id: ov, text: Oven, show_if: \"'OV' in tools\" }",
        "total: 100",
        "pattern: '[A-Z]{2}[0-9]{3}'",
        "value: \"sum(costs_f, costs_g)\"",
        "Tell us, {{ role }}: [if(age > 30, \"more\", \"less\")] about **bread** loaf",
        "- { id: b, text: Staff – Helpers }",
        "complete: Thank you, {{ role }}.",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    let german = yaml(&settled, "de.yaml");
    for expected in ["Umfrage zur Bäckerei", "Männlich", "Etwas anderes", "Jahre", "Zuerst zu **Ihnen**."] {
        assert!(german.contains(expected), "{expected}\n{german}");
    }
}

#[test]
fn who_was_asked_there_is_asked_here() {
    let draft = read(BAKERY.as_bytes()).unwrap();
    for (id, expected) in [
        ("shop", "role == 'A2'"),
        ("gender", "age > 17 || role != 'A1'"),
        ("parking", "age >= 18 && answered(shop)"),
        ("why", "size(tools) > 1"),
        ("rate", "!answered(tools) || !('NO' in tools)"),
        ("ten", "five.s1 > 3"),
        ("cells_a_f", "'am' in ticks.br || dual_2.p == '2'"),
        ("costs_f", "split.b < split.s"),
        ("first", "rank(rank, 'r1') == 1"),
        ("talk_comment", "point <= 2 && (!answered(rank) || rank(rank, 'r2') != 1)"),
    ] {
        assert_eq!(condition(&draft, id), expected, "{id}");
    }
    let page = &draft.pages[1];
    assert_eq!(page.show_if.as_ref().map(ToString::to_string).as_deref(), Some("role != 'other'"));
    assert_eq!(item(&draft, "regex").checks[0].assert.to_string(), "answered(regex)");
}

#[test]
fn what_cannot_be_carried_over_is_listed_by_place() {
    let settled = settled(BAKERY);
    for (place, what) in [
        ("since", "time of the date format"),
        ("costs", "max_num_value"),
        ("cv", "upload"),
        ("secret", "hidden question"),
        ("expl", "equation"),
        ("last", "relevance"),
        ("last", "time_limit"),
        ("regex", "relevance"),
        ("story", "a picture"),
        ("story", "the expression"),
        ("survey", "quota “Bakers”"),
        ("survey", "the address"),
    ] {
        assert!(is_lost(&settled, place, what), "{place}: {what}\n{:#?}", settled.losses);
    }
}

#[test]
fn the_old_layout_reads_with_its_table_of_conditions() {
    let draft = read(GARDENS.as_bytes()).unwrap();
    assert_eq!(condition(&draft, "grow"), "own == '1' || own == '2'");
    assert_eq!(condition(&draft, "size"), "'a' in grow || own != '1'");
    let settled = settle(draft);
    assert!(is_lost(&settled, "question name", "table of conditions"));
    assert!(is_lost(&settled, "question size", "default answer"));
    assert!(yaml(&settled, "questionnaire.yaml").contains("text: Légumes"));
    assert!(yaml(&settled, "en.yaml").contains("Flowers"));
}

/// Numbers that are always the same.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

#[test]
fn a_broken_file_is_refused_or_read_and_never_panics() {
    let mut state = 1;
    for text in [BAKERY, GARDENS] {
        let bytes = text.as_bytes();
        for _ in 0..60 {
            let cut = next(&mut state) as usize % bytes.len();
            assert!(read(&bytes[..cut]).is_err());
            let mut flipped = bytes.to_vec();
            for _ in 0..20 {
                let at = next(&mut state) as usize % flipped.len();
                flipped[at] ^= 1 << (next(&mut state) % 8);
            }
            let _ = read(&flipped);
        }
    }
}

#[test]
fn a_survey_whose_codes_are_mixed_up_still_compiles() {
    let mut state = 7;
    let codes = [
        "role",
        "shop",
        "age",
        "tools",
        "rate",
        "split",
        "rank",
        "point",
        "self",
        "417523X101X104",
        "1",
        "-",
    ];
    for _ in 0..30 {
        let from = codes[next(&mut state) as usize % codes.len()];
        let to = codes[next(&mut state) as usize % codes.len()];
        let mixed = BAKERY
            .replace(&format!("[{from}]"), &format!("[{to}]"))
            .replace(&format!("{from}."), &format!("{to}."));
        let Ok(draft) = read(mixed.as_bytes()) else { continue };
        let files = settle(draft).files;
        assert_compiles(&files);
    }
}

fn assert_compiles(files: &[crate::interchange::import::DraftFile]) {
    use crate::diagnostics::{Severity, Sources};
    use crate::questionnaire::{Declared, compile};
    let mut sources = Sources::default();
    let ids: Vec<_> = files.iter().map(|file| sources.add(&file.name, &file.text)).collect();
    let compiled = compile(&sources, ids[0], &ids[1..], &Declared::default());
    let errors: Vec<_> =
        compiled.diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}\n{}", files[0].text);
}
