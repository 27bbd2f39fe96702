//! A wave with an item of every kind that has changed its questionnaire, and random answers to both versions: every kind of
//! answer, every reason of a missing one, every disposition.

use std::collections::BTreeMap;
use std::sync::Arc;

use canvass::db::{Database, NewResponse};
use canvass::ids::{ResponseId, VersionId};
use canvass::questionnaire::{OptionIndex, Questionnaire, VariableIndex, VariableKind};
use canvass::responses::{
    Answer, Answers, ConsentRecord, Disposition, Layout, Missing, OptionSet, Preamble, ShownOrders,
};
use canvass::service::clock::Clock;
use canvass::service::{
    ActiveWave, CreateWave, Service, WaveSettings, check_folder, create_wave, find_wave,
    publish_questionnaire,
};
use chrono::{DateTime, NaiveDate, Utc};

use crate::support::{TempFolder, TestDatabase, database, run_sql};

/// Chance that gives the same answers in every run: the mixing step of SplitMix64.
pub(super) struct Chance(pub(super) u64);

impl Chance {
    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % bound as u64) as usize
    }

    pub(super) fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}

/// The wave, and the database it lies in.
pub(super) struct Stored {
    pub(super) service: Service,
    pub(super) wave: Arc<ActiveWave>,
    pub(super) database: TestDatabase,
    _folder: TempFolder,
}

/// `None`, said aloud, where there is no PostgreSQL.
pub(super) async fn stored(responses: usize) -> Option<Stored> {
    let database = database().await?;
    let service = Service::on_database(&database.url, Clock::System).await.unwrap();
    let folder = TempFolder::new("engines");
    let first = publish(&service, &folder, "first.yaml").await;
    let wanted = CreateWave {
        slug: "w".to_owned(),
        version: first.clone(),
        file: Some(("wave.yaml".to_owned(), std::fs::read_to_string(path("wave.yaml")).unwrap())),
        settings: WaveSettings::default(),
        synthetic: true,
    };
    create_wave(&service, &wanted).await.unwrap();
    let before = find_wave(&service, "w").await.unwrap();
    let mut chance = Chance(11);
    let rows = Database::new(&database.url, 1).unwrap();
    insert(&rows, &before, &mut chance, responses / 4).await;
    let second = publish(&service, &folder, "second.yaml").await;
    let (first, second) = (first.as_str(), second.as_str());
    // How a change is decided on is another test's matter.
    let change = format!(
        "UPDATE waves SET version_id = '{second}'; DELETE FROM wave_versions; INSERT INTO wave_versions \
         SELECT wave_id, 1, '{first}', created_at, 'created' FROM waves UNION ALL \
         SELECT wave_id, 2, '{second}', created_at, 'changed' FROM waves"
    );
    run_sql(&database.url, &change).await;
    let wave = find_wave(&service, "w").await.unwrap();
    insert(&rows, &wave, &mut chance, responses - responses / 4).await;
    Some(Stored { service, wave, database, _folder: folder })
}

/// More answers to the newest version.
pub(super) async fn more(stored: &Stored, responses: usize) {
    let rows = Database::new(&stored.database.url, 1).unwrap();
    insert(&rows, &stored.wave, &mut Chance(99), responses).await;
}

pub(super) fn path(file: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/engines").join(file)
}

async fn publish(service: &Service, folder: &TempFolder, file: &str) -> VersionId {
    std::fs::copy(path(file), folder.0.join("questionnaire.yaml")).unwrap();
    let checked = check_folder(&folder.0).unwrap();
    assert!(!checked.has_errors(), "{:?}", checked.diagnostics);
    publish_questionnaire(service, &checked).await.unwrap().version
}

async fn insert(database: &Database, wave: &ActiveWave, chance: &mut Chance, responses: usize) {
    let layout = Layout::of(&wave.questionnaire);
    let rows: Vec<NewResponse> = (0..responses).map(|_| response(wave, &layout, chance)).collect();
    for some in rows.chunks(500) {
        database.insert_responses(some, &[]).await.unwrap();
    }
}

