//! All that the crate says to a person, over a broad set of states: each text with where it was said.

use crate::chart_support::{CHARTS, SMALL, room};
use plotters_svg::SVGBackend;
use quantscope::chart::draw::{DrawTheme, Picture, Style, draw_channels, draw_formats, svg};
use quantscope::chart::{ChannelChart, ChannelOrder, FormatPoint, Formats, Frame, FrameCells};
use quantscope::i18n::translate;
use quantscope::quant::{Granularity, Preset, RangeMethod};
use quantscope::study::channels::{ChannelAxis, Channels};
use quantscope::study::formats::{candidates, measure, own_candidates};
use quantscope::study::granularities::granularities;
use quantscope::study::{MapMode, Scheme};
use quantscope::tensor::catalog;
use quantscope::tensor::files::{Files, TensorSlice};
use quantscope::{Error, Settings, State, Study, Tensor, TensorCache, View};
use serde_json::Value;

/// Texts, each with where it was said.
#[derive(Default)]
pub struct Told(pub Vec<(String, String)>);

const LARGE: Style = Style { width: 900, height: 420, theme: DrawTheme::Light, ratio: 1.0 };

/// The words of link values that serialized models carry beside what they say.
const MARKS: [&str; 6] = ["role", "mode", "kind", "settings", "compare", "name_key"];

impl Told {
    fn tr(&mut self, place: &str, text: impl Into<String>) {
        self.0.push((place.into(), text.into()));
    }

    /// Every text of a model.
    fn model(&mut self, place: &str, model: &impl serde::Serialize) {
        fn walk(told: &mut Told, place: &str, value: Value) {
            match value {
                Value::String(text) => told.tr(place, text),
                Value::Array(items) => items.into_iter().for_each(|item| walk(told, place, item)),
                Value::Object(members) => members
                    .into_iter()
                    .filter(|(key, _)| key != "lead" && !MARKS.contains(&key.as_str()))
                    .for_each(|(key, member)| walk(told, &format!("{place} {key}"), member)),
                _ => {}
            }
        }
        walk(self, place, serde_json::to_value(model).expect("plain data"));
    }

    /// The labels of a drawing.
    fn picture(&mut self, place: &str, svg: &str) {
        for part in svg.split("<text").skip(1) {
            let text = part.split_once('>').and_then(|(_, text)| text.split_once("</text>")).map(|(text, _)| text.trim());
            self.tr(place, text.unwrap_or_default());
        }
    }

    /// A study with its frame and drawings, or why there is none.
    fn state(&mut self, place: &str, styles: &[Style], tensor: &Tensor, settings: &Settings, view: &View) {
        let mut cache = TensorCache::new(tensor.clone());
        let study = match Study::new(&mut cache, settings, view.selected as usize) {
            Ok(study) => study,
            Err(error) => return self.tr(place, error.to_string()),
        };
        for style in styles {
            let (frame, cells): (Frame, FrameCells) = Frame::build(&cache, &study, view, &room(style));
            self.model(place, &frame);
            // One sentence, cut where its colour changes.
            self.tr(place, frame.readout.lead.iter().map(|span| span.text.as_str()).collect::<String>());
            for (name, chart) in CHARTS {
                let place = format!("{place} drawing {name}");
                self.picture(&place, &svg(Picture::of(&frame, &cells, chart).expect("it is built"), style, "").expect("a picture"));
            }
        }
    }

    fn channels(&mut self, place: &str, tensor: &Tensor, settings: &Settings) {
        let cache = TensorCache::new(tensor.clone());
        for axis in [ChannelAxis::Row, ChannelAxis::Column] {
            let mut chart = match Channels::of(&cache, settings, axis) {
                Ok(channels) => ChannelChart::new(channels),
                Err(error) => return self.tr(place, error.to_string()),
            };
            for words in [chart.error_words(), chart.outlier_words()] {
                self.tr(place, words.lead);
                self.tr(place, words.tail);
            }
            for order in [ChannelOrder::Number, ChannelOrder::Peak, ChannelOrder::Error] {
                chart.sort(order);
                let mut drawn = String::new();
                draw_channels(SVGBackend::with_string(&mut drawn, (500, 300)), &chart.strip(500), &SMALL).expect("a picture");
                self.picture(&format!("{place} drawing"), &drawn);
            }
        }
    }
}

