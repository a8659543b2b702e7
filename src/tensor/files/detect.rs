//! Detects the format of a file by its first bytes, then by its name. For formats that are not read, the error names the
//! format and says how to convert the file.

use crate::Error;
use crate::i18n::translate;
use crate::tensor::files::{Bytes, Dtype, Entry, Location};
use crate::tensor::read_text_bytes;
use crate::tensor::readers::bytes_at;
use crate::tensor::readers::{gguf, imatrix, npy, npz, onnx, refuse, safetensors, torch, zip};

/// The number of first bytes that are inspected.
const HEAD: u64 = 512;

/// The longest text that is read, in bytes. All of it is held in memory.
const MAX_TEXT: u64 = 512 << 20;

/// The tensors of a file.
type Listed = Result<Vec<Entry>, Error>;

/// The name of a file's format, and its tensors.
pub(super) fn list(name: &str, bytes: &dyn Bytes, file: usize) -> (&'static str, Listed) {
    let head = match bytes_at(bytes, 0, bytes.size().min(HEAD)) {
        Ok(head) if head.is_empty() => return (msg!("empty"), refuse(tr!("it is empty: it has 0 bytes"))),
        Ok(head) => head,
        Err(error) => return (msg!("unknown"), Err(error)),
    };
    let name = name.to_ascii_lowercase();
    let named = |ending: &str| name.ends_with(ending);
    // Must come first: a header of 19 280 bytes begins with the magic number of zip, one of 640 bytes with that of a pickle.
    if is_safetensors(&head) {
        return ("safetensors", safetensors::list(bytes, file));
    }
    if head.starts_with(npy::MAGIC) {
        return (msg!("NumPy array"), npy::list(bytes, file));
    }
    if head.starts_with(gguf::MAGIC) {
        return ("GGUF", gguf::list(bytes, file));
    }
    // Other bytes after PK are text: a table whose first column is called PK.
    if matches!(head.as_slice(), [b'P', b'K', 1..=8, ..]) {
        return archive(bytes, file);
    }
    if let Some((kind, mend)) = foreign(&head) {
        return (kind, refuse(translate(mend)));
    }
    if named(".safetensors") {
        return ("safetensors", safetensors::list(bytes, file));
    }
    if named(".onnx") || onnx::begins(&head) {
        return (msg!("ONNX model"), onnx::list(bytes, file));
    }
    if named(".npy") {
        return (msg!("NumPy array"), npy::list(bytes, file));
    }
    if named(".gguf") {
        return ("GGUF", gguf::list(bytes, file));
    }
    if imatrix::begins(&head) {
        return (msg!("importance matrix"), imatrix::list(bytes, file));
    }
    if let Some((kind, mend)) = named_foreign(&name) {
        return (kind, refuse(translate(mend)));
    }
    (msg!("text"), text(bytes, file))
}

fn archive(bytes: &dyn Bytes, file: usize) -> (&'static str, Listed) {
    match zip::members(bytes) {
        Ok(members) if torch::is(&members) => ("PyTorch", torch::list(bytes, file, &members)),
        Ok(members) => (msg!("NumPy archive"), npz::list(bytes, file, members)),
        Err(error) => (msg!("zip archive"), Err(error)),
    }
}

/// The metadata of a file, keys and values as text. Empty for formats without metadata.
pub(super) fn metadata(bytes: &dyn Bytes) -> Result<Vec<(String, String)>, Error> {
    let is_gguf = bytes_at(bytes, 0, gguf::MAGIC.len() as u64).is_ok_and(|head| head == gguf::MAGIC);
    if is_gguf { gguf::metadata(bytes) } else { Ok(Vec::new()) }
}

fn text(bytes: &dyn Bytes, file: usize) -> Listed {
    if bytes.size() > MAX_TEXT {
        return refuse(tr!("it is a text of more than 512 MB; save its numbers as .npy, which is read by slices"));
    }
    let tensor = read_text_bytes(&bytes_at(bytes, 0, bytes.size())?)?;
    let shape = tensor.shape().iter().map(|&d| d as u64).collect();
    Ok(vec![Entry { name: "data".into(), shape, dtype: Dtype::F32, file, location: Location::InMemory(tensor) }])
}

/// The format has no magic number: a length below 4 GB, then a JSON object.
fn is_safetensors(head: &[u8]) -> bool {
    matches!(head, [_, _, _, _, 0, 0, 0, 0, b'{', ..])
}

