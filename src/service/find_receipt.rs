//! What a respondent sent, found by the receipt.

use std::sync::Arc;

use super::session::wave_of;
use super::{ActiveWave, Service, ServiceError};
use crate::auth::receipt_hash;
use crate::responses::Response;

/// A response as its respondent may see it.
#[derive(Debug, Clone)]
pub struct ReceiptView {
    /// The wave in the version that was answered.
    pub wave: Arc<ActiveWave>,
    pub response: Response,
}

/// The response with this receipt; case, blanks and hyphens do not matter.
///
/// # Errors
/// Where there is none.
pub async fn find_receipt(service: &Service, receipt: &str) -> Result<ReceiptView, ServiceError> {
    let hash = receipt_hash(receipt);
    let found = service.database().find_response_by_receipt(hash.as_bytes()).await?;
    let found = found.ok_or(ServiceError::UnknownReceipt)?;
    let wave = wave_of(service, found.wave, found.version.clone()).await?;
    let answers = wave
        .layout()
        .unpack(&wave.questionnaire, &found.packed)
        .map_err(|error| ServiceError::Inconsistent(format!("response {}: {error}", found.id.0)))?;
    let response = Response {
        id: found.id,
        circumstances: found.circumstances(&wave.wave, &wave.questionnaire),
        external_id: found.external_id,
        disposition: found.disposition,
        answers,
    };
    Ok(ReceiptView { wave, response })
}
