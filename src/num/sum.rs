//! Sums with twice the precision of f64, for differences of long sums that nearly cancel.

/// An unevaluated sum of two f64; the second is the rounding error of the first.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Sum {
    high: f64,
    low: f64,
}

impl Sum {
    /// The sum, rounded to f64.
    #[inline]
    pub fn value(self) -> f64 {
        self.high + self.low
    }

    /// Adds a number and keeps the rounding error of the addition (Knuth's two-sum).
    #[inline]
    pub fn plus(self, x: f64) -> Self {
        let high = self.high + x;
        let part = high - self.high;
        Self { high, low: self.low + ((self.high - (high - part)) + (x - part)) }
    }

    /// Adds another sum.
    #[inline]
    pub fn plus_sum(self, other: Self) -> Self {
        let sum = self.plus(other.high);
        Self { low: sum.low + other.low, ..sum }
    }

    /// Subtracts another sum.
    #[inline]
    pub fn minus(self, other: Self) -> Self {
        self.plus_sum(Self { high: -other.high, low: -other.low })
    }

    /// Multiplies by a number of at most 26 significant bits (any f32, any count below 2^26), exactly in the high
    /// part; a longer number costs the last bits of the product's low part.
    #[inline]
    pub fn times(self, factor: f64) -> Self {
        // The two halves have at most 26 and 27 bits, so neither product is rounded.
        let upper = f64::from_bits(self.high.to_bits() & !0x07ff_ffff);
        let lower = self.high - upper;
        Self { high: upper * factor, low: 0.0 }.plus(lower * factor).plus(self.low * factor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cancels_leaves_its_remainder() {
        let sum = Sum::default().plus(1e30).plus(1.0).plus(-1e30);
        assert_eq!(sum.value(), 1.0);
        let (a, b) = (Sum::default().plus(1e20).plus(0.1), Sum::default().plus(1e20));
        assert_eq!(a.minus(b).value(), 0.1);
        assert_eq!(a.minus(b).plus_sum(b).minus(a).value(), 0.0);
    }

    #[test]
    fn a_product_keeps_what_f64_rounds_off() {
        let n = 67_108_863.0;
        let cube = Sum::default().plus(n * n).times(n);
        let lost = (n as i128).pow(3) - (n * n * n) as i128;
        assert_ne!(lost, 0);
        assert_eq!(cube.minus(Sum::default().plus(n * n * n)).value(), lost as f64);
    }
}
