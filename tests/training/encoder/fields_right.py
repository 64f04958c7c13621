"""How often each field that the encoder has a say in is right, before and after its say."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipeline.reading.claims.encoder.evidence import FIELDS
from tests.gold.groups import scored_parts
from tests.training.crossvalidation import Chosen
from tests.training.examples import Example, asked
from tests.training.labels import CLAIMHOOD, is_right


def fields_right(examples: Sequence[Example], *choices: Chosen) -> str:
    """A line for each field and part of the corpus: the share of required claims, their number matched, whose first
    candidate is right, for each of the choices."""
    lines = []
    for field in FIELDS:
        for label, groups in scored_parts(e.group for e in examples).items():
            shares = (_share(field, examples, groups, chosen) for chosen in choices)
            lines.append(f"{field:10} {label:13} {' '.join(f'{share:.3f}' for share in shares)}")
    return "\n".join(lines)


def _share(field: str, examples: Sequence[Example], groups: Collection[str], chosen: Chosen) -> float:
    right = is_right(field)
    answers = [
        right(chosen[field][one.id][n].value, gold)
        for one in examples
        if one.group in groups
        for n, gold in asked(field, one).items()
        if gold["required"] or field == CLAIMHOOD
    ]
    return sum(answers) / max(1, len(answers))
