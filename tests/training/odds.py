"""Fits what makes a chooser's probabilities honest on groups that it had not seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from pipeline.reading.claims.choosing import Odds, log_odds

_WEAK = 100.0
"""The inverse of the penalty: two numbers from thousands of choices need next to none."""


def fitted_odds(probabilities: Sequence[float], right: Sequence[bool]) -> Odds:
    """The odds under which it is likeliest that just these choices are right (Platt 1999)."""
    rows = log_odds(np.array(probabilities)).reshape(-1, 1)
    model = LogisticRegression(C=_WEAK).fit(rows, np.array(right))
    return Odds(float(model.intercept_[0]), float(model.coef_[0, 0]))
