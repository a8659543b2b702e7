//! Test accuracy and training loss over the steps, of the float network and of the one that is trained with rounding.

use crate::chart::number_text::{count, fixed, number};
use crate::chart::{Axis, Table, Tick};
use crate::train::{Sample, Session};
use serde::{Deserialize, Serialize};

/// Rows of the table.
const ROWS: usize = 24;
/// The least loss that is drawn: below it curves fall for long and say little.
const LEAST: f64 = 1e-5;

/// Two curves for each network over a common axis of steps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrainingCurves {
    /// Steps.
    pub x: Axis,
    /// The measure on test points.
    pub test: Axis,
    /// log10 of the training loss.
    pub loss: Axis,
    /// Of the float network: step, measure on test points, log10 of the loss.
    pub float: Vec<(f32, f32, f32)>,
    /// The same trained with rounding.
    pub healed: Vec<(f32, f32, f32)>,
    /// The measure after rounding alone.
    pub after: Option<f32>,
    /// The picture in a sentence.
    pub words: String,
    /// The picture as a table.
    pub table: Table,
}

impl TrainingCurves {
    /// The curves of a session; `after` is the measure of what is rounded after training, and the measure is an accuracy or not.
    pub fn build(session: &Session, after: Option<f32>, is_accuracy: bool) -> Self {
        let (float, healed) = (session.float_samples(), session.samples());
        let settings = session.settings();
        let steps = settings.recipe.learning.steps.max(settings.healing.steps).max(session.step_number()).max(1);
        let log = |loss: f32| libm::log10(f64::from(loss).max(LEAST));
        let curve = |samples: &[Sample]| samples.iter().map(|s| (s.step as f32, s.test, log(s.loss) as f32)).collect::<Vec<_>>();
        let both = || float.iter().chain(healed);
        let (least, most) = both().map(|s| log(s.loss)).fold((-1.0f64, 0.0f64), |(lo, hi), v| (lo.min(v), hi.max(v)));
        let test = if is_accuracy {
            Axis::linear(0.4, 1.0, 3, tr!("test accuracy"))
        } else {
            let top = both().map(|s| s.test).chain(after).fold(0.1f32, f32::max);
            Axis::linear(0.0, f64::from(top.min(2.0)), 3, tr!("test error"))
        };
        Self {
            x: Axis::whole(0.0, steps.into(), 4, tr!("steps")),
            test,
            loss: powers(least.floor(), most.ceil().max(least.floor() + 1.0)),
            float: curve(float),
            healed: curve(healed),
            after,
            words: words(float, healed, after, is_accuracy),
            table: table(float, healed),
        }
    }
}

/// An axis of log10 with whole powers of ten as ticks.
fn powers(lo: f64, hi: f64) -> Axis {
    let label = |power: i32| number(libm::pow(10.0, f64::from(power)));
    let ticks = (lo as i32..=hi as i32).map(|power| Tick { at: power.into(), label: label(power) }).collect();
    Axis { lo, hi, ticks, title: tr!("training loss") }
}

fn words(float: &[Sample], healed: &[Sample], after: Option<f32>, is_accuracy: bool) -> String {
    let text = |v: f32| fixed(v.into(), if is_accuracy { 2 } else { 3 });
    let of = |samples: &[Sample]| samples.last().map(|s| (count(s.step.into()), text(s.test)));
    match (of(healed), of(float), after) {
        (Some((step, test)), _, Some(after)) => {
            tr!("With rounding, step {step}: {test} on test points; it was {after} after rounding alone.", step, test, after = text(after))
        }
        (None, Some((step, test)), _) => tr!("The float network, step {step}: {test} on test points.", step, test),
        _ => tr!("No step is made yet."),
    }
}

fn table(float: &[Sample], healed: &[Sample]) -> Table {
    let longest = if float.len() >= healed.len() { float } else { healed };
    let every = longest.len().div_ceil(ROWS).max(1);
    let cells = |samples: &[Sample], i: usize| match samples.get(i) {
        Some(s) => [fixed(s.test.into(), 3), number(s.loss.into())],
        None => ["—".into(), "—".into()],
    };
    let row = |(i, sample): (usize, &Sample)| {
        let [a, b] = cells(float, i);
        let [c, d] = cells(healed, i);
        vec![count(sample.step.into()), a, b, c, d]
    };
    Table {
        caption: tr!("Steps, thinned out"),
        columns: vec![tr!("step"), tr!("float: test"), tr!("float: loss"), tr!("with rounding: test"), tr!("with rounding: loss")],
        rows: longest.iter().enumerate().step_by(every).map(row).collect(),
    }
}
