"""Paragraphs of a Word document that are a figure and its label, put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.documents.figures import is_figure
from pipeline.documents.text.callouts import group_callouts
from pipeline.documents.text.lines import Group, Line, look_of
from pipeline.records.model import Block


def with_callouts(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks in order, numbered anew: a figure in a paragraph of its own and the label beside it are one call-out,
    and so are a heading and the figure that is all that stands right below it."""
    result: list[Block] = []
    for (is_text, _), some in groupby(blocks, key=lambda block: (_is_text(block), block.headings)):
        run = list(some)
        result += _grouped(run) if is_text else run
    for n, block in enumerate(_headed(result)):
        yield replace(block, n=n)


def _is_text(block: Block) -> bool:
    return block.kind == "paragraph" and block.kept


def _grouped(blocks: Sequence[Block]) -> Iterator[Block]:
    lines = [Line(at, block.text, look_of(block.text)) for at, block in enumerate(blocks)]
    for group in group_callouts(lines):
        first = blocks[group.lines[0].number]
        yield _joined(first, group) if len(group.lines) > 1 else first


def _joined(first: Block, group: Group) -> Block:
    text = "\n".join(line.text for line in group.lines)
    return replace(first, kind="table_row" if group.cells else "callout", text=text, cells=group.cells)


def _headed(blocks: Sequence[Block]) -> Iterator[Block]:
    held: Block | None = None
    for block in blocks:
        if held is not None and _is_text(block) and is_figure(block.text):
            yield replace(held, kind="callout", text=f"{held.text}\n{block.text}")
            held = None
            continue
        if held is not None:
            yield held
        held = block if block.kind == "heading" else None
        if held is None:
            yield block
    if held is not None:
        yield held
