"""A larger network, which does not ship but may teach the one that does: MPNet (Song et al. 2020), twelve layers, with
the same head."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from pipeline.reading.claims.encoder.pieces import id_of
from tests.training.encoder.model import MINILM, Encoder, Shape, fill

MPNET = Shape(768, 3072, 12, 12, 30527, 512)

_FIRST_POSITION = 2
"""Positions before it stand for no piece."""
_FIRST_PIECE = 4
_OWN_PIECES = {"[CLS]": 0, "[PAD]": 1, "[SEP]": 2, "[MASK]": 30526}
"""MPNet has BERT's pieces, in their order from the fourth on, but for these."""

_DISTANCES, _FARTHEST = 32, 128


class LargerEncoder(Encoder):
    """An encoder that also looks at how far pieces lie apart. It takes the pieces that the other takes."""

    own_pieces: Tensor

    def __init__(self, columns: int) -> None:
        super().__init__(columns, MPNET)
        self.apart = nn.Embedding(_DISTANCES, MPNET.heads)
        own = torch.arange(MINILM.pieces) + _FIRST_PIECE
        for piece, number in _OWN_PIECES.items():
            own[id_of(piece)] = number
        self.register_buffer("own_pieces", own, persistent=False)

    def _begun(self, ids: Tensor) -> Tensor:
        return super()._begun(self.own_pieces[ids])

    def _mask(self, rows: Tensor, unseen: Tensor | None) -> Tensor:
        likeness = self.apart(_distances(rows.shape[1]).to(rows.device)).permute(2, 0, 1)[None]
        return likeness if unseen is None else likeness + unseen


@cache
def _distances(pieces: int) -> Tensor:
    """The class of the distance from each piece to each, as in T5 (Raffel et al. 2020): near ones one by one, far ones
    by their logarithm, behind and before apart."""
    places = torch.arange(pieces)
    apart = places[None, :] - places[:, None]
    half = _DISTANCES // 2
    near = half // 2
    far = near + (torch.log(apart.abs().clamp(min=1) / near) / math.log(_FARTHEST / near) * (half - near)).long().clamp(
        max=half - near - 1
    )
    return torch.where(apart.abs() < near, apart.abs(), far) + (apart > 0) * half


def larger_pretrained(path: Path, columns: int) -> LargerEncoder:
    """A larger encoder with the weights of an MPNet of twelve layers (a file of safetensors) and a fresh head."""
    given = load_file(path)
    positions = "embeddings.position_embeddings.weight"
    given[positions] = given[positions][_FIRST_POSITION:]
    encoder = LargerEncoder(columns)
    fill(encoder, given, [f"attention.attn.{part}" for part in "qkv"], "attention.attn.o", "attention.LayerNorm")
    with torch.no_grad():
        encoder.apart.weight.copy_(given["encoder.relative_attention_bias.weight"])
    return encoder
