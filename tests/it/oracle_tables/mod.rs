//! A second opinion on every cell: a slow tabulator in plain loops, written from the definitions alone, over random data
//! and random requests.

#![expect(clippy::unwrap_used, reason = "the helpers of a test")]

mod asked;
mod counts;
mod fitted;
mod loops;
mod means;
mod plain;
mod sample;
mod tested;
mod weighted;

use std::sync::Arc;

use canvass::diagnostics::Sources;
use canvass::i18n::Language;
use canvass::questionnaire::Questionnaire;
use canvass::responses::Response;
use canvass::tabulation::{self, Dataset, DatasetInfo, SampleType, Table, request};

fn close(found: Option<f64>, expected: Option<f64>) -> bool {
    close_to(found, expected, 1e-12)
}

fn close_to(found: Option<f64>, expected: Option<f64>, tolerance: f64) -> bool {
    match (found, expected) {
        (None, None) => true,
        (Some(found), Some(expected)) => (found - expected).abs() <= tolerance * expected.abs().max(1.0),
        (None, Some(_)) | (Some(_), None) => false,
    }
}

/// `extras` are further numbers of each response, as a data file has them.
fn dataset(
    questionnaire: &Arc<Questionnaire>,
    responses: &[Response],
    extras: Vec<(String, Vec<Option<f64>>)>,
) -> Dataset {
    let info = DatasetInfo {
        wave: None,
        version: "sha256:0".into(),
        watermark: "w".into(),
        synthetic: None,
        language: Language::parse("en").unwrap(),
        sample: SampleType::Other,
        earlier: Vec::new(),
    };
    Dataset::from_responses(questionnaire.clone(), responses, extras, info)
}

fn run(dataset: &Dataset, text: &str) -> Table {
    let mut sources = Sources::default();
    let file = request::add_source(&mut sources, "request.yaml", text);
    let (read, diagnostics) = request::parse(&sources, file);
    assert!(diagnostics.is_empty(), "{text}\n{diagnostics:#?}");
    tabulation::tabulate(&read.unwrap(), None, dataset)
        .unwrap_or_else(|problems| panic!("{text}\n{problems:#?}"))
}
