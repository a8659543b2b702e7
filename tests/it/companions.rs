//! Files that name each other: each model gets its own values and each index its own shards, or is told that it cannot be
//! known which those are; never those of another model of the same name.

use crate::archives::{floats, long, npy, number, stored};
use proptest::prelude::*;
use quantscope::tensor::files::{Bytes, Files, TensorSlice};

fn open(files: Vec<(String, Vec<u8>)>) -> Files {
    Files::open(files.into_iter().map(|(name, bytes)| (name, Box::new(bytes) as Box<dyn Bytes>)).collect()).expect("some can be read")
}

/// A model of one tensor `w` with `len` values in another file.
fn model(location: &str, len: usize) -> Vec<u8> {
    let pair = |key: &str, value: &str| long(13, &[long(1, key.as_bytes()), long(2, value.as_bytes())].concat());
    let tensor = [
        number(1, len as u64),
        number(2, 1),
        long(8, b"w"),
        pair("location", location),
        pair("length", &(4 * len).to_string()),
        number(14, 1),
    ];
    [number(1, 10), long(7, &long(5, &tensor.concat()))].concat()
}

/// What is read of each listed tensor: its values, or the reason why there are none.
fn read(files: &Files) -> Vec<Result<Vec<f32>, String>> {
    let entries = 0..files.entries().len();
    let one = |entry| files.read(entry, &TensorSlice::default(), &mut |_| {});
    entries.map(|entry| one(entry).map(|read| read.tensor.values().to_vec()).map_err(|error| error.to_string())).collect()
}

fn named(files: &[(&str, Vec<u8>)]) -> Vec<(String, Vec<u8>)> {
    files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.clone())).collect()
}

/// All orders of four things.
fn orders() -> impl Iterator<Item = [usize; 4]> {
    (0..256).map(|n| [n % 4, n / 4 % 4, n / 16 % 4, n / 64]).filter(|order| (0..4).all(|i| order.contains(&i)))
}

/// Encoder and decoder, as they were reported: two folders with files of the same names and sizes.
fn reported() -> Vec<(String, Vec<u8>)> {
    let paths = ["enc/model.onnx", "enc/model.onnx.data", "dec/model.onnx", "dec/model.onnx.data"];
    let bytes = |path: &str| std::fs::read(format!("tests/data/reports/onnx_two_models_same_names/{path}")).expect("the file is there");
    paths.map(|path| (path.to_owned(), bytes(path))).to_vec()
}

#[test]
fn models_of_one_name_have_their_own_values_by_their_folders() {
    let files = reported();
    let values = |bytes: &[u8]| bytes.chunks(4).map(|b| f32::from_le_bytes(b.try_into().expect("4 bytes"))).collect::<Vec<_>>();
    let (enc, dec) = (values(&files[1].1), values(&files[3].1));
    assert_ne!(enc, dec);
    for order in orders() {
        let opened = open(order.map(|i| files[i].clone()).to_vec());
        let read_of = |file: &str| read(&opened)[opened.find(file, "w").expect("it is listed")].clone();
        assert_eq!((read_of("enc/model.onnx"), read_of("dec/model.onnx")), (Ok(enc.clone()), Ok(dec.clone())));
        let listing = opened.listing();
        assert!(listing.files.iter().all(|file| file.fault.is_none() && file.note.is_none()));
        for file in listing.files.iter().filter(|file| file.format == "values") {
            let models: Vec<&str> = file.models.iter().map(|&at| listing.files[at as usize].name.as_str()).collect();
            assert_eq!(models, [file.name.trim_end_matches(".data")]);
        }
    }
}

#[test]
fn models_of_one_name_without_folders_have_no_values() {
    let files = reported();
    for order in orders() {
        let bare = |i: usize| (files[i].0.rsplit('/').next().unwrap_or_default().to_owned(), files[i].1.clone());
        let opened = open(order.map(bare).to_vec());
        let told = read(&opened);
        let is_told = |told: &Result<_, String>| matches!(told, Err(reason) if reason.contains("model.onnx.data, and more than one open model or file has its name; drop the folders"));
        assert!(told.len() == 2 && told.iter().all(is_told), "{told:?}");
        let listing = opened.listing();
        assert!(listing.tensors.iter().all(|tensor| tensor.unread.is_some()));
        assert!(
            listing
                .files
                .iter()
                .all(|file| file.fault.is_none() && (file.note.is_some() == file.name.contains(".onnx") || file.format == "values"))
        );
    }
}

