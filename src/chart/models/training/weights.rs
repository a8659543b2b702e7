//! The latent weights of a layer on their grid: how many lie where, and the path of one of them over the steps.

use crate::chart::number_text::{count, number};
use crate::chart::{Axis, Table};
use crate::train::{Grid, Session};
use serde::{Deserialize, Serialize};

/// Bars for each step of the grid, where there are few codes.
const FINE: f32 = 8.0;
/// The most codes that are shown with so fine bars.
const FEW: i32 = 4;
/// Rows of the table.
const ROWS: usize = 64;

/// The picture of a layer's weights; one axis for the histogram and the path.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GridWeights {
    /// The weight over its scale.
    pub y: Axis,
    /// Steps.
    pub x: Axis,
    /// The largest code; the least is its negative.
    pub most: i32,
    /// Latent weights in even bars: lower end, upper end, how many.
    pub bars: Vec<(f32, f32, u32)>,
    /// How many weights have each code.
    pub codes: Vec<(i32, u32)>,
    /// The weight that is followed: step, place.
    pub path: Vec<(f32, f32)>,
    /// Its place now.
    pub at: f32,
    /// The picture in a sentence.
    pub words: String,
    /// The picture as a table.
    pub table: Table,
}

impl GridWeights {
    /// The picture of the layer on show.
    pub fn build(session: &Session, grid: &Grid) -> Self {
        let settings = session.settings();
        let most = settings.codes().qmax;
        let path: Vec<(f32, f32)> = session.path().into_iter().map(|(step, place)| (step as f32, place)).collect();
        let at = grid.places.get(settings.weight as usize).copied().unwrap_or_default();
        // Many codes: as far as there are weights, or were.
        let far = || grid.places.iter().chain(path.iter().map(|(_, place)| place)).fold(4.0f32, |far, place| far.max(place.abs()));
        let reach = if most <= FEW { most as f32 + 1.0 } else { 1.1 * far().min(most as f32) };
        let width = if most <= FEW { 1.0 / FINE } else { (2.0 * reach / 64.0).ceil().max(0.5) };
        let of = |place: f32| (place.clamp(-reach, reach) / width).floor() as i32;
        let end = (reach / width) as i32;
        let mut bars = vec![0; 2 * end as usize + 1];
        for &place in &grid.places {
            bars[(of(place) + end).clamp(0, 2 * end) as usize] += 1;
        }
        let bars = bars.into_iter().enumerate().filter(|(_, n)| *n > 0);
        let bars = bars.map(|(i, n)| ((i as i32 - end) as f32 * width, (i as i32 - end + 1) as f32 * width, n)).collect();
        let mut codes: Vec<(i32, u32)> = (-most..=most).map(|code| (code, 0)).collect();
        for code in &grid.codes {
            if let Some((_, n)) = codes.get_mut((code + most) as usize) {
                *n += 1;
            }
        }
        let steps = settings.healing.steps.max(session.step_number()).max(1);
        Self {
            y: Axis::whole((-reach).into(), reach.into(), 6, tr!("weight ÷ scale")),
            x: Axis::whole(0.0, steps.into(), 3, tr!("steps")),
            most,
            bars,
            words: words(&codes, grid, settings.weight, &path),
            table: table(&codes),
            codes,
            path,
            at,
        }
    }
}

/// How often the path came to another code.
fn crossings(path: &[(f32, f32)], most: i32) -> usize {
    let code = |place: f32| place.round_ties_even().clamp(-most as f32, most as f32);
    path.windows(2).filter(|pair| code(pair[0].1) != code(pair[1].1)).count()
}

fn words(codes: &[(i32, u32)], grid: &Grid, weight: u32, path: &[(f32, f32)]) -> String {
    let used = codes.iter().filter(|(_, n)| *n > 0).count();
    let (n, all) = (count(grid.places.len() as u64), count(codes.len() as u64));
    let most = codes.len() as i32 / 2;
    let at = grid.places.get(weight as usize).copied().unwrap_or_default();
    let code = grid.codes.get(weight as usize).copied().unwrap_or_default();
    let times = crossings(path, most);
    let now = tr!("{n} weights on {used} of {all} levels.", n, used = count(used as u64), all);
    let weight = tr!(
        "Weight {weight} is {place} steps of the grid and is used as {code}.",
        weight = count(u64::from(weight) + 1),
        place = number(f64::from(at)),
        code
    );
    let crossed = tr_n!(times, "It came to another level once.", "It came to another level {n} times.", n = count(times as u64));
    format!("{now} {weight} {crossed}")
}

fn table(codes: &[(i32, u32)]) -> Table {
    let used: Vec<_> = codes.iter().filter(|(_, n)| *n > 0).collect();
    Table {
        caption: if used.len() > ROWS { tr!("Levels that are used, the first {n}", n = ROWS) } else { tr!("Levels that are used") },
        columns: vec![tr!("code"), tr!("weights")],
        rows: used.iter().take(ROWS).map(|(code, n)| vec![number(f64::from(*code)), count(u64::from(*n))]).collect(),
    }
}
