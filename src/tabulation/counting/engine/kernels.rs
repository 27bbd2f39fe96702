//! The innermost loops: keys of cells and rows of sums. They know nothing of what is counted.

/// What one respondent adds to a cell: the whole weight, its square in two words of which the upper counts from bit 46
/// on, and one person in the lower half of the last word, one with a positive weight in the upper. Aligned, so that it is one load.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[repr(align(32))]
pub(super) struct Row([u64; 4]);

/// The most cells of a table that is filled in one pass; a power of two.
pub(super) const TABLE: usize = 4_096;
/// Respondents whose rows stay in the cache while all tables are filled from them.
pub(super) const BLOCK: usize = 32_768;

const LOWER: u32 = super::weights::BITS as u32;
const HALF: u32 = LOWER / 2;
const ONE_PERSON: u64 = 1;
const ONE_POSITIVE: u64 = 1 << 32;

impl Row {
    /// Nobody.
    pub(super) const NONE: Row = Row([0; 4]);

    /// Of a whole weight of at most 46 bits.
    pub(super) fn of(whole: u64) -> Row {
        // By halves of 23 bits, whose products fit a word, so that several weights are squared at a time.
        // The upper half is masked too: products of such numbers are one instruction.
        let (low, high) = (whole & ((1 << HALF) - 1), (whole >> HALF) & ((1 << (HALF + 1)) - 1));
        let cross = low * high;
        let lower = ((cross & ((1 << (HALF - 1)) - 1)) << (HALF + 1)) + low * low;
        let upper = high * high + (cross >> (HALF - 1));
        Row([whole, lower, upper, ONE_PERSON + if whole > 0 { ONE_POSITIVE } else { 0 }])
    }

    /// So many respondents who count without a weight.
    pub(super) fn people(n: u32) -> Row {
        Row([0, 0, 0, u64::from(n)])
    }

    pub(super) fn is_none(&self) -> bool {
        self.0[3] == 0
    }

    #[inline]
    pub(super) fn plus(&mut self, other: &Row) {
        let [whole, lower, upper, people] = self.0;
        let [own_whole, own_lower, own_upper, own_people] = other.0;
        self.0 = [
            whole.wrapping_add(own_whole),
            lower.wrapping_add(own_lower),
            upper.wrapping_add(own_upper),
            people.wrapping_add(own_people),
        ];
    }

    /// n, how many of them have a positive weight, Σw and Σw² in units.
    pub(super) fn parts(&self) -> (u64, u64, u128, u128) {
        let [whole, lower, upper, people] = self.0;
        (
            people & 0xFFFF_FFFF,
            people >> 32,
            u128::from(whole),
            u128::from(lower) + (u128::from(upper) << LOWER),
        )
    }
}

/// Adds each row to the cell of its key. A table of at most [`TABLE`] cells; the sums of 65,536 rows fit.
pub(super) fn add_rows(keys: &[u16], rows: &[Row], table: &mut [Row; TABLE]) {
    for (key, row) in keys.iter().zip(rows) {
        table[usize::from(*key) & (TABLE - 1)].plus(row);
    }
}

/// Counts those who are `on` in the cell of their key.
pub(super) fn add_people(keys: &[u16], on: &[u8], table: &mut [u32; TABLE]) {
    for (key, on) in keys.iter().zip(on) {
        let cell = &mut table[usize::from(*key) & (TABLE - 1)];
        *cell = cell.wrapping_add(u32::from(*on));
    }
}

/// The keys of two axes, the second of this length.
pub(super) fn keys_of_two(keys: &mut Vec<u16>, one: &[u8], two: &[u8], of_two: usize) {
    let of_two = of_two as u16;
    keys.clear();
    keys.extend(
        one.iter()
            .zip(two)
            .map(|(one, two)| u16::from(*one).wrapping_mul(of_two).wrapping_add(u16::from(*two))),
    );
}

/// The keys of three axes, the second and third of these lengths.
pub(super) fn keys_of_three(keys: &mut Vec<u16>, axes: [&[u8]; 3], of_two: usize, of_three: usize) {
    let [one, two, three] = axes;
    let (of_both, of_three) = ((of_two * of_three) as u16, of_three as u16);
    keys.clear();
    keys.extend(one.iter().zip(two).zip(three).map(|((one, two), three)| {
        let key = u16::from(*one).wrapping_mul(of_both).wrapping_add(u16::from(*two).wrapping_mul(of_three));
        key.wrapping_add(u16::from(*three))
    }));
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
        for whole in [0, 1, 3, 0x2AAA_5555_1234, 0x3FFF_FF80_0000, largest - 1, largest] {
            let mut sum = Row::NONE;
            for _ in 0..65_536 {
                sum.plus(&Row::of(whole));
            }
            let square = u128::from(whole) * u128::from(whole) * 65_536;
            let positive = if whole > 0 { 65_536 } else { 0 };
            assert_eq!(sum.parts(), (65_536, positive, u128::from(whole) * 65_536, square));
        }
    }
}
