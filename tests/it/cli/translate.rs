//! `canvass translate`: texts go to translators and come back, in every format, and nothing is dropped in silence.

use std::fs;

use super::{Ran, run};
use crate::support::TempFolder;

const QUESTIONNAIRE: &str = "\
canvass: 1
id: case
edition: \"2026\"
title: A case
languages: [en, ko, ar]
pages:
  - id: only
    items:
      - { id: role, type: text, text: What is your role? }
      - { id: why, type: text, text: 'Why, {{ role }}?', help: Take your time }
";

const KOREAN: &str = "\
# Ours.
language: ko
title: { text: 사례, source: 5294a5d2 }
items:
  role: { text: { text: 역할은?, source: 00000000 } }   # to be looked at
";

fn survey() -> TempFolder {
    let folder = TempFolder::new("translate");
    fs::write(folder.0.join("questionnaire.yaml"), QUESTIONNAIRE).unwrap();
    fs::write(folder.0.join("ko.yaml"), KOREAN).unwrap();
    folder
}

fn translate(folder: &TempFolder, command: &str, arguments: &[&str]) -> Ran {
    let path = folder.0.display().to_string();
    let mut all = vec!["translate", command, path.as_str()];
    all.extend(arguments);
    run(&all)
}

#[test]
fn the_status_counts_what_is_left_for_each_language() {
    let folder = survey();
    let shown = translate(&folder, "status", &["--format", "json"]).json();
    let korean = &shown["languages"][0];
    assert_eq!(korean["language"], "ko");
    let counts =
        ["texts", "translated", "stale", "missing", "words_left"].map(|key| korean[key].as_u64().unwrap());
    assert_eq!(counts, [4, 1, 1, 2, 9]);
    assert_eq!(shown["languages"][1]["missing"], 4);
    let text = translate(&folder, "status", &[]);
    assert!(
        text.out.contains("Words left") && text.err.contains("--language ko"),
        "{}{}",
        text.out,
        text.err
    );
}

#[test]
fn every_format_brings_the_translations_back_and_the_survey_can_be_published() {
    for format in ["xliff2", "xliff1", "po", "csv"] {
        let folder = survey();
        let file = folder.0.join("sent").display().to_string();
        let sent = translate(&folder, "export", &["--language", "ko", "--format", format, "--out", &file]);
        assert_eq!(sent.code, 0, "{}", sent.err);
        assert!(sent.err.contains("4 texts: 2 missing, 1 stale, 1 translated"), "{}", sent.err);
        let filled = filled_in(format, &fs::read_to_string(&file).unwrap());
        fs::write(&file, filled).unwrap();
        let language: &[&str] = if format == "csv" { &[&file, "--language", "ko"] } else { &[&file] };
        let dry = translate(&folder, "import", &[language, &["--dry-run"]].concat());
        assert_eq!(dry.code, 0, "{}", dry.err);
        assert_eq!(fs::read_to_string(folder.0.join("ko.yaml")).unwrap(), KOREAN);
        let taken = translate(&folder, "import", language);
        assert!(
            taken.out.starts_with("3 texts taken (3 new or changed, 0 confirmed), 1 there already"),
            "{format}: {}",
            taken.out
        );
        let written = fs::read_to_string(folder.0.join("ko.yaml")).unwrap();
        assert!(written.contains("# Ours.") && written.contains("# to be looked at"), "{written}");
        let status = translate(&folder, "status", &["--format", "json"]).json();
        assert_eq!(status["languages"][0]["translated"], 4, "{format}: {written}");
    }
}

