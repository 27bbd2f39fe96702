//! Puts the parts of a LimeSurvey survey in place: pages, conditions of groups, questions and subquestions, texts.

use std::collections::{BTreeMap, BTreeSet};

use super::build::{Builder, Built, Shape};
use super::conditions::Scope;
use super::fixed;
use super::form::{Form, Group, Question, Subquestion};
use super::script::{self, Script};
use super::symbols::Target;
use super::texts::{Lines, convert};
use crate::interchange::import::draft::{
    Draft, DraftCheck, DraftConsent, DraftItem, DraftKind, DraftOptions, DraftPage, DraftStoredAs, DraftText,
};
use crate::interchange::import::expression::{Expression, Untranslatable};
use crate::interchange::import::names::Ids;

/// Attributes that only change how a question looks on LimeSurvey's pages, or how its own reports count.
const LOOKS: [&str; 24] = [
    "cssclass",
    "display_columns",
    "display_rows",
    "text_input_width",
    "text_input_columns",
    "answer_width",
    "answer_width_bycolumn",
    "repeat_headings",
    "dropdown_size",
    "dropdown_prefix",
    "label_input_columns",
    "placeholder",
    "input_size",
    "choice_title",
    "rank_title",
    "showpopups",
    "samechoiceheight",
    "samelistheight",
    "reverse",
    "slider_orientation",
    "slider_handle",
    "slider_custom_handle",
    "printable_help",
    "time_limit_message",
];

