"""PDFs against the anchors: `python -m tests.benchmarks.pdf [--show] [--quick]`, from a checkout with ../shared.

Phrases and pairs are those of gold.json. The sample of table cells (data/pdf_table_cells.json) was read off the
pages by eye: whole rows of six ruled tables of four documents, those with spanning headers, wrapped labels, empty
cells and rules only between groups of rows among them. Footnote marks (data/pdf_footnote_marks.json) were marked by
eye on every page named there; pages with none count for what must not be invented. `--quick` leaves out the
time of pdfplumber on the longest document, which takes minutes.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2 as pdfium

from pipeline.records.model import Block, Reading, fold
from tests.as_shipped import read_pdf, read_pdf_inline, render_crop
from tests.benchmarks.pdf_exponents import CASES, exponent_sheet

ANCHORS = Path(__file__).resolve().parents[3] / "shared" / "anchors" / "pdf"
DATA = Path(__file__).with_name("data")
FAST = {"hotline_trends_2023": 15, "unicef_child_protection_2024": 15, "eof_brief": 15, "da_619p": 15}
FORMS = {"polaris_2021_hotline": 2, "nics_2015_11": 2, "federal_register": 2}
_ENDING = 25
"""Characters at the end of a block by which it is found on the page."""
NUMBER = re.compile(r"\d[\d,.]*\d|\d")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print what is missed")
    parser.add_argument("--quick", action="store_true", help="without pdfplumber on the longest document")
    args = parser.parse_args()
    if not ANCHORS.is_dir():
        print(f"{ANCHORS}: not found; the benchmark needs the anchors beside the checkout", file=sys.stderr)
        return 2
    report = Report(args.show)
    readings = {path.stem: read_pdf_inline(path.read_bytes()) for path in sorted(ANCHORS.glob("*.pdf"))}
    gold = json.loads((ANCHORS / "gold.json").read_text("utf-8"))
    score_gold(gold, readings, report)
    score_cells(readings, report)
    score_marks(readings, report)
    score_exponents(report)
    score_times(report, args.quick)
    score_memory(report)
    score_crops(readings["hotline_trends_2023"], report)
    return report.failures


class Report:
    """Prints a row for each target and counts those that are missed."""

    def __init__(self, show: bool) -> None:
        self.show, self.failures = show, 0
        print(f"{'':<58} {'measured':>18} {'target':>10}")

    def share(self, name: str, missed: list[str], total: int, target: float) -> None:
        value = (total - len(missed)) / total
        self.row(name, f"{total - len(missed)}/{total} = {value:.3f}", f">= {target:.2f}", value >= target)
        if self.show:
            for item in missed:
                print(f"    missed: {item}")

    def row(self, name: str, value: str, target: str, reached: bool) -> None:
        self.failures += not reached
        print(f"{name:<58} {value:>18} {target:>10}{'' if reached else '  MISSED'}", flush=True)


def on_page(reading: Reading, page: int, kept: bool = True) -> list[Block]:
    return [b for b in reading.blocks if b.place.page == page and (b.kept or not kept)]


def score_gold(gold: dict[str, dict[str, list[list[str]]]], readings: dict[str, Reading], report: Report) -> None:
    def pages(kind: str) -> list[tuple[str, list[Block], list[str]]]:
        named = ((name.rsplit(":", 1), items) for name, items in gold[kind].items())
        return [
            (f"{doc}:{page}", on_page(readings[doc], int(page)), item) for (doc, page), items in named for item in items
        ]

    phrases = pages("phrases")
    missed = [f"{where} {p}" for where, blocks, p in phrases if not any(fold(str(p)) in fold(b.text) for b in blocks)]
    report.share("phrases whole in one block", missed, len(phrases), 1.0)
    numbers = pages("numbers")
    missed = [f"{where} {n}" for where, blocks, n in numbers if not any(n in NUMBER.findall(b.text) for b in blocks)]
    report.share("numbers read as they are", missed, len(numbers), 1.0)
    pairs = pages("pairs")
    missed = [f"{where} {pair}" for where, blocks, pair in pairs if not any(holds(b, pair[:2]) for b in blocks)]
    report.share("number beside its label in one block", missed, len(pairs), 0.95)
    with_unit = [(where, blocks, pair) for where, blocks, pair in pairs if pair[2]]
    missed = [f"{where} {pair}" for where, blocks, pair in with_unit if not any(holds_unit(b, pair) for b in blocks)]
    report.share("... and beside its unit, headers counted in", missed, len(with_unit), 0.95)


def holds(block: Block, parts: list[str]) -> bool:
    return all(part.lower() in fold(block.text).lower() for part in parts)


def holds_unit(block: Block, pair: list[str]) -> bool:
    headers = " ".join(h for c in block.cells for h in (*c.row_headers, *c.column_headers))
    around = f"{headers} {' '.join(block.headings)} {block.text}".lower()
    return holds(block, pair[:2]) and pair[2].lower() in around


def score_cells(readings: dict[str, Reading], report: Report) -> None:
    sample = json.loads((DATA / "pdf_table_cells.json").read_text("utf-8"))
    missed = [str(cell) for cell in sample if not has_cell(on_page(readings[cell[0]], cell[1]), *cell[2:])]
    report.share("cells of ruled tables with all their headers", missed, len(sample), 0.90)


def has_cell(blocks: list[Block], value: str, row: list[str], column: list[str]) -> bool:
    return any(
        block.text[cell.start : cell.end].rstrip(" .") == value
        and set(row) <= {header.rstrip(" .") for header in cell.row_headers}
        and all(any(h == want or (k == 0 and want in h) for k, h in enumerate(cell.column_headers)) for want in column)
        for block in blocks
        for cell in block.cells
    )


def score_marks(readings: dict[str, Reading], report: Report) -> None:
    marked = json.loads((DATA / "pdf_footnote_marks.json").read_text("utf-8"))
    missed, total, invented, pages = [], 0, 0, 0
    for doc, by_page in marked.items():
        document = pdfium.PdfDocument(ANCHORS / f"{doc}.pdf")
        for page, marks in by_page.items():
            pages += 1
            raw = raw_text(document[int(page) - 1])
            text = "\n".join(
                b.text
                for b in [*begun_before(readings[doc], int(page), raw), *on_page(readings[doc], int(page), kept=False)]
            )
            total += len(marks)
            for base, mark in marks:
                glued = re.search(rf"{re.escape(base)} ?{re.escape(mark)}(?![\d,.%])", text)
                if glued or not re.search(rf"{re.escape(base)}(?!\d)", text):
                    missed.append(f"{doc}:{page} {base}^{mark}")
            invented += lost_figures(raw, text, marks)
    report.share(f"footnote marks split ({pages} pages by hand)", missed, total, 0.99)
    report.row("figures lost there that are no marks", str(invented), "0", invented == 0)


def raw_text(page: pdfium.PdfPage) -> str:
    return str(page.get_textpage().get_text_bounded(0, 0, *page.get_size())).replace("\ufffe", "")


def begun_before(reading: Reading, page: int, raw: str) -> list[Block]:
    """The blocks of the page before that end on this one, whose text as pdfium has it is `raw`."""
    return [b for b in on_page(reading, page - 1) if len(b.text) > _ENDING and fold(b.text)[-_ENDING:] in fold(raw)]


def lost_figures(raw: str, text: str, marks: list[list[str]]) -> int:
    """Figures of pdfium's own text that are not in ours, but for marks and what a mark is glued to."""
    lost = Counter(NUMBER.findall(raw)) - Counter(NUMBER.findall(text))
    allowed = {mark for _, mark in marks} | {NUMBER.findall(base + mark)[-1] for base, mark in marks if mark.isdigit()}
    label = re.compile(r"(?m)^\s*(\d{1,3})[.\s]*(?=[A-Z“\"‘(])")
    allowed |= set(label.findall(raw)) | {m[0] for m in re.findall(r"(?m)^\s*\(?(\d{1,2})([.)])", raw)}
    outside = {n for n in lost if n not in allowed and n not in text}
    return sum(lost[n] for n in outside)


