//! The versions that a wave has asked, and the way from the answers to each of them to the newest.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Service, ServiceError, StoredVersion, stored_version};
use crate::fieldwork::Wave;
use crate::ids::VersionId;
use crate::questionnaire::Questionnaire;
use crate::responses::{Crosswalk, crosswalks};

/// Everything about the versions of a wave that its stored answers need to be read.
pub(super) struct VersionsOfWave {
    /// In the order in which the wave asked them; a version stands twice that it came back to.
    pub(super) order: Vec<(VersionId, Arc<StoredVersion>)>,
}

/// The names of the versions of a wave in the order in which it asked them, the one it asks now last.
pub(super) async fn order(service: &Service, wave: &Wave) -> Result<Vec<VersionId>, ServiceError> {
    let rows = service.database().list_wave_versions(wave.id).await?;
    let mut order: Vec<VersionId> = rows.into_iter().map(|row| row.version).collect();
    if order.last() != Some(&wave.version) {
        order.push(wave.version.clone());
    }
    Ok(order)
}

/// The versions of a wave, the one it asks now last.
pub(super) async fn load(service: &Service, wave: &Wave) -> Result<VersionsOfWave, ServiceError> {
    let mut versions = Vec::new();
    for version in order(service, wave).await? {
        let stored = stored_version::load(service, &version).await?;
        versions.push((version, stored));
    }
    Ok(VersionsOfWave { order: versions })
}

impl VersionsOfWave {
    /// Adds versions that answers are stored under and the wave does not name: as if they had come first.
    pub(super) async fn complete(
        &mut self,
        service: &Service,
        stored: &BTreeSet<VersionId>,
    ) -> Result<(), ServiceError> {
        for version in stored {
            if self.find(version).is_none() {
                let found = stored_version::load(service, version).await?;
                self.order.insert(0, (version.clone(), found));
            }
        }
        Ok(())
    }

    /// The one that the wave asks now.
    pub(super) fn newest(&self) -> Arc<Questionnaire> {
        let (_, newest) = self.order.last().expect("a wave has asked at least one version");
        Arc::clone(&newest.questionnaire)
    }

    pub(super) fn find(&self, version: &VersionId) -> Option<&Arc<StoredVersion>> {
        self.order.iter().find(|(known, _)| known == version).map(|(_, stored)| stored)
    }

    /// From each earlier version to the last; the last one itself needs none.
    pub(super) fn crosswalks(&self) -> BTreeMap<VersionId, Crosswalk> {
        let named: Vec<_> =
            self.order.iter().map(|(version, stored)| (version.clone(), &*stored.questionnaire)).collect();
        crosswalks(&named)
    }
}
