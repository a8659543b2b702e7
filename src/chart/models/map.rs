//! The tensor as a picture: one cell a value, or one a block, showing the value of largest magnitude in it.

mod cells;
mod examined;
mod table;

use crate::chart::code_names::order;
use crate::chart::grid::scale_of;
use crate::chart::number_text::{count, narrow, number, short};
use crate::chart::scene::Scene;
use crate::chart::{Chart, ChartSizes, CodeNames, Table};
use crate::i18n;
use crate::quant::{Granularity, Quantizer};
use crate::study::MapMode;
use crate::tensor::Outline;
use serde::{Deserialize, Serialize};
use table::table;

pub use cells::Cells;
pub(in crate::chart) use cells::is_missing;
use cells::{cells, centre};

/// The tensor as cells of rows x columns, each cell one value or the value of largest magnitude in its block.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct TensorMap {
    /// Rows of cells.
    pub rows: u32,
    /// Columns of cells.
    pub cols: u32,
    /// Rows of the tensor.
    pub tensor_rows: u32,
    /// Columns of the tensor.
    pub tensor_cols: u32,
    /// Rows of values in a cell; the last cell of a column may hold fewer.
    pub block_rows: u32,
    /// Columns of values in a cell; the last cell of a row may hold fewer.
    pub block_cols: u32,
    /// Whether every cell is one value.
    pub each: bool,
    /// A description of the cells.
    pub mode: MapMode,
    /// How codes are written. Cells of bit patterns contain the pattern's place among the levels, which rises with the values.
    pub codes: CodeNames,
    /// Values that share a scale, counted along the rows; 0 where columns do.
    pub run: u32,
    /// Whether the tensor is a picture: its pixels are square, and all but errors are shades of grey from black, `lo`, to white,
    /// `hi`.
    pub picture: bool,
    /// Whether a run ends with its row, even where it is shorter than the others.
    pub ragged: bool,
    /// Lower end of the colour scale: `-hi` for values and errors, the lowest code for codes, the lowest cell for
    /// bit patterns.
    pub lo: f32,
    /// Upper end of the colour scale; the largest error of all values for errors.
    pub hi: f32,
    /// The magnitude of the strongest colour; that of nearly all originals, so that one outlier leaves the others their colour. It is
    /// the same for originals, dequantized values and errors, whatever the settings: a colour fades as an error does.
    pub full: f32,
    /// The neutral value of the colour scale: 0, or the zero point for codes.
    pub centre: f32,
    /// Scale beside each row of cells or below each column, where they have one, else empty.
    pub strips: Vec<Strip>,
    /// Whether `strips` belong to rows; to columns otherwise.
    pub scales_by_row: bool,
    /// Row of the selected cell.
    pub selected_row: u32,
    /// Column of the selected cell.
    pub selected_col: u32,
    /// The picture in a sentence or two.
    pub words: String,
    /// The picture as a table.
    pub table: Option<Table>,
}

/// The scale and zero point of the slice beside a row or column of cells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Strip {
    /// Scale.
    pub scale: f32,
    /// Zero point.
    pub zero_point: f32,
}

impl TensorMap {
    /// A cell's number in at most so many digits, for cells without room for all of them; codes are never cut.
    pub fn short_label(&self, cell: f32, digits: usize) -> String {
        match self.mode {
            MapMode::Codes => self.label(cell),
            _ if !cell.is_finite() => self.label(cell),
            _ => short(f64::from(cell), digits),
        }
    }

    /// A cell's number in as few signs as it can be read from, in a map whose largest finite magnitude is `largest`: in two or three
    /// digits, those below 1 with the decimals that show two digits of the largest.
    pub fn narrow_label(&self, cell: f32, largest: f32) -> String {
        match self.mode {
            MapMode::Codes => self.label(cell),
            _ if !cell.is_finite() => self.label(cell),
            _ => narrow(f64::from(cell), (1.0 - libm::floor(libm::log10(f64::from(largest)))).clamp(2.0, 4.0) as usize),
        }
    }

    /// A cell's number as it is written.
    pub fn label(&self, cell: f32) -> String {
        match self.mode {
            MapMode::Values if cell.is_nan() => "NaN".into(),
            MapMode::Codes if !cell.is_nan() => self.codes.of_order(cell),
            _ => number(f64::from(cell)),
        }
    }

