//! The plain loop for many values at once: quantize, dequantize and add up the errors in one pass of vector instructions.
//! Equals [`Tally::of`]: counts exactly, sums but for the order of their additions.

use super::lanes::{F2, F4};
use super::{Affine, Arithmetic, Element, Line, Quantizer, Scaled, Tally, ZeroPointAdded};
use crate::num::{CodeRange, Codebook, Minifloat, Rounding};

/// Books of more levels are searched value by value.
const FEW_LEVELS: usize = 16;

impl Tally {
    /// What a monotone quantizer does to values.
    pub fn of_values(quantizer: &Quantizer, values: &[f32]) -> Self {
        let mut pass = Pass::default();
        pass.add(quantizer, values);
        pass.tally()
    }
}

/// Σ e² alone, for a monotone quantizer: half of what [`Tally::of_values`] takes.
pub fn squared_error(quantizer: &Quantizer, values: &[f32]) -> f64 {
    let mut lanes = Lanes::<Squares>::default();
    lanes.add(quantizer, values);
    let sum: f64 = lanes.sums.iter().flat_map(|sums| sums.0.lanes()).sum();
    sum + lanes.rest.rounding + lanes.rest.clipping
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

/// What is summed of two values and of what they became.
trait Summed: Copy + Default {
    /// Whether values that became 0 are counted.
    const COUNTS: bool;
    fn add(self, x: F2, y: F2) -> Self;
}

/// A pass of one kind of sums.
#[derive(Default)]
struct Lanes<S> {
    sums: [S; 2],
    /// What did not go through the lanes, and all counts.
    rest: Tally,
    /// The dequantized values, where they are what is wanted: then nothing is summed.
    out: Option<Vec<f32>>,
}

impl<S: Summed> Lanes<S> {
    fn add(&mut self, quantizer: &Quantizer, values: &[f32]) {
        match quantizer {
            Quantizer::Affine(a) => self.uniform(quantizer, &Uniform::from(a), values),
            Quantizer::Line(l) => self.uniform(quantizer, &Uniform::from(l), values),
            Quantizer::Scaled(s) => match &s.element {
                Element::Float(format) if is_common(*format) => self.float(quantizer, s, *format, values),
                Element::Book(book) if book.levels().len() <= FEW_LEVELS => self.book(quantizer, s, book, values),
                _ => self.plain(quantizer, values),
            },
            Quantizer::Bounded(_) => self.plain(quantizer, values),
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
        let [origin, factor, before, after] = [u.origin, u.factor, u.before, u.after].map(F4::splat);
        let [step, zero, offset] = [u.step, u.zero, u.offset].map(F4::splat);
        let code = |x: F4| {
            let from_origin = x - origin;
            round(if u.divides { from_origin / factor } else { from_origin * factor } + before) + after
        };
        let value = |code: F4| if u.divides_back { (code - zero) / step } else { (code - zero) * step + offset };
        self.through(quantizer, values, (u.codes.qmin as f32, u.codes.qmax as f32), code, value);
    }

    /// Adding and subtracting a number whose last bit is worth a step of the format's rounds to it, ties to even.
    fn float(&mut self, quantizer: &Quantizer, s: &Scaled, format: Minifloat, values: &[f32]) {
        let [factor, scale, least] = [s.factor, s.scale, format.min_normal()].map(F4::splat);
        let steps = F4::splat(1.5 * (1u32 << (23 - format.mantissa_bits())) as f32);
        let divides = s.arithmetic == Arithmetic::Divide;
        let most = F4::splat(f32::MAX);
        let code = |x: F4| {
            let v = if divides { x / factor } else { x * factor };
            let rounder = v.power().clamp(least, most) * steps;
            ((v + rounder) - rounder).with_sign_of(v)
        };
        self.through(quantizer, values, (-format.max(), format.max()), code, |v| scale * v);
    }

    /// From the lowest level to the next for each end that is passed.
    fn book(&mut self, quantizer: &Quantizer, s: &Scaled, book: &Codebook, values: &[f32]) {
        let [factor, scale, lowest] = [s.factor, s.scale, book.levels()[0]].map(F4::splat);
        let divides = s.arithmetic == Arithmetic::Divide;
        let steps = |x: F4| if divides { x / factor } else { x * factor };
        let level = |v: F4| {
            let ends = book.ends().iter().zip(&book.levels()[1..]);
            scale * ends.fold(lowest, |level, (&end, &next)| v.above(F4::splat(end), F4::splat(next), level))
        };
        let [below, above] = book.reach();
        self.through(quantizer, values, (below, above), steps, level);
    }

    /// Four values at a time: `code` brings them to the units of `within`, and `value` what lies within back.
    #[inline(always)]
    fn through(&mut self, quantizer: &Quantizer, values: &[f32], within: (f32, f32), code: impl Fn(F4) -> F4, value: impl Fn(F4) -> F4) {
        let (lo, hi, zero) = (F4::splat(within.0), F4::splat(within.1), F4::splat(0.0));
        let (mut sums, mut zeroed, mut clipped) = (self.sums, 0u32, 0);
        let (fours, rest) = values.as_chunks::<4>();
        for four in fours {
            let x = F4::of(*four);
            let unclamped = code(x);
            let clamped = unclamped.clamp(lo, hi);
            if clamped.differs(unclamped) != 0 {
                // Seldom: what is clipped is counted and summed apart.
                self.plain(quantizer, four);
                clipped += 4;
                continue;
            }
            // Equal to what was clamped, with the sign of its zeros.
            let y = value(unclamped);
            if let Some(out) = &mut self.out {
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
        self.plain(quantizer, rest);
    }

    /// One by one.
    fn plain(&mut self, quantizer: &Quantizer, values: &[f32]) {
        match &mut self.out {
            Some(out) => out.extend(values.iter().map(|&x| quantizer.dequantized(x, 0.0))),
            None => values.iter().for_each(|&x| self.rest.add(x, quantizer.apply(x, 0.0).1, quantizer.clipped(x, 0.0))),
        }
    }
}

/// Integer codes, however they are reached: `round((x - origin) / factor + before) + after`, back by
/// `(code - zero) * step + offset`. What is not there is 0, or -0 where it is added, which leave every number as it is.
struct Uniform {
    origin: f32,
    factor: f32,
    divides: bool,
    before: f32,
    rounding: Rounding,
    after: f32,
    codes: CodeRange,
    zero: f32,
    step: f32,
    divides_back: bool,
    offset: f32,
}

impl From<&Affine> for Uniform {
    fn from(a: &Affine) -> Self {
        let divides = a.arithmetic == Arithmetic::Divide;
        let (before, after) = match a.zero_point_added {
            ZeroPointAdded::BeforeRounding => (a.zero_point, -0.0),
            ZeroPointAdded::AfterRounding => (-0.0, a.zero_point),
        };
        Self {
            origin: 0.0,
            factor: if divides { a.scale } else { a.reciprocal },
            divides,
            before,
            rounding: a.rounding,
            after,
            codes: a.codes,
            zero: a.zero_point,
            step: if a.keeps_inverse { a.reciprocal } else { a.scale },
            divides_back: a.keeps_inverse,
            offset: -0.0,
        }
    }
}

impl From<&Line> for Uniform {
    fn from(l: &Line) -> Self {
        Self {
            origin: l.origin,
            factor: l.factor,
            divides: l.arithmetic == Arithmetic::Divide,
            before: l.before,
            rounding: l.rounding,
            after: l.after,
            codes: l.codes,
            zero: l.zero,
            step: l.step,
            divides_back: false,
            offset: l.offset,
        }
    }
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

    #[inline(always)]
    fn add(self, x: F2, y: F2) -> Self {
        let e = y - x;
        Self(self.0 + e * e)
    }
}

impl Summed for () {
    const COUNTS: bool = false;

    #[inline(always)]
    fn add(self, _: F2, _: F2) -> Self {}
}

/// To nearest, ties away from zero. What is cut off is exact, so half of it is seen exactly.
#[inline(always)]
fn half_away(v: F4) -> F4 {
    let [one, none] = [1.0, 0.0].map(F4::splat);
    let whole = v.trunc();
    let rest = v - whole;
    // At least a half is more than the number before it.
    let just = F4::splat(0.5f32.next_down());
    let up = rest.above(just, one, none);
    let down = (none - rest).above(just, one, none);
    (whole + up - down).with_sign_of(v)
}

/// Whether [`Lanes::float`] rounds to the format: its steps are those of f32 with fewer bits, and ties lie between numbers
/// whose last bits differ.
fn is_common(format: Minifloat) -> bool {
    (1..=22).contains(&format.mantissa_bits()) && format.min_normal().is_normal()
}
