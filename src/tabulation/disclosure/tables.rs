//! The tables of a release: which counts each cell gives away, and what is left of a table when some are hidden.

use std::collections::{BTreeMap, BTreeSet};

use super::keys::{Key, Keys, Named};
use super::note;
use super::release::Kind;
use crate::i18n::Tongue;
use crate::tabulation::footer::sorted_by;
use crate::tabulation::plan::{RowPlan, StubPlan, TablePlan};
use crate::tabulation::request::PercentOf;
use crate::tabulation::subject::{Subject, SubjectKind};
use crate::tabulation::table::{Base, Cell, MissingCounts, Row, RowKind, Table};

/// A table with what it was made from.
pub(in crate::tabulation) struct TableInRelease<'r> {
    pub(in crate::tabulation) plan: &'r TablePlan,
    pub(in crate::tabulation) table: &'r mut Table,
    /// Its place in the release, where it has variables of its own.
    pub(in crate::tabulation) own: Option<usize>,
    /// How many people are in each column, whatever they answered.
    pub(in crate::tabulation) everyone: Vec<u64>,
}

impl TableInRelease<'_> {
    pub(super) fn subjects(&self) -> impl Iterator<Item = &Subject> {
        let stubs = self.plan.stubs.iter().map(|stub| &stub.subject);
        stubs.chain(self.plan.chains.iter().flat_map(|chain| &chain.subjects))
    }

    /// The people of each column, in the order of the table.
    fn people(&self, keys: &Keys) -> Vec<Key> {
        let plan = self.plan;
        let mut everyone = keys.domain(plan.people().as_deref(), self.own);
        // Who has no weight is in no figure of a weighted table.
        if self.table.without_weight > 0 {
            let weight = self.table.view.weight.as_deref().unwrap_or_default();
            everyone.domain.insert(format!("with a weight {weight}"));
        }
        let total = (plan.total || plan.chains.is_empty()).then(|| everyone.clone());
        let columns = plan.chains.iter().flat_map(|chain| {
            chain.columns.iter().map(|column| {
                let parts = chain.subjects.iter().zip(&column.categories);
                parts.fold(everyone.clone(), |people, (subject, place)| {
                    Named::of(subject, self.own).chosen(&people, &[*place])
                })
            })
        });
        total.into_iter().chain(columns).collect()
    }

    /// Tells how many people are in each column, before any count of it is published.
    pub(super) fn know(&self, keys: &mut Keys) {
        let people = self.people(keys);
        people.iter().zip(&self.everyone).for_each(|(people, number)| keys.know(people, *number));
    }

    fn has_total(&self) -> bool {
        self.plan.total || self.plan.chains.is_empty()
    }

    fn stub_of(&self, row: &Row) -> Option<&StubPlan> {
        let single = self.plan.stubs.first().filter(|_| !self.plan.stacked);
        self.plan.stubs.iter().find(|stub| stub.subject.name == row.variable).or(single)
    }
}

/// The counts of one cell; `None` where it has none or is of nobody.
#[derive(Default)]
struct CellKeys {
    count: Option<usize>,
    base: Option<usize>,
    /// All answers given in the column, where percentages are of them.
    whole: Option<usize>,
    /// Of a statistic: people and variable whose single categories all go into it.
    scores: Option<(Key, Named)>,
}

/// The counts that a table gives away.
pub(super) struct TableKeys {
    columns: Vec<Option<usize>>,
    /// By rows and columns.
    cells: Vec<Vec<CellKeys>>,
    mentions: Option<usize>,
    /// What missing answers are, of each variable of the stub, in the first column.
    missing: Vec<Key>,
    /// Of the one variable of the stub, each column's people.
    scores: Vec<(Key, Named)>,
    /// Of a multiple, the counts behind the shares of any and none in the summary.
    any: Vec<[Option<usize>; 2]>,
}

