//! What stands below a table, made from its definition: who was asked, whom the percentages are of, what was left out,
//! how precise it is.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::assemble::StubCount;
use super::counting::{Frame, Sums};
use super::cubes::TOTAL;
use super::derived::references;
use super::earlier;
use super::plan::TablePlan;
use super::report_file::Universe;
use super::request::{Adjust, Against, BaseChoice, Family, PercentOf};
use super::rounding;
use super::statistics::margin_of_error;
use super::subject::{Subject, SubjectKind};
use super::table::{Measure, MissingCounts, RowKind, Table};
use crate::questionnaire::condition::{Condition, Given, Reference};
use crate::questionnaire::plain::label;
use crate::questionnaire::{ItemIndex, VariableIndex, words};

/// The lines, in reading order.
pub(crate) fn lines(
    plan: &TablePlan,
    frame: &Frame<'_>,
    stubs: &[StubCount<'_>],
    table: &Table,
) -> Vec<String> {
    let mut lines = vec![survey(frame)];
    lines.extend(items(plan, frame, stubs));
    lines.extend(restrictions(plan, frame));
    lines.extend(bases(plan, stubs));
    lines.extend(left_out(plan, stubs, table));
    lines.extend(earlier::lines(plan, frame, stubs));
    if let Some(mentions) = table.mentions {
        let base = stubs.first().map_or(0.0, |stub| base_of(stub).w);
        let each = if base > 0.0 {
            format!(", {} a person", rounding::decimal(mentions.weighted / base, 1))
        } else {
            String::new()
        };
        lines.push(format!("{} answers were given{each}.", mentions.count));
    }
    if plan.percent_of == PercentOf::Responses && table.mentions.is_some() {
        lines.push("Percentages are of all answers given, not of people.".to_owned());
    }
    lines.extend(precision(plan, frame, stubs));
    if plan.show.contains(&Measure::Ci) {
        lines.push(format!("Intervals: {}, {} %.", plan.interval.name.title(), level(plan.confidence)));
    }
    lines.extend(tests(plan, table));
    lines.extend(exact_intervals(table));
    for stub in stubs {
        for note in &stub.plan.notes {
            if !lines.contains(note) {
                lines.push(note.clone());
            }
        }
    }
    if let Some(sort) = &plan.sort {
        let order = if sort.descending { "falling" } else { "rising" };
        let by = table
            .columns
            .iter()
            .find(|column| column.id == sort.by)
            .map_or(sort.by.as_str(), |column| column.label.as_str());
        lines.push(format!(
            "Sorted by {by}, {order}; ties in the order of the questionnaire, pinned and missing rows last."
        ));
    }
    lines.extend(sums(plan, stubs, table));
    lines.extend(table.view.synthetic.clone());
    lines
}

/// "1 response", "2 responses".
pub(crate) fn responses(count: u64) -> String {
    if count == 1 { "1 response".to_owned() } else { format!("{count} responses") }
}

fn survey(frame: &Frame<'_>) -> String {
    let questionnaire = &frame.dataset.questionnaire;
    let title = label(questionnaire.title.get(&frame.dataset.info.language));
    match &frame.dataset.info.wave {
        Some(wave) => format!("{title}, edition {}, wave {wave}.", questionnaire.edition),
        None => format!("{title}, edition {}.", questionnaire.edition),
    }
}

/// Each item once: id, wording, and who was asked. A single row of a grid stands with its own text.
fn items(plan: &TablePlan, frame: &Frame<'_>, stubs: &[StubCount<'_>]) -> Vec<String> {
    let questionnaire = &frame.dataset.questionnaire;
    let mut seen: Vec<ItemIndex> = Vec::new();
    let mut lines = Vec::new();
    for stub in stubs {
        let subject = &stub.plan.subject;
        let Some(item) = subject.item else {
            lines.extend(derivation(frame, subject, stubs.len() == 1));
            continue;
        };
        if seen.contains(&item) {
            continue;
        }
        seen.push(item);
        let described = questionnaire.item(item);
        let of_item = stubs.iter().filter(|other| other.plan.subject.item == Some(item)).count();
        if of_item == 1 {
            lines.push(format!("{}: “{}”", subject.name, subject.label));
        } else {
            let text = label(described.text.get(&frame.dataset.info.language));
            lines.push(format!("{}: “{text}”", described.id));
        }
        // Of one row alone, its own condition counts too.
        let row = subject.reference.variable().filter(|_| of_item == 1);
        let who = match row {
            Some(variable) => asked_of_variable(frame, variable),
            None => asked_of(frame, item),
        };
        let who = who.unwrap_or_else(|| "everyone".to_owned());
        lines.push(if of_item == stubs.len() {
            format!("Asked of {who}.")
        } else {
            format!("{} was asked of {who}.", described.id)
        });
        if of_item > 1 {
            lines.extend(rows_with_conditions(frame, stubs, item));
        }
        lines.extend(options_with_conditions(plan, frame, stub));
    }
    lines
}

