//! Documents of a questionnaire with every type.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::{DocumentFormat, document};
use crate::export::{CsvOptions, responses_csv};
use crate::i18n::{Language, LocalizedText};
use crate::ids::{ItemId, OptionCode};
use crate::questionnaire::{Arm, ArmGroup, Consent, ItemKind};
use crate::responses::columns;
use crate::responses::testing::every_type;

fn written(format: DocumentFormat) -> String {
    document(&every_type(), "sha256:0", &Language::parse("en").unwrap(), format)
}

/// The paths of all elements, and how deep the document closes.
fn elements(xml: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let mut path: Vec<String> = Vec::new();
    let mut found = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                path.push(start.name().as_ref().to_owned());
                found.push(path.join("/"));
            }
            Event::Empty(start) => found.push(format!("{}/{}", path.join("/"), start.name().as_ref())),
            Event::End(_) => {
                path.pop();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(path.is_empty());
    found
}

#[test]
fn ddi_has_a_variable_for_every_column() {
    let xml = written(DocumentFormat::Ddi);
    let variables = elements(&xml).iter().filter(|path| *path == "codeBook/dataDscr/var").count();
    assert_eq!(variables, 8 + columns(&every_type()).len());
    for expected in [
        "<varGrp ID=\"G_tools\" name=\"tools\" type=\"multipleResp\"",
        "<varGrp ID=\"G_uses\" name=\"uses\" type=\"grid\" var=\"V_uses.r1 V_uses.r2\">",
        "<catgry missing=\"Y\" missType=\"don&apos;t know\">",
        "<range UNITS=\"INT\" min=\"0\" max=\"120\"/>",
        "<universe xml:lang=\"en\">Those for whom",
        "<drvcmd syntax=\"canvass\">score * 10</drvcmd>",
        "<varFormat type=\"character\" schema=\"other\" category=\"date\" formatname=\"YYYY-MM-DD\"/>",
    ] {
        assert!(xml.contains(expected), "{expected}\n{xml}");
    }
}

#[test]
fn triple_s_numbers_the_fields_of_the_file() {
    let xml = written(DocumentFormat::TripleS);
    let all = elements(&xml);
    let count = |path: &str| all.iter().filter(|found| *found == path).count();
    let expected = 8 + columns(&every_type()).len();
    assert_eq!(count("sss/survey/record/variable"), expected);
    assert_eq!(count("sss/survey/record/variable/position"), expected);
    assert!(xml.contains(&format!("<position start=\"{expected}\"/>")));
    for expected in [
        "type=\"single\" format=\"literal\"",
        "type=\"logical\"",
        "type=\"date\"",
        "<range from=\"0\" to=\"120\"/>",
        "asked of those for whom",
        "use=\"serial\"",
    ] {
        assert!(xml.contains(expected), "{expected}\n{xml}");
    }
}

#[test]
fn the_schema_has_a_key_for_all_that_can_be_posted() {
    let schema: serde_json::Value = serde_json::from_str(&written(DocumentFormat::JsonSchema)).unwrap();
    let properties = schema["properties"].as_object().unwrap();
    let keys: Vec<&str> = properties.keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        [
            "role",
            "tools",
            "uses",
            "freq",
            "age",
            "score",
            "best",
            "born",
            "why",
            "role.other.text",
            "tools.z.text"
        ]
    );
    assert_eq!(
        properties["uses"]["properties"]["r1"]["enum"],
        serde_json::json!(["1", 1, "2", 2, "3", 3, null])
    );
    assert_eq!(properties["best"]["maxItems"], 2);
    assert_eq!(properties["age"]["type"], serde_json::json!(["integer", "null"]));
    assert_eq!(schema["additionalProperties"], false);
}

#[test]
fn the_documents_for_people_say_who_is_asked_and_where_answers_lead() {
    let markdown = written(DocumentFormat::Markdown);
    let html = written(DocumentFormat::Html);
    for expected in [
        "### 1. role",
        "Shown if role is not “b”.",
        "→ end (screened out)",
        "excludes the others",
        "Never shown",
    ] {
        assert!(markdown.contains(expected), "{expected}\n{markdown}");
    }
    for expected in [
        "This page only if <bdi>role is not “b”</bdi>.",
        "class=\"box\"",
        "→ end (screened out)",
        "Number the first 2",
    ] {
        assert!(html.contains(expected), "{expected}\n{html}");
    }
    assert!(!html.contains("id=\"points\""), "a computed item is not asked on paper");
    assert!(!html.contains("<script") && !html.contains("http://"), "{html}");
}

#[test]
fn arms_consents_and_flags_stand_where_the_file_has_them() {
    let mut questionnaire = every_type();
    let group = |code: &str| ArmGroup { code: OptionCode::parse(code).unwrap(), share: 1 };
    questionnaire.arms =
        vec![Arm { id: ItemId::parse("wording").unwrap(), groups: vec![group("old"), group("new")] }];
    questionnaire.consents = vec![Consent {
        id: ItemId::parse("quoting").unwrap(),
        text: LocalizedText::new("I may be quoted"),
        required: false,
        purpose: None,
    }];
    questionnaire.quality.speeder = Some(0.33);
    let language = Language::parse("en").unwrap();
    let flags = crate::responses::flags(&questionnaire, &[]);
    let options = CsvOptions { flags: &flags, ..CsvOptions::default() };
    let mut file = Vec::new();
    responses_csv(&questionnaire, &mut std::iter::empty(), options, &mut file).unwrap();
    let header = String::from_utf8(file).unwrap();
    let triple_s = document(&questionnaire, "sha256:0", &language, DocumentFormat::TripleS);
    for (place, name) in header.lines().next().unwrap().split(',').enumerate() {
        let entry =
            triple_s.split("<variable ").find(|entry| entry.contains(&format!("<name>{name}</name>")));
        let entry = entry.unwrap_or_else(|| panic!("{name}"));
        assert!(entry.contains(&format!("<position start=\"{}\"/>", place + 1)), "{name}: {entry}");
    }
    let ddi = document(&questionnaire, "sha256:0", &language, DocumentFormat::Ddi);
    for name in ["arm.wording", "consent.quoting", "flag.speeder"] {
        assert!(triple_s.contains(&format!("<name>{name}</name>")), "{name}");
        assert!(ddi.contains(&format!("name=\"{name}\"")), "{name}");
    }
}

#[test]
fn a_text_that_begins_like_a_list_or_a_heading_stays_as_it_was_typed() {
    let mut questionnaire = every_type();
    for item in &mut questionnaire.items {
        match &mut item.kind {
            ItemKind::Single { options, .. } => {
                item.text.source = "# of staff in {{ role }}".into();
                options[0].text.source = "1. Never".into();
            }
            ItemKind::Grid { rows, .. } => rows[0].text.source = "- less".into(),
            _ => {}
        }
    }
    let language = Language::parse("en").unwrap();
    let written = |format| document(&questionnaire, "sha256:0", &language, format);
    for (format, expected) in [
        (DocumentFormat::Ddi, ["># of staff in [role]<", ">1. Never<", ">- less<"]),
        (DocumentFormat::TripleS, ["># of staff in [role]", ">1. Never<", "- less<"]),
        (DocumentFormat::JsonSchema, ["\"# of staff in [role]\"", ": 1. Never", "\"- less\""]),
        (DocumentFormat::Html, ["# of staff in [role] <code", "1. Never <code", "- less <code"]),
    ] {
        let text = written(format);
        for expected in expected {
            assert!(text.contains(expected), "{expected}\n{text}");
        }
    }
}
