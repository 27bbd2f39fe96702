//! The banner of a table: variables side by side or nested, as columns.

use super::bases::included;
use super::{COLUMNS_MAX, Planner};
use crate::diagnostics::{Code, Diagnostic, Span, did_you_mean};
use crate::questionnaire::VariableKind;
use crate::questionnaire::condition::Reference;
use crate::tabulation::request::Spanned;
use crate::tabulation::subject::{CATEGORIES_MAX, Subject, SubjectKind};

/// Columns of one variable of the banner, or of a nesting of several.
#[derive(Debug, Clone)]
pub(crate) struct ChainPlan {
    /// From the outer to the inner.
    pub(crate) subjects: Vec<Subject>,
    pub(crate) columns: Vec<ColumnPlan>,
}

impl ChainPlan {
    /// Some categories of one variable, side by side.
    pub(crate) fn of_categories(subject: &Subject, categories: &[usize]) -> ChainPlan {
        let nothing = ColumnPlan { id: String::new(), categories: Vec::new() };
        let columns = categories.iter().map(|place| inner_column(&nothing, subject, *place)).collect();
        ChainPlan { subjects: vec![subject.clone()], columns }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct ColumnPlan {
    pub(crate) id: String,
    /// The category of each subject of the chain.
    pub(crate) categories: Vec<usize>,
}

fn inner_column(outer: &ColumnPlan, subject: &Subject, place: usize) -> ColumnPlan {
    let own = format!("{}:{}", subject.name, subject.categories[place].code);
    let id = if outer.id.is_empty() { own } else { format!("{}/{own}", outer.id) };
    let mut categories = outer.categories.clone();
    categories.push(place);
    ColumnPlan { id, categories }
}

impl Planner<'_, '_> {
    pub(super) fn chains(&mut self) -> Vec<ChainPlan> {
        let mut chains = Vec::new();
        for chain in &self.request.columns {
            let banner = match chain.as_slice() {
                [name] => self.setting.banners.iter().find(|banner| banner.name.value == name.value),
                _ => None,
            };
            let parts = banner.map_or(std::slice::from_ref(chain), |banner| banner.columns.as_slice());
            for part in parts {
                // A mistake inside a named banner is shown where the request names it too.
                chains.extend(self.chain(part));
            }
        }
        self.repeated_columns(&chains);
        chains
    }

    /// A table has at least one column, and no more than anybody reads.
    pub(super) fn refuse_impossible_columns(&mut self, chains: &[ChainPlan]) {
        if !self.request.total && self.request.columns.is_empty() {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::NotTabulable,
                    self.request.place_of("total"),
                    "without the Total and without a banner the table has no columns",
                )
                .help("name variables under `columns`, or remove `total: false`"),
            );
        }
        let columns: usize = chains.iter().map(|chain| chain.columns.len()).sum();
        if columns > COLUMNS_MAX {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::NotTabulable,
                    self.request
                        .columns
                        .first()
                        .and_then(|chain| chain.first())
                        .map_or(self.request.span, |name| name.span),
                    format!("this banner has {columns} columns, more than the {COLUMNS_MAX} of a table"),
                )
                .help("nest fewer variables, or put their codes together with `recode:`"),
            );
        }
    }

    fn repeated_columns(&mut self, chains: &[ChainPlan]) {
        let names = |chain: &ChainPlan| {
            chain.subjects.iter().map(|subject| subject.name.as_str()).collect::<Vec<_>>().join("/")
        };
        for (place, chain) in chains.iter().enumerate() {
            let name = names(chain);
            if chains.iter().take(place).any(|earlier| names(earlier) == name) {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::DuplicateVariable,
                        self.request.place_of("columns"),
                        format!("`{name}` stands twice in the columns"),
                    )
                    .help("name each variable once"),
                );
            }
        }
    }

    pub(super) fn chain(&mut self, names: &[Spanned<String>]) -> Option<ChainPlan> {
        let mut subjects = Vec::new();
        let mut all_good = true;
        for name in names {
            match self.column_subject(name) {
                Some(subject) => subjects.push(subject),
                None => all_good = false,
            }
        }
        if !all_good {
            return None;
        }
        let mut columns = vec![ColumnPlan { id: String::new(), categories: Vec::new() }];
        for subject in &subjects {
            let included = included(subject, &self.request.include_missing_columns);
            let shown: Vec<usize> = (0..subject.categories.len())
                .filter(|place| {
                    let category = &subject.categories[*place];
                    !category.hidden && (category.missing.is_none() || included.contains(place))
                })
                .collect();
            columns = columns
                .iter()
                .flat_map(|outer| shown.iter().map(|place| inner_column(outer, subject, *place)))
                .take(COLUMNS_MAX + 1)
                .collect();
        }
        Some(ChainPlan { subjects, columns })
    }

    fn column_subject(&mut self, name: &Spanned<String>) -> Option<Subject> {
        if name.value == "total" {
            self.diagnostics.push(
                Diagnostic::new(Code::NotTabulable, name.span, "Total is a column of every table")
                    .help("leave it out here; `total: false` takes it away"),
            );
            return None;
        }
        let before = self.diagnostics.len();
        let subject = self.names.subject(&name.value, name.span, self.diagnostics);
        let Some(subject) = subject else {
            self.suggest_banner(name, before);
            return None;
        };
        let is_text = matches!(subject.reference, Reference::Variable(variable)
            if matches!(self.names.questionnaire.variable(variable).kind, VariableKind::Text | VariableKind::Date));
        if subject.kind == SubjectKind::Number {
            let what = if is_text { "no codes" } else { "no bands" };
            self.diagnostics.push(
                Diagnostic::new(
                    Code::NeedsBands,
                    name.span,
                    format!("`{}` has {what}, so it makes no columns", name.value),
                )
                .help(if is_text {
                    "make a variable with codes of it, for example by `where:`".to_owned()
                } else {
                    format!(
                        "band it: `variables: {{ {0}_bands: {{ bands: {0}, cuts: [18, 30, 45] }} }}`",
                        name.value
                    )
                }),
            );
            return None;
        }
        if subject.categories.len() > CATEGORIES_MAX {
            self.too_many_categories(&subject, name.span);
            return None;
        }
        Some(subject)
    }

    pub(super) fn too_many_categories(&mut self, subject: &Subject, at: Span) {
        self.diagnostics.push(
            Diagnostic::new(
                Code::NotTabulable,
                at,
                format!(
                    "`{}` has {} different values, more than the {CATEGORIES_MAX} of a table",
                    subject.name,
                    subject.categories.len()
                ),
            )
            .help("put its values together in a derived variable"),
        );
    }

    fn suggest_banner(&mut self, name: &Spanned<String>, before: usize) {
        let banners = self.setting.banners.iter().map(|banner| banner.name.value.as_str());
        if let Some(near) = did_you_mean(&name.value, banners)
            && let Some(last) = self.diagnostics.get_mut(before)
            && last.code == Code::UnknownVariable
        {
            last.help = format!("did you mean the banner `{near}`?");
        }
    }
}
