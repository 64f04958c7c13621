"""The fields of a claim in the order in which they are chosen: a later one may see what earlier ones are. At the end
the encoder has its say in some."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.reading.claims.attribution.chooser import AttributionChooser
from pipeline.reading.claims.attribution.document_chooser import DocumentSourceChooser
from pipeline.reading.claims.choosing import Choice, Chooser, Proposal, Weights, choose, shipped_weights
from pipeline.reading.claims.claimhood.chooser import ClaimhoodChooser
from pipeline.reading.claims.classifying import Classifier, classified
from pipeline.reading.claims.document import ParsedDocument
from pipeline.reading.claims.encoder.network import shipped_network
from pipeline.reading.claims.encoder.pooling import evidence_for, pooled, shipped_pools
from pipeline.reading.claims.kind.classifier import KindClassifier
from pipeline.reading.claims.measure.chooser import MeasureChooser
from pipeline.reading.claims.measure.classifier import MeasureClassifier
from pipeline.reading.claims.modality.classifier import ModalityClassifier
from pipeline.reading.claims.part.chooser import PartChooser
from pipeline.reading.claims.period.chooser import PeriodChooser
from pipeline.reading.claims.place import DocumentPlaceChooser, PlaceChooser
from pipeline.reading.claims.subject.chooser import NounChooser, SubjectChooser
from pipeline.reading.measures import vocabulary


@cache
def fields(packs: tuple[str, ...]) -> tuple[Chooser[Any] | Classifier[Any], ...]:
    """What chooses or classifies each field, with the measures of these packs, in order.

    Raises PackError for a pack that is not there.
    """
    return (
        NounChooser(),
        KindClassifier(vocabulary(packs)),
        MeasureClassifier(vocabulary(packs)),
        MeasureChooser(vocabulary(packs)),
        ModalityClassifier(),
        DocumentPlaceChooser(),
        PlaceChooser(),
        PeriodChooser(),
        SubjectChooser(),
        PartChooser(),
        DocumentSourceChooser(),
        AttributionChooser(),
        ClaimhoodChooser(),
    )


@dataclass(frozen=True, slots=True)
class Step:
    """One field's choices for the numbers of a document; of a chooser also what it proposed and was trained to."""

    name: str
    choices: list[Choice[Any]]
    proposals: Sequence[Proposal[Any]] = ()
    weights: Weights | None = None
    features: tuple[str, ...] = ()


def steps(document: ParsedDocument, packs: tuple[str, ...]) -> Iterator[Step]:
    """The fields in order, each chosen with the weights that ship in view of those before it.

    Raises WeightsError where weights are missing or were made for others, PackError for a pack that is not there.
    """
    chosen: dict[str, list[Choice[Any]]] = {}
    for field in fields(packs):
        if isinstance(field, Classifier):
            step = Step(field.name, classified(field, document, chosen))
        else:
            weights, proposals = shipped_weights(field.name, field.features), field.propose(document, chosen)
            step = Step(field.name, choose(proposals, weights), proposals, weights, field.features)
        chosen[step.name] = step.choices
        yield step


def choices_for(document: ParsedDocument, packs: tuple[str, ...]) -> dict[str, Sequence[Choice[Any]]]:
    """By field a choice for each number of the document, pooled with what the encoder says. Raises as `steps` does."""
    choices = {step.name: step.choices for step in steps(document, packs)}
    return pooled(choices, evidence_for(document, choices, shipped_network()), shipped_pools())
