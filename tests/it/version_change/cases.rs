//! One change at a time.

use canvass::fieldwork::change::{LostPart, Verdict, VersionChangeError};
use canvass::form::RawValue;
use canvass::ids::ResponseId;
use canvass::responses::{Answer, Missing};
use canvass::service::{
    Candidate, FoundSession, Go, Outcome, PageOutcome, ServiceError, StartedSession, Submission,
    VersionChanged, archive_wave, change_version, close_wave, find_session, load_dataset, load_responses,
    publish_questionnaire, save_fields, start_session, submit_page, submit_response, wave_status,
};

use super::thousand::table;
use super::{Fieldwork, hash_of, sent, starting, typed};
use crate::support::{connect, on_a_runtime};

/// What a program sends: texts, and the numbers among them as numbers.
fn response(id: u128, answers: &[(&str, &str)]) -> Submission {
    let value = |name: &str, text: &str| match (name, text.parse()) {
        ("age" | "score", Ok(number)) => RawValue::Number(number),
        (_, Ok(_) | Err(_)) => RawValue::Text(text.to_owned()),
    };
    Submission {
        response_id: Some(ResponseId(uuid::Uuid::from_u128(id))),
        raw: answers.iter().map(|(name, text)| ((*name).to_owned(), value(name, text))).collect(),
        language: Some("en".to_owned()),
        ..Submission::default()
    }
}

/// Somebody who has sent the first page and stands on the second.
async fn on_the_second_page(fieldwork: &Fieldwork) -> StartedSession {
    let (service, wave) = (&fieldwork.service, fieldwork.wave().await);
    let mut started = start_session(service, &wave, starting("en")).await.unwrap();
    let page = sent(0, typed(&[("role", "other"), ("role.other.text", "typed")]));
    let outcome = submit_page(service, &wave, &started.session, started.token.as_str(), page).await.unwrap();
    let PageOutcome::Show { session, page: 1, .. } = outcome else { panic!("{outcome:?}") };
    started.session = *session;
    started
}

#[test]
fn a_text_goes_through_at_once_and_takes_those_in_the_middle_along() {
    on_a_runtime(async {
        let Some(mut fieldwork) = Fieldwork::open().await else { return };
        let started = on_the_second_page(&fieldwork).await;
        fieldwork.edit("text: What is your role?", "text: What is your present role?");
        let looked = fieldwork.look().await;
        assert_eq!(looked.radius.verdict, Verdict::AtOnce);
        assert_eq!((looked.radius.interviews.going_on, looked.radius.interviews.keeping), (1, 0));
        assert_eq!(fieldwork.change(None).await.outcome, Outcome::Changed);
        let again = fieldwork.change(None).await;
        assert_eq!((again.outcome, again.radius.verdict), (Outcome::AskedAlready, Verdict::Same));
        let found = find_session(&fieldwork.service, started.token.as_str()).await.unwrap();
        let FoundSession::UnderWay { wave, session } = found else { panic!() };
        assert_eq!(wave.version, fieldwork.wave().await.version);
        assert_eq!((session.page, session.pages_submitted), (1, 1));
        assert_eq!(session.fields, typed(&[("role", "other"), ("role.other.text", "typed")]));
    });
}

#[test]
fn an_option_needs_the_hash_of_this_very_change() {
    on_a_runtime(async {
        let Some(mut fieldwork) = Fieldwork::open().await else { return };
        fieldwork.edit(
            "          - { code: b, text: Notebook }",
            "          - { code: b, text: Notebook }\n          - { code: c, text: Console }",
        );
        let nobody = hash_of(&fieldwork.look().await).unwrap();
        assert_eq!(fieldwork.change(None).await.outcome, Outcome::NotConfirmed);
        assert_eq!(fieldwork.change(Some("00000000")).await.outcome, Outcome::ConfirmedOtherwise);
        let _started = on_the_second_page(&fieldwork).await;
        let somebody = fieldwork.look().await;
        assert_ne!(hash_of(&somebody).unwrap(), nobody, "the first interview is another situation");
        assert_eq!(fieldwork.change(Some(&nobody)).await.outcome, Outcome::ConfirmedOtherwise);
        let _another = on_the_second_page(&fieldwork).await;
        assert_eq!(hash_of(&fieldwork.look().await), hash_of(&somebody), "a second one is not");
        let changed = fieldwork.change(hash_of(&somebody).as_deref()).await;
        assert_eq!(changed.outcome, Outcome::Changed);
        assert_eq!(changed.radius.interviews.going_on, 2, "they have not come to the page of the option");
    });
}

