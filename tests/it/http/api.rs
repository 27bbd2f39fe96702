//! The API: keys and roles, repeats, tables, the report and exports, and its own description.

use std::collections::BTreeSet;

use serde_json::json;
use uuid::Uuid;

use super::{RESPONSES, Request, Server, command, must_run, serving};

const WAVE: &str = "/api/v1/waves/every-kind";

fn post(server: &Server, id: Uuid, answers: serde_json::Value) -> (u16, serde_json::Value) {
    let reply = server.send(&Request::json(RESPONSES, &json!({ "response_id": id, "answers": answers })));
    (reply.status, reply.json())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeat_is_harmless_and_another_content_is_refused() {
    let Some((server, _database)) = serving().await else { return };
    let id = Uuid::new_v4();
    let (first, stored) = post(&server, id, json!({ "role": "dev", "tools": ["a"], "why_saw": "no saw" }));
    assert_eq!(first, 201, "{stored}");
    assert_eq!(stored["response_id"], id.to_string());
    assert_eq!(stored["disposition"], "complete");
    assert_eq!(stored["ignored"], json!(["why_saw"]), "off the route");
    let (again, repeat) = post(&server, id, json!({ "role": "dev", "tools": ["a"], "why_saw": "no saw" }));
    assert_eq!((again, &repeat["receipt"]), (200, &stored["receipt"]));
    let (other, refusal) = post(&server, id, json!({ "role": "ops" }));
    assert_eq!((other, &refusal["code"]), (409, &json!("response_differs")));
    assert!(Uuid::parse_str(refusal["request_id"].as_str().unwrap()).is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_come_in_the_respondents_language() {
    let Some((server, _database)) = serving().await else { return };
    let body = json!({ "response_id": Uuid::new_v4(), "answers": {}, "language": "ko" });
    let reply = server.send(&Request::json(RESPONSES, &body));
    assert_eq!(reply.status, 422);
    let message = reply.json()["errors"][0]["message"].as_str().unwrap().to_owned();
    assert!(message.chars().any(|c| ('가'..='힣').contains(&c)), "{message}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wave_that_is_not_open_takes_nothing() {
    let Some((server, database)) = serving().await else { return };
    must_run(&database, &server.folder, &["wave", "close", "every-kind"]);
    let (status, refusal) = post(&server, Uuid::new_v4(), json!({ "role": "dev" }));
    assert_eq!((status, &refusal["code"]), (409, &json!("wave_closed")));
    let survey = "tests/surveys/every_kind";
    must_run(&database, &server.folder, &["wave", "create", "later", "--questionnaire", survey]);
    let body = json!({ "response_id": Uuid::new_v4(), "answers": { "role": "dev" } });
    let reply = server.send(&Request::json("/api/v1/waves/later/responses", &body));
    assert_eq!((reply.status, &reply.json()["code"]), (409, &json!("wave_not_open_yet")));
    let reply = server.send(&Request::json("/api/v1/waves/nowhere/responses", &body));
    assert_eq!((reply.status, &reply.json()["code"]), (404, &json!("wave_not_found")));
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_but_intake_needs_a_key_of_the_right_role() {
    let Some((server, database)) = serving().await else { return };
    let viewer = must_run(&database, &server.folder, &["key", "create", "--role", "viewer", "-q"]);
    let viewer = viewer.trim();
    let table = json!({ "rows": "role" });
    let requests = [
        (Request::get("/api/v1/waves"), 200),
        (Request::get(WAVE), 200),
        (Request::get(&format!("{WAVE}/status")), 200),
        (Request::json(&format!("{WAVE}/tables"), &table), 403),
        (Request::json(&format!("{WAVE}/figures"), &json!({ "base": "all" })), 403),
        (Request::get(&format!("{WAVE}/export?format=csv")), 403),
    ];
    for (request, as_viewer) in requests {
        assert_eq!(server.send(&request).status, 401, "without a key");
        assert_eq!(server.send(&request.clone().key("cvs_wrong")).status, 401, "with a wrong key");
        assert_eq!(server.send(&request.clone().key(viewer)).status, as_viewer, "as a viewer");
        assert_eq!(server.send(&request.key(&server.key)).status, 200, "as the owner");
    }
    let keys = must_run(&database, &server.folder, &["key", "list"]);
    let id = keys.lines().find(|line| line.contains("viewer")).unwrap().split(' ').next().unwrap();
    must_run(&database, &server.folder, &["key", "revoke", id]);
    assert_eq!(server.send(&Request::get(WAVE).key(viewer)).status, 401, "after it was revoked");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_is_counted_in_the_table_the_status_and_the_export() {
    let Some((server, _database)) = serving().await else { return };
    for (role, tools) in [("dev", "a"), ("dev", "b"), ("ops", "b"), ("out", "a")] {
        let answers =
            if role == "out" { json!({ "role": role }) } else { json!({ "role": role, "tools": [tools] }) };
        assert_eq!(post(&server, Uuid::new_v4(), answers).0, 201);
    }
    let status = server.send(&Request::get(&format!("{WAVE}/status")).key(&server.key)).json();
    assert_eq!(status["state"], "open");
    assert_eq!(status["counts"]["complete"], 3);
    assert_eq!(status["counts"]["screened_out"], 1);
    let request = json!({ "rows": "tools", "columns": ["role"] });
    let table = server.send(&Request::json(&format!("{WAVE}/tables"), &request).key(&server.key)).json();
    assert_eq!(table["request"], request);
    assert_eq!(table["wave"], "every-kind");
    assert_eq!(table["n_records"], 3);
    assert_eq!(table["rows"][1]["code"], "b");
    assert_eq!(table["rows"][1]["cells"][0]["count"], 2);
    let bad = Request::json(&format!("{WAVE}/tables"), &json!({ "rows": "tolls" })).key(&server.key);
    let refusal = server.send(&bad);
    assert_eq!((refusal.status, &refusal.json()["code"]), (422, &json!("invalid_table")));
    assert!(refusal.text().contains("tools"), "{}", refusal.text());
    let figures = |body| server.send(&Request::json(&format!("{WAVE}/figures"), &body).key(&server.key));
    let figure = figures(json!({ "share": "tools", "codes": ["b"], "filter": "role == 'dev'" })).json();
    assert_eq!((&figure["value"], &figure["base"]["unweighted"]), (&json!(0.5), &json!(2)));
    let refusal = figures(json!({ "share": "tolls", "codes": ["b"] }));
    assert_eq!((refusal.status, &refusal.json()["code"]), (422, &json!("invalid_table")));
    let export = server.send(&Request::get(&format!("{WAVE}/export?format=csv")).key(&server.key));
    assert_eq!(export.header("content-type"), Some("text/csv; charset=utf-8"));
    assert_eq!(export.text().lines().count(), 5);
    let lines = server.send(&Request::get(&format!("{WAVE}/export?format=jsonl")).key(&server.key));
    for line in lines.text().lines() {
        assert!(serde_json::from_str::<serde_json::Value>(line).is_ok(), "{line}");
    }
    let report = server.send(&Request::get(&format!("{WAVE}/report")).key(&server.key));
    assert_eq!((report.status, &report.json()["code"]), (404, &json!("no_report")));
}

#[tokio::test(flavor = "multi_thread")]
async fn weights_come_with_a_request_and_errors_know_what_they_were_fitted_to() {
    let Some((server, _database)) = serving().await else { return };
    for (role, age) in [("dev", 30), ("dev", 44), ("dev", 51), ("ops", 28), ("ops", 33), ("other", 60)] {
        let answers = json!({ "role": role, "tools": ["a"], "age": age });
        assert_eq!(post(&server, Uuid::new_v4(), answers).0, 201);
    }
    let rake = json!({ "main": { "rake": { "role": { "dev": 0.4, "ops": 0.4, "other": 0.2 } } } });
    let se = |variance: &str| {
        let body = json!({ "rows": "age", "summary": ["mean", "se"], "weights": rake, "weight": "main",
            "variance": variance });
        let reply = server.send(&Request::json(&format!("{WAVE}/tables"), &body).key(&server.key));
        assert_eq!(reply.status, 200, "{}", reply.text());
        reply.json()["columns"][0]["summary"]["se"].as_f64().unwrap()
    };
    // The margin explains most of the ages.
    let (calibrated, fixed) = (se("calibrated"), se("design"));
    assert!(calibrated > 0.0 && calibrated < 0.6 * fixed, "{calibrated} {fixed}");
    let figure = json!({ "mean": "age", "weights": rake, "weight": "main", "variance": "calibrated" });
    let figures = |body| server.send(&Request::json(&format!("{WAVE}/figures"), &body).key(&server.key));
    let reply = figures(figure);
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert!((reply.json()["se"].as_f64().unwrap() - calibrated).abs() < 1e-12, "{}", reply.text());
    let refusal = figures(json!({ "mean": "age", "variance": "calibrated" }));
    assert_eq!((refusal.status, &refusal.json()["code"]), (422, &json!("invalid_table")));
    let body = json!({ "rows": "role", "weight": "age", "variance": "calibrated" });
    let refusal = server.send(&Request::json(&format!("{WAVE}/tables"), &body).key(&server.key));
    assert_eq!((refusal.status, &refusal.json()["code"]), (422, &json!("invalid_table")));
    assert!(refusal.text().contains("poststratify"), "{}", refusal.text());
    let weight = server.send(&Request::get(&format!("{WAVE}/weights/age")).key(&server.key));
    assert_eq!((weight.status, &weight.json()["n"]), (200, &json!(6)), "{}", weight.text());
    let weight = server.send(&Request::get(&format!("{WAVE}/weights/mian")).key(&server.key));
    assert_eq!(weight.status, 422, "{}", weight.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_address_that_is_described_is_there_and_every_method_that_is_not_is_refused() {
    let Some((server, _database)) = serving().await else { return };
    let described = server.send(&Request::get("/api/v1/openapi.json")).json();
    let paths = described["paths"].as_object().unwrap();
    assert!(paths.len() >= 7, "{paths:?}");
    for (path, methods) in paths {
        let address = path.replace("{wave}", "every-kind");
        for method in ["get", "post"] {
            let request = if method == "get" {
                Request::get(&address)
            } else {
                Request::post(&address, "application/json", "{}")
            };
            let status = server.send(&request.key(&server.key)).status;
            if methods.get(method).is_some() {
                assert!(
                    !matches!(status, 404 | 405) || path.ends_with("/report"),
                    "{method} {path}: {status}"
                );
            } else {
                assert_eq!(status, 405, "{method} {path}");
            }
        }
    }
    // And the other way round: the route table names no address of the API that the description lacks.
    let routes = include_str!("../../../src/http/mod.rs");
    let routed: BTreeSet<String> = routes
        .split("web::resource(\"/waves")
        .skip(1)
        .map(|rest| format!("/api/v1/waves{}", rest.split('"').next().unwrap()))
        .collect();
    let listed: BTreeSet<String> = paths.keys().cloned().collect();
    assert_eq!(routed, listed);
    let docs = server.send(&Request::get("/api/docs"));
    assert!(docs.text().contains("/api/v1/waves/{wave}/responses"));
    let printed = command(&_database, &server.folder).arg("openapi").output().unwrap();
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&printed.stdout).unwrap(), described);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_and_answers_are_protected() {
    let Some((server, _database)) = serving().await else { return };
    for address in ["/", "/s/every-kind", "/api/docs", "/nowhere", "/r/none", "/s/none"] {
        let reply = server.send(&Request::get(address));
        let policy = reply.header("content-security-policy").unwrap_or_default();
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{address}"
        );
        assert!(!policy.contains("unsafe-inline"), "{address}");
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"), "{address}");
        assert_eq!(reply.header("cache-control"), Some("no-store"), "{address}");
        assert!(reply.header("x-request-id").is_some(), "{address}");
    }
    assert_eq!(server.send(&Request::get("/healthz")).status, 200);
    assert_eq!(server.send(&Request::get("/readyz")).status, 200);
}
