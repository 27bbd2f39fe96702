//! What the engine counts, against loops over the responses themselves.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::engine::count;
use super::{
    Axis, CountPlan, CountRequest, Counted, Counts, Frame, Measured, STATES, Sums, TooLarge, WeightSource,
};
use crate::diagnostics::{FileId, Span};
use crate::i18n::Language;
use crate::questionnaire::condition::{self, Condition, Reference};
use crate::questionnaire::syntax::Reader;
use crate::questionnaire::{Questionnaire, VariableIndex};
use crate::responses::testing::every_type;
use crate::responses::{Answer, Missing, Response};
use crate::tabulation::dataset::Dataset;
use crate::tabulation::names::{Declared, Names};
use crate::tabulation::plan::Setting;
use crate::tabulation::report_file::Universe;
use crate::tabulation::subject::Subject;
use crate::tabulation::tests::{info, responses};

/// Numbers that look random, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}

struct Case {
    questionnaire: Arc<Questionnaire>,
    responses: Vec<Response>,
    weights: Vec<Option<f64>>,
    dataset: Dataset,
}

impl Case {
    fn of(seed: u64, respondents: usize) -> Case {
        let questionnaire = Arc::new(every_type());
        let mut numbers = Numbers(seed);
        let seeds: Vec<Vec<u64>> =
            (0..respondents).map(|_| (0..14).map(|_| numbers.next() >> 11).collect()).collect();
        let responses = responses(&questionnaire, &seeds);
        let weight = |number: u64| match number % 7 {
            0 => None,
            1 => Some(0.0),
            _ => Some((number % 1000) as f64 / 300.0),
        };
        let weights: Vec<Option<f64>> = (0..respondents).map(|_| weight(numbers.next() >> 11)).collect();
        Case::with(questionnaire, responses, weights)
    }

    fn with(questionnaire: Arc<Questionnaire>, responses: Vec<Response>, weights: Vec<Option<f64>>) -> Case {
        let extras = vec![("w".to_owned(), weights.clone())];
        let dataset = Dataset::from_responses(questionnaire.clone(), &responses, extras, info());
        Case { questionnaire, responses, weights, dataset }
    }

    fn variable(&self, name: &str) -> VariableIndex {
        self.questionnaire.find_variable(name).unwrap()
    }

    fn subject(&self, name: &str) -> Subject {
        Subject::of_variable(&self.questionnaire, self.variable(name), &Language::parse("en").unwrap())
    }

    fn condition(&self, text: &str) -> Condition {
        let language = Language::parse("en").unwrap();
        let declared = Declared::default();
        let names = Names {
            questionnaire: &self.questionnaire,
            language: &language,
            declared: &declared,
            derived: &[],
            own: 0,
            dataset: Some(&self.dataset),
        };
        let at = Span::new(FileId(0), 0, text.len());
        condition::compile(text, at, &names, &mut Vec::new()).unwrap()
    }

    fn plan(&self, requests: Vec<CountRequest>) -> CountPlan {
        CountPlan {
            filters: vec![self.condition("age > 5")],
            weights: vec![WeightSource::Column(Reference::Extra(0))],
            requests,
            ..CountPlan::new(Universe::Complete)
        }
    }

    fn count(&self, plan: &CountPlan) -> Counts {
        self.count_on(plan, 1)
    }

    fn count_on(&self, plan: &CountPlan, threads: usize) -> Counts {
        self.counted(plan, threads).unwrap()
    }

