//! The tests that need a database, a browser or the program itself, in one binary.

mod browser;
mod cli;
mod database;
mod oracle_cases;
mod oracle_tables;
mod ospo;
mod ospo_tables;
mod questionnaires;
mod simulation;
mod support;
