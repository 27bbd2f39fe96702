//! Chance that can be repeated: the order and the group that a seed stands for, the same on every visit and every machine.

/// SplitMix64 (Steele, Lea and Flood 2014): small, and the same everywhere.
pub struct Generator {
    state: u64,
}

impl Generator {
    /// Seeded by a seed and the bytes of a name (FNV-1a), so that two things of one respondent are not mixed alike.
    pub fn new(seed: u64, name: &str) -> Generator {
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
        });
        Generator { state: seed ^ hash }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`, all equally likely: the multiply-shift of Lemire (2019) with its rejection. `bound` is at
    /// least 1.
    pub fn below(&mut self, bound: u64) -> u64 {
        let threshold = bound.wrapping_neg() % bound;
        loop {
            let product = u128::from(self.next()) * u128::from(bound);
            if product as u64 >= threshold {
                return (product >> 64) as u64;
            }
        }
    }

    /// Puts a list in a random order: Fisher and Yates, from the end.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last as u64 + 1) as usize);
        }
    }
}
