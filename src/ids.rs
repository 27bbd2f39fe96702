//! The names things go by: survey and item ids, option codes, waves, versions, responses.

use std::fmt;
use std::sync::Arc;

pub use uuid::Uuid;

/// An id that may not be one: what is wrong with it, in words that end with what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    #[error("`{0}` is not a valid id: use a lower-case letter, then lower-case letters, digits and `_`")]
    Malformed(String),
    #[error("`{0}` is reserved: canvass uses the name itself, choose another")]
    Reserved(String),
    #[error("`{0}` is not a valid code: use an integer, or letters, digits, `_` and `-` (at most 64)")]
    MalformedCode(String),
}

/// Names that no item may take, because data files and expressions give them a meaning of their own.
pub const RESERVED_IDS: [&str; 13] = [
    "response_id",
    "source",
    "started_at",
    "submitted_at",
    "language",
    "disposition",
    "total",
    "wave",
    "arm",
    "consent",
    "flag",
    "external_id",
    "aapor",
];

/// Whether `text` is `[a-z][a-z0-9_]*`.
pub fn is_item_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// Whether `text` is `[a-z][a-z0-9_-]*`: survey ids and wave slugs.
pub fn is_slug(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-')
}

/// The id of an item, a page, a row or a derived variable: `[a-z][a-z0-9_]*`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(Arc<str>);

impl ItemId {
    /// The id, or why `text` is none.
    pub fn parse(text: &str) -> Result<ItemId, IdError> {
        if !is_item_id(text) {
            return Err(IdError::Malformed(text.to_owned()));
        }
        if RESERVED_IDS.contains(&text) {
            return Err(IdError::Reserved(text.to_owned()));
        }
        Ok(ItemId(text.into()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An option's code as text; the integer 4 and the text '4' are the same code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OptionCode(Arc<str>);

impl OptionCode {
    /// The code, or why `text` is none. `true`, `false`, `null` and decimals are refused, so that a
    /// YAML reader's guess can never change a code; integers lose a leading `+` or zeros.
    pub fn parse(text: &str) -> Result<OptionCode, IdError> {
        if let Ok(number) = text.parse::<i64>() {
            return Ok(OptionCode(number.to_string().into()));
        }
        let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let good = text.starts_with(word)
            && text.len() <= 64
            && text.chars().all(|c| word(c) || c == '-')
            && !matches!(text, "true" | "false" | "null");
        if good { Ok(OptionCode(text.into())) } else { Err(IdError::MalformedCode(text.to_owned())) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The code as a whole number, where it is one.
    pub fn as_integer(&self) -> Option<i64> {
        self.0.parse().ok()
    }
}

impl fmt::Display for OptionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A questionnaire version: `sha256:` and 64 hex digits of the compiled questionnaire's canonical form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VersionId(Arc<str>);

impl VersionId {
    pub fn from_digest(digest: &[u8]) -> VersionId {
        use std::fmt::Write;
        let mut text = String::from("sha256:");
        for byte in digest {
            let _ = write!(text, "{byte:02x}");
        }
        VersionId(text.into())
    }

    /// The version named by `text`, `None` where it is no `sha256:` name.
    pub fn parse(text: &str) -> Option<VersionId> {
        let hex = text.strip_prefix("sha256:")?;
        (hex.len() == 64 && hex.bytes().all(|b| b.is_ascii_hexdigit())).then(|| VersionId(text.into()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for VersionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A wave's key in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WaveId(pub Uuid);

/// One respondent's response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResponseId(pub Uuid);

impl ResponseId {
    /// The id of an imported response: a UUID as it stands, any other text as `uuid_v5(wave, text)`,
    /// so that importing a file again meets the same rows.
    pub fn from_external(wave: WaveId, text: &str) -> ResponseId {
        Uuid::parse_str(text).map_or_else(|_| ResponseId::named(wave, text), ResponseId)
    }

    /// The id that a text names within the wave, whatever it looks like.
    pub fn named(wave: WaveId, text: &str) -> ResponseId {
        ResponseId(Uuid::new_v5(&wave.0, text.as_bytes()))
    }
}
