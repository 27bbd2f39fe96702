//! Files as they come: clean ones, and each kind of damage with its line in the summary.

use super::*;
use crate::questionnaire::{ItemKind, OptionIndex, Order, VariableIndex};
use crate::responses::testing::*;
use crate::responses::{Answer, Missing, OptionSet, Rule};

const WAVE: WaveId = WaveId(Uuid::from_u128(7));

fn read(csv: &str) -> DataFile {
    read_csv(csv.as_bytes(), &every_type(), WAVE, &FileContext::default()).unwrap()
}

fn fails(csv: &str) -> Vec<String> {
    let error = read_csv(csv.as_bytes(), &every_type(), WAVE, &FileContext::default()).unwrap_err();
    error.problems.iter().map(ToString::to_string).collect()
}

fn answer<'f>(file: &'f DataFile, row: usize, name: &str) -> &'f Answer {
    file.responses[row].answers.get(every_type().find_variable(name).unwrap())
}

/// `row line column value problem` of every note.
fn notes(file: &DataFile) -> Vec<String> {
    let note = |note: &ReadNote| {
        format!("{} {} {} {} {}", note.row, note.line, note.column, note.value, note.problem.as_str())
    };
    file.summary.notes.iter().map(note).collect()
}

fn ticked(options: &[u16]) -> Answer {
    Answer::Multiple(options.iter().copied().map(OptionIndex).collect::<OptionSet>())
}

#[test]
fn every_type_is_read_in_both_of_its_forms() {
    let joined = read(
        "response_id,role,role.other.text,tools,uses.r1,uses.r2,freq.r1,freq.r2,age,score,best,born,why\r\n\
         1,other,\"a, \"\"b\"\"\",x|z,1,,1|2,,41,7,b|a,2000-02-29,'=because\r\n",
    );
    let split = read(
        "\u{feff}response_id,role,role.other.text,tools.x,tools.y,tools.z,tools.none,uses.r1,freq.r1.1,freq.r1.2,age,\
         score,best.a,best.b,best.c,born,why\n\
         1,other,\"a, \"\"b\"\"\",1,0,1,0,1.0,1,1,41,7.0,2,1,,2000-02-29,'=because\n",
    );
    assert_eq!(joined.responses[0].answers, split.responses[0].answers);
    assert!(joined.summary.notes.is_empty(), "{:?}", joined.summary);
    assert!(split.summary.notes.is_empty(), "{:?}", split.summary);
    assert_eq!(*answer(&joined, 0, "tools"), ticked(&[0, 2]));
    assert_eq!(*answer(&joined, 0, "best"), Answer::Ranking(vec![OptionIndex(1), OptionIndex(0)]));
    assert_eq!(*answer(&joined, 0, "why"), Answer::Text("=because".into()));
    assert_eq!(*answer(&joined, 0, "points"), Answer::Number(70.0));
    let texts: Vec<&str> = joined.responses[0].answers.specify_texts().map(|(_, _, text)| text).collect();
    assert_eq!(texts, ["a, \"b\""]);
    assert!(joined.absent.is_empty());
    assert_eq!(split.absent, ["uses.r2", "freq.r2"]);
}

#[test]
fn ids_that_are_no_uuids_are_made_ones_and_kept() {
    let file = read("response_id,role\n114687260013,a\n0189c2a4-7b1c-7000-8000-000000000001,a\n");
    assert_eq!(file.responses[0].external_id.as_deref(), Some("114687260013"));
    assert_eq!(file.responses[0].id.0, Uuid::new_v5(&WAVE.0, b"114687260013"));
    assert_eq!(file.responses[1].external_id, None);
    let again = read("response_id,role\n114687260013,a\n");
    assert_eq!(again.responses[0].id, file.responses[0].id);
    let unnamed = read("role\na\na\n");
    assert_ne!(unnamed.responses[0].id, unnamed.responses[1].id);
    assert_eq!(unnamed.responses, read("role\na\na\n").responses);
}

