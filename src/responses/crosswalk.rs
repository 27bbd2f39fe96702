//! Answers to one version of a questionnaire, read as answers to a later one: item by item and code by code, through
//! what the later one declares about the item it continues. Nothing stored is changed by it.

use std::collections::BTreeMap;

use super::{Answer, Answers, Missing, OptionSet};
use crate::ids::{ItemId, OptionCode, VersionId};
use crate::questionnaire::{
    Comparable, History, Item, ItemIndex, ItemKind, OptionIndex, Questionnaire, VariableIndex,
};

/// How every variable of a later version is read from the answers to an earlier one.
#[derive(Debug, Clone, PartialEq)]
pub struct Crosswalk {
    /// By variable of the later version; `None`: the earlier one has nothing that it continues.
    origins: Vec<Option<Origin>>,
    /// By variable of the earlier version: its options, and whether a person gave its answers.
    earlier: Vec<Earlier>,
    /// By variable of the earlier version: the variables of the later one that continue it.
    readers: Vec<Vec<VariableIndex>>,
}

/// Where a variable's answers come from.
#[derive(Debug, Clone, PartialEq)]
struct Origin {
    variable: VariableIndex,
    /// By option of the earlier version.
    options: Vec<Option<Target>>,
    /// The ends of a scale; no value outside them exists in the later version.
    scale: Option<(i64, i64)>,
    declared: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Target {
    option: OptionIndex,
    /// Whether a text may go with it.
    specify: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Earlier {
    options: usize,
    given: bool,
}

/// A part of somebody's answers that the later version has no place for, by the variables and options of the earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Uncarried {
    Answer(VariableIndex),
    Option(VariableIndex, OptionIndex),
    /// What was typed beside "other, specify".
    Text(VariableIndex, OptionIndex),
}

/// From each version of a wave to the last of `versions`, step by step through those between; the last one's own answers
/// need none. A version that the wave came back to counts from the last time.
pub fn crosswalks(versions: &[(VersionId, &Questionnaire)]) -> BTreeMap<VersionId, Crosswalk> {
    let mut found: BTreeMap<VersionId, Crosswalk> = BTreeMap::new();
    let Some((last, _)) = versions.last() else { return found };
    let mut onward: Option<Crosswalk> = None;
    for pair in versions.windows(2).rev() {
        let [(version, from), (_, to)] = pair else { continue };
        let step = Crosswalk::between(from, to);
        let whole = onward.as_ref().map_or_else(|| step.clone(), |onward| step.then(onward));
        if version != last {
            found.entry(version.clone()).or_insert_with(|| whole.clone());
        }
        onward = Some(whole);
    }
    found
}

impl Crosswalk {
    /// From `from` to `to`, the version that came after it. An item continues the one that its `replaces:` newly names,
    /// else the one with its own id. Codes stay themselves, but where `to` newly declares `comparable: recoded`: then a
    /// code is read as the one that its `map:` gives, and an unmapped one stays itself unless another became it. Newly
    /// declared `comparable: no` carries nothing. What `from` declared already is about an edition before it, and says
    /// nothing here.
    pub fn between(from: &Questionnaire, to: &Questionnaire) -> Crosswalk {
        let origins = (0..to.variables.len()).map(|place| origin(from, to, VariableIndex(place))).collect();
        let earlier = (0..from.variables.len()).map(|place| {
            let item = from.item(from.variable(VariableIndex(place)).item);
            let given = !matches!(item.kind, ItemKind::Computed { .. });
            Earlier { options: item.options().len(), given }
        });
        Crosswalk::of(origins, earlier.collect())
    }

    /// This step and the next one as one.
    #[must_use]
    pub fn then(&self, next: &Crosswalk) -> Crosswalk {
        let join = |later: &Origin| {
            let before = self.origins.get(later.variable.0)?.as_ref()?;
            let target = |between: &Option<Target>| {
                let between = (*between)?;
                let target = (*later.options.get(usize::from(between.option.0))?)?;
                Some(Target { specify: between.specify && target.specify, ..target })
            };
            Some(Origin {
                variable: before.variable,
                options: before.options.iter().map(target).collect(),
                scale: later.scale.zip(before.scale).map(|((a, b), (c, d))| (a.max(c), b.min(d))),
                declared: before.declared || later.declared,
            })
        };
        let origins = next.origins.iter().map(|later| join(later.as_ref()?)).collect();
        Crosswalk::of(origins, self.earlier.clone())
    }

