//! `wave.yaml`: how a survey is fielded, read with positions; every problem at once.

use std::collections::BTreeMap;

use chrono::{DateTime, LocalResult, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use super::{Notice, Schedule, WaveText};
use crate::diagnostics::{Code, Diagnostic, FileId, Sources, Span, did_you_mean};
use crate::i18n::Language;
use crate::ids::{OptionCode, is_slug};
use crate::questionnaire::syntax::{
    Key, KeyKind, Mapping, Node, Reader, Shape, Value, json_schema, parse as parse_yaml,
};

/// What a wave file says.
#[derive(Debug, Clone)]
pub struct WavePlan {
    pub slug: String,
    /// The questionnaire's file, relative to the wave file.
    pub questionnaire: String,
    /// As written: local to the zone.
    pub opens: Option<NaiveDateTime>,
    pub closes: Option<NaiveDateTime>,
    pub timezone: Tz,
    pub population: Option<Population>,
    pub sample: Option<Sample>,
    /// In the order of the file.
    pub sources: Vec<SourcePlan>,
    /// Completes in all.
    pub limit: Option<u32>,
    /// What makes an unfinished interview usable as a partial.
    pub complete: Option<ExpressionText>,
    pub notice: Option<Notice>,
    /// Where the notice stands.
    pub notice_span: Option<Span>,
    /// The texts that are written by language.
    pub translated: Vec<TranslatedText>,
}

/// Where a text of the wave file is written by language, and in which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TranslatedText {
    /// `notice.purposes`.
    pub path: String,
    pub span: Span,
    pub languages: Vec<(Language, Span)>,
}

/// An expression that waits for its questionnaire to be compiled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpressionText {
    pub text: String,
    /// Where the expression itself stands, without quotes.
    pub span: Span,
}

/// Whom the survey is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Population {
    pub text: Option<WaveText>,
    /// How many there are, where that is known.
    pub size: Option<u64>,
}

/// How respondents come to the survey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    pub kind: SampleType,
    pub frame: Option<WaveText>,
    pub recruitment: Option<WaveText>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SampleType {
    OptIn,
    Probability,
    Census,
    Panel,
    Mixed,
}

const SAMPLE_TYPES: [(&str, SampleType); 5] = [
    ("opt_in", SampleType::OptIn),
    ("probability", SampleType::Probability),
    ("census", SampleType::Census),
    ("panel", SampleType::Panel),
    ("mixed", SampleType::Mixed),
];

impl SampleType {
    pub fn as_str(self) -> &'static str {
        SAMPLE_TYPES.iter().find(|(_, kind)| *kind == self).map_or("opt_in", |(word, _)| word)
    }
}

/// One way into the survey; its code is the value of `source`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourcePlan {
    pub code: String,
    pub text: Option<WaveText>,
    /// Screens out respondents of this source.
    pub end_if: Option<ExpressionText>,
}

impl WavePlan {
    /// The instants of `opens` and `closes`. A local time that the clocks skip means the instant they jump; one that
    /// comes twice means the first for opening and the second for closing, so a wave is never shorter than written.
    pub fn schedule(&self) -> Schedule {
        Schedule {
            opens_at: self.opens.map(|local| instant(self.timezone, local, Twice::First)),
            closes_at: self.closes.map(|local| instant(self.timezone, local, Twice::Second)),
        }
    }

    /// The declared source codes; `None` where the wave declares none and any text goes.
    pub fn source_codes(&self) -> Option<Vec<String>> {
        (!self.sources.is_empty()).then(|| self.sources.iter().map(|source| source.code.clone()).collect())
    }
}

#[derive(Clone, Copy)]
enum Twice {
    First,
    Second,
}

/// The longest known jump of a civil clock is a day (Samoa, 2011).
const CLOCK_JUMP_MINUTES_MAX: i64 = 25 * 60;

