//! How far a hidden count can move while others move with it at the least cost: a small linear programme.
//!
//! The primal simplex method for bounded variables (Dantzig 1963, *Linear Programming and Extensions*, chapter 18). It starts
//! where nothing moves, which always fits. Factors are 1 and −1, so the numbers stay small; what comes out is rounded and
//! checked in whole people by whoever asked.

/// Smaller than any number that occurs.
const NOTHING: f64 = 1e-9;
/// Less than any cost, more than what rounding leaves of the worth of moving.
const GAIN_MIN: f64 = 1e-6;
/// Worth more than any cost, so that moving as far as wanted comes first.
const WANTED: f64 = 1e7;
/// Steps that change nothing, after which the order of choice is the one that cannot go round in circles (Bland 1977).
const IDLE_MAX: usize = 40;

/// How far a count can move, and what each person of a move costs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) cost: f64,
    pub(super) down: f64,
    pub(super) up: f64,
}

/// Counts that move together: in each relation the moves, times their factors, are zero.
#[derive(Debug, Default)]
pub(super) struct Programme {
    pub(super) counts: Vec<Limits>,
    pub(super) relations: Vec<Vec<(usize, i8)>>,
}

/// Which way a count is to move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    Down,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    In,
    AtNothing,
    AtMost,
}

/// Each count is two variables, its way up (even) and its way down (odd), of which one is nothing.
struct Tableau {
    costs: Vec<f64>,
    most: Vec<f64>,
    stands: Vec<Stand>,
    /// One a relation, over the counts' ways up.
    rows: Vec<Vec<f64>>,
    /// The variable of each row; `None` where it is still the relation's own, which stays zero.
    basic: Vec<Option<usize>>,
    values: Vec<f64>,
    /// What the variables of the rows cost, per unit of each count.
    prices: Vec<f64>,
}

impl Programme {
    /// The moves that take count `target` as far as `wanted` in one way, or as far as it goes, at the least cost. `None` where
    /// `effort` (multiplications) is used up.
    pub(super) fn cheapest(
        &self,
        target: usize,
        way: Way,
        wanted: f64,
        effort: &mut u64,
    ) -> Option<Vec<f64>> {
        let mut tableau = Tableau::of(self, target, way, wanted);
        let mut idle = 0;
        while let Some(entering) = tableau.entering(idle > IDLE_MAX) {
            let work = tableau.rows.len() * self.counts.len();
            *effort = effort.checked_sub(work as u64 + 1)?;
            idle = if tableau.step(entering, idle > IDLE_MAX) { 0 } else { idle + 1 };
        }
        Some(tableau.moves())
    }
}

fn sign(variable: usize) -> f64 {
    if variable.is_multiple_of(2) { 1.0 } else { -1.0 }
}

impl Tableau {
    fn of(programme: &Programme, target: usize, way: Way, wanted: f64) -> Tableau {
        let width = programme.counts.len();
        let mut costs: Vec<f64> = programme.counts.iter().flat_map(|own| [own.cost, own.cost]).collect();
        let mut most: Vec<f64> = programme.counts.iter().flat_map(|own| [own.up, own.down]).collect();
        let (chosen, other) = match way {
            Way::Up => (2 * target, 2 * target + 1),
            Way::Down => (2 * target + 1, 2 * target),
        };
        costs[chosen] = -WANTED;
        most[chosen] = most[chosen].min(wanted);
        most[other] = 0.0;
        let rows = programme.relations.iter().map(|relation| {
            let mut row = vec![0.0; width];
            relation.iter().for_each(|(count, factor)| row[*count] += f64::from(*factor));
            row
        });
        let rows: Vec<Vec<f64>> = rows.collect();
        Tableau {
            costs,
            most,
            stands: vec![Stand::AtNothing; 2 * width],
            basic: vec![None; rows.len()],
            values: vec![0.0; rows.len()],
            prices: vec![0.0; width],
            rows,
        }
    }

