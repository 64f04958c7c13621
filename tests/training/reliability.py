"""A plot of how honest the confidence is: of claims with about this confidence, how many are right in their core."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_BINS = 10
_SIDE, _MARGIN = 320, 48
_STYLE = "font:12px sans-serif;fill:#333"


def reliability_svg(judged: Sequence[tuple[float, bool]]) -> str:
    """An SVG of ten points of equally many claims each: mean confidence to the right, share right upwards."""
    said, was = (np.array(column, float) for column in zip(*sorted(judged), strict=True))
    parts = [part for part in np.array_split(np.arange(len(said)), _BINS) if len(part)]
    points = [(float(said[part].mean()), float(was[part].mean())) for part in parts]
    full = _SIDE + 2 * _MARGIN
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {full} {full}" role="img">',
        "<title>Confidence of claims against how often they are right</title>",
        f'<rect width="{full}" height="{full}" fill="#fff"/>',
        f'<path d="M{_x(0)},{_y(0)}L{_x(1)},{_y(1)}" stroke="#bbb" stroke-dasharray="4"/>',
        f'<path d="M{_x(0)},{_y(1)}V{_y(0)}H{_x(1)}" fill="none" stroke="#333"/>',
        f'<polyline points="{" ".join(f"{_x(a)},{_y(b)}" for a, b in points)}" fill="none" stroke="#1d5c8f"/>',
        *(f'<circle cx="{_x(a)}" cy="{_y(b)}" r="4" fill="#1d5c8f"/>' for a, b in points),
    ]
    for tick in (0.0, 0.5, 1.0):
        lines.append(f'<text x="{_x(tick)}" y="{_y(0) + 18}" text-anchor="middle" style="{_STYLE}">{tick:g}</text>')
        lines.append(f'<text x="{_x(0) - 8}" y="{_y(tick) + 4}" text-anchor="end" style="{_STYLE}">{tick:g}</text>')
    middle = full / 2
    lines.append(f'<text x="{middle}" y="{full - 8}" text-anchor="middle" style="{_STYLE}">confidence</text>')
    lines.append(
        f'<text transform="translate(14,{middle}) rotate(-90)" text-anchor="middle" style="{_STYLE}">right in figure, '
        "unit, measure, period, place</text>"
    )
    return "\n".join([*lines, "</svg>", ""])


def _x(share: float) -> float:
    return round(_MARGIN + share * _SIDE, 1)


def _y(share: float) -> float:
    return round(_MARGIN + (1 - share) * _SIDE, 1)
