//! The program itself, run as its users run it: exit codes, what goes where, and what it says.

use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::support::TempFolder;
use crate::support::real_data::ospo;

mod charts;
mod check;
mod demo;
mod diff;
mod import_questionnaire;
mod lsp;
mod paths;
mod preview;
mod printed;
mod readme;
mod tables;
mod translate;
mod usage;
mod weights;

/// The program with these arguments, from the repository's root, with no database in its environment.
fn canvass(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_canvass"));
    command
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("DATABASE_URL")
        .stdin(Stdio::null());
    command
}

pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) fn run(arguments: &[&str]) -> Ran {
    ran(canvass(arguments).output().unwrap())
}

fn ran(output: Output) -> Ran {
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Ran {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}\n{}\n{}", self.out, self.err))
    }
}
