//! Code books: a short list of levels, each with its code, and the thresholds between neighbouring levels. Knows no
//! scale.

use crate::Error;
use std::cmp::Ordering;

/// The level of a number exactly half way between two levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tie {
    /// To the lower level (bitsandbytes).
    Lower,
    /// To the upper level (ggml's IQ4).
    Upper,
    /// To the level nearer to 0; to the upper one if both are equally near.
    TowardZero,
    /// To the level farther from 0; to the upper one if both are equally far.
    AwayFromZero,
}

/// 1 to 256 levels, finite and ascending. Two are equal only where a peer has a code for -0.
#[derive(Debug, Clone, PartialEq)]
pub struct Codebook {
    levels: Vec<f32>,
    /// The stored code of each level.
    codes: Vec<u8>,
    /// The largest number of each level but the last.
    ends: Vec<f32>,
    /// The range of numbers that are not clipped.
    unclipped_range: [f32; 2],
}

/// NF4 by code: the quantiles of a normal distribution (QLoRA), as bitsandbytes rounds them.
#[rustfmt::skip]
const NF4: [f32; 16] = [
    -1.0, -0.696_192_8, -0.525_073_05, -0.394_917_5, -0.284_441_38, -0.184_773_43, -0.091_050_036, 0.0,
    0.079_580_3, 0.160_930_2, 0.246_112_3, 0.337_915_24, 0.440_709_83, 0.562_617, 0.722_956_84, 1.0,
];

/// The magnitudes of bitsandbytes' FP4 by code, in twelfths; bit 3 of a code is the sign. It is not E2M1.
const BNB_FP4: [f32; 8] = [0.0, 0.0625, 8.0, 12.0, 4.0, 6.0, 2.0, 3.0];

impl Codebook {
    /// The largest number of levels: a code is one byte.
    pub const MAX_LEVELS: usize = 256;

    /// bitsandbytes' 4-bit NormalFloat, -1 to 1.
    pub fn nf4() -> Self {
        Self::ascending(NF4.into_iter().zip(0..).collect(), Tie::Lower)
    }

    /// bitsandbytes' 4-bit float, -1 to 1. It has two zeros: code 0 for 0 and below, code 8 above, which its table gives
    /// the value 0 but its arithmetic `negative_zero`.
    pub fn bnb_fp4(negative_zero: bool) -> Self {
        let signed = (0u8..16).map(|code| {
            let magnitude = BNB_FP4[usize::from(code & 7)] / 12.0;
            (if code > 8 || code == 8 && negative_zero { -magnitude } else { magnitude }, code)
        });
        Self::ascending(signed.collect(), Tie::Lower)
    }

    /// -1, 0 and 1 with codes 0 to 2; ±0.5 goes to 0, as rounding half to even does.
    pub fn ternary() -> Self {
        Self::ascending([-1.0, 0.0, 1.0].into_iter().zip(0..).collect(), Tie::TowardZero)
    }

    /// Signs: -1 and 1 with codes 0 and 1; 0 goes to 1. No number is beyond them.
    pub fn binary() -> Self {
        let book = Self::ascending([-1.0, 1.0].into_iter().zip(0..).collect(), Tie::Upper);
        Self { unclipped_range: [f32::NEG_INFINITY, f32::INFINITY], ..book }
    }

    /// Logarithmic quantization: 0 and ±2^-k for k = 0 to 2^(bits-1) - 2, which fill all codes of `bits` (2 to 8) bits but
    /// one; codes ascend with the levels. Numbers go to the nearest level; of two equally near, to the farther from 0
    /// (INQ, Zhou et al. 2017, eq. 4; sign, zero and exponents as in Miyashita et al. 2016).
    pub fn powers_of_two(bits: u8) -> Result<Self, Error> {
        if !(2..=8).contains(&bits) {
            return Err(Error::SchemeBits { bits, least: 2, most: 8 });
        }
        let deepest = (1 << (bits - 1)) - 2;
        let power = |k: i32| super::minifloat::power_of_two(-k);
        let levels = (0..=deepest).map(|k| -power(k)).chain([0.0]).chain((0..=deepest).rev().map(power));
        Ok(Self::ascending(levels.zip(0..).collect(), Tie::AwayFromZero))
    }