#[test]
fn files_of_one_name_are_told_by_their_sizes() {
    let (one, two) = (floats(&[1.0]), floats(&[2.0, 3.0]));
    let files = named(&[("m.onnx", model("w.data", 1)), ("w.data", one.clone()), ("m.onnx", model("w.data", 2)), ("w.data", two.clone())]);
    for order in orders() {
        let told = read(&open(order.map(|i| files[i].clone()).to_vec()));
        let (first, second) = (Ok(vec![1.0]), Ok(vec![2.0, 3.0]));
        let is_first_first = order.iter().position(|&i| i == 0) < order.iter().position(|&i| i == 2);
        assert_eq!(told, if is_first_first { [first, second] } else { [second, first] });
    }
    // One of these sizes proves nothing: either file may be longer than what its model names.
    let told = read(&open(named(&[("m.onnx", model("w.data", 1)), ("w.data", one), ("w.data", two)])));
    assert!(matches!(told.as_slice(), [Err(reason)] if reason.contains("more than one")), "{told:?}");
}

#[test]
fn values_of_another_model_are_never_taken() {
    let values = |n: f32| floats(&[n]);
    for (files, expected) in [
        // The values of one of two models are not there.
        (vec![("a/m.onnx", model("w", 1)), ("a/w", values(1.0)), ("b/m.onnx", model("w", 1))], vec![Ok(1.0), Err("not open")]),
        (vec![("m.onnx", model("w", 1)), ("w", values(1.0)), ("m.onnx", model("w", 1))], vec![Ok(1.0), Ok(1.0)]),
        (
            vec![("m.onnx", model("w", 1)), ("w", values(1.0)), ("m.onnx", model("./w", 1))],
            vec![Err("more than one"), Err("more than one")],
        ),
        // A model without its folder, beside a folder with a model.
        (vec![("m.onnx", model("w", 1)), ("b/m.onnx", model("w", 1)), ("b/w", values(2.0))], vec![Err("not open"), Ok(2.0)]),
        (vec![("m.onnx", model("w", 1)), ("w", values(1.0)), ("b/m.onnx", model("w", 1)), ("b/w", values(2.0))], vec![Ok(1.0), Ok(2.0)]),
        // A file that is too short was cut, or is another model's.
        (vec![("m.onnx", model("w", 2)), ("w", values(1.0))], vec![Err("ends at byte 4, before the last value of its model")]),
        // Models of two names can have one file.
        (vec![("a.onnx", model("w", 1)), ("w", values(1.0)), ("b.onnx", model("w", 1))], vec![Ok(1.0), Ok(1.0)]),
        (vec![("x/a.onnx", model("w", 1)), ("x/w", values(1.0)), ("x/b.onnx", model("w", 1))], vec![Ok(1.0), Ok(1.0)]),
        // A file that was opened twice.
        (vec![("m.onnx", model("w", 1)), ("w", values(1.0)), ("m.onnx", model("w", 1)), ("w", values(1.0))], vec![Ok(1.0), Ok(1.0)]),
        // Paths from the model's folder, in all spellings, and files that came without their folder.
        (vec![("a/m.onnx", model("./x/../w\\d", 1)), ("a/w/d", values(1.0)), ("b/w/d", values(2.0))], vec![Ok(1.0)]),
        (vec![("m.onnx", model("w/d", 1)), ("w/d", values(1.0)), ("v/d", values(2.0))], vec![Ok(1.0)]),
        (vec![("a/m.onnx", model("w/d", 1)), ("d", values(1.0))], vec![Ok(1.0)]),
        (vec![("a/m.onnx", model("w/d", 1)), ("b/d", values(1.0))], vec![Err("not open")]),
    ] {
        let told = read(&open(named(&files)));
        let names: Vec<&str> = files.iter().map(|file| file.0).collect();
        assert_eq!(told.len(), expected.len(), "{names:?}");
        for (told, expected) in told.iter().zip(&expected) {
            match (told, expected) {
                (Ok(values), &Ok(value)) => assert_eq!(values.as_slice(), [value], "{names:?}"),
                (Err(reason), &Err(cause)) => assert!(reason.contains(cause), "{names:?}: {reason}"),
                _ => panic!("{names:?}: {told:?}, not {expected:?}"),
            }
        }
    }
}

/// A file of one tensor, one byte.
fn safetensors(tensor: &str, value: u8) -> Vec<u8> {
    let header = format!("{{\"{tensor}\":{{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}}}");
    [(header.len() as u64).to_le_bytes().as_slice(), header.as_bytes(), &[value]].concat()
}

#[test]
fn shards_of_one_name_belong_to_the_index_of_their_folder() {
    let index =
        |tensor: &str| format!("{{\"weight_map\": {{\"{tensor}\": \"m-1.safetensors\", \"z\": \"m-2.safetensors\"}}}}").into_bytes();
    let files = [
        ("a/m.safetensors.index.json", index("x")),
        ("a/m-1.safetensors", safetensors("x", 1)),
        ("b/m.safetensors.index.json", index("y")),
        ("b/m-1.safetensors", safetensors("y", 2)),
        ("b/m-2.safetensors", safetensors("z", 3)),
    ];
    let opened = open(named(&files));
    let notes: Vec<Option<String>> = opened.listing().files.into_iter().map(|file| file.note).collect();
    assert_eq!(notes, [Some("It names one more file, which is not open: m-2.safetensors.".into()), None, None, None, None]);
    assert_eq!(read(&opened)[..3], [Ok(vec![1.0]), Ok(vec![2.0]), Ok(vec![3.0])]);
    let z = opened.find("a/m.safetensors.index.json", "z").expect("it is listed as missing");
    assert!(read(&opened)[z].as_ref().is_err_and(|reason| reason.contains("m-2.safetensors, which is not open")));
    // Without folders, no index misses a tensor that one of the shards of that name has.
    let bare: Vec<(String, Vec<u8>)> = files.map(|(path, bytes)| (path[2..].to_owned(), bytes)).to_vec();
    let opened = open(bare);
    assert!(opened.listing().files.iter().all(|file| file.note.is_none() && file.fault.is_none()));
    assert_eq!(read(&opened), [Ok(vec![1.0]), Ok(vec![2.0]), Ok(vec![3.0])]);
}

