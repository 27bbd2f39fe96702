//! Importing responses from a data file: one transaction, and an account of every row and value.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::wave_versions::{self, VersionsOfWave};
use super::{ActiveWave, Service, ServiceError, detached, detached_blocking};
use crate::auth::{receipt_code, receipt_hash};
use crate::db::{NewResponse, StoredResponse};
use crate::fieldwork::{WaveMove, WaveState, of_unfinished};
use crate::ids::{ResponseId, VersionId};
use crate::responses::data_file::{
    DataFile, DeclaredSource, FileContext, ReadProblem, ReadSummary, SYNTHETIC_COLUMN, read_data_file,
};
use crate::responses::{Answer, Crosswalk, Disposition, Packed, Preamble, Response, Settled, ShownOrders};

/// What an import does about values that are not as the questionnaire says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportMode {
    /// Lists them and keeps the rest of the row.
    Lenient,
    /// Any listed cell stores nothing.
    Strict,
}

/// Stores the responses of a data file, CSV or Parquet. Importing a file again changes nothing: its rows are counted as repeated.
///
/// # Errors
/// Where the file as a whole cannot be read, the wave is archived, made-up answers would come among others, or a strict
/// import has something to list.
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
    let file = detached_blocking(move || read(&reading, bytes.into())).await??;
    let (service, wave) = (service.clone(), std::sync::Arc::clone(wave));
    detached(async move {
        let synthetic = file.is_synthetic();
        let (new, summary) = sort_out(&service, &wave, file).await?;
        if mode == ImportMode::Strict && !summary.notes.is_empty() {
            return Err(ServiceError::NotStrict { summary: Box::new(summary) });
        }
        if synthetic && !wave.wave.synthetic && !new.is_empty() {
            mark_synthetic(&service, &wave).await?;
        }
        let rows: Vec<NewResponse> = new.into_iter().map(|response| row(&service, &wave, response)).collect();
        service.database().insert_responses(&rows, &[]).await?;
        Ok(summary)
    })
    .await
}

async fn mark_synthetic(service: &Service, wave: &ActiveWave) -> Result<(), ServiceError> {
    if service.database().mark_synthetic(wave.wave.id, service.now()).await? {
        Ok(())
    } else {
        Err(ServiceError::SyntheticAnswers { slug: wave.wave.slug.clone() })
    }
}

/// The responses that are not stored yet, and the whole account of the file.
async fn sort_out(
    service: &Service,
    wave: &ActiveWave,
    mut file: DataFile,
) -> Result<(Vec<Response>, ReadSummary), ServiceError> {
    rename_those_of_other_waves(service, wave, &mut file.responses).await?;
    let stored = find_stored(service, &file.responses).await?;
    let known = Known::load(service, wave, &stored).await?;
    let DataFile { responses, places, extras, mut summary, .. } = file;
    let (mut new, mut seen) = (Vec::new(), BTreeSet::new());
    for (response, place) in responses.into_iter().zip(places) {
        let id = response.id;
        let mut reject = |problem| summary.reject_accepted(place, id.0.to_string(), problem);
        match stored.get(&id) {
            _ if !seen.insert(id) => reject(ReadProblem::DuplicateId),
            None => new.push(response),
            Some(row) if known.says_the_same(row, &response)? => summary.repeated += 1,
            Some(_) => reject(ReadProblem::StoredOtherwise),
        }
    }
    for (name, numbers) in extras.iter().filter(|(name, _)| name != SYNTHETIC_COLUMN) {
        summary.leave_column(name, numbers.iter().flatten().count());
    }
    summary.sort();
    Ok((new, summary))
}

/// An id that another wave has, as in the export of one, names the row within this wave like an id that is no UUID; the
/// text it was known by there stays with it.
async fn rename_those_of_other_waves(
    service: &Service,
    wave: &ActiveWave,
    responses: &mut [Response],
) -> Result<(), ServiceError> {
    let stored = find_stored(service, responses).await?;
    for response in responses {
        if stored.get(&response.id).is_some_and(|row| row.wave != wave.wave.id) {
            let name = response.external_id.get_or_insert_with(|| response.id.0.to_string());
            response.id = ResponseId::named(wave.wave.id, name);
        }
    }
    Ok(())
}

async fn find_stored(
    service: &Service,
    responses: &[Response],
) -> Result<BTreeMap<ResponseId, StoredResponse>, ServiceError> {
    let ids: Vec<ResponseId> = responses.iter().map(|response| response.id).collect();
    let rows = service.database().find_responses(&ids).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The versions that stored rows were given to, and the way from each to the wave's newest.
struct Known {
    versions: VersionsOfWave,
    crosswalks: BTreeMap<VersionId, Crosswalk>,
}

impl Known {
    async fn load(
        service: &Service,
        wave: &ActiveWave,
        rows: &BTreeMap<ResponseId, StoredResponse>,
    ) -> Result<Known, ServiceError> {
        let answered = rows.values().map(|row| row.version.clone()).collect();
        let mut versions = wave_versions::load(service, &wave.wave).await?;
        versions.complete(service, &answered).await?;
        let crosswalks = versions.crosswalks();
        Ok(Known { versions, crosswalks })
    }

    /// Whether a row has the answers that are stored under its id. Why an answer is missing does not count: a file has
    /// no word for it unless it was written with missing codes.
    fn says_the_same(&self, row: &StoredResponse, response: &Response) -> Result<bool, ServiceError> {
        let given_to = self.versions.find(&row.version).expect("each row's version was loaded");
        let stored = given_to
            .layout
            .unpack(&given_to.questionnaire, &row.packed)
            .map_err(|error| ServiceError::Inconsistent(format!("response {}: {error}", row.id.0)))?;
        let stored = match self.crosswalks.get(&row.version) {
            Some(crosswalk) => crosswalk.carry(&stored),
            None => stored,
        };
        let same = |(one, other): ((_, &Answer), (_, &Answer))| {
            one.1 == other.1 || matches!((one.1, other.1), (Answer::Missing(_), Answer::Missing(_)))
        };
        Ok(stored.iter().zip(response.answers.iter()).all(same)
            && stored.specify_texts().eq(response.answers.specify_texts()))
    }
}

fn read(wave: &ActiveWave, bytes: bytes::Bytes) -> Result<DataFile, ServiceError> {
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
    read_data_file(bytes, &wave.questionnaire, wave.wave.id, &context).map_err(ServiceError::DataFile)
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
                ignored_options: Vec::new(),
                ignored_texts: Vec::new(),
            };
            of_unfinished(&wave.questionnaire, &settled, usable)
        }
        Disposition::Complete | Disposition::Partial | Disposition::ScreenedOut | Disposition::QuotaFull => {
            disposition
        }
    };
    let packed = wave.layout().pack(&wave.questionnaire, &answers);
    let preamble = Preamble::of(&wave.questionnaire, &circumstances);
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
        preamble,
        orders: ShownOrders::default(),
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
