//! Waves by hand and by the clock, and the interviews in them.

use std::collections::BTreeSet;

use canvass::auth::Role;
use canvass::fieldwork::WaveState;
use canvass::form::{Direction, RawAnswers, RawValue};
use canvass::i18n::Language;
use canvass::responses::{Answer, Disposition, Missing};
use canvass::service::clock::Clock;
use canvass::service::{
    CreateWave, FoundSession, ImportMode, PageOutcome, SentPage, ServiceError, StartSession, WaveSettings,
    archive_wave, check_folder, close_wave, create_key, create_wave, find_actor, find_session, find_wave,
    import_responses, load_dataset, load_responses, open_wave, publish_questionnaire, reopen_wave,
    revoke_key, save_fields, start_session, submit_page, submit_response, wave_status,
};
use chrono::{DateTime, Utc};

use crate::support::real_data::ospo;
use crate::support::survey::{Survey, response};
use crate::support::{connect, on_a_runtime};

fn english() -> StartSession {
    StartSession {
        source: None,
        language: Language::parse("en").unwrap(),
        device: Some("phone".to_owned()),
        consents: Vec::new(),
    }
}

fn fields(fields: &[(&str, &str)]) -> RawAnswers {
    fields.iter().map(|(name, text)| ((*name).to_owned(), RawValue::Text((*text).to_owned()))).collect()
}

