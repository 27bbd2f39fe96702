//! `canvass demo`, and the commands on a database.

use std::net::TcpListener;

use super::{Ran, TempFolder, ran};
use crate::support::server::command;
use crate::support::{TestDatabase, database};

fn run(database: &TestDatabase, folder: &TempFolder, arguments: &[&str]) -> Ran {
    ran(command(database, folder).args(arguments).output().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_reproduces_what_was_published_and_adds_nothing_twice() {
    let Some(database) = database().await else { return };
    let folder = TempFolder::new("demo");
    let first = run(&database, &folder, &["demo", "--once"]);
    assert_eq!(first.code, 0, "{}", first.err);
    assert!(first.out.contains("Synthetic"), "the report says that nobody was asked");
    assert!(!first.out.contains("DIFFERS"), "{}", first.out);
    assert!(first.err.contains("284 responses stored"), "{}", first.err);
    let second = run(&database, &folder, &["demo", "--once"]);
    assert_eq!(second.out, first.out, "the same answers, the same bytes");
    assert!(second.err.contains("nothing was added"), "{}", second.err);
    let checked = run(&database, &folder, &["report", "--wave", "genai-2023", "--check", "--format", "json"]);
    assert_eq!(checked.code, 0, "{}", checked.err);
    assert_eq!(checked.json()["figures"]["respondents"]["value"], 284.0);
    let shown = run(&database, &folder, &["wave", "show", "genai-2023", "--format", "json"]);
    assert_eq!(shown.json()["counts"]["complete"], 284);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_taken_port_is_named_with_the_way_out() {
    let Some(database) = database().await else { return };
    let folder = TempFolder::new("port");
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let demo = run(&database, &folder, &["demo", "--port", &port]);
    assert_eq!(demo.code, 3);
    assert!(demo.err.contains(&port) && demo.err.contains("--port"), "{}", demo.err);
    let serve = run(&database, &folder, &["serve", "--bind", &format!("127.0.0.1:{port}")]);
    assert_eq!(serve.code, 3);
    assert!(serve.err.contains("--bind 127.0.0.1:"), "{}", serve.err);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_says_what_became_of_every_row_and_changes_nothing_the_second_time() {
    let Some(database) = database().await else { return };
    let folder = TempFolder::new("import");
    let survey = "tests/surveys/every_kind";
    let created = run(&database, &folder, &["wave", "create", "every-kind", "--questionnaire", survey]);
    assert_eq!(created.code, 0, "{}", created.err);
    let file = "tests/surveys/every_kind/responses.csv";
    let arguments = ["import", "every-kind", file, "--format", "json"];
    let first = run(&database, &folder, &arguments).json();
    assert_eq!((&first["rows"], &first["accepted"], &first["repeated"]), (&6.into(), &6.into(), &0.into()));
    let second = run(&database, &folder, &arguments).json();
    assert_eq!(second["repeated"], 6);
    let table =
        run(&database, &folder, &["tabulate", "--wave", "every-kind", "--rows", "role", "--format", "json"]);
    assert_eq!(table.json()["n_records"], 5);
    let unknown = run(&database, &folder, &["tabulate", "--wave", "nowhere", "--rows", "role"]);
    assert_eq!((unknown.code, unknown.out.as_str()), (1, ""));
}
