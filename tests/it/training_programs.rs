//! The PyTorch programs of trainings: torch trains the same weights, where python3 has it.

use quantscope::train::{Session, TrainingSettings};
use std::path::Path;
use std::process::Command;

/// A small network of few points.
const SMALL: &str = "data moons points 20 hidden 6-5 float-steps 60 steps 60 bits 2";

/// What torch must train alike, but for sums in another order: every estimator, every rounding of outputs, both optimizers, mini-batches, both starts.
const CASES: [&str; 18] = [
    "",
    "scales tensor",
    "estimator true",
    "estimator identity bits 3",
    "estimator masked",
    "estimator masked scales tensor bits 3",
    "estimator masked codes asymmetric bits 4",
    "estimator masked range percentile bits 4",
    "estimator masked codes asymmetric range percentile bits 4 scales tensor",
    "estimator masked range mse bits 3",
    "estimator masked codes asymmetric range mse bits 4 scales tensor",
    "estimator dorefa bits 3",
    "estimator wrpn bits 3 optimizer sgd rate 0.05 decay constant",
    "outputs 4 batch 7",
    "activation relu outputs 4 output-bounds learned",
    "activation relu start random",
    "activation relu estimator dorefa bits 3 outputs 3 output-bounds unit",
    "data curve activation leaky-relu optimizer 0.5 rate 0.02 batch 16 bits 4",
];

/// Runs each program and compares its weights with the page's, by the largest of their layer.
const RUNNER: &str = r#"
import contextlib, io, pathlib, runpy, sys, warnings
import numpy as np
import torch
torch.set_num_threads(1)
warnings.simplefilter("ignore")
wrong = []
for folder in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        end = runpy.run_path(str(folder / "program.py"))
    apart = 0
    for name in ("weights", "biases"):
        for i, mine in enumerate(end[name]):
            expected = np.fromfile(folder / f"{name}{i}.f32", "<f4")
            found = mine.detach().numpy().reshape(-1)
            apart = max(apart, np.abs(found - expected).max() / np.abs(expected).max())
    score = float((folder / "score.txt").read_text())
    print((folder / "settings.txt").read_text(), f"{apart:.2e}", told.getvalue().strip(), score, flush=True)
    if not (apart < 1e-3 and abs(float(told.getvalue().split()[-1]) - score) < 1e-3):
        wrong.append(str(folder))
if wrong:
    sys.exit(f"torch trained something else: {wrong}")
"#;

fn write_one(folder: &Path, text: &str) {
    let (settings, messages) = TrainingSettings::parse(format!("{SMALL} {text}").trim_end());
    assert!(messages.is_empty(), "{messages:?}");
    let mut session = Session::open(settings).expect("sound settings");
    while session.step(60).expect("a step") {}
    std::fs::create_dir_all(folder).expect("a folder");
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).expect("a file");
    write("settings.txt", text.as_bytes());
    write("program.py", session.program("https://example.org/#train=").expect("a program").as_bytes());
    let score = session.healed().expect("a model").expect("it is trained").score(session.test());
    write("score.txt", score.accuracy.unwrap_or_else(|| score.loss.into()).to_string().as_bytes());
    for (i, layer) in session.latent().layers.iter().enumerate() {
        for (name, numbers) in [("weights", &layer.weight), ("biases", &layer.bias)] {
            write(&format!("{name}{i}.f32"), &numbers.iter().flat_map(|w| w.to_le_bytes()).collect::<Vec<u8>>());
        }
    }
}

#[test]
fn torch_trains_the_same() {
    if !Command::new("python3").args(["-c", "import torch"]).output().is_ok_and(|o| o.status.success()) {
        eprintln!("python3 has no torch: the programs of trainings were not run");
        return;
    }
    let all = Path::new(env!("CARGO_TARGET_TMPDIR")).join("programs-training");
    let _ = std::fs::remove_dir_all(&all);
    CASES.iter().enumerate().for_each(|(i, text)| write_one(&all.join(format!("{i:02}")), text));
    let ran = Command::new("python3").args(["-c", RUNNER]).arg(&all).output().expect("python3");
    print!("{}", String::from_utf8_lossy(&ran.stdout));
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
}
