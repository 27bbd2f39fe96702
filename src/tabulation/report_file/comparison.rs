//! Figures that set one thing against another: ratios, the same people on two items, two groups, times, and designs.

use super::figure::FigureReader;
use super::shape::{GAP, PAIRED, RATIO, TREND_FIGURE};
use super::{Estimate, FigureKind, GapOf, PairedOf, TrendOf};
use crate::diagnostics::{Code, Diagnostic};
use crate::questionnaire::syntax::{Mapping, Node};
use crate::tabulation::derived::unknown_code;
use crate::tabulation::request::read_names;
use crate::tabulation::subject::{Subject, SubjectKind};

impl FigureReader<'_, '_> {
    /// The total of one number over that of another.
    pub(super) fn ratio(&mut self) -> Option<FigureKind> {
        let body = self.reader.mapping(self.body.get("ratio")?, &RATIO)?;
        let of = body.get("of").and_then(|node| self.scored_in(node, "ratio"));
        let to = body.get("to").and_then(|node| self.scored_in(node, "ratio"));
        Some(FigureKind::Ratio(Box::new([of?, to?])))
    }

    /// Two items answered by the same people.
    pub(super) fn paired(&mut self) -> Option<FigureKind> {
        let node = self.body.get("paired")?;
        let body = self.reader.mapping(node, &PAIRED)?;
        let items = self.reader.list(body.get("items")?, "`items`");
        let [a, b] = items else {
            self.reader.push(
                Diagnostic::new(Code::WrongType, node.span, "two items are paired, no more and no fewer")
                    .help("write `{ items: [a, b] }`; the second is taken from the first"),
            );
            return None;
        };
        let Some(net) = body.get("net") else {
            let (a, b) = (self.scored_in(a, "paired difference"), self.scored_in(b, "paired difference"));
            return Some(FigureKind::Paired(PairedOf { items: Box::new([a?, b?]), net: None }));
        };
        let codes = read_names(self.reader, net, "a code");
        let mut sides = Vec::new();
        for item in [a, b] {
            let Some(name) = self.reader.text(item, "an item").map(str::to_owned) else { continue };
            let Some(of) = self.base_of(&name, item.span) else { continue };
            sides.extend(self.categories(&of, &codes).map(|categories| (of, categories)));
        }
        let (b, of_b) = sides.pop()?;
        let (a, of_a) = sides.pop()?;
        Some(FigureKind::Paired(PairedOf { items: Box::new([a, b]), net: Some([of_a, of_b]) }))
    }

    /// The same share or mean in two groups.
    pub(super) fn gap(&mut self) -> Option<FigureKind> {
        let node = self.body.get("gap")?;
        let body = self.reader.mapping(node, &GAP)?;
        let estimate = body.get("of").and_then(|node| self.estimate(node, body, "gap"));
        let by = body.get("by").and_then(|node| self.groups(node))?;
        let between = read_names(self.reader, body.get("between")?, "a code");
        let mut places = Vec::new();
        for code in &between {
            match by.find_category(&code.value) {
                Some(place) => places.push(place),
                None => self.reader.push(unknown_code(code.span, &code.value, &by)),
            }
        }
        match (places.as_slice(), between.as_slice()) {
            ([x, y], [_, _]) if x != y => {
                Some(FigureKind::Gap(Box::new(GapOf { of: estimate?, between: [*x, *y], by })))
            }
            (_, [_, _]) if places.len() < 2 => None,
            _ => {
                let at = body.get("between").map_or(node.span, |node| node.span);
                self.reader.push(
                    Diagnostic::new(Code::WrongType, at, "a gap is between two different groups")
                        .help("write `between: [x, y]`, two codes of the variable of `by`"),
                );
                None
            }
        }
    }

