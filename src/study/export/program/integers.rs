//! The middle of the program for integers: range, scale and zero point, codes, and dequantized values. Each line
//! follows from a field of the convention. Knows no data.

use super::dialect::{Dialect, float, list};
use crate::num::Rounding;
use crate::quant::{
    Arithmetic, Convention, Degenerate, Granularity, Precision, Quantizer, RangeMethod, ScaleForm, SymmetricDivisor, ZeroPoint,
    ZeroPointAdded, ZeroPointFrom,
};
use crate::study::{Scheme, SliceFit, Study};
use crate::tensor::Tensor;

/// From `xs` by slices to `codes` and `y`.
pub(super) fn program(dialect: Dialect, tensor: &Tensor, study: &Study) -> Vec<String> {
    let settings = &study.settings;
    let convention = settings.convention.convention_for(settings.granularity);
    let (rows, cols) = (tensor.rows(), tensor.cols());
    let (cut, back): (String, &str) = match study.slices.granularity() {
        Granularity::Tensor => ("x.reshape(1, -1)".into(), "reshape(-1)"),
        Granularity::Row => (format!("x.reshape({rows}, {cols})"), "reshape(-1)"),
        Granularity::Column => (format!("x.reshape({rows}, {cols}).T"), "T.reshape(-1)"),
        Granularity::Group => (format!("x.reshape(-1, {})", settings.group), "reshape(-1)"),
    };
    let mut lines = vec![format!("xs = {cut}  # one slice a row")];
    lines.extend(range(dialect, tensor, study, convention));
    lines.extend(params(dialect, study, convention));
    if settings.rounding == Rounding::Stochastic {
        lines.extend(draws(dialect, settings.rounding_seed, tensor.values().len(), &cut));
    }
    lines.extend(quantize(dialect, study, convention));
    let int = if dialect == Dialect::Numpy { "astype(np.int32)" } else { "to(torch.int32)" };
    lines.push(format!("codes = q.{back}.{int}"));
    let by = if convention.keeps_inverse(settings.scheme == Scheme::Symmetric) { "/ inverse" } else { "* scale" };
    lines.push(format!("y = ((q - zero_point) {by}).{back}"));
    lines
}

/// The range of each slice: computed where it is that of all values, else as found.
fn range(dialect: Dialect, tensor: &Tensor, study: &Study, convention: &Convention) -> Vec<String> {
    let np = dialect.name();
    if study.settings.range != RangeMethod::MinMax || !tensor.non_finite().none() {
        let how = match study.settings.range {
            RangeMethod::MinMax => "of the finite values".into(),
            RangeMethod::Percentile => format!("keeps {} %", study.settings.percentile),
            RangeMethod::Clip => "set by hand".into(),
            RangeMethod::Mse => "least mean squared error".into(),
            _ => "found by a search on this data".into(),
        };
        let column = |pick: fn(&SliceFit) -> f32| dialect.array(&list(study.slice_fits.iter().map(|p| format!("[{}]", float(pick(p))))));
        return vec![format!("# the range: {how}"), format!("lo = {}", column(|p| p.range.lo)), format!("hi = {}", column(|p| p.range.hi))];
    }
    let mut lines = vec![format!("lo = {}", dialect.extreme("min")), format!("hi = {}", dialect.extreme("max"))];
    let symmetric = study.settings.scheme == Scheme::Symmetric;
    let mirrored = symmetric && !matches!(convention.symmetric_divisor, SymmetricDivisor::EachEnd | SymmetricDivisor::LargerEnd);
    if convention.range_includes_zero || symmetric && !mirrored {
        let zero = dialect.scalar(0.0);
        lines.push(format!("lo = {np}.minimum(lo, {zero})"));
        lines.push(format!("hi = {np}.maximum(hi, {zero})"));
    }
    if mirrored {
        lines.push(format!("hi = {np}.maximum({np}.abs(lo), {np}.abs(hi))"));
        let always = convention.symmetric_divisor != SymmetricDivisor::FullUnlessPositive;
        lines.push(if always { "lo = -hi".into() } else { format!("lo = {np}.where(lo < 0, -hi, lo)") });
    }
    if let Degenerate::Range(stand_in) = convention.degenerate {
        lines.push("zeros = lo == hi".into());
        for (end, value) in [("lo", stand_in.lo), ("hi", stand_in.hi)] {
            lines.push(format!("{end} = {np}.where(zeros, {}, {end})", dialect.scalar(float(value))));
        }
    }
    lines
}

