//! `canvass schema FILE`: the JSON Schema of a file format, for editors that complete and check while one types.

use super::arguments::{Schema, SchemaFile};
use super::terminal;
use crate::fieldwork::wave_file;
use crate::questionnaire::{self, theme};
use crate::tabulation::report_file;

pub(super) fn run(arguments: &Schema) -> anyhow::Result<()> {
    let schema = match arguments.file {
        SchemaFile::Questionnaire => questionnaire::schema(),
        SchemaFile::Translation => questionnaire::translation_schema(),
        SchemaFile::Wave => wave_file::schema(),
        SchemaFile::Report => report_file::schema(),
        SchemaFile::Theme => theme::schema(),
    };
    Ok(terminal::print(schema.as_bytes())?)
}
