"""Which place a number is about: from its sentence, else the section, the heading or the whole document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.reading.places import PlaceMention

WORLD = "world"


@dataclass(frozen=True, slots=True)
class Placed:
    """A place as the document names it, and where it came from."""

    name: str | None
    rule: str


def own_place(
    text: str,
    numbers: Sequence[tuple[int, int]],
    j: int,
    mentions: Sequence[PlaceMention],
    nation: str | None,
    governing: int | None = None,
) -> Placed | None:
    """The place that number j of a sentence has from the sentence itself; `governing` is where the subject of its
    clause stands ("Bihar, after Goa, reported 260").

    A list gives each number a place of its own ("Telangana (391), Maharashtra (295)"; "1,816 from Odisha"), a single
    place holds for them all. A demonym ("Filipino children") counts where no place is named.
    """
    here = [m for m in _local(text, numbers, j, mentions) if m not in _listed(text, mentions)]
    free = [m for m in here if not (m.part_of_name or names_a_body(text, m) or _is_origin(text, m))]
    telling = [m for m in free if not m.demonym and not _attributive(text, m)]
    strong = [m for m in telling if m.kind != "world"] or telling
    weak = [m for m in free if m not in telling]
    chosen = _bracketed(text, numbers[j], strong) or next(
        (m for m in strong if governing is not None and m.start <= governing < m.end), None
    )
    chosen = chosen or _nearest(numbers, j, strong) or _nearest(numbers, j, weak)
    if chosen is None:
        return None
    if chosen.kind == "nation_word":
        return Placed(nation, "place:nation") if nation else None
    listed = len(here) < len(mentions) or _bracketed(text, numbers[j], [chosen]) is not None
    sure = chosen in strong or chosen.demonym
    return Placed(name_of(chosen), "place:listed" if listed else "place:own" if sure else "place:adjective")


def _listed(text: str, mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Three places or more in a row behind a colon spell out what was counted: "ten countries …: Belarus, Chad, …"."""
    listed: list[PlaceMention] = []
    for mention in mentions:
        behind = text[listed[-1].end : mention.start].strip(" \n") if listed else ""
        if behind in {",", "and", ", and"} and listed:
            listed.append(mention)
        elif text[: mention.start].rstrip().endswith(":"):
            listed = [mention]
        elif len(listed) < _LIST:
            listed = []
    return listed if len(listed) >= _LIST else []


_LIST = 3


def _attributive(text: str, mention: PlaceMention) -> bool:
    """Whether a name stands before a noun as its adjective does: "U.S. officials", not "in the U.S. last year"."""
    if mention.surface.replace(".", "") not in _ADJECTIVES or _is_located(text, mention):
        return False
    return bool(re.match(r"\s+(?:and\s+[A-Z]\w+\s+)?[a-z]", text[mention.end :]))


def names_a_body(text: str, mention: PlaceMention) -> bool:
    """ "the U.S. State Department" is a body, not a place."""
    if mention.surface.replace(".", "") not in _ADJECTIVES or _is_located(text, mention):
        return False
    return bool(re.match(r"\s+[A-Z]", text[mention.end :]))


def _is_origin(text: str, mention: PlaceMention) -> bool:
    """Where people came from is not where it happened."""
    return _ORIGIN.search(text, 0, mention.start) is not None


_ORIGIN = re.compile(
    r"\b(?:came|comes?|coming|brought|lured|trafficked|originat\w+|hail\w*|citizens?|nationals?)\s+(?:in\s+)?from\s+"
    r"(?:outside\s+)?(?:the\s+)?$"
)


def _is_located(text: str, mention: PlaceMention) -> bool:
    before = re.search(r"(\w+)\s+(?:the\s+)?$", text[: mention.start])
    return before is not None and before[1].lower() in _LOCATING


_ADJECTIVES = frozenset({"US", "UK", "USA", "EU", "UN"})
_LOCATING = frozenset({"in", "across", "throughout", "from", "within", "around", "inside", "over"})


def name_of(mention: PlaceMention) -> str | None:
    """How a claim names a mention: as the document does; a demonym by its country; every worldwide word as `world`."""
    if mention.kind == "world":
        return WORLD
    return mention.name if mention.demonym else mention.surface


