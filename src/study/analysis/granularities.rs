//! Granularities side by side: the same scheme with one scale for all, for each row, each column, each group. Knows no tensor;
//! each is measured by [`crate::study::analysis::formats::measure`].

use crate::quant::{Granularity, RangeMethod};
use crate::study::{Scheme, SchemeOptions, Settings};
use serde::Serialize;

/// The group sizes that are always listed, from coarse to fine.
const GROUPS: [u32; 3] = [128, 64, 32];

/// One granularity.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct GranularityChoice {
    /// The values that share a scale: "rows", "groups of 64".
    pub name: String,
    /// The settings with this granularity, all else as it was.
    pub settings: Settings,
    /// Whether it is the current granularity.
    pub current: bool,
}

/// The available granularities, from one scale for all to the smallest groups.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Granularities {
    /// Empty for schemes that leave no choice.
    pub choices: Vec<GranularityChoice>,
    /// Why there is no choice, or why it changes little.
    pub note: Option<String>,
}

/// The granularities that `settings` can have. Another group size in use is listed among the usual ones.
pub fn granularities(settings: &Settings) -> Granularities {
    let SchemeOptions { scheme, fitted, block, .. } = settings.scheme.options();
    let block = if matches!(scheme, Scheme::BnbNf4 | Scheme::BnbFp4) { settings.block } else { block };
    let has_range = !scheme.range_methods(settings.scaled).is_empty();
    let note = match block {
        0 if has_range && settings.range == RangeMethod::Clip => {
            Some(tr!("The range is set by hand and the same for every granularity: finer scales cost bits and gain nothing."))
        }
        0 if has_range || fitted => None,
        0 => Some(tr!("This scheme has no scale that values could share; a finer one is no choice here.")),
        len => Some(tr!(
            "This scheme cuts the tensor into blocks of {len} values by itself; choose another to choose what shares a scale.",
            len
        )),
    };
    Granularities { choices: if block == 0 && (has_range || fitted) { choices(settings) } else { Vec::new() }, note }
}

fn choices(settings: &Settings) -> Vec<GranularityChoice> {
    let choice = |name: String, granularity, group| {
        let grouped = granularity == Granularity::Group;
        GranularityChoice {
            name,
            settings: Settings { granularity, group, ..settings.clone() },
            current: settings.granularity == granularity && (!grouped || settings.group == group),
        }
    };
    let mut groups = GROUPS.to_vec();
    if settings.granularity == Granularity::Group && !groups.contains(&settings.group) {
        groups.push(settings.group);
        groups.sort_unstable_by(|a, b| b.cmp(a));
    }
    let whole = [(tr!("whole tensor"), Granularity::Tensor), (tr!("rows"), Granularity::Row), (tr!("columns"), Granularity::Column)];
    let whole = whole.map(|(name, granularity)| choice(name, granularity, settings.group));
    let groups = groups.into_iter().map(|group| choice(tr!("groups of {group}", group), Granularity::Group, group));
    whole.into_iter().chain(groups).collect()
}
