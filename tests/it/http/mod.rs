//! The server over HTTP: intake, its refusals, and what survives a crash.

use crate::support::client::{Reply, Request};
use crate::support::server::{Server, command, must_run, open_every_kind};
use crate::support::{TempFolder, TestDatabase, database};

mod api;
mod bodies;
mod crash;
mod edges;
mod form;
mod look;
mod preamble;

const RESPONSES: &str = "/api/v1/waves/every-kind/responses";

/// A server with the open wave `every-kind`; `None`, said aloud, without PostgreSQL.
async fn serving() -> Option<(Server, TestDatabase)> {
    let database = database().await?;
    let folder = TempFolder::new("setup");
    open_every_kind(&database, &folder);
    Some((Server::start(&database), database))
}
