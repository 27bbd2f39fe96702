//! Wrong usage, help, and a reader that goes away.

use std::process::Stdio;

use super::{canvass, run};

#[test]
fn wrong_usage_is_exit_2_with_nothing_on_standard_output() {
    for arguments in [
        &["nothing"][..],
        &["check"],
        &["check", "no/such/folder"],
        &["tabulate", "--rows", "q1"],
        &["tabulate", "--questionnaire", "tests/surveys/every_kind", "--rows", "q1"],
        &[
            "tabulate",
            "--questionnaire",
            "tests/surveys/every_kind",
            "--data",
            "no-such.csv",
            "--rows",
            "role",
        ],
        &["report", "--data", "a.csv"],
        &["export", "--wave", "x", "--format", "tape"],
        &["completions", "abacus"],
    ] {
        let ran = run(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.err);
        assert_eq!(ran.out, "", "{arguments:?}");
        assert!(!ran.err.is_empty(), "{arguments:?}");
    }
}

#[test]
fn every_command_explains_itself() {
    let help = run(&["--help"]);
    assert_eq!(help.code, 0);
    let commands = help.out.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names: Vec<&str> = commands
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(names.len() >= 5, "{names:?}");
    for name in names {
        let ran = run(&[name, "--help"]);
        assert_eq!(ran.code, 0, "{name}");
        assert!(ran.out.contains("Usage: canvass"), "{name}: {}", ran.out);
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut child =
        canvass(&["completions", "bash"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert!(ended.status.success(), "{:?}", ended);
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
}
