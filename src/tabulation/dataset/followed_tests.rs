//! Rows of storage as columns, and after any history of them, against the same rows as whole responses: every type, two
//! versions, arms, consents and flags.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::DateTime;
use proptest::prelude::*;

use super::*;
use crate::ids::{Uuid, VersionId};
use crate::questionnaire::{Questionnaire, version_id};
use crate::responses::testing::compiled;
use crate::responses::{
    Answer, Circumstances, ConsentRecord, Disposition, Layout, Packed, Preamble, Response, crosswalks,
};
use crate::tabulation::EarlierForm;
use crate::tabulation::dataset::builder::tests::cells;
use crate::tabulation::tests::{info, responses};

const HEAD: &str = "canvass: 1
id: t
edition: '1'
title: T
languages: [en, ko]
arms: { wording: { old: 1, new: 1 } }
consent:
  - { id: part, text: I take part, required: true }
  - { id: publish, text: You may publish it }
";
const QUALITY: &str = "quality:
  speeder: { below_median: 0.5 }
  straightline: [uses]
  attention: \"role == 'a'\"
";
const ITEMS: &str = "pages:
  - id: p
    items:
      - { id: role, type: single, text: R, options: [{ code: a, text: A }, { code: b, text: B }, { code: c, text: C, specify: true }] }
      - { id: tools, type: multiple, text: T, options: [{ code: x, text: X }, { code: y, text: Y }, { code: z, text: Z }] }
      - { id: uses, type: grid, text: U, rows: [{ id: r1, text: R }, { id: r2, text: S }, { id: r3, text: T }], options: [{ code: 1, text: A }, { code: 2, text: B }] }
      - { id: freq, type: multiple_grid, text: U, rows: [{ id: r1, text: R }, { id: r2, text: S }], options: [{ code: 1, text: A }, { code: 2, text: B }] }
      - { id: best, type: ranking, max: 2, text: B, options: [{ code: 1, text: A }, { code: 2, text: B }, { code: 3, text: C }] }
      - { id: age, type: number, min: 0, max: 120, decimals: 2, text: A }
      - { id: split, type: allocation, total: 100, text: S, rows: [{ id: r1, text: R }, { id: r2, text: S }] }
      - { id: score, type: scale, from: 0, to: 10, text: S }
      - { id: born, type: date, text: B }
      - { id: why, type: text, text: W }
      - { id: twice, type: computed, value: \"age * 2\", as: number, text: T }
";

/// The wave's form, and each version by its name with its questionnaire.
fn form(quality: bool, earlier: bool) -> (Arc<WaveForm>, Vec<(VersionId, Arc<Questionnaire>)>) {
    let quality = if quality { QUALITY } else { "" };
    let now = format!("{HEAD}{quality}{ITEMS}      - {{ id: more, type: text, text: M }}\n");
    let before = format!(
        "{HEAD}{quality}{}",
        ITEMS.replace("code: b, text: B }, { code: c", "code: old, text: B }, { code: c")
    );
    let mut versions = Vec::new();
    for text in earlier.then_some(before).into_iter().chain([now]) {
        let questionnaire = Arc::new(compiled(&text));
        versions.push((version_id(&questionnaire), questionnaire));
    }
    let named: Vec<_> = versions.iter().map(|(version, own)| (version.clone(), &**own)).collect();
    let (newest, questionnaire) = versions.last().cloned().unwrap();
    let earlier = crosswalks(&named).into_iter().map(|(version, crosswalk)| {
        let (_, own) = versions.iter().find(|(known, _)| *known == version).unwrap();
        let layout = Layout::of(own);
        (version.to_string(), EarlierForm { questionnaire: Arc::clone(own), layout, crosswalk })
    });
    let form = WaveForm {
        about: Circumstances {
            wave: Some("w".to_owned()),
            wave_opened: chrono::NaiveDate::from_ymd_opt(2026, 3, 1),
            version: Some(newest.to_string()),
            ..Circumstances::default()
        },
        timezone: chrono_tz::Asia::Seoul,
        layout: Layout::of(&questionnaire),
        earlier: earlier.collect(),
        questionnaire,
    };
    (Arc::new(form), versions)
}

/// A row as it lies in storage.
#[derive(Debug, Clone)]
struct Row {
    id: ResponseId,
    version: Option<String>,
    disposition: Disposition,
    packed: Packed,
    seed: u64,
    stamp: u64,
    preamble: Preamble,
}

impl Row {
    fn of(
        (place, seeds): (usize, &[u64]),
        form: &WaveForm,
        versions: &[(VersionId, Arc<Questionnaire>)],
    ) -> Row {
        let (version, own) = &versions[(seeds[0] / 7) as usize % versions.len()];
        let mut response = responses(own, &[seeds.to_vec()]).remove(0);
        let role = own.find_variable("role").unwrap();
        let other = own.item(own.variable(role).item).find_option("c").unwrap();
        if *response.answers.get(role) == Answer::Single(other) && seeds[1] % 2 == 0 {
            response.answers.set_specify_text(role, other, "typed".to_owned());
        }
        let consent =
            |id: &str, given| ConsentRecord { id: id.to_owned(), given, shown: None, language: None };
        let mut preamble = Preamble::default();
        if seeds[2] % 3 != 0 {
            preamble
                .arms
                .insert("wording".to_owned(), ["old", "new", "gone"][seeds[3] as usize % 3].to_owned());
            preamble.consents = vec![consent("part", true), consent("publish", seeds[4] % 2 == 0)];
        }
        let version = version.to_string();
        Row {
            id: ResponseId(Uuid::from_u128(place as u128)),
            version: (form.about.version.as_ref() != Some(&version)).then_some(version),
            disposition: Disposition::ALL[seeds[5] as usize % 5],
            packed: Layout::of(own).pack(own, &response.answers),
            seed: seeds[6],
            stamp: seeds[6],
            preamble,
        }
    }

    fn stored(&self) -> PackedResponse<'_> {
        let at = |seconds: u64| DateTime::from_timestamp(1_700_000_000 + seconds as i64, 0);
        PackedResponse {
            id: self.id,
            rev: 1 + (self.seed % 3) as u32,
            stamp: self.stamp,
            version: self.version.as_deref(),
            disposition: self.disposition,
            answers: &self.packed.answers,
            extra: self.packed.extra.clone(),
            source: self.seed.is_multiple_of(2).then_some("panel"),
            language: Some(["en", "ko"][self.seed as usize % 2]),
            device: (!self.seed.is_multiple_of(5)).then_some("phone"),
            started_at: at(0),
            submitted_at: at(self.seed % 90_000).filter(|_| !self.seed.is_multiple_of(4)),
            preamble: self.preamble.clone(),
        }
    }
}

