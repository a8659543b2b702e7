//! The view of the page, and everything that a link holds. Changes no number.

use super::classroom::{Classroom, Language, Spotlight};
use super::{Settings, Source};
use serde::{Deserialize, Serialize};

/// Which of two pictures a panel shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum CompareMode {
    /// Value after value.
    #[default]
    Series,
    /// The staircase x -> x̂.
    Transfer,
}

/// The quantity that the tensor map's colours show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum MapMode {
    /// Originals.
    #[default]
    Values,
    /// Codes.
    Codes,
    /// Dequantized minus original.
    Error,
}

/// The look of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Theme {
    /// As the system says.
    #[default]
    Auto,
    /// Dark on white.
    Light,
    /// Light on black.
    Dark,
    /// Large, thick, white.
    Projector,
}

/// The view of the page. Changes no number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct View {
    /// Flat index of the selected value; its slice is the one the charts show.
    pub selected: u32,
    /// Ends of the number line's window; the whole slice when they are equal.
    pub zoom_lo: f32,
    /// Upper end of the window.
    pub zoom_hi: f32,
    /// First value of the series' window, counted within the slice.
    pub from: u32,
    /// Length of the series' window; 0 for all of the slice.
    pub span: u32,
    /// Series or staircase.
    pub compare: CompareMode,
    /// Logarithmic counts in the histogram.
    pub log_counts: bool,
    /// The quantity that the tensor map shows.
    pub map: MapMode,
    /// The look.
    pub theme: Theme,
    /// The language.
    pub language: Language,
    /// The chart that is enlarged.
    pub spotlight: Spotlight,
}

impl Default for View {
    fn default() -> Self {
        Self {
            selected: 0,
            zoom_lo: 0.0,
            zoom_hi: 0.0,
            from: 0,
            span: 0,
            compare: CompareMode::Series,
            log_counts: false,
            map: MapMode::Values,
            theme: Theme::Auto,
            language: Language::Auto,
            spotlight: Spotlight::Off,
        }
    }
}

/// Everything a link holds.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct State {
    /// Where the numbers come from.
    pub source: Source,
    /// How they are quantized.
    pub settings: Settings,
    /// The view of the page.
    pub view: View,
    /// The other settings, A, that these are compared with, where there are any.
    pub pinned: Option<Settings>,
    /// The classroom part.
    pub classroom: Classroom,
}

impl State {
    /// The state of an example with its recommended parameters, all else default.
    pub fn of_example(key: &str) -> Self {
        let default = Self::default();
        Self { source: Source::of_example(key).unwrap_or(Source { data: key.into(), ..default.source }), ..default }
    }
}
