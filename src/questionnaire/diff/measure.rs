//! What is measured and which answers are accepted: the type, the ends of a scale, limits, how many may be ticked, the
//! unit, bands, checks, the formula of a computed item.

use super::carry;
use super::pairs::Pairs;
use super::words_apart::{Distance, distance};
use super::{Change, Class, Trend};
use crate::i18n::LocalizedText;
use crate::questionnaire::condition::Expr;
use crate::questionnaire::{Band, ComputedAs, Item, ItemKind, TextFormat};

pub(super) fn changes(old: &Item, new: &Item, pairs: &Pairs<'_>) -> Vec<Change> {
    if old.type_name() != new.type_name() {
        let reason = format!("was {}, is {}: the answers are of another kind", a(old), a(new));
        return vec![Change::new(Class::TypeChanged, Trend::Broken, reason)];
    }
    let mut measure = Measure { changes: Vec::new() };
    measure.kind(old, new, pairs);
    measure.required(old, new);
    measure.checks(old, new, pairs);
    measure.changes
}

fn a(item: &Item) -> String {
    format!("a {}", item.type_name().replace('_', " "))
}

struct Measure {
    changes: Vec<Change>,
}

impl Measure {
    fn scale(&mut self, effect: Trend, reason: impl Into<String>) {
        self.changes.push(Change::new(Class::ScaleChanged, effect, reason));
    }

    fn kind(&mut self, old: &Item, new: &Item, pairs: &Pairs<'_>) {
        match (&old.kind, &new.kind) {
            (
                ItemKind::Multiple { options: old_options, min: old_min, max: old_max, .. },
                ItemKind::Multiple { options: new_options, min: new_min, max: new_max, .. },
            ) => {
                // As many as there are options is no limit.
                let limit = |max: Option<usize>, options: usize| max.filter(|max| *max < options);
                self.ticks(limit(*old_max, old_options.len()), limit(*new_max, new_options.len()));
                if old_min.unwrap_or(0) != new_min.unwrap_or(0) {
                    let count =
                        |min: &Option<usize>| min.map_or_else(|| "none".to_owned(), |min| min.to_string());
                    let reason =
                        format!("at least {} must be ticked, before {}", count(new_min), count(old_min));
                    self.scale(Trend::WithCare, reason);
                }
            }
            (ItemKind::Ranking { max: old, .. }, ItemKind::Ranking { max: new, .. }) => {
                if old != new {
                    let reason = format!(
                        "{new} places are ranked, before {old}: compare the first {} only",
                        new.min(old)
                    );
                    self.scale(Trend::WithCare, reason);
                }
            }
            (
                ItemKind::Number { min, max, decimals, unit, bands },
                ItemKind::Number {
                    min: new_min,
                    max: new_max,
                    decimals: new_decimals,
                    unit: new_unit,
                    bands: new_bands,
                },
            ) => {
                let number =
                    |limit: &Option<f64>| limit.map_or_else(|| "none".to_owned(), |limit| limit.to_string());
                self.limit("lowest number", &number(min), &number(new_min));
                self.limit("highest number", &number(max), &number(new_max));
                self.limit("decimals", &decimals.to_string(), &new_decimals.to_string());
                self.unit(unit.as_ref(), new_unit.as_ref());
                self.bands(bands, new_bands);
            }
            (ItemKind::Scale { from, to, .. }, ItemKind::Scale { from: new_from, to: new_to, .. }) => {
                if (from, to) != (new_from, new_to) {
                    self.scale(
                        Trend::Broken,
                        format!("runs from {new_from} to {new_to}, before from {from} to {to}"),
                    );
                }
            }
            (ItemKind::Allocation { total, .. }, ItemKind::Allocation { total: new_total, .. }) => {
                if total.total_cmp(new_total).is_ne() {
                    self.scale(Trend::Broken, format!("{new_total} is shared out, before {total}"));
                }
            }
            (ItemKind::Date { min, max }, ItemKind::Date { min: new_min, max: new_max }) => {
                let date = |limit: &Option<chrono::NaiveDate>| {
                    limit.map_or_else(|| "none".to_owned(), |date| date.to_string())
                };
                self.limit("earliest date", &date(min), &date(new_min));
                self.limit("latest date", &date(max), &date(new_max));
            }
            (
                ItemKind::Text { max_length, format, pattern, .. },
                ItemKind::Text { max_length: new_length, format: new_format, pattern: new_pattern, .. },
            ) => {
                self.limit("longest text", &max_length.to_string(), &new_length.to_string());
                self.limit("format", format_word(*format), format_word(*new_format));
                let source = |pattern: &Option<crate::questionnaire::Pattern>| {
                    pattern
                        .as_ref()
                        .map_or_else(|| "none".to_owned(), |pattern| format!("`{}`", pattern.as_str()))
                };
                self.limit("pattern", &source(pattern), &source(new_pattern));
            }
            (
                ItemKind::Computed { value, source, stored_as },
                ItemKind::Computed { value: new_value, source: new_source, stored_as: new_stored },
            ) => self.computed((value, source, stored_as), (new_value, new_source, new_stored), pairs),
            // Options, rows, orders and displays are looked at elsewhere; unlike types were told above.
            (
                ItemKind::Single { .. }
                | ItemKind::Multiple { .. }
                | ItemKind::Grid { .. }
                | ItemKind::MultipleGrid { .. }
                | ItemKind::Ranking { .. }
                | ItemKind::Number { .. }
                | ItemKind::Scale { .. }
                | ItemKind::Allocation { .. }
                | ItemKind::Date { .. }
                | ItemKind::Text { .. }
                | ItemKind::Note
                | ItemKind::Computed { .. },
                _,
            ) => {}
        }
    }

