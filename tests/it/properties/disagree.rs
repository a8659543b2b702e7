//! Where conventions disagree: the counts are those of the plain comparison of two studies.

use super::study::tensor;
use crate::strategies::settings::settings;
use crate::strategies::tries;
use proptest::prelude::*;
use quantscope::quant::{Quantizer, RangeMethod};
use quantscope::study::{Scheme, disagree};
use quantscope::{Settings, Study, TensorCache};

proptest! {
    #![proptest_config(tries(60))]

    /// Of the range methods those that do not search: eighteen studies of every case would take minutes.
    #[test]
    fn the_counts_are_those_of_two_studies(
        tensor in tensor(), wild in settings(), symmetric in any::<bool>(),
        range in prop::sample::select(vec![RangeMethod::MinMax, RangeMethod::Percentile, RangeMethod::Clip, RangeMethod::Sigma]),
    ) {
        let scheme = if symmetric { Scheme::Symmetric } else { Scheme::Asymmetric };
        let settings = wild.with_scheme(scheme).with_range(range);
        let study = |settings: &Settings| Study::new(&mut TensorCache::new(tensor.clone()), settings, 0);
        let Ok(own) = study(&settings) else { return Ok(()) };
        for found in disagree(&TensorCache::new(tensor.clone()), &settings).expect("it can be studied") {
            prop_assert_ne!(found.convention, settings.convention);
            // The bench around a range may need a scale that the range itself does not.
            let Ok(other) = study(&settings.clone().with_convention(found.convention)) else { continue };
            let scale = |study: &Study, i: usize| match study.quantizer_of(i) {
                Quantizer::Affine(a) => (0, a.scale, a.zero_point, 0.0),
                Quantizer::GgmlAffine(l) => (1, l.step, l.zero, l.offset),
                _ => unreachable!("integers were asked for"),
            };
            let coded = |study: &Study| -> Vec<(i32, f32)> {
                study.levels(&tensor).enumerate().map(|(i, (level, value))| (study.quantizer_of(i).code(level), value)).collect()
            };
            let both: Vec<_> = coded(&own).into_iter().zip(coded(&other)).enumerate().collect();
            let count = |differs: &dyn Fn(usize, (i32, f32), (i32, f32)) -> bool| {
                both.iter().filter(|&&(i, (a, b))| differs(i, a, b)).count() as u32
            };
            prop_assert_eq!(found.values, count(&|_, a, b| a.1 != b.1));
            prop_assert_eq!(found.codes, count(&|_, a, b| a.0 != b.0));
            prop_assert_eq!(found.rounded, count(&|i, a, b| a.0 != b.0 && scale(&own, i) == scale(&other, i)));
            prop_assert_eq!(found.example.is_some(), found.values + found.codes > 0);
            if let Some(example) = found.example {
                let (_, (a, b)) = both[example.index as usize];
                prop_assert_eq!((example.code, example.value, example.other_code, example.other_value), (a.0, a.1, b.0, b.1));
            }
        }
    }
}
