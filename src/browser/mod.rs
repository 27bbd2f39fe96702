//! Printing a page as PDF with a browser of the machine: found, started without network, and stopped in time.

mod find;
mod steady;

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, killpg};
use nix::unistd::{Pid, Uid};

/// Where a browser is looked for.
#[derive(Debug, Clone, Default)]
pub struct BrowserSettings {
    /// Taken at its word: no other is looked for.
    pub program: Option<PathBuf>,
    /// The search path for programs.
    pub path: Option<OsString>,
}

/// Why there is no PDF; says what to do.
#[derive(Debug, thiserror::Error)]
pub enum BrowserError {
    #[error(
        "a PDF is printed by Chromium, Chrome or Edge, and none is on this machine: {install}, or name one in CANVASS_BROWSER; the HTML report prints from any browser"
    )]
    NotInstalled { install: &'static str },
    #[error(
        "CANVASS_BROWSER names `{}`, which cannot be run ({error}): name the program itself", .program.display()
    )]
    NotRunnable { program: PathBuf, error: io::Error },
    #[error("`{}` made no PDF ({status}){said}", .program.display())]
    Failed { program: PathBuf, status: String, said: String },
    #[error(
        "`{}` had not finished after {seconds} seconds and was stopped: the report may be too large to print",
        .program.display()
    )]
    TooSlow { program: PathBuf, seconds: u64 },
    #[error("the files to print from could not be written: {0}")]
    Files(#[from] io::Error),
}

/// Long reports take a few seconds; a browser that hangs is not waited for.
const PATIENCE: Duration = Duration::from_secs(120);
const LOOK_AGAIN: Duration = Duration::from_millis(20);
/// How much of a browser's complaints is passed on.
const SAID_BYTES_MAX: usize = 600;

/// A browser takes a few hundred megabytes: one prints at a time.
static PRINTING: Mutex<()> = Mutex::new(());

/// The page as a PDF with bookmarks and tags. The same page gives the same bytes with the same browser: what differs from one
/// printing to the next is made constant.
///
/// # Errors
/// Where no browser is found, it fails, or takes longer than two minutes.
pub fn print(settings: &BrowserSettings, html: &str) -> Result<Vec<u8>, BrowserError> {
    let program = find::program(settings)?;
    let _alone = PRINTING.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = PrivateFolder::make()?;
    let (page, pdf, complaints) =
        (folder.0.join("page.html"), folder.0.join("page.pdf"), folder.0.join("complaints"));
    fs::write(&page, html)?;
    let mut command = command(&program, settings, &folder.0, &page, &pdf);
    command.stderr(File::create(&complaints)?);
    let mut child =
        command.spawn().map_err(|error| BrowserError::NotRunnable { program: program.clone(), error })?;
    let Some(status) = wait(&mut child)? else {
        return Err(BrowserError::TooSlow { program, seconds: PATIENCE.as_secs() });
    };
    match fs::read(&pdf) {
        Ok(mut bytes) if status.success() && bytes.starts_with(b"%PDF-") => {
            steady::make_constant(&mut bytes);
            Ok(bytes)
        }
        Ok(_) | Err(_) => {
            let said = last_words(&fs::read_to_string(&complaints).unwrap_or_default());
            Err(BrowserError::Failed { program, status: status.to_string(), said })
        }
    }
}

fn command(program: &Path, settings: &BrowserSettings, home: &Path, page: &Path, pdf: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .args([
            "--headless",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-extensions",
            "--disable-sync",
            "--disable-default-apps",
            "--disable-component-update",
            "--disable-background-networking",
            "--no-first-run",
            "--no-default-browser-check",
            "--password-store=basic",
            "--use-mock-keychain",
            // The page needs nothing from elsewhere, and whatever is in its texts gets nothing. Scripts cannot be switched
            // off here, because the browser prints by one of its own: the page's content security policy forbids them.
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--no-pdf-header-footer",
            "--export-tagged-pdf",
            "--generate-pdf-document-outline",
        ])
        .arg(with_path("--user-data-dir=", &home.join("profile")))
        .arg(with_path("--print-to-pdf=", pdf));
    if Uid::effective().is_root() {
        // Chromium's own sandbox cannot be made by root.
        command.arg("--no-sandbox");
    }
    command
        .arg(with_path("file://", page))
        .env_clear()
        .env("PATH", settings.path.clone().unwrap_or_else(|| OsString::from("/usr/local/bin:/usr/bin:/bin")))
        .env("HOME", home)
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_CACHE_HOME", home.join("cache"))
        .env("TZ", "UTC")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        // A group of its own, so that its helpers end with it.
        .process_group(0);
    command
}

fn with_path(start: &str, path: &Path) -> OsString {
    let mut argument = OsString::from(start);
    argument.push(path);
    argument
}

/// How the browser ended; `None` where it had to be stopped. Helpers that it left behind are stopped in any case.
fn wait(child: &mut Child) -> io::Result<Option<ExitStatus>> {
    let begun = Instant::now();
    let ended = loop {
        if let Some(status) = child.try_wait()? {
            break Some(status);
        }
        if begun.elapsed() > PATIENCE {
            break None;
        }
        std::thread::sleep(LOOK_AGAIN);
    };
    let group = i32::try_from(child.id()).map(Pid::from_raw);
    if let Ok(group) = group {
        // Usually nobody is left.
        let _ = killpg(group, Signal::SIGKILL);
    }
    if ended.is_none() {
        child.wait()?;
    }
    Ok(ended)
}

/// What the browser said last, for a person to go by.
fn last_words(complaints: &str) -> String {
    let text = complaints.trim();
    let from = text.len().saturating_sub(SAID_BYTES_MAX);
    let start = (from..text.len()).find(|place| text.is_char_boundary(*place)).unwrap_or(0);
    match text.get(start..) {
        Some("") | None => String::new(),
        Some(last) => format!(":\n{last}"),
    }
}

/// A folder that only we can read; it goes when it is dropped.
struct PrivateFolder(PathBuf);

impl PrivateFolder {
    fn make() -> io::Result<PrivateFolder> {
        let wanted = std::env::temp_dir().join("canvass-print-XXXXXX");
        Ok(PrivateFolder(nix::unistd::mkdtemp(&wanted)?))
    }
}

impl Drop for PrivateFolder {
    fn drop(&mut self) {
        // A helper of the browser may still be writing for a moment; what is left is the system's to clean.
        for _ in 0..10 {
            if fs::remove_dir_all(&self.0).is_ok() {
                return;
            }
            std::thread::sleep(LOOK_AGAIN);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_that_is_named_and_not_there_is_told_by_name() {
        let settings = BrowserSettings { program: Some(PathBuf::from("/nonexistent/chrome")), path: None };
        let error = print(&settings, "<p>x</p>").unwrap_err().to_string();
        assert!(error.contains("CANVASS_BROWSER names `/nonexistent/chrome`"), "{error}");
    }

    #[test]
    fn a_browser_that_makes_no_pdf_is_told_with_what_it_said() {
        let settings = BrowserSettings { program: Some(PathBuf::from("/bin/ls")), path: None };
        let error = print(&settings, "<p>x</p>").unwrap_err().to_string();
        assert!(error.starts_with("`/bin/ls` made no PDF (exit status: "), "{error}");
        assert!(error.contains("--headless"), "{error}");
    }

    #[test]
    fn without_any_browser_it_says_what_to_install() {
        let settings = BrowserSettings { program: None, path: Some(OsString::from("/nonexistent")) };
        if let Err(error) = find::program(&settings) {
            assert!(error.to_string().contains("CANVASS_BROWSER"), "{error}");
        }
    }
}
