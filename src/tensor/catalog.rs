//! The one table of built-in examples: what they are, where their numbers come from, what each teaches.
//! Knows no page; reads no file.

use crate::tensor::Distribution;

/// A built-in example.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Example {
    /// Its name in links. Never changes.
    pub key: &'static str,
    /// Its name on the page.
    pub title: &'static str,
    /// The heading it stands under.
    pub group: &'static str,
    /// What it teaches, in one sentence.
    pub teaches: &'static str,
    /// Where the numbers come from.
    pub kind: ExampleKind,
}

/// Where an example's numbers come from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ExampleKind {
    /// They stand here, row by row.
    Matrix(&'static [&'static [f32]]),
    /// They are drawn; the numbers are what to start with.
    Generated {
        /// What the values are drawn from.
        distribution: Distribution,
        /// Rows.
        rows: u32,
        /// Columns.
        cols: u32,
        /// Outliers.
        outliers: u32,
        /// Their magnitude in standard deviations.
        strength: f32,
    },
    /// They are read from a .npy file of the page's `samples` folder.
    File {
        /// The file's name.
        file: &'static str,
        /// The part of the model it was cut from.
        tensor: &'static str,
    },
}

/// The example of a key.
pub fn find(key: &str) -> Option<&'static Example> {
    EXAMPLES.iter().find(|example| example.key == key)
}

const ARTICLE: &str = msg!("From the article");
const TRAPS: &str = msg!("Traps");
const GENERATED: &str = msg!("Generated");
const WEIGHTS: &str = msg!("MiniLM weights");
const ACTIVATIONS: &str = msg!("MiniLM activations");
const VECTORS: &str = msg!("MiniLM biases and norms");

type Text = &'static str;

const fn matrix(names: (Text, Text, Text), rows: &'static [&'static [f32]], teaches: Text) -> Example {
    let (group, key, title) = names;
    Example { key, title, group, teaches, kind: ExampleKind::Matrix(rows) }
}

const fn generated(key: Text, title: Text, recipe: (Distribution, u32, u32, u32, f32), teaches: Text) -> Example {
    let (distribution, rows, cols, outliers, strength) = recipe;
    Example { key, title, group: GENERATED, teaches, kind: ExampleKind::Generated { distribution, rows, cols, outliers, strength } }
}

const fn file(group: Text, key: Text, title: Text, file: Text, tensor: Text, teaches: Text) -> Example {
    Example { key, title, group, teaches, kind: ExampleKind::File { file, tensor } }
}

