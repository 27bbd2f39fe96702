//! Figures: each says what it is of, with its names looked up.

use super::published::published;
use super::read::compile;
use super::shape::DIFFERENCE;
use super::{BaseOf, FigureKind, FigurePlan, ShareOf};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::questionnaire::syntax::{Mapping, Node, Reader, Value};
use crate::tabulation::derived::unknown_code;
use crate::tabulation::names::Names;
use crate::tabulation::plan::{
    box_of, default_base, is_nps_scale, refuse_missing_word, refuse_untabulable, valid,
};
use crate::tabulation::request::{
    BaseChoice, Spanned, decimals, design, expression, interval, read_base, read_confidence, read_names,
    spanned_text, variance,
};
use crate::tabulation::subject::{SubjectKind, mixed_with_missing};

/// A figure of the report. `weights` are those the report declares.
pub(super) fn figure(
    reader: &mut Reader,
    body: Mapping<'_>,
    names: &Names<'_>,
    weights: Option<&Node>,
    confidence: f64,
) -> Option<FigurePlan> {
    let kind = FigureReader { reader, names, body }.kind();
    let filter = body.get("filter").and_then(|node| expression(reader, node, "`filter`"));
    let filter = filter.and_then(|filter| compile(reader, &filter, names));
    let interval = body.get("ci").and_then(|node| interval(reader, node));
    let confidence =
        body.get("confidence").and_then(|node| read_confidence(reader, node)).unwrap_or(confidence);
    let decimals = body.get("decimals").and_then(|node| decimals(reader, node));
    let published = published(reader, body);
    let weight = body.get("weight").and_then(|node| weight(reader, node, names, weights));
    let design = body.get("design").and_then(|node| design(reader, node));
    if let Some(design) = &design {
        for name in [&design.strata, &design.psu, &design.fpc].into_iter().flatten() {
            names.subject(&name.value, name.span, &mut reader.diagnostics);
        }
    }
    let kind = kind.filter(|kind| is_carried_out(reader, kind, body));
    Some(FigurePlan {
        id: body.get("id").and_then(|node| spanned_text(reader, node, "`id`"))?,
        kind: kind?,
        filter,
        interval,
        weight,
        design,
        variance: body.get("variance").and_then(|node| variance(reader, node)),
        confidence,
        decimals,
        published,
    })
}

/// Ratios are of numbers, and the times of a trend are codes.
fn is_carried_out(reader: &mut Reader, kind: &FigureKind, body: Mapping<'_>) -> bool {
    let is_number = |of: &BaseOf| matches!(of.subject.kind, SubjectKind::Number | SubjectKind::Bands);
    match kind {
        FigureKind::Ratio(sides) if !sides.iter().all(is_number) => {
            reader.push(
                Diagnostic::new(
                    Code::BadMeasure,
                    body.key_span("ratio"),
                    "a ratio is one total over another, and codes have no total",
                )
                .help("name two numbers; a score can be made one: `variables: { x: { mean: [item] } }`"),
            );
            false
        }
        FigureKind::Trend(trend) if trend.places.is_empty() => {
            reader.push(
                Diagnostic::new(
                    Code::NeedsBands,
                    body.key_span("trend"),
                    "a trend goes along codes, and this number has none",
                )
                .help("band it: `variables: { year: { bands: …, cuts: [2019, 2020, 2021] } }`, with `times:` for the bands"),
            );
            false
        }
        _ => true,
    }
}

/// A weight by its name: `none`, one that the report declares, or a number.
pub(super) fn weight(
    reader: &mut Reader,
    node: &Node,
    names: &Names<'_>,
    weights: Option<&Node>,
) -> Option<Spanned<String>> {
    let name = spanned_text(reader, node, "`weight`")?;
    let declared = match weights.map(|node| &node.value) {
        Some(Value::Mapping(entries)) => entries.iter().any(|entry| entry.key == name.value),
        Some(Value::Null | Value::Scalar { .. } | Value::List(_)) | None => false,
    };
    if name.value == "none" || declared {
        return Some(name);
    }
    let subject = names.subject(&name.value, name.span, &mut reader.diagnostics)?;
    match subject.kind {
        SubjectKind::Number | SubjectKind::Bands => Some(name),
        SubjectKind::Single | SubjectKind::Multiple => {
            reader.push(
                Diagnostic::new(
                    Code::NotTabulable,
                    name.span,
                    format!("`{}` is no number, so it weighs nobody", name.value),
                )
                .help("name a weight of the report, a numeric item, or a numeric column of the data"),
            );
            None
        }
    }
}

