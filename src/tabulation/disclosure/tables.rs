//! The tables of a release: which counts each cell gives away, and what is left of a table when some are hidden.

use std::collections::{BTreeMap, BTreeSet};

use super::keys::{Key, Keys, base_of_stub, chosen_key, mentions_key, name, offered_key};
use super::note;
use super::release::Kind;
use crate::tabulation::plan::{RowPlan, StubPlan, TablePlan};
use crate::tabulation::request::PercentOf;
use crate::tabulation::subject::{Subject, SubjectKind};
use crate::tabulation::table::{Base, Cell, MissingCounts, RowKind, Table};

/// A table with what it was made from.
pub(in crate::tabulation) struct TableInRelease<'r> {
    pub(in crate::tabulation) plan: &'r TablePlan,
    pub(in crate::tabulation) table: &'r mut Table,
    /// Its place in the release, where it has variables of its own.
    pub(in crate::tabulation) own: Option<usize>,
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
        if self.table.left_out.iter().any(|line| line.ends_with("without a weight")) {
            let weight = self.table.view.weight.as_deref().unwrap_or_default();
            everyone.domain = format!("{} (with a weight {weight})", everyone.domain);
        }
        let total = (plan.total || plan.chains.is_empty()).then(|| everyone.clone());
        let columns = plan.chains.iter().flat_map(|chain| {
            chain.columns.iter().map(|column| {
                let parts = chain.subjects.iter().zip(&column.categories);
                parts.fold(everyone.clone(), |people, (subject, place)| {
                    chosen_key(&people, &name(subject, self.own), &[*place])
                })
            })
        });
        total.into_iter().chain(columns).collect()
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
    scores: Option<(Key, String)>,
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
    scores: Vec<(Key, String)>,
    has_total: bool,
}

impl TableKeys {
    pub(super) fn of(found: &TableInRelease<'_>, keys: &mut Keys) -> TableKeys {
        let (plan, table) = (found.plan, &*found.table);
        let people = found.people(keys);
        let single = plan.stubs.first().filter(|_| !plan.stacked);
        let columns = people.iter().zip(&table.columns).map(|(people, column)| {
            let key = match single {
                Some(stub) => base_of_stub(people, &name(&stub.subject, found.own), stub),
                None => people.clone(),
            };
            keys.publish(&key, column.base.unweighted, Kind::Base)
        });
        let columns = columns.collect();
        let mut mentions = None;
        let mut wholes: Vec<Option<usize>> = vec![None; people.len()];
        if let Some(stub) = single.filter(|stub| stub.subject.kind == SubjectKind::Multiple) {
            wholes = all_answers(found, stub, &people, keys);
            mentions = wholes.first().copied().flatten().filter(|_| plan.total || plan.chains.is_empty());
        }
        let of_answers = plan.percent_of == PercentOf::Responses;
        let rows = table.rows.iter().map(|row| {
            let stub = plan.stubs.iter().find(|stub| stub.subject.name == row.variable).or(single);
            let Some(stub) = stub else { return people.iter().map(|_| CellKeys::default()).collect() };
            let name = name(&stub.subject, found.own);
            let planned = row_plan(plan, stub, &row.id);
            let cells = people.iter().zip(&table.columns).zip(&row.cells).zip(&wholes);
            cells
                .map(|(((people, column), cell), whole)| {
                    let mut base = base_of_stub(people, &name, stub);
                    if let Some(row) = planned
                        && !plan.stacked
                        && cell.base.unweighted != column.base.unweighted
                    {
                        base = offered_key(people, &name, &row.categories);
                    }
                    let count = planned.and_then(|row| {
                        let kind = if row.kind == RowKind::Net { Kind::Net } else { Kind::Cell };
                        keys.publish(&chosen_key(people, &name, &row.categories), cell.count, kind)
                    });
                    CellKeys {
                        count,
                        base: keys.publish(&base, cell.base.unweighted, Kind::Base),
                        whole: whole.filter(|_| of_answers),
                        scores: planned.is_none().then(|| (people.clone(), name.clone())),
                    }
                })
                .collect()
        });
        let cells: Vec<Vec<CellKeys>> = rows.collect();
        let everyone = keys.domain(plan.people().as_deref(), found.own);
        let missing = plan.stubs.iter().flat_map(|stub| {
            let name = name(&stub.subject, found.own);
            let categories = stub.subject.categories.iter().enumerate();
            let missing = categories.filter(|(_, category)| category.missing.is_some());
            missing.map(|(place, _)| chosen_key(&everyone, &name, &[place])).collect::<Vec<_>>()
        });
        TableKeys {
            columns,
            cells,
            mentions,
            missing: missing.collect(),
            scores: single.map_or_else(Vec::new, |stub| {
                let name = name(&stub.subject, found.own);
                people.iter().map(|people| (people.clone(), name.clone())).collect()
            }),
            has_total: plan.total || plan.chains.is_empty(),
        }
    }

