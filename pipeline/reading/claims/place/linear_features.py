"""A document's candidate as a linear model can weigh it: kinds as columns of their own, counts as logarithms, and what
holds for the whole document crossed with whether the candidate is a local place or the world."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import log1p

from pipeline.reading.claims.place.composites import HELD
from pipeline.reading.claims.place.document_features import KINDS
from pipeline.reading.claims.place.names import Source
from pipeline.reading.claims.place.number_votes import VOTES

_PLAIN = (
    "none", "world", "dateline", "publisher_country", "address_country", "share", "telling_share", "located", "bodies",
    "origins", "asides", "texts_naming", "number_sentences", "inner", "country_share", "local", "local_of_top",
    "leads", "spread", "late", "inside_of", "holds", "area_word", "pointed_at_kind", "publisher_share",
    "against_country", "form_share", "form_titled", *HELD,
)  # fmt: skip
_COUNTS = (
    "count", "telling", "early", "headings", "inner_places", "words", "titled", "first_body_text", "parts",
)  # fmt: skip
_RANKS = ("telling_rank", "number_sentence_rank", "country_rank", "local_rank")
_CLASSES = ("local", "world")
_BY_CLASS = (
    "top_country_share", "second_country_share", "world_share", "titled_world", "top_local_share",
    "second_local_share", "top_local_titled", "local_telling", "country_telling", "country_titled", "publisher_local",
    "local_in_publisher", "says_admin", "says_city", "says_site", "says_waters",
)  # fmt: skip
_COUNTS_BY_CLASS = (
    "countries", "mentions", "texts", "nation_words", "titled_places", "world_mentions", "local_names", "wide_names",
)  # fmt: skip
_OF_LOCAL = ("telling_share", "titled_telling", "titled_first", "number_sentences", "local_of_top", "in_publisher")


def linear_row(row: Mapping[str, float]) -> dict[str, float]:
    """The columns of a candidate, by name; a feature that it lacks (none has no mentions) counts as 0."""
    return dict(_columns(row))


def _columns(row: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    def of(name: str) -> float:
        return max(0.0, float(row.get(name, -1.0)))

    kind = row.get("kind", -1.0)
    is_a = {"local": of("local"), "world": of("world")}
    yield from ((f"kind_{name}", float(kind == n)) for n, name in enumerate(KINDS))
    yield from ((f"source_{source.name.lower()}", float(row.get("source", -1.0) == source)) for source in Source)
    yield from ((f"plain_{name}", of(name)) for name in _PLAIN)
    yield from ((f"vote_{name}", float(row.get(name, 0.0))) for name in VOTES)
    yield from ((f"log_{name}", log1p(of(name))) for name in _COUNTS)
    yield from ((f"near_{name}", 1 / (1 + of(name)) if row.get(name, -1.0) >= 0 else 0.0) for name in _RANKS)
    yield "other_form", float(row.get("form", 0.0) >= 1)
    for name in _CLASSES:
        yield from ((f"{name}_{other}", is_a[name] * of(other)) for other in _BY_CLASS)
        yield from ((f"{name}_log_{other}", is_a[name] * log1p(of(other))) for other in _COUNTS_BY_CLASS)
    yield from ((f"local_{name}", is_a["local"] * of(name)) for name in _OF_LOCAL)


LINEAR = tuple(linear_row({}))
