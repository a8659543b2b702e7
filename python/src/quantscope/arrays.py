"""Tensors of other libraries as bytes that the page reads: shape, type, C order, little endian. Imports none of these libraries."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

#: The types that the page reads, with the bytes of a value.
DTYPES = {
    "float64": 8,
    "float32": 4,
    "float16": 2,
    "bfloat16": 2,
    "float8_e4m3fn": 1,
    "float8_e5m2": 1,
    "int64": 8,
    "int32": 4,
    "int16": 2,
    "int8": 1,
    "uint64": 8,
    "uint32": 4,
    "uint16": 2,
    "uint8": 1,
    "bool": 1,
}

#: More values are not sent to a page: rows are chosen at random.
MOST_VALUES = 2**24

#: NumPy has none of these itself: their bits are taken as whole numbers.
_NOT_NUMPY = ("bfloat16", "float8_e4m3fn", "float8_e5m2")
_BITS = {1: "uint8", 2: "int16"}


class TensorError(TypeError):
    """Something that is no tensor, or one of a type or size that the page cannot show."""


@dataclass(frozen=True)
class Values:
    """A tensor: ``data`` has as many bytes as shape and type say. ``sampled`` says what was left out."""

    shape: tuple[int, ...]
    dtype: str
    data: bytes
    sampled: str = ""


def _from_torch(tensor: Any) -> tuple[np.ndarray, str]:  # noqa: ANN401
    dtype = str(tensor.dtype).removeprefix("torch.")
    if tensor.layout.__str__() != "torch.strided" or tensor.is_quantized:
        raise TensorError(f"a torch tensor must be dense and not quantized, this one is {tensor.layout}; use to_dense() or dequantize()")
    tensor = tensor.detach().cpu().contiguous()
    if dtype in _NOT_NUMPY:
        import torch

        tensor = tensor.view(getattr(torch, _BITS[DTYPES[dtype]]))
    elif dtype not in DTYPES:
        raise _unknown(dtype)
    return tensor.numpy(), dtype


def _from_mlx(tensor: Any) -> tuple[np.ndarray, str]:  # noqa: ANN401
    dtype = str(tensor.dtype).removeprefix("mlx.core.").removesuffix("_")
    if dtype == "bfloat16":
        import mlx.core as mx

        return np.array(tensor.view(mx.int16)), dtype
    return np.array(tensor), dtype


def _from_any(tensor: Any) -> tuple[np.ndarray, str]:  # noqa: ANN401
    if hasattr(tensor, "__array__") or isinstance(tensor, list | tuple | int | float):
        array = np.asarray(tensor)
    elif hasattr(tensor, "__dlpack__"):
        array = np.from_dlpack(tensor)
    else:
        raise TensorError(
            f"a tensor of NumPy, PyTorch, JAX, MLX, or anything with __array__ or __dlpack__ is needed, not {type(tensor).__name__}"
        )
    return array, array.dtype.name


def _unknown(dtype: str) -> TensorError:
    return TensorError(f"values of {dtype} cannot be shown; convert them to one of {', '.join(DTYPES)}")


def _sampled(array: np.ndarray, most: int) -> tuple[np.ndarray, str]:
    """Rows of the first axis, chosen by a fixed seed, in their order."""
    if array.size <= most:
        return array, ""
    if (array.ndim > 1 and array[0].size > most) or array.ndim == 1:
        # Its rows are themselves too long: what is shown are runs of neighbours.
        run = 2**12
        array = array.reshape(-1)[: array.size // run * run].reshape(-1, run)
    rows = array.shape[0]
    kept = max(1, most // math.prod(array.shape[1:]))
    chosen = np.sort(np.random.default_rng(0).choice(rows, kept, replace=False))
    return array[chosen], f"{kept:,} of {rows:,} rows, chosen at random: the whole has more than {most:,} values."


def values_of(tensor: Any, most: int = MOST_VALUES) -> Values:  # noqa: ANN401
    """Reads a tensor of any library.

    Args:
        tensor: of any shape; a single number counts as a shape of 1.
        most: the most values; of more, rows are chosen at random, and ``sampled`` says so.

    Raises:
        TensorError: it is no tensor, is empty, or of a type the page does not read.
    """
    module = type(tensor).__module__.partition(".")[0]
    read = {"torch": _from_torch, "mlx": _from_mlx}.get(module, _from_any)
    array, dtype = read(tensor)
    if dtype not in DTYPES:
        raise _unknown(dtype)
    if array.size == 0:
        raise TensorError(f"the tensor has no values: its shape is {array.shape}")
    if array.ndim > 8:
        raise TensorError(f"a tensor of at most 8 axes can be shown, this one has {array.ndim}")
    array, sampled = _sampled(array.reshape(1) if array.ndim == 0 else array, most)
    return Values(array.shape, dtype, _little_endian(array).tobytes(), sampled)


def _little_endian(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    return array.astype(array.dtype.newbyteorder("<"), copy=False) if array.dtype.kind in "iuf" else array
