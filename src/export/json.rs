//! Results for programs: the JSON of a table and of a report, keys in a fixed order, doubles in their shortest form.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::tabulation::{
    Base, Cell, Column, Comparison, Figure, Independence, MarginShare, MethodPart, MissingCounts, Pair,
    QuestionWording, Report, Row, RowKind, Table, Trend, TrendChange, TrendPoint, TrendSeries, WeightReport,
};

/// The result of a table request, with the request as it was read.
pub fn table(table: &Table, request: &Value) -> Value {
    json!({
        "request": request,
        "wave": table.wave,
        "version": table.version,
        "watermark": table.watermark,
        "n_records": table.records,
        "columns": table.columns.iter().map(column).collect::<Vec<_>>(),
        "rows": table.rows.iter().map(row).collect::<Vec<_>>(),
        "mentions": table.mentions.map(|mentions| json!({
            "count": mentions.count,
            "weighted": number(mentions.weighted),
        })),
        "independence": independence(&table.independence),
        "pairs": table.pairs.iter().map(pair).collect::<Vec<_>>(),
        "missing": missing(&table.missing),
        "left_out": table.left_out,
        "footer": table.footer.join("\n"),
    })
}

/// All figures and tables of a report by their ids; `request` gives the request of the table with an id.
pub fn report(report: &Report, request: &dyn Fn(&str) -> Value) -> Value {
    let mut figures = Map::new();
    for computed in &report.figures {
        figures.insert(computed.id.clone(), figure(computed));
    }
    let mut tables = Map::new();
    for (id, computed) in report.sections.iter().flat_map(|section| &section.tables) {
        tables.insert(id.clone(), table(computed, &request(id)));
    }
    let trends: Map<String, Value> =
        report.trends.iter().map(|computed| (computed.id.clone(), trend(computed))).collect();
    let mut object = json!({ "figures": figures, "tables": tables, "trends": trends });
    if let (false, Some(object)) = (report.method.is_empty(), object.as_object_mut()) {
        object.insert("method".to_owned(), report.method.iter().map(method_part).collect());
    }
    if let (Some(note), Some(object)) = (&report.disclosure, object.as_object_mut()) {
        object.insert("disclosure".to_owned(), json!(note));
    }
    object
}

fn method_part(part: &MethodPart) -> Value {
    let mut object =
        json!({ "id": part.id, "title": part.title, "text": part.text, "stated": part.is_stated });
    if let (false, Some(object)) = (part.questions.is_empty(), object.as_object_mut()) {
        let question = |question: &QuestionWording| {
            json!({
                "item": question.item,
                "text": question.text,
                "asked": question.asked,
                "rows": question.rows,
                "answers": question.answers,
            })
        };
        object.insert("questions".to_owned(), part.questions.iter().map(question).collect());
    }
    object
}

fn trend(trend: &Trend) -> Value {
    json!({
        "id": trend.id,
        "title": trend.title,
        "kind": trend.kind,
        "series": trend.series.iter().map(series).collect::<Vec<_>>(),
        "notes": trend.notes,
        "footer": trend.footer.join("\n"),
    })
}

fn series(series: &TrendSeries) -> Value {
    json!({
        "id": series.id,
        "label": series.label,
        "points": series.points.iter().map(point).collect::<Vec<_>>(),
        "changes": series.changes.iter().map(change).collect::<Vec<_>>(),
        "linear": series.linear.as_ref().map(comparison),
    })
}

fn point(point: &TrendPoint) -> Value {
    json!({
        "wave": point.wave,
        "label": point.label,
        "time": number(point.time),
        "value": optional(point.value),
        "se": optional(point.se),
        "ci": interval(point.ci),
        "base": base(&point.base),
        "verdict": point.verdict,
    })
}

fn change(change: &TrendChange) -> Value {
    let mut object = json!({ "from": change.from, "to": change.to, "se": optional(change.se) });
    if let (Some(object), Value::Object(found)) = (object.as_object_mut(), comparison(&change.comparison)) {
        object.extend(found);
    }
    object
}

