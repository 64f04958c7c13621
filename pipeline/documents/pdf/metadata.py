"""What a PDF says of itself: on its pages where it can, else in its information dictionary."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Mapping, Sequence

from pipeline.records.model import Block, Metadata, Stated

_FILE_NAME = re.compile(
    r"\.(?:docx?|pdf|indd|qxd|pptx?|xlsx?|rtf)\s*$|^microsoft\s+\w+\s+-|^untitled|^\S+$", re.IGNORECASE
)
_MONTHS = tuple(name.lower() for name in month_name[1:])
_MONTH = "|".join((*_MONTHS, *(f"{name[:3]}\\.?" for name in _MONTHS)))
_DAY, _YEAR = r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+)?", r"(?:(?P<day2>\d{1,2}),\s+)?(?P<year>(?:19|20)\d\d)"
_DATE = rf"{_DAY}(?:(?P<month>{_MONTH})\s+)?{_YEAR}"
_VERBS = r"published|publication date|date of publication|released?|issued|dated?"
_PUBLISHED = re.compile(rf"\b(?:{_VERBS})\b(?:\s+(?:on|in|by))?[\s:]+{_DATE}\b", re.IGNORECASE)
_ALONE = re.compile(rf"^{_DATE}$", re.IGNORECASE)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:[^\d\n]{0,60}?)(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
_OWNER = re.compile(r"©\s*(?:(?:19|20)\d\d\s+)?(?P<name>[A-Z][\w&'’. -]{1,60}?)\s*(?:,|\d|\.\s|$)")
_PDF_DATE = re.compile(r"^(?:D:)?(\d{4})(\d{2})?(\d{2})?")
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
    year, month = parts["year"], parts.get("month")
    if not month:
        return None if match.re is _ALONE else str(year)
    number = next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(month.lower()[:3]))
    day = parts.get("day") or parts.get("day2")
    if day and 1 <= int(day) <= 31:
        return f"{year}-{number:02d}-{int(day):02d}"
    return f"{year}-{number:02d}"


def _info_date(value: str) -> Stated | None:
    match = _PDF_DATE.match(value)
    if not match or not 1980 <= int(match[1]) <= 2100:
        return None
    month, day = match[2], match[3]
    if month is None or not 1 <= int(month) <= 12:
        return Stated(match[1], "pdf-info")
    if day is None or not 1 <= int(day) <= 31:
        return Stated(f"{match[1]}-{month}", "pdf-info")
    return Stated(f"{match[1]}-{month}-{day}", "pdf-info")
