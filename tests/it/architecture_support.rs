//! Which file of `src` depends on which, read from the paths in their text, and the circles in that graph.
//!
//! A file depends on another where its code names something that the other defines: by `crate::`, `super::`, `self::` or
//! one of its own child modules, in a `use` or anywhere else. A re-export is followed to the file that defines the item,
//! so `super::Tensor` points at `tensor/tensor.rs`, not at `tensor/mod.rs`. Three things are no dependency: `mod`
//! declarations, re-exports of a module's own descendants, and what stands in `#[cfg(test)] mod tests`.

use std::collections::{BTreeMap, BTreeSet};

/// A module's path from the crate's root, which is empty.
type Module = Vec<String>;

/// A file's text, and its place below `src` with slashes.
pub struct File<'a> {
    pub path: &'a str,
    pub code: &'a str,
}

/// For each file the files it depends on.
pub type Arrows = BTreeMap<String, BTreeSet<String>>;

/// The dependencies between files whose code holds no comments.
pub fn arrows(files: &[File]) -> Arrows {
    let tree = Tree::new(files);
    files.iter().map(|file| (file.path.to_string(), tree.dependencies(file))).collect()
}

/// Sets of files that all depend on each other, each sorted.
pub fn circles(arrows: &Arrows) -> Vec<Vec<String>> {
    let reached: BTreeMap<&String, BTreeSet<&String>> = arrows.keys().map(|from| (from, reached_from(from, arrows))).collect();
    let mut circles = BTreeSet::new();
    for (from, there) in &reached {
        let mut circle: Vec<String> =
            there.iter().filter(|to| reached.get(*to).is_some_and(|back| back.contains(from))).map(|s| s.to_string()).collect();
        circle.sort();
        if !circle.is_empty() {
            circles.insert(circle);
        }
    }
    circles.into_iter().collect()
}

fn reached_from<'a>(from: &str, arrows: &'a Arrows) -> BTreeSet<&'a String> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&String> = arrows.get(from).into_iter().flatten().collect();
    while let Some(file) = next.pop() {
        if reached.insert(file) {
            next.extend(arrows.get(file).into_iter().flatten());
        }
    }
    reached
}

/// The crate's modules, the files they are in, and what they re-export.
struct Tree {
    files: BTreeMap<Module, String>,
    /// From a module and a name in it to the path that the name stands for.
    exports: BTreeMap<(Module, String), Module>,
}

impl Tree {
    fn new(files: &[File]) -> Self {
        let mut tree = Self { files: files.iter().map(|f| (module_of(f.path), f.path.to_string())).collect(), exports: BTreeMap::new() };
        for file in files {
            let module = module_of(file.path);
            for (public, path, alias) in uses(file.code).into_iter().map(|u| (u.public, u.path, u.alias)) {
                if let (true, Some(target)) = (public, tree.absolute(&path, &module)) {
                    let name = alias.or(target.last().cloned()).unwrap_or_default();
                    tree.exports.insert((module.clone(), name), target);
                }
            }
        }
        tree
    }

    /// A path from the crate's root; `None` where it leads out of the crate.
    fn absolute(&self, path: &[String], module: &Module) -> Option<Module> {
        let mut at = module.clone();
        let mut rest = path;
        match rest.first()?.as_str() {
            "crate" => at.clear(),
            "self" | "super" => {}
            child => {
                let mut below = module.clone();
                below.push(child.into());
                self.files.get(&below)?;
            }
        }
        while let Some((first, after)) = rest.split_first().filter(|(first, _)| matches!(first.as_str(), "crate" | "self" | "super")) {
            if first == "super" {
                at.pop();
            }
            rest = after;
        }
        at.extend(rest.iter().cloned());
        Some(at)
    }

    /// The file that defines what an absolute path names.
    fn file_of(&self, path: &Module) -> Option<&String> {
        let mut path = path.clone();
        // As many re-exports as there are modules: more would be a circle of them.
        for _ in 0..=self.files.len() {
            let known = (0..=path.len()).rev().find(|&n| self.files.contains_key(&path[..n]))?;
            let Some(name) = path.get(known) else { return self.files.get(&path) };
            let Some(target) = self.exports.get(&(path[..known].to_vec(), name.clone())) else { return self.files.get(&path[..known]) };
            path = target.iter().chain(&path[known + 1..]).cloned().collect();
        }
        None
    }

