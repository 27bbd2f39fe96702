//! The keys of one entry under `weights:`.

use crate::questionnaire::syntax::{Key, KeyKind, Shape};

pub(super) const MISSING: [&str; 2] = ["own_category", "leave_out"];
pub(super) const TRIM_OF: [&str; 2] = ["mean", "median"];

/// One weight.
pub(crate) static WEIGHT: Shape = Shape {
    name: "a weight",
    keys: &[
        Key::optional(
            "rake",
            KeyKind::Named(&KeyKind::Named(&KeyKind::Number)),
            "margins: each variable with the share, or the number of people, of each of its codes",
        ),
        Key::optional("poststratify", KeyKind::Mapping(&POST_STRATIFY), "one target for each cell"),
        Key::optional("given", KeyKind::Text, "a number that is the weight"),
        Key::optional(
            "start",
            KeyKind::Text,
            "a number that the weights start from, such as a design weight",
        ),
        Key::optional(
            "missing",
            KeyKind::OneOf(&MISSING),
            "what becomes of people without an answer to a margin",
        ),
        Key::optional("trim", KeyKind::Mapping(&TRIM), "the smallest and largest weight"),
        Key::optional("total", KeyKind::Number, "what the weights add up to; a mean of 1 without it"),
        Key::optional("source", KeyKind::Text, "where the targets come from"),
    ],
};

pub(super) static POST_STRATIFY: Shape = Shape {
    name: "`poststratify`",
    keys: &[Key::required(
        "cells",
        KeyKind::List(&KeyKind::Named(&KeyKind::Scalar)),
        "the cells: a code of each variable, and `share:` or `count:`",
    )],
};

pub(super) static TRIM: Shape = Shape {
    name: "`trim`",
    keys: &[
        Key::optional("min", KeyKind::Number, "the smallest weight, as a multiple of the mean or median"),
        Key::optional("max", KeyKind::Number, "the largest weight, as a multiple of the mean or median"),
        Key::optional(
            "of",
            KeyKind::OneOf(&TRIM_OF),
            "what `min` and `max` are multiples of: the mean without it",
        ),
        Key::optional(
            "strict",
            KeyKind::Boolean,
            "cut and share again until none is outside: true without it",
        ),
    ],
};
