//! Random plans: reports of several tables and figures that are counted in one go, with universes, weights, designs, families
//! of errors and tests of every kind.

use super::requests::{VARIABLES, WEIGHTS, condition, table};
use super::survey::Chance;

/// A report as its author would write it; some cannot be, and both engines have to say so.
pub(super) fn plan(seed: u64) -> String {
    let mut chance = Chance(seed.wrapping_mul(0xd6e8_feb8_6659_fd93));
    let chance = &mut chance;
    let mut text = String::from("canvass: 1\nreport: r\n");
    match chance.below(3) {
        0 => {}
        1 => text.push_str("universe: usable\n"),
        _ => text.push_str(&format!("universe: \"{}\"\n", condition(chance, 1))),
    }
    if chance.below(3) == 0 {
        text.push_str(&format!("variance: {}\n", chance.one(&["kish", "design", "calibrated"])));
    }
    text.push_str(VARIABLES);
    text.push_str("figures:\n");
    for number in 0..1 + chance.below(4) {
        text.push_str(&listed(&format!("id: f{number}\n{}", figure(chance)), ""));
    }
    text.push_str("sections:\n  - title: All\n    tables:\n");
    for number in 0..1 + chance.below(2) {
        text.push_str(&listed(&format!("id: t{number}\n{}", table(chance)), "    "));
    }
    text
}

/// The lines as one entry of a list.
fn listed(lines: &str, indent: &str) -> String {
    let entry = |(at, line): (usize, &str)| format!("{indent}  {} {line}\n", if at == 0 { "-" } else { " " });
    lines.lines().enumerate().map(entry).collect()
}

const SHARES: [&str; 9] = [
    "role, codes: [dev, ops]",
    "tools, codes: [b]",
    "tools, codes: [a, x, none]",
    "views.fast, codes: [2, 3]",
    "field, codes: [tech]",
    "places.work, codes: [a]",
    "income, codes: [mid]",
    "score, top_box: 2",
    "consent.contact, codes: ['1']",
];
const MEANS: [&str; 10] =
    ["age", "cost", "net", "stamp", "score", "views.sound", "mood", "how_many", "liking", "income"];
const TOTALS: [&str; 7] = ["age", "cost", "net", "stamp", "how_many", "liking", "twice"];
const GROUPS: [&str; 5] = [
    "region, between: ['1', '3']",
    "young, between: ['1', '0']",
    "tools, between: [a, b]",
    "tools, between: [x, h]",
    "field, between: [tech, rest]",
];

fn figure(chance: &mut Chance) -> String {
    let share = chance.one(&SHARES);
    let (mean, total) = (chance.one(&MEANS), chance.one(&TOTALS));
    let groups = chance.one(&GROUPS);
    let kind = match chance.below(15) {
        0 | 1 => return shared(chance, share),
        2 => format!("base: {}", chance.one(&["all", "role", "tools", "cost"])),
        3 => format!("mean: {mean}"),
        4 => format!("median: {mean}"),
        5 => "nps: score".to_owned(),
        6 => format!("total: {total}"),
        7 => "difference: { of: [views.fast, views.cheap], codes: [['3'], ['2', '3']] }".to_owned(),
        8 => "paired: { items: [views.fast, views.sound], net: ['2', '3'] }".to_owned(),
        9 => "paired: { items: [views.cheap, views.sound] }".to_owned(),
        10 => format!("ratio: {{ of: {total}, to: {} }}", chance.one(&TOTALS)),
        11 => format!("gap: {{ of: {share}, by: {groups} }}"),
        12 => format!("gap: {{ of: {mean}, by: {groups} }}"),
        13 => format!(
            "trend: {{ of: {}, over: region, times: [2019, 2021.5, 2022] }}",
            if chance.below(2) == 0 { share } else { mean }
        ),
        _ => format!("{}: all", chance.one(&["margin_of_error", "design_effect"])),
    };
    format!("{kind}\n{}", setting(chance))
}

fn shared(chance: &mut Chance, share: &str) -> String {
    let lines = share.replace(", codes:", "\ncodes:").replace(", top_box:", "\ntop_box:");
    let intervals =
        ["wilson_neff", "wald_neff", "clopper_pearson_neff", "design_wald_t", "design_logit", "design_beta"];
    let interval = match chance.below(3) {
        0 => format!("ci: {}\n", chance.one(&intervals)),
        _ => String::new(),
    };
    format!("share: {lines}\n{interval}{}", setting(chance))
}

/// Weight, filter and design of a figure.
fn setting(chance: &mut Chance) -> String {
    let mut text = String::new();
    if chance.below(2) == 0 {
        text.push_str(&format!("filter: \"{}\"\n", condition(chance, 1)));
    }
    if chance.below(2) == 0 {
        let weight = chance.one(&WEIGHTS);
        text.push_str(&format!("weight: {weight}\n"));
        if ["raked", "started", "sourced"].contains(&weight) && chance.below(3) == 0 {
            text.push_str("variance: calibrated\n");
            return text;
        }
    }
    if chance.below(4) == 0 {
        text.push_str("variance: design\ndesign: { strata: region, psu: psu, lonely: adjust }\n");
    }
    text
}
