"""The records: Block, Quantity, Period, Claim, Fact, Conflict, Decision; ids from content.

Everything here is frozen data. Names and values of a claim's fields are those of the published definition
(docs/design.md, "A claim, field by field"), in code, in JSON Lines and in the dataset alike.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

Bound = Literal["exact", "about", "min", "max", "range"]
NO_MEASURE = "other"
"""What stands as the measure of a claim that has none of the vocabulary's."""
FactBound = Literal["exact", "about", "min", "max", "range", "mixed"]
ClaimKind = Literal["total", "level", "share", "change", "amount", "rate"]
Direction = Literal["up", "down"]
Modality = Literal["asserted", "planned", "projected", "conditional", "denied"]
BlockKind = Literal["heading", "paragraph", "list_item", "table_row", "caption", "callout"]
BlockLabel = Literal[
    "content", "navigation", "promotion", "comment", "related", "footer", "form", "contact",
    "cookie", "share", "metadata", "hidden", "running_head", "noise", "other_language", "interstitial",
]  # fmt: skip
VerdictName = Literal[
    "agree", "compatible", "derived", "progression", "scope", "unknown",
    "conflict", "regression", "derived_conflict", "period_conflict",
]  # fmt: skip
ConflictKind = Literal["conflict", "regression", "derived_conflict", "period_conflict"]
FactStatus = Literal["single", "agreed", "mixed", "open", "settled", "reopened"]
Severity = Literal["high", "medium", "low"]
DecisionName = Literal[
    "right", "both", "misread", "not_a_claim", "outdated", "unsettled", "accept", "split", "merge", "add",
    "sign_off", "undo",
]  # fmt: skip

WIDEST_GAP = 1000.0
FLAGGED: frozenset[str] = frozenset({"conflict", "regression", "derived_conflict", "period_conflict"})

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points, from the top left corner of the page as it is shown."""


def fold(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def digest(*parts: object, length: int = 12) -> str:
    """The first hex digits of the SHA-256 of the parts, told apart by a unit separator."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:length]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row: where it stands in the block's text, its headers from the outermost in, and in a
    spreadsheet its name ("C7")."""

    start: int
    end: int
    row_headers: tuple[str, ...] = ()
    column_headers: tuple[str, ...] = ()
    name: str | None = None


@dataclass(frozen=True, slots=True)
class BlockPlace:
    """Where a block stands: an element path for a page, page number (from 1) and box for a PDF, line for text, sheet
    and cells ("B7:F7") for a spreadsheet."""

    path: str | None = None
    page: int | None = None
    box: Box | None = None
    line: int | None = None
    sheet: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document in reading order, kept or dropped, with its chain of headings (outermost first).

    `text` is what the document says, lines inside a call-out joined by a line break. `label` says what it was
    taken for; `why` which rule did so. `by_ocr` marks text that was read from a picture.
    """

    n: int
    kind: BlockKind
    text: str
    kept: bool = True
    label: BlockLabel = "content"
    why: str = ""
    headings: tuple[str, ...] = ()
    place: BlockPlace = BlockPlace()
    cells: tuple[Cell, ...] = ()
    by_ocr: bool = False


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact about the document and how it was found: `how` is "list", "json-ld", "meta", "byline", …"""

    value: str
    how: str


@dataclass(frozen=True, slots=True)
class Metadata:
    title: Stated | None = None
    publisher: Stated | None = None
    published: Stated | None = None
    modified: Stated | None = None
    canonical_url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Why bytes that could be parsed are not, or not wholly, the document that was asked for.

    `kind` is for a program, `reason` and `remedy` are sentences for a person. `in_part` where the rest could be read.
    """

    kind: str
    reason: str
    remedy: str
    in_part: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader of bytes gives: the blocks, what the document says of itself, and what went wrong."""

    blocks: tuple[Block, ...]
    metadata: Metadata = Metadata()
    kind: Literal["web", "pdf", "text", "sheet", "docx"] = "web"
    notes: tuple[str, ...] = ()
    problem: Problem | None = None

    def kept_nowhere(self, label: BlockLabel, problem: Problem) -> Reading:
        """The reading with nothing kept, since the whole of it is what `label` says."""
        dropped = tuple(
            replace(block, kept=False, label=label, why=problem.kind) if block.kept else block for block in self.blocks
        )
        return replace(self, blocks=dropped, problem=problem)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit as it stands in a text.

    `start` and `end` span the number's own words (`79%`, `$1.5-2 billion`), `modifier` holds the words that
    bound it ("more than"), wherever they stand. `value` is None for a pure range. Ratios and fractions of a
    whole are percents.
    """

    start: int
    end: int
    surface: str
    value: float | None
    low: float | None
    high: float | None
    bound: Bound
    unit: str
    modifier: str | None = None
    form: str = "cardinal"
    """cardinal, percent, points, ratio, fraction, multiple, money, measure, vague, zero …; a range by low and high"""


