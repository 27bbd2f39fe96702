//! The two engines against each other: columns in memory and SQL in PostgreSQL fill the same plans, and the tables made of
//! them agree in every cell.

mod plans;
mod requests;
mod survey;

use canvass::diagnostics::{Sources, has_errors};
use canvass::export::json;
use canvass::service::{ServiceError, load_dataset, refused, stored_dataset};
use canvass::tabulation::request::{add_source, parse};
use canvass::tabulation::{Dataset, Declared, TrendWaves, report, report_file, tabulate};
use serde_json::Value;

use crate::support::server::command;
use crate::support::{TempFolder, on_a_runtime};
use plans::plan;
use requests::request;
use survey::stored;

/// The table as JSON, or why there is none.
fn table(dataset: &Dataset, text: &str) -> Result<Value, String> {
    let mut sources = Sources::default();
    let file = add_source(&mut sources, "request", text);
    let (request, diagnostics) = parse(&sources, file);
    let request = request.ok_or_else(|| format!("{diagnostics:?}"))?;
    let table = tabulate(&request, None, dataset).map_err(|diagnostics| match refused(dataset) {
        Some(refused) => refused.to_string(),
        None => format!("{diagnostics:?}"),
    })?;
    Ok(json::table(&table, &Value::Null))
}

/// The first place where the two differ: whole numbers and words are the same, others to 12 digits of the largest around.
fn difference(one: &Value, other: &Value, at: &str) -> Option<String> {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            if one.keys().ne(other.keys()) {
                return Some(format!("{at}: other keys"));
            }
            one.iter().find_map(|(key, value)| difference(value, &other[key], &format!("{at}.{key}")))
        }
        (Value::Array(one), Value::Array(other)) => {
            if one.len() != other.len() {
                return Some(format!("{at}: {} and {} parts", one.len(), other.len()));
            }
            let pairs = one.iter().zip(other).enumerate();
            pairs
                .into_iter()
                .find_map(|(place, (one, other))| difference(one, other, &format!("{at}[{place}]")))
        }
        (Value::Number(a), Value::Number(b)) if one != other => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            let close = (a - b).abs() <= 1e-12 * a.abs().max(b.abs()).max(1.0);
            (!close).then(|| format!("{at}: {a:?} and {b:?}"))
        }
        _ => (one != other).then(|| format!("{at}: {one} and {other}")),
    }
}

