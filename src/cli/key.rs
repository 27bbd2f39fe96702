//! `canvass key …`: who may use the API.

use serde_json::{Value, json};

use super::arguments::{CheckFormat, Global, Key, KeyCommand, KeyCreate};
use super::database::{failed, with_service};
use super::failure::Failure;
use super::tabulate::pretty;
use super::terminal::{self, Terminal};
use crate::auth::Role;
use crate::ids::Uuid;
use crate::service;

pub(super) fn run(arguments: &Key, global: &Global, terminal: Terminal) -> anyhow::Result<()> {
    match &arguments.command {
        KeyCommand::Create(wanted) => create(wanted, global, terminal),
        KeyCommand::Revoke(wanted) => {
            let id = Uuid::parse_str(&wanted.id).map_err(|_| {
                Failure::Usage(format!("`{}` is no key's id: `canvass key list` shows them", wanted.id))
            })?;
            with_service(global, async |service| {
                service::revoke_key(&service, id).await.map_err(|error| failed(error, terminal))?;
                terminal.say(format!("Key {id} is revoked."));
                Ok(())
            })
        }
        KeyCommand::List(format) => with_service(global, async |service| {
            let keys = service::list_keys(&service).await.map_err(|error| failed(error, terminal))?;
            if keys.is_empty() {
                terminal.say("There are no keys. Make one: canvass key create --role ROLE");
            }
            let now = service.now();
            let listed = keys.iter().map(|key| {
                let state = match (key.revoked_at, key.expires_at) {
                    (Some(_), _) => "revoked",
                    (None, Some(end)) if end <= now => "expired",
                    (None, _) => "valid",
                };
                (key, state)
            });
            let bytes = match format.format {
                CheckFormat::Json => {
                    let keys: Vec<Value> = listed
                        .map(|(key, state)| {
                            json!({
                                "id": key.id,
                                "role": key.role.as_str(),
                                "name": key.label,
                                "state": state,
                                "created_at": key.created_at,
                            })
                        })
                        .collect();
                    pretty(&json!({ "keys": keys }))?
                }
                CheckFormat::Text => listed
                    .map(|(key, state)| {
                        let created = key.created_at.format("%Y-%m-%d %H:%M UTC");
                        format!(
                            "{}  {:<10}  {state:<7}  {created}  {}\n",
                            key.id,
                            key.role.as_str(),
                            key.label
                        )
                    })
                    .collect::<String>()
                    .into_bytes(),
            };
            Ok(terminal::print(&bytes)?)
        }),
    }
}

fn create(wanted: &KeyCreate, global: &Global, terminal: Terminal) -> anyhow::Result<()> {
    let role = Role::parse(&wanted.role).ok_or_else(|| {
        let roles: Vec<&str> = Role::ALL.into_iter().map(Role::as_str).collect();
        Failure::Usage(format!("there is no role `{}`: use one of {}", wanted.role, roles.join(", ")))
    })?;
    with_service(global, async |service| {
        let (token, key) = service::create_key(&service, &wanted.name, role, None)
            .await
            .map_err(|error| failed(error, terminal))?;
        terminal::print(format!("{}\n", token.as_str()).as_bytes())?;
        terminal.say(format!(
            "Keep it: it is shown this once. Send it as `Authorization: Bearer KEY`; end it with canvass key revoke {}",
            key.id
        ));
        Ok(())
    })
}
