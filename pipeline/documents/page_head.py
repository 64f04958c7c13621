"""The head of a page, read by beautifulsoup: its title, meta elements, links and JSON-LD.

The text of a page is read from another tree (`html/parse.py`). A soup of the whole would cost ten times that; one of
the head, and of what pages put elsewhere though it belongs there, costs about a hundredth of reading the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.filter import SoupStrainer

from pipeline.records.model import fold

_LONGEST_HEAD = 200_000
_LONGEST_JSON = 500_000
_LONGEST_CONTENT = 2_000
_MOST_STRAY = 200
_END = re.compile(r"</head\s*>|<body\b", re.IGNORECASE)
_PROLOG = re.compile(r"\s*<\?xml[^>]{0,200}>")
_STRAY = re.compile(r"<meta\b[^<>]{0,4000}>|<script\b[^<>]{0,400}application/ld\+json[^<>]{0,400}>", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</script", re.IGNORECASE)
_WRAPPED_FROM = re.compile(r"\A(?:(?:<!--|(?://|/\*)?\s{0,9}<!\[CDATA\[(?:\s{0,9}\*/)?)\s{0,9})+")
_WRAPPED_TO = re.compile(r"(?:(?:(?://|/\*)?\s*\]\]>(?:\s*\*/)?|(?://\s*)?-->|;)\s*)+\Z")
"""What some templates put around JSON to hide it from old browsers and from XML."""
_LONGEST_ENDING = 80
"""Characters of what stands behind the JSON: searched for in the whole, it takes a time that grows as the square."""
_SPARE_COMMA = re.compile(r",\s*(?=[}\]])")
_STRAINER = SoupStrainer(["html", "title", "meta", "link", "script"])
_META_NAMES = ("property", "name", "itemprop", "http-equiv")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands in a head. `metas` are by their property, name, itemprop or http-equiv in lower case, the first of a
    name; `structured` what its JSON-LD scripts hold, those that are none left out."""

    title: str
    metas: Mapping[str, str]
    canonical: tuple[str, ...]
    structured: tuple[Any, ...]
    language: str | None


def head_of(text: str) -> Head:
    """The head of a page's text. Never raises."""
    soup = BeautifulSoup(_headlike(text), "lxml", parse_only=_STRAINER)
    title, html = soup.find("title"), soup.find("html")
    links = [link for link in soup.find_all("link") if "canonical" in _words(link, "rel")]
    return Head(
        title=fold(title.get_text()) if title else "",
        metas=_metas(soup),
        canonical=tuple(_attribute(link, "href") for link in links),
        structured=tuple(_structured(soup)),
        language=(_attribute(html, "lang") or _attribute(html, "xml:lang") or None) if isinstance(html, Tag) else None,
    )


def _headlike(text: str) -> str:
    """The head, and the meta elements and JSON-LD that stand behind it."""
    opening = text[:_LONGEST_HEAD]
    prolog = _PROLOG.match(opening)
    end = _END.search(opening)
    stop = end.start() if end else len(opening)
    parts = [opening[prolog.end() if prolog else 0 : stop]]
    for count, stray in enumerate(_STRAY.finditer(text, stop)):
        if count == _MOST_STRAY:
            break
        closing = _SCRIPT_END.search(text, stray.end(), stray.end() + _LONGEST_JSON)
        is_script = stray.group()[1:7].lower() == "script"
        if is_script and closing:
            parts.append(f"{text[stray.start() : closing.start()]}</script>")
        elif not is_script:
            parts.append(stray.group())
    return "".join(parts)


def _metas(soup: BeautifulSoup) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in soup.find_all("meta"):
        content = fold(_attribute(element, "content"))
        for attribute in _META_NAMES:
            name = _attribute(element, attribute).strip().lower()
            if name and content:
                found.setdefault(name, content[:_LONGEST_CONTENT])
    return found


def _structured(soup: BeautifulSoup) -> Iterator[Any]:
    for script in soup.find_all("script"):
        held = script.string or ""
        kind = _attribute(script, "type").partition(";")[0].strip().lower()
        if kind == "application/ld+json" and len(held) <= _LONGEST_JSON:
            yield from _loaded(_unwrapped(held.strip()))


def _unwrapped(held: str) -> str:
    ends = max(len(held) - _LONGEST_ENDING, 0)
    return _WRAPPED_FROM.sub("", held[:ends] + _WRAPPED_TO.sub("", held[ends:]))


def _loaded(held: str) -> Iterator[Any]:
    for text in (held, _SPARE_COMMA.sub("", held)):
        try:
            yield json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        return


def _attribute(element: Tag, name: str) -> str:
    value = element.get(name)
    return value if isinstance(value, str) else " ".join(value or ())


def _words(element: Tag, name: str) -> list[str]:
    return _attribute(element, name).lower().split()
