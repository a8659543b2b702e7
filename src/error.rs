//! The one error of the crate: the fault, its place, and how to fix it, in a sentence a reader can act on.

use crate::i18n::{CatalogError, decimal, translate};
use serde::Serialize;
use thiserror::Error as ThisError;

/// Everything that can be wrong with what a user gives. `Display` is the sentence the page shows.
#[derive(Debug, Clone, PartialEq, ThisError)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the sentence of each variant names its fields")]
pub enum Error {
    #[error("{}", tr!("There are no numbers here. Give at least one number."))]
    Empty,
    #[error("{}", tr!("No tensor is loaded. Load one first."))]
    NothingLoaded,
    #[error("{}", tr!("Row {row}, column {column} is '{text}', which is not a number. Use numbers separated by spaces, commas or new lines.", row, column, text))]
    NotANumber { row: usize, column: usize, text: String },
    #[error("{}", tr!("'{text}' is not a number that can be read here. Write one such as {example}.", text, example = decimal(12.5)))]
    FieldNotANumber { text: String },
    #[error("{}", tr!("'{text}' may be {first} or {second}. Write one of the two.", text, first, second))]
    FieldTwoNumbers { text: String, first: String, second: String },
    #[error("{}", tr!("Row {row}, column {column} was set to {value}. Set it to a finite number.", row, column, value))]
    NonFinite { row: usize, column: usize, value: String },
    #[error(
        "{}",
        tr_n!(
            *len,
            "The only value is NaN or infinite: there is nothing to quantize. Give at least one finite number.",
            "All {len} values are NaN or infinite: there is nothing to quantize. Give at least one finite number.",
            len
        )
    )]
    NoneFinite { len: usize },
    #[error("{}", tr!("Row {row} has {found} numbers, the rows before it have {expected}. Give every row the same length.", row, found, expected))]
    Ragged { row: usize, found: usize, expected: usize },
    #[error("{}", shown_name(text, 290))]
    Text { text: String },
    #[error("{}", tr!("{len} values do not fit the shape {shape}.", len, shape = format!("{shape:?}")))]
    Shape { len: usize, shape: Vec<usize> },
    #[error("{}", tr!("{len} values are more than this page can hold. Use at most {max}.", len, max))]
    TooLarge { len: usize, max: usize },
    #[error("{}", tr!("{len} values are too few. Use at least {min}.", len, min))]
    TooSmall { len: usize, min: usize },
    #[error("{}", tr!("The file cannot be read: {reason}.", reason = shown_name(reason, 260)))]
    File { reason: String },
    #[error("{}", tr!("This tensor cannot be shown: {reason}.", reason = shown_name(reason, 260)))]
    Unreadable { reason: String },
    #[error("{}", tr!("No file is open. Open or drop {file} to see this.", file = shown_name(file, 120)))]
    NoFile { file: String },
    #[error("{}", tr!("{file} has no tensor called '{tensor}'. Choose one from the list.", file = shown_name(file, 100), tensor = shown_name(tensor, 120)))]
    NoTensor { file: String, tensor: String },
    #[error("{}", tr!("{file} differs from the file this link was made with: other bytes stand in {tensor}.", file = shown_name(file, 90), tensor = shown_name(tensor, 120)))]
    OtherBytes { file: String, tensor: String },
    #[error("{}", tr!("This part of the tensor cannot be: {reason}.", reason = shown_name(reason, 250)))]
    Slice { reason: String },
    #[error("{}", tr!("There is no data set called '{name}'. Choose one from the list.", name))]
    UnknownData { name: String },
    #[error("{}", tr!("{bits} bits are not offered. Choose 2 to 16.", bits))]
    Bits { bits: u8 },
    #[error("{}", tr!("This float format cannot be: {reason}. Choose other widths or another bias.", reason = translate(reason)))]
    FloatFormat { reason: &'static str },
    #[error("{}", tr!("{count} levels are not offered. Choose 1 to 256.", count))]
    LevelCount { count: usize },
    #[error("{}", tr!("‘{text}’ is not a number. Separate the levels with commas.", text))]
    LevelNotANumber { text: String },
    #[error("{}", tr!("{level} cannot be a level. Give finite numbers only.", level = decimal(level)))]
    Level { level: f32 },
    #[error("{}", tr!("The level {level} is given twice. Give each level once.", level = decimal(level)))]
    EqualLevels { level: f32 },
    #[error("{}", tr!("{bits} bits are not offered for this scheme. Choose {least} to {most}.", bits, least, most))]
    SchemeBits { bits: u8, least: u8, most: u8 },
    #[error("{}", tr!("The clip range runs from {lo} to {hi}. Its lower end must lie below its upper end.", lo = decimal(lo), hi = decimal(hi)))]
    ClipOrder { lo: f32, hi: f32 },
    #[error("{}", tr!("The range from {lo} to {hi} is too wide: some codes would stand for more than a 32-bit float can hold. Use values below 1e33.", lo = decimal(lo), hi = decimal(hi)))]
    RangeTooWide { lo: f32, hi: f32 },
    #[error("{}", tr!("The percentile keeps {keep} %. Choose more than 50 and at most 100.", keep = decimal(keep)))]
    Percentile { keep: f64 },
    #[error("{}", tr!("HQQ finds zero points, and this scheme has none. Choose another range, or the scheme of asymmetric integers."))]
    RangeNeedsZeroPoint,
    #[error("{}", tr!("The library of this convention does not quantize so. It has {codes}. Choose other codes or another convention.", codes))]
    ConventionCodes { codes: String },
    #[error("{}", tr!("The range keeps {sigmas} standard deviations. Choose more than 0 and at most a million.", sigmas = decimal(sigmas)))]
    Sigmas { sigmas: f32 },
    #[error("{}", tr!("A group of {group} does not divide a row of {cols} values. Choose a divisor of {cols}.", group, cols))]
    Group { group: usize, cols: usize },
    #[error("{}", tr!("A block of {block} values does not divide a row of {cols} values. Give rows of a multiple of {block} values.", block, cols))]
    Block { block: usize, cols: usize },
    #[error("{}", tr!("Blocks of {block} values are not offered. Choose a power of two from 32 to 4096.", block))]
    BlockSize { block: usize },
    #[error("{}", tr!("The blocks cannot be read: {reason}.", reason = translate(reason)))]
    BlockData { reason: &'static str },
    #[error("{}", tr!("Block {block} holds values too large for {format}: its stored scale is infinite. Scale the data down.", block, format))]
    BlockScale { format: &'static str, block: usize },
    #[error("{}", tr!("The bound α is {alpha}. Choose a number above 0 that 32-bit floats can cut into steps, such as 8.", alpha = decimal(alpha)))]
    Alpha { alpha: f32 },
    #[error("{}", tr!("PACT clips below 0, and this network's hidden values are negative too. Choose ReLU, or another rounding of hidden values."))]
    PactNeedsRelu,
    #[error("{}", tr!("This range is not offered while training. Choose min-max, percentile or mse."))]
    TrainingRange,
    #[error("{}", tr!("{count} hidden layers are not offered. Choose 1 to {most}.", count, most))]
    HiddenLayers { count: usize, most: usize },
    #[error("{}", tr!("{neurons} neurons in a layer are not offered. Choose {least} to {most}.", neurons, least, most))]
    Neurons { neurons: u8, least: u8, most: u8 },
    #[error("{}", tr!("The learning rate is {rate}. Choose more than 0 and at most 10.", rate = decimal(rate)))]
    LearningRate { rate: f32 },
    #[error("{}", tr!("The momentum is {momentum}. Choose 0 to less than 1.", momentum = decimal(momentum)))]
    Momentum { momentum: f32 },
    #[error("{}", tr!("{count} points of each class are not offered. Choose 10 to 1000.", count))]
    PointCount { count: u16 },
    #[error("{}", tr!("The noise is {noise}. Choose 0 to 1.", noise = decimal(noise)))]
    Noise { noise: f32 },
    #[error("{}", tr!("Training broke down at step {step}: the loss is no longer a number. Choose a smaller learning rate and start again.", step))]
    Diverged { step: u32 },
    #[error("{}", tr!("The outliers are {strength} standard deviations strong. Choose 1 to 100 000.", strength = decimal(strength)))]
    Strength { strength: f32 },
    #[error("{}", tr!("{outliers} outliers are too many here. Choose at most {max}, half of the values.", outliers, max))]
    Outliers { outliers: usize, max: usize },
    #[error("{}", tr!("This range counts errors by the inputs of the layer, and there are none. Choose inputs, or another range."))]
    RangeNeedsInputs,
    #[error("{}", tr!("An importance matrix counts errors by the inputs of the layer, and there are none. Choose inputs or an importance matrix, or quantize without."))]
    ImatrixNeedsInputs,
    #[error("{}", tr!("The inputs have {found} columns, the weights {expected}: y = x Wᵀ needs as many of both. Choose other inputs.", found, expected))]
    InputColumns { found: usize, expected: usize },
    #[error("{}", tr!("The importance matrix has {found} numbers, the weights {expected} columns: each column needs one. Choose that of this tensor.", found, expected))]
    Importance { found: usize, expected: usize },
    #[error("{}", tr!("The importance matrix has numbers for each of {experts} matrices (experts), and more than one of them is shown. Show one: give its index as the slice, such as 0.", experts))]
    ImportanceExperts { experts: usize },
    #[error("{}", tr!("The importance matrix holds numbers below 0, infinite ones or NaN, which no mean of squares is. Choose another, or make it again."))]
    ImportanceValues,
    #[error("{}", tr!("{channels} of {columns} input columns cannot be larger than the others. Choose at most {columns}.", channels, columns))]
    InputChannels { channels: usize, columns: usize },
    #[error("{}", tr!("{tokens} tokens of {columns} inputs each are not offered. Choose so many tokens that there are {least} to {most} inputs.", tokens, columns, least, most))]
    InputTokens { tokens: usize, columns: usize, least: usize, most: usize },
    #[error("{}", tr!("The large columns of the inputs are {strength} times larger. Choose 1 to 100 000.", strength = decimal(*strength)))]
    InputStrength { strength: f32 },
    #[error("{}", tr!("The bias has {found} values, the weight {expected} rows: give one for each row.", found, expected))]
    BiasLength { found: usize, expected: usize },
    #[error("{}", tr!("{given} tokens cannot calibrate: at least one must be left to judge the result. Choose at most {most}.", given, most))]
    CalibrationTokens { given: usize, most: usize },
    #[error("{}", tr!("No token calibrates, and this needs some. Choose at least one, or another method and a dynamic range of the inputs."))]
    NeedsCalibration,
    #[error("{}", tr!("This scheme of the inputs finds its ranges anew for each block. Choose integers or a scaled table, or a dynamic range."))]
    StaticNeedsOneRange,
    #[error("{}", tr!("SmoothQuant's alpha is {alpha}. Choose 0 to 1.", alpha = decimal(alpha)))]
    SmoothQuantAlpha { alpha: f32 },
    #[error("{}", tr!("{ratios} strengths of AWQ cannot be tried. Choose 1 to 100.", ratios))]
    AwqRatios { ratios: u8 },
    #[error("{}", tr!("GPTQ's damping is {damping}. Choose more than 0 and at most 1.", damping = decimal(damping)))]
    GptqDamping { damping: f32 },
    #[error("{}", tr!("GPTQ rounds column by column, and this scheme rounds blocks or whole columns at once. Choose integers, a float or a table, by tensor, row or group."))]
    GptqScheme,
    #[error("{}", tr!("GPTQ needs a matrix of {columns} by {columns} for these inputs. It is offered for at most {most} columns.", columns, most))]
    GptqColumns { columns: usize, most: usize },
    #[error("{}", tr!("LLM.int8() keeps column {column} in FP16, and the input {value} in it is beyond FP16. Choose another method.", column = column + 1, value = decimal(value)))]
    BeyondHalf { value: f32, column: u32 },
    #[error("{}", tr!("GPTQ cannot divide by these inputs: their squares have no Cholesky factor. Choose more damping."))]
    NotPositiveDefinite,
    #[error("{}", tr!("Blocks of {block} values cannot be rotated in rows of {columns}. Choose a power of two that divides {columns}.", block, columns))]
    RotationBlock { block: usize, columns: usize },
    #[error("{}", tr!("No Hadamard matrix for rows of {columns} values is known here. Choose blocks: a power of two that divides {columns}.", columns))]
    RotationWidth { columns: usize },
    #[error("{}", tr!("Inputs count as large from {threshold} on. Choose a number above 0.", threshold = decimal(threshold)))]
    OutlierThreshold { threshold: f32 },
    #[error("{}", tr!("{percent} % of the values cannot be kept. Choose 0 to 100.", percent = decimal(percent)))]
    KeptPercent { percent: f64 },
    #[error("{}", tr!("Value {index} does not exist: the data has {len} values, numbered from 0.", index, len))]
    Index { index: usize, len: usize },
    #[error("{}", tr!("The language cannot be read: {reason}.", reason))]
    Language { reason: String },
    #[error("{}", tr!("The chart could not be drawn: {reason}.", reason))]
    Draw { reason: String },
}

/// Text from a file (a name, a key) within a sentence: at most `most` characters, the middle left out; control characters and
/// characters that change the direction of text are replaced.
fn shown_name(text: &str, most: usize) -> String {
    let shown = |c: char| if c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}') { '\u{fffd}' } else { c };
    let len = text.chars().count();
    if len <= most {
        return text.chars().map(shown).collect();
    }
    let end = text.chars().skip(len - most / 2);
    text.chars().take(most / 2 - 1).chain(['…']).chain(end).map(shown).collect()
}

impl From<CatalogError> for Error {
    fn from(CatalogError(reason): CatalogError) -> Self {
        Self::Language { reason }
    }
}

impl Error {
    /// The control of the page that can fix this: the name of a field of `Settings` or `Source`.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Bits { .. } | Self::SchemeBits { .. } => "bits",
            Self::FloatFormat { .. } => "format",
            Self::LevelCount { .. } | Self::LevelNotANumber { .. } | Self::Level { .. } | Self::EqualLevels { .. } => "levels",
            Self::ClipOrder { .. } | Self::RangeTooWide { .. } => "clip",
            Self::Percentile { .. } => "percentile",
            Self::RangeNeedsZeroPoint | Self::RangeNeedsInputs => "range",
            Self::ConventionCodes { .. } => "convention",
            Self::ImatrixNeedsInputs => "imatrix",
            Self::Sigmas { .. } => "sigmas",
            Self::Group { .. } => "group",
            Self::Block { .. } | Self::BlockSize { .. } => "block",
            Self::Alpha { .. } => "alpha",
            Self::Strength { .. } => "strength",
            Self::Outliers { .. } => "outliers",
            Self::InputColumns { .. }
            | Self::Importance { .. }
            | Self::ImportanceExperts { .. }
            | Self::ImportanceValues
            | Self::InputChannels { .. }
            | Self::InputTokens { .. }
            | Self::InputStrength { .. } => "inputs",
            Self::CalibrationTokens { .. } | Self::NeedsCalibration => "calibration",
            Self::StaticNeedsOneRange => "layer-inputs",
            Self::SmoothQuantAlpha { .. } => "smoothing",
            Self::AwqRatios { .. } => "ratios",
            Self::GptqDamping { .. } | Self::NotPositiveDefinite => "damping",
            Self::GptqScheme | Self::GptqColumns { .. } | Self::BeyondHalf { .. } => "method",
            Self::RotationBlock { .. } | Self::RotationWidth { .. } => "rotated",
            Self::OutlierThreshold { .. } => "threshold",
            Self::KeptPercent { .. } => "keep",
            Self::Slice { .. } => "cut",
            Self::OtherBytes { .. } => "hash",
            Self::TooLarge { .. } | Self::TooSmall { .. } => "rows",
            Self::HiddenLayers { .. } | Self::Neurons { .. } => "hidden",
            Self::LearningRate { .. } | Self::Diverged { .. } => "rate",
            Self::Momentum { .. } => "momentum",
            Self::PointCount { .. } => "points",
            Self::Noise { .. } => "noise",
            Self::PactNeedsRelu => "activation",
            Self::TrainingRange => "range",
            _ => "data",
        }
    }
}

/// An error as plain data for the page.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct FieldError {
    /// The control next to which the sentence belongs.
    pub field: String,
    /// The fault and how to fix it.
    pub message: String,
}

impl From<&Error> for FieldError {
    fn from(error: &Error) -> Self {
        Self { field: error.field().into(), message: error.to_string() }
    }
}
