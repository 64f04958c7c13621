"""Where the words of measures stand in a document, computed once for all its numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.reading.claims.document import Number, ParsedDocument
from pipeline.reading.measures import Cue

Weights = Mapping[str, float]
"""For each measure how much of its words: a word that speaks for several counts for each in part."""

_NONE: Weights = {}


def weights_of(cues: Iterable[Cue]) -> Weights:
    """How often the words of each measure stand among cues."""
    cues = tuple(cues)
    sharing = Counter((cue.start, cue.end) for cue in cues)
    found: dict[str, float] = defaultdict(float)
    for cue in cues:
        found[cue.measure] += 1 / sharing[cue.start, cue.end]
    return found


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words of measures around a number: in its text, in the one before, in what leads a list in, in the innermost
    heading, in all headings, in the title, in the whole document."""

    block: Weights
    before: Weights
    lead_in: Weights
    heading: Weights
    headings: Weights
    title: Weights
    document: Weights


def surroundings(document: ParsedDocument) -> list[Surroundings]:
    """What stands around each text of the document."""
    own = [weights_of(text.cues) for text in document.texts]
    of_string = {text.block.text: found for text, found in zip(document.texts, own, strict=True)}
    total: dict[str, float] = defaultdict(float)
    for found in own:
        for measure, weight in found.items():
            total[measure] += weight
    result, lead_in = [], _NONE
    for n, text in enumerate(document.texts):
        headings = [of_string.get(heading, _NONE) for heading in text.block.headings]
        joined: dict[str, float] = defaultdict(float)
        for found in headings:
            for measure, weight in found.items():
                joined[measure] += weight
        listed = text.block.kind in {"list_item", "callout", "table_row"}
        if not listed:
            lead_in = own[n]
        result.append(
            Surroundings(
                own[n], own[n - 1] if n else _NONE, lead_in if listed else _NONE, headings[-1] if headings else _NONE,
                joined, own[0], total,
            )
        )  # fmt: skip
    return result


def text_of(number: Number, around: list[Surroundings]) -> Surroundings:
    return around[number.text]