/// Links of tests/shared/study_bits.txt.
fn links() -> impl Iterator<Item = &'static str> {
    include_str!("../../shared/study_bits.txt").lines().map(|line| line.split(' ').next().unwrap_or_default())
}

fn tensor(text: &str) -> Tensor {
    quantscope::tensor::read_text(text).expect("numbers")
}

/// Small tensors that are special in some way.
fn specials() -> Vec<(&'static str, Tensor)> {
    let numbers = |n: usize, far: &[f32]| {
        let mut values: Vec<f32> = (0..n).map(|i| ((i * 37 % 101) as f32 - 50.0) / 50.0).collect();
        values[..far.len()].copy_from_slice(far);
        Tensor::new(vec![n / 32, 32], values).expect("finite numbers")
    };
    vec![
        ("one", tensor("7.5")),
        ("equal", tensor("3 3 3 3")),
        ("zeros", tensor("0 0 0\n0 0 0")),
        ("pair", tensor("1.5 -2.25")),
        ("positive", tensor("12 12.5 13 14")),
        ("ties", tensor("0 2.25 4.5 0.15 0.45 0.75")),
        ("large", tensor("1e38 -2e38 3e37 70000 1e5")),
        ("largest", tensor("3.4028235e38 -3.4028235e38 0 1")),
        ("small", tensor("1e-40 -2e-42 1e-45 0")),
        ("nan", tensor("1 nan 2 -3\n4 inf -inf 0.5")),
        ("a row of nan", tensor("nan inf\n1 2")),
        ("a nan", tensor("nan 1 2 3")),
        ("outlier", numbers(256, &[60.0])),
        ("outliers", numbers(512, &[60.0, -45.0, 30.0])),
        ("spread", numbers(6400, &[])),
        ("flat", numbers(64, &[])),
        ("exact", Tensor::new(vec![32, 32], (0..1024).map(|i| (i % 16) as f32).collect()).expect("finite numbers")),
        ("many", Tensor::new(vec![400, 640], (0..256_000).map(|i| (i as f32 * 0.37).sin() * 3.0).collect()).expect("finite numbers")),
    ]
}

/// The ways of quantizing that the special tensors go through.
fn ways() -> Vec<Settings> {
    let default = Settings::default();
    let of = |scheme: Scheme| default.clone().with_scheme(scheme).with_bits(scheme.options().most_bits.clamp(2, 4)).with_block(32);
    let clipped = default.clone().with_range(RangeMethod::Clip).with_clip_lo(-0.5).with_clip_hi(0.75);
    let rounding = |rounding| default.clone().with_rounding(rounding).with_scheme(Scheme::Symmetric).with_signed(true).with_bits(8);
    let mut ways: Vec<Settings> = Scheme::ALL.iter().copied().map(of).collect();
    ways.extend(RangeMethod::ALL.iter().copied().map(|range| clipped.clone().with_range(range)));
    ways.extend(Preset::ALL.into_iter().flat_map(|convention| {
        [Scheme::Symmetric, Scheme::Asymmetric].map(|scheme| default.clone().with_convention(convention).with_scheme(scheme).with_bits(8))
    }));
    use quantscope::num::Rounding::{HalfAway, HalfEven, Stochastic, TowardZero};
    ways.extend([HalfAway, HalfEven, Stochastic, TowardZero].map(rounding));
    ways.extend([Granularity::Row, Granularity::Column].map(|granularity| default.clone().with_granularity(granularity)));
    ways.push(default.clone().with_granularity(Granularity::Group).with_group(32).with_bits(2));
    ways
}

/// What is said of every so many of the links that fix the studies' bits.
pub fn studies(every: usize) -> Vec<(String, String)> {
    let mut told = Told::default();
    for link in links().step_by(every) {
        let State { source, settings, view, .. } = State::from_link(link).state;
        let tensor = source.tensor(None, &mut |_| {}).expect("an example that needs no file");
        told.state(link, &[SMALL, LARGE], &tensor, &settings, &view);
        told.channels(link, &tensor, &settings);
        told.model(link, &granularities(&settings));
    }
    told.0
}

