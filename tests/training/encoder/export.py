"""The fine-tuned network as it ships: an ONNX file with weights of eight bits and the layout of its output."""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from pydantic import TypeAdapter

from pipeline.reading.claims.encoder.network import LAYOUT, Layout
from tests.training.__main__ import WEIGHTS
from tests.training.encoder.model import Encoder

NETWORK = WEIGHTS / "encoder.onnx"
"""The network that ships."""

_OPSET = 17


def exported(encoder: Encoder, layout: Layout) -> bytes:
    """The network as an ONNX file: `ids`, one window of pieces, and `asked`, places of some of them, to `output`, a row
    of columns for each that is asked for.

    Weights keep seven bits, so that products fit into what processors without VNNI sum them up in.
    """
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        whole, small = Path(folder, "whole.onnx"), Path(folder, "small.onnx")
        torch.onnx.export(
            encoder.cpu(), (torch.ones(1, 37, dtype=torch.long), None, torch.arange(5)), str(whole),
            input_names=["ids", "asked"], output_names=["output"],
            dynamic_axes={"ids": {1: "pieces"}, "asked": {0: "asked"}, "output": {1: "asked"}},
            opset_version=_OPSET, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(whole, small, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
        model = onnx.load(small)
    onnx.helper.set_model_props(model, {LAYOUT: TypeAdapter(Layout).dump_json(layout).decode()})
    return bytes(model.SerializeToString())
