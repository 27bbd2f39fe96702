//! The text of the sums of a cell: of whole weights, and of numbers exactly, in any order. Sums of numbers are about one that
//! occurs in the cell, as everywhere ([`NumberSums`](crate::tabulation::counting::NumberSums)).

use super::statement::all;
use crate::tabulation::counting::Measured;
use crate::tabulation::subject::Subject;

/// The numbers that are summed, by their names in a statement.
pub(super) fn numbers_of(of: &Measured) -> Vec<(&'static str, &Subject)> {
    match of {
        Measured::People | Measured::Heads => Vec::new(),
        Measured::Number(y) | Measured::Distribution(y) => vec![("y", y)],
        Measured::Pair(x, y) => vec![("x", x), ("y", y)],
    }
}

/// The places among the numbers of what is summed, single numbers first, then products of two.
pub(super) fn products(numbers: usize) -> Vec<Vec<usize>> {
    let single = (0..numbers).map(|one| vec![one]);
    let double = (0..numbers).flat_map(|one| (one..numbers).map(move |other| vec![one, other]));
    single.chain(double).collect()
}

/// How many of the whole numbers of [`exact`] make one: two to the power of so much.
pub(super) const EXACT: i32 = 70;

/// The number as a whole number of 2^-70: below 2^54 every step is exact down to there, so that sums are, in any order.
fn exact(name: &str) -> String {
    format!(
        "(trunc({name} * 512)::bigint::numeric * 2305843009213693952 \
         + (({name} * 512 - trunc({name} * 512)) * 2305843009213693952)::bigint)"
    )
}

fn by(keys: &[&str]) -> String {
    if keys.is_empty() { String::new() } else { format!(" GROUP BY {}", keys.join(", ")) }
}

fn line(pieces: &[String], from: &str) -> String {
    format!("SELECT concat_ws(',', {}) AS line FROM {from}", pieces.join(", "))
}

/// The sums of each cell of the people, in the order in which [`Cell::read`](super::cells::Cell::read) finds them. Whoever
/// has the same numbers is put together first: what is then left to multiply are mostly few.
pub(super) fn statement(of: &Measured, weighted: bool, keys: &[String], people: &str) -> String {
    let numbers: Vec<&str> = numbers_of(of).into_iter().map(|(name, _)| name).collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let own: Vec<&str> = keys.iter().chain(&numbers).copied().collect();
    let mut counts = vec!["count(*) AS n"];
    if weighted {
        // The squares of weights have up to 92 bits: summed in halves they fit whole numbers.
        counts.extend([
            "count(*) FILTER (WHERE w > 0) AS positive",
            "coalesce(sum(w), 0) AS once",
            "coalesce(sum((w >> 23) * (w >> 23)) * 70368744177664 + sum((w >> 23) * (w & 8388607)) * 16777216 \
             + sum((w & 8388607) * (w & 8388607)), 0) AS twice",
        ]);
    }
    let select: Vec<&str> = own.iter().copied().chain(counts).collect();
    let cells = format!("(SELECT {} FROM {people}{}) AS cells", select.join(", "), by(&own));
    match of {
        Measured::People | Measured::Heads | Measured::Distribution(_) => {
            let people = people_of(weighted).iter().map(|sum| (*sum).to_owned());
            line(&own.iter().map(|name| key(name)).chain(people).collect::<Vec<String>>(), &cells)
        }
        Measured::Number(_) | Measured::Pair(..) => of_numbers(&numbers, weighted, &keys, &cells),
    }
}

fn key(name: &str) -> String {
    format!("coalesce({name}::text, '')")
}

fn people_of(weighted: bool) -> &'static [&'static str] {
    if weighted { &["n", "positive", "once", "twice"] } else { &["n"] }
}

/// Sums of numbers and of products of two, each times the weight and times its square.
fn of_numbers(numbers: &[&str], weighted: bool, keys: &[&str], cells: &str) -> String {
    let times: &[&str] = if weighted { &["once", "twice"] } else { &["n"] };
    let has_weight = if weighted { vec!["once > 0".to_owned()] } else { Vec::new() };
    let products = products(numbers.len());
    // OFFSET 0: each number is made whole once and not in every product.
    let each: Vec<String> = numbers.iter().map(|name| format!("{} AS exact_{name}", exact(name))).collect();
    let exacts = format!("(SELECT cells.*, {} FROM {cells} OFFSET 0) AS exacts", each.join(", "));
    let mut sums: Vec<String> = keys.iter().map(|name| (*name).to_owned()).collect();
    sums.extend(people_of(weighted).iter().map(|sum| format!("coalesce(sum({sum}), 0) AS {sum}")));
    for weight in times {
        sums.extend(products.iter().map(|product| {
            let factors: String =
                product.iter().map(|place| format!(" * exact_{}", numbers[*place])).collect();
            format!("coalesce(sum({weight}{factors}), 0) AS {}", sum_name(weight, product))
        }));
    }
    for name in numbers {
        sums.push(format!(
            "coalesce(min({name}) FILTER (WHERE {}), min({name}), 0) AS about_{name}",
            all(&has_weight)
        ));
        sums.extend(["min", "max"].map(|end| format!("{end}({name}) AS {end}_{name}")));
    }
    let sums = format!("(SELECT {} FROM {exacts}{}) AS sums", sums.join(", "), by(keys));
    let about: Vec<String> = numbers
        .iter()
        .enumerate()
        .map(|(place, name)| format!("{} AS about{place}", exact(&format!("about_{name}"))))
        .collect();
    let moved = format!("(SELECT sums.*, {} FROM {sums} OFFSET 0) AS moved", about.join(", "));
    let mut pieces: Vec<String> = keys.iter().map(|name| key(name)).collect();
    pieces.extend(people_of(weighted).iter().map(|sum| (*sum).to_owned()));
    pieces.extend(numbers.iter().map(|name| format!("about_{name}::text")));
    for weight in times {
        pieces.extend(products.iter().map(|product| less_about(weight, product)));
    }
    if let [name] = numbers {
        pieces.extend(["min", "max"].map(|end| format!("coalesce({end}_{name}::text, 'NaN')")));
    }
    line(&pieces, &moved)
}

fn sum_name(weight: &str, product: &[usize]) -> String {
    let places: String = product.iter().map(usize::to_string).collect();
    format!("{weight}_{places}")
}

/// The sum of a product of numbers less what they are about.
fn less_about(weight: &str, product: &[usize]) -> String {
    let own = sum_name(weight, product);
    match product {
        [one] => format!("({own} - about{one} * {weight})"),
        [one, other] => format!(
            "({own} - about{one} * {} - about{other} * {} + about{one} * about{other} * {weight})",
            sum_name(weight, &[*other]),
            sum_name(weight, &[*one]),
        ),
        _ => own,
    }
}
