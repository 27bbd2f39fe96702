//! The part of the statement that is about the answers: dispositions, questions, weights, quality, precision, limits.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use super::weights;
use super::{Statement, list, part, percent, sentence};
use crate::questionnaire::condition::Given;
use crate::questionnaire::plain::label;
use crate::questionnaire::{ItemIndex, QualityRule, words};
use crate::responses::Disposition;
use crate::tabulation::dataset::{Cells, Column, Dataset};
use crate::tabulation::report_file::{self, Universe};
use crate::tabulation::request::Variance;
use crate::tabulation::rounding;
use crate::tabulation::statistics::margin_of_error;
use crate::tabulation::table::MethodPart;

impl Statement<'_> {
    pub(super) fn data_parts(&self) -> Vec<MethodPart> {
        vec![
            part("Interviews", self.interviews()),
            part("Whose answers are shown", self.universe()),
            part("Questions", self.questions()),
            part("Weights", weights::in_words(&self.file.weight_plans)),
            part("Quality", self.quality()),
            part("Precision", self.precision()),
            part("Small numbers", self.small_numbers()),
            part("Limits", self.limits()),
            part("Data and licence", self.licence()),
        ]
    }

    /// Each final disposition with its count, and the rate that exists for the way people came.
    fn interviews(&self) -> String {
        let all = self.dataset.respondents() as u64;
        let count = |wanted: Disposition| -> u64 {
            (0..self.dataset.chunks())
                .map(|chunk| self.dataset.with_disposition(chunk, &[wanted]).count())
                .sum()
        };
        let entries = Disposition::ALL.into_iter().filter(|wanted| count(*wanted) > 0).map(|wanted| {
            let name = match wanted {
                Disposition::Complete => "Complete (AAPOR 1.1)",
                Disposition::Partial => "Partial, usable (AAPOR 1.2)",
                Disposition::BreakOff => "Broken off (AAPOR 2.12)",
                Disposition::ScreenedOut => "Screened out (AAPOR 4)",
                Disposition::QuotaFull => "Quota full (AAPOR 4.8)",
            };
            format!("{name}: {}", count(wanted))
        });
        let mut sentences: Vec<String> = Vec::new();
        let eligible = all - count(Disposition::ScreenedOut) - count(Disposition::QuotaFull);
        let complete = count(Disposition::Complete);
        // Where only finished interviews are stored, no rate says anything.
        if eligible > complete {
            sentences.push(format!(
                "Completion rate: {} (complete, of all that were begun and neither screened out nor over a quota: {complete} of {eligible}).",
                percent(complete as f64 / eligible as f64)
            ));
        }
        let rule = self.fieldwork.and_then(|wave| wave.complete.as_ref());
        if let Some(rule) = rule.filter(|_| count(Disposition::Partial) > 0) {
            sentences.push(format!("An unfinished interview is usable where `{rule}` holds."));
        }
        if !self.dataset.info.sample.has_margin_of_error() {
            sentences
                .push("No response rate can be given: it is not known how many were reached.".to_owned());
        }
        let begun = format!("{all} interviews were begun.");
        let parts = [begun, list(entries), sentences.join(" ")];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
    }

    fn universe(&self) -> String {
        let language = &self.dataset.info.language;
        let whose = match &self.file.universe {
            Universe::Complete => "All complete interviews".to_owned(),
            Universe::Usable => "All complete and usable partial interviews".to_owned(),
            Universe::Expression(condition) => format!(
                "Those for whom {}",
                words::condition(&self.dataset.questionnaire, condition, language)
            ),
        };
        format!("{whose}: {}.", self.report.records)
    }

    /// The exact wording of each question that the report shows, and who was asked.
    fn questions(&self) -> String {
        let questionnaire = &self.dataset.questionnaire;
        let language = &self.dataset.info.language;
        let parts = report_file::uses(self.file, questionnaire);
        let shown: BTreeSet<ItemIndex> = parts
            .iter()
            .filter(|part| matches!(part.kind, "figure" | "table" | "trend"))
            .flat_map(|part| part.items.iter().copied())
            .collect();
        list(shown.into_iter().map(|item| {
            let described = questionnaire.item(item);
            let who = match words::universe(questionnaire, item, language) {
                Some(condition) => format!("those for whom {condition}"),
                None => "everyone".to_owned(),
            };
            format!("{}: “{}” Asked of {who}.", described.id, label(described.text.get(language)))
        }))
    }

    /// Each rule with how many it flags. Rules flag, and remove nobody.
    fn quality(&self) -> String {
        let questionnaire = &self.dataset.questionnaire;
        let language = &self.dataset.info.language;
        let rules = questionnaire.quality.rules();
        let mut text = match self.plan.text("quality") {
            Some(text) => sentence(text),
            None if rules.is_empty() => "The questionnaire declares no rule of quality, and no interview was removed.".to_owned(),
            None => "Rules flag interviews; none is removed by a rule. A report leaves out what is flagged only where its universe or a filter says so.".to_owned(),
        };
        if !rules.is_empty() {
            let entries = rules.into_iter().map(|rule| {
                let name = match rule {
                    QualityRule::Speeder => "Speeders",
                    QualityRule::Straightline => "Straightlining",
                    QualityRule::Attention => "Inattention",
                };
                let flagged = flagged(self.dataset.given(Given::Flag(rule)));
                format!("{name} ({}): {flagged} flagged.", words::quality_rule(questionnaire, rule, language))
            });
            text = format!("{text}\n\n{}", list(entries));
        }
        text
    }

    fn precision(&self) -> String {
        let n = self.report.records as f64;
        let random = self.dataset.info.sample.has_margin_of_error();
        let population = self.file.population.filter(|_| random);
        let sampled = population.map_or(0.0, |population| n / population as f64);
        let Some(margin) = margin_of_error(Some(n).filter(|n| *n > 0.0), sampled, self.file.confidence)
        else {
            return "There are no answers.".to_owned();
        };
        let points = rounding::percent_of(margin, 1);
        let level = percent(self.file.confidence);
        let of_all = if random {
            format!(
                "Margin of error of a share of all {} at {level}: at most ± {points} points.",
                self.report.records
            )
        } else {
            format!(
                "If this were a simple random sample, a share of all {} would be within ± {points} points at {level}. It is not one, so this is a convention and no margin of error.",
                self.report.records
            )
        };
        let family = match self.file.variance {
            Some(Variance::Simple) => "Standard errors, intervals and tests leave weights out of account.",
            Some(Variance::Kish) => {
                "Standard errors, intervals and tests take weights into account by Kish's effective base."
            }
            Some(Variance::Design) => {
                "Standard errors, intervals and tests are linearised over strata and sampling units."
            }
            Some(Variance::Calibrated) => {
                "Standard errors, intervals and tests take the calibration of the weights into account."
            }
            None => {
                "Standard errors, intervals and tests take weights into account by Kish's effective base, and strata and sampling units by linearisation where a table names them."
            }
        };
        format!("{of_all} Bases of groups are smaller and stand with each table. {family}")
    }

    fn small_numbers(&self) -> String {
        let rule = self.file.reliability;
        let mut text = format!(
            "Figures on fewer than {} people stand in brackets and are not tested; bases below {} are marked.",
            rule.min_base, rule.flag_base
        );
        if rule.hide_base > 0 {
            text.push_str(&format!(" Figures on fewer than {} people are hidden.", rule.hide_base));
        }
        text
    }

    fn limits(&self) -> String {
        let mut sentences = Vec::new();
        if !self.dataset.info.sample.has_margin_of_error() {
            sentences.push("The sample was not drawn at random: results are of those who answered, and may differ from the population's in ways that weights and margins do not show.".to_owned());
        }
        if self.dataset.questionnaire.languages.len() > 1 {
            sentences.push("Answers in several languages are counted together.".to_owned());
        }
        sentences.extend(self.plan.text("limits").map(sentence));
        sentences.push("Wording and order of questions, and what people do not tell, can influence every survey's results.".to_owned());
        sentences.join(" ")
    }

    fn licence(&self) -> String {
        let mut sentences = vec![format!("Licence: {}", self.said("licence"))];
        sentences.extend(self.plan.text("data").map(sentence));
        let promised = self.fieldwork.and_then(|wave| wave.publication.as_deref());
        sentences
            .extend(promised.map(|text| format!("Respondents were told of publication: {}", sentence(text))));
        sentences.push(format!("Questionnaire version `{}`.", self.report.version));
        if !self.report.watermark.is_empty() {
            sentences.push(format!("State of the data `{}`.", self.report.watermark));
        }
        sentences.push(format!("Computed by canvass {}.", env!("CARGO_PKG_VERSION")));
        sentences.join(" ")
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