impl Builder<'_> {
    /// The whole draft.
    pub(super) fn finish(mut self) -> Draft {
        let form = self.form;
        let mut built = Vec::new();
        for (index, question) in form.questions.iter().enumerate() {
            if self.is_hidden(question) {
                self.lose(
                    question,
                    "hidden question",
                    "it is never shown; answers from outside are no items here",
                );
                self.forget(question);
                continue;
            }
            built.push(self.question(index, question));
        }
        let always = always_answered(&built, form, &self);
        self.attach_conditions(&mut built, &always);
        self.pages(built, &always);
        self.front_and_end();
        self.survey_losses();
        self.draft
    }

    /// Whether nobody is shown the question; an equation is worked out all the same.
    fn is_hidden(&self, question: &Question) -> bool {
        let never = question.relevance.trim() == "0";
        question.kind != "*" && (question.is_on("hidden") || never)
    }

    fn forget(&mut self, question: &Question) {
        self.put(question, "", Target::Lost, None);
        for sub in &question.subquestions {
            self.put(question, &sub.code, Target::Lost, None);
        }
    }

    fn attach_conditions(&mut self, built: &mut [Built], always: &BTreeSet<String>) {
        for one in built.iter_mut() {
            let Some(question) = self.form.questions.get(one.question) else { continue };
            self.attach_to(one, question, always);
            self.attribute_losses(question);
        }
    }

    fn attach_to(&mut self, built: &mut Built, question: &Question, always: &BTreeSet<String>) {
        if built.items.is_empty() {
            return;
        }
        let shown = self.question_condition(question, always);
        match &shown {
            Ok(Some(tree)) => built.items.iter_mut().for_each(|item| item.show_if = Some(tree.clone())),
            Ok(None) => {}
            Err((what, why)) => {
                self.lose(question, what, &why.0);
                let note = format!("Not carried over: {what}");
                built.items.iter_mut().for_each(|item| item.notes.push(note.clone()));
            }
        }
        let subquestions: Vec<&Subquestion> = question.axis(0).collect();
        for (index, sub) in subquestions.iter().enumerate() {
            let tree = self.subquestion_condition(question, sub, always);
            if let Some(tree) = tree {
                attach_sub(built, index, tree);
            }
        }
        if question.kind == "*" {
            self.work_out(built, question, always);
        }
        self.validation(built, question, always);
    }

    /// When the question is asked: its equation, or the old table of conditions where it has none. An error names what
    /// was lost and why.
    fn question_condition(
        &self,
        question: &Question,
        always: &BTreeSet<String>,
    ) -> Result<Option<Expression>, (String, Untranslatable)> {
        let text = question.relevance.trim();
        if !text.is_empty() && text != "1" {
            return self
                .translated(text, Some(&question.title), always)
                .map_err(|why| (format!("relevance `{text}`"), why));
        }
        let rows = self.form.conditions.get(&question.qid).map_or(&[][..], Vec::as_slice);
        if rows.is_empty() || text == "1" {
            return Ok(None);
        }
        let tree = super::conditions::from_rows(rows);
        let scope = self.scope(Some(&question.title), always);
        let what = || format!("the old table of conditions ({})", rows.len());
        match tree {
            Ok(tree) => scope(&tree).map_err(|why| (what(), why)),
            Err(why) => Err((what(), why)),
        }
    }

    fn translated(
        &self,
        text: &str,
        own: Option<&str>,
        always: &BTreeSet<String>,
    ) -> Result<Option<Expression>, Untranslatable> {
        let inner = text.trim().strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or(text);
        let tree = script::parse(inner).map_err(Untranslatable::new)?;
        self.scope(own, always)(&tree)
    }

    fn subquestion_condition(
        &mut self,
        question: &Question,
        sub: &Subquestion,
        always: &BTreeSet<String>,
    ) -> Option<Expression> {
        let mut parts = Vec::new();
        let relevance = sub.relevance.trim();
        if !relevance.is_empty() && relevance != "1" {
            match self.translated(relevance, Some(&question.title), always) {
                Ok(tree) => parts.extend(tree),
                Err(why) => {
                    let place = format!("{}, subquestion {}", Self::place(question), sub.code);
                    self.draft.lost(place, format!("relevance `{relevance}`"), why.0);
                }
            }
        }
        for (attribute, wanted) in [("array_filter", true), ("array_filter_exclude", false)] {
            let sources = question.attribute(attribute).unwrap_or_default();
            let each = sources.split([';', ',']).map(str::trim).filter(|source| !source.is_empty());
            let named: Vec<String> = each.map(|source| format!("{source}_{}.NAOK", sub.code)).collect();
            let filters: Vec<Expression> = named
                .into_iter()
                .filter_map(|name| {
                    let empty =
                        Script::Call { function: "is_empty".to_owned(), arguments: vec![Script::Name(name)] };
                    let tree = if wanted { Script::Not(Box::new(empty)) } else { empty };
                    self.scope(None, always)(&tree).ok().flatten()
                })
                .collect();
            parts.extend(if wanted { Expression::any(filters) } else { Expression::all(filters) });
        }
        Expression::all(parts)
    }

    /// The value of an equation; where it cannot be worked out here, the item is a loss.
    fn work_out(&mut self, built: &mut Built, question: &Question, always: &BTreeSet<String>) {
        let own = self.languages.first().map(|(foreign, _)| foreign.clone()).unwrap_or_default();
        let text = question.attribute("equation").map(str::to_owned);
        let text = text.or_else(|| question.text.get(&own).cloned()).unwrap_or_default();
        let text = text.trim();
        let inner = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or(text);
        let value = script::parse(inner).map_err(Untranslatable::new).and_then(|tree| {
            let answered = |name: &str| always.contains(name);
            Scope { symbols: &self.symbols, own: None, always_answered: &answered }.number(&tree)
        });
        match value {
            Ok(value) => {
                if !question.is_on("hidden") {
                    let why = "a computed item is never shown here";
                    let place = Self::place(question);
                    self.draft.changed(place, "equation shown to respondents", why, "a computed item");
                }
                if let Some(item) = built.items.first_mut() {
                    item.text = DraftText::default();
                    if let Some((_, language)) = self.languages.first() {
                        item.text.set(language, format!("Computed: {}", question.title));
                    }
                    item.notes.push(format!("Equation: {text}"));
                    item.kind = DraftKind::Computed { value, stored_as: DraftStoredAs::Number };
                }
            }
            Err(why) => {
                self.lose(question, &format!("equation `{text}`"), &why.0);
                built.items.clear();
            }
        }
    }

    /// A validation equation as a check of the question's last item.
    fn validation(&mut self, built: &mut Built, question: &Question, always: &BTreeSet<String>) {
        let Some(text) = question.attribute("em_validation_q").map(str::to_owned) else { return };
        let message = question.attributes.get("em_validation_q_tip").map(|words| self.words(words));
        match self.translated(&text, Some(&question.title), always) {
            Ok(Some(assert)) => {
                if let Some(item) = built.items.last_mut() {
                    let mut message = message.unwrap_or_default();
                    if message.is_empty()
                        && let Some((_, language)) = self.languages.first()
                    {
                        message.set(language, "Please check this answer.");
                    }
                    item.checks.push(DraftCheck { assert, message });
                }
            }
            Ok(None) => {}
            Err(why) => self.lose(question, &format!("validation `{text}`"), &why.0),
        }
    }

    /// What the attributes of a question say that no item can.
    fn attribute_losses(&mut self, question: &Question) {
        for (name, why) in [
            ("em_validation_sq", "a check belongs to an item as a whole here"),
            ("time_limit", "there is no time limit for an item here"),
            ("exclude_all_others_auto", "options exclude one another only where they say so"),
        ] {
            if let Some(value) = question.attribute(name).filter(|value| *value != "0") {
                self.lose(question, &format!("{name} `{value}`"), why);
            }
        }
        if question.mandatory == "S" {
            let why = "an answer is either required or not here";
            self.draft.changed(Self::place(question), "softly mandatory", why, "an item that may be skipped");
        }
        if self.form.defaults.contains(&question.qid) {
            self.lose(question, "default answer", "no answer is filled in beforehand here");
        }
    }

    fn pages(&mut self, built: Vec<Built>, always: &BTreeSet<String>) {
        let form = self.form;
        let mut by_group: BTreeMap<&str, Vec<Built>> = BTreeMap::new();
        for one in built {
            let gid = form.questions.get(one.question).map_or("", |question| question.gid.as_str());
            by_group.entry(gid).or_default().push(one);
        }
        let mut page_ids = Ids::default();
        for (index, group) in form.groups.iter().enumerate() {
            let members = by_group.remove(group.gid.as_str()).unwrap_or_default();
            if members.iter().all(|one| one.items.is_empty()) && group.description.is_empty() {
                continue;
            }
            let mut page = self.page(group, index, &mut page_ids, always);
            page.shuffle = self.shuffles(group, &members);
            if !group.description.values().all(|text| text.trim().is_empty()) {
                page.items.push(self.description(group, &page));
            }
            for one in members {
                page.items.extend(one.items);
            }
            page.items.iter_mut().for_each(|item| self.convert_item(item));
            self.draft.pages.push(page);
        }
    }

    fn page(&mut self, group: &Group, index: usize, ids: &mut Ids, always: &BTreeSet<String>) -> DraftPage {
        let title = self.words(&group.name);
        let number = index + 1;
        let fallback = format!("page {number}");
        let place = format!("group {}", title.any().unwrap_or(&fallback));
        let id = ids.take(title.any().unwrap_or_default(), &fallback);
        let mut page = DraftPage { id, title, place: place.clone(), ..DraftPage::default() };
        let relevance = group.relevance.trim();
        if !relevance.is_empty() && relevance != "1" {
            match self.translated(relevance, None, always) {
                Ok(tree) => page.show_if = tree,
                Err(why) => self.draft.lost(place.clone(), format!("relevance `{relevance}`"), why.0),
            }
        }
        if !group.randomization.trim().is_empty() {
            let what = format!("randomization group “{}”", group.randomization.trim());
            self.draft.lost(
                place.clone(),
                what,
                "pages keep their order here; `shuffle` mixes the items of one",
            );
        }
        for lost in convert(&mut page.title, &self.symbols, Lines::One) {
            self.draft.lost(place.clone(), lost, "a text has words and Markdown only here");
        }
        page
    }

    /// Whether all questions of a group are in one random group.
    fn shuffles(&mut self, group: &Group, members: &[Built]) -> bool {
        let named: Vec<Option<&str>> = members
            .iter()
            .filter_map(|one| self.form.questions.get(one.question))
            .map(|question| question.attribute("random_group"))
            .collect();
        let all = named.len() > 1
            && named.first().is_some_and(Option::is_some)
            && named.windows(2).all(|two| two[0] == two[1]);
        if !all && named.iter().any(Option::is_some) {
            let place = format!("group {}", group.name.values().next().map_or("", String::as_str));
            let why = "only all items of a page can be mixed here";
            self.draft.lost(place, "random groups of questions", why);
        }
        all
    }

    /// A group's description is a note before its items.
    fn description(&mut self, group: &Group, page: &DraftPage) -> DraftItem {
        let id = self.ids.take(&format!("{}_text", page.id), "text");
        let mut item = DraftItem::new(id, DraftKind::Note, page.place.clone());
        item.text = self.words(&group.description);
        item
    }

    /// Texts of an item: HTML to Markdown, expressions to piping.
    fn convert_item(&mut self, item: &mut DraftItem) {
        let mut lost: BTreeSet<String> = BTreeSet::new();
        let symbols = &self.symbols;
        lost.extend(convert(&mut item.text, symbols, Lines::Many));
        lost.extend(convert(&mut item.help, symbols, Lines::Many));
        for check in &mut item.checks {
            lost.extend(convert(&mut check.message, symbols, Lines::One));
        }
        for row in item.kind.rows_mut() {
            lost.extend(convert(&mut row.text, symbols, Lines::One));
        }
        if let Some(DraftOptions::Own(options)) = item.kind.options_mut() {
            for option in options {
                lost.extend(convert(&mut option.text, symbols, Lines::One));
            }
        }
        if let DraftKind::Number { unit, .. } = &mut item.kind {
            lost.extend(convert(unit, symbols, Lines::One));
        }
        for what in lost {
            self.draft.lost(
                item.place.clone(),
                what,
                "a text has words, Markdown and piped answers only here",
            );
        }
    }

    /// The texts before the first page and after the last.
    fn front_and_end(&mut self) {
        let text = |builder: &Self, column: &str| {
            builder.form.texts.get(column).map(|words| builder.words(words)).unwrap_or_default()
        };
        let mut title = text(self, "surveyls_title");
        let mut intro = DraftText::default();
        let (description, welcome) = (text(self, "surveyls_description"), text(self, "surveyls_welcometext"));
        let shown =
            self.form.settings.get("showsurveypolicynotice").is_some_and(|how| how == "1" || how == "2");
        let notice = if shown { text(self, "surveyls_policy_notice") } else { DraftText::default() };
        for language in self.draft.languages.clone() {
            let parts = [&description, &welcome, &notice].map(|part| part.get(&language).unwrap_or_default());
            let joined: Vec<String> = parts
                .iter()
                .filter(|part| !part.trim().is_empty())
                .map(|part| format!("<p>{part}</p>"))
                .collect();
            intro.set(&language, joined.join("\n"));
        }
        if !notice.is_empty() {
            let mut label = text(self, "surveyls_policy_notice_label");
            let mut lost = convert(&mut label, &self.symbols, Lines::Many);
            if label.is_empty() {
                label = self.worded_text(&fixed::ACCEPT);
            }
            self.draft.consents.push(DraftConsent {
                id: "data_policy".to_owned(),
                text: label,
                required: true,
                place: "survey, data policy".to_owned(),
            });
            while let Some(what) = lost.pop_first() {
                self.draft.lost("survey, data policy", what, "a text has words and Markdown only here");
            }
        }
        let mut end = text(self, "surveyls_endtext");
        let mut lost = convert(&mut title, &self.symbols, Lines::One);
        lost.extend(convert(&mut intro, &self.symbols, Lines::Many));
        lost.extend(convert(&mut end, &self.symbols, Lines::Many));
        for what in lost {
            self.draft.lost("survey", what, "a text has words and Markdown only here");
        }
        if self
            .form
            .texts
            .get("surveyls_url")
            .is_some_and(|urls| urls.values().any(|url| !url.trim().is_empty()))
        {
            self.draft.lost("survey", "the address to go to at the end", "write a link into `endings`");
        }
        self.draft.title = title;
        self.draft.intro = intro;
        self.draft.endings.complete = end;
    }

    /// What belongs to the survey as a whole.
    fn survey_losses(&mut self) {
        let form = self.form;
        for quota in &form.quotas {
            self.draft.lost("survey", format!("quota “{quota}”"), "quotas stand in `wave.yaml`");
        }
        if form.assessments > 0 {
            let what = format!("{} rules of assessment", form.assessments);
            self.draft.lost(
                "survey",
                what,
                "respondents are shown no score here; `value` of the options is kept",
            );
        }
        let looks = form.questions.iter().filter(|question| {
            question
                .attributes
                .keys()
                .any(|name| LOOKS.contains(&name.as_str()) && question.attribute(name).is_some())
        });
        let looks = looks.count();
        if looks > 0 {
            let what = format!("classes, widths and columns of {looks} questions");
            self.draft.noted("survey", what, "canvass lays pages out itself");
        }
    }

    /// Translates a tree with what is known here.
    fn scope<'s>(
        &'s self,
        own: Option<&'s str>,
        always: &'s BTreeSet<String>,
    ) -> impl Fn(&Script) -> Result<Option<Expression>, Untranslatable> + 's {
        move |tree| {
            let answered = |name: &str| always.contains(name);
            Scope { symbols: &self.symbols, own, always_answered: &answered }.condition(tree)
        }
    }
}