fn instant(zone: Tz, local: NaiveDateTime, twice: Twice) -> DateTime<Utc> {
    for minutes in 0..=CLOCK_JUMP_MINUTES_MAX {
        let candidate = local + TimeDelta::minutes(minutes);
        // The first time that exists after the gap, without the seconds, is the jump itself.
        let candidate = if minutes == 0 { candidate } else { on_the_minute(candidate) };
        match (zone.from_local_datetime(&candidate), twice) {
            (LocalResult::Single(at), _)
            | (LocalResult::Ambiguous(at, _), Twice::First)
            | (LocalResult::Ambiguous(_, at), Twice::Second) => return at.with_timezone(&Utc),
            (LocalResult::None, _) => {}
        }
    }
    local.and_utc()
}

fn on_the_minute(local: NaiveDateTime) -> NaiveDateTime {
    use chrono::Timelike;
    local.with_second(0).and_then(|local| local.with_nanosecond(0)).unwrap_or(local)
}

/// A local date and time as the wave file and `--opens` write it: `2026-08-03T09:00`, seconds optional; a date alone
/// means its first minute.
pub fn local_time(text: &str) -> Option<NaiveDateTime> {
    ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
        .or_else(|| text.parse::<chrono::NaiveDate>().ok().and_then(|date| date.and_hms_opt(0, 0, 0)))
}

const DEFAULT_QUESTIONNAIRE: &str = "questionnaire.yaml";

const TEXT: KeyKind = KeyKind::Either(&KeyKind::Text, &KeyKind::Named(&KeyKind::Text));

/// The keys of a wave file.
pub static WAVE: Shape = Shape {
    name: "a wave",
    keys: &[
        Key::required("canvass", KeyKind::Integer, "the language version: 1"),
        Key::required("wave", KeyKind::Text, "the wave's name in URLs and commands"),
        Key::optional("questionnaire", KeyKind::Text, "the questionnaire's file beside this one"),
        Key::optional("opens", KeyKind::Scalar, "when the wave opens, local to its zone; left out: by hand"),
        Key::optional(
            "closes",
            KeyKind::Scalar,
            "when the wave closes, local to its zone; left out: by hand",
        ),
        Key::optional("timezone", KeyKind::Text, "the wave's zone, as `America/New_York`; left out: UTC"),
        Key::optional("access", KeyKind::OneOf(&["open"]), "who may answer: `open`, everybody"),
        Key::optional("population", KeyKind::Mapping(&POPULATION), "whom the survey is about"),
        Key::optional("sample", KeyKind::Mapping(&SAMPLE), "how respondents come to the survey"),
        Key::optional(
            "sources",
            KeyKind::Named(&KeyKind::Mapping(&SOURCE)),
            "the ways into the survey, by code",
        ),
        Key::optional("limit", KeyKind::Integer, "how many completes are taken in all"),
        Key::optional("complete", KeyKind::Expression, "what makes an unfinished interview a usable partial"),
        Key::optional("notice", KeyKind::Mapping(&NOTICE), "what respondents are told about their data"),
        Key::unsupported("privacy", "anonymous waves; without the key a wave is confidential"),
        Key::unsupported("quotas", "quotas by group; `limit` holds for the whole wave"),
        Key::unsupported("soft_launch", "pausing after the first responses"),
        Key::unsupported("retention", "deleting by age"),
        Key::unsupported("paradata", "how much is recorded about the answering"),
        Key::unsupported("mails", "invitations and reminders"),
        Key::unsupported("publish", "the public package"),
    ],
};

static POPULATION: Shape = Shape {
    name: "a population",
    keys: &[
        Key::optional("text", TEXT, "the population in words"),
        Key::optional("size", KeyKind::Integer, "how many there are"),
    ],
};

static SAMPLE: Shape = Shape {
    name: "a sample",
    keys: &[
        Key::required(
            "type",
            KeyKind::OneOf(&["opt_in", "probability", "census", "panel", "mixed"]),
            "the kind of sample",
        ),
        Key::optional("frame", TEXT, "where the sample was drawn from"),
        Key::optional("recruitment", TEXT, "how respondents were reached"),
    ],
};

