//! A server killed in the middle of many submissions: whoever was told "stored" is stored.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Mutex};

use serde_json::json;
use uuid::Uuid;

use super::{RESPONSES, Request, Server, must_run, serving};

const SUBMISSIONS: usize = 200;
const SENDERS: usize = 20;
/// So many are answered before the kill; the others are in flight or come too late.
const ANSWERED_BEFORE: usize = 60;

#[tokio::test(flavor = "multi_thread")]
async fn killing_the_server_loses_no_acknowledged_response() {
    let Some((mut server, database)) = serving().await else { return };
    let address = server.address;
    let acknowledged = Arc::new(Mutex::new(BTreeSet::new()));
    let answered = Arc::new(AtomicUsize::new(0));
    let start = Arc::new(Barrier::new(SENDERS + 1));
    let senders: Vec<_> = (0..SENDERS)
        .map(|_| {
            let (acknowledged, answered, start) =
                (Arc::clone(&acknowledged), Arc::clone(&answered), Arc::clone(&start));
            std::thread::spawn(move || {
                start.wait();
                for _ in 0..SUBMISSIONS / SENDERS {
                    let id = Uuid::new_v4();
                    let body = json!({ "response_id": id, "answers": { "role": "dev", "age": 30 } });
                    if let Ok(reply) = Request::json(RESPONSES, &body).try_send(address)
                        && reply.status == 201
                    {
                        acknowledged.lock().unwrap().insert(id.to_string());
                        answered.fetch_add(1, Ordering::SeqCst);
                    }
                }
            })
        })
        .collect();
    start.wait();
    while answered.load(Ordering::SeqCst) < ANSWERED_BEFORE {
        std::thread::yield_now();
    }
    server.kill();
    for sender in senders {
        sender.join().unwrap();
    }
    let acknowledged = acknowledged.lock().unwrap();
    assert!(acknowledged.len() >= ANSWERED_BEFORE);
    assert!(acknowledged.len() < SUBMISSIONS, "the server was killed too late to show anything");
    let again = Server::start(&database);
    let export = must_run(&database, &again.folder, &["export", "--wave", "every-kind", "--format", "csv"]);
    let stored: BTreeSet<&str> = export.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    let lost: Vec<_> = acknowledged.iter().filter(|id| !stored.contains(id.as_str())).collect();
    assert!(lost.is_empty(), "{} of {} acknowledged are lost", lost.len(), acknowledged.len());
}
