"""The order in which boxes on a page are read.

After Breuel, "High performance document layout analysis" (2003): a box comes before another when it is above it and
their widths meet, or when it is left of it and nothing between the two in height spans both. Where that leaves a
choice, the order of the content stream decides.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pipeline.records.model import Box

_MOST = 160
"""Above this many boxes the cubic comparison is left and the boxes keep the order of the content stream."""


def reading_order(boxes: Sequence[Box], stream: Sequence[int]) -> list[int]:
    """Indices of the boxes as they are read; `stream` gives each box's place in the content stream."""
    count = len(boxes)
    by_stream = sorted(range(count), key=lambda i: stream[i])
    if count < 3 or count > _MOST:
        return by_stream
    x0, top, x1, bottom = np.array(boxes, dtype=np.float64).T
    middle = (top + bottom) / 2
    slack = np.minimum(1.0, (x1 - x0) / 10)
    meets = (x0[:, None] < x1[None, :] - slack[None, :]) & (x0[None, :] < x1[:, None] - slack[:, None])
    above = middle[:, None] < middle[None, :]
    before = meets & above
    left_of = (x1[:, None] <= x0[None, :] + 1.0) & ~meets
    # spans[a, b]: some box lies between a and b in height and meets both
    steps = before.astype(np.float32)
    downwards = (steps @ steps) > 0
    spans = downwards | downwards.T
    before |= left_of & ~spans
    np.fill_diagonal(before, False)
    # two boxes that come before each other are left to the stream
    before &= ~before.T
    return _sorted(before, stream)


def _sorted(before: npt.NDArray[np.bool_], stream: Sequence[int]) -> list[int]:
    """A topological order, the stream's where there is a choice; a ring is broken at its first box in the stream."""
    waiting = before.sum(axis=0).tolist()
    followers = [np.flatnonzero(row).tolist() for row in before]
    ready = [(stream[i], i) for i, count in enumerate(waiting) if count == 0]
    heapq.heapify(ready)
    left = set(range(len(waiting)))
    order: list[int] = []
    while left:
        if ready:
            i = heapq.heappop(ready)[1]
            if i not in left:
                continue
        else:
            i = min(left, key=lambda k: stream[k])
        left.discard(i)
        order.append(i)
        for k in followers[i]:
            waiting[k] -= 1
            if waiting[k] == 0 and k in left:
                heapq.heappush(ready, (stream[k], k))
    return order
