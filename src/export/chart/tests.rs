//! Charts of made-up tables: what is said, what is drawn, and that it can be read on both grounds.

use super::drawing::{Drawing, Mark, Paint};
use super::{Palette, chart_files, draw_trend, of_table, of_trend, svg};
use crate::export::sample;
use crate::i18n::Language;
use crate::tabulation::{Base, Measure, Trend, TrendPoint, TrendSeries};

const STYLE: &str = include_str!("../html/style.css");

fn point(wave: &str, time: f64, value: Option<f64>, verdict: Option<&'static str>) -> TrendPoint {
    let base = Base { unweighted: 200, weighted: 200.0, effective: Some(200.0), is_hidden: false };
    let ci = value.map(|value| (value - 0.05, value + 0.05));
    TrendPoint { wave: wave.to_owned(), label: wave.to_owned(), time, value, se: None, ci, base, verdict }
}

fn trend() -> Trend {
    let points = vec![
        point("2019", 2019.0, Some(0.30), None),
        point("2021", 2021.0, Some(0.36), Some("comparable")),
        point("2022", 2022.0, Some(0.52), Some("broken")),
        point("2023", 2023.0, Some(0.55), Some("with_care")),
    ];
    let all = TrendSeries {
        id: "all".to_owned(),
        label: "All".to_owned(),
        points,
        changes: Vec::new(),
        linear: None,
    };
    Trend {
        id: "adoption".to_owned(),
        title: "In production".to_owned(),
        series: vec![all],
        notes: vec!["2022 asked another question.".to_owned()],
        footer: Vec::new(),
        decimals: 0,
        is_share: true,
        kind: "share",
    }
}

fn count(drawing: &Drawing, wanted: impl Fn(&Mark) -> bool) -> usize {
    drawing.marks.iter().filter(|mark| wanted(mark)).count()
}

#[test]
fn the_alternative_text_begins_with_the_finding() {
    let single = of_table(&sample::single()).unwrap();
    assert!(
        single.sentence().starts_with("Most often: Very important, 49%; least often: Not important, 4%. Bar")
    );
    let stacked = of_table(&sample::banner()).unwrap();
    assert!(
        stacked
            .sentence()
            .starts_with("Widest apart: Very important, from 39% (1 to 49) to 54% (50 to 999). Stacked"),
        "{}",
        stacked.sentence()
    );
}

#[test]
fn an_interval_stands_on_its_bar_where_the_table_shows_one() {
    let mut table = sample::single();
    for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
        cell.ci = cell.column_pct.map(|share| (share - 0.02, share + 0.06));
    }
    let is_whisker = |mark: &Mark| matches!(mark, Mark::Whisker { .. });
    assert_eq!(count(&of_table(&table).unwrap(), is_whisker), 0);
    table.view.show.push(Measure::Ci);
    let drawing = of_table(&table).unwrap();
    assert_eq!(count(&drawing, is_whisker), table.rows.len());
    let low_and_high = drawing.marks.iter().find_map(|mark| match mark {
        Mark::Whisker { low, high, .. } => Some((*low, *high)),
        _ => None,
    });
    let bar = drawing.marks.iter().find_map(|mark| match mark {
        Mark::Bar { width, .. } => Some(*width),
        _ => None,
    });
    let ((low, high), bar) = (low_and_high.unwrap(), bar.unwrap());
    assert!(low < bar && bar < high && high < 100.0);
}

#[test]
fn a_line_is_broken_where_two_waves_cannot_be_compared() {
    let drawing = of_trend(&trend(), &Language::english()).unwrap();
    assert_eq!(count(&drawing, |mark| matches!(mark, Mark::Stroke { .. })), 2);
    assert_eq!(count(&drawing, |mark| matches!(mark, Mark::Break { .. })), 1);
    assert_eq!(count(&drawing, |mark| matches!(mark, Mark::Band { .. })), 2);
    assert!(
        drawing
            .sentence()
            .starts_with("2021 and 2022 cannot be compared. Line chart. All: 2019 30%, 2021 36%")
    );
    let mut one_wave = trend();
    one_wave.series[0].points.truncate(1);
    assert_eq!(of_trend(&one_wave, &Language::english()), None);
    assert!(
        draw_trend("adoption", &trend(), &Language::english())
            .unwrap()
            .into_string()
            .contains("<polygon class=\"band c1\"")
    );
}

#[test]
fn the_waves_stand_at_their_times() {
    let drawing = of_trend(&trend(), &Language::english()).unwrap();
    let places: Vec<f64> = drawing
        .marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Dot { at, .. } => Some(at.0),
            _ => None,
        })
        .collect();
    assert_eq!(places, [6.0, 50.0, 72.0, 94.0]);
}

