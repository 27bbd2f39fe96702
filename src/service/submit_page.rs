//! One page sent: on to the next, back, the same page with its problems, or the end.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::session::{FinishedInterview, Updated, update};
use super::submit_response::{Decided, store};
use super::{
    ActiveWave, FoundSession, Service, ServiceError, Session, detached, find_session, raw_json, session,
};
use crate::fieldwork::of_finished;
use crate::form::{AnswerProblem, Direction, Interview, RawAnswers, Turn, take_turn};
use crate::i18n::Language;
use crate::questionnaire::ItemIndex;
use crate::responses::Settled;

/// What the respondent sent.
#[derive(Debug, Clone)]
pub struct SentPage {
    /// Its place in the questionnaire.
    pub page: usize,
    pub fields: RawAnswers,
    /// The ids of the items that were on the page; empty where that is not known.
    pub shown: BTreeSet<String>,
    pub direction: Direction,
    /// The language to go on in, where it changes.
    pub language: Option<Language>,
}

/// Where the interview goes.
#[derive(Debug, Clone)]
pub enum PageOutcome {
    Show {
        session: Box<Session>,
        page: usize,
        newly_shown: Vec<ItemIndex>,
    },
    Problems {
        session: Box<Session>,
        page: usize,
        problems: Vec<AnswerProblem>,
    },
    Finished(FinishedInterview),
    /// Taken, in the wave's newer version that the interview was in by then: to the place it has come to there, with what
    /// is wrong on that page where `with_problems`.
    Elsewhere {
        with_problems: bool,
    },
}

/// Takes a page in. What was typed is stored before anything is judged; the response itself at the end, once.
///
/// # Errors
/// Where the wave is not open.
pub async fn submit_page(
    service: &Service,
    wave: &Arc<ActiveWave>,
    session: &Session,
    token: &str,
    sent: SentPage,
) -> Result<PageOutcome, ServiceError> {
    wave.must_be_open()?;
    wave.must_know_language(sent.language.as_ref().map(Language::as_str))?;
    let (service, wave, session, token) =
        (service.clone(), Arc::clone(wave), session.clone(), token.to_owned());
    detached(async move {
        let outcome = match take_page(&service, &wave, session, &sent).await {
            Ok(Some(outcome)) => Ok(outcome),
            Ok(None) => take_page_elsewhere(&service, &token, &sent).await,
            Err(error) => Err(error),
        };
        match outcome {
            // Another request of the same respondent finished the interview: a double click, or two tabs.
            Err(ServiceError::UnknownSession) => match find_session(&service, &token).await? {
                FoundSession::Finished { interview, .. } => Ok(PageOutcome::Finished(interview)),
                FoundSession::UnderWay { session, .. } => {
                    let page = session.page;
                    Ok(PageOutcome::Show { session, page, newly_shown: Vec::new() })
                }
            },
            outcome => outcome,
        }
    })
    .await
}

/// The page once more, by the version that the interview is in now. It was seen, so its place and its fields are the same
/// there.
async fn take_page_elsewhere(
    service: &Service,
    token: &str,
    sent: &SentPage,
) -> Result<PageOutcome, ServiceError> {
    const VERSIONS_MAX: usize = 3;
    for _ in 0..VERSIONS_MAX {
        let (wave, session) = match find_session(service, token).await? {
            FoundSession::UnderWay { wave, session } => (wave, session),
            FoundSession::Finished { interview, .. } => return Ok(PageOutcome::Finished(interview)),
        };
        match take_page(service, &wave, *session, sent).await? {
            Some(PageOutcome::Show { .. }) => return Ok(PageOutcome::Elsewhere { with_problems: false }),
            Some(PageOutcome::Problems { .. }) => return Ok(PageOutcome::Elsewhere { with_problems: true }),
            Some(ended @ (PageOutcome::Finished(_) | PageOutcome::Elsewhere { .. })) => return Ok(ended),
            None => {}
        }
    }
    Err(ServiceError::Overloaded { retry_after: std::time::Duration::from_secs(1) })
}

/// `None`, with nothing stored, where the interview is in another version by now.
async fn take_page(
    service: &Service,
    wave: &ActiveWave,
    mut session: Session,
    sent: &SentPage,
) -> Result<Option<PageOutcome>, ServiceError> {
    if let Some(language) = &sent.language {
        session.language = language.clone();
    }
    let circumstances = session.circumstances(wave);
    let interview = Interview {
        questionnaire: &wave.questionnaire,
        circumstances: &circumstances,
        source_end: wave.source_end(session.source.as_deref()),
    };
    let page = sent.page.min(wave.questionnaire.pages.len().saturating_sub(1));
    let mut typed = session.fields.clone();
    let turn = take_turn(interview, &mut typed, page, sent.fields.clone(), &sent.shown, sent.direction);
    let next_page = match &turn {
        Turn::Show { page, .. } | Turn::Problems { page, .. } => *page,
        Turn::End { .. } => page,
    };
    let sent_on = sent.direction == Direction::Next && !matches!(turn, Turn::Problems { .. });
    let updated = update(service, wave, session.draft, |draft| {
        let mut typed = raw_json::from_json(&draft.fields);
        let _ = take_turn(interview, &mut typed, page, sent.fields.clone(), &sent.shown, sent.direction);
        draft.fields = raw_json::to_json(&typed);
        draft.page = next_page;
        draft.language = session.language.to_string();
        if sent_on {
            draft.pages_submitted = draft.pages_submitted.max(page + 1);
        }
    })
    .await?;
    let saved = match updated {
        Updated::Stored(saved) => *saved,
        Updated::InAnotherVersion => return Ok(None),
    };
    Ok(Some(match turn {
        Turn::Show { page, newly_shown } => PageOutcome::Show { session: Box::new(saved), page, newly_shown },
        Turn::Problems { page, problems } => {
            PageOutcome::Problems { session: Box::new(saved), page, problems }
        }
        Turn::End { settled, .. } => PageOutcome::Finished(finish(service, wave, saved, settled).await?),
    }))
}

async fn finish(
    service: &Service,
    wave: &ActiveWave,
    session: Session,
    settled: Settled,
) -> Result<FinishedInterview, ServiceError> {
    let language = session.language.to_string();
    let orders = session::orders_of(&wave.questionnaire, &settled, session.response_id, &language);
    let stored = store(
        service,
        wave,
        Decided {
            id: session.response_id,
            disposition: of_finished(&settled),
            settled,
            content_hash: raw_json::content_hash(
                &session.fields,
                Some(&language),
                session.source.as_deref(),
                &[],
            ),
            source: session.source,
            language: Some(language.clone()),
            device: session.device,
            started_at: Some(session.started_at),
            preamble: session.draft.preamble,
            orders,
            session_hash: session.draft.token_hash.try_into().ok(),
        },
    )
    .await?;
    // Of two last pages sent at once, the first one counts, and both get its receipt.
    Ok(FinishedInterview {
        response_id: session.response_id,
        receipt: stored.receipt,
        disposition: stored.disposition,
        submitted_at: stored.submitted_at,
        language: Some(language),
    })
}