/// Scale and zero point.
fn params(dialect: Dialect, study: &Study, convention: &Convention) -> Vec<String> {
    let np = dialect.name();
    let Quantizer::Affine(first) = &study.slice_fits[0].quantizer else { return Vec::new() };
    let (steps, symmetric) = (first.codes.steps(), study.settings.scheme == Scheme::Symmetric);
    let one = dialect.scalar(1);
    let mut lines = vec![format!("qmin, qmax = {}, {}", first.codes.qmin, first.codes.qmax)];
    let double = convention.precision == Precision::Double;
    if double {
        lines.extend(["lo", "hi"].map(|end| format!("{end} = {}", dialect.cast(end, 64))));
    }
    let (length, over) = match (symmetric, convention.symmetric_divisor) {
        (true, SymmetricDivisor::Restricted) => ("hi", (steps / 2.0).floor()),
        (true, SymmetricDivisor::Full) => ("hi", steps / 2.0),
        (true, SymmetricDivisor::FullUnlessPositive | SymmetricDivisor::EachEnd | SymmetricDivisor::LargerEnd) | (false, _) => {
            ("(hi - lo)", steps)
        }
    };
    let length = match convention.degenerate {
        Degenerate::LengthAtLeast(least) => format!("{np}.maximum({length}, {})", dialect.scalar(float(least))),
        _ => length.to_owned(),
    };
    let over = dialect.scalar(over);
    let size = format!("{np}.maximum({np}.abs(lo), {np}.abs(hi))");
    let keeps_inverse = convention.keeps_inverse(symmetric);
    if symmetric && convention.symmetric_divisor == SymmetricDivisor::EachEnd {
        let middle = convention.symmetric_zero_point(first.codes);
        let (below, above) = (middle - first.codes.qmin as f32, first.codes.qmax as f32 - middle);
        lines.push(format!("scale = {np}.maximum(-lo / {}, hi / {})", dialect.scalar(below), dialect.scalar(above)));
    } else if keeps_inverse {
        lines.push(format!("length = {np}.where({length} > 0, {length}, {over})"));
        lines.push(match convention.scale_form {
            ScaleForm::Inverse => format!("inverse = ({one} / length) * {over}"),
            _ => format!("inverse = {over} / length"),
        });
        lines.push(format!("scale = {one} / inverse"));
    } else if convention.scale_form == ScaleForm::StepByProduct {
        lines.push(format!("scale = {length} * ({one} / {over})"));
    } else {
        lines.push(format!("scale = {length} / {over}"));
    }
    match convention.degenerate {
        Degenerate::Epsilon(eps) => lines.push(format!("scale = {np}.maximum(scale, {})", dialect.scalar(float(eps)))),
        Degenerate::IfZero(eps) | Degenerate::LengthAtLeast(eps) => {
            lines.push(format!("scale = {np}.where(scale > 0, scale, {})", dialect.scalar(float(eps))));
        }
        Degenerate::Magnitude => {
            lines.push(format!("size = {size}"));
            lines.push(format!("scale = {np}.where(scale > 0, scale, {np}.where(size > 0, size, {one}))  # a constant slice"));
        }
        Degenerate::OneBelow(least) => lines.push(format!("scale = {np}.where(scale < {}, {one}, scale)", dialect.scalar(float(least)))),
        Degenerate::OneAndZero => {
            lines.push(format!("small = scale < {}", dialect.scalar(float(f32::MIN_POSITIVE))));
            lines.push(format!("scale = {np}.where(small, {one}, scale)"));
        }
        Degenerate::OneUpTo(magnitude) => {
            lines.push(format!("small = ({size} <= {}) | (scale == 0)", dialect.scalar(float(magnitude))));
            lines.push(format!("scale = {np}.where(small, {one}, scale)"));
            if keeps_inverse {
                lines.push(format!("inverse = {np}.where(small, {one}, inverse)"));
            }
        }
        Degenerate::Range(_) => lines.push(format!("scale = {np}.where(scale > 0, scale, {})", dialect.scalar(float(f32::from_bits(1))))),
        Degenerate::ZerosOnly => lines.push(format!("scale = {np}.where(lo == hi, {one}, scale)")),
    }
    let places = if keeps_inverse { "lo * inverse" } else { "lo / scale" };
    let (qmin, round) = (dialect.scalar("qmin"), dialect.round());
    if symmetric {
        let middle = dialect.scalar(convention.symmetric_zero_point(first.codes));
        lines.push(format!("zero_point = {middle}"));
    } else if convention.zero_point == ZeroPoint::Real {
        lines.push(format!("zero_point = {qmin} - {places}"));
    } else if double {
        lines.push(format!("zero_point = {round}(qmin - {places})"));
    } else {
        let zero_point = match convention.zero_point_from {
            ZeroPointFrom::RoundedPlaces => format!("{qmin} - {round}({places})"),
            ZeroPointFrom::Difference => format!("{round}({qmin} - {places})"),
            ZeroPointFrom::BothEnds => {
                let qmax = dialect.scalar("qmax");
                lines.push(format!("width = {np}.where(hi > lo, hi - lo, {one})"));
                format!("{np}.where(hi > lo, {round}(({qmin} * hi - {qmax} * lo) / width), {qmin})")
            }
        };
        lines.push(format!("zero_point = {zero_point}"));
        if convention.zero_point == ZeroPoint::Clamped {
            lines.push(format!("zero_point = {np}.clip(zero_point, qmin, qmax)"));
        }
    }
    if convention.degenerate == Degenerate::OneAndZero {
        lines.push(format!("zero_point = {np}.where(small, {}, zero_point)", dialect.scalar(0)));
    }
    if double {
        lines.extend(["scale", "zero_point"].map(|what| format!("{what} = {}", dialect.cast(what, 32))));
    }
    lines
}

