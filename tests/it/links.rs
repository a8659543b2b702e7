//! Links: every state survives the round trip, and no text can make the reader fail.

use crate::strategies::settings::settings;
use proptest::prelude::*;
use quantscope::num::Specials;
use quantscope::quant::RangeMethod;
use quantscope::study::{
    Classroom, CompareMode, Edit, InputKind, InputSource, Language, Layout, MapMode, OpenedLink, Part, Scheme, Spotlight, Tab, Theme,
    Workspace, Workspaces,
};
use quantscope::{Settings, Source, State, View};

fn any_f32() -> impl Strategy<Value = f32> {
    any::<f32>().prop_filter("finite", |v| v.is_finite())
}

prop_compose! {
    fn any_source()(
        data in prop::sample::select(vec!["article-asym", "article-sym", "normal", "weights", "pasted"]),
        rows in any::<u32>(), cols in any::<u32>(), seed in any::<u32>(), outliers in any::<u32>(), strength in any_f32(),
        numbers in "[0-9 ,.;\\[\\]\n&=%#+é-]{1,40}",
        edits in prop::collection::vec((any::<u32>(), any_f32()), 0..4),
    ) -> Source {
        let numbers = if data == "pasted" { numbers } else { String::new() };
        let edits = edits.into_iter().map(|(index, value)| Edit { index, value }).collect();
        Source { data: data.into(), rows, cols, seed, outliers, strength, numbers, edits, ..Source::default() }
    }
}

prop_compose! {
    fn any_inputs()(
        kind in prop::sample::select(vec![InputKind::Recorded, InputKind::None, InputKind::Made, InputKind::File]),
        tokens in any::<u32>(), seed in any::<u32>(), channels in any::<u32>(), strength in any_f32(),
        (file, tensor) in ("[a-z.&=#é ]{0,12}", "[a-z.&=#é ]{0,12}"),
    ) -> InputSource {
        let of_file = |name| if kind == InputKind::File { name } else { String::new() };
        InputSource { kind, tokens, seed, channels, strength, file: of_file(file), tensor: of_file(tensor) }
    }
}

prop_compose! {
    fn any_settings()(
        settings in settings(), bits in 1u8..=16, group in any::<u32>(), percentile in 50.001f64..=100.0,
        (clip_lo, clip_hi) in (any_f32(), any_f32()).prop_filter("ordered", |(a, b)| a < b),
        (exponent, mantissa, bias, block) in any::<(u8, u8, i32, u32)>(),
        (sigmas, alpha, levels) in (any_f32(), any_f32(), prop::collection::vec(any_f32(), 0..5)),
        specials in prop::sample::select(vec![Specials::Ieee, Specials::NanOnly, Specials::None]),
    ) -> Settings {
        settings
            .with_bits(bits)
            .with_group(group)
            .with_percentile(percentile)
            .with_clip_lo(clip_lo)
            .with_clip_hi(clip_hi)
            .with_exponent(exponent)
            .with_mantissa(mantissa)
            .with_bias(bias)
            .with_block(block)
            .with_sigmas(sigmas)
            .with_alpha(alpha)
            .with_levels(levels)
            .with_specials(specials)
    }
}

prop_compose! {
    fn any_view()(
        selected in any::<u32>(), zoom_lo in any_f32(), zoom_hi in any_f32(), from in any::<u32>(), span in any::<u32>(),
        transfer in any::<bool>(), log_counts in any::<bool>(),
        map in prop::sample::select(vec![MapMode::Values, MapMode::Codes, MapMode::Dequantized, MapMode::Error]),
        theme in prop::sample::select(vec![Theme::Auto, Theme::Light, Theme::Dark]),
        language in prop::sample::select(vec![Language::Auto, Language::En, Language::Es, Language::Zh]),
        layout in prop::sample::select(vec![Layout::Look, Layout::Lab, Layout::Present]),
        tab in prop::sample::select(vec![Tab::Matrices, Tab::InOrder, Tab::Sorted, Tab::Clipping, Tab::Bits]),
        spotlight in prop::sample::select(vec![Spotlight::Off, Spotlight::NumberLine, Spotlight::Bench]),
    ) -> View {
        let compare = if transfer { CompareMode::Transfer } else { CompareMode::Series };
        let workspace = Workspace::Tensor;
        View { workspace, selected, zoom_lo, zoom_hi, from, span, compare, log_counts, map, theme, language, layout, tab, spotlight }
    }
}

