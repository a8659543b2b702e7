//! Pictures in shades of grey, made by a formula: a gradient, a shaded sphere and letters. The same bits on every machine. Knows no
//! settings.

use crate::Error;
use crate::tensor::Tensor;

/// The centre and the radius of the sphere, in sides of the picture from its upper left corner.
const SPHERE: ([f64; 2], f64) = ([0.36, 0.6], 0.3);
/// Where the light comes from: left, above, in front. Of length 1.
const LIGHT: [f64; 3] = [-0.48, -0.6, 0.64];
/// The letters; `#` is ink.
const LETTERS: [&[u8; CELLS]; 7] =
    [b".###...####", b"#...#.#....", b"#...#.#....", b"#...#..###.", b"#.#.#.....#", b"#..#......#", b".##.#.####."];
/// How many cells the letters have across.
const CELLS: usize = 11;
/// The upper left corner of the letters and the side of a cell, in sides of the picture.
const TEXT: ([f64; 2], f64) = ([0.578125, 0.0625], 0.03125);

/// A square picture: values from 0, black, to 1, white, in steps of 1/255 as picture files have them.
pub fn picture(side: usize) -> Result<Tensor, Error> {
    let place = |i: usize| (i as f64 + 0.5) / side as f64;
    let pixels = (0..side * side).map(|i| grey(place(i % side), place(i / side)));
    Tensor::new(vec![side, side], pixels.map(|v| (v.clamp(0.0, 255.0).round() / 255.0) as f32).collect())
}

/// The shade at a place, 0 to 255.
fn grey(x: f64, y: f64) -> f64 {
    let ground = 36.0 + 200.0 * x;
    let cell = |v: f64, from: f64| ((v - from) / TEXT.1).floor();
    let (col, row) = (cell(x, TEXT.0[0]), cell(y, TEXT.0[1]));
    if (0.0..CELLS as f64).contains(&col) && (0.0..LETTERS.len() as f64).contains(&row) {
        return if LETTERS[row as usize][col as usize] == b'#' { 0.0 } else { ground };
    }
    let [dx, dy] = [(x - SPHERE.0[0]) / SPHERE.1, (y - SPHERE.0[1]) / SPHERE.1];
    let square = dx * dx + dy * dy;
    if square >= 1.0 {
        return ground;
    }
    let lit = (dx * LIGHT[0] + dy * LIGHT[1] + (1.0 - square).sqrt() * LIGHT[2]).max(0.0);
    let glint = (0..5).fold(lit, |power, _| power * power);
    12.0 + 190.0 * lit + 80.0 * glint
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_every_part_of_the_range_and_its_shades_only() {
        for side in [64, 256] {
            let picture = picture(side).expect("a picture");
            let shades = picture.values().iter().map(|v| (v * 255.0).round() as u8);
            let mut counts = [0; 8];
            shades.clone().for_each(|shade| counts[usize::from(shade) / 32] += 1);
            assert!(counts.iter().all(|&n| n > side), "{counts:?}");
            assert!(picture.values().iter().zip(shades).all(|(&v, shade)| v == f32::from(shade) / 255.0));
        }
    }
}
