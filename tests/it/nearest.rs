//! A link with one thing wrong keeps all else: the nearest that can be studied stands for what is wrong, and a sentence tells it.

use crate::strategies::settings::accepted;
use crate::strategies::tries;
use proptest::prelude::*;
use quantscope::quant::{Preset, RangeMethod};
use quantscope::study::{Edit, MapMode};
use quantscope::tensor::catalog::{EXAMPLES, ExampleKind, find};
use quantscope::{Source, State, Study, TensorCache, View};
use std::collections::BTreeMap;

/// The tensor of a source.
fn tensor(source: &Source) -> quantscope::Tensor {
    let bytes = find(&source.data).and_then(|example| match example.kind {
        ExampleKind::File { file, .. } => Some(std::fs::read(format!("www/public/samples/{file}")).expect("a sample")),
        _ => None,
    });
    source.tensor(bytes.as_deref(), &mut |_| ()).expect("the data can be loaded")
}

/// Studies a state as the page does.
fn study(state: &State) -> Result<Study, quantscope::Error> {
    Study::new(&mut TensorCache::new(tensor(&state.source)), &state.settings, state.view.selected as usize)
}

/// What a link says, by key.
fn keys(link: &str) -> BTreeMap<String, String> {
    form_urlencoded::parse(link.as_bytes()).into_owned().collect()
}

fn sources() -> impl Strategy<Value = Source> {
    let generated = (prop::sample::select(vec!["normal", "weights", "rows", "relu"]), 1u32..9, 1u32..130, any::<u32>());
    let generated = generated.prop_map(|(data, rows, cols, seed)| {
        let cols = cols.max(16u32.div_ceil(rows));
        Source { rows, cols, seed, outliers: 2, ..Source::of_example(data).expect("known") }
    });
    let examples = prop::sample::select(vec!["article-asym", "article-sym", "ties", "minilm-l0-output-bias", "minilm-l3-output-bias"]);
    let examples = examples.prop_map(|data| Source::of_example(data).expect("known"));
    let pasted = prop::sample::select(vec!["1 2 3\n4 5 6", "0.5, -1, 2, 7", "[[1, 2, 3, 4, 5], [6, 7, 8, 9, 10]]"]);
    let pasted = pasted.prop_map(|numbers| Source { data: Source::PASTED.into(), numbers: numbers.into(), ..Source::default() });
    prop_oneof![3 => generated, 2 => examples, 1 => pasted]
}

prop_compose! {
    /// States that can be studied.
    fn states()(source in sources(), settings in accepted(), value in -3f32..3.0, error in any::<bool>()) -> State {
        let (rows, cols) = source.shape().expect("a shape");
        // Other libraries lack some codes, and what is then taken is tested below.
        let lacks = settings.convention.offer() != Preset::Article.offer();
        let settings = if lacks { settings.with_convention(Preset::Article) } else { settings };
        let (settings, _) = settings.nearest(Some((rows, cols)));
        let edits = vec![Edit { index: (rows * cols - 1) as u32, value }];
        let map = if error { MapMode::Error } else { MapMode::Values };
        let view = View { selected: (rows * cols / 2) as u32, map, ..View::default() };
        State { source: Source { edits, ..source }, settings, view, ..State::default() }
    }
}

