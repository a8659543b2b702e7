//! A picture on the way from one setting to another: every mark glides to its new level and its new place in the piles.

use super::marks::{LineMark, Place};
use super::number_line::NumberLine;

impl NumberLine {
    /// The picture at `t` of the way from one picture to another, 0 to 1; the second one where they do not have the same marks.
    pub fn between(from: &Self, to: &Self, t: f64) -> Self {
        if t <= 0.0 && from.marks_of(to) {
            return from.clone();
        }
        if t >= 1.0 || !from.marks_of(to) {
            return to.clone();
        }
        let marks = from.marks.iter().zip(&to.marks).map(|(a, b)| between(a, b, t)).collect();
        let mut axis = to.axis.clone();
        (axis.lo, axis.hi) = (mixed(from.axis.lo, to.axis.lo, t), mixed(from.axis.hi, to.axis.hi, t));
        Self { marks, axis, dot: mixed(from.dot, to.dot, t), square: mixed(from.square, to.square, t), ..to.clone() }
    }

    /// Whether a glide from this picture to another shows what moves.
    pub fn marks_of(&self, other: &Self) -> bool {
        let same = |(a, b): (&LineMark, &LineMark)| a.index == b.index;
        let few = self.complete && other.complete && self.marks.len() == other.marks.len();
        few && self.upright == other.upright && self.marks.iter().zip(&other.marks).all(same)
    }
}

fn between(a: &LineMark, b: &LineMark, t: f64) -> LineMark {
    let mix = |a: f32, b: f32| mixed(f64::from(a), f64::from(b), t) as f32;
    let place = match (a.place, b.place) {
        (Some(a), Some(b)) => Some(Place { above: mix(a.above, b.above), below: mix(a.below, b.below) }),
        (_, place) => place,
    };
    LineMark { x: mix(a.x, b.x), y: mix(a.y, b.y), place, ..b.clone() }
}

fn mixed(a: f64, b: f64, t: f64) -> f64 {
    a + (b - a) * t
}
