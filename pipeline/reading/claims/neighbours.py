"""What was chosen for the numbers around a number, as features of its own candidates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.reading.claims.choosing import Choice
from pipeline.reading.claims.document import Number, ParsedDocument

NEIGHBOUR_FEATURES = (
    "left_sentence", "right_sentence", "left_text", "right_text", "left_any", "second_left", "sentence_mean",
    "text_mean", "section_mean", "document_mean", "same_unit_before", "same_figure", "first_of_text",
)  # fmt: skip


def probabilities(choice: Choice[Any]) -> Mapping[Any, float]:
    """A choice's candidates with their probabilities."""
    return dict(zip(choice.values, choice.probabilities, strict=True))


@dataclass(frozen=True, slots=True)
class _Group:
    """The numbers of one sentence, text or section: how many, and the sum of each value's probabilities."""

    size: int
    total: Mapping[Any, float]

    def mean_without(self, value: Any, own: float) -> float:
        """The mean probability of a value among the others, -1 where there are none."""
        return (self.total.get(value, 0.0) - own) / (self.size - 1) if self.size > 1 else -1.0


class Neighbours:
    """The choices for all numbers of a document, as each number's neighbours see them."""

    def __init__(self, document: ParsedDocument, choices: Sequence[Choice[Any]]) -> None:
        self._numbers = document.numbers
        self._of = [probabilities(choice) for choice in choices]
        self._sentences = self._grouped([number.sentence for number in document.numbers])
        self._texts = self._grouped([number.text for number in document.numbers])
        self._sections = self._grouped([document.text_of(number).block.headings for number in document.numbers])
        self._document = self._grouped([0] * len(document.numbers))
        self._twins = [self._same_figure(n) for n in range(len(document.numbers))]
        self._alike = [self._same_unit_before(n) for n in range(len(document.numbers))]

    def _grouped(self, keys: Sequence[Hashable]) -> list[_Group]:
        totals: dict[Hashable, dict[Any, float]] = defaultdict(lambda: defaultdict(float))
        sizes: dict[Hashable, int] = defaultdict(int)
        for key, own in zip(keys, self._of, strict=True):
            sizes[key] += 1
            for value, probability in own.items():
                totals[key][value] += probability
        groups = {key: _Group(sizes[key], totals[key]) for key in sizes}
        return [groups[key] for key in keys]

    def _same_figure(self, n: int) -> list[int]:
        figures = [(number.quantity.unit, number.quantity.value, number.quantity.low) for number in self._numbers]
        return [o for o, figure in enumerate(figures) if o != n and figure == figures[n]]

    def _same_unit_before(self, n: int) -> int | None:
        unit = self._numbers[n].quantity.unit
        return next((o for o in range(n - 1, -1, -1) if self._numbers[o].quantity.unit == unit), None)

    def own(self, n: int, value: Any) -> float:
        """The probability of a value for number n itself."""
        return self._of[n].get(value, 0.0)

    def features(self, n: int, value: Any) -> dict[str, float]:
        """What the neighbours of number n say for a value; a feature that does not hold is left out."""
        own, number = self._of[n].get(value, 0.0), self._numbers[n]
        row = {
            "sentence_mean": self._sentences[n].mean_without(value, own),
            "text_mean": self._texts[n].mean_without(value, own),
            "section_mean": self._sections[n].mean_without(value, own),
            "document_mean": self._document[n].mean_without(value, own),
        }
        for side, other in (("left", n - 1), ("right", n + 1)):
            if 0 <= other < len(self._numbers):
                beside: Number = self._numbers[other]
                there = self._of[other].get(value, 0.0)
                if beside.sentence == number.sentence:
                    row[f"{side}_sentence"] = there
                if beside.text == number.text:
                    row[f"{side}_text"] = there
                if side == "left":
                    row["left_any"] = there
        if n > 1:
            row["second_left"] = self._of[n - 2].get(value, 0.0)
        alike = self._alike[n]
        if alike is not None:
            row["same_unit_before"] = self._of[alike].get(value, 0.0)
        if self._twins[n]:
            row["same_figure"] = sum(self._of[o].get(value, 0.0) for o in self._twins[n]) / len(self._twins[n])
        first = next((o for o in range(n, -1, -1) if o == 0 or self._numbers[o - 1].text != number.text), n)
        if first != n:
            row["first_of_text"] = self._of[first].get(value, 0.0)
        return row
