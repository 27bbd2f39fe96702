//! Giving a wave its next version: look at what it would touch, let the domain decide, and only then switch.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::active_wave::{activate, find_wave, missing_from_notice};
use super::publish_questionnaire::{Published, publish_questionnaire};
use super::wave_versions::VersionsOfWave;
use super::{
    ActiveWave, CheckedFolder, Service, ServiceError, StoredVersion, detached, detached_blocking, raw_json,
    session, stored_version, wave_versions,
};
use crate::db::{Draft, FeedMark, Seen, StoredResponse, VersionChange, VersionCounts, VersionSwitch};
use crate::diagnostics::{Sources, has_errors, in_order};
use crate::fieldwork::change::{
    BlastRadius, Interviews, LossCount, Losses, Situation, TouchedPart, Verdict, VersionChangeError,
    VersionInterviews, blast_radius, must_take_versions,
};
use crate::fieldwork::{WaveRules, wave_file};
use crate::form::{Strictness, validate};
use crate::ids::{ResponseId, VersionId};
use crate::questionnaire::diff::{self, Difference};
use crate::questionnaire::{self, ItemIndex, Questionnaire};
use crate::responses::{Answers, Crosswalk, Tally, crosswalks};
use crate::tabulation::ReportFile;
use crate::tabulation::report_file::uses;