#[test]
fn figures_over_one_place_keep_their_distance() {
    let mut close = trend();
    let mut other = close.series[0].clone();
    for point in &mut other.points {
        point.value = point.value.map(|value| value + 0.005);
    }
    close.series.push(other);
    let drawing = of_trend(&close, &Language::english()).unwrap();
    let mut figures: Vec<(f64, f64)> = drawing
        .marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Text { face: super::Face::Value, at, .. } => Some(*at),
            _ => None,
        })
        .collect();
    figures.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    assert_eq!(figures.len(), 8);
    for pair in figures.chunks(2) {
        assert!(pair[1].1 - pair[0].1 >= 14.9, "{pair:?}");
    }
}

#[test]
fn a_file_is_well_formed_whatever_the_labels_say() {
    let mut table = sample::banner();
    table.title = "A < B & \"C\" \u{1}\u{b}".to_owned();
    table.rows[1].label = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen".repeat(4);
    let file = svg(&of_table(&table).unwrap(), "en", &["<note>"], &Palette::default());
    let mut reader = quick_xml::Reader::from_str(&file);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => break,
            Ok(_) => {}
            Err(error) => panic!("{error}: {file}"),
        }
    }
    assert!(file.contains("A &lt; B &amp;") && !file.contains('\u{1}'));
    assert_eq!(file, svg(&of_table(&table).unwrap(), "en", &["<note>"], &Palette::default()));
}

#[test]
fn a_language_that_is_read_from_the_right_begins_there() {
    let mut table = sample::single();
    table.view.language = Language::parse("ar").unwrap();
    let drawing = of_table(&table).unwrap();
    let file = svg(&drawing, "ar", &[], &Palette::default());
    assert!(file.contains("x=\"776\"") && file.contains("text-anchor=\"end\""));
    let page = crate::export::html::card("x", &table).into_string();
    assert!(page.contains("direction=\"rtl\"") && page.contains("x=\"100%\""));
}

#[test]
fn files_are_named_by_their_table_and_none_overwrites_another() {
    let mut report = sample::report();
    report.trends.push(trend());
    let mut twin = trend();
    twin.id = "Adoption".to_owned();
    report.trends.push(twin);
    let files = chart_files(&report, &Palette::default()).unwrap();
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    assert!(names.ends_with(&["adoption", "Adoption-2"]), "{names:?}");
    let last = files.last().unwrap();
    assert!(last.csv.starts_with(b"series,label,wave,time,value"));
    assert!(last.markdown.starts_with("# In production\n\nBase: 200 in each wave\n\nSynthetic data"));
    assert!(last.markdown.contains("## Footer\n\n- 2022 asked another question.\n"));
    assert_eq!(files, chart_files(&report, &Palette::default()).unwrap());
}

fn luminance(colour: &str) -> f64 {
    let channel = |from: usize| {
        let value = f64::from(u8::from_str_radix(colour.get(from..from + 2).unwrap(), 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { libm::pow((value + 0.055) / 1.055, 2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

/// WCAG 2.2.
fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

const DARK_CARD: &str = "#1b2223";

#[test]
fn marks_stand_out_on_both_grounds_and_figures_on_their_parts() {
    let palette = Palette::default();
    for place in 0..7 {
        let line = palette.paint(Paint::Series(place));
        assert!(contrast(line, &palette.ground) >= 3.0 && contrast(line, DARK_CARD) >= 3.0, "{line}");
    }
    for paint in [Paint::Bar, Paint::Net, Paint::Missing] {
        assert!(contrast(palette.paint(paint), &palette.ground) >= 3.0, "{paint:?}");
    }
    for (paint, on_dark) in (0..7)
        .map(|place| (Paint::Ordered(place), place >= 4))
        .chain(
            (0..3).flat_map(|place| [(Paint::Below(place), place == 2), (Paint::Above(place), place == 2)]),
        )
        .chain([(Paint::Middle, false), (Paint::Apart, false)])
    {
        let ink = if on_dark { &palette.on_dark } else { &palette.on_light };
        assert!(contrast(palette.paint(paint), ink) >= 4.5, "{paint:?}");
    }
}

/// A file and a page show the same colours.
#[test]
fn the_style_sheet_has_the_colours_of_the_palette() {
    let palette = Palette::default();
    let light = STYLE.split("@media").next().unwrap();
    let names = [("bar", Paint::Bar), ("bar-net", Paint::Net), ("grey", Paint::Missing)].into_iter();
    let rest = (0..7).flat_map(|place| [Paint::Ordered(place), Paint::Series(place)]);
    let sides = (0..3).flat_map(|place| [Paint::Below(place), Paint::Above(place)]);
    let rest = rest.chain(sides).chain([Paint::Middle, Paint::Apart]).map(|paint| (paint.class(), paint));
    for (name, paint) in names.chain(rest) {
        let declared = format!("--{name}: {};", palette.paint(paint));
        assert!(light.contains(&declared), "{declared}");
    }
}