    fn counted(&self, plan: &CountPlan, threads: usize) -> Result<Counts, TooLarge> {
        let language = Language::parse("en").unwrap();
        let setting = Setting::of(
            None,
            None,
            &self.questionnaire,
            &Declared::default(),
            Some(&self.dataset),
            &language,
            &mut Reader::default(),
        );
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| count(plan, &Frame::of(&setting, &self.dataset, &plan.universe)))
    }

    /// Respondents that pass the filter and have a weight, with it.
    fn rows(&self, request: &CountRequest) -> Vec<(&Response, f64)> {
        let age = self.variable("age");
        let passes = |response: &Response| match response.answers.get(age) {
            Answer::Number(age) => *age > 5.0,
            _ => false,
        };
        let rows = self.responses.iter().zip(&self.weights);
        rows.filter(|(response, _)| request.filter.is_none() || passes(response))
            .filter_map(|(response, weight)| Some((response, request.weight.map_or(Some(1.0), |_| *weight)?)))
            .collect()
    }

    fn place(&self, axis: &Axis, response: &Response) -> usize {
        let state = |answer: &Answer| match answer {
            Answer::Missing(missing) => Missing::ALL.iter().position(|known| known == missing).unwrap(),
            _ => STATES - 1,
        };
        match axis {
            Axis::Codes(subject) => match response.answers.get(subject.reference.variable().unwrap()) {
                Answer::Single(option) => usize::from(option.0),
                Answer::Scale(point) => *point as usize,
                other => subject.categories.len() + state(other),
            },
            Axis::Flags { of, flags } => {
                let chosen: Vec<usize> = match response.answers.get(of.reference.variable().unwrap()) {
                    Answer::Multiple(set) => set.iter().map(|option| usize::from(option.0)).collect(),
                    Answer::Ranking(ranking) => ranking.iter().map(|option| usize::from(option.0)).collect(),
                    other => return (1 << flags.len()) + state(other),
                };
                flags.iter().enumerate().fold(0, |place, (bit, flag)| {
                    place | usize::from(flag.iter().any(|category| chosen.contains(category))) << bit
                })
            }
            Axis::Values(_) => {
                let at = self.responses.iter().position(|known| known.id == response.id).unwrap();
                let values = self.distinct_weights();
                self.weights[at].map_or(values.len(), |weight| {
                    values.iter().position(|known| known.to_bits() == weight.to_bits()).unwrap()
                })
            }
        }
    }

    fn distinct_weights(&self) -> Vec<f64> {
        let mut values: Vec<f64> = self.weights.iter().copied().flatten().collect();
        values.sort_by(f64::total_cmp);
        values.dedup();
        values
    }

    fn cell(&self, request: &CountRequest, lengths: &[usize], response: &Response) -> usize {
        let places = request.axes.iter().map(|axis| self.place(axis, response));
        places.zip(lengths).fold(0, |cell, (place, length)| cell * length + place)
    }
}

fn number(subject: &Subject, response: &Response) -> Option<f64> {
    match response.answers.get(subject.reference.variable().unwrap()) {
        Answer::Number(number) => Some(*number),
        Answer::Scale(point) => Some(*point as f64),
        _ => None,
    }
}

fn close(found: f64, expected: f64) -> bool {
    (found - expected).abs() <= 1e-11 * expected.abs().max(1.0)
}

fn plus(sums: &mut Sums, weight: f64) {
    sums.n += 1;
    sums.positive += u64::from(weight > 0.0);
    sums.w += weight;
    sums.w2 += weight * weight;
}

fn same(found: &Sums, expected: &Sums) -> bool {
    found.n == expected.n
        && found.positive == expected.positive
        && close(found.w, expected.w)
        && close(found.w2, expected.w2)
}

fn request(axes: Vec<Axis>, of: Measured) -> CountRequest {
    CountRequest { filter: Some(0), weight: Some(0), axes, of }
}

/// Axes of every kind, alone and together.
fn axes(case: &Case) -> Vec<Vec<Axis>> {
    let codes = |name: &str| Axis::Codes(case.subject(name));
    let flags = |name: &str, flags: &[&[usize]]| Axis::Flags {
        of: case.subject(name),
        flags: flags.iter().map(|flag| flag.to_vec()).collect(),
    };
    vec![
        vec![],
        vec![codes("role")],
        vec![codes("role"), codes("uses.r1")],
        vec![codes("role"), codes("uses.r2")],
        vec![codes("score"), codes("uses.r1"), codes("uses.r2")],
        vec![codes("uses.r2"), codes("score")],
        vec![codes("age"), codes("role")],
        vec![flags("tools", &[&[0], &[1, 2], &[3]]), codes("role")],
        vec![flags("best", &[&[0], &[2]])],
        vec![Axis::Values(Reference::Extra(0)), codes("role")],
    ]
}

