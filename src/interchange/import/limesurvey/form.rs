//! A LimeSurvey survey put together from its tables: groups, questions with their answers and subquestions, texts by
//! language. Files of version 4 and later keep texts in tables of their own; earlier ones repeat each row a language.

use std::collections::{BTreeMap, BTreeSet};

use super::tables::{Row, Tables};

/// A text by the language code that LimeSurvey writes.
pub(super) type Words = BTreeMap<String, String>;

#[derive(Debug, Default)]
pub(super) struct Form {
    pub(super) id: String,
    /// As LimeSurvey writes them; the first is the survey's own.
    pub(super) languages: Vec<String>,
    /// The row of the table `surveys`.
    pub(super) settings: Row,
    /// `surveyls_title`, `surveyls_welcometext` … by language.
    pub(super) texts: BTreeMap<String, Words>,
    pub(super) groups: Vec<Group>,
    /// The groups that not everybody comes to, by their ids.
    pub(super) conditional_groups: BTreeSet<String>,
    pub(super) questions: Vec<Question>,
    /// The rows of the old table of conditions, by the question id they belong to.
    pub(super) conditions: BTreeMap<String, Vec<Row>>,
    /// Question ids that have a default answer.
    pub(super) defaults: BTreeSet<String>,
    /// Quotas by name.
    pub(super) quotas: Vec<String>,
    /// How many rules of assessment there are.
    pub(super) assessments: usize,
}

#[derive(Debug, Default)]
pub(super) struct Group {
    pub(super) gid: String,
    order: i64,
    pub(super) name: Words,
    pub(super) description: Words,
    pub(super) relevance: String,
    pub(super) randomization: String,
}

#[derive(Debug, Default)]
pub(super) struct Question {
    pub(super) qid: String,
    pub(super) gid: String,
    order: i64,
    /// One character, as `L` or `!`.
    pub(super) kind: String,
    /// The question's code, which expressions name.
    pub(super) title: String,
    pub(super) text: Words,
    pub(super) help: Words,
    pub(super) pattern: String,
    pub(super) other: bool,
    /// `Y`, `N` or `S` (soft).
    pub(super) mandatory: String,
    pub(super) relevance: String,
    pub(super) attributes: BTreeMap<String, Words>,
    pub(super) subquestions: Vec<Subquestion>,
    pub(super) answers: Vec<Answer>,
}

#[derive(Debug, Default)]
pub(super) struct Subquestion {
    order: i64,
    pub(super) scale: i64,
    pub(super) code: String,
    pub(super) text: Words,
    pub(super) relevance: String,
}

#[derive(Debug, Default)]
pub(super) struct Answer {
    order: i64,
    pub(super) scale: i64,
    pub(super) code: String,
    pub(super) text: Words,
    pub(super) value: Option<f64>,
}

