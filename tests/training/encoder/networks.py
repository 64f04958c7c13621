"""Networks that learnt from some of the groups, kept between calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipeline.reading.claims.encoder.network import Layout
from tests.training.encoder.asked import Asked
from tests.training.encoder.export import exported
from tests.training.encoder.learning import fine_tuned, taught


@dataclass(frozen=True, slots=True)
class TaughtBy:
    """The pretrained weights of a larger network, and the documents without annotation that it talks about."""

    larger: Path
    pages: Sequence[Asked]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What networks learn from: documents, as columns of `layout`, begun from pretrained weights (`base`)."""

    documents: Sequence[Asked]
    layout: Layout
    base: Path
    taught_by: TaughtBy | None


@dataclass
class Networks:
    """Trained networks as ONNX files, taken from `folder` where they are there; the lesson is made when one is not."""

    folder: Path | None
    lesson_of: Callable[[], Lesson]

    @cached_property
    def _lesson(self) -> Lesson:
        return self.lesson_of()

    def trained(self, name: str, learns: Callable[[str], bool]) -> bytes:
        """The network of this name, which learnt from the groups that `learns` picks."""
        file = self.folder / f"{name}.onnx" if self.folder else None
        if file is not None and file.exists():
            return file.read_bytes()
        made = _trained(self._lesson, [one for one in self._lesson.documents if learns(one.group)])
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(made)
        return made


def _trained(lesson: Lesson, seen: Sequence[Asked]) -> bytes:
    layout, base, by = lesson.layout, lesson.base, lesson.taught_by
    learnt = fine_tuned(seen, layout, base) if by is None else taught(seen, by.pages, layout, base, by.larger)
    return exported(learnt, layout)
