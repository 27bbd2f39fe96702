//! `/`: what is open now, in the visitor's language.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};

use super::page_error::{self, Refusal, bare_frame, interface_languages};
use super::show::document;
use super::when;
use crate::fieldwork::WaveState;
use crate::form::html::{self, Frame, OpenSurvey};
use crate::form::page::Text;
use crate::http::extract::parameter;
use crate::http::language::{accepted, matching};
use crate::i18n::Language;
use crate::questionnaire::reading_time::minutes;
use crate::service::{self, ActiveWave, Service, ServiceError};

/// More open surveys than a page of them can hold.
const SURVEYS_MAX: usize = 50;

pub(crate) async fn show_landing(request: HttpRequest, service: web::Data<Service>) -> HttpResponse {
    let frame = frame(&request);
    match open_surveys(&request, &service, &frame.language).await {
        Ok(surveys) => document(StatusCode::OK, &html::landing(&surveys, &frame)),
        Err(error) => {
            page_error::page(&request, Refusal { error, wave: None, frame: Some(frame), sent: &[] })
        }
    }
}

fn frame(request: &HttpRequest) -> Frame {
    let mut frame = bare_frame(request);
    let wish = parameter(request, "language");
    if let Some(language) = wish.as_deref().and_then(|wish| matching(&frame.languages, wish)) {
        frame.language = language.clone();
    }
    frame
}

async fn open_surveys(
    request: &HttpRequest,
    service: &Service,
    language: &Language,
) -> Result<Vec<OpenSurvey>, ServiceError> {
    let mut surveys = Vec::new();
    for (wave, state) in service::list_waves(service).await? {
        if state == WaveState::Open && surveys.len() < SURVEYS_MAX {
            let active = service::find_wave(service, &wave.slug).await?;
            surveys.push(open_survey(request, &active, language));
        }
    }
    Ok(surveys)
}

/// A survey that is not in the visitor's language shows itself in the one its own first page would take.
fn open_survey(request: &HttpRequest, active: &ActiveWave, language: &Language) -> OpenSurvey {
    let questionnaire = &active.questionnaire;
    let own = if questionnaire.languages.contains(language) {
        language.clone()
    } else {
        accepted(&questionnaire.languages, request)
    };
    let query = if interface_languages().contains(&own) { format!("?language={own}") } else { String::new() };
    OpenSurvey {
        title: Text::line(questionnaire, &questionnaire.title, &own),
        url: format!("/s/{}{query}", active.wave.slug),
        minutes: minutes(questionnaire, &own),
        closes: active
            .wave
            .schedule
            .closes_at
            .map(|at| when::in_words(at, active.wave.plan.timezone, language)),
        synthetic: active.wave.synthetic,
    }
}
