"""What each leaf of a page is taken for: content, or one of its surroundings, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from pipeline.documents.boilerplate import line_cue, section_cue
from pipeline.documents.figures import is_figure
from pipeline.documents.html.asides import asides
from pipeline.documents.html.callouts import LONGEST_CARD, MOST_PARTS
from pipeline.documents.html.classifier import content_probabilities, keep_from
from pipeline.documents.html.frames import Frame, Leaf
from pipeline.documents.html.leaves import LONG_TEXT
from pipeline.documents.html.position import centre
from pipeline.documents.html.tokens import LABEL_OF_DROPPED, LABEL_OF_ELEMENT, LABEL_OF_GROUP
from pipeline.records.model import BlockLabel

LONGEST_CUED = 200
"""Characters up to which a leaf that the classifier would keep is dropped for its words."""
NEVER_CONTENT: frozenset[BlockLabel] = frozenset(
    {"cookie", "promotion", "comment", "share", "contact", "form", "noise", "related"}
)
"""What words alone show, whatever the classifier makes of the place: a figure of these must never be claimed."""
TITLE_FROM = 0.15
"""Probability from which a heading of the first level is kept: headlines repeat the figures that matter most."""
FIGURE_FROM = 0.12
"""Probability from which a figure amid the content is kept: a lost one can never be claimed."""
MENU_FROM = 0.6
"""Probability from which a short leaf in an element for navigation is kept."""
_LINKS_ONLY = 0.6
_WORDS_ON_A_BUTTON = 6
_DATA_TAGS = frozenset({"table", "dl"})
_LISTS = frozenset({"ul", "ol"})
_CAPTIONS = frozenset({"figcaption", "caption"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """The label of a leaf, the rule that gave it, and how likely the classifier held it to be content; `by_likeness`
    where nothing but that and the links in it spoke against it."""

    label: BlockLabel
    why: str = ""
    probability: float = 1.0
    by_likeness: bool = False

    @property
    def kept(self) -> bool:
        return self.label == "content"


def judge(leaves: Sequence[Leaf]) -> list[Judgement]:
    """What each leaf is taken for, in order."""
    return judged(leaves, content_probabilities(leaves), keep_from())


def judged(leaves: Sequence[Leaf], probabilities: NDArray[np.float64], keep: float) -> list[Judgement]:
    """What each leaf is taken for, given how likely it is content; kept from `keep` on, rules aside."""
    middle = centre(leaves) if leaves else None
    section: BlockLabel | None = None
    judgements: list[Judgement] = []
    for leaf, probability in zip(leaves, _of_paragraphs(leaves, probabilities), strict=True):
        if leaf.frame.level:
            cue = section_cue(leaf.text)
            section = cue.label if cue is not None else None
        judgements.append(_judged(leaf, probability, _keep_from(leaf, keep, section, middle), section))
    if not any(one.kept for one in judgements):
        judgements = _with_what_reads_like_text(leaves, judgements)
    return _without_asides(leaves, _with_data_amid_prose(leaves, judgements), middle)


def _without_asides(leaves: Sequence[Leaf], judgements: Sequence[Judgement], middle: Frame | None) -> list[Judgement]:
    found = asides(leaves, [one.kept for one in judgements], middle)
    return [
        Judgement(*found[at], one.probability) if one.kept and at in found else one for at, one in enumerate(judgements)
    ]


def _of_paragraphs(leaves: Sequence[Leaf], probabilities: NDArray[np.float64]) -> Iterator[float]:
    """How likely each leaf is content; the lines of one paragraph are as likely as the likeliest of them."""
    for _, lines in groupby(zip(leaves, probabilities.tolist(), strict=True), key=lambda one: id(one[0].frame)):
        likely = [probability for _, probability in lines]
        yield from [max(likely)] * len(likely)


def _with_data_amid_prose(leaves: Sequence[Leaf], judgements: Sequence[Judgement]) -> list[Judgement]:
    """Tables, lists of terms and lists of labels with their figures between paragraphs that are kept are the text's
    own, unless more than likeness speaks against them: what stands around a text does not stand between its
    paragraphs."""
    prose = {
        id(leaf.frame.parent)
        for leaf, one in zip(leaves, judgements, strict=True)
        if one.kept and len(leaf.text) > LONG_TEXT and leaf.frame.tag == "p"
    }
    return [
        Judgement("content", "data amid prose", one.probability)
        if one.by_likeness and _is_data_within(leaf, prose)
        else one
        for leaf, one in zip(leaves, judgements, strict=True)
    ]


def _is_data_within(leaf: Leaf, holders: set[int]) -> bool:
    """Whether the table or list that a leaf is in is a child of one of these elements; of a list of items, where
    it is a label with its figure."""
    tags = _DATA_TAGS | _LISTS if _is_labelled_figure(leaf) else _DATA_TAGS
    data = next((outer for outer in leaf.frame.lineage() if outer.tag in tags), None)
    return data is not None and id(data.parent) in holders and _is_amid_content(leaf.frame, data.parent)


def _is_labelled_figure(leaf: Leaf) -> bool:
    lines = leaf.text.split("\n")
    return not leaf.link_chars and len(lines) == 2 and sum(map(is_figure, lines)) == 1


def _with_what_reads_like_text(leaves: Sequence[Leaf], judgements: Sequence[Judgement]) -> list[Judgement]:
    """A page of a sentence or two is unlike the pages that the classifier learnt from: where nothing is kept, its
    sentences are, unless more than likeness speaks against them."""
    return [
        Judgement("content", "a sentence, where nothing else is kept", one.probability)
        if one.label == "noise" and leaf.text.rstrip("”\"')").endswith((".", "!", "?"))
        else one
        for leaf, one in zip(leaves, judgements, strict=True)
    ]


def _judged(leaf: Leaf, probability: float, keep: float, section: BlockLabel | None) -> Judgement:
    dropped = _dropped(leaf.frame)
    if dropped is not None:
        return Judgement(dropped.label, dropped.why, probability)
    if _is_amount_on_a_button(leaf):
        return Judgement("form", "an amount or a count on a button", probability)
    short = len(leaf.text) <= LONGEST_CUED
    if probability >= keep:
        cue = line_cue(leaf.text, NEVER_CONTENT) if short and not (leaf.cells or leaf.figure) else None
        if cue is not None:
            return Judgement(cue.label, cue.rule, probability)
        return Judgement("content", "", probability)
    return _surroundings(leaf, probability, section)


def _keep_from(leaf: Leaf, keep: float, section: BlockLabel | None, middle: Frame | None) -> float:
    """The probability from which a leaf is kept: less for titles, and for figures that stand amid the content; more for
    what a menu may hold."""
    if leaf.frame.level == 1:
        return TITLE_FROM
    if len(leaf.text) <= LONG_TEXT and any(outer.tag == "nav" for outer in leaf.frame.lineage()):
        return max(keep, MENU_FROM)
    if section is None and _is_figure(leaf) and _is_amid_content(leaf.frame, middle):
        return FIGURE_FROM
    return keep


def _is_figure(leaf: Leaf) -> bool:
    """Rows of data tables, numbers that stand alone and what stands in one small card with them, captions."""
    if leaf.cells or leaf.figure or leaf.counter is not None or leaf.frame.tag in _CAPTIONS:
        return True
    card = next((outer for outer in leaf.frame.lineage() if outer.leaves > 1), None)
    return card is not None and card.figures == 1 and card.leaves <= MOST_PARTS and card.chars <= LONGEST_CARD


def _is_amid_content(frame: Frame, middle: Frame | None) -> bool:
    """In the element that holds most of the running text, or one for content, and in none that is for another use."""
    inside = frame.in_main or frame.in_article
    for outer in frame.lineage():
        inside = inside or outer is middle
        if outer.tag in LABEL_OF_ELEMENT or outer.tag == "aside":
            return False
        if outer.depth > 1 and not outer.tokens.isdisjoint(LABEL_OF_GROUP):
            return False
    return inside


def _is_amount_on_a_button(leaf: Leaf) -> bool:
    """Buttons also open the answers to questions, and those are content; what one pays or picks by them is not."""
    if not leaf.frame.dropped:
        return False
    words = leaf.text.split()
    if len(words) > _WORDS_ON_A_BUTTON or not any(letter.isdigit() for letter in leaf.text):
        return False
    return any(outer.tag == "button" for outer in leaf.frame.lineage())


def _dropped(frame: Frame) -> Judgement | None:
    if not frame.dropped:
        return None
    for outer in frame.lineage():
        if outer.tag in LABEL_OF_DROPPED:
            return Judgement(LABEL_OF_DROPPED[outer.tag], f"in a <{outer.tag}>")
    return None


def _surroundings(leaf: Leaf, probability: float, section: BlockLabel | None) -> Judgement:
    """What a leaf that is not content is called: by the elements around it, its heading or its links."""
    likely = f", content with probability {probability:.2f}"
    for frame in leaf.frame.lineage():
        if frame.tag in LABEL_OF_ELEMENT:
            return Judgement(LABEL_OF_ELEMENT[frame.tag], f"in a <{frame.tag}>{likely}", probability)
        if frame.depth > 1:
            for group, label in LABEL_OF_GROUP.items():
                if group in frame.tokens:
                    return Judgement(label, f"in an element named for {group}{likely}", probability)
    cue = line_cue(leaf.text) if len(leaf.text) <= LONGEST_CUED else None
    if cue is not None:
        return Judgement(cue.label, cue.rule, probability)
    if leaf.frame.hidden:
        return Judgement("hidden", f"not shown{likely}", probability)
    if section is not None:
        return Judgement(section, f"under a heading for it{likely}", probability)
    if leaf.link_chars > _LINKS_ONLY * len(leaf.text):
        return Judgement("navigation", f"links only{likely}", probability, by_likeness=True)
    return Judgement("noise", f"unlike content{likely}", probability, by_likeness=True)
