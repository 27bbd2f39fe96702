//! What is settled before the first page (consents, the arms of split ballots), and the rules that flag doubtful
//! interviews.

use super::condition::Condition;
use super::seeded::Generator;
use super::{ItemIndex, OptionIndex};
use crate::i18n::LocalizedText;
use crate::ids::{ItemId, OptionCode};

/// A box of consent, never ticked beforehand. `consent.ID` is a name in conditions: true, false, or unknown where the
/// interview never showed it.
#[derive(Debug, Clone)]
pub struct Consent {
    pub id: ItemId,
    pub text: LocalizedText,
    /// Who refuses it is not interviewed; only a count is kept.
    pub required: bool,
    pub purpose: Option<String>,
}

/// A random assignment: each respondent gets one group, in the proportion of the shares. `arm.ID` is a name in
/// conditions and a variable in tables.
#[derive(Debug, Clone)]
pub struct Arm {
    pub id: ItemId,
    pub groups: Vec<ArmGroup>,
}

impl Arm {
    /// The group of the respondent who comes as number `place`, from 0, where `seed` is the wave's. Respondents are taken
    /// in blocks as long as the shares need, and each block holds every group exactly by its share, in a random order:
    /// at the end of each block the groups are exactly balanced (permuted blocks; Matts and Lachin 1988).
    pub fn group_at(&self, seed: u64, place: u64) -> OptionIndex {
        let divisor =
            self.groups.iter().fold(0, |divisor, group| greatest_common_divisor(divisor, group.share));
        let mut block: Vec<OptionIndex> = Vec::new();
        for (index, group) in self.groups.iter().enumerate() {
            let times = group.share / divisor.max(1);
            block.extend((0..times).map(|_| OptionIndex(index as u16)));
        }
        let length = block.len().max(1) as u64;
        Generator::new(seed ^ (place / length).rotate_left(32), self.id.as_str()).shuffle(&mut block);
        block.get((place % length) as usize).copied().unwrap_or(OptionIndex(0))
    }

    /// The group with this code.
    pub fn find_group(&self, code: &str) -> Option<OptionIndex> {
        let place = self.groups.iter().position(|group| group.code.as_str() == code)?;
        Some(OptionIndex(place as u16))
    }
}

fn greatest_common_divisor(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArmGroup {
    pub code: OptionCode,
    /// How many of the sum of all shares get this group; at least 1.
    pub share: u32,
}

/// Rules that flag interviews for an analyst to look at; nothing is ever deleted by them.
#[derive(Debug, Clone, Default)]
pub struct Quality {
    /// An interview is a speeder's whose time per item shown is below this share of the median.
    pub speeder: Option<f64>,
    /// The grids in which the same answer to every row is flagged.
    pub straightline: Vec<ItemIndex>,
    /// What an attentive respondent's answers meet.
    pub attention: Option<Condition>,
}

/// A rule of [`Quality`]: `flag.RULE` is a name in report files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QualityRule {
    Speeder,
    Straightline,
    Attention,
}

impl QualityRule {
    pub const ALL: [QualityRule; 3] =
        [QualityRule::Speeder, QualityRule::Straightline, QualityRule::Attention];

    pub fn as_str(self) -> &'static str {
        match self {
            QualityRule::Speeder => "speeder",
            QualityRule::Straightline => "straightline",
            QualityRule::Attention => "attention",
        }
    }
}

impl Quality {
    /// The rules that are declared, in the order of the file's keys.
    pub fn rules(&self) -> Vec<QualityRule> {
        QualityRule::ALL.into_iter().filter(|rule| self.declares(*rule)).collect()
    }

    fn declares(&self, rule: QualityRule) -> bool {
        match rule {
            QualityRule::Speeder => self.speeder.is_some(),
            QualityRule::Straightline => !self.straightline.is_empty(),
            QualityRule::Attention => self.attention.is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arm(shares: &[u32]) -> Arm {
        let group = |(place, share): (usize, &u32)| ArmGroup {
            code: OptionCode::parse(&place.to_string()).unwrap(),
            share: *share,
        };
        Arm { id: ItemId::parse("wording").unwrap(), groups: shares.iter().enumerate().map(group).collect() }
    }

    #[test]
    fn the_groups_are_exactly_balanced_at_the_end_of_each_block() {
        for (shares, block) in [(&[1, 1][..], 2), (&[50, 50], 2), (&[2, 1, 1], 4), (&[10, 20, 30], 6)] {
            let arm = arm(shares);
            for start in 0..50 {
                let mut counts = vec![0; shares.len()];
                for place in start * block..(start + 1) * block {
                    counts[usize::from(arm.group_at(7, place).0)] += 1;
                }
                let sum: u32 = shares.iter().sum();
                let expected: Vec<u64> =
                    shares.iter().map(|share| u64::from(*share) * block / u64::from(sum)).collect();
                assert_eq!(counts, expected, "{shares:?} {start}");
            }
        }
    }

    #[test]
    fn the_order_within_blocks_varies_and_follows_from_the_seed() {
        let arm = arm(&[1, 1]);
        let firsts: u64 = (0..1000).map(|block| u64::from(arm.group_at(7, block * 2).0)).sum();
        // 500 expected, five standard deviations (15.8) either way.
        assert!((421..=579).contains(&firsts), "{firsts}");
        let of = |seed: u64| -> Vec<u16> { (0..64).map(|place| arm.group_at(seed, place).0).collect() };
        assert_eq!(of(7), of(7));
        assert_ne!(of(7), of(8));
    }
}
