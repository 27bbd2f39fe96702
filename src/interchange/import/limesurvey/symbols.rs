//! What the names in LimeSurvey's expressions stand for in the questionnaire: an item, an option that can be ticked, a
//! row, a place in a ranking.

use std::collections::BTreeMap;

/// What a name stands for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Target {
    /// One code of an item, or of a row of a grid: the name, and each foreign code with ours.
    Single {
        name: String,
        codes: Vec<(String, String)>,
    },
    /// A number or a point of a scale.
    Number(String),
    Text(String),
    Date(String),
    /// A whole item of which any options can be ticked.
    Multiple {
        name: String,
        codes: Vec<(String, String)>,
    },
    /// One option that can be ticked.
    Tick {
        name: String,
        code: String,
    },
    Ranking {
        name: String,
        codes: Vec<(String, String)>,
    },
    /// What stands at a place of a ranking, from 1.
    Place {
        name: String,
        codes: Vec<(String, String)>,
        place: usize,
    },
    /// The text that goes with an option.
    Specify {
        name: String,
        code: String,
    },
    /// A question of several answers: the rows of a grid, or several items.
    Several(Vec<Target>),
    /// A question that could not be carried over.
    Lost,
}

#[derive(Debug, Clone)]
pub(super) struct Symbol {
    pub(super) target: Target,
    /// The item by which one can ask whether it was asked; `None` where everybody is.
    pub(super) asked: Option<String>,
}

#[derive(Debug, Default)]
pub(super) struct Symbols {
    by_name: BTreeMap<String, Symbol>,
    /// The codes of each item of which any options can be ticked.
    options: BTreeMap<String, Vec<String>>,
}

impl Symbols {
    /// Gives a name its meaning; the first one given stays.
    pub(super) fn put(&mut self, name: String, target: Target, asked: Option<&str>) {
        if let Target::Multiple { name, codes } = &target {
            let codes = codes.iter().map(|(_, code)| code.clone()).collect();
            self.options.entry(name.clone()).or_insert(codes);
        }
        self.by_name.entry(name).or_insert(Symbol { target, asked: asked.map(str::to_owned) });
    }

    /// The codes of an item of which any options can be ticked; none where it is no such item.
    pub(super) fn options_of(&self, item: &str) -> &[String] {
        self.options.get(item).map_or(&[], Vec::as_slice)
    }

    /// What a name of an expression stands for, without its property (`.NAOK`, `.shown`).
    pub(super) fn find(&self, name: &str) -> Option<&Symbol> {
        self.by_name.get(name.strip_prefix("INSERTANS:").unwrap_or(name))
    }
}

/// A name and its property: `q1.NAOK` is `q1` and `NAOK`; `that.q1` is `q1` with none.
pub(super) fn split(name: &str) -> (&str, &str) {
    let name = name.strip_prefix("that.").unwrap_or(name);
    match name.split_once('.') {
        Some((name, property)) => (name, property),
        None => (name, ""),
    }
}
