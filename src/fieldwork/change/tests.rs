//! Cases of the decision.
