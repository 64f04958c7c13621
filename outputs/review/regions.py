"""From the words in a region of a PDF's page to the same words in the blocks that were read from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.records.model import Block, Box


def selected_in(blocks: Iterable[Block], page: int, box: Box, lines: Sequence[str]) -> tuple[Block, str] | None:
    """The kept block of the page that says the words of the region, and how it says them: all of them, else a line of
    them that holds a digit. Blocks that stand in the region come first; one that began on the page before counts."""
    near = [each for each in blocks if each.kept and each.place.page in (page - 1, page)]
    near.sort(key=lambda block: not (block.place.page == page and _meet(block.place.box, box)))
    for words in (" ".join(lines), *(line for line in lines if any(map(str.isdigit, line)))):
        for block in near:
            if stretch := _stretch(block.text, words):
                return block, stretch
    return None


def _meet(a: Box | None, b: Box) -> bool:
    return a is not None and a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _stretch(text: str, words: str) -> str:
    """The stretch of whole words of the text that has the letters and digits of these words; a page's hyphens, spaces
    and line breaks are not those of its reading."""
    letters = list(_letters(text))
    sought = "".join(letter for letter, _ in _letters(words))
    at = "".join(letter for letter, _ in letters).find(sought)
    if not sought or at < 0:
        return ""
    start, end = letters[at][1], letters[at + len(sought) - 1][1] + 1
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end]


def _letters(text: str) -> Iterator[tuple[str, int]]:
    """Letters and digits, each with its place in the text; none that becomes two in lower case."""
    return ((lower, n) for n, each in enumerate(text) if each.isalnum() and len(lower := each.lower()) == 1)
