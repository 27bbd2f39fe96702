//! Whether the stub and each variable of the banner go together: which cells enter, and the covariance of their shares.

use super::assemble::StubCount;
use super::by_unit::ByUnit;
use super::comparisons::{Lettered, lettered};
use super::counting::Sums;
use super::cubes::ColumnPlace;
use super::plan::{IndependencePlan, TablePlan};
use super::precision::{Linear, Sampling, of_share};
use super::request::IndependenceMethod;
use super::statistics::{Pearson, Shares, Tested, pearson, rao_scott, wald};
use super::table::{Column, Independence, Row, RowKind};

/// One test a variable of the banner; fills the residuals of the cells where they are asked for.
pub(crate) fn independence(
    plan: &TablePlan,
    asked: &IndependencePlan,
    stub: &StubCount<'_>,
    (columns, places): (&[Column], &[ColumnPlace]),
    rows: &mut [Row],
    sampling: &Sampling,
) -> Vec<Independence> {
    let mut found = Vec::new();
    for group in lettered(columns, places) {
        let cells = Cells::of(stub, &group, places);
        let plain = pearson(&cells.counts());
        if asked.residuals {
            residuals(plan, stub, &group, &cells, rows);
        }
        let variable = columns[group.columns[0]].variable.clone().unwrap_or_default();
        found.push(tested(asked, variable, plain, &cells, sampling));
    }
    found
}

