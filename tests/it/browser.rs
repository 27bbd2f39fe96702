//! The program's pages in a real browser: the form filled in with scripts and without, in two languages, on a phone's
//! width and a desk's, looked at by axe, and its answers found again in the export and in the tables.
//! `tests/browser/run.mjs` is the respondent.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test that skips aloud, and is told by its own settings where the browser is"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::support::client::Request;
use crate::support::server::{Server, must_run};
use crate::support::{TempFolder, database};

/// Chromium, node and what node needs, or why there is none.
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) scripts: PathBuf,
}

impl Browser {
    fn find() -> Result<Browser, String> {
        let chromium = std::env::var_os("CANVASS_CHROMIUM")
            .map(PathBuf::from)
            .or_else(|| ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(in_path))
            .ok_or("no Chromium; set CANVASS_CHROMIUM or install chromium")?;
        in_path("node").ok_or("no node")?;
        let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
        if !scripts.join("node_modules/playwright-core").exists() {
            in_path("npm").ok_or("no npm")?;
            let installed = Command::new("npm")
                .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
                .current_dir(&scripts)
                .output()
                .map_err(|error| error.to_string())?;
            if !installed.status.success() {
                return Err(format!("npm ci: {}", String::from_utf8_lossy(&installed.stderr)));
            }
        }
        Ok(Browser { chromium, scripts })
    }

    /// Plays all respondents against the server, and looks at the further pages: what was answered, and what was wrong.
    fn fill_in(&self, server: &Server, further: &[(&str, String)]) -> Value {
        let mut command = Command::new("node");
        command
            .arg(self.scripts.join("run.mjs"))
            .arg(format!("http://{}", server.address))
            .arg(&self.chromium)
            .env("CANVASS_KEY", &server.key)
            .stdin(Stdio::null());
        // A picture of every page it comes to, for people to look at.
        if let Some(folder) = std::env::var_os("CANVASS_PICTURES") {
            command.arg("--pictures").arg(folder);
        }
        command.args(further.iter().map(|(name, path)| format!("{name}={path}")));
        run(&mut command)
    }
}

