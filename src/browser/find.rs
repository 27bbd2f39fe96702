//! Which browser of the machine can print: the one that is named, else the usual names and places.

use std::path::{Path, PathBuf};

use super::{BrowserError, BrowserSettings};

/// On the search path, the free ones first.
const NAMES: [&str; 7] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
];
/// On a Mac, programs are not on the path.
const PLACES: [&str; 3] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

pub(super) fn program(settings: &BrowserSettings) -> Result<PathBuf, BrowserError> {
    if let Some(program) = &settings.program {
        return Ok(program.clone());
    }
    let folders: Vec<PathBuf> = settings.path.iter().flat_map(|path| std::env::split_paths(path)).collect();
    let on_path = NAMES.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    let places = PLACES.iter().map(PathBuf::from);
    on_path
        .chain(places)
        .find(|program| program.is_file())
        .ok_or(BrowserError::NotInstalled { install: install_words() })
}

/// The command that installs one with the package manager at hand.
fn install_words() -> &'static str {
    let managers = [
        ("/usr/bin/apt-get", "install it with `apt-get install chromium`"),
        ("/usr/bin/dnf", "install it with `dnf install chromium`"),
        ("/usr/bin/pacman", "install it with `pacman -S chromium`"),
        ("/opt/homebrew/bin/brew", "install it with `brew install --cask chromium`"),
        ("/usr/local/bin/brew", "install it with `brew install --cask chromium`"),
    ];
    managers
        .iter()
        .find(|(manager, _)| Path::new(manager).exists())
        .map_or("install one of them", |(_, words)| words)
}
