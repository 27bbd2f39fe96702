//! What the exporters show of made-up tables.

use serde_json::json;
use unicode_width::UnicodeWidthStr;

use super::sample;
use super::text::Ink;
use super::{csv, html, json, text, xlsx};
use crate::tabulation::{ColumnGroup, Measure, Reliability, RowKind};

fn as_text(table: &crate::tabulation::Table) -> String {
    text::table(table, 80, Ink::Plain)
}

#[test]
fn a_table_reads_well_in_a_terminal() {
    let expected = "\
Synthetic data: made-up answers, for tests only.
How important is openness?

                                            Total
                                            n   %
─────────────────────────────────────────────────
Base                                      222
─────────────────────────────────────────────────
Net: Very or extremely                    166 75%
Extremely important                        58 26%
Very important                            108 49%
Somewhat important, depending on the
product that it goes into                  39 18%
Not important                               9  4%

Don't know                                  8  4%

Mean                                         3.01
Standard deviation                           0.90

Sample survey, sample-2023. importance: How important is openness?
Base: all who answered, 222 people. 3 skipped the question and are left out.
Precision if this were a simple random sample: at most ±6.6 points at 95%.
";
    assert_eq!(as_text(&sample::single()), expected);
}

#[test]
fn a_banner_that_is_too_wide_continues_below_with_its_variable_kept_together() {
    let shown = as_text(&sample::banner());
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(lines[3], "                                 Size of the");
    assert_eq!(lines[4], "                                 organisation");
    assert!(lines[9].ends_with("n   %   n   %   n   %   n   %"), "{shown}");
    assert!(shown.contains("\n                        Region\n                        ─────"), "{shown}");
    assert!(shown.contains("\nNot important             3  3%   2  3%    4  7%\n"), "{shown}");
}

#[test]
fn a_grid_without_a_banner_is_a_matrix() {
    let shown = text::table(&sample::grid(), 120, Ink::Plain);
    let line = shown.lines().find(|line| line.starts_with("We would pay")).unwrap();
    let figures: Vec<&str> = line.split_whitespace().skip(5).collect();
    assert_eq!(figures, ["23%", "27%", "32%", "18%", "18%", "5%", "222"]);
}

#[test]
fn korean_letters_keep_the_columns_aligned() {
    let shown = as_text(&sample::korean());
    let widths: Vec<usize> =
        shown.lines().filter(|line| line.ends_with('%')).map(UnicodeWidthStr::width).collect();
    assert_eq!(widths, [31, 31, 31, 31]);
}

#[test]
fn a_csv_table_has_one_header_and_no_formula() {
    let mut out = Vec::new();
    csv::table(&sample::korean(), &mut out).unwrap();
    let expected = "row,kind,variable,code,label,total count,total column_pct\r\n\
        base_unweighted,base,,,Base,222,\r\n\
        code,option,uses,code,소스 코드를 사용합니다,120,0.5405405405405406\r\n\
        data,option,uses,data,공개 데이터 세트,64,0.2882882882882883\r\n\
        other,option,uses,other,'=기타,5,0.02252252252252252\r\n";
    assert_eq!(String::from_utf8(out).unwrap(), expected);
}

#[test]
fn means_have_a_csv_column_of_their_own_and_an_interval_has_two() {
    let mut made = sample::single();
    made.view.show = vec![Measure::Count, Measure::Ci];
    made.rows.truncate(2);
    made.rows[1].cells[0].ci = Some((0.25, 0.5));
    let mut out = Vec::new();
    csv::table(&made, &mut out).unwrap();
    let expected = "row,kind,variable,code,label,total count,total ci_low,total ci_high,total value\r\n\
        base_unweighted,base,,,Base,222,,,\r\n\
        top2,net,importance,,Very or extremely,166,,,\r\n\
        extremely,option,importance,extremely,Extremely important,58,0.25,0.5,\r\n\
        mean,statistic,,,Mean,,,,3.006\r\n\
        sd,statistic,,,Standard deviation,,,,0.9\r\n";
    assert_eq!(String::from_utf8(out).unwrap(), expected);
}

#[test]
fn a_banner_heading_stands_over_its_own_columns() {
    let mut made = sample::banner();
    let last = made.columns.len();
    made.view.groups = vec![ColumnGroup { label: "Size".to_owned(), columns: 1..last }];
    let page = html::card("t", &made).into_string();
    let head = page.split("<thead>").nth(1).unwrap();
    let captions = made.view.show.len();
    let expected = format!(
        "<tr><td></td><td colspan=\"{captions}\"></td><th class=\"group\" scope=\"colgroup\" colspan=\"{}\"><span>Size</span></th></tr>",
        captions * (last - 1)
    );
    assert!(head.starts_with(&expected), "{head}");
}

