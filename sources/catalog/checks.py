"""What the values of a source list must be: each check gives the problem and its remedy, or None."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import urlsplit

from sources.calendar_dates import check_date

_DATED_AHEAD = timedelta(days=92)
"""Journals bear the date of a season that is yet to come."""
ID_PATTERN = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")


class Objection(NamedTuple):
    """What is wrong with a value, and what to do."""

    problem: str
    remedy: str


def check_id(given: str) -> Objection | None:
    """What is wrong with the id of a source; None for nothing."""
    if ID_PATTERN.fullmatch(given):
        return None
    suggestion = re.sub(r"[^a-z0-9]+", "-", given.lower()).strip("-")[:80] or "source-1"
    problem = f"{given!r} is not lower-case letters, digits, '-', '_' and '.' (80 at most)"
    return Objection(problem, f"Write for example {suggestion!r}.")


def check_url(given: str) -> Objection | None:
    """What is wrong with a web address; None for nothing."""
    try:
        parts = urlsplit(given)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fits = False
    if not fits or re.search(r"\s", given):
        remedy = "Give the full address as a browser shows it, starting with https:// or http://."
        return Objection(f"{given!r} is not a web address", remedy)
    if "@" in parts.netloc:
        return Objection("the address holds a user name", "Remove it: addresses are cited in public.")
    return None


def check_published(given: str) -> Objection | None:
    """What is wrong with a date of publication; None for nothing."""
    try:
        check_date(given)
    except ValueError as error:
        return Objection(f"{given!r}: {error}", "Write YYYY, YYYY-MM or YYYY-MM-DD, as precisely as is known.")
    if given > (date.today() + _DATED_AHEAD).isoformat():
        return Objection(f"{given!r} lies in the future", "Correct the date, or remove the line if it is not known.")
    return None


def check_path(given: str) -> Objection | None:
    """What is wrong with the path of a document; None for nothing. Does not look at the disk."""
    if re.match(r"https?:", given, re.IGNORECASE):
        return Objection(f"{given!r} is a web address", "Write it as 'url:', or name a copy in the list's folder.")
    if "\\" in given:
        remedy = "Put the document into the list's folder and write its path from there, with '/' between folders."
        return Objection(f"{given!r} holds a backslash", remedy)
    pure = PurePosixPath(given)
    depth = lowest = 0
    for part in pure.parts:
        depth += -1 if part == ".." else 1
        lowest = min(lowest, depth)
    if not pure.is_absolute() and lowest == 0 and "\0" not in given and not given.startswith(("~/", "file:")):
        return None
    remedy = "Put the document into the list's folder and write its path from there."
    return Objection(f"{given!r} leads out of the list's folder", remedy)
