//! Values that are not finite are counted and shown, and change nothing else: not a bit of what is found without them.

use crate::chart_support::{CHARTS, SMALL, charts, map_cells, room};
use crate::strategies::settings::accepted;
use crate::strategies::tries;
use proptest::prelude::*;
use quantscope::chart::draw::{DrawTheme, Picture, raster, svg};
use quantscope::chart::{Frame, FrameCells};
use quantscope::num::Rounding;
use quantscope::quant::Granularity;
use quantscope::study::channels::{ChannelAxis, Channels};
use quantscope::study::formats::measure;
use quantscope::study::outliers::{MixedPrecision, mixed_precision, outliers};
use quantscope::study::{Dialect, Export, ExportKind, MapMode, SchemeSpec, disagree, program};
use quantscope::tensor::read_text;
use quantscope::{Settings, Study, Tensor, TensorCache, View};

fn number() -> impl Strategy<Value = f32> {
    prop_oneof![8 => -10f32..10.0, 1 => prop::sample::select(vec![0.0, -0.0, 100.0, -1e30, f32::MAX, 1e-45])]
}

fn not_finite() -> impl Strategy<Value = f32> {
    prop::sample::select(vec![f32::NAN, -f32::NAN, f32::INFINITY, f32::NEG_INFINITY])
}

fn settings() -> impl Strategy<Value = Settings> {
    accepted().prop_map(|settings| settings.with_group(8).with_clip_lo(-3.0).with_clip_hi(4.0))
}

fn studied(tensor: Tensor, settings: &Settings, view: &View) -> Option<(TensorCache, Study, Frame, FrameCells)> {
    let mut cache = TensorCache::new(tensor);
    let study = Study::new(&mut cache, settings, view.selected as usize).ok()?;
    let (frame, cells) = Frame::build(&cache, &study, view, &room(&SMALL));
    Some((cache, study, frame, cells))
}

proptest! {
    #![proptest_config(tries(64))]

    // Every scheme whose slices do not follow from the places of the values.
    #[test]
    fn nothing_is_found_that_is_not_found_without_them(
        given in prop::collection::vec(prop_oneof![3 => number(), 1 => not_finite()], 1..80), settings in settings(),
    ) {
        let rounding = Rounding::HalfEven;
        let settings = settings.with_granularity(Granularity::Tensor).with_rounding(rounding);
        let present: Vec<f32> = given.iter().copied().filter(|v| v.is_finite()).collect();
        let block = matches!(settings.spec(), Ok(SchemeSpec::Blocks(_) | SchemeSpec::Ggml { .. }));
        prop_assume!(!present.is_empty() && !block);
        let selected = given.iter().position(|v| v.is_finite()).unwrap_or(0) as u32;
        let all = Tensor::new(vec![1, given.len()], given).expect("one is finite");
        let few = Tensor::new(vec![1, present.len()], present).expect("finite");
        let measured = [&all, &few].map(|tensor| measure(&TensorCache::new(tensor.clone()), &settings).map(|m| format!("{:?}", m.metrics)));
        prop_assert_eq!(&measured[0], &measured[1]);
        let analysis = [&all, &few].map(|tensor| {
            let cache = TensorCache::new(tensor.clone());
            let found = outliers(&cache, &settings).ok()?;
            let xs: Vec<f32> = found.farthest.iter().map(|outlier| outlier.x).collect();
            let kept = mixed_precision(&cache, &settings, MixedPrecision::Values { percent: 5.0 }).ok()?;
            let row = Channels::of(&cache, &settings, ChannelAxis::Row).ok()?.channels.pop()?;
            let ends = [row.min, row.low, row.median, row.high, row.max];
            Some(format!("{:?}", (found.spread, found.beyond, xs, found.outcome.metrics, kept.values, kept.outcome.metrics, ends, row.squared_error)))
        });
        prop_assert_eq!(&analysis[0], &analysis[1]);
        let all = studied(all, &settings, &View { selected, ..View::default() });
        let few = studied(few, &settings, &View::default());
        let (Some((_, a, at, _)), Some((_, b, bt, _))) = (&all, &few) else {
            prop_assert!(all.is_none() && few.is_none());
            return Ok(());
        };
        let found = |s: &Study| format!("{:?}", (&s.slice_fits, &s.metrics, &s.focus_metrics, &s.curve, &s.current, &s.search, &s.theory));
        prop_assert_eq!(found(a), found(b));
        let shown = |f: &Frame| {
            let r = &f.readout;
            format!("{:?}", (&f.histogram, &charts(f).transfer.steps, &f.clipping_curve, &f.number_line.axis, &r.more, &r.headline, r.mean, r.std, r.levels_used))
        };
        prop_assert_eq!(shown(at), shown(bt));
    }

    #[test]
    fn wherever_they_stand_everything_is_shown(
        given in prop::collection::vec(prop_oneof![2 => number(), 1 => not_finite()], 1..60),
        (rows, whole) in (1usize..4, any::<bool>()),
        settings in settings(),
        (selected, map) in (any::<u16>(), prop::sample::select(vec![MapMode::Values, MapMode::Codes, MapMode::Error])),
    ) {
        let cols = given.len().next_multiple_of(256);
        // A row of nothing but NaN, where there is another.
        let value = |i: usize| if whole && rows > 1 && i < cols { f32::NAN } else { given[i % given.len()] };
        let values: Vec<f32> = (0..rows * cols).map(value).collect();
        let count = values.iter().filter(|v| !v.is_finite()).count();
        let Ok(tensor) = Tensor::new(vec![rows, cols], values) else {
            prop_assert_eq!(count, rows * cols);
            return Ok(());
        };
        prop_assert_eq!((tensor.non_finite().count(), tensor.non_finite().places().count()), (count, count));
        let view = View { selected: u32::from(selected) % (rows * cols) as u32, map, ..View::default() };
        let Some((cache, study, frame, cells)) = studied(tensor, &settings, &view) else { return Ok(()) };
        for (_, chart) in CHARTS {
            let text = svg(Picture::of(&frame, &cells, chart).expect("it is built"), &SMALL, "").expect("a picture");
            prop_assert!(!text.contains("\"NaN") && !text.contains(",NaN"), "{chart:?} is drawn at no place");
        }
        raster(charts(&frame).map, &map_cells(&cells).values, DrawTheme::Light);
        for measure in [&study.metrics, &study.focus_metrics] {
            prop_assert!(!measure.mse.is_nan() && measure.share_clipped <= 1.0 && measure.share_zeroed <= 1.0, "{measure:?}");
        }
        let counted: u32 = charts(&frame).histogram.bins.iter().map(|bin| bin.count).sum();
        let slice = study.slices.indices(study.focus);
        prop_assert_eq!(counted as usize, cache.tensor().finite_count(slice));
        prop_assert_eq!(count > 0, frame.readout.notices.iter().any(|notice| notice.contains("not finite")));
        let export = Export { tensor: cache.tensor(), study: &study, about: "{\"link\":\"\"}", origin: None, layer: None };
        let empty = export.text(ExportKind::Csv).lines().filter(|line| line.ends_with(",,,")).count();
        prop_assert_eq!(empty, count);
        let json: serde_json::Value = serde_json::from_str(&export.text(ExportKind::Json)).expect("JSON");
        let nulls = |name: &str| json[name].as_array().map(|values| values.iter().filter(|v| v.is_null()).count());
        prop_assert_eq!([nulls("original"), nulls("codes")], [Some(count); 2]);
        for dialect in [Dialect::Numpy, Dialect::Torch] {
            program(dialect, cache.tensor(), &study, "", None, None);
        }
        for axis in [ChannelAxis::Row, ChannelAxis::Column] {
            let channels = Channels::of(&cache, &settings, axis).expect("it was studied");
            prop_assert!(channels.channels.iter().all(|c| c.squared_error >= 0.0 && c.min <= c.max));
        }
        let kept = mixed_precision(&cache, &settings, MixedPrecision::Values { percent: 100.0 }).map(|kept| kept.values as usize);
        prop_assert!(kept.is_err() || kept.is_ok_and(|kept| kept <= rows * cols - count));
        let disagreements = disagree(&cache, &settings).unwrap_or_default();
        prop_assert!(disagreements.iter().all(|d| d.values as usize <= rows * cols - count));
    }

    #[test]
    fn a_finite_value_put_there_mends_it(values in prop::collection::vec(number(), 2..40), at in any::<usize>(), bad in not_finite()) {
        let at = at % values.len();
        let mut broken = values.clone();
        broken[at] = bad;
        let mut tensor = Tensor::new(vec![values.len()], broken).expect("one is finite");
        prop_assert!(tensor.non_finite().at(at) && tensor.non_finite().count() == 1);
        prop_assert_eq!(tensor.given(at).map(f32::is_nan), Some(bad.is_nan()));
        prop_assert!(tensor.set(at, f32::NAN).is_err());
        tensor.set(at, values[at]).expect("a finite value");
        prop_assert_eq!(tensor, Tensor::new(vec![values.len()], values).expect("finite"));
    }
}

