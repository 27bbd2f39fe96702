//! The tests that need a database, a browser or the program itself, in one binary.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "this is all test code, its helpers too")]

mod admin;
mod analysis;
mod browser;
mod cli;
mod database;
mod diffs;
mod durability;
mod engines;
mod explanations;
mod expressions;
mod feed;
mod http;
mod intake;
mod oracle;
mod oracle_tables;
mod ospo;
mod ospo_tables;
mod questionnaires;
mod reasoning;
mod scripts;
mod simulation;
mod support;
mod table_cases;
mod trends;
mod version_change;
mod waves;
