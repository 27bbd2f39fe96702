//! The two engines against each other: columns in memory and SQL in PostgreSQL fill the same plans, and the tables made of
//! them agree in every cell.

mod requests;
mod survey;

use canvass::diagnostics::Sources;
use canvass::export::json;
use canvass::service::{load_dataset, refused, stored_dataset};
use canvass::tabulation::request::{add_source, parse};
use canvass::tabulation::{Dataset, tabulate};
use serde_json::Value;

use crate::support::on_a_runtime;
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
