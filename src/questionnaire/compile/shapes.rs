//! The keys of every mapping in a questionnaire file, and which of them belong to which type of item. The reader, the
//! check on keys and `canvass schema` all work from these tables.

use crate::questionnaire::syntax::{Key, KeyKind, Shape};

/// The words behind `type:`, in the order of [`OWN_KEYS`].
pub(crate) const TYPES: &[&str] = &[
    "single",
    "multiple",
    "grid",
    "multiple_grid",
    "ranking",
    "number",
    "scale",
    "allocation",
    "date",
    "text",
    "note",
    "computed",
];

/// Types of the language that this version does not carry out.
pub(crate) const UNSUPPORTED_TYPES: &[(&str, &str)] =
    &[("contact", "contact details kept apart from the answers; leave the item out")];

/// What each type may carry beside [`COMMON_KEYS`].
pub(crate) const OWN_KEYS: &[(&str, &[&str])] = &[
    ("single", &["help", "required", "check", "options", "order", "display"]),
    ("multiple", &["help", "required", "check", "options", "order", "min", "max"]),
    ("grid", &["help", "required", "check", "rows", "options", "order"]),
    ("multiple_grid", &["help", "required", "check", "rows", "options", "order"]),
    ("ranking", &["help", "required", "check", "options", "order", "max"]),
    ("number", &["help", "required", "check", "min", "max", "decimals", "unit", "bands"]),
    ("scale", &["help", "required", "check", "from", "to", "from_text", "to_text"]),
    ("allocation", &["help", "required", "check", "rows", "total"]),
    ("date", &["help", "required", "check", "min", "max"]),
    ("text", &["help", "required", "check", "lines", "max_length", "format", "pattern"]),
    ("note", &["help"]),
    ("computed", &["value", "as", "options"]),
];

/// What every item may carry.
pub(crate) const COMMON_KEYS: &[&str] = &[
    "id",
    "type",
    "text",
    "show_if",
    "end_if",
    "notes",
    "since",
    "replaces",
    "comparable",
    "map",
    "editorial",
    "verdict",
];

pub(crate) const MISSING_WORDS: &[&str] = &["dont_know", "refused", "not_applicable"];
pub(crate) const ENDING_WORDS: &[&str] = &["screened_out", "complete"];
/// In the order of `Order::ALL`.
pub(crate) const ORDER_WORDS: &[&str] = &["given", "random", "reversed_half", "rotated", "alphabetical"];
pub(crate) const SHUFFLE_WORDS: &[&str] = &["items"];
/// In the order of `Trend::ALL`.
pub(crate) const TREND_WORDS: &[&str] = &["comparable", "with_care", "broken"];
pub(crate) const DISPLAY_WORDS: &[&str] = &["radio", "dropdown", "buttons"];
pub(crate) const FORMAT_WORDS: &[&str] = &["email", "url"];
pub(crate) const AS_WORDS: &[&str] = &["single", "number", "text"];
pub(crate) const COMPARABLE_WORDS: &[&str] = &["identical", "recoded", "no"];

pub(crate) const SURVEY: Shape = Shape {
    name: "a questionnaire",
    keys: &[
        Key::required("canvass", KeyKind::Integer, "the version of the questionnaire language: 1"),
        Key::required(
            "id",
            KeyKind::Text,
            "the survey's id, the same over the years: lower-case letters, digits, `_` and `-`",
        ),
        Key::required(
            "edition",
            KeyKind::Scalar,
            "which edition of the survey this instrument is, such as \"2023\"",
        ),
        Key::required("title", KeyKind::Text, "what the survey is called, as respondents see it"),
        Key::required(
            "languages",
            KeyKind::List(&KeyKind::Text),
            "language tags such as en or pt-BR; the first is the language of this file",
        ),
        Key::optional("intro", KeyKind::Text, "Markdown shown before the first page"),
        Key::optional(
            "scales",
            KeyKind::Named(&KeyKind::List(&KeyKind::Mapping(&OPTION))),
            "option lists that several items use by name",
        ),
        Key::required(
            "pages",
            KeyKind::List(&KeyKind::Mapping(&PAGE)),
            "the pages, in the order they are shown",
        ),
        Key::optional("endings", KeyKind::Mapping(&ENDINGS), "what is shown when an interview is over"),
        Key::optional(
            "consent",
            KeyKind::List(&KeyKind::Mapping(&CONSENT)),
            "what is agreed to before the first page, each its own box",
        ),
        Key::optional(
            "arms",
            KeyKind::Named(&KeyKind::Named(&KeyKind::Integer)),
            "random assignments at the start: by name, each group with its share",
        ),
        Key::optional("quality", KeyKind::Mapping(&QUALITY), "rules that flag doubtful interviews"),
    ],
};

