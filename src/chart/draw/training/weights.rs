//! A layer's weights on their grid: bars of latent weights at the left, the path of one of them at the right, levels across both.

use crate::Error;
use crate::chart::draw::pen::{At, Drawn, Pen, text_width};
use crate::chart::draw::plot::{EDGE, Plot, ROW, label_room, left_axis, lower_axis};
use crate::chart::training::GridWeights;
use plotters::prelude::Color;

/// The share of the width that the bars have.
const BARS: f64 = 0.45;
/// Between two texts in one row.
const GAP: f64 = 12.0;
/// The most codes whose levels and borders are drawn.
const FEW: f32 = 16.0;

pub(super) fn draw(pen: &Pen, weights: &GridWeights) -> Result<Vec<Plot>, Error> {
    let left = label_room(&weights.y);
    let (right, bottom) = (pen.width - EDGE, pen.height - ROW - 4.0);
    let border = left + (right - left) * BARS;
    let y = (weights.y.lo, weights.y.hi);
    let most = weights.bars.iter().map(|bar| bar.2).max().unwrap_or(1);
    let bars = Plot::new("bars", (left, ROW + 2.0), (border - 8.0, bottom), (0.0, f64::from(most) * 1.05), y);
    let path = Plot::new("path", (border + 8.0, ROW + 2.0), (right, bottom), (weights.x.lo, weights.x.hi), y);
    pen.text(&weights.y.title, left, ROW - 7.0, At::Left, &pen.look.quiet)?;
    let followed = tr!("the weight that is followed");
    if left + text_width(&weights.y.title) + text_width(&followed) + GAP < right {
        pen.text(&followed, right, ROW - 7.0, At::Right, &pen.look.quiet)?;
    }
    let sides = weights.bars.iter().map(|&(lo, hi, n)| (bars.y_within(lo.into()) - 0.5, bars.y_within(hi.into()) + 0.5, bars.x(n.into())));
    pen.comb_upright(bars.left, sides, &pen.look.original)?;
    if weights.range.steps() > FEW {
        left_axis(pen, &bars, &weights.y)?;
    } else {
        levels(pen, &bars, &path, weights)?;
    }
    pen.vertical(bars.left, bars.top, bars.bottom(), &pen.look.clipped)?;
    pen.vertical(path.left, path.top, path.bottom(), &pen.look.clipped)?;
    lower_axis(pen, &path, &weights.x, false)?;
    pen.text(&tr!("latent weights"), bars.left, bars.bottom() + 13.0, At::Left, &pen.look.original_words)?;
    walk(pen, &path, weights)?;
    let at = path.y_within(weights.at.into());
    pen.diamond(bars.left, at, 5.0, &pen.look.ink)?;
    Ok(vec![bars, path])
}

/// Levels as lines across, the borders between them dashed, and how many weights are used as each.
fn levels(pen: &Pen, bars: &Plot, path: &Plot, weights: &GridWeights) -> Drawn {
    let apart = (bars.y(0.0) - bars.y(1.0)).abs();
    let every = (ROW / apart).ceil().max(1.0) as i32;
    for &(code, n) in &weights.codes {
        let y = bars.y(code.into());
        for plot in [bars, path] {
            pen.horizontal(plot.left, plot.right(), y, 1.0, &pen.look.dequantized.mix(0.7))?;
            if code < weights.range.qmax {
                let border = plot.y(f64::from(code) + 0.5);
                pen.dashes(&[(plot.left, border), (plot.right(), border)], (2.0, 4.0), 1.0, &pen.look.clipped)?;
            }
        }
        if code % every == 0 {
            pen.text(&crate::chart::number_text::number(code.into()), bars.left - 6.0, y, At::Right, &pen.look.dequantized_words)?;
        }
        if weights.range.steps() < 8.0 {
            let words = crate::chart::number_text::count(n.into());
            let from = bars.right() - text_width(&words) - 4.0;
            pen.rect(from, y - 17.0, bars.right() + 2.0, y - 1.0, &pen.look.paper.mix(0.85))?;
            pen.text(&words, bars.right(), y - 9.0, At::Right, &pen.look.dequantized_words)?;
        }
    }
    Ok(())
}

/// The path of the latent weight, and of the level that it is used as.
fn walk(pen: &Pen, plot: &Plot, weights: &GridWeights) -> Drawn {
    let places: Vec<(f64, f64)> = weights.path.iter().map(|&(step, place)| (step.into(), place.into())).collect();
    if places.len() > 1 {
        let level = |place: f64| libm::rint(place).clamp(weights.range.qmin.into(), weights.range.qmax.into());
        let steps = places.windows(2).flat_map(|pair| {
            let (from, to) = (level(pair[0].1), level(pair[1].1));
            [(pair[0].0, from), (pair[1].0, from), (pair[1].0, to)]
        });
        pen.path(steps.map(|(x, y)| (plot.x(x), plot.y_within(y))), 2.5, &pen.look.dequantized)?;
        pen.path(places.iter().map(|&(x, y)| (plot.x(x), plot.y_within(y))), 1.5, &pen.look.original)?;
    }
    let (step, place) = places.last().copied().unwrap_or((0.0, weights.at.into()));
    pen.diamond(plot.x(step), plot.y_within(place), 4.0, &pen.look.ink)
}
