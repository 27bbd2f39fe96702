//! The editor's requests, answered from the survey around the file. Texts that are not saved yet count as they stand in
//! the editor.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use tower_lsp_server::jsonrpc::{Error, Result};
use tower_lsp_server::ls_types::*;
use tower_lsp_server::{Client, LanguageServer};

use super::position::{offset, range};
use super::survey::Survey;
use crate::diagnostics::{self, FileId, Severity};
use crate::questionnaire::occurrences::Occurrence;

pub(super) struct Editor {
    client: Client,
    open: Mutex<BTreeMap<PathBuf, String>>,
    /// One report at a time, so that the last one an editor gets is of the last text it sent.
    reporting: tokio::sync::Mutex<()>,
    /// How many texts the editor has sent; a report that a newer text has overtaken is left out.
    sent: AtomicU64,
}

/// A survey, and the place in it that a request is about.
struct Place {
    survey: Survey,
    file: FileId,
    offset: u32,
}

impl Place {
    fn name(&self) -> Option<&Occurrence> {
        self.survey.name_at(self.file, self.offset)
    }

    fn location(&self, span: diagnostics::Span) -> Option<Location> {
        let source = self.survey.checked.folder.sources.get(span.file);
        Some(Location { uri: Uri::from_file_path(&*source.name)?, range: range(source, span) })
    }
}

impl Editor {
    pub(super) fn new(client: Client) -> Editor {
        Editor {
            client,
            open: Mutex::default(),
            reporting: tokio::sync::Mutex::default(),
            sent: AtomicU64::new(0),
        }
    }

    fn unsaved(&self) -> BTreeMap<PathBuf, String> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn keep(&self, uri: &Uri, text: Option<String>) {
        let Some(path) = uri.to_file_path() else { return };
        self.sent.fetch_add(1, Ordering::SeqCst);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        match text {
            Some(text) => open.insert(path.into_owned(), text),
            None => open.remove(&*path),
        };
    }

    fn survey(&self, uri: &Uri) -> Option<Survey> {
        Survey::around(&uri.to_file_path()?, &self.unsaved())
    }

    fn place(&self, at: &TextDocumentPositionParams) -> Option<Place> {
        let path = at.text_document.uri.to_file_path()?;
        let survey = self.survey(&at.text_document.uri)?;
        let (file, source) = survey.find_file(&path)?;
        let offset = offset(source, at.position);
        Some(Place { survey, file, offset })
    }

    /// Sends the problems of every file of the survey; a file without any is told so.
    async fn report(&self, uri: &Uri) {
        let sent = self.sent.load(Ordering::SeqCst);
        let _one_at_a_time = self.reporting.lock().await;
        if self.sent.load(Ordering::SeqCst) != sent {
            return;
        }
        let Some(survey) = self.survey(uri) else { return };
        for (file, path, source) in survey.files() {
            let Some(uri) = Uri::from_file_path(&path) else { continue };
            let problems = survey.checked.diagnostics.iter().filter(|problem| problem.span.file == file);
            let problems = problems
                .map(|problem| Diagnostic {
                    range: range(source, problem.span),
                    severity: Some(severity(problem.severity)),
                    code: Some(NumberOrString::String(problem.code.as_str().to_owned())),
                    source: Some("canvass".to_owned()),
                    message: message(problem),
                    ..Diagnostic::default()
                })
                .collect();
            self.client.publish_diagnostics(uri, problems, None).await;
        }
    }
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Hint => DiagnosticSeverity::HINT,
    }
}

/// What is wrong and what to do about it.
fn message(problem: &diagnostics::Diagnostic) -> String {
    if problem.help.is_empty() {
        problem.message.clone()
    } else {
        format!("{}\n{}", problem.message, problem.help)
    }
}

