//! A response as it lies in storage, for whoever reads millions of them: the packed answers, and what stands beside
//! them. Nothing is copied that need not be.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::{Circumstances, Disposition, Packed, Preamble};
use crate::ids::ResponseId;
use crate::questionnaire::Questionnaire;

/// One row of the responses of a wave.
#[derive(Debug, Clone, PartialEq)]
pub struct PackedResponse<'a> {
    pub id: ResponseId,
    /// How often it was written: 1 for one that was never corrected.
    pub rev: u32,
    /// Of the transaction that wrote it; rises from write to write of the same response.
    pub stamp: u64,
    /// The version that it answered; `None` is the one that the wave asks now.
    pub version: Option<&'a str>,
    pub disposition: Disposition,
    pub answers: &'a [u8],
    pub extra: BTreeMap<String, String>,
    pub source: Option<&'a str>,
    pub language: Option<&'a str>,
    pub device: Option<&'a str>,
    pub started_at: Option<DateTime<Utc>>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub preamble: Preamble,
}

impl PackedResponse<'_> {
    /// The answers as [`Layout::unpack`](super::Layout::unpack) takes them.
    pub fn packed(&self) -> Packed {
        Packed { answers: self.answers.to_vec(), extra: self.extra.clone() }
    }

    /// The day of its submission in the wave's zone.
    pub fn submitted_on(&self, timezone: Tz) -> Option<NaiveDate> {
        self.submitted_at.map(|at| at.with_timezone(&timezone).date_naive())
    }

    /// What expressions may name beside the answers, under the arms and consents of this questionnaire. `about` is what
    /// the whole wave has in common.
    pub fn circumstances(
        &self,
        about: &Circumstances,
        timezone: Tz,
        questionnaire: &Questionnaire,
    ) -> Circumstances {
        Circumstances {
            wave: about.wave.clone(),
            wave_opened: about.wave_opened,
            arms: self.preamble.arms_in(questionnaire),
            consents: self.preamble.consents_in(questionnaire),
            today: self.submitted_on(timezone),
            source: self.source.map(str::to_owned),
            language: self.language.map(str::to_owned),
            started_at: self.started_at,
            submitted_at: self.submitted_at,
            device: self.device.map(str::to_owned),
            version: self.version.map_or_else(|| about.version.clone(), |version| Some(version.to_owned())),
        }
    }
}
