//! Links with faults: invalid values are replaced by the nearest valid ones, all else is kept, and each
//! replacement is reported in a sentence. Knows no tensor, only its shape.

use super::codecs::shortened;
use super::link::{KEYS, Key, OpenedLink};
use crate::Error;
use crate::i18n;
use crate::num::{Minifloat, Overflow, Specials};
use crate::quant::{Range, RangeMethod, Slices, pact_activations};
use crate::study::{Settings, Source, State};
use crate::tensor::catalog::{self, ExampleKind};
use crate::tensor::{MAX_GENERATED, MIN_GENERATED, read_text};

/// Rows and columns.
type Shape = (usize, usize);

/// More faults than settings can have at once.
const MOST_FAULTS: usize = 8;

impl State {
    /// Reads a link, with or without its leading `#`, and replaces invalid values by the nearest valid ones. The content of the user's
    /// own files is not known here: only values that do not depend on it are replaced.
    pub fn open(link: &str) -> OpenedLink {
        let OpenedLink { mut state, mut messages } = Self::from_link(link);
        let before = state.clone();
        let reason = state.source.mend();
        messages.extend(reason.map(|reason| replaced(&reason, &before, &state)));
        let shape = state.source.shape();
        if let Some((rows, cols)) = shape {
            messages.extend(state.source.drop_edits_past(rows * cols));
            let (index, len) = (state.view.selected as usize, rows * cols);
            if index >= len {
                let before = state.clone();
                state.view.selected = 0;
                messages.push(replaced(&Error::Index { index, len }, &before, &state));
            }
        }
        messages.extend(state.settings.mend(shape));
        for pinned in &mut state.pinned {
            messages.extend(pinned.mend(shape));
        }
        OpenedLink { state, messages }
    }
}

/// The sentence: the error, the value in the link, the value used instead.
fn replaced(reason: &Error, before: &State, after: &State) -> String {
    let differing: Vec<&Key> = KEYS.iter().filter(|key| (key.write)(before) != (key.write)(after)).collect();
    let written = |state: &State, key: &Key| format!("{}={}", key.name, shortened(&(key.write)(state)));
    let [was, is] = [before, after].map(|state| i18n::listed(differing.iter().map(|key| written(state, key))));
    tr!("In the link, {was}: {reason} Taken instead: {is}.", was, reason, is)
}

impl Source {
    /// Rows and columns of the tensor; `None` where they are only in the user's file.
    pub fn shape(&self) -> Option<Shape> {
        if self.data == Self::PASTED {
            return read_text(&self.numbers).ok().map(|tensor| (tensor.rows(), tensor.cols()));
        }
        Some(match catalog::find(&self.data)?.kind {
            ExampleKind::Matrix(rows) => (rows.len(), rows[0].len()),
            ExampleKind::Picture { side } => (side, side),
            ExampleKind::Generated { .. } => (self.rows as usize, self.cols as usize),
            ExampleKind::File { rows, cols, .. } => (rows, cols),
        })
    }

    /// Moves the parameters of generated data into their bounds, and reports the first that was outside.
    fn mend(&mut self) -> Option<Error> {
        catalog::find(&self.data).filter(|example| matches!(example.kind, ExampleKind::Generated { .. }))?;
        let mut fault = None;
        let len = (self.rows as usize).saturating_mul(self.cols as usize);
        if len < MIN_GENERATED {
            fault = Some(Error::TooSmall { len, min: MIN_GENERATED });
            let usual = Self::of_example(&self.data).unwrap_or_default();
            self.rows = if self.rows == 0 { usual.rows } else { self.rows };
            self.cols = if self.cols == 0 { usual.cols } else { self.cols };
            self.cols = self.cols.max(MIN_GENERATED.div_ceil(self.rows as usize) as u32);
        } else if len > MAX_GENERATED {
            fault = Some(Error::TooLarge { len, max: MAX_GENERATED });
            self.rows = self.rows.min(MAX_GENERATED as u32);
            self.cols = self.cols.min(MAX_GENERATED as u32 / self.rows);
        }
        let max = (self.rows as usize * self.cols as usize) / 2;
        if self.outliers as usize > max {
            fault.get_or_insert(Error::Outliers { outliers: self.outliers as usize, max });
            self.outliers = max as u32;
        }
        if !(1.0..=100_000.0).contains(&self.strength) {
            fault.get_or_insert(Error::Strength { strength: self.strength });
            self.strength = self.strength.clamp(1.0, 100_000.0);
        }
        fault
    }

    /// Leaves out the changes by hand of values that do not exist.
    fn drop_edits_past(&mut self, len: usize) -> Option<String> {
        let lost = self.edits.iter().find(|edit| edit.index as usize >= len)?.index as usize;
        let before = State { source: self.clone(), ..State::default() };
        self.edits.retain(|edit| (edit.index as usize) < len);
        let after = State { source: self.clone(), ..State::default() };
        Some(replaced(&Error::Index { index: lost, len }, &before, &after))
    }
}

impl Settings {
    /// The nearest settings that can be studied, of data of a shape where it is known; with a sentence for each replacement.
    pub fn nearest(&self, shape: Option<(usize, usize)>) -> (Self, Vec<String>) {
        let mut nearest = self.clone();
        let told = nearest.mend(shape);
        (nearest, told)
    }

