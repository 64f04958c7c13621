"""The network while it learns: MiniLM (Wang et al. 2020) with one linear head for all fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from pipeline.reading.claims.codes import BLOCK_KINDS
from pipeline.reading.claims.encoder.network import FORMS, Layout
from pipeline.reading.claims.period.forms import Form

WIDTH, INNER, HEADS, LAYERS = 384, 1536, 12, 6
PIECES, POSITIONS = 30522, 512
POINTER = 48
"""The length of the vectors whose products are pointers."""

_DROPOUT = 0.1
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

    def __init__(self) -> None:
        super().__init__()
        self.attention_in = nn.Linear(WIDTH, 3 * WIDTH)
        self.attention_out = nn.Linear(WIDTH, WIDTH)
        self.attention_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, rows: Tensor, mask: Tensor | None, asked: Tensor | None = None) -> Tensor:
        """The rows anew, or those `asked` for alone (positions)."""
        if asked is None:
            query, key, value = self.attention_in(rows).chunk(3, -1)
        else:
            weight, bias = self.attention_in.weight, self.attention_in.bias
            key, value = functional.linear(rows, weight[WIDTH:], bias[WIDTH:]).chunk(2, -1)
            rows = rows[:, asked]
            query = functional.linear(rows, weight[:WIDTH], bias[:WIDTH])
        query, key, value = (
            each.reshape(each.shape[0], -1, HEADS, WIDTH // HEADS).transpose(1, 2) for each in (query, key, value)
        )
        # Faster on a CPU, forth and back, than the kernel behind functional.scaled_dot_product_attention.
        likeness = query * (WIDTH // HEADS) ** -0.5 @ key.transpose(-1, -2)
        looked = torch.softmax(likeness if mask is None else likeness + mask, -1, dtype=value.dtype) @ value
        rows = self.attention_norm(rows + self.attention_out(looked.transpose(1, 2).reshape(rows.shape[0], -1, WIDTH)))
        inner = self.outer(functional.gelu(self.inner(rows)))
        return self.norm(rows + functional.dropout(inner, _DROPOUT, self.training))


class Encoder(nn.Module):
    """From pieces to columns of scores for each: `forward` takes ids, windows by pieces, and what is padding there, or
    of one window the pieces that are asked for, so that the last layer does no more than it has to."""

    def __init__(self, columns: int) -> None:
        super().__init__()
        self.words = nn.Embedding(PIECES, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.head_in = nn.Linear(WIDTH, WIDTH)
        self.head_norm = nn.LayerNorm(WIDTH)
        self.head_out = nn.Linear(WIDTH, columns)
        nn.init.zeros_(self.head_out.bias)
        self.head_out.weight.data.mul_(_SMALL)

    def forward(self, ids: Tensor, padding: Tensor | None = None, asked: Tensor | None = None) -> Tensor:
        rows = self.norm(self.words(ids) + self.positions(torch.arange(ids.shape[1]))[None])
        rows = functional.dropout(rows, _DROPOUT, self.training)
        mask = None if padding is None else padding[:, None, None, :] * -1e4
        for layer in self.layers[:-1]:
            rows = layer(rows, mask)
        rows = self.layers[-1](rows, mask, asked)
        looked_at = self.head_norm(functional.gelu(self.head_in(rows)))
        return self.head_out(functional.dropout(looked_at, _DROPOUT, self.training))


def pretrained(path: Path, columns: int) -> Encoder:
    """An encoder with the weights of a MiniLM of six layers (a file of safetensors) and a fresh head."""
    given = {name.removeprefix("bert."): tensor for name, tensor in load_file(path).items()}
    encoder = Encoder(columns)
    with torch.no_grad():
        encoder.words.weight.copy_(given["embeddings.word_embeddings.weight"])
        types = given["embeddings.token_type_embeddings.weight"]
        encoder.positions.weight.copy_(given["embeddings.position_embeddings.weight"] + types[0])
        _copy(encoder.norm, given, ["embeddings.LayerNorm"])
        for n, layer in enumerate(encoder.layers):
            at = f"encoder.layer.{n}"
            _copy(layer.attention_in, given, [f"{at}.attention.self.{part}" for part in ("query", "key", "value")])
            _copy(layer.attention_out, given, [f"{at}.attention.output.dense"])
            _copy(layer.attention_norm, given, [f"{at}.attention.output.LayerNorm"])
            _copy(layer.inner, given, [f"{at}.intermediate.dense"])
            _copy(layer.outer, given, [f"{at}.output.dense"])
            _copy(layer.norm, given, [f"{at}.output.LayerNorm"])
    encoder.words.weight.requires_grad_(False)
    return encoder


def _copy(module: nn.Linear | nn.LayerNorm, given: Mapping[str, Tensor], names: Sequence[str]) -> None:
    module.weight.copy_(torch.cat([given[f"{name}.weight"] for name in names]))
    module.bias.copy_(torch.cat([given[f"{name}.bias"] for name in names]))
