//! The part of the statement that is about the answers: dispositions, weights, quality, precision, limits.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::counts::{Counted, with_disposition};
use super::{Statement, as_written, list, weights};
use crate::i18n::Message;
use crate::questionnaire::condition::Given;
use crate::questionnaire::{QualityRule, words};
use crate::responses::Disposition;
use crate::tabulation::dataset::{Cells, Column, Dataset};
use crate::tabulation::report_file::Universe;
use crate::tabulation::request::Variance;
use crate::tabulation::rounding;
use crate::tabulation::spoken;
use crate::tabulation::statistics::margin_of_error;
use crate::tabulation::table::MethodPart;

impl Statement<'_> {
    pub(super) fn data_parts(&self) -> Vec<MethodPart> {
        let weights = weights::in_words(&self.file.weight_plans, &self.tongue);
        vec![
            self.part("interviews", Message::MethodInterviews, self.interviews()),
            self.part("universe", Message::MethodUniverse, self.universe()),
            self.questions(),
            self.part("weights", Message::MethodWeights, weights),
            self.part("quality", Message::MethodQuality, self.quality()),
            self.part("precision", Message::MethodPrecision, self.precision()),
            self.part("small_numbers", Message::MethodSmall, self.small_numbers()),
            self.part("limits", Message::MethodLimits, self.limits()),
            self.part("licence", Message::MethodLicence, self.licence()),
        ]
    }

    fn count_of(&self, wanted: Disposition) -> u64 {
        with_disposition(self.dataset, wanted)
    }

    /// Each final disposition with its count, and the rate that exists for the way people came.
    fn interviews(&self) -> String {
        let entries = Disposition::ALL.into_iter().enumerate().map(|(place, disposition)| {
            let message = match disposition {
                Disposition::Complete => Message::MethodComplete,
                Disposition::Partial => Message::MethodPartial,
                Disposition::BreakOff => Message::MethodBreakOff,
                Disposition::ScreenedOut => Message::MethodScreenedOut,
                Disposition::QuotaFull => Message::MethodQuotaFull,
            };
            (message, Counted::Of(place), self.count_of(disposition))
        });
        let entries = entries
            .filter(|(message, _, count)| *count > 0 || *message == Message::MethodComplete)
            .map(|(message, counted, count)| self.counted(message, &counted, count));
        let all = self.dataset.respondents() as u64;
        let begun = self.counted(Message::MethodBegun, &Counted::Begun, all);
        format!("{begun}\n\n{}\n\n{}", list(entries), self.rates()).trim_end().to_owned()
    }

    fn counted(&self, message: Message, counted: &Counted, count: u64) -> String {
        self.tongue.fill(message, &[("count", self.hidden.shown(counted, count).into())])
    }

    fn hides(&self, disposition: Disposition) -> bool {
        let place = Disposition::ALL.iter().position(|known| *known == disposition);
        place.is_some_and(|place| self.hidden.contains(&Counted::Of(place)))
    }

    fn rates(&self) -> String {
        let complete = self.count_of(Disposition::Complete);
        let partial = self.count_of(Disposition::Partial);
        let eligible = complete + partial + self.count_of(Disposition::BreakOff);
        let mut sentences = Vec::new();
        // Where only finished interviews are stored, the rate of completion says nothing.
        if eligible > complete
            && !self.hides(Disposition::Complete)
            && !self.hidden.contains(&Counted::Eligible)
        {
            let arguments = [
                ("rate", spoken::percent(&self.tongue, complete as f64 / eligible as f64).into()),
                ("complete", complete.to_string().into()),
                ("eligible", eligible.to_string().into()),
            ];
            sentences.push(self.tongue.fill(Message::MethodCompletionRate, &arguments));
        }
        let rule = self.fieldwork.and_then(|wave| wave.complete.as_ref()).filter(|_| partial > 0);
        sentences.extend(
            rule.map(|rule| {
                self.tongue.fill(Message::MethodPartialRule, &[("rule", as_written(rule).into())])
            }),
        );
        let is_census = self.fieldwork.is_some_and(|wave| wave.sample.as_deref() == Some("census"));
        let size = self.fieldwork.and_then(|wave| wave.population_size);
        let is_told = !self.hides(Disposition::Complete) && !self.hides(Disposition::Partial);
        match size.filter(|size| is_census && is_told && *size > 0) {
            Some(size) => {
                let rate = spoken::percent(&self.tongue, (complete + partial) as f64 / size as f64);
                let arguments = [("rate", rate.into()), ("size", size.to_string().into())];
                sentences.push(self.tongue.fill(Message::MethodCensusRate, &arguments));
            }
            None => sentences.push(self.tongue.say(Message::MethodNoResponseRate)),
        }
        self.tongue.joined(sentences)
    }

    fn universe(&self) -> String {
        let records = self.report.records as u64;
        match &self.file.universe {
            Universe::Complete => self.tongue.counted(Message::MethodUniverseComplete, records),
            Universe::Usable => self.tongue.counted(Message::MethodUniverseUsable, records),
            Universe::Expression(condition) => {
                let words = words::condition_in(&self.dataset.questionnaire, condition, &self.tongue);
                let arguments = [("condition", words.into()), ("count", records.to_string().into())];
                self.tongue.fill(Message::MethodUniverseWhere, &arguments)
            }
        }
    }

    /// Each rule with how many it flags. Rules flag, and remove nobody.
    fn quality(&self) -> String {
        let questionnaire = &self.dataset.questionnaire;
        let rules = questionnaire.quality.rules();
        let lead = match self.plan.text("quality") {
            Some(text) => self.tongue.sentence(text),
            None if rules.is_empty() => self.tongue.say(Message::MethodNoRules),
            None => self.tongue.say(Message::MethodRulesFlag),
        };
        let entries = rules.into_iter().map(|rule| {
            let message = match rule {
                QualityRule::Speeder => Message::MethodSpeeders,
                QualityRule::Straightline => Message::MethodStraightlining,
                QualityRule::Attention => Message::MethodInattention,
            };
            let flagged = flagged(self.dataset.given(Given::Flag(rule)));
            let words = words::quality_rule_in(questionnaire, rule, &self.tongue);
            self.tongue
                .fill(message, &[("rule", words.into()), ("count", self.hidden.shown_alone(flagged).into())])
        });
        format!("{lead}\n\n{}", list(entries)).trim_end().to_owned()
    }

    fn precision(&self) -> String {
        let n = self.report.records as f64;
        let random = self.dataset.info.sample.has_margin_of_error();
        let population = self.file.population.filter(|_| random);
        let sampled = population.map_or(0.0, |population| n / population as f64);
        let Some(margin) = margin_of_error(Some(n).filter(|n| *n > 0.0), sampled, self.file.confidence)
        else {
            return self.tongue.say(Message::MethodNoAnswers);
        };
        let points = self.tongue.number(&rounding::percent_of(margin, 1));
        let arguments = [
            ("count", self.report.records.to_string().into()),
            ("points", points.into()),
            ("level", spoken::percent(&self.tongue, self.file.confidence).into()),
        ];
        let of_all = if random { Message::MethodMargin } else { Message::MethodConvention };
        let family = match self.file.variance {
            Some(Variance::Simple) => Message::MethodVarianceSimple,
            Some(Variance::Kish) => Message::MethodVarianceKish,
            Some(Variance::Design) => Message::MethodVarianceDesign,
            Some(Variance::Calibrated) => Message::MethodVarianceCalibrated,
            None => Message::MethodVarianceDefault,
        };
        self.tongue.joined([
            self.tongue.fill(of_all, &arguments),
            self.tongue.say(Message::MethodGroups),
            self.tongue.say(family),
        ])
    }

    fn small_numbers(&self) -> String {
        let rule = self.file.reliability;
        let arguments =
            [("min", rule.min_base.to_string().into()), ("flag", rule.flag_base.to_string().into())];
        let hidden = (rule.hide_base > 0).then(|| {
            self.tongue.fill(Message::MethodSmallHidden, &[("hide", rule.hide_base.to_string().into())])
        });
        let rule = self.tongue.fill(Message::MethodSmallRule, &arguments);
        self.tongue.joined([Some(rule), hidden].into_iter().flatten())
    }

    fn limits(&self) -> String {
        let mut sentences = Vec::new();
        if !self.dataset.info.sample.has_margin_of_error() {
            sentences.push(self.tongue.say(Message::MethodNotRandom));
        }
        if self.dataset.questionnaire.languages.len() > 1 {
            sentences.push(self.tongue.say(Message::MethodSeveralLanguages));
        }
        sentences.extend(self.plan.text("limits").map(|text| self.tongue.sentence(text)));
        sentences.push(self.tongue.say(Message::MethodWording));
        self.tongue.joined(sentences)
    }

    fn licence(&self) -> String {
        let licence = [("licence", self.said("licence").into())];
        let mut sentences = vec![self.tongue.fill(Message::MethodLicenceIs, &licence)];
        sentences.extend(self.plan.text("data").map(|text| self.tongue.sentence(text)));
        let promised = self.fieldwork.and_then(|wave| wave.publication.as_deref());
        sentences.extend(promised.map(|text| {
            self.tongue.fill(Message::MethodPublication, &[("text", self.tongue.sentence(text).into())])
        }));
        let version = [("version", as_written(&self.report.version).into())];
        sentences.push(self.tongue.fill(Message::MethodVersion, &version));
        if !self.report.watermark.is_empty() {
            let watermark = [("watermark", as_written(&self.report.watermark).into())];
            sentences.push(self.tongue.fill(Message::MethodWatermark, &watermark));
        }
        let program = [("version", env!("CARGO_PKG_VERSION").into())];
        sentences.push(self.tongue.fill(Message::MethodProgram, &program));
        self.tongue.joined(sentences)
    }
}

