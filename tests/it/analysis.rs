//! What tables may take: memory up to a limit, one reading for all who wait, nothing for whoever is gone, and nothing that a
//! submission needs.

use std::io::Write;
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use canvass::config::Config;
use canvass::diagnostics::Sources;
use canvass::export::json;
use canvass::service::clock::Clock;
use canvass::service::{
    ActiveWave, CountingPlace, Service, find_wave, load_dataset, refused, run_tabulation, stored_dataset,
    submit_response,
};
use canvass::tabulation::{Dataset, tabulate};
use tokio_postgres::Client;

use crate::feed::{answered, parsed};
use crate::support::client::Request;
use crate::support::server::{Server, open_every_kind};
use crate::support::survey::{Survey, like_first};
use crate::support::{TempFolder, connect, database, on_a_runtime};

const TABLE: &str = "rows: eats\ncolumns: [dishes]\nshow: [count, row_pct]\n";

/// A service on the survey's database that may take so many megabytes.
async fn limited(survey: &Survey, cache_mb: u64) -> Service {
    let config = Config {
        database_url: Some(survey.database.url.clone()),
        cache_mb: Some(cache_mb),
        ..Config::default()
    };
    Service::open(&config).await.unwrap()
}

async fn loaded(service: &Service, wave: &ActiveWave) -> Arc<Dataset> {
    load_dataset(service, wave, None).await.unwrap()
}

