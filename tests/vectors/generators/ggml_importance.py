"""Writes ggml_importance.json: ggml's quantizers with an importance matrix, by its own C code.

Usage: python ggml_importance.py SOURCE > ../ggml_importance.json

SOURCE is the folder llama.cpp of the crate llama-cpp-sys-2 0.1.161 (or any llama.cpp of that day). ggml-quants.c is compiled alone,
with -O2 -DNDEBUG -ffp-contract=off, so that no product and sum are fused; gcc for x86-64, numpy 2.4.6. Knows nothing of the crate.
"""
import ctypes, json, pathlib, subprocess, sys, tempfile, zlib
import numpy as np

# Name, values a block, bytes a block. Q8_0, MXFP4 and NVFP4 take no importance.
TYPES = [("Q4_0", 32, 18), ("Q4_1", 32, 20), ("Q5_0", 32, 22), ("Q5_1", 32, 24), ("IQ4_NL", 32, 18), ("Q2_K", 256, 84),
         ("Q3_K", 256, 110), ("Q4_K", 256, 144), ("Q5_K", 256, 176), ("Q6_K", 256, 210), ("IQ4_XS", 256, 136)]

# What ggml-quants.c takes from elsewhere; the rest of ggml is not needed.
STUB = """
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
void ggml_abort(const char * file, int line, const char * format, ...) { (void)file; (void)line; (void)format; abort(); }
const char * ggml_type_name(int type) { (void)type; return ""; }
size_t ggml_type_size(int type) { (void)type; abort(); }
size_t row_size;
size_t ggml_row_size(int type, int64_t values) { (void)type; (void)values; return row_size; }
"""


def compiled(source, folder):
    src = pathlib.Path(source) / "ggml" / "src"
    stub = pathlib.Path(folder) / "stub.c"
    stub.write_text(STUB)
    library = pathlib.Path(folder) / "ggml.so"
    subprocess.run(["gcc", "-O2", "-DNDEBUG", "-ffp-contract=off", "-shared", "-fPIC", f"-I{src}", f"-I{src.parent / 'include'}",
                    str(src / "ggml-quants.c"), str(stub), "-lm", "-o", str(library)], check=True)
    return ctypes.CDLL(str(library))


def bits(a):
    return np.ascontiguousarray(a, np.float32).view(np.uint32).ravel().tolist()


def values(kind, rng, rows, cols):
    x = rng.standard_normal((rows, cols)).astype(np.float32)
    if kind == "positive":
        return np.abs(x) + np.float32(0.5)
    if kind == "negative":
        return -np.abs(x)
    if kind == "sparse":
        return np.where(rng.random((rows, cols)) < 0.8, np.float32(0), x)
    if kind == "runs of all sizes":
        return x * np.repeat(np.exp2(rng.integers(-14, 6, (rows, cols // 16))).astype(np.float32), 16, axis=1)
    if kind == "some runs zero":
        return x * np.repeat(rng.integers(0, 2, (rows, cols // 16)).astype(np.float32), 16, axis=1)
    if kind == "quarters":
        return np.round(x * 4) / np.float32(4)
    if kind == "tiny":
        return x * np.float32(1e-17)
    if kind == "zero":
        return np.zeros((rows, cols), np.float32)
    return x


def importance(kind, rng, cols):
    w = np.exp(rng.standard_normal(cols)).astype(np.float32)
    if kind == "outlier columns":
        w[rng.integers(0, cols, 3)] *= np.float32(900)
    if kind == "unused columns":
        w[rng.random(cols) < 0.5] = 0
    if kind == "no inputs":
        w[:] = 0
    if kind == "equal":
        w[:] = 1
    return w


CASES = [("normal", "spread"), ("normal", "outlier columns"), ("normal", "unused columns"), ("normal", "equal"), ("normal", "no inputs"),
         ("positive", "spread"), ("negative", "spread"), ("sparse", "outlier columns"), ("runs of all sizes", "spread"),
         ("some runs zero", "unused columns"), ("quarters", "equal"), ("tiny", "spread"), ("zero", "spread")]


def main():
    with tempfile.TemporaryDirectory() as folder:
        ggml = compiled(sys.argv[1], folder)
        cases = []
        for name, block, size in TYPES:
            word = name.lower().replace("_k", "_K")
            quantize = getattr(ggml, f"quantize_{word}")
            quantize.restype = ctypes.c_size_t
            quantize.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64, ctypes.c_int64, ctypes.c_void_p]
            dequantize = getattr(ggml, f"dequantize_row_{word}")
            dequantize.restype, dequantize.argtypes = None, [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64]
            for of, weighed in CASES:
                case = f"{name} {of}, {weighed}".replace(" ", "_").replace(",", "")
                rng = np.random.default_rng(zlib.crc32(case.encode()))
                rows, cols = (2, 64) if block == 32 else (1, 512 if (of, weighed) == CASES[1] else 256)
                x, w = values(of, rng, rows, cols), importance(weighed, rng, cols)
                x = np.ascontiguousarray(x, np.float32)
                # Zeroed before: ggml ors bits into some bytes.
                stored = np.zeros(rows * cols // block * size, np.uint8)
                ctypes.c_size_t.in_dll(ggml, "row_size").value = cols // block * size
                quantize(x.ctypes.data, stored.ctypes.data, rows, cols, w.ctypes.data)
                back = np.zeros(rows * cols, np.float32)
                dequantize(stored.ctypes.data, back.ctypes.data, rows * cols)
                cases.append({"name": case, "params": {"op": "quantize", "type": name, "importance_bits": bits(w)}, "shape": [rows, cols],
                              "input_bits": bits(x), "expected": {"bytes_hex": stored.tobytes().hex(), "dequantized_bits": bits(back)}})
    json.dump({"peer": "ggml", "version": "llama.cpp in llama-cpp-sys-2 0.1.161",
               "operation": "quantize_* of ggml-quants.c with an importance matrix, and dequantize_row_*",
               "compare": "exact", "cases": cases}, sys.stdout, separators=(",", ":"))
    print()


main()
