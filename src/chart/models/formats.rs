//! The format comparison as a picture: how close formats come for how many bits, and which of them no other beats.

use crate::chart::number_text::{decibel, number};
use crate::chart::{Axis, Tick};
use crate::num::descending;

/// A format and its measure.
#[derive(Debug, Clone, PartialEq)]
pub struct FormatPoint {
    /// Its name.
    pub name: String,
    /// All bits stored over the number of values, above 0.
    pub bits: f64,
    /// Signal to quantization noise ratio in dB; may be infinite.
    pub sqnr_db: f64,
}

impl FormatPoint {
    /// Whether it is at least as small and as close as `other`, and better in one of them.
    pub fn beats(&self, other: &Self) -> bool {
        self.bits <= other.bits && self.sqnr_db >= other.sqnr_db && (self.bits < other.bits || self.sqnr_db > other.sqnr_db)
    }
}

/// The gain of one more bit in every code: half the step, 20 log10(2) dB.
const DECIBELS_A_BIT: f64 = 6.02;

/// Formats by bits and error.
#[derive(Debug, Clone, PartialEq)]
pub struct Formats {
    /// log2 of the bits a value.
    pub x: Axis,
    /// SQNR in dB.
    pub y: Axis,
    /// All that are measured.
    pub points: Vec<FormatPoint>,
    /// Places in `points` of those that no other beats, with rising bits; of equal ones the first.
    pub front: Vec<usize>,
    /// The settings on show.
    pub now: Option<FormatPoint>,
    /// The picture in a sentence.
    pub words: String,
}

impl Formats {
    /// The picture of `points`, none of which is NaN, and of the settings `now`.
    pub fn new(points: Vec<FormatPoint>, now: Option<FormatPoint>) -> Self {
        let everything = || points.iter().chain(&now);
        let (lo, hi) = finite_min_max(everything().map(|p| libm::log2(p.bits)));
        let sizes = (0.2 * (hi - lo)).clamp(0.02, 0.15);
        let (lo, hi) = (lo - sizes, hi + sizes);
        let x = Axis { ticks: ticks(lo, hi), lo, hi, title: tr!("bits a value, scales included") };
        let (lo, hi) = finite_min_max(everything().map(|p| p.sqnr_db));
        let sizes = ((hi - lo) * 0.08).max(1.0);
        let y = Axis::linear(lo - sizes, hi + sizes, 6, tr!("SQNR in dB"));
        let front = front(&points);
        let words = words(&points, &front, now.as_ref());
        Self { x, y, points, front, now, words }
    }

    /// A sentence about the format that, compared with the current one, gains most beyond the gain of the same bits in longer codes.
    pub fn best_gain_words(&self) -> String {
        let Some(now) = self.now.as_ref().filter(|now| now.sqnr_db.is_finite()) else {
            return String::new();
        };
        let gain = |p: &FormatPoint| p.sqnr_db - now.sqnr_db - DECIBELS_A_BIT * (p.bits - now.bits);
        let finite = self.points.iter().filter(|p| p.sqnr_db.is_finite());
        let best = finite.max_by(|a, b| gain(a).total_cmp(&gain(b))).filter(|best| gain(best) > 0.5);
        let Some(best) = best else {
            return tr!(
                "Nothing here gains more than its bits would as bits of the codes: a bit more in every code would give about 6 dB."
            );
        };
        let (closer, more) = (best.sqnr_db - now.sqnr_db, best.bits - now.bits);
        let db = decibel(closer.abs());
        let closer = if closer >= 0.0 { tr!("{db} better than now", db) } else { tr!("{db} worse than now", db) };
        let cost = match more {
            m if m > 0.0 => tr!("{n} bits a value more", n = number(m)),
            m if m < 0.0 => tr!("{n} bits a value fewer", n = number(-m)),
            _ => tr!("the same bits"),
        };
        tr!(
            "Best for its bits: {name}, {closer} for {cost}; a bit more in every code would give about 6 dB.",
            name = best.name,
            closer,
            cost
        )
    }
}

/// The least and the largest finite number.
fn finite_min_max(numbers: impl Iterator<Item = f64>) -> (f64, f64) {
    let (lo, hi) = numbers.filter(|v| v.is_finite()).fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), v| (lo.min(v), hi.max(v)));
    if lo <= hi { (lo, hi) } else { (0.0, 4.0) }
}

/// Whole bits: each up to 6, then every second, fourth ...; parts of bits where that would be fewer than three.
fn ticks(lo: f64, hi: f64) -> Vec<Tick> {
    let bits = (1..=6).chain([8, 10, 12, 16, 20, 24, 32, 48, 64, 128]);
    let whole = bits.map(|b| Tick { at: libm::log2(f64::from(b)), label: b.to_string() });
    let whole: Vec<_> = whole.filter(|t| t.at >= lo && t.at <= hi).collect();
    if whole.len() > 2 {
        return whole;
    }
    let parts = Axis::linear(libm::exp2(lo), libm::exp2(hi), 5, "").ticks;
    parts.into_iter().filter(|t| t.at > 0.0).map(|t| Tick { at: libm::log2(t.at), ..t }).collect()
}

fn front(points: &[FormatPoint]) -> Vec<usize> {
    let mut order = descending(points.iter().map(|p| -p.bits).collect());
    order.retain(|&i| {
        let point = &points[i];
        // Of equal ones the first.
        let beaten = |(j, p): (usize, &FormatPoint)| p.beats(point) || (j < i && p.bits == point.bits && p.sqnr_db == point.sqnr_db);
        !points.iter().enumerate().any(beaten)
    });
    order
}

fn words(points: &[FormatPoint], front: &[usize], now: Option<&FormatPoint>) -> String {
    let takes = |p: &FormatPoint| tr!("{n} bits a value for {db}", n = number(p.bits), db = decibel(p.sqnr_db));
    let Some(now) = now else {
        return tr!("The line joins the formats that no other here beats in both size and error.");
    };
    let better = front.iter().rev().map(|&i| &points[i]).find(|p| p.beats(now));
    match better {
        Some(p) => tr!("Now {now}; {name} takes {other}.", now = takes(now), name = p.name, other = takes(p)),
        None => tr!("Now {now}: no format here beats it in both size and error.", now = takes(now)),
    }
}
