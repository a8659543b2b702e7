//! Whatever the scheme, the range and the data: a frame is built and drawn.

use crate::chart_support::{CHARTS, Charts, SMALL, charts, room};
use crate::strategies::settings::accepted;
use crate::strategies::tries;
use proptest::prelude::*;
use quantscope::chart::draw::{Picture, Style, svg};
use quantscope::chart::{Axis, Frame};
use quantscope::study::{MapMode, SchemeSpec};
use quantscope::tensor::{Distribution, Generator};
use quantscope::{Settings, Study, Tensor, TensorCache, View};

fn axes(frame: &Frame) -> [&Axis; 10] {
    let (l, Charts { series: s, transfer: t, histogram: h, clipping_curve: b, .. }) = (&frame.number_line, charts(frame));
    [&l.axis, &s.x, &s.y, &s.error, &t.x, &t.y, &h.x, &h.y, &b.x, &b.y]
}

fn value() -> impl Strategy<Value = f32> {
    prop_oneof![
        4 => -10f32..10.0,
        1 => prop::sample::select(vec![0.0, -0.0, 1e38, -1e38, f32::MAX, f32::MIN, 1e-45, -1e-45, 1e-38, 65_520.0, 0.5]),
        1 => any::<f32>().prop_filter("finite", |v| v.is_finite()),
    ]
}

fn view() -> impl Strategy<Value = View> {
    let map = prop::sample::select(vec![MapMode::Values, MapMode::Codes, MapMode::Error]);
    (any::<u16>(), any::<f32>(), any::<f32>(), 0u32..50, 0u32..50, any::<bool>(), map).prop_map(
        |(selected, zoom_lo, zoom_hi, from, span, log_counts, map)| View {
            selected: selected.into(),
            zoom_lo,
            zoom_hi,
            from,
            span,
            log_counts,
            map,
            ..View::default()
        },
    )
}

#[test]
fn no_chart_has_more_than_four_points_a_pixel_column() {
    let generator = Generator { distribution: Distribution::Normal, rows: 100, cols: 1000, seed: 1, outliers: 0, strength: 20.0 };
    let mut cache = TensorCache::new(generator.tensor(&mut |_| ()).expect("a tensor"));
    for bits in [2, 4, 8, 16] {
        let settings = Settings::default().with_bits(bits);
        let study = Study::new(&mut cache, &settings, 0).expect("a study");
        for width in [160, 480, 1600] {
            let style = Style { width, ..SMALL };
            let (frame, _) = Frame::build(&cache, &study, &View::default(), &room(&style));
            let (l, Charts { series: s, transfer: t, histogram: h, clipping_curve: b, map }) = (&frame.number_line, charts(&frame));
            // A bar and a piece of a band have four corners, a thread and a tread two ends.
            let line = 4 * (l.density.len() + l.bands.len()) + 2 * l.marks.len();
            let histogram = 4 * (h.bins.len() + h.bands.len());
            for points in [line, 4 * s.points.len(), 2 * t.steps.len(), histogram, b.points.len()] {
                assert!(points <= 4 * width as usize, "{points} points in {width} columns at {bits} bits");
            }
            assert!(map.cols <= width && map.rows <= style.height, "{} x {} cells", map.rows, map.cols);
        }
    }
}

proptest! {
    #![proptest_config(tries(128))]

    #[test]
    fn nothing_breaks_a_frame(
        rows in 1usize..4, values in prop::collection::vec(value(), 1..40), settings in accepted(), view in view(), constant in any::<bool>(),
    ) {
        let least = settings.spec().map_or(1, |plan| match plan {
            SchemeSpec::Blocks(format) => format.block(),
            SchemeSpec::Ggml { kind, .. } => kind.block(),
            _ => 1,
        });
        let cols = values.len().div_ceil(rows).next_multiple_of(least);
        let values: Vec<f32> = (0..rows * cols).map(|i| if constant { values[0] } else { values[i % values.len()] }).collect();
        let view = View { selected: view.selected % values.len() as u32, ..view };
        let mut cache = TensorCache::new(Tensor::new(vec![rows, cols], values).expect("finite"));
        let Ok(study) = Study::new(&mut cache, &settings, view.selected as usize) else { return Ok(()) };
        for view in [view.clone(), View { zoom_lo: 0.0, zoom_hi: 0.0, ..view }] {
            let (frame, cells) = Frame::build(&cache, &study, &view, &room(&SMALL));
            for axis in axes(&frame) {
                prop_assert!(axis.lo.is_finite() && axis.hi.is_finite() && axis.lo < axis.hi, "{axis:?}");
            }
            for (_, chart) in CHARTS {
                svg(Picture::of(&frame, &cells, chart).expect("it is built"), &SMALL, "caption").expect("a picture");
            }
            prop_assert!(frame.trace.lines.iter().all(|line| !line.label.is_empty() && !line.exact.is_empty()));
            prop_assert!(!frame.readout.convention.is_empty() && !frame.readout.headline.is_empty());
            prop_assert!(frame.readout.levels_used <= frame.readout.levels_total + 2, "{} levels used", frame.readout.levels_used);
        }
    }
}
