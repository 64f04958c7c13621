"""A page to blocks: leaves, judged and put together, with their chains of headings."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.documents.errors import DocumentError
from pipeline.documents.figures import is_figure
from pipeline.documents.html.callouts import LONGEST_CARD, MOST_PARTS, group_leaves, year_cells, yearly
from pipeline.documents.html.decode import decode
from pipeline.documents.html.frames import Leaf
from pipeline.documents.html.interstitials import interstitial
from pipeline.documents.html.judge import Judgement, judge
from pipeline.documents.html.leaves import DEEPEST, LONG_TEXT, Walk
from pipeline.documents.html.parse import parse, without_crowded_tags
from pipeline.documents.language import in_english
from pipeline.documents.page_elements import TitlePlace
from pipeline.documents.page_head import Head, head_of
from pipeline.documents.page_metadata import page_metadata
from pipeline.documents.text.lines import is_label_and_value
from pipeline.records.archived_address import original_of
from pipeline.records.model import Block, BlockKind, BlockLabel, BlockPlace, Reading
from pipeline.records.settings import HtmlSettings

_OPENING = 150
"""Leaves among which a byline is looked for."""
_LONGEST_BYLINE = 200
_SITE_NAME = 20
"""Characters up to which a heading that stands in the page's title may be the site's name."""
_BELOW, _ABOVE = 12, 4
"""Leaves below a title, up to its first paragraph, and above it, among which its date is looked for."""
LONGEST_LABELLED = 80
"""Characters of a line that is a label and its figure."""
_BESIDE: frozenset[BlockLabel] = frozenset({"comment", "related", "footer", "promotion", "navigation", "cookie"})
"""What holds dates that are not the page's."""
_LARGEST_SEARCHED = 2_000_000
"""Bytes of a page in which htmldate may look for a date: it copies the tree, and so nothing deep or huge."""


def read_html(data: bytes, settings: HtmlSettings, *, url: str | None = None, charset: str | None = None) -> Reading:
    """The blocks of a page, in document order, and what the page says of itself.

    Every piece of text is a block; those that are not content say by `label` and `why` what they were taken for.
    `charset` is what the HTTP header said. Of a page in a web archive `url` counts as
    that of the original. Raises DocumentError where the bytes are no page.
    """
    limit = settings.max_bytes
    if len(data) > limit:
        raise DocumentError(
            "too_large", f"the page has {len(data):,} bytes", f"at most {limit:,} are read (documents.html.max_bytes)"
        )
    if not data.strip(b"\x00 \t\r\n"):
        raise DocumentError("empty", "the page is empty", "check the address or the file")
    url = original_of(url)
    text = without_crowded_tags(decode(data, charset))
    parsed = parse(text)
    root = parsed.root
    walk = Walk()
    leaves = walk.over(root)
    blocks = put_together(leaves, judge(leaves))
    head = head_of(text)
    title = _title_index(leaves, head)
    opening = "\n".join(leaf.text for leaf in leaves[_top(title) :][:_OPENING] if len(leaf.text) < _LONGEST_BYLINE)
    shallow = max((leaf.frame.depth for leaf in leaves), default=0) < DEEPEST
    search_dates = shallow and len(data) <= _LARGEST_SEARCHED
    metadata = page_metadata(
        head,
        root,
        url=url,
        opening=opening,
        title=_title_place(leaves, title),
        beside=_beside(blocks),
        search_dates=search_dates,
    )
    notes = (f"only the first {len(leaves):,} pieces of text were read",) if walk.truncated else ()
    reading = Reading(blocks=blocks, metadata=metadata, kind="web", notes=parsed.notes + notes)
    problem = interstitial(head, root, blocks, url)
    return in_english(reading) if problem is None else reading.kept_nowhere("interstitial", problem)


def _title_index(leaves: Sequence[Leaf], head: Head) -> int | None:
    """Which leaf is the page's title: the heading that its head names, else the first of the first level."""
    named = f"{head.title} {head.metas.get('og:title', '')}".casefold()
    headings = [index for index, leaf in enumerate(leaves) if leaf.frame.level]
    told = (at for at in headings if len(leaves[at].text) > _SITE_NAME and leaves[at].text.casefold() in named)
    return next(told, next((at for at in headings if leaves[at].frame.level == 1), None))


def _top(title: int | None) -> int:
    """The leaf from which on bylines stand: dates far above a title are of the site, or of the visit."""
    return max(0, title - _ABOVE) if title is not None else 0


