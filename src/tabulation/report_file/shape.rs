//! The keys of `report.yaml`.

use crate::questionnaire::syntax::{Key, KeyKind, Shape, json_schema};
use crate::tabulation::derived::DERIVED;
use crate::tabulation::request::TABLE_REQUEST;

const NAMES: KeyKind = KeyKind::Either(&KeyKind::Scalar, &KeyKind::List(&KeyKind::Scalar));

/// The whole file.
pub static REPORT: Shape = Shape {
    name: "a report file",
    keys: &[
        Key::required("canvass", KeyKind::Integer, "the version of the language: 1"),
        Key::required("report", KeyKind::Text, "the id of the report"),
        Key::optional("title", KeyKind::Text, "the title of the report"),
        Key::optional("confidence", KeyKind::Number, "the level of all intervals, between 0 and 1"),
        Key::optional("population", KeyKind::Integer, "how many the sample was drawn from"),
        Key::optional(
            "universe",
            KeyKind::Expression,
            "`complete`, `usable` (complete and partial), or an expression",
        ),
        Key::optional("variance", KeyKind::OneOf(&["simple", "kish"]), "how standard errors are made"),
        Key::optional("reliability", KeyKind::Mapping(&RELIABILITY), "bases below which figures are marked"),
        Key::unsupported("disclose", "suppression for public output"),
        Key::optional("method", KeyKind::Boolean, "whether the report ends with a statement of its method"),
        Key::optional("variables", KeyKind::Named(&KeyKind::Mapping(&DERIVED)), "derived variables"),
        Key::unsupported("weights", "weights"),
        Key::optional("banners", KeyKind::Named(&KeyKind::Any), "columns with a name"),
        Key::optional("figures", KeyKind::List(&KeyKind::Mapping(&FIGURE)), "the numbers the report quotes"),
        Key::optional("sections", KeyKind::List(&KeyKind::Mapping(&SECTION)), "texts and tables, in order"),
        Key::unsupported("trends", "figures across waves"),
    ],
};

/// The JSON Schema (2020-12) of a report file.
pub fn schema() -> String {
    json_schema(&REPORT, "A canvass report", None)
}

pub(crate) static RELIABILITY: Shape = Shape {
    name: "`reliability`",
    keys: &[
        Key::optional("min_base", KeyKind::Integer, "below it figures stand in brackets"),
        Key::optional("flag_base", KeyKind::Integer, "below it figures are marked"),
        Key::optional("hide_base", KeyKind::Integer, "below it figures are hidden"),
    ],
};

pub(crate) static SECTION: Shape = Shape {
    name: "a section",
    keys: &[
        Key::required("title", KeyKind::Text, "the heading"),
        Key::optional("text", KeyKind::Text, "Markdown; quotes figures as {{ id }}"),
        Key::optional("tables", KeyKind::List(&KeyKind::Mapping(&TABLE_REQUEST)), "the section's tables"),
    ],
};

pub(crate) static DIFFERENCE: Shape = Shape {
    name: "a difference",
    keys: &[
        Key::required(
            "of",
            KeyKind::List(&KeyKind::Text),
            "the two variables; the second is taken from the first",
        ),
        Key::required("codes", KeyKind::List(&NAMES), "the codes of each"),
    ],
};

pub(crate) static FIGURE: Shape = Shape {
    name: "a figure",
    keys: &[
        Key::required("id", KeyKind::Text, "the name the text quotes it by"),
        Key::optional("share", KeyKind::Text, "the variable whose codes are counted"),
        Key::optional("codes", NAMES, "the codes of a share"),
        Key::optional("top_box", KeyKind::Integer, "a share of the highest so many options"),
        Key::optional("bottom_box", KeyKind::Integer, "a share of the lowest so many options"),
        Key::optional(
            "base",
            KeyKind::Text,
            "alone: how many people, `all` or those of a variable; beside another kind: answered, asked or all",
        ),
        Key::optional("mean", KeyKind::Text, "the variable whose mean it is"),
        Key::optional("median", KeyKind::Text, "the variable whose median it is"),
        Key::optional("nps", KeyKind::Text, "the scale from 0 to 10 whose net promoter score it is"),
        Key::optional("total", KeyKind::Text, "the number that is summed"),
        Key::optional("difference", KeyKind::Mapping(&DIFFERENCE), "of two shares of the same people"),
        Key::optional("margin_of_error", KeyKind::Text, "`all`, or the variable whose base is meant"),
        Key::unsupported("ratio", "the ratio of two totals"),
        Key::unsupported("paired", "tests of the same people"),
        Key::unsupported("gap", "the difference of two columns"),
        Key::unsupported("trend", "a trend over waves"),
        Key::unsupported("design_effect", "the effect of weights and design"),
        Key::unsupported("design", "strata, units and population corrections"),
        Key::optional("filter", KeyKind::Expression, "who is in the figure"),
        Key::optional("weight", KeyKind::Any, "the weight; `none` in this version"),
        Key::optional("include_missing", NAMES, "missing options that enter the base"),
        Key::optional("confidence", KeyKind::Number, "the level of its interval"),
        Key::optional("ci", KeyKind::Text, "how the interval of a share is made"),
        Key::optional("decimals", KeyKind::Integer, "decimals of its text"),
        Key::optional(
            "published",
            KeyKind::Scalar,
            "a reference value from an earlier publication, as written there",
        ),
        Key::optional("differs", KeyKind::Text, "why the published value cannot be reached"),
    ],
};
