//! The tensor map: cells in colours, the selected one outlined, scales beside. Many cells are painted as a raster.

mod numbers;

use crate::Error;
use crate::chart::draw::palette::{DrawTheme, Palette, mix};
use crate::chart::draw::pen::{At, Drawn, Pen, TEXT, text_width};
use crate::chart::draw::plot::{EDGE, Plot, ROW, apart};
use crate::chart::models::is_missing;
use crate::chart::number_text::number;
use crate::chart::{TensorMap, guard};
use crate::study::MapMode;
use numbers::numbers;
use plotters::prelude::Color;
use plotters::style::{BLACK, RGBColor, WHITE};
use std::borrow::Cow;

/// The most cells that [`crate::chart::draw::draw`] paints; a map of more is painted by [`raster`].
pub const LARGEST_DRAWN_MAP: usize = 4096;
/// The most rows and columns of a map in a file.
const COARSE: (usize, usize) = (48, 64);
/// The least height of cells, and half the least width of runs, that have borders.
const LEAST_BORDERED: f64 = 6.0;
/// The share of ink in the colour of negative numbers.
const NEGATIVE: f64 = 0.25;
/// Room for the scales beside the rows.
const BESIDE: f64 = 76.0;

pub(super) fn draw(pen: &Pen, map: &TensorMap, cells: &[f32]) -> Result<Vec<Plot>, Error> {
    let plot = place(pen, map);
    if cells.len() <= LARGEST_DRAWN_MAP && cells.len() == (map.rows * map.cols) as usize {
        paint(pen, map, cells, &plot)?;
    }
    borders(pen, map, &plot)?;
    strips(pen, map, &plot)?;
    legend(pen, map, &plot)?;
    selected(pen, map, &plot)?;
    Ok(vec![plot])
}

/// The map between two corners, without its colour scale and its scales.
pub(super) fn draw_bare(pen: &Pen, map: &TensorMap, cells: &[f32], from: (f64, f64), to: (f64, f64)) -> Result<Plot, Error> {
    let plot = cells_within(map, from, to);
    if cells.len() <= LARGEST_DRAWN_MAP && cells.len() == (map.rows * map.cols) as usize {
        paint(pen, map, cells, &plot)?;
    }
    if map.picture {
        // Where it is white, it ends here.
        pen.outline(plot.left - 1.0, plot.top - 1.0, plot.right() + 1.0, plot.bottom() + 1.0, 1.0, &pen.look.rule)?;
    }
    borders(pen, map, &plot)?;
    selected(pen, map, &plot)?;
    Ok(plot)
}

/// The selected cell's frame.
fn selected(pen: &Pen, map: &TensorMap, plot: &Plot) -> Drawn {
    let (row, col) = (f64::from(map.selected_row), f64::from(map.selected_col));
    let (left, top, right, bottom) = (plot.x(col), plot.y(row), plot.x(col + 1.0), plot.y(row + 1.0));
    // Cells smaller than the frame get a frame around them.
    let out = if (right - left).min(bottom - top) < 8.0 { 3.0 } else { 0.0 };
    pen.outline(left - out - 1.0, top - out - 1.0, right + out + 1.0, bottom + out + 1.0, 1.0, &pen.look.paper)?;
    pen.outline(left - out, top - out, right + out, bottom + out, 2.0, &pen.look.ink)
}

/// Cells fill the room; rows run downward.
fn place(pen: &Pen, map: &TensorMap) -> Plot {
    let (top, bottom) = (ROW + 6.0, if below(map) { ROW } else { 0.0 });
    let right = EDGE + if beside(map) { BESIDE } else { 0.0 };
    cells_within(map, (EDGE, top), (pen.width - right, pen.height - EDGE - bottom))
}

