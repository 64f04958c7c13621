"""Measures: their vocabulary and packs, and where their words stand in a text."""

from pipeline.reading.measures.component import Cue, measure_cues
from pipeline.reading.measures.vocabulary import Measure, NounClass, PackError, Vocabulary, shipped_packs, vocabulary

__all__ = ["Cue", "Measure", "NounClass", "PackError", "Vocabulary", "measure_cues", "shipped_packs", "vocabulary"]
