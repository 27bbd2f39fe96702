//! A version's name: the SHA-256 of the questionnaire's canonical form. The form is the RFC 8785 JSON of what was
//! compiled: defaults filled in, scales resolved, expressions as checked trees, every language in. Comments, notes,
//! formatting and the order of keys are not part of it, so that they may change without a new version.
//!
//! What is written here is for ever: a change of these names gives every questionnaire another version.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::condition::{self, Arithmetic, Comparison, Condition, Expr, Given, Reference};
use super::{
    AnswerOption, Arm, Band, ComputedAs, Consent, Display, History, Item, ItemKind, Page, Quality,
    Questionnaire, Row, TextFormat,
};
use crate::i18n::LocalizedText;
use crate::ids::VersionId;

/// The canonical form, as RFC 8785 writes JSON.
pub fn canonical_json(questionnaire: &Questionnaire) -> String {
    let form = Form { questionnaire, texts: Texts::Written }.survey();
    serde_jcs::to_string(&form).expect("a JSON value of texts and finite numbers has a canonical form")
}

/// The name of the version: `sha256:` and the hash of [`canonical_json`].
pub fn version_id(questionnaire: &Questionnaire) -> VersionId {
    VersionId::from_digest(&Sha256::digest(canonical_json(questionnaire).as_bytes()))
}

/// The whole questionnaire but for the words that people read and the languages they stand in: two versions that agree in
/// it ask the same of the same people, and store it alike.
pub fn form_without_texts(questionnaire: &Questionnaire) -> String {
    let mut form = Form { questionnaire, texts: Texts::LeftOut }.survey();
    if let Value::Object(form) = &mut form {
        form.remove("languages");
    }
    serde_jcs::to_string(&form).expect("a JSON value of texts and finite numbers has a canonical form")
}

/// Everything that somebody who has come to page `last` has met, but for its wording: consents, arms, and the pages up to
/// that one with their items, options, rules, routing and declared maps. Two versions that agree in it differ, so far, in
/// texts alone.
pub fn form_through_page(questionnaire: &Questionnaire, last: usize) -> String {
    let form = Form { questionnaire, texts: Texts::LeftOut };
    let met = object([
        ("consent", listed(questionnaire.consents.iter().map(|consent| form.consent(consent)))),
        ("arms", listed(questionnaire.arms.iter().map(arm))),
        ("pages", questionnaire.pages.iter().take(last + 1).map(|page| form.page(page)).collect()),
    ]);
    serde_jcs::to_string(&met).expect("a JSON value of texts and finite numbers has a canonical form")
}

struct Form<'a> {
    questionnaire: &'a Questionnaire,
    texts: Texts,
}

/// Whether a form has the words that people read, and the remarks on them over the years.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Texts {
    Written,
    LeftOut,
}

