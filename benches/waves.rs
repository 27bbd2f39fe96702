//! How long a wave in PostgreSQL takes: `cargo bench --bench waves` stores a survey of 1,000,000 responses (or as many as
//! `CANVASS_BENCH_RESPONDENTS` says) in a server of its own, reads it into memory beside what the bare copy takes, and asks the
//! served program for tables while answers come in; nothing is asserted, because machines differ. The server's files lie in a
//! folder below the system's temporary one, which is removed at the end.
#![expect(clippy::print_stdout, reason = "a program that measures and says what it measured")]
#![expect(
    clippy::disallowed_methods,
    reason = "a bench is steered by the environment of the one who runs it, and has a clock"
)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use canvass::config::Config;
use canvass::db::Database;
use canvass::db::private_postgres::{PostgresSettings, PrivatePostgres};
use canvass::ids::{ResponseId, Uuid};
use canvass::service::clock::Clock;
use canvass::service::{
    ActiveWave, CreateWave, Service, Submission, WaveSettings, check_folder, create_wave, find_wave,
    load_dataset, open_wave, publish_questionnaire, raw_value_from_json, submit_response,
};
use futures_util::StreamExt;
use serde_json::{Value, json};

const SINGLES: usize = 60;
const MULTIPLES: usize = 5;
/// Interviews that are taken in one by one; all others have the answers of one of them.
const DISTINCT: usize = 500;
const LOADS: usize = 3;
const TABLES_A_SECOND: u32 = 20;
const ANSWERS_A_SECOND: u32 = 50;
const SECONDS: u32 = 30;

fn main() {
    let responses: usize =
        env::var("CANVASS_BENCH_RESPONDENTS").ok().and_then(|text| text.parse().ok()).unwrap_or(1_000_000);
    let folder = Folder(env::temp_dir().join(format!("canvass-bench-{}", std::process::id())));
    fs::create_dir_all(&folder.0).expect("the temporary folder can be written");
    let config = Config::from_environment();
    let settings =
        PostgresSettings { data_dir: Some(folder.0.clone()), bin: config.postgres_bin, path: config.path };
    let postgres = PrivatePostgres::start(&settings).expect("PostgreSQL is installed");
    let runtime = tokio::runtime::Runtime::new().expect("threads");
    let url = runtime.block_on(async {
        Database::create(&postgres.url("postgres"), "bench").await.expect("an empty server");
        let url = postgres.url("bench");
        fill(&url, &folder.0, responses).await;
        loads(&url, responses).await;
        url
    });
    serve(&url, &folder.0);
    drop(runtime);
    postgres.stop();
}

/// A folder that is removed with the value.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

async fn wave_of(service: &Service) -> Arc<ActiveWave> {
    find_wave(service, "bench").await.expect("the wave was made")
}

async fn fill(url: &str, folder: &Path, responses: usize) {
    let service = Service::on_database(url, Clock::System).await.expect("the database answers");
    let survey = folder.join("survey");
    fs::create_dir_all(&survey).expect("the folder can be written");
    fs::write(survey.join("questionnaire.yaml"), questionnaire()).expect("the folder can be written");
    let checked = check_folder(&survey).expect("the folder can be read");
    let published = publish_questionnaire(&service, &checked).await;
    let published = published.unwrap_or_else(|error| panic!("{error}: {:?}", checked.diagnostics));
    let wanted = CreateWave {
        slug: "bench".to_owned(),
        version: published.version,
        file: None,
        settings: WaveSettings::default(),
        synthetic: true,
    };
    create_wave(&service, &wanted).await.expect("the wave can be made");
    open_wave(&service, "bench").await.expect("the wave can be opened");
    let wave = wave_of(&service).await;
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    for number in 0..DISTINCT {
        let answers = answers(&mut chance).into_iter().map(|(name, value)| {
            let read = raw_value_from_json(&value);
            (name, read)
        });
        let submission = Submission {
            response_id: Some(ResponseId(Uuid::from_u128(number as u128 + 1))),
            raw: answers.collect(),
            language: Some("en".to_owned()),
            ..Submission::default()
        };
        submit_response(&service, &wave, submission).await.expect("the answers are good");
    }
    let client = connect(url).await;
    let columns = "wave_id, version_id, disposition, rev, answers, extra, paradata, source, language, started_at, \
                   submitted_at, updated_at, external_id, content_hash, receipt_hash, session_hash, arms, consents";
    let copies = responses.div_ceil(DISTINCT).saturating_sub(1);
    let sql = format!(
        "INSERT INTO responses (response_id, {columns}) SELECT gen_random_uuid(), {columns} FROM responses, \
         generate_series(1, {copies}); VACUUM ANALYZE responses"
    );
    for statement in sql.split("; ") {
        client.batch_execute(statement).await.expect("the copies can be stored");
    }
    service.close().await;
}

