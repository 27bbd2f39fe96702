//! Whether a change goes through at once, after somebody has looked at it, or not at all.

use sha2::{Digest, Sha256};

use super::losses::{Lost, LostPart};
use super::radius::{Carried, ItemChange, Situation};
use crate::diagnostics::Code;
use crate::fieldwork::WaveState;
use crate::questionnaire::diff::{Class, ItemDifference, TextPlace};
use crate::questionnaire::{OptionIndex, form_without_texts};

/// What may be done with a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The wave asks this version already.
    Same,
    /// Nobody has begun to answer a wave that is still a draft, or words and translations alone change.
    AtOnce,
    /// It goes through with this hash, which stands for this change in this situation.
    Confirm { hash: String, because: Vec<String> },
    /// Answers would be left without a place.
    Refused,
}

impl Verdict {
    pub fn as_str(&self) -> &'static str {
        match self {
            Verdict::Same => "same",
            Verdict::AtOnce => "at_once",
            Verdict::Confirm { .. } => "confirm",
            Verdict::Refused => "refused",
        }
    }
}

/// Why a change is refused, and what would let it through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub code: Code,
    /// The item, or the row of a grid.
    pub item: String,
    /// What is wrong, without a full stop.
    pub message: String,
    pub help: String,
}

/// What speaks against the change: answers without a place, and ids and codes that stand for something else than they
/// were answered for.
pub(super) fn refusals(situation: &Situation<'_>) -> Vec<Refusal> {
    let mut refusals: Vec<Refusal> =
        situation.lost.iter().map(|lost| without_place(situation, lost)).collect();
    for item in &situation.difference.items {
        refusals.extend(another_question(situation, item));
        refusals.extend(reused_codes(situation, item));
        refusals.extend(reused_rows(situation, item));
    }
    refusals.extend(super::preamble::refusals(situation));
    refusals
}

fn without_place(situation: &Situation<'_>, lost: &Lost) -> Refusal {
    let Lost { variable, part, .. } = lost;
    let (message, help) = match part {
        LostPart::Answer => {
            let id = variable.split('.').next().unwrap_or(variable);
            let help = if situation.candidate.find_item(id).is_some() {
                format!(
                    "ask `{variable}` in the form it was answered in, and put the new form under an id of its own"
                )
            } else {
                format!(
                    "keep `{id}` (a `show_if` can stop asking it), or let the item that goes on with it say `replaces: {id}`"
                )
            };
            (
                format!(
                    "`{variable}` was answered by {}, and the new version has no place for that",
                    people(lost)
                ),
                help,
            )
        }
        LostPart::Option(code) => (
            format!(
                "`{code}` of `{variable}` was chosen by {}, and the new version has no such option",
                people(lost)
            ),
            format!(
                "keep the option, or say which one its answers go to: `comparable: recoded` with `map: {{ NEW: {code} }}`, or `map: {{ KEPT: [KEPT, {code}] }}` where it joins one that stays"
            ),
        ),
        LostPart::Text(code) => (
            format!(
                "{} typed a text beside `{code}` of `{variable}`, and the new version has no field for it",
                people(lost)
            ),
            "keep `specify: true` on that option".to_owned(),
        ),
    };
    Refusal { code: Code::AnswersWithoutPlace, item: variable.clone(), message, help }
}

/// "312 responses and 14 interviews under way"
fn people(lost: &Lost) -> String {
    let one = |count: u64, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let responses = one(lost.responses, "response", "responses");
    let under_way = one(lost.under_way, "interview under way", "interviews under way");
    match (lost.responses, lost.under_way) {
        (_, 0) => responses,
        (0, _) => under_way,
        (_, _) => format!("{responses} and {under_way}"),
    }
}

fn another_question(situation: &Situation<'_>, item: &ItemDifference) -> Option<Refusal> {
    let old = item.old.filter(|_| item.is_another_question())?;
    let answered =
        situation.current.variables_of(old).map(|variable| situation.tally.answered(variable)).max()?;
    let still_read = item.new.is_some_and(|new| {
        situation.candidate.variables_of(new).any(|variable| {
            situation
                .crosswalk
                .source(variable)
                .is_some_and(|source| situation.current.variable(source).item == old)
        })
    });
    (answered > 0 && still_read).then(|| Refusal {
        code: Code::AnotherMeaning,
        item: item.id.to_string(),
        message: format!(
            "`{}` reads as another question: {answered} answered “{}”, and it would be “{}”",
            item.id,
            situation.current.item(old).text.source,
            item.new.map_or("", |new| &*situation.candidate.item(new).text.source),
        ),
        help: "give the new question an id of its own; where it is the same question in other words, say `editorial: true`".to_owned(),
    })
}

