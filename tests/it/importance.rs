//! Importance matrices: both of llama.cpp's files, what they say of a weight, and ggml's types that use them.

use crate::gguf_support::{F32, STRING, file, floats, pair, tensor, text};
use crate::reading_support;
use quantscope::quant::block::ggml::GgmlType;
use quantscope::study::{InputKind, InputSource, Inputs, LayerOutputs, Scheme, Source, Study};
use quantscope::tensor::files::Files;
use quantscope::tensor::{Tensor, TensorCache, read_npy};
use quantscope::{Error, Settings, State};

const NAME: &str = "blk.0.ffn_down.weight";

/// A file from before GGUF: names, calls, sums; then the number of chunks and the name of the text, which nobody needs.
fn legacy(matrices: &[(&str, u32, &[f32])]) -> Vec<u8> {
    let mut bytes = (matrices.len() as u32).to_le_bytes().to_vec();
    for (name, calls, sums) in matrices {
        bytes.extend((name.len() as u32).to_le_bytes());
        bytes.extend(name.as_bytes());
        bytes.extend(calls.to_le_bytes());
        bytes.extend((sums.len() as u32).to_le_bytes());
        bytes.extend(floats(sums));
    }
    bytes.extend(7u32.to_le_bytes());
    bytes.extend(8u32.to_le_bytes());
    bytes.extend(b"wiki.txt");
    bytes
}

/// The same in GGUF.
fn gguf(sums: &[f32], counts: &[f32]) -> Vec<u8> {
    let columns = (sums.len() / counts.len()) as u64;
    let pairs = [pair("general.type", STRING, &text("imatrix"))];
    let lines = [
        tensor(&format!("{NAME}.in_sum2"), &[columns, counts.len() as u64], F32, 0),
        tensor(&format!("{NAME}.counts"), &[1, counts.len() as u64], F32, 32 * (sums.len() as u64 * 4).div_ceil(32)),
    ];
    let mut data = floats(sums);
    data.resize(data.len().next_multiple_of(32), 0);
    data.extend(floats(counts));
    file(&pairs, &lines, &data)
}

fn open(name: &str, bytes: Vec<u8>) -> Files {
    reading_support::open(name, bytes).expect("a good file")
}

fn source(file: &str) -> InputSource {
    InputSource { kind: InputKind::Importance, file: file.into(), tensor: format!("{NAME}.in_sum2"), ..InputSource::default() }
}

#[test]
fn both_files_say_the_same_of_a_weight() {
    let sums = [3.0, 0.5, 7.0, 0.0];
    let files = [("imatrix.dat", legacy(&[("output.weight", 1, &[9.0]), (NAME, 3, &sums)])), ("imatrix.gguf", gguf(&sums, &[3.0]))];
    for (name, bytes) in files {
        let found = source(name).importance(Some(&open(name, bytes)), &Source::default(), 4).expect("as many numbers as columns");
        assert_eq!(found, Some(sums.map(|sum| f64::from(sum / 3.0)).into()), "{name}");
    }
}

#[test]
fn what_no_token_has_reached_counts_alike() {
    let files = open("imatrix.gguf", gguf(&[4.0, 8.0, 0.0, 0.0], &[2.0, 0.0]));
    assert_eq!(files.importance("imatrix.gguf", &format!("{NAME}.in_sum2")), Ok(vec![2.0, 4.0, 1.0, 1.0]));
    // Two experts are not one matrix.
    assert_eq!(source("imatrix.gguf").importance(Some(&files), &Source::default(), 2), Err(Error::Importance { found: 4, expected: 2 }));
}

/// llama-quantize takes the numbers of expert e from e times the columns on.
#[test]
fn the_expert_on_show_has_its_own_importance() {
    let name = "blk.0.ffn_down_exps.weight";
    let weights = file(&[], &[tensor(name, &[2, 3, 4], F32, 0)], &[0; 96]);
    let sums = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
    let files = Files::open(vec![("w.gguf".into(), Box::new(weights)), ("imatrix.dat".into(), Box::new(legacy(&[(name, 2, &sums)])))])
        .expect("good files");
    assert_eq!(files.listing().tensors[0].importance, Some(1));
    let inputs = InputSource { tensor: format!("{name}.in_sum2"), ..source("imatrix.dat") };
    let of = |cut: &str| {
        let weight = Source { data: Source::FILE.into(), file: "w.gguf".into(), tensor: name.into(), cut: cut.into(), ..Source::default() };
        inputs.importance(Some(&files), &weight, 2)
    };
    for (cut, found) in [("0", [0.5, 1.0]), ("2", [2.5, 3.0]), ("-1", [3.5, 4.0]), ("1:2", [1.5, 2.0])] {
        assert_eq!(of(cut), Ok(Some(found.to_vec())), "{cut}");
    }
    for cut in ["", "1:3"] {
        assert_eq!(of(cut), Err(Error::ImportanceExperts { experts: 4 }), "{cut}");
    }
    assert_eq!(Error::ImportanceExperts { experts: 4 }.field(), "inputs");
}

