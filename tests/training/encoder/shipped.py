"""The network that ships, made fit to go on learning: its weights of eight bits as numbers again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx.numpy_helper import to_array
from pydantic import TypeAdapter
from torch import Tensor

from pipeline.reading.claims.encoder.network import LAYOUT, Layout
from tests.training.encoder.model import MINILM, Encoder, pretrained

_LAST = f"layers.{MINILM.layers - 1}"


def shipped(path: Path, base: Path, labels: Mapping[str, tuple[str, ...]]) -> tuple[Encoder, Layout]:
    """The network of an ONNX file that `exported` made, and the layout of its output; the vectors of words, which do
    not learn, are those of the pretrained weights `base`.

    ValueError where it tells other classes apart than `labels`.
    """
    model = onnx.load(path)
    properties = {each.key: each.value for each in model.metadata_props}
    layout = TypeAdapter(Layout).validate_json(properties[LAYOUT])
    if layout.labels != labels:
        raise ValueError(f"{path}: the network was trained on a corpus with other classes; train it from its base")
    encoder = pretrained(base, layout.width)
    encoder.load_state_dict(_weights(model), strict=False)
    return encoder, layout


def _weights(model: onnx.ModelProto) -> dict[str, Tensor]:
    held = {each.name: to_array(each) for each in model.graph.initializer}
    found = {
        name: torch.from_numpy(array.copy()) for name, array in held.items() if name.endswith((".bias", ".weight"))
    }
    found["positions.weight"] = _whole(held, "positions.weight")
    added = {each.input[1]: each.input[0] for each in model.graph.node if each.op_type == "Add"}
    last: list[tuple[Tensor, Tensor]] = []
    for node in model.graph.node:
        if node.op_type != "MatMulInteger":
            continue
        product = node.name.removesuffix("_quant")
        module = product.rpartition("/")[0].removeprefix("/").replace("/", ".")
        weight = _whole(held, node.input[1].removesuffix("_quantized")).T
        if module == _LAST:
            last.append((weight, torch.from_numpy(held[added[f"{product}_output_0"]].copy())))
        else:
            found[f"{module}.weight"] = weight
    # The last layer looks for keys and values everywhere, for queries where it is asked.
    (keys, their_bias), (queries, bias) = last
    found[f"{_LAST}.attention_in.weight"] = torch.cat([queries, keys])
    found[f"{_LAST}.attention_in.bias"] = torch.cat([bias, their_bias])
    return found


def _whole(held: dict[str, np.ndarray], name: str) -> Tensor:
    whole = held[f"{name}_quantized"].astype(np.float32) - held[f"{name}_zero_point"].astype(np.float32)
    return torch.from_numpy(whole * held[f"{name}_scale"])