/// Everything at once.
pub fn everything() -> Vec<(String, String)> {
    let mut told = Told(studies(1));
    for (n, (name, tensor)) in specials().into_iter().enumerate() {
        // Each meets a part of the ways, the next another one.
        let heavy = tensor.values().len() > 100_000;
        let every = if heavy { 16 } else { 4 };
        for (i, settings) in ways().into_iter().enumerate().filter(|(i, _)| (i + n).is_multiple_of(every)) {
            let map = [MapMode::Values, MapMode::Codes, MapMode::Error][i % 3];
            let (from, span) = if i % 2 == 1 { (1, 900) } else { (0, 0) };
            let view =
                View { map, from, span, log_counts: i % 2 == 0, selected: (i / every % tensor.values().len()) as u32, ..View::default() };
            told.state(&format!("{name} {:?}", settings.scheme), &[SMALL], &tensor, &settings, &view);
            if !heavy {
                told.channels(name, &tensor, &settings);
            }
            told.model(name, &granularities(&settings));
        }
    }
    for example in catalog::EXAMPLES {
        [example.group, example.title, example.about].into_iter().for_each(|text| told.tr(example.key, translate(text)));
    }
    formats(&mut told);
    messages(&mut told);
    files(&mut told);
    texts(&mut told);
    trainings(&mut told);
    told.0
}

fn trainings(told: &mut Told) {
    use quantscope::chart::draw::training::{TrainingChart, training_svg};
    use quantscope::chart::training::TrainingFrame;
    use quantscope::train::{Session, TrainingSettings};
    let short = "points 20 hidden 5 float-steps 15 steps 15";
    for text in [
        "bits 2 estimator true",
        "bits 3 estimator identity",
        "estimator masked data circles",
        "bits 2 data curve outputs 3",
        "bits 2 estimator dorefa",
        "bits 3 estimator wrpn",
        "estimator masked codes asymmetric",
    ] {
        let mut session = Session::open(TrainingSettings::parse(&format!("{short} {text}")).0).expect("sound settings");
        let mut kept = None;
        loop {
            let (frame, pictures) = TrainingFrame::build(&session, &mut kept).expect("a frame");
            told.model(text, &frame);
            for chart in [TrainingChart::Boundaries, TrainingChart::Curves, TrainingChart::Weights, TrainingChart::Gradient] {
                told.picture(text, &training_svg(&pictures, chart, &LARGE, "").expect("a picture"));
            }
            if frame.step == 15 {
                break;
            }
            for _ in 0..5 {
                session.step(15).expect("a step");
            }
        }
    }
}

fn formats(told: &mut Told) {
    let cache = TensorCache::new(specials().swap_remove(12).1);
    let mut points = Vec::new();
    for candidate in own_candidates(&Settings::default(), &[Settings::default()]).into_iter().chain(candidates()) {
        told.tr("candidates", candidate.name.to_string());
        if let Ok(measured) = measure(&cache, &candidate.settings) {
            let sqnr_db = measured.metrics.sqnr_db.unwrap_or(f64::INFINITY);
            points.push(FormatPoint { name: candidate.name.to_string(), bits: measured.bits_per_value, sqnr_db });
        }
    }
    let now = |bits, sqnr_db| Some(FormatPoint { name: String::new(), bits, sqnr_db });
    for now in [None, now(8.0, 20.0), now(8.0, 60.0), now(4.0, 50.0), now(2.0, 1.0), now(32.0, f64::INFINITY), now(4.0, 12.0)] {
        for (few, n) in [(true, 1), (true, 3), (false, points.len())] {
            let shown = if few { points[points.len() - n..].to_vec() } else { points.clone() };
            let chart = Formats::new(shown, now.clone());
            told.tr("formats", chart.words.clone());
            told.tr("formats", chart.best_gain_words());
            let mut drawn = String::new();
            draw_formats(SVGBackend::with_string(&mut drawn, (500, 300)), &chart, &SMALL).expect("a picture");
            told.picture("formats drawing", &drawn);
        }
    }
}

