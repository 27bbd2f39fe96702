//! The choices of an XLSForm: lists of options, the codes they get, and the filters over them.

use std::collections::BTreeMap;

use super::columns::Columns;
use super::xpath;
use crate::interchange::import::draft::{Draft, DraftOption, DraftText};
use crate::interchange::import::expression::{Comparison, Expression, Untranslatable};
use crate::interchange::import::names::Codes;
use crate::interchange::import::translate::{Fields, Foreign, condition};
use crate::interchange::import::workbook::{Row, Sheet};

use crate::questionnaire::limits::OPTIONS_MAX;

/// One option with what a filter may ask of it.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub option: DraftOption,
    /// The cells of the row by their columns, `name` among them.
    cells: BTreeMap<String, String>,
}

/// A list of the sheet `choices`.
#[derive(Debug, Clone, Default)]
pub(super) struct List {
    pub choices: Vec<Choice>,
    /// Each name of the form with the code it has here.
    pub codes: BTreeMap<String, String>,
}

impl List {
    pub(super) fn options(&self) -> Vec<DraftOption> {
        self.choices.iter().map(|choice| choice.option.clone()).collect()
    }
}

/// The lists by name. `text` gives the texts of a row.
pub(super) fn lists(
    sheet: &Sheet,
    columns: &Columns,
    text: &dyn Fn(&Row, &mut Draft) -> DraftText,
    draft: &mut Draft,
) -> BTreeMap<String, List> {
    let mut lists: BTreeMap<String, (List, Codes)> = BTreeMap::new();
    for row in &sheet.rows {
        let place = format!("choices!{}", row.number);
        let Some(list_name) = columns.get(row, "list_name") else { continue };
        let name = columns.get(row, "name").unwrap_or_default();
        let (list, codes) = lists.entry(list_name.to_owned()).or_default();
        if list.choices.len() == OPTIONS_MAX {
            draft.lost(
                &place,
                format!("the choice `{name}`"),
                format!("a list has at most {OPTIONS_MAX} options"),
            );
            continue;
        }
        let code = codes.take(name, &(list.choices.len() + 1).to_string());
        if code != name {
            draft.noted(&place, format!("the choice `{name}`"), format!("its code is `{code}` here"));
        }
        for media in ["image", "audio", "video", "big_image"] {
            if let Some((_, file)) = columns.texts(row, media).next() {
                draft.lost(&place, format!("the {media} `{file}` of a choice"), "options are texts");
            }
        }
        list.codes.entry(name.to_owned()).or_insert_with(|| code.clone());
        let option = DraftOption { code, text: text(row, draft), ..DraftOption::default() };
        let cells = columns.0.iter().enumerate().filter(|(_, column)| column.language.is_none());
        let cells = cells
            .map(|(index, column)| (column.name.clone(), row.get(index).unwrap_or_default().to_owned()))
            .collect();
        list.choices.push(Choice { option, cells });
    }
    lists.into_iter().map(|(name, (list, _))| (name, list)).collect()
}

/// The list's options, each with the condition that the filter makes of it. Options that nobody is ever offered are
/// left out; how many is given too.
///
/// # Errors
/// Where the filter has no like here.
pub(super) fn filtered(
    list: &List,
    filter: &str,
    own: &str,
    fields: &dyn Fields,
) -> Result<(Vec<DraftOption>, usize), Untranslatable> {
    let mut options = Vec::new();
    let mut never = 0;
    for choice in &list.choices {
        let tree = xpath::parse(filter, own, &|column| choice.cells.get(&column.to_lowercase()).cloned())?;
        let show_if = match folded(tree) {
            Foreign::Bool(true) => None,
            Foreign::Bool(false) => {
                never += 1;
                continue;
            }
            tree => Some(condition(&tree, fields)?.two_valued(&|_| false)),
        };
        options.push(DraftOption { show_if, ..choice.option.clone() });
    }
    Ok((options, never))
}

/// The tree with what is already known worked out.
fn folded(tree: Foreign) -> Foreign {
    match tree {
        Foreign::And(left, right) => match (folded(*left), folded(*right)) {
            (Foreign::Bool(false), _) | (_, Foreign::Bool(false)) => Foreign::Bool(false),
            (Foreign::Bool(true), other) | (other, Foreign::Bool(true)) => other,
            (left, right) => Foreign::And(Box::new(left), Box::new(right)),
        },
        Foreign::Or(left, right) => match (folded(*left), folded(*right)) {
            (Foreign::Bool(true), _) | (_, Foreign::Bool(true)) => Foreign::Bool(true),
            (Foreign::Bool(false), other) | (other, Foreign::Bool(false)) => other,
            (left, right) => Foreign::Or(Box::new(left), Box::new(right)),
        },
        Foreign::Not(inner) => match folded(*inner) {
            Foreign::Bool(value) => Foreign::Bool(!value),
            other => Foreign::Not(Box::new(other)),
        },
        Foreign::Compare(op, left, right) => match (known(&left), known(&right)) {
            (Some(one), Some(other)) => match op {
                Comparison::Equal => Foreign::Bool(one == other),
                Comparison::NotEqual => Foreign::Bool(one != other),
                Comparison::Less
                | Comparison::LessOrEqual
                | Comparison::Greater
                | Comparison::GreaterOrEqual => {
                    ordered(op, &one, &other).map_or(Foreign::Compare(op, left, right), Foreign::Bool)
                }
            },
            _ => Foreign::Compare(op, left, right),
        },
        other => other,
    }
}

fn known(tree: &Foreign) -> Option<String> {
    match tree {
        Foreign::Text(text) => Some(text.clone()),
        Foreign::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn ordered(op: Comparison, one: &str, other: &str) -> Option<bool> {
    let order = one.parse::<f64>().ok()?.partial_cmp(&other.parse::<f64>().ok()?)?;
    Some(match op {
        Comparison::Less => order.is_lt(),
        Comparison::LessOrEqual => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterOrEqual => order.is_ge(),
        Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => order.is_ne(),
    })
}

/// The option that `or_other` adds.
pub(super) fn other_option(codes: &BTreeMap<String, String>, text: DraftText) -> DraftOption {
    let code = ["other", "other_1", "other_2", "other_3"]
        .into_iter()
        .find(|code| !codes.values().any(|taken| taken == code))
        .unwrap_or("other_specified");
    DraftOption { code: code.to_owned(), text, specify: true, pin: true, ..DraftOption::default() }
}

/// Conditions of options that are the same for all of them stand on the question instead.
pub(super) fn common_condition(options: &mut [DraftOption]) -> Option<Expression> {
    let first = options.first()?.show_if.clone()?;
    if options.len() < 2 || options.iter().any(|option| option.show_if.as_ref() != Some(&first)) {
        return None;
    }
    options.iter_mut().for_each(|option| option.show_if = None);
    Some(first)
}
