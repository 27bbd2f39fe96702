//! The codebook: every variable with its wording, who was asked, its columns in data files and what its codes mean.

use crate::i18n::Language;
use crate::questionnaire::plain::with_piped_named;
use crate::questionnaire::{
    AnswerOption, ComputedAs, Item, ItemIndex, ItemKind, Order, Questionnaire, Row, TextFormat, words,
};
use crate::responses::{ColumnRole, Missing, columns, flag_name};

/// The codebook as Markdown, in the order of the questionnaire. `version` names the version it describes.
pub fn codebook(questionnaire: &Questionnaire, version: &str, language: &Language) -> String {
    let mut out = format!(
        "# {}\n\nCodebook of `{}`, edition {}, version `{version}`.\n\n",
        text_line(questionnaire.title.get(language)),
        questionnaire.id,
        questionnaire.edition
    );
    out.push_str("Missing answers are empty in data files, or with `--missing-codes`:");
    for reason in Missing::ALL {
        out.push_str(&format!(" `{}` {}", reason.file_code(), reason.as_str()));
    }
    out.push_str(".\n");
    push_preamble(&mut out, questionnaire, language);
    let all_columns = columns(questionnaire);
    for page in &questionnaire.pages {
        out.push_str(&format!("\n## Page `{}`", page.id));
        if let Some(title) = &page.title {
            out.push_str(&format!(": {}", text_line(title.get(language))));
        }
        out.push('\n');
        for index in page.items.clone() {
            let item = questionnaire.item(ItemIndex(index));
            let own: Vec<(&str, ColumnRole)> = all_columns
                .iter()
                .filter(|column| item.variables.contains(&column.role.variable().0))
                .map(|column| (column.name.as_str(), column.role))
                .collect();
            push_item(&mut out, questionnaire, ItemIndex(index), &own, language);
        }
    }
    out
}

fn push_item(
    out: &mut String,
    questionnaire: &Questionnaire,
    index: ItemIndex,
    columns: &[(&str, ColumnRole)],
    language: &Language,
) {
    let item = questionnaire.item(index);
    out.push_str(&format!(
        "\n### `{}` ({})\n\n{}\n",
        item.id,
        item.type_name(),
        with_piped_named(item.text.get(language).trim())
    ));
    if let Some(help) = &item.help {
        out.push_str(&format!("\n*{}*\n", text_line(help.get(language))));
    }
    let mut facts = Vec::new();
    if !matches!(item.kind, ItemKind::Note | ItemKind::Computed { .. }) {
        let universe = words::universe(questionnaire, index, language);
        facts.push(
            universe.map_or("Asked of everyone.".to_owned(), |who| format!("Asked of those for whom {who}.")),
        );
    }
    if item.required {
        facts.push("An answer is required.".to_owned());
    }
    facts.extend(kind_facts(item, language));
    facts.extend(order_fact(item));
    facts.extend(item.notes.as_ref().map(|notes| line(notes)));
    if !facts.is_empty() {
        out.push('\n');
        for fact in facts {
            out.push_str(&format!("- {fact}\n"));
        }
    }
    if !item.rows().is_empty() {
        push_rows(out, questionnaire, item.rows(), language);
    }
    push_options(out, questionnaire, item.options(), language);
    if !columns.is_empty() {
        let names: Vec<String> = columns.iter().map(|(name, role)| column_words(name, *role)).collect();
        out.push_str(&format!("\nColumns: {}.\n", names.join(", ")));
    }
}

