"""The source list: YAML to Source records; an error names file, line and field."""

from sources.catalog.reader import missing_documents, read_list, read_lists
from sources.catalog.records import CatalogError, Fault, Source, SourceList

__all__ = ["CatalogError", "Fault", "Source", "SourceList", "missing_documents", "read_list", "read_lists"]
