//! The statement of method says what the files say, counts what the answers show, and admits what nobody wrote down.

use std::sync::Arc;

use super::*;
use crate::diagnostics::Sources;
use crate::questionnaire::{self, Questionnaire};
use crate::responses::Disposition;
use crate::tabulation::dataset::DatasetInfo;
use crate::tabulation::tests::{info, responses};
use crate::tabulation::{Declared, TrendWaves, report, report_file};

const QUESTIONNAIRE: &str = "
canvass: 1
id: t
edition: '1'
title: T
languages: [en, ko]
pages:
  - id: p
    items:
      - id: role
        type: single
        text: What is your **role**?
        options: [{ code: dev, text: Developer }, { code: ops, text: Operations }]
      - id: size
        type: single
        text: How large is your firm?
        show_if: role == 'dev'
        options: [{ code: s, text: Small }, { code: l, text: Large }]
      - { id: unused, type: number, text: How old are you? }
";

const REPORT: &str = "
canvass: 1
report: t
title: T
confidence: 0.9
method: { sponsor: The Example Foundation, limits: Firms without a website are not reached }
weights:
  main: { rake: { size: { s: 3, l: 1 } }, trim: { max: 5 }, source: The business register of 2025 }
  other: { rake: { role: { dev: 0.4, ops: 0.6 } } }
sections:
  - title: S
    tables: [{ id: a, title: A, rows: role, columns: size }]
";

fn read(text: &str) -> (Arc<Questionnaire>, ReportFile) {
    let mut sources = Sources::default();
    let file = sources.add("questionnaire.yaml", QUESTIONNAIRE);
    let compiled = questionnaire::compile(&sources, file, &[], &questionnaire::Declared::default());
    let questionnaire = compiled.questionnaire.unwrap();
    let file = sources.add("report.yaml", text);
    let (report, problems) = report_file::parse(&sources, file, &questionnaire, &Declared::default());
    assert!(problems.is_empty(), "{problems:#?}");
    (Arc::new(questionnaire), report.unwrap())
}

fn wave() -> Fieldwork {
    let day = |day| chrono::NaiveDate::from_ymd_opt(2026, 8, day).unwrap().and_hms_opt(9, 0, 0).unwrap();
    Fieldwork {
        controller: Some("Example Research".into()),
        population: Some("Firms that use open source".into()),
        population_size: Some(4000),
        sample: Some("opt_in".into()),
        frame: Some("Newsletters".into()),
        recruitment: None,
        sources: vec![
            FieldworkSource {
                code: "panel".into(),
                text: Some("A panel".into()),
                end_if: Some("size == 's'".into()),
            },
            FieldworkSource { code: "other".into(), text: None, end_if: None },
        ],
        opens: Some(day(1)),
        closes: Some(day(31)),
        timezone: "Europe/Berlin".into(),
        complete: Some("answered(role)".into()),
        publication: None,
    }
}

/// The statement on eight interviews, two of which were not finished.
fn statement(text: &str, fieldwork: Option<&Fieldwork>) -> Vec<MethodPart> {
    statement_in("en", text, fieldwork)
}

fn statement_in(language: &str, text: &str, fieldwork: Option<&Fieldwork>) -> Vec<MethodPart> {
    let (questionnaire, file) = read(text);
    let seeds: Vec<Vec<u64>> = (0..8).map(|seed| vec![30 + seed; 3]).collect();
    let mut people = responses(&questionnaire, &seeds);
    people[0].disposition = Disposition::Partial;
    people[1].disposition = Disposition::ScreenedOut;
    let dataset = Dataset::from_responses(
        questionnaire,
        &people,
        Vec::new(),
        DatasetInfo { language: Language::parse(language).unwrap(), ..info() },
    );
    let computed = report(&file, &dataset, &TrendWaves::none()).unwrap();
    method(&file, &dataset, &computed, fieldwork)
}

/// Of eight complete interviews.
fn statement_of_finished() -> Vec<MethodPart> {
    let (questionnaire, file) = read(REPORT);
    let seeds: Vec<Vec<u64>> = (0..8).map(|seed| vec![30 + seed; 3]).collect();
    let people = responses(&questionnaire, &seeds);
    let dataset = Dataset::from_responses(questionnaire, &people, Vec::new(), info());
    let computed = report(&file, &dataset, &TrendWaves::none()).unwrap();
    method(&file, &dataset, &computed, None)
}

