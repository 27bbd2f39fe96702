//! What a wave file says of its fieldwork, for the statement of method of a report.

use crate::fieldwork::wave_file::ExpressionText;
use crate::fieldwork::{WavePlan, WaveText};
use crate::i18n::Language;
use crate::tabulation::{Fieldwork, FieldworkSource};

/// The facts of the wave file; texts in `language` where they have it.
pub fn fieldwork_words(plan: &WavePlan, language: &Language, source_language: &Language) -> Fieldwork {
    let said = |text: Option<&WaveText>| {
        text.map(|text| text.get(language, source_language).to_owned()).filter(|text| !text.trim().is_empty())
    };
    let written = |expression: &ExpressionText| expression.text.clone();
    let sample = plan.sample.as_ref();
    let notice = plan.notice.as_ref();
    let population = plan.population.as_ref();
    Fieldwork {
        controller: said(notice.and_then(|notice| notice.controller.as_ref())),
        population: said(population.and_then(|population| population.text.as_ref())),
        population_size: population.and_then(|population| population.size),
        sample: sample.map(|sample| sample.kind.as_str().to_owned()),
        frame: said(sample.and_then(|sample| sample.frame.as_ref())),
        recruitment: said(sample.and_then(|sample| sample.recruitment.as_ref())),
        sources: plan
            .sources
            .iter()
            .map(|source| FieldworkSource {
                code: source.code.clone(),
                text: said(source.text.as_ref()),
                end_if: source.end_if.as_ref().map(written),
            })
            .collect(),
        opens: plan.opens,
        closes: plan.closes,
        timezone: plan.timezone.to_string(),
        complete: plan.complete.as_ref().map(written),
        publication: said(notice.and_then(|notice| notice.publication.as_ref())),
    }
}
