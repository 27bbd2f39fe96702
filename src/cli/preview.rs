//! `canvass preview PATH`: the form in a browser, before there is a wave.

use super::arguments::Preview;
use super::failure::Failure;
use super::terminal::{self, Terminal};
use super::{answers, listener, runtime, signals};
use crate::http;

pub(super) fn run(arguments: &Preview, terminal: Terminal) -> anyhow::Result<()> {
    answers::read_survey(&arguments.path, terminal)?;
    let address = format!("127.0.0.1:{}", arguments.port);
    let listener = listener::listen(&address, "--port")?;
    let address = listener.local_addr()?;
    terminal::print(format!("http://{address}/\n").as_bytes())?;
    terminal.say(format!(
        "Nothing is stored. After editing a file, start over at http://{address}/?restart. Ctrl-C stops."
    ));
    let path = arguments.path.clone();
    runtime()?
        .block_on(http::preview(listener, path, signals::stop_wanted()))
        .map_err(|error| Failure::System(format!("the server stopped: {error}")).into())
}
