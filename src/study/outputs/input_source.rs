//! Where the inputs of a weight come from: recorded with an example, a tensor of the user's files, made from a seed, or none. Knows no
//! product.

use crate::Error;
use crate::study::Source;
use crate::tensor::catalog::{self, ExampleKind};
use crate::tensor::files::{Files, TensorSlice};
use crate::tensor::{OutlierChannels, Tensor, read_npy};
use serde::{Deserialize, Serialize};

/// The kind of inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum InputKind {
    /// Those recorded in the model that the example was cut from, where there are any.
    #[default]
    Recorded,
    /// None: only the tensor is judged.
    None,
    /// Made: normal values, some columns larger than the others.
    Made,
    /// A tensor of the user's open files.
    File,
    /// No inputs, but how much the errors of each column count: an importance matrix of the user's open files.
    Importance,
}

/// The inputs of a weight [out, in]: tokens, a row each, of `in` values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct InputSource {
    /// Where they come from.
    pub kind: InputKind,
    /// Tokens of made inputs.
    pub tokens: u32,
    /// Seed of made inputs.
    pub seed: u32,
    /// Columns of made inputs that are larger than the others.
    pub channels: u32,
    /// How many times larger these are.
    pub strength: f32,
    /// The name of the user's file, for `file` and `importance`.
    pub file: String,
    /// The tensor's name in it; the sums of squares of an importance matrix.
    pub tensor: String,
}

impl Default for InputSource {
    fn default() -> Self {
        Self { kind: InputKind::Recorded, tokens: 128, seed: 1, channels: 2, strength: 30.0, file: String::new(), tensor: String::new() }
    }
}

impl InputSource {
    /// The file of the inputs recorded for an example, under `samples/`.
    pub fn recorded_file(source: &Source) -> Option<&'static str> {
        match catalog::find(&source.data)?.kind {
            ExampleKind::File { inputs, .. } => inputs,
            _ => None,
        }
    }

    /// Reads the inputs of a `file` source.
    pub fn from_files(&self, files: &Files) -> Result<Tensor, Error> {
        let (file, tensor) = (&self.file, &self.tensor);
        let place = files.find(file, tensor).ok_or_else(|| Error::NoTensor { file: file.clone(), tensor: tensor.clone() })?;
        Ok(files.read(place, &TensorSlice::parse(None, "")?, &mut |_| {})?.tensor)
    }

    /// How much the errors of each of the `columns` columns of `weight` count, of an `importance` source; `None` of others. Where the
    /// importance matrix is of several matrices (experts), those of the one that `weight` shows.
    ///
    /// Fails where the importance matrix has more or fewer numbers, or numbers that no sums of squares are, and where several experts
    /// are shown.
    pub fn importance(&self, files: Option<&Files>, weight: &Source, columns: usize) -> Result<Option<Vec<f64>>, Error> {
        if self.kind != InputKind::Importance {
            return Ok(None);
        }
        let files = files.ok_or_else(|| Error::NoFile { file: self.file.clone() })?;
        let mut found = files.importance(&self.file, &self.tensor)?;
        let experts = found.len() / columns.max(1);
        if experts > 1 && files.matrices_of(&weight.file, &weight.tensor) == Some(experts) && found.len() == experts * columns {
            let shown = files.matrix_shown(&weight.file, &weight.tensor, &weight.cut()?)?;
            let expert = shown.ok_or(Error::ImportanceExperts { experts })?;
            found = found[expert * columns..][..columns].to_vec();
        }
        if found.len() != columns {
            return Err(Error::Importance { found: found.len(), expected: columns });
        }
        if found.iter().any(|x| !(x.is_finite() && *x >= 0.0)) {
            return Err(Error::ImportanceValues);
        }
        Ok(Some(found.into_iter().map(f64::from).collect()))
    }

    /// The inputs of a weight of `columns` columns, the data of `source`; `None` where it has none. `bytes` are the file of
    /// recorded ones; those of a `file` source by [`InputSource::from_files`].
    pub fn tensor(&self, source: &Source, columns: usize, bytes: Option<&[u8]>) -> Result<Option<Tensor>, Error> {
        match self.kind {
            InputKind::None | InputKind::Importance => Ok(None),
            InputKind::Recorded => match Self::recorded_file(source) {
                None => Ok(None),
                Some(file) => {
                    let bytes = bytes.ok_or_else(|| Error::File { reason: tr!("{file} did not arrive", file) })?;
                    read_npy(bytes).map(Some)
                }
            },
            InputKind::Made => OutlierChannels {
                rows: self.tokens as usize,
                cols: columns,
                seed: self.seed,
                channels: self.channels as usize,
                strength: self.strength,
            }
            .tensor()
            .map(Some),
            InputKind::File => Err(Error::NoFile { file: self.file.clone() }),
        }
    }
}
