"""Writes training_gradients.json and training_steps.json: what torch computes for small networks with rounded weights and outputs.

python -m venv venv && venv/bin/pip install torch==2.15.0 numpy==2.4.6
venv/bin/python training.py FOLDER

Each case holds a network [out, in], points, targets, and what autograd gives for one look at all points; some also the
weights after 100 steps of torch.optim. Rounding is torch's own fake quantization; DoReFa and PACT, which torch does not have,
are their papers' formulas written as plain modules. All numbers are f32, written so that they read back exactly.
"""

import json
import math
import sys

import numpy as np
import torch
from torch import nn

FOLDER = sys.argv[1]
torch.set_num_threads(1)
f32 = lambda t: [float(np.float32(x)) for x in t.detach().reshape(-1).tolist()]


class RoundStraight(torch.autograd.Function):
    """round() whose gradient passes unchanged."""

    @staticmethod
    def forward(ctx, x):
        return torch.round(x)

    @staticmethod
    def backward(ctx, gradient):
        return gradient


class Pact(torch.autograd.Function):
    """clip(x, 0, alpha) in 2^bits - 1 steps; the gradient by alpha is that of all x >= alpha (Choi et al. 2018)."""

    @staticmethod
    def forward(ctx, x, alpha, bits):
        ctx.save_for_backward(x, alpha)
        steps = (2**bits - 1) / alpha
        return torch.round(torch.clamp(x, min=0.0, max=alpha.item()) * steps) / steps

    @staticmethod
    def backward(ctx, gradient):
        x, alpha = ctx.saved_tensors
        inside = (x >= 0) & (x < alpha)
        return gradient * inside, (gradient * (x >= alpha)).sum().reshape(alpha.shape), None


def dorefa(weight, bits):
    curved = torch.tanh(weight)
    unit = curved / (2 * curved.abs().amax()) + 0.5
    steps = 2**bits - 1
    return 2 * (RoundStraight.apply(unit * steps) / steps) - 1


def wrpn(weight, bits):
    steps = 2 ** (bits - 1) - 1
    return RoundStraight.apply(torch.clamp(weight, -1, 1) * steps) / steps


def min_max_by_row(weight, qmax):
    """Scales of symmetric codes from each row's largest magnitude, by torch's observer."""
    observer = torch.ao.quantization.PerChannelMinMaxObserver(
        ch_axis=0, dtype=torch.qint8, qscheme=torch.per_channel_symmetric, quant_min=-qmax - 1, quant_max=qmax
    )
    observer(weight.detach())
    return observer.calculate_qparams()


class Net(nn.Module):
    def __init__(self, sizes, activation, rounding, outputs):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))
        self.activation = activation
        self.rounding, self.outputs = rounding, outputs
        self.scales = nn.ParameterList()
        self.bounds = nn.ParameterList()
        self.observers = []
        if rounding["kind"] == "learned-scale":
            for layer in self.layers:
                magnitudes = layer.weight.detach().abs()
                mean = magnitudes.mean(1) if rounding["by_row"] else magnitudes.mean().reshape(1)
                self.scales.append(nn.Parameter(2 * mean / math.sqrt(rounding["qmax"])))
        if outputs and outputs["kind"] == "pact":
            self.bounds.extend(nn.Parameter(torch.tensor([outputs["start"]])) for _ in sizes[2:])
        if outputs and outputs["kind"] == "observed":
            self.observers = [
                torch.ao.quantization.MovingAverageMinMaxObserver(
                    dtype=torch.quint8, quant_min=0, quant_max=2 ** outputs["bits"] - 1
                )
                for _ in sizes[2:]
            ]

    def weight(self, i):
        weight, r = self.layers[i].weight, self.rounding
        if r["kind"] == "none":
            return weight
        if r["kind"] == "dorefa":
            return dorefa(weight, r["bits"])
        if r["kind"] == "wrpn":
            return wrpn(weight, r["bits"])
        if r["kind"] == "masked":
            scale, zero_point = min_max_by_row(weight, r["qmax"])
            return torch.fake_quantize_per_channel_affine(weight, scale, zero_point.int(), 0, -r["qmax"] - 1, r["qmax"])
        if r["kind"] == "clipped":
            return torch.fake_quantize_per_tensor_affine(weight, r["scale"], 0, -r["qmax"] - 1, r["qmax"])
        scale = self.scales[i]
        if r["by_row"]:
            factor = 1 / math.sqrt(weight.shape[1] * r["qmax"])
            return torch._fake_quantize_learnable_per_channel_affine(
                weight, scale, torch.zeros_like(scale), 0, r["qmin"], r["qmax"], factor
            )
        factor = 1 / math.sqrt(weight.numel() * r["qmax"])
        return torch._fake_quantize_learnable_per_tensor_affine(
            weight, scale, torch.zeros(1), r["qmin"], r["qmax"], factor
        )

    def forward(self, x):
        last = len(self.layers) - 1
        for i, layer in enumerate(self.layers):
            x = nn.functional.linear(x, self.weight(i), layer.bias)
            if i == last:
                return x
            x = self.activation(x)
            if not self.outputs:
                continue
            if self.outputs["kind"] == "pact":
                x = Pact.apply(x, self.bounds[i], self.outputs["bits"])
            elif self.outputs["kind"] == "unit":
                most = 2 ** self.outputs["bits"] - 1
                x = RoundStraight.apply(torch.clamp(x, 0, 1) * most) / most
            else:
                self.observers[i](x.detach())
                scale, zero_point = self.observers[i].calculate_qparams()
                x = torch.fake_quantize_per_tensor_affine(
                    x, scale.float(), zero_point.int(), 0, 2 ** self.outputs["bits"] - 1
                )


