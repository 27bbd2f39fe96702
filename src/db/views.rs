//! The SQL view of a version: one named column an item, decoded to codes, so that psql and other tools can query a wave.

use std::fmt::Write;

use crate::ids::VersionId;
use crate::questionnaire::{OptionIndex, Questionnaire};
use crate::responses::{Coding, Field, Layout, Missing, PreambleColumn, preamble_columns, reason_byte};

/// The name of a version's view: `canvass_responses_` and the first twelve digits of its hash.
pub fn view_name(version: &VersionId) -> String {
    let digits: String = version.as_str().chars().skip("sha256:".len()).take(12).collect();
    format!("canvass_responses_{digits}")
}

/// The statements that make a version's view and the function it needs. Missing answers are NULL; of each variable the
/// reason stands in the column `NAME__missing` of the view `…_missing`.
///
/// Identifiers are cut to 63 bytes by PostgreSQL; longer names get a number that keeps them apart.
pub fn view_sql(version: &VersionId, questionnaire: &Questionnaire) -> String {
    let layout = Layout::of(questionnaire);
    let view = view_name(version);
    let mut sql = String::from(DOUBLE_FUNCTION);
    for (name, column) in
        [(view.clone(), value_column as fn(&Field) -> String), (format!("{view}_missing"), missing_column)]
    {
        let _ = write!(sql, "CREATE OR REPLACE VIEW {name} AS SELECT r.response_id, w.slug AS wave_id, ");
        sql.push_str("r.disposition, r.source, r.language, r.started_at, r.submitted_at, r.external_id");
        for (place, (name, column)) in preamble_columns(questionnaire).into_iter().enumerate() {
            let value = preamble_column(questionnaire, column);
            let _ = write!(sql, ", {value} AS {}", identifier(&name, place));
        }
        for (place, field) in layout.fields().iter().enumerate() {
            let _ = write!(sql, ", {} AS {}", column(field), identifier(&field.name, place));
        }
        let _ = writeln!(
            sql,
            " FROM responses r JOIN waves w ON w.wave_id = r.wave_id WHERE r.version_id = {};",
            literal(version.as_str())
        );
    }
    sql
}

/// The code of an arm's group, and whether a consent was given.
fn preamble_column(questionnaire: &Questionnaire, column: PreambleColumn) -> String {
    match column {
        PreambleColumn::Arm(arm) => format!("r.arms ->> {}", literal(questionnaire.arms[arm].id.as_str())),
        PreambleColumn::Consent(consent) => {
            let id = literal(questionnaire.consents[consent].id.as_str());
            format!(
                "(SELECT (one ->> 'given')::boolean FROM jsonb_array_elements(r.consents) AS one WHERE one ->> 'id' = {id} LIMIT 1)"
            )
        }
    }
}

/// IEEE 754, big-endian, as SQL can read it: there is no cast from bytes to a float.
const DOUBLE_FUNCTION: &str = "CREATE OR REPLACE FUNCTION canvass_double(answers bytea, at integer) RETURNS double precision \
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ \
SELECT CASE WHEN high = 0 AND low = 0 THEN 0::double precision ELSE \
(CASE WHEN high & 2147483648 <> 0 THEN -1 ELSE 1 END) * \
(((high & 1048575) * 4294967296 + low)::double precision / 4503599627370496 + \
CASE WHEN (high >> 20) & 2047 = 0 THEN 0 ELSE 1 END) * \
power(2::double precision, greatest((high >> 20) & 2047, 1) - 1023) END \
FROM (SELECT \
get_byte(answers, at)::bigint * 16777216 + get_byte(answers, at + 1) * 65536 + get_byte(answers, at + 2) * 256 + get_byte(answers, at + 3) AS high, \
get_byte(answers, at + 4)::bigint * 16777216 + get_byte(answers, at + 5) * 65536 + get_byte(answers, at + 6) * 256 + get_byte(answers, at + 7) AS low \
) halves $$;\n";

fn value_column(field: &Field) -> String {
    let value = match &field.coding {
        Coding::Code { codes } => {
            let mut cases = format!("CASE {}", unsigned(field));
            for (place, code) in codes.iter().enumerate() {
                let _ = write!(cases, " WHEN {place} THEN {}", literal(code));
            }
            cases + " END"
        }
        Coding::Set { codes } => {
            let ticked = codes.iter().enumerate().map(|(place, code)| {
                let bit = field.option_bit(OptionIndex(place as u16));
                format!("CASE WHEN get_bit(r.answers, {bit}) = 1 THEN {} END", literal(code))
            });
            let ticked: Vec<_> = ticked.collect();
            format!("array_to_string(ARRAY[{}], '|')", ticked.join(", "))
        }
        Coding::Number => format!("canvass_double(r.answers, {})", field.offset),
        Coding::Scale { from } => format!("({} + {from})", unsigned(field)),
        Coding::Date => format!("(DATE '0001-01-01' + ({} - 1)::integer)", unsigned(field)),
        Coding::Text | Coding::Ranking => return format!("r.extra ->> {}", literal(&field.name)),
    };
    format!("CASE WHEN get_byte(r.answers, {}) < {LOWEST_REASON} THEN {value} END", field.offset)
}

fn missing_column(field: &Field) -> String {
    let mut cases = format!("CASE get_byte(r.answers, {})", field.offset);
    for missing in Missing::ALL {
        let _ = write!(cases, " WHEN {} THEN '{}'", reason_byte(missing), missing.as_str());
    }
    cases + " END"
}

/// No answer's first byte is this or more.
const LOWEST_REASON: u8 = 248;

/// The field's bytes as one whole number.
fn unsigned(field: &Field) -> String {
    let bytes = (0..field.width).map(|at| {
        let shift = 8 * (field.width - 1 - at);
        format!("(get_byte(r.answers, {})::bigint << {shift})", field.offset + at)
    });
    format!("({})", bytes.collect::<Vec<_>>().join(" | "))
}

const IDENTIFIER_BYTES_MAX: usize = 63;

fn identifier(name: &str, place: usize) -> String {
    // The names of items, rows and codes hold nothing that needs escaping; a quote is doubled all the same.
    let name = name.replace('"', "\"\"");
    if name.len() <= IDENTIFIER_BYTES_MAX {
        return format!("\"{name}\"");
    }
    let start: String = name.chars().take(IDENTIFIER_BYTES_MAX - 8).collect();
    format!("\"{start}~{place}\"")
}

fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
