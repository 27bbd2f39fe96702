//! The pages of `canvass explain`: every example shows its code, every mended one is free of it, and the document that is
//! generated of them is the one in `docs/`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use canvass::diagnostics::{self, Code, FileId, Snippet, Sources};
use canvass::fieldwork::{WaveRules, wave_file};
use canvass::questionnaire::{self, Declared, theme};
use canvass::tabulation::{self, report_file};

/// Codes whose examples no reader here takes: what they stand for is in the figures or files of a whole survey.
const NOT_TRIED: &[&str] = &["R110"];

#[test]
fn every_example_shows_its_code_and_every_mended_one_is_free_of_it() {
    let mut problems = Vec::new();
    for code in Code::ALL {
        let (name, page) = (code.as_str(), code.explanation());
        if NOT_TRIED.contains(&name) || !name.starts_with(['Q', 'W', 'R', 'T']) {
            continue;
        }
        let (shown, mended) = (codes_of(&page.example), codes_of(&page.cured));
        if !shown.contains(name) {
            problems.push(format!("{name}.md: the example does not show {name}, it shows {shown:?}"));
        }
        // A translation that waits, or a hint on method, may stand in any example; what is wrong may not.
        let wrong = |found: &&String| !matches!(found.get(..2), Some("Q4" | "Q5")) && found.as_str() != name;
        let besides: Vec<&String> = shown.iter().filter(wrong).collect();
        if !besides.is_empty() {
            problems.push(format!("{name}.md: the example shows more than {name}: {besides:?}"));
        }
        if mended.contains(name) || mended.iter().any(|found| wrong(&found)) {
            problems.push(format!("{name}.md: the mended example is not clean, it shows {mended:?}"));
        }
    }
    assert!(problems.is_empty(), "\n{}\n(src/diagnostics/explanations/)\n", problems.join("\n"));
}

#[test]
fn the_document_of_all_codes_is_the_one_in_docs() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diagnostics.md");
    let written = fs::read_to_string(&path).unwrap_or_default();
    let generated = diagnostics::reference();
    let differs = written.lines().zip(generated.lines()).position(|(old, new)| old != new);
    assert!(
        written == generated,
        "docs/diagnostics.md is not what the pages say (from line {}): run `cargo run -- explain --markdown > docs/diagnostics.md`",
        differs.map_or_else(|| written.lines().count().min(generated.lines().count()) + 1, |line| line + 1)
    );
}

/// The codes that the files of an example make.
fn codes_of(snippets: &[Snippet]) -> BTreeSet<String> {
    let mut sources = Sources::default();
    let mut found = Vec::new();
    let of_kind = |kinds: &[&str]| snippets.iter().find(|snippet| kinds.contains(&snippet.kind));
    let file = |sources: &mut Sources, kind: &str| -> Option<FileId> {
        of_kind(&[kind]).map(|snippet| sources.add(kind, snippet.text))
    };
    let questionnaire = of_kind(&["questionnaire", "pages", "items"]).map(whole);
    let questionnaire = sources.add("questionnaire.yaml", questionnaire.as_deref().unwrap_or(MINIMAL));
    let translations: Vec<FileId> = file(&mut sources, "ko.yaml").into_iter().collect();
    let compiled = questionnaire::compile(&sources, questionnaire, &translations, &Declared::default());
    found.extend(compiled.diagnostics);
    if let Some(file) = file(&mut sources, "wave") {
        let (plan, diagnostics) = wave_file::parse(&sources, file);
        found.extend(diagnostics);
        if let Some((plan, questionnaire)) = plan.zip(compiled.questionnaire.as_ref()) {
            found.extend(WaveRules::compile(&plan, questionnaire).1);
        }
    }
    if let Some(file) = file(&mut sources, "theme") {
        found.extend(theme::parse(&sources, file, None).1);
    }
    if let Some((file, questionnaire)) = file(&mut sources, "report").zip(compiled.questionnaire.as_ref()) {
        let declared = tabulation::Declared { sources: None, extras: Vec::new() };
        found.extend(report_file::parse(&sources, file, questionnaire, &declared).1);
    }
    found.iter().map(|diagnostic| diagnostic.code.as_str().to_owned()).collect()
}

/// A questionnaire around the part that an example shows.
fn whole(snippet: &Snippet) -> String {
    let below = |depth: usize| {
        let indented = snippet.text.lines().map(|line| format!("{}{line}\n", " ".repeat(depth)));
        indented.collect::<String>()
    };
    match snippet.kind {
        "items" => format!("{HEAD}pages:\n  - id: first\n    items:\n{}", below(6)),
        "pages" => format!("{HEAD}pages:\n{}", below(2)),
        _ => snippet.text.to_owned(),
    }
}

const HEAD: &str = "canvass: 1\nid: example\nedition: \"2026\"\ntitle: An example\nlanguages: [en]\n";
const MINIMAL: &str = "canvass: 1\nid: example\nedition: \"2026\"\ntitle: An example\nlanguages: [en]\npages:\n  - id: first\n    items:\n      - { id: why, type: text, text: Why? }\n";
