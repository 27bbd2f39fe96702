//! Random tables: of every kind of variable, with conditions, weights, designs and statistics.

use super::survey::Chance;

pub(super) const VARIABLES: &str = "variables:
  young: { text: Young, where: \"age < 35\", else: Older }
  keen: { text: Keen, where: \"score >= 8 || has(tools, 'a')\" }
  field: { text: Field, recode: role, to: { tech: [dev, ops], rest: [other] } }
  from: { recode: source, to: { p: [panel], s: [site] } }
  mooded: { recode: mood, to: { down: [-2, -1], up: [1, 2, 3] } }
  earns: { recode: income, to: { little: [low, mid] } }
  ages: { bands: age, cuts: [18, 30.5, 60] }
  scores: { bands: score, cuts: [2, 5] }
  costly: { bands: net, cuts: [-500, 0, 100, 900] }
  some: { text: Some, any: [young, tools.b, views.fast.3], else: None }
  every: { text: All, all: [keen, young], else: Not }
  how_many: { text: How many, count: [young, tools.a, tools.c, region.2] }
  stamp: { text: Stamp, value: \"1000000000 + age / 8\" }
  net: { text: Net, value: \"cost - income / (score - 5)\" }
  liking: { text: Liking, mean: [views, score], min_answers: 2 }
  deep: { where: \"ages == '2' && field == 'tech' && how_many > 1\", else: Others }
  deeper: { where: \"deep == '1' || ages == '1'\", else: Others }
weights:
  raked:
    rake: { region: { 1: 0.2, 2: 0.3, 3: 0.5 }, young: { 1: 0.45, 0: 0.55 } }
    missing: own_category
  started:
    rake: { region: { 1: 0.25, 2: 0.25, 3: 0.5 } }
    start: w
    missing: leave_out
    trim: { max: 3 }
  sourced:
    poststratify: { cells: [{ language: en, share: 0.7 }, { language: ko, share: 0.3 }] }
";

const CODED: [&str; 24] = [
    "role",
    "region",
    "fresh",
    "views.fast",
    "views.cheap",
    "views.sound",
    "score",
    "mood",
    "income",
    "young",
    "keen",
    "field",
    "from",
    "mooded",
    "earns",
    "ages",
    "scores",
    "costly",
    "some",
    "every",
    "deeper",
    "arm.wording",
    "consent.contact",
    "started_on",
];
const GIVEN: [&str; 6] = ["source", "language", "device", "version", "removed", "submitted_on"];
const MULTIPLE: [&str; 4] = ["tools", "places.home", "places.work", "order"];
const NUMBERS: [&str; 10] =
    ["age", "cost", "twice", "split.me", "how_many", "net", "stamp", "liking", "income", "minutes"];
pub(super) const WEIGHTS: [&str; 6] = ["w", "w", "how_many", "raked", "started", "sourced"];

fn number(chance: &mut Chance, depth: usize) -> String {
    if depth == 0 || chance.below(2) == 0 {
        let known = [
            "age",
            "cost",
            "score",
            "mood",
            "size(tools)",
            "rank(order, 'speed')",
            "minutes",
            "twice",
            "net",
            "how_many",
            "liking",
            "3",
            "-2.5",
            "years_between(born, '2026-02-28')",
            "years_between(born, started_on)",
        ];
        return chance.one(&known).to_owned();
    }
    let (left, right) = (number(chance, depth - 1), number(chance, depth - 1));
    match chance.below(9) {
        0 => format!("({left} + {right})"),
        1 => format!("({left} - {right})"),
        2 => format!("({left} * {right})"),
        3 => format!("({left} / {right})"),
        4 => format!("min({left}, {right})"),
        5 => format!("max({left}, {right})"),
        6 => format!("sum({left}, {right})"),
        7 => format!("round({left}, {})", chance.below(3)),
        _ => format!("-({left})"),
    }
}

pub(super) fn condition(chance: &mut Chance, depth: usize) -> String {
    if depth == 0 || chance.below(2) == 0 {
        let known = [
            "role == 'dev'",
            "role != 'dk'",
            "role in ['ops', 'other', 'dk']",
            "region == 2",
            "views.fast == views.sound",
            "views.cheap >= 2",
            "has(tools, 'b')",
            "!has(tools, 'none')",
            "'a' in places.home",
            "answered(role)",
            "answered(views)",
            "asked(tools)",
            "asked(fresh)",
            "source == 'panel'",
            "source != \\\"o'dd \\\"",
            "language == 'ko'",
            "arm.wording == 'new'",
            "consent.contact",
            "!consent.contact",
            "why == 'no'",
            "born < '1990-06-01'",
            "started_on == submitted_on",
            "started_on >= '2026-01-07'",
            "disposition == 'complete'",
            "device == 'phone'",
            "young == '1'",
            "field == 'tech'",
            "ages in ['1', '3']",
            "removed",
            "wave.id == 'w'",
            "wave.opened < started_on",
            "mood < 0",
            "income > 20",
            "keen == '0'",
            "true",
            "answered(order)",
        ];
        let found = chance.one(&known).to_owned();
        if chance.below(3) > 0 {
            return found;
        }
        let op = chance.one(&["<", "<=", ">", ">=", "==", "!="]);
        return format!("{} {op} {}", number(chance, 2), number(chance, 1));
    }
    let (left, right) = (condition(chance, depth - 1), condition(chance, depth - 1));
    match chance.below(3) {
        0 => format!("({left} && {right})"),
        1 => format!("({left} || {right})"),
        _ => format!("!({left})"),
    }
}

fn coded(chance: &mut Chance) -> String {
    match chance.below(8) {
        0 => chance.one(&GIVEN).to_owned(),
        1 | 2 => chance.one(&MULTIPLE).to_owned(),
        _ => chance.one(&CODED).to_owned(),
    }
}

/// A table as its author would write it; some cannot be, and both engines have to say so.
pub(super) fn request(seed: u64) -> String {
    let mut text = table(&mut Chance(seed.wrapping_mul(0x9e37_79b9)));
    text.push_str(VARIABLES);
    text
}

/// The same without the variables and weights that it names.
pub(super) fn table(chance: &mut Chance) -> String {
    let mut text = String::new();
    let is_number = chance.below(4) == 0;
    let rows = match chance.below(12) {
        _ if is_number => chance.one(&NUMBERS).to_owned(),
        0 => "views".to_owned(),
        1 => "[role, tools]".to_owned(),
        2 => "places".to_owned(),
        _ => coded(chance),
    };
    text.push_str(&format!("rows: {rows}\n"));
    let scored =
        ["score", "mood", "fresh", "views.fast", "views.cheap", "views.sound"].contains(&rows.as_str());
    let columns = chance.below(4);
    match columns {
        0 => {}
        1 => text.push_str(&format!("columns: [{{ {}: {} }}]\n", coded(chance), coded(chance))),
        2 => text.push_str(&format!("columns: [{}, {}]\n", coded(chance), coded(chance))),
        _ => text.push_str(&format!("columns: [{}]\n", coded(chance))),
    }
    if chance.below(2) == 0 {
        text.push_str(&format!("filter: \"{}\"\n", condition(chance, 2)));
    }
    let mut is_fitted = false;
    if chance.below(2) == 0 {
        let weight = chance.one(&WEIGHTS);
        is_fitted = ["raked", "started", "sourced"].contains(&weight);
        text.push_str(&format!("weight: {weight}\n"));
    }
    if chance.below(4) == 0 {
        text.push_str(&format!("base: {}\n", chance.one(&["asked", "all"])));
    }
    if is_number || scored && chance.below(2) == 0 {
        let summary = ["mean", "mean, sd, se", "median", "mean, median"];
        text.push_str(&format!("summary: [{}]\n", chance.one(&summary)));
    }
    let show = ["count", "count, weighted, column_pct", "column_pct, se, ci"];
    text.push_str(&format!("show: [{}]\n", chance.one(&show)));
    if columns > 1 && chance.below(4) == 0 {
        let test = [
            "true",
            "{ method: welch, min_base: 0 }",
            "{ method: pooled, loose: 0.8, adjust: benjamini_hochberg }",
            "{ method: design, min_base: 10, loose: 0.8 }",
            "{ against: rest, min_base: 0 }",
        ];
        text.push_str(&format!("test: {}\n", chance.one(&test)));
    }
    let is_single = !is_number && CODED.contains(&rows.as_str());
    if columns == 3 && is_single && chance.below(4) == 0 {
        text.push_str("independence: true\n");
    }
    // Each unit of a design has cells of its own: with several multiples in the
    // columns they are too many for a quick test.
    let is_small = columns == 0 || columns == 3;
    if is_small && chance.below(3) == 0 {
        text.push_str(&format!(
            "variance: design\ndesign: {{ {} }}\n",
            chance.one(&["psu: psu", "strata: region", "strata: region, psu: psu, lonely: adjust"])
        ));
    } else if is_small && is_fitted && chance.below(3) == 0 {
        text.push_str("variance: calibrated\n");
    }
    text
}
