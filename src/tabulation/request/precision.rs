//! What a request says about precision: the test between columns, the test of independence, the design of the sample,
//! the family of variances, and the intervals of shares and quantiles.

use super::Spanned;
use super::read::spanned_text;
use super::shape::{ADJUSTMENTS, AGAINST, DESIGN, FAMILIES, INDEPENDENCE, LONELY, TEST};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::i18n::{Message, Tongue};
use crate::questionnaire::syntax::{Mapping, Node, Reader, Value};
use crate::tabulation::statistics::ProportionInterval;

/// The smallest base that is tested where the request does not say another.
const MIN_BASE: u64 = 30;
const LEVEL: f64 = 0.95;

/// Tests between the columns of each variable of the banner.
#[derive(Debug, Clone, PartialEq)]
pub struct TestRequest {
    /// `None` chooses by what is compared: shares or means, overlapping or not, weighted or not.
    pub method: Option<Spanned<TestMethodName>>,
    /// 0..1; the level of capital letters.
    pub level: f64,
    /// The level of small letters, below `level`.
    pub loose: Option<f64>,
    pub adjust: Adjust,
    pub family: Family,
    pub against: Against,
    /// The smallest unweighted base that is tested; `None` where the request leaves it to the report.
    pub min_base: Option<u64>,
    /// Whether a column with a share of exactly 0 or 1 is left out of the comparison, as SPSS does.
    pub skip_zero_or_one: bool,
}

impl Default for TestRequest {
    fn default() -> TestRequest {
        TestRequest {
            method: None,
            level: LEVEL,
            loose: None,
            adjust: Adjust::None,
            family: Family::Row,
            against: Against::Columns,
            min_base: None,
            skip_zero_or_one: false,
        }
    }
}

impl TestRequest {
    /// The smallest unweighted base that is tested: the request's, else the report's, else 30.
    pub fn smallest_base(&self, of_report: Option<u64>) -> u64 {
        self.min_base.or(of_report).unwrap_or(MIN_BASE)
    }
}

/// A test by its name. tabulation.md, section 8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TestMethodName {
    ZPooled,
    ZPooledOverlap,
    TDimensions,
    Quantum,
    TUnpooled,
    /// Linearised; of shares and means.
    Design,
    /// Of means.
    Welch,
    /// Of means, with a common variance.
    Pooled,
    /// Of ranks.
    Rank,
}

impl TestMethodName {
    pub const ALL: [TestMethodName; 9] = [
        TestMethodName::ZPooled,
        TestMethodName::ZPooledOverlap,
        TestMethodName::TDimensions,
        TestMethodName::Quantum,
        TestMethodName::TUnpooled,
        TestMethodName::Design,
        TestMethodName::Welch,
        TestMethodName::Pooled,
        TestMethodName::Rank,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            TestMethodName::ZPooled => "z_pooled",
            TestMethodName::ZPooledOverlap => "z_pooled_overlap",
            TestMethodName::TDimensions => "t_dimensions",
            TestMethodName::Quantum => "quantum",
            TestMethodName::TUnpooled => "t_unpooled",
            TestMethodName::Design => "design",
            TestMethodName::Welch => "welch",
            TestMethodName::Pooled => "pooled",
            TestMethodName::Rank => "rank",
        }
    }

    /// Whether the method compares shares.
    pub fn is_of_shares(self) -> bool {
        match self {
            TestMethodName::ZPooled
            | TestMethodName::ZPooledOverlap
            | TestMethodName::TDimensions
            | TestMethodName::Quantum
            | TestMethodName::TUnpooled
            | TestMethodName::Design => true,
            TestMethodName::Welch | TestMethodName::Pooled | TestMethodName::Rank => false,
        }
    }

    /// Whether the method compares means or ranks.
    pub fn is_of_means(self) -> bool {
        self == TestMethodName::Design || !self.is_of_shares()
    }
}

/// How many comparisons are allowed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adjust {
    None,
    Bonferroni,
    BenjaminiHochberg,
}

/// Which comparisons are adjusted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// The pairs of one row in one variable of the banner.
    Row,
    /// Those of the whole table.
    Table,
}

