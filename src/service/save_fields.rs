//! Saving what was typed, before its page is sent.

use super::session::{Updated, find_under_way, update};
use super::{ActiveWave, Service, ServiceError, Session, detached, raw_json};
use crate::form::{RawAnswers, raw};
use crate::i18n::Language;

/// Keeps the fields of a page as they are, unjudged, and the language the respondent reads. Gives the interview as it is
/// stored then.
///
/// # Errors
/// Where the wave is not open, or the interview was finished meanwhile.
pub async fn save_fields(
    service: &Service,
    wave: &std::sync::Arc<ActiveWave>,
    session: &Session,
    page: usize,
    fields: RawAnswers,
    language: Option<Language>,
) -> Result<Session, ServiceError> {
    wave.must_be_open()?;
    wave.must_know_language(language.as_ref().map(Language::as_str))?;
    let (service, wave, draft) = (service.clone(), wave.clone(), session.draft.clone());
    detached(async move {
        let token_hash = draft.token_hash.clone();
        let mut place = (wave, draft);
        loop {
            let (wave, draft) = place;
            let updated = update(&service, &wave, draft, |draft| {
                let mut typed = raw_json::from_json(&draft.fields);
                raw::replace_page(&mut typed, &wave.questionnaire, page, fields.clone());
                draft.fields = raw_json::to_json(&typed);
                draft.page = page;
                if let Some(language) = &language {
                    draft.language = language.to_string();
                }
            });
            match updated.await? {
                Updated::Stored(session) => return Ok(*session),
                // The page was seen, so its place and its fields are the same there.
                Updated::InAnotherVersion => {
                    let found = find_under_way(&service, &token_hash).await?;
                    let (wave, session) = found.ok_or(ServiceError::UnknownSession)?;
                    place = (wave, session.draft);
                }
            }
        }
    })
    .await
}