/// The wave read into memory, each time by a program that knows nothing yet.
async fn loads(url: &str, responses: usize) {
    let rate = |took: Duration| responses as f64 / took.as_secs_f64();
    let client = connect(url).await;
    for (what, columns) in [
        ("ids and answers alone", "response_id, answers"),
        (
            "what columns are made from",
            "response_id, rev, feed_xid, disposition, answers, source, language, started_at, submitted_at",
        ),
    ] {
        let mut took = Vec::new();
        for _ in 0..LOADS {
            let started = Instant::now();
            let copy = format!("COPY (SELECT {columns} FROM responses) TO STDOUT (FORMAT BINARY)");
            let mut stream = pin!(client.copy_out(copy.as_str()).await.expect("the rows come"));
            let mut bytes = 0;
            while let Some(piece) = stream.next().await {
                bytes += piece.expect("the rows come").len();
            }
            assert!(bytes > 0, "there are rows");
            took.push(started.elapsed());
        }
        println!("bare copy, {what}: {:.0} responses/s", rate(median(took)));
    }
    let mut took = Vec::new();
    for _ in 0..LOADS {
        let service = Service::on_database(url, Clock::System).await.expect("the database answers");
        let wave = wave_of(&service).await;
        let started = Instant::now();
        let dataset = load_dataset(&service, &wave, None).await.expect("the wave can be read");
        took.push(started.elapsed());
        assert_eq!(dataset.respondents(), responses.div_ceil(DISTINCT) * DISTINCT);
        service.close().await;
    }
    let took = median(took);
    println!("wave into memory: {:.0} responses/s, {:.2} s", rate(took), took.as_secs_f64());
}

/// The program as its operator starts it.
struct Server {
    child: Child,
    address: SocketAddr,
    key: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    fn start(url: &str, folder: &Path, cache_mb: &str) -> Server {
        let mut child = Command::new(env!("CARGO_BIN_EXE_canvass"))
            .args(["--database-url", url, "--data-dir"])
            .arg(folder.join("served"))
            .args(["serve", "--bind", "127.0.0.1:0", "--cache-mb", cache_mb])
            .env_remove("DATABASE_URL")
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program can be started");
        let mut lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
        let address = lines.by_ref().find_map(|line| {
            let line = line.ok()?;
            let found = line.split_whitespace().find_map(|word| word.strip_prefix("http://"))?;
            found.trim_end_matches('/').parse().ok()
        });
        thread::spawn(move || lines.for_each(drop));
        let key = fs::read_to_string(folder.join("served/api-key")).unwrap_or_default().trim().to_owned();
        Server { child, address: address.expect("the program says where it listens"), key }
    }
}

/// Tables beside answers, and each alone.
fn serve(url: &str, folder: &Path) {
    let requests = [
        json!({ "rows": "q1", "columns": ["q2"] }),
        json!({ "rows": "q7", "columns": ["q3", "q4"], "weight": "w" }),
        json!({ "rows": "m1", "columns": ["q5"], "show": ["count", "column_pct", "ci"] }),
        json!({ "rows": "q9", "columns": ["q6"], "test": { "method": "z_pooled" } }),
    ];
    let mut server = Server::start(url, folder, "1024");
    let cold = timed(&server, "tables", &requests[0]);
    println!("first table over HTTP, the wave not in memory: {:.0} ms", cold.as_secs_f64() * 1e3);
    for request in &requests {
        let _ = timed(&server, "tables", request);
    }
    say("answers alone", every(ANSWERS_A_SECOND, &server, |server, _| submit(server)));
    say(
        "tables alone",
        every(TABLES_A_SECOND, &server, |server, number| {
            timed(server, "tables", &requests[number % requests.len()])
        }),
    );
    thread::scope(|scope| {
        let answers = scope.spawn(|| every(ANSWERS_A_SECOND, &server, |server, _| submit(server)));
        say(
            "tables while answers come in",
            every(TABLES_A_SECOND, &server, |server, number| {
                timed(server, "tables", &requests[number % requests.len()])
            }),
        );
        say("answers while tables are made", answers.join().expect("no answer was refused"));
    });
    let key = std::mem::take(&mut server.key);
    drop(server);
    // A later start on the same database makes no key.
    let mut server = Server::start(url, folder, "0");
    server.key = key;
    let _ = timed(&server, "tables", &requests[0]);
    for request in &requests {
        let took = timed(&server, "tables", request);
        println!("the same counted in the database: {:.0} ms, {request}", took.as_secs_f64() * 1e3);
    }
}

fn submit(server: &Server) -> Duration {
    thread_local!(static CHANCE: std::cell::Cell<u64> = std::cell::Cell::new(Uuid::new_v4().as_u64_pair().0));
    let mut chance = Chance(CHANCE.get());
    let body = json!({ "response_id": Uuid::new_v4(), "answers": Value::from_iter(answers(&mut chance)) });
    CHANCE.set(chance.0);
    timed(server, "responses", &body)
}

