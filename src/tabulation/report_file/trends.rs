//! Trends across waves as the report file asks for them: which waves, what of them, and how they are made comparable.

use super::figure::weight;
use super::read::compile;
use super::shape::{REWEIGHT, TREND, WAVE};
use crate::diagnostics::{Code, Diagnostic};
use crate::questionnaire::condition::Condition;
use crate::questionnaire::syntax::{Mapping, Node, Reader, Value};
use crate::tabulation::derived::unknown_code;
use crate::tabulation::names::Names;
use crate::tabulation::plan::{box_of, is_nps_scale, refuse_untabulable};
use crate::tabulation::request::{
    Spanned, box_size, decimals, expression, read_confidence, read_names, spanned_text,
};
use crate::tabulation::subject::{Subject, SubjectKind, mixed_with_missing};

/// A share or mean across waves. Its names were looked up in the questionnaire of the report; what they are in the
/// others is for the comparison of the questionnaires to say.
#[derive(Debug, Clone)]
pub struct TrendPlan {
    pub id: Spanned<String>,
    pub title: Option<String>,
    /// In order of time; two or more.
    pub waves: Vec<TrendWave>,
    pub of: TrendMeasure,
    pub universe: TrendUniverse,
    /// One line for each code of this variable.
    pub by: Option<Spanned<String>>,
    pub reweight: Option<Reweight>,
    /// As written, to be read against each wave's own questionnaire.
    pub filter: Option<Spanned<String>>,
    pub weight: Option<Spanned<String>>,
    pub confidence: Option<f64>,
    pub decimals: Option<usize>,
    pub(crate) condition: Option<Condition>,
}

/// A wave of the database, or one in files.
#[derive(Debug, Clone)]
pub enum TrendWave {
    Slug(Spanned<String>),
    File {
        name: Spanned<String>,
        /// Paths as written, beside the report file.
        questionnaire: Spanned<String>,
        data: Spanned<String>,
    },
}

/// What is compared.
#[derive(Debug, Clone)]
pub enum TrendMeasure {
    Share {
        of: Spanned<String>,
        codes: Vec<Spanned<String>>,
    },
    TopBox {
        of: Spanned<String>,
        count: Spanned<usize>,
    },
    BottomBox {
        of: Spanned<String>,
        count: Spanned<usize>,
    },
    Mean(Spanned<String>),
    /// The net promoter score of a scale from 0 to 10.
    Nps(Spanned<String>),
}

impl TrendMeasure {
    /// The variable.
    pub fn variable(&self) -> &Spanned<String> {
        match self {
            TrendMeasure::Share { of, .. }
            | TrendMeasure::TopBox { of, .. }
            | TrendMeasure::BottomBox { of, .. }
            | TrendMeasure::Mean(of)
            | TrendMeasure::Nps(of) => of,
        }
    }
}

/// Whom the waves are compared on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrendUniverse {
    /// Everyone of each wave's own base.
    All,
    /// Only those whom every wave would have asked.
    Common,
}

/// Each wave is brought to the distribution of one of them.
#[derive(Debug, Clone)]
pub struct Reweight {
    pub to: Spanned<String>,
    pub on: Vec<Spanned<String>>,
}

/// `trends:`, with all mistakes told.
pub(super) fn trends(
    reader: &mut Reader,
    node: &Node,
    names: &Names<'_>,
    weights: Option<&Node>,
) -> Vec<TrendPlan> {
    let list = reader.list(node, "`trends`");
    list.iter().filter_map(|one| trend(reader, one, names, weights)).collect()
}

fn trend(reader: &mut Reader, node: &Node, names: &Names<'_>, weights: Option<&Node>) -> Option<TrendPlan> {
    let body = reader.mapping(node, &TREND)?;
    let waves = waves(reader, body);
    let of = measure(reader, body, names);
    let by = body.get("by").and_then(|node| spanned_text(reader, node, "`by`"));
    if let Some(by) = &by {
        check_lines(reader, by, names);
    }
    let filter = body.get("filter").and_then(|node| expression(reader, node, "`filter`"));
    let condition = filter.as_ref().and_then(|filter| compile(reader, filter, names));
    let universe = body
        .get("universe")
        .and_then(|node| reader.word(node, "`universe` of a trend", &["all", "common"]))
        .map_or(TrendUniverse::All, |word| [TrendUniverse::All, TrendUniverse::Common][word]);
    let plan = TrendPlan {
        id: body.get("id").and_then(|node| spanned_text(reader, node, "`id`"))?,
        title: body.get("title").and_then(|node| reader.text(node, "`title`")).map(str::to_owned),
        reweight: body.get("reweight").and_then(|node| reweight(reader, node, names, &waves)),
        waves,
        of: of?,
        universe,
        by,
        filter,
        weight: body.get("weight").and_then(|node| weight(reader, node, names, weights)),
        confidence: body.get("confidence").and_then(|node| read_confidence(reader, node)),
        decimals: body.get("decimals").and_then(|node| decimals(reader, node)),
        condition,
    };
    (plan.waves.len() > 1).then_some(plan)
}

