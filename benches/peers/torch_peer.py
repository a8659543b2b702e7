"""PyTorch on one thread: fake quantization, and the observer that searches a histogram for the least squared error."""

import torch
from peer import RANGE, answer, normals, scale, timed
from torch.ao.quantization import HistogramObserver

torch.set_num_threads(1)
torch.set_grad_enabled(False)
x = torch.from_numpy(normals())
target = torch.empty_like(x)


def fake_quantize(levels):
    return torch.fake_quantize_per_tensor_affine(x, float(scale(levels)), levels // 2, 0, levels - 1)


def errors(levels):
    return torch.mean((fake_quantize(levels) - x) ** 2)


def observe():
    observer = HistogramObserver()
    observer(x)
    return observer.calculate_qparams()


answer(
    torch.__version__,
    {
        "copy": timed(lambda: target.copy_(x)),
        "fake8": timed(lambda: fake_quantize(256)),
        "errors8": timed(lambda: errors(256)),
        "errors4": timed(lambda: errors(16)),
        "sort": timed(lambda: torch.sort(x), runs=3, warm=1),
        "search8": timed(observe, runs=5, warm=1),
        "histogram": timed(lambda: torch.histc(x, 256, -float(RANGE), float(RANGE)), runs=3, warm=1),
    },
)
