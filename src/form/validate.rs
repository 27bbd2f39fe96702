//! Raw values to answers, in two steps: what was sent is read by the kind of its variable, and once the route is known
//! the questionnaire's rules are held against what was asked.

use std::collections::BTreeMap;
use std::ops::Range;

use super::raw::{RawAnswers, RawValue, Strictness};
use crate::questionnaire::condition::Condition;
use crate::questionnaire::{ItemIndex, ItemKind, OptionIndex, Questionnaire, VariableIndex, VariableKind};
use crate::responses::{
    Answer, Answers, Circumstances, ColumnRole, Missing, NUMBER_MAX, OptionSet, Reached, Settled, breaches,
    every_name, find_option, parse_date, parse_integer, parse_number, settle,
};
pub use crate::responses::{AnswerProblem, Limit, Rule};

/// What could be read, blanks as skipped, and what could not.
#[derive(Debug, Clone, PartialEq)]
pub struct Validated {
    pub answers: Answers,
    pub problems: Vec<AnswerProblem>,
}

/// The outcome of both steps.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    pub settled: Settled,
    /// In the order of the file; names that do not exist come first. Empty: all is well.
    pub problems: Vec<AnswerProblem>,
}

/// Reads raw values by the kinds of their variables. Whether they were asked, and the questionnaire's own rules, are not
/// looked at here.
pub fn validate(questionnaire: &Questionnaire, raw: &RawAnswers, strictness: Strictness) -> Validated {
    let answers = Answers::all_missing(questionnaire.variables.len(), Missing::Skipped);
    let mut reading =
        Reading { questionnaire, strictness, answers, ranks: BTreeMap::new(), problems: Vec::new() };
    let names = every_name(questionnaire);
    for (name, value) in raw {
        match names.get(name) {
            Some(role) => reading.named(name, *role, value),
            None => reading.grid_or_unknown(name, value),
        }
    }
    reading.rankings();
    Validated { answers: reading.answers, problems: reading.problems }
}

/// The rules of the questionnaire that the answers on these pages break: required, min, max, exclusive, format, pattern,
/// max_length, check. Only what was asked and reached is judged.
pub fn requirements(
    questionnaire: &Questionnaire,
    settled: &Settled,
    circumstances: &Circumstances,
    pages: Range<usize>,
) -> Vec<AnswerProblem> {
    breaches(questionnaire, settled, circumstances, pages)
}

/// Both steps at once, for the pages that are being submitted: all of them at the end.
///
/// A field of a form that was hidden again is not the respondent's to repair, so what is wrong with it is passed over;
/// in JSON nothing is.
pub fn judge(
    questionnaire: &Questionnaire,
    raw: &RawAnswers,
    strictness: Strictness,
    circumstances: &Circumstances,
    reached: Reached,
    source_end: Option<&Condition>,
    pages: Range<usize>,
) -> Judged {
    let validated = validate(questionnaire, raw, strictness);
    let settled = settle(questionnaire, &validated.answers, circumstances, reached, source_end);
    let mut problems = validated.problems;
    problems.retain(|problem| match (problem.item, strictness) {
        (None, _) | (Some(_), Strictness::Json) => true,
        (Some(item), Strictness::Form) => {
            let on_page = pages.contains(&questionnaire.page_of(item));
            on_page && problem.variable.is_none_or(|variable| settled.was_asked(variable))
        }
    });
    // An answer that could not be read is not also "required, but left blank".
    let unreadable: Vec<VariableIndex> = problems.iter().filter_map(|problem| problem.variable).collect();
    let broken = requirements(questionnaire, &settled, circumstances, pages);
    let is_unreadable = |problem: &AnswerProblem| match (problem.variable, problem.item) {
        (Some(variable), _) => unreadable.contains(&variable),
        // What is wrong with several answers together cannot be said while one of them is not known.
        (None, Some(item)) => questionnaire.variables_of(item).any(|variable| unreadable.contains(&variable)),
        (None, None) => false,
    };
    problems.extend(broken.into_iter().filter(|problem| match problem.rule {
        Rule::Required | Rule::Total => !is_unreadable(problem),
        Rule::UnknownItem
        | Rule::UnknownCode
        | Rule::Type
        | Rule::Min
        | Rule::Max
        | Rule::Exclusive
        | Rule::Format
        | Rule::Pattern
        | Rule::MaxLength
        | Rule::Check(_) => true,
    }));
    problems.sort_by_key(|problem| (problem.item, problem.variable));
    Judged { settled, problems }
}

