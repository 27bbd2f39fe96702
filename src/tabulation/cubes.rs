//! The cubes of one table: what a plan has to have counted, and its rows, columns and bases found again in what was.

use super::by_unit::ByUnit;
use super::calibrated::Calibrated;
use super::counting::{
    Axis, AxisFound, CountPlan, CountRequest, Counted, Counts, Cube, Measured, NumberSums, PairSums, Point,
    Sums,
};
use super::plan::{ChainPlan, StubPlan, TablePlan};
use super::precision::Sampling;
use super::showing::{Place, Showing};
use super::subject::SubjectKind;
use super::weighting::Weighted;

/// The most flags of a multiple on one axis: of a stub, and of a banner, whose axes are multiplied.
const STUB_FLAGS: usize = 8;
const BANNER_FLAGS: usize = 4;

/// Where everything of a table is counted.
#[derive(Debug)]
pub(crate) struct TableCubes {
    pub(crate) stubs: Vec<StubCubes>,
    /// In the order of the table's columns.
    pub(crate) columns: Vec<ColumnPlace>,
    /// Everyone in the filter, column by column; a stack's own bases.
    people: Vec<AskedCube>,
    /// The whole design, whatever the filter: [`TablePlan::design`]'s axes, or none.
    design_size: usize,
    /// The numbers that hold the size of each stratum.
    populations: Option<usize>,
    design_axes: usize,
    /// Where errors know what the weights were fitted to.
    calibrated: Option<Calibrated>,
}

/// A cube of the table, and the same along each margin that its weights were fitted to.
#[derive(Debug, Clone)]
pub(crate) struct AskedCube {
    request: usize,
    views: Vec<usize>,
}

/// Where one variable of the stub is counted.
#[derive(Debug)]
pub(crate) struct StubCubes {
    pub(crate) showing: Showing,
    /// Of each axis of the stub and each bank of columns, the request.
    people: Vec<Vec<AskedCube>>,
    numbers: Option<Vec<AskedCube>>,
    distributions: Option<Vec<AskedCube>>,
    /// Of each axis of the stub.
    overlaps: Vec<Overlaps>,
    number_overlaps: Overlaps,
}

/// Pairs of banks whose columns overlap, and the request over both.
type Overlaps = Vec<((usize, usize), AskedCube)>;

/// A column as the codes of the axes of its bank.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ColumnPlace {
    /// 0 is the Total, which has no axes.
    pub(crate) bank: usize,
    pub(crate) chain: Option<usize>,
    /// One list an axis.
    pub(crate) codes: Vec<Vec<usize>>,
    /// On the last axis, whoever is in the innermost variable at all.
    pub(crate) variable: Vec<usize>,
}

/// The Total, whether the table shows it or not.
pub(crate) const TOTAL: ColumnPlace =
    ColumnPlace { bank: 0, chain: None, codes: Vec::new(), variable: Vec::new() };

impl ColumnPlace {
    /// Everyone of the innermost variable inside the same outer cell.
    pub(crate) fn whole(&self) -> ColumnPlace {
        let mut whole = self.clone();
        if let Some(codes) = whole.codes.last_mut() {
            codes.clone_from(&self.variable);
            codes.sort_unstable();
            codes.dedup();
        }
        whole
    }
}

/// Columns that are counted along the same axes.
struct Bank {
    axes: Vec<Axis>,
    chain: Option<usize>,
    overlapping: bool,
}

/// Adds what the table needs to `counting`.
pub(crate) fn ask(plan: &TablePlan, weighted: Option<&Weighted>, counting: &mut CountPlan) -> TableCubes {
    let filter = counting.filter(plan.people().as_deref());
    let source = weighted.map(|weighted| &weighted.source);
    let weight = counting.weight(source);
    let design: Vec<Axis> = plan.design.as_ref().map(|design| design.axes()).unwrap_or_default();
    let calibrated = weighted
        .and_then(|weighted| weighted.calibration.as_ref())
        .map(|calibration| Calibrated::ask(calibration, &design, source, counting));
    let (banks, columns) = banks(plan);
    let mut ask = |axes: Vec<Axis>, of: Measured| {
        let axes = design.iter().cloned().chain(axes).collect();
        let request = CountRequest { filter, weight, axes, of };
        AskedCube::of(request, design.len(), calibrated.as_ref(), counting)
    };
    let people = banks.iter().map(|bank| ask(bank.axes.clone(), Measured::People)).collect();
    let stubs = plan.stubs.iter().map(|stub| stub_cubes(plan, stub, &banks, &mut ask)).collect();
    let design_size =
        counting.request(CountRequest { filter: None, weight, axes: design.clone(), of: Measured::Heads });
    let populations = plan.design.as_ref().and_then(|design| {
        let axes = design.strata_axes();
        let of = Measured::Number(design.fpc.clone()?);
        Some(counting.request(CountRequest { filter: None, weight: None, axes, of }))
    });
    TableCubes { stubs, columns, people, design_size, populations, design_axes: design.len(), calibrated }
}

