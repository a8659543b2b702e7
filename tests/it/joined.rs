//! The joined picture: it counts every value once, equal areas are equal numbers of values, a glide begins and ends exactly, no
//! label covers another, and its drawings stay as they are.

use crate::properties::study::tensor;
use crate::strategies::settings::settings;
use crate::strategies::tries;
use proptest::prelude::*;
use quantscope::chart::draw::{DrawTheme, Picture, Style, svg};
use quantscope::chart::{ChartSizes, Frame, NumberLine};
use quantscope::quant::Granularity;
use quantscope::study::Scheme;
use quantscope::tensor::{Distribution, Generator, catalog, files};
use quantscope::{Settings, Study, Tensor, TensorCache, View};

/// The article's matrix.
fn article() -> Tensor {
    let example = catalog::find("article-asym").expect("the article's matrix");
    let catalog::ExampleKind::Matrix(rows) = example.kind else { panic!("article-asym is a matrix") };
    Tensor::new(vec![rows.len(), rows[0].len()], rows.concat()).expect("finite numbers")
}

fn normals(rows: usize, cols: usize) -> Tensor {
    let generator = Generator { distribution: Distribution::Normal, rows, cols, seed: 1, outliers: 0, strength: 20.0 };
    generator.tensor(&mut |_| ()).expect("a generated tensor")
}

/// A layer of MiniLM with one weight far from all others.
fn outlier() -> Tensor {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/www/public/samples/w_outlier_l0_output_dense.npy");
    files::read_npy(&std::fs::read(path).expect("the sample")).expect("a tensor")
}

const OUTLIER: u32 = 35 * 1536 + 856;

fn of(scheme: Scheme) -> Settings {
    Settings::default().with_scheme(scheme)
}

fn bits(bits: u8) -> Settings {
    Settings::default().with_bits(bits)
}

fn frame(cache: &mut TensorCache, settings: &Settings, selected: u32, (line, line_height, upright): (u32, u32, bool)) -> Option<Frame> {
    let study = Study::new(cache, settings, selected as usize).ok()?;
    let sizes = ChartSizes { line, line_height, upright, ..ChartSizes::default() };
    Some(Frame::build(cache, &study, &View { selected, ..View::default() }, &sizes).0)
}

fn picture(tensor: Tensor, settings: &Settings, selected: u32, size: (u32, u32, bool)) -> NumberLine {
    frame(&mut TensorCache::new(tensor), settings, selected, size).expect("a study").number_line
}

const WIDE: (u32, u32, bool) = (1256, 316, false);
const PANEL: (u32, u32, bool) = (470, 230, false);
const PHONE: (u32, u32, bool) = (360, 560, true);

fn drawn(line: &NumberLine, (width, height, _): (u32, u32, bool)) -> String {
    svg(Picture::NumberLine(line), &Style { width, height, ratio: 1.0, theme: DrawTheme::Light }, "").expect("a picture")
}

fn cases() -> Vec<(&'static str, Tensor, Settings, u32)> {
    let rows = |scheme| of(scheme).with_granularity(Granularity::Row);
    vec![
        ("start", article(), bits(4), 1),
        ("start-2-bits", article(), bits(2), 1),
        ("normal-2-bits", normals(250, 400), bits(2), 7),
        ("normal-4-bits", normals(250, 400), bits(4), 7),
        ("normal-8-bits", normals(250, 400), bits(8), 7),
        ("normal-16-bits", normals(250, 400), bits(16), 7),
        ("outlier", outlier(), bits(4), OUTLIER),
        ("nf4", normals(64, 64), rows(Scheme::Nf4), 40),
        ("fp8", article(), of(Scheme::E4m3fn), 3),
        ("mxfp4", normals(64, 64), of(Scheme::MxE2m1), 40),
        ("rows", outlier(), rows(Scheme::Asymmetric), 3 * 1536),
    ]
}

/// Without what every element has in common.
fn normalised(svg: &str) -> String {
    let common = [
        " opacity=\"1\"",
        " stroke=\"none\"",
        " fill=\"none\"",
        " font-family=\"system-ui, sans-serif\"",
        " font-size=\"13.000000000000002\"",
        " dy=\"0.5ex\"",
    ];
    common.iter().fold(svg.to_owned(), |text, part| text.replace(part, "")).replace("\n</text>", "</text>").replace(" \"/>", "\"/>")
}

#[test]
fn drawings_stay_as_they_are() {
    for (name, tensor, settings, selected) in cases() {
        let line = picture(tensor, &settings, selected, PANEL);
        let text = normalised(&drawn(&line, PANEL));
        assert!(text.len() <= 40 * 1024, "{name}: {} bytes", text.len());
        insta::assert_snapshot!(format!("joined-{name}"), text);
    }
    let upright = picture(article(), &bits(4), 1, PHONE);
    insta::assert_snapshot!("joined-upright", normalised(&drawn(&upright, PHONE)));
}

#[test]
fn the_outlier_stands_alone() {
    for size in [WIDE, PANEL, PHONE] {
        let line = picture(outlier(), &bits(4), OUTLIER, size);
        let mark = line.marks.iter().find(|mark| mark.index == OUTLIER).expect("it is marked");
        assert!(mark.place.is_some_and(|place| place.above == 0.0), "{size:?}: {mark:?}");
        let highest = line.marks.iter().filter_map(|mark| mark.place).map(|place| place.above).fold(0.0, f32::max);
        assert!(highest < 4.0, "{size:?}: few dots on each other, {highest}");
    }
}

