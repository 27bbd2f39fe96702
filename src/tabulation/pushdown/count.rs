//! A plan of counts as statements: who is counted and with what weight, then the cells of as many cubes at a time as share
//! their variables. Weights are whole numbers, as in the engine over columns, so that their sums are the same.

use std::collections::BTreeMap;

use super::axes;
use super::cells::{Cell, Line, Tally, unexpected};
use super::relation::{Meaning, Relation};
use super::statement::{Parameter, all, double};
use super::stored::{Refusal, Stored};
use super::sums::{numbers_of, statement};
use crate::ids::Uuid;
use crate::questionnaire::condition::Reference;
use crate::tabulation::counting::{
    Axis, AxisFound, CountPlan, Counts, Frame, Group, Length, Measured, Outline, TooLarge, Unit, Wanted,
    WeightSource, passes,
};
use crate::tabulation::report_file::Universe;

/// The most cells of a statement that is run for the sake of several cubes.
const JOINT_MAX: usize = 50_000;

/// Every cube that the plan asks for, or why not: then it is remembered in `stored`, and what comes back is empty.
///
/// # Errors
/// Where the cubes would take more memory than counting may have.
pub(crate) fn count(plan: &CountPlan, frame: &Frame<'_>, stored: &Stored) -> Result<Counts, TooLarge> {
    let meaning = Meaning { newest: stored.newest(), derived: frame.definitions, subjects: frame.subjects };
    let pushed = Pushed { plan, stored, meaning };
    match pushed.count() {
        Ok(counts) => Ok(counts),
        Err(Stopped::TooLarge(found)) => Err(found),
        Err(Stopped::Refused(refusal)) => {
            stored.refuse(refusal);
            Ok(pushed.nothing())
        }
    }
}

/// Why there are no counts.
enum Stopped {
    TooLarge(TooLarge),
    Refused(Refusal),
}

impl From<TooLarge> for Stopped {
    fn from(found: TooLarge) -> Stopped {
        Stopped::TooLarge(found)
    }
}

impl From<Refusal> for Stopped {
    fn from(refusal: Refusal) -> Stopped {
        Stopped::Refused(refusal)
    }
}

struct Pushed<'a> {
    plan: &'a CountPlan,
    stored: &'a Stored,
    meaning: Meaning<'a>,
}

/// A weight of the plan as the statements have it.
enum Weight {
    /// A number of the data.
    Column { of: Reference, unit: Unit },
    /// A list of responses with their whole weights, joined under this name.
    Listed { name: String, ids: Vec<Uuid>, wholes: Vec<i64>, unit: Unit },
}

impl Weight {
    fn unit(&self) -> Unit {
        match self {
            Weight::Column { unit, .. } | Weight::Listed { unit, .. } => *unit,
        }
    }
}

/// Statements over the rows, with what is joined to them.
struct Rows<'a> {
    relation: Relation<'a>,
    /// By the names of the lists.
    joins: BTreeMap<String, String>,
}