impl AskedCube {
    fn of(
        request: CountRequest,
        design: usize,
        calibrated: Option<&Calibrated>,
        counting: &mut CountPlan,
    ) -> AskedCube {
        let views =
            calibrated.map_or_else(Vec::new, |calibrated| calibrated.requests(&request, design, counting));
        AskedCube { request: counting.request(request), views }
    }
}

impl TableCubes {
    /// Something else over the people of the table, along axes of its own.
    pub(crate) fn ask_too(
        &self,
        (plan, weighted): (&TablePlan, Option<&Weighted>),
        axes: Vec<Axis>,
        of: Measured,
        counting: &mut CountPlan,
    ) -> AskedCube {
        let filter = counting.filter(plan.people().as_deref());
        let weight = counting.weight(weighted.map(|weighted| &weighted.source));
        let design = plan.design.as_ref().map(|design| design.axes()).unwrap_or_default();
        let axes = design.into_iter().chain(axes).collect();
        let request = CountRequest { filter, weight, axes, of };
        AskedCube::of(request, self.design_axes, self.calibrated.as_ref(), counting)
    }
}

fn banks(plan: &TablePlan) -> (Vec<Bank>, Vec<ColumnPlace>) {
    let mut banks = vec![Bank { axes: Vec::new(), chain: None, overlapping: false }];
    let mut columns = Vec::new();
    if plan.total || plan.chains.is_empty() {
        columns.push(TOTAL);
    }
    for (place, chain) in plan.chains.iter().enumerate() {
        chain_banks(place, chain, &mut banks, &mut columns);
    }
    (banks, columns)
}

fn chain_banks(place: usize, chain: &ChainPlan, banks: &mut Vec<Bank>, columns: &mut Vec<ColumnPlace>) {
    let shown: Vec<Showing> = chain
        .subjects
        .iter()
        .map(|subject| {
            let each: Vec<Vec<usize>> =
                (0..subject.categories.len()).map(|category| vec![category]).collect();
            let flags = if each.len() <= STUB_FLAGS { STUB_FLAGS } else { BANNER_FLAGS };
            Showing::of(subject, &each, flags)
        })
        .collect();
    let overlapping = chain.subjects.iter().any(|subject| subject.kind == SubjectKind::Multiple);
    let first = banks.len();
    let mut choices: Vec<Vec<usize>> = Vec::new();
    for column in &chain.columns {
        let places: Vec<&Place> = shown
            .iter()
            .zip(&column.categories)
            .map(|(showing, category)| &showing.groups[*category])
            .collect();
        let choice: Vec<usize> = places.iter().map(|place| place.axis).collect();
        let bank = choices.iter().position(|known| *known == choice).unwrap_or_else(|| {
            let axes = shown.iter().zip(&choice).map(|(showing, axis)| showing.axes[*axis].clone()).collect();
            banks.push(Bank { axes, chain: Some(place), overlapping });
            choices.push(choice);
            choices.len() - 1
        });
        let codes = places.iter().map(|place| place.codes.clone()).collect();
        let innermost = shown.last().zip(places.last()).zip(chain.subjects.last());
        let variable = innermost.map_or_else(Vec::new, |((showing, own), subject)| match subject.kind {
            SubjectKind::Multiple => showing.asked(own.axis),
            SubjectKind::Single | SubjectKind::Bands | SubjectKind::Number => {
                chain.columns.iter().filter_map(|column| column.categories.last().copied()).collect()
            }
        });
        columns.push(ColumnPlace { bank: first + bank, chain: Some(place), codes, variable });
    }
}