impl TableKeys {
    pub(super) fn of(found: &TableInRelease<'_>, keys: &mut Keys) -> TableKeys {
        let (plan, table) = (found.plan, &*found.table);
        let people = found.people(keys);
        let single = plan.stubs.first().filter(|_| !plan.stacked);
        let columns = match single {
            Some(stub) => {
                let told = |place: usize| table.columns[place].base.unweighted;
                bases(stub, found.own, &people, &told, keys)
            }
            None => {
                let all = people.iter().zip(&found.everyone);
                all.map(|(people, number)| keys.publish(people, *number, Kind::Base)).collect()
            }
        };
        let mut wholes: Vec<Option<usize>> = vec![None; people.len()];
        let (mut mentions, mut any) = (None, Vec::new());
        if let Some(stub) = single.filter(|stub| stub.subject.kind == SubjectKind::Multiple) {
            wholes = all_answers(found, stub, &people, keys);
            mentions = wholes.first().copied().flatten().filter(|_| found.has_total());
            any = any_and_none(found, stub, &people, &columns, keys);
        }
        let cells: Vec<Vec<CellKeys>> =
            table.rows.iter().map(|row| row_keys(found, row, &people, &columns, &wholes, keys)).collect();
        if let Some(stub) = single {
            tell_scores(found, stub, &people, keys);
            add_exclusive(found, stub, &people, &columns, keys);
        }
        for row in &cells {
            for (cell, column) in row.iter().zip(&columns) {
                for base in [cell.base, *column].into_iter().flatten() {
                    let in_column = keys.release.in_column.entry(base).or_default();
                    in_column.extend(cell.count.filter(|count| *count != base));
                }
            }
        }
        let everyone = keys.domain(plan.people().as_deref(), found.own);
        let missing = plan.stubs.iter().flat_map(|stub| {
            let named = Named::of(&stub.subject, found.own);
            let categories = stub.subject.categories.iter().enumerate();
            let missing = categories.filter(|(_, category)| category.missing.is_some());
            missing.map(|(place, _)| named.chosen(&everyone, &[place])).collect::<Vec<_>>()
        });
        TableKeys {
            columns,
            cells,
            mentions,
            missing: missing.collect(),
            scores: single.map_or_else(Vec::new, |stub| {
                people.iter().map(|people| (people.clone(), Named::of(&stub.subject, found.own))).collect()
            }),
            any,
        }
    }

