//! Texts go out and come back as they were, in every format; what is hostile is refused; a file that people wrote by hand
//! stays theirs.

use proptest::prelude::*;

use super::*;
use crate::diagnostics::Sources;
use crate::questionnaire::{Compiled, Declared, compile, source_hash};

fn language(tag: &str) -> Language {
    Language::parse(tag).unwrap()
}

fn unit(path: &str, source: &str, target: Option<&str>, state: State) -> Unit {
    Unit {
        path: path.to_owned(),
        source: source.to_owned(),
        target: target.map(str::to_owned),
        state,
        notes: vec!["A note with <marks> & \"quotes\"\nover lines".to_owned()],
    }
}

fn export(units: Vec<Unit>) -> Export {
    Export {
        survey: "case".to_owned(),
        edition: "2026 <&\">".to_owned(),
        source: language("en"),
        target: language("zh-Hant"),
        units,
    }
}

fn read_back(export: &Export, format: Format) -> Returned {
    let written = export.write(format).unwrap();
    let (found, returned) = read(&written).unwrap_or_else(|error| panic!("{error}\n{written}"));
    assert_eq!(found, format, "{written}");
    assert_eq!(returned.unread, [], "{written}");
    returned
}

/// What came back is what went out.
fn assert_same(export: &Export, format: Format) {
    let returned = read_back(export, format);
    match format {
        Format::Csv => assert_eq!(returned.language, None),
        Format::Xliff1 | Format::Xliff2 | Format::Po => {
            assert_eq!(returned.language.as_ref(), Some(&export.target));
        }
    }
    assert_eq!(returned.units.len(), export.units.len());
    for (sent, got) in export.units.iter().zip(&returned.units) {
        assert_eq!((&sent.path, &sent.source), (&got.path, &got.source), "{format:?}");
        let target = sent.target.clone().filter(|target| !target.trim().is_empty());
        assert_eq!(target, got.target, "{format:?}");
        let expected = match (sent.state, format) {
            (State::Stale, Format::Csv) => Done::WasStale,
            (State::Stale, _) => Done::No,
            (State::Missing | State::Translated, _) => Done::Yes,
        };
        assert_eq!(got.done, expected, "{format:?}");
    }
}

#[test]
fn awkward_texts_come_back_from_every_format() {
    let texts = [
        "plain",
        "\"quoted\" and 'single' & <b>bold</b> \\ back",
        "two\nlines\n\nand a blank one",
        "ends with a line\n",
        "\n starts and ends with blanks \t",
        "carriage\r\nreturn\rand \t tab",
        "{{ role }} and {{role}} and {{ q7.r1 }} and {{ role }}",
        "{{ open and }} closed {{}} {{ a }}{{ b }}",
        "مرحبا {{ role }}، كيف حالك؟ \u{200f}(2026)\u{200e}",
        "🙂 👩‍👩‍👧 𝒳 \u{301}",
        "]]> <!-- --> <![CDATA[ &amp; &#13; %s %1$s",
        "msgid \"x\"\n#, fuzzy\n\\n \\\" \\",
        "=1+1, a;b\tc \u{85} \u{2028} \u{a0} \u{feff}",
        ",",
    ];
    for format in Format::ALL {
        for text in texts {
            for state in State::ALL {
                let target = (state != State::Missing).then_some(text);
                assert_same(&export(vec![unit("items.a.text", text, target, state)]), format);
                assert_same(
                    &export(vec![unit("scales.a b.c", "source", Some(text), State::Translated)]),
                    format,
                );
            }
        }
    }
}

#[test]
fn a_text_with_nul_is_refused_by_its_path() {
    for format in Format::ALL {
        let refused = export(vec![unit("title", "a\0b", None, State::Missing)]).write(format);
        assert_eq!(refused, Err(vec![Unportable { path: "title".to_owned(), character: '\0' }]));
    }
}

