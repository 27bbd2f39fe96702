//! What stands below a table, made from its definition: who was asked, whom the percentages are of, what was left out,
//! how precise it is.

mod asked;
mod bases;
mod families;

use std::cmp::Ordering;

use super::assemble::StubCount;
use super::counting::Frame;
use super::earlier;
use super::plan::TablePlan;
use super::request::{Adjust, Against, Family, PercentOf};
use super::rounding;
use super::spoken;
use super::statistics::{TestMethod, margin_of_error};
use super::subject::SubjectKind;
use super::table::{Measure, RowKind, Table};
use crate::i18n::{Message, Tongue};
use crate::questionnaire::plain::label;
use asked::{items, restrictions};
use bases::{base_of, bases, left_out};
use families::families;

/// The lines, in reading order.
pub(crate) fn lines(
    plan: &TablePlan,
    frame: &Frame<'_>,
    stubs: &[StubCount<'_>],
    table: &Table,
    tongue: &Tongue,
) -> Vec<String> {
    let mut lines = vec![survey(frame, tongue)];
    lines.extend(items(plan, frame, stubs, tongue));
    lines.extend(restrictions(plan, frame, tongue));
    lines.extend(bases(plan, stubs, tongue));
    lines.extend(left_out(plan, stubs, table, tongue));
    lines.extend(earlier::lines(plan, frame, stubs, tongue));
    if let Some(mentions) = table.mentions {
        let base = stubs.first().map_or(0.0, |stub| base_of(stub).w);
        let count = mentions.count.to_string();
        lines.push(if base > 0.0 {
            let each = spoken::decimal(tongue, mentions.weighted / base, 1);
            tongue.fill(Message::TableMentions, &[("count", count.into()), ("each", each.into())])
        } else {
            tongue.with(Message::TableMentionsNone, "count", &count)
        });
    }
    if plan.percent_of == PercentOf::Responses && table.mentions.is_some() {
        lines.push(tongue.say(Message::TableOfResponses));
    }
    lines.extend(precision(plan, frame, stubs, tongue));
    if plan.show.contains(&Measure::Ci) {
        let level = spoken::percent(tongue, plan.confidence);
        let arguments = [("method", plan.interval.name.title(tongue).into()), ("level", level.into())];
        lines.push(tongue.fill(Message::TableIntervals, &arguments));
    }
    lines.extend(tests(plan, table, tongue));
    lines.extend(exact_intervals(table, tongue));
    lines.extend(families(plan, tongue));
    for stub in stubs {
        for note in &stub.plan.notes {
            if !lines.contains(note) {
                lines.push(note.clone());
            }
        }
    }
    lines.extend(sorted_by(plan, table, tongue));
    lines.extend(sums(plan, stubs, table, tongue));
    lines.extend(table.view.synthetic.clone());
    lines
}

/// By which column the rows are sorted.
pub(super) fn sorted_by(plan: &TablePlan, table: &Table, tongue: &Tongue) -> Option<String> {
    let sort = plan.sort.as_ref()?;
    let order = if sort.descending { Message::TableSortedFalling } else { Message::TableSortedRising };
    let by = table
        .columns
        .iter()
        .find(|column| column.id == sort.by)
        .map_or(sort.by.as_str(), |column| column.label.as_str());
    Some(tongue.with(order, "column", by))
}

fn survey(frame: &Frame<'_>, tongue: &Tongue) -> String {
    let questionnaire = &frame.dataset.questionnaire;
    let title = label(questionnaire.title.get(&tongue.language));
    let edition = questionnaire.edition.to_string();
    let mut arguments = vec![("title", title.into()), ("edition", edition.into())];
    match &frame.dataset.info.wave {
        Some(wave) => {
            arguments.push(("wave", wave.as_str().into()));
            tongue.fill(Message::TableSurveyWave, &arguments)
        }
        None => tongue.fill(Message::TableSurvey, &arguments),
    }
}

fn precision(
    plan: &TablePlan,
    frame: &Frame<'_>,
    stubs: &[StubCount<'_>],
    tongue: &Tongue,
) -> Option<String> {
    let has_shares = stubs.iter().any(|stub| !stub.plan.rows.is_empty());
    let bases = stubs.iter().map(base_of).filter(|base| base.effective().is_some());
    let smallest = bases.min_by(|a, b| a.effective().partial_cmp(&b.effective()).unwrap_or(Ordering::Equal));
    let base = smallest.filter(|_| has_shares)?;
    let probability = frame.dataset.info.sample.has_margin_of_error();
    let population = frame.report.and_then(|report| report.population).filter(|_| probability);
    let sampled = population.map_or(0.0, |population| base.n as f64 / population as f64);
    let margin = margin_of_error(base.effective(), sampled, plan.confidence)?;
    let message = match (probability, stubs.len() > 1) {
        (true, false) => Message::TableMargin,
        (true, true) => Message::TableMarginAtMost,
        (false, false) => Message::TablePrecision,
        (false, true) => Message::TablePrecisionAtMost,
    };
    let points = tongue.number(&rounding::percent_of(margin, 1));
    let level = spoken::percent(tongue, plan.confidence);
    Some(tongue.fill(message, &[("points", points.into()), ("level", level.into())]))
}

/// What letters and arrows stand on, and how many would appear by chance.
fn tests(plan: &TablePlan, table: &Table, tongue: &Tongue) -> Vec<String> {
    let Some(test) = &plan.test else { return Vec::new() };
    let has_shares = plan.stubs.iter().any(|stub| !stub.rows.is_empty());
    let method = match test.against {
        // Whoever is left is compared by one method alone.
        Against::Rest => TestMethod::ZPooled.title(),
        Against::Columns if has_shares => test.method.title(),
        Against::Columns => test.means.title(),
    };
    let level = spoken::percent(tongue, test.level);
    let levels = match test.loose {
        Some(loose) => {
            let loose = spoken::percent(tongue, loose);
            tongue.fill(Message::TableTwoLevels, &[("level", level.into()), ("loose", loose.into())])
        }
        None => level,
    };
    let adjusted = match (test.adjust, test.family) {
        (Adjust::None, _) => Message::AdjustNone,
        (Adjust::Bonferroni, Family::Row) => Message::AdjustBonferroniRow,
        (Adjust::Bonferroni, Family::Table) => Message::AdjustBonferroniTable,
        (Adjust::BenjaminiHochberg, Family::Row) => Message::AdjustBhRow,
        (Adjust::BenjaminiHochberg, Family::Table) => Message::AdjustBhTable,
    };
    let marks = match test.against {
        Against::Columns => Message::TableLetters,
        Against::Rest => Message::TableArrows,
    };
    let arguments = [
        ("method", tongue.say(method).into()),
        ("levels", levels.into()),
        ("adjusted", tongue.say(adjusted).into()),
        ("min", test.min_base.to_string().into()),
    ];
    let mut lines = vec![tongue.fill(marks, &arguments)];
    let made = match test.against {
        Against::Columns => table.pairs.iter().filter(|pair| pair.comparison.p.is_some()).count(),
        Against::Rest => {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            cells.filter(|cell| cell.rest.is_some_and(|rest| rest.p.is_some())).count()
        }
    };
    if made > 0 && test.adjust == Adjust::None {
        let by_chance = made as f64 * (1.0 - test.level);
        let chance = spoken::decimal(tongue, by_chance, if by_chance < 10.0 { 1 } else { 0 });
        lines.push(if made == 1 {
            tongue.with(Message::TableComparison, "chance", &chance)
        } else {
            let arguments = [("made", made.to_string().into()), ("chance", chance.into())];
            tongue.fill(Message::TableComparisons, &arguments)
        });
    }
    lines
}

fn exact_intervals(table: &Table, tongue: &Tongue) -> Option<String> {
    let exact = table.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.exact_interval);
    exact.then(|| {
        let arguments = [("none", "0".into()), ("all", tongue.percent("100").into())];
        tongue.fill(Message::TableExactIntervals, &arguments)
    })
}

fn sums(plan: &TablePlan, stubs: &[StubCount<'_>], table: &Table, tongue: &Tongue) -> Option<String> {
    if !plan.show.contains(&Measure::ColumnPct) {
        return None;
    }
    if stubs.iter().any(|stub| stub.plan.subject.kind == SubjectKind::Multiple && !stub.plan.rows.is_empty())
        && plan.percent_of == PercentOf::Cases
    {
        return Some(tongue.say(Message::TableSeveralAnswers));
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
    off.then(|| tongue.say(Message::TableMayNotAdd))
}
