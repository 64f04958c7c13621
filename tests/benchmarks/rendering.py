"""Plain texts rendered as what real sources are: pages full of clutter, and PDFs with running heads and columns.

Both keep every word of the text, and add words that are not the document's: menus, cookie notices, donation prompts,
teasers with figures of their own, footers with telephone numbers, page numbers.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, KeepTogether, PageTemplate, Paragraph, Spacer

from pipeline.records.model import Block, fold

_MARK = re.compile(r"\s*(?:[•‣▪*–-]|\d{1,2}[.)])\s+")
_ARROWS = re.compile("[▲▼]")


def as_page(title: str, blocks: Sequence[Block], style: int) -> bytes:
    """An HTML page of one of three builds: article elements, nested divs, or a content system's classes."""
    body = "\n".join(_elements(blocks))
    page = _PAGES[style % len(_PAGES)].replace("{{title}}", escape(title)).replace("{{body}}", body)
    return page.encode("utf-8")


def as_pdf(title: str, running_head: str, blocks: Sequence[Block], *, columns: int) -> bytes:
    """A PDF on A4 with a number on each page and a running head from the second on, in one column or two."""
    target = io.BytesIO()
    width, height = A4
    margin, gap = 56.0, 24.0
    column = (width - 2 * margin - gap * (columns - 1)) / columns
    frames = [
        Frame(margin + k * (column + gap), margin, column, height - 2 * margin, 0, 0, 0, 0) for k in range(columns)
    ]

    def furniture(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        if document.page > 1:
            canvas.drawString(margin, height - 36, running_head[:80])
        canvas.drawRightString(width - margin, 32, f"{document.page}")

    document = BaseDocTemplate(target, pagesize=A4, title=title, invariant=True)
    document.addPageTemplates(PageTemplate(frames=frames, onPage=furniture))
    document.build([flowable for block in blocks for flowable in _flowables(block)])
    return target.getvalue()


def _elements(blocks: Iterable[Block]) -> Iterator[str]:
    for kind, members in groupby(blocks, key=lambda block: block.kind):
        if kind == "heading":
            for block in members:
                tag = f"h{min(len(block.headings) + 1, 6)}"
                yield f"<{tag}>{escape(fold(block.text))}</{tag}>"
        elif kind == "list_item":
            yield "<ul>" + "".join(f"<li>{escape(fold(_unmarked(b.text)))}</li>" for b in members) + "</ul>"
        elif kind == "callout":
            yield '<div class="stats">' + "".join(map(_callout, members)) + "</div>"
        elif kind == "table_row":
            yield "<table>" + "".join(map(_row, members)) + "</table>"
        else:
            yield from (f"<p>{escape(fold(block.text))}</p>" for block in members)


def _callout(block: Block) -> str:
    lines = [line for line in block.text.splitlines() if line.strip()]
    return '<div class="stat">' + "".join(f"<div>{escape(fold(line))}</div>" for line in lines) + "</div>"


def _row(block: Block) -> str:
    return "<tr>" + "".join(f"<td>{escape(fold(cell))}</td>" for cell in block.text.split("\t")) + "</tr>"


def _unmarked(text: str) -> str:
    return _MARK.sub("", text, count=1) if _MARK.match(text) else text


def _flowables(block: Block) -> list[Flowable]:
    if block.kind == "heading":
        return [Spacer(0, 8), Paragraph(_markup(block.text), _HEADING), Spacer(0, 4)]
    if block.kind == "list_item":
        return [Paragraph(_markup(_unmarked(block.text)), _ITEM, bulletText="•"), Spacer(0, 3)]
    if block.kind == "callout":
        first, *rest = [line for line in block.text.splitlines() if line.strip()]
        shown = [Paragraph(_markup(first), _FIGURE), *(Paragraph(_markup(line), _LABEL) for line in rest)]
        return [Spacer(0, 8), KeepTogether(shown), Spacer(0, 8)]
    return [Paragraph(_markup(block.text), _BODY), Spacer(0, 6)]


def _markup(text: str) -> str:
    """The standard fonts have no arrows; the dingbats do."""
    return _ARROWS.sub(lambda m: f'<font name="ZapfDingbats">{m[0]}</font>', escape(fold(text), quote=False))


_BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=13)
_HEADING = ParagraphStyle("heading", fontName="Helvetica-Bold", fontSize=14, leading=17, keepWithNext=True)
_ITEM = ParagraphStyle("item", parent=_BODY, leftIndent=12, bulletIndent=2)
_FIGURE = ParagraphStyle("figure", fontName="Helvetica-Bold", fontSize=24, leading=28)
_LABEL = ParagraphStyle("label", fontName="Helvetica", fontSize=9, leading=11)