#[test]
fn a_text_of_30_000_characters_and_many_texts_come_back() {
    let long = "Ω{{ x }}\n".repeat(4_000);
    let units: Vec<Unit> = (0..300)
        .map(|index| unit(&format!("items.q{index}.text"), "A question {{ x }}?", None, State::Missing))
        .collect();
    for format in Format::ALL {
        assert_same(&export(vec![unit("intro", &long, Some(&long), State::Translated)]), format);
        assert_same(&export(units.clone()), format);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]
    #[test]
    fn any_text_comes_back_from_every_format(
        source in "(\\PC|[ \n\t\r\"'\\\\<>&{}]){1,60}",
        target in proptest::option::of("(\\PC|[ \n\t\r\"'\\\\<>&{};,]|\\{\\{ a \\}\\}){0,60}"),
        state in 0..3_usize,
    ) {
        let unit = unit("items.a.options.b-1", &source, target.as_deref(), State::ALL[state]);
        prop_assume!(unit.unportable().is_none());
        for format in Format::ALL {
            assert_same(&export(vec![unit.clone()]), format);
        }
    }

    #[test]
    fn no_bytes_make_a_reader_panic(text in "(<|>|/|&|;|#|\"|msgid |msgstr |\n|path,source,translation\n|xliff|unit|source|\\PC){0,80}") {
        let _ = read(&text);
        let _ = read(&format!("<xliff version=\"2.0\"><file id=\"a\"><unit id=\"b\">{text}"));
        let _ = read(&format!("msgctxt \"a\"\nmsgid \"b\"\n{text}"));
    }
}

#[test]
fn hostile_xml_is_refused() {
    let check = |text: &str, reason: &str| {
        let error = read(text).unwrap_err();
        assert!(error.reason.contains(reason), "{error} lacks {reason:?}");
    };
    check("<!DOCTYPE xliff [<!ENTITY a \"b\">]><xliff version=\"1.2\"/>", "document type");
    check("<xliff version=\"1.2\"><file><body><trans-unit id=\"a\"><source>&a;</source>", "the entity `&a;`");
    check("<xliff version=\"3.0\"/>", "version `3.0`");
    check("<html/>", "not `<xliff>`");
    check(&format!("<xliff version=\"2.0\">{}", "<group>".repeat(200)), "nested deeper");
    check("<xliff version=\"2.0\"><file>", "ends within");
    check("<xliff version=\"2.0\"></file>", "not XLIFF");
    check("<?xml version=\"1.0\" encoding=\"UTF-16\"?><xliff version=\"2.0\"/>", "UTF-8");
    check("what is this", "neither XLIFF nor PO nor CSV");
    check("msgid \"a", "the closing quote is missing");
    check("msgid \"\"\nmsgstr \"\"\nhello \"a\"", "no word of a PO file");
}