/// A text in a drawing, as the box it takes.
#[derive(Debug)]
struct Label {
    text: String,
    left: f64,
    right: f64,
    middle: f64,
    size: f64,
}

fn labels(svg: &str) -> Vec<Label> {
    let attribute = |tag: &str, name: &str| {
        let from = tag.find(&format!(" {name}=\"")).expect("it has the attribute") + name.len() + 3;
        tag[from..].split('"').next().expect("a value").to_owned()
    };
    let label = |part: &str| {
        let (tag, rest) = part.split_once('>').expect("a tag");
        let text = rest.split('<').next().expect("a text").trim().to_owned();
        let number = |name| attribute(tag, name).parse::<f64>().expect("a number");
        let (x, middle, size) = (number("x"), number("y"), number("font-size"));
        let width =
            text.chars().map(|c| if matches!(c, '.' | ',' | ' ' | 'i' | 'l' | 't' | 'f' | 'r') { 0.3 } else { 0.58 }).sum::<f64>() * size;
        let left = match attribute(tag, "text-anchor").as_str() {
            "start" => x,
            "middle" => x - width / 2.0,
            _ => x - width,
        };
        Label { text, left, right: left + width, middle, size }
    };
    svg.split("<text").skip(1).map(label).collect()
}

#[test]
fn no_label_covers_another_or_leaves_the_picture() {
    let more = [
        ("symmetric", article(), of(Scheme::Symmetric).with_signed(true), 3),
        ("column", article(), bits(4).with_granularity(Granularity::Column), 3),
        ("ternary", normals(8, 8), of(Scheme::Ternary), 3),
        ("fp16", article(), of(Scheme::Fp16), 3),
        ("many", normals(25, 40), bits(4), 7),
    ];
    for (name, tensor, settings, selected) in cases().into_iter().chain(more) {
        let mut cache = TensorCache::new(tensor);
        for size in [WIDE, PANEL, PHONE, (360, 160, false)] {
            let line = frame(&mut cache, &settings, selected, size).expect("a study").number_line;
            let labels = labels(&drawn(&line, size));
            for (i, a) in labels.iter().enumerate() {
                assert!(a.left >= -1.0 && a.right <= f64::from(size.0) + 1.0, "{name} at {size:?}: {a:?} leaves the picture");
                for b in &labels[..i] {
                    let apart = a.right <= b.left || b.right <= a.left || (a.middle - b.middle).abs() >= 0.4 * (a.size + b.size);
                    assert!(apart, "{name} at {size:?}: {} covers {}: {a:?}, {b:?}", a.text, b.text);
                }
            }
        }
    }
}

#[test]
fn a_glide_begins_and_ends_exactly() {
    for size in [WIDE, PANEL, PHONE] {
        let (from, to) = (picture(article(), &bits(4), 1, size), picture(article(), &bits(3), 1, size));
        assert_eq!(NumberLine::between(&from, &to, 0.0), from);
        assert_eq!(NumberLine::between(&from, &to, 1.0), to);
        let half = NumberLine::between(&from, &to, 0.5);
        for ((a, b), middle) in from.marks.iter().zip(&to.marks).zip(&half.marks) {
            assert_eq!((middle.index, middle.x), (a.index, a.x));
            assert!((middle.y - (a.y + b.y) / 2.0).abs() <= 1e-4 * a.y.abs().max(1.0));
        }
        // Pictures of other values do not glide.
        let other = picture(normals(4, 5), &bits(4), 1, size);
        assert_eq!(NumberLine::between(&from, &other, 0.3), other);
    }
}

proptest! {
    #![proptest_config(tries(200))]

    #[test]
    fn equal_areas_are_equal_numbers_of_values(tensor in tensor(), settings in settings(), upright: bool) {
        let size = if upright { PHONE } else { WIDE };
        let Some(Frame { number_line: line, readout, .. }) = frame(&mut TensorCache::new(tensor), &settings, 0, size) else { return Ok(()) };
        let placed = line.marks.iter().filter(|mark| mark.place.is_some()).count() as u32;
        let binned: u32 = line.density.iter().map(|bin| bin.count).sum();
        prop_assert_eq!(placed + binned, readout.slice_len, "every value is a dot or in a bar");
        let dots = line.marks.iter().all(|mark| mark.place.is_some());
        prop_assert!(!line.complete || (dots && line.density.is_empty()));
        let heights = line.heights;
        let above = line.density.iter().map(|bin| (heights.up(bin.density()) * heights.above * (bin.hi - bin.lo), bin.count));
        let below = line.bands.iter().map(|band| (heights.down(band.density()) * heights.below * (band.hi - band.lo), band.count));
        for (area, count) in above.chain(below.filter(|_| !line.complete)) {
            prop_assert!((area - f64::from(count)).abs() <= 1e-6 * f64::from(count), "{area} of {count} values");
        }
        for pair in line.bands.windows(2) {
            prop_assert!(pair[0].lo < pair[0].hi && pair[0].hi <= pair[1].hi, "{pair:?}");
        }
    }
}
