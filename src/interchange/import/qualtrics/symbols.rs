//! What Qualtrics' questions became, so that its logic and its piped texts find their way.

use std::collections::BTreeMap;

/// Codes of a question's choices or answers: the key there, the code here.
pub(super) type CodePairs = Vec<(String, String)>;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Target {
    Single {
        name: String,
        codes: CodePairs,
    },
    /// Choices that are numbers themselves: 0 to 10.
    Scale {
        name: String,
        first: i64,
    },
    Multiple {
        name: String,
        codes: CodePairs,
    },
    /// Rows by the key of their statement.
    Grid {
        name: String,
        rows: CodePairs,
        codes: CodePairs,
    },
    MultipleGrid {
        name: String,
        rows: CodePairs,
        codes: CodePairs,
    },
    Ranking {
        name: String,
        codes: CodePairs,
    },
    Number(String),
    Text(String),
    Date(String),
    /// One answer a row or an item: their names by the key of the choice.
    Numbers(CodePairs),
    Texts(CodePairs),
    Lost,
}

/// Questions by their id.
pub(super) type Symbols = BTreeMap<String, Target>;

/// Embedded data that a randomizer sets: the field, and the arm with the code behind each of its values.
#[derive(Debug, Default)]
pub(super) struct Fields {
    pub(super) arms: BTreeMap<String, (String, CodePairs)>,
}

/// The code here of a key there.
pub(super) fn code<'c>(codes: &'c [(String, String)], key: &str) -> Option<&'c str> {
    codes.iter().find(|(known, _)| known == key).map(|(_, code)| code.as_str())
}
