"""What speaks for a measure of a number: which words of it stand where, and what kind of figure the number is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.reading.claims.document import Number, ParsedDocument, Sentence
from pipeline.reading.claims.roles import Role, counted_noun, roles
from pipeline.reading.claims.syntax import NumberSyntax
from pipeline.reading.measures import Cue

FAR = 40


@dataclass(slots=True)
class Hits:
    """The words of one measure in a number's sentence."""

    by_role: dict[Role, float]
    before: int = FAR
    behind: int = FAR
    act_before: int = FAR
    act_behind: int = FAR
    between: float = 0.0
    next_between: float = 0.0
    total: float = 0.0
    noun_itself: float = 0.0
    state: float = 0.0
    last_sort: int = 0


SORTS = {"verb": 1, "noun": 2, "counted": 3, "state": 4, "pattern": 5}


def hits(sentence: Sentence, j: int, syntax: NumberSyntax) -> dict[str, Hits]:
    """For each measure whose words stand in the sentence, where they stand as seen from its j-th number."""
    words, number = syntax.words, sentence.quantities[j]
    at_char = {word.start: i for i, word in reversed(list(enumerate(words)))}
    parts = roles(syntax)
    sharing = Counter((cue.start, cue.end) for cue in sentence.cues)
    ends = [q.end for q in sentence.quantities if q.end <= number.start]
    starts = [q.start for q in sentence.quantities if q.start >= number.end]
    left, right = max(ends, default=sentence.passage.start), min(starts, default=sentence.passage.end)
    found: dict[str, Hits] = {}
    for cue in sentence.cues:
        first = at_char.get(cue.start)
        if first is None:
            continue
        weight = 1 / sharing[cue.start, cue.end]
        one = found.setdefault(cue.measure, Hits(defaultdict(float)))
        role = min(
            (parts[i] for i in range(first, min(first + 6, len(words))) if words[i].start < cue.end), default=Role.ELSEWHERE
        )
        one.by_role[role] = max(one.by_role[role], weight)
        one.total += weight
        distance = abs(first - syntax.at)
        act = cue.sort != "counted"
        if cue.start >= number.end:
            one.behind = min(one.behind, distance)
            if act:
                one.act_behind = min(one.act_behind, distance)
            if cue.start < right:
                one.next_between += weight
        else:
            one.before = min(one.before, distance)
            if act:
                one.act_before = min(one.act_before, distance)
            if cue.start >= left:
                one.between += weight
        if role == Role.NOUN and cue.sort == "counted":
            one.noun_itself = max(one.noun_itself, weight)
        if cue.sort == "state" and left <= cue.start < right:
            one.state = max(one.state, weight)
    return found
