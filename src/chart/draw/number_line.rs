//! The number line: labels, values or their density, the real axis, threads, the integer grid, codes.

use crate::Error;
use crate::chart::draw::pen::{At, Drawn, Pen, TEXT, text_width};
use crate::chart::draw::plot::{EDGE, Plot, ROW, apart, beyond_clip};
use crate::chart::number_text::{count, number};
use crate::chart::{Level, Mark, NumberLine};
use plotters::prelude::Color;

/// From this distance to its neighbours on, a level has a line of its own and a square.
const ROOMY: f64 = 6.0;

pub(super) fn draw(pen: &Pen, line: &NumberLine) -> Result<Vec<Plot>, Error> {
    let side = if pen.width >= 520.0 { 60.0 } else { 16.0 };
    let top = ROW + 4.0;
    let grid = pen.height - ROW - 10.0;
    let share = if line.density.is_empty() { 0.16 } else { 0.45 };
    let real = top + (grid - top) * share;
    let x = (line.axis.lo, line.axis.hi);
    let plot = |name: &str, top: f64, bottom: f64| Plot::new(name, (side, top), (pen.width - 16.0, bottom), x, (0.0, 1.0));
    let (all, above, threads) = (plot("line", top, grid + 6.0), plot("values", top, real), plot("threads", real, grid));

    if let Some(clip) = line.clip {
        beyond_clip(pen, &all, f64::from(clip.lo), f64::from(clip.hi))?;
    }
    axis(pen, line, &all, real, side)?;
    let roomy = (0..line.levels.len()).filter(|&i| room(line, &all, i) >= ROOMY).map(|i| &line.levels[i]);
    pen.comb(grid, roomy.map(|level| bar(pen, &all, level, 1.0, real)), &pen.look.rule)?;
    density(pen, line, &above)?;
    zero_line(pen, &all)?;
    for mark in &line.marks {
        thread(pen, &threads, mark)?;
    }
    pen.horizontal(all.left, all.right(), real, 1.0, &pen.look.quiet)?;
    pen.horizontal(all.left, all.right(), grid, 1.0, &pen.look.quiet)?;
    levels(pen, line, &threads)?;
    for mark in &line.marks {
        value(pen, &threads, mark, if line.complete { 4.0 } else { 3.0 })?;
    }
    zero_marks(pen, line, &threads)?;
    codes(pen, line, &threads, side)?;
    if let Some(mark) = line.selected.as_ref().filter(|m| all.shows(f64::from(m.x))) {
        selected(pen, &threads, mark, !line.density.is_empty())?;
    }
    Ok(vec![all, above, threads])
}

/// Tick labels along the upper edge, ticks on the axis.
fn axis(pen: &Pen, line: &NumberLine, plot: &Plot, real: f64, side: f64) -> Drawn {
    let title = tr!("value x");
    if side > 40.0 {
        pen.text(&title, EDGE, EDGE + 3.0, At::Left, &pen.look.quiet)?;
    }
    for tick in &line.axis.ticks {
        pen.vertical(plot.x(tick.at), plot.top, plot.top + 4.0, &pen.look.clipped)?;
        pen.vertical(plot.x(tick.at), real - 4.0, real, &pen.look.clipped)?;
    }
    let from = if side > 40.0 { EDGE + TEXT + text_width(&title) } else { 0.0 };
    for (x, text) in apart(line.axis.ticks.iter().map(|t| (plot.x(t.at), t.label.as_str())), from, pen.width) {
        pen.text(text, x, EDGE + 3.0, At::Middle, &pen.look.quiet)?;
    }
    Ok(())
}

fn density(pen: &Pen, line: &NumberLine, plot: &Plot) -> Drawn {
    let highest = f64::from(line.density.iter().map(|b| b.count).max().unwrap_or(0));
    let room = plot.height - 8.0;
    let bars = line.density.iter().filter(|b| b.count > 0).map(|bin| {
        let height = (room * f64::from(bin.count) / highest).max(2.0);
        (plot.x(bin.lo), plot.x(bin.hi), plot.bottom() - height)
    });
    pen.comb(plot.bottom(), bars, &pen.look.original.mix(0.45))
}

/// A bar at a level's value.
fn bar(pen: &Pen, plot: &Plot, level: &Level, width: f64, tip: f64) -> (f64, f64, f64) {
    let (left, right) = pen.sides(plot.x(f64::from(level.at)), width);
    (left, right, tip)
}

fn zero_line(pen: &Pen, plot: &Plot) -> Drawn {
    if plot.shows(0.0) { pen.vertical(plot.x(0.0), plot.top, plot.bottom(), &pen.look.ink) } else { Ok(()) }
}

fn zero_marks(pen: &Pen, line: &NumberLine, plot: &Plot) -> Drawn {
    if !plot.shows(0.0) {
        return Ok(());
    }
    let x = plot.x(0.0);
    pen.diamond(x, plot.top, 4.0, &pen.look.ink)?;
    if line.zero { pen.diamond(x, plot.bottom(), 5.0, &pen.look.ink) } else { Ok(()) }
}

fn thread(pen: &Pen, plot: &Plot, mark: &Mark) -> Drawn {
    let ends = [(plot.x(f64::from(mark.x)), plot.top), within(plot, mark)];
    if mark.clipped == 0 { pen.path(ends, 1.0, &pen.look.original.mix(0.7)) } else { pen.dashes(&ends, (3.0, 3.0), 1.0, &pen.look.clipped) }
}

