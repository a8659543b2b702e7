//! The clipping bench: rounding, clipping and total error against the threshold.

use crate::Error;
use crate::chart::draw::pen::{At, Drawn, Pen, text_width};
use crate::chart::draw::plot::{EDGE, Plot, ROW, has_title_row, label_room, left_axis, lower_axis, lower_room};
use crate::chart::{ClippingCurve, ClippingCurvePoint, Expectation, Weighing};

pub(super) fn draw(pen: &Pen, clipping_curve: &ClippingCurve) -> Result<Vec<Plot>, Error> {
    let left = label_room(&clipping_curve.y);
    let plot = Plot::new(
        "bench",
        (left, ROW + 2.0),
        (pen.width - 16.0, pen.height - lower_room(pen)),
        (clipping_curve.x.lo, clipping_curve.x.hi),
        (clipping_curve.y.lo, clipping_curve.y.hi),
    );
    if clipping_curve.points.len() < 2 {
        pen.text(&tr!("no range to choose here"), pen.width / 2.0, pen.height / 2.0, At::Middle, &pen.look.quiet)?;
        return Ok(vec![plot]);
    }
    left_axis(pen, &plot, &clipping_curve.y)?;
    lower_axis(pen, &plot, &clipping_curve.x, has_title_row(pen))?;
    let height = |v: f64| plot.y_within(if clipping_curve.log { libm::log10(v.max(f64::MIN_POSITIVE)) } else { v });
    if let Some(weighing) = &clipping_curve.weighing {
        weighed(pen, &plot, weighing)?;
    }
    let curve = |part: fn(&ClippingCurvePoint) -> f64| -> Vec<(f64, f64)> {
        clipping_curve.points.iter().map(|p| (plot.x(p.threshold), height(part(p)))).collect()
    };
    let (rounding, clipping, total) = (curve(|p| p.rounding), curve(|p| p.clipping), curve(|p| p.total));
    if let Some(theory) = &clipping_curve.theory {
        expected(pen, &plot, theory, &height, &total)?;
    }
    for run in above_floor(&rounding, &plot) {
        pen.dashes(run, (6.0, 4.0), 1.5, &pen.look.dequantized)?;
    }
    for run in above_floor(&clipping, &plot) {
        pen.dashes(run, (2.0, 3.0), 1.5, &pen.look.original)?;
    }
    pen.path(total.iter().copied(), 2.0, &pen.look.error)?;

    let now = clipping_curve.current.as_ref().map(|p| (plot.x(p.threshold), height(p.total)));
    if let Some((x, y)) = now {
        pen.dashed_vertical(x, y, plot.bottom(), &pen.look.ink)?;
        pen.diamond(x, y, 5.0, &pen.look.ink)?;
    }
    let least = total.get(clipping_curve.best as usize).copied();
    if let Some((x, y)) = least {
        pen.ring(x, y, 8.0, 2.0, &pen.look.ink)?;
    }
    let name = |text: &str, (x, y): (f64, f64)| {
        let half = text_width(text) / 2.0;
        pen.tag(text, x.min(plot.right() - half).max(plot.left + half), (y - 19.0).max(plot.top + 7.0))
    };
    match (least, now) {
        (Some(a), Some(b)) if (a.0 - b.0).abs() < 12.0 && (a.1 - b.1).abs() < 24.0 => name(&tr!("now, least"), a)?,
        (Some(a), Some(b)) => {
            let crowded = (a.0 - b.0).abs() < 48.0 && (a.1 - b.1).abs() < 16.0;
            let apart = if crowded { 24.0 * (a.0 - b.0).signum() } else { 0.0 };
            name(&tr!("least"), (a.0 + apart, a.1))?;
            name(&tr!("now"), (b.0 - apart, b.1))?;
        }
        _ => {}
    }
    legend(pen, left, plot.right(), clipping_curve.weighing.as_ref())?;
    Ok(vec![plot])
}

/// The range method's own curve, as high as the plot, and the range it chose.
fn weighed(pen: &Pen, plot: &Plot, weighing: &Weighing) -> Drawn {
    let y = |share: f64| plot.bottom() - plot.height * (0.04 + 0.92 * share);
    pen.path(weighing.points.iter().map(|&(x, share)| (plot.x(x), y(share))), 1.0, &pen.look.ink)?;
    if plot.shows(weighing.least) {
        pen.ring(plot.x(weighing.least), y(0.0), 4.0, 1.0, &pen.look.ink)?;
    }
    Ok(())
}