impl<'a> Pushed<'a> {
    fn rows(&self) -> Rows<'a> {
        Rows { relation: Relation::of(&self.stored.wave, self.meaning), joins: BTreeMap::new() }
    }

    fn run(&self, mut rows: Rows<'_>, sql: String) -> Result<Vec<String>, Refusal> {
        match rows.relation.refused.take() {
            Some(what) => Err(Refusal::NotInSql(what)),
            None => self.stored.lines(&rows.relation.parameters.with(sql)),
        }
    }

    fn count(&self) -> Result<Counts, Stopped> {
        let weights = self.weights()?;
        let outline = Outline::of(self.plan, |axis| self.found(axis))?;
        outline.copies(self.plan)?;
        let (records, without) = self.heads(&outline.groups, &weights)?;
        let mut tallies: Vec<Tally> = self
            .plan
            .requests
            .iter()
            .enumerate()
            .map(|(place, request)| Tally::of(&request.of, outline.cells(place)))
            .collect();
        let mut without_weight = vec![0; self.plan.requests.len()];
        let mut units = vec![None; self.plan.requests.len()];
        for (group, without) in outline.groups.iter().zip(without) {
            for request in &group.requests {
                without_weight[*request] = without;
                let weight = self.plan.requests[*request].weight_of_sums();
                units[*request] = weight.and_then(|weight| weights.get(weight)).map(Weight::unit);
            }
            let work = Work { group, weights: &weights, outline: &outline };
            self.fill(&work, &mut tallies)?;
        }
        let counted = tallies
            .into_iter()
            .zip(units)
            .enumerate()
            .map(|(request, (tally, unit))| tally.counted(outline.found_of(request), unit));
        Ok(Counts { counted: counted.collect(), without_weight, records })
    }

    /// Cubes of the right kind with nobody in them.
    fn nothing(&self) -> Counts {
        let counted = self.plan.requests.iter().map(|request| {
            let found = request
                .axes
                .iter()
                .map(|axis| AxisFound { length: axis.length().unwrap_or(1), values: Vec::new() });
            let found: Vec<AxisFound> = found.collect();
            Tally::of(&request.of, found.iter().map(|axis| axis.length).product()).counted(found, None)
        });
        let without_weight = vec![0; self.plan.requests.len()];
        Counts { counted: counted.collect(), without_weight, records: 0 }
    }

    /// The weights, in units of the largest of all responses.
    fn weights(&self) -> Result<Vec<Weight>, Refusal> {
        self.plan.weights.iter().enumerate().map(|(place, source)| self.weight(place, source)).collect()
    }

    fn weight(&self, place: usize, source: &WeightSource) -> Result<Weight, Refusal> {
        match source {
            WeightSource::Column(of) => {
                let mut rows = self.rows();
                let number = axes::place(&mut rows.relation, &Axis::Values(*of));
                let sql = format!("SELECT coalesce(max({number}), 0)::text AS line FROM {}", rows.from());
                let lines = self.run(rows, sql)?;
                let largest: f64 = Line::of(lines.first().map_or("", String::as_str)).read()?;
                Ok(Weight::Column { of: *of, unit: Unit::of(largest.max(0.0)) })
            }
            WeightSource::Computed { values, .. } => {
                let ids = self.stored.ids()?;
                if ids.len() != values.len() {
                    return Err(unexpected());
                }
                let finite = values.iter().copied().filter(|value| *value < f64::INFINITY);
                let unit = Unit::of(finite.fold(0.0, f64::max));
                let whole = |value: f64| i64::try_from(unit.whole(value)?).ok();
                let listed = ids.iter().zip(values.iter());
                let (ids, wholes) = listed.filter_map(|(id, value)| Some((*id, whole(*value)?))).unzip();
                Ok(Weight::Listed { name: format!("listed{place}"), ids, wholes, unit })
            }
        }
    }

    /// People of the universe; and of each group, those without a weight.
    fn heads(&self, groups: &[Group], weights: &[Weight]) -> Result<(u64, Vec<u64>), Refusal> {
        let mut rows = self.rows();
        let mut counts = vec!["count(*)".to_owned()];
        for group in groups {
            let Some(whole) = group.weight.and_then(|weight| weights.get(weight)) else { continue };
            let whole = rows.whole(whole);
            let filter = self.passes(&mut rows, group.filter);
            counts.push(format!("count(*) FILTER (WHERE {} AND {whole} IS NULL)", all(&filter)));
        }
        let universe = self.universe(&mut rows);
        let sql = format!(
            "SELECT concat_ws(',', {}) AS line FROM {} WHERE {universe}",
            counts.join(", "),
            rows.from()
        );
        let lines = self.run(rows, sql)?;
        let mut line = Line::of(lines.first().map_or("", String::as_str));
        let records = line.read()?;
        let without = groups.iter().map(|group| match group.weight {
            Some(_) => line.read(),
            None => Ok(0),
        });
        Ok((records, without.collect::<Result<_, _>>()?))
    }

    fn universe(&self, rows: &mut Rows<'_>) -> String {
        match &self.plan.universe {
            Universe::Complete => "disposition = 'complete'".to_owned(),
            Universe::Usable => "disposition IN ('complete', 'partial')".to_owned(),
            Universe::Expression(condition) => rows.relation.truth(&condition.expr),
        }
    }

    fn passes(&self, rows: &mut Rows<'_>, filter: Option<usize>) -> Vec<String> {
        let filter = filter.and_then(|filter| self.plan.filters.get(filter));
        filter.map(|filter| rows.relation.truth(&filter.expr)).into_iter().collect()
    }

    /// The axis as it turns out over the universe.
    fn found(&self, axis: &Axis) -> Result<AxisFound, Refusal> {
        if let Some(length) = axis.length() {
            return Ok(AxisFound { length, values: Vec::new() });
        }
        let mut rows = self.rows();
        let number = axes::place(&mut rows.relation, axis);
        let universe = self.universe(&mut rows);
        let sql = format!(
            "SELECT DISTINCT ({number})::text AS line FROM {} WHERE {universe} AND {number} IS NOT NULL",
            rows.from()
        );
        let lines = self.run(rows, sql)?;
        let mut values = lines
            .iter()
            .map(|line| Ok(Line::of(line).read::<f64>()? + 0.0))
            .collect::<Result<Vec<f64>, _>>()?;
        values.sort_unstable_by(f64::total_cmp);
        values.dedup();
        Ok(AxisFound { length: values.len() + 1, values })
    }

    /// Fills the cubes of a group.
    fn fill(&self, work: &Work<'_>, tallies: &mut [Tally]) -> Result<(), Refusal> {
        let (people, alone): (Vec<usize>, Vec<usize>) = work.group.requests.iter().partition(|request| {
            matches!(self.plan.requests[**request].of, Measured::People | Measured::Heads)
        });
        let wanted: Vec<Wanted<'_>> = people
            .iter()
            .map(|request| Wanted { request: *request, axes: &work.outline.axes_of[*request] })
            .collect();
        let lengths: Vec<Length> =
            work.outline.found.iter().map(|found| Length::whole(found.length)).collect();
        let (joint, too_large) = passes(&wanted, &lengths, JOINT_MAX, JOINT_MAX);
        for pass in joint {
            let requests: Vec<usize> = pass.outputs.iter().map(|output| output.request).collect();
            self.fill_together(work, &pass.axes, &requests, tallies)?;
        }
        for request in too_large.into_iter().chain(alone) {
            self.fill_together(work, work.outline.axes_of[request].as_slice(), &[request], tallies)?;
        }
        Ok(())
    }

    /// One statement: its cells along these axes go to every cube of `requests`.
    fn fill_together(
        &self,
        work: &Work<'_>,
        along: &[usize],
        requests: &[usize],
        tallies: &mut [Tally],
    ) -> Result<(), Refusal> {
        let Some(of) = requests.first().map(|request| &self.plan.requests[*request].of) else {
            return Ok(());
        };
        let weight = work.group.weight.and_then(|weight| work.weights.get(weight));
        let mut rows = self.rows();
        let mut columns: Vec<String> = Vec::new();
        let mut keys: Vec<String> = Vec::new();
        for (place, axis) in along.iter().enumerate() {
            columns
                .push(format!("{} AS k{place}", axes::place(&mut rows.relation, work.outline.axes[*axis])));
            keys.push(format!("k{place}"));
        }
        let mut conditions = vec![self.universe(&mut rows)];
        conditions.extend(self.passes(&mut rows, work.group.filter));
        let mut there: Vec<String> = Vec::new();
        if let Some(weight) = weight {
            columns.push(format!("{} AS w", rows.whole(weight)));
            there.push("w IS NOT NULL".to_owned());
        }
        for (name, subject) in numbers_of(of) {
            columns.push(format!("{} AS {name}", rows.relation.score(subject)));
            there.push(format!("{name} IS NOT NULL"));
        }
        if columns.is_empty() {
            columns.push("0 AS nothing".to_owned());
        }
        let people = format!(
            "(SELECT {} FROM {} WHERE {}) AS people WHERE {}",
            columns.join(", "),
            rows.from(),
            all(&conditions),
            all(&there),
        );
        let sql = statement(of, weight.is_some(), &keys, &people);
        for line in self.run(rows, sql)? {
            let mut line = Line::of(&line);
            let mut places: BTreeMap<usize, usize> = BTreeMap::new();
            for axis in along {
                places.insert(
                    *axis,
                    place_on(&work.outline.found[*axis], work.outline.axes[*axis], line.next()?)?,
                );
            }
            let cell = Cell::read(of, weight.is_some(), &mut line)?;
            for request in requests {
                let own = &work.outline.axes_of[*request];
                let place = own.iter().try_fold(0, |place, axis| {
                    Some(place * work.outline.found[*axis].length + places.get(axis)?)
                });
                let tally = tallies.get_mut(*request).zip(place).ok_or_else(unexpected)?;
                tally.0.add(tally.1, &cell)?;
            }
        }
        Ok(())
    }
}

