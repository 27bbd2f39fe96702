//! A second opinion on every cell: a slow tabulator in plain loops, written from the definitions alone, over random data
//! and random requests.

#![expect(clippy::unwrap_used, reason = "the helpers of a test")]

use std::sync::Arc;

use canvass::diagnostics::Sources;
use canvass::i18n::Language;
use canvass::ids::{ResponseId, Uuid};
use canvass::questionnaire::{self, OptionIndex, Questionnaire, VariableIndex, VariableKind};
use canvass::responses::{Answer, Answers, Circumstances, Disposition, Missing, Response};
use canvass::tabulation::{self, Cell, Dataset, DatasetInfo, MissingCounts, SampleType, Table, request};
use proptest::prelude::*;

const QUESTIONNAIRE: &str = "
canvass: 1
id: oracle
edition: '1'
title: Oracle
languages: [en]
pages:
  - id: p1
    items:
      - id: stage
        type: single
        text: Stage
        options:
          - { code: dk, text: Unknown, missing: dont_know }
          - { code: a, text: A, value: 10 }
          - { code: b, text: B, value: 1 }
          - { code: c, text: C, value: 4 }
          - { code: other, text: Other, pin: true, value: 0 }
          - { code: no, text: Refused, missing: refused }
      - id: region
        type: single
        text: Region
        options: [{ code: 1, text: North }, { code: 2, text: South }, { code: 9, text: Unsure, missing: dont_know }]
      - id: uses
        type: multiple
        text: Uses
        options:
          - { code: u1, text: One }
          - { code: u2, text: Two }
          - { code: none, text: Nothing, exclusive: true }
          - { code: dk, text: Unsure, missing: dont_know, exclusive: true }
      - id: aspects
        type: grid
        text: Aspects
        rows: [{ id: r1, text: First }, { id: r2, text: Second }]
        options:
          - { code: 1, text: Low, value: 1 }
          - { code: 2, text: Mid, value: 2 }
          - { code: 3, text: High, value: 3 }
          - { code: 6, text: Unsure, missing: dont_know }
      - id: many
        type: multiple_grid
        text: Many
        rows: [{ id: m1, text: First }, { id: m2, text: Second }]
        options: [{ code: x, text: Ex }, { code: y, text: Why }]
      - id: age
        type: number
        text: Age
        min: 0
        max: 120
        bands:
          - { code: young, text: Young, from: 18, to: 30 }
          - { code: mid, text: Middle, from: 30, to: 50 }
          - { code: old, text: Old, from: 50 }
      - id: hours
        type: number
        text: Hours
        min: 0
        max: 200
      - id: score
        type: scale
        text: Score
        from: 0
        to: 10
";

