//! The command line: reads flags, asks the rooms below, prints what they answer. It decides nothing.

mod answers;
mod arguments;
mod blast_radius;
mod charts;
mod check;
mod completions;
mod database;
mod db;
mod demo;
mod diff;
mod document;
mod explain;
mod export;
mod failure;
mod figure;
mod import;
mod import_questionnaire;
mod key;
mod listener;
mod lsp;
mod openapi;
mod paths;
mod preview;
mod publish;
mod report;
mod schema;
mod serve;
mod signals;
mod simulate;
mod tabulate;
mod terminal;
mod timing;
mod translate;
mod trend_waves;
mod wave;
mod weight;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use failure::Failure;
use terminal::Terminal;

/// Runs the command of this process's arguments and says how it ended.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let terminal = Terminal::new(&arguments.global);
    match dispatch(&arguments, terminal) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if failure::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => match error.downcast_ref::<Failure>() {
            Some(Failure::Shown) => ExitCode::from(1),
            Some(failure) => {
                terminal.error(&format!("{error:#}"));
                ExitCode::from(failure.exit_code())
            }
            None => {
                terminal.error(&format!("{error:#}"));
                ExitCode::from(3)
            }
        },
    }
}

fn dispatch(arguments: &Arguments, terminal: Terminal) -> anyhow::Result<()> {
    let global = &arguments.global;
    match &arguments.command {
        Command::Demo(arguments) => demo::run(arguments, global, terminal),
        Command::Serve(arguments) => serve::run(arguments, global, terminal),
        Command::Check(arguments) => check::run(arguments, terminal),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Diff(arguments) => diff::run(arguments, global, terminal),
        Command::Preview(arguments) => preview::run(arguments, terminal),
        Command::Publish(arguments) => publish::run(arguments, global, terminal),
        Command::Wave(arguments) => wave::run(arguments, global, terminal),
        Command::Import(arguments) => import::run(arguments, global, terminal),
        Command::ImportQuestionnaire(arguments) => import_questionnaire::run(arguments, terminal),
        Command::Translate(arguments) => translate::run(arguments, terminal),
        Command::Tabulate(arguments) => tabulate::run(arguments, global, terminal),
        Command::Figure(arguments) => figure::run(arguments, global, terminal),
        Command::Weight(arguments) => weight::run(arguments, global, terminal),
        Command::Report(arguments) => report::run(arguments, global, terminal),
        Command::Export(arguments) => export::run(arguments, global, terminal),
        Command::Document(arguments) => document::run(arguments, global, terminal),
        Command::Paths(arguments) => paths::run(arguments, terminal),
        Command::Simulate(arguments) => simulate::run(arguments, terminal),
        Command::Key(arguments) => key::run(arguments, global, terminal),
        Command::Db(arguments) => db::run(arguments, global, terminal),
        Command::Openapi => openapi::run(),
        Command::Schema(arguments) => schema::run(arguments),
        Command::Lsp => lsp::run(),
        Command::Completions(arguments) => completions::run(arguments),
    }
}

/// The threads that wait for sockets and files.
fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::System(format!("no threads could be started: {error}")))
}