#[test]
fn a_statistic_with_a_row_of_its_own_is_not_shown_again_with_the_columns() {
    let mut made = sample::single();
    let mut mean = made.rows[0].clone();
    mean.id = "mean".to_owned();
    mean.kind = RowKind::Statistic;
    mean.label = "Mean".to_owned();
    mean.cells[0].value = Some(3.006);
    made.rows = vec![mean];
    let shown = as_text(&made);
    assert_eq!(shown.matches("Mean").count(), 1, "{shown}");
    assert_eq!(shown.matches("Standard deviation").count(), 1, "{shown}");
}

#[test]
fn json_carries_every_measure_and_undefined_is_null() {
    let mut table = sample::single();
    table.rows[1].cells[0].suppressed = true;
    table.rows[2].cells[0].column_pct = Some(f64::NAN);
    let result = json::table(&table, &json!({ "rows": "importance" }));
    let keys: Vec<&String> = result.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "request",
            "wave",
            "version",
            "watermark",
            "n_records",
            "columns",
            "rows",
            "mentions",
            "independence",
            "pairs",
            "missing",
            "left_out",
            "footer"
        ]
    );
    assert_eq!(
        result["rows"][0]["cells"][0],
        json!({
            "count": 166, "weighted": 166.0, "column_pct": 166.0 / 222.0, "row_pct": 1.0,
            "total_pct": 166.0 / 222.0, "index": null, "se": null, "ci": null,
            "base": { "unweighted": 222, "weighted": 222.0, "effective": 222.0 },
            "higher_than": [], "higher_than_loose": [], "suppressed": false
        })
    );
    let hidden = &result["rows"][1]["cells"][0];
    assert_eq!(hidden["suppressed"], true);
    assert!(hidden.as_object().unwrap().values().all(|value| !value.is_number()));
    assert!(hidden["base"].is_null());
    assert!(result["rows"][2]["cells"][0]["column_pct"].is_null());
    assert_eq!(result["columns"][0]["summary"]["mean"], 3.006);
    assert_eq!(result["missing"], json!({ "not_asked": 0, "not_reached": 0, "skipped": 3 }));
}

#[test]
fn a_report_as_json_has_figures_and_tables_by_id() {
    let result = json::report(&sample::report(), &|id| json!({ "id": id }));
    assert_eq!(result["figures"]["important"]["agrees"], true);
    assert_eq!(result["figures"]["important"]["published"], 0.75);
    assert_eq!(result["figures"]["margin"]["agrees"], false);
    assert_eq!(result["figures"]["margin"]["differs"], "the published margin goes with n = 284, not 222");
    assert!(result["figures"]["plain"]["agrees"].is_null());
    assert_eq!(result["tables"]["attitudes"]["request"]["id"], "attitudes");
    let trend = &result["trends"]["use"];
    assert_eq!(trend["series"][0]["points"][1]["value"], 0.42);
    assert!(trend["series"][0]["points"][2]["value"].is_null());
    assert_eq!(trend["series"][0]["changes"][0]["p"], 0.007);
    assert_eq!(
        result["method"][0],
        json!({ "id": "sponsor", "title": "Sponsor", "text": "Not stated.", "stated": false })
    );
    assert_eq!(result["method"][3]["questions"][0]["answers"], json!(["Very", "Not at all"]));
}

#[test]
fn the_text_report_says_what_agrees_and_why_not() {
    let shown = text::report(&sample::report(), 80, Ink::Plain);
    assert!(shown.contains("\nimportant        0.75        0.75  agrees\n"), "{shown}");
    assert!(shown.contains("\nconcerned         71%        0.50  DIFFERS\n"), "{shown}");
    assert!(shown.contains("known to differ: the published margin goes\n"), "{shown}");
    assert!(shown.contains("\n75% say that openness is very or extremely important.\n"), "{shown}");
    assert!(shown.contains("\n- one point\n- another with a link"), "{shown}");
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for table in [sample::single(), sample::banner(), sample::grid(), sample::korean()] {
        for width in [60, 80, 120] {
            for line in text::table(&table, width, Ink::Plain).lines() {
                assert!(line.width() <= width, "{} of {width}: {line}", line.width());
            }
        }
    }
}

fn opened(bytes: Vec<u8>) -> calamine::Xlsx<std::io::Cursor<Vec<u8>>> {
    calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap()
}

