//! The interface's own words, in every language we speak: one Fluent file a language, embedded in the program.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use super::Language;

/// The languages the interface is written in, and their files. The first is what the others fall back to.
const FILES: [(&str, &str); 10] = [
    ("en", include_str!("en.ftl")),
    ("ar", include_str!("ar.ftl")),
    ("de", include_str!("de.ftl")),
    ("es", include_str!("es.ftl")),
    ("fr", include_str!("fr.ftl")),
    ("ja", include_str!("ja.ftl")),
    ("ko", include_str!("ko.ftl")),
    ("pt", include_str!("pt.ftl")),
    ("zh-Hans", include_str!("zh-Hans.ftl")),
    ("zh-Hant", include_str!("zh-Hant.ftl")),
];

static BUNDLES: LazyLock<Vec<Bundle>> = LazyLock::new(|| FILES.iter().map(load).collect());

struct Bundle {
    language: Language,
    fluent: FluentBundle<FluentResource>,
}

fn load((tag, text): &(&str, &str)) -> Bundle {
    let language = Language::parse(tag).expect("a tag written in this file");
    let resource = FluentResource::try_new((*text).to_owned())
        .expect("an embedded file, parsed by the tests of this module");
    let mut fluent = FluentBundle::new_concurrent(vec![tag.parse().expect("a tag written in this file")]);
    // What is filled into a text that runs from right to left keeps its own direction. Elsewhere the marks would only
    // end up in what people copy.
    fluent.set_use_isolating(language.is_right_to_left());
    fluent.add_resource(resource).expect("no message is defined twice in an embedded file");
    Bundle { language, fluent }
}

/// The interface's words in one language.
#[derive(Clone, Copy)]
pub struct Messages {
    bundle: &'static Bundle,
    /// The words are not in the language that was asked for.
    is_fallback: bool,
}

impl Messages {
    /// The words in `language`, in what is nearest to it (`ko` for `ko-KR`, `zh-Hant` for `zh-TW`), or in English.
    pub fn for_language(language: &Language) -> Messages {
        let nearest = language.best_of(BUNDLES.iter().map(|bundle| &bundle.language));
        match nearest.and_then(|nearest| BUNDLES.iter().find(|bundle| bundle.language == *nearest)) {
            Some(bundle) => Messages { bundle, is_fallback: false },
            None => Messages { bundle: &BUNDLES[0], is_fallback: true },
        }
    }

    /// The language the words are in.
    pub fn language(&self) -> &'static Language {
        &self.bundle.language
    }

    /// The language to mark the words with, where it is not the one that was asked for.
    pub fn fallback_language(&self) -> Option<&'static Language> {
        self.is_fallback.then_some(&self.bundle.language)
    }

    pub fn text(&self, message: Message) -> String {
        self.format(message, &[])
    }

    /// The message with its placeables filled in.
    pub fn format(&self, message: Message, arguments: &[(&'static str, FluentValue<'_>)]) -> String {
        let mut fluent_arguments = FluentArgs::new();
        for (name, value) in arguments {
            fluent_arguments.set(*name, value.clone());
        }
        let pattern = self
            .bundle
            .fluent
            .get_message(message.key())
            .and_then(|message| message.value())
            .expect("every file has every message: a test of this module");
        let mut errors = Vec::new();
        self.bundle.fluent.format_pattern(pattern, Some(&fluent_arguments), &mut errors).into_owned()
    }
}

macro_rules! messages {
    ($($name:ident = $key:literal,)*) => {
        /// Everything the interface says by itself.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Message { $($name,)* }

        impl Message {
            pub const ALL: &'static [Message] = &[$(Message::$name,)*];

            /// Its name in the Fluent files.
            pub fn key(self) -> &'static str {
                match self { $(Message::$name => $key,)* }
            }
        }
    };
}

