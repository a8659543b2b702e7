//! The gradient that is not there: rounding is a staircase, flat almost everywhere, and training pretends that it is not.

use crate::chart::number_text::number;
use crate::chart::{Axis, Table};
use crate::train::{Estimator, TrainingSettings};
use serde::{Deserialize, Serialize};

/// Steps of the grid to each side of the weight, where not all codes are shown.
const AROUND: f64 = 3.5;
/// Places of the curve of a scale's gradient in one step of the grid.
const FINE: i32 = 16;

/// The staircase with what stands in for its derivative.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GradientPicture {
    /// The weight over its scale, before rounding.
    pub x: Axis,
    /// After rounding.
    pub y: Axis,
    /// The derivative.
    pub slope: Axis,
    /// The largest code; the least is its negative.
    pub most: i32,
    /// What training takes for the derivative: runs of x and slope.
    pub pretended: Vec<(f32, f32)>,
    /// LSQ's gradient by the scale, before its factor; empty where scales are not learned.
    pub by_scale: Vec<(f32, f32)>,
    /// The weight that is followed, over its scale.
    pub at: f32,
    /// The picture in a sentence.
    pub words: String,
    /// The picture as a table.
    pub table: Table,
}

impl GradientPicture {
    /// The picture for `settings`, with the weight that is followed at `at`.
    pub fn build(settings: &TrainingSettings, at: f32) -> Self {
        let most = settings.codes().qmax;
        let end = f64::from(most) + 1.5;
        let place = f64::from(at).clamp(-end, end);
        let (lo, hi) = if end <= AROUND + 1.0 {
            (-end, end)
        } else {
            let middle = libm::round(place).clamp(-end + AROUND, end - AROUND);
            (middle - AROUND, middle + AROUND)
        };
        let edge = f64::from(most) + 0.5;
        let (clipped, kept) = match settings.estimator {
            Estimator::True => (0.0, 0.0),
            Estimator::Identity => (1.0, 1.0),
            Estimator::Masked | Estimator::LearnedScale => (0.0, 1.0),
        };
        let mut pretended: Vec<(f32, f32)> = Vec::new();
        let mut run = |from: f64, to: f64, slope: f32| {
            if from < to {
                pretended.extend([(from as f32, slope), (to as f32, slope)]);
            }
        };
        run(lo, hi.min(-edge), clipped);
        run(lo.max(-edge), hi.min(edge), kept);
        run(lo.max(edge), hi, clipped);
        let by_scale = if settings.estimator == Estimator::LearnedScale { by_scale(lo, hi, most) } else { Vec::new() };
        let least = if by_scale.is_empty() { -0.25 } else { -0.75 };
        Self {
            x: Axis::whole(lo, hi, 7, tr!("weight ÷ scale, before rounding")),
            y: Axis::whole(lo, hi, 4, tr!("after rounding")),
            slope: Axis::whole(least, 1.25, 3, tr!("derivative")),
            most,
            pretended,
            by_scale,
            at,
            words: words(settings, at, most),
            table: table(at, most, settings.estimator),
        }
    }
}

/// `round(v) - v` within the codes. Beyond them it is the code, out of the picture.
fn by_scale(lo: f64, hi: f64, most: i32) -> Vec<(f32, f32)> {
    let edge = f64::from(most) + 0.5;
    let (lo, hi) = (lo.max(-edge), hi.min(edge));
    // Just below and just above each border too, where the curve jumps.
    let fine = (lo * f64::from(FINE)).ceil() as i32..=(hi * f64::from(FINE)).floor() as i32;
    let places = fine.map(|i| i as f32 / FINE as f32).flat_map(|v| [v - 1e-3, v + 1e-3]);
    places.filter(|&v| f64::from(v) > lo && f64::from(v) < hi).map(|v| (v, v.round_ties_even() - v)).collect()
}

/// The code of a place.
fn code(at: f32, most: i32) -> f32 {
    at.round_ties_even().clamp(-most as f32, most as f32)
}

fn pretended_at(estimator: Estimator, at: f32, most: i32) -> f32 {
    let inside = at.round_ties_even().abs() <= most as f32;
    f32::from(u8::from(match estimator {
        Estimator::True => false,
        Estimator::Identity => true,
        Estimator::Masked | Estimator::LearnedScale => inside,
    }))
}

fn words(settings: &TrainingSettings, at: f32, most: i32) -> String {
    let slope = number(pretended_at(settings.estimator, at, most).into());
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
    }
}

fn table(at: f32, most: i32, estimator: Estimator) -> Table {
    Table {
        caption: tr!("The weight that is followed"),
        columns: vec![tr!("before rounding"), tr!("after rounding"), tr!("true derivative"), tr!("what training takes")],
        rows: vec![vec![number(at.into()), number(code(at, most).into()), number(0.0), number(pretended_at(estimator, at, most).into())]],
    }
}