def _title_place(leaves: Sequence[Leaf], at: int | None) -> TitlePlace | None:
    """Where the page's title stands, and what around it."""
    if at is None:
        return None
    after = leaves[at + 1 : at + 1 + _BELOW]
    below = after[: next((place + 1 for place, leaf in enumerate(after) if len(leaf.text) > LONG_TEXT), _BELOW)]
    around = (*below, *reversed(leaves[_top(at) : at]))
    return TitlePlace(leaves[at].frame.path(), tuple((leaf.frame.path(), leaf.text) for leaf in around))


def _beside(blocks: Sequence[Block]) -> list[str]:
    """The paths of what is not the document's own, from its first paragraph on: above it stand bylines."""
    paragraphs = [block.n for block in blocks if block.kept and block.kind == "paragraph"]
    first = paragraphs[0] if paragraphs else len(blocks)
    return [block.place.path for block in blocks[first:] if block.label in _BESIDE and block.place.path]


def put_together(leaves: Sequence[Leaf], judgements: Sequence[Judgement]) -> tuple[Block, ...]:
    """Leaves to blocks in document order: numbers with their labels, each with its chain of headings."""
    blocks: list[Block] = []
    headings: list[tuple[int, str]] = []
    items: dict[int, str] = {}
    lead: tuple[int, str] | None = None
    by_year = yearly(leaves)
    for group in group_leaves(leaves, by_year):
        first = leaves[group[0]]
        members = [leaves[index] for index in group]
        judged = _of_group([judgements[index] for index in group], members)
        text = "\n".join(leaf.text for leaf in members)
        cells = first.cells or (year_cells(text, by_year[group[0]]) if group[0] in by_year else ())
        kind = "table_row" if cells else _kind(members)
        if kind == "heading" and judged.kept:
            while headings and headings[-1][0] >= first.frame.level:
                headings.pop()
        chain = tuple(heading for _, heading in headings)
        if kind == "list_item":
            chain += _above(first, lead, items)
        blocks.append(
            Block(
                n=len(blocks),
                kind=kind,
                text=text,
                kept=judged.kept,
                label=judged.label,
                why=judged.why,
                headings=chain,
                place=BlockPlace(path=first.frame.path()),
                cells=cells,
            )
        )
        if kind == "heading" and judged.kept:
            headings.append((first.frame.level, text))
        if kind == "paragraph":
            lead = (id(first.frame.parent), text) if text.endswith(":") else None
    return tuple(blocks)


def _of_group(judgements: Sequence[Judgement], members: Sequence[Leaf]) -> Judgement:
    """What holds for a call-out: what was said of its number where that is kept, else of its longest part."""
    for judgement, leaf in zip(judgements, members, strict=True):
        if judgement.kept and leaf.figure:
            return judgement
    return max(zip(judgements, members, strict=True), key=lambda pair: len(pair[1].text))[0]


def _kind(members: Sequence[Leaf]) -> BlockKind:
    first = members[0]
    if len(members) > 1 or first.figure or _is_card_of_lines(first.text):
        return "callout"
    if not first.frame.level and _is_value_line(first):
        return "callout"
    if first.frame.level:
        return "heading"
    for frame in first.frame.lineage():
        if frame.tag == "li":
            return "list_item"
        if frame.tag in {"figcaption", "caption"}:
            return "caption"
        if frame.leaves > 1 and frame.tag != "li":
            break
    return "paragraph"


def _is_value_line(leaf: Leaf) -> bool:
    return len(leaf.text) <= LONGEST_LABELLED and "\n" not in leaf.text and is_label_and_value(leaf.text)


def _is_card_of_lines(text: str) -> bool:
    """A number on the first or the last of a few lines: a call-out whose parts one element holds."""
    lines = text.split("\n")
    return (
        1 < len(lines) <= MOST_PARTS
        and len(text) <= LONGEST_CARD
        and (is_figure(lines[0]) or is_figure(lines[-1]))
        and sum(is_figure(line) for line in lines) == 1
    )


def _above(leaf: Leaf, lead: tuple[int, str] | None, items: dict[int, str]) -> tuple[str, ...]:
    """The sentence that introduces a list, and the items of outer lists that this one stands under."""
    own: int | None = None
    above: list[str] = []
    introduced: tuple[str, ...] = ()
    for frame in leaf.frame.lineage():
        if frame.tag == "li":
            if own is None:
                own = id(frame)
                items.setdefault(own, leaf.text)
            elif id(frame) in items:
                above.append(items[id(frame)])
        if lead is not None and id(frame) == lead[0]:
            introduced = (lead[1],)
    return introduced + tuple(reversed(above))
