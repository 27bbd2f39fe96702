//! One base for a whole grid or list: only people who are in the base of each of its variables. tabulation.md, section 3.

use super::plan::StubPlan;
use super::request::{BaseChoice, TableRequest};
use super::subject::{Category, SubjectKind};
use crate::questionnaire::condition::{Comparison, Condition, Expr, Value};

/// Who is in the base of each of the stubs; `None` where the request does not ask for it.
pub(crate) fn condition(request: &TableRequest, stubs: &[StubPlan]) -> Option<Condition> {
    let each: Vec<Expr> = stubs.iter().filter_map(in_base).collect();
    let expr = each.into_iter().reduce(both).filter(|_| request.common_base && stubs.len() > 1)?;
    let names: Vec<&str> = stubs.iter().map(|stub| stub.subject.name.as_str()).collect();
    let source = format!("common_base({})", names.join(", "));
    Some(Condition { source, span: request.place_of("common_base"), expr })
}

fn both(a: Expr, b: Expr) -> Expr {
    Expr::And(Box::new(a), Box::new(b))
}

/// Whether somebody is in the base of one variable; `None` where everybody is.
fn in_base(stub: &StubPlan) -> Option<Expr> {
    let subject = &stub.subject;
    let answered = Expr::Answered(vec![subject.reference]);
    match (stub.base, subject.kind) {
        (BaseChoice::All, _) => None,
        (BaseChoice::Asked, _) => Some(Expr::Asked(vec![subject.reference])),
        (BaseChoice::Answered, SubjectKind::Multiple | SubjectKind::Number) => Some(answered),
        (BaseChoice::Answered, SubjectKind::Single) => {
            let is_out = |place: &usize| !stub.valid.contains(place);
            let out: Vec<Value> = (0..subject.categories.len())
                .filter(is_out)
                .map(|place| Value::Text(subject.categories[place].code.clone()))
                .collect();
            if out.is_empty() {
                return Some(answered);
            }
            let operand = Box::new(Expr::Name(subject.reference));
            Some(both(answered, Expr::Not(Box::new(Expr::OneOf { operand, values: out }))))
        }
        (BaseChoice::Answered, SubjectKind::Bands) => {
            let bands = stub.valid.iter().map(|place| within(stub, &subject.categories[*place]));
            bands.reduce(|a, b| Expr::Or(Box::new(a), Box::new(b)))
        }
    }
}

/// Whether the number is in the band.
fn within(stub: &StubPlan, band: &Category) -> Expr {
    let (from, to) = band.interval.unwrap_or((None, None));
    let compared = |op, end: f64| Expr::Compare {
        op,
        left: Box::new(Expr::Name(stub.subject.reference)),
        right: Box::new(Expr::Literal(Value::Number(end))),
    };
    let answered = Expr::Answered(vec![stub.subject.reference]);
    let from = from.map(|from| compared(Comparison::GreaterOrEqual, from));
    let to = to.map(|to| compared(Comparison::Less, to));
    from.into_iter().chain(to).fold(answered, both)
}
