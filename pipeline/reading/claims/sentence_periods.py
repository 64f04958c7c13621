"""The periods of a sentence that can date its numbers: not those of its dateline, its speaker or its source."""

from __future__ import annotations

import re

from spacy.tokens import Token

from pipeline.reading.claims.clauses import clause, object_of
from pipeline.reading.claims.found import ReadPassage
from pipeline.reading.claims.lexicon import lexicon
from pipeline.reading.claims.parsing import ParsedPassage
from pipeline.records.model import ClaimKind, Period, Quantity

_COMPARED = re.compile(
    r"\b(?:compared\s+(?:with|to)|against|versus|as\s+(?:many|much|high|often|large)\s+as|than\s+in|up\s+from|down\s+from)\b"
)


_DATELINE = 40
"""Characters before a dateline's date at most: the name of a town."""


class SentencePeriods:
    """The periods of one parsed passage."""

    def __init__(self, read: ReadPassage, parsed: ParsedPassage) -> None:
        self.read = read
        self.parsed = parsed
        self._dating = self._dating_periods()

    def of(self, number: Quantity, kind: ClaimKind) -> tuple[Period, ...]:
        """Those that can date this number: none of a report that it comes from, and of two figures that are compared
        each its own ("311, compared with 290 in 2021")."""
        periods = self._dating
        if kind == "amount":
            periods = tuple(p for p in periods if not self._dates_a_report(p))
        passage = self.read.passage
        compared = _COMPARED.search(passage.block.text, passage.start, passage.end)
        if compared is None:
            return periods
        behind = tuple(p for p in periods if p.start >= compared.start())
        if kind == "change":
            return periods if number.unit != "times" else tuple(p for p in periods if p not in behind)
        if number.start < compared.start():
            return tuple(p for p in periods if p not in behind)
        return behind or periods

    def _dates_a_report(self, period: Period) -> bool:
        """ "… the agency wrote in a 2016 study"."""
        following = re.match(r"\s+(?:\w+\s+)?(\w+)", self.read.passage.block.text[period.end :])
        return following is not None and following[1].lower() in lexicon().documents

    def _dating_periods(self) -> tuple[Period, ...]:
        """The periods less a dateline and those that say when something was said: "the bureau announced on Monday"."""
        kept = [p for p in self.read.periods if not self._is_dateline(p) and not self._dates_saying(p)]
        return tuple(kept)

    def _is_dateline(self, period: Period) -> bool:
        text = self.read.passage.block.text
        opening = text[self.read.passage.start : period.start]
        if len(opening) > _DATELINE or not (opening[:3].isupper() or not opening.strip()):
            return False
        behind = text[period.end : period.end + 3].strip()[:1]
        return behind in {"–", "—", "-", ":"} or (opening.endswith("(") and behind == ")")

    def _dates_saying(self, period: Period) -> bool:
        if period.first != period.last or len(period.first or "") < len("2019-01"):
            return False
        for token in self.parsed.doc:
            if self.parsed.spans[token.i][0] >= period.start:
                verb, _, _ = clause(token)
                return verb is not None and verb.lemma_ in lexicon().saying and not self._counts(verb)
        return False

    def _counts(self, verb: Token) -> bool:
        """Whether a number is what the verb is about ("reported 12 cases on Monday")."""
        noun = object_of(verb)
        return noun is not None and (
            self.parsed.quantity_of(noun) is not None
            or any(self.parsed.quantity_of(t) is not None for t in noun.subtree)
        )
