//! Random requests, as a file and as what their parts mean.

use canvass::questionnaire::Questionnaire;
use canvass::responses::Response;
use proptest::prelude::*;

use super::plain::{Plain, plain};

pub(super) const VARIABLES: &str = "
variables:
  early: { text: Early, where: \"stage in ['a', 'b']\", else: Later }
  only: { text: Only, where: \"region == 1\" }
  short: { recode: stage, to: { start: [a, b], end: [c] }, texts: { start: Start } }
  hours3: { bands: hours, cuts: [10, 40, 100] }
  some: { any: [uses.u1, uses.u2], else: Neither }
";

/// A request, and what its parts mean in plain Rust.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) rows: Vec<&'static str>,
    /// Chains from the outer to the inner.
    pub(super) columns: Vec<Vec<&'static str>>,
    pub(super) base: Option<&'static str>,
    pub(super) include_missing: Vec<&'static str>,
    pub(super) include_columns: bool,
    pub(super) filter: usize,
    pub(super) net: bool,
    pub(super) top_box: Option<usize>,
    pub(super) sort: bool,
    pub(super) summary: bool,
}

pub(super) const FILTERS: [&str; 5] =
    ["", "region == 1", "stage != 'a' && 'u1' in uses", "age >= 30 || !answered(score)", "early == 0"];

pub(super) fn passes(questionnaire: &Questionnaire, response: &Response, filter: usize) -> bool {
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

pub(super) fn yaml(asked: &Asked) -> String {
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

pub(super) fn stub_variables(asked: &Asked) -> Vec<&'static str> {
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

pub(super) fn requests() -> impl Strategy<Value = Asked> {
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
