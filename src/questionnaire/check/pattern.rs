//! Q112: a `pattern` must compile, by the engine that will check the answers: no back-references, linear time.

use crate::diagnostics::{Code, Diagnostic};
use crate::questionnaire::Pattern;
use crate::questionnaire::syntax::Node;

/// The pattern of a text item, or the reason why it is none.
pub(crate) fn parse(node: &Node, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Pattern> {
    let error = match Pattern::parse(text) {
        Ok(pattern) => return Some(pattern),
        Err(error) => error,
    };
    let reason = match error {
        regex::Error::Syntax(text) => {
            text.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
        }
        regex::Error::CompiledTooBig(bytes) => format!("it needs more than {bytes} bytes"),
        other => other.to_string(),
    };
    diagnostics.push(
        Diagnostic::new(Code::BadPattern, node.span, format!("this pattern does not compile: {reason}"))
            .help("write a regular expression for the whole text, without look-around and back-references, in single quotes, such as '[0-9]{5}'"),
    );
    None
}