/// How many interviews have each word of a given name.
pub(super) fn by_word(dataset: &Dataset, given: Given) -> BTreeMap<&str, u64> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    let cells = dataset.given(given).into_iter().flat_map(Column::chunks);
    let texts = cells.filter_map(|cells| match cells {
        Cells::Texts(texts) => Some(texts),
        Cells::Codes(_) | Cells::Sets(_) | Cells::Ranks(_) | Cells::Numbers(_) => None,
    });
    for texts in texts {
        for word in texts.words() {
            *counts.entry(word).or_default() += texts.which(|other| other == word).count();
        }
    }
    counts
}

/// The first and the last day of a column of days since 1970.
pub(super) fn days(column: Option<&Column>) -> Option<(NaiveDate, NaiveDate)> {
    let numbers = column?.chunks().filter_map(|cells| match cells {
        Cells::Numbers(numbers) => Some(numbers),
        Cells::Codes(_) | Cells::Sets(_) | Cells::Ranks(_) | Cells::Texts(_) => None,
    });
    let days = numbers.flat_map(|numbers| numbers.occurring()).filter(|day| day.is_finite());
    let (first, last) =
        days.fold((f64::INFINITY, f64::NEG_INFINITY), |(first, last), day| (day.min(first), day.max(last)));
    let day = |number: f64| NaiveDate::from_ymd_opt(1970, 1, 1)?.checked_add_days(Days::new(number as u64));
    if first <= last { day(first).zip(day(last)) } else { None }
}

/// True stands as the category 0.
fn flagged(column: Option<&Column>) -> u64 {
    let cells = column.into_iter().flat_map(Column::chunks);
    let counts = cells.map(|cells| match cells {
        Cells::Codes(codes) => codes.which(|code| code == 0).count(),
        Cells::Sets(_) | Cells::Ranks(_) | Cells::Numbers(_) | Cells::Texts(_) => 0,
    });
    counts.sum()
}