/// Waits until as many sessions as `wanted` wait for a lock with a statement like this.
async fn until_waiting(client: &Client, like: &str, wanted: i64) {
    let sql = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' \
               AND query LIKE $1";
    let mut waiting = -1;
    for _ in 0..3_000 {
        waiting = client.query_one(sql, &[&like]).await.unwrap().get(0);
        if waiting == wanted {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{waiting} sessions wait with {like}, not {wanted}");
}

#[test]
fn a_wave_that_does_not_fit_into_memory_is_counted_in_the_database() {
    on_a_runtime(async {
        let Some(survey) = Survey::new(Clock::System).await else { return };
        let service = limited(&survey, 0).await;
        survey.open_wave("w", "").await;
        let wave = find_wave(&service, "w").await.unwrap();
        for id in 0..9 {
            submit_response(&service, &wave, answered(id)).await.unwrap();
        }
        let counted =
            run_tabulation(&service, &wave, parsed(TABLE), &Sources::default(), None).await.unwrap();
        assert_eq!(counted.place, CountingPlace::Database);
        let asked = run_tabulation(&survey.service, &wave, parsed(TABLE), &Sources::default(), None).await;
        let in_memory = asked.unwrap();
        assert_eq!(in_memory.place, CountingPlace::Memory);
        let shown = |table| json::table(table, &serde_json::Value::Null).to_string();
        assert_eq!(shown(&counted.made), shown(&in_memory.made));
        let stored = loaded(&service, &wave).await;
        let refused = tokio::task::spawn_blocking(move || {
            let _made = tabulate(&parsed("rows: eats\n"), None, &stored);
            refused(&stored).map(|error| error.to_string())
        });
        assert_eq!(refused.await.unwrap(), None);
        service.close().await;
    });
}

#[test]
fn the_wave_that_was_unused_longest_makes_room() {
    on_a_runtime(async {
        let Some(survey) = Survey::new(Clock::System).await else { return };
        let service = limited(&survey, 1).await;
        let client = connect(&survey.database.url).await;
        let mut waves = Vec::new();
        for slug in ["a", "b", "c", "d"] {
            survey.open_wave(slug, "").await;
            waves.push(find_wave(&service, slug).await.unwrap());
        }
        submit_response(&service, &waves[0], answered(0)).await.unwrap();
        for wave in &waves {
            let sql = like_first("gen_random_uuid()", ", generate_series(1, 1500)");
            let into = format!("SELECT gen_random_uuid(), '{}', version_id", wave.wave.id.0);
            client
                .batch_execute(&sql.replace("SELECT gen_random_uuid(), wave_id, version_id", &into))
                .await
                .unwrap();
        }
        let mut kept = Vec::new();
        for wave in &waves[..3] {
            let first = loaded(&service, wave).await;
            assert!(first.respondents() >= 1500);
            kept.push(first);
        }
        for place in [2, 0] {
            let again = loaded(&service, &waves[place]).await;
            assert!(Arc::ptr_eq(&again, &kept[place]), "three of them fit");
        }
        loaded(&service, &waves[3]).await;
        for (place, there) in [(0, true), (2, true), (1, false)] {
            let again = loaded(&service, &waves[place]).await;
            assert_eq!(Arc::ptr_eq(&again, &kept[place]), there, "{place}");
            assert_eq!(again.respondents(), kept[place].respondents());
        }
        service.close().await;
    });
}

#[test]
fn those_who_ask_together_wait_for_one_reading() {
    on_a_runtime(async {
        let Some(survey) = Survey::new(Clock::System).await else { return };
        let wave = survey.open_wave("w", "").await;
        submit_response(&survey.service, &wave, answered(0)).await.unwrap();
        let (client, watcher) = (connect(&survey.database.url).await, connect(&survey.database.url).await);
        client.batch_execute("BEGIN; LOCK TABLE responses IN ACCESS EXCLUSIVE MODE").await.unwrap();
        let ask = || {
            let (service, wave) = (survey.service.clone(), Arc::clone(&wave));
            tokio::spawn(async move { loaded(&service, &wave).await })
        };
        let mut asked: Vec<_> = (0..20).map(|_| ask()).collect();
        until_waiting(&watcher, "COPY%", 1).await;
        asked.extend((0..20).map(|_| ask()));
        until_waiting(&watcher, "COPY%", 1).await;
        client.batch_execute("COMMIT").await.unwrap();
        let first = asked.pop().unwrap().await.unwrap();
        for one in asked {
            assert!(Arc::ptr_eq(&one.await.unwrap(), &first));
        }
    });
}

#[test]
fn tables_that_wait_keep_no_answer_waiting() {
    on_a_runtime(async {
        let Some(survey) = Survey::new(Clock::System).await else { return };
        let service = &survey.service;
        let mut waves = Vec::new();
        for slug in ["a", "b", "c", "d", "e", "f", "g", "h"] {
            let wave = survey.open_wave(slug, "").await;
            assert_eq!(loaded(service, &wave).await.respondents(), 0);
            waves.push(wave);
        }
        let (client, watcher) = (connect(&survey.database.url).await, connect(&survey.database.url).await);
        client.batch_execute("BEGIN; LOCK TABLE erasures IN ACCESS EXCLUSIVE MODE").await.unwrap();
        let asked: Vec<_> = (0..80)
            .map(|number: usize| {
                let (service, wave) = (service.clone(), Arc::clone(&waves[number % waves.len()]));
                tokio::spawn(async move {
                    run_tabulation(&service, &wave, parsed(TABLE), &Sources::default(), None).await
                })
            })
            .collect();
        // As many as analysis has connections.
        until_waiting(&watcher, "%erasures%", 4).await;
        for id in 0..24 {
            submit_response(service, &waves[0], answered(id)).await.unwrap();
        }
        until_waiting(&watcher, "%erasures%", 4).await;
        client.batch_execute("COMMIT").await.unwrap();
        for one in asked {
            one.await.unwrap().unwrap();
        }
        assert_eq!(loaded(service, &waves[0]).await.respondents(), 24);
    });
}

#[test]
fn only_so_many_tables_are_counted_in_the_database_at_once() {
    on_a_runtime(async {
        let Some(survey) = Survey::new(Clock::System).await else { return };
        let wave = survey.open_wave("w", "").await;
        let mut held = Vec::new();
        for _ in 0..4 {
            held.push(stored_dataset(&survey.service, &wave, None).await.unwrap());
        }
        let (service, own) = (survey.service.clone(), Arc::clone(&wave));
        let next = tokio::spawn(async move { stored_dataset(&service, &own, None).await.is_ok() });
        tokio::task::yield_now().await;
        submit_response(&survey.service, &wave, answered(0)).await.unwrap();
        assert!(!next.is_finished(), "it waits for one of the four to end");
        held.pop();
        assert!(next.await.unwrap());
    });
}

/// A client that asks for a table and goes away.
struct Asked(TcpStream);

impl Asked {
    fn table(server: &Server) -> Asked {
        let body = "{\"rows\": \"role\"}";
        let mut stream = TcpStream::connect(server.address).unwrap();
        write!(
            stream,
            "POST /api/v1/waves/every-kind/tables HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            server.key,
            body.len()
        )
        .unwrap();
        Asked(stream)
    }

    fn goes_away(self) {
        self.0.shutdown(Shutdown::Both).unwrap();
    }
}

#[test]
fn the_database_stops_for_a_client_that_is_gone() {
    // A wave in memory is read; one that does not fit is counted by statements.
    for (cache_mb, like) in [("64", "COPY%"), ("0", "%responses%")] {
        on_a_runtime(async {
            let Some(database) = database().await else { return };
            let folder = TempFolder::new("gone");
            open_every_kind(&database, &folder);
            let server = Server::start_with(&database, &["--cache-mb", cache_mb]);
            let (client, watcher) = (connect(&database.url).await, connect(&database.url).await);
            let request =
                Request::json("/api/v1/waves/every-kind/tables", &serde_json::json!({"rows": "role"}));
            let answers = serde_json::json!({ "role": "dev", "age": 30 });
            let answers = serde_json::json!({ "response_id": uuid::Uuid::new_v4(), "answers": answers });
            let stored = server.send(&Request::json("/api/v1/waves/every-kind/responses", &answers));
            assert_eq!(stored.status, 201);
            if cache_mb == "0" {
                // By now it is known not to fit.
                let reply = server.send(&request.key(&server.key));
                assert_eq!((reply.status, reply.header("x-counted-in")), (200, Some("database")));
            }
            client.batch_execute("BEGIN; LOCK TABLE responses IN ACCESS EXCLUSIVE MODE").await.unwrap();
            let (one, other) = (Asked::table(&server), Asked::table(&server));
            let together = if cache_mb == "0" { 2 } else { 1 };
            until_waiting(&watcher, like, together).await;
            one.goes_away();
            until_waiting(&watcher, like, 1).await;
            other.goes_away();
            until_waiting(&watcher, like, 0).await;
            client.batch_execute("COMMIT").await.unwrap();
            let request =
                Request::json("/api/v1/waves/every-kind/tables", &serde_json::json!({"rows": "role"}));
            let reply = server.send(&request.key(&server.key));
            let place = if cache_mb == "0" { "database" } else { "memory" };
            assert_eq!((reply.status, reply.header("x-counted-in")), (200, Some(place)));
        });
    }
}