fn sent(page: usize, typed: &[(&str, &str)]) -> SentPage {
    SentPage {
        page,
        fields: fields(typed),
        shown: BTreeSet::new(),
        direction: Direction::Next,
        language: None,
    }
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

#[test]
fn a_wave_opens_and_closes_by_the_clock_in_its_zone() {
    on_a_runtime(async {
        let clock = Clock::standing_at(at("2026-08-03T12:59:59Z"));
        let Some(survey) = Survey::new(clock.clone()).await else { return };
        let lines = "opens: 2026-08-03T09:00\ncloses: 2026-08-04T09:00\ntimezone: America/New_York\n";
        let wave = survey.draft_wave("w", lines).await;
        let service = &survey.service;
        let early = submit_response(service, &wave, response(1, &[("eats", "no")])).await;
        assert!(matches!(early, Err(ServiceError::WaveNotOpenYet { opens_at: Some(_), .. })), "{early:?}");
        clock.set(at("2026-08-03T13:00:00Z"));
        let wave = find_wave(service, "w").await.unwrap();
        assert_eq!(wave.state, WaveState::Open);
        submit_response(service, &wave, response(1, &[("eats", "no")])).await.unwrap();
        clock.set(at("2026-08-04T13:00:00Z"));
        assert_eq!(find_wave(service, "w").await.unwrap().state, WaveState::Closed);
    });
}

#[test]
fn moves_by_hand_follow_the_states() {
    on_a_runtime(async {
        let Some(survey) = Survey::new(Clock::System).await else { return };
        let service = &survey.service;
        survey.draft_wave("w", "").await;
        assert!(matches!(close_wave(service, "w").await, Err(ServiceError::Move(_))));
        open_wave(service, "w").await.unwrap();
        close_wave(service, "w").await.unwrap();
        assert_eq!(reopen_wave(service, "w").await.unwrap().recorded, WaveState::Open);
        close_wave(service, "w").await.unwrap();
        assert_eq!(archive_wave(service, "w").await.unwrap().recorded, WaveState::Archived);
        let error = open_wave(service, "w").await.unwrap_err();
        assert!(error.to_string().contains("archived"), "{error}");
        assert!(matches!(find_wave(service, "nothing").await, Err(ServiceError::UnknownWave { .. })));
    });
}

#[test]
fn an_interview_goes_page_by_page_and_is_finished_once() {
    on_a_runtime(async {
        let Some(survey) = Survey::new(Clock::System).await else { return };
        let service = &survey.service;
        let wave = survey.open_wave("w", "").await;
        let started = start_session(service, &wave, english()).await.unwrap();
        let token = started.token.as_str();
        let blank = submit_page(service, &wave, &started.session, token, sent(0, &[])).await.unwrap();
        assert!(
            matches!(&blank, PageOutcome::Problems { page: 0, problems, .. } if problems.len() == 1),
            "{blank:?}"
        );
        let typed = fields(&[("eats", "yes")]);
        let saved = save_fields(service, &wave, &started.session, 0, typed, None).await.unwrap();
        assert!(saved.fields.contains_key("eats"), "saved over what the blank page had stored");
        let FoundSession::UnderWay { session, .. } = find_session(service, token).await.unwrap() else {
            panic!()
        };
        let first = submit_page(service, &wave, &session, token, sent(0, &[("eats", "yes")])).await.unwrap();
        let PageOutcome::Show { session, page: 1, .. } = first else { panic!("{first:?}") };
        let second =
            submit_page(service, &wave, &session, token, sent(1, &[("dishes", "soup")])).await.unwrap();
        let PageOutcome::Show { session, page: 2, .. } = second else { panic!("{second:?}") };
        let (one, two) = tokio::join!(
            submit_page(service, &wave, &session, token, sent(2, &[("words", "good")])),
            submit_page(service, &wave, &session, token, sent(2, &[("words", "good")])),
        );
        let receipts: BTreeSet<_> = [one.unwrap(), two.unwrap()]
            .into_iter()
            .map(|outcome| match outcome {
                PageOutcome::Finished(interview) => interview.receipt,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(receipts.len(), 1, "a double click is one response");
        let FoundSession::Finished { interview, .. } = find_session(service, token).await.unwrap() else {
            panic!()
        };
        assert_eq!(Some(&interview.receipt), receipts.first());
        let loaded = load_responses(service, &wave).await.unwrap();
        assert_eq!(loaded.responses.len(), 1);
        let stored = &loaded.responses[0];
        assert_eq!(stored.circumstances.device.as_deref(), Some("phone"));
        let price = loaded.questionnaire.find_variable("price").unwrap();
        assert_eq!(*stored.answers.get(price), Answer::Missing(Missing::Skipped));
        assert_eq!(wave_status(service, &wave).await.unwrap().under_way, 0);
    });
}

#[test]
fn closing_turns_what_was_begun_into_partials_and_break_offs() {
    on_a_runtime(async {
        let Some(survey) = Survey::new(Clock::System).await else { return };
        let service = &survey.service;
        let wave = survey.open_wave("w", "complete: \"answered(eats)\"\n").await;
        let untouched = start_session(service, &wave, english()).await.unwrap();
        let begun = start_session(service, &wave, english()).await.unwrap();
        submit_page(service, &wave, &begun.session, begun.token.as_str(), sent(0, &[("eats", "yes")]))
            .await
            .unwrap();
        close_wave(service, "w").await.unwrap();
        let wave = find_wave(service, "w").await.unwrap();
        let status = wave_status(service, &wave).await.unwrap();
        assert_eq!((status.count(Disposition::Partial), status.count(Disposition::BreakOff)), (1, 1));
        assert_eq!(status.under_way, 0);
        let loaded = load_responses(service, &wave).await.unwrap();
        let words = loaded.questionnaire.find_variable("words").unwrap();
        for response in &loaded.responses {
            assert_eq!(*response.answers.get(words), Answer::Missing(Missing::NotReached));
        }
        assert!(matches!(
            find_session(service, untouched.token.as_str()).await.unwrap(),
            FoundSession::Finished { interview, .. } if interview.disposition == Disposition::BreakOff
        ));
        let late = submit_page(service, &wave, &begun.session, begun.token.as_str(), sent(1, &[])).await;
        assert!(matches!(late, Err(ServiceError::WaveClosed { .. })), "{late:?}");
    });
}

#[test]
fn a_real_wave_opens_only_with_its_notice() {
    on_a_runtime(async {
        let Some(survey) = Survey::new(Clock::System).await else { return };
        let mut wanted = CreateWave {
            slug: "real".to_owned(),
            version: survey.version.clone(),
            file: None,
            settings: WaveSettings::default(),
            synthetic: false,
        };
        create_wave(&survey.service, &wanted).await.unwrap();
        let error = open_wave(&survey.service, "real").await.unwrap_err();
        assert!(error.to_string().contains("controller"), "{error}");
        let taken = create_wave(&survey.service, &wanted).await;
        assert!(matches!(taken, Err(ServiceError::WaveExists { .. })));
        wanted.slug = "told".to_owned();
        let notice = "notice: { controller: A, contact: a@example.org, legal_ground: consent, purposes: [research] }\n";
        wanted.file = Some(("wave.yaml".to_owned(), format!("canvass: 1\nwave: told\n{notice}")));
        create_wave(&survey.service, &wanted).await.unwrap();
        open_wave(&survey.service, "told").await.unwrap();
    });
}

#[test]
fn a_condition_of_the_wave_file_that_does_not_fit_the_questionnaire_is_refused() {
    on_a_runtime(async {
        let Some(survey) = Survey::new(Clock::System).await else { return };
        let text = "canvass: 1\nwave: w\ncomplete: \"answered(lunch)\"\n";
        let wanted = CreateWave {
            slug: "w".to_owned(),
            version: survey.version.clone(),
            file: Some(("wave.yaml".to_owned(), text.to_owned())),
            settings: WaveSettings::default(),
            synthetic: true,
        };
        let refused = create_wave(&survey.service, &wanted).await;
        let Err(ServiceError::Diagnostics { diagnostics, sources }) = refused else { panic!("{refused:?}") };
        let diagnostic = &diagnostics[0];
        assert_eq!(diagnostic.code.as_str(), "Q202");
        let place = sources.get(diagnostic.span.file).line_column(diagnostic.span.start);
        assert_eq!((place.line, place.column), (3, 21));
    });
}

#[test]
fn a_source_has_its_own_screening_and_unknown_ones_are_refused() {
    on_a_runtime(async {
        let Some(survey) = Survey::new(Clock::System).await else { return };
        let lines = "sources: { web: {}, panel: { end_if: \"eats == 'no'\" } }\n";
        let wave = survey.open_wave("w", lines).await;
        let from = |id, source: &str| {
            let mut submission = response(id, &[("eats", "no")]);
            submission.source = Some(source.to_owned());
            submission
        };
        let service = &survey.service;
        let web = submit_response(service, &wave, from(1, "web")).await.unwrap();
        assert_eq!(web.disposition, Disposition::Complete);
        let panel = submit_response(service, &wave, from(2, "panel")).await.unwrap();
        assert_eq!(panel.disposition, Disposition::ScreenedOut);
        let other = submit_response(service, &wave, from(3, "radio")).await;
        assert!(matches!(other, Err(ServiceError::UnknownSource { .. })), "{other:?}");
    });
}

#[test]
fn importing_a_file_again_changes_nothing_and_strict_stores_nothing() {
    on_a_runtime(async {
        let Some(survey) = Survey::new(Clock::System).await else { return };
        let service = &survey.service;
        let wave = survey.draft_wave("w", "").await;
        let file = "response_id,eats,price,submitted_at\nr1,yes,3.50,2026-01-01T00:00:00Z\n\
                    r2,no,,2026-01-01T00:00:00Z\nr3,maybe,,\n";
        let strict = import_responses(service, &wave, file.into(), ImportMode::Strict).await;
        assert!(matches!(strict, Err(ServiceError::NotStrict { .. })), "{strict:?}");
        let first = import_responses(service, &wave, file.into(), ImportMode::Lenient).await.unwrap();
        assert_eq!((first.rows, first.accepted, first.repeated), (3, 3, 0));
        assert!(first.cells_not_taken >= 1);
        let again = import_responses(service, &wave, file.into(), ImportMode::Lenient).await.unwrap();
        assert_eq!((again.accepted, again.repeated), (3, 3));
        let dataset = load_dataset(service, &wave, None).await.unwrap();
        assert_eq!(dataset.respondents(), 3);
        let second = load_dataset(service, &wave, None).await.unwrap();
        assert!(std::sync::Arc::ptr_eq(&dataset, &second), "kept while nothing changes");
        let loaded = load_responses(service, &wave).await.unwrap();
        let ids: BTreeSet<_> =
            loaded.responses.iter().filter_map(|response| response.external_id.clone()).collect();
        assert_eq!(ids, BTreeSet::from(["r1", "r2", "r3"].map(str::to_owned)));
    });
}

#[test]
fn a_published_version_is_there_once_and_a_changed_text_is_another() {
    on_a_runtime(async {
        let Some(survey) = Survey::new(Clock::System).await else { return };
        let same = survey.publish_changed("Do you eat lunch?", "Do you eat lunch?").await;
        assert_eq!(same, survey.version);
        let other = survey.publish_changed("Do you eat lunch?", "Do you have lunch?").await;
        assert_ne!(other, survey.version);
    });
}

#[test]
fn a_key_is_recognised_until_it_expires_or_is_revoked() {
    on_a_runtime(async {
        let clock = Clock::standing_at(at("2026-01-01T00:00:00Z"));
        let Some(survey) = Survey::new(clock.clone()).await else { return };
        let service = &survey.service;
        let (token, key) =
            create_key(service, "tables", Role::Analyst, Some(at("2026-02-01T00:00:00Z"))).await.unwrap();
        assert_eq!(find_actor(service, token.as_str()).await.unwrap().unwrap().role, Role::Analyst);
        assert!(find_actor(service, "cvs_nonsense").await.unwrap().is_none());
        clock.set(at("2026-02-01T00:00:00Z"));
        assert!(find_actor(service, token.as_str()).await.unwrap().is_none());
        clock.set(at("2026-01-02T00:00:00Z"));
        revoke_key(service, key.id).await.unwrap();
        assert!(find_actor(service, token.as_str()).await.unwrap().is_none());
        assert!(matches!(revoke_key(service, key.id).await, Err(ServiceError::UnknownKey { .. })));
    });
}

#[test]
fn a_real_survey_is_published_imported_and_queried_by_its_view() {
    on_a_runtime(async {
        for (year, expected, q4) in [("2023", 489, "q4"), ("2024", 222, "q4")] {
            let Some(folder) = ospo(year) else { return };
            let Some(survey) = Survey::new(Clock::System).await else { return };
            let service = &survey.service;
            let checked = check_folder(&folder).unwrap();
            let published = publish_questionnaire(service, &checked).await.unwrap();
            let wanted = CreateWave {
                slug: "real".to_owned(),
                version: published.version,
                file: None,
                settings: WaveSettings::default(),
                synthetic: false,
            };
            create_wave(service, &wanted).await.unwrap();
            let wave = find_wave(service, "real").await.unwrap();
            let bytes = std::fs::read(folder.join("responses.csv")).unwrap();
            let summary = import_responses(service, &wave, bytes.clone(), ImportMode::Lenient).await.unwrap();
            assert_eq!((summary.accepted, summary.rejected, summary.repeated), (expected, 0, 0));
            let again = import_responses(service, &wave, bytes, ImportMode::Lenient).await.unwrap();
            assert_eq!(again.repeated, expected);
            let loaded = load_responses(service, &wave).await.unwrap();
            assert_eq!(loaded.responses.len(), expected);
            let variable = loaded.questionnaire.find_variable(q4).unwrap();
            let answered = loaded
                .responses
                .iter()
                .filter(|response| !response.answers.get(variable).is_missing())
                .count();
            let client = connect(&survey.database.url).await;
            let sql = format!("SELECT count({q4}) FROM {}", published.view);
            let counted: i64 = client.query_one(&sql, &[]).await.unwrap().get(0);
            assert_eq!(usize::try_from(counted).unwrap(), answered);
        }
    });
}
