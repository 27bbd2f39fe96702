//! What is settled before the first page (consents, the arms of split ballots), and the rules that flag doubtful
//! interviews.

use super::ItemIndex;
use super::condition::Condition;
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

impl Quality {
    /// The names that `flag.RULE` may take, in the order of the file's keys: the rules that are declared.
    pub fn rules(&self) -> Vec<&'static str> {
        let declared = [
            ("speeder", self.speeder.is_some()),
            ("straightline", !self.straightline.is_empty()),
            ("attention", self.attention.is_some()),
        ];
        declared.into_iter().filter(|(_, is)| *is).map(|(name, _)| name).collect()
    }
}