    /// A share or mean along the times of a variable.
    pub(super) fn trend(&mut self) -> Option<FigureKind> {
        let node = self.body.get("trend")?;
        let body = self.reader.mapping(node, &TREND_FIGURE)?;
        let estimate = body.get("of").and_then(|node| self.estimate(node, body, "trend"));
        let at = body.get("over")?;
        let name = self.reader.text(at, "`over`")?.to_owned();
        let over = self.names.subject(&name, at.span, &mut self.reader.diagnostics)?;
        let given = body.get("times").map(|node| {
            let list = self.reader.list(node, "`times`");
            list.iter().filter_map(|time| self.reader.number(time, "a time")).collect::<Vec<f64>>()
        });
        let at_times = body.get("times").map_or(at.span, |node| node.span);
        let found = times(&over, given);
        let (places, times) = match found {
            Ok(found) => found,
            Err((message, help)) => {
                self.reader.push(Diagnostic::new(Code::BadMeasure, at_times, message).help(help));
                return None;
            }
        };
        let mut distinct = times.clone();
        distinct.sort_by(f64::total_cmp);
        distinct.dedup();
        if distinct.len() < 2 || distinct.len() < times.len() {
            self.reader.push(
                Diagnostic::new(Code::BadMeasure, at_times, "a trend needs two times or more, each once")
                    .help("one wave has no trend; write one time for each code of `over`"),
            );
            return None;
        }
        Some(FigureKind::Trend(Box::new(TrendOf { of: estimate?, over, places, times })))
    }

    /// Of everyone's weights, or of an estimate.
    pub(super) fn design_effect(&mut self) -> Option<FigureKind> {
        let node = self.body.get("design_effect")?;
        if node.as_text() == Some("all") {
            return Some(FigureKind::DesignEffect(None));
        }
        let estimate = self.estimate(node, self.body, "design effect")?;
        Some(FigureKind::DesignEffect(Some(Box::new(estimate))))
    }

    /// The share of the codes that `body` names, or without codes the mean.
    fn estimate(&mut self, node: &Node, body: Mapping<'_>, kind: &str) -> Option<Estimate> {
        let counts = ["codes", "top_box", "bottom_box"].iter().any(|key| body.get(key).is_some());
        let mut quiet = Vec::new();
        let is_flag = node
            .as_text()
            .and_then(|name| self.names.subject(name, node.span, &mut quiet))
            .is_some_and(|subject| {
                subject.item.is_none() && subject.kind == SubjectKind::Single && !subject.is_scored()
            });
        if counts || is_flag {
            return self.share(node, body).map(Estimate::Share);
        }
        self.scored_in(node, kind).map(Estimate::Mean)
    }

    /// A variable whose codes are groups of people.
    fn groups(&mut self, node: &Node) -> Option<Subject> {
        let name = self.reader.text(node, "`by`")?.to_owned();
        let subject = self.names.subject(&name, node.span, &mut self.reader.diagnostics)?;
        if subject.kind == SubjectKind::Number {
            self.reader.push(
                Diagnostic::new(
                    Code::NotTabulable,
                    node.span,
                    format!("`{name}` is a number, it has no codes"),
                )
                .help("band it: `variables: { groups: { bands: ..., cuts: [...] } }`"),
            );
            return None;
        }
        Some(subject)
    }
}

/// The categories of `over` that are times, and the time of each: as given, else their scores, else codes that are
/// numbers. A number's times are its values, and no categories.
fn times(over: &Subject, given: Option<Vec<f64>>) -> Result<(Vec<usize>, Vec<f64>), (String, String)> {
    let name = &over.name;
    match over.kind {
        SubjectKind::Number => given.map(|times| (Vec::new(), times)).ok_or_else(|| {
            (
                format!("which values of `{name}` are times?"),
                "add `times: [...]`, the values that count".to_owned(),
            )
        }),
        SubjectKind::Multiple => Err((
            format!("`{name}` is a multiple: one response would have several times"),
            "name the item that tells the wave of a response".to_owned(),
        )),
        SubjectKind::Single | SubjectKind::Bands => {
            let categories = &over.categories;
            let places: Vec<usize> = (0..categories.len())
                .filter(|place| categories[*place].missing.is_none() && !categories[*place].hidden)
                .collect();
            let times = match given {
                Some(times) if times.len() != places.len() => {
                    return Err((
                        format!("`{name}` has {} codes, but `times` names {}", places.len(), times.len()),
                        "write one time for each code, in questionnaire order".to_owned(),
                    ));
                }
                Some(times) => Some(times),
                None => {
                    let time = |place: &usize| {
                        let category = &categories[*place];
                        category.score.or_else(|| category.code.parse::<f64>().ok())
                    };
                    places.iter().map(time).collect()
                }
            };
            times.map(|times| (places, times)).ok_or_else(|| {
                (
                    format!("the codes of `{name}` do not say when they were"),
                    "add `times: [...]`, one for each code, such as its year".to_owned(),
                )
            })
        }
    }
}