messages! {
    LanguageLabel = "language-label",
    SkipToQuestions = "skip-to-questions",
    Progress = "progress",
    Next = "next",
    Back = "back",
    Send = "send",
    Start = "start",
    Optional = "optional",
    AllOptional = "all-optional",
    ChooseAny = "choose-any",
    ChooseBetween = "choose-between",
    ChooseAtLeast = "choose-at-least",
    ChooseUpTo = "choose-up-to",
    RankHint = "rank-hint",
    AllocationHint = "allocation-hint",
    AllocationSum = "allocation-sum",
    AllocationOfTotal = "allocation-of-total",
    AllocationAnnounced = "allocation-announced",
    NotRanked = "not-ranked",
    NothingChosen = "nothing-chosen",
    Specify = "specify",
    ClearAnswer = "clear-answer",
    NewQuestions = "new-questions",
    SummaryTitle = "summary-title",
    ErrorPrefix = "error-prefix",
    Saved = "saved",
    NotSaved = "not-saved",
    Revealed = "revealed",
    ElsewhereTitle = "elsewhere-title",
    ElsewhereHint = "elsewhere-hint",
    ElsewhereLabel = "elsewhere-label",
    ProblemRequired = "problem-required",
    ProblemRequiredText = "problem-required-text",
    ProblemRequiredNumber = "problem-required-number",
    ProblemRequiredOr = "problem-required-or",
    ProblemRequiredMultiple = "problem-required-multiple",
    ProblemRequiredRow = "problem-required-row",
    ProblemUnknownItem = "problem-unknown-item",
    ProblemUnknownCode = "problem-unknown-code",
    ProblemNumber = "problem-number",
    ProblemDate = "problem-date",
    ProblemRank = "problem-rank",
    ProblemValue = "problem-value",
    ProblemDecimals = "problem-decimals",
    ProblemMin = "problem-min",
    ProblemMax = "problem-max",
    ProblemMinTicked = "problem-min-ticked",
    ProblemMaxTicked = "problem-max-ticked",
    ProblemMinDate = "problem-min-date",
    ProblemMaxDate = "problem-max-date",
    ProblemMaxRanked = "problem-max-ranked",
    ProblemExclusive = "problem-exclusive",
    ProblemEmail = "problem-email",
    ProblemUrl = "problem-url",
    ProblemPattern = "problem-pattern",
    ProblemMaxLength = "problem-max-length",
    ProblemTotal = "problem-total",
    ProblemConsent = "problem-consent",
    IntroMinutes = "intro-minutes",
    IntroItems = "intro-items",
    IntroSaved = "intro-saved",
    IntroKept = "intro-kept",
    IntroKeptUntilClose = "intro-kept-until-close",
    IntroUsed = "intro-used",
    IntroNotUsed = "intro-not-used",
    IntroKeptTitle = "intro-kept-title",
    ConsentTitle = "consent-title",
    ConsentRequired = "consent-required",
    Decline = "decline",
    RefusedTitle = "refused-title",
    RefusedText = "refused-text",
    RefusedBack = "refused-back",
    GoneTitle = "gone-title",
    GoneText = "gone-text",
    IntroController = "intro-controller",
    IntroContact = "intro-contact",
    IntroPurpose = "intro-purpose",
    IntroLegalGround = "intro-legal-ground",
    IntroRecipient = "intro-recipient",
    IntroTransfers = "intro-transfers",
    IntroPublication = "intro-publication",
    IntroCloses = "intro-closes",
    ReceiptTitle = "receipt-title",
    ReceiptThanks = "receipt-thanks",
    ReceiptCode = "receipt-code",
    ReceiptKeep = "receipt-keep",
    ReceiptLink = "receipt-link",
    ReceiptSent = "receipt-sent",
    ReceiptAt = "receipt-at",
    NoAnswer = "no-answer",
    ScreenedTitle = "screened-title",
    ScreenedText = "screened-text",
    QuotaTitle = "quota-title",
    QuotaText = "quota-text",
    ClosedTitle = "closed-title",
    ClosedText = "closed-text",
    ClosedMeanwhile = "closed-meanwhile",
    NotOpenTitle = "not-open-title",
    NotOpenText = "not-open-text",
    NotOpenUntil = "not-open-until",
    LandingTitle = "landing-title",
    LandingNothing = "landing-nothing",
    LandingTake = "landing-take",
    NotFoundTitle = "not-found-title",
    NotFoundText = "not-found-text",
    BusyTitle = "busy-title",
    BusyText = "busy-text",
    LimitTitle = "limit-title",
    LimitText = "limit-text",
    TooLargeTitle = "too-large-title",
    TooLargeText = "too-large-text",
    FailureTitle = "failure-title",
    FailureText = "failure-text",
    FailureReference = "failure-reference",
    TryAgain = "try-again",
    PreviewNote = "preview-note",
    SyntheticNote = "synthetic-note",
    ReportSkip = "report-skip",
    ReportContents = "report-contents",
    ReportTrends = "report-trends",
    ReportPublished = "report-published",
    ReportMethod = "report-method",
    ReportShowTable = "report-show-table",
    ReportWave = "report-wave",
    ReportQuestion = "report-question",
    ReportColophon = "report-colophon",
    ReportColophonData = "report-colophon-data",
    ReportColophonComputed = "report-colophon-computed",
    MethodNotStated = "method-not-stated",
    MethodSynthetic = "method-synthetic",
    MethodSponsor = "method-sponsor",
    MethodConductedBy = "method-conducted-by",
    MethodPopulation = "method-population",
    MethodPopulationSize = "method-population-size",
    MethodSample = "method-sample",
    MethodSampleOptIn = "method-sample-opt-in",
    MethodSampleProbability = "method-sample-probability",
    MethodSampleCensus = "method-sample-census",
    MethodSamplePanel = "method-sample-panel",
    MethodSampleMixed = "method-sample-mixed",
    MethodSampleUnknown = "method-sample-unknown",
    MethodFrame = "method-frame",
    MethodRecruitment = "method-recruitment",
    MethodBySource = "method-by-source",
    MethodSourceScreened = "method-source-screened",
    MethodMode = "method-mode",
    MethodModeWeb = "method-mode-web",
    MethodLanguages = "method-languages",
    MethodDates = "method-dates",
    MethodDatesSchedule = "method-dates-schedule",
    MethodDatesAnswers = "method-dates-answers",
    MethodInterviews = "method-interviews",
    MethodBegun = "method-begun",
    MethodComplete = "method-complete",
    MethodPartial = "method-partial",
    MethodBreakOff = "method-break-off",
    MethodScreenedOut = "method-screened-out",
    MethodQuotaFull = "method-quota-full",
    MethodCompletionRate = "method-completion-rate",
    MethodPartialRule = "method-partial-rule",
    MethodNoResponseRate = "method-no-response-rate",
    MethodCensusRate = "method-census-rate",
    MethodUniverse = "method-universe",
    MethodUniverseComplete = "method-universe-complete",
    MethodUniverseUsable = "method-universe-usable",
    MethodUniverseWhere = "method-universe-where",
    MethodQuestions = "method-questions",
    MethodAskedEveryone = "method-asked-everyone",
    MethodAskedWhere = "method-asked-where",
    MethodRows = "method-rows",
    MethodAnswers = "method-answers",
    MethodWeights = "method-weights",
    MethodNoWeights = "method-no-weights",
    MethodWeightGiven = "method-weight-given",
    MethodWeightRaked = "method-weight-raked",
    MethodWeightCells = "method-weight-cells",
    MethodWeightStart = "method-weight-start",
    MethodWeightOwnCategory = "method-weight-own-category",
    MethodWeightLeaveOut = "method-weight-leave-out",
    MethodOfMean = "method-of-mean",
    MethodOfMedian = "method-of-median",
    MethodWeightTrimBetween = "method-weight-trim-between",
    MethodWeightTrimMin = "method-weight-trim-min",
    MethodWeightTrimMax = "method-weight-trim-max",
    MethodWeightSource = "method-weight-source",
    MethodQuality = "method-quality",
    MethodNoRules = "method-no-rules",
    MethodRulesFlag = "method-rules-flag",
    MethodSpeeders = "method-speeders",
    MethodStraightlining = "method-straightlining",
    MethodInattention = "method-inattention",
    MethodPrecision = "method-precision",
    MethodNoAnswers = "method-no-answers",
    MethodMargin = "method-margin",
    MethodConvention = "method-convention",
    MethodGroups = "method-groups",
    MethodVarianceSimple = "method-variance-simple",
    MethodVarianceKish = "method-variance-kish",
    MethodVarianceDesign = "method-variance-design",
    MethodVarianceCalibrated = "method-variance-calibrated",
    MethodVarianceDefault = "method-variance-default",
    MethodSmall = "method-small",
    MethodSmallRule = "method-small-rule",
    MethodSmallHidden = "method-small-hidden",
    MethodLimits = "method-limits",
    MethodNotRandom = "method-not-random",
    MethodSeveralLanguages = "method-several-languages",
    MethodWording = "method-wording",
    MethodLicence = "method-licence",
    MethodLicenceIs = "method-licence-is",
    MethodPublication = "method-publication",
    MethodVersion = "method-version",
    MethodWatermark = "method-watermark",
    MethodProgram = "method-program",
    ReportResponses = "report-responses",
}

#[cfg(test)]
#[path = "messages_tests.rs"]
mod tests;
