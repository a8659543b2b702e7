//! What a study costs, beside two measures of the machine taken in the same run: the plain loop over the values and
//! a copy of them. "first" is a tensor seen for the first time, sorting included; "again" is every change of settings after.

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use quantscope::quant::{Granularity, Tally};
use quantscope::tensor::{Distribution, Generator};
use quantscope::{Settings, Study, Tensor, TensorCache};
use std::hint::black_box;
use std::time::Duration;

const COLS: usize = 1000;

fn normals(rows: usize) -> Tensor {
    let recipe = Generator { distribution: Distribution::Normal, rows, cols: COLS, seed: 1, outliers: 0, strength: 20.0 };
    recipe.tensor(&mut |_| {}).expect("the recipe is sound")
}

fn study(cache: &mut TensorCache, settings: &Settings) -> Study {
    Study::new(cache, settings, 0).expect("sound settings")
}

fn studies(c: &mut Criterion) {
    for rows in [100, 1000, 10_000] {
        let tensor = normals(rows);
        let values = tensor.values();
        let mut group = c.benchmark_group(format!("{} values", values.len()));
        group.throughput(Throughput::Elements(values.len() as u64));

        let mut target = vec![0.0; values.len()];
        group.bench_function("copy", |b| b.iter(|| black_box(&mut target).copy_from_slice(black_box(values))));

        for (name, bits, granularity) in
            [("4 bits, tensor", 4, Granularity::Tensor), ("8 bits, tensor", 8, Granularity::Tensor), ("8 bits, rows", 8, Granularity::Row)]
        {
            let settings = Settings::default().with_bits(bits).with_granularity(granularity);
            let fresh = || TensorCache::new(tensor.clone());
            group.bench_function(BenchmarkId::new("first", name), |b| {
                b.iter_batched_ref(fresh, |cache| study(cache, &settings), BatchSize::PerIteration)
            });
            let mut cache = fresh();
            let known = study(&mut cache, &settings);
            group.bench_function(BenchmarkId::new("again", name), |b| b.iter(|| study(&mut cache, black_box(&settings))));
            if granularity == Granularity::Tensor {
                let quantizer = &known.slice_fits[0].quantizer;
                group.bench_function(BenchmarkId::new("plain loop", name), |b| {
                    b.iter(|| Tally::of(black_box(quantizer), black_box(values).iter().map(|&x| (x, 0.0))))
                });
            }
        }
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    targets = studies
}
criterion_main!(benches);