impl Rows<'_> {
    fn from(&mut self) -> String {
        let joins: String = self.joins.values().map(String::as_str).collect();
        format!("{}{joins}", self.relation.rows())
    }

    /// The whole weight of a row; NULL is none.
    fn whole(&mut self, weight: &Weight) -> String {
        match weight {
            Weight::Column { of, unit } => {
                let number = axes::place(&mut self.relation, &Axis::Values(*of));
                let per = double(1.0 / unit.weight(1));
                format!(
                    "(CASE WHEN {number} >= 0 THEN greatest(round({number} * {per}), sign({number}))::bigint END)"
                )
            }
            Weight::Listed { name, ids, wholes, .. } => {
                if !self.joins.contains_key(name) {
                    let ids = self.relation.parameters.add(Parameter::Ids(ids.clone()));
                    let wholes = self.relation.parameters.add(Parameter::Integers(wholes.clone()));
                    let join = format!(
                        " LEFT JOIN unnest({ids}, {wholes}) AS {name}(response, whole) ON {name}.response = stored.id"
                    );
                    self.joins.insert(name.clone(), join);
                }
                format!("{name}.whole")
            }
        }
    }
}

/// What the statements of a group are made from.
struct Work<'a> {
    group: &'a Group,
    weights: &'a [Weight],
    outline: &'a Outline<'a>,
}

/// The place of a key along its axis.
fn place_on(found: &AxisFound, axis: &Axis, key: &str) -> Result<usize, Refusal> {
    let place = match axis {
        Axis::Codes(_) | Axis::Flags { .. } => key.parse().map_err(|_| unexpected())?,
        Axis::Values(_) if key.is_empty() => found.values.len(),
        Axis::Values(_) => {
            let value = key.parse::<f64>().map_err(|_| unexpected())? + 0.0;
            found.values.binary_search_by(|known| known.total_cmp(&value)).map_err(|_| unexpected())?
        }
    };
    if place < found.length { Ok(place) } else { Err(unexpected()) }
}