/// What a translator would do to the three texts that are not done.
fn filled_in(format: &str, sent: &str) -> String {
    let words = [("What is your role?", "역할이 무엇입니까?"), ("Take your time", "천천히 하십시오")];
    match format {
        "csv" => {
            let mut out = sent
                .replace("What is your role?,역할은?,stale", "What is your role?,역할이 무엇입니까?,stale");
            out = out.replace("Take your time,,missing", "Take your time,천천히 하십시오,missing");
            out.replace("\"Why, {{ role }}?\",,missing", "\"Why, {{ role }}?\",\"{{ role }}, 왜?\",missing")
        }
        "po" => {
            let mut out =
                sent.replace("#, fuzzy\n", "").replace("msgstr \"역할은?\"", "msgstr \"역할이 무엇입니까?\"");
            for (source, target) in words {
                out = out.replace(
                    &format!("msgid \"{source}\"\nmsgstr \"\""),
                    &format!("msgid \"{source}\"\nmsgstr \"{target}\""),
                );
            }
            out.replace(
                "msgid \"Why, {{ role }}?\"\nmsgstr \"\"",
                "msgid \"Why, {{ role }}?\"\nmsgstr \"{{ role }}, 왜?\"",
            )
        }
        "xliff1" => sent
            .replace(
                "<target state=\"needs-review-translation\">역할은?",
                "<target state=\"translated\">역할이 무엇입니까?",
            )
            .replace(
                "your time</source>\n        <target state=\"needs-translation\">",
                "your time</source><target>천천히 하십시오",
            )
            .replace(
                "?</source>\n        <target state=\"needs-translation\">",
                "?</source><target state=\"final\"><ph id=\"1\"/>, 왜?",
            ),
        _ => sent
            .replace(
                "<segment state=\"initial\" subState=\"canvass:stale\">",
                "<segment state=\"translated\">",
            )
            .replace("역할은?", "역할이 무엇입니까?")
            .replace("your time</source>", "your time</source><target>천천히 하십시오</target>")
            .replace(
                "disp=\"{{ role }}\"/>?</source>",
                "disp=\"{{ role }}\"/>?</source><target><ph id=\"1\" dataRef=\"d1\"/>, 왜?</target>",
            ),
    }
}

#[test]
fn what_is_not_taken_is_listed_with_its_line_and_its_reason() {
    let folder = survey();
    let file = folder.0.join("back.csv");
    fs::write(
        &file,
        "path,source,translation\ntitle,A case,حالة\nitems.why.text,\"Why, {{ role }}?\",لماذا؟\nitems.rol.text,x,y\n\
         items.why.help,Take it easy,على مهل\n",
    )
    .unwrap();
    let file = file.display().to_string();
    assert_eq!(translate(&folder, "import", &[&file]).code, 2, "a CSV file does not say its language");
    let taken = translate(&folder, "import", &[&file, "--language", "ar-EG"]);
    assert_eq!(taken.code, 0, "{}", taken.err);
    for said in [
        "1 text taken",
        "line 3: `items.why.text` not taken: it leaves out `{{ role }}`",
        "line 4: `items.rol.text` not taken: the questionnaire has no such text; did you mean `items.role.text`?",
        "line 5: `items.why.help` not taken: its source text was changed",
    ] {
        assert!(taken.out.contains(said), "{said}\n{}", taken.out);
    }
    let written = fs::read_to_string(folder.0.join("ar.yaml")).unwrap();
    assert!(written.starts_with("language: ar\n") && written.contains("حالة"), "{written}");
}

#[test]
fn a_language_or_a_file_that_cannot_be_used_says_what_to_do() {
    let folder = survey();
    let other = translate(&folder, "export", &["--language", "fr"]);
    assert_eq!(other.code, 2);
    assert!(other.err.contains("not translated into `fr` but into `ko`, `ar`"), "{}", other.err);
    let file = folder.0.join("evil.xlf");
    fs::write(&file, "<!DOCTYPE x [<!ENTITY a \"b\">]><xliff version=\"1.2\">&a;</xliff>").unwrap();
    let evil = translate(&folder, "import", &[&file.display().to_string()]);
    assert_eq!(evil.code, 1);
    assert!(evil.err.contains("document type") && evil.err.contains("remove it"), "{}", evil.err);
}
