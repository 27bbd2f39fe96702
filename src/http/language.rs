//! What a visitor reads: which of the languages on offer, asked for by name, else by their browser's wishes; and whether
//! pages at all.

use actix_web::HttpRequest;
use actix_web::http::header;

use crate::i18n::Language;

/// The offered language for a wish (`pt-BR` also takes `pt`, `zh-TW` takes `zh-Hant`), `None` where none fits.
pub(super) fn matching<'a>(offered: &'a [Language], wish: &str) -> Option<&'a Language> {
    Language::parse(wish)?.best_of(offered)
}

/// The best offered language by the request's Accept-Language; the first where none fits.
///
/// # Panics
///
/// Never: a questionnaire has at least one language, and `offered` is not empty.
pub(super) fn accepted(offered: &[Language], request: &HttpRequest) -> Language {
    let wishes =
        request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("");
    best(offered, wishes)
}

fn best(offered: &[Language], wishes: &str) -> Language {
    let mut ranked: Vec<(u32, &str)> = wishes
        .split(',')
        .take(20)
        .filter_map(|wish| {
            let mut parts = wish.split(';');
            let tag = parts.next()?.trim();
            let quality = parts
                .find_map(|part| part.trim().strip_prefix("q=")?.parse::<f64>().ok())
                .unwrap_or(1.0)
                .clamp(0.0, 1.0);
            (quality > 0.0 && !tag.is_empty()).then_some(((quality * 1000.0) as u32, tag))
        })
        .collect();
    ranked.sort_by_key(|(quality, _)| std::cmp::Reverse(*quality));
    ranked.iter().find_map(|(_, tag)| matching(offered, tag)).unwrap_or(&offered[0]).clone()
}

/// Whether the request comes from somebody who reads pages, as browsers say by their Accept header; programs that name no
/// page get documents.
pub(super) fn wants_a_page(request: &HttpRequest) -> bool {
    let accepts = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accepts.is_some_and(|accepts| accepts.contains("text/html"))
}

#[cfg(test)]
mod tests {
    use super::best;
    use crate::i18n::Language;

    #[test]
    fn the_highest_wish_on_offer_wins_and_the_source_language_is_the_rest() {
        let offered: Vec<_> = ["en", "ko"].iter().filter_map(|tag| Language::parse(tag)).collect();
        let check = |wishes: &str, expected: &str| {
            assert_eq!(best(&offered, wishes).as_str(), expected, "{wishes}");
        };
        check("", "en");
        check("ko", "ko");
        check("ko-KR,ko;q=0.9,en;q=0.8", "ko");
        check("de,en;q=0.5,ko;q=0.7", "ko");
        check("fr, de", "en");
        check("*", "en");
        check("en;q=0, ko;q=0.1", "ko");
        check(";;;q=x,,ko;q=zzz", "ko");
    }
}