pub(crate) const CONSENT: Shape = Shape {
    name: "a consent",
    keys: &[
        Key::required("id", KeyKind::Text, "the consent's id; conditions name it `consent.id`"),
        Key::required("text", KeyKind::Text, "what is agreed to"),
        Key::optional(
            "required",
            KeyKind::Boolean,
            "whether nobody is interviewed without it (false where it is left out)",
        ),
        Key::optional("purpose", KeyKind::Text, "what it is for, such as publication"),
    ],
};

pub(crate) const QUALITY: Shape = Shape {
    name: "`quality`",
    keys: &[
        Key::optional(
            "speeder",
            KeyKind::Mapping(&SPEEDER),
            "flags interviews that took too little time for each item shown",
        ),
        Key::optional(
            "straightline",
            KeyKind::List(&KeyKind::Text),
            "the grids in which the same answer to every row is flagged",
        ),
        Key::optional(
            "attention",
            KeyKind::Expression,
            "flags interviews in which this is known to be false",
        ),
    ],
};

pub(crate) const SPEEDER: Shape = Shape {
    name: "`speeder`",
    keys: &[Key::required(
        "below_median",
        KeyKind::Number,
        "flagged below this share of the median time, such as 0.33",
    )],
};

pub(crate) const VERDICT: Shape = Shape {
    name: "a verdict",
    keys: &[
        Key::required("is", KeyKind::OneOf(TREND_WORDS), "whether the trend holds"),
        Key::required("because", KeyKind::Text, "the reason, printed beside it"),
    ],
};

pub(crate) const ENDINGS: Shape = Shape {
    name: "`endings`",
    keys: &[
        Key::optional("complete", KeyKind::Text, "Markdown shown after a completed interview"),
        Key::optional(
            "screened_out",
            KeyKind::Text,
            "Markdown shown to a respondent whom an `end` or `end_if` screened out",
        ),
        Key::optional("quota_full", KeyKind::Text, "Markdown shown when a quota is full"),
        Key::optional("closed", KeyKind::Text, "Markdown shown when the wave is not open"),
    ],
};

pub(crate) const PAGE: Shape = Shape {
    name: "a page",
    keys: &[
        Key::required("id", KeyKind::Text, "the page's id, unique among the pages"),
        Key::optional("title", KeyKind::Text, "the page's heading"),
        Key::optional(
            "show_if",
            KeyKind::Expression,
            "the page is shown only where this holds; it may name items of earlier pages",
        ),
        Key::required("items", KeyKind::List(&KeyKind::Mapping(&ITEM)), "what stands on the page, in order"),
        Key::optional(
            "shuffle",
            KeyKind::OneOf(SHUFFLE_WORDS),
            "`items`: the page's items come in a random order of each respondent's own",
        ),
    ],
};

