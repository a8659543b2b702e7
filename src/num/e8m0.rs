//! E8M0: a power of two in 8 bits, the shared scale of the OCP MX formats.

use super::minifloat::power_of_two;

/// A stored exponent: `2^(code - 127)`, 255 is NaN. There is no sign and no zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct E8m0(pub u8);

impl E8m0 {
    /// No number.
    pub const NAN: Self = Self(255);

    /// The power of two nearest to `x`; of two equally near, the larger (1.5 becomes 2). 0, negative numbers, NaN and
    /// numbers that would round to 2^128 become NaN, as in ml_dtypes. Numbers between 2^-127 and 2^-126 are rounded up,
    /// as in ml_dtypes and torch; smaller ones become 2^-127. MX scales round the exponent down instead.
    pub fn nearest(x: f32) -> Self {
        if !(x > 0.0 && x.is_finite()) {
            return Self::NAN;
        }
        let bits = x.to_bits();
        let half_up = (bits + 0x0040_0000) >> 23;
        // Below 2^-126 the exponent field is 0, as is the code of 2^-127 itself.
        Self(if bits == 0x0040_0000 { 0 } else { half_up as u8 })
    }

    /// The value, 2^-127 to 2^127 or NaN.
    pub fn value(self) -> f32 {
        if self == Self::NAN { f32::NAN } else { power_of_two(i32::from(self.0) - 127) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_two_come_back_and_ties_go_up() {
        for code in 0..255 {
            assert_eq!(E8m0::nearest(E8m0(code).value()), E8m0(code));
        }
        let values = [1.4, 1.5, 3.0, 5.0, 6.0, 12.0].map(|x| E8m0::nearest(x).value());
        assert_eq!(values, [1.0, 2.0, 4.0, 4.0, 8.0, 16.0]);
        assert_eq!([0.0, -1.0, f32::NAN, f32::MAX].map(E8m0::nearest), [E8m0::NAN; 4]);
        assert_eq!([1e-45, 5.9e-39].map(E8m0::nearest), [E8m0(0), E8m0(1)]);
        assert!(E8m0::NAN.value().is_nan());
    }
}
