//! `canvass db …`: the database brought up to date, or its state.

use serde_json::{Value, json};

use super::arguments::{CheckFormat, Db, DbCommand, Global};
use super::database::{failed, with_service};
use super::tabulate::pretty;
use super::terminal::{self, Terminal};

pub(super) fn run(arguments: &Db, global: &Global, terminal: Terminal) -> anyhow::Result<()> {
    // Whoever opens the database brings it up to date.
    with_service(global, async |service| {
        let migrations = service.migration_status().await.map_err(|error| failed(error, terminal))?;
        let place = match service.data_folder() {
            Some(folder) => format!("private PostgreSQL in {}", folder.display()),
            None => "PostgreSQL of DATABASE_URL".to_owned(),
        };
        let format = match &arguments.command {
            DbCommand::Migrate => {
                terminal.say(format!("The database is up to date ({} migrations).", migrations.len()));
                return Ok(());
            }
            DbCommand::Status(format) => format.format,
        };
        let bytes = match format {
            CheckFormat::Json => {
                let migrations: Vec<Value> = migrations
                    .iter()
                    .map(|migration| json!({ "name": migration.name, "applied": migration.applied }))
                    .collect();
                pretty(&json!({ "database": place, "migrations": migrations }))?
            }
            CheckFormat::Text => {
                let lines = migrations.iter().map(|migration| {
                    let state = if migration.applied { "applied" } else { "to come" };
                    format!("{state}  {}\n", migration.name)
                });
                format!("{place}\n{}", lines.collect::<String>()).into_bytes()
            }
        };
        Ok(terminal::print(&bytes)?)
    })
}