#[test]
fn what_was_answered_is_not_removed_without_a_map_and_what_was_not_is_after_a_look() {
    on_a_runtime(async {
        let Some(mut fieldwork) = Fieldwork::open().await else { return };
        let wave = fieldwork.wave().await;
        for (id, role) in [(1, "lead"), (2, "lead"), (3, "dev")] {
            submit_response(&fieldwork.service, &wave, response(id, &[("role", role), ("age", "40")]))
                .await
                .unwrap();
        }
        let _middle = on_the_second_page(&fieldwork).await;
        let original = fieldwork.questionnaire.clone();
        fieldwork.edit("          - { code: lead, text: Leadership }\n", "");
        fieldwork.korean = fieldwork.korean.replace(" lead: 관리,", "");
        let refused = fieldwork.change(Some("00000000")).await;
        assert_eq!(refused.outcome, Outcome::Refused);
        let lost = &refused.radius.lost[0];
        assert_eq!((&*lost.variable, &lost.part), ("role", &LostPart::Option("lead".to_owned())));
        assert_eq!((lost.responses, lost.under_way), (2, 0));
        let help = &refused.radius.refusals[0].help;
        assert!(help.contains("map"), "{help}");
        assert_eq!(fieldwork.wave().await.version, wave.version);
        // The text that somebody has typed in an interview under way counts as well.
        fieldwork.questionnaire = original.clone();
        fieldwork.edit(", specify: true", "");
        fieldwork.korean = super::KOREAN.to_owned();
        let refused = fieldwork.change(None).await;
        assert_eq!(refused.outcome, Outcome::Refused);
        assert_eq!(refused.radius.lost[0].part, LostPart::Text("other".to_owned()));
        assert_eq!(refused.radius.lost[0].under_way, 1);
        // Nobody has answered this one.
        fieldwork.questionnaire = original;
        fieldwork.edit("      - id: why\n        type: text\n        text: Why?\n", "");
        fieldwork.korean = fieldwork.korean.replace("  why: { text: 이유는? }\n", "");
        let removed = fieldwork.look().await;
        let hash = hash_of(&removed).expect("an empty item may go, after a look");
        assert_eq!(fieldwork.change(Some(&hash)).await.outcome, Outcome::Changed);
    });
}

#[test]
fn codes_that_change_places_and_an_id_with_another_question_are_refused_until_declared() {
    on_a_runtime(async {
        let Some(mut fieldwork) = Fieldwork::open().await else { return };
        let wave = fieldwork.wave().await;
        let given = [("role", "dev"), ("views.fast", "1"), ("why", "so"), ("age", "40")];
        submit_response(&fieldwork.service, &wave, response(1, &given)).await.unwrap();
        let original = fieldwork.questionnaire.clone();
        fieldwork.edit("{ code: 1, text: Disagree }", "{ code: 1, text: Agree }");
        fieldwork.questionnaire =
            fieldwork.questionnaire.replace("{ code: 2, text: Agree }", "{ code: 2, text: Disagree }");
        let refused = fieldwork.change(None).await;
        assert_eq!(refused.outcome, Outcome::Refused, "{:?}", refused.radius);
        assert_eq!(refused.radius.refusals[0].code.as_str(), "V102");
        fieldwork.edit(
            "        text: How do you see it?\n",
            "        text: How do you see it?\n        comparable: recoded\n        map: { 1: 2, 2: 1 }\n",
        );
        fieldwork.rehearse_and_change().await;
        let loaded = load_responses(&fieldwork.service, &*fieldwork.wave().await).await.unwrap();
        let fast = loaded.questionnaire.find_variable("views.fast").unwrap();
        let Answer::Single(option) = loaded.responses[0].answers.get(fast) else { panic!() };
        assert_eq!(
            loaded.questionnaire.options(fast)[usize::from(option.0)].text.source.as_ref(),
            "Disagree"
        );
        fieldwork.questionnaire =
            fieldwork.questionnaire.replace("text: Why?", "text: Which colour is your bicycle?");
        let refused = fieldwork.change(None).await;
        assert_eq!(refused.outcome, Outcome::Refused, "{:?}", refused.radius);
        assert!(original.contains("text: Why?"));
    });
}

