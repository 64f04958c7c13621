"""The questions that two claims are asked one after the other: what is counted, where, when, and how much."""

from pipeline.comparing.gates.slots import Slots, read_slots

__all__ = ["Slots", "read_slots"]