/// Compares one request with a loop over the responses.
fn check(case: &Case, request: &CountRequest, counted: &Counted, without_weight: u64) {
    let rows = case.rows(request);
    let mut everybody = request.clone();
    everybody.weight = None;
    assert_eq!(without_weight, (case.rows(&everybody).len() - rows.len()) as u64);
    let lengths: Vec<usize> = match counted {
        Counted::People(cube) => cube.axes.iter().map(|axis| axis.length).collect(),
        Counted::Numbers(cube) => cube.axes.iter().map(|axis| axis.length).collect(),
        Counted::Pairs(cube) => cube.axes.iter().map(|axis| axis.length).collect(),
        Counted::Distributions(cube) => cube.axes.iter().map(|axis| axis.length).collect(),
    };
    let length: usize = lengths.iter().product();
    let cell = |response| case.cell(request, &lengths, response);
    match (&request.of, counted) {
        (Measured::People, Counted::People(cube)) => {
            let mut expected = vec![Sums::default(); length];
            rows.iter().for_each(|(response, weight)| plus(&mut expected[cell(response)], *weight));
            assert_eq!(cube.cells.len(), length);
            for (found, expected) in cube.cells.iter().zip(&expected) {
                assert!(same(found, expected), "{request:?}: {found:?} for {expected:?}");
            }
        }
        (Measured::Heads, Counted::People(cube)) => {
            let mut expected = vec![0; length];
            rows.iter().for_each(|(response, _)| expected[cell(response)] += 1);
            let expected: Vec<Sums> = expected.into_iter().map(Sums::unweighted).collect();
            assert_eq!(cube.cells, expected, "{request:?}");
        }
        (Measured::Number(y), Counted::Numbers(cube)) => {
            let mut expected = vec![(Sums::default(), [0.0; 4], f64::NAN, f64::NAN); length];
            for (response, w) in &rows {
                let Some(y) = number(y, response) else { continue };
                let (sums, own, min, max) = &mut expected[cell(response)];
                plus(sums, *w);
                for (own, term) in own.iter_mut().zip([w * y, w * y * y, w * w * y, w * w * y * y]) {
                    *own += term;
                }
                (*min, *max) = (min.min(y), max.max(y));
            }
            for (found, (sums, own, min, max)) in cube.cells.iter().zip(&expected) {
                assert!(same(&found.sums, sums), "{request:?}");
                let found = found.moved_to(0.0);
                for (found, own) in [found.wy, found.wyy, found.w2y, found.w2yy].iter().zip(own) {
                    assert!(close(*found, *own), "{request:?}: {found} for {own}");
                }
                assert_eq!((found.min.to_bits(), found.max.to_bits()), (min.to_bits(), max.to_bits()));
            }
        }
        (Measured::Pair(x, y), Counted::Pairs(cube)) => {
            let mut expected = vec![(Sums::default(), [0.0; 10]); length];
            for (response, w) in &rows {
                let (Some(x), Some(y)) = (number(x, response), number(y, response)) else { continue };
                let (sums, own) = &mut expected[cell(response)];
                plus(sums, *w);
                let products = [x, y, x * x, x * y, y * y];
                let terms = products.iter().map(|one| w * one).chain(products.iter().map(|one| w * w * one));
                own.iter_mut().zip(terms).for_each(|(own, term)| *own += term);
            }
            for (found, (sums, own)) in cube.cells.iter().zip(&expected) {
                assert!(same(&found.sums, sums), "{request:?}");
                let found = found.moved_to([0.0; 2]);
                let [a, b, c, d, e] = [found.wx, found.wy, found.wxx, found.wxy, found.wyy];
                let [f, g, h, i, j] = [found.w2x, found.w2y, found.w2xx, found.w2xy, found.w2yy];
                for (found, own) in [a, b, c, d, e, f, g, h, i, j].iter().zip(own) {
                    assert!(close(*found, *own), "{request:?}: {found} for {own}");
                }
            }
        }
        (Measured::Distribution(y), Counted::Distributions(cube)) => {
            let mut expected = vec![BTreeMap::<u64, (f64, Sums)>::new(); length];
            for (response, weight) in &rows {
                let Some(y) = number(y, response) else { continue };
                // Quarters from 0 on: whole numbers in order.
                let (_, sums) =
                    expected[cell(response)].entry((y * 4.0) as u64).or_insert((y, Sums::default()));
                plus(sums, *weight);
            }
            for (found, expected) in cube.cells.iter().zip(&expected) {
                assert_eq!(found.len(), expected.len(), "{request:?}");
                for (point, (value, sums)) in found.iter().zip(expected.values()) {
                    assert!(close(point.value, *value) && same(&point.sums, sums), "{request:?}");
                }
            }
        }
        (of, counted) => panic!("{of:?} came back as {counted:?}"),
    }
}