/// Codes that stand for another answer, and no map says so.
fn reused_codes(situation: &Situation<'_>, item: &ItemDifference) -> Vec<Refusal> {
    let Some((old, new)) = item.old.zip(item.new) else { return Vec::new() };
    let chosen = |option: OptionIndex| -> u64 {
        situation.current.variables_of(old).map(|variable| situation.tally.chosen(variable, option)).sum()
    };
    let (before, now) = (situation.current.item(old), situation.candidate.item(new));
    let reused = item.options.reused.iter().filter(|(earlier, _)| chosen(*earlier) > 0);
    reused
        .filter_map(|(earlier, later)| {
            let was = before.options().get(usize::from(earlier.0))?;
            let is = now.options().get(usize::from(later.0))?;
            // The author says that these are better words; the words of another option are not.
            let moved = before.options().iter().any(|other| other.text.source == is.text.source);
            if now.history.editorial && !moved {
                return None;
            }
            Some(Refusal {
                code: Code::AnotherMeaning,
                item: item.id.to_string(),
                message: format!(
                    "`{}` of `{}` was chosen {} times as “{}”, and would read “{}”",
                    was.code,
                    item.id,
                    chosen(*earlier),
                    was.text.source,
                    is.text.source
                ),
                help: "give the new answer a code of its own, or declare with `comparable: recoded` and a `map` which code each answer had".to_owned(),
            })
        })
        .collect()
}

fn reused_rows(situation: &Situation<'_>, item: &ItemDifference) -> Vec<Refusal> {
    let Some((old, new)) = item.old.zip(item.new) else { return Vec::new() };
    let added = item.rows.iter().filter(|row| row.old.is_none());
    added
        .filter_map(|row| {
            let place = situation.current.item(old).rows().iter().position(|known| known.id == row.id)?;
            let variable = situation.current.variables_of(old).nth(place)?;
            let answered = situation.tally.answered(variable);
            let was = situation.current.item(old).rows().get(place)?;
            let is = situation.candidate.item(new).rows().get(row.new?)?;
            (answered > 0).then(|| Refusal {
                code: Code::AnotherMeaning,
                item: format!("{}.{}", item.id, row.id),
                message: format!(
                    "the row `{}` of `{}` was answered by {answered} as “{}”, and would read “{}”",
                    row.id, item.id, was.text.source, is.text.source
                ),
                help: "give the new row an id of its own".to_owned(),
            })
        })
        .collect()
}

pub(super) fn of(
    situation: &Situation<'_>,
    items: &[ItemChange],
    carried: &[Carried],
    refusals: &[Refusal],
) -> Verdict {
    if situation.from == situation.to {
        return Verdict::Same;
    }
    if !refusals.is_empty() {
        return Verdict::Refused;
    }
    let begun = situation.interviews.ended() + situation.interviews.under_way() > 0;
    if situation.state == WaveState::Draft && !begun {
        return Verdict::AtOnce;
    }
    let because = beyond_texts(situation, items);
    if because.is_empty() { Verdict::AtOnce } else { confirm(situation, items, carried, because) }
}

/// What changes beside words and translations, in words; empty where nothing does.
pub(super) fn beyond_texts(situation: &Situation<'_>, items: &[ItemChange]) -> Vec<String> {
    let Situation { current, candidate, difference, .. } = situation;
    let is_text =
        |class: &Class| matches!(class, Class::WordingOnly | Class::TranslationChanged | Class::Identical);
    let mut because = Vec::new();
    for item in items {
        let weighty: Vec<&str> =
            item.classes.iter().filter(|class| !is_text(class)).map(|class| class.words()).collect();
        if !weighty.is_empty() {
            because.push(format!("{}: {}", item.id, weighty.join(", ")));
        }
    }
    let around = difference.population.iter().chain(&difference.survey);
    because.extend(around.filter(|change| !is_text(&change.class)).map(|change| change.reason.clone()));
    let consents = difference.survey.iter().flat_map(|change| &change.texts);
    because.extend(
        consents.filter(|text| matches!(text.place, TextPlace::Consent(_))).map(|text| {
            format!("{} in other words: who agreed so far agreed to the earlier ones", text.place)
        }),
    );
    let gone = current.languages.iter().filter(|language| !candidate.languages.contains(language));
    because.extend(gone.map(|language| format!("`{language}` is not offered any more")));
    // The classes are for people; what is stored and asked is compared to the last rule.
    if because.is_empty() && form_without_texts(current) != form_without_texts(candidate) {
        because.push("rules, consents, quality checks or declarations change".to_owned());
    }
    because
}

/// Of the two versions and of everything shown that matters in kind. Numbers are left out: one answer more is the same
/// situation, the first answer is another.
fn confirm(
    situation: &Situation<'_>,
    items: &[ItemChange],
    carried: &[Carried],
    because: Vec<String>,
) -> Verdict {
    /// Enough to tell changes apart, and short enough to type.
    const HASH_BYTES: usize = 4;
    let interviews = &situation.interviews;
    let mut facts = vec![
        format!("wave {} {}", situation.wave, situation.state.as_str()),
        format!("from {}", situation.from),
        format!("to {}", situation.to),
        format!("ended {}", interviews.ended() > 0),
        format!("going on {}", interviews.going_on > 0),
        format!("keeping {}", interviews.keeping > 0),
    ];
    facts.extend(items.iter().map(|item| {
        let classes: Vec<&str> = item.classes.iter().map(|class| class.as_str()).collect();
        format!("item {} {} answered {}", item.id, classes.join(" "), item.answered > 0)
    }));
    facts.extend(carried.iter().map(|carried| format!("carried {} {}", carried.id, carried.by)));
    facts.extend(situation.touched.iter().map(|part| format!("touched {} {}", part.kind, part.name)));
    let digest = Sha256::digest(facts.join("\n").as_bytes());
    let hash = digest.iter().take(HASH_BYTES).map(|byte| format!("{byte:02x}")).collect();
    Verdict::Confirm { hash, because }
}