#[test]
fn drafts_take_any_version_and_waves_that_are_over_none() {
    on_a_runtime(async {
        let Some(mut fieldwork) = Fieldwork::draft().await else { return };
        fieldwork.edit("      - id: why\n        type: text\n        text: Why?\n", "");
        fieldwork.korean = fieldwork.korean.replace("  why: { text: 이유는? }\n", "");
        assert_eq!(fieldwork.change(None).await.outcome, Outcome::Changed);
        canvass::service::open_wave(&fieldwork.service, "w").await.unwrap();
        fieldwork.questionnaire = fieldwork.questionnaire.replace("id: tools", "id: others");
        let other =
            change_version(&fieldwork.service, "w", Candidate::Files(&fieldwork.files()), Go::Look).await;
        assert!(
            matches!(other, Err(ServiceError::VersionChange(VersionChangeError::OtherSurvey { .. }))),
            "{other:?}"
        );
        fieldwork.questionnaire = fieldwork.questionnaire.replace("id: others", "id: tools");
        close_wave(&fieldwork.service, "w").await.unwrap();
        let closed =
            change_version(&fieldwork.service, "w", Candidate::Files(&fieldwork.files()), Go::Look).await;
        assert!(closed.unwrap_err().to_string().contains("reopen"));
        archive_wave(&fieldwork.service, "w").await.unwrap();
        let archived =
            change_version(&fieldwork.service, "w", Candidate::Files(&fieldwork.files()), Go::Look).await;
        assert!(archived.unwrap_err().to_string().contains("archived"));
    });
}

#[test]
fn of_two_changes_at_once_one_is_made_and_a_version_that_was_only_stored_changes_nothing() {
    on_a_runtime(async {
        let Some(mut fieldwork) = Fieldwork::open().await else { return };
        let before = fieldwork.wave().await.version.clone();
        fieldwork.edit("text: How old are you?", "text: How old are you now?");
        let one = fieldwork.files();
        // As if the program had been killed between storing the version and giving it to the wave.
        publish_questionnaire(&fieldwork.service, &one).await.unwrap();
        assert_eq!(fieldwork.wave().await.version, before);
        fieldwork.edit("text: How old are you now?", "text: How old are you today?");
        let other = fieldwork.files();
        let go = Go::Change { confirmed: None };
        let (first, second) = tokio::join!(
            change_version(&fieldwork.service, "w", Candidate::Files(&one), go),
            change_version(&fieldwork.service, "w", Candidate::Files(&other), go),
        );
        let is_made =
            |changed: &&Result<_, _>| matches!(changed, Ok(VersionChanged { outcome: Outcome::Changed, .. }));
        let made = [&first, &second].into_iter().filter(is_made).count();
        let asked = fieldwork.wave().await.version.clone();
        for changed in [first, second] {
            match changed {
                // Where the two did not meet, the later one was a change of the earlier.
                Ok(changed) => assert!(made == 2 || changed.radius.to == asked),
                Err(error) => assert!(
                    matches!(error, ServiceError::VersionChange(VersionChangeError::Overtaken { .. })),
                    "{error:?}"
                ),
            }
        }
        assert!(made >= 1);
        let client = crate::support::connect(&fieldwork.database.url).await;
        let rows = client
            .query("SELECT ordinal, version_id FROM wave_versions ORDER BY ordinal", &[])
            .await
            .unwrap();
        let ordinals: Vec<i32> = rows.iter().map(|row| row.get(0)).collect();
        assert_eq!(ordinals, (1..=made as i32 + 1).collect::<Vec<_>>());
        assert_eq!(rows.last().unwrap().get::<_, String>(1), asked.as_str());
    });
}