/// Reads what a figure is of.
pub(super) struct FigureReader<'r, 'a> {
    pub(super) reader: &'r mut Reader,
    pub(super) names: &'a Names<'a>,
    pub(super) body: Mapping<'a>,
}

const KINDS: [&str; 12] = [
    "share",
    "mean",
    "median",
    "nps",
    "total",
    "difference",
    "margin_of_error",
    "ratio",
    "paired",
    "gap",
    "trend",
    "design_effect",
];

impl FigureReader<'_, '_> {
    fn kind(&mut self) -> Option<FigureKind> {
        let found: Vec<&str> = KINDS.into_iter().filter(|kind| self.body.get(kind).is_some()).collect();
        match found.as_slice() {
            [] if self.body.get("base").is_some() => {
                let node = self.body.get("base")?;
                Some(FigureKind::Base(self.all_or_variable(node)?))
            }
            ["share"] => {
                let node = self.body.get("share")?;
                self.share(node, self.body).map(FigureKind::Share)
            }
            ["ratio"] => self.ratio(),
            ["paired"] => self.paired(),
            ["gap"] => self.gap(),
            ["trend"] => self.trend(),
            ["design_effect"] => self.design_effect(),
            ["difference"] => self.difference(),
            ["margin_of_error"] => {
                let node = self.body.get("margin_of_error")?;
                Some(FigureKind::MarginOfError(self.all_or_variable(node)?))
            }
            [one @ ("mean" | "median" | "nps" | "total")] => {
                let of = self.scored(one)?;
                Some(match *one {
                    "mean" => FigureKind::Mean(of),
                    "median" => FigureKind::Median(of),
                    "nps" => FigureKind::Nps(of),
                    _ => FigureKind::Total(of),
                })
            }
            _ => {
                let problem =
                    if found.is_empty() { "says not what it is" } else { "is several things at once" };
                self.reader.push(
                    Diagnostic::new(Code::MissingKey, self.body.span, format!("this figure {problem}"))
                        .help(format!("give exactly one of {}, or `base:` alone", KINDS.join(", "))),
                );
                None
            }
        }
    }

    fn include_missing(&mut self) -> Vec<Spanned<String>> {
        let node = self.body.get("include_missing");
        node.map(|node| read_names(self.reader, node, "a missing option")).unwrap_or_default()
    }

    /// `all`, or a variable with its base.
    fn all_or_variable(&mut self, node: &Node) -> Option<Option<BaseOf>> {
        let name = self.reader.text(node, "this key")?;
        if name == "all" {
            return Some(None);
        }
        let subject = self.names.subject(name, node.span, &mut self.reader.diagnostics)?;
        let include = self.include_missing();
        let valid = valid(&subject, &include);
        Some(Some(BaseOf { base: default_base(&subject), valid, subject }))
    }

    pub(super) fn base_of(&mut self, name: &str, at: Span) -> Option<BaseOf> {
        let subject = self.names.subject(name, at, &mut self.reader.diagnostics)?;
        if refuse_untabulable(&subject, at, self.names.questionnaire, &mut self.reader.diagnostics) {
            return None;
        }
        let base = self.body.get("base").and_then(|node| read_base(self.reader, node));
        let include = self.include_missing();
        for word in &include {
            refuse_missing_word(word, std::slice::from_ref(&subject), &mut self.reader.diagnostics);
        }
        let valid = valid(&subject, &include);
        Some(BaseOf { base: base.unwrap_or_else(|| default_base(&subject)), valid, subject })
    }

