//! The labels at the picture's edges: ticks of the value axis, codes or values of the levels, the names of both.

use super::labels::shade;
use super::lay::Lay;
use crate::chart::draw::pen::{At, Drawn, Pen, TEXT, text_width};
use crate::chart::draw::plot::{EDGE, apart};
use crate::chart::number_text::number;
use crate::chart::{NumberLine, SpanRole, Tick};

/// The least distance between the middles of labels below each other.
const ROWS_APART: f64 = 15.0;

/// The value axis: labels and ticks beyond the far end of the originals' side, `away` from it.
pub(super) fn values(pen: &Pen, line: &NumberLine, lay: &Lay, away: f64) -> Drawn {
    let (ticks, top) = (&line.axis.ticks, lay.top - away);
    if lay.upright {
        for tick in ticks {
            let y = lay.at(tick.at);
            pen.horizontal(top - 8.0, top - 3.0, y, 1.0, &pen.look.clipped)?;
            pen.text(&tick.label, top - 12.0, y, At::Right, &pen.look.quiet)?;
        }
        return Ok(());
    }
    for tick in ticks {
        pen.vertical(lay.at(tick.at), top - 6.0, top, &pen.look.clipped)?;
    }
    row(pen, &tr!("value"), top - 17.0, ticks.iter().map(|t| (lay.at(t.at), t.label.as_str(), false)).collect())
}

/// The levels' labels at the far end of their side. The selected value's is in ink and has precedence.
pub(super) fn levels(pen: &Pen, line: &NumberLine, lay: &Lay) -> Drawn {
    let at = line.selected.as_ref().map(|mark| f64::from(mark.y)).filter(|&y| lay.shows(y));
    let own = |tick: &Tick| at == Some(tick.at);
    // A code that has no label of its own is written where its value is selected.
    let missing = at.filter(|at| !line.codes.is_empty() && line.codes.iter().all(|tick| tick.at != *at)).and_then(|at| {
        let selected = line.selected.as_ref()?;
        Some(Tick { at, label: if line.codes_title == tr!("code") { number(f64::from(selected.code)) } else { number(at) } })
    });
    let (mut first, rest): (Vec<&Tick>, Vec<&Tick>) = line.codes.iter().partition(|tick| own(tick));
    first.extend(&missing);
    let zeros = rest.iter().copied().filter(|tick| tick.at == 0.0);
    let others = rest.iter().copied().filter(|tick| tick.at != 0.0);
    let all: Vec<_> = first.into_iter().chain(zeros).chain(others).collect();
    if lay.upright {
        let mut taken: Vec<f64> = Vec::new();
        for tick in all {
            let y = lay.at(tick.at);
            if lay.shows(tick.at) && taken.iter().all(|other| (other - y).abs() >= ROWS_APART) {
                taken.push(y);
                let color = if own(tick) { pen.look.ink } else { pen.look.quiet };
                pen.text(&tick.label, pen.width - EDGE, y, At::Right, &color)?;
            }
        }
        return Ok(());
    }
    let labels = all.into_iter().filter(|tick| lay.shows(tick.at));
    row(pen, &line.codes_title, pen.height - 10.0, labels.map(|t| (lay.at(t.at), t.label.as_str(), own(t))).collect())
}

/// A row of labels, `(place, text, in ink)`, with its name at the left edge where it is free.
fn row(pen: &Pen, title: &str, y: f64, labels: Vec<(f64, &str, bool)>) -> Drawn {
    let kept = apart(labels.iter().map(|&(x, text, _)| (x, text)), 0.0, pen.width);
    for &(x, text) in &kept {
        let ink = labels.iter().any(|label| label.0 == x && label.2);
        pen.text(text, x, y, At::Middle, &if ink { pen.look.ink } else { pen.look.quiet })?;
    }
    let end = EDGE + text_width(title) + 0.6 * TEXT;
    let free = kept.iter().all(|(x, text)| x - text_width(text) / 2.0 >= end);
    if free { pen.text(title, EDGE, y, At::Left, &pen.look.quiet) } else { Ok(()) }
}

/// The names of the two sides and of the labels, above an upright picture.
pub(super) fn heads(pen: &Pen, line: &NumberLine, lay: &Lay) -> Drawn {
    let y = EDGE + 4.0;
    let (original, dequantized) = (tr!("original"), tr!("dequantized"));
    pen.text(&original, lay.upper - 4.0, y, At::Right, &shade(pen.look, SpanRole::Original))?;
    pen.text(&dequantized, lay.lower + 4.0, y, At::Left, &shade(pen.look, SpanRole::Dequantized))?;
    let used = lay.lower + 4.0 + text_width(&dequantized) + 0.6 * TEXT;
    if pen.width - EDGE - text_width(&line.codes_title) >= used {
        pen.text(&line.codes_title, pen.width - EDGE, y, At::Right, &pen.look.quiet)?;
    }
    Ok(())
}