    fn of(origins: Vec<Option<Origin>>, earlier: Vec<Earlier>) -> Crosswalk {
        let mut readers = vec![Vec::new(); earlier.len()];
        for (place, origin) in origins.iter().enumerate() {
            if let Some(origin) = origin {
                readers[origin.variable.0].push(VariableIndex(place));
            }
        }
        Crosswalk { origins, earlier, readers }
    }

    /// The answers under the variables of the later version. What the earlier one does not ask, asks in another form, or
    /// answers with what the later one does not have, is not in this respondent's version.
    pub fn carry(&self, answers: &Answers) -> Answers {
        let mut carried = Answers::all_missing(self.origins.len(), Missing::NotInVersion);
        for (place, origin) in self.origins.iter().enumerate() {
            let Some(origin) = origin else { continue };
            if let Some(answer) = origin.read(answers.get(origin.variable)) {
                carried.set(VariableIndex(place), answer);
            }
        }
        for (variable, option, text) in answers.specify_texts() {
            for (place, origin) in self.continued_by(variable) {
                if let Some(target) = origin.target(option).filter(|target| target.specify) {
                    carried.set_specify_text(VariableIndex(place), target.option, text.to_owned());
                }
            }
        }
        carried
    }

    /// What of these answers a person gave and [`Crosswalk::carry`] finds no place for, in the order of the variables.
    pub fn uncarried(&self, answers: &Answers) -> Vec<Uncarried> {
        let mut lost = Vec::new();
        for (variable, answer) in answers.iter() {
            if !self.is_given(variable) || answer.is_missing() {
                continue;
            }
            let mut readers = self.continued_by(variable).peekable();
            if readers.peek().is_none() {
                lost.push(Uncarried::Answer(variable));
            } else if !readers.any(|(_, origin)| origin.read(answer).is_some()) {
                let places = self.chosen_without_place(variable, answer);
                lost.extend(places.iter().map(|option| Uncarried::Option(variable, *option)));
                if places.is_empty() {
                    lost.push(Uncarried::Answer(variable));
                }
            }
        }
        let texts = answers.specify_texts().filter(|(variable, option, _)| {
            !self
                .continued_by(*variable)
                .any(|(_, origin)| origin.target(*option).is_some_and(|target| target.specify))
        });
        lost.extend(texts.map(|(variable, option, _)| Uncarried::Text(variable, option)));
        lost
    }

    /// Whether the earlier version has something that this variable of the later one continues.
    pub fn has(&self, variable: VariableIndex) -> bool {
        self.origin(variable).is_some()
    }

    /// The variable of the earlier version that this one of the later continues.
    pub fn source(&self, variable: VariableIndex) -> Option<VariableIndex> {
        self.origin(variable).map(|origin| origin.variable)
    }

    /// Whether a declared `replaces:` or `map:` stands between this variable of the later version and its answers.
    pub fn is_declared(&self, variable: VariableIndex) -> bool {
        self.origin(variable).is_some_and(|origin| origin.declared)
    }

    /// Whether an option of the later version was offered by the earlier one, under any code.
    pub fn offered(&self, variable: VariableIndex, option: OptionIndex) -> bool {
        self.origin(variable)
            .is_some_and(|origin| origin.options.iter().flatten().any(|target| target.option == option))
    }

    /// The options of a variable of the earlier version that have no place in the later one.
    pub fn options_without_place(&self, variable: VariableIndex) -> Vec<OptionIndex> {
        let options = self.earlier.get(variable.0).map_or(0, |earlier| earlier.options);
        (0..options)
            .map(|option| OptionIndex(option as u16))
            .filter(|option| !self.continued_by(variable).any(|(_, origin)| origin.target(*option).is_some()))
            .collect()
    }

    /// The variables of the later version that continue this one of the earlier.
    pub fn readers(&self, variable: VariableIndex) -> &[VariableIndex] {
        self.readers.get(variable.0).map_or(&[], Vec::as_slice)
    }

    /// Whether a person gives the answers of this variable of the earlier version.
    pub fn is_given(&self, variable: VariableIndex) -> bool {
        self.earlier.get(variable.0).is_some_and(|earlier| earlier.given)
    }