def score_exponents(report: Report) -> None:
    text = " ".join(b.text for b in read_pdf_inline(exponent_sheet()).blocks)
    missed = [shown for _, shown in CASES if shown not in text]
    report.share("exponents, indices, ordinals, fractions kept (own page)", missed, len(CASES), 1.0)


def cpu(work: Callable[[], object], times: int) -> float:
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def with_pdfplumber(path: Path) -> None:
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.close()


def score_times(report: Report, quick: bool) -> None:
    for name, target in {**FAST, **FORMS}.items():
        path = ANCHORS / f"{name}.pdf"
        if quick and name == "da_619p":
            continue
        data = path.read_bytes()
        long = name == "da_619p"
        ours = cpu(lambda data=data: read_pdf_inline(data), 2 if long else 6)
        theirs = cpu(lambda path=path: with_pdfplumber(path), 1 if long else 3)
        value = f"{ours:.2f} s, {theirs / ours:.1f} x"
        report.row(f"CPU against pdfplumber extract_text: {name}", value, f">= {target} x", theirs / ours >= target)


def score_memory(report: Report) -> None:
    path = ANCHORS / "da_619p.pdf"
    code = (
        "import resource, sys; from tests.as_shipped import read_pdf_inline; "
        "read_pdf_inline(open(sys.argv[1], 'rb').read()); "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    )
    used = int(subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, check=True).stdout)
    report.row("peak memory on da_619p.pdf", f"{used} MB", "<= 300 MB", used <= 300)


def score_crops(reading: Reading, report: Report) -> None:
    """CPU time of the process that draws, for one crop in each kept block of the document."""
    data = (ANCHORS / "hotline_trends_2023.pdf").read_bytes()
    places = [(b.place.page, b.place.box, b.text) for b in reading.blocks if b.kept and b.place.box][::4]
    from pipeline.documents.pdf.crop import draw_crop
    from pipeline.records.settings import default_settings

    limits = default_settings().documents.pdf
    times = sorted(cpu(lambda place=place: draw_crop(data, *place, limits), 2) for place in places)
    render_crop(data, *places[0])
    report.row(
        "CPU for a crop with the quote marked, middle",
        f"{times[len(times) // 2] * 1000:.0f} ms",
        "< 50 ms",
        times[len(times) // 2] < 0.05,
    )
    report.row("... and the slowest of them", f"{times[-1] * 1000:.0f} ms", "< 50 ms", times[-1] < 0.05)
    read_pdf(data)
    start, own = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_utime
    read_pdf(data)
    elapsed, own = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_utime - own
    print(f"{'read_pdf in its own process: clock, and CPU of the caller':<58} {elapsed:>10.2f} s {own * 1000:>3.0f} ms")


if __name__ == "__main__":
    raise SystemExit(main())
