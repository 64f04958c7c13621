"""What a figure is for each of, what it is about beyond its noun, and which event it belongs to."""

from pipeline.reading.claims.scope.scope import DocumentScope, Scope

__all__ = ["DocumentScope", "Scope"]
