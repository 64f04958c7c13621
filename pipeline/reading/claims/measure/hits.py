"""Where the words of each measure stand in a sentence, as seen from one of its numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from pipeline.reading.claims.choosing import Choice
from pipeline.reading.claims.document import ParsedDocument, Sentence, Word
from pipeline.reading.claims.roles import Role, roles
from pipeline.reading.claims.syntax import NumberSyntax

FAR = 40
"""Words off, where there is no such word."""


@dataclass(slots=True)
class Hits:
    """The words of one measure in a number's sentence; distances in words.

    A word that speaks for several measures weighs for each in part. `between` is what stands between the number before
    and this one, `next_between` between this one and the next. An act is any word that is not merely what is counted.
    """

    by_role: dict[Role, float] = field(default_factory=lambda: defaultdict(float))
    before: int = FAR
    behind: int = FAR
    act_before: int = FAR
    act_behind: int = FAR
    between: float = 0.0
    next_between: float = 0.0
    total: float = 0.0
    noun_itself: float = 0.0
    state: float = 0.0

    @property
    def nearest(self) -> int:
        return min(self.before, self.behind)

    @property
    def nearest_act(self) -> int:
        return min(self.act_before, self.act_behind)

    def closeness(self) -> float:
        """How close the closest word is in the tree, from 0 to 1."""
        return max((weight * _CLOSENESS[role] for role, weight in self.by_role.items()), default=0.0)


NO_HITS = Hits()
_CLOSENESS = {role: max(0.0, 1.0 - 0.1 * role) for role in Role}


def spoken_of(found: Mapping[str, Hits]) -> Choice[str]:
    """The measures that a number's own words speak for, each with its share."""
    close = {measure: hit.closeness() for measure, hit in found.items()}
    total = sum(close.values()) or 1.0
    return Choice(tuple(close), tuple(share / total for share in close.values()))


def _covered(words: Sequence[Word], first: int, end: int) -> Iterator[int]:
    """The words from the first one on that begin before the end of a stretch."""
    return takewhile(lambda i: words[i].start < end, range(first, len(words)))


def hits(sentence: Sentence, j: int, syntax: NumberSyntax, possible: Callable[[str], bool]) -> Mapping[str, Hits]:
    """For each possible measure whose words stand in the sentence, where they stand as seen from its j-th number."""
    words, number = syntax.words, sentence.quantities[j]
    at_char = {word.start: i for i, word in reversed(list(enumerate(words)))}
    parts = roles(syntax)
    sharing = Counter((cue.start, cue.end) for cue in sentence.cues if possible(cue.measure))
    left = max((q.end for q in sentence.quantities if q.end <= number.start), default=sentence.passage.start)
    right = min((q.start for q in sentence.quantities if q.start >= number.end), default=sentence.passage.end)
    found: dict[str, Hits] = {}
    for cue in sentence.cues:
        first = at_char.get(cue.start)
        if first is None or not possible(cue.measure):
            continue
        weight, distance, act = 1 / sharing[cue.start, cue.end], abs(first - syntax.at), cue.kind != "counted"
        one = found.setdefault(cue.measure, Hits())
        role = min((parts[i] for i in _covered(words, first, cue.end)), default=Role.ELSEWHERE)
        one.by_role[role] = max(one.by_role[role], weight)
        one.total += weight
        if cue.start >= number.end:
            one.behind = min(one.behind, distance)
            one.act_behind = min(one.act_behind, distance if act else FAR)
            one.next_between += weight * (cue.start < right)
        else:
            one.before = min(one.before, distance)
            one.act_before = min(one.act_before, distance if act else FAR)
            one.between += weight * (cue.start >= left)
        if role == Role.NOUN and not act:
            one.noun_itself = max(one.noun_itself, weight)
        if cue.kind == "state" and left <= cue.start < right:
            one.state = max(one.state, weight)
    return found


@dataclass(frozen=True, slots=True)
class Antecedent:
    """A number before whose own words speak for measures, from which one without may take its own."""

    number: int
    measures: Mapping[str, float]


_SPEAKING = 0.4
"""The closeness from which on a word speaks for its number."""


def antecedents(document: ParsedDocument, found: Sequence[Mapping[str, Hits]]) -> list[Antecedent | None]:
    """For each number the closest number before it, within its section, that has words of its own."""
    found_before: list[Antecedent | None] = []
    last: Antecedent | None = None
    for n, number in enumerate(document.numbers):
        if n and document.text_of(number).block.headings != document.text_of(document.numbers[n - 1]).block.headings:
            last = None
        found_before.append(last)
        close = {m: hit.closeness() for m, hit in found[n].items() if hit.closeness() >= _SPEAKING}
        if close:
            last = Antecedent(n, close)
    return found_before
