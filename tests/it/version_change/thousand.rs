//! A thousand people in the middle of their interviews while the questionnaire changes seven times: nothing typed is lost,
//! everybody is stored once and in the version that the rule says, and the tables add up.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use canvass::form::{RawAnswers, RawValue};
use canvass::ids::{ResponseId, VersionId};
use canvass::responses::{Answer, Disposition};
use canvass::service::{
    FoundSession, Outcome, PageOutcome, Service, find_receipt, find_session, load_dataset, save_fields,
    start_session, submit_page, wave_status,
};
use canvass::tabulation::request::{add_source, parse};
use canvass::tabulation::{Dataset, Table, tabulate};

use super::{Fieldwork, hash_of, sent, starting, typed};
use crate::support::on_a_runtime;

/// Interviews under way while the wave changes.
const PEOPLE: u64 = 1000;

/// How many walk at the same time.
const AT_ONCE: usize = 16;

/// Chance that gives the same people in every run: the mixing step of SplitMix64.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }
}

/// Somebody in the middle of an interview, and what a plain reading of the rule expects of them.
struct Person {
    number: u64,
    token: String,
    id: ResponseId,
    /// Everything typed so far, sent or only saved.
    typed: RawAnswers,
    /// The furthest page seen, as its place in the questionnaire they began.
    seen: usize,
    /// Which of the wave's versions, from 0.
    version: usize,
    ops: bool,
}

/// The fields of a page that somebody types; a box or a text may stay empty.
fn fields_of(page: &str, chance: &mut Chance) -> RawAnswers {
    let mut fields = RawAnswers::new();
    let mut put = |name: &str, text: &str| {
        fields.insert(name.to_owned(), RawValue::Text(text.to_owned()));
    };
    match page {
        "first" => match chance.below(4) {
            0 => put("role", "dev"),
            1 => put("role", "ops"),
            2 => put("role", "lead"),
            _ => {
                put("role", "other");
                put(
                    "role.other.text",
                    ["gardener", "정원사", "\u{5d2}\u{5e0}\u{5df}"][chance.below(3) as usize],
                );
            }
        },
        "second" => {
            if chance.below(2) == 0 {
                put("why", "because it works");
            }
            if chance.below(3) > 0 {
                put("score", &chance.below(11).to_string());
            }
        }
        "third" => {
            match chance.below(3) {
                0 => put("uses", "a"),
                1 => put("uses", "b"),
                _ => {}
            }
            if chance.below(2) == 0 {
                put("views.fast", ["1", "2"][chance.below(2) as usize]);
            }
        }
        "fourth" => put("age", &(18 + chance.below(60)).to_string()),
        other => panic!("there is no page {other}"),
    }
    fields
}

/// Begins, sends pages up to a random one, and types some of the next without sending it.
async fn begin(service: Service, fieldwork_wave: Arc<canvass::service::ActiveWave>, number: u64) -> Person {
    let mut chance = Chance(number);
    let language = if number.is_multiple_of(3) { "ko" } else { "en" };
    let started = start_session(&service, &fieldwork_wave, starting(language)).await.unwrap();
    let token = started.token.as_str().to_owned();
    let (mut session, mut all, mut ops) = (started.session, RawAnswers::new(), false);
    let stop = chance.below(4) as usize;
    for _ in 0..stop {
        if session.page == 3 {
            break;
        }
        let id = fieldwork_wave.questionnaire.pages[session.page].id.to_string();
        let fields = fields_of(&id, &mut chance);
        ops |= fields.get("role") == Some(&RawValue::Text("ops".to_owned()));
        all.extend(fields.clone());
        let page = sent(session.page, fields);
        match submit_page(&service, &fieldwork_wave, &session, &token, page).await.unwrap() {
            PageOutcome::Show { session: next, .. } => session = *next,
            other => panic!("{other:?}"),
        }
    }
    let here = session.page;
    if chance.below(2) == 0 {
        let id = fieldwork_wave.questionnaire.pages[here].id.to_string();
        let mut fields = fields_of(&id, &mut chance);
        if here == 3 {
            // Half a number is kept as it is.
            fields = typed(&[("age", "forty-")]);
        }
        ops |= fields.get("role") == Some(&RawValue::Text("ops".to_owned()));
        all.extend(fields.clone());
        session = save_fields(&service, &fieldwork_wave, &session, here, fields, None).await.unwrap();
    }
    Person { number, token, id: session.response_id, typed: all, seen: here, version: 0, ops }
}

/// The first page, of those that everybody began with, on which each step changes more than texts. Steps 1 and 2 change
/// texts alone.
const TOUCHED: [usize; 6] = [usize::MAX, usize::MAX, 2, 3, 0, 0];

