//! Trends from end to end: waves in files and in the database, what the comparison of the questionnaires lets through, and
//! the numbers against plain loops.

mod files;
mod plain;
mod stored;

use std::fs;
use std::path::Path;

use serde_json::Value;

/// An edition's items; `2024` renames and recodes one, rewords one, and asks one in another way.
fn questionnaire(edition: &str) -> String {
    let items = match edition {
        "2023" => {
            "      - { id: use, type: single, text: Do you use it?, options: [{ code: 1, text: \"Yes\" }, { code: 2, text: \"No\" }, { code: dk, text: I do not know, missing: dont_know }] }
      - { id: kind, type: multiple, text: Which kinds?, options: [{ code: a, text: A }, { code: b, text: B }] }
      - { id: liked, type: scale, from: 0, to: 10, text: Would you recommend it? }"
        }
        _ => {
            "      - { id: adopted, type: single, text: Do you use it?, replaces: use, comparable: recoded, map: { y: 1, n: 2 }, options: [{ code: y, text: \"Yes\" }, { code: n, text: \"No\" }, { code: dk, text: I do not know, missing: dont_know }] }
      - { id: kind, type: single, text: Which kind?, options: [{ code: a, text: A }, { code: b, text: B }] }
      - { id: liked, type: scale, from: 0, to: 10, text: Would you recommend it to others? }
      - { id: cost, type: single, text: Is it dear?, options: [{ code: 1, text: \"Yes\" }, { code: 2, text: \"No\" }] }"
        }
    };
    format!(
        "canvass: 1\nid: survey\nedition: \"{edition}\"\ntitle: A survey of two waves\nlanguages: [en]\npages:\n  - id: p\n    items:\n      - {{ id: role, type: single, text: What do you do?, options: [{{ code: dev, text: I develop }}, {{ code: ops, text: I run }}] }}\n{items}\n"
    )
}

/// Kinds of respondents with their number.
fn answers(edition: &str) -> (&'static str, &'static [(u32, &'static str)]) {
    match edition {
        "2023" => (
            "role,use,kind,liked",
            &[(30, "dev,1,a,9"), (70, "dev,2,b,5"), (20, "ops,1,a,10"), (20, "ops,dk,b,7")],
        ),
        _ => (
            "role,adopted,kind,liked,cost",
            &[(60, "dev,y,a,9,1"), (40, "dev,n,b,8,2"), (50, "ops,y,a,10,1"), (10, "ops,n,b,2,2")],
        ),
    }
}

const WEIGHTS: &str = "weights: { balanced: { rake: { role: { dev: 0.5, ops: 0.5 } } } }";

/// Writes an edition with its answers and its report, to which `trends` are added.
fn write_edition(folder: &Path, edition: &str, trends: &str) {
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join("questionnaire.yaml"), questionnaire(edition)).unwrap();
    let (head, kinds) = answers(edition);
    let mut rows = format!("response_id,{head}\n");
    let mut id = if edition == "2023" { 0 } else { 1000 };
    for (count, cells) in kinds {
        for _ in 0..*count {
            id += 1;
            rows += &format!("00000000-0000-4000-8000-{id:012},{cells}\n");
        }
    }
    fs::write(folder.join("responses.csv"), rows).unwrap();
    fs::write(folder.join("report.yaml"), format!("canvass: 1\nreport: r\n{WEIGHTS}\n{trends}")).unwrap();
}

/// The trends that both ways of keeping waves are asked for; `waves` as a report file names them.
fn trends(waves: &str, first: &str) -> String {
    format!(
        "trends:
  - {{ id: adoption, waves: {waves}, share: adopted, codes: [y], by: role, reweight: {{ to: {first}, on: [role] }} }}
  - {{ id: weighted, waves: {waves}, share: adopted, codes: [y], weight: balanced }}
  - {{ id: promoters, waves: {waves}, nps: liked }}
  - {{ id: kinds, waves: {waves}, share: kind, codes: [a] }}
  - {{ id: dear, waves: {waves}, share: cost, codes: [1] }}
"
    )
}

/// What the trends of [`trends`] must say, whatever keeps the waves.
fn check(made: &Value) {
    let trend = |id: &str| &made["trends"][id];
    let notes = |id: &str| trend(id)["notes"].to_string();
    let value =
        |id: &str, line: usize, point: usize| trend(id)["series"][line]["points"][point]["value"].as_f64();
    let close = |found: Option<f64>, wanted: f64| {
        assert!(found.is_some_and(|found| (found - wanted).abs() < 1e-6), "{found:?} {wanted}");
    };
    // Recoded: 50 of 120 who know, 110 of 160.
    close(value("adoption", 0, 0), 50.0 / 120.0);
    close(value("adoption", 0, 1), 110.0 / 160.0);
    assert!(notes("adoption").contains("carried over by the declared map"), "{}", notes("adoption"));
    let lines: Vec<&str> = trend("adoption")["series"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|line| line["id"].as_str())
        .collect();
    assert_eq!(lines, ["all", "reweighted", "dev", "ops"]);
    // 100 and 40 people of 2023 have a role.
    close(value("adoption", 1, 1), (100.0 * 0.6 + 40.0 * 50.0 / 60.0) / 140.0);
    close(value("adoption", 2, 0), 0.3);
    close(value("adoption", 3, 1), 50.0 / 60.0);
    // Twenty are too few to be tested.
    assert_eq!(trend("adoption")["series"][3]["changes"][0]["p"], Value::Null);
    let change = &trend("adoption")["series"][0]["changes"][0];
    // R: prop <- c(50/120, 110/160); n/(n-1) of 140 and 160 people; 2 * pnorm(-abs(diff(prop) / se))
    close(change["difference"].as_f64(), 110.0 / 160.0 - 50.0 / 120.0);
    // Each wave is raked by its own report file to as many of both roles.
    close(value("weighted", 0, 0), (70.0 * 0.3 + 35.0) / (70.0 + 35.0));
    close(value("weighted", 0, 1), 0.5 * 0.6 + 0.5 * 50.0 / 60.0);
    // With care, and why.
    close(value("promoters", 0, 0), 100.0 * (50.0 - 70.0) / 140.0);
    assert_eq!(trend("promoters")["series"][0]["points"][1]["verdict"], "with_care");
    assert!(notes("promoters").contains("other words"), "{}", notes("promoters"));
    // Broken: no number but the reason.
    assert_eq!((value("kinds", 0, 0), value("kinds", 0, 1)), (None, None));
    assert!(notes("kinds").contains("kind is a multiple there and a single here"), "{}", notes("kinds"));
    assert_eq!(trend("kinds")["series"][0]["changes"], Value::Array(Vec::new()));
    // Not asked: null, never 0.
    assert_eq!((value("dear", 0, 0), value("dear", 0, 1)), (None, Some(110.0 / 160.0)));
    assert!(notes("dear").contains("did not ask cost: no number"), "{}", notes("dear"));
}
