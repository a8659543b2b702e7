//! GPTQ's walk: a bar for each rounded column, and how much of the error there is so far; below, how far the weights of the block on hand
//! are from the original ones.

use crate::Error;
use crate::chart::draw::palette::mix;
use crate::chart::draw::pen::{At, Drawn, Pen, text_width};
use crate::chart::draw::plot::{EDGE, Plot, ROW, label_room, left_axis, lower_axis};
use crate::chart::number_text::{count, short};
use crate::chart::{ColumnWalk, WalkedBlock};

/// The least height of a drawing with weights.
const LEAST_WITH_WEIGHTS: f64 = 220.0;
/// The share of the height that weights take.
const WEIGHTS: f64 = 0.36;

pub(in crate::chart::draw) fn draw(pen: &Pen, chart: &ColumnWalk) -> Result<Vec<Plot>, Error> {
    let scale = chart.scale();
    let left = label_room(&scale);
    let below = if pen.height >= LEAST_WITH_WEIGHTS && !chart.block.places().is_empty() { WEIGHTS * pen.height } else { 0.0 };
    let (top, bottom, right) = (ROW + 8.0, pen.height - below - 2.0 * ROW - 4.0, pen.width - EDGE - 4.0);
    let x = chart.places((right - left) as u32);
    let plot = Plot::new("walk", (left, top), (right, bottom), (x.lo, x.hi), (0.0, scale.hi));
    left_axis(pen, &plot, &scale)?;
    let bars = chart.bars((right - left) as u32);
    let shown = bars.iter().filter(|(_, loss)| *loss > 0.0).map(|(places, loss)| {
        let (from, to) = (plot.x(places.start as f64), plot.x(places.end as f64));
        let air = if to - from >= 4.0 { 0.12 * (to - from) } else { 0.0 };
        (from + air, to - air, plot.y_within(*loss))
    });
    pen.comb(plot.bottom(), shown, &pen.look.error)?;
    let walked = chart.walked();
    let sums = (0..walked).step_by((walked / 512).max(1)).chain(walked.checked_sub(1));
    let so_far = sums.map(|place| (plot.x(place as f64 + 1.0), plot.bottom() - plot.height * chart.share(place)));
    let path: Vec<_> = std::iter::once((plot.left, plot.bottom())).chain(so_far).collect();
    pen.path(path, 1.5, &pen.look.ink)?;
    if x.hi > walked as f64 {
        pen.dashed_vertical(plot.x(walked as f64), plot.top, plot.bottom(), &pen.look.quiet)?;
    }
    lower_axis(pen, &plot, &x, true)?;
    let y = EDGE + 2.0;
    pen.text(&scale.title, left, y, At::Left, &pen.look.error_words)?;
    let (line, note) = (left + text_width(&scale.title) + 24.0, tr!("line: error so far, of all rounded columns"));
    if line + text_width(&note) <= right {
        pen.text(&note, line, y, At::Left, &pen.look.quiet)?;
    }
    if below == 0.0 {
        return Ok(vec![plot]);
    }
    let (from, to) = ((left, pen.height - below + ROW + 6.0), (right, pen.height - ROW));
    let places = chart.block.places();
    // Rows run downward.
    let weights = Plot { y_lo: 1.0, y_hi: 0.0, ..Plot::new("weights", from, to, (places.start as f64, places.end as f64), (0.0, 1.0)) };
    cells(pen, &weights, &chart.block)?;
    if places.end > walked {
        pen.dashed_vertical(weights.x(walked as f64), weights.top - 2.0, weights.bottom() + 2.0, &pen.look.ink)?;
    }
    captions(pen, &weights, chart)?;
    Ok(vec![plot, weights])
}

/// The changes as cells: one hue, the sign a matter of lightness, as in maps of errors.
fn cells(pen: &Pen, plot: &Plot, block: &WalkedBlock) -> Drawn {
    let most = f64::from(block.usual_most().max(f32::MIN_POSITIVE));
    for (height, changes) in block.cells() {
        for (place, change) in block.places().zip(changes).filter(|(_, change)| *change != 0.0) {
            let hue = if change < 0.0 { mix(pen.look.error, pen.look.ink, 0.25) } else { pen.look.error };
            let depth = libm::pow((f64::from(change.abs()) / most).min(1.0), 0.6) * 0.9;
            let color = mix(pen.look.paper, hue, depth);
            pen.rect(plot.x(place as f64), plot.y(height.start), plot.x((place + 1) as f64), plot.y(height.end), &color)?;
        }
    }
    pen.outline(plot.left - 1.0, plot.top - 1.0, plot.right() + 1.0, plot.bottom() + 1.0, 1.0, &pen.look.rule)
}

/// What the cells are, and of which columns.
fn captions(pen: &Pen, plot: &Plot, chart: &ColumnWalk) -> Drawn {
    let (places, most) = (chart.block.places(), short(f64::from(chart.block.usual_most()), 2));
    let (first, last) = (count(places.start as u64 + 1), count(places.end as u64));
    let y = plot.top - 11.0;
    let title = tr!("change of each weight; the darkest from ±{most} on", most);
    pen.text(&title, plot.left, y, At::Left, &pen.look.error_words)?;
    let note = tr!("left of the line: rounded; right: moved to make up for it");
    if places.end > chart.walked() && plot.left + text_width(&title) + 24.0 + text_width(&note) <= plot.right() {
        pen.text(&note, plot.right(), y, At::Right, &pen.look.quiet)?;
    }
    let y = plot.bottom() + 11.0;
    let which = tr!("output channels downward; places {first} to {last} of the walk", first, last);
    let short = format!("{first} – {last}");
    pen.text(if text_width(&which) <= plot.width { &which } else { &short }, plot.left, y, At::Left, &pen.look.quiet)
}
