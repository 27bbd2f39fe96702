//! The one list of diagnostic codes, each with its severity, its title and its page in `explanations/`. A code is never
//! given another meaning; one that is no longer made stays listed as retired.

use super::Severity;

macro_rules! codes {
    ($($variant:ident = $code:literal, $severity:ident, $title:literal;)*) => {
        /// What kind of problem it is; the text form (`Q101`) is what people search for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($variant,)* }

        impl Code {
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            pub fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $code,)* }
            }

            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }

            /// The problem in a few words, the same for every occurrence.
            pub fn title(self) -> &'static str {
                match self { $(Code::$variant => $title,)* }
            }

            /// Its page: why it matters, an example, the cure. A code without one does not compile: write
            /// `src/diagnostics/explanations/CODE.md` as its neighbours are.
            pub(super) fn page(self) -> &'static str {
                match self { $(Code::$variant => include_str!(concat!("explanations/", $code, ".md")),)* }
            }
        }
    };
}

codes! {
    // Q0: the file as YAML
    Unreadable = "Q001", Error, "the file is not readable as YAML";
    TabIndent = "Q002", Error, "a tab where YAML wants spaces";
    DuplicateKey = "Q003", Error, "a key stands twice in one mapping";
    TagOrAnchor = "Q004", Error, "a YAML tag, anchor or alias";
    TooLarge = "Q005", Error, "the file is too large, too deep or has too many parts";
    SeveralDocuments = "Q006", Error, "more than one YAML document in a file";
    UnknownKey = "Q010", Error, "a key that does not exist here";
    UnsupportedKey = "Q011", Error, "a key that this version of canvass does not carry out";
    MissingKey = "Q012", Error, "a required key is missing";
    WrongType = "Q013", Error, "a value of the wrong kind";
    UnknownWord = "Q014", Error, "a word that is not one of the allowed ones";
    LanguageVersion = "Q015", Error, "a language version this program does not know";
    // Q1: structure
    MalformedId = "Q101", Error, "a malformed or reserved id";
    DuplicateId = "Q102", Error, "an id stands twice";
    MalformedCode = "Q103", Error, "a malformed option code";
    DuplicateCode = "Q104", Error, "an option code stands twice";
    DuplicateText = "Q105", Error, "two options read the same";
    UnknownScale = "Q106", Error, "a scale that does not exist";
    NoOptions = "Q107", Error, "an item without options or rows";
    KeyNotForType = "Q108", Error, "a key that means nothing for this type of item";
    EmptyRange = "Q109", Error, "a smallest value above the largest";
    MeaninglessOption = "Q110", Error, "an option key that means nothing here";
    ForcedEmpty = "Q111", Error, "options that force an empty answer";
    BadPattern = "Q112", Error, "a pattern that does not compile";
    BadLanguage = "Q113", Error, "a malformed or missing language";
    BadValue = "Q114", Error, "a value outside what is possible";
    Bands = "Q115", Error, "bands that cannot be told apart";
    RawHtml = "Q116", Error, "raw HTML in a text";
    TooMany = "Q117", Error, "more items, options or rows than canvass keeps";
    // Q2: expressions and piping
    Syntax = "Q201", Error, "an expression that cannot be read";
    UnknownName = "Q202", Error, "a name that does not exist";
    UnknownCode = "Q203", Error, "a code that no option has";
    ForwardReference = "Q204", Error, "an item that comes later than its use";
    TypeMismatch = "Q205", Error, "an expression of the wrong type";
    ComparedWithNull = "Q206", Error, "a comparison with null";
    UnknownFunction = "Q207", Error, "a function that does not exist, or with other arguments";
    UnknownPiping = "Q208", Error, "a piped name that does not exist or comes later";
    PipingMayBeUnasked = "Q209", Warning, "a piped answer that may not have been asked";
    // Q3: routing
    NeverHolds = "Q301", Error, "a condition that can never hold";
    AlwaysHolds = "Q302", Warning, "a condition that always holds";
    UnreachablePage = "Q303", Error, "a page no respondent can reach";
    EndsEverything = "Q304", Error, "an end that makes the rest unreachable";
    NothingOffered = "Q305", Error, "a required item with no option to choose";
    // Q4: translations
    UnknownTranslation = "Q401", Error, "a translation of something that does not exist";
    MissingTranslation = "Q402", Warning, "a text without a translation";
    StaleTranslation = "Q403", Warning, "a translation of a text that has changed since";
    UntrackedTranslation = "Q404", Hint, "translations without the hash of their source";
    LostPiping = "Q405", Error, "a translation that leaves out a piped answer";
    LostLink = "Q406", Warning, "a translation that lost a link";
    TranslatedAlike = "Q407", Error, "two options of a translation that read the same";
    // Q5: hints about method
    WideGrid = "Q501", Hint, "a grid of more than 7 columns or 12 rows";
    SensitiveWithoutDecline = "Q502", Hint, "a sensitive question without a way to decline";
    NoOtherOption = "Q503", Hint, "a list without a way to say “other”";
    LongQuestionnaire = "Q504", Hint, "a questionnaire of more than 15 minutes";
    BandTexts = "Q505", Hint, "bands in options that overlap or leave gaps";
    NoNoneOption = "Q506", Hint, "a multiple without “none of these”";
    RandomOrdinal = "Q507", Hint, "a list with an order of its own shown in another";
    UnbalancedScale = "Q508", Hint, "a scale with unequal sides";
    UnlabelledEnds = "Q509", Hint, "a scale with unlabelled ends";
    AgreeGrid = "Q510", Hint, "a grid of statements to agree or disagree with";
    TwoQuestions = "Q511", Hint, "“and/or” in a question";
    RequiredWithoutDecline = "Q512", Hint, "a required item without a way to decline";
    ScoredMissing = "Q513", Hint, "a score on an option that is no answer";
    // W: the wave file
    BadDate = "W101", Error, "a date, time or zone that cannot be read";
    WaveOrder = "W102", Error, "a wave that closes before it opens";
    NoticeIncomplete = "W103", Warning, "a notice that is not complete";
    WaveLanguage = "W104", Error, "a text of the wave in a language that its questionnaire lacks";
    // R: the report file and table requests
    UnknownVariable = "R101", Error, "a variable that does not exist";
    DuplicateVariable = "R102", Error, "a derived variable, banner, table or figure whose id is taken";
    Cycle = "R103", Error, "derived variables that depend on each other in a circle";
    NotTabulable = "R104", Error, "a request that cannot mean anything";
    NeedsBands = "R105", Error, "a number or text as a banner";
    BadNet = "R106", Error, "a net of codes that are not in the table";
    BadMeasure = "R107", Error, "a measure that does not exist or does not fit";
    BadPublished = "R108", Error, "a published value that cannot be read";
    UnknownFigure = "R109", Error, "a text that quotes a figure which does not exist";
    NotStated = "R110", Warning, "something the method statement needs and no file gives";
    MixedWithMissing = "R111", Hint, "a net or share that mixes answers with don't-knows";
    // T: the theme file
    BadColour = "T101", Error, "a colour that cannot be read, or too many";
    WeakContrast = "T102", Warning, "a colour that is hard to see";
    ColoursAlike = "T103", Warning, "colours of charts that look alike to some readers";
    BadLogo = "T104", Error, "a logo that cannot stand in a page";
    BadFont = "T105", Error, "a font that is not the name of one family";
    // V: a new version for a wave under way
    AnswersWithoutPlace = "V101", Error, "answers without a place in the new version";
    AnotherMeaning = "V102", Error, "an id or code that was answered as something else";
    // D: data files
    DataFile = "D101", Error, "a data file that cannot be read as the questionnaire says";
}
