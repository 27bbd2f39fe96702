//! What a code means to the person who meets it: why it matters, a small file that shows it, and the same file mended.
//! One page a code in `explanations/`; `canvass explain` and `docs/diagnostics.md` are made of them.

use super::{Code, did_you_mean};

const WHY: &str = "## Why it matters";
const EXAMPLE: &str = "## Example";
const CURE: &str = "## Cure";

/// The page of one code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    pub code: Code,
    /// Markdown, a paragraph or two.
    pub why: &'static str,
    /// Files that show it.
    pub example: Vec<Snippet>,
    /// What to do, in words; empty where the mended files say it.
    pub cure: &'static str,
    /// The same files mended.
    pub cured: Vec<Snippet>,
}

/// A file of an example, or the part of one that matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Snippet {
    /// What stands behind the language of its fence: `questionnaire`, `wave`, `report`, `theme` and `ko.yaml` are whole files, `pages` and
    /// `items` what stands below those keys; empty for what is no file of a survey.
    pub kind: &'static str,
    pub text: &'static str,
}

impl Code {
    /// The code written so (`Q101`), in capitals or not.
    ///
    /// # Errors
    ///
    /// A sentence with the nearest code, where there is none of that name.
    pub fn find(text: &str) -> Result<Code, String> {
        let wanted = text.trim().to_uppercase();
        if let Some(code) = Code::ALL.iter().find(|code| code.as_str() == wanted) {
            return Ok(*code);
        }
        let near = did_you_mean(&wanted, Code::ALL.iter().map(|code| code.as_str()));
        Err(match near {
            Some(near) => format!("there is no code `{text}`: did you mean `{near}`?"),
            None => format!("there is no code `{text}`: `canvass explain` lists all of them"),
        })
    }

    /// Why it matters, an example and its cure.
    pub fn explanation(self) -> Explanation {
        let page = self.page();
        let (why, rest) = between(page, WHY, EXAMPLE);
        let (example, cure) = rest.split_once(CURE).unwrap_or((rest, ""));
        let words = cure.split("```").next().unwrap_or_default().trim();
        Explanation { code: self, why, example: snippets(example), cure: words, cured: snippets(cure) }
    }
}

impl Explanation {
    /// The page as it is read in a terminal.
    pub fn to_text(&self) -> String {
        format!(
            "{} ({}): {}\n\n{}\n",
            self.code.as_str(),
            self.code.severity().as_str(),
            self.code.title(),
            self.body("##")
        )
    }

    /// The page with headings of the given depth.
    fn body(&self, heading: &str) -> String {
        let mut text = format!("{}\n\n{heading} Example\n\n{}", self.why, shown(&self.example));
        text.push_str(&format!("\n{heading} Cure\n\n"));
        if !self.cure.is_empty() {
            text.push_str(&format!("{}\n\n", self.cure));
        }
        text.push_str(&shown(&self.cured));
        text
    }
}

/// Every code on a line with its severity and title, room by room.
pub fn list() -> String {
    let mut text = String::new();
    for group in GROUPS {
        text.push_str(&format!("{}\n", group.title));
        for code in group.codes() {
            text.push_str(&format!(
                "  {}  {:<7}  {}\n",
                code.as_str(),
                code.severity().as_str(),
                code.title()
            ));
        }
        text.push('\n');
    }
    text
}

/// `docs/diagnostics.md`: every page in one document.
pub fn reference() -> String {
    let mut text = String::from(REFERENCE_HEAD);
    for group in GROUPS {
        text.push_str(&format!("\n## {}\n", group.title));
        for code in group.codes() {
            text.push_str(&format!(
                "\n### {}: {}\n\n*{}.* {}",
                code.as_str(),
                code.title(),
                capitalised(code.severity().as_str()),
                code.explanation().body("####"),
            ));
        }
    }
    text
}

const REFERENCE_HEAD: &str = "\
# Diagnostics

Every code that canvass reports, with why it matters, an example and its cure; `canvass explain CODE` prints the same.
An **error** must be mended before a questionnaire is published, a **warning** should be looked at, and a **hint** is advice on
method: it never fails a check. A code is never given another meaning.

An example that starts with `- id:` is a part of a questionnaire, what stands below `pages:` or below the `items:` of a page; the rest is left out.

