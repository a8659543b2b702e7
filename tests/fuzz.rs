//! What no file may do: make a reader panic, allocate more than four times the file and 16 MB, take longer than a second
//! (up to 8 MB; a text takes its time in proportion), complain in anything but a sentence, or give other values than the
//! whole file after its end was lost.
//!
//! A few seconds by default, from a fixed seed; `make fuzz` goes on for `FUZZ_SECONDS` from a seed of its own, which it
//! prints (`FUZZ_SEED` takes it). `FUZZ_ONLY` names one target. Runs without the test harness: one case at a time.

mod fuzz_support;
mod reading_support;

use fuzz_support::budget::judge;
use fuzz_support::changes::{Change, Shell, change};
use fuzz_support::large;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestError, TestRunner};
use reading_support::{open, read};
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// A format: how its files are called, how they begin, and what shells can be opened.
struct Target {
    endings: &'static [&'static str],
    magic: &'static [u8],
    shells: &'static [Shell],
}

const MEMBERS: &[Shell] = &[Shell::None, Shell::Member(0), Shell::Member(1), Shell::Member(2), Shell::Member(5)];

const TARGETS: &[Target] = &[
    Target { endings: &["safetensors"], magic: b"\x30\0\0\0\0\0\0\0{\"", shells: &[Shell::None, Shell::Length { at: 0, width: 8 }] },
    Target { endings: &["npy"], magic: b"\x93NUMPY\x01\0", shells: &[Shell::None, Shell::Length { at: 8, width: 2 }] },
    Target { endings: &["gguf"], magic: b"GGUF\x03\0\0\0", shells: &[Shell::None] },
    Target { endings: &["npz"], magic: b"PK\x03\x04", shells: MEMBERS },
    Target { endings: &["ckpt", "pt", "pth"], magic: b"PK\x03\x04", shells: MEMBERS },
    Target { endings: &["onnx"], magic: b"\x08\x08\x3a", shells: &[Shell::None] },
    Target { endings: &["csv", "txt"], magic: b"1,2\n", shells: &[Shell::None] },
];

/// What a long run does more.
struct Effort {
    long: Option<Duration>,
    seed: u64,
    cases: u32,
    /// The largest file that is broken, in bytes.
    largest: usize,
}

fn main() -> ExitCode {
    let number =
        |key: &str| std::env::var(key).ok().map(|text| text.parse::<u64>().unwrap_or_else(|_| panic!("{key} is no number: {text}")));
    let long = number("FUZZ_SECONDS").map(Duration::from_secs);
    let random = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |time| time.as_nanos() as u64);
    let effort = Effort {
        long,
        seed: number("FUZZ_SEED").unwrap_or_else(|| if long.is_some() { random() } else { 20_240_917 }),
        cases: number("FUZZ_CASES").map_or(250, |cases| cases as u32),
        largest: if long.is_some() { 1 << 20 } else { 16 << 10 },
    };
    let (mut good, mut bad) = (0, 0);
    let mut tell = |name: &str, outcome: Result<u64, String>| match outcome {
        Ok(cases) => {
            good += 1;
            println!("ok      {name}: {cases} cases");
        }
        Err(fault) => {
            bad += 1;
            println!("FAILED  {name}: {fault}");
        }
    };
    let only = std::env::var("FUZZ_ONLY").ok();
    let asked = |name: &str| only.as_deref().is_none_or(|only| name == only);
    println!("FUZZ_SEED={}", effort.seed);
    if asked("large") {
        tell("large", try_large(if long.is_some() { 8 << 20 } else { 1 << 19 }));
    }
    for target in TARGETS.iter().filter(|target| asked(target.endings[0])) {
        tell(target.endings[0], try_each_byte(target, &effort).and_then(|n| Ok(n + try_changes(target, &effort)?)));
    }
    println!("test result: {}. {good} passed; {bad} failed", if bad == 0 { "ok" } else { "FAILED" });
    if bad == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn try_large(size: usize) -> Result<u64, String> {
    let files = large::files(size);
    let faults: Vec<String> = files.iter().filter_map(|(name, bytes)| Some(format!("{name}: {}", judge(name, bytes).err()?))).collect();
    if faults.is_empty() { Ok(files.len() as u64) } else { Err(faults.join("\n          ")) }
}

/// The target's files in `tests/data`, up to a size.
fn seeds(target: &Target, largest: usize) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for folder in ["formats", "bad"] {
        for entry in fs::read_dir(Path::new("tests/data").join(folder)).expect("tests/data is there") {
            let path = entry.expect("the folder can be listed").path();
            let name = path.file_name().expect("a file's name").to_string_lossy().into_owned();
            let ending = name.rsplit('.').next().unwrap_or_default();
            if target.endings.contains(&ending) && !name.contains("expected.") {
                found.push((name, fs::read(&path).expect("the file can be read")));
            }
        }
    }
    found.retain(|(_, bytes)| bytes.len() <= largest);
    found.sort();
    found
}

