//! The list of opened files and tensors for the page. Plain data.

use super::companions::folder_of;
use crate::i18n::translate;
use crate::tensor::files::pairs::pairs;
use crate::tensor::files::{Dtype, Files, Location};
use serde::Serialize;
use std::collections::BTreeSet;

/// The opened files and their tensors.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Listing {
    /// The files, in the order they were given.
    pub files: Vec<FileInfo>,
    /// The tensors, in the order of the files and of their headers. A tensor's number is its index here.
    pub tensors: Vec<TensorInfo>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct FileInfo {
    /// Its name.
    pub name: String,
    /// The name of its format.
    pub format: String,
    /// Its size in bytes.
    pub bytes: f64,
    /// Why nothing of it can be read.
    pub fault: Option<String>,
    /// A note for the user: the files that it names and that are not open.
    pub note: Option<String>,
    /// The indices of the models whose values it holds.
    pub models: Vec<u32>,
}

/// One tensor of a file.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct TensorInfo {
    /// The index of its file.
    pub file: u32,
    /// Its name in the file.
    pub name: String,
    /// The stored type, as the format calls it.
    pub dtype: String,
    /// The sizes of its axes.
    pub shape: Vec<f64>,
    /// The number of its values.
    pub values: f64,
    /// The bytes it takes in the file.
    pub bytes: f64,
    /// Why it cannot be shown.
    pub unread: Option<String>,
    /// The number of values in a block, for the types of ggml that are read.
    pub block: Option<u32>,
    /// The number of the float tensor in another file that it can be compared with.
    pub pair: Option<u32>,
    /// The number of the sums in an importance matrix that say how much the errors of its columns count.
    pub importance: Option<u32>,
}

impl Files {
    /// The list for the page.
    pub fn listing(&self) -> Listing {
        let models = |at: usize| {
            let named =
                self.entries.iter().filter(|entry| matches!(entry.location, Location::External { file: Some(file), .. } if file == at));
            named.map(|entry| entry.file as u32).collect::<BTreeSet<u32>>().into_iter().collect()
        };
        let files = self.files.iter().enumerate().map(|(at, open)| FileInfo {
            name: open.name.clone(),
            format: translate(open.format),
            bytes: open.bytes.size() as f64,
            fault: open.fault.as_ref().map(ToString::to_string),
            note: open.note.clone(),
            models: models(at),
        });
        let pairs = pairs(&self.entries, |at| self.files.get(at).map_or("", |part| folder_of(&part.path)));
        let related = pairs.into_iter().zip(self.importances());
        let tensors = self.entries.iter().zip(related).map(|(entry, (pair, importance))| TensorInfo {
            file: entry.file as u32,
            name: entry.name.clone(),
            dtype: entry.dtype.name().into(),
            shape: entry.shape.iter().map(|&d| d as f64).collect(),
            values: entry.count().unwrap_or(u64::MAX) as f64,
            bytes: match &entry.location {
                Location::Raw { bytes, .. } | Location::Zipped { bytes, .. } | Location::External { bytes, .. } => *bytes as f64,
                Location::Packed(packed) => packed.bytes() as f64,
                _ => 0.0,
            },
            unread: match (&entry.location, &entry.dtype) {
                (Location::Unsupported(reason), _) => Some(reason.clone()),
                (Location::External { path, file: None, .. }, _) => Some(tr!("its values are in {file}, which is not open", file = path)),
                (Location::Packed(_), _) => None,
                (_, Dtype::Other(name)) => Some(tr!("{name} is not decoded here", name)),
                _ => None,
            },
            block: match entry.dtype {
                Dtype::Ggml(kind) => u32::try_from(kind.block()).ok(),
                _ => None,
            },
            pair,
            importance,
        });
        Listing { files: files.collect(), tensors: tensors.collect() }
    }
}