#[test]
fn each_kind_of_damage_is_listed_with_its_place() {
    let file = read(
        "response_id,language,role,role.other.text,tools,uses.r1,age,score,best,born,why\n\
         1,en,zz,,x|q,,old,11,a|a,1.1.2000,\n\
         2,de,b,stray,x|none,2,121,,,,\n\
         3,en,a,,x|y|z,,1.5,,a|b|c,,a text that is longer than twenty\n\
         1,en,a,,,,,,,,\n\
         4,en,a\n\
         ,en,a,,,,,,,,\n",
    );
    assert_eq!(
        notes(&file),
        [
            "1 2 role zz unknown_code",
            "1 2 tools q unknown_code",
            "1 2 age old unreadable_number",
            "1 2 score 11 unknown_code",
            "1 2 best a repeated_rank",
            "1 2 born 1.1.2000 unreadable_date",
            "2 3 language de undeclared_language",
            "2 3 uses.r1 2 off_route",
            "2 3 role.other.text stray stray_text",
            "2 3 tools x|none exclusive",
            "2 3 age 121 max",
            "3 4 tools x|y|z max",
            "3 4 age 1.5 type",
            "3 4 best a|b|c max",
            "3 4 why a text that is longer than twenty max_length",
            "4 5  1 duplicate_id",
            "5 6   broken_record",
            "6 7   no_id",
        ]
    );
    let summary = &file.summary;
    assert_eq!((summary.rows, summary.accepted, summary.rejected), (6, 3, 3));
    assert_eq!(summary.cells_not_taken, 8);
    // What breaks a rule is kept all the same.
    assert_eq!(*answer(&file, 1, "tools"), ticked(&[0, 3]));
    assert_eq!(*answer(&file, 2, "age"), Answer::Number(1.5));
    assert_eq!(*answer(&file, 0, "tools"), ticked(&[0]));
}

#[test]
fn a_record_that_is_not_utf8_costs_its_row_only() {
    let csv = b"response_id,role,why\n1,a,caf\xE9\n2,a,caf\xC3\xA9\n";
    let file = read_csv(csv, &every_type(), WAVE, &FileContext::default()).unwrap();
    assert_eq!(notes(&file), ["1 2  why not_utf8"]);
    assert_eq!(file.summary.accepted, 1);
}

#[test]
fn a_quote_that_is_not_closed_says_how_many_lines_it_took() {
    let file = read("response_id,role,why\n1,a,\"open\n2,a,b\n3,a,c\n");
    assert_eq!((file.summary.rows, file.summary.rejected), (1, 1));
    assert_eq!(file.summary.notes[0].problem, ReadProblem::UnclosedQuote { lines: 3 });
    let file = read("response_id,role,why\n1,a,\"two\nlines\"\n2,a,5\" disk\n");
    assert_eq!(file.summary.accepted, 2);
    assert_eq!(*answer(&file, 0, "why"), Answer::Text("two\nlines".into()));
    assert_eq!(*answer(&file, 1, "why"), Answer::Text("5\" disk".into()));
}

#[test]
fn zeros_in_all_columns_are_shown_and_not_ticked_and_empty_ones_are_no_answer() {
    let file = read(
        "response_id,role,tools.x,tools.y,tools.z,tools.none,freq.r1.1,freq.r1.2\n\
         1,a,0,0,0,0,0,0\n\
         2,b,,,,,0,0\n\
         3,a,2,,,,,\n",
    );
    assert_eq!(*answer(&file, 0, "tools"), Answer::Missing(Missing::Skipped));
    assert_eq!(*answer(&file, 0, "freq.r1"), Answer::Missing(Missing::Skipped));
    assert_eq!(*answer(&file, 0, "age"), Answer::Missing(Missing::NotReached));
    assert_eq!(*answer(&file, 1, "tools"), Answer::Missing(Missing::NotReached));
    assert_eq!(*answer(&file, 1, "freq.r1"), Answer::Missing(Missing::NotAsked));
    assert_eq!(notes(&file), ["3 4 tools.x 2 not_zero_or_one"]);
}

#[test]
fn missing_codes_say_themselves_what_is_missing() {
    let file = read(
        "response_id,role,tools.x,tools.y,tools.z,tools.none,uses.r1,age,score,why\n\
         1,b,-2,-2,-2,-2,-4,-5,-3,-2\n",
    );
    let expected = [
        ("tools", Missing::Skipped),
        ("uses.r1", Missing::NotInVersion),
        ("age", Missing::Removed),
        ("score", Missing::NotReached),
        ("why", Missing::Skipped),
    ];
    for (name, reason) in expected {
        assert_eq!(*answer(&file, 0, name), Answer::Missing(reason), "{name}");
    }
    assert!(file.summary.notes.is_empty());
}

#[test]
fn a_number_that_its_item_allows_is_no_missing_code() {
    let mut draft = Draft::new();
    draft.page(None);
    draft.item("cold", None, number(Some(-40.0), None, 0));
    draft.item("any", None, number(None, None, 0));
    let q = draft.questionnaire;
    let file = read_csv(b"cold,any\n-3,-3\n", &q, WAVE, &FileContext::default()).unwrap();
    assert_eq!(*file.responses[0].answers.get(VariableIndex(0)), Answer::Number(-3.0));
    assert_eq!(*file.responses[0].answers.get(VariableIndex(1)), Answer::Missing(Missing::NotReached));
}

