//! Charts: pictures that stay as they are, words and tables that agree with them.

use crate::chart_support::{CHARTS, SMALL, build, charts, map_cells};
use quantscope::chart::draw::{DrawTheme, Picture, Style, draw, raster, svg};
use quantscope::chart::{Chart, Frame};
use quantscope::quant::{Granularity, RangeMethod};
use quantscope::study::{Layout, MapMode, Scheme, Tab};
use quantscope::tensor::{Distribution, Generator, catalog};
use quantscope::{Settings, Study, Tensor, TensorCache, View};

/// The asymmetric matrix of the article.
fn article() -> Tensor {
    let example = catalog::find("article-asym").expect("the article's matrix");
    let catalog::ExampleKind::Matrix(rows) = example.kind else { panic!("article-asym is a matrix") };
    Tensor::new(vec![rows.len(), rows[0].len()], rows.concat()).expect("finite numbers")
}

/// Small weights and one large one, in rows.
fn outlier() -> Tensor {
    let generator = Generator { distribution: Distribution::Weights, rows: 8, cols: 32, seed: 1, outliers: 0, strength: 20.0 };
    let mut tensor = generator.tensor(&mut |_| ()).expect("a generated tensor");
    tensor.set(100, 7.9).expect("a finite value");
    tensor
}

/// Rows of 32 weights, which are blocks too.
fn weights() -> Tensor {
    let generator = Generator { distribution: Distribution::Weights, rows: 4, cols: 32, seed: 2, outliers: 0, strength: 20.0 };
    generator.tensor(&mut |_| ()).expect("a generated tensor")
}

