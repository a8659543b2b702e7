"""ONNX Runtime on one thread: QuantizeLinear and DequantizeLinear, the model of qdq.onnx."""

import os

import onnxruntime as ort
from peer import answer, normals, timed

options = ort.SessionOptions()
options.intra_op_num_threads = 1
model = os.path.join(os.path.dirname(__file__), "qdq.onnx")
session = ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
x = normals()
answer(ort.__version__, {"fake8": timed(lambda: session.run(None, {"x": x}))})