/// Items that everybody must answer: required, on pages and in questions without a condition.
fn always_answered(built: &[Built], form: &Form, builder: &Builder<'_>) -> BTreeSet<String> {
    let mut always = BTreeSet::new();
    for one in built {
        let Some(question) = form.questions.get(one.question) else { continue };
        for item in &one.items {
            if item.required && builder.asked(question, &item.id).is_none() {
                always.insert(item.id.clone());
                always.extend(item.kind.rows().iter().map(|row| format!("{}.{}", item.id, row.id)));
            }
        }
    }
    always
}

/// Puts a subquestion's condition where the subquestion went.
fn attach_sub(built: &mut Built, index: usize, tree: Expression) {
    match built.shape {
        Shape::Options => {
            if let Some(DraftOptions::Own(options)) =
                built.items.first_mut().and_then(|item| item.kind.options_mut())
                && let Some(option) = options.get_mut(index)
            {
                option.show_if = Some(tree);
            }
        }
        Shape::Rows => {
            for item in &mut built.items {
                if let Some(row) = item.kind.rows_mut().get_mut(index) {
                    row.show_if = Some(tree.clone());
                }
            }
        }
        Shape::Items => {
            if let Some(item) = built.items.get_mut(index) {
                item.show_if = Expression::all(item.show_if.take().into_iter().chain([tree]));
            }
        }
        Shape::Alone => {}
    }
}
