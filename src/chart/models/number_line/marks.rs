//! The values that stand in the picture one by one: all of them where they are few, else the lonely ones, the selected one, and
//! an even choice for the keyboard.

use super::density::Density;
use super::piles::fitted;
use super::room::Room;
use crate::chart::Mark;
use crate::chart::scene::Scene;
use serde::{Deserialize, Serialize};

/// The largest size of dots and squares, the rim between two of them included.
const DOT: f64 = 13.0;
/// The same for values beside bars.
pub(super) const SMALL_DOT: f64 = 11.0;
/// Fewer visible values than this are found in one pass; more are found soon enough by sampling.
const SCANNED: usize = 8192;

/// A value in the picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct LineMark {
    /// Flat index in the tensor.
    pub index: u32,
    /// Original.
    pub x: f32,
    /// Dequantized.
    pub y: f32,
    /// Stored code.
    pub code: i32,
    /// -1 below the codes, 1 above, 0 within.
    pub clipped: i32,
    /// Its dot and its square; `None` for a value within bars.
    pub place: Option<Place>,
}

/// How many marks of a pile lie between a mark and its line.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Place {
    /// Below its dot, on the line of the originals.
    pub above: f32,
    /// Above its square, under the line of the levels.
    pub below: f32,
}

/// Marks and the sizes of their dots and squares.
pub(super) struct Marks {
    pub marks: Vec<LineMark>,
    pub dot: f64,
    pub square: f64,
}

/// All values between `from` and `to`, each with its dot and square, in the order of their indices. `pixel` is the data in
/// a pixel.
pub(super) fn every(scene: &Scene, (from, to): (f32, f32), room: &Room, pixel: f64) -> Marks {
    let marks = marks_at(scene, scene.cache.places_within(scene.slice, from, to).iter().copied());
    pile(marks, DOT, pixel, (room.above, room.below))
}

/// The values of lonely bins with their dots and squares, then about `n` others between `from` and `to`.
pub(super) fn some(
    scene: &Scene,
    (from, to): (f32, f32),
    (visible, n): (usize, usize),
    density: &Density,
    room: &Room,
    pixel: f64,
) -> Marks {
    let found = scene.cache.places_among(scene.slice, &density.lonely);
    let lonely = pile(marks_at(scene, found.iter().copied()), SMALL_DOT, pixel, (room.bars, room.bars));
    let mut chosen = chosen(scene, (from, to), visible, n);
    chosen.retain(|i| !found.contains(i));
    let mut marks = [lonely.marks, marks_at(scene, chosen.into_iter())].concat();
    marks.sort_by_key(|mark| mark.index);
    Marks { marks, ..lonely }
}

fn marks_at(scene: &Scene, places: impl Iterator<Item = usize>) -> Vec<LineMark> {
    let mut rng = scene.rng();
    let mark = |i| {
        let Mark { index, x, y, code, clipped } = scene.mark(i, &mut rng);
        LineMark { index, x, y, code, clipped, place: None }
    };
    places.map(mark).collect()
}

/// Gives each mark its place in the piles of both sides, which have some room.
fn pile(mut marks: Vec<LineMark>, largest: f64, pixel: f64, room: (f64, f64)) -> Marks {
    let (dot, above) = fitted(&marks.iter().map(|m| f64::from(m.x)).collect::<Vec<_>>(), pixel, largest, room.0);
    // Squares of one level are in the order of their originals.
    let mut order: Vec<usize> = (0..marks.len()).collect();
    order.sort_by(|&a, &b| marks[a].x.total_cmp(&marks[b].x).then(a.cmp(&b)));
    let (square, below) = fitted(&order.iter().map(|&i| f64::from(marks[i].y)).collect::<Vec<_>>(), pixel, largest, room.1);
    for (&i, below) in order.iter().zip(below) {
        marks[i].place = Some(Place { above: above[i], below });
    }
    Marks { marks, dot, square }
}

/// About `n` of the `visible` values between `from` and `to`: evenly over the slice, plus its extremes and the selected one.
fn chosen(scene: &Scene, (from, to): (f32, f32), visible: usize, n: usize) -> Vec<usize> {
    let (values, missing) = (scene.tensor.values(), scene.tensor.non_finite());
    let within = |&i: &usize| (from..=to).contains(&values[i]) && !missing.at(i);
    let mut chosen: Vec<usize> = if visible <= SCANNED {
        let all = scene.cache.places_within(scene.slice, from, to);
        let n = n.min(all.len());
        (0..n).map(|i| all[i * all.len() / n]).collect()
    } else {
        golden_walk(scene).filter(within).take(n).collect()
    };
    let sorted = scene.sorted.values();
    let start = scene.sorted.rank(from);
    let extremes = scene.cache.first_places(scene.slice, [sorted[start], sorted[start + visible - 1]]);
    chosen.extend(extremes.iter().copied().filter(within));
    if within(&(scene.selected.index as usize)) {
        chosen.push(scene.selected.index as usize);
    }
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}

/// The slice's flat indices, each once, in steps of the golden section of its length: wherever the iteration stops,
/// it has covered all parts evenly.
fn golden_walk(scene: &Scene) -> impl Iterator<Item = usize> {
    let (slice, len) = (scene.slice, scene.slice.len);
    let mut step = ((len as f64 * 0.618_033_988_75) as usize).max(1);
    while gcd(step, len) != 1 {
        step += 1;
    }
    (0..len).scan(0, move |at, _| {
        let here = *at;
        *at = (*at + step) % len;
        Some(slice.at(here))
    })
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}
