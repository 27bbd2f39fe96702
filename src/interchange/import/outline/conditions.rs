//! "If" and "go to" of an outline as conditions of our language.

use super::build::Built;
use crate::interchange::import::draft::{Draft, DraftItem, DraftKind, DraftOption, DraftOptions};
use crate::interchange::import::expression::{Comparison, Expression, Untranslatable};

/// Gives every item the conditions that its own "if" and the skips before it make.
pub(super) fn apply(draft: &mut Draft, pages: &mut [Vec<Built>]) {
    let mut conditions: Vec<Vec<Expression>> = Vec::new();
    let flat: Vec<&Built> = pages.iter().flatten().collect();
    let mut troubles = Vec::new();
    for (index, built) in flat.iter().enumerate() {
        let mut own = Vec::new();
        if let Some(words) = &built.condition {
            match condition(words, flat.get(..index).unwrap_or_default()) {
                Ok(tree) => own.push(tree),
                Err(Untranslatable(why)) => {
                    troubles.push((index, words.clone()));
                    draft.lost(&built.item.place, format!("“if {words}”"), why);
                    if let Some(loss) = draft.losses.last_mut() {
                        loss.kept_as = Some(format!(
                            "`{}` asked of everyone, the condition in its `notes`",
                            built.item.id
                        ));
                    }
                }
            }
        }
        conditions.push(own);
    }
    for (index, built) in flat.iter().enumerate() {
        for (code, target) in &built.skips {
            let Some(goal) = flat.iter().skip(index + 1).position(|other| is_called(other, target)) else {
                let what = format!("“go to {target}” behind the option `{code}` of `{}`", built.item.id);
                draft.lost(&built.item.place, what, format!("no later question is called `{target}`"));
                continue;
            };
            let leaves = chosen(&built.item, code).negated().two_valued(&|_| false);
            for own in conditions.iter_mut().skip(index + 1).take(goal) {
                own.push(leaves.clone());
            }
        }
    }
    for ((index, built), own) in pages.iter_mut().flatten().enumerate().zip(conditions) {
        built.item.show_if = Expression::all(own);
        for (_, words) in troubles.iter().filter(|(trouble, _)| *trouble == index) {
            built.item.notes.push(format!("A condition was not carried over: if {words}"));
        }
    }
}

fn is_called(built: &Built, name: &str) -> bool {
    let name = name.to_lowercase();
    built.label.as_ref().is_some_and(|label| label.to_lowercase() == name) || built.item.id == name
}

fn chosen(item: &DraftItem, code: &str) -> Expression {
    match item.kind {
        DraftKind::Multiple { .. } => Expression::Has { item: item.id.clone(), code: code.to_owned() },
        _ => Expression::is(&item.id, code),
    }
}

/// "Q3 = Yes", "3 is Yes or Maybe", "Q3 includes Java", "age > 17", "Q3 is answered", joined by "and".
fn condition(words: &str, earlier: &[&Built]) -> Result<Expression, Untranslatable> {
    let words = words.trim().trim_end_matches('.');
    // An option's words may hold "and" themselves, so the whole is tried first.
    match single(words, earlier) {
        Ok(tree) => Ok(tree),
        Err(why) => {
            let parts: Vec<&str> = words.split(" and ").collect();
            if parts.len() < 2 {
                return Err(why);
            }
            let trees = parts.iter().map(|part| single(part, earlier)).collect::<Result<Vec<_>, _>>()?;
            Expression::all(trees).ok_or(why)
        }
    }
}

const OPERATORS: [(&str, Operator); 18] = [
    (" is not answered", Operator::Unanswered),
    (" is answered", Operator::Answered),
    (" answered", Operator::Answered),
    (" does not include ", Operator::IsNot),
    (" is not ", Operator::IsNot),
    (" includes ", Operator::Is),
    (" include ", Operator::Is),
    (" contains ", Operator::Is),
    (" is ", Operator::Is),
    (">=", Operator::Compare(Comparison::GreaterOrEqual)),
    ("<=", Operator::Compare(Comparison::LessOrEqual)),
    ("!=", Operator::IsNot),
    ("≠", Operator::IsNot),
    ("==", Operator::Is),
    ("=", Operator::Is),
    (">", Operator::Compare(Comparison::Greater)),
    ("<", Operator::Compare(Comparison::Less)),
    (":", Operator::Is),
];