prop_compose! {
    fn any_classroom()(
        lesson in "[a-z-]{0,12}", step in any::<u32>(), key in ".{0,12}", fresh in any::<bool>(),
        hide in prop::sample::subsequence(vec![Part::Data, Part::NumberLine, Part::Tools], 0..=3),
        lock in prop::sample::subsequence(vec![Part::Bits, Part::Range, Part::Convention], 0..=3),
    ) -> Classroom {
        Classroom { lesson, step, hide, lock, key, fresh }
    }
}

proptest! {
    #![proptest_config(crate::strategies::tries(256))]

    #[test]
    fn a_state_survives_its_link(
        source in any_source(), inputs in any_inputs(), settings in any_settings(), view in any_view(), pinned in prop::collection::vec(any_settings(), 0..=State::MOST_PINNED),
        classroom in any_classroom(), layer in ".{0,20}", training in ".{0,20}",
        workspace in prop::sample::select(vec![Workspace::Tensor, Workspace::Layer, Workspace::Training]),
    ) {
        let (workspaces, view) = (Workspaces { layer, training }, View { workspace, ..view });
        let state = State { source, inputs, settings, workspaces, view, pinned, classroom };
        let opened = State::from_link(&state.to_link());
        prop_assert_eq!(&opened.messages, &Vec::<String>::new());
        // -0 and 0 write differently and compare equal: compare what is written as well.
        prop_assert_eq!(opened.state.to_link(), state.to_link());
        prop_assert_eq!(opened.state, state);
    }

    #[test]
    fn no_text_makes_the_reader_fail(text in ".{0,200}") {
        State::from_link(&text);
    }

    #[test]
    fn a_broken_value_leaves_a_message_and_the_default(key in prop::sample::select(vec![
        "data", "rows", "seed", "strength", "edit", "inputs", "tokens", "channels", "times", "scheme", "bits", "signed", "granularity", "range", "p", "lo", "convention",
        "rounding", "sel", "compare", "log", "map", "theme", "lang", "layout", "tab", "spot", "step", "hide", "lock",
    ])) {
        let opened = State::from_link(&format!("#v=1&{key}=§nonsense"));
        prop_assert_eq!(opened.messages.len(), 1);
        prop_assert!(opened.messages[0].contains(key));
        prop_assert_eq!(opened.state, State::default());
    }
}

#[test]
fn the_default_state_is_a_short_link() {
    assert_eq!(State::default().to_link(), "v=1");
    assert_eq!(State::from_link("").state, State::default());
}

#[test]
fn only_what_differs_is_written() {
    let mut state = State::of_example("weights");
    state.settings = state.settings.with_scheme(Scheme::Symmetric).with_signed(true).with_bits(8).with_range(RangeMethod::Percentile);
    assert_eq!(state.to_link(), "v=1&data=weights&scheme=symmetric&bits=8&signed=true&range=percentile");
}

#[test]
fn what_is_compared_with_is_written_short_and_its_faults_are_told() {
    let pinned = Settings::default().with_scheme(Scheme::MxE2m1).with_bits(8);
    let state = State { pinned: vec![pinned.clone()], ..State::default() };
    assert_eq!(state.to_link(), "v=1&a=scheme+mx-e2m1+bits+8");
    assert_eq!(State { pinned: vec![Settings::default()], ..State::default() }.to_link(), "v=1&a=");
    let opened = State::from_link("v=1&a=scheme+mx-e2m1+bits+8+theme+dark+group+many");
    assert_eq!(
        opened.messages,
        [
            "The link's key 'theme' is not known here and was left out.",
            "In the link, group=many: this is not a whole number. The default is used.",
        ]
    );
    assert_eq!(opened.state.pinned, [pinned]);
}

#[test]
fn up_to_three_settings_are_pinned() {
    let pinned = [3, 5, 6].map(|bits| Settings::default().with_bits(bits));
    let state = State { pinned: pinned.to_vec(), ..State::default() };
    assert_eq!(state.to_link(), "v=1&a=bits+3&b=bits+5&c=bits+6");
    assert_eq!(State::open(&state.to_link()), OpenedLink { state, messages: vec![] });
    assert_eq!(State::open("v=1&c=bits+6&b=bits+5").state.pinned, pinned[1..]);
    let faulty = State::open("v=1&a=bits+3&b=bits+40");
    assert_eq!((faulty.messages.len(), faulty.state.pinned.len()), (1, 2));
}

