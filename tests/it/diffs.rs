//! Every file of `tests/diffs/` holds two small questionnaires and what is said of them:
//!
//! ```text
//! # Why the case is there.
//! --- old
//! - { id: colour, type: single, text: …, options: […] }
//! --- new
//! …
//! --- expected
//! colour: options_added, with_care
//!   1 option new: “White”
//! ```
//!
//! `old` and `new` are the items of one page, or, where they begin with a key, the rest of a file. `old ko.yaml` is a
//! translation and `old wave.yaml` a wave file. Every item must be expected, with exactly its classes and its trend; a
//! line below it must stand in one of its reasons. `population:`, `remark ITEM:` and `row ITEM.ROW:` speak of those.
#![expect(clippy::unwrap_used, reason = "what a test cannot read, it fails on")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use canvass::diagnostics::{FileId, RenderStyle, Sources, has_errors, render};
use canvass::fieldwork::{WavePlan, population_changes, wave_file};
use canvass::i18n::Language;
use canvass::questionnaire::diff::{Change, Class, Difference, Suggestion, compare, suggest};
use canvass::questionnaire::{Declared, Questionnaire, compile};

use crate::support::shared;

/// Fewer would mean that the files were not found.
const CASES_MIN: usize = 20;

#[test]
fn every_case_is_told_as_expected() {
    let mut problems = Vec::new();
    let cases = case_files();
    assert!(cases.len() >= CASES_MIN, "only {} case files were found", cases.len());
    for case in &cases {
        let pair = Pair::read(case);
        let said = pair.said();
        for line in unmet(&pair.expected, &said) {
            problems.push(format!("{}: {line}", case.display()));
        }
    }
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn every_class_has_a_case() {
    let mut met = BTreeSet::new();
    for case in case_files() {
        let difference = Pair::read(&case).difference();
        met.extend(difference.items.iter().flat_map(|item| difference.classes(item)));
    }
    let lacking: Vec<&str> =
        Class::ALL.iter().filter(|class| !met.contains(class)).map(|class| class.as_str()).collect();
    assert!(lacking.is_empty(), "no case in tests/diffs/ shows {lacking:?}");
}

#[test]
fn nothing_differs_between_a_file_and_itself() {
    for case in case_files() {
        let pair = Pair::read(&case);
        for questionnaire in [&pair.old, &pair.new] {
            let difference = compare(questionnaire, questionnaire);
            assert!(difference.population.is_empty() && difference.survey.is_empty(), "{}", case.display());
            for item in &difference.items {
                // A declared map is a statement about two editions; read against itself it moves codes.
                let mapped = item.new.is_some_and(|index| {
                    let history = &questionnaire.item(index).history;
                    !history.map.is_empty() || history.replaces.is_some()
                });
                assert!(mapped || item.is_identical(), "{}: {}: {:?}", case.display(), item.id, item.changes);
            }
        }
    }
}

/// The two questionnaires of a case, and the lines that are expected.
struct Pair {
    old: Questionnaire,
    new: Questionnaire,
    waves: Option<(WavePlan, WavePlan)>,
    expected: Vec<Expected>,
}

/// One line of the expected part, and the lines below it.
struct Expected {
    line: String,
    reasons: Vec<String>,
}

/// The same, as it was said.
struct Said {
    line: String,
    reasons: Vec<String>,
}

impl Pair {
    fn read(path: &Path) -> Pair {
        let text = fs::read_to_string(path).unwrap();
        let (mut old, mut new, mut expected) = (Vec::new(), Vec::new(), Vec::new());
        for part in text.split("--- ").skip(1) {
            let (heading, body) = part.split_once('\n').unwrap();
            match heading.trim().split_once(' ').unwrap_or((heading.trim(), "questionnaire.yaml")) {
                ("old", file) => old.push((file.to_owned(), body.to_owned())),
                ("new", file) => new.push((file.to_owned(), body.to_owned())),
                ("expected", _) => expected = expectations(body),
                (other, _) => panic!("{}: what is `{other}`?", path.display()),
            }
        }
        let (old, old_wave) = questionnaire(&old, "2023", path);
        let (new, new_wave) = questionnaire(&new, "2024", path);
        Pair { old, new, waves: old_wave.zip(new_wave), expected }
    }

    fn difference(&self) -> Difference {
        let mut difference = compare(&self.old, &self.new);
        if let Some((old, new)) = &self.waves {
            difference.population.extend(population_changes(old, new, self.new.source_language()));
        }
        difference
    }

    fn said(&self) -> Vec<Said> {
        let difference = self.difference();
        let reasons = |changes: &[Change]| changes.iter().map(|change| change.reason.clone()).collect();
        let mut said = Vec::new();
        for item in &difference.items {
            let mut classes: Vec<&str> =
                difference.classes(item).into_iter().map(|class| class.as_str()).collect();
            classes.push(difference.trend(item).as_str());
            said.push(Said { line: format!("{}: {}", item.id, classes.join(", ")), reasons: reasons(&item.changes) });
            for row in item.rows.iter().filter(|row| !row.changes.is_empty()) {
                let classes: Vec<&str> = row.changes.iter().map(|change| change.class.as_str()).collect();
                said.push(Said {
                    line: format!("row {}.{}: {}, {}", item.id, row.id, classes.join(", "), row.trend.as_str()),
                    reasons: reasons(&row.changes),
                });
            }
        }
        for change in &difference.population {
            said.push(Said { line: format!("population: {}", change.effect.as_str()), reasons: vec![change.reason.clone()] });
        }
        for remark in &difference.remarks {
            said.push(Said { line: format!("remark {}:", remark.id), reasons: vec![remark.message.clone()] });
        }
        said
    }
}

fn expectations(body: &str) -> Vec<Expected> {
    let mut expected: Vec<Expected> = Vec::new();
    for line in body.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        match line.strip_prefix("  ") {
            Some(reason) => expected.last_mut().unwrap().reasons.push(reason.trim().to_owned()),
            None => expected.push(Expected { line: line.trim().to_owned(), reasons: Vec::new() }),
        }
    }
    expected
}

