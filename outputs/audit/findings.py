"""What does not fit: the conflicts of a draft's claims, told figure by figure in the order of the draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from outputs.audit.drafts import Draft
from outputs.links import live_link
from pipeline.comparing.gates.wording import figure_text
from pipeline.records.model import Block, Claim, ConflictKind, Severity
from pipeline.records.settings import CompareSettings, Settings

Against = Literal["draft", "ledger"]


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A claim and the block of the draft that it stands in; none for a claim of the ledger."""

    claim: Claim
    block: Block | None = None

    @property
    def place(self) -> str:
        """Where it stands: "line 12", "page 3", or the number of its block; empty where that is not known."""
        at = self.block.place if self.block else None
        page = at.page if at else self.claim.locator.page if self.claim.locator else None
        if at is not None and at.line is not None:
            return f"line {at.line}"
        if page is not None:
            return f"page {page}"
        return f"block {self.block.n}" if self.block else ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A figure of a draft and what it does not fit: others of the drafts, or of the ledger."""

    told: StatedFigure
    others: tuple[StatedFigure, ...]
    against: Against
    kind: ConflictKind
    severity: Severity
    arithmetic: str
    explanation: str
    probability: float | None


def audit(drafts: Sequence[Draft], beside: Sequence[Claim], settings: Settings) -> list[Finding]:
    """Every figure of the drafts that cannot be true together with another, in the order of the drafts.

    `beside` are the claims of a ledger to hold them against. Where two figures of drafts do not fit, the later is told.
    What a ledger's own claims say against each other is not told.
    """
    from pipeline.comparing.reconcile import reconcile  # heavy

    order = {claim.id: (n, m) for n, draft in enumerate(drafts) for m, claim in enumerate(draft.claims)}
    figures = {claim.id: StatedFigure(claim) for claim in beside}
    figures |= {claim.id: StatedFigure(claim, draft.block_of(claim)) for draft in drafts for claim in draft.claims}
    compared = [_as_prose(each.claim) if name in order else each.claim for name, each in figures.items()]
    found: dict[tuple[str, ConflictKind], Finding] = {}
    for conflict in reconcile(compared, _for_a_draft(settings)).conflicts:
        for verdict in conflict.verdicts if conflict.status != "unsure" else ():
            of_drafts = [claim for claim in (verdict.a, *verdict.b) if claim in order]
            if of_drafts:
                follows = len(verdict.b) > 1 and verdict.a in order
                told = verdict.a if follows else max(of_drafts, key=order.__getitem__)
                others = [claim for claim in (verdict.a, *verdict.b) if claim != told]
                against: Against = "draft" if all(claim in order for claim in others) else "ledger"
                finding = Finding(
                    figures[told],
                    tuple(figures[claim] for claim in others),
                    against,
                    conflict.kind,
                    conflict.severity,
                    verdict.arithmetic,
                    conflict.explanation,
                    verdict.probability,
                )
                found.setdefault((told, conflict.kind), finding)
    return [found[key] for key in sorted(found, key=lambda key: (order[key[0]], key[1]))]


def _for_a_draft(settings: Settings) -> CompareSettings:
    """The one comparison, with the number that holds for drafts."""
    return replace(settings.compare, restated_similarity=settings.audit.restated_similarity)


def _as_prose(claim: Claim) -> Claim:
    """A list of a draft may restate its text, where one of a source goes on with it."""
    return replace(claim, block_kind="paragraph") if claim.block_kind == "list_item" else claim


def finding_to_row(finding: Finding) -> dict[str, Any]:
    """A finding as JSON has it: docs/audit.md names the fields."""
    told = _figure_row(finding.told)
    place = finding.told.block.place if finding.told.block else None
    return {
        "file": finding.told.claim.doc,
        **told,
        "line": place.line if place else None,
        "page": place.page if place else None,
        "against": finding.against,
        "kind": finding.kind,
        "severity": finding.severity,
        "others": [_other_row(other) for other in finding.others],
        "arithmetic": finding.arithmetic,
        "explanation": finding.explanation,
        "probability": finding.probability,
    }


def _other_row(other: StatedFigure) -> dict[str, Any]:
    document = other.claim.document
    return {
        "source": document.publisher or other.claim.doc,
        "doc": other.claim.doc,
        **_figure_row(other),
        "published": document.published if other.block is None else None,
        "url": live_link(other.claim),
        "claim": other.claim.id if other.block is None else None,
    }


def _figure_row(stated: StatedFigure) -> dict[str, Any]:
    claim = stated.claim
    return {"place": stated.place, "figure": figure_text(claim), "number": claim.number, "quote": claim.quote}