/// As whole responses, the way exports read them.
fn by_responses(form: &WaveForm, rows: &[Row]) -> Dataset {
    let now = &form.questionnaire;
    let mut earlier: BTreeMap<&str, EarlierVersion> = BTreeMap::new();
    let mut whole = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        let stored = row.stored();
        let circumstances = stored.circumstances(&form.about, form.timezone, now);
        let answers = match &row.version {
            None => form.layout.unpack(now, &row.packed).unwrap(),
            Some(version) => {
                let before = &form.earlier[version];
                let answers = before.layout.unpack(&before.questionnaire, &row.packed).unwrap();
                let uncarried = before.crosswalk.uncarried(&answers);
                let known = earlier
                    .entry(version)
                    .or_insert_with(|| EarlierVersion::of(version, &before.crosswalk, now));
                known.leave_out(place, &uncarried, &before.questionnaire, &before.crosswalk, now);
                before.crosswalk.carry(&answers)
            }
        };
        let (id, disposition) = (row.id, row.disposition);
        whole.push(Response { id, external_id: None, circumstances, disposition, answers });
    }
    let revs: u64 = rows.iter().map(|row| u64::from(row.stored().rev)).sum();
    let newest = rows.iter().map(|row| row.stamp).max().unwrap_or(0);
    let info = DatasetInfo {
        version: form.about.version.clone().unwrap(),
        watermark: watermark(rows.len() as u64, revs, newest),
        earlier: earlier.into_values().collect(),
        ..info()
    };
    Dataset::from_responses(Arc::clone(now), &whole, Vec::new(), info)
}

fn assert_same(one: &Dataset, other: &Dataset) {
    let (watermark, earlier) = (&one.info.watermark, &one.info.earlier);
    assert_eq!((watermark, earlier), (&other.info.watermark, &other.info.earlier));
    assert_eq!(one.respondents(), other.respondents());
    if one.respondents() == 0 {
        // What is known beside the answers has columns as soon as anybody came.
        return;
    }
    let (one, other) = (cells(one), cells(other));
    let differ = one.iter().zip(&other).enumerate().find(|(_, (one, other))| one != other);
    assert!(one == other, "the first column that differs: {differ:?}");
}

