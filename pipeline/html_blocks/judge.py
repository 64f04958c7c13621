"""What each leaf of a page is taken for: content, or one of its surroundings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.boilerplate import line_cue
from pipeline.html_blocks.leaves import Leaf
from pipeline.model import BlockLabel

_LABELS: dict[str, BlockLabel] = {
    "nav": "navigation",
    "footer": "footer",
    "cookie": "cookie",
    "comment": "comment",
    "share": "share",
    "related": "related",
    "promotion": "promotion",
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """The label of a leaf and the rule that gave it."""

    label: BlockLabel
    why: str = ""

    @property
    def kept(self) -> bool:
        return self.label == "content"


def judge(leaves: Sequence[Leaf]) -> list[Judgement]:
    """What each leaf is taken for, in order."""
    return [_judged(leaf) for leaf in leaves]


def _judged(leaf: Leaf) -> Judgement:
    if leaf.frame.dropped or leaf.frame.hidden:
        return Judgement("hidden", "not shown")
    for frame in leaf.frame.lineage():
        if frame.tag in {"nav", "footer", "form", "button"}:
            return Judgement("footer" if frame.tag == "footer" else "navigation", f"in <{frame.tag}>")
        if frame.depth > 2:
            for group in frame.tokens & _LABELS.keys():
                return Judgement(_LABELS[group], f"in an element named {group}")
    if leaf.link_chars > 0.6 * len(leaf.text):
        return Judgement("navigation", "links only")
    cue = line_cue(leaf.text)
    return Judgement(cue.label, cue.rule) if cue else Judgement("content")