ACTIVATIONS = {"tanh": torch.tanh, "relu": torch.relu, "leaky-relu": lambda x: nn.functional.leaky_relu(x, 0.01)}


def case(name, seed, sizes, activation, rounding=None, outputs=None, learning=None, points=24):
    torch.manual_seed(seed)
    rounding = rounding or {"kind": "none"}
    net = Net(sizes, ACTIVATIONS[activation], rounding, outputs)
    x = torch.randn(points, sizes[0])
    classes = sizes[-1] == 2
    target = torch.randint(0, 2, (points,)) if classes else torch.randn(points, 1)
    criterion = nn.CrossEntropyLoss() if classes else nn.MSELoss()
    if rounding["kind"] == "wrpn":
        # So that some are clipped.
        for layer in net.layers:
            layer.weight.data.mul_(3)
    start = [{"weight": f32(l.weight), "bias": f32(l.bias)} for l in net.layers]
    made = {
        "name": name, "sizes": sizes, "activation": activation, "rounding": rounding, "outputs": outputs, "learning": learning,
        "inputs": f32(x), "targets": target.tolist() if classes else f32(target), "start": start,
    }
    loss = criterion(net(x), target)
    loss.backward()
    made["loss"] = f32(loss)[0]
    made["gradients"] = [{"weight": f32(l.weight.grad), "bias": f32(l.bias.grad)} for l in net.layers]
    made["scale_gradients"] = [f32(s.grad) for s in net.scales]
    made["bound_gradients"] = [f32(b.grad)[0] for b in net.bounds]
    if learning:
        net.zero_grad()
        if learning["optimizer"] == "adam":
            optimizer = torch.optim.Adam(net.parameters(), lr=learning["rate"])
        else:
            optimizer = torch.optim.SGD(net.parameters(), lr=learning["rate"], momentum=learning["momentum"])
        for observer in net.observers:
            observer.reset_min_max_vals()
        for _ in range(learning["steps"]):
            optimizer.zero_grad()
            criterion(net(x), target).backward()
            optimizer.step()
        made["end"] = [{"weight": f32(l.weight), "bias": f32(l.bias)} for l in net.layers]
        made["end_scales"] = [f32(s) for s in net.scales]
    return made


adam = {"optimizer": "adam", "rate": 0.01, "steps": 100}
sgd = {"optimizer": "sgd", "rate": 0.1, "momentum": 0.9, "steps": 100}
cases = []
for activation in ACTIVATIONS:
    cases.append(case(f"{activation}, Adam", 1, [2, 5, 4, 2], activation, learning=adam))
    cases.append(case(f"{activation}, SGD", 2, [2, 6, 2], activation, learning=sgd))
    cases.append(case(f"{activation}, a curve", 3, [1, 8, 3, 1], activation, learning=adam))
