//! What a network says all over the plane, and the points that judge it; for a curve, its line.

use crate::chart::Table;
use crate::chart::number_text::{count, fixed, number, percent, short};
use crate::train::{Model, Points, Score, Targets};
use serde::{Deserialize, Serialize};

/// Places on each side of the plane at which the network is asked.
const SIDE: usize = 64;
/// Places along a curve.
const ALONG: usize = 161;
/// How far the picture reaches beyond the points.
const AROUND: f32 = 1.06;

/// A point that judges the network.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct BoundaryPoint {
    /// To the right.
    pub x: f32,
    /// Upward.
    pub y: f32,
    /// Whether it is of the second class, the crosses.
    pub second: bool,
    /// Whether the network says the other class.
    pub wrong: bool,
}

/// What the network says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Field {
    /// On an even grid of `side` times `side` places from the lower left: the second output minus the first, above 0 where crosses win.
    Plane {
        /// Places on each side.
        side: u32,
        /// Row after row, upward.
        margins: Vec<f32>,
    },
    /// The output over the input, evenly from left to right.
    Curve(Vec<f32>),
}

/// The picture of a network.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Boundary {
    /// The picture reaches from minus this to this.
    pub extent: f32,
    /// The same upward.
    pub height: f32,
    /// What the network says.
    pub field: Field,
    /// The points that judge it.
    pub points: Vec<BoundaryPoint>,
    /// How it does on test points: its accuracy, or for a curve its error, as text.
    pub figure: String,
    /// The picture in a sentence.
    pub words: String,
    /// Points by class, and how many are wrong.
    pub table: Table,
}

impl Boundary {
    /// The picture of `model` with the points that judge it; `name` is what it is called in its sentence.
    pub fn build(model: &Model, points: &Points, score: Score, name: &str) -> Self {
        let reach = |values: &mut dyn Iterator<Item = f32>| AROUND * values.fold(0.5f32, |most, v| most.max(v.abs()));
        let extent = reach(&mut points.inputs.iter().copied());
        let even = |i: usize, of: usize| extent * (2.0 * i as f32 / (of - 1) as f32 - 1.0);
        let said = model.outputs(&points.inputs);
        match &points.targets {
            Targets::Classes(classes) => {
                let places: Vec<f32> = (0..SIDE * SIDE).flat_map(|i| [even(i % SIDE, SIDE), even(i / SIDE, SIDE)]).collect();
                let margins = model.outputs(&places).chunks_exact(2).map(|logits| logits[1] - logits[0]).collect();
                let each = points.inputs.chunks_exact(2).zip(said.chunks_exact(2)).zip(classes);
                let points: Vec<BoundaryPoint> = each
                    .map(|((at, logits), &class)| BoundaryPoint {
                        x: at[0],
                        y: at[1],
                        second: class == 1,
                        wrong: u8::from(logits[1] > logits[0]) != class,
                    })
                    .collect();
                let (words, table) = (class_words(&points, score, name), class_table(&points, name));
                Self {
                    extent,
                    height: extent,
                    field: Field::Plane { side: SIDE as u32, margins },
                    points,
                    figure: figure(score),
                    words,
                    table,
                }
            }
            Targets::Values(values) => {
                let places: Vec<f32> = (0..ALONG).map(|i| even(i, ALONG)).collect();
                let point = |(&x, &y): (&f32, &f32)| BoundaryPoint { x, y, second: false, wrong: false };
                let loss = number(score.loss.into());
                Self {
                    extent,
                    height: reach(&mut values.iter().copied()),
                    field: Field::Curve(model.outputs(&places)),
                    points: points.inputs.iter().zip(values).map(point).collect(),
                    figure: figure(score),
                    words: tr!("{name}: the line's mean squared error on test points is {loss}.", name, loss = loss.clone()),
                    table: Table {
                        caption: tr!("{name}: test points", name),
                        columns: vec![tr!("points"), tr!("mean squared error")],
                        rows: vec![vec![count(values.len() as u64), loss]],
                    },
                }
            }
        }
    }
}

/// An accuracy with as many decimals as tell it from 1, or an error in two digits.
fn figure(score: Score) -> String {
    match score.accuracy {
        Some(accuracy) => fixed(accuracy, if (0.99..1.0).contains(&accuracy) { 3 } else { 2 }),
        None => short(score.loss.into(), 2),
    }
}

fn class_words(points: &[BoundaryPoint], score: Score, name: &str) -> String {
    let wrong = points.iter().filter(|p| p.wrong).count() as u64;
    let share = percent(score.accuracy.unwrap_or_default());
    let all = count(points.len() as u64);
    match wrong {
        0 => tr!("{name}: all {all} test points lie on their side of the boundary.", name, all),
        _ => tr!(
            "{name}: {share} of the test points lie on their side of the boundary; {wrong} of {all} do not.",
            name,
            share,
            wrong = count(wrong),
            all
        ),
    }
}

fn class_table(points: &[BoundaryPoint], name: &str) -> Table {
    let row = |second: bool, class: String| {
        let own = || points.iter().filter(move |p| p.second == second);
        vec![class, count(own().count() as u64), count(own().filter(|p| p.wrong).count() as u64)]
    };
    Table {
        caption: tr!("{name}: test points", name),
        columns: vec![tr!("class"), tr!("points"), tr!("on the wrong side")],
        rows: vec![row(false, tr!("circles")), row(true, tr!("crosses"))],
    }
}
