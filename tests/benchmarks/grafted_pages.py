"""Articles with the surroundings of news sites grafted on: other stories, most read, comments, polls, galleries.

What is grafted is made of other pages' headlines and paragraphs, in layouts of our own under names that tell what an
element is for, names that tell nothing, or none. So the classifier meets prose that is not the page's own, and cannot
go by names alone. An article can also be taken by itself, without a menu or a foot. The texts stay with the pages; only
weights are made of them.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import yaml
from lxml import etree

_PARAGRAPH = 80
"""Characters from which a paragraph is one of an article's own, or worth quoting elsewhere."""
_WORDS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "data" / "grafts.yaml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Story:
    """A page's headline and first paragraphs, as other pages would tease it."""

    headline: str
    paragraphs: tuple[str, ...]


def story_of(headline: str, gold: str) -> Story | None:
    """What is teased of a page, out of the text that is its content; None where that has no paragraphs."""
    paragraphs = tuple(line.strip() for line in gold.split("\n") if len(line.strip()) > _PARAGRAPH)
    return Story(headline, paragraphs[:6]) if headline and len(paragraphs) > 1 else None


def _article_in(root: etree._Element) -> etree._Element | None:
    """The element that holds most of a page's paragraphs as its children."""
    held: dict[etree._Element, int] = {}
    for paragraph in root.iter("p"):
        parent, size = (
            paragraph.getparent(),
            len("".join(str(text) for text in paragraph.itertext())),
        )
        if parent is not None and size > _PARAGRAPH:
            held[parent] = held.get(parent, 0) + size
    return max(held, key=lambda element: held[element], default=None)


def _holds_title(parts: Sequence[etree._Element]) -> bool:
    return any(next(part.iter("h1"), None) is not None for part in parts)


