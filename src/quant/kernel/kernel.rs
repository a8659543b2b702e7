//! The plain loop for many values at once: quantize, dequantize and add up the errors in one pass of vector instructions.
//! Equals [`Tally::of`]: counts exactly, sums but for the order of their additions.

use crate::num::{Codebook, Minifloat, Rounding};
use crate::quant::kernel::lanes::{F2, F4};
use crate::quant::kernel::uniform::{Uniform, half_away};
use crate::quant::{Arithmetic, Element, Quantizer, Scaled, Tally};
use std::array::from_fn;

/// Books of more levels are searched value by value.
const FEW_LEVELS: usize = 16;

impl Tally {
    /// The tally of a monotone quantizer's results for values.
    pub fn of_values(quantizer: &Quantizer, values: &[f32]) -> Self {
        let mut pass = Pass::default();
        pass.add(quantizer, values);
        pass.tally()
    }
}

/// Only Σ e², for a monotone quantizer: takes half the time of [`Tally::of_values`].
pub fn squared_error(quantizer: &Quantizer, values: &[f32]) -> f64 {
    let mut errors = SquaredErrors::default();
    errors.add(quantizer, values);
    errors.sum()
}

/// The dequantized values, [`Quantizer::dequantized`] of each to the bit.
pub fn dequantized(quantizer: &Quantizer, values: &[f32]) -> Vec<f32> {
    let mut lanes = Lanes::<()> { out: Some(Vec::with_capacity(values.len())), ..Lanes::default() };
    lanes.add(quantizer, values);
    lanes.out.unwrap_or_default()
}

/// One pass over slices, each with a quantizer of its own. The sums of all are kept in lanes until the end, so that short
/// slices cost no more than long ones.
#[derive(Default)]
pub struct Pass(Lanes<Sums>);

impl Pass {
    /// The values of a slice, through a monotone quantizer.
    pub fn add(&mut self, quantizer: &Quantizer, values: &[f32]) {
        self.0.add(quantizer, values);
    }

    /// All slices together.
    pub fn tally(self) -> Tally {
        let mut tally = self.0.rest;
        for Sums { signal, output, product, squares, absolute, max_abs } in self.0.sums {
            let sum = |lanes: F2| lanes.lanes()[0] + lanes.lanes()[1];
            let [left, right] = max_abs.lanes();
            tally.merge(&Tally {
                signal: sum(signal),
                output: sum(output),
                product: sum(product),
                rounding: sum(squares),
                absolute: sum(absolute),
                max_abs: left.max(right),
                ..Tally::default()
            });
        }
        tally
    }
}

/// [`Pass`] for Σ e² alone.
#[derive(Default)]
pub struct SquaredErrors(Lanes<Squares>);

impl SquaredErrors {
    /// The values of a slice, through a monotone quantizer.
    pub fn add(&mut self, quantizer: &Quantizer, values: &[f32]) {
        self.0.add(quantizer, values);
    }

    /// All slices together.
    pub fn sum(self) -> f64 {
        let sum: f64 = self.0.sums.iter().flat_map(|sums| sums.0.lanes()).sum();
        sum + self.0.rest.rounding + self.0.rest.clipping
    }
}

/// The sums over pairs of values and their results.
trait Summed: Copy + Default {
    /// Whether values that became 0 are counted.
    const COUNTS: bool;
    /// Whether the dequantized values are returned.
    const BRINGS_BACK: bool;
    fn add(self, x: F2, y: F2) -> Self;
}

/// A pass of one kind of sums.
#[derive(Default)]
struct Lanes<S> {
    sums: [S; 2],
    /// The sums of values that were not processed in lanes, and all counts.
    rest: Tally,
    /// The dequantized values, if they are returned: then nothing is summed.
    out: Option<Vec<f32>>,
}

impl<S: Summed> Lanes<S> {
    fn add(&mut self, quantizer: &Quantizer, values: &[f32]) {
        match quantizer {
            Quantizer::Affine(a) => self.uniform(quantizer, &Uniform::from(a), values),
            Quantizer::GgmlAffine(l) => self.uniform(quantizer, &Uniform::from(l), values),
            Quantizer::Scaled(s) => match &s.element {
                Element::Float(format) if is_common(*format) => self.float(quantizer, s, *format, values),
                Element::Book(book) if book.levels().len() <= FEW_LEVELS => self.book(quantizer, s, book, values),
                _ => self.plain(quantizer, values),
            },
            Quantizer::ClippedUniform(_) => self.plain(quantizer, values),
        }
    }