/// One figure of a report; `agrees` is null where there is no published value.
pub fn figure(figure: &Figure) -> Value {
    let published = figure.published.as_ref();
    let mut object = json!({
        "id": figure.id,
        "kind": figure.kind,
        "value": optional(figure.value),
        "text": figure.text,
        "base": base(&figure.base),
        "se": optional(figure.se),
        "ci": interval(figure.ci),
        "df": optional(figure.df),
        "statistic": optional(figure.statistic),
        "p": optional(figure.p),
        "published": published.map(|published| number(published.value)),
        "agrees": published.map(|published| published.agrees),
    });
    if let (Some(reason), Some(object)) =
        (published.and_then(|published| published.differs.as_ref()), object.as_object_mut())
    {
        object.insert("differs".to_owned(), json!(reason));
    }
    if let (false, Some(object)) = (figure.along.is_empty(), object.as_object_mut()) {
        let points: Vec<Value> = figure.along.iter().map(point).collect();
        let changes: Vec<Value> = figure.changes.iter().map(change).collect();
        object.insert("points".to_owned(), Value::Array(points));
        object.insert("changes".to_owned(), Value::Array(changes));
    }
    object
}

/// The report on weights; shares of margins 0..1, `code` null for no answer.
pub fn weight(report: &WeightReport) -> Value {
    let margin = |margin: &MarginShare| {
        json!({
            "item": margin.item,
            "code": margin.code,
            "label": margin.label,
            "target": number(margin.target),
            "before": number(margin.before),
            "after": number(margin.after),
        })
    };
    json!({
        "weight": report.name,
        "kind": report.kind,
        "source": report.source,
        "n_records": report.records,
        "n": report.n,
        "sum": number(report.sum),
        "min": number(report.min),
        "max": number(report.max),
        "mean": number(report.mean),
        "cv": optional(report.cv),
        "effective": optional(report.effective),
        "deff": optional(report.deff),
        "efficiency": optional(report.efficiency),
        "largest_to_smallest": optional(report.largest_to_smallest),
        "rounds": report.rounds,
        "trim": report.bounds.map(|bounds| json!({
            "low": optional(bounds.low),
            "high": optional(bounds.high),
            "times": bounds.trims,
        })),
        "margins": report.margins.iter().map(margin).collect::<Vec<_>>(),
    })
}

fn column(column: &Column) -> Value {
    let summary = column.summary.as_ref().map(|summary| {
        summary.iter().map(|(name, value)| ((*name).to_owned(), optional(*value))).collect::<Map<_, _>>()
    });
    let mut object = json!({
        "id": column.id,
        "variable": column.variable,
        "code": column.code,
        "label": column.label,
        "letter": column.letter,
        "base": base(&column.base),
        "summary": summary,
    });
    if let (true, Some(object)) = (column.base.is_hidden, object.as_object_mut()) {
        object.insert("suppressed".to_owned(), Value::Bool(true));
    }
    if let (true, Some(object)) = (column.path.len() > 1, object.as_object_mut()) {
        let path: Vec<Value> = column
            .path
            .iter()
            .map(|(variable, code, label)| json!({ "variable": variable, "code": code, "label": label }))
            .collect();
        object.insert("path".to_owned(), Value::Array(path));
    }
    object
}

fn row(row: &Row) -> Value {
    json!({
        "id": row.id,
        "kind": row.kind.as_str(),
        "variable": row.variable,
        "code": row.code,
        "label": row.label,
        "cells": row.cells.iter().map(|one| cell(one, row.kind)).collect::<Vec<_>>(),
    })
}

