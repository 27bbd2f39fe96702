//! The keys of a table request.

use crate::questionnaire::syntax::{Key, KeyKind, Shape};
use crate::tabulation::weighting::WEIGHT;

pub(crate) const NAMES: KeyKind = KeyKind::Either(&KeyKind::Scalar, &KeyKind::List(&KeyKind::Scalar));

pub(crate) const BASES: [&str; 3] = ["answered", "asked", "all"];
pub(crate) const MEASURES: [&str; 9] =
    ["count", "weighted", "column_pct", "row_pct", "total_pct", "index", "se", "ci", "deff"];
pub(crate) const CHARTS: [&str; 5] = ["bar", "stacked", "diverging", "line", "none"];
pub(crate) const INTERVALS: [&str; 7] = [
    "wald_neff",
    "wilson_neff",
    "clopper_pearson_neff",
    "design_wald_t",
    "design_logit",
    "design_logit_glm",
    "design_beta",
];
pub(crate) const METHODS: [&str; 9] = [
    "z_pooled",
    "z_pooled_overlap",
    "t_dimensions",
    "quantum",
    "t_unpooled",
    "design",
    "welch",
    "pooled",
    "rank",
];
pub(crate) const INDEPENDENCE_METHODS: [&str; 5] =
    ["pearson", "rao_scott", "rao_scott_chisq", "wald", "adjusted_wald"];
pub(crate) const ADJUSTMENTS: [&str; 3] = ["none", "bonferroni", "benjamini_hochberg"];
pub(crate) const FAMILIES: [&str; 2] = ["row", "table"];
pub(crate) const AGAINST: [&str; 2] = ["columns", "rest"];
pub(crate) const LONELY: [&str; 3] = ["error", "certainty", "adjust"];
pub(crate) const VARIANCES: [&str; 4] = ["simple", "kish", "design", "calibrated"];
pub(crate) const QUANTILE_CI: [&str; 3] = ["wald", "beta", "logit"];
pub(crate) const RULES: [&str; 4] = ["school", "math", "hf6", "hf7"];
pub(crate) const ORDERS: [&str; 2] = ["desc", "asc"];
pub(crate) const PERCENT_OF: [&str; 2] = ["cases", "responses"];

/// A table: what `canvass tabulate`, a POST and the tables of a report take.
pub static TABLE_REQUEST: Shape = Shape {
    name: "a table",
    keys: &[
        Key::optional("id", KeyKind::Text, "the name of the table in a report"),
        Key::optional("title", KeyKind::Text, "the heading; the item's text without it"),
        Key::required(
            "rows",
            NAMES,
            "the stub: an item, a grid row, a whole grid, a derived variable, or a list",
        ),
        Key::optional(
            "columns",
            KeyKind::Any,
            "the banner: variables side by side, nested as { size: region }, or a banner's name",
        ),
        Key::optional("total", KeyKind::Boolean, "whether the Total column comes first"),
        Key::optional("filter", KeyKind::Expression, "who is in the table"),
        Key::optional(
            "weight",
            KeyKind::Scalar,
            "`none`, a weight of the report or the request, or a number",
        ),
        Key::optional("base", KeyKind::OneOf(&BASES), "whom the percentages are taken of"),
        Key::optional("include_missing", NAMES, "missing options that become rows: reasons, codes or `all`"),
        Key::optional("include_missing_columns", NAMES, "missing options of the banner that become columns"),
        Key::optional("nets", KeyKind::List(&KeyKind::Mapping(&NET)), "options counted together"),
        Key::optional("top_box", KeyKind::Integer, "a net of the highest so many options"),
        Key::optional("bottom_box", KeyKind::Integer, "a net of the lowest so many options"),
        Key::optional("show", NAMES, "the measures of a cell, in order"),
        Key::optional("summary", NAMES, "figures over all codes: mean, sd, median, nps and others"),
        Key::optional(
            "sort",
            KeyKind::Either(&KeyKind::Scalar, &KeyKind::Mapping(&SORT)),
            "the order of the rows",
        ),
        Key::optional(
            "test",
            KeyKind::Either(&KeyKind::Scalar, &KeyKind::Mapping(&TEST)),
            "tests between the columns: `true`, a method, or a mapping",
        ),
        Key::optional(
            "independence",
            KeyKind::Either(&KeyKind::Scalar, &KeyKind::Mapping(&INDEPENDENCE)),
            "whether rows and columns go together: `true`, a method, or a mapping",
        ),
        Key::optional("ci", KeyKind::OneOf(&INTERVALS), "how the interval of a share is made"),
        Key::optional("confidence", KeyKind::Number, "the level of intervals, between 0 and 1"),
        Key::optional("design", KeyKind::Mapping(&DESIGN), "how the sample was drawn"),
        Key::optional(
            "variance",
            KeyKind::OneOf(&VARIANCES),
            "the family of standard errors, intervals and tests",
        ),
        Key::optional("hide_base", KeyKind::Integer, "the smallest unweighted base that is shown"),
        Key::optional("decimals", KeyKind::Integer, "decimals of the percentages"),
        Key::optional("chart", KeyKind::OneOf(&CHARTS), "the picture beside the table"),
        Key::optional("percent_of", KeyKind::OneOf(&PERCENT_OF), "of a multiple: of cases or of responses"),
        Key::optional(
            "common_base",
            KeyKind::Boolean,
            "of a grid or a list: only who answered each of its variables",
        ),
        Key::optional(
            "quantiles",
            KeyKind::Either(&KeyKind::Number, &KeyKind::List(&KeyKind::Number)),
            "quantiles of a number, between 0 and 1",
        ),
        Key::optional("quantile_rule", KeyKind::OneOf(&RULES), "how a quantile between two values is taken"),
        Key::optional("quantile_ci", KeyKind::OneOf(&QUANTILE_CI), "how the interval of a quantile is made"),
        Key::optional("variables", KeyKind::Any, "derived variables of this request"),
        Key::optional("banners", KeyKind::Any, "banners of this request"),
        Key::optional("weights", KeyKind::Named(&KeyKind::Mapping(&WEIGHT)), "weights of this request"),
    ],
};

