"""Small plots for the review and the report: positions in Python, drawn as SVG by the macros of plots.html."""

from outputs.plots.bars import Bars, stacked
from outputs.plots.lines import COLOURS, WIDTH, Drawn, Plot, drawn, history, number_line

__all__ = ["COLOURS", "WIDTH", "Bars", "Drawn", "Plot", "drawn", "history", "number_line", "stacked"]