/// What the script prints, as JSON.
pub(crate) fn run(command: &mut Command) -> Value {
    let output = command.output().unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{printed}{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_str(&printed).unwrap()
}

fn in_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// The browser; `None`, said aloud, where the machine has none. With CANVASS_REQUIRE_BROWSER=1 that is a failure.
pub(crate) fn browser() -> Option<Browser> {
    match Browser::find() {
        Ok(browser) => Some(browser),
        Err(why) => {
            assert!(
                std::env::var_os("CANVASS_REQUIRE_BROWSER").is_none_or(|required| required != "1"),
                "the browser tests could not run: {why}"
            );
            println!("skipped: {why}");
            None
        }
    }
}

const SURVEY: &str = "tests/browser/survey";

#[tokio::test(flavor = "multi_thread")]
async fn what_a_person_answers_in_a_browser_stands_in_the_export_and_in_the_tables() {
    let Some(browser) = browser() else { return };
    let Some(database) = database().await else { return };
    let folder = TempFolder::new("browser");
    let wave = |arguments: &[&str]| must_run(&database, &folder, &[&["wave"], arguments].concat());
    for slug in ["browser", "later", "over"] {
        wave(&["create", slug, "--questionnaire", SURVEY]);
    }
    wave(&["create", "parts", "--questionnaire", "tests/browser/parts"]);
    wave(&["open", "parts"]);
    wave(&["open", "browser"]);
    wave(&["open", "over"]);
    wave(&["close", "over"]);
    let server = Server::start(&database);
    let pages = [
        ("what is open", "/"),
        ("not open yet", "/s/later"),
        ("closed", "/s/over"),
        ("no such wave", "/s/nowhere"),
        ("no such page", "/nowhere"),
        ("the API", "/api/docs"),
        ("report", "/api/v1/waves/browser/report?format=html"),
    ];
    let found = browser.fill_in(&server, &pages.map(|(name, path)| (name, path.to_owned())));
    let failures: Vec<&str> =
        found["failures"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(failures.is_empty(), "\n{}\n", failures.join("\n"));
    assert!(found["looked"].as_u64().unwrap() > 80, "only {} pages were looked at", found["looked"]);

    let export = |wave: &str| must_run(&database, &folder, &["export", "--wave", wave, "--format", "csv"]);
    stand_in_the_export(&found["interviews"], 6, &export("browser"), "place.other.text");
    stand_in_the_export(&found["interviewsOfParts"], 4, &export("parts"), "why");

    let printed = must_run(
        &database,
        &folder,
        &[
            "tabulate",
            "--wave",
            "browser",
            "--rows",
            "work,place,rating,device.video,region",
            "--format",
            "json",
        ],
    );
    let request = json!({ "rows": ["work", "place", "rating", "device.video", "region"] });
    let answered = server.send(&Request::json("/api/v1/waves/browser/tables", &request).key(&server.key));
    let all = Some(6);
    let expected = [
        ("work:often", all),
        ("place:home", all),
        ("place:other", all),
        ("rating.video:well", all),
        ("rating.chat:fairly", all),
        ("device.video:phone", all),
        ("device.video:computer", all),
        ("region:else", all),
    ];
    for table in [serde_json::from_str(&printed).unwrap(), answered.json()] {
        assert_eq!(counted(&table), expected.map(|(row, count)| (row.to_owned(), count)), "{table}");
    }
}

/// Every interview is a row of the file, known by the answer to `key`, and the row holds its answers and no other.
fn stand_in_the_export(interviews: &Value, count: usize, exported: &str, key: &str) {
    let interviews = interviews.as_array().unwrap();
    assert_eq!(interviews.len(), count);
    let mut rows = rows_of(exported);
    rows.retain(|row| row["disposition"] == "complete");
    assert_eq!(rows.len(), interviews.len(), "{exported}");
    for interview in interviews {
        let answers = interview["answers"].as_object().unwrap();
        let given: BTreeMap<&str, &str> =
            answers.iter().map(|(name, answer)| (name.as_str(), answer.as_str().unwrap())).collect();
        let row = rows.iter().find(|row| row[key] == given[key]);
        let row = row.unwrap_or_else(|| panic!("{} is not in\n{exported}", given[key]));
        assert_eq!(row["language"], interview["language"]);
        let about = [
            "response_id",
            "external_id",
            "wave",
            "version",
            "disposition",
            "aapor",
            "language",
            "source",
            "device",
        ];
        let answered = row.iter().filter(|(name, value)| {
            !about.contains(&name.as_str()) && !name.ends_with("_at") && !value.is_empty()
        });
        let answered: BTreeMap<&str, &str> =
            answered.map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(answered, given);
    }
}

/// Rows that somebody is counted in, with their counts.
fn counted(table: &Value) -> Vec<(String, Option<u64>)> {
    let rows = table["rows"].as_array().unwrap().iter();
    let rows = rows.map(|row| (row["id"].as_str().unwrap().to_owned(), row["cells"][0]["count"].as_u64()));
    rows.filter(|(_, count)| *count != Some(0)).collect()
}

/// The rows of a CSV file, by column.
fn rows_of(csv: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    reader.deserialize().map(|row| row.unwrap()).collect()
}

/// Conditions of every form the language has, over items of the same page. Each is asked as it stands and turned
/// round, so that false and unknown are told apart.
const CONDITIONS: &[&str] = &[
    "one == 'a'",
    "one != 'a'",
    "one in ['b', 'c']",
    "!(one == 'a')",
    "size >= 2 && size < 3",
    "count * 2 + 1 == 61",
    "-count < 0",
    "count / 0 > 1",
    "count > 1.5",
    "born > '1999-12-31'",
    "born == '2000-02-29'",
    "'x' in tools",
    "has(tools, 'y')",
    "size(tools) == 2",
    "rank(best, 'y') == 1",
    "rank(best, 'x') > 1",
    "name == 'Kim'",
    "answered(one)",
    "answered(best) || answered(tools)",
    "asked(later) && !answered(later)",
    "asked(later)",
    "later == 'yes' || one == 'b'",
    "later == 'yes' && count == 30",
    "parts.r1 == '1' && parts.r2 != '1'",
    "answered(parts)",
    "likely >= 9",
    "min(count, 10) == 10 && max(count, likely) == 30",
    "sum(count, likely) > 35",
    "round(count / 7, 1) == 4.3",
    "one == 'b' || one == 'a' && count > 20",
    "before == 'p' && one == 'a'",
    "before == 'q' || count > 3",
    "years_between(born, '2018-02-28') < 18",
    "years_between(born, today()) >= 18",
    "years_between('2020-03-01', born) < 0",
    "twice > 50",
    "answered(twice) && !answered(grade)",
    "grade == '2'",
    "grade != '2'",
    "asked(adult)",
    "shares.r2 == 0",
    "sum(shares.r1, shares.r2) == 10",
    "asked(extra.r2)",
    "answered(extra)",
    "'y' in offered",
];

const WAVE_OF_CONDITIONS: &str = "canvass: 1
wave: conditions
questionnaire: questionnaire.yaml
timezone: Europe/Berlin
access: open
population: { text: Nobody }
sample: { type: opt_in }
notice: { controller: Tests, contact: tests@example.org, legal_ground: None needed, purposes: [Tests] }
";

/// The page that holds them, behind one whose answer it takes as known.
fn page_of_conditions() -> String {
    let mut text = String::from(
        "canvass: 1
id: conditions
edition: '1'
title: Conditions
languages: [en]
pages:
  - id: first
    title: All
    items:
      - { id: before, type: single, text: Before, options: [{ code: p, text: P }, { code: q, text: Q }] }
      - { id: one, type: single, text: One, options: [{ code: a, text: A }, { code: b, text: B }, { code: c, text: C }] }
      - { id: size, type: single, text: Size, options: [{ code: 1, text: I }, { code: 2, text: II }, { code: 3, text: III }] }
      - { id: count, type: number, text: Count, decimals: 2 }
      - { id: born, type: date, text: Born }
      - { id: tools, type: multiple, text: Tools, options: [{ code: x, text: X }, { code: y, text: Y }, { code: z, text: Z }] }
      - { id: best, type: ranking, text: Best, options: [{ code: x, text: X }, { code: y, text: Y }] }
      - { id: name, type: text, text: Name }
      - { id: parts, type: grid, text: Parts, options: [{ code: 1, text: I }, { code: 2, text: II }], rows: [{ id: r1, text: R1 }, { id: r2, text: R2 }] }
      - { id: likely, type: scale, text: Likely, from: 0, to: 10, from_text: no, to_text: yes }
      - { id: shares, type: allocation, text: Shares, total: 10, rows: [{ id: r1, text: R1 }, { id: r2, text: R2 }] }
      - { id: twice, type: computed, text: Twice, as: number, value: \"count * 2\" }
      - { id: grade, type: computed, text: Grade, as: single, show_if: \"count > 0\", value: \"size\", options: [{ code: 1, text: I }, { code: 2, text: II }, { code: 3, text: III }] }
      - { id: adult, type: computed, text: Adult, as: number, show_if: \"one == 'b'\", value: \"1\" }
      - { id: extra, type: grid, text: Extra, options: [{ code: 1, text: I }], rows: [{ id: r1, text: R1 }, { id: r2, text: R2, show_if: \"one == 'a'\" }] }
      - { id: offered, type: multiple, text: Offered, options: [{ code: x, text: X }, { code: y, text: Y, show_if: \"count >= 30\" }] }
      - { id: later, type: single, text: Later, show_if: \"one == 'a'\", options: [{ code: yes, text: 'Yes' }, { code: no, text: 'No' }] }
",
    );
    for (index, condition) in CONDITIONS.iter().enumerate() {
        for (name, condition) in [("case", (*condition).to_owned()), ("case_not", format!("!({condition})"))]
        {
            text.push_str(&format!(
                "      - {{ id: {name}{index}, type: note, text: '{index}', show_if: \"{condition}\" }}\n"
            ));
        }
    }
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn a_condition_means_the_same_in_the_browser_as_on_the_server() {
    let Some(browser) = browser() else { return };
    let Some(database) = database().await else { return };
    let folder = TempFolder::new("conditions");
    std::fs::write(folder.0.join("questionnaire.yaml"), page_of_conditions()).unwrap();
    std::fs::write(folder.0.join("wave.yaml"), WAVE_OF_CONDITIONS).unwrap();
    let survey = folder.0.to_str().unwrap();
    must_run(&database, &folder, &["wave", "create", "conditions", "--questionnaire", survey]);
    must_run(&database, &folder, &["wave", "open", "conditions"]);
    let server = Server::start(&database);
    let drafts = [
        "",
        "one=a",
        "one=b&count=30&likely=9&shares.r1=10&offered=y",
        "one=a&later=yes&count=30&size=2&born=2000-02-29&tools=x&tools=y&best.y=1&best.x=2&name=Kim&parts.r1=1&parts.r2=2&likely=10&before=p",
        "one=b&later=yes&count=-4&size=3&shares.r1=4&shares.r2=5&extra.r2=1&offered=y&born=1999-12-31&tools=z&best.x=1&name=kim&parts.r1=2&likely=0&before=q",
        "count=1,5&name=+Kim+&best.x=1&best.y=1&before=p",
        "count=\u{ff13}\u{ff10}&size=1",
        "count=1,500&tools=x",
        "count=thirty&later=no",
        "one=c&count=.5&parts.r2=1&extra.r1=1&size=2",
    ];
    let count = drafts.len();
    let interviews = drafts.map(|answers| begun_with(&server, answers));
    let shown = run(Command::new("node")
        .arg(browser.scripts.join("conditions.mjs"))
        .arg(&browser.chromium)
        .args(interviews));
    let lists = |who: &str| shown[who].as_array().unwrap().clone();
    assert_eq!(lists("server").len(), count);
    for (draft, (by_server, by_script)) in lists("server").iter().zip(lists("script")).enumerate() {
        assert_eq!(*by_server, by_script, "draft {draft}");
    }
    // Every condition was true somewhere and false somewhere, or the drafts show too little.
    let everything = shown["server"].to_string();
    let never: Vec<&str> = CONDITIONS
        .iter()
        .enumerate()
        .filter(|(index, _)| {
            !everything.contains(&format!("\"item-case{index}\""))
                && !everything.contains(&format!("\"item-case_not{index}\""))
        })
        .map(|(_, condition)| *condition)
        .collect();
    assert_eq!(never, ["count / 0 > 1"], "always unknown");
}

/// The personal link of an interview whose first page holds these answers.
pub(crate) fn begun_with(server: &Server, answers: &str) -> String {
    let path = "/s/conditions";
    let started = server.send(&Request::form(path, &[("_go", "start"), ("_language", "en")]));
    let cookie = started.cookie().unwrap();
    let mut fields = vec![("_page", "first".to_owned())];
    fields.extend(
        answers
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name, value.replace('+', " "))),
    );
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let save = Request::form(&format!("{path}/save"), &fields).header("cookie", &cookie);
    assert_eq!(server.send(&save).status, 204);
    let (_, token) = cookie.split_once('=').unwrap();
    format!("http://{}{path}/resume/{token}", server.address)
}