impl Person {
    /// The rule, by plain looking: a request takes them to the newest version if no step on the way touches a page they
    /// have seen.
    fn expect_request(&mut self, newest: usize) {
        if TOUCHED[self.version..newest].iter().all(|page| *page > self.seen) {
            self.version = newest;
        }
    }
}

/// The same work for everybody, some at a time.
async fn each<T: Send + 'static, W: Future<Output = T> + Send + 'static>(work: Vec<W>) -> Vec<T> {
    let turns = Arc::new(tokio::sync::Semaphore::new(AT_ONCE));
    let tasks: Vec<_> = work
        .into_iter()
        .map(|work| {
            let turns = Arc::clone(&turns);
            tokio::spawn(async move {
                let _turn = turns.acquire().await;
                work.await
            })
        })
        .collect();
    let mut done = Vec::with_capacity(tasks.len());
    for task in tasks {
        done.push(task.await.unwrap());
    }
    done
}

/// A part of the people makes a request: the rest stays as it was.
async fn requests(service: &Service, people: &mut [Person], versions: &[VersionId], remainder: u64) {
    let some = people.iter().filter(|person| person.number % 4 == remainder);
    let looks = some.map(|person| {
        let (service, token) = (service.clone(), person.token.clone());
        async move { (token.clone(), find_session(&service, &token).await.unwrap()) }
    });
    let found: BTreeMap<String, FoundSession> = each(looks.collect()).await.into_iter().collect();
    for person in people.iter_mut().filter(|person| person.number % 4 == remainder) {
        person.expect_request(versions.len() - 1);
        let FoundSession::UnderWay { wave, session } = &found[&person.token] else { panic!() };
        assert_eq!(wave.version, versions[person.version], "{} saw {}", person.number, person.seen);
        assert_eq!(session.fields, person.typed, "nothing typed is lost on the way");
    }
}

/// Goes on to the end, and gives everything that was typed.
async fn finish(service: Service, mut person: Person) -> Person {
    let mut chance = Chance(person.number ^ 0x5555);
    let FoundSession::UnderWay { wave, session } = find_session(&service, &person.token).await.unwrap()
    else {
        panic!()
    };
    assert_eq!(session.fields, person.typed, "nothing typed is lost before the last stretch");
    let mut session = *session;
    for _ in 0..10 {
        let page = &wave.questionnaire.pages[session.page];
        let mut fields = fields_of(page.id.as_str(), &mut chance);
        // What was saved on the page stays, but for the half number.
        let item_of = |name: &str| wave.questionnaire.find_item(name.split('.').next().unwrap());
        let is_here = |name: &str| item_of(name).is_some_and(|item| page.items.contains(&item.0));
        let saved = person.typed.iter().filter(|(name, _)| is_here(name) && *name != "age");
        let saved: RawAnswers = saved.map(|(name, value)| (name.clone(), value.clone())).collect();
        fields.retain(|name, _| saved.keys().all(|other| item_of(other) != item_of(name)));
        fields.extend(saved);
        for extra in ["early", "later"] {
            if is_here(extra) {
                fields.extend(typed(&[(extra, "said")]));
            }
        }
        person.typed.retain(|name, _| !is_here(name));
        person.typed.extend(fields.clone());
        let page = sent(session.page, fields);
        match submit_page(&service, &wave, &session, &person.token, page).await.unwrap() {
            PageOutcome::Show { session: next, .. } => session = *next,
            PageOutcome::Finished(_) => return person,
            other => panic!("{} {other:?}", person.number),
        }
    }
    panic!("{} came to no end", person.number)
}

fn text_of(person: &Person, name: &str) -> Option<String> {
    match person.typed.get(name) {
        Some(RawValue::Text(text)) => Some(text.clone()),
        _ => None,
    }
}

pub(super) fn table(dataset: &Dataset, request: &str) -> Table {
    let mut sources = canvass::diagnostics::Sources::default();
    let file = add_source(&mut sources, "request", request);
    let (request, diagnostics) = parse(&sources, file);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    tabulate(&request.unwrap(), None, dataset).unwrap()
}

/// The count of a row in the first column.
fn count(table: &Table, code: &str) -> u64 {
    let row = table.rows.iter().find(|row| row.code.as_deref() == Some(code));
    row.unwrap_or_else(|| panic!("no row {code}")).cells[0].count
}

/// Changes the questionnaire, rehearsed, and remembers the version.
async fn step(fieldwork: &mut Fieldwork, versions: &mut Vec<VersionId>, from: &str, to: &str) {
    fieldwork.edit(from, to);
    let changed = fieldwork.rehearse_and_change().await;
    versions.push(changed.radius.to.clone());
}

