//! How many pixels the joined picture has in each direction. Its model needs them to stack what would touch; it is drawn
//! at about this size.

use crate::chart::ChartSizes;

/// Margins of the value axis: the names of the lines on one side, half a label on the other.
const MARGINS: f64 = 96.0;
/// What labels take across the axis, lying and upright.
const LABELS: (f64, f64) = (64.0, 90.0);
/// Shares of the rest that the piles of each side have, of marks.
const MARKS: (f64, f64) = (0.32, 0.38);
/// The share that the bars of each side have.
const BARS: f64 = 0.38;

/// Pixels of the picture.
pub(super) struct Room {
    /// Along the value axis.
    pub along: f64,
    /// The height of the originals' piles.
    pub above: f64,
    /// The height of the dequantized values' piles.
    pub below: f64,
    /// The height of bars.
    pub bars: f64,
}

impl Room {
    pub fn of(sizes: &ChartSizes) -> Self {
        let (along, across) = if sizes.upright { (sizes.line_height, sizes.line) } else { (sizes.line, sizes.line_height) };
        let labels = if sizes.upright { LABELS.1 } else { LABELS.0 };
        let depth = (f64::from(across) - labels).max(48.0);
        Self { along: (f64::from(along) - MARGINS).max(64.0), above: MARKS.0 * depth, below: MARKS.1 * depth, bars: BARS * depth }
    }

    /// Data a pixel, where the axis goes from `lo` to `hi`.
    pub fn pixel(&self, lo: f64, hi: f64) -> f64 {
        (hi - lo) / self.along
    }
}
