//! Blocks and the flow through them as pages: branches are conditions of pages, random parts are arms, ends are ends of
//! interviews, and skips are conditions of what they jump over.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Builder;
use super::form::{is_on, keyed, listed, string};
use super::logic::Scope;
use super::questions::place_of;
use super::symbols::{CodePairs, Target};
use super::texts::convert;
use crate::interchange::import::draft::{
    Draft, DraftArm, DraftCheck, DraftItem, DraftKind, DraftOptions, DraftPage, DraftText,
};
use crate::interchange::import::expression::{Expression, Untranslatable};
use crate::interchange::import::names::Codes;
use crate::questionnaire::Ending;

/// Groups within groups, deeper than anyone builds them.
const DEPTH_MAX: usize = 40;
/// Pages of all blocks, each as often as the flow comes to it.
const PAGES_MAX: usize = 2000;

/// A page on its way: where it comes from and when it is shown.
struct Step {
    block: String,
    /// Questions by id with their skips, page by page.
    conditions: Vec<Expression>,
}

impl Builder<'_> {
    pub(super) fn finish(mut self) -> Draft {
        self.build_questions();
        self.always = self.always_answered();
        let mut steps = Vec::new();
        match self.form.flow.clone() {
            Some(flow) => self.walk(&flow["Flow"], &[], &mut steps, 0),
            None => {
                for block in self.form.block_order.clone() {
                    steps.push(Step { block, conditions: Vec::new() });
                }
            }
        }
        if steps.is_empty() {
            for block in self.form.block_order.clone() {
                steps.push(Step { block, conditions: Vec::new() });
            }
        }
        self.attach_logic();
        self.lay_out(steps);
        self.survey_texts();
        self.draft
    }

    /// Makes the items of every question that a block has, in the order of the blocks, so that names are known before
    /// conditions need them.
    fn build_questions(&mut self) {
        let form = self.form;
        let mut unused = 0;
        for block in form.block_order.iter().filter_map(|id| form.blocks.get(id)) {
            for element in &block.elements {
                let id = string(&element["QuestionID"]);
                let Some(payload) = form.questions.get(&id).filter(|_| !self.symbols.contains_key(&id))
                else {
                    continue;
                };
                if block.is_trash {
                    unused += 1;
                    continue;
                }
                let (items, target) = self.question(&id, payload);
                self.symbols.insert(id.clone(), target);
                self.built.push((id, items));
            }
        }
        if unused > 0 {
            self.draft.noted("survey", format!("{unused} questions in the trash"), "nobody was asked them");
        }
    }

    /// Items that everybody answers who comes to a condition: required, without a condition of their own, in blocks that
    /// everybody comes to, and before anything is skipped.
    fn always_answered(&self) -> BTreeSet<String> {
        let form = self.form;
        let mut always = BTreeSet::new();
        let built: BTreeMap<&str, &[DraftItem]> =
            self.built.iter().map(|(id, items)| (id.as_str(), items.as_slice())).collect();
        let flow = form.flow.as_ref().map(|flow| listed(&flow["Flow"])).unwrap_or_default();
        let plain = flow
            .iter()
            .filter(|element| matches!(string(&element["Type"]).as_str(), "Block" | "Standard"))
            .filter_map(|element| form.blocks.get(&string(&element["ID"])));
        for element in plain.flat_map(|block| &block.elements) {
            let id = string(&element["QuestionID"]);
            let conditional =
                form.questions.get(&id).is_none_or(|payload| payload["DisplayLogic"].is_object());
            let items = built.get(id.as_str()).copied().unwrap_or_default();
            for item in items.iter().filter(|item| item.required && !conditional) {
                always.insert(item.id.clone());
                always.extend(item.kind.rows().iter().map(|row| format!("{}.{}", item.id, row.id)));
            }
            if !listed(&element["SkipLogic"]).is_empty() {
                break;
            }
        }
        always
    }

    fn translated(&self, logic: &Value) -> Result<Option<Expression>, Untranslatable> {
        let answered = |name: &str| self.always.contains(name);
        self.scope(&answered).condition(logic)
    }

    fn scope<'s>(&'s self, always_answered: &'s dyn Fn(&str) -> bool) -> Scope<'s> {
        Scope { symbols: &self.symbols, fields: &self.fields, languages: &self.languages, always_answered }
    }

    /// Goes through the flow and notes which blocks are shown, each with the conditions around it.
    fn walk(&mut self, flow: &Value, around: &[Expression], steps: &mut Vec<Step>, depth: usize) {
        if depth > DEPTH_MAX {
            self.draft.lost("flow", "elements nested too deep", "nobody builds a flow like that");
            return;
        }
        for element in listed(flow) {
            let id = string(&element["FlowID"]);
            let place = format!("flow {id}");
            match string(&element["Type"]).as_str() {
                "Block" | "Standard" => {
                    if steps.len() < PAGES_MAX {
                        steps.push(Step { block: string(&element["ID"]), conditions: around.to_vec() });
                    }
                }
                "Group" | "Root" | "Authenticator" => {
                    if string(&element["Type"]) == "Authenticator" {
                        self.draft.lost(
                            place,
                            "authenticator",
                            "who may take part is said by the wave's links",
                        );
                    }
                    self.walk(&element["Flow"], around, steps, depth + 1);
                }
                "Branch" => self.branch(element, &place, around, steps, depth),
                "BlockRandomizer" | "Randomizer" => self.randomizer(element, &place, around, steps, depth),
                "EndSurvey" => self.end(element, &place, around, steps),
                "EmbeddedData" => self.embedded(element, &place),
                other => {
                    let what = format!("element of the flow of the kind {other}");
                    self.draft.lost(place, what, "it has no like in a questionnaire");
                    self.walk(&element["Flow"], around, steps, depth + 1);
                }
            }
        }
    }

    fn branch(
        &mut self,
        element: &Value,
        place: &str,
        around: &[Expression],
        steps: &mut Vec<Step>,
        depth: usize,
    ) {
        let mut inner = around.to_vec();
        match self.translated(&element["BranchLogic"]) {
            Ok(tree) => inner.extend(tree),
            Err(why) => {
                let ends = listed(&element["Flow"]).iter().any(|one| string(&one["Type"]) == "EndSurvey");
                let what = "the condition of a branch";
                if ends {
                    // An end that is not understood must not end the interview of everybody.
                    self.draft.lost(place, format!("{what} that ends the interview"), why.0);
                    return;
                }
                self.draft.lost(place, format!("{what}; its pages are shown to everyone"), why.0);
            }
        }
        self.walk(&element["Flow"], &inner, steps, depth + 1);
    }

    /// A randomizer that picks one of its parts is an arm.
    fn randomizer(
        &mut self,
        element: &Value,
        place: &str,
        around: &[Expression],
        steps: &mut Vec<Step>,
        depth: usize,
    ) {
        let parts = listed(&element["Flow"]);
        let picked = string(&element["SubSet"]).parse::<usize>().unwrap_or(parts.len());
        if parts.len() < 2 || picked >= parts.len() {
            if parts.len() > 1 {
                self.draft.lost(place, "random order of parts of the flow", "pages keep their order here");
            }
            self.walk(&element["Flow"], around, steps, depth + 1);
            return;
        }
        if picked != 1 {
            let what = format!("{picked} of {} parts at random; all of them are shown", parts.len());
            self.draft.lost(place, what, "an arm picks one of its groups here");
            self.walk(&element["Flow"], around, steps, depth + 1);
            return;
        }
        let parts: Vec<Value> = parts.into_iter().cloned().collect();
        let (arm, codes) = self.arm(&parts);
        for (part, code) in parts.iter().zip(codes) {
            let mut inner = around.to_vec();
            inner.push(Expression::is(format!("arm.{arm}"), code));
            let list = Value::Array(vec![part.clone()]);
            self.walk(&list, &inner, steps, depth + 1);
        }
    }

    /// The arm of a randomizer, named after the embedded data that its parts set where they do.
    fn arm(&mut self, parts: &[Value]) -> (String, Vec<String>) {
        let set: Vec<Vec<(String, String)>> = parts.iter().map(fields_set).collect();
        let field = set.first().and_then(|fields| {
            fields.iter().map(|(field, _)| field).find(|field| {
                set.iter()
                    .all(|fields| fields.iter().any(|(known, value)| known == *field && !value.is_empty()))
            })
        });
        let name = field.cloned().unwrap_or_else(|| format!("random_{}", self.draft.arms.len() + 1));
        let mut ids = crate::interchange::import::names::Ids::default();
        self.draft.arms.iter().for_each(|arm| {
            ids.take(&arm.id, "arm");
        });
        let id = ids.take(&name, "random");
        let mut codes = Codes::default();
        let mut pairs: CodePairs = Vec::new();
        for (index, fields) in set.iter().enumerate() {
            let value = fields.iter().find(|(known, _)| Some(known) == field).map(|(_, value)| value.clone());
            let letter = char::from(b'a' + (index % 26) as u8).to_string();
            let code = codes.take(value.as_deref().unwrap_or(&letter), &letter);
            pairs.push((value.unwrap_or_default(), code));
        }
        let groups: Vec<String> = pairs.iter().map(|(_, code)| code.clone()).collect();
        self.draft.arms.push(DraftArm { id: id.clone(), groups: groups.clone() });
        if let Some(field) = field {
            self.fields.arms.insert(field.clone(), (id.clone(), pairs));
        }
        (id, groups)
    }

    fn embedded(&mut self, element: &Value, place: &str) {
        for data in listed(&element["EmbeddedData"]) {
            let field = string(&data["Field"]);
            if self.fields.arms.contains_key(&field) {
                continue;
            }
            self.draft.lost(
                place,
                format!("embedded data `{field}`"),
                "what comes with a link is its `source` here",
            );
        }
    }

    /// The interview ends here for those the conditions hold for.
    fn end(&mut self, element: &Value, place: &str, around: &[Expression], steps: &mut [Step]) {
        let screened = string(&element["Options"]["ResponseFlag"]).to_lowercase().contains("screen");
        let ending = if screened { Ending::ScreenedOut } else { Ending::Complete };
        if !string(&element["Options"]["EOSRedirectURL"]).trim_start_matches("http://").is_empty() {
            self.draft.lost(place, "address to go to at this end", "write a link into `endings`");
        }
        let Some(condition) = Expression::all(around.iter().cloned()) else {
            self.draft.noted(place, "end of the survey", "an interview ends behind its last page");
            return;
        };
        // On the last item that everybody who comes here was asked: an end of an item that is not asked is none.
        let last = steps
            .iter()
            .rev()
            .filter(|step| step.conditions.iter().all(|one| around.contains(one)))
            .find_map(|step| {
                let block = self.form.blocks.get(&step.block)?;
                let ids: Vec<String> = block.elements.iter().map(|one| string(&one["QuestionID"])).collect();
                self.built.iter().rposition(|(id, items)| {
                    let payload = self.form.questions.get(id);
                    let everyone = payload.is_some_and(|payload| !payload["DisplayLogic"].is_object());
                    ids.contains(id) && !items.is_empty() && everyone
                })
            });
        let item = last.and_then(|at| self.built.get_mut(at)).and_then(|(_, items)| items.last_mut());
        match item {
            Some(item) => add_end(item, ending, condition),
            None => self.draft.lost(place, "end of the survey", "it stands before every question"),
        }
    }

    /// Display logic of questions and choices, and custom validation.
    fn attach_logic(&mut self) {
        let form = self.form;
        let mut built = std::mem::take(&mut self.built);
        // Names in the scope come from the symbols; the items are only needed to know what everybody answers.
        self.built = built.clone();
        for (id, items) in &mut built {
            let Some(payload) = form.questions.get(id) else { continue };
            match self.translated(&payload["DisplayLogic"]) {
                Ok(Some(tree)) => items.iter_mut().for_each(|item| item.show_if = Some(tree.clone())),
                Ok(None) => {}
                Err(why) => self.lose(id, payload, "display logic; it is asked of everyone", &why.0),
            }
            self.attach_choices(id, payload, items);
            self.attach_check(id, payload, items);
            if !string(&payload["QuestionJS"]).is_empty() {
                self.lose(id, payload, "JavaScript", "a questionnaire holds no programs");
            }
            if payload["DefaultChoices"].is_object() {
                self.lose(id, payload, "default choices", "no answer is filled in beforehand here");
            }
        }
        self.built = built;
    }

    fn attach_choices(&mut self, id: &str, payload: &Value, items: &mut [DraftItem]) {
        let target = self.symbols.get(id).cloned();
        for (list, is_rows) in [("Choices", true), ("Answers", false)] {
            for (key, choice) in keyed(&payload[list]) {
                if !choice["DisplayLogic"].is_object() {
                    continue;
                }
                let tree = match self.translated(&choice["DisplayLogic"]) {
                    Ok(Some(tree)) => tree,
                    Ok(None) => continue,
                    Err(why) => {
                        self.lose(id, payload, &format!("display logic of choice {key}"), &why.0);
                        continue;
                    }
                };
                if !place_condition(items, target.as_ref(), &key, is_rows, tree) {
                    self.lose(
                        id,
                        payload,
                        &format!("display logic of choice {key}"),
                        "it has no option or row here",
                    );
                }
            }
        }
    }

    fn attach_check(&mut self, id: &str, payload: &Value, items: &mut [DraftItem]) {
        let custom = &payload["Validation"]["Settings"]["CustomValidation"];
        if string(&payload["Validation"]["Settings"]["Type"]) != "CustomValidation" {
            return;
        }
        match self.translated(&custom["Logic"]) {
            Ok(Some(assert)) => {
                let mut message = DraftText::default();
                if let Some((_, language)) = self.languages.first() {
                    let words = string(&custom["Message"]["description"]);
                    message.set(
                        language,
                        if words.is_empty() { "Please check this answer.".to_owned() } else { words },
                    );
                }
                if let Some(item) = items.last_mut() {
                    item.checks.push(DraftCheck { assert, message });
                }
            }
            Ok(None) => {}
            Err(why) => self.lose(id, payload, "custom validation", &why.0),
        }
    }

    /// Pages from the blocks that the flow comes to, cut at page breaks.
    fn lay_out(&mut self, steps: Vec<Step>) {
        let mut used: BTreeSet<String> = BTreeSet::new();
        for step in steps {
            let form = self.form;
            let Some(block) = form.blocks.get(&step.block) else { continue };
            if block.is_trash {
                continue;
            }
            let place = format!("block {}", if block.name.is_empty() { &step.block } else { &block.name });
            if !used.insert(step.block.clone()) {
                self.draft.lost(place, "the block a second time", "an item stands once in a questionnaire");
                continue;
            }
            self.block_losses(block, &place);
            let show_if = Expression::all(step.conditions);
            let mut pages: Vec<Vec<DraftItem>> = vec![Vec::new()];
            let mut skips: Vec<(Expression, String)> = Vec::new();
            for element in &block.elements {
                if string(&element["Type"]) == "Page Break" {
                    pages.push(Vec::new());
                    continue;
                }
                let id = string(&element["QuestionID"]);
                skips.retain(|(_, until)| *until != id);
                let mut items = self
                    .built
                    .iter_mut()
                    .find(|(known, _)| *known == id)
                    .map(|(_, items)| std::mem::take(items))
                    .unwrap_or_default();
                for item in &mut items {
                    let jumped = skips.iter().map(|(tree, _)| tree.clone());
                    item.show_if = Expression::all(item.show_if.take().into_iter().chain(jumped));
                }
                self.skips(&id, element, &mut items, &mut skips);
                if let Some(page) = pages.last_mut() {
                    page.extend(items);
                }
            }
            if skips.iter().any(|(_, until)| !until.is_empty()) {
                self.draft.lost(
                    place.clone(),
                    "a skip beyond the end of its block",
                    "only what is left of the block is jumped over",
                );
            }
            for items in pages.into_iter().filter(|items| !items.is_empty()) {
                let id = self.page_ids.take(&block.name, "page");
                let mut page = DraftPage {
                    id,
                    show_if: show_if.clone(),
                    place: place.clone(),
                    items,
                    ..DraftPage::default()
                };
                page.shuffle = string(&block.options["RandomizeQuestions"]) == "RandomizeAll"
                    || string(&block.options["RandomizeQuestions"]) == "All";
                page.items.iter_mut().for_each(|item| self.convert_item(item));
                self.draft.pages.push(page);
            }
        }
        let left = self.built.iter().filter(|(_, items)| !items.is_empty()).count();
        if left > 0 {
            self.draft.noted(
                "flow",
                format!("{left} questions of blocks that the flow never comes to"),
                "nobody was asked them",
            );
        }
    }

    fn block_losses(&mut self, block: &super::form::Block, place: &str) {
        match string(&block.options["RandomizeQuestions"]).as_str() {
            "" | "false" | "false_" | "None" | "RandomizeAll" | "All" => {}
            other => self.draft.lost(
                place,
                format!("random choice of questions ({other})"),
                "all items of a page are asked here",
            ),
        }
        if !string(&block.options["Looping"]).is_empty() && string(&block.options["Looping"]) != "None" {
            self.draft.lost(place, "loop and merge; the block stands once", "items are not repeated here");
        }
    }

    /// Skips behind a question: to the end of the survey, or over what comes next in the block.
    fn skips(
        &mut self,
        id: &str,
        element: &Value,
        items: &mut [DraftItem],
        skips: &mut Vec<(Expression, String)>,
    ) {
        let form = self.form;
        let Some(payload) = form.questions.get(id) else { return };
        let always = self.always.clone();
        for skip in listed(&element["SkipLogic"]) {
            let to = string(&skip["SkipToDestination"]);
            let answered = |name: &str| always.contains(name);
            let tree = match self.scope(&answered).single(skip) {
                Ok(tree) => tree,
                Err(why) => {
                    self.lose(id, payload, &format!("skip to {to}"), &why.0);
                    continue;
                }
            };
            match to.as_str() {
                "ENDOFSURVEY" => {
                    if let Some(item) = items.last_mut() {
                        add_end(item, Ending::Complete, tree);
                    }
                }
                "ENDOFBLOCK" | "" => skips.push((self.scope(&answered).unless(tree), String::new())),
                question => skips.push((self.scope(&answered).unless(tree), question.to_owned())),
            }
        }
    }

    /// Texts of an item: HTML to Markdown, piped texts to piping.
    fn convert_item(&mut self, item: &mut DraftItem) {
        let mut lost: BTreeSet<String> = BTreeSet::new();
        let symbols = &self.symbols;
        lost.extend(convert(&mut item.text, symbols, false));
        for check in &mut item.checks {
            lost.extend(convert(&mut check.message, symbols, true));
        }
        for row in item.kind.rows_mut() {
            lost.extend(convert(&mut row.text, symbols, true));
        }
        if let Some(DraftOptions::Own(options)) = item.kind.options_mut() {
            for option in options {
                lost.extend(convert(&mut option.text, symbols, true));
            }
        }
        if let DraftKind::Scale { from_text, to_text, .. } = &mut item.kind {
            lost.extend(convert(from_text, symbols, true));
            lost.extend(convert(to_text, symbols, true));
        }
        for what in lost {
            self.draft.lost(
                item.place.clone(),
                what,
                "a text has words, Markdown and piped answers only here",
            );
        }
    }

    fn survey_texts(&mut self) {
        let options = &self.form.options;
        if let Some((_, language)) = self.languages.first() {
            let mut end = DraftText::new(language, string(&options["EOSMessage"]));
            if !string(&options["EOSMessageLibrary"]).is_empty() {
                self.draft.lost(
                    "survey",
                    "the message at the end, which is kept in a library",
                    "it is not in the file",
                );
                end = DraftText::default();
            }
            let mut header = DraftText::new(language, string(&options["Header"]));
            let mut lost = convert(&mut end, &self.symbols, false);
            lost.extend(convert(&mut header, &self.symbols, false));
            for what in lost {
                self.draft.lost("survey", what, "a text has words and Markdown only here");
            }
            self.draft.endings.complete = end;
            self.draft.intro = header;
            let mut title = std::mem::take(&mut self.draft.title);
            convert(&mut title, &self.symbols, true);
            self.draft.title = title;
        }
        let redirect = string(&options["EOSRedirectURL"]);
        if string(&options["SurveyTermination"]) == "Redirect" && !redirect.is_empty() {
            self.draft.lost(
                "survey",
                format!("the address to go to at the end, {redirect}"),
                "write a link into `endings`",
            );
        }
        for quota in &self.form.quotas {
            self.draft.lost("survey", format!("quota “{quota}”"), "quotas stand in `wave.yaml`");
        }
        if is_on(&options["BallotBoxStuffingPrevention"]) {
            self.draft.noted(
                "survey",
                "prevention of a second response",
                "a wave says how often one may answer",
            );
        }
    }
}