/// A trend has a line for each code, so there must be codes.
fn check_lines(reader: &mut Reader, by: &Spanned<String>, names: &Names<'_>) {
    let Some(subject) = names.subject(&by.value, by.span, &mut reader.diagnostics) else { return };
    if subject.kind == SubjectKind::Number {
        let message = format!("`{}` has no codes to make lines of", by.value);
        let problem = Diagnostic::new(Code::NeedsBands, by.span, message);
        reader.push(problem.help("band it under `variables:`"));
    }
}

fn waves(reader: &mut Reader, body: Mapping<'_>) -> Vec<TrendWave> {
    let Some(node) = body.get("waves") else { return Vec::new() };
    let list = reader.list(node, "`waves`");
    let mut waves = Vec::new();
    for one in list {
        if matches!(one.value, Value::Scalar { .. }) {
            waves.extend(spanned_text(reader, one, "a wave").map(TrendWave::Slug));
            continue;
        }
        let Some(body) = reader.mapping(one, &WAVE) else { continue };
        let mut text =
            |key: &str| body.get(key).and_then(|node| spanned_text(reader, node, &format!("`{key}`")));
        let (name, questionnaire, data) = (text("name"), text("questionnaire"), text("data"));
        if let (Some(name), Some(questionnaire), Some(data)) = (name, questionnaire, data) {
            waves.push(TrendWave::File { name, questionnaire, data });
        }
    }
    if list.len() == 1 {
        reader.push(
            Diagnostic::new(Code::WrongType, node.span, "one wave has no trend")
                .help("name two waves or more, from the earliest to the latest"),
        );
    }
    for (place, wave) in waves.iter().enumerate() {
        let name = wave.name();
        if waves.iter().take(place).any(|earlier| earlier.name().value == name.value) {
            reader.push(
                Diagnostic::new(
                    Code::DuplicateVariable,
                    name.span,
                    format!("the wave `{}` stands twice", name.value),
                )
                .help("name each wave once"),
            );
        }
    }
    waves
}

impl TrendWave {
    /// Names its answers: two entries with the same key are the same wave.
    pub fn key(&self) -> String {
        match self {
            TrendWave::Slug(slug) => slug.value.clone(),
            TrendWave::File { name, questionnaire, data } => {
                [&name.value, &questionnaire.value, &data.value].map(String::as_str).join("\n")
            }
        }
    }

    /// The slug, or the name given to the files.
    pub fn name(&self) -> &Spanned<String> {
        match self {
            TrendWave::Slug(name) | TrendWave::File { name, .. } => name,
        }
    }
}

