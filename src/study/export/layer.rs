//! The outputs of the layer that an exported weight belongs to. Computes none.

use super::optional::optional;
use super::provenance::one_line;
use crate::study::{InputKind, InputSource, Inputs, Outputs, Source};

/// A layer's inputs and outputs, for an export of its weight.
#[derive(Debug, Clone, Copy)]
pub struct ExportedLayer<'a> {
    /// Where the inputs come from.
    pub source: &'a InputSource,
    /// The source of the weight.
    pub weight: &'a Source,
    /// The inputs.
    pub inputs: &'a Inputs,
    /// What comes out under the settings of the study.
    pub outputs: &'a Outputs,
}

impl ExportedLayer<'_> {
    /// One fact a line about the inputs.
    fn about(&self) -> Vec<String> {
        let InputSource { kind, tokens, seed, channels, strength, file, tensor } = self.source;
        match kind {
            InputKind::File => vec![format!("inputs: {}", one_line(file)), format!("input tensor: {}", one_line(tensor))],
            InputKind::None | InputKind::Importance => Vec::new(),
            InputKind::Recorded => InputSource::recorded_file(self.weight).map(|file| format!("inputs: {file}")).into_iter().collect(),
            InputKind::Made => vec![
                "inputs: standard normal".into(),
                format!("tokens: {tokens}"),
                format!("seed: {seed}"),
                format!("columns times {strength}: {channels}"),
            ],
        }
    }

    /// One fact a line, without a comment sign and without line breaks.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines = self.about();
        let db = |name: &str, ratio: Option<f64>| ratio.map(|ratio| format!("{name}: {ratio} dB"));
        lines.extend(db("SQNR of the outputs", self.outputs.sqnr_db));
        lines.extend(db("median of the output channels", self.outputs.median_db));
        lines
    }

    /// A JSON object; `inputs` are the values in row-major order.
    pub(super) fn json(&self) -> String {
        let Outputs { tokens, channels, sqnr_db, median_db, worst, worst_db, .. } = self.outputs;
        let finite = |ratio: &Option<f64>| optional(ratio.filter(|ratio| ratio.is_finite()));
        let about = serde_json::Value::from(self.about().join("; "));
        let values: Vec<String> = self.inputs.tensor().values().iter().map(f32::to_string).collect();
        format!(
            r#"{{"about":{about},"tokens":{tokens},"channels":{channels},"sqnr_db":{},"median_db":{},"worst_channel":{},"worst_db":{},"inputs":[{}]}}"#,
            finite(sqnr_db),
            finite(median_db),
            optional(worst.as_ref()),
            finite(worst_db),
            values.join(",")
        )
    }
}
