//! What a command says: results to standard output or a file, everything else to standard error.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anstream::ColorChoice;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::arguments::{Colour, Global};
use super::failure::Failure;
use crate::diagnostics::{Diagnostic, RenderStyle, Severity, Sources, render};
use crate::export::text::Ink;
use crate::service::write_whole;

/// The width of text that no terminal limits.
const PIPED_WIDTH: usize = 100;

/// How much is said, and in which colours.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terminal {
    colour: Colour,
    pub(super) quiet: bool,
    pub(super) verbose: u8,
}

impl Terminal {
    pub(super) fn new(global: &Global) -> Terminal {
        Terminal { colour: global.color, quiet: global.quiet, verbose: global.verbose }
    }

    /// Colours on standard error, by the flag, the terminal and NO_COLOR.
    pub(super) fn error_style(self) -> RenderStyle {
        self.style(anstream::AutoStream::choice(&io::stderr()))
    }

    /// Colours on standard output.
    pub(super) fn output_style(self) -> RenderStyle {
        self.style(anstream::AutoStream::choice(&io::stdout()))
    }

    fn style(self, automatic: ColorChoice) -> RenderStyle {
        let coloured = match self.colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => automatic != ColorChoice::Never,
        };
        if coloured { RenderStyle::Coloured } else { RenderStyle::Plain }
    }

    /// A remark: what was done, or what to do next. Silent with `--quiet`.
    pub(super) fn say(self, text: impl AsRef<str>) {
        if !self.quiet {
            complain(text.as_ref());
        }
    }

    /// A line that was asked for, whatever `--quiet` says.
    pub(super) fn line(self, text: &str) {
        complain(text);
    }

    /// Places in a line of standard output; 100 where it is no terminal.
    pub(super) fn width(self) -> usize {
        match console::Term::stdout().size_checked() {
            Some((_, columns)) => usize::from(columns),
            None => PIPED_WIDTH,
        }
    }

    /// Colours of a text result: never in a file.
    pub(super) fn ink(self, out: Option<&Path>) -> Ink {
        match self.output_style() {
            RenderStyle::Coloured if out.is_none() => Ink::Coloured,
            RenderStyle::Coloured | RenderStyle::Plain => Ink::Plain,
        }
    }

    /// A detail for those who asked with `-v`.
    pub(super) fn detail(self, text: impl AsRef<str>) {
        if self.verbose > 0 {
            complain(text.as_ref());
        }
    }

    /// The error a command ends with.
    pub(super) fn error(self, text: &str) {
        match self.error_style() {
            RenderStyle::Coloured => {
                complain(&format!("\u{1b}[1m\u{1b}[31merror\u{1b}[0m\u{1b}[1m:\u{1b}[0m {text}"))
            }
            RenderStyle::Plain => complain(&format!("error: {text}")),
        }
    }

    /// Diagnostics on standard error: errors always, warnings unless `--quiet`. Hints are for `canvass check`.
    pub(super) fn diagnostics(self, diagnostics: &[Diagnostic], sources: &Sources) {
        let shown: Vec<Diagnostic> = diagnostics
            .iter()
            .filter(|diagnostic| match diagnostic.severity {
                Severity::Error => true,
                Severity::Warning => !self.quiet,
                Severity::Hint => false,
            })
            .cloned()
            .collect();
        complain(render(&shown, sources, self.error_style()).trim_end_matches('\n'));
    }

    /// A bar on a terminal, nothing when piped or quiet.
    pub(super) fn progress(self, length: u64, what: &'static str) -> ProgressBar {
        let target = if self.quiet || !io::stderr().is_terminal() {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr()
        };
        let style = ProgressStyle::with_template("{msg} {bar:32} {pos}/{len}")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        ProgressBar::with_draw_target(Some(length), target).with_style(style).with_message(what)
    }
}

/// A line on standard error; nobody can be told when that fails.
fn complain(text: &str) {
    if !text.is_empty() {
        let _ = writeln!(io::stderr().lock(), "{text}");
    }
}

/// The result, to standard output.
pub(super) fn print(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

/// The result, to `out` or else to standard output. A file appears whole or not at all.
pub(super) fn deliver(out: Option<&Path>, bytes: &[u8]) -> anyhow::Result<()> {
    match out {
        None => Ok(print(bytes)?),
        Some(path) => Ok(write_whole(path, bytes).map_err(|error| Failure::unwritable(path, &error))?),
    }
}

/// `path` with `ending` appended to its whole name: `responses.csv.meta.json`.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// A file's bytes; `-` is standard input.
pub(super) fn read_bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        io::Read::read_to_end(&mut io::stdin().lock(), &mut bytes)
            .map_err(|error| Failure::System(format!("standard input could not be read: {error}")))?;
        return Ok(bytes);
    }
    fs::read(path).map_err(|error| Failure::unreadable(path, &error))
}

/// A file's text.
pub(super) fn read_text(path: &Path) -> Result<String, Failure> {
    String::from_utf8(read_bytes(path)?)
        .map_err(|_| Failure::Input(format!("`{}` is not UTF-8 text: save it as UTF-8", path.display())))
}

/// "1 error", "3 errors".
pub(super) fn counted(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}
