//! What settings do to a tensor: the one entry point, a tensor and settings in, plain data out. Knows no chart and no browser.

use super::fitting::Fitting;
use super::slices::{all_alike, slice_tally, tally_of_all};
use super::{ClipPoint, Fitted, Plan, Settings, SliceStudy, Stored, Theory, clip_curve, draw, search};
use crate::Error;
use crate::num::Dither;
use crate::quant::search::Found;
use crate::quant::{Granularity, Metrics, Quantizer, RangeMethod, Slices};
use crate::tensor::{Prepared, Tensor};

/// What the settings do to the tensor.
#[derive(Debug, Clone)]
pub struct Study {
    /// The settings studied.
    pub settings: Settings,
    /// What their scheme comes to.
    pub plan: Plan,
    /// How the tensor was cut.
    pub slices: Slices,
    /// Each slice's range and quantizer.
    pub parts: Vec<SliceStudy>,
    /// The errors of the whole tensor.
    pub metrics: Metrics,
    /// The slice in focus.
    pub focus: usize,
    /// The errors of the slice in focus.
    pub focus_metrics: Metrics,
    /// What storing the tensor takes.
    pub stored: Stored,
    /// The bench of the slice in focus, widening; empty for schemes without a range.
    pub curve: Vec<ClipPoint>,
    /// Where the slice in focus is now, measured on the same terms as `curve`.
    pub current: Option<ClipPoint>,
    /// How the range method came to the range of the slice in focus, where it is a search of its own.
    pub search: Option<Found>,
    /// What theory expects of the slice in focus, where its distribution is known and the scheme one it speaks of.
    pub theory: Option<Theory>,
}

impl Study {
    /// Studies `prepared` under `settings`; the slice of value `selected` is in focus.
    pub fn new(prepared: &mut Prepared, settings: &Settings, selected: usize) -> Result<Self, Error> {
        Self::after(None, prepared, settings, selected)
    }

    /// The same, with what an earlier study of the same tensor has already found out: the bench does not depend on the
    /// range, so a drag of its handles need not weigh all ranges anew.
    pub fn after(earlier: Option<&Self>, prepared: &mut Prepared, settings: &Settings, selected: usize) -> Result<Self, Error> {
        let plan = settings.plan()?;
        let tensor = prepared.tensor();
        let len = tensor.values().len();
        let slices = plan.slices(settings, tensor)?;
        if selected >= len {
            return Err(Error::Index { index: selected, len });
        }
        let focus = slices.of(selected);
        if plan.has_range() {
            settings.check_range()?;
        }
        let every = match &plan {
            Plan::Fitted(Fitted::LloydMax { .. }) => true,
            _ => plan.has_range() && matches!(settings.range, RangeMethod::Percentile | RangeMethod::Mse),
        };
        prepared.sort(&slices, focus, every);
        let sorted = prepared.sorted(&slices, focus).filter(|_| plan.has_range());
        let known = earlier.filter(|e| e.slices == slices && e.focus == focus && e.settings.same_but_range(settings));
        let curve = match (known, sorted) {
            (Some(earlier), _) => earlier.curve.clone(),
            (None, Some(sorted)) => clip_curve(sorted, &plan)?,
            (None, None) => Vec::new(),
        };
        let theory = match known {
            Some(earlier) => earlier.theory,
            None => prepared.sorted(&slices, focus).and_then(|sorted| Theory::of(sorted, &plan, settings.bits)),
        };
        let (parts, search, beside) = Fitting::new(prepared, settings, &plan, &slices).all(Some(focus))?;

        let focus_tally = slice_tally(prepared, settings, &slices, focus, &parts[focus].quantizer);
        let tally = if !every && parts.len() > 1 && all_alike(&parts) {
            // A range set by hand is every slice's: the tensor is one slice then, sorted once.
            let (rows, cols) = (prepared.tensor().rows(), prepared.tensor().cols());
            let whole = Slices::new(rows, cols, Granularity::Tensor, settings.group as usize)?;
            prepared.sort(&whole, 0, false);
            prepared.sort(&slices, focus, false);
            slice_tally(prepared, settings, &whole, 0, &parts[focus].quantizer)
        } else {
            let mut others = tally_of_all(prepared, settings, &slices, |slice| &parts[slice].quantizer, every, Some(focus));
            others.merge(&focus_tally);
            others
        };
        let focus_metrics = Metrics::from(&focus_tally);
        let current = match prepared.sorted(&slices, focus) {
            Some(sorted) if plan.has_range() && settings.range != RangeMethod::Hqq => {
                Some(search::clip_point(sorted, &plan, parts[focus].range)?)
            }
            _ => None,
        };
        let stored = Stored::of(len, &parts[focus].quantizer, beside);
        let metrics = Metrics::from(&tally);
        Ok(Self { settings: settings.clone(), plan, slices, parts, metrics, focus, focus_metrics, stored, curve, current, search, theory })
    }

    /// The quantizer of the slice that holds a value.
    pub fn quantizer_of(&self, index: usize) -> &Quantizer {
        &self.parts[self.slices.of(index)].quantizer
    }

    /// The level and dequantized value of every value, in row-major order; those of 0 where one is missing.
    pub fn levels<'a>(&'a self, tensor: &'a Tensor) -> impl Iterator<Item = (i32, f32)> + 'a {
        let mut dither = Dither::new(self.settings.draw);
        tensor.values().iter().enumerate().map(move |(i, &x)| self.apply(i, x, &mut dither))
    }

    /// The level and dequantized value of the value `x` at flat index `index`. `dither` is of the settings' draw.
    #[inline]
    pub fn apply(&self, index: usize, x: f32, dither: &mut Dither) -> (i32, f32) {
        let quantizer = self.quantizer_of(index);
        quantizer.apply(x, draw(quantizer, index, dither))
    }
}
