//! A fully connected layer and its three products, in one fixed order of summation. Knows no quantizer.

use crate::tensor::Draws;

/// A layer `z = h Wᵀ + b`.
#[derive(Debug, Clone, PartialEq)]
pub struct Dense {
    /// Values in.
    pub inputs: usize,
    /// Values out.
    pub outputs: usize,
    /// `[outputs, inputs]`, row-major.
    pub weight: Vec<f32>,
    /// `[outputs]`.
    pub bias: Vec<f32>,
}

impl Dense {
    /// Normal weights with a standard deviation of 1/√inputs, zero biases.
    pub(super) fn random(inputs: usize, outputs: usize, draws: &mut Draws) -> Self {
        let std = 1.0 / (inputs as f64).sqrt();
        let weight = (0..inputs * outputs).map(|_| (draws.normal() * std) as f32).collect();
        Self { inputs, outputs, weight, bias: vec![0.0; outputs] }
    }

    /// The sums `z` of all points: `h` is `[points, inputs]`, the result `[points, outputs]`.
    pub(super) fn sums(&self, h: &[f32]) -> Vec<f32> {
        let by_input = transposed(&self.weight, self.inputs);
        let mut z = Vec::with_capacity(h.len() / self.inputs * self.outputs);
        for point in h.chunks_exact(self.inputs) {
            let at = z.len();
            z.extend_from_slice(&self.bias);
            for (&x, column) in point.iter().zip(by_input.chunks_exact(self.outputs)) {
                add_scaled(&mut z[at..], x, column);
            }
        }
        z
    }

    /// The loss's gradient by the inputs, `d W`: `d` is `[points, outputs]`, the result `[points, inputs]`.
    pub(super) fn input_gradient(&self, d: &[f32]) -> Vec<f32> {
        let mut gradient = vec![0.0; d.len() / self.outputs * self.inputs];
        for (point, d) in gradient.chunks_exact_mut(self.inputs).zip(d.chunks_exact(self.outputs)) {
            for (&d, row) in d.iter().zip(self.weight.chunks_exact(self.inputs)) {
                add_scaled(point, d, row);
            }
        }
        gradient
    }

    /// The loss's gradients by weight and bias: `dᵀ h`, summed over the points in their order, and the sum of `d`.
    pub(super) fn gradients(&self, d: &[f32], h: &[f32]) -> (Vec<f32>, Vec<f32>) {
        let (mut weight, mut bias) = (vec![0.0; self.weight.len()], vec![0.0; self.outputs]);
        for (point, d) in h.chunks_exact(self.inputs).zip(d.chunks_exact(self.outputs)) {
            add_scaled(&mut bias, 1.0, d);
            for (&d, row) in d.iter().zip(weight.chunks_exact_mut(self.inputs)) {
                add_scaled(row, d, point);
            }
        }
        (weight, bias)
    }
}

/// `to += factor * from`, element by element; four at a time, so that the compiler takes vector instructions.
#[inline(always)]
fn add_scaled(to: &mut [f32], factor: f32, from: &[f32]) {
    let ((fours, rest), (from_fours, from_rest)) = (to.as_chunks_mut::<4>(), from.as_chunks::<4>());
    for (to, from) in fours.iter_mut().zip(from_fours) {
        *to = [to[0] + factor * from[0], to[1] + factor * from[1], to[2] + factor * from[2], to[3] + factor * from[3]];
    }
    for (to, &from) in rest.iter_mut().zip(from_rest) {
        *to += factor * from;
    }
}

/// A row-major matrix with `cols` columns, column by column.
fn transposed(matrix: &[f32], cols: usize) -> Vec<f32> {
    let rows = matrix.len() / cols;
    (0..matrix.len()).map(|i| matrix[i % rows * cols + i / rows]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_products_are_those_of_the_formulas() {
        let layer = Dense { inputs: 2, outputs: 3, weight: vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0], bias: vec![0.5, 0.0, -0.5] };
        let h = [1.0, 1.0, 2.0, -1.0];
        assert_eq!(layer.sums(&h), [3.5, 7.0, 10.5, 0.5, 2.0, 3.5]);
        let d = [1.0, 0.0, 2.0, 0.0, 1.0, 0.0];
        assert_eq!(layer.input_gradient(&d), [11.0, 14.0, 3.0, 4.0]);
        let (weight, bias) = layer.gradients(&d, &h);
        assert_eq!(weight, [1.0, 1.0, 2.0, -1.0, 2.0, 2.0]);
        assert_eq!(bias, [1.0, 1.0, 2.0]);
    }
}