/// Where a value's thread meets its level, or the plot's edge when the level is out of view.
fn within(plot: &Plot, mark: &Mark) -> (f64, f64) {
    let (x, y) = (plot.x(f64::from(mark.x)), plot.x(f64::from(mark.y)));
    let edge = y.clamp(plot.left, plot.right());
    let share = if y == x { 1.0 } else { ((edge - x) / (y - x)).clamp(0.0, 1.0) };
    (edge, plot.top + plot.height * share)
}

/// A circle, or a triangle pointing to the codes when the value is clipped.
fn value(pen: &Pen, plot: &Plot, mark: &Mark, size: f64) -> Drawn {
    let x = plot.x(f64::from(mark.x));
    match mark.clipped {
        0 => pen.dot(x, plot.top, size, &pen.look.original),
        side => pen.triangle(x, plot.top, size + 1.0, -f64::from(side), &pen.look.original),
    }
}

/// Pixels from a level to the nearer of its neighbours.
fn room(line: &NumberLine, plot: &Plot, i: usize) -> f64 {
    let place = |i: usize| line.levels.get(i).map(|level| plot.x(f64::from(level.at)));
    let here = place(i).unwrap_or(0.0);
    let to = |other: Option<f64>| other.map_or(plot.width, |x| (x - here).abs());
    // Two zeros share their place.
    to(i.checked_sub(1).and_then(place)).min(to(place(i + 1).filter(|&x| x != here)))
}

/// Squares for levels in use, ticks for the others.
fn levels(pen: &Pen, line: &NumberLine, plot: &Plot) -> Drawn {
    if line.levels.is_empty() {
        for mark in line.marks.iter().filter(|m| plot.shows(f64::from(m.y))) {
            pen.square(plot.x(f64::from(mark.y)), plot.bottom(), 2.0, &pen.look.dequantized)?;
        }
    }
    let bottom = plot.bottom();
    let unused = line.levels.iter().filter(|level| level.count == 0);
    pen.comb(bottom + 4.0, unused.map(|level| bar(pen, plot, level, 1.0, bottom - 3.0)), &pen.look.quiet)?;
    let used = line.levels.iter().enumerate().filter(|(_, level)| level.count > 0);
    let (roomy, dense): (Vec<_>, Vec<_>) = used.map(|(i, level)| (room(line, plot, i), level)).partition(|(room, _)| *room >= ROOMY);
    pen.comb(bottom + 5.0, dense.iter().map(|(_, level)| bar(pen, plot, level, 2.0, bottom - 5.0)), &pen.look.dequantized)?;
    for (room, level) in roomy {
        pen.square(plot.x(f64::from(level.at)), bottom, (room / 2.5).clamp(1.0, 4.0), &pen.look.dequantized)?;
    }
    Ok(())
}

/// Codes below the grid: the zero point first, then as many others as fit.
fn codes(pen: &Pen, line: &NumberLine, plot: &Plot, side: f64) -> Drawn {
    let y = plot.bottom() + 17.0;
    let wide = side > 40.0;
    let title = tr!("code q");
    if wide {
        pen.text(&title, EDGE, y, At::Left, &pen.look.quiet)?;
    }
    if line.codes.is_empty() && line.levels_visible > 0 {
        let text = tr_n!(
            line.levels_visible,
            "{n} levels in view, closer than pixels",
            "{n} levels in view, closer than pixels",
            n = count(u64::from(line.levels_visible))
        );
        return pen.text(&text, plot.right(), y, At::Right, &pen.look.quiet);
    }
    let from = if wide { EDGE + TEXT + text_width(&title) } else { 0.0 };
    let (mut first, others): (Vec<_>, Vec<_>) = line.codes.iter().partition(|t| t.at == 0.0);
    let zero = first.first().map(|t| t.label.as_str());
    first.extend(others);
    for (x, text) in apart(first.into_iter().map(|t| (plot.x(t.at), t.label.as_str())), from, pen.width) {
        let color = if zero == Some(text) { pen.look.ink } else { pen.look.quiet };
        pen.text(text, x, y, At::Middle, &color)?;
    }
    Ok(())
}

/// The value above its mark, the dequantized one above its level.
fn selected(pen: &Pen, plot: &Plot, mark: &Mark, density: bool) -> Drawn {
    let x = plot.x(f64::from(mark.x));
    let (y, end) = within(plot, mark);
    pen.path([(x, plot.top), (y, end)], 2.0, &pen.look.ink)?;
    match mark.clipped {
        0 => pen.dot(x, plot.top, 6.0, &pen.look.ink)?,
        side => pen.triangle(x, plot.top, 8.0, -f64::from(side), &pen.look.ink)?,
    }
    value(pen, plot, mark, 4.0)?;
    if end >= plot.bottom() {
        pen.square(y, plot.bottom(), 6.0, &pen.look.ink)?;
        pen.square(y, plot.bottom(), 4.0, &pen.look.dequantized)?;
    }
    if plot.height < 60.0 {
        return Ok(());
    }
    if !density {
        beside(pen, plot, &number(f64::from(mark.x)), x, plot.top - 15.0, At::Middle)?;
    }
    let at = if y + 90.0 < plot.right() { At::Left } else { At::Right };
    beside(pen, plot, &number(f64::from(mark.y)), y, plot.bottom() - 15.0, at)
}

/// A number beside its mark, kept within the plot.
fn beside(pen: &Pen, plot: &Plot, text: &str, x: f64, y: f64, at: At) -> Drawn {
    let width = text_width(text) + 4.0;
    let left = match at {
        At::Left => x + 8.0,
        At::Middle => x - width / 2.0,
        At::Right => x - 8.0 - width,
    };
    let left = left.clamp(plot.left, (plot.right() - width).max(plot.left));
    pen.tag(text, left + width / 2.0, y)
}
