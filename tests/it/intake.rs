//! Storing responses: once each, all or nothing, and nothing that was acknowledged is lost.

use std::collections::BTreeSet;

use canvass::form::RawValue;
use canvass::responses::Disposition;
use canvass::service::clock::Clock;
use canvass::service::{
    Service, ServiceError, close_wave, find_receipt, find_wave, load_responses, submit_response, wave_status,
};

use crate::support::survey::{Survey, open_on, response};
use crate::support::{TempFolder, connect, on_a_runtime, start_postgres};

#[test]
fn a_repeat_gets_the_same_receipt_and_other_content_is_refused() {
    on_a_runtime(async {
        let Some(survey) = Survey::new(Clock::System).await else { return };
        let wave = survey.open_wave("w", "").await;
        let service = &survey.service;
        let first = submit_response(service, &wave, response(1, &[("eats", "no")])).await.unwrap();
        assert!(!first.repeated);
        let again = submit_response(service, &wave, response(1, &[("eats", "no")])).await.unwrap();
        assert!(again.repeated);
        assert_eq!((&again.receipt, again.submitted_at), (&first.receipt, first.submitted_at));
        let other = submit_response(service, &wave, response(1, &[("eats", "never")])).await;
        assert!(matches!(other, Err(ServiceError::ResponseDiffers { .. })), "{other:?}");
        close_wave(service, "w").await.unwrap();
        let closed = find_wave(service, "w").await.unwrap();
        let late = submit_response(service, &closed, response(1, &[("eats", "no")])).await.unwrap();
        assert_eq!(late.receipt, first.receipt, "a repeat stays harmless when the wave has closed");
        let new = submit_response(service, &closed, response(2, &[("eats", "no")])).await;
        assert!(matches!(new, Err(ServiceError::WaveClosed { .. })), "{new:?}");
        let found = find_receipt(service, &first.receipt.to_uppercase()).await.unwrap();
        assert_eq!(found.response.id, first.response_id);
        assert!(matches!(find_receipt(service, "nonsense").await, Err(ServiceError::UnknownReceipt)));
    });
}

#[test]
fn concurrent_repeats_store_one_response() {
    on_a_runtime(async {
        let Some(survey) = Survey::new(Clock::System).await else { return };
        let wave = survey.open_wave("w", "").await;
        let sends = (0..60_u128).map(|n| {
            let (service, wave) = (survey.service.clone(), wave.clone());
            tokio::spawn(async move {
                submit_response(&service, &wave, response(n % 3, &[("eats", "no")])).await.unwrap()
            })
        });
        let mut receipts = BTreeSet::new();
        let mut new = 0;
        for send in sends.collect::<Vec<_>>() {
            let accepted = send.await.unwrap();
            new += usize::from(!accepted.repeated);
            receipts.insert(accepted.receipt);
        }
        assert_eq!((new, receipts.len()), (3, 3));
        let status = wave_status(&survey.service, &wave).await.unwrap();
        assert_eq!(status.count(Disposition::Complete), 3);
    });
}

#[test]
fn every_problem_is_listed_and_nothing_is_stored() {
    on_a_runtime(async {
        let Some(survey) = Survey::new(Clock::System).await else { return };
        let wave = survey.open_wave("w", "").await;
        let mut bad = response(1, &[("eats", "yes"), ("nonsense", "x")]);
        bad.raw.insert("price".to_owned(), RawValue::Number(1000.0));
        bad.raw.insert("dishes".to_owned(), RawValue::List(vec![RawValue::Text("pizza".to_owned())]));
        let Err(ServiceError::InvalidAnswers { problems, .. }) =
            submit_response(&survey.service, &wave, bad).await
        else {
            panic!("it was taken")
        };
        let names: BTreeSet<_> = problems.iter().map(|problem| problem.name.as_str()).collect();
        assert_eq!(names, BTreeSet::from(["dishes", "nonsense", "price"]));
        assert_eq!(wave_status(&survey.service, &wave).await.unwrap().started(), 0);
    });
}

#[test]
fn a_row_that_the_database_refuses_does_not_fail_its_neighbours() {
    on_a_runtime(async {
        let Some(survey) = Survey::new(Clock::System).await else { return };
        let wave = survey.open_wave("w", "").await;
        // Nothing that passes validation is refused, so a rule of the database's own has to stand in.
        connect(&survey.database.url)
            .await
            .batch_execute("ALTER TABLE responses ADD CHECK (extra ->> 'words' IS DISTINCT FROM 'poison')")
            .await
            .unwrap();
        let sends = (0..40_u128).map(|n| {
            let (service, wave) = (survey.service.clone(), wave.clone());
            let words = if n % 10 == 7 { "poison" } else { "fine" };
            tokio::spawn(async move {
                submit_response(&service, &wave, response(n, &[("eats", "no"), ("words", words)]))
                    .await
                    .is_ok()
            })
        });
        let mut refused = Vec::new();
        for (n, send) in sends.collect::<Vec<_>>().into_iter().enumerate() {
            if !send.await.unwrap() {
                refused.push(n);
            }
        }
        assert_eq!(refused, [7, 17, 27, 37]);
        assert_eq!(wave_status(&survey.service, &wave).await.unwrap().started(), 36);
    });
}