fn stub_cubes(
    plan: &TablePlan,
    stub: &StubPlan,
    banks: &[Bank],
    ask: &mut impl FnMut(Vec<Axis>, Measured) -> AskedCube,
) -> StubCubes {
    let subject = &stub.subject;
    let groups: Vec<Vec<usize>> = stub.groups();
    let showing = Showing::of(subject, &groups, STUB_FLAGS);
    let with_banks = |axis: &[Axis], of: &Measured, ask: &mut dyn FnMut(Vec<Axis>, Measured) -> AskedCube| {
        let each = banks.iter().map(|bank| {
            let axes = axis.iter().chain(&bank.axes).cloned().collect();
            ask(axes, of.clone())
        });
        each.collect::<Vec<AskedCube>>()
    };
    let with_pairs = |axis: &[Axis], of: &Measured, ask: &mut dyn FnMut(Vec<Axis>, Measured) -> AskedCube| {
        let overlapping =
            banks.iter().enumerate().filter(|(_, bank)| plan.needs_overlaps() && bank.overlapping);
        let mut pairs = Overlaps::new();
        for (a, bank) in overlapping {
            for (b, other) in
                banks.iter().enumerate().skip(a + 1).filter(|(_, other)| other.chain == bank.chain)
            {
                let axes = axis.iter().chain(&bank.axes).chain(&other.axes).cloned().collect();
                pairs.push(((a, b), ask(axes, of.clone())));
            }
        }
        pairs
    };
    let mut people = Vec::new();
    let mut overlaps = Vec::new();
    for axis in &showing.axes {
        people.push(with_banks(std::slice::from_ref(axis), &Measured::People, ask));
        overlaps.push(with_pairs(std::slice::from_ref(axis), &Measured::People, ask));
    }
    let is_number = matches!(subject.kind, SubjectKind::Number | SubjectKind::Bands);
    // Those outside all bands are in no base, so the number is summed band by band.
    let own = &showing.axes;
    let number = Measured::Number(subject.clone());
    let numbers = (is_number && stub.needs_numbers(plan)).then(|| with_banks(own, &number, ask));
    let number_overlaps = if numbers.is_some() { with_pairs(own, &number, ask) } else { Overlaps::new() };
    let distributions = (is_number && stub.needs_distribution(plan))
        .then(|| with_banks(own, &Measured::Distribution(subject.clone()), ask));
    StubCubes { showing, people, numbers, distributions, overlaps, number_overlaps }
}

/// The cubes of a table beside what was counted in them.
#[derive(Clone, Copy)]
pub(crate) struct Found<'a> {
    pub(crate) cubes: &'a TableCubes,
    pub(crate) counts: &'a Counts,
}

