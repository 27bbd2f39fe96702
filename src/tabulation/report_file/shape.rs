//! The keys of `report.yaml`.

use crate::questionnaire::syntax::{Key, KeyKind, Shape, json_schema};
use crate::tabulation::derived::DERIVED;
use crate::tabulation::request::{DESIGN, INTERVALS, TABLE_REQUEST, VARIANCES};
use crate::tabulation::weighting::WEIGHT;

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
        Key::optional(
            "variance",
            KeyKind::OneOf(&VARIANCES),
            "the one family of standard errors, intervals, tests and design effects",
        ),
        Key::optional("reliability", KeyKind::Mapping(&RELIABILITY), "bases below which figures are marked"),
        Key::optional("disclose", KeyKind::Mapping(&DISCLOSE), "suppression in output that is marked public"),
        Key::optional(
            "method",
            KeyKind::Either(&KeyKind::Boolean, &KeyKind::Mapping(&METHOD)),
            "ends the report with a statement of its method; what no other file says is written here",
        ),
        Key::optional("variables", KeyKind::Named(&KeyKind::Mapping(&DERIVED)), "derived variables"),
        Key::optional("weights", KeyKind::Named(&KeyKind::Mapping(&WEIGHT)), "weights with a name"),
        Key::optional("banners", KeyKind::Named(&KeyKind::Any), "columns with a name"),
        Key::optional("figures", KeyKind::List(&KeyKind::Mapping(&FIGURE)), "the numbers the report quotes"),
        Key::optional("sections", KeyKind::List(&KeyKind::Mapping(&SECTION)), "texts and tables, in order"),
        Key::optional("trends", KeyKind::List(&KeyKind::Mapping(&TREND)), "shares and means across waves"),
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

/// The keys of `method:`; each is a text.
pub(crate) static METHOD: Shape = Shape {
    name: "`method`",
    keys: &[
        Key::optional("sponsor", KeyKind::Text, "who paid for the survey"),
        Key::optional("conducted_by", KeyKind::Text, "who conducted it; else the notice's controller"),
        Key::optional("population", KeyKind::Text, "whom it is about; else the wave file's"),
        Key::optional("frame", KeyKind::Text, "from what the sample was drawn; else the wave file's"),
        Key::optional("recruitment", KeyKind::Text, "how people came to it; else the wave file's"),
        Key::optional("mode", KeyKind::Text, "how people were asked; a wave's are on the web"),
        Key::optional("dates", KeyKind::Text, "when people were asked; else the wave file's"),
        Key::optional("quality", KeyKind::Text, "what was checked, and what was removed"),
        Key::optional("limits", KeyKind::Text, "what the results cannot tell"),
        Key::optional("data", KeyKind::Text, "where the data is"),
        Key::optional("licence", KeyKind::Text, "under which licence data and report may be used"),
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
        Key::optional("ratio", KeyKind::Mapping(&RATIO), "the total of one number over that of another"),
        Key::optional("paired", KeyKind::Mapping(&PAIRED), "two items of the same people, tested"),
        Key::optional("gap", KeyKind::Mapping(&GAP), "the same share or mean in two groups"),
        Key::optional("trend", KeyKind::Mapping(&TREND_FIGURE), "a share or mean along times"),
        Key::optional(
            "design_effect",
            KeyKind::Text,
            "`all`, or a variable: of its mean, or with `codes` of a share",
        ),
        Key::optional("design", KeyKind::Mapping(&DESIGN), "how the sample was drawn"),
        Key::optional("variance", KeyKind::OneOf(&VARIANCES), "the family of its standard error"),
        Key::optional("filter", KeyKind::Expression, "who is in the figure"),
        Key::optional("weight", KeyKind::Scalar, "`none`, a weight of the report, or a number"),
        Key::optional("include_missing", NAMES, "missing options that enter the base"),
        Key::optional("confidence", KeyKind::Number, "the level of its interval"),
        Key::optional("ci", KeyKind::OneOf(&INTERVALS), "how the interval of a share is made"),
        Key::optional("decimals", KeyKind::Integer, "decimals of its text"),
        Key::optional(
            "published",
            KeyKind::Scalar,
            "a reference value from an earlier publication, as written there",
        ),
        Key::optional("differs", KeyKind::Text, "why the published value cannot be reached"),
    ],
};

pub(crate) static DISCLOSE: Shape = Shape {
    name: "`disclose`",
    keys: &[Key::required("min_cell", KeyKind::Integer, "the smallest count that may be published")],
};

pub(crate) static RATIO: Shape = Shape {
    name: "a ratio",
    keys: &[
        Key::required("of", KeyKind::Text, "the number whose total stands above"),
        Key::required("to", KeyKind::Text, "the number whose total stands below"),
    ],
};

pub(crate) static PAIRED: Shape = Shape {
    name: "a paired comparison",
    keys: &[
        Key::required(
            "items",
            KeyKind::List(&KeyKind::Text),
            "the two items; the second is taken from the first",
        ),
        Key::optional("net", NAMES, "the codes counted in both; without them means are compared"),
    ],
};

pub(crate) static GAP: Shape = Shape {
    name: "a gap",
    keys: &[
        Key::required("of", KeyKind::Text, "the variable that is compared"),
        Key::optional("codes", NAMES, "its codes that are counted; without them it is a mean"),
        Key::optional("top_box", KeyKind::Integer, "the highest so many options"),
        Key::optional("bottom_box", KeyKind::Integer, "the lowest so many options"),
        Key::required("by", KeyKind::Text, "the variable of the groups"),
        Key::required(
            "between",
            KeyKind::List(&KeyKind::Scalar),
            "the codes of the two groups; the second is taken from the first",
        ),
    ],
};

