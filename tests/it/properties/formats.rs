//! The format comparison: its numbers are those of a study, and its front is what no other format beats.

use crate::strategies::tries;
use proptest::prelude::*;
use quantscope::chart::{FormatPoint, Formats};
use quantscope::study::formats::{candidates, measure, own_candidates};
use quantscope::tensor::{Distribution, Generator};
use quantscope::{Settings, Study, TensorCache};

/// Weights in rows of `cols`.
fn weights(rows: usize, cols: usize) -> quantscope::Tensor {
    let recipe = Generator { distribution: Distribution::Laplace, rows, cols, seed: 3, outliers: 2, strength: 20.0 };
    recipe.tensor(&mut |_| {}).expect("the recipe is sound")
}

fn close(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a == b || (a - b).abs() <= 1e-9 * b.abs(),
        (a, b) => a == b,
    }
}

#[test]
fn every_format_measures_what_a_study_of_it_tells() {
    for (rows, cols, most_refusals) in [(6, 256, 0), (5, 96, 3), (4, 4, 6)] {
        let tensor = weights(rows, cols);
        let bench = TensorCache::new(tensor.clone());
        let mut refusals = 0;
        for candidate in candidates() {
            let measured = measure(&bench, &candidate.settings);
            let study = Study::new(&mut TensorCache::new(tensor.clone()), &candidate.settings, 0);
            match (measured, study) {
                (Ok(measured), Ok(study)) => {
                    let (m, s) = (&measured.metrics, &study.metrics);
                    assert_eq!(measured.bits_per_value, study.storage.bits_per_value(rows * cols), "{}", candidate.name);
                    assert_eq!(
                        [m.max_abs, m.share_clipped, m.share_zeroed],
                        [s.max_abs, s.share_clipped, s.share_zeroed],
                        "{}",
                        candidate.name
                    );
                    // The sums of a study may be taken in another order.
                    let pairs = [(Some(m.mse), Some(s.mse)), (Some(m.mae), Some(s.mae)), (m.sqnr_db, s.sqnr_db), (m.cosine, s.cosine)];
                    assert!(pairs.into_iter().all(|(a, b)| close(a, b)), "{}: {m:?} {s:?}", candidate.name);
                }
                (measured, study) => {
                    refusals += 1;
                    assert_eq!(measured.err(), study.err(), "{}", candidate.name);
                }
            }
        }
        assert!(refusals <= most_refusals, "{refusals} formats refuse rows of {cols}");
    }
}

#[test]
fn formats_have_names_of_their_own() {
    let own = own_candidates(&Settings::default(), &[Settings::default().with_bits(3), Settings::default()]);
    assert_eq!(
        own.iter().map(|c| (c.name.as_str(), c.settings.bits)).collect::<Vec<_>>(),
        [("on show", 4), ("A, pinned", 3), ("B, pinned", 4)]
    );
    let mut names: Vec<_> = own.into_iter().chain(candidates()).map(|c| c.name).collect();
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
}

proptest! {
    #![proptest_config(tries(200))]

    #[test]
    fn the_front_is_what_no_other_beats(points in prop::collection::vec((1u8..12, prop_oneof![8 => (0u8..12).prop_map(f64::from), 1 => Just(f64::INFINITY)]), 0..20)) {
        let points: Vec<_> = points.into_iter().map(|(bits, sqnr_db)| FormatPoint { name: String::new(), bits: bits.into(), sqnr_db }).collect();
        let formats = Formats::new(points, None);
        let on_front = |i: usize| formats.front.contains(&i);
        for (i, point) in formats.points.iter().enumerate() {
            let beaten = formats.points.iter().any(|other| other.beats(point));
            let twin = formats.points[..i].iter().any(|other| (other.bits, other.sqnr_db) == (point.bits, point.sqnr_db));
            prop_assert_eq!(on_front(i), !beaten && !twin);
        }
        let bits = |i: &usize| formats.points[*i].bits;
        prop_assert!(formats.front.windows(2).all(|pair| bits(&pair[0]) < bits(&pair[1])));
        prop_assert!(formats.y.lo.is_finite() && formats.y.hi.is_finite());
    }
}
