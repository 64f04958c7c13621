"""What a page says of itself: title, publisher, dates, address, each with how it was found.

Structured data come first (JSON-LD, then meta elements), then what stands on the page.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree

from pipeline.documents.dates import iso_date
from pipeline.documents.page_elements import TitlePlace
from pipeline.documents.page_head import Head
from pipeline.documents.page_words import page_words
from pipeline.documents.publication_date import byline_date, meta_date, publication_date
from pipeline.records.archived_address import original_of
from pipeline.records.model import Metadata, Stated, fold

_MOST_NODES = 2_000
_LONGEST_TITLE = 400
_LONGEST_SECOND_LEVEL = 3
"""Letters of a label like the "co" and "gov" of co.uk and gov.za, before which a site's own name stands."""
_TITLE_PARTS = re.compile(r"\s+[|–—·•»-]\s+|\s::\s")

Metas = Mapping[str, str]


def page_metadata(
    head: Head,
    root: etree._Element,
    *,
    url: str | None = None,
    opening: str = "",
    title: TitlePlace | None = None,
    beside: Collection[str] = (),
    search_dates: bool = True,
) -> Metadata:
    """What the page with this head, and the body under `root`, says of itself.

    `opening` is the beginning of its text, where bylines stand, `title` the place of its title; `beside` are the paths
    of elements that are not the document's own (comments, other stories, the foot), whose dates say nothing of it.
    With `search_dates` htmldate may look for a date of publication that nothing states outright. Dates are ISO 8601,
    as precise as stated. Never raises.
    """
    metas = head.metas
    node = _node(head.structured)
    site_title = head.title[:_LONGEST_TITLE]
    canonical = _canonical(head, url)
    site = _site_names(canonical or url)
    publisher = _publisher(node, metas, site) or _publisher_in_title(site_title, metas, site)
    modified = _modified(node, metas, opening)
    return Metadata(
        title=_title(node, metas, root, site_title, publisher),
        publisher=publisher,
        published=publication_date(
            stated=_dated(node, "datePublished"),
            modified=modified,
            modified_as=node.get("dateModified"),
            metas=metas,
            root=root,
            opening=opening,
            title=title,
            url=url,
            beside=beside,
            search=search_dates,
        ),
        modified=modified,
        canonical_url=canonical,
        language=_language(head),
    )


def _node(structured: Iterable[Any]) -> dict[str, Any]:
    """The JSON-LD node that speaks of the page, those of lesser kinds filling in what it leaves out."""
    order = {kind: place for place, kind in enumerate(page_words()["nodes"])}
    ranked: list[tuple[int, dict[str, Any]]] = []
    for loaded in structured:
        for node in _nodes(loaded):
            kinds = node.get("@type")
            names = [kinds] if isinstance(kinds, str) else kinds if isinstance(kinds, list) else []
            places = [order[name] for name in names if isinstance(name, str) and name in order]
            if places:
                ranked.append((min(places), node))
    ranked.sort(key=lambda pair: pair[0])
    dated = set(page_words()["dated"])
    merged: dict[str, Any] = {}
    for place, node in ranked:
        kind = page_words()["nodes"][place]
        for key in ("headline", "name", "publisher", "datePublished", "dateModified"):
            if key in node and key not in merged and (not key.startswith("date") or kind in dated):
                merged[key] = node[key]
    return merged


def _nodes(loaded: Any) -> Iterator[dict[str, Any]]:
    """The nodes at the top and in graphs and lists there; not those that others merely mention."""
    waiting = [loaded]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting.extend(one[:_MOST_NODES])
        elif isinstance(one, dict):
            yield one
            inner = (one.get(key) for key in ("@graph", "mainEntity", "mainEntityOfPage"))
            waiting.extend(each for each in inner if isinstance(each, (list, dict)))