    /// The map and its cells.
    pub(in crate::chart) fn build(scene: &Scene, sizes: &ChartSizes) -> (Self, Cells) {
        let [map] = Self::of(scene, sizes, Chart::Map, [scene.view.map]);
        map
    }

    /// The maps of some quantities, and their cells.
    pub(super) fn of<const N: usize>(scene: &Scene, sizes: &ChartSizes, chart: Chart, modes: [MapMode; N]) -> [(Self, Cells); N] {
        // Shades run into each other: a cell of a picture may be as small as a pixel.
        let finest = if sizes.picture { 1 } else { 2 };
        let (mut block_rows, mut block_cols) =
            (block(scene.tensor.rows(), sizes.map_height / finest), block(scene.tensor.cols(), sizes.map_width / finest));
        if sizes.picture {
            let square = block_rows.max(block_cols);
            (block_rows, block_cols) = (square, square);
        }
        let outline = scene.cache.outline_grid(block_rows, block_cols);
        let cells = cells(scene, &outline, modes, (block_rows, block_cols));
        let strongest = strongest(&outline);
        cells.map(|(mode, cells)| {
            let map = Self::with_cells(scene, sizes, (chart, mode), (&outline, strongest), &cells, (block_rows, block_cols));
            (map, cells)
        })
    }

