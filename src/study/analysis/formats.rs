//! The format comparison: well-known formats as settings, and the measure of any settings on a tensor in one pass. Sorts
//! nothing and keeps nothing, so that it can run during a study of the same tensor.

use crate::Error;
use crate::i18n::translate;
use crate::quant::{Granularity, Metrics, Pass, Quantizer};
use crate::study::analysis::quantized::Quantized;
use crate::study::slices::tally_of_all;
use crate::study::{Scheme, Settings};
use crate::tensor::TensorCache;
use serde::Serialize;

/// The kind of a candidate format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Family {
    /// Integers with a scale a row or a group.
    Integers,
    /// Small floats and code books with a scale a row; plain casts.
    Floats,
    /// Blocks of hardware formats and of bitsandbytes.
    Blocks,
    /// Blocks of ggml.
    Ggml,
    /// Two or three levels.
    FewLevels,
    /// The user's own settings.
    Own,
}

/// A format of the comparison.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Candidate {
    /// Its usual name, with the granularity where that is a choice.
    pub name: String,
    /// Its kind.
    pub family: Family,
    /// The settings it stands for; all else is default.
    pub settings: Settings,
}

/// The size and the errors of settings.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Measured {
    /// The errors of the whole tensor.
    pub metrics: Metrics,
    /// All bits stored over the number of values: codes, scales, and whatever else is stored.
    pub bits_per_value: f64,
}

/// Measures `settings` on a tensor. The same numbers as a [`crate::study::Study`] gives, up to the order of its sums.
pub fn measure(cache: &TensorCache, settings: &Settings) -> Result<Measured, Error> {
    let tensor = cache.tensor();
    if tensor.non_finite().none() {
        // Where no value is missing, blocks need no list of quantizers, which would be as large as the tensor.
        let mut pass = Pass::default();
        let see = &mut |quantizer: Quantizer, block: &[f32]| pass.add(&quantizer, block);
        if let Some(bits) = settings.spec()?.each_block(tensor.values(), tensor.cols(), cache.importance(), see) {
            let bits_per_value = bits? as f64 / tensor.values().len() as f64;
            return Ok(Measured { metrics: Metrics::from(&pass.tally()), bits_per_value });
        }
    }
    let Quantized { slices, quantizers, stored } = Quantized::new(cache, settings)?;
    let tally = tally_of_all(cache, settings, &slices, |slice| &quantizers[slice], false, None);
    let len = cache.tensor().values().len();
    Ok(Measured { metrics: Metrics::from(&tally), bits_per_value: stored.bits_per_value(len) })
}

/// The user's own settings as candidates: those on show, and the pinned ones by their letters.
pub fn own_candidates(now: &Settings, pinned: &[Settings]) -> Vec<Candidate> {
    let own = |name, settings: &Settings| Candidate { name, family: Family::Own, settings: settings.clone() };
    let letters = ('A'..).zip(pinned).map(|(letter, settings)| own(tr!("{letter}, pinned", letter), settings));
    std::iter::once(own(tr!("on show"), now)).chain(letters).collect()
}

/// The formats of the comparison.
pub fn candidates() -> Vec<Candidate> {
    use Family::{Blocks, FewLevels, Floats, Ggml, Integers};
    let by_rows = |scheme| Settings { scheme, granularity: Granularity::Row, ..Settings::default() };
    let rows = |bits| Settings { bits, signed: true, ..by_rows(Scheme::Symmetric) };
    let groups = |bits, group| Settings { granularity: Granularity::Group, group, ..rows(bits) };
    let shifted = |group| Settings { scheme: Scheme::Asymmetric, signed: false, ..groups(4, group) };
    let scaled = |scheme| Settings { scaled: true, ..by_rows(scheme) };
    let plain = |scheme| Settings { scheme, ..Settings::default() };
    [
        (msg!("INT8, rows"), Integers, rows(8)),
        (msg!("INT6, rows"), Integers, rows(6)),
        (msg!("INT4, rows"), Integers, rows(4)),
        (msg!("INT3, rows"), Integers, rows(3)),
        (msg!("INT8, groups of 128"), Integers, groups(8, 128)),
        (msg!("INT4, groups of 128"), Integers, groups(4, 128)),
        (msg!("INT4, groups of 32"), Integers, groups(4, 32)),
        (msg!("INT3, groups of 32"), Integers, groups(3, 32)),
        (msg!("UINT4, groups of 128"), Integers, shifted(128)),
        (msg!("UINT4, groups of 32"), Integers, shifted(32)),
        ("FP16", Floats, plain(Scheme::Fp16)),
        ("BF16", Floats, plain(Scheme::Bf16)),
        (msg!("FP8 E4M3, rows"), Floats, scaled(Scheme::E4m3fn)),
        (msg!("FP8 E5M2, rows"), Floats, scaled(Scheme::E5m2)),
        (msg!("FP6 E2M3, rows"), Floats, scaled(Scheme::E2m3)),
        (msg!("FP6 E3M2, rows"), Floats, scaled(Scheme::E3m2)),
        (msg!("FP4 E2M1, rows"), Floats, scaled(Scheme::E2m1)),
        (msg!("NF4, rows"), Floats, by_rows(Scheme::Nf4)),
        ("MXFP8 E4M3", Blocks, plain(Scheme::MxE4m3)),
        ("MXINT8", Blocks, plain(Scheme::MxInt8)),
        ("MXFP6 E2M3", Blocks, plain(Scheme::MxE2m3)),
        ("MXFP6 E3M2", Blocks, plain(Scheme::MxE3m2)),
        ("MXFP4", Blocks, plain(Scheme::MxE2m1)),
        ("NVFP4", Blocks, plain(Scheme::Nvfp4)),
        ("bnb NF4", Blocks, plain(Scheme::BnbNf4)),
        (msg!("bnb NF4, double"), Blocks, Settings { nested: true, ..plain(Scheme::BnbNf4) }),
        ("Q8_0", Ggml, plain(Scheme::Q8_0)),
        ("Q6_K", Ggml, plain(Scheme::Q6K)),
        ("Q5_K", Ggml, plain(Scheme::Q5K)),
        ("Q5_0", Ggml, plain(Scheme::Q5_0)),
        ("Q4_K", Ggml, plain(Scheme::Q4K)),
        ("Q4_0", Ggml, plain(Scheme::Q4_0)),
        ("Q4_1", Ggml, plain(Scheme::Q4_1)),
        ("IQ4_NL", Ggml, plain(Scheme::Iq4Nl)),
        ("Q3_K", Ggml, plain(Scheme::Q3K)),
        ("Q2_K", Ggml, plain(Scheme::Q2K)),
        (msg!("ternary, rows"), FewLevels, by_rows(Scheme::Ternary)),
        (msg!("binary, rows"), FewLevels, by_rows(Scheme::Binary)),
    ]
    .map(|(name, family, settings)| Candidate { name: translate(name), family, settings })
    .into()
}
