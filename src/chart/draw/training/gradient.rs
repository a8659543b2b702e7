//! The staircase above its derivatives: the true one, and the one that training takes.

use crate::Error;
use crate::chart::draw::pen::{At, Drawn, Pen, text_width};
use crate::chart::draw::plot::{EDGE, Plot, ROW, label_room, left_axis, lower_axis};
use crate::chart::training::GradientPicture;
use crate::num::CodeRange;

/// The share of the height that the staircase has.
const UPPER: f64 = 0.56;

pub(super) fn draw(pen: &Pen, gradient: &GradientPicture) -> Result<Vec<Plot>, Error> {
    let left = label_room(&gradient.y).max(label_room(&gradient.slope));
    let (right, bottom) = (pen.width - EDGE, pen.height - ROW - 4.0);
    let middle = ROW + (bottom - ROW) * UPPER;
    let x = (gradient.x.lo, gradient.x.hi);
    let stairs = Plot::new("stairs", (left, ROW + 2.0), (right, middle - 6.0), x, (gradient.y.lo, gradient.y.hi));
    let slope = Plot::new("slope", (left, middle + ROW), (right, bottom), x, (gradient.slope.lo, gradient.slope.hi));
    for (plot, axis) in [(&stairs, &gradient.y), (&slope, &gradient.slope)] {
        pen.text(&axis.title, plot.left, plot.top - 9.0, At::Left, &pen.look.quiet)?;
        left_axis(pen, plot, axis)?;
    }
    lower_axis(pen, &slope, &gradient.x, false)?;
    staircase(pen, &stairs, gradient)?;
    slopes(pen, &slope, gradient)?;
    let at = f64::from(gradient.at);
    let code = libm::rint(at).clamp(gradient.codes.qmin.into(), gradient.codes.qmax.into());
    if stairs.shows(at) {
        pen.dashed_vertical(stairs.x(at), stairs.top, slope.bottom(), &pen.look.clipped)?;
        pen.diamond(stairs.x(at), stairs.y_within(code), 5.0, &pen.look.ink)?;
        let taken = gradient.pretended.chunks_exact(2).find(|run| f64::from(run[0].0) <= at && at <= f64::from(run[1].0));
        pen.diamond(slope.x(at), slope.y(taken.map_or(0.0, |run| f64::from(run[0].1))), 5.0, &pen.look.ink)?;
    }
    names(pen, &stairs, &slope, gradient)?;
    Ok(vec![stairs, slope])
}

/// The levels, and dashed the line that training pretends.
fn staircase(pen: &Pen, plot: &Plot, gradient: &GradientPicture) -> Drawn {
    let mut y = None;
    let mut line = Vec::new();
    // The line that has the slope which training takes, through the levels' middles.
    for run in gradient.pretended.chunks_exact(2) {
        let (from, to, rise) = (f64::from(run[0].0), f64::from(run[1].0), f64::from(run[0].1));
        let start = y.unwrap_or(if rise == 0.0 { to } else { from });
        line.extend([(from, start), (to, start + rise * (to - from))]);
        y = Some(start + rise * (to - from));
    }
    let pretends = gradient.pretended.iter().any(|(_, slope)| *slope != 0.0);
    if pretends {
        let pixels: Vec<_> = line.iter().map(|&(x, y)| (plot.x(x), plot.y_within(y))).collect();
        pen.dashes(&pixels, (6.0, 4.0), 1.5, &pen.look.error)?;
    }
    let CodeRange { qmin, qmax } = gradient.codes;
    let shown = (qmin..=qmax).filter(|code| f64::from(*code) >= plot.x_lo - 1.0 && f64::from(*code) <= plot.x_hi + 1.0);
    for code in shown {
        let middle = f64::from(code);
        let from = if code == qmin { plot.x_lo } else { middle - 0.5 };
        let to = if code == qmax { plot.x_hi } else { middle + 0.5 };
        pen.horizontal(plot.x_within(from), plot.x_within(to), plot.y_within(middle), 2.5, &pen.look.dequantized)?;
        if code < qmax && plot.shows(middle + 0.5) {
            pen.dashes(
                &[(plot.x(middle + 0.5), plot.y_within(middle)), (plot.x(middle + 0.5), plot.y_within(middle + 1.0))],
                (2.0, 3.0),
                1.0,
                &pen.look.dequantized,
            )?;
        }
    }
    Ok(())
}

/// The true derivative, 0 with gaps where the staircase jumps; what training takes; and the scale's.
fn slopes(pen: &Pen, plot: &Plot, gradient: &GradientPicture) -> Drawn {
    let by_scale: Vec<(f64, f64)> = gradient.by_scale.iter().map(|&(x, y)| (plot.x(x.into()), plot.y_within(y.into()))).collect();
    // Jumps are left open.
    for run in by_scale.chunk_by(|a, b| (a.1 - b.1).abs() < plot.height * 0.2) {
        pen.dashes(run, (4.0, 3.0), 1.25, &pen.look.quiet)?;
    }
    let zero = plot.y(0.0);
    let mut from = plot.left;
    for border in (gradient.codes.qmin..gradient.codes.qmax).map(|code| f64::from(code) + 0.5).filter(|&border| plot.shows(border)) {
        pen.horizontal(from, plot.x(border) - 2.0, zero, 2.5, &pen.look.dequantized)?;
        from = plot.x(border) + 2.0;
    }
    pen.horizontal(from, plot.right(), zero, 2.5, &pen.look.dequantized)?;
    for run in gradient.pretended.chunks_exact(2) {
        let y = plot.y(run[0].1.into());
        if run[0].1 != 0.0 {
            pen.dashes(&[(plot.x(run[0].0.into()), y), (plot.x(run[1].0.into()), y)], (6.0, 4.0), 2.0, &pen.look.error)?;
        }
    }
    Ok(())
}

/// The names of the lines, from the right, in the rows above the plots.
fn names(pen: &Pen, stairs: &Plot, slope: &Plot, gradient: &GradientPicture) -> Drawn {
    let look = pen.look;
    let mut x = stairs.right();
    let title = stairs.left + text_width(&gradient.y.title) + 14.0;
    for (name, color) in [(tr!("what training takes"), &look.error_words), (tr!("rounding"), &look.dequantized_words)] {
        // In a narrow picture the axis says as much.
        if x - text_width(&name) < title {
            break;
        }
        pen.text(&name, x, stairs.top - 9.0, At::Right, color)?;
        x -= text_width(&name) + 14.0;
    }
    if !gradient.by_scale.is_empty() {
        pen.text(&tr!("dashed: by the scale"), slope.right(), slope.top - 9.0, At::Right, &look.quiet)?;
    }
    Ok(())
}
