//! Lines from zero: over the columns of a banner one line an answer, over waves one line a source. An interval is a
//! band; where two neighbours cannot be compared the line is broken.

use unicode_width::UnicodeWidthStr;

use super::drawing::{Drawing, Key, Paint};
use super::{
    Anchor, Face, Mark, NARROWEST, PARTS_MAX, axis_end, column_label, interval, is_answer, share, share_text,
    stands_on, text,
};
use crate::export::text::wrap;
use crate::i18n::{Message, Tongue};
use crate::tabulation::{Row, RowKind, Table};

const HEIGHT: f64 = 220.0;
const TOP: f64 = 24.0;
const LABEL_LINE_HEIGHT: f64 = 15.0;
/// The width of one place of a label below the axis, in pixels.
const LABEL_PLACE: f64 = 7.0;
/// A label of more lines is given more room.
const LABEL_LINES_MAX: usize = 4;
/// How wide a picture is at least whose labels need more room than a phone has, as in the style sheet.
const WIDE: f64 = 640.0;
/// From one figure to another over the same place.
const FIGURE_HEIGHT: f64 = 15.0;

/// One line; the points stand at the places of the plot, in order.
pub(super) struct Series {
    pub(super) label: String,
    /// `None` where there is no value.
    pub(super) points: Vec<Option<Point>>,
}

pub(super) struct Point {
    pub(super) value: f64,
    pub(super) interval: Option<(f64, f64)>,
    pub(super) text: String,
    /// Not to be compared with the point before it.
    pub(super) broken: bool,
}

/// A place of the axis: from 0 to 1, and what it is called.
pub(super) struct Tick {
    pub(super) at: f64,
    pub(super) label: String,
}

/// `None` where there are fewer than two columns beside the Total, or more answers than can be told apart.
pub(super) fn draw(table: &Table) -> Option<Drawing> {
    let rows: Vec<&Row> =
        table.rows.iter().filter(|row| is_answer(row) && row.kind != RowKind::Missing).collect();
    let has_value = |place: usize| {
        rows.iter()
            .any(|row| row.cells.get(place).is_some_and(|cell| !cell.suppressed && cell.column_pct.is_some()))
    };
    // A column that nobody is in takes no place of the axis.
    let places: Vec<usize> = (0..table.columns.len())
        .filter(|place| table.columns[*place].variable.is_some() && has_value(*place))
        .collect();
    if places.len() < 2 || rows.is_empty() || rows.len() > PARTS_MAX || table.view.stack.len() > 1 {
        return None;
    }
    let point = |row: &Row, place: usize| {
        let cell = &row.cells[place];
        let has_value = !cell.suppressed && cell.column_pct.is_some();
        has_value.then(|| Point {
            value: share(cell),
            interval: interval(table, cell),
            text: share_text(table, cell),
            broken: false,
        })
    };
    let series: Vec<Series> = rows
        .iter()
        .map(|row| Series {
            label: row.label.clone(),
            points: places.iter().map(|place| point(row, *place)).collect(),
        })
        .collect();
    let ticks: Vec<Tick> = places
        .iter()
        .enumerate()
        .map(|(index, place)| Tick {
            at: index as f64 / (places.len() - 1) as f64,
            label: column_label(&table.columns[*place]),
        })
        .collect();
    let end = axis_end(largest(&series));
    let plotted = plot(&series, &ticks, (0.0, end), &[]);
    Some(Drawing {
        title: table.title.clone(),
        sentence: sentence(&series, &ticks, &Tongue::of(&table.view.language)),
        stands_on: stands_on(table),
        legend: legend(&series),
        height: plotted.height,
        marks: plotted.marks,
        right_to_left: table.view.language.is_right_to_left(),
        is_wide: plotted.is_wide,
    })
}

/// The largest value or upper end of an interval.
pub(super) fn largest(series: &[Series]) -> f64 {
    let reach = |point: &Point| point.interval.map_or(point.value, |(_, high)| point.value.max(high));
    series.iter().flat_map(|line| line.points.iter().flatten()).map(reach).fold(0.0, f64::max)
}

pub(super) fn legend(series: &[Series]) -> Vec<Key> {
    let key =
        |(place, line): (usize, &Series)| Key { paint: Paint::Series(place), label: line.label.clone() };
    series.iter().enumerate().map(key).collect()
}

