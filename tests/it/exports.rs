//! Exports: the JSON and CSV hold what the study computed, and the Python programs assert the same where NumPy and
//! PyTorch are installed.

use quantscope::num::{Rounding, Specials};
use quantscope::quant::block::ScaleRule;
use quantscope::quant::{Granularity, Preset, RangeMethod};
use quantscope::study::{Dialect, Edit, Export, ExportKind, ExportedLayer, InputKind, InputSource, Inputs, LayerOutputs};
use quantscope::study::{Provenance, Scheme, program};
use quantscope::tensor::files::{Files, TensorInfo};
use quantscope::{Settings, Source, State, Study, TensorCache};
use std::path::Path;
use std::process::Command;

/// Studies a state and hands the parts to `use_it`.
fn studied<T>(state: &State, use_it: impl FnOnce(&TensorCache, &Study) -> T) -> T {
    let mut cache = TensorCache::new(state.source.tensor(None, &mut |_| {}).expect("data"));
    let study = Study::new(&mut cache, &state.settings, 0).expect("study");
    use_it(&cache, &study)
}

fn about(state: &State, link: &str) -> String {
    serde_json::json!({ "link": link, "settings": state }).to_string()
}

fn state(data: &str, settings: Settings) -> State {
    State { settings, ..State::of_example(data) }
}

/// Three rows of a block of 256: one of zeros and a few large numbers, one of large numbers, one of small ones.
fn blocks() -> String {
    let value = |i: u32| {
        let wave = f64::from(i * i % 1009) / 1009.0 - 0.4;
        match i / 256 {
            0 if i % 67 != 5 => 0.0,
            0 | 1 => 70.0 * wave,
            _ => 0.01 * wave,
        }
    };
    let row = |row: u32| (0..256).map(|i| format!("{:.4}", value(256 * row + i))).collect::<Vec<_>>().join(" ");
    (0..3).map(row).collect::<Vec<_>>().join("\n")
}

/// One state of every branch a program can take.
fn states() -> Vec<State> {
    let s = Settings::default;
    let mut states = vec![
        state("article-asym", s()),
        state("article-asym", s().with_granularity(Granularity::Row)),
        state("article-asym", s().with_granularity(Granularity::Column).with_convention(Preset::Torch)),
        state("article-asym", s().with_granularity(Granularity::Group).with_group(2).with_bits(8).with_signed(true)),
        state("article-sym", s().with_scheme(Scheme::Symmetric).with_signed(true).with_bits(8).with_granularity(Granularity::Row)),
        state("article-sym", s().with_scheme(Scheme::Symmetric).with_convention(Preset::Torch).with_rounding(Rounding::HalfAway)),
        state("article-sym", s().with_range(RangeMethod::Percentile).with_percentile(90.0).with_rounding(Rounding::TowardZero)),
        state("article-sym", s().with_range(RangeMethod::Clip).with_clip_lo(-50.5).with_clip_hi(60.25)),
        state("article-sym", s().with_range(RangeMethod::Mse).with_granularity(Granularity::Row).with_bits(3)),
        state("article-sym", s().with_rounding(Rounding::Stochastic).with_granularity(Granularity::Column).with_rounding_seed(7)),
        state("article-sym", s().with_scheme(Scheme::Fp16)),
        state("article-sym", s().with_scheme(Scheme::Bf16)),
        state("weights", s().with_rounding(Rounding::Stochastic).with_granularity(Granularity::Row)),
        state("weights", s().with_scheme(Scheme::Fp16)),
    ];
    for convention in Preset::ALL {
        let by_row = s().with_convention(convention).with_granularity(Granularity::Row).with_bits(8).with_signed(true);
        for mut settings in [by_row.clone(), by_row.with_scheme(Scheme::Symmetric)] {
            settings.take_codes_offered();
            let mut rows = state("pasted", settings);
            rows.source.numbers = "3.7 3.7 1 2\n0 0 0 0\n-2 5 0.3 0.7\n-6 -0.7 -2.5 -1.1".into();
            states.push(rows);
        }
    }
    for &scheme in Scheme::ALL {
        states.push(state("blocks", s().with_scheme(scheme)));
        states.push(state(
            "blocks",
            s().with_scheme(scheme).with_scaled(true).with_saturate(true).with_nested(true).with_bits(3).with_granularity(Granularity::Row),
        ));
    }
    // Rows of 10 are no whole number of blocks, and rows of 300 are more than one block.
    for scheme in
        [Scheme::MxE2m1, Scheme::MxInt8, Scheme::Nvfp4, Scheme::Q4_0, Scheme::Q4_1, Scheme::Q2K, Scheme::Q4K, Scheme::Q6K, Scheme::Iq4Xs]
    {
        states.push(state("article-sym", s().with_scheme(scheme)));
        let mut long = state("normal", s().with_scheme(scheme));
        (long.source.rows, long.source.cols) = (3, 300);
        states.push(long);
    }
    for rule in [ScaleRule::Floor, ScaleRule::Ceil, ScaleRule::Even, ScaleRule::Rceil] {
        for scheme in [Scheme::MxE4m3, Scheme::MxE2m1, Scheme::MxInt8] {
            states.push(state("blocks", s().with_scheme(scheme).with_rule(rule)));
        }
    }
    for (specials, mantissa) in [(Specials::Ieee, 2), (Specials::NanOnly, 0), (Specials::None, 0), (Specials::None, 5)] {
        states.push(state("blocks", s().with_scheme(Scheme::CustomFloat).with_specials(specials).with_mantissa(mantissa).with_bias(8)));
    }
    for &range in RangeMethod::ALL {
        states.push(state("article-asym", s().with_range(range).with_granularity(Granularity::Row)));
        if Scheme::Nf4.range_methods(false).contains(&range) {
            states.push(state("article-asym", s().with_range(range).with_scheme(Scheme::Nf4).with_granularity(Granularity::Column)));
        }
    }
    for state in states.iter_mut().filter(|state| state.source.data == "blocks") {
        state.source.data = "pasted".into();
        state.source.numbers = blocks();
    }
    let mut constant = state("pasted", s().with_granularity(Granularity::Row));
    constant.source.numbers = "3.7 3.7\n0 0\n-2 5".into();
    states.push(constant.clone());
    // The weight of a layer: its numbers and the inputs in the program, in the export, and one of each.
    for (data, tokens) in [("article-asym", 4), ("weights", 3), ("article-sym", 300)] {
        let mut layer = state(data, s().with_scheme(Scheme::Symmetric).with_range(RangeMethod::Mse));
        layer.inputs = InputSource { kind: InputKind::Made, tokens, channels: 1, ..InputSource::default() };
        (layer.source.rows, layer.source.cols) = (40, 64);
        states.push(layer);
    }
    constant.settings.convention = Preset::Torch;
    states.push(constant);
    states
}

