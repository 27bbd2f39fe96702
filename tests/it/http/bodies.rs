//! Bodies that no careful client sends: each kind as a file with the expected refusal, and random damage beside them.

use std::collections::BTreeSet;
use std::path::PathBuf;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::{RESPONSES, Reply, Request, serving};

struct Case {
    name: String,
    status: u16,
    code: Option<String>,
    errors: BTreeSet<String>,
    content_type: String,
    body: Vec<u8>,
}

fn cases() -> Vec<Case> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bodies"));
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| read_case(file)).collect()
}

fn read_case(file: &std::path::Path) -> Case {
    let text = std::fs::read_to_string(file).unwrap();
    let (head, body) = text.split_once("\n---\n").expect("a case has a line of three dashes");
    let mut case = Case {
        name: file.file_stem().unwrap().to_string_lossy().into_owned(),
        status: 0,
        code: None,
        errors: BTreeSet::new(),
        content_type: "application/json".to_owned(),
        body: body.replace("{id}", &uuid::Uuid::new_v4().to_string()).into_bytes(),
    };
    for line in head.lines().filter(|line| !line.starts_with('#')) {
        let (key, value) = line.split_once(':').expect("a head line is `key: value`");
        let value = value.trim();
        match key {
            "expect" => {
                let mut words = value.split(' ');
                case.status = words.next().unwrap().parse().unwrap();
                case.code = words.next().map(str::to_owned);
            }
            "error" => {
                case.errors.insert(value.to_owned());
            }
            "content-type" => case.content_type = value.to_owned(),
            "bytes" => {
                let digits: Vec<u8> = value.bytes().collect();
                let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
                case.body = digits.chunks(2).map(byte).collect();
            }
            "repeat" => case.body = vec![b' '; value.parse().unwrap()],
            other => panic!("{}: unknown key {other}", case.name),
        }
    }
    case
}

#[tokio::test(flavor = "multi_thread")]
async fn each_kind_of_bad_body_gets_its_own_refusal() {
    let Some((server, _database)) = serving().await else { return };
    let cases = cases();
    assert!(cases.len() >= 40, "{}", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let reply = server.send(&Request::post(RESPONSES, &case.content_type, case.body.clone()));
        if let Err(reason) = matches(case, &reply) {
            wrong.push(format!("{}: {reason}\n  {}", case.name, reply.text()));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn matches(case: &Case, reply: &Reply) -> Result<(), String> {
    if reply.status != case.status {
        return Err(format!("{} instead of {}", reply.status, case.status));
    }
    let Some(code) = &case.code else { return Ok(()) };
    let json = reply.json();
    if reply.header("content-type") != Some("application/problem+json") {
        return Err("it is no problem document".to_owned());
    }
    if json["code"] != code.as_str() {
        return Err(format!("code {} instead of {code}", json["code"]));
    }
    let empty = Vec::new();
    let found: BTreeSet<String> = json["errors"]
        .as_array()
        .unwrap_or(&empty)
        .iter()
        .map(|error| format!("{} {}", error["item"].as_str().unwrap(), error["rule"].as_str().unwrap()))
        .collect();
    if found != case.errors {
        return Err(format!("errors {found:?} instead of {:?}", case.errors));
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn random_damage_is_refused_or_taken_but_never_breaks_the_server() {
    let Some((server, _database)) = serving().await else { return };
    let bodies: Vec<Vec<u8>> =
        cases().into_iter().map(|case| case.body).filter(|body| body.len() < 4000).collect();
    let damage = (
        proptest::sample::select(bodies),
        proptest::collection::vec((any::<u16>(), any::<u8>(), 0..3_u8), 0..6),
    );
    let mut runner = TestRunner::new(Config { cases: 300, failure_persistence: None, ..Config::default() });
    runner
        .run(&damage, |(mut body, hits)| {
            for (at, byte, how) in hits {
                let at = usize::from(at) % (body.len() + 1);
                match how {
                    0 => body.insert(at, byte),
                    1 if at < body.len() => body[at] = byte,
                    _ if at < body.len() => {
                        body.remove(at);
                    }
                    _ => body.push(byte),
                }
            }
            let reply = server.send(&Request::post(RESPONSES, "application/json", body));
            prop_assert!(
                matches!(reply.status, 200 | 201 | 400 | 409 | 413 | 422),
                "{}: {}",
                reply.status,
                reply.text()
            );
            Ok(())
        })
        .unwrap();
    assert_eq!(server.send(&Request::get("/readyz")).status, 200);
}
