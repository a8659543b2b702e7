//! Made activations: the same bits on every machine. Knows no settings and no quantizer.

use crate::Error;
use crate::tensor::draws::{Draws, Stream};
use crate::tensor::{Distribution, Generator, MAX_GENERATED, MIN_GENERATED, Tensor};

/// Normal values of which some columns are larger: like the activations of a language model, whose outliers stay in a few channels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OutlierChannels {
    /// Rows.
    pub rows: usize,
    /// Columns.
    pub cols: usize,
    /// Seed of all draws.
    pub seed: u32,
    /// How many columns are larger. A larger number keeps the columns of a smaller one.
    pub channels: usize,
    /// The factor on their values.
    pub strength: f32,
}

impl OutlierChannels {
    /// Draws the tensor.
    ///
    /// Fails for too few or too many values, for a factor outside 1 to 100 000, and for more large columns than there are.
    pub fn tensor(&self) -> Result<Tensor, Error> {
        let Self { rows, cols, seed, channels, strength } = *self;
        if !(MIN_GENERATED..=MAX_GENERATED).contains(&rows.saturating_mul(cols)) {
            return Err(Error::InputTokens { tokens: rows, columns: cols, least: MIN_GENERATED, most: MAX_GENERATED });
        }
        if !(1.0..=100_000.0).contains(&strength) {
            return Err(Error::InputStrength { strength });
        }
        if channels > cols {
            return Err(Error::InputChannels { channels, columns: cols });
        }
        let normal = Generator { distribution: Distribution::Normal, rows, cols, seed, outliers: 0, strength };
        let mut values = normal.tensor(&mut |_| {})?.into_values();
        let mut draws = Draws::new(seed, Stream::Outliers);
        // The first places of a shuffled row.
        let mut columns: Vec<usize> = (0..cols).collect();
        for place in 0..channels {
            columns.swap(place, place + draws.below(cols - place));
        }
        for row in values.chunks_exact_mut(cols) {
            columns[..channels].iter().for_each(|&column| row[column] *= strength);
        }
        Tensor::new(vec![rows, cols], values)
    }
}