impl<'a> Found<'a> {
    fn people_cube(&self, request: usize) -> &'a Cube<Sums> {
        match &self.counts.counted[request] {
            Counted::People(cube) => cube,
            Counted::Numbers(_) | Counted::Pairs(_) | Counted::Distributions(_) => {
                unreachable!("people were asked for")
            }
        }
    }

    /// The people of the stub's codes in a column.
    pub(crate) fn people(&self, stub: &StubCubes, place: &Place, column: &ColumnPlace) -> Sums {
        self.by_unit(stub, place, column).into_iter().sum()
    }

    /// The same for each unit of the design; one where there is none.
    pub(crate) fn by_unit(&self, stub: &StubCubes, place: &Place, column: &ColumnPlace) -> ByUnit<Sums> {
        self.people_of(&stub.people[place.axis][column.bank], &along(&[&place.codes], &column.codes))
    }

    /// Everyone of the filter in a column.
    pub(crate) fn everyone(&self, column: &ColumnPlace) -> Sums {
        self.people_of(&self.cubes.people[column.bank], &along(&[], &column.codes)).into_iter().sum()
    }

    /// How many people are in each column, whatever they answered.
    pub(crate) fn everyone_by_column(&self) -> Vec<u64> {
        self.cubes.columns.iter().map(|column| self.everyone(column).n).collect()
    }

    /// Of the stub's codes, whoever is in both columns; by unit of the design.
    pub(crate) fn in_both(
        &self,
        stub: &StubCubes,
        place: &Place,
        a: &ColumnPlace,
        b: &ColumnPlace,
    ) -> Option<ByUnit<Sums>> {
        let (asked, codes) = both(&stub.people[place.axis], &stub.overlaps[place.axis], a, b)?;
        Some(self.people_of(asked, &along(&[&place.codes], &codes)))
    }

    /// The number over some codes of the stub of whoever is in both columns; by unit of the design.
    pub(crate) fn numbers_in_both(
        &self,
        stub: &StubCubes,
        codes: &[usize],
        a: &ColumnPlace,
        b: &ColumnPlace,
    ) -> Option<ByUnit<NumberSums>> {
        let (asked, of_both) = both(stub.numbers.as_ref()?, &stub.number_overlaps, a, b)?;
        Some(self.numbers_of(asked, &along(&[codes], &of_both)))
    }

    /// The number over some codes of the stub in a column, by unit of the design.
    pub(crate) fn numbers_by_unit(
        &self,
        stub: &StubCubes,
        codes: &[usize],
        column: &ColumnPlace,
    ) -> Option<ByUnit<NumberSums>> {
        let asked = &stub.numbers.as_ref()?[column.bank];
        Some(self.numbers_of(asked, &along(&[codes], &column.codes)))
    }

    fn numbers_of(&self, asked: &AskedCube, codes: &[&[usize]]) -> ByUnit<NumberSums> {
        let cube = |request: usize| match &self.counts.counted[request] {
            Counted::Numbers(cube) => cube,
            Counted::People(_) | Counted::Pairs(_) | Counted::Distributions(_) => {
                unreachable!("numbers were asked for")
            }
        };
        self.joined(asked, cube, codes, |a, b| a.plus(*b))
    }

    /// The values of the number and who has them, by unit of the design, in no order.
    pub(crate) fn points_by_unit(
        &self,
        stub: &StubCubes,
        codes: &[usize],
        column: &ColumnPlace,
    ) -> Option<ByUnit<Vec<Point>>> {
        let asked = &stub.distributions.as_ref()?[column.bank];
        let cube = |request: usize| match &self.counts.counted[request] {
            Counted::Distributions(cube) => cube,
            Counted::People(_) | Counted::Numbers(_) | Counted::Pairs(_) => {
                unreachable!("distributions were asked for")
            }
        };
        let codes = along(&[codes], &column.codes);
        Some(self.joined(asked, cube, &codes, |a, b| a.iter().chain(b).copied().collect()))
    }

    /// The distinct values of the number and who has them, rising.
    pub(crate) fn distribution(
        &self,
        stub: &StubCubes,
        codes: &[usize],
        column: &ColumnPlace,
    ) -> Option<Vec<Point>> {
        let mut points: Vec<Point> =
            self.points_by_unit(stub, codes, column)?.into_iter().flatten().collect();
        points.sort_by(|a, b| a.value.total_cmp(&b.value));
        points.dedup_by(|next, kept| {
            let same = next.value.total_cmp(&kept.value).is_eq();
            if same {
                kept.sums = kept.sums.plus(next.sums);
            }
            same
        });
        Some(points)
    }

    /// The design as its variances need it.
    pub(crate) fn sampling(&self, plan: &TablePlan) -> Sampling {
        let cube = self.people_cube(self.cubes.design_size);
        let width = if plan.design.as_ref().is_some_and(|design| design.psu.is_some()) {
            cube.axes.last().map_or(1, |axis| axis.length)
        } else {
            1
        };
        let populations = self.cubes.populations.map_or_else(Vec::new, |request| self.populations(request));
        let calibration = self.cubes.calibrated.as_ref().map(|calibrated| calibrated.sums(self.counts));
        Sampling::of(plan, &cube.cells, &populations, width).calibrated(calibration)
    }

    /// The first axis of the design as it was found: its strata, where it has any.
    pub(crate) fn design_axis(&self) -> Option<&'a AxisFound> {
        self.people_cube(self.cubes.design_size).axes.first()
    }

    /// People of the whole design, whatever the filter.
    pub(crate) fn sample(&self) -> u64 {
        self.people_cube(self.cubes.design_size).cells.iter().map(|cell| cell.n).sum()
    }

    /// What each row says of the size of its stratum, stratum by stratum.
    fn populations(&self, request: usize) -> Vec<Option<f64>> {
        let Counted::Numbers(cube) = &self.counts.counted[request] else { return Vec::new() };
        cube.cells.iter().map(|cell| (cell.sums.n > 0).then_some(cell.max)).collect()
    }

    /// People of universe and filter without a weight.
    pub(crate) fn without_weight(&self) -> u64 {
        self.counts.without_weight[self.cubes.people[0].request]
    }

    /// Sums of people at some codes, by unit of the design.
    pub(crate) fn people_of(&self, asked: &AskedCube, codes: &[&[usize]]) -> ByUnit<Sums> {
        self.joined(asked, |request| self.people_cube(request), codes, |a, b| a.plus(*b))
    }

    /// Sums of two numbers over everyone of the filter, by unit of the design.
    pub(crate) fn pairs_of(&self, asked: &AskedCube) -> ByUnit<PairSums> {
        let cube = |request: usize| match &self.counts.counted[request] {
            Counted::Pairs(cube) => cube,
            Counted::People(_) | Counted::Numbers(_) | Counted::Distributions(_) => {
                unreachable!("pairs were asked for")
            }
        };
        self.joined(asked, cube, &[], |a, b| a.plus(*b))
    }

    /// The cells of a cube at the given codes, put together for each unit of the design and each class of a calibration.
    fn joined<T: Clone + Default + 'a>(
        &self,
        asked: &AskedCube,
        cube: impl Fn(usize) -> &'a Cube<T>,
        codes: &[&[usize]],
        plus: impl Fn(&T, &T) -> T,
    ) -> ByUnit<T> {
        let design = self.cubes.design_axes;
        let units = selected(cube(asked.request), design, codes, &plus);
        let mut classes = Vec::new();
        let views = self.cubes.calibrated.iter().flat_map(|calibrated| calibrated.views(design));
        for (request, (leading, margin)) in asked.views.iter().zip(views) {
            let places = selected(cube(*request), leading, codes, &plus);
            for unit in places.chunks(margin.of_place.len().max(1)) {
                let mut own = vec![T::default(); margin.count];
                for (sums, class) in unit.iter().zip(&margin.of_place) {
                    own[*class] = plus(&own[*class], sums);
                }
                classes.extend(own);
            }
        }
        ByUnit::of(units, classes)
    }
}

