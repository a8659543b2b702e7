//! The table of recipes: by the names, shapes and types of tensors, what they make up together. What no recipe knows stays as it is.

use super::found::{Found, Made, is_byte, is_plain, is_word};
use super::layouts;
use super::parts::{Parts, part};
use crate::tensor::readers::{Bytes, Dtype, Entry, Location};

/// A recipe: the tensor with the codes is called by a base and this ending, and the one they make up by the base and `.weight`.
struct Recipe {
    /// The ending of the name of the codes.
    codes: &'static str,
    /// Endings of the names of tensors that must be there too.
    needs: &'static [&'static str],
    /// Whether the codes can be of this type.
    is_of: fn(&Dtype) -> bool,
    /// The name of what they make up, its shape and its parts; a sentence where they do not fit each other.
    make: fn(&Found) -> Result<Made, String>,
}

/// All recipes. The first that fits is taken.
const RECIPES: &[Recipe] = &[
    Recipe { codes: ".qweight", needs: &[".qzeros", ".scales"], is_of: is_word, make: layouts::gptq_or_awq },
    Recipe { codes: ".weight_packed", needs: &[".weight_scale", ".weight_shape"], is_of: is_word, make: layouts::compressed_tensors },
    Recipe { codes: ".weight_packed", needs: &[".weight_scale", ".weight_global_scale"], is_of: is_byte, make: layouts::nvfp4_packed },
    Recipe { codes: ".weight_packed", needs: &[".weight_scale"], is_of: is_byte, make: layouts::mxfp4_packed },
    Recipe { codes: ".weight", needs: &[".weight_scale", ".weight_scale_2"], is_of: is_byte, make: layouts::nvfp4_modelopt },
    Recipe { codes: ".weight", needs: &[".scales", ".biases"], is_of: is_word, make: layouts::mlx_affine },
    Recipe { codes: ".weight", needs: &[".scales"], is_of: is_word, make: layouts::mlx_float },
    Recipe { codes: ".weight", needs: &[".weight.absmax", ".weight.quant_map"], is_of: is_byte, make: layouts::bitsandbytes },
    Recipe { codes: ".weight", needs: &[".SCB"], is_of: |dtype| *dtype == Dtype::I8, make: layouts::llm_int8 },
    Recipe { codes: ".weight", needs: &[".weight_scale"], is_of: is_plain, make: layouts::scaled },
    Recipe { codes: ".weight", needs: &[".weight_scale_inv"], is_of: is_plain, make: layouts::scaled },
    Recipe { codes: "_blocks", needs: &["_scales"], is_of: is_byte, make: layouts::gpt_oss },
];

/// Puts what the entries make up together in their list: in place of the codes that have its name, else before them.
pub(crate) fn join(entries: Vec<Entry>, open: &[&dyn Bytes]) -> Vec<Entry> {
    let made: Vec<Option<Entry>> = {
        let parts = Parts::of(&entries, open);
        entries.iter().map(|entry| made_of(entry, &parts)).collect()
    };
    if made.iter().all(Option::is_none) {
        return entries;
    }
    let mut joined = Vec::with_capacity(entries.len());
    for (entry, made) in entries.into_iter().zip(made) {
        let replaces = made.as_ref().is_some_and(|made| made.name == entry.name);
        joined.extend(made);
        if !replaces {
            joined.push(entry);
        }
    }
    joined
}

/// What a tensor of codes makes up with others.
fn made_of(entry: &Entry, parts: &Parts) -> Option<Entry> {
    let codes = part(entry)?;
    RECIPES.iter().find_map(|recipe| {
        let base = entry.name.strip_suffix(recipe.codes).filter(|_| (recipe.is_of)(&entry.dtype))?;
        recipe.needs.iter().all(|end| parts.find(entry.file, &format!("{base}{end}")).is_some()).then_some(())?;
        let name = if recipe.codes == "_blocks" { base.to_owned() } else { format!("{base}.weight") };
        // A name that another tensor of the file has stays its own.
        if name != entry.name && parts.has(entry.file, &name) {
            return None;
        }
        let found = Found { parts, codes: codes.clone(), base };
        Some(match (recipe.make)(&found) {
            Ok(Made { form, shape, packed }) => {
                Entry { name, shape, dtype: Dtype::Other(form), file: entry.file, location: Location::Packed(Box::new(packed)) }
            }
            Err(reason) => Entry {
                name,
                shape: entry.shape.clone(),
                dtype: entry.dtype.clone(),
                file: entry.file,
                location: Location::Unsupported(reason),
            },
        })
    })
}
