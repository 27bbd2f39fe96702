//! A thousand interviews.