impl Form<'_> {
    fn survey(&self) -> Value {
        let questionnaire = self.questionnaire;
        let endings = &questionnaire.endings;
        let endings = object([
            ("complete", self.text(endings.complete.as_ref())),
            ("screened_out", self.text(endings.screened_out.as_ref())),
            ("quota_full", self.text(endings.quota_full.as_ref())),
            ("closed", self.text(endings.closed.as_ref())),
        ]);
        object([
            ("canvass", json!(1)),
            ("id", json!(questionnaire.id)),
            ("edition", json!(questionnaire.edition)),
            ("languages", questionnaire.languages.iter().map(|language| json!(language.as_str())).collect()),
            ("title", self.text(Some(&questionnaire.title))),
            ("intro", self.text(questionnaire.intro.as_ref())),
            ("consent", listed(questionnaire.consents.iter().map(|consent| self.consent(consent)))),
            ("arms", listed(questionnaire.arms.iter().map(arm))),
            ("quality", self.quality(&questionnaire.quality)),
            ("endings", endings),
            ("pages", questionnaire.pages.iter().map(|page| self.page(page)).collect()),
        ])
    }

    fn page(&self, page: &Page) -> Value {
        let items = self.questionnaire.items.get(page.items.clone()).unwrap_or_default();
        object([
            ("id", json!(page.id.as_str())),
            ("title", self.text(page.title.as_ref())),
            ("show_if", self.condition(page.show_if.as_ref())),
            ("shuffle", set(page.shuffle)),
            ("items", items.iter().map(|item| self.item(item)).collect()),
        ])
    }

    fn item(&self, item: &Item) -> Value {
        let end_if = item.end_if.as_ref().map_or(
            Value::Null,
            |rule| json!({ "ending": rule.ending.as_str(), "if": self.expr(&rule.condition.expr) }),
        );
        let checks = item.checks.iter().map(|check| {
            json!({ "assert": self.expr(&check.assert.expr), "message": self.text(Some(&check.message)) })
        });
        let mut form = object([
            ("id", json!(item.id.as_str())),
            ("type", json!(item.type_name())),
            ("text", self.text(Some(&item.text))),
            ("help", self.text(item.help.as_ref())),
            ("required", json!(item.required)),
            ("show_if", self.condition(item.show_if.as_ref())),
            ("end_if", end_if),
            ("check", checks.collect()),
            ("history", self.history(&item.history)),
        ]);
        if let (Value::Object(form), Value::Object(own)) = (&mut form, self.kind(&item.kind)) {
            form.extend(own);
        }
        form
    }

    fn kind(&self, kind: &ItemKind) -> Value {
        match kind {
            ItemKind::Single { options, order, display } => object([
                ("options", self.options(options)),
                ("order", json!(order.as_str())),
                ("display", json!(display_word(*display))),
            ]),
            ItemKind::Multiple { options, order, min, max } => object([
                ("options", self.options(options)),
                ("order", json!(order.as_str())),
                ("min", json!(min)),
                ("max", json!(max)),
            ]),
            ItemKind::Grid { rows, options, order } | ItemKind::MultipleGrid { rows, options, order } => {
                object([
                    ("rows", rows.iter().map(|row| self.row(row)).collect()),
                    ("options", self.options(options)),
                    ("order", json!(order.as_str())),
                ])
            }
            ItemKind::Ranking { options, order, max } => object([
                ("options", self.options(options)),
                ("order", json!(order.as_str())),
                ("max", json!(max)),
            ]),
            ItemKind::Number { min, max, decimals, unit, bands } => object([
                ("min", json!(min)),
                ("max", json!(max)),
                ("decimals", json!(decimals)),
                ("unit", self.text(unit.as_ref())),
                ("bands", bands.iter().map(|band| self.band(band)).collect()),
            ]),
            ItemKind::Scale { from, to, from_text, to_text } => object([
                ("from", json!(from)),
                ("to", json!(to)),
                ("from_text", self.text(from_text.as_ref())),
                ("to_text", self.text(to_text.as_ref())),
            ]),
            ItemKind::Allocation { rows, total } => {
                object([("rows", rows.iter().map(|row| self.row(row)).collect()), ("total", json!(total))])
            }
            ItemKind::Date { min, max } => object([
                ("min", json!(min.map(|date| date.to_string()))),
                ("max", json!(max.map(|date| date.to_string()))),
            ]),
            ItemKind::Text { lines, max_length, format, pattern } => object([
                ("lines", json!(lines)),
                ("max_length", json!(max_length)),
                ("format", json!(format.map(format_word))),
                ("pattern", json!(pattern.as_ref().map(|pattern| pattern.as_str()))),
            ]),
            ItemKind::Note => object([]),
            ItemKind::Computed { value, stored_as, .. } => {
                let (word, options) = match stored_as {
                    ComputedAs::Single { options } => ("single", self.options(options)),
                    ComputedAs::Number => ("number", Value::Null),
                    ComputedAs::Text => ("text", Value::Null),
                };
                object([("value", self.expr(value)), ("as", json!(word)), ("options", options)])
            }
        }
    }

    fn consent(&self, consent: &Consent) -> Value {
        object([
            ("id", json!(consent.id.as_str())),
            ("text", self.text(Some(&consent.text))),
            ("required", json!(consent.required)),
            ("purpose", json!(consent.purpose)),
        ])
    }

    fn quality(&self, quality: &Quality) -> Value {
        let grids = quality.straightline.iter().map(|item| json!(self.questionnaire.item(*item).id.as_str()));
        let form = object([
            ("speeder", json!(quality.speeder)),
            ("straightline", listed(grids)),
            ("attention", self.condition(quality.attention.as_ref())),
        ]);
        if form == json!({}) { Value::Null } else { form }
    }

    fn options(&self, options: &[AnswerOption]) -> Value {
        let form = |option: &AnswerOption| {
            object([
                ("code", json!(option.code.as_str())),
                ("text", self.text(Some(&option.text))),
                ("missing", json!(option.missing.map(|missing| missing.as_str()))),
                ("exclusive", json!(option.exclusive)),
                ("specify", json!(option.specify)),
                ("pin", json!(option.pin)),
                ("value", json!(option.value)),
                ("end", json!(option.end.map(|ending| ending.as_str()))),
                ("show_if", self.condition(option.show_if.as_ref())),
                ("group", json!(option.group)),
            ])
        };
        options.iter().map(form).collect()
    }

    fn row(&self, row: &Row) -> Value {
        object([
            ("id", json!(row.id.as_str())),
            ("text", self.text(Some(&row.text))),
            ("show_if", self.condition(row.show_if.as_ref())),
        ])
    }

    fn band(&self, band: &Band) -> Value {
        object([
            ("code", json!(band.code.as_str())),
            ("text", self.text(Some(&band.text))),
            ("from", json!(band.from)),
            ("to", json!(band.to)),
        ])
    }

    fn history(&self, declared: &History) -> Value {
        match self.texts {
            Texts::Written => history(declared),
            // What decides where answers are carried from: codes that change places look like a change of texts.
            Texts::LeftOut => history(&History {
                replaces: declared.replaces.clone(),
                comparable: declared.comparable,
                map: declared.map.clone(),
                ..History::default()
            }),
        }
    }

    /// A text by language.
    fn text(&self, text: Option<&LocalizedText>) -> Value {
        let Some(text) = text.filter(|_| self.texts == Texts::Written) else { return Value::Null };
        let mut form = Map::new();
        form.insert(self.questionnaire.source_language().to_string(), json!(&*text.source));
        for (language, translation) in &text.translations {
            form.insert(language.to_string(), json!(&**translation));
        }
        Value::Object(form)
    }

    fn condition(&self, condition: Option<&Condition>) -> Value {
        condition.map_or(Value::Null, |condition| self.expr(&condition.expr))
    }

    /// An expression as a list: the operation, then its operands.
    fn expr(&self, expr: &Expr) -> Value {
        let all = |word: &str, parts: &[Expr]| {
            let operands = parts.iter().map(|part| self.expr(part));
            std::iter::once(json!(word)).chain(operands).collect::<Value>()
        };
        let names = |word: &str, names: &[Reference]| {
            let operands = names.iter().map(|name| json!(self.name(*name)));
            std::iter::once(json!(word)).chain(operands).collect::<Value>()
        };
        match expr {
            Expr::Literal(value) => json!(["value", literal(value)]),
            Expr::Name(name) => json!(["name", self.name(*name)]),
            Expr::CodeNumber(name) => json!(["code_number", self.name(*name)]),
            Expr::OneOf { operand, values } => {
                json!(["one_of", self.expr(operand), values.iter().map(literal).collect::<Value>()])
            }
            Expr::Equal(left, right) => json!(["equal", self.expr(left), self.expr(right)]),
            Expr::Compare { op, left, right } => {
                json!([comparison_word(*op), self.expr(left), self.expr(right)])
            }
            Expr::Arithmetic { op, left, right } => {
                json!([arithmetic_word(*op), self.expr(left), self.expr(right)])
            }
            Expr::Negate(operand) => json!(["negate", self.expr(operand)]),
            Expr::Not(operand) => json!(["not", self.expr(operand)]),
            Expr::And(left, right) => json!(["and", self.expr(left), self.expr(right)]),
            Expr::Or(left, right) => json!(["or", self.expr(left), self.expr(right)]),
            Expr::Has { multiple, code } => json!(["has", self.name(*multiple), code]),
            Expr::Answered(references) => names("answered", references),
            Expr::Asked(references) => names("asked", references),
            Expr::Size(name) => json!(["size", self.name(*name)]),
            Expr::Rank { ranking, code } => json!(["rank", self.name(*ranking), code]),
            Expr::Min(parts) => all("min", parts),
            Expr::Max(parts) => all("max", parts),
            Expr::Sum(parts) => all("sum", parts),
            Expr::YearsBetween(from, to) => json!(["years_between", self.expr(from), self.expr(to)]),
            Expr::Round { value, decimals } => json!(["round", self.expr(value), decimals]),
        }
    }

    fn name(&self, reference: Reference) -> String {
        match reference {
            Reference::Variable(variable) => self.questionnaire.variable(variable).name.clone(),
            Reference::Given(Given::Arm(arm)) => format!("arm.{}", self.questionnaire.arms[arm].id),
            Reference::Given(Given::Consent(consent)) => {
                format!("consent.{}", self.questionnaire.consents[consent].id)
            }
            Reference::Given(given) => given_word(given).to_owned(),
            Reference::Derived(_) | Reference::Extra(_) => {
                unreachable!("a questionnaire's own expressions name nothing of a report file")
            }
        }
    }
}

