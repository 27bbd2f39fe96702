//! Trends of small waves whose numbers can be counted by hand.

use std::sync::Arc;

use super::{OWN, TrendWaves, WaveAnswers};
use crate::diagnostics::{Diagnostic, Sources, has_errors};
use crate::i18n::Language;
use crate::ids::{Uuid, WaveId};
use crate::questionnaire::diff::compare;
use crate::questionnaire::{self, Questionnaire, version_id};
use crate::responses::data_file::{FileContext, ForTables, read_for_tables};
use crate::tabulation::table::{Trend, TrendSeries};
use crate::tabulation::{
    Audience, Dataset, DatasetInfo, Declared, ReportFile, SampleType, report_file, report_in_steps,
};

/// A wave in the making: its questionnaire's items and its answers, one line a kind of respondent with their number.
struct Wave<'a> {
    name: &'a str,
    edition: &'a str,
    items: &'a str,
    answers: &'a str,
    report: Option<&'a str>,
}

const USE: &str = "
- { id: use, type: single, text: Do you use it?, options: [{ code: 1, text: Yes }, { code: 2, text: No }, { code: dk, text: I do not know, missing: dont_know }] }";

fn wave<'a>(name: &'a str, items: &'a str, answers: &'a str) -> Wave<'a> {
    Wave { name, edition: name, items, answers, report: None }
}

fn compiled(wave: &Wave<'_>) -> Questionnaire {
    let items = wave.items.replace('\n', "\n      ");
    let text = format!(
        "canvass: 1\nid: survey\nedition: \"{}\"\ntitle: T\nlanguages: [en]\npages:\n  - id: p\n    items:{items}\n",
        wave.edition
    );
    let mut sources = Sources::default();
    let file = sources.add("questionnaire.yaml", &text);
    let compiled = questionnaire::compile(&sources, file, &[], &questionnaire::Declared::default());
    assert!(!has_errors(&compiled.diagnostics), "{:#?}", compiled.diagnostics);
    compiled.questionnaire.unwrap()
}

/// `answers`: a header, then "12 × cells".
fn data(answers: &str) -> String {
    let mut lines = answers.trim().lines();
    let mut text = format!("response_id,{}\n", lines.next().unwrap().trim());
    let mut id = 0;
    for line in lines {
        let (count, cells) = line.trim().split_once(" × ").unwrap();
        for _ in 0..count.parse::<usize>().unwrap() {
            id += 1;
            text += &format!("{id},{cells}\n");
        }
    }
    text
}

fn dataset(wave: &Wave<'_>) -> Arc<Dataset> {
    let questionnaire = Arc::new(compiled(wave));
    let version = version_id(&questionnaire).to_string();
    let bytes = data(wave.answers).into_bytes();
    let context = FileContext::default();
    let file = read_for_tables(bytes.into(), &questionnaire, WaveId(Uuid::nil()), &context).unwrap();
    let info = DatasetInfo {
        wave: None,
        version,
        watermark: "w".into(),
        synthetic: None,
        language: Language::parse("en").unwrap(),
        sample: SampleType::Other,
        earlier: Vec::new(),
    };
    Arc::new(match file {
        ForTables::Columns(columns) => Dataset::from_columns(questionnaire, columns, info),
        ForTables::Rows(file) => Dataset::from_responses(questionnaire, &file.responses, file.extras, info),
    })
}

fn report_of(text: &str, dataset: &Dataset) -> ReportFile {
    let mut sources = Sources::default();
    let file = sources.add("report.yaml", &format!("canvass: 1\nreport: r\n{text}"));
    let declared = Declared { sources: None, extras: dataset.extras().map(str::to_owned).collect() };
    let (read, problems) = report_file::parse(&sources, file, &dataset.questionnaire, &declared);
    assert!(!has_errors(&problems), "{problems:#?}");
    read.unwrap()
}

