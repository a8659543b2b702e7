//! The joined picture as plain data: what is marked, piled and named where on the value axis.

use super::bands::{Band, bands, level_of};
use super::captions::{Told, captions};
use super::codes::{Zero, labels, title};
use super::density::{Density, FEW, LEAST_HEIGHT};
use super::heights::Heights;
use super::marks::{LineMark, Marks, SMALL_DOT, every, some};
use super::room::Room;
use super::words::{table, words};
use crate::chart::model::only_drawn;
use crate::chart::scene::{Scene, to_f32};
use crate::chart::{Axis, Bin, Chart, ChartSizes, Level, Mark, Span, SpanRole, Table, Tick};
use crate::quant::Range;
use crate::study::percentile;
use serde::{Deserialize, Serialize};

/// Up to this many visible values each one is a mark: the squares of more would be piled closer than they can be told apart.
const MOST_MARKS: usize = 64;
/// The most reaches of other slices that are shown.
const MOST_REACHES: usize = 64;

/// Originals above, bands that say what rounds where, dequantized values below, all on one value axis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct NumberLine {
    /// Real numbers; the visible window.
    pub axis: Axis,
    /// Whether the value axis runs upward, with the originals on its left and the dequantized values on its right.
    pub upright: bool,
    /// The visible values when they are few. Else those that stand alone, with a place, and an even choice of the others that
    /// includes the extremes and the selected value.
    pub marks: Vec<LineMark>,
    /// Size of the dots in pixels, as far as their piles have room; and of what keeps them apart.
    pub dot: f64,
    /// The same of the squares.
    pub square: f64,
    /// Whether `marks` are all visible values.
    pub complete: bool,
    /// The visible values that are no marks with a place, as bars; empty where there are none.
    #[serde(serialize_with = "only_drawn")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "undefined"))]
    pub density: Vec<Bin>,
    /// How high bars are.
    #[serde(serialize_with = "only_drawn")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "undefined"))]
    pub heights: Heights,
    /// What rounds where: the visible levels, or several together where they are nearer than pixels.
    #[serde(serialize_with = "only_drawn")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "undefined"))]
    pub bands: Vec<Band>,
    /// Whether a value may go to the level beyond its nearest one, so that bands overlap.
    pub stochastic: bool,
    /// The visible levels when they are few enough to tell apart, else empty.
    pub levels: Vec<Level>,
    /// Labels of levels, at their real values; empty where there are too many without round codes.
    #[serde(serialize_with = "only_drawn")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "undefined"))]
    pub codes: Vec<Tick>,
    /// What `codes` are.
    pub codes_title: String,
    /// How many levels lie in the window.
    pub levels_visible: u32,
    /// The range handles; `None` for schemes without a scale.
    pub clip: Option<Range>,
    /// Whether moving one handle moves the other (symmetric).
    pub handles_mirrored: bool,
    /// What is said about 0.
    #[serde(serialize_with = "only_drawn")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "undefined"))]
    pub zero: Zero,
    /// Smallest and largest value of the slice.
    pub data: Range,
    /// From where to where the values of the slices go, in their order, where there are several; at most 64, each then the widest
    /// of some neighbours.
    #[serde(serialize_with = "only_drawn")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "undefined"))]
    pub reaches: Vec<Range>,
    /// The one of `reaches` that holds this slice.
    pub reach: u32,
    /// Ranges that keep most of the values, to which a dragged handle can snap; empty for schemes without a scale.
    pub percentiles: Vec<Percentile>,
    /// The widest window: data and clip range with a margin.
    pub whole: Range,
    /// The selected value.
    pub selected: Option<Mark>,
    /// The bands of pinned settings on the same values, drawn as outlines; empty where none are shown beside these.
    pub pinned: Vec<Band>,
    /// Texts within the picture, the most important ones first.
    #[serde(serialize_with = "only_drawn")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "undefined"))]
    pub captions: Vec<Span>,
    /// The picture in a sentence or two.
    pub words: String,
    /// The picture as a table.
    pub table: Option<Table>,
}

/// The range that keeps a share of the slice's values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Percentile {
    /// Percent kept.
    pub keep: f64,
    /// The range.
    pub range: Range,
}

/// The shares whose ranges are marked.
const KEPT: [f64; 2] = [99.0, 99.9];

