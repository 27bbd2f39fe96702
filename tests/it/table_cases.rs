//! The cases of `tests/tables`: a questionnaire, its data, a request, and the table or the complaints that must come out.

#![expect(clippy::unwrap_used, reason = "the helpers of a test")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use canvass::diagnostics::{Diagnostic, Sources, has_errors};
use canvass::ids::{Uuid, WaveId};
use canvass::questionnaire::{self, syntax};
use canvass::responses::data_file::{FileContext, read_csv};
use canvass::tabulation::{self, Dataset, DatasetInfo, RowKind, SampleType, Table, request, rounding};

/// The text under a key of a case file.
fn part(root: &syntax::Node, key: &str) -> Option<String> {
    let syntax::Value::Mapping(entries) = &root.value else { return None };
    entries.iter().find(|entry| entry.key == key)?.value.as_text().map(str::to_owned)
}

fn dataset(sources: &mut Sources, questionnaire: &str, data: &str) -> Dataset {
    let head = "canvass: 1\nid: case\nedition: '1'\ntitle: Case\nlanguages: [en]\n";
    let file = sources.add("questionnaire.yaml", &format!("{head}{questionnaire}"));
    let compiled = questionnaire::compile(sources, file, &[], &questionnaire::Declared::default());
    assert!(!has_errors(&compiled.diagnostics), "{:#?}", compiled.diagnostics);
    let questionnaire = Arc::new(compiled.questionnaire.unwrap());
    let data =
        read_csv(data.as_bytes(), &questionnaire, WaveId(Uuid::nil()), &FileContext::default()).unwrap();
    let info = DatasetInfo {
        wave: None,
        version: "sha256:0".into(),
        watermark: "0".into(),
        synthetic: None,
        language: questionnaire.source_language().clone(),
        sample: SampleType::Other,
        earlier: Vec::new(),
    };
    Dataset::from_responses(questionnaire, &data.responses, data.extras, info)
}

/// To three places.
fn decimal(value: Option<f64>) -> String {
    value.map_or(rounding::UNDEFINED.to_owned(), |value| rounding::decimal(value, 3))
}

/// One line a column, one a row (kind, id, then count and share, or value and interval, of each cell), one a pair of
/// columns that were compared, one a footer.
fn written(table: &Table) -> String {
    let mut text = String::new();
    for column in &table.columns {
        let _ = writeln!(text, "column {} base {}", column.id, column.base.unweighted);
        for (name, value) in column.summary.iter().flatten() {
            let _ = writeln!(text, "  {name} {}", decimal(*value));
        }
    }
    for row in &table.rows {
        let _ = write!(text, "{} {}:", row.kind.as_str(), row.id);
        for cell in &row.cells {
            let shown = match (row.kind, cell.value, cell.suppressed) {
                (_, _, true) => "hidden".to_owned(),
                (RowKind::Statistic, value, _) => {
                    let value = decimal(value);
                    match cell.ci {
                        Some((low, high)) => {
                            format!("{value} [{}, {}]", decimal(Some(low)), decimal(Some(high)))
                        }
                        None => value,
                    }
                }
                _ => format!(
                    "{} of {} {}",
                    cell.count,
                    cell.base.unweighted,
                    cell.column_pct
                        .map_or(rounding::UNDEFINED.to_owned(), |share| rounding::percent_of(share, 1))
                ),
            };
            let _ = write!(text, " | {shown}");
        }
        text.push('\n');
    }
    for pair in &table.pairs {
        let found = &pair.comparison;
        let [difference, statistic, df, p] =
            [found.difference, found.statistic, found.df, found.p].map(decimal);
        let (row, a, b) = (&pair.row, &pair.a, &pair.b);
        let _ = writeln!(text, "pair {row} {a} {b}: {difference}, statistic {statistic}, df {df}, p {p}");
    }
    for line in &table.footer {
        let _ = writeln!(text, "- {line}");
    }
    text
}

fn complaints(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    let mut text = String::new();
    for one in diagnostics {
        let at = sources.get(one.span.file).line_column(one.span.start);
        let _ =
            writeln!(text, "{} {}:{} {} / {}", one.code.as_str(), at.line, at.column, one.message, one.help);
    }
    text
}

fn outcome(root: &syntax::Node) -> String {
    let mut sources = Sources::default();
    let questionnaire = part(root, "questionnaire").unwrap();
    let dataset = dataset(&mut sources, &questionnaire, &part(root, "data").unwrap());
    let file = request::add_source(&mut sources, "request.yaml", &part(root, "request").unwrap());
    let (read, diagnostics) = request::parse(&sources, file);
    match read {
        Some(read) if !has_errors(&diagnostics) => match tabulation::tabulate(&read, None, &dataset) {
            Ok(table) => written(&table),
            Err(diagnostics) => complaints(&sources, &diagnostics),
        },
        _ => complaints(&sources, &diagnostics),
    }
}

#[test]
fn every_case_comes_out_as_its_file_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables");
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    let mut wrong = Vec::new();
    for path in names {
        let mut sources = Sources::default();
        let file = sources.add(&path.display().to_string(), &fs::read_to_string(&path).unwrap());
        let (root, diagnostics) = syntax::parse(file, sources.get(file));
        assert!(diagnostics.is_empty(), "{}: {diagnostics:#?}", path.display());
        let root = root.unwrap();
        let (found, expected) = (outcome(&root), part(&root, "outcome").unwrap_or_default());
        if found.trim() != expected.trim() {
            let name = path.file_name().unwrap().display();
            wrong.push(format!("{name}: expected\n{expected}\nfound\n{found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
