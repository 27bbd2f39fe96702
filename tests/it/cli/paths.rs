//! `canvass paths`: the routes through a survey.

use super::run;

#[test]
fn the_routes_of_the_sample_survey_add_up_and_leave_no_item_out() {
    let ran = run(&["paths", "questionnaire/genai-2023", "--n", "2000", "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let paths = ran.json();
    assert_eq!(paths["never_reached"], serde_json::json!([]));
    let routes = paths["routes"].as_array().unwrap();
    let taken: u64 = routes.iter().map(|route| route["respondents"].as_u64().unwrap()).sum();
    assert_eq!(taken, 2000);
    let minutes = |of: &str| paths[of]["minutes"].as_f64().unwrap();
    assert!(
        minutes("longest") > minutes("shortest") && minutes("shortest") > minutes("shortest_screened_out")
    );

    let text = run(&["paths", "questionnaire/genai-2023", "--n", "200"]);
    assert!(text.out.starts_with("200 synthetic respondents took "), "{}", text.out);
    assert!(text.out.lines().all(|line| line.chars().count() <= 100), "{}", text.out);
}
