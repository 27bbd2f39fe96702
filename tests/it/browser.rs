//! The form in a real browser: filled in with scripts and without, in two languages, on a phone's width and a desk's,
//! and looked at by axe. `tests/browser/run.mjs` is the respondent.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test that skips aloud, and is told by its own settings where the browser is"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use canvass::form::{RawAnswers, raw};

use crate::support::form_server::FormServer;

/// Chromium, node and what node needs, or why there is none.
struct Browser {
    chromium: PathBuf,
    scripts: PathBuf,
}

impl Browser {
    fn find() -> Result<Browser, String> {
        let chromium = std::env::var_os("CANVASS_CHROMIUM")
            .map(PathBuf::from)
            .or_else(|| ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(in_path))
            .ok_or("no Chromium; set CANVASS_CHROMIUM or install chromium")?;
        in_path("node").ok_or("no node")?;
        let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
        if !scripts.join("node_modules/playwright-core").exists() {
            in_path("npm").ok_or("no npm")?;
            let installed = Command::new("npm")
                .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
                .current_dir(&scripts)
                .output()
                .map_err(|error| error.to_string())?;
            if !installed.status.success() {
                return Err(format!("npm ci: {}", String::from_utf8_lossy(&installed.stderr)));
            }
        }
        Ok(Browser { chromium, scripts })
    }

    /// What the respondent found wrong, and how many pages it looked at.
    fn fill_in(&self, url: &str) -> (Vec<String>, usize) {
        let mut command = Command::new("node");
        command
            .arg(self.scripts.join("run.mjs"))
            .arg(url)
            .arg(&self.chromium)
            .arg("--saves")
            .stdin(Stdio::null());
        // A picture of every page it comes to, for people to look at.
        if let Some(folder) = std::env::var_os("CANVASS_PICTURES") {
            command.arg("--pictures").arg(folder);
        }
        let found = run(&mut command);
        let failures = found["failures"].as_array().unwrap();
        let failures = failures.iter().filter_map(|failure| failure.as_str().map(str::to_owned)).collect();
        (failures, found["looked"].as_array().unwrap().len())
    }
}