    /// The share of `node`'s variable whose codes `body` names.
    pub(super) fn share(&mut self, node: &Node, body: Mapping<'_>) -> Option<ShareOf> {
        let name = self.reader.text(node, "the variable")?.to_owned();
        let of = self.base_of(&name, node.span)?;
        let codes = body.get("codes");
        let boxes = [("top_box", true), ("bottom_box", false)]
            .into_iter()
            .find_map(|(key, top)| body.get(key).map(|node| (node, top)));
        let categories = match (codes, boxes) {
            (Some(node), None) => {
                let codes = read_names(self.reader, node, "a code");
                let categories = self.categories(&of, &codes)?;
                self.reader.diagnostics.extend(mixed_with_missing(&of.subject, &categories, node.span));
                categories
            }
            (None, Some((node, top))) => {
                let count = self.reader.count(node, "a box")?;
                match box_of(&of.subject, count, top) {
                    Ok(categories) => categories,
                    Err(message) => {
                        self.reader.push(
                            Diagnostic::new(Code::BadNet, node.span, message)
                                .help("name the codes with `codes:`"),
                        );
                        return None;
                    }
                }
            }
            (None, None) if of.subject.find_category("1").is_some() && of.subject.item.is_none() => {
                // A 0/1 variable: whom it holds for.
                of.subject.find_category("1").into_iter().collect()
            }
            _ => {
                self.reader.push(
                    Diagnostic::new(Code::MissingKey, node.span, "a share counts codes")
                        .help("add `codes: [...]`, or one of `top_box: 2` and `bottom_box: 2`"),
                );
                return None;
            }
        };
        Some(ShareOf { of, categories })
    }

    pub(super) fn categories(&mut self, of: &BaseOf, codes: &[Spanned<String>]) -> Option<Vec<usize>> {
        let mut categories = Vec::new();
        for code in codes {
            match of.subject.find_category(&code.value) {
                Some(place) if of.valid.contains(&place) || of.base != BaseChoice::Answered => {
                    categories.push(place)
                }
                Some(_) => {
                    self.reader.push(
                        Diagnostic::new(
                            Code::BadNet,
                            code.span,
                            format!(
                                "`{}` is a missing option, it is not in the base of the figure",
                                code.value
                            ),
                        )
                        .help(format!("add include_missing: [{}]", code.value)),
                    );
                    return None;
                }
                None => {
                    self.reader.push(unknown_code(code.span, &code.value, &of.subject));
                    return None;
                }
            }
        }
        Some(categories)
    }

    fn scored(&mut self, kind: &str) -> Option<BaseOf> {
        let node = self.body.get(kind)?;
        self.scored_in(node, kind)
    }

    /// A variable with numbers or scores; `kind` is what is made of them, for messages.
    pub(super) fn scored_in(&mut self, node: &Node, kind: &str) -> Option<BaseOf> {
        let name = self.reader.text(node, "the variable")?.to_owned();
        let of = self.base_of(&name, node.span)?;
        let problem = if !of.subject.is_scored() {
            Some(("have no scores", "give its options a `value:` in the questionnaire"))
        } else if kind == "nps" && !is_nps_scale(&of.subject) {
            Some(("are no scale from 0 to 10", "the score counts 9 and 10 against 0 to 6"))
        } else {
            None
        };
        if let Some((problem, help)) = problem {
            self.reader.push(
                Diagnostic::new(
                    Code::BadMeasure,
                    node.span,
                    format!("the answers to `{name}` {problem}, so there is no {kind}"),
                )
                .help(help),
            );
            return None;
        }
        Some(of)
    }

    fn difference(&mut self) -> Option<FigureKind> {
        let node = self.body.get("difference")?;
        let body = self.reader.mapping(node, &DIFFERENCE)?;
        let of = body.get("of").map(|node| read_names(self.reader, node, "a variable"))?;
        let codes = self.reader.list(body.get("codes")?, "`codes`");
        let ([a, b], [a_codes, b_codes]) = (of.as_slice(), codes) else {
            self.reader.push(
                Diagnostic::new(Code::WrongType, node.span, "a difference is of two shares")
                    .help("write `{ of: [a, b], codes: [[codes of a], [codes of b]] }`"),
            );
            return None;
        };
        let mut sides = Vec::new();
        for (name, codes) in [(a, a_codes), (b, b_codes)] {
            let Some(of) = self.base_of(&name.value, name.span) else { continue };
            let codes = read_names(self.reader, codes, "a code");
            if let Some(categories) = self.categories(&of, &codes) {
                sides.push(ShareOf { of, categories });
            }
        }
        let second = sides.pop()?;
        Some(FigureKind::Difference(Box::new([sides.pop()?, second])))
    }
}