pub(crate) static TREND_FIGURE: Shape = Shape {
    name: "a trend",
    keys: &[
        Key::required("of", KeyKind::Text, "the variable that moves"),
        Key::optional("codes", NAMES, "its codes that are counted; without them it is a mean"),
        Key::optional("top_box", KeyKind::Integer, "the highest so many options"),
        Key::optional("bottom_box", KeyKind::Integer, "the lowest so many options"),
        Key::required("over", KeyKind::Text, "the variable that tells the wave of a response"),
        Key::optional("times", KeyKind::List(&KeyKind::Number), "the time of each code of `over`"),
    ],
};

pub(crate) static TREND: Shape = Shape {
    name: "a trend across waves",
    keys: &[
        Key::required("id", KeyKind::Text, "the name of the trend in the results"),
        Key::optional("title", KeyKind::Text, "the heading; the item's text without it"),
        Key::required(
            "waves",
            KeyKind::List(&KeyKind::Either(&KeyKind::Text, &KeyKind::Mapping(&WAVE))),
            "the waves, from the earliest to the latest",
        ),
        Key::optional("share", KeyKind::Text, "the variable whose codes are counted"),
        Key::optional("codes", NAMES, "the codes of a share"),
        Key::optional("top_box", KeyKind::Integer, "a share of the highest so many options"),
        Key::optional("bottom_box", KeyKind::Integer, "a share of the lowest so many options"),
        Key::optional("mean", KeyKind::Text, "the variable whose mean it is"),
        Key::optional("nps", KeyKind::Text, "the scale from 0 to 10 whose net promoter score it is"),
        Key::optional(
            "universe",
            KeyKind::OneOf(&["all", "common"]),
            "each wave's own base, or only whom every wave would have asked",
        ),
        Key::optional("by", KeyKind::Text, "one line for each code of this variable, such as `source`"),
        Key::optional("reweight", KeyKind::Mapping(&REWEIGHT), "bring every wave to one wave's composition"),
        Key::optional("filter", KeyKind::Expression, "who is in the trend"),
        Key::optional("weight", KeyKind::Scalar, "`none`, a weight of the report, or a number"),
        Key::optional("confidence", KeyKind::Number, "the level of its intervals"),
        Key::optional("decimals", KeyKind::Integer, "decimals of its values"),
    ],
};

pub(crate) static WAVE: Shape = Shape {
    name: "a wave in files",
    keys: &[
        Key::required("name", KeyKind::Text, "what the wave is called"),
        Key::required("questionnaire", KeyKind::Text, "its survey folder or questionnaire file"),
        Key::required("data", KeyKind::Text, "its answers"),
    ],
};

pub(crate) static REWEIGHT: Shape = Shape {
    name: "`reweight`",
    keys: &[
        Key::required("to", KeyKind::Text, "the wave whose composition all get"),
        Key::required("on", NAMES, "the variables that are brought to it"),
    ],
};

const TEXT: KeyKind = KeyKind::Either(&KeyKind::Text, &KeyKind::Mapping(&TRANSLATED_TEXT));

/// The report's own texts in another language.
pub(crate) static REPORT_TRANSLATION: Shape = Shape {
    name: "a translation of a report",
    keys: &[
        Key::required("language", KeyKind::Text, "the language of the texts in this file"),
        Key::optional("title", TEXT, "the title of the report"),
        Key::optional(
            "sections",
            KeyKind::List(&KeyKind::Mapping(&TRANSLATED_SECTION)),
            "the sections, in the order of the report",
        ),
        Key::optional("tables", KeyKind::Named(&KeyKind::Mapping(&TRANSLATED_TABLE)), "by the table's id"),
        Key::optional("trends", KeyKind::Named(&TEXT), "the titles of trends, by id"),
        Key::optional("method", KeyKind::Named(&TEXT), "what the statement of method says, by its key"),
        Key::optional(
            "variables",
            KeyKind::Named(&KeyKind::Mapping(&TRANSLATED_VARIABLE)),
            "by the variable's name",
        ),
    ],
};

pub(crate) static TRANSLATED_TEXT: Shape = Shape {
    name: "a translated text",
    keys: &[
        Key::required("text", KeyKind::Text, "the translation"),
        Key::optional("source", KeyKind::Scalar, "the first eight hex digits of the SHA-256 of its source"),
    ],
};

pub(crate) static TRANSLATED_SECTION: Shape = Shape {
    name: "a translated section",
    keys: &[
        Key::optional("title", TEXT, "its heading"),
        Key::optional("text", TEXT, "its text, which quotes figures as the report's does"),
    ],
};

pub(crate) static TRANSLATED_TABLE: Shape = Shape {
    name: "a translated table",
    keys: &[
        Key::optional("title", TEXT, "its heading"),
        Key::optional("nets", KeyKind::Named(&TEXT), "the label of each net, by id"),
    ],
};

pub(crate) static TRANSLATED_VARIABLE: Shape = Shape {
    name: "a translated variable",
    keys: &[
        Key::optional("text", TEXT, "how the variable is called"),
        Key::optional("else", TEXT, "the label of code 0"),
        Key::optional("texts", KeyKind::Named(&TEXT), "the label of each code"),
    ],
};
