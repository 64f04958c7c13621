"""The phrases of phrases.yaml, and names for sources, things and places."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.records.data import load_yaml
from pipeline.records.model import Claim

_LONGEST_TITLE = 60


@cache
def phrases() -> Mapping[str, Any]:
    """The wordings of phrases.yaml."""
    loaded: Mapping[str, Any] = load_yaml("pipeline.comparing.explain", "phrases.yaml")
    return loaded


def source_name(claim: Claim) -> str:
    """The publisher, the title in quotation marks, the year; the document's id where neither is known."""
    document = claim.document
    title = document.title or ""
    if len(title) > _LONGEST_TITLE:
        title = title[:_LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
    parts = [document.publisher, f"‘{title}’" if title else None]
    name = ", ".join(part for part in parts if part) or claim.doc
    return f"{name} ({document.published[:4]})" if document.published else name


def thing_text(norm: NormalisedClaim) -> str:
    """What is counted, with what was done to it unless the subject says that itself: "children rescued", "the share of
    victims that is minors"."""
    claim, traits = norm.claim, norm.traits
    if claim.kind == "share" and claim.part and claim.part != claim.subject:
        return str(phrases()["share"]).format(subject=claim.subject, part=claim.part)
    said = f" {claim.subject.lower()} "
    done = traits.phrase.partition("{subject}")[2].split()
    if any(f" {act}" in said for act in traits.acts) or any(f" {word} " in said for word in done):
        return claim.subject
    return traits.phrase.replace("{subject}", claim.subject)


def where_text(place: str | None) -> str:
    """A place as it stands in a sentence."""
    places = phrases()["places"]
    if place is None:
        return str(places["none"])
    return str(places["world"]) if place.lower() == "world" else str(places["in"]).format(place=place)