#[test]
fn a_workbook_has_contents_and_one_sheet_a_table_with_real_numbers() {
    use calamine::{Data, Reader};
    let mut workbook = opened(xlsx::report(&sample::report()).unwrap());
    assert_eq!(
        workbook.sheet_names(),
        [
            "Contents",
            "Figures",
            "importance",
            "by_size",
            "tested",
            "attitudes",
            "uses",
            "Trends",
            "Tests",
            "Method"
        ]
    );
    let sheet = workbook.worksheet_range("importance").unwrap();
    let rows: Vec<&[Data]> = sheet.rows().collect();
    assert_eq!(rows[0][0], Data::String("How important is openness?".to_owned()));
    assert_eq!(rows[1][0], Data::String(sample::SYNTHETIC.to_owned()));
    let net = rows.iter().find(|row| row[0] == Data::String("Very or extremely".to_owned())).unwrap();
    assert_eq!(net[1], Data::Float(166.0));
    assert_eq!(net[2], Data::Float(166.0 / 222.0));
    let base = rows.iter().find(|row| row[0] == Data::String("Base".to_owned())).unwrap();
    assert_eq!(base[1], Data::Float(222.0));
    let last = rows.iter().rev().find(|row| !row[0].to_string().is_empty()).unwrap();
    assert!(last[0].to_string().starts_with("Precision if this were"));
    let contents = workbook.worksheet_range("Contents").unwrap();
    assert!(contents.rows().any(|row| row[1] == Data::String("How far do you agree?".to_owned())));
}

#[test]
fn the_same_report_gives_the_same_workbook() {
    assert_eq!(xlsx::report(&sample::report()).unwrap(), xlsx::report(&sample::report()).unwrap());
}

#[test]
fn sheet_names_are_what_excel_accepts() {
    use calamine::Reader;
    let mut report = sample::report();
    let long = "a table with a very long name that goes on".to_owned();
    report.sections[0].tables[0].0.clone_from(&long);
    report.sections[0].tables[1].0 = format!("{long} and on");
    report.sections[2].tables[0].0 = "CONTENTS".to_owned();
    report.sections[2].tables[1].0 = "'q1/q2: [x]*?'".to_owned();
    let workbook = opened(xlsx::report(&report).unwrap());
    assert_eq!(
        workbook.sheet_names()[2..7],
        [
            "a table with a very long name t",
            "a table with a very long na (2)",
            "tested",
            "CONTENTS (2)",
            "q1_q2_ _x___"
        ]
    );
}

#[test]
fn an_html_report_is_one_file_without_scripts_or_third_parties() {
    let page = html::report(&sample::report(), None);
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"en\" dir=\"ltr\">"));
    for banned in ["<script", "javascript:", "<link", "<img", "src=", " style=", "@import", "url("] {
        assert!(!page.contains(banned), "{banned}");
    }
    assert_eq!(page.matches("<style>").count(), 1);
    assert!(page.contains("<p class=\"synthetic\" role=\"note\">Synthetic data"));
    assert_eq!(page, html::report(&sample::report(), None));
}

#[test]
fn a_chart_says_in_a_sentence_what_it_shows_and_has_its_table_behind_it() {
    let page = html::report(&sample::report(), None);
    assert_eq!(page.matches("role=\"img\"").count(), 5);
    assert!(page.contains(
        "Bar chart: Very or extremely 75%; Extremely important 26%; Very important 49%; Somewhat important, \
         depending on the product that it goes into 18%; Not important 4%; Don't know 4%. Base 222.</desc>"
    ));
    assert!(page.contains("Stacked bar chart. Total: Extremely important 26%, "));
    assert_eq!(page.matches("Show the table").count(), 5);
}

#[test]
fn the_page_lists_published_figures_that_differ_with_the_reason() {
    let page = html::report(&sample::report(), None);
    assert!(page.contains(
        "1 of 3 published figures come out as published, rounded as they were. Not as published: 1. 1 cannot"
    ));
    assert!(page.contains("known to differ</span>: the published margin goes with n = 284, not 222"));
}

#[test]
fn answers_that_overlap_are_drawn_as_bars() {
    let mut table = sample::korean();
    table.view.chart = crate::tabulation::Chart::Stacked;
    table.rows[1].cells[0].column_pct = Some(0.9);
    assert!(html::card("uses", &table).into_string().contains("Bar chart: "));
    table.view.chart = crate::tabulation::Chart::None;
    assert!(!html::card("uses", &table).into_string().contains("<svg"));
}

#[test]
fn suppressed_and_undefined_cells_show_as_such_everywhere() {
    let mut table = sample::banner();
    table.rows[1].cells[2].suppressed = true;
    table.rows[2].cells[2].column_pct = None;
    assert!(text::table(&table, 200, Ink::Plain).contains("  •"));
    let page = html::card("x", &table).into_string();
    assert!(page.contains(">•</td>") && page.contains(">–</td>"));
    assert!(!xlsx::table(&table).unwrap().is_empty());
}

