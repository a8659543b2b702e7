//! Rows that are no whole number of blocks: the numbers are those of the row filled up with zeros, and the zeros are in no error.

use crate::strategies::data::adversarial;
use crate::strategies::tries;
use proptest::prelude::*;
use quantscope::quant::block::ggml::GgmlType;
use quantscope::study::formats::measure;
use quantscope::study::{Scheme, SchemeSpec, Source};
use quantscope::tensor::catalog::{EXAMPLES, ExampleKind};
use quantscope::{Settings, Study, Tensor, TensorCache};

/// Every scheme that cuts rows into blocks, and how many values a row must be a multiple of.
fn schemes() -> Vec<(Settings, usize)> {
    let of = |&scheme: &Scheme| {
        let settings = Settings::default().with_scheme(scheme);
        let block = settings.spec().expect("sound settings").stored_cols(1);
        (block > 1).then_some((settings, block))
    };
    Scheme::ALL.iter().filter_map(of).collect()
}

fn filled(rows: &[f32], cols: usize, stored: usize) -> Vec<f32> {
    rows.chunks(cols).flat_map(|row| row.iter().copied().chain(std::iter::repeat_n(0.0, stored - cols))).collect()
}

proptest! {
    #![proptest_config(tries(96))]

    #[test]
    fn a_row_has_the_numbers_of_the_row_filled_up(
        drawn in adversarial(), rows in 1usize..4, which in prop::sample::select(schemes()), selected in any::<usize>(),
    ) {
        let (settings, block) = which;
        let cols = drawn.len() / rows;
        prop_assume!(cols > 0);
        let (values, stored) = (&drawn[..rows * cols], cols.next_multiple_of(block));
        let tensor = Tensor::new(vec![rows, cols], values.to_vec()).expect("finite");
        let whole = Tensor::new(vec![rows, stored], filled(values, cols, stored)).expect("finite");
        let selected = selected % (rows * cols);
        let (mut cache, mut whole_cache) = (TensorCache::new(tensor.clone()), TensorCache::new(whole.clone()));
        let (study, study_of_whole) = match (Study::new(&mut cache, &settings, selected), Study::new(&mut whole_cache, &settings, 0)) {
            (Ok(study), Ok(of_whole)) => (study, of_whole),
            // Values that are too large for the format.
            (study, of_whole) => {
                prop_assert_eq!(study.err(), of_whole.err());
                return Ok(());
            }
        };

        let same: Vec<(i32, u32)> = study_of_whole.levels(&whole).map(|(level, y)| (level, y.to_bits())).collect();
        for (i, (level, y)) in study.levels(&tensor).enumerate() {
            prop_assert_eq!((level, y.to_bits()), same[i / cols * stored + i % cols], "value {}", i);
        }
        prop_assert_eq!(study.storage, study_of_whole.storage);
        if let SchemeSpec::Ggml { kind, .. } = study.spec {
            let bytes = kind.quantize(whole.values(), stored, None).expect("whole blocks");
            prop_assert_eq!(study.storage.codes + study.storage.overhead, bytes.len() as u64 * 8);
            let decoded = GgmlType::dequantize(kind, &bytes).expect("its own bytes");
            for (i, (_, y)) in study.levels(&tensor).enumerate() {
                let theirs = decoded[i / cols * stored + i % cols];
                prop_assert!(y.to_bits() == theirs.to_bits() || y == 0.0 && theirs == 0.0, "value {}: {} and {}", i, y, theirs);
            }
        }

        let squares = study.levels(&tensor).zip(values).map(|((_, y), &x)| (f64::from(y) - f64::from(x)).powi(2));
        let mse = squares.sum::<f64>() / values.len() as f64;
        prop_assert!((study.metrics.mse - mse).abs() <= 1e-9 * mse, "{} is {}", study.metrics.mse, mse);
        let measured = measure(&cache, &settings).expect("it was studied");
        prop_assert!((measured.metrics.mse - mse).abs() <= 1e-9 * mse, "{} is {}", measured.metrics.mse, mse);
        prop_assert_eq!(measured.bits_per_value, study.storage.bits_per_value(values.len()));
        let slices = study.slices;
        prop_assert_eq!((slices.count(), study.slice_fits.len()), (study.slice_fits.len(), (0..slices.count()).map(|s| usize::from(slices.indices(s).len > 0)).sum()));
    }
}

#[test]
fn no_first_look_is_refused() {
    for example in EXAMPLES {
        let bytes = match example.kind {
            ExampleKind::File { file, .. } => Some(std::fs::read(format!("www/public/samples/{file}")).expect("a sample")),
            _ => None,
        };
        let source = Source::of_example(example.key).expect("known");
        let tensor = source.tensor(bytes.as_deref(), &mut |_| {}).expect("sound data");
        // A part of a large example has as many blocks as are needed here.
        let cols = tensor.cols();
        let rows = tensor.rows().min(4);
        let part = Tensor::new(vec![rows, cols], tensor.values()[..rows * cols].to_vec()).expect("finite");
        let mut cache = TensorCache::new(part);
        for &scheme in Scheme::ALL {
            let settings = Settings::default().with_scheme(scheme);
            let study = Study::new(&mut cache, &settings, 0);
            assert!(study.is_ok(), "{} as {scheme:?}: {:?}", example.key, study.err());
            assert_eq!(settings.nearest(source.shape()), (settings, Vec::new()), "{} as {scheme:?}", example.key);
        }
    }
}
