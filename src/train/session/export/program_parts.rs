//! The text of a PyTorch program in parts. Words in capitals that are no Python are replaced. Knows no setting.

pub(super) const HEAD: &str = "\
import base64, math
import numpy as np
import torch

def floats(text, *shape):
    return torch.tensor(np.frombuffer(base64.b64decode(text), '<f4').reshape(shape).copy())

";

pub(super) const STRAIGHT: &str = "\
def straight(x):
    # Rounds; the gradient passes as if it did not.
    return torch.round(x).detach() + (x - x.detach())

";

pub(super) const DOREFA: &str = "\
def rounded(i, w):
    t = torch.tanh(w)
    return 2 * (straight((t / (2 * t.abs().amax()) + 0.5) * QMAX) / QMAX) - 1

";

pub(super) const WRPN: &str = "\
def rounded(i, w):
    return straight(torch.clamp(w, -1, 1) * QMAX) / QMAX

";

/// As many codes below 0 as above: the scale of the ends of a range, and no zero point.
pub(super) const SYMMETRIC: &str = "\
def scale(lo, hi):
    s = hi / QMAX
    return torch.where(s == 0, torch.ones_like(s), s), torch.zeros_like(s)

";

pub(super) const ASYMMETRIC: &str = "\
def scale(lo, hi):
    s = (hi - lo) / (QMAX - QMIN)
    s = torch.where(s == 0, torch.where(hi == 0, torch.ones_like(s), hi.abs()), s)
    return s, QMIN - torch.round(lo / s)

";

pub(super) const WHOLE_RANGE: &str = "\
def grid(w):
    return scale(*ends(w))

";

/// The share of the range, of 1,000, with the least squared error.
pub(super) const LEAST_ERROR: &str = "\
SHARES = (torch.arange(1000, 0, -1) / 1000).reshape(-1, 1, 1)

def grid(w):
    lo, hi = ends(w)
    s, z = scale(lo * SHARES, hi * SHARES)
    error = (((torch.clamp(torch.round(w / s + z), QMIN, QMAX) - z) * s - w).double() ** 2).sum(dim=2, keepdim=True)
    best = error.argmin(dim=0, keepdim=True)
    return s.gather(0, best)[0], z.gather(0, best)[0]

";

pub(super) const ROUNDED: &str = "\
def rounded(i, w):
    with torch.no_grad():
        s, z = grid(OVER)
        q = torch.round(w / s + z)
        values = (torch.clamp(q, QMIN, QMAX) - z) * s
    return valuesPASSES

";

pub(super) const LEARNED_SCALE: &str = "\
scales = [(2 * MEAN / math.sqrt(QMAX)).requires_grad_() for w in weights]
zeros = [torch.zeros_like(s) for s in scales]
factors = [FACTORS]

def rounded(i, w):
    return torch._fake_quantize_learnable_CALL

";

pub(super) const FLOAT_OUTPUTS: &str = "\
def hidden(i, h):
    return h

";

pub(super) const OBSERVED_OUTPUTS: &str = "\
from torch.ao.quantization import FakeQuantize, MovingAverageMinMaxObserver
fakes = [
    FakeQuantize(MovingAverageMinMaxObserver, quant_min=0, quant_max=MOST, dtype=torch.quint8, averaging_constant=0.01)
    for _ in range(LAYERS)
]

def hidden(i, h):
    return fakes[i](h)

";

pub(super) const PACT_OUTPUTS: &str = "\
class Pact(torch.autograd.Function):
    # Clips to the bound and rounds; the bound's gradient is that of all that reach it.
    @staticmethod
    def forward(ctx, x, bound):
        ctx.save_for_backward(x, bound)
        steps = MOST / bound
        return torch.round(torch.clamp(x, min=0.0, max=bound.item()) * steps) / steps

    @staticmethod
    def backward(ctx, gradient):
        x, bound = ctx.saved_tensors
        return gradient * ((x >= 0) & (x < bound)), (gradient * (x >= bound)).sum().reshape(bound.shape)

bounds = [torch.tensor([8.0], requires_grad=True) for _ in range(LAYERS)]
def hidden(i, h):
    return Pact.apply(h, bounds[i])

";

pub(super) const UNIT_OUTPUTS: &str = "\
def hidden(i, h):
    return straight(torch.clamp(h, 0, 1) * MOST) / MOST

";

pub(super) const NETWORK: &str = "\
def network(h):
    for i, (w, b) in enumerate(zip(weights, biases)):
        h = torch.nn.functional.linear(h, rounded(i, w), b)
        if i < len(weights) - 1:
            h = hidden(i, ACTIVATION(h))
    return h

";

/// Keeps what is learned above 0.
pub(super) const BOUNDED: &str = "    for p in LEARNED:\n        p.data.clamp_(min=2.0 ** -23)\n";

pub(super) const OBSERVED_END: &str = "\
for fake in fakes:
    fake.disable_observer()
";

/// The order of the points as the page draws it.
pub(super) const BATCHES: &str = "\
def chacha8(seed, stream):
    # Random numbers of 32 bits.
    ones, counter = 2**32 - 1, 0
    while True:
        start = [0x61707865, 0x3320646E, 0x79622D32, 0x6B206574, seed] + [0] * 7 + [counter, 0, stream, 0]
        n = list(start)
        for _ in range(4):
            for a, b, c, d in ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
                               (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)):
                for p, q, r, by in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
                    n[p] = (n[p] + n[q]) & ones
                    t = n[r] ^ n[p]
                    n[r] = (t << by | t >> (32 - by)) & ones
        yield from ((a + b) & ones for a, b in zip(n, start))
        counter += 1

def batches(size):
    draws, order = chacha8(SEED, 19), list(range(len(x)))
    while True:
        for i in range(len(x) - 1, 0, -1):
            j = next(draws) * (i + 1) >> 32
            order[i], order[j] = order[j], order[i]
        for at in range(0, len(x), size):
            yield order[at:at + size]

order = batches(SIZE)

";

pub(super) const TRAINING: &str = "\
def loss_of(inputs, targets):
    return torch.nn.functional.LOSS(network(inputs), targets)

parameters = weights + biasesMORE
for p in parameters:
    p.requires_grad_()
optimizer = torch.optim.OPTIMIZER
schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: RATE)
for step in range(STEPS):
    optimizer.zero_grad()
    (loss_of(BATCH)DECAY).backward()
    optimizer.step()
BOUNDED    schedule.step()
OBSERVED_ENDwith torch.no_grad():
    print(TEST)
";