/// Random assignments, consents and the rules that flag interviews: what a data file has beside the items.
fn push_preamble(out: &mut String, questionnaire: &Questionnaire, language: &Language) {
    if !questionnaire.arms.is_empty() {
        out.push_str("\n## Arms\n\nRandom assignments made at the start, balanced by their shares.\n");
        out.push_str("\n| column | groups (shares) |\n| --- | --- |\n");
        for arm in &questionnaire.arms {
            let groups = arm.groups.iter().map(|group| format!("`{}` ({})", group.code, group.share));
            let groups: Vec<String> = groups.collect();
            out.push_str(&format!("| `arm.{}` | {} |\n", arm.id, groups.join(", ")));
        }
    }
    if !questionnaire.consents.is_empty() {
        out.push_str(
            "\n## Consents\n\n1 where it was given, 0 where it was not, empty where it was not shown.\n",
        );
        out.push_str("\n| column | text | remarks |\n| --- | --- | --- |\n");
        for consent in &questionnaire.consents {
            let required = consent.required.then(|| "required".to_owned());
            let purpose = consent.purpose.as_ref().map(|purpose| format!("purpose: {purpose}"));
            let remarks: Vec<String> = required.into_iter().chain(purpose).collect();
            let text = table_cell(consent.text.get(language));
            out.push_str(&format!("| `consent.{}` | {text} | {} |\n", consent.id, remarks.join("; ")));
        }
    }
    let rules = questionnaire.quality.rules();
    if !rules.is_empty() {
        out.push_str(
            "\n## Quality\n\n1 where the rule flags the interview. A flag takes nothing out of any table.\n",
        );
        out.push_str("\n| column | flags |\n| --- | --- |\n");
        for rule in rules {
            let flags = table_cell(&words::quality_rule(questionnaire, rule, language));
            out.push_str(&format!("| `{}` | {flags} |\n", flag_name(rule)));
        }
    }
}

fn push_rows(out: &mut String, questionnaire: &Questionnaire, rows: &[Row], language: &Language) {
    let conditional = rows.iter().any(|row| row.show_if.is_some());
    out.push_str(if conditional {
        "\n| row | text | asked only where |\n| --- | --- | --- |\n"
    } else {
        "\n| row | text |\n| --- | --- |\n"
    });
    for row in rows {
        out.push_str(&format!("| `{}` | {} |", row.id, table_cell(row.text.get(language))));
        if conditional {
            let condition = row.show_if.as_ref().map_or_else(String::new, |condition| {
                table_cell(&words::condition(questionnaire, condition, language))
            });
            out.push_str(&format!(" {condition} |"));
        }
        out.push('\n');
    }
}

fn push_options(
    out: &mut String,
    questionnaire: &Questionnaire,
    options: &[AnswerOption],
    language: &Language,
) {
    if options.is_empty() {
        return;
    }
    out.push_str("\n| code | text | value | remarks |\n| --- | --- | ---: | --- |\n");
    for option in options {
        let mut remarks = Vec::new();
        remarks.extend(option.missing.map(|missing| format!("missing: {}", missing.as_str())));
        if option.exclusive {
            remarks.push("excludes the others".to_owned());
        }
        if option.specify {
            remarks.push("with a text".to_owned());
        }
        remarks.extend(option.end.map(|ending| format!("ends the interview: {}", ending.as_str())));
        remarks.extend(option.show_if.as_ref().map(|condition| {
            let words = words::condition(questionnaire, condition, language);
            format!("offered only where {}", table_cell(&words))
        }));
        out.push_str(&format!(
            "| `{}` | {} | {} | {} |\n",
            option.code,
            table_cell(option.text.get(language)),
            option.value.map_or_else(String::new, |value| value.to_string()),
            remarks.join("; ")
        ));
    }
}

fn column_words(name: &str, role: ColumnRole) -> String {
    match role {
        ColumnRole::Answer(_) => format!("`{name}`"),
        ColumnRole::Ticked(..) => format!("`{name}` (0/1)"),
        ColumnRole::Rank(..) => format!("`{name}` (rank)"),
        ColumnRole::Specify(..) => format!("`{name}` (text)"),
    }
}