#[test]
fn what_is_no_importance_is_refused_beside_the_inputs() {
    let refused = |source: InputSource, files: &Files| source.importance(Some(files), &Source::default(), 2).expect_err("it is refused");
    let files = open("imatrix.dat", legacy(&[(NAME, 1, &[1.0, -1.0])]));
    assert_eq!(refused(source("imatrix.dat"), &files), Error::ImportanceValues);
    assert_eq!(Error::ImportanceValues.field(), "inputs");
    let other = InputSource { tensor: NAME.into(), ..source("imatrix.dat") };
    assert!(matches!(refused(other, &files), Error::NoTensor { .. }));
    assert!(matches!(source("imatrix.dat").importance(None, &Source::default(), 2), Err(Error::NoFile { .. })));
    assert_eq!(InputSource::default().importance(None, &Source::default(), 2), Ok(None));
}

#[test]
fn files_that_end_early_or_claim_too_much_are_refused() {
    let whole = legacy(&[(NAME, 1, &[1.0, 2.0]), ("output.weight", 1, &[3.0])]);
    let values = whole.len() - 16;
    for end in 40..values {
        assert!(reading_support::open("imatrix.dat", whole[..end].to_vec()).is_err(), "{end} bytes");
    }
    assert!(reading_support::open("imatrix.dat", whole[..values].to_vec()).is_ok());
    let claims = [1u32, 4, 0x6261_6463, 1, u32::MAX].map(u32::to_le_bytes).concat();
    assert!(reading_support::open("imatrix.dat", claims).is_err());
}

#[test]
fn a_weight_finds_its_importance_by_name() {
    let weights = file(&[], &[tensor("model.layers.0.mlp.down_proj.weight", &[4, 2], F32, 0)], &[0; 32]);
    let matrix = legacy(&[(NAME, 1, &[1.0, 2.0, 3.0, 4.0])]);
    let files = Files::open(vec![("w.gguf".into(), Box::new(weights)), ("imatrix.dat".into(), Box::new(matrix))]).expect("good files");
    let listing = files.listing();
    assert_eq!(listing.tensors[0].importance, Some(1));
    assert!(listing.tensors[1..].iter().all(|tensor| tensor.importance.is_none()));
}

fn recorded(file: &str) -> Tensor {
    read_npy(&std::fs::read(format!("www/public/samples/{file}_dense.npy")).expect("a bundled file")).expect("an array")
}

/// On the recorded inputs of three layers, every type that uses importance gives better outputs with it.
#[test]
fn outputs_are_better_with_importance() {
    for name in ["l0_intermediate", "l3_intermediate", "l5_intermediate"] {
        let mut cache = TensorCache::new(recorded(&format!("w_{name}")));
        let columns = cache.tensor().cols();
        let inputs = Inputs::new(recorded(&format!("x_{name}")), columns).expect("its inputs");
        cache.set_importance(Some(inputs.mean_squares()));
        let mut outputs = LayerOutputs::new(inputs);
        for &scheme in Scheme::ALL {
            if !scheme.options().imatrix || scheme == Scheme::Q6K {
                continue;
            }
            let mut of = |imatrix| {
                let settings = Settings::default().with_scheme(scheme).with_imatrix(imatrix);
                outputs.outputs(&cache, &settings, None).expect("it is known").sqnr_db.expect("a ratio")
            };
            let (plain, weighted) = (of(false), of(true));
            assert!(weighted > plain, "{name}, {scheme:?}: {weighted} dB with, {plain} dB without");
        }
    }
}

#[test]
fn importance_is_needed_where_it_is_asked_for_and_used() {
    let mut cache = TensorCache::new(Tensor::new(vec![2, 256], (0..512).map(|i| (i as f32).sin()).collect()).expect("a tensor"));
    let study = |cache: &mut TensorCache, scheme| Study::new(cache, &Settings::default().with_scheme(scheme).with_imatrix(true), 0);
    assert_eq!(study(&mut cache, Scheme::Q4K).expect_err("nothing is known"), Error::ImatrixNeedsInputs);
    assert_eq!(Error::ImatrixNeedsInputs.field(), "imatrix");
    assert!(study(&mut cache, Scheme::Q8_0).is_ok() && study(&mut cache, Scheme::Nf4).is_ok());
    let columns: Vec<f32> = (0..256).map(|i| (i % 7) as f32).collect();
    cache.set_importance(Some(columns.iter().map(|&x| x.into()).collect()));
    let found = study(&mut cache, Scheme::Q4K).expect("it is known now");
    let bytes = GgmlType::Q4K.quantize(cache.tensor().values(), 256, Some(&columns)).expect("whole blocks");
    let decoded = GgmlType::Q4K.dequantize(&bytes).expect("its own bytes");
    assert!(found.levels(cache.tensor()).map(|(_, y)| y.to_bits()).eq(decoded.into_iter().map(f32::to_bits)));
}

#[test]
fn a_link_names_the_importance_matrix() {
    let state = State {
        source: Source { data: "weights".into(), ..Source::default() },
        inputs: source("imatrix.dat"),
        settings: Settings::default().with_scheme(Scheme::Q4K).with_imatrix(true),
        ..State::default()
    };
    let link = state.to_link();
    assert!(link.contains("inputs=importance&infile=imatrix.dat") && link.contains("imatrix=true"), "{link}");
    assert_eq!(State::from_link(&link).state.to_link(), link);
}
