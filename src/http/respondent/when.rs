//! Instants in words, as a respondent reads them, in the zone of the wave.

use chrono::{DateTime, Timelike, Utc};
use chrono_tz::Tz;

use crate::i18n::Language;

/// "30 September 2026, 23:59 (Europe/Berlin)", in the language's own way.
pub(super) fn in_words(at: DateTime<Utc>, zone: Tz, language: &Language) -> String {
    format!("{} ({zone})", language.day_and_time(at.with_timezone(&zone).naive_local()))
}

/// "12:04"
pub(super) fn time_of_day(at: DateTime<Utc>, zone: Tz) -> String {
    let local = at.with_timezone(&zone);
    format!("{:02}:{:02}", local.hour(), local.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_told_in_the_waves_zone() {
        let at: DateTime<Utc> = "2026-09-30T21:59:00Z".parse().unwrap();
        let said = |language: &str| in_words(at, Tz::Europe__Berlin, &Language::parse(language).unwrap());
        assert_eq!(said("en"), "30 September 2026, 23:59 (Europe/Berlin)");
        assert_eq!(said("ko"), "2026년 9월 30일 23:59 (Europe/Berlin)");
        assert_eq!(said("de-AT"), "30. September 2026 um 23:59 (Europe/Berlin)");
        assert_eq!(said("eo"), "2026-09-30 23:59 (Europe/Berlin)");
        assert_eq!(time_of_day(at, Tz::Asia__Seoul), "06:59");
    }
}
