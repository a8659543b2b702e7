//! The pictures of a training, drawn. Knows no network.

mod boundary;
mod contour;
mod curves;
mod gradient;
mod weights;

use crate::Error;
use crate::chart::draw::pen::{At, Pen};
use crate::chart::draw::plot::{EDGE, ROW};
use crate::chart::draw::svg::document;
use crate::chart::draw::{Plot, Style};
use crate::chart::training::TrainingPictures;
use plotters::prelude::DrawingBackend;
use serde::{Deserialize, Serialize};

/// A picture of a training.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum TrainingChart {
    /// What the float network says.
    Float,
    /// What it says once its weights are rounded.
    After,
    /// What the network says that is trained with rounding.
    Healed,
    /// The three of them side by side, with their names.
    Boundaries,
    /// Accuracy and loss over the steps.
    Curves,
    /// A layer's weights on their grid.
    Weights,
    /// The staircase and what stands in for its derivative.
    Gradient,
}

/// Draws a picture on a transparent ground and tells where its plots are; none where it is not there yet.
pub fn draw_training<DB: DrawingBackend>(
    backend: DB,
    pictures: &TrainingPictures,
    chart: TrainingChart,
    style: &Style,
) -> Result<Vec<Plot>, Error> {
    let pen = Pen::new(backend, style, 1.0);
    let plots = picture(&pen, pictures, chart)?;
    pen.finish()?;
    Ok(plots.into_iter().map(|plot| plot.scaled(style.theme.zoom())).collect())
}

/// A picture as an SVG document with `caption` below it.
pub fn training_svg(pictures: &TrainingPictures, chart: TrainingChart, style: &Style, caption: &str) -> Result<String, Error> {
    document(style, caption, |pen| picture(pen, pictures, chart).map(drop))
}

fn picture(pen: &Pen, pictures: &TrainingPictures, chart: TrainingChart) -> Result<Vec<Plot>, Error> {
    let [float, after, healed] = &pictures.boundaries;
    let boundary = match chart {
        TrainingChart::Float => float,
        TrainingChart::After => after,
        TrainingChart::Healed => healed,
        TrainingChart::Boundaries => return side_by_side(pen, pictures),
        TrainingChart::Curves => return pictures.curves.as_ref().map_or(Ok(Vec::new()), |curves| curves::draw(pen, curves)),
        TrainingChart::Weights => return pictures.weights.as_ref().map_or(Ok(Vec::new()), |weights| weights::draw(pen, weights)),
        TrainingChart::Gradient => return pictures.gradient.as_ref().map_or(Ok(Vec::new()), |gradient| gradient::draw(pen, gradient)),
    };
    match boundary {
        Some(boundary) => boundary::draw(pen, boundary, [0.0, 0.0, pen.width, pen.height]).map(|plot| vec![plot]),
        None => {
            pen.text(&tr!("not there yet"), pen.width / 2.0, pen.height / 2.0, At::Middle, &pen.look.quiet)?;
            Ok(Vec::new())
        }
    }
}

/// The networks side by side, each below its name and how it does.
fn side_by_side(pen: &Pen, pictures: &TrainingPictures) -> Result<Vec<Plot>, Error> {
    let names = [tr!("Float"), tr!("After rounding"), tr!("Trained with rounding")];
    let width = (pen.width - 2.0 * EDGE) / 3.0;
    let mut plots = Vec::new();
    for (i, (boundary, name)) in pictures.boundaries.iter().zip(names).enumerate() {
        let Some(boundary) = boundary else { continue };
        let (left, right) = (EDGE + width * i as f64 + 4.0, EDGE + width * (i as f64 + 1.0) - 4.0);
        pen.text(&format!("{name}  {}", boundary.figure), left, EDGE + 9.0, At::Left, &pen.look.ink)?;
        plots.push(boundary::draw(pen, boundary, [left, ROW + EDGE, right, pen.height - EDGE])?);
    }
    Ok(plots)
}