#[derive(Debug, Clone, Copy)]
enum Operator {
    Is,
    IsNot,
    Answered,
    Unanswered,
    Compare(Comparison),
}

fn single(words: &str, earlier: &[&Built]) -> Result<Expression, Untranslatable> {
    let words = words.trim();
    let found = OPERATORS.iter().find_map(|(written, operator)| {
        let (name, value) = words.split_once(written)?;
        Some((name.trim(), *operator, value.trim()))
    });
    let Some((name, operator, value)) = found else {
        return Err(Untranslatable::new("it is not of the form “question = answer”"));
    };
    let item = called(name, earlier)?;
    match operator {
        Operator::Answered => Ok(Expression::Answered(item.id.clone())),
        Operator::Unanswered => Ok(Expression::Answered(item.id.clone()).negated()),
        Operator::Compare(op) => {
            let number: f64 =
                value.parse().map_err(|_| Untranslatable::new(format!("“{value}” is no number")))?;
            Ok(Expression::compare(op, Expression::name(&item.id), Expression::Number(number)))
        }
        Operator::Is => is_any_of(item, value),
        Operator::IsNot => Ok(is_any_of(item, value)?.negated().two_valued(&|_| false)),
    }
}

fn called<'a>(name: &str, earlier: &[&'a Built]) -> Result<&'a DraftItem, Untranslatable> {
    let bare = name.trim_matches(['*', '`', '"', ' ']);
    let lower = bare.to_lowercase();
    let number = lower.strip_prefix("question ").or_else(|| lower.strip_prefix('q')).unwrap_or(&lower).trim();
    (earlier.iter().rev())
        .find(|built| is_called(built, number) || is_called(built, &lower))
        .map(|built| &built.item)
        .ok_or_else(|| Untranslatable::new(format!("no question before this one is called `{bare}`")))
}

/// The item has one of the answers, which are joined by "or", a slash or a comma.
fn is_any_of(item: &DraftItem, value: &str) -> Result<Expression, Untranslatable> {
    let options = match item.kind.options() {
        Some(DraftOptions::Own(options)) => options.as_slice(),
        Some(DraftOptions::Scale(_)) => &[],
        None => {
            let value = unquoted(value);
            let right = match (&item.kind, value.parse::<f64>()) {
                (DraftKind::Text { .. }, _) | (_, Err(_)) => Expression::text(value),
                (_, Ok(number)) => Expression::Number(number),
            };
            return Ok(Expression::compare(Comparison::Equal, Expression::name(&item.id), right));
        }
    };
    let whole = find_option(options, value).map(|code| vec![code]);
    let codes = match whole {
        Some(codes) => codes,
        None => {
            let parts = value.split(" or ").flat_map(|part| part.split(['/', ',']));
            let found = parts.map(|part| {
                find_option(options, part).ok_or_else(|| {
                    Untranslatable::new(format!("`{}` has no option “{}”", item.id, part.trim()))
                })
            });
            found.collect::<Result<Vec<_>, _>>()?
        }
    };
    match (&item.kind, codes.as_slice()) {
        (DraftKind::Grid { .. } | DraftKind::MultipleGrid { .. } | DraftKind::Ranking { .. }, _) => {
            Err(Untranslatable::new(format!("`{}` has several answers; name one row in the file", item.id)))
        }
        (DraftKind::Multiple { .. }, codes) => Expression::any(
            codes.iter().map(|code| Expression::Has { item: item.id.clone(), code: code.clone() }),
        )
        .ok_or_else(|| Untranslatable::new("no answer is named")),
        (_, [one]) => Ok(Expression::is(&item.id, one)),
        (_, codes) => Ok(Expression::OneOf {
            value: Box::new(Expression::name(&item.id)),
            list: codes.iter().map(Expression::text).collect(),
        }),
    }
}

fn unquoted(text: &str) -> &str {
    text.trim().trim_matches(['"', '“', '”', '\'', '*'])
}

fn find_option(options: &[DraftOption], words: &str) -> Option<String> {
    let words = unquoted(words).to_lowercase();
    let by_text =
        options.iter().find(|option| option.text.any().is_some_and(|text| text.to_lowercase() == words));
    let found = by_text.or_else(|| options.iter().find(|option| option.code.to_lowercase() == words))?;
    Some(found.code.clone())
}