fn response(wave: &ActiveWave, layout: &Layout, chance: &mut Chance) -> NewResponse {
    let questionnaire = &wave.questionnaire;
    let mut answers = Answers::all_missing(questionnaire.variables.len(), Missing::NotAsked);
    for variable in (0..questionnaire.variables.len()).map(VariableIndex) {
        answers.set(variable, answer(questionnaire, variable, chance));
    }
    let started = DateTime::<Utc>::from_timestamp(1_767_600_000 + chance.below(400_000) as i64, 0);
    let submitted = started.map(|at| at + chrono::TimeDelta::milliseconds(chance.below(9_000_000) as i64));
    let arms: BTreeMap<String, String> = match chance.below(4) {
        0 => BTreeMap::new(),
        other => BTreeMap::from([("wording".to_owned(), ["old", "new", "gone"][other - 1].to_owned())]),
    };
    let consent =
        ConsentRecord { id: "contact".to_owned(), given: chance.below(2) == 0, shown: None, language: None };
    let mut bytes = [0; 32];
    bytes.fill_with(|| chance.below(256) as u8);
    NewResponse {
        id: ResponseId(uuid::Uuid::from_slice(&bytes[..16]).unwrap()),
        wave: wave.wave.id,
        version: wave.version.clone(),
        disposition: match chance.below(10) {
            0 => Disposition::Partial,
            1 => Disposition::ScreenedOut,
            2 => Disposition::BreakOff,
            _ => Disposition::Complete,
        },
        packed: layout.pack(questionnaire, &answers),
        source: [None, Some("panel"), Some("site"), Some("o'dd \"one\"")][chance.below(4)].map(str::to_owned),
        language: Some(["en", "ko"][chance.below(2)].to_owned()),
        device: [None, Some("phone"), Some("desktop")][chance.below(3)].map(str::to_owned),
        started_at: started.filter(|_| chance.below(8) > 0),
        submitted_at: submitted.filter(|_| chance.below(8) > 0),
        stored_at: DateTime::<Utc>::from_timestamp(1_770_000_000, 0).unwrap(),
        external_id: None,
        content_hash: bytes,
        receipt_hash: bytes,
        session_hash: None,
        preamble: Preamble { arms, consents: if chance.below(3) == 0 { Vec::new() } else { vec![consent] } },
        orders: ShownOrders::default(),
    }
}

fn answer(questionnaire: &Questionnaire, variable: VariableIndex, chance: &mut Chance) -> Answer {
    let options = questionnaire.options(variable).len();
    if let Some(reason) = Missing::ALL.get(chance.below(25)) {
        return Answer::Missing(*reason);
    }
    match questionnaire.variable(variable).kind {
        VariableKind::Single => Answer::Single(OptionIndex(chance.below(options) as u16)),
        VariableKind::Multiple => {
            let mut ticked: Vec<usize> = (0..options).filter(|_| chance.below(3) == 0).collect();
            if ticked.is_empty() {
                ticked.push(chance.below(options));
            }
            Answer::Multiple(ticked.into_iter().map(|at| OptionIndex(at as u16)).collect::<OptionSet>())
        }
        VariableKind::Ranking { ranks } => {
            let mut left: Vec<usize> = (0..options).collect();
            let ranked = (0..=chance.below(ranks)).map(|_| left.remove(chance.below(left.len())));
            Answer::Ranking(ranked.map(|at| OptionIndex(at as u16)).collect())
        }
        VariableKind::Number => Answer::Number(match questionnaire.variable(variable).name.as_str() {
            "age" => 15.0 + chance.below(70) as f64,
            "w" => [0.0, 0.5, 1.0, 1.0 / 3.0, 2.75, 1e-3][chance.below(6)] * (1 + chance.below(4)) as f64,
            "psu" => chance.below(12) as f64,
            "cost" => (chance.below(2_000_000) as f64 - 700_000.0) / 700.0,
            _ => (chance.below(400) as f64 - 100.0) / 4.0,
        }),
        VariableKind::Scale => {
            let item = questionnaire.item(questionnaire.variable(variable).item);
            let (from, to) = match item.kind {
                canvass::questionnaire::ItemKind::Scale { from, to, .. } => (from, to),
                _ => (0, 0),
            };
            Answer::Scale(from + chance.below((to - from + 1) as usize) as i64)
        }
        VariableKind::Date => {
            let year = 1950 + chance.below(70) as i32;
            let (month, day) = (1 + chance.below(12) as u32, 1 + chance.below(28) as u32);
            let leap = chance.below(10) == 0;
            let day = if leap {
                NaiveDate::from_ymd_opt(1996, 2, 29)
            } else {
                NaiveDate::from_ymd_opt(year, month, day)
            };
            Answer::Date(day.unwrap())
        }
        VariableKind::Text => Answer::Text(chance.one(&["yes", "no", "it's; \"so\", 아니다", ""]).to_owned()),
    }
}