    pub(super) fn hide(
        &self,
        found: &mut TableInRelease<'_>,
        keys: &Keys,
        hidden: &BTreeSet<usize>,
        min_cell: u64,
    ) {
        let is_hidden = |place: Option<usize>| place.is_some_and(|place| hidden.contains(&place));
        let any_member = |(key, name): &(Key, String)| {
            keys.members(key, name).into_iter().any(|place| hidden.contains(&place))
        };
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
        for (place, (column, is_hidden)) in table.columns.iter_mut().zip(&columns).enumerate() {
            if let Some(summary) = &mut column.summary
                && (*is_hidden || self.scores.get(place).is_some_and(any_member))
            {
                summary.values_mut().for_each(|value| *value = None);
            }
            if *is_hidden {
                column.base = Base::hidden();
            }
        }
        let missing = self.missing.iter().any(|key| is_hidden(keys.find(key)));
        let everyone = self.has_total && columns.first().copied().unwrap_or(false);
        let mentions = is_hidden(self.mentions);
        if mentions {
            table.mentions = None;
            for column in &mut table.columns {
                column
                    .summary
                    .iter_mut()
                    .flatten()
                    .filter(|(name, _)| **name == "mean_answers")
                    .for_each(|(_, value)| *value = None);
            }
        }
        let is_touched = table.rows.iter().any(|row| row.cells.iter().any(|cell| cell.suppressed));
        if !(is_touched || missing || everyone || mentions || columns.contains(&true)) {
            return;
        }
        hide_what_follows(table, self.has_total);
        if missing || everyone || mentions {
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
        table.footer.push(note(min_cell));
    }
}

/// All answers given to a multiple in each column: what is said of the Total, and what percentages may be of.
fn all_answers(
    found: &TableInRelease<'_>,
    stub: &StubPlan,
    people: &[Key],
    keys: &mut Keys,
) -> Vec<Option<usize>> {
    let (plan, table) = (found.plan, &*found.table);
    let name = name(&stub.subject, found.own);
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
        let whole = keys.publish(&mentions_key(people, &name), sum, kind);
        let mut parts = Vec::new();
        for option in &options {
            let cell = table.rows.iter().find(|row| row.id == option.id).and_then(|row| row.cells.get(place));
            if let Some(cell) = cell {
                parts.extend(keys.publish(
                    &chosen_key(people, &name, &option.categories),
                    cell.count,
                    Kind::Cell,
                ));
            }
        }
        if let Some(whole) = whole {
            keys.relate_mentions(whole, parts);
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
                (cell.row_pct, cell.index, cell.rest, cell.residual) = (None, None, None, None);
            }
            if total_base || !has_total {
                cell.total_pct = None;
            }
            cell.higher_than.retain(|letter| !letters_gone.contains(&letter));
            cell.higher_than_loose.retain(|letter| !letters_gone.contains(&letter));
        }
    }
    table.pairs.retain(|pair| {
        let is_gone = |column: &String| gone.contains(&(pair.row.clone(), column.clone()));
        !is_gone(&pair.a) && !is_gone(&pair.b)
    });
    // A column's hidden cells go into the test of its variable, and so do those of the Total.
    let any_total = has_total && gone.iter().any(|(_, column)| Some(column) == ids.first());
    table.independence.retain(|found| !any_total && !touched.contains(&found.variable));
}
