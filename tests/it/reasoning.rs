//! The reasoning over finite codes against brute force: random small questionnaires, every combination of answers walked through
//! `responses::settle`, and every condition judged by what really happened.
#![expect(clippy::unwrap_used, reason = "what a test cannot read, it fails on")]

use std::collections::BTreeMap;
use std::fmt::Write;

use canvass::diagnostics::{Severity, Sources};
use canvass::questionnaire::condition::holds;
use canvass::questionnaire::reasoning::{Finding, Place, Reasoner, Verdict};
use canvass::questionnaire::{
    Declared, Item, ItemIndex, ItemKind, OptionIndex, Questionnaire, VariableIndex, compile,
};
use canvass::responses::{
    Answer, AnswerFacts, Answers, Circumstances, Missing, OptionSet, Reached, Settled, settle,
};

use crate::support::shared::cases;

/// Responses of one questionnaire that are walked; one with more is not tried.
const RESPONSES_MAX: usize = 3_000;

#[test]
fn what_is_called_impossible_never_happens_and_what_is_called_possible_does() {
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..u64::from(cases(250, 5_000)) {
        let text = Writer::new(seed).write();
        let questionnaire = compiled(&text);
        let Some(responses) = responses(&questionnaire) else { continue };
        let walked: Vec<Settled> = responses
            .iter()
            .map(|given| settle(&questionnaire, given, &Circumstances::default(), Reached::Everything, None))
            .collect();
        let reasoner = Reasoner::new(&questionnaire);
        for item in (0..questionnaire.items.len()).map(ItemIndex) {
            let Some(condition) = &questionnaire.item(item).show_if else { continue };
            let page = questionnaire.page_of(item);
            let verdict = reasoner.possible(&condition.expr, Place::Item(item));
            let mut happened = (false, false);
            for settled in walked.iter().filter(|settled| sees(&questionnaire, settled, page)) {
                let held = holds_before(&questionnaire, settled, item, &condition.expr);
                happened = (happened.0 || held, happened.1 || !held);
            }
            let right = match verdict {
                Verdict::Never => !happened.0,
                Verdict::Always => !happened.1,
                // Where an end that has nothing to do with the condition stops everybody, nobody comes to judge it.
                Verdict::Sometimes => matches!(happened, (true, true) | (false, false)),
                Verdict::Unknown => true,
            };
            assert!(right, "{text}\n`{}` of item {item:?}: {verdict:?}, but {happened:?}", condition.source);
            let kind = match (verdict, happened) {
                (Verdict::Never, _) => "never",
                (Verdict::Always, _) => "always",
                (Verdict::Sometimes, _) => "sometimes",
                (Verdict::Unknown, (true, true)) => "unknown, and both happen",
                (Verdict::Unknown, _) => "unknown, though certain",
            };
            *counted.entry(kind).or_default() += 1;
        }
        for finding in reasoner.examine() {
            let Finding::EndsEverything(item) = finding else { continue };
            let next = questionnaire.page_of(ItemIndex(item)) + 1;
            let passed = (next..questionnaire.pages.len())
                .any(|page| walked.iter().any(|settled| sees(&questionnaire, settled, page)));
            assert!(!passed, "{text}\nitem {item} is said to end every interview");
            *counted.entry("ends everything").or_default() += 1;
        }
    }
    println!("conditions judged: {counted:?}");
    let of = |kind: &str| counted.get(kind).copied().unwrap_or(0);
    let certain = of("never") + of("always");
    assert!(of("never") > 20 && of("always") > 5 && of("sometimes") > 100, "too few to tell: {counted:?}");
    assert!(of("ends everything") > 0, "too few to tell: {counted:?}");
    assert!(of("unknown, though certain") * 5 <= certain, "silent too often: {counted:?}");
}

