//! The leading sentence and the advice of well-known pictures, word for word.

use quantscope::chart::{ChartSizes, Frame, Readout, SpanRole};
use quantscope::study::Source;
use quantscope::tensor::catalog::{ExampleKind, find};
use quantscope::{State, Study, TensorCache};

/// What a link's picture says; words that name dequantized values between stars, clipped ones between tildes.
fn said(link: &str) -> [String; 2] {
    let readout = readout(link);
    let marked = |text: &str, mark: &str| format!("{mark}{text}{mark}");
    let lead = readout.lead.iter().map(|span| match span.role {
        SpanRole::Dequantized => marked(&span.text, "*"),
        SpanRole::Clipped => marked(&span.text, "~"),
        _ => span.text.clone(),
    });
    [lead.collect(), readout.advice.clone()].map(|text| text.replace(['\u{2009}', '\u{a0}'], " "))
}

fn readout(link: &str) -> Readout {
    let opened = State::open(link);
    assert!(opened.messages.is_empty(), "{link}: {:?}", opened.messages);
    let State { source, settings, view, .. } = opened.state;
    let file = match find(&source.data).map(|example| example.kind) {
        Some(ExampleKind::File { file, .. }) => Some(std::fs::read(format!("www/public/samples/{file}")).expect("a sample")),
        _ => None,
    };
    let tensor = Source::tensor(&source, file.as_deref(), &mut |_| {}).expect("sound data");
    let mut cache = TensorCache::new(tensor);
    let study = Study::new(&mut cache, &settings, view.selected as usize).expect("sound settings");
    Frame::build(&cache, &study, &view, &ChartSizes::default()).0.readout
}

#[test]
fn a_picture_is_told_in_one_sentence() {
    let cases = [
        (
            "",
            "16 numbers in 4 bits: *6 different values* are left.",
            "Fewer bits, fewer levels. Press 2, 3, 8 and watch which numbers become the same.",
        ),
        (
            "bits=2",
            "16 numbers in 2 bits: *3 different values* are left.",
            "More bits, more levels. Press 3, 4, 8 and watch which numbers come apart again.",
        ),
        (
            "bits=16",
            "16 numbers in 16 bits: *all 15 different values stay different*.",
            "Fewer bits, fewer levels. Press 2, 3, 4, 8 and watch which numbers become the same.",
        ),
        (
            "data=minilm-l0-output-weight",
            "98 304 numbers in 4 bits: *99.99 % of them become zero*.",
            "One value, 7.915, is 157 standard deviations out. It sets the step for all others: 0.5479. Try one scale for each row.",
        ),
        (
            "scheme=e4m3fn&edit=0:1000",
            "16 numbers in 8-bit floats (E4M3): *14 different values* are left, ~1 is clipped~.",
            "The largest number of the format is 448. With a scale, its levels reach every value.",
        ),
        (
            "scheme=e2m1",
            "16 numbers in 4-bit floats (E2M1): *4 different values* are left, ~9 are clipped~.",
            "The largest number of the format is 6. With a scale, its levels reach every value.",
        ),
        (
            "scheme=e5m2&edit=0:100000",
            "16 numbers in 8-bit floats (E5M2): ~1 is too large~ and becomes infinite.",
            "The largest number of the format is 57 344. With a scale, its levels reach every value.",
        ),
        (
            "scheme=nf4",
            "16 numbers in 4 bits: *6 different values* are left.",
            "The 16 levels keep their pattern, denser near zero; only the scale follows the values.",
        ),
        ("scheme=binary", "16 numbers in 1 bit: *1 different value* is left.", "Each value keeps its sign; all share the magnitude 17.92."),
        (
            "scheme=ternary",
            "16 numbers in 2 bits: *2 different values* are left.",
            "What is near zero becomes 0; the rest keeps its sign and shares the magnitude 41.2.",
        ),
        (
            "scheme=lloyd-max&bits=2",
            "16 numbers in 2 bits: *4 different values* are left.",
            "Each level is the mean of the values that go to it.",
        ),
        (
            "scheme=unit-activations",
            "16 numbers in 4 bits: *5 different values* are left, ~12 are clipped~.",
            "The 16 levels stay where they are whatever the values, evenly spaced.",
        ),
        (
            "granularity=row&sel=5",
            "Row 2 of 4, 4 numbers in 4 bits: *3 different values* are left.",
            "Fewer bits, fewer levels. Press 2, 3, 8 and watch which numbers become the same.",
        ),
        (
            "data=minilm-l0-output-weight&granularity=row&sel=54000&scheme=symmetric&signed=true",
            "Row 36 of 64, 1536 numbers in 4 bits: *99.93 % of them become zero*.",
            "One value, 7.915, is 39 standard deviations out. It sets the step for all others: 1.131. Pull that end of the range in.",
        ),
        (
            "data=minilm-l0-output-weight&scheme=q4-k",
            "Block 1 of 384, part 1 of 8, 32 numbers in 4 bits: *11 different values* are left.",
            "Parts of 32 numbers share a scale, here 0.009463; 8 parts make a block of 256.",
        ),
        (
            "data=minilm-l0-output-weight&scheme=mx-e2m1",
            "Block 1 of 3072, 32 numbers in 4-bit floats (E2M1): *12 different values* are left.",
            "Blocks of 32 numbers share one scale, here 0.01562.",
        ),
        (
            "data=minilm-l0-output-weight&scheme=bnb-nf4",
            "Block 1 of 1536, 64 numbers in 4 bits: *15 different values* are left.",
            "The 16 levels keep their pattern, denser near zero; only the scale follows the values.",
        ),
        (
            "data=normal&range=percentile&p=99&bits=4",
            "1024 numbers in 4 bits: *16 different values* are left, ~6 are clipped~.",
            "Clipping pays here: the mean squared error is 0.01249; it would be 0.01749 with nothing clipped.",
        ),
        (
            "data=normal&range=percentile&p=80&bits=8",
            "1024 numbers in 8 bits: *244 different values* are left, ~200 are clipped~.",
            "Clipping costs here: the mean squared error is 0.08466; it would be 60.28 × 10⁻⁶ with nothing clipped.",
        ),
        (
            "data=pasted&numbers=1 1 1 1",
            "4 numbers, all 1: they come back *exactly*.",
            "One level is enough for values that are all equal.",
        ),
        ("data=pasted&numbers=3&scheme=nf4", "1 number, 3: it comes back *exactly*.", "One level is enough for values that are all equal."),
        (
            "data=pasted&numbers=0 1 2 3",
            "4 numbers in 4 bits: *every one comes back exactly*.",
            "Fewer bits, fewer levels. Press 2, 3, 8 and watch which numbers become the same.",
        ),
        (
            "data=pasted&numbers=1 2 nan",
            "2 numbers in 4 bits: *every one comes back exactly*.",
            "Fewer bits, fewer levels. Press 2, 3, 8 and watch which numbers become the same.",
        ),
    ];
    for (link, lead, advice) in cases {
        assert_eq!(said(&format!("v=1&{link}")), [lead, advice], "{link}");
    }
}
