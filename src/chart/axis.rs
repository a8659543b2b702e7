//! The only way to make an axis: its ends are always finite and distinct, with a few round ticks between.

use crate::chart::number_text::{fixed, power_of_ten};
use serde::{Deserialize, Serialize};

/// An axis: what it shows and where its ticks are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Axis {
    /// Left or lower end.
    pub lo: f64,
    /// Right or upper end, above `lo`.
    pub hi: f64,
    /// Round numbers between the ends.
    pub ticks: Vec<Tick>,
    /// The quantity shown, with its unit.
    pub title: String,
}

/// A tick and its label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Tick {
    /// Place in data units (log10 of a count on a logarithmic axis).
    pub at: f64,
    /// With as many digits as are needed to distinguish neighbours.
    pub label: String,
}

/// The largest magnitude an end may have; leaves room for widening below 1e300.
const LIMIT: f64 = 5e299;

/// Ends usable for drawing: finite, `lo < hi`, wide enough for f64 to distinguish places.
///
/// Equal ends are widened by half their magnitude on both sides; reversed ends are swapped.
pub fn guard(lo: f64, hi: f64) -> (f64, f64) {
    let tame = |v: f64| if v.is_nan() { 0.0 } else { v.clamp(-LIMIT, LIMIT) };
    let (a, b) = (tame(lo), tame(hi));
    let (lo, hi) = (a.min(b), a.max(b));
    let size = lo.abs().max(hi.abs());
    if hi - lo > (1e-9 * size).max(1e-60) {
        return (lo, hi);
    }
    let (middle, half) = (lo / 2.0 + hi / 2.0, if size > 1e-50 { size / 2.0 } else { 0.5 });
    (middle - half, middle + half)
}

impl Axis {
    /// An axis from `lo` to `hi` with about `ticks` round ticks.
    pub fn linear(lo: f64, hi: f64, ticks: u32, title: impl Into<String>) -> Self {
        Self::stepped(lo, hi, ticks, title, false)
    }

    /// An axis of whole numbers.
    pub fn whole(lo: f64, hi: f64, ticks: u32, title: impl Into<String>) -> Self {
        Self::stepped(lo, hi, ticks, title, true)
    }

    fn stepped(lo: f64, hi: f64, ticks: u32, title: impl Into<String>, whole: bool) -> Self {
        let (lo, hi) = guard(lo, hi);
        let (step, decimals) = round_step((hi - lo) / f64::from(ticks.max(1)), whole);
        let first = (lo / step).ceil();
        let count = ((hi / step).floor() - first).clamp(-1.0, 64.0) as i32 + 1;
        let label = labels(lo.abs().max(hi.abs()), decimals);
        let ticks = (0..count).map(|i| (first + f64::from(i)) * step).map(|at| Tick { at, label: label(at) }).collect();
        Self { lo, hi, ticks, title: title.into() }
    }

    /// Counts from 0 to `max` on the scale log10(1 + count).
    pub fn log_counts(max: f64, title: impl Into<String>) -> Self {
        let (lo, hi) = guard(0.0, libm::log10(1.0 + max.max(0.0)));
        let tick = |n: f64| Tick { at: libm::log10(1.0 + n), label: fixed(n, 0) };
        let ticks = std::iter::once(0.0).chain((0..9).map(|p| 10f64.powi(p))).map(tick).filter(|t| t.at <= hi).collect();
        Self { lo, hi, ticks, title: title.into() }
    }

    /// Where `v` lies: 0 at `lo`, 1 at `hi`.
    pub fn share(&self, v: f64) -> f64 {
        (v - self.lo) / (self.hi - self.lo)
    }
}

/// The smallest of 1, 2, 2.5, 5 x 10^k not below `raw`, and the decimals its multiples need.
fn round_step(raw: f64, whole: bool) -> (f64, i32) {
    let raw = if whole { raw.max(1.0) } else { raw };
    let power = libm::log10(raw).floor() as i32;
    let unit = 10f64.powi(power);
    let share = raw / unit;
    let halves = !whole || power > 0;
    let factor = [1.0, 2.0, 2.5, 5.0].into_iter().find(|&f| f >= share - 1e-9 && (halves || f != 2.5)).unwrap_or(10.0);
    (factor * unit, i32::from(factor == 2.5) - power - i32::from(factor == 10.0))
}