/// The plot of the cells between two corners, which they fill; pixels of pictures stay square.
pub(super) fn cells_within(map: &TensorMap, (left, top): (f64, f64), (right, bottom): (f64, f64)) -> Plot {
    let (rows, cols) = (f64::from(map.rows.max(1)), f64::from(map.cols.max(1)));
    let (room_x, room_y) = ((right - left).max(1.0), (bottom - top).max(1.0));
    let (side_x, side_y) = if map.picture {
        let pixel = (room_x / f64::from(map.tensor_cols)).min(room_y / f64::from(map.tensor_rows));
        (pixel * f64::from(map.tensor_cols) / cols, pixel * f64::from(map.tensor_rows) / rows)
    } else {
        (room_x / cols, room_y / rows)
    };
    Plot { name: "cells".into(), left, top, width: side_x * cols, height: side_y * rows, x_lo: 0.0, x_hi: cols, y_lo: rows, y_hi: 0.0 }
}

fn beside(map: &TensorMap) -> bool {
    !map.strips.is_empty() && map.scales_by_row
}

fn below(map: &TensorMap) -> bool {
    !map.strips.is_empty() && !map.scales_by_row
}

fn paint(pen: &Pen, map: &TensorMap, cells: &[f32], plot: &Plot) -> Drawn {
    let cols = map.cols.max(1) as usize;
    let (cell_x, cell_y) = (plot.width / f64::from(map.cols.max(1)), plot.height / f64::from(map.rows.max(1)));
    let numbers = numbers(map, cells, (cell_x, cell_y));
    let gap = if cell_x >= 12.0 && cell_y >= 12.0 { 1.0 } else { 0.0 };
    for (i, &v) in cells.iter().enumerate() {
        let (row, col) = ((i / cols) as f64, (i % cols) as f64);
        let (left, top, right, bottom) = (plot.x(col), plot.y(row), plot.x(col + 1.0), plot.y(row + 1.0));
        let color = color(map, v, pen.look);
        pen.rect(left, top, right - gap, bottom - gap, &color)?;
        if let Some((texts, size)) = &numbers {
            let middle = ((left + right - gap) / 2.0, (top + bottom - gap) / 2.0);
            pen.sized_text(&texts[i], middle, At::Middle, *size, &on(color, pen.look))?;
        }
    }
    Ok(())
}

/// Lines between values that do not share a scale, where cells are large enough to tell them apart.
fn borders(pen: &Pen, map: &TensorMap, plot: &Plot) -> Drawn {
    let (rows, cols, run) = (map.rows as usize, map.cols as usize, map.run as usize);
    let (cell_x, cell_y) = (plot.width / cols.max(1) as f64, plot.height / rows.max(1) as f64);
    let rows_apart = cell_y >= LEAST_BORDERED;
    let apart = cell_x * run as f64 >= 2.0 * LEAST_BORDERED && (rows_apart || cols.is_multiple_of(run) || map.ragged);
    if !map.each || run == 0 || run == cols || run >= rows * cols || !apart {
        return Ok(());
    }
    let (color, y) = (&pen.look.ink.mix(0.7), |row: usize| plot.y(row as f64) - 0.5);
    if cols.is_multiple_of(run) || map.ragged {
        for col in (run..cols).step_by(run) {
            pen.vertical(plot.x(col as f64) - 0.5, plot.top, plot.bottom(), color)?;
        }
        for row in (1..rows).filter(|_| rows_apart) {
            pen.horizontal(plot.left, plot.right(), y(row), 1.0, color)?;
        }
        return Ok(());
    }
    // A run that ends within a row leaves a stair.
    for first in (run..rows * cols).step_by(run) {
        let (row, col) = (first / cols, first % cols);
        let x = plot.x(col as f64) - 0.5;
        pen.horizontal(x, plot.right(), y(row), 1.0, color)?;
        if col > 0 {
            pen.vertical(x, y(row), y(row + 1), color)?;
            pen.horizontal(plot.left, x, y(row + 1), 1.0, color)?;
        }
    }
    Ok(())
}

