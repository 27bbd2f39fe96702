//! A page as PDF, printed by a browser of this machine.

use crate::browser::{self, BrowserError, BrowserSettings};
use crate::config::Config;

/// The page as PDF bytes. Takes seconds and blocks.
///
/// # Errors
/// Where no browser is found, or it makes no PDF.
pub fn print_page(html: &str) -> Result<Vec<u8>, BrowserError> {
    let config = Config::from_environment();
    browser::print(&BrowserSettings { program: config.browser, path: config.path }, html)
}