#[test]
fn small_bases_are_marked_and_smaller_ones_stand_in_brackets() {
    let mut table = sample::banner();
    table.view.reliability = Some(Reliability { min_base: 60, flag_base: 75, hide_base: 0 });
    let shown = text::table(&table, 200, Ink::Plain);
    assert!(shown.contains("\nBase                    222      71*"), "{shown}");
    assert!(shown.contains("37 [67%]\n"), "{shown}");
    assert!(shown.contains(
        "\n[ ] Fewer than 60 people: too few to rely on.\n* Fewer than 75 people: read with care.\n"
    ));
    let page = html::card("x", &table).into_string();
    assert!(page.contains("[67%]") && page.contains("71*") && page.contains("read with care"));
    use calamine::{Data, Reader};
    let sheet = opened(xlsx::table(&table).unwrap()).worksheet_range("importance").unwrap();
    let net = sheet.rows().find(|row| row[0] == Data::String("Very or extremely".to_owned())).unwrap();
    assert_eq!(net.last(), Some(&Data::Float(37.0 / 55.0)));
}

#[test]
fn letters_stand_beside_the_shares_and_never_under_the_total() {
    let shown = text::table(&sample::tested(), 120, Ink::Plain);
    let line = |start: &str| shown.lines().find(|line| line.starts_with(start)).unwrap();
    assert!(line("Extremely important").contains("  28 31% C b    20 26%"), "{shown}");
    assert!(line("Not important").contains("6  8% BC "), "{shown}");
    assert!(line("Net: Very").contains("166 75%    48 68%"), "{shown}");
    assert!(
        shown.contains("\nIndependence of Region: Rao-Scott (F); F = 9.97; df 8 and 203.5; p < 0.001;"),
        "{shown}"
    );
    let page = html::card("t", &sample::tested()).into_string();
    assert!(page.contains("<td class=\"letters\">C b</td>"), "{page}");
    assert!(page.contains("North America<span class=\"letter\">A</span>"), "{page}");
}

#[test]
fn in_a_workbook_letters_have_a_column_of_their_own_and_numbers_stay_numbers() {
    use calamine::{Data, Reader};
    let mut workbook = opened(xlsx::report(&sample::report()).unwrap());
    let sheet = workbook.worksheet_range("tested").unwrap();
    let row = sheet.rows().find(|row| row[0] == Data::String("Extremely important".to_owned())).unwrap();
    // Total n and %, then three places a column.
    assert_eq!(row[12..15], [Data::Float(28.0), Data::Float(28.0 / 90.0), Data::String("C b".to_owned())]);
    let tests = workbook.worksheet_range("Tests").unwrap();
    let pair = tests.rows().nth(2).unwrap();
    assert_eq!(pair[2], Data::String("North America (A)".to_owned()));
    assert_eq!(pair[8], Data::Float(0.23));
}

#[test]
fn means_that_are_compared_have_their_letters() {
    let mut made = sample::tested();
    let mut mean = made.rows[1].clone();
    mean.id = "mean".to_owned();
    mean.kind = RowKind::Statistic;
    mean.label = "Mean".to_owned();
    for cell in &mut mean.cells {
        cell.value = Some(3.25);
    }
    made.rows = vec![mean];
    let shown = as_text(&made);
    assert!(shown.contains("  3.25 C b   3.25  "), "{shown}");
}

#[test]
fn a_trend_has_a_line_a_wave_and_says_why_one_is_not_compared() {
    let shown = text::report(&sample::report(), 80, Ink::Plain);
    assert!(shown.contains("2022      42%    36–48%   240     +11  0.007  comparable"), "{shown}");
    assert!(shown.contains("\n2023 is not compared: the answers were changed.\n"), "{shown}");
    assert!(shown.contains("Linear trend: +11.0 a unit of time, p = 0.007."), "{shown}");
    let page = html::report(&sample::report(), None);
    assert!(page.contains("<a href=\"#trend-use\">") && page.contains("id=\"trend-use\""), "{page}");
    assert!(page.contains("<dt>Sponsor</dt><dd class=\"missing\"><p>Not stated.</p>"), "{page}");
}

#[test]
fn every_form_speaks_the_language_of_the_table() {
    let mut made = sample::single();
    made.view.language = crate::i18n::Language::parse("de").unwrap();
    made.view.decimals = 1;
    let shown = as_text(&made);
    assert!(shown.contains("Basis") && shown.contains("26,1\u{a0}%"), "{shown}");
    let page = html::card("importance", &made).into_string();
    assert!(page.contains("Basis: 222") && page.contains("Am häufigsten: "), "{page}");
    let mut csv = Vec::new();
    csv::table(&made, &mut csv).unwrap();
    let csv = String::from_utf8(csv).unwrap();
    // Data stays as programs read it; only labels are words.
    assert!(csv.contains(",Basis,222") && csv.contains("0.26"), "{csv}");
}
