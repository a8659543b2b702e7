//! The plain loop for many values at once: quantize, dequantize and add up the errors in one pass that compiles to vector
//! instructions. Equals [`Tally::of`]: counts exactly, sums but for the order of their additions.

use super::{Affine, Arithmetic, Quantizer, Tally, ZeroPointAdded};
use crate::num::Rounding;

/// Values taken at once.
const LANES: usize = 8;

/// Adding and subtracting it rounds to an integer, ties to even, all numbers up to [`EXACT`]; larger ones stay as large.
const ROUNDER: f32 = 12_582_912.0;

/// Beyond it no code range reaches, and [`ROUNDER`] no longer rounds.
const EXACT: f32 = 4_194_304.0;

impl Tally {
    /// What a monotone quantizer does to values.
    pub fn of_values(quantizer: &Quantizer, values: &[f32]) -> Self {
        match quantizer {
            Quantizer::Affine(a) if is_plain(a) => match (a.arithmetic, a.zero_point_added) {
                (Arithmetic::Divide, ZeroPointAdded::BeforeRounding) => tally(a, values, |x| round(x / a.scale + a.zero_point)),
                (Arithmetic::Divide, ZeroPointAdded::AfterRounding) => tally(a, values, |x| round(x / a.scale) + a.zero_point),
                (Arithmetic::Reciprocal, ZeroPointAdded::BeforeRounding) => tally(a, values, |x| round(x * a.reciprocal + a.zero_point)),
                (Arithmetic::Reciprocal, ZeroPointAdded::AfterRounding) => tally(a, values, |x| round(x * a.reciprocal) + a.zero_point),
            },
            _ => Self::of(quantizer, values.iter().map(|&x| (x, 0.0))),
        }
    }
}

/// Whether [`round`] finds the codes: those of ties to even, and no zero point so far off that what it is added to is large.
fn is_plain(a: &Affine) -> bool {
    let near = a.zero_point_added == ZeroPointAdded::BeforeRounding || a.zero_point.abs() < EXACT / 2.0;
    a.rounding == Rounding::HalfEven && !a.keeps_inverse && near
}

/// Ties to even, without the instruction that not every machine has. The sign of a zero is lost.
#[inline(always)]
fn round(v: f32) -> f32 {
    (v + ROUNDER) - ROUNDER
}

/// Sums of each lane.
#[derive(Default)]
struct Lanes {
    signal: [f64; LANES],
    output: [f64; LANES],
    product: [f64; LANES],
    squares: [f64; LANES],
    absolute: [f64; LANES],
    max_abs: [f64; LANES],
    zeroed: [u32; LANES],
}

#[inline(always)]
fn tally(a: &Affine, values: &[f32], unclamped: impl Fn(f32) -> f32) -> Tally {
    let (qmin, qmax) = (a.codes.qmin as f32, a.codes.qmax as f32);
    let (scale, zero_point) = (a.scale, a.zero_point);
    let mut lanes = Lanes::default();
    let mut tally = Tally::default();
    let (chunks, rest) = values.as_chunks::<LANES>();
    for x in chunks {
        let (mut y, mut clipped) = ([0f32; LANES], false);
        for lane in 0..LANES {
            let code = unclamped(x[lane]);
            let within = if code > qmin { code } else { qmin };
            let within = if within < qmax { within } else { qmax };
            clipped |= within != code;
            y[lane] = (within - zero_point) * scale;
        }
        if clipped {
            x.iter().for_each(|&x| add(&mut tally, a, x));
            continue;
        }
        for lane in 0..LANES {
            let (xd, yd) = (f64::from(x[lane]), f64::from(y[lane]));
            let e = yd - xd;
            lanes.signal[lane] += xd * xd;
            lanes.output[lane] += yd * yd;
            lanes.product[lane] += xd * yd;
            lanes.squares[lane] += e * e;
            lanes.absolute[lane] += e.abs();
            lanes.max_abs[lane] = if e.abs() > lanes.max_abs[lane] { e.abs() } else { lanes.max_abs[lane] };
            lanes.zeroed[lane] += u32::from(y[lane] == 0.0 && x[lane] != 0.0);
        }
        tally.count += LANES as u64;
    }
    rest.iter().for_each(|&x| add(&mut tally, a, x));
    let sum = |lanes: [f64; LANES]| lanes.into_iter().sum::<f64>();
    tally.merge(&Tally {
        signal: sum(lanes.signal),
        output: sum(lanes.output),
        product: sum(lanes.product),
        rounding: sum(lanes.squares),
        absolute: sum(lanes.absolute),
        max_abs: lanes.max_abs.into_iter().fold(0.0, f64::max),
        zeroed: lanes.zeroed.into_iter().map(u64::from).sum(),
        ..Tally::default()
    });
    tally
}

/// One value, as the plain loop takes it.
fn add(tally: &mut Tally, a: &Affine, x: f32) {
    let quantizer = Quantizer::Affine(*a);
    tally.add(x, quantizer.apply(x, 0.0).1, quantizer.clipped(x, 0.0));
}