fn cell(cell: &Cell, kind: RowKind) -> Value {
    // A statistic counts nobody, and a suppressed cell carries no number at all.
    let counted = !cell.suppressed && kind != RowKind::Statistic;
    let shown = |value: Option<f64>| optional(value.filter(|_| !cell.suppressed));
    let mut object = Map::new();
    let mut put = |name: &str, value: Value| object.insert(name.to_owned(), value);
    put("count", if counted { json!(cell.count) } else { Value::Null });
    put("weighted", if counted { number(cell.weighted) } else { Value::Null });
    put("column_pct", shown(cell.column_pct));
    put("row_pct", shown(cell.row_pct));
    put("total_pct", shown(cell.total_pct));
    put("index", shown(cell.index));
    put("se", shown(cell.se));
    put("ci", interval(cell.ci.filter(|_| !cell.suppressed)));
    if matches!(kind, RowKind::Statistic | RowKind::Item) || cell.value.is_some() {
        put("value", shown(cell.value));
    }
    put("base", if cell.suppressed { Value::Null } else { base(&cell.base) });
    if let Some(deff) = cell.deff.filter(|_| !cell.suppressed) {
        put("deff", number(deff));
    }
    put("higher_than", json!(cell.higher_than));
    put("higher_than_loose", json!(cell.higher_than_loose));
    if let Some(rest) = &cell.rest {
        put("rest", comparison(rest));
    }
    if let Some(residual) = cell.residual {
        put("residual", number(residual));
    }
    if cell.exact_interval {
        put("ci_method", json!("clopper_pearson_neff"));
    }
    put("suppressed", json!(cell.suppressed));
    Value::Object(object)
}

fn comparison(found: &Comparison) -> Value {
    json!({
        "difference": optional(found.difference),
        "statistic": optional(found.statistic),
        "df": optional(found.df),
        "p": optional(found.p),
        "p_adjusted": optional(found.p_adjusted),
    })
}

fn pair(pair: &Pair) -> Value {
    let mut object = Map::new();
    object.insert("row".to_owned(), json!(*pair.row));
    object.insert("a".to_owned(), json!(*pair.a));
    object.insert("b".to_owned(), json!(*pair.b));
    if let Value::Object(found) = comparison(&pair.comparison) {
        object.extend(found);
    }
    Value::Object(object)
}

/// One banner variable's test as itself, several as a list; null without one.
fn independence(found: &[Independence]) -> Value {
    match found {
        [] => Value::Null,
        [one] => independence_of(one),
        several => several.iter().map(independence_of).collect(),
    }
}

fn independence_of(found: &Independence) -> Value {
    json!({
        "variable": found.variable,
        "method": found.method,
        "statistic": optional(found.statistic),
        "df1": optional(found.df1),
        "df2": optional(found.df2),
        "p": optional(found.p),
        "cramers_v": optional(found.cramers_v),
        "min_expected": optional(found.smallest_expected),
        "expected_below_5": optional(found.expected_below_5),
        "yates": found.yates.map(|(statistic, p)| json!({ "statistic": number(statistic), "p": number(p) })),
        "fisher": optional(found.fisher),
    })
}

fn base(base: &Base) -> Value {
    if base.is_hidden {
        return Value::Null;
    }
    json!({
        "unweighted": base.unweighted,
        "weighted": number(base.weighted),
        "effective": optional(base.effective),
    })
}

fn missing(missing: &MissingCounts) -> Value {
    let reasons = |counts: &BTreeMap<&'static str, u64>| {
        counts.iter().map(|(reason, count)| ((*reason).to_owned(), json!(count))).collect::<Map<_, _>>()
    };
    match missing {
        MissingCounts::One(counts) => Value::Object(reasons(counts)),
        MissingCounts::ByVariable(variables) => Value::Object(
            variables
                .iter()
                .map(|(variable, counts)| (variable.clone(), Value::Object(reasons(counts))))
                .collect(),
        ),
    }
}

fn interval(interval: Option<(f64, f64)>) -> Value {
    interval.map_or(Value::Null, |(low, high)| json!([number(low), number(high)]))
}

fn optional(value: Option<f64>) -> Value {
    value.map_or(Value::Null, number)
}

/// The number; what is not finite is undefined, and undefined is null.
fn number(value: f64) -> Value {
    // A negative zero would print as `-0.0` and differ from what the same sum gives in another order.
    let value = if value == 0.0 { 0.0 } else { value };
    serde_json::Number::from_f64(value).map_or(Value::Null, Value::Number)
}