    pub(super) fn hide(&self, found: &mut TableInRelease<'_>, keys: &Keys, hidden: &BTreeSet<usize>) {
        let is_hidden = |place: Option<usize>| place.is_some_and(|place| hidden.contains(&place));
        let any_member = |(key, named): &(Key, Named)| {
            keys.members(key, named).into_iter().any(|place| hidden.contains(&place))
        };
        let (has_total, plan) = (found.has_total(), found.plan);
        let table = &mut *found.table;
        let columns: Vec<bool> = self.columns.iter().map(|place| is_hidden(*place)).collect();
        for (row, own) in table.rows.iter_mut().zip(&self.cells) {
            for ((cell, own), column) in row.cells.iter_mut().zip(own).zip(&columns) {
                let base = is_hidden(own.base) || *column;
                let by_score = || own.scores.as_ref().is_some_and(any_member);
                if base || is_hidden(own.count) || is_hidden(own.whole) || by_score() {
                    let base = if base { Base::hidden() } else { cell.base };
                    *cell = Cell { base, suppressed: true, ..Cell::default() };
                }
            }
        }
        for (place, (column, is_column_hidden)) in table.columns.iter_mut().zip(&columns).enumerate() {
            let by_any = self.any.get(place).is_some_and(|both| both.iter().any(|count| is_hidden(*count)));
            if let Some(summary) = &mut column.summary
                && (*is_column_hidden || by_any || self.scores.get(place).is_some_and(any_member))
            {
                summary.values_mut().for_each(|value| *value = None);
            }
            if *is_column_hidden {
                column.base = Base::hidden();
            }
        }
        let missing = self.missing.iter().any(|key| is_hidden(keys.find(key)));
        // A stack's footer tells the bases of its variables, which are those of the cells.
        let first = self.cells.iter().filter_map(|row| row.first()).any(|cell| is_hidden(cell.base));
        let everyone = has_total && (columns.first().copied().unwrap_or(false) || first);
        // What a footer tells of those outside the table is no count of the release.
        let outside = !table.left_out.is_empty();
        let mentions = is_hidden(self.mentions);
        if mentions {
            table.mentions = None;
            let summaries = table.columns.iter_mut().filter_map(|column| column.summary.as_mut());
            summaries.filter_map(|summary| summary.get_mut("mean_answers")).for_each(|mean| *mean = None);
        }
        let is_touched = table.rows.iter().any(|row| row.cells.iter().any(|cell| cell.suppressed));
        if !(is_touched || missing || everyone || mentions || outside || columns.contains(&true)) {
            return;
        }
        hide_what_follows(table, has_total);
        in_plain_order(table, plan);
        if missing || everyone || mentions || outside || !has_total {
            table.missing = match &table.missing {
                MissingCounts::One(_) => MissingCounts::One(BTreeMap::new()),
                MissingCounts::ByVariable(_) => MissingCounts::ByVariable(BTreeMap::new()),
            };
            table.left_out.clear();
            // Lines with figures tell how many are in the base and in none; the first names the survey.
            let mut place = 0;
            table.footer.retain(|line| {
                place += 1;
                place == 1 || !line.contains(|letter: char| letter.is_ascii_digit())
            });
        }
        let note = note(keys.min_cell, &table.view.language);
        table.footer.push(note);
    }
}

/// The bases of one variable of the stub, column by column. Either all of them are the columns' people, but for a few, or
/// each is a count of its own.
fn bases(
    stub: &StubPlan,
    own: Option<usize>,
    people: &[Key],
    told: &dyn Fn(usize) -> u64,
    keys: &mut Keys,
) -> Vec<Option<usize>> {
    let named = Named::of(&stub.subject, own);
    let is_all = people.iter().enumerate().all(|(place, people)| keys.are_nearly_all(people, told(place)));
    let publish = |(place, people): (usize, &Key)| {
        let base = named.base(people, stub.base, &stub.valid);
        keys.publish_base(people, &base, told(place), is_all)
    };
    people.iter().enumerate().map(publish).collect()
}

fn row_keys(
    found: &TableInRelease<'_>,
    row: &Row,
    people: &[Key],
    columns: &[Option<usize>],
    wholes: &[Option<usize>],
    keys: &mut Keys,
) -> Vec<CellKeys> {
    let (plan, table) = (found.plan, &*found.table);
    let Some(stub) = found.stub_of(row) else {
        return people.iter().map(|_| CellKeys::default()).collect();
    };
    let named = Named::of(&stub.subject, found.own);
    let planned = row_plan(plan, stub, &row.id);
    let told = |place: usize| row.cells[place].base.unweighted;
    let own_bases = match planned {
        _ if !plan.stacked
            && people
                .iter()
                .enumerate()
                .all(|(place, _)| told(place) == table.columns[place].base.unweighted) =>
        {
            columns.to_vec()
        }
        Some(planned) if !plan.stacked => {
            let offered = |(place, people): (usize, &Key)| {
                keys.publish(&named.offered(people, &planned.categories), told(place), Kind::Base)
            };
            people.iter().enumerate().map(offered).collect()
        }
        Some(_) => bases(stub, found.own, people, &told, keys),
        None => {
            let is_all =
                people.iter().enumerate().all(|(place, people)| keys.are_nearly_all(people, told(place)));
            let scored = |(place, people): (usize, &Key)| {
                keys.publish_base(people, &named.scored(people, &stub.subject), told(place), is_all)
            };
            people.iter().enumerate().map(scored).collect()
        }
    };
    let cells = people.iter().zip(&row.cells).zip(own_bases).zip(wholes).enumerate();
    cells
        .map(|(place, (((people, cell), base), whole))| {
            // What stands on few people is taken out already, and its count with it.
            let count = planned.filter(|_| !cell.suppressed).and_then(|row| {
                let kind = match row.kind {
                    _ if place == 0 && found.has_total() => Kind::Margin,
                    RowKind::Net => Kind::Net,
                    RowKind::Option
                    | RowKind::Missing
                    | RowKind::Band
                    | RowKind::Item
                    | RowKind::Statistic => Kind::Cell,
                };
                keys.publish(&named.chosen(people, &row.categories), cell.count, kind)
            });
            if planned.is_none()
                && row.id.rsplit(':').next() == Some("mean")
                && let Some(mean) = cell.value
            {
                named.publish_two(keys, people, &stub.subject, (mean, cell.base.unweighted));
            }
            CellKeys {
                count,
                base,
                whole: whole.filter(|_| plan.percent_of == PercentOf::Responses),
                scores: planned.is_none().then(|| (people.clone(), named.clone())),
            }
        })
        .collect()
}