const VARIABLES: &str = "
variables:
  early: { text: Early, where: \"stage in ['a', 'b']\", else: Later }
  only: { text: Only, where: \"region == 1\" }
  short: { recode: stage, to: { start: [a, b], end: [c] }, texts: { start: Start } }
  hours3: { bands: hours, cuts: [10, 40, 100] }
  some: { any: [uses.u1, uses.u2], else: Neither }
";

fn read_questionnaire() -> Questionnaire {
    let mut sources = Sources::default();
    let file = sources.add("oracle.yaml", QUESTIONNAIRE);
    let compiled = questionnaire::compile(&sources, file, &[], &questionnaire::Declared::default());
    compiled.questionnaire.expect("the questionnaire of this test is right")
}

/// One respondent's answer to one variable, as plain as it gets.
#[derive(Debug, Clone, PartialEq)]
enum Plain {
    Codes(Vec<String>),
    Number(f64),
    Missing(&'static str),
}

/// What the definitions say of one category.
#[derive(Debug, Clone)]
struct Kind {
    code: &'static str,
    missing: Option<&'static str>,
    pin: bool,
    score: Option<f64>,
}

fn kind(code: &'static str) -> Kind {
    Kind { code, missing: None, pin: false, score: None }
}

fn missing(code: &'static str, reason: &'static str) -> Kind {
    Kind { missing: Some(reason), ..kind(code) }
}

fn scored(code: &'static str, score: f64) -> Kind {
    Kind { score: Some(score), ..kind(code) }
}

fn categories(variable: &str) -> Vec<Kind> {
    match variable {
        "stage" => vec![
            missing("dk", "dont_know"),
            scored("a", 10.0),
            scored("b", 1.0),
            scored("c", 4.0),
            Kind { pin: true, ..scored("other", 0.0) },
            missing("no", "refused"),
        ],
        "region" => vec![kind("1"), kind("2"), missing("9", "dont_know")],
        "uses" => vec![kind("u1"), kind("u2"), kind("none"), missing("dk", "dont_know")],
        "aspects.r1" | "aspects.r2" => {
            vec![scored("1", 1.0), scored("2", 2.0), scored("3", 3.0), missing("6", "dont_know")]
        }
        "many.m1" | "many.m2" => vec![kind("x"), kind("y")],
        "age" => vec![kind("young"), kind("mid"), kind("old")],
        "score" => {
            const POINTS: [&str; 11] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];
            POINTS.iter().enumerate().map(|(at, code)| scored(code, at as f64)).collect()
        }
        "early" | "some" => vec![kind("1"), kind("0")],
        "only" => vec![kind("1")],
        "short" => vec![kind("start"), kind("end"), missing("dk", "dont_know"), missing("no", "refused")],
        "hours3" => vec![kind("1"), kind("2"), kind("3")],
        other => panic!("no categories for {other}"),
    }
}

fn is_multiple(variable: &str) -> bool {
    variable == "uses" || variable.starts_with("many")
}

fn plain(questionnaire: &Questionnaire, response: &Response, name: &str) -> Plain {
    let of = |name: &str| plain(questionnaire, response, name);
    let codes = |codes: &[&str]| Plain::Codes(codes.iter().map(|code| (*code).to_owned()).collect());
    let one = |plain: &Plain| match plain {
        Plain::Codes(codes) => Some(codes[0].clone()),
        Plain::Number(_) | Plain::Missing(_) => None,
    };
    // Why a derived variable has no value: skipped where its source was asked, else the source's reason.
    let reason = |source: &Plain| match source {
        Plain::Missing(reason @ ("not_asked" | "not_reached" | "not_in_version" | "removed")) => {
            Plain::Missing(reason)
        }
        Plain::Missing(_) | Plain::Codes(_) | Plain::Number(_) => Plain::Missing("skipped"),
    };
    match name {
        "early" => {
            let stage = of("stage");
            match one(&stage).as_deref() {
                Some("a" | "b") => codes(&["1"]),
                Some(_) => codes(&["0"]),
                None => reason(&stage),
            }
        }
        "only" => {
            let region = of("region");
            match one(&region).as_deref() {
                Some("1") => codes(&["1"]),
                Some(_) => codes(&["0"]),
                None => reason(&region),
            }
        }
        "short" => {
            let stage = of("stage");
            match one(&stage).as_deref() {
                Some("a" | "b") => codes(&["start"]),
                Some("c") => codes(&["end"]),
                Some("dk") => codes(&["dk"]),
                Some("no") => codes(&["no"]),
                Some(_) => Plain::Missing("undefined"),
                None => stage,
            }
        }
        "hours3" => match of("hours") {
            Plain::Number(hours) if hours >= 100.0 => codes(&["3"]),
            Plain::Number(hours) if hours >= 40.0 => codes(&["2"]),
            Plain::Number(hours) if hours >= 10.0 => codes(&["1"]),
            Plain::Number(_) => Plain::Missing("undefined"),
            other => other,
        },
        "some" => match of("uses") {
            Plain::Codes(ticked) if ticked.iter().any(|code| code == "u1" || code == "u2") => codes(&["1"]),
            Plain::Codes(_) => codes(&["0"]),
            other => reason(&other),
        },
        name => {
            let variable = questionnaire.find_variable(name).unwrap();
            let options = questionnaire.options(variable);
            match response.answers.get(variable) {
                Answer::Single(option) => codes(&[options[usize::from(option.0)].code.as_str()]),
                Answer::Multiple(set) => Plain::Codes(
                    set.iter().map(|option| options[usize::from(option.0)].code.to_string()).collect(),
                ),
                Answer::Scale(point) => Plain::Codes(vec![point.to_string()]),
                Answer::Number(number) => Plain::Number(*number),
                Answer::Missing(missing) => Plain::Missing(missing.as_str()),
                Answer::Ranking(_) | Answer::Date(_) | Answer::Text(_) => panic!("not in this questionnaire"),
            }
        }
    }
}

fn has_code(variable: &str, answer: &Plain, code: &str) -> bool {
    match (variable, answer) {
        (_, Plain::Codes(codes)) => codes.iter().any(|chosen| chosen == code),
        ("age", Plain::Number(age)) => match code {
            "young" => (18.0..30.0).contains(age),
            "mid" => (30.0..50.0).contains(age),
            _ => *age >= 50.0,
        },
        (_, Plain::Number(_) | Plain::Missing(_)) => false,
    }
}

/// A request, and what its parts mean in plain Rust.
#[derive(Debug, Clone)]
struct Asked {
    rows: Vec<&'static str>,
    /// Chains from the outer to the inner.
    columns: Vec<Vec<&'static str>>,
    base: Option<&'static str>,
    include_missing: Vec<&'static str>,
    include_columns: bool,
    filter: usize,
    net: bool,
    top_box: Option<usize>,
    sort: bool,
    summary: bool,
}

const FILTERS: [&str; 5] =
    ["", "region == 1", "stage != 'a' && 'u1' in uses", "age >= 30 || !answered(score)", "early == 0"];

fn passes(questionnaire: &Questionnaire, response: &Response, filter: usize) -> bool {
    let of = |name: &str| plain(questionnaire, response, name);
    let is = |name: &str, code: &str| match of(name) {
        Plain::Codes(codes) => Some(codes.iter().any(|chosen| chosen == code)),
        Plain::Number(_) | Plain::Missing(_) => None,
    };
    match filter {
        0 => true,
        1 => is("region", "1") == Some(true),
        2 => is("stage", "a") == Some(false) && is("uses", "u1") == Some(true),
        3 => {
            let old = matches!(of("age"), Plain::Number(age) if age >= 30.0);
            old || matches!(of("score"), Plain::Missing(_))
        }
        _ => is("early", "0") == Some(true),
    }
}

fn yaml(asked: &Asked) -> String {
    let list = |names: &[&str]| format!("[{}]", names.join(", "));
    let mut text =
        format!("rows: {}\nshow: [count, column_pct, row_pct, total_pct, index]\n", list(&asked.rows));
    text.push_str(VARIABLES.trim_start());
    if !asked.columns.is_empty() {
        let chains: Vec<String> = asked.columns.iter().map(|chain| chain.join("/")).collect();
        text.push_str(&format!("columns: [{}]\n", chains.join(", ")));
    }
    if let Some(base) = asked.base {
        text.push_str(&format!("base: {base}\n"));
    }
    if !asked.include_missing.is_empty() {
        text.push_str(&format!("include_missing: {}\n", list(&asked.include_missing)));
    }
    if asked.include_columns {
        text.push_str("include_missing_columns: all\n");
    }
    if asked.filter > 0 {
        text.push_str(&format!("filter: \"{}\"\n", FILTERS[asked.filter]));
    }
    if asked.net {
        text.push_str("nets: [{ id: ab, text: A or b, codes: [a, b] }]\n");
    }
    if let Some(count) = asked.top_box {
        text.push_str(&format!("top_box: {count}\n"));
    }
    if asked.sort {
        text.push_str("sort: { by: total, pin: [b] }\n");
    }
    if asked.summary {
        text.push_str("summary: [n, mean, sd, median]\n");
    }
    text
}

fn stub_variables(asked: &Asked) -> Vec<&'static str> {
    let mut variables = Vec::new();
    for name in &asked.rows {
        match *name {
            "aspects" => variables.extend(["aspects.r1", "aspects.r2"]),
            "many" => variables.extend(["many.m1", "many.m2"]),
            name => variables.push(name),
        }
    }
    variables
}

struct Expected {
    id: String,
    counts: Vec<u64>,
    bases: Vec<u64>,
    total: u64,
    total_base: u64,
}

/// Every row of the table by going over every respondent for every cell.
fn tabulate(
    questionnaire: &Questionnaire,
    responses: &[Response],
    asked: &Asked,
) -> (Vec<String>, Vec<Expected>) {
    let people: Vec<&Response> = responses
        .iter()
        .filter(|response| response.disposition == Disposition::Complete)
        .filter(|response| passes(questionnaire, response, asked.filter))
        .collect();
    // Columns as lists of (variable, code) that must all hold; Total holds for everyone.
    let mut columns: Vec<(String, Vec<(&str, &str)>)> = vec![("total".to_owned(), Vec::new())];
    for chain in &asked.columns {
        let mut nested: Vec<(String, Vec<(&str, &str)>)> = vec![(String::new(), Vec::new())];
        for variable in chain {
            let mut next = Vec::new();
            for (id, parts) in &nested {
                for kind in categories(variable) {
                    if kind.missing.is_some() && !asked.include_columns {
                        continue;
                    }
                    let slash = if id.is_empty() { "" } else { "/" };
                    let mut parts = parts.clone();
                    parts.push((*variable, kind.code));
                    next.push((format!("{id}{slash}{variable}:{}", kind.code), parts));
                }
            }
            nested = next;
        }
        columns.extend(nested);
    }
    let in_column = |response: &Response, parts: &[(&str, &str)]| {
        parts
            .iter()
            .all(|(variable, code)| has_code(variable, &plain(questionnaire, response, variable), code))
    };
    let variables = stub_variables(asked);
    let stacked = variables.len() > 1 || asked.rows != variables;
    let mut rows = Vec::new();
    for variable in variables {
        let kinds = categories(variable);
        let included = |kind: &Kind| {
            kind.missing.is_some_and(|reason| {
                asked
                    .include_missing
                    .iter()
                    .any(|word| *word == "all" || *word == reason || *word == kind.code)
            })
        };
        let shown = |kind: &Kind| kind.missing.is_none() || is_multiple(variable) || included(kind);
        let base = asked.base.unwrap_or(if is_multiple(variable) { "asked" } else { "answered" });
        let in_base = |response: &Response| {
            let answer = plain(questionnaire, response, variable);
            match base {
                "all" => true,
                "asked" => !matches!(answer, Plain::Missing("not_asked" | "not_reached" | "not_in_version")),
                _ => {
                    kinds.iter().filter(|kind| shown(kind)).any(|kind| has_code(variable, &answer, kind.code))
                }
            }
        };
        // (id, codes, is a net, at the end under a sort)
        let mut own: Vec<(String, Vec<&str>, bool, bool)> = kinds
            .iter()
            .filter(|kind| shown(kind))
            .map(|kind| {
                let last = kind.missing.is_some() || kind.pin || kind.code == "b";
                (kind.code.to_owned(), vec![kind.code], false, last)
            })
            .collect();
        let count = |codes: &[&str], parts: &[(&str, &str)]| {
            people
                .iter()
                .filter(|response| in_base(response) && in_column(response, parts))
                .filter(|response| {
                    let answer = plain(questionnaire, response, variable);
                    codes.iter().any(|code| has_code(variable, &answer, code))
                })
                .count() as u64
        };
        if asked.sort {
            own.sort_by_key(|(_, codes, _, last)| {
                (*last, if *last { 0 } else { u64::MAX - count(codes, &[]) })
            });
        }
        let mut nets: Vec<(String, Vec<&str>)> = Vec::new();
        if asked.net {
            nets.push(("ab".to_owned(), vec!["a", "b"]));
        }
        if let Some(top) = asked.top_box {
            let mut valid: Vec<&Kind> = kinds.iter().filter(|kind| kind.missing.is_none()).collect();
            if valid.iter().all(|kind| kind.score.is_some()) {
                valid.sort_by(|a, b| a.score.partial_cmp(&b.score).unwrap());
            }
            let codes = valid.iter().rev().take(top).map(|kind| kind.code).collect();
            nets.push((format!("top{top}"), codes));
        }
        for (id, codes) in nets {
            let first =
                own.iter().position(|(row, _, net, _)| !net && codes.contains(&row.as_str())).unwrap();
            own.insert(first, (id, codes, true, false));
        }
        let bases: Vec<u64> = columns
            .iter()
            .map(|(_, parts)| {
                people.iter().filter(|response| in_base(response) && in_column(response, parts)).count()
                    as u64
            })
            .collect();
        for (id, codes, _, _) in own {
            rows.push(Expected {
                id: if stacked { format!("{variable}:{id}") } else { id },
                counts: columns.iter().map(|(_, parts)| count(&codes, parts)).collect(),
                bases: bases.clone(),
                total: count(&codes, &[]),
                total_base: bases[0],
            });
        }
        if asked.summary && stacked {
            for statistic in ["n", "mean", "sd", "median"] {
                rows.push(Expected {
                    id: format!("{variable}:{statistic}"),
                    counts: Vec::new(),
                    bases: Vec::new(),
                    total: 0,
                    total_base: 0,
                });
            }
        }
    }
    (columns.into_iter().map(|(id, _)| id).collect(), rows)
}

fn share(part: u64, whole: u64) -> Option<f64> {
    if whole == 0 { None } else { Some(part as f64 / whole as f64) }
}

fn close(found: Option<f64>, expected: Option<f64>) -> bool {
    match (found, expected) {
        (None, None) => true,
        (Some(found), Some(expected)) => (found - expected).abs() <= 1e-12 * expected.abs().max(1.0),
        (None, Some(_)) | (Some(_), None) => false,
    }
}

fn cell_agrees(cell: &Cell, row: &Expected, column: usize) -> bool {
    let (count, base) = (row.counts[column], row.bases[column]);
    let own = share(count, base);
    let all = share(row.total, row.total_base).filter(|all| *all > 0.0);
    cell.count == count
        && cell.base.unweighted == base
        && close(cell.column_pct, own)
        && close(cell.row_pct, share(count, row.total))
        && close(cell.total_pct, share(count, row.total_base))
        && close(cell.index, own.zip(all).map(|(own, all)| 100.0 * own / all))
}

fn dataset(questionnaire: &Arc<Questionnaire>, responses: &[Response]) -> Dataset {
    let info = DatasetInfo {
        wave: None,
        version: "sha256:0".into(),
        watermark: "w".into(),
        synthetic: None,
        language: Language::parse("en").unwrap(),
        sample: SampleType::Other,
        earlier: Vec::new(),
    };
    Dataset::from_responses(questionnaire.clone(), responses, Vec::new(), info)
}

fn run(dataset: &Dataset, text: &str) -> Table {
    let mut sources = Sources::default();
    let file = request::add_source(&mut sources, "request.yaml", text);
    let (read, diagnostics) = request::parse(&sources, file);
    assert!(diagnostics.is_empty(), "{text}\n{diagnostics:#?}");
    tabulation::tabulate(&read.unwrap(), None, dataset)
        .unwrap_or_else(|problems| panic!("{text}\n{problems:#?}"))
}

fn answer(questionnaire: &Questionnaire, variable: VariableIndex, seed: u64) -> Answer {
    let options = questionnaire.options(variable).len().max(1) as u64;
    let rest = seed / 20;
    if let Some(reason) = Missing::ALL.get((seed % 20) as usize) {
        return Answer::Missing(*reason);
    }
    match questionnaire.variable(variable).kind {
        VariableKind::Single => Answer::Single(OptionIndex((rest % options) as u16)),
        VariableKind::Multiple => Answer::Multiple(
            (0..options).filter(|at| (rest | 1) >> at & 1 == 1).map(|at| OptionIndex(at as u16)).collect(),
        ),
        VariableKind::Number => Answer::Number((rest % 120) as f64),
        VariableKind::Scale => Answer::Scale((rest % 11) as i64),
        VariableKind::Ranking { .. } | VariableKind::Date | VariableKind::Text => {
            Answer::Missing(Missing::NotAsked)
        }
    }
}

fn respond(questionnaire: &Questionnaire, seeds: &[Vec<u64>]) -> Vec<Response> {
    let mut responses = Vec::new();
    for (index, seeds) in seeds.iter().enumerate() {
        let mut answers = Answers::all_missing(questionnaire.variables.len(), Missing::NotAsked);
        for variable in 0..questionnaire.variables.len() {
            let variable = VariableIndex(variable);
            answers.set(variable, answer(questionnaire, variable, seeds[variable.0]));
        }
        responses.push(Response {
            id: ResponseId(Uuid::from_u128(index as u128)),
            external_id: None,
            circumstances: Circumstances::default(),
            disposition: Disposition::ALL[(seeds[0] / 7 % 8) as usize % 2 * (seeds[1] % 5) as usize],
            answers,
        });
    }
    responses
}

fn requests() -> impl Strategy<Value = Asked> {
    let rows = prop::sample::select(vec![
        vec!["stage"],
        vec!["stage"],
        vec!["uses"],
        vec!["aspects"],
        vec!["aspects.r2"],
        vec!["many"],
        vec!["age"],
        vec!["score"],
        vec!["early"],
        vec!["only"],
        vec!["short"],
        vec!["hours3"],
        vec!["some"],
        vec!["stage", "uses", "aspects.r1"],
    ]);
    let chain = prop::sample::select(vec![
        vec!["region"],
        vec!["uses"],
        vec!["early"],
        vec!["only"],
        vec!["age"],
        vec!["hours3"],
        vec!["aspects.r1"],
        vec!["region", "stage"],
        vec!["many.m1", "short", "region"],
    ]);
    let include = prop::sample::select(vec![vec![], vec![], vec!["dont_know"], vec!["all"], vec!["refused"]]);
    let base = prop::sample::select(vec![None, None, Some("answered"), Some("asked"), Some("all")]);
    (
        rows,
        // No variable stands twice in a banner.
        prop::collection::vec(chain, 0..3).prop_map(|mut chains| {
            chains.dedup();
            chains
        }),
        base,
        include,
        any::<bool>(),
        0..FILTERS.len(),
        any::<(bool, bool, bool)>(),
        prop::option::of(1..3_usize),
    )
        .prop_map(|(rows, columns, base, include_missing, include_columns, filter, flags, top_box)| {
            let (net, sort, summary) = flags;
            let is_scored =
                matches!(rows[0], "stage" | "aspects" | "aspects.r2" | "score" | "age") && rows.len() == 1;
            let has_box = is_scored || matches!(rows[0], "short" | "hours3");
            Asked {
                net: net && rows == ["stage"],
                sort: sort && rows == ["stage"],
                summary: summary && is_scored,
                top_box: top_box.filter(|_| has_box),
                rows,
                columns,
                base,
                include_missing,
                include_columns,
                filter,
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::support::shared::cases(300, 20_000)))]

    #[test]
    fn every_cell_agrees_with_plain_loops(
        asked in requests(),
        seeds in prop::collection::vec(prop::collection::vec(any::<u64>(), 12), 0..90),
    ) {
        let questionnaire = Arc::new(read_questionnaire());
        let responses = respond(&questionnaire, &seeds);
        let text = yaml(&asked);
        let table = run(&dataset(&questionnaire, &responses), &text);
        let (columns, rows) = tabulate(&questionnaire, &responses, &asked);
        let found: Vec<&str> = table.columns.iter().map(|column| column.id.as_str()).collect();
        prop_assert_eq!(found, columns.iter().map(String::as_str).collect::<Vec<_>>(), "{}", text);
        let found: Vec<&str> = table.rows.iter().map(|row| row.id.as_str()).collect();
        prop_assert_eq!(found, rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), "{}", text);
        for (found, expected) in table.rows.iter().zip(&rows).filter(|(_, row)| !row.counts.is_empty()) {
            for (column, cell) in found.cells.iter().enumerate() {
                prop_assert!(
                    cell_agrees(cell, expected, column),
                    "{}\nrow {} column {}: {:?}", text, found.id, columns[column], cell
                );
            }
        }
        means_agree(&table, &questionnaire, &responses, &asked)?;
        missing_counts_agree(&table, &questionnaire, &responses, &asked)?;
    }
}

