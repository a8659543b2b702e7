"""Writes layer_*.json: layers, their products and the methods that prepare them, by the code of published packages on a CPU.

Usage: python layer.py PACKAGES ../layer

PACKAGES is a folder with unpacked packages that are read without being installed, because their own imports
need a GPU or much else: auto_gptq (auto-gptq 0.7.1), awq (autoawq 0.2.9), neural_compressor (neural-compressor-pt 3.10). Installed:
numpy 2.4.6, torch 2.15.0, onnx 1.23.2, onnxruntime 1.32.0, bitsandbytes 0.50.2. One thread, x86-64. Knows nothing of the crate.
"""
import importlib.util, json, logging, pathlib, sys, types, zlib
import numpy as np
import onnxruntime as ort
import torch
from onnx import TensorProto, helper
from onnxruntime.quantization.quant_utils import quantize_data

torch.set_num_threads(1)


def bits(a):
    return np.ascontiguousarray(a, np.float32).view(np.uint32).ravel().tolist()


def ints(a):
    return np.asarray(a).astype(np.int64).ravel().tolist()


def rng_of(name):
    return np.random.default_rng(zlib.crc32(name.encode()))


def write(out, file, peer, version, operation, compare, cases):
    text = json.dumps({"peer": peer, "version": version, "operation": operation, "compare": compare, "cases": cases}, separators=(",", ":"))
    (pathlib.Path(out) / f"{file}.json").write_text(text + "\n")


def case(name, params, expected, inputs=np.zeros((0,), np.float32)):
    return {"name": name, "params": params, "shape": list(inputs.shape), "input_bits": bits(inputs), "expected": expected}


class Stub(types.ModuleType):
    """A module in which every name is a class that is never used."""

    def __getattr__(self, name):
        return type(name, (), {})


