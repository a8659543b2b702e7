//! The one entry point: a tensor and settings in, plain data out. Knows no chart and no browser.

mod analysis;
mod classroom;
mod export;
mod fitting;
mod link;
mod scheme;
mod scheme_options;
mod scheme_spec;
mod search;
mod settings;
mod slices;
mod source;
mod study;
mod theory;
mod view;

pub use analysis::{
    Against, Disagreement, Dispute, Measures, Own, RowError, SCAN_BINS, Scanned, ValueError, against, channels, disagree, formats,
    granularities, outliers, scan, spread,
};
pub use classroom::{Classroom, Language, Part, Spotlight};
pub use export::{Dialect, Export, Format, Provenance, program};
pub use link::Opened;
pub use scheme::Scheme;
pub use scheme_options::{Offer, Scale};
pub use scheme_spec::{Fitted, Plan};
pub use search::{CANDIDATES, ClipPoint, SHARES, best, clip_curve, clip_point, least};
pub use settings::Settings;
pub use slices::{SliceStudy, Stored};
pub use source::{Edit, Source};
pub use study::Study;
pub use theory::{Expected, Theory};
pub use view::{CompareMode, MapMode, State, Theme, View};

pub(crate) use fitting::percentile;
pub(crate) use slices::draw;
