//! The kinds of change between two editions, by the names of the language's contract.

/// What happened to an item. An item has as many as apply, [`Class::Identical`] only alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    Identical,
    /// Words changed: of the question, its help, an option, a row, a label.
    WordingOnly,
    /// Options, or rows of a grid: what the item offers.
    OptionsAdded,
    OptionsRemoved,
    OptionsReordered,
    /// The same answers stand under other codes.
    Recoded,
    /// What is measured with changed: points of a scale, limits, decimals, bands, checks, the formula.
    ScaleChanged,
    /// Others are asked.
    BaseChanged,
    TypeChanged,
    Added,
    Dropped,
    DontKnowAdded,
    DontKnowRemoved,
    RequiredChanged,
    /// It stands among other items.
    Moved,
    DisplayChanged,
    RandomisationChanged,
    TranslationChanged,
    /// Others take part in the survey.
    PopulationChanged,
}

impl Class {
    pub const ALL: [Class; 19] = [
        Class::Identical,
        Class::WordingOnly,
        Class::OptionsAdded,
        Class::OptionsRemoved,
        Class::OptionsReordered,
        Class::Recoded,
        Class::ScaleChanged,
        Class::BaseChanged,
        Class::TypeChanged,
        Class::Added,
        Class::Dropped,
        Class::DontKnowAdded,
        Class::DontKnowRemoved,
        Class::RequiredChanged,
        Class::Moved,
        Class::DisplayChanged,
        Class::RandomisationChanged,
        Class::TranslationChanged,
        Class::PopulationChanged,
    ];

    /// The name in files: `options_added`.
    pub fn as_str(self) -> &'static str {
        match self {
            Class::Identical => "identical",
            Class::WordingOnly => "wording_only",
            Class::OptionsAdded => "options_added",
            Class::OptionsRemoved => "options_removed",
            Class::OptionsReordered => "options_reordered",
            Class::Recoded => "recoded",
            Class::ScaleChanged => "scale_changed",
            Class::BaseChanged => "base_changed",
            Class::TypeChanged => "type_changed",
            Class::Added => "added",
            Class::Dropped => "dropped",
            Class::DontKnowAdded => "dont_know_added",
            Class::DontKnowRemoved => "dont_know_removed",
            Class::RequiredChanged => "required_changed",
            Class::Moved => "moved",
            Class::DisplayChanged => "display_changed",
            Class::RandomisationChanged => "randomisation_changed",
            Class::TranslationChanged => "translation_changed",
            Class::PopulationChanged => "population_changed",
        }
    }

    /// The name for people: "options added". Words that changed are called "wording", whatever else changed with them.
    pub fn words(self) -> &'static str {
        match self {
            Class::Identical => "identical",
            Class::WordingOnly => "wording",
            Class::OptionsAdded => "options added",
            Class::OptionsRemoved => "options removed",
            Class::OptionsReordered => "options reordered",
            Class::Recoded => "recoded",
            Class::ScaleChanged => "scale changed",
            Class::BaseChanged => "base changed",
            Class::TypeChanged => "type changed",
            Class::Added => "added",
            Class::Dropped => "dropped",
            Class::DontKnowAdded => "don't-know added",
            Class::DontKnowRemoved => "don't-know removed",
            Class::RequiredChanged => "required changed",
            Class::Moved => "moved",
            Class::DisplayChanged => "display changed",
            Class::RandomisationChanged => "randomisation changed",
            Class::TranslationChanged => "translation changed",
            Class::PopulationChanged => "population changed",
        }
    }
}