def _local(
    text: str, numbers: Sequence[tuple[int, int]], j: int, mentions: Sequence[PlaceMention]
) -> list[PlaceMention]:
    """The places that number j can have: not those that another number has to itself ("including 30 in Jacksonville",
    "Bihar (260)")."""
    taken: dict[int, int] = {}
    for m, mention in enumerate(mentions):
        before = [k for k, (_, end) in enumerate(numbers) if end <= mention.start]
        after = [k for k, (start, _) in enumerate(numbers) if start >= mention.end]
        if after and _opens_bracket(text, mention.end, numbers[after[0]][0]):
            taken[m] = after[0]
        elif len(numbers) > 1 and before and _DIRECTLY.fullmatch(text, numbers[before[-1]][1], mention.start):
            taken[m] = before[-1]
    return [mention for m, mention in enumerate(mentions) if taken.get(m, j) == j]


_DIRECTLY = re.compile(r"\s+(?:\w+\s+){0,2}(?:in|from|at)\s+(?:the\s+)?")


def _opens_bracket(text: str, end: int, number: int) -> bool:
    return text[end:number].strip() in {"(", ":"}


def _bracketed(text: str, number: tuple[int, int], mentions: Sequence[PlaceMention]) -> PlaceMention | None:
    return next((m for m in mentions if m.end <= number[0] and _opens_bracket(text, m.end, number[0])), None)


def _nearest(numbers: Sequence[tuple[int, int]], j: int, mentions: Sequence[PlaceMention]) -> PlaceMention | None:
    if len(mentions) <= 1:
        return mentions[0] if mentions else None
    start, end = numbers[j]
    next_start = numbers[j + 1][0] if j + 1 < len(numbers) else 1 << 30
    last_end = numbers[j - 1][1] if j else -1
    following = [m for m in mentions if end <= m.start < next_start]
    if following:
        return following[0]
    preceding = [m for m in mentions if last_end <= m.start and m.end <= start]
    if preceding:
        return preceding[-1]
    earlier = [m for m in mentions if m.end <= start]
    return earlier[-1] if earlier else mentions[0]


def place_of_document(
    title: str, titled: Sequence[PlaceMention], mentions: Sequence[PlaceMention], hint: str | None
) -> str | None:
    """The place that a document as a whole is about: the list's hint, a country in its title, or the country that
    most of its places lie in; None where it speaks of many or of none."""
    if hint:
        return hint
    in_title = [m for m in titled if m.kind != "nation_word"]
    if in_title:
        named = [m for m in in_title if not m.part_of_name and not names_a_body(title, m)] or in_title
        plain = [m for m in named if not m.demonym] or named
        return name_of(plain[0])
    countries: Counter[str] = Counter()
    surface: dict[str, str] = {}
    worldwide = 0
    for mention in mentions:
        if mention.kind == "world":
            worldwide += 1
        elif len(mention.countries) == 1:
            (country,) = mention.countries
            countries[country] += 1
            if mention.kind == "country":
                name = mention.name if mention.demonym or mention.part_of_name else mention.surface
                surface.setdefault(country, name or mention.surface)
    if not countries:
        return WORLD if worldwide else None
    top, count = countries.most_common(1)[0]
    if top not in surface:
        local = next((m.surface for m in mentions if m.kind in {"city", "admin"} and top in m.countries), None)
        if local is not None:
            surface[top] = local
    second = countries.most_common(2)[1][1] if len(countries) > 1 else 0
    if count > worldwide and count > second and (count > 1 or not second):
        return surface.get(top)
    return WORLD if worldwide else None


def nation_of_document(mentions: Iterable[PlaceMention]) -> str | None:
    """The country that "nationwide" and "across the country" mean: the one that most of the document's places lie in,
    by the name that the document gives it."""
    countries = Counter(next(iter(m.countries)) for m in mentions if len(m.countries) == 1)
    if not countries:
        return None
    top, _ = countries.most_common(1)[0]
    named = [m for m in mentions if m.kind == "country" and top in m.countries and m.name]
    plain = [m.surface for m in named if not m.demonym and not m.part_of_name]
    return plain[0] if plain else (named[0].name if named else None)


def place_of_heading(heading: str, mentions: Sequence[PlaceMention], document: str | None) -> str | None:
    """The place that a heading gives to what stands below it.

    A line that is only a town's name, in a document about some place, is where it was written. Of several places the
    document's own is meant.
    """
    named = [m for m in mentions if m.kind != "nation_word" and not m.part_of_name]
    if not named:
        return None
    names = [name_of(m) for m in named]
    if document in names:
        return document
    only = named[0].surface == heading.strip() and named[0].kind in {"city", "admin"}
    return None if only and document else names[0]
