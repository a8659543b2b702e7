//! What a user can choose: the data's recipe, the scheme, the view. Plain values; everything else is a function of them.

use crate::Error;
use crate::num::{CodeRange, Rounding};
use crate::quant::{Granularity, Preset, RangeMethod, Slices, check_percentile};
use crate::tensor::Tensor;
use serde::{Deserialize, Serialize};

/// What the numbers become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Scheme {
    /// Integers; real 0 has its own code, the zero point.
    #[default]
    Asymmetric,
    /// Integers; the range is mirrored about 0.
    Symmetric,
    /// IEEE half precision.
    Fp16,
    /// bfloat16.
    Bf16,
}

impl Scheme {
    /// Whether the scheme has a scale (and so bits, range, convention, rounding to choose).
    pub fn is_integer(self) -> bool {
        matches!(self, Self::Asymmetric | Self::Symmetric)
    }
}

/// How a tensor is quantized. Fields that the scheme or method does not use keep their value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Settings {
    /// What the numbers become.
    pub scheme: Scheme,
    /// Bits of a code, 2 to 16.
    pub bits: u8,
    /// Whether codes are two's complement; symmetric codes are by default, asymmetric are not.
    pub signed: bool,
    /// What shares a scale.
    pub granularity: Granularity,
    /// Values in a group.
    pub group: u32,
    /// How the range is chosen.
    pub range: RangeMethod,
    /// The share kept by a percentile range, in percent, above 50 and at most 100.
    pub percentile: f64,
    /// Lower end of a range set by hand. A symmetric scheme uses the larger magnitude of the two ends.
    pub clip_lo: f32,
    /// Upper end of a range set by hand.
    pub clip_hi: f32,
    /// Whose formulas.
    pub convention: Preset,
    /// The rounding rule.
    pub rounding: Rounding,
    /// Seed of stochastic rounding.
    pub draw: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            scheme: Scheme::Asymmetric,
            bits: 4,
            signed: false,
            granularity: Granularity::Tensor,
            group: 32,
            range: RangeMethod::MinMax,
            percentile: 99.9,
            clip_lo: -1.0,
            clip_hi: 1.0,
            convention: Preset::Article,
            rounding: Rounding::HalfEven,
            draw: 1,
        }
    }
}

impl Settings {
    /// Checks what can be checked without data. The first fault, with the field it belongs to.
    pub fn validate(&self) -> Result<(), Error> {
        self.codes()?;
        if self.scheme.is_integer() {
            match self.range {
                RangeMethod::Percentile => check_percentile(self.percentile)?,
                RangeMethod::Clip => drop(crate::quant::Range::by_hand(self.clip_lo, self.clip_hi)?),
                RangeMethod::MinMax | RangeMethod::Mse => {}
            }
        }
        Ok(())
    }

    /// Whether nothing differs but how the range is chosen.
    pub(crate) fn same_but_range(&self, other: &Self) -> bool {
        let Self { range, percentile, clip_lo, clip_hi, .. } = *other;
        Self { range, percentile, clip_lo, clip_hi, ..self.clone() } == *other
    }

    /// The integer codes.
    pub fn codes(&self) -> Result<CodeRange, Error> {
        CodeRange::of_bits(self.bits, self.signed)
    }

    /// How the tensor is cut; one slice for schemes without a scale.
    pub fn slices(&self, tensor: &Tensor) -> Result<Slices, Error> {
        let granularity = if self.scheme.is_integer() { self.granularity } else { Granularity::Tensor };
        Slices::new(tensor.rows(), tensor.cols(), granularity, self.group as usize)
    }
}

/// One value changed by hand.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Edit {
    /// Flat index, row-major.
    pub index: u32,
    /// The new value.
    pub value: f32,
}

/// Where the numbers come from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Source {
    /// Key of an example of the catalogue, or `pasted`.
    pub data: String,
    /// Rows of generated data.
    pub rows: u32,
    /// Columns of generated data.
    pub cols: u32,
    /// Seed of generated data.
    pub seed: u32,
    /// How many generated values become outliers.
    pub outliers: u32,
    /// Their magnitude in standard deviations.
    pub strength: f32,
    /// The numbers of `pasted`, as the user gave them.
    pub numbers: String,
    /// Values changed by hand, applied in order.
    pub edits: Vec<Edit>,
}

impl Default for Source {
    fn default() -> Self {
        Self {
            data: "article-asym".into(),
            rows: 16,
            cols: 64,
            seed: 1,
            outliers: 0,
            strength: 20.0,
            numbers: String::new(),
            edits: Vec::new(),
        }
    }
}

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

/// What the tensor map's colours mean.
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

/// What is looked at, and how. Changes no number.
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
    /// What the tensor map shows.
    pub map: MapMode,
    /// The look.
    pub theme: Theme,
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
    /// What is looked at.
    pub view: View,
}
