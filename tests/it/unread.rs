//! Tensors that a file lists and that cannot be read: each says why, and the others are read.

use crate::reading_support::{fault_of, open, read};
use quantscope::Error;

/// Opens a file of `tests/data` and holds the reason of each unread tensor against a part of what it must say.
#[track_caller]
fn reasons(path: &str, causes: &[(&str, &str)]) {
    let bytes = std::fs::read(format!("tests/data/{path}")).expect("the file is there");
    let files = open(path, bytes).expect("some of it can be read");
    let listed = files.listing().tensors;
    let unread: Vec<&str> = listed.iter().filter(|tensor| tensor.unread.is_some()).map(|tensor| tensor.name.as_str()).collect();
    assert_eq!(unread, causes.iter().map(|&(name, _)| name).collect::<Vec<_>>());
    for &(name, cause) in causes {
        let at = listed.iter().position(|tensor| tensor.name == name).expect("it is listed");
        let reason = listed[at].unread.clone().unwrap_or_default();
        assert!(reason.contains(cause), "{name}: {reason:?} does not say {cause:?}");
        let error = read(&files, at).expect_err("it cannot be read");
        assert_eq!((error.clone(), fault_of(&error)), (Error::Unreadable { reason }, None));
    }
}

#[test]
fn flags_of_pytorch_that_change_values() {
    let sign = "with the opposite sign; save it after .resolve_neg()";
    let order = "not stored in order";
    reasons(
        "formats/flags.pt",
        &[
            ("neg_view", sign),
            ("neg_imag", sign),
            ("neg_parameter", sign),
            ("neg_half", sign),
            ("neg_subclass", sign),
            ("conj", "type 'ComplexFloat'"),
            ("quantized", "int_repr()"),
            ("quantized_channels", "int_repr()"),
            ("sparse", "after .to_dense()"),
            ("csr", "after .to_dense()"),
            ("expanded", order),
            ("every_other", order),
        ],
    );
}

#[test]
fn versions_of_quantized_blocks() {
    reasons("bad/gguf_quantization_version_1.gguf", &[("q", "quantization version 1, and version 2 is read")]);
    reasons("bad/gguf_quantization_version_text.gguf", &[("q", "of the type text, and must be u32")]);
}

#[test]
fn initializers_that_contradict_themselves() {
    reasons("bad/onnx_one_without_values.onnx", &[("stripped", "takes 24 bytes by its shape, and 0 are there")]);
    reasons(
        "bad/onnx_one_sound.onnx",
        &[
            ("double in float_data", "other values than the 2"),
            ("float in double_data", "other values than the 2"),
            ("float in int32_data", "other values than the 2"),
            ("too few", "takes 12 bytes by its shape, and 8 are there"),
            ("negative", "negative length"),
            ("axes", "more than 32 axes"),
            ("huge", "too large for any file"),
            ("nowhere", "the length of values in another file is no number"),
            ("nibbles", "INT4"),
            ("text", "STRING"),
            ("complex", "COMPLEX64"),
            ("segment", "stored in parts"),
        ],
    );
}
