//! The latent weights of a layer on their grid: how many lie where, and the path of one of them over the steps.

use crate::chart::number_text::{count, number};
use crate::chart::{Axis, Table};
use crate::num::CodeRange;
use crate::study::Scheme;
use crate::train::{Grid, Session, TrainingSettings};
use serde::{Deserialize, Serialize};

/// Bars for each step of the grid, where there are few codes.
const FINE: f32 = 8.0;
/// The most codes that are shown with so fine bars.
const FEW: f32 = 8.0;
/// Rows of the table.
const ROWS: usize = 64;

/// The picture of a layer's weights; one axis for the histogram and the path.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GridWeights {
    /// The weight in units of the codes.
    pub y: Axis,
    /// Steps.
    pub x: Axis,
    /// The codes.
    pub range: CodeRange,
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
        let range = settings.codes();
        let path: Vec<(f32, f32)> = session.path().into_iter().map(|(step, place)| (step as f32, place)).collect();
        let at = grid.places.get(settings.weight as usize).copied().unwrap_or_default();
        let is_fine = range.steps() <= FEW;
        let middle = (range.qmin + range.qmax) as f32 / 2.0;
        let most = range.qmax as f32 - middle;
        // Many codes: as far from the middle as there are weights, or were.
        let far =
            || grid.places.iter().chain(path.iter().map(|(_, place)| place)).fold(4.0f32, |far, place| far.max((place - middle).abs()));
        let reach = if is_fine { most + 1.0 } else { 1.1 * far().min(most) };
        let width = if is_fine { 1.0 / FINE } else { (2.0 * reach / 64.0).ceil().max(0.5) };
        let of = |place: f32| ((place - middle).clamp(-reach, reach) / width).floor() as i32;
        let end = (reach / width) as i32;
        let mut bars = vec![0; 2 * end as usize + 1];
        for &place in &grid.places {
            bars[(of(place) + end).clamp(0, 2 * end) as usize] += 1;
        }
        let bars = bars.into_iter().enumerate().filter(|(_, n)| *n > 0);
        let edge = |i: i32| middle + (i - end) as f32 * width;
        let bars = bars.map(|(i, n)| (edge(i as i32), edge(i as i32 + 1), n)).collect();
        let mut codes: Vec<(i32, u32)> = (range.qmin..=range.qmax).map(|code| (code, 0)).collect();
        for code in &grid.codes {
            if let Some((_, n)) = codes.get_mut((code - range.qmin) as usize) {
                *n += 1;
            }
        }
        let steps = settings.healing.steps.max(session.step_number()).max(1);
        Self {
            y: Axis::whole((middle - reach).into(), (middle + reach).into(), 6, units(settings)),
            x: Axis::whole(0.0, steps.into(), 3, tr!("steps")),
            range,
            bars,
            words: words(&codes, grid, settings.weight, crossings(&path, range)),
            table: table(&codes),
            codes,
            path,
            at,
        }
    }
}

/// What a unit of the codes is.
fn units(settings: &TrainingSettings) -> String {
    match settings.scheme() {
        // As the codes count them, from 0 on.
        Scheme::Asymmetric | Scheme::DorefaWeights => tr!("steps of the grid"),
        _ => tr!("weight ÷ scale"),
    }
}

/// How often the path came to another code.
fn crossings(path: &[(f32, f32)], range: CodeRange) -> usize {
    let code = |place: f32| place.round_ties_even().clamp(range.qmin as f32, range.qmax as f32);
    path.windows(2).filter(|pair| code(pair[0].1) != code(pair[1].1)).count()
}

fn words(codes: &[(i32, u32)], grid: &Grid, weight: u32, times: usize) -> String {
    let used = codes.iter().filter(|(_, n)| *n > 0).count();
    let (n, all) = (count(grid.places.len() as u64), count(codes.len() as u64));
    let at = grid.places.get(weight as usize).copied().unwrap_or_default();
    let code = grid.codes.get(weight as usize).copied().unwrap_or_default();
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
