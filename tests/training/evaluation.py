"""Claims put together from choices on unseen groups, scored as the program's claims are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.reading.claims.assembly import assembled
from pipeline.records.model import Claim
from pipeline.records.rows import claim_to_row
from pipeline.records.settings import ClaimSettings
from tests.gold.groups import fold, scored_parts
from tests.gold.scoring import LEVELS, Scored, score
from tests.training import calibration
from tests.training.crossvalidation import Chosen, chosen_for
from tests.training.examples import Example


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores over the parts of the corpus."""

    scores: Mapping[str, Scored]

    def __str__(self) -> str:
        head = "groups        " + "  ".join(f"{level:>8}" for level in LEVELS) + "     ECE  surer half  surest tenth"
        return "\n".join([head, *(f"{label:13} {_line(scored)}" for label, scored in self.scores.items())])


def evaluated(examples: Sequence[Example], chosen: Chosen, settings: ClaimSettings) -> Evaluation:
    """F1 of every level, the confidence's calibration error, and how often the surer claims are right in their core.

    The confidence of each half of the groups is fitted on the other half.
    """
    claims = [claim for half in claims_on_unseen_groups(examples, chosen, settings).values() for claim in half]
    scores = {}
    for label, groups in scored_parts(one.group for one in examples).items():
        some = {one.id: one for one in examples if one.group in groups}
        gold = [claim for one in some.values() for claim in one.gold]
        scores[label] = score(gold, [claim_to_row(claim) for claim in claims if claim.doc in some])
    return Evaluation(scores)


def claims_on_unseen_groups(
    examples: Sequence[Example], chosen: Chosen, settings: ClaimSettings
) -> dict[bool, list[Claim]]:
    """The claims of the groups whose errors may be read (True) and of those only scored (False), the confidence of each
    half fitted on the other."""
    parted = halves(examples)
    return {half: _claims(some, parted[not half], chosen, settings) for half, some in parted.items()}


def halves(examples: Sequence[Example]) -> dict[bool, list[Example]]:
    """The examples of the groups whose errors may be read (True), and of those that are only scored (False)."""
    read = set(fold((one.group for one in examples), "1/2"))
    return {half: [one for one in examples if (one.group in read) == half] for half in (True, False)}


def _line(scored: Scored) -> str:
    f1 = "  ".join(f"{scored.levels[level].f1:8.3f}" for level in LEVELS)
    sure = sorted(scored.confidence, key=lambda each: -each[0])
    half, tenth = (float(np.mean([right for _, right in sure[: len(sure) // n]])) for n in (2, 10))
    return f"{f1}   {scored.calibration_error:.3f}  {half:10.3f}  {tenth:12.3f}"


def _claims(some: Sequence[Example], others: Sequence[Example], chosen: Chosen, settings: ClaimSettings) -> list[Claim]:
    """The claims of some examples, their confidence fitted on others."""
    numbers = calibration.fitted(calibration.rows(others, chosen, settings.claim_from), by_ocr=0.0)
    found = []
    for one in some:
        found += assembled(one.id, one.document, chosen_for(one, chosen), settings, numbers)
    return found
