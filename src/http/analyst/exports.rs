//! `GET /api/v1/waves/{wave}/export`: the responses, as a stream.

use std::io::{self, Write};

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;
use tokio::sync::mpsc;
use validator::Validate;

use crate::auth::Action;
use crate::export::{CsvOptions, MissingCells, Origin, Values, Versions, responses_csv, responses_jsonl};
use crate::http::body::as_errors;
use crate::http::extract::require;
use crate::http::problem::{Code, ItemError, Problem, ProblemDocument};
use crate::responses::flags;
use crate::service::{self, Service, WaveResponses};

/// Pieces that may wait for a slow reader.
const PIECES_WAITING_MAX: usize = 16;
const PIECE_BYTES: usize = 64 * 1024;

#[derive(Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
struct Wishes {
    #[validate(length(max = 16))]
    format: Option<String>,
    labels: Option<bool>,
    missing_codes: Option<bool>,
}

#[derive(Debug, Clone, Copy)]
enum Form {
    Csv { labels: bool, missing: MissingCells },
    Jsonl,
}

/// Exports the responses of a wave.
#[utoipa::path(
    get, path = "/api/v1/waves/{wave}/export", operation_id = "export_responses", tag = "results", security(("key" = [])),
    params(
        ("wave" = String, Path, description = "The wave's name"),
        ("format" = Option<String>, Query, description = "`csv` or `jsonl`; else csv"),
        ("labels" = Option<bool>, Query, description = "Labels instead of codes (csv)"),
        ("missing_codes" = Option<bool>, Query, description = "-1 to -5 where an answer is missing (csv)"),
    ),
    responses(
        (status = 200, description = "One line a response", content((String = "text/csv"), (String = "application/jsonl"))),
        (status = 401, description = "No valid key", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, description = "The key's role exports nothing", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "No such wave", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "No such format", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn export_responses(
    request: HttpRequest,
    service: web::Data<Service>,
    slug: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    require(&request, &service, Action::ExportResponses).await?;
    let form = form_of(request.query_string())?;
    let active = service::find_wave(&service, &slug).await?;
    let responses = service::load_responses(&service, &active).await?;
    let (kind, ending) = match form {
        Form::Csv { .. } => ("text/csv; charset=utf-8", "csv"),
        Form::Jsonl => ("application/jsonl", "jsonl"),
    };
    let (send, mut receive) = mpsc::channel::<web::Bytes>(PIECES_WAITING_MAX);
    let rows = responses.responses.len();
    let version = responses.version.to_string();
    let origin = if active.wave.synthetic { Origin::Simulation } else { Origin::Respondents };
    tokio::task::spawn_blocking(move || {
        let mut out = io::BufWriter::with_capacity(PIECE_BYTES, Pieces(send));
        // A reader that went away ends the writing; there is nobody left to tell.
        let _ = write(responses, form, origin, &mut out).and_then(|()| out.flush());
    });
    let stream = futures_util::stream::poll_fn(move |context| {
        receive.poll_recv(context).map(|piece| piece.map(Ok::<_, io::Error>))
    });
    let name = format!("attachment; filename=\"{}.{ending}\"", active.wave.slug);
    Ok(HttpResponse::Ok()
        .content_type(kind)
        .insert_header((header::CONTENT_DISPOSITION, name))
        .insert_header(("x-row-count", rows.to_string()))
        .insert_header(("x-questionnaire-version", version))
        .streaming(stream))
}

fn form_of(query: &str) -> Result<Form, Problem> {
    let refuse = |item: &str, rule: &str, message: &str| {
        let error = ItemError { item: item.to_owned(), rule: rule.to_owned(), message: message.to_owned() };
        Problem::with_errors(Code::InvalidBody, "See `errors`.", vec![error])
    };
    let wishes = web::Query::<Wishes>::from_query(query)
        .map_err(|_| refuse("query", "unknown_item", "The parameters are format, labels and missing_codes."))?
        .into_inner();
    wishes
        .validate()
        .map_err(|invalid| Problem::with_errors(Code::InvalidBody, "See `errors`.", as_errors(&invalid)))?;
    match wishes.format.as_deref().unwrap_or("csv") {
        "csv" => Ok(Form::Csv {
            labels: wishes.labels.unwrap_or(false),
            missing: if wishes.missing_codes.unwrap_or(false) {
                MissingCells::Codes
            } else {
                MissingCells::Empty
            },
        }),
        "jsonl" => Ok(Form::Jsonl),
        _ => Err(refuse("format", "unknown_code", "The formats are csv and jsonl.")),
    }
}

fn write(loaded: WaveResponses, form: Form, origin: Origin, out: &mut dyn Write) -> io::Result<()> {
    let questionnaire = loaded.questionnaire;
    let versions = if loaded.earlier.is_empty() { Versions::One } else { Versions::Several };
    let flags = flags(&questionnaire, &loaded.responses);
    let mut responses = loaded.responses.into_iter();
    match form {
        Form::Jsonl => responses_jsonl(&questionnaire, &mut responses, &flags, origin, out)?,
        Form::Csv { labels, missing } => {
            let values = if labels { Values::Labels(questionnaire.source_language()) } else { Values::Codes };
            let options = CsvOptions { values, missing, origin, flags: &flags, versions };
            responses_csv(&questionnaire, &mut responses, options, out)?
        }
    };
    Ok(())
}

/// What is written goes on as pieces of the answer's body.
struct Pieces(mpsc::Sender<web::Bytes>);

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0
            .blocking_send(web::Bytes::copy_from_slice(bytes))
            .map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