/// Rows that are not asked of everybody who is asked the item.
fn rows_with_conditions(frame: &Frame<'_>, stubs: &[StubCount<'_>], item: ItemIndex) -> Vec<String> {
    let questionnaire = &frame.dataset.questionnaire;
    let own = stubs.iter().map(|stub| &stub.plan.subject).filter(|subject| subject.item == Some(item));
    let described = own.filter_map(|subject| {
        let variable = subject.reference.variable()?;
        let row = questionnaire.item(item).rows().get(questionnaire.variable(variable).row?)?;
        let condition = row.show_if.as_ref()?;
        let words = words::condition(questionnaire, condition, &frame.dataset.info.language);
        Some(format!("Of them, {} was asked of those for whom {words}.", subject.name))
    });
    described.collect()
}

/// Options that not everybody who was asked was offered. They stay in the item's base all the same.
fn options_with_conditions(plan: &TablePlan, frame: &Frame<'_>, stub: &StubCount<'_>) -> Vec<String> {
    let subject = &stub.plan.subject;
    let Some(item) = subject.item else { return Vec::new() };
    let options = frame.dataset.questionnaire.item(item).options();
    if options.iter().all(|option| option.show_if.is_none()) {
        return Vec::new();
    }
    let asked = frame.people(plan.people().as_deref()).and(&frame.reading(subject).asked);
    let offered = options.iter().filter_map(|option| {
        let condition = option.show_if.as_ref()?;
        let category = &subject.categories[subject.find_category(option.code.as_str())?];
        let count = frame.holds(condition).count_with(&asked);
        Some(format!("“{}” was offered to {count} of the {} asked.", category.label, asked.count()))
    });
    offered.collect()
}

/// "those for whom stage is “Pilot”"; `None` where everyone was asked.
fn asked_of(frame: &Frame<'_>, item: ItemIndex) -> Option<String> {
    let condition = words::universe(&frame.dataset.questionnaire, item, &frame.dataset.info.language)?;
    Some(format!("those for whom {condition}"))
}

fn asked_of_variable(frame: &Frame<'_>, variable: VariableIndex) -> Option<String> {
    let (questionnaire, language) = (&frame.dataset.questionnaire, &frame.dataset.info.language);
    let condition = words::universe_of_variable(questionnaire, variable, language)?;
    Some(format!("those for whom {condition}"))
}

/// What a derived variable is made from, and where it stands alone whom that was asked of.
fn derivation(frame: &Frame<'_>, subject: &Subject, is_alone: bool) -> Vec<String> {
    let names: Vec<&str> = subject.made_from.iter().map(|source| source.name.as_str()).collect();
    if let Reference::Given(Given::Flag(rule)) = subject.reference {
        let (questionnaire, language) = (&frame.dataset.questionnaire, &frame.dataset.info.language);
        let flags = words::quality_rule(questionnaire, rule, language);
        return vec![format!("{}: {} ({flags})", subject.name, subject.label)];
    }
    if names.is_empty() {
        return vec![format!("{}: {}", subject.name, subject.label)];
    }
    let mut lines = vec![format!("{}: {}, made from {}.", subject.name, subject.label, listed(&names))];
    let mut items: Vec<ItemIndex> = subject.made_from.iter().filter_map(|source| source.item).collect();
    items.dedup();
    if is_alone {
        let id = |item| &frame.dataset.questionnaire.item(item).id;
        lines.extend(
            items
                .into_iter()
                .filter_map(|item| Some(format!("{} was asked of {}.", id(item), asked_of(frame, item)?))),
        );
    }
    lines
}

/// "a, b and c"
fn listed(names: &[&str]) -> String {
    match names {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => names.concat(),
    }
}

fn restrictions(plan: &TablePlan, frame: &Frame<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    match &plan.universe {
        Universe::Complete => {}
        Universe::Usable => lines.push("Of complete and partial responses.".to_owned()),
        Universe::Expression(condition) => lines.push(format!("Of responses with {}.", condition.source)),
    }
    if let Some(filter) = &plan.filter {
        lines.push(format!("Filter: {}.", in_words(filter, frame)));
    }
    if plan.common_base.is_some() {
        lines.push(format!("Only of those in the base of each of the {} variables.", plan.stubs.len()));
    }
    lines
}