    fn mend(&mut self, shape: Option<Shape>) -> Vec<String> {
        let mut told = Vec::new();
        for _ in 0..MOST_FAULTS {
            let Err(fault) = self.check(shape) else { break };
            let before = State { settings: self.clone(), ..State::default() };
            if !self.replace(&fault) {
                break;
            }
            told.push(replaced(&fault, &before, &State { settings: self.clone(), ..State::default() }));
        }
        told
    }

    /// The first reason why no tensor of this shape can be studied.
    fn check(&self, shape: Option<Shape>) -> Result<(), Error> {
        let spec = self.spec()?;
        if let Some(method) = spec.range_method() {
            self.check_range(method)?;
        }
        let Some((rows, cols)) = shape else { return Ok(()) };
        if spec.has_granularity() {
            Slices::new(rows, cols, self.granularity, self.group as usize)?;
        }
        Ok(())
    }

    /// Replaces the setting a fault is about by the nearest one without the fault; returns whether there is one.
    fn replace(&mut self, fault: &Error) -> bool {
        match *fault {
            Error::Bits { .. } => self.bits = self.bits.clamp(2, 16),
            Error::SchemeBits { least, most, .. } => self.bits = self.bits.clamp(least, most),
            Error::Group { cols, .. } => self.group = nearest_divisor(cols, self.group as usize) as u32,
            Error::BlockSize { .. } => self.block = nearest_power_of_two(self.block).clamp(32, 4096),
            Error::Sigmas { .. } => self.sigmas = if self.sigmas > 1e6 { 1e6 } else { Self::default().sigmas },
            Error::Percentile { .. } => self.percentile = if self.percentile > 100.0 { 100.0 } else { Self::default().percentile },
            Error::ClipOrder { .. } if Range::by_hand(self.clip_hi, self.clip_lo).is_ok() => {
                (self.clip_lo, self.clip_hi) = (self.clip_hi, self.clip_lo);
            }
            Error::ClipOrder { .. } | Error::RangeNeedsZeroPoint => self.range = RangeMethod::MinMax,
            Error::ConventionCodes { .. } => self.take_codes_offered(),
            Error::Alpha { .. } => {
                let near = self.alpha.abs();
                self.alpha = if pact_activations(near, self.bits).is_ok() { near } else { Self::default().alpha };
            }
            Error::LevelCount { count: 0 } => self.levels = Self::default().levels,
            Error::LevelCount { .. } => self.levels.truncate(256),
            Error::Level { .. } => self.levels.retain(|level| level.is_finite()),
            Error::EqualLevels { .. } => {
                let all = std::mem::take(&mut self.levels);
                all.into_iter().for_each(|level| {
                    if !self.levels.contains(&level) {
                        self.levels.push(level)
                    }
                });
            }
            Error::FloatFormat { .. } => self.mend_float(),
            _ => return false,
        }
        true
    }

    /// The nearest valid float format: its widths first, then the bias; other special codes only where no bias works.
    fn mend_float(&mut self) {
        self.exponent = self.exponent.clamp(1, 8);
        self.mantissa = self.mantissa.min(10).min(15 - self.exponent);
        let works = |specials, bias| Minifloat::new(self.exponent, self.mantissa, bias, specials, Overflow::Saturate).is_ok();
        let nearest_bias = |specials| {
            let biases = (-512..=512).filter(|&bias| works(specials, bias));
            Some((specials, biases.min_by_key(|bias| bias.abs_diff(self.bias))?))
        };
        let all = [self.specials, Specials::NanOnly, Specials::None, Specials::Ieee];
        if let Some((specials, bias)) = all.into_iter().find_map(nearest_bias) {
            (self.specials, self.bias) = (specials, bias);
        }
    }
}

/// The divisor of `n` nearest to `to`; of two the smaller.
fn nearest_divisor(n: usize, to: usize) -> usize {
    let small = (1..).take_while(|d| d * d <= n).filter(|d| n.is_multiple_of(*d));
    small.flat_map(|d| [d, n / d]).min_by_key(|&d| (d.abs_diff(to), d)).unwrap_or(1)
}

fn nearest_power_of_two(n: u32) -> u32 {
    let n = n.max(1);
    let above = n.min(1 << 30).next_power_of_two();
    if above - n.min(above) > n - n.min(above / 2) { above / 2 } else { above }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::{Codebook, Tie};
    use crate::study::Scheme;

    #[test]
    fn the_nearest_divisor_and_power() {
        let divisors = [(100, 32, 25), (100, 40, 50), (7, 4, 1), (64, 48, 32), (1, 900, 1), (12, 5, 4)];
        divisors.iter().for_each(|&(n, to, nearest)| assert_eq!(nearest_divisor(n, to), nearest, "{n} to {to}"));
        let powers = [(0, 1), (5, 4), (6, 8), (48, 64), (100, 128), (95, 64), (64, 64), (u32::MAX, 1 << 30)];
        powers.iter().for_each(|&(n, nearest)| assert_eq!(nearest_power_of_two(n), nearest, "{n}"));
    }

    #[test]
    fn levels_are_those_a_book_takes() {
        let mut settings = Settings { scheme: Scheme::Levels, levels: vec![0.0, 1.0, -0.0, 1.0], ..Settings::default() };
        assert_eq!(settings.mend(None).len(), 1);
        assert!(Codebook::from_list(&settings.levels, Tie::Lower).is_ok());
        assert_eq!(settings.levels, [0.0, 1.0]);
    }
}
