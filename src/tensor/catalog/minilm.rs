//! The examples that are parts of the model all-MiniLM-L6-v2. Knows no page and no settings.

use super::example::{Example, ExampleKind};

const WEIGHTS: &str = msg!("MiniLM weights");
const ACTIVATIONS: &str = msg!("MiniLM activations");
const VECTORS: &str = msg!("MiniLM biases and norms");

type Text = &'static str;

const fn file(group: Text, key: Text, title: Text, file: Text, (rows, cols): (usize, usize), tensor: Text, about: Text) -> Example {
    Example { key, title, group, about, kind: ExampleKind::File { rows, cols, file, tensor, inputs: None } }
}

/// A weight with the inputs of its layer.
const fn with_inputs(weight: Example, inputs: Text) -> Example {
    match weight.kind {
        ExampleKind::File { rows, cols, file, tensor, .. } => {
            Example { kind: ExampleKind::File { rows, cols, file, tensor, inputs: Some(inputs) }, ..weight }
        }
        _ => weight,
    }
}

/// In the order of the page's list.
pub(super) const MINILM: &[Example] = &[
    with_inputs(
        file(
            WEIGHTS,
            "minilm-l0-output-weight",
            msg!("Layer 0 output, the outlier"),
            "w_outlier_l0_output_dense.npy",
            (64, 1536),
            "encoder.layer.0.output.dense.weight[64:128]",
            msg!(
                "One weight, 7.91 in row 36, lies 157 standard deviations from 0, the next one 7.5: look at what it does to the values that share a scale with it."
            ),
        ),
        "x_l0_output_dense.npy",
    ),
    file(
        WEIGHTS,
        "minilm-l3-query-weight",
        msg!("Layer 3 query, the easy one"),
        "w_plain_l3_query.npy",
        (256, 384),
        "encoder.layer.3.attention.self.query.weight[0:256]",
        msg!("The largest magnitude, 0.427, lies only 5.2 standard deviations from 0: no outlier stretches the range."),
    ),
    file(
        WEIGHTS,
        "minilm-word-embeddings",
        msg!("Word embeddings"),
        "w_word_embeddings.npy",
        (256, 384),
        "embeddings.word_embeddings.weight[1996:2252]",
        msg!(
            "Each row is a token, and the rows' largest magnitudes go from 0.08 to 0.52: compare one scale for all rows with one for each."
        ),
    ),
    file(
        WEIGHTS,
        "minilm-position-embeddings",
        msg!("Position embeddings"),
        "w_position_embeddings.npy",
        (448, 384),
        "embeddings.position_embeddings.weight[0:448]",
        msg!(
            "The largest value, 1.87, is in row 1, ten times what any other row reaches: compare one scale for all rows with one for each."
        ),
    ),
    with_inputs(
        file(
            WEIGHTS,
            "minilm-l0-intermediate-weight",
            msg!("Layer 0 intermediate"),
            "w_l0_intermediate_dense.npy",
            (128, 384),
            "encoder.layer.0.intermediate.dense.weight[768:896]",
            msg!("Row 89 reaches 1.49 and no other row 0.45: look at how many weights round to zero when all rows share a scale."),
        ),
        "x_l0_intermediate_dense.npy",
    ),
    with_inputs(
        file(
            WEIGHTS,
            "minilm-l3-intermediate-weight",
            msg!("Layer 3 intermediate"),
            "w_l3_intermediate_dense.npy",
            (128, 384),
            "encoder.layer.3.intermediate.dense.weight[256:384]",
            msg!(
                "Only two values lie beyond 6 standard deviations, yet the rows' largest magnitudes go from 0.14 to 0.44: compare one scale for all rows with one for each."
            ),
        ),
        "x_l3_intermediate_dense.npy",
    ),
    with_inputs(
        file(
            WEIGHTS,
            "minilm-l3-output-weight",
            msg!("Layer 3 output"),
            "w_l3_output_dense.npy",
            (64, 1536),
            "encoder.layer.3.output.dense.weight[64:128]",
            msg!(
                "23 values lie beyond 6 standard deviations, in 8 of the 64 rows: groups keep an outlier away from the rest of its row. Compare them with one scale for each row."
            ),
        ),
        "x_l3_output_dense.npy",
    ),
    with_inputs(
        file(
            WEIGHTS,
            "minilm-l5-intermediate-weight",
            msg!("Layer 5 intermediate"),
            "w_l5_intermediate_dense.npy",
            (128, 384),
            "encoder.layer.5.intermediate.dense.weight[1216:1344]",
            msg!("The largest magnitude, 0.287, lies 5.1 standard deviations from 0: no value forces a coarse scale on the others."),
        ),
        "x_l5_intermediate_dense.npy",
    ),
    with_inputs(
        file(
            WEIGHTS,
            "minilm-l5-output-weight",
            msg!("Layer 5 output"),
            "w_l5_output_dense.npy",
            (64, 1536),
            "encoder.layer.5.output.dense.weight[288:352]",
            msg!(
                "160 values lie beyond 6 standard deviations, all of them in 4 of the 64 rows: compare one scale for all rows with one for each."
            ),
        ),
        "x_l5_output_dense.npy",
    ),
    file(
        ACTIVATIONS,
        "minilm-l0-intermediate-input",
        msg!("Into layer 0 intermediate"),
        "x_l0_intermediate_dense.npy",
        (105, 384),
        "input activations of encoder.layer.0.intermediate.dense",
        msg!("Of the 384 columns five hold every value beyond 6 standard deviations: rows are tokens, outliers stay in their columns."),
    ),
    file(
        ACTIVATIONS,
        "minilm-l0-output-input",
        msg!("Into layer 0 output, after GELU"),
        "x_l0_output_dense.npy",
        (105, 1536),
        "input activations of encoder.layer.0.output.dense",
        msg!(
            "After GELU nothing lies below −0.17, while column 857 reaches 24.5: the negative half of a range that is mirrored about 0 would be nearly empty."
        ),
    ),
    file(
        ACTIVATIONS,
        "minilm-l3-intermediate-input",
        msg!("Into layer 3 intermediate"),
        "x_l3_intermediate_dense.npy",
        (105, 384),
        "input activations of encoder.layer.3.intermediate.dense",
        msg!(
            "Column 224 lies beyond 6 standard deviations in 95 of the 105 rows, which are tokens: a scale for each row has to cover it, a scale for each column keeps it apart."
        ),
    ),
    file(
        ACTIVATIONS,
        "minilm-l3-output-input",
        msg!("Into layer 3 output, after GELU"),
        "x_l3_output_dense.npy",
        (105, 1536),
        "input activations of encoder.layer.3.output.dense",
        msg!(
            "Column 359 lies beyond 6 standard deviations in 8 of the 105 rows, which are tokens, and reaches 13.7: compare one scale for all rows with one for each."
        ),
    ),
    file(
        ACTIVATIONS,
        "minilm-l5-intermediate-input",
        msg!("Into layer 5 intermediate"),
        "x_l5_intermediate_dense.npy",
        (105, 384),
        "input activations of encoder.layer.5.intermediate.dense",
        msg!(
            "Of the 384 columns four hold every value beyond 6 standard deviations, up to 12.4: look at how many values round to zero when all share a scale."
        ),
    ),
    file(
        ACTIVATIONS,
        "minilm-l5-output-input",
        msg!("Into layer 5 output, after GELU"),
        "x_l5_output_dense.npy",
        (105, 1536),
        "input activations of encoder.layer.5.output.dense",
        msg!(
            "203 of the 1536 columns have a value beyond 6 standard deviations, but the largest value is only 4.41: many outliers, none of them far from all others."
        ),
    ),
    file(
        VECTORS,
        "minilm-embeddings-norm",
        msg!("Embeddings norm"),
        "ln_embeddings.npy",
        (1, 384),
        "embeddings.LayerNorm.weight",
        msg!("All values are positive, 0.15 to 0.92, most of them close to 0.62: half of a range that is mirrored about 0 would be empty."),
    ),
    file(
        VECTORS,
        "minilm-l0-attention-norm",
        msg!("Layer 0 attention norm"),
        "ln_l0_attention_output.npy",
        (1, 384),
        "encoder.layer.0.attention.output.LayerNorm.weight",
        msg!(
            "Two of the 384 gains, 1.55 and 1.49, lie far above the mean of 0.57: values 100 and 268, of the columns in which activations are large too."
        ),
    ),
    file(
        VECTORS,
        "minilm-l3-attention-norm",
        msg!("Layer 3 attention norm"),
        "ln_l3_attention_output.npy",
        (1, 384),
        "encoder.layer.3.attention.output.LayerNorm.weight",
        msg!("The two largest gains are values 100 and 224, of the columns with the largest activations of this layer."),
    ),
    file(
        VECTORS,
        "minilm-l5-output-norm",
        msg!("Layer 5 output norm"),
        "ln_l5_output.npy",
        (1, 384),
        "encoder.layer.5.output.LayerNorm.weight",
        msg!("Three of the 384 gains have a magnitude below 10⁻⁸: their channels are all but switched off."),
    ),
    file(
        VECTORS,
        "minilm-l0-intermediate-bias",
        msg!("Layer 0 intermediate bias"),
        "b_l0_intermediate_dense.npy",
        (1, 128),
        "encoder.layer.0.intermediate.dense.bias[768:896]",
        msg!("82 % of the values are negative, and the range, −0.68 to 0.19, is lopsided: compare symmetric and asymmetric codes."),
    ),
    file(
        VECTORS,
        "minilm-l0-output-bias",
        msg!("Layer 0 output bias"),
        "b_l0_output_dense.npy",
        (1, 64),
        "encoder.layer.0.output.dense.bias[64:128]",
        msg!(
            "The farthest value lies 2.7 standard deviations from the mean: a range from the smallest to the largest value has no empty ends."
        ),
    ),
    file(
        VECTORS,
        "minilm-l3-intermediate-bias",
        msg!("Layer 3 intermediate bias"),
        "b_l3_intermediate_dense.npy",
        (1, 128),
        "encoder.layer.3.intermediate.dense.bias[256:384]",
        msg!("70 % of the values are negative, down to −0.34, while the largest is 0.12: a lopsided range."),
    ),
    file(
        VECTORS,
        "minilm-l3-output-bias",
        msg!("Layer 3 output bias"),
        "b_l3_output_dense.npy",
        (1, 64),
        "encoder.layer.3.output.dense.bias[64:128]",
        msg!(
            "The values go from −0.111 to 0.119, almost equally far to both sides of 0: compare the levels of the symmetric and the asymmetric scheme."
        ),
    ),
    file(
        VECTORS,
        "minilm-l5-intermediate-bias",
        msg!("Layer 5 intermediate bias"),
        "b_l5_intermediate_dense.npy",
        (1, 128),
        "encoder.layer.5.intermediate.dense.bias[1216:1344]",
        msg!(
            "The smallest value, −0.18, lies farther from 0 than the largest, 0.11: a range that is mirrored about 0 would be empty above 0.11."
        ),
    ),
    file(
        VECTORS,
        "minilm-l5-output-bias",
        msg!("Layer 5 output bias"),
        "b_l5_output_dense.npy",
        (1, 64),
        "encoder.layer.5.output.dense.bias[288:352]",
        msg!(
            "One value, 0.63, lies 7.7 standard deviations from the mean and ten times as far from 0 as any other: look at what it does to the other 63."
        ),
    ),
];