def package(root, path, *stubs):
    """A file of an unpacked package, with stubs for what it imports and does not use here."""
    before = {name: sys.modules.get(name) for name in stubs}
    sys.modules.update({name: Stub(name) for name in stubs})
    name = path.replace("/", ".").removesuffix(".py")
    spec = importlib.util.spec_from_file_location(name, pathlib.Path(root) / path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    for stub, was in before.items():
        if was is not None:
            sys.modules[stub] = was
    return module


def layer_of(name, rows=16, cols=64, tokens=48, outliers=2):
    """A weight and inputs, some of whose columns are larger than the others."""
    rng = rng_of(name)
    w = rng.standard_normal((rows, cols)).astype(np.float32) * np.float32(0.05)
    x = rng.standard_normal((tokens, cols)).astype(np.float32)
    x[:, rng.choice(cols, outliers, replace=False)] *= np.float32(20)
    # Neighbouring columns go together, as in real layers: without that GPTQ has little to do.
    x[:, 1:] += np.float32(0.7) * x[:, :-1]
    return w, x


def run_onnx(nodes, inputs, outputs):
    kinds = {np.dtype(np.uint8): TensorProto.UINT8, np.dtype(np.int8): TensorProto.INT8, np.dtype(np.float32): TensorProto.FLOAT}
    given = [helper.make_tensor_value_info(k, kinds[v.dtype], v.shape) for k, v in inputs.items()]
    taken = [helper.make_tensor_value_info(k, kind, None) for k, kind in outputs]
    model = helper.make_model(helper.make_graph(nodes, "g", given, taken), opset_imports=[helper.make_opsetid("", 17)], ir_version=10)
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    return ort.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"]).run(None, inputs)


def integer_products(out):
    cases = []
    for engine, x_type, w_type, size in [
        ("onnxruntime", np.uint8, np.int8, (5, 64, 7)), ("onnxruntime", np.uint8, np.uint8, (3, 33, 5)),
        ("onnxruntime", np.int8, np.int8, (4, 48, 6)), ("onnxruntime", np.uint8, np.int8, (2, 1024, 3)),
        ("torch", np.int8, np.int8, (24, 64, 16)), ("torch", np.int8, np.int8, (32, 256, 8)),
    ]:
        for extreme in (False, True):
            tokens, columns, channels = size
            name = f"{engine} {x_type.__name__} {w_type.__name__} {tokens}x{columns}x{channels}{' extremes' if extreme else ''}"
            rng = rng_of(name)
            info = [np.iinfo(kind) for kind in (x_type, w_type)]
            draw = lambda of, shape: rng.choice([of.min, of.max], shape) if extreme else rng.integers(of.min, of.max + 1, shape)
            x, w = draw(info[0], (tokens, columns)).astype(x_type), draw(info[1], (channels, columns)).astype(w_type)
            if engine == "torch":
                zeros, y = (0, 0), torch._int_mm(torch.from_numpy(x), torch.from_numpy(w.T.copy())).numpy()
            else:
                zeros = tuple(int(draw(of, ())) for of in info)
                node = helper.make_node("MatMulInteger", ["x", "w", "zx", "zw"], ["y"])
                given = {"x": x, "w": w.T.copy(), "zx": np.array(zeros[0], x_type), "zw": np.array(zeros[1], w_type)}
                (y,) = run_onnx([node], given, [("y", TensorProto.INT32)])
            params = {"engine": engine, "x": ints(x), "w": ints(w), "columns": columns, "zero_x": zeros[0], "zero_w": zeros[1]}
            cases.append(case(name, params, {"products": ints(y)}))
    write(out, "layer_integer_products", "onnxruntime+torch", "1.32.0+2.15.0", "MatMulInteger with zero points; torch._int_mm", "exact", cases)


def dynamic(out):
    cases = []
    for bias in (False, True):
        for seed in range(3):
            name = f"dynamic {seed}{' bias' if bias else ''}"
            w, x = layer_of(name, 8, 64, 12)
            b = rng_of(name + "b").standard_normal(8).astype(np.float32)
            # As quantize_dynamic stores a weight: symmetric int8, one scale.
            found = quantize_data(w, TensorProto.INT8, True)
            zero_w, scale_w, codes_w = [np.asarray(part) for part in found[-3:]]
            nodes = [helper.make_node("DynamicQuantizeLinear", ["x"], ["xq", "sx", "zx"]),
                     helper.make_node("MatMulInteger", ["xq", "w", "zx", "zw"], ["i"]),
                     helper.make_node("Cast", ["i"], ["f"], to=TensorProto.FLOAT),
                     helper.make_node("Mul", ["sx", "sw"], ["s"]),
                     helper.make_node("Mul", ["f", "s"], ["p"])]
            nodes += [helper.make_node("Add", ["p", "b"], ["y"])] if bias else [helper.make_node("Identity", ["p"], ["y"])]
            given = {"x": x, "w": codes_w.astype(np.int8).reshape(w.shape).T.copy(), "zw": zero_w.astype(np.int8).reshape(()),
                     "sw": scale_w.astype(np.float32).reshape(())}
            given |= {"b": b} if bias else {}
            taken = [("xq", TensorProto.UINT8), ("zx", TensorProto.UINT8), ("sx", TensorProto.FLOAT), ("i", TensorProto.INT32), ("y", TensorProto.FLOAT)]
            xq, zx, sx, i, y = run_onnx(nodes, given, taken)
            params = {"weight_bits": bits(w)} | ({"bias_bits": bits(b)} if bias else {})
            expected = {"input_codes": ints(xq), "input_zero": int(zx), "input_scale_bits": bits(sx), "weight_codes": ints(codes_w),
                        "weight_scale_bits": bits(scale_w), "products": ints(i), "output_bits": bits(y)}
            cases.append(case(name, params, expected, x))
    write(out, "layer_dynamic", "onnxruntime", "1.32.0",
          "dynamic quantization: DynamicQuantizeLinear, MatMulInteger, Cast, Mul, Add; quantize_data of the weight", {"rtol": 2e-6, "atol": 1e-6}, cases)


def without_ties(a, threshold):
    """FP16 values of which none lies half way between two codes: there torch's 127 / absmax, a rounded reciprocal times 127, decides."""
    a = a.astype(np.float16).astype(np.float64)
    small = np.where(np.abs(a) >= threshold, 0, a) if threshold > 0 else a
    for _ in range(20):
        steps = np.abs(small) * 127 / np.abs(small).max(1, keepdims=True)
        near = np.abs(steps - np.floor(steps) - 0.5) < 2e-3
        small = np.where(near, (small * 0.99).astype(np.float16), small)
    return np.where(np.abs(a) >= threshold, a, small).astype(np.float16) if threshold > 0 else small.astype(np.float16)


def torch_dynamic(out):
    cases = []
    torch.backends.quantized.engine = "fbgemm"
    for bias in (False, True):
        for seed in range(3):
            name = f"torch dynamic {seed}{' bias' if bias else ''}"
            w, x = layer_of(name, 8, 64, 12)
            b = torch.from_numpy(rng_of(name + "b").standard_normal(8).astype(np.float32)) if bias else None
            observer = torch.ao.quantization.default_weight_observer()
            observer(torch.from_numpy(w))
            scale_w, zero_w = observer.calculate_qparams()
            weight = torch.quantize_per_tensor(torch.from_numpy(w), float(scale_w), int(zero_w), torch.qint8)
            packed = torch.ops.quantized.linear_prepack(weight, b)
            y = torch.ops.quantized.linear_dynamic(torch.from_numpy(x), packed, reduce_range=True)
            sx, zx = torch._choose_qparams_per_tensor(torch.from_numpy(x), reduce_range=True)
            codes = torch.quantize_per_tensor(torch.from_numpy(x), float(sx), int(zx), torch.quint8).int_repr()
            params = {"weight_bits": bits(w)} | ({"bias_bits": bits(b)} if bias else {})
            expected = {"input_codes": ints(codes), "input_zero": int(zx), "input_scale_bits": bits(sx), "weight_codes": ints(weight.int_repr()),
                        "weight_scale_bits": bits(scale_w), "output_bits": bits(y)}
            cases.append(case(name, params, expected, x))
    write(out, "layer_torch_dynamic", "torch", "2.15.0",
          "quantized.linear_dynamic with reduce_range (fbgemm), default_weight_observer", {"rtol": 2e-6, "atol": 2e-6}, cases)


def requantized(out):
    cases = []
    for seed, (kind, columns) in enumerate([(np.uint8, 64), (np.uint8, 33), (np.int8, 48), (np.uint8, 256)]):
        name = f"QLinearMatMul {seed} {kind.__name__}"
        rng, of = rng_of(name), np.iinfo(kind)
        x, w = rng.integers(of.min, of.max + 1, (6, columns)).astype(kind), rng.integers(-128, 128, (8, columns)).astype(np.int8)
        zx, zw, zy = int(rng.integers(of.min, of.max + 1)), int(rng.integers(-20, 20)), int(rng.integers(of.min, of.max + 1))
        sx, sw = np.float32(rng.uniform(0.01, 0.1)), np.float32(rng.uniform(0.001, 0.01))
        # Wide enough for most outputs, so that some are clipped.
        sy = np.float32(sx * sw * 75 * 75 * np.sqrt(columns) / 60)
        node = helper.make_node("QLinearMatMul", ["x", "sx", "zx", "w", "sw", "zw", "sy", "zy"], ["y"])
        given = {"x": x, "sx": sx, "zx": np.array(zx, kind), "w": w.T.copy(), "sw": sw, "zw": np.array(zw, np.int8), "sy": sy, "zy": np.array(zy, kind)}
        (y,) = run_onnx([node], {k: np.asarray(v) for k, v in given.items()}, [("y", TensorProto.UINT8 if kind is np.uint8 else TensorProto.INT8)])
        params = {"x": ints(x), "w": ints(w), "columns": columns, "zero_x": zx, "zero_w": zw, "zero_y": zy, "signed": kind is np.int8,
                  "scale_x_bits": bits(sx)[0], "scale_w_bits": bits(sw)[0], "scale_y_bits": bits(sy)[0]}
        cases.append(case(name, params, {"codes": ints(y)}))
    write(out, "layer_requantized", "onnxruntime", "1.32.0", "QLinearMatMul", "exact", cases)


def llm_int8(out):
    import bitsandbytes.functional as F
    cases = []
    for seed in range(4):
        threshold = [6.0, 6.0, 3.0, 0.0][seed]
        name = f"LLM.int8 {seed} threshold {threshold}"
        w, x = layer_of(name)
        w, x = torch.from_numpy(without_ties(w, 0)), torch.from_numpy(without_ties(x, threshold))
        codes_x, rows, outliers = F.int8_vectorwise_quant(x.clone(), threshold=threshold)
        codes_w, columns, _ = F.int8_vectorwise_quant(w.clone())
        products = F.int8_linear_matmul(codes_x, codes_w)
        outliers = outliers if outliers is not None and outliers.numel() else None
        y, _ = torch.ops.bitsandbytes.int8_mixed_scaled_mm(x.float(), codes_x, codes_w, rows, columns, outliers, None)
        expected = {"outlier_columns": [] if outliers is None else ints(outliers), "input_codes": ints(codes_x), "input_absmax_bits": bits(rows),
                    "weight_codes": ints(codes_w), "weight_absmax_bits": bits(columns), "products": ints(products), "output_bits": bits(y.float())}
        cases.append(case(name, {"threshold": threshold, "weight_bits": bits(w.float())}, expected, x.float().numpy()))
    write(out, "layer_llm_int8", "bitsandbytes", "0.50.2",
          "int8_vectorwise_quant, int8_linear_matmul and int8_mixed_scaled_mm on CPU, inputs and weights of FP16 without ties", {"rtol": 2e-3, "atol": 2e-3}, cases)


def smooth_quant(root, out):
    utility = package(root, "neural_compressor/torch/algorithms/smooth_quant/utility.py", "neural_compressor", "neural_compressor.torch",
                      "neural_compressor.torch.algorithms", "neural_compressor.torch.algorithms.static_quant", "neural_compressor.torch.utils", "tqdm",
                      "intel_extension_for_pytorch")
    utility.logger = logging.getLogger()
    cases = []
    for seed, alpha in enumerate((0.5, 0.0, 0.25, 0.8, 1.0)):
        name = f"SmoothQuant {seed} alpha {alpha}"
        w, x = layer_of(name, 8, 32, 16)
        scales = utility.cal_scale(torch.from_numpy(np.abs(x).max(0)), [torch.from_numpy(w)], alpha)
        cases.append(case(name, {"alpha": alpha, "weight_bits": bits(w)}, {"scale_bits": bits(scales.numpy())}, x))
    write(out, "layer_smooth_quant", "neural-compressor-pt", "3.10", "smooth_quant.utility.cal_scale", {"rtol": 3e-7}, cases)


def awq(root, out):
    quantizer = package(root, "awq/quantize/quantizer.py", "transformers", "tqdm", "awq", "awq.utils", "awq.utils.calib_data", "awq.quantize",
                        "awq.quantize.scale", "awq.utils.utils", "awq.modules", "awq.modules.linear", "awq.utils.module")
    quantizer.clear_memory = lambda weight: None
    quantizer.get_op_name = lambda module, name: ""
    cases = []
    for seed, (w_bit, zero_point, group) in enumerate([(4, True, 16), (3, True, 32), (3, True, -1), (4, False, 16), (3, False, -1), (3, False, 32)]):
        name = f"AWQ {seed} {w_bit} bits {'zero point' if zero_point else 'symmetric'}{'' if group < 0 else f' groups of {group}'}"
        w, x = layer_of(name, outliers=4)
        linear = torch.nn.Linear(w.shape[1], w.shape[0], bias=False)
        linear.weight = torch.nn.Parameter(torch.from_numpy(w), requires_grad=False)
        search = quantizer.AwqQuantizer.__new__(quantizer.AwqQuantizer)
        search.w_bit, search.zero_point, search.group_size = w_bit, zero_point, group if group > 0 else w.shape[1]
        search.duo_scaling, search.max_chunk_memory, search.n_parallel_calib_samples = False, 1 << 30, None
        _, _, scales = search._search_best_scale(linear, linear, [linear], torch.from_numpy(x))
        expected = {"scale_bits": bits(scales.numpy())}
        params = {"bits": w_bit, "zero_point": zero_point, "group": max(group, 0), "weight_bits": bits(w)}
        cases.append(case(name, params, expected, x))
    write(out, "layer_awq", "autoawq", "0.2.9", "AwqQuantizer._search_best_scale without duo scaling", {"rtol": 2e-6}, cases)


def gptq(root, out):
    torch.cuda.synchronize = lambda: None
    package(root, "auto_gptq/quantization/quantizer.py", "auto_gptq", "auto_gptq.quantization")
    method = package(root, "auto_gptq/quantization/gptq.py", "transformers", "auto_gptq", "auto_gptq.quantization")
    method.transformers.pytorch_utils = Stub("pytorch_utils")
    method.transformers.pytorch_utils.Conv1D = method.transformers.Conv1D = type("Conv1D", (), {})
    cases = []
    for seed, (w_bit, sym, group, order, damping) in enumerate([
        (4, True, -1, False, 0.01), (3, True, -1, False, 0.01), (3, False, -1, False, 0.01), (4, False, 16, False, 0.01),
        (3, True, 32, False, 0.01), (4, True, -1, True, 0.01), (3, False, 16, True, 0.01), (3, True, -1, False, 0.1), (2, True, 16, True, 0.05),
    ]):
        name = f"GPTQ {seed} {w_bit} bits {'symmetric' if sym else 'zero point'}{'' if group < 0 else f' groups of {group}'}{' by activation' if order else ''} damping {damping}"
        # Wider than a block of 128 columns, once.
        w, x = layer_of(name, cols=160 if seed in (1, 4) else 64, tokens=96)
        if seed == 2:
            x[:, 5] = 0
        linear = torch.nn.Linear(w.shape[1], w.shape[0], bias=False)
        linear.weight = torch.nn.Parameter(torch.from_numpy(w.copy()), requires_grad=False)
        walk = method.GPTQ(linear)
        walk.quantizer.configure(w_bit, perchannel=True, sym=sym)
        walk.add_batch(torch.from_numpy(x), None)
        scale, zero, g_idx = walk.fasterquant(percdamp=damping, group_size=group, actorder=order)
        q = linear.weight.detach()
        codes = torch.round(q / scale[:, g_idx.long()]) + zero[:, g_idx.long()] - (2 ** (w_bit - 1) if sym else 0)
        error = ((q - torch.from_numpy(w)).double() @ torch.from_numpy(x).double().T).pow(2).mean()
        params = {"bits": w_bit, "symmetric": sym, "group": max(group, 0), "by_activation": order, "damping": damping, "weight_bits": bits(w)}
        cases.append(case(name, params, {"codes": ints(codes), "output_mse_bits": bits(error.numpy())}, x))
    write(out, "layer_gptq", "auto-gptq", "0.7.1",
          "GPTQ.fasterquant on CPU; its Cholesky factor is of f32: at least 0.999 of the codes are equal, and the output error",
          {"rtol": 1e-3}, cases)


def main():
    root, out = sys.argv[1:]
    integer_products(out)
    dynamic(out)
    torch_dynamic(out)
    requantized(out)
    llm_int8(out)
    smooth_quant(root, out)
    awq(root, out)
    gptq(root, out)


main()
