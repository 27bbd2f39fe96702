//! Made-up tables for the tests of the exporters: small, and marked as synthetic wherever they show.

use crate::tabulation::{
    Base, Cell, Chart, Column, ColumnGroup, Comparison, Figure, Independence, Measure, MethodPart,
    MissingCounts, Pair, Published, QuestionWording, Report, Row, RowKind, Section, Table, TestView, Trend,
    TrendChange, TrendPoint, TrendSeries, View,
};

pub(super) const SYNTHETIC: &str = "Synthetic data: made-up answers, for tests only.";

fn base(people: u64) -> Base {
    Base { unweighted: people, weighted: people as f64, effective: Some(people as f64), is_hidden: false }
}

fn cell(count: u64, people: u64, total_count: u64, total: u64) -> Cell {
    let share = |count: u64, people: u64| (people > 0).then(|| count as f64 / people as f64);
    Cell {
        count,
        weighted: count as f64,
        column_pct: share(count, people),
        row_pct: share(count, total_count),
        total_pct: share(count, total),
        base: base(people),
        ..Cell::default()
    }
}

pub(super) fn column(id: &str, label: &str, people: u64) -> Column {
    let (variable, code) = match id.split_once(':') {
        Some((variable, code)) => (Some(variable.to_owned()), Some(code.to_owned())),
        None => (None, None),
    };
    Column {
        id: id.to_owned(),
        path: variable
            .iter()
            .map(|variable| (variable.clone(), code.clone().unwrap_or_default(), label.to_owned()))
            .collect(),
        variable,
        code,
        label: label.to_owned(),
        letter: None,
        base: base(people),
        summary: None,
    }
}

fn row(variable: &str, id: &str, kind: RowKind, label: &str, counts: &[u64], bases: &[u64]) -> Row {
    let code = id.rsplit(':').next().map(str::to_owned);
    Row {
        id: id.to_owned(),
        kind,
        variable: variable.to_owned(),
        code: code.filter(|_| kind != RowKind::Net),
        label: label.to_owned(),
        cells: counts
            .iter()
            .zip(bases)
            .map(|(count, people)| cell(*count, *people, counts[0], bases[0]))
            .collect(),
    }
}

fn table(title: &str, stub: &str, columns: Vec<Column>, rows: Vec<Row>, chart: Chart) -> Table {
    Table {
        title: title.to_owned(),
        stub: stub.to_owned(),
        wave: Some("sample-2023".to_owned()),
        version: format!("sha256:{}", "0".repeat(64)),
        watermark: "w1".to_owned(),
        records: 284,
        columns,
        rows,
        mentions: None,
        pairs: Vec::new(),
        independence: Vec::new(),
        missing: MissingCounts::One([("not_asked", 0), ("skipped", 3), ("not_reached", 0)].into()),
        without_weight: 0,
        left_out: Vec::new(),
        footer: vec![
            format!("Sample survey, sample-2023. {stub}: {title}"),
            "Base: all who answered, 222 people. 3 skipped the question and are left out.".to_owned(),
            "Precision if this were a simple random sample: at most ±6.6 points at 95%.".to_owned(),
        ],
        view: View {
            show: vec![Measure::Count, Measure::ColumnPct],
            decimals: 0,
            chart,
            matrix: false,
            groups: Vec::new(),
            stack: Vec::new(),
            language: crate::i18n::Language::english(),
            synthetic: Some(SYNTHETIC.to_owned()),
            test: None,
            weight: None,
            reliability: None,
        },
    }
}

