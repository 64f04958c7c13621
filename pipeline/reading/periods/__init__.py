"""The time grammar: "since late 2013", "last year" against the page's date."""

from pipeline.reading.periods.find import dated, find_periods

__all__ = ["dated", "find_periods"]