class Grafting:
    """Grafts surroundings on pages, each time others."""

    def __init__(self, stories: Sequence[Story], seed: int) -> None:
        self._stories = stories
        self._random = random.Random(seed)

    def on(self, root: etree._Element, pieces: Sequence[int]) -> bool:
        """Whether the page under `root` had an article's paragraphs, beside which one of the numbers of pieces stands
        now."""
        article = _article_in(root)
        if article is None:
            return False
        makers: dict[str, Callable[[etree._Element], None]] = {
            "stories": self._list_stories, "most_read": self._list_most_read, "comments": self._list_comments,
            "poll": self._ask, "gallery": self._show, "pager": self._count_pages, "offer": self._offer,
            "author": self._introduce,
        }  # fmt: skip
        weights = (5, 3, 4, 2, 2, 1, 2, 1)
        for kind in self._random.choices(list(makers), weights, k=self._random.choice(pieces)):
            piece = self._element(("div", "section", "aside", "div"), kind)
            if self._random.random() < 0.75:
                self._heading(piece, self._random.choice(_WORDS["heads"][kind]))
            makers[kind](piece)
            self._place(piece, article)
        return True

    def alone(self, root: etree._Element) -> etree._Element | None:
        """A page of the title and the first paragraphs of the page under `root`, with what stands between these, and of
        nothing else; None where it has no article's paragraphs."""
        article = _article_in(root)
        if article is None:
            return None
        page = etree.Element("html")
        inner = etree.SubElement(etree.SubElement(page, "body"), "div")
        if self._random.random() < 0.6:
            inner = self._add_element(inner, ("div", "article", "main", "section"), "article")
        last = list(islice(article.iterchildren("p"), self._random.randint(2, 9)))[-1]
        parts = article[: article.index(last) + 1]
        for part in [*islice(root.iter("h1"), 0 if _holds_title(parts) else 1), *parts]:
            copy = deepcopy(part)
            copy.tail = None
            inner.append(copy)
        return page

    def _place(self, piece: etree._Element, article: etree._Element) -> None:
        """Behind the article, at its end, at its head, or between two of its paragraphs."""
        parent = article.getparent()
        where = self._random.random()
        if parent is not None and where < 0.55:
            parent.insert(parent.index(article) + 1, piece)
        elif where < 0.75:
            article.append(piece)
        elif parent is not None and where < 0.85:
            parent.insert(parent.index(article), piece)
        else:
            article.insert(self._random.randint(1, max(1, len(article) - 1)), piece)

    def _add_element(self, parent: etree._Element, tags: Sequence[str], kind: str) -> etree._Element:
        element = self._element(tags, kind)
        parent.append(element)
        return element

    def _element(self, tags: Sequence[str], kind: str) -> etree._Element:
        element = etree.Element(self._random.choice(tags))
        named = self._random.random()
        if named < 0.4:
            element.set("class", self._random.choice(_WORDS["names"][kind]))
        elif named < 0.75:
            element.set("class", self._random.choice(_WORDS["empty_names"]))
        return element

    def _add(self, parent: etree._Element, tag: str, text: str, linked: bool = False) -> etree._Element:
        element = etree.SubElement(parent, tag)
        holder = (
            etree.SubElement(element, "a", href=f"/story/{self._random.randint(1000, 9999)}") if linked else element
        )
        holder.text = text
        return element

    def _heading(self, parent: etree._Element, text: str) -> None:
        self._add(parent, self._random.choice(("h2", "h3", "h4", "div", "p", "strong")), text)

    def _date(self) -> str:
        pick = self._random
        month, day, year = pick.choice(_WORDS["months"]), pick.randint(1, 28), pick.randint(2014, 2024)
        hours = pick.randint(2, 23)
        return pick.choice((f"{month} {day}, {year}", f"{hours} hours ago", f"{day} {month} {year} {hours}:15"))

    def _person(self) -> str:
        return str(self._random.choice(_WORDS["people"]))

    def _list_stories(self, piece: etree._Element) -> None:
        linked, teased = self._random.random() < 0.6, self._random.choice((0, 1, 1, 2))
        kind, heading = (
            self._random.choice(("div", "article", "li")),
            self._random.choice(("h2", "h3", "h4", "div")),
        )
        outer = etree.SubElement(piece, "ul") if kind == "li" else piece
        name = self._random.choice((None, "card", "item", self._random.choice(_WORDS["empty_names"])))
        for story in self._random.sample(self._stories, self._random.randint(1, 5)):
            item = etree.SubElement(outer, kind, {"class": name} if name else {})
            self._add(item, heading, story.headline, linked)
            for paragraph in story.paragraphs[:teased]:
                self._add(item, "p", paragraph)
            if self._random.random() < 0.6:
                self._add(
                    item,
                    self._random.choice(("p", "span", "div")),
                    f"{self._random.choice(_WORDS['people'])} {self._date()}",
                )

    def _list_most_read(self, piece: etree._Element) -> None:
        ranked = self._random.random() < 0.5
        outer = etree.SubElement(piece, self._random.choice(("ol", "ul", "div")))
        for rank, story in enumerate(self._random.sample(self._stories, self._random.randint(3, 6)), 1):
            item = etree.SubElement(outer, "div" if outer.tag == "div" else "li")
            if ranked:
                self._add(item, self._random.choice(("span", "div")), str(rank))
            self._add(
                item,
                self._random.choice(("span", "p", "h4")),
                story.headline,
                self._random.random() < 0.8,
            )

    def _list_comments(self, piece: etree._Element) -> None:
        name = self._random.choice((None, "comment", "media", self._random.choice(_WORDS["empty_names"])))
        for story in self._random.sample(self._stories, self._random.randint(1, 5)):
            item = etree.SubElement(
                piece,
                self._random.choice(("div", "li", "article")),
                {"class": name} if name else {},
            )
            self._add(
                item,
                self._random.choice(("b", "h4", "strong", "div")),
                self._person(),
            )
            if self._random.random() < 0.6:
                self._add(item, self._random.choice(("span", "div", "time")), self._date())
            paragraph = self._random.choice(story.paragraphs)
            self._add(
                item,
                "p",
                self._random.choice((paragraph, f"I read that {paragraph}", paragraph[:_PARAGRAPH])),
            )
            if self._random.random() < 0.5:
                self._add(
                    item,
                    "div",
                    f"Reply {self._random.randint(0, 40)} {self._random.randint(0, 9)}",
                )

    def _ask(self, piece: etree._Element) -> None:
        self._add(piece, "p", self._random.choice(self._stories).headline.rstrip(".") + "?")
        first = self._random.randint(20, 70)
        for answer, share in (("Yes", first), ("No", 90 - first), ("Not sure", 10)):
            self._add(piece, self._random.choice(("div", "li", "p")), f"{answer} {share}%")
        self._add(piece, "p", f"{self._random.randint(100, 9000):,} votes")

    def _show(self, piece: etree._Element) -> None:
        count = self._random.randint(3, 30)
        for place, story in enumerate(self._random.sample(self._stories, 3), 1):
            self._add(piece, self._random.choice(("div", "span", "p")), f"{place} / {count}")
            self._add(piece, "p", story.paragraphs[0])

    def _count_pages(self, piece: etree._Element) -> None:
        self._add(
            piece,
            "div",
            f"1 - {self._random.randint(5, 20)} of {self._random.randint(30, 400)}",
        )
        for page in range(1, self._random.randint(3, 8)):
            self._add(piece, "span", str(page), linked=self._random.random() < 0.7)

    def _offer(self, piece: etree._Element) -> None:
        price = self._random.choice(("$1 a week", "$4.99 a month", "£12 for 12 weeks", "€2 for the first month"))
        self._add(
            piece,
            "p",
            f"Read every story that we publish, for {price}. Cancel whenever you like.",
        )
        self._add(
            piece,
            "p",
            f"Join {self._random.randint(2, 90) * 1000:,} readers who have signed up already.",
        )

    def _introduce(self, piece: etree._Element) -> None:
        person, years = self._person(), self._random.randint(3, 30)
        self._add(
            piece,
            "p",
            f"{person} has reported on courts and councils for {years} years and won 2 awards.",
        )
