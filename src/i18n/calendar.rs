//! Days, times and numbers as the readers of a language write them (the long date and the decimal mark of CLDR), in the
//! digits 0 to 9 that the form's fields take.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};

use super::Language;

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const GERMAN: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
const FRENCH: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const SPANISH: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];
const PORTUGUESE: [&str; 12] = [
    "janeiro",
    "fevereiro",
    "março",
    "abril",
    "maio",
    "junho",
    "julho",
    "agosto",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
];
const ARABIC: [&str; 12] = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
];

impl Language {
    /// A day in words: `30 September 2026`, `2026년 9월 30일`; `2026-09-30` in languages whose calendar we do not have.
    pub fn day(&self, day: NaiveDate) -> String {
        let (year, month, number) = (day.year(), day.month(), day.day());
        let named = |months: &[&'static str; 12]| months.get(day.month0() as usize).copied().unwrap_or("");
        match self.primary() {
            "en" => format!("{number} {} {year}", named(&ENGLISH)),
            "de" => format!("{number}. {} {year}", named(&GERMAN)),
            "fr" if number == 1 => format!("1er {} {year}", named(&FRENCH)),
            "fr" => format!("{number} {} {year}", named(&FRENCH)),
            "es" => format!("{number} de {} de {year}", named(&SPANISH)),
            "pt" => format!("{number} de {} de {year}", named(&PORTUGUESE)),
            "ar" => format!("{number} {} {year}", named(&ARABIC)),
            "ko" => format!("{year}년 {month}월 {number}일"),
            "ja" | "zh" => format!("{year}年{month}月{number}日"),
            _ => day.to_string(),
        }
    }

    /// A day with the time on it: `30 September 2026, 23:59`.
    pub fn day_and_time(&self, at: NaiveDateTime) -> String {
        let between = match self.primary() {
            "en" | "es" => ", ",
            "de" => " um ",
            "fr" => " à ",
            "pt" => " às ",
            "ar" => " في ",
            _ => " ",
        };
        format!("{}{between}{:02}:{:02}", self.day(at.date()), at.hour(), at.minute())
    }

    /// What stands before the decimals of a number.
    pub fn decimal_sign(&self) -> char {
        // After the language; in Mexico and Central America, and in Switzerland, the point is used.
        let comma = match self.as_str() {
            "es-MX" | "es-US" | "es-GT" | "es-HN" | "es-NI" | "es-PA" | "es-PE" | "es-PR" | "es-SV"
            | "es-DO" | "de-CH" | "de-LI" => false,
            _ => !matches!(
                self.primary(),
                "en" | "ko" | "ja" | "zh" | "ar" | "he" | "th" | "hi" | "bn" | "cy" | "ga" | "mt" | "ms"
            ),
        };
        if comma { ',' } else { '.' }
    }

    /// A number, written with a point, with the decimal sign of the language. Thousands stay ungrouped, as they are typed.
    pub fn number(&self, written: &str) -> String {
        written.replace('.', &self.decimal_sign().to_string())
    }

    /// A number of percent, written with a point, with its sign: `85.7%`, `85,7 %` with a space that no line ends at,
    /// `%85,7` in Turkish.
    pub fn percent(&self, written: &str) -> String {
        let number = self.number(written);
        match (self.as_str(), self.primary()) {
            (_, "tr") => format!("%{number}"),
            (_, "fr") => format!("{number}\u{202f}%"),
            ("es" | "es-ES", _)
            | (
                _,
                "de" | "ca" | "gl" | "sv" | "da" | "nb" | "nn" | "no" | "fi" | "cs" | "sk" | "sl" | "hr"
                | "bs" | "ro" | "ru" | "be" | "lt" | "et" | "hy",
            ) => format!("{number}\u{a0}%"),
            _ => format!("{number}%"),
        }
    }

    /// How answers in words are joined.
    pub fn list(&self, words: &[String]) -> String {
        let between = match self.primary() {
            "ja" | "zh" => "、",
            "ar" => "، ",
            _ => ", ",
        };
        words.join(between)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_a_number_are_written_as_the_language_writes_them() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
        let check = |tag: &str, date: &str, with_time: &str, number: &str| {
            let language = Language::parse(tag).unwrap();
            assert_eq!(language.day(day), date);
            assert_eq!(language.day_and_time(day.and_hms_opt(9, 5, 0).unwrap()), with_time);
            assert_eq!(language.number("-1234.5"), number, "{tag}");
        };
        check("en", "1 March 2026", "1 March 2026, 09:05", "-1234.5");
        check("ko", "2026년 3월 1일", "2026년 3월 1일 09:05", "-1234.5");
        check("ja", "2026年3月1日", "2026年3月1日 09:05", "-1234.5");
        check("zh-Hant", "2026年3月1日", "2026年3月1日 09:05", "-1234.5");
        check("de", "1. März 2026", "1. März 2026 um 09:05", "-1234,5");
        check("fr", "1er mars 2026", "1er mars 2026 à 09:05", "-1234,5");
        check("es", "1 de marzo de 2026", "1 de marzo de 2026, 09:05", "-1234,5");
        check("es-MX", "1 de marzo de 2026", "1 de marzo de 2026, 09:05", "-1234.5");
        check("pt", "1 de março de 2026", "1 de março de 2026 às 09:05", "-1234,5");
        check("ar", "1 مارس 2026", "1 مارس 2026 في 09:05", "-1234.5");
        check("eo", "2026-03-01", "2026-03-01 09:05", "-1234,5");
    }

    #[test]
    fn percent_stands_as_the_language_has_it() {
        let percent = |tag: &str| Language::parse(tag).unwrap().percent("85.7");
        assert_eq!(percent("en"), "85.7%");
        assert_eq!(percent("ko"), "85.7%");
        assert_eq!(percent("ar"), "85.7%");
        assert_eq!(percent("pt-BR"), "85,7%");
        assert_eq!(percent("de"), "85,7\u{a0}%");
        assert_eq!(percent("fr"), "85,7\u{202f}%");
        assert_eq!(percent("es"), "85,7\u{a0}%");
        assert_eq!(percent("es-MX"), "85.7%");
        assert_eq!(percent("tr"), "%85,7");
    }
}
