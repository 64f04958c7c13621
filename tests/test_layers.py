"""Imports go one way: from folder to folder of the house, and from stage to stage of the pipeline."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = ("sources", "pipeline", "outputs", "flows")
STAGES = {
    "records": set[str](),
    "documents": {"records"},
    "reading": {"records"},
    "comparing": {"records", "reading"},
    "ledger": {"records", "documents", "reading", "comparing"},
}
"""Each stage of the pipeline, with the stages that it may import."""


def imports(path: Path) -> Iterator[str]:
    """The dotted names of all modules that a file imports."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_imports_nothing_that_stands_to_its_right(layer: str) -> None:
    to_the_right = set(LAYERS[LAYERS.index(layer) + 1 :]) | {"tests"}
    faults = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sorted((ROOT / layer).rglob("*.py"))
        for name in imports(path)
        if name.split(".")[0] in to_the_right
    ]
    assert not faults


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_imports_only_what_it_may(stage: str) -> None:
    others = set(STAGES) - STAGES[stage] - {stage}
    faults = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sorted((ROOT / "pipeline" / stage).rglob("*.py"))
        for name in imports(path)
        if name.split(".")[0] == "pipeline" and set(name.split(".")[1:2]) & others
    ]
    assert not faults


def test_comparing_takes_from_reading_only_the_gazetteer_and_the_vocabulary_of_measures() -> None:
    faults = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sorted((ROOT / "pipeline" / "comparing").rglob("*.py"))
        for name in imports(path)
        if name.startswith("pipeline.reading.")
        and not name.startswith(("pipeline.reading.places", "pipeline.reading.measures.vocabulary"))
    ]
    assert not faults


def test_a_run_comes_to_its_conflicts_without_anything_that_people_get() -> None:
    faults = [
        f"flows/{name}.py imports {module}"
        for name in ("run", "second_reader", "steps", "summary", "tasks")
        for module in imports(ROOT / "flows" / f"{name}.py")
        if module.split(".")[0] == "outputs"
    ]
    assert not faults


def test_nothing_lies_flat_beside_the_stages() -> None:
    beside = {path.name for path in (ROOT / "pipeline").iterdir() if path.name != "__pycache__"}
    assert beside <= {*STAGES, "__init__.py", "py.typed"}