/// The condition in words, or as written where it names what only the report file has.
fn in_words(condition: &Condition, frame: &Frame<'_>) -> String {
    let mut named = BTreeSet::new();
    references(&condition.expr, &mut named);
    if named.iter().any(|one| matches!(one, Reference::Derived(_) | Reference::Extra(_))) {
        return condition.source.clone();
    }
    words::condition(&frame.dataset.questionnaire, condition, &frame.dataset.info.language)
}

/// Whoever a percentage of the variable is taken of, in the Total.
fn base_of(stub: &StubCount<'_>) -> Sums {
    stub.base(0, &TOTAL)
}

/// "weighted by main 1,020.5, effective 870.1 (design effect 1.17)"
fn in_weights(base: &Sums, weight: &str) -> String {
    let effective = base.effective();
    let effect = effective.filter(|effective| *effective > 0.0).map(|effective| base.n as f64 / effective);
    let shown = |value: Option<f64>, decimals| {
        value.map_or_else(|| rounding::UNDEFINED.to_owned(), |value| rounding::decimal(value, decimals))
    };
    format!(
        "weighted by {weight} {}, effective {} (design effect of the weights {})",
        rounding::decimal(base.w, 1),
        shown(effective, 1),
        shown(effect, 2)
    )
}

fn bases(plan: &TablePlan, stubs: &[StubCount<'_>]) -> Vec<String> {
    let whom = |stub: &StubCount<'_>| match (stub.plan.base, stub.plan.subject.kind) {
        (BaseChoice::All, _) => "everyone",
        (BaseChoice::Asked, _) => "asked",
        (BaseChoice::Answered, SubjectKind::Multiple) => "answered, at least one option chosen",
        (BaseChoice::Answered, SubjectKind::Single | SubjectKind::Bands | SubjectKind::Number) => {
            "asked and answered"
        }
    };
    match stubs {
        [one] if !plan.stacked => {
            let base = base_of(one);
            let weighted = plan.weight.as_ref().map_or_else(
                || ", unweighted".to_owned(),
                |weight| format!(", unweighted; {}", in_weights(&base, &weight.name.value)),
            );
            vec![format!("Base: {} people ({}){weighted}.", base.n, whom(one))]
        }
        [first, ..] => {
            let people = first.found.everyone(&TOTAL);
            let counts: Vec<u64> = stubs.iter().map(|stub| base_of(stub).n).collect();
            let (low, high) =
                (counts.iter().min().copied().unwrap_or(0), counts.iter().max().copied().unwrap_or(0));
            let range = if low == high { low.to_string() } else { format!("{low} to {high}") };
            let mut kinds: Vec<&str> = Vec::new();
            for stub in stubs {
                let kind = whom(stub);
                if !kinds.contains(&kind) {
                    kinds.push(kind);
                }
            }
            let weighted = plan.weight.as_ref().map_or_else(
                || ", unweighted".to_owned(),
                |weight| format!(", unweighted; of all, {}", in_weights(&people, &weight.name.value)),
            );
            vec![format!(
                "Base of each variable: {range} of {} people ({}){weighted}.",
                people.n,
                kinds.join("; of a multiple: ")
            )]
        }
        [] => Vec::new(),
    }
}