pub(crate) const ITEM: Shape = Shape {
    name: "an item",
    keys: &[
        Key::required("id", KeyKind::Text, "the item's id, unique in the file and the same over the years"),
        Key::required("type", KeyKind::OneOf(TYPES), "what kind of answer it takes"),
        Key::required(
            "text",
            KeyKind::Text,
            "what is asked; Markdown's inline subset, `{{ id }}` puts an earlier answer there",
        ),
        Key::optional("help", KeyKind::Text, "a line of help below the text"),
        Key::optional(
            "required",
            KeyKind::Boolean,
            "whether the page cannot be left without an answer (false where it is left out)",
        ),
        Key::optional(
            "show_if",
            KeyKind::Expression,
            "the item is asked only where this holds; it may name items before it",
        ),
        Key::optional(
            "end_if",
            KeyKind::Either(&KeyKind::Expression, &KeyKind::Mapping(&END_IF)),
            "ends the interview at the end of the page where this holds",
        ),
        Key::optional(
            "check",
            KeyKind::Either(&KeyKind::List(&KeyKind::Mapping(&CHECK)), &KeyKind::Mapping(&CHECK)),
            "assertions about the answers, each with the message shown when it is broken",
        ),
        Key::optional("notes", KeyKind::Text, "a note for the codebook, never shown"),
        Key::optional(
            "options",
            KeyKind::Either(&KeyKind::List(&KeyKind::Mapping(&OPTION)), &KeyKind::Text),
            "the answers offered: a list, or the name of a scale",
        ),
        Key::optional("rows", KeyKind::List(&KeyKind::Mapping(&ROW)), "the rows of a grid or an allocation"),
        Key::optional(
            "order",
            KeyKind::OneOf(ORDER_WORDS),
            "the order the options are shown in (given where it is left out)",
        ),
        Key::optional(
            "display",
            KeyKind::OneOf(DISPLAY_WORDS),
            "how a single is shown (radio where it is left out)",
        ),
        Key::optional(
            "min",
            KeyKind::Scalar,
            "the least: a number, a date, or how many options must be ticked",
        ),
        Key::optional(
            "max",
            KeyKind::Scalar,
            "the most: a number, a date, or how many options may be ticked or ranked",
        ),
        Key::optional(
            "decimals",
            KeyKind::Integer,
            "how many decimals a number may have (0 where it is left out)",
        ),
        Key::optional("unit", KeyKind::Text, "what a number counts, shown beside the field"),
        Key::optional(
            "bands",
            KeyKind::List(&KeyKind::Mapping(&BAND)),
            "named intervals of a number, for tables",
        ),
        Key::optional("from", KeyKind::Integer, "the lowest point of a scale"),
        Key::optional("to", KeyKind::Integer, "the highest point of a scale"),
        Key::optional("from_text", KeyKind::Text, "what the lowest point means"),
        Key::optional("to_text", KeyKind::Text, "what the highest point means"),
        Key::optional(
            "lines",
            KeyKind::Integer,
            "how many lines high a text field is (1 where it is left out)",
        ),
        Key::optional(
            "max_length",
            KeyKind::Integer,
            "how many characters a text may have (2000 where it is left out)",
        ),
        Key::optional("format", KeyKind::OneOf(FORMAT_WORDS), "what a text must look like"),
        Key::optional("pattern", KeyKind::Text, "a regular expression that the whole text must match"),
        Key::optional(
            "value",
            KeyKind::Expression,
            "what a computed item is worth; worked out again at submit",
        ),
        Key::optional("as", KeyKind::OneOf(AS_WORDS), "how a computed item is stored"),
        Key::optional("since", KeyKind::Scalar, "the edition in which the item was first asked"),
        Key::optional(
            "replaces",
            KeyKind::Text,
            "the id of the item of an earlier edition that this one continues",
        ),
        Key::optional(
            "comparable",
            KeyKind::OneOf(COMPARABLE_WORDS),
            "how its answers compare with the item it continues",
        ),
        Key::optional(
            "map",
            KeyKind::Named(&KeyKind::Either(&KeyKind::Scalar, &KeyKind::List(&KeyKind::Scalar))),
            "for `comparable: recoded`: each code here and the code it had there, or the list of codes that became it",
        ),
        Key::optional("total", KeyKind::Number, "the sum of the rows of an allocation, such as 100"),
        Key::optional(
            "editorial",
            KeyKind::Boolean,
            "whether a change of its wording is a matter of style, which breaks no trend",
        ),
        Key::optional(
            "verdict",
            KeyKind::Mapping(&VERDICT),
            "your own judgement on the trend, with its reason; it overrules the machine's",
        ),
        Key::unsupported("purpose", "what the contact details of a `contact` are for"),
    ],
};

