"""When two claims conflict: the gates of docs/design.md, section 4, and the passes that do not go through them."""

from pipeline.comparing.gates.pairs import compare, compare_slots
from pipeline.comparing.gates.slots import Slots, read_slots

__all__ = ["Slots", "compare", "compare_slots", "read_slots"]