fn kind_facts(item: &Item, language: &Language) -> Vec<String> {
    let limits = |min: Option<String>, max: Option<String>| match (min, max) {
        (Some(min), Some(max)) => Some(format!("From {min} to {max}.")),
        (Some(min), None) => Some(format!("At least {min}.")),
        (None, Some(max)) => Some(format!("At most {max}.")),
        (None, None) => None,
    };
    match &item.kind {
        ItemKind::Multiple { min, max, .. } => {
            limits(min.map(|min| min.to_string()), max.map(|max| max.to_string()))
                .map(|words| format!("Answers that may be ticked: {}", words.to_lowercase()))
                .into_iter()
                .collect()
        }
        ItemKind::Ranking { max, .. } => vec![format!("Up to {max} are ranked, best first.")],
        ItemKind::Number { min, max, decimals, unit, bands } => {
            let mut facts: Vec<String> =
                limits(min.map(|min| min.to_string()), max.map(|max| max.to_string())).into_iter().collect();
            if *decimals > 0 {
                facts.push(format!("Up to {decimals} decimals."));
            }
            facts.extend(unit.as_ref().map(|unit| format!("Unit: {}.", line(unit.get(language)))));
            for band in bands {
                facts.push(format!("Band `{}`: {}.", band.code, line(band.text.get(language))));
            }
            facts
        }
        ItemKind::Scale { from, to, from_text, to_text } => {
            let end = |point: &i64, text: &Option<crate::i18n::LocalizedText>| match text {
                Some(text) => format!("{point} ({})", line(text.get(language))),
                None => point.to_string(),
            };
            vec![format!("From {} to {}.", end(from, from_text), end(to, to_text))]
        }
        ItemKind::Allocation { total, .. } => vec![format!("The rows add up to {total}.")],
        ItemKind::Date { min, max } => {
            limits(min.map(|min| min.to_string()), max.map(|max| max.to_string())).into_iter().collect()
        }
        ItemKind::Text { max_length, format, .. } => {
            let kind = match format {
                Some(TextFormat::Email) => "An e-mail address",
                Some(TextFormat::Url) => "A web address",
                None => "Text",
            };
            vec![format!("{kind} of at most {max_length} letters.")]
        }
        ItemKind::Computed { source, stored_as, .. } => {
            let kind = match stored_as {
                ComputedAs::Single { .. } => "one of the codes below",
                ComputedAs::Number => "a number",
                ComputedAs::Text => "a text",
            };
            vec![format!("Never shown; worked out at submit as {kind}: `{}`", line(source))]
        }
        ItemKind::Single { .. } | ItemKind::Grid { .. } | ItemKind::MultipleGrid { .. } | ItemKind::Note => {
            Vec::new()
        }
    }
}

/// The order in which the options were shown, where it is not that of the file for everybody.
fn order_fact(item: &Item) -> Option<String> {
    let order = match &item.kind {
        ItemKind::Single { order, .. }
        | ItemKind::Multiple { order, .. }
        | ItemKind::Grid { order, .. }
        | ItemKind::MultipleGrid { order, .. }
        | ItemKind::Ranking { order, .. } => *order,
        ItemKind::Number { .. }
        | ItemKind::Scale { .. }
        | ItemKind::Allocation { .. }
        | ItemKind::Date { .. }
        | ItemKind::Text { .. }
        | ItemKind::Note
        | ItemKind::Computed { .. } => return None,
    };
    let words = match order {
        Order::Given => return None,
        Order::Random => "in random order",
        Order::ReversedHalf => "in the reverse order to one half of the respondents",
        Order::Rotated => "from a random one on, in the order of the file",
        Order::Alphabetical => "in alphabetical order",
    };
    Some(format!("The options were shown {words}."))
}

/// A text of the questionnaire on one line, each piped answer named.
fn text_line(text: &str) -> String {
    line(&with_piped_named(text))
}

fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn table_cell(text: &str) -> String {
    text_line(text).replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::responses::testing::every_type;

    #[test]
    fn every_item_has_its_codes_and_columns() {
        let text = codebook(&every_type(), "sha256:0", &Language::parse("en").unwrap());
        for expected in [
            "`-1` not_asked `-2` skipped",
            "### `role` (single)",
            "| `dk` | dk |  | missing: dont_know |",
            "| `bot` | bot |  | ends the interview: screened_out |",
            "Columns: `tools.x` (0/1), `tools.y` (0/1), `tools.z` (0/1), `tools.none` (0/1), `tools.z.text` (text).",
            "- Answers that may be ticked: at most 2.",
            "- From 0 to 120.",
            "- Never shown; worked out at submit as a number: `score * 10`",
            "- Text of at most 20 letters.",
        ] {
            assert!(text.contains(expected), "{expected} in\n{text}");
        }
        assert!(text.contains("### `uses` (grid)\n\nuses\n\n- Asked of those for whom "), "{text}");
    }
}