const UNPACK: &str = msg!("it is compressed; unpack it first, then open what was in it");
const PICKLE: &str = msg!(
    "it is a Python pickle, which is a program and never run here; in Python load it and save the tensors, with \
                      safetensors.torch.save_file(model.state_dict(), 'model.safetensors') or numpy.save"
);
const HDF5: &str =
    msg!("it is an HDF5 or Keras file; in Python write each array with numpy.save('name.npy', array), or all with numpy.savez");

/// A format that is not read, by the first bytes of a file: its name and how to convert the file.
fn foreign(head: &[u8]) -> Option<(&'static str, &'static str)> {
    const MAGICS: [(&[u8], &str, &str); 14] = [
        (b"\x89HDF\r\n\x1a\n", "HDF5", HDF5),
        (b"\x1f\x8b", "gzip", UNPACK),
        (b"BZh", "bzip2", UNPACK),
        (b"\xfd7zXZ\0", "xz", UNPACK),
        (b"\x28\xb5\x2f\xfd", "zstd", UNPACK),
        (b"7z\xbc\xaf\x27\x1c", "7z", UNPACK),
        (b"Rar!", "rar", UNPACK),
        (b"GGML", "GGML", msg!("it is a GGML file from before GGUF; convert it with llama.cpp's convert_llama_ggml_to_gguf.py")),
        (b"lmgg", "GGML", msg!("it is a GGML file from before GGUF; convert it with llama.cpp's convert_llama_ggml_to_gguf.py")),
        (b"tjgg", "GGML", msg!("it is a GGML file from before GGUF; convert it with llama.cpp's convert_llama_ggml_to_gguf.py")),
        (b"PAR1", "Parquet", msg!("it is a Parquet table; in Python write it with numpy.save('table.npy', table.to_pandas().to_numpy())")),
        (b"ARROW1", "Arrow", msg!("it is an Arrow table; in Python write it with numpy.save('table.npy', table.to_pandas().to_numpy())")),
        (b"MATLAB 5.0", "MATLAB", msg!("it is a MATLAB file; in Python write numpy.savez('arrays.npz', **scipy.io.loadmat(file))")),
        (
            b"version https://git-lfs",
            msg!("Git LFS pointer"),
            msg!("it is not the model but a pointer of Git LFS to it; fetch the file itself with git lfs pull, or download it again"),
        ),
    ];
    if let Some(&(_, kind, mend)) = MAGICS.iter().find(|(magic, ..)| head.starts_with(magic)) {
        return Some((kind, mend));
    }
    if matches!(head, [0x80, 2..=5, ..]) {
        return Some(("pickle", PICKLE));
    }
    if head.get(4..8) == Some(b"TFL3") {
        return Some((
            "TensorFlow Lite",
            msg!("it is a TensorFlow Lite model; read its tensors in Python and write them with numpy.savez"),
        ));
    }
    if head.get(257..262) == Some(b"ustar") {
        return Some(("tar", msg!("it is a tar archive; unpack it first, then open what was in it")));
    }
    let text = head.trim_ascii_start().to_ascii_lowercase();
    let is_page = [&b"<html"[..], b"<!doctype html", b"<head"].iter().any(|start| text.starts_with(start));
    is_page
        .then_some((msg!("web page"), msg!("it is a saved web page, not the file itself; download it again with the page's download link")))
}

/// A format that is not read, by the name of a file whose first bytes identify none.
fn named_foreign(name: &str) -> Option<(&'static str, &'static str)> {
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    if ends(&[".pt", ".pth", ".ckpt", ".pkl", ".pickle"]) {
        return Some(("pickle", PICKLE));
    }
    if ends(&[".h5", ".hdf5", ".keras"]) {
        return Some(("HDF5", HDF5));
    }
    if ends(&[".npz"]) {
        return Some((msg!("unknown"), msg!("it is no zip archive, as .npz files are")));
    }
    if ends(&[".data", "_data"]) {
        return Some((msg!("values"), msg!("it holds values alone; open the model they belong to, its .onnx file, together with it")));
    }
    if ends(&[".bin"]) {
        return Some((
            msg!("unknown"),
            msg!("it is no archive of PyTorch, and nothing in it says what its bytes are; save it as .safetensors or .npy"),
        ));
    }
    ends(&[".msgpack"]).then_some((
        "Flax",
        msg!("it is a Flax checkpoint; in Python save it with safetensors.flax.save_file(params, 'model.safetensors')"),
    ))
}
