"""The questions that two claims are asked one after the other: what is counted, where, when, and how much."""

from pipeline.comparing.gates.normalised import NormalisedClaim, normalise

__all__ = ["NormalisedClaim", "normalise"]