/// Every scheme, and integers as they can be cut, on numbers of which some are not finite.
fn states_with_gaps() -> Vec<State> {
    let numbers = |rows: usize| {
        let put = |(i, x): (usize, &str)| match i % 67 {
            3 => "nan".into(),
            40 => "-inf".into(),
            _ => x.to_owned(),
        };
        let line = |(row, line): (usize, &str)| line.split(' ').enumerate().map(|(i, x)| put((i + row, x))).collect::<Vec<_>>().join(" ");
        let all = blocks();
        all.lines().cycle().take(rows).enumerate().map(line).collect::<Vec<_>>().join("\n")
    };
    let plain = Scheme::ALL.iter().map(|&scheme| Settings::default().with_scheme(scheme));
    let granularities = [Granularity::Tensor, Granularity::Row, Granularity::Column, Granularity::Group];
    let cuts = granularities.map(|granularity| Settings::default().with_granularity(granularity).with_group(32));
    let of = |settings, rows| {
        let mut state = state("pasted", settings);
        state.source.numbers = numbers(rows);
        state
    };
    // More than stand in a program.
    let saved = of(Settings::default().with_scheme(Scheme::Fp16), 5);
    plain.chain(cuts).map(|settings| of(settings, 3)).chain([saved]).collect()
}

/// Runs each program in its folder, and once more with other data: a program whose assertion cannot fail would prove
/// nothing.
const RUNNER: &str = r#"
import os, pathlib, runpy, sys, warnings
warnings.simplefilter("error", RuntimeWarning)
for folder in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    os.chdir(folder)
    try:
        runpy.run_path("quantscope.py")
    except Exception as error:
        text = pathlib.Path("quantscope.py").read_text()
        sys.exit(f"{folder}\n{text}\n{error!r}")
    text = pathlib.Path("quantscope.py").read_text().replace("x = ", "x = -1.5 * ", 1)
    try:
        warnings.simplefilter("ignore")
        exec(text, {})
        sys.exit(f"{folder}: the program accepts other data")
    except AssertionError:
        warnings.simplefilter("error", RuntimeWarning)
"#;

