//! Descriptions of the values before quantization: true for any scheme, bits and range. Knows no
//! scheme.

use crate::chart::number_text::{count, number, values};
use crate::chart::scene::Scene;
use crate::i18n;
use crate::quant::Range;
use crate::study::Source;
use crate::tensor::Distribution;
use crate::tensor::catalog::{self, ExampleKind};

/// A description of an example's unchanged values. `None` for the user's own values, and for an example some of whose values
/// were changed by hand: [`Readout::about`](super::Readout::about) describes those.
pub fn about_source(source: &Source) -> Option<String> {
    let example = catalog::find(&source.data).filter(|_| source.edits.is_empty())?;
    match example.kind {
        // In a single row there is no wider row before.
        ExampleKind::Generated { distribution: Distribution::Rows, .. } if source.rows < 2 => None,
        ExampleKind::Generated { .. } if source.outliers > 0 => {
            let replaced = tr_n!(
                source.outliers,
                "{n} value was then replaced by an outlier, {strength} standard deviations of the distribution from 0.",
                "{n} values were then replaced by outliers, {strength} standard deviations of the distribution from 0.",
                n = count(source.outliers.into()),
                strength = number(source.strength.into())
            );
            Some(i18n::joined([i18n::translate(example.about), replaced]))
        }
        _ => Some(i18n::translate(example.about)),
    }
}

/// A description of the values of the slice in focus: where they lie, how many are negative, how many are 0.
pub(super) fn about_slice(scene: &Scene) -> String {
    if scene.finite == 0 {
        return String::new();
    }
    let (mean, _) = scene.sorted.mean_std();
    let Range { lo, hi } = scene.sorted.range();
    let (below, past) = (scene.sorted.rank(0.0), scene.sorted.rank_past(0.0));
    let text = tr!(
        "{values} from {lo} to {hi}, mean {mean}; negative: {negative}, exactly 0: {zeros}.",
        values = values(scene.finite as u64),
        lo = number(lo.into()),
        hi = number(hi.into()),
        mean = number(mean),
        negative = count(below as u64),
        zeros = count(past.saturating_sub(below) as u64)
    );
    scene.within_slice(&text)
}
