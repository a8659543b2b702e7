//! The clipping curve: rounding, clipping and total error against the threshold.

use crate::Error;
use crate::chart::draw::pen::{At, Drawn, Pen, text_width};
use crate::chart::draw::plot::{EDGE, Plot, ROW, has_title_row, label_room, left_axis, lower_axis, lower_room, parts_up_to};
use crate::chart::{ClippingCurve, ClippingCurvePoint, Expectation, Weighing};
use plotters::prelude::Color;

/// Strength of the areas: rounding, and below the lines of clipping.
const PLAIN: f64 = 0.35;
const UNDER_HATCH: f64 = 0.1;
/// Distance between the lines of clipping.
const HATCH: f64 = 5.0;

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
    let height = |v: f64| plot.y_within(v);
    let curve = |part: fn(&ClippingCurvePoint) -> f64| -> Vec<(f64, f64)> {
        clipping_curve.points.iter().map(|p| (plot.x(p.threshold), height(part(p)))).collect()
    };
    let (rounding, total) = (curve(|p| p.rounding), curve(|p| p.total));
    stacked(pen, &plot, &rounding, &total)?;
    if let Some(weighing) = &clipping_curve.weighing {
        weighed(pen, &plot, weighing)?;
    }
    if let Some(theory) = &clipping_curve.theory {
        expected(pen, &plot, theory, &height, &total)?;
    }
    let totals: Vec<_> = clipping_curve.points.iter().map(|p| (p.threshold, p.total)).collect();
    for part in parts_up_to(&totals, clipping_curve.y.hi) {
        pen.path(part.iter().map(|&(x, y)| (plot.x(x), height(y))), 2.0, &pen.look.error)?;
    }

    let now = clipping_curve.current.as_ref().map(|p| (plot.x(p.threshold), height(p.total)));
    if let Some((x, y)) = now {
        pen.dashed_vertical(x, y, plot.bottom(), &pen.look.ink)?;
        pen.diamond(x, y, 5.0, &pen.look.ink)?;
    }
    let least = total.get(clipping_curve.best as usize).copied();
    if let Some((x, y)) = least {
        pen.ring(x, y, 8.0, 2.0, &pen.look.ink)?;
    }
    let marks: Vec<(f64, f64)> = now.into_iter().chain(least).collect();
    let mut taken: Vec<(f64, f64, f64)> = marks.iter().map(|&(x, y)| (x, y, 8.0)).collect();
    let mut name = |text: &str, x: f64| {
        let half = text_width(text) / 2.0 + 2.0;
        let within = |x: f64| x.min(plot.right() - half).max(plot.left + half);
        // At the foot, where no curve is: below what is marked, or beside it; else above it.
        let near = |(a, b): (f64, f64), (x, y): (f64, f64), air: f64| (a - x).abs() < half + air && (b - y).abs() < 8.0 + air;
        let free =
            |&at: &(f64, f64)| !taken.iter().any(|&(x, y, air)| near((x, y), at, air)) && !total.iter().any(|&point| near(point, at, 0.0));
        let foot = plot.bottom() - 10.0;
        let own = marks.iter().filter(|mark| (mark.0 - x).abs() < half + 8.0);
        let aside = [-26.0, -10.0, 10.0, 26.0].map(|air: f64| air + half * air.signum());
        let beside = own.clone().flat_map(|mark| aside.map(|by| (mark.0 + by, foot)));
        let places = [(x, foot)].into_iter().chain(beside).chain(own.map(|mark| (x, mark.1 - 18.0))).map(|(x, y)| (within(x), y));
        let (x, y) = places.into_iter().find(free).unwrap_or((within(x), foot));
        taken.push((x, y, half));
        pen.tag(text, x, y)
    };
    match (least, now) {
        (Some(a), Some(b)) if (a.0 - b.0).abs() < 12.0 && (a.1 - b.1).abs() < 24.0 => name(&tr!("now, least"), a.0)?,
        (Some(a), Some(b)) => {
            let (least, now) = (tr!("least"), tr!("now"));
            let needed = (text_width(&least) + text_width(&now)) / 2.0 + 8.0;
            let apart = ((needed - (a.0 - b.0).abs()) / 2.0).max(0.0) * if a.0 < b.0 { -1.0 } else { 1.0 };
            name(&least, a.0 + apart)?;
            name(&now, b.0 - apart)?;
        }
        (Some(a), None) => name(&tr!("least"), a.0)?,
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
    let (names, y) = (tr!("best even levels, below it Lloyd–Max"), plot.top + 12.0);
    let left = plot.right() - text_width(&names);
    if theory.even.is_some() && left > plot.left + 0.25 * plot.width && free(left - 24.0, plot.right(), y) {
        dots((left - 24.0, y), (left - 6.0, y))?;
        pen.text(&names, plot.right(), y, At::Right, &pen.look.quiet)?;
    }
    if let Some((x, mse)) = theory.aciq.filter(|aciq| plot.shows(aciq.0)) {
        let x = plot.x(x);
        let (name, y) = ("ACIQ", plot.top + 28.0);
        let half = text_width(name) / 2.0;
        dots((x, y + 8.0), (x, plot.bottom()))?;
        pen.dot(x, height(mse), 3.0, &pen.look.quiet)?;
        if x - half > plot.left && free(x - half, x + half, y) {
            pen.text(name, x, y, At::Middle, &pen.look.quiet)?;
        }
    }
    Ok(())
}

