"""The records that the stages hand on, by one address: blocks, numbers and times, claims, findings, decisions.

Everything here is frozen data. Names and values of a claim's fields are those of the published definition
(docs/design.md, "A claim, field by field"), in code, in JSON Lines and in the dataset alike.
"""

from pipeline.records.blocks import (
    Block,
    BlockKind,
    BlockLabel,
    BlockPlace,
    Box,
    Cell,
    Metadata,
    Problem,
    Reading,
    Stated,
)
from pipeline.records.claims import (
    NO_MEASURE,
    Candidate,
    Claim,
    ClaimKind,
    ClaimPlace,
    Direction,
    DocumentContext,
    FieldChoice,
    Modality,
    with_ids,
)
from pipeline.records.decisions import REGROUPING, Decision, DecisionName
from pipeline.records.findings import (
    FLAGGED,
    WIDEST_GAP,
    Conflict,
    ConflictKind,
    DistinctValue,
    Fact,
    FactBound,
    FactStatus,
    Severity,
    Slip,
    Verdict,
    VerdictName,
    weightiest_first,
    worst_first,
)
from pipeline.records.mentions import Bound, Period, Quantity
from pipeline.records.text import digest, fold

__all__ = [
    "FLAGGED",
    "NO_MEASURE",
    "REGROUPING",
    "WIDEST_GAP",
    "Block",
    "BlockKind",
    "BlockLabel",
    "BlockPlace",
    "Bound",
    "Box",
    "Candidate",
    "Cell",
    "Claim",
    "ClaimKind",
    "ClaimPlace",
    "Conflict",
    "ConflictKind",
    "Decision",
    "DecisionName",
    "Direction",
    "DistinctValue",
    "DocumentContext",
    "Fact",
    "FactBound",
    "FactStatus",
    "FieldChoice",
    "Metadata",
    "Modality",
    "Period",
    "Problem",
    "Quantity",
    "Reading",
    "Severity",
    "Slip",
    "Stated",
    "Verdict",
    "VerdictName",
    "digest",
    "fold",
    "weightiest_first",
    "with_ids",
    "worst_first",
]
