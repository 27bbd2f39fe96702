//! What a new version of a wave would touch, as text.

use std::fmt::Write;

use super::publish::short;
use crate::fieldwork::change::{BlastRadius, Interviews, Verdict};
use crate::service::{Outcome, VersionChanged};

/// The blast radius in lines, ending with what to do next; `path` is the survey as the user typed it.
pub(super) fn text(changed: &VersionChanged, path: &str) -> String {
    let radius = &changed.radius;
    let BlastRadius { wave, state, from, to, .. } = radius;
    let mut out = format!("Wave {wave} ({}): {}", state.as_str(), short(from.as_str()));
    if from != to {
        let _ = write!(out, " becomes {}", short(to.as_str()));
    }
    out.push_str("\n\n");
    out.push_str(&interviews(&radius.interviews));
    items(&mut out, radius);
    section(&mut out, "Around the items", &radius.around);
    let carried = radius.carried.iter().map(|carried| {
        let by = if carried.by == "map" { "its map" } else { "`replaces:`" };
        format!("{}: {} by {by}", carried.id, count(carried.answers, "answer"))
    });
    section(&mut out, "Answers carried over", &carried.collect::<Vec<_>>());
    if !radius.removed.is_empty() && radius.verdict != Verdict::Refused {
        let _ = write!(
            out,
            "\nRemoved: {}\n  Who finishes on the earlier version ({} under way), and a program that posts answers to it, may still answer this. Such answers are stored, but tables leave them out: their footers and `canvass wave show` count them.\n",
            radius.removed.join(", "),
            radius.interviews.keeping
        );
    }
    let touched =
        radius.touched.iter().map(|part| format!("{} {} ({})", part.kind, part.name, part.items.join(", ")));
    section(&mut out, "In the report", &touched.collect::<Vec<_>>());
    if radius.report_is_left {
        out.push_str(
            "\nThe wave has a report, and this folder has none: with the new version the wave would be without. Put report.yaml beside the questionnaire.\n",
        );
    }
    for refusal in &radius.refusals {
        let _ = write!(
            out,
            "\nerror[{}]: {}\n  help: {}\n",
            refusal.code.as_str(),
            refusal.message,
            refusal.help
        );
    }
    let _ = write!(out, "\n{}\n", next(changed, path));
    out
}

fn count(number: u64, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

fn interviews(interviews: &Interviews) -> String {
    if interviews.by_version.is_empty() {
        return "Nobody has begun to answer.\n".to_owned();
    }
    let mut out =
        format!("{} ended, {} under way\n", count(interviews.ended(), "interview"), interviews.under_way());
    for version in &interviews.by_version {
        let ended: Vec<String> = version
            .ended
            .iter()
            .map(|(how, number)| format!("{number} {}", how.as_str().replace('_', " ")))
            .collect();
        let ended = if ended.is_empty() { "none ended".to_owned() } else { ended.join(", ") };
        let _ =
            writeln!(out, "  {}  {ended}; {} under way", short(version.version.as_str()), version.under_way);
    }
    if interviews.under_way() > 0 {
        let _ = writeln!(
            out,
            "Of those under way {} go on in the new version at their next page, and {} finish on the one they have.",
            interviews.going_on, interviews.keeping
        );
    }
    out
}

fn items(out: &mut String, radius: &BlastRadius) {
    if radius.items.is_empty() {
        return;
    }
    out.push_str("\nItems\n");
    for item in &radius.items {
        let classes: Vec<&str> = item.classes.iter().map(|class| class.words()).collect();
        let answered = if item.answered > 0 {
            format!(" ({} so far)", count(item.answered, "answer"))
        } else {
            String::new()
        };
        let _ = writeln!(out, "  {}: {}{answered}", item.id, classes.join(", "));
        for reason in &item.reasons {
            let _ = writeln!(out, "      {reason}");
        }
    }
}

fn section(out: &mut String, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let _ = write!(out, "\n{title}\n");
    for line in lines {
        let _ = writeln!(out, "  {line}");
    }
}

fn next(changed: &VersionChanged, path: &str) -> String {
    let wave = &changed.radius.wave;
    if changed.outcome == Outcome::Changed {
        return format!("Done: {wave} asks {}.", short(changed.radius.to.as_str()));
    }
    match &changed.radius.verdict {
        Verdict::Same => format!("{wave} asks this version already."),
        Verdict::AtOnce => format!("It goes through as it is: canvass publish {path} --wave {wave}"),
        Verdict::Confirm { hash, because } => format!(
            "It needs a look, because of {}. If this is what you want:\n  canvass publish {path} --wave {wave} --confirm {hash}",
            because.join("; ")
        ),
        Verdict::Refused => {
            "Refused: answers that were given would be left without a place. Nothing was changed.".to_owned()
        }
    }
}