/// All examples, in the order of the page's list.
pub const EXAMPLES: &[Example] = &[
    matrix(
        (ARTICLE, "article-asym", msg!("Asymmetric, 4 × 4")),
        &[&[2.158, 19.568, 20.41, 44.25], &[0.142, 0.45, 2.158, 0.37], &[99.14, 18.56, 45.25, 0.25], &[10.2, 9.45, 6.57, 7.85]],
        msg!("No value is negative, so asymmetric codes spend every level where the values are; symmetric ones waste half."),
    ),
    matrix(
        (ARTICLE, "article-sym", msg!("Symmetric, 2 × 10")),
        &[
            &[43.91, -44.93, 0.0, 22.99, -43.93, -11.35, 38.48, -20.49, -38.61, -28.02],
            &[56.45, 0.0, 125.0, 22.0, 154.0, 0.15, -125.0, 256.0, 36.0, -365.0],
        ],
        msg!("Values of both signs share one scale set by the largest magnitude, 44.93 in the first row and 365 in the second."),
    ),
    matrix(
        (TRAPS, "ties", msg!("Ties, 4 × 4")),
        &[&[0.0, 0.15, 0.45, 0.75], &[1.05, 1.35, 1.65, 1.95], &[2.25, 2.55, 2.85, 3.15], &[3.45, 3.75, 4.05, 4.5]],
        msg!(
            "At the scale 0.3, 2.25 lies halfway between two codes: ONNX Runtime divides and gets 7, PyTorch multiplies by 1/0.3 and gets 8."
        ),
    ),
    generated(
        "normal",
        msg!("Normal"),
        (Distribution::Normal, 16, 64, 0, 20.0),
        msg!("Most values lie near zero and few near the ends, so clipping the ends can make the other levels finer."),
    ),
    generated(
        "laplace",
        msg!("Laplace"),
        (Distribution::Laplace, 16, 64, 0, 20.0),
        msg!("A sharper peak and longer tails than the normal: the best clip lies further inside the range."),
    ),
    generated(
        "uniform",
        msg!("Uniform"),
        (Distribution::Uniform, 16, 64, 0, 20.0),
        msg!("Every level is used equally often and there are no tails, so clipping only costs."),
    ),
    generated(
        "bimodal",
        msg!("Bimodal"),
        (Distribution::Bimodal, 16, 64, 0, 20.0),
        msg!("Two narrow groups at -1 and 1: evenly spaced levels in the empty middle are wasted."),
    ),
    generated(
        "student-t",
        msg!("Student t, 3 degrees of freedom"),
        (Distribution::StudentT, 16, 64, 0, 20.0),
        msg!("Tails so heavy that a few values set the range and most of the others share a few levels."),
    ),
    generated(
        "relu",
        msg!("ReLU activations"),
        (Distribution::Relu, 16, 64, 0, 20.0),
        msg!("About half of the values are exactly zero and none is negative, which unsigned codes make use of."),
    ),
    generated(
        "weights",
        msg!("Weights with outliers"),
        (Distribution::Weights, 32, 64, 3, 20.0),
        msg!("A few values, 20 standard deviations strong, set the scale for all others: change their number and strength and watch."),
    ),
    generated(
        "rows",
        msg!("Rows of different scale"),
        (Distribution::Rows, 8, 64, 0, 20.0),
        msg!("The last row is 100 times as wide as the first: one scale for all erases the narrow rows, one scale per row keeps them."),
    ),
    file(
        WEIGHTS,
        "minilm-l0-output-weight",
        msg!("Layer 0 output, the outlier"),
        "w_outlier_l0_output_dense.npy",
        "encoder.layer.0.output.dense.weight[64:128]",
        msg!("One weight, 7.91, is 157 standard deviations out; with one INT8 scale for all, 55 % of the weights round to zero."),
    ),
    file(
        WEIGHTS,
        "minilm-l3-query-weight",
        msg!("Layer 3 query, the easy one"),
        "w_plain_l3_query.npy",
        "encoder.layer.3.attention.self.query.weight[0:256]",
        msg!("No value lies beyond 6 standard deviations, so even one INT8 scale for all keeps 38.5 dB."),
    ),
    file(
        WEIGHTS,
        "minilm-word-embeddings",
        msg!("Word embeddings"),
        "w_word_embeddings.npy",
        "embeddings.word_embeddings.weight[1996:2252]",
        msg!("Each row is a token and the rows' largest magnitudes range from 0.08 to 0.52, so a scale per row gains 7 dB at INT8."),
    ),
    file(
        WEIGHTS,
        "minilm-position-embeddings",
        msg!("Position embeddings"),
        "w_position_embeddings.npy",
        "embeddings.position_embeddings.weight[0:448]",
        msg!("The largest value, 1.87, is in row 0, ten times what any other row reaches: a scale per row gains 23 dB at INT8."),
    ),
    file(
        WEIGHTS,
        "minilm-l0-intermediate-weight",
        msg!("Layer 0 intermediate"),
        "w_l0_intermediate_dense.npy",
        "encoder.layer.0.intermediate.dense.weight[768:896]",
        msg!("Row 88 reaches 1.49 and no other row 0.45: at INT4 one scale for all rounds 90 % of the weights to zero."),
    ),
    file(
        WEIGHTS,
        "minilm-l3-intermediate-weight",
        msg!("Layer 3 intermediate"),
        "w_l3_intermediate_dense.npy",
        "encoder.layer.3.intermediate.dense.weight[256:384]",
        msg!("Only two values pass 6 standard deviations, yet a scale per row still gains 6 dB at INT8 over one for all."),
    ),
    file(
        WEIGHTS,
        "minilm-l3-output-weight",
        msg!("Layer 3 output"),
        "w_l3_output_dense.npy",
        "encoder.layer.3.output.dense.weight[64:128]",
        msg!("INT4 with a scale per row keeps 12.3 dB; a scale per 32 values confines each outlier to its group and keeps 19.4 dB."),
    ),
    file(
        WEIGHTS,
        "minilm-l5-intermediate-weight",
        msg!("Layer 5 intermediate"),
        "w_l5_intermediate_dense.npy",
        "encoder.layer.5.intermediate.dense.weight[1216:1344]",
        msg!("The largest magnitude is 5.1 standard deviations, so INT8 keeps 38.7 dB even with a single scale."),
    ),
    file(
        WEIGHTS,
        "minilm-l5-output-weight",
        msg!("Layer 5 output"),
        "w_l5_output_dense.npy",
        "encoder.layer.5.output.dense.weight[288:352]",
        msg!("160 values pass 6 standard deviations, all in 4 of the 64 rows: a scale per row gains 12.6 dB over one for all at INT8."),
    ),
    file(
        ACTIVATIONS,
        "minilm-l0-intermediate-input",
        msg!("Into layer 0 intermediate"),
        "x_l0_intermediate_dense.npy",
        "input activations of encoder.layer.0.intermediate.dense",
        msg!("Of 384 channels five hold every value beyond 6 standard deviations: rows are tokens, outliers stay in their columns."),
    ),
    file(
        ACTIVATIONS,
        "minilm-l0-output-input",
        msg!("Into layer 0 output, after GELU"),
        "x_l0_output_dense.npy",
        "input activations of encoder.layer.0.output.dense",
        msg!(
            "After GELU nothing lies below -0.17 while channel 856 reaches 24.5: symmetric codes leave nearly all negative levels unused."
        ),
    ),
    file(
        ACTIVATIONS,
        "minilm-l3-intermediate-input",
        msg!("Into layer 3 intermediate"),
        "x_l3_intermediate_dense.npy",
        "input activations of encoder.layer.3.intermediate.dense",
        msg!("Channel 223 is beyond 6 standard deviations in 95 of 105 tokens: scales per token cannot escape it, scales per channel can."),
    ),
    file(
        ACTIVATIONS,
        "minilm-l3-output-input",
        msg!("Into layer 3 output, after GELU"),
        "x_l3_output_dense.npy",
        "input activations of encoder.layer.3.output.dense",
        msg!("Channel 358 passes 6 standard deviations in 8 of 105 tokens, up to 13.7: a scale per token gains 10.5 dB at INT8."),
    ),
    file(
        ACTIVATIONS,
        "minilm-l5-intermediate-input",
        msg!("Into layer 5 intermediate"),
        "x_l5_intermediate_dense.npy",
        "input activations of encoder.layer.5.intermediate.dense",
        msg!("At INT4 one scale for all rounds 92 % of the values to zero, though INT8 still keeps 27 dB."),
    ),
    file(
        ACTIVATIONS,
        "minilm-l5-output-input",
        msg!("Into layer 5 output, after GELU"),
        "x_l5_output_dense.npy",
        "input activations of encoder.layer.5.output.dense",
        msg!("203 of 1536 channels pass 6 standard deviations, but the largest value is only 4.41 and one INT8 scale keeps 27.6 dB."),
    ),
    file(
        VECTORS,
        "minilm-embeddings-norm",
        msg!("Embeddings norm"),
        "ln_embeddings.npy",
        "embeddings.LayerNorm.weight",
        msg!("All values are positive, 0.15 to 0.92, most of them close to 0.62: symmetric codes spend half of their levels on nothing."),
    ),
    file(
        VECTORS,
        "minilm-l0-attention-norm",
        msg!("Layer 0 attention norm"),
        "ln_l0_attention_output.npy",
        "encoder.layer.0.attention.output.LayerNorm.weight",
        msg!("Two of 384 gains, 1.55 and 1.49, stand far above the mean of 0.57: channels 99 and 267, where activations are large too."),
    ),
    file(
        VECTORS,
        "minilm-l3-attention-norm",
        msg!("Layer 3 attention norm"),
        "ln_l3_attention_output.npy",
        "encoder.layer.3.attention.output.LayerNorm.weight",
        msg!("The two largest gains belong to channels 99 and 223, the ones with the largest activations in this layer."),
    ),
    file(
        VECTORS,
        "minilm-l5-output-norm",
        msg!("Layer 5 output norm"),
        "ln_l5_output.npy",
        "encoder.layer.5.output.LayerNorm.weight",
        msg!("Three of 384 gains are smaller than 1e-8: their channels are all but switched off, and any useful scale makes them 0."),
    ),
    file(
        VECTORS,
        "minilm-l0-intermediate-bias",
        msg!("Layer 0 intermediate bias"),
        "b_l0_intermediate_dense.npy",
        "encoder.layer.0.intermediate.dense.bias[768:896]",
        msg!("82 % of the values are negative and the range, -0.68 to 0.19, is lopsided: asymmetric codes fit it better."),
    ),
    file(
        VECTORS,
        "minilm-l0-output-bias",
        msg!("Layer 0 output bias"),
        "b_l0_output_dense.npy",
        "encoder.layer.0.output.dense.bias[64:128]",
        msg!("No value passes 2.8 standard deviations, so the min-max range spends few levels on empty space."),
    ),
    file(
        VECTORS,
        "minilm-l3-intermediate-bias",
        msg!("Layer 3 intermediate bias"),
        "b_l3_intermediate_dense.npy",
        "encoder.layer.3.intermediate.dense.bias[256:384]",
        msg!("70 % of the values are negative, down to -0.34 while the largest is 0.12: a lopsided range."),
    ),
    file(
        VECTORS,
        "minilm-l3-output-bias",
        msg!("Layer 3 output bias"),
        "b_l3_output_dense.npy",
        "encoder.layer.3.output.dense.bias[64:128]",
        msg!("The range, -0.111 to 0.119, is almost symmetric: the symmetric and the asymmetric scheme come to nearly the same levels."),
    ),
    file(
        VECTORS,
        "minilm-l5-intermediate-bias",
        msg!("Layer 5 intermediate bias"),
        "b_l5_intermediate_dense.npy",
        "encoder.layer.5.intermediate.dense.bias[1216:1344]",
        msg!("The smallest value, -0.18, lies further from zero than the largest, 0.11: symmetric codes leave positive levels unused."),
    ),
    file(
        VECTORS,
        "minilm-l5-output-bias",
        msg!("Layer 5 output bias"),
        "b_l5_output_dense.npy",
        "encoder.layer.5.output.dense.bias[288:352]",
        msg!("One value, 0.63, is 7.7 standard deviations out: with symmetric INT4 it makes 60 of the other 63 round to zero."),
    ),
];
