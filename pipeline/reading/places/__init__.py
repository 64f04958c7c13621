"""Places: those that a text names, and how two of them lie to each other."""

from pipeline.reading.places.find import find_places
from pipeline.reading.places.mention import PlaceMention
from pipeline.reading.places.relate import relation

__all__ = ["PlaceMention", "find_places", "relation"]