/// The two errors on each other: rounding plain, clipping hatched above it; their sum is the upper edge.
fn stacked(pen: &Pen, plot: &Plot, rounding: &[(f64, f64)], total: &[(f64, f64)]) -> Drawn {
    let (Some(first), Some(last)) = (rounding.first(), rounding.last()) else { return Ok(()) };
    let foot = [(last.0, plot.bottom()), (first.0, plot.bottom())];
    pen.area(rounding.iter().copied().chain(foot), &pen.look.error.mix(PLAIN))?;
    pen.area(total.iter().copied().chain(rounding.iter().rev().copied()), &pen.look.error.mix(UNDER_HATCH))?;
    // Upright lines between the two curves, where there is anything between them.
    let mut x = first.0;
    while x <= last.0 {
        let (upper, lower) = (at(total, x), at(rounding, x));
        if lower - upper >= 1.0 {
            pen.vertical(x, upper, lower, &pen.look.error.mix(0.55))?;
        }
        x += HATCH;
    }
    Ok(())
}

/// The height of a curve at a place between its points.
fn at(curve: &[(f64, f64)], x: f64) -> f64 {
    let next = curve.partition_point(|p| p.0 < x).clamp(1, curve.len() - 1);
    let ((x0, y0), (x1, y1)) = (curve[next - 1], curve[next]);
    if x1 > x0 { y0 + (y1 - y0) * ((x - x0) / (x1 - x0)).clamp(0.0, 1.0) } else { y1 }
}

fn legend(pen: &Pen, left: f64, right: f64, weighing: Option<&Weighing>) -> Drawn {
    let y = EDGE + 2.0;
    let (rounding, clipping, total) = (tr!("rounding"), tr!("clipping"), tr!("total"));
    // Closer together where they would not all fit.
    let words: f64 = [&rounding, &clipping, &total].into_iter().map(|text| text_width(text)).sum();
    let gap = ((right - left - words - 3.0 * 24.0) / 2.0).clamp(4.0, 16.0);
    let mut x = left;
    let mut next = |text: &str| {
        let here = x;
        x += 24.0 + text_width(text) + gap;
        here
    };
    let at = next(&rounding);
    pen.rect(at, y - 5.0, at + 18.0, y + 5.0, &pen.look.error.mix(PLAIN))?;
    pen.text(&rounding, at + 24.0, y, At::Left, &pen.look.error_words)?;
    let at = next(&clipping);
    pen.rect(at, y - 5.0, at + 18.0, y + 5.0, &pen.look.error.mix(UNDER_HATCH))?;
    for i in 0..4 {
        pen.vertical(at + 2.0 + HATCH * f64::from(i), y - 5.0, y + 5.0, &pen.look.error.mix(0.55))?;
    }
    pen.text(&clipping, at + 24.0, y, At::Left, &pen.look.error_words)?;
    let at = next(&total);
    pen.horizontal(at, at + 18.0, y, 2.0, &pen.look.error)?;
    pen.text(&total, at + 24.0, y, At::Left, &pen.look.error_words)?;
    if let Some(weighing) = weighing {
        let full = tr!("{who}, own scale", who = weighing.library);
        let at = next("");
        let fits = |name: &str| at + 24.0 + text_width(name) <= right;
        let name = if fits(&full) { full } else { weighing.library.clone() };
        if fits(&name) {
            pen.horizontal(at, at + 18.0, y, 1.0, &pen.look.ink)?;
            pen.text(&name, at + 24.0, y, At::Left, &pen.look.ink)?;
        }
    }
    Ok(())
}
