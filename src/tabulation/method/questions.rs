//! The exact wording of every question that a report shows, and who was asked.

use std::collections::BTreeSet;

use super::{Statement, list};
use crate::i18n::{LocalizedText, Message};
use crate::questionnaire::plain::label;
use crate::questionnaire::{Item, ItemIndex, ItemKind, words};
use crate::tabulation::report_file;
use crate::tabulation::table::{MethodPart, QuestionWording};

impl Statement<'_> {
    /// Its text has the questions as a list, for readers of plain text.
    pub(super) fn questions(&self) -> MethodPart {
        let parts = report_file::uses(self.file, &self.dataset.questionnaire);
        let shown: BTreeSet<ItemIndex> = parts
            .iter()
            .filter(|part| matches!(part.kind, "figure" | "table" | "trend"))
            .flat_map(|part| part.items.iter().copied())
            .collect();
        let questions: Vec<QuestionWording> = shown.into_iter().map(|item| self.question(item)).collect();
        let text = list(questions.iter().map(|question| self.in_text(question)));
        MethodPart { questions, ..self.part("questions", Message::MethodQuestions, text) }
    }

    fn question(&self, index: ItemIndex) -> QuestionWording {
        let questionnaire = &self.dataset.questionnaire;
        let item = questionnaire.item(index);
        let asked = match words::universe_in(questionnaire, index, &self.tongue) {
            Some(condition) => {
                self.tongue.fill(Message::MethodAskedWhere, &[("condition", condition.into())])
            }
            None => self.tongue.say(Message::MethodAskedEveryone),
        };
        QuestionWording {
            item: item.id.to_string(),
            text: self.words(&item.text),
            asked,
            rows: item.rows().iter().map(|row| self.words(&row.text)).collect(),
            answers: self.answers(item),
        }
    }

    fn answers(&self, item: &Item) -> Vec<String> {
        if let ItemKind::Scale { from, to, from_text, to_text } = &item.kind {
            let end = |point: i64, text: &Option<LocalizedText>| match text {
                Some(text) => format!("{point} ({})", self.words(text)),
                None => point.to_string(),
            };
            return vec![format!("{} – {}", end(*from, from_text), end(*to, to_text))];
        }
        item.options().iter().map(|option| self.words(&option.text)).collect()
    }

    fn words(&self, text: &LocalizedText) -> String {
        label(text.get(&self.tongue.language))
    }

    fn in_text(&self, question: &QuestionWording) -> String {
        let wording = format!("{}: {}", question.item, self.tongue.quoted(&question.text));
        self.tongue.joined([wording, question.asked.clone()])
    }
}