static SOURCE: Shape = Shape {
    name: "a source",
    keys: &[
        Key::optional("text", TEXT, "the source in words"),
        Key::optional("end_if", KeyKind::Expression, "screens out respondents of this source"),
        Key::unsupported("parameter", "the panel's respondent id in the link"),
        Key::unsupported("redirects", "where respondents are sent at the end"),
    ],
};

static NOTICE: Shape = Shape {
    name: "a notice",
    keys: &[
        Key::optional("controller", TEXT, "who is responsible for the data"),
        Key::optional("contact", TEXT, "how to reach them"),
        Key::optional("legal_ground", TEXT, "the legal ground, as `consent`"),
        Key::optional("purposes", KeyKind::List(&TEXT), "what the answers are used for"),
        Key::optional("recipients", KeyKind::List(&TEXT), "who else receives them"),
        Key::optional("transfers", TEXT, "where else they go"),
        Key::optional("publication", TEXT, "what of them is published"),
    ],
};

/// The JSON Schema (2020-12) of a wave file.
pub fn schema() -> String {
    json_schema(&WAVE, "A wave of a canvass survey", None)
}

/// The plan in a wave file and what is wrong with it; `None` where not even its name could be read.
pub fn parse(sources: &Sources, file: FileId) -> (Option<WavePlan>, Vec<Diagnostic>) {
    let (root, mut diagnostics) = parse_yaml(file, sources.get(file));
    let Some(root) = root else { return (None, diagnostics) };
    let mut reader = Reader::default();
    let plan = reader.mapping(&root, &WAVE).and_then(|wave| read_plan(&mut reader, &wave));
    diagnostics.append(&mut reader.diagnostics);
    (plan, diagnostics)
}

fn read_plan(reader: &mut Reader, wave: &Mapping<'_>) -> Option<WavePlan> {
    check_language_version(reader, wave);
    let timezone = read_zone(reader, wave).unwrap_or(Tz::UTC);
    let opens = read_time(reader, wave, "opens");
    let closes = read_time(reader, wave, "closes");
    check_access(reader, wave);
    let limit = wave.get("limit").and_then(|node| read_limit(reader, node));
    let plan = WavePlan {
        slug: read_slug(reader, wave).unwrap_or_default(),
        questionnaire: wave
            .get("questionnaire")
            .and_then(|node| reader.text(node, "`questionnaire`"))
            .unwrap_or(DEFAULT_QUESTIONNAIRE)
            .to_owned(),
        opens,
        closes,
        timezone,
        population: wave.get("population").and_then(|node| read_population(reader, node)),
        sample: wave.get("sample").and_then(|node| read_sample(reader, node)),
        sources: wave.get("sources").map(|node| read_sources(reader, node)).unwrap_or_default(),
        limit,
        complete: wave.get("complete").and_then(|node| read_expression(reader, node, "`complete`")),
        notice: wave.get("notice").and_then(|node| read_notice(reader, node)),
        notice_span: wave.entry("notice").map(|entry| entry.key_span),
        translated: texts_by_language(wave),
    };
    let schedule = plan.schedule();
    if let (Some(opens_at), Some(closes_at)) = (schedule.opens_at, schedule.closes_at)
        && closes_at <= opens_at
    {
        reader.push(
            Diagnostic::new(Code::WaveOrder, wave.key_span("closes"), "the wave closes before it opens")
                .related(wave.key_span("opens"), "it opens here")
                .help("give `closes` a later time than `opens`, or leave one of them out"),
        );
    }
    (!plan.slug.is_empty()).then_some(plan)
}

fn check_language_version(reader: &mut Reader, wave: &Mapping<'_>) {
    let Some(node) = wave.get("canvass") else { return };
    if node.as_text() != Some("1") {
        reader.push(
            Diagnostic::new(Code::LanguageVersion, node.span, "this program reads version 1 of the language")
                .help("write `canvass: 1`"),
        );
    }
}

fn read_slug(reader: &mut Reader, wave: &Mapping<'_>) -> Option<String> {
    let node = wave.get("wave")?;
    let text = reader.text(node, "`wave`")?;
    if is_slug(text) && text.len() <= SLUG_CHARS_MAX {
        return Some(text.to_owned());
    }
    reader.push(
        Diagnostic::new(Code::MalformedId, node.span, format!("`{text}` is not a valid wave name"))
            .help("use a lower-case letter, then lower-case letters, digits, `_` and `-`, at most 64"),
    );
    None
}