/// What is wrong with links.
fn messages(told: &mut Told) {
    for link in [
        "v=2",
        "zz=3",
        "a=zz 3 bits 99",
        "bits=x",
        "bits=99",
        "bits=1",
        "rows=x",
        "rows=-1",
        "strength=x",
        "signed=x",
        "axis=x",
        "e=x",
        "levels=1,x",
        "p=x",
        "p=3",
        "edit=3",
        "edit=x:1",
        "edit=1:x",
        "data=xx",
        "data=pasted",
        "data=file",
        "range=clip&lo=3&hi=1",
        "range=clip&lo=-1e38&hi=3e38",
    ] {
        for message in State::from_link(link).messages {
            told.tr(link, message.replace(['{', '}'], ""));
        }
    }
    for link in [
        "edit=99:1",
        "rows=99999&cols=99999&data=normal",
        "rows=0&data=normal",
        "rows=1&cols=1&data=bimodal",
        "data=laplace",
        "data=student-t&scheme=fp16",
        "convention=onnx",
        "range=hqq",
        "scheme=lloyd-max&bits=4&data=normal",
        "data=pasted&numbers=nan+1+2",
        "scheme=custom-float&e=3&m=0&bias=3",
        "data=pasted&numbers=0+0&scheme=nf4",
        "data=pasted&numbers=0.1+0.2&zoomlo=0",
        "scheme=q4-k&data=weights&cols=256",
        "outliers=9999&data=weights&rows=4&cols=4",
        "strength=0&outliers=1&data=weights",
        "data=minilm-l3-query-weight",
        "scheme=custom-float&e=9",
        "scheme=custom-float&e=1&m=0&specials=ieee",
        "scheme=custom-float&e=5&bias=900",
        "scheme=custom-float&e=2&m=0&specials=ieee",
        "scheme=custom-levels&levels=1,1",
        "scheme=custom-levels&levels=",
        "granularity=group&group=3&data=normal",
        "granularity=group&group=0&data=normal",
        "scheme=q4-k&data=article-asym",
        "scheme=pact&alpha=-1",
        "scheme=pact&alpha=0",
        "range=percentile&p=100",
        "range=sigmas&sigmas=-1",
        "bits=16&scheme=lloyd-max",
        "scheme=bnb-nf4&block=3&data=normal",
        "sel=99999",
        "data=pasted&numbers=1e38+-3e38&bits=2",
        "data=pasted&numbers=3e38+-3e38&range=clip&lo=-3e38&hi=3e38",
        "scheme=mx-e2m1&data=article-asym",
        "scheme=q8-0&data=pasted&numbers=1e38+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1",
    ] {
        let State { source, settings, view, .. } = State::from_link(link).state;
        match source.tensor(None, &mut |_| {}) {
            Ok(tensor) => told.state(link, &[SMALL], &tensor, &settings, &view),
            Err(error) => told.tr(link, error.to_string()),
        }
    }
}

/// What is said of files.
fn files(told: &mut Told) {
    for folder in ["tests/data/bad", "tests/data/formats"] {
        let mut paths: Vec<_> = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
        paths.sort();
        for path in paths {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let bytes = std::fs::read(&path).expect("a file");
            // What a file says itself is no one else's word.
            let own: String = bytes.iter().map(|&b| if b.is_ascii_graphic() { char::from(b) } else { ' ' }).collect();
            listed(told, &format!("{name} {own}"), vec![(name, bytes)]);
        }
    }
    let model = |tensor: &str| {
        let header = format!("{{\"{tensor}\":{{\"dtype\":\"U8\",\"shape\":[2,2],\"data_offsets\":[0,4]}}}}");
        [(header.len() as u64).to_le_bytes().as_slice(), header.as_bytes(), &[0, 1, 2, 3]].concat()
    };
    let index = |names: &str| ("m.safetensors.index.json".to_string(), format!("{{\"weight_map\": {{{names}}}}}").into_bytes());
    let shard = |name: &str, tensor: &str| (name.to_string(), model(tensor));
    listed(told, "index", vec![index("\"a\": \"1\", \"b\": \"2\""), shard("1", "a")]);
    listed(told, "index", vec![index("\"a\": \"1\", \"b\": \"2\", \"c\": \"3\""), shard("1", "a")]);
    listed(told, "index", vec![index("\"a\": \"1\", \"b\": \"2\", \"c\": \"3\", \"d\": \"4\", \"e\": \"5\"")]);
    listed(told, "index", vec![index("\"a\": \"1\", \"b\": \"1\""), shard("1", "a")]);
    listed(told, "index", vec![index("")]);
    listed(told, "index", vec![index("\"a\": 3")]);
    for (name, bytes) in [
        ("a.h5", &b"\x89HDF\r\n\x1a\n"[..]),
        ("a.gz", b"\x1f\x8b"),
        ("a.bin", b"GGML"),
        ("a.parquet", b"PAR1"),
        ("a.arrow", b"ARROW1"),
        ("a.mat", b"MATLAB 5.0"),
        ("a", b"version https://git-lfs"),
        ("a.pt", b"xx"),
        ("a.keras", b"xx"),
        ("a.npz", b"xx"),
        ("a.data", b"xx"),
        ("a.bin", b"xx"),
        ("a.msgpack", b"xx"),
        ("a.tflite", b"\0\0\0\0TFL3"),
        ("a.html", b"<html>"),
        ("a.zip", b"PK\x03\x04xxxx"),
        ("a.pkl", &[0x80, 4]),
    ] {
        listed(told, name, vec![(name.into(), bytes.to_vec())]);
    }
}

