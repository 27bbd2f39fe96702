//! The form without scripts, as a browser would walk it: every step a request.

use super::{Reply, Request, Server, must_run, serving};

const FORM: &str = "/s/every-kind";

/// A browser: its cookie, and the server it talks to.
struct Browser<'a> {
    server: &'a Server,
    cookie: Option<String>,
}

impl<'a> Browser<'a> {
    fn new(server: &'a Server) -> Browser<'a> {
        Browser { server, cookie: None }
    }

    fn send(&mut self, request: Request) -> Reply {
        let request = match &self.cookie {
            Some(cookie) => request.header("cookie", cookie),
            None => request,
        };
        let reply = self.server.send(&request);
        if let Some(cookie) = reply.cookie() {
            self.cookie = Some(cookie);
        }
        reply
    }

    fn get(&mut self, path: &str) -> Reply {
        self.send(Request::get(path))
    }

    fn post(&mut self, fields: &[(&str, &str)]) -> Reply {
        self.send(Request::form(FORM, fields))
    }

    /// Sends a page and follows where it leads.
    fn go(&mut self, fields: &[(&str, &str)]) -> Reply {
        let reply = self.post(fields);
        assert_eq!(reply.status, 303, "{}", reply.text());
        let to = reply.header("location").unwrap().to_owned();
        self.get(&to)
    }
}

const FIRST: [(&str, &str); 6] = [
    ("_page", "first"),
    ("role", "dev"),
    ("tools", "a"),
    ("tools", "b"),
    ("why_saw", "quick"),
    ("_go", "next"),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_walk_through_the_form_ends_with_a_receipt_and_a_row_in_the_export() {
    let Some((server, database)) = serving().await else { return };
    let mut browser = Browser::new(&server);
    let intro = browser.get(FORM);
    assert_eq!(intro.status, 200);
    assert!(browser.cookie.is_none(), "looking at the first page leaves no trace");
    let first = browser.go(&[("_go", "start"), ("_language", "en")]);
    assert!(first.text().contains("What is your role?"), "{}", first.text());
    let second = browser.go(&FIRST);
    assert!(second.text().contains("How old are you?"), "{}", second.text());
    let back = browser.go(&[("_page", "second"), ("age", "41"), ("_go", "back")]);
    assert!(back.text().contains("quick"), "what was typed is still there");
    let second = browser.go(&FIRST);
    assert!(second.text().contains("41"), "also on the page that was left by Back");
    browser.go(&[("_page", "second"), ("age", "41"), ("_go", "next")]);
    let last = [("_page", "third"), ("views.fast", "3"), ("order.price", "1"), ("_go", "next")];
    let sent = browser.post(&last);
    assert_eq!(sent.status, 303, "{}", sent.text());
    let receipt = sent.header("location").unwrap().to_owned();
    assert!(receipt.starts_with("/r/"), "{receipt}");
    assert!(browser.get(&receipt).text().contains(receipt.trim_start_matches("/r/")));
    // A second click, and a reload of the form, lead to the same receipt.
    assert_eq!(browser.post(&last).header("location"), Some(receipt.as_str()));
    assert_eq!(browser.get(FORM).header("location"), Some(receipt.as_str()));
    let export = must_run(&database, &server.folder, &["export", "--wave", "every-kind", "--format", "csv"]);
    let rows: Vec<&str> = export.lines().collect();
    assert_eq!(rows.len(), 2, "{export}");
    assert!(rows[1].contains("quick") && rows[1].contains("41"), "{export}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_with_a_problem_comes_back_with_what_was_typed() {
    let Some((server, _database)) = serving().await else { return };
    let mut browser = Browser::new(&server);
    browser.go(&[("_go", "start"), ("_language", "en")]);
    let missing = browser.go(&[("_page", "first"), ("tools", "a"), ("_go", "next")]);
    assert_eq!(missing.status, 422);
    browser.go(&FIRST);
    let young = browser.go(&[("_page", "second"), ("age", "fifteen"), ("_go", "next")]);
    assert_eq!(young.status, 422);
    assert!(young.text().contains("fifteen"), "{}", young.text());
    // Reloading the page shows the draft as it was typed.
    assert!(browser.get(FORM).text().contains("fifteen"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_language_switch_keeps_the_answers_and_a_link_goes_on_elsewhere() {
    let Some((server, _database)) = serving().await else { return };
    let mut browser = Browser::new(&server);
    browser.go(&[("_go", "start"), ("_language", "en")]);
    let switched = browser.go(&[("_page", "first"), ("role", "ops"), ("_language", "ko")]);
    assert!(switched.text().contains("어떤 일을 하십니까?"), "{}", switched.text());
    assert!(switched.text().contains("checked"), "the answer is kept");
    let saved = browser
        .send(Request::form(&format!("{FORM}/save"), &[("_page", "first"), ("role", "dev"), ("tools", "c")]));
    assert_eq!(saved.status, 204, "{}", saved.text());
    let page = browser.get(FORM).text();
    let link = page.split(&format!("{FORM}/resume/")).nth(1).unwrap();
    let token: String = link.chars().take_while(char::is_ascii_alphanumeric).collect();
    let mut phone = Browser::new(&server);
    let resumed = phone.get(&format!("{FORM}/resume/{token}"));
    assert_eq!(resumed.status, 303);
    let there = phone.get(FORM).text();
    assert!(there.contains("어떤 일을 하십니까?"), "{there}");
    assert_eq!(phone.get(&format!("{FORM}/resume/nonsense")).status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_brings_no_interview_along_is_told_what_to_do() {
    let Some((server, _database)) = serving().await else { return };
    let gone = "could not be opened in this browser";
    let mut browser = Browser::new(&server);
    assert!(!browser.get(FORM).text().contains(gone));
    // Cookies are blocked: the start leads nowhere.
    let started = browser.post(&[("_go", "start")]);
    let to = started.header("location").unwrap();
    assert!(server.send(&Request::get(to)).text().contains(gone));
    // A draft that is no more: its page comes too late.
    browser.cookie = Some("canvass_draft=nonsense".to_owned());
    assert!(browser.go(&FIRST).text().contains(gone));
    browser.go(&[("_go", "start"), ("_language", "en")]);
    assert!(browser.go(&FIRST).text().contains("How old are you?"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_shows_a_page_that_was_come_to_and_none_ahead_of_it() {
    let Some((server, _database)) = serving().await else { return };
    let mut browser = Browser::new(&server);
    browser.go(&[("_go", "start"), ("_language", "en")]);
    browser.go(&FIRST);
    assert!(browser.get(&format!("{FORM}?page=first")).text().contains("What is your role?"));
    for now in ["", "?page=second", "?page=third", "?page=nowhere", "?page="] {
        assert!(browser.get(&format!("{FORM}{now}")).text().contains("How old are you?"), "{now}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_answer_takes_what_hung_on_it_off_the_route() {
    let Some((server, database)) = serving().await else { return };
    let mut browser = Browser::new(&server);
    browser.go(&[("_go", "start"), ("_language", "en")]);
    browser.go(&FIRST);
    browser.go(&[("_page", "second"), ("age", "41"), ("_go", "back")]);
    // The script keeps a hidden field's text in the page and does not send it; without scripts it is sent along.
    browser.go(&[("_page", "first"), ("role", "ops"), ("tools", "a"), ("why_saw", "quick"), ("_go", "next")]);
    browser.go(&[("_page", "second"), ("age", "41"), ("_go", "next")]);
    let receipt = browser.go(&[("_page", "third"), ("views.fast", "3"), ("_go", "next")]).text();
    assert!(receipt.contains("Operations") && !receipt.contains("quick"), "{receipt}");
    let export = must_run(&database, &server.folder, &["export", "--wave", "every-kind", "--format", "csv"]);
    assert!(export.contains("ops") && !export.contains("quick"), "{export}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_text_that_can_be_typed_or_pasted_is_kept() {
    let Some((server, database)) = serving().await else { return };
    let mut browser = Browser::new(&server);
    browser.go(&[("_go", "start"), ("_language", "en")]);
    let pasted = "a\0b \u{1f600} \u{202e}\u{5e9}\u{5dc} <i>&'\"";
    let fields = [("_page", "first"), ("role", "dev"), ("tools", "b"), ("why_saw", pasted), ("_go", "next")];
    let saved = browser.send(Request::form(&format!("{FORM}/save"), &fields));
    assert_eq!(saved.status, 204, "{}", saved.text());
    browser.go(&fields);
    let long = "\u{d55c}".repeat(20_000);
    let too_long = browser.go(&[
        ("_page", "first"),
        ("role", "dev"),
        ("tools", "b"),
        ("why_saw", &long),
        ("_go", "next"),
    ]);
    assert_eq!(too_long.status, 422, "{}", too_long.status);
    assert!(too_long.text().contains(&long), "what was typed stays");
    browser.go(&fields);
    browser.go(&[("_page", "second"), ("age", " 41 "), ("_go", "next")]);
    browser.go(&[("_page", "third"), ("views.fast", "3"), ("_go", "next")]);
    let export = must_run(&database, &server.folder, &["export", "--wave", "every-kind", "--format", "csv"]);
    assert!(export.contains(&pasted.replace('\0', "").replace('"', "\"\"")), "{export}");
}

#[tokio::test(flavor = "multi_thread")]
async fn last_pages_sent_at_once_store_one_response_with_one_receipt() {
    let Some((server, database)) = serving().await else { return };
    let mut browser = Browser::new(&server);
    browser.go(&[("_go", "start"), ("_language", "en")]);
    browser.go(&FIRST);
    browser.go(&[("_page", "second"), ("age", "41"), ("_go", "next")]);
    let cookie = browser.cookie.clone().unwrap();
    let last = Request::form(FORM, &[("_page", "third"), ("views.fast", "3"), ("_go", "next")]);
    let last = last.header("cookie", &cookie);
    let receipts: Vec<Option<String>> = std::thread::scope(|scope| {
        let send = || server.send(&last).header("location").map(str::to_owned);
        let senders: Vec<_> = (0..8).map(|_| scope.spawn(send)).collect();
        senders.into_iter().map(|sender| sender.join().unwrap()).collect()
    });
    assert!(receipts[0].as_ref().is_some_and(|receipt| receipt.starts_with("/r/")), "{receipts:?}");
    assert!(receipts.iter().all(|receipt| *receipt == receipts[0]), "{receipts:?}");
    let export = must_run(&database, &server.folder, &["export", "--wave", "every-kind", "--format", "csv"]);
    assert_eq!(export.lines().count(), 2, "{export}");
}

#[tokio::test(flavor = "multi_thread")]
async fn screening_out_ends_with_thanks_and_without_a_receipt() {
    let Some((server, _database)) = serving().await else { return };
    let mut browser = Browser::new(&server);
    browser.go(&[("_go", "start"), ("_language", "en")]);
    let end = browser.go(&[("_page", "first"), ("role", "out"), ("_go", "next")]);
    assert_eq!(end.status, 200);
    assert!(end.text().contains("Thank you for your interest."), "{}", end.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_from_another_site_is_refused_and_a_closed_wave_says_so() {
    let Some((server, database)) = serving().await else { return };
    let start = Request::form(FORM, &[("_go", "start")]);
    assert_eq!(server.send(&start.clone().header("sec-fetch-site", "cross-site")).status, 403);
    assert_eq!(server.send(&start.clone().header("origin", "https://elsewhere.example")).status, 403);
    let own = format!("http://{}", server.address);
    assert_eq!(server.send(&start.clone().header("origin", &own)).status, 303);
    let too_large = Request::form(FORM, &[("why_saw", &"x".repeat(2_000_000))]);
    assert_eq!(server.send(&too_large).status, 413);
    assert_eq!(server.send(&Request::post(FORM, "text/plain", "role=dev")).status, 415);
    let mut browser = Browser::new(&server);
    browser.go(&[("_go", "start")]);
    must_run(&database, &server.folder, &["wave", "close", "every-kind"]);
    let late = browser.post(&FIRST);
    assert_eq!(late.status, 409);
    assert!(late.text().contains("closed before you came to the end"), "{}", late.text());
    assert!(browser.get(FORM).text().contains("closed before you came to the end"));
    let closed = server.send(&Request::get(FORM));
    assert_eq!(closed.status, 200);
    assert!(closed.text().contains("closed"), "{}", closed.text());
    assert_eq!(server.send(&Request::get("/s/nowhere")).status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_page_is_small() {
    let Some((server, _database)) = serving().await else { return };
    let compressed = |path: &str| {
        let reply = server.send(&Request::get(path).header("accept-encoding", "gzip"));
        assert_eq!(reply.status, 200, "{path}");
        reply
    };
    let page = compressed(FORM);
    let html = server.send(&Request::get(FORM)).text();
    let assets: Vec<&str> = html.split('"').filter(|part| part.starts_with("/assets/")).collect();
    assert!(assets.len() <= 2, "at most three requests: {assets:?}");
    let mut bytes = page.body.len();
    for asset in assets {
        let reply = compressed(asset);
        assert_eq!(reply.header("cache-control"), Some("public, max-age=31536000, immutable"));
        assert_eq!(reply.header("content-encoding"), Some("gzip"), "{asset}");
        bytes += reply.body.len();
    }
    assert!(bytes <= 30_000, "{bytes} bytes");
}
