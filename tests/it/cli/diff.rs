//! `canvass diff`: files, versions and waves, in three formats.

use super::{TempFolder, run};
use crate::support::server::{command, must_run};
use crate::support::{database, on_a_runtime};

const OLD: &str = "canvass: 1\nid: pets\nedition: \"1\"\ntitle: Pets\nlanguages: [en]\npages:\n  - id: p\n    items:\n      - { id: pet, type: single, text: Which pet do you have?, options: [{ code: cat, text: A cat }, { code: dog, text: A dog }] }\n      - { id: name, type: text, text: What is it *called*?, show_if: \"pet == 'cat'\" }\n";

/// The same with other words, an option more and another filter.
fn later() -> String {
    OLD.replace("\"1\"", "\"2\"")
        .replace("Which pet do you have", "Which pet do you own")
        .replace("{ code: dog, text: A dog }", "{ code: dog, text: A dog }, { code: fish, text: Fish }")
        .replace("pet == 'cat'", "pet in ['cat', 'dog']")
}

/// Two survey folders.
fn editions(name: &str) -> (TempFolder, String, String) {
    let folder = TempFolder::new(name);
    let write = |edition: &str, text: &str| {
        let path = folder.0.join(edition);
        std::fs::create_dir(&path).unwrap();
        std::fs::write(path.join("questionnaire.yaml"), text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (old, new) = (write("old", OLD), write("new", &later()));
    (folder, old, new)
}

#[test]
fn text_begins_with_the_summary_and_fits_the_terminal() {
    let (_folder, old, new) = editions("diff-text");
    let ran = run(&["diff", &old, &new]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let place =
        |text: &str| ran.out.find(text).unwrap_or_else(|| panic!("{text} is missing in\n{}", ran.out));
    assert!(place("    0  comparable") < place("Comparable with care (2)"));
    place("Which pet do you [-have-]{+own+}?");
    place("asked of more: gains those where pet is “A dog”");
    assert!(!ran.out.contains('\u{1b}'), "no colour when piped");
    assert!(ran.out.lines().all(|line| line.chars().count() <= 100), "{}", ran.out);
}

#[test]
fn json_keeps_its_contract() {
    let (_folder, old, new) = editions("diff-json");
    let ran = run(&["diff", &old, &new, "--format", "json", "--suggest"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let json = ran.json();
    let pet = &json["items"][0];
    assert_eq!(pet["id"], "pet");
    assert_eq!(pet["old_id"], "pet");
    assert_eq!(pet["classes"], serde_json::json!(["wording_only", "options_added"]));
    assert_eq!(pet["trend"], "with_care");
    assert_eq!(pet["options_added"], serde_json::json!(["fish"]));
    assert_eq!(pet["reasons"].as_array().unwrap().len(), 2, "{pet:#}");
    assert_eq!(json["suggestions"], serde_json::json!([]));
}

#[test]
fn markdown_shows_a_text_as_it_is_written() {
    let (_folder, old, new) = editions("diff-markdown");
    let ran = run(&["diff", &old, &new, "--format", "markdown"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.starts_with("## pets 2: what changed since 1\n"), "{}", ran.out);
    assert!(ran.out.contains("Which pet do you ~~have~~**own**?"), "{}", ran.out);
    assert!(ran.out.contains("What is it \\*called\\*?"), "{}", ran.out);
}

#[test]
fn a_name_that_is_nothing_is_wrong_usage() {
    let (_folder, old, _) = editions("diff-nothing");
    let ran = run(&["diff", &old, "No Such Thing"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("there is no file or folder `No Such Thing`"), "{}", ran.err);
}

#[test]
fn a_file_with_errors_is_not_compared() {
    let (folder, old, _) = editions("diff-errors");
    let broken = folder.0.join("broken.yaml");
    std::fs::write(&broken, OLD.replace("type: text", "type: txt")).unwrap();
    let ran = run(&["diff", &old, broken.to_str().unwrap()]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("broken.yaml:"), "{}", ran.err);
}

#[test]
fn versions_and_waves_are_compared_by_their_names() {
    let Some(database) = on_a_runtime(database()) else { return };
    let (folder, old, new) = editions("diff-stored");
    let version = must_run(&database, &folder, &["publish", &old]);
    must_run(&database, &folder, &["wave", "create", "pets-2", "--questionnaire", &new]);
    let beginning: String = version.trim().chars().take("sha256:".len() + 12).collect();
    let json: serde_json::Value = serde_json::from_str(&must_run(
        &database,
        &folder,
        &["diff", &beginning, "pets-2", "--format", "json"],
    ))
    .unwrap();
    assert_eq!(json["old"]["version"], version.trim());
    assert_eq!(json["new"]["edition"], "2");
    assert_eq!(json["items"][0]["trend"], "with_care");
    for (name, expected) in [
        ("sha256:00000000", "there is no published version `sha256:00000000`"),
        ("sha256:%", "there is no published version `sha256:%`"),
        ("no-such-wave", "there is no wave `no-such-wave`"),
    ] {
        let output = command(&database, &folder).args(["diff", name, "pets-2"]).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert!(String::from_utf8_lossy(&output.stderr).contains(expected), "{output:?}");
    }
}