/// Files that hold all their values are told apart by a number; what they are is found by their own name.
#[test]
fn whole_files_of_one_name_keep_their_values() {
    let gguf = |value: f32| crate::gguf_support::file(&[], &[crate::gguf_support::tensor("w", &[1], 0, 0)], &value.to_le_bytes());
    let npz = |value: f32| stored(&[("w.npy", &npy(&[value]))]);
    let files = [
        ("m.gguf", gguf(1.0)),
        ("m.gguf", gguf(2.0)),
        ("m.npz", npz(3.0)),
        ("m.npz", npz(4.0)),
        ("t.csv", b"5".to_vec()),
        ("t.csv", b"6".to_vec()),
    ];
    let opened = open(named(&files));
    assert_eq!(read(&opened), [1.0, 2.0, 3.0, 4.0, 5.0, 6.0].map(|value| Ok(vec![value])));
    let names: Vec<String> = opened.listing().files.into_iter().map(|file| file.name).collect();
    assert_eq!(names, ["m.gguf", "m.gguf (2)", "m.npz", "m.npz (2)", "t.csv", "t.csv (2)"]);
    let opened = open(named(&[("w.onnx.data", floats(&[1.0])), ("w.onnx.data", floats(&[2.0])), ("m.gguf", gguf(1.0))]));
    assert!(opened.listing().files[..2].iter().all(|file| file.format == "values" && file.fault.is_some()));
}

#[test]
fn quantized_tensors_are_compared_with_floats_of_their_own_model() {
    use crate::gguf_support::{file, tensor};
    let float = |kind: u32| file(&[], &[tensor("w", &[32, 2], kind, 0)], &[1; 256]);
    let small = || file(&[], &[tensor("w", &[32, 2], 8, 0)], &[1; 68]);
    let pairs = |files: &[(&str, Vec<u8>)]| open(named(files)).listing().tensors.iter().map(|tensor| tensor.pair).collect::<Vec<_>>();
    let both = [("a/f", float(0)), ("b/f", float(0)), ("a/s", small()), ("b/s", small())];
    assert_eq!(pairs(&both), [None, None, Some(0), Some(1)]);
    assert_eq!(pairs(&[("f", float(0)), ("f", float(0)), ("s", small())]), [None; 3]);
    assert_eq!(pairs(&[("half", float(1)), ("f", float(0)), ("s", small())]), [Some(1), None, Some(1)]);
    assert_eq!(pairs(&[("a/f", float(0)), ("b/half", float(1)), ("b/s", small())]), [None, Some(0), Some(1)]);
}

proptest! {
    #![proptest_config(crate::strategies::tries(500))]

    /// Each folder has a model and its values, which may be longer than the model needs. Some folders are known.
    #[test]
    fn what_is_read_is_the_models_own(
        folders in prop::collection::vec((0usize..2, 0usize..2, 1usize..4, 0usize..3, any::<bool>()), 1..5),
        order in any::<prop::sample::Index>(),
    ) {
        let mut files = Vec::new();
        for (at, &(name, location, len, longer, is_known)) in folders.iter().enumerate() {
            let path = |name: &str| if is_known { format!("{at}/{name}") } else { name.to_owned() };
            let location = ["w", "v"][location];
            // What a model is called says which it is, so its own values are known to the test.
            let bytes = [model(location, len), long(2, &[at as u8])].concat();
            files.push((path(["m.onnx", "n.onnx"][name]), bytes, Some(at)));
            files.push((path(location), floats(&vec![at as f32 + 1.0; len + longer]), None));
        }
        let turn = order.index(files.len());
        files.rotate_left(turn);
        let own: Vec<usize> = files.iter().filter_map(|file| file.2).collect();
        let opened = open(files.into_iter().map(|(path, bytes, _)| (path, bytes)).collect());
        let told = read(&opened);
        prop_assert_eq!(told.len(), own.len());
        for (told, at) in told.into_iter().zip(own) {
            match told {
                Ok(values) => prop_assert_eq!(values, vec![at as f32 + 1.0; folders[at].2]),
                Err(reason) => {
                    prop_assert!(reason.contains("more than one") && !folders[at].4, "{}", reason);
                }
            }
        }
    }
}
