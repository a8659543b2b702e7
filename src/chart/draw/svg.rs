//! A chart as an SVG file that says what it shows, under which settings, and where to find it again.

use crate::Error;
use crate::chart::draw::pen::{At, Drawn, Pen};
use crate::chart::draw::{Picture, Style, map, matrices};
use plotters_svg::SVGBackend;

/// This backend takes the height of a font's box where other backends take the font size.
const EM: f64 = 1.24;
/// Height of a line of the caption.
const LINE: f64 = 18.0;

/// Draws a chart with `caption` below it. Maps of very many cells are drawn coarser.
pub fn svg(picture: Picture, style: &Style, caption: &str) -> Result<String, Error> {
    document(style, caption, |pen| {
        match picture {
            Picture::Map(map, cells) => {
                let (coarse, cells) = map::coarser(map, cells);
                map::draw(pen, &coarse, &cells)?
            }
            Picture::Matrices(matrices, cells) => matrices::draw_coarser(pen, matrices, cells)?,
            _ => picture.draw(pen)?,
        };
        Ok(())
    })
}

/// What `draw` draws, with `caption` below it.
pub(super) fn document(style: &Style, caption: &str, draw: impl FnOnce(&Pen) -> Drawn) -> Result<String, Error> {
    let zoom = style.theme.zoom();
    let lines = wrap(caption, (f64::from(style.width) / zoom - 16.0) / 7.2);
    let below = if lines.is_empty() { 0.0 } else { (lines.len() as f64 * LINE + 10.0) * zoom };
    let size = (style.width, style.height + below.ceil() as u32);
    let mut text = String::new();
    let style = Style { ratio: 1.0, ..*style };
    let pen = Pen::new(SVGBackend::with_string(&mut text, size), &style, EM);
    pen.rect(0.0, 0.0, pen.width, pen.height + below / zoom, &pen.look.paper)?;
    draw(&pen)?;
    for (i, line) in lines.iter().enumerate() {
        pen.text(line, 8.0, pen.height + LINE * (i as f64 + 0.5), At::Left, &pen.look.quiet)?;
    }
    pen.finish()?;
    drop(pen);
    Ok(text.replacen("<svg ", "<svg role=\"img\" style=\"font-variant-numeric:tabular-nums\" ", 1))
}

/// Lines of about `most` characters; words longer than a line, as links are, are cut.
fn wrap(text: &str, most: f64) -> Vec<String> {
    let most = most.max(20.0) as usize;
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.lines() {
        lines.push(String::new());
        for word in paragraph.split_whitespace() {
            let letters: Vec<char> = word.chars().collect();
            for piece in letters.chunks(most) {
                let line = lines.last_mut().filter(|line| line.is_empty() || line.chars().count() + 1 + piece.len() <= most);
                match line {
                    Some(line) if line.is_empty() => line.extend(piece),
                    Some(line) => {
                        line.push(' ');
                        line.extend(piece);
                    }
                    None => lines.push(piece.iter().collect()),
                }
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_wrap_and_long_links_are_cut() {
        assert!(wrap("", 80.0).is_empty());
        let lines = wrap(&format!("asymmetric, 4 bits\n{}", "x".repeat(45)), 20.0);
        assert_eq!(lines, ["asymmetric, 4 bits", &"x".repeat(20), &"x".repeat(20), &"x".repeat(5)]);
    }
}