impl NumberLine {
    pub(in crate::chart) fn build(scene: &Scene, sizes: &ChartSizes) -> Self {
        let (lo, hi) = scene.window();
        let (whole_lo, whole_hi) = scene.whole();
        let (sorted, room) = (&scene.sorted, Room::of(sizes));
        let (from, to) = (to_f32(lo), to_f32(hi));
        let visible = sorted.rank_past(to).saturating_sub(sorted.rank(from)).min(scene.finite);
        let complete = visible <= MOST_MARKS;
        let pixel = room.pixel(lo, hi);
        let (marks, density) = if complete {
            (every(scene, (from, to), &room, pixel), Vec::new())
        } else {
            let density = Density::of(scene, (lo, hi), bin_count(visible, &room), room.bars, SMALL_DOT * pixel);
            let n = (sizes.line as usize / 12).clamp(16, 96);
            (some(scene, (from, to), (visible, n), &density, &room, pixel), density.bars)
        };
        let Marks { marks, dot, square } = marks;
        let (first, past) = scene.levels_within(lo, hi);
        let levels_visible = (past - first).max(0) as u32;
        let levels = if levels_visible <= (room.along as u32 / 3).max(64) {
            (first..past).map(|level| level_of(scene, level)).collect()
        } else {
            Vec::new()
        };
        let mut bands = bands(scene, (first, past), pixel);
        let heights = Heights::of(&density, &bands, scene.view.log_counts && !complete);
        if !complete {
            for band in &mut bands {
                let low = (1..=FEW).contains(&band.count) && room.bars * band.density() < LEAST_HEIGHT * heights.below;
                band.sparse = low && band.hi - band.lo >= SMALL_DOT * pixel;
            }
        }
        let told = Told { visible, complete, bands: &bands, heights };
        let (reaches, reach) = reaches(scene);
        Self {
            axis: Axis::linear(lo, hi, ((room.along as u32 + 96) / 90).clamp(2, 12), tr!("value")),
            upright: sizes.upright,
            captions: captions(scene, &told),
            words: words(scene, visible),
            table: sizes.table(Chart::NumberLine, || table(scene, &marks, complete)),
            marks,
            dot,
            square,
            complete,
            density,
            heights,
            bands,
            stochastic: !scene.quantizer().is_monotone(),
            codes: labels(scene, sizes.upright, &levels, (first, past), pixel),
            codes_title: title(scene),
            levels,
            levels_visible,
            clip: scene.clip(),
            handles_mirrored: scene.symmetric(),
            zero: Zero::of(scene),
            data: sorted.range(),
            reaches,
            reach,
            percentiles: percentiles(scene),
            whole: Range { lo: to_f32(whole_lo), hi: to_f32(whole_hi) },
            selected: scene.selected().cloned(),
            pinned: Vec::new(),
        }
    }

    /// The same with the levels of the pinned settings A as outlines.
    #[must_use]
    pub fn with_pinned(mut self, pinned: &Self) -> Self {
        self.pinned.clone_from(&pinned.bands);
        // After what the levels are: of the captions those at the end are left out first.
        let place = self.captions.iter().position(|caption| caption.role == SpanRole::Dequantized).map_or(0, |i| i + 1);
        self.captions.insert(place, Span { text: tr!("outlined: the levels of A"), role: SpanRole::Plain });
        self
    }
}

/// Bins narrow enough to show the shape, wide enough for some values each.
fn bin_count(visible: usize, room: &Room) -> u32 {
    ((4.0 * (visible as f64).sqrt()) as u32).clamp(24, (room.along / 2.0) as u32)
}

/// Where the values of all slices lie, and the place of the one in focus among them.
fn reaches(scene: &Scene) -> (Vec<Range>, u32) {
    let slices = &scene.study.slices;
    if slices.count() < 2 {
        return (Vec::new(), 0);
    }
    let ranges = scene.cache.ranges(slices);
    let each = ranges.len().div_ceil(MOST_REACHES);
    let joined = |some: &[Option<Range>]| {
        let there = some.iter().flatten().copied();
        there.reduce(|a, b| Range { lo: a.lo.min(b.lo), hi: a.hi.max(b.hi) }).unwrap_or(Range { lo: 0.0, hi: 0.0 })
    };
    (ranges.chunks(each).map(joined).collect(), (scene.study.focus / each) as u32)
}

fn percentiles(scene: &Scene) -> Vec<Percentile> {
    if scene.clip().is_none() {
        return Vec::new();
    }
    KEPT.map(|keep| Percentile { keep, range: percentile(&scene.sorted, scene.symmetric(), keep) }).into()
}