fn compiled(text: &str) -> Questionnaire {
    let mut sources = Sources::default();
    let file = sources.add("questionnaire.yaml", text);
    let compiled = compile(&sources, file, &[], &Declared::default());
    // What is looked at here are mistakes of routing; the files have no others.
    let mut others = compiled.diagnostics.iter().filter(|found| found.severity == Severity::Error);
    let other = others.find(|found| !found.code.as_str().starts_with("Q3"));
    assert!(other.is_none(), "{text}\n{other:?}");
    compiled.questionnaire.unwrap()
}

/// Whether the page is shown to this respondent: what must be answered before it was, nothing ended the interview before.
fn sees(questionnaire: &Questionnaire, settled: &Settled, page: usize) -> bool {
    let ended = settled.ended.and_then(|ended| ended.item).map(|item| questionnaire.page_of(item));
    let shown = &questionnaire.pages[page];
    let first = ItemIndex(shown.items.start);
    let blank = Answer::Missing(Missing::Skipped);
    let mut earlier = questionnaire.pages[..page].iter().flat_map(|page| page.items.clone()).map(ItemIndex);
    ended.is_none_or(|ended| ended >= page)
        && shown
            .show_if
            .as_ref()
            .is_none_or(|condition| holds_before(questionnaire, settled, first, &condition.expr))
        && earlier.all(|item| {
            !questionnaire.item(item).required
                || questionnaire.variables_of(item).all(|variable| *settled.answers.get(variable) != blank)
        })
}

/// Whether it holds as the respondent stands before the item: what comes later is not asked yet.
fn holds_before(
    questionnaire: &Questionnaire,
    settled: &Settled,
    item: ItemIndex,
    expr: &canvass::questionnaire::condition::Expr,
) -> bool {
    let mut answers = settled.answers.clone();
    for variable in questionnaire.item(item).variables.start..answers.len() {
        answers.set(VariableIndex(variable), Answer::Missing(Missing::NotAsked));
    }
    holds(expr, &AnswerFacts::new(questionnaire, &answers, &Circumstances::default()))
}

/// Every combination of answers that the items allow; `None` where there are too many.
fn responses(questionnaire: &Questionnaire) -> Option<Vec<Answers>> {
    let mut all = vec![Answers::all_missing(questionnaire.variables.len(), Missing::Skipped)];
    for item in &questionnaire.items {
        for variable in item.variables.clone().map(VariableIndex) {
            let possible = answers(item);
            if all.len() * possible.len() > RESPONSES_MAX {
                return None;
            }
            all = all
                .iter()
                .flat_map(|given| {
                    possible.iter().map(|answer| {
                        let mut given = given.clone();
                        given.set(variable, answer.clone());
                        given
                    })
                })
                .collect();
        }
    }
    Some(all)
}

fn answers(item: &Item) -> Vec<Answer> {
    let options = || (0..item.options().len() as u16).map(OptionIndex);
    let mut all = vec![Answer::Missing(Missing::Skipped)];
    match &item.kind {
        ItemKind::Single { .. } | ItemKind::Grid { .. } => all.extend(options().map(Answer::Single)),
        ItemKind::Multiple { max, .. } => {
            all.extend((1_usize..1 << item.options().len()).filter_map(|bits| {
                let ticked: OptionSet = options().filter(|option| bits >> option.0 & 1 == 1).collect();
                let alone = ticked.iter().any(|option| item.options()[usize::from(option.0)].exclusive);
                let allowed = max.is_none_or(|max| ticked.len() <= max) && !(alone && ticked.len() > 1);
                allowed.then_some(Answer::Multiple(ticked))
            }))
        }
        ItemKind::Number { min: Some(min), max: Some(max), .. } => {
            all.extend((*min as i64..=*max as i64).map(|number| Answer::Number(number as f64)));
        }
        ItemKind::Scale { from, to, .. } => all.extend((*from..=*to).map(Answer::Scale)),
        other => panic!("no such item is written here: {other:?}"),
    }
    all
}

/// Writes a small questionnaire of chance.
struct Writer {
    state: u64,
    /// The comparisons that can be made with the items so far.
    terms: Vec<String>,
    text: String,
}