#[test]
fn what_is_stored_comes_back_and_the_view_shows_it_decoded() {
    on_a_runtime(async {
        let Some(survey) = Survey::new(Clock::System).await else { return };
        let wave = survey.open_wave("w", "").await;
        let mut submission =
            response(1, &[("eats", "yes"), ("when", "2026-02-28"), ("words", "tasty, 'really'")]);
        submission.raw.insert("price".to_owned(), RawValue::Number(12.45));
        submission.raw.insert("liked".to_owned(), RawValue::Number(-3.0));
        let dishes = ["soup", "other"].map(|code| RawValue::Text(code.to_owned())).to_vec();
        submission.raw.insert("dishes".to_owned(), RawValue::List(dishes));
        submission.raw.insert("dishes.other.text".to_owned(), RawValue::Text("stew".to_owned()));
        submit_response(&survey.service, &wave, submission).await.unwrap();
        submit_response(&survey.service, &wave, response(2, &[("eats", "no")])).await.unwrap();
        let loaded = load_responses(&survey.service, &wave).await.unwrap();
        assert_eq!(loaded.responses.len(), 2);
        let view = canvass::db::view_name(&survey.version);
        let client = connect(&survey.database.url).await;
        let columns = "wave_id, eats, dishes, price, \"when\"::text, liked, words";
        let rows =
            client.query(&format!("SELECT {columns} FROM {view} ORDER BY response_id"), &[]).await.unwrap();
        let first = &rows[0];
        assert_eq!(first.get::<_, &str>(0), "w");
        assert_eq!(first.get::<_, &str>(1), "yes");
        assert_eq!(first.get::<_, &str>(2), "soup|other");
        assert!((first.get::<_, f64>(3) - 12.45).abs() < f64::EPSILON);
        assert_eq!(first.get::<_, &str>(4), "2026-02-28");
        assert_eq!(first.get::<_, i64>(5), -3);
        assert_eq!(first.get::<_, &str>(6), "tasty, 'really'");
        assert_eq!(rows[1].get::<_, Option<&str>>(2), None);
        let sql = format!("SELECT dishes, words FROM {view}_missing ORDER BY response_id DESC LIMIT 1");
        let missing = client.query_one(&sql, &[]).await.unwrap();
        assert_eq!((missing.get::<_, &str>(0), missing.get::<_, &str>(1)), ("not_asked", "skipped"));
    });
}

#[test]
fn numbers_of_every_size_are_decoded_by_the_view() {
    on_a_runtime(async {
        let Some(survey) = Survey::new(Clock::System).await else { return };
        let client = connect(&survey.database.url).await;
        for number in [0.0, 1.0, -1.0, 0.1, 12.45, 1e-300, 123_456_789.125, -9.999e269] {
            let bytes = f64::to_be_bytes(number).to_vec();
            let row = client.query_one("SELECT canvass_double($1, 0)", &[&bytes]).await.unwrap();
            let decoded: f64 = row.get(0);
            assert!(decoded.to_bits() == number.to_bits(), "{number} came back as {decoded}");
        }
    });
}

#[test]
fn a_limit_is_kept_by_concurrent_responses() {
    on_a_runtime(async {
        let Some(survey) = Survey::new(Clock::System).await else { return };
        let wave = survey.open_wave("w", "limit: 5\n").await;
        let sends = (0..20_u128).map(|n| {
            let (service, wave) = (survey.service.clone(), wave.clone());
            tokio::spawn(async move {
                submit_response(&service, &wave, response(n, &[("eats", "no")])).await.unwrap().disposition
            })
        });
        for send in sends.collect::<Vec<_>>() {
            send.await.unwrap();
        }
        let status = wave_status(&survey.service, &wave).await.unwrap();
        assert_eq!(status.count(Disposition::Complete), 5);
        assert_eq!(status.count(Disposition::QuotaFull), 15);
        let screened =
            submit_response(&survey.service, &wave, response(99, &[("eats", "never")])).await.unwrap();
        assert_eq!(screened.disposition, Disposition::ScreenedOut);
    });
}

#[test]
fn killing_the_server_amid_submissions_loses_no_acknowledged_one() {
    let folder = TempFolder::new("outage");
    let Some(postgres) = start_postgres(&folder) else { return };
    on_a_runtime(async {
        canvass::db::Database::create(&postgres.url("postgres"), "canvass").await.unwrap();
        let service = Service::on_database(&postgres.url("canvass"), Clock::System).await.unwrap();
        let wave = open_on(&service, &folder, "w").await;
        let sends: Vec<_> = (0..200_u128)
            .map(|n| {
                let (service, wave) = (service.clone(), wave.clone());
                tokio::spawn(async move {
                    tokio::time::sleep(std::time::Duration::from_millis(2 * n as u64)).await;
                    let sent = submit_response(&service, &wave, response(n, &[("eats", "no")])).await;
                    sent.map(|accepted| accepted.response_id.0).map_err(|error| error.to_string())
                })
            })
            .collect();
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        let pid = postgres.process_id().unwrap();
        nix::sys::signal::kill(nix::unistd::Pid::from_raw(pid), nix::sys::signal::Signal::SIGKILL).unwrap();
        let mut acknowledged = BTreeSet::new();
        let mut refused = BTreeSet::new();
        for send in sends {
            match send.await.unwrap() {
                Ok(id) => acknowledged.insert(id),
                Err(error) => refused.insert(error),
            };
        }
        let stored = load_responses(&service, &wave).await.unwrap();
        let stored: BTreeSet<_> = stored.responses.iter().map(|response| response.id.0).collect();
        let lost: Vec<_> = acknowledged.difference(&stored).collect();
        assert!(lost.is_empty(), "lost: {lost:?}");
        // The writers keep at it while the server comes back, so all of them make it.
        assert_eq!(acknowledged.len(), 200, "{refused:?}");
        service.close().await;
    });
}