pub(crate) const END_IF: Shape = Shape {
    name: "`end_if`",
    keys: &[
        Key::optional("screened_out", KeyKind::Expression, "screens the respondent out where this holds"),
        Key::optional("complete", KeyKind::Expression, "completes the interview early where this holds"),
    ],
};

pub(crate) const CHECK: Shape = Shape {
    name: "a check",
    keys: &[
        Key::required(
            "assert",
            KeyKind::Expression,
            "what must hold; the check is broken only where this is known to be false",
        ),
        Key::required("message", KeyKind::Text, "what the respondent reads when the check is broken"),
    ],
};

pub(crate) const OPTION: Shape = Shape {
    name: "an option",
    keys: &[
        Key::required(
            "code",
            KeyKind::Scalar,
            "how the answer is stored: an integer or a short word, the same over the years",
        ),
        Key::required("text", KeyKind::Text, "the answer as the respondent reads it"),
        Key::optional(
            "missing",
            KeyKind::OneOf(MISSING_WORDS),
            "a real answer that tables may leave out of the base",
        ),
        Key::optional("exclusive", KeyKind::Boolean, "in a multiple: cannot be ticked together with another"),
        Key::optional("specify", KeyKind::Boolean, "a text field goes with the option"),
        Key::optional("pin", KeyKind::Boolean, "keeps its place when options are shuffled or sorted"),
        Key::optional("value", KeyKind::Number, "the score, or the middle of a band, for means"),
        Key::optional(
            "end",
            KeyKind::OneOf(ENDING_WORDS),
            "choosing it ends the interview at the end of the page",
        ),
        Key::optional(
            "show_if",
            KeyKind::Expression,
            "the option is offered only where this holds; it may name items before its own",
        ),
        Key::optional("group", KeyKind::Text, "options of one group stay together when shuffled"),
    ],
};

pub(crate) const ROW: Shape = Shape {
    name: "a row",
    keys: &[
        Key::required(
            "id",
            KeyKind::Text,
            "the row's id, unique in its grid; expressions and columns name it `item.row`",
        ),
        Key::required("text", KeyKind::Text, "the row as the respondent reads it"),
        Key::optional(
            "show_if",
            KeyKind::Expression,
            "the row is asked only where this holds; it may name items before its own",
        ),
    ],
};

pub(crate) const BAND: Shape = Shape {
    name: "a band",
    keys: &[
        Key::required("code", KeyKind::Scalar, "how the band is named in tables"),
        Key::required("text", KeyKind::Text, "the band's label"),
        Key::optional("from", KeyKind::Number, "the least value in the band; open where it is left out"),
        Key::optional("to", KeyKind::Number, "the band ends below this value; open where it is left out"),
    ],
};

/// A text with the hash of the source text it translates, or the text alone.
const TRANSLATION_OF_TEXT: KeyKind = KeyKind::Either(&KeyKind::Text, &KeyKind::Mapping(&TRANSLATED_TEXT));

pub(crate) const TRANSLATION: Shape = Shape {
    name: "a translation",
    keys: &[
        Key::required(
            "language",
            KeyKind::Text,
            "the language of the texts in this file; one that the questionnaire lists",
        ),
        Key::optional("title", TRANSLATION_OF_TEXT, "the survey's title"),
        Key::optional("intro", TRANSLATION_OF_TEXT, "the text before the first page"),
        Key::optional("consent", KeyKind::Named(&TRANSLATION_OF_TEXT), "by consent"),
        Key::optional("endings", KeyKind::Mapping(&TRANSLATED_ENDINGS), "the texts at the end"),
        Key::optional("scales", KeyKind::Named(&KeyKind::Named(&TRANSLATION_OF_TEXT)), "by scale and code"),
        Key::optional("pages", KeyKind::Named(&KeyKind::Mapping(&TRANSLATED_PAGE)), "by page"),
        Key::optional("items", KeyKind::Named(&KeyKind::Mapping(&TRANSLATED_ITEM)), "by item"),
    ],
};