/// Writes ticks: as many decimals as distinguish neighbours, with a common power of ten for large and small axes.
fn labels(size: f64, decimals: i32) -> impl Fn(f64) -> String {
    let plain = (1e-3..1e6).contains(&size);
    let power = if plain { 0 } else { (libm::log10(size).floor() as i32).div_euclid(3) * 3 };
    let unit = 10f64.powi(power);
    let decimals = (decimals + power).clamp(0, 12) as usize;
    move |at| match fixed(at / unit, decimals) {
        _ if at == 0.0 => "0".into(),
        text if plain => text,
        text => format!("{text} × {}", power_of_ten(power)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(lo: f64, hi: f64) {
        let (a, b) = guard(lo, hi);
        let size = a.abs().max(b.abs());
        assert!(a.is_finite() && b.is_finite() && a < b, "guard({lo:e}, {hi:e}) = {a:e}..{b:e}");
        assert!(b - a >= 1e-9 * size && size <= 1e300, "guard({lo:e}, {hi:e}) = {a:e}..{b:e}");
        for axis in [Axis::linear(lo, hi, 6, ""), Axis::whole(lo, hi, 6, ""), Axis::log_counts(hi, "")] {
            assert!(axis.lo < axis.hi && axis.ticks.len() <= 64, "{lo:e} {hi:e}: {} ticks", axis.ticks.len());
            assert!(axis.ticks.iter().all(|t| t.at.is_finite()), "{lo:e} {hi:e}");
        }
    }

    #[test]
    fn guard_mends_every_pair_of_specials() {
        let max = f64::from(f32::MAX);
        let specials =
            [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 0.0, -0.0, 1.0, -1.0, max, -max, f64::MAX, f64::MIN, 1e-45, -1e-45, 5e-324];
        for lo in specials {
            for hi in specials {
                check(lo, hi);
            }
        }
    }

    proptest! {
        #[test]
        fn guard_mends_any_pair(lo in any::<f64>(), hi in any::<f64>(), near in any::<f32>()) {
            check(lo, hi);
            check(lo, lo);
            check(f64::from(near), f64::from(f32::from_bits(near.to_bits().wrapping_add(1))));
        }

        #[test]
        fn ticks_lie_within_and_are_told_apart(lo in -1e6f64..1e6, width in 1e-3f64..1e6, ticks in 2u32..12) {
            let axis = Axis::linear(lo, lo + width, ticks, "");
            prop_assert!(axis.ticks.iter().all(|t| t.at >= axis.lo - width * 1e-9 && t.at <= axis.hi + width * 1e-9));
            prop_assert!(axis.ticks.windows(2).all(|t| t[0].at < t[1].at && t[0].label != t[1].label));
            prop_assert!(axis.ticks.len() as u32 <= ticks + 1);
        }
    }

    #[test]
    fn ticks_are_round() {
        let labels = |axis: Axis| axis.ticks.into_iter().map(|t| t.label).collect::<Vec<_>>();
        assert_eq!(labels(Axis::linear(-1.3, 2.7, 5, "")), ["−1", "0", "1", "2"]);
        assert_eq!(labels(Axis::linear(0.0, 1.0, 4, "")), ["0", "0.25", "0.50", "0.75", "1.00"]);
        assert_eq!(labels(Axis::whole(0.0, 3.0, 9, "")), ["0", "1", "2", "3"]);
        assert_eq!(labels(Axis::linear(0.0, 3e38, 3, "")), ["0", "100 × 10³⁶", "200 × 10³⁶", "300 × 10³⁶"]);
        assert_eq!(labels(Axis::log_counts(150.0, "")), ["0", "1", "10", "100"]);
    }
}