@dataclass(frozen=True, slots=True)
class Period:
    """A time expression: ISO 8601 at the text's own precision; an open side is None."""

    start: int
    end: int
    surface: str
    first: str | None
    last: str | None
    role: str = "in"
    """in, since, until, as_of, span, base (of a comparison), now; with no ends: duration, rate ("a year"), vague"""


@dataclass(frozen=True, slots=True)
class DocumentContext:
    """What is known about the document that a claim stands in."""

    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    published: str | None = None
    retrieved: str | None = None
    snapshot: str | None = None
    licence: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimPlace:
    """Where a claim stands: block number and character span of its quote in the block's text, the block's place, in a
    spreadsheet that of the number's own cell."""

    block: int
    start: int
    end: int
    number_start: int
    number_end: int
    path: str | None = None
    page: int | None = None
    box: Box | None = None
    sheet: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that a field of a claim could have, written as text: a period as an ISO 8601 interval ("2019/2020",
    "2019/..", "../2020", "2019"), a kind with its direction ("change up"), nothing as None. `origin` says where it
    stands ("own sentence", "heading")."""

    value: str | None
    probability: float
    origin: str = ""


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """How one field of a claim was chosen: the likeliest candidates that the text gives, the best first. The best is
    the field's value unless it was too unsure to stand."""

    field: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """One quantity that a document asserts about the world."""

    id: str
    doc: str
    quote: str
    number: str
    value: float | None
    low: float | None
    high: float | None
    bound: Bound
    unit: str
    measure: str
    subject: str
    part: str | None
    kind: ClaimKind
    direction: Direction | None
    start: str | None
    end: str | None
    place: str | None
    attributed_to: str | None
    modality: Modality = "asserted"
    """Only what is asserted can conflict; an aim, a forecast, a condition and what is denied say nothing of what is."""
    per: str | None = None
    """What an amount or a rate is for each of: "year", "day", "100,000 inhabitants"."""
    about: tuple[str, ...] = ()
    """What the count is of beyond its noun: the cause, event or programme that section, heading or title names."""
    event: str | None = None
    """Name and day of the event that the count belongs to, where the text tells of one."""
    modifier: str | None = None
    headings: tuple[str, ...] = ()
    block_kind: BlockKind = "paragraph"
    reading: tuple[str, ...] = ()
    """Where each field was read ("period:heading"), and what people corrected."""
    choices: tuple[FieldChoice, ...] = ()
    confidence: float = 1.0
    """The probability that figure, unit, measure, period and place are all right; 1 for what a person wrote down."""
    document: DocumentContext = field(default_factory=DocumentContext)
    locator: ClaimPlace | None = None
    by_ocr: bool = False

    def evidence(self) -> str:
        """A digest of what a decision about this claim rests on: its text, its values and its source."""
        return digest(
            self.doc,
            fold(self.quote),
            self.number,
            self.value,
            self.low,
            self.high,
            self.unit,
            self.document.url,
        )


def with_ids(claims: Iterable[Claim]) -> list[Claim]:
    """The claims, in document order, with ids from their doc, quote, number and ordinal among equals."""
    seen: dict[tuple[str, str, str], int] = {}
    named = []
    for claim in claims:
        key = (claim.doc, fold(claim.quote), claim.number)
        ordinal = seen[key] = seen.get(key, 0) + 1
        named.append(replace(claim, id=digest(*key, ordinal)))
    return named


@dataclass(frozen=True, slots=True)
class Verdict:
    """What comparing a claim with another, or with a group, says: the rule that spoke and its arithmetic."""

    a: str
    b: tuple[str, ...]
    verdict: VerdictName
    rule: str
    arithmetic: str
    explanation: str = ""
    notes: tuple[str, ...] = ()
    probability: float | None = None
    """Of a flag, or of what is too unlikely to be flagged: how likely a person would call it a real contradiction."""