fn part_of<'p>(parts: &'p [MethodPart], title: &str) -> &'p str {
    let found = parts.iter().find(|part| part.title == title);
    found.map_or_else(|| panic!("no {title} in {parts:#?}"), |part| part.text.as_str())
}

#[test]
fn what_the_files_say_is_said_and_the_rest_is_not_stated() {
    let parts = statement(REPORT, Some(&wave()));
    assert_eq!(part_of(&parts, "Sponsor"), "The Example Foundation.");
    assert_eq!(part_of(&parts, "Conducted by"), "Example Research.");
    assert!(part_of(&parts, "Population").starts_with("Firms that use open source."), "{parts:#?}");
    assert!(part_of(&parts, "Sample").contains("Self-selected"), "{parts:#?}");
    assert!(part_of(&parts, "Recruitment").starts_with("Not stated."), "{parts:#?}");
    assert!(part_of(&parts, "Dates").contains("1 August 2026"), "{parts:#?}");
    assert!(part_of(&parts, "Data and licence").contains("Not stated."), "{parts:#?}");
    assert!(part_of(&parts, "Limits").contains("Firms without a website are not reached."), "{parts:#?}");
}

#[test]
fn sources_and_dispositions_are_counted() {
    let parts = statement(REPORT, Some(&wave()));
    let recruitment = part_of(&parts, "Recruitment");
    assert!(
        recruitment.contains("- A panel: 4. Those for whom `size == 's'` holds were screened out."),
        "{recruitment}"
    );
    assert!(recruitment.contains("- other: 0"), "{recruitment}");
    let interviews = part_of(&parts, "Interviews");
    assert!(interviews.starts_with("Interviews begun: 8"), "{interviews}");
    assert!(interviews.contains("Complete (AAPOR 1.1): 6"), "{interviews}");
    // Six complete of the seven that were not screened out.
    assert!(interviews.contains("85.7%"), "{interviews}");
    // Nor does what comes after the list belong to its last line.
    let finished = statement_of_finished();
    assert!(part_of(&finished, "Interviews").contains(": 8\n\nNo response rate"), "{finished:#?}");
}

#[test]
fn questions_are_told_in_their_exact_words_where_a_table_shows_them() {
    let parts = statement(REPORT, None);
    let questions = part_of(&parts, "Questions");
    assert!(questions.contains("role: “What is your role?” Asked of everyone."), "{questions}");
    assert!(
        questions.contains("size: “How large is your firm?” Asked of those for whom role is “Developer”."),
        "{questions}"
    );
    assert!(!questions.contains("How old are you?"), "{questions}");
}

#[test]
fn each_question_stands_with_whom_it_was_asked_of_and_its_answers() {
    let parts = statement(REPORT, None);
    let part = parts.iter().find(|part| part.id == "questions").unwrap();
    let items: Vec<&str> = part.questions.iter().map(|question| question.item.as_str()).collect();
    assert_eq!(items, ["role", "size"]);
    assert_eq!(part.questions[1].answers, ["Small", "Large"]);
    assert_eq!(part.questions[0].asked, "Asked of everyone.");
}

#[test]
fn the_statement_speaks_the_language_of_the_report() {
    let text = REPORT.replace("sponsor: The Example Foundation", "sponsor: 재단");
    let parts = statement_in("ko", &text, Some(&wave()));
    assert_eq!(part_of(&parts, "의뢰 기관"), "재단.");
    assert!(part_of(&parts, "조사 기간").contains("2026년 8월 1일"), "{parts:#?}");
    assert!(part_of(&parts, "응답 현황").contains("85.7%"), "{parts:#?}");
    let recruitment = parts.iter().find(|part| part.id == "recruitment").unwrap();
    assert!(recruitment.text.starts_with("명시되지 않음.") && !recruitment.is_stated, "{recruitment:?}");
    // Whose words we do not have reads English, with the decimal mark of the language.
    let parts = statement_in("it", &text, Some(&wave()));
    assert!(part_of(&parts, "Interviews").contains("85,7%"), "{parts:#?}");
}