/// Ink or paper, whichever reads better on a colour.
fn on(color: RGBColor, look: &Palette) -> RGBColor {
    let light = |c: RGBColor| {
        let channel = |v: u8| libm::pow(f64::from(v) / 255.0, 2.2);
        0.2126 * channel(c.0) + 0.7152 * channel(c.1) + 0.0722 * channel(c.2)
    };
    let contrast = |c: RGBColor| {
        let (a, b) = (light(c) + 0.05, light(color) + 0.05);
        (a / b).max(b / a)
    };
    if contrast(look.ink) >= contrast(look.paper) { look.ink } else { look.paper }
}

/// The colour of a cell; non-finite values have a colour of their own. One outlier must not make all other cells white.
fn color(map: &TensorMap, v: f32, look: &Palette) -> RGBColor {
    if is_missing(map.mode, v) {
        return if map.mode == MapMode::Codes { look.error } else { look.ink };
    }
    let (lo, hi) = guard(f64::from(map.lo), f64::from(map.hi));
    if map.picture && map.mode != MapMode::Error {
        let shade = ((f64::from(v) - lo) / (hi - lo)).clamp(0.0, 1.0);
        return mix(BLACK, WHITE, shade);
    }
    let strong = f64::from(map.full).abs().max(f64::MIN_POSITIVE);
    let depth = libm::pow((f64::from(v).abs() / strong).min(1.0), 0.6) * 0.9;
    let hue = match map.mode {
        MapMode::Values => look.original,
        MapMode::Dequantized => look.dequantized,
        MapMode::Error => look.error,
        MapMode::Codes => return mix(look.paper, look.quiet, 0.06 + 0.84 * ((f64::from(v) - lo) / (hi - lo)).clamp(0.0, 1.0)),
    };
    // One hue a quantity: the sign is a matter of lightness.
    mix(look.paper, if v < 0.0 { mix(hue, look.ink, NEGATIVE) } else { hue }, depth)
}

/// How many colours are kept while a raster is painted, as a power of two: the upper bits of a hash choose the slot.
const KEPT_BITS: u32 = 8;

/// The cells as RGBA, one pixel each.
pub fn raster(map: &TensorMap, cells: &[f32], look: DrawTheme) -> Vec<u8> {
    let look = look.palette();
    // Codes and levels are few: the colour of each is found once.
    let mut kept = [const { None }; 1 << KEPT_BITS];
    let mut pixel = |v: f32| {
        let bits = v.to_bits();
        let slot = &mut kept[(bits.wrapping_mul(0x9e37_79b9) >> (u32::BITS - KEPT_BITS)) as usize];
        match *slot {
            Some((known, pixel)) if known == bits => pixel,
            _ => {
                let RGBColor(r, g, b) = color(map, v, look);
                *slot = Some((bits, [r, g, b, 255]));
                [r, g, b, 255]
            }
        }
    };
    let mut pixels = Vec::with_capacity(4 * cells.len());
    cells.iter().for_each(|&v| pixels.extend_from_slice(&pixel(v)));
    pixels
}

/// The scales: beside the rows or below the columns, where there is room for their digits.
fn strips(pen: &Pen, map: &TensorMap, plot: &Plot) -> Drawn {
    let labels: Vec<String> = map.strips.iter().map(|s| number(f64::from(s.scale))).collect();
    if below(map) {
        let places = labels.iter().enumerate().map(|(i, text)| (plot.x(i as f64 + 0.5), text.as_str()));
        for (x, text) in apart(places, 0.0, pen.width) {
            pen.text(text, x, plot.bottom() + ROW / 2.0 + 2.0, At::Middle, &pen.look.quiet)?;
        }
        return Ok(());
    }
    if !beside(map) {
        return Ok(());
    }
    pen.text(&tr!("scale"), plot.right() + 10.0, EDGE + 3.0, At::Left, &pen.look.quiet)?;
    let largest = map.strips.iter().map(|s| f64::from(s.scale).abs()).fold(f64::MIN_POSITIVE, f64::max);
    let side = plot.height / f64::from(map.rows.max(1));
    for (i, (strip, text)) in map.strips.iter().zip(&labels).enumerate() {
        let (top, bottom) = (plot.y(i as f64), plot.y(i as f64 + 1.0));
        if side >= TEXT {
            pen.text(text, plot.right() + 10.0, (top + bottom) / 2.0, At::Left, &pen.look.quiet)?;
        } else {
            let length = (BESIDE - 16.0) * f64::from(strip.scale).abs() / largest;
            pen.rect(plot.right() + 10.0, top, plot.right() + 10.0 + length, bottom, &pen.look.quiet)?;
        }
    }
    Ok(())
}