/// A single answer, Total only, with a net and a don't know.
pub(super) fn single() -> Table {
    let rows = [
        ("top2", RowKind::Net, "Very or extremely", 166),
        ("extremely", RowKind::Option, "Extremely important", 58),
        ("very", RowKind::Option, "Very important", 108),
        ("somewhat", RowKind::Option, "Somewhat important, depending on the product that it goes into", 39),
        ("not", RowKind::Option, "Not important", 9),
        ("dk", RowKind::Missing, "Don't know", 8),
    ];
    let rows = rows
        .into_iter()
        .map(|(id, kind, label, count)| row("importance", id, kind, label, &[count], &[222]))
        .collect();
    let mut columns = vec![column("total", "Total", 222)];
    columns[0].summary = Some([("mean", Some(3.006)), ("sd", Some(0.9))].into());
    table("How important is openness?", "importance", columns, rows, Chart::Bar)
}

/// The same over a banner of two variables.
pub(super) fn banner() -> Table {
    let mut columns = vec![column("total", "Total", 222)];
    let sizes = [
        ("size:small", "1 to 49", 71),
        ("size:medium", "50 to 999", 80),
        ("size:large", "1,000 or more", 71),
    ];
    columns.extend(sizes.map(|(id, label, people)| column(id, label, people)));
    let regions = [
        ("region:na", "North America", 90),
        ("region:eu", "Europe", 77),
        ("region:asia", "Asia and the Pacific", 55),
    ];
    columns.extend(regions.map(|(id, label, people)| column(id, label, people)));
    let bases: Vec<u64> = columns.iter().map(|column| column.base.unweighted).collect();
    let rows = [
        ("top2", RowKind::Net, "Very or extremely", [166, 48, 61, 57, 70, 59, 37]),
        ("extremely", RowKind::Option, "Extremely important", [58, 20, 18, 20, 28, 20, 10]),
        ("very", RowKind::Option, "Very important", [108, 28, 43, 37, 42, 39, 27]),
        ("somewhat", RowKind::Option, "Somewhat important", [39, 13, 15, 11, 13, 13, 13]),
        ("not", RowKind::Option, "Not important", [9, 6, 2, 1, 3, 2, 4]),
        ("dk", RowKind::Missing, "Don't know", [8, 4, 2, 2, 4, 3, 1]),
    ];
    let rows = rows
        .into_iter()
        .map(|(id, kind, label, counts)| row("importance", id, kind, label, &counts, &bases))
        .collect();
    let mut made = table("How important is openness?", "importance", columns, rows, Chart::Stacked);
    made.view.groups = vec![
        ColumnGroup { label: String::new(), columns: 0..1 },
        ColumnGroup { label: "Size of the organisation".to_owned(), columns: 1..4 },
        ColumnGroup { label: "Region".to_owned(), columns: 4..7 },
    ];
    made
}

/// The banner with letters at two levels, weighted bases, an exact interval and tests of independence.
pub(super) fn tested() -> Table {
    let mut made = banner();
    made.title = "How important is openness, by size and region?".to_owned();
    made.view.chart = Chart::None;
    made.view.show = vec![Measure::Count, Measure::ColumnPct, Measure::Letters];
    made.view.test = Some(TestView { level: 0.95, loose: Some(0.9), against_rest: false });
    made.view.weight = Some("main".to_owned());
    for (column, letter) in made.columns.iter_mut().zip(["", "A", "B", "C", "A", "B", "C"]) {
        column.letter = (!letter.is_empty()).then(|| letter.to_owned());
        column.base.weighted = column.base.unweighted as f64 * 1.1;
        column.base.effective = Some(column.base.unweighted as f64 * 0.8);
    }
    let higher = |cell: &mut Cell, strict: &[&str], loose: &[&str]| {
        let owned = |letters: &[&str]| letters.iter().map(|letter| (*letter).to_owned()).collect();
        cell.higher_than = owned(strict);
        cell.higher_than_loose = owned(loose);
    };
    higher(&mut made.rows[0].cells[4], &["C"], &[]);
    higher(&mut made.rows[1].cells[4], &["C"], &["B"]);
    higher(&mut made.rows[4].cells[1], &["B", "C"], &[]);
    let comparison = Comparison {
        difference: Some(0.105),
        statistic: Some(1.2),
        df: None,
        p: Some(0.23),
        p_adjusted: Some(0.23),
    };
    made.pairs =
        vec![Pair { row: "top2".into(), a: "region:na".into(), b: "region:asia".into(), comparison }];
    made.independence = vec![independence("size", None, 0.041), independence("region", Some(203.5), 0.0004)];
    made.footer
        .push("A letter names a column that is lower: pooled z; 95 % (capital), 90 % (small).".to_owned());
    made
}