/// Every small file truncated after each byte, and with each byte changed.
fn try_each_byte(target: &Target, effort: &Effort) -> Result<u64, String> {
    let mut cases = 0;
    for (name, bytes) in seeds(target, if effort.long.is_some() { 6000 } else { 320 }) {
        for at in 0..bytes.len() {
            truncated(&name, &bytes, at).map_err(|fault| format!("{name} cut off after byte {at}: {fault}"))?;
            for changed in [bytes[at] ^ 1, bytes[at] ^ 0x80, 0, 0xff] {
                let mut file = bytes.clone();
                file[at] = changed;
                judge(&name, &file).map_err(|fault| format!("{name} with byte {at} = {changed}: {fault}"))?;
                cases += 1;
            }
        }
    }
    Ok(cases)
}

/// A file that lost its end is refused, or gives what the whole file gives. Text cannot know its end.
fn truncated(name: &str, bytes: &[u8], at: usize) -> Result<(), String> {
    judge(name, &bytes[..at])?;
    let (Ok(part), Ok(whole)) = (open(name, bytes[..at].to_vec()), open(name, bytes.to_vec())) else { return Ok(()) };
    if name.ends_with(".csv") || name.ends_with(".txt") {
        return Ok(());
    }
    for (i, entry) in part.entries().iter().enumerate() {
        let Ok(found) = read(&part, i) else { continue };
        let same = whole.entries().iter().position(|other| other.name == entry.name).and_then(|j| read(&whole, j).ok());
        if same.is_none_or(|same| same.tensor != found.tensor) {
            return Err(format!("'{}' is another", entry.name));
        }
    }
    Ok(())
}

/// Files broken by chance, and noise behind the format's first bytes.
fn try_changes(target: &Target, effort: &Effort) -> Result<u64, String> {
    let seeds = seeds(target, effort.largest);
    let count = seeds.len();
    assert!(count > 0, "there are files of {}", target.endings[0]);
    let start = Instant::now();
    let share = effort.long.map_or(Duration::ZERO, |long| long / TARGETS.len() as u32);
    let changed = (0..count, prop::sample::select(target.shells), prop::collection::vec(change(), 1..6));
    let file = format!("noise.{}", target.endings[0]);
    let (mut round, mut cases) = (0, 0);
    loop {
        let seed = RngSeed::Fixed(effort.seed.wrapping_add(round));
        let config =
            || Config { cases: effort.cases, rng_seed: seed, failure_persistence: None, max_shrink_iters: 2000, ..Config::default() };
        let outcome = TestRunner::new(config()).run(&changed, |(which, shell, changes): (usize, Shell, Vec<Change>)| {
            let (name, bytes) = &seeds[which];
            shell.change(bytes, &changes).map_or(Ok(()), |broken| judge(name, &broken)).map_err(TestCaseError::fail)
        });
        outcome.map_err(|error| match error {
            TestError::Fail(why, (which, shell, changes)) => format!("{} with {changes:?} in {shell:?}: {why}", seeds[which].0),
            TestError::Abort(why) => why.to_string(),
        })?;
        let outcome = TestRunner::new(config()).run(&noise(target), |noise| judge(&file, &noise).map_err(TestCaseError::fail));
        outcome.map_err(|error| format!("noise: {error}"))?;
        (round, cases) = (round + 1, cases + 2 * u64::from(effort.cases));
        if start.elapsed() >= share {
            return Ok(cases);
        }
    }
}

/// Any bytes behind the magic; for text, pieces that numbers, tables and printed tensors are made of.
fn noise(target: &Target) -> BoxedStrategy<Vec<u8>> {
    const PIECES: [&str; 46] = [
        "1",
        "2.5",
        "-3",
        "1e5",
        "1e400",
        "1e-400",
        "nan",
        "inf",
        "-inf",
        "NA",
        ",",
        ";",
        " ",
        "\t",
        "\n",
        "\r\n",
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        "tensor(",
        "array(",
        "dtype=float32",
        "device='cuda:0'",
        "...",
        "\"",
        "'",
        "#",
        ":",
        "1,5",
        "1.234,5",
        "1 000",
        "0x10",
        "+",
        "-",
        "e",
        ".",
        "true",
        "null",
        "Parameter containing:",
        "\u{feff}",
        "ä",
        "\u{2212}1",
        "grad_fn=<AddBackward0>",
    ];
    let magic = target.magic;
    if target.endings[0] == "csv" {
        let text = prop::collection::vec(prop_oneof![9 => prop::sample::select(&PIECES[..]).prop_map(String::from), 1 => ".{0,3}"], 0..60);
        return text.prop_map(|pieces| pieces.concat().into_bytes()).boxed();
    }
    prop::collection::vec(any::<u8>(), 0..400).prop_map(move |noise| [magic, &noise].concat()).boxed()
}
