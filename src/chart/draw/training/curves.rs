//! Test accuracy above training loss over the steps: the float network, the one trained with rounding, and what rounding alone gives.

use crate::Error;
use crate::chart::draw::pen::{At, Drawn, Pen, text_width};
use crate::chart::draw::plot::{EDGE, Plot, ROW, label_room, left_axis, lower_axis};
use crate::chart::training::TrainingCurves;
use plotters::style::RGBColor;

/// The share of the height that accuracy has.
const UPPER: f64 = 0.52;

pub(super) fn draw(pen: &Pen, curves: &TrainingCurves) -> Result<Vec<Plot>, Error> {
    let left = label_room(&curves.test).max(label_room(&curves.loss));
    let (right, bottom) = (pen.width - EDGE, pen.height - ROW - 4.0);
    let middle = ROW + (bottom - ROW) * UPPER;
    let x = (curves.x.lo, curves.x.hi);
    let test = Plot::new("test", (left, ROW + 2.0), (right, middle - 6.0), x, (curves.test.lo, curves.test.hi));
    let loss = Plot::new("loss", (left, middle + ROW), (right, bottom), x, (curves.loss.lo, curves.loss.hi));
    for (plot, axis) in [(&test, &curves.test), (&loss, &curves.loss)] {
        pen.text(&axis.title, plot.left, plot.top - 9.0, At::Left, &pen.look.quiet)?;
        left_axis(pen, plot, axis)?;
    }
    lower_axis(pen, &loss, &curves.x, false)?;
    if let Some(after) = curves.after {
        let y = test.y_within(after.into());
        pen.dashes(&[(test.left, y), (test.right(), y)], (5.0, 4.0), 1.5, &pen.look.dequantized)?;
    }
    for (points, color) in [(&curves.float, &pen.look.original), (&curves.healed, &pen.look.dequantized)] {
        if points.len() > 1 {
            pen.path(points.iter().map(|p| (test.x(p.0.into()), test.y_within(p.1.into()))), 2.0, color)?;
            pen.path(points.iter().map(|p| (loss.x(p.0.into()), loss.y_within(p.2.into()))), 2.0, color)?;
        }
    }
    let look = pen.look;
    let after = curves.after.map(|_| (tr!("rounding alone"), look.dequantized_words, look.dequantized, true));
    let healed = (!curves.healed.is_empty()).then(|| (tr!("with rounding"), look.dequantized_words, look.dequantized, false));
    let float = (tr!("float"), look.original_words, look.original, false);
    legend(pen, &test, after)?;
    legend(pen, &loss, [Some(float), healed].into_iter().flatten())?;
    Ok(vec![test, loss])
}

/// The name of a line, the colours of the name and of the line, and whether the line is dashed.
type Name = (String, RGBColor, RGBColor, bool);

/// Names of lines above a plot, from the right.
fn legend(pen: &Pen, plot: &Plot, names: impl IntoIterator<Item = Name>) -> Drawn {
    let (mut x, y) = (plot.right(), plot.top - 9.0);
    for (name, words, color, dashed) in names {
        let from = x - text_width(&name);
        pen.text(&name, x, y, At::Right, &words)?;
        let stroke = [(from - 22.0, y), (from - 4.0, y)];
        if dashed {
            pen.dashes(&stroke, (5.0, 4.0), 1.5, &color)?
        } else {
            pen.path(stroke, 2.0, &color)?
        }
        x = from - 34.0;
    }
    Ok(())
}
