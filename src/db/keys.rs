//! API keys and the installation's own settings.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::connection::repeating;
use super::schema::{api_keys, settings};
use super::{Database, DbError};
use crate::auth::{Role, TokenHash};
use crate::ids::Uuid;

/// An API key as it is listed: everything but the key, of which only the hash is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    pub id: Uuid,
    pub label: String,
    pub role: Role,
    pub created_at: DateTime<Utc>,
    pub expires_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
}

type KeyRow = (Uuid, String, String, DateTime<Utc>, Option<DateTime<Utc>>, Option<DateTime<Utc>>);

/// The columns of a [`KeyRow`].
const KEY_COLUMNS: (
    api_keys::key_id,
    api_keys::label,
    api_keys::role,
    api_keys::created_at,
    api_keys::expires_at,
    api_keys::revoked_at,
) = (
    api_keys::key_id,
    api_keys::label,
    api_keys::role,
    api_keys::created_at,
    api_keys::expires_at,
    api_keys::revoked_at,
);

impl Database {
    pub async fn insert_key(&self, key: &ApiKey, hash: TokenHash) -> Result<(), DbError> {
        let _inserted: usize = repeating!(self, connection => {
            diesel::insert_into(api_keys::table)
                .values((
                    api_keys::key_id.eq(key.id),
                    api_keys::label.eq(&key.label),
                    api_keys::role.eq(key.role.as_str()),
                    api_keys::key_hash.eq(hash.as_bytes()),
                    api_keys::created_at.eq(key.created_at),
                    api_keys::expires_at.eq(key.expires_at),
                ))
                .on_conflict(api_keys::key_id)
                .do_nothing()
                .execute(&mut connection)
        })?;
        Ok(())
    }

    /// All keys, the oldest first.
    pub async fn list_keys(&self) -> Result<Vec<ApiKey>, DbError> {
        let rows: Vec<KeyRow> = repeating!(self, connection => {
            api_keys::table
                .order((api_keys::created_at, api_keys::key_id))
                .select(KEY_COLUMNS)
                .load(&mut connection)
        })?;
        rows.into_iter().map(key).collect()
    }

    /// The key with this hash, whether it still holds or not.
    pub async fn find_key(&self, hash: TokenHash) -> Result<Option<ApiKey>, DbError> {
        let row: Option<KeyRow> = repeating!(self, connection => async {
            api_keys::table
                .filter(api_keys::key_hash.eq(hash.as_bytes()))
                .select(KEY_COLUMNS)
                .first(&mut connection)
                .await
                .optional()
        })?;
        row.map(key).transpose()
    }

    /// Ends a key; `false` where no key that holds has this id.
    pub async fn revoke_key(&self, id: Uuid, at: DateTime<Utc>) -> Result<bool, DbError> {
        let changed: usize = repeating!(self, connection => {
            diesel::update(api_keys::table.find(id).filter(api_keys::revoked_at.is_null()))
                .set(api_keys::revoked_at.eq(at))
                .execute(&mut connection)
        })?;
        Ok(changed == 1)
    }

    /// The value of a setting, which is `proposal` where there was none.
    pub async fn setting_or_insert(&self, name: &str, proposal: &[u8]) -> Result<Vec<u8>, DbError> {
        let _inserted: usize = repeating!(self, connection => {
            diesel::insert_into(settings::table)
                .values((settings::name.eq(name), settings::value.eq(proposal)))
                .on_conflict_do_nothing()
                .execute(&mut connection)
        })?;
        repeating!(self, connection => {
            settings::table.find(name).select(settings::value).first(&mut connection)
        })
    }
}

fn key(row: KeyRow) -> Result<ApiKey, DbError> {
    let (id, label, role, created_at, expires_at, revoked_at) = row;
    let role = Role::parse(&role).ok_or_else(|| DbError::Unreadable(format!("the role of key {id}")))?;
    Ok(ApiKey { id, label, role, created_at, expires_at, revoked_at })
}
