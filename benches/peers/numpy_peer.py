"""NumPy: the same work as its users write it, every step a pass over the array."""

import numpy as np
from peer import RANGE, answer, normals, scale, timed

x = normals()
target = np.empty_like(x)


def fake_quantize(values, step, zero, most):
    codes = np.clip(np.rint(values / step) + np.float32(zero), 0, most)
    return (codes - np.float32(zero)) * step


def errors(step, zero, most):
    return np.mean((fake_quantize(x, step, zero, most) - x) ** 2, dtype=np.float64)


def grid():
    """The best of 100 shrunken ranges of 8 bits."""
    return min(errors(scale(256) * np.float32(share / 100), 128, 255) for share in range(1, 101))


copy = x.copy()
answer(
    np.__version__,
    {
        "copy": timed(lambda: np.copyto(target, x)),
        "fake8": timed(lambda: fake_quantize(x, scale(256), 128, 255)),
        "errors8": timed(lambda: errors(scale(256), 128, 255)),
        "errors4": timed(lambda: errors(scale(16), 8, 15)),
        "sort": timed(copy.sort, runs=3, warm=1, before=lambda: np.copyto(copy, x)),
        "search8": timed(grid, runs=1, warm=0),
        "percentile": timed(lambda: np.percentile(x, [0.05, 99.95]), runs=3, warm=1),
        "histogram": timed(lambda: np.histogram(x, bins=256, range=(-RANGE, RANGE)), runs=3, warm=1),
    },
)