/// Asks `a_second` times a second for [`SECONDS`], whether or not those before have been answered.
fn every(a_second: u32, server: &Server, ask: impl Fn(&Server, usize) -> Duration + Sync) -> Vec<Duration> {
    let (started, ask) = (Instant::now(), &ask);
    thread::scope(|scope| {
        let asked: Vec<_> = (0..a_second * SECONDS)
            .map(|number| {
                let at = started + Duration::from_secs(1) * number / a_second;
                thread::sleep(at.saturating_duration_since(Instant::now()));
                // From when it should have been asked, so that a sender who comes late hides nothing.
                scope.spawn(move || {
                    let late = at.elapsed();
                    late + ask(server, number as usize)
                })
            })
            .collect();
        asked.into_iter().map(|one| one.join().expect("it was answered")).collect()
    })
}

fn timed(server: &Server, what: &str, body: &Value) -> Duration {
    let (body, started) = (body.to_string(), Instant::now());
    let mut stream = TcpStream::connect(server.address).expect("the server listens");
    stream.set_nodelay(true).expect("a TCP stream");
    let request = format!(
        "POST /api/v1/waves/bench/{what} HTTP/1.1\r\nhost: bench\r\nconnection: close\r\nauthorization: Bearer {}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        server.key,
        body.len()
    );
    stream.write_all(request.as_bytes()).expect("the server reads");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("the server answers");
    let took = started.elapsed();
    let text = String::from_utf8_lossy(&answer);
    let status = text.split(' ').nth(1).unwrap_or_default();
    assert!(status.starts_with('2'), "{request}\n{text}");
    took
}

fn say(what: &str, mut took: Vec<Duration>) {
    took.sort_unstable();
    let at = |share: f64| {
        let place = (took.len() as f64 * share).ceil() as usize;
        took.get(place.saturating_sub(1)).map_or(f64::NAN, |took| took.as_secs_f64() * 1e3)
    };
    println!(
        "{what}, {} in {SECONDS} s: p50 {:.1} ms, p99 {:.1} ms, longest {:.1} ms",
        took.len(),
        at(0.5),
        at(0.99),
        at(1.0)
    );
}

fn median(mut took: Vec<Duration>) -> Duration {
    took.sort_unstable();
    took.get(took.len() / 2).copied().unwrap_or_default()
}

async fn connect(url: &str) -> tokio_postgres::Client {
    let (client, connection) =
        tokio_postgres::connect(url, tokio_postgres::NoTls).await.expect("the server listens");
    tokio::spawn(connection);
    client
}

/// Numbers that look random, the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % bound
    }
}

fn options(question: usize) -> u64 {
    [10, 8, 11, 9, 12, 7, 6, 10, 5, 12][question % 10]
}

fn questionnaire() -> String {
    let mut text = "canvass: 1\nid: bench\nedition: '1'\ntitle: Bench\nlanguages: [en]\npages:\n  - id: all\n    items:\n".to_owned();
    let list = |count: u64| {
        let all: Vec<String> =
            (1..=count).map(|code| format!("{{ code: {code}, text: Answer {code} }}")).collect();
        all.join(", ")
    };
    for question in 0..SINGLES {
        text.push_str(&format!(
            "      - {{ id: q{}, type: single, text: Question, options: [{}] }}\n",
            question + 1,
            list(options(question))
        ));
    }
    for multiple in 1..=MULTIPLES {
        text.push_str(&format!(
            "      - {{ id: m{multiple}, type: multiple, text: Question, options: [{}] }}\n",
            list(10)
        ));
    }
    for (number, decimals) in [("age", 0), ("w", 6)] {
        text.push_str(&format!(
            "      - {{ id: {number}, type: number, decimals: {decimals}, text: Number }}\n"
        ));
    }
    text
}

/// Answers to nearly all questions, as a program sends them.
fn answers(chance: &mut Chance) -> Vec<(String, Value)> {
    let mut given = Vec::new();
    for question in 0..SINGLES {
        if chance.below(100) >= 3 {
            let code = chance.below(options(question)) + 1;
            given.push((format!("q{}", question + 1), Value::from(code.to_string())));
        }
    }
    for multiple in 1..=MULTIPLES {
        let chosen: Vec<String> =
            (1..=10).filter(|_| chance.below(3) == 0).map(|code: u32| code.to_string()).collect();
        if !chosen.is_empty() {
            given.push((format!("m{multiple}"), Value::from(chosen)));
        }
    }
    given.push(("age".to_owned(), Value::from(18 + chance.below(73))));
    given.push(("w".to_owned(), Value::from((200_000 + chance.below(1_800_000)) as f64 / 1e6)));
    given
}
