"""Pages that open without a network and print: their frame, and how their templates are filled."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from outputs.wording import printable


def static_page(template: str, packages: tuple[str, ...], styles: tuple[tuple[str, str], ...], **shown: Any) -> str:
    """A template of one of the packages as HTML, with these style sheets (package and path) in it.

    What documents say is escaped as text.
    """
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=ChoiceLoader([PackageLoader(package, "") for package in (*packages, "outputs")]),
        autoescape=True,
        finalize=printable,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = Markup("\n".join(files(package).joinpath(path).read_text("utf-8") for package, path in styles))
    return environment.get_template(template).render(style=style, **shown)