#[test]
fn the_disposition_is_the_files_or_follows_from_the_answers() {
    let file = read(
        "response_id,submitted_at,role,disposition\n\
         1,2024-09-12T16:20:25Z,a,\n\
         2,,a,\n\
         3,,bot,\n\
         4,,a,partial\n\
         5,2024-09-12T16:20:25Z,a,complete\n\
         6,yesterday,a,finished\n",
    );
    let dispositions: Vec<&str> =
        file.responses.iter().map(|response| response.disposition.as_str()).collect();
    assert_eq!(dispositions, ["complete", "break_off", "screened_out", "partial", "complete", "complete"]);
    // The file says that the fifth saw everything; of the first it only says that it was sent.
    assert_eq!(*answer(&file, 4, "age"), Answer::Missing(Missing::Skipped));
    assert_eq!(*answer(&file, 0, "age"), Answer::Missing(Missing::NotReached));
    assert_eq!(
        notes(&file),
        ["6 7 submitted_at yesterday unreadable_time", "6 7 disposition finished unknown_disposition"]
    );
    assert_eq!(read("role\na\n").responses[0].disposition, Disposition::Complete);
}

#[test]
fn sources_are_those_of_the_wave_and_may_end_the_interview() {
    let mut draft = Draft::new();
    draft.page(None);
    draft.item("size", None, single(options(&["s1", "s2"])));
    let end_if = draft.condition("size == 's1'");
    let q = draft.questionnaire;
    let sources = [
        DeclaredSource { code: "community", end_if: None },
        DeclaredSource { code: "panel", end_if: Some(&end_if) },
    ];
    let context = FileContext { sources: Some(&sources), ..FileContext::default() };
    let csv = b"response_id,source,size\n1,panel,s1\n2,community,s1\n3,friends,s1\n";
    let file = read_csv(csv, &q, WAVE, &context).unwrap();
    let dispositions: Vec<&str> =
        file.responses.iter().map(|response| response.disposition.as_str()).collect();
    assert_eq!(dispositions, ["screened_out", "complete", "complete"]);
    assert_eq!(notes(&file), ["3 4 source friends undeclared_source"]);
    assert_eq!(file.responses[2].circumstances.source.as_deref(), Some("friends"));
}

#[test]
fn numeric_columns_that_no_item_has_are_kept_in_step_with_the_responses() {
    let file = read("response_id,role,weight,\n1,a,0.5,\n1,a,9,\n2,a,,\n3,a,2,\n");
    assert_eq!(file.extras, [("weight".to_owned(), vec![Some(0.5), None, Some(2.0)])]);
}

#[test]
fn a_file_that_cannot_be_read_names_every_reason() {
    assert_eq!(fails(""), ["line 1: the file is empty: its first line names the columns"]);
    assert_eq!(
        fails("response_id;role;tools\n1;a;x\n"),
        ["line 1: the columns seem to be separated by `;`: save the file with commas"]
    );
    assert_eq!(
        fails("role,role,tools,tools.x\n"),
        [
            "line 1, column 2: the column `role` stands twice, first in column 1",
            "line 1, column 3: `tools` stands beside `tools.x`: give the whole answer or one column an option, not both"
        ]
    );
    assert_eq!(
        fails("response_id,rolle,,remark\n1,,,\n2,a,b,fine\n"),
        [
            "line 3, column 2: no item has the column `rolle`, and it is not numeric (`a`); did you mean `role`?",
            "line 3, column 3: a column without a name holds `b`",
            "line 3, column 4: no item has the column `remark`, and it is not numeric (`fine`)"
        ]
    );
}

#[test]
fn required_items_and_checks_are_judged_where_they_were_asked() {
    let mut draft = Draft::new();
    draft.page(None);
    draft.item("a", None, number(None, None, 0)).required = true;
    draft.item("b", Some("a > 1"), number(None, None, 0)).required = true;
    let check = crate::questionnaire::Check {
        assert: draft.condition("b > a"),
        message: crate::i18n::LocalizedText::new("b is more than a"),
    };
    draft.questionnaire.items[1].checks.push(check);
    let ranking = ItemKind::Ranking { options: options(&["x", "y"]), order: Order::Given, max: 2 };
    draft.item("c", None, ranking);
    let q = draft.questionnaire;
    let csv = b"response_id,a,b,c.x,c.y\n1,,,3,1\n2,5,2,1,1\n3,5,,1,2\n4,1,,1,2\n";
    let file = read_csv(csv, &q, WAVE, &FileContext::default()).unwrap();
    assert_eq!(
        notes(&file),
        [
            "1 2 c.x 3 rank_gap",
            "1 2 a  required",
            "2 3 c.y 1 repeated_rank",
            "2 3 b 2 check",
            "3 4 b  required"
        ]
    );
    assert_eq!(file.summary.notes[1].problem, ReadProblem::Breach(Rule::Required));
}