/// Of a multiple: who chose anything real and who did not, where the summary tells their shares, and what they add up to with
/// the options that say so.
fn any_and_none(
    found: &TableInRelease<'_>,
    stub: &StubPlan,
    people: &[Key],
    columns: &[Option<usize>],
    keys: &mut Keys,
) -> Vec<[Option<usize>; 2]> {
    let named = Named::of(&stub.subject, found.own);
    let (_, real) = exclusive_and_real(stub);
    let mut counts = Vec::new();
    for ((people, column), base) in people.iter().zip(&found.table.columns).zip(columns) {
        let told = |name: &str| {
            let share = column.summary.as_ref()?.get(name).copied().flatten()?;
            // Of a weighted table it is no count, and the base stands for the few that could be meant.
            Some((share * column.base.unweighted as f64).round() as u64)
        };
        let (any, none) = (told("any"), told("none"));
        let all = column.base.unweighted;
        let any = any.or_else(|| none.map(|none| all.saturating_sub(none)));
        let any_place = any.and_then(|any| keys.publish(&named.chosen(people, &real), any, Kind::Net));
        let none_place =
            any.and_then(|any| keys.publish(&named.none(people), all.saturating_sub(any), Kind::Cell));
        if let (Some(base), Some(any), Some(none)) = (base, any_place, none_place) {
            keys.release.relate_loosely(*base, vec![any, none], keys.min_cell);
        }
        counts.push([any_place, none_place]);
    }
    counts
}

/// What the columns' means tell of a variable with two scores.
fn tell_scores(found: &TableInRelease<'_>, stub: &StubPlan, people: &[Key], keys: &mut Keys) {
    let named = Named::of(&stub.subject, found.own);
    for (people, column) in people.iter().zip(&found.table.columns) {
        let summary = column.summary.as_ref();
        if let Some(mean) = summary.and_then(|summary| summary.get("mean").copied().flatten()) {
            named.publish_two(keys, people, &stub.subject, (mean, column.base.unweighted));
        }
    }
}

/// Whoever chose anything real of a multiple and whoever chose an exclusive option are the base together.
fn add_exclusive(
    found: &TableInRelease<'_>,
    stub: &StubPlan,
    people: &[Key],
    columns: &[Option<usize>],
    keys: &mut Keys,
) {
    let named = Named::of(&stub.subject, found.own);
    let (exclusive, real) = exclusive_and_real(stub);
    for (people, base) in people.iter().zip(columns) {
        let any = keys.find(&named.chosen(people, &real));
        let others: Option<Vec<usize>> =
            exclusive.iter().map(|place| keys.find(&named.chosen(people, &[*place]))).collect();
        if let (SubjectKind::Multiple, Some(base), Some(any), Some(mut parts)) =
            (stub.subject.kind, base, any, others)
        {
            parts.push(any);
            keys.release.relate_loosely(*base, parts, keys.min_cell);
        }
    }
}

