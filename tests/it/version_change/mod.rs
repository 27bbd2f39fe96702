//! A new version for a wave under way: what goes through, what waits for a look, what is refused, and what becomes of the
//! answers and of people in the middle.

mod cases;
mod thousand;

use std::sync::Arc;

use canvass::form::{Direction, RawAnswers, RawValue};
use canvass::i18n::Language;
use canvass::service::clock::Clock;
use canvass::service::{
    ActiveWave, Candidate, CheckedFolder, CreateWave, Go, Outcome, SentPage, Service, StartSession,
    VersionChanged, WaveSettings, change_version, check_folder, create_wave, find_wave, open_wave,
    publish_questionnaire,
};

use crate::support::{TempFolder, TestDatabase, database};

const QUESTIONNAIRE: &str = "canvass: 1
id: tools
edition: '2026'
title: Tools
languages: [en, ko]
pages:
  - id: first
    items:
      - id: role
        type: single
        text: What is your role?
        required: true
        options:
          - { code: dev, text: Development }
          - { code: ops, text: Operations }
          - { code: lead, text: Leadership }
          - { code: other, text: Something else, specify: true }
  - id: second
    show_if: \"role != 'ops'\"
    items:
      - id: why
        type: text
        text: Why?
      - id: score
        type: scale
        text: How good?
        from: 0
        to: 10
  - id: third
    items:
      - id: uses
        type: multiple
        text: What do you use?
        options:
          - { code: a, text: Editor }
          - { code: b, text: Notebook }
      - id: views
        type: grid
        text: How do you see it?
        rows:
          - { id: fast, text: Fast }
          - { id: cheap, text: Cheap }
        options:
          - { code: 1, text: Disagree }
          - { code: 2, text: Agree }
  - id: fourth
    items:
      - id: age
        type: number
        text: How old are you?
        required: true
        min: 1
        max: 120
";

const KOREAN: &str = "language: ko
title: 도구
items:
  role: { text: 역할이 무엇입니까?, options: { dev: 개발, ops: 운영, lead: 관리, other: 기타 } }
  why: { text: 이유는? }
  score: { text: 얼마나 좋습니까? }
  uses: { text: 무엇을 사용합니까?, options: { a: 편집기, b: 노트북 } }
  views: { text: 어떻게 보십니까?, rows: { fast: 빠름, cheap: 저렴 }, options: { 1: 아니다, 2: 그렇다 } }
  age: { text: 나이는? }
";

/// A folder whose files change from one version to the next, a service, and an open wave `w`.
struct Fieldwork {
    service: Service,
    database: TestDatabase,
    folder: TempFolder,
    questionnaire: String,
    korean: String,
    report: Option<&'static str>,
}

impl Fieldwork {
    /// `None`, said aloud, where there is no PostgreSQL.
    async fn open() -> Option<Fieldwork> {
        let fieldwork = Fieldwork::draft().await?;
        open_wave(&fieldwork.service, "w").await.unwrap();
        Some(fieldwork)
    }

    async fn draft() -> Option<Fieldwork> {
        let database = database().await?;
        let service = Service::on_database(&database.url, Clock::System).await.unwrap();
        let folder = TempFolder::new("change");
        let (questionnaire, korean) = (QUESTIONNAIRE.to_owned(), KOREAN.to_owned());
        let fieldwork = Fieldwork { service, database, folder, questionnaire, korean, report: None };
        let published = publish_questionnaire(&fieldwork.service, &fieldwork.files()).await.unwrap();
        let wanted = CreateWave {
            slug: "w".to_owned(),
            version: published.version,
            file: Some(("wave.yaml".to_owned(), "canvass: 1\nwave: w\n".to_owned())),
            settings: WaveSettings::default(),
            synthetic: true,
        };
        create_wave(&fieldwork.service, &wanted).await.unwrap();
        Some(fieldwork)
    }

    /// The folder as it stands, checked.
    fn files(&self) -> CheckedFolder {
        std::fs::write(self.folder.0.join("questionnaire.yaml"), &self.questionnaire).unwrap();
        std::fs::write(self.folder.0.join("ko.yaml"), &self.korean).unwrap();
        if let Some(report) = self.report {
            std::fs::write(self.folder.0.join("report.yaml"), report).unwrap();
        }
        let checked = check_folder(&self.folder.0).unwrap();
        assert!(!checked.has_errors(), "{:?}", checked.diagnostics);
        checked
    }

    /// Replaces a part of the questionnaire that stands there once.
    fn edit(&mut self, from: &str, to: &str) {
        assert_eq!(self.questionnaire.matches(from).count(), 1, "{from}");
        self.questionnaire = self.questionnaire.replace(from, to);
    }

    async fn wave(&self) -> Arc<ActiveWave> {
        find_wave(&self.service, "w").await.unwrap()
    }

    async fn look(&self) -> VersionChanged {
        change_version(&self.service, "w", Candidate::Files(&self.files()), Go::Look).await.unwrap()
    }

    async fn change(&self, confirmed: Option<&str>) -> VersionChanged {
        change_version(&self.service, "w", Candidate::Files(&self.files()), Go::Change { confirmed })
            .await
            .unwrap()
    }

    /// Rehearses the change and makes it, confirmed where it must be.
    async fn rehearse_and_change(&self) -> VersionChanged {
        let before = self.wave().await.version.clone();
        let looked = self.look().await;
        assert_eq!(looked.outcome, Outcome::Looked);
        assert_eq!(self.wave().await.version, before, "looking changes nothing");
        let hash = hash_of(&looked);
        let changed = self.change(hash.as_deref()).await;
        assert_eq!(changed.outcome, Outcome::Changed, "{:?}", changed.radius);
        assert_eq!(self.wave().await.version, changed.radius.to);
        changed
    }
}

fn hash_of(changed: &VersionChanged) -> Option<String> {
    use canvass::fieldwork::change::Verdict;
    match &changed.radius.verdict {
        Verdict::Confirm { hash, .. } => Some(hash.clone()),
        Verdict::Same | Verdict::AtOnce | Verdict::Refused => None,
    }
}

fn starting(language: &str) -> StartSession {
    StartSession {
        source: None,
        language: Language::parse(language).unwrap(),
        device: None,
        consents: Vec::new(),
    }
}

fn typed(fields: &[(&str, &str)]) -> RawAnswers {
    fields.iter().map(|(name, text)| ((*name).to_owned(), RawValue::Text((*text).to_owned()))).collect()
}

fn sent(page: usize, fields: RawAnswers) -> SentPage {
    SentPage {
        page,
        fields,
        shown: std::collections::BTreeSet::new(),
        direction: Direction::Next,
        language: None,
    }
}
