//! Large files that are wrong at their very end, each made to make its reader hold as much as it can until then.

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A name and the bytes, about `size` of them.
pub fn files(size: usize) -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("brackets.safetensors", safetensors(&[b"{\"w\":".as_slice(), &b"[".repeat(size)].concat())),
        ("names.safetensors", safetensors(&named(size))),
        ("metadata.safetensors", safetensors(&[b"{\"__metadata__\":{".as_slice(), &b"\"\":\"\",".repeat(size / 6)].concat())),
        ("words.txt", [&b"1 ".repeat(size / 2)[..], b"x"].concat()),
        ("rows.csv", [&b"1\n".repeat(size / 2)[..], b"x"].concat()),
        ("comments.txt", b"#\n".repeat(size / 2)),
        ("list.json", [b"[".as_slice(), &b"1,".repeat(size / 2), b"x]"].concat()),
        ("rows.json", [b"[".as_slice(), &b"[1],".repeat(size / 4), b"[1,2]]"].concat()),
        ("open.json", b"[".repeat(size)),
        ("header.csv", [&b"a,".repeat(size / 2)[..], b"b\n1"].concat()),
        ("quotes.csv", [&b"\"1\",".repeat(size / 4)[..], b"\"x"].concat()),
        ("utf16.csv", [b"\xff\xfe".as_slice(), &b"1\0,\0".repeat(size / 4), b"x\0"].concat()),
        ("strings.gguf", [gguf(1, 1), text("a"), le32(9), le32(8), le64(1 << 40), vec![0; size]].concat()),
        (
            "keys.gguf",
            [gguf(0, 1 << 40), (0..size / 21).flat_map(|i| [text(&format!("{i:08}")), vec![7, 0, 0, 0, 1]].concat()).collect()].concat(),
        ),
        ("tensors.gguf", [gguf(1 << 40, 0), (0..size / 40).flat_map(|i| tensor(&format!("{i:08}"))).collect()].concat()),
        ("members.npz", archive("npy", size)),
        ("members.pt", archive("pt", size)),
        ("nested.pt", pickle(&b"]".repeat(size))),
        ("lists.pt", pickle(&b"]0".repeat(size / 2))),
        ("numbers.pt", pickle(&[b"]".as_slice(), &batches(b"K\x01", b"e", size)].concat())),
        ("calls.pt", pickle(&[b"ca\nb\n".as_slice(), &b")R".repeat(size / 2)].concat())),
        ("aliases.pt", pickle(&[b"]q\x00".as_slice(), &batches(b"h\x00", b"e", size), b"."].concat())),
        ("tensors.pt", pickle(&aliased(size))),
        ("initializers.onnx", onnx(&b"\x2a\x00".repeat(size / 2))),
        ("names.onnx", onnx(&b"\x2a\x05\x10\x01\x42\x01a".repeat(size / 7))),
        ("dims.onnx", onnx(&field(5, &[&b"\x08\x01".repeat(size / 2)[..], b"\x10\x01"].concat()))),
        ("floats.onnx", onnx(&field(5, &[b"\x08\x02\x10\x01".as_slice(), &b"\x25\0\0\x80\x3f".repeat(size / 5)].concat()))),
        ("spaces.npy", [b"\x93NUMPY\x02\x00".as_slice(), &le32(size as u32), &b" ".repeat(size)].concat()),
        ("axes.npy", [b"\x93NUMPY\x02\x00".as_slice(), &le32(size as u32), b"{'shape': (", &b"1,".repeat(size / 2)].concat()),
        ("zeros", vec![0; size]),
    ]
}

fn le32(value: u32) -> Vec<u8> {
    value.to_le_bytes().to_vec()
}

fn le64(value: u64) -> Vec<u8> {
    value.to_le_bytes().to_vec()
}

fn safetensors(header: &[u8]) -> Vec<u8> {
    [&le64(header.len() as u64), header].concat()
}

/// Tensors without values, the last one of a type that does not exist.
fn named(size: usize) -> Vec<u8> {
    let mut header = b"{".to_vec();
    for i in 0..size / 56 {
        header.extend(format!("\"{i:x}\":{{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}},").bytes());
    }
    header.extend(b"\"w\":{\"dtype\":\"F7\",\"shape\":[0],\"data_offsets\":[0,0]}}");
    header
}

fn text(text: &str) -> Vec<u8> {
    [le64(text.len() as u64), text.as_bytes().to_vec()].concat()
}

fn gguf(tensors: u64, keys: u64) -> Vec<u8> {
    [b"GGUF".to_vec(), le32(3), le64(tensors), le64(keys)].concat()
}

fn tensor(name: &str) -> Vec<u8> {
    [text(name), le32(1), le64(1), le32(0), le64(0)].concat()
}

/// Members without data and the end of the directory, whose offset is one too far.
fn archive(kind: &str, size: usize) -> Vec<u8> {
    let name = |i: usize| if kind == "npy" { format!("{i:x}.npy") } else { format!("a/data/{i:x}") };
    let count = size / 60;
    let mut directory = Vec::new();
    for i in 0..count {
        let name = if kind == "pt" && i == 0 { "a/data.pkl".into() } else { name(i) };
        directory
            .extend(b"PK\x01\x02\x14\x00\x14\x00\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".iter().chain(&(name.len() as u16).to_le_bytes()));
        directory.extend([0; 16]);
        directory.extend(name.bytes());
    }
    let counted = (count.min(65_534) as u16).to_le_bytes();
    let end = [b"PK\x05\x06\0\0\0\0".as_slice(), &counted, &counted, &le32(directory.len() as u32), &le32(1), &[0, 0]].concat();
    [directory, end].concat()
}

/// A file of PyTorch with this pickle.
fn pickle(instructions: &[u8]) -> Vec<u8> {
    let mut written = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    written.start_file("a/data.pkl", stored).expect("a new member");
    written.write_all(&[b"\x80\x02", instructions].concat()).expect("memory takes it");
    written.finish().expect("a whole archive").into_inner()
}

/// Items in batches, as Python writes them, of `size` bytes in all.
fn batches(item: &[u8], end: &[u8], size: usize) -> Vec<u8> {
    [b"(", item.repeat(1000).as_slice(), end].concat().repeat(size / item.len() / 1000)
}

/// One tensor under one long name after the other, each by reference.
fn aliased(size: usize) -> Vec<u8> {
    let tensor = b"ctorch._utils\n_rebuild_tensor_v2\n((X\x07\0\0\0storagectorch\nFloatStorage\nX\x01\0\0\x000NK\x08tQK\0))tR";
    let key = [b"X\xe8\x03\0\0".as_slice(), &b"k".repeat(1000)].concat();
    [tensor.as_slice(), b"q\x00", &key, b"q\x01}", &batches(b"h\x01h\x00", b"u", size), b"."].concat()
}

fn varint(mut value: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value > 127 {
        bytes.push(value as u8 | 128);
        value >>= 7;
    }
    bytes.push(value as u8);
    bytes
}

fn field(number: u8, inside: &[u8]) -> Vec<u8> {
    [&[number << 3 | 2][..], &varint(inside.len()), inside].concat()
}

/// A model whose graph is `graph`.
fn onnx(graph: &[u8]) -> Vec<u8> {
    [b"\x08\x08".as_slice(), &field(7, graph)].concat()
}