#[test]
fn answers_that_a_program_collected_before_the_change_hold_for_the_version_they_were_asked_by() {
    on_a_runtime(async {
        let Some(mut fieldwork) = Fieldwork::open().await else { return };
        let (service, old) = (&fieldwork.service.clone(), fieldwork.wave().await);
        let early = response(1, &[("role", "dev"), ("age", "40")]);
        submit_response(service, &old, early.clone()).await.unwrap();
        fieldwork.edit(
            "      - id: age\n",
            "      - { id: city, type: text, text: Where do you live?, required: true }\n      - id: age\n",
        );
        fieldwork.rehearse_and_change().await;
        let new = fieldwork.wave().await;
        let late = response(2, &[("role", "dev"), ("age", "40")]);
        submit_response(service, &new, late.clone()).await.unwrap();
        let whole = response(3, &[("role", "dev"), ("city", "Seoul"), ("age", "40")]);
        submit_response(service, &new, whole).await.unwrap();
        for again in [early, late] {
            assert!(submit_response(service, &new, again).await.unwrap().repeated);
        }
        let neither =
            submit_response(service, &new, response(4, &[("role", "dev"), ("city", "Seoul")])).await;
        let Err(ServiceError::InvalidAnswers { problems, .. }) = neither else { panic!("{neither:?}") };
        assert_eq!(problems[0].name, "age", "the newest version says what is wrong");
        let loaded = load_responses(service, &new).await.unwrap();
        let city = loaded.questionnaire.find_variable("city").unwrap();
        let mut of: Vec<(String, bool)> = loaded
            .responses
            .iter()
            .map(|response| {
                let lacks = *response.answers.get(city) == Answer::Missing(Missing::NotInVersion);
                (response.circumstances.version.clone().unwrap(), lacks)
            })
            .collect();
        of.sort();
        let mut expected = vec![
            (old.version.to_string(), true),
            (old.version.to_string(), true),
            (new.version.to_string(), false),
        ];
        expected.sort();
        assert_eq!(of, expected);
    });
}

#[test]
fn a_page_sent_while_another_request_takes_the_interview_along_is_taken_once_in_the_new_version() {
    on_a_runtime(async {
        let Some(mut fieldwork) = Fieldwork::open().await else { return };
        let started = on_the_second_page(&fieldwork).await;
        let old = fieldwork.wave().await;
        // A page comes in between, behind the one that is on the screen.
        fieldwork.edit(
            "  - id: third\n",
            "  - id: between\n    items:\n      - { id: more, type: text, text: What else? }\n  - id: third\n",
        );
        fieldwork.rehearse_and_change().await;
        let service = &fieldwork.service;
        let (token, session) = (started.token.as_str(), &started.session);
        let found = find_session(service, token).await.unwrap();
        assert!(matches!(&found, FoundSession::UnderWay { wave, .. } if wave.version != old.version));
        // The other request had read the interview before it was moved.
        let saved = save_fields(service, &old, session, 1, typed(&[("why", "kept")]), None).await.unwrap();
        assert_eq!(saved.fields, typed(&[("role", "other"), ("role.other.text", "typed"), ("why", "kept")]));
        let page = sent(1, typed(&[("why", "kept"), ("score", "7")]));
        let outcome = submit_page(service, &old, session, token, page).await.unwrap();
        assert!(matches!(outcome, PageOutcome::Elsewhere { with_problems: false }), "{outcome:?}");
        let FoundSession::UnderWay { wave, session } = find_session(service, token).await.unwrap() else {
            panic!()
        };
        assert_eq!(wave.questionnaire.pages[session.page].id.as_str(), "between");
    });
}

#[test]
fn an_answer_that_is_being_stored_during_the_change_is_not_left_without_a_place() {
    on_a_runtime(async {
        let Some(mut fieldwork) = Fieldwork::open().await else { return };
        let wave = fieldwork.wave().await;
        for (id, role) in [(1, "dev"), (2, "lead")] {
            submit_response(&fieldwork.service, &wave, response(id, &[("role", role), ("age", "40")]))
                .await
                .unwrap();
        }
        // The second one again as it was before it was stored: written in a transaction that has not ended.
        let other = connect(&fieldwork.database.url).await;
        let second = "response_id = '00000000-0000-0000-0000-000000000002'";
        let taken_out = format!(
            "CREATE TEMP TABLE kept AS SELECT * FROM responses WHERE {second}; DELETE FROM responses WHERE {second}"
        );
        other.batch_execute(&taken_out).await.unwrap();
        other.batch_execute("BEGIN; INSERT INTO responses SELECT * FROM kept").await.unwrap();
        fieldwork.edit("          - { code: lead, text: Leadership }\n", "");
        fieldwork.korean = fieldwork.korean.replace(" lead: 관리,", "");
        let hash = hash_of(&fieldwork.look().await).expect("nobody is seen to have chosen it");
        let files = fieldwork.files();
        let change = change_version(
            &fieldwork.service,
            "w",
            Candidate::Files(&files),
            Go::Change { confirmed: Some(&hash) },
        );
        let stored = async {
            tokio::time::sleep(std::time::Duration::from_millis(700)).await;
            other.batch_execute("COMMIT").await.unwrap();
        };
        let (changed, ()) = tokio::join!(change, stored);
        let changed = changed.unwrap();
        assert_eq!(changed.outcome, Outcome::Refused);
        assert_eq!(changed.radius.lost[0].part, LostPart::Option("lead".to_owned()));
        assert_eq!(fieldwork.wave().await.version, wave.version);
    });
}

