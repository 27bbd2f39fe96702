//! `FILE.meta.json`: what a data file cannot say itself, because it carries nothing but data.

use serde_json::json;

use super::Written;

/// The sidecar's text: rows, digest of the file, questionnaire version, wave; ends with a line break.
pub fn sidecar(written: &Written, version: &str, wave: Option<&str>) -> String {
    let content = json!({
        "rows": written.rows,
        "sha256": written.sha256,
        "version": version,
        "wave": wave,
    });
    format!("{content:#}\n")
}
