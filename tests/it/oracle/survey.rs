//! A data set's codebook and data as a survey: a questionnaire, a data file with its own column names, both in a folder
//! of their own for the program and read once for the library.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use canvass::diagnostics::{Sources, Span, has_errors};
use canvass::export;
use canvass::i18n::Language;
use canvass::ids::{Uuid, WaveId};
use canvass::questionnaire::{self, Questionnaire};
use canvass::responses::data_file::{FileContext, ForTables, read_for_tables};
use canvass::tabulation::{
    self, Dataset, DatasetInfo, Declared, ReportFile, SampleType, WeightReport, report_file, request,
};
use serde_json::{Value, json};

use crate::support::TempFolder;

/// The items of one data set, read.
pub(super) struct Survey {
    dataset: Dataset,
    /// What a name of the codebook is called here: an item, a grid's row, an option as `item.code`.
    names: BTreeMap<String, String>,
    /// The options of multiples by their own columns, as `item.code`.
    options: BTreeMap<String, String>,
}

/// `wave` is a word of canvass itself.
fn id_of(name: &str) -> String {
    if name == "Wave" { "edition".to_owned() } else { name.to_lowercase() }
}

pub(super) fn read(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// A questionnaire in the making.
#[derive(Default)]
struct Draft {
    items: Vec<Value>,
    /// The data file's columns and what they are called here, some of them twice.
    columns: Vec<(String, String)>,
    names: BTreeMap<String, String>,
    options: BTreeMap<String, String>,
    /// Columns of multiples whose question is not asked where all of them are empty.
    multiples: Vec<Vec<String>>,
}

impl Draft {
    fn of(codebook: &Value, cases: &Value) -> Draft {
        let mut draft = Draft::default();
        for variable in codebook["variables"].as_array().unwrap() {
            let name = variable["name"].as_str().unwrap();
            let column = variable["column"].as_str().unwrap_or(name).to_owned();
            let id = id_of(name);
            match variable["type"].as_str().unwrap() {
                "id" => draft.columns.push((column, "response_id".to_owned())),
                "numeric" => {
                    draft.items.push(
                        json!({ "id": id, "type": "number", "decimals": 9, "text": variable["label"] }),
                    );
                    draft.named(name, column, id);
                }
                "multi" => draft.multiple(variable, &id),
                "single" if variable["grid"].is_string() => draft.row_of_a_grid(variable, column),
                "single" => {
                    let options = options(variable);
                    draft.items.push(
                        json!({ "id": id, "type": "single", "text": variable["label"], "options": options }),
                    );
                    draft.named(name, column, id);
                }
                // A weight or a part of the design is a further column of numbers.
                _ => draft.named(name, column, id),
            }
        }
        for case in cases.as_array().unwrap().iter().filter(|case| case["stat"] == "nps") {
            draft.scored(codebook, &case["spec"]);
        }
        draft
    }

    /// The variable of a case about promoters once more, as points of a scale from 0 to 10.
    fn scored(&mut self, codebook: &Value, spec: &Value) {
        let variable =
            codebook["variables"].as_array().unwrap().iter().find(|one| one["name"] == spec["var"]).unwrap();
        let id = format!("{}_score", id_of(spec["var"].as_str().unwrap()));
        let mut options = options(variable);
        for (option, code) in options.iter_mut().zip(variable["codes"].as_array().unwrap()) {
            let is_in = |key: &str| spec[key].as_array().unwrap().contains(&code["code"]);
            option["value"] = json!(if is_in("promoters") {
                10
            } else if is_in("detractors") {
                0
            } else {
                8
            });
        }
        self.items.push(json!({ "id": id, "type": "single", "text": id, "options": options }));
        self.columns.push((variable["column"].as_str().unwrap().to_owned(), id));
    }

    fn named(&mut self, name: &str, column: String, id: String) {
        self.names.insert(name.to_owned(), id.clone());
        self.columns.push((column, id));
    }

    fn multiple(&mut self, variable: &Value, id: &str) {
        let exclusive = variable["exclusive_codes"].as_array().cloned().unwrap_or_default();
        let mut options = Vec::new();
        let mut columns = Vec::new();
        for option in variable["options"].as_array().unwrap() {
            let (code, column) = (option["code"].to_string(), option["column"].as_str().unwrap().to_owned());
            options.push(json!({
                "code": code, "text": option["label"], "exclusive": exclusive.contains(&option["code"]),
            }));
            self.options.insert(column.clone(), format!("{id}.{code}"));
            self.columns.push((column.clone(), format!("{id}.{code}")));
            columns.push(column);
        }
        self.items
            .push(json!({ "id": id, "type": "multiple", "text": variable["label"], "options": options }));
        self.names.insert(variable["name"].as_str().unwrap().to_owned(), id.to_owned());
        // A case may be about one option alone: its column is a variable of 0 and 1.
        for column in &columns {
            let both = [json!({ "code": "0", "text": "No" }), json!({ "code": "1", "text": "Yes" })];
            self.items
                .push(json!({ "id": id_of(column), "type": "single", "text": column, "options": both }));
            self.columns.push((column.clone(), id_of(column)));
        }
        self.multiples.push(columns);
    }

    fn row_of_a_grid(&mut self, variable: &Value, column: String) {
        let (grid, row) =
            (id_of(variable["grid"].as_str().unwrap()), id_of(variable["name"].as_str().unwrap()));
        let place = match self.items.iter().position(|item| item["id"] == grid.as_str()) {
            Some(place) => place,
            None => {
                let options = options(variable);
                self.items.push(json!({
                    "id": grid, "type": "grid", "text": grid, "rows": [], "options": options,
                }));
                self.names.insert(variable["grid"].as_str().unwrap().to_owned(), grid.clone());
                self.items.len() - 1
            }
        };
        self.items[place]["rows"]
            .as_array_mut()
            .unwrap()
            .push(json!({ "id": row, "text": variable["label"] }));
        self.named(variable["name"].as_str().unwrap(), column, format!("{grid}.{row}"));
    }
}

/// The options of a single; those of an ordered one are scored by their codes.
fn options(variable: &Value) -> Vec<Value> {
    let missing = variable["missing"].as_array().cloned().unwrap_or_default();
    let mut options = Vec::new();
    for code in variable["codes"].as_array().unwrap() {
        let mut option = json!({ "code": code["code"].to_string(), "text": format!("{} ({})", code["label"].as_str().unwrap(), code["code"]) });
        if let Some(found) = missing.iter().find(|one| one["code"] == code["code"]) {
            option["missing"] = found["reason"].clone();
        } else if variable["ordered"] == true {
            option["value"] = code["code"].clone();
        }
        options.push(option);
    }
    options
}

impl Survey {
    pub(super) fn of(name: &str, from: &Path) -> Survey {
        let draft = Draft::of(&read(&from.join("codebook.json")), &read(&from.join("cases.json")));
        let questionnaire = json!({
            "canvass": 1, "id": "oracle", "edition": "1", "title": "Oracle", "languages": ["en"],
            "pages": [{ "id": "p", "items": draft.items }],
        });
        let folder = TempFolder::new(&format!("oracle-{name}"));
        fs::write(folder.0.join("questionnaire.yaml"), questionnaire.to_string()).unwrap();
        let data = folder.0.join("data.csv");
        write_data(&from.join("data.csv"), &data, &draft);
        let dataset = dataset(&questionnaire.to_string(), fs::read(data).unwrap());
        Survey { dataset, names: draft.names, options: draft.options }
    }

    /// What a name of the codebook, or of a derived variable of a case, is called here.
    pub(super) fn name(&self, name: &str) -> String {
        self.names.get(name).cloned().unwrap_or_else(|| id_of(name))
    }

    /// The option that has a column of its own, as `(item, code)`.
    pub(super) fn option(&self, column: &str) -> Option<(&str, &str)> {
        self.options.get(column)?.split_once('.')
    }

    /// The result of a request; `Err` says why it was refused.
    pub(super) fn table(&self, request: &Value) -> Result<Value, String> {
        let mut sources = Sources::default();
        let file = request::add_source(&mut sources, "request.json", &request.to_string());
        let (read, diagnostics) = request::parse(&sources, file);
        let read = read
            .filter(|_| !has_errors(&diagnostics))
            .ok_or_else(|| format!("{request}: {diagnostics:?}"))?;
        let table = tabulation::tabulate(&read, None, &self.dataset)
            .map_err(|problems| format!("{request}: {}", said(&problems)))?;
        Ok(export::json::table(&table, &Value::Null))
    }

    /// The result of a figure; `Err` says why it was refused.
    pub(super) fn figure(&self, figure: &Value) -> Result<Value, String> {
        let asked = self.asked(figure)?;
        let found = tabulation::figures(&asked, &self.dataset).map_err(|problems| said(&problems))?;
        Ok(export::json::figure(&found[0]))
    }

    /// The weights that a figure brings under the name `made`, and their report.
    pub(super) fn weights(&self, figure: &Value) -> Result<(WeightReport, Vec<f64>), String> {
        let mut figure = figure.clone();
        figure["base"] = json!("all");
        let asked = self.asked(&figure)?;
        let name = request::Spanned { value: "made".to_owned(), span: Span::default() };
        tabulation::weight_report(&name, Some(&asked), &self.dataset).map_err(|problems| said(&problems))
    }

    /// A figure as a report of nothing else.
    fn asked(&self, figure: &Value) -> Result<ReportFile, String> {
        let mut sources = Sources::default();
        let file = request::add_source(&mut sources, "figure.json", &figure.to_string());
        let declared =
            Declared { extras: self.dataset.extras().map(str::to_owned).collect(), ..Declared::default() };
        let (asked, diagnostics) =
            report_file::parse_figure(&sources, file, &self.dataset.questionnaire, None, &declared);
        asked.filter(|_| !has_errors(&diagnostics)).ok_or_else(|| format!("{figure}: {}", said(&diagnostics)))
    }
}

fn said(problems: &[canvass::diagnostics::Diagnostic]) -> String {
    problems.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>().join("; ")
}

fn dataset(questionnaire: &str, data: Vec<u8>) -> Dataset {
    let questionnaire = Arc::new(compiled(questionnaire));
    let context = FileContext::default();
    let file = read_for_tables(data.into(), &questionnaire, WaveId(Uuid::nil()), &context).unwrap();
    let info = DatasetInfo {
        wave: None,
        version: "sha256:0".into(),
        watermark: "0".into(),
        synthetic: None,
        language: Language::parse("en").unwrap(),
        sample: SampleType::Probability,
        earlier: Vec::new(),
    };
    match file {
        ForTables::Columns(columns) => Dataset::from_columns(questionnaire, columns, info),
        ForTables::Rows(file) => Dataset::from_responses(questionnaire, &file.responses, file.extras, info),
    }
}

fn compiled(text: &str) -> Questionnaire {
    let mut sources = Sources::default();
    let file = sources.add("questionnaire.yaml", text);
    let compiled = questionnaire::compile(&sources, file, &[], &questionnaire::Declared::default());
    assert!(!has_errors(&compiled.diagnostics), "{:#?}", compiled.diagnostics);
    compiled.questionnaire.unwrap()
}

/// The data under its names here. Where all columns of a multiple are empty the question was not asked, which no routing of
/// the questionnaire says: -1 does.
fn write_data(from: &Path, to: &Path, draft: &Draft) {
    let mut reader = csv::Reader::from_path(from).unwrap();
    let header = reader.headers().unwrap().clone();
    let place = |column: &str| header.iter().position(|name| name == column).unwrap();
    let multiples: Vec<Vec<usize>> =
        draft.multiples.iter().map(|columns| columns.iter().map(|column| place(column)).collect()).collect();
    let places: Vec<usize> = draft.columns.iter().map(|(column, _)| place(column)).collect();
    let mut writer = csv::Writer::from_path(to).unwrap();
    writer.write_record(draft.columns.iter().map(|(_, name)| name)).unwrap();
    for record in reader.records() {
        let record = record.unwrap();
        let not_asked = |place: &usize| {
            let of = multiples.iter().find(|columns| columns.contains(place));
            of.is_some_and(|columns| columns.iter().all(|place| record[*place].is_empty()))
        };
        let cells = places.iter().map(|place| if not_asked(place) { "-1" } else { &record[*place] });
        writer.write_record(cells).unwrap();
    }
    writer.flush().unwrap();
}
