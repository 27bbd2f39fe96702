//! A survey in an editor: problems as they are typed, what an item asks and of whom, where it is defined, and a new name
//! for it in every file of the folder. The language server protocol itself is a library's.

mod completion;
mod position;
mod server;
mod survey;

use tokio::io::{AsyncRead, AsyncWrite};
use tower_lsp_server::{LspService, Server};

/// Serves one editor until it says goodbye.
pub async fn serve(input: impl AsyncRead + Unpin, output: impl AsyncWrite) {
    let (service, socket) = LspService::new(server::Editor::new);
    Server::new(input, output, socket).serve(service).await;
}