impl Question {
    /// An attribute of no language; `None` where it is not set.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let words = self.attributes.get(name)?;
        words
            .get("")
            .or_else(|| words.values().next())
            .map(|value| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// Whether a switch is on.
    pub(super) fn is_on(&self, name: &str) -> bool {
        self.attribute(name).is_some_and(|value| matches!(value, "1" | "Y" | "yes"))
    }

    /// The subquestions of one scale: the rows of an array, or the columns of one with two axes.
    pub(super) fn axis(&self, scale: i64) -> impl Iterator<Item = &Subquestion> {
        self.subquestions.iter().filter(move |sub| sub.scale == scale)
    }

    pub(super) fn answers_of(&self, scale: i64) -> impl Iterator<Item = &Answer> {
        self.answers.iter().filter(move |answer| answer.scale == scale)
    }
}

/// The survey in the tables, or why it is none.
pub(super) fn read(tables: &Tables) -> Result<Form, String> {
    if tables.kind != "Survey" {
        return Err(format!(
            "this is a LimeSurvey file of the kind “{}”. Export the survey as “Survey structure (.lss)”",
            if tables.kind.is_empty() { "unknown" } else { &tables.kind }
        ));
    }
    let settings = tables.rows("surveys").first().cloned().unwrap_or_default();
    let mut form = Form { id: value(&settings, "sid"), settings, ..Form::default() };
    form.languages = languages(tables, &form.settings);
    for row in tables.rows("surveys_languagesettings") {
        let language = value(row, "surveyls_language");
        for (column, text) in row.iter().filter(|(column, _)| column.starts_with("surveyls_")) {
            form.texts.entry(column.clone()).or_default().insert(language.clone(), text.clone());
        }
    }
    form.groups = groups(tables);
    let conditional = form.groups.iter().filter(|group| !is_always(&group.relevance));
    form.conditional_groups = conditional.map(|group| group.gid.clone()).collect();
    form.questions = questions(tables);
    for row in tables.rows("conditions") {
        form.conditions.entry(value(row, "qid")).or_default().push(row.clone());
    }
    form.defaults = tables.rows("defaultvalues").iter().map(|row| value(row, "qid")).collect();
    form.quotas = tables.rows("quota").iter().map(|row| value(row, "name")).collect();
    form.assessments = tables.rows("assessments").len();
    if form.questions.is_empty() {
        return Err("the survey has no questions".to_owned());
    }
    Ok(form)
}

/// Whether a relevance keeps nobody out.
pub(super) fn is_always(relevance: &str) -> bool {
    matches!(relevance.trim(), "" | "1")
}

/// The survey's own language first; then those it was translated to.
fn languages(tables: &Tables, settings: &Row) -> Vec<String> {
    let own = value(settings, "language");
    let more = value(settings, "additional_languages");
    let named = std::iter::once(own.as_str()).chain(more.split_whitespace());
    let mut all: Vec<String> = Vec::new();
    for language in named.chain(tables.languages.iter().map(String::as_str)) {
        if !language.is_empty() && !all.iter().any(|known| known == language) {
            all.push(language.to_owned());
        }
    }
    all
}

fn groups(tables: &Tables) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    // A row a language in older files; what does not depend on the language repeats.
    for row in tables.rows("groups").iter().chain(tables.rows("group_l10ns")) {
        let gid = value(row, "gid");
        let index = *at.entry(gid.clone()).or_insert_with(|| {
            groups.push(Group {
                gid,
                order: number(row, "group_order"),
                relevance: value(row, "grelevance"),
                randomization: value(row, "randomization_group"),
                ..Group::default()
            });
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(index) {
            put(&mut group.name, row, "group_name");
            put(&mut group.description, row, "description");
        }
    }
    groups.sort_by_key(|group| group.order);
    groups
}

fn questions(tables: &Tables) -> Vec<Question> {
    let mut questions: Vec<Question> = Vec::new();
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    let parents =
        tables.rows("questions").iter().filter(|row| matches!(value(row, "parent_qid").as_str(), "" | "0"));
    for row in parents {
        let qid = value(row, "qid");
        let index = *at.entry(qid.clone()).or_insert_with(|| {
            questions.push(question(row, qid));
            questions.len() - 1
        });
        if let Some(question) = questions.get_mut(index) {
            put(&mut question.text, row, "question");
            put(&mut question.help, row, "help");
        }
    }
    let mut subquestions: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for row in tables.rows("subquestions") {
        let Some(question) = at.get(&value(row, "parent_qid")).copied() else { continue };
        let qid = value(row, "qid");
        let Some(parent) = questions.get_mut(question) else { continue };
        let (_, place) = *subquestions.entry(qid).or_insert_with(|| {
            parent.subquestions.push(Subquestion {
                order: number(row, "question_order"),
                scale: number(row, "scale_id"),
                code: value(row, "title"),
                relevance: value(row, "relevance"),
                text: Words::new(),
            });
            (question, parent.subquestions.len() - 1)
        });
        if let Some(sub) = parent.subquestions.get_mut(place) {
            put(&mut sub.text, row, "question");
        }
    }
    for row in tables.rows("question_l10ns") {
        let qid = value(row, "qid");
        if let Some(question) = at.get(&qid).and_then(|index| questions.get_mut(*index)) {
            put(&mut question.text, row, "question");
            put(&mut question.help, row, "help");
        } else if let Some((index, place)) = subquestions.get(&qid)
            && let Some(sub) = questions.get_mut(*index).and_then(|one| one.subquestions.get_mut(*place))
        {
            put(&mut sub.text, row, "question");
        }
    }
    for row in tables.rows("question_attributes") {
        let Some(question) = at.get(&value(row, "qid")).and_then(|index| questions.get_mut(*index)) else {
            continue;
        };
        if let Some(text) = row.get("value") {
            let words = question.attributes.entry(value(row, "attribute")).or_default();
            words.insert(value(row, "language"), text.clone());
        }
    }
    answers(tables, &at, &mut questions);
    for question in &mut questions {
        question.subquestions.sort_by_key(|sub| (sub.scale, sub.order));
        question.answers.sort_by_key(|answer| (answer.scale, answer.order));
    }
    questions.sort_by_key(|question| question.order);
    questions
}

fn question(row: &Row, qid: String) -> Question {
    Question {
        qid,
        gid: value(row, "gid"),
        order: number(row, "question_order"),
        kind: value(row, "type"),
        title: value(row, "title"),
        pattern: value(row, "preg"),
        other: value(row, "other") == "Y",
        mandatory: value(row, "mandatory"),
        relevance: value(row, "relevance"),
        ..Question::default()
    }
}

fn answers(tables: &Tables, questions_at: &BTreeMap<String, usize>, questions: &mut [Question]) {
    /// An answer's place: its question, its scale and its code.
    type Key = (String, i64, String);
    let mut at: BTreeMap<Key, usize> = BTreeMap::new();
    let mut by_id: BTreeMap<String, Key> = BTreeMap::new();
    for row in tables.rows("answers") {
        let key = (value(row, "qid"), number(row, "scale_id"), value(row, "code"));
        let Some(question) = questions_at.get(&key.0).and_then(|index| questions.get_mut(*index)) else {
            continue;
        };
        let index = *at.entry(key.clone()).or_insert_with(|| {
            question.answers.push(Answer {
                order: number(row, "sortorder"),
                scale: key.1,
                code: key.2.clone(),
                value: value(row, "assessment_value").parse().ok(),
                text: Words::new(),
            });
            question.answers.len() - 1
        });
        if let Some(answer) = question.answers.get_mut(index) {
            put(&mut answer.text, row, "answer");
        }
        if let Some(aid) = row.get("aid") {
            by_id.insert(aid.clone(), key);
        }
    }
    for row in tables.rows("answer_l10ns") {
        let Some(key) = by_id.get(&value(row, "aid")) else { continue };
        let question = questions_at.get(&key.0).and_then(|index| questions.get_mut(*index));
        let place = at.get(key).copied().unwrap_or(usize::MAX);
        if let Some(answer) = question.and_then(|question| question.answers.get_mut(place)) {
            put(&mut answer.text, row, "answer");
        }
    }
}

/// Puts a row's text under its language, where it has both.
fn put(words: &mut Words, row: &Row, column: &str) {
    if let (Some(text), Some(language)) = (row.get(column), row.get("language")) {
        words.insert(language.clone(), text.clone());
    }
}

fn value(row: &Row, column: &str) -> String {
    row.get(column).map(|text| text.trim().to_owned()).unwrap_or_default()
}

fn number(row: &Row, column: &str) -> i64 {
    row.get(column).and_then(|text| text.trim().parse().ok()).unwrap_or(0)
}