pub(crate) const TRANSLATED_TEXT: Shape = Shape {
    name: "a translated text",
    keys: &[
        Key::required("text", KeyKind::Text, "the translation"),
        Key::required(
            "source",
            KeyKind::Scalar,
            "the first eight hex digits of the SHA-256 of the source text",
        ),
    ],
};

pub(crate) const TRANSLATED_ENDINGS: Shape = Shape {
    name: "translated `endings`",
    keys: &[
        Key::optional("complete", TRANSLATION_OF_TEXT, "after a completed interview"),
        Key::optional("screened_out", TRANSLATION_OF_TEXT, "to a respondent who was screened out"),
        Key::optional("quota_full", TRANSLATION_OF_TEXT, "when a quota is full"),
        Key::optional("closed", TRANSLATION_OF_TEXT, "when the wave is not open"),
    ],
};

pub(crate) const TRANSLATED_PAGE: Shape = Shape {
    name: "a translated page",
    keys: &[Key::optional("title", TRANSLATION_OF_TEXT, "the page's heading")],
};

pub(crate) const TRANSLATED_ITEM: Shape = Shape {
    name: "a translated item",
    keys: &[
        Key::optional("text", TRANSLATION_OF_TEXT, "what is asked"),
        Key::optional("help", TRANSLATION_OF_TEXT, "the line of help"),
        Key::optional("options", KeyKind::Named(&TRANSLATION_OF_TEXT), "by code"),
        Key::optional("rows", KeyKind::Named(&TRANSLATION_OF_TEXT), "by row"),
        Key::optional("bands", KeyKind::Named(&TRANSLATION_OF_TEXT), "by code"),
        Key::optional("messages", KeyKind::List(&TRANSLATION_OF_TEXT), "one a check, in their order"),
        Key::optional("unit", TRANSLATION_OF_TEXT, "what a number counts"),
        Key::optional("from_text", TRANSLATION_OF_TEXT, "what the lowest point means"),
        Key::optional("to_text", TRANSLATION_OF_TEXT, "what the highest point means"),
    ],
};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The names of all keys in a shape and below it.
    fn names(shape: &Shape, found: &mut BTreeSet<&'static str>) {
        for key in shape.keys {
            found.insert(key.name);
            names_of_kind(&key.kind, found);
        }
    }

    fn names_of_kind(kind: &KeyKind, found: &mut BTreeSet<&'static str>) {
        match kind {
            KeyKind::Mapping(shape) => names(shape, found),
            KeyKind::Named(each) | KeyKind::List(each) => names_of_kind(each, found),
            KeyKind::Either(one, other) => {
                names_of_kind(one, found);
                names_of_kind(other, found);
            }
            KeyKind::OneOf(words) => found.extend(*words),
            KeyKind::Text
            | KeyKind::Number
            | KeyKind::Integer
            | KeyKind::Boolean
            | KeyKind::Scalar
            | KeyKind::Expression
            | KeyKind::Any => {}
        }
    }

    #[test]
    fn the_language_reference_names_every_key_and_word() {
        let reference = include_str!("../../../docs/language.md");
        let mut known = BTreeSet::new();
        names(&SURVEY, &mut known);
        names(&TRANSLATION, &mut known);
        known.extend(UNSUPPORTED_TYPES.iter().map(|(name, _)| *name));
        let written: BTreeSet<&str> =
            reference.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).collect();
        let lacking: Vec<_> = known.difference(&written).collect();
        assert!(lacking.is_empty(), "docs/language.md does not speak of {lacking:?}");
    }

    #[test]
    fn every_key_of_an_item_belongs_to_some_type() {
        let owned: BTreeSet<&str> =
            OWN_KEYS.iter().flat_map(|(_, keys)| *keys).chain(COMMON_KEYS).copied().collect();
        let keys: BTreeSet<&str> = (ITEM.keys.iter())
            .filter(|key| key.need != crate::questionnaire::syntax::Need::Unsupported)
            .map(|key| key.name)
            .collect();
        assert_eq!(owned, keys);
        assert!(OWN_KEYS.iter().map(|(name, _)| name).eq(TYPES));
    }
}
