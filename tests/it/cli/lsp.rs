//! `canvass lsp`, spoken to as an editor does: messages with a length before them, over the program's input and output.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use serde_json::{Value, json};

use super::canvass;
use crate::support::TempFolder;

struct Editor {
    program: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    next: u64,
    /// The last problems of each file, as they came.
    problems: std::collections::BTreeMap<String, Vec<Value>>,
}

impl Editor {
    fn start() -> Editor {
        let mut program = canvass(&["lsp"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (input, output) = (program.stdin.take().unwrap(), program.stdout.take().unwrap());
        let mut editor =
            Editor { program, input, output: BufReader::new(output), next: 0, problems: Default::default() };
        editor.ask("initialize", json!({ "capabilities": {} })).unwrap();
        editor.tell("initialized", json!({}));
        editor
    }

    fn send(&mut self, message: Value) {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.input.flush().unwrap();
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// The result, or the error's message.
    fn ask(&mut self, method: &str, params: Value) -> Result<Value, String> {
        self.next += 1;
        let id = self.next;
        let params = if params.is_null() { json!({}) } else { params };
        let request = match method {
            "shutdown" => json!({ "jsonrpc": "2.0", "id": id, "method": method }),
            _ => json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }),
        };
        self.send(request);
        loop {
            let message = self.read();
            if message["id"] == id && message.get("method").is_none() {
                return match message.get("error") {
                    Some(error) => Err(error["message"].as_str().unwrap().to_owned()),
                    None => Ok(message["result"].clone()),
                };
            }
        }
    }

    fn read(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.output.read_line(&mut line).unwrap();
            let line = line.trim();
            if line.is_empty() {
                break;
            }
            if let Some(bytes) = line.strip_prefix("Content-Length: ") {
                length = bytes.parse().unwrap();
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).unwrap();
        let message: Value = serde_json::from_slice(&body).unwrap();
        if message["method"] == "textDocument/publishDiagnostics" {
            let name = message["params"]["uri"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
            self.problems.insert(name, message["params"]["diagnostics"].as_array().unwrap().clone());
        }
        message
    }

    /// The errors of a file, once there are so many.
    fn wait_for_errors(&mut self, file: &str, wanted: usize) -> Vec<Value> {
        loop {
            let known = self.problems.get(file).map(|all| all.iter().filter(|one| one["severity"] == 1));
            if let Some(errors) = known.map(|errors| errors.cloned().collect::<Vec<Value>>())
                && errors.len() == wanted
            {
                return errors;
            }
            self.read();
        }
    }

    fn stop(mut self) {
        self.ask("shutdown", Value::Null).unwrap();
        self.tell("exit", json!({}));
        assert!(self.program.wait().unwrap().success());
    }
}

const QUESTIONNAIRE: &str = r#"canvass: 1
id: case
edition: "2026"
title: A case
languages: [en, ko]
pages:
  - id: only
    items:
      - id: role
        type: single
        text: What is your role?
        options: [{ code: dev, text: Developer }, { code: ops, text: Operator }]
      - id: tools
        type: text
        text: "Which tools does a {{ role }} use?"
        show_if: "role == 'dev' && answered(role)"
"#;
const KOREAN: &str = "language: ko\nitems:\n  role: { text: 역할은 무엇입니까? }\n";
const REPORT: &str = "canvass: 1\nreport: r\nsections:\n  - title: role\n    tables: [{ id: t, rows: role, filter: \"role == 'dev'\" }]\n";
const WAVE: &str = "canvass: 1\nwave: w\ncomplete: \"answered(role)\"\n";

#[test]
fn an_editor_gets_problems_hovers_definitions_and_renames_over_all_files() {
    let folder = TempFolder::new("lsp");
    let files = [
        ("questionnaire.yaml", QUESTIONNAIRE),
        ("ko.yaml", KOREAN),
        ("report.yaml", REPORT),
        ("wave.yaml", WAVE),
    ];
    for (name, text) in files {
        std::fs::write(folder.0.join(name), text).unwrap();
    }
    let uri = |name: &str| format!("file://{}", folder.0.join(name).display());
    let mut editor = Editor::start();
    let broken = QUESTIONNAIRE.replace("role == 'dev'", "rolle == 'dev'");
    let open =
        json!({ "uri": uri("questionnaire.yaml"), "languageId": "yaml", "version": 1, "text": broken });
    editor.tell("textDocument/didOpen", json!({ "textDocument": open }));
    let at = |line: u64, character: u64| {
        json!({
            "textDocument": { "uri": uri("questionnaire.yaml") },
            "position": { "line": line, "character": character },
        })
    };

    // What is typed counts, not what is saved.
    let errors = editor.wait_for_errors("questionnaire.yaml", 1);
    assert_eq!(errors[0]["code"], "Q202");
    assert_eq!(errors[0]["range"]["start"], json!({ "line": 15, "character": 18 }));
    let with_errors = json!({ "newName": "job", "textDocument": at(8, 14)["textDocument"], "position": at(8, 14)["position"] });
    assert!(editor.ask("textDocument/rename", with_errors.clone()).unwrap_err().contains("mend the errors"));
    let change = json!({
        "textDocument": { "uri": uri("questionnaire.yaml"), "version": 2 },
        "contentChanges": [{ "text": QUESTIONNAIRE }],
    });
    editor.tell("textDocument/didChange", change);

    let hover = editor.ask("textDocument/hover", at(14, 37)).unwrap();
    let words = hover["contents"]["value"].as_str().unwrap();
    assert!(words.contains("What is your role?") && words.contains("Asked of everybody."), "{words}");
    let hover = editor.ask("textDocument/hover", at(12, 13)).unwrap();
    assert!(
        hover["contents"]["value"].as_str().unwrap().contains("Asked where role is “Developer”"),
        "{hover}"
    );
    editor.wait_for_errors("questionnaire.yaml", 0);
    let definition = editor.ask("textDocument/definition", at(15, 19)).unwrap();
    assert_eq!(definition["range"]["start"], json!({ "line": 8, "character": 12 }));

    let changes = editor.ask("textDocument/rename", with_errors).unwrap()["changes"].clone();
    let of = |name: &str| changes[uri(name)].as_array().map_or(0, Vec::len);
    assert_eq!((of("questionnaire.yaml"), of("ko.yaml"), of("report.yaml"), of("wave.yaml")), (4, 1, 2, 1));
    let refused = json!({ "newName": "tools", "textDocument": at(8, 14)["textDocument"], "position": at(8, 14)["position"] });
    assert_eq!(editor.ask("textDocument/rename", refused).unwrap_err(), "there is an item `tools` already");

    let offered = editor.ask("textDocument/completion", at(15, 27)).unwrap();
    let labels: Vec<&str> =
        offered.as_array().unwrap().iter().map(|one| one["label"].as_str().unwrap()).collect();
    assert_eq!(labels, ["dev", "ops"]);
    editor.stop();
}