/// One thing wrong: what the link then says more, and the keys that may change for it.
#[derive(Debug, Clone)]
struct Wrong {
    says: Vec<(&'static str, String)>,
    touches: Vec<&'static str>,
}

/// What can be wrong with a state; `which` chooses.
fn wrong(state: &State, which: usize) -> Wrong {
    let says = |pairs: &[(&'static str, &str)]| pairs.iter().map(|&(key, value)| (key, value.to_owned())).collect::<Vec<_>>();
    let of = |pairs: &[(&'static str, &str)]| Wrong { says: says(pairs), touches: pairs.iter().map(|pair| pair.0).collect() };
    let (rows, cols) = state.source.shape().expect("a shape");
    let generated = find(&state.source.data).is_some_and(|example| matches!(example.kind, ExampleKind::Generated { .. }));
    match which {
        0 => {
            let group = (2..).find(|group| !cols.is_multiple_of(*group)).expect("one does not divide");
            of(&[("scheme", "symmetric"), ("granularity", "group"), ("group", &group.to_string())])
        }
        1 => of(&[("granularity", "group"), ("scheme", "nf4"), ("group", "0")]),
        2 => of(&[("scheme", "lloyd-max"), ("bits", "12")]),
        3 => of(&[("scheme", "symmetric"), ("bits", "1")]),
        4 => of(&[("scheme", "wrpn-weights"), ("bits", "1")]),
        5 => of(&[("p", "120")]),
        6 => of(&[("scheme", "asymmetric"), ("range", "sigma"), ("sigmas", "0")]),
        7 => of(&[("scheme", "asymmetric"), ("range", "sigma"), ("sigmas", "1e9")]),
        8 => of(&[("scheme", "pact"), ("bits", "4"), ("alpha", "-6")]),
        9 => of(&[("scheme", "asymmetric"), ("range", "clip"), ("lo", "2"), ("hi", "-2")]),
        10 => of(&[("colour", "blue")]),
        11 => of(&[("scheme", "nonsense")]),
        12 => of(&[("range", "nonsense")]),
        13 => of(&[("sel", &(rows * cols + 3).to_string())]),
        14 => Wrong { says: vec![("edit", format!("0:1.5,{}:2", rows * cols))], touches: vec!["edit"] },
        15 => of(&[("scheme", "bnb-nf4"), ("block", "48")]),
        16 => of(&[("scheme", "levels"), ("levels", "1,0,1")]),
        17 => of(&[("scheme", "levels"), ("levels", "")]),
        18 => of(&[("scheme", "custom-float"), ("e", "9"), ("m", "12"), ("bias", "900")]),
        19 => of(&[("scheme", "custom-float"), ("e", "4"), ("m", "0"), ("specials", "ieee")]),
        20 if generated => of(&[("rows", "0")]),
        21 if generated => of(&[("outliers", "4000000")]),
        22 if generated => of(&[("strength", "0")]),
        23 if generated => of(&[("rows", "x1")]),
        _ => of(&[("granularity", "nonsense")]),
    }
}

proptest! {
    #![proptest_config(tries(400))]

    #[test]
    fn one_thing_wrong_keeps_all_else(state in states(), which in 0usize..25) {
        prop_assume!(study(&state).is_ok());
        let link = state.to_link();
        prop_assert_eq!(State::open(&link).messages, Vec::<String>::new());
        prop_assert_eq!(&State::open(&link).state, &state);
        let wrong = wrong(&state, which);
        let mut pairs = keys(&link);
        pairs.extend(wrong.says.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
        let broken = form_urlencoded::Serializer::new(String::new()).extend_pairs(&pairs).finish();
        let opened = State::open(&broken);
        prop_assert!(!opened.messages.is_empty(), "{}", broken);
        let strip = |link: &str| {
            let mut kept = keys(link);
            kept.retain(|key, _| !wrong.touches.contains(&key.as_str()));
            // Only integers with a zero point can use HQQ, and another scheme may be what is wrong.
            if state.settings.range == RangeMethod::Hqq && wrong.touches.contains(&"scheme") {
                kept.remove("range");
            }
            kept
        };
        prop_assert_eq!(strip(&opened.state.to_link()), strip(&link), "{}: {:?}", broken, opened.messages);
        prop_assert!(opened.messages.iter().all(|message| message.ends_with('.')), "{:?}", opened.messages);
        if let Err(error) = study(&opened.state) {
            prop_assert!(false, "{error}: {} of {broken}", opened.state.to_link());
        }
        // What was replaced is right.
        let again = State::open(&opened.state.to_link());
        prop_assert_eq!(again.messages, Vec::<String>::new());
        prop_assert_eq!(again.state, opened.state);
    }
}

/// A link, what stands for what is wrong, and the sentence.
#[test]
fn the_nearest_is_taken_and_told() {
    let cases = [
        (
            "scheme=symmetric&signed=true&convention=mlx",
            "v=1&convention=mlx",
            "In the link, scheme=symmetric, signed=true: The library of this convention does not quantize so. It has only asymmetric \
             integers, unsigned codes of 2, 3, 4, 5, 6, 8 bits. Choose other codes or another convention. Taken instead: \
             scheme=asymmetric, signed=false.",
        ),
        (
            "data=normal&rows=100&cols=100&granularity=group&group=32",
            "v=1&data=normal&rows=100&cols=100&granularity=group&group=25",
            "In the link, group=32: A group of 32 does not divide a row of 100 values. Choose a divisor of 100. Taken instead: group=25.",
        ),
        ("bits=1", "v=1&bits=2", "In the link, bits=1: 1 bits are not offered. Choose 2 to 16. Taken instead: bits=2."),
        (
            "data=normal&rows=5000&cols=5000",
            "v=1&data=normal&rows=5000&cols=2000",
            "In the link, cols=5000: 25000000 values are more than this page can hold. Use at most 10000000. Taken instead: cols=2000.",
        ),
        (
            "edit=3:1,99:2",
            "v=1&edit=3%3A1",
            "In the link, edit=3:1,99:2: Value 99 does not exist: the data has 16 values, numbered from 0. Taken instead: edit=3:1.",
        ),
        (
            "scheme=bnb-nf4&block=90",
            "v=1&scheme=bnb-nf4",
            "In the link, block=90: Blocks of 90 values are not offered. Choose a power of two from 32 to 4096. Taken instead: block=64.",
        ),
        (
            "a=granularity+group+group+3",
            "v=1&a=granularity+group+group+2",
            "In the link, group=3: A group of 3 does not divide a row of 4 values. Choose a divisor of 4. Taken instead: group=2.",
        ),
    ];
    for (link, nearest, message) in cases {
        let opened = State::open(link);
        assert_eq!((opened.state.to_link().as_str(), opened.messages), (nearest, vec![message.to_owned()]), "{link}");
    }
}

#[test]
fn blocks_need_no_rows_of_their_length() {
    for scheme in ["q4-k", "q6-k", "iq4-xs", "mx-e2m1", "mx-int8", "nvfp4", "q8-0"] {
        let opened = State::open(&format!("v=1&scheme={scheme}"));
        assert_eq!((opened.state.to_link(), opened.messages), (format!("v=1&scheme={scheme}"), vec![]));
    }
}

#[test]
fn what_a_users_file_holds_is_not_known_from_the_link() {
    let link = "v=1&data=file&file=w.npy&tensor=w&edit=900%3A1&granularity=group&group=7";
    let opened = State::open(link);
    assert_eq!((opened.state.to_link().as_str(), opened.messages.len()), (link, 0));
    // Once it is known, the same is done.
    let (settings, told) = opened.state.settings.nearest(Some((10, 12)));
    assert_eq!((settings.group, told.len()), (6, 1));
}

#[test]
fn examples_have_the_shape_that_the_catalog_says() {
    for example in EXAMPLES {
        let source = Source::of_example(example.key).expect("known");
        let tensor = tensor(&source);
        assert_eq!(source.shape(), Some((tensor.rows(), tensor.cols())), "{}", example.key);
    }
}