    fn dependencies(&self, file: &File) -> BTreeSet<String> {
        let module = module_of(file.path);
        let inside = |path: &Module| path.len() > module.len() && path.starts_with(&module);
        let used = uses(file.code).into_iter().filter_map(|u| {
            let path = self.absolute(&u.path, &u.within(&module))?;
            (!u.public || !inside(&path)).then_some(path)
        });
        let named = named(file.code).into_iter().filter_map(|u| self.absolute(&u.path, &u.within(&module)));
        let found = used.chain(named).filter_map(|path| self.file_of(&path).cloned());
        found.filter(|to| to != file.path).collect()
    }
}

fn module_of(path: &str) -> Module {
    let names = path.trim_end_matches(".rs").split('/').map(String::from);
    names.filter(|name| name != "mod" && name != "lib").collect()
}

/// A path in some code.
struct Use {
    path: Vec<String>,
    alias: Option<String>,
    public: bool,
    /// The module within the file that it stands in.
    inner: Option<String>,
}

impl Use {
    fn within(&self, module: &Module) -> Module {
        module.iter().cloned().chain(self.inner.clone()).collect()
    }
}

/// The code without its tests, in lines with the name of the module within the file they stand in.
fn lines(code: &str) -> Vec<(&str, Option<String>)> {
    let code = code.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let mut inner = None;
    let mut lines = Vec::new();
    for line in code.lines() {
        let declared = line.split_once("mod ").filter(|(before, _)| before.is_empty() || before.starts_with("pub"));
        if let Some(name) = declared.and_then(|(_, rest)| rest.strip_suffix(" {")) {
            inner = Some(name.to_string());
        }
        lines.push((line, inner.clone()));
        if line == "}" {
            inner = None;
        }
    }
    lines
}

/// All `use` declarations, groups one by one.
fn uses(code: &str) -> Vec<Use> {
    let mut found = Vec::new();
    let mut open: Option<(String, bool, Option<String>)> = None;
    for (line, inner) in lines(code) {
        let text = line.trim();
        if open.is_none() {
            let (before, rest) = match text.strip_prefix("use ") {
                Some(rest) => ("", rest),
                None => match text.split_once(" use ") {
                    Some((before, rest)) if before.starts_with("pub") && !before.contains(' ') => (before, rest),
                    _ => continue,
                },
            };
            open = Some((rest.to_string(), !before.is_empty(), inner));
        } else if let Some((tree, ..)) = &mut open {
            tree.push_str(text);
        }
        if text.ends_with(';')
            && let Some((tree, public, inner)) = open.take()
        {
            expand(&[], tree.trim_end_matches(';'), &mut |path, alias| {
                found.push(Use { path, alias, public, inner: inner.clone() });
            });
        }
    }
    found
}

/// Each path of a tree such as `a::{b, c::{self, d as e}}`.
fn expand(before: &[String], tree: &str, see: &mut dyn FnMut(Vec<String>, Option<String>)) {
    let tree = tree.trim();
    if let Some(group) = tree.strip_prefix('{').and_then(|group| group.strip_suffix('}')) {
        let (mut nested, mut from) = (0, 0);
        for (at, c) in group.char_indices().chain([(group.len(), ',')]) {
            match c {
                '{' => nested += 1,
                '}' => nested -= 1,
                ',' if nested == 0 => {
                    if !group[from..at].trim().is_empty() {
                        expand(before, &group[from..at], see);
                    }
                    from = at + 1;
                }
                _ => {}
            }
        }
    } else if let Some((name, rest)) = tree.split_once("::") {
        let path: Vec<String> = before.iter().cloned().chain([name.trim().to_string()]).collect();
        expand(&path, rest, see);
    } else {
        let (name, alias) = tree.split_once(" as ").map_or((tree, None), |(name, alias)| (name, Some(alias.trim().to_string())));
        let last = Some(name.trim().to_string()).filter(|name| before.is_empty() || name != "self");
        see(before.iter().cloned().chain(last).collect(), alias);
    }
}

/// All paths of more than one name outside `use` declarations.
fn named(code: &str) -> Vec<Use> {
    let mut found = Vec::new();
    let part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    for (line, inner) in lines(code) {
        if line.trim_start().starts_with("use ") || line.contains(" use ") {
            continue;
        }
        for path in line.split(|c| !part(c)).filter(|path| path.contains("::") && !path.starts_with("::")) {
            let names = path.split("::").map(str::to_string).filter(|name| !name.is_empty());
            found.push(Use { path: names.collect(), alias: None, public: false, inner: inner.clone() });
        }
    }
    found
}