/// What is in no base, by reason; a multiple's empty answers stay in its base and are named.
fn left_out(plan: &TablePlan, stubs: &[StubCount<'_>], table: &Table) -> Vec<String> {
    let mut lines = Vec::new();
    match (&table.missing, stubs) {
        (MissingCounts::One(counts), [stub]) => {
            lines.extend(left_out_of_one(stub, counts));
            lines.extend(silent_in_base(stub, counts, table));
        }
        (MissingCounts::ByVariable(counts), _) => lines.extend(left_out_of_stack(stubs, counts)),
        (MissingCounts::One(_), _) => {}
    }
    if !table.left_out.is_empty() {
        lines.push(format!("Not in the table: {}.", table.left_out.join("; ")));
    }
    if plan.hide_base > 0 && table.rows.iter().any(|row| row.cells.iter().any(|cell| cell.suppressed)) {
        lines.push(format!("Figures on fewer than {} people are hidden.", plan.hide_base));
    }
    lines
}

type Reasons = BTreeMap<&'static str, u64>;

/// Whether people without an answer for this reason are among those that percentages are taken of.
fn is_in_base(stub: &StubCount<'_>, reason: &str) -> bool {
    match stub.plan.base {
        BaseChoice::All => true,
        BaseChoice::Asked => !matches!(reason, "not_asked" | "not_reached" | "not_in_version"),
        BaseChoice::Answered => {
            let subject = &stub.plan.subject;
            stub.plan.valid.iter().any(|place| {
                subject.categories[*place].missing.is_some_and(|missing| missing.as_str() == reason)
            })
        }
    }
}

/// What is named among the table's own lines: whoever a definition says nothing of.
fn is_named_elsewhere(reason: &str) -> bool {
    reason == "undefined"
}

fn left_out_of_one(stub: &StubCount<'_>, counts: &Reasons) -> Option<String> {
    let left: Vec<String> = counts
        .iter()
        .filter(|(reason, count)| **count > 0 && !is_in_base(stub, reason) && !is_named_elsewhere(reason))
        .map(|(reason, count)| format!("{count} {}", in_plain_words(reason)))
        .collect();
    (!left.is_empty()).then(|| format!("Left out: {}.", left.join(", ")))
}

/// Whoever is in the base and in no row.
fn silent_in_base(stub: &StubCount<'_>, counts: &Reasons, table: &Table) -> Vec<String> {
    let mut lines = Vec::new();
    let skipped = counts.get("skipped").copied().unwrap_or(0);
    if skipped > 0 && is_in_base(stub, "skipped") {
        let did = match stub.plan.subject.kind {
            SubjectKind::Multiple => "chose nothing",
            SubjectKind::Single | SubjectKind::Bands | SubjectKind::Number => "gave no answer",
        };
        lines.push(format!("{skipped} of the base {did}."));
    }
    let has_missing_rows = table.rows.iter().any(|row| row.kind == RowKind::Missing);
    if stub.plan.base == BaseChoice::Answered || has_missing_rows || stub.plan.rows.is_empty() {
        return lines;
    }
    let unshown: Vec<String> = counts
        .iter()
        .filter(|(reason, count)| **count > 0 && is_in_base(stub, reason) && **reason != "skipped")
        .filter(|(reason, _)| !is_named_elsewhere(reason))
        .map(|(reason, count)| format!("{count} {}", in_plain_words(reason)))
        .collect();
    if !unshown.is_empty() {
        lines.push(format!("In the base, not shown: {}.", unshown.join(", ")));
    }
    lines
}

/// "Left out of each variable: 2 to 12 don’t know, up to 3 skipped."
fn left_out_of_stack(stubs: &[StubCount<'_>], counts: &BTreeMap<String, Reasons>) -> Option<String> {
    let mut ranges: BTreeMap<&'static str, (u64, u64)> = BTreeMap::new();
    for stub in stubs {
        let Some(own) = counts.get(&stub.plan.subject.name) else { continue };
        for reason in counts.values().flat_map(BTreeMap::keys).filter(|reason| !is_named_elsewhere(reason)) {
            let left = own.get(reason).copied().filter(|_| !is_in_base(stub, reason)).unwrap_or(0);
            let range = ranges.entry(reason).or_insert((left, left));
            *range = (range.0.min(left), range.1.max(left));
        }
    }
    let left: Vec<String> = ranges
        .into_iter()
        .filter(|(_, (_, most))| *most > 0)
        .map(|(reason, (least, most))| {
            let range = match least {
                0 => format!("up to {most}"),
                _ if least == most => most.to_string(),
                _ => format!("{least} to {most}"),
            };
            format!("{range} {}", in_plain_words(reason))
        })
        .collect();
    (!left.is_empty()).then(|| format!("Left out of each variable: {}.", left.join(", ")))
}

fn in_plain_words(reason: &str) -> String {
    match reason {
        "dont_know" => "don’t know".to_owned(),
        other => other.replace('_', " "),
    }
}

fn precision(plan: &TablePlan, frame: &Frame<'_>, stubs: &[StubCount<'_>]) -> Vec<String> {
    let has_shares = stubs.iter().any(|stub| !stub.plan.rows.is_empty());
    let bases = stubs.iter().map(base_of).filter(|base| base.effective().is_some());
    let smallest = bases.min_by(|a, b| a.effective().partial_cmp(&b.effective()).unwrap_or(Ordering::Equal));
    let Some(base) = smallest.filter(|_| has_shares) else { return Vec::new() };
    let probability = frame.dataset.info.sample.has_margin_of_error();
    let population = frame.report.and_then(|report| report.population).filter(|_| probability);
    let sampled = population.map_or(0.0, |population| base.n as f64 / population as f64);
    let Some(margin) = margin_of_error(base.effective(), sampled, plan.confidence) else { return Vec::new() };
    let what = if probability { "Margin of error" } else { "Precision if this were a simple random sample" };
    let at_most = if stubs.len() > 1 { "at most " } else { "" };
    vec![format!(
        "{what}: {at_most}± {} points at {} %.",
        rounding::percent_of(margin, 1),
        level(plan.confidence)
    )]
}

/// What letters and arrows stand on, and how many would appear by chance.
fn tests(plan: &TablePlan, table: &Table) -> Vec<String> {
    let Some(test) = &plan.test else { return Vec::new() };
    let has_shares = plan.stubs.iter().any(|stub| !stub.rows.is_empty());
    let method = if has_shares { test.method.title() } else { test.means.title() };
    let levels = match test.loose {
        Some(loose) => format!("{} % (capital), {} % (small)", level(test.level), level(loose)),
        None => format!("{} %", level(test.level)),
    };
    let adjusted = match (test.adjust, test.family) {
        (Adjust::None, _) => "not adjusted for the number of comparisons",
        (Adjust::Bonferroni, Family::Row) => "Bonferroni within each row",
        (Adjust::Bonferroni, Family::Table) => "Bonferroni over the table, nets by themselves",
        (Adjust::BenjaminiHochberg, Family::Row) => "Benjamini-Hochberg within each row",
        (Adjust::BenjaminiHochberg, Family::Table) => "Benjamini-Hochberg over the table, nets by themselves",
    };
    let whom = match test.against {
        Against::Columns => "A letter names a column that is lower",
        Against::Rest => "▲ and ▼: higher and lower than everyone else of the variable",
    };
    let mut lines = vec![format!(
        "{whom}: {method}; {levels}; {adjusted}; bases below {} are not tested.",
        test.min_base
    )];
    let made = match test.against {
        Against::Columns => table.pairs.iter().filter(|pair| pair.comparison.p.is_some()).count(),
        Against::Rest => {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            cells.filter(|cell| cell.rest.is_some_and(|rest| rest.p.is_some())).count()
        }
    };
    if made > 0 && test.adjust == Adjust::None {
        let by_chance = made as f64 * (1.0 - test.level);
        let were = if made == 1 { "comparison was" } else { "comparisons were" };
        lines.push(format!(
            "{made} {were} made: about {} would appear by chance.",
            rounding::decimal(by_chance, if by_chance < 10.0 { 1 } else { 0 })
        ));
    }
    lines
}

fn exact_intervals(table: &Table) -> Option<String> {
    let exact = table.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.exact_interval);
    exact.then(|| "Where a share is 0 or 100 %, the interval is that of Clopper and Pearson.".to_owned())
}