/// The theoretical values: the lowest error of even and of uneven levels, and ACIQ's clipping. The lines lie close together and
/// to the curves, so their names are written above on the right, away from the curves; where `total` or a name over it is
/// there too, the names are not drawn and only the text gives them.
fn expected(pen: &Pen, plot: &Plot, theory: &Expectation, height: &impl Fn(f64) -> f64, total: &[(f64, f64)]) -> Drawn {
    let free = |from: f64, to: f64, y: f64| !total.iter().any(|p| (from..=to).contains(&p.0) && p.1 < y + 40.0);
    let dots = |from: (f64, f64), to: (f64, f64)| pen.dashes(&[from, to], (1.0, 3.0), 1.0, &pen.look.quiet);
    for y in [theory.even, theory.lloyd_max].into_iter().flatten().map(height) {
        if y > plot.top && y < plot.bottom() - 0.5 {
            dots((plot.left, y), (plot.right(), y))?;
        }
    }
    let (names, y) = (tr!("best even levels, below it Lloyd–Max"), plot.top + 8.0);
    let left = plot.right() - text_width(&names);
    if theory.even.is_some() && left > plot.left + 0.25 * plot.width && free(left - 24.0, plot.right(), y) {
        dots((left - 24.0, y), (left - 6.0, y))?;
        pen.text(&names, plot.right(), y, At::Right, &pen.look.quiet)?;
    }
    if let Some((x, mse)) = theory.aciq.filter(|aciq| plot.shows(aciq.0)) {
        let x = plot.x(x);
        let (name, y) = ("ACIQ", plot.top + 24.0);
        let half = text_width(name) / 2.0;
        dots((x, y + 8.0), (x, plot.bottom()))?;
        pen.dot(x, height(mse), 3.0, &pen.look.quiet)?;
        if x - half > plot.left && free(x - half, x + half, y) {
            pen.text(name, x, y, At::Middle, &pen.look.quiet)?;
        }
    }
    Ok(())
}

/// The runs of a curve above the lower edge; values too small for the axis are moved to that edge.
fn above_floor<'a>(points: &'a [(f64, f64)], plot: &Plot) -> impl Iterator<Item = &'a [(f64, f64)]> {
    let floor = plot.bottom() - 0.5;
    points.split(move |p| p.1 >= floor).filter(|run| run.len() > 1)
}

fn legend(pen: &Pen, left: f64, right: f64, weighing: Option<&Weighing>) -> Drawn {
    let y = EDGE + 2.0;
    let mut x = left;
    let mut next = |text: &str| {
        let here = x;
        x += 24.0 + text_width(text) + 16.0;
        here
    };
    let (rounding, clipping, total) = (tr!("rounding"), tr!("clipping"), tr!("total"));
    let at = next(&rounding);
    pen.dashes(&[(at, y), (at + 18.0, y)], (6.0, 4.0), 1.5, &pen.look.dequantized)?;
    pen.text(&rounding, at + 24.0, y, At::Left, &pen.look.dequantized)?;
    let at = next(&clipping);
    pen.dashes(&[(at, y), (at + 18.0, y)], (2.0, 3.0), 1.5, &pen.look.original)?;
    pen.text(&clipping, at + 24.0, y, At::Left, &pen.look.original)?;
    let at = next(&total);
    pen.horizontal(at, at + 18.0, y, 2.0, &pen.look.error)?;
    pen.text(&total, at + 24.0, y, At::Left, &pen.look.error)?;
    if let Some(weighing) = weighing {
        let full = tr!("{who}, own scale", who = weighing.who);
        let at = next("");
        let fits = |name: &str| at + 24.0 + text_width(name) <= right;
        let name = if fits(&full) { full } else { weighing.who.clone() };
        if fits(&name) {
            pen.horizontal(at, at + 18.0, y, 1.0, &pen.look.ink)?;
            pen.text(&name, at + 24.0, y, At::Left, &pen.look.ink)?;
        }
    }
    Ok(())
}
