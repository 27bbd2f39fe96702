//! How long a questionnaire of 500 items takes to be understood and checked: `cargo bench --bench check`. Prints medians; nothing is
//! asserted, because machines differ.
#![expect(clippy::print_stdout, reason = "a program that measures and says what it measured")]

use std::fmt::Write;
use std::fs;
use std::time::{Duration, Instant};

use canvass::diagnostics::Sources;
use canvass::questionnaire::{Declared, compile};

const RUNS: usize = 31;

fn main() {
    for (name, text) in [
        ("500 items, each on the one before it", chain(500)),
        ("500 items as surveys have them", survey(500)),
        ("2,000 items as surveys have them", survey(2_000)),
    ] {
        let mut sources = Sources::default();
        let file = sources.add("questionnaire.yaml", &text);
        let declared = Declared::default();
        let mut times = Vec::with_capacity(RUNS);
        let mut found = 0;
        for _ in 0..RUNS {
            let started = Clock::start();
            let compiled = compile(&sources, file, &[], &declared);
            times.push(started.elapsed());
            found = compiled.diagnostics.len();
        }
        times.sort_unstable();
        let median = times[RUNS / 2].as_secs_f64() * 1000.0;
        println!("{name}: {median:.1} ms ({} KiB, {found} diagnostics)", text.len() / 1024);
    }
}

/// Time on the processor where the system tells it, else on the wall.
enum Clock {
    Processor(u64),
    Wall(Instant),
}

impl Clock {
    fn start() -> Clock {
        nanoseconds().map_or_else(|| Clock::Wall(Instant::now()), Clock::Processor)
    }

    fn elapsed(&self) -> Duration {
        match self {
            Clock::Processor(started) => Duration::from_nanos(nanoseconds().unwrap_or(*started) - started),
            Clock::Wall(started) => started.elapsed(),
        }
    }
}

/// Nanoseconds that this thread has been on a processor (Linux).
fn nanoseconds() -> Option<u64> {
    fs::read_to_string("/proc/thread-self/schedstat").ok()?.split_whitespace().next()?.parse().ok()
}

const HEAD: &str = "canvass: 1\nid: s\nedition: '1'\ntitle: T\nlanguages: [en]\nscales:\n  five: [{ code: 1, text: Never }, { code: 2, text: Seldom }, { code: 3, text: Sometimes }, { code: 4, text: Often }, { code: 5, text: Always }, { code: 9, text: Don't know, missing: dont_know }]\npages:\n";

/// Every item hangs on the one before it, so everything bears on everything.
fn chain(items: usize) -> String {
    let mut text = HEAD.to_owned();
    for item in 0..items {
        if item % 10 == 0 {
            let _ = writeln!(text, "  - id: p{}\n    items:", item / 10);
        }
        let before = item.saturating_sub(1);
        let condition = if item > 0 {
            format!(", show_if: \"i{before} in [1, 2] || answered(i0)\"")
        } else {
            String::new()
        };
        let _ = writeln!(
            text,
            "      - {{ id: i{item}, type: single, text: Item {item}, options: five{condition} }}"
        );
    }
    text
}

/// Screening first, then pages for some of the respondents, with items of all the usual types.
fn survey(items: usize) -> String {
    let mut text = HEAD.to_owned();
    text.push_str("  - id: screening\n    items:\n      - { id: human, type: single, required: true, text: Who are you?, options: [{ code: person, text: A person }, { code: program, text: A program, end: screened_out }] }\n      - { id: size, type: number, text: How many are you?, min: 1, max: 100000, end_if: \"size < 5\" }\n");
    for page in 0..items / 10 {
        let first = page * 10;
        let condition = if page % 3 == 1 {
            format!("    show_if: \"i{} >= 3 && size > 50\"\n", first - 10)
        } else {
            String::new()
        };
        let _ = write!(text, "  - id: p{page}\n{condition}    items:\n");
        for item in first..first + 10 {
            let condition = match item % 10 {
                3 => format!(", show_if: \"i{first} in [4, 5] || 'a' in i{}\"", first + 1),
                6 => format!(", show_if: \"i{} > 3 && !answered(i{})\"", first + 2, first + 3),
                _ => String::new(),
            };
            let kind = match item % 10 {
                0 | 3 | 5 | 8 => "type: single, options: five",
                1 => {
                    "type: multiple, options: [{ code: a, text: Apples }, { code: b, text: Pears }, { code: c, text: Plums, specify: true }, { code: n, text: None, exclusive: true }]"
                }
                2 => "type: number, min: 0, max: 500",
                4 => {
                    "type: grid, options: five, rows: [{ id: r1, text: One }, { id: r2, text: Two }, { id: r3, text: Three }]"
                }
                7 => "type: scale, from: 0, to: 10, from_text: Not at all, to_text: Wholly",
                _ => "type: text, lines: 3",
            };
            let _ = writeln!(
                text,
                "      - {{ id: i{item}, text: \"What about {item}, then?\", {kind}{condition} }}"
            );
        }
    }
    text
}
