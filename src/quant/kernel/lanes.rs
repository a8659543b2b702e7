//! Four f32 or two f64 at once: vector instructions where wasm has them, plain arrays elsewhere. Every lane is computed
//! alone by the same IEEE operations, so both give the same bits. Knows no quantizer.

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub(in crate::quant) use vector::{F2, F4};

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
pub(in crate::quant) use plain::{F2, F4};

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod vector {
    use core::arch::wasm32::*;
    use std::ops::{Add, Div, Mul, Sub};

    /// Four f32.
    #[derive(Clone, Copy)]
    pub struct F4(v128);

    /// Two f64.
    #[derive(Clone, Copy)]
    pub struct F2(v128);

    impl F4 {
        #[inline(always)]
        pub fn of(v: [f32; 4]) -> Self {
            Self(bytemuck::cast(v))
        }

        #[inline(always)]
        pub fn splat(v: f32) -> Self {
            Self(f32x4_splat(v))
        }

        /// To nearest, ties to even.
        #[inline(always)]
        pub fn round(self) -> Self {
            Self(f32x4_nearest(self.0))
        }

        /// Rounds toward zero.
        #[inline(always)]
        pub fn trunc(self) -> Self {
            Self(f32x4_trunc(self.0))
        }

        #[inline(always)]
        pub fn abs(self) -> Self {
            Self(f32x4_abs(self.0))
        }

        #[inline(always)]
        pub fn lanes(self) -> [f32; 4] {
            bytemuck::cast(self.0)
        }

        /// The power of two at or below each magnitude; 0 below the normal numbers.
        #[inline(always)]
        pub fn power(self) -> Self {
            Self(v128_and(self.0, u32x4_splat(0x7f80_0000)))
        }

        /// With the sign of another number. Only for numbers whose sign is the same or was lost.
        #[inline(always)]
        pub fn with_sign_of(self, other: Self) -> Self {
            Self(v128_or(self.0, v128_and(other.0, u32x4_splat(0x8000_0000))))
        }

        /// `then` in the lanes that are above `limit`, `otherwise` in the rest.
        #[inline(always)]
        pub fn above(self, limit: Self, then: Self, otherwise: Self) -> Self {
            Self(v128_bitselect(then.0, otherwise.0, f32x4_gt(self.0, limit.0)))
        }

        /// XORs `bits` into the lanes where `v > limit`.
        #[inline(always)]
        pub fn turned_above(self, v: Self, limit: Self, bits: Self) -> Self {
            Self(v128_xor(self.0, v128_and(f32x4_gt(v.0, limit.0), bits.0)))
        }

        /// Clamps: `lo` in lanes that are not above it, `hi` in lanes that are not below it.
        #[inline(always)]
        pub fn clamp(self, lo: Self, hi: Self) -> Self {
            // pmax and pmin choose their first operand unless the second is farther.
            Self(f32x4_pmin(hi.0, f32x4_pmax(lo.0, self.0)))
        }

        /// A bit for each lane that differs.
        #[inline(always)]
        pub fn differs(self, other: Self) -> u8 {
            i32x4_bitmask(f32x4_ne(self.0, other.0))
        }

        /// The lower two and the upper two lanes.
        #[inline(always)]
        pub fn widened(self) -> [F2; 2] {
            let upper = i32x4_shuffle::<2, 3, 2, 3>(self.0, self.0);
            [F2(f64x2_promote_low_f32x4(self.0)), F2(f64x2_promote_low_f32x4(upper))]
        }
    }

    impl F2 {
        #[inline(always)]
        pub fn of(v: [f64; 2]) -> Self {
            Self(bytemuck::cast(v))
        }

        #[inline(always)]
        pub fn splat(v: f64) -> Self {
            Self(f64x2_splat(v))
        }

        #[inline(always)]
        pub fn abs(self) -> Self {
            Self(f64x2_abs(self.0))
        }

        /// The larger of two numbers.
        #[inline(always)]
        pub fn max(self, other: Self) -> Self {
            Self(f64x2_pmax(self.0, other.0))
        }

        #[inline(always)]
        pub fn lanes(self) -> [f64; 2] {
            bytemuck::cast(self.0)
        }
    }

    macro_rules! operators {
        ($type:ident, $($trait:ident $name:ident $with:ident),*) => {
            $(impl $trait for $type {
                type Output = Self;

                #[inline(always)]
                fn $name(self, other: Self) -> Self {
                    Self($with(self.0, other.0))
                }
            })*
        };
    }
    operators!(F4, Add add f32x4_add, Sub sub f32x4_sub, Mul mul f32x4_mul, Div div f32x4_div);
    operators!(F2, Add add f64x2_add, Sub sub f64x2_sub, Mul mul f64x2_mul);
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod plain {
    use std::array::from_fn;
    use std::ops::{Add, Div, Mul, Sub};

    /// Four f32.
    #[derive(Clone, Copy)]
    pub struct F4([f32; 4]);

    /// Two f64.
    #[derive(Clone, Copy)]
    pub struct F2([f64; 2]);

    impl F4 {
        #[inline(always)]
        pub fn of(v: [f32; 4]) -> Self {
            Self(v)
        }

        #[inline(always)]
        pub fn splat(v: f32) -> Self {
            Self([v; 4])
        }

        /// To nearest, ties to even.
        #[inline(always)]
        pub fn round(self) -> Self {
            Self(self.0.map(f32::round_ties_even))
        }

        /// Rounds toward zero.
        #[inline(always)]
        pub fn trunc(self) -> Self {
            Self(self.0.map(f32::trunc))
        }

        #[inline(always)]
        pub fn abs(self) -> Self {
            Self(self.0.map(f32::abs))
        }

        #[inline(always)]
        pub fn lanes(self) -> [f32; 4] {
            self.0
        }

        /// The power of two at or below each magnitude; 0 below the normal numbers.
        #[inline(always)]
        pub fn power(self) -> Self {
            Self(self.0.map(|v| f32::from_bits(v.to_bits() & 0x7f80_0000)))
        }

        /// With the sign of another number. Only for numbers whose sign is the same or was lost.
        #[inline(always)]
        pub fn with_sign_of(self, other: Self) -> Self {
            Self(from_fn(|i| f32::from_bits(self.0[i].to_bits() | (other.0[i].to_bits() & 0x8000_0000))))
        }

        /// `then` in the lanes that are above `limit`, `otherwise` in the rest.
        #[inline(always)]
        pub fn above(self, limit: Self, then: Self, otherwise: Self) -> Self {
            Self(from_fn(|i| if self.0[i] > limit.0[i] { then.0[i] } else { otherwise.0[i] }))
        }

        /// XORs `bits` into the lanes where `v > limit`.
        #[inline(always)]
        pub fn turned_above(self, v: Self, limit: Self, bits: Self) -> Self {
            let permuted = |i: usize| if v.0[i] > limit.0[i] { bits.0[i].to_bits() } else { 0 };
            Self(from_fn(|i| f32::from_bits(self.0[i].to_bits() ^ permuted(i))))
        }

        /// Clamps: `lo` in lanes that are not above it, `hi` in lanes that are not below it.
        #[inline(always)]
        pub fn clamp(self, lo: Self, hi: Self) -> Self {
            let raised: [f32; 4] = from_fn(|i| if self.0[i] > lo.0[i] { self.0[i] } else { lo.0[i] });
            Self(from_fn(|i| if raised[i] < hi.0[i] { raised[i] } else { hi.0[i] }))
        }

        /// A bit for each lane that differs.
        #[inline(always)]
        pub fn differs(self, other: Self) -> u8 {
            (0..4).map(|i| u8::from(self.0[i] != other.0[i]) << i).sum()
        }

        /// The lower two and the upper two lanes.
        #[inline(always)]
        pub fn widened(self) -> [F2; 2] {
            let [a, b, c, d] = self.0.map(f64::from);
            [F2([a, b]), F2([c, d])]
        }
    }

    impl F2 {
        #[inline(always)]
        pub fn of(v: [f64; 2]) -> Self {
            Self(v)
        }

        #[inline(always)]
        pub fn splat(v: f64) -> Self {
            Self([v; 2])
        }

        #[inline(always)]
        pub fn abs(self) -> Self {
            Self(self.0.map(f64::abs))
        }

        /// The larger of two numbers.
        #[inline(always)]
        pub fn max(self, other: Self) -> Self {
            Self(from_fn(|i| if other.0[i] > self.0[i] { other.0[i] } else { self.0[i] }))
        }

        #[inline(always)]
        pub fn lanes(self) -> [f64; 2] {
            self.0
        }
    }

    macro_rules! operators {
        ($type:ident, $($trait:ident $name:ident $with:tt),*) => {
            $(impl $trait for $type {
                type Output = Self;

                #[inline(always)]
                fn $name(self, other: Self) -> Self {
                    Self(from_fn(|i| self.0[i] $with other.0[i]))
                }
            })*
        };
    }
    operators!(F4, Add add +, Sub sub -, Mul mul *, Div div /);
    operators!(F2, Add add +, Sub sub -, Mul mul *);
}
