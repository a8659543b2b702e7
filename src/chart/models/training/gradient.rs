//! The gradient that is not there: rounding is a staircase, flat almost everywhere, and training pretends that it is not.

use crate::chart::number_text::number;
use crate::chart::{Axis, Table};
use crate::num::CodeRange;
use crate::study::Scheme;
use crate::train::{Estimator, TrainingSettings};
use serde::{Deserialize, Serialize};

/// Steps of the grid to each side of the weight, where not all codes are shown.
const AROUND: f64 = 3.5;
/// Places of the curve of a scale's gradient in one step of the grid.
const FINE: i32 = 16;

/// The staircase with what stands in for its derivative.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GradientPicture {
    /// The weight in units of the codes, before rounding.
    pub x: Axis,
    /// After rounding.
    pub y: Axis,
    /// The derivative.
    pub slope: Axis,
    /// The codes.
    pub codes: CodeRange,
    /// What training takes for the derivative: runs of x and slope.
    pub pretended: Vec<(f32, f32)>,
    /// LSQ's gradient by the scale, before its factor; empty where scales are not learned.
    pub by_scale: Vec<(f32, f32)>,
    /// The weight that is followed, in units of the codes.
    pub at: f32,
    /// The picture in a sentence.
    pub words: String,
    /// The picture as a table.
    pub table: Table,
}

impl GradientPicture {
    /// The picture for `settings`, with the weight that is followed at `at`.
    pub fn build(settings: &TrainingSettings, at: f32) -> Self {
        let codes = settings.codes();
        // Nothing lies beyond the codes of DoReFa, whose largest weight is the last of them.
        let beyond = if settings.estimator == Estimator::Dorefa { 0.0 } else { 1.5 };
        let (first, last) = (f64::from(codes.qmin) - beyond, f64::from(codes.qmax) + beyond);
        let place = f64::from(at).clamp(first, last);
        let (lo, hi) = if last - first <= 2.0 * (AROUND + 1.0) {
            (first, last)
        } else {
            let middle = libm::round(place).clamp(first + AROUND, last - AROUND);
            (middle - AROUND, middle + AROUND)
        };
        let (least, most) = kept(settings);
        let (clipped, kept) = match settings.estimator {
            Estimator::True => (0.0, 0.0),
            Estimator::Identity => (1.0, 1.0),
            Estimator::Masked | Estimator::LearnedScale | Estimator::Dorefa | Estimator::Wrpn => (0.0, 1.0),
        };
        let mut pretended: Vec<(f32, f32)> = Vec::new();
        let mut run = |from: f64, to: f64, slope: f32| {
            if from < to {
                pretended.extend([(from as f32, slope), (to as f32, slope)]);
            }
        };
        run(lo, hi.min(least), clipped);
        run(lo.max(least), hi.min(most), kept);
        run(lo.max(most), hi, clipped);
        let by_scale = if settings.estimator == Estimator::LearnedScale { by_scale(lo.max(least), hi.min(most)) } else { Vec::new() };
        let least = if by_scale.is_empty() { -0.25 } else { -0.75 };
        Self {
            x: Axis::whole(lo, hi, 7, before(settings)),
            y: Axis::whole(lo, hi, 4, tr!("after rounding")),
            slope: Axis::whole(least, 1.25, 3, tr!("derivative")),
            codes,
            pretended,
            by_scale,
            at,
            words: words(settings, at),
            table: table(settings, at),
        }
    }
}

/// What is rounded, in units of the codes.
fn before(settings: &TrainingSettings) -> String {
    match settings.scheme() {
        Scheme::Asymmetric => tr!("weight ÷ scale + zero point, before rounding"),
        Scheme::DorefaWeights => tr!("tanh of the weight in steps of the codes, before rounding"),
        _ => tr!("weight ÷ scale, before rounding"),
    }
}

/// Where weights are not clipped: half a step beyond the codes; WRPN clips before it rounds.
fn kept(settings: &TrainingSettings) -> (f64, f64) {
    let codes = settings.codes();
    let beyond = if matches!(settings.estimator, Estimator::Wrpn | Estimator::Dorefa) { 0.0 } else { 0.5 };
    (f64::from(codes.qmin) - beyond, f64::from(codes.qmax) + beyond)
}

/// `round(v) - v` from `lo` to `hi`, within the codes. Beyond them it is the code, out of the picture.
fn by_scale(lo: f64, hi: f64) -> Vec<(f32, f32)> {
    // Just below and just above each border too, where the curve jumps.
    let fine = (lo * f64::from(FINE)).ceil() as i32..=(hi * f64::from(FINE)).floor() as i32;
    let places = fine.map(|i| i as f32 / FINE as f32).flat_map(|v| [v - 1e-3, v + 1e-3]);
    places.filter(|&v| f64::from(v) > lo && f64::from(v) < hi).map(|v| (v, v.round_ties_even() - v)).collect()
}

/// The code of a place.
fn code(at: f32, codes: CodeRange) -> f32 {
    at.round_ties_even().clamp(codes.qmin as f32, codes.qmax as f32)
}

fn pretended_at(settings: &TrainingSettings, at: f32) -> f32 {
    let (least, most) = kept(settings);
    let inside = (least..=most).contains(&at.into());
    f32::from(u8::from(match settings.estimator {
        Estimator::True => false,
        Estimator::Identity => true,
        Estimator::Masked | Estimator::LearnedScale | Estimator::Dorefa | Estimator::Wrpn => inside,
    }))
}

fn words(settings: &TrainingSettings, at: f32) -> String {
    let slope = number(pretended_at(settings, at).into());
    match settings.estimator {
        Estimator::True => tr!("Rounding is flat almost everywhere: its true derivative is 0, and with it no weight ever moves."),
        Estimator::Identity => tr!("The true derivative is 0. Training takes 1 everywhere, as if rounding were not there."),
        Estimator::Masked => {
            tr!(
                "The true derivative is 0. Training takes 1 within the codes and 0 where a weight is clipped; for this weight {slope}.",
                slope
            )
        }
        Estimator::LearnedScale => tr!(
            "The true derivative is 0. Training takes 1 within the codes and 0 beyond, for this weight {slope}; the scale learns by the dashed curve.",
            slope
        ),
        Estimator::Dorefa => tr!("The true derivative is 0. Training takes 1 for rounding, times the derivative of the tanh before it."),
        Estimator::Wrpn => {
            tr!("The true derivative is 0. Training takes 1 from -1 to 1 and 0 where a weight is clipped; for this weight {slope}.", slope)
        }
    }
}

fn table(settings: &TrainingSettings, at: f32) -> Table {
    let numbers = [at, code(at, settings.codes()), 0.0, pretended_at(settings, at)];
    Table {
        caption: tr!("The weight that is followed"),
        columns: vec![tr!("before rounding"), tr!("after rounding"), tr!("true derivative"), tr!("what training takes")],
        rows: vec![numbers.map(|n| number(n.into())).to_vec()],
    }
}
