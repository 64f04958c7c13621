"""What stands beside a document on its page and is another's, whatever the classifier makes of it: readers' comments,
polls, other stories and links to them; told by headings, bylines and links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from pipeline.documents.boilerplate import aside_cues, may_head_own_part, section_cue
from pipeline.documents.html.frames import Frame, Leaf
from pipeline.documents.html.leaves import LONG_TEXT
from pipeline.documents.text.lines import is_label_and_value
from pipeline.records.model import BlockLabel

LONGEST_HEADING = 80
FEWEST_LINKS = 2
FEWEST_LEAVES = 3
"""Of an element without running text that holds what stands under a heading; in less than that a heading may stand
alone with a count beside it."""
SHORTEST_TITLE = 16
"""Characters of a link that may be the title of another document."""
FEWEST_PARAGRAPHS = 2
"""Paragraphs from which on a page holds a document that other stories can stand beside."""
_WHOLE = 0.9
_POINTER = re.compile(r"^\s*(?:>>|»|→|➔|▶|►|☛)\s")
_SIGNED = re.compile(
    r"^(?:by )?[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}"
    r"\W+(?:\d{1,2} )?[A-Z][a-z]{2,8}\.?(?: \d{1,2},?)? (?:19|20)\d\d\b.{0,20}$"
)
"""A name and a day, as they stand under a story: "Jo Mensah March 3, 2024"."""

Aside = tuple[BlockLabel, str]


def asides(leaves: Sequence[Leaf], kept: Sequence[bool], middle: Frame | None) -> dict[int, Aside]:
    """The leaves, by index, that are another's: their label and the rule that tells it. `middle` is the element that
    holds most of the running text."""
    first = _first_leaves(leaves)
    story_holders = frozenset(map(id, middle.lineage())) if middle else frozenset()
    title = next((at for at, leaf in enumerate(leaves) if leaf.frame.level == 1), None)
    story = _story(leaves, kept, first, title) if title is not None else range(0)
    found: dict[int, Aside] = {}
    for at, leaf in enumerate(leaves):
        if at not in found and len(leaf.text) <= LONGEST_HEADING:
            scope = _scope(leaves, first, at, story_holders)
            if scope and not _holds(leaves, scope, title):
                borne_out = (cue for cue in aside_cues(leaf.text) if _borne_out(cue.needs, leaves, scope))
                if cue := next(borne_out, None):
                    found.update(dict.fromkeys(scope, (cue.label, cue.rule)))
                elif title is not None and at > title and _heads_other_stories(leaves, scope):
                    found.update(dict.fromkeys(scope, ("related", "other articles")))
                elif story and at >= story.stop and _is_other_story(leaves, kept, scope):
                    found.update(dict.fromkeys(scope, ("related", "another story")))
            if _heads_links(leaf):
                links = takewhile(lambda after: _is_title(leaves[after]), range(at + 1, len(leaves)))
                found.update(dict.fromkeys(links, ("related", "link to another article")))
        if _points_away(leaves, kept, at):
            found[at] = ("related", "link to another article")
    found.update(dict.fromkeys(_linked_titles(leaves), ("related", "links to other articles")))
    return found


def _heads_links(leaf: Leaf) -> bool:
    cue = section_cue(leaf.text)
    return cue is not None and cue.label == "related"


def _heads_other_stories(leaves: Sequence[Leaf], scope: range) -> bool:
    """Whether an element is headed as one for other articles ("More from the Courier") and holds headings, links or
    items of a list besides; links alone where the heading may be one of the document's."""
    head, *others = (leaves[at] for at in scope)
    if not _heads_links(head):
        return False
    if may_head_own_part(head.text):
        return any(leaf.leads_away for leaf in others)
    return any(leaf.frame.level or leaf.leads_away or _list_of(leaf.frame) is not None for leaf in others)


def _first_leaves(leaves: Sequence[Leaf]) -> dict[int, int]:
    """For each element the index of its first leaf."""
    first: dict[int, int] = {}
    for at, leaf in enumerate(leaves):
        for frame in leaf.frame.lineage():
            if id(frame) in first:
                break
            first[id(frame)] = at
    return first


