//! `canvass paths`: the routes through a survey that synthetic respondents take, and what nobody comes to.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::answers::{language_of, read_survey};
use super::arguments::{self, CheckFormat};
use super::failure::Failure;
use super::simulate::within_limit;
use super::terminal::{self, Terminal, counted};
use crate::export::text::wrap;
use crate::questionnaire::{ItemIndex, Questionnaire};
use crate::responses::Disposition;
use crate::service::{Simulation, walk_paths};
use crate::simulation::{Paths, Route};

/// Routes listed where not all are wanted.
const ROUTES_SHOWN: usize = 10;
/// Ids in a row of at least this many are written as "first … last".
const RUN: usize = 3;

pub(super) fn run(arguments: &arguments::Paths, terminal: Terminal) -> anyhow::Result<()> {
    within_limit(arguments.n)?;
    let (survey, questionnaire) = read_survey(&arguments.path, terminal)?;
    let language = language_of(&questionnaire, arguments.language.as_deref())?;
    let simulation = Simulation { respondents: arguments.n, seed: arguments.seed };
    let paths = walk_paths(&questionnaire, survey.wave.as_ref(), &language, simulation)
        .map_err(|error| Failure::Input(error.to_string()))?;
    let shown = Shown { questionnaire: &questionnaire, paths: &paths };
    match arguments.format {
        CheckFormat::Json => {
            let document = shown.json(language.as_str(), arguments.seed);
            let mut text = serde_json::to_string_pretty(&document)?;
            text.push('\n');
            terminal::print(text.as_bytes())?;
        }
        CheckFormat::Text => {
            let limit = if arguments.all { usize::MAX } else { ROUTES_SHOWN };
            terminal::print(shown.text(limit, terminal.width()).as_bytes())?;
        }
    }
    Ok(())
}

struct Shown<'a> {
    questionnaire: &'a Questionnaire,
    paths: &'a Paths,
}

