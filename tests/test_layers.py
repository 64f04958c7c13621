"""Imports go one way: sources ← pipeline ← outputs ← flows."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = ("sources", "pipeline", "outputs", "flows")


def imported_packages(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_imports_nothing_that_stands_to_its_right(layer: str) -> None:
    to_the_right = set(LAYERS[LAYERS.index(layer) + 1 :]) | {"tests"}
    faults = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sorted((ROOT / layer).rglob("*.py"))
        for name in sorted(imported_packages(path) & to_the_right)
    ]
    assert not faults
