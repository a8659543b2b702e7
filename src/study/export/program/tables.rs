//! The middle of the program for tables reached through a scale: float formats by their arithmetic, code books by their
//! levels and where each ends. Knows no data.

use super::dialect::{Dialect, float, list};
use crate::num::{Codebook, Minifloat, Overflow, Specials};
use crate::quant::block::{BlockFormat, Mx, ScaleRule};
use crate::quant::{Arithmetic, Element, Quantizer, Scaled};
use crate::study::export::program::slices::Columns;
use crate::study::{SchemeSpec, Study};

/// From `x` to `codes` and `y`.
pub(super) fn program(mut columns: Columns, study: &Study, first: &Scaled) -> Vec<String> {
    for (format, cast) in [(Minifloat::FP16, half as fn(Dialect) -> &'static [&'static str]), (Minifloat::BF16, brain)] {
        if *first == Scaled::cast(format) && study.slice_fits.len() == 1 {
            return cast(columns.dialect).iter().map(|&line| line.into()).collect();
        }
    }
    let of = |pick: fn(&Scaled) -> f32| {
        move |q: &Quantizer| match q {
            Quantizer::Scaled(s) => Some(pick(s)),
            _ => None,
        }
    };
    let by_rule = mx_scale(&mut columns, study);
    let v = if by_rule {
        "x / divisor".into()
    } else {
        columns.brought("x", of(|s| s.factor), of(|s| f32::from(u8::from(s.arithmetic == Arithmetic::Divide))))
    };
    columns.lines.push(format!("v = {v}"));
    let mut back = "scale * ";
    if !by_rule && columns.all(1.0, of(|s| s.scale)) {
        back = "";
    } else if !by_rule {
        columns.number("scale", of(|s| s.scale));
    }
    match &first.element {
        Element::Float(format) => floats(&mut columns, *format, back),
        Element::Book(book) => books(&mut columns, book, back),
    }
    columns.lines
}

fn half(dialect: Dialect) -> &'static [&'static str] {
    match dialect {
        Dialect::Numpy => &["h = x.astype(np.float16)", "codes = h.view(np.uint16)", "y = h.astype(np.float32)"],
        Dialect::Torch => &["h = x.to(torch.float16)", "codes = h.view(torch.int16).to(torch.int32) & 0xffff", "y = h.to(torch.float32)"],
    }
}

fn brain(dialect: Dialect) -> &'static [&'static str] {
    match dialect {
        Dialect::Numpy => &[
            "u = x.view(np.uint32)",
            "codes = ((u + 0x7fff + (u >> 16 & 1)) >> 16).astype(np.uint16)  # round to nearest, ties to even",
            "y = (codes.astype(np.uint32) << 16).view(np.float32)",
        ],
        Dialect::Torch => &["h = x.to(torch.bfloat16)", "codes = h.view(torch.int16).to(torch.int32) & 0xffff", "y = h.to(torch.float32)"],
    }
}

/// Rounds to a float format. In f64, where all that is computed is exact but the one rounding.
fn floats(columns: &mut Columns, format: Minifloat, back: &str) {
    let (mantissa, least) = (format.mantissa_bits(), 1 - format.bias());
    let infinite = format.overflow() == Overflow::Special && format.specials() == Specials::Ieee;
    let largest = f64::from(format.max());
    // Where there is infinity, its code is that of the next power of two.
    let top = if infinite { libm::exp2(libm::floor(libm::log2(largest)) + 1.0) } else { largest };
    let note = if infinite { "infinity has the code of this power of two" } else { "the largest number" };
    columns.line(format!("a = np.abs(v).astype(np.float64).clip(max={top:?})  # {note}"));
    columns.line(format!("e = ((a.view(np.int64) >> 52) - 1023).clip(min={least})  # the exponent; subnormal numbers share the least"));
    columns.line(format!("step = (e + {} << 52).view(np.float64)  # 2 ** (e - {mantissa})", 1023 - mantissa));
    columns.line(format!("below = (e {:+}) * {}", -least, 1 << mantissa));
    columns.line("c = np.rint(a / step + below)  # the code without its sign; ties to even");
    columns.line("a = (c - below) * step");
    if infinite {
        columns.line(format!("a = np.where(c > {}, np.inf, a)", format.max_code()));
    }
    columns.line(format!("codes = c.astype(np.int64) + np.signbit(v) * {}", 1 << (format.bits() - 1)));
    columns.line(format!("y = {back}np.copysign(a, v).astype(np.float32)"));
}

