//! The type of an example: its names, the source of its numbers, a description. Knows no example.

use crate::tensor::Distribution;

/// A built-in example.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Example {
    /// Its name in links. Never changes.
    pub key: &'static str,
    /// Its name on the page.
    pub title: &'static str,
    /// The heading of its group.
    pub group: &'static str,
    /// A description of its values and of what to look at. True for all settings: it states no number that depends on
    /// them. For generated values it describes the distribution, not one draw. Rows and columns are counted from 1, as
    /// on the page.
    pub about: &'static str,
    /// The source of the numbers.
    pub kind: ExampleKind,
}

/// The source of an example's numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ExampleKind {
    /// The numbers themselves, row by row.
    Matrix(&'static [&'static [f32]]),
    /// A picture in shades of grey from 0 to 1, as the formula of [`crate::tensor::picture`] makes it.
    Picture {
        /// Rows, and columns.
        side: usize,
    },
    /// Generated; the numbers are the initial settings.
    Generated {
        /// The distribution of the values.
        distribution: Distribution,
        /// Rows.
        rows: u32,
        /// Columns.
        cols: u32,
        /// Outliers.
        outliers: u32,
        /// Their magnitude in standard deviations.
        strength: f32,
    },
    /// They are read from a .npy file of the page's `samples` folder.
    File {
        /// Rows.
        rows: usize,
        /// Columns.
        cols: usize,
        /// The file's name.
        file: &'static str,
        /// The part of the model it was cut from.
        tensor: &'static str,
        /// The file of the inputs that its layer was seen with, tokens by columns, where it is a weight whose inputs are there.
        inputs: Option<&'static str>,
    },
}
