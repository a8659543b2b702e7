//! What an example is: its names, where its numbers come from, what they are like. Knows no example.

use crate::tensor::Distribution;

/// A built-in example.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Example {
    /// Its name in links. Never changes.
    pub key: &'static str,
    /// Its name on the page.
    pub title: &'static str,
    /// The heading it stands under.
    pub group: &'static str,
    /// What its values are like and what to look at. True whatever the settings: it states no number that depends on them. Of
    /// generated values it speaks of the distribution, not of one draw. Rows and columns are counted from 1, as on the page.
    pub about: &'static str,
    /// Where the numbers come from.
    pub kind: ExampleKind,
}

/// Where an example's numbers come from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ExampleKind {
    /// They stand here, row by row.
    Matrix(&'static [&'static [f32]]),
    /// They are drawn; the numbers are what to start with.
    Generated {
        /// What the values are drawn from.
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
    },
}