/// Adds an end to what an item ends already.
fn add_end(item: &mut DraftItem, ending: Ending, condition: Expression) {
    item.end_if = Some(match item.end_if.take() {
        Some((known, before)) => {
            let joined = Expression::any([before.clone(), condition]).unwrap_or(before);
            (known, joined)
        }
        None => (ending, condition),
    });
}

/// Puts the condition of a choice where the choice went; whether there is such a place.
fn place_condition(
    items: &mut [DraftItem],
    target: Option<&Target>,
    key: &str,
    is_rows: bool,
    tree: Expression,
) -> bool {
    match target {
        Some(Target::Grid { rows, codes, .. } | Target::MultipleGrid { rows, codes, .. }) => {
            let Some(item) = items.first_mut() else { return false };
            if is_rows {
                let id = rows.iter().find(|(known, _)| known == key).map(|(_, id)| id.clone());
                let row = item.kind.rows_mut().iter_mut().find(|row| Some(&row.id) == id.as_ref());
                return row.map(|row| row.show_if = Some(tree)).is_some();
            }
            option_condition(item, codes, key, tree)
        }
        Some(
            Target::Single { codes, .. } | Target::Multiple { codes, .. } | Target::Ranking { codes, .. },
        ) => items.first_mut().is_some_and(|item| option_condition(item, codes, key, tree)),
        Some(Target::Numbers(names) | Target::Texts(names)) => {
            let name = names.iter().find(|(known, _)| known == key).map(|(_, name)| name.clone());
            let Some(name) = name else { return false };
            for item in items {
                if item.id == name {
                    item.show_if = Expression::all(item.show_if.take().into_iter().chain([tree]));
                    return true;
                }
                let row = name.strip_prefix(&format!("{}.", item.id));
                if let Some(row) = row.and_then(|id| item.kind.rows_mut().iter_mut().find(|row| row.id == id))
                {
                    row.show_if = Some(tree);
                    return true;
                }
            }
            false
        }
        Some(Target::Scale { .. } | Target::Number(_) | Target::Text(_) | Target::Date(_) | Target::Lost)
        | None => false,
    }
}

fn option_condition(item: &mut DraftItem, codes: &[(String, String)], key: &str, tree: Expression) -> bool {
    let Some(DraftOptions::Own(options)) = item.kind.options_mut() else { return false };
    let at = place_of(codes, options, key);
    at.and_then(|at| options.get_mut(at)).map(|option| option.show_if = Some(tree)).is_some()
}

/// The embedded data that a part of a randomizer sets, at its top or within a group.
fn fields_set(part: &Value) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut left = vec![part];
    for _ in 0..100 {
        let Some(one) = left.pop() else { break };
        match string(&one["Type"]).as_str() {
            "EmbeddedData" => found.extend(
                listed(&one["EmbeddedData"])
                    .iter()
                    .map(|data| (string(&data["Field"]), string(&data["Value"]))),
            ),
            "Group" => left.extend(listed(&one["Flow"])),
            _ => {}
        }
    }
    found
}
