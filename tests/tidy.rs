//! Checks that hold for every file in `src/`: the dependency rule, and a `//!` first line.
//!
//! The rule itself is the table `MAY_IMPORT`; `ARCHITECTURE.md` explains it in words.

#![expect(
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that reads ASCII positions it found itself"
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
    "serde",
    "serde_json",
    "reqwest",
    "lettre",
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "tokio_postgres",
    "SystemTime::now",
    "Utc::now",
    "Local::now",
    "thread_rng",
    "rand::rng",
];
const NOT_DB: &[&str] = &["diesel", "diesel_async"];
const NOT_WEB: &[&str] = &["actix_web"];

const CORE: &[&str] = &[
    "ids",
    "diagnostics",
    "i18n",
    "auth",
    "questionnaire",
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
    Room { name: "responses", may_import: &["ids", "questionnaire"], must_not_name: EDGE_CRATES },
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
    Room { name: "config", may_import: &[], must_not_name: &["diesel", "diesel_async", "actix_web"] },
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
    Room { name: "mail", may_import: &["i18n"], must_not_name: &["diesel", "diesel_async", "actix_web"] },
    // 3 service
    Room {
        name: "service",
        may_import: &["config", "db"],
        must_not_name: &["diesel", "diesel_async", "actix_web"],
    },
    // 4 edges
    Room { name: "http", may_import: &["service"], must_not_name: NOT_DB },
    Room {
        name: "cli",
        may_import: &["config", "service", "http"],
        must_not_name: &["diesel", "diesel_async", "actix_web"],
    },
];

/// Files of pure rooms that read or write a wire format and so may name serde: a prefix of the path below `src/`.
const MAY_NAME_SERDE: &[&str] =
    &["questionnaire/syntax", "questionnaire/version", "form/script", "tabulation/request", "export/"];

/// Rooms above the domain may use all of it.
const SEES_CORE: &[&str] = &["service", "http", "cli"];

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
        let Some(room) = room_of(&shown) else { continue };
        let code = without_comments_and_strings(&text);
        for (line, name) in crate_paths(&code) {
            if name != room.name && !may_import(room, &name) {
                problems.push(format!("src/{shown}:{line}: `{}` may not import `{name}`", room.name));
            }
        }
        for (line, row) in code.lines().enumerate() {
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