impl Shown<'_> {
    fn text(&self, limit: usize, width: usize) -> String {
        let Paths { respondents, routes, reached } = self.paths;
        let mut out = format!(
            "{} synthetic respondents took {} through {}.\n\n",
            respondents,
            counted(routes.len(), "route"),
            counted(reached.len(), "item")
        );
        self.extremes(&mut out);
        self.coverage(&mut out, width);
        let _ = writeln!(out, "\n{:>8}  {:>5}  {:>7}  {:<12}  Route", "Share", "Items", "Minutes", "Ends");
        for route in routes.iter().take(limit) {
            self.route(&mut out, route, width);
        }
        if routes.len() > limit {
            let left = routes.len() - limit;
            let _ = writeln!(
                out,
                "\n{} more: add --all to list {}.",
                left,
                if left == 1 { "it" } else { "them" }
            );
        }
        out
    }

    /// The longest route, the shortest ones, and what half of those who complete need.
    fn extremes(&self, out: &mut String) {
        let mut line = |name: &str, route: Option<&Route>| {
            let Some(route) = route else { return };
            let _ = writeln!(
                out,
                "{name:<24} {:>9}, {:>11}, {:>6} of respondents",
                counted(route.items.len(), "item"),
                about_minutes(route.seconds),
                share(route.respondents, self.paths.respondents)
            );
        };
        line("Longest", self.paths.longest());
        line("Shortest that completes", self.paths.shortest(Disposition::Complete));
        line("Shortest screened out", self.paths.shortest(Disposition::ScreenedOut));
        if let Some(seconds) = self.paths.median_seconds() {
            let _ = writeln!(out, "Half of those who complete need at most {}.", about_minutes(seconds));
        }
    }

    /// What nobody, and what few come to.
    fn coverage(&self, out: &mut String, width: usize) {
        let never: Vec<ItemIndex> = self.paths.never_reached().collect();
        out.push('\n');
        if never.is_empty() {
            out.push_str("Every item was reached.\n");
        } else {
            let words = format!("Reached by nobody: {}", self.list(&never));
            push_wrap(out, &words, width, "  ");
        }
        let rare: Vec<String> = self
            .paths
            .reached
            .iter()
            .filter(|(_, count)| *count > 0 && count * 100 < self.paths.respondents)
            .map(|(item, count)| format!("{} ({count})", self.id(*item)))
            .collect();
        if !rare.is_empty() {
            let words = format!("Reached by fewer than 1 in 100: {}", rare.join(", "));
            push_wrap(out, &words, width, "  ");
        }
    }

    fn route(&self, out: &mut String, route: &Route, width: usize) {
        const INDENT: usize = 40;
        let figures = format!(
            "{:>8}  {:>5}  {:>7}  {:<12}  ",
            share(route.respondents, self.paths.respondents),
            route.items.len(),
            minutes(route.seconds),
            route.disposition.as_str()
        );
        let room = width.saturating_sub(INDENT).max(30);
        for (place, line) in wrap(&self.runs(&route.items), room).into_iter().enumerate() {
            let before = if place == 0 { figures.clone() } else { " ".repeat(INDENT) };
            let _ = writeln!(out, "{before}{line}");
        }
    }

    /// The ids of a route, neighbours in the file drawn together.
    fn runs(&self, items: &[ItemIndex]) -> String {
        let asked: BTreeSet<ItemIndex> = items.iter().copied().collect();
        let mut words: Vec<String> = Vec::new();
        let mut run: Vec<&str> = Vec::new();
        let mut close = |run: &mut Vec<&str>| {
            match run.as_slice() {
                [first, .., last] if run.len() >= RUN => words.push(format!("{first} … {last}")),
                few => words.extend(few.iter().map(|id| (*id).to_owned())),
            }
            run.clear();
        };
        for (item, _) in &self.paths.reached {
            if asked.contains(item) {
                run.push(self.id(*item));
            } else {
                close(&mut run);
            }
        }
        close(&mut run);
        words.join(", ")
    }

    fn list(&self, items: &[ItemIndex]) -> String {
        items.iter().map(|item| self.id(*item)).collect::<Vec<_>>().join(", ")
    }

    fn id(&self, item: ItemIndex) -> &str {
        self.questionnaire.item(item).id.as_str()
    }

    fn json(&self, language: &str, seed: u64) -> Value {
        let ids = |items: &[ItemIndex]| items.iter().map(|item| self.id(*item)).collect::<Vec<_>>();
        let route = |route: &Route| {
            json!({
                "items": ids(&route.items),
                "item_count": route.items.len(),
                "ends": route.disposition.as_str(),
                "respondents": route.respondents,
                "minutes": (route.seconds / 6.0).round() / 10.0,
            })
        };
        let reached = self
            .paths
            .reached
            .iter()
            .map(|(item, count)| json!({ "id": self.id(*item), "respondents": count }));
        json!({
            "synthetic_respondents": self.paths.respondents,
            "seed": seed,
            "language": language,
            "longest": self.paths.longest().map(route),
            "shortest": self.paths.shortest(Disposition::Complete).map(route),
            "shortest_screened_out": self.paths.shortest(Disposition::ScreenedOut).map(route),
            "median_minutes": self.paths.median_seconds().map(|seconds| (seconds / 6.0).round() / 10.0),
            "never_reached": ids(&self.paths.never_reached().collect::<Vec<_>>()),
            "items": reached.collect::<Vec<_>>(),
            "routes": self.paths.routes.iter().map(route).collect::<Vec<_>>(),
        })
    }
}

fn share(part: usize, whole: usize) -> String {
    format!("{:.1} %", 100.0 * part as f64 / whole.max(1) as f64)
}

fn minutes(seconds: f64) -> String {
    format!("{:.1}", seconds / 60.0)
}

fn about_minutes(seconds: f64) -> String {
    format!("{} min", minutes(seconds))
}

fn push_wrap(out: &mut String, words: &str, width: usize, indent: &str) {
    for (place, line) in wrap(words, width.saturating_sub(indent.len()).max(30)).into_iter().enumerate() {
        let _ = writeln!(out, "{}{line}", if place == 0 { "" } else { indent });
    }
}