/// Slugs stand in URLs and file names.
const SLUG_CHARS_MAX: usize = 64;

fn read_zone(reader: &mut Reader, wave: &Mapping<'_>) -> Option<Tz> {
    let node = wave.get("timezone")?;
    let text = reader.text(node, "`timezone`")?;
    if let Ok(zone) = text.parse::<Tz>() {
        return Some(zone);
    }
    let help = match did_you_mean(text, chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name())) {
        Some(name) => format!("did you mean `{name}`?"),
        None => "use a name of the time zone database, such as `Europe/Berlin` or `UTC`".to_owned(),
    };
    reader.push(Diagnostic::new(Code::BadDate, node.span, format!("`{text}` is not a time zone")).help(help));
    None
}

fn read_time(reader: &mut Reader, wave: &Mapping<'_>, key: &str) -> Option<NaiveDateTime> {
    let node = wave.get(key)?;
    let text = reader.text(node, key)?;
    let time = local_time(text);
    if time.is_none() {
        reader.push(
            Diagnostic::new(Code::BadDate, node.span, format!("`{text}` is not a date and time"))
                .help("write it as `2026-08-03T09:00`, local to the wave's `timezone`"),
        );
    }
    time
}

fn check_access(reader: &mut Reader, wave: &Mapping<'_>) {
    let Some(node) = wave.get("access") else { return };
    match reader.text(node, "`access`") {
        Some("open") | None => {}
        Some("invite") => reader.push(
            Diagnostic::new(
                Code::UnsupportedKey,
                node.span,
                "`access: invite` is not carried out by this version of canvass",
            )
            .help("use `access: open`, or leave the key out"),
        ),
        Some(_) => {
            let _ = reader.word(node, "`access`", &["open"]);
        }
    }
}

fn read_limit(reader: &mut Reader, node: &Node) -> Option<u32> {
    let count = reader.count(node, "`limit`")?;
    let limit = u32::try_from(count).ok().filter(|limit| *limit > 0);
    if limit.is_none() {
        reader.push(
            Diagnostic::new(Code::BadValue, node.span, "a limit is at least 1")
                .help("leave `limit` out where there is none"),
        );
    }
    limit
}

fn read_expression(reader: &mut Reader, node: &Node, what: &str) -> Option<ExpressionText> {
    let text = reader.text(node, what)?;
    Some(ExpressionText { text: text.to_owned(), span: inner_span(node) })
}

fn inner_span(node: &Node) -> Span {
    match &node.value {
        Value::Scalar { plain: false, .. } if node.span.end - node.span.start >= 2 => {
            Span { start: node.span.start + 1, end: node.span.end - 1, ..node.span }
        }
        Value::Scalar { .. } | Value::Null | Value::List(_) | Value::Mapping(_) => node.span,
    }
}

fn read_population(reader: &mut Reader, node: &Node) -> Option<Population> {
    let population = reader.mapping(node, &POPULATION)?;
    let size = population.get("size").and_then(|node| reader.count(node, "`size`"));
    Some(Population {
        text: population.get("text").and_then(|node| read_text(reader, node, "`text`")),
        size: size.map(|size| size as u64),
    })
}

fn read_sample(reader: &mut Reader, node: &Node) -> Option<Sample> {
    let sample = reader.mapping(node, &SAMPLE)?;
    let words = SAMPLE_TYPES.map(|(word, _)| word);
    let kind = sample.get("type").and_then(|node| reader.word(node, "`type`", &words));
    let frame = sample.get("frame").and_then(|node| read_text(reader, node, "`frame`"));
    let recruitment = sample.get("recruitment").and_then(|node| read_text(reader, node, "`recruitment`"));
    Some(Sample { kind: SAMPLE_TYPES.get(kind?)?.1, frame, recruitment })
}

