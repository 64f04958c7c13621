"""The bodies that a number could be given to, and what speaks for each."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.reading.claims.attribution.bodies import Body, Cue, Mention, bodies_of, domain_of, name_words, outlets
from pipeline.reading.claims.codes import BLOCK_KINDS, code
from pipeline.reading.claims.document import Number, ParsedDocument

FEATURES = (
    "is none", "common", "words of name", "abbreviated", "mentions", "cues", "share of cues", "rank by cues",
    "first text", "first cue text", "first is in title", "is publisher", "publisher speaks", "publisher is outlet",
    "domain", "own cue",
    "own cue is before", "own distance", "own named", "texts since cue", "sentences since cue", "cue since",
    "other since", "texts since name", "texts until cue", "in same text", "heading", "bodies", "all cues",
    "cues per text", "we", "text", "texts", "block", "accordings", "sayings", "holdings",
    "best since", "speaks first", "own other", "has published", "quotes", "newest", "share of mentions",
    "rank by mentions", "unit", "lone", "source chance", "source lead",
)  # fmt: skip

MOST = 9
_FAR = 60.0
_WE = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)


class Attributions:
    """The bodies of a document, with what does not depend on a number looked up once."""

    def __init__(self, document: ParsedDocument) -> None:
        self.document = document
        publisher = name_words(document.context.publisher or "")
        places = {m.surface.lower() for text in document.texts for m in text.places}
        bodies = [b for b in bodies_of(document) if b.name.lower() not in places or any(m.cue for m in b.mentions)]
        self.bodies = sorted(
            bodies, key=lambda b: (-_weight(b) - 2 * _overlap(b.words, publisher), b.mentions[0].text)
        )[:MOST]
        self.publisher = publisher
        self.all_cues = sum(m.cue >= Cue.SAID_BEFORE for b in self.bodies for m in b.mentions)
        self.all_mentions = max(1, sum(len(b.mentions) for b in self.bodies))
        whole = [text.block.text for text in document.texts]
        words = max(1, sum(len(text.split()) for text in whole))
        self.shared: dict[str, float] = {
            "bodies": len(self.bodies),
            "all cues": self.all_cues,
            "cues per text": self.all_cues / len(whole),
            "we": 100.0 * sum(len(_WE.findall(text)) for text in whole) / words,
            "texts": len(whole),
            "has published": float(document.context.published is not None),
            "quotes": sum(any(c in text for c in '“”"') for text in whole) / len(whole),
            "publisher is outlet": float(bool(publisher & outlets())),
            "domain": domain_of(document.context.url),
            "publisher speaks": max((_overlap(b.words, publisher) for b in self.bodies), default=0.0),
        }
        self.by_cues = sorted(self.bodies, key=lambda b: -_cues(b))
        self.by_mentions = sorted(self.bodies, key=lambda b: -len(b.mentions))
        self.speaks_first = min(self.bodies, key=_first_cue, default=None)
        self.of_body = [self._of_body(body) for body in self.bodies]

    def _of_body(self, body: Body) -> dict[str, float]:
        """What does not depend on a number."""
        cues = _cues(body)
        return {
            "is none": 0.0,
            "common": float(body.common),
            "words of name": len(body.words),
            "abbreviated": float("(" in body.name),
            "mentions": len(body.mentions),
            "share of mentions": len(body.mentions) / self.all_mentions,
            "cues": cues,
            "share of cues": cues / max(1, self.all_cues),
            "rank by cues": self.by_cues.index(body),
            "rank by mentions": self.by_mentions.index(body),
            "first text": body.mentions[0].text,
            "first cue text": _first_cue(body),
            "first is in title": float(body.mentions[0].text == 0),
            "is publisher": _overlap(body.words, self.publisher),
            "accordings": sum(m.cue is Cue.ACCORDING for m in body.mentions),
            "sayings": sum(m.cue is Cue.SAYS for m in body.mentions),
            "holdings": sum(m.cue is Cue.HOLDING for m in body.mentions),
            "speaks first": float(body is self.speaks_first),
            "lone": float(len(self.bodies) == 1),
        }

    def document_rows(self) -> list[dict[str, float]]:
        """A row for "nobody", and one for each body, as the source of most of the document's numbers."""
        near = [[self._near(number, body) for body in self.bodies] for number in self.document.numbers]
        count = max(1, len(near))
        first = [min((row["sentences since cue"] for row in of_number), default=_FAR) for of_number in near]
        unsaid = sum(since == _FAR for since in first) / count
        rows = [self.shared | {"is none": 1.0, "numbers unsaid": unsaid}]
        for k, of_body in enumerate(self.of_body):
            beside = sum(of_number[k]["own cue"] > 0 for of_number in near) / count
            behind = sum(
                of_number[k]["sentences since cue"] == since < _FAR
                for of_number, since in zip(near, first, strict=True)
            )
            rows.append(
                self.shared
                | of_body
                | {"numbers beside": beside, "numbers behind": behind / count, "numbers unsaid": unsaid}
            )
        return rows

    def rows(self, number: Number, source: Mapping[str | None, float]) -> list[dict[str, float]]:
        """A row for "nobody", and one for each body; `source` is how probable each is as the document's main source."""
        passage = self.document.sentence_of(number).passage
        shared = dict(self.shared) | {
            "text": number.text,
            "block": code(BLOCK_KINDS, passage.block.kind),
            "unit": float(number.quantity.unit == "percent"),
        }
        own = [self._near(number, body) for body in self.bodies]
        since = [row["sentences since cue"] for row in own]
        said_here = [row["own cue"] for row in own]
        rows = [
            shared
            | {
                "is none": 1.0,
                "best since": min(since, default=_FAR),
                "own other": max(said_here, default=0.0),
                "source chance": source[None],
                "source lead": source[None] - max((c for name, c in source.items() if name is not None), default=0.0),
            }
        ]
        for k, (body, near) in enumerate(zip(self.bodies, own, strict=True)):
            others = [s for i, s in enumerate(since) if i != k]
            rows.append(
                shared
                | self.of_body[k]
                | near
                | {
                    "other since": min(others, default=_FAR),
                    "newest": float(near["sentences since cue"] == min(since)),
                    "own other": max((s for i, s in enumerate(said_here) if i != k), default=0.0),
                    "source chance": source.get(body.name, 0.0),
                    "source lead": source.get(body.name, 0.0) - max((c for n, c in source.items() if n != body.name)),
                }
            )
        return rows

    def _near(self, number: Number, body: Body) -> dict[str, float]:
        """Where a body is named around a number: in its sentence, before it, behind it."""
        passage = self.document.sentence_of(number).passage
        row = {
            "own cue": 0.0, "own cue is before": -1.0, "own distance": _FAR, "own named": 0.0, "texts since cue": _FAR,
            "sentences since cue": _FAR, "cue since": 0.0, "texts since name": _FAR, "texts until cue": _FAR,
            "in same text": 0.0, "heading": 0.0,
        }  # fmt: skip
        headings = " ".join(passage.block.headings)
        row["heading"] = float(bool(headings) and _plain(body.name) in headings)
        whole = passage.row is not None
        for m in body.mentions:
            here = m.text == number.text and (whole or passage.start <= m.start < passage.end)
            if here:
                row["own named"] = 1.0
                distance = abs(m.start - number.quantity.start) / 10.0
                if m.cue >= row["own cue"]:
                    row |= {
                        "own cue": float(m.cue),
                        "own distance": distance,
                        "own cue is before": float(m.start < number.quantity.start),
                    }
            if (m.text, m.start) < (number.text, passage.end):
                row["texts since name"] = number.text - m.text
                if m.cue:
                    row["texts since cue"] = number.text - m.text
                    row["sentences since cue"] = self._sentences(m, number)
                    row["cue since"] = float(m.cue)
                    row["in same text"] = float(m.text == number.text)
            elif m.cue and row["texts until cue"] == _FAR:
                row["texts until cue"] = m.text - number.text
        return row

    def _sentences(self, mention: Mention, number: Number) -> float:
        """How many sentences lie between a mention and a number behind it, over texts."""
        start = self.document.sentence_of(number).passage.start
        spans = self.document.texts[number.text].spans
        if mention.text == number.text:
            return float(sum(mention.start < a <= start for a, _ in spans))
        between = sum(len(self.document.texts[k].spans) for k in range(mention.text + 1, number.text))
        behind = sum(a > mention.start for a, _ in self.document.texts[mention.text].spans)
        return min(float(between + behind + 1 + sum(a < start for a, _ in spans)), _FAR)


def _weight(body: Body) -> float:
    return 3 * _cues(body) + len(body.mentions) + 2 * ("(" in body.name) - 2 * body.common


def _cues(body: Body) -> int:
    return sum(m.cue >= Cue.SAID_BEFORE for m in body.mentions)


def _first_cue(body: Body) -> float:
    return next((float(m.text) for m in body.mentions if m.cue), _FAR)


def _plain(name: str) -> str:
    return name.split(" (")[0]


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / max(1, min(len(a), len(b)))
