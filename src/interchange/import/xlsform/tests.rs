//! XLSForms written by the tests, and what becomes of them.

use rust_xlsxwriter::Workbook;

use crate::diagnostics::{Severity, Sources};
use crate::interchange::import::{Format, Origin, read, settle};
use crate::questionnaire::{Declared, compile};

/// A workbook of sheets, each a text with a row a line and `|` between the cells.
fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).unwrap();
        for (row, line) in rows.trim().lines().enumerate() {
            for (column, cell) in line.split('|').map(str::trim).enumerate() {
                if cell.is_empty() {
                    continue;
                }
                match cell.parse::<f64>() {
                    Ok(number) => sheet.write_number(row as u32, column as u16, number).unwrap(),
                    Err(_) => sheet.write_string(row as u32, column as u16, cell).unwrap(),
                };
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// The files, by their texts, and each loss as `place: what (why)`; what was written compiles.
fn imported(sheets: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
    let origin = Origin { stem: "test", language: None };
    let settled = settle(read(Format::XlsForm, &workbook(sheets), origin).unwrap());
    let mut sources = Sources::default();
    let ids: Vec<_> = settled.files.iter().map(|file| sources.add(&file.name, &file.text)).collect();
    let compiled = compile(&sources, ids[0], &ids[1..], &Declared::default());
    let errors: Vec<_> = (compiled.diagnostics.iter())
        .filter(|found| found.severity == Severity::Error)
        .map(|found| found.message.clone())
        .collect();
    assert!(errors.is_empty(), "{errors:?}\n{}", settled.files[0].text);
    let losses = settled.losses.iter().map(|loss| format!("{}: {} ({})", loss.place, loss.what, loss.why));
    (settled.files.iter().map(|file| file.text.clone()).collect(), losses.collect())
}

#[track_caller]
fn holds(text: &str, part: &str) {
    assert!(text.contains(part), "`{part}` is not in\n{text}");
}

#[test]
fn a_form_comes_over_with_its_routing_checks_and_languages() {
    let (files, losses) = imported(&[
        (
            "survey",
            "type | name | label::English (en) | label::French (fr) | required | relevant | constraint | constraint_message::English (en) | appearance | hint::English (en)
             start | start |
             begin group | about | About you | Sur vous
             integer | age | How old are you? | Quel âge avez-vous ? | yes | | . >= 16 and . < 121 | | | In years
             select_one yesno | works | Do you work? | Travaillez-vous ? | yes | ${age} >= 18
             select_one yesno | studies | Do you study? | Étudiez-vous ? | | | | | minimal
             select_multiple tools or_other | tools | Which tools, at ${age}? | Quels outils, à ${age} ans ? | | ${works} != 'no' | not(selected(., 'none') and count-selected(.) > 1)
             end group
             decimal | hours | Hours | Heures | | selected(${tools}, 'a b') or not(selected(${tools}, 'pen')) | . <= 168 | Too many
             text | code | Code | Code | | | regex(., '^[A-Z]{3}$')
             calculate | double | | | | | | |
             note | bye | **Thank you** | Merci",
        ),
        (
            "choices",
            "list_name | name | label::English (en) | label::French (fr)
             yesno | yes | Yes | Oui
             yesno | no | No | Non
             tools | pen | Pen | Stylo
             tools | a b | Brush | Pinceau
             tools | none | None | Aucun",
        ),
        ("settings", "form_title | form_id | version | default_language\nMy form | my_form | 3 | English (en)"),
    ]);
    let (main, french) = (&files[0], &files[1]);
    holds(main, "id: my-form\nedition: '3'\ntitle: My form\nlanguages: [en, fr]");
    holds(main, "min: 16\n        max: 120");
    holds(main, "show_if: \"age >= 18\"");
    holds(main, "options: yesno");
    holds(main, "show_if: \"!answered(works) || works != 'no'\"");
    holds(main, "text: Which tools, at {{ age }}?");
    holds(main, "{ code: none, text: None, exclusive: true }");
    holds(main, "{ code: other, text: Other, specify: true, pin: true }");
    holds(main, "show_if: \"'a_b' in tools || !answered(tools) || !('pen' in tools)\"");
    holds(main, "check:\n          - { assert: \"hours <= 168\", message: Too many }");
    holds(main, "pattern: '[A-Z]{3}'");
    holds(main, "display: dropdown");
    holds(french, "'yes': { text: Oui, source: ");
    holds(french, "text: Sur vous");
    let expected = [
        "choices!5: the choice `a b` (its code is `a_b` here)",
        "survey!2: `start` (canvass keeps the times of an interview itself, and nothing of a device)",
        "survey!7: `tools_other` (the text that goes with “Other” belongs to the option here)",
        "survey!11: the calculation `double`: `` (it stops in the middle)",
    ];
    assert_eq!(losses, expected);
}

#[test]
fn selects_shown_as_a_table_become_a_grid_that_conditions_may_name() {
    let (files, losses) = imported(&[
        (
            "survey",
            "type | name | label | appearance | relevant
             begin group | rate | | field-list
             select_one likert | head | How often? | label
             select_one likert | late | Late | list-nolabel
             select_one likert | early | Early | list-nolabel
             end group
             text | why | Why late? | | ${late} = 'often'",
        ),
        ("choices", "list_name | name | label\nlikert | never | Never\nlikert | often | Often"),
    ]);
    holds(&files[0], "- id: head\n        type: grid\n        text: How often?");
    holds(&files[0], "- { id: late, text: Late }");
    holds(&files[0], "show_if: \"head.late == 'often'\"");
    assert!(losses.is_empty(), "{losses:?}");
}

#[test]
fn a_filter_of_choices_becomes_conditions_of_options() {
    let (files, losses) = imported(&[
        (
            "survey",
            "type | name | label | choice_filter | appearance
             select_one country | country | Country
             select_one city | city | City | country=${country} or country = 'all'
             select_one city | other | Other city | once(country)",
        ),
        (
            "choices",
            "list name | name | label | country
             country | fr | France
             country | kr | Korea
             city | paris | Paris | fr
             city | seoul | Seoul | kr
             city | none | None of them | all",
        ),
    ]);
    holds(&files[0], "{ code: seoul, text: Seoul, show_if: \"country == 'kr'\" }");
    holds(&files[0], "{ code: none, text: None of them }");
    assert_eq!(losses.len(), 1, "{losses:?}");
    holds(&losses[0], "survey!4: choice_filter `once(country)`");
}

#[test]
fn what_has_no_like_here_is_told_by_its_row() {
    let (files, losses) = imported(&[
        (
            "survey",
            "type | name | label | relevant | calculation | default | media::image | required | parameters | disabled
             geopoint | where | Where?
             begin repeat | child | Child
             text | name | Name | | | Kim | kid.png
             end repeat
             text | far | Far? | distance(${where}) > 3
             calculate | total | | | if(${name} = 'a', 1, 2)
             integer | n | N | ${total} > 1 | | | | ${name} = 'Kim'
             range | r | Range | | | | | | start=0 end=1 step=0.1
             range | s | Scale | | | | | | start=1 end=7
             text | off | Off | | | | | | | yes
             select_one_from_file a.csv | f | File
             select_one missing | m | Missing",
        ),
        ("entities", "list_name\nx"),
    ]);
    let told = losses.join("\n");
    for part in [
        "entities!1: the sheet `entities`",
        "survey!2: the question `where` (geopoint: a place on a map)",
        "survey!3: the repeat `child` (canvass asks every question once)",
        "survey!4: default `Kim`",
        "survey!4: the image `kid.png`",
        "survey!6: relevant `distance(${where}) > 3` (there is no function distance())",
        "survey!7: the calculation `total`: `if(${name} = 'a', 1, 2)` (there is no if()",
        "survey!8: relevant `${total} > 1` (`total` is a calculation that could not be carried over)",
        "survey!8: required `${name} = 'Kim'` (an item is required or it is not)",
        "survey!9: a range from 0 to 1 by 0.1",
        "survey!11: the row `off` (it is disabled)",
        "survey!12: the question `f`",
        "survey!13: the question `m` (the sheet `choices` has no list `missing`)",
    ] {
        holds(&told, part);
    }
    holds(&files[0], "notes: 'A condition was not carried over, relevant: distance(${where}) > 3'");
    holds(&files[0], "assert: \"answered(n) || !answered(name) || name != 'Kim'\"");
    holds(&files[0], "from: 1\n        to: 7");
    holds(&files[0], "decimals: 1");
}

#[test]
fn pages_follow_labelled_groups() {
    let (files, _) = imported(&[(
        "survey",
        "type | name | label | relevant
         text | a | A
         begin group | g | Group | ${a} = 'x'
         text | b | B
         begin group | inner | | ${b} = 'y'
         text | c | C
         end group
         end group
         text | d | D",
    )]);
    let ids: Vec<&str> = files[0].lines().filter_map(|line| line.strip_prefix("  - id: ")).collect();
    assert_eq!(ids, ["page", "g", "page_2"]);
    holds(&files[0], "title: Group\n    show_if: \"a == 'x'\"");
    holds(&files[0], "text: C\n        show_if: \"b == 'y'\"");
}

#[test]
fn damaged_and_hostile_workbooks_are_refused_in_words() {
    let good = workbook(&[("survey", "type | name | label\ntext | a | A")]);
    let origin = Origin { stem: "test", language: None };
    let refused = |bytes: &[u8]| read(Format::XlsForm, bytes, origin).map(|_| ()).unwrap_err().0;
    assert!(refused(b"").contains("no .xlsx workbook"));
    assert!(refused(b"type,name,label\n").contains("no .xlsx workbook"));
    assert!(refused(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1]).contains("old Excel file"));
    assert!(refused(&workbook(&[("other", "a")])).contains("no sheet called `survey`"));
    assert!(refused(&workbook(&[("survey", "name\na")])).contains("no column `type`"));
    // Every truncation, and a bit turned in every place that is tried, is an answer and never a panic.
    for end in (0..good.len()).step_by(97) {
        let _ = read(Format::XlsForm, &good[..end], origin).map(settle);
    }
    for at in (0..good.len()).step_by(13) {
        let mut bytes = good.clone();
        bytes[at] ^= 1 << (at % 8);
        let _ = read(Format::XlsForm, &bytes, origin).map(settle);
    }
}

#[test]
fn an_archive_that_unpacks_without_end_is_refused() {
    use std::io::Write;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("xl/worksheets/sheet1.xml", zip::write::SimpleFileOptions::default()).unwrap();
    for _ in 0..300 {
        archive.write_all(&vec![b' '; 1 << 16]).unwrap();
    }
    let bytes = archive.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20);
    let why = read(Format::XlsForm, &bytes, Origin { stem: "test", language: None }).unwrap_err().0;
    assert!(why.contains("unpacks to more"), "{why}");
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a/>").unwrap();
    let bytes = archive.finish().unwrap().into_inner();
    let why = read(Format::XlsForm, &bytes, Origin { stem: "test", language: None }).unwrap_err().0;
    assert!(why.contains("DTD"), "{why}");
}
