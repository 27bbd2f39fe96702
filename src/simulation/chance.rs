//! Chance that can be repeated: numbers that look random and follow from a seed alone.

/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014): one word of state,
/// good enough to make people up, never for secrets.
#[derive(Debug, Clone)]
pub(super) struct Chance {
    state: u64,
}

impl Chance {
    /// A stream of its own for each pair of seed and place.
    pub(super) fn new(seed: u64, place: u64) -> Chance {
        let mut chance = Chance { state: seed };
        let mixed = chance.next();
        Chance { state: mixed ^ place.wrapping_mul(0xd134_2543_de82_ef95) }
    }

    pub(super) fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.state;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }

    /// From 0 (inclusive) to 1 (exclusive).
    pub(super) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub(super) fn happens(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// From 0 to `end` (exclusive); 0 where `end` is 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        // The high half of the product: the bias is below end / 2^64.
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    /// A place, each as likely as its weight; `None` where no weight is above zero.
    pub(super) fn weighted(&mut self, weights: &[f64]) -> Option<usize> {
        let total: f64 = weights.iter().sum();
        let mut rest = self.unit() * total;
        let mut last = None;
        for (place, weight) in weights.iter().enumerate().filter(|(_, weight)| **weight > 0.0) {
            last = Some(place);
            if rest < *weight {
                break;
            }
            rest -= weight;
        }
        last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_gives_the_published_first_numbers() {
        // From seed 1234567, as listed for SplitMix64 by several independent implementations.
        let mut chance = Chance { state: 1_234_567 };
        let first: Vec<u64> = (0..3).map(|_| chance.next()).collect();
        assert_eq!(first, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn a_weight_of_zero_is_never_drawn() {
        let mut chance = Chance::new(1, 1);
        let mut counts = [0; 3];
        for _ in 0..3000 {
            counts[chance.weighted(&[1.0, 0.0, 2.0]).unwrap()] += 1;
        }
        assert_eq!(counts[1], 0);
        assert!((900..1100).contains(&counts[0]), "{counts:?}");
        assert_eq!(chance.weighted(&[0.0, 0.0]), None);
    }

    #[test]
    fn below_stays_below() {
        let mut chance = Chance::new(7, 0);
        assert!((0..1000).all(|_| chance.below(3) < 3));
        assert_eq!(chance.below(0), 0);
    }
}
