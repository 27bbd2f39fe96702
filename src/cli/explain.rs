//! `canvass explain CODE`: why a problem matters, with an example and its cure.

use super::arguments::Explain;
use super::failure::Failure;
use super::terminal;
use crate::diagnostics::{self, Code};

pub(super) fn run(arguments: &Explain) -> anyhow::Result<()> {
    let text = match &arguments.code {
        Some(text) => Code::find(text).map_err(Failure::Usage)?.explanation().to_text(),
        None if arguments.markdown => diagnostics::reference(),
        None => diagnostics::list(),
    };
    Ok(terminal::print(text.as_bytes())?)
}