struct Reading<'a> {
    questionnaire: &'a Questionnaire,
    strictness: Strictness,
    answers: Answers,
    /// The ranks of a form, gathered from one field an option.
    ranks: BTreeMap<VariableIndex, Vec<(i64, OptionIndex)>>,
    problems: Vec<AnswerProblem>,
}

/// Why a value cannot be read.
type Wrong = (Rule, Limit);

impl Reading<'_> {
    fn named(&mut self, name: &str, role: ColumnRole, value: &RawValue) {
        let variable = role.variable();
        let item = self.questionnaire.item(self.questionnaire.variable(variable).item);
        if matches!(item.kind, ItemKind::Computed { .. }) {
            return self.unknown(name);
        }
        let outcome = match role {
            ColumnRole::Answer(_) => self.answer(variable, value).map(|answer| {
                if let Some(answer) = answer {
                    self.answers.set(variable, answer);
                }
            }),
            ColumnRole::Specify(_, option) => self.text(value).map(|text| {
                self.answers.set_specify_text(variable, option, text.unwrap_or_default());
            }),
            ColumnRole::Rank(_, option) if self.strictness == Strictness::Form => {
                self.rank(variable, option, value)
            }
            ColumnRole::Rank(..) | ColumnRole::Ticked(..) => return self.unknown(name),
        };
        if let Err((rule, limit)) = outcome {
            self.wrong(name, variable, rule, limit);
        }
    }

    /// A grid as an object of its rows; or a name that nothing has.
    fn grid_or_unknown(&mut self, name: &str, value: &RawValue) {
        let grid = self
            .questionnaire
            .find_item(name)
            .filter(|item| !self.questionnaire.item(*item).rows().is_empty());
        match (grid, value) {
            (None, _) => self.unknown(name),
            (Some(_), RawValue::Nothing) => {}
            (Some(item), RawValue::Rows(rows)) => self.rows(item, rows),
            (Some(item), RawValue::Text(_) | RawValue::Number(_) | RawValue::Bool(_) | RawValue::List(_)) => {
                let first = self.questionnaire.item(item).variables.start;
                let kind = self.questionnaire.variables[first].kind;
                self.problems.push(AnswerProblem {
                    name: name.to_owned(),
                    item: Some(item),
                    variable: None,
                    rule: Rule::Type,
                    limit: Limit::Kind(kind),
                });
            }
        }
    }

    fn rows(&mut self, item: ItemIndex, rows: &BTreeMap<String, RawValue>) {
        for (row, value) in rows {
            let name = format!("{}.{row}", self.questionnaire.item(item).id);
            let variable = self
                .questionnaire
                .variables_of(item)
                .find(|variable| self.questionnaire.variable(*variable).name == name);
            match variable {
                Some(variable) => self.named(&name, ColumnRole::Answer(variable), value),
                None => self.unknown(&name),
            }
        }
    }

    fn unknown(&mut self, name: &str) {
        self.problems.push(AnswerProblem {
            name: name.to_owned(),
            item: None,
            variable: None,
            rule: Rule::UnknownItem,
            limit: Limit::None,
        });
    }

    fn wrong(&mut self, name: &str, variable: VariableIndex, rule: Rule, limit: Limit) {
        let item = Some(self.questionnaire.variable(variable).item);
        self.problems.push(AnswerProblem {
            name: name.to_owned(),
            item,
            variable: Some(variable),
            rule,
            limit,
        });
    }

    /// The answer, or `None` for a blank.
    fn answer(&self, variable: VariableIndex, value: &RawValue) -> Result<Option<Answer>, Wrong> {
        let kind = self.questionnaire.variable(variable).kind;
        let of_kind = || (Rule::Type, Limit::Kind(kind));
        match kind {
            VariableKind::Single => {
                let Some(code) = self.code(value).map_err(|_| of_kind())? else { return Ok(None) };
                self.option(variable, &code).map(|option| Some(Answer::Single(option)))
            }
            VariableKind::Multiple => {
                let ticked: OptionSet = self.options(variable, value)?.into_iter().collect();
                Ok((!ticked.is_empty()).then_some(Answer::Multiple(ticked)))
            }
            VariableKind::Ranking { .. } => {
                let ranked = self.options(variable, value)?;
                let twice = ranked.iter().enumerate().any(|(place, option)| ranked[..place].contains(option));
                if twice {
                    return Err(of_kind());
                }
                Ok((!ranked.is_empty()).then_some(Answer::Ranking(ranked)))
            }
            VariableKind::Number => Ok(self.number(value).map_err(|_| of_kind())?.map(Answer::Number)),
            VariableKind::Scale => self.scale(variable, value),
            VariableKind::Date => match self.text(value).map_err(|_| of_kind())? {
                None => Ok(None),
                Some(text) => {
                    parse_date(text.trim()).map(|date| Some(Answer::Date(date))).ok_or_else(of_kind)
                }
            },
            VariableKind::Text => Ok(self.text(value)?.map(Answer::Text)),
        }
    }

    fn option(&self, variable: VariableIndex, code: &str) -> Result<OptionIndex, Wrong> {
        find_option(self.questionnaire.options(variable), code)
            .ok_or_else(|| (Rule::UnknownCode, Limit::Code(code.to_owned())))
    }

    /// A code, `None` for a blank.
    fn code(&self, value: &RawValue) -> Result<Option<String>, NotOfKind> {
        match (value, self.strictness) {
            (RawValue::Nothing, _) => Ok(None),
            (RawValue::Text(text), Strictness::Form) => {
                let text = text.trim();
                Ok((!text.is_empty()).then(|| text.to_owned()))
            }
            (RawValue::Text(text), Strictness::Json) => Ok(Some(text.clone())),
            (RawValue::Number(number), _) if number.fract() == 0.0 && number.abs() <= NUMBER_MAX => {
                Ok(Some((*number as i64).to_string()))
            }
            (RawValue::Number(_) | RawValue::Bool(_) | RawValue::List(_) | RawValue::Rows(_), _) => {
                Err(NotOfKind)
            }
        }
    }

    /// The options of a list of codes; a form that sends one box sends no list.
    fn options(&self, variable: VariableIndex, value: &RawValue) -> Result<Vec<OptionIndex>, Wrong> {
        let kind = self.questionnaire.variable(variable).kind;
        let list = match (value, self.strictness) {
            (RawValue::Nothing, _) => return Ok(Vec::new()),
            (RawValue::List(list), _) => list.as_slice(),
            (RawValue::Text(_), Strictness::Form) => std::slice::from_ref(value),
            (RawValue::Text(_), Strictness::Json)
            | (RawValue::Number(_) | RawValue::Bool(_) | RawValue::Rows(_), _) => {
                return Err((Rule::Type, Limit::Kind(kind)));
            }
        };
        let mut options = Vec::new();
        for value in list {
            match self.code(value) {
                Ok(Some(code)) => options.push(self.option(variable, &code)?),
                Ok(None) if self.strictness == Strictness::Form => {}
                Ok(None) | Err(NotOfKind) => return Err((Rule::Type, Limit::Kind(kind))),
            }
        }
        Ok(options)
    }

    fn number(&self, value: &RawValue) -> Result<Option<f64>, NotOfKind> {
        match (value, self.strictness) {
            (RawValue::Nothing, _) => Ok(None),
            (RawValue::Number(number), _) if number.is_finite() && number.abs() <= NUMBER_MAX => {
                Ok(Some(*number))
            }
            (RawValue::Text(text), Strictness::Form) => match text.trim() {
                "" => Ok(None),
                text => typed_number(text).map(Some).ok_or(NotOfKind),
            },
            (RawValue::Text(_), Strictness::Json)
            | (RawValue::Number(_) | RawValue::Bool(_) | RawValue::List(_) | RawValue::Rows(_), _) => {
                Err(NotOfKind)
            }
        }
    }

    fn scale(&self, variable: VariableIndex, value: &RawValue) -> Result<Option<Answer>, Wrong> {
        let of_kind = || (Rule::Type, Limit::Kind(VariableKind::Scale));
        let Some(number) = self.number(value).map_err(|_| of_kind())? else { return Ok(None) };
        let item = self.questionnaire.item(self.questionnaire.variable(variable).item);
        let ItemKind::Scale { from, to, .. } = item.kind else { return Err(of_kind()) };
        if number.fract() != 0.0 {
            return Err(of_kind());
        }
        match number as i64 {
            point if point < from => Err((Rule::Min, Limit::Number(from as f64))),
            point if point > to => Err((Rule::Max, Limit::Number(to as f64))),
            point => Ok(Some(Answer::Scale(point))),
        }
    }

    /// A text, `None` for a blank. A form's lines end in CR LF whatever the browser's system, so they are made one.
    fn text(&self, value: &RawValue) -> Result<Option<String>, Wrong> {
        let wrong = || (Rule::Type, Limit::Kind(VariableKind::Text));
        let text = match (value, self.strictness) {
            (RawValue::Nothing, _) => return Ok(None),
            (RawValue::Text(text), Strictness::Form) => text.replace("\r\n", "\n").trim().to_owned(),
            (RawValue::Text(text), Strictness::Json) => text.clone(),
            (RawValue::Number(_) | RawValue::Bool(_) | RawValue::List(_) | RawValue::Rows(_), _) => {
                return Err(wrong());
            }
        };
        // PostgreSQL keeps every character but this one.
        if text.contains('\0') {
            return Err(wrong());
        }
        Ok((!text.trim().is_empty()).then_some(text))
    }

    fn rank(&mut self, variable: VariableIndex, option: OptionIndex, value: &RawValue) -> Result<(), Wrong> {
        let wrong = || (Rule::Type, Limit::Kind(self.questionnaire.variable(variable).kind));
        let RawValue::Text(text) = value else { return Err(wrong()) };
        if text.trim().is_empty() {
            return Ok(());
        }
        let rank = parse_integer(&narrow(text.trim())).filter(|rank| *rank >= 1).ok_or_else(wrong)?;
        self.ranks.entry(variable).or_default().push((rank, option));
        Ok(())
    }

    /// Puts the gathered ranks in order. Places may be left out, but none may be given twice.
    fn rankings(&mut self) {
        for (variable, mut ranks) in std::mem::take(&mut self.ranks) {
            ranks.sort_unstable();
            if ranks.windows(2).any(|pair| pair[0].0 == pair[1].0) {
                let (name, kind) = {
                    let variable = self.questionnaire.variable(variable);
                    (variable.name.clone(), variable.kind)
                };
                self.wrong(&name, variable, Rule::Type, Limit::Kind(kind));
                continue;
            }
            let ranked = ranks.into_iter().map(|(_, option)| option).collect();
            self.answers.set(variable, Answer::Ranking(ranked));
        }
    }
}

