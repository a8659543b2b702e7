//! The examples whose numbers are listed here or generated. Knows no page and no settings.

use super::example::{Example, ExampleKind};
use crate::tensor::Distribution;

const ARTICLE: &str = msg!("From the article");
const TRAPS: &str = msg!("Traps");
const PICTURES: &str = msg!("Pictures");
const GENERATED: &str = msg!("Generated");

type Text = &'static str;

const fn matrix(names: (Text, Text, Text), rows: &'static [&'static [f32]], about: Text) -> Example {
    let (group, key, title) = names;
    Example { key, title, group, about, kind: ExampleKind::Matrix(rows) }
}

const fn picture(key: Text, title: Text, side: usize) -> Example {
    let about = msg!(
        "A picture made for this page: a sphere in the light, two letters and a gradient, in shades of grey from 0, black, to 1, white. Look for bands where shades run into each other."
    );
    Example { key, title, group: PICTURES, about, kind: ExampleKind::Picture { side } }
}

const fn generated(key: Text, title: Text, recipe: (Distribution, u32, u32, u32, f32), about: Text) -> Example {
    let (distribution, rows, cols, outliers, strength) = recipe;
    Example { key, title, group: GENERATED, about, kind: ExampleKind::Generated { distribution, rows, cols, outliers, strength } }
}

/// In the order of the page's list.
pub(super) const OWN: &[Example] = &[
    matrix(
        (ARTICLE, "article-asym", msg!("The article’s 4 × 4")),
        &[&[2.158, 19.568, 20.41, 44.25], &[0.142, 0.45, 2.158, 0.37], &[99.14, 18.56, 45.25, 0.25], &[10.2, 9.45, 6.57, 7.85]],
        msg!("No value is negative: half of a range that is mirrored about 0 would be empty."),
    ),
    matrix(
        (ARTICLE, "article-sym", msg!("The article’s 2 × 10")),
        &[
            &[43.91, -44.93, 0.0, 22.99, -43.93, -11.35, 38.48, -20.49, -38.61, -28.02],
            &[56.45, 0.0, 125.0, 22.0, 154.0, 0.15, -125.0, 256.0, 36.0, -365.0],
        ],
        msg!(
            "Values of both signs; the largest magnitude is 44.93 in the first row and 365 in the second: compare one scale for both rows with one for each."
        ),
    ),
    matrix(
        (TRAPS, "ties", msg!("Ties, 4 × 4")),
        &[&[0.0, 0.15, 0.45, 0.75], &[1.05, 1.35, 1.65, 1.95], &[2.25, 2.55, 2.85, 3.15], &[3.45, 3.75, 4.05, 4.5]],
        msg!(
            "With the scale 0.3 and the zero point 0, 2.25 lies halfway between two codes: ONNX Runtime divides and gets 7, PyTorch multiplies by 1/0.3 and gets 8."
        ),
    ),
    picture("picture-64", msg!("Picture, 64 × 64"), 64),
    picture("picture-256", msg!("Picture, 256 × 256"), 256),
    generated(
        "normal",
        msg!("Normal"),
        (Distribution::Normal, 16, 64, 0, 20.0),
        msg!(
            "Drawn from a normal distribution: most values lie near zero and few near the ends. Look at what clipping the ends costs, and what the finer levels gain."
        ),
    ),
    generated(
        "laplace",
        msg!("Laplace"),
        (Distribution::Laplace, 16, 64, 0, 20.0),
        msg!(
            "Drawn from a Laplace distribution: a sharper peak and longer tails than the normal. Compare where clipping pays with the normal values."
        ),
    ),
    generated(
        "uniform",
        msg!("Uniform"),
        (Distribution::Uniform, 16, 64, 0, 20.0),
        msg!(
            "Drawn from a uniform distribution, in which every value from −1.732 to 1.732 is as likely as any other: it has no tails that clipping could cut off."
        ),
    ),
    generated(
        "bimodal",
        msg!("Bimodal"),
        (Distribution::Bimodal, 16, 64, 0, 20.0),
        msg!(
            "Drawn from two narrow normal distributions at −1 and 1: look for the levels in the empty middle, to which hardly any value goes."
        ),
    ),
    generated(
        "student-t",
        msg!("Student t, 3 degrees of freedom"),
        (Distribution::StudentT, 16, 64, 0, 20.0),
        msg!(
            "Drawn from Student's t distribution with 3 degrees of freedom: its tails are so heavy that a few values lie far from all others. Look at what they do to the range."
        ),
    ),
    generated(
        "relu",
        msg!("ReLU activations"),
        (Distribution::Relu, 16, 64, 0, 20.0),
        msg!(
            "Drawn from a normal distribution, its negative half set to 0 as a ReLU does: about half of the values are exactly zero and none is negative. Compare symmetric and asymmetric codes."
        ),
    ),
    generated(
        "weights",
        msg!("Weights with outliers"),
        (Distribution::Weights, 32, 64, 3, 20.0),
        msg!(
            "Drawn from a normal distribution with the standard deviation 0.05, like the weights of a linear layer. Change the number and the strength of the outliers and watch the scale."
        ),
    ),
    generated(
        "rows",
        msg!("Rows of different scale"),
        (Distribution::Rows, 8, 64, 0, 20.0),
        msg!(
            "Each row is drawn from a wider normal distribution than the one before, the last from one 100 times as wide as the first: compare one scale for all rows with one for each."
        ),
    ),
];
