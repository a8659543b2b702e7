//! Theory beside measurement: the error expected for the distribution closest to the slice, in words and as marks on the
//! clipping curve.

use crate::chart::number_text::{decibel, number};
use crate::chart::scene::Scene;
use crate::i18n;
use crate::quant::Range;
use crate::quant::theory::Density;
use crate::study::Theory;
use serde::{Deserialize, Serialize};

/// The theoretical values for the slice in focus.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Expectation {
    /// Signal to noise expected, in dB.
    pub sqnr_db: f64,
    /// The same in words, to be shown beside the measurement.
    pub words: String,
    /// The same as a mean squared error.
    pub mse: f64,
    /// ACIQ's clipping as a place on the clipping curve's x, and its mean squared error; for integers.
    pub aciq: Option<(f64, f64)>,
    /// Mean squared error of the best even levels.
    pub even: Option<f64>,
    /// Mean squared error of the best levels.
    pub lloyd_max: Option<f64>,
}

impl Expectation {
    pub(in crate::chart) fn build(scene: &Scene) -> Option<Self> {
        let study = scene.study;
        let theory = study.theory.as_ref()?;
        let distance = number(theory.distance);
        let close = match theory.density {
            Density::Gauss => tr!("Close to normal (distance {distance})", distance),
            Density::Laplace => tr!("Close to Laplace (distance {distance})", distance),
        };
        let measured = study.focus_metrics.sqnr_db.map_or_else(|| "—".into(), decibel);
        let integer = study.spec.is_integer();
        let (mse, words) = if integer {
            let Range { lo, hi } = scene.fit.range;
            let steps = ((f64::from(hi) - f64::from(lo)) / f64::from(scene.affine()?.scale)).round();
            let expected = theory.expected(scene.fit.range, steps)?;
            let db = decibel(theory.sqnr_db(expected.mse));
            let reach = number((expected.half_width * 100.0).round() / 100.0);
            let words = if expected.clips {
                tr!(
                    "{close}, clipped at {reach} standard deviations: {expected} expected, {measured} measured.",
                    close,
                    reach,
                    expected = db,
                    measured
                )
            } else {
                let (rule, gain) = (i18n::decimal("6.02"), i18n::decimal("4.77"));
                let sum =
                    format!("{rule} · {} + {gain} − 20 log₁₀({reach})", theory.bits) + &missing(expected.missing_db, steps) + &mean(theory);
                tr!("{close}: {sum} = {expected} expected, {measured} measured.", close, sum, expected = db, measured)
            };
            (expected.mse, words)
        } else {
            let mse = theory.lloyd_max?;
            let words = tr!(
                "{close}: {expected} expected of the best {n} levels, {measured} measured.",
                close,
                expected = decibel(theory.sqnr_db(mse)),
                n = 1 << theory.bits,
                measured
            );
            (mse, words)
        };
        Some(Self {
            sqnr_db: theory.sqnr_db(mse),
            words,
            mse,
            aciq: integer.then(|| (theory.aciq_threshold(scene.symmetric()), theory.aciq.1)),
            even: theory.even,
            lloyd_max: theory.lloyd_max,
        })
    }
}

/// The loss caused by too few steps, where it is visible.
fn missing(db: f64, steps: f64) -> String {
    let rounded = number((db * 10.0).round() / 10.0);
    if db < 0.05 { String::new() } else { tr!(" − {db} for only {steps} steps", db = rounded, steps = number(steps)) }
}

/// The mean's contribution, where it is visible.
fn mean(theory: &Theory) -> String {
    let db = theory.mean_db();
    if db < 0.05 { String::new() } else { tr!(" + {db} for the mean", db = number((db * 10.0).round() / 10.0)) }
}