#[test]
fn both_engines_make_the_same_of_random_tables() {
    let requests = u64::from(crate::support::shared::cases(200, 2_000));
    on_a_runtime(async {
        let Some(stored) = stored(600).await else { return };
        let columns = load_dataset(&stored.service, &stored.wave, None).await.unwrap();
        let sql = stored_dataset(&stored.service, &stored.wave, None).await.unwrap();
        assert_eq!(sql.respondents(), columns.respondents());
        let (mut made, mut wrong) = (0, Vec::new());
        for seed in 1..=requests {
            let text = request(seed);
            match (table(&columns, &text), table(&sql, &text)) {
                (Ok(one), Ok(other)) => {
                    made += 1;
                    wrong.extend(difference(&one, &other, "").map(|what| format!("{seed}: {what}\n{text}")));
                }
                (Err(one), Err(other)) if one == other => {}
                (one, other) => wrong.push(format!("{seed}: {:?}\n{:?}\n{text}", one.err(), other.err())),
            }
            if wrong.len() > 3 {
                break;
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
        println!("{made} of {requests} random requests make tables");
        assert!(made * 4 > requests * 3, "{made} of {requests} random requests make tables");
    });
}

/// The report as JSON, or why there is none.
fn report_of(dataset: &Dataset, text: &str) -> Result<Value, String> {
    let mut sources = Sources::default();
    let file = add_source(&mut sources, "report.yaml", text);
    let (read, diagnostics) =
        report_file::parse(&sources, file, &dataset.questionnaire, &Declared::default());
    let read = read.filter(|_| !has_errors(&diagnostics)).ok_or_else(|| format!("{diagnostics:?}"))?;
    let made = report(&read, dataset, &TrendWaves::none()).map_err(|diagnostics| format!("{diagnostics:?}"));
    match refused(dataset) {
        Some(refused) => Err(refused.to_string()),
        None => Ok(json::report(&made?, &|_| Value::Null)),
    }
}

#[test]
fn both_engines_count_the_same_for_random_plans() {
    let plans = u64::from(crate::support::shared::cases(30, 2_000));
    on_a_runtime(async {
        let Some(stored) = stored(400).await else { return };
        let columns = load_dataset(&stored.service, &stored.wave, None).await.unwrap();
        let sql = stored_dataset(&stored.service, &stored.wave, None).await.unwrap();
        let (mut made, mut seed, mut wrong) = (0, 0, Vec::new());
        // What cannot be is refused by both, and does not count.
        while made < plans && seed < 4 * plans {
            seed += 1;
            let text = plan(seed);
            match (report_of(&columns, &text), report_of(&sql, &text)) {
                (Ok(one), Ok(other)) => {
                    made += 1;
                    wrong.extend(difference(&one, &other, "").map(|what| format!("{seed}: {what}\n{text}")));
                }
                (Err(one), Err(other)) if one == other => {}
                (one, other) => wrong.push(format!("{seed}: {:?}\n{:?}\n{text}", one.err(), other.err())),
            }
            if wrong.len() > 3 {
                break;
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
        println!("{made} random plans");
        assert_eq!(made, plans);
    });
}

#[test]
fn both_engines_make_the_same_report_with_every_kind_of_figure() {
    on_a_runtime(async {
        let Some(stored) = stored(900).await else { return };
        let columns = load_dataset(&stored.service, &stored.wave, None).await.unwrap();
        let sql = stored_dataset(&stored.service, &stored.wave, None).await.unwrap();
        let text = std::fs::read_to_string(survey::path("report.yaml")).unwrap();
        let (one, other) = (report_of(&columns, &text).unwrap(), report_of(&sql, &text).unwrap());
        assert_eq!(difference(&one, &other, ""), None);
        let values =
            one["figures"].as_object().unwrap().values().filter(|figure| figure["value"].is_number());
        assert!(values.count() >= 14, "{}", one["figures"]);
    });
}

#[test]
fn a_table_is_of_the_moment_at_which_it_was_begun() {
    on_a_runtime(async {
        let Some(stored) = stored(200).await else { return };
        let request =
            "rows: role\ncolumns: [tools]\nshow: [count]\nvariables: { young: { where: \"age < 35\" } }\n";
        let before = stored_dataset(&stored.service, &stored.wave, None).await.unwrap();
        let one = table(&before, request).unwrap();
        survey::more(&stored, 50).await;
        assert_eq!(table(&before, request).unwrap(), one);
        let now = stored_dataset(&stored.service, &stored.wave, None).await.unwrap();
        assert_eq!(now.respondents(), 250);
        assert!(table(&now, request).unwrap()["n_records"].as_u64() > one["n_records"].as_u64());
    });
}

#[test]
fn what_hangs_on_the_other_interviews_is_refused_and_never_guessed() {
    on_a_runtime(async {
        let Some(stored) = stored(100).await else { return };
        let sql = stored_dataset(&stored.service, &stored.wave, None).await.unwrap();
        let request = "rows: role\nfilter: \"!flag.straightline\"\n";
        let said = table(&sql, request).unwrap_err();
        assert!(said.contains("`flag.straightline`") && said.contains("other interviews"), "{said}");
        assert!(matches!(refused(&sql), Some(ServiceError::NotInSql { .. })));
        let columns = load_dataset(&stored.service, &stored.wave, None).await.unwrap();
        assert!(table(&columns, request).is_ok());
        // What was refused once says so to whoever asks again; another dataset knows nothing of it.
        assert!(table(&sql, "rows: role\n").is_err());
        let sql = stored_dataset(&stored.service, &stored.wave, None).await.unwrap();
        assert!(table(&sql, "rows: role\n").is_ok());
    });
}

#[test]
fn a_wave_that_nobody_has_answered_has_empty_tables() {
    on_a_runtime(async {
        let Some(stored) = stored(0).await else { return };
        let columns = load_dataset(&stored.service, &stored.wave, None).await.unwrap();
        let sql = stored_dataset(&stored.service, &stored.wave, None).await.unwrap();
        for request in [
            "rows: role\ncolumns: [tools]\nweight: w\n",
            "rows: age\nsummary: [mean, median]\n",
            "rows: source\n",
        ] {
            assert_eq!(table(&sql, request), table(&columns, request), "{request}");
        }
    });
}

#[test]
fn the_program_writes_the_same_bytes_with_either_engine() {
    on_a_runtime(async {
        let Some(stored) = stored(400).await else { return };
        let report = survey::path("report.yaml").display().to_string();
        let folder = TempFolder::new("engines-cli");
        let made = |arguments: &[&str], engine: &str| {
            let mut command = command(&stored.database, &folder);
            let ran = command
                .args(arguments)
                .args(["--wave", "w", "--report", &report, "--engine", engine])
                .output();
            let ran = ran.unwrap();
            assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
            ran.stdout
        };
        let table = ["tabulate", "--rows", "role", "--columns", "tools,young", "--weight", "raked"];
        let commands: [&[&str]; 6] = [
            &[
                &table[..],
                &["--test", "true", "--show", "count,weighted,column_pct,se,ci", "--format", "json"],
            ]
            .concat(),
            &[&table[..], &["--filter", "source != 'site' && score > 3"]].concat(),
            &["tabulate", "--rows", "net", "--columns", "source", "--summary", "mean,median,sd"],
            &["figure", "nps", "--format", "json"],
            &["report", "--format", "html"],
            &["report"],
        ];
        for arguments in commands {
            let (columns, sql) = (made(arguments, "columns"), made(arguments, "sql"));
            assert!(!columns.is_empty());
            assert!(
                columns == sql,
                "{arguments:?}\n{}\n{}",
                String::from_utf8_lossy(&columns),
                String::from_utf8_lossy(&sql)
            );
        }
        let ran = command(&stored.database, &folder)
            .args(["tabulate", "--rows", "flag.straightline", "--wave", "w", "--engine", "sql"])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&ran.stderr);
        assert_eq!((ran.status.code(), ran.stdout.len()), (Some(1), 0), "{said}");
        assert!(said.contains("hangs on the other interviews"), "{said}");
    });
}
