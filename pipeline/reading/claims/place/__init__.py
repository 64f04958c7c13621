"""A claim's place: the names of places in a document, the document's own place, and the place of each number."""

from pipeline.reading.claims.place.chooser import PlaceChooser
from pipeline.reading.claims.place.document_chooser import DocumentPlaceChooser

__all__ = ["DocumentPlaceChooser", "PlaceChooser"]