/// An object without the keys that have nothing behind them.
fn object<const N: usize>(entries: [(&str, Value); N]) -> Value {
    let kept = entries.into_iter().filter(|(_, value)| !value.is_null());
    Value::Object(kept.map(|(key, value)| (key.to_owned(), value)).collect())
}

/// A list, or nothing where it is empty.
fn listed(values: impl Iterator<Item = Value>) -> Value {
    let list: Vec<Value> = values.collect();
    if list.is_empty() { Value::Null } else { Value::Array(list) }
}

/// True, or nothing.
fn set(flag: bool) -> Value {
    if flag { json!(true) } else { Value::Null }
}

fn arm(arm: &Arm) -> Value {
    let groups = arm.groups.iter().map(|group| json!([group.code.as_str(), group.share]));
    object([("id", json!(arm.id.as_str())), ("groups", groups.collect())])
}

fn history(history: &History) -> Value {
    let map = history.map.chunk_by(|one, next| one.0 == next.0).map(|entries| {
        let earlier = match entries {
            [(_, earlier)] => json!(earlier.as_str()),
            several => several.iter().map(|(_, earlier)| json!(earlier.as_str())).collect(),
        };
        (entries[0].0.to_string(), earlier)
    });
    let form = object([
        ("since", json!(history.since)),
        ("replaces", json!(history.replaces.as_ref().map(|id| id.as_str()))),
        ("comparable", json!(history.comparable.map(|word| word.as_str()))),
        ("editorial", set(history.editorial)),
        (
            "verdict",
            history
                .verdict
                .as_ref()
                .map_or(Value::Null, |verdict| json!([verdict.is.as_str(), verdict.because])),
        ),
        ("map", if history.map.is_empty() { Value::Null } else { Value::Object(map.collect()) }),
    ]);
    if form == json!({}) { Value::Null } else { form }
}

