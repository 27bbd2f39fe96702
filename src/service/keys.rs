//! API keys: made, listed, revoked, and recognised. Only hashes are stored, so a key is shown once.

use chrono::{DateTime, Utc};

use super::{Service, ServiceError, chance};
use crate::auth::{Action, Role, Token, TokenHash, may};
use crate::db::ApiKey;
use crate::ids::Uuid;

/// Who is behind a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    pub key: Uuid,
    pub role: Role,
}

impl Actor {
    pub fn may(&self, action: Action) -> bool {
        may(self.role, action)
    }
}

/// What an API key starts with, for people and for scanners of leaked secrets.
const PREFIX: &str = "cvs_";

/// Makes a key: the key itself, to be shown once, and how it will be listed.
///
/// # Errors
/// Where the database does not answer.
pub async fn create_key(
    service: &Service,
    label: &str,
    role: Role,
    expires_at: Option<DateTime<Utc>>,
) -> Result<(Token, ApiKey), ServiceError> {
    let token = Token::from_random(PREFIX, chance::secret_bytes());
    let key = ApiKey {
        id: chance::new_id(),
        label: label.to_owned(),
        role,
        created_at: service.now(),
        expires_at,
        revoked_at: None,
    };
    service.database().insert_key(&key, token.hash()).await?;
    Ok((token, key))
}

/// All keys, the oldest first, the revoked ones too.
///
/// # Errors
/// Where the database does not answer.
pub async fn list_keys(service: &Service) -> Result<Vec<ApiKey>, ServiceError> {
    Ok(service.database().list_keys().await?)
}

/// Ends a key.
///
/// # Errors
/// Where there is no such key, or it was revoked before.
pub async fn revoke_key(service: &Service, id: Uuid) -> Result<(), ServiceError> {
    if service.database().revoke_key(id, service.now()).await? {
        Ok(())
    } else {
        Err(ServiceError::UnknownKey { id })
    }
}

/// Who a key belongs to; `None` for one that does not exist, has expired or was revoked.
///
/// # Errors
/// Where the database does not answer.
pub async fn find_actor(service: &Service, key: &str) -> Result<Option<Actor>, ServiceError> {
    let now = service.now();
    let found = service.database().find_key(TokenHash::of(key)).await?;
    let holds = |key: &ApiKey| key.revoked_at.is_none() && key.expires_at.is_none_or(|end| end > now);
    Ok(found.filter(holds).map(|key| Actor { key: key.id, role: key.role }))
}
