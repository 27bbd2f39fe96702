//! What was settled before the first page, by the names it is stored under: the groups of the arms, and each consent with
//! the words it was given to.

use std::collections::BTreeMap;

use super::Circumstances;
use crate::questionnaire::{OptionIndex, Questionnaire};

/// Arms and consents of one interview. They go by their ids and codes, so that a later version of the questionnaire can
/// read them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Preamble {
    /// Arm to the code of its group; an arm without one is left out.
    pub arms: BTreeMap<String, String>,
    /// In the order they were shown.
    pub consents: Vec<ConsentRecord>,
}

/// One box of consent, as it was left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentRecord {
    pub id: String,
    pub given: bool,
    /// SHA-256 of the words that were shown, `sha256:` and 64 hex digits; `None` where a data file brought the answer.
    pub shown: Option<String>,
    /// The language they were shown in.
    pub language: Option<String>,
}

impl Preamble {
    /// The arms and consents of an interview that did not come through the form: whether each consent was given is known,
    /// but not which words were shown.
    pub fn of(questionnaire: &Questionnaire, circumstances: &Circumstances) -> Preamble {
        let arms = questionnaire.arms.iter().zip(&circumstances.arms).filter_map(|(arm, group)| {
            let group = arm.groups.get(usize::from((*group)?.0))?;
            Some((arm.id.to_string(), group.code.to_string()))
        });
        let consents = questionnaire.consents.iter().zip(&circumstances.consents);
        let consents = consents.filter_map(|(consent, given)| {
            Some(ConsentRecord {
                id: consent.id.to_string(),
                given: (*given)?,
                shown: None,
                language: circumstances.language.clone(),
            })
        });
        Preamble { arms: arms.collect(), consents: consents.collect() }
    }

    /// The group of each arm of this questionnaire; `None` where it was not assigned, or has no such group any more.
    pub fn arms_in(&self, questionnaire: &Questionnaire) -> Vec<Option<OptionIndex>> {
        let arms = questionnaire.arms.iter();
        arms.map(|arm| arm.find_group(self.arms.get(arm.id.as_str())?)).collect()
    }

    /// Whether each consent of this questionnaire was given; `None` where it was not shown.
    pub fn consents_in(&self, questionnaire: &Questionnaire) -> Vec<Option<bool>> {
        let find = |id: &str| self.consents.iter().find(|record| record.id == id).map(|record| record.given);
        questionnaire.consents.iter().map(|consent| find(consent.id.as_str())).collect()
    }
}