    /// How many may be ticked at most; `None` for as many as one likes.
    fn ticks(&mut self, old: Option<usize>, new: Option<usize>) {
        if old == new {
            return;
        }
        let said =
            |max: Option<usize>| max.map_or_else(|| "any number".to_owned(), |max| format!("up to {max}"));
        let reason = format!(
            "{} may be ticked, before {}: the same option is chosen by more or fewer for that alone",
            said(new),
            said(old)
        );
        self.scale(Trend::Broken, reason);
    }

    fn limit(&mut self, what: &str, old: &str, new: &str) {
        if old != new {
            self.scale(Trend::WithCare, format!("{what}: {new}, before {old}"));
        }
    }

    /// Hours are not days; "h" and "hours" are for the author to declare.
    fn unit(&mut self, old: Option<&LocalizedText>, new: Option<&LocalizedText>) {
        let text =
            |unit: Option<&LocalizedText>| unit.map_or_else(String::new, |unit| unit.source.to_string());
        let (old, new) = (text(old), text(new));
        let named = |unit: &str| if unit.is_empty() { "none".to_owned() } else { format!("“{unit}”") };
        match distance(&old, &new) {
            Distance::Same => {}
            Distance::Signs => {
                self.scale(Trend::Comparable, format!("unit: {}, before {}", named(&new), named(&old)))
            }
            Distance::Words | Distance::Apart if old.is_empty() || new.is_empty() => {
                self.scale(Trend::WithCare, format!("unit: {}, before {}", named(&new), named(&old)));
            }
            Distance::Words | Distance::Apart => {
                let reason =
                    format!("unit: {}, before {}: the figures mean other amounts", named(&new), named(&old));
                self.scale(Trend::Broken, reason);
            }
        }
    }

    fn bands(&mut self, old: &[Band], new: &[Band]) {
        let edges = |bands: &[Band]| -> Vec<(String, Option<f64>, Option<f64>)> {
            bands.iter().map(|band| (band.code.to_string(), band.from, band.to)).collect()
        };
        if edges(old) != edges(new) {
            self.scale(
                Trend::WithCare,
                "other bands: the number can be compared, tables by its bands cannot",
            );
        }
    }

    fn computed(
        &mut self,
        old: (&Expr, &str, &ComputedAs),
        new: (&Expr, &str, &ComputedAs),
        pairs: &Pairs<'_>,
    ) {
        if stored(old.2) != stored(new.2) {
            let reason = format!("is computed as {}, before as {}", stored(new.2), stored(old.2));
            self.changes.push(Change::new(Class::TypeChanged, Trend::Broken, reason));
        }
        if !carry::same(Some(old.0), Some(new.0), pairs) {
            self.scale(Trend::Broken, format!("another formula: `{}`, before `{}`", new.1, old.1));
        }
    }

    fn required(&mut self, old: &Item, new: &Item) {
        let reason = match (old.required, new.required) {
            (false, true) => "must be answered now: who would have skipped it has to choose",
            (true, false) => "may be skipped now: its base is who answered",
            (true, true) | (false, false) => return,
        };
        self.changes.push(Change::new(Class::RequiredChanged, Trend::WithCare, reason));
    }

    /// Assertions that came and went; the same one with another message is a matter of words.
    fn checks(&mut self, old: &Item, new: &Item, pairs: &Pairs<'_>) {
        let stays = |before: &Expr, now: &Expr| carry::same(Some(before), Some(now), pairs);
        let gone = old
            .checks
            .iter()
            .filter(|before| !new.checks.iter().any(|now| stays(&before.assert.expr, &now.assert.expr)));
        let come = new
            .checks
            .iter()
            .filter(|now| !old.checks.iter().any(|before| stays(&before.assert.expr, &now.assert.expr)));
        for check in come {
            self.scale(Trend::WithCare, format!("a check more: `{}` must not be false", check.assert.source));
        }
        for check in gone {
            self.scale(Trend::WithCare, format!("a check less: `{}`", check.assert.source));
        }
    }
}

fn format_word(format: Option<TextFormat>) -> &'static str {
    match format {
        None => "none",
        Some(TextFormat::Email) => "email",
        Some(TextFormat::Url) => "url",
    }
}

fn stored(stored_as: &ComputedAs) -> &'static str {
    match stored_as {
        ComputedAs::Single { .. } => "single",
        ComputedAs::Number => "number",
        ComputedAs::Text => "text",
    }
}
