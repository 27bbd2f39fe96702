//! Tree to request. Everything that is wrong is reported at once; names are not looked up here.

use super::precision::{design, independence, interval, quantile_ci, quantiles, test, variance};
use super::shape::{BASES, CHARTS, MEASURES, NET, ORDERS, PERCENT_OF, RULES, SORT, TABLE_REQUEST};
use super::{Banner, BaseChoice, NetRequest, PercentOf, SortRequest, Spanned, SummaryMeasure, TableRequest};
use crate::diagnostics::{Code, Diagnostic, FileId, Sources};
use crate::questionnaire::syntax::{self, Mapping, Node, Reader, Value};
use crate::tabulation::statistics::QuantileRule;
use crate::tabulation::table::{Chart, Measure};

/// Reads a request file, or the body of a POST that [`super::add_source`] took in.
pub fn parse(sources: &Sources, file: FileId) -> (Option<TableRequest>, Vec<Diagnostic>) {
    let (root, diagnostics) = syntax::parse(file, sources.get(file));
    let mut reader = Reader { diagnostics };
    let request = root.and_then(|root| parse_node(&mut reader, &root));
    (request, reader.diagnostics)
}

/// Reads a request out of a tree; `None` where it has no rows, with the reason in `reader`.
pub fn parse_node(reader: &mut Reader, node: &Node) -> Option<TableRequest> {
    let body = reader.mapping(node, &TABLE_REQUEST)?;
    let rows = body.get("rows").map(|node| read_names(reader, node, "`rows`"));
    let request = TableRequest {
        id: body.get("id").and_then(|node| spanned_text(reader, node, "`id`")),
        title: body.get("title").and_then(|node| reader.text(node, "`title`")).map(str::to_owned),
        rows: rows?,
        columns: body.get("columns").map(|node| read_banner(reader, node)).unwrap_or_default(),
        total: body.get("total").and_then(|node| reader.boolean(node, "`total`")).unwrap_or(true),
        filter: body.get("filter").and_then(|node| expression(reader, node, "`filter`")),
        weight: body.get("weight").and_then(|node| spanned_text(reader, node, "`weight`")),
        base: body.get("base").and_then(|node| read_base(reader, node)),
        include_missing: names_of(reader, body, "include_missing"),
        include_missing_columns: names_of(reader, body, "include_missing_columns"),
        nets: body.get("nets").map(|node| nets(reader, node)).unwrap_or_default(),
        top_box: body.get("top_box").and_then(|node| box_size(reader, node, "`top_box`")),
        bottom_box: body.get("bottom_box").and_then(|node| box_size(reader, node, "`bottom_box`")),
        show: body.get("show").map(|node| show(reader, node)),
        summary: body.get("summary").map(|node| summary(reader, node)).unwrap_or_default(),
        sort: body.get("sort").and_then(|node| sort(reader, node)),
        test: body.get("test").and_then(|node| test(reader, node)),
        independence: body.get("independence").and_then(|node| independence(reader, node)),
        ci: body.get("ci").and_then(|node| interval(reader, node)),
        confidence: body.get("confidence").and_then(|node| read_confidence(reader, node)),
        design: body.get("design").and_then(|node| design(reader, node)),
        variance: body.get("variance").and_then(|node| variance(reader, node)),
        hide_base: body
            .get("hide_base")
            .and_then(|node| reader.count(node, "`hide_base`"))
            .map(|count| count as u64),
        decimals: body.get("decimals").and_then(|node| decimals(reader, node)),
        chart: body.get("chart").and_then(|node| chart(reader, node)),
        percent_of: body
            .get("percent_of")
            .and_then(|node| reader.word(node, "`percent_of`", &PERCENT_OF))
            .map_or(PercentOf::Cases, |word| [PercentOf::Cases, PercentOf::Responses][word]),
        common_base: body
            .get("common_base")
            .and_then(|node| reader.boolean(node, "`common_base`"))
            .unwrap_or(false),
        quantiles: body.get("quantiles").map(|node| quantiles(reader, node)).unwrap_or_default(),
        quantile_ci: body.get("quantile_ci").and_then(|node| quantile_ci(reader, node)),
        quantile_rule: body
            .get("quantile_rule")
            .and_then(|node| reader.word(node, "`quantile_rule`", &RULES))
            .map_or(QuantileRule::School, |word| {
                [QuantileRule::School, QuantileRule::Math, QuantileRule::Hf6, QuantileRule::Hf7][word]
            }),
        variables: body.get("variables").cloned(),
        weights: body.get("weights").cloned(),
        banners: body.get("banners").map(|node| read_banners(reader, node)).unwrap_or_default(),
        span: body.key_span("rows"),
        node: node.clone(),
    };
    if request.rows.is_empty() {
        reader.push(
            Diagnostic::new(Code::WrongType, request.span, "`rows` names nothing")
                .help("name the item whose options become the rows"),
        );
        return None;
    }
    Some(request)
}