type Case = (&'static str, Tensor, Settings, View);

/// What all pictures are kept of.
fn cases() -> [Case; 4] {
    let eight = Settings::default().with_bits(8).with_scheme(Scheme::Symmetric).with_signed(true).with_granularity(Granularity::Row);
    let codes = View { map: MapMode::Codes, ..View::default() };
    let nf4 = of(Scheme::Nf4).with_granularity(Granularity::Row);
    [
        ("article", article(), Settings::default(), View { selected: 2, ..View::default() }),
        ("outlier", outlier(), eight, View { selected: 100, log_counts: true, map: MapMode::Error, ..View::default() }),
        ("fp16", article(), of(Scheme::Fp16), codes.clone()),
        ("nf4", weights(), nf4, View { selected: 40, ..codes }),
    ]
}

/// What only words and arithmetic are kept of.
fn spoken() -> [Case; 9] {
    let view = View { selected: 40, ..View::default() };
    let float = of(Scheme::CustomFloat).with_exponent(3).with_mantissa(0).with_bias(3);
    let case = |name, settings| (name, weights(), settings, view.clone());
    [
        case("fp8", of(Scheme::E4m3fn).with_scaled(true)),
        case("mxfp4", of(Scheme::MxE2m1)),
        case("nvfp4", of(Scheme::Nvfp4)),
        case("bnb", of(Scheme::BnbNf4).with_block(64).with_nested(true)),
        case("q4-0", of(Scheme::Q4_0)),
        case("q4-1", of(Scheme::Q4_1)),
        case("ternary", of(Scheme::Ternary)),
        case("dorefa", of(Scheme::DorefaWeights).with_bits(3)),
        case("custom-float", float.with_scaled(true)),
    ]
}

fn of(scheme: Scheme) -> Settings {
    Settings::default().with_scheme(scheme)
}

/// What every element has in common says nothing about a picture.
fn normalised(svg: &str) -> String {
    svg.replace(" opacity=\"1\"", "")
        .replace(" stroke=\"none\"", "")
        .replace(" fill=\"none\"", "")
        .replace(" font-family=\"system-ui, sans-serif\" font-size=\"13\"", "")
        .replace("\n</text>", "</text>")
        .replace(" dy=\"0.5ex\"", "")
        .replace(" \"/>", "\"/>")
        .lines()
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn pictures_stay_as_they_are() {
    for (case, tensor, settings, view) in cases() {
        let (frame, cells) = build(tensor, &settings, &view);
        for (name, chart) in CHARTS {
            let text = normalised(&svg(Picture::of(&frame, &cells, chart).expect("it is built"), &SMALL, "").expect("a picture"));
            assert!(text.len() <= 20 * 1024, "{case} {name}: {} bytes", text.len());
            insta::assert_snapshot!(format!("{case}-{name}"), text);
        }
    }
}

#[test]
fn words_stay_as_they_are() {
    for (case, tensor, settings, view) in cases().into_iter().chain(spoken()) {
        let (frame, _) = build(tensor, &settings, &view);
        let Frame { readout, .. } = &frame;
        let mut text = format!("{}\n{}\n{}\n", readout.headline, readout.notices.join("\n"), readout.convention);
        for words in [
            &frame.number_line.words,
            &charts(&frame).series.words,
            &charts(&frame).transfer.words,
            &charts(&frame).histogram.words,
            &charts(&frame).clipping_curve.words,
            &charts(&frame).map.words,
        ] {
            text += &format!("- {words}\n");
        }
        for line in &frame.trace.lines {
            text += &format!("{}: {} = {} [{}] {}\n", line.label, line.work, line.result, line.exact, line.note);
        }
        insta::assert_snapshot!(format!("{case}-words"), text);
    }
}

/// A worksheet prints the letters above blanks: they may contain nothing that is different from value to value.
#[test]
fn letters_are_the_same_for_all_values_of_a_slice() {
    for (case, tensor, settings, view) in cases().into_iter().chain(spoken()) {
        let sheet = |selected| {
            let (frame, _) = build(tensor.clone(), &settings, &View { selected, ..view.clone() });
            let (of_slice, of_value) = frame.trace.lines.split_at(frame.trace.shared as usize);
            (of_slice.to_vec(), of_value.iter().map(|line| line.letters.clone()).collect::<Vec<_>>())
        };
        let (of_slice, of_value) = sheet(view.selected);
        assert!(of_value.iter().any(|letters| letters.starts_with("x̂ = ") || letters.starts_with("f = ")), "{case}: {of_value:?}");
        for line in &of_slice {
            let known = of_slice.iter().filter(|other| !other.letters.is_empty() && other.result.len() > 2);
            let told: Vec<_> = known.filter(|other| line.letters.contains(&other.result)).map(|other| &other.result).collect();
            assert!(told.is_empty(), "{case}: {} tells {told:?}", line.letters);
        }
        for selected in (view.selected / 4 * 4..).take(4) {
            assert_eq!(sheet(selected), (of_slice.clone(), of_value.clone()), "{case} {selected}");
        }
    }
}

#[test]
fn a_flipped_bit_gives_the_code_with_that_bit() {
    let floats = [Scheme::Fp16, Scheme::E5m2, Scheme::E2m1, Scheme::CustomFloat];
    for settings in floats.map(of).into_iter().chain([of(Scheme::Nf4), of(Scheme::Asymmetric)]) {
        // A range by hand: any other would follow the value.
        let settings = settings.with_range(RangeMethod::Clip);
        let (frame, _) = build(weights(), &settings, &View { selected: 40, ..View::default() });
        let bits = &frame.trace.bits.bits;
        for (i, bit) in bits.iter().enumerate() {
            let place = bits.len() - 1 - i;
            assert_eq!(bit.set, frame.trace.code >> place & 1 == 1, "{:?}: bit {place}", settings.scheme);
            let Some(value) = bit.flipped else { continue };
            let mut tensor = weights();
            tensor.set(40, value).expect("a finite value");
            let (flipped, _) = build(tensor, &settings, &View { selected: 40, ..View::default() });
            assert_eq!((flipped.trace.y, flipped.trace.code), (value, frame.trace.code ^ 1 << place), "{:?}", settings.scheme);
        }
    }
}

#[test]
fn sixteen_bit_arithmetic_shows_codes_in_full() {
    let settings = Settings::default().with_bits(16).with_signed(false);
    let (frame, _) = build(article(), &settings, &View { selected: 3, ..View::default() });
    let whole = |text: &str| text.replace(['\u{2009}', '−'], "").parse::<i32>().expect("a whole number");
    let step = |label: &str| frame.trace.lines.iter().find(|l| l.label == label).expect("the step");
    assert_eq!(whole(&step("round").result), frame.trace.code);
    assert_eq!(whole(&step("clamp to the codes").result), frame.trace.code);
    assert!(step("clamp to the codes").work.ends_with("65\u{2009}535"));
    assert!(step("scale s").work.ends_with("÷ 65\u{2009}535"));
    assert!(step("subtract the zero point").work.starts_with(&step("clamp to the codes").result));
}

/// Digits of tables, with the true minus turned back.
fn read(cell: &str) -> f32 {
    cell.replace('−', "-").parse().unwrap_or_else(|_| panic!("'{cell}' is no number"))
}

#[test]
fn tables_agree_with_the_models() {
    for (case, tensor, settings, view) in cases().into_iter().chain(spoken()) {
        let (frame, _) = build(tensor, &settings, &view);
        let line = &frame.number_line;
        let rows = &line.table.as_ref().expect("asked for").rows;
        if let (Some(clip), Some(_)) = (line.clip, frame.readout.zero_point) {
            assert_eq!((read(&rows[0][1]), read(&rows[1][1])), (clip.lo, clip.hi), "{case}: handles");
            assert_eq!(clip, frame.readout.range, "{case}: range");
        }
        if let Some(zero_point) = frame.readout.zero_point {
            assert_eq!(read(&rows[2][2]), zero_point, "{case}: zero point");
        }
        let values = &rows[rows.len() - line.marks.len().min(60)..];
        for (row, mark) in values.iter().zip(&line.marks) {
            assert_eq!((read(&row[1]), read(&row[3])), (mark.x, mark.y), "{case}: {}", row[0]);
        }
        let used: u32 = charts(&frame).histogram.levels.iter().map(|l| l.count).sum();
        let binned: u32 = charts(&frame).histogram.bins.iter().map(|b| b.count).sum();
        assert_eq!((used, binned), (frame.readout.slice_len, frame.readout.slice_len), "{case}: every value is counted once");
        if let Some(mark) = &line.selected {
            assert_eq!((mark.x, mark.y, mark.code), (frame.trace.x, frame.trace.y, frame.trace.code), "{case}: one selection");
        }
        for table in [
            &charts(&frame).series.table,
            &charts(&frame).transfer.table,
            &charts(&frame).histogram.table,
            &charts(&frame).clipping_curve.table,
            &charts(&frame).map.table,
            &line.table,
        ] {
            let table = table.as_ref().expect("asked for");
            assert!(table.rows.len() <= 64, "{case}: {} rows: {}", table.rows.len(), table.caption);
            assert!(table.rows.iter().all(|r| r.len() == table.columns.len()), "{case}: {}", table.caption);
        }
    }
}

#[test]
fn treads_are_what_the_quantizer_does() {
    let (frame, _) = build(article(), &Settings::default(), &View::default());
    let mut cache = TensorCache::new(article());
    let study = Study::new(&mut cache, &Settings::default(), 0).expect("a study");
    let quantizer = study.quantizer_of(0);
    for step in &charts(&frame).transfer.steps {
        for x in [step.lo, step.hi] {
            assert_eq!(quantizer.value(quantizer.level(x, 0.0)), step.y, "{x}");
        }
    }
    assert!(charts(&frame).transfer.steps.windows(2).all(|w| w[0].hi.next_up() == w[1].lo || w[0].hi == 0.0 || w[1].lo == 0.0));
    assert_eq!(charts(&frame).transfer.steps.len(), 16);
}

#[test]
fn plots_lie_within_the_drawing() {
    for (case, tensor, settings, view) in cases() {
        let (frame, cells) = build(tensor, &settings, &view);
        for theme in [DrawTheme::Light, DrawTheme::Dark, DrawTheme::Projector, DrawTheme::ProjectorDark] {
            for (width, height) in [(320, 180), (1600, 400), (1, 1)] {
                let style = Style { width, height, ratio: 2.0, theme };
                for (name, chart) in CHARTS {
                    let mut text = String::new();
                    let backend = plotters_svg::SVGBackend::with_string(&mut text, (width * 2, height * 2));
                    let plots = draw(backend, Picture::of(&frame, &cells, chart).expect("it is built"), &style).expect("a picture");
                    assert!(!plots.is_empty(), "{case} {name}");
                    for p in plots.iter().filter(|_| width > 1) {
                        let inside = p.left >= 0.0 && p.top >= 0.0 && p.left + p.width <= width.into() && p.top + p.height <= height.into();
                        assert!(inside, "{case} {name} at {width} x {height}: {p:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_caption_and_a_large_map_fit_a_file() {
    let generator = Generator { distribution: Distribution::Normal, rows: 200, cols: 300, seed: 1, outliers: 0, strength: 20.0 };
    let (frame, cells) = build(generator.tensor(&mut |_| ()).expect("a tensor"), &Settings::default(), &View::default());
    let text =
        svg(Picture::of(&frame, &cells, Chart::Map).expect("it is built"), &SMALL, "4 bits\nhttps://example.org/#a").expect("a picture");
    assert!(text.matches("<rect").count() < 4096 && text.contains("https://example.org/#a"));
    assert_eq!(raster(charts(&frame).map, &map_cells(&cells).values, DrawTheme::Dark).len(), 4 * map_cells(&cells).values.len());
}

#[test]
fn sorted_values_ascend_and_keep_their_places() {
    let generator = Generator { distribution: Distribution::Normal, rows: 40, cols: 50, seed: 1, outliers: 0, strength: 20.0 };
    for (tensor, span) in [(article(), 0), (generator.tensor(&mut |_| ()).expect("a tensor"), 0), (outlier(), 40)] {
        let values = tensor.values().to_vec();
        let view = View { tab: Tab::Sorted, span, ..View::default() };
        let (frame, _) = build(tensor, &Settings::default(), &view);
        let series = charts(&frame).series;
        assert!(series.sorted && series.points.windows(2).all(|p| p[0].hi <= p[1].lo && p[0].y_hi <= p[1].y_lo && p[0].at < p[1].at));
        for point in &series.points {
            assert_eq!(values[point.place.expect("few enough") as usize], point.lo);
            assert!(point.error_lo <= point.error && point.error <= point.error_hi);
        }
        assert_eq!(series.each, series.points.iter().all(|point| point.lo == point.hi));
        // The table lists the values of the same ranks.
        let mut ranked = values.clone();
        ranked.sort_by(f32::total_cmp);
        let rows = series.table.as_ref().expect("it is open").rows.clone();
        let (span, first) = (series.span as usize, series.from as usize);
        for (i, row) in rows.iter().enumerate() {
            assert_eq!(row[1].replace('−', "-").parse(), Ok(ranked[first + i * span / rows.len()]), "row {i}");
        }
    }
    let view = View { tab: Tab::Sorted, layout: Layout::Lab, ..View::default() };
    let (frame, _) = build(article(), &Settings::default(), &view);
    assert!(!charts(&frame).series.sorted, "the lab has no tabs");
}