    fn with_cells(
        scene: &Scene,
        sizes: &ChartSizes,
        (chart, mode): (Chart, MapMode),
        (outline, strongest): (&Outline, f32),
        cells: &Cells,
        (block_rows, block_cols): (usize, usize),
    ) -> Self {
        let (tensor_rows, tensor_cols) = (scene.tensor.rows(), scene.tensor.cols());
        let (rows, cols) = (tensor_rows.div_ceil(block_rows), tensor_cols.div_ceil(block_cols));
        let (each, centre) = (block_rows == 1 && block_cols == 1, centre(scene, mode));
        let (lo, hi) = match mode {
            // All patterns of a float are more than most tensors use.
            MapMode::Codes if scene.codes.bits > 0 => {
                let there = cells.values.iter().filter(|v| !v.is_nan());
                there.copied().map(|v| (v, v)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or((centre, centre))
            }
            MapMode::Codes => {
                let (first, last) = scene.quantizer().ends();
                let ends = [first, last].map(|level| order(scene.quantizer(), level));
                (ends[0].min(ends[1]), ends[0].max(ends[1]))
            }
            MapMode::Values | MapMode::Dequantized if sizes.picture => (0.0, 1.0),
            MapMode::Error => {
                let largest = scene.study.metrics.max_abs as f32;
                (-largest, largest)
            }
            MapMode::Values | MapMode::Dequantized => {
                let limit = cells.values.iter().filter(|v| v.is_finite()).fold(0.0, |m: f32, v| m.max(v.abs()));
                (-limit, limit)
            }
        };
        let selected = scene.selected.index as usize;
        Self {
            rows: rows as u32,
            cols: cols as u32,
            tensor_rows: tensor_rows as u32,
            tensor_cols: tensor_cols as u32,
            block_rows: block_rows as u32,
            block_cols: block_cols as u32,
            each,
            mode,
            codes: scene.codes.clone(),
            run: scene.run() as u32,
            picture: sizes.picture,
            ragged: scene.study.slices.ragged_row().is_some(),
            lo,
            hi,
            full: if mode == MapMode::Codes { hi } else { strongest },
            centre,
            scales_by_row: scene.study.slices.granularity() != Granularity::Column,
            strips: strips(scene, rows, block_rows, cols, block_cols),
            selected_row: (selected / tensor_cols / block_rows) as u32,
            selected_col: (selected % tensor_cols / block_cols) as u32,
            words: words(scene, outline, mode, cells, (block_rows, block_cols)),
            table: sizes.table(chart, || table(scene, mode, &cells.values, (rows, cols), each)),
        }
    }
}

/// With more cells than this the colours leave out the largest of them.
const MANY_CELLS: usize = 256;
/// Of this many cells one may be beyond the strongest colour.
const BEYOND: usize = 200;

/// The magnitude of the strongest colour: the largest of the original values but for a few.
fn strongest(outline: &Outline) -> f32 {
    let mut sizes: Vec<f32> =
        (0..outline.count()).filter_map(|i| outline.ends(i)).map(|[lo, hi]| lo.value.abs().max(hi.value.abs())).collect();
    let largest = sizes.iter().copied().fold(0.0, f32::max);
    if sizes.len() <= MANY_CELLS {
        return largest;
    }
    let place = sizes.len() - 1 - sizes.len() / BEYOND;
    let (_, &mut nearly, _) = sizes.select_nth_unstable_by(place, f32::total_cmp);
    if nearly > 0.0 { nearly } else { largest }
}

/// Values a block for `n` values where there is room for `most` blocks.
fn block(n: usize, most: u32) -> usize {
    n.div_ceil((most as usize).max(8))
}

/// The scales beside the rows or below the columns: of each block's coarsest slice.
fn strips(scene: &Scene, rows: usize, block_rows: usize, cols: usize, block_cols: usize) -> Vec<Strip> {
    let by_row = rows > 1 && scene.run() == scene.tensor.cols();
    let (blocks, block) = match scene.study.slices.granularity() {
        Granularity::Row => (rows, block_rows),
        Granularity::Group if by_row => (rows, block_rows),
        Granularity::Column => (cols, block_cols),
        Granularity::Tensor | Granularity::Group => return Vec::new(),
    };
    let of = |quantizer: &Quantizer| {
        let zero_point = if let Quantizer::Affine(a) = quantizer { a.zero_point + 0.0 } else { 0.0 };
        Some(Strip { scale: scale_of(&scene.study.spec, quantizer)?, zero_point })
    };
    let coarser = |a: &Strip, b: &Strip| a.scale.abs().total_cmp(&b.scale.abs());
    let parts = scene.study.slice_fits.chunks(block).take(blocks);
    parts.filter_map(|parts| parts.iter().filter_map(|p| of(&p.quantizer)).max_by(coarser)).collect()
}

fn words(scene: &Scene, outline: &Outline, mode: MapMode, cells: &Cells, (block_rows, block_cols): (usize, usize)) -> String {
    let centre = centre(scene, mode);
    let far = |v: f32| (v - centre).abs();
    let there = |cell: &(usize, &f32)| !is_missing(mode, *cell.1);
    let Some((at, &v)) = cells.values.iter().enumerate().filter(there).max_by(|a, b| far(*a.1).total_cmp(&far(*b.1))) else {
        return String::new();
    };
    let place = scene.name(cells.place(at));
    // With one quantizer the farthest code is that of an extreme; among errors and slices any value may have the farthest.
    let exact = outline.complete() || mode == MapMode::Codes && scene.study.slices.count() == 1;
    let what = match mode {
        MapMode::Values => tr!("The largest magnitude, {value}, stands in {place}.", value = number(f64::from(v.abs())), place),
        MapMode::Dequantized if exact => {
            tr!("The largest dequantized magnitude, {value}, stands in {place}.", value = number(f64::from(v.abs())), place)
        }
        MapMode::Dequantized => {
            tr!("The largest dequantized magnitude seen, {value}, stands in {place}.", value = number(f64::from(v.abs())), place)
        }
        MapMode::Error if scene.study.metrics.max_abs == 0.0 => tr!("Every value comes back exactly."),
        MapMode::Error if exact => tr!("The largest error, {error}, is made in {place}.", error = number(f64::from(v)), place),
        MapMode::Error => tr!("The largest error seen, {error}, is made in {place}.", error = number(f64::from(v)), place),
        MapMode::Codes if exact => {
            tr!("The code farthest from the code of 0, {code}, stands in {place}.", code = scene.codes.of_order(v), place)
        }
        MapMode::Codes => tr!(
            "Of the codes looked at, the one farthest from the code of 0, {code}, stands in {place}.",
            code = scene.codes.of_order(v),
            place
        ),
    };
    let cell = if block_rows * block_cols == 1 {
        String::new()
    } else if outline.complete() || mode == MapMode::Values {
        tr!("A cell is {rows} × {cols} values.", rows = block_rows, cols = block_cols)
    } else {
        tr!(
            "A cell is {rows} × {cols} values; {n} values are looked at.",
            rows = block_rows,
            cols = block_cols,
            n = count(outline.looked_at() as u64)
        )
    };
    let colours =
        if mode == MapMode::Error { tr!("Colours are as strong as those of original values of the same size.") } else { String::new() };
    i18n::joined([what, colours, cell])
}