    fn uniform(&mut self, quantizer: &Quantizer, u: &Uniform, values: &[f32]) {
        match u.rounding {
            Rounding::HalfEven => self.rounded(quantizer, u, values, F4::round),
            Rounding::HalfAway => self.rounded(quantizer, u, values, half_away),
            Rounding::TowardZero => self.rounded(quantizer, u, values, F4::trunc),
            Rounding::Stochastic => self.plain(quantizer, values),
        }
    }

    #[inline(always)]
    fn rounded(&mut self, quantizer: &Quantizer, u: &Uniform, values: &[f32], round: impl Fn(F4) -> F4) {
        let within = Within { lo: u.codes.qmin as f32, hi: u.codes.qmax as f32, holds: true, falls: u.factor < 0.0 };
        self.through(quantizer, values, &within, u.code(round), u.value());
    }

    /// Adding and subtracting a number whose last bit is worth a step of the format's rounds to it, ties to even.
    fn float(&mut self, quantizer: &Quantizer, s: &Scaled, format: Minifloat, values: &[f32]) {
        let (factor, divides) = way_in(s);
        let [factor, scale, least] = [factor, s.scale, format.min_normal()].map(F4::splat);
        let steps = F4::splat(1.5 * (1u32 << (23 - format.mantissa_bits())) as f32);
        let most = F4::splat(f32::MAX);
        let code = |x: F4| {
            let v = if divides { x / factor } else { x * factor };
            let rounder = v.power().clamp(least, most) * steps;
            ((v + rounder) - rounder).with_sign_of(v)
        };
        let (hi, holds) = (format.max(), format.saturates());
        self.through(quantizer, values, &Within { lo: -hi, hi, holds, falls: s.factor < 0.0 }, code, |v| scale * v);
    }

    /// Starts with the lowest level; each threshold passed XORs the bits in which the next level differs. Thresholds
    /// ascend, so this gives the level of the value.
    fn book(&mut self, quantizer: &Quantizer, s: &Scaled, book: &Codebook, values: &[f32]) {
        let (factor, divides) = way_in(s);
        let [factor, scale, lowest, zero] = [factor, s.scale, book.levels()[0], 0.0].map(F4::splat);
        let steps = |x: F4| if divides { x / factor } else { x * factor };
        let turns: [(F4, F4); FEW_LEVELS - 1] = from_fn(|i| match (book.ends().get(i), book.levels().get(i..i + 2)) {
            (Some(&end), Some([level, next])) => (F4::splat(end), F4::splat(f32::from_bits(level.to_bits() ^ next.to_bits()))),
            _ => (zero, zero),
        });
        let turns = &turns[..book.ends().len()];
        let level = |v: F4| scale * turns.iter().fold(lowest, |level, &(end, bits)| level.turned_above(v, end, bits));
        let [lo, hi] = book.unclipped_range();
        self.through(quantizer, values, &Within { lo, hi, holds: true, falls: s.factor < 0.0 }, steps, level);
    }

    /// Four values at a time: `code` converts them to the units of `within`, and `value` converts the clamped codes
    /// back.
    #[inline(always)]
    fn through(&mut self, quantizer: &Quantizer, values: &[f32], within: &Within, code: impl Fn(F4) -> F4, value: impl Fn(F4) -> F4) {
        let [lo, hi, zero] = [within.lo, within.hi, 0.0].map(F4::splat);
        let (mut sums, mut zeroed, mut clipped) = (self.sums, 0u32, 0);
        let (fours, rest) = values.as_chunks::<4>();
        for four in fours {
            let x = F4::of(*four);
            let unclamped = code(x);
            if unclamped.clamp(lo, hi).differs(unclamped) != 0 {
                // Rare: clipped values are counted and summed separately.
                let ended = unclamped.above(hi, hi, lo.above(unclamped, lo, unclamped));
                if within.holds && ended.differs(ended) == 0 {
                    self.clipped(within, *four, unclamped.lanes(), value(ended).lanes());
                } else {
                    self.plain(quantizer, four);
                }
                clipped += 4;
                continue;
            }
            // Equal to what was clamped, with the sign of its zeros.
            let y = value(unclamped);
            if S::BRINGS_BACK
                && let Some(out) = &mut self.out
            {
                out.extend_from_slice(&y.lanes());
            }
            if S::COUNTS {
                zeroed += (x.differs(zero) & !y.differs(zero)).count_ones();
            }
            let ([x0, x1], [y0, y1]) = (x.widened(), y.widened());
            sums = [sums[0].add(x0, y0), sums[1].add(x1, y1)];
        }
        self.sums = sums;
        self.rest.zeroed += u64::from(zeroed);
        self.rest.count += (4 * fours.len() - clipped) as u64;
        if !rest.is_empty() {
            self.plain(quantizer, rest);
        }
    }

