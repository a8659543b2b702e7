//! Channels in words: which set the scale of others, which have most of the error, which have outliers. Knows no picture.

use crate::chart::models::channels::{ChannelChart, ChannelWords};
use crate::chart::number_text::{count, number, percent};
use crate::study::channels::{Channel, ChannelAxis, ErrorShare, ScaleSetter};
use crate::study::spread::OUTLIER_SIGMAS;

/// How many outlier channels are named in a sentence.
const NAMED: usize = 5;

/// Placeholder for the channels' numbers in a sentence; no text of a chart contains this character.
const HERE: char = '\0';

/// A sentence around the channels it names.
fn around(sentence: &str, channels: &[usize]) -> ChannelWords {
    let (lead, tail) = sentence.split_once(HERE).unwrap_or((sentence, ""));
    ChannelWords { lead: lead.into(), channels: channels.iter().map(|&c| c as u32).collect(), tail: tail.into() }
}

impl ChannelChart {
    /// The channel whose values set the scale that others share with it.
    pub fn scale_words(&self) -> Option<ChannelWords> {
        use ChannelAxis::{Column, Row};
        let ScaleSetter { channel, slices, of, times } = self.data.scale_setter.clone()?;
        let (all, n, of, times) = (count(self.count() as u64), count(slices as u64), of as u64, number(times));
        let sentence = match (self.data.axis, of) {
            (Row, 1) => tr!(
                "Row {channel} sets everyone's step: without it, the step of all {all} rows would be {times} times smaller.",
                channel = HERE,
                all,
                times
            ),
            (Column, 1) => tr!(
                "Column {channel} sets everyone's step: without it, the step of all {all} columns would be {times} times smaller.",
                channel = HERE,
                all,
                times
            ),
            (Row, _) => tr!(
                "Row {channel} sets the step of {n} of {of} columns: without it, each of these steps would be at least {times} times smaller.",
                channel = HERE,
                n,
                of = count(of),
                times
            ),
            (Column, _) => tr!(
                "Column {channel} sets the step of {n} of {of} rows: without it, each of these steps would be at least {times} times smaller.",
                channel = HERE,
                n,
                of = count(of),
                times
            ),
        };
        Some(around(&sentence, &[channel]))
    }

    /// The channels with most of the error.
    pub fn error_words(&self) -> ChannelWords {
        use ChannelAxis::{Column, Row};
        let Some(ErrorShare { channels, share, most }) = &self.error_share else {
            return around(&tr!("Every value comes back exactly: there is no error."), &[]);
        };
        let (axis, n, all, share) = (self.data.axis, channels.len(), count(self.count() as u64), percent(*share));
        if self.count() == 1 {
            let only = match axis {
                Row => tr!("There is only one row; all of the error is in it."),
                Column => tr!("There is only one column; all of the error is in it."),
            };
            return around(&only, &[]);
        }
        let sentence = match (axis, most) {
            (Row, true) => tr_n!(
                n,
                "Row {channels} of {all} has {share} of the squared error.",
                "Rows {channels} of {all} have {share} of the squared error.",
                channels = HERE,
                all,
                share
            ),
            (Column, true) => tr_n!(
                n,
                "Column {channels} of {all} has {share} of the squared error.",
                "Columns {channels} of {all} have {share} of the squared error.",
                channels = HERE,
                all,
                share
            ),
            (Row, false) => tr_n!(
                n,
                "The error is spread over the {all} rows: the worst, {channels}, has {share} of it.",
                "The error is spread over the {all} rows: the {n} worst, {channels}, have {share} of it.",
                all,
                n,
                channels = HERE,
                share
            ),
            (Column, false) => tr_n!(
                n,
                "The error is spread over the {all} columns: the worst, {channels}, has {share} of it.",
                "The error is spread over the {all} columns: the {n} worst, {channels}, have {share} of it.",
                all,
                n,
                channels = HERE,
                share
            ),
        };
        around(&sentence, channels)
    }

    /// The channels with outliers.
    pub fn outlier_words(&self) -> ChannelWords {
        use ChannelAxis::{Column, Row};
        let (axis, spread, far) = (self.data.axis, self.data.spread, self.farthest());
        let limit = OUTLIER_SIGMAS;
        let Some(&first) = far.first() else {
            let value = number(limit * spread.sigma);
            let value = if spread.centre == 0.0 { value } else { tr!("{value} from the mean", value) };
            let none = match axis {
                Row => tr!("No row has a value beyond {limit} σ ({value}).", limit, value),
                Column => tr!("No column has a value beyond {limit} σ ({value}).", limit, value),
            };
            return around(&none, &[]);
        };
        let Channel { min, max, .. } = self.data.channels[first];
        let extreme = if spread.sigmas(min) > spread.sigmas(max) { min } else { max };
        let (x, sigmas) = (number(f64::from(extreme)), number(spread.sigmas(extreme)));
        let usual = number(f64::from(self.peak(self.by_peak()[self.count() / 2])));
        let rest = match axis {
            _ if self.count() <= 2 => String::new(),
            Row => tr!("; half of all rows stay within ±{usual}", usual),
            Column => tr!("; half of all columns stay within ±{usual}", usual),
        };
        let (n, all, channels) = (far.len(), count(self.count() as u64), HERE);
        let sentence = match axis {
            Row if n == 1 => tr!("Row {channels} reaches {x} ({sigmas} σ){rest}.", channels, x, sigmas, rest),
            Column if n == 1 => tr!("Column {channels} reaches {x} ({sigmas} σ){rest}.", channels, x, sigmas, rest),
            Row if n <= NAMED => {
                tr!("Rows {channels} reach beyond {limit} σ, the first to {x} ({sigmas} σ){rest}.", channels, limit, x, sigmas, rest)
            }
            Column if n <= NAMED => {
                tr!("Columns {channels} reach beyond {limit} σ, the first to {x} ({sigmas} σ){rest}.", channels, limit, x, sigmas, rest)
            }
            Row => tr!(
                "{n} rows of {all} reach beyond {limit} σ, farthest {channels}, the first to {x} ({sigmas} σ){rest}.",
                n = count(n as u64),
                all,
                limit,
                channels,
                x,
                sigmas,
                rest
            ),
            Column => tr!(
                "{n} columns of {all} reach beyond {limit} σ, farthest {channels}, the first to {x} ({sigmas} σ){rest}.",
                n = count(n as u64),
                all,
                limit,
                channels,
                x,
                sigmas,
                rest
            ),
        };
        around(&sentence, &far[..n.min(NAMED)])
    }
}