impl LanguageServer for Editor {
    async fn initialize(&self, _: InitializeParams) -> Result<InitializeResult> {
        let rename =
            RenameOptions { prepare_provider: Some(true), work_done_progress_options: Default::default() };
        let completion = CompletionOptions {
            trigger_characters: Some(["'", "\"", "{", " "].map(str::to_owned).to_vec()),
            ..CompletionOptions::default()
        };
        Ok(InitializeResult {
            capabilities: ServerCapabilities {
                text_document_sync: Some(TextDocumentSyncCapability::Kind(TextDocumentSyncKind::FULL)),
                hover_provider: Some(HoverProviderCapability::Simple(true)),
                definition_provider: Some(OneOf::Left(true)),
                references_provider: Some(OneOf::Left(true)),
                rename_provider: Some(OneOf::Right(rename)),
                completion_provider: Some(completion),
                ..ServerCapabilities::default()
            },
            server_info: Some(ServerInfo {
                name: "canvass".to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
            ..InitializeResult::default()
        })
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, opened: DidOpenTextDocumentParams) {
        self.keep(&opened.text_document.uri, Some(opened.text_document.text));
        self.report(&opened.text_document.uri).await;
    }

    async fn did_change(&self, mut changed: DidChangeTextDocumentParams) {
        // The whole text comes with each change, as was asked for at the start.
        let Some(last) = changed.content_changes.pop() else { return };
        self.keep(&changed.text_document.uri, Some(last.text));
        self.report(&changed.text_document.uri).await;
    }

    async fn did_save(&self, saved: DidSaveTextDocumentParams) {
        self.report(&saved.text_document.uri).await;
    }

    async fn did_close(&self, closed: DidCloseTextDocumentParams) {
        self.keep(&closed.text_document.uri, None);
        self.report(&closed.text_document.uri).await;
    }

    async fn hover(&self, asked: HoverParams) -> Result<Option<Hover>> {
        let Some(place) = self.place(&asked.text_document_position_params) else { return Ok(None) };
        let Some(name) = place.name() else { return Ok(None) };
        let source = place.survey.checked.folder.sources.get(place.file);
        Ok(place.survey.described(name).map(|value| Hover {
            contents: HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value }),
            range: Some(range(source, name.span)),
        }))
    }

    async fn goto_definition(&self, asked: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let Some(place) = self.place(&asked.text_document_position_params) else { return Ok(None) };
        let Some(name) = place.name() else { return Ok(None) };
        let definition = place.survey.places_of(name.item()).find(|(_, is_definition)| *is_definition);
        Ok(definition.and_then(|(span, _)| place.location(span)).map(GotoDefinitionResponse::Scalar))
    }

    async fn references(&self, asked: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let Some(place) = self.place(&asked.text_document_position) else { return Ok(None) };
        let Some(name) = place.name() else { return Ok(None) };
        let with_definition = asked.context.include_declaration;
        let places = place.survey.places_of(name.item());
        let wanted = places.filter(|(_, is_definition)| with_definition || !is_definition);
        Ok(Some(wanted.filter_map(|(span, _)| place.location(span)).collect()))
    }

    async fn prepare_rename(&self, at: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        let Some(place) = self.place(&at) else { return Ok(None) };
        let Some(name) = place.name() else { return Ok(None) };
        let source = place.survey.checked.folder.sources.get(place.file);
        Ok(Some(PrepareRenameResponse::RangeWithPlaceholder {
            range: range(source, name.item_span()),
            placeholder: name.item().to_owned(),
        }))
    }

    async fn rename(&self, asked: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let Some(place) = self.place(&asked.text_document_position) else { return Ok(None) };
        let Some(name) = place.name() else { return Ok(None) };
        let spans = place
            .survey
            .rename(name, &asked.new_name)
            .map_err(|error| Error::invalid_params(error.to_string()))?;
        let mut changes: HashMap<Uri, Vec<TextEdit>> = HashMap::new();
        for location in spans.into_iter().filter_map(|span| place.location(span)) {
            let edit = TextEdit { range: location.range, new_text: asked.new_name.clone() };
            changes.entry(location.uri).or_default().push(edit);
        }
        Ok(Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }))
    }

    async fn completion(&self, asked: CompletionParams) -> Result<Option<CompletionResponse>> {
        let Some(place) = self.place(&asked.text_document_position) else { return Ok(None) };
        let source = place.survey.checked.folder.sources.get(place.file);
        let before = source.text.get(..place.offset as usize).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        let found = super::completion::completions(&place.survey, place.file, place.offset, line);
        Ok(Some(CompletionResponse::Array(found)))
    }
}
