"""Writes qdq.onnx: 8-bit QuantizeLinear and DequantizeLinear of a vector. Needs the package onnx; run by hand."""

import os

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from peer import scale

step = numpy_helper.from_array(np.array(scale(256), np.float32), "scale")
zero = numpy_helper.from_array(np.array(128, np.uint8), "zero")
nodes = [
    helper.make_node("QuantizeLinear", ["x", "scale", "zero"], ["codes"]),
    helper.make_node("DequantizeLinear", ["codes", "scale", "zero"], ["y"]),
]
x = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n"])
y = helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n"])
graph = helper.make_graph(nodes, "qdq", [x], [y], [step, zero])
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
onnx.checker.check_model(model)
onnx.save(model, os.path.join(os.path.dirname(__file__), "qdq.onnx"))