def _name(value: Any) -> str:
    """The name of an organisation that is given by name, as a node or as a list of either."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name") or value.get("legalName") or ""
        if isinstance(value, list):
            value = value[0] if value else ""
    return fold(value)[:_LONGEST_TITLE] if isinstance(value, str) else ""


def _title(
    node: Mapping[str, Any], metas: Metas, root: etree._Element, site_title: str, publisher: Stated | None
) -> Stated | None:
    if headline := _name(node.get("headline")):
        return Stated(unescape(headline), "json-ld")
    for name in page_words()["title"]["meta"]:
        if name in metas:
            return Stated(_without_site(metas[name], publisher), f"meta {name}")
    named = site_title.casefold() not in page_words()["untitled"]
    if site_title and named:
        return Stated(_without_site(site_title, publisher), "title")
    for heading in root.iter("h1"):
        if text := fold(" ".join(str(text) for text in heading.itertext()))[:_LONGEST_TITLE]:
            return Stated(text, "h1")
    return Stated(site_title, "title") if site_title else None


def _without_site(title: str, publisher: Stated | None) -> str:
    """A title without the publisher's name at its end or its beginning."""
    parts = _TITLE_PARTS.split(title)
    if publisher is None or len(parts) < 2:
        return title
    name = publisher.value.casefold()
    for end, rest in ((parts[-1], -1), (parts[0], 0)):
        if end.casefold() == name:
            return title[: title.rindex(end)].rstrip(" |–—·•»-:") if rest else title[len(end) :].lstrip(" |–—·•»-:")
    return title


def _site_names(address: str | None) -> frozenset[str]:
    """What a site may be called by its address, without and with its domain: "spice" and "spiceai" of www.spice.ai."""
    try:
        labels = (urlsplit(address or "").hostname or "").split(".")
    except ValueError:
        return frozenset()
    country = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= _LONGEST_SECOND_LEVEL
    own = labels[-3:-2] if country else labels[-2:-1]
    return frozenset(_letters(name) for label in own for name in (label, label + labels[-1]))


def _letters(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


def _named_like(site: frozenset[str], name: str) -> str | None:
    """The part of a name, beside a slogan or a headline, that its site is called by: "Tern Health" of "Book now - Tern
    Health" at tern-health.example; None where there is none."""
    return next((part.strip() for part in _TITLE_PARTS.split(name) if _letters(part) in site), None)


def _publisher(node: Mapping[str, Any], metas: Metas, site: frozenset[str]) -> Stated | None:
    if name := _name(node.get("publisher")):
        return Stated(unescape(name), "json-ld")
    for meta in page_words()["publisher"]["meta"]:
        if meta in metas and not metas[meta].startswith(("http://", "https://")):
            return Stated(_named_like(site, metas[meta]) or metas[meta], f"meta {meta}")
    return None


def _publisher_in_title(site_title: str, metas: Metas, site: frozenset[str]) -> Stated | None:
    """What a title holds beyond the headline that the page states elsewhere, or the part that the site is called by."""
    parts = _TITLE_PARTS.split(site_title)
    headline = metas.get("og:title", "")
    if len(parts) == 2 and headline and parts[0].casefold() == headline.casefold():
        return Stated(parts[1], "title")
    named = _named_like(site, site_title) if len(parts) > 1 else None
    return Stated(named, "title") if named else None


def _dated(node: Mapping[str, Any], key: str) -> tuple[Stated, str] | None:
    written = node.get(key)
    day = iso_date(written) if isinstance(written, str) else None
    return (Stated(day, "json-ld"), str(written)) if day else None


def _modified(node: Mapping[str, Any], metas: Metas, opening: str) -> Stated | None:
    named = _dated(node, "dateModified") or meta_date(metas, page_words()["modified"]["meta"])
    return named[0] if named else byline_date(opening, page_words()["bylines"]["modified"])


def _canonical(head: Head, url: str | None) -> str | None:
    for address in (*head.canonical, head.metas.get("og:url", "")):
        try:
            resolved = urljoin(url or "", address.strip()) if address.strip() else ""
            if urlsplit(resolved).scheme in {"http", "https"} and urlsplit(resolved).hostname:
                return original_of(resolved)
        except ValueError:
            continue
    return None


def _language(head: Head) -> str | None:
    for stated in (head.language, head.metas.get("content-language"), head.metas.get("og:locale")):
        match = re.match(r"[a-zA-Z]{2,3}\b|[a-zA-Z]{2,3}(?=[_-])", (stated or "").strip())
        if match:
            return match.group().lower()
    return None
