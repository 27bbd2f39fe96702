//! Waves of the database: the same trends by both engines, by the program and over HTTP.

use std::fs;

use serde_json::Value;

use super::{check, trends, write_edition};
use crate::support::client::Request;
use crate::support::server::{Server, command, must_run};
use crate::support::{TempFolder, TestDatabase, database, on_a_runtime};

const WAVE: &str = "notice:
  controller: A chair of statistics
  contact: survey@example.org
  legal_ground: consent
  purposes: A study of tools
";

/// Two open waves with their answers, the report with its trends published with the second.
fn two_waves(database: &TestDatabase, folder: &TempFolder) {
    for edition in ["2023", "2024"] {
        let (own, slug) = (folder.0.join(edition), format!("w-{edition}"));
        let with = if edition == "2024" { trends("[w-2023, w-2024]", "w-2023") } else { String::new() };
        write_edition(&own, edition, &with);
        fs::write(own.join("wave.yaml"), format!("canvass: 1\nwave: {slug}\n{WAVE}")).unwrap();
        must_run(database, folder, &["wave", "create", &slug, "--questionnaire", own.to_str().unwrap()]);
        must_run(database, folder, &["wave", "open", &slug]);
        must_run(database, folder, &["import", &slug, own.join("responses.csv").to_str().unwrap()]);
    }
}

#[test]
fn waves_of_the_database_are_compared_by_both_engines_and_over_http() {
    let Some(database) = on_a_runtime(database()) else { return };
    let folder = TempFolder::new("trend-waves");
    two_waves(&database, &folder);
    let report = ["report", "--wave", "w-2024", "--format", "json"];
    let columns = must_run(&database, &folder, &report);
    let made: Value = serde_json::from_str(&columns).unwrap();
    check(&made);
    let sql = must_run(&database, &folder, &[&report[..], &["--engine", "sql"]].concat());
    assert_eq!(sql, columns);
    let server = Server::start(&database);
    let reply = server.send(&Request::get("/api/v1/waves/w-2024/report").key(&server.key));
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert_eq!(reply.json()["trends"], made["trends"]);
    // Of the earlier wave there is a report without trends.
    let reply = server.send(&Request::get("/api/v1/waves/w-2023/report").key(&server.key));
    assert_eq!((reply.status, &reply.json()["trends"]), (200, &serde_json::json!({})));
    // Trends are counted in memory: waves that do not fit there are named, and not counted as if nobody had answered.
    let refused = command(&database, &folder).env("CANVASS_CACHE_MB", "0").args(report).output().unwrap();
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!((refused.status.code(), refused.stdout.len()), (Some(1), 0), "{told}");
    assert!(told.contains("is too large for the memory"), "{told}");
}

#[test]
fn files_may_stand_beside_a_wave_only_where_the_report_is_a_file() {
    let Some(database) = on_a_runtime(database()) else { return };
    let folder = TempFolder::new("trend-mixed");
    two_waves(&database, &folder);
    let mixed = trends("[{ name: old, questionnaire: 2023, data: 2023/responses.csv }, w-2024]", "old");
    let other = folder.0.join("mixed.yaml");
    fs::write(&other, format!("canvass: 1\nreport: r\n{}\n{mixed}", super::WEIGHTS)).unwrap();
    let arguments = ["report", "--wave", "w-2024", "--report", other.to_str().unwrap(), "--format", "json"];
    check(&serde_json::from_str(&must_run(&database, &folder, &arguments)).unwrap());
    let unknown =
        "canvass: 1\nreport: r\ntrends: [{ id: t, waves: [w-1999, w-2024], share: adopted, codes: [y] }]\n";
    fs::write(&other, unknown).unwrap();
    let refused = command(&database, &folder).args(arguments).output().unwrap();
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!((refused.status.code(), refused.stdout.len()), (Some(1), 0), "{told}");
    assert!(told.contains("there is no wave `w-1999`"), "{told}");
}