    /// Whether any variable of the later version continues this one of the earlier.
    pub fn continues(&self, variable: VariableIndex) -> bool {
        self.continued_by(variable).next().is_some()
    }

    /// The option of the later version that an option of the variable it continues became.
    pub fn target(&self, variable: VariableIndex, option: OptionIndex) -> Option<OptionIndex> {
        self.origin(variable)?.target(option).map(|target| target.option)
    }

    /// The points of a scale that have a place in the later version, both ends included.
    pub fn scale(&self, variable: VariableIndex) -> Option<(i64, i64)> {
        self.origin(variable)?.scale
    }

    fn origin(&self, variable: VariableIndex) -> Option<&Origin> {
        self.origins.get(variable.0)?.as_ref()
    }

    fn continued_by(&self, variable: VariableIndex) -> impl Iterator<Item = (usize, &Origin)> {
        self.readers(variable).iter().filter_map(|reader| Some((reader.0, self.origin(*reader)?)))
    }

    fn chosen_without_place(&self, variable: VariableIndex, answer: &Answer) -> Vec<OptionIndex> {
        let nowhere = self.options_without_place(variable);
        let chosen = |option: &OptionIndex| match answer {
            Answer::Single(chosen) => chosen == option,
            Answer::Multiple(ticked) => ticked.contains(*option),
            Answer::Ranking(ranked) => ranked.contains(option),
            Answer::Number(_) | Answer::Scale(_) | Answer::Date(_) | Answer::Text(_) | Answer::Missing(_) => {
                false
            }
        };
        nowhere.into_iter().filter(chosen).collect()
    }
}

impl Origin {
    fn target(&self, option: OptionIndex) -> Option<Target> {
        *self.options.get(usize::from(option.0))?
    }

