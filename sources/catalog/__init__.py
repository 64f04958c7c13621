"""The source list: YAML to Source records; an error names file, line and field."""

from sources.catalog.reader import checked_list, read_list, read_lists
from sources.catalog.records import CatalogError, Fault, Source, SourceList

__all__ = ["CatalogError", "Fault", "Source", "SourceList", "checked_list", "read_list", "read_lists"]