/// The options of a multiple that exclude all others, and those that say something.
fn exclusive_and_real(stub: &StubPlan) -> (Vec<usize>, Vec<usize>) {
    let categories = &stub.subject.categories;
    let is_real = |place: &usize| categories[*place].missing.is_none() && !categories[*place].exclusive;
    let real = (0..categories.len()).filter(is_real).collect();
    ((0..categories.len()).filter(|place| categories[*place].exclusive).collect(), real)
}

/// All answers given to a multiple in each column: what is said of the Total, and what percentages may be of.
fn all_answers(
    found: &TableInRelease<'_>,
    stub: &StubPlan,
    people: &[Key],
    keys: &mut Keys,
) -> Vec<Option<usize>> {
    let (plan, table) = (found.plan, &*found.table);
    let named = Named::of(&stub.subject, found.own);
    let of_answers = plan.percent_of == PercentOf::Responses;
    let options = stub.rows.iter().filter(|row| row.kind != RowKind::Net);
    let options: Vec<&RowPlan> = options.collect();
    let mut found = Vec::new();
    for (place, people) in people.iter().enumerate() {
        let cells = table
            .rows
            .iter()
            .filter(|row| matches!(row.kind, RowKind::Option | RowKind::Missing | RowKind::Band));
        let sum: u64 = cells.filter_map(|row| row.cells.get(place)).map(|cell| cell.count).sum();
        let is_said = of_answers || place == 0 && table.mentions.is_some();
        if !is_said {
            found.push(None);
            continue;
        }
        let kind = if of_answers { Kind::Base } else { Kind::Cell };
        let whole = keys.publish(&named.mentions(people), sum, kind);
        let mut parts = Vec::new();
        for option in &options {
            let cell = table.rows.iter().find(|row| row.id == option.id).and_then(|row| row.cells.get(place));
            if let Some(cell) = cell {
                parts.extend(keys.publish(&named.chosen(people, &option.categories), cell.count, Kind::Cell));
            }
        }
        if let Some(whole) = whole {
            keys.release.relate(whole, parts);
        }
        found.push(whole);
    }
    found
}

/// The plan of a row; `None` of a statistic.
fn row_plan<'p>(plan: &TablePlan, stub: &'p StubPlan, id: &str) -> Option<&'p RowPlan> {
    let own = if plan.stacked { id.strip_prefix(&format!("{}:", stub.subject.name))? } else { id };
    stub.rows.iter().find(|row| row.id == own)
}

