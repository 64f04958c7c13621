"""Decided conflicts as ClaimReview, schema.org JSON-LD: which stated figure was found right and which not.

https://schema.org/ClaimReview. Only verdicts on what a source states become one: a misreading and a sentence that is no
claim are faults of the reader, not of the source, and `unsettled` is no verdict. With the setting `site` a review has
the address that search engines ask for: that of its conflict in the report, which is published there too.
"""

from __future__ import annotations

import json
from typing import Any

from outputs.dataset.contents import Contents
from outputs.dataset.tables import cut_quote
from outputs.decisions.claim_status import Word
from outputs.links import live_link
from outputs.published_ids import published_id
from outputs.wording import counted_thing, period
from pipeline.comparing.gates.wording import figure_text
from pipeline.records.model import Claim, Decision, fold
from pipeline.records.output_settings import DatasetSettings, Rating, RatingSettings

_LONGEST_CLAIM = 75
"""In characters, as search engines advise for `claimReviewed`."""


def claim_reviews(contents: Contents, settings: DatasetSettings) -> bytes:
    """One review for each claim that a decision in force found right, not right or outdated."""
    graph: list[dict[str, Any]] = []
    for claim_id, verdict in contents.claim_statuses.items():
        rating = _rating(verdict.word, settings.ratings)
        if verdict.entry is not None and rating is not None:
            graph.append(_review(contents.original[claim_id], rating, verdict.entry, settings))
    whole = {"@context": "https://schema.org", "@graph": graph}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _rating(word: Word, ratings: RatingSettings) -> Rating | None:
    match word:
        case "right":
            return ratings.right
        case "rejected":
            return ratings.rejected
        case "outdated":
            return ratings.outdated
    return None


def _review(claim: Claim, rating: Rating, entry: Decision, settings: DatasetSettings) -> dict[str, Any]:
    quote, _ = cut_quote(claim, settings.quote_length)
    review: dict[str, Any] = {
        "@type": "ClaimReview",
        "@id": f"urn:factledger:{published_id('decision', entry.id)}/{published_id('claim', claim.id)}",
        "claimReviewed": _in_short(claim, quote),
        "datePublished": entry.at[:10],
        "author": _author(entry, settings),
        "itemReviewed": _claim(claim, quote),
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": rating.value,
            "bestRating": settings.ratings.best,
            "worstRating": settings.ratings.worst,
            "alternateName": rating.name,
        },
    }
    if settings.site:
        review["url"] = settings.address_of(f"index.html#c-{entry.target}")
    said = "; ".join(part for part in (entry.differs, entry.note) if part)
    return {**review, "reviewBody": said} if said else review


def _in_short(claim: Claim, quote: str | None) -> str:
    """What the claim says: its sentence where that is short, else its figure with what it is of."""
    if quote and len(fold(quote)) <= _LONGEST_CLAIM:
        return fold(quote)
    told = [
        f"{figure_text(claim)} {counted_thing(claim)} {claim.measure.replace('_', ' ')}",
        claim.place or "",
        period(claim),
    ]
    return ", ".join(part for part in told if part)


def _author(entry: Decision, settings: DatasetSettings) -> dict[str, str]:
    if not settings.publisher:
        return {"@type": "Person", "name": entry.person}
    address = {"url": settings.publisher_url} if settings.publisher_url else {}
    return {"@type": "Organization", "name": settings.publisher, **address}


def _claim(claim: Claim, quote: str | None) -> dict[str, Any]:
    reviewed: dict[str, Any] = {"@type": "Claim"}
    if quote:
        reviewed["text"] = quote
    if claim.document.publisher:
        reviewed["author"] = {"@type": "Organization", "name": claim.document.publisher}
    if claim.document.published:
        reviewed["datePublished"] = claim.document.published
    if link := live_link(claim):
        reviewed["appearance"] = {"@type": "CreativeWork", "url": link}
    return reviewed