fn listed(told: &mut Told, place: &str, files: Vec<(String, Vec<u8>)>) {
    let files = match Files::open(files.into_iter().map(|(name, bytes)| (name, Box::new(bytes) as _)).collect()) {
        Ok(files) => files,
        Err(error) => return told.tr(place, error.to_string()),
    };
    let listing = files.listing();
    for file in &listing.files {
        told.tr(place, file.format.clone());
        told.tr(place, file.fault.clone().unwrap_or_default());
        told.tr(place, file.note.clone().unwrap_or_default());
    }
    for (i, tensor) in listing.tensors.iter().enumerate() {
        told.tr(place, tensor.unread.clone().unwrap_or_default());
        for cut in ["", "0", "99999999", "-99999999", "::2", "x", "1,,2", "0:0", ":,:,:,:,:,:,:,:,:"] {
            for axis in [None, Some(9)] {
                if let Err(error) = TensorSlice::parse(axis, cut).and_then(|cut| files.read(i, &cut, &mut |_| {})) {
                    told.tr(place, error.to_string());
                }
            }
        }
        if let Ok(read) = files.read_at_most(3, i, &TensorSlice::default(), &mut |_| {}).or(files.read_at_most(
            70,
            i,
            &TensorSlice::default(),
            &mut |_| {},
        )) {
            told.tr(place, read.sampled.map_or_else(String::new, |sampled| sampled.words));
        }
    }
    for i in 0..listing.files.len() {
        match files.metadata(i) {
            Ok(pairs) => pairs.into_iter().for_each(|(_, value)| told.tr(place, value)),
            Err(error) => told.tr(place, error.to_string()),
        }
    }
}

/// What is wrong with pasted text.
fn texts(told: &mut Told) {
    for text in [
        "",
        "x",
        "nan",
        "nan inf",
        "1 2\n3",
        "1 nan_ 2",
        "1,2;3 4",
        "[[1, 2], [3]]",
        "[1, 2; 3, 4]",
        "f(1, 2)",
        "array([1, 2",
        "[1, 2))",
        "[[1], 2]",
        "[1, ..., 2]",
        "1 ... 2",
        "1e99",
        "1,,2",
        "1.5,2 3",
        "1,5 2,5\n1.5 2,5",
        "1,234.5 2,345.5",
        "'1",
        "{a: [1], b: [2]}",
        "{'a': [1]}",
        "\"x",
        "[[[[[[[[[[1]]]]]]]]]]",
        "1, 2 # three\n4",
        "[1 2",
        "(1, 2",
        "1;2,5;3\n1.5;2;3",
    ] {
        if let Err(error) = quantscope::tensor::read_text(text) {
            told.tr(text, error.to_string());
        }
    }
    let every = Tensor::new(vec![2], vec![1.0, f32::NAN]).err().into_iter().chain(Tensor::new(vec![3], vec![1.0]).err());
    let (file, tensor, name) = (String::from("a.npy"), String::from("data"), String::from("a.npy"));
    let others = [
        Error::NoFile { file: file.clone() },
        Error::NoTensor { file: file.clone(), tensor: tensor.clone() },
        Error::OtherBytes { file, tensor },
        Error::UnknownData { name },
        Error::Bits { bits: 1 },
        Error::LevelCount { count: 300 },
        Error::Level { level: 0.5 },
        Error::EqualLevels { level: 0.5 },
        Error::Sigmas { sigmas: -0.5 },
        Error::KeptPercent { percent: 100.5 },
        Error::NonFinite { row: 1, column: 2, value: "NaN".into() },
        Error::FloatFormat { reason: "its only code beside 0 would be NaN" },
        Error::BlockData { reason: "the bytes are not one block" },
    ];
    for error in every.chain(others) {
        told.tr("a.npy data", error.to_string());
    }
}