#[test]
fn a_thousand_interviews_in_the_middle_survive_every_change_of_an_open_wave() {
    on_a_runtime(async {
        let Some(mut fieldwork) = Fieldwork::open().await else { return };
        let service = fieldwork.service.clone();
        let wave = fieldwork.wave().await;
        let mut versions = vec![wave.version.clone()];
        let begun = (0..PEOPLE).map(|number| begin(service.clone(), Arc::clone(&wave), number)).collect();
        let mut people = each(begun).await;
        let begun_on_each = people.len() / 20;
        assert!(
            (0..4).all(|page| people.iter().filter(|person| person.seen == page).count() > begun_on_each)
        );

        step(&mut fieldwork, &mut versions, "text: What is your role?", "text: What is your present role?")
            .await;
        fieldwork.korean = fieldwork.korean.replace("얼마나 좋습니까?", "얼마나 만족하십니까?");
        let translated = fieldwork.rehearse_and_change().await;
        versions.push(translated.radius.to.clone());
        assert_eq!(hash_of(&translated), None, "texts and translations need no look");
        requests(&service, &mut people, &versions, 0).await;

        let option = "          - { code: b, text: Notebook }\n";
        let more = format!("{option}          - {{ code: n, text: Nothing of these }}\n");
        step(&mut fieldwork, &mut versions, option, &more).await;
        requests(&service, &mut people, &versions, 3).await;
        let later = "  - id: fourth\n    items:\n";
        let with_later = format!("{later}      - {{ id: later, type: text, text: Anything else? }}\n");
        step(&mut fieldwork, &mut versions, later, &with_later).await;
        requests(&service, &mut people, &versions, 1).await;

        let first = "  - id: first\n    items:\n";
        let early = format!("{first}      - {{ id: early, type: text, text: How did you hear of us? }}\n");
        step(&mut fieldwork, &mut versions, first, &early).await;
        requests(&service, &mut people, &versions, 2).await;

        // An option goes, and its answers with it to another: first without saying so, then by a map.
        let lead = "          - { code: lead, text: Leadership }\n";
        fieldwork.edit(lead, "");
        fieldwork.korean = fieldwork.korean.replace(" lead: 관리,", "");
        let refused = fieldwork.change(Some("ffffffff")).await;
        assert_eq!(refused.outcome, Outcome::Refused);
        let leads = people.iter().filter(|person| text_of(person, "role").as_deref() == Some("lead")).count();
        assert_eq!(refused.radius.lost[0].under_way, leads as u64, "counted by hand");
        let role = "        text: What is your present role?\n";
        let mapped = format!("{role}        comparable: recoded\n        map: {{ other: [other, lead] }}\n");
        step(&mut fieldwork, &mut versions, role, &mapped).await;

        // Removing what has answers is refused, and changes nothing.
        let kept = fieldwork.questionnaire.clone();
        let score = "      - id: score\n        type: scale\n        text: How good?\n        from: 0\n        to: 10\n";
        fieldwork.edit(score, "");
        fieldwork.korean = fieldwork.korean.replace("  score: { text: 얼마나 만족하십니까? }\n", "");
        let refused = fieldwork.change(None).await;
        assert_eq!(refused.outcome, Outcome::Refused);
        fieldwork.questionnaire = kept;

        let newest = versions.len() - 1;
        for person in &mut people {
            person.expect_request(newest);
        }
        let endings = people.into_iter().map(|person| finish(service.clone(), person)).collect();
        let people = each(endings).await;
        everybody_is_stored_as_they_typed(&fieldwork, &people, &versions).await;
        the_tables_add_up(&fieldwork, &people, newest).await;
    });
}

