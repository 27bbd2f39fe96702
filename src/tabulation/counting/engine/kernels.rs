//! The innermost loops: keys of cells and rows of sums. They know nothing of what is counted.

/// What one respondent adds to a cell: the whole weight, its square's lower 46 bits and what is above them, and one
/// person in the lower half of the last word, one with a positive weight in the upper.
pub(super) type Row = [u64; 4];

/// The most cells of a table that is filled in one pass; a power of two.
pub(super) const TABLE: usize = 4_096;
/// Respondents whose rows stay in the cache while all tables are filled from them.
pub(super) const BLOCK: usize = 32_768;

const LOWER: u32 = super::weights::BITS as u32;
const ONE_PERSON: u64 = 1;
const ONE_POSITIVE: u64 = 1 << 32;

/// Of a whole weight of at most 46 bits.
pub(super) fn row(whole: u64) -> Row {
    let square = u128::from(whole) * u128::from(whole);
    let lower = square as u64 & ((1 << LOWER) - 1);
    [whole, lower, (square >> LOWER) as u64, ONE_PERSON + if whole > 0 { ONE_POSITIVE } else { 0 }]
}

/// A respondent who counts without a weight.
pub(super) fn person() -> Row {
    [0, 0, 0, ONE_PERSON]
}

pub(super) fn plus(sum: &mut Row, row: &Row) {
    for (sum, term) in sum.iter_mut().zip(row) {
        *sum += term;
    }
}

/// n, how many of them have a positive weight, Σw and Σw² in units.
pub(super) fn parts_of(row: &Row) -> (u64, u64, u128, u128) {
    let [whole, lower, upper, people] = *row;
    (people & 0xFFFF_FFFF, people >> 32, u128::from(whole), u128::from(lower) + (u128::from(upper) << LOWER))
}

/// Adds each row to the cell of its key. A table of at most [`TABLE`] cells; the sums of 65,536 rows fit.
pub(super) fn add_rows(keys: &[u16], rows: &[Row], table: &mut [Row; TABLE]) {
    for (key, row) in keys.iter().zip(rows) {
        let cell = &mut table[usize::from(*key) & (TABLE - 1)];
        cell[0] = cell[0].wrapping_add(row[0]);
        cell[1] = cell[1].wrapping_add(row[1]);
        cell[2] = cell[2].wrapping_add(row[2]);
        cell[3] = cell[3].wrapping_add(row[3]);
    }
}

/// Counts those who are `on` in the cell of their key.
pub(super) fn add_people(keys: &[u16], on: &[u8], table: &mut [u32; TABLE]) {
    for (key, on) in keys.iter().zip(on) {
        let cell = &mut table[usize::from(*key) & (TABLE - 1)];
        *cell = cell.wrapping_add(u32::from(*on));
    }
}

/// Keys go on by one axis more.
pub(super) fn next_axis(keys: &mut [u16], places: &[u8], length: usize) {
    let length = length as u16;
    for (key, place) in keys.iter_mut().zip(places) {
        *key = key.wrapping_mul(length).wrapping_add(u16::from(*place));
    }
}

/// The same of those who are picked.
pub(super) fn next_axis_of(keys: &mut [u16], places: &[u8], picked: &[u16], length: usize) {
    let length = length as u16;
    for (key, at) in keys.iter_mut().zip(picked) {
        *key = key.wrapping_mul(length).wrapping_add(u16::from(places[usize::from(*at)]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_holds_the_square_of_the_largest_weight() {
        let largest = 1_u64 << LOWER;
        for whole in [0, 1, 3, largest - 1, largest] {
            let mut sum = [0; 4];
            for _ in 0..65_536 {
                plus(&mut sum, &row(whole));
            }
            let square = u128::from(whole) * u128::from(whole) * 65_536;
            let positive = if whole > 0 { 65_536 } else { 0 };
            assert_eq!(parts_of(&sum), (65_536, positive, u128::from(whole) * 65_536, square));
        }
    }
}
