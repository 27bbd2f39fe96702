//! `--timing`: how long each step took, as one JSON line.

use std::time::Instant;

use serde::Serialize;

use crate::tabulation::Step;

/// Milliseconds a step.
#[derive(Debug, Default, Serialize)]
pub(super) struct Timing {
    pub(super) load_ms: f64,
    pub(super) plan_ms: f64,
    pub(super) count_ms: f64,
    pub(super) statistics_ms: f64,
    pub(super) render_ms: f64,
    /// Responses that were read.
    pub(super) rows: usize,
}

/// A watch that is read once a step.
pub(super) struct Watch(Instant);

impl Watch {
    pub(super) fn start() -> Watch {
        Watch(Instant::now())
    }

    /// Milliseconds since the last reading.
    pub(super) fn lap(&mut self) -> f64 {
        let now = Instant::now();
        let passed = now.duration_since(self.0);
        self.0 = now;
        (passed.as_secs_f64() * 1_000_000.0).round() / 1000.0
    }
}

impl Timing {
    /// Adds the milliseconds of a step of the tabulation.
    pub(super) fn add(&mut self, step: Step, ms: f64) {
        match step {
            Step::Planned => self.plan_ms += ms,
            Step::Counted => self.count_ms += ms,
            Step::Computed => self.statistics_ms += ms,
        }
    }
}