/// What the script prints, as JSON.
fn run(command: &mut Command) -> serde_json::Value {
    let output = command.output().unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{printed}{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_str(&printed).unwrap()
}

fn in_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// The browser; `None`, said aloud, where the machine has none. With CANVASS_REQUIRE_BROWSER=1 that is a failure.
fn browser() -> Option<Browser> {
    match Browser::find() {
        Ok(browser) => Some(browser),
        Err(why) => {
            assert!(
                std::env::var_os("CANVASS_REQUIRE_BROWSER").is_none_or(|required| required != "1"),
                "the browser tests could not run: {why}"
            );
            println!("skipped: {why}");
            None
        }
    }
}

#[test]
fn a_person_fills_in_the_form_with_scripts_and_without() {
    let Some(browser) = browser() else { return };
    let survey = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/survey");
    let server = FormServer::start(&survey);
    let (failures, looked) = browser.fill_in(&server.url);
    assert!(failures.is_empty(), "\n{}\n", failures.join("\n"));
    assert!(looked > 80, "only {looked} pages were looked at");
    // The script's savings and the pages sent come to the same draft: eight interviews, each finished once.
    assert_eq!(server.finished(), 8);
}

/// Conditions of every form the language has, over items of the same page. Each is asked as it stands and turned
/// round, so that false and unknown are told apart.
const CONDITIONS: &[&str] = &[
    "one == 'a'",
    "one != 'a'",
    "one in ['b', 'c']",
    "!(one == 'a')",
    "size >= 2 && size < 3",
    "count * 2 + 1 == 61",
    "-count < 0",
    "count / 0 > 1",
    "count > 1.5",
    "born > '1999-12-31'",
    "born == '2000-02-29'",
    "'x' in tools",
    "has(tools, 'y')",
    "size(tools) == 2",
    "rank(best, 'y') == 1",
    "rank(best, 'x') > 1",
    "name == 'Kim'",
    "answered(one)",
    "answered(best) || answered(tools)",
    "asked(later) && !answered(later)",
    "asked(later)",
    "later == 'yes' || one == 'b'",
    "later == 'yes' && one == 'b'",
    "parts.r1 == '1' && parts.r2 != '1'",
    "answered(parts)",
    "likely >= 9",
    "min(count, 10) == 10 && max(count, likely) == 30",
    "sum(count, likely) > 35",
    "round(count / 7, 1) == 4.3",
    "one == 'b' || one == 'a' && count > 20",
    "before == 'p' && one == 'a'",
    "before == 'q' || count > 3",
];

/// The page that holds them, behind one whose answer it takes as known.
fn page_of_conditions() -> String {
    let mut text = String::from(
        "canvass: 1
id: conditions
edition: '1'
title: Conditions
languages: [en]
pages:
  - id: first
    title: All
    items:
      - { id: before, type: single, text: Before, options: [{ code: p, text: P }, { code: q, text: Q }] }
      - { id: one, type: single, text: One, options: [{ code: a, text: A }, { code: b, text: B }, { code: c, text: C }] }
      - { id: size, type: single, text: Size, options: [{ code: 1, text: I }, { code: 2, text: II }, { code: 3, text: III }] }
      - { id: count, type: number, text: Count, decimals: 2 }
      - { id: born, type: date, text: Born }
      - { id: tools, type: multiple, text: Tools, options: [{ code: x, text: X }, { code: y, text: Y }, { code: z, text: Z }] }
      - { id: best, type: ranking, text: Best, options: [{ code: x, text: X }, { code: y, text: Y }] }
      - { id: name, type: text, text: Name }
      - { id: parts, type: grid, text: Parts, options: [{ code: 1, text: I }, { code: 2, text: II }], rows: [{ id: r1, text: R1 }, { id: r2, text: R2 }] }
      - { id: likely, type: scale, text: Likely, from: 0, to: 10, from_text: no, to_text: yes }
      - { id: later, type: single, text: Later, show_if: \"one == 'a'\", options: [{ code: yes, text: 'Yes' }, { code: no, text: 'No' }] }
",
    );
    for (index, condition) in CONDITIONS.iter().enumerate() {
        for (name, condition) in [("case", (*condition).to_owned()), ("case_not", format!("!({condition})"))]
        {
            text.push_str(&format!(
                "      - {{ id: {name}{index}, type: note, text: '{index}', show_if: \"{condition}\" }}\n"
            ));
        }
    }
    text
}

#[test]
fn a_condition_means_the_same_in_the_browser_as_on_the_server() {
    let Some(browser) = browser() else { return };
    let drafts: Vec<RawAnswers> = [
        "",
        "one=a",
        "one=b&count=30&likely=9",
        "one=a&later=yes&count=30&size=2&born=2000-02-29&tools=x&tools=y&best.y=1&best.x=2&name=Kim&parts.r1=1&parts.r2=2&likely=10&before=p",
        "one=b&later=yes&count=-4&size=3&born=1999-12-31&tools=z&best.x=1&name=kim&parts.r1=2&likely=0&before=q",
        "count=1,5&name=+Kim+&best.x=1&best.y=1&before=p",
        "count=\u{ff13}\u{ff10}&size=1",
        "count=1,500&tools=x",
        "count=thirty&later=no",
        "one=c&count=.5&parts.r2=1",
    ]
    .into_iter()
    .map(|query| {
        let pairs: Vec<(String, String)> = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.replace('+', " ")))
            .collect();
        raw::from_fields(&pairs)
    })
    .collect();
    let count = drafts.len();
    let server = FormServer::of(&page_of_conditions(), None, drafts);
    let shown = run(Command::new("node")
        .arg(browser.scripts.join("conditions.mjs"))
        .arg(&server.url)
        .arg(&browser.chromium)
        .arg(count.to_string()));
    let lists = |who: &str| shown[who].as_array().unwrap().clone();
    assert_eq!(lists("server").len(), count);
    for (draft, (by_server, by_script)) in lists("server").iter().zip(lists("script")).enumerate() {
        assert_eq!(*by_server, by_script, "draft {draft}");
    }
    // Every condition was true somewhere and false somewhere, or the drafts show too little.
    let everything = shown["server"].to_string();
    let never: Vec<&str> = CONDITIONS
        .iter()
        .enumerate()
        .filter(|(index, _)| {
            !everything.contains(&format!("\"item-case{index}\""))
                && !everything.contains(&format!("\"item-case_not{index}\""))
        })
        .map(|(_, condition)| *condition)
        .collect();
    assert_eq!(never, ["count / 0 > 1"], "always unknown");
}
