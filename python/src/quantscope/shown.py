"""What a notebook calls: each takes tensors and gives a view."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

from quantscope.arrays import TensorError, Values, values_of
from quantscope.view import Role, Sent, SentFile, View
from quantscope.words import Setting

#: Files larger than this are not sent whole.
MOST_BYTES = 2**28


def _sent(tensor: Any, name: str, role: Role) -> Sent:  # noqa: ANN401
    values = values_of(tensor)
    if values.sampled:
        warnings.warn(f"{name}: {values.sampled}", stacklevel=4)
    return Sent(name, role, values)


def show(x: Any, /, *, name: str = "tensor", height: int = 640, **settings: Setting) -> View:  # noqa: ANN401
    """Shows a tensor in few bits.

    Args:
        x: of NumPy, PyTorch (on any device), JAX, MLX, or anything with ``__array__`` or ``__dlpack__``; lists too. Of
            any shape: the last axis makes the columns, all others the rows, unless ``axis`` says otherwise. Above
            16,777,216 values rows are chosen at random, with a warning and in ``View.sampled``.
        name: what the page calls it.
        height: of the cell, in CSS pixels.
        settings: the keys of links, such as ``bits=4, scheme="symmetric", granularity="row", range="mse"``.

    Raises:
        SettingError: a keyword that does not exist or cannot have its value; nothing is opened.
        TensorError: ``x`` is no tensor, is empty, or of a type that cannot be shown.
    """
    return View([_sent(x, name, "tensor")], settings, height)


def compare(x: Any, x_quantized: Any, /, *, name: str = "tensor", height: int = 640, **settings: Setting) -> View:  # noqa: ANN401
    """Shows what another program made of a tensor, and how far it is from the original: ``View.comparison``.

    Args:
        x: the original.
        x_quantized: its dequantized values, of the same shape; it is what the page shows.
        name: what the page calls it.
        height: of the cell, in CSS pixels.
        settings: as of ``show``.

    Raises:
        TensorError: as of ``show``, or the shapes differ.
        SettingError: as of ``show``.
    """
    original, made = _sent(x, name, "reference"), _sent(x_quantized, name, "tensor")
    _same(made.values, original.values.shape, "x_quantized", "x")
    return View([made, original], settings, height)


def show_layer(weight: Any, inputs: Any, bias: Any = None, /, *, height: int = 720, **settings: Setting) -> View:  # noqa: ANN401
    """Shows a linear layer y = x Wᵀ + b: the weight in few bits, and what comes out of it for these inputs.

    Args:
        weight: out × in.
        inputs: tokens × in; axes before the last are joined.
        bias: out values, or None. It is the same in exact and in rounded outputs, so no error depends on it: its
            length is checked, and it is not sent.
        height: of the cell, in CSS pixels.
        settings: as of ``show``; ``work="layer"`` opens the layer's own workspace.

    Raises:
        TensorError: as of ``show``, or the shapes do not fit.
        SettingError: as of ``show``.
    """
    of_weight, of_inputs = _sent(weight, "weight", "tensor"), _sent(inputs, "inputs", "inputs")
    columns = of_weight.values.shape[-1]
    if len(of_weight.values.shape) != 2 or of_inputs.values.shape[-1] != columns:
        raise TensorError(
            f"a weight of out × in and inputs of tokens × in are needed, not {of_weight.values.shape} and {of_inputs.values.shape}"
        )
    if bias is not None:
        _same(values_of(bias), of_weight.values.shape[:1], "bias", "weight's rows")
    return View([of_weight, of_inputs], settings, height)


def _same(values: Values, shape: tuple[int, ...], what: str, of: str) -> None:
    if values.shape != shape:
        raise TensorError(f"the shape of {what} is {values.shape}, and that of {of} is {shape}")


def open_file(path: str | Path, *, tensor: str | None = None, height: int = 640, **settings: Setting) -> View:
    """Shows a tensor of a file: safetensors, .npy, .npz, GGUF, PyTorch's, ONNX.

    Args:
        path: of the file. It is read here and sent to the page; of a safetensors file only the tensor is.
        tensor: its name in the file; without it the page shows the file's tensor, if it has one only.
        height: of the cell, in CSS pixels.
        settings: as of ``show``.

    Raises:
        FileNotFoundError: there is no such file.
        KeyError: a safetensors file has no tensor of that name.
        TensorError: the file, or the tensor in it, is larger than 256 MiB.
        SettingError: as of ``show``.
    """
    path = Path(path)
    data = _cut(path, tensor) if tensor is not None and path.suffix == ".safetensors" else None
    if data is None:
        if path.stat().st_size > MOST_BYTES:
            raise TensorError(
                f"{path.name} has more than {MOST_BYTES >> 20} MiB: name a tensor of a safetensors file, or run "
                f"'python -m quantscope {path.name}'"
            )
        data = path.read_bytes()
    return View([SentFile(path.name, data, tensor)], settings, height)


def _cut(path: Path, tensor: str) -> bytes:
    """A safetensors file with one tensor of another."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if length > 100_000_000:
            raise TensorError(f"{path.name} is no safetensors file")
        header = json.loads(file.read(length))
        if tensor not in header:
            names = ", ".join(name for name in list(header)[:20] if name != "__metadata__")
            raise KeyError(f"{path.name} has no tensor {tensor!r}; it has {names}")
        start, end = header[tensor]["data_offsets"]
        if end - start > MOST_BYTES:
            raise TensorError(f"{tensor} has more than {MOST_BYTES >> 20} MiB: slice it and use show()")
        file.seek(8 + length + start)
        data = file.read(end - start)
    own = json.dumps({tensor: {**header[tensor], "data_offsets": [0, end - start]}}).encode("utf-8")
    return len(own).to_bytes(8, "little") + own + data
