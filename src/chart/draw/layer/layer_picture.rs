//! One picture of a layer, on any backend.

use super::{columns, density, method_ratios, relative_errors, strengths, walk};
use crate::Error;
use crate::chart::LayerPicture;
use crate::chart::draw::pen::Pen;
use crate::chart::draw::svg::document;
use crate::chart::draw::{Plot, Style};
use plotters::prelude::DrawingBackend;

fn picture(pen: &Pen, of: &LayerPicture) -> Result<Vec<Plot>, Error> {
    match of {
        LayerPicture::Columns(chart) => columns::draw(pen, chart),
        LayerPicture::Outputs(chart) => density::draw(pen, chart),
        LayerPicture::Errors(chart) => relative_errors::draw(pen, chart),
        LayerPicture::Strengths(chart) => strengths::draw(pen, chart),
        LayerPicture::Walk(chart) => walk::draw(pen, chart),
        LayerPicture::Methods(chart) => method_ratios::draw(pen, chart),
    }
}

/// Draws a picture on a transparent ground and tells where its plots are.
pub fn draw_layer<DB: DrawingBackend>(backend: DB, of: &LayerPicture, style: &Style) -> Result<Vec<Plot>, Error> {
    let pen = Pen::new(backend, style, 1.0);
    let plots = picture(&pen, of)?;
    pen.finish()?;
    Ok(plots.into_iter().map(|plot| plot.scaled(style.theme.zoom())).collect())
}

/// Draws a picture as SVG with `caption` below it.
pub fn layer_svg(of: &LayerPicture, style: &Style, caption: &str) -> Result<String, Error> {
    document(style, caption, |pen| picture(pen, of).map(drop))
}
