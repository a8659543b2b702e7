//! The view of the page, and everything that a link holds. Changes no number.

use super::classroom::{Classroom, Language, Spotlight};
use super::{InputSource, Settings, Source};
use serde::{Deserialize, Serialize};

/// Which picture of the values one by one is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum CompareMode {
    /// Value after value.
    #[default]
    Series,
    /// The values sorted: a curve, and the steps through it.
    Sorted,
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
    /// Dequantized values.
    Dequantized,
    /// Dequantized minus original.
    Error,
}

/// How the page arranges one and the same study.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Layout {
    /// One large picture, one sentence, few controls: for a first visit.
    #[default]
    Look,
    /// All charts and controls side by side.
    Lab,
    /// One picture in large type, for projectors and embedding pages.
    Present,
}

/// What the strip below the picture shows, in the layouts that have one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Tab {
    /// Original, code, dequantized value and error as four matrices.
    #[default]
    Matrices,
    /// Value after value.
    InOrder,
    /// The values sorted.
    Sorted,
    /// The clipping curve.
    Clipping,
    /// The bits of a float.
    Bits,
}

/// The colours of the page.
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
}

/// What the page is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Workspace {
    /// A tensor and what quantization does to its values.
    #[default]
    Tensor,
    /// The layer that the tensor is the weight of, and what comes out of it.
    Layer,
    /// A small network that is trained in float and with rounding.
    Training,
}

/// The view of the page. Changes no number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct View {
    /// What the page is about.
    pub workspace: Workspace,
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
    /// The colours.
    pub theme: Theme,
    /// The language.
    pub language: Language,
    /// The arrangement of the page.
    pub layout: Layout,
    /// What the strip below the picture shows.
    pub tab: Tab,
    /// The chart that is the large picture of the layout for presenting.
    pub spotlight: Spotlight,
}

impl Default for View {
    fn default() -> Self {
        Self {
            workspace: Workspace::Tensor,
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
            layout: Layout::Look,
            tab: Tab::Matrices,
            spotlight: Spotlight::Off,
        }
    }
}

/// What the workspaces beside the tensor's are set to. Each is text that the workspace itself reads and writes, because its code is not
/// there before it is opened.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Workspaces {
    /// The settings of the layer.
    pub layer: String,
    /// The settings of the training.
    pub training: String,
}

/// Everything a link holds.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct State {
    /// Where the numbers come from.
    pub source: Source,
    /// The inputs of the layer, where the data are the weight of one.
    pub inputs: InputSource,
    /// How they are quantized.
    pub settings: Settings,
    /// What the other workspaces are set to.
    pub workspaces: Workspaces,
    /// The view of the page.
    pub view: View,
    /// The settings A, B and C that these are compared with; at most [`State::MOST_PINNED`].
    pub pinned: Vec<Settings>,
    /// The classroom part.
    pub classroom: Classroom,
}

impl State {
    /// The most settings that can be pinned.
    pub const MOST_PINNED: usize = 3;

    /// The layout of a link that names none: an enlarged chart is presented, and parts that only the lab has need the lab.
    #[cfg(feature = "links")]
    pub(super) fn implied_layout(&self) -> Layout {
        let Classroom { hide, lock, .. } = &self.classroom;
        match self.view.spotlight {
            Spotlight::Off if hide.iter().chain(lock).any(|part| part.is_only_in_lab()) => Layout::Lab,
            Spotlight::Off => Layout::Look,
            _ => Layout::Present,
        }
    }

    /// The state of an example with its recommended parameters, all else default.
    pub fn of_example(key: &str) -> Self {
        let default = Self::default();
        Self { source: Source::of_example(key).unwrap_or(Source { data: key.into(), ..default.source }), ..default }
    }
}
