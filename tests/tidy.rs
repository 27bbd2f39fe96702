//! Checks that hold for every file in `src/` (the dependency rule, a `//!` first line) and for what documents say of them.
//!
//! The rule itself is the table `MAY_IMPORT`; `ARCHITECTURE.md` explains it in words.

#![expect(
    clippy::string_slice,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that reads ASCII positions it found itself, and asks where cargo is"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Folder, the canvass folders it may name, the outside crates and std paths it may not.
struct Room {
    name: &'static str,
    may_import: &'static [&'static str],
    must_not_name: &'static [&'static str],
}

const EDGE_CRATES: &[&str] = &[
    "diesel",
    "diesel_async",
    "actix_web",
    "tokio",
    "futures_util",
    "nix",
    "clap",
    "anyhow",
    "tracing",
    "serde",
    "serde_json",
    "getrandom",
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "SystemTime::now",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "Uuid::new_v4",
    "Uuid::now_v7",
];
const NOT_DB: &[&str] = &["diesel", "diesel_async"];
const NOT_WEB: &[&str] = &["actix_web"];
const NEITHER: &[&str] = &["diesel", "diesel_async", "actix_web"];

const CORE: &[&str] = &[
    "ids",
    "diagnostics",
    "i18n",
    "auth",
    "questionnaire",
    "interchange",
    "responses",
    "form",
    "fieldwork",
    "tabulation",
    "export",
    "simulation",
];

const ROOMS: &[Room] = &[
    // 0 ground
    Room { name: "ids", may_import: &[], must_not_name: EDGE_CRATES },
    Room { name: "diagnostics", may_import: &[], must_not_name: EDGE_CRATES },
    Room { name: "i18n", may_import: &[], must_not_name: EDGE_CRATES },
    Room { name: "auth", may_import: &["ids"], must_not_name: EDGE_CRATES },
    // 1 domain
    Room { name: "questionnaire", may_import: &["ids", "diagnostics", "i18n"], must_not_name: EDGE_CRATES },
    Room {
        name: "interchange",
        may_import: &["ids", "diagnostics", "i18n", "questionnaire"],
        must_not_name: EDGE_CRATES,
    },
    Room {
        name: "responses",
        may_import: &["ids", "diagnostics", "i18n", "questionnaire"],
        must_not_name: EDGE_CRATES,
    },
    Room {
        name: "form",
        may_import: &["ids", "i18n", "questionnaire", "responses"],
        must_not_name: EDGE_CRATES,
    },
    Room {
        name: "fieldwork",
        may_import: &["ids", "diagnostics", "i18n", "questionnaire", "responses"],
        must_not_name: EDGE_CRATES,
    },
    Room {
        name: "tabulation",
        may_import: &["ids", "diagnostics", "i18n", "questionnaire", "responses"],
        must_not_name: EDGE_CRATES,
    },
    Room {
        name: "export",
        may_import: &["ids", "i18n", "questionnaire", "responses", "tabulation"],
        must_not_name: EDGE_CRATES,
    },
    Room {
        name: "simulation",
        may_import: &["ids", "diagnostics", "i18n", "questionnaire", "responses", "tabulation"],
        must_not_name: EDGE_CRATES,
    },
    // 2 adapters
    Room { name: "config", may_import: &[], must_not_name: NEITHER },
    Room {
        name: "db",
        may_import: &[
            "ids",
            "auth",
            "i18n",
            "diagnostics",
            "questionnaire",
            "responses",
            "fieldwork",
            "tabulation",
        ],
        must_not_name: NOT_WEB,
    },
    Room { name: "telemetry", may_import: &[], must_not_name: NEITHER },
    Room { name: "browser", may_import: &[], must_not_name: NEITHER },
    // 3 service
    Room { name: "service", may_import: &["browser", "config", "db"], must_not_name: NEITHER },
    // 4 edges
    Room { name: "http", may_import: &["service"], must_not_name: NOT_DB },
    Room { name: "lsp", may_import: &["service"], must_not_name: NEITHER },
    Room {
        name: "cli",
        may_import: &["config", "service", "http", "lsp", "telemetry"],
        must_not_name: NEITHER,
    },
];

/// Files that belong to no room: the list of rooms, and the program's entrance.
const OUTSIDE_ROOMS: &[&str] = &["lib.rs", "main.rs"];

/// Files of pure rooms that read or write a wire format and so may name serde: a prefix of the path below `src/`.
const MAY_NAME_SERDE: &[&str] = &[
    "questionnaire/syntax",
    "questionnaire/version",
    "form/script",
    "tabulation/request",
    "export/",
    "interchange/",
];

/// Rooms above the domain may use all of it.
const SEES_CORE: &[&str] = &["service", "http", "lsp", "cli"];