    /// The levels of a list in any order; a level's code is its place in the list.
    ///
    /// Fails for an empty or too long list, and for levels that are equal or not finite.
    pub fn from_list(levels: &[f32], tie: Tie) -> Result<Self, Error> {
        if levels.is_empty() || levels.len() > Self::MAX_LEVELS {
            return Err(Error::LevelCount { count: levels.len() });
        }
        if let Some(level) = levels.iter().find(|level| !level.is_finite()) {
            return Err(Error::Level { level: *level });
        }
        let book = Self::ascending(levels.iter().copied().zip(0..=255).collect(), tie);
        match book.levels.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(Error::EqualLevels { level: pair[0] }),
            None => Ok(book),
        }
    }

    /// Finite levels with their codes.
    pub(crate) fn ascending(mut levels: Vec<(f32, u8)>, tie: Tie) -> Self {
        // Two zeros keep the order of their codes, whatever their signs.
        levels.sort_by(|a, b| a.0.partial_cmp(&b.0).unwrap_or(Ordering::Equal));
        let ends = levels.windows(2).map(|pair| Self::end_between(pair[0].0, pair[1].0, tie)).collect();
        let past = |outer: f32, inner: f32| outer + (outer / 2.0 - inner / 2.0);
        let unclipped_range = match levels.as_slice() {
            [(lowest, _), (next, _), ..] => [past(*lowest, *next), past(levels[levels.len() - 1].0, levels[levels.len() - 2].0)],
            _ => [f32::NEG_INFINITY, f32::INFINITY],
        };
        let (levels, codes) = levels.into_iter().unzip();
        Self { levels, codes, ends, unclipped_range }
    }

    /// The largest number that goes to `lower`, where `upper` is the next level: about their mean rounded to f32, as
    /// bitsandbytes computes it, and never so far that one of them goes to the other.
    pub fn end_between(lower: f32, upper: f32, tie: Tie) -> f32 {
        let middle = ((f64::from(lower) + f64::from(upper)) / 2.0) as f32;
        let to_lower = match tie {
            Tie::Lower => true,
            Tie::Upper => false,
            Tie::TowardZero => middle > 0.0,
            Tie::AwayFromZero => middle < 0.0,
        };
        let end = if to_lower { middle } else { middle.next_down() };
        end.min(upper.next_down()).max(lower)
    }

    /// The levels, ascending.
    pub fn levels(&self) -> &[f32] {
        &self.levels
    }

    /// The largest number of each level but the last.
    pub fn ends(&self) -> &[f32] {
        &self.ends
    }

    /// The smallest and the largest number that are not clipped.
    pub fn unclipped_range(&self) -> [f32; 2] {
        self.unclipped_range
    }

    /// The place among the levels that `x` goes to, 0 for NaN.
    pub fn place(&self, x: f32) -> usize {
        self.ends.partition_point(|&end| end < x)
    }

    /// The level at a place; the outermost for places beyond it.
    pub fn level(&self, place: i32) -> f32 {
        self.levels[self.within(place)]
    }

    /// The stored code of a place.
    pub fn code(&self, place: i32) -> u8 {
        self.codes[self.within(place)]
    }

    /// The place of a stored code.
    pub fn place_of(&self, code: u8) -> Option<usize> {
        self.codes.iter().position(|&c| c == code)
    }

    /// -1 or 1 for numbers farther below or above all levels than half the gap beside the outermost; else 0, and always 0
    /// for a single level.
    pub fn beyond(&self, x: f32) -> i32 {
        i32::from(x > self.unclipped_range[1]) - i32::from(x < self.unclipped_range[0])
    }

    fn within(&self, place: i32) -> usize {
        place.clamp(0, self.levels.len() as i32 - 1) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_follow_the_named_rule() {
        let book = |tie| Codebook::from_list(&[3.0, -1.0, 1.0, -3.0], tie).expect("levels");
        let ties = |tie| [-2.0, 0.0, 2.0].map(|x| book(tie).level(book(tie).place(x) as i32));
        assert_eq!(ties(Tie::Lower), [-3.0, -1.0, 1.0]);
        assert_eq!(ties(Tie::Upper), [-1.0, 1.0, 3.0]);
        assert_eq!(ties(Tie::TowardZero), [-1.0, 1.0, 1.0]);
        assert_eq!(ties(Tie::AwayFromZero), [-3.0, 1.0, 3.0]);
        let book = book(Tie::Lower);
        assert_eq!([0, 1, 2, 3].map(|place| book.code(place)), [3, 1, 2, 0]);
        assert_eq!([-4.1, -4.0, 4.0, 4.1].map(|x| book.beyond(x)), [-1, 0, 0, 1]);
    }

    #[test]
    fn every_level_goes_to_itself() {
        let close = [1.0, 1.0f32.next_up(), 1.0f32.next_up().next_up(), 0.0, 1e-45, f32::MAX, f32::MIN];
        let [lower, upper] = [Tie::Lower, Tie::Upper].map(|tie| Codebook::from_list(&close, tie).expect("levels"));
        let powers = (2..=8).map(|bits| Codebook::powers_of_two(bits).expect("bits"));
        for book in [Codebook::nf4(), Codebook::ternary(), Codebook::binary(), lower, upper].into_iter().chain(powers) {
            for (place, &level) in book.levels().iter().enumerate() {
                assert_eq!(book.place(level), place);
                assert_eq!(book.place_of(book.code(place as i32)), Some(place));
                assert_eq!(book.beyond(level), 0);
            }
        }
    }

    #[test]
    fn fp4_keeps_its_order_of_codes_and_its_two_zeros() {
        for (negative_zero, zero) in [(false, 0f32), (true, -0.0)] {
            let book = Codebook::bnb_fp4(negative_zero);
            assert_eq!([-1.0, -0.25, -0.0, 0.0, 1e-45, 0.25, 1.0].map(|x| book.code(book.place(x) as i32)), [11, 15, 0, 0, 8, 7, 3]);
            assert_eq!(book.level(book.place(1e-45) as i32).to_bits(), zero.to_bits());
            assert_eq!(book.level(book.place(1.0 / 192.0) as i32), 0.005_208_333_5);
        }
    }

    #[test]
    fn three_bits_of_powers_of_two() {
        let book = Codebook::powers_of_two(3).expect("3 bits");
        assert_eq!(book.levels(), [-1.0, -0.5, -0.25, 0.0, 0.25, 0.5, 1.0]);
        assert_eq!([0.12, 0.125, 0.375, -0.75].map(|x| book.level(book.place(x) as i32)), [0.0, 0.25, 0.5, -1.0]);
        assert_eq!(Codebook::powers_of_two(8).expect("8 bits").levels().len(), 255);
    }

    #[test]
    fn unsound_lists_are_refused() {
        let list = |levels: &[f32]| Codebook::from_list(levels, Tie::Lower);
        assert_eq!(list(&[]), Err(Error::LevelCount { count: 0 }));
        assert_eq!(list(&[1.0, 0.0, 2.0, -0.0]), Err(Error::EqualLevels { level: -0.0 }));
        assert!(matches!(list(&[1.0, f32::NAN]), Err(Error::Level { .. })));
        assert_eq!(list(&[0.5; 257]), Err(Error::LevelCount { count: 257 }));
        assert_eq!(Codebook::powers_of_two(1), Err(Error::SchemeBits { bits: 1, least: 2, most: 8 }));
    }
}
