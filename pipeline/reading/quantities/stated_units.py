"""The scale and unit that headers, captions and headings state for the bare figures under them: "(US$ million)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from pipeline.reading.quantities.amounts import COUNT, PERCENT, PHYSICAL, read_amount
from pipeline.reading.quantities.local_money import local_code
from pipeline.reading.quantities.money import YEAR, currency_named_before
from pipeline.reading.quantities.tokens import Tokens, reader
from pipeline.reading.quantities.vocabulary import Unit, vocabulary
from pipeline.records.model import Quantity

THOUSANDS = frozenset({"000", "000s", "000's", "000’s"})
_APOSTROPHES = frozenset({"'", "’"})
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,60})[)\]]")
_BRACKETS = re.compile(r"[()\[\]]")
_BEHIND_IN = re.compile(r"\bin\s+(\S.{0,40})$")
_PARTING = re.compile(r"[,;:]\s|[\n\t]")
_PART = re.compile(r"[(\[][^()\[\]]{1,60}[)\]]|(?:[^,;:()\[\]\n\t]|[,;:](?!\s))+")
_BARE = re.compile(r"[-−+]?\d[\d.,\s\u00a0\u202f'’]*")
_LOSS = re.compile(r"\(\s*\d[\d.,\s]*\)\s*")
_SCALE = r"(?:['’]?000s?|millions?|billions?|thousands?|crores?|lakhs?|mn?|bn|k)"
_SIGN_AT_END = re.compile(
    rf"(?:^|[^\d\s]\s)((?:[A-Z]{{0,3}}[$£€₹¥₦]\s?{_SCALE}?|(?:[A-Z]{{3}}|[RN])\s?{_SCALE}|R['’]000s?)|%)$"
)
_TWO_FIGURES = re.compile(
    r"\d[\d.,\s]*+%?\s*+(?P<second>\(\s*+\d[\d.,\s]*+%?\s*+\)|[(\[]\s*+\d[\d.,\s]*+[-–‑][\d.,\s]*+[)\]])"
)
"""A count and its share, in either order, or a figure and its range: "41 (20.5)", "20.5% (41)", "21 [0-88]"."""
_COUNT = re.compile(r"(?:\d+|\d{1,3}(?:[,\s]\d{3})+)\s*\(")
_YEARS_BEFORE = re.compile(r"^(?:FY\s?)?(?:19|20)\d\d\s?[-–/]\s?(?:(?:19|20)?\d\d)\s+(?=\D)")
LONGEST_STATEMENT = 14
"""Words of a part of a label that may state a unit."""


@dataclass(frozen=True, slots=True)
class StatedUnit:
    """What the figures under a label are counted in; a `unit` of None leaves theirs."""

    scale: int = 1
    unit: Unit | None = None
    plain: bool = False
    """Whether they are said to be numbers as they stand: "Children (number)"."""

    @property
    def states(self) -> bool:
        """Whether it is more than that they are numbers."""
        return self.scale != 1 or self.unit is not None


def in_stated_units(
    quantities: Iterable[Quantity],
    text: str,
    labels: Sequence[str],
    currencies: Mapping[str, str] = MappingProxyType({}),
) -> list[Quantity]:
    """The quantities of a text, bare figures among them multiplied and in the unit that the nearest label states.

    A sum of money that fills the text before its headers in brackets, "(412)", is a loss; of "41 (20.5)" under "n (%)"
    the number in brackets is the share. Labels come nearest first. `currencies`: those of `local_currencies`.
    """
    stated = _stated(labels, currencies)
    if stated == StatedUnit():
        return list(quantities)
    meant = _stretch_meant(stated, text, labels)
    return [_applied(each, stated, text) if each.start in meant else each for each in quantities]


def _stretch_meant(stated: StatedUnit, text: str, labels: Sequence[str]) -> range:
    """Where in the text stand the numbers that the unit is of: all of it, unless it holds a count and a share, one of
    them in brackets."""
    whole = range(len(text))
    two = _TWO_FIGURES.match(text)
    if stated.unit is None or stated.unit.group != "share" or two is None:
        return whole
    label = next(each for each in labels if stated_unit(each).unit)
    within = [_read(part) for part in _IN_BRACKETS.findall(label)]
    opening = two.start("second")
    if any(part != StatedUnit() for part in within) and any(map(_names_statistic, labels)):
        return range(0)  # "Age, mean (SD)" in a column of "n (%)"
    if any(part.plain for part in within):
        return whole[:opening]
    return whole[opening:] if any(part.unit for part in within) and _COUNT.match(text) else whole


def without_statements(quantities: Iterable[Quantity], text: str) -> list[Quantity]:
    """The quantities of a heading, a caption or a row, without those that only state a unit: "in millions of euros"."""
    spans = [
        found.span() for found in _PART.finditer(text) if stated_unit(found.group().strip(" ()[]")) != StatedUnit()
    ]
    return [
        each
        for each in quantities
        if any(map(str.isdigit, each.surface.replace("0", "")))
        or not any(start <= each.start and each.end <= end for start, end in spans)
    ]


def without_statistics(quantities: Iterable[Quantity], text: str, labels: Sequence[str]) -> list[Quantity]:
    """The quantities of a cell, without the number in brackets where a label says that it tells how sure an estimate
    is, "34.2 (8.1)" beside "mean (SD)", "21 [0-88]" beside "median [range]"; and none under "p-value"."""
    given = list(quantities)
    if any(map(_is_statistic, _PARTING.split(labels[0] if labels else ""))):
        return []
    two = _TWO_FIGURES.match(text)
    if two is None or not any(map(_names_statistic, labels)):
        return given
    return [each for each in given if not two.start("second") < each.start < two.end()]


def _is_statistic(part: str) -> bool:
    """Whether a part of a label says that its figures tell how sure an estimate is, and no more."""
    return part.strip() in vocabulary().lists["statistic_headers"]


def _names_statistic(label: str) -> bool:
    statistics = vocabulary().lists["statistics"] | vocabulary().lists["spreads_in_headers"]
    return any(not statistics.isdisjoint(part.replace(".", "").split()) for part in _IN_BRACKETS.findall(label))


@lru_cache(maxsize=4096)
def is_statement(text: str) -> bool:
    """Whether a text only says in what the figures of a table are counted: "All amounts in US$ million, (nominal)."."""
    parts = [part for part in _PARTING.split(_IN_BRACKETS.sub(r", \1", text).strip(" ,.:")) if part.strip()]
    return stated_unit(text) != StatedUnit() and all(_is_stated(part) for part in parts)


def _is_stated(part: str) -> bool:
    t = reader().read(part)
    fillers = vocabulary().lists["fillers_of_units"]
    return _read(part) != StatedUnit() or all(t.low[i] in fillers or _is_year(t, i) for i in range(t.count))


def _is_year(t: Tokens, i: int) -> bool:
    return YEAR.fullmatch(t.words[i]) is not None and not t.glued(i)


def _stated(labels: Sequence[str], currencies: Mapping[str, str]) -> StatedUnit:
    """Scale and unit of the first label that states one, or of two that share them out, each stating one of both."""
    scale, unit = 1, None
    for label in labels:
        found = stated_unit(label)
        if found.plain:
            break
        if scale > 1 and found.scale not in (1, scale):
            continue  # a statement of its own: "(thousands)" below "US$ million" counts no money
        if unit is None and found.unit is not None:
            unit = replace(found.unit, name=local_code(found.unit.name, label, currencies))
        if scale == 1:
            scale = found.scale
        if unit is not None and (scale > 1 or unit.group != "money"):
            break
    return StatedUnit(1 if unit is not None and unit.group == "share" else scale, unit)


def _applied(quantity: Quantity, stated: StatedUnit, text: str) -> Quantity:
    if quantity.unit != "count" or quantity.form != "cardinal" or not _BARE.fullmatch(quantity.surface):
        return quantity
    unit = stated.unit
    lost = unit is not None and unit.group == "money" and _LOSS.match(text) and quantity.start <= 2
    factor = -stated.scale if lost else stated.scale

    def scaled(value: float | None) -> float | None:
        return None if value is None else float(f"{value * factor:.12g}")

    form = {"share": "percent", "money": "money"}.get(unit.group, "measure") if unit else quantity.form
    return replace(
        quantity,
        value=scaled(quantity.value),
        low=scaled(quantity.low),
        high=scaled(quantity.high),
        unit=unit.name if unit else quantity.unit,
        form=form,
    )


@lru_cache(maxsize=2048)
def stated_unit(label: str) -> StatedUnit:
    """What a label states: in brackets, behind a comma or as a whole ("Aid by region, US$ million", "thousands")."""
    outside = [_YEARS_BEFORE.sub("", part.strip()) for part in _PARTING.split(_IN_BRACKETS.sub("", label))]
    within = _IN_BRACKETS.findall(label)
    parts = [*within, *(part for each in within for part in _PARTING.split(each)), *_BEHIND_IN.findall(label), *outside]
    parts += [sign for part in outside for sign in _SIGN_AT_END.findall(part)]
    parts.insert(0, _BRACKETS.sub(" ", label))
    read = [found for part in parts if (found := _read(part)) != StatedUnit()]
    read += [found for part in (*within, *outside) if (found := _leading(part)) != StatedUnit()]
    read += [found for part in within if (found := _compound(part)) != StatedUnit()]
    return next((found for found in read if not found.plain), read[0] if read else StatedUnit())


def _read(part: str) -> StatedUnit:
    """The statement that a part of a label is, if every word of it belongs to one."""
    t = reader().read(part)
    if not 0 < t.count <= LONGEST_STATEMENT:
        return StatedUnit()
    words = vocabulary()
    if t.count == 1 and t.low[0] in words.lists["plain_units"]:
        return StatedUnit(plain=True)
    scale, unit, i = 1, None, 0
    while i < t.count:
        size = _scale(t, i, unit)
        measured = t.units.get(i) or _symbol_alone(t, i)
        money = _currency_at(t, i)
        if size:
            scale, i = scale * size, i + 1
        elif t.words[i] in words.joined_currencies:
            code, size = words.joined_currencies[t.words[i]]
            scale, unit, i = scale * size, Unit(code, "money"), i + 1
        elif measured and measured[1].group in {"share", "money", "weight", "area", "length", "volume"}:
            unit, i = measured[1], measured[0]
        elif money:
            i, unit = money
        elif t.words[i] in words.currency_letters and _scale(t, i + 1 + (t.words[i + 1] in _APOSTROPHES), None) > 1:
            unit, i = Unit(words.currency_letters[t.words[i]], "money"), i + 1
        elif t.low[i] in words.lists["fillers_of_units"] or _is_year(t, i):
            i += 1
        else:
            return StatedUnit()
    return StatedUnit(scale, unit)


def _currency_at(t: Tokens, i: int) -> tuple[int, Unit] | None:
    """The token behind the sign, code or letters of a currency that begin at token i, "GH¢" or "EUR", and its unit."""
    for last in (i + 2, i + 1):
        money = currency_named_before(t, last)
        if money and money.edge == i:
            return last, money.unit
    return None


def _leading(part: str) -> StatedUnit:
    """The unit that a part of a label begins with, what it is of behind it: "% of GDP", "Kilograms per head"."""
    t = reader().read(part)
    if t.low[:2] == ["percentage", "of"]:
        return StatedUnit(unit=PERCENT)
    last, unit = t.units.get(0, (0, COUNT))
    share = unit.group == "share" and t.low[last] == "of"
    each = unit.group in PHYSICAL and t.low[last] == "per" and last + 1 not in t.units
    return StatedUnit(unit=unit) if share or each else StatedUnit()


def _compound(part: str) -> StatedUnit:
    """A unit of several, as brackets hold it: "(µg/m3)", "(GWh)", "(km/h)"."""
    t = reader().read(f"1 {part}")
    amount = read_amount(t, 0)
    whole = amount is not None and amount.last == t.count and amount.unit.group in {"compound", "energy", "speed"}
    return StatedUnit(unit=amount.unit) if amount and whole else StatedUnit()


def _symbol_alone(t: Tokens, i: int) -> tuple[int, Unit] | None:
    """A symbol that ends a statement: "(ha)", "(thousand km²)"; of two letters or more, for "t" may be a name."""
    text = t.text[t.start[i] : t.end[t.count - 1]]
    unit = vocabulary().unit_symbols.get(text) if len(text) > 1 and text.isalnum() else None
    return (t.count, unit) if unit and text not in vocabulary().lists["fillers_of_units"] else None


def _scale(t: Tokens, i: int, unit: Unit | None) -> int:
    words, low = vocabulary(), t.low[i]
    if low in words.scales or low in words.plural_scales:
        return words.scales.get(low) or words.plural_scales[low]
    if low in THOUSANDS or (low == "000" and t.words[i - 1] in _APOSTROPHES):
        return 1000
    return words.suffixes.get(low, 0) if unit is not None and low != "t" else 0