#[test]
fn every_room_keeps_the_dependency_rule() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut problems = Vec::new();
    for path in rust_files(&root) {
        let text = fs::read_to_string(&path).unwrap();
        let shown = path.strip_prefix(&root).unwrap().display().to_string();
        if !text.starts_with("//!") {
            problems.push(format!("src/{shown}:1: starts without a `//!` line saying what lives here"));
        }
        let Some(room) = room_of(&shown) else {
            if !OUTSIDE_ROOMS.contains(&shown.as_str()) {
                problems.push(format!("src/{shown}:1: belongs to no room of the table"));
            }
            continue;
        };
        let code = without_comments_and_strings(&text);
        for (line, name) in crate_paths(&code) {
            if name != room.name && !may_import(room, &name) {
                problems.push(format!("src/{shown}:{line}: `{}` may not import `{name}`", room.name));
            }
        }
        for (line, row) in code.lines().enumerate() {
            if is_test_code(&shown, line, &text) {
                break;
            }
            for banned in room.must_not_name {
                if banned.starts_with("serde")
                    && MAY_NAME_SERDE.iter().any(|prefix| shown.starts_with(prefix))
                {
                    continue;
                }
                if names(row, banned) {
                    problems.push(format!(
                        "src/{shown}:{}: `{}` may not name `{banned}`",
                        line + 1,
                        room.name
                    ));
                }
            }
            if row.contains("super::super::") {
                problems.push(format!(
                    "src/{shown}:{}: say `crate::…` instead of climbing with `super::super`",
                    line + 1
                ));
            }
        }
    }
    assert!(problems.is_empty(), "\n{}\n\nThe rule is `ROOMS` in tests/tidy.rs.\n", problems.join("\n"));
}

#[test]
fn every_room_of_the_table_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let missing: Vec<_> = ROOMS
        .iter()
        .map(|room| room.name)
        .filter(|name| !root.join(name).is_dir() && !root.join(format!("{name}.rs")).is_file())
        .collect();
    assert!(missing.is_empty(), "no such folder or file in src/: {missing:?}");
    let unknown: Vec<_> = CORE.iter().filter(|name| !ROOMS.iter().any(|room| room.name == **name)).collect();
    assert!(unknown.is_empty(), "in CORE, but no room: {unknown:?}");
}

#[test]
fn the_dependency_rule_has_no_cycle() {
    for (index, room) in ROOMS.iter().enumerate() {
        let earlier: BTreeSet<_> = ROOMS[..index].iter().map(|room| room.name).collect();
        for name in room.may_import.iter().filter(|name| ROOMS.iter().any(|room| room.name == **name)) {
            assert!(
                earlier.contains(name),
                "`{}` imports `{name}`, which stands below it in ROOMS",
                room.name
            );
        }
    }
}

/// Documents whose paths must exist, so that they cannot lie for long.
const DOCUMENTS: &[&str] = &["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md"];

/// Where a path in a document may start: the repository, its source, or the survey that comes with it.
const DOCUMENT_ROOTS: &[&str] = &["", "src", "questionnaire/genai-2023"];

/// Paths that documents may name although a fresh clone lacks them, and a name that stands for many files.
const MADE_LATER: &[&str] = &["canvass-data/", "target/", "screenshots/", "mod.rs"];

#[test]
fn every_path_in_a_document_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut problems = Vec::new();
    for document in DOCUMENTS {
        let text = fs::read_to_string(root.join(document)).unwrap();
        for (line, row) in text.lines().enumerate() {
            for path in paths_in_backticks(row) {
                let known = MADE_LATER.iter().any(|made| path == *made || path == format!("./{made}"));
                if !known && !DOCUMENT_ROOTS.iter().any(|start| root.join(start).join(path).exists()) {
                    problems.push(format!("{document}:{}: `{path}` does not exist", line + 1));
                }
            }
        }
    }
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

/// The code spans of a line that look like a path of the repository: a known ending, or a slash at the end.
fn paths_in_backticks(row: &str) -> impl Iterator<Item = &str> {
    const ENDINGS: &[&str] =
        &[".rs", ".md", ".toml", ".yaml", ".sql", ".js", ".css", ".ftl", ".sh", ".csv", "/"];
    row.split('`').skip(1).step_by(2).filter(|span| {
        ENDINGS.iter().any(|ending| span.ends_with(ending))
            && !span.starts_with('/')
            && span.chars().all(|c| is_word(c) || "./-".contains(c))
    })
}

