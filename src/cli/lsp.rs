//! `canvass lsp`: the language server of survey files, over standard input and output.

use super::runtime;
use crate::lsp;

pub(super) fn run() -> anyhow::Result<()> {
    runtime()?.block_on(lsp::serve(tokio::io::stdin(), tokio::io::stdout()));
    Ok(())
}