/// One name or a list of them.
pub(crate) fn read_names(reader: &mut Reader, node: &Node, what: &str) -> Vec<Spanned<String>> {
    let nodes = reader.one_or_many(node);
    nodes.iter().filter_map(|node| spanned_text(reader, node, what)).collect()
}

fn names_of(reader: &mut Reader, body: Mapping<'_>, key: &str) -> Vec<Spanned<String>> {
    body.get(key).map(|node| read_names(reader, node, "a name")).unwrap_or_default()
}

pub(crate) fn spanned_text(reader: &mut Reader, node: &Node, what: &str) -> Option<Spanned<String>> {
    reader.text(node, what).map(|text| Spanned { value: text.to_owned(), span: node.span })
}

/// An expression with the place of its own text, without quotes.
pub(crate) fn expression(reader: &mut Reader, node: &Node, what: &str) -> Option<Spanned<String>> {
    reader.text(node, what).map(|text| Spanned { value: text.to_owned(), span: node.text_span() })
}

/// Columns side by side, each a chain from the outer to the inner: `size`, `[size, region]`, `{ size: region }`,
/// `size/region`.
pub(crate) fn read_banner(reader: &mut Reader, node: &Node) -> Vec<Vec<Spanned<String>>> {
    match &node.value {
        Value::Scalar { text, .. } => {
            let chain =
                text.split('/').map(|name| Spanned { value: name.trim().to_owned(), span: node.span });
            vec![chain.collect()]
        }
        Value::List(list) => list.iter().flat_map(|one| read_banner(reader, one)).collect(),
        Value::Mapping(entries) => entries
            .iter()
            .flat_map(|entry| {
                let outer = Spanned { value: entry.key.clone(), span: entry.key_span };
                let inner = read_banner(reader, &entry.value);
                inner.into_iter().map(move |mut chain| {
                    chain.insert(0, outer.clone());
                    chain
                })
            })
            .collect(),
        Value::Null => {
            reader.push(
                Diagnostic::new(Code::WrongType, node.span, "here stands no variable")
                    .help("name a variable, or nest two as `{ outer: inner }`"),
            );
            Vec::new()
        }
    }
}

/// `banners:`, a mapping of names to columns.
pub(crate) fn read_banners(reader: &mut Reader, node: &Node) -> Vec<Banner> {
    let Some(mapping) = reader.names(node, "`banners`") else { return Vec::new() };
    mapping
        .entries()
        .iter()
        .map(|entry| Banner {
            name: Spanned { value: entry.key.clone(), span: entry.key_span },
            columns: read_banner(reader, &entry.value),
        })
        .collect()
}

pub(crate) fn read_base(reader: &mut Reader, node: &Node) -> Option<BaseChoice> {
    let word = reader.word(node, "`base`", &BASES)?;
    Some([BaseChoice::Answered, BaseChoice::Asked, BaseChoice::All][word])
}

fn nets(reader: &mut Reader, node: &Node) -> Vec<NetRequest> {
    let list = reader.list(node, "`nets`");
    let mut nets = Vec::new();
    for one in list {
        let Some(body) = reader.mapping(one, &NET) else { continue };
        let id = body.get("id").and_then(|node| spanned_text(reader, node, "the id of a net"));
        let text =
            body.get("text").and_then(|node| reader.text(node, "the text of a net")).map(str::to_owned);
        let codes = body.get("codes").map(|node| read_names(reader, node, "a code")).unwrap_or_default();
        nets.extend(id.map(|id| NetRequest { id, text, codes }));
    }
    nets
}