_ARTICLE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{title}}</title>
<script>window.counts = {"visitors": 48211};</script></head>
<body>
<header><a href="/">Home</a>
<nav><ul><li><a href="/a">About us</a></li>
<li><a href="/w">Our work (12)</a></li><li><a href="/j">Jobs (3)</a></li></ul>
</nav></header>
<main><article>
{{body}}
</article>
<aside class="donate"><h3>Give today</h3><p>A gift of $60 pays for one day of legal help.</p>
<form><button>$30</button><button>$60</button><button>$120</button></form></aside>
<section class="related"><h3>Related stories</h3><ul>
<li><a href="/r1">Court in Lima sentences three men to 45 years</a></li>
<li><a href="/r2">How 18 sisters rebuilt a village school</a></li></ul></section></main>
<footer><p>Call us: +44 20 7946 0321 · 17 Quay Street, Hull · © 2004–2023</p></footer>
<div id="cookie-banner"><p>We and our 37 partners store cookies on your device.</p><button>Accept all</button></div>
</body></html>
"""

_DIVS = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{{title}} | Home</title>
<style>.stat { font-size: 48px }</style></head>
<body><div class="wrap">
<div class="topbar"><div class="menu"><a href="/n">News</a> <a href="/r">Reports (41)</a> <a href="/s">Shop</a></div>
<div class="search"><input placeholder="Search 5,000 pages"></div></div>
<div class="cookie-consent"><div>This site uses 9 kinds of cookies. <a href="/c">Settings</a></div></div>
<div class="content"><div class="inner">
{{body}}
</div>
<div class="share-buttons"><a href="#">Facebook 214</a> <a href="#">Twitter 96</a> <a href="#">E-mail</a></div>
<div class="donation-box">
<div>Double your gift: every $25 becomes $50 until midnight.</div><a href="/d">Donate</a></div>
<div class="teasers"><div class="teaser"><a href="/t1">Raid frees 29 from a cotton mill</a></div>
<div class="teaser"><a href="/t2">Ten books on justice</a></div></div></div>
<div class="bottom">Registered charity 555 0123 · Tel. 01632 960 188 · <a href="/p">Privacy</a></div>
</div></body></html>
"""

_SYSTEM = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{title}}</title></head>
<body class="post-template single">
<div id="masthead" class="site-header"><ul id="menu-main" class="menu"><li class="menu-item"><a href="/">Start</a></li>
<li class="menu-item"><a href="/blog">Blog</a></li><li class="menu-item"><a href="/cart">Cart (0)</a></li></ul></div>
<div id="primary" class="content-area"><div class="entry-content">
{{body}}
</div>
<div class="sharedaddy"><span>Share this</span><a href="#">312 shares</a></div>
<div id="comments" class="comments-area"><h2 class="comments-title">2 comments</h2><ol class="comment-list">
<li class="comment"><div class="comment-author">Ruben</div>
<p>I gave 20 dollars last year and would do so again.</p></li>
<li class="comment"><div class="comment-author">Tess</div>
<p>Thank you for these 5 minutes of hope.</p></li></ol></div>
</div>
<div id="secondary" class="widget-area"><div class="widget"><h3>Most read</h3><ul>
<li><a href="/m1">12 signs of forced labour</a></li>
<li><a href="/m2">Fishermen free after 400 days at sea</a></li></ul></div>
<div class="widget newsletter"><p>Join 8,500 readers of our letter.</p><input type="email"></div></div>
<div id="colophon" class="site-footer"><p>Box 118, Delft · KvK 55512345 · © 2011–2022</p></div>
</body></html>
"""

_PAGES = (_ARTICLE, _DIVS, _SYSTEM)