fn literal(value: &condition::Value) -> Value {
    match value {
        condition::Value::Unknown => Value::Null,
        condition::Value::Bool(value) => json!(value),
        condition::Value::Number(value) => json!(value),
        condition::Value::Text(value) => json!(value),
    }
}

fn display_word(display: Display) -> &'static str {
    match display {
        Display::Radio => "radio",
        Display::Dropdown => "dropdown",
        Display::Buttons => "buttons",
    }
}

fn format_word(format: TextFormat) -> &'static str {
    match format {
        TextFormat::Email => "email",
        TextFormat::Url => "url",
    }
}

fn comparison_word(op: Comparison) -> &'static str {
    match op {
        Comparison::Less => "less",
        Comparison::LessOrEqual => "less_or_equal",
        Comparison::Greater => "greater",
        Comparison::GreaterOrEqual => "greater_or_equal",
    }
}

fn arithmetic_word(op: Arithmetic) -> &'static str {
    match op {
        Arithmetic::Add => "add",
        Arithmetic::Subtract => "subtract",
        Arithmetic::Multiply => "multiply",
        Arithmetic::Divide => "divide",
    }
}

fn given_word(given: Given) -> &'static str {
    match given {
        Given::WaveId => "wave.id",
        Given::WaveOpened => "wave.opened",
        Given::Arm(_) => "arm",
        Given::Consent(_) => "consent",
        Given::Today => "today",
        Given::Source => "source",
        Given::Language => "language",
        Given::Disposition => "disposition",
        Given::Flag(_) => "flag",
        Given::Removed => "removed",
        Given::StartedOn => "started_on",
        Given::SubmittedOn => "submitted_on",
        Given::Minutes => "minutes",
        Given::Device => "device",
        Given::Version => "version",
    }
}