/// How many options make a box; none make none.
pub(crate) fn box_size(reader: &mut Reader, node: &Node, what: &str) -> Option<Spanned<usize>> {
    let value = reader.count(node, what)?;
    if value == 0 {
        reader.push(
            Diagnostic::new(Code::BadNet, node.span, format!("{what} of no options"))
                .help("write how many options are counted together: 2"),
        );
        return None;
    }
    Some(Spanned { value, span: node.span })
}

fn show(reader: &mut Reader, node: &Node) -> Vec<Measure> {
    const ALL: [Measure; 9] = [
        Measure::Count,
        Measure::Weighted,
        Measure::ColumnPct,
        Measure::RowPct,
        Measure::TotalPct,
        Measure::Index,
        Measure::Se,
        Measure::Ci,
        Measure::Deff,
    ];
    let nodes = reader.one_or_many(node);
    let mut measures = Vec::new();
    for one in nodes {
        let measure = reader.word(one, "a measure", &MEASURES).map(|word| ALL[word]);
        measures.extend(measure.filter(|measure| !measures.contains(measure)));
    }
    measures
}

fn summary(reader: &mut Reader, node: &Node) -> Vec<Spanned<SummaryMeasure>> {
    let words = SummaryMeasure::ALL.map(SummaryMeasure::as_str);
    let nodes = reader.one_or_many(node);
    let mut measures: Vec<Spanned<SummaryMeasure>> = Vec::new();
    for one in nodes {
        let Some(word) = reader.word(one, "a summary", &words) else { continue };
        let value = SummaryMeasure::ALL[word];
        if !measures.iter().any(|known| known.value == value) {
            measures.push(Spanned { value, span: one.span });
        }
    }
    measures
}

fn sort(reader: &mut Reader, node: &Node) -> Option<SortRequest> {
    if let Some(text) = node.as_text() {
        let (by, order) = match text.rsplit_once(':') {
            Some((by, order)) if ORDERS.contains(&order) => (by, order),
            _ => (text, "desc"),
        };
        let by = Spanned { value: by.to_owned(), span: node.span };
        return Some(SortRequest { by, descending: order == "desc", pin: Vec::new() });
    }
    let body = reader.mapping(node, &SORT)?;
    let by = body
        .get("by")
        .and_then(|node| spanned_text(reader, node, "`by`"))
        .unwrap_or(Spanned { value: "total".to_owned(), span: node.span });
    let order = body.get("order").and_then(|node| reader.word(node, "`order`", &ORDERS)).unwrap_or(0);
    Some(SortRequest { by, descending: order == 0, pin: names_of(reader, body, "pin") })
}

pub(crate) fn read_confidence(reader: &mut Reader, node: &Node) -> Option<f64> {
    let value = reader.number(node, "`confidence`")?;
    if value > 0.0 && value < 1.0 {
        return Some(value);
    }
    reader.push(
        Diagnostic::new(Code::BadMeasure, node.span, "a confidence lies between 0 and 1")
            .help("write 95 % as 0.95"),
    );
    None
}

pub(crate) fn decimals(reader: &mut Reader, node: &Node) -> Option<usize> {
    const DECIMALS_MAX: usize = 6;
    let value = reader.count(node, "`decimals`")?;
    if value > DECIMALS_MAX {
        reader.push(
            Diagnostic::new(
                Code::BadMeasure,
                node.span,
                format!("at most {DECIMALS_MAX} decimals are shown"),
            )
            .help("surveys seldom carry more than one; JSON has the unrounded figure"),
        );
        return None;
    }
    Some(value)
}

fn chart(reader: &mut Reader, node: &Node) -> Option<Chart> {
    let word = reader.word(node, "`chart`", &CHARTS)?;
    Some([Chart::Bar, Chart::Stacked, Chart::Diverging, Chart::Line, Chart::None][word])
}
