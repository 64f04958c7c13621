"""Inline text of a page: tags, footnote marks, links and figures side by side, white space folded."""

from __future__ import annotations

import re

from lxml import etree

from pipeline.documents.figures import is_figure, raised_digits

LINE_BREAK = "\x1e"
_LONGEST_UNIT = 3
"""Letters that may belong to the number before them: "12<span>pp</span>"."""
_LETTER = re.compile(r"[a-h]|\*{1,3}|[†‡§]")
_INVISIBLE = str.maketrans("", "", "\u200b\u200c\u200d\u2060\ufeff\u00ad")
_INVISIBLES = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")


def tag_of(element: etree._Element) -> str:
    """The tag in lower case; nothing for comments and processing instructions."""
    tag = element.tag
    return tag if isinstance(tag, str) else ""


def raised(element: etree._Element) -> str | None:
    """What a raised element is seen as, where it is a footnote mark or an exponent; a letter that marks one is not read
    with the word or number that it stands at."""
    text = "".join(str(part) for part in element.itertext()).strip() if len(element) < 3 else ""
    return "" if _LETTER.fullmatch(text) else raised_digits(text) or None


def is_bare_figure(tail: str | None) -> bool:
    """Whether nothing but a figure follows; a dash before it parts it from its label, as it stands."""
    text = (tail or "").strip()
    return text[:1] not in set("–—-") and is_figure(text)


def touches(element: etree._Element, tag: str) -> bool:
    """Whether an element follows another of its kind with nothing between: links so are buttons, and not one word."""
    before = element.getprevious()
    return before is not None and before.tag == tag and not before.tail


def are_apart(text: str, inline: etree._Element) -> bool:
    """Whether what an inline element begins is another word or number than what the text before it ends in, though
    nothing stands between: two lines to the eye. Behind a raised mark only a span with a capital begins a text of its
    own, as of a note in the margin; what is bold there is the footnote's name."""
    last, first = text[-1], (inline.text or "")[0]
    ends_number = last.isdecimal() or last in "%+"
    ends_note = last.isdigit() and inline.tag == "span" and first.isupper()
    if (ends_number or ends_note) and first.isalpha():
        return len((inline.text or "").strip()) > _LONGEST_UNIT
    if not touches(inline, "span"):
        return False
    return (last.isalpha() and is_figure(inline.text or "")) or (last.islower() and first.isupper())


def folded(raw: str) -> str:
    """The text without what is not seen, white space as one space, its lines kept."""
    if _INVISIBLES.search(raw):
        raw = raw.translate(_INVISIBLE)
    if LINE_BREAK not in raw:
        return " ".join(raw.split())
    lines = (" ".join(line.split()) for line in raw.split(LINE_BREAK))
    return "\n".join(line for line in lines if line)
