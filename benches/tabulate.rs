//! How long counting takes: `cargo bench --bench tabulate` makes up a survey of 1,000,000 respondents (or as many as
//! `CANVASS_BENCH_RESPONDENTS` says) and prints medians; nothing is asserted, because machines differ. With
//! `CANVASS_BENCH_DATA` it reads the columns of that folder instead: `q1.u8` to `q60.u8` (0 is no answer), and `w.f64`,
//! `age.f64` and `spend.f64`, little-endian, so that others can be timed on the same numbers. `CANVASS_BENCH_ONLY` names
//! one of `crosstab`, `book`, `book_tested` (with intervals and tests between columns) and `mean_se`.
#![expect(clippy::print_stdout, reason = "a program that measures and says what it measured")]
#![expect(
    clippy::disallowed_methods,
    reason = "a bench is steered by the environment of the one who runs it"
)]

use std::fmt::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;
use std::{env, fs};

use canvass::diagnostics::Sources;
use canvass::i18n::Language;
use canvass::questionnaire::condition::Reference;
use canvass::questionnaire::{Declared as WaveDeclared, OptionIndex, Questionnaire, compile};
use canvass::responses::{Disposition, Missing};
use canvass::tabulation::{
    Audience, DataCell, Dataset, DatasetBuilder, DatasetInfo, Declared, ReportFile, SampleType, Step,
    TrendWaves, report_file, report_in_steps,
};

// As in the program itself.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const RUNS: usize = 7;
const QUESTIONS: usize = 60;
const NUMBERS: [&str; 3] = ["age", "spend", "w"];

fn main() {
    let respondents: usize =
        env::var("CANVASS_BENCH_RESPONDENTS").ok().and_then(|text| text.parse().ok()).unwrap_or(1_000_000);
    let folder = env::var_os("CANVASS_BENCH_DATA").map(PathBuf::from);
    let data = folder.map_or_else(|| Data::made_up(respondents), |folder| Data::read(&folder, respondents));
    let mut sources = Sources::default();
    let file = sources.add("questionnaire.yaml", &questionnaire(&data));
    let compiled = compile(&sources, file, &[], &WaveDeclared::default());
    let questionnaire = Arc::new(compiled.questionnaire.expect("the questionnaire is sound"));
    let started = Instant::now();
    let dataset = dataset(&questionnaire, &data);
    println!("columns filled: {:.0} ms", started.elapsed().as_secs_f64() * 1e3);
    drop(data);
    let only = env::var("CANVASS_BENCH_ONLY").ok();
    for (name, body) in [
        ("crosstab", table("q1", "[q2]", "count, weighted")),
        (
            "book",
            (1..=QUESTIONS).map(|q| table(&format!("q{q}"), "five", "count, weighted, column_pct")).collect(),
        ),
        (
            "book_tested",
            (1..=QUESTIONS)
                .map(|q| {
                    table(&format!("q{q}"), "five", "count, weighted, column_pct, se, ci")
                        .replace(" }\n", ", test: true }\n")
                })
                .collect(),
        ),
        ("mean_se", figure()),
    ] {
        if only.as_deref().is_some_and(|only| only != name) {
            continue;
        }
        let text = format!(
            "canvass: 1\nreport: bench\ntitle: Bench\nbanners: {{ five: [q2, q3, q4, q5, q6] }}\n{body}"
        );
        let report = report(&text, &questionnaire);
        // By one of the threads that count, as a server has it done.
        let (mut counting, mut whole, says) = rayon::scope(|_| timed(&report, &dataset));
        println!(
            "{name}: counting {:.2} ms, whole report {:.2} ms{says}",
            median(&mut counting),
            median(&mut whole)
        );
    }
}

/// The milliseconds of counting alone and of the whole report, run by run, and what its first figure says.
fn timed(report: &ReportFile, dataset: &Dataset) -> (Vec<f64>, Vec<f64>, String) {
    let (mut counting, mut whole) = (Vec::new(), Vec::new());
    let mut says = String::new();
    for _ in 0..=RUNS {
        let started = Instant::now();
        let (mut planned, mut counted) = (None, None);
        let none = TrendWaves::none();
        let made = report_in_steps(report, dataset, &none, Audience::Analysts, &mut |step| match step {
            Step::Planned => planned = Some(started.elapsed()),
            Step::Counted if counted.is_none() => counted = Some(started.elapsed()),
            Step::Counted | Step::Computed => {}
        });
        whole.push(started.elapsed().as_secs_f64() * 1e3);
        if let Some(counted) = counted {
            let planned = planned.unwrap_or_default();
            counting.push(counted.saturating_sub(planned).as_secs_f64() * 1e3);
        }
        let made = made.unwrap_or_else(|problems| panic!("{problems:?}"));
        says = made
            .figures
            .first()
            .map_or_else(String::new, |figure| format!(" {:?} {:?}", figure.value, figure.se));
    }
    (counting, whole, says)
}

