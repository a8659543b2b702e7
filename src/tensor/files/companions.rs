//! Finds the open file that another one names: the values of an ONNX model, the shards of an index. A file is found by
//! its path if both paths are known, else by its name, and if several files have that name, by its size. If more than
//! one remains, none is used: values of another model would look plausible. Knows no format.

use super::files::OpenFile;
use super::{Bytes, Files, Location};
use crate::Error;
use std::collections::{BTreeMap, BTreeSet};

/// The most bytes for which two files are compared.
const MOST_COMPARED: u64 = 64 << 20;

/// The bytes that are compared at once.
const PIECE: u64 = 1 << 20;

/// A file name in an open file: an ONNX model names the file that holds its values.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Claim {
    /// The file that names.
    by: usize,
    /// The path that it names, from its own folder.
    path: String,
}

/// The open file that a claim refers to.
#[derive(Clone, Copy, PartialEq)]
enum Companion {
    Found(usize),
    /// One of several files of that name: the only one that ends with the last value that the model names.
    BySize(usize),
    NotOpen,
    /// Several files can be meant, or one file by several models.
    Ambiguous,
    /// The only open file of that name, which has fewer bytes than the model names.
    TooShort(u64),
}

impl Companion {
    fn file(self) -> Option<usize> {
        match self {
            Self::Found(file) | Self::BySize(file) => Some(file),
            _ => None,
        }
    }
}

impl Files {
    /// Finds the files that hold values of models. Such a file needs no format of its own.
    pub(super) fn join_external(&mut self) {
        let mut claims: BTreeMap<Claim, u64> = BTreeMap::new();
        for entry in &self.entries {
            if let Location::External { path, start, bytes, .. } = &entry.location {
                let end = claims.entry(Claim { by: entry.file, path: path.clone() }).or_default();
                *end = (*end).max(start.saturating_add(*bytes));
            }
        }
        let mut owned = BTreeSet::new();
        let mut of_values = BTreeSet::new();
        for Claim { by, path } in claims.keys() {
            let candidates = self.candidates(*by, path);
            owned.extend(candidates.iter().filter(|&&at| self.has_folder(*by) && self.has_folder(at)));
            of_values.extend(candidates);
        }
        let mut found = self.companions(&claims, &owned);
        let contested = self.contested(&found);
        for (claim, companion) in &mut found {
            if matches!(*companion, Companion::Found(values) if contested.contains(&(values, claim.by))) {
                *companion = Companion::Ambiguous;
            }
        }
        for entry in &mut self.entries {
            let Location::External { path, file, .. } = &mut entry.location else { continue };
            let claim = Claim { by: entry.file, path: path.clone() };
            let name = name_of(path);
            let reason = match found.get(&claim) {
                Some(&Companion::Found(values)) => {
                    *file = Some(values);
                    continue;
                }
                Some(Companion::Ambiguous | Companion::BySize(_)) => tr!(
                    "its values are in {name}, and more than one open model or file has its name; drop the folders they are in, or open \
                     one model at a time",
                    name
                ),
                Some(Companion::TooShort(size)) => tr!(
                    "its values are in {name}, and the open file of that name ends at byte {size}, before the last value of its model: it was \
                     cut short, or belongs to another model",
                    name,
                    size
                ),
                Some(Companion::NotOpen) | None => {
                    if let Some(model) = self.files.get_mut(entry.file) {
                        model.note = Some(tr!("Values of it are in {name}, which is not open: open both together.", name));
                    }
                    continue;
                }
            };
            if let Some(model) = self.files.get_mut(entry.file) {
                model.note = Some(tr!("It has tensors that cannot be shown: {reason}.", reason));
            }
            entry.location = Location::Unsupported(reason);
        }
        for values in of_values {
            if let Some(values) = self.files.get_mut(values) {
                (values.format, values.fault) = (msg!("values"), None);
            }
        }
    }

    /// The open files that the path `path` in file `by` can mean. A file that came with its folder names files of that
    /// folder, or files that came without one.
    pub(super) fn candidates(&self, by: usize, path: &str) -> Vec<usize> {
        let own = self.files.get(by).map_or("", |part| part.path.as_str());
        let (path, name) = (resolved(folder_of(own), path), name_of(path));
        let all = |is_meant: &dyn Fn(&OpenFile) -> bool| -> Vec<usize> {
            self.files.iter().enumerate().filter(|&(at, part)| at != by && is_meant(part)).map(|(at, _)| at).collect()
        };
        let exact = all(&|part| part.path == path);
        match exact.is_empty() {
            false => exact,
            true if self.has_folder(by) => all(&|part| part.path == name),
            true => all(&|part| name_of(&part.path) == name),
        }
    }