/// What a column is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// Each other column of its variable.
    Columns,
    /// Everyone else in the table.
    Rest,
}

/// A test of whether rows and columns go together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct IndependenceRequest {
    /// `None` is Pearson's, or Rao and Scott's when weighted or with a design.
    pub method: Option<IndependenceMethod>,
    /// Of a table of 2 by 2.
    pub yates: bool,
    pub fisher: bool,
    /// The adjusted residual of each cell.
    pub residuals: bool,
}

/// tabulation.md, section 9.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndependenceMethod {
    Pearson,
    /// The F form of second order.
    RaoScott,
    /// The chi-square form of first order.
    RaoScottChisq,
    Wald,
    AdjustedWald,
}

impl IndependenceMethod {
    pub const ALL: [IndependenceMethod; 5] = [
        IndependenceMethod::Pearson,
        IndependenceMethod::RaoScott,
        IndependenceMethod::RaoScottChisq,
        IndependenceMethod::Wald,
        IndependenceMethod::AdjustedWald,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            IndependenceMethod::Pearson => "pearson",
            IndependenceMethod::RaoScott => "rao_scott",
            IndependenceMethod::RaoScottChisq => "rao_scott_chisq",
            IndependenceMethod::Wald => "wald",
            IndependenceMethod::AdjustedWald => "adjusted_wald",
        }
    }
}

/// How the sample was drawn. All of it absent is a simple random sample, whose variance is linearised.
#[derive(Debug, Clone, PartialEq)]
pub struct DesignRequest {
    pub strata: Option<Spanned<String>>,
    /// Primary sampling units; each response its own without them.
    pub psu: Option<Spanned<String>>,
    /// The variable that holds the population of each response's stratum.
    pub fpc: Option<Spanned<String>>,
    pub lonely: Lonely,
    pub span: Span,
}

/// What a stratum with a single primary unit does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lonely {
    /// The table is refused.
    Error,
    /// It contributes nothing.
    Certainty,
    /// It is centred on the mean of all units.
    Adjust,
}

/// The family of variances that a table or report keeps to. tabulation.md, section 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variance {
    Simple,
    Kish,
    Design,
    Calibrated,
}

impl Variance {
    pub const ALL: [Variance; 4] = [Variance::Simple, Variance::Kish, Variance::Design, Variance::Calibrated];

    pub fn as_str(self) -> &'static str {
        match self {
            Variance::Simple => "simple",
            Variance::Kish => "kish",
            Variance::Design => "design",
            Variance::Calibrated => "calibrated",
        }
    }
}

/// The interval of a share by its name. tabulation.md, section 6.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntervalName {
    WaldNeff,
    WilsonNeff,
    ClopperPearsonNeff,
    DesignWaldT,
    DesignLogit,
    DesignLogitGlm,
    DesignBeta,
}

impl IntervalName {
    pub const ALL: [IntervalName; 7] = [
        IntervalName::WaldNeff,
        IntervalName::WilsonNeff,
        IntervalName::ClopperPearsonNeff,
        IntervalName::DesignWaldT,
        IntervalName::DesignLogit,
        IntervalName::DesignLogitGlm,
        IntervalName::DesignBeta,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            IntervalName::WaldNeff => "wald_neff",
            IntervalName::WilsonNeff => "wilson_neff",
            IntervalName::ClopperPearsonNeff => "clopper_pearson_neff",
            IntervalName::DesignWaldT => "design_wald_t",
            IntervalName::DesignLogit => "design_logit",
            IntervalName::DesignLogitGlm => "design_logit_glm",
            IntervalName::DesignBeta => "design_beta",
        }
    }

    /// The name in a footer.
    pub(crate) fn title(self, tongue: &Tongue) -> String {
        match self {
            IntervalName::WaldNeff => "Wald".to_owned(),
            IntervalName::WilsonNeff => "Wilson".to_owned(),
            IntervalName::ClopperPearsonNeff => "Clopper-Pearson".to_owned(),
            IntervalName::DesignWaldT => tongue.say(Message::IntervalDesignWaldT),
            IntervalName::DesignLogit => tongue.say(Message::IntervalDesignLogit),
            IntervalName::DesignLogitGlm => tongue.say(Message::IntervalDesignLogitGlm),
            IntervalName::DesignBeta => tongue.say(Message::IntervalDesignBeta),
        }
    }

    /// The interval on an effective base; `None` for those of a linearised standard error.
    pub fn of_effective_base(self) -> Option<ProportionInterval> {
        match self {
            IntervalName::WaldNeff => Some(ProportionInterval::Wald),
            IntervalName::WilsonNeff => Some(ProportionInterval::Wilson),
            IntervalName::ClopperPearsonNeff => Some(ProportionInterval::ClopperPearson),
            IntervalName::DesignWaldT
            | IntervalName::DesignLogit
            | IntervalName::DesignLogitGlm
            | IntervalName::DesignBeta => None,
        }
    }
}