/// Runs the programs that `write` puts into folders with python3, where it has the libraries.
fn run_all(name: &str, libraries: &str, write: impl Fn(&Path)) {
    let has = Command::new("python3").args(["-c", &format!("import numpy, {libraries}")]).output().is_ok_and(|o| o.status.success());
    if !has {
        eprintln!("python3 has no {libraries}: its programs were not run");
        return;
    }
    let all = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("programs-{name}"));
    let _ = std::fs::remove_dir_all(&all);
    write(&all);
    let ran = Command::new("python3").args(["-c", RUNNER]).arg(&all).output().expect("python3");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
}

fn write_all(dialect: Dialect, all: &Path) {
    for (i, state) in states().iter().chain(&states_with_gaps()).enumerate() {
        studied(state, |cache, study| write_one(dialect, &all.join(format!("{i:03}")), state, cache, study, None));
    }
}

fn write_one(dialect: Dialect, folder: &Path, state: &State, cache: &TensorCache, study: &Study, origin: Option<&Provenance>) {
    let inputs = state.inputs.tensor(&state.source, cache.tensor().cols(), None).expect("inputs that need no file");
    let mut layer = inputs.map(|inputs| LayerOutputs::new(Inputs::new(inputs, cache.tensor().cols()).expect("they fit")));
    let outputs = layer.as_mut().map(|layer| layer.outputs(cache, &state.settings, Some(study)).expect("sound settings"));
    let layer = layer.as_ref().zip(outputs.as_ref()).map(|(layer, outputs)| ExportedLayer {
        source: &state.inputs,
        weight: &state.source,
        inputs: layer.inputs(),
        outputs,
    });
    let layer = layer.as_ref();
    std::fs::create_dir_all(folder).expect("folder");
    let link = state.to_link();
    let export = Export { tensor: cache.tensor(), study, about: &about(state, &link), origin, layer };
    std::fs::write(folder.join("quantscope.json"), export.text(ExportKind::Json)).expect("json");
    std::fs::write(folder.join("quantscope.py"), program(dialect, cache.tensor(), study, &link, origin, layer)).expect("py");
}

#[test]
fn numpy_programs_compute_the_same_codes_and_values() {
    run_all("numpy", "numpy", |all| write_all(Dialect::Numpy, all));
}

#[test]
fn torch_programs_compute_the_same_codes_and_values() {
    run_all("torch", "torch", |all| write_all(Dialect::Torch, all));
}

/// A tensor of a file under tests/data/formats, the axis of its rows and its slices, and the libraries that read it.
type InFile = (&'static str, &'static str, i32, &'static str, &'static str);

const IN_FILES: [InFile; 14] = [
    ("matrix16.npy", "data", 1, "", "numpy"),
    ("arrays_deflated.npz", "", -1, "0:3", "numpy"),
    ("dtypes.safetensors", "rank3.f32", 2, "1:3, 2", "safetensors"),
    ("dtypes.safetensors", "rank4.f16", 1, "-1, :, 1:", "safetensors"),
    ("dtypes.safetensors", "f64", -1, "", "safetensors"),
    ("dtypes.safetensors", "i64", 0, "3", "safetensors"),
    ("dtypes.safetensors", "scalar", -1, "", "safetensors"),
    ("mixed.safetensors", "outlier.f16", 1, "", "safetensors"),
    ("mixed.safetensors", "outlier.bf16", -1, "", "safetensors, torch"),
    ("types.gguf", "q4_k", 1, "2:5", "gguf"),
    ("types.gguf", "bf16", -1, "2:5", "gguf"),
    ("types.gguf", "f16", -1, "2:5", "gguf"),
    ("initializers.onnx", "", 0, "", "onnx"),
    ("checkpoint.ckpt", "", -1, "", "torch"),
];

/// Programs that read the tensor from its file: of `IN_FILES`, those for which `libraries` are enough. An empty name
/// stands for the first tensor with more than one value.
fn write_in_files(dialect: Dialect, libraries: &str, all: &Path) {
    for (i, &(file, name, axis, cut, _)) in IN_FILES.iter().enumerate().filter(|(_, (.., needed))| *needed == libraries) {
        let path = Path::new("tests/data/formats").join(file);
        let bytes = std::fs::read(&path).expect("the file");
        let files = Files::open(vec![(file.into(), Box::new(bytes))]).expect("opens");
        let tensors = files.listing().tensors;
        let named = |info: &&TensorInfo| {
            if name.is_empty() { info.values > 1.0 && info.unread.is_none() } else { info.name.to_lowercase().contains(name) }
        };
        let tensor = tensors.iter().find(named).unwrap_or_else(|| panic!("{file} has no {name}")).name.clone();
        let edits = if axis > 0 { vec![Edit { index: 1, value: -0.75 }] } else { Vec::new() };
        let mut state = state("file", Settings::default().with_bits(3));
        state.source = Source { file: file.into(), tensor, axis, cut: cut.into(), edits, ..state.source };
        let read = state.source.from_files(&files, &mut |_| {}).unwrap_or_else(|error| panic!("{file}: {error}"));
        let origin = Provenance::new(&state.source, &files, &read).expect("open");
        let mut cache = TensorCache::new(state.source.edited(read.tensor).expect("edits"));
        let study = Study::new(&mut cache, &state.settings, 0).expect("study");
        let folder = all.join(format!("{i:03}"));
        write_one(dialect, &folder, &state, &cache, &study, Some(&origin));
        let text = std::fs::read_to_string(folder.join("quantscope.py")).expect("the program");
        assert!(text.contains("x = tensor.reshape(-1)") && text.contains(&format!("# sha256: {}\n", read.hash)), "{text}");
        std::fs::copy(path, folder.join(file)).expect("copied");
    }
}