#[test]
fn words_tell_what_is_left_out() {
    let tensor = || read_text("1 nan -2\ninf -inf 3").expect("three are finite");
    let at = |selected| View { selected, ..View::default() };
    let (.., frame, cells) = studied(tensor(), &Settings::default(), &at(1)).expect("a study");
    assert_eq!(
        frame.readout.notices.first().map(String::as_str),
        Some("3 of 6 values are not finite (1 NaN, 2 infinite); they are left out of scales and errors.")
    );
    assert_eq!((&frame.number_line.selected, frame.number_line.marks.len()), (&None, 3));
    let [line] = &frame.trace.lines[..] else { panic!("{:?}", frame.trace.lines) };
    assert_eq!((line.result.as_str(), line.note.as_str()), ("NaN", "left out of scales and errors"));
    let labels: Vec<String> = map_cells(&cells).values.iter().map(|&cell| charts(&frame).map.label(cell)).collect();
    assert_eq!(labels, ["1", "NaN", "\u{2212}2", "∞", "\u{2212}∞", "3"]);
    let there: Vec<bool> = charts(&frame).series.points.iter().map(|point| point.is_there()).collect();
    assert_eq!(there, [true, false, true, false, false, true]);
    assert_eq!(frame.readout.data, quantscope::quant::Range { lo: -2.0, hi: 3.0 });

    let hollow = read_text("nan inf\n1 2").expect("two are finite");
    let rows = Settings::default().with_granularity(Granularity::Row);
    let (_, study, frame, _) = studied(hollow, &rows, &at(0)).expect("a study");
    assert_eq!(frame.readout.headline, "In row 1 of 2: no value is finite: there is nothing to quantize.");
    assert_eq!((study.focus_metrics.mse, charts(&frame).histogram.bins.iter().map(|bin| bin.count).sum::<u32>()), (0.0, 0));
    assert_eq!(
        read_text("nan nan").map_err(|e| e.to_string()),
        Err("All 2 values are NaN or infinite: there is nothing to quantize. Give at least one finite number.".into())
    );
}
