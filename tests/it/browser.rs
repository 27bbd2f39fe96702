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
        let output = command.output().unwrap();
        let printed = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{printed}{}", String::from_utf8_lossy(&output.stderr));
        let found: serde_json::Value = serde_json::from_str(&printed).unwrap();
        let failures = found["failures"].as_array().unwrap();
        let failures = failures.iter().filter_map(|failure| failure.as_str().map(str::to_owned)).collect();
        (failures, found["looked"].as_array().unwrap().len())
    }
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
