//! The one entry point: a tensor and settings in, plain data out. Knows no chart and no browser.

mod analysis;
mod blocks;
mod classroom;
mod export;
mod fitting;
#[cfg(feature = "links")]
mod link;
mod outputs;
mod scheme;
mod scheme_options;
mod scheme_spec;
mod search;
mod settings;
mod slices;
mod so_far;
mod source;
mod study;
mod theory;
mod view;

pub use analysis::{
    Disagreement, Dispute, FloatComparison, Measures, Requantized, RowError, SCAN_BINS, ScanInputs, ScanResult, ValueError, channels,
    compare_with_float, disagree, formats, granularities, outliers, scan, spread,
};
pub(crate) use analysis::{Quantized, dequantized_at};
pub use classroom::{Classroom, Language, Part, Spotlight};
pub use export::{Dialect, Export, ExportKind, ExportedLayer, Provenance, program};
pub use fitting::fit;
#[cfg(all(feature = "links", not(target_arch = "wasm32")))]
pub use link::LinkKey;
#[cfg(feature = "links")]
pub use link::OpenedLink;
#[cfg(feature = "links")]
pub(crate) use link::{codecs, faulty_value, read_setting, unknown_key, written_settings};
pub(crate) use outputs::{Energy, Ratios};
pub use outputs::{InputKind, InputSource, Inputs, LayerOutputs, OutputClip, OutputClips, Outputs};
pub use scheme::Scheme;
pub use scheme_options::{Scale, SchemeOptions};
pub use scheme_spec::{Fitted, RangedLevels, SchemeSpec};
pub use search::{CANDIDATES, ClipPoint, SHARES, best, clip_curve, clip_point, least_mse_range};
pub use settings::Settings;
pub use slices::{SliceFit, StorageCost};
pub use so_far::SoFar;
pub use source::{Edit, Source};
pub use study::Study;
pub use theory::{Expected, Theory};
pub use view::{CompareMode, Layout, MapMode, State, Tab, Theme, View, Workspace, Workspaces};

#[cfg(feature = "charts")]
pub(crate) use fitting::percentile;
pub(crate) use slices::random_draw;