/// The random numbers of stochastic rounding: ChaCha with 8 rounds, as `num::StochasticRng` documents it.
fn draws(dialect: Dialect, seed: u32, len: usize, cut: &str) -> Vec<String> {
    let program = "\
def draws(seed, n):  # ChaCha8: one 32-bit word a value, the upper 24 bits as a fraction
    blocks = -(-n // 16)
    s = np.zeros((16, blocks), np.uint32)
    s[:4] = np.array([0x61707865, 0x3320646e, 0x79622d32, 0x6b206574], np.uint32)[:, None]
    s[4], s[12] = seed, np.arange(blocks)
    w = s.copy()
    def quarter(a, b, c, d):
        for to, by, turn, r in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            w[to] += w[by]
            w[turn] ^= w[to]
            w[turn] = w[turn] << np.uint32(r) | w[turn] >> np.uint32(32 - r)
    for _ in range(4):
        for i in range(4):
            quarter(i, 4 + i, 8 + i, 12 + i)
        for i in range(4):
            quarter(i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4)
    return (((w + s).T.reshape(-1)[:n]) >> np.uint32(8)).astype(np.float32) / np.float32(2**24)
";
    let call = format!("draws({seed}, {len})");
    let call = if dialect == Dialect::Torch { format!("torch.from_numpy({call})") } else { call };
    program.lines().map(Into::into).chain([format!("u = {}", cut.replacen('x', &call, 1))]).collect()
}

/// The codes, in the convention's order of steps.
fn quantize(dialect: Dialect, study: &Study, convention: &Convention) -> Vec<String> {
    let np = dialect.name();
    let steps = match convention.arithmetic {
        _ if convention.keeps_inverse(study.settings.scheme == Scheme::Symmetric) => "xs * inverse".to_owned(),
        Arithmetic::Divide => "xs / scale".to_owned(),
        Arithmetic::Reciprocal => format!("xs * ({} / scale)", dialect.scalar(1)),
    };
    let (before, after) = match convention.zero_point_added {
        ZeroPointAdded::BeforeRounding => (" + zero_point", ""),
        ZeroPointAdded::AfterRounding => ("", " + zero_point"),
    };
    let mut lines = vec![format!("v = {steps}{before}")];
    let rounded = match study.settings.rounding {
        Rounding::HalfEven => format!("{}(v)", dialect.round()),
        Rounding::TowardZero => format!("{np}.trunc(v)"),
        Rounding::Stochastic => format!("{np}.floor(v + u)"),
        Rounding::HalfAway => {
            lines.push(format!("t = {np}.trunc(v)"));
            format!("t + {np}.sign(v) * ({np}.abs(v - t) >= 0.5)")
        }
    };
    lines.push(format!("q = {np}.clip({rounded}{after}, qmin, qmax)"));
    lines
}