/// What was expected and not said, and what was said and not expected.
fn unmet(expected: &[Expected], said: &[Said]) -> Vec<String> {
    let mut left: Vec<&Said> = said.iter().collect();
    let mut problems = Vec::new();
    for line in expected {
        let meets = |said: &&Said| {
            said.line == line.line
                && line.reasons.iter().all(|reason| said.reasons.iter().any(|said| said.contains(reason)))
        };
        match left.iter().position(meets) {
            Some(at) => {
                left.remove(at);
            }
            None => problems.push(format!("was not said: {} {:?}", line.line, line.reasons)),
        }
    }
    problems.extend(left.iter().map(|said| format!("not expected: {} {:?}", said.line, said.reasons)));
    problems
}

/// The questionnaire of some files, and their wave.
fn questionnaire(
    files: &[(String, String)],
    edition: &str,
    path: &Path,
) -> (Questionnaire, Option<WavePlan>) {
    let mut sources = Sources::default();
    let mut ids: Vec<(&str, FileId)> = Vec::new();
    for (name, body) in files {
        let text = if name == "questionnaire.yaml" { whole(body, edition) } else { body.clone() };
        ids.push((name, sources.add(name, &text)));
    }
    let wave = ids.iter().find(|(name, _)| *name == "wave.yaml").map(|(_, file)| {
        let (plan, diagnostics) = wave_file::parse(&sources, *file);
        assert!(!has_errors(&diagnostics), "{}: {}", path.display(), render(&diagnostics, &sources, RenderStyle::Plain));
        plan.unwrap()
    });
    let main = ids.iter().find(|(name, _)| *name == "questionnaire.yaml").unwrap().1;
    let translations: Vec<FileId> = ids
        .iter()
        .filter(|(name, _)| *name != "questionnaire.yaml" && *name != "wave.yaml")
        .map(|(_, file)| *file)
        .collect();
    let compiled = compile(&sources, main, &translations, &Declared::default());
    assert!(
        !has_errors(&compiled.diagnostics),
        "{}: {}",
        path.display(),
        render(&compiled.diagnostics, &sources, RenderStyle::Plain)
    );
    (compiled.questionnaire.unwrap(), wave)
}

/// A whole file around the items of one page, or around the rest of a file.
fn whole(body: &str, edition: &str) -> String {
    let mut text = format!("canvass: 1\nid: s\nedition: '{edition}'\ntitle: S\n");
    if !body.contains("\nlanguages:") && !body.starts_with("languages:") {
        text.push_str("languages: [en]\n");
    }
    if body.trim_start().starts_with('-') {
        text.push_str("pages:\n  - id: p\n    items:\n");
        for line in body.lines() {
            text.push_str(&format!("      {line}\n"));
        }
    } else {
        text.push_str(body);
    }
    text
}

fn case_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diffs");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}