#[test]
fn what_other_programs_make_of_xliff_is_read() {
    // Version 1.2 with segments, marks, an inline element that names its source's by the id alone, and an alternative.
    let text = "<xliff version='1.2' xmlns='urn:oasis:names:tc:xliff:document:1.2'><file original='x' \
        source-language='en' target-language='ko' datatype='plaintext'><body><group><trans-unit id='items.a.text'>\
        <source>Hi <ph id='1'>{{ role }}</ph>. Bye.</source>\
        <seg-source><mrk mtype='seg' mid='0'>Hi <ph id='1'>{{ role }}</ph>.</mrk> <mrk mtype='seg' mid='1'>Bye.</mrk></seg-source>\
        <target><mrk mtype='seg' mid='0'><x id='1'/>님, 안녕.</mrk> <mrk mtype='seg' mid='1'><g id='2'>잘 가.</g></mrk></target>\
        <alt-trans><target>no</target></alt-trans><note>no</note></trans-unit></group></body></file></xliff>";
    let (_, returned) = read(text).unwrap();
    assert_eq!(returned.units[0].source, "Hi {{ role }}. Bye.");
    assert_eq!(returned.units[0].target.as_deref(), Some("{{ role }}님, 안녕. 잘 가."));
    // Version 2.1 with several segments and marks.
    let text = "<xliff version='2.1' srcLang='en' trgLang='ko' xmlns='urn:oasis:names:tc:xliff:document:2.0'>\
        <file id='f'><unit id='u1' name='items.a.text'><originalData><data id='d1'>{{ role }}</data></originalData>\
        <segment state='final'><source>Hi <ph id='1' dataRef='d1'/>.</source><target><ph id='1' dataRef='d1'/>, <mrk id='m1'>안녕</mrk>.</target></segment>\
        <ignorable><source> </source></ignorable>\
        <segment state='reviewed'><source>Bye.</source><target><pc id='2'>잘 가.</pc></target></segment></unit>\
        <unit id='u2' name='b'><segment><source>One.</source><target>하나.</target></segment>\
        <segment><source>Two.</source></segment></unit></file></xliff>";
    let (_, returned) = read(text).unwrap();
    assert_eq!(returned.units[0].source, "Hi {{ role }}. Bye.");
    assert_eq!(returned.units[0].target.as_deref(), Some("{{ role }}, 안녕. 잘 가."));
    assert_eq!(returned.units.len(), 1);
    assert!(returned.unread[0].reason.contains("only some of its segments"), "{:?}", returned.unread);
    // A spreadsheet that separates by semicolons, and PO without our comments.
    let (_, returned) = read("path;source;translation\r\ntitle;A case;\"사;례\"\r\n").unwrap();
    assert_eq!(returned.units[0].target.as_deref(), Some("사;례"));
    let (_, returned) = read(
        "msgid \"\"\nmsgstr \"Language: pt_BR\\n\"\n\n#~ msgctxt \"x\"\n#~ msgid \"old\"\n#~ msgstr \"velho\"\n\n\
         msgctxt \"title\"\nmsgid \"A \"\n\"case\"\nmsgstr \"Um caso\"\nmsgid \"no path\"\nmsgstr \"x\"\n",
    )
    .unwrap();
    assert_eq!(returned.language, Some(language("pt-BR")));
    assert_eq!((returned.units[0].source.as_str(), returned.units.len()), ("A case", 1));
    assert_eq!(returned.unread.len(), 2, "{:?}", returned.unread);
}

const QUESTIONNAIRE: &str = "\
canvass: 1
id: case
edition: \"2026\"
title: A case
languages: [en, ko]
intro: |
  Welcome.

  Read on.
scales:
  yes_no:
    - { code: 1, text: 'Yes' }
    - { code: 2, text: 'No' }
