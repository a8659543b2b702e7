//! The origin of the numbers, and the steps from there to a tensor: generate, read or copy, then apply the changes by hand.

use crate::Error;
use crate::tensor::catalog::{self, ExampleKind};
use crate::tensor::files::{Files, Read, TensorSlice};
use crate::tensor::{Generator, Tensor, picture, read_npy, read_text};
use serde::{Deserialize, Serialize};

/// One value changed by hand.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Edit {
    /// Flat index, row-major.
    pub index: u32,
    /// The new value.
    pub value: f32,
}

/// The origin of the numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Source {
    /// Key of an example of the catalogue, `pasted`, or `file`.
    pub data: String,
    /// Rows of generated data.
    pub rows: u32,
    /// Columns of generated data.
    pub cols: u32,
    /// Seed of generated data.
    pub seed: u32,
    /// How many generated values become outliers.
    pub outliers: u32,
    /// Their magnitude in standard deviations.
    pub strength: f32,
    /// The numbers of `pasted`, as the user gave them.
    pub numbers: String,
    /// The name of the user's file, for `file`.
    pub file: String,
    /// The tensor's name in it.
    pub tensor: String,
    /// The axis that becomes the rows, for tensors of more than one; -1 leaves the order as it is.
    pub axis: i32,
    /// The ranges of the axes, as NumPy writes them; empty for all.
    pub cut: String,
    /// SHA-256 of the stored bytes; empty where they are not yet known.
    pub hash: String,
    /// Values changed by hand, applied in order.
    pub edits: Vec<Edit>,
}

impl Default for Source {
    fn default() -> Self {
        Self {
            data: "article-asym".into(),
            rows: 16,
            cols: 64,
            seed: 1,
            outliers: 0,
            strength: 20.0,
            numbers: String::new(),
            file: String::new(),
            tensor: String::new(),
            axis: -1,
            cut: String::new(),
            hash: String::new(),
            edits: Vec::new(),
        }
    }
}

impl Source {
    /// The key of numbers given by the user.
    pub const PASTED: &str = "pasted";

    /// The key of a tensor in the user's own file.
    pub const FILE: &str = "file";

    /// An example with its recommended parameters; `None` for an unknown key.
    pub fn of_example(key: &str) -> Option<Self> {
        let example = catalog::find(key)?;
        let source = Self { data: key.into(), ..Self::default() };
        Some(match example.kind {
            ExampleKind::Generated { rows, cols, outliers, strength, .. } => Self { rows, cols, outliers, strength, ..source },
            ExampleKind::Matrix(_) | ExampleKind::Picture { .. } | ExampleKind::File { .. } => source,
        })
    }

    /// Whether the values are a picture in shades of grey, from 0 to 1: a made one, or one of the user's files by its name.
    pub fn is_picture(&self) -> bool {
        const NAMES: [&str; 7] = [".png", ".jpg", ".jpeg", ".webp", ".avif", ".bmp", ".gif"];
        let file = self.file.to_lowercase();
        match catalog::find(&self.data) {
            Some(example) => matches!(example.kind, ExampleKind::Picture { .. }),
            None => self.data == Self::FILE && NAMES.iter().any(|name| file.ends_with(name)),
        }
    }

    /// The tensor. `bytes` are the example's file, where it has one; `progress` is called with the share done, 0 to 1.
    pub fn tensor(&self, bytes: Option<&[u8]>, progress: &mut dyn FnMut(f64)) -> Result<Tensor, Error> {
        let unedited = match (self.file_of_example(), bytes) {
            (Some(_), Some(bytes)) => read_npy(bytes),
            _ => self.made(progress),
        };
        self.edited(unedited?)
    }

    /// The file of an example that has one, under `samples/`.
    pub fn file_of_example(&self) -> Option<&'static str> {
        match catalog::find(&self.data)?.kind {
            ExampleKind::File { file, .. } => Some(file),
            _ => None,
        }
    }

    /// Reads the tensor of a `file` source, before anything was changed by hand.
    pub fn from_files(&self, files: &Files, progress: &mut dyn FnMut(f64)) -> Result<Read, Error> {
        let (file, tensor) = (&self.file, &self.tensor);
        let entry = files.find(file, tensor).ok_or_else(|| Error::NoTensor { file: file.clone(), tensor: tensor.clone() })?;
        let read = files.read(entry, &self.cut()?, progress)?;
        if self.hash.is_empty() || self.hash == read.hash {
            Ok(read)
        } else {
            Err(Error::OtherBytes { file: file.clone(), tensor: tensor.clone() })
        }
    }

    /// Which slice of the file's tensor is read.
    pub fn cut(&self) -> Result<TensorSlice, Error> {
        TensorSlice::parse(usize::try_from(self.axis).ok(), &self.cut)
    }

    /// The tensor of a source that needs no file, before anything was changed by hand. Reads no file format, so that a page can start
    /// without the readers.
    pub fn made(&self, progress: &mut dyn FnMut(f64)) -> Result<Tensor, Error> {
        if self.data == Self::PASTED {
            read_text(&self.numbers)
        } else if self.data == Self::FILE {
            Err(Error::NoFile { file: self.file.clone() })
        } else {
            let example = catalog::find(&self.data).ok_or_else(|| Error::UnknownData { name: self.data.clone() })?;
            match example.kind {
                ExampleKind::Matrix(rows) => Tensor::new(vec![rows.len(), rows[0].len()], rows.concat()),
                ExampleKind::Picture { side } => picture(side),
                ExampleKind::File { file, .. } => Err(Error::File { reason: tr!("{file} did not arrive", file) }),
                ExampleKind::Generated { distribution, .. } => Generator {
                    distribution,
                    rows: self.rows as usize,
                    cols: self.cols as usize,
                    seed: self.seed,
                    outliers: self.outliers as usize,
                    strength: self.strength,
                }
                .tensor(progress),
            }
        }
    }

    /// `tensor` with the changes by hand applied.
    pub fn edited(&self, mut tensor: Tensor) -> Result<Tensor, Error> {
        for edit in &self.edits {
            tensor.set(edit.index as usize, edit.value)?;
        }
        Ok(tensor)
    }

    /// The same source with nothing changed by hand.
    pub fn without_edits(&self) -> Self {
        Self { edits: Vec::new(), ..self.clone() }
    }
}
