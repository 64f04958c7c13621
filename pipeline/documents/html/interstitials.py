"""Pages that a server sends in place of the document: challenges, log-ins, consent walls, "not found" with status 200,
shells that a script fills, pages that only lead to the document or show it in a frame. interstitials.yaml has their
words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import etree

from pipeline.documents.page_head import Head
from pipeline.records.data import load_yaml
from pipeline.records.model import Block, Problem, fold

_MOST_KEPT = 250
"""Words kept from which on a page is the document, whatever else it says."""
_ATTRIBUTES = ("id", "class", "type", "src", "action", "href")
_SITE_NAME = re.compile(r"\s*\|\s*|\s+[–—·•»-]\s+")
"""What parts a page's title from the name of its site."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_MARKS = " .,:;!?…*#-–—|"
_REFRESH = re.compile(r"^\s*\d*\s*[;,]\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_MOST_FRAMES = 3
_BROWSER = (
    "Mark the source 'browser: true' (needs the extra [browser] and Chromium), or keep a copy as a browser shows it "
    "and name it with 'path:'."
)


def interstitial(head: Head, root: etree._Element, blocks: Sequence[Block], url: str | None) -> Problem | None:
    """What the page is in place of the document, as a problem; None where it is the document as far as that shows."""
    kept = [block.text for block in blocks if block.kept and block.kind != "heading"]
    if _words(kept) > _MOST_KEPT:
        return None
    shown = [block.text for block in blocks]
    names = [head.title, *_titles(root, blocks)]
    for sort in _data().sorts:
        if sort.fits(names, kept, shown, root):
            return Problem(sort.kind, sort.reason, sort.remedy)
    elsewhere = _forwarded(head, kept, url) or _framed(root, kept, url)
    return elsewhere or _shell(root, kept, shown) or _landing(root, kept, url)


def _titles(root: etree._Element, blocks: Iterable[Block]) -> Iterator[str]:
    """The page's main headings, and the first one whatever its level."""
    yield from (_text(heading) for heading in root.iter("h1"))
    yield from [block.text for block in blocks if block.kind == "heading"][:1]


@dataclass(frozen=True, slots=True)
class _Sort:
    """One kind of interstitial; without words the pattern is None and nothing matches."""

    kind: str
    reason: str
    remedy: str
    names: re.Pattern[str] | None
    named_words: int
    texts: re.Pattern[str] | None
    shown_words: int
    marks: re.Pattern[str] | None
    marked_words: int
    own: re.Pattern[str] | None

    def fits(self, names: Iterable[str], kept: Sequence[str], shown: Sequence[str], root: etree._Element) -> bool:
        said = [text for text in kept if self.own is None or not self.own.search(text)]
        words = _words(said)
        if (
            words <= self.named_words
            and any(map(self._is_named, names))
            and _figures_told({*names, *said}) < _data().document["fewest"]
        ):
            return True
        few = words <= self.named_words and _words(shown) <= self.shown_words
        if few and self.texts and any(self.texts.search(text) for text in shown):
            return True
        return bool(self.marks) and words <= self.marked_words and _is_marked(root, self.marks)

    def _is_named(self, name: str) -> bool:
        """Whether a title or heading, or a part of it beside the site's name, says nothing but what the page is."""
        parts = (name, *_SITE_NAME.split(name))
        return self.names is not None and any(self.names.fullmatch(part.strip(_MARKS)) for part in parts)


def _figures_told(kept: Iterable[str]) -> int:
    """How many things a page's sentences count as a document's do; one more for a sentence that has a year, or that
    counts whom no website would."""
    words = _data().document
    counted, dated = (re.compile(words[name], re.IGNORECASE) for name in ("counted", "dated"))
    people = frozenset(words["people"])
    told = 0
    for sentence in (sentence for text in kept for sentence in _SENTENCE_END.split(text)):
        things = [thing.lower() for thing in counted.findall(sentence) if thing.lower() not in words["uncounted"]]
        if things and len(sentence.split()) >= words["shortest"]:
            told += len(things) + (dated.search(sentence) is not None or not people.isdisjoint(things))
    return told


def _is_marked(root: etree._Element, marks: re.Pattern[str] | None) -> bool:
    return marks is not None and any(
        marks.search(element.get(name, "")) for element in root.iter(etree.Element) for name in _ATTRIBUTES
    )


def _forwarded(head: Head, kept: Sequence[str], url: str | None) -> Problem | None:
    """A page that sends a browser on by its mark-up."""
    match = _REFRESH.match(head.metas.get("refresh", ""))
    target = urljoin(url or "", match.group(1).strip()) if match else ""
    if not target or _words(kept) > _data().shell["kept_words"] or urldefrag(target).url == urldefrag(url or "").url:
        return None
    return Problem("forwarded", f"The page only leads on to {target}.", "Give that address instead.")


def _shell(root: etree._Element, kept: Sequence[str], shown: Sequence[str]) -> Problem | None:
    words = _data().shell
    if _words(kept) > words["kept_words"] or not any(map(_runs, root.iter("script"))):
        return None
    notices = _pattern(words["notices"])
    said = [*shown, *(_text(element) for element in root.iter("noscript"))]
    empty = any(element.get("id") in words["roots"] and not _text(element) for element in root.iter("div", "main"))
    noticed = notices is not None and _words(shown) <= words["noticed_words"] and any(map(notices.search, said))
    if _words(shown) > words["shown_words"] and not empty and not noticed:
        return None
    return Problem("script_shell", "The page shows its text only once a script has run.", _BROWSER)


def _runs(script: etree._Element) -> bool:
    """Whether a script is one, and not data about the page."""
    return "json" not in script.get("type", "").lower()


def _framed(root: etree._Element, kept: Sequence[str], url: str | None) -> Problem | None:
    """A page that shows another one in a frame, and next to nothing and no figure of its own."""
    if _words(kept) > _data().frames["kept_words"] or _figures_told(kept):
        return None
    held = re.compile(_data().frames["served"], re.IGNORECASE)
    frames = (urljoin(url or "", frame.get("src", "").strip()) for frame in root.iter("frame", "iframe"))
    shown = [frame for frame in frames if frame and not held.search(frame)]
    if not shown:
        return None
    reason = f"The page only shows others in frames: {', '.join(shown[:_MOST_FRAMES])}."
    return Problem("framed", reason, "Give the address of the one that holds the text.")


def _landing(root: etree._Element, kept: Sequence[str], url: str | None) -> Problem | None:
    words = _data().landing
    told = re.compile(words["told"], re.IGNORECASE)
    if _words(kept) > words["kept_words"] or sum(len(told.findall(text)) for text in kept) > words["most_told"]:
        return None
    files, links, sizes = (re.compile(words[name], re.IGNORECASE) for name in ("files", "links", "sizes"))
    for link, path in _links(root, url):
        text = _text(link)
        to_file = files.search(urlsplit(path).path) and (links.search(text) or files.search(text))
        if to_file or (_words(kept) <= words["sized_words"] and sizes.search(text)):
            reason = f"The page only leads to the document at {path}."
            return Problem("landing_page", reason, "Give the address of the document itself.")
    return None


def _links(root: etree._Element, url: str | None) -> Iterator[tuple[etree._Element, str]]:
    for link in root.iter("a"):
        try:
            address = urljoin(url or "", link.get("href", "").strip())
            urlsplit(address)
        except ValueError:
            continue
        yield link, address


def _text(element: etree._Element) -> str:
    return fold(" ".join(str(text) for text in element.itertext()))


def _words(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)


@dataclass(frozen=True, slots=True)
class _Data:
    document: dict[str, Any]
    sorts: tuple[_Sort, ...]
    frames: dict[str, Any]
    shell: dict[str, Any]
    landing: dict[str, Any]


@cache
def _data() -> _Data:
    loaded: dict[str, Any] = load_yaml("pipeline.documents.html", "interstitials.yaml")
    sorts = tuple(
        _Sort(
            kind=entry["kind"],
            reason=entry["reason"],
            remedy=entry["remedy"],
            names=_pattern(entry["names"]),
            named_words=entry["named_words"],
            texts=_pattern(entry["texts"]),
            shown_words=entry["shown_words"],
            marks=_pattern(entry["marks"]),
            marked_words=entry["marked_words"],
            own=_pattern([entry["own"]] if "own" in entry else []),
        )
        for entry in loaded["kinds"]
    )
    return _Data(loaded["document"], sorts, loaded["frames"], loaded["shell"], loaded["landing"])


def _pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{word})" for word in words), re.IGNORECASE) if words else None