fn read_sources(reader: &mut Reader, node: &Node) -> Vec<SourcePlan> {
    let Some(named) = reader.names(node, "`sources`") else { return Vec::new() };
    let mut plans = Vec::new();
    for entry in named.entries() {
        if let Err(error) = OptionCode::parse(&entry.key) {
            reader.push(
                Diagnostic::new(Code::MalformedCode, entry.key_span, error.to_string())
                    .help("a source's code stands in links: `?source=CODE`"),
            );
            continue;
        }
        let mut plan = SourcePlan { code: entry.key.clone(), text: None, end_if: None };
        if entry.value.value != Value::Null
            && let Some(source) = reader.mapping(&entry.value, &SOURCE)
        {
            plan.text = source.get("text").and_then(|node| read_text(reader, node, "`text`"));
            plan.end_if = source.get("end_if").and_then(|node| read_expression(reader, node, "`end_if`"));
        }
        plans.push(plan);
    }
    plans
}

fn read_notice(reader: &mut Reader, node: &Node) -> Option<Notice> {
    let notice = reader.mapping(node, &NOTICE)?;
    let mut one = |key: &str| notice.get(key).and_then(|node| read_text(reader, node, &format!("`{key}`")));
    let (controller, contact) = (one("controller"), one("contact"));
    let (legal_ground, transfers, publication) = (one("legal_ground"), one("transfers"), one("publication"));
    let mut many = |key: &str| match notice.get(key) {
        None => Vec::new(),
        // A mapping is one text in several languages, not several texts.
        Some(node) => reader
            .one_or_many(node)
            .iter()
            .filter_map(|node| read_text(reader, node, &format!("`{key}`")))
            .collect(),
    };
    let (purposes, recipients) = (many("purposes"), many("recipients"));
    Some(Notice { controller, contact, legal_ground, purposes, recipients, transfers, publication })
}

/// Every text that is written by language.
fn texts_by_language(wave: &Mapping<'_>) -> Vec<TranslatedText> {
    let mut found = Vec::new();
    for (owner, keys) in [("population", &POPULATION), ("sample", &SAMPLE), ("notice", &NOTICE)] {
        for key in keys.keys {
            let node = wave.get(owner).and_then(|node| value_of(node, key.name));
            found.extend(node.iter().flat_map(|node| by_language(&format!("{owner}.{}", key.name), node)));
        }
    }
    if let Some(Value::Mapping(sources)) = wave.get("sources").map(|node| &node.value) {
        for source in sources {
            let node = value_of(&source.value, "text");
            let path = format!("sources.{}.text", source.key);
            found.extend(node.iter().flat_map(|node| by_language(&path, node)));
        }
    }
    found
}

fn value_of<'tree>(node: &'tree Node, key: &str) -> Option<&'tree Node> {
    let Value::Mapping(entries) = &node.value else { return None };
    entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
}

/// A text by language, or each of a list.
fn by_language(path: &str, node: &Node) -> Vec<TranslatedText> {
    match &node.value {
        Value::Mapping(entries) => {
            let languages = (entries.iter())
                .filter_map(|entry| Some((Language::parse(&entry.key)?, entry.key_span)))
                .collect();
            vec![TranslatedText { path: path.to_owned(), span: node.span, languages }]
        }
        Value::List(nodes) => nodes.iter().flat_map(|node| by_language(path, node)).collect(),
        Value::Scalar { .. } | Value::Null => Vec::new(),
    }
}