/// The median of all but the first run, which warms up.
fn median(times: &mut Vec<f64>) -> f64 {
    if times.len() > 1 {
        times.remove(0);
    }
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Codes from 1, 0 where there is none; numbers, NaN where there is none.
struct Data {
    codes: Vec<Vec<u8>>,
    numbers: Vec<Vec<f64>>,
}

impl Data {
    fn made_up(respondents: usize) -> Data {
        let mut state = 0x9E37_79B9_7F4A_7C15_u64;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state >> 11
        };
        let options = |question: usize| [10, 8, 11, 9, 12, 7, 6, 10, 5, 12][question % 10];
        let codes = (0..QUESTIONS).map(|question| {
            (0..respondents)
                .map(|_| if next() % 100 < 3 { 0 } else { (next() % options(question) + 1) as u8 })
                .collect()
        });
        let codes = codes.collect();
        let age = (0..respondents).map(|_| (18 + next() % 73) as f64).collect();
        let spend = |number: u64| if number % 100 < 8 { f64::NAN } else { (number % 20_000) as f64 / 100.0 };
        let spend = (0..respondents).map(|_| spend(next())).collect();
        let w = (0..respondents).map(|_| (200_000 + next() % 1_800_000) as f64 / 1e6).collect();
        Data { codes, numbers: vec![age, spend, w] }
    }

    fn read(folder: &std::path::Path, respondents: usize) -> Data {
        let read = |name: String| {
            let path = folder.join(name);
            fs::read(&path).unwrap_or_else(|error| panic!("`{}` cannot be read: {error}", path.display()))
        };
        let numbers = |name: &str| -> Vec<f64> {
            let bytes = read(format!("{name}.f64"));
            bytes
                .as_chunks::<8>()
                .0
                .iter()
                .take(respondents)
                .map(|eight| f64::from_le_bytes(*eight))
                .collect()
        };
        let codes = |question: usize| {
            let mut codes = read(format!("q{question}.u8"));
            codes.truncate(respondents);
            codes
        };
        Data { codes: (1..=QUESTIONS).map(codes).collect(), numbers: NUMBERS.map(numbers).to_vec() }
    }
}

fn questionnaire(data: &Data) -> String {
    let mut text = "canvass: 1\nid: bench\nedition: '1'\ntitle: Bench\nlanguages: [en]\npages:\n  - id: all\n    items:\n".to_owned();
    for (question, codes) in data.codes.iter().enumerate() {
        let options = codes.iter().copied().max().unwrap_or(1).max(2);
        let options: Vec<String> =
            (1..=options).map(|code| format!("{{ code: {code}, text: Answer {code} }}")).collect();
        let options = options.join(", ");
        let name = question + 1;
        let _ = writeln!(
            text,
            "      - {{ id: q{name}, type: single, text: Question {name}, options: [{options}] }}"
        );
    }
    for name in NUMBERS {
        let _ = writeln!(text, "      - {{ id: {name}, type: number, decimals: 6, text: Number {name} }}");
    }
    text
}

fn dataset(questionnaire: &Arc<Questionnaire>, data: &Data) -> Dataset {
    let mut builder = DatasetBuilder::new(Arc::clone(questionnaire), Vec::new());
    let column = |name: &str| {
        Reference::Variable(questionnaire.find_variable(name).expect("the questionnaire has every column"))
    };
    for (question, codes) in data.codes.iter().enumerate() {
        let column = column(&format!("q{}", question + 1));
        for code in codes {
            builder.push(
                column,
                match code {
                    0 => DataCell::Missing(Missing::Skipped),
                    code => DataCell::Option(OptionIndex(u16::from(code - 1))),
                },
            );
        }
    }
    for (name, numbers) in NUMBERS.iter().zip(&data.numbers) {
        let column = column(name);
        for number in numbers {
            let missing = DataCell::Missing(Missing::Skipped);
            builder.push(column, if number.is_nan() { missing } else { DataCell::Number(*number) });
        }
    }
    let respondents = data.numbers.first().map_or(0, Vec::len);
    for _ in 0..respondents {
        builder.end_response(Disposition::Complete);
    }
    builder.finish(DatasetInfo {
        wave: None,
        version: "sha256:0".into(),
        watermark: "bench".into(),
        synthetic: None,
        language: Language::parse("en").expect("a language"),
        sample: SampleType::Other,
        earlier: Vec::new(),
    })
}

fn table(rows: &str, columns: &str, show: &str) -> String {
    format!(
        "      - {{ id: t_{rows}, title: {rows}, rows: {rows}, columns: {columns}, weight: w, show: [{show}] }}\n"
    )
}

fn figure() -> String {
    "figures:\n  - { id: spend, mean: spend, filter: \"q3 == '4' && age >= 25 && age <= 44\", weight: w, variance: design }\n".to_owned()
}

fn report(text: &str, questionnaire: &Questionnaire) -> ReportFile {
    let text = text.replacen("      - {", "sections:\n  - title: All\n    tables:\n      - {", 1);
    let mut sources = Sources::default();
    let file = sources.add("report.yaml", &text);
    let (report, problems) = report_file::parse(&sources, file, questionnaire, &Declared::default());
    assert!(problems.is_empty(), "{problems:?}");
    report.expect("a report without problems")
}
