"""Choices weighed anew with what the encoder makes of the text: it has a say in what the choosers chose, and proposes
nothing of its own.

The two opinions are pooled in proportion to the product of their probabilities, each to the power of a weight (a
logarithmic opinion pool: Genest and Zidek 1986); what comes out is made honest on groups that neither had seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from pydantic import ConfigDict, TypeAdapter, with_config

from pipeline.reading.claims.choosing import Choice, Choices, Odds, WeightsError, ranked, softmax
from pipeline.reading.claims.document import ParsedDocument
from pipeline.reading.claims.encoder.evidence import FIELDS, Evidence, Scores
from pipeline.reading.claims.encoder.network import REMEDY, Network
from pipeline.records.data import load_yaml

LEAST = 1e-4
"""Probabilities below this one count as this one, the choosers' and the encoder's."""


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class Pool:
    """What the chooser's and the encoder's opinion of a field count, and the odds of what comes out."""

    chooser: float
    encoder: float
    odds: Odds

    def pooled(self, choice: Choice[Any], evidence: Scores) -> Choice[Any]:
        """A choice with its candidates in the order of the pooled probabilities; `evidence` has a score for each, NaN
        where the encoder has no opinion: such a candidate keeps what the chooser gave it."""
        chances = np.array(choice.probabilities) / sum(choice.probabilities)
        told = ~np.isnan(evidence)
        if told.any():
            before, said = logs(np.array(choice.probabilities)[told]), logs(opinion(evidence)[told])
            chances[told] = chances[told].sum() * softmax(self.chooser * before + self.encoder * said)
        return ranked(choice.values, choice.origins, chances, self.odds)


def opinion(evidence: Scores) -> Scores:
    """The encoder's probabilities of the candidates that it has scores for, NaN of the others."""
    told = ~np.isnan(evidence)
    chances = np.full(len(evidence), np.nan)
    if told.any():
        chances[told] = softmax(evidence[told])
    return chances


def logs(probabilities: Scores) -> Scores:
    """The logs of probabilities, those below LEAST taken for it."""
    return np.asarray(np.log(np.maximum(probabilities, LEAST)))


def evidence_for(document: ParsedDocument, choices: Choices, network: Network) -> dict[str, list[Scores]]:
    """By field a score for each candidate of each number of a document, for the fields that the network knows."""
    if not document.numbers:
        return {field: [] for field in FIELDS}
    evidence = Evidence(document, network)
    return {
        field: [evidence.of(field, n, choice.values) for n, choice in enumerate(choices[field])] for field in FIELDS
    }


def pooled(
    choices: Choices, evidence: Mapping[str, Sequence[Scores]], pools: Mapping[str, Pool]
) -> dict[str, Sequence[Choice[Any]]]:
    """The choices for all numbers of a document, those of the fields that the encoder knows weighed anew."""
    weighed = {
        field: [pools[field].pooled(choice, said) for choice, said in zip(choices[field], scores, strict=True)]
        for field, scores in evidence.items()
    }
    return {**choices, **weighed}


@cache
def shipped_pools() -> Mapping[str, Pool]:
    """The numbers that ship with the network, by field. Raises WeightsError where a field has none."""
    pools = TypeAdapter(dict[str, Pool]).validate_python(load_yaml("pipeline.reading.claims.encoder", "pooling.yaml"))
    if missing := set(FIELDS) - set(pools):
        raise WeightsError(f"pooling.yaml: nothing for {', '.join(sorted(missing))}; {REMEDY}")
    return pools