fn read_text(reader: &mut Reader, node: &Node, what: &str) -> Option<WaveText> {
    if !matches!(node.value, Value::Mapping(_)) {
        return reader.text(node, what).map(|text| WaveText::Plain(text.to_owned()));
    }
    let named = reader.names(node, what)?;
    let mut texts = BTreeMap::new();
    for entry in named.entries() {
        match Language::parse(&entry.key) {
            Some(language) => {
                if let Some(text) = reader.text(&entry.value, what) {
                    texts.insert(language, text.to_owned());
                }
            }
            None => reader.push(
                Diagnostic::new(
                    Code::BadLanguage,
                    entry.key_span,
                    format!("`{}` is not a language", entry.key),
                )
                .help("write one text, or a mapping of languages to texts: `{ en: …, ko: … }`"),
            ),
        }
    }
    Some(WaveText::ByLanguage(texts))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<WavePlan>, Vec<(&'static str, String)>) {
        let mut sources = Sources::default();
        let file = sources.add("wave.yaml", text);
        let (plan, diagnostics) = parse(&sources, file);
        let found = diagnostics
            .iter()
            .map(|diagnostic| {
                let at = sources.get(file).line_column(diagnostic.span.start);
                (diagnostic.code.as_str(), format!("{}:{}", at.line, at.column))
            })
            .collect();
        (plan, found)
    }

    #[test]
    fn a_whole_wave_file_is_read() {
        let (plan, found) = read(
            "canvass: 1\nwave: genai-2026\nopens: 2026-08-03T09:00\ncloses: 2026-09-30T23:59\n\
             timezone: America/New_York\naccess: open\npopulation: { text: Organisations, size: null }\n\
             sample: { type: opt_in, frame: Newsletters }\nsources:\n  community: { text: Newsletters }\n  \
             panel: { text: { en: Panel, ko: 패널 }, end_if: \"size in ['s1']\" }\nlimit: null\n\
             complete: \"answered(prefer)\"\nnotice: { controller: A, contact: b@example.org, legal_ground: consent, \
             purposes: [research] }\n",
        );
        assert_eq!(found, []);
        let plan = plan.unwrap();
        assert_eq!(plan.schedule().opens_at.unwrap().to_rfc3339(), "2026-08-03T13:00:00+00:00");
        assert_eq!(plan.source_codes().unwrap(), ["community", "panel"]);
        assert_eq!(plan.limit, None);
        let languages = ["en", "ko"].map(|tag| Language::parse(tag).unwrap());
        assert_eq!(
            plan.notice.unwrap().missing_for(&languages),
            ["controller (ko)", "contact (ko)", "purposes (ko)"]
        );
    }

    #[test]
    fn every_problem_is_named_with_its_place() {
        let (plan, found) = read(
            "canvass: 2\nwave: Genai\nopens: tomorrow\ntimezone: America/NewYork\naccess: invite\nquotas: []\n\
             sources: { a: { redirects: {} } }\nlimt: 3\nlimit: 0\nsample: { type: optin }\n",
        );
        assert!(plan.is_none());
        let codes: Vec<_> = found.iter().map(|(code, at)| format!("{code} {at}")).collect();
        for expected in [
            "Q015 1:10",
            "Q101 2:7",
            "W101 3:8",
            "W101 4:11",
            "Q011 5:9",
            "Q011 6:1",
            "Q011 7:17",
            "Q010 8:1",
            "Q114 9:8",
            "Q014 10:17",
        ] {
            assert!(codes.iter().any(|code| code == expected), "{expected} is not in {codes:?}");
        }
        assert_eq!(codes.len(), 10);
    }

    #[test]
    fn a_wave_that_closes_before_it_opens_is_refused() {
        let (_, found) = read("canvass: 1\nwave: w\nopens: 2026-08-03T09:00\ncloses: 2026-08-03T08:00\n");
        assert_eq!(found, [("W102", "4:1".to_owned())]);
    }

    #[test]
    fn a_skipped_hour_means_the_jump_and_a_repeated_one_never_shortens_the_wave() {
        let zone: Tz = "America/New_York".parse().unwrap();
        let utc = |local: &str, twice| instant(zone, local_time(local).unwrap(), twice).to_rfc3339();
        assert_eq!(utc("2026-03-08T02:30", Twice::First), "2026-03-08T07:00:00+00:00");
        assert_eq!(utc("2026-03-08T02:30", Twice::Second), "2026-03-08T07:00:00+00:00");
        assert_eq!(utc("2026-11-01T01:30", Twice::First), "2026-11-01T05:30:00+00:00");
        assert_eq!(utc("2026-11-01T01:30", Twice::Second), "2026-11-01T06:30:00+00:00");
    }
}