/// The mean and its spread of the Total column, two plain passes.
fn means_agree(
    table: &Table,
    questionnaire: &Questionnaire,
    responses: &[Response],
    asked: &Asked,
) -> Result<(), TestCaseError> {
    let Some(summary) = table.columns[0].summary.as_ref().filter(|_| asked.summary) else { return Ok(()) };
    let variable = stub_variables(asked)[0];
    let mut scores = Vec::new();
    for response in responses.iter().filter(|response| response.disposition == Disposition::Complete) {
        if !passes(questionnaire, response, asked.filter) {
            continue;
        }
        match plain(questionnaire, response, variable) {
            Plain::Codes(codes) => {
                scores.extend(
                    categories(variable)
                        .iter()
                        .find(|kind| kind.code == codes[0])
                        .and_then(|kind| kind.score),
                );
            }
            // A mean over bands is of the numbers in the bands.
            Plain::Number(number) if number >= 18.0 || asked.base.is_some_and(|base| base != "answered") => {
                scores.push(number)
            }
            Plain::Number(_) | Plain::Missing(_) => {}
        }
    }
    let n = scores.len() as f64;
    let mean = (n > 0.0).then(|| scores.iter().sum::<f64>() / n);
    let sd = mean.filter(|_| n > 1.0).map(|mean| {
        (scores.iter().map(|score| (score - mean) * (score - mean)).sum::<f64>() / (n - 1.0)).sqrt()
    });
    scores.sort_by(|a, b| a.partial_cmp(b).unwrap());
    let median = (n > 0.0).then(|| {
        let half = scores.len() / 2;
        if scores.len() % 2 == 1 { scores[half] } else { 0.5 * (scores[half - 1] + scores[half]) }
    });
    prop_assert!(close(summary["n"], Some(n)));
    prop_assert!(close(summary["mean"], mean), "{:?} {:?}", summary, mean);
    prop_assert!(close(summary["sd"], sd), "{:?} {:?}", summary, sd);
    prop_assert!(close(summary["median"], median), "{:?} {:?}", summary, median);
    Ok(())
}

fn missing_counts_agree(
    table: &Table,
    questionnaire: &Questionnaire,
    responses: &[Response],
    asked: &Asked,
) -> Result<(), TestCaseError> {
    for variable in stub_variables(asked) {
        let counts = match &table.missing {
            MissingCounts::One(counts) => counts,
            MissingCounts::ByVariable(by_variable) => &by_variable[variable],
        };
        for (reason, found) in counts {
            let mut expected = 0;
            for response in responses.iter().filter(|response| response.disposition == Disposition::Complete)
            {
                if !passes(questionnaire, response, asked.filter) {
                    continue;
                }
                expected += match plain(questionnaire, response, variable) {
                    Plain::Missing(own) => u64::from(own == *reason),
                    answer => categories(variable)
                        .iter()
                        .filter(|kind| {
                            kind.missing == Some(*reason) && has_code(variable, &answer, kind.code)
                        })
                        .count() as u64,
                };
            }
            prop_assert_eq!(*found, expected, "{} of {}", reason, variable);
        }
    }
    Ok(())
}