/// The finding, then every figure.
fn sentence(series: &[Series], ticks: &[Tick], tongue: &Tongue) -> String {
    tongue.joined([finding(series, ticks, tongue), figures(series, ticks, tongue)])
}

/// Every figure of every line, in words.
pub(super) fn figures(series: &[Series], ticks: &[Tick], tongue: &Tongue) -> String {
    let line = |line: &Series| {
        let shown: Vec<String> = ticks
            .iter()
            .zip(&line.points)
            .filter_map(|(tick, point)| Some(format!("{} {}", tick.label, point.as_ref()?.text)))
            .collect();
        tongue.sentence(&format!("{}: {}", line.label, tongue.language.list(&shown)))
    };
    tongue.with(Message::ChartLine, "lines", &tongue.joined(series.iter().map(line)))
}

/// The line that moves furthest from its first value to its last, in words.
pub(super) fn finding(series: &[Series], ticks: &[Tick], tongue: &Tongue) -> String {
    let ends = series.iter().filter_map(|line| {
        let mut known =
            ticks.iter().zip(&line.points).filter_map(|(tick, point)| Some((tick, point.as_ref()?)));
        let first = known.next()?;
        let mut last = first;
        for next in known {
            // A line that is broken says nothing of its whole course.
            if next.1.broken {
                return None;
            }
            last = next;
        }
        (first.1.text != last.1.text).then_some((line, first, last))
    });
    let moved = |first: &Point, last: &Point| (last.value - first.value).abs();
    let furthest = ends.max_by(|a, b| moved(a.1.1, a.2.1).total_cmp(&moved(b.1.1, b.2.1)));
    furthest.map_or_else(String::new, |(line, first, last)| {
        let is_higher = last.1.value > first.1.value;
        let message = if is_higher { Message::ChartHigher } else { Message::ChartLower };
        let arguments = [
            ("line", line.label.as_str().into()),
            ("last", last.0.label.as_str().into()),
            ("value", last.1.text.as_str().into()),
            ("first", first.0.label.as_str().into()),
            ("before", first.1.text.as_str().into()),
        ];
        tongue.fill(message, &arguments)
    })
}

/// Lines as they are drawn.
pub(super) struct Plotted {
    pub(super) marks: Vec<Mark>,
    /// In pixels.
    pub(super) height: f64,
    pub(super) is_wide: bool,
}

/// The lines between `range`'s ends, with labels of the places below and a rule before each place of `breaks`.
pub(super) fn plot(series: &[Series], ticks: &[Tick], range: (f64, f64), breaks: &[usize]) -> Plotted {
    let (low, high) = range;
    let x = |place: usize| 6.0 + 88.0 * ticks[place].at;
    let y = |value: f64| TOP + (HEIGHT - TOP) * (1.0 - (value - low) / (high - low));
    let mut marks = vec![Mark::Axis { from: (0.0, HEIGHT), to: (100.0, HEIGHT) }];
    let is_wide = !fits(ticks, label_places(ticks, &x, NARROWEST));
    let (labels, below) = tick_labels(ticks, &x, if is_wide { WIDE } else { NARROWEST });
    marks.extend(labels);
    for (place, line) in series.iter().enumerate() {
        let paint = Paint::Series(place);
        for part in parts(line) {
            marks.extend(band(paint, line, &part, &x, &y));
        }
    }
    for place in breaks.iter().copied().filter(|place| *place > 0) {
        let across = f64::midpoint(x(place - 1), x(place));
        marks.push(Mark::Break { from: (across, TOP), to: (across, HEIGHT) });
    }
    for (place, line) in series.iter().enumerate() {
        let paint = Paint::Series(place);
        let at = |place: usize| line.points[place].as_ref().map(|point| (x(place), y(point.value)));
        for part in parts(line) {
            for pair in part.windows(2) {
                if let (Some(from), Some(to)) = (at(pair[0]), at(pair[1])) {
                    marks.push(Mark::Stroke { paint, from, to });
                }
            }
        }
        marks.extend((0..ticks.len()).filter_map(|place| Some(Mark::Dot { paint, at: at(place)? })));
    }
    for place in 0..ticks.len() {
        marks.extend(values(series, place, x(place), &y));
    }
    Plotted { marks, height: HEIGHT + 8.0 + below, is_wide }
}