#[test]
fn what_is_given_up_is_not_counted_and_what_came_of_it_is_refused() {
    let case = Case::of(5, 300);
    let plan = case.plan(vec![request(vec![Axis::Codes(case.subject("role"))], Measured::People)]);
    let people = |counts: &Counts| match &counts.counted[0] {
        Counted::People(cube) => cube.cells.iter().map(|sums| sums.n).sum::<u64>(),
        other => panic!("{other:?}"),
    };
    let other = case.dataset.for_one_request();
    assert!(people(&case.count(&plan)) > 0);
    case.dataset.give_up();
    assert_eq!(people(&case.count(&plan)), 0, "no chunk was begun any more");
    assert!(case.dataset.refusal().is_some());
    assert!(other.refusal().is_none(), "what others count goes on");
}

#[test]
fn every_cube_is_what_a_loop_over_the_responses_finds() {
    for (seed, respondents) in [(7, 0), (8, 1), (9, 70), (10, 900)] {
        let case = Case::of(seed, respondents);
        let (x, y) = (case.subject("age"), case.subject("score"));
        let measured = [
            Measured::People,
            Measured::Heads,
            Measured::Number(x.clone()),
            Measured::Number(y.clone()),
            Measured::Pair(x.clone(), y),
            Measured::Distribution(x),
        ];
        let mut requests = Vec::new();
        for axes in axes(&case) {
            for of in &measured {
                for (filter, weight) in [(None, None), (Some(0), None), (None, Some(0)), (Some(0), Some(0))] {
                    requests.push(CountRequest { filter, weight, ..request(axes.clone(), of.clone()) });
                }
            }
        }
        let counts = case.count(&case.plan(requests.clone()));
        assert_eq!(counts.records, respondents as u64);
        assert_eq!(counts.counted.len(), requests.len());
        for ((request, counted), without) in requests.iter().zip(&counts.counted).zip(&counts.without_weight)
        {
            check(&case, request, counted, *without);
        }
    }
}

#[test]
fn a_request_counts_alone_as_among_others() {
    let case = Case::of(12, 2_500);
    for axes in axes(&case) {
        for of in [Measured::People, Measured::Heads] {
            for (filter, weight) in [(None, None), (None, Some(0)), (Some(0), Some(0))] {
                let request = CountRequest { filter, weight, ..request(axes.clone(), of.clone()) };
                let counts = case.count(&case.plan(vec![request.clone()]));
                check(&case, &request, &counts.counted[0], counts.without_weight[0]);
            }
        }
    }
}

#[test]
fn weights_by_themselves_count_as_those_of_a_column() {
    let case = Case::of(3, 200);
    let requests = vec![request(vec![Axis::Codes(case.subject("role"))], Measured::People)];
    let plan = case.plan(requests);
    let values = case.weights.iter().map(|weight| weight.unwrap_or(f64::NAN)).collect();
    let computed = WeightSource::Computed { name: "raked".into(), values: Arc::new(values) };
    let own = CountPlan { weights: vec![computed], ..plan.clone() };
    assert_eq!(case.count(&own), case.count(&plan));
}