    /// The variable whose change gains most; in the careful order the first that gains anything.
    fn entering(&self, carefully: bool) -> Option<usize> {
        let mut best: Option<(f64, usize)> = None;
        for (variable, stand) in self.stands.iter().enumerate() {
            if *stand == Stand::In || self.most[variable] < NOTHING {
                continue;
            }
            let own = self.costs[variable] - sign(variable) * self.prices[variable / 2];
            let gain = if *stand == Stand::AtMost { own } else { -own };
            if gain > GAIN_MIN && best.is_none_or(|(most, _)| gain > most) {
                best = Some((gain, variable));
                if carefully {
                    break;
                }
            }
        }
        best.map(|(_, variable)| variable)
    }

    /// Moves the variable as far as it goes; whether anything moved.
    fn step(&mut self, entering: usize, carefully: bool) -> bool {
        let (count, sign) = (entering / 2, sign(entering));
        let way = if self.stands[entering] == Stand::AtMost { -1.0 } else { 1.0 };
        let mut reach = self.most[entering];
        let mut leaving: Option<(usize, f64, usize)> = None;
        for (place, row) in self.rows.iter().enumerate() {
            let rate = sign * row[count];
            let change = -way * rate;
            if change.abs() < NOTHING {
                continue;
            }
            let most = self.basic[place].map_or(0.0, |variable| self.most[variable]);
            let room = if change > 0.0 { most - self.values[place] } else { self.values[place] };
            let limit = (room / change.abs()).max(0.0);
            // A relation's own variable leaves first; then the largest rate, which is the most exact.
            let rank = match self.basic[place] {
                None => 0,
                Some(variable) if carefully => 1 + variable,
                Some(_) => 1,
            };
            let is_tie = (limit - reach).abs() < NOTHING;
            let is_better = leaving.is_none_or(|(_, rate_of_best, rank_of_best)| {
                (rank, -rate.abs()) < (rank_of_best, -rate_of_best.abs())
            });
            if limit < reach - NOTHING || is_tie && is_better {
                reach = reach.min(limit);
                leaving = Some((place, rate, rank));
            }
        }
        for (place, row) in self.rows.iter().enumerate() {
            self.values[place] -= way * sign * row[count] * reach;
        }
        let Some((place, rate, _)) = leaving else {
            self.stands[entering] = if way > 0.0 { Stand::AtMost } else { Stand::AtNothing };
            return reach > NOTHING;
        };
        if let Some(variable) = self.basic[place] {
            let is_full = (self.most[variable] - self.values[place]).abs() < self.values[place].abs();
            self.stands[variable] = if is_full { Stand::AtMost } else { Stand::AtNothing };
        }
        self.values[place] = if way > 0.0 { reach } else { self.most[entering] - reach };
        self.basic[place] = Some(entering);
        self.stands[entering] = Stand::In;
        self.pivot(place, count, rate);
        reach > NOTHING
    }

    fn pivot(&mut self, place: usize, count: usize, rate: f64) {
        let mut pivot = std::mem::take(&mut self.rows[place]);
        pivot.iter_mut().for_each(|value| *value /= rate);
        for (other, row) in self.rows.iter_mut().enumerate() {
            if other == place {
                continue;
            }
            // The variable's own rate in this row, by the sign that the pivot row has been divided by.
            let times = row[count] / pivot[count];
            if times.abs() >= NOTHING {
                subtract(row, &pivot, times);
            }
        }
        let entering = self.basic[place].expect("it has just entered");
        let own = self.costs[entering] - sign(entering) * self.prices[count];
        subtract(&mut self.prices, &pivot, -own);
        self.rows[place] = pivot;
    }

    fn moves(&self) -> Vec<f64> {
        let mut values: Vec<f64> = self
            .stands
            .iter()
            .zip(&self.most)
            .map(|(stand, most)| if *stand == Stand::AtMost { *most } else { 0.0 })
            .collect();
        for (variable, value) in self.basic.iter().zip(&self.values) {
            if let Some(variable) = variable {
                values[*variable] = *value;
            }
        }
        values.chunks_exact(2).map(|ways| ways[0] - ways[1]).collect()
    }
}

fn subtract(row: &mut [f64], pivot: &[f64], times: f64) {
    for (value, own) in row.iter_mut().zip(pivot) {
        if *own != 0.0 {
            *value -= times * own;
            if value.abs() < NOTHING {
                *value = 0.0;
            }
        }
    }
}
