"""How much of a page's title its leaves and elements say again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.documents.html.frames import Frame, Leaf

_WORD = re.compile(r"\w{4,}")


class TitleWords:
    """How much of the page's title, its first heading of the first level, is said again: other stories on a page share
    few of its words."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        title = next((leaf.text for leaf in leaves if leaf.frame.level == 1), "")
        self._bits = {word: 1 << place for place, word in enumerate(dict.fromkeys(_WORD.findall(title.lower())))}
        self._of_leaves: dict[int, int] = {}
        self._of_elements: dict[int, int] = {}
        for leaf in leaves if self._bits else ():
            said = 0
            for word in _WORD.findall(leaf.text.lower()):
                said |= self._bits.get(word, 0)
            self._of_leaves[id(leaf)] = said
            for outer in leaf.frame.lineage():
                before = self._of_elements.get(id(outer), 0)
                if before | said == before:
                    break
                self._of_elements[id(outer)] = before | said

    def in_leaf(self, leaf: Leaf) -> float:
        """The share of the title's words that a leaf says; -1 where the page has no title."""
        return self._share(self._of_leaves.get(id(leaf), 0))

    def in_element(self, frame: Frame) -> float:
        """The share of the title's words that are said in an element; -1 where the page has no title."""
        return self._share(self._of_elements.get(id(frame), 0))

    def _share(self, said: int) -> float:
        return said.bit_count() / len(self._bits) if self._bits else -1.0