/// The colour scale in swatches, its ends named; in a narrow map the swatches are narrower.
fn legend(pen: &Pen, map: &TensorMap, plot: &Plot) -> Drawn {
    const SWATCHES: u32 = 9;
    const SIDE: f64 = 10.0;
    const LEAST: f64 = 3.0;
    let (title, lo, hi) = match map.mode {
        MapMode::Values if map.picture => (tr!("value"), map.lo, map.hi),
        MapMode::Dequantized if map.picture => (tr!("dequantized"), map.lo, map.hi),
        MapMode::Values => (tr!("value"), -map.full, map.full),
        MapMode::Dequantized => (tr!("dequantized"), -map.full, map.full),
        MapMode::Error => (tr!("error x̂ − x"), -map.full, map.full),
        MapMode::Codes => (tr!("code"), map.lo, map.hi),
    };
    let (first, last) = (map.label(lo), map.label(hi));
    let y = EDGE + 3.0;
    pen.text(&title, plot.left, y, At::Left, &pen.look.quiet)?;
    let left = plot.left + text_width(&title) + 14.0 + text_width(&first) + 8.0;
    let room = pen.width - EDGE - text_width(&last) - 7.0 - left;
    let across = (room / f64::from(SWATCHES)).clamp(LEAST, SIDE);
    let right = left + f64::from(SWATCHES) * across;
    pen.text(&first, left - 7.0, y, At::Right, &pen.look.quiet)?;
    pen.rect(left - 1.0, y - SIDE / 2.0 - 1.0, right + 1.0, y + SIDE / 2.0 + 1.0, &pen.look.rule)?;
    for i in 0..SWATCHES {
        let v = lo + (hi - lo) * i as f32 / (SWATCHES - 1) as f32;
        let x = left + f64::from(i) * across;
        pen.rect(x, y - SIDE / 2.0, x + across, y + SIDE / 2.0, &color(map, v, pen.look))?;
    }
    pen.text(&last, right + 7.0, y, At::Left, &pen.look.quiet)
}

/// The same map with few enough cells for a file: of each block, the cell farthest from the centre.
pub(super) fn coarser<'a>(map: &TensorMap, cells: &'a [f32]) -> (TensorMap, Cow<'a, [f32]>) {
    let (rows, cols) = (map.rows as usize, map.cols as usize);
    let (block_rows, block_cols) = (rows.div_ceil(COARSE.0).max(1), cols.div_ceil(COARSE.1).max(1));
    if cells.len() <= LARGEST_DRAWN_MAP || cells.len() != rows * cols {
        return (map.clone(), Cow::Borrowed(cells));
    }
    let (new_rows, new_cols) = (rows.div_ceil(block_rows), cols.div_ceil(block_cols));
    let mut coarse = vec![map.centre; new_rows * new_cols];
    for (i, &v) in cells.iter().enumerate() {
        let cell = &mut coarse[i / cols / block_rows * new_cols + i % cols / block_cols];
        if v.is_nan() || (v - map.centre).abs() > (*cell - map.centre).abs() {
            *cell = v;
        }
    }
    let block = if map.scales_by_row { block_rows } else { block_cols };
    let strips =
        map.strips.chunks(block).filter_map(|s| s.iter().max_by(|a, b| a.scale.abs().total_cmp(&b.scale.abs())).cloned()).collect();
    let map = TensorMap {
        rows: new_rows as u32,
        cols: new_cols as u32,
        each: false,
        strips,
        selected_row: map.selected_row / block_rows as u32,
        selected_col: map.selected_col / block_cols as u32,
        ..map.clone()
    };
    (map, Cow::Owned(coarse))
}