fn rows(form: &WaveForm, versions: &[(VersionId, Arc<Questionnaire>)], seeds: &[Vec<u64>]) -> Vec<Row> {
    seeds.iter().enumerate().map(|(place, seeds)| Row::of((place, seeds), form, versions)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    #[test]
    fn rows_of_storage_are_the_columns_that_whole_responses_would_have_been(
        seeds in proptest::collection::vec(proptest::collection::vec(0_u64..1_000_000, 20), 0..90),
        quality in any::<bool>(),
        earlier in any::<bool>(),
        block in 1_usize..40,
    ) {
        let (form, versions) = form(quality, earlier);
        let rows = rows(&form, &versions, &seeds);
        let mut wave = FollowedWave::new(Arc::clone(&form));
        for block in rows.chunks(block) {
            wave.extend(added(&form, block));
        }
        assert_same(&wave.snapshot(info_of(&form)), &by_responses(&form, &rows));
    }

    #[test]
    fn after_any_history_a_wave_is_what_its_rows_say_at_the_end(
        seeds in proptest::collection::vec(proptest::collection::vec(0_u64..1_000_000, 20), 1..60),
        loaded in 0_usize..30,
        quality in any::<bool>(),
        earlier in any::<bool>(),
        history in proptest::collection::vec((0_usize..60, 0_usize..60, 0_u8..4), 0..60),
    ) {
        let (form, versions) = form(quality, earlier);
        let all = rows(&form, &versions, &seeds);
        let mut present: Vec<Row> = all.iter().take(loaded).cloned().collect();
        let mut wave = FollowedWave::new(Arc::clone(&form));
        wave.extend(added(&form, &present));
        for (step, (one, other, what)) in history.into_iter().enumerate() {
            let said = all[other % all.len()].clone();
            let id = all[one % all.len()].id;
            let row = Row { id, stamp: 1_000_000 + step as u64, ..said };
            let place = present.iter().position(|known| known.id == id);
            match (what, place) {
                (0, _) => {
                    wave.erase(&[id]);
                    if let Some(place) = place {
                        present.swap_remove(place);
                    }
                }
                (_, Some(place)) => {
                    // A row that is told twice is the same row.
                    wave.put(&[row.stored()]).unwrap();
                    wave.put(&[row.stored()]).unwrap();
                    present[place] = row;
                }
                (_, None) => {
                    wave.put(&[row.stored()]).unwrap();
                    present.push(row);
                }
            }
            prop_assert_eq!(wave.len(), present.len());
        }
        assert_same(&wave.snapshot(info_of(&form)), &by_responses(&form, &present));
    }
}

fn added(form: &Arc<WaveForm>, rows: &[Row]) -> StoredRows {
    let mut added = StoredRows::new(Arc::clone(form));
    added.add(&rows.iter().map(Row::stored).collect::<Vec<_>>()).unwrap();
    added
}

fn info_of(form: &WaveForm) -> DatasetInfo {
    DatasetInfo { version: form.about.version.clone().unwrap(), ..info() }
}

#[test]
fn a_row_that_its_version_cannot_have_written_is_named() {
    let (form, versions) = form(false, true);
    let seeds = vec![vec![7; 20]];
    let good = rows(&form, &versions, &seeds).remove(0);
    assert_eq!(good.version, None);
    let problem = |damage: &dyn Fn(&mut Row)| {
        let mut row = good.clone();
        damage(&mut row);
        StoredRows::new(Arc::clone(&form)).add(&[row.stored()]).unwrap_err().to_string()
    };
    let short = problem(&|row| {
        row.packed.answers.pop();
    });
    assert!(short.contains("bytes where this version's layout has"), "{short}");
    let code = problem(&|row| row.packed.answers[0] = 200);
    assert!(code.contains("`role` holds the value 200"), "{code}");
    let stray = problem(&|row| {
        row.packed.extra.insert("role.a.letter".to_owned(), "x".to_owned());
    });
    assert!(stray.contains("`role.a.letter`"), "{stray}");
    let version = problem(&|row| row.version = Some("sha256:ff".to_owned()));
    assert!(version.contains("sha256:ff"), "{version}");
}
