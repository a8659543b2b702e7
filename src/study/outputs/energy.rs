//! Signal and error of a part of some outputs (a channel, a token), and the ratios of many parts. Knows no weight.

/// Squares summed over the outputs of one part.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Energy {
    /// Σ y².
    pub signal: f64,
    /// Σ (ŷ - y)².
    pub noise: f64,
}

/// The ratios of parts, in dB.
pub(crate) struct Ratios {
    /// Of all parts together.
    pub all: Option<f64>,
    /// The median of the parts' own ratios.
    pub median: Option<f64>,
    /// The least ratio and its part.
    pub worst: Option<(f64, usize)>,
}

impl Energy {
    /// Signal to quantization noise ratio in dB, as for tensors: infinite without error, `None` when signal and error are both 0. An
    /// infinite weight times an input of 0 is no number: that is no less wrong than infinite.
    pub fn ratio(self) -> Option<f64> {
        let noise = if self.noise.is_nan() { f64::INFINITY } else { self.noise };
        (self.signal > 0.0 || noise > 0.0).then(|| 10.0 * libm::log10(self.signal / noise))
    }

    /// Both parts together.
    pub fn and(self, other: Self) -> Self {
        Self { signal: self.signal + other.signal, noise: self.noise + other.noise }
    }
}

impl Ratios {
    /// The ratios of `parts`, added up in their order.
    pub fn of(parts: &[Energy]) -> Self {
        let all = parts.iter().fold(Energy::default(), |sum, &part| sum.and(part));
        let mut ratios: Vec<(f64, usize)> = parts.iter().enumerate().filter_map(|(i, part)| Some((part.ratio()?, i))).collect();
        ratios.sort_by(|a, b| a.0.total_cmp(&b.0));
        Self { all: all.ratio(), median: median(&ratios), worst: ratios.first().copied() }
    }
}

/// The middle of sorted ratios, or the mean of the two in the middle.
fn median(sorted: &[(f64, usize)]) -> Option<f64> {
    let upper = sorted.get(sorted.len() / 2)?.0;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = sorted.get(sorted.len() / 2 - 1)?.0;
    // Two infinite ratios have no mean where their signs differ.
    Some(if lower == upper || lower.is_infinite() { lower } else { (lower + upper) / 2.0 })
}
