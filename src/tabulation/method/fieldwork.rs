//! The part of the statement that is about the fieldwork: sponsor, population, sample, recruitment, mode, dates.

use super::{Fieldwork, NOT_STATED, Statement, list, part, sentence};
use crate::i18n::Language;
use crate::questionnaire::condition::Given;
use crate::tabulation::method::data::{by_word, days};
use crate::tabulation::report_file::MethodPlan;
use crate::tabulation::table::MethodPart;

/// Something a reader must be told.
pub(super) struct Needed {
    /// Its key in the report file.
    key: &'static str,
    pub(super) what: &'static str,
    /// Its key in the wave file.
    in_wave: Option<&'static str>,
    from_wave: fn(&Fieldwork, &Language) -> Option<String>,
}

pub(super) const NEEDED: [Needed; 8] = [
    Needed { key: "sponsor", what: "who paid for the survey", in_wave: None, from_wave: |_, _| None },
    Needed {
        key: "conducted_by",
        what: "who conducted the survey",
        in_wave: Some("notice: { controller: … }"),
        from_wave: |wave, _| wave.controller.clone(),
    },
    Needed {
        key: "population",
        what: "whom the survey is about",
        in_wave: Some("population: { text: … }"),
        from_wave: population,
    },
    Needed {
        key: "frame",
        what: "from what the sample was drawn",
        in_wave: Some("sample: { frame: … }"),
        from_wave: |wave, _| wave.frame.clone(),
    },
    Needed {
        key: "recruitment",
        what: "how people came to the survey",
        in_wave: Some("sample: { recruitment: … }"),
        from_wave: |wave, _| wave.recruitment.clone(),
    },
    // A wave is answered by its respondents themselves, in the form.
    Needed {
        key: "mode",
        what: "in which mode people were asked",
        in_wave: None,
        from_wave: |_, _| {
            Some("Questionnaire on the web, filled in by the respondents themselves".to_owned())
        },
    },
    Needed {
        key: "dates",
        what: "when people were asked",
        in_wave: Some("opens: …` and `closes: …"),
        from_wave: dates,
    },
    Needed {
        key: "licence",
        what: "under which licence data and report may be used",
        in_wave: None,
        from_wave: |_, _| None,
    },
];

impl Needed {
    /// What the report file says, else the wave file.
    pub(super) fn said(
        &self,
        plan: &MethodPlan,
        wave: Option<&Fieldwork>,
        language: &Language,
    ) -> Option<String> {
        plan.text(self.key).map(str::to_owned).or_else(|| (self.from_wave)(wave?, language))
    }

    pub(super) fn help(&self) -> String {
        let report = format!("`method: {{ {}: … }}` in the report file", self.key);
        match self.in_wave {
            Some(wave) => format!("write `{wave}` in the wave file, or {report}"),
            None => format!("write {report}"),
        }
    }
}

fn population(wave: &Fieldwork, _: &Language) -> Option<String> {
    let text = wave.population.as_deref().map(sentence)?;
    Some(match wave.population_size {
        Some(size) => format!("{text} They are {size}."),
        None => text,
    })
}

fn dates(wave: &Fieldwork, language: &Language) -> Option<String> {
    let (opens, closes) = wave.opens.zip(wave.closes)?;
    let (opens, closes) = (language.day_and_time(opens), language.day_and_time(closes));
    Some(format!("From {opens} to {closes} ({}).", wave.timezone))
}

impl Statement<'_> {
    pub(super) fn fieldwork_parts(&self) -> Vec<MethodPart> {
        let mut parts = Vec::new();
        if let Some(synthetic) = &self.report.synthetic {
            parts.push(part("Synthetic data", synthetic.clone()));
        }
        parts.push(part("Sponsor", self.said("sponsor")));
        parts.push(part("Conducted by", self.said("conducted_by")));
        parts.push(part("Population", self.said("population")));
        parts.push(part("Sample", self.sample()));
        parts.push(part("Recruitment", self.recruitment()));
        parts.push(part("Mode", self.said("mode")));
        parts.push(part("Languages", self.languages()));
        parts.push(part("Dates", self.dates()));
        parts
    }

    pub(super) fn said(&self, key: &str) -> String {
        let needed = NEEDED.iter().find(|needed| needed.key == key);
        let said =
            needed.and_then(|needed| needed.said(self.plan, self.fieldwork, &self.dataset.info.language));
        said.map_or_else(|| NOT_STATED.to_owned(), |text| sentence(&text))
    }

    fn sample(&self) -> String {
        let kind = self.fieldwork.and_then(|wave| wave.sample.as_deref());
        let kind = match kind {
            Some("opt_in") => {
                "Self-selected: whoever came and wanted to answered, so no chance of selection is known."
            }
            Some("probability") => "Drawn at random with known chances.",
            Some("census") => "Everybody of the population was asked.",
            Some("panel") => "Members of a panel, who joined it by themselves.",
            Some("mixed") => "Drawn in several ways.",
            Some(_) | None => "How the sample was drawn is not stated.",
        };
        format!("{kind} Frame: {}", self.said("frame"))
    }

    /// In the author's words, then by source with how many came by each.
    fn recruitment(&self) -> String {
        let said = self.said("recruitment");
        let Some(wave) = self.fieldwork.filter(|wave| !wave.sources.is_empty()) else { return said };
        let counts = by_word(self.dataset, Given::Source);
        let sources = wave.sources.iter().map(|source| {
            let count = counts.get(source.code.as_str()).copied().unwrap_or(0);
            let text = source.text.as_deref().unwrap_or(&source.code).trim_end_matches('.');
            let screened = source.end_if.as_ref().map_or_else(String::new, |rule| {
                format!(" Those for whom `{rule}` holds were screened out.")
            });
            format!("{text}: {count} interviews.{screened}")
        });
        format!("{said}\n\n{}", list(sources))
    }

    fn languages(&self) -> String {
        let languages = &self.dataset.questionnaire.languages;
        let counts = by_word(self.dataset, Given::Language);
        let named = languages.iter().map(|language| match counts.get(language.as_str()) {
            Some(count) if languages.len() > 1 => {
                format!("{} ({count} interviews)", language.own_name())
            }
            Some(_) | None => language.own_name().to_owned(),
        });
        format!("{}.", named.collect::<Vec<_>>().join(", "))
    }

    /// The schedule, and the first and the last day of the answers where those are known.
    fn dates(&self) -> String {
        let said = self.said("dates");
        let first = days(self.dataset.given(Given::StartedOn)).map(|(first, _)| first);
        let last = days(self.dataset.given(Given::SubmittedOn)).map(|(_, last)| last);
        match first.zip(last) {
            Some((first, last)) => {
                let language = &self.dataset.info.language;
                let answers = format!(
                    "The first interview began on {}, the last was sent on {} (UTC).",
                    language.day(first),
                    language.day(last)
                );
                if said == NOT_STATED { answers } else { format!("{said} {answers}") }
            }
            None => said,
        }
    }
}
