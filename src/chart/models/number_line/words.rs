//! The picture in words and as a table.

use super::captions::clipped;
use super::marks::LineMark;
use crate::chart::Table;
use crate::chart::number_text::{count, exact, integer, levels, number, values};
use crate::chart::scene::Scene;
use crate::i18n;

/// The picture in a sentence or two.
pub(super) fn words(scene: &Scene, visible: usize) -> String {
    let n = scene.finite;
    let shown = match visible == n {
        true => values(n as u64),
        false => tr!("{n} of {all} values", n = count(visible as u64), all = count(n as u64)),
    };
    let grid = levels(scene.level_count());
    let spread = match scene.step() {
        Some(step) => tr!("{step} apart", step = number(f64::from(step))),
        None => scene.spread(),
    };
    let grid = tr!("{shown} on {used} of {levels}, {spread}.", shown, used = count(scene.levels_used()), levels = grid, spread);
    let beyond = match clipped(scene) {
        0 => tr!("nothing is clipped"),
        k => tr_n!(k, "{n} value is clipped", "{n} values are clipped", n = count(k)),
    };
    let zero = match scene.zero_code() {
        Some(code) => tr!("Real 0 is code {code}; {beyond}.", code = scene.code_name(code), beyond),
        None => tr!("Real 0 is no level; {beyond}.", beyond),
    };
    i18n::joined([grid, zero])
}

/// The ends of the range, zero, and some of the marks.
pub(super) fn table(scene: &Scene, marks: &[LineMark], complete: bool) -> Table {
    const ROWS: usize = 60;
    let mut rows = Vec::new();
    if let (Some(clip), Some(affine)) = (scene.clip(), scene.affine()) {
        let fixed = |name: String, x: f32, code: f32| {
            let y = affine.dequantize(code);
            vec![name, exact(x), integer(code), exact(y), number(f64::from(y) - f64::from(x))]
        };
        rows.push(fixed(tr!("lower end of the range"), clip.lo, affine.clamp(affine.unclamped(clip.lo, 0.5))));
        rows.push(fixed(tr!("upper end of the range"), clip.hi, affine.clamp(affine.unclamped(clip.hi, 0.5))));
        rows.push(fixed(tr!("zero"), 0.0, affine.clamp(affine.unclamped(0.0, 0.5))));
    }
    let shown = marks.len().min(ROWS);
    rows.extend(marks[..shown].iter().map(|m| {
        let error = f64::from(m.y) - f64::from(m.x);
        vec![scene.name(m.index as usize), exact(m.x), scene.code_name(m.code), exact(m.y), number(error)]
    }));
    let caption = if complete && shown == marks.len() {
        tr!("Values and the levels they go to")
    } else {
        tr!("A selection of {n} values and the levels they go to", n = shown)
    };
    let columns = vec![tr!("what"), tr!("value x"), tr!("code q"), tr!("dequantized x̂"), tr!("error x̂ − x")];
    Table { caption, columns, rows }
}
