"""Which measures the words around a number speak of, computed once for all numbers of a document."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.reading.claims.description import lead_in_of
from pipeline.reading.claims.document import ParsedDocument
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
    result, lead_ins = [], lead_in_of(document)
    for n, text in enumerate(document.texts):
        headings = [of_string.get(heading, _NONE) for heading in text.block.headings]
        joined: dict[str, float] = defaultdict(float)
        for found in headings:
            for measure, weight in found.items():
                joined[measure] += weight
        led_in_by = lead_ins[n]
        result.append(
            Surroundings(
                block=own[n],
                before=own[n - 1] if n else _NONE,
                lead_in=own[led_in_by] if led_in_by is not None else _NONE,
                heading=headings[-1] if headings else _NONE,
                headings=joined,
                title=own[0],
                document=total,
            )
        )
    return result
