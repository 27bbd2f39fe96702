//! Waves in memory and the feed that keeps them current: whatever is committed is in the next table, whatever is erased is
//! gone from it, and nothing is missed however long a transaction stays open.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use canvass::diagnostics::Sources;
use canvass::export::json;
use canvass::form::RawValue;
use canvass::i18n::Language;
use canvass::service::clock::Clock;
use canvass::service::{
    ActiveWave, Service, Submission, dataset_of, load_dataset, load_responses, submit_response,
};
use canvass::tabulation::request::{add_source, parse};
use canvass::tabulation::{Dataset, TableRequest, tabulate};

use crate::support::survey::{Survey, like_first, response};
use crate::support::{connect, on_a_runtime};

/// Everything that the survey asks and is known beside it.
const EVERYTHING: &str =
    "rows: [eats, dishes, price, has_when, liked, has_words, disposition, source, language, version]
columns: [eats]
show: [count, row_pct, mean]
include: all
variables:
  has_when: { where: \"when == '2026-08-01'\", else: Another }
  has_words: { where: \"words == 'never'\", else: Another }
";

pub(crate) fn parsed(text: &str) -> TableRequest {
    let mut sources = Sources::default();
    let file = add_source(&mut sources, "request", text);
    let (request, diagnostics) = parse(&sources, file);
    request.unwrap_or_else(|| panic!("{diagnostics:?}"))
}

fn shown(dataset: &Dataset) -> String {
    let table =
        tabulate(&parsed(EVERYTHING), None, dataset).unwrap_or_else(|problems| panic!("{problems:?}"));
    json::table(&table, &serde_json::Value::Null).to_string()
}

/// What a table says now is what it says of the rows read one by one, to the byte.
async fn assert_current(service: &Service, wave: &ActiveWave) -> Arc<Dataset> {
    let followed = load_dataset(service, wave, None).await.unwrap();
    let loaded = load_responses(service, wave).await.unwrap();
    let language = Language::parse("en").unwrap();
    assert_eq!(followed.info.watermark, loaded.watermark);
    assert_eq!(shown(&followed), shown(&dataset_of(wave, &loaded, &language)));
    followed
}

/// One of four interviews, by the id.
pub(crate) fn answered(id: u128) -> Submission {
    let text = |text: &str| RawValue::Text(text.to_owned());
    let texts: &[(&str, &str)] = match id % 4 {
        0 => &[("eats", "yes"), ("words", "good")],
        1 => &[("eats", "yes"), ("dishes.other.text", "bread"), ("when", "2026-08-01")],
        2 => &[("eats", "no"), ("words", "never")],
        _ => &[("eats", "never")],
    };
    let others = match id % 4 {
        0 => vec![
            ("dishes", RawValue::List(vec![text("soup")])),
            ("price", RawValue::Number(12.5)),
            ("liked", RawValue::Number(3.0)),
        ],
        1 => vec![("dishes", RawValue::List(vec![text("soup"), text("other")]))],
        2 => vec![("liked", RawValue::Number(-5.0))],
        _ => Vec::new(),
    };
    let mut submission = response(id, texts);
    submission.raw.extend(others.into_iter().map(|(name, value)| (name.to_owned(), value)));
    submission
}

#[test]
fn a_new_response_is_in_the_next_table_a_corrected_one_is_corrected_and_an_erased_one_is_gone() {
    on_a_runtime(async {
        let Some(survey) = Survey::new(Clock::System).await else { return };
        let service = &survey.service;
        let wave = survey.open_wave("w", "").await;
        assert_eq!(assert_current(service, &wave).await.respondents(), 0);
        for id in 0..12 {
            submit_response(service, &wave, answered(id)).await.unwrap();
            assert_eq!(assert_current(service, &wave).await.respondents(), id as usize + 1);
        }
        let client = connect(&survey.database.url).await;
        client
            .batch_execute(
                "UPDATE responses SET rev = 2, answers = (SELECT answers FROM responses WHERE \
                 response_id = '00000000-0000-0000-0000-000000000003'), extra = '{\"words\": \"never\"}' \
                 WHERE response_id = '00000000-0000-0000-0000-000000000001'",
            )
            .await
            .unwrap();
        let corrected = assert_current(service, &wave).await;
        assert_eq!(corrected.respondents(), 12);
        for id in [12, 1, 5] {
            let id = format!("'00000000-0000-0000-0000-{id:012x}'");
            client
                .batch_execute(&format!(
                    "BEGIN; DELETE FROM responses WHERE response_id = {id}; INSERT INTO erasures \
                     (response_id, wave_id, erased_at) VALUES ({id}, '{}', now()); COMMIT",
                    wave.wave.id.0
                ))
                .await
                .unwrap();
            assert_current(service, &wave).await;
        }
        assert_eq!(assert_current(service, &wave).await.respondents(), 9);
        // One that comes back, as from a restored backup, counts as any that is there.
        submit_response(service, &wave, answered(0)).await.unwrap();
        assert_eq!(assert_current(service, &wave).await.respondents(), 10);
        let unchanged = load_dataset(service, &wave, None).await.unwrap();
        let again = load_dataset(service, &wave, None).await.unwrap();
        assert!(Arc::ptr_eq(&unchanged, &again), "nothing came, so nothing is made again");
    });
}

#[test]
fn transactions_that_stay_open_or_roll_back_hide_nothing() {
    on_a_runtime(async {
        let Some(survey) = Survey::new(Clock::System).await else { return };
        let service = &survey.service;
        let wave = survey.open_wave("w", "").await;
        submit_response(service, &wave, answered(0)).await.unwrap();
        let insert = |id: u128| like_first(&format!("'{}'", uuid::Uuid::from_u128(id)), "");
        let (held, rolled_back, quick) = (
            connect(&survey.database.url).await,
            connect(&survey.database.url).await,
            connect(&survey.database.url).await,
        );
        let mut committed: BTreeSet<u128> = BTreeSet::from([1]);
        for round in 0..8_u128 {
            let first = 100 + round * 10;
            held.batch_execute(&format!("BEGIN; {}", insert(first))).await.unwrap();
            rolled_back.batch_execute(&format!("BEGIN; {}", insert(first + 1))).await.unwrap();
            for id in first + 2..first + 5 {
                quick.batch_execute(&insert(id)).await.unwrap();
                committed.insert(id);
                assert_eq!(assert_current(service, &wave).await.respondents(), committed.len());
            }
            rolled_back.batch_execute("ROLLBACK").await.unwrap();
            assert_eq!(assert_current(service, &wave).await.respondents(), committed.len());
            // A savepoint's row belongs to the transaction around it.
            held.batch_execute(&format!("SAVEPOINT s; {}; RELEASE s", insert(first + 5))).await.unwrap();
            quick.batch_execute(&insert(first + 6)).await.unwrap();
            committed.insert(first + 6);
            assert_eq!(assert_current(service, &wave).await.respondents(), committed.len());
            held.batch_execute("COMMIT").await.unwrap();
            committed.extend([first, first + 5]);
            assert_eq!(assert_current(service, &wave).await.respondents(), committed.len());
        }
    });
}

/// Stores rows in transactions of one to three, some of which stay open for a while and some of which are rolled back; tells
/// what was committed only after the server said so.
async fn write_by_hand(url: String, writer: u128, committed: Arc<AtomicUsize>) {
    let client = connect(&url).await;
    for round in 0..25_u128 {
        client.batch_execute("BEGIN").await.unwrap();
        let rows = 1 + (writer + round) % 3;
        for row in 0..rows {
            let id = uuid::Uuid::from_u128(1_000_000 * (writer + 1) + round * 10 + row);
            client.batch_execute(&like_first(&format!("'{id}'"), "")).await.unwrap();
        }
        tokio::time::sleep(Duration::from_millis((writer * 7 + round * 3) as u64 % 20)).await;
        if (writer + round) % 4 == 3 {
            client.batch_execute("ROLLBACK").await.unwrap();
        } else {
            client.batch_execute("COMMIT").await.unwrap();
            committed.fetch_add(rows as usize, Ordering::SeqCst);
        }
    }
}

#[test]
fn nothing_is_missed_while_many_write_and_many_look() {
    on_a_runtime(async {
        let Some(survey) = Survey::new(Clock::System).await else { return };
        let service = survey.service.clone();
        let wave = survey.open_wave("w", "").await;
        submit_response(&service, &wave, answered(0)).await.unwrap();
        let committed = Arc::new(AtomicUsize::new(1));
        let mut writers: Vec<_> = (0..6)
            .map(|writer| {
                tokio::spawn(write_by_hand(survey.database.url.clone(), writer, Arc::clone(&committed)))
            })
            .collect();
        writers.extend((0..3_u128).map(|writer| {
            let (service, wave) = (service.clone(), Arc::clone(&wave));
            let committed = Arc::clone(&committed);
            tokio::spawn(async move {
                for number in 0..30 {
                    let id = (writer + 1) * 100 + number;
                    submit_response(&service, &wave, answered(id)).await.unwrap();
                    committed.fetch_add(1, Ordering::SeqCst);
                }
            })
        }));
        let lookers: Vec<_> = (0..4)
            .map(|_| {
                let (service, wave) = (service.clone(), Arc::clone(&wave));
                let committed = Arc::clone(&committed);
                tokio::spawn(async move {
                    for _ in 0..60 {
                        // Whoever has a receipt finds the answer in the next table.
                        let known = committed.load(Ordering::SeqCst);
                        let seen = load_dataset(&service, &wave, None).await.unwrap();
                        assert!(seen.respondents() >= known, "{} of {known}", seen.respondents());
                    }
                })
            })
            .collect();
        for task in writers.into_iter().chain(lookers) {
            task.await.unwrap();
        }
        let all = committed.load(Ordering::SeqCst);
        assert_eq!(assert_current(&service, &wave).await.respondents(), all);
    });
}