/// The interval of F(q) that is mapped back to one of the quantile. Woodruff 1952, JASA 47.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuantileCi {
    Wald,
    Beta,
    Logit,
}

impl QuantileCi {
    /// The interval of the share it is made from.
    pub(crate) fn of_share(self) -> IntervalName {
        match self {
            QuantileCi::Wald => IntervalName::DesignWaldT,
            QuantileCi::Beta => IntervalName::DesignBeta,
            QuantileCi::Logit => IntervalName::DesignLogit,
        }
    }

    /// What a figure that names an interval of shares means for its median.
    pub(crate) fn of_figure(named: Option<IntervalName>) -> QuantileCi {
        match named {
            Some(IntervalName::DesignBeta | IntervalName::ClopperPearsonNeff) => QuantileCi::Beta,
            Some(IntervalName::DesignLogit | IntervalName::DesignLogitGlm) => QuantileCi::Logit,
            Some(IntervalName::DesignWaldT | IntervalName::WaldNeff | IntervalName::WilsonNeff) | None => {
                QuantileCi::Wald
            }
        }
    }
}

/// `true`, `none`, a method's name, or a mapping.
pub(super) fn test(reader: &mut Reader, node: &Node) -> Option<TestRequest> {
    if let Value::Scalar { text, .. } = &node.value {
        return match text.as_str() {
            "true" => Some(TestRequest::default()),
            "false" | "none" => None,
            _ => {
                let method = method(reader, node)?;
                Some(TestRequest { method: Some(method), ..TestRequest::default() })
            }
        };
    }
    let body = reader.mapping(node, &TEST)?;
    let default = TestRequest::default();
    let level = body.get("level").and_then(|node| level(reader, node)).unwrap_or(default.level);
    let loose = body.get("loose").and_then(|node| self::level(reader, node));
    if let (Some(loose), Some(node)) = (loose, body.get("loose"))
        && loose >= level
    {
        reader.push(
            Diagnostic::new(
                Code::BadMeasure,
                node.span,
                format!("the loose level {loose} is not below {level}"),
            )
            .help("`level` gives capital letters, `loose` small ones: level: 0.95, loose: 0.90"),
        );
    }
    let word = |reader: &mut Reader, key: &str, words: &[&str]| {
        body.get(key).and_then(|node| reader.word(node, &format!("`{key}`"), words)).unwrap_or(0)
    };
    Some(TestRequest {
        method: body.get("method").and_then(|node| method(reader, node)),
        level,
        loose,
        adjust: [Adjust::None, Adjust::Bonferroni, Adjust::BenjaminiHochberg]
            [word(reader, "adjust", &ADJUSTMENTS)],
        family: [Family::Row, Family::Table][word(reader, "family", &FAMILIES)],
        against: [Against::Columns, Against::Rest][word(reader, "against", &AGAINST)],
        min_base: body
            .get("min_base")
            .and_then(|node| reader.count(node, "`min_base`"))
            .map(|count| count as u64),
        skip_zero_or_one: truth(reader, body, "skip_zero_or_one"),
    })
}

fn method(reader: &mut Reader, node: &Node) -> Option<Spanned<TestMethodName>> {
    let words = TestMethodName::ALL.map(TestMethodName::as_str);
    let word = reader.word(node, "the method of a test", &words)?;
    Some(Spanned { value: TestMethodName::ALL[word], span: node.span })
}