/// The only trend of a report of the last wave; `keys` are those of the trend, `rest` those of the report.
fn trend(waves: &[Wave<'_>], keys: &str, rest: &str) -> Result<Trend, Vec<Diagnostic>> {
    trend_for(Audience::Analysts, waves, keys, rest)
}

fn trend_for(
    audience: Audience,
    waves: &[Wave<'_>],
    keys: &str,
    rest: &str,
) -> Result<Trend, Vec<Diagnostic>> {
    let datasets: Vec<Arc<Dataset>> = waves.iter().map(dataset).collect();
    let names: Vec<&str> = waves.iter().map(|wave| wave.name).collect();
    let own = datasets.last().unwrap();
    let text = format!("{rest}\ntrends: [{{ id: t, waves: [{}], {keys} }}]", names.join(", "));
    let file = report_of(&text, own);
    let answers = waves.iter().zip(&datasets).map(|(wave, dataset)| WaveAnswers {
        key: wave.name.to_owned(),
        name: wave.name.to_owned(),
        opened: None,
        dataset: Arc::clone(dataset),
        report: wave.report.map(|text| Arc::new(report_of(text, dataset))),
    });
    let all = TrendWaves { waves: answers.collect(), compare: comparing(&datasets) };
    let mut made = report_in_steps(&file, own, &all, audience, &mut |_| {})?;
    Ok(made.trends.remove(0))
}

fn comparing(
    datasets: &[Arc<Dataset>],
) -> Box<dyn Fn(usize, usize) -> questionnaire::diff::Difference + Send> {
    let editions: Vec<Arc<Questionnaire>> =
        datasets.iter().map(|dataset| Arc::clone(&dataset.questionnaire)).collect();
    Box::new(move |old, new| {
        let edition = |place: usize| if place == OWN { editions.last() } else { editions.get(place) };
        compare(edition(old).unwrap(), edition(new).unwrap())
    })
}

fn values(series: &TrendSeries) -> Vec<Option<f64>> {
    series.points.iter().map(|point| point.value).collect()
}

fn verdicts(trend: &Trend) -> Vec<Option<&'static str>> {
    trend.series[0].points.iter().map(|point| point.verdict).collect()
}

fn says(trend: &Trend, what: &str) -> bool {
    trend.notes.iter().chain(&trend.footer).any(|note| note.contains(what))
}

const SHARE: &str = "share: use, codes: [1]";

#[test]
fn a_change_is_tested_as_between_two_samples() {
    let waves =
        [wave("2023", USE, "use\n30 × 1\n70 × 2\n20 × dk"), wave("2024", USE, "use\n54 × 1\n66 × 2\n5 × dk")];
    let trend = trend(&waves, SHARE, "").unwrap();
    let line = &trend.series[0];
    assert_eq!(values(line), [Some(0.3), Some(0.45)]);
    assert_eq!(verdicts(&trend), [None, Some("comparable")]);
    assert_eq!(trend.notes, Vec::<String>::new());
    assert_eq!((line.points[0].base.unweighted, line.points[0].time), (100, 2023.0));
    // R: svydesign(ids = ~1) of each wave's 120 and 125, svymean of the subset without don't-knows; then
    // d <- .45 - .3; se <- sqrt(se1^2 + se2^2); 2 * pnorm(-abs(d / se))
    let (se1, se2) = ((120.0 / 119.0 * 0.0021_f64).sqrt(), (125.0 / 124.0 * 0.2475 / 120.0_f64).sqrt());
    let change = &line.changes[0];
    assert!((line.points[0].se.unwrap() - se1).abs() < 1e-12);
    assert!((change.se.unwrap() - se1.hypot(se2)).abs() < 1e-12);
    assert!((change.comparison.difference.unwrap() - 0.15).abs() < 1e-12);
    assert!((change.comparison.statistic.unwrap() - 2.315_437_970_160_931).abs() < 1e-9, "{change:?}");
    assert!((change.comparison.p.unwrap() - 0.020_588_975_562_160_55).abs() < 1e-10, "{change:?}");
    assert_eq!(line.linear, None);
}

#[test]
fn other_words_are_told_beside_the_numbers() {
    let reworded = USE.replace("Do you use it?", "Does your organisation use it today?");
    let waves = [wave("2023", USE, "use\n40 × 1\n60 × 2"), wave("2024", &reworded, "use\n50 × 1\n50 × 2")];
    let trend = trend(&waves, SHARE, "").unwrap();
    assert_eq!(values(&trend.series[0]), [Some(0.4), Some(0.5)]);
    assert_eq!(verdicts(&trend), [None, Some("with_care")]);
    assert!(says(&trend, "2023 to 2024: comparable with care. use: other words"), "{:?}", trend.notes);
}

#[test]
fn what_cannot_be_compared_has_no_number_but_a_reason() {
    let scale = |to: u8| format!("\n- {{ id: use, type: scale, from: 1, to: {to}, text: How much? }}");
    let (five, seven) = (scale(5), scale(7));
    let waves = [wave("2023", &five, "use\n50 × 2\n50 × 5"), wave("2024", &seven, "use\n50 × 3\n50 × 7")];
    let trend = trend(&waves, "mean: use", "").unwrap();
    assert_eq!(values(&trend.series[0]), [None, None]);
    assert_eq!(verdicts(&trend), [None, Some("broken")]);
    assert!(trend.series[0].changes.is_empty());
    assert!(says(&trend, "runs from 1 to 7, before from 1 to 5"), "{:?}", trend.notes);
    assert!(says(&trend, "no number is shown"));
    // The author may know better.
    let vouched = seven
        .replace("text: How much?", "text: How much?, verdict: { is: with_care, because: A test showed it }");
    let waves = [wave("2023", &five, "use\n50 × 2\n50 × 5"), wave("2024", &vouched, "use\n50 × 3\n50 × 7")];
    let trend = self::trend(&waves, "mean: use", "").unwrap();
    assert_eq!(values(&trend.series[0]), [Some(3.5), Some(5.0)]);
    assert!(says(&trend, "by the author's word (verdict): A test showed it"), "{:?}", trend.notes);
}

#[test]
fn a_break_leaves_what_hangs_together_on_each_side() {
    let other = USE.replace("type: single", "type: multiple").replace(", missing: dont_know", "");
    let waves = [
        wave("2021", &other, "use\n50 × 1\n50 × 2"),
        wave("2022", &other, "use\n60 × 1\n40 × 2"),
        wave("2023", USE, "use\n70 × 1\n30 × 2"),
        wave("2024", USE, "use\n80 × 1\n20 × 2"),
    ];
    let trend = trend(&waves, SHARE, "").unwrap();
    assert_eq!(values(&trend.series[0]), [None, None, Some(0.7), Some(0.8)]);
    assert_eq!(verdicts(&trend), [Some("broken"), Some("broken"), None, Some("comparable")]);
    assert!(
        says(&trend, "2022 is not compared: use is a multiple there and a single here"),
        "{:?}",
        trend.notes
    );
    assert_eq!(trend.series[0].changes.len(), 1);
}

const RENAMED: &str = "
- { id: uses, type: single, text: Do you use it?, replaces: use, comparable: recoded, map: { yes: 1, no: 2 }, options: [{ code: yes, text: Yes }, { code: no, text: No }, { code: dk, text: I do not know, missing: dont_know }] }";

#[test]
fn codes_are_carried_over_by_a_map_and_the_trend_says_so() {
    let waves =
        [wave("2023", USE, "use\n40 × 1\n60 × 2\n9 × dk"), wave("2024", RENAMED, "uses\n50 × yes\n50 × no")];
    let trend = trend(&waves, "share: uses, codes: [yes]", "").unwrap();
    assert_eq!(values(&trend.series[0]), [Some(0.4), Some(0.5)]);
    assert_eq!(verdicts(&trend), [None, Some("comparable")]);
    assert!(
        says(&trend, "uses: uses continues use; uses: other codes, carried over by the declared map"),
        "{:?}",
        trend.notes
    );
    // The same from a report of the earlier wave.
    let turned = [wave("2024", RENAMED, "uses\n50 × yes\n50 × no"), wave("2023", USE, "use\n40 × 1\n60 × 2")];
    assert!(self::trend(&turned, SHARE, "").is_ok());
}

#[test]
fn the_same_words_under_another_code_are_joined_by_nobody() {
    let moved = USE.replace("code: 1,", "code: 3,");
    let waves = [wave("2023", USE, "use\n40 × 1\n60 × 2"), wave("2024", &moved, "use\n50 × 3\n50 × 2")];
    let refused = trend(&waves, "share: use, codes: [3]", "").unwrap();
    assert_eq!(values(&refused.series[0]), [None, None]);
    assert!(
        says(&refused, "“Yes” of use has the code 1 there and 3 here, and no `map:` says"),
        "{:?}",
        refused.notes
    );
    // What kept its code is not concerned.
    let other = trend(&waves, "share: use, codes: [2]", "").unwrap();
    assert_eq!(values(&other.series[0]), [Some(0.6), Some(0.5)]);
    // Nor is a reason for no answer under another code: it is left out on both sides.
    let unknown = USE.replace("code: dk", "code: 9");
    let waves = [
        wave("2023", USE, "use\n40 × 1\n60 × 2\n50 × dk"),
        wave("2024", &unknown, "use\n50 × 1\n50 × 2\n9 × 9"),
    ];
    let trend = trend(&waves, SHARE, "").unwrap();
    assert_eq!(values(&trend.series[0]), [Some(0.4), Some(0.5)]);
}

#[test]
fn a_wave_without_the_question_has_no_number() {
    let without = "\n- { id: other, type: single, text: Something else?, options: [{ code: 1, text: A }, { code: 2, text: B }] }";
    let waves = [
        wave("2021", USE, "use\n40 × 1\n60 × 2"),
        wave("2022", without, "other\n100 × 1"),
        wave("2024", USE, "use\n50 × 1\n50 × 2"),
    ];
    let trend = trend(&waves, SHARE, "").unwrap();
    assert_eq!(values(&trend.series[0]), [Some(0.4), None, Some(0.5)]);
    assert_eq!(verdicts(&trend), [None, None, Some("comparable")]);
    let change = &trend.series[0].changes[0];
    assert_eq!((change.from.as_str(), change.to.as_str()), ("2021", "2024"));
    assert!(says(&trend, "2022 did not ask use: no number."), "{:?}", trend.notes);
    let two = [wave("2022", without, "other\n100 × 1"), wave("2024", USE, "use\n50 × 1\n50 × 2")];
    let trend = self::trend(&two, SHARE, "").unwrap();
    assert_eq!(values(&trend.series[0]), [None, Some(0.5)]);
}

const TOOLS: &str = "
- { id: tool, type: single, text: Which tool?, options: [{ code: a, text: Anvil }, { code: b, text: Bellows }, { code: c, text: Chisel }] }";

#[test]
fn an_answer_that_is_no_longer_offered_stays_in_the_base() {
    let fewer = TOOLS.replace(", { code: c, text: Chisel }", ", { code: d, text: Drill }");
    let waves = [
        wave("2023", TOOLS, "tool\n40 × a\n40 × b\n20 × c"),
        wave("2024", &fewer, "tool\n50 × a\n30 × b\n20 × d"),
    ];
    let one = trend(&waves, "share: tool, codes: [a]", "").unwrap();
    assert_eq!(values(&one.series[0]), [Some(0.4), Some(0.5)]);
    assert_eq!(one.series[0].points[0].base.unweighted, 100);
    let new = trend(&waves, "share: tool, codes: [d]", "").unwrap();
    assert_eq!(values(&new.series[0]), [None, Some(0.2)]);
    assert!(says(&new, "2023 did not offer “Drill”"), "{:?}", new.notes);
    let some = trend(&waves, "share: tool, codes: [a, d]", "").unwrap();
    assert_eq!(values(&some.series[0]), [Some(0.4), Some(0.7)]);
    assert!(says(&some, "2023 did not offer “Drill”: its share is that of the others."));
}

#[test]
fn an_answer_that_became_several_is_counted_whole_or_not_at_all() {
    let split = "
- { id: tool, type: single, text: Which tool?, comparable: recoded, map: { a1: a, a2: a }, options: [{ code: a1, text: Small anvil }, { code: a2, text: Large anvil }, { code: b, text: Bellows }, { code: c, text: Chisel }] }";
    let waves = [
        wave("2023", TOOLS, "tool\n40 × a\n40 × b\n20 × c"),
        wave("2024", split, "tool\n20 × a1\n30 × a2\n30 × b\n20 × c"),
    ];
    let both = trend(&waves, "share: tool, codes: [a1, a2]", "").unwrap();
    assert_eq!(values(&both.series[0]), [Some(0.4), Some(0.5)]);
    let one = trend(&waves, "share: tool, codes: [a1]", "").unwrap();
    assert_eq!(values(&one.series[0]), [None, None]);
    assert!(says(&one, "of which the trend counts only some"), "{:?}", one.notes);
}

#[test]
fn the_slope_goes_by_the_years_of_the_editions() {
    let waves = [
        wave("2019", USE, "use\n40 × 1\n60 × 2"),
        wave("2021", USE, "use\n50 × 1\n50 × 2"),
        wave("2024", USE, "use\n65 × 1\n35 × 2"),
    ];
    let trend = trend(&waves, SHARE, "").unwrap();
    let linear = trend.series[0].linear.unwrap();
    // R: coef(lm(y ~ time)) = 0.05; prop.trend.test(c(40, 50, 65), c(100, 100, 100), score = c(2019, 2021, 2024))
    assert!((linear.difference.unwrap() - 0.05).abs() < 1e-12, "{linear:?}");
    let (p, spread) = (155.0 / 300.0, 100.0 * (49.0 + 1.0 + 64.0) / 9.0);
    let statistic = (0.05_f64 * spread).powi(2) / (p * (1.0 - p) * spread);
    assert!((linear.statistic.unwrap() - statistic).abs() < 1e-9);
    assert_eq!(linear.df, Some(1.0));
    assert!(says(&trend, "The linear trend is by year; Cochran-Armitage test."));
}

#[test]
fn a_common_universe_has_whom_both_waves_would_have_asked() {
    let role = |ends: &str| {
        format!(
            "\n- {{ id: role, type: single, text: Role?, options: [{{ code: 1, text: Worker }}, {{ code: 2, text: Student{ends} }}] }}"
        )
    };
    let open = role("") + USE;
    let screened =
        role(", end: screened_out") + &USE.replace("id: use,", "id: use, show_if: \"role == '1'\",");
    let waves = [
        wave("2023", &open, "role,use\n40 × 1,1\n40 × 1,2\n80 × 2,1"),
        wave("2024", &screened, "role,use\n50 × 1,1\n50 × 1,2\n30 × 2,"),
    ];
    let trend = trend(&waves, &format!("{SHARE}, universe: common"), "").unwrap();
    let ids: Vec<&str> = trend.series.iter().map(|line| line.id.as_str()).collect();
    assert_eq!(ids, ["all", "common"]);
    assert_eq!(values(&trend.series[0]), [Some(0.75), Some(0.5)]);
    assert_eq!(values(&trend.series[1]), [Some(0.5), Some(0.5)]);
    assert_eq!(trend.series[1].points[0].base.unweighted, 80);
    assert!(says(&trend, "80 of 160 responses of 2023"), "{:?}", trend.notes);
    assert!(says(&trend, "depends on who is compared"), "{:?}", trend.notes);
}

#[test]
fn a_composition_is_held_fixed() {
    let size = "\n- { id: size, type: single, text: Size?, options: [{ code: 1, text: Small }, { code: 2, text: Large }] }";
    let both = size.to_owned() + USE;
    // In both sizes nothing changed; there are more large ones.
    let waves = [
        wave("2023", &both, "size,use\n40 × 1,1\n40 × 1,2\n20 × 2,1"),
        wave("2024", &both, "size,use\n100 × 1,1\n100 × 1,2\n200 × 2,1"),
    ];
    let asked = format!("{SHARE}, reweight: {{ to: '2023', on: [size] }}");
    let trend = trend(&waves, &asked, "").unwrap();
    let ids: Vec<&str> = trend.series.iter().map(|line| line.id.as_str()).collect();
    assert_eq!(ids, ["all", "reweighted"]);
    assert_eq!(values(&trend.series[0]), [Some(0.6), Some(0.75)]);
    let reweighted = values(&trend.series[1]);
    assert!(reweighted.iter().all(|value| (value.unwrap() - 0.6).abs() < 1e-9), "{reweighted:?}");
    // 200 people of weight 1.6 and 200 of 0.4.
    let base = trend.series[1].points[1].base;
    assert!((base.effective.unwrap() - 400.0 / 1.36).abs() < 1e-6, "{base:?}");
    assert!(says(&trend, "depends on who is compared"), "{:?}", trend.notes);
    let lacking = [
        wave("2023", &both, "size,use\n40 × 1,1\n40 × 1,2\n20 × 2,1"),
        wave("2024", &both, "size,use\n100 × 1,1\n100 × 1,2"),
    ];
    let trend = self::trend(&lacking, &asked, "").unwrap();
    assert_eq!(values(&trend.series[1]), [Some(0.6), None]);
    assert!(
        says(&trend, "2024 cannot be brought to the composition of 2023: nobody has size “Large”"),
        "{:?}",
        trend.notes
    );
}

#[test]
fn there_is_a_line_for_each_code_of_another_variable() {
    let both = TOOLS.to_owned() + USE;
    let waves = [
        wave("2023", &both, "tool,use\n40 × a,1\n60 × a,2\n90 × b,1\n10 × b,2"),
        wave("2024", &both, "tool,use\n50 × a,1\n50 × a,2\n80 × b,1\n20 × b,2"),
    ];
    let trend = trend(&waves, &format!("{SHARE}, by: tool"), "").unwrap();
    let lines: Vec<(&str, Vec<Option<f64>>)> =
        trend.series.iter().map(|line| (line.id.as_str(), values(line))).collect();
    let expected = [
        ("all", vec![Some(0.65), Some(0.65)]),
        ("a", vec![Some(0.4), Some(0.5)]),
        ("b", vec![Some(0.9), Some(0.8)]),
        ("c", vec![None, None]),
    ];
    assert_eq!(lines, expected);
    assert!(says(&trend, "depends on who is compared: Everyone"), "{:?}", trend.notes);
}

#[test]
fn each_wave_has_its_own_weight() {
    let size = "\n- { id: size, type: single, text: Size?, options: [{ code: 1, text: Small }, { code: 2, text: Large }] }";
    let both = size.to_owned() + USE;
    let weights = "weights: { main: { rake: { size: { 1: 0.5, 2: 0.5 } } } }";
    let old = Wave {
        report: Some("weights: { main: { rake: { size: { 1: 0.25, 2: 0.75 } } } }"),
        ..wave("2023", &both, "size,use\n80 × 1,1\n20 × 2,2")
    };
    let new = || wave("2024", &both, "size,use\n60 × 1,1\n40 × 2,2");
    let asked = format!("{SHARE}, weight: main");
    let made = trend(&[old, new()], &asked, weights).unwrap();
    let found = values(&made.series[0]);
    assert!((found[0].unwrap() - 0.25).abs() < 1e-9 && (found[1].unwrap() - 0.5).abs() < 1e-9, "{found:?}");
    assert!(says(&made, "weighted in each wave by its own “main”"));
    let bare = Wave { edition: "older", ..wave("2023", &both, "size,use\n80 × 1,1\n20 × 2,2") };
    let problems = trend(&[bare, new()], &asked, weights).unwrap_err();
    assert_eq!(problems[0].message, "the wave `2023` has no weight `main`");
}

#[test]
fn a_derived_variable_is_made_of_what_each_wave_asked() {
    let waves =
        [wave("2023", USE, "use\n40 × 1\n60 × 2\n9 × dk"), wave("2024", RENAMED, "uses\n50 × yes\n50 × no")];
    let variables = "variables: { user: { text: Users, where: \"uses == 'yes'\", else: Others } }";
    let trend = trend(&waves, "share: user, codes: [1]", variables).unwrap();
    assert!(says(&trend, "uses continues use"), "{:?}", trend.notes);
    let found = values(&trend.series[0]);
    assert_eq!(found[1], Some(0.5));
    // A don't-know is not "yes", as in any table of the variable.
    assert!((found[0].unwrap() - 40.0 / 109.0).abs() < 1e-12, "{found:?}");
}

#[test]
fn few_people_are_shown_and_not_tested() {
    let waves = [wave("2023", USE, "use\n5 × 1\n15 × 2"), wave("2024", USE, "use\n50 × 1\n50 × 2")];
    let trend = trend(&waves, SHARE, "").unwrap();
    let change = &trend.series[0].changes[0].comparison;
    assert_eq!((change.difference, change.p), (Some(0.25), None));
    assert!(says(&trend, "a base below 30 are not tested"));
    let tested = self::trend(&waves, SHARE, "reliability: { min_base: 0 }").unwrap();
    assert!(tested.series[0].changes[0].comparison.p.is_some());
    let hidden = self::trend(&waves, SHARE, "reliability: { min_base: 30, hide_base: 30 }").unwrap();
    assert_eq!(values(&hidden.series[0]), [None, Some(0.5)]);
}

#[test]
fn a_score_has_its_trend_too() {
    let scale = "\n- { id: again, type: scale, from: 0, to: 10, text: Would you recommend it? }";
    let waves =
        [wave("2023", scale, "again\n50 × 10\n50 × 3"), wave("2024", scale, "again\n60 × 9\n20 × 8\n20 × 0")];
    let trend = trend(&waves, "nps: again", "").unwrap();
    assert_eq!(values(&trend.series[0]), [Some(0.0), Some(40.0)]);
    assert_eq!((trend.kind, trend.is_share), ("nps", false));
}

/// Three people of one line are hidden with their line's change, and with them what the line of everyone would tell.
#[test]
fn the_public_sees_no_point_of_few_people() {
    let items = format!(
        "{USE}\n- {{ id: size, type: single, text: Size?, options: [{{ code: s, text: Small }}, {{ code: l, text: Large }}, {{ code: h, text: Huge }}] }}"
    );
    let old = "use,size\n40 × 1,s\n60 × 2,s\n30 × 1,l\n70 × 2,l\n20 × 1,h\n40 × 2,h";
    let new = "use,size\n50 × 1,s\n50 × 2,s\n3 × 1,l\n97 × 2,l\n30 × 1,h\n40 × 2,h";
    let waves = [wave("2023", &items, old), wave("2024", &items, new)];
    let keys = format!("{SHARE}, by: size");
    let shown = |audience| {
        let trend = trend_for(audience, &waves, &keys, "disclose: { min_cell: 10 }").unwrap();
        let is_shown =
            |line: &TrendSeries| line.points.iter().map(|point| point.value.is_some()).collect::<Vec<_>>();
        (trend.series.iter().map(is_shown).collect::<Vec<_>>(), trend)
    };
    let (all, _) = shown(Audience::Analysts);
    assert!(all.iter().flatten().all(|shown| *shown));
    let (public, trend) = shown(Audience::Public);
    let of_wave = |at: usize| public.iter().filter(|line| !line[at]).count();
    assert_eq!((of_wave(0), of_wave(1)), (0, 2), "{public:?}");
    let large = trend.series.iter().find(|line| line.id == "l").unwrap();
    assert!(large.points[1].base.is_hidden && large.points[1].ci.is_none() && large.changes.is_empty());
    assert!(says(&trend, "Hidden to protect respondents"), "{:?}", trend.footer);
}
