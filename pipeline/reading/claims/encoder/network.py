"""The network that ships: pieces of a document in, columns of scores for each piece out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnxruntime.capi import onnxruntime_pybind11_state as onnx_errors
from pydantic import TypeAdapter

from pipeline.reading.claims.choosing import WeightsError
from pipeline.reading.claims.codes import BLOCK_KINDS
from pipeline.reading.claims.encoder.windows import Stretch, Windows
from pipeline.reading.claims.period.forms import Form

Rows = NDArray[np.float32]
"""A row of scores for each of some stretches of text, a column for each thing that is scored."""

_WEIGHTS = "encoder.onnx"
LAYOUT = "layout"
"""Under which name the layout travels among the properties of the file."""
_INPUTS = frozenset({"ids", "asked"})
"""A window's pieces, and the places of those that rows are asked for."""
_REFUSALS = (
    onnx_errors.Fail, onnx_errors.InvalidArgument, onnx_errors.InvalidGraph, onnx_errors.InvalidProtobuf,
    onnx_errors.NotImplemented,
)  # fmt: skip
"""What onnxruntime raises for a file that it cannot run."""
REMEDY = "make it anew with: python -m tests.training.encoder"


FORMS = tuple(form.name for form in Form)
CLASSED = frozenset({"kind", "measure"})
"""The fields whose candidates are classes, each with a column of its own."""
BLOCKS = CLASSED | {
    "claimhood", "form", "date_form", "other_date_form", "date_asked", "date_told", "other_date_asked",
    "other_date_told", "place_asked", "place_told", "place_class", "place_alone",
}  # fmt: skip
"""The blocks of columns that are asked for."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns of the network's output are, and what it was trained to; it travels in the weights' file.

    `columns` names each block of columns with its first column and the one behind its last; `labels` are the classes
    of a field that has a column for each. `forms` and `block_kinds` are those that there were when it was trained, in
    their order.
    """

    columns: Mapping[str, tuple[int, int]]
    labels: Mapping[str, tuple[str, ...]]
    forms: tuple[str, ...]
    block_kinds: tuple[str, ...]

    def block(self, name: str) -> slice:
        return slice(*self.columns[name])

    @property
    def width(self) -> int:
        """How many columns there are."""
        return max(end for _, end in self.columns.values())


class Network:
    """A network as it was trained, with the layout of its output."""

    def __init__(self, session: onnxruntime.InferenceSession, layout: Layout) -> None:
        self._session = session
        self.layout = layout

    def rows(self, windows: Windows, places: Sequence[tuple[int, int, int]]) -> Rows:
        """What the network says of each place, a text and the characters of it from a start to an end: the mean of the
        rows of its pieces. Windows in which no place lies are not looked at."""
        of_window: defaultdict[int, list[tuple[int, Stretch]]] = defaultdict(list)
        for n, place in enumerate(places):
            stretch = windows.stretch(*place)
            of_window[stretch.window].append((n, stretch))
        rows = np.zeros((len(places), self.layout.width), np.float32)
        for window, inside in of_window.items():
            asked = np.unique(np.concatenate([np.arange(stretch.start, stretch.end) for _, stretch in inside]))
            output = self._session.run(None, {"ids": windows.ids[window][None, :], "asked": asked})[0][0]
            for n, stretch in inside:
                first = int(np.searchsorted(asked, stretch.start))
                rows[n] = output[first : first + stretch.end - stretch.start].mean(axis=0)
        return rows


def network_of(source: bytes, name: str) -> Network:
    """The network of an ONNX file; `name` is what errors call it. Raises WeightsError where it is none of ours."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
        layout = TypeAdapter(Layout).validate_json(session.get_modelmeta().custom_metadata_map[LAYOUT])
    except (*_REFUSALS, KeyError, ValueError) as error:
        raise WeightsError(f"{name}: no network that can be read ({error}); {REMEDY}") from error
    inputs = {each.name for each in session.get_inputs()}
    missing = [*(_INPUTS - inputs), *(BLOCKS - set(layout.columns)), *(CLASSED - set(layout.labels))]
    if missing or (layout.forms, layout.block_kinds) != (FORMS, BLOCK_KINDS):
        what = f"it lacks {', '.join(sorted(missing))}" if missing else "periods or blocks of text are told otherwise"
        raise WeightsError(f"{name}: a network made for other questions than are asked ({what}); {REMEDY}")
    return Network(session, layout)


@cache
def shipped_network() -> Network:
    """The network that ships. Raises WeightsError where it is missing or cannot be read."""
    source = files("pipeline.reading.claims").joinpath("weights", _WEIGHTS)
    try:
        written = source.read_bytes()
    except OSError as error:
        raise WeightsError(f"{source}: no network that can be read ({error}); {REMEDY}") from error
    return network_of(written, str(source))
