"""The network while it learns: MiniLM (Wang et al. 2020) with one linear head for all fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from pipeline.reading.claims.codes import BLOCK_KINDS
from pipeline.reading.claims.encoder.network import FORMS, Layout
from pipeline.reading.claims.period.forms import Form


@dataclass(frozen=True, slots=True)
class Shape:
    """What a network is made of: the length of its rows, that of the rows inside a feed-forward part, and how many
    there are of each part."""

    width: int
    inner: int
    heads: int
    layers: int
    pieces: int
    positions: int


MINILM = Shape(384, 1536, 12, 6, 30522, 512)
POINTER = 48
"""The length of the vectors whose products are pointers."""

_DROPOUT = 0.1
_EPSILON = 1e-12
_UNSEEN = -1e4
_SMALL = 0.3
"""The head starts from weights of less than the usual size, so that no field is sure of anything at first."""


def layout_for(labels: Mapping[str, tuple[str, ...]]) -> Layout:
    """The columns of the network's output, for these classes of each classed field."""
    forms = max(Form) + 1
    widths = {
        **{field: len(names) for field, names in labels.items()},
        "claimhood": 1, "form": forms, "date_form": forms, "other_date_form": forms,
        "date_asked": POINTER, "date_told": POINTER, "other_date_asked": POINTER, "other_date_told": POINTER,
        "place_asked": POINTER, "place_told": POINTER, "place_class": 3, "place_alone": 1,
    }  # fmt: skip
    columns, at = {}, 0
    for name, width in widths.items():
        columns[name] = (at, at + width)
        at += width
    return Layout(columns, labels, FORMS, BLOCK_KINDS)


class Layer(nn.Module):
    """Self-attention and a feed-forward part, each with a residual and a norm behind it (Vaswani et al. 2017)."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        width = shape.width
        self.width, self.heads = width, shape.heads
        self.attention_in = nn.Linear(width, 3 * width)
        self.attention_out = nn.Linear(width, width)
        self.attention_norm = nn.LayerNorm(width, eps=_EPSILON)
        self.inner = nn.Linear(width, shape.inner)
        self.outer = nn.Linear(shape.inner, width)
        self.norm = nn.LayerNorm(width, eps=_EPSILON)

    def forward(self, rows: Tensor, mask: Tensor | None, asked: Tensor | None = None) -> Tensor:
        """The rows anew, or those `asked` for alone (positions)."""
        width = self.width
        if asked is None:
            query, key, value = self.attention_in(rows).chunk(3, -1)
        else:
            weight, bias = self.attention_in.weight, self.attention_in.bias
            key, value = functional.linear(rows, weight[width:], bias[width:]).chunk(2, -1)
            rows = rows[:, asked]
            query = functional.linear(rows, weight[:width], bias[:width])
        length = width // self.heads
        query, key, value = (
            each.reshape(each.shape[0], -1, self.heads, length).transpose(1, 2) for each in (query, key, value)
        )
        # Faster on a CPU, forth and back, than the kernel behind functional.scaled_dot_product_attention.
        likeness = query * length**-0.5 @ key.transpose(-1, -2)
        looked = (
            torch.softmax(likeness if mask is None else likeness + mask.to(likeness.dtype), -1, dtype=value.dtype)
            @ value
        )
        rows = self.attention_norm(rows + self.attention_out(looked.transpose(1, 2).reshape(rows.shape[0], -1, width)))
        inner = self.outer(functional.gelu(self.inner(rows)))
        return self.norm(rows + functional.dropout(inner, _DROPOUT, self.training))


class Encoder(nn.Module):
    """From pieces to columns of scores for each: `forward` takes ids, windows by pieces, and what is padding there, or
    of one window the pieces that are asked for, so that the last layer does no more than it has to."""

    def __init__(self, columns: int, shape: Shape = MINILM) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.pieces, shape.width)
        self.positions = nn.Embedding(shape.positions, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=_EPSILON)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.head_in = nn.Linear(shape.width, shape.width)
        self.head_norm = nn.LayerNorm(shape.width)
        self.head_out = nn.Linear(shape.width, columns)
        nn.init.zeros_(self.head_out.bias)
        self.head_out.weight.data.mul_(_SMALL)
        self.words.weight.requires_grad_(False)

    def forward(self, ids: Tensor, padding: Tensor | None = None, asked: Tensor | None = None) -> Tensor:
        rows = self._begun(ids)
        mask = self._mask(rows, None if padding is None else padding[:, None, None, :] * _UNSEEN)
        for layer in self.layers[:-1]:
            rows = layer(rows, mask)
        rows = self.layers[-1](rows, mask, asked)
        looked_at = self.head_norm(functional.gelu(self.head_in(rows)))
        return self.head_out(functional.dropout(looked_at, _DROPOUT, self.training))

    def _begun(self, ids: Tensor) -> Tensor:
        """The rows before the first layer."""
        places = torch.arange(ids.shape[1], device=ids.device)
        rows = self.norm(self.words(ids) + self.positions(places)[None])
        return functional.dropout(rows, _DROPOUT, self.training)

    def _mask(self, rows: Tensor, unseen: Tensor | None) -> Tensor | None:
        """What is added to how alike a query and a key are."""
        return unseen


def pretrained(path: Path, columns: int) -> Encoder:
    """An encoder with the weights of a MiniLM of six layers (a file of safetensors) and a fresh head."""
    given = {name.removeprefix("bert."): tensor for name, tensor in load_file(path).items()}
    encoder = Encoder(columns)
    fill(encoder, given, [f"attention.self.{part}" for part in ("query", "key", "value")], "attention.output.dense",
         "attention.output.LayerNorm")  # fmt: skip
    with torch.no_grad():
        encoder.positions.weight.add_(given["embeddings.token_type_embeddings.weight"][0])
    return encoder


def fill(encoder: Encoder, given: Mapping[str, Tensor], looking: Sequence[str], looked: str, norm: str) -> None:
    """Give an encoder pretrained weights. `looking` are the names, in a layer, of what makes queries, keys and values,
    `looked` of what comes of the values, `norm` of the norm behind it."""
    with torch.no_grad():
        encoder.words.weight.copy_(given["embeddings.word_embeddings.weight"])
        encoder.positions.weight.copy_(given["embeddings.position_embeddings.weight"])
        _copy(encoder.norm, given, ["embeddings.LayerNorm"])
        for n, layer in enumerate(encoder.layers):
            at = f"encoder.layer.{n}"
            _copy(layer.attention_in, given, [f"{at}.{each}" for each in looking])
            _copy(layer.attention_out, given, [f"{at}.{looked}"])
            _copy(layer.attention_norm, given, [f"{at}.{norm}"])
            _copy(layer.inner, given, [f"{at}.intermediate.dense"])
            _copy(layer.outer, given, [f"{at}.output.dense"])
            _copy(layer.norm, given, [f"{at}.output.LayerNorm"])


def _copy(module: nn.Linear | nn.LayerNorm, given: Mapping[str, Tensor], names: Sequence[str]) -> None:
    module.weight.copy_(torch.cat([given[f"{name}.weight"] for name in names]))
    module.bias.copy_(torch.cat([given[f"{name}.bias"] for name in names]))
