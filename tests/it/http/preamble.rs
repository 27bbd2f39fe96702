//! What comes before the first page: consents with their boxes and refusals, and the arms, which stay balanced whoever asks.

use serde_json::json;
use uuid::Uuid;

use super::{Request, Server, TempFolder, TestDatabase, database, must_run};

const SURVEY: &str = "canvass: 1
id: preamble
edition: '1'
title: Before the first page
languages: [en]
consent:
  - { id: taking_part, text: I take part, required: true }
  - { id: publication, text: My answers may be published }
arms:
  wording: { old: 1, new: 1 }
pages:
  - id: only
    shuffle: items
    items:
      - { id: asked_old, type: number, text: The old question, show_if: \"arm.wording == 'old'\" }
      - { id: asked_new, type: number, text: The new question, show_if: \"arm.wording == 'new'\" }
      - { id: open, type: text, text: May we quote you?, show_if: consent.publication }
      - id: colour
        type: single
        text: Which colour?
        order: random
        options: [{ code: red, text: Red }, { code: green, text: Green }, { code: blue, text: Blue }]
endings: { complete: Thank you }
";
const WAVE: &str = "canvass: 1
wave: preamble
questionnaire: questionnaire.yaml
timezone: Europe/Berlin
access: open
population: { text: Nobody }
sample: { type: opt_in }
notice: { controller: Tests, contact: tests@example.org, legal_ground: Consent, purposes: [Tests] }
";
const FORM: &str = "/s/preamble";
const RESPONSES: &str = "/api/v1/waves/preamble/responses";

async fn opened() -> Option<(TestDatabase, TempFolder)> {
    let database = database().await?;
    let folder = TempFolder::new("preamble");
    std::fs::write(folder.0.join("questionnaire.yaml"), SURVEY).unwrap();
    std::fs::write(folder.0.join("wave.yaml"), WAVE).unwrap();
    let survey = folder.0.to_str().unwrap().to_owned();
    must_run(&database, &folder, &["wave", "create", "preamble", "--questionnaire", &survey]);
    must_run(&database, &folder, &["wave", "open", "preamble"]);
    Some((database, folder))
}

fn counts(server: &Server) -> serde_json::Value {
    let status = Request::get("/api/v1/waves/preamble/status").key(&server.key);
    server.send(&status).json()["counts"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_required_consent_is_given_or_nothing_but_a_count_is_kept() {
    let Some((database, folder)) = opened().await else { return };
    let server = Server::start(&database);
    let first = server.send(&Request::get(FORM)).text();
    assert_eq!(first.matches("type=\"checkbox\"").count(), 2);
    assert!(!first.contains(" checked"), "no box is ticked beforehand");
    let start = |ticked: &[&str]| {
        let mut fields = vec![("_go", "start"), ("_language", "en")];
        fields.extend(ticked.iter().map(|id| ("_consent", *id)));
        server.send(&Request::form(FORM, &fields))
    };
    let lacking = start(&["publication"]);
    assert_eq!((lacking.status, lacking.cookie()), (422, None));
    assert!(lacking.text().contains("This box must be ticked to take part"), "{}", lacking.text());
    assert!(lacking.text().contains("value=\"publication\" checked"), "what was ticked stays");

    let declined = server.send(&Request::form(FORM, &[("_go", "decline"), ("_language", "en")]));
    assert_eq!(declined.status, 303);
    let shown = server.send(&Request::get(declined.header("location").unwrap())).text();
    assert!(shown.contains("You have decided not to take part"), "{shown}");
    let refused = counts(&server);
    assert_eq!((&refused["refused_consent"], &refused["started"]), (&json!(1), &json!(0)));

    let started = start(&["taking_part"]);
    assert_eq!(started.status, 303, "{}", started.text());
    let cookie = started.cookie().unwrap();
    let fields = [("_page", "only"), ("_go", "next"), ("colour", "red")];
    let sent = server.send(&Request::form(FORM, &fields).header("cookie", &cookie));
    assert_eq!(sent.status, 303, "{}", sent.text());
    assert_eq!(counts(&server)["complete"], 1);
    let exported = must_run(&database, &folder, &["export", "--wave", "preamble", "--format", "csv"]);
    let mut rows = csv::Reader::from_reader(exported.as_bytes());
    let row: std::collections::BTreeMap<String, String> = rows.deserialize().next().unwrap().unwrap();
    assert_eq!(row["colour"], "red", "{exported}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_must_bring_the_required_consent_and_may_bring_the_arms() {
    let Some((database, _folder)) = opened().await else { return };
    let server = Server::start(&database);
    let post = |body: serde_json::Value| {
        let mut body = body;
        body["response_id"] = json!(Uuid::new_v4());
        let reply = server.send(&Request::json(RESPONSES, &body));
        (reply.status, reply.json())
    };
    let wrong = json!({ "answers": {}, "arms": { "wording": "older", "shape": "x" }, "consents": { "publication": "yes" } });
    let (status, problem) = post(wrong);
    assert_eq!(status, 422, "{problem}");
    let rules: Vec<(&str, &str)> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| (error["item"].as_str().unwrap(), error["rule"].as_str().unwrap()))
        .collect();
    assert_eq!(
        rules,
        [
            ("arm.shape", "unknown_item"),
            ("arm.wording", "unknown_code"),
            ("consent.publication", "type"),
            ("consent.taking_part", "required")
        ]
    );
    let given = json!({ "answers": { "asked_old": 3, "asked_new": 4 }, "arms": { "wording": "new" },
        "consents": { "taking_part": true } });
    let (status, stored) = post(given);
    assert_eq!((status, &stored["ignored"]), (201, &json!(["asked_old"])), "{stored}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_arms_stay_balanced_however_many_programs_ask() {
    let Some((database, _folder)) = opened().await else { return };
    let servers = [Server::start(&database), Server::start(&database)];
    let body = json!({ "answers": { "asked_old": 1, "asked_new": 1 }, "consents": { "taking_part": true } });
    let old: usize = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..4)
            .map(|worker| {
                let (server, body) = (&servers[worker % 2], &body);
                scope.spawn(move || {
                    (0..6)
                        .filter(|_| {
                            let mut body = body.clone();
                            body["response_id"] = json!(Uuid::new_v4());
                            let reply = server.send(&Request::json(RESPONSES, &body));
                            assert_eq!(reply.status, 201, "{}", reply.text());
                            reply.json()["ignored"] == json!(["asked_new"])
                        })
                        .count()
                })
            })
            .collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).sum()
    });
    assert_eq!(old, 12, "of 24");
}