    /// Four values whose codes are `unclamped`, some of them beyond, and what they became.
    #[cold]
    fn clipped(&mut self, within: &Within, x: [f32; 4], unclamped: [f32; 4], y: [f32; 4]) {
        if let Some(out) = &mut self.out {
            out.extend_from_slice(&y);
            return;
        }
        for ((x, code), y) in x.into_iter().zip(unclamped).zip(y) {
            let beyond = i32::from(code > within.hi) - i32::from(code < within.lo);
            self.rest.add(x, y, if within.falls { -beyond } else { beyond });
        }
    }

    /// One by one.
    fn plain(&mut self, quantizer: &Quantizer, values: &[f32]) {
        match &mut self.out {
            Some(out) => out.extend(values.iter().map(|&x| quantizer.dequantized(x, 0.0))),
            None => values.iter().for_each(|&x| self.rest.add(x, quantizer.apply(x, 0.0).1, quantizer.clipped(x, 0.0))),
        }
    }
}

/// The codes that are not clipped, before they are made integers.
struct Within {
    lo: f32,
    hi: f32,
    /// Whether codes beyond the range are clamped to its ends.
    holds: bool,
    /// Whether codes fall as values rise.
    falls: bool,
}

/// Sums of two values at a time.
#[derive(Clone, Copy)]
struct Sums {
    signal: F2,
    output: F2,
    product: F2,
    squares: F2,
    absolute: F2,
    max_abs: F2,
}

impl Default for Sums {
    fn default() -> Self {
        let none = F2::splat(0.0);
        Self { signal: none, output: none, product: none, squares: none, absolute: none, max_abs: none }
    }
}

impl Summed for Sums {
    const COUNTS: bool = true;
    const BRINGS_BACK: bool = false;

    #[inline(always)]
    fn add(self, x: F2, y: F2) -> Self {
        let e = y - x;
        Self {
            signal: self.signal + x * x,
            output: self.output + y * y,
            product: self.product + x * y,
            squares: self.squares + e * e,
            absolute: self.absolute + e.abs(),
            max_abs: self.max_abs.max(e.abs()),
        }
    }
}

/// Σ e² of two values at a time.
#[derive(Clone, Copy)]
struct Squares(F2);

impl Default for Squares {
    fn default() -> Self {
        Self(F2::splat(0.0))
    }
}

impl Summed for Squares {
    const COUNTS: bool = false;
    const BRINGS_BACK: bool = false;

    #[inline(always)]
    fn add(self, x: F2, y: F2) -> Self {
        let e = y - x;
        Self(self.0 + e * e)
    }
}

impl Summed for () {
    const COUNTS: bool = false;
    const BRINGS_BACK: bool = true;

    #[inline(always)]
    fn add(self, _: F2, _: F2) -> Self {}
}

/// The factor for quantizing, and whether it divides. The inverse of a power of two is exact, so multiplying by it
/// gives the same bits as the division and is faster.
fn way_in(s: &Scaled) -> (f32, bool) {
    let divides = s.arithmetic == Arithmetic::Divide;
    let inverse = 1.0 / s.factor;
    let is_power = (s.factor.to_bits() | inverse.to_bits()) & 0x007f_ffff == 0 && s.factor.is_normal() && inverse.is_normal();
    if divides && is_power { (inverse, false) } else { (s.factor, divides) }
}

/// Whether [`Lanes::float`] rounds to the format: its steps are those of f32 with fewer bits, and ties lie between numbers
/// whose last bits differ.
fn is_common(format: Minifloat) -> bool {
    (1..=22).contains(&format.mantissa_bits()) && format.min_normal().is_normal()
}
