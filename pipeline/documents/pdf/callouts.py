"""Call-outs: a number that stands by itself and the label that explains it, joined by where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.documents.figures import has_sign_or_scale, is_figure_with_words
from pipeline.documents.pdf.paragraphs import Group

_LONGEST_LABEL = 30
_MOST_LINES = 6


def join_callouts(groups: list[Group], body_height: float) -> list[Group]:
    """The groups, those of a lone figure joined with the label nearest to them; the joined ones are call-outs.

    A figure is lone when it has a line of its own and is larger than the text, or carries a sign or a scale.
    """
    figures = [k for k, g in enumerate(groups) if _is_lone_figure(g, body_height)]
    labels = [k for k, g in enumerate(groups) if k not in set(figures) and _is_label(g)]
    pairs = sorted((cost, f, n) for f in figures for n in labels if (cost := _distance(groups, f, n)) is not None)
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, f, n in pairs:
        if f not in partner and n not in taken:
            partner[f] = n
            taken.add(n)
    joined = []
    for k, group in enumerate(groups):
        if k in partner:
            joined.append(_merged(group, groups[partner[k]]))
        elif k not in taken:
            joined.append(group)
    return joined


def is_callout(group: Group) -> bool:
    """Whether the group has few words, and a figure on a line of its own beside a label."""
    lines = group.lines()
    if not 2 <= len(lines) <= _MOST_LINES or sum(len(line.split()) for line in lines) > _LONGEST_LABEL:
        return False
    figures = [line for line in lines if is_figure_with_words(line)]
    return bool(figures) and len(figures) <= 2 and any(re.search(r"[^\W\d]{2}", line) for line in lines)


def _is_lone_figure(group: Group, body_height: float) -> bool:
    if group.line_count > 1 or group.segments[0].sideways:
        return False
    text = " ".join(s.text for s in group.segments)
    if not is_figure_with_words(text):
        return False
    return group.height > 1.15 * body_height or has_sign_or_scale(text)


def _is_label(group: Group) -> bool:
    words = sum(len(s.text.split()) for s in group.segments)
    return (
        group.line_count <= _MOST_LINES
        and words <= _LONGEST_LABEL
        and not group.segments[0].sideways
        and any(c.isalpha() for s in group.segments for c in s.text)
    )


def _distance(groups: Sequence[Group], f: int, n: int) -> float | None:
    """How far the label stands from the figure, in the figure's heights; None where they do not face each other.

    Beneath is the usual place, then beside, then above; a label that the content stream puts next to its figure
    is taken as nearer.
    """
    figure, label = groups[f], groups[n]
    height = figure.height
    across = min(figure.x1, label.x1) - max(figure.x0, label.x0)
    down = min(figure.bottom, label.bottom) - max(figure.top, label.top)
    if across > 0 and down < 0.4 * height:
        gap = (max(figure.top, label.top) - min(figure.bottom, label.bottom)) / height
        limit, cost = (1.2, gap) if label.top > figure.top else (0.8, gap + 0.15)
    elif down > 0.3 * min(height, label.bottom - label.top):
        gap = -across / height
        limit, cost = (2.2, gap + 0.2) if label.x0 > figure.x0 else (2.2, gap + 0.4)
    else:
        return None
    if gap > limit:
        return None
    between = _distance_in_stream(figure, label)
    return max(cost, -0.3) + (0.0 if between == 1 else 0.5 if between < 4 else 0.7)


def _distance_in_stream(figure: Group, label: Group) -> int:
    """1 when no other words come between the two in the content stream."""
    first, second = sorted((figure, label), key=lambda g: g.order)
    words = sum(len(s.text.split()) for s in first.segments)
    return 1 if second.order - first.order <= words + 1 else 2 + (second.order - first.order) // 20


def _merged(figure: Group, label: Group) -> Group:
    """Both as one group, in the order in which a reader meets them."""
    side_by_side = min(figure.bottom, label.bottom) - max(figure.top, label.top) > 0.4 * min(
        figure.bottom - figure.top, label.bottom - label.top
    )
    first, second = sorted((figure, label), key=lambda g: g.x0 if side_by_side else g.top)
    merged = Group.of(first.segments[0])
    for group in (first, second):
        for segment, new_line in zip(group.segments, group.breaks, strict=True):
            if segment is not first.segments[0]:
                merged.add(segment, new_line)
    return merged