@dataclass(frozen=True, slots=True)
class DistinctValue:
    """One value of a fact as it was said: which claims, sources and independent witnesses stand behind it."""

    text: str
    low: float | None
    high: float | None
    claims: tuple[str, ...]
    docs: tuple[str, ...]
    witnesses: int


@dataclass(frozen=True, slots=True)
class Fact:
    """What a group of claims is about, and the spread of what they say.

    `low` and `high` are the least and the greatest figure; None where a figure is open to that side. `bound` is that
    of all its figures, `mixed` where they have several, and `says` gives them in words. A running count says what the
    latest of its claims say: `as_of` when they count, `latest` the figure itself.
    """

    id: str
    measure: str
    subject: str
    part: str | None
    unit: str
    kind: ClaimKind
    direction: Direction | None
    place: str | None
    start: str | None
    end: str | None
    low: float | None
    high: float | None
    bound: FactBound
    says: str
    as_of: str | None
    latest: float | None
    values: tuple[DistinctValue, ...]
    claims: tuple[str, ...]
    witnesses: int
    status: FactStatus
    conflicts: tuple[str, ...] = ()

    def with_conflicts(self, ids: Iterable[str]) -> Fact:
        """The fact with the conflicts that it is part of, open where there are any."""
        found = tuple(sorted(ids))
        return replace(self, conflicts=found, status="open") if found else self


def weightiest_first(fact: Fact) -> tuple[int, int, float, str, str, str, str, str]:
    """Orders facts: most independent witnesses, most conflicts, the greatest figure the most times the least one; then
    by measure, subject, place and time."""
    apart = fact.high / fact.low if fact.low and fact.high else 1.0
    when = fact.end or fact.start or ""
    named = fact.measure, fact.subject, fact.place or "", when, fact.id
    return -fact.witnesses, -len(fact.conflicts), -apart, *named


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims that do not fit, in sides; one for a kind and a group of facts, so that it is decided once.

    For a derived conflict the first side holds the claim that should follow, the second those it follows from.
    """

    id: str
    kind: ConflictKind
    sides: tuple[tuple[str, ...], ...]
    facts: tuple[str, ...]
    severity: Severity
    status: Literal["open", "unsure", "settled", "reopened", "withdrawn"]
    explanation: str
    verdicts: tuple[Verdict, ...] = ()
    score: float = 0.0
    """Orders conflicts of one severity, the worst first: size of gap, witnesses, certainty."""
    probability: float | None = None
    """How likely a person would call the surest pair a real contradiction; None where arithmetic or dates say so."""
    gap: float = 1.0
    """How many times the one figure of the surest pair is the other, at their nearer ends: at most `WIDEST_GAP`, and 1
    where only dates differ."""
    witnesses: int = 0
    """Independent witnesses of all sides together."""

    def with_facts(self, fact_of: Mapping[str, str]) -> Conflict:
        """The conflict with the facts that hold its claims, given by claim; as it is where one of them is not given.

        A bucket that flags claims need not hold all that their facts are joined from: it names those of their keys.
        """
        claims = [claim for side in self.sides for claim in side]
        if any(claim not in fact_of for claim in claims):
            return self
        return replace(self, facts=tuple(sorted({fact_of[claim] for claim in claims})))


def worst_first(conflict: Conflict) -> tuple[int, float, str]:
    """Orders conflicts: by severity, then by score."""
    return get_args(Severity).index(conflict.severity), -conflict.score, conflict.id


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person said about a conflict, a claim or a fact; append-only, undone by a further entry.

    `target` is the id of a conflict; of a fact for `accept`, `split` and `merge`; of a claim for `add`, and for
    `misread` and `not_a_claim` outside a conflict; of a decision for `undo` and `sign_off`. `claims` are those that the
    decision speaks of: the right side's, the misread one, those that are split off a fact or merged into it. `evidence`
    maps each claim of the target to its `Claim.evidence()` at that time.
    """

    id: str
    target: str
    decision: DecisionName
    person: str
    at: str
    note: str = ""
    claims: tuple[str, ...] = ()
    side: int | None = None
    differs: str | None = None
    corrections: tuple[tuple[str, str | None], ...] = ()
    """Of `misread`: the fields of the claim that were misread, each with its right value as it was written."""
    evidence: tuple[tuple[str, str], ...] = ()
    seen: tuple[tuple[str, str], ...] = ()
    """Each claim of the target with its figures as they were read then (JSON, no text of the source)."""
