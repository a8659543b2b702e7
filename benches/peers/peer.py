"""What every peer's script shares: the data, the clock, and the answer as one line of JSON."""

import json
import statistics
import time

import numpy as np

COUNT = 10_000_000
# About the range of as many normals, as the browser's jobs take it.
RANGE = np.float32(5.3)


def normals():
    return np.random.default_rng(1).standard_normal(COUNT, dtype=np.float32)


def scale(levels):
    return np.float32(2 * RANGE / (levels - 1))


def timed(work, runs=7, warm=2, before=lambda: None):
    """Milliseconds: the median of several runs after some that are not counted. `before` is not timed."""
    times = []
    for i in range(-warm, runs):
        before()
        start = time.perf_counter()
        work()
        if i >= 0:
            times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def answer(version, milliseconds):
    print(json.dumps({"version": version, **milliseconds}))