impl Writer {
    fn new(seed: u64) -> Writer {
        Writer { state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1, terms: Vec::new(), text: String::new() }
    }

    fn below(&mut self, end: usize) -> usize {
        // xorshift64*, Vigna (2016).
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        (self.state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % end
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    fn write(mut self) -> String {
        self.text.push_str("canvass: 1\nid: s\nedition: '1'\ntitle: T\nlanguages: [en]\npages:\n");
        let mut item = 0;
        for page in 0..3 {
            let _ = writeln!(self.text, "  - id: p{page}");
            if page > 0 && self.one_in(2) {
                let condition = self.condition(2);
                let _ = writeln!(self.text, "    show_if: \"{condition}\"");
            }
            self.text.push_str("    items:\n");
            for _ in 0..1 + self.below(2) {
                let terms = self.item(item);
                self.terms.extend(terms);
                item += 1;
            }
        }
        let condition = self.condition(3);
        let _ = writeln!(
            self.text,
            "      - {{ id: last, type: scale, text: L, from: 0, to: 1, show_if: \"{condition}\" }}"
        );
        self.text
    }

    /// Writes an item, and gives the comparisons that can be made with it.
    fn item(&mut self, number: usize) -> Vec<String> {
        let id = format!("i{number}");
        let mut keys = String::new();
        if !self.terms.is_empty() && !self.one_in(3) {
            let condition = self.condition(2);
            let _ = write!(keys, ", show_if: \"{condition}\"");
        }
        if self.one_in(2) {
            keys.push_str(", required: true");
        }
        let end = |writer: &mut Writer| if writer.one_in(4) { ", end: screened_out" } else { "" };
        let mut terms = vec![format!("answered({id})"), format!("asked({id})")];
        let kind = match self.below(4) {
            0 | 1 => {
                let hidden = match self.terms.is_empty() || !self.one_in(4) {
                    true => String::new(),
                    false => format!(", show_if: \"{}\"", self.condition(1)),
                };
                let (a, b) = (end(self), end(self));
                terms.extend(["1", "2", "3"].map(|code| format!("{id} == {code}")));
                terms.extend([format!("{id} >= 2"), format!("{id} in [1, 2]")]);
                format!(
                    "single, text: S, options: [{{ code: 1, text: A{a} }}, {{ code: 2, text: B{b} }}, {{ code: 3, text: C{hidden} }}]"
                )
            }
            2 => {
                let max = if self.one_in(2) { ", max: 1" } else { "" };
                terms.extend([format!("'a' in {id}"), format!("'n' in {id}"), format!("size({id}) > 1")]);
                format!(
                    "multiple, text: M{max}, options: [{{ code: a, text: A }}, {{ code: b, text: B }}, {{ code: n, text: N, exclusive: true }}]"
                )
            }
            _ => {
                terms.extend([format!("{id} > 1"), format!("{id} * 2 == 4"), format!("{id} < 0")]);
                "number, text: N, min: 0, max: 2".to_owned()
            }
        };
        if self.one_in(6) {
            let condition = self.condition_of(&terms.clone(), 1);
            let _ = write!(keys, ", end_if: \"{condition}\"");
        }
        let _ = writeln!(self.text, "      - {{ id: {id}, type: {kind}{keys} }}");
        terms
    }

    fn condition(&mut self, depth: usize) -> String {
        let terms = self.terms.clone();
        self.condition_of(&terms, depth)
    }

    fn condition_of(&mut self, terms: &[String], depth: usize) -> String {
        if depth == 0 || terms.is_empty() || self.one_in(3) {
            let at = self.below(terms.len().max(1));
            return terms.get(at).cloned().unwrap_or_else(|| "true".to_owned());
        }
        let (left, right) = (self.condition_of(terms, depth - 1), self.condition_of(terms, depth - 1));
        match self.below(5) {
            0 => format!("!({left})"),
            1 | 2 => format!("({left} && {right})"),
            _ => format!("({left} || {right})"),
        }
    }
}