endings: { complete: Thanks }
pages:
  - id: first
    title: The start
    items:
      - { id: role, type: text, text: What do you do? }
      - { id: day, type: text, text: 'How is your day as {{ role }}?', help: Be brief }
      - { id: sure, type: single, text: Sure?, options: yes_no, show_if: \"answered(role)\" }
      - id: years
        type: number
        text: Years?
        check:
          - { assert: 'years < 99', message: Too many }
          - { assert: 'years != 13', message: Not that }
";

const KOREAN: &str = "\
# By hand.
language: ko
title: { text: 사례, source: 5294a5d2 }   # settled
scales:
  # short on purpose
  yes_no: { 1: 예 }
items:
  # asked first
  role:
    text: { text: 무엇을 하십니까?, source: 00000000 }   # stale
  day: { text: '{{ role }}의 하루는?' }
";

fn compiled(korean: Option<&str>) -> (Compiled, Sources) {
    let mut sources = Sources::default();
    let questionnaire = sources.add("questionnaire.yaml", QUESTIONNAIRE);
    let translations: Vec<_> = korean.map(|text| sources.add("ko.yaml", text)).into_iter().collect();
    (compile(&sources, questionnaire, &translations, &Declared::default()), sources)
}

fn returned_with(korean: Option<&str>, translate: impl Fn(&Unit) -> Option<String>) -> (Compiled, Returned) {
    let (compiled, _) = compiled(korean);
    let questionnaire = compiled.questionnaire.clone().unwrap();
    let ko = language("ko");
    let mut units = units(&questionnaire, &compiled.texts, &ko, Only::All);
    for unit in &mut units {
        if let Some(target) = translate(unit) {
            unit.target = Some(target);
            unit.state = State::Translated;
        }
    }
    let written = Export::new(&questionnaire, &ko, units).write(Format::Xliff2).unwrap();
    let returned = read(&written).unwrap().1;
    (compiled, returned)
}

fn order(compiled: &Compiled) -> Vec<&str> {
    compiled.texts.iter().map(|text| text.path.as_str()).collect()
}

#[test]
fn every_text_is_listed_with_its_state_and_its_context() {
    let (compiled, _) = compiled(Some(KOREAN));
    let questionnaire = compiled.questionnaire.as_ref().unwrap();
    let units = units(questionnaire, &compiled.texts, &language("ko"), Only::All);
    let listed: Vec<(&str, &str)> =
        units.iter().map(|unit| (unit.path.as_str(), unit.state.as_str())).collect();
    assert_eq!(
        listed,
        [
            ("title", "translated"),
            ("intro", "missing"),
            ("endings.complete", "missing"),
            ("scales.yes_no.1", "translated"),
            ("scales.yes_no.2", "missing"),
            ("pages.first.title", "missing"),
            ("items.role.text", "stale"),
            ("items.day.text", "translated"),
            ("items.day.help", "missing"),
            ("items.sure.text", "missing"),
            ("items.years.text", "missing"),
            ("items.years.messages.1", "missing"),
            ("items.years.messages.2", "missing"),
        ]
    );
    let sure = units.iter().find(|unit| unit.path == "items.sure.text").unwrap();
    assert_eq!(sure.notes, ["The question of an item of type single", "Asked where role was answered"]);
    let status = &status(questionnaire, &compiled.texts)[0];
    assert_eq!((status.texts, status.translated, status.stale, status.missing), (13, 3, 1, 9));
    assert_eq!(status.words_left, 19);
}

#[test]
fn a_new_translation_file_is_complete_and_without_problems() {
    let (compiled_before, returned) = returned_with(None, |unit| Some(format!("번역: {}", unit.source)));
    let account = accept(&compiled_before.texts, &language("ko"), returned);
    assert_eq!((account.changes.len(), account.refused.len()), (13, 0));
    let written =
        write_translation_file(None, &language("ko"), &account.changes, &order(&compiled_before)).unwrap();
    assert_eq!(written.kept, Kept::New);
    let (compiled, sources) = compiled(Some(&written.text));
    let shown: Vec<_> = compiled.diagnostics.iter().map(|found| (&found.code, &found.message)).collect();
    assert!(shown.is_empty(), "{shown:?}\n{}", sources.iter().last().unwrap().1.text);
}

#[test]
fn a_file_written_by_hand_keeps_its_comments_and_its_own_words() {
    let (before, returned) = returned_with(Some(KOREAN), |unit| match unit.state {
        State::Translated => None,
        State::Missing | State::Stale => Some(format!("번역: {}", unit.source)),
    });
    let account = accept(&before.texts, &language("ko"), returned);
    assert_eq!(account.refused, []);
    // The title is current; two texts without a hash get theirs.
    assert_eq!((account.unchanged, account.new_words, account.changes.len()), (1, 10, 12));
    let written =
        write_translation_file(Some(KOREAN), &language("ko"), &account.changes, &order(&before)).unwrap();
    assert_eq!(written.kept, Kept::Everything, "{}", written.text);
    for kept in ["# By hand.", "# settled", "# short on purpose", "# asked first", "# stale", "text: 사례"]
    {
        assert!(written.text.contains(kept), "{kept}\n{}", written.text);
    }
    let (compiled, _) = compiled(Some(&written.text));
    let shown: Vec<_> = compiled.diagnostics.iter().map(|found| (&found.code, &found.message)).collect();
    assert!(shown.is_empty(), "{shown:?}\n{}", written.text);
    let intro = &compiled.questionnaire.unwrap().intro.unwrap();
    assert_eq!(intro.get(&language("ko")), "번역: Welcome.\n\nRead on.");
}

#[test]
fn what_cannot_be_taken_is_listed_with_its_reason() {
    let (before, mut returned) = returned_with(Some(KOREAN), |unit| match unit.path.as_str() {
        "items.day.text" => Some("하루는?".to_owned()),
        "items.day.help" => Some("{{ role }} 짧게".to_owned()),
        "endings.complete" => Some("<b>감사</b>".to_owned()),
        "intro" => Some("어서 오십시오.".to_owned()),
        _ => None,
    });
    for unit in &mut returned.units {
        match unit.path.as_str() {
            "intro" => unit.source = "Welcome, then.".to_owned(),
            "title" => {
                unit.source = "Another case".to_owned();
                unit.target = Some("다른 사례".to_owned());
            }
            "pages.first.title" => unit.path = "pages.frist.title".to_owned(),
            _ => {}
        }
    }
    let again = returned.units[0].clone();
    returned.units.push(again);
    let account = accept(&before.texts, &language("ko"), returned);
    let refused: Vec<(&str, &Refusal)> =
        account.refused.iter().map(|refused| (refused.path.as_str(), &refused.why)).collect();
    let suggestion = Some("pages.first.title".to_owned());
    assert_eq!(
        refused,
        [
            ("title", &Refusal::SourceChanged { kept: false }),
            ("intro", &Refusal::SourceChanged { kept: true }),
            ("endings.complete", &Refusal::RawHtml),
            ("pages.frist.title", &Refusal::UnknownPath { suggestion }),
            ("items.role.text", &Refusal::NotDone),
            ("items.day.text", &Refusal::LostPiping(vec!["role".to_owned()])),
            ("items.day.help", &Refusal::InventedPiping(vec!["role".to_owned()])),
            ("title", &Refusal::Twice),
        ]
    );
    let kept = account.changes.iter().find(|change| change.path == "intro").unwrap();
    assert_eq!(kept.hash, source_hash("Welcome, then."), "stale, and known to be");
}

#[test]
fn a_stale_text_of_a_spreadsheet_counts_when_its_words_were_changed() {
    let (before, _) = compiled(Some(KOREAN));
    let line = |words: &str| {
        let text = format!("path,source,translation,status\nitems.role.text,What do you do?,{words},stale\n");
        accept(&before.texts, &language("ko"), read(&text).unwrap().1)
    };
    assert_eq!(line("무엇을 하십니까?").refused[0].why, Refusal::NotDone);
    assert_eq!(line("어떤 일을 하십니까?").changes.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]
    #[test]
    fn any_text_is_put_into_a_file_and_read_from_it(
        texts in proptest::collection::vec("(\\PC|[ \n\t\"':#{}\\[\\],-]){1,40}", 4),
        paths in proptest::sample::subsequence(vec![
            "title", "intro", "consent.a", "endings.complete", "scales.yes_no.1", "scales.other.x",
            "pages.first.title", "items.role.text", "items.role.help", "items.role.options.a",
            "items.years.messages.1", "items.years.messages.3", "items.new.rows.r1",
        ], 0..=13),
        existing in proptest::option::of(proptest::sample::select(vec![
            KOREAN, "language: ko\n", "language: ko", "{ language: ko, items: { role: { text: a } } }",
            "language: ko\nitems:\n  years:\n    messages:\n      - a # one\n      - b\nintro: |\n  a\n\n  b\n\n# end\n",
            "language: ko\nitems:\n  role:\n    text: >-\n      folded\n      text\n    help:\npages:\n",
        ])),
    ) {
        let changes: Vec<Change> = paths.iter().zip(texts.iter().cycle()).map(|(path, text)| Change {
            path: (*path).to_owned(), text: text.clone(), hash: source_hash(text),
        }).collect();
        let order: Vec<&str> = paths.clone();
        let written = write_translation_file(existing, &language("ko"), &changes, &order).unwrap();
        let again = write_translation_file(Some(&written.text), &language("ko"), &changes, &order).unwrap();
        prop_assert!(written.text.contains("ko"));
        // Putting the same in once more changes no text, so what was read is what was written.
        prop_assert_eq!(super::file::texts_of(&written.text), super::file::texts_of(&again.text));
        for change in &changes {
            let found = super::file::texts_of(&written.text);
            prop_assert_eq!(found.get(&change.path), Some(&(change.text.clone(), Some(change.hash.clone()))));
        }
    }
}
