"""What each claim of a document is about beyond its noun, for each of what it is told, and of which event it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.reading.claims.document import Number, ParsedDocument
from pipeline.reading.claims.scope.about import cause_phrases, industry_phrases, most_specific, nearest
from pipeline.reading.claims.scope.event import day_named, day_of, event_name, event_phrases, is_one
from pipeline.reading.claims.scope.per import per_of
from pipeline.reading.claims.scope.phrases import Mention, Phrases
from pipeline.reading.claims.scope.programmes import named, names_in


@dataclass(frozen=True, slots=True)
class Scope:
    """`Claim.per`, `Claim.about` and `Claim.event` of one number."""

    per: str | None
    about: tuple[str, ...]
    event: str | None


class DocumentScope:
    """A document's topics, programmes and events, each text looked through once."""

    def __init__(self, document: ParsedDocument) -> None:
        self._document = document
        texts = [text.block.text for text in document.texts]
        self._causes = _Topics(document, cause_phrases())
        self._industries = _Topics(document, industry_phrases())
        names = names_in(document)
        self._programmes = [named(text, names) for text in texts]
        self._events = [[m for m in event_phrases().find(text) if is_one(text, m)] for text in texts]

    def of(self, number: Number, kind: str, start: str | None, end: str | None) -> Scope:
        """The scope of a number of a kind whose period goes from `start` to `end`."""
        programmes = dict.fromkeys(each.name for each in own(self._document, number, self._programmes[number.text]))
        about = (*self._causes.of(number), *self._industries.of(number), *programmes)
        event = next((event_name(name, day_of(start, end)) for name in programmes), self._happening(number, start, end))
        return Scope(per_of(self._document, number, kind), about, event)

    def _happening(self, number: Number, start: str | None, end: str | None) -> str | None:
        """The last happening of one day, told in the number's sentence or before, that fits the number's period."""
        passage, day = self._document.sentence_of(number).passage, day_of(start, end)
        for text in (number.text, *range(number.text - 1, -1, -1)):
            for mention in reversed(self._events[text]):
                here = text == number.text
                if here and mention.start >= passage.end:
                    continue
                told_on = self._day_of(text, mention)
                in_sentence = here and mention.start >= passage.start
                if told_on and (told_on == day or (in_sentence and start is None)):
                    return event_name(mention.name, told_on)
                if day and not told_on and (here or text == 0):
                    return event_name(mention.name, day)
        return None

    def _day_of(self, text: int, mention: Mention) -> str | None:
        """The day that the sentence of a mention names."""
        spans = self._document.texts[text].spans
        start, end = next(((a, b) for a, b in spans if a <= mention.start < b), (mention.start, mention.end))
        return day_named(self._document.texts[text].periods, start, end)


class _Topics:
    """The topics of one class that a document names, by text and by heading."""

    def __init__(self, document: ParsedDocument, phrases: Phrases) -> None:
        self._document = document
        self._phrases = phrases
        self._found = [phrases.find(text.block.text) for text in document.texts]
        self._of_heading: dict[str, list[Mention]] = {}

    def of(self, number: Number) -> tuple[str, ...]:
        """The topics of the number's sentence, else of the innermost heading that names any, else of the title."""
        found = own(self._document, number, self._found[number.text]) or self._above(number)
        return most_specific([each.name for each in found])

    def _above(self, number: Number) -> list[Mention]:
        headings = reversed(self._document.sentence_of(number).passage.block.headings)
        return next((found for text in headings if (found := self._of(text))), self._found[0])

    def _of(self, heading: str) -> list[Mention]:
        if heading not in self._of_heading:
            self._of_heading[heading] = self._phrases.find(heading)
        return self._of_heading[heading]


def own(document: ParsedDocument, number: Number, mentions: Sequence[Mention]) -> list[Mention]:
    """Of a text's mentions those in the number's sentence, the nearest ones where it has several figures."""
    sentence, quantity = document.sentence_of(number), number.quantity
    passage = sentence.passage
    inside = [m for m in mentions if passage.start <= m.start and m.end <= passage.end]
    others = [(q.start, q.end) for q in sentence.quantities if q.start != quantity.start]
    return nearest(inside, quantity.start, quantity.end, others)