/// What the wave is to ask.
#[derive(Debug, Clone, Copy)]
pub enum Candidate<'a> {
    /// A checked survey, stored only when the change goes through.
    Files(&'a CheckedFolder),
    /// A version that is stored already.
    Published(&'a VersionId),
}

/// How far to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Go<'a> {
    /// Show, and change nothing.
    Look,
    /// Change, where that needs no look or the hash is the one that was shown.
    Change { confirmed: Option<&'a str> },
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Shown only.
    Looked,
    /// The wave asks the version.
    Changed,
    /// The wave asked it before; its report file was replaced where the folder has one.
    AskedAlready,
    /// It waits for the hash that the verdict names.
    NotConfirmed,
    /// Another hash was given than the verdict names: of another change, or of a situation that is over.
    ConfirmedOtherwise,
    Refused,
}

/// A change with everything that it touches.
#[derive(Debug, Clone)]
pub struct VersionChanged {
    pub radius: BlastRadius,
    pub outcome: Outcome,
}

/// Works out what `candidate` would touch as the next version of the wave, and makes it that where it may be. What is
/// stored is never rewritten: responses and interviews keep the version that they answered. Killed in between, it
/// leaves the wave as it was, and may be repeated.
///
/// # Errors
/// Where there is no such wave, the wave cannot take versions, the files have errors, the wave's own conditions or notice
/// do not fit the version, or another change was faster.
pub async fn change_version(
    service: &Service,
    slug: &str,
    candidate: Candidate<'_>,
    go: Go<'_>,
) -> Result<VersionChanged, ServiceError> {
    let wave = find_wave(service, slug).await?;
    let wanted = Wanted::load(service, candidate).await?;
    must_take_versions(slug, wave.state, &wave.questionnaire.id, &wanted.questionnaire.id)?;
    must_fit(service, &wave, &wanted.questionnaire).await?;
    let wanted = Arc::new(wanted);
    for _ in 0..LOOKS_MAX {
        let looked = Looked::now(service, &wave, &wanted).await?;
        let radius = looked.radius(&wave, &wanted);
        let outcome = match (&radius.verdict, go) {
            (_, Go::Look) => Outcome::Looked,
            (Verdict::Refused, Go::Change { .. }) => Outcome::Refused,
            (Verdict::Same, Go::Change { .. }) => {
                wanted.store(service, candidate).await?;
                Outcome::AskedAlready
            }
            (Verdict::Confirm { .. }, Go::Change { confirmed: None }) => Outcome::NotConfirmed,
            (Verdict::Confirm { hash, .. }, Go::Change { confirmed: Some(given) }) if hash != given => {
                Outcome::ConfirmedOtherwise
            }
            (Verdict::AtOnce | Verdict::Confirm { .. }, Go::Change { .. }) => {
                wanted.store(service, candidate).await?;
                if !switch(service, &wave, &wanted, looked, &radius).await? {
                    continue;
                }
                Outcome::Changed
            }
        };
        return Ok(VersionChanged { radius, outcome });
    }
    Err(VersionChangeError::Overtaken { slug: slug.to_owned() }.into())
}

/// How often a change is looked at where answers that come meanwhile make it another.
const LOOKS_MAX: usize = 3;

/// The candidate, compiled.
struct Wanted {
    version: VersionId,
    questionnaire: Arc<Questionnaire>,
    report: Option<Arc<ReportFile>>,
}

impl Wanted {
    async fn load(service: &Service, candidate: Candidate<'_>) -> Result<Wanted, ServiceError> {
        match candidate {
            Candidate::Published(version) => {
                if service.database().find_version(version).await?.is_none() {
                    let version = version.to_string();
                    return Err(VersionChangeError::UnknownVersion { version }.into());
                }
                let stored = stored_version::load(service, version).await?;
                Ok(Wanted {
                    version: version.clone(),
                    questionnaire: Arc::clone(&stored.questionnaire),
                    report: stored.report.clone(),
                })
            }
            Candidate::Files(checked) => {
                let refused = || ServiceError::in_files(checked.diagnostics.clone(), &checked.folder.sources);
                if checked.has_errors() {
                    return Err(refused());
                }
                let questionnaire = checked.questionnaire.clone().ok_or_else(refused)?;
                let version = questionnaire::version_id(&questionnaire);
                Ok(Wanted { version, questionnaire, report: checked.report.clone() })
            }
        }
    }

    async fn store(
        &self,
        service: &Service,
        candidate: Candidate<'_>,
    ) -> Result<Option<Published>, ServiceError> {
        match candidate {
            Candidate::Files(checked) => publish_questionnaire(service, checked).await.map(Some),
            Candidate::Published(_) => Ok(None),
        }
    }
}

/// The conditions of the wave's own file, and its notice, must hold good for the version too.
async fn must_fit(
    service: &Service,
    wave: &ActiveWave,
    questionnaire: &Questionnaire,
) -> Result<(), ServiceError> {
    let text = service.database().find_wave_text(wave.wave.id).await?.unwrap_or_default();
    let mut sources = Sources::default();
    let file = sources.add("wave.yaml", &text);
    if let (Some(plan), _) = wave_file::parse(&sources, file) {
        let (_, found) = WaveRules::compile(&plan, questionnaire);
        if has_errors(&found) {
            return Err(ServiceError::in_files(in_order(found), &sources));
        }
    }
    let missing = missing_from_notice(&wave.wave, questionnaire);
    if wave.state == crate::fieldwork::WaveState::Open && !missing.is_empty() {
        return Err(ServiceError::NoticeIncomplete { slug: wave.wave.slug.clone(), missing });
    }
    Ok(())
}

/// What is known about a change at one moment.
#[derive(Clone)]
struct Looked {
    mark: FeedMark,
    /// The interviews under way, each as it was last stored.
    under_way: BTreeMap<ResponseId, DateTime<Utc>>,
    order: Arc<[VersionId]>,
    of_version: Arc<BTreeMap<VersionId, Arc<ActiveWave>>>,
    ways: Arc<Ways>,
    difference: Arc<Difference>,
    counts: BTreeMap<VersionId, VersionCounts>,
    answers: AnswersOfWave,
}

impl Looked {
    async fn now(service: &Service, wave: &ActiveWave, wanted: &Wanted) -> Result<Looked, ServiceError> {
        let database = service.database();
        let mark = database.feed_mark().await?;
        // The interviews first: one that ends in between is counted twice rather than not at all.
        let drafts = database.list_drafts(wave.wave.id).await?;
        let rows = database.list_responses(wave.wave.id).await?;
        let counts = count_by_version(&rows, &drafts);
        let mut versions = wave_versions::load(service, &wave.wave).await?;
        versions.complete(service, &counts.keys().cloned().collect()).await?;
        let mut of_version = BTreeMap::new();
        for (version, _) in &versions.order {
            if !of_version.contains_key(version) {
                let active = activate(service, wave.wave.clone(), version.clone()).await?;
                of_version.insert(version.clone(), active);
            }
        }
        let (of_version, candidate) = (Arc::new(of_version), Arc::clone(&wanted.questionnaire));
        let ways = Arc::new(Ways::of(&versions, &wanted.version, &wanted.questionnaire));
        let current = Arc::clone(&wave.questionnaire);
        let under_way = drafts.iter().map(|draft| (draft.id, draft.updated_at)).collect();
        let (known, onward) = (Arc::clone(&of_version), Arc::clone(&ways));
        let (answers, difference) = detached_blocking(move || {
            let mut answers = AnswersOfWave::none(&current);
            answers.count(&rows, &drafts, &known, &candidate, &onward)?;
            Ok::<_, ServiceError>((answers, diff::compare(&current, &candidate)))
        })
        .await??;
        let order = versions.order.iter().map(|(version, _)| version.clone()).collect();
        let difference = Arc::new(difference);
        Ok(Looked { mark, under_way, order, of_version, ways, difference, counts, answers })
    }

    fn radius(&self, wave: &ActiveWave, wanted: &Wanted) -> BlastRadius {
        let interviews = Interviews {
            by_version: by_version(&self.order, self.counts.clone()),
            going_on: self.answers.going_on,
            keeping: self.answers.keeping,
        };
        blast_radius(Situation {
            wave: &wave.wave.slug,
            state: wave.state,
            from: &wave.wave.version,
            to: &wanted.version,
            current: &wave.questionnaire,
            candidate: &wanted.questionnaire,
            difference: &self.difference,
            crosswalk: &Crosswalk::between(&wave.questionnaire, &wanted.questionnaire),
            tally: &self.answers.tally,
            lost: self.answers.lost.clone().into_losses(),
            interviews,
            touched: touched(wave, wanted, &self.difference),
            report_is_left: wave.report.is_some() && wanted.report.is_none(),
        })
    }

    /// The same with these responses, and those of the interviews that were begun or went on since.
    fn with(&self, wanted: &Wanted, rows: &[StoredResponse], drafts: &[Draft]) -> Option<Looked> {
        let is_new = |draft: &&Draft| self.under_way.get(&draft.id) != Some(&draft.updated_at);
        let drafts: Vec<Draft> = drafts.iter().filter(is_new).cloned().collect();
        let mut versions =
            rows.iter().map(|row| &row.version).chain(drafts.iter().map(|draft| &draft.version));
        if !versions.all(|version| self.of_version.contains_key(version)) {
            return None;
        }
        let mut later = self.clone();
        later.answers.count(rows, &drafts, &self.of_version, &wanted.questionnaire, &self.ways).ok()?;
        for (version, more) in count_by_version(rows, &drafts) {
            let counts = later.counts.entry(version).or_default();
            counts.under_way += more.under_way;
            for (disposition, number) in more.ended {
                *counts.ended.entry(disposition).or_default() += number;
            }
        }
        Some(later)
    }
}

/// From every version with answers to the current one, and to the candidate as if it were asked already.
struct Ways {
    to_current: BTreeMap<VersionId, Crosswalk>,
    to_candidate: BTreeMap<VersionId, Crosswalk>,
}

impl Ways {
    fn of(versions: &VersionsOfWave, candidate: &VersionId, questionnaire: &Questionnaire) -> Ways {
        let named = versions
            .order
            .iter()
            .map(|(version, stored): &(_, Arc<StoredVersion>)| (version.clone(), &*stored.questionnaire));
        let mut order: Vec<(VersionId, &Questionnaire)> = named.collect();
        order.push((candidate.clone(), questionnaire));
        Ways { to_current: versions.crosswalks(), to_candidate: crosswalks(&order) }
    }
}

/// What is known about the answers of a wave.
#[derive(Clone)]
struct AnswersOfWave {
    tally: Tally,
    lost: LossCount,
    going_on: u64,
    keeping: u64,
}

impl AnswersOfWave {
    fn none(current: &Questionnaire) -> AnswersOfWave {
        AnswersOfWave { tally: Tally::of(current), lost: LossCount::default(), going_on: 0, keeping: 0 }
    }

    /// Adds these; `of_version` has every version that they name.
    fn count(
        &mut self,
        rows: &[StoredResponse],
        drafts: &[Draft],
        of_version: &BTreeMap<VersionId, Arc<ActiveWave>>,
        candidate: &Questionnaire,
        ways: &Ways,
    ) -> Result<(), ServiceError> {
        let own = |version: &VersionId| {
            of_version.get(version).expect("every version that rows and drafts name was loaded for them")
        };
        for row in rows {
            let given_to = own(&row.version);
            let answers = given_to
                .layout()
                .unpack(&given_to.questionnaire, &row.packed)
                .map_err(|error| ServiceError::Inconsistent(format!("response {}: {error}", row.id.0)))?;
            self.add(&row.version, given_to, &answers, ways, Losses::OfResponse);
        }
        for draft in drafts {
            let given_to = own(&draft.version);
            let raw = raw_json::from_json(&draft.fields);
            let answers = validate(&given_to.questionnaire, &raw, Strictness::Form).answers;
            self.add(&draft.version, given_to, &answers, ways, Losses::OfInterviewUnderWay);
            if session::session(given_to, draft.clone()).may_go_on_in(given_to, candidate) {
                self.going_on += 1;
            } else {
                self.keeping += 1;
            }
        }
        Ok(())
    }

    fn add(&mut self, version: &VersionId, own: &ActiveWave, answers: &Answers, ways: &Ways, whose: Losses) {
        match ways.to_current.get(version) {
            Some(crosswalk) => self.tally.add(&crosswalk.carry(answers)),
            None => self.tally.add(answers),
        }
        if let Some(crosswalk) = ways.to_candidate.get(version) {
            self.lost.add(&own.questionnaire, answers, crosswalk, whose);
        }
    }
}

fn count_by_version(rows: &[StoredResponse], drafts: &[Draft]) -> BTreeMap<VersionId, VersionCounts> {
    let mut counts: BTreeMap<VersionId, VersionCounts> = BTreeMap::new();
    for row in rows {
        let ended = &mut counts.entry(row.version.clone()).or_default().ended;
        *ended.entry(row.disposition).or_default() += 1;
    }
    for draft in drafts {
        counts.entry(draft.version.clone()).or_default().under_way += 1;
    }
    counts
}

fn by_version(order: &[VersionId], mut counts: BTreeMap<VersionId, VersionCounts>) -> Vec<VersionInterviews> {
    let mut listed = Vec::new();
    for version in order {
        if let Some(counts) = counts.remove(version) {
            listed.push(VersionInterviews {
                version: version.clone(),
                ended: counts.ended,
                under_way: counts.under_way,
            });
        }
    }
    listed
}

/// The parts of the report that read a changed item: of the new report, else of the one that the wave has.
fn touched(wave: &ActiveWave, wanted: &Wanted, difference: &Difference) -> Vec<TouchedPart> {
    let (report, questionnaire) = match (&wanted.report, &wave.report) {
        (Some(report), _) => (report, &wanted.questionnaire),
        (None, Some(report)) => (report, &wave.questionnaire),
        (None, None) => return Vec::new(),
    };
    let of_new = wanted.report.is_some();
    let changed: Vec<ItemIndex> = difference
        .items
        .iter()
        .filter(|item| !item.is_identical())
        .filter_map(|item| if of_new { item.new } else { item.old })
        .collect();
    let read = uses(report, questionnaire).into_iter().map(|part| {
        let items = part.items.iter().filter(|item| changed.contains(item));
        TouchedPart {
            kind: part.kind,
            name: part.name,
            items: items.map(|item| questionnaire.item(*item).id.to_string()).collect(),
        }
    });
    read.filter(|part| !part.items.is_empty()).collect()
}

/// `false` where what was answered since the look makes it another change.
async fn switch(
    service: &Service,
    wave: &Arc<ActiveWave>,
    wanted: &Arc<Wanted>,
    looked: Looked,
    radius: &BlastRadius,
) -> Result<bool, ServiceError> {
    let (service, wave, wanted) = (service.clone(), Arc::clone(wave), Arc::clone(wanted));
    let (from, to, note) = (radius.from.clone(), radius.to.clone(), radius.note());
    let verdict = radius.verdict.clone();
    detached(async move {
        let (at, id, slug) = (service.now(), wave.wave.id, wave.wave.slug.clone());
        let change = VersionChange { wave: id, from: &from, to: &to, state: wave.wave.recorded, note, at };
        let holds = |rows: &[StoredResponse], drafts: &[Draft]| {
            let later = looked.with(&wanted, rows, drafts);
            later.is_some_and(|later| later.radius(&wave, &wanted).verdict == verdict)
        };
        let seen = Seen { mark: &looked.mark, holds: &holds };
        match service.database().update_wave_version(&change, &seen).await? {
            VersionSwitch::Done => {
                tracing::info!(wave.slug = slug, %from, %to, note, "the wave was given another version");
                Ok(true)
            }
            VersionSwitch::NotAsSeen => Ok(false),
            // After a lost connection the change may have been made by the first attempt.
            VersionSwitch::Overtaken => match service.database().find_wave_by_id(id).await? {
                Some(found) if found.version == to => Ok(true),
                Some(_) | None => Err(VersionChangeError::Overtaken { slug }.into()),
            },
        }
    })
    .await
}
