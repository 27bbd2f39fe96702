//! `canvass openapi`.

use super::terminal;
use crate::http;

pub(super) fn run() -> anyhow::Result<()> {
    Ok(terminal::print(http::openapi_json()?.as_bytes())?)
}