for qmax in (1, 7):
    cases.append(case(f"masked, by row, qmax {qmax}", 4, [2, 6, 5, 2], "tanh", {"kind": "masked", "qmax": qmax}))
    for by_row in (False, True):
        learned = {"kind": "learned-scale", "by_row": by_row, "qmin": -qmax, "qmax": qmax}
        cases.append(case(f"learned scale, by row {by_row}, qmax {qmax}", 5, [2, 7, 6, 2], "tanh", learned))
cases.append(case("clipped at a given scale", 6, [2, 6, 5, 2], "tanh", {"kind": "clipped", "scale": 0.05, "qmax": 3}))
for bits in (2, 4):
    cases.append(case(f"DoReFa, {bits} bits", 7, [2, 6, 5, 2], "relu", {"kind": "dorefa", "bits": bits}))
for bits in (2, 4):
    cases.append(case(f"WRPN, {bits} bits", 10, [2, 6, 5, 2], "tanh", {"kind": "wrpn", "bits": bits}))
cases.append(case("outputs from 0 to 1, 3 bits", 11, [2, 8, 6, 2], "relu", outputs={"kind": "unit", "bits": 3}))
for bits, start in ((2, 0.4), (4, 1.0)):
    cases.append(case(f"PACT, {bits} bits", 8, [2, 8, 6, 2], "relu", outputs={"kind": "pact", "bits": bits, "start": start}))
for bits in (3, 8):
    cases.append(case(f"observed outputs, {bits} bits", 9, [2, 8, 6, 2], "tanh", outputs={"kind": "observed", "bits": bits}))

bits = lambda numbers: np.array(numbers, "<f4").view("<u4").tolist()


def vector(c, expected):
    """A case in the form of the golden vectors; all numbers as the bits of f32, layer after layer, weights before biases."""
    params = {key: c[key] for key in ("sizes", "activation", "rounding", "outputs", "learning")}
    params["targets_bits"] = bits(c["targets"])
    params["start_bits"] = bits([n for layer in c["start"] for n in layer["weight"] + layer["bias"]])
    return {"name": c["name"], "params": params, "shape": [len(c["targets"]), c["sizes"][0]],
            "input_bits": bits(c["inputs"]), "expected": expected}


def write(name, operation, compare, of):
    """Writes a file of vectors."""
    head = json.dumps({"peer": "torch", "version": torch.__version__.split("+")[0], "operation": operation, "compare": compare})
    lines = ",\n".join(json.dumps(c, separators=(",", ":")) for c in of)
    with open(f"{FOLDER}/{name}.json", "w") as file:
        file.write(f'{head[:-1]}, "cases": [\n{lines}\n]}}\n')


def gradients(c):
    """The loss, and gradients as shares of the largest of the network."""
    numbers = [n for layer in c["gradients"] for n in layer["weight"] + layer["bias"]]
    largest = np.float32(max(abs(n) for n in numbers))
    shares = lambda of: bits(np.array(of, "<f4") / largest)
    scales = [n for layer in c["scale_gradients"] for n in layer]
    return {"loss_bits": bits([c["loss"]]), "largest_bits": bits([largest]), "gradients_bits": shares(numbers),
            "scale_gradients_bits": shares(scales), "bound_gradients_bits": shares(c["bound_gradients"])}


def steps(c):
    """Weights and biases after the steps, each tensor as shares of its largest."""
    tensors = [t for layer in c["end"] for t in (layer["weight"], layer["bias"])]
    largest = [np.float32(max(abs(n) for n in t)) for t in tensors]
    return {"largest_bits": bits(largest), "end_bits": [b for t, most in zip(tensors, largest) for b in bits(np.array(t, "<f4") / most)]}


GRADIENTS = "autograd of small networks: fake quantization, LSQ, DoReFa, PACT, observed ranges; shares of the largest gradient"
STEPS = "100 steps of Adam and of SGD with momentum; shares of the largest of each tensor"
write("training_gradients", GRADIENTS, {"rtol": 0.0, "atol": 1e-6}, [vector(c, gradients(c)) for c in cases])
write("training_steps", STEPS, {"rtol": 0.0, "atol": 1e-4}, [vector(c, steps(c)) for c in cases if "end" in c])
