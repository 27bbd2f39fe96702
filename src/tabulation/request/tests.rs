//! What a request says about precision is read whole, and every mistake of it is told with its place.

use super::*;
use crate::diagnostics::Sources;

fn read(text: &str) -> (TableRequest, Vec<(&'static str, String)>) {
    let mut sources = Sources::default();
    let file = add_source(&mut sources, "request", text);
    let (request, diagnostics) = parse(&sources, file);
    let found = diagnostics.into_iter().map(|one| {
        assert!(!one.help.is_empty(), "{}", one.message);
        let source = sources.get(one.span.file);
        (
            one.code.as_str(),
            source.text.get(one.span.start as usize..one.span.end as usize).unwrap().to_owned(),
        )
    });
    (request.unwrap(), found.collect())
}

#[test]
fn a_test_is_true_a_name_or_a_mapping() {
    let test = |text: &str| read(&format!("rows: q1\ntest: {text}\n")).0.test;
    assert_eq!(test("true"), Some(TestRequest::default()));
    assert_eq!((test("none"), test("false"), test("null")), (None, None, None));
    assert_eq!(test("t_dimensions").unwrap().method.unwrap().value, TestMethodName::TDimensions);
    let full = test(
        "{ method: welch, level: 0.99, loose: 0.9, adjust: benjamini_hochberg, family: table, against: rest, min_base: 0, skip_zero_or_one: true }",
    )
    .unwrap();
    assert_eq!(full.method.unwrap().value, TestMethodName::Welch);
    assert_eq!((full.level, full.loose, full.min_base), (0.99, Some(0.9), Some(0)));
    assert_eq!((full.adjust, full.family), (Adjust::BenjaminiHochberg, Family::Table));
    assert_eq!((full.against, full.skip_zero_or_one), (Against::Rest, true));
    assert_eq!(TestRequest::default().smallest_base(None), 30);
    assert_eq!(TestRequest::default().smallest_base(Some(50)), 50);
}

#[test]
fn a_design_without_keys_is_a_simple_random_sample() {
    let (request, _) =
        read("rows: q1\ndesign: { strata: null, psu: null, fpc: null }\nvariance: calibrated\n");
    let span = request.place_of("design");
    let simple = DesignRequest { strata: None, psu: None, fpc: None, lonely: Lonely::Error, span };
    assert_eq!(request.design, Some(simple));
    assert_eq!(request.variance, Some(Variance::Calibrated));
    let (request, _) = read("rows: q1\ndesign: { strata: stype, lonely: adjust }\n");
    let design = request.design.unwrap();
    assert_eq!((design.strata.unwrap().value.as_str(), design.lonely), ("stype", Lonely::Adjust));
    assert_eq!(read("rows: q1\n").0.design, None);
}

#[test]
fn quantiles_rise_and_stand_once() {
    let (request, _) = read("rows: q1\nquantiles: [0.9, 0.1, 0.9]\nquantile_ci: beta\nci: design_logit\n");
    assert_eq!(request.quantiles, [0.1, 0.9]);
    assert_eq!(request.quantile_ci, Some(QuantileCi::Beta));
    assert_eq!(request.ci, Some(IntervalName::DesignLogit));
}

#[test]
fn mistakes_are_told_where_they_stand() {
    let (_, found) = read(
        "rows: q1
weights: none
test: { method: z_poold, level: 95, loose: 0.95, adjusted: none }
independence: { method: perason, yates: yes }
quantiles: [1]
design: { lonely: maybe, cluster: x }
ci: wilson
variance: simpel
",
    );
    let wrong = |code: &str, text: &str| found.iter().any(|one| *one == (code, text.to_owned()));
    for (code, text) in [
        ("Q014", "z_poold"),
        ("R107", "95"),
        ("R107", "0.95"),
        ("Q010", "adjusted"),
        ("Q014", "perason"),
        ("Q013", "yes"),
        ("R107", "1"),
        ("Q014", "maybe"),
        ("Q010", "cluster"),
        ("Q014", "wilson"),
        ("Q014", "simpel"),
    ] {
        assert!(wrong(code, text), "{code} {text}: {found:#?}");
    }
}

#[test]
fn the_words_of_the_schema_are_those_that_are_read() {
    assert_eq!(TestMethodName::ALL.map(TestMethodName::as_str), shape::METHODS);
    assert_eq!(IndependenceMethod::ALL.map(IndependenceMethod::as_str), shape::INDEPENDENCE_METHODS);
    assert_eq!(Variance::ALL.map(Variance::as_str), shape::VARIANCES);
    assert_eq!(IntervalName::ALL.map(IntervalName::as_str), shape::INTERVALS);
}
