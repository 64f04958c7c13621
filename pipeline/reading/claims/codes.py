"""Kinds as numbers that trees can split on: forms of numbers, kinds of blocks, parts of speech, dependencies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from pipeline.records.model import ClaimKind

NUMBER_FORMS = (
    "cardinal", "percent", "points", "ratio", "fraction", "multiple", "money", "measure", "vague", "zero",
)  # fmt: skip
BLOCK_KINDS = ("heading", "paragraph", "list_item", "table_row", "caption", "callout")
KINDS: tuple[str, ...] = get_args(ClaimKind)
BOUNDS = ("exact", "about", "min", "max", "range")
PARTS_OF_SPEECH = (
    "NOUN", "PROPN", "VERB", "AUX", "ADJ", "ADV", "ADP", "DET", "PRON", "NUM", "PUNCT", "CCONJ", "SCONJ", "PART", "SYM",
)  # fmt: skip
DEPENDENCIES = (
    "nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj", "appos", "ROOT", "compound", "nmod", "nummod", "npadvmod",
    "quantmod", "amod", "poss", "dep", "dative", "acl", "relcl", "punct", "acomp",
)  # fmt: skip
PREPOSITIONS = (
    "of", "in", "for", "by", "with", "from", "to", "on", "among", "at", "against", "than", "under", "without", "into",
)  # fmt: skip

UNKNOWN = -1.0


def code(names: Sequence[str], name: str) -> float:
    """The place of a name among names, UNKNOWN where it is not one of them."""
    return float(names.index(name)) if name in names else UNKNOWN
