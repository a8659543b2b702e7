//! Integer codes of four values at once, for every convention. Knows neither sums nor slices.

use crate::num::{CodeRange, Rounding};
use crate::quant::kernel::lanes::F4;
use crate::quant::{Affine, Arithmetic, GgmlAffine, ZeroPointAdded};

/// Integer codes of any kind: `round((x - origin) / factor + before) + after`, dequantized by `(code - zero) * step +
/// offset`. Unused terms are 0, or -0 if they are added: both leave every number unchanged.
pub(super) struct Uniform {
    pub origin: f32,
    pub factor: f32,
    pub divides: bool,
    pub before: f32,
    pub rounding: Rounding,
    pub after: f32,
    pub codes: CodeRange,
    pub zero: f32,
    pub step: f32,
    pub divides_back: bool,
    pub offset: f32,
}

impl Uniform {
    /// The codes of four values before they are clamped, as `round` rounds.
    #[inline(always)]
    pub fn code(&self, round: impl Fn(F4) -> F4) -> impl Fn(F4) -> F4 {
        let [origin, factor, before, after] = [self.origin, self.factor, self.before, self.after].map(F4::splat);
        let divides = self.divides;
        move |x| {
            let from_origin = x - origin;
            round(if divides { from_origin / factor } else { from_origin * factor } + before) + after
        }
    }

    /// The values of four codes.
    #[inline(always)]
    pub fn value(&self) -> impl Fn(F4) -> F4 + use<> {
        let [step, zero, offset] = [self.step, self.zero, self.offset].map(F4::splat);
        let divides = self.divides_back;
        move |code| if divides { (code - zero) / step } else { (code - zero) * step + offset }
    }
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

impl From<&GgmlAffine> for Uniform {
    fn from(l: &GgmlAffine) -> Self {
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

/// To nearest, ties away from zero. The fraction is exact, so a half is recognized exactly.
#[inline(always)]
pub(super) fn half_away(v: F4) -> F4 {
    let [one, none] = [1.0, 0.0].map(F4::splat);
    let whole = v.trunc();
    let rest = v - whole;
    // At least a half is more than the number before it.
    let just = F4::splat(0.5f32.next_down());
    let up = rest.above(just, one, none);
    let down = (none - rest).above(just, one, none);
    (whole + up - down).with_sign_of(v)
}