/// Where whoever is in both of two columns is counted, and the codes of it: `of_banks` has a cube for each bank of columns,
/// `overlaps` one for pairs of banks. `None` where nobody can be in both.
fn both<'s>(
    of_banks: &'s [AskedCube],
    overlaps: &'s Overlaps,
    a: &ColumnPlace,
    b: &ColumnPlace,
) -> Option<(&'s AskedCube, Vec<Vec<usize>>)> {
    if a.chain != b.chain || a.bank == 0 {
        return None;
    }
    if a.bank == b.bank {
        let in_both = |(a, b): (&Vec<usize>, &Vec<usize>)| {
            a.iter().filter(|code| b.contains(code)).copied().collect::<Vec<usize>>()
        };
        let codes: Vec<Vec<usize>> = a.codes.iter().zip(&b.codes).map(in_both).collect();
        return if codes.iter().any(Vec::is_empty) { None } else { Some((of_banks.get(a.bank)?, codes)) };
    }
    let (a, b) = if a.bank < b.bank { (a, b) } else { (b, a) };
    let (_, asked) = overlaps.iter().find(|(banks, _)| *banks == (a.bank, b.bank))?;
    Some((asked, a.codes.iter().chain(&b.codes).cloned().collect()))
}

/// One list of codes after another.
fn along<'a>(first: &[&'a [usize]], rest: &'a [Vec<usize>]) -> Vec<&'a [usize]> {
    first.iter().copied().chain(rest.iter().map(Vec::as_slice)).collect()
}

/// For each place of the leading axes, the cells at the given codes of the others, put together.
fn selected<T: Clone + Default>(
    cube: &Cube<T>,
    leading: usize,
    codes: &[&[usize]],
    plus: &impl Fn(&T, &T) -> T,
) -> Vec<T> {
    let own = &cube.axes[leading..];
    let mut offsets = vec![0];
    for (axis, codes) in own.iter().zip(codes) {
        offsets = offsets
            .iter()
            .flat_map(|offset| codes.iter().map(move |code| offset * axis.length + code))
            .collect();
    }
    let width: usize = own.iter().map(|axis| axis.length).product();
    let joined = |unit: &[T]| offsets.iter().fold(T::default(), |sums, offset| plus(&sums, &unit[*offset]));
    cube.cells.chunks_exact(width.max(1)).map(joined).collect()
}