#[test]
fn old_links_open_in_the_layout_that_has_what_they_name() {
    let layouts = [
        ("", Layout::Look),
        ("theme=dark", Layout::Look),
        ("theme=projector", Layout::Present),
        ("spot=map", Layout::Present),
        ("hide=histogram", Layout::Lab),
        ("lock=bits,number-line", Layout::Lab),
        ("hide=map,bench,tools", Layout::Look),
        ("spot=bench&hide=histogram", Layout::Present),
        ("layout=lab&theme=projector", Layout::Lab),
        ("theme=projector&layout=lab", Layout::Lab),
        ("layout=look&spot=map&hide=histogram", Layout::Look),
    ];
    for (link, layout) in layouts {
        let OpenedLink { state, messages } = State::open(&format!("v=1&{link}"));
        assert_eq!((state.view.layout, messages), (layout, vec![]), "{link}");
        assert_eq!(State::open(&state.to_link()).state, state, "{link}");
    }
    assert_eq!(State::open("v=1&theme=projector").state.to_link(), "v=1&layout=present");
    assert_eq!(State::open("v=1&spot=map").state.to_link(), "v=1&spot=map");
    assert_eq!(State::open("v=1&layout=look&hide=histogram").state.to_link(), "v=1&layout=look&hide=histogram");
    assert_eq!(State::open("v=1&layout=lab&tab=in-order").state.to_link(), "v=1&layout=lab&tab=in-order");
}

#[test]
fn faults_are_told_key_by_key_and_the_rest_is_taken() {
    let opened = State::from_link("#v=9&bits=99&scheme=symmetric&p=40&colour=blue&range=clip&lo=3&hi=1");
    assert_eq!(
        opened.messages,
        [
            "This link is of version '9', this page reads version 1. What both know was taken.",
            "In the link, bits=99: 99 bits are not offered for this scheme. Choose 1 to 16. The default is used.",
            "In the link, p=40: The percentile keeps 40 %. Choose more than 50 and at most 100. The default is used.",
            "The link's key 'colour' is not known here and was left out.",
            "The clip range runs from 3 to 1. Its lower end must lie below its upper end. The link's clip range was left out.",
        ]
    );
    assert_eq!(opened.state.settings.scheme, Scheme::Symmetric);
    assert_eq!(opened.state.settings.bits, 4);
}

#[test]
fn long_pasted_text_stays_out_and_the_link_says_so_when_opened() {
    let source = Source { data: "pasted".into(), numbers: "1.5 ".repeat(2000), ..Source::default() };
    let link = State { source, ..State::default() }.to_link();
    assert!(link.len() < 100, "{link}");
    assert_eq!(State::from_link(&link).messages, ["The link does not hold its pasted numbers. Paste them again."]);
}

#[test]
fn a_range_method_that_does_not_apply_is_left_out_and_said() {
    for scheme in ["symmetric", "nf4", "fp4", "powers-of-two", "e4m3fn&scaled=true", "levels&scaled=true"] {
        let OpenedLink { state, messages } = State::open(&format!("v=1&bits=3&scheme={scheme}&range=hqq&p=98"));
        assert_eq!((state.settings.range, state.settings.bits, state.settings.percentile), (RangeMethod::MinMax, 3, 98.0), "{scheme}");
        assert!(matches!(messages.as_slice(), [message] if message.contains("HQQ") && message.contains("range=min-max")), "{messages:?}");
    }
    // Where it applies, and where there is no range at all, nothing is wrong.
    for scheme in ["asymmetric", "lloyd-max", "bnb-nf4", "e4m3fn", "levels"] {
        let OpenedLink { state, messages } = State::open(&format!("v=1&scheme={scheme}&range=hqq"));
        assert_eq!((state.settings.range, messages), (RangeMethod::Hqq, Vec::new()), "{scheme}");
    }
    let pinned = State::open("v=1&a=scheme nf4 range hqq");
    let range = pinned.state.pinned.first().map(|settings| settings.range);
    assert_eq!((range, pinned.messages.len()), (Some(RangeMethod::MinMax), 1));
}