    /// The companion of each claim. `owned` are files with a folder that a model of that folder names.
    fn companions<'a>(&self, claims: &'a BTreeMap<Claim, u64>, owned: &BTreeSet<usize>) -> BTreeMap<&'a Claim, Companion> {
        let mut groups: BTreeMap<Vec<usize>, Vec<(&Claim, Companion)>> = BTreeMap::new();
        for (claim, &end) in claims {
            let mut candidates = self.candidates(claim.by, &claim.path);
            candidates.retain(|at| self.has_folder(claim.by) || !owned.contains(at));
            let companion = self.companion(&candidates, end);
            groups.entry(candidates).or_default().push((claim, companion));
        }
        // Sizes are a proof only where they give each file to one model: no file is smaller than its own model's values.
        for (candidates, group) in &mut groups {
            let given: BTreeSet<usize> = group.iter().filter_map(|(_, companion)| companion.file()).collect();
            let is_proof = given.len() == group.len() && given.len() == candidates.len();
            for (_, companion) in group {
                if let Companion::BySize(values) = *companion {
                    *companion = if is_proof { Companion::Found(values) } else { Companion::Ambiguous };
                }
            }
        }
        groups.into_values().flatten().collect()
    }

    /// Which of the candidates has the `end` bytes that a model names.
    fn companion(&self, candidates: &[usize], end: u64) -> Companion {
        let size = |at: usize| self.files.get(at).map_or(0, |part| part.bytes.size());
        let long: Vec<usize> = candidates.iter().copied().filter(|&at| size(at) >= end).collect();
        let exact: Vec<usize> = long.iter().copied().filter(|&at| size(at) == end).collect();
        match (candidates, long.as_slice(), exact.as_slice()) {
            ([], ..) => Companion::NotOpen,
            (&[first, ..], [], _) => Companion::TooShort(size(first)),
            (_, &[only], _) => Companion::Found(only),
            (_, &[first, ref others @ ..], _) if others.iter().all(|&other| self.are_same(first, other)) => Companion::Found(first),
            (.., &[only]) => Companion::BySize(only),
            _ => Companion::Ambiguous,
        }
    }

    /// Pairs of a file with values and a model that may not have it. Two models of one name come from two folders, so at most
    /// one of them can mean the same file: the one from the file's own folder, where folders are known.
    fn contested(&self, found: &BTreeMap<&Claim, Companion>) -> BTreeSet<(usize, usize)> {
        let mut models: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (claim, companion) in found {
            if let &Companion::Found(values) = companion {
                models.entry(values).or_default().insert(claim.by);
            }
        }
        let name = |at: usize| self.files.get(at).map_or("", |part| name_of(&part.path));
        let mut contested = BTreeSet::new();
        for (&values, models) in &models {
            for &model in models.iter().filter(|&&model| !(self.has_folder(model) && self.has_folder(values))) {
                let is_rival = |&&other: &&usize| other != model && name(other) == name(model) && !self.are_same(other, model);
                if models.iter().any(|other| is_rival(&other)) {
                    contested.insert((values, model));
                }
            }
        }
        contested
    }

    fn has_folder(&self, at: usize) -> bool {
        self.files.get(at).is_some_and(|part| part.path.contains('/'))
    }

    /// Whether two files hold the same bytes: a file that was opened twice.
    fn are_same(&self, one: usize, other: usize) -> bool {
        let (Some(one), Some(other)) = (self.files.get(one), self.files.get(other)) else { return false };
        have_same_bytes(&*one.bytes, &*other.bytes).unwrap_or(false)
    }
}

fn have_same_bytes(one: &dyn Bytes, other: &dyn Bytes) -> Result<bool, Error> {
    let size = one.size();
    if size != other.size() || size > MOST_COMPARED {
        return Ok(false);
    }
    let (mut a, mut b) = (Vec::new(), Vec::new());
    for at in (0..size).step_by(PIECE as usize) {
        let len = PIECE.min(size - at) as usize;
        a.resize(len, 0);
        b.resize(len, 0);
        one.read(at, &mut a)?;
        other.read(at, &mut b)?;
        if a != b {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A path without its folders.
pub(super) fn name_of(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// The folders of a path; empty for a name alone.
pub(super) fn folder_of(path: &str) -> &str {
    path.rsplit_once(['/', '\\']).map_or("", |(folder, _)| folder)
}

/// A path that is given from a folder, with `/` between its parts and without `.` and `..`.
fn resolved(folder: &str, path: &str) -> String {
    let mut files: Vec<&str> = Vec::new();
    for part in folder.split(['/', '\\']).chain(path.split(['/', '\\'])) {
        match part {
            "" | "." => {}
            ".." => drop(files.pop()),
            part => files.push(part),
        }
    }
    files.join("/")
}
