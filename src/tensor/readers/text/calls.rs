//! Calls around numbers, as Python prints them: `tensor(...)`, `np.float32(1.5)`. Knows no brackets of lists.

use super::characters::shortened;
use crate::Error;

/// Endings of the names of calls that return their argument: `np.asarray`, `torch.FloatTensor`, `Int8Params`. The
/// argument of any other call (`zeros((2, 3))`) is not its values.
const HOLDERS: [&str; 7] = ["array", "tensor", "matrix", "parameter", "params", "constant", "variable"];

/// The most calls around the brackets that are looked through: `Parameter(Int8Params([...]))`.
const MAX_CALLS: usize = 4;

/// Beginnings of the names of types whose scalars NumPy 2 prints as calls: `np.float32(1.5)`,
/// `ml_dtypes.bfloat16(1.5)`.
const SCALARS: [&str; 5] = ["float", "bfloat", "int", "uint", "longdouble"];

/// The argument of `Parameter(Int8Params(...))`, `np.array(...)` and similar calls.
pub(super) fn without_calls(text: &str) -> Result<&str, Error> {
    refuse_others(text)?;
    (0..MAX_CALLS).try_fold(text, |text, _| without_call(text))
}

/// The tensors of PyTorch that are printed as something else than their values.
fn refuse_others(text: &str) -> Result<(), Error> {
    if text.contains("quantization_scheme=torch.per_channel") {
        return Err(text_error(tr!("This tensor is quantized per channel. Print its values: print(w.dequantize()), in PyTorch after \
             torch.set_printoptions(profile='full').")));
    }
    if text.contains("layout=torch.sparse") {
        return Err(text_error(tr!(
            "This tensor is sparse. Print its values: print(w.to_dense()), in PyTorch after torch.set_printoptions(profile='full')."
        )));
    }
    Ok(())
}

/// The first argument of a call; named arguments after it are dropped.
fn without_call(text: &str) -> Result<&str, Error> {
    let Some((name, arguments)) = text.split_once('(').filter(|(name, _)| is_name(name.trim())) else {
        return Ok(text);
    };
    if is_scalar_type(name.trim()) && !arguments.contains('[') {
        return Ok(text);
    }
    if !is_holder(name) {
        let name = shortened(name.trim(), 40);
        return Err(Error::Text {
            text: tr!("Calls such as '{name}' are not run here. Give the numbers they make, as Python prints them.", name),
        });
    }
    let arguments = arguments.trim_end().strip_suffix(')').ok_or_else(|| text_error(tr!("The last ')' is missing.")))?;
    let named = arguments.find('=').and_then(|sign| arguments[..sign].rfind(','));
    Ok(match named {
        // Nothing after it may be a further list, which would be ignored silently, or an argument of an inner call.
        Some(comma) if !arguments[comma..].contains('[') && balanced(&arguments[comma..]) => &arguments[..comma],
        _ => arguments,
    })
}

fn balanced(text: &str) -> bool {
    text.matches('(').count() == text.matches(')').count()
}

pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_') && text.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.')
}

fn is_holder(name: &str) -> bool {
    let lower = name.trim().to_ascii_lowercase();
    HOLDERS.iter().any(|holder| lower.ends_with(holder))
}

/// Whether a call of this name prints one number. Python's own `float(...)` and `int(...)` are calls that are not run.
fn is_scalar_type(name: &str) -> bool {
    let (module, of) = name.rsplit_once('.').unwrap_or(("", name));
    let is_type =
        SCALARS.iter().any(|start| of.strip_prefix(start).is_some_and(|bits| bits.bytes().all(|b| b.is_ascii_digit() || b == b'_')));
    is_type && (matches!(module, "np" | "numpy" | "jnp" | "ml_dtypes") || of.ends_with(|c: char| c.is_ascii_digit()))
}

/// The number in a call at the start of `text`, where its name ends at `name_end`: `np.float32(1.5)`, `tensor(1.5, device='cpu')`;
/// and how long the call is.
pub(super) fn scalar(text: &str, name_end: usize) -> Option<(&str, usize)> {
    let (name, rest) = text.split_at_checked(name_end)?;
    let arguments = rest.strip_prefix('(').filter(|_| is_scalar_type(name) || (is_name(name) && is_holder(name)))?;
    let end = arguments.find(')')?;
    let mut parts = arguments[..end].split(',');
    let number = parts.next()?.trim();
    let number = number.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')).unwrap_or(number);
    // Integers have no fraction, and a list is not a number.
    let is_whole = !name.contains("int") || number.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let is_one = !number.is_empty() && !number.contains(['[', '(', '{']) && parts.all(|file| file.contains('='));
    (is_one && is_whole).then_some((number, name_end + 1 + end + 1))
}

fn text_error(text: String) -> Error {
    Error::Text { text }
}