pub(crate) static NET: Shape = Shape {
    name: "a net",
    keys: &[
        Key::required("id", KeyKind::Scalar, "the id of its row"),
        Key::optional("text", KeyKind::Text, "the label of its row"),
        Key::required("codes", NAMES, "the codes counted together"),
    ],
};

pub(crate) static SORT: Shape = Shape {
    name: "a sort",
    keys: &[
        Key::optional("by", KeyKind::Text, "`total` or the id of a column"),
        Key::optional("order", KeyKind::OneOf(&ORDERS), "`desc` or `asc`"),
        Key::optional("pin", NAMES, "codes that keep their order at the end"),
    ],
};

pub(crate) static TEST: Shape = Shape {
    name: "a test",
    keys: &[
        Key::optional("method", KeyKind::OneOf(&METHODS), "how two columns are compared"),
        Key::optional("level", KeyKind::Number, "the level of capital letters: 0.95"),
        Key::optional("loose", KeyKind::Number, "the level of small letters, below `level`"),
        Key::optional("adjust", KeyKind::OneOf(&ADJUSTMENTS), "what is done about many comparisons"),
        Key::optional("family", KeyKind::OneOf(&FAMILIES), "which comparisons are adjusted together"),
        Key::optional("against", KeyKind::OneOf(&AGAINST), "each other column, or everyone else"),
        Key::optional("min_base", KeyKind::Integer, "the smallest unweighted base that is tested"),
        Key::optional(
            "skip_zero_or_one",
            KeyKind::Boolean,
            "whether a share of exactly 0 or 1 leaves its column out, as in SPSS",
        ),
    ],
};

pub(crate) static INDEPENDENCE: Shape = Shape {
    name: "a test of independence",
    keys: &[
        Key::optional("method", KeyKind::OneOf(&INDEPENDENCE_METHODS), "how it is tested"),
        Key::optional("yates", KeyKind::Boolean, "of 2 by 2: with Yates's correction too"),
        Key::optional("fisher", KeyKind::Boolean, "of 2 by 2: Fisher's exact test too"),
        Key::optional("residuals", KeyKind::Boolean, "the adjusted residual of each cell"),
    ],
};

pub(crate) static DESIGN: Shape = Shape {
    name: "a design",
    keys: &[
        Key::optional("strata", KeyKind::Text, "the variable of the strata"),
        Key::optional("psu", KeyKind::Text, "the variable of the primary sampling units"),
        Key::optional("fpc", KeyKind::Text, "the variable with the population of each response's stratum"),
        Key::optional("lonely", KeyKind::OneOf(&LONELY), "what a stratum of a single unit does"),
    ],
};