def _scope(leaves: Sequence[Leaf], first: dict[int, int], at: int, story_holders: frozenset[int]) -> range:
    """The leaves of the smallest element that the leaf opens and that is more than a heading's own, unless it holds
    most of the page's running text; nothing where it opens none."""
    opened = takewhile(lambda frame: first[id(frame)] == at, leaves[at].frame.lineage())
    smallest = next((frame for frame in opened if _is_headed(frame)), None)
    if smallest is None or id(smallest) in story_holders:
        return range(0)
    return range(at, at + smallest.leaves)


def _is_headed(frame: Frame) -> bool:
    return frame.leaves >= FEWEST_LEAVES or (frame.leaves > 1 and frame.sentence_chars > 0)


def _holds(leaves: Sequence[Leaf], scope: range, title: int | None) -> bool:
    """Whether the element is the page, or holds its title."""
    return len(scope) == len(leaves) or (title is not None and title in scope)


def _borne_out(needs: re.Pattern[str] | None, leaves: Sequence[Leaf], scope: range) -> bool:
    """What bears a heading out stands in short lines: a sentence may speak of votes and hours, too."""
    short = (leaves[at].text for at in scope[1:] if len(leaves[at].text) <= LONG_TEXT)
    return needs is None or any(map(needs.search, short))


def _story(leaves: Sequence[Leaf], kept: Sequence[bool], first: dict[int, int], title: int) -> range:
    """The leaves of the smallest element that holds the title and paragraphs below it; nothing where there are none."""
    for frame in leaves[title].frame.lineage():
        inside = range(first[id(frame)], first[id(frame)] + frame.leaves)
        paragraphs = sum(kept[at] and len(leaves[at].text) > LONG_TEXT for at in inside)
        if paragraphs:
            return inside if paragraphs >= FEWEST_PARAGRAPHS else range(0)
    return range(0)


def _is_other_story(leaves: Sequence[Leaf], kept: Sequence[bool], scope: range) -> bool:
    """What stands under a heading that leads elsewhere and is itself not kept, or has a name and a day below it, in an
    element of its own beside the paragraphs of the page's story."""
    if not leaves[scope[0]].frame.level:
        return False
    leads_away = _leads_away(leaves[scope[0]]) and not kept[scope[0]]
    return leads_away or any(_SIGNED.match(leaves[at].text) for at in scope[1:])


def _points_away(leaves: Sequence[Leaf], kept: Sequence[bool], at: int) -> bool:
    """A link behind an arrow between two paragraphs: ">> Court hears three men"."""
    leaf, around = leaves[at], (at - 1, at + 1)
    amid = all(0 <= i < len(leaves) and kept[i] and len(leaves[i].text) > LONG_TEXT for i in around)
    return amid and leaf.links == 1 and leaf.leads_away and _POINTER.match(leaf.text) is not None


def _leads_away(leaf: Leaf) -> bool:
    return leaf.leads_away and leaf.link_chars >= _WHOLE * len(leaf.text)


def _is_title(leaf: Leaf) -> bool:
    return (
        _leads_away(leaf) and len(leaf.text) >= SHORTEST_TITLE and not leaf.cells and not is_label_and_value(leaf.text)
    )


def _linked_titles(leaves: Sequence[Leaf]) -> Iterator[int]:
    """The items of lists right between paragraphs that are nothing but links to documents of some other title; those
    that a sentence introduces are the text's own."""
    for holder, run in groupby(range(len(leaves)), key=lambda at: _list_of(leaves[at].frame)):
        items = list(run)
        before = leaves[items[0] - 1] if items[0] else None
        if holder is None or before is None or len(items) < FEWEST_LINKS or before.text.endswith(":"):
            continue
        if (
            before.frame.tag == "p"
            and before.frame.parent is holder.parent
            and all(_is_title(leaves[at]) for at in items)
        ):
            yield from items


def _list_of(frame: Frame) -> Frame | None:
    return next((outer for outer in frame.lineage() if outer.tag in {"ul", "ol"}), None)
