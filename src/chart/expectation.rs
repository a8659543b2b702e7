//! Theory beside measurement: what the distribution the slice is close to makes one expect, in words and as marks on the
//! bench.

use super::format::{decibel, number};
use super::scene::Scene;
use crate::quant::Range;
use crate::quant::theory::Density;
use crate::study::{Plan, Theory};
use serde::{Deserialize, Serialize};

/// What theory expects of the slice in focus.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Expectation {
    /// Signal to noise expected, in dB.
    pub sqnr_db: f64,
    /// How it is told, beside what was measured.
    pub words: String,
    /// The same as a mean squared error.
    pub mse: f64,
    /// ACIQ's clipping as a place on the bench's x, and its mean squared error; for integers.
    pub aciq: Option<(f64, f64)>,
    /// Mean squared error of the best even levels.
    pub even: Option<f64>,
    /// Mean squared error of the best levels.
    pub lloyd_max: Option<f64>,
}

impl Expectation {
    pub(super) fn build(scene: &Scene) -> Option<Self> {
        let study = scene.study;
        let theory = study.theory.as_ref()?;
        let law = match theory.density {
            Density::Gauss => "normal",
            Density::Laplace => "Laplace",
        };
        let close = format!("Close to {law} (distance {})", number(theory.distance));
        let integer = matches!(study.plan, Plan::Integer { .. });
        let (mse, told) = if integer {
            let Range { lo, hi } = scene.part.range;
            let steps = ((f64::from(hi) - f64::from(lo)) / f64::from(scene.affine()?.scale)).round();
            let expected = theory.expected(scene.part.range, steps)?;
            let db = decibel(theory.sqnr_db(expected.mse));
            let reach = number((expected.reach * 100.0).round() / 100.0);
            let told = if expected.clips {
                format!("{close}, clipped at {reach} standard deviations: {db} expected")
            } else {
                format!(
                    "{close}: 6.02 · {} + 4.77 − 20 log₁₀({reach}){}{} = {db} expected",
                    theory.bits,
                    missing(expected.missing_db, steps),
                    mean(theory)
                )
            };
            (expected.mse, told)
        } else {
            let mse = theory.lloyd_max?;
            (mse, format!("{close}: {} expected of the best {} levels", decibel(theory.sqnr_db(mse)), 1 << theory.bits))
        };
        let measured = study.focus_metrics.sqnr_db.map_or_else(|| "—".into(), decibel);
        Some(Self {
            sqnr_db: theory.sqnr_db(mse),
            words: format!("{told}, {measured} measured."),
            mse,
            aciq: integer.then(|| (theory.aciq_threshold(scene.symmetric()), theory.aciq.1)),
            even: theory.even,
            lloyd_max: theory.lloyd_max,
        })
    }
}

/// What is lost for want of steps, where it can be seen.
fn missing(db: f64, steps: f64) -> String {
    if db < 0.05 { String::new() } else { format!(" − {} for only {} steps", number((db * 10.0).round() / 10.0), number(steps)) }
}

/// What the mean adds, where it can be seen.
fn mean(theory: &Theory) -> String {
    let db = theory.mean_db();
    if db < 0.05 { String::new() } else { format!(" + {} for the mean", number((db * 10.0).round() / 10.0)) }
}
