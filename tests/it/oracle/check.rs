//! How an expected number is compared: each at the tolerance of its kind, none left out.

use std::collections::BTreeSet;

use serde_json::Value;

/// What a number is, for how closely it must be met.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// Of people.
    Count,
    /// Of weights, of products with weights.
    Sum,
    /// Shares, means, errors, ends of intervals.
    Estimate,
    /// The end of an interval by a fitted model.
    Fitted,
    /// A probability of error.
    P,
    /// A weight that was made.
    Weight,
    /// At the case's own tolerance.
    AsSaid,
}

/// One case while it is compared.
pub(super) struct Check<'a> {
    pub(super) spec: &'a Value,
    pub(super) expected: &'a Value,
    tolerance: f64,
    seen: BTreeSet<String>,
    pub(super) wrong: Vec<String>,
}

impl<'a> Check<'a> {
    pub(super) fn of(case: &'a Value) -> Check<'a> {
        Check {
            spec: &case["spec"],
            expected: &case["expected"],
            tolerance: case["tolerance"]["rel"].as_f64().unwrap(),
            seen: BTreeSet::new(),
            wrong: Vec::new(),
        }
    }

    /// What is expected at the pointer, and whether anything is.
    pub(super) fn wants(&self, at: &str) -> bool {
        self.expected.pointer(at).is_some()
    }

    /// What was refused, or is not there, is wrong as a whole.
    pub(super) fn given<T>(&mut self, found: Result<T, String>) -> Option<T> {
        found.map_err(|reason| self.wrong.push(reason)).ok()
    }

    /// Compares with what is expected at the pointer; nothing expected there is nothing to compare.
    pub(super) fn number(&mut self, at: &str, got: &Value, kind: Kind) {
        let Some(expected) = self.expected.pointer(at) else { return };
        self.seen.insert(at.to_owned());
        let agrees = match (got.as_f64(), expected.as_f64()) {
            (Some(got), Some(expected)) => (got - expected).abs() <= self.allowed(expected.abs(), kind),
            (None, None) => got.is_null() && expected.is_null(),
            (Some(_), None) | (None, Some(_)) => false,
        };
        if !agrees {
            self.wrong.push(format!("{at}: expected {expected}, got {got}"));
        }
    }

    pub(super) fn numbers(&mut self, at: &str, got: &Value, kind: Kind) {
        let Some(Value::Array(expected)) = self.expected.pointer(at) else { return };
        for place in 0..expected.len() {
            self.number(&format!("{at}/{place}"), &got[place], kind);
        }
    }

    fn allowed(&self, expected: f64, kind: Kind) -> f64 {
        match kind {
            Kind::Count => 0.0,
            Kind::Sum => 1e-10 * expected,
            Kind::Estimate => (1e-9 * expected).max(1e-13),
            Kind::Fitted | Kind::Weight => 1e-6 * expected,
            Kind::P => (1e-7 * expected).max(1e-12),
            Kind::AsSaid => (self.tolerance * expected).max(1e-13),
        }
    }

    /// The four numbers of a base, below the pointer.
    pub(super) fn base(&mut self, at: &str, got: &Value) {
        self.number(&format!("{at}/n"), &got["unweighted"], Kind::Count);
        self.number(&format!("{at}/wn"), &got["weighted"], Kind::Sum);
        self.number(&format!("{at}/n_eff"), &got["effective"], Kind::Estimate);
        let deff =
            got["unweighted"].as_f64().zip(got["effective"].as_f64()).map(|(n, effective)| n / effective);
        self.number(&format!("{at}/deff_weighting"), &deff.into(), Kind::Estimate);
    }

    pub(super) fn same<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, got: T, expected: T) {
        if got != expected {
            self.wrong.push(format!("{what}: expected {expected:?}, got {got:?}"));
        }
    }

    /// Marks what `same` has compared.
    pub(super) fn saw(&mut self, at: &str) {
        let mut below = Vec::new();
        leaves(at, self.expected.pointer(at).unwrap_or(&Value::Null), &mut below);
        self.seen.extend(below);
    }

    /// The expected numbers that nothing was compared with.
    pub(super) fn unseen(&self) -> Vec<String> {
        let mut all = Vec::new();
        leaves("", self.expected, &mut all);
        all.into_iter().filter(|at| !self.seen.contains(at)).collect()
    }
}

/// The numbers below, without those that only say what a number is about.
fn leaves(at: &str, value: &Value, into: &mut Vec<String>) {
    match value {
        Value::Object(parts) => {
            for (key, part) in parts {
                if !matches!(
                    key.as_str(),
                    "code" | "row" | "col" | "a" | "b" | "wave" | "from" | "to" | "item"
                ) {
                    leaves(&format!("{at}/{key}"), part, into);
                }
            }
        }
        Value::Array(parts) => {
            for (place, part) in parts.iter().enumerate() {
                leaves(&format!("{at}/{place}"), part, into);
            }
        }
        Value::Number(_) => into.push(at.to_owned()),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}