fn independence(variable: &str, df2: Option<f64>, p: f64) -> Independence {
    Independence {
        variable: variable.to_owned(),
        method: if df2.is_some() { "rao_scott" } else { "pearson" },
        statistic: Some(9.97),
        df1: Some(8.0),
        df2,
        p: Some(p),
        cramers_v: Some(0.152),
        smallest_expected: Some(2.3),
        expected_below_5: Some(0.2),
        yates: None,
        fisher: None,
    }
}

/// A share over three waves, of which the last asked another question.
fn trend() -> Trend {
    let point = |wave: &str, year: u16, value: Option<f64>, people: u64, verdict| TrendPoint {
        wave: wave.to_owned(),
        label: year.to_string(),
        time: f64::from(year),
        value,
        se: value.map(|_| 0.03),
        ci: value.map(|value| (value - 0.06, value + 0.06)),
        base: base(people),
        verdict,
    };
    let change = TrendChange {
        from: "w2021".to_owned(),
        to: "w2022".to_owned(),
        se: Some(0.04),
        comparison: Comparison {
            difference: Some(0.11),
            statistic: Some(2.7),
            df: None,
            p: Some(0.007),
            p_adjusted: None,
        },
    };
    Trend {
        id: "use".to_owned(),
        title: "Uses generative AI in production".to_owned(),
        series: vec![TrendSeries {
            id: "all".to_owned(),
            label: "Everyone".to_owned(),
            points: vec![
                point("w2021", 2021, Some(0.31), 210, None),
                point("w2022", 2022, Some(0.42), 240, Some("comparable")),
                point("w2023", 2023, None, 0, Some("broken")),
            ],
            changes: vec![change],
            linear: Some(Comparison { difference: Some(0.11), p: Some(0.007), ..Comparison::default() }),
        }],
        notes: vec!["2023 is not compared: the answers were changed.".to_owned()],
        footer: vec!["Base: all who were asked.".to_owned()],
        decimals: 0,
        is_share: true,
        kind: "share",
    }
}

/// A grid without a banner.
pub(super) fn grid() -> Table {
    let answers = [
        ("1", "Disagree strongly"),
        ("2", "Disagree"),
        ("3", "Neither"),
        ("4", "Agree"),
        ("5", "Agree strongly"),
    ];
    let grid_rows = [
        ("q7.r1", "It is clear to us what the licence of a model allows", [25, 50, 60, 70, 17]),
        ("q7.r2", "Open models are as good as closed ones", [5, 20, 47, 101, 49]),
        ("q7.r3", "We would pay for support", [61, 70, 40, 40, 11]),
    ];
    let mut rows = Vec::new();
    for (variable, _, counts) in &grid_rows {
        let agree = counts[3] + counts[4];
        rows.push(row(variable, &format!("{variable}:top2"), RowKind::Net, "Agree (net)", &[agree], &[222]));
        for ((code, label), count) in answers.iter().zip(counts) {
            rows.push(row(
                variable,
                &format!("{variable}:{code}"),
                RowKind::Option,
                label,
                &[*count],
                &[222],
            ));
        }
    }
    let mut made =
        table("How far do you agree?", "q7", vec![column("total", "Total", 222)], rows, Chart::Diverging);
    made.view.matrix = true;
    made.view.stack =
        grid_rows.iter().map(|(variable, label, _)| ((*variable).to_owned(), (*label).to_owned())).collect();
    made
}