/// Looks the levels up.
fn books(columns: &mut Columns, first: &Codebook, back: &str) {
    fn book(quantizer: &Quantizer) -> Option<&Codebook> {
        match quantizer {
            Quantizer::Scaled(Scaled { element: Element::Book(book), .. }) => Some(book),
            _ => None,
        }
    }
    let dialect = columns.dialect;
    let codes = |book: &Codebook| list((0..).take(book.levels().len()).map(|place| book.code(place)));
    let floats = |values: &[f32]| list(values.iter().map(|&v| float(v)));
    if columns.slices().all(|q| book(q) == Some(first)) {
        columns.lines.push(format!("levels = {}", dialect.array(&floats(first.levels()))));
        columns.lines.push(format!("ends = {}  # the largest number of each level", dialect.array(&floats(first.ends()))));
        columns.line("place = np.searchsorted(ends, v)");
        columns.line(format!("codes = np.array({})[place]", codes(first)));
        columns.line(format!("y = {back}levels[place]"));
        return;
    }
    columns.index();
    let row = |book: &Codebook| format!("    ({}, {}, {}),", codes(book), floats(book.levels()), floats(book.ends()));
    let rows: Vec<String> = columns.slices().filter_map(book).map(row).collect();
    columns.lines.push("books = [  # codes, levels and the largest number of each level".into());
    columns.lines.extend(rows);
    columns.lines.push("]".into());
    columns.line("codes, y = np.zeros(len(v), dtype=np.int64), np.zeros_like(v)");
    columns.line("for slice, (code, levels, ends) in enumerate(books):");
    columns.line("    here = i == slice");
    columns.line("    place = np.searchsorted(np.array(ends, dtype=np.float32), v[here])");
    columns.line("    codes[here] = np.array(code)[place]");
    columns.line("    y[here] = np.array(levels, dtype=np.float32)[place]");
    if !back.is_empty() {
        columns.line(format!("y = {back}y"));
    }
}

/// Names `scale`, and the `divisor` of floats, of each value by the rule of an MX format; false for other formats.
pub(super) fn mx_scale(columns: &mut Columns, study: &Study) -> bool {
    let SchemeSpec::Blocks(BlockFormat::Mx(Mx { element, rule })) = study.spec else { return false };
    let (top, mantissa, largest) = match element.float() {
        Some(format) => ((format.max().to_bits() >> 23) as i32 - 127, format.mantissa_bits(), format!("{}", format.max())),
        None => (0, 6, "(127 / 64)".into()),
    };
    columns.index();
    let magnitudes = match study.slices.ragged_row() {
        Some(in_row) => {
            let (cols, rows) = (columns.cols, study.slices.count() / in_row);
            columns.line(format!("filled = np.zeros(({rows}, {}), dtype=np.float32)  # rows of whole blocks", in_row * Mx::BLOCK));
            columns.line(format!("filled[:, :{cols}] = np.abs(x).reshape(-1, {cols})"));
            "filled"
        }
        None => "np.abs(x)",
    };
    columns.line(format!("most = np.amax({magnitudes}.reshape(-1, {}), 1)", Mx::BLOCK));
    let exponent = match rule {
        ScaleRule::Floor => format!("(most.view(np.int32) >> 23) - {top}"),
        ScaleRule::Ceil => format!("(most.view(np.int32) + 0x7fffff >> 23) - {top}"),
        ScaleRule::Even => format!("(most.view(np.int32) + {:#x} >> 23) - {top}", 1 << (22 - mantissa)),
        ScaleRule::EvenFp4 => format!("(most.view(np.int32) + {:#x} >> 23) - {top}", 1 << 21),
        ScaleRule::Rceil => {
            columns.line(format!("least = (most / {largest}).clip(min=2.0**-149).astype(np.float64)"));
            "np.ceil(np.log2(least).astype(np.float32)).astype(np.int32) + 127".into()
        }
    };
    columns.line(format!("e = ({exponent}).clip(0, 254)  # E8M0"));
    columns.line("scale = np.where(e > 0, e << 23, 1 << 22).astype(np.int32).view(np.float32)[i]  # 2 ** (e - 127)");
    match (element.float(), rule) {
        (None, _) => {}
        (_, ScaleRule::Rceil) => {
            let one = columns.dialect.scalar(1);
            let line = columns.dialect.line("divisor = np.where(e[i] > 0, scale, ");
            columns.lines.push(format!("{line}{one})"));
        }
        _ => columns.line("divisor = scale.clip(min=2.0**-126)"),
    }
    true
}
