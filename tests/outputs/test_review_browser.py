"""An analyst's day in a real browser: open, read, decide by keyboard, undo, correct, find the change in the export."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from outputs.dataset import export
from pipeline.ledger import Ledger
from tests.browser import needs_chromium, opened, started_browser
from tests.outputs.test_decisions import about, claim_of, side_of
from tests.review_server import TOKEN, in_order_of_worth, served
from tests.sample_ledger import DOCUMENTS, HARBOUR, LANTERN, changed, reread, sample_ledger

pytestmark = [pytest.mark.browser, needs_chromium]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with started_browser() as chromium:
        yield chromium


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = sample_ledger(tmp_path / "ledger")
    yield opened
    opened.close()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """A page that has entered; whatever the browser complains of fails the test."""
    with opened(browser, address) as page:
        yield page


def arrive(page: Any, conflict: str) -> None:
    """Waits until a conflict's page is there for the keys, not only its address."""
    page.locator(f"form[action='/conflict/{conflict}/decide']").wait_for()
    page.locator("body:not([aria-busy])").wait_for()


def heading(page: Any) -> str:
    return str(page.locator("h1").inner_text())


def test_a_day_by_keyboard(page: Any, ledger: Ledger, tmp_path: Path) -> None:
    first, second, third = in_order_of_worth(ledger)

    # the overview says what waits; n opens the worst
    assert "3 conflicts wait" in heading(page)
    page.keyboard.press("n")
    arrive(page, first.id)
    quotes = page.locator("mark.figure-mark").all_inner_texts()
    assert {ledger.claims.get(claim).number for side in first.sides for claim in side} == set(quotes)

    # 1, the side's letter, Enter: recorded, and on to the next
    side = 1
    page.keyboard.press("1")
    page.keyboard.press("ab"[side])
    page.keyboard.press("Enter")
    arrive(page, second.id)
    assert "Recorded" in page.locator("[role=status]").inner_text()
    assert ledger.decisions.entries()[-1].side == side

    # u takes it back: a further entry; then the same decision again
    page.keyboard.press("u")
    arrive(page, first.id)
    assert page.locator("header .chip.open").count() == 1
    assert [e.decision for e in ledger.decisions.entries()] == ["right", "undo"]
    page.keyboard.press("1")
    page.keyboard.press("ab"[side])
    page.keyboard.press("Tab")
    page.keyboard.type("counted, not guessed")
    page.keyboard.press("Enter")
    arrive(page, second.id)
    assert ledger.decisions.entries()[-1].note == "counted, not guessed"

    # j leaves one for later; 3 corrects a misreading
    page.keyboard.press("j")
    arrive(page, third.id)
    claim = claim_of(ledger, third, "factsheet")
    page.keyboard.press("3")
    page.locator(f"[name=misread][value='{claim}']").check()
    page.keyboard.press("v")
    page.keyboard.type("516")
    page.keyboard.press("Enter")
    arrive(page, second.id)
    assert ledger.decisions.entries()[-1].decision == "misread"

    # 2 with what differs
    page.keyboard.press("2")
    page.keyboard.press("Tab")
    page.keyboard.type("level of court")
    page.keyboard.press("Enter")
    page.locator("text=Nothing else waits in this view").wait_for()
    page.keyboard.press("g")
    page.keyboard.press("o")
    page.locator("text=Everything is settled").wait_for()

    # a correction vouches for nothing: the fact is accepted by itself, and the next comes
    corrected = next(fact for fact in ledger.facts.find() if claim in fact.claims)
    page.goto(f"/fact/{corrected.id}")
    page.keyboard.press("v")
    page.wait_for_url(lambda url: corrected.id not in url)
    page.goto(f"/fact/{corrected.id}")
    page.locator("text=Accepted by Ana").first.wait_for()

    # and the dataset holds it all
    export(ledger, tmp_path / "out")
    facts = [json.loads(line) for line in (tmp_path / "out" / "facts.jsonl").read_text("utf-8").splitlines()]
    assert {fact["decision"] for fact in facts} == {"right", "both", "accept"}
    rescued = next(fact for fact in facts if fact["decision"] == "accept")
    assert (rescued["low"], rescued["high"]) == (516, 516)
    [correction] = [json.loads(x) for x in (tmp_path / "out" / "corrections.jsonl").read_text("utf-8").splitlines()]
    assert (correction["original"], correction["corrected"]) == ("517", "516")
    assert correction["claim"] == f"claim-{claim}"