    fn read(&self, answer: &Answer) -> Option<Answer> {
        let option = |option: OptionIndex| Some(self.target(option)?.option);
        match answer {
            Answer::Single(chosen) => option(*chosen).map(Answer::Single),
            Answer::Multiple(ticked) => {
                ticked.iter().map(option).collect::<Option<OptionSet>>().map(Answer::Multiple)
            }
            Answer::Ranking(ranked) => {
                let carried = ranked.iter().copied().map(option).collect::<Option<Vec<_>>>()?;
                // Two that became one have no common rank.
                let distinct: OptionSet = carried.iter().copied().collect();
                (distinct.len() == carried.len()).then_some(Answer::Ranking(carried))
            }
            Answer::Scale(value) => {
                let (from, to) = self.scale?;
                (from..=to).contains(value).then_some(Answer::Scale(*value))
            }
            same @ (Answer::Number(_) | Answer::Date(_) | Answer::Text(_) | Answer::Missing(_)) => {
                Some(same.clone())
            }
        }
    }
}

fn origin(from: &Questionnaire, to: &Questionnaire, variable: VariableIndex) -> Option<Origin> {
    let later = to.variable(variable);
    let item = to.item(later.item);
    let (source, declared) = continued_item(from, item)?;
    let earlier = from.item(source);
    let place = match later.row.and_then(|row| item.rows().get(row)) {
        Some(row) => {
            let row = earlier.rows().iter().position(|known| known.id == row.id)?;
            from.variables_of(source).nth(row)?
        }
        None => from.variables_of(source).next()?,
    };
    if std::mem::discriminant(&from.variable(place).kind) != std::mem::discriminant(&later.kind) {
        return None;
    }
    let map = (declared && item.history.comparable == Some(Comparable::Recoded)).then_some(&item.history);
    let options = earlier.options().iter().map(|option| {
        let target = code_now(map, option.code.as_str(), item)?;
        let specify = item.options().get(usize::from(target.0))?.specify;
        Some(Target { option: target, specify })
    });
    let scale = match item.kind {
        ItemKind::Scale { from, to, .. } => Some((from, to)),
        _ => None,
    };
    let renamed = earlier.id != item.id;
    Some(Origin { variable: place, options: options.collect(), scale, declared: renamed || map.is_some() })
}

/// The item of the earlier version that `item` continues, and whether `item` says something new about how.
fn continued_item(from: &Questionnaire, item: &Item) -> Option<(ItemIndex, bool)> {
    let same = from.find_item(item.id.as_str());
    let is_new = same.is_none_or(|same| declares(&from.item(same).history) != declares(&item.history));
    if is_new && item.history.comparable == Some(Comparable::No) {
        return None;
    }
    let replaced = item.history.replaces.as_ref().filter(|_| is_new);
    let replaced = replaced.and_then(|id| from.find_item(id.as_str()));
    replaced.or(same).map(|source| (source, is_new))
}

/// The part of a history that decides where answers come from.
fn declares(history: &History) -> (Option<&ItemId>, Option<Comparable>, &[(OptionCode, OptionCode)]) {
    (history.replaces.as_ref(), history.comparable, &history.map)
}

/// The option of `item` that an earlier code is read as.
fn code_now(map: Option<&History>, earlier: &str, item: &Item) -> Option<OptionIndex> {
    let entries = map.map_or(&[][..], |history| &history.map);
    let mut became = entries.iter().filter(|(_, old)| old.as_str() == earlier).map(|(new, _)| new);
    match (became.next(), became.next()) {
        (Some(code), None) => item.find_option(code.as_str()),
        // Split in two: which of them was meant is not known.
        (Some(_), Some(_)) => None,
        (None, _) if entries.iter().any(|(new, _)| new.as_str() == earlier) => None,
        (None, _) => item.find_option(earlier),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::version_id;
    use crate::responses::testing::compiled;

    const HEAD: &str =
        "canvass: 1\nid: t\nedition: '1'\ntitle: T\nlanguages: [en]\npages:\n  - id: p\n    items:\n";

    /// A questionnaire of one page with these items, each a flow mapping on its line.
    fn survey(items: &[&str]) -> Questionnaire {
        let lines: String = items.iter().map(|item| format!("      - {item}\n")).collect();
        compiled(&format!("{HEAD}{lines}"))
    }

    fn single(id: &str, codes: &[&str], more: &str) -> String {
        let options: Vec<String> =
            codes.iter().map(|code| format!("{{ code: {code}, text: {code} }}")).collect();
        format!("{{ id: {id}, type: single, text: Q, options: [{}]{more} }}", options.join(", "))
    }

    /// The code that an answer to `q` with this code is read as.
    fn code_after(versions: &[&Questionnaire], code: &str, name: &str) -> Option<String> {
        let from = versions[0];
        let mut answers = Answers::all_missing(from.variables.len(), Missing::Skipped);
        let variable = from.find_variable("q").unwrap();
        let option = from.item(from.variable(variable).item).find_option(code).unwrap();
        answers.set(variable, Answer::Single(option));
        let named: Vec<_> = versions.iter().map(|version| (version_id(version), *version)).collect();
        let walk = &crosswalks(&named)[&named[0].0];
        let to = versions.last().unwrap();
        let there = to.find_variable(name).unwrap();
        let carried = walk.carry(&answers);
        assert_eq!(carried.get(there).is_missing(), !walk.uncarried(&answers).is_empty());
        match carried.get(there) {
            Answer::Single(option) => Some(to.options(there)[usize::from(option.0)].code.to_string()),
            Answer::Missing(Missing::NotInVersion) => None,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn codes_stay_themselves_wherever_they_stand_and_a_removed_one_is_not_in_the_version() {
        let (old, new) = (survey(&[&single("q", &["a", "b"], "")]), survey(&[&single("q", &["c", "b"], "")]));
        assert_eq!(code_after(&[&old, &new], "b", "q").as_deref(), Some("b"));
        assert_eq!(code_after(&[&old, &new], "a", "q"), None);
    }

    #[test]
    fn a_map_merges_codes_and_is_read_once_though_later_versions_repeat_it() {
        let map = ", comparable: recoded, map: { o: [o, c] }";
        let one = survey(&[&single("q", &["a", "c", "o"], "")]);
        let two = survey(&[&single("q", &["a", "o"], map)]);
        let three = survey(&[&single("q", &["a", "o"], map), "{ id: more, type: text, text: M }"]);
        for code in ["c", "o"] {
            assert_eq!(code_after(&[&one, &two], code, "q").as_deref(), Some("o"));
            assert_eq!(code_after(&[&one, &two, &three], code, "q").as_deref(), Some("o"));
        }
        assert_eq!(code_after(&[&two, &three], "o", "q").as_deref(), Some("o"));
    }

    #[test]
    fn codes_that_change_places_are_each_read_as_the_other() {
        let one = survey(&[&single("q", &["1", "2"], "")]);
        let two = survey(&[&single("q", &["1", "2"], ", comparable: recoded, map: { 1: 2, 2: 1 }")]);
        assert_eq!(code_after(&[&one, &two], "1", "q").as_deref(), Some("2"));
        assert_eq!(code_after(&[&one, &two], "2", "q").as_deref(), Some("1"));
    }

    #[test]
    fn a_code_that_another_became_does_not_keep_its_old_answers() {
        let one = survey(&[&single("q", &["a", "b"], "")]);
        let two = survey(&[&single("q", &["b", "z"], ", comparable: recoded, map: { b: a }")]);
        assert_eq!(code_after(&[&one, &two], "a", "q").as_deref(), Some("b"));
        assert_eq!(code_after(&[&one, &two], "b", "q"), None);
    }

    #[test]
    fn an_item_is_continued_under_another_id_only_where_that_is_declared() {
        let one = survey(&[&single("q", &["a"], "")]);
        let silent = survey(&[&single("r", &["a"], "")]);
        let declared = survey(&[&single("r", &["a"], ", replaces: q")]);
        assert_eq!(code_after(&[&one, &silent], "a", "r"), None);
        assert_eq!(code_after(&[&one, &declared], "a", "r").as_deref(), Some("a"));
        let walk = Crosswalk::between(&one, &declared);
        assert!(walk.is_declared(VariableIndex(0)));
    }

    #[test]
    fn what_is_newly_declared_as_not_comparable_carries_nothing() {
        let one = survey(&[&single("q", &["a"], "")]);
        let two = survey(&[&single("q", &["a"], ", comparable: no")]);
        assert_eq!(code_after(&[&one, &two], "a", "q"), None);
    }

    #[test]
    fn a_multiple_a_scale_and_a_typed_text_are_carried_whole_or_not_at_all() {
        let items = |codes: &str, to: i64, specify: bool| {
            survey(&[
                &format!("{{ id: m, type: multiple, text: M, options: [{codes}] }}"),
                &format!("{{ id: s, type: scale, text: S, from: 0, to: {to} }}"),
                &format!(
                    "{{ id: o, type: single, text: O, options: [{{ code: x, text: X, specify: {specify} }}, {{ code: y, text: Y }}] }}"
                ),
            ])
        };
        let one = items("{ code: a, text: A }, { code: b, text: B }", 10, true);
        let two = items("{ code: b, text: B }, { code: c, text: C }", 7, false);
        let mut answers = Answers::all_missing(3, Missing::Skipped);
        answers
            .set(VariableIndex(0), Answer::Multiple([OptionIndex(0), OptionIndex(1)].into_iter().collect()));
        answers.set(VariableIndex(1), Answer::Scale(8));
        answers.set(VariableIndex(2), Answer::Single(OptionIndex(0)));
        answers.set_specify_text(VariableIndex(2), OptionIndex(0), "typed".to_owned());
        let walk = Crosswalk::between(&one, &two);
        let carried = walk.carry(&answers);
        assert_eq!(*carried.get(VariableIndex(0)), Answer::Missing(Missing::NotInVersion));
        assert_eq!(*carried.get(VariableIndex(1)), Answer::Missing(Missing::NotInVersion));
        assert_eq!(*carried.get(VariableIndex(2)), Answer::Single(OptionIndex(0)));
        assert_eq!(
            walk.uncarried(&answers),
            [
                Uncarried::Option(VariableIndex(0), OptionIndex(0)),
                Uncarried::Answer(VariableIndex(1)),
                Uncarried::Text(VariableIndex(2), OptionIndex(0)),
            ]
        );
        assert!(
            walk.offered(VariableIndex(0), OptionIndex(0)) && !walk.offered(VariableIndex(0), OptionIndex(1))
        );
    }

    #[test]
    fn a_version_that_the_wave_came_back_to_needs_no_crosswalk() {
        let (one, two) = (survey(&[&single("q", &["a"], "")]), survey(&[&single("q", &["a", "b"], "")]));
        let named = [(version_id(&one), &one), (version_id(&two), &two), (version_id(&one), &one)];
        let found = crosswalks(&named);
        assert_eq!(found.keys().collect::<Vec<_>>(), [&named[1].0]);
    }
}