/// 0.95 as "95", 0.999 as "99.9".
fn level(confidence: f64) -> String {
    let text = rounding::percent_of(confidence, 1);
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

fn sums(plan: &TablePlan, stubs: &[StubCount<'_>], table: &Table) -> Vec<String> {
    if !plan.show.contains(&Measure::ColumnPct) {
        return Vec::new();
    }
    if stubs.iter().any(|stub| stub.plan.subject.kind == SubjectKind::Multiple && !stub.plan.rows.is_empty())
        && plan.percent_of == PercentOf::Cases
    {
        return vec!["Several answers were possible, so percentages may not add to 100.".to_owned()];
    }
    let places = 10_f64.powi(i32::try_from(plan.decimals).unwrap_or(0));
    let off = stubs.iter().any(|stub| {
        let rows = table.rows.iter().filter(|row| {
            row.variable == stub.plan.subject.name
                && matches!(row.kind, RowKind::Option | RowKind::Band | RowKind::Missing)
        });
        let rows: Vec<_> = rows.collect();
        (0..table.columns.len()).any(|column| {
            let shown = rows.iter().filter_map(|row| row.cells.get(column)?.column_pct);
            let units: Vec<f64> = shown
                .map(|share| {
                    rounding::percent_of(share, plan.decimals).parse::<f64>().unwrap_or(0.0) * places
                })
                .collect();
            !units.is_empty() && (units.iter().sum::<f64>().round() - 100.0 * places).abs() > 0.5
        })
    });
    if off { vec!["Percentages may not add to 100.".to_owned()] } else { Vec::new() }
}