#[test]
fn the_order_of_the_respondents_does_not_show() {
    let case = Case::of(5, 500);
    let mut order: Vec<usize> = (0..500).collect();
    let mut numbers = Numbers(99);
    order.sort_by_cached_key(|_| numbers.next());
    let shuffled = Case::with(
        case.questionnaire.clone(),
        order.iter().map(|at| case.responses[*at].clone()).collect(),
        order.iter().map(|at| case.weights[*at]).collect(),
    );
    let of = |case: &Case| {
        let people = axes(case).into_iter().map(|axes| request(axes, Measured::People)).collect();
        case.count(&case.plan(people))
    };
    // Weights are whole numbers, so their sums are exact.
    assert_eq!(of(&case), of(&shuffled));
    let numbers = |case: &Case| {
        let subject = case.subject("age");
        let counts = case.count(&case.plan(vec![request(vec![], Measured::Number(subject))]));
        let [Counted::Numbers(cube)] = counts.counted.as_slice() else { panic!("one cube of numbers") };
        cube.cells[0].moved_to(0.0)
    };
    let (one, other) = (numbers(&case), numbers(&shuffled));
    assert_eq!(one.sums, other.sums);
    assert!((one.wyy / other.wyy - 1.0).abs() < 1e-14 && (one.w2yy / other.w2yy - 1.0).abs() < 1e-14);
}

#[test]
fn many_respondents_on_any_number_of_threads_give_the_same_bytes() {
    // More than one part, and the last of them not a whole block.
    let case = Case::of(11, 100_000);
    let mut requests: Vec<CountRequest> = [0, 2, 3, 4, 6, 7]
        .into_iter()
        .map(|place| request(axes(&case).swap_remove(place), Measured::People))
        .collect();
    let age = case.subject("age");
    requests.push(request(vec![Axis::Codes(case.subject("role"))], Measured::Number(age)));
    for rare in ["age > 5", "age == 3 && role == 'a'"] {
        let plan = CountPlan { filters: vec![case.condition(rare)], ..case.plan(requests.clone()) };
        let one = case.count_on(&plan, 1);
        assert_eq!(format!("{:?}", case.count_on(&plan, 2)), format!("{one:?}"));
        assert_eq!(format!("{:?}", case.count_on(&plan, 8)), format!("{one:?}"));
        if rare == "age > 5" {
            for ((request, counted), without) in requests.iter().zip(&one.counted).zip(&one.without_weight) {
                check(&case, request, counted, *without);
            }
        }
    }
}

#[test]
fn cubes_that_do_not_fit_into_memory_are_refused_with_their_size() {
    let case = Case::of(3, 20);
    let all: Vec<Vec<usize>> = (0..8).map(|option| vec![option]).collect();
    let flags = || Axis::Flags { of: case.subject("tools"), flags: all.clone() };
    let small = request(vec![flags()], Measured::People);
    let large = request(vec![flags(), flags(), flags(), flags()], Measured::People);
    assert!(case.counted(&case.plan(vec![small.clone(), small.clone()]), 1).is_ok());
    let found = case.counted(&case.plan(vec![small, large]), 1);
    assert_eq!(found, Err(TooLarge { request: 1, cells: 262_usize.pow(4) }));
}

#[test]
fn threads_that_help_to_find_the_universe_do_not_wait_for_it() {
    // Lanes enough for each thread to take up another while it waits.
    let case = Case::of(7, 263_000);
    let universe = Universe::Expression(case.condition("age > 5"));
    let plan = CountPlan { universe, ..case.plan(vec![request(vec![], Measured::People)]) };
    let one = case.count(&plan);
    for _ in 0..60 {
        assert_eq!(case.count_on(&plan, 16), one);
    }
}
