//! The part of the statement that is about the fieldwork: sponsor, population, sample, recruitment, mode, dates.

use super::counts::Counted;
use super::data::{by_word, days};
use super::{Fieldwork, Statement, as_written, list, not_stated_words};
use crate::i18n::{Message, Tongue};
use crate::questionnaire::condition::Given;
use crate::tabulation::report_file::MethodPlan;
use crate::tabulation::table::MethodPart;

/// Something a reader must be told.
pub(super) struct Needed {
    /// Its key in the report file.
    key: &'static str,
    pub(super) what: &'static str,
    /// Its key in the wave file.
    in_wave: Option<&'static str>,
    from_wave: fn(&Fieldwork, &Tongue) -> Option<String>,
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
        from_wave: |_, tongue| Some(tongue.say(Message::MethodModeWeb)),
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
        tongue: &Tongue,
    ) -> Option<String> {
        plan.text(self.key).map(str::to_owned).or_else(|| (self.from_wave)(wave?, tongue))
    }

    pub(super) fn help(&self) -> String {
        let report = format!("`method: {{ {}: … }}` in the report file", self.key);
        match self.in_wave {
            Some(wave) => format!("write `{wave}` in the wave file, or {report}"),
            None => format!("write {report}"),
        }
    }
}

fn population(wave: &Fieldwork, tongue: &Tongue) -> Option<String> {
    let text = tongue.sentence(wave.population.as_deref()?);
    let size = wave
        .population_size
        .map(|size| tongue.fill(Message::MethodPopulationSize, &[("size", size.to_string().into())]));
    Some(tongue.joined([Some(text), size].into_iter().flatten()))
}

fn dates(wave: &Fieldwork, tongue: &Tongue) -> Option<String> {
    let (opens, closes) = wave.opens.zip(wave.closes)?;
    let arguments = [
        ("opens", tongue.language.day_and_time(opens).into()),
        ("closes", tongue.language.day_and_time(closes).into()),
        ("zone", wave.timezone.as_str().into()),
    ];
    Some(tongue.fill(Message::MethodDatesSchedule, &arguments))
}

impl Statement<'_> {
    pub(super) fn fieldwork_parts(&self) -> Vec<MethodPart> {
        let mut parts = Vec::new();
        if let Some(synthetic) = &self.report.synthetic {
            parts.push(self.part("synthetic", Message::MethodSynthetic, synthetic.clone()));
        }
        parts.push(self.part("sponsor", Message::MethodSponsor, self.said("sponsor")));
        parts.push(self.part("conducted_by", Message::MethodConductedBy, self.said("conducted_by")));
        parts.push(self.part("population", Message::MethodPopulation, self.said("population")));
        parts.push(self.part("sample", Message::MethodSample, self.sample()));
        parts.push(self.part("recruitment", Message::MethodRecruitment, self.recruitment()));
        parts.push(self.part("mode", Message::MethodMode, self.said("mode")));
        parts.push(self.part("languages", Message::MethodLanguages, self.languages()));
        parts.push(self.part("dates", Message::MethodDates, self.dates()));
        parts
    }

    pub(super) fn said(&self, key: &str) -> String {
        let needed = NEEDED.iter().find(|needed| needed.key == key);
        let said = needed.and_then(|needed| needed.said(self.plan, self.fieldwork, &self.tongue));
        said.map_or_else(|| not_stated_words(&self.tongue), |text| self.tongue.sentence(&text))
    }

    fn sample(&self) -> String {
        let kind = match self.fieldwork.and_then(|wave| wave.sample.as_deref()) {
            Some("opt_in") => Message::MethodSampleOptIn,
            Some("probability") => Message::MethodSampleProbability,
            Some("census") => Message::MethodSampleCensus,
            Some("panel") => Message::MethodSamplePanel,
            Some("mixed") => Message::MethodSampleMixed,
            Some(_) | None => Message::MethodSampleUnknown,
        };
        let frame = self.tongue.fill(Message::MethodFrame, &[("frame", self.said("frame").into())]);
        self.tongue.joined([self.tongue.say(kind), frame])
    }

    /// In the author's words, then by source with how many came by each.
    fn recruitment(&self) -> String {
        let said = self.said("recruitment");
        let Some(wave) = self.fieldwork.filter(|wave| !wave.sources.is_empty()) else { return said };
        let counts = by_word(self.dataset, Given::Source);
        let sources = wave.sources.iter().map(|source| {
            let count = counts.get(source.code.as_str()).copied().unwrap_or(0);
            let text = source.text.as_deref().unwrap_or(&source.code).trim_end_matches('.');
            let screened = source.end_if.as_ref().map(|rule| {
                self.tongue.fill(Message::MethodSourceScreened, &[("rule", as_written(rule).into())])
            });
            let counted = Counted::Source(source.code.clone());
            let counted = format!("{text}: {}", self.hidden.shown(&counted, count));
            match screened {
                Some(screened) => self.tongue.joined([self.tongue.sentence(&counted), screened]),
                None => counted,
            }
        });
        format!("{said}\n\n{}\n\n{}", self.tongue.say(Message::MethodBySource), list(sources))
    }

    fn languages(&self) -> String {
        let languages = &self.dataset.questionnaire.languages;
        let counts = by_word(self.dataset, Given::Language);
        let named = languages.iter().map(|language| match counts.get(language.as_str()) {
            Some(count) if languages.len() > 1 => {
                let counted = Counted::Language(language.to_string());
                format!("{}: {}", language.own_name(), self.hidden.shown(&counted, *count))
            }
            Some(_) | None => language.own_name().to_owned(),
        });
        self.tongue.sentence(&self.tongue.language.list(&named.collect::<Vec<_>>()))
    }

    /// The schedule, and the first and the last day of the answers where those are known.
    fn dates(&self) -> String {
        let said = self.said("dates");
        let first = days(self.dataset.given(Given::StartedOn)).map(|(first, _)| first);
        let last = days(self.dataset.given(Given::SubmittedOn)).map(|(_, last)| last);
        let Some((first, last)) = first.zip(last) else { return said };
        let language = &self.tongue.language;
        let arguments = [("first", language.day(first).into()), ("last", language.day(last).into())];
        let answers = self.tongue.fill(Message::MethodDatesAnswers, &arguments);
        if said == not_stated_words(&self.tongue) { answers } else { self.tongue.joined([said, answers]) }
    }
}