/// A multiple in Korean, whose letters take two places on a terminal.
pub(super) fn korean() -> Table {
    let rows = [
        ("code", RowKind::Option, "소스 코드를 사용합니다", 120),
        ("data", RowKind::Option, "공개 데이터 세트", 64),
        ("other", RowKind::Option, "=기타", 5),
    ];
    let rows = rows
        .into_iter()
        .map(|(id, kind, label, count)| row("uses", id, kind, label, &[count], &[222]))
        .collect();
    table("무엇을 사용하십니까?", "uses", vec![column("total", "전체", 222)], rows, Chart::Bar)
}

fn figure(id: &str, value: f64, text: &str, published: Option<Published>) -> Figure {
    Figure {
        id: id.to_owned(),
        kind: "share",
        value: Some(value),
        text: text.to_owned(),
        base: base(222),
        se: Some(0.0293),
        ci: Some((0.69, 0.80)),
        df: None,
        statistic: None,
        p: None,
        published,
        along: Vec::new(),
        changes: Vec::new(),
    }
}

fn published(
    text: &str,
    value: f64,
    computed: &str,
    agrees: bool,
    differs: Option<&str>,
) -> Option<Published> {
    Some(Published {
        text: text.to_owned(),
        value,
        decimals: 2,
        computed: computed.to_owned(),
        agrees,
        differs: differs.map(str::to_owned),
    })
}

pub(super) fn report() -> Report {
    Report {
        id: "sample-2023".to_owned(),
        title: "Open source generative AI: a made-up sample".to_owned(),
        wave: Some("sample-2023".to_owned()),
        version: format!("sha256:{}", "0".repeat(64)),
        watermark: "w1".to_owned(),
        records: 284,
        language: crate::i18n::Language::english(),
        synthetic: Some(SYNTHETIC.to_owned()),
        figures: vec![
            figure("important", 166.0 / 222.0, "75%", published("0.75", 0.75, "0.75", true, None)),
            figure("concerned", 0.5, "50%", published("71%", 0.71, "0.50", false, None)),
            figure(
                "margin",
                0.058,
                "±5.8 points",
                published("0.049", 0.049, "0.058", false, Some("the published margin goes with n = 284, not 222")),
            ),
            figure("plain", 0.25, "25%", None),
        ],
        sections: vec![
            Section {
                title: "Openness".to_owned(),
                text: "**75%** say that openness is *very or extremely* important.\n\nSmall organisations say so less often; see <script>alert(1)</script> the table.\n\n- one point\n- another with a [link](https://example.org) and a [bad one](javascript:alert(1))".to_owned(),
                tables: vec![("importance".to_owned(), single()), ("by_size".to_owned(), banner())],
            },
            Section {
                title: "By group".to_owned(),
                text: String::new(),
                tables: vec![("tested".to_owned(), tested())],
            },
            Section {
                title: "Attitudes".to_owned(),
                text: "The licence is what divides people.".to_owned(),
                tables: vec![("attitudes".to_owned(), grid()), ("uses".to_owned(), korean())],
            },
        ],
        disclosure: None,
        min_cell: None,
        trends: vec![trend()],
        method: vec![
            method_part("sponsor", "Sponsor", "Not stated."),
            method_part("population", "Population", "Organisations that use or plan generative AI."),
            method_part("recruitment", "Recruitment", "- Newsletters\n- A panel provider"),
            MethodPart {
                questions: vec![QuestionWording {
                    item: "importance".to_owned(),
                    text: "How important is <openness>?".to_owned(),
                    asked: "Asked of everyone.".to_owned(),
                    rows: Vec::new(),
                    answers: vec!["Very".to_owned(), "Not at all".to_owned()],
                }],
                ..method_part("questions", "Questions", "- importance: “How important is openness?” Asked of everyone.")
            },
        ],
    }
}

fn method_part(id: &'static str, title: &str, text: &str) -> MethodPart {
    MethodPart {
        id,
        title: title.to_owned(),
        text: text.to_owned(),
        is_stated: !text.contains("Not stated."),
        questions: Vec::new(),
    }
}
