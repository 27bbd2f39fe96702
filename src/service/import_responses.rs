//! Importing responses from a data file: one transaction, and an account of every row and value.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::{ActiveWave, Service, ServiceError, detached, detached_blocking};
use crate::auth::{receipt_code, receipt_hash};
use crate::db::NewResponse;
use crate::fieldwork::{WaveMove, WaveState, of_unfinished};
use crate::responses::data_file::{DataFile, DeclaredSource, FileContext, ReadSummary, read_csv};
use crate::responses::{Disposition, Packed, Response, Settled};

/// What an import does about values that are not as the questionnaire says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportMode {
    /// Lists them and keeps the rest of the row.
    Lenient,
    /// Any listed cell stores nothing.
    Strict,
}

/// Stores the responses of a CSV file. Importing a file again changes nothing: its rows are counted as repeated.
///
/// # Errors
/// Where the file as a whole cannot be read, the wave is archived, or a strict import has something to list.
pub async fn import_responses(
    service: &Service,
    wave: &std::sync::Arc<ActiveWave>,
    bytes: Vec<u8>,
    mode: ImportMode,
) -> Result<ReadSummary, ServiceError> {
    if wave.state == WaveState::Archived {
        // The same sentence as for any other change to an archived wave.
        wave.state.after(WaveMove::Open)?;
    }
    let reading = std::sync::Arc::clone(wave);
    let file = detached_blocking(move || read(&reading, &bytes)).await??;
    if mode == ImportMode::Strict && !file.summary.notes.is_empty() {
        return Err(ServiceError::NotStrict { summary: Box::new(file.summary) });
    }
    let (service, wave) = (service.clone(), std::sync::Arc::clone(wave));
    detached(async move { store(&service, &wave, file).await }).await
}

fn read(wave: &ActiveWave, bytes: &[u8]) -> Result<DataFile, ServiceError> {
    let sources: Option<Vec<DeclaredSource<'_>>> = wave.wave.plan.source_codes().map(|_| {
        let sources = wave.wave.plan.sources.iter();
        sources
            .map(|source| DeclaredSource {
                code: &source.code,
                end_if: wave.rules.source_end(Some(&source.code)),
            })
            .collect()
    });
    let context = FileContext {
        wave_slug: Some(&wave.wave.slug),
        wave_opened: wave.wave.opened_on(),
        sources: sources.as_deref(),
    };
    read_csv(bytes, &wave.questionnaire, wave.wave.id, &context).map_err(ServiceError::DataFile)
}

async fn store(service: &Service, wave: &ActiveWave, file: DataFile) -> Result<ReadSummary, ServiceError> {
    let DataFile { responses, mut summary, .. } = file;
    let rows: Vec<NewResponse> = responses.into_iter().map(|response| row(service, wave, response)).collect();
    let new: BTreeSet<_> = service.database().insert_responses(&rows, &[]).await?.into_iter().collect();
    summary.repeated = rows.iter().filter(|row| !new.contains(&row.id)).count();
    Ok(summary)
}

fn row(service: &Service, wave: &ActiveWave, response: Response) -> NewResponse {
    let Response { id, external_id, circumstances, disposition, answers } = response;
    let disposition = match disposition {
        // The file reader knows no wave: which of the unfinished ones are usable is for the wave's rule to say.
        Disposition::BreakOff => {
            let usable = wave.rules.is_usable(&wave.questionnaire, &answers, &circumstances);
            let settled = Settled {
                answers: answers.clone(),
                ended: None,
                ignored: Vec::new(),
                ignored_texts: Vec::new(),
            };
            of_unfinished(&wave.questionnaire, &settled, usable)
        }
        Disposition::Complete | Disposition::Partial | Disposition::ScreenedOut | Disposition::QuotaFull => {
            disposition
        }
    };
    let packed = wave.layout().pack(&wave.questionnaire, &answers);
    NewResponse {
        id,
        wave: wave.wave.id,
        version: wave.version.clone(),
        disposition,
        content_hash: hash_of(&packed),
        packed,
        source: circumstances.source,
        language: circumstances.language,
        device: circumstances.device,
        started_at: circumstances.started_at,
        submitted_at: circumstances.submitted_at,
        stored_at: service.now(),
        external_id,
        receipt_hash: receipt_hash(&receipt_code(&service.inner.secret, id.0)).to_bytes(),
        session_hash: None,
    }
}

fn hash_of(packed: &Packed) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(&packed.answers);
    for (name, text) in &packed.extra {
        for part in [name, text] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
    }
    hash.finalize().into()
}
