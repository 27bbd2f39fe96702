//! A small survey for tests that are about storing, not about questionnaires.

use std::path::Path;
use std::sync::Arc;

use canvass::form::{RawAnswers, RawValue};
use canvass::ids::{ResponseId, VersionId};
use canvass::service::clock::Clock;
use canvass::service::{
    ActiveWave, CreateWave, Service, Submission, WaveSettings, check_folder, create_wave, find_wave,
    open_wave, publish_questionnaire,
};

use super::{TempFolder, TestDatabase, database};

const QUESTIONNAIRE: &str = "canvass: 1
id: lunch
edition: '2026'
title: Lunch
languages: [en]
pages:
  - id: one
    items:
      - id: eats
        type: single
        text: Do you eat lunch?
        required: true
        options:
          - { code: 'yes', text: 'Yes' }
          - { code: 'no', text: 'No' }
          - { code: never, text: I am under age, end: screened_out }
  - id: two
    items:
      - id: dishes
        type: multiple
        text: What?
        show_if: \"eats == 'yes'\"
        options:
          - { code: soup, text: Soup }
          - { code: other, text: Other, specify: true }
      - id: price
        type: number
        text: For how much?
        min: 0
        max: 100
        decimals: 2
        show_if: \"eats == 'yes'\"
  - id: three
    items:
      - id: when
        type: date
        text: When last?
      - id: liked
        type: scale
        text: How was it?
        from: -5
        to: 5
      - id: words
        type: text
        text: In your own words?
";

/// A service on a database of its own, with the survey published.
pub(crate) struct Survey {
    pub(crate) service: Service,
    pub(crate) version: VersionId,
    pub(crate) database: TestDatabase,
    folder: TempFolder,
}

impl Survey {
    /// `None`, said aloud, where there is no PostgreSQL.
    pub(crate) async fn new(clock: Clock) -> Option<Survey> {
        let database = database().await?;
        let service = Service::on_database(&database.url, clock).await.unwrap();
        let folder = TempFolder::new("survey");
        let version = publish(&service, &folder.0, QUESTIONNAIRE).await;
        Some(Survey { service, version, database, folder })
    }

    /// Publishes the survey with a text of it replaced.
    pub(crate) async fn publish_changed(&self, from: &str, to: &str) -> VersionId {
        assert!(QUESTIONNAIRE.contains(from));
        publish(&self.service, &self.folder.0, &QUESTIONNAIRE.replace(from, to)).await
    }

    /// An open synthetic wave with further lines in its file.
    pub(crate) async fn open_wave(&self, slug: &str, lines: &str) -> Arc<ActiveWave> {
        self.draft_wave(slug, lines).await;
        open_wave(&self.service, slug).await.unwrap();
        find_wave(&self.service, slug).await.unwrap()
    }

    pub(crate) async fn draft_wave(&self, slug: &str, lines: &str) -> Arc<ActiveWave> {
        make_wave(&self.service, &self.version, slug, lines).await;
        find_wave(&self.service, slug).await.unwrap()
    }
}

/// The survey in an open wave of a service that has its own server.
pub(crate) async fn open_on(service: &Service, folder: &TempFolder, slug: &str) -> Arc<ActiveWave> {
    let version = publish(service, &folder.0, QUESTIONNAIRE).await;
    make_wave(service, &version, slug, "").await;
    open_wave(service, slug).await.unwrap();
    find_wave(service, slug).await.unwrap()
}

async fn make_wave(service: &Service, version: &VersionId, slug: &str, lines: &str) {
    let text = format!("canvass: 1\nwave: {slug}\n{lines}");
    let wanted = CreateWave {
        slug: slug.to_owned(),
        version: version.clone(),
        file: Some(("wave.yaml".to_owned(), text)),
        settings: WaveSettings::default(),
        synthetic: true,
    };
    create_wave(service, &wanted).await.unwrap();
}

async fn publish(service: &Service, folder: &Path, text: &str) -> VersionId {
    std::fs::write(folder.join("questionnaire.yaml"), text).unwrap();
    let checked = check_folder(folder).unwrap();
    match publish_questionnaire(service, &checked).await {
        Ok(published) => published.version,
        Err(error) => panic!("{error}: {:?}", checked.diagnostics),
    }
}

/// SQL that stores copies of the first response of a test under other ids: one for each row of `rows`.
pub(crate) fn like_first(id: &str, rows: &str) -> String {
    let columns = "wave_id, version_id, disposition, rev, answers, extra, paradata, source, language, started_at, \
                   submitted_at, updated_at, external_id, content_hash, receipt_hash, session_hash, arms, consents";
    format!(
        "INSERT INTO responses (response_id, {columns}) SELECT {id}, {columns} FROM responses {rows} \
         WHERE response_id = '00000000-0000-0000-0000-000000000001'"
    )
}

/// A response with these answers, all texts.
pub(crate) fn response(id: u128, answers: &[(&str, &str)]) -> Submission {
    let raw: RawAnswers =
        answers.iter().map(|(name, text)| ((*name).to_owned(), RawValue::Text((*text).to_owned()))).collect();
    Submission {
        response_id: Some(ResponseId(uuid::Uuid::from_u128(id + 1))),
        raw,
        language: Some("en".to_owned()),
        ..Submission::default()
    }
}