async fn everybody_is_stored_as_they_typed(fieldwork: &Fieldwork, people: &[Person], versions: &[VersionId]) {
    let (service, asked) = (&fieldwork.service, people.len() as u64);
    let status = wave_status(service, &*fieldwork.wave().await).await.unwrap();
    assert_eq!((status.under_way, status.count(Disposition::Complete)), (0, asked));
    assert_eq!(status.versions.len(), versions.len());
    let client = crate::support::connect(&fieldwork.database.url).await;
    let rows = client.query("SELECT response_id::text, version_id FROM responses", &[]).await.unwrap();
    let stored: BTreeMap<String, String> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    assert_eq!((rows.len() as u64, stored.len() as u64), (asked, asked), "each once");
    let mut used = BTreeSet::new();
    for person in people {
        assert_eq!(stored[&person.id.0.to_string()], versions[person.version].as_str(), "{}", person.number);
        used.insert(person.version);
        let FoundSession::Finished { interview, .. } = find_session(service, &person.token).await.unwrap()
        else {
            panic!()
        };
        let view = find_receipt(service, &interview.receipt).await.unwrap();
        assert_eq!(view.wave.version, versions[person.version]);
        let (questionnaire, answers) = (&view.wave.questionnaire, &view.response.answers);
        for (index, variable) in questionnaire.variables.iter().enumerate() {
            let variable_index = canvass::questionnaire::VariableIndex(index);
            let said = match answers.get(variable_index) {
                Answer::Missing(_) => None,
                Answer::Single(option) => {
                    Some(questionnaire.options(variable_index)[usize::from(option.0)].code.to_string())
                }
                Answer::Multiple(ticked) => ticked
                    .iter()
                    .map(|option| {
                        questionnaire.options(variable_index)[usize::from(option.0)].code.to_string()
                    })
                    .next(),
                Answer::Scale(value) => Some(value.to_string()),
                Answer::Number(value) => Some(value.to_string()),
                Answer::Text(text) => Some(text.clone()),
                other => panic!("{other:?}"),
            };
            let page = questionnaire.page_of(variable.item);
            let off_route = questionnaire.pages[page].id.as_str() == "second"
                && text_of(person, "role").as_deref() == Some("ops");
            let expected = text_of(person, &variable.name).filter(|_| !off_route);
            assert_eq!(said, expected, "{} of {}", variable.name, person.number);
        }
        let role = questionnaire.find_variable("role").unwrap();
        let other = questionnaire.item(questionnaire.variable(role).item).find_option("other").unwrap();
        let beside = answers.specify_text(role, other).map(str::to_owned);
        assert_eq!(beside, text_of(person, "role.other.text"), "{}", person.number);
    }
    assert!(used.len() >= 4, "people ended in several versions: {used:?}");
}

async fn the_tables_add_up(fieldwork: &Fieldwork, people: &[Person], newest: usize) {
    let (wave, asked) = (fieldwork.wave().await, people.len() as u64);
    let dataset = load_dataset(&fieldwork.service, &wave, None).await.unwrap();
    let by_hand =
        |holds: &dyn Fn(&Person) -> bool| people.iter().filter(|person| holds(person)).count() as u64;
    let role = |person: &Person| text_of(person, "role").unwrap();
    let earlier = by_hand(&|person| person.version < newest);

    let roles = table(&dataset, "rows: role\n");
    for code in ["dev", "ops"] {
        assert_eq!(count(&roles, code), by_hand(&|person| role(person) == code));
    }
    assert_eq!(
        count(&roles, "other"),
        by_hand(&|person| ["lead", "other"].contains(&role(person).as_str()) && person.version < newest)
            + by_hand(&|person| role(person) == "other" && person.version == newest)
    );
    let footer = roles.footer.join("\n");
    assert!(footer.contains(&format!("{earlier} responses answered an earlier version")), "{footer}");
    assert!(footer.contains(&format!("role: carried over by its map for {earlier}.")), "{footer}");
    assert!(footer.contains(&format!("Base: {asked} people")), "{footer}");

    let uses = table(&dataset, "rows: uses\n");
    let without = by_hand(&|person| person.version < 3);
    for code in ["a", "b"] {
        assert_eq!(count(&uses, code), by_hand(&|person| text_of(person, "uses").as_deref() == Some(code)));
    }
    assert_eq!(count(&uses, "n"), 0);
    let footer = uses.footer.join("\n");
    assert!(footer.contains(&format!("uses: “Nothing of these” was not offered to {without}.")), "{footer}");

    let scores = table(&dataset, "rows: score\ncolumns: [role]\n");
    for point in 0..=10 {
        let point = point.to_string();
        let expected = by_hand(&|person| {
            role(person) != "ops" && text_of(person, "score").as_deref() == Some(point.as_str())
        });
        assert_eq!(count(&scores, &point), expected);
    }

    let by_version = table(&dataset, "rows: version\n");
    let total: u64 = by_version.rows.iter().map(|row| row.cells[0].count).sum();
    assert_eq!(total, asked, "every response names the version it answered");

    let request = "rows: role\nfilter: \"answered(later)\"\n";
    let said = table(&dataset, request);
    let asked_later = by_hand(&|person| person.version >= 4);
    let footer = said.footer.join("\n");
    assert!(footer.contains(&format!("Base: {asked_later} people")), "{footer}");
    assert!(footer.contains(&format!("later: not in the version of {}.", asked - asked_later)), "{footer}");
    assert!(
        people.iter().all(|person| !person.ops || role(person) == "ops"),
        "what was typed first was kept"
    );
}
