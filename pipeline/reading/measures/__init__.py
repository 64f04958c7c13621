"""Measures: their vocabulary and packs, and where their words stand in a text."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from pipeline.reading.measures.vocabulary import Measure, NounClass, PackError, Vocabulary, shipped_packs, vocabulary

if TYPE_CHECKING:
    from pipeline.reading.measures.component import Cue, measure_cues

__all__ = ["Cue", "Measure", "NounClass", "PackError", "Vocabulary", "measure_cues", "shipped_packs", "vocabulary"]


def __getattr__(name: str) -> Any:
    """What looks for measures in a text is imported with spaCy when it is asked for: comparing wants the vocabulary
    alone."""
    if name in ("Cue", "measure_cues"):
        return getattr(import_module("pipeline.reading.measures.component"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