fn level(reader: &mut Reader, node: &Node) -> Option<f64> {
    let value = reader.number(node, "a level")?;
    if value > 0.0 && value < 1.0 {
        return Some(value);
    }
    reader.push(
        Diagnostic::new(Code::BadMeasure, node.span, "the level of a test lies between 0 and 1")
            .help("write 95 % as 0.95: it is one minus the chance of a letter where there is no difference"),
    );
    None
}

fn truth(reader: &mut Reader, body: Mapping<'_>, key: &str) -> bool {
    body.get(key).and_then(|node| reader.boolean(node, &format!("`{key}`"))).unwrap_or(false)
}

/// `true`, `none`, a method's name, or a mapping.
pub(super) fn independence(reader: &mut Reader, node: &Node) -> Option<IndependenceRequest> {
    let words = IndependenceMethod::ALL.map(IndependenceMethod::as_str);
    let method = |reader: &mut Reader, node: &Node| {
        reader.word(node, "the test of independence", &words).map(|word| IndependenceMethod::ALL[word])
    };
    if let Value::Scalar { text, .. } = &node.value {
        return match text.as_str() {
            "true" => Some(IndependenceRequest::default()),
            "false" | "none" => None,
            _ => {
                let method = method(reader, node)?;
                Some(IndependenceRequest { method: Some(method), ..IndependenceRequest::default() })
            }
        };
    }
    let body = reader.mapping(node, &INDEPENDENCE)?;
    Some(IndependenceRequest {
        method: body.get("method").and_then(|node| method(reader, node)),
        yates: truth(reader, body, "yates"),
        fisher: truth(reader, body, "fisher"),
        residuals: truth(reader, body, "residuals"),
    })
}

/// A mapping, or `none`.
pub(crate) fn design(reader: &mut Reader, node: &Node) -> Option<DesignRequest> {
    if matches!(node.as_text(), Some("none" | "false")) {
        return None;
    }
    let body = reader.mapping(node, &DESIGN)?;
    let name = |reader: &mut Reader, key: &str| {
        body.get(key).and_then(|node| spanned_text(reader, node, &format!("`{key}`")))
    };
    let lonely = body.get("lonely").and_then(|node| reader.word(node, "`lonely`", &LONELY)).unwrap_or(0);
    Some(DesignRequest {
        strata: name(reader, "strata"),
        psu: name(reader, "psu"),
        fpc: name(reader, "fpc"),
        lonely: [Lonely::Error, Lonely::Certainty, Lonely::Adjust][lonely],
        span: node.span,
    })
}

pub(crate) fn variance(reader: &mut Reader, node: &Node) -> Option<Variance> {
    let word = reader.word(node, "`variance`", &Variance::ALL.map(Variance::as_str))?;
    Some(Variance::ALL[word])
}

pub(crate) fn interval(reader: &mut Reader, node: &Node) -> Option<IntervalName> {
    let word = reader.word(node, "`ci`", &IntervalName::ALL.map(IntervalName::as_str))?;
    Some(IntervalName::ALL[word])
}

/// Probabilities between 0 and 1, each once and rising.
pub(super) fn quantiles(reader: &mut Reader, node: &Node) -> Vec<f64> {
    let mut found: Vec<f64> = Vec::new();
    for one in reader.one_or_many(node) {
        let Some(value) = reader.number(one, "a quantile") else { continue };
        if value > 0.0 && value < 1.0 {
            if !found.contains(&value) {
                found.push(value);
            }
            continue;
        }
        reader.push(
            Diagnostic::new(Code::BadMeasure, one.span, format!("there is no quantile at {value}")).help(
                "write probabilities between 0 and 1: the lowest tenth is 0.1; `min` and `max` are summaries",
            ),
        );
    }
    found.sort_by(f64::total_cmp);
    found
}

pub(super) fn quantile_ci(reader: &mut Reader, node: &Node) -> Option<QuantileCi> {
    let word = reader.word(node, "`quantile_ci`", &super::shape::QUANTILE_CI)?;
    Some([QuantileCi::Wald, QuantileCi::Beta, QuantileCi::Logit][word])
}
