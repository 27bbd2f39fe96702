//! The keys of a table request.

use crate::questionnaire::syntax::{Key, KeyKind, Shape};

pub(crate) const NAMES: KeyKind = KeyKind::Either(&KeyKind::Scalar, &KeyKind::List(&KeyKind::Scalar));

pub(crate) const BASES: [&str; 3] = ["answered", "asked", "all"];
pub(crate) const MEASURES: [&str; 8] =
    ["count", "weighted", "column_pct", "row_pct", "total_pct", "index", "se", "ci"];
pub(crate) const CHARTS: [&str; 5] = ["bar", "stacked", "diverging", "line", "none"];
pub(crate) const INTERVALS: [&str; 3] = ["wald_neff", "wilson_neff", "clopper_pearson_neff"];
pub(crate) const INTERVALS_OF_DESIGNS: [&str; 4] =
    ["design_wald_t", "design_logit", "design_logit_glm", "design_beta"];
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
        Key::optional("weight", KeyKind::Any, "the weight; `none` in this version"),
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
        Key::optional("test", KeyKind::Any, "tests between columns; `none` in this version"),
        Key::optional("independence", KeyKind::Any, "a test of independence; `false` in this version"),
        Key::optional("ci", KeyKind::OneOf(&INTERVALS), "how the interval of a share is made"),
        Key::optional("confidence", KeyKind::Number, "the level of intervals, between 0 and 1"),
        Key::unsupported("design", "strata, units and population corrections"),
        Key::optional("hide_base", KeyKind::Integer, "the smallest unweighted base that is shown"),
        Key::optional("decimals", KeyKind::Integer, "decimals of the percentages"),
        Key::optional("chart", KeyKind::OneOf(&CHARTS), "the picture beside the table"),
        Key::optional("percent_of", KeyKind::OneOf(&PERCENT_OF), "of a multiple: of cases or of responses"),
        Key::unsupported("quantiles", "quantiles other than the quartiles"),
        Key::optional("quantile_rule", KeyKind::OneOf(&RULES), "how a quantile between two values is taken"),
        Key::unsupported("quantile_ci", "intervals of quantiles"),
        Key::optional("variables", KeyKind::Any, "derived variables of this request"),
        Key::optional("banners", KeyKind::Any, "banners of this request"),
        Key::unsupported("weights", "weights"),
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