fn measure(reader: &mut Reader, body: Mapping<'_>, names: &Names<'_>) -> Option<TrendMeasure> {
    let kinds: Vec<&str> =
        ["share", "mean", "nps"].into_iter().filter(|kind| body.get(kind).is_some()).collect();
    let Some((kind, more)) = kinds.split_first() else {
        reader.push(
            Diagnostic::new(Code::MissingKey, body.span, "this trend says not what it is of")
                .help("add `share:` with `codes:` or `top_box:`, or `mean:`, or `nps:`"),
        );
        return None;
    };
    if let Some(other) = more.first() {
        let message = "a trend is of a share, a mean or a net promoter score";
        let problem = Diagnostic::new(Code::UnknownKey, body.key_span(other), message);
        reader.push(problem.help("make two trends of it"));
        return None;
    }
    let of = body.get(kind).and_then(|node| spanned_text(reader, node, "the variable"))?;
    let subject = names.subject(&of.value, of.span, &mut reader.diagnostics)?;
    if refuse_untabulable(&subject, of.span, names.questionnaire, &mut reader.diagnostics) {
        return None;
    }
    let refused = match *kind {
        "mean" if !subject.is_scored() => {
            Some(("have no scores, so there is no mean", "give its options a `value:` in the questionnaire"))
        }
        "nps" if !is_nps_scale(&subject) => Some((
            "are no scale from 0 to 10, so there is no net promoter score",
            "the score counts 9 and 10 against 0 to 6",
        )),
        "share" if subject.kind == SubjectKind::Number => {
            Some(("are a number without bands, so there is no share", "band it under `variables:`"))
        }
        _ => None,
    };
    if let Some((problem, help)) = refused {
        let message = format!("the answers to `{}` {problem}", of.value);
        reader.push(Diagnostic::new(Code::BadMeasure, of.span, message).help(help));
        return None;
    }
    match *kind {
        "mean" => return Some(TrendMeasure::Mean(of)),
        "nps" => return Some(TrendMeasure::Nps(of)),
        _ => {}
    }
    let mut count = |key: &str| {
        let node = body.get(key)?;
        box_size(reader, node, &format!("`{key}`"))
    };
    let (top, bottom) = (count("top_box"), count("bottom_box"));
    let codes = body.get("codes").map(|node| read_names(reader, node, "a code")).unwrap_or_default();
    let mut places = Vec::new();
    for code in &codes {
        match subject.find_category(&code.value) {
            Some(place) => places.push(place),
            None => reader.push(unknown_code(code.span, &code.value, &subject)),
        }
    }
    check_codes(reader, &subject, &codes, &places);
    for (count, top) in [(&top, true), (&bottom, false)] {
        if let Some(Err(message)) = count.as_ref().map(|count| box_of(&subject, count.value, top)) {
            let problem = Diagnostic::new(Code::BadNet, of.span, message);
            reader.push(problem.help("name the codes with `codes:`"));
        }
    }
    match (top, bottom, codes.is_empty()) {
        (Some(count), None, true) => Some(TrendMeasure::TopBox { of, count }),
        (None, Some(count), true) => Some(TrendMeasure::BottomBox { of, count }),
        (None, None, false) => Some(TrendMeasure::Share { of, codes }),
        _ => {
            reader.push(
                Diagnostic::new(Code::MissingKey, of.span, "a share counts codes")
                    .help("add `codes: [...]`, or one of `top_box: 2` and `bottom_box: 2`"),
            );
            None
        }
    }
}

/// An answer that is none is in no base of a trend: don't-knows are left out of all waves alike.
fn check_codes(reader: &mut Reader, subject: &Subject, codes: &[Spanned<String>], places: &[usize]) {
    let is_single = subject.kind != SubjectKind::Multiple;
    let missing = codes.iter().find(|code| {
        let place = subject.find_category(&code.value);
        is_single && place.is_some_and(|place| subject.categories[place].missing.is_some())
    });
    if let Some(code) = missing {
        let message = format!("`{}` is a missing option: it is in the base of no trend", code.value);
        let problem = Diagnostic::new(Code::BadNet, code.span, message);
        reader.push(problem.help("take it out of `codes`, or make a variable of it under `variables:`"));
    } else if let Some(first) = codes.first() {
        reader.diagnostics.extend(mixed_with_missing(subject, places, first.span));
    }
}

fn reweight(reader: &mut Reader, node: &Node, names: &Names<'_>, waves: &[TrendWave]) -> Option<Reweight> {
    let body = reader.mapping(node, &REWEIGHT)?;
    let to = body.get("to").and_then(|node| spanned_text(reader, node, "`to`"))?;
    let on = body.get("on").map(|node| read_names(reader, node, "a variable"))?;
    for name in &on {
        let Some(subject) = names.subject(&name.value, name.span, &mut reader.diagnostics) else { continue };
        let problem = match subject.kind {
            SubjectKind::Single | SubjectKind::Bands => continue,
            SubjectKind::Number => "is a number without bands",
            SubjectKind::Multiple => "has several answers a person",
        };
        let message = format!("`{}` {problem}, so there is no composition by it", name.value);
        let problem = Diagnostic::new(Code::NotTabulable, name.span, message);
        reader.push(problem.help("name a variable with one code a person, or make one under `variables:`"));
    }
    if !waves.iter().any(|wave| wave.name().value == to.value) {
        let known: Vec<&str> = waves.iter().map(|wave| wave.name().value.as_str()).collect();
        reader.push(
            Diagnostic::new(
                Code::UnknownVariable,
                to.span,
                format!("`{}` is none of the waves of this trend", to.value),
            )
            .help(format!("name one of {}", known.join(", "))),
        );
    }
    Some(Reweight { to, on })
}
