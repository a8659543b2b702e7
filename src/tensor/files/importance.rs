//! What the open files say of a weight's inputs: llama.cpp's importance matrices, which have the mean square of each column, and inputs
//! under the weight's name. Reads the values of one only.

use super::{Entry, Files, TensorSlice};
use crate::Error;
use crate::tensor::files::pairs::llama_cpp_name;
use crate::tensor::readers::imatrix::{COUNTS, SUMS};
use std::collections::BTreeMap;

impl Files {
    /// The importance of each column of a weight, from the sums of squares called `sums` in a file: divided by their number of calls or
    /// tokens in f32, as llama-quantize does it; 1 for a matrix that no token has reached. Of weights that are several matrices
    /// (experts), all of them, one after another.
    ///
    /// Fails where the file has no such sums or no numbers of calls.
    pub fn importance(&self, file: &str, sums: &str) -> Result<Vec<f32>, Error> {
        let read = |tensor: String| {
            let place = self.find(file, &tensor).ok_or_else(|| Error::NoTensor { file: file.into(), tensor })?;
            Ok::<_, Error>(self.read(place, &TensorSlice::default(), &mut |_| {})?.tensor)
        };
        let weight = sums.strip_suffix(SUMS).ok_or_else(|| Error::NoTensor { file: file.into(), tensor: sums.into() })?;
        let (sums, counts) = (read(sums.into())?, read(format!("{weight}{COUNTS}"))?);
        let columns = sums.values().len() / counts.values().len().max(1);
        let mean = |(i, &sum): (usize, &f32)| match counts.values().get(i / columns.max(1)) {
            Some(&count) if count > 0.0 => sum / count,
            _ => 1.0,
        };
        Ok(sums.values().iter().enumerate().map(mean).collect())
    }

    /// The number of the inputs of an entry: a matrix in any of the files with as many columns, called like the weight with `input` or
    /// `inputs` in place of `weight`, or after it.
    pub fn inputs_of(&self, entry: usize) -> Option<usize> {
        let weight = self.entries.get(entry).filter(|weight| weight.shape.len() == 2)?;
        let stem = weight.name.strip_suffix(".weight").unwrap_or(&weight.name);
        let is_named = |name: &str| {
            let end = name.strip_prefix(&weight.name).or_else(|| name.strip_prefix(stem));
            matches!(end, Some(".input" | ".inputs"))
        };
        let fits = |inputs: &Entry| inputs.shape.len() == 2 && inputs.shape.last() == weight.shape.last() && is_named(&inputs.name);
        self.entries.iter().position(fits)
    }

    /// The importance of each column of an entry, where an open file has an importance matrix of its name.
    pub fn importance_of(&self, entry: usize) -> Result<Option<Vec<f32>>, Error> {
        let Some(weight) = self.entries.get(entry) else { return Ok(None) };
        let name = format!("{}{SUMS}", llama_cpp_name(&weight.name));
        let is_of = |sums: &&Entry| sums.name == name && sums.count() == weight.shape.last().copied();
        let Some(sums) = self.entries.iter().find(is_of) else { return Ok(None) };
        let file = self.files.get(sums.file).map_or("", |open| &open.name);
        self.importance(file, &sums.name).map(Some)
    }

    /// How many matrices (experts) a tensor of three axes is; `None` of others.
    pub fn matrices_of(&self, file: &str, tensor: &str) -> Option<usize> {
        let entry = self.entries.get(self.find(file, tensor)?)?;
        matrices(entry).and_then(|count| usize::try_from(count).ok())
    }

    /// Which of the matrices of a tensor of three axes a slice keeps; `None` where it keeps several.
    pub fn matrix_shown(&self, file: &str, tensor: &str, cut: &TensorSlice) -> Result<Option<usize>, Error> {
        let Some(entry) = self.find(file, tensor).and_then(|place| self.entries.get(place)) else { return Ok(None) };
        let kept = cut.of(&entry.shape)?;
        Ok(kept.first().filter(|first| first.len == 1).and_then(|first| usize::try_from(first.start).ok()))
    }

    /// For each entry the number of the sums of squares that are its importance, found by its name in either naming; `None` where no
    /// open file has them for as many columns, or for as many in each of its matrices.
    pub(super) fn importances(&self) -> Vec<Option<u32>> {
        let mut known = BTreeMap::new();
        for (at, entry) in self.entries.iter().enumerate() {
            if let Some(weight) = entry.name.strip_suffix(SUMS) {
                known.entry(weight.to_owned()).or_insert((at, entry.count()));
            }
        }
        let find = |entry: &Entry| {
            let (at, count) = *known.get(&llama_cpp_name(&entry.name))?;
            let columns = entry.shape.last().copied();
            let of_all = columns.and_then(|columns| columns.checked_mul(matrices(entry)?));
            u32::try_from(at).ok().filter(|_| count.is_some() && (count == columns || count == of_all))
        };
        self.entries.iter().map(find).collect()
    }
}

/// How many matrices (experts) an entry of three axes is.
fn matrices(entry: &Entry) -> Option<u64> {
    if let [count, _, _] = entry.shape[..] { Some(count) } else { None }
}
