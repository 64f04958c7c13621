"""What a PDF says of itself: on its pages where it can, else in its information dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile

from pipeline.documents.dates import month_number, possible_date
from pipeline.records.model import Block, Metadata, Stated
from pipeline.records.months import MONTH

_FILE_NAME = re.compile(
    r"\.(?:docx?|pdf|indd|qxd|pptx?|xlsx?|rtf)\s*$|^microsoft\s+\w+\s+-|^untitled|^\S+$", re.IGNORECASE
)
_DAY, _YEAR = r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+)?", r"(?:(?P<day2>\d{1,2}),\s+)?(?P<year>(?:19|20)\d\d)"
_DATE = rf"{_DAY}(?:(?P<month>{MONTH}\.?),?\s+)?{_YEAR}"
_VERBS = r"published|publication date|date of publication|released?|issued|dated?"
_PUBLISHED = re.compile(rf"\b(?:{_VERBS})\b(?:\s+(?:on|in|by))?[\s:]+{_DATE}\b", re.IGNORECASE)
_ALONE = re.compile(rf"^{_DATE}$", re.IGNORECASE)
_SINCE = r"(?:(?:19|20)\d\d\s?[-–—,]\s?)?"
"""The first year of a right that was renewed since: "© 2015–2019"."""
_COPYRIGHT = re.compile(
    rf"(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:[^\d\n]{{0,60}}?){_SINCE}(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
)
_OWNER = re.compile(rf"©\s*(?:{_SINCE}(?:19|20)\d\d\s+)?(?P<name>[A-Z][\w&'’. -]{{1,60}}?)\s*(?:,|\d|\.\s|$)")
_PDF_DATE = re.compile(r"^(?:D:)?(\d{4})(\d{2})?(\d{2})?", re.ASCII)
_EARLIEST = 1900
"""A report that was scanned may be older than the web."""
_EARLIEST_FILE = 1980
"""No file that says when it was made is older than that."""
_FRONT_PAGES = 2
_UNREAD = frozenset({"noise", "hidden"})


def pdf_metadata(info: Mapping[str, str], language: str | None, blocks: Sequence[Block], page_count: int) -> Metadata:
    """Title, publisher, dates and language, each with how it was found ("pdf-page" before "pdf-info")."""
    front = [b for b in blocks if b.place.page is not None and b.place.page <= _FRONT_PAGES and b.label not in _UNREAD]
    back = [b for b in blocks if b.place.page is not None and b.place.page >= page_count - 1 and b.label not in _UNREAD]
    return Metadata(
        title=_title(info, front),
        publisher=_publisher(info, [*front, *back]),
        published=_published([*front, *back], front) or _info_date(info.get("CreationDate", "")),
        modified=_info_date(info.get("ModDate", "")),
        language=language,
    )


def _title(info: Mapping[str, str], front: Sequence[Block]) -> Stated | None:
    stated = " ".join(info.get("Title", "").split())
    if len(stated) > 4 and not _FILE_NAME.search(stated):
        return Stated(stated, "pdf-info")
    first = [b for b in front if b.place.page == 1 and b.kept and b.kind == "heading"]
    outermost = min(first, key=lambda b: len(b.headings), default=None)
    return Stated(" ".join(outermost.text.split()), "pdf-page") if outermost else None


def _publisher(info: Mapping[str, str], blocks: Sequence[Block]) -> Stated | None:
    for block in blocks:
        owner = _OWNER.search(block.text)
        if owner:
            return Stated(owner["name"].strip(), "pdf-page")
    author = " ".join(info.get("Author", "").split())
    return Stated(author, "pdf-info") if len(author) > 2 else None


def _published(blocks: Sequence[Block], front: Sequence[Block]) -> Stated | None:
    for pattern, among in (
        (_PUBLISHED, blocks),
        (_ALONE, [b for b in front if b.place.page == 1]),
        (_COPYRIGHT, blocks),
    ):
        for block in among:
            match = pattern.search(block.text)
            date = _iso(match) if match else None
            if date:
                return Stated(date, "pdf-page")
    return None


def _iso(match: re.Match[str]) -> str | None:
    """The date as precise as it is written; a bare year alone on a line says too little to be one."""
    parts = match.groupdict()
    month, day = parts.get("month"), parts.get("day") or parts.get("day2")
    if not month and match.re is _ALONE:
        return None
    stated = (int(parts["year"]), month_number(month) if month else None, int(day) if day else None)
    return _dated(stated, _EARLIEST)


def _info_date(value: str) -> Stated | None:
    match = _PDF_DATE.match(value)
    date = _dated([int(part) if part else None for part in match.groups()], _EARLIEST_FILE) if match else None
    return Stated(date, "pdf-info") if date else None


def _dated(parts: Iterable[int | None], earliest: int) -> str | None:
    """Year, month and day, as far as they are stated and possible: "2019-02" for the 31st of February."""
    stated = [part for part in takewhile(lambda part: part is not None, parts) if part is not None]
    dates = (possible_date(*stated[:count], earliest=earliest) for count in range(len(stated), 0, -1))
    return next(filter(None, dates), None)
