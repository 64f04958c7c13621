"""Train the weights that say how likely figures that come out by arithmetic are meant to.

    python -m tests.training.derive_weights GOLD [--cross-validate] [--write]

GOLD is a folder of annotated documents in groups, as `tests.training.pair_weights` reads it. `--cross-validate` prints
how many annotated derivations are found, and how many of the flags are annotated, by weights that have not seen the
group; `--write` trains on all groups and writes pipeline/comparing/derive/weights.yaml. Equations that nobody listed
count as accidents, but for less: annotators list what they see.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import yaml

from pipeline.comparing.derive.derived import derived_by, equations_of
from pipeline.comparing.derive.equations import Equation, Family
from pipeline.comparing.derive.evidence import gather
from pipeline.comparing.derive.figures import figures_of
from pipeline.comparing.derive.weights import DeriveModels
from pipeline.comparing.gates.normalised import NormalisedClaim, normalise
from pipeline.records.model import Verdict
from pipeline.records.settings import CompareSettings, default_settings
from tests.gold.groups import shuffled_folds
from tests.training.logistic import GradedExample, fitted
from tests.training.pair_examples import UNLISTED, Group, read_groups
from tests.training.pair_weights import FOLDS

WEIGHTS = Path("pipeline/comparing/derive/weights.yaml")
_STRANGERS = 1
Examples = Mapping[Family, Sequence[GradedExample]]


@dataclass(frozen=True)
class Told:
    """What annotators said of a group of claims: the one that follows, those it follows from, and whether it does."""

    follows: str
    terms: frozenset[str]
    fits: bool


def told_of(group: Group) -> list[Told]:
    found = []
    for row in group.relations:
        if row["relation"] in ("derived", "derived_conflict"):
            terms = frozenset([row["b"]] if isinstance(row["b"], str) else row["b"])
            found.append(Told(row["a"], terms, row["relation"] == "derived"))
    return found


def shows(members: frozenset[str], told: Told) -> bool:
    """A pair is shown by itself; a larger group by half of its terms, with one stranger at most."""
    if len(told.terms) == 1:
        return members == told.terms | {told.follows}
    hits = len(told.terms & members)
    return told.follows in members and 2 * hits >= len(told.terms) and len(members) - hits - 1 <= _STRANGERS


def by_document(group: Group, settings: CompareSettings) -> list[list[NormalisedClaim]]:
    found: dict[str, list[NormalisedClaim]] = defaultdict(list)
    for claim in group.claims:
        found[claim.doc].append(normalise(claim, settings))
    return list(found.values())


def examples_of(group: Group, settings: CompareSettings) -> Examples:
    """Every equation of the group's documents that comes out, and whether annotators listed it."""
    told: dict[str, list[Told]] = defaultdict(list)
    for each in told_of(group):
        told[each.follows].append(each)
    found: dict[Family, list[GradedExample]] = {family: [] for family in get_args(Family)}
    for read in by_document(group, settings):
        for equation in equations_of(figures_of(read, settings), settings):
            listed = _is_listed(equation, told)
            found[equation.family].append(GradedExample(gather(equation), listed, 1.0 if listed else UNLISTED))
    return found


def _is_listed(equation: Equation, told: Mapping[str, Sequence[Told]]) -> bool:
    return any(shows(equation.members, each) for member in equation.members for each in told.get(member, ()))


def trained(examples: Iterable[Examples], contradiction: float) -> DeriveModels:
    taken = list(examples)
    meant = {family: fitted([each for group in taken for each in group[family]]) for family in get_args(Family)}
    return DeriveModels(meant, contradiction)


def cross_validated(groups: Sequence[Group], settings: CompareSettings) -> dict[str, list[Verdict]]:
    """By group what follows, by weights that were trained on the other folds' groups."""
    examples = [examples_of(group, settings) for group in groups]
    found: dict[str, list[Verdict]] = {}
    for held in shuffled_folds(len(groups), FOLDS):
        models = trained((examples[n] for n in range(len(groups)) if n not in held), 1.0)
        for n in held:
            read = [norm for members in by_document(groups[n], settings) for norm in members]
            found[groups[n].name] = derived_by(read, settings, models)
    return found


def counted(groups: Sequence[Group], verdicts: Mapping[str, Sequence[Verdict]]) -> dict[str, int]:
    """Derivations and contradictions that were listed and found, and all flags with those that were listed."""
    table = dict.fromkeys(
        ("derived", "derived found", "contradictions", "contradictions found", "flags", "flags listed"), 0
    )
    for group in groups:
        said = {name: [frozenset((v.a, *v.b)) for v in verdicts[group.name] if v.verdict == name]
                for name in ("derived", "derived_conflict")}  # fmt: skip
        told = told_of(group)
        for fits, kind, name in ((True, "derived", "derived"), (False, "contradictions", "derived_conflict")):
            wanted = [each for each in told if each.fits == fits]
            table[kind] += len(wanted)
            table[f"{kind} found"] += sum(any(shows(members, each) for members in said[name]) for each in wanted)
        flags = said["derived_conflict"]
        table["flags"] += len(flags)
        table["flags listed"] += sum(any(shows(flag, each) for each in told if not each.fits) for flag in flags)
    return table


def written(models: DeriveModels) -> str:
    data: dict[str, Any] = {
        "contradiction": models.contradiction,
        "meant": {
            family: {"intercept": model.intercept, "weights": dict(model.weights)}
            for family, model in models.meant.items()
        },
    }
    head = "# Made by python -m tests.training.derive_weights: what each grade of each question weighs, by family.\n"
    return head + yaml.safe_dump(data, allow_unicode=True, sort_keys=True, width=120)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    settings = default_settings().compare
    groups = read_groups(asked.gold)
    verdicts = cross_validated(groups, settings)
    table = counted(groups, verdicts)
    if asked.cross_validate:
        for name, half in (("first half", groups[::2]), ("second half", groups[1::2]), ("all", groups)):
            print(name, counted(half, verdicts))
    if asked.write:
        likely = round((table["flags listed"] + 1) / (table["flags"] + 2), 3)
        WEIGHTS.write_text(written(trained((examples_of(group, settings) for group in groups), likely)), "utf-8")


if __name__ == "__main__":
    main()
