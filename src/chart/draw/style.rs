//! How large a chart is drawn, and in which colours.

use super::DrawTheme;
use serde::{Deserialize, Serialize};

/// How large and in which colours.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Style {
    /// Width in CSS pixels.
    pub width: u32,
    /// Height in CSS pixels.
    pub height: u32,
    /// Device pixels a CSS pixel.
    pub ratio: f64,
    /// Colours and sizes.
    pub theme: DrawTheme,
}
