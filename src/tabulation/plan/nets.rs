//! Nets and boxes: rows that count whoever chose any of several options.

use super::Planner;
use super::bases::valid;
use super::stub::RowPlan;
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::i18n::{Message, Tongue};
use crate::tabulation::derived::unknown_code;
use crate::tabulation::request::NetRequest;
use crate::tabulation::subject::{Subject, SubjectKind, mixed_with_missing};
use crate::tabulation::table::RowKind;

impl Planner<'_, '_> {
    pub(super) fn nets(&mut self, subject: &Subject, notes: &mut Vec<String>) -> Vec<RowPlan> {
        let mut nets = Vec::new();
        for net in &self.request.nets {
            nets.extend(self.net(net, subject));
        }
        let tongue = Tongue::of(self.setting.language);
        let boxes = [
            (&self.request.top_box, "top", Message::TableTopBox),
            (&self.request.bottom_box, "bottom", Message::TableBottomBox),
        ];
        for (wanted, which, title) in boxes {
            let Some(wanted) = wanted else { continue };
            match box_of(subject, wanted.value, which == "top") {
                Ok(categories) => {
                    let labels: Vec<String> =
                        categories.iter().map(|place| subject.categories[*place].label.clone()).collect();
                    let title = tongue.with(title, "count", &wanted.value.to_string());
                    let labels = tongue.language.list(&labels);
                    let arguments = [("title", title.as_str().into()), ("labels", labels.into())];
                    notes.push(tongue.fill(Message::TableBoxIs, &arguments));
                    nets.push(RowPlan {
                        id: format!("{which}{}", wanted.value),
                        kind: RowKind::Net,
                        code: None,
                        label: title,
                        categories,
                        pinned: false,
                    });
                }
                Err(message) => self.bad_net(
                    wanted.span,
                    message,
                    "a box is taken of the ordered options of a single, a grid, a scale or bands",
                ),
            }
        }
        nets
    }

    fn net(&mut self, net: &NetRequest, subject: &Subject) -> Option<RowPlan> {
        let valid = valid(subject, &self.request.include_missing);
        let mut categories = Vec::new();
        for code in &net.codes {
            match subject.find_category(&code.value) {
                Some(place) if valid.contains(&place) => categories.push(place),
                Some(_) => {
                    self.bad_net(
                        code.span,
                        format!(
                            "the net `{}` counts `{}`, a missing option that is not in the table",
                            net.id.value, code.value
                        ),
                        &format!("add include_missing: [{}], or take it out of the net", code.value),
                    );
                    return None;
                }
                None => {
                    let mut diagnostic = unknown_code(code.span, &code.value, subject);
                    diagnostic.code = Code::BadNet;
                    self.diagnostics.push(diagnostic);
                    return None;
                }
            }
        }
        if categories.is_empty() {
            self.bad_net(net.id.span, format!("the net `{}` counts nothing", net.id.value), "name its codes");
            return None;
        }
        categories.sort_unstable();
        categories.dedup();
        self.diagnostics.extend(mixed_with_missing(subject, &categories, net.id.span));
        let labels: Vec<&str> =
            categories.iter().map(|place| subject.categories[*place].label.as_str()).collect();
        Some(RowPlan {
            id: net.id.value.clone(),
            kind: RowKind::Net,
            code: None,
            label: net.text.clone().unwrap_or_else(|| labels.join(", ")),
            categories,
            pinned: false,
        })
    }

    pub(super) fn place_of_net(&self, id: &str) -> Span {
        let named = self.request.nets.iter().rev().find(|net| net.id.value == id);
        named.map_or(self.request.span, |net| net.id.span)
    }

    pub(super) fn bad_net(&mut self, at: Span, message: String, help: &str) {
        self.diagnostics.push(Diagnostic::new(Code::BadNet, at, message).help(help));
    }
}

/// The highest or lowest `count` categories: by score where all have one, else in questionnaire order.
pub(crate) fn box_of(subject: &Subject, count: usize, top: bool) -> Result<Vec<usize>, String> {
    if !matches!(subject.kind, SubjectKind::Single | SubjectKind::Bands) {
        return Err(format!("`{}` has no order of options to take a box of", subject.name));
    }
    let mut places: Vec<usize> = (0..subject.categories.len())
        .filter(|place| subject.categories[*place].missing.is_none() && !subject.categories[*place].hidden)
        .collect();
    let scores: Option<Vec<f64>> = places.iter().map(|place| subject.categories[*place].score).collect();
    if scores.is_some() {
        places.sort_by(|a, b| {
            let score = |place: &usize| subject.categories[*place].score.unwrap_or(0.0);
            score(a).total_cmp(&score(b))
        });
    }
    if count > places.len() {
        return Err(format!("`{}` has only {} options, not {count}", subject.name, places.len()));
    }
    let mut chosen =
        if top { places.split_off(places.len() - count) } else { places.into_iter().take(count).collect() };
    chosen.sort_unstable();
    Ok(chosen)
}