This file is generated from `src/diagnostics/explanations/`; a test compares the two and tries every example.
";

/// Codes that belong together, by how they begin.
struct Group {
    prefix: &'static str,
    title: &'static str,
}

impl Group {
    fn codes(&self) -> impl Iterator<Item = Code> {
        Code::ALL.iter().copied().filter(|code| code.as_str().starts_with(self.prefix))
    }
}

const GROUPS: &[Group] = &[
    Group { prefix: "Q0", title: "The file" },
    Group { prefix: "Q1", title: "Pages, items and options" },
    Group { prefix: "Q2", title: "Expressions and piping" },
    Group { prefix: "Q3", title: "Routing" },
    Group { prefix: "Q4", title: "Translations" },
    Group { prefix: "Q5", title: "Method" },
    Group { prefix: "W", title: "The wave file" },
    Group { prefix: "R", title: "The report file and tables" },
    Group { prefix: "D", title: "Data files" },
    Group { prefix: "I", title: "Questionnaires of other programs" },
    Group { prefix: "T", title: "The theme file" },
    Group { prefix: "V", title: "Publishing onto a wave" },
];

fn between<'text>(page: &'text str, start: &str, end: &str) -> (&'text str, &'text str) {
    let after = page.split_once(start).map_or(page, |(_, after)| after);
    let (inner, rest) = after.split_once(end).unwrap_or((after, ""));
    (inner.trim(), rest)
}

/// The fenced blocks of a section, in order.
fn snippets(section: &'static str) -> Vec<Snippet> {
    let fenced = section.split("```").skip(1).step_by(2);
    fenced
        .filter_map(|block| {
            let (info, text) = block.split_once('\n')?;
            Some(Snippet { kind: info.split_once(' ').map_or("", |(_, kind)| kind), text })
        })
        .collect()
}

fn shown(snippets: &[Snippet]) -> String {
    let mut text = String::new();
    for snippet in snippets {
        if matches!(snippet.kind, "wave" | "report" | "theme" | "ko.yaml") && snippets.len() > 1 {
            let name = if snippet.kind.ends_with(".yaml") { "" } else { ".yaml" };
            text.push_str(&format!("`{}{name}`:\n\n", snippet.kind));
        }
        let language = if snippet.kind.is_empty() || snippet.kind == "data" { "text" } else { "yaml" };
        text.push_str(&format!("```{language}\n{}```\n", snippet.text));
        if snippets.last() != Some(snippet) {
            text.push('\n');
        }
    }
    text
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_its_three_sections_and_ends_with_a_mended_example() {
        for code in Code::ALL {
            let (name, page) = (code.as_str(), code.page());
            let at =
                |heading: &str| page.find(heading).unwrap_or_else(|| panic!("{name}.md has no `{heading}`"));
            assert!(
                at(WHY) < at(EXAMPLE) && at(EXAMPLE) < at(CURE),
                "{name}.md: the sections stand in another order"
            );
            let explanation = code.explanation();
            assert!(explanation.why.len() > 40, "{name}.md: say why it matters");
            assert!(!explanation.example.is_empty(), "{name}.md: show an example, in a fenced block");
            assert!(!explanation.cured.is_empty(), "{name}.md: show the example mended, in a fenced block");
            assert!(explanation.example != explanation.cured, "{name}.md: the cure is the example");
        }
    }

    #[test]
    fn every_code_stands_in_one_group() {
        for code in Code::ALL {
            let groups = GROUPS.iter().filter(|group| code.as_str().starts_with(group.prefix)).count();
            assert_eq!(groups, 1, "{}: add its room to GROUPS", code.as_str());
        }
        assert_eq!(list().lines().filter(|line| line.starts_with("  ")).count(), Code::ALL.len());
    }

    #[test]
    fn a_code_is_found_however_it_is_typed() {
        assert_eq!(Code::find("q101"), Ok(Code::MalformedId));
        assert_eq!(Code::find(" Q203 "), Ok(Code::UnknownCode));
        assert_eq!(Code::find("Q2033"), Err("there is no code `Q2033`: did you mean `Q203`?".to_owned()));
        assert!(Code::find("never").unwrap_err().contains("lists all"));
    }
}
