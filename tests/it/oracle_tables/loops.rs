//! A table by its definitions alone: for every row and column who is in it, response by response.

use canvass::questionnaire::Questionnaire;
use canvass::responses::{Disposition, Response};

use super::asked::{Asked, passes, stub_variables};
use super::plain::{Kind, Plain, categories, has_code, is_multiple, plain};

/// A column, and who of all responses is in it.
pub(super) struct PlainColumn {
    pub(super) id: String,
    /// Columns with the same group are compared with one another; Total has none.
    pub(super) group: Option<String>,
    pub(super) inside: Vec<bool>,
}

/// A row, who of all responses is counted in it, and who is in its base.
pub(super) struct PlainRow {
    pub(super) id: String,
    pub(super) variable: &'static str,
    pub(super) chosen: Vec<bool>,
    pub(super) base: Vec<bool>,
    /// A row of a statistic has no people of its own.
    pub(super) is_statistic: bool,
}

pub(super) struct PlainTable {
    pub(super) columns: Vec<PlainColumn>,
    pub(super) rows: Vec<PlainRow>,
    /// Who is in the report's universe.
    pub(super) universe: Vec<bool>,
}

impl PlainTable {
    pub(super) fn of(questionnaire: &Questionnaire, responses: &[Response], asked: &Asked) -> PlainTable {
        let universe: Vec<bool> =
            responses.iter().map(|response| response.disposition == Disposition::Complete).collect();
        let filtered: Vec<bool> = responses
            .iter()
            .zip(&universe)
            .map(|(response, inside)| *inside && passes(questionnaire, response, asked.filter))
            .collect();
        let variables = stub_variables(asked);
        let stacked = variables.len() > 1 || asked.rows != variables;
        let mut rows = Vec::new();
        for variable in variables {
            let answers: Vec<Plain> =
                responses.iter().map(|response| plain(questionnaire, response, variable)).collect();
            rows.extend(rows_of(variable, &answers, &filtered, asked, stacked));
            if asked.summary && stacked {
                rows.extend(["n", "mean", "sd", "median"].map(|statistic| PlainRow {
                    id: format!("{variable}:{statistic}"),
                    variable,
                    chosen: Vec::new(),
                    base: Vec::new(),
                    is_statistic: true,
                }));
            }
        }
        PlainTable { columns: columns(questionnaire, responses, asked), rows, universe }
    }
}

fn columns(questionnaire: &Questionnaire, responses: &[Response], asked: &Asked) -> Vec<PlainColumn> {
    let everybody = vec![true; responses.len()];
    let mut columns = vec![PlainColumn { id: "total".to_owned(), group: None, inside: everybody.clone() }];
    for (number, chain) in asked.columns.iter().enumerate() {
        let first = PlainColumn { id: String::new(), group: None, inside: everybody.clone() };
        let mut nested = vec![first];
        for variable in chain {
            let mut next = Vec::new();
            for outer in &nested {
                for kind in categories(variable) {
                    if kind.missing.is_some() && !asked.include_columns {
                        continue;
                    }
                    let slash = if outer.id.is_empty() { "" } else { "/" };
                    let has = |response: &Response| {
                        has_code(variable, &plain(questionnaire, response, variable), kind.code)
                    };
                    next.push(PlainColumn {
                        id: format!("{}{slash}{variable}:{}", outer.id, kind.code),
                        group: Some(format!("{number} {}", outer.id)),
                        inside: responses
                            .iter()
                            .zip(&outer.inside)
                            .map(|(response, outer)| *outer && has(response))
                            .collect(),
                    });
                }
            }
            nested = next;
        }
        columns.extend(nested);
    }
    columns
}

fn is_included(kind: &Kind, asked: &Asked) -> bool {
    kind.missing.is_some_and(|reason| {
        asked.include_missing.iter().any(|word| *word == "all" || *word == reason || *word == kind.code)
    })
}

fn rows_of(
    variable: &'static str,
    answers: &[Plain],
    filtered: &[bool],
    asked: &Asked,
    stacked: bool,
) -> Vec<PlainRow> {
    let kinds = categories(variable);
    let shown: Vec<&Kind> = kinds
        .iter()
        .filter(|kind| kind.missing.is_none() || is_multiple(variable) || is_included(kind, asked))
        .collect();
    let in_base =
        |answer: &Plain| match asked.base.unwrap_or(if is_multiple(variable) { "asked" } else { "answered" })
        {
            "all" => true,
            "asked" => !matches!(answer, Plain::Missing("not_asked" | "not_reached" | "not_in_version")),
            _ => shown.iter().any(|kind| has_code(variable, answer, kind.code)),
        };
    let base: Vec<bool> =
        answers.iter().zip(filtered).map(|(answer, inside)| *inside && in_base(answer)).collect();
    let chosen = |codes: &[&str]| -> Vec<bool> {
        let any = |answer: &Plain| codes.iter().any(|code| has_code(variable, answer, code));
        answers.iter().zip(&base).map(|(answer, inside)| *inside && any(answer)).collect()
    };
    // (id, codes, is a net, at the end under a sort)
    let mut own: Vec<(String, Vec<&str>, bool, bool)> = shown
        .iter()
        .map(|kind| {
            let last = kind.missing.is_some() || kind.pin || kind.code == "b";
            (kind.code.to_owned(), vec![kind.code], false, last)
        })
        .collect();
    if asked.sort {
        let count = |codes: &[&str]| chosen(codes).iter().filter(|chosen| **chosen).count();
        own.sort_by_key(|(_, codes, _, last)| (*last, if *last { 0 } else { usize::MAX - count(codes) }));
    }
    for (id, codes) in nets(&kinds, asked) {
        let first = own.iter().position(|(row, _, net, _)| !net && codes.contains(&row.as_str())).unwrap();
        own.insert(first, (id, codes, true, false));
    }
    own.into_iter()
        .map(|(id, codes, _, _)| PlainRow {
            id: if stacked { format!("{variable}:{id}") } else { id },
            variable,
            chosen: chosen(&codes),
            base: base.clone(),
            is_statistic: false,
        })
        .collect()
}

fn nets<'a>(kinds: &'a [Kind], asked: &Asked) -> Vec<(String, Vec<&'a str>)> {
    let mut nets = Vec::new();
    if asked.net {
        nets.push(("ab".to_owned(), vec!["a", "b"]));
    }
    if let Some(top) = asked.top_box {
        let mut valid: Vec<&Kind> = kinds.iter().filter(|kind| kind.missing.is_none()).collect();
        if valid.iter().all(|kind| kind.score.is_some()) {
            valid.sort_by(|a, b| a.score.partial_cmp(&b.score).unwrap());
        }
        nets.push((format!("top{top}"), valid.iter().rev().take(top).map(|kind| kind.code).collect()));
    }
    nets
}

/// The score (or number) of a respondent's answer that a mean is made of.
pub(super) fn score(variable: &str, answer: &Plain, asked: &Asked) -> Option<f64> {
    match answer {
        Plain::Codes(codes) => {
            categories(variable).iter().find(|kind| kind.code == codes[0]).and_then(|kind| kind.score)
        }
        // A mean over bands is of the numbers in the bands.
        Plain::Number(number) if *number >= 18.0 || asked.base.is_some_and(|base| base != "answered") => {
            Some(*number)
        }
        Plain::Number(_) | Plain::Missing(_) => None,
    }
}