/// What can be worked out from shares and tests of cells that are not hidden themselves.
fn hide_what_follows(table: &mut Table, has_total: bool) {
    let ids: Vec<String> = table.columns.iter().map(|column| column.id.clone()).collect();
    let letters: Vec<Option<String>> = table.columns.iter().map(|column| column.letter.clone()).collect();
    let groups: Vec<Option<String>> = table.columns.iter().map(|column| column.variable.clone()).collect();
    let total_base = has_total && table.columns.first().is_some_and(|total| total.base.is_hidden);
    let mut gone: BTreeSet<(String, String)> = BTreeSet::new();
    let mut touched: BTreeSet<String> = BTreeSet::new();
    for row in &mut table.rows {
        let hidden: Vec<bool> = row.cells.iter().map(|cell| cell.suppressed).collect();
        let total = !has_total || hidden.first().copied().unwrap_or(false);
        // What is compared with all others of its variable tells their sum.
        let touched_here: BTreeSet<&Option<String>> =
            hidden.iter().zip(&groups).filter(|(is_hidden, _)| **is_hidden).map(|(_, group)| group).collect();
        for (cell, group) in row.cells.iter_mut().zip(&groups) {
            if total && has_total || touched_here.contains(group) {
                (cell.rest, cell.residual) = (None, None);
            }
        }
        for (place, is_hidden) in hidden.iter().enumerate().filter(|(_, is_hidden)| **is_hidden) {
            if *is_hidden {
                gone.insert((row.id.clone(), ids[place].clone()));
                touched.extend(groups[place].clone());
            }
        }
        let letters_gone: Vec<&String> = letters
            .iter()
            .zip(&hidden)
            .filter(|(_, is_hidden)| **is_hidden)
            .filter_map(|(letter, _)| letter.as_ref())
            .collect();
        for cell in row.cells.iter_mut().filter(|cell| !cell.suppressed) {
            if total {
                (cell.row_pct, cell.index) = (None, None);
            }
            if total_base || !has_total {
                cell.total_pct = None;
            }
            cell.higher_than.retain(|letter| !letters_gone.contains(&letter));
            cell.higher_than_loose.retain(|letter| !letters_gone.contains(&letter));
        }
    }
    table.pairs.retain(|pair| {
        let is_gone = |column: &str| gone.contains(&(pair.row.to_string(), column.to_owned()));
        !is_gone(&pair.a) && !is_gone(&pair.b)
    });
    // A column's hidden cells go into the test of its variable, and so do those of the Total.
    let any_total = has_total && gone.iter().any(|(_, column)| Some(column) == ids.first());
    table.independence.retain(|found| !any_total && !touched.contains(&found.variable));
}

/// Where rows are hidden, their place among sorted ones would tell about what they are: the order of the questionnaire does not.
fn in_plain_order(table: &mut Table, plan: &TablePlan) {
    if plan.sort.is_none() {
        return;
    }
    let place = |row: &Row| {
        let stub = plan.stubs.iter().position(|stub| stub.subject.name == row.variable).unwrap_or(0);
        let planned = plan.stubs.get(stub).and_then(|stub| {
            let own =
                if plan.stacked { row.id.strip_prefix(&format!("{}:", stub.subject.name))? } else { &row.id };
            stub.rows.iter().position(|planned| planned.id == own)
        });
        (stub, planned.unwrap_or(usize::MAX))
    };
    table.rows.sort_by_key(place);
    let said = sorted_by(plan, table, &Tongue::of(&table.view.language));
    table.footer.retain(|line| Some(line) != said.as_ref());
}

impl TableInRelease<'_> {
    /// The smallest and the largest number are each somebody's own; whether there were any.
    pub(super) fn hide_single_numbers(&mut self, min_cell: u64) -> bool {
        let plan = self.plan;
        let numbers = plan
            .stubs
            .iter()
            .filter(|stub| matches!(stub.subject.kind, SubjectKind::Number | SubjectKind::Bands));
        let numbers: BTreeSet<&str> = numbers.map(|stub| stub.subject.name.as_str()).collect();
        let is_single = |id: &str| matches!(id, "min" | "max");
        let mut is_touched = false;
        for row in &mut self.table.rows {
            let own = row.id.rsplit(':').next().unwrap_or_default();
            if row.kind == RowKind::Statistic && is_single(own) && numbers.contains(row.variable.as_str()) {
                is_touched = true;
                for cell in &mut row.cells {
                    *cell = Cell { base: cell.base, suppressed: true, ..Cell::default() };
                }
            }
        }
        if !plan.stacked && !numbers.is_empty() {
            for (name, value) in
                self.table.columns.iter_mut().filter_map(|column| column.summary.as_mut()).flatten()
            {
                is_touched |= is_single(name) && value.is_some();
                *value = value.filter(|_| !is_single(name));
            }
        }
        let note = note(min_cell, &self.table.view.language);
        if is_touched && !self.table.footer.contains(&note) {
            self.table.footer.push(note);
        }
        is_touched
    }
}