/// The places of a line that belong together: they end where a value is missing or the line is broken.
fn parts(line: &Series) -> Vec<Vec<usize>> {
    let mut parts: Vec<Vec<usize>> = Vec::new();
    let mut goes_on = false;
    for (place, point) in line.points.iter().enumerate() {
        let Some(point) = point else {
            goes_on = false;
            continue;
        };
        match parts.last_mut() {
            Some(part) if goes_on && !point.broken => part.push(place),
            Some(_) | None => parts.push(vec![place]),
        }
        goes_on = true;
    }
    parts
}

fn band(
    paint: Paint,
    line: &Series,
    part: &[usize],
    x: &dyn Fn(usize) -> f64,
    y: &dyn Fn(f64) -> f64,
) -> Option<Mark> {
    let end = |place: &usize| {
        let (low, high) = line.points[*place].as_ref()?.interval?;
        Some((x(*place), y(high), y(low)))
    };
    let points: Option<Vec<(f64, f64, f64)>> = part.iter().map(end).collect();
    let mut points = points?;
    // A point without neighbours keeps its interval as a narrow band of its own.
    if let [(across, upper, lower)] = points[..] {
        points = vec![(across - 0.6, upper, lower), (across + 0.6, upper, lower)];
    }
    Some(Mark::Band { paint, points })
}

/// How many letters fit between two labels of a picture so many pixels wide.
fn label_places(ticks: &[Tick], x: &dyn Fn(usize) -> f64, width: f64) -> usize {
    let closest = (1..ticks.len()).map(|place| x(place) - x(place - 1)).fold(94.0, f64::min);
    ((closest / 100.0 * width / LABEL_PLACE) as usize).clamp(4, 24)
}

/// Whether no word is broken, and no label is longer than high.
fn fits(ticks: &[Tick], places: usize) -> bool {
    ticks.iter().all(|tick| {
        tick.label.split_whitespace().all(|word| word.width() <= places)
            && wrap(&tick.label, places).len() <= LABEL_LINES_MAX
    })
}

/// Labels of the places for a picture so many pixels wide; the first and the last do not reach beyond it.
fn tick_labels(ticks: &[Tick], x: &dyn Fn(usize) -> f64, width: f64) -> (Vec<Mark>, f64) {
    let width = label_places(ticks, x, width);
    let mut marks = Vec::new();
    let mut tallest = 1;
    for (place, tick) in ticks.iter().enumerate() {
        let lines = wrap(&tick.label, width);
        tallest = tallest.max(lines.len());
        let (across, anchor) = if place == 0 {
            (0.0, Anchor::Start)
        } else if place + 1 == ticks.len() {
            (100.0, Anchor::End)
        } else {
            (x(place), Anchor::Middle)
        };
        for (index, line) in lines.iter().enumerate() {
            let down = HEIGHT + 18.0 + index as f64 * LABEL_LINE_HEIGHT;
            marks.push(text(Face::Small, (across, down), 0.0, anchor, line));
        }
    }
    (marks, tallest as f64 * LABEL_LINE_HEIGHT + 6.0)
}

/// The figures over one place, moved apart where their points are close together.
fn values(series: &[Series], place: usize, across: f64, y: &dyn Fn(f64) -> f64) -> Vec<Mark> {
    let mut points: Vec<&Point> = series.iter().filter_map(|line| line.points[place].as_ref()).collect();
    points.sort_by(|a, b| b.value.total_cmp(&a.value));
    let mut places: Vec<f64> = Vec::new();
    for point in &points {
        let wanted = y(point.value) - 9.0;
        places.push(places.last().map_or(wanted, |above| wanted.max(above + FIGURE_HEIGHT)));
    }
    // What was pushed below the axis goes up again.
    let mut lowest = HEIGHT - 4.0;
    for down in places.iter_mut().rev() {
        *down = down.min(lowest);
        lowest = *down - FIGURE_HEIGHT;
    }
    let figure =
        |(point, down): (&&Point, f64)| text(Face::Value, (across, down), 0.0, Anchor::Middle, &point.text);
    points.iter().zip(places).map(figure).collect()
}