fn tested(
    asked: &IndependencePlan,
    variable: String,
    plain: Option<Pearson>,
    cells: &Cells,
    sampling: &Sampling,
) -> Independence {
    let by_shares = |choose: &dyn Fn(&Shares<'_>) -> Option<Tested>| cells.with_shares(sampling, choose);
    let test = match asked.method {
        IndependenceMethod::Pearson => plain.as_ref().map(|plain| plain.tested),
        IndependenceMethod::RaoScott => by_shares(&|of| rao_scott(of).map(|(f, _)| f)),
        IndependenceMethod::RaoScottChisq => by_shares(&|of| rao_scott(of).map(|(_, chi)| chi)),
        IndependenceMethod::Wald => by_shares(&|of| wald(of).map(|(wald, _)| wald)),
        IndependenceMethod::AdjustedWald => by_shares(&|of| wald(of).map(|(_, adjusted)| adjusted)),
    };
    Independence {
        variable,
        method: asked.method.as_str(),
        statistic: test.map(|test| test.statistic),
        df1: test.map(|test| test.df1),
        df2: test.and_then(|test| test.df2),
        p: test.and_then(|test| test.p),
        cramers_v: plain.as_ref().map(|plain| plain.cramers_v),
        smallest_expected: plain.as_ref().map(|plain| plain.smallest_expected),
        expected_below_5: plain.as_ref().map(|plain| plain.expected_below_5),
        yates: plain.as_ref().and_then(|plain| plain.yates).filter(|_| asked.yates),
        fisher: plain.as_ref().and_then(|plain| plain.fisher).filter(|_| asked.fisher),
    }
}

/// The cells of stub and banner variable, by unit of the design.
struct Cells {
    /// Rows of the stub's plan that enter.
    rows: Vec<usize>,
    columns: usize,
    /// Row by row; each cell by unit.
    by_unit: Vec<ByUnit<Sums>>,
}

impl Cells {
    fn of(stub: &StubCount<'_>, group: &Lettered, places: &[ColumnPlace]) -> Cells {
        let options = stub.plan.rows.iter().enumerate();
        let rows: Vec<usize> =
            options.filter(|(_, row)| row.kind != RowKind::Net).map(|(at, _)| at).collect();
        let mut by_unit = Vec::new();
        for row in &rows {
            let place = stub.in_base(stub.plan.group_of(*row));
            by_unit.extend(group.columns.iter().map(|column| stub.by_unit(&place, &places[*column])));
        }
        Cells { rows, columns: group.columns.len(), by_unit }
    }

    fn all(&self, of: impl Fn(&Sums) -> f64) -> Vec<Vec<f64>> {
        let cells: Vec<f64> = self.by_unit.iter().map(|units| units.iter().map(&of).sum()).collect();
        cells.chunks(self.columns.max(1)).map(<[f64]>::to_vec).collect()
    }

    fn counts(&self) -> Vec<Vec<f64>> {
        self.all(|sums| sums.n as f64)
    }

    /// The shares and their covariance, of the rows and columns that occur.
    fn with_shares(
        &self,
        sampling: &Sampling,
        test: &dyn Fn(&Shares<'_>) -> Option<Tested>,
    ) -> Option<Tested> {
        let counts = self.counts();
        let rows: Vec<usize> =
            (0..counts.len()).filter(|row| counts[*row].iter().any(|count| *count > 0.0)).collect();
        let columns: Vec<usize> =
            (0..self.columns).filter(|column| counts.iter().any(|row| row[*column] > 0.0)).collect();
        let cells: Vec<&ByUnit<Sums>> = rows
            .iter()
            .flat_map(|row| columns.iter().map(move |column| &self.by_unit[row * self.columns + column]))
            .collect();
        let (first, others) = cells.split_first()?;
        let domain =
            others.iter().fold((*first).clone(), |domain, cell| domain.zip(cell, |all, own| all.plus(*own)));
        let whole: Sums = domain.iter().copied().sum();
        if whole.w <= 0.0 {
            return None;
        }
        let shares: Vec<f64> =
            cells.iter().map(|cell| cell.iter().map(|unit| unit.w).sum::<f64>() / whole.w).collect();
        let squared = whole.w * whole.w;
        let of_shares: Vec<ByUnit<Linear>> = cells.iter().map(|cell| of_share(cell, &domain)).collect();
        // Cells have nobody in common, but every share has the whole domain in it.
        let covariance = sampling.covariance(&of_shares, |a, b, unit| {
            let (in_a, in_b, all) = (cells[a][unit].w2, cells[b][unit].w2, domain[unit].w2);
            (shares[a] * shares[b] * all - shares[b] * in_a - shares[a] * in_b) / squared
        })?;
        let totals: Vec<ByUnit<Linear>> = cells
            .iter()
            .map(|cell| {
                cell.map(|unit| Linear {
                    z: unit.w / whole.w,
                    zz: unit.w2 / squared,
                    once: unit.w2 / whole.w,
                })
            })
            .collect();
        let of_totals = sampling.covariance(&totals, |_, _, _| 0.0)?;
        let of = Shares {
            rows: rows.len(),
            columns: columns.len(),
            shares: &shares,
            covariance: &covariance,
            of_totals: &of_totals,
            n: whole.n as f64,
            nu: sampling.degrees_of_freedom(&domain),
        };
        test(&of)
    }
}

/// (W − E)/√(E(1−r)(1−c)) of each cell, weighted counts brought to the effective base. R: `chisq.test()$stdres`.
fn residuals(plan: &TablePlan, stub: &StubCount<'_>, group: &Lettered, cells: &Cells, rows: &mut [Row]) {
    let all: Sums = cells.by_unit.iter().flat_map(|cell| cell.iter()).copied().sum();
    let Some(effective) = all.effective() else { return };
    let scale = effective / all.w;
    let weighted = cells.all(|sums| sums.w * scale);
    let row_share: Vec<f64> = weighted.iter().map(|row| row.iter().sum::<f64>() / effective).collect();
    let column_share: Vec<f64> =
        (0..cells.columns).map(|at| weighted.iter().map(|row| row[at]).sum::<f64>() / effective).collect();
    for (at, number) in cells.rows.iter().enumerate() {
        let id = &stub.plan.rows[*number].id;
        let id = if plan.stacked { format!("{}:{id}", stub.plan.subject.name) } else { id.clone() };
        let Some(row) = rows.iter_mut().find(|row| row.id == id) else { continue };
        for (nth, column) in group.columns.iter().enumerate() {
            let (r, c) = (row_share[at], column_share[nth]);
            let expected = effective * r * c;
            let spread = (expected * (1.0 - r) * (1.0 - c)).sqrt();
            row.cells[*column].residual = (spread > 0.0).then(|| (weighted[at][nth] - expected) / spread);
        }
    }
}
