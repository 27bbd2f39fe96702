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
use canvass::questionnaire::diff::{Change, Class, Difference, Suggestion, compare, suggest};
use canvass::questionnaire::{Declared, Questionnaire, compile};

use crate::support::real_data::ospo;

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
            assert!(difference.remarks.is_empty(), "{}: {:?}", case.display(), difference.remarks);
            for item in &difference.items {
                assert!(item.is_identical(), "{}: {}: {:?}", case.display(), item.id, item.changes);
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
            said.push(Said {
                line: format!("{}: {}", item.id, classes.join(", ")),
                reasons: reasons(&item.changes),
            });
            for row in item.rows.iter().filter(|row| !row.changes.is_empty()) {
                let classes: Vec<&str> = row.changes.iter().map(|change| change.class.as_str()).collect();
                said.push(Said {
                    line: format!(
                        "row {}.{}: {}, {}",
                        item.id,
                        row.id,
                        classes.join(", "),
                        row.trend.as_str()
                    ),
                    reasons: reasons(&row.changes),
                });
            }
        }
        for change in &difference.population {
            said.push(Said {
                line: format!("population: {}", change.effect.as_str()),
                reasons: vec![change.reason.clone()],
            });
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
        assert!(
            !has_errors(&diagnostics),
            "{}: {}",
            path.display(),
            render(&diagnostics, &sources, RenderStyle::Plain)
        );
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

/// The two waves of the real survey, as NEW stands there and with the suggested lines pasted into it.
fn waves() -> Option<(Questionnaire, String)> {
    let text = |wave: &str| Some(fs::read_to_string(ospo(wave)?.join("questionnaire.yaml")).unwrap());
    Some((compiled(&text("2023")?), text("2024")?))
}

fn compiled(text: &str) -> Questionnaire {
    let mut sources = Sources::default();
    let file = sources.add("questionnaire.yaml", text);
    let compiled = compile(&sources, file, &[], &Declared::default());
    assert!(
        !has_errors(&compiled.diagnostics),
        "{}",
        render(&compiled.diagnostics, &sources, RenderStyle::Plain)
    );
    compiled.questionnaire.unwrap()
}

/// Which item of 2023 each of 2024 continues, by reading both questionnaires side by side.
const OSPO_MATCHES: [(&str, &str); 20] = [
    ("q7", "q43"),
    ("q9", "q10"),
    ("q10", "q44"),
    ("q11", "q45"),
    ("q12", "q9"),
    ("q15", "q18"),
    ("q16", "q50"),
    ("q21", "q11"),
    ("q34", "q23"),
    // A multiple became a grid: what was ticked is rated now.
    ("q35", "q20"),
    ("q37", "q22"),
    ("q38", "q27"),
    ("q39", "q29"),
    ("q40", "q31"),
    ("q41", "q33"),
    ("q43", "q35"),
    ("q44", "q36"),
    ("q45", "q37"),
    ("q46", "q38"),
    ("q47", "q41"),
];

#[test]
fn the_two_waves_of_a_real_survey_are_matched_by_their_words() {
    let Some((old, text)) = waves() else { return };
    let new = compiled(&text);
    let difference = compare(&old, &new);
    let another: Vec<&str> = difference
        .items
        .iter()
        .filter(|item| item.is_another_question())
        .map(|item| item.id.as_str())
        .collect();
    assert!(another.contains(&"q12") && another.contains(&"q43"), "{another:?}");
    for same in ["q1", "q2", "q3", "q4", "q5", "q6", "q8", "q13", "q14"] {
        assert!(!another.contains(&same), "{same} is the same question");
    }
    let suggestions = suggest(&old, &new, &difference);
    let found = |suggestion: &Suggestion| {
        (new.item(suggestion.new).id.to_string(), old.item(suggestion.old).id.to_string())
    };
    let found: BTreeSet<(String, String)> = suggestions.iter().map(found).collect();
    for (now, before) in OSPO_MATCHES {
        assert!(found.contains(&(now.to_owned(), before.to_owned())), "{now} continues {before}: {found:?}");
    }
    // Two codes of the regions stand for other ones than before: no map of the rest would be true.
    assert!(suggestions.iter().all(|suggestion| new.item(suggestion.new).id.as_str() != "q5"));
}

#[test]
fn pasted_suggestions_compile_and_are_followed() {
    let Some((old, text)) = waves() else { return };
    let new = compiled(&text);
    let suggestions = suggest(&old, &new, &compare(&old, &new));
    let mut pasted = text;
    for suggestion in &suggestions {
        let head = format!("      - id: {}\n", new.item(suggestion.new).id);
        let lines: String = suggestion.lines.iter().map(|line| format!("        {line}\n")).collect();
        pasted = pasted.replace(&head, &format!("{head}{lines}"));
    }
    let new = compiled(&pasted);
    let difference = compare(&old, &new);
    assert!(difference.remarks.is_empty(), "{:?}", difference.remarks);
    for (now, before) in OSPO_MATCHES {
        let item = difference.find(now).unwrap();
        assert_eq!(item.old_id.as_ref().map(|id| id.as_str()), Some(before));
    }
    let says = |id: &str| -> Vec<&str> {
        difference.classes(difference.find(id).unwrap()).into_iter().map(|class| class.as_str()).collect()
    };
    // "Always" became "Very frequently": another scale.
    assert!(says("q7").contains(&"scale_changed"));
    // Everybody is asked now what only those with a policy were.
    let policy = difference.find("q9").unwrap();
    assert!(
        policy.changes.iter().any(|change| change.reason.contains("gains those where q8.r4 is not “Yes”"))
    );
    // The filter has another number and the same answers: the base is the same.
    assert!(!says("q13").contains(&"base_changed"), "{:?}", says("q13"));
    let suggestions = suggest(&old, &new, &difference);
    assert!(suggestions.is_empty(), "what is declared is not suggested again: {suggestions:?}");
}