#[test]
fn programs_read_the_users_files_as_the_page_does() {
    for libraries in ["numpy", "safetensors", "gguf", "onnx", "safetensors, torch", "torch"] {
        run_all(&format!("file-{libraries}"), libraries, |all| write_in_files(Dialect::Numpy, libraries, all));
        let with_torch = format!("torch, {libraries}");
        run_all(&format!("file-torch-{libraries}"), &with_torch, |all| write_in_files(Dialect::Torch, libraries, all));
    }
}

#[test]
fn json_holds_the_study() {
    for state in states() {
        studied(&state, |cache, study| {
            let export = Export { tensor: cache.tensor(), study, about: &about(&state, "the link"), origin: None, layer: None };
            let json: serde_json::Value = serde_json::from_str(&export.text(ExportKind::Json)).expect("valid JSON");
            let keys: Vec<&String> = json.as_object().expect("an object").keys().collect();
            let expected = "bits_per_value block codes dequantized focus link metrics original settings shape slices stored_bits version";
            assert_eq!(keys, expected.split(' ').collect::<Vec<_>>());
            assert_eq!(json["focus"]["metrics"]["mae"].as_f64(), Some(study.focus_metrics.mae));
            let shares = json["focus"]["error_shares"].as_array();
            assert_eq!(shares.map(Vec::len), (study.focus_metrics.mse > 0.0 && study.focus_metrics.mse.is_finite()).then_some(10));
            assert_eq!(json["slices"].as_array().map(Vec::len), Some(study.slice_fits.len()));
            assert_eq!(json["link"], "the link");
            assert_eq!(json["metrics"]["mse"].as_f64(), Some(study.metrics.mse));
            assert_eq!(json["slices"][0]["clip_hi"].to_string().parse(), Ok(study.slice_fits[0].range.hi));
            let back: State = serde_json::from_value(json["settings"].clone()).expect("settings");
            assert_eq!(back, state);
            let floats = |name: &str| -> Vec<u32> {
                let list = json[name].as_array().expect("an array");
                list.iter().map(|v| v.to_string().parse::<f32>().expect("a number").to_bits()).collect()
            };
            let original: Vec<u32> = cache.tensor().values().iter().map(|v| v.to_bits()).collect();
            let dequantized: Vec<u32> = study.levels(cache.tensor()).map(|(_, y)| y.to_bits()).collect();
            assert_eq!(floats("original"), original);
            assert_eq!(floats("dequantized"), dequantized);
        });
    }
}

#[test]
fn csv_has_a_line_a_value() {
    let state = state("article-asym", Settings::default());
    studied(&state, |cache, study| {
        let text = Export { tensor: cache.tensor(), study, about: &about(&state, ""), origin: None, layer: None }.text(ExportKind::Csv);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 17);
        assert_eq!(lines[0], "index,row,column,slice,original,code,dequantized,error");
        assert!(lines[1].starts_with("0,0,0,0,2.158,"), "{}", lines[1]);
    });
}

#[test]
fn parts_join_without_a_seam() {
    let mut state = state("normal", Settings::default());
    (state.source.rows, state.source.cols) = (2, 50_000);
    studied(&state, |cache, study| {
        let export = Export { tensor: cache.tensor(), study, about: &about(&state, ""), origin: None, layer: None };
        let json: serde_json::Value = serde_json::from_str(&export.text(ExportKind::Json)).expect("valid JSON");
        for name in ["original", "codes", "dequantized"] {
            assert_eq!(json[name].as_array().map(Vec::len), Some(100_000), "{name}");
        }
        assert_eq!(export.text(ExportKind::Csv).lines().count(), 100_001);
    });
}
