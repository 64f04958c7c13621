"""The documentation says what is so: its links lead somewhere, and docs/modules.md lists every module there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.documents.text import read_text
from pipeline.records.model import DocumentContext
from tests import module_list
from tests.as_shipped import extract_claims

ROOT = Path(__file__).parent.parent
LAYERS = ("sources", "pipeline", "outputs", "flows")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
CODE = sorted(path for folder in (*LAYERS, "tests") for path in (ROOT / folder).rglob("*.py"))

_FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_INLINE_CODE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(r"\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)|<(?:img|a)\b[^>]*?(?:src|href)=\"([^\"]+)\"")
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
_NAMED = re.compile(rf"`((?:{'|'.join(LAYERS)})/[\w/]*(?:\.py)?)`")
_PAGE_IN_CODE = re.compile(r"\bdocs/[\w/-]+\.md\b")


def prose(page: Path) -> str:
    return _FENCED.sub("", page.read_text("utf-8"))


def links(page: Path) -> list[str]:
    text = _INLINE_CODE.sub("", prose(page))
    return [markdown or html for markdown, html in _LINK.findall(text)]


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    found: set[str] = set()
    for heading in _HEADING.findall(prose(page)):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        slug = re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
        found.add(slug if slug not in found else f"{slug}-1")
    return found


def broken(page: Path, link: str) -> bool:
    if re.match(r"[a-z][a-z+.-]*:", link):
        return False
    address, _, anchor = link.partition("#")
    target = (page.parent / address).resolve() if address else page
    if not target.exists() or not target.is_relative_to(ROOT):
        return True
    return bool(anchor) and target.suffix == ".md" and anchor not in anchors(target)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    assert [link for link in links(page) if broken(page, link)] == []


def test_a_broken_link_would_be_found(tmp_path: Path) -> None:
    page = ROOT / "docs" / "design.md"
    assert broken(page, "no-such-page.md")
    assert broken(page, "design.md#no-such-heading")
    assert broken(page, str(tmp_path))
    assert not broken(page, "design.md#1-the-way-of-a-fact")
    assert not broken(page, "https://example.org/")


def named_in_design() -> set[str]:
    return set(_NAMED.findall((ROOT / "docs" / "design.md").read_text("utf-8")))


def test_the_list_of_modules_is_up_to_date() -> None:
    assert module_list.PAGE.read_text("utf-8") == module_list.page(), "run: python -m tests.module_list"


def test_what_design_names_exists() -> None:
    assert sorted(name for name in named_in_design() if not (ROOT / name).exists()) == []


def test_the_index_of_decisions_holds_them_all_and_no_number_twice() -> None:
    folder = ROOT / "docs" / "decisions"
    pages = [page.name for page in folder.glob("[0-9]*.md")]
    numbers = [name[:4] for name in pages]
    assert len(numbers) == len(set(numbers))
    assert set(pages) <= set(links(folder / "README.md"))


def test_pages_that_code_refers_to_exist() -> None:
    faults = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in CODE
        for name in sorted(set(_PAGE_IN_CODE.findall(path.read_text("utf-8"))))
        if not (ROOT / name).exists()
    ]
    assert faults == []


def test_the_worked_example_is_read_as_its_page_says() -> None:
    page = (ROOT / "docs" / "claims.md").read_text("utf-8")
    example = re.search(r"```text\n(.+?)\n```", page)
    assert example is not None
    rows = [line for line in page.split("\n") if line.startswith("| number ") or re.match(r"\| (1,32|one in|41)", line)]
    header, *wanted = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    reading = read_text(f"What our partners report\n\n{example[1]}\n")
    claims = extract_claims("example", reading, DocumentContext(published="2021-03-14"))
    assert [[_shown(getattr(claim, name)) for name in header] for claim in claims] == wanted


def _shown(value: object) -> str:
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    return str(value or "")
