"""What changed in a ledger since a run: conflicts that came and went, and of each source the claims and facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from outputs.differences import ClaimPair, claims_side_by_side
from pipeline.ledger import Ledger
from pipeline.records.model import Claim, Conflict, Fact


@dataclass(frozen=True, slots=True)
class Looked:
    """Up to where a person has looked: the last run then (0: none) with the time of its end, and the last entry, as the
    number of entries that the log had."""

    run: int
    at: str
    entry: int


@dataclass(frozen=True, slots=True)
class SourceChange:
    """A source's claims that changed, as they were and as they are, and the facts that they bear on."""

    doc: str
    claims: tuple[ClaimPair, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since: of each source, in the order of the lists, and the conflicts that went away."""

    sources: tuple[SourceChange, ...]
    gone: tuple[Conflict, ...]


def looked_now(ledger: Ledger, entry: int) -> Looked:
    """Where somebody stands who has looked at everything up to the last run that ended and this entry of the log."""
    last = ledger.runs.last()
    return Looked(last.id, last.finished_at or "", entry) if last else Looked(0, "", entry)


def changes_since(ledger: Ledger, looked: Looked, facts_of_claim: Mapping[str, list[str]]) -> Changes:
    """What the runs after it changed; `facts_of_claim` are the ids of the facts that hold each claim now."""
    news = ledger.claims.news(looked.run, looked.at)
    after = ledger.claims.find(ids=news.come | news.reread)
    before = [*ledger.claims.find(ids=news.gone, stated=False), *_read_before(ledger, news.reread, looked.at)]
    old, new = _by_document(before), _by_document(after)
    docs = [doc for doc in ledger.documents.ids() if doc in old or doc in new] if old or new else []
    docs += [doc for doc in old if doc not in docs]  # documents that are read no more
    changed = []
    for doc in docs:
        pairs = [p for p in claims_side_by_side(old.get(doc, ()), new.get(doc, ())) if p.what != "same"]
        facts = dict.fromkeys(fact for claim in new.get(doc, ()) for fact in facts_of_claim.get(claim.id, ()))
        if pairs:
            changed.append(SourceChange(doc, tuple(pairs), tuple(facts)))
    return Changes(tuple(changed), tuple(ledger.conflicts.gone_since(looked.at)))


def changed_facts(changes: Changes, facts: Mapping[str, Fact]) -> list[Fact]:
    """The facts that changed claims bear on, each once."""
    ids = dict.fromkeys(fact for source in changes.sources for fact in source.facts)
    return [facts[fact] for fact in ids if fact in facts]


def _read_before(ledger: Ledger, ids: Iterable[str], at: str) -> list[Claim]:
    """Each claim as it was read at that time."""
    found = []
    for claim in sorted(ids):
        later = [was for replaced, was in ledger.claims.history(claim) if replaced > at]
        found += later[:1]
    return found


def _by_document(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.doc, []).append(claim)
    return found
