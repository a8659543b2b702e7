//! The cells of a map as rows of text.

use crate::chart::Table;
use crate::chart::number_text::{count, exact, number};
use crate::chart::scene::Scene;
use crate::study::MapMode;

/// The part of the map that fits into a table.
pub(super) fn table(scene: &Scene, mode: MapMode, cells: &[f32], (rows, cols): (usize, usize), each: bool) -> Table {
    const ROWS: usize = 24;
    const COLS: usize = 16;
    let (shown_rows, shown_cols) = (rows.min(ROWS), cols.min(COLS));
    let text = |v: f32| match mode {
        _ if v.is_nan() => {
            if mode == MapMode::Values {
                "NaN".into()
            } else {
                number(f64::NAN)
            }
        }
        MapMode::Codes => scene.codes.of_order(v),
        MapMode::Values if each => exact(v),
        MapMode::Values | MapMode::Dequantized | MapMode::Error => number(f64::from(v)),
    };
    let what = match mode {
        MapMode::Values => tr!("Original values"),
        MapMode::Dequantized => tr!("Dequantized values"),
        MapMode::Codes => tr!("Codes"),
        MapMode::Error => tr!("Errors x̂ − x"),
    };
    let caption = if shown_rows == rows && shown_cols == cols {
        what
    } else {
        tr!(
            "{what}: the first {shown_rows} of {rows} rows and {shown_cols} of {cols} columns",
            what,
            shown_rows,
            rows = count(rows as u64),
            shown_cols,
            cols = count(cols as u64)
        )
    };
    let columns = (1..=shown_cols).map(|c| c.to_string()).collect();
    let rows = (0..shown_rows).map(|r| cells[r * cols..r * cols + shown_cols].iter().map(|&v| text(v)).collect()).collect();
    Table { caption, columns, rows }
}