#[test]
fn everything_the_interface_can_say_is_said_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let sources: String = rust_files(&root)
        .into_iter()
        .filter(|path| !path.ends_with("i18n/messages.rs"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let said: BTreeSet<String> =
        sources.split("Message::").skip(1).map(|rest| word(rest).trim_end_matches(':').to_owned()).collect();
    let unused: Vec<String> = canvass::i18n::Message::ALL
        .iter()
        .map(|message| format!("{message:?}"))
        .filter(|name| !said.contains(name))
        .collect();
    assert!(unused.is_empty(), "never said: {unused:?}");
}

#[test]
fn every_diagnostic_code_is_unique_and_has_a_title() {
    let mut seen = BTreeSet::new();
    for code in canvass::diagnostics::Code::ALL {
        assert!(seen.insert(code.as_str()), "{} stands twice", code.as_str());
        assert!(!code.title().trim().is_empty(), "{} has no title", code.as_str());
        assert!(
            !code.title().ends_with('.'),
            "the title of {} is no sentence: drop its full stop",
            code.as_str()
        );
    }
}

#[test]
fn every_dependency_has_an_allowed_licence() {
    let root = env!("CARGO_MANIFEST_DIR");
    let deny = fs::read_to_string(Path::new(root).join("deny.toml")).unwrap();
    let allowed: BTreeSet<&str> = deny
        .lines()
        .skip_while(|row| !row.starts_with("allow = ["))
        .take_while(|row| !row.starts_with(']'))
        .filter_map(|row| row.trim().strip_prefix('"')?.strip_suffix("\","))
        .collect();
    assert!(allowed.contains("MIT"), "the list in deny.toml was not found");
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| String::from("cargo"));
    let output = std::process::Command::new(cargo)
        .args(["tree", "--frozen", "--edges", "normal,build,dev", "--prefix", "none", "--no-dedupe"])
        .args(["--format", "{p}|{l}"])
        .current_dir(root)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let listed = String::from_utf8(output.stdout).unwrap();
    let problems: BTreeSet<&str> = listed
        .lines()
        .filter(|row| !row.is_empty())
        .filter(|row| !row.split_once('|').is_some_and(|(_, licence)| is_allowed(licence, &allowed)))
        .collect();
    assert!(problems.is_empty(), "not in the list of deny.toml:\n{problems:#?}");
}

/// Whether a licence expression (`A AND (B OR C)`, or the old `A/B`) can be met by the allowed ones alone.
fn is_allowed(licence: &str, allowed: &BTreeSet<&str>) -> bool {
    !licence.is_empty()
        && licence.split(" AND ").all(|part| {
            let part = part.replace(" OR ", "/");
            part.split('/').any(|name| allowed.contains(name.trim().trim_matches(['(', ')'])))
        })
}

/// Whether a line stands in a room's tests, which may read case files.
fn is_test_code(shown: &str, line: usize, text: &str) -> bool {
    let tests_start = || text.lines().position(|row| row == "mod tests {").unwrap_or(usize::MAX);
    shown.ends_with("tests.rs") || line >= tests_start()
}

fn may_import(room: &Room, name: &str) -> bool {
    room.may_import.contains(&name) || SEES_CORE.contains(&room.name) && CORE.contains(&name)
}

fn room_of(shown: &str) -> Option<&'static Room> {
    let top = shown.split('/').next()?.trim_end_matches(".rs");
    ROOMS.iter().find(|room| room.name == top)
}

fn rust_files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The first segment after each `crate::`, with its line, looking into `crate::{…}` groups.
fn crate_paths(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        if code[..at].ends_with(is_word) || code[..at].ends_with('$') {
            continue;
        }
        let line = code[..at].matches('\n').count() + 1;
        let rest = &code[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let (mut depth, mut start) = (0, true);
            for (i, c) in group.char_indices() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => start = true,
                    c if depth == 0 && start && is_word(c) => {
                        found.push((line, word(&group[i..])));
                        start = false;
                    }
                    _ => {}
                }
            }
        } else {
            found.push((line, word(rest)));
        }
    }
    found
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| is_word(*c)).collect()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether `row` names the path `banned` as a whole word.
fn names(row: &str, banned: &str) -> bool {
    row.match_indices(banned).any(|(at, _)| {
        let (before, after) = (&row[..at], &row[at + banned.len()..]);
        !before.ends_with(is_word)
            && !after.starts_with(is_word)
            && (banned.contains("::") || after.starts_with("::"))
    })
}

/// The text with comments and string contents blanked, line breaks kept.
fn without_comments_and_strings(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(c) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(hashes) = raw_string_hashes(rest) {
            let close = format!("\"{}", "#".repeat(hashes));
            let open = hashes + 2;
            rest[open..].find(&close).map_or(rest.len(), |end| open + end + close.len())
        } else if rest.starts_with("'\"'") {
            3
        } else if c == '"' {
            let mut escaped = false;
            rest[1..]
                .find(|c| {
                    let end = c == '"' && !escaped;
                    escaped = c == '\\' && !escaped;
                    end
                })
                .map_or(rest.len(), |end| end + 2)
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        out.extend(rest[..skipped].chars().filter(|c| *c == '\n'));
        out.push(' ');
        rest = &rest[skipped..];
    }
    out
}

/// How many `#` a raw string opening `rest` carries, if one opens it.
fn raw_string_hashes(rest: &str) -> Option<usize> {
    let hashes = rest.strip_prefix('r')?.bytes().take_while(|b| *b == b'#').count();
    rest[1 + hashes..].starts_with('"').then_some(hashes)
}