def test_two_reviewers_at_once(browser: Any, address: str, page: Any, ledger: Ledger) -> None:
    conflict = about(ledger, "exploited").id
    with opened(browser, address) as other:
        other.evaluate("document.getElementById('who').showModal()")
        other.locator("[name=person]").fill("Bo")
        other.locator("#who button.primary").click()
        other.locator("button.person", has_text="Bo").wait_for()
        for one in (page, other):
            one.goto(f"/conflict/{conflict}")
        page.keyboard.press("6")
        page.keyboard.press("Enter")
        page.locator("text=Recorded").first.wait_for()
        other.keyboard.press("2")
        other.keyboard.press("Tab")
        other.keyboard.type("place")
        other.keyboard.press("Tab")
        other.keyboard.type("not to be lost")
        other.keyboard.press("Enter")
        alert = other.locator("[role=alert]")
        assert "'unsettled' by Ana" in alert.inner_text()
        assert other.locator("[name=note]").input_value() == "not to be lost"
        assert other.locator("[name=differs]").input_value() == "place"
        other.locator("#decide button.primary").click()
        other.locator("[role=status]", has_text="Recorded:").wait_for()
    assert [(e.person, e.decision) for e in ledger.decisions.entries()] == [("Ana", "unsettled"), ("Bo", "both")]


def test_old_and_new_stand_side_by_side_when_it_reopens(page: Any, ledger: Ledger) -> None:
    page.goto(f"/conflict/{about(ledger, 'exploited').id}")
    page.keyboard.press("6")
    page.keyboard.press("Enter")
    page.locator("text=Recorded").first.wait_for()
    reread(ledger, changed(HARBOUR, "One million", "Five million", value=5_000_000))
    page.goto("/")
    page.locator("a.tile", has_text="Reopened").click()
    page.wait_for_url("**/conflicts?status=reopened")
    page.locator("[data-row] a.title").click()
    row = page.locator("section[aria-labelledby=changes-title] tbody tr").inner_text()
    assert row.index("One million") < row.index("Five million")


def decided_without_an_answer(page: Any, conflict: str) -> list[Any]:
    """The request of a decision on a conflict, once it has come: it is held, and the page awaits its answer."""
    held: list[Any] = []
    asked = f"**/conflict/{conflict}/decide"
    page.route(asked, lambda route: held.append(route))  # a page that is there may be too late
    page.goto(f"/conflict/{conflict}")
    for key in ("1", "a", "Enter"):
        page.keyboard.press(key)
    page.locator("body[aria-busy]").wait_for()
    return held


def test_keys_typed_while_an_answer_is_awaited_are_kept_in_their_order(page: Any, ledger: Ledger) -> None:
    first, second, third = (conflict.id for conflict in in_order_of_worth(ledger))
    held = decided_without_an_answer(page, first)
    for key in ("2", "b", "Enter"):
        page.keyboard.press(key)
    page.locator("#says", has_text="3 keys are kept").wait_for(state="attached")
    held[0].continue_()
    arrive(page, third)
    entries = [(entry.target, entry.decision, entry.differs) for entry in ledger.decisions.entries()]
    assert entries == [(first, "right", None), (second, "both", "population")]


def test_tab_typed_while_an_answer_is_awaited_leads_to_the_next_field(page: Any, ledger: Ledger) -> None:
    first, second, third = (conflict.id for conflict in in_order_of_worth(ledger))
    held = decided_without_an_answer(page, first)
    for key in ("1", "a", "Tab", "x", "Shift+Tab", "Tab", *"counted", "Enter"):
        page.keyboard.press(key)
    held[0].continue_()
    arrive(page, third)
    entry = ledger.decisions.entries()[-1]
    assert (entry.target, entry.decision, entry.note) == (second, "right", "counted")


