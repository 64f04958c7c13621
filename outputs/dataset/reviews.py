"""Decided conflicts as ClaimReview, schema.org JSON-LD: which stated figure was found right and which not.

https://schema.org/ClaimReview. Only verdicts on what a source states become one: a misreading and a sentence that is
no claim are faults of the reader, not of the source, and `unsettled` is no verdict.
"""

from __future__ import annotations

import json
from typing import Any

from outputs.dataset.contents import Contents, cut_quote
from outputs.links import live_link
from pipeline.records.model import Claim, Decision
from pipeline.records.settings import DatasetSettings

_RATINGS = {"right": (5, "Right"), "rejected": (1, "Not right"), "outdated": (2, "Outdated")}


def claim_reviews(contents: Contents, settings: DatasetSettings) -> bytes:
    """One review for each claim that a decision in force found right, not right or outdated."""
    graph: list[dict[str, Any]] = []
    for claim_id, verdict in contents.claim_statuses.items():
        if verdict.entry is not None and verdict.word in _RATINGS:
            graph.append(_review(contents.original[claim_id], verdict.word, verdict.entry, settings))
    whole = {"@context": "https://schema.org", "@graph": graph}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _review(claim: Claim, word: str, entry: Decision, settings: DatasetSettings) -> dict[str, Any]:
    value, name = _RATINGS[word]
    quote, _ = cut_quote(claim, settings.quote_length)
    reviewed: dict[str, Any] = {"@type": "Claim"}
    if claim.document.publisher:
        reviewed["author"] = {"@type": "Organization", "name": claim.document.publisher}
    if claim.document.published:
        reviewed["datePublished"] = claim.document.published
    if link := live_link(claim):
        reviewed["appearance"] = {"@type": "CreativeWork", "url": link}
    review: dict[str, Any] = {
        "@type": "ClaimReview",
        "@id": f"urn:factledger:review/{entry.id}/{claim.id}",
        "claimReviewed": quote or f"{claim.number} {claim.subject}",
        "datePublished": entry.at[:10],
        "author": {"@type": "Organization", "name": settings.publisher}
        if settings.publisher
        else {"@type": "Person", "name": entry.person},
        "itemReviewed": reviewed,
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": value,
            "bestRating": 5,
            "worstRating": 1,
            "alternateName": name,
        },
    }
    said = "; ".join(part for part in (entry.differs, entry.note) if part)
    return {**review, "reviewBody": said} if said else review
