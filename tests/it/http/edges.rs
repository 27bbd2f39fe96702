//! What no client of ours sends: other methods, addresses, headers, forms and table requests of any bytes. Each is
//! refused or taken, and never breaks the server.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::json;

use super::{Reply, Request, Server, serving};

const TABLES: &str = "/api/v1/waves/every-kind/tables";
const FORM: &str = "/s/every-kind";
const FORM_TYPE: &str = "application/x-www-form-urlencoded";

fn runner(cases: u32) -> TestRunner {
    TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() })
}

fn unbroken(reply: &Reply) -> Result<(), TestCaseError> {
    prop_assert!((200..500).contains(&reply.status), "{}: {}", reply.status, reply.text());
    Ok(())
}

/// Any bytes as they may stand in an address.
fn percent_encoded(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("%{byte:02X}")).collect()
}

fn start_interview(server: &Server) -> String {
    let reply = server.send(&Request::form(FORM, &[("_go", "start")]));
    assert_eq!(reply.status, 303);
    reply.cookie().expect("an interview has its cookie")
}

#[tokio::test(flavor = "multi_thread")]
async fn other_methods_are_answered_with_those_there_are() {
    let Some((server, _database)) = serving().await else { return };
    for address in ["/", FORM, "/healthz", "/api/v1/openapi.json"] {
        let whole = server.send(&Request::get(address));
        let head = server.send(&Request::with_method("HEAD", address));
        assert_eq!(
            (head.status, head.header("content-type")),
            (200, whole.header("content-type")),
            "{address}"
        );
        let options = server.send(&Request::with_method("OPTIONS", address));
        assert_eq!(options.status, 204, "{address}");
        assert!(options.header("allow").unwrap_or_default().starts_with("GET, HEAD"), "{address}");
        let refused = server.send(&Request::with_method("DELETE", address));
        assert_eq!((refused.status, &refused.json()["code"]), (405, &json!("method_not_allowed")));
    }
    assert_eq!(server.send(&Request::with_method("HEAD", "/nowhere")).status, 404);
    let post_only = server.send(&Request::with_method("OPTIONS", TABLES));
    assert_eq!((post_only.status, post_only.header("allow")), (204, Some("POST")));
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_of_any_bytes_lead_nowhere() {
    let Some((server, _database)) = serving().await else { return };
    for address in ["/s/%00", "/s/a%00b/save", "/r/%00", "/s/every-kind/resume/%00", "/api/v1/waves/%00"] {
        let reply = server.send(&Request::get(address).key(&server.key));
        assert!(matches!(reply.status, 404 | 405), "{address}: {}", reply.status);
    }
    let places =
        ["/s/{}", "/s/every-kind/resume/{}", "/r/{}", "/assets/{}", "/api/v1/waves/{}/status", "/{}"];
    let queries = [
        "/s/every-kind?language={}",
        "/s/every-kind?source={}",
        "/api/v1/waves/every-kind/export?format={}",
        "/api/v1/waves/every-kind/export?{}",
        "/api/v1/waves/every-kind/report?language={}",
    ];
    let all: Vec<&str> = places.into_iter().chain(queries).collect();
    let address = (proptest::sample::select(all), proptest::collection::vec(any::<u8>(), 0..40));
    runner(200)
        .run(&address, |(place, bytes)| {
            let path = place.replace("{}", &percent_encoded(&bytes));
            unbroken(&server.send(&Request::get(&path).key(&server.key)))
        })
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn headers_of_any_text_break_nothing() {
    let Some((server, _database)) = serving().await else { return };
    let names =
        ["accept-language", "cookie", "authorization", "accept", "content-type", "origin", "user-agent"];
    let addresses = [FORM, "/", "/api/v1/waves/every-kind/report", "/api/v1/waves"];
    let header = (proptest::sample::select(names.to_vec()), "[ -~\u{a1}-\u{2ff}]{0,80}");
    runner(150)
        .run(&(proptest::sample::select(addresses.to_vec()), header), |(address, (name, value))| {
            unbroken(&server.send(&Request::get(address).header(name, &value)))?;
            unbroken(&server.send(&Request::form(FORM, &[("_go", "next")]).header(name, &value)))
        })
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_any_fields_is_taken_or_refused() {
    let Some((server, _database)) = serving().await else { return };
    let cookie = start_interview(&server);
    let nul =
        Request::form(&format!("{FORM}/save"), &[("role", "d\0ev"), ("\0", "x")]).header("cookie", &cookie);
    assert_eq!(server.send(&nul).status, 204, "a NUL is left out, the rest is kept");
    let names = [
        "_go",
        "_page",
        "_language",
        "_shown",
        "_source",
        "role",
        "role.other.text",
        "tools",
        "why_saw",
        "age",
        "share",
        "views.fast",
        "views",
        "places.home",
        "order.price",
        "order",
        "since_when",
        "email",
        "nothing",
    ];
    let name = prop_oneof![proptest::sample::select(names.to_vec()).prop_map(str::to_owned), ".{0,20}"];
    let value = prop_oneof![
        proptest::sample::select(vec!["next", "back", "start", "first", "second", "dev", "a", "1", "ko", ""])
            .prop_map(str::to_owned),
        ".{0,40}",
    ];
    let fields = proptest::collection::vec((name, value), 0..12);
    runner(200)
        .run(&(any::<bool>(), fields), |(save, fields)| {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let path = if save { format!("{FORM}/save") } else { FORM.to_owned() };
            unbroken(&server.send(&Request::form(&path, &fields).header("cookie", &cookie)))?;
            unbroken(&server.send(&Request::get(FORM).header("cookie", &cookie)))
        })
        .unwrap();
    runner(100)
        .run(&proptest::collection::vec(any::<u8>(), 0..200), |bytes| {
            unbroken(&server.send(&Request::post(FORM, FORM_TYPE, bytes).header("cookie", &cookie)))
        })
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_request_of_any_shape_is_answered_or_refused() {
    let Some((server, _database)) = serving().await else { return };
    let bodies = [
        json!({ "rows": "tools", "columns": ["role"], "filter": "age > 20", "base": "asked" }),
        json!({ "rows": ["age"], "summary": ["mean", "sd"], "show": ["count", "column_pct"], "confidence": 0.95 }),
        json!({ "rows": "views", "top_box": 2, "sort": "total", "include_missing": ["all"] }),
        json!({ "rows": "role", "columns": [{ "nest": ["role", "tools"] }], "weight": "share", "test": "z" }),
    ];
    let bodies: Vec<Vec<u8>> = bodies.iter().map(|body| body.to_string().into_bytes()).collect();
    let kinds = proptest::sample::select(vec!["application/json", "application/yaml"]);
    let hits = proptest::collection::vec((any::<u16>(), any::<u8>(), 0..3_u8), 0..5);
    runner(300)
        .run(&(proptest::sample::select(bodies), kinds, hits), |(mut body, kind, hits)| {
            for (at, byte, how) in hits {
                let at = usize::from(at) % (body.len() + 1);
                match how {
                    0 => body.insert(at, byte),
                    1 if at < body.len() => body[at] = byte,
                    _ if at < body.len() => drop(body.remove(at)),
                    _ => body.push(byte),
                }
            }
            unbroken(&server.send(&Request::post(TABLES, kind, body).key(&server.key)))
        })
        .unwrap();
    let deep = format!("{}1{}", "[".repeat(50_000), "]".repeat(50_000));
    for kind in ["application/json", "application/yaml"] {
        let reply = server.send(&Request::post(TABLES, kind, deep.clone()).key(&server.key));
        assert!((400..500).contains(&reply.status), "{kind}: {}", reply.status);
    }
}
