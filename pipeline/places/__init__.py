"""Places: those that a text names, and how two of them lie to each other."""

from pipeline.places.find import find_places
from pipeline.places.mention import PlaceMention, joined_places
from pipeline.places.relate import relation

__all__ = ["PlaceMention", "find_places", "joined_places", "relation"]
