//! The captions of the picture, each where it covers nothing.

use super::lay::{Lay, Patch, Side};
use super::room::Room;
use crate::chart::draw::palette::Palette;
use crate::chart::draw::pen::{At, Drawn, Pen, TEXT, text_width};
use crate::chart::{NumberLine, Span, SpanRole};
use plotters::style::RGBColor;

/// Size of captions in a picture with room.
const LARGE: f64 = 15.0;
/// A picture of this depth has room for large captions.
const DEEP: f64 = 280.0;
/// Where along the axis captions would like to begin.
const WANTED: f64 = 0.58;
/// Captions stay together when a place for all is not farther from there than this share of the axis.
const LINES: f64 = 1.35;

/// The width of a label.
pub(super) fn width_of(text: &str) -> f64 {
    text_width(text)
}

/// The colour of words about a thing: a darker shade of its marks' colour.
pub(super) fn shade(look: &Palette, role: SpanRole) -> RGBColor {
    match role {
        SpanRole::Original => look.original_words,
        SpanRole::Dequantized => look.dequantized_words,
        SpanRole::Error => look.error_words,
        SpanRole::Plain | SpanRole::Clipped => look.quiet,
    }
}

/// All captions that find room: the originals' on their side, the others together on the other.
pub(super) fn captions(pen: &Pen, line: &NumberLine, lay: &Lay, room: &mut Room) -> Drawn {
    if lay.upright {
        return Ok(());
    }
    let size = if pen.height >= DEEP { LARGE } else { TEXT };
    let (start, end) = lay.ends();
    let wanted = start + (end - start) * WANTED;
    let (above, below): (Vec<&Span>, Vec<&Span>) = line.captions.iter().partition(|caption| caption.role == SpanRole::Original);
    let first = put(pen, lay, room, Side::Above, &above, (wanted, size))?;
    // The two sides' captions stand below each other where they can.
    let wanted = first.unwrap_or(wanted);
    for some in [&below[..], &below[..below.len().min(2)], &below[..below.len().min(1)]] {
        if put(pen, lay, room, Side::Below, some, (wanted, size))?.is_some() {
            return Ok(());
        }
    }
    Ok(())
}

/// Puts captions below each other on a side and tells where they begin; `None` where no place is free.
fn put(
    pen: &Pen,
    lay: &Lay,
    room: &mut Room,
    side: Side,
    captions: &[&Span],
    (wanted, size): (f64, f64),
) -> Result<Option<f64>, crate::Error> {
    let length = captions.iter().map(|caption| text_width(&caption.text) * size / TEXT).fold(0.0, f64::max);
    let line = size * LINES;
    let Some(patch) = room.place(lay, side, (length, line * captions.len() as f64), wanted).filter(|_| !captions.is_empty()) else {
        return Ok(None);
    };
    for (i, caption) in captions.iter().enumerate() {
        let y = patch.across.0 + line * (i as f64 + 0.5);
        pen.sized_text(&caption.text, (patch.along.0, y), At::Left, size, &shade(pen.look, caption.role))?;
    }
    room.take(Patch { ..patch });
    Ok(Some(patch.along.0))
}
