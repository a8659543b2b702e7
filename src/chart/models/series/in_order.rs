//! Values in the slice's order.

use super::point::SeriesPoint;
use crate::chart::scene::Scene;
use crate::num::StochasticRng;
use crate::quant::Quantizer;
use crate::tensor::Outline;

/// The values of cell `i`, whose first place is `at`.
pub(super) fn point(scene: &Scene, outline: &Outline, i: usize, at: usize, rng: &mut StochasticRng) -> SeriesPoint {
    let quantizer = scene.quantizer();
    let Some([lo, hi]) = outline.ends(i).map(|ends| ends.map(|seen| seen.value)) else {
        return SeriesPoint::nothing(at);
    };
    let nothing = SeriesPoint::of(at, Some(at), (lo, hi));
    let values = outline.seen(i).map(|seen| seen.value);
    let point = match quantizer {
        quantizer if !quantizer.is_monotone() => {
            // Each value has its own random number.
            return outline.seen(i).fold(nothing, |point, seen| {
                let u = crate::study::random_draw(quantizer, seen.place as usize, rng);
                point.with(seen.value, quantizer.dequantized(seen.value, u))
            });
        }
        // The type of the quantizer is determined once, not for every value.
        Quantizer::Affine(a) => {
            let a = *a;
            values.fold(nothing, |point, x| point.with(x, a.dequantize(a.clamp(a.unclamped(x, 0.0)))))
        }
        _ => values.fold(nothing, |point, x| point.with(x, quantizer.dequantized(x, 0.0))),
    };
    let y = |x: f32| quantizer.value(quantizer.level(x, 0.0));
    SeriesPoint { y_lo: y(lo), y_hi: y(hi), ..point }
}
