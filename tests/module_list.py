"""The list of all modules, made of their docstrings: `python -m tests.module_list` writes it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
LAYERS = ("sources", "pipeline", "outputs", "flows")
PAGE = ROOT / "docs" / "modules.md"
_HEAD = """# Modules

Every module with the first sentence of its docstring. Made by `python -m tests.module_list`.
A test holds it to the code.
"""


def page() -> str:
    """The page as it has to be for the code as it stands."""
    return "\n".join([_HEAD, *_rows()]) + "\n"


def _rows() -> Iterator[str]:
    for layer in LAYERS:
        for folder in sorted({path.parent for path in (ROOT / layer).rglob("*.py")}):
            package = folder / "__init__.py"
            yield f"\n## {folder.relative_to(ROOT)}/\n"
            if package.exists() and (told := _first_sentence(package)):
                yield f"{told}\n"
            for path in sorted(folder.glob("*.py")):
                if path != package:
                    yield f"- [{path.name}](../{path.relative_to(ROOT)}): {_first_sentence(path)}"


def _first_sentence(path: Path) -> str:
    told = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return " ".join(told.split("\n\n")[0].split())


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