def test_keys_typed_after_a_request_that_fails_are_refused_audibly(page: Any, ledger: Ledger) -> None:
    first = ledger.conflicts.find()[0].id
    held = decided_without_an_answer(page, first)
    page.keyboard.press("6")
    held[0].fulfill(status=204)
    page.locator("#says", has_text="keys typed since are dropped").wait_for(state="attached")
    page.locator("body[aria-busy]").wait_for(state="detached")
    assert ledger.decisions.entries() == []


def test_two_fields_are_corrected_in_eleven_keys(page: Any, ledger: Ledger) -> None:
    conflict = about(ledger, "rescued")
    claim = claim_of(ledger, conflict, "factsheet")
    letter = "ab"[side_of(ledger, conflict, "factsheet")]
    page.goto(f"/conflict/{conflict.id}")
    for key in ("3", letter, "v", *"516", "Escape", "m", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    page.locator("text=Recorded").first.wait_for()
    entry = ledger.decisions.entries()[-1]
    assert (entry.claims, [field for field, _ in entry.corrections]) == ((claim,), ["value", "measure"])


def test_filters_search_help_and_the_keys_of_lists(page: Any) -> None:
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url("**/conflicts")
    page.locator("[name=severity]").select_option("low")
    page.wait_for_url("**/conflicts?*severity=low*")
    page.wait_for_function("document.querySelectorAll('[data-row]').length === 1")
    page.wait_for_load_state("networkidle")  # the list is swapped in after the address has changed
    page.keyboard.press("/")
    page.wait_for_function("document.activeElement.matches('input[name=q]')")
    page.keyboard.type("nonesuch")
    page.keyboard.press("Enter")
    page.locator("text=No conflict fits this view").wait_for()
    page.locator("a", has_text="see all that wait").click()
    page.locator("[data-row]").nth(2).wait_for()
    page.keyboard.press("j")
    page.keyboard.press("j")
    chosen = page.locator("[data-row].chosen a.title")
    address = chosen.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}*")
    page.locator("form[action$='/decide']").wait_for()  # the page is swapped in after the address has changed
    page.keyboard.press("?")
    page.locator("#help").wait_for()
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()


def test_single_keys_can_be_switched_off_and_do_nothing_while_one_types(page: Any, ledger: Ledger) -> None:
    page.goto(f"/conflict/{ledger.conflicts.find()[0].id}")
    page.locator("#q-all").focus()
    page.keyboard.type("1n?")
    assert page.locator("#q-all").input_value() == "1n?"
    assert page.locator("[name=decision]:checked").count() == 0
    page.locator("#q-all").blur()
    page.keyboard.press("?")
    page.locator("#keys-on").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("1")
    assert page.locator("[name=decision]:checked").count() == 0


def test_it_works_without_scripts(browser: Any, address: str, ledger: Ledger) -> None:
    with opened(browser, address, java_script_enabled=False) as page:
        page.goto(f"/conflict/{ledger.conflicts.find()[0].id}")
        page.locator("label.choice", has_text="Both are right").click()
        page.locator("[name=differs]").fill("definition")
        page.locator("#decide button.primary").click()
        page.locator("text=Recorded").first.wait_for()
    assert ledger.decisions.entries()[-1].differs == "definition"


def test_nothing_of_a_hostile_page_runs(browser: Any, tmp_path: Path) -> None:
    words = '110 <script>document.title="run"</script><img src=x onerror=document.title="run"><svg onload=alert(1)>'
    hostile = changed(HARBOUR, "110", words)
    documents = tuple(hostile if document.id == "harbour-watch" else document for document in DOCUMENTS)
    ledger = sample_ledger(tmp_path / "hostile", documents)
    claim = next(c for c in ledger.claims.find() if "<script>" in c.number)
    with served(ledger) as address, opened(browser, address) as page:
        reread(ledger, changed(hostile, "Five things", "<img src=x onerror=document.title='run'> Six things"))
        fact = next(fact.id for fact in ledger.facts.find(claim=claim.id))
        new = (f"/fact/{fact}/grouping", "/document/harbour-watch/versions")
        for where in (f"/claim/{claim.id}", "/claims?q=script", "/document/harbour-watch", "/facts", *new):
            page.goto(where)
            assert page.title() != "run"
            assert "<img src=x" in page.locator("main").inner_text()
        page.goto(f"/snapshot/{claim.document.snapshot}")
        assert page.title() != "run"
    ledger.close()