#[test]
fn footers_and_figures_speak_the_language_of_the_report() {
    let text = REPORT.replace(
        "sections:",
        "figures: [{ id: small, share: size, codes: [s] }, { id: within, margin_of_error: all }]\nsections:",
    );
    let (questionnaire, file) = read(&text);
    let seeds: Vec<Vec<u64>> = (0..8).map(|seed| vec![30 + seed; 3]).collect();
    let people = responses(&questionnaire, &seeds);
    let told = |tag: &str| {
        let info = DatasetInfo { language: Language::parse(tag).unwrap(), ..info() };
        let dataset = Dataset::from_responses(Arc::clone(&questionnaire), &people, Vec::new(), info);
        let mut computed = report(&file, &dataset, &TrendWaves::none()).unwrap();
        let (_, table) = computed.sections.remove(0).tables.remove(0);
        let figures: Vec<String> = computed.figures.into_iter().map(|figure| figure.text).collect();
        (table.columns[0].label.clone(), table.footer, figures)
    };
    let (total, footer, figures) = told("ko");
    assert_eq!(total, "전체");
    for line in ["모두에게 물었습니다.", "(질문을 받고 답한 사람), 가중 없음.", "질문 안 함 1"]
    {
        assert!(footer.iter().any(|found| found.contains(line)), "{footer:#?}");
    }
    assert!(footer.iter().any(|line| line.ends_with("%p, 90% 수준.")), "{footer:#?}");
    assert!(figures[1].starts_with('±') && figures[1].ends_with("%p"), "{figures:?}");
    let (total, footer, figures) = told("de");
    assert_eq!(total, "Gesamt");
    assert!(footer.iter().any(|line| line.ends_with("Punkte bei 90\u{a0}%.")), "{footer:#?}");
    assert!(figures[0].ends_with("\u{a0}%") && figures[1].contains(','), "{figures:?}");
    // Whose words we do not have: ours, with its own figures.
    let (_, footer, figures) = told("it");
    assert!(footer.iter().any(|line| line == "Asked of everyone."), "{footer:#?}");
    assert!(figures[1].contains(','), "{figures:?}");
}

#[test]
fn a_census_has_a_response_rate_and_others_have_none() {
    let census = Fieldwork { sample: Some("census".into()), population_size: Some(20), ..wave() };
    let parts = statement(REPORT, Some(&census));
    // Six complete and one partial of twenty.
    assert!(part_of(&parts, "Interviews").contains("Response rate: 35%"), "{parts:#?}");
    let parts = statement(REPORT, Some(&wave()));
    assert!(part_of(&parts, "Interviews").contains("No response rate can be given"), "{parts:#?}");
}

#[test]
fn weights_name_their_targets_and_where_they_come_from() {
    let parts = statement(REPORT, None);
    let weights = part_of(&parts, "Weights");
    assert!(weights.contains("Small 75%, Large 25%"), "{weights}");
    assert!(weights.contains("Source of the targets: The business register of 2025."), "{weights}");
    assert!(weights.contains("Source of the targets: Not stated."), "{weights}");
}

#[test]
fn without_a_probability_sample_no_margin_of_error_is_claimed() {
    let parts = statement(REPORT, Some(&wave()));
    let precision = part_of(&parts, "Precision");
    // 1.6449 · √(0.25 / 6) = 0.3358
    assert!(precision.contains("± 33.6 points at 90%"), "{precision}");
    assert!(precision.contains("If this were a simple random sample"), "{precision}");
}

#[test]
fn a_report_that_asks_for_none_has_none() {
    assert!(statement(&REPORT.replace("method: {", "banners: {} #"), Some(&wave())).is_empty());
}

#[test]
fn what_will_not_be_stated_is_a_warning_with_what_to_write() {
    let (_, file) = read(REPORT);
    let told = |wave: Option<&Fieldwork>| -> Vec<(String, String)> {
        not_stated(&file, wave, &Language::parse("en").unwrap())
            .into_iter()
            .map(|found| (found.message, found.help))
            .collect()
    };
    let found = told(Some(&wave()));
    let messages: Vec<&str> = found.iter().map(|(message, _)| message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "the statement of method will not state how people came to the survey",
            "the statement of method will not state under which licence data and report may be used",
            "the statement of method will not state where the weight `other` has its targets from",
        ]
    );
    let help = &found[0].1;
    assert!(help.contains("`sample: { recruitment: … }` in the wave file"), "{help}");
    // Without a wave file nothing but what the report file says is known.
    assert_eq!(told(None).len(), 8);
    let (_, none) = read(&REPORT.replace("method: {", "banners: {} #"));
    assert!(not_stated(&none, None, &Language::parse("en").unwrap()).is_empty());
}
