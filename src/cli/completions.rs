//! `canvass completions SHELL`.

use clap::CommandFactory;

use super::arguments::{Arguments, Completions};
use super::terminal;

pub(super) fn run(arguments: &Completions) -> anyhow::Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "canvass", &mut script);
    Ok(terminal::print(&script)?)
}
