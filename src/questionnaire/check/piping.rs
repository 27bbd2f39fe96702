//! Q208 and Q209: a text may pipe an answer that was given before it; and where that answer may not have been asked for,
//! the author is warned that the place may stay empty.

use std::collections::HashMap;

use super::Subject;
use crate::diagnostics::{Code, Diagnostic, did_you_mean};
use crate::questionnaire::reasoning::Place as Stand;
use crate::questionnaire::syntax::Node;
use crate::questionnaire::{ItemIndex, ItemKind, VariableIndex, limits, piping};

pub(super) fn check(subject: &Subject<'_, '_>, diagnostics: &mut Vec<Diagnostic>) {
    let questionnaire = subject.questionnaire;
    let variables = questionnaire.variables.iter().enumerate();
    let names = variables.map(|(index, variable)| (variable.name.as_str(), VariableIndex(index))).collect();
    let mut check = Piping { subject, names, diagnostics, unknown: 0 };

    let survey = subject.places.survey;
    check.texts(survey.get("title"), Place { visible: 0, stand: Stand::Anywhere });
    check.texts(survey.get("intro"), Place { visible: 0, stand: Stand::Anywhere });
    for (index, page) in questionnaire.pages.iter().enumerate() {
        let visible = questionnaire
            .items
            .get(page.items.start)
            .map_or(questionnaire.variables.len(), |item| item.variables.start);
        let place = Place { visible, stand: Stand::OnPage(index) };
        check.texts(subject.places.pages[index].mapping.get("title"), place);
        for item in page.items.clone() {
            let variables = &questionnaire.items[item].variables;
            let place = Place { visible: variables.start, stand: Stand::Asked(ItemIndex(item)) };
            check.texts(subject.places.items[item].texts(), place);
            let messages = subject.places.items[item].checks.iter().filter_map(|check| check.get("message"));
            check.texts(messages, Place { visible: variables.end, ..place });
        }
    }
    if let Some(endings) = survey.get("endings") {
        let entries = match &endings.value {
            crate::questionnaire::syntax::Value::Mapping(entries) => entries.as_slice(),
            _ => &[],
        };
        for entry in entries {
            // A closed wave has no respondent whose answers could stand there.
            let visible = if entry.key == "closed" { 0 } else { questionnaire.variables.len() };
            check.texts([&entry.value], Place { visible, stand: Stand::Anywhere });
        }
    }
}

/// Where a text stands: the variables asked before it, and the place of the route where it is read.
#[derive(Clone, Copy)]
struct Place {
    visible: usize,
    stand: Stand,
}

struct Piping<'a, 'tree> {
    subject: &'a Subject<'a, 'tree>,
    names: HashMap<&'a str, VariableIndex>,
    diagnostics: &'a mut Vec<Diagnostic>,
    /// How many unknown names there were so far.
    unknown: usize,
}

impl Piping<'_, '_> {
    fn texts<'node>(&mut self, nodes: impl IntoIterator<Item = &'node Node>, place: Place) {
        for node in nodes {
            let Some(text) = node.as_text().filter(|text| text.contains("{{")) else { continue };
            for name in piping::names(text) {
                self.name(node, name, place);
            }
        }
    }

    fn name(&mut self, node: &Node, name: &str, place: Place) {
        let at = if name.is_empty() { node.span } else { node.span_of(name, self.subject.source) };
        if self.subject.places.broken.contains(name.split('.').next().unwrap_or_default()) {
            return;
        }
        match self.names.get(name) {
            Some(variable) if variable.0 < place.visible => {
                let item = self.subject.questionnaire.variable(*variable).item.0;
                if self.subject.reasoner.may_be_unasked(*variable, place.stand) {
                    self.diagnostics.push(
                        Diagnostic::new(Code::PipingMayBeUnasked, at, format!("`{name}` may not have been asked of everyone who reads this"))
                            .related(self.subject.places.items[item].id, "asked only of some")
                            .help(format!("show this only where `{name}` was asked too, or word it so that it reads well with nothing there")),
                    );
                }
            }
            Some(variable) => {
                let item = self.subject.questionnaire.variable(*variable).item.0;
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::UnknownPiping,
                        at,
                        format!("`{name}` is asked later than it is piped here"),
                    )
                    .related(self.subject.places.items[item].id, "asked here")
                    .help("pipe only what was asked before, or move the item"),
                );
            }
            None => self.unknown(at, name, place),
        }
    }

    fn unknown(&mut self, at: crate::diagnostics::Span, name: &str, place: Place) {
        let questionnaire = self.subject.questionnaire;
        let whole = questionnaire.find_item(name).map(|item| questionnaire.item(item));
        let (message, help) = match whole.map(|item| (&item.kind, item.rows().first())) {
            Some((ItemKind::Note, _)) => (
                format!("`{name}` is a note and has no answer to pipe"),
                "pipe an item that takes an answer".to_owned(),
            ),
            Some((_, row)) => {
                let example =
                    row.map_or(String::new(), |row| format!(", such as `{{{{ {name}.{} }}}}`", row.id));
                (
                    format!("`{name}` is a grid and has no single answer to pipe"),
                    format!("pipe one of its rows{example}"),
                )
            }
            None => {
                self.unknown += 1;
                let visible =
                    questionnaire.variables.iter().take(place.visible).map(|variable| variable.name.as_str());
                let near =
                    (self.unknown <= limits::SUGGESTIONS_MAX).then(|| did_you_mean(name, visible)).flatten();
                let help = match near {
                    Some(known) => format!("did you mean `{known}`?"),
                    None => "pipe the id of an item that was asked before, such as `{{ role }}`".to_owned(),
                };
                (format!("nothing called `{name}` can be piped here"), help)
            }
        };
        self.diagnostics.push(Diagnostic::new(Code::UnknownPiping, at, message).help(help));
    }
}