def _block_of_the_claim(ledger: Ledger) -> int:
    """The block of the sample that says "2 million"."""
    return next(block.n for block in ledger.documents.get("lantern").reading.blocks if "2 million" in block.text)


def pages(ledger: Ledger) -> dict[str, str]:
    """Every page by a name for it."""
    with_pdf = about(ledger, "rescued")
    return {
        "overview": "/",
        "conflicts": "/conflicts",
        "conflict": f"/conflict/{with_pdf.id}",
        "facts": "/facts",
        "fact": f"/fact/{with_pdf.facts[0]}",
        "grouping": f"/fact/{with_pdf.facts[0]}/grouping",
        "changes": "/changes",
        "versions": "/document/lantern/versions",
        "unsure": "/conflicts?status=unsure",
        "claims": "/claims?q=children",
        "claim": f"/claim/{claim_of(ledger, with_pdf, 'factsheet')}",
        "sources": "/sources",
        "document": "/document/lantern",
        "log": "/log",
        "disagreements": "/disagreements",
        "audit": "/audit",
        "add": f"/document/lantern/add?block={_block_of_the_claim(ledger)}&selected=2+million",
        "add, not read yet": f"/document/lantern/add?block={_block_of(ledger, 'port cities')}&selected=six+port+cities",
        "page of a PDF": "/document/factsheet/page/1",
        "misread alike": f"/log/{_correction(ledger)}/alike",
    }


def _block_of(ledger: Ledger, words: str) -> int:
    return next(each.n for each in ledger.documents.get("lantern").reading.blocks if words in each.text)


def _correction(ledger: Ledger) -> str:
    """An entry that corrects a claim, so that another of its source was misread alike."""
    return next(each.id for each in ledger.decisions.entries() if each.decision == "misread")


ZOOMED = {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2}
"""What is left of 1280 by 900 pixels at 200%."""


@pytest.mark.parametrize(
    ("scheme", "screen"),
    [
        ("light", {"viewport": {"width": 1280, "height": 800}}),
        ("dark", {"viewport": {"width": 400, "height": 800}}),
        ("light", ZOOMED),
    ],
)
def test_no_page_has_a_fault_of_accessibility_or_moves_about(
    browser: Any, address: str, ledger: Ledger, scheme: str, screen: dict[str, Any]
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    from outputs.decisions import DecisionLog

    reread(ledger, changed(LANTERN, "five port cities", "six port cities"))
    DecisionLog(ledger).decide(ledger.conflicts.find()[0].id, "right", person="Bo", side=0, note="counted")
    first = ledger.claims.find(doc="factsheet")[0].id
    DecisionLog(ledger).correct(first, "misread", person="Bo", corrections=[("place", "Costa Rica")])
    options = {"color_scheme": scheme, "bypass_csp": True} | screen
    found: list[str] = []
    with opened(browser, address, **options) as page:
        page.add_init_script(_SHIFTS)
        for name, where in pages(ledger).items():
            page.goto(where, wait_until="networkidle")
            overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            found += [f"{name}: {overflow} px too wide"] if overflow > 0 else []
            shift = page.evaluate("window.shifted")
            found += [f"{name}: layout shift {shift:.3f}"] if shift > 0.01 else []
            if name == "conflict":
                page.locator("label.choice", has_text="Misread").click()
            for violation in Axe().run(page).response["violations"]:
                where_in = [node["target"] for node in violation["nodes"]][:3]
                found.append(f"{name}: {violation['id']} {where_in}")
    assert found == []


_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


def test_a_missing_page_says_so_in_the_browser(browser: Any, address: str) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.goto(f"/?token={TOKEN}")
    assert page.goto("/conflict/nonesuch").status == 404
    assert "no conflict 'nonesuch'" in page.locator("[role=alert]").inner_text()
    context.close()
