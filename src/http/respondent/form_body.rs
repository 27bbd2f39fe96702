//! A page of the form as a browser sends it: the form's own fields told apart from the answers, nothing judged.

use std::collections::BTreeSet;

use actix_web::web;
use validator::Validate;

use super::pages::SOURCE_FIELD;
use crate::form::fields;
use crate::http::body::as_errors;
use crate::http::problem::{Code, Problem};

/// More fields than the largest page has.
const FIELDS_MAX: u64 = 5_000;
const SHOWN_MAX: u64 = 2_000;

/// Which button was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Go {
    Start,
    Next,
    Back,
    /// A required consent is refused.
    Decline,
    /// The language switch: stay, but in another language.
    Stay,
}

#[derive(Debug, Validate)]
pub(crate) struct FormBody {
    pub(crate) go: Go,
    /// The page that was sent, by its id.
    #[validate(length(max = 64))]
    pub(crate) page: Option<String>,
    #[validate(length(max = 35))]
    pub(crate) language: Option<String>,
    /// The source that the first page carried over from its link.
    #[validate(length(max = 64))]
    pub(crate) source: Option<String>,
    /// Ids of the items that were on the page.
    #[validate(length(max = "SHOWN_MAX"))]
    pub(crate) shown: BTreeSet<String>,
    /// Ids of the consents that are ticked.
    #[validate(length(max = "SHOWN_MAX"))]
    pub(crate) consents: Vec<String>,
    /// Field name and text, in the order of the page.
    #[validate(length(max = "FIELDS_MAX"))]
    pub(crate) fields: Vec<(String, String)>,
    /// All of it as it came, to be sent once more after a failure.
    #[validate(length(max = "FIELDS_MAX"))]
    pub(crate) everything: Vec<(String, String)>,
}

impl FormBody {
    /// Reads a body of `application/x-www-form-urlencoded`.
    pub(crate) fn read(bytes: &[u8]) -> Result<FormBody, Problem> {
        let malformed = || Problem::new(Code::MalformedForm, "Go back to the form and send it again.");
        let text = std::str::from_utf8(bytes).map_err(|_| malformed())?;
        let pairs =
            web::Query::<Vec<(String, String)>>::from_query(text).map_err(|_| malformed())?.into_inner();
        let mut body = FormBody {
            go: Go::Next,
            page: None,
            language: None,
            source: None,
            shown: BTreeSet::new(),
            consents: Vec::new(),
            fields: Vec::new(),
            everything: pairs.clone(),
        };
        let mut switched = false;
        for (name, value) in pairs {
            match name.as_str() {
                fields::PAGE => body.page = Some(value),
                fields::LANGUAGE => {
                    switched = true;
                    body.language = Some(value);
                }
                SOURCE_FIELD => body.source = Some(value).filter(|source| !source.is_empty()),
                fields::SHOWN => {
                    body.shown.insert(value);
                }
                fields::CONSENT => body.consents.push(value),
                fields::GO => {
                    body.go = match value.as_str() {
                        fields::GO_START => Go::Start,
                        fields::GO_BACK => Go::Back,
                        fields::GO_STAY => Go::Stay,
                        fields::GO_DECLINE => Go::Decline,
                        _ => Go::Next,
                    }
                }
                other if fields::is_own(other) => {}
                _ => body.fields.push((name, value)),
            }
        }
        if switched && !matches!(body.go, Go::Start | Go::Decline) {
            body.go = Go::Stay;
        }
        body.validate().map_err(|invalid| {
            Problem::with_errors(
                Code::InvalidBody,
                "The form carries more than it should.",
                as_errors(&invalid),
            )
        })?;
        Ok(body)
    }
}
