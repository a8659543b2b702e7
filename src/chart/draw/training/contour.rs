//! Lines and areas of equal value on an even grid, by marching squares. Knows no colour.

use std::collections::HashMap;

/// Values on an even grid of `side` times `side` places, from the lower left, row after row.
pub(super) struct Surface<'a> {
    pub side: usize,
    pub values: &'a [f32],
}

/// A place of the grid, in steps of it.
pub(super) type Spot = (f64, f64);

impl Surface<'_> {
    fn at(&self, i: usize, j: usize) -> f64 {
        f64::from(self.values[j * self.side + i])
    }

    /// The four corners of a cell, around.
    fn corners(&self, i: usize, j: usize) -> [(Spot, f64); 4] {
        [(i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1)].map(|(i, j)| ((i as f64, j as f64), self.at(i, j)))
    }

    /// The areas where the value is at least `level`, in pieces that touch.
    pub fn above(&self, level: f64) -> Vec<Vec<Spot>> {
        let mut pieces = Vec::new();
        for j in 0..self.side - 1 {
            let mut from = None;
            for i in 0..self.side - 1 {
                let corners = self.corners(i, j);
                let inside = corners.iter().filter(|(_, v)| *v >= level).count();
                if inside == 4 {
                    from.get_or_insert(i);
                    continue;
                }
                pieces.extend(from.take().map(|from| strip(from, i, j)));
                if inside > 0 {
                    pieces.push(cut(&corners, level));
                }
            }
            pieces.extend(from.map(|from| strip(from, self.side - 1, j)));
        }
        pieces
    }

    /// The lines where the value is `level`, each as long as it is.
    pub fn lines(&self, level: f64) -> Vec<Vec<Spot>> {
        let mut links = Links::default();
        for j in 0..self.side - 1 {
            for i in 0..self.side - 1 {
                let corners = self.corners(i, j);
                // The sides below, right, above and left, by the numbers of the grid's edges.
                let edges =
                    [2 * (j * self.side + i), 2 * (j * self.side + i + 1) + 1, 2 * ((j + 1) * self.side + i), 2 * (j * self.side + i) + 1];
                let crossed: Vec<(usize, Spot)> =
                    (0..4).filter_map(|k| crossing(corners[k], corners[(k + 1) % 4], level).map(|spot| (edges[k], spot))).collect();
                match crossed[..] {
                    [a, b] => links.join(a, b),
                    [a, b, c, d] => {
                        // A saddle: the middle decides which corners belong together.
                        let middle = corners.iter().map(|(_, v)| v).sum::<f64>() / 4.0 >= level;
                        let pairs = if middle == (corners[0].1 >= level) { [(a, b), (c, d)] } else { [(a, d), (b, c)] };
                        pairs.into_iter().for_each(|(from, to)| links.join(from, to));
                    }
                    _ => {}
                }
            }
        }
        links.chains()
    }
}

fn strip(from: usize, to: usize, j: usize) -> Vec<Spot> {
    let (from, to, low, high) = (from as f64, to as f64, j as f64, j as f64 + 1.0);
    vec![(from, low), (to, low), (to, high), (from, high)]
}

/// Where a side is crossed.
fn crossing(from: (Spot, f64), to: (Spot, f64), level: f64) -> Option<Spot> {
    if (from.1 >= level) == (to.1 >= level) {
        return None;
    }
    let share = (level - from.1) / (to.1 - from.1);
    Some((from.0.0 + share * (to.0.0 - from.0.0), from.0.1 + share * (to.0.1 - from.0.1)))
}

/// The part of a cell that is at least `level`.
fn cut(corners: &[(Spot, f64); 4], level: f64) -> Vec<Spot> {
    let mut shape = Vec::new();
    for k in 0..4 {
        let (from, to) = (corners[k], corners[(k + 1) % 4]);
        if from.1 >= level {
            shape.push(from.0);
        }
        shape.extend(crossing(from, to, level));
    }
    shape
}

/// Crossed edges and their neighbours along the line: at most two each.
#[derive(Default)]
struct Links {
    spots: HashMap<usize, Spot>,
    next: HashMap<usize, Vec<usize>>,
    order: Vec<usize>,
}

impl Links {
    fn join(&mut self, a: (usize, Spot), b: (usize, Spot)) {
        for ((edge, spot), other) in [(a, b.0), (b, a.0)] {
            if self.spots.insert(edge, spot).is_none() {
                self.order.push(edge);
            }
            self.next.entry(edge).or_default().push(other);
        }
    }

    fn chains(mut self) -> Vec<Vec<Spot>> {
        // Open lines begin at their ends; what is left is closed.
        let mut order = std::mem::take(&mut self.order);
        order.sort_by_key(|edge| self.next[edge].len());
        order.into_iter().filter_map(|start| self.chain(start)).collect()
    }

    fn chain(&mut self, start: usize) -> Option<Vec<Spot>> {
        let mut chain = vec![*self.spots.get(&start)?];
        let mut at = start;
        while let Some(to) = self.next.get_mut(&at).and_then(Vec::pop) {
            if let Some(back) = self.next.get_mut(&to) {
                back.retain(|&edge| edge != at);
            }
            chain.push(self.spots[&to]);
            at = to;
        }
        (chain.len() > 1).then_some(chain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hill_has_one_closed_line_around_its_area() {
        let side = 21;
        let height = |i: usize, j: usize| 6.0 - ((i as f32 - 10.0).powi(2) + (j as f32 - 10.0).powi(2)).sqrt();
        let values: Vec<f32> = (0..side * side).map(|k| height(k % side, k / side)).collect();
        let hill = Surface { side, values: &values };
        let lines = hill.lines(0.0);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].first(), lines[0].last());
        assert!(lines[0].iter().all(|(x, y)| ((x - 10.0).hypot(y - 10.0) - 6.0).abs() < 0.1));
        let area =
            |p: &Vec<Spot>| (0..p.len()).map(|k| p[k].0 * p[(k + 1) % p.len()].1 - p[(k + 1) % p.len()].0 * p[k].1).sum::<f64>() / 2.0;
        let all: f64 = hill.above(0.0).iter().map(area).sum();
        assert!((all - 36.0 * std::f64::consts::PI).abs() < 2.0, "{all}");
        assert!(hill.lines(7.0).is_empty() && hill.above(7.0).is_empty());
    }

    #[test]
    fn a_slope_has_one_open_line() {
        let values: Vec<f32> = (0..25).map(|k| (k % 5) as f32).collect();
        let slope = Surface { side: 5, values: &values };
        assert_eq!(slope.lines(1.5).len(), 1);
        assert_eq!(slope.lines(1.5)[0].len(), 5);
    }
}