#[test]
fn what_is_answered_in_an_earlier_version_after_its_removal_is_counted_where_it_is_left_out() {
    on_a_runtime(async {
        let Some(mut fieldwork) = Fieldwork::open().await else { return };
        let _middle = on_the_second_page(&fieldwork).await;
        fieldwork.edit("          - { code: lead, text: Leadership }\n", "");
        fieldwork.korean = fieldwork.korean.replace(" lead: 관리,", "");
        let changed = fieldwork.rehearse_and_change().await;
        assert_eq!(changed.radius.interviews.keeping, 1);
        assert_eq!(changed.radius.removed, ["role “lead”"]);
        let wave = fieldwork.wave().await;
        assert_eq!(wave_status(&fieldwork.service, &wave).await.unwrap().left_out, []);
        for (id, role) in [(1, "lead"), (2, "lead"), (3, "dev")] {
            submit_response(&fieldwork.service, &wave, response(id, &[("role", role), ("age", "40")]))
                .await
                .unwrap();
        }
        let status = wave_status(&fieldwork.service, &wave).await.unwrap();
        let left = &status.left_out[0];
        assert_eq!((&*left.variable, left.option.as_deref(), left.text), ("role", Some("lead"), false));
        assert_eq!((left.responses, status.left_out.len()), (2, 1));
        let dataset = load_dataset(&fieldwork.service, &wave, None).await.unwrap();
        let footer = table(&dataset, "rows: role\n").footer.join("\n");
        let said = "2 answers given in an earlier version have no place in the newest and are left out: role “lead” (2).";
        assert!(footer.contains(said), "{footer}");
        let other = table(&dataset, "rows: age\n").footer.join("\n");
        assert!(!other.contains("left out: role"), "{other}");
    });
}

#[test]
fn only_those_whose_answer_reached_the_new_version_are_carried_over() {
    on_a_runtime(async {
        let Some(mut fieldwork) = Fieldwork::open().await else { return };
        let wave = fieldwork.wave().await;
        for id in 1..=3 {
            let mut answers = vec![("role", "dev"), ("age", "40")];
            answers.extend((id == 1).then_some(("score", "7")));
            submit_response(&fieldwork.service, &wave, response(id, &answers)).await.unwrap();
        }
        fieldwork.edit("      - id: score\n", "      - id: points\n        replaces: score\n");
        fieldwork.korean = fieldwork.korean.replace("  score:", "  points:");
        fieldwork.rehearse_and_change().await;
        let wave = fieldwork.wave().await;
        let dataset = load_dataset(&fieldwork.service, &wave, None).await.unwrap();
        let footer = table(&dataset, "rows: points\n").footer.join("\n");
        assert!(footer.contains("points: carried over as what it replaces for 1."), "{footer}");
    });
}

#[test]
fn the_history_of_a_wave_tells_texts_from_a_draft_that_nobody_had_answered() {
    on_a_runtime(async {
        let Some(mut fieldwork) = Fieldwork::draft().await else { return };
        fieldwork.edit("max: 120", "max: 110");
        fieldwork.change(None).await;
        fieldwork.edit("text: What is your role?", "text: What is your present role?");
        fieldwork.change(None).await;
        let client = connect(&fieldwork.database.url).await;
        let rows = client.query("SELECT note FROM wave_versions ORDER BY ordinal", &[]).await.unwrap();
        let notes: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
        assert_eq!(notes, ["created", "unanswered", "texts"]);
    });
}
