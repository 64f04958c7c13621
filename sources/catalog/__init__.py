"""The source list: YAML to Source records; an error names file, line and field."""

from sources.catalog.reader import document_faults, read_list, read_lists
from sources.catalog.records import CatalogError, Fault, Source, SourceList

__all__ = ["CatalogError", "Fault", "Source", "SourceList", "document_faults", "read_list", "read_lists"]