/// The value's type is not the one its item takes.
#[derive(Debug, Clone, Copy)]
struct NotOfKind;

/// A number as people type it: a point or a comma before the decimals. A comma before exactly three digits may as well
/// separate thousands, so it is no number; nor is anything with both, or with blanks inside.
fn typed_number(text: &str) -> Option<f64> {
    let text = narrow(text);
    match text.split_once(',') {
        None => parse_number(&text),
        Some((_, decimals)) if decimals.len() == 3 || decimals.is_empty() => None,
        Some((whole, decimals)) if text.contains('.') || decimals.contains(',') || whole.is_empty() => None,
        Some((whole, decimals)) => parse_number(&format!("{whole}.{decimals}")),
    }
}

/// Digits and signs as East Asian, Arabic and Persian keyboards type them, in their plain form.
fn narrow(text: &str) -> String {
    let plain = |c: char| match c {
        '０'..='９' | '．' | '，' | '－' | '＋' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{660}'..='\u{669}' => char::from_u32(c as u32 - 0x660 + 0x30).unwrap_or(c),
        '\u{6f0}'..='\u{6f9}' => char::from_u32(c as u32 - 0x6f0 + 0x30).unwrap_or(c),
        '\u{66b}' => '.',
        '\u{2212}' => '-',
        other => other,
    };
    text.chars().map(plain).collect()
}
