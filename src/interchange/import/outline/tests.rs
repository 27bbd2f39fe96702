//! Outlines as people write them, and what becomes of them.

use crate::diagnostics::{Severity, Sources};
use crate::interchange::import::{Format, Origin, read, settle};
use crate::questionnaire::{Declared, compile};

const TEAM: &str = include_str!("../../../../tests/imports/team.md");

/// The questionnaire, and each loss as `place: what (why)`; what was written compiles.
fn imported(outline: &str) -> (String, Vec<String>) {
    let origin = Origin { stem: "test", language: None };
    let settled = settle(read(Format::Outline, outline.as_bytes(), origin).unwrap());
    let mut sources = Sources::default();
    let file = sources.add("questionnaire.yaml", &settled.files[0].text);
    let compiled = compile(&sources, file, &[], &Declared::default());
    let errors: Vec<_> = (compiled.diagnostics.iter())
        .filter(|found| found.severity == Severity::Error)
        .map(|found| found.message.clone())
        .collect();
    assert!(errors.is_empty(), "{errors:?}\n{}", settled.files[0].text);
    let losses = settled.losses.iter().map(|loss| format!("{}: {} ({})", loss.place, loss.what, loss.why));
    (settled.files[0].text.clone(), losses.collect())
}

#[track_caller]
fn holds(text: &str, part: &str) {
    assert!(text.contains(part), "`{part}` is not in\n{text}");
}

#[test]
fn an_outline_comes_over_with_its_hints_conditions_and_skips() {
    let (written, losses) = imported(TEAM);
    holds(&written, "id: team-pulse\nedition: '2025'\ntitle: Team pulse");
    holds(&written, "{ code: help, text: Support }");
    holds(&written, "missing: refused");
    holds(&written, "id: leads\n        type: single");
    holds(&written, "show_if: \"leads == 'yes'\"");
    holds(&written, "max: 500");
    holds(&written, "{ code: none_of_these, text: None of these, exclusive: true, pin: true }");
    holds(&written, "from: 0\n        to: 10\n        from_text: not at all\n        to_text: extremely");
    holds(&written, "- { id: work_late, text: work late }");
    holds(&written, "show_if: \"!answered(q7) || q7 != 'no'\"");
    holds(&written, "{ code: 5, text: 5 great, value: 5 }");
    holds(&written, "show_if: \"q1 in ['engineering', 'design'] && q5 < 7\"");
    let told = losses.join("\n");
    holds(&told, "line 66: a block of code");
    holds(&told, "“if Q99 = Yes” (no question before this one is called `Q99`)");
}

#[test]
fn other_ways_to_write_an_outline_are_understood() {
    let (written, _) = imported(
        "# Survey\n## About\n\nI. Background\n\n**1.** Which tools?\n-- multiple choice\n* a\n* b\n\nII. More\n\n\
         2) On a scale of 1 to 5, how often?\n\n### What else?\n1. One\n2. Two\n",
    );
    holds(&written, "type: multiple\n        text: Which tools?");
    holds(&written, "text: '**Background**'");
    holds(&written, "text: '**More**'");
    holds(&written, "from: 1\n        to: 5");
    holds(&written, "text: What else?\n        options:\n          - { code: 1, text: One }");
    let (written, _) = imported("## Q1. Your age (number)\n\n## Page\n- And you?\n  - Yes\n  - No\n- Why?\n");
    holds(&written, "id: q1\n        type: number");
    holds(&written, "text: And you?\n        options:");
    holds(&written, "type: text\n        text: Why?");
}

#[test]
fn no_outline_is_too_odd_for_an_answer() {
    let origin = Origin { stem: "test", language: None };
    let try_it = |text: &str| drop(read(Format::Outline, text.as_bytes(), origin).map(settle));
    for end in (0..TEAM.len()).step_by(61) {
        try_it(TEAM.get(..end).unwrap_or_default());
    }
    for (index, odd) in ["(", "- [ ] ", "\n|", "{#", "→ go to ", "\u{0}", "1. ", "{{ q1 }}", "<b>", "…___"]
        .iter()
        .cycle()
        .take(60)
        .enumerate()
    {
        let at = index * 31 % TEAM.len();
        let (before, behind) = TEAM.split_at_checked(at).unwrap_or((TEAM, ""));
        try_it(&format!("{before}{odd}{behind}"));
    }
    for text in
        ["", "---\n---", "# Only a title", "1.", "1. ()", "1. (if )", "1. a\n- {#}\n- →", "|||\n1. a\n|||\n|"]
    {
        try_it(text);
    }
}
