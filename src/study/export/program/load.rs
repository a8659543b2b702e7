//! The lines of a program that read the tensor from the user's own file, with the format's own library. Knows no
//! quantizer.

use super::dialect::Dialect;
use super::dialect::float;
use crate::study::Provenance;
use crate::tensor::files::{AxisSlice, Dtype, TensorSlice};

/// The code that a program needs to define `x`, all values in order.
pub(super) struct Load {
    /// Modules to import in addition to the dialect's own.
    pub imports: Vec<&'static str>,
    pub lines: Vec<String>,
}

/// `None` where no library reads the same values: text, and samples.
pub(super) fn load(dialect: Dialect, origin: &Provenance) -> Option<Load> {
    if origin.sampled.is_some() {
        return None;
    }
    let (file, name) = (quoted(&origin.source.file), quoted(&origin.source.tensor));
    // Whether the lines below give a tensor of PyTorch.
    let mut torch = false;
    let (imports, mut lines) = match origin.format {
        "safetensors" => {
            torch = dialect == Dialect::Torch || matches!(origin.dtype, Dtype::Bf16 | Dtype::F8E4m3 | Dtype::F8E5m2);
            let framework = if torch { "pt" } else { "np" };
            let open = format!("with safe_open({file}, framework=\"{framework}\") as file:");
            (vec!["from safetensors import safe_open"], vec![open, format!("    tensor = file.get_tensor({name})")])
        }
        "NumPy array" => (vec![], vec![format!("tensor = np.load({file})")]),
        "NumPy archive" => (vec![], vec![format!("tensor = np.load({file})[{name}]")]),
        "GGUF" => {
            let find = format!("stored = next(t for t in GGUFReader({file}).tensors if t.name == {name})");
            let plain = !matches!(origin.dtype, Dtype::Ggml(_) | Dtype::Bf16);
            let values = if plain { "stored.data" } else { "dequantize(stored.data, stored.tensor_type)" };
            let mut imports = vec!["from gguf import GGUFReader"];
            if !plain {
                imports.push("from gguf.quants import dequantize");
            }
            (imports, vec![find, format!("tensor = {values}")])
        }
        "ONNX model" => {
            let find = format!("stored = next(t for t in onnx.load({file}).graph.initializer if t.name == {name})");
            (vec!["import onnx", "import onnx.numpy_helper"], vec![find, "tensor = onnx.numpy_helper.to_array(stored)".into()])
        }
        "PyTorch" => {
            torch = true;
            let mut lines: Vec<String> = FLAT.lines().map(Into::into).collect();
            lines.push(format!("tensor = dict(flat(torch.load({file}, map_location=\"cpu\", weights_only=True)))[{name}]"));
            (vec!["import torch"], lines)
        }
        _ => return None,
    };
    let cut = TensorSlice::parse(usize::try_from(origin.source.axis).ok(), &origin.source.cut).ok()?;
    if !cut.ranges.is_empty() {
        lines.push(format!("tensor = tensor[{cut}]"));
    }
    if torch {
        lines.push("tensor = tensor.detach().to(torch.float32)".into());
        if dialect == Dialect::Numpy {
            lines.push("tensor = tensor.numpy()".into());
        }
    } else {
        lines.push("tensor = np.asarray(tensor).astype(np.float32)".into());
        if dialect == Dialect::Torch {
            lines.push("tensor = torch.from_numpy(tensor)".into());
        }
    }
    if let Some(axis) = moved(&cut) {
        let moved = if dialect == Dialect::Numpy { "np.moveaxis" } else { "torch.movedim" };
        lines.push(format!("tensor = {moved}(tensor, {axis}, 0)  # the axis that becomes the rows"));
    }
    let copy = if dialect == Dialect::Numpy { "copy" } else { "clone" };
    lines.push(format!("x = tensor.reshape(-1).{copy}()"));
    lines.extend(origin.source.edits.iter().map(|edit| format!("x[{}] = {}  # changed by hand", edit.index, float(edit.value))));
    let mut imports = imports;
    if torch && !imports.contains(&"import torch") {
        imports.push("import torch");
    }
    if !torch {
        imports.push("import numpy as np");
    }
    Some(Load { imports, lines })
}

/// Names of nested dictionaries and lists are joined by dots, as the page shows them.
const FLAT: &str = "\
def flat(tree, name=\"\"):
    if hasattr(tree, \"items\"):
        pairs = tree.items()
    elif isinstance(tree, (list, tuple)):
        pairs = enumerate(tree)
    else:
        yield name or \"data\", tree
        return
    for key, value in pairs:
        yield from flat(value, f\"{name}.{key}\" if name else str(key))
";

/// The position of the rows' axis after axes with a single index are dropped; `None` where nothing has to move.
fn moved(cut: &TensorSlice) -> Option<usize> {
    let axis = cut.axis?;
    let dropped = |keep: &AxisSlice| matches!(keep, AxisSlice::Index(_));
    if cut.ranges.get(axis).is_some_and(dropped) {
        return None;
    }
    let before = cut.ranges.iter().take(axis).filter(|keep| dropped(keep)).count();
    axis.checked_sub(before).filter(|&at| at > 0)
}

/// A Python string literal.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted += &format!("\\x{:02x}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
